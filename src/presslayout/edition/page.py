"""A page as a value: which glyph, shape and picture stands where.  Knows no file and no format.

Origin: top left of the trim box, y downwards, Lengths in EMU.  Text order is reading order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from presslayout.base.geometry import Box
from presslayout.base.units import Length
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, Ink
from presslayout.edition.press import Press
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


# What is filled thinner than a millimetre is a line, wider an area.
RULE = 36_000
# What lies so near the trim meets it: a tenth of a millimetre, as rounding leaves it.
TOUCHING = 3_600


@frozen
class Glyphs:
    """A run of glyphs of one face, size and ink, with the text that it stands for.

    `x` and `y` are the horizontal origins on the page, after vertical metrics were applied; each is
    as long as `ids`, or one value that all glyphs share.  `spans` counts the code points of `text`
    behind each glyph and is empty where each has exactly one.  `turn` is clockwise in degrees;
    `condense` the horizontal scale in per mille.  `offset` is where `text` begins in `part`.
    """

    face: str
    size: Length
    ids: tuple[int, ...]
    x: tuple[Length, ...]
    y: tuple[Length, ...]
    text: str
    spans: tuple[int, ...] = ()
    offset: int = 0
    ink: Ink = BLACK
    turn: int = 0
    condense: int = 1000


@frozen
class Stroke:
    """A line along a path."""

    ink: Ink
    width: Length


@frozen
class Shape:
    """A path, filled, stroked or both.

    `path` holds segments: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",).
    Filled by the non-zero rule.
    """

    path: tuple[tuple[str | Length, ...], ...]
    fill: Ink | None = None
    stroke: Stroke | None = None

    @property
    def extent(self) -> Box:
        """The box round its path's points."""
        spots = [point for segment in self.path for point in points(segment)]
        if not spots:
            return Box(0, 0, 0, 0)
        xs, ys = zip(*spots, strict=True)
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    @property
    def is_rule(self) -> bool:
        """Whether its fill is so narrow beside its length that it is a line."""
        box = self.extent
        narrow, wide = sorted((box.width, box.height))
        return narrow < RULE < wide


@frozen
class Veil:
    """A gradient laid over a picture so that type before it is read: black ink, or paper if `light`.

    `rows` are four of the upright picture's, in pixels: there is nothing of it above the first and
    below the last, and `depth` per mille from the second to the third.
    """

    rows: tuple[int, int, int, int]
    depth: int
    light: bool = False

    def at(self, row: int) -> int:
        """How much of it lies over a row, in per mille."""
        above, begin, end, below = self.rows
        if begin <= row < end:
            return self.depth
        if not above <= row < below:
            return 0
        away, reach = (begin - row, begin - above) if row < begin else (row - end, below - end)
        left = 1000 - away * 1000 // reach
        # Eased at both ends, so that nobody sees where it begins.
        return self.depth * left * left * (3000 - 2 * left) // 1_000_000_000


@frozen
class Picture:
    """A photograph: the pixels of `image` inside `crop` (left, top, right, bottom) fill `box`.

    `crop` counts whole pixels of the upright picture.  `intent` is the rendering intent that was
    asked for this picture, "" where the press's own holds.  `ground` is the tint that it stands on,
    seen through its clear parts; None is paper.  `veils` lie over it.
    """

    image: str
    box: Box
    crop: tuple[int, int, int, int]
    intent: str = ""
    ground: Ink | None = None
    veils: tuple[Veil, ...] = ()


@frozen
class Placed:
    """A page of a PDF kept as vectors: page `page` (from 1) of the asset `document` fills `box`."""

    document: str
    page: int
    box: Box


Path = tuple[tuple["str | Length", ...], ...]
# A path's segment that is a letter of the proof's own face: the character, x, y, size.
LETTER = "G"
Item = Glyphs | Shape | Picture | Placed


@frozen
class Block:
    """Items that belong together, with their part in the reading order.

    `id` is `story/part` (`A/body`, `A/photo-a1`) or `page/slot` for furniture.
    """

    id: str
    role: Role
    items: tuple[Item, ...]
    story: str = ""
    part: str = ""
    alt: str = ""
    artifact: bool = False


@frozen
class Note:
    """A remark for a proofreader: where, of what kind, and what it says."""

    box: Box
    kind: str
    text: str


@frozen
class Page:
    """One page of the paper: trim size, bleed on all four sides, blocks in reading order."""

    number: int
    label: str
    template: str
    width: Length
    height: Length
    bleed: Length
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()


def ground_name(number: int) -> str:
    """The id of the block that a page stands on, where it has a ground (版底)."""
    return f"{number}/ground"


def lowest(page: Page) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """A page's ground, behind which nothing is seen, and all that stands on it."""
    count = 1 if page.blocks and page.blocks[0].id == ground_name(page.number) else 0
    return page.blocks[:count], page.blocks[count:]


@frozen
class Article:
    """A story as it ran: the text of every part, and the files it came from."""

    id: str
    texts: tuple[tuple[str, str], ...]
    sources: tuple[str, ...] = ()


@frozen
class Asset:
    """A face or picture that the pages use, named by its content."""

    key: str
    kind: str
    file: str
    sha256: str
    licence: str = ""


@frozen
class Edition:
    """Everything that is printed: pages, the copy, the faces and pictures they use."""

    paper: str
    date: str
    engine: str
    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    assets: tuple[Asset, ...]
    press: Press


# The scale of a page at its own size.
FULL = 10_000


def at(item: Item, x: Length, y: Length, scale: int = FULL) -> Item:
    """The item of a page whose upper left corner is put at (x, y), scaled by ten-thousandths."""

    def size(length: Length) -> Length:
        return length * scale // FULL

    match item:
        case Glyphs():
            return replace(
                item,
                size=max(size(item.size), 1),
                x=tuple(x + size(one) for one in item.x),
                y=tuple(y + size(one) for one in item.y),
            )
        case Picture() | Placed():
            box = item.box
            wide, high = max(size(box.width), 1), max(size(box.height), 1)
            return replace(item, box=Box(x + size(box.x), y + size(box.y), wide, high))
        case Shape():
            stroke = item.stroke and replace(item.stroke, width=max(size(item.stroke.width), 1))
            path = moved(item.path, lambda a, b: (x + size(a), y + size(b)))
            return replace(item, path=path, stroke=stroke)
        case _:
            assert_never(item)


def moved(path: Path, place: Callable[[Length, Length], tuple[Length, Length]]) -> Path:
    """A path with every point put where `place` says."""
    return tuple((segment[0], *(n for x, y in points(segment) for n in place(x, y)))
                 for segment in path)  # fmt: skip


def points(segment: tuple[str | Length, ...]) -> list[tuple[Length, Length]]:
    """The points of a path's segment."""
    if segment[0] == LETTER:
        return [(int(segment[2]), int(segment[3]))]
    numbers = [n for n in segment[1:] if not isinstance(n, str)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def inks(item: Item) -> tuple[Ink, ...]:
    """The inks of text and shapes; pictures and placed pages have their own."""
    if isinstance(item, Glyphs):
        return (item.ink,)
    if isinstance(item, Shape):
        stroke = item.stroke.ink if item.stroke is not None else None
        return tuple(ink for ink in (item.fill, stroke) if ink is not None)
    return ()


def spots(pages: Iterable[Page]) -> dict[str, Ink]:
    """The spot inks of these pages by their plates' names, in their order."""
    found: dict[str, Ink] = {}
    for page in pages:
        for block in page.blocks:
            for item in block.items:
                found |= {ink.spot: ink for ink in inks(item) if ink.spot}
    return {name: found[name] for name in sorted(found)}


def rectangle(box: Box) -> tuple[tuple[str | Length, ...], ...]:
    """The path round a box."""
    return (
        ("M", box.x, box.y),
        ("L", box.right, box.y),
        ("L", box.right, box.bottom),
        ("L", box.x, box.bottom),
        ("Z",),
    )


# How far the handles of a quarter's curve reach, in thousandths of the radius.
_ROUND = 552


def circle(x: Length, y: Length, radius: Length) -> Path:
    """The path round a point, of four curves."""
    bend = radius * _ROUND // 1000
    return (
        ("M", x + radius, y),
        ("C", x + radius, y + bend, x + bend, y + radius, x, y + radius),
        ("C", x - bend, y + radius, x - radius, y + bend, x - radius, y),
        ("C", x - radius, y - bend, x - bend, y - radius, x, y - radius),
        ("C", x + bend, y - radius, x + radius, y - bend, x + radius, y),
        ("Z",),
    )
