"""Raised and lowered figures, 10⁸ and CO₂: set from the face's own digits, small (RULES F2).

Few faces have all of them and each draws them at a size of its own, so that m² and 10⁸ would not
match.  The text keeps the characters that were typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FIGURES = "0123456789+-=()"
RAISED: Mapping[str, str] = dict(zip(_FIGURES + "ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
LOWERED: Mapping[str, str] = dict(zip(_FIGURES, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
# A minus is as wide as a plus; what copy types for it is a hyphen.
_WRITTEN = {"-": "−"}
_ABOVE = {raised: _WRITTEN.get(plain, plain) for plain, raised in RAISED.items()}
_BELOW = {lowered: _WRITTEN.get(plain, plain) for plain, lowered in LOWERED.items()}
_ALL = frozenset(_ABOVE) | frozenset(_BELOW)
_DRAWN = str.maketrans(_ABOVE | _BELOW)


@frozen
class Figures:
    """A text with digits for its figures, one for one, and where these stand."""

    text: str
    raised: frozenset[int]
    lowered: frozenset[int]


def figures(text: str) -> Figures | None:
    """How a text with raised or lowered figures is drawn; None where it has none."""
    if _ALL.isdisjoint(text):
        return None
    return Figures(
        text.translate(_DRAWN),
        frozenset(at for at, char in enumerate(text) if char in _ABOVE),
        frozenset(at for at, char in enumerate(text) if char in _BELOW),
    )


def drawn(char: str) -> str:
    """The character that a face must have to draw one."""
    return char.translate(_DRAWN)


def raised(text: str) -> str | None:
    """The characters that stand for a raised text; None where one of it has none."""
    return _made(text, RAISED)


def lowered(text: str) -> str | None:
    """The characters that stand for a lowered text; None where one of it has none."""
    return _made(text, LOWERED)


def _made(text: str, known: Mapping[str, str]) -> str | None:
    found: Iterable[str | None] = [known.get("-" if char == "−" else char) for char in text]
    return None if None in found else "".join(char for char in found if char)
