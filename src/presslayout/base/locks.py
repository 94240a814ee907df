"""Locks between processes: files that the system frees when their holder ends, however it ends.

They bind those alone who ask for them: our own programs, no editor.  Whoever holds one settles what
was renamed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

POLL_SECONDS = 0.05
# File systems that know no locks: there nobody can be kept out, and waiting would never end.
_UNKNOWN = {
    getattr(errno, name)
    for name in ("ENOLCK", "EOPNOTSUPP", "ENOTSUP", "ENOSYS")
    if hasattr(errno, name)
}


def taken(lock: Path, wait: float, poll: float = POLL_SECONDS) -> int | None:
    """A descriptor that holds the lock, None when somebody else held it all the time.

    OSError where the lock's file cannot be made.  No lock is ever stale.
    """
    until = time.monotonic() + wait
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        if _take(descriptor):
            # Whoever had it may have removed the file between our opening and our locking it.
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(descriptor), lock.stat()):
                    return descriptor
        os.close(descriptor)
        if time.monotonic() >= until:
            return None
        time.sleep(poll)


def given_back(lock: Path, descriptor: int) -> None:
    """Let others have it, and take its file away."""
    if sys.platform == "win32":
        # Windows removes no open file.
        os.close(descriptor)
        with contextlib.suppress(OSError):
            lock.unlink()
        return
    with contextlib.suppress(OSError):
        lock.unlink()
    os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as refused:
        return refused.errno in _UNKNOWN
    return True


def settle(folder: Path) -> None:
    """Bring a change of names to disk where the system can."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
