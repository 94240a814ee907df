"""`preflight`: the press checks on any PDF, ours or not."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import doors, messages
from presslayout.base.diagnostics import Severity, Span, SpecError, Text
from presslayout.base.units import to_mm
from presslayout.base.values import frozen
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.cli.hush import hushed
from presslayout.cli.place import workspace_here
from presslayout.cli.voice import relative
from presslayout.delivery import report
from presslayout.newsroom.options import PRESS
from presslayout.newsroom.outputs import found as found_output

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.cli.voice import Voice
    from presslayout.edition.profile import PressProfile
    from presslayout.issue.workspace import Workspace
    from presslayout.preflight.judging import Inspection


# What a standard forbids and a press advises against: told once, as the graver.
_TWICE = frozenset({"overprint-mode"})


@frozen
class Found:
    """What was found of a file and of its pages."""

    diagnostics: tuple[Diagnostic, ...]
    pages: tuple[dict[str, Any], ...]


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Judge a file by what it claims, or by a standard that is named."""
    from presslayout.issue.read_press import press_profile
    from presslayout.preflight import inspect
    from presslayout.preflight.checks.standards import STANDARDS

    path = found_output(Path(arguments.file))
    if not path.is_file():
        raise UsageError(Text(f"没有文件 {relative(path)}", f"there is no file {relative(path)}"))
    _not_itself(path, arguments)
    workspace = workspace_here()
    named = press_profile(workspace, arguments.press or PRESS)
    data = doors.read(path)
    with hushed():
        seen = inspect(data, arguments.standard, named.press.standard)
        profile, told = _made_for(seen, workspace, named, asked=bool(arguments.press))
        press = profile.press
        found = _judged(seen, profile, path, told)
    code = exits.exit_code(found.diagnostics)
    voice.diagnostics([_paged(d) for d in found.diagnostics])
    label = STANDARDS[seen.standard].label
    _written(arguments, found, seen, voice)
    if voice.json:
        voice.object(
            {
                "standard": label,
                "claims": list(seen.claims),
                "press": press.name,
                "pages": list(found.pages),
                "diagnostics": [_placed(d) for d in found.diagnostics],
            }
        )
    elif code == messages.OK and not STANDARDS[seen.standard].printing:
        voice.say(
            f"{relative(path)}：{label}，{len(found.pages)} 页，合格；是存档文件，没有按印刷机查",
            f"{relative(path)}: {label}, {len(found.pages)} pages, sound; made for archives, "
            "and judged by no press",
        )
    elif code == messages.OK:
        pages = len(found.pages)
        voice.say(
            f"{relative(path)}：{label}，{pages} 页，可以付印（{press.name}）",
            f"{relative(path)}: {label}, {pages} pages, ready for {press.name}",
        )
    return code


def _not_itself(path: Path, arguments: argparse.Namespace) -> None:
    """Nothing that is written may stand where the judged file stands."""
    for given in (arguments.sarif, arguments.marked):
        if given is None:
            continue
        wanted = Path(given)
        # A link that leads to itself leads nowhere, which whoever writes is told.
        if os.path.realpath(wanted) == os.path.realpath(path):
            raise UsageError(
                Text(
                    f"{relative(wanted)} 就是要查的文件，不能覆盖它",
                    f"{relative(wanted)} is the file that is checked and must not be overwritten",
                )
            )
        if not wanted.parent.is_dir():
            raise UsageError(
                Text(
                    f"没有文件夹 {relative(wanted.parent)}",
                    f"there is no folder {relative(wanted.parent)}",
                )
            )


def _made_for(
    seen: Inspection, workspace: Workspace, fallback: PressProfile, *, asked: bool
) -> tuple[PressProfile, tuple[Diagnostic, ...]]:
    """The press by whose limits a file is judged, and whether it is made for it.

    That is the press that was asked for, else the one whose condition the file's profile is.
    """
    from presslayout.issue.read_press import press_file, press_profile, presses
    from presslayout.preflight.checks.purpose import Condition, made_for
    from presslayout.preflight.checks.standards import STANDARDS
    from presslayout.preflight.pdf.bulk import damage

    # No press sees what is for the archive.
    if seen.opened is None or (not asked and not STANDARDS[seen.standard].printing):
        return fallback, ()
    own = fallback.press
    at_hand = [Condition(own.name, own.condition, fallback.colours.press)]
    for name in presses(workspace):
        if name != own.name:
            with suppress(SpecError, OSError):
                file = press_file(workspace, name)
                at_hand.append(
                    Condition(name, file.row.words("condition"), doors.read(file.profile))
                )
    try:
        made, found = made_for(seen.opened, at_hand, own.name if asked else None)
    except damage():
        return fallback, ()
    # By a profile that is wrong no file is judged, nor by another in its place.
    return fallback if made in (None, own.name) else press_profile(workspace, made), found


def _judged(
    seen: Inspection,
    plant: PressProfile,
    path: Path,
    told: tuple[Diagnostic, ...],
) -> Found:
    """The standard's findings and the press's, each at the file that it is about."""
    from presslayout.preflight.checks import conditions
    from presslayout.preflight.checks.geometry import boxes_mm
    from presslayout.preflight.checks.standards import STANDARDS

    opened = seen.opened
    if opened is None:
        return Found(_at(seen.diagnostics, path), ())
    found = [*seen.diagnostics, *told]
    inks = conditions.measured(opened, plant.press)
    # No press sees what is for the archive.
    if STANDARDS[seen.standard].printing:
        found += conditions.pressed(opened, plant.press, plant.limits, inks)
    pages = [
        {
            "number": number,
            "boxes_mm": boxes_mm(page),
            "ink": {"mean": sums.mean, "max": sums.max, "over": sums.over} if sums else None,
        }
        for (number, page, _), sums in zip(opened.pages(), inks, strict=True)
    ]
    return Found(_at(found, path), tuple(pages))


def _at(found: Iterable[Diagnostic], path: Path) -> tuple[Diagnostic, ...]:
    """At the file; where in it is a page, not a line."""
    span = Span(relative(path), 1, 1)
    told = list(dict.fromkeys(found))
    grave = {(d.code, d.page) for d in told if d.severity is Severity.ERROR and d.code in _TWICE}
    kept = [d for d in told if d.severity is Severity.ERROR or (d.code, d.page) not in grave]
    return tuple(replace(d, span=span) for d in kept)


def _paged(found: Diagnostic) -> Diagnostic:
    """A finding whose words say its page, and where on it the first place is."""
    if found.page is None:
        return found
    zh, en = f"第 {found.page} 页", f"page {found.page}"
    if found.boxes:
        x, y = (round(to_mm(v)) for v in (found.boxes[0].x, found.boxes[0].y))
        zh += f"（左 {x}、上 {y} mm" + ("等处）" if found.count > 1 else "）")
        en += f" ({x} mm from the left, {y} from the top" + (", …)" if found.count > 1 else ")")
    return replace(found, message=Text(f"{zh}：{found.message.zh}", f"{en}: {found.message.en}"))


def _placed(found: Diagnostic) -> dict[str, Any]:
    """A finding with its places on the page."""
    boxes = [report.box(one) for one in found.boxes]
    return {**report.diagnostics([found])[0], "count": found.count, "boxes_mm": boxes}


def _written(arguments: argparse.Namespace, found: Found, seen: Inspection, voice: Voice) -> None:
    """The findings as SARIF and on a copy of the file, where somebody asked for them."""
    if arguments.sarif is not None:
        from presslayout.delivery.sarif import log

        _write(
            Path(arguments.sarif),
            report.encode(log(found.diagnostics, exits.meanings(), voice.lang)),
            voice,
        )
    if arguments.marked is None:
        return
    if seen.opened is None:
        voice.aside("文件打不开，标不出位置", "the file cannot be opened, nothing is marked")
        return
    from presslayout.preflight.callouts import marked

    with hushed():
        made = marked(seen.opened, found.diagnostics, voice.lang)
    if made is None:
        voice.aside("文件损坏，标不出位置", "the file is damaged, nothing is marked")
        return
    _write(Path(arguments.marked), made, voice)


def _write(path: Path, data: bytes, voice: Voice) -> None:
    """Whole or not at all."""
    from presslayout.issue.sourcefile import written

    written(path, data)
    voice.aside(f"已写 {relative(path)}", f"wrote {relative(path)}")
