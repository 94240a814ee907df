"""How the command line speaks: findings, results and JSON, in Chinese or English.

Results go to stdout, everything else to stderr; with --json one object alone goes to stdout.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Severity, Text
from presslayout.base.values import frozen
from presslayout.cli import streams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

    from presslayout.base.diagnostics import Diagnostic, Span

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
# What a narrow terminal shows; a paragraph's line is far longer.
_EXCERPT_WIDTH = 72
_TAB = "    "
_MARGIN = "    "


@frozen
class Voice:
    """The language, and whether stdout belongs to JSON."""

    lang: str
    json: bool

    def say(self, zh: str, en: str) -> None:
        """One line of result; with --json it goes aside."""
        _line(Text(zh, en).say(self.lang), sys.stderr if self.json else sys.stdout)

    def aside(self, zh: str, en: str) -> None:
        """One line that is no result."""
        _line(Text(zh, en).say(self.lang), sys.stderr)

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
        """Every finding in the form that editors jump from, and how many there were."""
        for d in found:
            _line(rendered(d, self.lang), sys.stderr)
        if found:
            _line(counted(found, self.lang), sys.stderr)


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


def rendered(d: Diagnostic, lang: str) -> str:
    """file:line:column, severity, code and message; the excerpt with a caret; the way out."""
    place = f"{d.span.file}:{d.span.line}:{d.span.column}: " if d.span else ""
    lines = [f"{place}{d.severity.value}[{d.code}]: {d.message.say(lang)}"]
    if d.span and d.span.excerpt.strip():
        lines += _excerpt(d.span)
    if d.hint:
        lines.append(f"  hint: {d.hint.say(lang)}")
    return "\n".join(visible(line) for line in lines)


def counted(found: Iterable[Diagnostic], lang: str) -> str:
    """How many errors, warnings and remarks."""
    names = {
        Severity.ERROR: (("个错误", ""), ("error", "errors")),
        Severity.WARNING: (("个提醒", ""), ("warning", "warnings")),
        Severity.INFO: (("条说明", ""), ("note", "notes")),
    }
    severities = [d.severity for d in found]
    parts = []
    for severity, (zh, en) in names.items():
        count = severities.count(severity)
        if count:
            parts.append(f"{count} {zh[0]}" if lang == "zh" else f"{count} {en[count > 1]}")
    return ("，" if lang == "zh" else ", ").join(parts)


def width(text: str) -> int:
    """How many cells of a terminal a text takes: Chinese characters take two."""
    return sum(_cells(char) for char in text)


def relative(path: os.PathLike[str] | str) -> str:
    """A path as it is read from here; elsewhere on the disk as it is."""
    try:
        near = os.path.relpath(path)
    except ValueError:
        return str(path)
    shown = str(path) if near.startswith(os.pardir + os.sep + os.pardir) else near
    return shown.replace(os.sep, "/")


def _excerpt(span: Span) -> list[str]:
    """The line of the file, cut to what a terminal shows, and a caret under the place."""
    text = span.excerpt.split("\n")[0].replace("\t", _TAB)
    shift = span.excerpt[: span.column - 1].count("\t") * (len(_TAB) - 1)
    start = min(max(span.column - 1 + shift, 0), len(text))
    indent = min(len(text) - len(text.lstrip()), start)
    first = max(indent, start - _EXCERPT_WIDTH // 4 if start > _EXCERPT_WIDTH // 2 else indent)
    last, cells = first, 0
    while last < len(text) and cells < _EXCERPT_WIDTH:
        cells += _cells(text[last])
        last += 1
    before = "…" if first > indent else ""
    after = "…" if last < len(text) else ""
    lead = width(before + text[first:start])
    length = max(1, width(text[start : min(start + span.length, last)]))
    return [
        f"{_MARGIN}{before}{text[first:last]}{after}",
        f"{_MARGIN}{' ' * lead}{'^' * length}",
    ]


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" or char == "…" else 1


def visible(text: str) -> str:
    """Without what would move a terminal's cursor or turn its line round."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)


def _line(text: str, stream: TextIO) -> None:
    streams.written(stream, text + "\n")
