"""Heads of one row on pages that are laid out anew: told apart before they are set, and rarely offered."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from presslayout.edition.page import Glyphs
from presslayout.edition.roles import Role
from presslayout.flow.arrange.abreast import APART, MOST, ON_PHOTO
from presslayout.flow.arrange.choose import choices, taking
from presslayout.flow.arrange.need import Need
from presslayout.flow.arrange.way import ABOVE_ROWS, ell, leaf, rows_above
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.issue.template import PLAIN, Dress
from tests import kit
from tests.golden import choosing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.record import Composition
    from presslayout.flow.arrange.choice import Choice

TENTH = 1_270


def apart(choice: Choice, made: Composition) -> Iterator[frozenset[str]]:
    """The stories that begin on one row whose headlines do not stand on one line of the page."""
    lines = {
        block.story: max(y for item in block.items if isinstance(item, Glyphs) for y in item.y)
        for block in made.edition.pages[0].blocks
        if block.role == Role.HEADLINE
    }
    for (one, a), (other, b) in combinations(choice.slots, 2):
        upright = a.head_side or b.head_side
        if a.rows[0] == b.rows[0] and not upright and abs(lines[one] - lines[other]) > TENTH:
            yield frozenset((one, other))


@pytest.mark.slow
@pytest.mark.parametrize("name", choosing.ABREAST)
def test_heads_of_a_row_are_told_apart_just_where_they_are_on_their_page(name: str) -> None:
    loaded = choosing.made(name, "四开-头条加三稿", choosing.ABREAST[name])
    page = loaded.issue.pages[0]
    seen = 0
    for choice in choices(loaded, page, desks(loaded, kit.NEWSPRINT)[1], 6):
        made = compose(taking(loaded, page, choice), kit.NEWSPRINT)
        said = {
            frozenset(text.zh.removesuffix(" 的题不在一条线上").split(" 和 "))
            for text in choice.faults
            if text.zh.endswith("的题不在一条线上")
        }
        off = set(apart(choice, made))
        on_photos = {name for name, slot in choice.slots if slot.head_over}
        assert said <= off
        assert {pair for pair in off if not pair & on_photos} <= said
        rows = [slot.rows[0] for _, slot in choice.slots if not slot.head_side]
        seen += len(rows) - len(set(rows)) - len(off)
    # There are heads on one line to speak of.
    assert seen > 0


def test_a_pair_apart_costs_more_than_one_on_a_photo_and_a_page_is_not_lost_by_them() -> None:
    assert ON_PHOTO < APART <= MOST < 2 * APART + 1


@pytest.mark.parametrize("over", [False, True])
def test_under_a_headline_on_its_photo_a_story_may_bend_round_another_at_once(
    *, over: bool
) -> None:
    form = Dress(photo_columns=6, head_over=True) if over else PLAIN
    need = Need(0, 6, 48, 58, 74, 28, form)
    assert rows_above(need) == 28 + (0 if over else ABOVE_ROWS)
    inner = leaf(Need(1, 3, 41, 41, 46, 5), 0.08)
    made = ell(leaf(need, 0.08), inner, "right")
    assert made is not None
    # Its text takes the other columns there, or nine rows over all of them come first.
    assert made.least == (28 + 42 if over else 28 + ABOVE_ROWS + 42)
