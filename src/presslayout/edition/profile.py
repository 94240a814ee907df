"""A press profile: all that one file of layout/press/ says, read once for everybody."""

from __future__ import annotations

from presslayout.base.diagnostics import Diagnostic, SpecError, ordered
from presslayout.base.values import field, frozen
from presslayout.edition.limits import Tolerances
from presslayout.edition.plant import Plant
from presslayout.edition.press import Press

Faults = tuple[Diagnostic, ...]


@frozen
class ColourProfiles:
    """ICC profiles byte for byte: the press's, and the one that pictures without their own are in."""

    press: bytes
    source: bytes


@frozen
class PressProfile:
    """A printing condition with its ICC profiles, and what its plant wants of pages and files.

    `faces` are families, each with the one that stands in for it on this stock.  `judging` and `printing` are what the file says of preflight and of the plant's own files, or
    what is wrong there: an archive asks for neither, and is refused by neither.
    """

    press: Press
    colours: ColourProfiles
    faces: tuple[tuple[str, str], ...] = ()
    judging: Tolerances | Faults = field(default_factory=Tolerances)
    printing: Plant | Faults | None = None

    @property
    def limits(self) -> Tolerances:
        """Those beyond ink and resolution, the house's own where the file says nothing; SpecError."""
        if isinstance(self.judging, tuple):
            raise SpecError(self.judging)
        return self.judging

    @property
    def plant(self) -> Plant | None:
        """What the plant asks for beside the pages, None for nothing; SpecError."""
        if isinstance(self.printing, tuple):
            raise SpecError(self.printing)
        return self.printing

    def faults(self, *, judged: bool, printed: bool) -> Faults:
        """What is wrong with the parts that whoever is judged by them, or prints by them, asks for."""
        parts = (*([self.judging] if judged else ()), *([self.printing] if printed else ()))
        return ordered(d for part in parts if isinstance(part, tuple) for d in part)
