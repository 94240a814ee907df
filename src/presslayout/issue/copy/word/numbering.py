"""The numbers that Word puts before paragraphs (ISO/IEC 29500-1, 17.9).

A number is written by its level's text and format.  The lists that share a definition count on, one
after the other, until one says where it begins; a level begins anew behind one above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.patterns import regex
from presslayout.base.values import field, frozen, mutable, replace
from presslayout.issue.copy.blocks import BULLET
from presslayout.issue.copy.numerals import numeral
from presslayout.issue.copy.word.names import child, get, number, on, tag, val

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from presslayout.issue.copy.word.styles import Numbered, Styles

LEVELS = 9
_SHOWN = regex(r"%([1-9])")
# Signs of bullets that every face has; others, most of symbol fonts, are drawn as one of them.
_BULLETS = frozenset("—※★☆●○■□◆◇▲△")
_BLANKS = " \t\u3000\u00a0"


@frozen
class Level:
    """How a level of a list counts: its first number, its format, its text, what is behind it.

    `restart` is the level (from 1) behind which it begins anew, with those above it; 0 for none.
    """

    start: int = 1
    form: str = "decimal"
    text: str | None = None
    restart: int = LEVELS
    decimal: bool = False
    gap: str = "tab"
    style: str = ""


@frozen
class _List:
    """A list: the definition that it counts with, its levels, where those that say so begin."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@frozen
class Number:
    """What stands before a paragraph; `gap` says what is between them: tab, space or nothing."""

    text: str
    gap: str
    bullet: bool


@mutable
class Numbering:
    """The lists of a document, and how far each has counted."""

    lists: Mapping[str, _List]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, said: Numbered | None, styles: Styles) -> Number | None:
        """The number of the next paragraph that says so; None where it has none."""
        if said is None or said.list in ("", "0"):
            return None
        one = self.lists.get(said.list, _UNKNOWN)
        depth = self._depth(said, one, styles)
        level = one.levels.get(depth, Level(form="bullet"))
        counts = self.counts.setdefault(one.definition or said.list, {})
        if (said.list, depth) not in self.begun and depth in one.starts:
            counts[depth] = one.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self.begun.add((said.list, depth))
        for deeper in [d for d in counts if d > depth]:
            if depth < one.levels.get(deeper, Level()).restart:
                del counts[deeper]
        return _number(level, depth, counts, one)

    def _depth(self, said: Numbered, one: _List, styles: Styles) -> int:
        """A number's level: its own; one that a style gives is the level that names the style."""
        if said.style:
            chain = styles.of(said.style).chain or (said.style,)
            for name in chain:
                for depth, level in one.levels.items():
                    if level.style == name:
                        return depth
        return min(max(said.level or 0, 0), LEVELS - 1)


_UNKNOWN = _List("", {}, {})


def read_numbering(root: Any, styles: Styles) -> Numbering:
    """The lists of a document's part of numbering, which may be absent."""
    definitions: dict[str, Any] = {}
    lists: dict[str, Any] = {}
    for one in root if root is not None else ():
        if tag(one) == "w:abstractNum":
            definitions[get(one, "w:abstractNumId") or ""] = one
        elif tag(one) == "w:num":
            lists[get(one, "w:numId") or ""] = one
    made = {}
    for name, one in lists.items():
        definition = _definition(val(one, "w:abstractNumId") or "", definitions, lists, styles)
        made[name] = _list(one, definition, definitions.get(definition))
    return Numbering(made)


def _definition(
    name: str, definitions: Mapping[str, Any], lists: Mapping[str, Any], styles: Styles
) -> str:
    """The definition that has the levels: one may name a style whose list has them (17.9.21)."""
    seen: set[str] = set()
    while name in definitions and name not in seen:
        seen.add(name)
        linked = styles.known.get(val(definitions[name], "w:numStyleLink") or "")
        said = linked.numbered if linked is not None else None
        if said is None or said.list not in lists:
            break
        name = val(lists[said.list], "w:abstractNumId") or ""
    return name


def _list(element: Any, definition: str, levels: Any) -> _List:
    made: dict[int, Level] = {}
    for one in levels if levels is not None else ():
        if tag(one) == "w:lvl":
            made[number(get(one, "w:ilvl"))] = _level(one)
    starts: dict[int, int] = {}
    for one in element:
        if tag(one) != "w:lvlOverride":
            continue
        depth = number(get(one, "w:ilvl"))
        own = child(one, "w:lvl")
        if own is not None:
            made[depth] = _level(own)
        start = val(one, "w:startOverride")
        if start is not None:
            starts[depth] = number(start)
            made[depth] = replace(made.get(depth, Level()), start=starts[depth])
    return _List(definition, made, starts)


def _level(element: Any) -> Level:
    form = val(element, "w:numFmt")
    if form is None:
        # A format of its own stands in an alternative, beside one for those who do not know it.
        plain = child(element, "mc:AlternateContent", "mc:Fallback", "w:numFmt")
        form = get(plain, "w:val") if plain is not None else None
    depth = number(get(element, "w:ilvl"))
    restart = val(element, "w:lvlRestart")
    return Level(
        number(val(element, "w:start"), 1),
        form or "decimal",
        val(element, "w:lvlText"),
        depth if restart is None else number(restart, depth),
        on(val(element, "w:isLgl")),
        val(element, "w:suff") or "tab",
        val(element, "w:pStyle") or "",
    )


def _number(level: Level, depth: int, counts: Mapping[int, int], one: _List) -> Number | None:
    if level.form == "bullet":
        own = (level.text or "").strip(_BLANKS)
        return Number(own if own in _BULLETS else BULLET, level.gap, bullet=True)
    text = f"%{depth + 1}." if level.text is None else level.text

    def shown(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        own = one.levels.get(at, Level())
        form = "decimal" if level.decimal and own.form != "none" else own.form
        count = counts.get(at, own.start)
        return "" if at > depth else numeral(count, form)

    made = _SHOWN.sub(shown, text).strip(_BLANKS)
    return Number(made, level.gap, bullet=False) if made else None
