"""Regular expressions compiled when they are first asked for, and when they can find something.

A module states its expressions at its head, as ever; a command uses a few of the three hundred, and
compiling all that its modules state takes longer than what it does with them.  A range of all Han
alone takes a millisecond, and an expression may have a dozen.  One that says which words it `needs`
is therefore compiled where one of them stands in a text, and one that `seldom` finds anything where
it would find something if any character were Han.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["regex", "starts"]

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import overload

    @overload
    def regex(
        written: str, flags: int = 0, *, needs: Sequence[str] = (), seldom: bool = False
    ) -> re.Pattern[str]: ...
    @overload
    def regex(written: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
    def regex(
        written: Any, flags: int = 0, *, needs: Sequence[str] = (), seldom: bool = False
    ) -> Any:
        """What `re.compile` gives; whatever it finds, one of what it `needs` stands in the text."""

else:

    def regex(
        written: str | bytes, flags: int = 0, *, needs: Sequence[str] = (), seldom: bool = False
    ) -> _Pattern:
        """What `re.compile` gives, for the head of a module."""
        if needs or seldom:
            return _Rare(written, flags, needs, seldom=seldom)
        return _Pattern(written, flags)


# A set in which all Han stand, as it is written, and what stands for it where any character will do.
_HAN = r"\[(?!\^)[^\[\]]*(?:\\u4e00-\\u9fff|㐀-鿿)[^\[\]]*\]"
_ANY = "(?s:.)"


def starts(alternatives: str, before: str = "") -> tuple[str, ...]:
    """The plain words that alternatives begin with, `before` each: of 走(?!道)|看 走 and 看."""
    return tuple(
        before + one.partition("(")[0].partition("[")[0] for one in alternatives.split("|")
    )


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


class _Rare(_Pattern):
    """An expression that is not compiled for a text in which it can find nothing."""

    def __init__(
        self, written: str, flags: int, needs: Sequence[str], *, seldom: bool = False
    ) -> None:
        super().__init__(written, flags)
        self._written, self.needs, self.seldom = written, needs, seldom
        self._compiled: re.Pattern[str] | None = None

    @property
    def loose(self) -> str:
        """The expression with any character where it has Han: it finds no less."""
        return re.sub(_HAN, _ANY, self._written)

    def finditer(self, text: str, *between: int) -> Iterator[re.Match[str]]:
        """As that of a compiled one."""
        found = self._for(text)
        return iter(()) if found is None else found.finditer(text, *between)

    def search(self, text: str, *between: int) -> re.Match[str] | None:
        """As that of a compiled one."""
        found = self._for(text)
        return None if found is None else found.search(text, *between)

    def _for(self, text: str) -> re.Pattern[str] | None:
        # Once it is compiled it looks for itself.
        if self._compiled is None:
            if self.needs and not any(one in text for one in self.needs):
                return None
            if self.seldom and not re.compile(self.loose, self._asked).search(text):
                return None
            self._compiled = re.compile(self._written, self._asked)
        return self._compiled
