"""Copy into blocks: paragraphs, subheads, list items, table cells, pull quotes.

Markup goes, nothing else changes: no normalisation, spaces as typed (SPEC §3, Copy files).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from presslayout.base import filelines
from presslayout.base.joining import joined
from presslayout.base.patterns import regex
from presslayout.base.values import frozen, mutable, replace
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy import outer
from presslayout.issue.copy.ledger import Entry
from presslayout.issue.copy.markup import SPECIAL, Inline, Plain, plain
from presslayout.issue.copy.outer import CopyLine
from presslayout.issue.issue import Paragraph
from presslayout.typeset.figures import lowered, raised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presslayout.issue.yaml.tree import Scalar, SourceText

BULLET = "•"
_FIGURES = {MarkupKind.SUPERIOR: raised, MarkupKind.INFERIOR: lowered}
_SUBHEAD = regex(r"#{1,6}[ \t]+(?=\S)")
_CLOSING = regex(r"[ \t]+#+[ \t]*\Z")
_QUOTE = regex(r">[ \t]?")
_ITEM = regex(r"(?:[-*+]|([0-9]{1,3})[.)])[ \t]+(?=\S)")
# A heading whose blank was forgotten; #话题# is none.
_HEADING = regex(r"#{2,6}[^#\s]")
# Four characters of blank before a short line are no indent: it is pushed to the right by hand, a
# signature or an epigraph (RULES P4), of so many characters at most.
SIGNATURE_MOST = 40
_PUSHED = regex(rf"\u3000{{4,}}(?=\S.{{0,{SIGNATURE_MOST - 1}}}$)")
_RULER = regex(r"\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")


@frozen
class Copy:
    """A body as it was written.

    `final` holds the numbers of the blocks whose end a backslash confirms; `doubts` the lines that
    look like something else than they are, by code; `left` is what is not set.
    """

    body: tuple[Paragraph, ...]
    pullquotes: tuple[str, ...] = ()
    final: frozenset[int] = frozenset()
    doubts: tuple[tuple[str, CopyLine], ...] = ()
    left: tuple[Entry, ...] = ()


# Reads a page that stands inside Markdown.
Pages = Callable[[str], Copy]


def lines_of(text: str) -> tuple[CopyLine, ...]:
    """The lines of a copy file."""
    return tuple(CopyLine(row, number, 0) for number, row in enumerate(filelines.lines(text)))


def inline_lines(node: Scalar) -> tuple[CopyLine, ...]:
    """The lines of a body that stands in the issue itself, each with its place there."""
    rows = node.source.lines
    if node.style == "|":
        made = []
        for number, text in enumerate(filelines.lines(node.text), node.line + 1):
            raw = rows[number] if number < len(rows) else ""
            column = len(raw) - len(text) if raw.endswith(text) else node.column
            made.append(CopyLine(text, number, column))
        return tuple(made)
    if node.style == ">":
        return tuple(_bare(CopyLine(rows[n], n, 0)) for n in range(node.line + 1, node.last + 1))
    if not node.style and node.last > node.line:
        made = [CopyLine(rows[n], n, 0) for n in range(node.line, node.last + 1)]
        made[-1] = replace(made[-1], text=made[-1].text[: len(made[-1].text) - len(node.lost)])
        first = made[0]
        made[0] = CopyLine(first.text[node.column :], first.line, node.column)
        return tuple(_bare(line) for line in made)
    return tuple(CopyLine(text, node.line, node.column) for text in node.text.split("\n"))


def read_text(lines: Sequence[CopyLine], source: SourceText) -> Copy:
    """Plain copy: every line that is not empty is a paragraph."""
    blocks = [_Block(_kind(line), [line]) for line in lines if line.text.strip()]
    return _copy(blocks, source, verbatim=True)


def read_verse(lines: Sequence[CopyLine], source: SourceText) -> Copy:
    """A poem: every line is a verse, an empty one parts two stanzas; markup as in other copy.

    Where empty lines stand between all verses (from a page, from import), as many part no stanzas.
    """
    blocks: list[_Block] = []
    parted = False
    between, empty = _between(lines), 0
    for raw in lines:
        line = _bare(raw)
        empty = 0 if line.text.strip() else empty + 1
        if empty:
            verse = bool(blocks) and blocks[-1].kind in (ParagraphKind.VERSE, ParagraphKind.STANZA)
            parted = verse and empty > between
        elif found := _SUBHEAD.match(line.text):
            blocks.append(_Block(ParagraphKind.SUBHEAD, [_behind(line, found.end())]))
            parted = False
        else:
            kind = _kind(line, ParagraphKind.STANZA if parted else ParagraphKind.VERSE)
            blocks.append(_Block(kind, [line]))
            parted = False
    return _copy(blocks, source, verbatim=False)


def _between(lines: Sequence[CopyLine]) -> int:
    """How many empty lines stand between any two verses; 0 where as many part all, and all are stanzas."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    gaps = {b - a - 1 for a, b in pairwise(filled)}
    return min(gaps) if len(gaps) > 1 else 0


def read_rows(lines: Sequence[CopyLine], source: SourceText) -> Copy:
    """Names: every line is a row of its own; markup as in other copy."""
    blocks: list[_Block] = []
    for raw in lines:
        line = _bare(raw)
        begun = _begun(line, None) if line.text.strip() else None
        if begun is not None:
            blocks.append(begun)
    made = _copy(blocks, source)
    quotes = [_quotation(b, {}) for b in blocks if b.quoted]
    left = (*made.left, *(entry for _, found in quotes for entry in found))
    return replace(made, pullquotes=tuple(text for text, _ in quotes if text), left=left)


def read_markdown(
    lines: Sequence[CopyLine], source: SourceText, pages: Pages | None = None
) -> Copy:
    """Copy with the little markup that SPEC §3 knows, and what else Markdown has.

    `pages` reads the parts that are tags of a page; without it their tags are told one by one.
    """
    blocks: list[_Block] = []
    doubts: list[tuple[str, CopyLine]] = []
    cleared = outer.cleared(lines)
    lines = cleared.lines
    growing: _Block | None = None
    at = 0
    while at < len(lines):
        line = _bare(lines[at])
        if pages is not None and (behind := outer.page_end(lines, at)) > at:
            blocks.append(_Block(ParagraphKind.PARAGRAPH, list(lines[at:behind]), page=True))
            growing, at = None, behind
            continue
        rows = _table(lines, at)
        # A table is its rows and the ruler under the first.
        at += len(rows) + 1
        if rows or not line.text.strip():
            if rows:
                cells = _cells(rows, lines[at - len(rows)].text)
                blocks += cells
                doubts += [("table-uneven", line) for line in _uneven(cells)]
            growing = None
            continue
        if line.line in cleared.literal:
            blocks.append(_Block(ParagraphKind.PARAGRAPH, [lines[at - 1]], literal=True))
            growing = None
            continue
        begun = _begun(line, growing)
        if growing is not None and begun is None and outer.underlines(line.text, growing.lines):
            growing.kind, growing = ParagraphKind.SUBHEAD, None
            continue
        if begun is not None:
            blocks.append(begun)
            growing = None if begun.kind == ParagraphKind.SUBHEAD else begun
        elif growing is not None:
            growing.lines.append(_unquoted(line) if growing.quoted else line)
        doubts += _doubts(line, begun)
    made = _copy(blocks, source, references=cleared.references, pages=pages)
    quotes = [_quotation(b, cleared.references) for b in blocks if b.quoted]
    left = (*cleared.left, *made.left, *(entry for _, found in quotes for entry in found))
    return replace(
        made,
        pullquotes=tuple(text for text, _ in quotes if text),
        doubts=tuple(sorted((*doubts, *made.doubts), key=lambda doubt: doubt[1].line)),
        left=tuple(sorted(left, key=lambda entry: entry.line)),
    )


@mutable
class _Block:
    kind: ParagraphKind
    lines: list[CopyLine]
    marker: str = ""
    cell: tuple[int, int] = (0, 0)
    align: str = ""
    quoted: bool = False
    literal: bool = False
    page: bool = False


def _begun(line: CopyLine, growing: _Block | None) -> _Block | None:
    """The block that begins with a line, or None where the line goes on with the one above."""
    if _QUOTE.match(line.text):
        quoting = growing is not None and growing.quoted
        return None if quoting else _Block(ParagraphKind.PARAGRAPH, [_unquoted(line)], quoted=True)
    if found := _SUBHEAD.match(line.text):
        text = _behind(line, found.end())
        return _Block(ParagraphKind.SUBHEAD, [replace(text, text=_CLOSING.sub("", text.text))])
    if found := _ITEM.match(line.text):
        marker = f"{found[1]}." if found[1] else BULLET
        return _Block(ParagraphKind.ITEM, [_behind(line, found.end())], marker=marker)
    kind = _kind(line)
    signed = ParagraphKind.SIGNATURE
    parted = growing is not None and outer.breaks(growing.lines[-1].text)
    if growing is None or growing.quoted or parted or signed in (growing.kind, kind):
        return _Block(kind, [line])
    return None


def _kind(line: CopyLine, kind: ParagraphKind = ParagraphKind.PARAGRAPH) -> ParagraphKind:
    return ParagraphKind.SIGNATURE if _PUSHED.match(line.text) else kind


def _doubts(line: CopyLine, begun: _Block | None) -> Iterator[tuple[str, CopyLine]]:
    """Lines that look like something else than they are."""
    if begun is not None and begun.kind == ParagraphKind.PARAGRAPH and _HEADING.match(line.text):
        yield "stray-markup", line
    if begun is None and line.text.startswith("\u3000") and not _PUSHED.match(line.text):
        yield "indented-line", line


def _quotation(block: _Block, references: Mapping[str, str]) -> tuple[str, list[Entry]]:
    text, left = "", []
    for line in block.lines:
        raw = line.text.strip(" \t")
        found = _inline(raw, references)
        text = joined(text, _figured(plain(raw, found)))
        left += [Entry(kind, line.line + 1, words) for kind, _, words in found.left]
    return text, left


def _figured(made: Plain) -> str:
    """A text that has no marks of its own: figures off the line as the characters that they have."""
    text = made.text
    for mark in made.marks:
        stop = mark.start + mark.length
        figures = _FIGURES.get(mark.kind)
        said = figures(text[mark.start : stop]) if figures else None
        if said is not None:
            text = text[: mark.start] + said + text[stop:]
    return text


def _inline(raw: str, references: Mapping[str, str]) -> Inline:
    """The Markdown inside a text beside our own markup; looked for where one of its signs stands."""
    if SPECIAL.isdisjoint(raw):
        return Inline()
    from presslayout.issue.copy.inline import inline

    return inline(raw, references)


def _unquoted(line: CopyLine) -> CopyLine:
    while found := _QUOTE.match(line.text):
        line = _behind(line, found.end())
    return line


def _copy(
    blocks: Iterable[_Block],
    source: SourceText,
    *,
    verbatim: bool = False,
    references: Mapping[str, str] | None = None,
    pages: Pages | None = None,
) -> Copy:
    body: list[Paragraph] = []
    left: list[Entry] = []
    doubts: list[tuple[str, CopyLine]] = []
    final: set[int] = set()
    offset = 0
    for block in blocks:
        if block.quoted:
            continue
        if block.page and pages is not None:
            read = pages("\n".join(line.text for line in block.lines))
            first = block.lines[0].line
            found = [_moved(one, source, first) for one in read.body]
            left += [replace(entry, line=entry.line + first) for entry in read.left]
            doubts += [(code, replace(line, line=line.line + first)) for code, line in read.doubts]
            ended = False
        else:
            one, ended, told = _paragraph(
                block, source, references or {}, verbatim=verbatim or block.literal
            )
            found = [one] if one.text.strip() else []
            left += told
        if found and ended:
            final.add(len(body))
        for one in found:
            body.append(replace(one, offset=offset))
            offset += len(one.text) + 1
    return Copy(tuple(body), final=frozenset(final), doubts=tuple(doubts), left=tuple(left))


def _moved(paragraph: Paragraph, source: SourceText, lines: int) -> Paragraph:
    """A paragraph of a page, its places those of the file that the page stands in."""
    places = tuple((start, line + lines, column) for start, line, column in paragraph.places)
    line, column = places[0][1:] if places else (lines + 1, 1)
    return replace(paragraph, places=places, span=source.span(line - 1, column - 1))


def _paragraph(
    block: _Block, source: SourceText, references: Mapping[str, str], *, verbatim: bool
) -> tuple[Paragraph, bool, list[Entry]]:
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
        return Paragraph(block.kind, raw, 0, (), span, places=places), False, []
    found = _inline(raw, references)
    bare = plain(raw, found)
    made = Paragraph(
        block.kind,
        bare.text,
        0,
        bare.marks,
        span,
        block.marker,
        block.cell,
        block.align,
        _places(bare.kept, runs),
    )
    starts = [start for start, _, _ in runs]
    left = [
        Entry(kind, runs[max(bisect_right(starts, at) - 1, 0)][1] + 1, words)
        for kind, at, words in found.left
    ]
    return made, ended, left


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


def _bare(line: CopyLine) -> CopyLine:
    """The line without the plain blanks at its head."""
    text = line.text.lstrip(" \t")
    return CopyLine(text, line.line, line.column + len(line.text) - len(text))


def _behind(line: CopyLine, start: int) -> CopyLine:
    return CopyLine(line.text[start:], line.line, line.column + start)


def _table(lines: Sequence[CopyLine], at: int) -> list[CopyLine]:
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


def _cells(rows: Sequence[CopyLine], ruler: str) -> list[_Block]:
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
            cell = CopyLine(text[at:end], row.line, row.column + at)
            align = aligned[column - 1] if column <= len(aligned) else ""
            made.append(
                _Block(ParagraphKind.CELL, [_bare(cell)], cell=(number, column), align=align)
            )
            column, at = column + 1, end + 1
    return made


def _uneven(cells: Sequence[_Block]) -> Iterator[CopyLine]:
    """The rows of a table that are not as wide as the others."""
    from presslayout.issue.copy.uneven import uneven

    begins = {cell.lines[0].line: cell.lines[0] for cell in reversed(cells)}
    found = uneven((cell.cell, (1, 1), cell.lines[0].line) for cell in cells)
    yield from (begins[line] for line in found)


def _alignments(ruler: str) -> list[str]:
    """How the ruler of a table aligns its columns."""
    parts = [part.strip() for part in ruler.strip(" \t").strip("|").split("|")]
    ways = {(True, True): "center", (False, True): "end", (True, False): "start"}
    return [ways.get((part.startswith(":"), part.endswith(":")), "") for part in parts]


# Up to the next pipe that parts two cells: neither escaped nor one of our own marks, {2|v}.
_CELL_RUN = regex(r"(?:\\.|\{[^{}|\\\n]+\|[^{}|\\\n]+\}|[^|\\]|\\\Z)*")


def _ends_in_pipe(text: str) -> bool:
    bare = text.rstrip(" \t")
    return bare.endswith("|") and not bare.endswith("\\|")
