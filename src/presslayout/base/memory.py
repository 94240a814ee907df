"""What a process that goes on working remembers: values by what shaped them.

A build forgets everything when it ends; the preview keeps one memory from save to save, so that
only what an edit touches is made again.  What is remembered is frozen, so nobody can spoil it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from presslayout.base.values import field, mutable

T = TypeVar("T")
# Saves for which a value is kept after nobody asked for it: taking an edit back is as fast as
# making it.
KEPT_TURNS = 8


@mutable
class Memory:
    """Values by key, each with the turn in which it was last asked for.

    Keys are whole pages and templates: none is looked up oftener than it must be.
    """

    turn: int = 0
    _values: dict[Hashable, list[Any]] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Any, ...]:
        """What a process remembers is its own: another begins with nothing."""
        return Memory, ()

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made if it is not remembered; `key` holds all that shapes it."""
        known = self._values.get(key)
        if known is None:
            known = self._values[key] = [make(), self.turn]
        known[1] = self.turn
        value: T = known[0]
        return value

    def keep(self, key: Hashable, value: object) -> None:
        """Remember a value that its key alone does not shape, in place of the one before."""
        self._values[key] = [value, self.turn]

    def known(self, key: Hashable) -> Any:
        """The value of a key, None where it is not remembered."""
        found = self._values.get(key)
        return found[0] if found is not None else None

    def next_turn(self) -> None:
        """Begin a turn and forget what was not asked for in the last few."""
        self.turn += 1
        oldest = self.turn - KEPT_TURNS
        for key in [k for k, (_, turn) in self._values.items() if turn < oldest]:
            del self._values[key]

    def __len__(self) -> int:
        return len(self._values)
