"""Comments that people made in a PDF reader (ISO 32000-1, 12.5.6), with their places on the page.

Knows PDF and lengths, no edition.  What Acrobat, Foxit and WPS write for "replace" is a strike-out
with a caret as its reply in a group.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from presslayout.page import Box
from presslayout.units import EMU_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator

DELETE, REPLACE, INSERT, NOTE, HIGHLIGHT = "delete", "replace", "insert", "note", "highlight"
# Who the notes of our own proofs are by.
OURS = "presslayout"
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
}


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: the page's place in the file, its kind, its words, its boxes on the trimmed page."""

    index: int
    kind: str
    words: str
    author: str
    boxes: tuple[Box, ...]


class NotAPdfError(Exception):
    """The file is no PDF that can be read."""


def comments(data: bytes) -> tuple[tuple[Comment, ...], str]:
    """Every comment that presslayout did not write, page by page, and the file's first id.

    NotAPdfError when it cannot be read.
    """
    from io import BytesIO

    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            found = [c for number, page in enumerate(pdf.pages) for c in _of_page(page, number)]
            ids = _array(pdf.trailer.get("/ID"))
            return tuple(found), bytes(ids[0]).hex() if ids else ""
    except (pikepdf.PdfError, ValueError, TypeError, OverflowError) as cause:
        raise NotAPdfError(str(cause)) from cause


def _of_page(page: Any, index: int) -> Iterator[Comment]:
    annotations = [a for a in _array(page.obj.get("/Annots")) if _kind(a) is not None]
    trim = [float(n) for n in page.trimbox]
    parents: dict[tuple[int, int], list[Any]] = {}
    replies = set()
    for one in annotations:
        parent = one.get("/IRT")
        if parent is not None and str(one.get("/RT", "/R")) == "/Group":
            parents.setdefault(parent.objgen, []).append(one)
            replies.add(one.objgen)
    for one in annotations:
        if one.objgen in replies and one.objgen != (0, 0):
            continue
        if one.get("/IRT") is not None and str(one.get("/RT", "/R")) != "/Group":
            # An answer to a comment is no mark of its own.
            continue
        made = _comment(one, index, trim)
        if made.author == OURS:
            continue
        yield _together(made, [_comment(r, index, trim) for r in parents.get(one.objgen, [])])


def _together(first: Comment, others: list[Comment]) -> Comment:
    """A strike-out and its caret are one replacement, whichever of them came first."""
    kinds = {first.kind, *(other.kind for other in others)}
    words = next((c.words for c in (*others, first) if c.kind == INSERT and c.words), "")
    if kinds >= {DELETE, INSERT}:
        struck = next(c for c in (first, *others) if c.kind == DELETE)
        return replace(struck, kind=REPLACE, words=words or first.words)
    # Some readers write the new words into the strike-out itself.
    return first


def _kind(annotation: Any) -> str | None:
    return _KINDS.get(str(annotation.get("/Subtype", "")))


def _comment(annotation: Any, index: int, trim: list[float]) -> Comment:
    kind = _kind(annotation) or NOTE
    quads = [float(n) for n in _array(annotation.get("/QuadPoints"))]
    boxes = [_box(quads[k : k + 8], trim) for k in range(0, len(quads) - 7, 8)]
    if not boxes:
        left, low, right, high = (float(n) for n in annotation["/Rect"])
        boxes = [_box([left, low, right, high], trim)]
    words = str(annotation.get("/Contents", "")).replace("\r\n", "\n").replace("\r", "\n").strip()
    return Comment(index, kind, words, str(annotation.get("/T", "")), tuple(boxes))


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
    return list(value) if value is not None else []
