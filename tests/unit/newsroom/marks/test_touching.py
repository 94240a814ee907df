"""Marks that can be meant in two ways are nobody's: edges in a character, squares of squeezed marks."""

from __future__ import annotations

import pytest
from tests import kit

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.edition.page import Article, Block, Edition, Glyphs, Page
from presslayout.newsroom.marks.ground import Character, Ground, TextRow, ground
from presslayout.newsroom.marks.touching import BETWEEN, gap, struck

EM = pt("9")


def row(line: str, *, upright: bool = False) -> Ground:
    """A line of squares; what stands before `|` is squeezed to half, a digit is as wide as that.

    The square of an opening mark lies half before its place.
    """
    cells, at, drawn = [], 0, line.replace("|", "")
    halves = {k for k, c in enumerate(drawn) if c.isdigit()}
    halves |= {line[:k].replace("|", "").__len__() - 1 for k, c in enumerate(line) if c == "|"}
    for k, char in enumerate(drawn):
        size = EM // 2 if k in halves else EM
        start = at - EM // 2 if k in halves and char in "“（" else at
        wide = size if char.isdigit() else EM

        def box(start: int, wide: int) -> Box:
            return Box(0, start, EM, wide) if upright else Box(start, 0, wide, EM)

        cells.append(
            Character(
                "A", "body", "body", k, 1, 1, char, box(at, size), box(start, wide), copied=True
            )
        )
        at += size
    return Ground((TextRow(tuple(cells), upright),), ())


def span(start: float, stop: float, *, upright: bool = False) -> Box:
    low, high = round(start * EM), round((stop - start) * EM)
    return Box(0, low, EM, high) if upright else Box(low, 0, high, EM)


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize(
    ("line", "box", "meant"),
    [
        # The comma's whole square lies over the digit; to its own edge the digit is meant.
        ("长，|9年", (0, 2), None),
        ("长，|9年", (0, 1.5), "长，"),
        ("长，|9年", (0, 3), "长，9年"),
        # A pair of marks in one square: the first one's square ends where the second one's ink does.
        ("清。|”|七", (0, 2), None),
        ("清。|”|七", (0, 2.5), "清。”"),
        ("话：|“|三", (1, 3), None),
        ("话：|“|三", (0.5, 3), None),
        ("清晨，去", (0, 2), "清晨"),
    ],
)
def test_a_squeezed_mark_does_not_take_its_neighbour_along(
    line: str, box: tuple[float, float], meant: str | None, upright: bool
) -> None:
    found = struck(row(line, upright=upright), span(*box, upright=upright))
    if meant is None:
        assert found.doubt == BETWEEN
    else:
        assert ("".join(c.char for c in found.cells), found.doubt) == (meant, "")


@pytest.mark.parametrize("at", [40, 45, 50, 55, 60])
@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_caret_in_a_character_is_nobodys_on_whichever_side_it_is(at: int, number: int) -> None:
    tip = number * EM + EM * at // 100
    found = gap(row("山水林田"), Box(tip - 10, EM - 10, 20, EM // 2))
    assert found is None or found.doubt == BETWEEN


@pytest.mark.parametrize("letter", "fijlrtI")
def test_a_caret_behind_a_slim_letter_is_not_before_it(letter: str) -> None:
    """What is left of a letter's square is the blank behind it."""
    text = f"o{letter} B"
    run = Glyphs("f", EM, (1, 2, 3), (0, EM // 2, EM // 2 + EM * 6 // 10), (EM,), text, (1, 2, 1))
    block = Block("A/body", "body", (run,), "A", "body")
    page = Page(1, "", "t", 100 * EM, 100 * EM, 0, (block,))
    edition = Edition("", "", "", (page,), (Article("A", (("body", text),)),), (), kit.NEWSPRINT)
    there = ground(edition, page)
    behind = EM // 2 + EM * 28 // 100
    found = gap(there, Box(behind - 10, there.rows[0].cells[0].box.bottom, 20, EM // 2))
    assert found is not None
    assert (found.cell.char, found.behind) == (letter, True)
