"""Copy into blocks: paragraphs, subheads, list items, table cells, pull quotes.

Markup goes, nothing else changes: no normalisation, spaces as typed (SPEC §3, Copy files).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from presslayout.base import filelines
from presslayout.base.joining import joined
from presslayout.base.values import frozen
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy.markup import plain
from presslayout.issue.issue import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.issue.yaml.tree import Scalar, Source

BULLET = "•"
_SUBHEAD = re.compile(r"##[ \t]+(?=\S)")
_QUOTE = re.compile(r">[ \t]?")
_ITEM = re.compile(r"(?:[-*+]|([0-9]{1,3})[.)])[ \t]+(?=\S)")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
# Four characters of blank before a short line are no indent: it is pushed to the right by hand, a
# signature or an epigraph (RULES P4).
_PUSHED = re.compile(r"\u3000{4,}(?=\S.{0,39}$)")
_RULER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")


@frozen
class Line:
    """A line of copy, its place counted from 0."""

    text: str
    line: int
    column: int


@frozen
class Copy:
    """A body as it was written.

    `final` holds the numbers of the blocks whose end a backslash confirms; `doubts` the lines that
    look like something else than they are, by code.
    """

    body: tuple[Paragraph, ...]
    pullquotes: tuple[str, ...] = ()
    final: frozenset[int] = frozenset()
    doubts: tuple[tuple[str, Line], ...] = ()


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a copy file."""
    return tuple(Line(row, number, 0) for number, row in enumerate(filelines.lines(text)))


def inline_lines(node: Scalar) -> tuple[Line, ...]:
    """The lines of a body that stands in the issue itself, each with its place there."""
    rows = node.source.lines
    if node.style == "|":
        made = []
        for number, text in enumerate(filelines.lines(node.text), node.line + 1):
            raw = rows[number] if number < len(rows) else ""
            column = len(raw) - len(text) if raw.endswith(text) else node.column
            made.append(Line(text, number, column))
        return tuple(made)
    if node.style == ">":
        return tuple(_bare(Line(rows[n], n, 0)) for n in range(node.line + 1, node.last + 1))
    if not node.style and node.last > node.line:
        made = [Line(rows[n], n, 0) for n in range(node.line, node.last + 1)]
        made[-1] = replace(made[-1], text=made[-1].text[: len(made[-1].text) - len(node.lost)])
        first = made[0]
        made[0] = Line(first.text[node.column :], first.line, node.column)
        return tuple(_bare(line) for line in made)
    return tuple(Line(text, node.line, node.column) for text in node.text.split("\n"))


def read_text(lines: Sequence[Line], source: Source) -> Copy:
    """Plain copy: every line that is not empty is a paragraph."""
    blocks = [_Block(_kind(line), [line]) for line in lines if line.text.strip()]
    return _copy(blocks, source, verbatim=True)


def read_verse(lines: Sequence[Line], source: Source) -> Copy:
    """A poem: every line is a verse, an empty one parts two stanzas; markup as in other copy."""
    blocks: list[_Block] = []
    parted = False
    for raw in lines:
        line = _bare(raw)
        if not line.text.strip():
            parted = bool(blocks) and blocks[-1].kind in (ParagraphKind.VERSE, ParagraphKind.STANZA)
        elif found := _SUBHEAD.match(line.text):
            blocks.append(_Block(ParagraphKind.SUBHEAD, [_behind(line, found.end())]))
            parted = False
        else:
            kind = _kind(line, ParagraphKind.STANZA if parted else ParagraphKind.VERSE)
            blocks.append(_Block(kind, [line]))
            parted = False
    return _copy(blocks, source, verbatim=False)


def read_rows(lines: Sequence[Line], source: Source) -> Copy:
    """Names: every line is a row of its own; markup as in other copy."""
    blocks: list[_Block] = []
    for raw in lines:
        line = _bare(raw)
        begun = _begun(line, None) if line.text.strip() else None
        if begun is not None:
            blocks.append(begun)
    made = _copy((b for b in blocks if not b.quoted), source, verbatim=False)
    quotes = [_quotation(b) for b in blocks if b.quoted]
    return replace(made, pullquotes=tuple(q for q in quotes if q))


def read_markdown(lines: Sequence[Line], source: Source) -> Copy:
    """Copy with the little markup that SPEC §3 knows."""
    blocks: list[_Block] = []
    doubts: list[tuple[str, Line]] = []
    growing: _Block | None = None
    at = 0
    while at < len(lines):
        line = _bare(lines[at])
        rows = _table(lines, at)
        # A table is its rows and the ruler under the first.
        at += len(rows) + 1
        if rows or not line.text.strip():
            blocks += _cells(rows, lines[at - len(rows)].text) if rows else []
            growing = None
            continue
        begun = _begun(line, growing)
        if begun is not None:
            blocks.append(begun)
            growing = None if begun.kind == ParagraphKind.SUBHEAD else begun
        elif growing is not None:
            growing.lines.append(_unquoted(line) if growing.quoted else line)
        doubts += _doubts(line, begun)
    made = _copy((b for b in blocks if not b.quoted), source, verbatim=False)
    quotes = [_quotation(b) for b in blocks if b.quoted]
    return replace(made, pullquotes=tuple(q for q in quotes if q), doubts=tuple(doubts))


@dataclass(slots=True)
class _Block:
    kind: ParagraphKind
    lines: list[Line]
    marker: str = ""
    cell: tuple[int, int] = (0, 0)
    align: str = ""
    quoted: bool = False


def _begun(line: Line, growing: _Block | None) -> _Block | None:
    """The block that begins with a line, or None where the line goes on with the one above."""
    if _QUOTE.match(line.text):
        quoting = growing is not None and growing.quoted
        return None if quoting else _Block(ParagraphKind.PARAGRAPH, [_unquoted(line)], quoted=True)
    if found := _SUBHEAD.match(line.text):
        return _Block(ParagraphKind.SUBHEAD, [_behind(line, found.end())])
    if found := _ITEM.match(line.text):
        marker = f"{found[1]}." if found[1] else BULLET
        return _Block(ParagraphKind.ITEM, [_behind(line, found.end())], marker=marker)
    kind = _kind(line)
    signed = ParagraphKind.SIGNATURE
    if growing is None or growing.quoted or signed in (growing.kind, kind):
        return _Block(kind, [line])
    return None


def _kind(line: Line, kind: ParagraphKind = ParagraphKind.PARAGRAPH) -> ParagraphKind:
    return ParagraphKind.SIGNATURE if _PUSHED.match(line.text) else kind


def _doubts(line: Line, begun: _Block | None) -> Iterator[tuple[str, Line]]:
    """Lines that look like something else than they are."""
    if begun is not None and begun.kind == ParagraphKind.PARAGRAPH and _HEADING.match(line.text):
        yield "stray-markup", line
    if begun is None and line.text.startswith("\u3000") and not _PUSHED.match(line.text):
        yield "indented-line", line


def _quotation(block: _Block) -> str:
    text = ""
    for line in block.lines:
        text = joined(text, plain(line.text.strip(" \t")).text)
    return text


def _unquoted(line: Line) -> Line:
    found = _QUOTE.match(line.text)
    return _behind(line, found.end()) if found else line


def _copy(blocks: Iterable[_Block], source: Source, *, verbatim: bool) -> Copy:
    body: list[Paragraph] = []
    final: set[int] = set()
    offset = 0
    for block in blocks:
        made, ended = _paragraph(block, source, offset, verbatim=verbatim)
        if not made.text.strip():
            continue
        if ended:
            final.add(len(body))
        body.append(made)
        offset += len(made.text) + 1
    return Copy(tuple(body), final=frozenset(final))


def _paragraph(
    block: _Block, source: Source, offset: int, *, verbatim: bool
) -> tuple[Paragraph, bool]:
    pieces: list[str] = []
    runs: list[tuple[int, int, int]] = []
    size, last = 0, ""
    for line in block.lines:
        text = line.text if verbatim else line.text.rstrip(" \t")
        # Two lines are joined by what their ends are, however much stands before.
        whole = joined(last, text)
        pieces.append(whole[len(last) :])
        size, last = size + len(pieces[-1]), whole[-1:]
        runs.append((size - len(text), line.line, line.column))
    raw = "".join(pieces)
    ended = not verbatim and raw.endswith("\\") and not raw.endswith("\\\\")
    if ended:
        raw = raw[:-1].rstrip(" \t")
    first = block.lines[0]
    span = source.span(first.line, first.column, len(first.text))
    if verbatim:
        places = tuple((start, line + 1, column + 1) for start, line, column in runs)
        return Paragraph(block.kind, raw, offset, (), span, places=places), False
    bare = plain(raw)
    made = Paragraph(
        block.kind,
        bare.text,
        offset,
        bare.marks,
        span,
        block.marker,
        block.cell,
        block.align,
        _places(bare.kept, runs),
    )
    return made, ended


def _places(
    kept: Sequence[tuple[int, int]], runs: Sequence[tuple[int, int, int]]
) -> tuple[tuple[int, int, int], ...]:
    """Where each stretch of the final text was typed."""
    made: list[tuple[int, int, int]] = []
    size = 0
    number = 0
    for start, end in kept:
        # Both go from left to right: what ends before is never come back to.
        while number + 1 < len(runs) and runs[number + 1][0] <= start:
            number += 1
        for begin, line, column in islice(runs, number, None):
            if begin >= end:
                break
            low = max(start, begin)
            made.append((size + low - start, line + 1, column + low - begin + 1))
        size += end - start
    return tuple(made)


def _bare(line: Line) -> Line:
    """The line without the plain blanks at its head."""
    text = line.text.lstrip(" \t")
    return Line(text, line.line, line.column + len(line.text) - len(text))


def _behind(line: Line, start: int) -> Line:
    return Line(line.text[start:], line.line, line.column + start)


def _table(lines: Sequence[Line], at: int) -> list[Line]:
    """The rows of a pipe table that begins here, its ruler second; empty when there is none."""
    if at + 1 >= len(lines) or "|" not in lines[at].text:
        return []
    ruler = lines[at + 1].text.strip(" \t")
    if "|" not in ruler or not _RULER.match(ruler):
        return []
    rows = [lines[at]]
    for line in lines[at + 2 :]:
        if "|" not in line.text:
            break
        rows.append(line)
    return rows


def _cells(rows: Sequence[Line], ruler: str) -> list[_Block]:
    aligned = _alignments(ruler)
    made = []
    for number, row in enumerate(rows, 1):
        text = row.text.rstrip(" \t").removesuffix("|") if _ends_in_pipe(row.text) else row.text
        lead = len(text) - len(text.lstrip(" \t"))
        start = lead + 1 if text[lead : lead + 1] == "|" else lead
        column, at = 1, start
        while at <= len(text):
            found = _CELL_RUN.match(text, at)
            end = found.end() if found else at
            cell = Line(text[at:end], row.line, row.column + at)
            align = aligned[column - 1] if column <= len(aligned) else ""
            made.append(
                _Block(ParagraphKind.CELL, [_bare(cell)], cell=(number, column), align=align)
            )
            column, at = column + 1, end + 1
    return made


def _alignments(ruler: str) -> list[str]:
    """How the ruler of a table aligns its columns."""
    parts = [part.strip() for part in ruler.strip(" \t").strip("|").split("|")]
    ways = {(True, True): "center", (False, True): "end", (True, False): "start"}
    return [ways.get((part.startswith(":"), part.endswith(":")), "") for part in parts]


_CELL_RUN = re.compile(r"(?:\\.|[^|\\]|\\\Z)*")


def _ends_in_pipe(text: str) -> bool:
    bare = text.rstrip(" \t")
    return bare.endswith("|") and not bare.endswith("\\|")
