"""Pages of two PDFs compared: what they say to a press, and what another program shows of them.

What they say is a digest (`presswords`), what they show a picture, since people want to see where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.assets import pdfium
from presslayout.base import doors
from presslayout.base.patterns import regex
from presslayout.base.values import field, frozen
from presslayout.newsroom import presswords
from presslayout.newsroom.marks import words
from presslayout.newsroom.marks.annotation import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Pages are compared at this many dots an inch, in squares of so many dots.
DPI, SQUARE = 100, 6
# A dot whose grey differs by more than this is another.
GREY = 40
MM_PER_INCH = 25.4
POINTS = 72
# An annotation that goes to paper (ISO 32000-1, table 165: bits 3 and 2); whether a screen shows it
# (bit 6), and whether whoever does not know its kind does (bit 1), is another matter.
_PRINTS, _HIDDEN = 4, 2
# How a file says which PDF/A it is.
_PART = regex(rb"pdfaid:part\s*(?:>|=\s*[\"'])\s*(\d)")
_LEVEL = regex(rb"pdfaid:conformance\s*(?:>|=\s*[\"'])\s*([A-Za-z])")


@frozen
class FileFacts:
    """What a PDF says as a whole.

    `subject` is what it is about; `archived` which PDF/A it says it is (2a, 2u, 3a), "" for none;
    `beside` holds digests of what it says beside its pages (`presswords.of_file`).
    """

    subject: str = ""
    archived: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)


@frozen
class SeenPage:
    """A page as other programs see it.

    `digest` stands for all that a press is told; `picture` is grey, without annotations; `text`
    has no blanks; `trim` is the trim box's left, top and width in millimetres from the upper left
    of the sheet; `notes` are annotations: kind, place, words, and whether they print.
    """

    digest: str
    picture: Any
    text: str
    trim: tuple[float, float, float]
    notes: tuple[SeenNote, ...] = ()


@frozen
class SeenNote:
    """An annotation: its kind and words, its place as `trim` is measured, whether it prints.

    `look` stands for all that is said of one that prints, its appearance too.  `ours`: a finding that we
    wrote; `belongs` to another, as a part of it or an answer.
    """

    kind: str
    words: str
    place: tuple[float, float, float, float]
    prints: bool
    look: str = ""
    ours: bool = False
    belongs: bool = False


def shown(data: bytes) -> list[SeenPage]:
    """The pages of a PDF; none for what is no PDF that can be opened."""
    import pikepdf

    try:
        with pdfium.Document(data) as document:
            pictures = [_pictured(page) for page in document]
        with pikepdf.open(_stream(data)) as pdf:
            told = [(presswords.of_page(page), tuple(_notes(page))) for page in pdf.pages]
    except doors.PDF.faults():
        return []
    return [
        SeenPage(digest, picture, text, trim, notes)
        for (digest, notes), (picture, text, trim) in zip(told, pictures, strict=False)
    ]


def said(data: bytes) -> FileFacts:
    """What a PDF says as a whole; nothing where it cannot be read."""
    import pikepdf

    try:
        with pikepdf.open(_stream(data)) as pdf:
            metadata = pdf.Root.get("/Metadata")
            packet = metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""
            part, level = _PART.search(packet), _LEVEL.search(packet)
            archived = (part[1] + level[1].lower()).decode() if part and level else ""
            subject = str(pdf.docinfo.get("/Subject", ""))
            return FileFacts(subject, archived, presswords.of_file(pdf))
    except doors.PDF.faults():
        return FileFacts()


def paired(theirs: list[SeenPage], ours: list[SeenPage]) -> list[SeenPage | None]:
    """For each of our pages the one of theirs that is meant; None where there is none.

    As many pages are the same pages in their order; of fewer or more those that say the same first.
    """
    if len(theirs) == len(ours):
        return [*theirs]
    left = list(theirs)
    found: list[SeenPage | None] = []
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


def _pictured(page: pdfium.Leaf) -> tuple[Any, str, tuple[float, float, float]]:
    picture = page.picture(DPI / POINTS, notes=False)
    text = "".join(page.words.split())
    sheet, trim = page.sheet, page.trim
    in_mm = MM_PER_INCH / POINTS
    left, top = (trim[0] - sheet[0]) * in_mm, (sheet[3] - trim[3]) * in_mm
    return picture.convert("L"), text, (left, top, (trim[2] - trim[0]) * in_mm)


def _notes(page: Any) -> Iterator[SeenNote]:
    """The annotations of a page that are no mere windows of others, nor links that draw nothing."""
    import pikepdf

    annotations = page.obj.get("/Annots")
    for note in annotations if _is_list(annotations) else ():
        if not isinstance(note, pikepdf.Dictionary):
            continue
        kind, flags = str(note.get("/Subtype", "")), note.get("/F", 0)
        if kind == "/Popup" or (kind == "/Link" and "/AP" not in note):
            continue
        # What cannot be read is taken to print: that is looked at.
        flags = flags if isinstance(flags, int) else _PRINTS
        prints = bool(flags & _PRINTS) and not flags & _HIDDEN
        look = presswords.of_note(note) if prints else ""
        own = words.text(note.get("/T")) in OURS
        where = _placed(note.get("/Rect"), page)
        yield SeenNote(kind, _words(note), where, prints, look, own, "/IRT" in note)


def _words(note: Any) -> str:
    try:
        return bytes(note.get("/Contents", b"")).hex()
    except (TypeError, ValueError):
        return ""


def _placed(rect: Any, page: Any) -> tuple[float, float, float, float]:
    try:
        left, low, right, high = (float(n) for n in rect)
    except (TypeError, ValueError):
        return (0.0, 0.0, 0.0, 0.0)
    sheet = [float(n) for n in page.mediabox]
    in_mm = MM_PER_INCH / POINTS
    across = sorted(((left - sheet[0]) * in_mm, (right - sheet[0]) * in_mm))
    down = sorted(((sheet[3] - low) * in_mm, (sheet[3] - high) * in_mm))
    x0, x1, y0, y1 = (round(n, 1) for n in (*across, *down))
    return x0, y0, x1, y1


def _is_list(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)
