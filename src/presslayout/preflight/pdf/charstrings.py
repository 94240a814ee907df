"""Charstrings of CFF and Type 1 drawn within bounds.

A few hundred bytes of subroutines that call each other, or of accents set on accents, stand for
more work than anybody has time for; so what is executed is counted.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from presslayout.base.values import frozen
from presslayout.preflight.pdf.bulk import TooMuchError
from presslayout.preflight.pdf.glyph_programs import InkProbe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Bytes that the glyphs of a program may execute, subroutines counted again at each call: seven
# thousand Han take some two million.
_MOST = 8_000_000
# Bytes that one glyph may; a charstring itself has at most 65 535 (Adobe TN 5176).
_MOST_OF_ONE = 200_000


class Strings:
    """The glyphs of a program by name, as fontTools' pens want them."""

    def __init__(self, strings: Any) -> None:
        self._strings = strings
        self._known: dict[str, bool] = {}
        self._left, self._spent, self._depth = _MOST, 0, 0

    def __contains__(self, name: object) -> bool:
        return name in self._strings

    def __iter__(self) -> Iterator[str]:
        return iter(self._strings.keys())

    def __getitem__(self, name: str) -> Charstring:
        return Charstring(self, name)

    def inked(self, name: str) -> bool:
        """Whether a glyph draws anything; drawn once, it knows its width too."""
        if name not in self._known:
            pen = InkProbe()
            self.draw(name, pen)
            self._known[name] = pen.inked
        return self._known[name]

    def width(self, name: str) -> float:
        """How wide a glyph is, in its own units."""
        self.inked(name)
        return float(self._strings[name].width)

    def draw(self, name: str, pen: Any) -> None:
        """Draw a glyph and what it is made of; TooMuchError where that takes too much."""
        if not self._depth:
            self._spent = 0
        self._depth += 1
        try:
            self._draw(self._strings[name], pen)
        finally:
            self._depth -= 1

    def _draw(self, string: Any, pen: Any) -> None:
        from fontTools.misc import psCharStrings

        if isinstance(string, psCharStrings.T1CharString):
            machine = _counting(psCharStrings.T1OutlineExtractor)(pen, string.subrs)
        else:
            private = string.private
            machine = _counting(psCharStrings.T2OutlineExtractor)(
                pen,
                getattr(private, "Subrs", []),
                string.globalSubrs,
                private.nominalWidthX,
                private.defaultWidthX,
                private,
            )
        machine.spend = self._spend
        machine.execute(string)
        string.width = machine.width

    def _spend(self, amount: int) -> None:
        self._spent += amount
        self._left -= amount
        if self._spent > _MOST_OF_ONE or self._left < 0:
            raise TooMuchError


@frozen
class Charstring:
    """One of the glyphs, to be drawn."""

    strings: Strings
    name: str

    def draw(self, pen: Any) -> None:
        """Draw it with a pen."""
        self.strings.draw(self.name, pen)


@cache
def _counting(machine: Any) -> Any:
    """A machine of charstrings that tells what it executes before it does."""

    class Counting(machine):  # type: ignore[misc]
        spend: Callable[[int], None]

        def execute(self, charstring: Any, **more: Any) -> None:
            self.spend(1 + len(charstring.bytecode or charstring.program))
            super().execute(charstring, **more)

    return Counting
