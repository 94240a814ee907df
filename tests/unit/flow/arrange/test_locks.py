"""Stories that are held: they stay, whatever the copy does, and the others are laid out round them."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from presslayout.base.diagnostics import SpecError
from presslayout.edition.steps import Step
from presslayout.flow.arrange.choose import arranged, choices
from presslayout.flow.arrange.region import GAP, partings, regions
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.issue.issue import Story
from presslayout.issue.page_parts import Lock, Pin
from presslayout.issue.template import Range
from tests import kit
from tests.unit.flow.arrange.test_arrange import PAGE, SENTENCE, issue, template

if TYPE_CHECKING:
    from presslayout.edition.record import StoryRecord
    from presslayout.issue.template import Slot
    from presslayout.issue.workspace import Loaded

STORY_ROWS, COLUMNS = (4, 76), 6


def locked(tale: Story, rows: tuple[int, int], columns: tuple[int, int]) -> Story:
    return replace(tale, lock=Lock(Range(rows, columns), kit.HERE))


def laid_out(loaded: Loaded) -> tuple[Loaded, dict[str, Slot], dict[str, StoryRecord]]:
    done = arranged(loaded, kit.NEWSPRINT)
    page = done.issue.pages[0]
    slots = {slot.name: slot for slot in done.templates[page.template].slots}
    records = {r.id: r for r in compose(done, kit.NEWSPRINT).pages[0].stories}
    return done, {tale.id: slots[tale.slot or ""] for tale in page.stories}, records


def with_air(place: Range) -> Range:
    return Range((place.rows[0] - GAP, place.rows[1] + GAP), place.columns)


def test_beside_a_lock_the_page_is_parted_along_rows_and_along_columns() -> None:
    held = [Range((4, 40), (1, 4))]
    along_rows, along_columns = partings(template(), (), held)
    assert [(r.row, r.column, r.rows, r.columns) for r in along_rows] == [
        (4, 5, 38, 2),
        # A row parts what stands above from what stands below.
        (43, 1, 34, 6),
    ]
    assert [(r.row, r.column, r.rows, r.columns) for r in along_columns] == [
        (4, 5, 73, 2),
        (42, 1, 35, 4),
    ]


rectangles = st.builds(
    lambda top, high, left, wide: Range(
        (top, min(top + high, STORY_ROWS[1])), (left, min(left + wide, COLUMNS))
    ),
    st.integers(*STORY_ROWS),
    st.integers(4, 50),
    st.integers(1, COLUMNS),
    st.integers(0, 5),
)


@given(st.lists(rectangles, min_size=1, max_size=4), st.booleans())
def test_what_is_free_never_lies_over_what_is_held(held: list[Range], upright: bool) -> None:
    assume(all(a.meets(b) is None for n, a in enumerate(held) for b in held[:n]))
    found = regions(template(), (), held, upright=upright)
    boxes = [
        Range((r.row, r.row + r.rows - 1), (r.column, r.column + r.columns - 1)) for r in found
    ]
    for number, box in enumerate(boxes):
        assert STORY_ROWS[0] <= box.rows[0] <= box.rows[1] <= STORY_ROWS[1]
        assert 1 <= box.columns[0] <= box.columns[1] <= COLUMNS
        assert all(box.meets(with_air(place)) is None for place in held)
        assert all(with_air(box).meets(other) is None for other in boxes[:number])
    # Nothing that is free and not beside something held goes unused.
    for row in range(STORY_ROWS[0] + 1, STORY_ROWS[1]):
        for column in range(1, COLUMNS + 1):
            cell = Range((row - 1, row + 1), (column, column))
            if all(with_air(place).meets(cell) is None for place in held):
                assert any(box.meets(cell) for box in boxes)


def test_the_others_are_chosen_round_a_locked_story_and_round_a_pinned_one() -> None:
    where = Range((40, 76), (3, 6))
    pin = Pin("S2", (40, 70), (1, 2), kit.HERE)
    loaded = issue(PAGE[0], locked(PAGE[1], where.rows, where.columns), *PAGE[2:4])
    page = replace(loaded.issue.pages[0], pinned=(pin,))
    loaded = replace(loaded, issue=replace(loaded.issue, pages=(page,)))
    done, slots, records = laid_out(loaded)
    assert slots["S1"].whole == where
    assert slots["S2"].whole == Range(pin.rows, pin.columns)
    assert len(records) == 4
    whole = list(slots.values())
    places = [place for slot in whole for place in slot.ranges]
    assert all(a.meets(b) is None for n, a in enumerate(places) for b in places[:n])
    said = next(d for d in done.diagnostics if d.code == "arranged")
    assert "S0、S3" in said.message.zh


def test_every_layout_that_is_offered_keeps_the_lock() -> None:
    where = Range((4, 30), (1, 3))
    loaded = issue(locked(PAGE[1], where.rows, where.columns), PAGE[0], *PAGE[2:])
    page = loaded.issue.pages[0]
    found = choices(loaded, page, desks(loaded, kit.NEWSPRINT)[1], 4)
    assert len(found) > 1
    for choice in found:
        slots = dict(choice.slots)
        assert slots["S1"].whole == where
        assert len(slots) == len(PAGE)


def edited(tale: Story, rnd: random.Random) -> Story:
    """The story after an edit: sentences cut, written, a character changed."""
    texts = [p.text for p in tale.body]
    kind = rnd.randrange(3)
    at = rnd.randrange(len(texts))
    if kind == 0:
        texts[at] += SENTENCE * rnd.randint(1, 12)
    elif kind == 1 and len(texts) > 1:
        del texts[at]
    else:
        texts[at] = texts[at].replace("雾", "云雾", 1)
    return replace(tale, body=kit.paragraphs(*texts))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_a_locked_box_is_the_same_whatever_is_edited(seed: int) -> None:
    rnd = random.Random(seed)
    tales = [PAGE[0], locked(PAGE[1], (30, 60), (1, 3)), PAGE[2]]
    _, _, before = laid_out(issue(*tales))
    for _ in range(rnd.randint(1, 3)):
        at = rnd.randrange(3)
        tales[at] = edited(tales[at], rnd)
    _, slots, after = laid_out(issue(*tales))
    assert after["S1"].bbox == before["S1"].bbox
    assert after["S1"].boxes == before["S1"].boxes
    assert slots["S1"].whole == Range((30, 60), (1, 3))


def test_copy_that_its_lock_does_not_hold_is_told_and_the_lock_stays() -> None:
    tight = locked(PAGE[0], (4, 18), (1, 3))
    done, slots, records = laid_out(issue(tight, PAGE[1]))
    found = compose(done, kit.NEWSPRINT).diagnostics
    over = next(d for d in found if d.code == "overset" and d.story == "S0")
    assert records["S0"].overset.lines > 0
    assert (
        f"{records['S0'].overset.lines} 行（{records['S0'].overset.chars} 字）" in over.message.zh
    )
    assert over.hint is not None
    assert "「锁定」的行 4-18、栏 1-3" in over.hint.zh
    assert slots["S0"].rows == (4, 18)


def test_a_locked_slot_gives_no_row() -> None:
    """The slot of a story may ease by a row where nothing else levels it; a locked one does not."""
    design = template()
    eased = replace(design, fit_order=(*design.fit_order, Step.SLOT_ROWS, Step.COLUMN_WIDTH))
    where = kit.slot("头条", (4, 40)).rows
    for count in range(3, 9):
        tale = replace(PAGE[0], slot="头条", photos=(), lock=Lock(None, kit.HERE))
        tale = replace(tale, body=kit.paragraphs(*[SENTENCE * 3] * count))
        loaded = kit.loaded({"t": eased}, kit.page(1, "t", tale))
        record = compose(loaded, kit.NEWSPRINT).pages[0].stories[0]
        assert not [
            step for step in record.fit_steps if step.step in (Step.SLOT_ROWS, Step.COLUMN_WIDTH)
        ]
        assert record.bbox.height == (where[1] - where[0] + 1) * kit.PITCH


def test_locks_that_take_the_whole_page_leave_the_others_no_room() -> None:
    with pytest.raises(SpecError) as fault:
        arranged(issue(locked(PAGE[0], (4, 76), (1, 6)), PAGE[1]), kit.NEWSPRINT)
    said = fault.value.diagnostics[0]
    assert said.code == "no-room-left"
    assert "S1" in said.message.zh


def test_a_headline_that_no_width_holds_is_told_and_nothing_falls_over() -> None:
    tale = replace(PAGE[0], headline="山水之间的守山人与树下长桌边的人们" * 8)
    loaded = arranged(issue(tale, *PAGE[1:3]), kit.NEWSPRINT)
    codes = [d.code for d in compose(loaded, kit.NEWSPRINT).diagnostics]
    assert "headline-overset" in codes
