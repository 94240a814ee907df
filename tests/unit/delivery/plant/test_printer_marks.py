"""Marks stand outside the bleed and inside the sheet, whatever the page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kit import ROOT

from presslayout.assets.outlines import lettering
from presslayout.base.source import Source
from presslayout.base.units import mm
from presslayout.delivery.plant.printer_marks import marked
from presslayout.edition.page import Block, Page, Shape, points
from presslayout.edition.plant import Marks

LETTERS = lettering(Source(ROOT / "fonts" / "NotoSansSC-Regular.ttf", 0))
SLUG = "云岭日报  2026-10-18  第3版 特刊  presslayout 0.1.0  0123456789abcdef  PDF/X-1a:2003"


def marks_of(page: Page) -> list[Block]:
    return [block for block in page.blocks if block.role == "mark"]


@given(
    st.integers(60, 900),
    st.integers(60, 700),
    st.integers(0, 10),
    st.integers(0, 20),
    st.booleans(),
)
@settings(max_examples=20, deadline=None)
def test_marks_keep_out_of_the_bleed_and_inside_the_sheet(
    wide: int, high: int, bleed: int, distance: int, imposed: bool
) -> None:
    page = Page(3, "3", "", mm(wide), mm(high), mm(bleed), ())
    asked = Marks(fold=True, distance=mm(distance))
    made, sheet = marked(page, asked, SLUG, LETTERS, page.width // 2 if imposed else None)
    assert marks_of(made)
    for block in marks_of(made):
        assert block.artifact
        for shape in block.items:
            assert isinstance(shape, Shape)
            half = shape.stroke.width if shape.stroke else 0
            across = [x for segment in shape.path for x, _ in points(segment)]
            down = [y for segment in shape.path for _, y in points(segment)]
            assert (
                max(across) + half < -page.bleed
                or min(across) - half > page.width + page.bleed
                or max(down) + half < -page.bleed
                or min(down) - half > page.height + page.bleed
            ), block.id
            reach = page.bleed + sheet.left
            assert min(across) - half >= -reach
            assert max(across) + half <= page.width + reach
            assert min(down) - half >= -reach
            assert max(down) + half <= page.height + reach


def test_each_mark_is_drawn_where_it_is_asked_for_and_nowhere_else() -> None:
    page = Page(3, "3", "", mm(275), mm(390), 0, ())
    none = Marks(crop=False, fold=False, registration=False, bar=False, slug=False)
    assert marked(page, none, SLUG, LETTERS)[0] == page
    for name, block in (
        ("crop", "3/crop-marks"),
        ("registration", "3/registration-marks"),
        ("bar", "3/colour-bar"),
        ("slug", "3/slug"),
    ):
        made, _ = marked(
            page,
            Marks(
                **{
                    **dict.fromkeys(("crop", "fold", "registration", "bar", "slug"), False),
                    name: True,
                }
            ),
            SLUG,
            LETTERS,
        )
        assert [b.id for b in marks_of(made)] == [block]


def test_a_sheet_is_folded_at_its_spine_and_a_broadsheet_across_its_middle() -> None:
    only = Marks(crop=False, fold=True, registration=False, bar=False, slug=False)
    tabloid = Page(3, "3", "", mm(275), mm(390), 0, ())
    assert marks_of(marked(tabloid, only, SLUG, LETTERS)[0]) == []
    sheet = Page(1, "4-1", "", mm(550), mm(390), 0, ())
    (block,) = marks_of(marked(sheet, only, SLUG, LETTERS, mm(275))[0])
    assert {x for item in block.items for s in item.path for x, _ in points(s)} == {mm(275)}
    broadsheet = Page(3, "3", "", mm(390), mm(545), 0, ())
    (block,) = marks_of(marked(broadsheet, only, SLUG, LETTERS)[0])
    assert {y for item in block.items for s in item.path for _, y in points(s)} == {mm(545) // 2}
