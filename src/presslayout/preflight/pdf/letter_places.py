"""Where the letters of a text stand on the page: reckoned when somebody draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import distinct
from presslayout.preflight.pdf.letters import areas
from presslayout.preflight.pdf.matrix import FARTHEST, Corners, Matrix, applied, bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.preflight.pdf.glyphs import Shapes
    from presslayout.preflight.pdf.graphics import State
    from presslayout.preflight.pdf.regions import Contour

# Where letters stand about their baseline, in ems.
_ASCENT, _DESCENT = 0.88, -0.12


class CodedLine:
    """Codes set along a line: what they say, how far its first and last stand, where it ends.

    `codes` are CIDs, or characters of these numbers.  How far each stands is `known`, or follows
    from the `steps` of the codes and the `kerns` between them, each before a code, in thousandths
    of an em.
    """

    __slots__ = ("codes", "end", "ends", "kerns", "known", "said", "steps")

    def __init__(
        self,
        codes: str | list[int],
        said: str,
        ends: tuple[float, float],
        end: float,
        *,
        known: list[float] | None = None,
        kerns: list[tuple[int, float]] | None = None,
        steps: Callable[[str], float] | None = None,
    ) -> None:
        self.codes, self.said, self.ends, self.end = codes, said, ends, end
        self.known, self.kerns, self.steps = known, kerns, steps

    def cids(self) -> Iterator[int]:
        """The CID of each code."""
        return map(ord, self.codes) if isinstance(self.codes, str) else iter(self.codes)

    def alongs(self, size: float, scale: float) -> list[float]:
        """How far each code stands from the beginning, in this size and scale."""
        codes, steps = self.codes, self.steps
        if self.known is not None or steps is None or not isinstance(codes, str):
            return self.known or []
        found, at, done = [], 0.0, 0
        for stop, given in (*(self.kerns or ()), (len(codes), None)):
            for step in map(steps, codes[done:stop]):
                found.append(at)
                at += step
            done = stop
            if given is not None:
                at -= given / 1000 * size * scale
        return found


@distinct
class LetterPlaces:
    """Characters at distances along their line, each with what brings its em to the page.

    Beside where it lies, that is the same for all of them.  `whole` is the matrix of the text
    behind that of the page.
    """

    line: CodedLine
    face: Shapes
    whole: Matrix
    state: State

    def __iter__(self) -> Iterator[tuple[int, Matrix]]:
        """Each character's CID and matrix."""
        state = self.state
        return map(self._spot, self.line.cids(), self.line.alongs(state.size, state.scale))

    def areas(self) -> Iterator[list[Contour]]:
        """The outlines of each character."""
        return areas(self, self.face)

    @property
    def box(self) -> Corners:
        """The box around the ems of the first and the last."""
        _, b, c, _, _, _ = self.whole
        plain = b == 0 == c and not self.face.vertical
        return (self._upright() if plain else None) or self._turned()

    def _upright(self) -> Corners | None:
        """The same of text that stands upright, as nearly all does; None where it is far away."""
        a, _, c, d, e, f = self.whole
        state, face, (here, there) = self.state, self.face, self.line.ends
        size, rise = state.size, state.rise
        first, last = self._outer()
        wide, high = size * state.scale * a, size * d
        start, end = here * a + rise * c + e, there * a + rise * c + e
        behind, beyond = wide * face.width(first) + start, wide * face.width(last) + end
        base = rise * d + f
        low, top = high * _DESCENT + base, high * _ASCENT + base
        if (
            wide >= 0
            and -FARTHEST < start <= end <= beyond
            and start <= behind <= beyond < FARTHEST
            and low > -FARTHEST
            and top < FARTHEST
            and low < FARTHEST
            and top > -FARTHEST
        ):
            # Forwards: the first begins it, the last ends it.
            return (start, low, beyond, top) if low < top else (start, top, beyond, low)
        return None

    def _turned(self) -> Corners:
        corners = []
        for code, along in zip(self._outer(), self.line.ends, strict=True):
            wide = self.face.width(code)
            matrix = self._spot(code, along)[1]
            square = ((0.0, _DESCENT), (wide, _DESCENT), (0.0, _ASCENT), (wide, _ASCENT))
            corners += [applied(matrix, x, y) for x, y in square]
        return bounds(corners)

    def _outer(self) -> tuple[int, int]:
        """The CIDs of the first and the last."""
        codes = self.line.codes
        if isinstance(codes, str):
            return ord(codes[0]), ord(codes[-1])
        return codes[0], codes[-1]

    def _spot(self, cid: int, along: float) -> tuple[int, Matrix]:
        a, b, c, d, e, f = self.whole
        state = self.state
        wide, high, rise = state.size * state.scale, state.size, state.rise
        x, y = along, rise
        if self.face.vertical:
            hung = self.face.origin(cid)
            x, y = hung[0] * wide, hung[1] * high + rise - along
        place = x * a + y * c + e, x * b + y * d + f
        return cid, (wide * a, wide * b, high * c, high * d, *place)
