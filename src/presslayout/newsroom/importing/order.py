"""Where an import goes, and what it writes: stories for an issue that is there, or a whole new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.newsroom import new_day, workplace
from presslayout.newsroom.importing import issues, written

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from presslayout.issue.workspace import Workspace
    from presslayout.newsroom.importing.plan import Plan
    from presslayout.newsroom.importing.written import WrittenFiles

ARRIVED, COPY, SPEC = "来稿", "稿件", "issue.yaml"


@frozen
class ImportOrder:
    """The folder that is written to, what stands before its files' names in a spec, and the new issue.

    `day` is that of a whole issue, `base` the earlier one whose pages it has.
    """

    folder: Path
    lead: str
    workspace: Workspace | None = None
    day: dt.date | None = None
    base: Path | None = None


def ordered(
    paths: Sequence[Path], out: str | None, day: dt.date | None, base: str | None
) -> ImportOrder:
    """Where what is named goes; SpecError where a whole issue has no workspace or is there already."""
    from presslayout.issue.files import workspace_root

    first = paths[0].absolute()
    near = Path(out).absolute() if out else Path.cwd()
    root = workspace_root(near)
    if day is not None:
        workspace = workplace.around(near)
        folder = Path(out).absolute() if out else new_day.folder_of(day, workspace)
        new_day.hold_new(folder, [SPEC])
        source = workplace.spec(Path(base)) if base else None
        return ImportOrder(folder, f"{COPY}/", workspace, day, source)
    name = first.name if first.is_dir() else first.stem
    inside = (root / "issue" if root is not None else near) / ARRIVED / name
    folder = Path(out).absolute() if out else inside
    lead = (
        f"{folder.relative_to(root).as_posix()}/"
        if root is not None and folder.is_relative_to(root)
        else ""
    )
    return ImportOrder(folder, lead, workplace.here() if root is not None else None)


def made(plan: Plan, choices: Mapping[int, str], order: ImportOrder) -> WrittenFiles:
    """What is to be written for what was chosen, every file by its name in the order's folder."""
    inner = order.folder / COPY if order.day is not None else order.folder
    out = written.made(plan, choices, order.lead, lambda name: (inner / name).exists())
    if order.day is None or order.workspace is None:
        out.files[written.free(written.BLOCK, order.folder)] = out.block.encode()
        return out
    if order.base is not None:
        new = new_day.carried(order.base, order.day, order.workspace)
        head = new.files[0][1]
        out.found += new.found
    else:
        head = issues.blank(order.day, order.workspace)
    files = {f"{COPY}/{name}": data for name, data in out.files.items()}
    files[SPEC] = issues.spec(out.stories, order.lead, head).encode()
    out.files = files
    out.ledger = f"{COPY}/{out.ledger}"
    return out


def write(made: WrittenFiles, order: ImportOrder) -> None:
    """Put it on disk: all of it or, in a folder that is there, each file whole."""
    written.put(made.files, order.folder)
