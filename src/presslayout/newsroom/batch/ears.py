"""What rings when something stirs in folders: the system's own notices, where it gives any."""

from __future__ import annotations

import os
import queue
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors, filelines
from presslayout.base.values import field, mutable
from presslayout.newsroom.outputs import OUT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.newsroom.batch.local import Told

# Milliseconds: the rest after which changes are told, the longest wait, and how long none is waited for.
_STEP_MS, _LONGEST_MS, _IDLE_MS = 200, 1000, 2000
# File systems whose changes on other machines nobody here is told of.
_SHARED = frozenset(
    "9p afs afpfs beegfs ceph cifs davfs drvfs fuse.ceph fuse.davfs2 fuse.glusterfs fuse.rclone "
    "fuse.s3fs fuse.sshfs gfs2 glusterfs lustre ncpfs nfs nfs4 ocfs2 prl_fs smb3 smbfs vboxsf "
    "virtiofs vmhgfs fuse.vmhgfs-fuse".split()
)
_MOUNTS = Path("/proc/self/mountinfo")


@mutable
class Bell:
    """What whoever watches waits for: results, a stir, the end."""

    told: queue.SimpleQueue[Told | None] = field(default_factory=queue.SimpleQueue)
    stirred: bool = False
    ended: bool = False

    def ring(self) -> None:
        """Something stirs; from any thread."""
        self.stirred = True
        self.told.put(None)

    def end(self) -> None:
        """Have whoever watches end; from a signal's handler, too."""
        self.ended = True
        self.told.put(None)


@mutable
class Ears:
    """A thread that listens to folders; `deaf` says why it cannot, where it cannot."""

    bell: Bell
    folders: frozenset[tuple[str, int, int]] = frozenset()
    thread: threading.Thread | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    deaf: str = ""

    def listen(self, folders: Iterable[Path]) -> None:
        """Listen to these folders and all in them, and to no other."""
        wanted = frozenset(_known(folder) for folder in folders if folder.is_dir())
        if wanted == self.folders or self.deaf:
            return
        self.close()
        self.folders = wanted
        if wanted:
            self.stop = threading.Event()
            paths = [path for path, _, _ in wanted]
            self.thread = threading.Thread(target=self._hear, args=(paths, self.stop), daemon=True)
            self.thread.start()

    def close(self) -> None:
        """Listen no longer."""
        self.stop.set()
        if self.thread is not None:
            self.thread.join()
        self.thread, self.folders = None, frozenset()

    def _hear(self, paths: list[str], stop: threading.Event) -> None:
        from watchfiles import watch

        begun = False
        try:
            for changes in watch(
                *paths,
                watch_filter=lambda _, name: is_heeded(name, paths),
                debounce=_LONGEST_MS,
                step=_STEP_MS,
                rust_timeout=_IDLE_MS,
                yield_on_timeout=True,
                stop_event=stop,
                raise_interrupt=False,
            ):
                # What happened before it could listen is looked for once.
                if changes or not begun:
                    self.bell.ring()
                begun = True
        except Exception as fault:  # noqa: BLE001  whatever it is, there is another way
            if not stop.is_set() and all(map(os.path.isdir, paths)):
                self.deaf = str(fault) or type(fault).__name__
            self.folders = frozenset()
            self.bell.ring()


def is_heeded(name: str, folders: Iterable[str]) -> bool:
    """Whether a change below these folders may be one of an issue: no lock of ours, nothing that we made."""
    lead = max((one for one in folders if name.startswith(one)), key=len, default="")
    parts = Path(name[len(lead) :].lstrip(os.sep)).parts
    return OUT not in parts and not Path(name).name.startswith(".")


def is_shared(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a folder lies where other machines write and nobody is told."""
    if sys.platform != "linux":
        return False
    try:
        rows = filelines.lines(doors.read(mounts).decode("utf-8", "surrogateescape"))
    except OSError:
        return False
    whole = os.path.realpath(folder) + os.sep
    kind, longest = "", -1
    for row in rows:
        left, _, right = row.partition(" - ")
        # Of two upon each other the later is seen.
        place = _unescaped(left.split(" ")[4]) if left.count(" ") > 4 else ""  # noqa: PLR2004
        if whole.startswith(place.rstrip("/") + "/") and len(place) >= longest and place:
            kind, longest = right.split(" ")[0], len(place)
    return kind in _SHARED


def _unescaped(place: str) -> str:
    for sign, code in ((" ", r"\040"), ("\t", r"\011"), ("\n", r"\012"), ("\\", r"\134")):
        place = place.replace(code, sign)
    return place


def _known(folder: Path) -> tuple[str, int, int]:
    try:
        found = folder.stat()
    except OSError:
        return str(folder), 0, 0
    return str(folder), found.st_dev, found.st_ino
