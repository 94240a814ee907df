"""The outline behind a dot map: a path of SVG, in millionths.  Straight lines and cubic curves."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.issue.graphics import ONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.issue.graphics import Outline

# How many numbers each command takes.
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
_TOKEN = regex(r"\s*(?:([MLHVCZmlhvcz])|([-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)))[\s,]*")
# No county has more corners, and no coordinate is larger.
MOST, LARGEST = 5_000, 10**7


def outline(text: str) -> Outline | None:
    """The segments of a path, absolute; None where it is none."""
    tokens = _tokens(text)
    if tokens is None or not tokens or tokens[0] not in ("M", "m"):
        return None
    found: list[tuple[str | int, ...]] = []
    at = begun = (Fraction(0), Fraction(0))
    for command, typed in _commands(tokens):
        if typed is None or len(found) > MOST:
            return None
        name, own = command.upper(), command.islower()
        if name == "Z":
            found.append(("Z",))
            at = begun
            continue
        numbers = typed
        if name in "HV":
            still = Fraction(0) if own else at[1 if name == "H" else 0]
            numbers = [*typed, still] if name == "H" else [still, *typed]
        spots = [
            (x + at[0], y + at[1]) if own else (x, y)
            for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        at = spots[-1]
        if name == "M":
            begun = at
        if any(abs(n) > LARGEST for spot in spots for n in spot):
            return None
        found.append(
            ("L" if name in "HV" else name, *(round(n * ONE) for spot in spots for n in spot))
        )
    return tuple(found)


def _tokens(text: str) -> list[str | Fraction] | None:
    found: list[str | Fraction] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        found.append(match[1] or Fraction(match[2]))
        at = match.end()
    return found


def _commands(tokens: list[str | Fraction]) -> Iterator[tuple[str, list[Fraction] | None]]:
    """Each command with its numbers, None where they lack; numbers that follow repeat it."""
    command, at = "", 0
    while at < len(tokens):
        token = tokens[at]
        if isinstance(token, str):
            command, at = token, at + 1
        elif command in "Zz":
            yield command, None
            return
        takes = _TAKES[command.upper()]
        numbers = [one for one in tokens[at : at + takes] if isinstance(one, Fraction)]
        at += takes
        yield command, numbers if len(numbers) == takes else None
        command = {"M": "L", "m": "l"}.get(command, command)
