"""`fmt`: a spec made tidy, marks of copy mended; what changes is shown, then written."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import filelines, messages
from presslayout.cli import exits
from presslayout.cli.voice import relative
from presslayout.newsroom import reports, tidying

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.tidying import Rewrite


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Show what would change, and write it unless --check was given."""
    changes = tidying.changes(Path(arguments.file), arguments.keys, marks=arguments.marks)
    faults = [d for change in changes for d in change.faults]
    voice.diagnostics(faults)
    touched = [change for change in changes if change.wanted]
    told = []
    for change in touched:
        told.append(_shown(change, voice))
        if not arguments.check:
            tidying.write(change)
    code = exits.exit_code(faults)
    if arguments.check and touched and not code:
        code = messages.DIFFERENT
    if voice.json:
        voice.object(
            {
                "written": bool(touched) and not arguments.check,
                "files": told,
                "diagnostics": reports.diagnostics(faults),
            }
        )
    elif touched or not faults:
        _summed(touched, voice, check=arguments.check)
    return code


def _shown(change: Rewrite, voice: Voice) -> dict[str, Any]:
    """The difference that a change makes, told; and as JSON lists it."""
    name = relative(change.path)
    old, new = filelines.lines(change.old), filelines.lines(change.new)
    lines = list(unified_diff(old, new, name, name, lineterm="", n=1))
    if not voice.json:
        for line in lines:
            voice.print(line)
    return {"file": name, "diff": lines}


def _summed(touched: Sequence[Rewrite], voice: Voice, *, check: bool) -> None:
    if not touched:
        voice.say("已经整齐，没有改动", "tidy already, nothing changed")
        return
    what = ("要改", "to change") if check else ("改好", "written")
    voice.say(f"{what[0]} {len(touched)} 个文件", f"{len(touched)} files {what[1]}")
