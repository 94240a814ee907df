"""The one way to write a file that people write too: specs, copy, sign-offs, comments.

Our own programs wait for each other; an editor, who knows no locks, is noticed: a file is replaced
only while it says what was read.  It is the old one or the new one, never half of it.  Links stay
links; byte order mark, encoding, line ends, mode and owner stay as they were.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors, locks
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.exchange import exchanged
from presslayout.issue.yaml.encoding import bytes_like, text_of, undecodable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WAIT_SECONDS = 20.0
_POLL_SECONDS = 0.01
# An editor who saves more often than this while one value is written does something else.
TRIES = 10
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_DIGITS = 16


def changed(path: Path, change: Callable[[str], str | None]) -> tuple[str, str] | None:
    """A text file changed: its text before and after, None where `change` makes nothing of it.

    Where somebody saves it in between, the change is made again in what they saved.  SpecError
    when the file cannot be read or written.
    """
    made: list[tuple[str, str] | None] = [None]

    def whole(old: bytes | None) -> bytes | None:
        found = text_of(old) if old is not None else None
        if old is None or found is None:
            raise SpecError([undecodable(path.name) if old is not None else _gone(path)])
        text = change(found[0])
        made[0] = None if text is None else (found[0], text)
        if text is None or text == found[0]:
            return None
        data = bytes_like(old, text)
        if data is None:
            raise SpecError([undecodable(path.name)])
        return data

    updated(path, whole)
    return made[0]


def updated(path: Path, change: Callable[[bytes | None], bytes | None]) -> None:
    """A file's bytes changed, None standing for no file before and for no change after.

    Where somebody saves it in between, the change is made again in what they saved.
    """
    with _held(path) as target:
        for _ in range(TRIES):
            old = _read(target)
            try:
                new = change(old)
            except SpecError:
                # Half of a save may be no text at all.
                if _read(target) == old:
                    raise
                continue
            if new is None:
                # Half of a save may say nothing yet.
                if _read(target) == old:
                    return
            elif new == old or _placed(target, new, old):
                return
    raise SpecError([_meanwhile(path)])


def replaced(path: Path, new: bytes | str, read: bytes) -> None:
    """A file replaced that says what was `read`; SpecError `changed-meanwhile` where it does not."""
    with _held(path) as target:
        data = new.encode() if isinstance(new, str) else new
        if _read(target) != read or not _placed(target, data, read):
            raise SpecError([_meanwhile(path)])


def written(path: Path, data: bytes) -> None:
    """A file of our own written whole, whatever was there."""
    updated(path, lambda _: data)


def appended(path: Path, rows: Sequence[str]) -> None:
    """Lines added at the end of a file, which is made if need be; what it holds already is not repeated.

    One write for all of them; a last line without an end is ended first.
    """
    with _held(path) as target:
        found = _read(target)
        if found is not None:
            _may_be_written(target)
        old = found or b""
        known = {row.removesuffix(b"\r") for row in old.split(b"\n")}
        new = [row.encode() for row in dict.fromkeys(rows)]
        new = [row for row in new if row not in known]
        if not new:
            return
        end = b"\r\n" if b"\r\n" in old else b"\n"
        lead = end if old and not old.endswith(b"\n") else b""
        try:
            _append(target, lead + b"".join(row + end for row in new))
        except OSError:
            if found is None:
                # What was not there is not left empty.
                target.unlink(missing_ok=True)
            raise


def _append(target: Path, data: bytes) -> None:
    """Write at the end, all of it or nothing."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(target, flags, 0o666)
    try:
        before = os.fstat(descriptor).st_size
        whole = False
        try:
            whole = os.write(descriptor, data) == len(data)
            os.fsync(descriptor)
        finally:
            if not whole:
                os.ftruncate(descriptor, before)
        if not whole:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _held(path: Path) -> Iterator[Path]:
    """The file that a path leads to, ours alone among our own programs; what fails is told."""
    try:
        target = Path(os.path.realpath(path))
        lock = _beside(target, "lock")
        descriptor = locks.taken(lock, WAIT_SECONDS, _POLL_SECONDS)
        if descriptor is None:
            raise SpecError([_busy(path)])
        try:
            yield target
        finally:
            locks.given_back(lock, descriptor)
    except OSError as cause:
        raise SpecError([_not_written(path, cause)]) from cause


def _beside(target: Path, kind: str) -> Path:
    # Hidden, and so of no interest to whoever watches the folder; as short as any name may be.
    key = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:_DIGITS]
    return target.with_name(f".{key}.{kind}")


def _read(target: Path) -> bytes | None:
    """What a file says now; None where there is none."""
    try:
        if not stat.S_ISREG(target.stat().st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return doors.read(target)
    except FileNotFoundError:
        return None


def _placed(target: Path, new: bytes, old: bytes | None) -> bool:
    """Put a text in the place of another; whether that was still there."""
    if old is not None:
        _may_be_written(target)
    spare = _beside(target, "new")
    try:
        _write(spare, new, target if old is not None else None)
        made = _put(spare, target, new, old)
        locks.settle(target.parent)
    finally:
        with contextlib.suppress(OSError):
            spare.unlink(missing_ok=True)
    return made


def _may_be_written(target: Path) -> None:
    """Whoever made a file unwritable meant it, whatever the folder or the user allows."""
    if not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _write(spare: Path, data: bytes, like: Path | None) -> None:
    spare.unlink(missing_ok=True)
    with spare.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if like is None:
        return
    state = like.stat()
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.chown(spare, state.st_uid, state.st_gid)
    if sys.platform == "linux":
        # Access lists of shared folders are kept in these.
        with contextlib.suppress(OSError):
            for name in os.listxattr(like):
                os.setxattr(spare, name, os.getxattr(like, name))
    spare.chmod(stat.S_IMODE(state.st_mode))


def _put(spare: Path, target: Path, new: bytes, old: bytes | None) -> bool:
    """Give the spare the target's name; whether the target said `old` till then.

    Where files can be exchanged, whatever somebody saved in the last moment comes back in the spare
    and is put where it was.  Elsewhere that moment is as short as two calls of the system.
    """
    if old is None:
        return _made(spare, target)
    if _read(target) != old:
        return False
    if not exchanged(spare, target):
        spare.replace(target)
        return True
    put, expected = new, old
    for _ in range(TRIES * TRIES):
        there = spare.read_bytes()
        if there == expected:
            break
        expected, put = put, there
        if not exchanged(spare, target):
            spare.replace(target)
            break
    return put == new


def _made(spare: Path, target: Path) -> bool:
    try:
        os.link(spare, target)
    except FileExistsError:
        return False
    except OSError:
        if target.exists():
            return False
        spare.replace(target)
    return True


def _not_written(path: Path, cause: OSError) -> Diagnostic:
    from presslayout.issue.files import with_folder

    where = with_folder(path)
    if cause.errno in _FULL:
        return Diagnostic(
            "disk-full",
            ERROR,
            Text(
                f"磁盘已满，写不下 {where}；原来的没有动",
                f"the disk is full; {where} could not be written and is as it was",
            ),
            hint=Text("腾出空间再来一次", "free some space and do it again"),
        )
    from presslayout.base.refusals import why

    reason = why(cause)
    return Diagnostic(
        "not-writable",
        ERROR,
        Text(f"写不进 {where}：{reason.zh}", f"{where} cannot be written: {reason.en}"),
        hint=Text(
            "看看文件和文件夹的权限", "look at the permissions of the file and of its folder"
        ),
    )


def _gone(path: Path) -> Diagnostic:
    from presslayout.issue.files import meant_by

    meant = meant_by(path)
    return Diagnostic(
        "missing-file",
        ERROR,
        Text(f"读不到 {path.name}{meant.zh}", f"{path.name} cannot be read{meant.en}"),
        hint=Text("检查路径", "check the path"),
    )


def _busy(path: Path) -> Diagnostic:
    return Diagnostic(
        "busy",
        ERROR,
        Text(
            f"别的程序一直在写 {path.name}，等了 {WAIT_SECONDS:g} 秒",
            f"{path.name} was being written by others for {WAIT_SECONDS:g} s",
        ),
        hint=Text("等它写完再来一次", "wait for them and do it again"),
    )


def _meanwhile(path: Path) -> Diagnostic:
    return Diagnostic(
        "changed-meanwhile",
        ERROR,
        Text(
            f"{path.name} 在这期间被别人存过，没有动它",
            f"{path.name} was saved by somebody else meanwhile; it was left alone",
        ),
        hint=Text("再来一次", "do it again"),
    )
