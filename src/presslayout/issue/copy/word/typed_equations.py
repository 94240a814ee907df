"""EQ fields: equations that are typed as codes, which Word also uses for readings and rings (17.16.5).

A fraction, a root, raised and lowered characters, a reading over its base and a sign in a ring are
words; whatever else a code says is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.edition.roles import MarkupKind
from presslayout.issue.copy.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SWITCH = regex(r"\\(?P<name>[a-z]+)\s*", re.IGNORECASE)
_BEGIN = regex(r"\s*EQ\s+(?:\\\*\s*(?:\"[^\"]*\"|\S+)\s+)*", re.IGNORECASE)
_AMOUNT = regex(r"\s*[0-9.]*\s*")
_RINGS = "○〇◯"
# Rings, frames and brackets that Word sets around a sign.
_AROUND = frozenset(_RINGS + "□△▢◇☐")
# A longer code is none that anybody typed.
_DEEPEST, _LONGEST = 8, 400
_OVER = frozenset(("ac", "ad", "al", "ar"))
_PAIR = 2


@frozen
class TypedPart:
    """Words of an equation: how they stand, their reading, and what is drawn around them."""

    text: str
    kind: MarkupKind | None = None
    reading: str = ""
    ring: str = ""


class _UnknownCodeError(Exception):
    """A code that says something else."""


def typed(code: str) -> tuple[TypedPart, ...] | None:
    """What an EQ field shows; None where its code is none that is known, or no EQ at all."""
    begun = _BEGIN.match(code)
    if begun is None or len(code) > _LONGEST:
        return None
    try:
        made, rest = _line(code[begun.end() :].strip(), 0, inner=False)
    except _UnknownCodeError:
        return None
    return tuple(made) if not rest and any(part.text.strip() for part in made) else None


def _line(code: str, depth: int, *, inner: bool) -> tuple[list[TypedPart], str]:
    """The parts of a code up to the comma or bracket that ends an argument, and the rest."""
    if depth > _DEEPEST:
        raise _UnknownCodeError
    made: list[TypedPart] = []
    while code and not (inner and code[0] in ",;)"):
        if code[0] == "\\":
            parts, code = _switched(code, depth)
            made += parts
        elif code[0] in "()" and inner:
            raise _UnknownCodeError
        else:
            made.append(TypedPart(code[0]))
            code = code[1:]
    return made, code


def _switched(code: str, depth: int) -> tuple[list[TypedPart], str]:
    """What a switch with its own makes of its arguments, and the rest."""
    names: list[str] = []
    while found := _SWITCH.match(code):
        names.append(found["name"].lower())
        code = code[found.end() :]
        if names[-1] in ("up", "do"):
            amount = _AMOUNT.match(code)
            code = code[amount.end() :] if amount else code
    if not names or not code.startswith("("):
        raise _UnknownCodeError
    lists: list[list[TypedPart]] = []
    while not lists or code[:1] in (",", ";"):
        one, code = _line(code[1:], depth + 1, inner=True)
        lists.append(one)
    if not code.startswith(")"):
        raise _UnknownCodeError
    make = _MADE.get(names[0])
    if make is None:
        raise _UnknownCodeError
    return make(names[1:], lists), code[1:]


def _text(parts: Sequence[TypedPart]) -> str:
    if any(part.kind or part.reading or part.ring for part in parts):
        raise _UnknownCodeError
    return "".join(part.text for part in parts).strip()


def _over(options: Sequence[str], lists: Sequence[list[TypedPart]]) -> list[TypedPart]:
    """Signs one over the other: a sign in a ring, or a reading over its base."""
    if len(lists) != _PAIR or not _OVER.issuperset(options):
        raise _UnknownCodeError
    first, second = lists
    if first and all(part.kind is MarkupKind.SUPERIOR for part in first):
        reading = "".join(part.text for part in first).strip()
        return [TypedPart(_text(second), reading=reading)]
    ring, sign = _text(first), _text(second)
    if ring not in _AROUND or not sign:
        raise _UnknownCodeError
    if ring in _RINGS and sign.isascii() and sign.isdecimal():
        ringed = numeral(int(sign), "decimalEnclosedCircle")
        if ringed != str(int(sign)):
            return [TypedPart(ringed)]
    return [TypedPart(sign, ring=ring)]


def _shifted(options: Sequence[str], lists: Sequence[list[TypedPart]]) -> list[TypedPart]:
    if len(options) != 1 or len(lists) != 1 or options[0] not in _SHIFTS:
        raise _UnknownCodeError
    return [TypedPart(_text(lists[0]), _SHIFTS[options[0]])]


def _fraction(options: Sequence[str], lists: Sequence[list[TypedPart]]) -> list[TypedPart]:
    if options or len(lists) != _PAIR:
        raise _UnknownCodeError
    over, under = (_bracketed(_text(one)) for one in lists)
    return [TypedPart(f"{over}/{under}")]


def _root(options: Sequence[str], lists: Sequence[list[TypedPart]]) -> list[TypedPart]:
    if options or len(lists) > _PAIR:
        raise _UnknownCodeError
    degree = _text(lists[0]) if len(lists) == _PAIR else ""
    made = [TypedPart(degree, MarkupKind.SUPERIOR)] if degree else []
    return [*made, TypedPart("√" + _bracketed(_text(lists[-1])))]


def _bracketed(term: str) -> str:
    return term if term.isalnum() or term.replace(".", "").isdecimal() else f"({term})"


_SHIFTS = {"up": MarkupKind.SUPERIOR, "do": MarkupKind.INFERIOR}
_MADE: dict[str, Callable[[Sequence[str], Sequence[list[TypedPart]]], list[TypedPart]]] = {
    "o": _over,
    "s": _shifted,
    "f": _fraction,
    "r": _root,
}
