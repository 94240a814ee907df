"""The link by which VS Code opens a place in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Span
    from presslayout.issue.workspace import Workspace


def source(span: Span, workspace: Workspace) -> dict[str, Any]:
    """A place in a file, and the link by which VS Code opens it there."""
    place = {"file": span.file, "line": span.line, "column": span.column}
    return place | {"uri": uri(span, workspace)}


def uri(span: Span, workspace: Workspace) -> str:
    """vscode://file/PATH:LINE:COLUMN."""
    from presslayout.newsroom.archived import located

    path = located(span.file, workspace).absolute().as_uri()
    return f"vscode://file/{path.removeprefix('file:///')}:{span.line}:{span.column}"
