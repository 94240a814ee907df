"""Markdown inside a paragraph beside our own markup: links, pictures, code, strikes, tags, entities.

None of it prints as typed: what is shown stays in the text, what is not is told.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import field, mutable
from presslayout.edition.roles import MarkupKind
from presslayout.issue.copy.ledger import Omitted
from presslayout.issue.copy.markup import SPECIAL, Inline, MarkupCut

if TYPE_CHECKING:
    from collections.abc import Mapping

# Longer stretches are no markup; bounds keep a hostile line cheap.
_FOUND = regex(
    r"""\\[!-/:-@\[-`{-~]
    |(?P<ticks>(?<!`)`{1,3}(?!`))(?P<code>.{1,300}?)(?<!`)(?P=ticks)(?!`)
    |\[\^(?P<note>[^\[\]\s]{1,40})\]
    |(?P<link>!?\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,100}\]){0,300})\]
        (?:\(\s*(?P<to><[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200}){0,9})
            (?:\s+(?:"[^"]{0,300}"|'[^']{0,300}'|\([^()]{0,300}\)))?\s*\)
        |\[(?P<ref>[^\[\]]{0,100})\])?)
    |<(?P<auto>[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]{0,2000}|[\w.+-]{1,64}@[\w.-]{1,255})>
    |<!--(?P<comment>.{0,2000}?)-->
    |~~(?=[^\s~])(?P<cut>.{1,200}?)(?<=[^\s~])~~(?!~)
    |<(?P<gone>s|del|strike)>(?P<away>.{0,200}?)</(?P=gone)>
    |(?P<tag></?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>)
    |(?P<under>(?<![0-9A-Za-z_\\])(?P<bars>__?)(?=[^\s_])(?P<marked>[^_\n{}|]{1,300}?)(?<=[^\s_])(?P=bars)(?![0-9A-Za-z_]))
    |(?P<entity>&(?:[a-zA-Z]{2,12}|\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6});)""",
    re.VERBOSE | re.DOTALL,
)
_LEFT = {
    "note": Omitted.NOTE,
    "comment": Omitted.COMMENT,
    "cut": Omitted.STRUCK,
    "away": Omitted.STRUCK,
}
_LOOKS = {
    "b": MarkupKind.BOLD, "strong": MarkupKind.BOLD, "em": MarkupKind.DOTS, "i": MarkupKind.DOTS,
    "sup": MarkupKind.SUPERIOR, "sub": MarkupKind.INFERIOR,
}  # fmt: skip
_TAGS = frozenset(
    "a abbr address article aside b big blockquote body br center cite code col dd del details div dl dt "
    "em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img ins "
    "kbd label li link main mark nav object ol p pre q rp rt ruby s samp script section small source span "
    "strike strong style sub summary sup table tbody td tfoot th thead tr tt u ul var video wbr".split()
)


@mutable
class _Gathered:
    references: Mapping[str, str]
    cuts: list[MarkupCut] = field(default_factory=list)
    literal: list[tuple[int, int]] = field(default_factory=list)
    left: list[tuple[Omitted, int, str]] = field(default_factory=list)


def inline(source: str, references: Mapping[str, str]) -> Inline:
    """The Markdown of a paragraph; `references` are the addresses that the file defines by name."""
    if SPECIAL.isdisjoint(source):
        return Inline()
    made = _Gathered(references)
    _scan(source, 0, len(source), made)
    return Inline(
        tuple(sorted(made.cuts, key=lambda cut: cut.start)), tuple(made.literal), tuple(made.left)
    )


def _scan(source: str, at: int, end: int, made: _Gathered) -> None:
    while found := _FOUND.search(source, at, end):
        at = _taken(found, source, made)


def _taken(found: re.Match[str], source: str, made: _Gathered) -> int:
    """What one find cuts and tells; where to go on."""
    start, end = found.span()
    if left := next((group for group in _LEFT if found[group] is not None), ""):
        _told(made, (start, end), _LEFT[left], found[left])
    elif found["code"]:
        made.cuts += [MarkupCut(start, found.start("code")), MarkupCut(found.end("code"), end)]
        made.literal.append(found.span("code"))
    elif found["link"]:
        return _link(found, source, made)
    elif found["auto"]:
        made.cuts += [MarkupCut(start, start + 1), MarkupCut(end - 1, end)]
        made.literal.append(found.span("auto"))
    elif found["tag"]:
        _tag(found, made)
    elif found["under"]:
        kind = MarkupKind.BOLD if found["bars"] == "__" else MarkupKind.DOTS
        inner, behind = found.span("marked")
        made.cuts += [MarkupCut(start, inner, opens=kind), MarkupCut(behind, end, closes=kind)]
        _scan(source, inner, behind, made)
    elif found["entity"] and (said := unescape(found["entity"])) != found["entity"]:
        made.cuts.append(MarkupCut(start, end, said))
    return end


def _told(made: _Gathered, where: tuple[int, int], kind: Omitted, words: str) -> None:
    made.cuts.append(MarkupCut(*where))
    made.left.append((kind, where[0], words.strip()))


def _link(found: re.Match[str], source: str, made: _Gathered) -> int:
    """A link: its words stay; a picture: it is told.  In brackets alone it is one where it is defined."""
    start, end = found.span()
    name = (found["ref"] or found["words"]).strip().lower()
    address = found["to"] if found["to"] is not None else made.references.get(name)
    picture = source[start] == "!"
    inner, behind = found.span("words")
    if address is None:
        # Text in brackets; what is inside may be markup all the same.
        return start + 1 + picture
    if picture:
        _told(made, (start, end), Omitted.PICTURE, found["words"])
        return end
    made.cuts += [MarkupCut(start, inner), MarkupCut(behind, end)]
    _scan(source, inner, behind, made)
    bare = address.strip("<>").partition("//")[2] or address.strip("<>").removeprefix("mailto:")
    if bare.strip("/") and bare.strip("/").lower() not in found["words"].lower():
        made.left.append((Omitted.LINK, start, address.strip("<>")))
    return end


def _tag(found: re.Match[str], made: _Gathered) -> None:
    name, (start, end) = found["name"].lower(), found.span()
    if name not in _TAGS:
        return
    kind = _LOOKS.get(name)
    closing = found["tag"].startswith("</")
    if kind is not None:
        made.cuts.append(
            MarkupCut(start, end, opens=None if closing else kind, closes=kind if closing else None)
        )
        return
    alt = re.search(r"\balt\s*=\s*[\"']([^\"']*)", found["tag"]) if name == "img" else None
    kinds = {"img": Omitted.PICTURE}
    _told(made, (start, end), kinds.get(name, Omitted.MARKUP), alt[1] if alt else found["tag"])
