"""Plates beyond the four: how many spot colours, and whether their names make sense."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presslayout.preflight.pdf.bulk import damage, spend
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.functions import compiled
from presslayout.preflight.pdf.pdfobject import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.press import Press
    from presslayout.preflight.pdf.inks import Space
    from presslayout.preflight.pdf.matrix import Corners
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.painted import Painted
    from presslayout.preflight.pdf.pdfobject import Key

_PROCESS = frozenset({"Cyan", "Magenta", "Yellow", "Black", "None", "All"})
_CLOSE = frozenset({"c", "m", "y", "k", "cyan", "magenta", "yellow", "black", "all", "none", ""})
# The papers for which one spot of a swatch book has several names.
_SUFFIX = re.compile(r"\s*\b(?:cvc|cvu|cvp|cv|hc|pc|ec|cp|up|c|u|m)$")
# What it takes (see bulk.Meter): a recipe that is read, a step of reckoning it.
_RECIPE, _STEP = 1_000_000, 500
# Shares of a spot by which its recipe is known.
_SHARES = (1.0, 0.5)
_GAPS = re.compile(r"[\s_-]+")


class SpotsMet(NamedTuple):
    """Spot colours by their names: first page and places there, what they rest on, their bytes."""

    found: dict[str, tuple[int, list[Corners]]]
    alternates: dict[str, set[str]]
    coded: dict[str, set[bytes]]


def spots(opened: OpenedFile, press: Press, limits: Tolerances) -> Iterator[Diagnostic]:
    """No more spot colours than the press has plates for, and no two names for one."""
    del press
    yield from told([met(opened)], limits)


def met(opened: OpenedFile) -> SpotsMet:
    """The spot colours of the pages."""
    found: dict[str, tuple[int, list[Corners]]] = {}
    alternates: dict[str, set[str]] = {}
    coded: dict[str, set[bytes]] = {}
    recipes: dict[tuple[tuple[str, ...], Key], str] = {}
    for number, sheet in opened.numbered():
        for one in sheet.inside():
            for space in _spaces(one):
                for name, written in zip(space.spots, space.coded, strict=True):
                    if name in _PROCESS:
                        continue
                    coded.setdefault(name, set()).add(written)
                    page, at = found.setdefault(name, (number, []))
                    if page == number:
                        at.append(one.box)
                    if len(space.spots) == 1:
                        alternates.setdefault(name, set()).add(_recipe(space, recipes))
    return SpotsMet(found, alternates, coded)


def told(all_met: Iterable[SpotsMet], limits: Tolerances) -> Iterator[Diagnostic]:
    """What is wrong with the spot colours that were met on some pages, and on those behind them."""
    found: dict[str, tuple[int, list[Corners]]] = {}
    alternates: dict[str, set[str]] = {}
    coded: dict[str, set[bytes]] = {}
    for one in all_met:
        found = one.found | found
        for name, recipes in one.alternates.items():
            alternates.setdefault(name, set()).update(recipes)
        for name, written in one.coded.items():
            coded.setdefault(name, set()).update(written)
    if len(found) > limits.spots:
        names = sorted(found)
        shown = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")  # noqa: PLR2004
        first, at = found[min(names, key=lambda name: found[name][0])]
        yield finding(
            "spot-colour",
            f"用了 {len(names)} 种专色（{shown}），印刷条件最多 {limits.spots} 种",
            f"spot colours: {len(names)} ({shown}); the press takes {limits.spots}",
            page=first,
            hint=("把专色转成 CMYK", "convert spot colours to CMYK"),
            at=at,
        )
    # Spellings that read alike are one name to people and several plates to a RIP.
    twice = {name for one in (alternates, coded) for name, all_ in one.items() if len(all_) > 1}
    yield from _names(found, twice)


def _names(found: dict[str, tuple[int, list[Corners]]], twice: set[str]) -> Iterator[Diagnostic]:
    alike: dict[str, list[str]] = {}
    for name in sorted(found):
        alike.setdefault(_key(name), []).append(name)
    doubtful = [names for names in alike.values() if len(names) > 1]
    doubtful += [[name] for name in sorted(found) if name.strip().lower() in _CLOSE]
    doubtful += [[name] for name in sorted(twice)]
    for names in doubtful:
        page, at = found[names[0]]
        shown = "、".join(f"“{name}”" for name in names)
        plain = ", ".join(f'"{name}"' for name in names)
        yield finding(
            "spot-name",
            f"专色名 {shown} 含混：一块版会变成几块，或与四色混淆",
            f"the spot names {plain} are ambiguous: one plate may become several, or a process one",
            page=page,
            hint=("一种专色只用一个名字", "use one name for one spot colour"),
            at=at,
        )


def _key(name: str) -> str:
    return _GAPS.sub(" ", _SUFFIX.sub("", name.strip().casefold()))


def _recipe(space: Space, known: dict[tuple[tuple[str, ...], Key], str]) -> str:
    """On what a spot rests where it has no plate, and as which colour (ISO 15930-7, 6.2.4.4)."""
    tint = space.tint
    if tint is None:
        raise ValueError("a spot that rests on nothing")
    which = space.families, key(tint)
    if which not in known:
        spend(_RECIPE)
        try:
            recipe = compiled(tint)
            spend(len(_SHARES) * _STEP * recipe.steps)
            made = [recipe(share) for share in _SHARES]
        except damage():
            made = []
        known[which] = f"{space.families[-1]} {[[round(v, 2) for v in one] for one in made]}"
    return known[which]


def _spaces(one: Painted) -> Iterator[Space]:
    """The spaces in which an object lays something down."""
    if not one.visible:
        return
    try:
        space = one.space
    except damage():
        return
    yield space
    if space.base is not None:
        yield space.base
