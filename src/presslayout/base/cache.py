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
from collections.abc import Mapping
from pathlib import Path

from presslayout.base.values import frozen

# An office that builds a paper a day keeps about a month of converted pictures in this.
LIMIT_BYTES = 1 << 30
# Walking the folder costs some milliseconds, so it is done now and then, not at every build.
TRIM_EVERY_SECONDS = 24 * 3600

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
        try:
            data = path.read_bytes()
        except OSError:
            return None
        content = data[_CHECKSUM:]
        if len(data) < _CHECKSUM or hashlib.sha256(content).digest() != data[:_CHECKSUM]:
            return None
        _touch(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep `content`; whoever reads meanwhile sees the whole entry or none."""
        if self.root is None:
            return
        path = self._path(self.root, key)
        spare = path.with_name(f"{key[:16]}.{os.getpid()}.{threading.get_ident()}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            spare.write_bytes(hashlib.sha256(content).digest() + content)
            spare.replace(path)
        except OSError:
            _remove(spare)
            return
        self._trim_sometimes(self.root)

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

    def _trim_sometimes(self, root: Path) -> None:
        mark = root / "trimmed"
        try:
            age = time.time() - mark.stat().st_mtime
        except OSError:
            age = None
        if age is not None and 0 <= age < TRIM_EVERY_SECONDS:
            return
        try:
            mark.write_bytes(b"")
        except OSError:
            return
        if age is not None:
            self.trim()


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
