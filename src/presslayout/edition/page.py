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
from presslayout.edition.roles import ParagraphKind, Role

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


def parted(run: Glyphs, offset: int) -> tuple[Glyphs | None, Glyphs | None]:
    """A run cut where a code point of its part begins: what stands before it and what from it on.

    None is a side on which nothing stands.  What a glyph stands for on both sides, as one does for
    the blank behind it, goes to both; a blank behind which nothing stands goes with nothing.
    """
    if offset <= run.offset:
        return None, run
    spans = run.spans or (1,) * len(run.ids)
    at, cut = run.offset, 0
    while cut < len(spans) and (at < offset or not spans[cut]):
        at += spans[cut]
        cut += 1
    over = max(at - offset, 0)
    last = max(n for n in range(cut) if spans[n])
    before = (*spans[:last], spans[last] - over, *spans[last + 1 : cut])
    left = _slice(run, slice(0, cut), before, 0)
    if cut == len(spans):
        return left, None
    behind = (spans[cut] + over, *spans[cut + 1 :])
    return left, _slice(run, slice(cut, None), behind, offset - run.offset)


def _slice(run: Glyphs, glyphs: slice, spans: tuple[int, ...], begun: int) -> Glyphs:
    """Some glyphs of a run, standing for so many code points of its text from `begun` on."""
    return replace(
        run,
        ids=run.ids[glyphs],
        x=run.x[glyphs] if len(run.x) > 1 else run.x,
        y=run.y[glyphs] if len(run.y) > 1 else run.y,
        text=run.text[begun : begun + sum(spans)],
        spans=() if all(one == 1 for one in spans) else spans,
        offset=run.offset + begun,
    )


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

    `id` is `story/part` (`A/body`, `A/photo-a1`) or `page/slot` for furniture.  A part goes on in a
    block of the same id behind a marker that parts it, and where its story goes on on another page:
    who needs names that are unique adds the page and a number.  `part` is "" for what the copy does
    not say: 摄 behind a name, the markers of lists, 下转 and 上接.
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
    """One page of the paper: trim size, bleed on all four sides, blocks in reading order.

    Its `section` and its `editors` are told beside it, printed or not, and shape no hash.
    """

    number: int
    label: str
    template: str
    width: Length
    height: Length
    bleed: Length
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    section: str = ""
    editors: tuple[str, ...] = ()


def ground_name(number: int) -> str:
    """The id of the block that a page stands on, where it has a ground (版底)."""
    return f"{number}/ground"


def lowest(page: Page) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """A page's ground, behind which nothing is seen, and all that stands on it."""
    count = 1 if page.blocks and page.blocks[0].id == ground_name(page.number) else 0
    return page.blocks[:count], page.blocks[count:]


@frozen
class ArticleParagraph:
    """A paragraph of a part: so many code points of the part's text from `start` on.

    An item has the `marker` that stands before it, a subhead its number where it has one; both are no
    part of the text.  A cell has its row and column, from 1, and the rows and columns it `covers`.
    """

    kind: ParagraphKind
    start: int
    length: int
    marker: str = ""
    cell: tuple[int, int] = (0, 0)
    covers: tuple[int, int] = (1, 1)


# What stands between two paragraphs of a part, and belongs to neither.
SEPARATOR = "\n"


@frozen
class Article:
    """A story as it ran: the text of every part, and the files it came from.

    `paragraphs` cover the text of each part in its order, one `SEPARATOR` between two; there are
    none in what was written before editions had any.
    """

    id: str
    texts: tuple[tuple[str, str], ...]
    sources: tuple[str, ...] = ()
    paragraphs: tuple[tuple[str, tuple[ArticleParagraph, ...]], ...] = ()


@frozen
class Asset:
    """A face or picture that the pages use, named by its content.

    `licence` is a face's; `rights` and `source` are a picture's: who holds them, where it came from.
    """

    key: str
    kind: str
    file: str
    sha256: str
    licence: str = ""
    rights: str = ""
    source: str = ""


@frozen
class IssueFacts:
    """What an issue says of itself beside its name and day, "" where it does not.

    `cn` and `issn` are its numbers as a serial, `serial` that of the issue, `variant` the edition;
    `reissues` counts in digits how often it came out again, corrected.
    """

    cn: str = ""
    issn: str = ""
    serial: str = ""
    publisher: str = ""
    sponsor: str = ""
    city: str = ""
    variant: str = ""
    price: str = ""
    reissues: str = ""


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
    facts: IssueFacts = IssueFacts()


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
