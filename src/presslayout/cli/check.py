"""`check`: everything that can be said without writing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presslayout import api, messages, report
from presslayout.cli.build import asked

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Tell what was found, and how full the pages are."""
    told = api.check(Path(arguments.issue), asked(arguments))
    voice.diagnostics(told.diagnostics)
    code = messages.exit_code(told.diagnostics)
    if voice.json:
        voice.object(
            {
                "ok": code == messages.OK,
                "issue": told.issue,
                "pages": [report.page(record) for record in told.pages],
                "diagnostics": report.diagnostics(told.diagnostics),
            }
        )
    elif code == messages.OK:
        stories = sum(len(page.stories) for page in told.pages)
        voice.say(
            f"{told.issue}：{len(told.pages)} 版，{stories} 个版位，可以排",
            f"{told.issue}: {len(told.pages)} pages, {stories} slots filled; it can be built",
        )
    return code
