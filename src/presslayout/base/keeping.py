"""Values kept from build to build: their key is the hash of all that shapes them.

Both are made by pickle, which C does: a page's inputs are hashed and its result is back within a
millisecond.  What comes back is nothing but our own frozen values and enumerations, whoever wrote
the file; all else is a miss.  Lines below an anchor are counted from it: what stands below an edit is
the same for all that its lines have moved.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import zlib
from contextlib import suppress
from enum import Enum
from functools import cache
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from presslayout.base.diagnostics import Span
from presslayout.base.values import field, fields, frozen
from presslayout.base.version import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.base.cache import Cache

T = TypeVar("T")

_PROTOCOL = 5
_INSTALLED = (".dist-info", ".egg-info")
_OURS = "presslayout."
_PACKAGE = str(Path(__file__).resolve().parents[1])
# Of the standard library: what dates and counts are made of.
_PLAIN = {("datetime", "date"), ("collections", "Counter"), ("collections", "OrderedDict")}


@frozen
class Anchor:
    """From where lines count: a file, and a line of it."""

    file: str = ""
    line: int = 0


@frozen
class Keeping:
    """A cache for values, and the hash of what shapes all of them: the engine and its libraries."""

    cache: Cache
    ground: str

    @classmethod
    def at(cls, cache: Cache | None) -> Keeping | None:
        """What keeps values in a cache; None where there is none."""
        return cls(cache, ground()) if cache is not None and cache.root is not None else None

    def of(self, key: str, make: Callable[[], T], anchor: Anchor = Anchor()) -> T:  # noqa: B008
        """The value of a key, made and kept where it is not known."""
        found: T | None = self.get(key, anchor)
        if found is None:
            found = make()
            self.put(key, found, anchor)
        return found

    def get(self, key: str, anchor: Anchor = Anchor()) -> Any:  # noqa: B008
        """The value kept under a key; None where there is none that can be read."""
        data = self.cache.get(key)
        return None if data is None else loads(data, anchor)

    def put(self, key: str, value: object, anchor: Anchor = Anchor()) -> None:  # noqa: B008
        """Keep a value."""
        if self.cache.root is not None:
            self.cache.put(key, dumps(value, anchor))


@frozen
class Pack:
    """Many small values of one thing, kept together: read at once, written at once.

    What was not asked for is not kept on, so a pack is never larger than what it serves.
    """

    keeping: Keeping
    name: str
    known: dict[str, bytes]
    used: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of_name(cls, keeping: Keeping, *name: object) -> Pack:
        """The values that were kept under a name, none where there are none."""
        key = digest(*name, keeping.ground)
        found = keeping.get(key)
        return cls(keeping, key, found if isinstance(found, dict) else {})

    def of(self, key: str, make: Callable[[], T], anchor: Anchor = Anchor()) -> T:  # noqa: B008
        """The value of a key, made where it is not known."""
        data = self.known.get(key)
        value: T | None = None if data is None else loads(data, anchor)
        if data is None or value is None:
            value = make()
            data = dumps(value, anchor)
        self.used[key] = data
        return value

    def close(self) -> None:
        """Keep what was asked for, where it is not what was kept."""
        if self.used.keys() != self.known.keys():
            self.keeping.put(self.name, self.used)


def digest(*parts: object, anchor: Anchor = Anchor()) -> str:  # noqa: B008
    """The hash of values, whatever shares them: equal for equal values, in every process.

    Sets are no part of them, whose order differs from run to run.
    """
    return hashlib.sha256(_pickled(parts, anchor, plain=True)).hexdigest()


def dumps(value: object, anchor: Anchor = Anchor()) -> bytes:  # noqa: B008
    """A value as bytes, its lines counted from the anchor."""
    return _pickled(value, anchor, plain=False)


def loads(data: bytes, anchor: Anchor = Anchor()) -> Any:  # noqa: B008
    """What `dumps` wrote, its lines counted from this anchor; None when it is anything else."""
    try:
        return _Reader(data, anchor).load()
    except Exception:  # noqa: BLE001  a damaged pickle raises whatever it likes
        return None


@cache
def ground() -> str:
    """What shapes every value: the program's own files as they lie here, Python, the libraries."""
    files: list[tuple[str, int, int]] = []
    with suppress(OSError):
        # Where they lie in no folder, the version alone tells them.
        files = sorted(_files(_PACKAGE))
    versions = ENGINE, sys.version, zlib.ZLIB_RUNTIME_VERSION
    return digest(files, versions, libraries())


def libraries() -> tuple[str, ...]:
    """Every library that is installed, with its version, by the folders that say so."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            names = os.listdir(folder or ".")  # noqa: PTH208
            found |= {name for name in names if name.endswith(_INSTALLED)}
    return tuple(sorted(found))


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as found:
        for one in found:
            if one.name.endswith(".py"):
                stat = one.stat()
                yield one.path.removeprefix(_PACKAGE), stat.st_size, stat.st_mtime_ns
            elif "." not in one.name and one.name != "__pycache__" and one.is_dir():
                yield from _files(one.path)


def _pickled(value: object, anchor: Anchor, *, plain: bool) -> bytes:
    out = io.BytesIO()
    pickler = _Writer(out, _PROTOCOL)
    pickler.anchor = anchor
    # Without a memo the bytes say what is there and not who shares it.
    pickler.fast = plain
    pickler.dump(value)
    return out.getvalue()


class _Writer(pickle.Pickler):
    """Writes places in the anchor's file by how far they lie below it."""

    anchor: Anchor

    def reducer_override(self, value: Any) -> Any:
        kind = value.__class__
        if kind is Span and value.file == self.anchor.file:
            below = value.line - self.anchor.line
            if below >= 0:
                return _placed, (below, value.column, value.length, value.excerpt)
        read = _fields_of(kind)
        return NotImplemented if read is None else (kind, read(value))


@cache
def _fields_of(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """How a frozen value's fields are read, in the order in which it is made; None for others."""
    if not hasattr(kind, "__value_fields__"):
        return None
    names = [one.name for one in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


class _Reader(pickle.Unpickler):
    """Reads frozen values and enumerations of ours, and nothing else."""

    def __init__(self, data: bytes, anchor: Anchor) -> None:
        super().__init__(io.BytesIO(data))
        self.anchor = anchor

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _placed.__name__):
            file, line = self.anchor.file, self.anchor.line
            return lambda below, column, length, excerpt: Span(
                file, line + below, column, length, excerpt
            )
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        ours = module.startswith(_OURS) and not module.endswith("__main__")
        found = getattr(import_module(module), name) if ours else None
        if isinstance(found, type) and (
            issubclass(found, Enum)
            or hasattr(found, "__value_fields__")
            or (issubclass(found, tuple) and hasattr(found, "_fields"))
        ):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


def _placed(below: int, column: int, length: int, excerpt: str) -> Span:
    """The name in a pickle of a place so far below an anchor; reading puts its own in its stead."""
    raise NotImplementedError
