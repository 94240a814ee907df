"""A second process that makes, before it is asked for, what the first will look for in the cache.

A build that begins with nothing kept opens a dictionary and looks into photographs: that is done
beside it.  What was promised is waited for where it is needed; nothing but time hangs on it, and
where no process can be had, or it fails, whoever needs a thing makes it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
from typing import TYPE_CHECKING

from presslayout.base import cache
from presslayout.base.processes import available, branched, can_fork
from presslayout.base.values import field, mutable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO, NoReturn

    # The key under which a thing is kept, and what makes and keeps it.
    Promise = tuple[str, Callable[[], object]]


@mutable
class _Hand:
    """The second process: its number, whose it is, what it is asked by and tells by.

    `promised` are the keys of what it was asked for and has not told of; `idle` is what it makes
    behind that.
    """

    process: int
    owner: int
    asked: BinaryIO
    told: BinaryIO
    promised: set[str] = field(default_factory=set)
    idle: list[Promise] = field(default_factory=list)


_hands: list[_Hand] = []


def begin(prepare: Callable[[], object]) -> None:
    """Fork a process that prepares itself; nothing happens where none may be forked."""
    if _hands or available() < 2 or not can_fork():  # noqa: PLR2004  one for each
        return
    try:
        process, (taken, asked, heard, told) = branched()
    except OSError:
        return
    if not process:
        os.close(asked)
        os.close(heard)
        _serve(prepare, os.fdopen(taken, "rb"), os.fdopen(told, "wb"))
    os.close(taken)
    os.close(told)
    cache.coming.append(_awaited)
    _hands.append(_Hand(process, os.getpid(), os.fdopen(asked, "wb"), os.fdopen(heard, "rb")))


def is_there() -> bool:
    """Whether there is a process to ask."""
    return bool(_ours())


def promise(wanted: Sequence[Promise]) -> None:
    """Have these made, in their order, and then what can wait."""
    for hand in _ours():
        whole = [*wanted, *hand.idle]
        hand.idle.clear()
        with contextlib.suppress(OSError):
            pickle.dump(whole, hand.asked, pickle.HIGHEST_PROTOCOL)
            hand.asked.flush()
            hand.promised |= {key for key, _ in whole}


def get_ready(make: Callable[[], object]) -> None:
    """Have it prepare itself further, behind what is promised next."""
    for hand in _ours():
        hand.idle.append((f"ready {len(hand.idle)}", make))


def _awaited(key: str) -> bool:
    """Whether a key that was promised was waited for, so that it may be kept by now."""
    for hand in _ours():
        if key not in hand.promised:
            continue
        while key in hand.promised:
            made = hand.told.readline().decode("ascii").strip()
            if made:
                hand.promised.discard(made)
            else:
                hand.promised.clear()
        return True
    return False


def finish() -> None:
    """Wait until all that was promised is made, and let the process end."""
    for hand in _ours():
        with contextlib.suppress(OSError):
            hand.asked.close()
        # It ends when it has told of the last.
        hand.told.read()
        hand.told.close()
        with contextlib.suppress(OSError):
            os.waitpid(hand.process, 0)
        cache.coming.remove(_awaited)
        _hands.remove(hand)


def _ours() -> list[_Hand]:
    """The hand of this process: one that was forked later has none, though it knows of it."""
    return [hand for hand in _hands if hand.owner == os.getpid()]


def _serve(prepare: Callable[[], object], asked: BinaryIO, told: BinaryIO) -> NoReturn:
    """The second process: prepares, makes what it is asked for, and ends with its first fault."""
    try:
        # Whoever stops the one that waits closes its end.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _hands.clear()
        prepare()
        while True:
            for key, make in pickle.load(asked):  # noqa: S301  our own process
                # Who needs what cannot be made says why.
                with contextlib.suppress(Exception):
                    make()
                told.write(key.encode("ascii") + b"\n")
                told.flush()
    except BaseException:  # noqa: BLE001  what it cannot make, the one that needs it makes
        sys.exc_info()
    finally:
        # Neither buffers nor handlers of the other process are ours.
        os._exit(0)
