"""Portraits (人像): a face a column's part wide, name and post beside it, perhaps their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Shape, Stroke, circle, rectangle
from presslayout.edition.roles import Role
from presslayout.flow import artwork
from presslayout.flow.inserts import Insert
from presslayout.typeset.lines import place, ragged, variants
from presslayout.typeset.shape import Font, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Item, Path
    from presslayout.edition.record import PhotoRecord
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.flow.inserts import Placing
    from presslayout.flow.work import Job, Layout
    from presslayout.issue.issue import Portrait
    from presslayout.typeset.lines import Line
    from presslayout.typeset.shape import Shaped

PREFIX = Role.PORTRAIT.value
# A face takes this share of its column at most, in per mille, and so many rows; with the half rows
# of air inside the rules a row more.
SHARE, ROWS, LEAST_ROWS, AIR = 400, 5, 2, 1
RULE = pt("0.5")
# Sizes beside the body's, in per mille: words, name, post; and from line to line of each size.
SIZES = {"words": 1150, "name": 1150, "post": 850}
PITCH = 1350
# Between the words and the name, in per mille of the body's size.
BETWEEN = 500


class _Lines(NamedTuple):
    """One of the texts beside a face, set."""

    part: str
    shaped: Shaped
    lines: tuple[Line, ...]

    @property
    def size(self) -> Length:
        return self.shaped.font.size

    @property
    def height(self) -> Length:
        return len(self.lines) * self.size * PITCH // 1000


def insert(number: int, one: Portrait, desk: Desk, space: Area) -> Insert:
    """A portrait as an insert of a column and a fixed height."""
    _, side = _face(space)
    high = max(side, _height(_set(one, desk, space), space))
    rows = -(-(high - space.em) // space.pitch) + 1 + AIR
    return Insert(f"{PREFIX}-{number}", one.at, 1, ((rows, 0, 0),), 0, optional=one.photo.optional)


def blocks(placing: Placing, work: Job) -> list[Block]:
    """The face between two rules, its words beside it."""
    number, one = _of(placing, work)
    space, story = work.area, work.telling.story.id
    x, width = space.span(placing.hole.column, 1)
    top, foot = space.row_top(placing.row), space.row_foot(placing.row + placing.rows - 1)
    items, _ = artwork.shown(work.desk, "", one.photo, _box(placing, work))
    part = f"photo-{one.photo.stem}"
    made = [Block(f"{story}/{part}", Role.PHOTO, items, story, part, alt=one.photo.alt)]
    lines = [(("M", x, y), ("L", x + width, y)) for y in (top, foot)]
    drawn = [Shape(line, stroke=Stroke(work.slot.accent, RULE)) for line in lines]
    if one.round:
        drawn.append(Shape(hole(_box(placing, work)), fill=work.ground))
    rules = Block(f"{story}/{PREFIX}-{number}-rules", Role.RULE, tuple(drawn), story, artifact=True)
    return [*made, rules, *_words(placing, work)]


def records(work: Job, layout: Layout) -> Iterator[PhotoRecord]:
    """The faces that stand in a slot; they are no photos that lead a page."""
    for placing in layout.placings:
        if placing.insert.key.startswith(PREFIX):
            _, one = _of(placing, work)
            yield artwork.shown(work.desk, "", one.photo, _box(placing, work))[1]


def _words(placing: Placing, work: Job) -> Iterator[Block]:
    number, one = _of(placing, work)
    space, box = work.area, _box(placing, work)
    texts = _set(one, work.desk, space)
    x = box.right + space.em
    y = box.y + (box.height - _height(texts, space)) // 2
    for text in texts:
        items: list[Item] = []
        pitch = text.size * PITCH // 1000
        for row, line in enumerate(text.lines):
            base = y + row * pitch + (pitch - text.size) // 2 + text.shaped.ascent
            ink = work.slot.accent if text.part == "words" else BLACK
            items += place(text.shaped, line, x, base, ink=ink)
        y += text.height + (space.em * BETWEEN // 1000 if text.part == "words" else 0)
        part = f"{PREFIX}-{text.part}-{number}"
        story = work.telling.story.id
        yield Block(f"{story}/{part}", Role.PORTRAIT, tuple(items), story, part)


def _of(placing: Placing, work: Job) -> tuple[int, Portrait]:
    number = int(placing.insert.key.removeprefix(f"{PREFIX}-"))
    return number, work.telling.story.portraits[number - 1]


def _face(space: Area) -> tuple[int, Length]:
    """How many rows a face takes, and its side: from the first row's squares to the last one's."""
    most = space.measure * SHARE // 1000
    rows = max(min((most - space.em) // space.pitch + 1, ROWS), LEAST_ROWS)
    return rows, (rows - 1) * space.pitch + space.em


def _box(placing: Placing, work: Job) -> Box:
    """The square of the face, in the middle of its rows."""
    space = work.area
    _, side = _face(space)
    x, _ = space.span(placing.hole.column, 1)
    top, foot = space.row_top(placing.row), space.row_foot(placing.row + placing.rows - 1)
    return Box(x, top + (foot - top - side) // 2, side, side)


def _set(one: Portrait, desk: Desk, space: Area) -> list[_Lines]:
    """Its texts, set ragged to what the face leaves of the column."""
    _, side = _face(space)
    template, faces = desk.template, desk.faces
    families = {
        "words": template.slots[0].heads.deck.families,
        "name": template.subhead.text.families,
        "post": template.caption.families,
    }
    made = []
    for part, text in one.texts:
        if not text:
            continue
        size = space.em * SIZES[part] // 1000
        shaped = shape(text, Font(faces.of(families[part]), (), size, faces.manner), spaced=True)
        measure = max(space.measure - side - space.em, size) * 1000 // size
        best = min(variants(shaped, measure), key=lambda v: (v.cost, len(v.lines)))
        made.append(_Lines(part, shaped, ragged(best).lines))
    return made


def _height(texts: list[_Lines], space: Area) -> Length:
    between = space.em * BETWEEN // 1000 if any(t.part == "words" for t in texts) else 0
    return sum(text.height for text in texts) + between


def hole(box: Box) -> Path:
    """The square with a round hole: what lies over its corners, the circle drawn the other way."""
    radius = box.width // 2
    forward = circle(box.x + radius, box.y + radius, radius)
    points = [(one[-2], one[-1]) for one in forward[:-1]]
    back: list[tuple[str | Length, ...]] = [("M", *points[-1])]
    for at in range(len(points) - 1, 0, -1):
        _, cx, cy, dx, dy, *_ = forward[at]
        back.append(("C", dx, dy, cx, cy, *points[at - 1]))
    # A little over the picture's edge, that no hair of it is left.
    outer = Box(box.x - RULE, box.y - RULE, box.width + 2 * RULE, box.height + 2 * RULE)
    return (*rectangle(outer), *back, ("Z",))
