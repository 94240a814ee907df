"""Wrong and right settings of one text, drawn from the origin of their own panel.

A right one is the engine's.  A wrong one is set by hand: its lines end where a bar stands, its
cells have the width that the class gives them, and nothing is closed up, trimmed or kept together.
In both, what stands in braces is shown up; `<` and `>` move what follows by a quarter of an em.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import accumulate
from operator import add

from presslayout.base.geometry import Box
from presslayout.base.units import Length, pt
from presslayout.edition.ink import Ink
from presslayout.edition.page import Block, Glyphs, Item, Shape, Stroke, moved, rectangle
from presslayout.flow import turned
from presslayout.flow.emphasis import Beside, beside, marker, reading_size, spreads
from presslayout.issue.issue import Markup
from presslayout.typeset import headline
from presslayout.typeset.inking import Inking, runs
from presslayout.typeset.lines import Variant, laid_out, place, ragged, variants, whole
from presslayout.typeset.manner import NEWSPAPER, PLAIN, Manner
from presslayout.typeset.rolls import roll, roll_variant
from presslayout.typeset.shape import Font, Look, Shaped, shape
from presslayout.typeset.spacing import EM

SIZE, PITCH = pt(9), pt(14)
SHOWN_WRONG, SHOWN_RIGHT = Ink(m=280, y=220), Ink(k=130)
EDGE = Stroke(Ink(k=350), pt("0.25"))
TICK = pt("1.6")


@dataclass(frozen=True, slots=True)
class Panel:
    """What is drawn, from the panel's upper left corner, and how high it is."""

    items: tuple[Item, ...]
    height: Length


@dataclass(frozen=True, slots=True)
class Body:
    """A text in a measure of so many characters; `hand` says that its lines are cut by hand.

    `inset` moves all its lines to the right, `marker` stands before the first, in that room,
    and `label` at its left; `names` says that it is a list of names.
    `marks` hold (kind, text, note) of what stands beside it; `filled` stretches hand-made lines.
    """

    text: str
    cells: float = 11
    indent: float = 0
    hand: bool = False
    filled: bool = False
    manner: Manner = NEWSPAPER
    marks: tuple[tuple[str, str, str], ...] = ()
    vertical: bool = False
    ragged: bool = False
    inset: float = 0
    marker: str = ""
    label: str = ""
    pitch: Length = PITCH
    size: Length = SIZE
    heavy: bool = False
    names: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A headline in the width of a panel; a bar in it is a line end made by hand.

    `condense` is a horizontal scale forced on it; `others` are (text, size) under it.
    """

    text: str
    size: float = 17
    lines: int = 1
    spaced: bool = True
    condense: int = 0
    vertical: bool = False
    hand: bool = False
    filled: bool = False
    kerned: bool = True
    manner: Manner = NEWSPAPER
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a specimen: those of body, of headlines, of kicker and deck, and its words."""

    body: Font
    head: Font
    small: Font
    words: headline.Starts


@dataclass(slots=True)
class _Text:
    """A text without its notation: what is shown up, where lines end, what is moved by how much."""

    plain: str = ""
    shown: list[tuple[int, int]] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    moves: dict[int, int] = field(default_factory=dict)


def panel(wanted: Body | Head, faces: Faces, width: Length, *, wrong: bool) -> Panel:
    """One setting; `wrong` shows up in red what is so."""
    if isinstance(wanted, Head):
        return _head(wanted, faces, width)
    return _body(wanted, faces, width, SHOWN_WRONG if wrong else SHOWN_RIGHT)


def shifted(item: Item, dx: Length, dy: Length) -> Item:
    """An item as far to the right and down."""
    if isinstance(item, Glyphs):
        return replace(item, x=tuple(x + dx for x in item.x), y=tuple(y + dy for y in item.y))
    assert isinstance(item, Shape)
    return replace(item, path=moved(item.path, lambda x, y: (x + dx, y + dy)))


def _read(text: str) -> _Text:
    made = _Text()
    begun = 0
    for char in text:
        at = len(made.plain)
        if char == "|":
            made.cuts.append(at)
        elif char in "<>":
            made.moves[at] = made.moves.get(at, 0) + (250 if char == ">" else -250)
        elif char == "{":
            begun = at
        elif char == "}":
            made.shown.append((begun, at))
        else:
            made.plain += char
    return made


def _body(wanted: Body, faces: Faces, width: Length, shade: Ink) -> Panel:
    read = _read(wanted.text)
    manner = replace(wanted.manner, marks=PLAIN) if wanted.hand else wanted.manner
    size = wanted.size
    own = (faces.head if wanted.heavy else faces.body).faces
    own = tuple(face.turned() for face in own) if wanted.vertical else own
    font = Font(own, faces.body.bold, size, manner)
    reading = reading_size(size, wanted.pitch)
    marks = tuple(
        Markup(kind, read.plain.index(text), len(text), note) for kind, text, note in wanted.marks
    )
    beside_them = tuple(m for m in marks if m.kind not in ("superior", "bold"))
    look = Look(
        bold=tuple((m.start, m.length) for m in marks if m.kind == "bold"),
        spread=() if wanted.hand else spreads(beside_them, font, reading),
        raised=tuple((m.start, m.length) for m in marks if m.kind == "superior"),
    )
    shaped = shape(read.plain, font, look)
    measure = round((wanted.cells - wanted.inset) * EM)
    glyphs: list[Item] = []
    shades: list[Item] = []
    margin = Beside()
    left = round(wanted.inset * size)
    top = pt(3) + (reading if any(m.kind == "ruby" for m in marks) else 0)
    if wanted.hand:
        cuts = [*read.cuts, *_full(read, font, measure)]
        ends = [*cuts, len(read.plain)]
        for number, span in enumerate(zip([0, *cuts], ends, strict=True)):
            x0 = left + (0 if number else round(wanted.indent * size))
            base = top + number * wanted.pitch + shaped.ascent
            items, cells = _by_hand(wanted, font, look, read, span, (x0, base))
            glyphs += items
            shades += _shades(read, cells, (x0, base - shaped.ascent), shade, size)
        count = len(ends)
    else:
        shaped, found = _set(wanted, read, font, look, measure)
        for number, line in enumerate(found.lines):
            base = top + number * wanted.pitch + shaped.ascent
            beside(margin, (shaped, line), beside_them, (left, base), (reading, width))
            glyphs += place(shaped, line, left, base)
            if number == 0:
                glyphs += _at_edge(wanted, font, base)
            cells = []
            at = line.text_start
            for text, x, advance in laid_out(shaped, line):
                cells.append((at, at + len(text), x, x + advance))
                at += len(text)
            shades += _shades(read, cells, (left, base - shaped.ascent), shade, size)
        count = len(found.lines)
    deep = (count - 1) * wanted.pitch + size
    high = top + deep + pt(3)
    items: list[Item] = [*_measure(round(wanted.cells * size), deep, top, size), *shades, *glyphs]
    items += [*margin.dots, *margin.readings]
    if wanted.vertical:
        long = round(wanted.cells * size)
        corner = turned.Pivot((width + deep) // 2 + top, pt(3))
        (block,) = turned.blocks([Block("", "", tuple(items))], corner)
        return Panel(block.items, long + pt(6))
    # The measure in the middle of its panel.
    dx = (width - round(wanted.cells * size)) // 2
    return Panel(tuple(shifted(item, dx, 0) for item in items), high)


def _set(wanted: Body, read: _Text, font: Font, look: Look, measure: int) -> tuple[Shaped, Variant]:
    """The engine's own setting of a text."""
    if wanted.names:
        shaped, listed = roll(read.plain, font, look)
        settings = roll_variant(shaped, listed, measure)
    else:
        shaped = shape(read.plain, font, look)
        settings = variants(shaped, measure, indent=round(wanted.indent * EM))
    found = min(settings, key=lambda v: (v.cost, len(v.lines)))
    return shaped, ragged(found) if wanted.ragged else found


def _at_edge(wanted: Body, font: Font, base: Length) -> list[Item]:
    """What stands before the first line of a text: the marker of an item, how a speech begins."""
    made: list[Item] = []
    if wanted.marker:
        made += marker(wanted.marker, font, (0, base), round(wanted.inset * wanted.size))
    if wanted.label:
        label = shape(wanted.label, font, Look())
        made += place(label, whole(label).lines[0], 0, base)
    return made


def _full(read: _Text, font: Font, measure: int) -> list[int]:
    """Where what follows the last bar fills its lines, cell by cell, whatever stands there."""
    found: list[int] = []
    begin = read.cuts[-1] if read.cuts else 0
    while begin < len(read.plain):
        shaped = shape(read.plain[begin:], font)
        over = next(
            (k for k in range(len(shaped)) if shaped.width[k + 1] - shaped.trail[k] > measure), None
        )
        if not over:
            break
        begin += shaped.starts[over]
        found.append(begin)
    return found


def _by_hand(
    wanted: Body,
    font: Font,
    look: Look,
    read: _Text,
    span: tuple[int, int],
    at: tuple[Length, Length],
) -> tuple[tuple[Item, ...], list[tuple[int, int, int, int]]]:
    """A line of its own: what the rules would keep together may be parted here."""
    begin, stop = span
    raised = tuple((a - begin, n) for a, n in look.raised if begin <= a < stop)
    shaped = shape(read.plain[begin:stop], font, Look(raised=raised))
    if not len(shaped):
        return (), []
    starts = [begin + offset for offset in shaped.starts]
    count = len(shaped)
    before, after = list(shaped.before), list(shaped.after)
    # A gap at a line's edge is none; a mark's own blank stays.
    before[0] = shaped.lead[0]
    for offset, by in read.moves.items():
        if begin <= offset < stop:
            # A blank belongs to the cluster before it.
            before[min(bisect_left(starts, offset), count - 1)] += by
    room = round((wanted.cells - wanted.inset - (0 if begin else wanted.indent)) * EM)
    slack = room - sum(before) - sum(after)
    if wanted.filled and stop < len(read.plain) and count > 1:
        for n in range(1, count):
            before[n] += slack * n // (count - 1) - slack * (n - 1) // (count - 1)
    ends = list(accumulate(map(add, before, after)))
    bodies = [e - a for e, a in zip(ends, after, strict=True)]
    pen = Inking(at[0], at[1], font.size, Ink(k=1000), begin)
    cells = [(starts[k], starts[k + 1], bodies[k] - shaped.lead[k], ends[k]) for k in range(count)]
    return runs(shaped, 0, count, bodies, pen), cells


def _shades(
    read: _Text,
    cells: list[tuple[int, int, int, int]],
    at: tuple[Length, Length],
    ink: Ink,
    size: Length,
) -> list[Item]:
    """What is shown up, each stretch of a line as one box."""
    x, top = at
    made: list[Item] = []
    for begin, end in read.shown:
        inside = [(a, b) for start, stop, a, b in cells if start < end and stop > begin]
        if inside:
            left, right = x + inside[0][0] * size // EM, x + inside[-1][1] * size // EM
            box = Box(left, top - pt("1.2"), max(right - left, pt(1)), size + pt("2.4"))
            made.append(Shape(rectangle(box), fill=ink))
    return made


def _measure(wide: Length, deep: Length, top: Length, size: Length) -> list[Item]:
    """The edges of a measure, and where its cells stand above it."""
    foot = top + deep + pt("1.5")
    made: list[Item] = [Shape((("M", x, 0), ("L", x, foot)), stroke=EDGE) for x in (0, wide)]
    for n in range(1, -(-wide // size)):
        x = n * size
        made.append(Shape((("M", x, 0), ("L", x, TICK)), stroke=EDGE))
    return made


def _head(wanted: Head, faces: Faces, width: Length) -> Panel:
    room = width - pt(6)
    high = pt(92) if wanted.vertical else room
    own = tuple(f.turned() for f in faces.head.faces) if wanted.vertical else faces.head.faces
    text = wanted.text.replace("|", "\n")
    display = headline.Display(
        None if wanted.hand else faces.words,
        wanted.manner,
        spaced=wanted.spaced,
        filled=wanted.filled,
        kerned=wanted.kerned,
    )
    size = pt(wanted.size)
    made = headline.fit(
        text,
        own,
        width=high * (1000 if not wanted.condense else 1000 * 1000 // wanted.condense) // 1000,
        smallest=size * 6 // 10,
        largest=size,
        max_lines=wanted.lines,
        display=display,
    )
    assert made is not None, wanted.text
    if wanted.condense:
        made = replace(made, condense=wanted.condense)
        lines = (replace(line, width=line.width * wanted.condense // 1000) for line in made.lines)
        made = replace(made, lines=tuple(lines))
    pitch = made.size * 1150 // 1000
    top = pt(4)
    bases = tuple(top + made.ascent + n * pitch for n in range(len(made.lines)))
    items: list[Item] = list(
        headline.place_heading(made, 0 if wanted.vertical else pt(3), bases, high)
    )
    foot = top + len(made.lines) * pitch
    for text, points in wanted.others:
        under = headline.fit(
            text,
            faces.small.faces,
            width=room,
            smallest=pt(points) // 2,
            largest=pt(points),
            max_lines=1,
            display=headline.LABEL,
        )
        assert under is not None
        foot += pt(3)
        items += headline.place_heading(under, pt(3), (foot + under.ascent,), room)
        foot += under.size
    if wanted.vertical:
        corner = turned.Pivot((width + foot) // 2, pt(2))
        (block,) = turned.blocks([Block("", "", tuple(items))], corner)
        return Panel(block.items, high + pt(4))
    return Panel(tuple(items), foot + pt(3))
