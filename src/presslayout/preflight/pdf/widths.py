"""How far a font's characters take the pen: as the file says, and as the font program says."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from presslayout.preflight.pdf.bulk import CODES
from presslayout.preflight.pdf.entries import array, number, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.preflight.pdf.pdfobject import PdfObject


def declared_widths(font: PdfObject) -> Mapping[int, float]:
    """The widths that /W says (ISO 32000-1, 9.7.4.3)."""
    import pikepdf

    widths: dict[int, float] = {}
    entries = array(font.get("/W"))
    at = 0
    while at < len(entries) - 1 and at < CODES:
        first = whole(entries[at])
        if isinstance(entries[at + 1], pikepdf.Array):
            for index, width in enumerate(entries[at + 1]):
                widths[first + index] = number(width)
            at += 2
        else:
            if at + 2 >= len(entries):
                break
            for code in range(first, min(whole(entries[at + 1]) + 1, CODES)):
                widths[code] = number(entries[at + 2])
            at += 3
    return widths


def declared_heights(font: PdfObject) -> Mapping[int, tuple[float, float, float]]:
    """What /W2 says of characters set downwards: the step, and where they hang (9.7.4.3).

    By CID: the step down (below nothing), and the place of the upright origin beside which the
    character hangs, all in thousandths of an em.
    """
    import pikepdf

    found: dict[int, tuple[float, float, float]] = {}
    entries = array(font.get("/W2"))
    at = 0
    while at < len(entries) - 1 and at < CODES:
        first = whole(entries[at])
        if isinstance(entries[at + 1], pikepdf.Array):
            listed = [number(v) for v in entries[at + 1]]
            for index in range(len(listed) // 3):
                step, x, y = listed[3 * index : 3 * index + 3]
                found[first + index] = step, x, y
            at += 2
        else:
            if at + 4 >= len(entries):
                break
            step, x, y = (number(v) for v in entries[at + 2 : at + 5])
            for cid in range(first, min(whole(entries[at + 1]) + 1, CODES)):
                found[cid] = step, x, y
            at += 5
    return found


def advances(data: bytes) -> tuple[int, tuple[int, ...], int] | None:
    """Units per em, the advances of hmtx, and how many glyphs a TrueType program has."""
    try:
        count = struct.unpack_from(">H", data, 4)[0]
        tables = {
            data[at : at + 4]: struct.unpack_from(">II", data, at + 8)
            for at in range(12, 12 + 16 * count, 16)
        }
        upem = struct.unpack_from(">H", data, tables[b"head"][0] + 18)[0]
        metrics = struct.unpack_from(">H", data, tables[b"hhea"][0] + 34)[0]
        glyphs = struct.unpack_from(">H", data, tables[b"maxp"][0] + 4)[0]
        pairs = struct.unpack_from(f">{metrics * 2}H", data, tables[b"hmtx"][0])
    except (struct.error, KeyError):
        return None
    return (upem, pairs[::2], glyphs) if upem and metrics else None
