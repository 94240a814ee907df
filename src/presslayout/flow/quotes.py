"""Pull quotes (提要): large lines broken at phrases between two rules that big marks open and close.

Who said it stands below, where the text ends with —— and a name.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.units import pt
from presslayout.base.values import frozen
from presslayout.edition.page import Block, Shape, Stroke, circle
from presslayout.edition.roles import Role
from presslayout.flow.inserts import Insert, Placing
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.lines import Line, place, variants, whole
from presslayout.typeset.phrases import LEAST_LAST, LEAST_SHARE, cuts, places
from presslayout.typeset.shape import Font, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.page import Item, Path
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import Story
    from presslayout.typeset.phrases import Starts
    from presslayout.typeset.shape import Shaped

# Sizes are tried from the largest down (PAGES, "Pull quotes").
LARGEST, SMALLEST, STEP = pt(28), pt(16), pt(1)
# A quote takes so many rows at most where a smaller size can help it, and no more than a third of
# its slot; where the smallest takes more than half, it is this much larger than the body, per mille.
MOST_ROWS, SHARE, LOW_SIZE = 10, 3, 1350
# In columns narrower than this it crosses two where its slot has three and is so many rows high.
NARROW, LEAST_COLUMNS, LEAST_ROWS = pt(150), 3, 24
# From line to line, how far inside its rows the rules stand, so that the marks on them meet no frame,
# and what rules and marks keep free above and below together, per mille of the size.
PITCH, INSIDE, AIR = 1400, 250, 1500
RULE = pt("0.8")
# What it costs to end a line after a mark that only parts a sentence, where others part it better.
PARTED, COMMAS = 400, frozenset("，、,")
# The marks: the radius of their balls and the gap that they leave in the rule, per mille of the size.
BALL, OPENING = 240, 1900
# Who says it: per mille of the body's size, and a sentence of so many characters is no name.
SPEAKER_SIZE, LINES_MOST = 1100, 12
# Quotes that are kept, each in a size and a width.
REMEMBERED = 256
_SPEAKER = regex(r"(?s)(.*[^—\s])\s*((?:——|⸺)[^—，。！？；：]{2,24})\Z")


@frozen
class _Quote:
    """A quote as it is set: its lines, and those of whoever says it, at their offset in its text."""

    shaped: Shaped
    lines: tuple[Line, ...]
    speaker: Shaped | None
    offset: int

    @property
    def size(self) -> Length:
        return self.shaped.font.size

    @property
    def height(self) -> Length:
        """From rule to rule at least."""
        return len(self.lines) * self.pitch + self.below + self.size * AIR // 1000

    @property
    def pitch(self) -> Length:
        return self.size * PITCH // 1000

    @property
    def below(self) -> Length:
        """What the speaker's line takes."""
        return self.speaker.font.size * PITCH // 1000 if self.speaker is not None else 0


def insert(key: str, text: str, desk: Desk, space: Area, *, optional: bool = False) -> Insert:
    """A quote as an insert of fixed height, wherever it suits the column ends."""
    span = _span(space)
    made = _set(text, desk, space, space.span(0, span)[1])
    return Insert(key, "", span, ((_rows(made, space), 0, 0),), 0, optional=optional)


def block(placing: Placing, story: Story, desk: Desk, space: Area) -> Block:
    """The quote at its place."""
    key, hole = placing.insert.key, placing.hole
    number = int(key.removeprefix("pullquote-"))
    x, width = space.span(hole.column, hole.span)
    made = _set(story.pullquotes[number - 1], desk, space, space.span(0, hole.span)[1])
    top = space.row_top(placing.row)
    foot = space.row_foot(placing.row + placing.rows - 1)
    accent = desk.template.accent
    items: list[Item] = [*_rules((x, width), (top, foot), made.size, accent, desk)]
    tall = len(made.lines) * made.pitch - (made.pitch - made.size) + made.below
    baseline = top + (foot - top - tall) // 2 + made.shaped.ascent
    for line in made.lines:
        left = x + (width - line.width * made.size // 1000) // 2
        items += place(made.shaped, line, left, baseline, ink=accent)
        baseline += made.pitch
    if made.speaker is not None:
        line = whole(made.speaker).lines[0]
        size = made.speaker.font.size
        left = x + (width - line.width * size // 1000) // 2
        baseline += made.below - made.pitch + (made.size - size) // 2
        items += place(made.speaker, line, left, baseline, ink=accent, offset=made.offset)
    return Block(f"{story.id}/{key}", Role.PULLQUOTE, tuple(items), story.id, key)


def _span(space: Area) -> int:
    """The columns that a quote crosses."""
    wide = space.span(0, 1)[1] >= NARROW
    few = len(space.columns) < LEAST_COLUMNS or space.rows < LEAST_ROWS
    return 1 if wide or few else 2


def _stub(lines: Sequence[Line]) -> bool:
    """Whether the last line is too short beside the others (RULES T3)."""
    longest = max(line.width for line in lines)
    return lines[-1].width < max(LEAST_LAST, LEAST_SHARE * longest // 1000)


def _rows(made: _Quote, space: Area) -> int:
    return -(-made.height // space.pitch)


def _set(text: str, desk: Desk, space: Area, width: Length) -> _Quote:
    """The quote at the largest size that keeps it low enough."""
    most = min(MOST_ROWS, space.rows // SHARE)
    size = LARGEST
    while size >= SMALLEST:
        made = _at_size(text, desk, space, width, size)
        if made is not None and _rows(made, space) <= most and not _stub(made.lines):
            return made
        size -= STEP
    made = _at_size(text, desk, space, width, SMALLEST)
    if made is not None and _rows(made, space) <= space.rows // 2:
        return made
    low = space.em * LOW_SIZE // 1000
    return _at_size(text, desk, space, width, low) or _anyhow(text, desk, space, width, low)


def _at_size(text: str, desk: Desk, space: Area, width: Length, size: Length) -> _Quote | None:
    """The quote in the fewest lines that end at phrases; None where words forbid them."""
    fonts = _font(desk, size), _font(desk, space.em * SPEAKER_SIZE // 1000)
    return _in_lines(text, fonts, desk.faces.words, width)


# A story asks for its quotes again wherever it is tried.
@lru_cache(maxsize=REMEMBERED)
def _in_lines(
    text: str, fonts: tuple[Font, Font], words: Starts | None, width: Length
) -> _Quote | None:
    said, speaker = _parted(text, fonts[1], width)
    shaped, size = shape(said, fonts[0], spaced=True), fonts[0].size
    room = (width - size) * 1000 // size
    ends = {k: price + _weak(shaped, k) for k, price in places(shaped, words).items()}
    if shaped.line_feeds:
        return None
    for count in range(1, LINES_MOST + 1):
        found = cuts(shaped, count, ends, room)
        if found is not None:
            lines = tuple(_line(shaped, a, b) for a, b in pairwise(found))
            if all(line.width <= room for line in lines):
                return _Quote(shaped, lines, speaker, len(text) - _length(speaker))
    return None


def _weak(shaped: Shaped, end: int) -> int:
    """What a line end costs more: after a comma the sentence goes on, after a semicolon it need not."""
    return PARTED if shaped.text[shaped.starts[end] - 1] in COMMAS else 0


def _anyhow(text: str, desk: Desk, space: Area, width: Length, size: Length) -> _Quote:
    """The quote broken as body text is."""
    said, speaker = _parted(text, _font(desk, space.em * SPEAKER_SIZE // 1000), width)
    shaped = shape(said, _font(desk, size), spaced=True)
    measure = (width - size) * 1000 // size
    best = min(variants(shaped, measure, indent=0), key=lambda v: (v.cost, len(v.lines)))
    return _Quote(shaped, best.lines, speaker, len(text) - _length(speaker))


def _parted(text: str, font: Font, width: Length) -> tuple[str, Shaped | None]:
    """What is said, and who says it, where one line of that font holds it."""
    match = _SPEAKER.match(text)
    if match is None:
        return text, None
    shaped = shape(match[2], font, spaced=True)
    if natural_width(shaped, 0, len(shaped)) * font.size // 1000 > width:
        return text, None
    return text[: match.start(2)], shaped


def _length(speaker: Shaped | None) -> int:
    return len(speaker.text) if speaker is not None else 0


def _line(shaped: Shaped, start: int, end: int) -> Line:
    wide, starts = natural_width(shaped, start, end), shaped.starts
    return Line(
        start, end, starts[start], starts[end], 0, wide, wide, 0, hyphen=False, last=True
    )  # fmt: skip


def _font(desk: Desk, size: Length) -> Font:
    style = desk.template.slots[0].heads.deck
    return Font(desk.faces.of(style.families), (), size, desk.faces.manner)


def _rules(
    across: tuple[Length, Length],
    edges: tuple[Length, Length],
    size: Length,
    ink: Ink,
    desk: Desk,
) -> Iterator[Shape]:
    """Rules above and below, each parted by its mark; whole ones in vertical lines."""
    (x, width), (top, foot) = across, edges
    middle, half = x + width // 2, size * OPENING // 2000
    radius, inside = size * BALL // 1000, size * INSIDE // 1000
    for y, opens in ((top + inside, True), (foot - inside, False)):
        if desk.faces.vertical:
            yield Shape((("M", x, y), ("L", x + width, y)), stroke=Stroke(ink, RULE))
            continue
        yield Shape((("M", x, y), ("L", middle - half, y)), stroke=Stroke(ink, RULE))
        yield Shape((("M", middle + half, y), ("L", x + width, y)), stroke=Stroke(ink, RULE))
        for side in (-1, 1):
            yield from _mark(middle + side * radius * 3 // 2, y, radius, ink, opens=opens)


def _mark(x: Length, y: Length, radius: Length, ink: Ink, *, opens: bool) -> Iterator[Shape]:
    """Half of a quotation mark, its middle at a point: a ball and the tail that rises from it."""
    turn = 1 if opens else -1
    down = radius * 3 // 4 * turn

    def at(across: int, up: int) -> tuple[Length, Length]:
        """A point in hundredths of the radius from the ball's middle."""
        return x + turn * across * radius // 100, y + down - turn * up * radius // 100

    yield Shape(circle(x, y + down, radius), fill=ink)
    tail: Path = (
        ("M", *at(-100, 0)),
        ("C", *at(-100, 130), *at(-30, 215), *at(85, 250)),
        ("L", *at(100, 215)),
        ("C", *at(30, 180), *at(-15, 130), *at(0, 90)),
        ("Z",),
    )
    yield Shape(tail, fill=ink)
