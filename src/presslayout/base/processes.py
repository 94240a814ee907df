"""Work shared out over the machine's processors, its results in the order of what was asked for.

Processes are forked where that is safe (Linux, no thread running), started anew elsewhere, and only
for as much work as pays for them.  One that fails or is killed costs nothing but time: what it left
undone is done here, and raises here what it raised there.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from presslayout.base import doors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

Item = TypeVar("Item")
Result = TypeVar("Result")

# How many processes work at once, where somebody wants other than one a processor.
VARIABLE = "PRESSLAYOUT_PROCESSES"
# A forked process is there in some ten milliseconds, another Python takes a fifth of a second.
FORK_FROM, START_FROM = 3, 48
# Places in the queue: they fit into the buffer of any pipe.
_PLACES = 4096
_PLACE = struct.Struct("=I")
_COMMAND = ("-P", "-m", "presslayout.base.processes")

# In a process that works for another one nothing is shared out again.
_alone = True


def available() -> int:
    """How many processes may work at once: as many as processors, or what the variable says."""
    asked = os.environ.get(VARIABLE, "")
    if asked.isascii() and asked.isdigit():
        return max(1, int(asked))
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def spread(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    least: int = FORK_FROM,
    most: int | None = None,
) -> list[Result]:
    """`work` done on every item, each result in the item's place.

    Both cross from process to process as pickles; `work` knows nothing that changes.  `least` items
    are worth a process more, `most` processes take part, as many as may where nobody says.
    """
    count = min(most or available(), len(items))
    made: dict[int, Result] = {}
    if _alone and count > 1 and len(items) >= least:
        if can_fork():
            made = _forked(work, items, count)
        elif len(items) >= START_FROM:
            made = _started(work, items, count)
    return [made[at] if at in made else work(item) for at, item in enumerate(items)]


def is_shared_out(items: Sequence[object]) -> bool:
    """Whether so many items are worth a process more."""
    return len(items) >= FORK_FROM


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Within it neither this thread nor what it starts hears Ctrl-C; what was started, until it wants to."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def split() -> int:
    """Fork this process: the copy's number, 0 in the copy, which hears no Ctrl-C until it wants to."""
    if not hasattr(signal, "pthread_sigmask"):
        return os.fork()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    number = None
    try:
        number = os.fork()
    finally:
        if number != 0:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return number


def hear() -> None:
    """Hear Ctrl-C from now on, and what came of it until now."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def can_fork() -> bool:
    """Whether a process may be forked here and now: elsewhere, and beside threads, it may hang."""
    return sys.platform == "linux" and threading.active_count() == 1


def branched() -> tuple[int, tuple[int, int, int, int]]:
    """Fork this process with a pipe each way: the copy's number, 0 in the copy, and the four ends.

    Where the copy reads, where it is asked, where it is heard, where it tells.  OSError where the
    system gives none, and then none is open.
    """
    ends: list[int] = []
    try:
        ends += os.pipe()
        ends += os.pipe()
        process = split()
    except OSError:
        for end in ends:
            os.close(end)
        raise
    reads, asked, heard, tells = ends
    return process, (reads, asked, heard, tells)


def _forked(work: Callable[[Item], Result], items: Sequence[Item], count: int) -> dict[int, Result]:
    """What this process and those forked from it did, by place."""
    queue = _queue(len(items))
    helpers: list[tuple[int, BinaryIO]] = []
    try:
        for _ in range(count - 1):
            told = _spare()
            if told is None:
                break
            try:
                process = split()
            except OSError:
                # No more processes: those that are there do all of it.
                told.close()
                break
            if not process:
                _serve(work, items, queue, told)
            helpers.append((process, told))
        made = _until_a_fault(_done(work, items, queue))
        for process, told in helpers:
            os.waitpid(process, 0)
            made |= _told(told)
    except BaseException:
        for process, _ in helpers:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
        raise
    finally:
        os.close(queue)
        for _, told in helpers:
            told.close()
    return made


def _queue(count: int) -> int:
    """The places of all items, to be taken by whoever is free: a pipe that nobody writes to any more."""
    step = -(-count // _PLACES)
    taken, given = os.pipe()
    os.write(given, b"".join(_PLACE.pack(at) for at in range(0, count, step)))
    os.close(given)
    return taken


def _done(
    work: Callable[[Item], Result], items: Sequence[Item], queue: int
) -> Iterator[tuple[int, Result]]:
    """The items that are taken from the queue here, by place."""
    step = -(-len(items) // _PLACES)
    while place := os.read(queue, _PLACE.size):
        (first,) = _PLACE.unpack(place)
        for at in range(first, min(first + step, len(items))):
            yield at, work(items[at])


def _until_a_fault(done: Iterator[tuple[int, Result]]) -> dict[int, Result]:
    """What was done before something failed: of all that fails, the first item's fault counts."""
    made: dict[int, Result] = {}
    with contextlib.suppress(Exception):
        # One by one: what came before the fault stays.
        for at, result in done:
            made[at] = result  # noqa: PERF403
    return made


def _serve(
    work: Callable[[Item], Result], items: Sequence[Item], queue: int, told: BinaryIO
) -> None:
    """A forked process: works until the queue is empty, or nobody waits for it any more."""
    global _alone  # noqa: PLW0603  this process's own
    _alone = False
    parent = os.getppid()
    code = 1
    try:
        # Whoever stops the one that waits stops all.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for one in _done(work, items, queue):
            pickle.dump(one, told, pickle.HIGHEST_PROTOCOL)
            told.flush()
            if os.getppid() != parent:
                break
        code = 0
    finally:
        # Neither buffers nor handlers of the other process are ours.
        os._exit(code)


def _started(
    work: Callable[[Item], Result], items: Sequence[Item], count: int
) -> dict[int, Result]:
    """What this process and others that were started did, by place: every so-many-th each."""
    helpers: list[tuple[subprocess.Popen[bytes], BinaryIO]] = []
    made: dict[int, Result] = {}
    try:
        for number in range(1, count):
            told = _spare()
            helper = _helper(work, [*enumerate(items)][number::count], told)
            if told is not None and helper is not None:
                helpers.append((helper, told))
        made = _until_a_fault((at, work(items[at])) for at in range(0, len(items), count))
        for helper, told in helpers:
            helper.wait()
            made |= _told(told)
    finally:
        for helper, told in helpers:
            helper.kill()
            helper.wait()
            told.close()
    return made


def _helper(
    work: Callable[[Item], Result], items: Sequence[tuple[int, Item]], told: BinaryIO | None
) -> subprocess.Popen[bytes] | None:
    """A process at work on these items; None where none can be had, or it cannot be told."""
    if told is None or not sys.executable:
        return None
    try:
        question = pickle.dumps((work, items), pickle.HIGHEST_PROTOCOL)
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, *_COMMAND],
            stdin=subprocess.PIPE,
            stdout=told,
            stderr=subprocess.DEVNULL,
        )
    except Exception:  # noqa: BLE001  what cannot be told raises whatever it likes
        return None
    assert process.stdin is not None
    with contextlib.suppress(OSError), process.stdin as pipe:
        pipe.write(question)
    return process


def _spare() -> BinaryIO | None:
    """A file without a name, for what a process has to tell; None where there is no room for one."""
    import tempfile

    try:
        return tempfile.TemporaryFile()
    except OSError:
        return None


def _told(told: BinaryIO) -> dict[int, Any]:
    """What a process told before it ended, by place; what it could not finish is left out."""
    made: dict[int, Any] = {}
    told.seek(0)
    with contextlib.suppress(EOFError, pickle.UnpicklingError, OSError):
        while True:
            at, result = pickle.load(told)  # noqa: S301  our own process
            made[at] = result
    return made


def _answer() -> None:
    """A started process: reads what to do, does it, and tells each result."""
    global _alone  # noqa: PLW0603  this process's own
    _alone = False
    doors.note_with_others()
    work, items = pickle.load(sys.stdin.buffer)  # noqa: S301  whoever started us
    for at, item in items:
        pickle.dump((at, work(item)), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _answer()
