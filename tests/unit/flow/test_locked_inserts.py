"""Photos and fact boxes that are locked: they keep their columns, rows and size through every edit."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.edition.steps import Step
from presslayout.flow.compose import compose
from presslayout.issue.graphics import Amount, Datum, Graphic, GraphicForm
from presslayout.issue.issue import FactBox, Photo, Story
from presslayout.issue.page_parts import Lock
from presslayout.issue.template import Range
from tests import kit
from tests.unit.flow.arrange.test_arrange import PHOTOS, SENTENCE

if TYPE_CHECKING:
    from presslayout.base.geometry import Box
    from presslayout.edition.record import Composition

ROWS, COLUMNS = 56, 4


def tale(count: int = 12, *photos: Photo) -> Story:
    shown = photos or (kit.photo(PHOTOS[0], caption="远处的山脊。"), kit.photo(PHOTOS[1]))
    texts = [SENTENCE * (3 + n % 3) for n in range(count)]
    return kit.story("A", "头条", *texts, headline="守山的日子", photos=shown)


def made(story: Story, *, rows: int = ROWS) -> Composition:
    design = kit.template(
        kit.slot("头条", (6, 5 + rows), split=COLUMNS), kit.slot("二条", (64, 76))
    )
    design = replace(
        design, fit_order=(*design.fit_order, Step.SLOT_ROWS, Step.COLUMN_WIDTH, Step.HEAD_COLUMNS)
    )
    return compose(kit.loaded({"t": design}, kit.page(1, "t", story)), kit.NEWSPRINT)


def boxes(found: Composition) -> list[tuple[str, Box]]:
    return sorted((photo.file, photo.box) for photo in found.pages[0].photos)


def held(story: Story, *stems: str) -> Story:
    """The story with photos locked where they stand now, as pick --lock writes it."""
    still = replace(story, lock=Lock(None, kit.HERE))
    places = {key: Range(r, c) for key, r, c in made(still).pages[0].stories[0].inserts}
    return replace(
        story,
        photos=tuple(
            locked(photo, places[photo.stem]) if not stems or photo.stem in stems else photo
            for photo in story.photos
        ),
    )


def locked(photo: Photo, place: Range) -> Photo:
    (top, foot), (left, right) = place.rows, place.columns
    return replace(
        photo,
        at="",
        spot=(left, top),
        columns=right - left + 1,
        rows=foot - top + 1,
        lock=Lock(place, kit.HERE),
    )


def edited(story: Story, rnd: random.Random) -> Story:
    texts = [p.text for p in story.body]
    at = rnd.randrange(len(texts))
    match rnd.randrange(6):
        case 0:
            texts[at] += SENTENCE * rnd.randint(1, 30)
        case 1 if len(texts) > 1:
            del texts[at]
        case 2:
            texts[at] = texts[at][: rnd.randint(1, len(texts[at]))]
        case 3:
            return replace(story, deck="一条沟里的四十年" if not story.deck else "")
        case 4:
            photos = list(story.photos)
            one = rnd.randrange(len(photos))
            photos[one] = replace(photos[one], caption="远山。" * rnd.randint(0, 12))
            return replace(story, photos=tuple(photos))
        case _:
            texts[at] = texts[at].replace("雾", "云雾", 1)
    return replace(story, body=kit.paragraphs(*texts))


@pytest.mark.parametrize("count", [9, 11, 13, 18])
def test_what_is_locked_where_it_stands_does_not_stir(count: int) -> None:
    plain = replace(tale(count), lock=Lock(None, kit.HERE))
    before, after = made(plain), made(held(plain))
    assert boxes(after) == boxes(before)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_locked_photos_stay_through_every_edit(seed: int) -> None:
    rnd = random.Random(seed)
    story = held(tale(rnd.randint(6, 16)))
    before = boxes(made(story))
    for _ in range(rnd.randint(1, 4)):
        story = edited(story, rnd)
    found = made(story)
    assert boxes(found) == before
    record = found.pages[0].stories[0]
    assert record.chars_set + record.overset.chars == record.chars_source
    assert record.bbox.height == ROWS * kit.PITCH


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32))
def test_one_locked_photo_stays_while_the_other_moves(seed: int) -> None:
    rnd = random.Random(seed)
    story = held(tale(), tale().photos[0].stem)
    before = dict(boxes(made(story)))[PHOTOS[0]]
    story = edited(edited(story, rnd), rnd)
    found = dict(boxes(made(story)))
    assert found[PHOTOS[0]] == before


def test_copy_that_no_longer_fits_is_told_in_characters_and_lines() -> None:
    story = held(tale())
    found = made(replace(story, body=kit.paragraphs(*[SENTENCE * 8] * 12)))
    over = next(d for d in found.diagnostics if d.code == "overset")
    record = found.pages[0].stories[0]
    assert f"{record.overset.lines} 行（{record.overset.chars} 字）" in over.message.zh
    assert over.hint is not None
    assert "锁定的图片" in over.hint.zh


def test_a_headline_gives_way_to_what_is_locked_below_it() -> None:
    photo = locked(kit.photo(PHOTOS[0]), Range((8, 25), (1, 4)))
    story = tale(6, photo)
    before = boxes(made(story))
    taller = replace(story, kicker="云岭县的山上", deck="四十年里只下过两次山", byline="")
    found = made(taller)
    assert boxes(found) == before
    tight = replace(story, photos=(locked(photo, Range((2, 20), (1, 4))),))
    found = made(tight)
    assert "headline-overset" in [d.code for d in found.diagnostics]
    assert len(found.pages[0].photos) == 1


def test_a_caption_for_which_the_lock_leaves_no_rows_is_told() -> None:
    photo = locked(kit.photo(PHOTOS[0]), Range((30, ROWS - 1), (3, 4)))
    story = tale(6, photo)
    before = made(story)
    assert "lock-too-low" not in [d.code for d in before.diagnostics]
    longer = replace(story, photos=(replace(photo, caption="远处的山脊和近处的水。" * 9),))
    found = made(longer)
    said = next(d for d in found.diagnostics if d.code == "lock-too-low")
    assert "缺" in said.message.zh
    assert boxes(found) == boxes(before)


def test_no_text_stands_in_a_pocket_beside_what_is_locked() -> None:
    """Three rows between headline and photo, two below it: they stay white."""
    story = tale(8, locked(kit.photo(PHOTOS[0]), Range((14, ROWS - 3), (1, 2))))
    page = made(story).edition.pages[0]
    photo = made(story).pages[0].photos[0].box
    body = next(block for block in page.blocks if block.id == "A/body")
    under = [
        item
        for item in body.items
        if photo.x <= item.x[0] < photo.right and item.y[0] > photo.bottom  # type: ignore[union-attr]
    ]
    assert not under


def test_a_locked_photo_is_not_left_out_though_it_may_be() -> None:
    photo = replace(kit.photo(PHOTOS[0]), optional=False)
    story = tale(20, locked(photo, Range((20, 50), (2, 4))), kit.photo(PHOTOS[1]))
    found = made(story)
    assert PHOTOS[0] in [photo.file for photo in found.pages[0].photos]


def test_a_fact_box_is_locked_and_told_when_it_is_too_low() -> None:
    box = FactBox(
        "数说二十年",
        kit.paragraphs("森林覆盖率从38.4%到67.2%。", "护林员312人，平均年龄41岁。"),
        1,
        "",
        (4, 20),
        0,
        None,
        kit.HERE,
        rows=14,
        lock=Lock(Range((20, 33), (4, 4)), kit.HERE),
    )
    story = replace(tale(10), photos=(), factboxes=(box,))
    found = made(story)
    assert ("factbox-1", (20, 33), (4, 4)) in found.pages[0].stories[0].inserts
    shorter = replace(story, body=story.body[:5])
    assert ("factbox-1", (20, 33), (4, 4)) in made(shorter).pages[0].stories[0].inserts
    low = replace(box, rows=4, lock=Lock(Range((20, 23), (4, 4)), kit.HERE))
    found = made(replace(story, factboxes=(low,)))
    assert "lock-too-low" in [d.code for d in found.diagnostics]


CHART = Graphic(
    GraphicForm.BARS,
    "秋粮",
    (Datum("双河", (Amount("12.5", 12_500_000),)), Datum("白石", (Amount("9.8", 9_800_000),))),
    kit.HERE,
)


def charted(place: Range, count: int = 10) -> Story:
    (top, foot), (left, right) = place.rows, place.columns
    chart = replace(
        CHART, spot=(left, top), columns=right - left + 1, rows=foot - top + 1,
        lock=Lock(place, kit.HERE),
    )  # fmt: skip
    return replace(tale(count), photos=(), graphics=(chart,))


@pytest.mark.parametrize("count", [4, 7, 10, 14, 30])
def test_a_locked_chart_stays_whatever_the_copy_does(count: int) -> None:
    """As high as its lock says: bars stretch to it."""
    for place in (Range((12, 22), (3, 3)), Range((30, 44), (1, 2))):
        found = made(charted(place, count))
        assert ("graphic-1", place.rows, place.columns) in found.pages[0].stories[0].inserts
        assert "no-room" not in [d.code for d in found.diagnostics]


def test_a_chart_locked_to_too_few_rows_is_drawn_whole_and_told() -> None:
    found = made(charted(Range((20, 21), (4, 4))))
    said = next(d for d in found.diagnostics if d.code == "lock-too-low")
    assert said.part == "graphic-1"
    assert "图表" in said.message.zh
    assert any(block.id == "A/graphic-1" for block in found.edition.pages[0].blocks)


def test_a_chart_that_no_height_makes_fit_its_locked_columns_is_told_and_breaks_nothing() -> None:
    many = tuple(
        Datum(f"名字很长的一个地方第{n}处", tuple(Amount("1", 1_000_000) for _ in range(4)))
        for n in range(60)
    )
    story = charted(Range((20, 30), (4, 4)))
    wide = replace(
        story.graphics[0], form=GraphicForm.COLUMNS, entries=many, series=("甲", "乙", "丙", "丁")
    )
    found = made(replace(story, graphics=(wide,)))
    assert "no-room" in [d.code for d in found.diagnostics]


def test_a_photo_of_a_height_of_its_own_has_it_wherever_it_stands() -> None:
    photo = replace(kit.photo(PHOTOS[0]), rows=17)
    for count in (6, 10, 14):
        inserts = made(tale(count, photo)).pages[0].stories[0].inserts
        rows = next(rows for key, rows, _ in inserts if key == photo.stem)
        assert rows[1] - rows[0] + 1 == 17
