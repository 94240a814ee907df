"""The workspace that a command is about: round a file that is named, or where it is run; a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presslayout.issue.workspace import Workspace


def here() -> Workspace:
    """The workspace round the current folder; outside of any, what ships."""
    from presslayout.issue.files import packaged_root, workspace_root
    from presslayout.issue.workspace import Workspace

    shipped = packaged_root()
    return Workspace(workspace_root(Path.cwd()) or shipped, shipped)


def is_found_by_name() -> bool:
    """Whether what ships is found here by its Chinese names."""
    from presslayout.issue.files import packaged_root

    return (packaged_root() / "layout" / "styles" / "报纸.yaml").exists()


def around(path: Path) -> Workspace:
    """The workspace that a file or folder lies in; SpecError when there is none."""
    from presslayout.issue.load import workspace

    return workspace(path.absolute())


def spec(path: Path) -> Path:
    """The issue spec, in some workspace, that a path means; SpecError when there is none."""
    from presslayout.issue.load import issue_file

    file = issue_file(path.absolute())
    around(file)
    return file


def founded(folder: Path, keys: str = "zh") -> tuple[Path, ...]:
    """The files of a new workspace with a sample that builds, their keys in Chinese or English.

    SpecError where it cannot be made.
    """
    from presslayout.issue.scaffold import init

    return init(folder, keys)
