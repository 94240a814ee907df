"""Equations on one line: x²=3/4, √(a+b), ∑ with its limits (ISO/IEC 29500-1, 22.1).

What a line cannot show (a matrix, an accent over a term, a power of a power) is no text.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from presslayout.edition.roles import MarkupKind
from presslayout.issue.copy.word.names import child, get, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

UP, DOWN = MarkupKind.SUPERIOR, MarkupKind.INFERIOR
# Stretches of text, each on the line (None), above or below it.
Line = list[tuple[str, MarkupKind | None]]
# Deeper than any equation that fits into a line of a newspaper.
DEEPEST = 20
_SILENT = frozenset(
    f"m:{name}" for name in
    "rPr ctrlPr fPr radPr sSupPr sSubPr sSubSupPr sPrePr naryPr dPr funcPr limLowPr boxPr oMathParaPr".split()
)  # fmt: skip
_THROUGH = frozenset(
    f"m:{name}" for name in "oMath oMathPara e num den sup sub deg fName lim box".split()
)


class _NotLinearError(Exception):
    """An equation that one line cannot show."""


def linear(element: Any) -> Line | None:
    """An equation as stretches of one line, in their order; None where that cannot be."""
    try:
        return [part for part in _line(element, 0) if part[0]]
    except _NotLinearError:
        return None


def _line(element: Any, depth: int) -> Line:
    name = tag(element)
    if depth > DEEPEST:
        raise _NotLinearError
    if name in _SILENT:
        return []
    if name == "m:r":
        return _run(element)
    if name in _THROUGH:
        if (element.text or "").strip():
            raise _NotLinearError
        return _joined(_line(one, depth + 1) for one in element)
    write = _FORMS.get(name)
    if write is None:
        raise _NotLinearError
    return write(element, depth + 1)


def _joined(lines: Iterable[Line]) -> Line:
    return [part for line in lines for part in line]


def _run(element: Any) -> Line:
    text = ""
    for one in element:
        if tag(one) in ("m:t", "w:t"):
            text += one.text or ""
        elif tag(one) == "w:rPr":
            # Word keeps its own looks here; what hides or strikes is left to the reader of runs.
            if any(tag(look) not in _LOOKS for look in one):
                raise _NotLinearError
        elif tag(one) != "m:rPr":
            raise _NotLinearError
    return [("".join(_upright(char) for char in text), None)]


_LOOKS = frozenset(
    f"w:{name}" for name in
    "rFonts b bCs i iCs color sz szCs lang kern spacing noProof w highlight shd bidi eastAsianLayout".split()
)  # fmt: skip


def _upright(char: str) -> str:
    """A letter of the mathematical alphabets as the letter that it is: no face of a paper has them."""
    return unicodedata.normalize("NFKC", char) if "\U0001d400" <= char <= "\U0001d7ff" else char


def _part(element: Any, name: str, depth: int) -> Line:
    found = [one for one in element if tag(one) == name]
    if len(found) > 1:
        raise _NotLinearError
    return _line(found[0], depth) if found else []


def _only(element: Any, *known: str) -> None:
    """An element with others than its own parts is no such equation."""
    if any(tag(one) not in known and tag(one) not in _SILENT for one in element):
        raise _NotLinearError


def _shifted(line: Line, way: MarkupKind) -> Line:
    if any(own is not None for _, own in line):
        raise _NotLinearError
    return [(text, way) for text, _ in line]


def _bracketed(line: Line) -> Line:
    """A term that is more than one number or one name, in brackets."""
    text = "".join(part for part, _ in line)
    whole = "".join(part for part, own in line if own is None)
    one = len(whole) <= 1 or whole.isalpha() or whole.replace(".", "").isdigit()
    if one or _closed(text):
        return line
    return [("(", None), *line, (")", None)]


def _closed(text: str) -> bool:
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if depth == 0:
            return at == len(text) - 1 and at > 0
    return False


def _fraction(element: Any, depth: int) -> Line:
    _only(element, "m:num", "m:den")
    if _property(element, "m:fPr", "m:type") == "noBar":
        raise _NotLinearError
    over, under = _part(element, "m:num", depth), _part(element, "m:den", depth)
    return [*_bracketed(over), ("/", None), *_bracketed(under)]


def _scripts(element: Any, depth: int) -> Line:
    """A base with what stands above and below behind it, or before it (m:sPre)."""
    _only(element, "m:e", "m:sub", "m:sup")
    base = _part(element, "m:e", depth)
    low = _shifted(_part(element, "m:sub", depth), DOWN)
    high = _shifted(_part(element, "m:sup", depth), UP)
    if tag(element) == "m:sPre":
        return [*low, *high, *base]
    return [*_bracketed(base), *low, *high]


def _root(element: Any, depth: int) -> Line:
    _only(element, "m:e", "m:deg")
    degree = _shifted(_part(element, "m:deg", depth), UP)
    return [*degree, ("√", None), *_bracketed(_part(element, "m:e", depth))]


def _sum(element: Any, depth: int) -> Line:
    _only(element, "m:e", "m:sub", "m:sup")
    sign = _property(element, "m:naryPr", "m:chr")
    low = _shifted(_part(element, "m:sub", depth), DOWN)
    high = _shifted(_part(element, "m:sup", depth), UP)
    return [("∫" if sign is None else sign, None), *low, *high, *_part(element, "m:e", depth)]


def _brackets(element: Any, depth: int) -> Line:
    _only(element, "m:e")
    opening, closing, between = (
        usual if said is None else said
        for usual, said in (
            ("(", _property(element, "m:dPr", "m:begChr")),
            (")", _property(element, "m:dPr", "m:endChr")),
            ("|", _property(element, "m:dPr", "m:sepChr")),
        )
    )
    made: Line = [(opening, None)]
    for number, one in enumerate(one for one in element if tag(one) == "m:e"):
        made += [(between, None)] if number else []
        made += _line(one, depth)
    return [*made, (closing, None)]


def _function(element: Any, depth: int) -> Line:
    _only(element, "m:fName", "m:e")
    name, term = _part(element, "m:fName", depth), _part(element, "m:e", depth)
    apart = bool(term) and term[0][0][:1].isalnum()
    return [*name, (" " * apart, None), *term]


def _limit(element: Any, depth: int) -> Line:
    _only(element, "m:e", "m:lim")
    return [*_part(element, "m:e", depth), *_shifted(_part(element, "m:lim", depth), DOWN)]


def _property(element: Any, *path: str) -> str | None:
    found = child(element, *path)
    return None if found is None else get(found, "m:val") or ""


_FORMS: dict[str, Callable[[Any, int], Line]] = {
    "m:f": _fraction,
    "m:sSup": _scripts,
    "m:sSub": _scripts,
    "m:sSubSup": _scripts,
    "m:sPre": _scripts,
    "m:rad": _root,
    "m:nary": _sum,
    "m:d": _brackets,
    "m:func": _function,
    "m:limLow": _limit,
}
