"""A box on a page that is laid out anew: it is tried with as many rows as it will have there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.values import replace
from presslayout.flow.arrange.choose import choices, taking
from presslayout.flow.arrange.need import Need
from presslayout.flow.arrange.way import Spot, lifted
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.issue.template import PLAIN
from tests import kit
from tests.golden import choosing
from tests.golden.choosing import MEADOW, TABLE, Given

if TYPE_CHECKING:
    from presslayout.issue.template import Dress

BOX = replace(PLAIN, frame=1)


def spot(story: int, row: int, columns: tuple[int, int], rows: int, form: Dress = PLAIN) -> Spot:
    wide = columns[1] - columns[0] + 1
    return Spot(Need(story, wide, rows, rows, rows, form=form), row, columns[0], rows)


LEAD = spot(0, 1, (1, 6), 40)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # Beside it a story that a hairline parts from the lead.
        ([LEAD, spot(1, 42, (1, 3), 30), spot(2, 42, (4, 6), 30, BOX)], [False, False, True]),
        # That story begins in another row.
        ([LEAD, spot(1, 43, (1, 3), 29), spot(2, 42, (4, 6), 30, BOX)], [False, False, False]),
        # Nothing above either: no hairline.
        ([spot(0, 1, (1, 3), 71), spot(1, 1, (4, 6), 71, BOX)], [False, False]),
        # No story beside it.
        ([LEAD, spot(1, 42, (1, 6), 30, BOX)], [False, False]),
    ],
)
def test_a_box_is_lifted_onto_the_hairline_of_a_story_beside_it(
    found: list[Spot], expected: list[bool]
) -> None:
    assert [one.lifted for one in lifted(found)] == expected


@pytest.mark.slow
def test_offers_with_a_box_are_as_level_on_their_pages_as_they_were_tried() -> None:
    given = (
        Given("山里的操场铺上了草", 1000, (MEADOW,)),
        Given("午饭多了一碗汤", 700, (TABLE,)),
        Given("下课铃用的是旧钟", 560),
    )
    loaded = choosing.made("校园", "四开-双稿特刊", given)
    page = loaded.issue.pages[0]
    found = choices(loaded, page, desks(loaded, kit.NEWSPRINT)[1], 6)
    assert any(slot.frame for choice in found for _, slot in choice.slots)
    for choice in found:
        made = compose(taking(loaded, page, choice), kit.NEWSPRINT)
        assert not any(s.overset.lines or s.underset_lines for s in made.pages[0].stories)
