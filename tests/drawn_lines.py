"""The laws of a page's lines (PAGES, "The grid"): edges side by side are one line or far apart.

They read an edition and nothing else.  An edge is that of a frame, a tint, a hairline, a bar or a
picture; what belongs to one story, or stands inside a frame, has its own order.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.edition.page import Glyphs, Picture, Shape
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Item, Page
    from presslayout.edition.record import StoryRecord

# Nobody sees a quarter of a point; nearer than this two edges were meant to be one.
SAME, NEAR = pt("0.3"), mm(4)
# What lies under a frame or a picture keeps so far from it; a strip lies on its folio's rule.
CLEAR = mm(4)
# An edge shorter than this is an ornament; a line from this width on is a bar.
LEAST, BAR = mm(25), pt(3)


class Edge(NamedTuple):
    """Something with edges: the block's id, its slot or story, what it is, and its box."""

    id: str
    owner: str
    kind: str
    box: Box


def astray(page: Page) -> list[str]:
    """What is wrong with a page's lines, in words."""
    return [*_off(page), *_crowded(page), *_insets(page), *_outside(page)]


def edges(page: Page) -> list[Edge]:
    """Everything of a page that has a straight edge of some length, frames last."""
    found = [edge for block in page.blocks for edge in _edges(block)]
    frames = [one for one in found if one.kind == "frame"]
    return [
        one
        for one in found
        if one.kind == "frame"
        or not any(f.owner != one.owner or f.kind != one.kind for f in frames if _inside(one, f))
    ]


def _edges(block: Block) -> Iterator[Edge]:
    owner = block.story or block.id.split("/")[-1].split("-")[0]
    for item in block.items:
        if isinstance(item, Picture) and block.role == Role.PHOTO:
            yield Edge(block.id, owner, "picture", item.box)
        elif isinstance(item, Shape) and block.role == Role.RULE and item.extent.width >= LEAST:
            yield Edge(block.id, owner, *_kind(item))
    shapes = [i.extent for i in block.items if isinstance(i, Shape)]
    if shapes and block.role == Role.PHOTO:
        # A drawing: its ground is the largest of its shapes.
        yield Edge(block.id, owner, "picture", max(shapes, key=lambda b: b.width * b.height))


def _kind(item: Shape) -> tuple[str, Box]:
    """What a shape of the furniture is, and the box that is seen of it."""
    box = item.extent
    if box.height:
        return ("frame" if item.stroke is not None else "tint"), box
    if item.stroke is None or item.stroke.width < BAR:
        return "line", box
    half = item.stroke.width // 2
    return "bar", Box(box.x, box.y - half, box.width, 2 * half)


def _inside(one: Edge, frame: Edge) -> bool:
    a, b = one.box, frame.box
    return (
        one.id != frame.id and b.x < a.x and a.right < b.right and b.y < a.y and a.bottom < b.bottom
    )


def _beside(a: Box, b: Box) -> bool:
    return a.right <= b.x + SAME or b.right <= a.x + SAME


def _off(page: Page) -> Iterator[str]:
    """Tops side by side that miss one another, and feet of frames and of what has no caption."""
    for one, other in combinations(edges(page), 2):
        if one.owner == other.owner or not _beside(one.box, other.box):
            continue
        pairs = [("tops", one.box.y, other.box.y)]
        if _panel(one) and _panel(other):
            pairs.append(("feet", one.box.bottom, other.box.bottom))
        for what, a, b in pairs:
            if SAME < abs(a - b) < NEAR:
                yield f"{what} of {one.id} and {other.id}: {_mm(abs(a - b))} apart"


def _panel(edge: Edge) -> bool:
    """Whether an edge's foot is the foot of what it belongs to."""
    return edge.kind == "bar" or (edge.kind in ("frame", "tint") and edge.box.height > NEAR)


def _crowded(page: Page) -> Iterator[str]:
    """A frame or a tint that all but touches what begins below it."""
    found = edges(page)
    for upper in found:
        if upper.kind == "bar" or not _panel(upper):
            continue
        for lower in found:
            gap = lower.box.y - upper.box.bottom
            if (
                lower.owner != upper.owner
                and 0 <= gap < CLEAR
                and not _beside(upper.box, lower.box)
            ):
                yield f"{lower.id} begins {_mm(gap)} under {upper.id}"


def _insets(page: Page) -> Iterator[str]:
    """A frame whose text stands nearer to its top or foot than to its sides."""
    lines = list(_lines(page))
    for frame in (one for one in edges(page) if one.kind == "frame"):
        box = frame.box
        own = [
            (x, top, foot)
            for x, top, foot in lines
            if box.x < x < box.right and box.y < top and foot < box.bottom
        ]
        if not own:
            continue
        side = min(x for x, _, _ in own) - box.x
        for what, air in (
            ("top", min(top for _, top, _ in own) - box.y),
            ("foot", box.bottom - max(foot for _, _, foot in own)),
        ):
            if air < min(side, mm(3)) - SAME:
                yield f"text {_mm(air)} from the {what} of {frame.id}, {_mm(side)} from its side"


def _lines(page: Page) -> Iterator[tuple[Length, Length, Length]]:
    """Left edge, top and foot of the Han squares of every run of a story's text."""
    for block in page.blocks:
        if not block.story or block.role == Role.CREDIT:
            continue
        for item in block.items:
            if isinstance(item, Glyphs) and item.y and not item.turn:
                y = item.y[0]
                yield min(item.x), y - item.size * 880 // 1000, y + item.size * 120 // 1000


def _outside(page: Page) -> Iterator[str]:
    """Frames and lines that leave the columns which all others keep to."""
    plain = [e for e in edges(page) if e.kind in ("frame", "line")]
    right = page.width - min((e.box.x for e in plain), default=0)
    for one in plain:
        if one.box.right > right + SAME:
            yield f"{one.id} ends {_mm(one.box.right - right)} outside"


def second(page: Page) -> int:
    """How large the second headline of a page is beside its first, in per mille; 0 for one or none."""
    sizes = sorted(
        (
            max((i.size for i in block.items if isinstance(i, Glyphs)), default=0)
            for block in page.blocks
            if block.role == Role.HEADLINE
        ),
        reverse=True,
    )
    return sizes[1] * 1000 // sizes[0] if len(sizes) > 1 else 0


def _mm(length: Length) -> str:
    return f"{length / mm(1):.2f} mm"


def told(pages: Sequence[Page]) -> list[str]:
    """What is wrong with the lines of some pages."""
    return [f"{page.number}: {said}" for page in pages for said in astray(page)]


def heads_apart(page: Page, stories: Sequence[StoryRecord]) -> list[str]:
    """Headlines of stories that begin on one row, side by side, and do not stand on one line."""
    base = {
        block.story: max(y for item in block.items if isinstance(item, Glyphs) for y in item.y)
        for block in page.blocks
        if block.role == Role.HEADLINE and not any(_turned(item) for item in block.items)
    }
    return [
        f"headlines of {one.id} and {other.id}: {_mm(abs(base[one.id] - base[other.id]))} apart"
        for one, other in combinations([s for s in stories if s.id in base], 2)
        if one.bbox.y == other.bbox.y
        and _beside(one.bbox, other.bbox)
        and abs(base[one.id] - base[other.id]) > SAME
    ]


def _turned(item: Item) -> bool:
    return isinstance(item, Glyphs) and (bool(item.turn) or len(set(item.y)) > 1)
