"""Strings that are shown: where their letters stand, and what they say (ISO 32000-1, 9.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from presslayout.preflight.pdf.bulk import FONT, damage, spend
from presslayout.preflight.pdf.drawn import lettering
from presslayout.preflight.pdf.glyphs import Shapes, shapes
from presslayout.preflight.pdf.graphics import Caret, State, is_number, next_line
from presslayout.preflight.pdf.letter_places import LetterPlaces
from presslayout.preflight.pdf.matrix import Matrix, times
from presslayout.preflight.pdf.pdfobject import key
from presslayout.preflight.pdf.tounicode import Said, characters, pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.painted import Painted
    from presslayout.preflight.pdf.pdfobject import Key, Operands, PdfObject

# Of letters whose font says nothing of it, in ems.
_WIDTH = 0.5
# What it takes (see bulk.Meter): a code of a text.
_CODE = 2_000
_SPACE = " "
_NUMBERS = frozenset({int, float, Decimal})


class _Advances(dict[str, float]):
    """How far each code takes the pen, a code being the character of its number."""

    def __init__(self, face: Shapes) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, code: str) -> float:
        self[code] = wide = self._face.advance(ord(code))
        return wide


@dataclass(slots=True)
class MetFont:
    """A font that was met: its shapes, what its codes say, how far they take the pen.

    `size` is how many bytes a code has where codes are CIDs and set along the line, else 0.
    """

    face: Shapes
    said: Mapping[int, str]
    advances: dict[str, float]
    size: int

    @classmethod
    def of(cls, face: Shapes, said: Mapping[int, str]) -> MetFont:
        """A font of these shapes."""
        size = 1 if face.cmap is None else 2
        plain = face.cmap is None or (face.cmap.identity and not face.cmap.vertical)
        return cls(face, said, _Advances(face), size if plain else 0)


class Fonts:
    """The fonts that were met, by their objects: shapes, and what their codes say."""

    def __init__(
        self, known: dict[Key, MetFont], tables: Mapping[Key, tuple[int, dict[int, str]]]
    ) -> None:
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


class _Line(NamedTuple):
    """Codes with their distances along a line, what they say, and where the line ends."""

    codes: str | list[int]
    alongs: list[float]
    said: str
    end: float


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
            whole = times(here, state.matrix)
            places = LetterPlaces.of((line.codes, line.alongs), font.face, state, whole)
            made = lettering(places, line.said, state)
    if start is not None:
        caret.line = start
    caret.text = end
    return made, state


def _plain(parts: list[PdfObject], font: MetFont, state: State, meter: Meter) -> _Line | None:
    """What nearly all text is: codes of one size that are CIDs, set along the line.

    None where it is anything else, cannot be read or cannot be paid for: `_any` says of that what
    is to be said, and the same of this.
    """
    size_of_code = font.size
    if not size_of_code:
        return None
    held: list[bytes] = []
    steps: list[tuple[int, float]] = []
    total = 0
    try:
        for part in parts:
            if type(part) in _NUMBERS:
                steps.append((len(held), float(part)))
            else:
                data = bytes(part)
                if len(data) % size_of_code:
                    return None
                held.append(data)
                total += len(data)
    except damage():
        return None
    if not meter.can(total * _CODE):
        return None
    data = b"".join(held)
    codes = pairs(data) if size_of_code > 1 else data.decode("latin-1")
    if state.word and size_of_code == 1 and _SPACE in codes:
        return None
    meter.spend(total * _CODE)
    ends = list(accumulate(map(len, held), initial=0))
    stops = [(ends[at] // size_of_code, given) for at, given in steps]
    alongs, end = _spread(codes, stops, font, state)
    return _Line(codes, alongs, codes.translate(font.said), end)


def _spread(
    codes: str, steps: list[tuple[int, float]], font: MetFont, state: State
) -> tuple[list[float], float]:
    """Where codes stand along their line and where it ends; `steps` stand before their codes."""
    size, scale, after = state.size, state.scale, state.spacing
    wides = map(font.advances.__getitem__, codes)
    at, done = 0.0, 0
    alongs: list[float] = []
    for stop, given in steps:
        for wide in islice(wides, stop - done):
            alongs.append(at)
            at += (wide * size + after) * scale
        done = stop
        at -= given / 1000 * size * scale
    for wide in wides:
        alongs.append(at)
        at += (wide * size + after) * scale
    return alongs, at


def _any(parts: list[PdfObject], font: MetFont, state: State, meter: Meter) -> _Line:
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
    return _Line(codes, alongs, "".join(words), at)


def _along(distance: float, face: Shapes) -> Matrix:
    return (1, 0, 0, 1, 0, -distance) if face.vertical else (1, 0, 0, 1, distance, 0)
