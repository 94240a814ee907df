"""What reading one issue shares: the workspace, the findings, the files that were read."""

from __future__ import annotations

import hashlib
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import Span, Text
from presslayout.base.memory import Memory
from presslayout.base.values import frozen
from presslayout.issue import fields, files
from presslayout.issue.reader import Findings
from presslayout.issue.yaml.tree import decode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presslayout.assets.fonts import Family
    from presslayout.base.keeping import Pack
    from presslayout.edition.ink import Ink
    from presslayout.issue.workspace import Workspace
    from presslayout.issue.yaml.tree import Decoded, Node


@frozen
class Reading:
    """One issue being read. `sources` collects the files by their path from the workspace root.

    `inks` are the colours by name, empty until one is asked for (`read_inks`).  `memory` keeps what
    files said by their content, `copies` what copy said, from build to build; `instead` says what some files are taken to hold.  `trees` are the
    YAML files that were read: a style that several templates share is opened once.
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

    def name(self, path: Path) -> str:
        """The path as people see it."""
        return files.relative(path, self.workspace.root, self.workspace.packaged)

    def read(self, path: Path) -> bytes | None:
        """The bytes of a file, noted among the sources; None when it cannot be opened."""
        name = self.name(path)
        try:
            held = self.instead.get(path) if self.instead else None
            data = doors.read(path) if held is None else held
            why = Text("", "")
        except OSError as error:
            odd = error.errno in doors.IRREGULAR
            why = Text(*("不是文件", "no regular file") if odd else (error.strerror or "",) * 2)
            data = None
        if data is None:
            self.findings.error(
                "missing-file",
                Text(f"打不开 {name}（{why.zh}）", f"cannot open {name} ({why.en})"),
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
