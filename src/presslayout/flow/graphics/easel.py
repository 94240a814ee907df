"""What graphics are drawn on, and the words on them.  Knows no page: (0, 0) is the upper left.

Two words never touch, and none touches a bar: whoever draws gives each its own place, or nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import Length, pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, Ink
from presslayout.edition.page import Shape, Stroke, rectangle
from presslayout.typeset import headline
from presslayout.typeset.lines import Line, place, ragged, variants
from presslayout.typeset.manner import Manner
from presslayout.typeset.shape import Font, Shaped, shape

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face
    from presslayout.edition.page import Glyphs, Item
    from presslayout.issue.graphics import TextKey
    from presslayout.typeset.headline import Heading

# Axes and lines between (PAGES, "Lines and tints": nothing under a quarter point prints).
AXIS, FINE = pt("0.4"), pt("0.25")
# Names and numbers in a chart are this share of its text, in per mille; no smaller than newsprint
# keeps readable.
SMALL, LEAST = 900, pt(6)
# Lines of one label stand so far apart, in per mille of their size.
LEADING = 1200
# How series and parts are told apart: shares of the accent or of black, in per mille.
_SERIES = ((True, 1000), (False, 700), (True, 450), (False, 350), (True, 220), (False, 160))


@frozen
class Easel:
    """The room and the type of a graphic; `pitch` is one row of the page.

    The dates of a timeline are larger than its text as `date` says, in per mille.
    """

    width: Length
    size: Length
    pitch: Length
    plain: tuple[Face, ...]
    strong: tuple[Face, ...]
    display: tuple[Face, ...]
    accent: Ink
    manner: Manner
    date: int = 1200

    @property
    def small(self) -> Length:
        """The size of names and numbers in a chart."""
        return self.size * SMALL // 1000

    @property
    def gap(self) -> Length:
        """Between a word and what it belongs to."""
        return self.size // 3

    def ink(self, number: int) -> Ink:
        """The ink of a series or a part, from 0."""
        accented, share = _SERIES[number % len(_SERIES)]
        return (self.accent if accented else BLACK).tinted(share)


@frozen
class Label:
    """Words in display lines: `x`, `y` is the top left of the room that they stand in.

    Those without a key are the axis's own numbers.  `skip` characters of the key's words stand before
    these.  Figures reach so far above their baseline as `caps` says, and not below it.
    """

    key: TextKey | None
    heading: Heading
    x: Length
    y: Length
    width: Length
    align: str = "start"
    ink: Ink = BLACK
    skip: int = 0
    caps: Length = 0

    @property
    def pitch(self) -> Length:
        """From one of its lines to the next."""
        return self.heading.size * LEADING // 1000

    @property
    def height(self) -> Length:
        """From the top of its first line to the foot of its last."""
        return self.heading.size + (len(self.heading.lines) - 1) * self.pitch

    @property
    def box(self) -> Box:
        """Where its letters stand."""
        wide = self.heading.width
        free = self.width - wide
        left = {"start": 0, "center": free // 2, "end": free}[self.align]
        if self.caps:
            top = self.y + self.heading.ascent - self.caps
            return Box(self.x + left, top, wide, self.caps)
        return Box(self.x + left, self.y, wide, self.height)

    def at(self, x: Length, y: Length) -> Label:
        """The label with its room elsewhere."""
        return replace(self, x=x, y=y)

    def items(self, offset: int) -> tuple[Glyphs, ...]:
        """Its glyphs, `offset` being where its words begin."""
        heading = self.heading
        first = self.y + heading.ascent
        lines = tuple(first + n * self.pitch for n in range(len(heading.lines)))
        return headline.place_heading(
            heading,
            self.x,
            lines,
            self.width,
            align=self.align,
            ink=self.ink,
            offset=offset + self.skip,
        )


@frozen
class TextLines:
    """Words in lines of text, flush left."""

    key: TextKey
    shaped: Shaped
    lines: tuple[Line, ...]
    x: Length
    y: Length
    width: Length
    pitch: Length

    @property
    def height(self) -> Length:
        """From the top of its first line to the foot of its last."""
        return self.shaped.font.size + (len(self.lines) - 1) * self.pitch

    @property
    def box(self) -> Box:
        """Where its letters stand."""
        return Box(self.x, self.y, self.width, self.height)

    def at(self, x: Length, y: Length) -> TextLines:
        """The passage elsewhere."""
        return replace(self, x=x, y=y)

    def items(self, offset: int) -> tuple[Glyphs, ...]:
        """Its glyphs, `offset` being where its words begin."""
        first = self.y + self.shaped.ascent
        return tuple(
            glyphs
            for n, line in enumerate(self.lines)
            for glyphs in place(self.shaped, line, self.x, first + n * self.pitch, offset=offset)
        )


Written = Label | TextLines


@frozen
class Plotted:
    """What was drawn: shapes behind, words before them, and the height that it all takes."""

    shapes: tuple[Shape, ...]
    words: tuple[Written, ...]
    height: Length

    def moved(self, x: Length, y: Length) -> Plotted:
        """The same elsewhere."""
        from presslayout.edition.page import at

        shapes = tuple(one for shape_ in self.shapes if isinstance(one := at(shape_, x, y), Shape))
        words = tuple(one.at(one.x + x, one.y + y) for one in self.words)
        return Plotted(shapes, words, self.height)

    def items(self, offsets: dict[TextKey, int]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """Its shapes and its words in reading order, and the axis's own numbers apart."""
        said = sorted(
            (offsets[one.key], getattr(one, "skip", 0), n)
            for n, one in enumerate(self.words)
            if one.key is not None
        )
        words = [item for offset, _, n in said for item in self.words[n].items(offset)]
        ticks = [item for one in self.words if one.key is None for item in one.items(0)]
        return (*self.shapes, *words), tuple(ticks)


def label(
    text: str,
    key: TextKey | None,
    faces: tuple[Face, ...],
    sizes: tuple[Length, Length],
    room: tuple[Length, int],
    manner: Manner,
) -> Label | None:
    """A text in at most so many lines of a width, between two sizes; None where it is too long."""
    width, lines = room
    if width <= 0:
        return None
    found = headline.fit(
        text,
        faces,
        width=width,
        smallest=sizes[0],
        largest=sizes[1],
        max_lines=lines,
        display=replace(headline.LABEL, manner=manner),
    )
    return None if found is None else Label(key, found, 0, 0, width)


def small(
    easel: Easel, text: str, key: TextKey | None, width: Length, lines: int = 1
) -> Label | None:
    """A name or number of a chart, in the chart's small size or a little under it."""
    least = min(max(LEAST, easel.small * SMALL // 1000), easel.small)
    return label(text, key, easel.plain, (least, easel.small), (width, lines), easel.manner)


def passage(
    easel: Easel, text: str, key: TextKey, width: Length, *, flush: bool
) -> TextLines | None:
    """A text in lines of its own, opened to the measure unless it is narrow; None where none fits."""
    font = Font(easel.plain, (), easel.size, easel.manner)
    shaped = shape(text, font, spaced=True)
    cells = width * 1000 // easel.size
    if cells < 1000 or not len(shaped):  # noqa: PLR2004  one character
        return None
    best = min(variants(shaped, cells, indent=0), key=lambda v: (v.cost, len(v.lines)))
    if any(line.width > cells for line in best.lines):
        return None
    best = best if flush else ragged(best)
    pitch = max(easel.size * 1400 // 1000, easel.size + pt(1))
    return TextLines(key, shaped, best.lines, 0, 0, width, pitch)


def line(x1: Length, y1: Length, x2: Length, y2: Length, stroke: Stroke) -> Shape:
    """A straight line."""
    return Shape((("M", x1, y1), ("L", x2, y2)), stroke=stroke)


def bar(left: Length, top: Length, width: Length, height: Length, ink: Ink) -> Shape:
    """A filled rectangle."""
    return Shape(rectangle(Box(left, top, width, height)), fill=ink)


def touching(first: Box, second: Box, air: Length = 0) -> bool:
    """Whether two boxes come nearer than so much."""
    return (
        first.x < second.right + air
        and second.x < first.right + air
        and first.y < second.bottom + air
        and second.y < first.bottom + air
    )


def legend(
    easel: Easel, names: tuple[tuple[TextKey | None, str], ...], inks: tuple[Ink, ...]
) -> Plotted | None:
    """Swatches and what they stand for, in as many columns as the width has room for."""
    made = [small(easel, name, key, easel.width - 2 * easel.size) for key, name in names]
    labels = [one for one in made if one is not None]
    if len(labels) < len(names):
        return None
    side = easel.small * 3 // 4
    step = max(one.heading.width for one in labels) + side + easel.gap + easel.size
    across = max(min((easel.width + easel.size) // step, len(labels)), 1)
    high = easel.small * LEADING // 1000
    shapes, words = [], []
    for number, (one, ink) in enumerate(zip(labels, inks, strict=True)):
        x, y = number % across * step, number // across * high
        shapes.append(bar(x, y + (easel.small - side) // 2, side, side, ink))
        words.append(replace(one, x=x + side + easel.gap, y=y, width=one.heading.width))
    rows = -(-len(labels) // across)
    return Plotted(tuple(shapes), tuple(words), (rows - 1) * high + easel.small)
