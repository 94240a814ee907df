"""Where the letters of a text stand on the page: reckoned when somebody draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import distinct
from presslayout.preflight.pdf.matrix import FARTHEST, Corners, Matrix, applied, bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.preflight.pdf.glyphs import Shapes
    from presslayout.preflight.pdf.graphics import State
    from presslayout.preflight.pdf.regions import Contour

# Where letters stand about their baseline, in ems.
_ASCENT, _DESCENT = 0.88, -0.12


@distinct
class LetterPlaces:
    """Characters at distances along their line, each with what brings its em to the page.

    Beside where it lies, that is the same for all of them.  `codes` are their CIDs, or characters
    of these numbers; `whole` is the matrix of the text behind that of the page.
    """

    codes: str | list[int]
    alongs: list[float]
    face: Shapes
    whole: Matrix
    wide: float
    high: float
    rise: float

    @classmethod
    def of(
        cls, placed: tuple[str | list[int], list[float]], face: Shapes, state: State, whole: Matrix
    ) -> LetterPlaces:
        """Those of a line, in the state in which it is shown."""
        return cls(*placed, face, whole, state.size * state.scale, state.size, state.rise)

    def __iter__(self) -> Iterator[tuple[int, Matrix]]:
        """Each character's CID and matrix."""
        cids = map(ord, self.codes) if isinstance(self.codes, str) else self.codes
        return map(self._spot, cids, self.alongs)

    def areas(self) -> Iterator[list[Contour]]:
        """The outlines of each character."""
        for code, (a, b, c, d, e, f) in self:
            yield [
                [(a * x + c * y + e, b * x + d * y + f) for x, y in contour]
                for contour in self.face.contours(code)
            ]

    @property
    def box(self) -> Corners:
        """The box around the ems of the first and the last."""
        _, b, c, _, _, _ = self.whole
        plain = b == 0 == c and not self.face.vertical
        return (self._upright() if plain else None) or self._turned()

    def _upright(self) -> Corners | None:
        """The same of text that stands upright, as nearly all does; None where it is far away."""
        a, _, c, d, e, f = self.whole
        (first, here), (last, there) = self._ends()
        wide, high, rise = self.wide * a, self.high * d, self.rise
        start, end = here * a + rise * c + e, there * a + rise * c + e
        behind, beyond = (
            wide * self.face.width(first) + start,
            wide * self.face.width(last) + end,
        )
        low, top = high * _DESCENT + (rise * d + f), high * _ASCENT + (rise * d + f)
        far = FARTHEST
        # What is no number is not near either.
        if not (
            -far < start < far
            and -far < end < far
            and -far < behind < far
            and -far < beyond < far
            and -far < low < far
            and -far < top < far
        ):
            return None
        left, right = min(start, end, behind, beyond), max(start, end, behind, beyond)
        return (left, low, right, top) if low < top else (left, top, right, low)

    def _turned(self) -> Corners:
        corners = []
        for code, along in self._ends():
            wide = self.face.width(code)
            matrix = self._spot(code, along)[1]
            square = ((0.0, _DESCENT), (wide, _DESCENT), (0.0, _ASCENT), (wide, _ASCENT))
            corners += [applied(matrix, x, y) for x, y in square]
        return bounds(corners)

    def _ends(self) -> tuple[tuple[int, float], tuple[int, float]]:
        codes, alongs = self.codes, self.alongs
        if isinstance(codes, str):
            return (ord(codes[0]), alongs[0]), (ord(codes[-1]), alongs[-1])
        return (codes[0], alongs[0]), (codes[-1], alongs[-1])

    def _spot(self, cid: int, along: float) -> tuple[int, Matrix]:
        a, b, c, d, e, f = self.whole
        wide, high = self.wide, self.high
        x, y = along, self.rise
        if self.face.vertical:
            hung = self.face.origin(cid)
            x, y = hung[0] * wide, hung[1] * high + self.rise - along
        place = x * a + y * c + e, x * b + y * d + f
        return cid, (wide * a, wide * b, high * c, high * d, *place)
