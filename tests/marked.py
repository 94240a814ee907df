"""Proofs as proofreaders send them back: the same round of corrections in the way of every reader.

What a reader writes is a row of `READERS`: which keys, which order of corners, which strings, what it
hides.  pypdf writes it, with which presslayout shares nothing.
"""

from __future__ import annotations

from ctypes import c_double
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdf
import pypdfium2
import pypdfium2.raw as native
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BODY = "\n\n".join(
    f"第{n}段说的是云岭县护路人的清晨，雾从谷底慢慢升起来，沿着山脊散开，溪水声一路跟着他往上走。"
    for n in "一二三四五六七八九十"
)
AUTHOR, EDITOR = "唐小雨", "顾长川"
# Left, low, right, high of some words on one line.
Sides = tuple[float, float, float, float]


@dataclass(frozen=True)
class Ask:
    """A correction: what is asked for of which words, whose repetition, in what words.

    `reply` and `state` are what the editor answered.
    """

    kind: str
    words: str
    nth: int
    said: str = ""
    reply: str = ""
    state: str = ""


ROUND = (
    Ask("delete", "慢慢", 0),
    Ask("replace", "谷底", 2, "沟底"),
    Ask("insert", "溪水", 4, "小"),
    Ask("highlight", "第七段", 0, "核对"),
    Ask("note", "第十段", 0, "这一段太短", reply="已问记者"),
    Ask("replace", "清晨", 5, "早晨", state="Rejected"),
    Ask("delete", "一路", 7, reply="要的", state="Accepted"),
    Ask("ink", "第八段", 0),
    Ask("callout", "第九段", 0, "分两段"),
    Ask("stamp", "", 0, "Approved"),
)

TOP = (0, 3, 2, 3, 0, 1, 2, 1)
BOTTOM = (0, 1, 2, 1, 0, 3, 2, 3)
ROUNDABOUT = (0, 1, 2, 1, 2, 3, 0, 3)
TURNED = (2, 3, 2, 1, 0, 3, 0, 1)


@dataclass(frozen=True)
class Reader:
    """How a reader writes: the order of the corners, the line's height round the em, and its habits.

    `caret` is how far a caret's rectangle reaches below and above the line's foot, in ems, None where
    the reader has none.  `answers` are the flags of replies, `states` those of states, None where it
    has none.
    """

    corners: tuple[int, ...] = TOP
    fall: float = 0.12
    rise: float = 0.88
    caret: tuple[float, float] | None = (0.55, 0.15)
    inset: bool = False
    first: str = "/Caret"
    answers: int | None = 28
    states: int | None = 30
    model: bool = True
    encoding: str = "utf-16-be"
    popup: bool = True
    rich: bool = False
    drawn: bool = True
    copies: bool = False
    keys: dict[str, str] = field(default_factory=dict)
    name: str = ""


READERS = {
    "acrobat": Reader(inset=True, rich=True, keys={"/Subj": "校对"}, name="acr-{}"),
    "acrobat-copying": Reader(inset=True, rich=True, copies=True, name="acr-{}"),
    "foxit": Reader(first="/StrikeOut", rise=0.95, fall=0.2, answers=4, states=30, name="fx-{}"),
    "foxit-cn": Reader(rise=1.0, fall=0.22, encoding="gb18030", states=2, keys={"/Subj": "替换"}),
    "wps": Reader(corners=BOTTOM, answers=0, states=None, encoding="utf-8", keys={"/KSOID": "7"}),
    "pdf-expert": Reader(
        caret=None, answers=None, states=None, rise=1.05, fall=0.25, drawn=True, popup=False
    ),
    "okular": Reader(caret=None, answers=None, states=None, name="okular-{{{}}}", drawn=False),
    "preview": Reader(
        caret=None, answers=None, states=None, rise=1.1, fall=0.3, keys={"/AAPL:AKExtras": ""}
    ),
    "pdf-js": Reader(corners=ROUNDABOUT, caret=None, answers=None, states=None, popup=False),
    "turned-reader": Reader(corners=TURNED, states=4, model=False),
}


def letters(pdf: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """What a page says: every character and where its pen stands."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    x, y = c_double(), c_double()
    found = []
    for number in range(text.count_chars()):
        char = chr(native.FPDFText_GetUnicode(text, number))
        if not char.isspace() and native.FPDFText_IsGenerated(text, number) != 1:
            native.FPDFText_GetCharOrigin(text, number, x, y)
            found.append((char, x.value, y.value))
    return found


def sides(pdf: bytes, words: str, nth: int = 0, *, page: int = 0, far: Reader) -> list[Sides]:
    """Where words stand on an upright page, line by line, as high as a reader takes a line."""
    known = letters(pdf, page)
    flat = "".join(char for char, _, _ in known)
    at = -1
    for _ in range(nth + 1):
        at = flat.index(words, at + 1)
    made: list[list[float]] = []
    em = max(known[at + 1][1] - known[at][1], known[at + 2][1] - known[at + 1][1])
    for _, x, y in known[at : at + len(words)]:
        if made and abs(made[-1][1] + far.fall * em - y) < em / 2:
            made[-1][2] = x + em
        else:
            made.append([x, y - far.fall * em, x + em, y + far.rise * em])
    return [(a, b, c, d) for a, b, c, d in made]


def annotated(pdf: bytes, reader: Reader, asked: Sequence[Ask] = ROUND, *, page: int = 0) -> bytes:
    """The file with a round of corrections, as this reader writes them."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    for number, ask in enumerate(asked):
        _write(writer, page, list(_entries(pdf, reader, ask, page)), reader, number)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _entries(pdf: bytes, reader: Reader, ask: Ask, page: int) -> Iterator[DictionaryObject]:
    """The annotations of one correction; what follows the first is about the first."""
    if not ask.words:
        yield _entry("/Stamp", (4, 4, 44, 24), **{"/Name": NameObject(f"/{ask.said}")})
        return
    boxes = sides(pdf, ask.words, ask.nth, page=page, far=reader)
    whole = (boxes[0][0], boxes[-1][1], boxes[0][2], boxes[0][3])
    yield from _ASKED[ask.kind](boxes, reader, ask)
    if ask.reply and reader.answers is not None:
        yield _about(_entry("/Text", whole, _string(ask.reply, reader)), reader.answers)
    if ask.state and reader.states is not None:
        yield _about(_state(whole, ask.state, reader), reader.states)
        ticked = _state(whole, "Marked", reader)
        yield _about(ticked, reader.states)


def _deleted(boxes: Sequence[Sides], reader: Reader, ask: Ask) -> Iterator[DictionaryObject]:
    said = ask.words if reader.copies and not ask.said else ask.said
    yield _marking("/StrikeOut", boxes, reader, _string(said, reader))


def _highlighted(boxes: Sequence[Sides], reader: Reader, ask: Ask) -> Iterator[DictionaryObject]:
    yield _marking("/Highlight", boxes, reader, _string(ask.said, reader))


def _replaced(boxes: Sequence[Sides], reader: Reader, ask: Ask) -> Iterator[DictionaryObject]:
    said = _string(ask.said, reader)
    if reader.caret is None:
        yield _marking("/StrikeOut", boxes, reader, said)
        return
    caret = _caret(boxes[-1], reader, said, behind=True, **{"/IT": NameObject("/Replace")})
    strike = _marking("/StrikeOut", boxes, reader, None)
    strike[NameObject("/IT")] = NameObject("/StrikeOutTextEdit")
    first, second = (caret, strike) if reader.first == "/Caret" else (strike, caret)
    second[NameObject("/RT")] = NameObject("/Group")
    yield first
    yield second


def _inserted(boxes: Sequence[Sides], reader: Reader, ask: Ask) -> Iterator[DictionaryObject]:
    if reader.caret is None:
        yield from _noted(boxes, reader, ask)
    else:
        yield _caret(boxes[0], reader, _string(ask.said, reader), behind=False)


def _noted(boxes: Sequence[Sides], reader: Reader, ask: Ask) -> Iterator[DictionaryObject]:
    left, _, _, high = boxes[0]
    icon = (left, high - 20, left + 20, high)
    yield _entry("/Text", icon, _string(ask.said, reader), **{"/Name": NameObject("/Comment")})


def _circled(boxes: Sequence[Sides], reader: Reader, ask: Ask) -> Iterator[DictionaryObject]:
    way = ArrayObject([_numbers(_ring(boxes[0]))])
    yield _entry("/Ink", boxes[0], _string(ask.said, reader), **{"/InkList": way})


def _called_out(boxes: Sequence[Sides], reader: Reader, ask: Ask) -> Iterator[DictionaryObject]:
    left, low, right, high = boxes[0]
    tip = ((left + right) / 2, (low + high) / 2)
    more = {
        "/CL": _numbers((*tip, right + 20, low - 20, right + 40, low - 30)),
        "/IT": NameObject("/FreeTextCallout"),
        "/DA": TextStringObject("/Helv 12 Tf"),
    }
    yield _entry("/FreeText", (left, low - 50, right + 90, high), _string(ask.said, reader), **more)


_ASKED = {
    "delete": _deleted,
    "highlight": _highlighted,
    "replace": _replaced,
    "insert": _inserted,
    "note": _noted,
    "ink": _circled,
    "callout": _called_out,
}


def _state(whole: Sides, state: str, reader: Reader) -> DictionaryObject:
    told = _string(f"{state} set by {EDITOR}", reader)
    made = _entry("/Text", whole, told, **{"/State": TextStringObject(state)})
    if reader.model:
        model = "Marked" if state == "Marked" else "Review"
        made[NameObject("/StateModel")] = TextStringObject(model)
    return made


def _about(entry: DictionaryObject, flags: int) -> DictionaryObject:
    entry[NameObject("/F")] = NumberObject(flags)
    entry[NameObject("/T")] = TextStringObject(EDITOR)
    return entry


def _write(
    writer: pypdf.PdfWriter,
    page: int,
    entries: list[DictionaryObject],
    reader: Reader,
    number: int,
) -> None:
    first = None
    for place, entry in enumerate(entries):
        if reader.name:
            entry[NameObject("/NM")] = TextStringObject(reader.name.format(f"{number}-{place}"))
        for key, value in reader.keys.items():
            entry[NameObject(key)] = TextStringObject(value) if value else DictionaryObject()
        if first is not None:
            entry[NameObject("/IRT")] = first.indirect_reference
        if reader.drawn and "/State" not in entry:
            entry[NameObject("/AP")] = DictionaryObject({NameObject("/N"): _look(writer, entry)})
        added = writer.add_annotation(page, entry)
        first = first or added
        if reader.popup and "/State" not in entry:
            window = _entry("/Popup", (600, 700, 780, 800))
            window[NameObject("/Parent")] = added.indirect_reference
            added[NameObject("/Popup")] = writer.add_annotation(page, window).indirect_reference


def _look(writer: pypdf.PdfWriter, entry: DictionaryObject) -> Any:
    """What a reader draws for an annotation."""
    look = StreamObject()
    look.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): entry["/Rect"],
        }
    )
    left, low, right, high = (float(n) for n in entry["/Rect"])  # type: ignore[attr-defined]
    look.set_data(f"1 0 0 RG {left} {(low + high) / 2} m {right} {(low + high) / 2} l S".encode())
    return writer._add_object(look)


def _entry(kind: str, box: Sides, said: Any = None, **more: Any) -> DictionaryObject:
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): _numbers(box),
            NameObject("/F"): NumberObject(4),
        }
    )
    if kind != "/Popup":
        made[NameObject("/T")] = TextStringObject(AUTHOR)
    if said is not None:
        made[NameObject("/Contents")] = said
    for key, value in more.items():
        made[NameObject(key)] = value
    return made


def _marking(kind: str, boxes: Sequence[Sides], reader: Reader, said: Any) -> DictionaryObject:
    corners = [box[at] for box in boxes for at in reader.corners]
    whole = (boxes[0][0] - 1, boxes[-1][1] - 1, boxes[0][2] + 1, boxes[0][3] + 1)
    return _entry(kind, whole, said, **{"/QuadPoints": _numbers(corners)})


def _caret(box: Sides, reader: Reader, said: Any, *, behind: bool, **more: Any) -> DictionaryObject:
    assert reader.caret is not None
    below, above = reader.caret
    x = box[2] if behind else box[0]
    em = (box[3] - box[1]) / (reader.rise + reader.fall)
    foot = box[1] + reader.fall * em - 0.12 * em
    inset = 1.0 if reader.inset else 0.0
    low, high = foot - below * em - inset, foot + above * em + inset
    made = _entry("/Caret", (x - 3 - inset, low, x + 3 + inset, high), said, **more)
    if inset:
        made[NameObject("/RD")] = _numbers([inset] * 4)
    if reader.rich and said is not None:
        words = '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>x</p></body>'
        made[NameObject("/RC")] = TextStringObject(words)
    return made


def _ring(box: Sides) -> list[float]:
    left, low, right, high = box
    return [left, low, right, low, right, high, left, high, left, low]


def _string(said: str, reader: Reader) -> Any:
    if not said:
        return None
    mark = b"\xfe\xff" if reader.encoding == "utf-16-be" else b""
    return ByteStringObject(mark + said.encode(reader.encoding))


def _numbers(values: Sequence[float]) -> ArrayObject:
    return ArrayObject([FloatObject(round(v, 3)) for v in values])
