"""Comments that people made in a PDF reader (ISO 32000-1, 12.5.6), with their places on the page.

Knows PDF and lengths, no edition.  What Acrobat, Foxit and WPS write for "replace" is a strike-out
and a caret in one group; answers and the states of a review hang on the comment they answer.
"""

from __future__ import annotations

import html
import re
import zlib
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.geometry import Box
from presslayout.base.patterns import regex
from presslayout.base.units import EMU_PER_PT
from presslayout.base.values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.units import Length


class CommentKind(StrEnum):
    """What a proofreader's comment asks for."""

    DELETE = "delete"
    REPLACE = "replace"
    INSERT = "insert"
    NOTE = "note"
    HIGHLIGHT = "highlight"


# Who the notes of our own proofs are by, and were before people were to read it.
OURS = frozenset(("自动检查（presslayout）", "presslayout"))
# Where our proofs carry the edition that they show, and the most that is read of it.
CARRIER, LARGEST = "/Presslayout", 1 << 26
_KINDS = {
    "/StrikeOut": CommentKind.DELETE,
    "/Caret": CommentKind.INSERT,
    "/Highlight": CommentKind.HIGHLIGHT,
    "/Underline": CommentKind.HIGHLIGHT,
    "/Squiggly": CommentKind.HIGHLIGHT,
    "/Text": CommentKind.NOTE,
    "/FreeText": CommentKind.NOTE,
    "/Ink": CommentKind.NOTE,
    "/Square": CommentKind.NOTE,
    "/Circle": CommentKind.NOTE,
    "/Line": CommentKind.NOTE,
    "/Polygon": CommentKind.NOTE,
    "/PolyLine": CommentKind.NOTE,
    "/Stamp": CommentKind.NOTE,
    "/FileAttachment": CommentKind.NOTE,
    "/Redact": CommentKind.DELETE,
}
_HIDDEN = 2
# Eight numbers a quadrilateral, and how far its corners may be off, as a share of it.
_QUAD, _HAIR = 8, 0.1
# GB 2312 without a byte order mark, as some readers write it against the standard.
_GB = regex(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*")
# What may go wrong in one annotation that a damaged file holds.


@frozen
class Annotation:
    """One comment: the page's place in the file, its kind, its words, its boxes on the trimmed page.

    `width` and `height` are the trimmed page's as the file has it, which may be scaled.  `strokes`
    are the lines that somebody drew, point by point.  `loose` says that the boxes are not where the
    characters are: slanted, empty, or elsewhere than the comment itself; `untrimmed` that the page
    has no trim box to measure from.  `replies` are the answers to it, `review` the last state that
    somebody gave it ("accepted", "rejected", …).
    """

    index: int
    kind: CommentKind
    words: str
    author: str
    boxes: tuple[Box, ...]
    width: Length = 0
    replies: tuple[str, ...] = ()
    review: str = ""
    height: Length = 0
    strokes: tuple[tuple[tuple[Length, Length], ...], ...] = ()
    loose: bool = False
    untrimmed: bool = False


@frozen
class Commented:
    """The comments of a file, the names that it bears, and which proof it says it is.

    `edition` is the edition.json that the proof carries, b"" where a program has dropped it.
    """

    comments: tuple[Annotation, ...]
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
    except doors.PDF.faults() as cause:
        raise NotAPdfError(str(cause)) from cause


def _names(pdf: Any) -> Iterator[str]:
    """The document's id as the trailer and as the metadata have it: some programs keep only one."""
    ids = _array(pdf.trailer.get("/ID"))
    if ids:
        yield bytes(ids[0]).hex()
    metadata = pdf.Root.get("/Metadata")
    try:
        packet = metadata.read_bytes() if metadata is not None else b""
    except doors.PDF.faults():
        packet = b""
    for found in re.finditer(rb"DocumentID[>=\"']+(?:urn:)?uuid:([0-9a-f-]{36})", packet):
        yield found[1].decode().replace("-", "")


def _subject(pdf: Any) -> str:
    try:
        return _text(pdf.trailer.get("/Info", {}).get("/Subject"))
    except doors.PDF.faults():
        return ""


def _edition(pdf: Any) -> bytes:
    try:
        return _inflated(pdf.Root["/PieceInfo"][CARRIER]["/Private"])
    except doors.PDF.faults():
        return b""


def _inflated(stream: Any) -> bytes:
    """A stream's data, of a hostile one no more than an edition can be."""
    if stream.get("/Filter") != "/FlateDecode":
        return b""
    return zlib.decompressobj().decompress(stream.read_raw_bytes(), LARGEST)


def _of_page(page: Any, index: int) -> Iterator[Annotation]:
    trim = [float(n) for n in page.trimbox]
    made: list[tuple[Any, Annotation]] = []
    for one in _array(page.obj.get("/Annots")):
        try:
            comment = _comment(one, index, trim)
        except doors.PDF.faults():
            continue
        if comment is not None:
            made.append((one, comment))
    if "/TrimBox" not in page.obj:
        made = [(one, replace(comment, untrimmed=True)) for one, comment in made]
    known = {one.objgen: place for place, (one, _) in enumerate(made) if one.objgen != (0, 0)}
    roots = [_root(place, made, known) for place in range(len(made))]
    for place, (_, comment) in enumerate(made):
        below = [n for n, root in enumerate(roots) if root == place and n != place]
        if roots[place] != place:
            continue
        if comment.author in OURS:
            yield from _answers(comment, [made[n] for n in below])
        else:
            yield _threaded(comment, [made[n] for n in below])


def _root(place: int, made: Sequence[tuple[Any, Annotation]], known: dict[Any, int]) -> int:
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


def _answers(ours: Annotation, below: Sequence[tuple[Any, Annotation]]) -> Iterator[Annotation]:
    """What people answered to a note of ours: remarks of their own at its place."""
    for one, comment in below:
        if comment.author not in OURS and comment.words and "/State" not in one:
            yield replace(comment, kind=CommentKind.NOTE, boxes=ours.boxes)


def _threaded(first: Annotation, below: Sequence[tuple[Any, Annotation]]) -> Annotation:
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


def _together(first: Annotation, others: list[Annotation]) -> Annotation:
    """A strike-out and its caret are one replacement, whichever of them came first."""
    kinds = {first.kind, *(other.kind for other in others)}
    struck = [c for c in (first, *others) if c.kind == CommentKind.DELETE]
    if len(struck) > 1:
        boxes = tuple(box for c in struck for box in c.boxes)
        loose = any(c.loose for c in struck)
        first = replace(
            first if first.kind == CommentKind.DELETE else struck[0], boxes=boxes, loose=loose
        )
        struck = [first]
    words = next(
        (c.words for c in (*others, first) if c.kind == CommentKind.INSERT and c.words), ""
    )
    if kinds >= {CommentKind.DELETE, CommentKind.INSERT}:
        return replace(struck[0], kind=CommentKind.REPLACE, words=words or first.words)
    # Some readers write the new words into the strike-out itself.
    return first


def _comment(annotation: Any, index: int, trim: list[float]) -> Annotation | None:
    kind = _KINDS.get(str(annotation.get("/Subtype", "")))
    if kind is None or int(annotation.get("/F", 0)) & _HIDDEN:
        return None
    quads = [float(n) for n in _array(annotation.get("/QuadPoints"))]
    each = [quads[k : k + _QUAD] for k in range(0, len(quads) - _QUAD + 1, _QUAD)]
    rect = [float(n) for n in _array(annotation.get("/Rect"))]
    boxes = [_box(quad, trim) for quad in each]
    loose = len(quads) % _QUAD != 0 or any(map(_slanted, each)) or _elsewhere(quads, rect)
    tip = [float(n) for n in _array(annotation.get("/CL"))[:2]]
    if tip and not boxes:
        # A callout points at what it is about.
        boxes = [_box([*tip, *tip], trim)]
    if not boxes:
        left, low, right, high = rect
        # What lies between the rectangle and the sign that is drawn in it.
        inset = (
            [float(n) for n in _array(annotation.get("/RD"))] if kind == CommentKind.INSERT else []
        )
        if len(inset) == len(rect) and _fits(rect, inset):
            left, low, right, high = (
                left + inset[0],
                low + inset[1],
                right - inset[2],
                high - inset[3],
            )
        boxes = [_box([left, low, right, high], trim)]
    words = _text(annotation.get("/Contents")) or _rich(annotation.get("/RC"))
    width, height = (round((trim[n + 2] - trim[n]) * EMU_PER_PT) for n in (0, 1))
    return Annotation(
        index, kind, words, _text(annotation.get("/T")), tuple(boxes), width,
        height=height, strokes=tuple(_strokes(annotation, trim)), loose=loose,
    )  # fmt: skip


def _strokes(annotation: Any, trim: list[float]) -> Iterator[tuple[tuple[Length, Length], ...]]:
    """The lines of what is drawn by hand or from point to point (ISO 32000-1, 12.5.6.7-9, 12.5.6.13)."""
    drawn = [_array(one) for one in _array(annotation.get("/InkList"))]
    drawn += [_array(annotation.get(key)) for key in ("/L", "/Vertices")]
    closed = str(annotation.get("/Subtype")) == "/Polygon"
    for one in drawn:
        numbers = [float(n) for n in one]
        points = list(zip(numbers[0::2], numbers[1::2], strict=False))
        if closed and points:
            points.append(points[0])
        if points:
            yield tuple(
                (round((x - trim[0]) * EMU_PER_PT), round((trim[3] - y) * EMU_PER_PT))
                for x, y in points
            )


def _slanted(quad: list[float]) -> bool:
    """Whether a quadrilateral is no upright rectangle, in whatever order its corners come."""
    xs, ys = sorted(quad[0::2]), sorted(quad[1::2])
    wide, high = xs[-1] - xs[0], ys[-1] - ys[0]
    # Two corners at each side, but for a hair.
    level = max(ys[1] - ys[0], ys[3] - ys[2]) <= _HAIR * max(high, 1)
    upright = max(xs[1] - xs[0], xs[3] - xs[2]) <= _HAIR * max(wide, 1)
    return not (level and upright and wide > 0 and high > 0)


def _elsewhere(quads: list[float], rect: list[float]) -> bool:
    """Whether the quadrilaterals lie outside of the comment's own rectangle."""
    if not quads or len(rect) != len(("left", "low", "right", "high")):
        return False
    xs, ys = quads[0::2], quads[1::2]
    left, right = sorted((rect[0], rect[2]))
    low, high = sorted((rect[1], rect[3]))
    return min(xs) > right or max(xs) < left or min(ys) > high or max(ys) < low


def _fits(rect: list[float], inset: list[float]) -> bool:
    wide, high = rect[2] - rect[0], rect[3] - rect[1]
    return min(inset) >= 0 and inset[0] + inset[2] < wide and inset[1] + inset[3] < high


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
