"""The workspace that a command without an issue is run in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presslayout.issue.workspace import Workspace


def workspace_here() -> Workspace:
    """The workspace round the current folder; outside of any, what ships."""
    from presslayout.issue.files import packaged_root, workspace_root
    from presslayout.issue.workspace import Workspace

    shipped = packaged_root()
    return Workspace(workspace_root(Path.cwd()) or shipped, shipped)
