"""`shelf`: bags put on a shelf of issues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Text
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.newsroom import reports

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.shelving import Added, Shelving


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Put bags on a shelf; what is there already is not put again."""
    from presslayout.newsroom.shelving import add

    if arguments.at and not _is_time(arguments.at):
        raise UsageError(
            Text(
                f"--at 看不懂“{arguments.at}”，写成 2026-10-18T09:30:00+08:00",
                f'--at does not understand "{arguments.at}"; write 2026-10-18T09:30:00+08:00',
            )
        )
    made = add([Path(one) for one in arguments.folders], Path(arguments.to), arguments.at)
    voice.diagnostics(made.found)
    if voice.json:
        voice.object(_plain(made))
    for one in made.added if not voice.json else ():
        said = _said(one)
        voice.say(said.zh, said.en)
    return exits.exit_code(made.found)


def _is_time(text: str) -> bool:
    from datetime import datetime

    try:
        return datetime.fromisoformat(text).tzinfo is not None and "T" in text
    except ValueError:
        return False


def _said(one: Added) -> Text:
    who = one.identity
    variant = f" {who.variant}" if who.variant else ""
    name = f"{who.paper} {who.date}{variant}"
    if not one.new:
        return Text(
            f"{name}：架上已有，是第 {one.version} 次存的（v{one.version}）",
            f"{name}: on the shelf already, as v{one.version}",
        )
    kept = len(one.kept)
    beside = Text(f"，另收字体、特性文件等 {kept} 个", f", with {kept} face(s), profiles and the like") if kept else Text("", "")  # fmt: skip
    return Text(
        f"{name}：存为 v{one.version}{beside.zh}，在 {one.object}",
        f"{name}: kept as v{one.version}{beside.en}, in {one.object}",
    )


def _plain(made: Shelving) -> dict[str, Any]:
    return {
        "added": [
            {
                "bag": one.bag.as_posix(),
                "paper": one.identity.paper,
                "cn": one.identity.cn,
                "date": one.identity.date,
                "variant": one.identity.variant,
                "version": one.version,
                "new": one.new,
                "object": one.object,
                "kept": list(one.kept),
            }
            for one in made.added
        ],
        "diagnostics": reports.diagnostics(made.found),
    }
