"""Lists of a page: what their items are counted as, and how the numbers look."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from presslayout.base.patterns import regex
from presslayout.base.values import field, frozen, mutable
from presslayout.issue.copy.blocks import BULLET
from presslayout.issue.copy.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.issue.copy.web.styles import Declared, StyleSheet

LISTS = frozenset(("menu", "ol", "ul", "dir"))
_STRING = regex(r"""(["'])([^"']*)\1""")
# An attribute's integer as browsers read it; what goes beyond is no number of a list.
_INTEGER = regex(r"[ \t\r\n\f]*([+-]?[0-9]{1,9})(?![0-9])")
_ROMAN = tuple(
    zip(
        "m cm d cd c xc l xl x ix v iv i".split(),
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
)
_MOST_ROMAN = 3999
_BULLETS = frozenset("•·●○■□◆◇▪▫§lnuqvØü➢❖✓\uf06c\uf06e\uf0b7\uf075\uf0d8\uf0fc\uf0a7")
_PLAIN_BULLETS = frozenset(("disc", "circle", "square", "disclosure-open", "disclosure-closed"))
_CONTENT = regex(
    r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|counter\(\s*([\w-]+)\s*(?:,\s*([\w-]+)\s*)?\)"
)
_ESCAPE = regex(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)


@frozen
class Numerals:
    """How a number is written, and what stands behind it."""

    written: Callable[[int], str]
    behind: str = "."


def _letters(number: int) -> str:
    """Letters as a list counts by them: a to z, aa, ab and so on."""
    made, left = "", number
    while left > 0:
        left, last = divmod(left - 1, 26)
        made = chr(ord("a") + last) + made
    return made or str(number)


def _roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    made = ""
    for letters, worth in _ROMAN:
        made += letters * (number // worth)
        number %= worth
    return made


def _word(form: str) -> Callable[[int], str]:
    """A count as Word writes it in a format: CSS and Word count alike there."""
    return lambda number: numeral(number, form)


_UPPER = Numerals(lambda number: _letters(number).upper())
_LOWER, _SMALL_ROMAN = Numerals(_letters), Numerals(_roman)
_BIG_ROMAN = Numerals(lambda number: _roman(number).upper())
_DECIMAL = Numerals(str)
_READ = Numerals(_word("chineseCountingThousand"), "、")
# What `type` says and what `list-style-type` says.
_TYPES = {"1": _DECIMAL, "a": _LOWER, "A": _UPPER, "i": _SMALL_ROMAN, "I": _BIG_ROMAN}
_STYLES = {
    "decimal": _DECIMAL,
    "decimal-leading-zero": Numerals(lambda number: f"{number:02d}"),
    "lower-alpha": _LOWER,
    "lower-latin": _LOWER,
    "upper-alpha": _UPPER,
    "upper-latin": _UPPER,
    "lower-roman": _SMALL_ROMAN,
    "upper-roman": _BIG_ROMAN,
    "cjk-ideographic": _READ,
    "simp-chinese-informal": _READ,
    "trad-chinese-informal": _READ,
    "cjk-decimal": Numerals(_word("ideographDigital"), "、"),
    "cjk-heavenly-stem": Numerals(_word("ideographTraditional"), "、"),
    "cjk-earthly-branch": Numerals(_word("ideographZodiac"), "、"),
}


@mutable
class Counting:
    """A list whose items are being read: what the next one is counted as, and how numbers look.

    `numerals` is None of a list of bullets; `bare` says that nothing stands before an item; `sign` is
    what stands before every item, word for word.
    """

    number: int = 1
    step: int = 1
    numerals: Numerals | None = None
    bare: bool = False
    names: tuple[str, ...] = ()
    sign: str = ""


@mutable
class Counters:
    """The lists that are open, and what named counters of the sheet last stood at."""

    open: list[Counting] = field(default_factory=list)
    named: dict[str, int] = field(default_factory=dict)

    def marker(self, item: Any, declared: Declared, sheet: StyleSheet) -> str:
        """The marker of the innermost list's next item, which may say its own number."""
        own = self.open[-1] if self.open else Counting()
        own.number = number = integer(item.get("value"), own.number)
        own.number += own.step
        for name in own.names:
            self.named[name.replace("lst-", "lst-ctn-", 1)] = number
        for name in own.names:
            if name in sheet.befores:
                return self._generated(sheet.befores[name])
        says = declared.get("list-style-type") or declared.get("list-style")
        if sign := _sign(declared) if says else own.sign:
            return marker(sign)
        numerals, bare = _kind(declared, item.get("type"), own.numerals, bare=own.bare)
        if bare:
            return ""
        return f"{numerals.written(number)}{numerals.behind}" if numerals else BULLET

    def _generated(self, content: str) -> str:
        made = ""
        for part in _CONTENT.finditer(content):
            if part[3]:
                numerals = _STYLES.get(part[4] or "decimal", _DECIMAL)
                made += numerals.written(self.named.get(part[3], 1))
            else:
                made += _ESCAPE.sub(_unescaped, part[1] or part[2] or "")
        return marker(made)


def marker(typed: str) -> str:
    """A marker that stands as text, its blanks left out; any sign of a list of bullets is one bullet."""
    bare = "".join(typed.split()).strip("\u200b\u00a0")
    return BULLET if bare in _BULLETS else bare


def counting(element: Any, tag: str, declared: Declared) -> Counting:
    """A list as it says that it counts (HTML, 4.4.5: start, reversed, type; CSS, list-style-type)."""
    names = tuple(n for n in (element.get("class") or "").split() if n.startswith("lst-"))
    first = _DECIMAL if tag == "ol" else None
    numerals, bare = _kind(declared, element.get("type"), first, bare=False)
    sign = _sign(declared)
    if tag != "ol":
        return Counting(numerals=numerals, bare=bare, names=names, sign=sign)
    back = element.get("reversed") is not None
    start = len(element.findall("li")) if back else 1
    first_number, step = integer(element.get("start"), start), -1 if back else 1
    return Counting(first_number, step, numerals, bare, names, sign)


def _sign(declared: Declared) -> str:
    """The string that a list names as its marker (CSS Lists, list-style-type)."""
    said = declared.get("list-style-type") or declared.get("list-style") or ""
    found = _STRING.search(said) if "url(" not in said else None
    return _ESCAPE.sub(_unescaped, found[2]) if found else ""


def _kind(
    declared: Declared,
    typed: str | None,
    otherwise: Numerals | None,
    *,
    bare: bool,
) -> tuple[Numerals | None, bool]:
    said = declared.get("list-style-type") or declared.get("list-style") or ""
    for word in said.replace("!important", "").split():
        if word in _STYLES:
            return _STYLES[word], False
        if word in _PLAIN_BULLETS:
            return None, False
        if word == "none":
            return otherwise, True
    return (_TYPES.get(typed, otherwise) if typed else otherwise), bare


def integer(text: str | None, otherwise: int) -> int:
    """An attribute's integer; `otherwise` where it says none."""
    found = _INTEGER.match(text or "")
    return int(found[1]) if found else otherwise


_SURROGATES = range(0xD800, 0xE000)


def _unescaped(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code <= sys.maxunicode and code not in _SURROGATES else ""
