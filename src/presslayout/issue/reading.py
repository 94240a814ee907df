"""What reading one issue shares: the workspace, the findings, the files that were read."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from presslayout.base import doors
from presslayout.base.diagnostics import Span, Text
from presslayout.base.memory import Memory
from presslayout.base.values import field, frozen, replace
from presslayout.issue import fields, files
from presslayout.issue.reader import Findings
from presslayout.issue.yaml.tree import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from presslayout.assets.fonts import Family
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.keeping import Pack
    from presslayout.edition.ink import Ink
    from presslayout.issue.workspace import Workspace
    from presslayout.issue.yaml.tree import Decoded, Node

T = TypeVar("T")


@frozen
class Reply:
    """A question that was put to files, and what they answered."""

    question: Callable[..., Any]
    about: tuple[Any, ...]
    answer: Any

    def holds(self, reading: Reading) -> bool:
        """Whether they answer the same now."""
        return bool(self.question(reading, *self.about) == self.answer)


@frozen
class Reading:
    """One issue being read. `sources` collects the files by their path from the workspace root.

    `inks` are the colours by name, empty until one is asked for (`read_inks`).  `memory` keeps what
    files said by their content, `copies` what copy said, from build to build; `instead` says what
    some files are taken to hold.  `trees` are the YAML files that were read: a style that several
    templates share is opened once; `folders` those that were looked into, `near` where names are looked up
    first, by the file that says them; `asked` is what was asked of files, in that order.
    """

    workspace: Workspace
    findings: Findings = field(default_factory=Findings)
    families: dict[str, Family] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    inks: dict[str, Ink] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    copies: Pack | None = None
    instead: Mapping[Path, bytes] = field(default_factory=dict)
    trees: dict[Path, Decoded] = field(default_factory=dict)
    folders: files.Folders = field(default_factory=files.Folders)
    near: dict[tuple[str, Path], Path] = field(default_factory=dict)
    asked: list[Reply] = field(default_factory=list)

    def ask(self, question: Callable[..., T], *about: Any) -> T:
        """What files answer to a question; what is read of them is the same while they do."""
        answer = question(self, *about)
        self.asked.append(Reply(question, about, answer))
        return answer

    def apart(self) -> Reading:
        """The same reading, with findings and questions of its own."""
        return replace(self, findings=Findings(), asked=[])

    def remembered(self, key: Hashable, make: Callable[[Reading], T]) -> T:
        """What is made under a key, not made again while every file that was asked answers the same."""
        known: _Made | None = self.memory.known(key)
        if known is None or not known.holds(self.apart()):
            alone = self.apart()
            value = make(alone)
            known = _Made(value, tuple(alone.findings.found), tuple(alone.asked))
        self.memory.keep(key, known)
        self.findings.found.extend(known.found)
        self.asked.extend(known.asked)
        return cast("T", known.value)

    def name(self, path: Path) -> str:
        """The path as people see it."""
        return files.relative(path, self.workspace.root, self.workspace.packaged)

    def read(self, path: Path) -> bytes | None:
        """The bytes of a file, noted among the sources; None when it cannot be opened."""
        return self.ask(Reading._read, path)

    def _read(self, path: Path) -> bytes | None:
        name = self.name(path)
        try:
            held = self.instead.get(path) if self.instead else None
            data = doors.read(path) if held is None else held
            why = Text("", "")
        except OSError as error:
            odd = error.errno in doors.IRREGULAR
            # Asked for where something is refused alone.
            from presslayout.base.refusals import why as reason

            why = Text("不是文件", "no regular file") if odd else reason(error)
            data = None
        if data is None:
            close = files.close_to(path)
            meant = files.guessed(self.name(Path(close)) if close else "")
            self.findings.error(
                "missing-file",
                Text(
                    f"打不开 {name}（{why.zh}）{meant.zh}",
                    f"cannot open {name} ({why.en}){meant.en}",
                ),
                Span(name, 1, 1),
                Text("检查文件在不在、能不能读", "check that it exists and may be read"),
            )
            return None
        self.sources[name] = hashlib.sha256(data).hexdigest()
        return data

    def tree(self, path: Path) -> Node | None:
        """The tree of a YAML file, its faults noted."""
        decoded = self.trees.get(path)
        if decoded is None:
            data = self.read(path)
            if data is None:
                return None
            name = self.name(path)
            made = partial(decode, data, name, fields.keys())
            decoded = self.trees[path] = self.memory.of(("tree", name, data), made)
        self.findings.found.extend(decoded.diagnostics)
        return decoded.root


@frozen
class _Made:
    """What was read, what was found to be wrong with it, and which files said so."""

    value: Any
    found: tuple[Diagnostic, ...]
    asked: tuple[Reply, ...]

    def holds(self, reading: Reading) -> bool:
        return all(one.holds(reading) for one in self.asked)


def changing(_: Reading) -> object:
    """A question that is never answered the same: what hangs on it is read anew."""
    return object()
