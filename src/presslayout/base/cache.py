"""Bytes that are dear to make, kept by the hash of all that shapes them.

Safe to delete at any time: an entry that cannot be read is a miss, a folder that cannot be
written is no cache.  What a build delivers never depends on what lies here.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from presslayout.base.values import frozen

# An office that builds a paper a day keeps about a month of converted pictures in this.
LIMIT_BYTES = 1 << 30
# Walking the folder costs some milliseconds, so it is done now and then, not at every build: once a
# day, and when this share of the limit was written since.
TRIM_EVERY_SECONDS = 24 * 3600
TRIM_SHARE = 16
# What is written is counted in these: a byte of the mark's file for each.
_COUNTED = 1 << 20

_CHECKSUM = 32


@frozen
class Cache:
    """A folder of entries; with `root` None it holds nothing and keeps nothing."""

    root: Path | None
    limit: int = LIMIT_BYTES

    @classmethod
    def open(cls, environ: Mapping[str, str] | None = None) -> Cache:
        """The cache that $PRESSLAYOUT_CACHE names, else the one in the user's cache folder."""
        return cls(folder(os.environ if environ is None else environ))

    @classmethod
    def disabled(cls) -> Cache:
        """The cache of `--no-cache`."""
        return cls(None)

    def get(self, key: str) -> bytes | None:
        """The bytes kept under `key`, or None; reading marks the entry as used."""
        if self.root is None:
            return None
        path = self._path(self.root, key)
        while True:
            try:
                data = path.read_bytes()
            except OSError:
                # Somebody may be making it at this moment: then once more.
                if not any(waited(key) for waited in coming):
                    return None
            else:
                break
        content = data[_CHECKSUM:]
        if len(data) < _CHECKSUM or hashlib.sha256(content).digest() != data[:_CHECKSUM]:
            return None
        _touch(path)
        return content

    def put(self, key: str, content: bytes, *, private: bool = False) -> None:
        """Keep `content`; whoever reads meanwhile sees the whole entry or none.

        What is `private` no other user of the machine may read.
        """
        if self.root is None:
            return
        path = self._path(self.root, key)
        spare = path.with_name(f"{key[:16]}.{os.getpid()}.{threading.get_ident()}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if private:
                spare.touch(mode=0o600)
            spare.write_bytes(hashlib.sha256(content).digest() + content)
            spare.replace(path)
        except OSError:
            _remove(spare)
            return
        self._trim_sometimes(self.root, _CHECKSUM + len(content))

    def trim(self) -> None:
        """Drop what was not used for longest until the rest fits the limit."""
        if self.root is None:
            return
        entries = []
        for path in self.root.glob("*/*"):
            try:
                stat = path.stat()
            except OSError:
                continue
            entries.append((stat.st_mtime_ns, str(path), stat.st_size))
        total = sum(size for _, _, size in entries)
        for _, name, size in sorted(entries):
            if total <= self.limit:
                return
            _remove(Path(name))
            total -= size

    @staticmethod
    def _path(root: Path, key: str) -> Path:
        return root / key[:2] / key

    def _trim_sometimes(self, root: Path, written: int) -> None:
        mark = root / "trimmed"
        try:
            stat = mark.stat()
        except OSError:
            age, counted = None, 0
        else:
            age, counted = time.time() - stat.st_mtime, stat.st_size * _COUNTED
        whole, _uncounted[root] = divmod(_uncounted.get(root, 0) + written, _COUNTED)
        is_due = age is None or not 0 <= age < TRIM_EVERY_SECONDS
        if not is_due and not whole:
            return
        is_due = is_due or counted + whole * _COUNTED >= self.limit // TRIM_SHARE
        try:
            if is_due:
                mark.write_bytes(b"")
            else:
                _counted(mark, whole)
        except OSError:
            return
        if is_due and age is not None:
            self.trim()


# Who knows what will be kept soon: each waits for a key that it promised, and says whether it did.
coming: list[Callable[[str], bool]] = []

# Bytes that this process wrote below each folder and that no mark counts yet.
_uncounted: dict[Path, int] = {}


def _counted(mark: Path, count: int) -> None:
    """So many more, by any number of processes at once; the time of the last trim stays."""
    stat = mark.stat()
    with mark.open("ab") as stream:
        stream.write(b"." * count)
    os.utime(mark, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def key_of(kind: str, *parts: object) -> str:
    """The key of an entry: the hash of everything that shapes it."""
    text = json.dumps([kind, *parts], ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """Where the cache lies on this system; None where the user has no home either."""
    named = environ.get("PRESSLAYOUT_CACHE")
    if named:
        return Path(named)
    if platform == "win32":
        base = environ.get("LOCALAPPDATA")
        return Path(base, "presslayout") if base else None
    home = environ.get("HOME")
    if platform == "darwin":
        return Path(home, "Library", "Caches", "presslayout") if home else None
    base = environ.get("XDG_CACHE_HOME")
    if base and Path(base).is_absolute():
        return Path(base, "presslayout")
    return Path(home, ".cache", "presslayout") if home else None


def _touch(path: Path) -> None:
    try:
        os.utime(path)
    except OSError:
        return


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return
