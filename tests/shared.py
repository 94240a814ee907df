"""What many tests look at and none changes, made once for all workers of a run."""

from __future__ import annotations

import os
import pickle
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

try:
    import fcntl
except ImportError:  # Where files take no locks every worker makes its own.
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
# Where the run keeps it: set by whoever starts the workers (tests/conftest.py).
PLACE = "PRESSLAYOUT_TESTS_SHARED"


def folder(name: str, make: Callable[[Path], object]) -> Path:
    """A folder of the run that `make` filled; whoever comes meanwhile waits until it is whole."""
    made = _place() / name
    made.parent.mkdir(parents=True, exist_ok=True)
    whole = made.with_name(f"{made.name}.whole")
    with _alone(made.with_name(f"{made.name}.lock")):
        if not whole.exists():
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            make(made)
            whole.touch()
    return made


def value(name: str, make: Callable[[], T]) -> T:
    """A value of the run that pickles: a copy each time, which whoever asks often keeps."""
    found = folder(name, lambda made: (made / "value").write_bytes(pickle.dumps(make())))
    read: T = pickle.loads((found / "value").read_bytes())  # noqa: S301
    return read


def _place() -> Path:
    place = Path(os.environ[PLACE])
    return place if fcntl is not None else place / str(os.getpid())


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    with file.open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
