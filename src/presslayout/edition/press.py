"""A printing condition."""

from __future__ import annotations

from presslayout.base.units import Length
from presslayout.base.values import frozen


@frozen
class Press:
    """A printing condition: the profile's name, its standard and its limits.

    Ink and `sharpen` (the strength of an unsharp mask on pictures) are in percent; pictures finer
    than `ppi_target` are sampled down to it, 0 standing for half as much again as `ppi_warning`.
    """

    name: str
    standard: str
    profile: str
    profile_sha256: str
    condition: str
    ink_advised: int
    ink_limit: int
    ppi_error: int
    ppi_warning: int
    bleed: Length
    condition_info: str = ""
    intent: str = "relative"
    ppi_target: int = 0
    sharpen: int = 0
