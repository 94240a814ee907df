"""What stands on disk after every kind of run (SPEC §5)."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import bagit
import pikepdf
import pytest
from lxml import etree

from presslayout.base import locks
from tests import fulltexts
from tests.e2e.desk import PHOTO, ROOT, SENTENCE, Desk, copy
from tests.tools import needs
from tests.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

PRESS = ["edition.json", "press.pdf", "report.json"]


def photo(desk: Desk, file: str = "life_by_Aitzol_Berasategi.jpg", caption: str = "远山。") -> str:
    (desk.root / "images").mkdir(exist_ok=True)
    source = ROOT / "images" / file
    if not source.is_file():
        source = ROOT / "tests" / "data" / "images" / file
    shutil.copy(source, desk.root / "images" / file)
    return PHOTO.format(file=f"images/{file}", caption=caption)


def stale(desk: Desk) -> None:
    """Yesterday's page in today's folder."""
    desk.out.mkdir(parents=True, exist_ok=True)
    (desk.out / "press.pdf").write_bytes(b"yesterday")


def test_press_delivers_and_lists_what_it_delivered(desk: Desk) -> None:
    ran = desk.build()
    assert ran.exit == 0, ran.err
    assert desk.delivered() == PRESS
    report = desk.report()
    assert ran.json == report
    assert report["ok"] is True
    sha256 = hashlib.sha256((desk.out / "press.pdf").read_bytes()).hexdigest()
    assert report["files"] == [{"path": "press.pdf", "sha256": sha256, "kind": "press"}]
    assert "verify" in report["timings_ms"]
    edition = json.loads((desk.out / "edition.json").read_text(encoding="utf-8"))
    assert edition["format"] == "presslayout/edition-2"
    assert [p["hash"] for p in edition["pages"]] == [p["hash"] for p in report["pages"]]


def test_no_character_is_lost_in_the_report(desk: Desk) -> None:
    desk.write(body=copy(6000))
    desk.build("proof")
    stories = {s["id"]: s for p in desk.report()["pages"] for s in p["stories"]}
    lead = stories["A"]
    assert lead["overset"]["chars"] > 0
    assert lead["chars_source"] == lead["chars_set"] + lead["overset"]["chars"]
    assert lead["chars_source"] == len("".join(copy(6000).split()))


def test_a_refused_press_leaves_no_page_of_yesterdays(desk: Desk) -> None:
    stale(desk)
    desk.write(editor="待定")
    ran = desk.build()
    assert ran.exit == 4
    assert desk.delivered() == ["edition.json", "previous", "report.json"]
    assert (desk.out / "previous" / "press.pdf").read_bytes() == b"yesterday"
    pending = [d for d in desk.report()["diagnostics"] if d["code"] == "pending"]
    assert [(d["severity"], d["line"]) for d in pending] == [("error", 12)]
    assert desk.report()["files"] == []


def test_overset_refuses_press_and_archive_and_prints_in_the_proof(desk: Desk) -> None:
    desk.write(body=copy(9000))
    for target in ("press", "archive"):
        assert desk.build(target).exit == 3
        assert desk.delivered() == ["edition.json", "report.json"]
    ran = desk.build("proof")
    assert ran.exit == 3
    assert desk.delivered() == ["edition.json", "proof.pdf", "report.json"]
    assert [f["path"] for f in desk.report()["files"]] == ["proof.pdf"]


def test_a_proof_is_delivered_with_open_facts(desk: Desk) -> None:
    desk.write(editor="待定", headline="待定")
    ran = desk.build("proof")
    assert ran.exit == 0, ran.err
    found = [d for d in ran.json["diagnostics"] if d["code"] == "pending"]
    assert len(found) == 2
    assert {d["severity"] for d in found} == {"warning"}
    assert "proof.pdf" in desk.delivered()


@pytest.mark.parametrize(("target", "exit_"), [("proof", 0), ("press", 4), ("archive", 4)])
def test_a_photo_without_caption(desk: Desk, target: str, exit_: int) -> None:
    desk.write(photo=photo(desk, caption="待定"))
    ran = desk.build(target)
    assert ran.exit == exit_, ran.err
    found = [d for d in ran.json["diagnostics"] if d["code"] == "missing-caption"]
    assert [d["severity"] for d in found] == ["warning" if target == "proof" else "error"]


@pytest.mark.parametrize(("target", "exit_"), [("proof", 0), ("press", 4)])
def test_a_photo_too_coarse_to_print(desk: Desk, target: str, exit_: int) -> None:
    desk.write(photo=photo(desk, "small.jpg"))
    ran = desk.build(target)
    assert ran.exit == exit_, ran.err
    found = [d for d in ran.json["diagnostics"] if d["code"] == "low-resolution"]
    assert len(found) == 1
    assert found[0]["story"] == "A"
    assert found[0]["file"] == "issue/期/issue.yaml"


def test_a_broken_spec_withdraws_the_press_file_and_leaves_the_proof(desk: Desk) -> None:
    assert desk.build("proof").exit == 0
    proof = (desk.out / "proof.pdf").read_bytes()
    stale(desk)
    desk.spec.write_text("报纸: [", encoding="utf-8")
    ran = desk.build("proof")
    assert ran.exit == 1
    assert (desk.out / "proof.pdf").read_bytes() == proof
    assert "proof.pdf" in ran.err
    assert (desk.out / "press.pdf").exists()
    assert desk.build("press").exit == 1
    assert not (desk.out / "press.pdf").exists()
    assert (desk.out / "previous" / "press.pdf").read_bytes() == b"yesterday"
    assert (desk.out / "proof.pdf").read_bytes() == proof


def test_a_broken_spec_makes_no_folder(desk: Desk) -> None:
    desk.spec.write_text("报纸: [", encoding="utf-8")
    ran = desk.build()
    assert ran.exit == 1
    assert not (desk.root / "out").exists()
    assert ran.json["ok"] is False
    assert ran.json["files"] == []


def test_a_missing_picture_is_exit_5(desk: Desk) -> None:
    stale(desk)
    desk.write(photo=PHOTO.format(file="images/none.jpg", caption="无"))
    ran = desk.build()
    assert ran.exit == 5
    assert ran.codes == {"missing-picture"}
    assert not (desk.out / "press.pdf").exists()
    report = desk.report()
    assert [d["code"] for d in report["diagnostics"]] == ["missing-picture"]
    assert report["ok"] is False
    assert report["files"] == []
    assert {**report, "timings_ms": {}} == {**ran.json, "timings_ms": {}}


def test_a_proof_that_misses_a_picture_leaves_the_old_one_and_its_edition(desk: Desk) -> None:
    assert desk.build("proof").exit == 0
    kept = {n: (desk.out / n).read_bytes() for n in ("proof.pdf", "edition.json")}
    desk.write(photo=PHOTO.format(file="images/none.jpg", caption="无"))
    assert desk.build("proof").exit == 5
    assert {n: (desk.out / n).read_bytes() for n in kept} == kept
    assert desk.report()["files"] == []


@pytest.mark.parametrize(
    "wrong", [("提醒: [", "提醒: [nothing, "), ("预检:", '交付: {文件名: "{无此词}.pdf"}\n预检:')]
)
def test_a_press_profile_that_is_wrong_leaves_no_older_press_file(
    desk: Desk, wrong: tuple[str, str]
) -> None:
    stale(desk)
    own = desk.root / "layout" / "press" / "newsprint.yaml"
    own.parent.mkdir(exist_ok=True)
    ours = (ROOT / "layout" / "press" / own.name).read_text(encoding="utf-8")
    own.write_text(ours.replace(*wrong), encoding="utf-8")
    ran = desk.build()
    assert ran.exit == 1
    assert "layout/press/newsprint.yaml" in ran.err
    assert (desk.out / "previous" / "press.pdf").read_bytes() == b"yesterday"
    # All that can be said without writing is said without writing.
    told = desk.run("check", str(desk.spec), "--json")
    assert told.exit == 1
    assert "layout/press/newsprint.yaml" in {d["file"] for d in told.json["diagnostics"]}


def test_a_page_that_is_not_there_leaves_no_older_press_file(desk: Desk) -> None:
    stale(desk)
    ran = desk.build("press", "--pages", "9")
    assert ran.exit == 2
    assert not (desk.out / "press.pdf").exists()
    assert (desk.out / "previous" / "press.pdf").read_bytes() == b"yesterday"


def test_a_character_that_no_face_has_is_exit_5_and_leaves_the_old_proof(desk: Desk) -> None:
    assert desk.build("proof").exit == 0
    proof = (desk.out / "proof.pdf").read_bytes()
    desk.write(headline="守山的\U00017000日子")
    ran = desk.build("proof")
    assert ran.exit == 5
    assert "missing-glyph" in ran.codes
    assert (desk.out / "proof.pdf").read_bytes() == proof
    assert "U+17000" in (desk.out / "report.json").read_text(encoding="utf-8")


def test_the_archive_is_a_valid_bag_and_its_report_has_no_timings(desk: Desk) -> None:
    desk.write(photo=photo(desk))
    ran = desk.build("archive")
    assert ran.exit == 0, ran.err
    assert desk.delivered() == ["archive", "edition.json", "report.json"]
    bag = bagit.Bag(str(desk.out / "archive"))
    assert bag.validate()
    assert bag.info["Bagging-Date"] == "2026-10-18"
    for file in desk.report()["files"]:
        data = (desk.out / file["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
    data = desk.out / "archive" / "data"
    listed = {p.relative_to(data).as_posix() for p in data.rglob("*") if p.is_file()}
    assert {
        "archive.pdf",
        "edition.json",
        "report.json",
        "alto/page-03.xml",
        "mets.xml",
        "stories/A.txt",
        "stories/A.md",
        "pictures/life_by_Aitzol_Berasategi.jpg",
        "sources/issue/期/issue.yaml",
        "sources/issue/期/A.txt",
        "sources/layout/四开-双稿特刊.yaml",
    } <= listed
    kept = json.loads((data / "report.json").read_text(encoding="utf-8"))
    assert "timings_ms" not in kept
    assert (data / "edition.json").read_bytes() == (desk.out / "edition.json").read_bytes()
    body = "\n".join(copy(1500).split())
    assert body in (data / "stories" / "A.txt").read_text(encoding="utf-8")
    assert desk.build("archive").exit == 0
    assert (desk.out / "previous" / "archive" / "bagit.txt").exists()


def test_the_catalogue_names_every_file_of_the_bag_with_its_hash(desk: Desk) -> None:
    """But itself, and the report, which names it."""
    desk.write(photo=photo(desk))
    assert desk.build("archive").exit == 0
    data = desk.out / "archive" / "data"
    listed = {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file()
    }
    report = listed.pop("report.json")
    mets = etree.fromstring(listed["mets.xml"])
    fulltexts.files_are_as_told(mets, listed)
    pages = {n: etree.fromstring(d) for n, d in listed.items() if n.startswith("alto/")}
    fulltexts.areas_are_there(mets, pages)
    (shown,) = pages["alto/page-03.xml"].iter(fulltexts.ALTO + "Illustration")
    assert shown.get("FILEID") == "FILE_pictures_life.5f.by.5f.Aitzol.5f.Berasategi.2e.jpg"
    told = {file["path"]: file["sha256"] for file in json.loads(report)["files"]}
    assert told["archive/data/mets.xml"] == hashlib.sha256(listed["mets.xml"]).hexdigest()


def test_strict_makes_warnings_refuse(desk: Desk) -> None:
    desk.write(body=copy(1500)[:300])
    assert desk.build().exit == 0
    assert "underset" in {d["code"] for d in desk.report()["diagnostics"]}
    assert desk.build("press", "--strict").exit == 3
    assert not (desk.out / "press.pdf").exists()


def test_one_page_alone(desk: Desk) -> None:
    ran = desk.build("press", "--pages", "3")
    assert ran.exit == 0
    ran = desk.build("press", "--pages", "4")
    assert ran.exit == 2
    # On any code but 0 no file of this target stands there (SPEC §5).
    assert not (desk.out / "press.pdf").exists()


def test_a_signature_that_is_asked_for_holds_the_press_back_alone(desk: Desk) -> None:
    desk.write(paper="  付印须签样: 三校")
    assert desk.build().exit == 4
    assert desk.build("proof").exit == 0
    assert desk.build("archive").exit == 0


def test_an_output_folder_that_is_a_file(desk: Desk) -> None:
    (desk.root / "out").write_bytes(b"")
    ran = desk.build()
    assert ran.exit == 2
    assert ran.codes == {"bad-folder"}
    assert (desk.root / "out").read_bytes() == b""


def test_no_verify_skips_reading_back(desk: Desk) -> None:
    checked = desk.build()
    pdf = (desk.out / "press.pdf").read_bytes()
    skipped = desk.build("press", "--no-verify")
    assert "verify" in checked.json["timings_ms"]
    assert "verify" not in skipped.json["timings_ms"]
    assert (desk.out / "press.pdf").read_bytes() == pdf


def is_held(lock: Path) -> bool:
    """Whether somebody has a lock; its file is there a moment before."""
    descriptor = locks.taken(lock, 0)
    if descriptor is not None:
        locks.given_back(lock, descriptor)
    return descriptor is None


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_build_that_stands_still_makes_the_next_one_give_up(desk: Desk) -> None:
    held = None
    stale(desk)
    try:
        # It holds the lock while it works; stop it there.
        lock = desk.out / ".presslayout.lock"
        for _ in range(7):
            held = desk.start("build", "issue/期", "--no-cache")
            until(lambda process=held: lock.exists() or process.poll() is not None, step=0.001)
            held.send_signal(signal.SIGSTOP)
            if lock.exists() and is_held(lock):
                break
            held.kill()
            held.communicate()
        else:
            pytest.skip("this machine never showed the lock")
        start = time.monotonic()
        ran = desk.build()
        assert ran.exit == 1
        assert ran.codes == {"busy"}
        assert "press.pdf 是以前的" in ran.err
        assert 4.5 < time.monotonic() - start < 60
    finally:
        assert held is not None
        held.kill()
        held.communicate()
    assert desk.build().exit == 0
    assert desk.delivered() == PRESS


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_build_leaves_the_old_page_or_none(desk: Desk) -> None:
    assert desk.build().exit == 0
    old = (desk.out / "press.pdf").read_bytes()
    for number in range(8):
        desk.write(headline=f"守山{number}")
        killed = desk.start("build", "issue/期")
        # Death comes at any moment of a build.
        time.sleep(0.1 + number * 0.06)
        killed.kill()
        killed.communicate()
        page = desk.out / "press.pdf"
        if page.exists():
            data = page.read_bytes()
            assert data == old or data.rstrip().endswith(b"%%EOF")
        if (desk.out / "report.json").exists():
            for file in desk.report()["files"]:
                sha256 = hashlib.sha256((desk.out / file["path"]).read_bytes()).hexdigest()
                assert sha256 == file["sha256"]
    assert desk.build().exit == 0
    assert desk.delivered() == PRESS


def test_two_builds_at_once_both_end_well(desk: Desk) -> None:
    pair = [desk.start("build", "issue/期") for _ in range(2)]
    for process in pair:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()
    assert desk.delivered() == PRESS


@needs("pgrep", "ps")
def test_the_second_process_ends_with_a_killed_build(desk: Desk) -> None:
    killed = desk.start("build", "issue/期")
    second = until(lambda: _said("pgrep", "-P", str(killed.pid)))
    killed.kill()
    killed.communicate()
    # One that has ended and is not yet buried is a Z.
    until(lambda: _said("ps", "-o", "stat=", "-p", second)[:1] in ("", "Z"))


def _said(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()


def test_paths_in_the_report_are_the_workspaces(desk: Desk, tmp_path: Path) -> None:
    desk.write(photo=photo(desk))
    ran = desk.build()
    assert ran.exit == 0, ran.err
    for name in ("report.json", "edition.json"):
        assert str(tmp_path) not in (desk.out / name).read_text(encoding="utf-8")
    assert str(tmp_path).encode() not in (desk.out / "press.pdf").read_bytes()


def test_a_rule_of_layout_holds_the_press_back_where_the_paper_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "w", tmp_path / "cache")
    desk.root.mkdir()
    assert desk.run("init", ".").exit == 0
    desk.spec.parent.mkdir(parents=True)
    spec = """\
报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128RULES}
版面:
  - 版次: 3
    版名: 特刊
    模板: 试
    责任编辑: 顾长川
    稿件:
      - {编号: A, 位置: 左, 主题: 守山的日子, 正文: A.md}
      - {编号: B, 位置: 右, 主题: 接沟人, 正文: A.md}
"""
    template = """\
名称: 试
样式: 报纸
开本: {成品: 275mm x 390mm, 出血: 0mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 77字, 高: 76行}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
区块:
  左: {行: 1-30, 栏: 1-3, 内容: 稿件, 标题: {主题: {字号: 32pt}}}
  右: {行: 1-30, 栏: 4-6, 内容: 稿件, 标题: {主题: {字号: 32pt}}}
"""
    (desk.root / "layout" / "试.yaml").write_text(template, encoding="utf-8")
    (desk.spec.parent / "A.md").write_text(SENTENCE * 22, encoding="utf-8")
    for rules, exit_, severity in (
        ("", 0, "warning"),
        (", 版面规则: {碰题: 错误}", 4, "error"),
        (", layout_rules: {tombstone: error}", 4, "error"),
    ):
        desk.spec.write_text(spec.replace("RULES", rules), encoding="utf-8")
        made = desk.run("build", str(desk.spec), "--for", "press", "--json")
        assert made.exit == exit_, made.err
        told = [d for d in made.json["diagnostics"] if d["code"] == "tombstone"]
        assert [d["severity"] for d in told] == [severity]
        proof = desk.run("build", str(desk.spec), "--for", "proof", "--json")
        assert proof.exit == 0
        with pikepdf.open(desk.out / "proof.pdf") as pdf:
            notes = [str(note.get("/Contents", "")) for note in pdf.pages[0].get("/Annots", [])]
        assert any("碰题" in note for note in notes)
