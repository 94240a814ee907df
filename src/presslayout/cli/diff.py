"""`diff`: what changed between two editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.cli.voice import relative
from presslayout.newsroom.differences import differences
from presslayout.newsroom.options import PRESS, Options
from presslayout.newsroom.wording import brief

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from presslayout.cli.voice import Voice
    from presslayout.edition.changewords import ListedChange, Wording

# What went and what came stand between these.
_MARKS = {"": ("", ""), "del": ("[-", "-]"), "ins": ("{+", "+}")}


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Tell the changes; with -o write them as a web page, as JSON and as a PDF."""
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
        _list(made.rows, voice)
        for file in made.files:
            voice.say(f"写了 {relative(file)}", f"wrote {relative(file)}")
    return messages.DIFFERENT if made.rows else messages.OK


def _list(rows: Sequence[ListedChange], voice: Voice) -> None:
    lost = sum(row.change.is_loss for row in rows)
    if lost:
        voice.say("先看少了的文字：", "Lost text first:")
    for row in rows:
        if lost and row.number == lost + 1:
            voice.say("其余的改动：", "The other changes:")
        told = row.told
        place = f"　{row.place}" if row.place else ""
        voice.say(
            f"{row.number:3}  {told.where.zh} {told.what.zh}{place}",
            f"{row.number:3}  {told.where.en}: {told.what.en}{place}",
        )
        if told.pieces:
            words = _words(told.pieces)
            voice.say(f"     {words}", f"     {words}")
    count = len(rows)
    voice.say(f"{count} 处不同", f"{count} difference{'s' * (count != 1)}")


def _words(pieces: Sequence[Wording]) -> str:
    """The text with what went in [-…-] and what came in {+…+}, as `git diff --word-diff` has them."""
    made = []
    for piece in pieces:
        begin, end = _MARKS[piece.mark]
        made.append(f"{begin}{brief(piece.text)}{end}")
    return "".join(made)
