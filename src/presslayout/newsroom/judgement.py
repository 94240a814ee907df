"""Any PDF judged as the plant would: by the standard that it claims, and by a press."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, Diagnostic, Severity, SpecError, Text
from presslayout.base.values import frozen
from presslayout.edition.press import Press
from presslayout.issue.files import meant_by, packaged_root, workspace_root
from presslayout.issue.workspace import Workspace
from presslayout.newsroom.options import PRESS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.edition.profile import PressProfile
    from presslayout.preflight.checks.ink import InkSums
    from presslayout.preflight.judging import Inspection
    from presslayout.preflight.pdf.opened_file import OpenedFile

# What a standard forbids and a press advises against: told once, as the graver.
_TWICE = frozenset({"overprint-mode"})

# What keeps libraries silent while a damaged file is read, where somebody listens.
Hush = Callable[[], AbstractContextManager[None]]


@frozen
class PageInk:
    """What a page lays down, in percent: the mean, and that of its heaviest 15 mm².

    `over` is the share of the page, in percent, that is heavier than a limit of the press.
    """

    mean: float
    max: float
    over: float


@frozen
class JudgedPage:
    """A page of a PDF, numbered from 1.

    `boxes_mm` are left, bottom, right and top of each page box in millimetres, by its name; `ink`
    is None where it could not be measured.
    """

    number: int
    boxes_mm: Mapping[str, list[float]]
    ink: PageInk | None


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

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong: there may be warnings."""
        return all(d.severity is not Severity.ERROR for d in self.diagnostics)


def inspect(
    path: str | Path,
    press: str | None = None,
    *,
    standard: str | None = None,
    workspace: str | Path = ".",
) -> Judgement:
    """Any PDF, ours or not, judged as the command `preflight` does.

    By `standard` (x1a, x1a2001, x4, a2u, a2a, a3a) where one is given, else by what the file claims; by
    `press`, else by the press of the workspace whose condition the file names, else by newsprint.
    Presses are those of the workspace round the folder `workspace`; outside of any, those that
    ship.  A damaged file is a finding and no exception.
    SpecError when there is no such file, press or standard.
    """
    file = Path(path)
    if not doors.is_file(file):
        raise SpecError([_missing(file)])
    shipped = packaged_root()
    home = Workspace(workspace_root(Path(workspace).absolute()) or shipped, shipped)
    return judged(file, (home, press), standard, nullcontext)[0]


def judged(
    path: Path, plant: tuple[Workspace, str | None], standard: str | None, hushed: Hush
) -> tuple[Judgement, OpenedFile | None]:
    """The judgement of a file by a press of a workspace, and the file as it was opened."""
    from presslayout.issue.read_press import press_profile
    from presslayout.preflight import inspect as looked_at
    from presslayout.preflight.checks.standards import standard_of

    workspace, press = plant
    named = press_profile(workspace, press or PRESS)
    data = doors.read(path)
    with hushed():
        seen = looked_at(data, standard, named.press.standard)
        row = standard_of(seen.standard)
        profile, told = _made_for(seen, workspace, named, asked=press is not None)
        pages, found = _found(seen, profile, told)
    made = Judgement(row.label, seen.claims, row.printing, profile.press, pages, _once(found))
    return made, seen.opened


def _made_for(
    seen: Inspection, workspace: Workspace, fallback: PressProfile, *, asked: bool
) -> tuple[PressProfile, tuple[Diagnostic, ...]]:
    """The press by whose limits a file is judged, and whether it is made for it.

    That is the press that was asked for, else the one whose condition the file's profile is.
    """
    from presslayout.issue.read_press import press_file, press_profile, presses
    from presslayout.preflight.checks.purpose import PressCondition, made_for
    from presslayout.preflight.checks.standards import standard_of
    from presslayout.preflight.pdf.bulk import damage

    # No press sees what is for the archive.
    if seen.opened is None or (not asked and not standard_of(seen.standard).printing):
        return fallback, ()
    own = fallback.press
    at_hand = [PressCondition(own.name, own.condition, fallback.colours.press)]
    for name in presses(workspace):
        if name != own.name:
            with suppress(SpecError, OSError):
                file = press_file(workspace, name)
                at_hand.append(
                    PressCondition(name, file.row.words("condition"), doors.read(file.profile))
                )
    try:
        made, found = made_for(seen.opened, at_hand, own.name if asked else None)
    except damage():
        return fallback, ()
    # By a profile that is wrong no file is judged, nor by another in its place.
    return fallback if made in (None, own.name) else press_profile(workspace, made), found


def _found(
    seen: Inspection, plant: PressProfile, told: tuple[Diagnostic, ...]
) -> tuple[tuple[JudgedPage, ...], list[Diagnostic]]:
    """The pages, and the standard's findings and the press's."""
    from presslayout.preflight.checks import conditions
    from presslayout.preflight.checks.geometry import boxes_mm
    from presslayout.preflight.checks.standards import standard_of

    opened = seen.opened
    if opened is None:
        return (), list(seen.diagnostics)
    found = [*seen.diagnostics, *told]
    inks = conditions.measured(opened, plant.press)
    # No press sees what is for the archive.
    if standard_of(seen.standard).printing:
        found += conditions.pressed(opened, plant.press, plant.limits, inks)
    pages = tuple(
        JudgedPage(number, boxes_mm(page), _ink(sums))
        for (number, page, _), sums in zip(opened.pages(), inks, strict=True)
    )
    return pages, found


def _ink(sums: InkSums | None) -> PageInk | None:
    return None if sums is None else PageInk(sums.mean, sums.max, sums.over)


def _once(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each finding once, what is graver before what is less."""
    told = list(dict.fromkeys(found))
    grave = {(d.code, d.page) for d in told if d.severity is Severity.ERROR and d.code in _TWICE}
    return tuple(d for d in told if d.severity is Severity.ERROR or (d.code, d.page) not in grave)


def _missing(file: Path) -> Diagnostic:
    meant = meant_by(file)
    return Diagnostic(
        "missing-file",
        ERROR,
        Text(f"没有文件 {file.name}{meant.zh}", f"there is no file {file.name}{meant.en}"),
        hint=Text("检查路径", "check the path"),
    )
