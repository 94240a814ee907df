"""Pages as they go to press: each with its own number, two on a side, or a refusal that says where."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.kit import NEWSPRINT, ROOT

from presslayout.assets.outlines import lettering
from presslayout.base.diagnostics import ERROR, INFO, DeliveryError, Diagnostic
from presslayout.base.geometry import Box
from presslayout.base.source import Source
from presslayout.base.units import mm
from presslayout.delivery.plant import slugs as sheets
from presslayout.delivery.plant.slugs import SlugFacts, imposed, single
from presslayout.edition.page import Block, Page, Shape, rectangle
from presslayout.edition.plant import Marks, PaperFacts
from presslayout.paint.supplies import Sheet

if TYPE_CHECKING:
    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length

PAPER = PaperFacts("云岭日报", "", dt.date(2026, 10, 18), "6128", {1: "要闻", 2: "综合", 3: "综合"})
HASHES = {n: f"{n:x}" * 64 for n in range(1, 5)}
LETTERS = lettering(Source(ROOT / "fonts" / "NotoSansSC-Regular.ttf", 0))


def told(**facts: object) -> SlugFacts:
    paper = replace(PAPER, **facts)  # type: ignore[arg-type]
    return SlugFacts(paper, NEWSPRINT, "presslayout 1", "PDF/X-4", HASHES, LETTERS)


def page(number: int, *boxes: Box, width: int = mm(275), bleed: int = 0) -> Page:
    items = tuple(Shape(rectangle(box)) for box in boxes)
    blocks = (Block(f"{number}/rule", "rule", items),) if items else ()
    return Page(number, str(number), "", width, mm(390), bleed, blocks)


Slugged = list[tuple[str, "Length | None"]]


@pytest.fixture
def slugs(monkeypatch: pytest.MonkeyPatch) -> Slugged:
    """What each sheet is told to bear: its slug and its fold."""
    seen: Slugged = []
    marked = sheets.marked

    def noted(
        page: Page, marks: Marks, slug: str, letters: Lettering, spine: Length | None
    ) -> tuple[Page, Sheet]:
        seen.append((slug, spine))
        return marked(page, marks, slug, letters, spine)

    monkeypatch.setattr(sheets, "marked", noted)
    return seen


def refused(pages: list[Page], count: int, said: SlugFacts | None = None) -> list[Diagnostic]:
    with pytest.raises(DeliveryError) as caught:
        imposed(pages, count, None, said or told())
    return list(caught.value.diagnostics)


def test_without_marks_a_page_is_what_it_was() -> None:
    pages = [page(1, Box(0, 0, mm(9), mm(9))), page(2)]
    made = single(pages, None, told())
    assert [one.page for one in made] == pages
    assert [one.numbers for one in made] == [(1,), (2,)]
    assert {one.sheet for one in made} == {Sheet()}


def test_with_marks_the_page_stays_and_its_sheet_grows() -> None:
    before = page(1, Box(0, 0, mm(9), mm(9)))
    (made,) = single([before], Marks(), told())
    assert made.page.blocks[: len(before.blocks)] == before.blocks
    assert (made.page.width, made.page.height) == (before.width, before.height)
    assert made.sheet.left > 0


def test_a_slug_says_whose_page_it_is_which_and_by_whom(slugs: Slugged) -> None:
    single([page(1)], Marks(), told())
    ((slug, spine),) = slugs
    assert slug == "  ".join(
        ["云岭日报", "2026-10-18", "第1版 要闻", "presslayout 1", "1" * 16, "PDF/X-4", "IFRA26"]
    )
    assert spine is None


def test_a_slug_of_a_paper_of_which_little_is_known_has_no_holes(slugs: Slugged) -> None:
    single([page(9)], Marks(), told(name="", date=None, sections={}))
    assert slugs[0][0] == "第9版  presslayout 1  PDF/X-4  IFRA26"


def test_a_spread_stands_for_two_pages_and_is_folded_in_its_middle(slugs: Slugged) -> None:
    wide = page(2, width=mm(550))
    (made,) = single([wide], Marks(), told(spreads=frozenset({2})))
    assert made.numbers == (2, 3)
    assert slugs == [
        ("  ".join(
            ["云岭日报", "2026-10-18", "第2版、第3版 综合", "presslayout 1", f"{'2' * 16} {'3' * 16}",
             "PDF/X-4", "IFRA26"]), mm(275)),
    ]  # fmt: skip


def test_a_section_lies_on_its_sheets_and_is_folded_where_its_pages_meet(slugs: Slugged) -> None:
    made, found = imposed([page(n) for n in (1, 2, 3, 4)], 4, Marks(), told())
    assert [one.numbers for one in made] == [(4, 1), (2, 3)]
    assert [spine for _, spine in slugs] == [mm(275)] * 2
    assert found == ()


def test_sheets_folded_each_by_itself_are_other_pairs() -> None:
    pages = [page(n) for n in range(1, 9)]
    made, _ = imposed(pages, 8, None, told(), nested=False)
    assert [one.numbers for one in made] == [(4, 1), (2, 3), (8, 5), (6, 7)]


def test_halves_without_a_page_are_told_once_in_order() -> None:
    made, (blank,) = imposed([page(3), page(1)], 4, None, told())
    assert [one.numbers for one in made] == [(4, 1), (2, 3)]
    assert (blank.code, blank.severity) == ("imposition-blank", INFO)
    assert "第 2、4 版" in blank.message.zh
    assert "pages 2, 4 " in blank.message.en


def test_pages_of_two_sizes_on_a_side_are_refused_by_their_numbers() -> None:
    (found,) = refused([page(1), page(4, width=mm(300))], 4)
    assert (found.code, found.severity, found.page) == ("imposition-size", ERROR, 4)
    assert "第4版和第1版" in found.message.zh
    assert "4 and 1" in found.message.en


def test_a_spread_on_two_sides_is_refused_by_its_numbers() -> None:
    (found,) = refused([page(2, width=mm(550))], 8, told(spreads=frozenset({2})))
    assert (found.code, found.page) == ("imposition-spread", 2)
    assert "第2、3版" in found.message.zh
    assert "2 and 3" in found.message.en


def test_all_that_bleeds_over_the_spine_is_told_at_once() -> None:
    over = Box(mm(260), 0, mm(18), mm(10))
    pages = [page(n, over, bleed=mm(3)) for n in (2, 4)]
    found = refused(pages, 4)
    assert [(one.code, one.page) for one in found] == [
        ("imposition-crossing", 4),
        ("imposition-crossing", 2),
    ]
    assert [one.message.zh.split(" ")[0] for one in found] == ["4/rule", "2/rule"]
