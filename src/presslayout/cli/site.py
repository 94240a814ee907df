"""`site`: archived issues as pages for a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.cli.voice import relative
from presslayout.newsroom import publishing, reports

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Make the site and say what is on it."""
    folder = Path(arguments.out)
    show = voice.progress("数字报", "reading site")
    made = publishing.publish(
        [Path(name) for name in arguments.folders], folder, arguments.base_url or "", show
    )
    grown = made.grown
    voice.diagnostics(made.found)
    where = relative(folder / "index.html")
    if voice.json:
        voice.object(
            {
                "ok": not made.found,
                "site": where,
                "issues": grown.issues,
                "older_versions": grown.older,
                "new": grown.opened,
                "written": grown.written,
                "removed": grown.removed,
                "foreign": made.foreign,
                "left_out": [one.source for one in grown.faults],
                "diagnostics": reports.diagnostics(made.found),
            }
        )
    else:
        older = f"，改过的旧版 {grown.older} 期" if grown.older else ""
        before = f", {grown.older} earlier versions" if grown.older else ""
        voice.say(
            f"数字报 {where}：{grown.issues} 期{older}，新收 {grown.opened} 期，写了 {grown.written} 个文件",
            f"site {where}: {grown.issues} issues{before}, {grown.opened} new, "
            f"{grown.written} files written",
        )
        if made.foreign:
            voice.aside(
                f"另有 {made.foreign} 个存档包没有版面（例如旧报的 ALTO），不上数字报",
                f"{made.foreign} more hold no pages of ours (such as ALTO of old papers) and are not shown",
            )
    return messages.WRONG if made.found else messages.OK
