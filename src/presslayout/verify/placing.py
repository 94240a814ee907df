"""A PDF judged before it is placed on a page: its colours, fonts and effects count, no claims."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from presslayout.verify import conditions, fonts, painting, structure
from presslayout.verify.opened import Opened, open_bytes, sound
from presslayout.verify.standards import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.diagnostics import Diagnostic
    from presslayout.page import Press
    from presslayout.verify.standards import Standard

CHECKS = (
    structure.objects,
    structure.layers,
    structure.content,
    painting.device_settings,
    painting.transparency,
    fonts.embedding,
)


def placed(data: bytes, press: Press) -> tuple[Diagnostic, ...]:
    """What keeps a one-page PDF from being placed on pages for this press."""
    opened = open_bytes(data)
    if not isinstance(opened, Opened):
        return (opened,)
    standard = STANDARDS[press.standard]
    found = [*opened.broken, *conditions.troubles(opened)]
    found += [d for check in CHECKS for d in sound(partial(check, opened, standard))]
    found += sound(partial(_colours, opened, standard))
    found += sound(partial(_ink, opened, press))
    return tuple(replace(d, page=None) for d in dict.fromkeys(found))


def _colours(opened: Opened, standard: Standard) -> Iterator[Diagnostic]:
    """Its colours as on our page, whose output intent is a CMYK press."""
    yield from painting.colours_in(opened, standard, "CMYK")


def _ink(opened: Opened, press: Press) -> Iterator[Diagnostic]:
    for number, sums in enumerate(conditions.suspected(opened, press)(), 1):
        if sums is not None:
            yield from conditions.ink(number, sums, press)
