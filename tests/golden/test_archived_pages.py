"""ALTO and METS of every template, the sample, field copy and copy of all kinds keep their laws."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests import fulltexts, random_jumps
from tests.fulltexts import ALTO, METS, SCHEMAS, said

from presslayout.base.memory import Memory
from presslayout.newsroom.build import compose, composed, load
from presslayout.newsroom.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.edition.page import Edition

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs" / "gallery"))

import gallery  # noqa: E402

NAMES = sorted(path.stem for path in (ROOT / "layout").glob("*.yaml"))
KEPT = Memory()
SPEC = """\
报纸: {{报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 4}}
版面:
  - 版次: 3
    版名: 特刊
    模板: 四开-双稿特刊
    责任编辑: 顾长川
    稿件:
      - {{编号: A, 位置: 头条, 主题: 守山的日子, 署名: 本报记者 沈禾青, 正文: A.md{style}}}
"""
KINDS = """\
{云岭|yún lǐng}县的人念{坪|píng}字，念了三十年。一亩是 667 m{2|^}。

## 第一件事

- 清晨走过石桥
- 看见雾从谷底升起来

1. 先量水位
2. 再记在本子上

| 站名 | 水位 | 雨量 |
| --- | --- | --- |
| 石门 | 3.5 | 12 |
| 垭口 | 2.8 | 9 |

山里的 pneumonoultramicroscopicsilicovolcanoconiosis 和 \
floccinaucinihilipilification，还有 antidisestablishmentarianism，一路说下去；\
水里的 pneumono\u00adultramicroscopic\u00adsilicovolcanoconiosis 又是一样。
"""


@pytest.fixture(scope="module", autouse=True)
def _at_work() -> Iterator[None]:
    before, gallery.WORK = gallery.WORK, ROOT / "out" / f"archived-{os.getpid()}"
    gallery.WORK.mkdir(parents=True)
    yield
    shutil.rmtree(gallery.WORK)
    gallery.WORK = before


def test_the_schemas_are_here_or_the_files_are_judged_by_their_laws_alone() -> None:
    if not SCHEMAS.exists():
        pytest.skip(f"{SCHEMAS} is not here")
    assert fulltexts.schema("alto-4-4.xsd") is not None
    assert fulltexts.schema("mets-1.12.1.xsd") is not None


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_files_that_keep_the_laws(name: str) -> None:
    _, composition = composed(gallery.issue(name, gallery.noted(name)), Options())
    fulltexts.made(composition.edition)


def typed(folder: Path, body: str, style: str = "") -> Edition:
    issue = random_jumps.workspace(folder) / "期"
    issue.mkdir()
    (issue / "A.md").write_text(body, encoding="utf-8")
    (issue / "issue.yaml").write_text(SPEC.format(style=style), encoding="utf-8")
    return compose(load(issue / "issue.yaml", KEPT), memory=KEPT).edition


def page(files: Mapping[str, bytes]) -> etree._Element:
    return etree.fromstring(files["alto/page-03.xml"])


def test_copy_of_all_kinds_is_told_as_what_it_is(tmp_path: Path) -> None:
    files = fulltexts.made(typed(tmp_path, KINDS))
    found = page(files)
    labels = {e.get("ID"): e.get("LABEL") for e in found.iter(ALTO + "RoleTag")}
    kinds: dict[str, list[str]] = {}
    for block in found.iter(ALTO + "TextBlock"):
        for tag in block.get("TAGREFS").split():
            kinds.setdefault(labels.get(tag, ""), []).append(said(block))
    assert kinds["subhead"] == ["第一件事"]
    assert kinds["item"] == ["清晨走过石桥", "看见雾从谷底升起来", "先量水位", "再记在本子上"]
    assert kinds["cell"] == ["站名", "水位", "雨量", "石门", "3.5", "12", "垭口", "2.8", "9"]
    assert {"1.", "2."} <= set(kinds["generated"])
    types = [d.get("TYPE") for d in etree.fromstring(files["mets.xml"]).iter(METS + "div")]
    assert (types.count("cell"), types.count("item")) == (9, 4)


def test_readings_stand_in_lines_of_their_own(tmp_path: Path) -> None:
    found = page(fulltexts.made(typed(tmp_path, KINDS)))
    tag = next(e.get("ID") for e in found.iter(ALTO + "LayoutTag"))
    lines = [one for one in found.iter(ALTO + "TextLine") if one.get("TAGREFS") == tag]
    told = "".join(one.get("CONTENT", " ") for line in lines for one in line)
    assert told.replace(" ", "") == "yúnlǐngpíng"
    assert not any("yún" in (e.get("CONTENT") or "") for e in found.iter(ALTO + "String")
                   if e.getparent() not in lines)  # fmt: skip


def test_a_word_that_a_line_end_parts_is_told_whole(tmp_path: Path) -> None:
    found = page(fulltexts.made(typed(tmp_path, KINDS)))
    lines = list(found.iter(ALTO + "TextLine"))
    parted = [line for line in lines if line[-1].tag == ALTO + "HYP"]
    assert len(parted) > 2
    for line in parted:
        first = line[-2]
        second = lines[lines.index(line) + 1][0]
        # A hyphen is no wider than half of what is as high as it.
        assert 2 * float(line[-1].get("WIDTH")) < float(line[-1].get("HEIGHT"))
        assert first.get("SUBS_TYPE") == "HypPart1"
        assert second.get("SUBS_TYPE") == "HypPart2"
        whole = (first.get("CONTENT") + second.get("CONTENT")).replace("\u00ad", "")
        assert first.get("SUBS_CONTENT") == second.get("SUBS_CONTENT") == whole


def test_vertical_copy_is_told_from_top_to_bottom(tmp_path: Path) -> None:
    found = page(
        fulltexts.made(typed(tmp_path, "2026年10月18日，清晨走过石桥。\n" * 9, ", 样式: 竖排"))
    )
    blocks = [b for b in found.iter(ALTO + "TextBlock") if b.get("BASEDIRECTION") == "ttb"]
    assert "".join(map(said, blocks)).count("2026年10月18日，清晨走过石桥。") == 9
    for line in (line for block in blocks for line in block.iter(ALTO + "TextLine")):
        (a, _), (b, _) = (point.split(",") for point in line.get("BASELINE").split())
        assert a == b


def test_field_copy_keeps_the_laws(tmp_path: Path) -> None:
    seed = ROOT.parent / "shared" / "seed"
    found = sorted(seed.glob("*.txt"))
    if not found:
        pytest.skip(f"{seed} is not here")
    text = found[0].read_text(encoding="utf-8")
    fulltexts.made(typed(tmp_path, "\n\n".join(text.split())))


def test_a_story_over_pages_is_one_division_with_an_area_on_each() -> None:
    edition = compose(load(ROOT / "issue" / "2026-10-18" / "issue.yaml", KEPT), memory=KEPT).edition
    files = fulltexts.made(edition)
    mets = etree.fromstring(files["mets.xml"])
    (story,) = [d for d in mets.iter(METS + "div") if d.get("ID") == "LOG_A"]
    areas = [one.get("BEGIN") for one in story[0].iter(METS + "area")]
    assert areas == ["S_3_A", "S_4_A"]
    assert story.get("LABEL") == "守山的日子"
    over = [
        {a.get("FILEID") for a in piece.iter(METS + "area")}
        for piece in story
        if piece.get("TYPE") == "paragraph"
    ]
    assert max(map(len, over)) == 2


def test_the_same_issue_has_the_same_bytes() -> None:
    edition = compose(load(ROOT / "issue" / "2026-10-18" / "issue.yaml", KEPT), memory=KEPT).edition
    assert fulltexts.made(edition) == fulltexts.made(edition)
