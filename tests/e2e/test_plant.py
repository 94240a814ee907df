"""Marks and files as a plant asks for them, read back by tools that share no code with ours."""

from __future__ import annotations

import hashlib
import json
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.tools import needs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.desk import Desk

PROFILE = """\
名称: newsprint
标准: {standard}
特性文件: IFRA26S_TAC220.icc
印刷条件: IFRA26
总墨量: {{建议: 220%, 上限: 240%}}
图片: {{最低精度: 99ppi, 提醒精度: 149ppi}}
{more}
"""
NAMED = '交付: {文件: 每版, 文件名: "{报名}{日期:%m%d}-{版次:02}.pdf"}'
SECOND = """\
  - 版次: 4
    版名: 影像
    模板: 四开-双稿特刊
    责任编辑: 顾长川
    栏题: {文字: 云岭秋行}
    稿件:
      - {编号: C, 位置: 头条, 主题: 草甸轮着歇, 署名: 本报记者 沈禾青, 正文: A.txt}
      - {编号: D, 位置: 二条, 主题: 山门开了, 署名: 本报记者 陆一鸣, 正文: B.txt}
"""


def profile(desk: Desk, more: str, standard: str = "PDF/X-1a:2003") -> None:
    folder = desk.root / "layout" / "press"
    folder.mkdir(parents=True, exist_ok=True)
    text = PROFILE.format(standard=standard, more=more)
    (folder / "newsprint.yaml").write_text(text, encoding="utf-8")


def mm(box: pikepdf.Array) -> list[float]:
    return [round(float(v) * 25.4 / 72, 1) for v in box]


def text_of(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


@needs("pdftotext")
@pytest.mark.parametrize("standard", ["PDF/X-1a:2003", "PDF/X-4"])
def test_marks_make_the_sheet_larger_and_leave_page_and_text_alone(
    desk: Desk, standard: str
) -> None:
    profile(desk, "", standard)
    assert desk.build().exit == 0
    plain = text_of(desk.out / "press.pdf")
    hashes = [page["hash"] for page in desk.report()["pages"]]
    profile(desk, "标记: {折线: 是}", standard)
    ran = desk.build()
    assert ran.exit == 0, ran.err
    assert desk.delivered() == ["edition.json", "press.pdf", "report.json"]
    assert [page["hash"] for page in desk.report()["pages"]] == hashes
    assert text_of(desk.out / "press.pdf") == plain
    with pikepdf.open(desk.out / "press.pdf") as pdf:
        (page,) = pdf.pages
        assert mm(page.MediaBox) == [0, 0, 293, 408]
        assert mm(page.TrimBox) == mm(page.BleedBox) == [9, 9, 284, 399]
    checked = desk.run("preflight", "out/期/issue/press.pdf")
    assert checked.exit == 0, checked.err


@needs("pdftotext")
def test_the_plant_gets_its_names_a_note_and_checksums(desk: Desk) -> None:
    desk.write(extra=SECOND)
    profile(desk, NAMED)
    ran = desk.build()
    assert ran.exit == 0, ran.err
    folder = desk.out / "delivery"
    names = ["云岭日报1018-03.pdf", "云岭日报1018-04.pdf"]
    assert sorted(p.name for p in folder.iterdir()) == sorted(
        [*names, "MD5SUMS", "SHA256SUMS", "传版单.json", "传版单.pdf", "传版单.txt"]
    )
    sums = dict(
        reversed(line.split("  ", 1))
        for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    assert sums == {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names}
    listed = {f["path"]: f for f in desk.report()["files"]}
    assert set(listed) == {"press.pdf", *(f"delivery/{p.name}" for p in folder.iterdir())}
    for name in names:
        assert listed[f"delivery/{name}"]["sha256"] == sums[name]
    note = (folder / "传版单.txt").read_text(encoding="utf-8")
    rows = json.loads((folder / "传版单.json").read_text(encoding="utf-8"))["files"]
    assert [row["name"] for row in rows] == names
    for row, page in zip(rows, desk.report()["pages"], strict=True):
        assert row["hashes"] == [page["hash"]]
        assert row["size_mm"] == [275, 390]
        assert row["sha256"] in note
        assert row["md5"] in note
    words = text_of(folder / "传版单.pdf").split()
    for row in rows:
        told = {row["name"], row["sha256"], row["md5"], row["sha256"][:8], *row["hashes"]}
        assert told <= set(words)
    with pikepdf.open(folder / "传版单.pdf") as pdf:
        (sheet,) = pdf.pages
        assert mm(sheet.MediaBox) == [0, 0, 210, 297]
    again = (folder / "传版单.pdf").read_bytes()
    assert desk.build().exit == 0
    assert (folder / "传版单.pdf").read_bytes() == again


def test_one_file_may_hold_all_pages(desk: Desk) -> None:
    desk.write(extra=SECOND)
    profile(desk, "交付: {文件: 合一}")
    assert desk.build().exit == 0
    with pikepdf.open(desk.out / "delivery" / "20261018.pdf") as pdf:
        assert len(pdf.pages) == 2


@pytest.mark.slow
@needs("pdftotext")
def test_sheets_bear_the_pages_as_they_are_folded(desk: Desk) -> None:
    desk.write(extra=SECOND)
    profile(desk, "标记: {折线: 是}\n交付: {拼版: 是}")
    ran = desk.build()
    assert ran.exit == 0, ran.err
    assert "imposition-blank" in ran.codes
    outer, inner = (desk.out / "delivery" / f"20261018-{n}.pdf" for n in ("04-01", "02-03"))
    for path, story in ((outer, "草甸轮着歇"), (inner, "守山的日子")):
        with pikepdf.open(path) as pdf:
            (page,) = pdf.pages
            assert mm(page.TrimBox) == [9, 9, 559, 399]
        assert story in "".join(text_of(path).split())
        checked = desk.run("preflight", str(path))
        assert checked.exit == 0, checked.err


def test_a_refused_press_leaves_no_files_for_the_plant(desk: Desk) -> None:
    profile(desk, NAMED)
    assert desk.build().exit == 0
    desk.write(editor="待定")
    assert desk.build().exit == 4
    assert desk.delivered() == ["edition.json", "previous", "report.json"]
    assert (desk.out / "previous" / "delivery" / "云岭日报1018-03.pdf").is_file()


def test_without_delivery_in_the_profile_yesterdays_files_are_put_aside(desk: Desk) -> None:
    profile(desk, NAMED)
    assert desk.build().exit == 0
    profile(desk, "")
    assert desk.build().exit == 0
    assert "delivery" not in desk.delivered()


def test_two_files_of_one_name_are_refused(desk: Desk) -> None:
    desk.write(extra=SECOND)
    profile(desk, '交付: {文件名: "{日期}.pdf"}')
    ran = desk.build()
    assert ran.exit == 4
    assert "delivery-name" in ran.codes
    assert "delivery" not in desk.delivered()


def test_a_pattern_that_leaves_the_folder_is_told_at_its_place(desk: Desk) -> None:
    profile(desk, NAMED)
    assert desk.build().exit == 0
    profile(desk, '交付: {文件名: "../{版次}.pdf"}')
    ran = desk.build()
    assert ran.exit == 1
    assert desk.delivered() == ["previous"]
    (found,) = ran.json["diagnostics"]
    assert (found["code"], found["file"], found["line"]) == (
        "bad-value",
        "layout/press/newsprint.yaml",
        7,
    )


@pytest.mark.slow
def test_the_same_edition_makes_the_same_files(desk: Desk) -> None:
    profile(desk, "标记: {}\n交付: {拼版: 是}")
    assert desk.build().exit == 0
    first = {p.name: p.read_bytes() for p in (desk.out / "delivery").iterdir()}
    assert desk.build("press", "--no-cache").exit == 0
    assert {p.name: p.read_bytes() for p in (desk.out / "delivery").iterdir()} == first


def test_the_note_tells_the_plant_s_screens(desk: Desk) -> None:
    profile(desk, f"{NAMED}\n网屏: {{线数: 100lpi, 角度: C15 M75 Y0 K45, 网点: 圆方}}")
    assert desk.build("press", "--no-verify").exit == 0
    folder = desk.out / "delivery"
    told = json.loads((folder / "传版单.json").read_text(encoding="utf-8"))
    assert told["screens"] == {"ruling": "100lpi", "angles": "C15 M75 Y0 K45", "dot": "圆方"}
    assert "线数  100lpi" in (folder / "传版单.txt").read_text(encoding="utf-8")
