"""Comments that people made in a PDF reader (ISO 32000-1, 12.5.6), with their places on the page.

Knows PDF and lengths, no edition.  What Acrobat, Foxit and WPS write for "replace" is a strike-out
and a caret in one group; answers and the states of a review hang on the comment they answer.
"""

from __future__ import annotations

import html
import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from presslayout.page import Box
from presslayout.units import EMU_PER_PT
from presslayout.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.units import Length

DELETE, REPLACE, INSERT, NOTE, HIGHLIGHT = "delete", "replace", "insert", "note", "highlight"
# Who the notes of our own proofs are by.
OURS = "presslayout"
# Where our proofs carry the edition that they show, and the most that is read of it.
CARRIER, LARGEST = "/Presslayout", 1 << 26
_KINDS = {
    "/StrikeOut": DELETE,
    "/Caret": INSERT,
    "/Highlight": HIGHLIGHT,
    "/Underline": HIGHLIGHT,
    "/Squiggly": HIGHLIGHT,
    "/Text": NOTE,
    "/FreeText": NOTE,
    "/Ink": NOTE,
    "/Square": NOTE,
    "/Circle": NOTE,
    "/Line": NOTE,
    "/Polygon": NOTE,
    "/PolyLine": NOTE,
    "/Stamp": NOTE,
    "/FileAttachment": NOTE,
    "/Redact": DELETE,
}
_HIDDEN = 2
# Eight numbers a quadrilateral.
_QUAD = 8
# GB 2312 without a byte order mark, as some readers write it against the standard.
_GB = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*")
# What may go wrong in one annotation that a damaged file holds.
_DAMAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RuntimeError)


@frozen
class Comment:
    """One comment: the page's place in the file, its kind, its words, its boxes on the trimmed page.

    `width` is the trimmed page's as the file has it, which may be scaled.  `replies` are the
    answers to it, `review` the last state that somebody gave it ("accepted", "rejected", …).
    """

    index: int
    kind: str
    words: str
    author: str
    boxes: tuple[Box, ...]
    width: Length = 0
    replies: tuple[str, ...] = ()
    review: str = ""


@frozen
class Commented:
    """The comments of a file, the names that it bears, and which proof it says it is.

    `edition` is the edition.json that the proof carries, b"" where a program has dropped it.
    """

    comments: tuple[Comment, ...]
    names: frozenset[str]
    subject: str
    edition: bytes = b""


class NotAPdfError(Exception):
    """The file is no PDF that can be read."""


def comments(data: bytes) -> Commented:
    """Every comment that presslayout did not write, page by page.

    NotAPdfError when the file cannot be read; an annotation that is damaged is left out.
    """
    from io import BytesIO

    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            found = [c for number, page in enumerate(pdf.pages) for c in _of_page(page, number)]
            return Commented(tuple(found), frozenset(_names(pdf)), _subject(pdf), _edition(pdf))
    except (pikepdf.PdfError, *_DAMAGE) as cause:
        raise NotAPdfError(str(cause)) from cause


def _names(pdf: Any) -> Iterator[str]:
    """The document's id as the trailer and as the metadata have it: some programs keep only one."""
    ids = _array(pdf.trailer.get("/ID"))
    if ids:
        yield bytes(ids[0]).hex()
    metadata = pdf.Root.get("/Metadata")
    try:
        packet = metadata.read_bytes() if metadata is not None else b""
    except _DAMAGE:
        packet = b""
    for found in re.finditer(rb"DocumentID[>=\"']+(?:urn:)?uuid:([0-9a-f-]{36})", packet):
        yield found[1].decode().replace("-", "")


def _subject(pdf: Any) -> str:
    try:
        return _text(pdf.trailer.get("/Info", {}).get("/Subject"))
    except _DAMAGE:
        return ""


def _edition(pdf: Any) -> bytes:
    try:
        return _inflated(pdf.Root["/PieceInfo"][CARRIER]["/Private"])
    except (zlib.error, *_DAMAGE):
        return b""


def _inflated(stream: Any) -> bytes:
    """A stream's data, of a hostile one no more than an edition can be."""
    if stream.get("/Filter") != "/FlateDecode":
        return b""
    return zlib.decompressobj().decompress(stream.read_raw_bytes(), LARGEST)


def _of_page(page: Any, index: int) -> Iterator[Comment]:
    trim = [float(n) for n in page.trimbox]
    made: list[tuple[Any, Comment]] = []
    for one in _array(page.obj.get("/Annots")):
        try:
            comment = _comment(one, index, trim)
        except _DAMAGE:
            continue
        if comment is not None:
            made.append((one, comment))
    known = {one.objgen: place for place, (one, _) in enumerate(made) if one.objgen != (0, 0)}
    roots = [_root(place, made, known) for place in range(len(made))]
    for place, (_, comment) in enumerate(made):
        below = [n for n, root in enumerate(roots) if root == place and n != place]
        if roots[place] != place:
            continue
        if comment.author == OURS:
            yield from _answers(comment, [made[n] for n in below])
        else:
            yield _threaded(comment, [made[n] for n in below])


def _root(place: int, made: Sequence[tuple[Any, Comment]], known: dict[Any, int]) -> int:
    """The comment at the beginning of a thread; where the thread bites its tail, its own."""
    seen = {place}
    at = place
    while True:
        parent = made[at][0].get("/IRT")
        above = known.get(getattr(parent, "objgen", None)) if parent is not None else None
        if above is None:
            return at
        if above in seen:
            return min(seen)
        seen.add(above)
        at = above


def _answers(ours: Comment, below: Sequence[tuple[Any, Comment]]) -> Iterator[Comment]:
    """What people answered to a note of ours: remarks of their own at its place."""
    for one, comment in below:
        if comment.author != OURS and comment.words and "/State" not in one:
            yield replace(comment, kind=NOTE, boxes=ours.boxes)


def _threaded(first: Comment, below: Sequence[tuple[Any, Comment]]) -> Comment:
    """A comment with its group, its answers and its state."""
    group = [c for one, c in below if str(one.get("/RT", "/R")) == "/Group"]
    review, replies = "", []
    for one, comment in below:
        if "/State" in one:
            review = _text(one.get("/State")).lower()
        elif comment not in group and comment.words:
            replies.append(
                f"{comment.author}：{comment.words}" if comment.author else comment.words
            )
    made = _together(first, group)
    return replace(made, replies=tuple(replies), review="" if review == "none" else review)


def _together(first: Comment, others: list[Comment]) -> Comment:
    """A strike-out and its caret are one replacement, whichever of them came first."""
    kinds = {first.kind, *(other.kind for other in others)}
    words = next((c.words for c in (*others, first) if c.kind == INSERT and c.words), "")
    if kinds >= {DELETE, INSERT}:
        struck = next(c for c in (first, *others) if c.kind == DELETE)
        return replace(struck, kind=REPLACE, words=words or first.words)
    # Some readers write the new words into the strike-out itself.
    return first


def _comment(annotation: Any, index: int, trim: list[float]) -> Comment | None:
    kind = _KINDS.get(str(annotation.get("/Subtype", "")))
    if kind is None or int(annotation.get("/F", 0)) & _HIDDEN:
        return None
    quads = [float(n) for n in _array(annotation.get("/QuadPoints"))]
    boxes = [_box(quads[k : k + _QUAD], trim) for k in range(0, len(quads) - _QUAD + 1, _QUAD)]
    tip = [float(n) for n in _array(annotation.get("/CL"))[:2]]
    if tip and not boxes:
        # A callout points at what it is about.
        boxes = [_box([*tip, *tip], trim)]
    if not boxes:
        left, low, right, high = (float(n) for n in annotation["/Rect"])
        boxes = [_box([left, low, right, high], trim)]
    words = _text(annotation.get("/Contents")) or _rich(annotation.get("/RC"))
    width = round((trim[2] - trim[0]) * EMU_PER_PT)
    return Comment(index, kind, words, _text(annotation.get("/T")), tuple(boxes), width)


def _text(value: Any) -> str:
    """A text string in whatever encoding it is: PDFDoc, UTF-16 or UTF-8 with their marks, or GB."""
    if value is None:
        return ""
    raw = bytes(value)
    if raw.startswith(b"\xff\xfe"):
        text = raw[2:].decode("utf-16-le", "replace")
    elif not raw.startswith((b"\xfe\xff", b"\xef\xbb\xbf")) and not raw.isascii():
        text = _unmarked(raw) or str(value)
    else:
        text = str(value)
    # Languages may be named inside a string (ISO 32000-1, 7.9.2.2).
    text = re.sub("\x1b[^\x1b]*\x1b", "", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff \t\n\0")


def _unmarked(raw: bytes) -> str:
    """Han that a program wrote without a mark; "" where it is Latin text as the standard has it."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030") if _GB.fullmatch(raw) else ""
    except UnicodeDecodeError:
        return ""


def _rich(value: Any) -> str:
    """The words of rich text, its markup removed."""
    if value is None:
        return ""
    import pikepdf

    stream = isinstance(value, pikepdf.Stream)
    source = value.read_bytes().decode("utf-8", "replace") if stream else _text(value)
    lines = re.sub(r"(?i)</p>|<br[^>]*>", "\n", source)
    return html.unescape(re.sub(r"<[^>]*>", "", lines)).strip()


def _box(points: list[float], trim: list[float]) -> Box:
    """A box of the PDF's points on the trimmed page, y downwards."""
    xs, ys = points[0::2], points[1::2]
    left, top = min(xs) - trim[0], trim[3] - max(ys)
    return Box(
        round(left * EMU_PER_PT),
        round(top * EMU_PER_PT),
        round((max(xs) - min(xs)) * EMU_PER_PT),
        round((max(ys) - min(ys)) * EMU_PER_PT),
    )


def _array(value: Any) -> list[Any]:
    try:
        return list(value) if value is not None else []
    except TypeError:
        return []
