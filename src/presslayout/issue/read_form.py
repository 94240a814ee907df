"""layout/form/NAME.yaml: what a newspaper must print by law, and how many errors each lack counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import SpecError, ordered
from presslayout.base.values import frozen
from presslayout.issue import fields
from presslayout.issue.reader import opened
from presslayout.issue.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.workspace import Workspace

FOLDER = ("layout", "form")


@frozen
class LegalRule:
    """One rule: how many errors its breach counts, where that is said, whether it was read there.

    One `by_hand` is for people to judge: no page can say whether it is kept.
    """

    errors: int
    source: str
    verified: bool
    by_hand: bool = False


@frozen
class LegalForm:
    """The rules of one document; a paper with more than `limit` errors does not pass."""

    name: str
    basis: str
    limit: int
    rules: dict[str, LegalRule]


def read_form(workspace: Workspace) -> LegalForm | None:
    """The newest rules at hand, the workspace's own first; SpecError where they cannot be read."""
    path = _newest(workspace)
    if path is None:
        return None
    reading = Reading(workspace)
    node = reading.tree(path)
    row = opened(fields.LEGAL, node, reading.findings) if node is not None else None
    if row is None:
        raise SpecError(ordered(reading.findings.found))
    row.date("since")
    form = LegalForm(
        name=row.words("name"),
        basis=row.words("basis"),
        limit=row.integer("limit") or 0,
        rules={
            key.text: LegalRule(
                rule.integer("errors") or 0,
                rule.words("source"),
                rule.yes("verified"),
                rule.yes("by_hand"),
            )
            for key, rule in row.named("rules")
        },
    )
    if reading.findings.failed:
        raise SpecError(ordered(reading.findings.found))
    return form


def _newest(workspace: Workspace) -> Path | None:
    """The file of the last name: they are named by the year since which they hold."""
    found: dict[str, Path] = {}
    for root in dict.fromkeys([workspace.packaged, workspace.root]):
        found |= {path.name: path for path in root.joinpath(*FOLDER).glob("*.yaml")}
    return found[max(found)] if found else None
