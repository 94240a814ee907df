"""A machine that is short of files or memory: told as that, never as damage of what was read."""

from __future__ import annotations

import errno
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, Diagnostic, Text
from presslayout.base.messages import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FILES = frozenset((errno.EMFILE, errno.ENFILE))
_MEMORY = frozenset((errno.ENOMEM,))
# A page's photo while it is decoded.
_PICTURE = 64 << 20
# What decoders and threads say instead of raising MemoryError.
_SAID = (
    "out of memory",
    "not enough memory",
    "start new thread",
    "cannot allocate memory",
    "failed to map segment",
)
_SAID_OF_FILES = ("too many open files",)


def shortage(fault: BaseException) -> Diagnostic | None:
    """What the machine is short of, if that is behind a fault; None if it is not."""
    for cause in _causes(fault):
        number = cause.errno if isinstance(cause, OSError) else None
        said = str(cause).lower()
        if number in _FILES or any(words in said for words in _SAID_OF_FILES):
            return _told(
                Text("这台机器允许同时打开的文件太少", "this machine allows too few open files"),
                Text(
                    "关掉别的程序，或先运行 ulimit -n 1024 再试；稿件和图片没有坏",
                    "close other programs, or run ulimit -n 1024 first; copy and pictures are sound",
                ),
            )
        if (
            isinstance(cause, MemoryError)
            or number in _MEMORY
            or any(words in said for words in _SAID)
        ):
            return _told(
                Text("这台机器的内存不够用", "this machine is short of memory"),
                Text(
                    "关掉别的程序，或用 --pages 一次少做几版再试；稿件和图片没有坏",
                    "close other programs, or make fewer --pages at a time; "
                    "copy and pictures are sound",
                ),
            )
    return None


def hold_open(path: Path) -> None:
    """Open and map a file, as libraries do that tell no reason: OSError where the machine cannot."""
    with doors.opened(path) as stream, mmap(stream.fileno(), 0, access=ACCESS_READ):
        pass


def hold_memory() -> None:
    """Take what a page's picture needs and give it back: MemoryError where the machine has it not.

    Decoders that run short of memory call their data broken.
    """
    # Zeros that nobody has written to take the room and no time.
    bytes(_PICTURE)


def _causes(fault: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    following: BaseException | None = fault
    while following is not None and following not in seen:
        seen.append(following)
        yield following
        following = following.__cause__ or following.__context__


def _told(message: Text, hint: Text) -> Diagnostic:
    return Diagnostic(SHORT, ERROR, message, hint=hint)
