"""What a face gives for one character in a vertical line (RULES V1–V4, Q2, T8).

A line is set as if it were horizontal and then turned by a quarter to the right: what stands
upright is turned back, `Part.upright`, and hangs from the top of its cell; what lies needs nothing.
All numbers are thousandths of an em.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from presslayout.base.patterns import regex
from presslayout.typeset import classes as cl
from presslayout.typeset import horizontal
from presslayout.typeset.horizontal import TOLERANCE, Cell, Glyph, Part
from presslayout.typeset.memo import Memo
from presslayout.typeset.orientation import CHANGED_OR_ROTATED, ROTATED, orientation
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face

# GB/T 15834 5.2.3: the quotation marks of vertical lines; drawn only, the text keeps its own.
_QUOTES = str.maketrans("“”‘’", "『』「」")
# GB/T 15834 5.2.1: under the character, to the right; these keep their whole cell.
_FIXED = "：；！？"
# A unit after one or two digits stands as they do.
_STANDING_UNITS = "%‰℃℉％°"
# Numbers of one or two digits, single letters: one cell, with the unit mark that follows.
_RUN = regex(r"[WdochtsaqQV]+(?:[BG]+[WdochtsaqQV]+)*")
_COMBINED = regex(r"W|(dd?)(Q?)")
_NUMBER = regex("d{3,}")
_HALF = EM // 2


def glyphs(face: Face) -> dict[str, Glyph]:
    """The face's glyphs by cluster text, filled as it is asked."""
    found = face.known.get("vertical")
    if found is None:
        found = face.known["vertical"] = Memo(lambda piece: _glyph(face, piece))
    return cast("dict[str, Glyph]", found)


def combined(text: str, raw: str, *, display: bool) -> str:
    """The classes of a text in vertical lines: what stands in one cell is Han (RULES V2).

    Two digits become one cluster (纵中横), a letter or digit alone stands; words and longer numbers
    lie, but in display lines the digits of a number stand one below the other (RULES T8).
    """
    made = list(raw)
    for match in _RUN.finditer(raw):
        found = _COMBINED.fullmatch(match.group())
        if found is None:
            if display and _NUMBER.fullmatch(match.group()):
                made[slice(*match.span())] = cl.HAN * len(match.group())
            continue
        start, end = match.span()
        if found[2]:
            if text[end - 1] not in _STANDING_UNITS:
                continue
            made[end - 1] = cl.REPEAT
            end -= 1
        made[start] = cl.HAN
        made[start + 1 : end] = cl.EXTEND * (end - start - 1)
    return "".join(made)


def cell(face: Face, piece: str, kind: str, *, centred: bool) -> Cell:
    """A mark in its cell: glue before, body, glue after along the line."""
    key = f"v{kind}{centred:d} {piece}"
    if key not in face.known:
        face.known[key] = _cell(face, piece, kind, centred=centred)
    return face.known[key]  # type: ignore[no-any-return]


def _glyph(face: Face, piece: str) -> Glyph:
    char = piece[0]
    way = orientation(char)
    if way == ROTATED and char.isalnum():
        return _in_one_cell(face, piece)
    lying = horizontal.glyphs(face)[piece]
    if piece.isspace() or (way == ROTATED and char not in _STANDING_UNITS):
        return lying
    gid, changed = _form(face, piece)
    if not gid:
        return Glyph(0, EM)
    if way == CHANGED_OR_ROTATED and not changed:
        return lying
    parts = lying.parts if len(lying.parts) > 1 and not changed else (Part(gid, 0, 0),)
    return Glyph(gid, EM, tuple(_hung(face, part.gid, part.x) for part in parts))


def _in_one_cell(face: Face, piece: str) -> Glyph:
    """Digits side by side in one cell, a letter or digit in the middle of it (RULES V2)."""
    found = [horizontal.glyphs(face)[char].gid for char in piece]
    if not all(found):
        return Glyph(0, EM)
    if len(found) > 1:
        found = [_half_width(face, char) for char in piece]
    share = EM // len(found)
    parts = []
    for number, gid in enumerate(found):
        advance = round(face.hb_font.get_glyph_h_advance(gid) * EM / face.upem)
        left = number * share + (share - advance) // 2
        parts.append(Part(gid, face.ascent, left - face.descent, upright=True))
    return Glyph(found[0], EM, tuple(parts))


def _hung(face: Face, gid: int, left: int = 0) -> Part:
    """A glyph upright in its cell, by its vertical origin; the middle of the em without one."""
    font, upem = face.hb_font, face.upem
    advance = round(font.get_glyph_h_advance(gid) * EM / upem)
    top, middle = face.ascent, advance // 2
    if "vhea" in font.face.table_tags:
        origin = font.get_glyph_v_origin(gid)
        if origin is not None:
            middle, top = round(origin[0] * EM / upem), round(origin[1] * EM / upem)
            # A cell that is no em high shares the difference.
            room = -round(font.get_glyph_v_advance(gid) * EM / upem)
            top += (EM - room) // 2
    return Part(gid, top, _HALF - middle + left - face.descent, upright=True)


def _form(face: Face, piece: str) -> tuple[int, bool]:
    """The glyph of a character in vertical lines, and whether the face has one of its own."""
    import uharfbuzz as hb

    drawn = piece.translate(_QUOTES)
    nominal = face.hb_font.get_nominal_glyph(ord(drawn[0]))
    if not nominal:
        return 0, False
    buffer: Any = hb.Buffer()
    buffer.add_str(drawn)
    buffer.guess_segment_properties()
    buffer.direction, buffer.script, buffer.language = "ttb", "Hani", "zh-Hans"
    hb.shape(face.hb_font, buffer, {"vert": True})
    shaped: int = buffer.glyph_infos[0].codepoint
    flat = horizontal.glyphs(face)[drawn].gid
    return shaped, shaped not in (flat, nominal)


def _half_width(face: Face, char: str) -> int:
    """The half-width form of a digit where the face has one."""
    import uharfbuzz as hb

    buffer: Any = hb.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer, {"hwid": True})
    found: int = buffer.glyph_infos[0].codepoint
    return found


def _cell(face: Face, piece: str, kind: str, *, centred: bool) -> Cell:
    if kind in (cl.DASH, cl.ELLIPSIS, cl.CONNECTOR):
        return _lying(face, piece, kind)
    gid, changed = _form(face, piece)
    if kind in (cl.POINT, cl.SOLIDUS):
        return _middle(face, gid, _HALF if kind == cl.POINT else EM, 0)
    if centred and kind in (cl.STOP, cl.PAUSE, cl.END):
        body = EM if kind == cl.END else _HALF
        return _middle(face, gid, body, (EM - body) // 2)
    if kind in (cl.OPEN, cl.CLOSE):
        return (
            _bracket(face, piece, kind) if changed else _lying(face, piece.translate(_QUOTES), kind)
        )
    part = _hung(face, gid) if changed else _moved(face, gid, fixed=piece in _FIXED)
    if piece in _FIXED:
        return Cell(gid, 0, EM, 0, 0, (part,))
    return Cell(gid, 0, _HALF, EM - _HALF, 0, (part,))


def _bracket(face: Face, piece: str, kind: str) -> Cell:
    """A bracket's vertical form: ink in the second half of its cell if it opens, else the first."""
    gid, _ = _form(face, piece)
    part = _hung(face, gid)
    _, foot, _, top = face.ink_box(gid)
    x = part.x - _HALF if kind == cl.OPEN else part.x
    if x - top < -TOLERANCE or x - foot > _HALF + TOLERANCE:
        x = (_HALF + top + foot) // 2
    lead, trail = (_HALF, 0) if kind == cl.OPEN else (0, _HALF)
    return Cell(gid, lead, _HALF, trail, 0, (part._replace(x=x),))


def _lying(face: Face, piece: str, kind: str) -> Cell:
    """The horizontal cell on its side, its ink in the middle of the line (RULES V4)."""
    flat = horizontal.cell(face, piece, kind)
    parts = []
    for part in flat.parts or (Part(flat.gid, flat.shift, 0),):
        _, foot, _, top = face.ink_box(part.gid)
        parts.append(part._replace(y=face.ascent - _HALF - (foot + top) // 2))
    return flat._replace(shift=0, parts=tuple(parts))


def _middle(face: Face, gid: int, body: int, glue: int) -> Cell:
    """A mark upright with its ink in the middle of its body and of the line."""
    left, foot, right, top = face.ink_box(gid)
    part = Part(
        gid, (body + top + foot) // 2, _HALF - (left + right) // 2 - face.descent, upright=True
    )
    return Cell(gid, glue, body, glue, 0, (part,))


def _moved(face: Face, gid: int, *, fixed: bool) -> Part:
    """The horizontal mark of a face without vertical forms, moved to the right (RULES V3).

    What horizontally lies at the lower left comes to the upper right, as far from the edges.
    """
    left, foot, right, top = face.ink_box(gid)
    across = EM - left - right - face.descent
    along = (EM + top + foot) // 2 if fixed else top + foot + face.descent
    return Part(gid, along, across, upright=True)
