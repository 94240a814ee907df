"""Elements of a page of the site: every word escaped, no attribute that a browser would run.

A tree is not needed: an element is its text.  What is `Html` stands as it is, any other string is
words of a paper, whoever wrote them.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from presslayout.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# HTML knows no such characters: a browser may take them for anything.
_UNKNOWN = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset(("area", "br", "img", "input", "link", "meta", "source", "hr"))
# JSON inside of a page may say nothing that ends it.
_SPELLED = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


class Html(str):
    """What is a page's own already, escaped."""

    __slots__ = ()


Content = "Html | str | None"
NOTHING = Html()


def el(name: str, attributes: Mapping[str, str | int | None] | None = None, *inner: Any) -> Html:
    """An element; attributes that are None are left out, "" stands for one that is only there."""
    said = "".join(
        f" {key}" if value == "" and key not in _SPOKEN else f' {key}="{quoted(value)}"'
        for key, value in (attributes or {}).items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{joined(inner)}</{name}>")


# Attributes that say something by being empty.
_SPOKEN = frozenset(("alt", "value", "content", "href", "src"))


def joined(parts: Iterable[Any]) -> Html:
    """Elements and words, one behind the other; what stands in rows likewise."""
    made = []
    for one in parts:
        if one is None:
            continue
        if isinstance(one, Html):
            made.append(one)
        elif isinstance(one, str):
            made.append(words(one))
        else:
            made.append(joined(one))
    return Html("".join(made))


def words(text: str) -> Html:
    """Words of a paper as a page spells them."""
    return Html(escape(known(text), quote=False))


def quoted(value: str | int) -> str:
    """The value of an attribute as a page spells it."""
    return escape(known(str(value)), quote=True)


def known(text: str) -> str:
    """The text without characters that no page may hold."""
    return _UNKNOWN.sub("\ufffd", text)


def data(value: object) -> Html:
    """JSON that stands inside of a page."""
    plain = known(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return Html("".join(_SPELLED.get(char, char) for char in plain))


def script(value: object) -> str:
    """A value as a script spells it, in ASCII: read alike in any encoding."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
