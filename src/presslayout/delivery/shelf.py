"""The output folder: each file whole or not at all, one build at a time, old ones put aside.

A build that is killed leaves what was there before or nothing; what it had begun bears a name of
its own and is cleared away by the next build.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from typing import TYPE_CHECKING

from presslayout.base import doors, locks
from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, Text
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = ".presslayout.lock"
SPARE = ".presslayout-"
PREVIOUS = "previous"
WAIT_SECONDS = 5.0
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


@frozen
class Shelf:
    """An output folder that is ours until the lock is given back."""

    folder: Path

    def write(self, name: str, data: bytes) -> str:
        """Put a whole file under `name` in one step; its SHA-256."""
        self.place(self.spare(name, data), name)
        return hashlib.sha256(data).hexdigest()

    def spare(self, name: str, data: bytes) -> Path:
        """A whole file that bears no name of ours yet."""
        path = self.folder / f"{SPARE}{os.getpid()}-{name}"
        with _told(self.folder / name), path.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        return path

    def read(self, name: str) -> bytes | None:
        """The file that bears a name now; None where none does, or it cannot be read."""
        try:
            return doors.read(self.folder / name)
        except OSError:
            return None

    def spare_folder(self, name: str) -> Path:
        """An empty folder that bears no name of ours yet."""
        path = self.folder / f"{SPARE}{os.getpid()}-{name}"
        with _told(self.folder / name):
            path.mkdir()
        return path

    def place(self, spare: Path, name: str) -> None:
        """Give what is ready its name; a folder's older namesake is put aside first."""
        target = self.folder / name
        with _told(target):
            if spare.is_dir() and target.exists():
                self.put_aside(name)
            spare.replace(target)
            locks.settle(self.folder)

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with _told(self.folder / name):
            (self.folder / name).unlink(missing_ok=True)

    def keep(self, name: str, folder: str) -> None:
        """Copy a file or folder, if it is there, into a folder of previous/ that has none yet."""
        old, kept = self.folder / name, self.folder / PREVIOUS / folder / name
        if not os.path.lexists(old) or os.path.lexists(kept):
            return
        import shutil

        with _told(kept):
            kept.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if old.is_dir() else shutil.copy2)(old, kept)

    def put_aside(self, name: str) -> bool:
        """Move an older file or folder to previous/; whether there was one."""
        old = self.folder / name
        if not os.path.lexists(old):
            return False
        kept = self.folder / PREVIOUS / name
        with _told(old):
            kept.parent.mkdir(exist_ok=True)
            if kept.is_dir() and not kept.is_symlink():
                import shutil

                shutil.rmtree(kept)
            old.replace(kept)
            locks.settle(self.folder)
        return True

    def clear(self) -> None:
        """Take away what builds left that were killed, and what this one did not use."""
        for path in self._spares():
            with contextlib.suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    import shutil

                    shutil.rmtree(path)
                else:
                    path.unlink()

    def _spares(self) -> list[Path]:
        """None where the system lets nobody look."""
        with contextlib.suppress(OSError):
            return list(self.folder.glob(f"{SPARE}*"))
        return []


@contextlib.contextmanager
def shelf(folder: Path, wait: float = WAIT_SECONDS) -> Iterator[Shelf]:
    """The folder, made if need be, locked against other builds.

    DeliveryError `busy`, `bad-folder`, `not-writable` or `disk-full`.
    """
    if folder.exists() and not folder.is_dir():
        raise DeliveryError([_bad_folder(folder)])
    with _told(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise DeliveryError([_bad_folder(folder)]) from error
    lock = folder / LOCK
    with _told(lock):
        descriptor = locks.taken(lock, wait)
    if descriptor is None:
        raise DeliveryError([_busy(folder)])
    ours = Shelf(folder)
    try:
        ours.clear()
        yield ours
    finally:
        ours.clear()
        locks.given_back(lock, descriptor)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system refuses, as a finding."""
    try:
        yield
    except DeliveryError:
        raise
    except OSError as error:
        raise DeliveryError([_refused(path, error)]) from error


def _refused(path: Path, error: OSError) -> Diagnostic:
    if error.errno in _FULL:
        return Diagnostic(
            "disk-full",
            ERROR,
            Text(
                f"磁盘已满，写不下 {path}",
                f"the disk is full; {path} could not be written",
            ),
            hint=Text("腾出空间再排一次", "free some space and build again"),
        )
    if isinstance(error, PermissionError) and path.is_file():
        return Diagnostic(
            "file-in-use",
            ERROR,
            Text(
                f"{path.name} 被别的程序占用，换不掉",
                f"{path.name} is held open by another program and cannot be replaced",
            ),
            hint=Text(
                f"关掉打开 {path.name} 的看图软件，再排一次",
                f"close the viewer that shows {path.name} and build again",
            ),
        )
    from presslayout.base.refusals import why

    reason = why(error)
    return Diagnostic(
        "not-writable",
        ERROR,
        Text(
            f"写不进 {path}：{reason.zh}",
            f"{path} cannot be written: {reason.en}",
        ),
        hint=Text(
            "检查文件夹的权限，或用 -o 换一个文件夹",
            "check the folder's permissions, or name another with -o",
        ),
    )


def _bad_folder(folder: Path) -> Diagnostic:
    return Diagnostic(
        "bad-folder",
        ERROR,
        Text(f"{folder.name} 是文件，不是文件夹", f"{folder.name} is a file and no folder"),
        hint=Text("用 -o 指定一个文件夹", "name a folder with -o"),
    )


def _busy(folder: Path) -> Diagnostic:
    return Diagnostic(
        "busy",
        ERROR,
        Text(
            f"另一次排版正在写 {folder.name}，等了 {WAIT_SECONDS:g} 秒还没写完",
            f"another build is writing {folder.name} and was not done in {WAIT_SECONDS:g} s",
        ),
        hint=Text(
            "等它结束再排，或用 -o 换一个文件夹",
            "wait for it to end, or name another folder with -o",
        ),
    )
