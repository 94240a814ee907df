"""Files that stand whole in a document (w:altChunk, 17.17.2): each is read by its own reader."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base import filelines
from presslayout.base.values import replace
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy.foreign import CopyPiece, Read, UnreadableCopyError
from presslayout.issue.copy.html import read_html
from presslayout.issue.copy.ledger import Omitted
from presslayout.issue.copy.word.gathered import inside, is_set, omitted
from presslayout.issue.copy.word.names import get
from presslayout.issue.yaml.encoding import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.issue.copy.word.gathered import Gathered, How, Step

_ZIP, _RICH, _MAIL = b"PK\x03\x04", b"{\\rtf", b"mime-version:"
# So far the head of a message goes that says what it is.
_HEAD = 2_000
_ENDINGS = (".htm", ".html", ".xhtml", ".mht", ".mhtml", ".docx", ".docm", ".txt", ".rtf")


def chunk(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A file that stands in this one: its words as if they stood here; what cannot be read is told."""
    relation = how.part.relations.get(get(element, "r:id") or "")
    target = relation.target if relation is not None else get(element, "r:id") or ""
    part = relation.part if relation is not None else _orphan(gathered)
    read = None
    if part and gathered.package.has(part):
        gathered.drawn.add(part.lower())
        data = gathered.package.bytes(part)
        try:
            read = _read(data, gathered.nested)
        except UnreadableCopyError:
            read = None
    if read is None:
        gathered.say(target, omitted(how, Omitted.EMBEDDED, gathered.owner()))
        return inside(element, how)
    if is_set(how):
        gathered.settle()
    _placed(read, how, gathered)
    return (
        [*inside(element, how), partial(gathered.parted, how)]
        if not is_set(how)
        else inside(element, how)
    )


def _orphan(gathered: Gathered) -> str:
    """A file for a chunk that no relationship leads to: the first that nothing leads to."""
    known = {one.part.lower() for one in gathered.package.relations(gathered.package.main).values()}
    taken = known | gathered.drawn
    loose = (n for n in sorted(gathered.package.names()) if n.lower().endswith(_ENDINGS))
    return next((name for name in loose if name.lower() not in taken), "")


def _read(data: bytes, nested: Callable[[bytes], Read] | None) -> Read | None:
    """A file by what it begins with; None of one that no reader reads."""
    if data.startswith(_ZIP):
        return nested(data) if nested is not None else None
    if data.lstrip().startswith(_RICH):
        return None
    if _MAIL in data[:_HEAD].lower():
        page = _page_of(data)
        return None if page is None else read_html(page)
    found = text_of(data)
    if found is None:
        return None
    text = found[0]
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return read_html(text)
    rows = enumerate(filelines.lines(text), 1)
    return Read(tuple(CopyPiece(ParagraphKind.PARAGRAPH, n, text=row) for n, row in rows))


def _page_of(data: bytes) -> str | None:
    """The web page of a message that holds one (MHTML, RFC 2557)."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            found = text_of(body) if isinstance(body, bytes) else None
            return found[0] if found is not None else None
    return None


def _placed(read: Read, how: How, gathered: Gathered) -> None:
    """What was read of a chunk, with its lines after those before it."""
    above = gathered.line
    at = (lambda line: above + line) if is_set(how) else (lambda _: max(above, 1))
    if is_set(how):
        begun = len(gathered.pieces)
        for piece in read.pieces:
            piece.line = at(piece.line)
            gathered.pieces.append(piece)
            gathered.line = max(gathered.line, piece.line)
        gathered.remarks += [replace(r, line=at(r.line)) for r in read.remarks]
        gathered.figures += [
            replace(f, line=at(f.line), anchor=begun + f.anchor, part="") for f in read.pictures
        ]
        gathered.serial += 1
    else:
        for piece in read.pieces:
            gathered.say(piece.text + "\n", how)
    for entry in read.entries:
        if how.gone is not None:
            gathered.lose(entry.words, how.gone)
        else:
            gathered.enter(entry.kind, at(entry.line), entry.words)
