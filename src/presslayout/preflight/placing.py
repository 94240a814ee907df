"""A PDF judged before it is placed on a page, at the size at which it will stand there.

Its colours, fonts and effects count, its pictures, lines and type as its press has them, if one prints it;
no claims.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.preflight.checks import conditions, fonts, painting, structure
from presslayout.preflight.checks.standards import standard_of
from presslayout.preflight.pdf.bulk import damage
from presslayout.preflight.pdf.opened_file import OpenedFile, open_bytes, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.press import Press
    from presslayout.preflight.checks.standards import Standard

CHECKS = (
    structure.objects,
    structure.layers,
    structure.content,
    painting.device_settings,
    painting.transparency,
    fonts.embedding,
)


# Text that its own trim cuts is cut on our page too, where its maker wanted it.
_ITS_OWN = frozenset({"text-at-trim"})


def placed(
    data: bytes, claim: str, width: float, plant: tuple[Press, Tolerances] | None
) -> tuple[Diagnostic, ...]:
    """What a standard, and the press of a plant, would say of a one-page PDF that is placed so wide."""
    opened = open_bytes(data)
    if not isinstance(opened, OpenedFile):
        return (opened,)
    standard = standard_of(claim)
    found = list(opened.broken)
    found += [d for check in CHECKS for d in sound(partial(check, opened, standard))]
    found += sound(partial(_colours, opened, standard))
    if plant is not None:
        with suppress(*damage()):
            opened = replace(opened, sheets=tuple(sheet.filling(width) for sheet in opened.sheets))
        inks = conditions.suspected(opened, plant[0])()
        found += conditions.placed(opened, *plant, inks)
    plain = (replace(d, page=None) for d in found if d.code not in _ITS_OWN)
    return tuple(dict.fromkeys(plain))


def _colours(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """Its colours as on our page, whose output intent is a CMYK press."""
    yield from painting.colours_in(opened, standard, "CMYK")
