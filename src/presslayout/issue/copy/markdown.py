"""Pieces of copy typed as Markdown, so that reading it again says the same (SPEC §3, Copy files).

A sign is escaped only where reading would take it for markup; whatever is typed is read back.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy.blocks import BULLET, lines_of, read_markdown
from presslayout.issue.copy.foreign import signed
from presslayout.issue.yaml.tree import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from presslayout.issue.copy.foreign import CopyPiece
    from presslayout.issue.issue import Markup

_SPACES = " \t\r\n\f"
# A signature is pushed to the right by four blanks at least (RULES P4).
_PUSHED = "\u3000" * 4
_SIGNS = regex(r"[\\`*_{}\[\]<>#+~|&!-]")
# Such a paragraph holds no sign that anything reads as markup, and begins as nothing but text.
_PROSE = regex(r"[\u3400-\u9fff“‘《（][^\x00-\x20\\`*_{}\[\]<>#+~|&!=-]*\Z")
_NUMBER = regex(r"([0-9]{1,3})([.)])")
_EMPHASIS = {MarkupKind.BOLD: "**", MarkupKind.DOTS: "*"}
_TAGS = {
    MarkupKind.BOLD: "b",
    MarkupKind.DOTS: "em",
    MarkupKind.SUPERIOR: "sup",
    MarkupKind.INFERIOR: "sub",
}
_BRACED = {
    MarkupKind.NAME: "_",
    MarkupKind.TITLE: "~",
    MarkupKind.SUPERIOR: "^",
    MarkupKind.INFERIOR: "v",
}


def markdown(pieces: Iterable[CopyPiece]) -> str:
    """The pieces as a file of Markdown, a blank line between two."""
    parts: list[str] = []
    for is_cell, run in groupby(signed(pieces), lambda piece: piece.kind == ParagraphKind.CELL):
        if is_cell:
            parts += [_table(table) for table in _tables(list(run))]
        else:
            parts += [typed for piece in run if (typed := _typed(piece))]
    return "\n\n".join(parts) + "\n" if parts else ""


def bare(text: str) -> str:
    """A paragraph's text without its indent and what hangs behind it; a signature keeps its blanks."""
    flat = " ".join(part for part in re.split(r"[\r\n\f\v\x85\u2028\u2029]+", text) if part)
    pushed = flat.startswith(_PUSHED)
    return flat.strip(_SPACES) if pushed else flat.rstrip(_SPACES).lstrip(_SPACES + "\u3000\u00a0")


def _typed(piece: CopyPiece) -> str:
    text = bare(piece.text)
    if not text:
        return ""
    lead = len(piece.text) - len(piece.text.lstrip(_SPACES + "\u3000\u00a0"))
    marks: tuple[Markup, ...] = ()
    if not text.startswith(_PUSHED):
        marks = _moved(piece.marks, lead, len(text))
    if piece.kind == ParagraphKind.SUBHEAD:
        return _written("## ", text, marks, ParagraphKind.SUBHEAD)
    if piece.kind == ParagraphKind.ITEM:
        number = _NUMBER.fullmatch(piece.marker)
        if piece.marker == BULLET or number:
            lead_ = "- " if number is None else f"{piece.marker} "
            return _written(lead_, text, marks, ParagraphKind.ITEM)
        gap = "" if piece.marker[-1:] in ("", *"、）)．.") else "\u3000"
        text, shift = f"{piece.marker}{gap}{text}", len(piece.marker) + len(gap)
        moved = tuple(_shifted(mark, shift) for mark in marks)
        return _written("", text, moved, ParagraphKind.PARAGRAPH)
    if piece.kind == ParagraphKind.SIGNATURE:
        return _written(_PUSHED, text.lstrip("\u3000"), marks, ParagraphKind.SIGNATURE)
    return _written("", text, marks, ParagraphKind.PARAGRAPH)


# A file is typed as it stands and as it is guessed, most paragraphs the same.
@lru_cache(maxsize=8192)
def _written(lead: str, text: str, marks: tuple[Markup, ...], kind: ParagraphKind) -> str:
    """The plainest way of typing a paragraph that reads back as itself."""
    if not marks and kind == ParagraphKind.PARAGRAPH and _PROSE.match(text):
        return text
    for said, escaped in ((marks, _as_is), (marks, _escaped), ((), _escaped)):
        made = lead + _marked(text, said, escaped)
        if not lead:
            made = _unlisted(made, escaped)
        if _reads(made, text, said, kind):
            return made
    return lead + _unlisted(_marked(text, (), _escaped), _escaped)


def _reads(made: str, text: str, marks: Sequence[Markup], kind: ParagraphKind) -> bool:
    lines = lines_of(made)
    copy = read_markdown(lines, SourceText("", tuple(line.text for line in lines)))
    if len(copy.body) != 1 or copy.left or copy.pullquotes:
        return False
    [one] = copy.body
    wanted = {(m.kind, m.start, m.length) for m in marks if m.length}
    read = one.text.lstrip("\u3000") if kind == ParagraphKind.SIGNATURE else one.text
    kinds = (kind, ParagraphKind.SIGNATURE) if text.startswith(_PUSHED) else (kind,)
    return one.kind in kinds and read == text and wanted == {
        (m.kind, m.start, m.length) for m in one.marks
    }  # fmt: skip


def _as_is(text: str) -> str:
    return text


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)


def _unlisted(made: str, escaped: Callable[[str], str]) -> str:
    """A paragraph that begins with a number and a point, not an item."""
    return (
        _NUMBER.sub(r"\1\\\2", made, count=1)
        if escaped is _escaped and _NUMBER.match(made)
        else made
    )


def _marked(text: str, marks: Sequence[Markup], escaped: Callable[[str], str]) -> str:
    """The text with its marks; of two in braces that overlap the first stands."""
    at: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    stop = 0
    for mark in sorted(marks, key=lambda m: (m.start, -m.length)):
        if sign := _EMPHASIS.get(mark.kind):
            at.setdefault(mark.start, []).append(sign)
            ends.setdefault(mark.start + mark.length, []).insert(0, sign)
    for mark in sorted(marks, key=lambda m: (m.start, -m.length)):
        if mark.kind in _EMPHASIS or mark.start < stop:
            continue
        stop = mark.start + mark.length
        at.setdefault(mark.start, []).append("{")
        note = _BRACED.get(mark.kind, mark.note)
        ends.setdefault(stop, []).insert(0, f"|{note}}}")
    made: list[str] = []
    last = 0
    for place in sorted({*at, *ends, len(text)}):
        made.append(escaped(text[last:place]))
        made += ends.get(place, [])
        made += at.get(place, [])
        last = place
    return "".join(made)


def _moved(marks: Sequence[Markup], lead: int, size: int) -> tuple[Markup, ...]:
    moved = (_clipped(mark, -lead, size) for mark in marks)
    return tuple(mark for mark in moved if mark.length > 0)


def _clipped(mark: Markup, by: int, size: int) -> Markup:
    start = min(max(mark.start + by, 0), size)
    stop = min(max(mark.start + mark.length + by, 0), size)
    return type(mark)(mark.kind, start, stop - start, mark.note)


def _shifted(mark: Markup, by: int) -> Markup:
    return type(mark)(mark.kind, mark.start + by, mark.length, mark.note)


def _tables(cells: Sequence[CopyPiece]) -> list[list[CopyPiece]]:
    """The tables of a run of cells: another begins where the places begin anew."""
    made: list[list[CopyPiece]] = []
    for piece in cells:
        if not made or piece.cell < made[-1][-1].cell:
            made.append([])
        made[-1].append(piece)
    return made


def _table(cells: Sequence[CopyPiece]) -> str:
    """A table with pipes; as tags where a cell takes several places or holds several paragraphs."""
    texts: dict[tuple[int, int], list[CopyPiece]] = {}
    for piece in cells:
        texts.setdefault(piece.cell, []).append(piece)
    several = any(len([p for p in found if bare(p.text)]) > 1 for found in texts.values())
    if several or any(piece.covers != (1, 1) for piece in cells):
        return _tags(texts)
    rows, columns = max(row for row, _ in texts), max(column for _, column in texts)
    grid = [
        [_cell(texts.get((row, column), [])) for column in range(1, columns + 1)]
        for row in range(1, rows + 1)
    ]
    ruler = "|" + " --- |" * columns
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    return "\n".join([lines[0], ruler, *lines[1:]])


def _cell(pieces: Sequence[CopyPiece]) -> str:
    piece = next((piece for piece in pieces if bare(piece.text)), None)
    if piece is None:
        return ""
    text = bare(piece.text)
    lead = len(piece.text) - len(piece.text.lstrip(_SPACES + "\u3000\u00a0"))
    plain = not _SIGNS.search(text)
    return _marked(text, _moved(piece.marks, lead, len(text)), _as_is if plain else _escaped)


def _tags(texts: dict[tuple[int, int], list[CopyPiece]]) -> str:
    """A table as tags, which `read_markdown` hands to the reader of pages."""
    made = ["<table>"]
    for _, row in groupby(sorted(texts), lambda place: place[0]):
        made.append("<tr>" + "".join(_tagged(texts[place]) for place in row) + "</tr>")
    return "\n".join([*made, "</table>"])


def _tagged(pieces: Sequence[CopyPiece]) -> str:
    rows, columns = pieces[0].covers
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", rows), ("colspan", columns))
        if count > 1
    )
    return f"<td{spans}>" + "<br>".join(_html(piece) for piece in pieces) + "</td>"


def _html(piece: CopyPiece) -> str:
    """A cell's text with the tags of its marks."""
    text = piece.text
    at: dict[int, str] = {}
    ends: dict[int, str] = {}
    for mark in sorted(piece.marks, key=lambda m: (m.start, -m.length)):
        if tag := _TAGS.get(mark.kind):
            at[mark.start] = at.get(mark.start, "") + f"<{tag}>"
            stop = mark.start + mark.length
            ends[stop] = f"</{tag}>" + ends.get(stop, "")
    made, last = "", 0
    for place in sorted({*at, *ends, len(text)}):
        made += escape(text[last:place], quote=False) + ends.get(place, "") + at.get(place, "")
        last = place
    return bare(made)
