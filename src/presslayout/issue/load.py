"""From a path to a Loaded issue: everything read, everything checked, all faults at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Severity, Span, SpecError, Text, ordered
from presslayout.base.keeping import Keeping, Pack
from presslayout.base.memory import Memory
from presslayout.base.values import replace
from presslayout.issue import fields, files
from presslayout.issue.paper import CountyEdition
from presslayout.issue.read_fonts import read_families
from presslayout.issue.read_issue import read_issue
from presslayout.issue.read_template import read_template
from presslayout.issue.read_words import read_words
from presslayout.issue.reading import Reading
from presslayout.issue.template_files import template_files
from presslayout.issue.workspace import Loaded, Workspace
from presslayout.issue.yaml.tree import Mapping as Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.base.cache import Cache
    from presslayout.issue.issue import Issue
    from presslayout.issue.template import Template
    from presslayout.issue.yaml.tree import Node

SUFFIXES = frozenset({".yaml", ".yml"})
# So many files of a folder are named where it is not said which is meant.
_LISTED = 8


def load(
    path: Path,
    memory: Memory | None = None,
    instead: Mapping[Path, bytes] | None = None,
    cache: Cache | None = None,
) -> Loaded:
    """The issue at `path` (a file, or a folder that holds one); SpecError tells all that is wrong.

    What could be read all the same is told by `partly`.  `memory` keeps what files said: one that has not changed is not read again; `cache` does so for
    copy, from build to build.  `instead` are files that are read as if they said something else.
    """
    issue, drawn, found, reading, words = _read(path, memory, instead, cache)
    if issue is None or any(d.severity is ERROR for d in found):
        raise SpecError(found)
    return Loaded(issue, drawn, reading.families, reading.workspace, found, words)


def partly(path: Path) -> Loaded | None:
    """What can be read of an issue that is not all right, its faults among what was found.

    None where nothing can.
    """
    try:
        issue, drawn, found, reading, words = _read(path, None, None, None)
    except SpecError:
        return None
    if issue is None:
        return None
    return Loaded(issue, drawn, reading.families, reading.workspace, found, words)


def _read(
    path: Path,
    memory: Memory | None,
    instead: Mapping[Path, bytes] | None,
    cache: Cache | None,
) -> tuple[Issue | None, Mapping[str, Template], tuple[Diagnostic, ...], Reading, tuple[str, ...]]:
    """What an issue's files say, and all that is wrong with them."""
    file = issue_file(Path(os.path.abspath(path)))  # noqa: PTH100  (links are not followed)
    known = memory if memory is not None else Memory()
    keeping = Keeping.at(cache)
    # What one turn has read is remembered by the next: only the first has use for what is kept.
    first = known.of(("copies", file), lambda: known.turn) == known.turn
    copies = Pack.of_name(keeping, "copies-1", str(file)) if keeping is not None and first else None
    reading = Reading(workspace(file), memory=known, copies=copies, instead=instead or {})
    reading.families.update(read_families(reading))
    reading.sources.clear()
    node = reading.tree(file)
    words = read_words(reading)
    issue, drawn, found = _given(node, file, reading)
    if copies is not None:
        copies.close()
    return issue, drawn, found, reading, words


def _given(
    node: Node | None, file: Path, reading: Reading
) -> tuple[Issue | None, Mapping[str, Template], tuple[Diagnostic, ...]]:
    """The issue of a file, over its base where it names one, and all that was found."""
    if not _names_base(node):
        given = read_issue(node, file, reading) if node is not None else None
        found = tuple(ordered(reading.findings.found))
        return (given.issue, given.templates, found) if given is not None else (None, {}, found)
    # Loaded by variants alone: most issues are whole.
    from presslayout.issue.variants import named, said, varied

    assert node is not None
    whole = varied(node, file, reading)
    given = read_issue(whole.node, file, reading) if whole is not None else None
    bases = whole.bases if whole is not None else ()
    found = tuple(ordered(named(reading.findings.found, bases, reading.name(file))))
    if given is None or whole is None:
        return None, {}, found
    if any(d.severity is ERROR for d in found):
        return given.issue, given.templates, found
    variant = CountyEdition(bases[0], whole.edition, tuple(sorted(whole.untouched)))
    issue = replace(given.issue, variant=variant)
    return issue, given.templates, tuple(ordered((*found, said(issue, variant))))


def _names_base(node: Node | None) -> bool:
    base = fields.ISSUE.field("base")
    return isinstance(node, Tree) and any(k.text in (base.zh, base.name) for k, _ in node.pairs)


def workspace(path: Path) -> Workspace:
    """The workspace that a file or folder lies in; SpecError when there is none."""
    root = files.workspace_root(path if path.is_dir() else path.parent)
    if root is None:
        raise SpecError(
            [
                _fault(
                    "no-workspace",
                    Text(
                        f"{path.name} 不在工作区里：往上找不到带 layout/ 的文件夹",
                        f"{path.name} lies in no workspace: no folder above it holds layout/",
                    ),
                    path.name,
                    Text("运行 presslayout init 建一个工作区", "make one with presslayout init"),
                )
            ]
        )
    return Workspace(root, files.packaged_root())


def templates(workspace: Workspace) -> tuple[Template, ...]:
    """Every template that the workspace can use, by name; SpecError when one cannot be read."""
    made, found = readable(workspace)
    if any(d.severity is Severity.ERROR for d in found):
        raise SpecError(found)
    return made


def readable(workspace: Workspace) -> tuple[tuple[Template, ...], tuple[Diagnostic, ...]]:
    """The templates that can be read, by name, and what is wrong with them and the others."""
    reading = Reading(workspace)
    reading.families.update(read_families(reading))
    drawn = [read_template(path, reading) for path in template_files(reading).values()]
    made = sorted((d.template for d in drawn if d is not None), key=lambda t: t.name)
    return tuple(made), tuple(ordered(reading.findings.found))


def issue_file(path: Path) -> Path:
    """The issue that a path means: a file, or the one in a folder; SpecError when there is none."""
    path = files.meant(path)
    if path.is_dir():
        found = sorted(p for p in path.iterdir() if p.suffix in SUFFIXES and p.is_file())
        named = [p for p in found if p.stem == "issue"]
        if len(found) == 1 or named:
            return (named or found)[0]
        if not found:
            raise SpecError([_no_spec(path)])
        listed = "、".join(p.name for p in found[:_LISTED]) + "…" * (len(found) > _LISTED)
        raise SpecError(
            [
                _fault(
                    "missing-file",
                    Text(
                        f"{path.name}/ 里有 {len(found)} 个 .yaml 文件，不知道用哪一个",
                        f"{path.name}/ holds {len(found)} .yaml files; which one is the issue?",
                    ),
                    files.from_root(path),
                    Text(
                        f"写出文件名：{listed}",
                        f"name it: {listed}",
                    ),
                )
            ]
        )
    if path.is_file():
        return path
    raise SpecError([_no_file(path)])


def _no_spec(folder: Path) -> Diagnostic:
    """That a folder holds no spec itself, and which below it may be meant."""
    name = files.from_root(folder)
    below = sorted(p.parent for p in folder.glob("*/issue.yaml"))[-1:]
    hint = Text("写稿件单，或放着它的文件夹", "name an issue spec, or the folder that holds one")
    if below:
        meant = files.from_root(below[0])
        hint = Text(f"写出是哪一期，例如 {meant}", f"name one of its issues, such as {meant}")
    said = Text(f"{name} 里没有稿件单（.yaml）", f"{name} holds no issue spec (.yaml)")
    return _fault("missing-file", said, name, hint)


def _no_file(path: Path) -> Diagnostic:
    """What is wrong with a path that leads to no issue: what it is, or what it may be meant to be."""
    name, hint = path.name, Text("检查路径", "check the path")
    if os.path.lexists(path):
        said = Text(
            f"{name} 是管道、设备或断了的链接，不是文件",
            f"{name} is a pipe, a device or a link that leads nowhere, no file",
        )
        return _fault("missing-file", said, files.from_root(path), hint)
    close = files.close_to(path)
    if path.parent.is_dir():
        said, shown = Text(f"没有文件 {name}", f"there is no file {name}"), Path(close).name
    else:
        lost, shown = files.from_root(path.parent), files.from_root(Path(close))
        said = Text(f"没有文件夹 {lost}", f"there is no folder {lost}")
    if close:
        said = Text(f"{said.zh}，是不是 {shown}？", f"{said.en}; did you mean {shown}?")
    return _fault("missing-file", said, files.from_root(path), hint)


def _fault(code: str, message: Text, file: str, hint: Text) -> Diagnostic:
    return Diagnostic(code, ERROR, message, Span(file, 1, 1), hint)
