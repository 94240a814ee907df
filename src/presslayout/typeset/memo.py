"""A function of a short text, each value found out once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Value = TypeVar("_Value")


class Memo(dict[str, _Value], Generic[_Value]):
    """What `found` gives for a text, kept for the next time that it is asked."""

    def __init__(self, found: Callable[[str], _Value]) -> None:
        self.found = found

    def __missing__(self, key: str) -> _Value:
        value = self[key] = self.found(key)
        return value
