"""The proofreading of an issue in a process of its own: whoever sets pages meanwhile is not held up.

The process reads the files by itself, tells what it found, and waits for the next question; it
ends with whoever started it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import Diagnostic, PresslayoutError, ordered
from presslayout.base.memory import Memory
from presslayout.base.values import field, mutable

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.newsroom.options import Options

_COMMAND = ("-P", "-m", "presslayout.newsroom.proofreader")
# Whoever sets and draws comes first.
_NICE = 15


@mutable
class Proofreader:
    """Somebody who reads in another process, begun with the first question."""

    _process: subprocess.Popen[bytes] | None = None
    # What the process said last: of that it only tells the places again.
    _before: tuple[Diagnostic, ...] = ()
    _closed: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, path: Path, options: Options) -> tuple[Diagnostic, ...] | None:
        """What `check` says of the copy of an issue as its files are now, setting aside.

        None where it cannot be read, or nobody can be had to read it.
        """
        with self._lock:
            process = self._process
            if process is None and not self._closed:
                process = self._process = _begun()
            if process is None or process.stdin is None or process.stdout is None:
                return None
        try:
            pickle.dump((path, options), process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            told: list[int | Diagnostic] | None = pickle.load(process.stdout)  # noqa: S301  ours
        except doors.ANSWER.faults():
            self._end()
            return None
        if told is None:
            return None
        before = self._before
        self._before = tuple(before[one] if isinstance(one, int) else one for one in told)
        return self._before

    def close(self) -> None:
        """Let the process go, whatever it is reading."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
            self._before = ()
        if process is not None:
            process.kill()
            process.wait()


def found(path: Path, options: Options, memory: Memory) -> tuple[Diagnostic, ...]:
    """What a proofreader is told of an issue, and of what its originals tell of people.

    SpecError when it cannot be read.
    """
    from presslayout.newsroom.build import opened
    from presslayout.newsroom.judged import private
    from presslayout.newsroom.proofread.reading import proofread

    memory.next_turn()
    loaded = opened(path, options, memory)
    read = proofread(loaded, options.pages, plugged=True)
    return ordered((*private(loaded, options), *read.found))


def _begun() -> subprocess.Popen[bytes] | None:
    """A process that waits to be asked; None where none can be had."""
    if not sys.executable:
        return None
    try:
        return subprocess.Popen(  # noqa: S603  this program
            [sys.executable, *_COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None


def _answer() -> None:
    """Reads what it is asked to until nobody asks any more."""
    # Whoever stops the one that asks stops us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(_NICE)
    # What a plug-in prints is no answer.
    told = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    memory, before = Memory(), dict[Diagnostic, int]()
    while True:
        try:
            path, options = pickle.load(sys.stdin.buffer)  # noqa: S301  whoever started us
        except EOFError:
            return
        found = _read(path, options, memory)
        said = None if found is None else [before.get(one, one) for one in found]
        if found is not None:
            before = {one: at for at, one in enumerate(found)}
        pickle.dump(said, told, pickle.HIGHEST_PROTOCOL)
        told.flush()


def _read(path: Path, options: Any, memory: Memory) -> tuple[Diagnostic, ...] | None:
    try:
        return found(path, options, memory)
    except PresslayoutError:
        # Whoever sets the issue meets it, too, and tells it.
        return None
    except Exception as fault:  # noqa: BLE001  a fault of ours is told, and the next save read
        from presslayout.newsroom.internal import internal

        return (internal(fault),)


if __name__ == "__main__":
    _answer()
