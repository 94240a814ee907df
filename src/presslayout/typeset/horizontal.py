"""What a face gives for one character in a horizontal line: its glyphs, and their cell (RULES §2, Q5).

The cell is what the rules say, whatever the face says; the ink is placed inside it.  All numbers
are thousandths of an em.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from presslayout.typeset import classes as cl
from presslayout.typeset.memo import Memo
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face

# Ink may stand out of its half cell by this much before it is moved to the middle.
TOLERANCE = 30
# A face whose Han are narrower than one em may need more than half of them for a bracket.
NARROW_AIR = 60
# How much of a dash's two ems is ink: as in Source Han, 0.071 em is left at either end.
DASH_AIR = 71
# What stands in the middle of its cell in Taiwan and Hong Kong.
_CENTRED = frozenset((cl.PAUSE, cl.STOP, cl.END, cl.POINT))
_LANGUAGE = "zh-Hans"
_FULLWIDTH_SOLIDUS = "／"
_HAN, _HAN_PLANES = (0x3400, 0x9FFF), (0x20000, 0x3FFFF)


class Part(NamedTuple):
    """One glyph of a cluster: where its origin stands from the body's left edge and baseline.

    An `upright` one stands in a vertical line as it does in a horizontal one, turned back.
    """

    gid: int
    x: int
    y: int
    upright: bool = False


Placed = tuple[Part, ...]


class Cell(NamedTuple):
    """A mark in its cell: glue before, body, glue after, and where the glyph's origin stands.

    `parts` holds (glyph, x, y) from the body's left edge where there is not exactly one glyph.
    """

    gid: int
    lead: int
    body: int
    trail: int
    shift: int
    parts: Placed = ()


class Glyph(NamedTuple):
    """A character or cluster by itself: glyph and advance, all its glyphs where there are more."""

    gid: int
    advance: int
    parts: Placed = ()


# What a ligature before stands for: no glyph of its own.
JOINED = Glyph(-1, 0)


def glyphs(face: Face) -> dict[str, Glyph]:
    """The face's glyphs by cluster text, filled as it is asked."""
    found = face.known.get("glyphs")
    if found is None:
        found = face.known["glyphs"] = Memo(lambda piece: _glyph(face, piece))
    return cast("dict[str, Glyph]", found)


def word(face: Face, text: str) -> tuple[Glyph, ...] | None:
    """The glyph of every code point of a Western run shaped as a whole.

    `JOINED` where a ligature before stands for it; None when the face lacks some of the run.
    """
    found = face.known.get("words")
    if found is None:
        found = face.known["words"] = Memo(lambda text: _word(face, text))
    return cast("tuple[Glyph, ...] | None", found[text])


def cell(face: Face, piece: str, kind: str, *, centred: bool = False) -> Cell:
    """A mark in the cell that its class has (RULES §2).

    `centred` puts pauses, stops and end marks in its middle, whatever the face does (RULES Q5).
    """
    centred = centred and kind in _CENTRED
    key = f"{kind}c {piece}" if centred else f"{kind} {piece}"
    if key not in face.known:
        made = _centred(face, piece, kind) if centred else _cell(face, piece, kind)
        face.known[key] = made
    return face.known[key]  # type: ignore[no-any-return]


def _glyph(face: Face, piece: str) -> Glyph:
    code = ord(piece[0])
    han = _HAN[0] <= code <= _HAN[1] or _HAN_PLANES[0] <= code <= _HAN_PLANES[1]
    if len(piece) == 1 and han:
        # Han need no shaping: nothing in a face of one region changes them.
        gid = face.hb_font.get_nominal_glyph(code)
        if not gid:
            return Glyph(0, EM)
        return Glyph(gid, round(face.hb_font.get_glyph_h_advance(gid) * EM / face.upem))
    parts, total = _shaped(face, piece, script="Hani")
    if any(not gid for _, gid, _, _, _ in parts) or not parts:
        return Glyph(0, face.han if code >= _HAN[0] else EM // 2)
    placed = tuple(Part(gid, x, y) for _, gid, x, y, _ in parts)
    if len(placed) == 1 and placed[0][1:3] == (0, 0):
        return Glyph(placed[0].gid, total)
    return Glyph(placed[0].gid, total, placed)


def _word(face: Face, text: str) -> tuple[Glyph, ...] | None:
    parts, _ = _shaped(face, text, script="")
    if any(not gid for _, gid, _, _, _ in parts):
        return None
    clusters: dict[int, list[tuple[int, int, int, int]]] = {}
    begins: dict[int, int] = {}
    pen = 0
    for offset, gid, x, y, advance in parts:
        clusters.setdefault(offset, []).append((gid, x, y, advance))
        begins.setdefault(offset, pen)
        pen += advance
    found = [JOINED] * len(text)
    for offset, members in sorted(clusters.items()):
        placed = tuple(Part(gid, x - begins[offset], y) for gid, x, y, _ in members)
        plain = len(placed) == 1 and placed[0][1:3] == (0, 0)
        advance = sum(member[3] for member in members)
        found[offset] = Glyph(members[0][0], advance, () if plain else placed)
    return tuple(found)


def _shaped(
    face: Face, text: str, *, script: str
) -> tuple[list[tuple[int, int, int, int, int]], int]:
    """(offset, glyph, x, y, advance) of every glyph, and the whole advance."""
    import uharfbuzz as hb

    buffer: Any = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr"
    if script:
        buffer.script = script
    buffer.language = _LANGUAGE
    # Western quotes are proportional (RULES Q1); `pwid` leaves everything else of a word alone.
    features = {"pwid": True} if not script and set("“”‘’").intersection(text) else {}
    hb.shape(face.hb_font, buffer, features)
    upem = face.upem
    found = []
    pen = 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        x = round((pen + position.x_offset) * EM / upem)
        before = round(pen * EM / upem)
        pen += position.x_advance
        advance = round(pen * EM / upem) - before
        y = round(position.y_offset * EM / upem)
        found.append((info.cluster, info.codepoint, x, y, advance))
    return found, round(pen * EM / upem)


def _cell(face: Face, piece: str, kind: str) -> Cell:
    glyph = glyphs(face)[piece]
    if kind in (cl.DASH, cl.ELLIPSIS):
        return _double(face, piece, kind, glyph)
    han, half = face.han, face.han // 2
    if piece == _FULLWIDTH_SOLIDUS:
        # GB/T 15834 5.1.9 gives it half a cell: the half-width form fits, the full one does not.
        glyph = glyphs(face)["/"] if glyphs(face)["/"].gid else glyph
    left, right = face.ink(glyph.gid)
    if kind in cl.MARKS:
        body = half if han == EM else min(max(half, right - left + NARROW_AIR), han)
        shift = body - glyph.advance if kind == cl.OPEN else 0
        if left + shift < -TOLERANCE or right + shift > body + TOLERANCE:
            shift = (body - left - right) // 2
        glue = han - body
        if kind == cl.OPEN:
            return Cell(glyph.gid, glue, body, 0, shift)
        return Cell(glyph.gid, 0, body, glue, shift)
    body = han if kind == cl.CONNECTOR and piece != "–" else half
    shift = 0 if glyph.advance == body else (body - left - right) // 2
    return Cell(glyph.gid, 0, body, 0, shift)


def _centred(face: Face, piece: str, kind: str) -> Cell:
    """A mark with its ink in the middle of its cell: ¼ em on either side may be given up.

    End marks have a cell of one em that gives nothing (clreq #punctuation_adjustment_space).
    """
    gid = glyphs(face)[piece].gid
    left, foot, right, top = face.ink_box(gid)
    body = face.han if kind == cl.END else face.han // 2
    glue = (face.han - body) // 2
    x = (body - left - right) // 2
    y = face.ascent - EM // 2 - (foot + top) // 2
    return Cell(gid, glue, body, glue, x, (Part(gid, x, y),) if abs(y) > TOLERANCE else ())


def _double(face: Face, piece: str, kind: str, glyph: Glyph) -> Cell:
    """A dash or an ellipsis of two ems (of one where it is half of one)."""
    count = 2 if len(piece) > 1 or kind == cl.DASH else 1
    body = count * face.han
    if glyph.advance == body and (kind == cl.ELLIPSIS or _joined(face, glyph.parts)):
        return Cell(glyph.gid, 0, body, 0, 0, glyph.parts)
    single = glyphs(face)[piece[0]]
    left, right = face.ink(single.gid)
    if kind == cl.ELLIPSIS or right <= left:
        step = face.han
        shift = (step - left - right) // 2
        return Cell(
            single.gid,
            0,
            body,
            0,
            0,
            tuple(Part(single.gid, shift + n * step, 0) for n in range(count)),
        )
    # As many dashes as it takes to join from one end to the other.
    air = DASH_AIR * face.han // EM
    ink = body - 2 * air
    number = max(-(-ink // (right - left)), 1)
    spread = ink - (right - left)
    places = [air - left + (spread * n // (number - 1) if number > 1 else 0) for n in range(number)]
    return Cell(single.gid, 0, body, 0, 0, tuple(Part(single.gid, x, 0) for x in places))


def _joined(face: Face, parts: Placed) -> bool:
    """Whether the dashes of a face touch where one follows another."""
    inks = [(x + face.ink(gid)[0], x + face.ink(gid)[1]) for gid, x, *_ in parts]
    return all(left <= right for (_, right), (left, _) in pairwise(inks))
