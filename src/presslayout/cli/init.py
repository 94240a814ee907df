"""`init`: a workspace with a sample that builds."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.cli.voice import relative
from presslayout.newsroom import workplace

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Make it and say what to do next."""
    folder = Path(arguments.directory)
    made = workplace.founded(folder, arguments.keys)
    issue = next((p.parent for p in made if p.name == "issue.yaml"), folder / "issue")
    if voice.json:
        voice.object(
            {
                "ok": True,
                "folder": relative(folder),
                "files": sorted(p.relative_to(folder).as_posix() for p in made),
                "diagnostics": [],
            }
        )
        return messages.OK
    next_ = f"presslayout build {shlex.quote(relative(issue))} --for proof"
    voice.say(
        f"工作区 {relative(folder)}/ 建好了，{len(made)} 个文件；试试 {next_}",
        f"workspace {relative(folder)}/ made, {len(made)} files; try {next_}",
    )
    return messages.OK
