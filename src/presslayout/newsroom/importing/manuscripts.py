"""A file of copy that arrived, read: its pieces as they are, its pictures, what of it is not set."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from presslayout.base import doors, filelines
from presslayout.base.diagnostics import ERROR, Diagnostic, Span, SpecError, Text
from presslayout.base.patterns import regex
from presslayout.base.values import field, frozen, mutable, replace
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy import formats
from presslayout.issue.copy.blocks import lines_of, read_markdown, read_text
from presslayout.issue.copy.damage import controls
from presslayout.issue.copy.foreign import (
    CopyPiece,
    Figure,
    Read,
    UnreadableCopyError,
    copied,
    told,
)
from presslayout.issue.copy.formats import Reader
from presslayout.issue.copy.hardlines import lines_joined
from presslayout.issue.copy.manuscript import MOST, is_page
from presslayout.issue.yaml.encoding import (
    MAX_BYTES,
    other_encoding,
    text_of,
    too_large,
    undecodable,
)
from presslayout.issue.yaml.tree import SourceText
from presslayout.newsroom.importing import office, spreadsheets, unpacked
from presslayout.newsroom.importing.arrivals import OFFICE, SHEETS, Arrival

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presslayout.issue.copy.blocks import Copy
    from presslayout.issue.copy.ledger import Entry

# Far more than a page's copy, which an editor could look through before accepting what is guessed.
MOST_PIECES, MOST_CHARACTERS = 5_000, 300_000
_MARKDOWN = frozenset((".md", ".markdown"))
_PICTURE = regex(r"!\[([^\]\n]{0,300})\]\(\s*<?([^)\s>]{1,2000})>?[^)\n]{0,300}\)")


@frozen
class Arrived:
    """What a file says.

    `pieces` are its paragraphs as they stand, `mended` the same with lines joined that a program
    broke.  `package` is the document that pictures with a part lie in, None where there is none;
    `rows` are the lines of typed copy.
    """

    arrival: Arrival
    pieces: tuple[CopyPiece, ...]
    mended: tuple[CopyPiece, ...]
    quotes: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    entries: tuple[Entry, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    package: Path | None = None
    rows: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """Its lines, of a document its paragraphs, with their numbers."""
        if self.rows:
            return tuple(enumerate(self.rows, 1))
        return tuple((piece.line, piece.text) for piece in self.pieces)


@mutable
class ReadingDesk:
    """Whoever reads: the folder for what is made on the way, the house's list of junk, what was found."""

    spare: Path
    junk: str = ""
    found: list[Diagnostic] = field(default_factory=list)


def manuscript(arrival: Arrival, desk: ReadingDesk) -> Arrived | None:
    """A file that was read; None where it could not be, which `desk.found` tells."""
    try:
        return _read(arrival, arrival.path, arrival.suffix, desk)
    except UnreadableCopyError as fault:
        desk.found.append(_unreadable(arrival, fault.why))
    except unpacked.RefusedArchiveError as fault:
        desk.found.append(_unreadable(arrival, fault.why))
    except SpecError as fault:
        desk.found.extend(fault.diagnostics)
    return None


def _read(arrival: Arrival, path: Path, suffix: str, desk: ReadingDesk) -> Arrived:
    if suffix in OFFICE:
        made = office.converted(path, OFFICE[suffix], arrival.name, desk.spare)
        return _read(arrival, made, OFFICE[suffix], desk)
    if suffix in SHEETS:
        unpacked.checked(path)
        read = spreadsheets.read_sheets(path, arrival.name)
        return _foreign(arrival, read, path, desk)
    if path.stat().st_size > MOST:
        raise SpecError([too_large(arrival.name, path.stat().st_size)])
    data = doors.read(path)
    return _of_bytes(arrival, path, data, suffix, desk)


def _of_bytes(arrival: Arrival, path: Path, data: bytes, suffix: str, desk: ReadingDesk) -> Arrived:
    from presslayout.issue.copy.docx import read_docx

    if (typed := formats.of_office(data)) is not None:
        if suffix not in (typed.suffix, ".docx", ".docm"):
            desk.found.append(formats.told(arrival.name, typed))
        made = office.converted(path, ".docx", arrival.name, desk.spare)
        return _of_bytes(arrival, made, doors.read(made), ".docx", desk)
    suffix = ".docx" if suffix == ".docm" else suffix
    if (other := formats.by_bytes(data, suffix)) is not None:
        if not other.suffix:
            raise SpecError([formats.told(arrival.name, other)])
        if other.suffix != ".mht" or not arrival.suffix.startswith(".mht"):
            desk.found.append(formats.told(arrival.name, other))
        suffix = other.suffix
        data = formats.page_of(data) if suffix == ".mht" else data
    if suffix == ".docx" and (data.startswith(b"PK") or not is_page(data)):
        unpacked.checked(path)
        return _foreign(arrival, read_docx(data), path, desk)
    return _of_text(arrival, data, suffix, desk)


def _of_text(arrival: Arrival, data: bytes, suffix: str, desk: ReadingDesk) -> Arrived:
    """Text, or a page, in whatever encoding."""
    from presslayout.issue.copy.html import read_html

    if len(data) > MAX_BYTES:
        raise SpecError([too_large(arrival.name, len(data))])
    found = text_of(data, formats.declared(data))
    if found is None:
        raise SpecError([undecodable(arrival.name)])
    text, encoding = found
    page = suffix.startswith(".mht") or formats.READERS.get(suffix) is Reader.PAGE
    if encoding != "utf-8" and not page:
        desk.found.append(other_encoding(arrival.name, encoding))
    if not page and (other := formats.by_text(text, suffix)) is not None:
        desk.found.append(formats.told(arrival.name, other))
        page = True
    if page:
        return _foreign(arrival, read_html(text, desk.junk), None, desk)
    return _plain(arrival, text, suffix, desk)


def _foreign(arrival: Arrival, read: Read, package: Path | None, desk: ReadingDesk) -> Arrived:
    _, source = copied(read.pieces, arrival.name)
    listed = _not_said(_without_pictures(read.entries), read.pieces)
    desk.found.extend(told(replace(read, entries=listed), source, ""))
    _hold(len(read.pieces), sum(len(piece.text) for piece in read.pieces))
    kept = [at for at, piece in enumerate(read.pieces) if _holds(piece)]
    pieces = tuple(read.pieces[at] for at in kept)
    figures = tuple(
        replace(figure, anchor=bisect_left(kept, figure.anchor)) for figure in read.pictures
    )
    return Arrived(arrival, pieces, pieces, (), figures, read.entries, read.said, package)


def _hold(pieces: int, characters: int) -> None:
    """UnreadableCopyError where a file holds more than any copy does."""
    if pieces > MOST_PIECES or characters > MOST_CHARACTERS:
        raise UnreadableCopyError(
            Text(
                f"超过 {MOST_PIECES} 段或 {MOST_CHARACTERS} 字，不像来稿，请拆成几个文件",
                f"more than {MOST_PIECES} paragraphs or {MOST_CHARACTERS} characters: split it",
            )
        )


def _holds(piece: CopyPiece) -> bool:
    """Whether a piece is more than an empty line between paragraphs."""
    return bool(piece.text.strip()) or piece.kind == ParagraphKind.CELL


def _without_pictures(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """What is told of a file whose pictures are taken out of it."""
    from presslayout.issue.copy.ledger import Omitted

    return tuple(entry for entry in entries if entry.kind is not Omitted.PICTURE)


def _not_said(entries: Sequence[Entry], pieces: Sequence[CopyPiece]) -> tuple[Entry, ...]:
    """What is told of a page: a title or author that one of its paragraphs says again is not lost."""
    from presslayout.issue.copy.ledger import Omitted

    said = {"".join(piece.text.split()) for piece in pieces}
    return tuple(
        entry
        for entry in entries
        if entry.kind is not Omitted.META or "".join(entry.words.split()) not in said
    )


def _plain(arrival: Arrival, text: str, suffix: str, desk: ReadingDesk) -> Arrived:
    from presslayout.issue.copy import ledger

    _hold(sum(1 for row in filelines.lines(text) if row.strip()), len(text))
    marked = suffix in _MARKDOWN
    copy, source = _copy(text, arrival.name, marked=marked)
    desk.found.extend(controls(text, source, ""))
    desk.found.extend(ledger.told(_without_pictures(copy.left), source, ""))
    pieces = _pieces(copy)
    joined = lines_joined(text)
    mended = pieces if joined == text else _pieces(_copy(joined, arrival.name, marked=marked)[0])
    figures = _figures(text, pieces) if marked else ()
    rows = tuple(filelines.lines(text))
    return Arrived(arrival, pieces, mended, copy.pullquotes, figures, copy.left, rows=rows)


def _copy(text: str, name: str, *, marked: bool) -> tuple[Copy, SourceText]:
    lines = lines_of(text)
    source = SourceText(name, tuple(line.text for line in lines))
    return (read_markdown if marked else read_text)(lines, source), source


def _pieces(copy: Copy) -> tuple[CopyPiece, ...]:
    return tuple(
        CopyPiece(p.kind, p.place(0)[0], p.marker, p.cell, p.covers, p.text, list(p.marks))
        for p in copy.body
    )


def _figures(text: str, pieces: Sequence[CopyPiece]) -> tuple[Figure, ...]:
    """The pictures that Markdown names, each before the piece that follows it."""
    made = []
    for number, row in enumerate(lines_of(text), 1):
        for found in _PICTURE.finditer(row.text):
            anchor = sum(piece.line < number for piece in pieces)
            made.append(Figure(number, anchor, found[2], "", found[1].strip()))
    return tuple(made)


def _unreadable(arrival: Arrival, why: Text) -> Diagnostic:
    return Diagnostic(
        "copy-unreadable",
        ERROR,
        Text(f"读不了 {arrival.name}：{why.zh}", f"{arrival.name} cannot be read: {why.en}"),
        Span(arrival.name, 1, 1),
        Text("重新另存一次，或存成 .txt .md", "save it again, or as .txt or .md"),
    )
