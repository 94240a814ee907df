"""Values of JSON held to the kind that was written: whole numbers, texts, yes and no.

Whoever can write a file can put 1e999, half of a surrogate pair or a list where none is expected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterable

# No length, offset or count of a paper comes near it; what is reckoned from two of them stays exact.
LARGEST = 1 << 40


def whole(value: Any) -> int:
    """A whole number that something of ours can have; ValueError for any other value."""
    if not _is_whole(value):
        raise ValueError("no whole number")
    return value


def wholes(values: Any) -> tuple[int, ...]:
    """A list of whole numbers."""
    if not isinstance(values, list) or not all(map(_is_whole, values)):
        raise ValueError("no whole numbers")
    return tuple(values)


def text(value: Any) -> str:
    """A text that any file can hold: half of a surrogate pair is none."""
    if type(value) is not str or not _is_sound(value):
        raise ValueError("no text")
    return value


def texts(values: Any) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(values, list):
        raise ValueError("no list")  # noqa: TRY004  (what a file says is a value)
    return tuple(map(text, values))


def pairs(values: Any) -> tuple[tuple[str, str], ...]:
    """The names and texts of a mapping."""
    if not isinstance(values, dict):
        raise ValueError("no mapping")  # noqa: TRY004  (what a file says is a value)
    items: Iterable[tuple[Any, Any]] = values.items()
    return tuple((text(name), text(value)) for name, value in items)


def yes(value: Any) -> bool:
    """True or False."""
    if type(value) is not bool:
        raise ValueError("neither true nor false")
    return value


def _is_whole(value: Any) -> TypeGuard[int]:
    return type(value) is int and -LARGEST < value < LARGEST


def _is_sound(value: str) -> bool:
    # A text in ASCII, as nearly all names are, is not looked at twice.
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
