"""Laws of text round cut-outs: clear of the outline, no line too narrow, nothing lost, on the grid."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.assets.pictures import PictureFacts
from presslayout.assets.silhouette import of_points
from presslayout.edition.page import Glyphs, Picture, Shape
from presslayout.flow.bench import Desk, Typefaces
from presslayout.flow.slots import story as stories
from presslayout.flow.telling import Telling
from presslayout.issue.issue import Photo
from tests import kit
from tests.property.test_geometry import PAPER, SENTENCE

if TYPE_CHECKING:
    from presslayout.flow.bench import Filled

FACTS = {"圆.png": PictureFacts(600, 600, 4, 1, "c" * 64)}
# A disc, a triangle that stands on its side, a diamond: corners in per mille.
OUTLINES = {
    "disc": tuple(
        (
            round(500 + 500 * math.cos(n * math.pi / 12)),
            round(500 + 500 * math.sin(n * math.pi / 12)),
        )
        for n in range(24)
    ),
    "wedge": ((0, 0), (1000, 500), (0, 1000)),
    "diamond": ((500, 0), (1000, 500), (500, 1000), (0, 500)),
}


@st.composite
def cut_outs(draw: st.DrawFn) -> Photo:
    columns, spot, at = draw(st.integers(1, 3)), None, ""
    if draw(st.booleans()):
        spot = (draw(st.integers(1, 5 - columns)), draw(st.integers(10, 22)))
    else:
        at = draw(st.sampled_from(["top-right", "bottom-left", "bottom-right", "top"]))
    return Photo(
        "圆.png", "圆", draw(st.sampled_from(["", "圆。"])), "", (500, 500), columns, at, False, "",
        kit.HERE, spot=spot, contour=True, least_cells=draw(st.integers(3, 8)),
        outline=OUTLINES[draw(st.sampled_from(sorted(OUTLINES)))],
    )  # fmt: skip


def fill(photo: Photo, count: int, rows: int, *, both: bool) -> Filled:
    slot = kit.slot("头条", (1, rows), split=4)
    design = replace(kit.template(slot), wrap_both=both)
    texts = (SENTENCE * (1 + n % 4) for n in range(count))
    tale = kit.story("A", "头条", *texts, photos=(photo,))
    outlines = {(photo.file, photo.outline): of_points(photo.outline)}
    page = kit.page(3, "试验", tale)
    desk = Desk(
        design, page, PAPER, kit.NEWSPRINT, Typefaces(kit.FAMILIES), FACTS, outlines=outlines
    )
    return stories.fill(slot, Telling(tale), desk)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cut_outs(), st.integers(10, 34), st.integers(45, 60), st.booleans())
def test_text_round_a_cut_out_is_clear_of_it_and_never_too_narrow(
    photo: Photo, count: int, rows: int, both: bool
) -> None:
    made = fill(photo, count, rows, both=both)
    record = made.story
    assert record is not None
    assert record.chars_set + record.overset.chars == record.chars_source
    assert all(step.text.zh for step in record.fit_steps)
    pictures = [i.box for b in made.blocks for i in b.items if isinstance(i, Picture)]
    body = [i for b in made.blocks if b.role == "body" for i in b.items if isinstance(i, Glyphs)]
    assert len({(item.y[0] - record.bbox.y) % kit.PITCH for item in body}) <= 1
    if not pictures:
        assert "no-room" in {d.code for d in made.diagnostics}
        return
    (box,) = pictures
    slices = of_points(photo.outline)
    step = (77 * kit.EM - 4 * 18 * kit.EM) // 3 + 18 * kit.EM
    sides: dict[int, set[bool]] = {}
    spans: dict[tuple[int, int, bool], list[int]] = {}
    for item in body:
        middle = item.y[0] - kit.EM * 38 // 100
        if not box.y <= middle < box.bottom:
            continue
        seen = slices[min((middle - box.y) * len(slices) // box.height, len(slices) - 1)]
        if seen is None:
            continue
        left, right = (box.x + edge * box.width // 1000 for edge in seen)
        for x in item.x:
            assert x + kit.EM // 2 <= left or x + kit.EM // 2 >= right, "text lies on the picture"
            column = (x - record.bbox.x + kit.EM // 4) // step
            edge = record.bbox.x + column * step
            if left < edge + 18 * kit.EM and edge < right:
                behind = x > left
                sides.setdefault(column, set()).add(behind)
                spans.setdefault((column, item.y[0], behind), []).append(x)
    if not both:
        assert all(len(found) == 1 for found in sides.values()), "text changes sides in a column"
    for (column, _, behind), xs in spans.items():
        # From where a line may begin: its column's edge, or the outline and half a character.
        edge = record.bbox.x + column * step
        room = edge + 18 * kit.EM - min(xs) if behind else max(xs) + kit.EM - edge
        assert room <= 18 * kit.EM + kit.EM // 2
        if behind:
            # An indent may stand before what is seen of a line.
            assert room + 2 * kit.EM >= photo.least_cells * kit.EM
    jumps = {d.code for d in made.diagnostics} & {"text-jump"}
    rules = [
        item
        for block in made.blocks
        if block.id == "A/圆-rules"
        for item in block.items
        if isinstance(item, Shape)
    ]
    assert rules or not jumps, "text jumps over the picture without a rule"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cut_outs(), st.integers(24, 40))
def test_much_more_room_round_a_cut_out_never_means_more_overset(photo: Photo, count: int) -> None:
    small, large = (fill(photo, count, rows, both=False) for rows in (50, 56))
    if "no-room" in {d.code for d in small.diagnostics}:
        # Without its picture a slot holds more text than with it.
        return
    assert small.story is not None
    assert large.story is not None
    assert large.story.overset.chars <= small.story.overset.chars
