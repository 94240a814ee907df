"""What the styles of a document say of its paragraphs and runs (ISO/IEC 29500-1, 17.7).

A style has what the one that it is based on has, and what it says itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.issue.copy.word.names import child, get, number, on, tag, val

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADING = regex(r"(?:heading|标题)\s*[1-9]|title|subtitle|副标题|标题", re.IGNORECASE)
# Outline level 9 is that of running text.
_LEVELS = frozenset("012345678")
# What a run may say; all but the last two are switches.
LOOKS = ("b", "em", "i", "strike", "dstrike", "vanish", "webHidden", "specVanish")
RAISED, LOWERED = "superscript", "subscript"
# From so many half points on, type that was moved from its line is a figure beside a word.
LEAST_SHIFT = 4
# An indent from so many hundredths of a character, or twentieths of a point, on pushes a line to the right.
_PUSHED_CHARS, _PUSHED = 800, 1680
# So many of the styles that a style is based on are asked which level of a list names them.
_MOST_STYLES = 20

Look = dict[str, str]


@frozen
class Numbered:
    """Which list numbers a paragraph, and on which level (from 0; None where it does not say)."""

    list: str
    level: int | None = None
    style: str = ""


@frozen
class WordStyle:
    """A style with all that it is based on; `chain` are the ids of itself and of those.

    `named` says whether the name of one of them is a heading's, `outline` the level that they say,
    `right` whether its paragraphs stand at the right.
    """

    heading: bool = False
    numbered: Numbered | None = None
    look: Mapping[str, str] | None = None
    mark: Mapping[str, str] | None = None
    chain: tuple[str, ...] = ()
    named: bool = False
    outline: str | None = None
    right: bool = False


@frozen
class Styles:
    """The styles of a document: by id, the usual paragraph's, and what all runs have."""

    known: Mapping[str, WordStyle]
    usual: str = ""
    all: Mapping[str, str] | None = None

    def of(self, style: str | None) -> WordStyle:
        """A style by its id; without one, or with one that is not there, the usual paragraph's."""
        return self.known.get(style or self.usual) or self.known.get(self.usual) or NO_STYLE


NO_STYLE = WordStyle()


def read_styles(root: Any) -> Styles:
    """The styles of a document's part of styles, which may be absent."""
    found: dict[str, Any] = {}
    usual, everywhere = "", {}
    for one in root if root is not None else ():
        if tag(one) == "w:style":
            name = get(one, "w:styleId") or ""
            found.setdefault(name, one)
            if get(one, "w:type") == "paragraph" and on(get(one, "w:default")):
                usual = usual or name
        elif tag(one) == "w:docDefaults":
            everywhere = look(child(one, "w:rPrDefault", "w:rPr"))
    made: dict[str, WordStyle] = {}
    for name in found:
        path, at = [], name
        # What goes in a circle is based on nothing.
        while at in found and at not in made:
            made[at] = NO_STYLE
            path.append(at)
            at = val(found[at], "w:basedOn") or ""
        base = made.get(at, NO_STYLE)
        for one in reversed(path):
            base = made[one] = _extended(one, found[one], base)
    return Styles(made, usual, everywhere)


def look(properties: Any) -> Look:
    """What run properties say of the looks that matter here; a switch's value as it is written."""
    made: Look = {}
    for one in properties if properties is not None else ():
        name = tag(one)
        if not name.startswith("w:"):
            continue
        if name[2:] in LOOKS:
            made[name[2:]] = get(one, "w:val") or ""
        elif name == "w:vertAlign":
            made["shift"] = get(one, "w:val") or ""
        elif name == "w:position":
            half = number(get(one, "w:val"))
            if abs(half) >= LEAST_SHIFT:
                made.setdefault("shift", RAISED if half > 0 else LOWERED)
        elif name == "w:rFonts":
            fonts = (get(one, f"w:{use}") for use in ("ascii", "hAnsi", "eastAsia"))
            made["font"] = next((font for font in fonts if font), "")
    return made


def is_heading(outline: str | None) -> bool:
    """Whether an outline level is a heading's."""
    return outline is not None and outline in _LEVELS


def numbered(properties: Any, style: str = "") -> Numbered | None:
    """What paragraph properties say of a list."""
    found = child(properties, "w:numPr")
    if found is None:
        return None
    level = val(found, "w:ilvl")
    return Numbered(val(found, "w:numId") or "", None if level is None else number(level), style)


def at_right(properties: Any, *, style: bool = False) -> bool:
    """Whether a paragraph stands at the right: set so, or pushed there by its indent.

    `style`: whether those of its style do, where it does not say itself.
    """
    side = val(properties, "w:jc")
    indent = child(properties, "w:ind")
    if side is None and indent is None:
        return style
    pushed = indent is not None and any(
        number(get(indent, f"w:{edge}Chars")) >= _PUSHED_CHARS
        or number(get(indent, f"w:{edge}")) >= _PUSHED
        for edge in ("left", "start", "firstLine")
    )
    return pushed or (style if side is None else side in ("right", "end"))


def _extended(name: str, element: Any, base: WordStyle) -> WordStyle:
    """A style upon the one that it is based on."""
    properties = child(element, "w:pPr")
    said = val(properties, "w:outlineLvl")
    outline = base.outline if said is None else said
    named = base.named or _HEADING.fullmatch((val(element, "w:name") or "").strip()) is not None
    own = numbered(properties, name)
    if own is not None:
        inherited = base.numbered.list if base.numbered is not None else ""
        own = Numbered(own.list or inherited, own.level, name)
    # A style that says it is running text is none of a heading, whatever it is based on.
    return WordStyle(
        is_heading(outline) or (named and outline is None),
        own or base.numbered,
        {**(base.look or {}), **look(child(element, "w:rPr"))},
        {**(base.mark or {}), **look(child(properties, "w:rPr"))},
        (name, *base.chain)[:_MOST_STYLES],
        named,
        outline,
        at_right(properties, style=base.right),
    )
