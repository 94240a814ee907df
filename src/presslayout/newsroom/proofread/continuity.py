"""One issue beside the others of its paper in the workspace: serial numbers, dates, page numbers.

Other issues are only glanced at (their first lines), never read as specs: a fault in last year's
file must not keep today's from being made.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import WARNING, Diagnostic, Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.issue.convert import PENDING_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.issue.issue import Issue
    from presslayout.issue.workspace import Workspace

# The facts of a paper stand at the head of its file.
GLANCE = 4096
_FACT = regex(
    r"""(?:^|[{,])[ ]*(?P<key>报名|name|日期|date|总期号|serial|今日版数|pages_today):[ ]+
        ['"]?(?P<value>[^'"#\n,}]+)""",
    re.MULTILINE | re.VERBOSE,
)
_ENGLISH = {"报名": "name", "日期": "date", "总期号": "serial", "今日版数": "pages_today"}


@frozen
class Glance:
    """What another issue's file says of its paper and day."""

    file: str
    facts: dict[str, str]


def continuity(issue: Issue, workspace: Workspace) -> Iterator[Diagnostic]:
    """What does not go on from the issue before, or disagrees with another file of the same day."""
    paper = issue.paper
    if paper.date is None:
        return
    today = paper.date.isoformat()
    own = workspace.root / issue.file
    others = [g for g in _others(workspace.root, own) if g.facts.get("name") == paper.name]
    for other in others:
        if other.facts.get("date") == today:
            yield from _same_day(issue, other)
    before = [g for g in others if g.facts.get("date", "") < today and g.facts.get("date")]
    last = max(before, key=lambda g: (g.facts["date"], g.file), default=None)
    if last is not None:
        yield from _follows(issue, last)


def _follows(issue: Issue, last: Glance) -> Iterator[Diagnostic]:
    serial, before = issue.paper.serial, last.facts.get("serial", "")
    if serial.isdigit() and before.isdigit() and int(serial) != int(before) + 1:
        yield _said(
            issue,
            "serial",
            Text(
                f"上一期（{last.facts['date']}，{last.file}）总期号是 {before}，"
                f"这一期写的是 {serial}，应是 {int(before) + 1}",
                f"the issue before ({last.facts['date']}, {last.file}) has number {before}; "
                f"this one has {serial} and not {int(before) + 1}",
            ),
            Text("核对总期号；中间还有一期没放进工作区的，不用改", "check the serial number"),
        )


def _same_day(issue: Issue, other: Glance) -> Iterator[Diagnostic]:
    """Parts of one day in several files agree in their facts."""
    paper = issue.paper
    for name, zh, value in (
        ("serial", "总期号", paper.serial),
        ("pages_today", "今日版数", paper.pages_today),
    ):
        there = other.facts.get(name, "")
        # What one of them does not know yet does not differ.
        if value and there and value != there and PENDING_WORDS.isdisjoint((value, there)):
            yield _said(
                issue,
                name,
                Text(
                    f"同一天的 {other.file} 里{zh}是 {there}，这里是 {value}",
                    f"{other.file} of the same day has {name} {there}, this one {value}",
                ),
                Text(f"把{zh}改成一样", "make them agree"),
            )


def _said(issue: Issue, name: str, message: Text, hint: Text) -> Diagnostic:
    return Diagnostic("not-continuous", WARNING, message, issue.paper.span_of(name), hint)


def _others(root: Path, own: Path) -> Iterator[Glance]:
    for path in _files(root / "issue"):
        if path == own:
            continue
        try:
            text = doors.glance(path, GLANCE).decode("utf-8", "replace")
        except OSError:
            continue
        facts: dict[str, str] = {}
        for match in _FACT.finditer(text):
            key = _ENGLISH.get(match["key"], match["key"])
            facts.setdefault(key, match["value"].strip())
        if "date" in facts:
            yield Glance(path.relative_to(root).as_posix(), facts)


def _files(folder: Path) -> list[Path]:
    """The YAML files below a folder, no links; every build of every issue asks."""
    found, todo = [], [os.fspath(folder)]
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)
                    elif entry.name.endswith(".yaml") and entry.is_file(follow_symlinks=False):
                        found.append(entry.path)
        except OSError:
            continue
    return sorted(map(Path, found))
