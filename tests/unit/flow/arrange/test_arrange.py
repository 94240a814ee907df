"""Layouts that the engine chooses: every story once, inside the region, nothing over another."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.flow.arrange.choose import arranged, choices, taking, unplaced
from presslayout.flow.arrange.heights import heights
from presslayout.flow.arrange.modular import ways
from presslayout.flow.arrange.need import Need
from presslayout.flow.arrange.region import GAP, Region, regions
from presslayout.flow.arrange.way import spots
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.flow.telling import chars
from presslayout.issue.issue import Story
from presslayout.issue.kinds import Content
from presslayout.issue.page_parts import Pin
from tests import kit

if TYPE_CHECKING:
    from presslayout.issue.template import Template
    from presslayout.issue.workspace import Loaded

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
PHOTOS = (
    "images/aitzgorri_by_Aitzol_Berasategi.jpg",
    "images/friends_by_Aitzol_Berasategi.jpg",
)
TITLES = ("守山的日子", "树下长桌脚边事", "一条沟的清水账", "第一场雪", "添了夜灯", "机耕路通了")
PITCH = 13 / (13 * 9)


def tale(number: int, paragraphs: int, *, photo: bool = False, slot: str | None = None) -> Story:
    texts = [SENTENCE * (3 + (number + n) % 2) for n in range(paragraphs)]
    photos = (kit.photo(PHOTOS[number % 2]),) if photo else ()
    made = kit.story(f"S{number}", "", *texts, headline=TITLES[number % 6], photos=photos)
    return replace(made, slot=slot)


def template() -> Template:
    return kit.template(
        kit.slot("报眉", (1, 2), content="folio"),
        kit.slot("头条", (4, 40)),
        kit.slot("二条", (42, 76), (1, 3)),
        kit.slot("三条", (42, 76), (4, 6)),
    )


def issue(*tales: Story) -> Loaded:
    return kit.loaded({"t": template()}, kit.page(1, "t", *tales))


PAGE = (tale(0, 9, photo=True), tale(1, 7), tale(2, 6, photo=True), tale(3, 4), tale(4, 3))


def cells(slots: object) -> set[tuple[int, int]]:
    taken: set[tuple[int, int]] = set()
    for part in (part for slot in slots for part in slot.ranges):  # type: ignore[attr-defined]
        own = {
            (row, column)
            for row in range(part.rows[0], part.rows[1] + 1)
            for column in range(part.columns[0], part.columns[1] + 1)
        }
        assert not own & taken
        taken |= own
    return taken


def test_free_slots_make_one_rectangle_and_what_stays_parts_it() -> None:
    design = template()
    assert regions(design, ()) == (Region(4, 1, 73, 6),)
    assert regions(design, ("头条",)) == (Region(42, 1, 35, 6),)
    assert regions(design, ("二条",)) == (Region(4, 1, 37, 6), Region(42, 4, 35, 3))
    assert regions(design, ("头条", "二条", "三条")) == ()


need = st.builds(
    lambda nominal, give: (max(nominal - give, 6), nominal, nominal + give),
    st.integers(8, 70),
    st.integers(0, 12),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(need, min_size=1, max_size=6), st.integers(40, 80), st.integers(2, 8))
def test_every_way_parts_the_region_without_holes_or_overlaps(
    wanted: list[tuple[int, int, int]], rows: int, columns: int
) -> None:
    table = {
        number: [
            Need(number, count, -(-least * 3 // count), -(-nominal * 3 // count),
                 -(-most * 3 // count), 3)
            for count in range(1, columns + 1)
        ]
        for number, (least, nominal, most) in enumerate(wanted)
    }  # fmt: skip
    for way in ways(table, rows, columns, PITCH, most=40):
        assert sorted(way.stories) == sorted(table)
        high = heights(way, rows, lambda *_: 0.0)
        if high is None:
            continue
        placed = list(spots(way, (5, 2), rows, high))
        assert sorted(spot.need.story for spot in placed) == sorted(table)
        taken: set[tuple[int, int]] = set()
        for part in (part for spot in placed for part in spot.parts):
            assert part.rows[0] <= part.rows[1]
            assert part.columns[0] <= part.columns[1]
            own = {
                (row, column)
                for row in range(part.rows[0], part.rows[1] + 1)
                for column in range(part.columns[0], part.columns[1] + 1)
            }
            assert not own & taken
            taken |= own
        assert all(5 <= row < 5 + rows and 2 <= column < 2 + columns for row, column in taken)
        # Nothing but the row between two stories stays blank.
        assert rows * columns - len(taken) <= (len(placed) - 1) * GAP * columns


def test_the_ways_come_in_the_same_order_every_time() -> None:
    table = {n: [Need(n, c, 60 // c, 72 // c, 90 // c) for c in range(1, 7)] for n in range(5)}
    assert ways(table, 60, 6, PITCH, most=20) == ways(table, 60, 6, PITCH, most=20)


def test_choices_are_distinct_ranked_and_complete() -> None:
    loaded = issue(*PAGE)
    page = loaded.issue.pages[0]
    desk = desks(loaded, kit.NEWSPRINT)[1]
    found = choices(loaded, page, desk, 6)
    assert len(found) >= 4
    assert all(a.score >= b.score for a, b in pairwise(found))
    for choice in found:
        assert sorted(name for name, _ in choice.slots) == sorted(t.id for t in PAGE)
        inside = cells(slot for _, slot in choice.slots)
        assert all(4 <= row <= 76 and 1 <= column <= 6 for row, column in inside)
        assert choice.reasons
    looks = [tuple((s.rows, s.columns) for _, s in choice.slots) for choice in found]
    assert all(a != b for a, b in combinations(looks, 2))


def test_the_page_is_set_without_loss_and_says_what_was_decided() -> None:
    loaded = arranged(issue(*PAGE), kit.NEWSPRINT)
    found = compose(loaded, kit.NEWSPRINT)
    records = found.pages[0].stories
    assert sorted(r.id for r in records) == sorted(t.id for t in PAGE)
    for record, story in zip(sorted(records, key=lambda r: r.id), PAGE, strict=True):
        whole = "\n".join(p.text for p in story.body)
        assert record.chars_set + record.overset.chars == chars(whole)
    sizes = {r.id: r.headline_size for r in records}
    assert sizes["S0"] == max(sizes.values())
    assert [d.code for d in found.diagnostics].count("arranged") == 1
    assert found.pages[0].template == "试验"


def test_the_heaviest_story_leads_wherever_it_stands_in_the_list() -> None:
    heavy = replace(tale(3, 8), weight=9)
    loaded = arranged(issue(tale(0, 5), tale(1, 5), heavy), kit.NEWSPRINT)
    slots = {s.name: s for s in loaded.templates[loaded.issue.pages[0].template].slots}
    placed = {t.id: slots[t.slot or ""] for t in loaded.issue.pages[0].stories}
    assert placed["S3"].rows[0] == 4
    assert placed["S3"].name == "头条"


def test_stories_with_a_slot_stay_where_they_are() -> None:
    loaded = arranged(issue(tale(0, 9, slot="头条"), *PAGE[1:4]), kit.NEWSPRINT)
    design = loaded.templates[loaded.issue.pages[0].template]
    slots = {s.name: s for s in design.slots}
    kept = next(t for t in loaded.issue.pages[0].stories if t.id == "S0")
    assert slots[kept.slot or ""].rows == (4, 40)
    names = [t.slot for t in loaded.issue.pages[0].stories]
    assert len(set(names)) == len(names)
    cells(s for s in design.slots if s.content == "story")


def test_a_pinned_layout_is_taken_as_it_is() -> None:
    pins = tuple(
        Pin(t.id, rows, columns, kit.HERE)
        for t, rows, columns in zip(
            PAGE[:3], ((4, 40), (42, 76), (42, 76)), ((1, 6), (1, 2), (3, 6)), strict=True
        )
    )
    loaded = issue(*PAGE[:3])
    page = replace(loaded.issue.pages[0], pinned=pins)
    loaded = arranged(replace(loaded, issue=replace(loaded.issue, pages=(page,))), kit.NEWSPRINT)
    records = {r.id: r for r in compose(loaded, kit.NEWSPRINT).pages[0].stories}
    assert [records[t.id].columns for t in PAGE[:3]] == [6, 2, 4]


def test_a_slot_that_is_made_is_of_no_area_of_heads() -> None:
    """Its template's may be: they are other slots than those that it draws."""
    loaded = issue(*PAGE)
    drawn = loaded.templates["t"]
    slots = tuple(
        replace(s, head_area="题") if s.content == Content.STORY else s for s in drawn.slots
    )
    named = replace(loaded, templates={"t": replace(drawn, slots=slots)})
    desk = desks(named, kit.NEWSPRINT)[1]
    for choice in choices(named, named.issue.pages[0], desk, 2):
        assert not any(slot.head_area for _, slot in choice.slots)


def test_an_issue_with_slots_is_left_alone() -> None:
    loaded = issue(tale(0, 3, slot="头条"))
    assert arranged(loaded, kit.NEWSPRINT) is loaded
    assert not unplaced(loaded.issue.pages[0])


@pytest.mark.parametrize("count", [1, 2, 6])
def test_one_story_or_many(count: int) -> None:
    tales = [tale(n, max(12 // count, 2), photo=n == 0) for n in range(count)]
    loaded = issue(*tales)
    page = loaded.issue.pages[0]
    choice = choices(loaded, page, desks(loaded, kit.NEWSPRINT)[1], 1)[0]
    found = compose(taking(loaded, page, choice), kit.NEWSPRINT)
    assert len(found.pages[0].stories) == count


def test_more_copy_than_a_page_holds_is_overset_and_not_lost() -> None:
    tales = [tale(n, 30) for n in range(4)]
    loaded = arranged(issue(*tales), kit.NEWSPRINT)
    found = compose(loaded, kit.NEWSPRINT)
    for record in found.pages[0].stories:
        assert record.chars_set + record.overset.chars == record.chars_source
    assert sum(r.overset.chars for r in found.pages[0].stories) > 0
