"""Bopomofo to the right of its base, in half a cell (RULES R1; clreq #positioning_of_bopomofo).

The symbols of one character stand one below the other, in the middle of its height; the tone
stands at the right of the last, a light tone above the first.  A character without a reading of
its own keeps the half cell, so that all bases of a word are alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.flow.printed_facts import word
from presslayout.typeset import headline
from presslayout.typeset.shape import Font
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face
    from presslayout.base.units import Length
    from presslayout.edition.page import Glyphs

# What a base gets at its right, the size of a symbol, in thousandths of an em; where the symbols and
# the tone stand in that half cell.
ROOM, SYMBOL = 500, 300
TONE_AT, TONE_UP = 260, 110
_TONES, _LIGHT = "ˊˇˋ", "˙"
_READING = regex(f"[\u3105-\u312f\u31a0-\u31bf{_TONES}{_LIGHT} ]+")


def is_bopomofo(note: str) -> bool:
    """Whether a reading is written in bopomofo and tones alone."""
    return bool(note.strip()) and _READING.fullmatch(note) is not None


def readings(note: str, length: int) -> list[str]:
    """The reading of each character of a base of so many; what is missing is empty."""
    each = note.split()
    return [*each[:length], *[""] * (length - len(each))]


def stood(
    reading: str, faces: tuple[Face, ...], size: Length, place: tuple[Length, Length]
) -> list[Glyphs]:
    """The symbols of one character; `place` is the left of its half cell and the em square's top."""
    symbols = [c for c in reading if c not in _TONES + _LIGHT]
    tone = next((c for c in reading if c in _TONES), "")
    step = size * SYMBOL // EM
    left, top = place
    top += (size - len(symbols) * step) // 2
    made: list[Glyphs] = []
    if _LIGHT in reading:
        made += _drawn(_LIGHT, faces, step, (left, top - step // 3))
    for number, symbol in enumerate(symbols):
        made += _drawn(symbol, faces, step, (left, top + number * step))
    if tone:
        last = top + (len(symbols) - 1) * step - size * TONE_UP // EM
        made += _drawn(tone, faces, step, (left + size * TONE_AT // EM, last))
    return made


def _drawn(
    text: str, faces: tuple[Face, ...], size: Length, place: tuple[Length, Length]
) -> list[Glyphs]:
    """One symbol in a square of its size, the em square's upper left corner at `place`."""
    made = word(text, Font(faces, (), size), 2 * size)
    if made is None:
        return []
    x = place[0] + (size - made.width) // 2
    return list(headline.place_heading(made, x, (place[1] + made.ascent,), made.width))
