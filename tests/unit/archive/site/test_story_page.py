"""The page of a story: what goes along with it is called by names that no two share."""

from __future__ import annotations

from lxml import html

from presslayout.archive.site.around import Around
from presslayout.archive.site.story_page import page
from presslayout.archive.site.values import SiteFactBox, SitePassage
from presslayout.base.values import replace
from presslayout.edition.roles import ParagraphKind
from tests.unit.archive.site.test_issue import shown

CELLS = (((1, 1), "年份"), ((1, 2), "面积"), ((2, 1), "2022"), ((2, 2), "3"))
TABLE = tuple(SitePassage(ParagraphKind.CELL, text, cell=cell) for cell, text in CELLS)
SAID = (SitePassage(ParagraphKind.PARAGRAPH, "附文。"),)


def test_tables_and_boxes_of_one_story_are_told_apart() -> None:
    issue = shown().issue
    boxes = (SiteFactBox("", SAID), SiteFactBox("档案", SAID), SiteFactBox("", SAID))
    story = replace(issue.stories[0], body=(*TABLE, *TABLE), boxes=boxes)
    whole = replace(issue, stories=(story, *issue.stories[1:]))
    tree = html.fromstring(page(whole, story, Around()))
    tables = tree.xpath("//*[@class='table']")
    assert [one.get("aria-label") for one in tables] == ["表格：年份、面积"] * 2
    assert {one.get("role") for one in tables} == {"group"}
    told = [one.get("aria-label") for one in tree.xpath("//aside[@class='box']")]
    assert told == ["附文 1", "档案", "附文 2"]
