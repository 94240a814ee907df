"""Values kept from build to build: their key is the hash of all that shapes them.

Both are made by pickle, which C does: a page's inputs are hashed and its result is back within a
millisecond.  What comes back is nothing but our own frozen values and enumerations, whoever wrote
the file; all else is a miss.  Lines below an origin are counted from it: what stands below an edit is
the same for all that its lines have moved.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from presslayout.base.diagnostics import Span
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.base.cache import Cache

T = TypeVar("T")

_PROTOCOL = 5
_OURS = "presslayout."
_PACKAGE = str(Path(__file__).resolve().parents[1])
# Of the standard library: what dates and counts are made of.
_PLAIN = {("datetime", "date"), ("collections", "Counter"), ("collections", "OrderedDict")}


@frozen
class Origin:
    """From where lines count: a file, and a line of it."""

    file: str = ""
    line: int = 0


@frozen
class Keeping:
    """A cache for values, and the hash of what shapes all of them: the engine and its libraries."""

    cache: Cache
    ground: str

    def of(self, key: str, make: Callable[[], T], origin: Origin = Origin()) -> T:  # noqa: B008
        """The value of a key, made and kept where it is not known."""
        found: T | None = self.get(key, origin)
        if found is None:
            found = make()
            self.put(key, found, origin)
        return found

    def get(self, key: str, origin: Origin = Origin()) -> Any:  # noqa: B008
        """The value kept under a key; None where there is none that can be read."""
        data = self.cache.get(key)
        return None if data is None else loads(data, origin)

    def put(self, key: str, value: object, origin: Origin = Origin()) -> None:  # noqa: B008
        """Keep a value."""
        if self.cache.root is not None:
            self.cache.put(key, dumps(value, origin))


def digest(*parts: object, origin: Origin = Origin()) -> str:  # noqa: B008
    """The hash of values, whatever shares them: equal for equal values, in every process.

    Sets are no part of them, whose order differs from run to run.
    """
    return hashlib.sha256(_pickled(parts, origin, plain=True)).hexdigest()


def dumps(value: object, origin: Origin = Origin()) -> bytes:  # noqa: B008
    """A value as bytes, its lines counted from the origin."""
    return _pickled(value, origin, plain=False)


def loads(data: bytes, origin: Origin = Origin()) -> Any:  # noqa: B008
    """What `dumps` wrote, its lines counted from this origin; None when it is anything else."""
    try:
        return _Reader(data, origin).load()
    except Exception:  # noqa: BLE001  a damaged pickle raises whatever it likes
        return None


@cache
def ground(*versions: str) -> str:
    """What shapes every value: the program's own files as they lie here, and these versions."""
    return digest(sorted(_files(_PACKAGE)), versions)


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as found:
        for one in found:
            if one.name.endswith(".py"):
                stat = one.stat()
                yield one.path.removeprefix(_PACKAGE), stat.st_size, stat.st_mtime_ns
            elif "." not in one.name and one.name != "__pycache__" and one.is_dir():
                yield from _files(one.path)


def _pickled(value: object, origin: Origin, *, plain: bool) -> bytes:
    out = io.BytesIO()
    pickler = _Writer(out, _PROTOCOL)
    pickler.origin = origin
    # Without a memo the bytes say what is there and not who shares it.
    pickler.fast = plain
    pickler.dump(value)
    return out.getvalue()


class _Writer(pickle.Pickler):
    """Writes places in the origin's file by how far they lie below it."""

    origin: Origin

    def reducer_override(self, value: Any) -> Any:
        below = value.line - self.origin.line if value.__class__ is Span else -1
        if below >= 0 and value.file == self.origin.file:
            return _placed, (below, value.column, value.length, value.excerpt)
        return NotImplemented


class _Reader(pickle.Unpickler):
    """Reads frozen values and enumerations of ours, and nothing else."""

    def __init__(self, data: bytes, origin: Origin) -> None:
        super().__init__(io.BytesIO(data))
        self.origin = origin

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _placed.__name__):
            file, line = self.origin.file, self.origin.line
            return lambda below, column, length, excerpt: Span(
                file, line + below, column, length, excerpt
            )
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        ours = module.startswith(_OURS) and not module.endswith("__main__")
        found = getattr(import_module(module), name) if ours else None
        if isinstance(found, type) and (
            issubclass(found, Enum) or hasattr(found, "__dataclass_fields__")
        ):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


def _placed(below: int, column: int, length: int, excerpt: str) -> Span:
    """A place by how far it lies below an origin; whoever reads it knows which."""
    raise NotImplementedError
