"""Ctrl-C, and the end that a service is told, from the first moment of a command.

An interrupt that comes while the command line itself is still being loaded waits until somebody is
there to say so.  One that comes while a library in C begins waits until it has begun: some of them
do not outlive an exception there and end the process instead.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import time

# As type checkers know it; importing typing for it would cost more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

# How long an interrupt waits before it is looked whether it may come now.
PAUSE_SECONDS = 0.02
_LOADERS = "<frozen importlib._bootstrap_external>"
_NATIVE = "ExtensionFileLoader"


class _Waiting:
    """Whether interrupts wait for `heed`, and whether one does."""

    held = False
    told = False


def hold(words: Sequence[str]) -> None:
    """Let interrupts wait until `heed`; `words` are those of the command that begins.

    A watch that is told to end by SIGTERM has nothing to end yet and ends well.  What a shell has
    set to be ignored stays ignored.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)
        _Waiting.held = True
    if {"batch", "--watch"} <= set(words):
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))


def heed() -> None:
    """From now on an interrupt is a KeyboardInterrupt, also the one that waited."""
    _Waiting.held = False
    if _Waiting.told:
        _Waiting.told = False
        raise KeyboardInterrupt


def _interrupted(number: int, frame: FrameType | None) -> None:
    if _Waiting.held:
        _Waiting.told = True
    elif _is_native(frame):
        _thread.start_new_thread(_again, ())
    else:
        signal.default_int_handler(number, frame)


def _is_native(frame: FrameType | None) -> bool:
    """Whether a library in C is being loaded just now."""
    while frame is not None:
        if frame.f_code.co_filename == _LOADERS:
            loader = frame.f_locals.get("self")
            if type(loader).__name__ == _NATIVE:
                return True
        frame = frame.f_back
    return False


def _again() -> None:
    time.sleep(PAUSE_SECONDS)
    with contextlib.suppress(RuntimeError):
        _thread.interrupt_main()
