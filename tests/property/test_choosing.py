"""Laws of choosing a layout, over random stories on random grids."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.base.memory import Memory
from presslayout.flow.arrange.choose import choices, taking
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.flow.telling import chars
from presslayout.issue.template import Range
from tests import kit

if TYPE_CHECKING:
    from presslayout.issue.issue import Story
    from presslayout.issue.workspace import Loaded

pytestmark = pytest.mark.slow

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
PHOTOS = (
    "images/aitzgorri_by_Aitzol_Berasategi.jpg",
    "images/friends_by_Aitzol_Berasategi.jpg",
    "images/Picture_1A_by_freespace.jpg",
    "images/seeding_by_Clements_Engelhardt.jpg",
)
TITLES = (
    "守山的日子",
    "树下长桌脚边事",
    "一条沟里的清水账怎么算",
    "第一场雪",
    "添了夜灯",
    "路通了",
)
COUNT = 4
# What photos show is the same on all pages.
SEEN = Memory()


@st.composite
def pages(draw: st.DrawFn) -> Loaded:
    """A page of two to six stories without slots, on a grid of its own."""
    columns = draw(st.integers(4, 8))
    rows = draw(st.integers(56, 90))
    count = draw(st.integers(2, 6))
    rnd = random.Random(draw(st.integers(0, 2**32)))
    # About as much copy as the page holds, and up to a third less or more.
    room = (rows - 4) * columns * draw(st.integers(60, 110)) // 100
    tales = [_tale(rnd, number, room // (count + number)) for number in range(count)]
    design = kit.template(
        kit.slot("报眉", (1, 2), (1, columns), content="folio"),
        kit.slot("头条", (4, rows // 2), (1, columns)),
        kit.slot("二条", (rows // 2 + 2, rows), (1, columns)),
        rows=rows,
    )
    cells = columns * 13 - 1
    design = replace(
        design, base_columns=columns, cells=cells, width=(cells + 10) * kit.EM,
        height=(rows + 8) * kit.PITCH, left=5 * kit.EM, top=4 * kit.PITCH,
    )  # fmt: skip
    return kit.loaded({"t": design}, kit.page(1, "t", *tales))


def _tale(rnd: random.Random, number: int, rows: int) -> Story:
    photos = tuple(kit.photo(file) for file in rnd.sample(PHOTOS, rnd.choice((0, 0, 0, 1, 1, 2))))
    wanted = max(rows - 10 - 18 * len(photos), 8) * 11
    texts: list[str] = []
    while sum(map(len, texts)) < wanted:
        texts.append(SENTENCE * rnd.randint(1, 4))
    made = kit.story(f"S{number}", "", *texts, headline=TITLES[number], photos=photos)
    return replace(made, slot=None, weight=rnd.randint(1, 9))


@settings(max_examples=8, deadline=None)
@given(pages())
def test_every_story_stands_once_on_the_grid_and_nothing_is_lost(loaded: Loaded) -> None:
    page = loaded.issue.pages[0]
    template = loaded.templates[page.template]
    area = Range((4, template.rows), (1, template.base_columns))
    desk = desks(loaded, kit.NEWSPRINT, memory=SEEN)[1]
    found = choices(loaded, page, desk, COUNT)
    assert found
    assert found == choices(loaded, page, desk, COUNT)
    assert found[:1] == choices(loaded, page, desk, 1)
    assert all(a.score >= b.score for a, b in pairwise(found))
    for choice in found:
        assert sorted(name for name, _ in choice.slots) == sorted(t.id for t in page.stories)
        assert set(choice.faults) <= set(choice.reasons)
        places = [place for _, slot in choice.slots for place in slot.ranges]
        assert all(area.holds(place) for place in places)
        assert all(a.meets(b) is None for a, b in combinations(places, 2))
        _laid_out(taking(loaded, page, choice))


def _laid_out(loaded: Loaded) -> None:
    """Set for real: no character is lost, photos stand inside their own story."""
    stories = {tale.id: tale for tale in loaded.issue.pages[0].stories}
    made = compose(loaded, kit.NEWSPRINT)
    record = made.pages[0]
    assert sorted(one.id for one in record.stories) == sorted(stories)
    boxes = {one.id: one.boxes for one in record.stories}
    for one in record.stories:
        whole = "\n".join(p.text for p in stories[one.id].body)
        assert one.chars_set + one.overset.chars == chars(whole)
    for photo in record.photos:
        left = min(box.x for box in boxes[photo.story])
        right = max(box.right for box in boxes[photo.story])
        assert left <= photo.box.x
        assert photo.box.right <= right
        assert min(box.y for box in boxes[photo.story]) <= photo.box.y
        assert photo.box.bottom <= max(box.bottom for box in boxes[photo.story])


@settings(max_examples=5, deadline=None)
@given(pages(), st.integers(1, 12))
def test_copy_that_fitted_is_not_overset_where_there_is_more_room(
    loaded: Loaded, more: int
) -> None:
    if _overset(loaded):
        return
    page = loaded.issue.pages[0]
    design = loaded.templates[page.template]
    last = design.slots[-1]
    higher = replace(
        design, rows=design.rows + more, height=design.height + more * kit.PITCH,
        slots=(*design.slots[:-1], replace(last, rows=(last.rows[0], last.rows[1] + more))),
    )  # fmt: skip
    assert not _overset(replace(loaded, templates={page.template: higher}))


def _overset(loaded: Loaded) -> int:
    """How many lines of the best layout find no place."""
    page = loaded.issue.pages[0]
    best = choices(loaded, page, desks(loaded, kit.NEWSPRINT, memory=SEEN)[1], 1)[0]
    made = compose(taking(loaded, page, best), kit.NEWSPRINT)
    return sum(one.overset.lines for one in made.pages[0].stories)
