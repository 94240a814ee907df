"""A distribution adds one of each kind without touching the core; one that is no good is told of."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pikepdf
import pytest

import presslayout
from tests.e2e.desk import ROOT, Desk

SAMPLE = ROOT / "tests" / "data" / "plugin"
BANNER = "  栏题: {行: 3-5,   栏: 1-6, 内容: 栏题}\n"
TOLD = {"plugin yunling-extras": "1.2"}


def _path(*folders: Path) -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", *folders)))}


def _lay_out(desk: Desk, kind: str) -> None:
    """The desk's issue on a template with a slot of a kind beside its banner."""
    desk.write()
    shipped = (ROOT / "layout" / "四开-双稿特刊.yaml").read_text(encoding="utf-8")
    slots = "  栏题: {行: 3-5, 栏: 1-4, 内容: 栏题}\n"
    slots += f"  数日子: {{行: 3-5, 栏: 5-6, 内容: {kind}}}\n"
    assert BANNER in shipped
    own = shipped.replace(BANNER, slots).replace("名称: 四开-双稿特刊", "名称: 自家")
    (desk.root / "layout" / "自家.yaml").write_text(own, encoding="utf-8")
    spec = desk.spec.read_text(encoding="utf-8").replace("模板: 四开-双稿特刊", "模板: 自家")
    desk.spec.write_text(spec, encoding="utf-8")


def _other(folder: Path, code: str, *points: str, name: str = "other-paper") -> Path:
    """A distribution of these entry points (`group name = object`), its one module holding `code`."""
    folder.mkdir(exist_ok=True)
    module = name.replace("-", "_")
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    info = folder / f"{module}-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1\n")
    rows = [f"[presslayout.{group}]\n{rest}\n" for group, rest in (p.split(" ", 1) for p in points)]
    (info / "entry_points.txt").write_text("".join(rows), encoding="utf-8")
    return folder


def test_what_a_plugin_shows_is_set_in_every_build(desk: Desk, tmp_path: Path) -> None:
    _lay_out(desk, "潮汐")
    code = """
import presslayout as p
def shown(place):
    yield p.SlotLine("今日{}", place.size, families=("黑体",), ink=place.ink)
TIDE = p.HouseSlot(shown)
"""
    other = _other(tmp_path / "别家", "", "slots 潮汐 = other_paper:TIDE")
    for said in ("晴", "雨"):
        (other / "other_paper.py").write_text(code.format(said), encoding="utf-8")
        built = desk.run("build", "issue/期", "--json", **_path(other), PYTHONDONTWRITEBYTECODE="1")
        assert built.exit == 0, built.err
        edition = json.loads((desk.out / "edition.json").read_text(encoding="utf-8"))
        blocks = {block["id"]: block for block in edition["pages"][0]["blocks"]}
        assert blocks["3/数日子"]["items"][0]["text"] == f"今日{said}"


@pytest.mark.parametrize("kind", ["倒计时", "countdown"])
def test_a_slot_kind_is_set(desk: Desk, kind: str) -> None:
    _lay_out(desk, kind)
    built = desk.run("build", "issue/期", "--json", **_path(SAMPLE))
    assert built.exit == 0, built.err
    assert built.json["versions"].items() >= TOLD.items()
    edition = json.loads((desk.out / "edition.json").read_text(encoding="utf-8"))
    blocks = {block["id"]: block for block in edition["pages"][0]["blocks"]}
    assert blocks["3/数日子"]["items"][0]["text"] == "距元旦还有 75 天"
    assert "3/数日子-shapes" in blocks
    once = (desk.out / "press.pdf").read_bytes()
    desk.run("build", "issue/期", "--no-cache", PYTHONHASHSEED="7", **_path(SAMPLE))
    assert (desk.out / "press.pdf").read_bytes() == once


def test_without_the_plugin_its_kind_is_unknown(desk: Desk) -> None:
    _lay_out(desk, "倒计时")
    built = desk.run("build", "issue/期", "--json")
    assert built.exit == 1
    assert "plugin" not in built.out
    _lay_out(desk, "倒计旴")
    told = desk.run("check", "issue/期", "--json", **_path(SAMPLE)).json["diagnostics"]
    assert any("倒计时" in (d["hint"] or "") for d in told)


def test_a_target_is_made(desk: Desk) -> None:
    desk.write()
    built = desk.run("build", "issue/期", "--for", "stories", "--json", **_path(SAMPLE))
    assert built.exit == 0, built.err
    text = (desk.out / "稿件.txt").read_text(encoding="utf-8")
    assert text.startswith("# 守山的日子\n\n云岭县护路人")
    (file,) = built.json["files"]
    assert (file["path"], file["kind"]) == ("稿件.txt", "stories")
    assert built.json["versions"].items() >= TOLD.items()
    refused = desk.run("build", "issue/期", "--for", "storeys", "--lang", "en", **_path(SAMPLE))
    assert refused.exit == 2
    assert "stories" in refused.err
    assert "stories" in desk.run("build", "--help", **_path(SAMPLE)).out


def test_a_check_is_heard(desk: Desk) -> None:
    desk.write(body="云岭县护路人清晨走过石桥！！\n" * 60)
    checked = desk.run("check", "issue/期", "--json", **_path(SAMPLE))
    found = [d for d in checked.json["diagnostics"] if d["code"] == "two-shouts"]
    assert (found[0]["line"], found[0]["column"], found[0]["hint"]) == (1, 13, "留一个")
    assert not desk.run("check", "issue/期", "--json").codes & {"two-shouts"}
    explained = desk.run("explain", "two-shouts", **_path(SAMPLE))
    assert "本报不连用叹号" in explained.out


def test_a_standard_is_written_and_read_back(desk: Desk) -> None:
    desk.write()
    words = ("build", "issue/期", "--standard", "云岭-x4", "--json")
    built = desk.run(*words, **_path(SAMPLE))
    assert built.exit == 0, built.err
    assert built.json["versions"].items() >= TOLD.items()
    with pikepdf.open(desk.out / "press.pdf") as pdf:
        assert pdf.pdf_version == "1.6"
    judged = desk.run(
        "preflight", "out/期/issue/press.pdf", "--standard", "云岭-x4", "--json", **_path(SAMPLE)
    )
    assert judged.exit == 0, judged.out
    assert judged.json["standard"] == "云岭 PDF/X-4"
    assert judged.json["claims"] == ["PDF/X-4"]
    assert desk.run(*words).exit == 2
    # A press of the paper's own may name it.
    press = (ROOT / "layout" / "press" / "newsprint.yaml").read_text(encoding="utf-8")
    own = press.replace("PDF/X-1a:2003", "云岭-x4").replace("名称: newsprint", "名称: 自家")
    (desk.root / "layout" / "press").mkdir()
    (desk.root / "layout" / "press" / "自家.yaml").write_text(own, encoding="utf-8")
    assert desk.run("build", "issue/期", "--press", "自家", **_path(SAMPLE)).exit == 0


def test_doctor_lists_them(desk: Desk, tmp_path: Path) -> None:
    desk.write()
    broken = _other(tmp_path / "坏", "import nowhere", "targets web = other_paper:WEB")
    told = desk.run("doctor", "--json", **_path(SAMPLE, broken)).json["checks"]
    ours = {(c["name"], c["detail_en"]) for c in told if c["ok"]}
    assert ("yunling-extras 1.2", "presslayout.targets: stories") in ours
    (bad,) = [c for c in told if c["name"] == "other-paper 0.1"]
    assert not bad["ok"]
    assert "nowhere" in bad["detail"]


# What is wrong with a target or a standard, and what is said of it.
LIES = [
    ("targets web = other_paper:WEB", "import nowhere\n", "nowhere"),
    ("targets web = other_paper:WEB", "raise SystemExit(3)\n", "3"),
    ("targets web = other_paper:WEB", "WEB = 'text'\n", "HouseTarget"),
    ("targets web = other_paper:GONE", "WEB = 1\n", "GONE"),
    ("targets web = other_paper:WEB", "WEB = p.HouseTarget('press.pdf', bytes)\n", "press.pdf"),
    ("targets web = other_paper:WEB", "WEB = p.HouseTarget('../x', bytes)\n", "../x"),
    ("targets web = other_paper:WEB", "WEB = p.HouseTarget('x', bytes, like='web')\n", "like"),
    ("targets web = other_paper:WEB", "WEB = p.HouseTarget('x', lambda c: 'x')\n", "bytes"),
    ("targets web = other_paper:WEB", "WEB = p.HouseTarget('x', lambda c: 1 / 0)\n", "division"),
]


@pytest.mark.parametrize(("point", "code", "said"), LIES)
def test_a_target_that_is_no_good_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, code: str, said: str
) -> None:
    desk.write()
    _other(tmp_path / "别家", f"import presslayout as p\n{code}", point)
    (found,) = _told(desk, tmp_path / "别家", monkeypatch, "web")
    assert found.code in {"plugin-broken", "plugin-refused"}
    for words in (found.message.zh, found.message.en):
        assert "other-paper" in words
        assert "web" in words
        assert said in words


def _told(
    desk: Desk, other: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> list[presslayout.Diagnostic]:
    """What a build says of the plug-ins of a folder, in this process."""
    monkeypatch.syspath_prepend(str(other))
    monkeypatch.delitem(sys.modules, "other_paper", raising=False)
    options = presslayout.Options(target=target, cache=presslayout.Cache(desk.cache), verify=False)
    try:
        made = presslayout.build(desk.spec, desk.out, options)
    except presslayout.AssetError as fault:
        return list(fault.diagnostics)
    assert made.product is None
    return [d for d in made.report.diagnostics if d.code.startswith("plugin")]


def test_a_broken_plugin_is_told_without_a_trace(desk: Desk, tmp_path: Path) -> None:
    desk.write()
    other = _other(tmp_path / "别家", "import nowhere\n", "targets web = other_paper:WEB")
    ran = desk.run("build", "issue/期", "--for", "web", "--lang", "en", **_path(other))
    assert ran.exit == 5, ran.err
    assert "plug-in other-paper: web" in ran.err
    assert "No module named 'nowhere'" in ran.err
    assert "Traceback" not in ran.err
    assert "Error" not in ran.err


def test_names_of_ours_cannot_be_taken(desk: Desk, tmp_path: Path) -> None:
    desk.write()
    code = "import presslayout as p\nMINE = p.HouseTarget('x', lambda c: b'')\n"
    code += "LOOSE = p.HouseStandard('x4', 'loose')\n"
    code += "QUIET = p.HouseCheck(lambda p: (), p.Text('', ''))\n"
    points = ("targets press = other_paper:MINE", "standards x1a = other_paper:LOOSE")
    other = _other(tmp_path / "别家", code, *points, "proofreading mixed-width = other_paper:QUIET")
    assert desk.run("build", "issue/期", **_path(other)).exit == 0
    with pikepdf.open(desk.out / "press.pdf") as pdf:
        assert pdf.docinfo["/GTS_PDFXVersion"] == "PDF/X-1a:2003"
    told = desk.run("check", "issue/期", "--json", **_path(other)).json["diagnostics"]
    assert sum(d["code"] == "plugin-refused" for d in told) >= len(points)


def test_two_distributions_want_one_name(desk: Desk, tmp_path: Path) -> None:
    desk.write()
    code = "import presslayout as p\nWEB = p.HouseTarget('x', lambda c: b'')\n"
    first = _other(tmp_path / "甲", code, "targets web = other_paper:WEB")
    second = _other(tmp_path / "乙", code, "targets web = third_paper:WEB", name="third-paper")
    ran = desk.run("build", "issue/期", "--for", "web", **_path(first, second))
    assert ran.exit == 5
    assert "other-paper" in ran.err
    assert "third-paper" in ran.err


FILLS = [
    "lambda place: 1 / 0",
    "lambda place: ['words']",
    "lambda place: [p.SlotLine('', 1)]",
    "lambda place: [p.SlotLine('字', 1.5)]",
    "lambda place: [p.SlotLine('字', 90_000, families=('没有的字体',))]",
    "lambda place: [p.Shape((('M', 0, 0), ('L', 9, 9)), stroke=p.Stroke(place.ink, 9))]",
    "lambda place: [p.Shape((('M', 0.5, 0),))]",
]


@pytest.mark.parametrize("fill", FILLS)
def test_a_slot_that_is_filled_wrongly_is_told_and_nothing_is_printed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fill: str
) -> None:
    _lay_out(desk, "签语")
    code = f"import presslayout as p\nMOTTO = p.HouseSlot({fill})\n"
    other = _other(tmp_path / "别家", code, "slots 签语 = other_paper:MOTTO")
    desk.out.mkdir(parents=True)
    (desk.out / "press.pdf").write_bytes(b"yesterday's")
    (found,) = _told(desk, other, monkeypatch, "press")
    assert found.span is not None
    assert (found.span.file, found.span.line, found.page) == ("layout/自家.yaml", 12, 3)
    assert "other-paper" in found.message.zh
    assert not (desk.out / "press.pdf").exists()


def test_words_without_room_are_told_as_anybodys(desk: Desk, tmp_path: Path) -> None:
    _lay_out(desk, "签语")
    code = "import presslayout as p\nMOTTO = p.HouseSlot(lambda q: [p.SlotLine('很长' * 99, p.pt(30))])\n"
    other = _other(tmp_path / "别家", code, "slots 签语 = other_paper:MOTTO")
    assert "furniture-overset" in desk.run("build", "issue/期", "--json", **_path(other)).codes


def test_a_check_that_fails_spoils_no_other(desk: Desk, tmp_path: Path) -> None:
    desk.write(body="云岭县护路人清晨走过石桥！！\n" * 60)
    code = "import presslayout as p\n"
    code += "BAD = p.HouseCheck(lambda q: [p.Remark(0, 10**9, p.Text('', ''))], p.Text('', ''))\n"
    other = _other(tmp_path / "别家", code, "proofreading aaa = other_paper:BAD")
    codes = desk.run("check", "issue/期", "--json", **_path(SAMPLE, other)).codes
    assert codes >= {"two-shouts", "plugin-refused"}
