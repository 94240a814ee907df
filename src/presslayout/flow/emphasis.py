"""What stands beside the characters of a set line: dots, lines, readings, the markers of lists."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import field, frozen, mutable, replace
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Glyphs, Shape, Stroke, circle
from presslayout.edition.roles import MARKER, MarkupKind, Role
from presslayout.flow.printed_facts import LEAST_BESIDE, word
from presslayout.typeset import headline
from presslayout.typeset.adjustment import bodies, natural_width
from presslayout.typeset.lines import place as place_line
from presslayout.typeset.lines import whole
from presslayout.typeset.shape import Font, shape
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.fonts import Face
    from presslayout.base.units import Length
    from presslayout.issue.issue import Markup
    from presslayout.typeset.lines import Line
    from presslayout.typeset.shape import Shaped

# Dots are centred under Han, to the right of vertical ones, in the line gap; all in thousandths of
# an em (RULES E1).
DOT_RADIUS, DOT_BELOW = 65, 200
DOTTED = "HKF"
# Lines under names stand nearer than dots, each end 1/16 em shorter, so that ⅛ em parts two names
# (RULES E2); all in thousandths of an em but their thickness, a share of the size.
LINE_BELOW, SHORTER, LINE_SHARE = 80, 63, 22
WAVE, WAVE_HIGH = 333, 70
# Readings have half the size of their base, or the line gap where that is less; below four points
# nobody reads them (RULES R1).
SMALLEST_READING = pt(4)
READING_ABOVE = 70
# A reading hangs over a neighbour by ¼ em at most, and never over another reading.
OVERHANG, APART = 250, 250
MARKER_GAP = 250


@mutable
class Beside:
    """What was collected while the lines of a body were placed."""

    dots: list[Shape] = field(default_factory=list)
    readings: list[Glyphs] = field(default_factory=list)
    # Each with the offset of what it stands before.
    markers: list[tuple[int, tuple[Glyphs, ...]]] = field(default_factory=list)


def threaded(block: Block, own: str, margin: Beside) -> list[Block]:
    """The text of a part in pieces, and every marker before the item or the subhead that it marks.

    `own` begins the ids of markers.
    """
    made: list[Block] = []
    items, begun = block.items, 0
    for number, (offset, glyphs) in enumerate(margin.markers, 1):
        stop = begun
        while stop < len(items):
            item = items[stop]
            if isinstance(item, Glyphs) and item.offset >= offset:
                break
            stop += 1
        if begun < stop:
            made.append(replace(block, items=items[begun:stop]))
        made.append(Block(f"{own}{MARKER}{number}", Role.MARK, glyphs, block.story))
        begun = stop
    if begun < len(items) or not made:
        made.append(replace(block, items=items[begun:]) if begun else block)
    return made


def reading_size(size: Length, pitch: Length) -> Length:
    """The size of readings over text of a size, its lines so far apart."""
    return max(min(size // 2, pitch - size), SMALLEST_READING)


def spreads(
    marks: Sequence[Markup], font: Font, reading: Length
) -> tuple[tuple[int, int, int, int], ...]:
    """(start, length, room left, room right) of every base that has a reading.

    Room counts from the middle of the base, in thousandths of an em.
    """
    from presslayout.flow import bopomofo

    ruby = sorted((m for m in marks if m.kind == MarkupKind.RUBY), key=lambda m: m.start)
    starts = {m.start for m in ruby}
    ends = {m.start + m.length for m in ruby}
    made = []
    for mark in ruby:
        if stands_beside(mark, font.faces):
            # Half a cell behind each character; each has its own and may end a line.
            half = font.faces[0].han // 2 + bopomofo.ROOM
            made += [(mark.start + n, 1, 0, half) for n in range(mark.length)]
            continue
        shaped = shape(mark.note, Font(font.faces, (), reading), spaced=True)
        wide = natural_width(shaped, 0, len(shaped)) * reading // font.size if len(shaped) else 0
        # Beside another reading some air; beside plain text the reading may hang over it.
        before = APART // 2 if mark.start in ends else -OVERHANG
        after = APART // 2 if mark.start + mark.length in starts else -OVERHANG
        made.append((mark.start, mark.length, wide // 2 + before, wide // 2 + after))
    return tuple(made)


def beside(
    found: Beside,
    line: tuple[Shaped, Line],
    marks: Sequence[Markup],
    place: tuple[Length, Length],
    sizes: tuple[Length, Length],
) -> None:
    """Collect the dots and readings of a line that begins at `place`.

    `sizes` are that of readings and the width of the measure.
    """
    shaped, set_line = line
    if not marks or set_line.start == set_line.end:
        return
    at, after = bodies(shaped, set_line.start, set_line.end, set_line.slack)
    size, (x, baseline) = shaped.font.size, place
    for mark in on_line(marks, shaped, set_line):
        within = _within(shaped, set_line, mark)
        if not within:
            continue
        if mark.kind in UNDER:
            first, last = within[0], set_line.start + within[-1]
            body = after[within[-1]] - shaped.trail[last]
            ends = set_line.indent + at[first] + SHORTER, set_line.indent + at[within[-1]] + body
            begin, stop = (x + end * size // EM for end in (ends[0], ends[1] - SHORTER))
            under = baseline + shaped.descent + LINE_BELOW * size // EM
            found.dots.append(UNDER[mark.kind](begin, stop, under, size))
        elif mark.kind == MarkupKind.DOTS:
            for n in within:
                k = set_line.start + n
                if shaped.kinds[k] in DOTTED:
                    middle = set_line.indent + at[n] + shaped.after[k] // 2
                    away = DOT_BELOW * size // EM
                    vertical = shaped.all_faces[0].vertical
                    under = -shaped.ascent - away if vertical else shaped.descent + away
                    found.dots.append(
                        _dot(x + middle * size // EM, baseline + under, DOT_RADIUS * size // EM)
                    )
        elif mark.kind == MarkupKind.RUBY:
            set_ = _Set(shaped, set_line, at, after, place)
            reading = _beside_each if stands_beside(mark, shaped.all_faces) else _over
            found.readings += reading(mark, set_, within, sizes)


@frozen
class _Set:
    """A line as it was set: where its bodies begin, their room, where it stands."""

    shaped: Shaped
    line: Line
    at: Sequence[int]
    after: Sequence[int]
    place: tuple[Length, Length]

    def x(self, place: int) -> Length:
        """A place of the line, in thousandths of an em from its first body, on the page."""
        return self.place[0] + (self.line.indent + place) * self.shaped.font.size // EM


def _over(
    mark: Markup, set_: _Set, within: range, sizes: tuple[Length, Length]
) -> tuple[Glyphs, ...]:
    """The reading of a base, above it."""
    shaped = set_.shaped
    trail = shaped.trail[set_.line.start + within[-1]]
    body = min(set_.after[within[-1]] - trail, shaped.all_faces[0].han)
    edges = set_.x(set_.at[within[0]]), set_.x(set_.at[within[-1]] + body)
    top = set_.place[1] - shaped.ascent - READING_ABOVE * shaped.font.size // EM
    return _reading(mark.note, shaped, (set_.place[0], top), edges, sizes)


def _beside_each(
    mark: Markup, set_: _Set, within: range, _: tuple[Length, Length]
) -> tuple[Glyphs, ...]:
    """The reading of each character of a base, at its right."""
    from presslayout.flow import bopomofo

    shaped, top = set_.shaped, set_.place[1] - set_.shaped.ascent
    each = bopomofo.readings(mark.note, mark.length)
    made: list[Glyphs] = []
    for n in within:
        reading = each[shaped.starts[set_.line.start + n] - mark.start]
        corner = set_.x(set_.at[n] + shaped.all_faces[0].han), top
        made += bopomofo.stood(reading, shaped.font.faces, shaped.font.size, corner)
    return tuple(made)


def stands_beside(mark: Markup, faces: Sequence[Face]) -> bool:
    """Whether a reading stands at the right of each character, not over the whole base."""
    from presslayout.flow import bopomofo

    return not faces[0].vertical and bopomofo.is_bopomofo(mark.note)


def extent(shaped: Shaped, line: Line, mark: Markup) -> tuple[int, int] | None:
    """From where to where a mark reaches along a line, in thousandths of an em; None: not at all."""
    within = _within(shaped, line, mark)
    if not within:
        return None
    at, after = bodies(shaped, line.start, line.end, line.slack)
    return line.indent + at[within[0]], line.indent + at[within[-1]] + after[within[-1]]


def on_line(marks: Sequence[Markup], shaped: Shaped, line: Line) -> list[Markup]:
    """Those of a paragraph's marks that reach into a line: a few, of many thousand perhaps."""
    if line.start == line.end:
        return []
    first, last = shaped.starts[line.start], shaped.starts[line.end - 1]
    return [m for m in marks if m.start <= last and first < m.start + m.length]


def _within(shaped: Shaped, line: Line, mark: Markup) -> range:
    """Which clusters of a line, from its first, a mark covers."""
    first, last = (
        bisect_left(shaped.starts, at, line.start, line.end) - line.start
        for at in (mark.start, mark.start + mark.length)
    )
    return range(first, last)


def marker(
    text: str, font: Font, place: tuple[Length, Length], inset: Length
) -> tuple[Glyphs, ...]:
    """A list marker right before the text of its item, at the left of its lines.

    It is text, no headline: the mark at its end is part of it.  One that has no room is set smaller.
    """
    shaped = shape(text, font, spaced=True)
    wide = natural_width(shaped, 0, len(shaped))
    if wide * font.size > inset * EM:
        shaped = shape(text, replace(font, size=inset * EM // wide), spaced=True)
    (line,) = whole(shaped).lines
    width = line.width * shaped.font.size // EM
    left = max(inset - MARKER_GAP * font.size // EM, width) - width
    return place_line(shaped, line, place[0] + left, place[1])


def _reading(
    text: str,
    shaped: Shaped,
    place: tuple[Length, Length],
    edges: tuple[Length, Length],
    sizes: tuple[Length, Length],
) -> tuple[Glyphs, ...]:
    size, measure = sizes
    made = word(text, replace(shaped.font, size=size), measure, LEAST_BESIDE)
    if made is None:
        return ()
    # Centred over its base, inside the line.
    left = (edges[0] + edges[1] - made.width) // 2
    left = max(min(left, place[0] + measure - made.width), place[0])
    return headline.place_heading(made, left, (place[1],), made.width, align="start")


def _straight(left: Length, right: Length, y: Length, size: Length) -> Shape:
    """A 专名号: one line under one name."""
    return Shape((("M", left, y), ("L", right, y)), stroke=Stroke(BLACK, size // LINE_SHARE))


def _wavy(left: Length, right: Length, y: Length, size: Length) -> Shape:
    """A 书名号 of older books: waves of whole number from end to end."""
    count = max((right - left) * 1000 // (WAVE * size), 1)
    high = WAVE_HIGH * size // 1000
    path: list[tuple[str | Length, ...]] = [("M", left, y)]
    for number in range(count):
        a = left + (right - left) * number // count
        b = left + (right - left) * (number + 1) // count
        step = (b - a) // 4
        path.append(("C", a + step, y - high, a + step, y - high, (a + b) // 2, y))
        path.append(("C", b - step, y + high, b - step, y + high, b, y))
    return Shape(tuple(path), stroke=Stroke(BLACK, size // LINE_SHARE))


UNDER = {MarkupKind.NAME: _straight, MarkupKind.TITLE: _wavy}


def _dot(x: Length, y: Length, r: Length) -> Shape:
    return Shape(circle(x, y, r), fill=BLACK)
