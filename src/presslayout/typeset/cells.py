"""What a face gives for one character, horizontally or vertically, as it is turned (RULES §2, §15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.typeset import horizontal
from presslayout.typeset.horizontal import Cell, Glyph, Part, Placed

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face

__all__ = ["Cell", "Glyph", "Part", "Placed", "cell", "glyphs", "word", "word_space"]

# A Western run is shaped as a whole either way: in a vertical line it lies on its side.
word = horizontal.word


def glyphs(face: Face) -> dict[str, Glyph]:
    """The face's glyphs by cluster text, filled as it is asked."""
    if face.vertical:
        from presslayout.typeset import vertical

        return vertical.glyphs(face)
    return horizontal.glyphs(face)


def cell(face: Face, piece: str, kind: str, *, centred: bool = False) -> Cell:
    """A mark in the cell that its class has (RULES §2).

    `centred` puts pauses, stops and end marks in its middle, whatever the face does (RULES Q5).
    """
    if face.vertical:
        from presslayout.typeset import vertical

        return vertical.cell(face, piece, kind, centred=centred)
    return horizontal.cell(face, piece, kind, centred=centred)


def word_space(face: Face) -> int:
    """The face's own word space."""
    return horizontal.glyphs(face)[" "].advance
