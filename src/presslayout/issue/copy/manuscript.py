"""A file of copy read whole: by what its bytes are, into paragraphs and what is told of them.

Whoever takes copy (a story's 正文, `lines`) comes through here, so that a format is one for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Text
from presslayout.base.values import frozen, replace
from presslayout.issue.copy import formats
from presslayout.issue.copy.blocks import (
    Copy,
    lines_of,
    read_markdown,
    read_rows,
    read_text,
    read_verse,
)
from presslayout.issue.copy.damage import controls
from presslayout.issue.copy.formats import Reader
from presslayout.issue.copy.ledger import Entry, Omitted
from presslayout.issue.kinds import CopyForm
from presslayout.issue.yaml.encoding import (
    MAX_BYTES,
    other_encoding,
    text_of,
    too_large,
    undecodable,
)
from presslayout.issue.yaml.tree import SourceText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.issue.copy.named import Named
    from presslayout.issue.copy.outer import CopyLine

# A document with pictures in it; its text is bounded by the reader.
MOST = 200_000_000


@frozen
class Manuscript:
    """What a file holds: its copy (None where it cannot be read) and what is told of the file."""

    copy: Copy | None
    source: SourceText
    found: tuple[Diagnostic, ...]


def manuscript(data: bytes, named: Named, suffix: str) -> Manuscript:
    """The copy that a file's bytes say; `suffix` is what its name says that they are."""
    found: list[Diagnostic] = []
    copy, source = _of_bytes(data, named, suffix, found)
    return Manuscript(copy, source, tuple(found))


def _of_bytes(
    data: bytes, named: Named, suffix: str, found: list[Diagnostic]
) -> tuple[Copy | None, SourceText]:
    if (other := formats.by_bytes(data, suffix)) is not None:
        found.append(formats.told(named.file, other))
        if not other.suffix:
            return None, SourceText(named.file, ())
        suffix = other.suffix
        data = formats.page_of(data) if suffix == ".mht" else data
    reader = Reader.PAGE if suffix == ".mht" else formats.READERS.get(suffix, Reader.TEXT)
    if reader is Reader.WORD and (data.startswith(b"PK") or not is_page(data)):
        return _foreign(data, named, found)
    text = _decoded(data, named, found)
    if text is None:
        return None, SourceText(named.file, ())
    if reader is not Reader.PAGE and (other := formats.by_text(text, suffix)) is not None:
        found.append(formats.told(named.file, other))
        reader = Reader.PAGE
    return (
        _foreign(text, named, found)
        if reader is Reader.PAGE
        else _typed(text, named, reader, found)
    )


def _decoded(data: bytes, named: Named, found: list[Diagnostic]) -> str | None:
    large = len(data) > MAX_BYTES
    decoded = None if large else text_of(data, formats.declared(data))
    if decoded is None:
        found.append(too_large(named.file, len(data)) if large else undecodable(named.file))
        return None
    text, encoding = decoded
    if encoding != "utf-8":
        found.append(other_encoding(named.file, encoding))
    return text


def _typed(
    text: str, named: Named, reader: Reader, found: list[Diagnostic]
) -> tuple[Copy, SourceText]:
    """Copy that is typed as it reads."""
    lines = lines_of(text)
    source = SourceText(named.file, tuple(line.text for line in lines))
    found += controls(text, source, named.story)
    if named.form is not None:
        return read_form(lines, source, named.form), source
    if reader is Reader.MARKDOWN:
        return read_markdown(lines, source, lambda part: page_part(part, named)), source
    return read_text(lines, source), source


def read_form(lines: Sequence[CopyLine], source: SourceText, form: CopyForm) -> Copy:
    """Typed copy that is no prose."""
    if form is CopyForm.VERSE:
        return read_verse(lines, source)
    return _rolled(read_rows(lines, source))


def _rolled(copy: Copy) -> Copy:
    # Few copies are lists of names.
    from presslayout.issue.copy.rolls import rolled

    return rolled(copy)


def page_part(text: str, named: Named) -> Copy:
    """A part of a file that is tags of a page."""
    from presslayout.issue.copy.foreign import UnreadableCopyError, copied
    from presslayout.issue.copy.html import read_html

    try:
        read = read_html(text, named.junk)
    except UnreadableCopyError:
        return Copy((), left=(Entry(Omitted.MARKUP, 1, text),))
    copy, _ = copied(read.pieces, named.file)
    changes = (Entry(Omitted.STRUCK, one.line, one.text.zh) for one in read.remarks)
    return replace(copy, left=(*read.entries, *changes))


def is_page(data: bytes) -> bool:
    """Whether the bytes of a file that is called a document are a page."""
    found = text_of(data, formats.declared(data)) if len(data) <= MAX_BYTES else None
    return found is not None and formats.by_text(found[0], ".docx") is not None


def _foreign(
    data: bytes | str, named: Named, found: list[Diagnostic]
) -> tuple[Copy | None, SourceText]:
    """Copy from a word processor or a web page."""
    from presslayout.issue.copy.docx import read_docx
    from presslayout.issue.copy.foreign import UnreadableCopyError, copied, told
    from presslayout.issue.copy.html import read_html

    shown = named.file
    if len(data) > MOST:
        found.append(too_large(shown, len(data)))
        return None, SourceText(shown, ())
    try:
        read = read_docx(data) if isinstance(data, bytes) else read_html(data, named.junk)
    except UnreadableCopyError as fault:
        found.append(
            Diagnostic(
                "copy-unreadable",
                ERROR,
                Text(f"读不了 {shown}：{fault.why.zh}", f"{shown} cannot be read: {fault.why.en}"),
                named.place,
                Text("重新另存一次，或存成 .txt .md", "save it again, or as .txt or .md"),
            )
        )
        return None, SourceText(shown, ())
    copy, source = copied(read.pieces, shown)
    found += told(read, source, named.story)
    return _rolled(copy) if named.form is CopyForm.ROLL else copy, source
