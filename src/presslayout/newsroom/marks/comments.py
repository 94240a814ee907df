"""Comments that people made in a PDF reader (ISO 32000-1, 12.5.6), with their places on the page.

Knows PDF and lengths, no edition.  What Acrobat, Foxit and WPS write for "replace" is a strike-out
and a caret in one group; answers and the states of a review hang on the comment they answer.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.geometry import Box
from presslayout.base.units import EMU_PER_PT
from presslayout.base.values import frozen, replace
from presslayout.newsroom.marks import words
from presslayout.newsroom.marks.annotation import NO_PAGE, OURS, Annotation, CommentKind
from presslayout.newsroom.marks.threads import Item, item, threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length

# Where our proofs carry the edition that they show, the most that is read of it, and what they drew.
CARRIER, LARGEST, DRAWN = "/Presslayout", 1 << 26, "/Drawn"
# Programs save the state round what is there before they draw; none more often than this.
_WRAPPED = 4
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
# Eight numbers a quadrilateral, and how far its corners may be off, as a share of it.
_QUAD, _HAIR = 8, 0.1


@frozen
class Commented:
    """The comments of a file, the names that it bears, and which proof it says it is.

    `edition` is the edition.json that the proof carries, b"" where a program has dropped it.
    `corners` are the left and the upper edge of each page's trimmed page, in points of its own
    space.  `drawn` is for each page the place of the one of our proof that drew the same, `NO_PAGE`
    where none did, and None as a whole where the file does not say.  `noted` says that it has notes
    of our own, `related` that it has comments on comments, or carets: what some programs drop.
    """

    comments: tuple[Annotation, ...]
    names: frozenset[str]
    subject: str
    edition: bytes = b""
    corners: tuple[tuple[float, float], ...] = ()
    drawn: tuple[int, ...] | None = None
    noted: bool = False
    related: bool = False


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
            return Commented(
                tuple(found), frozenset(_names(pdf)), _subject(pdf), _edition(pdf),
                tuple((float(p.trimbox[0]), float(p.trimbox[3])) for p in pdf.pages),
                _drawn(pdf), *_kept(pdf),
            )  # fmt: skip
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
        return words.text(pdf.trailer.get("/Info", {}).get("/Subject"))
    except doors.PDF.faults():
        return ""


def _edition(pdf: Any) -> bytes:
    try:
        return _inflated(pdf.Root["/PieceInfo"][CARRIER]["/Private"])
    except doors.PDF.faults():
        return b""


def _drawn(pdf: Any) -> tuple[int, ...] | None:
    """Which page of our proof each page draws again; None where the file does not say what it drew."""
    try:
        painted = [str(one) for one in _array(pdf.Root["/PieceInfo"][CARRIER]["/Private"][DRAWN])]
    except doors.PDF.faults():
        return None
    places = {digest: place for place, digest in reversed(list(enumerate(painted)))}
    found = ([places[d] for d in _digests(page) if d in places] for page in pdf.pages)
    return tuple(next(iter(own), NO_PAGE) for own in found)


def _kept(pdf: Any) -> tuple[bool, bool]:
    """Whether a file has notes of ours, and whether it has carets or comments on comments."""
    import pikepdf

    noted = related = False
    for page in pdf.pages:
        for one in _array(page.obj.get("/Annots")):
            if isinstance(one, pikepdf.Dictionary):
                noted = noted or words.text(one.get("/T")) in OURS
                related = related or "/IRT" in one or one.get("/Subtype") == "/Caret"
    return noted, related


def _digests(page: Any) -> Iterator[str]:
    """The digests of what a page draws, with and without what saves and restores the state round it."""
    import pikepdf

    try:
        found = page.obj.get("/Contents")
        streams = [found] if isinstance(found, pikepdf.Stream) else _array(found)
        data = b"\n".join(one.read_bytes() for one in streams).strip()
    except doors.PDF.faults():
        return
    for _ in range(_WRAPPED):
        yield hashlib.sha256(data).hexdigest()
        if not (data.startswith(b"q") and data.endswith(b"Q")):
            return
        data = data[1:-1].strip()


def _inflated(stream: Any) -> bytes:
    """A stream's data, of a hostile one no more than an edition can be."""
    if stream.get("/Filter") != "/FlateDecode":
        return b""
    return zlib.decompressobj().decompress(stream.read_raw_bytes(), LARGEST)


def _of_page(page: Any, index: int) -> Iterator[Annotation]:
    trim = [float(n) for n in page.trimbox]
    items: list[Item] = []
    listed: set[Any] = set()
    for one in _array(page.obj.get("/Annots")):
        try:
            # A file that was changed over and over may list one twice.
            again = one.objgen != (0, 0) and one.objgen in listed
            comment = None if again else _comment(one, index, trim)
            listed.add(one.objgen)
            if comment is not None:
                untrimmed = "/TrimBox" not in page.obj
                items.append(item(one, replace(comment, untrimmed=untrimmed)))
        except doors.PDF.faults():
            continue
    yield from threads(items)


def _comment(annotation: Any, index: int, trim: list[float]) -> Annotation | None:
    kind = _KINDS.get(str(annotation.get("/Subtype", "")))
    if kind is None:
        return None
    quads = [float(n) for n in _array(annotation.get("/QuadPoints"))]
    if "/QuadPoints" in annotation and not quads:
        # So some programs take a mark away: it covers nothing any more, or the whole page.
        return None
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
    width, height = (round((trim[n + 2] - trim[n]) * EMU_PER_PT) for n in (0, 1))
    return Annotation(
        index, kind, words.said(annotation), words.text(annotation.get("/T")), tuple(boxes), width,
        height=height, strokes=tuple(_strokes(annotation, trim)), loose=loose,
        subtype=str(annotation["/Subtype"]).removeprefix("/"),
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
