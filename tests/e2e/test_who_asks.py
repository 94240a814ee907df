"""Who judges what is delivered: the press no archive, the reader everything (docs/预检.md)."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pikepdf
import pytest

from presslayout.base.diagnostics import ERROR
from presslayout.delivery.targets import TARGETS
from presslayout.edition.limits import SEVERITIES
from presslayout.preflight import inspect
from tests import corpus
from tests.e2e.desk import ROOT, SENTENCE

if TYPE_CHECKING:
    from tests.e2e.desk import Desk

SPEC = """\
报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 4, \
付印须签样: 三校, 版面规则: {碰题: 错误}}
版面:
  - 版次: 3
    版名: 特刊
    模板: 试
    责任编辑: EDITOR
    稿件:
      - {编号: A, 位置: 左, 主题: 守山的日子, 正文: A.md}
      - {编号: B, 位置: 右, 主题: 接沟人, 正文: A.md}
      - {编号: C, 位置: 下, 主题: 树下的长桌, 正文: A.md, 图片: [
          {文件: images/small.jpg, 说明: 远山。, 摄影: 某某, 栏数: 3},
          {文件: images/ad.pdf, 说明: 图表。, 摄影: 某某, 栏数: 1}]}
"""
TEMPLATE = """\
名称: 试
样式: 报纸
开本: {成品: 275mm x 390mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 77字, 高: 76行}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
主色: 报徽金
区块:
  左: {行: 1-30, 栏: 1-3, 内容: 稿件, 标题: {主题: {色: C90 M80 Y70 K60}}}
  右: {行: 1-30, 栏: 4-6, 内容: 稿件, 标题: {主题: {色: 报徽金}}}
  下: {行: 32-60, 栏: 1-6, 内容: 稿件, 框: 0.1pt}
"""
# What each asks, as docs/预检.md has it: who, and how it weighs for press, proof and archive.
ROWS = {
    "press": ("error", "warning", None),
    "house": ("error", "warning", "warning"),
    "plant": ("error", "error", None),
    "signer": ("error", None, None),
    "reader": ("error", "warning", "error"),
    "keeper": (None, None, "info"),
}
SAID = {
    "press": {"spot-colour", "low-resolution", "ink-limit", "hairline", "transparency"},
    "house": {"tombstone"},
    "signer": {"unsigned"},
    "reader": {"pending"},
}


@pytest.fixture
def faulty(desk: Desk) -> Desk:
    """An issue that a press, the house and a signer would each hold back."""
    desk.spec.parent.mkdir(parents=True, exist_ok=True)
    (desk.root / "layout").mkdir(exist_ok=True)
    (desk.root / "images").mkdir(exist_ok=True)
    desk.spec.write_text(SPEC.replace("EDITOR", "顾长川"), encoding="utf-8")
    (desk.spec.parent / "A.md").write_text(SENTENCE * 22, encoding="utf-8")
    (desk.root / "layout" / "试.yaml").write_text(TEMPLATE, encoding="utf-8")
    (desk.root / "layout" / "inks.yaml").write_text(
        "报徽金: {专色: PANTONE 871 C, 替代色: C20 M35 Y75 K25}\n", encoding="utf-8"
    )
    shutil.copy(ROOT / "tests/data/images/small.jpg", desk.root / "images/small.jpg")
    see_through = corpus.File(
        b"q /Z gs 1 0 0 0 k 100 60 80 80 re f Q\n", corpus.state(ca=0.5), standard="x4"
    )
    (desk.root / "images" / "ad.pdf").write_bytes(corpus.made(see_through))
    return desk


def severities(desk: Desk, target: str) -> tuple[int, dict[str, str]]:
    ran = desk.build(target)
    return ran.exit, {d["code"]: d["severity"] for d in ran.json["diagnostics"]}


def test_what_is_for_the_archive_is_judged_by_no_press(faulty: Desk) -> None:
    told = {target: severities(faulty, target) for target in ("press", "proof", "archive")}
    assert {target: code for target, (code, _) in told.items()} == {
        "press": 4,
        "proof": 0,
        "archive": 0,
    }
    for who in ("press", "house", "signer"):
        weights = dict(zip(("press", "proof", "archive"), ROWS[who], strict=True))
        for target, (_, found) in told.items():
            expected = dict.fromkeys(SAID[who], weights[target])
            assert {code: found.get(code) for code in SAID[who]} == expected, (who, target)
    archived = told["archive"][1]
    assert not {c for c in archived if c in SEVERITIES or c in {"ink-limit", "ink-advised"}}
    data = (faulty.out / "archive/data/archive.pdf").read_bytes()
    assert [d for d in inspect(data, "a2a", "a2a").diagnostics if d.severity is ERROR] == []
    with pikepdf.open(faulty.out / "archive/data/archive.pdf") as pdf:
        spaces = pdf.pages[0].Resources.ColorSpace
        assert [str(space[2]) for space in spaces.values() if str(space[1]) == "/PANTONE 871 C"]


def test_a_fact_that_is_open_is_an_error_of_the_archive_too(faulty: Desk) -> None:
    faulty.spec.write_text(SPEC.replace("EDITOR", "待定"), encoding="utf-8")
    exit_, found = severities(faulty, "archive")
    assert (exit_, found["pending"]) == (4, "error")


def test_the_plant_s_part_of_a_press_profile_is_nothing_to_the_archive(faulty: Desk) -> None:
    press = (ROOT / "layout" / "press" / "newsprint.yaml").read_text(encoding="utf-8")
    (faulty.root / "layout" / "press").mkdir(exist_ok=True)
    own = faulty.root / "layout" / "press" / "newsprint.yaml"
    own.write_text(press + '交付: {文件名: "{无此词}.pdf"}\n', encoding="utf-8")
    assert severities(faulty, "archive")[0] == 0
    assert faulty.run("build", "issue/期", "--for", "press").exit == 1


def test_every_target_is_asked_by_those_whom_the_guide_names() -> None:
    guide = (ROOT / "docs" / "预检.md").read_text(encoding="utf-8")
    words = {"错误": "error", "提醒": "warning", "说明": "info", "不问": None}
    cells = r" \| ".join([r"(错误|提醒|说明|不问)"] * 3)
    told = {
        who: tuple(words[cell] for cell in row)
        for who, *row in re.findall(
            rf"^\| `(\w+)`[^|]*\| [^|]+ \| {cells} \|$", guide, re.MULTILINE
        )
    }
    assert told == ROWS
    for at, name in enumerate(("press", "proof", "archive")):
        asking = {who for who, row in ROWS.items() if row[at] is not None}
        # The house's rules are told of an archive, which they do not hold back.
        assert TARGETS[name].asked == asking - ({"house"} if name == "archive" else set())
    assert TARGETS["galley"].asked == TARGETS["proof"].asked
