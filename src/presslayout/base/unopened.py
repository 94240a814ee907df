"""How a library of others is imported: what it names opened only when used, and no settings but ours."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Unopened(ModuleType):
    """Stands where a module is named, and opens it when something in it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


@contextmanager
def unopened(*names: str) -> Iterator[None]:
    """Whatever is imported meanwhile gets these modules unopened; everybody else imports them anew.

    A package is named before its modules.
    """
    lent = [_Unopened(name) for name in names if name not in sys.modules]
    known = {module.__name__: module for module in lent}
    for name, module in known.items():
        package, _, own = name.rpartition(".")
        if package in known:
            setattr(known[package], own, module)
    sys.modules |= known
    try:
        yield
    finally:
        for module in lent:
            if sys.modules.get(module.__name__) is module:
                del sys.modules[module.__name__]


@contextmanager
def untold(prefix: str, *modules: str) -> Iterator[None]:
    """Load here what looks for settings in `modules` and in variables that begin with `prefix`.

    It finds modules that say nothing, and so runs none of a workspace and looks for no file of a
    home; variables are back afterwards.
    """
    kept = {name: value for name, value in os.environ.items() if name.startswith(prefix)}
    stands = {name: ModuleType(name) for name in modules if name not in sys.modules}
    for name in kept:
        del os.environ[name]
    sys.modules.update(stands)
    try:
        yield
    finally:
        for name in stands:
            sys.modules.pop(name, None)
        os.environ.update(kept)
