"""layout/proofread/NAME.yaml: which kinds of finding a house wants, and how grave they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import SpecError, ordered
from presslayout.issue import fields
from presslayout.issue.reader import opened
from presslayout.issue.reading import Reading

if TYPE_CHECKING:
    from presslayout.issue.workspace import Workspace

FOLDER = ("layout", "proofread")


def read_proofreading(workspace: Workspace) -> dict[str, str]:
    """The level of each kind that the workspace's files name, a later file's before an earlier's.

    SpecError where one cannot be read.
    """
    reading: Reading | None = None
    levels: dict[str, str] = {}
    for path in sorted(workspace.root.joinpath(*FOLDER).glob("*.yaml")):
        reading = reading or Reading(workspace)
        node = reading.tree(path)
        row = opened(fields.PROOFREADING, node, reading.findings) if node is not None else None
        if row is not None:
            levels |= {one.choice("kind"): one.choice("level") for one in row.rows("checks")}
    if reading is not None and reading.findings.failed:
        raise SpecError(ordered(reading.findings.found))
    return levels
