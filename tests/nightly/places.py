"""Where things are tried: a folder in memory where there is room, put back as it was after each trial."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# A killed process has handed to the system what it wrote: whether a disk has it, other trials see.
MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 2 << 30

State = tuple[int, int, int, int]


@contextmanager
def folder(beside: Path | None = None) -> Iterator[Path]:
    """A folder for a trial that anybody may look into, beside another or where it costs least."""
    above = beside.parent if beside is not None else _above()
    with tempfile.TemporaryDirectory(prefix="presslayout-night-", dir=above) as place:
        Path(place).chmod(0o755)
        yield Path(place)


def _above() -> Path | None:
    fits = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if fits and os.access(MEMORY, os.W_OK) else None


def state(path: str | Path) -> State:
    """What differs once a file is another or says another thing."""
    return _state(os.lstat(path))


def _state(now: os.stat_result) -> State:
    return now.st_mode, now.st_ino, now.st_size, now.st_mtime_ns


def below(*folders: str | Path) -> Iterator[tuple[str, State]]:
    """All that stands in the folders, what is above before what is in it."""
    for one in folders:
        with suppress(FileNotFoundError), os.scandir(one) as found:
            for entry in found:
                yield entry.path, _state(entry.stat(follow_symlinks=False))
                if entry.is_dir(follow_symlinks=False):
                    yield from below(entry.path)


class Kept:
    """What folders hold, in memory; only what has changed is written again."""

    def __init__(self, *folders: Path) -> None:
        self.folders = folders
        self.known = {path: (_said(path), was) for path, was in below(*folders)}

    def restore(self) -> None:
        """As it was: files, links, rights, and no folder more."""
        missing = dict(self.known)
        for path, now in list(below(*self.folders)):
            known = missing.pop(path, None)
            if known is None or _kind(known[1]) != _kind(now):
                _removed(path)
            elif now[0] == known[1][0] and (now == known[1] or stat.S_ISDIR(now[0])):
                continue
            if known is not None:
                missing[path] = known
        for path, (said, was) in missing.items():
            self._again(path, said, was)

    def _again(self, path: str, said: bytes | None, was: State) -> None:
        if said is None:
            Path(path).mkdir(exist_ok=True)
            Path(path).chmod(stat.S_IMODE(was[0]))
            return
        file = Path(path)
        file.unlink(missing_ok=True)
        if stat.S_ISLNK(was[0]):
            file.symlink_to(os.fsdecode(said))
        else:
            file.write_bytes(said)
            file.chmod(stat.S_IMODE(was[0]))
        self.known[path] = (said, state(path))


def _kind(was: State) -> int:
    return stat.S_IFMT(was[0])


def _removed(path: str) -> None:
    """Gone, with all that is in it; it may be already, with the folder above it."""
    file = Path(path)
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(path)
    else:
        file.unlink(missing_ok=True)


def _said(path: str) -> bytes | None:
    """What a file says or where a link leads; None of a folder."""
    file = Path(path)
    if file.is_symlink():
        return os.fsencode(file.readlink())
    return None if file.is_dir() else file.read_bytes()
