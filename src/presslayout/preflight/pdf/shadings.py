"""Shadings: the colours that they run through (ISO 32000-1, 8.7.4.5)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from presslayout.preflight.pdf import inks, meshes
from presslayout.preflight.pdf.entries import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.functions import Function, KnownFunctions
    from presslayout.preflight.pdf.inks import Colour, Space
    from presslayout.preflight.pdf.pdfobject import PdfObject, Resources

BY_FUNCTION, AXIAL, RADIAL = 1, 2, 3
MESHES = (meshes.FREE, meshes.LATTICE, meshes.COONS, meshes.TENSOR)
# As many steps as a plate has tones, but for one that stands for nothing.
STEPS = 255
# Spots along each side at which a shading by a function is looked at.
SPOTS = 48
# What it takes (see bulk.Meter): reading a function, asking it, each of its steps, a corner of a mesh.
_READ, _ASKED, _STEP = 1_000_000, 5_000, 300
_VERTEX = 8_000


class Shading:
    """A shading as a page meets it: what is reckoned of it is reckoned once, at the page's cost."""

    def __init__(
        self, entries: PdfObject, resources: Resources, meter: Meter, functions: KnownFunctions
    ) -> None:
        """`functions` are those that the page has met."""
        self.entries = entries
        self.meter = meter
        self._resources = resources
        self._functions = functions

    @cached_property
    def kind(self) -> int:
        """The type that the standard numbers."""
        return whole(self.entries.get("/ShadingType"))

    @cached_property
    def where(self) -> Space:
        """The space of its colours."""
        return inks.space(self.entries["/ColorSpace"], self._resources)

    @cached_property
    def colours(self) -> list[Colour]:
        """The colours that it runs through: none between them is heavier than all of them."""
        if self.kind in (AXIAL, RADIAL):
            return self.along(*self.domain)
        if self.kind == BY_FUNCTION:
            return [one for row in self.looked_at for one in row]
        if self.kind not in MESHES:
            return []
        if "/Function" not in self.entries:
            self.meter.spend(_VERTEX * meshes.most_vertices(self.entries, self.where.components))
            found = meshes.corners(self.entries, self.where.components)
            return [inks.colour(self.where, values) for values in found]
        return self.along(*self.range)

    @cached_property
    def domain(self) -> tuple[float, float]:
        """The numbers at its ends."""
        low, high = (float(v) for v in self.entries.get("/Domain", [0, 1]))
        return low, high

    @cached_property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest number of a mesh that has a function."""
        low, high = (float(v) for v in list(self.entries["/Decode"])[4:6])
        return low, high

    @cached_property
    def function(self) -> Function:
        """What makes colours of numbers."""
        return self._functions.of(self.entries["/Function"], lambda: self.meter.spend(_READ))

    def along(
        self, low: float, high: float, *, within: float = 0.0, steps: int = STEPS
    ) -> list[Colour]:
        """The colours of all steps, at their ends or so far `within` each."""
        self.meter.spend(steps * (_ASKED + _STEP * self.function.steps))
        found = self._functions.along(self.entries["/Function"], (low, high, within, steps))
        return [inks.colour(self.where, values) for values in found]

    @cached_property
    def looked_at(self) -> list[list[Colour]]:
        """The colours of a function of two numbers, row by row."""
        x0, x1, y0, y1 = (float(v) for v in self.entries.get("/Domain", [0, 1, 0, 1]))
        self.meter.spend(SPOTS * SPOTS * (_ASKED + _STEP * self.function.steps))
        xs = [x0 + (x1 - x0) * (at + 0.5) / SPOTS for at in range(SPOTS)]
        ys = [y0 + (y1 - y0) * (at + 0.5) / SPOTS for at in range(SPOTS)]
        return [[inks.colour(self.where, self.function(x, y)) for x in xs] for y in ys]

    @cached_property
    def within(self) -> list[Colour]:
        """The colours of the middles of its steps."""
        return self.along(*self.domain, within=0.5)


def names(found: Sequence[Colour]) -> tuple[str, ...]:
    """The inks of colours, in the order in which they are met."""
    return tuple(dict.fromkeys(name for one in found for name in one.inks))
