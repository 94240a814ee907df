"""`preflight`: the press checks on any PDF, ours or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout import api, messages, report
from presslayout.cli.arguments import UsageError
from presslayout.cli.place import workspace_here
from presslayout.cli.voice import relative
from presslayout.diagnostics import Span, Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from presslayout.cli.voice import Voice
    from presslayout.diagnostics import Diagnostic
    from presslayout.page import Press
    from presslayout.spec.workspace import Workspace
    from presslayout.verify.judging import Inspection


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a file and of its pages."""

    diagnostics: tuple[Diagnostic, ...]
    pages: tuple[dict[str, Any], ...]


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Judge a file by what it claims, or by a standard that is named."""
    from presslayout.verify import inspect
    from presslayout.verify.standards import STANDARDS

    path = Path(arguments.file)
    if not path.is_file():
        raise UsageError(Text(f"没有文件 {relative(path)}", f"there is no file {relative(path)}"))
    workspace = workspace_here()
    named = _press(workspace, arguments.press or api.PRESS)
    seen = inspect(path.read_bytes(), arguments.standard, named.standard)
    press = named if arguments.press else _own_press(seen, workspace, named)
    found = _judged(seen, press, path, expected=bool(arguments.press))
    code = messages.exit_code(found.diagnostics)
    voice.diagnostics(found.diagnostics)
    label = STANDARDS[seen.standard].label
    if voice.json:
        voice.object(
            {
                "standard": label,
                "claims": list(seen.claims),
                "press": press.name,
                "pages": list(found.pages),
                "diagnostics": report.diagnostics(found.diagnostics),
            }
        )
    elif code == messages.OK:
        pages = len(found.pages)
        voice.say(
            f"{relative(path)}：{label}，{pages} 页，可以付印（{press.name}）",
            f"{relative(path)}: {label}, {pages} pages, ready for {press.name}",
        )
    return code


def _press(workspace: Workspace, name: str) -> Press:
    from presslayout.spec.read_press import load_press

    return load_press(workspace, name)


def _own_press(seen: Inspection, workspace: Workspace, fallback: Press) -> Press:
    """The press that the file's output intent names, where we know it: its limits apply."""
    from presslayout.spec.read_press import presses
    from presslayout.verify.intent import condition

    if seen.opened is None:
        return fallback
    named = condition(seen.opened, "GTS_PDFX") or condition(seen.opened, "GTS_PDFA1")
    known = [_press(workspace, name) for name in presses(workspace)]
    return next((p for p in known if p.condition == named), fallback)


def _judged(seen: Inspection, press: Press, path: Path, *, expected: bool) -> Found:
    """The standard's findings and the press's, each at the file that it is about."""
    from presslayout.verify import conditions
    from presslayout.verify.geometry import boxes_mm
    from presslayout.verify.ink import ink_sums

    opened = seen.opened
    if opened is None:
        return Found(_at(seen.diagnostics, path), ())
    found = list(seen.diagnostics)
    if expected:
        found += conditions.expected_condition(opened, press)
    found += conditions.resolution(opened, press)
    found += conditions.type_and_lines(opened)
    pages = []
    for number, page, _ in opened.pages():
        sums = ink_sums(page)
        if sums is not None:
            found += conditions.ink(number, sums, press)
        pages.append(
            {
                "number": number,
                "boxes_mm": boxes_mm(page),
                "ink": {"mean": sums.mean, "max": sums.max} if sums else None,
            }
        )
    return Found(_at(found, path), tuple(pages))


def _at(found: Iterable[Diagnostic], path: Path) -> tuple[Diagnostic, ...]:
    """At the file; where in it is a page, not a line."""
    span = Span(relative(path), 1, 1)
    return tuple(replace(d, span=span) for d in dict.fromkeys(found))
