"""`batch --watch`: what becomes of the issues in a folder, told as it happens."""

from __future__ import annotations

import contextlib
import signal
from contextlib import closing
from typing import TYPE_CHECKING, Any

from presslayout.cli.voice import relative
from presslayout.newsroom import reports
from presslayout.newsroom.batch.ears import Bell
from presslayout.newsroom.batch.tasks import Done
from presslayout.newsroom.batch.watch import News, WatchOrder, watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.batch.logbook import Logbook


def run(
    order: WatchOrder, logbook: Logbook, voice: Voice, say: Callable[[Done], None]
) -> dict[Path, Done]:
    """Watch until somebody says that it is over: the last of each issue."""
    bell = Bell()
    last: dict[Path, Done] = {}
    with _ended_by(bell), closing(watched(order, logbook, bell)) as work:
        for one in work:
            if isinstance(one, Done):
                last[one.task.spec] = one
                say(one)
                continue
            if one.kind == "removed" and one.path is not None:
                last.pop(one.path, None)
            _tell(one, voice)
    return last


@contextlib.contextmanager
def _ended_by(bell: Bell) -> Iterator[None]:
    """Who runs services ends them by SIGTERM: that is no fault."""
    before = signal.signal(signal.SIGTERM, lambda *_: bell.end())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell(one: News, voice: Voice) -> None:
    name = relative(one.path) if one.path is not None else ""
    if voice.json:
        plain: dict[str, Any] = {"event": one.kind}
        if one.path is not None:
            plain["path"] = name
        plain |= {"message": one.text.zh, "message_en": one.text.en}
        if one.kind == "waiting":
            plain["missing"] = list(one.missing)
        if one.found:
            plain["diagnostics"] = reports.diagnostics(one.found)
        voice.object(plain)
    if one.found:
        voice.diagnostics(one.found)
        return
    lead = f"{name}  " if name else ""
    voice.say(f"{lead}{one.text.zh}", f"{lead}{one.text.en}")
