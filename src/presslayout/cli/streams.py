"""The three streams of a process as a shell, a pipe or a service may hand them over.

Nothing that is printed may decide what becomes of a run: where nobody reads, the work goes on and
the exit code says what it would have said.  Words that could not be written are told at the end,
where a result was lost.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Text

if TYPE_CHECKING:
    from typing import TextIO

# What could not be written to stdout, the first of it: what the system said.
_lost: list[OSError] = []


def made_whole() -> None:
    """Streams that are closed lead nowhere, as if they had been given /dev/null.

    Else the next file that is opened takes their number, and what libraries print goes into it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with contextlib.suppress(OSError):
                # The lowest number that is free, this one; processes of our own inherit it.
                os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # noqa: FBT003  (its own way)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115  (it stays)
            setattr(sys, name, nowhere)


def written(stream: TextIO, text: str) -> None:
    """A text on a stream in its encoding, at once."""
    encoding = stream.encoding or "utf-8"
    shown = text.encode(encoding, "backslashreplace").decode(encoding)
    try:
        stream.write(shown)
        stream.flush()
    except OSError as cause:
        _silenced(stream, cause)


def written_bytes(data: bytes) -> None:
    """Bytes on stdout, at once."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode())
        return
    try:
        buffer.write(data)
        buffer.flush()
    except OSError as cause:
        _silenced(sys.stdout, cause)


def lost() -> Diagnostic | None:
    """That a result could not be written; None where all of it was, or nobody wanted to read on."""
    if not _lost:
        return None
    from presslayout.base.refusals import why

    reason = why(_lost[0])
    _lost.clear()
    return Diagnostic(
        "output-lost",
        ERROR,
        Text(
            f"标准输出写不进去（{reason.zh}），结果没有写全",
            f"standard output took no more ({reason.en})",
        ),
        hint=Text(
            "腾出空间，或换个地方写；要交付的文件照常交付了",
            "free some space or write elsewhere; what was to be delivered was delivered",
        ),
    )


def _silenced(stream: TextIO, cause: OSError) -> None:
    """Nothing more goes there: Python would complain again when it closes the stream."""
    if stream is sys.stdout and not isinstance(cause, BrokenPipeError):
        _lost.append(cause)
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
