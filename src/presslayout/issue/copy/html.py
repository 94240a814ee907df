"""Copy from a web page: paragraphs, headings, bold, emphasis, lists, tables and readings.

What a browser does not show as text is left out; `del` and `ins` are tracked changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from presslayout.base import doors, filelines
from presslayout.base.diagnostics import Text
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy.blocks import BULLET
from presslayout.issue.copy.foreign import (
    Piece,
    Read,
    Remark,
    UnreadableCopyError,
    change,
    hold_size,
    hold_tags,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_UNSEEN = frozenset(
    "head title script style template noscript iframe object svg math canvas audio video select "
    "button input textarea nav rt rp".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form header hr html legend main menu ol p pre section summary table tbody "
    "tfoot thead tr ul".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PARTED = _BLOCKS | _HEADINGS | {"li", "td", "th"}
_CHANGES = {"del": Text("删去", "deleted"), "ins": Text("加上", "inserted")}
_LISTS = frozenset(("menu", "ol", "ul"))
_BOLD = frozenset(("b", "strong"))
_DOTS = frozenset(("em", "i"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
# An attribute's integer as browsers read it; what goes beyond is no number of a list.
_INTEGER = re.compile(r"[ \t\r\n\f]*([+-]?[0-9]{1,9})(?![0-9])")
_ROMAN = tuple(
    zip(
        "m cm d cd c xc l xl x ix v iv i".split(),
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
)
_MOST_ROMAN = 3999
# Deeper than any page that people wrote.
DEEPEST = 200
MOST_ATTRIBUTES = 1_000
# A tag from its first letter to its end, whatever its quotes hold, and a comment (HTML, 13.2.5).
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<[a-zA-Z](?:[^\s/>]*)((?:[^>\"'=]+|=\s*(?:\"[^\"]*\"|'[^']*')?|[\"'])*)",
    re.DOTALL,
)
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")


@dataclass(slots=True)
class _List:
    """A list whose items are being read: what the next one is counted as, and how numbers look."""

    number: int = 1
    step: int = 1
    written: Callable[[int], str] | None = None

    def marker(self, item: Any) -> str:
        """The marker of its next item, which may say its own number."""
        self.number = _integer(item.get("value"), self.number)
        marker = f"{self.written(self.number)}." if self.written else BULLET
        self.number += self.step
        return marker


@dataclass(slots=True)
class _State:
    pieces: list[Piece] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    line: int = 1
    # Elements as keys stay alive, and so stay the same.
    rows: dict[Any, int] = field(default_factory=dict)
    columns: dict[Any, int] = field(default_factory=dict)


def read_html(text: str) -> Read:
    """The paragraphs of a page in their order; UnreadableCopyError when there is no page."""
    from lxml import html

    # HTML knows one end of a line, and its parser counts by it.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hold_tags(text.count("<"))
    # The parser compares every attribute of a tag with all before it.
    if any(_attributes(tag[1] or "") > MOST_ATTRIBUTES for tag in _TAG.finditer(text)):
        raise UnreadableCopyError(
            Text("有的标签属性多得没有道理", "a tag has more attributes than make sense")
        )
    try:
        root = html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8"))
    except doors.HTML.faults() as cause:
        raise UnreadableCopyError(Text("里面没有文字", "it holds no text")) from cause
    hold_size(root, _HEADINGS | {"p", "li", "td", "th", "div", "br"})
    state = _State()
    _walk(root, state, Piece(ParagraphKind.PARAGRAPH, 1), (), 0)
    rows = [len(filelines.lines(row)) for row in text.split("\n")]
    begun = list(accumulate(rows, initial=1))
    for piece in state.pieces:
        piece.line = begun[min(piece.line, len(rows)) - 1]
    remarks = [replace(r, line=begun[min(r.line, len(rows)) - 1]) for r in state.remarks]
    return Read(tuple(state.pieces), tuple(remarks))


def _attributes(told: str) -> int:
    """How many attributes a tag has at most, with values or without."""
    if len(told) < MOST_ATTRIBUTES:
        return 0
    return len(_QUOTED.sub("= ", told).replace("/", " ").split())


def _walk(
    element: Any, state: _State, like: Piece, kinds: tuple[MarkupKind, ...], depth: int
) -> None:
    """An element's text and children; `like` is what the blocks inside are, where they say nothing."""
    tag = element.tag if isinstance(element.tag, str) else ""
    state.line = element.sourceline or state.line
    if not _seen(element, tag):
        return
    if depth > DEEPEST:
        raise UnreadableCopyError(
            Text(f"标签套了 {DEEPEST} 层以上", f"its tags are nested deeper than {DEEPEST}")
        )
    if tag in _CHANGES:
        _changed(element, state, _CHANGES[tag])
    if tag == "br":
        _begin(state, like)
    elif tag == "ruby":
        _ruby(element, state, like)
    elif tag != "del":
        _inside(element, state, like, (*kinds, *_kinds(element, tag)), depth)


def _inside(
    element: Any, state: _State, like: Piece, kinds: tuple[MarkupKind, ...], depth: int
) -> None:
    listed = element.tag in _LISTS
    if listed:
        state.lists.append(_list(element))
    like, block = _kind(element, element.tag, state, like)
    if block:
        _begin(state, like)
    _text(element.text, state, like, kinds)
    for child in element:
        _walk(child, state, like, kinds, depth + 1)
        if child.tag in _PARTED:
            # Behind a block inside an item its marker does not stand again.
            kind = like.kind if like.kind != ParagraphKind.ITEM else ParagraphKind.PARAGRAPH
            _begin(state, Piece(kind, state.line, "", like.cell))
        _text(child.tail, state, like, kinds)
    if block:
        _begin(state, Piece(ParagraphKind.PARAGRAPH, state.line))
    if listed:
        state.lists.pop()


def _list(element: Any) -> _List:
    """A list as its tag says that it counts (HTML, 4.4.5: start, reversed, type)."""
    if element.tag != "ol":
        return _List()
    back = element.get("reversed") is not None
    first = len(element.findall("li")) if back else 1
    written = _NUMERALS.get(element.get("type") or "1", str)
    return _List(_integer(element.get("start"), first), -1 if back else 1, written)


def _integer(text: str | None, otherwise: int) -> int:
    found = _INTEGER.match(text or "")
    return int(found[1]) if found else otherwise


def _letters(number: int) -> str:
    """Letters as a list counts by them: a to z, aa, ab and so on."""
    made = ""
    while number > 0:
        number, last = divmod(number - 1, 26)
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


_NUMERALS: dict[str, Callable[[int], str]] = {
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
}


def _seen(element: Any, tag: str) -> bool:
    """Whether a browser shows it."""
    hidden = (
        element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        if tag
        else True
    )
    return bool(tag) and tag not in _UNSEEN and not hidden


def _kinds(element: Any, tag: str) -> tuple[MarkupKind, ...]:
    """What an element makes of its text."""
    bold = tag in _BOLD or _HEAVY.search(element.get("style") or "")
    return (MarkupKind.BOLD,) * bool(bold) + (MarkupKind.DOTS,) * (tag in _DOTS)


def _kind(element: Any, tag: str, state: _State, like: Piece) -> tuple[Piece, bool]:
    if tag in _HEADINGS and like.kind != ParagraphKind.CELL:
        return Piece(ParagraphKind.SUBHEAD, state.line), True
    if tag == "li" and like.kind != ParagraphKind.CELL:
        own = state.lists[-1] if state.lists else _List()
        return Piece(ParagraphKind.ITEM, state.line, own.marker(element)), True
    if tag in ("td", "th"):
        return Piece(ParagraphKind.CELL, state.line, "", _place(element, state)), True
    return like, tag in _BLOCKS and like.kind != ParagraphKind.CELL


def _place(cell: Any, state: _State) -> tuple[int, int]:
    """The row and column of a cell; those of its whole table are counted once."""
    row = cell.getparent()
    if row is None:
        return 1, 1
    if row not in state.rows:
        table = next(row.iterancestors("table"), row)
        state.rows |= {one: number for number, one in enumerate(table.iter("tr"), 1)}
        state.rows.setdefault(row, 1)
    if cell not in state.columns:
        cells = (c for c in row if c.tag in ("td", "th"))
        state.columns |= {one: number for number, one in enumerate(cells, 1)}
    return state.rows[row], state.columns[cell]


def _begin(state: _State, like: Piece) -> None:
    """A new paragraph; one that is still empty becomes it."""
    made = Piece(like.kind, state.line, like.marker, like.cell)
    if (
        state.pieces
        and not state.pieces[-1].text.strip()
        and state.pieces[-1].kind != ParagraphKind.CELL
    ):
        state.pieces[-1] = made
    elif (
        state.pieces
        and state.pieces[-1].kind == ParagraphKind.CELL == like.kind
        and state.pieces[-1].cell == like.cell
    ):
        return
    else:
        state.pieces.append(made)


def _text(text: str | None, state: _State, like: Piece, kinds: tuple[MarkupKind, ...]) -> None:
    if not text:
        return
    if not state.pieces:
        _begin(state, like)
    piece = state.pieces[-1]
    if not piece.text:
        before = len(text) - len(text.lstrip(" \t\r\n"))
        piece.line = state.line + text.count("\n", 0, before)
        text = text[before:]
    piece.add(text, kinds, collapse=True)


def _ruby(element: Any, state: _State, like: Piece) -> None:
    if not state.pieces:
        _begin(state, like)
    base = (element.text or "").strip()
    for child in element:
        if child.tag == "rt":
            state.pieces[-1].ruby(base, "".join(child.itertext()).strip())
            base = ""
        elif child.tag != "rp":
            base += "".join(child.itertext()).strip()
        base += (child.tail or "").strip()
    state.pieces[-1].add(base)


def _changed(element: Any, state: _State, what: Text) -> None:
    words = "".join(element.itertext())
    if words.strip():
        state.remarks.append(change(state.line, what, words))
