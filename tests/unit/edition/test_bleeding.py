"""Art at the trim goes on as far as the page bleeds, shows what it did, and ends at a spine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.geometry import Box
from presslayout.base.units import mm
from presslayout.delivery.plant.imposition import sides
from presslayout.edition.bleeding import Trim, bled, ended, narrowed, widened
from presslayout.edition.ink import BLACK, WHITE, Ink
from presslayout.edition.limits import Tolerances
from presslayout.edition.page import (
    TOUCHING,
    Block,
    Item,
    Page,
    Picture,
    Placed,
    Shape,
    Stroke,
    rectangle,
)
from presslayout.preflight.edition import short_bleed

WIDTH, HEIGHT, BLEED = mm(270), mm(390), mm(3)
TRIM = Trim(WIDTH, HEIGHT, BLEED)
GREY = Ink(k=300)
lengths = st.integers(mm(20), mm(120))


@st.composite
def windows(draw: st.DrawFn) -> tuple[Box, tuple[int, int, int, int], tuple[int, int]]:
    """A box at the trim or not, the crop of its proportions that fills it, its picture's size."""
    wide, high = draw(lengths), draw(lengths)
    x = draw(st.sampled_from([0, mm(30), WIDTH - wide, TOUCHING]))
    y = draw(st.sampled_from([0, mm(30), HEIGHT - high]))
    across = draw(st.integers(600, 4000))
    down = max(round(across * high / wide), 1)
    spare = draw(st.tuples(*[st.integers(0, 900)] * 4))
    size = across + spare[0] + spare[2], down + spare[1] + spare[3]
    crop = spare[0], spare[1], spare[0] + across, spare[1] + down
    return Box(x, y, wide, high), crop, size


@given(windows())
def test_a_photo_that_goes_on_is_whole_undistorted_and_shows_what_it_did(
    one: tuple[Box, tuple[int, int, int, int], tuple[int, int]],
) -> None:
    box, crop, size = one
    outer = TRIM.outward(box)
    made = widened(crop, box, outer, size)
    assert 0 <= made[0] < made[2] <= size[0]
    assert 0 <= made[1] < made[3] <= size[1]
    across, down = (made[2] - made[0]) / outer.width, (made[3] - made[1]) / outer.height
    assert across == pytest.approx(down, rel=0.02)
    before = (crop[2] - crop[0]) / box.width
    assert across <= before * 1.02
    # No more is taken from what was seen than the picture lacks outside it.
    assert across >= before * 0.98 * min(box.width / outer.width, box.height / outer.height)
    room = [crop[0], crop[1], size[0] - crop[2], size[1] - crop[3]]
    if min(room) * 1.0 > before * BLEED + 2:
        seen = narrowed(made, outer, box)
        assert all(abs(a - b) <= 2 for a, b in zip(seen, crop, strict=True))


@given(windows())
def test_only_sides_on_the_trim_move(
    one: tuple[Box, tuple[int, int, int, int], tuple[int, int]],
) -> None:
    box, _, _ = one
    outer = TRIM.outward(box)
    assert outer.x == (-BLEED if box.x <= TOUCHING else box.x)
    assert outer.y == (-BLEED if box.y == 0 else box.y)
    assert outer.right == (WIDTH + BLEED if WIDTH - box.right <= TOUCHING else box.right)
    assert outer.bottom == (HEIGHT + BLEED if box.bottom == HEIGHT else box.bottom)


EDGE = Box(0, 0, mm(100), mm(80))
SIZES = {"a": (1000, 900)}


def page(*items: Item, role: str = "photo", bleed: int = BLEED, number: int = 1) -> Page:
    block = Block("A/photo-a", role, items, "A", "photo-a")
    return Page(number, "", "", WIDTH, HEIGHT, bleed, (block,))


def gone_on(one: Page, *whole: str) -> Page:
    trim = Trim(one.width, one.height, one.bleed)
    return replace(one, blocks=bled(one.blocks, trim, SIZES, set(whole)))


def told(one: Page) -> list[str]:
    return [d.message.zh for d in short_bleed(one, Tolerances())]


PHOTO = Picture("a", EDGE, (0, 50, 1000, 850))
GROUND = Shape(rectangle(EDGE), fill=GREY)


@pytest.mark.parametrize("item", [PHOTO, GROUND])
def test_what_goes_on_by_itself_is_told_nowhere(item: Item) -> None:
    assert told(page(item))
    assert told(gone_on(page(item))) == []
    assert gone_on(page(item, bleed=0)) == page(item, bleed=0)
    assert told(page(item, bleed=0)) == []


@pytest.mark.parametrize(
    "item",
    [
        Placed("ad", 1, EDGE),
        Shape((("M", 0, 0), ("L", mm(9), 0), ("L", 0, mm(9)), ("Z",)), fill=GREY),
        Shape(rectangle(EDGE), fill=GREY, stroke=Stroke(BLACK, mm(1))),
    ],
)
def test_what_cannot_go_on_is_left_and_told_with_its_sides_and_what_is_missing(item: Item) -> None:
    one = page(item)
    assert gone_on(one) == one
    (said,) = told(one)
    assert "左、上" in said
    assert "3 mm" in said
    assert "A/photo-a" in said


def test_an_advertisement_and_a_cut_out_stay_as_they_were_delivered() -> None:
    for one, whole in ((page(PHOTO, role="ad"), ()), (page(PHOTO), ("A/photo-a",))):
        assert gone_on(one, *whole) == one
        assert told(one)


def test_paper_and_lines_are_no_art() -> None:
    white = Shape(rectangle(EDGE), fill=WHITE)
    frame = Shape(rectangle(EDGE), stroke=Stroke(BLACK, mm(1)))
    assert told(page(white, frame)) == []


def test_what_bleeds_less_than_is_asked_is_told_by_how_much() -> None:
    short = Box(mm(-1), mm(5), mm(100), mm(80))
    (said,) = told(page(Placed("ad", 1, short)))
    assert "还差 2 mm" in said


@pytest.mark.parametrize("item", [PHOTO, GROUND])
@pytest.mark.parametrize("number", [1, 4])
def test_on_a_sheet_art_ends_at_the_spine_and_goes_on_outside(item: Item, number: int) -> None:
    box = EDGE if number == 1 else replace(EDGE, x=WIDTH - EDGE.width)
    own = replace(item, box=box) if isinstance(item, Picture) else Shape(rectangle(box), fill=GREY)
    one = gone_on(page(own, number=number))
    (side,) = sides([one], 4)
    assert side.crossing == ()
    ((laid,),) = [block.items for block in side.page.blocks]
    extent = laid.box if isinstance(laid, Picture) else laid.extent  # type: ignore[union-attr]
    assert (extent.x if number == 1 else extent.right) == WIDTH
    assert extent.y == -BLEED
    if isinstance(laid, Picture):
        own_crop = ended(one, left=number == 4).blocks[0].items[0]
        assert isinstance(own_crop, Picture)
        assert laid.crop == own_crop.crop
