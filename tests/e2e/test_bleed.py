"""A page bleeds as far as its press asks or its template, whichever is more; files carry it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pikepdf
import pytest

from presslayout.base.cache import Cache
from presslayout.base.units import mm
from presslayout.edition.page import Picture
from presslayout.newsroom import build
from tests.e2e.desk import ROOT, SENTENCE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.desk import Desk

TEMPLATE = """\
名称: 满版
样式: 报纸
开本: {成品: 244.475mm x 348.6mmBLEED}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 77字, 高: 76行}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
区块:
  图: {行: 1-30, 栏: 1-6, 内容: 图片}
  稿: {行: 32-60, 栏: 1-6, 内容: 稿件}
  广: {行: 62-76, 栏: 1-6, 内容: 广告}
"""
SPEC = """\
报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 4}
版面:
  - 版次: 3
    版名: 特刊
    模板: 满版
    责任编辑: 顾长川
    稿件:
      - {编号: P, 位置: 图, 图片: [{文件: images/sunset_by_Aitzol_Berasategi.jpg, 说明: 远山。, 摄影: 某某}]}
      - {编号: A, 位置: 稿, 主题: 守山的日子, 正文: A.md}
ADS
"""


def lay_out(desk: Desk, bleed: str = "", ads: str = "") -> Path:
    (desk.root / "images").mkdir(exist_ok=True)
    shutil.copy(ROOT / "images/sunset_by_Aitzol_Berasategi.jpg", desk.root / "images")
    text = TEMPLATE.replace("BLEED", f", 出血: {bleed}" if bleed else "")
    (desk.root / "layout" / "满版.yaml").write_text(text, encoding="utf-8")
    (desk.spec.parent / "A.md").write_text(SENTENCE * 44, encoding="utf-8")
    desk.spec.write_text(SPEC.replace("ADS", ads), encoding="utf-8")
    return desk.spec


def press(desk: Desk, like: str, *lines: str, bleed: str | None = None) -> str:
    """A press profile of the workspace's own, like one that ships."""
    text = (ROOT / "layout" / "press" / f"{like}.yaml").read_text(encoding="utf-8")
    if bleed is not None:
        text = text.replace("出血: 3mm", f"出血: {bleed}").replace("出血: 0mm", f"出血: {bleed}")
    (desk.root / "layout" / "press").mkdir(exist_ok=True)
    made = "\n".join([text.replace(f"名称: {like}", "名称: own"), *lines, ""])
    (desk.root / "layout" / "press" / "own.yaml").write_text(made, encoding="utf-8")
    return "own"


@pytest.mark.parametrize(
    ("template", "name", "expected"),
    [
        ("0mm", "coated", 3),
        ("", "coated", 3),
        ("5mm", "coated", 5),
        ("0mm", "newsprint", 0),
        ("", "newsprint", 0),
        ("2mm", "newsprint", 2),
    ],
)
def test_the_larger_of_what_press_and_template_ask(
    desk: Desk, template: str, name: str, expected: int
) -> None:
    loaded = build.load(lay_out(desk, template))
    made = build.compose(loaded, name, cache=Cache.disabled())
    (page,) = made.edition.pages
    assert page.bleed == mm(expected)
    (photo,) = [i for b in page.blocks for i in b.items if isinstance(i, Picture)]
    assert (photo.box.x, photo.box.right) == (-page.bleed, page.width + page.bleed)
    (record,) = made.pages[0].photos
    assert (record.box.x, record.box.width) == (0, page.width)
    left, _, right, _ = record.crop
    assert 0 <= left < right <= record.size[0]
    assert (right - left) * page.width == pytest.approx(
        (photo.crop[2] - photo.crop[0]) * page.width * page.width / photo.box.width, rel=0.01
    )


def boxes(page: pikepdf.Page, name: str) -> list[float]:
    trim = [float(v) for v in page.obj["/TrimBox"]]
    box = [float(v) for v in page.obj[name]]
    outs = (trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3])
    return [round(v * 25.4 / 72, 2) for v in outs]


def test_files_carry_the_bleed_and_a_sheet_ends_it_at_the_spine(desk: Desk) -> None:
    lay_out(desk, "0mm")
    own = press(desk, "coated", "标记: {}", "交付: {拼版: 是}")
    ran = desk.build("press", "--press", own)
    assert ran.exit == 0, ran.err
    assert "short-bleed" not in ran.codes
    with pikepdf.open(desk.out / "press.pdf") as pdf:
        assert boxes(pdf.pages[0], "/BleedBox") == [3, 3, 3, 3]
        assert min(boxes(pdf.pages[0], "/MediaBox")) > 3
    (sheet,) = [p for p in (desk.out / "delivery").glob("*.pdf") if "传版单" not in p.name]
    with pikepdf.open(sheet) as pdf:
        assert boxes(pdf.pages[0], "/BleedBox") == [3, 3, 3, 3]


def test_an_advertisement_that_ends_at_the_trim_is_told_once(desk: Desk) -> None:
    (desk.root / "images").mkdir(exist_ok=True)
    from PIL import Image

    lay_out(desk, ads="    广告: [{位置: 广, 文件: images/ad.png}]")
    wide, high = 2888, round(2888 * (14 * 13 * 12_700 + 9 * 12_700) / (77 * 9 * 12_700))
    Image.new("RGB", (wide, high), (200, 40, 40)).save(desk.root / "images" / "ad.png")
    own = press(desk, "newsprint", bleed="3mm")
    ran = desk.build("press", "--press", own)
    told = [d for d in ran.json["diagnostics"] if d["code"] == "short-bleed"]
    assert [(d["severity"], d["page"]) for d in told] == [("warning", 3)]
    assert "3/广" in told[0]["message"]
    assert "左、右" in told[0]["message"]
    assert ran.exit == 0, ran.err
    assert desk.build("archive", "--press", own).codes.isdisjoint({"short-bleed"})
