"""Regular expressions compiled when they are first asked for.

A module states its expressions at its head, as ever; a command uses a few of the three hundred, and
compiling all that its modules state takes longer than what it does with them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["regex"]

if TYPE_CHECKING:
    from re import compile as regex
else:

    def regex(written: str | bytes, flags: int = 0) -> _Pattern:
        """What `re.compile` gives, for the head of a module."""
        return _Pattern(written, flags)


class _Pattern:
    """An expression as it is written; its methods are those of the compiled one."""

    def __init__(self, written: str | bytes, flags: int) -> None:
        self.pattern = written
        self._asked = flags

    def __getattr__(self, name: str) -> Any:
        # Asked once for each: afterwards the instance itself holds the method.
        found = getattr(re.compile(self.pattern, self._asked), name)
        setattr(self, name, found)
        return found
