"""The digits of a number in a section of a number format (ISO/IEC 29500-1, 18.8.31).

Words may stand between the digits that a section asks for (0!.0,"万"), a comma behind them divides by
a thousand, and a number may be written as a fraction, with a power of ten or in Han.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.issue.copy.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

# A cell shows no more digits than these where no format says how many.
_MOST = 11
_TOKEN = regex(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[\$(?P<sign>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<power>E[+-])|(?P<general>(?i:general)|G/通用格式|@)|(?P<place>[#0?])|(?P<mark>[.,%/])"
    r"|(?P<plain>.)",
)
_HAN = regex(r"\[DBNum([12])\]", 2)
_LEGAL, _PLAIN = "零壹贰叁肆伍陆柒捌玖拾佰仟", "〇一二三四五六七八九十百千"
_MOST_SPOKEN = 100_000_000
_THOUSANDS = 3
# Whatever a cell's number is, all its digits.
_EXACT = Context(prec=2_000)


@frozen
class _Token:
    """A piece of a section: a `place` for a digit, a `mark`, words (`plain`), `power`, `general`."""

    kind: str
    text: str


def in_section(size: Decimal, section: str) -> str:
    """A number of no sign as a section of a format shows it; of no places its words alone."""
    tokens = _tokens(section)
    kinds = {token.kind for token in tokens}
    han = _HAN.search(section)
    if "general" in kinds or not tokens:
        shown = "".join(_general(size) if t.kind == "general" else t.text for t in tokens)
        return _in_han(shown, size, han[1]) if han else shown
    size *= Decimal(100) ** sum(token == _Token("mark", "%") for token in tokens)
    if "power" in kinds:
        made = _with_power(size, tokens)
    elif any(token == _Token("mark", "/") for token in tokens) and "place" in kinds:
        made = _with_fraction(size, tokens)
    else:
        made = _placed(size, tokens)
    made = made.strip()
    return made.translate(_digits_in(han[1])) if han else made


def _tokens(section: str) -> list[_Token]:
    made = []
    for found in _TOKEN.finditer(section):
        kind = found.lastgroup or ""
        if kind in ("quoted", "escaped", "sign"):
            made.append(_Token("plain", found[kind]))
        elif kind:
            made.append(_Token(kind, found[0]))
    return made


def _rounded(size: Decimal, places: int) -> Decimal:
    return size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)


def _general(size: Decimal) -> str:
    if size == size.to_integral_value():
        return f"{size.to_integral_value():f}"
    if size < Decimal("0.0001"):
        power = size.adjusted()
        rest = _rounded(size.scaleb(-power), 5).normalize()
        return f"{rest:f}E-{-power:02d}"
    places = max(_MOST - 1 - max(size.adjusted(), 0), 0)
    return f"{_rounded(size, places).normalize():f}"


def _placed(size: Decimal, tokens: Sequence[_Token]) -> str:
    """Digits where the section has places for them, and the words around and between them."""
    places = [at for at, token in enumerate(tokens) if token.kind == "place"]
    if not places:
        return "".join(t.text for t in tokens if t.kind == "plain" or t.text == "%")
    point = next((at for at, t in enumerate(tokens) if t == _Token("mark", ".")), len(tokens))
    whole = [at for at in places if at < point]
    rest = [at for at in places if at > point]
    commas = [at for at, token in enumerate(tokens) if token == _Token("mark", ",")]
    # A comma with no place behind it divides; one between places parts thousands.
    last = max(whole, default=-1)
    size = size.scaleb(-_THOUSANDS * sum(at > last for at in commas))
    rounded = _rounded(size, len(rest))
    before, _, behind = f"{rounded:f}".partition(".")
    shown = _whole(before.lstrip("0"), whole, tokens, parted=any(at < last for at in commas))
    shown |= _rest(behind, rest, tokens)
    if any(shown[at] for at in rest):
        shown[point] = "." if whole else before + "."
    return "".join(
        token.text if token.kind == "plain" or token.text == "%" else shown.get(at, "")
        for at, token in enumerate(tokens)
    )


def _whole(
    digits: str, places: Sequence[int], tokens: Sequence[_Token], *, parted: bool
) -> dict[int, str]:
    """What stands in the places before the point: from the last, all that is left in the first."""
    shown: dict[int, str] = {}
    written = 0
    for at in reversed(places):
        taken = digits if at == places[0] else digits[-1:]
        digits = digits[: len(digits) - len(taken)]
        taken = taken or {"0": "0", "?": " "}.get(tokens[at].text, "")
        made = ""
        for digit in reversed(taken):
            made = digit + ("," if parted and written and written % _THOUSANDS == 0 else "") + made
            written += digit != " "
        shown[at] = made
    return shown


def _rest(digits: str, places: Sequence[int], tokens: Sequence[_Token]) -> dict[int, str]:
    """What stands in the places behind the point: noughts at the end only where they are asked for."""
    shown: dict[int, str] = {}
    for digit, at in reversed([*zip(digits, places, strict=True)]):
        idle = digit == "0" and tokens[at].text != "0" and not any(shown.values())
        shown[at] = "" if idle else digit
    return shown


def _with_power(size: Decimal, tokens: Sequence[_Token]) -> str:
    """A number with a power of ten, one digit before the point."""
    at = [token.kind for token in tokens].index("power")
    power = size.adjusted() if size else 0
    places = [t.text for t in tokens[:at] if t.kind in ("place", "mark")]
    kept = len(places) - places.index(".") - 1 if "." in places else 0
    number = _rounded(size.scaleb(-power), kept)
    if number >= 10:  # noqa: PLR2004  (rounded up to two digits before the point)
        power += 1
        number = _rounded(size.scaleb(-power), kept)
    sign = "-" if power < 0 else "+" if tokens[at].text.endswith("+") else ""
    least = sum(token.kind == "place" for token in tokens[at:])
    before = "".join(t.text for t in tokens[:at] if t.kind == "plain")
    behind = "".join(t.text for t in tokens[at:] if t.kind == "plain")
    return f"{before}{number:f}E{sign}{abs(power):0{least}d}{behind}"


def _with_fraction(size: Decimal, tokens: Sequence[_Token]) -> str:
    """A number as a fraction, behind its whole where the section has a place for that."""
    at = list(tokens).index(_Token("mark", "/"))
    below = "".join(token.text for token in tokens[at + 1 :]).strip()
    places = [n for n in range(at) if tokens[n].kind == "place"]
    mixed = any(second - first > 1 for first, second in pairwise(places))
    whole = int(size) if mixed else 0
    part = Fraction(size) - whole
    if below.isdecimal() and int(below):
        lower = int(below)
        upper = round(part * lower)
    else:
        near = part.limit_denominator(10 ** max(below.count("?") + below.count("#"), 1) - 1)
        upper, lower = near.numerator, near.denominator
    if mixed and upper == lower:
        whole, upper = whole + 1, 0
    if mixed and not upper:
        return str(whole)
    return f"{whole} {upper}/{lower}" if whole else f"{upper}/{lower}"


def _in_han(shown: str, size: Decimal, kind: str) -> str:
    """A number without places, as it is spoken: 一百二十三, or 壹佰贰拾叁."""
    whole = int(size)
    if whole >= _MOST_SPOKEN or "E" in shown:
        return shown.translate(_digits_in(kind))
    digits, point, rest = _general(size).partition(".")
    spoken = numeral(whole, "chineseLegalSimplified") if whole else _LEGAL[0]
    if kind == "1":
        spoken = spoken.translate(str.maketrans(_LEGAL, _PLAIN))
    return shown.replace(digits + point + rest, spoken + point + rest.translate(_digits_in(kind)))


def _digits_in(kind: str) -> dict[int, int]:
    return str.maketrans("0123456789", (_PLAIN if kind == "1" else _LEGAL)[:10])
