"""How the command line speaks: findings, results and JSON, in Chinese or English.

Results go to stdout, everything else to stderr; with --json one object alone goes to stdout.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Hearing, Text
from presslayout.base.values import frozen
from presslayout.cli import streams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TextIO

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.cli.digest import ToldLine

LANGUAGES = ("zh", "en")
# A run that is done sooner says nothing of its stages: rich takes longer to load than it takes.
PATIENCE_SECONDS = 0.5
STAGES = {
    "load": Text("读稿", "reading"),
    "compose": Text("排文字和图片", "setting"),
    "preflight": Text("查付印条件", "checking for the press"),
    "overlay": Text("写校样", "marking the proof"),
    "convert": Text("转换图片", "converting pictures"),
    "paint": Text("写 PDF", "writing the PDF"),
    "edition": Text("存版面", "keeping the edition"),
    "bag": Text("装存档包", "packing the archive"),
    "verify": Text("读回核对", "reading it back"),
}
# How a terminal shows what a line is made of (see cli/digest.py).
_LOOKS = {
    "error": "bold red",
    "warning": "yellow",
    "info": "cyan",
    "quiet": "dim",
    "place": "bold",
}


@frozen
class Voice:
    """The language, whether stdout belongs to JSON, and how much of the findings is told."""

    lang: str
    json: bool
    telling: Hearing = Hearing()

    def say(self, zh: str, en: str) -> None:
        """One line of result; with --json it goes aside, with --quiet nowhere."""
        if not self.telling.quiet:
            _line(_shown(Text(zh, en).say(self.lang)), sys.stderr if self.json else sys.stdout)

    def aside(self, zh: str, en: str) -> None:
        """One line that is no result."""
        if not self.telling.quiet:
            _line(_shown(Text(zh, en).say(self.lang)), sys.stderr)

    def failure(self, zh: str, en: str, *, aside: bool = False) -> None:
        """One line of what did not succeed, which --quiet lets through."""
        stream = sys.stderr if self.json or aside else sys.stdout
        _line(_shown(Text(zh, en).say(self.lang)), stream)

    def print(self, text: str) -> None:
        """A result that is the same in every language."""
        _line(text, sys.stdout)

    def object(self, value: Mapping[str, Any]) -> None:
        """The one JSON object of --json."""
        # One line: what reads it parses it, and an indent costs three times the time.
        # A name that is no text is spelled out, as JSON spells it.
        text = json.dumps(value, ensure_ascii=False) + "\n"
        streams.written_bytes(text.encode("utf-8", "backslashreplace"))

    def progress(self, zh: str, en: str) -> Callable[[int, int], None] | None:
        """Who is told how much is done, of how much; nobody where no terminal looks on."""
        if not sys.stderr.isatty():
            return None
        return _bar(Text(zh, en).say(self.lang))

    @contextmanager
    def stages(self, zh: str, en: str) -> Iterator[Callable[[str], None] | None]:
        """Who is told which stage of a run begins; nobody where no terminal looks on."""
        if not sys.stderr.isatty():
            yield None
            return
        shown = _Stages(Text(zh, en).say(self.lang), self.lang)
        try:
            yield shown.told
        finally:
            shown.close()

    def diagnostics(self, found: Sequence[Diagnostic]) -> None:
        """What was found, the errors last, and how much it is (see cli/digest.py)."""
        if not found:
            return
        from presslayout.cli.digest import digest

        lines = digest(found, self.lang, self.telling)
        if not lines:
            return
        if not self.json and coloured(sys.stderr, os.environ):
            streams.written(sys.stderr, _painted(lines))
        else:
            streams.written(sys.stderr, "".join(f"{line.text}\n" for line in lines))


class _Stages:
    """A line on the terminal that says what goes on, once that has gone on for a while."""

    def __init__(self, title: str, lang: str) -> None:
        self._title, self._lang, self._stage = title, lang, ""
        self._status: Any = None
        self._closed = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(PATIENCE_SECONDS, self._show)
        self._timer.daemon = True
        self._timer.start()

    def told(self, stage: str) -> None:
        """A stage begins."""
        with self._lock:
            self._stage = stage
            if self._status is not None:
                self._status.update(self._said())

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._status is not None:
                self._status.stop()

    def _show(self) -> None:
        from rich.console import Console

        with self._lock:
            if not self._closed:
                self._status = Console(stderr=True).status(self._said())
                self._status.start()

    def _said(self) -> str:
        stage = STAGES.get(self._stage)
        return f"{self._title}：{stage.say(self._lang)}" if stage else self._title


def _bar(title: str) -> Callable[[int, int], None]:
    """A bar on the terminal that grows as it is told, and goes when it is full."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(title, total=None)
    bar.start()

    def show(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        if done >= total:
            bar.stop()

    return show


def language(environ: Mapping[str, str], wanted: str | None = None) -> str:
    """The language asked for, else the locale's, else Chinese."""
    if wanted in LANGUAGES:
        return wanted
    named = next((environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(k)), "")
    if not named and os.name == "nt":
        import locale

        named = locale.getlocale()[0] or ""
    return "en" if named.lower().startswith("en") else "zh"


def coloured(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether colours are shown there: on a terminal that has some, where nobody forbids them."""
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def _painted(lines: Sequence[ToldLine]) -> str:
    """Lines in the colours of what they tell."""
    import io

    from rich.console import Console
    from rich.text import Text as Rich

    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, highlight=False)
    for line in lines:
        parts = [(text, _LOOKS.get(kind.partition(" ")[0], "")) for text, kind in line.parts]
        console.print(Rich.assemble(*parts), soft_wrap=True)
    return screen.getvalue()


def relative(path: os.PathLike[str] | str) -> str:
    """A path as it is read from here; elsewhere on the disk as it is."""
    try:
        near = os.path.relpath(path)
    except ValueError:
        return str(path)
    shown = str(path) if near.startswith(os.pardir + os.sep + os.pardir) else near
    return shown.replace(os.sep, "/")


def _shown(text: str) -> str:
    """One line as a terminal may have it: names of files hold whatever their makers wrote."""
    if text.isprintable():
        return text
    from presslayout.cli.cells import visible

    return visible(text)


def _line(text: str, stream: TextIO) -> None:
    streams.written(stream, text + "\n")
