"""The marks of a passage typed out: in Markdown as copy has it, or in tags of a page.

A sign is escaped where a reader would take it for markup, so that what is kept reads back as it was.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import replace
from presslayout.edition.roles import MarkupKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presslayout.archive.material import ArchivedPassage, Emphasis

_STARS = {MarkupKind.BOLD: "**", MarkupKind.DOTS: "*"}
_TAGS = {
    MarkupKind.BOLD: "b",
    MarkupKind.DOTS: "em",
    MarkupKind.SUPERIOR: "sup",
    MarkupKind.INFERIOR: "sub",
    MarkupKind.RUBY: "ruby",
}
_SIGNS = regex(
    r"[\\*`\[{|]|<(?=[a-zA-Z/!])|&(?=#?\w{1,12};)|~(?=~)"
    r"|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])|#(?=#*[ \t]*\Z)"
)
# What a mark in braces cannot hold.
_UNHELD = regex(r"[{}|<&`\\_]|~~|\]\(")
# What begins another block than a paragraph.
_BEGUN = regex(r"(?:[#>+=:-]|([0-9]{1,3})(?=[.)][ \t]))")


def marked(passage: ArchivedPassage) -> str:
    """The text with its marks written out; the inner one of two stands inside."""
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    signs = {found.start() for found in _SIGNS.finditer(passage.text)}
    for mark in sorted(_split(passage.marks), key=lambda m: (m.length, m.start, m.kind in _STARS)):
        end = mark.start + mark.length
        around = _around(mark, passage)
        if around is None:
            continue
        if around[0] == "{":
            signs -= set(range(mark.start, end))
        before[mark.start] = around[0] + before.get(mark.start, "")
        after[end] = after.get(end, "") + around[1]
    typed = [f"\\{char}" if at in signs else char for at, char in enumerate(passage.text)]
    return _woven(typed, before, after)


def begun(typed: str) -> str:
    """The same at the beginning of a block, where some signs mean more."""
    found = _BEGUN.match(typed)
    if found is None:
        return typed
    return f"{found[1] or ''}\\{typed[found.end(1) if found[1] else 0 :]}"


def tagged(passage: ArchivedPassage) -> str:
    """The text in tags of a page, on one line."""
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for mark in sorted(_split(passage.marks), key=lambda m: (m.length, m.start)):
        tag = _TAGS.get(mark.kind)
        if tag is None:
            continue
        end = mark.start + mark.length
        said = f"<rt>{escape(mark.note)}</rt>" if mark.kind == MarkupKind.RUBY else ""
        before[mark.start] = f"<{tag}>" + before.get(mark.start, "")
        after[end] = after.get(end, "") + f"{said}</{tag}>"
    return _woven([escape(char, quote=False) for char in passage.text], before, after)


def _woven(typed: Sequence[str], before: Mapping[int, str], after: Mapping[int, str]) -> str:
    """The characters with what stands before and behind each."""
    made = [after.get(at, "") + before.get(at, "") + char for at, char in enumerate(typed)]
    return "".join((*made, after.get(len(typed), "")))


def _around(mark: Emphasis, passage: ArchivedPassage) -> tuple[str, str] | None:
    """What stands before and behind a mark: our own signs, else tags; None where neither can hold it."""
    stars = _STARS.get(mark.kind)
    if stars is not None and _holds(mark, passage):
        return stars, stars
    text = passage.text[mark.start : mark.start + mark.length]
    if stars is None and not _UNHELD.search(text):
        return "{", f"|{mark.note}}}"
    tag = _TAGS.get(mark.kind)
    return (f"<{tag}>", f"</{tag}>") if tag and mark.kind != MarkupKind.RUBY else None


def _holds(mark: Emphasis, passage: ArchivedPassage) -> bool:
    """Whether asterisks round a stretch are read as its marks."""
    text, start, end = passage.text, mark.start, mark.start + mark.length
    if not text[start : start + 1].strip() or not text[end - 1 : end].strip():
        return False
    if any(_latin(text[at - 1 : at]) and _latin(text[at : at + 1]) for at in (start, end)):
        return False
    others = [m for m in passage.marks if m is not mark and m.kind in _STARS]
    edges = {edge for m in others for edge in (m.start, m.start + m.length)}
    crossed = any(
        m.start < start < m.start + m.length < end or start < m.start < end < m.start + m.length
        for m in others
    )
    return not crossed and edges.isdisjoint((start, end))


def _split(marks: Iterable[Emphasis]) -> Iterator[Emphasis]:
    """Marks in braces parted where asterisks or others of their kind begin inside them, for none nests."""
    known = tuple(marks)
    taken: list[tuple[int, int]] = []
    for mark in known:
        if mark.kind in _STARS:
            yield mark
            continue
        start, end = mark.start, mark.start + mark.length
        if any(a < end and start < b for a, b in taken):
            continue
        taken.append((start, end))
        edges = {edge for m in known if m.kind in _STARS for edge in (m.start, m.start + m.length)}
        cuts = [start, *sorted(edge for edge in edges if start < edge < end), end]
        for first, last in pairwise(cuts):
            yield replace(mark, start=first, length=last - first)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
