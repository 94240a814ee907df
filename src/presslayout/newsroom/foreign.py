"""Any PDF, ours or not, judged by what it claims or a standard, and by the press that it is made for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import Severity, Span, SpecError
from presslayout.base.values import frozen
from presslayout.newsroom import reports

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.press import Press
    from presslayout.issue.workspace import Workspace
    from presslayout.preflight.judging import Inspection

# What a standard forbids and a press advises against: told once, as the graver.
_TWICE = frozenset({"overprint-mode"})


@frozen
class JudgedPage:
    """One page of a file: its boxes in millimetres by name, and its ink; None where none was seen."""

    number: int
    boxes: dict[str, Any]
    ink: dict[str, Any] | None


@frozen
class Judgement:
    """A file as it was read, the press by whose limits it was judged, and what was found."""

    seen: Inspection
    press: Press
    sheets: tuple[JudgedPage, ...]
    found: tuple[Diagnostic, ...]

    @property
    def standard(self) -> str:
        """The standard that it was judged by, as people write it."""
        from presslayout.preflight.checks.standards import STANDARDS

        return STANDARDS[self.seen.standard].label

    @property
    def printing(self) -> bool:
        """Whether that standard is one for presses."""
        from presslayout.preflight.checks.standards import STANDARDS

        return STANDARDS[self.seen.standard].printing

    @property
    def opened(self) -> bool:
        """Whether there are pages on which something could be marked."""
        return self.seen.opened is not None

    def sarif(self, lang: str) -> bytes:
        """The findings as SARIF 2.1.0."""
        from presslayout.delivery.sarif import log

        return reports.encode(log(self.found, lang))

    def marked(self, lang: str) -> bytes | None:
        """The file with the places marked; None where it is too damaged."""
        from presslayout.preflight.callouts import marked

        assert self.seen.opened is not None
        return marked(self.seen.opened, self.found, lang)


def judgement(
    path: Path, name: str, press: str | None, standard: str | None, workspace: Workspace
) -> Judgement:
    """A file, which findings call `name`, judged.

    `press` None: by the press whose condition the file's profile is, else the usual one; `standard`
    None: by what it claims.  SpecError for a press that the workspace does not know.
    """
    from presslayout.issue.read_press import load_press, load_tolerances
    from presslayout.newsroom.options import PRESS
    from presslayout.preflight import inspect

    named = load_press(workspace, press or PRESS)
    seen = inspect(doors.read(path), standard, named.standard)
    chosen, told = _made_for(seen, workspace, named, asked=bool(press))
    limits = load_tolerances(workspace, chosen.name)
    sheets, found = _judged(seen, (chosen, limits), told)
    return Judgement(seen, chosen, sheets, _at(found, name))


def write(path: Path, data: bytes) -> None:
    """A file whole or not at all; SpecError where it cannot be written."""
    from presslayout.issue.sourcefile import written

    written(path, data)


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


def _judged(
    seen: Inspection, plant: tuple[Press, Tolerances], told: tuple[Diagnostic, ...]
) -> tuple[tuple[JudgedPage, ...], tuple[Diagnostic, ...]]:
    """The pages, and the standard's findings and the press's."""
    from presslayout.preflight.checks import conditions
    from presslayout.preflight.checks.geometry import boxes_mm
    from presslayout.preflight.checks.standards import STANDARDS

    opened = seen.opened
    if opened is None:
        return (), seen.diagnostics
    found = [*seen.diagnostics, *told]
    inks = conditions.measured(opened, plant[0])
    # No press sees what is for the archive.
    if STANDARDS[seen.standard].printing:
        found += conditions.pressed(opened, *plant, inks)
    sheets = (
        JudgedPage(
            number,
            boxes_mm(page),
            {"mean": sums.mean, "max": sums.max, "over": sums.over} if sums else None,
        )
        for (number, page, _), sums in zip(opened.pages(), inks, strict=True)
    )
    return tuple(sheets), tuple(found)


def _at(found: Iterable[Diagnostic], name: str) -> tuple[Diagnostic, ...]:
    """At the file; where in it is a page, not a line."""
    span = Span(name, 1, 1)
    told = list(dict.fromkeys(found))
    grave = {(d.code, d.page) for d in told if d.severity is Severity.ERROR and d.code in _TWICE}
    kept = [d for d in told if d.severity is Severity.ERROR or (d.code, d.page) not in grave]
    return tuple(replace(d, span=span) for d in kept)
