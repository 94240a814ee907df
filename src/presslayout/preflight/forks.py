"""Work in copies of this process, one beside the other, where the system can copy processes.

A copy answers through a pipe and ends.  It dies with the process that made it, and whoever made it
does without its answer when it fails.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# From linux/prctl.h: the signal that a process gets when the one that made it dies.
_PR_SET_PDEATHSIG = 1


class Fork:
    """A copy of this process at one piece of work."""

    def __init__(self, work: Callable[[], object]) -> None:
        """Begin; OSError where there is no room for another process."""
        parent = os.getpid()
        self._pipe, out = os.pipe()
        try:
            self._pid = os.fork()
        except OSError:
            os.close(self._pipe)
            os.close(out)
            raise
        self._over = False
        if not self._pid:
            _ended(work, out, parent)
        os.close(out)

    def answer(self) -> Any:
        """What came out, once it is there; None where nothing came."""
        try:
            with os.fdopen(self._pipe, "rb") as pipe:
                data = pipe.read()
        except OSError:
            data = b""
        self._gone()
        if not data:
            return None
        try:
            return pickle.loads(data)  # noqa: S301  our own process
        except (EOFError, pickle.UnpicklingError):
            # It was killed while it wrote.
            return None

    def stop(self) -> None:
        """End it, unless it is over; its answer is no longer wanted."""
        if self._over:
            return
        with contextlib.suppress(OSError):
            os.close(self._pipe)
        with contextlib.suppress(OSError):
            os.kill(self._pid, signal.SIGKILL)
        self._gone()

    def _gone(self) -> None:
        # Its number may be another's from here on.
        self._over = True
        with contextlib.suppress(OSError):
            os.waitpid(self._pid, 0)


def _ended(work: Callable[[], object], out: int, parent: int) -> None:
    """The copy: work, answer, end, whatever happens; nothing of its maker's is run or written."""
    try:
        _bound(parent)
        # Whoever reads what the maker writes must not wait for us.
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        with os.fdopen(out, "wb") as pipe:
            pipe.write(pickle.dumps(work()))
    except BaseException:  # noqa: BLE001  whoever waits sees that there is no answer
        os._exit(1)
    os._exit(0)


def _bound(parent: int) -> None:
    """Die with the process that made this one, where the system has that."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
