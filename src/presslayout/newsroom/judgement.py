"""Any PDF judged as the plant would: by the standard that it claims, and by a press."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import Severity, SpecError
from presslayout.base.values import frozen
from presslayout.newsroom.options import PRESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.press import Press
    from presslayout.issue.workspace import Workspace
    from presslayout.preflight.checks.ink import InkSums
    from presslayout.preflight.judging import Inspection
    from presslayout.preflight.pdf.opened import Opened

# What a standard forbids and a press advises against: told once, as the graver.
_TWICE = frozenset({"overprint-mode"})


@frozen
class JudgedPage:
    """A page of a PDF, numbered from 1.

    `boxes_mm` are left, bottom, right and top of each page box in millimetres, by its name; `ink`
    is None where it could not be measured.
    """

    number: int
    boxes_mm: Mapping[str, list[float]]
    ink: InkSums | None


@frozen
class Judgement:
    """What a PDF is, by which press it was judged, and what was found.

    `standard` is the name of the standard that it was judged by, `claims` what it says of itself,
    `printing` whether it is for a press at all: no press judges what is for the archive.
    """

    standard: str
    claims: tuple[str, ...]
    printing: bool
    press: Press
    pages: tuple[JudgedPage, ...]
    diagnostics: tuple[Diagnostic, ...]


def judged(
    path: Path,
    plant: tuple[Workspace, str | None],
    standard: str | None,
    hushed: Callable[[], AbstractContextManager[None]],
) -> tuple[Judgement, Opened | None]:
    """The judgement of a file by a press of a workspace, and the file as it was opened.

    The press None: the one whose condition the file's profile is, else the usual one; `standard`
    None: what the file claims.  `hushed` keeps libraries silent meanwhile.  SpecError for a press
    that the workspace does not know.
    """
    from presslayout.issue.read_press import load_press, load_tolerances
    from presslayout.preflight import inspect
    from presslayout.preflight.checks.standards import STANDARDS

    workspace, press = plant
    named = load_press(workspace, press or PRESS)
    data = doors.read(path)
    with hushed():
        seen = inspect(data, standard, named.standard)
        row = STANDARDS[seen.standard]
        own, told = _made_for(seen, workspace, named, asked=press is not None)
        limits = load_tolerances(workspace, own.name)
        pages, found = _found(seen, (own, limits), told)
    made = Judgement(row.label, seen.claims, row.printing, own, pages, _once(found))
    return made, seen.opened


def _made_for(
    seen: Inspection, workspace: Workspace, fallback: Press, *, asked: bool
) -> tuple[Press, tuple[Diagnostic, ...]]:
    """The press by whose limits a file is judged, and whether it is made for it.

    That is the press that was asked for, else the one whose condition the file's profile is.
    """
    from presslayout.issue.read_press import load_press, press_profile_path, presses
    from presslayout.preflight.checks.purpose import Condition, made_for
    from presslayout.preflight.checks.standards import STANDARDS
    from presslayout.preflight.pdf.bulk import damage

    # No press sees what is for the archive.
    if seen.opened is None or (not asked and not STANDARDS[seen.standard].printing):
        return fallback, ()
    known: dict[str, Press] = {}
    at_hand = []
    for name in dict.fromkeys((fallback.name, *presses(workspace))):
        with suppress(SpecError, OSError):
            known[name] = fallback if name == fallback.name else load_press(workspace, name)
            profile = doors.read(press_profile_path(workspace, name))
            at_hand.append(Condition(name, known[name].condition, profile))
    try:
        made, found = made_for(seen.opened, at_hand, fallback.name if asked else None)
    except damage():
        return fallback, ()
    return known.get(made or "", fallback), found


def _found(
    seen: Inspection, plant: tuple[Press, Tolerances], told: tuple[Diagnostic, ...]
) -> tuple[tuple[JudgedPage, ...], list[Diagnostic]]:
    """The pages, and the standard's findings and the press's."""
    from presslayout.preflight.checks import conditions
    from presslayout.preflight.checks.geometry import boxes_mm
    from presslayout.preflight.checks.standards import STANDARDS

    opened = seen.opened
    if opened is None:
        return (), list(seen.diagnostics)
    found = [*seen.diagnostics, *told]
    inks = conditions.measured(opened, plant[0])
    # No press sees what is for the archive.
    if STANDARDS[seen.standard].printing:
        found += conditions.pressed(opened, *plant, inks)
    pages = tuple(
        JudgedPage(number, boxes_mm(page), sums)
        for (number, page, _), sums in zip(opened.pages(), inks, strict=True)
    )
    return pages, found


def _once(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each finding once, what is graver before what is less."""
    told = list(dict.fromkeys(found))
    grave = {(d.code, d.page) for d in told if d.severity is Severity.ERROR and d.code in _TWICE}
    return tuple(d for d in told if d.severity is Severity.ERROR or (d.code, d.page) not in grave)
