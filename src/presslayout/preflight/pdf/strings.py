"""Strings that are shown: where their letters stand, and what they say (ISO 32000-1, 9.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.preflight.pdf.bulk import FONT, spend
from presslayout.preflight.pdf.drawn import lettering
from presslayout.preflight.pdf.glyphs import Shapes, shapes
from presslayout.preflight.pdf.graphics import State, is_number, next_line
from presslayout.preflight.pdf.matrix import Matrix, times
from presslayout.preflight.pdf.pdfobject import key
from presslayout.preflight.pdf.tounicode import characters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.painted import Painted
    from presslayout.preflight.pdf.pdfobject import Key, Operands, PdfObject

# Of letters whose font says nothing of it, in ems.
_WIDTH = 0.5
# What it takes (see bulk.Meter): a code of a text.
_CODE = 2_000


class Fonts:
    """The fonts that were met, by their objects: shapes, and what their codes say."""

    def __init__(
        self,
        known: dict[Key, tuple[Shapes, dict[int, str]]],
        tables: Mapping[Key, tuple[int, dict[int, str]]],
    ) -> None:
        self._known = known
        self._tables = tables

    def of(self, font: PdfObject) -> tuple[Shapes, dict[int, str]]:
        """A font's shapes and characters."""
        found = key(font)
        if found not in self._known:
            spend(FONT)
            # What is broken costs one text; afterwards its letters are blocks that say nothing.
            self._known[found] = (Shapes({}, _WIDTH, lambda: None), {})
            table = self._tables.get(found) or characters(font)
            self._known[found] = (shapes(font), table[1])
        return self._known[found]


def shown(
    name: str, operands: Operands, state: State, fonts: Fonts, meter: Meter
) -> tuple[Painted | None, State]:
    """What an operator that shows a string paints, and the state behind it."""
    if name == '"':
        state = replace(state, word=float(operands[0]), spacing=float(operands[1]))
    if name in ("'", '"'):
        state = next_line(state, [], None)
    parts = list(operands[0]) if name == "TJ" else [operands[-1]]
    if state.font is None:
        return None, state
    face, said = fonts.of(state.font)
    at, placed, words = 0.0, [], []
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
            placed.append((cid, at))
            words.append(said.get(code, "\ufffd"))
            spacing = after_space if is_space else after
            step = face.advance(cid) * size
            at += step - spacing if vertical else (step + spacing) * scale

    moved = replace(state, text=times(_along(at, face), state.text))
    if not placed:
        return None, moved
    return lettering(_spots(placed, face, state), face, "".join(words), state), moved


def _spots(placed: list[tuple[int, float]], face: Shapes, state: State) -> list[tuple[int, Matrix]]:
    """Characters at distances along their line, each with what brings its em to the page.

    Beside where it lies, that is the same for all of them.
    """
    a, b, c, d, e, f = times(state.text, state.matrix)
    wide, high, rise = state.size * state.scale, state.size, state.rise
    shape = (wide * a, wide * b, high * c, high * d)
    vertical = face.vertical
    spots: list[tuple[int, Matrix]] = []
    for cid, along in placed:
        x, y = along, rise
        if vertical:
            hung = face.origin(cid)
            x, y = hung[0] * wide, hung[1] * high + rise - along
        spots.append((cid, (*shape, x * a + y * c + e, x * b + y * d + f)))
    return spots


def _along(distance: float, face: Shapes) -> Matrix:
    return (1, 0, 0, 1, 0, -distance) if face.vertical else (1, 0, 0, 1, distance, 0)
