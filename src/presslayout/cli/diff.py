"""`diff`: what changed between two editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli.voice import relative
from presslayout.newsroom.differences import differences, kind
from presslayout.newsroom.options import PRESS, Options

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.edition.changes import Change

_LONGEST = 40


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Tell the changes; with -o write them as a web page, as JSON and on the new pages."""
    options = Options(
        press=arguments.press or PRESS,
        cache=Cache.disabled() if arguments.no_cache else Cache.open(),
    )
    folder = Path(arguments.out) if arguments.out else None
    made = differences(arguments.old, arguments.new, options, folder)
    voice.diagnostics(made.found)
    if voice.json:
        voice.object(made.plain)
    else:
        for number, change in enumerate(made.changes, 1):
            said = _told(change)
            voice.say(f"{number}  {said.zh}", f"{number}  {said.en}")
        voice.say(f"{len(made.changes)} 处不同", f"{len(made.changes)} differences")
        for file in made.files:
            voice.say(f"写了 {relative(file)}", f"wrote {relative(file)}")
    return messages.DIFFERENT if made.changes else messages.OK


def _told(change: Change) -> Text:
    named = kind(change)
    whose = " ".join(part for part in (change.story, change.part) if part)
    old, new = _cut(change.old), _cut(change.new)
    what = Text(f"“{old}”→“{new}”", f"“{old}” → “{new}”")
    if not old:
        what = Text(f"加 “{new}”", f"added “{new}”")
    elif not new:
        what = Text(f"删 “{old}”", f"deleted “{old}”")
    at = "" if change.offset is None else f" @{change.offset}"
    page = change.page if change.page is not None else "—"
    return Text(
        f"第{page}版 {named.zh} {whose}{at}：{what.zh}",
        f"page {page} {named.en} {whose}{at}: {what.en}",
    )


def _cut(text: str) -> str:
    flat = text.replace("\n", "⏎")
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
