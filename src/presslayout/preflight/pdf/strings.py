"""Strings that are shown: where their letters stand, and what they say (ISO 32000-1, 9.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.preflight.pdf.bulk import FONT, damage, spend
from presslayout.preflight.pdf.drawn import lettering
from presslayout.preflight.pdf.glyphs import Shapes, shapes
from presslayout.preflight.pdf.graphics import Caret, State, is_number, next_line
from presslayout.preflight.pdf.letter_places import CodedLine, LetterPlaces
from presslayout.preflight.pdf.matrix import Matrix, times
from presslayout.preflight.pdf.pdfobject import key
from presslayout.preflight.pdf.tounicode import Said, characters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.painted import Painted
    from presslayout.preflight.pdf.pdfobject import Key, Operands, PdfObject

# Of letters whose font says nothing of it, in ems.
_WIDTH = 0.5
# What it takes (see bulk.Meter): a code of a text.
_CODE = 2_000
_SPACE = b" "
# So many sizes of a font are kept; a paper has fewer.
_SIZES = 64
_NUMBERS = frozenset({int, float, Decimal})


class _Steps(dict[str, float]):
    """How far each code takes the pen in one size and spacing: a code as the character of its number."""

    def __init__(self, face: Shapes, size: float, after: float, scale: float) -> None:
        super().__init__()
        self._given = face, size, after, scale

    def __missing__(self, code: str) -> float:
        face, size, after, scale = self._given
        self[code] = step = (face.advance(ord(code)) * size + after) * scale
        return step


@dataclass(slots=True)
class MetFont:
    """A font that was met: its shapes, what its codes say, how far they take the pen.

    `size` is how many bytes a code has where codes are CIDs and set along the line, else 0.
    """

    face: Shapes
    said: Said
    size: int
    known: dict[tuple[float, float, float], Callable[[str], float]] = field(default_factory=dict)

    @classmethod
    def of(cls, face: Shapes, said: Said) -> MetFont:
        """A font of these shapes."""
        size = 1 if face.cmap is None else 2
        plain = face.cmap is None or (face.cmap.identity and not face.cmap.vertical)
        return cls(face, said, size if plain else 0)

    def steps(self, size: float, after: float, scale: float) -> Callable[[str], float]:
        """What says how far a code takes the pen."""
        found = self.known.get((size, after, scale))
        if found is None:
            if len(self.known) >= _SIZES:
                self.known.clear()
            found = _Steps(self.face, size, after, scale).__getitem__
            self.known[size, after, scale] = found
        return found


class Fonts:
    """The fonts that were met, by their objects: shapes, and what their codes say."""

    def __init__(self, known: dict[Key, MetFont], tables: Mapping[Key, tuple[int, Said]]) -> None:
        self._known = known
        self._tables = tables
        # One font shows a hundred strings before the next comes.
        self._last: tuple[PdfObject | None, MetFont | None] = (None, None)

    def of(self, font: PdfObject) -> MetFont:
        """A font's shapes and characters."""
        last, met = self._last
        if font is last and met is not None:
            return met
        found = key(font)
        if found not in self._known:
            spend(FONT)
            # What is broken costs one text; afterwards its letters are blocks that say nothing.
            self._known[found] = MetFont.of(Shapes({}, _WIDTH, lambda: None), Said())
            table = self._tables.get(found) or characters(font)
            self._known[found] = MetFont.of(shapes(font), table[1])
        met = self._known[found]
        self._last = font, met
        return met


def shown(
    name: str,
    operands: Operands,
    state: State,
    caret: Caret,
    known: tuple[Fonts, Meter],
) -> tuple[Painted | None, State]:
    """What an operator that shows a string paints, and the state behind it; the caret has moved."""
    fonts, meter = known
    if name == '"':
        state = replace(state, word=float(operands[0]), spacing=float(operands[1]))
    start = next_line(caret, state) if name in ("'", '"') else None
    here = caret.text if start is None else start
    parts = list(operands[0]) if name == "TJ" else [operands[-1]]
    made, end = None, here
    if state.font is not None:
        font = fonts.of(state.font)
        line = _plain(parts, font, state, meter) or _any(parts, font, state, meter)
        end = times(_along(line.end, font.face), here)
        if line.codes:
            made = lettering(LetterPlaces(line, font.face, times(here, state.matrix), state), state)
    if start is not None:
        caret.line = start
    caret.text = end
    return made, state


def _plain(parts: list[PdfObject], font: MetFont, state: State, meter: Meter) -> CodedLine | None:
    """What nearly all text is: codes of one size that are CIDs, set along the line.

    None where it is anything else, cannot be read or cannot be paid for: `_any` says of that what
    is to be said, and the same of this.
    """
    found = _gathered(parts, font.size) if font.size else None
    if found is None:
        return None
    data, kerns = found
    cost = len(data) * _CODE
    if (state.word and font.size == 1 and _SPACE in data) or not meter.can(cost):
        return None
    meter.spend(cost)
    codes, said = font.said.read(data, font.size)
    size, scale = state.size, state.scale
    steps = font.steps(size, state.spacing, scale)
    at, done, first, last = 0.0, 0, 0.0, 0.0
    for stop, given in kerns:
        if stop > done:
            *_, last, end = accumulate(map(steps, codes[done:stop]), initial=at)
            first = first if done else at
            at, done = end, stop
        at -= given / 1000 * size * scale
    if done < len(codes):
        *_, last, end = accumulate(map(steps, codes[done:]), initial=at)
        first = first if done else at
        at = end
    return CodedLine(codes, said, (first, last), at, kerns=kerns, steps=steps)


def _gathered(parts: list[PdfObject], size: int) -> tuple[bytes, list[tuple[int, float]]] | None:
    """Strings as one, and the steps between them, each before a code.

    None where anything else stands among them, or half a code.
    """
    held: list[bytes] = []
    kerns: list[tuple[int, float]] = []
    total = 0
    try:
        for part in parts:
            if type(part) in _NUMBERS:
                kerns.append((total // size, float(part)))
                continue
            data = bytes(part)
            if len(data) % size:
                return None
            held.append(data)
            total += len(data)
    except damage():
        return None
    return held[0] if len(held) == 1 else b"".join(held), kerns


def _any(parts: list[PdfObject], font: MetFont, state: State, meter: Meter) -> CodedLine:
    """Any text whatever: codes of many sizes, set along the line or down."""
    face, said = font.face, font.said
    at, codes, alongs, words = 0.0, [], [], []
    # There are many letters, and these are the same for all of them.
    vertical, size, scale = face.vertical, state.size, state.scale
    after, after_space = state.spacing, state.spacing + state.word
    for part in parts:
        if is_number(part):
            # What is set downwards counts its steps downwards (ISO 32000-1, 9.4.3 and 9.4.4).
            along = -1.0 if vertical else scale
            at -= float(part) / 1000 * size * along
            continue
        data = bytes(part)
        meter.spend(len(data) * _CODE)
        for code, cid, is_space in face.codes(data):
            codes.append(cid)
            alongs.append(at)
            words.append(said.get(code, "\ufffd"))
            spacing = after_space if is_space else after
            step = face.advance(cid) * size
            at += step - spacing if vertical else (step + spacing) * scale
    ends = (alongs[0], alongs[-1]) if alongs else (0.0, 0.0)
    return CodedLine(codes, "".join(words), ends, at, known=alongs)


def _along(distance: float, face: Shapes) -> Matrix:
    return (1, 0, 0, 1, 0, -distance) if face.vertical else (1, 0, 0, 1, distance, 0)
