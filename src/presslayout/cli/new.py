"""`new`: the issue of a day, its paper and pages carried on from an earlier one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.cli import exits
from presslayout.cli.import_ import day
from presslayout.cli.voice import relative
from presslayout.newsroom import reports, workplace

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Make it and say what was left behind."""
    from presslayout.newsroom import new_day
    from presslayout.newsroom.importing.written import put

    when = day(arguments.day)
    assert when is not None
    base = workplace.spec(Path(arguments.base))
    workspace = workplace.around(base)
    folder = Path(arguments.out) if arguments.out else new_day.folder_of(when, workspace)
    new = new_day.carried(base, when, workspace, variants=arguments.variants)
    new_day.hold_new(folder, [name for name, _ in new.files])
    put({name: text.encode() for name, text in new.files}, folder.absolute())
    voice.diagnostics(new.found)
    files = [name for name, _ in new.files]
    if voice.json:
        told = {"folder": relative(folder), "files": files, "serial": new.serial}
        voice.object({**told, "diagnostics": reports.diagnostics(new.found)})
        return exits.exit_code(new.found)
    where = relative(folder)
    voice.say(
        f"{where}/ 建好了：{'、'.join(files)}，总期号 {new.serial}；稿件写进去再排",
        f"{where}/ made: {', '.join(files)}, serial {new.serial}; add stories and build",
    )
    return exits.exit_code(new.found)
