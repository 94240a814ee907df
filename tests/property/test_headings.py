"""Headings in lines: a way that is shorter than another ends where that one does."""

from __future__ import annotations

from itertools import pairwise
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.units import pt
from presslayout.typeset import headline
from presslayout.typeset.headline import Display, fit
from presslayout.typeset.phrases import cuts_at_marks
from tests.unit.typeset.desk import SONG

HEADINGS = st.text("坚持高站位的和在了、，。！“”（）《》—…：2026年%　 A", min_size=2, max_size=40)


def two_characters(text: str) -> frozenset[int]:
    """A dictionary in which all words are of two characters."""
    return frozenset(range(2, len(text), 2))


def set_heading(text: str, ems: float, largest: int, lines: int) -> tuple[object, ...] | None:
    """All that a heading is but its shaped text."""
    headline._fitted.cache_clear()
    found = fit(
        text,
        (SONG,),
        width=round(pt(10) * ems),
        smallest=pt(10),
        largest=pt(largest),
        max_lines=lines,
        display=Display(words=two_characters),
    )
    return found and (found.lines, found.size, found.condense, found.dropped)


@given(HEADINGS, st.floats(2, 30), st.sampled_from((10, 12, 30, 40, 84)), st.integers(1, 4))
def test_where_marks_part_it_best_words_say_the_same(
    text: str, ems: float, largest: int, lines: int
) -> None:
    quick = set_heading(text, ems, largest, lines)
    with (
        patch.object(headline, "cuts_at_marks", lambda *_: None),
        patch.object(headline, "_can_gain", lambda fewer, largest: fewer.size < largest),
    ):
        assert quick == set_heading(text, ems, largest, lines)


def test_no_words_are_asked_for_where_a_mark_parts_it_in_the_middle() -> None:
    def never(text: str) -> frozenset[int]:
        raise AssertionError(text)

    found = fit(
        "坚持高站位、高标准，充分发挥示范作用",
        (SONG,),
        width=pt(130),
        smallest=pt(12),
        largest=pt(12),
        max_lines=2,
        display=Display(words=never),
    )
    assert found is not None
    assert [b.text_start for _, b in pairwise(found.lines)] == [10]
    assert cuts_at_marks(found.shaped, 2) == (0, 10, 18)
