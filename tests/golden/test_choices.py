"""Layouts that are offered for sets of stories: where every story stands, the best first.

`--regenerate` writes the goldens anew; look at the contact sheets before taking them over.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.golden import choosing, sheets

from presslayout.edition.page import Glyphs
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from presslayout.edition.page import Page
    from presslayout.flow.arrange.choice import Choice
    from presslayout.issue.template import Slot

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
# What an editor would send back, whatever else speaks for a page.
BAD = {"overset", "underset", "headline-overset", "no-room", "tombstone", "through-white"}


def told(found: list[Choice]) -> str:
    rows = []
    for number, choice in enumerate(found, 1):
        rows.append(f"{number}  {choice.score} 分")
        rows += [f"  {story}  {place(slot)}" for story, slot in choice.slots]
        rows += [
            f"  {'－' if reason in choice.faults else '＋'}{reason.zh}" for reason in choice.reasons
        ]
    return "\n".join(rows) + "\n"


def place(slot: Slot) -> str:
    where = "＋".join(
        f"行 {p.rows[0]}-{p.rows[1]} 栏 {p.columns[0]}-{p.columns[1]}" for p in slot.ranges
    )
    dress = [
        f"破栏 {slot.split}" if slot.split else "",
        "框" if slot.frame else "",
        "竖题" if slot.head_side else "",
        f"图 {slot.photo_columns} 栏" if slot.photo_columns else "",
        "题在图上" if slot.head_over else "",
        "小题" if slot.head_small else "",
    ]
    return "  ".join([where, *filter(None, dress)])


@pytest.mark.parametrize("name", choosing.SETS)
def test_layouts_that_are_offered(name: str, request: pytest.FixtureRequest) -> None:
    _, found, composed = sheets.layouts(name)
    assert len(found) == sheets.COUNT
    assert all(a.score >= b.score for a, b in pairwise(found))
    places = [tuple(place(slot) for _, slot in choice.slots) for choice in found]
    assert all(a != b for a, b in combinations(places, 2))
    for made in composed:
        assert not {d.code for d in made.diagnostics} & BAD
    golden = HERE / f"排法-{name}.txt"
    if request.config.getoption("--regenerate"):
        golden.write_text(told(found), encoding="utf-8")
    assert told(found) == golden.read_text(encoding="utf-8")


def headlines(page: Page) -> dict[str, list[Glyphs]]:
    """The lying lines of each story's headline."""
    return {
        block.story: lines
        for block in page.blocks
        if block.role == Role.HEADLINE
        and (lines := [i for i in block.items if isinstance(i, Glyphs) and len(set(i.y)) == 1])
    }


@pytest.mark.parametrize("name", choosing.SETS)
def test_no_headline_of_a_row_is_condensed_beside_one_that_is_not(name: str) -> None:
    _, found, composed = sheets.layouts(name)
    for choice, made in zip(found, composed, strict=True):
        heads = headlines(made.edition.pages[0])
        slots = [(story, slot) for story, slot in choice.slots if story in heads]
        for (one, first), (other, second) in combinations(slots, 2):
            sizes = [(s.heads.headline.smallest, s.heads.headline.largest) for s in (first, second)]
            if first.rows[0] == second.rows[0] and sizes[0] == sizes[1]:
                assert {i.condense for i in heads[one]} == {i.condense for i in heads[other]}


def test_most_heads_of_a_row_stand_on_one_line_on_pages_that_are_offered() -> None:
    """Where a story would not end level so, or a leading photo be smaller, its head is its own."""
    pairs = agree = 0
    for name in choosing.SETS:
        _, found, composed = sheets.layouts(name)
        for choice, made in zip(found, composed, strict=True):
            heads = headlines(made.edition.pages[0])
            slots = [(heads[story][-1], slot) for story, slot in choice.slots if story in heads]
            beside = [
                (one, other)
                for (one, first), (other, second) in combinations(slots, 2)
                if first.rows[0] == second.rows[0]
                # What stands at the side or on a photo has a line of its own.
                and not any(slot.head_side or slot.head_over for slot in (first, second))
            ]
            pairs += len(beside)
            agree += sum(one.y == other.y for one, other in beside)
    assert pairs >= 20
    assert agree * 2 > pairs, (agree, pairs)
