"""An ink, or several over each other."""

from __future__ import annotations

from presslayout.base.values import frozen


@frozen
class Ink:
    """A colour in per mille of full solid: of process inks, or of a spot ink on its own plate.

    Of a spot ink `spot` names the plate and `tint` is its share; c, m, y, k then say how it looks
    in full, where it must be shown without it.
    """

    c: int = 0
    m: int = 0
    y: int = 0
    k: int = 0
    spot: str = ""
    tint: int = 1000

    @property
    def overprints(self) -> bool:
        """Solid black alone prints over what lies beneath it (GWG 4.7-4.13)."""
        return self == BLACK

    @property
    def shares(self) -> tuple[int, ...]:
        """How much of each ink it lays down, those of nothing left out."""
        return tuple(v for v in ((self.tint,) if self.spot else self.process) if v)

    @property
    def process(self) -> tuple[int, int, int, int]:
        """Cyan, magenta, yellow and black; of a spot ink, those that it looks like in full."""
        return self.c, self.m, self.y, self.k

    @property
    def total(self) -> int:
        """Total area coverage in per mille."""
        return sum(self.shares)

    def tinted(self, permille: int) -> Ink:
        """So much of it."""
        if self.spot:
            return Ink(*self.process, self.spot, self.tint * permille // 1000)
        c, m, y, k = (v * permille // 1000 for v in self.process)
        return Ink(c, m, y, k)


BLACK = Ink(k=1000)


WHITE = Ink()


RED = Ink(m=1000, y=1000)
