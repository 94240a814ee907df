"""A copy of a PDF with every finding marked where it is, as annotations above untouched pages."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Severity
from presslayout.base.units import to_pt
from presslayout.base.values import frozen
from presslayout.preflight.pdf.bulk import damage
from presslayout.preflight.pdf.matrix import Corners, Matrix, boxed, inverse, overlap, times

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.geometry import Box
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.pdf_page import PdfPage

_COLOURS = {
    Severity.ERROR: (0.85, 0.1, 0.1),
    Severity.WARNING: (0.9, 0.5, 0.0),
    Severity.INFO: (0.1, 0.4, 0.8),
}
# In points on the page as seen: the label's type, its band, and how far a frame stands off.
_TYPE, _BAND, _OFF = 6.5, 8.5, 1.5
# How wide Helvetica Bold is: most small letters, and those that are not.
_LETTER = 0.58
_WIDTHS = {"i": 0.28, "l": 0.28, "j": 0.28, "f": 0.34, "t": 0.34, "-": 0.34, "r": 0.39, "m": 0.89}
_WIDTHS |= {"w": 0.78, " ": 0.28}
# So many labels may stand above each other.
_TRIES = 12
# From so far one label is seen to speak of several frames.
_REACH = 60.0
_PRINTED = 4


@frozen
class _Note:
    """A label and what it frames, the word on it, what it says, and how that weighs."""

    label: Corners | None
    frame: Corners | None
    # Where its word begins and which way it runs, the page being turned or not.
    start: Matrix
    word: str
    said: str
    severity: Severity

    @property
    def around(self) -> Corners:
        """The box around both."""
        boxes = [box for box in (self.label, self.frame) if box is not None]
        left, low, right, high = zip(*boxes, strict=True)
        return min(left), min(low), max(right), max(high)


def marked(opened: OpenedFile, found: Iterable[Diagnostic], lang: str) -> bytes | None:
    """The copy, its words in `zh` or `en`; None where the file is too damaged to be copied."""
    import pikepdf

    diagnostics = list(found)
    try:
        with pikepdf.open(io.BytesIO(opened.data)) as pdf:
            for number, sheet in enumerate(opened.sheets, 1):
                page = pdf.pages[number - 1].obj
                told = [d for d in diagnostics if (d.page or 1) == number]
                _annotate(pdf, page, _notes(told, sheet, lang))
            out = io.BytesIO()
            pdf.save(
                out,
                deterministic_id=True,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                fix_metadata_version=False,
            )
    except damage():
        return None
    return out.getvalue()


def _notes(told: list[Diagnostic], sheet: PdfPage, lang: str) -> list[_Note]:
    """What is marked on a page, in its own space; what has no place stands in its corner."""
    back = inverse(sheet.seen)
    made: list[_Note] = []
    labels: list[Corners] = []
    for d in told:
        said = d.message.say(lang) + (f"\n{d.hint.say(lang)}" if d.hint else "")
        word = d.code if d.count < 2 else f"{d.code} x{d.count}"  # noqa: PLR2004  more than one
        places: list[Corners | None] = [_frame(box) for box in d.boxes]
        own: list[Corners] = []
        for frame in places or [None]:
            around = None if frame is None else boxed(back, frame)
            if frame is not None and any(_near(frame, label) for label in own):
                made.append(_Note(None, around, back, word, said, d.severity))
                continue
            label = _label(word, frame, sheet.media, labels)
            labels.append(label)
            own.append(label)
            # A label's word begins at its lower left, a little inside, y upwards.
            start = times((1, 0, 0, -1, label[0] + 2, label[3] - _BAND * 0.26), back)
            made.append(_Note(boxed(back, label), around, start, word, said, d.severity))
    return made


def _frame(box: Box) -> Corners:
    left, top = to_pt(box.x) - _OFF, to_pt(box.y) - _OFF
    return left, top, to_pt(box.right) + _OFF, to_pt(box.bottom) + _OFF


def _near(frame: Corners, label: Corners) -> bool:
    """Whether a label of the same finding can be seen from a frame."""
    reach = (
        frame[0] - _REACH,
        frame[1] - _REACH,
        frame[2] + _REACH,
        frame[3] + _REACH,
    )
    return overlap(reach, label)


def _label(word: str, frame: Corners | None, media: Corners, others: list[Corners]) -> Corners:
    """Above what it frames, inside the sheet, and on no other label where there is room."""
    width = sum(_WIDTHS.get(char, _LETTER) for char in word) * _TYPE + 4
    left, top = (2.0, 2.0) if frame is None else (frame[0], frame[1] - _BAND)
    left = max(min(left, media[2] - width), media[0])
    start = max(top, media[1])
    # Upwards from a frame while there is room, then down over it; down the corner's own column.
    for up in (True, False) if frame is not None and top >= media[1] else (False,):
        top = start
        for _ in range(_TRIES):
            hidden = _under(left, top, width, others)
            if hidden is None:
                return (left, top, left + width, top + _BAND)
            top = hidden[1] - _BAND if up else hidden[3]
            if not media[1] <= top <= media[3] - _BAND:
                break
    return (left, start, left + width, start + _BAND)


def _under(left: float, top: float, width: float, others: list[Corners]) -> Corners | None:
    """The first label that one standing there would hide: a page of faults asks millions of times."""
    right, bottom = left + width, top + _BAND
    for other in others:
        if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
            return other
    return None


def _annotate(pdf: Any, page: Any, notes: list[_Note]) -> None:
    import pikepdf

    if not notes:
        return
    old = page.get("/Annots")
    kept = list(old) if isinstance(old, pikepdf.Array) else []
    made = [pdf.make_indirect(_annotation(pdf, at, note)) for at, note in enumerate(notes)]
    page["/Annots"] = pikepdf.Array([*kept, *made])


def _annotation(pdf: Any, number: int, note: _Note) -> Any:
    import pikepdf

    colour = _COLOURS[note.severity]
    paint = " ".join(f"{v:g}" for v in colour)
    content = [f"{paint} rg {paint} RG"]
    if note.frame is not None:
        content.append(f"0.8 w {_rectangle(note.frame)} re S")
    if note.label is not None:
        content.append(f"{_rectangle(note.label)} re f 1 1 1 rg BT /F {_TYPE} Tf")
        turned = " ".join(f"{v:.4f}" for v in note.start)
        content.append(f"{turned} Tm ({note.word}) Tj ET")
    helvetica = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name("/Helvetica-Bold"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    box = pikepdf.Array([round(v, 3) for v in note.around])
    look = pdf.make_stream(
        "\n".join(content).encode("ascii"),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=box,
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=helvetica)),
    )
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Square,
        Rect=box,
        Contents=note.said,
        T="presslayout",
        Subj=note.word,
        NM=f"presslayout-{number}",
        C=pikepdf.Array(list(colour)),
        F=_PRINTED,
        AP=pikepdf.Dictionary(N=look),
    )


def _rectangle(box: Corners) -> str:
    return f"{box[0]:.3f} {box[1]:.3f} {box[2] - box[0]:.3f} {box[3] - box[1]:.3f}"
