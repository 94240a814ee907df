"""Soft masks of a graphics state: a group whose light, or whose cover, says how opaque (11.6.5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.preflight.pdf import inks, texts
from presslayout.preflight.pdf.bulk import TooMuchError, damage
from presslayout.preflight.pdf.functions import compiled
from presslayout.preflight.pdf.painted import Soft

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.painted import Painted
    from presslayout.preflight.pdf.pdfobject import PdfObject

_STEPS = 255
# What asking a function takes, for each of its steps (see bulk.Meter).
_ASKED = 1_000
# How bright red, green and blue are, and so how dark the inks that take them away.
BRIGHTNESS = {"C": 0.3, "M": 0.59, "Y": 0.11, "K": 1.0}


def softened(
    mask: PdfObject, painted: Callable[[], Iterable[Painted]], meter: Meter, which: Hashable = None
) -> Soft:
    """A soft mask as a dictionary says it, whose group paints this; `which` is the same for the same."""
    luminous = texts.of(mask.get("/S", "")) == "/Luminosity"
    backdrop = 0.0
    if luminous and "/BC" in mask:
        group = mask["/G"].get("/Group")
        where = inks.space(group.get("/CS") if group is not None else None, None)
        backdrop = _light(inks.inks(where, [float(v) for v in mask["/BC"]]))
    return Soft(painted, luminous, backdrop, _curve(mask.get("/TR"), meter), which)


def _curve(transfer: PdfObject | None, meter: Meter) -> tuple[int, ...]:
    import pikepdf

    if transfer is None or isinstance(transfer, pikepdf.Name):
        return ()
    try:
        curve = compiled(transfer)
        meter.spend((_STEPS + 1) * _ASKED * curve.steps)
        made = [curve(step / _STEPS)[0] for step in range(_STEPS + 1)]
    except TooMuchError:
        raise
    except damage():
        return ()
    return tuple(round(min(max(value, 0.0), 1.0) * _STEPS) for value in made)


def _light(shares: dict[str, float]) -> float:
    dark = sum(BRIGHTNESS.get(name, 0.0) * share for name, share in shares.items())
    return max(1 - dark, 0.0)
