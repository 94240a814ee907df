"""Which face sets which cluster: the first of its chain that has it (RULES H8)."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.typeset import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.fonts import Face
    from presslayout.typeset.cells import Glyph

# Western runs are shaped whole, solidi inside them too.
WESTERN_RUN = regex("[WdochtsaqQ]+(?:V+[WdochtsaqQ]+)*")
_GID = itemgetter(0)


class FaceChoice:
    """The face of every cluster of one text, and what no face or only another face has.

    `all_faces` is the chain, then the chain of the bold; `numbers` is the place in it by cluster,
    None while all are set by the first.
    """

    def __init__(
        self,
        chains: tuple[tuple[Face, ...], tuple[Face, ...]],
        text: str,
        starts: Sequence[int],
        bold: tuple[tuple[int, int], ...],
    ) -> None:
        self.text, self.starts = text, starts
        light, heavy = chains
        # Bold turns to the upright faces for what its own lack.
        self.all_faces = light + (heavy + light if bold else ())
        self.light = range(len(light))
        self.heavy = range(len(light), len(self.all_faces))
        self.numbers: list[int] | None = None
        self.missing: list[tuple[int, str]] = []
        self.fallbacks: list[tuple[int, str, str]] = []
        if bold:
            marked = bytearray(len(text))
            for start, length in bold:
                marked[start : start + length] = b"\1" * len(text[start : start + length])
            self.numbers = [len(light) if marked[at] else 0 for at in starts[:-1]]

    def face(self, k: int) -> Face:
        """The face of a cluster."""
        return self.all_faces[self.numbers[k] if self.numbers else 0]

    def glyphs(self, pieces: list[str], kinds: str, unseen: dict[int, str]) -> list[Glyph]:
        """The glyph of every cluster: words whole, the rest by themselves, fallback by cluster."""
        known = [cells.glyphs(face) for face in self.all_faces]
        if self.numbers is None:
            found = [*map(known[0].__getitem__, pieces)]
        else:
            found = [known[n][piece] for n, piece in zip(self.numbers, pieces, strict=True)]
        if 0 in map(_GID, found):
            for k, glyph in enumerate(found):
                if not glyph.gid:
                    found[k] = self._fallback(k, pieces[k], glyph)
        for start, stop in _words(kinds, unseen, self.numbers):
            self._word(start, stop, pieces, found)
        return found

    def _fallback(self, k: int, piece: str, lacking: Glyph) -> Glyph:
        own = self.numbers[k] if self.numbers else 0
        for number in self.heavy if own in self.heavy else self.light:
            glyph = cells.glyphs(self.all_faces[number])[piece]
            if glyph.gid:
                if self.numbers is None:
                    self.numbers = [0] * (len(self.starts) - 1)
                self.numbers[k] = number
                self.fallbacks.append((self.starts[k], piece, self.all_faces[number].key))
                return glyph
        if piece.strip():
            self.missing.append((self.starts[k], piece))
        return lacking

    def _word(self, start: int, stop: int, pieces: list[str], found: list[Glyph]) -> None:
        made = cells.word(self.face(start), "".join(pieces[start:stop]))
        if made is None:
            return
        if len(made) == stop - start:
            found[start:stop] = made
            return
        offset = 0
        for k in range(start, stop):
            found[k] = made[offset]
            offset += len(pieces[k])


def _words(kinds: str, unseen: dict[int, str], numbers: list[int] | None) -> list[tuple[int, int]]:
    """Western runs that one face shapes in one go."""
    spans = [match.span() for match in WESTERN_RUN.finditer(kinds)]
    if not unseen and numbers is None:
        return spans
    made: list[tuple[int, int]] = []
    for begin, stop in spans:
        start = begin
        for k in range(begin + 1, stop):
            if k in unseen or (numbers is not None and numbers[k] != numbers[k - 1]):
                made.append((start, k))
                start = k
        made.append((start, stop))
    return made
