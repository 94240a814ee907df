"""Pages of two PDFs compared: what they say to a press, and what another program shows of them.

Fonts are subset for a whole file, so a word on page 2 changes the fonts of page 1: of a font only
what it is called counts here, its outlines are compared as they show.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from presslayout import doors
from presslayout.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

# Pages are compared at this many dots an inch, in squares of so many dots.
DPI, SQUARE = 100, 6
# A dot whose grey differs by more than this is another.
GREY = 40
MM_PER_INCH = 25.4
POINTS = 72
# What a page is reached by, or what is said about it: none of it is drawn.
_BESIDE = frozenset(
    "/Parent /Annots /StructParents /StructParent /Metadata /PieceInfo /LastModified /Thumb /Tabs "
    "/B /Dur /Trans /PZ /ID /SeparationInfo /Contents /Resources".split()
)
# How a stream is packed is no part of what it says.
_PACKING = frozenset(("/Length", "/Filter", "/DecodeParms", "/DL"))
# Which of the resources the last name before an operator means.
_KINDS = {
    "Tf": "/Font", "gs": "/ExtGState", "Do": "/XObject", "sh": "/Shading", "BDC": "/Properties",
    "DP": "/Properties", "cs": "/ColorSpace", "CS": "/ColorSpace", "scn": "/Pattern",
    "SCN": "/Pattern",
}  # fmt: skip
_SUBSET = re.compile(r"^/[A-Z]{6}\+")
# An annotation that is shown and goes to paper (ISO 32000-1, table 165: bits 3, 1, 2 and 6).
_PRINTS, _HIDDEN = 4, 0b100011
_DEEPEST = 60
_ARCHIVED = b"http://www.aiim.org/pdfa/ns/id/"


@frozen
class Shown:
    """A page as other programs see it.

    `digest` stands for all that a press is told; `picture` is grey, without annotations; `text`
    has no blanks; `trim` is the trim box's left, top and width in millimetres from the upper left
    of the sheet; `notes` are annotations: kind, place, words, and whether they print.
    """

    digest: str
    picture: Any
    text: str
    trim: tuple[float, float, float]
    notes: tuple[Note, ...] = ()


@frozen
class Note:
    """An annotation: its kind and words, its place as `trim` is measured, whether it prints."""

    kind: str
    words: str
    place: tuple[float, float, float, float]
    prints: bool


def shown(data: bytes) -> list[Shown]:
    """The pages of a PDF; none for what is no PDF that can be opened."""
    import pikepdf
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pictures = [_pictured(page) for page in document]
        with pikepdf.open(_stream(data)) as pdf:
            said = [(_digest(page), tuple(_notes(page))) for page in pdf.pages]
    except doors.PDF.faults():
        return []
    return [
        Shown(digest, picture, text, trim, notes)
        for (digest, notes), (picture, text, trim) in zip(said, pictures, strict=False)
    ]


def said(data: bytes) -> tuple[str, bool]:
    """What a PDF says it is about, and whether it says that it is for an archive (PDF/A)."""
    import pikepdf

    try:
        with pikepdf.open(_stream(data)) as pdf:
            words = str(pdf.docinfo.get("/Subject", ""))
            metadata = pdf.Root.get("/Metadata")
            return words, isinstance(
                metadata, pikepdf.Stream
            ) and _ARCHIVED in metadata.read_bytes()
    except doors.PDF.faults():
        return "", False


def paired(theirs: list[Shown], ours: list[Shown]) -> list[Shown | None]:
    """For each of our pages the one of theirs that is meant; None where there is none.

    As many pages are the same pages in their order; of fewer or more those that say the same first.
    """
    if len(theirs) == len(ours):
        return [*theirs]
    left = list(theirs)
    found: list[Shown | None] = []
    for page in ours:
        match = next((one for one in left if one.digest == page.digest), None)
        if match is not None:
            left.remove(match)
        found.append(match)
    return [one if one is not None or not left else left.pop(0) for one in found]


def differing(one: Any, other: Any) -> tuple[tuple[float, float, float, float], ...]:
    """Places in which two pictures of a page differ, in millimetres; neighbours in a row as one."""
    from PIL import ImageChops

    if one.size != other.size:
        return ((0.0, 0.0, *(round(n * MM_PER_INCH / DPI, 1) for n in one.size)),)
    apart = ImageChops.difference(one, other).point(lambda grey: 255 if grey > GREY else 0)
    found: list[list[int]] = []
    for top in range(0, apart.height, SQUARE):
        strip = apart.crop((0, top, apart.width, min(top + SQUARE, apart.height)))
        if strip.getbbox() is None:
            continue
        for left in range(0, apart.width, SQUARE):
            square = left, 0, min(left + SQUARE, apart.width), strip.height
            if strip.crop(square).getbbox() is None:
                continue
            place = [left, top, square[2], top + strip.height]
            if found and found[-1][1] == top and found[-1][2] == left:
                found[-1][2] = place[2]
            else:
                found.append(place)
    return tuple(_millimetres(box) for box in _stacked(found))


def _stacked(rows: list[list[int]]) -> list[list[int]]:
    """Rectangles one under the other as one, where they stand side by side within a square."""
    found: list[list[int]] = []
    for left, top, right, bottom in rows:
        for box in found:
            if box[3] == top and left - SQUARE <= box[2] and box[0] - SQUARE <= right:
                box[:] = [min(box[0], left), box[1], max(box[2], right), bottom]
                break
        else:
            found.append([left, top, right, bottom])
    return found


def _millimetres(box: list[int]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (round(n * MM_PER_INCH / DPI, 1) for n in box)
    return left, top, right, bottom


def _stream(data: bytes) -> Any:
    import io

    return io.BytesIO(data)


def _pictured(page: Any) -> tuple[Any, str, tuple[float, float, float]]:
    picture = page.render(scale=DPI / POINTS, draw_annots=False, may_draw_forms=False)
    text = "".join(page.get_textpage().get_text_range().split())
    sheet, trim = page.get_mediabox(), page.get_trimbox()
    in_mm = MM_PER_INCH / POINTS
    left, top = (trim[0] - sheet[0]) * in_mm, (sheet[3] - trim[3]) * in_mm
    return picture.to_pil().convert("L"), text, (left, top, (trim[2] - trim[0]) * in_mm)


def _notes(page: Any) -> Iterator[Note]:
    """The annotations of a page that are no mere windows of others."""
    annotations = page.obj.get("/Annots")
    for note in annotations if _is_list(annotations) else ():
        try:
            kind, box = str(note.get("/Subtype", "")), [float(n) for n in note.get("/Rect", ())]
            words, flags = bytes(note.get("/Contents", b"")).hex(), int(note.get("/F", 0))
        except doors.PDF.faults():
            continue
        if kind in ("/Popup", "/Link", "/PrinterMark", "/TrapNet"):
            continue
        yield Note(kind, words, _placed(box, page), bool(flags & _PRINTS) and not flags & _HIDDEN)


def _placed(box: list[float], page: Any) -> tuple[float, float, float, float]:
    four = 4
    if len(box) != four:
        return (0.0, 0.0, 0.0, 0.0)
    sheet = [float(n) for n in page.mediabox]
    in_mm = MM_PER_INCH / POINTS
    across = sorted(((box[0] - sheet[0]) * in_mm, (box[2] - sheet[0]) * in_mm))
    down = sorted(((sheet[3] - box[1]) * in_mm, (sheet[3] - box[3]) * in_mm))
    left, right, top, bottom = (round(n, 1) for n in (*across, *down))
    return left, top, right, bottom


def _is_list(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _digest(page: Any) -> str:
    """A hash of all that a press is told of a page."""
    reading = _Reading()
    box = [[float(n) for n in each] for each in (page.mediabox, page.trimbox)]
    own = reading.plain(page.obj, 0)
    drawn = reading.content(page, page.resources)
    return _hash(repr((box, own, drawn)).encode())


class _Reading:
    """One page read: an object that was met before is not read again."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], str] = {}

    def plain(self, value: Any, depth: int) -> str:
        """What an object says, whatever its number and how it is packed."""
        import pikepdf

        if depth > _DEEPEST:
            return "…"
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            key = tuple(value.objgen)
            if key == (0, 0):
                return _hash(self._whole(value, depth).encode())
            if key not in self._known:
                # What leads back to itself says no more the second time.
                self._known[key] = "↑"
                self._known[key] = _hash(self._whole(value, depth).encode())
            return self._known[key]
        if isinstance(value, pikepdf.Object | pikepdf.PdfInlineImage):
            return value.unparse().decode("latin-1")
        return repr(value)

    def _whole(self, value: Any, depth: int) -> str:
        import pikepdf

        if isinstance(value, pikepdf.Array):
            return f"[{' '.join(self.plain(one, depth + 1) for one in value)}]"
        if value.get("/Type") == "/Font":
            return self._font(value)
        packed = isinstance(value, pikepdf.Stream)
        left = _PACKING | _BESIDE if packed else _BESIDE
        said = [
            f"{key} {self.plain(value[key], depth + 1)}"
            for key in sorted(value.keys())
            if key not in left
        ]
        if packed:
            said.append(self._stream(value))
        return f"<<{' '.join(said)}>>"

    def _stream(self, value: Any) -> str:
        if value.get("/Subtype") == "/Form":
            return self.content(value, value.get("/Resources", {}))
        import pikepdf

        try:
            data = value.read_bytes(pikepdf.StreamDecodeLevel.generalized)
        except doors.PDF.faults():
            data = value.read_raw_bytes()
        filters = value.get("/Filter")
        named = filters.unparse().decode("latin-1") if filters is not None else ""
        lossy = [name for name in ("DCT", "JPX", "JBIG2", "CCITT") if name in named]
        return f"{lossy} {_hash(data)}"

    def _font(self, value: Any) -> str:
        """What a font is called: glyphs are compared as they show."""
        name = _SUBSET.sub("/", str(value.get("/BaseFont", "")))
        return f"{name} {value.get('/Subtype', '')} {value.get('/Encoding', '')!s:.80}"

    def content(self, stream: Any, resources: Any) -> str:
        """A content stream with what its names mean instead of the names."""
        import pikepdf

        digest = hashlib.sha256()
        for step in pikepdf.parse_content_stream(stream):
            word = str(step.operator)
            kind = _KINDS.get(word)
            for operand in step.operands:
                said = self._meant(operand, kind, resources) if kind else None
                digest.update((said or self.plain(operand, 0)).encode("utf-8", "replace"))
                digest.update(b" ")
            digest.update(word.encode("utf-8", "replace") + b"\n")
        return digest.hexdigest()

    def _meant(self, operand: Any, kind: str, resources: Any) -> str | None:
        import pikepdf

        if not isinstance(operand, pikepdf.Name):
            return None
        table = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(table, pikepdf.Dictionary) or operand not in table:
            return None
        return self.plain(table[operand], 0)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
