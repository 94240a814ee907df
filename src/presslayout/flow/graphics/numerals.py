"""Big numerals (大数字), each over what it counts: rows of three to five, all of one size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.units import pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Shape, Stroke
from presslayout.flow.graphics.easel import FINE, Label, Plotted, Written, label, line
from presslayout.issue.graphics import TextKind
from presslayout.typeset.manner import NO_GAP

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.flow.graphics.easel import Easel
    from presslayout.issue.graphics import Datum, Graphic

# The sizes of a numeral: what it has at most, what it should have, and what narrow columns leave it.
LARGEST, WANTED, LEAST = pt(90), pt(54), pt(30)
# Sizes are tried in steps of this.
STEP = pt(2)
# What follows the figures (%, 万, 公里) is so much of their size, and so far behind them, per mille.
SIGN, BEHIND = 460, 60
# What it counts, in thousandths of the text's size, over so many lines.
NAMED, LINES = 1150, 3
# Numerals of one row, at most.
ROW = 5
# Figures are so high beside their size: what stands above them in its square is air already.
CAPS = 740
# A numeral leads its label by this much of the label's size, per mille.
LEAD = 1000
_FIGURES = regex(r"([^0-9]?[0-9][0-9.,，:：/]*)(.*)\Z")


@frozen
class _Numeral:
    """A numeral at one size: its figures, and the sign behind them."""

    figures: Label
    sign: Label | None

    @property
    def width(self) -> Length:
        last = self.sign or self.figures
        return last.x + last.heading.width

    def at(self, x: Length, y: Length) -> list[Written]:
        """Both on one baseline, the figures' square beginning at (x, y)."""
        made: list[Written] = [self.figures.at(x, y)]
        if self.sign is not None:
            drop = self.figures.heading.ascent - self.sign.heading.ascent
            made.append(self.sign.at(x + self.sign.x, y + drop))
        return made


def drawn(graphic: Graphic, easel: Easel, high: Length | None) -> Plotted | None:
    """The numerals in as few rows as give them the size that they should have."""
    count = len(graphic.entries)
    tried: list[tuple[Length, int]] = []
    for rows in range(1, count + 1):
        across = -(-count // rows)
        if across > ROW or -(-count // across) != rows:
            continue
        size = _size(graphic, easel, across)
        if size is not None:
            tried.append((size, across))
            if size >= WANTED:
                break
    for size, across in sorted(tried, key=lambda one: (-min(one[0], WANTED), -one[1])):
        made = _rows(graphic, easel, (size, across), high)
        if made is not None:
            return made
    return None


def _cell(easel: Easel, across: int) -> tuple[Length, Length]:
    """The width of one numeral's place, and the air between two."""
    air = easel.size * 5 // 2
    return (easel.width - (across - 1) * air) // across, air


def _size(graphic: Graphic, easel: Easel, across: int) -> Length | None:
    """The largest size at which every numeral of a row of so many has room."""
    wide, _ = _cell(easel, across)
    for size in range(LARGEST, LEAST - 1, -STEP):
        made = [_numeral(entry, n, easel, size) for n, entry in enumerate(graphic.entries)]
        if all(one is not None and one.width <= wide for one in made):
            return size
    return None


def _numeral(entry: Datum, number: int, easel: Easel, size: Length) -> _Numeral | None:
    """A numeral as its face draws it, never condensed."""
    key = (TextKind.WORDS, number, 0)
    match = _FIGURES.match(entry.words)
    text, sign = (match[1], match[2].rstrip()) if match else (entry.words, "")
    manner = replace(easel.manner, gap=NO_GAP)
    most = LARGEST * 100
    figures = label(text, key, easel.display, (size, size), (most, 1), manner)
    if figures is None:
        return None
    caps = size * CAPS // 1000 if match else 0
    figures = replace(figures, width=figures.heading.width, ink=easel.accent, caps=caps)
    if not sign:
        return _Numeral(figures, None)
    small = size * SIGN // 1000
    gap = len(sign) - len(sign.lstrip())
    behind = label(sign[gap:], key, easel.strong, (small, small), (most, 1), manner)
    if behind is None:
        return None
    x = figures.width + size * BEHIND // 1000
    skip = len(text) + gap
    own = replace(behind, x=x, width=behind.heading.width, ink=easel.accent, skip=skip)
    return _Numeral(figures, own)


def _rows(
    graphic: Graphic, easel: Easel, shape: tuple[Length, int], high: Length | None
) -> Plotted | None:
    """So many numerals a row, at one size, their labels below them."""
    size, across = shape
    wide, air = _cell(easel, across)
    numerals = [_numeral(entry, n, easel, size) for n, entry in enumerate(graphic.entries)]
    sizes = (easel.size, easel.size * NAMED // 1000)
    names = [
        label(entry.name, (TextKind.NAME, n, 0), easel.plain, sizes, (wide, LINES), easel.manner)
        for n, entry in enumerate(graphic.entries)
    ]
    found = [one for one in numerals if one is not None]
    told = [one for one in names if one is not None]
    if len(found) < len(numerals) or len(told) < len(names):
        return None
    # Labels of one size, as their numerals are.
    same = min(one.heading.size for one in told)
    names = [
        label(
            entry.name,
            (TextKind.NAME, n, 0),
            easel.plain,
            (same, same),
            (wide, LINES),
            easel.manner,
        )
        for n, entry in enumerate(graphic.entries)
    ]
    told = [one for one in names if one is not None]
    if len(told) < len(names):
        return None
    rows = -(-len(found) // across)
    caps = size * CAPS // 1000
    # Words that are no figures reach below the baseline.
    below = max(0 if one.figures.caps else size - one.figures.heading.ascent for one in found)
    lead = same * LEAD // 1000 + below
    deep = caps + lead + max(one.height for one in told)
    between = easel.pitch * 3 // 2
    if high is not None:
        between = max(between, (high - rows * deep) // (rows + 1 if rows > 1 else 2))
    height = rows * deep + (rows - 1) * between
    if high is not None and height > high:
        return None
    top = 0 if high is None else (high - height) // 2
    shapes: list[Shape] = []
    words: list[Written] = []
    for n, (one, name) in enumerate(zip(found, told, strict=True)):
        x, y = n % across * (wide + air), top + n // across * (deep + between)
        # Figures stand on the baseline: what is above them in their square hangs over the top.
        words += one.at(x, y + caps - one.figures.heading.ascent)
        words.append(replace(name, x=x, y=y + caps + lead, width=wide))
        if n and not n % across:
            middle = y - between // 2
            shapes.append(line(0, middle, easel.width, middle, Stroke(BLACK, FINE)))
        if n % across:
            shapes.append(line(x - air // 2, y, x - air // 2, y + deep, Stroke(BLACK, FINE)))
    return Plotted(tuple(shapes), tuple(words), height if high is None else high)
