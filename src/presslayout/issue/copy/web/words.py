"""The words of what is not set: all that stands inside it, and what its attributes show."""

from __future__ import annotations

import re
from typing import Any

from presslayout.base.patterns import regex

# Never text, on any page.
SILENT = frozenset("script style link meta base param source track col colgroup area".split())
_APART = frozenset("option optgroup p div li tr td th br button h1 h2 h3 h4 h5 h6 dt dd".split())
_SHOWN_INPUTS = frozenset(
    ("submit", "button", "reset", "text", "search", "email", "tel", "url", "")
)
_TAG = regex(r"<(/?)([\w:]*)[^<>]*>")
_SETTINGS = frozenset(("style", "xml"))


def words_of(element: Any) -> str:
    """All words of an element, in their order; scripts and styles hold none."""
    from lxml import etree

    made: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walker:
        if event == "start":
            if one.tag in SILENT:
                walker.skip_subtree()
                continue
            made += [" "] * (one.tag in _APART) + [shown(one), one.text or ""]
        elif one is not element:
            made.append(one.tail or "")
    return "".join(made)


def shown(element: Any) -> str:
    """What a browser shows of an element's attributes."""
    tag = element.tag
    if tag in ("img", "image") or (tag == "input" and element.get("type") == "image"):
        return element.get("alt") or ""
    if tag == "input":
        kind = (element.get("type") or "").lower()
        return (element.get("value") or "") if kind in _SHOWN_INPUTS else ""
    if tag == "optgroup":
        return element.get("label") or ""
    return ""


def commented(text: str) -> str:
    """The words of a comment, its tags, styles and settings left out."""
    condition = re.match(r"\s*\[if\b[^\]]*\]>?", text)
    if condition:
        text = text[condition.end() :].replace("<![endif]", " ")
    made: list[str] = []
    at, inside = 0, ""
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if not inside:
            made.append(text[at : tag.start()])
            inside = name if name in _SETTINGS and not tag[1] else ""
        elif tag[1] and name == inside:
            inside = ""
        at = tag.end()
    return " ".join(" ".join([*made, "" if inside else text[at:]]).split())
