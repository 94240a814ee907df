"""What a colour of a PDF lays on the printing plates."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import decoded
from presslayout.preflight.pdf.colour import families

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.preflight.pdf.pdfobject import PdfObject, Resources


PROCESS = ("C", "M", "Y", "K")
_NAMES = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}
_COMPONENTS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3}
_FULL = 0.9995
_RGB, _LAB_WHITE = 3, 100.0
_MOST_COLORANTS = 32


@dataclass(frozen=True)
class Space:
    """A colour space: its families from itself down, and the inks it names."""

    families: tuple[str, ...]
    spots: tuple[str, ...] = ()
    # Their names byte for byte: two that read alike may be two plates.
    coded: tuple[bytes, ...] = ()
    base: Space | None = None
    lookup: PdfObject | None = None
    tint: PdfObject | None = None

    @property
    def name(self) -> str:
        """Its own family, `ICCBased` without its size."""
        return self.families[0].partition("/")[0] if self.families else "unknown"

    @property
    def components(self) -> int:
        """How many numbers a colour in it has."""
        if self.spots:
            return len(self.spots)
        own = self.families[0] if self.families else ""
        if own.startswith("ICCBased/") and own[9:].isdigit():
            return int(own[9:])
        return _COMPONENTS.get(own, 1 if own == "Indexed" else len(PROCESS))

    @cached_property
    def table(self) -> bytes:
        """The colours of an Indexed space."""
        import pikepdf

        if isinstance(self.lookup, pikepdf.Stream):
            return decoded(self.lookup)
        return bytes(self.lookup) if self.lookup is not None else b""


@frozen
class Colour:
    """A colour as it was set: its space, its numbers, the share of each ink, a pattern."""

    space: Space
    values: tuple[float, ...] = ()
    inks: Mapping[str, float] = field(default_factory=dict)
    pattern: PdfObject | None = None

    @property
    def total(self) -> float:
        """The sum of its inks, 1 being one solid."""
        return sum(self.inks.values())

    @property
    def used(self) -> tuple[str, ...]:
        """The inks of which it lays down anything."""
        return tuple(name for name, share in self.inks.items() if share > 0)

    @property
    def is_white(self) -> bool:
        """Whether it is known to lay nothing down."""
        return bool(self.inks) and not self.used and self.pattern is None

    @property
    def is_black(self) -> bool:
        """Whether it is solid black alone."""
        return self.used == ("K",) and self.inks["K"] >= _FULL


GRAY = Space(("DeviceGray",))
BLACK = Colour(GRAY, (0.0,), {"C": 0.0, "M": 0.0, "Y": 0.0, "K": 1.0})


def space(operand: PdfObject | None, resources: Resources, depth: int = 0) -> Space:
    """The space that an operand of cs, or an image's or shading's entry, stands for."""
    import pikepdf

    found = families(operand, resources)
    spaces = resources.get("/ColorSpace") if resources is not None else None
    if isinstance(operand, pikepdf.Name) and isinstance(spaces, pikepdf.Dictionary):
        operand = spaces.get(operand, operand)
    kind = found[0] if found else ""
    if not isinstance(operand, pikepdf.Array):
        return Space(found)
    if kind == "Separation":
        return Space(found, *_named([operand[1]]), tint=operand[3])
    if kind == "DeviceN":
        return Space(found, *_named(list(operand[1])[:_MOST_COLORANTS]), tint=operand[3])
    if kind in ("Indexed", "Pattern") and len(operand) > 1 and depth < len(PROCESS):
        base = space(operand[1], resources, depth + 1)
        lookup = operand[3] if kind == "Indexed" else None
        return Space(found, base=base, lookup=lookup)
    return Space(found)


def colour(where: Space, values: Sequence[float], pattern: PdfObject | None = None) -> Colour:
    """A colour of a space."""
    return Colour(where, tuple(values), inks(where, values), pattern)


def first(where: Space) -> Colour:
    """The colour with which a space begins (ISO 32000-1, 8.6.8)."""
    if where.name in ("Separation", "DeviceN"):
        return colour(where, [1.0] * len(where.spots))
    if where.families[:1] in (("DeviceCMYK",), ("ICCBased/4",)):
        return colour(where, [0.0, 0.0, 0.0, 1.0])
    return colour(where, [0.0] * where.components)


def inks(where: Space, values: Sequence[float]) -> dict[str, float]:  # noqa: PLR0911
    """What a colour lays on the plates, from 0 to 1; nothing where nobody can say."""
    own = where.families[0] if where.families else ""
    clamped = [min(max(v, 0.0), 1.0) for v in values]
    if own in ("DeviceCMYK", "ICCBased/4") and len(values) == len(PROCESS):
        return dict(zip(PROCESS, clamped, strict=True))
    if where.spots and len(values) == len(where.spots):
        if where.spots == ("All",):
            return dict.fromkeys(PROCESS, clamped[0])
        pairs = zip(where.spots, clamped, strict=True)
        return {plate(s): v for s, v in pairs if s != "None"}
    if own == "Indexed" and where.base is not None and len(values) == 1:
        count, at = where.base.components, int(values[0])
        entry = where.table[at * count : (at + 1) * count]
        return inks(where.base, [v / 255 for v in entry])
    if own == "Pattern" and where.base is not None:
        return inks(where.base, values)
    if own == "Lab" and len(values) == _RGB:
        return _separated([min(max(values[0] / _LAB_WHITE, 0.0), 1.0)] * _RGB)
    if len(values) == 1 and own != "Pattern":
        return {"C": 0.0, "M": 0.0, "Y": 0.0, "K": 1 - clamped[0]}
    if len(values) == _RGB:
        return _separated(clamped)
    return {}


def plate(colorant: str) -> str:
    """The plate that a colorant of a file prints on."""
    return _NAMES.get(colorant, colorant)


def _separated(light: Sequence[float]) -> dict[str, float]:
    """Light as inks with all grey in black, as newsprint profiles separate."""
    dark = [1 - v for v in light]
    black = min(dark)
    c, m, y = (v - black for v in dark)
    return {"C": c, "M": m, "Y": y, "K": black}


def _named(names: Sequence[PdfObject]) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    """Names of colorants as they read, and as they stand."""
    import pikepdf

    coded = (bytes(name) if isinstance(name, pikepdf.Name) else b"" for name in names)
    return tuple(map(texts.bare, names)), tuple(coded)
