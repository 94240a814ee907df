"""Saves, as they happen: the folders of the workspace that an issue is made from are watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from presslayout.preview.workbench import Workbench

# Milliseconds without another change after which a save counts as done, and the longest wait.
STEP_MS, LONGEST_MS = 8, 60
# Where an issue's files lie (SPEC §1); out/ and whatever else a workspace holds is not looked at.
FOLDERS = ("layout", "issue", "fonts", "images")
# Word keeps ~$NAME beside a document that is open.
_HIDDEN = (".", "~$")
_IGNORED = ("~", ".tmp", ".swp", ".new", ".part")


async def saves(bench: Workbench) -> AsyncIterator[set[Path]]:
    """The files that changed, save by save."""
    from pathlib import Path

    from watchfiles import awatch

    async for changes in awatch(
        *folders(bench),
        watch_filter=lambda _, name: watched(Path(name)),
        debounce=LONGEST_MS,
        step=STEP_MS,
        rust_timeout=1000,
    ):
        yield {Path(name) for _, name in changes}


def folders(bench: Workbench) -> list[Path]:
    """The folders to watch: the workspace's own, and the issue's where it lies elsewhere."""
    issue, root = bench.path.parent, bench.workspace.root
    found = [root / name for name in FOLDERS if (root / name).is_dir()]
    if not any(issue.absolute().is_relative_to(folder) for folder in found):
        found.append(issue)
    return found


def watched(path: Path) -> bool:
    """Whether a file may belong to an issue: no editor's spare copy, nothing hidden."""
    return not path.name.startswith(_HIDDEN) and not path.name.endswith(_IGNORED)
