"""Fonts that cannot draw what a page shows, whoever made them: found by code, told once a font."""

from __future__ import annotations

import io
import itertools
import random
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Array, Name
from tests import corpus

from presslayout.preflight import inspect
from presslayout.preflight.pdf.glyph_programs import Outlines

TOLD = {"font-damaged", "missing-outline"}


def wrapped() -> bytes:
    """The square face of CFF in an OpenType file."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    shapes = {}
    for name in (".notdef", "A"):
        pen = T2CharStringPen(600, None)
        pen.moveTo((50, 0))
        for point in ((550, 0), (550, 700), (50, 700)):
            pen.lineTo(point)
        pen.closePath()
        shapes[name] = pen.getCharString()
    builder.setupCFF("Square", {}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys(shapes, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def simple(key: str, data: bytes, **entries: Any) -> corpus.File:
    """A page with an A of a simple font whose program this is."""

    def of(pdf: pikepdf.Pdf) -> Any:
        font = corpus.square_font(cff=key != "/FontFile2", width=600)(pdf)
        descriptor = font["/FontDescriptor"]
        for old in ("/FontFile2", "/FontFile3"):
            if old in descriptor:
                del descriptor[old]
        descriptor[key] = pdf.make_stream(data, **entries)
        return font

    return corpus.drawn("BT /Q 20 Tf 30 150 Td (A) Tj ET", change=corpus.using("/Font", "/Q", of))


def composite(data: bytes) -> corpus.File:
    """A page with an A of a composite font of bare CFF."""

    def of(pdf: pikepdf.Pdf) -> Any:
        font = corpus.composite_font(pdf)
        inner = font["/DescendantFonts"][0]
        inner["/Subtype"] = Name.CIDFontType0
        inner["/W"] = Array([1, Array([600])])
        del inner["/CIDToGIDMap"]
        descriptor = inner["/FontDescriptor"]
        del descriptor["/FontFile2"]
        descriptor["/FontFile3"] = pdf.make_stream(data, Subtype=Name.CIDFontType0C)
        font["/ToUnicode"] = pdf.make_stream(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0001> <0041> endbfchar"
        )
        return font

    return corpus.drawn(
        "BT /Q 20 Tf 30 150 Td <0001> Tj ET", change=corpus.using("/Font", "/Q", of)
    )


def of_words(data: bytes) -> corpus.File:
    """The page of words, its font's program changed."""

    def change(pdf: pikepdf.Pdf) -> None:
        corpus.inner_of(pdf)["/FontDescriptor"]["/FontFile2"] = pdf.make_stream(
            data, Length1=len(data)
        )

    return corpus.altered(change)


def oldest(data: bytes) -> corpus.File:
    _, clear, secret = corpus.oldest_face()
    return simple("/FontFile", data, Length1=clear, Length2=secret, Length3=525)


KINDS: dict[str, tuple[Any, Any]] = {
    "TrueType, composite": (of_words, lambda: corpus.glyphs()[0]),
    "TrueType, simple": (
        lambda data: simple("/FontFile2", data, Length1=len(data)),
        lambda: corpus.square_face(cff=False),
    ),
    "Type1C": (
        lambda data: simple("/FontFile3", data, Subtype=Name.Type1C),
        lambda: corpus.square_face(cff=True),
    ),
    "CIDFontType0C": (composite, lambda: corpus.square_face(cff=True)),
    "OpenType": (lambda data: simple("/FontFile3", data, Subtype=Name.OpenType), wrapped),
    "Type 1": (oldest, lambda: corpus.oldest_face()[0]),
}


def told(file: corpus.File) -> set[str]:
    return {d.code for d in inspect(corpus.made(file), "x4", "x4").diagnostics} & TOLD


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_program_draws_what_is_shown(kind: str) -> None:
    make, data = KINDS[kind]
    assert told(make(data())) == set()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
@pytest.mark.parametrize("kind", KINDS)
def test_a_program_that_is_cut_off_is_told(kind: str, share: float) -> None:
    make, data = KINDS[kind]
    # The tail of a Type 1 program is 512 zeros and a word, which nobody misses.
    whole = data()[:-525] if kind == "Type 1" else data()
    assert told(make(whole[: int(len(whole) * share)]))


@pytest.mark.parametrize("table", ["glyf", "loca", "head", "maxp"])
@pytest.mark.parametrize("kind", ["TrueType, composite", "TrueType, simple"])
def test_a_truetype_program_needs_its_tables(kind: str, table: str) -> None:
    make, data = KINDS[kind]
    lacking = data().replace(table.encode(), b"none", 1)
    assert told(make(lacking)) == {"font-damaged"}


def table_of(data: bytes, tag: str) -> tuple[int, int]:
    entry = TTFont(io.BytesIO(data)).reader.tables[tag]
    return entry.offset, entry.length


@pytest.mark.parametrize("kind", ["TrueType, composite", "TrueType, simple"])
def test_offsets_that_lead_outside_are_told(kind: str) -> None:
    make, data = KINDS[kind]
    start, length = table_of(data(), "loca")
    outside = data()[:start] + b"\x7f" * length + data()[start + length :]
    assert told(make(outside)) == {"font-damaged"}


@pytest.mark.parametrize("kind", ["TrueType, composite", "TrueType, simple"])
def test_letters_that_draw_nothing_are_told(kind: str) -> None:
    make, data = KINDS[kind]
    start, length = table_of(data(), "loca")
    blank = data()[:start] + bytes(length) + data()[start + length :]
    assert told(make(blank)) == {"missing-outline"}


def face(*outlines: bytes) -> bytes:
    """A TrueType program whose glyphs are these outlines."""
    glyf, offsets = b"", [0]
    for outline in outlines:
        glyf += outline + bytes(-len(outline) % 4)
        offsets.append(len(glyf))
    tables = {
        b"glyf": glyf,
        b"head": bytes(50) + b"\0\1" + bytes(2),
        b"loca": b"".join(at.to_bytes(4, "big") for at in offsets),
        b"maxp": bytes(4) + len(outlines).to_bytes(2, "big"),
    }
    at, rows, body = 12 + 16 * len(tables), b"", b""
    for tag, data in tables.items():
        rows += tag + bytes(4) + (at + len(body)).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        body += data
    return b"\0\1\0\0" + len(tables).to_bytes(2, "big") + bytes(6) + rows + body


# One contour of a point at the origin: header, its last point, no instructions, a flag.
POINT = b"\0\1" + bytes(8) + b"\0\0" + b"\0\0" + b"\x31"


def made_of(glyph: int, *, more: bool = False) -> bytes:
    return (
        b"\xff\xff"
        + bytes(8)
        + (b"\0\x20" if more else b"\0\0")
        + glyph.to_bytes(2, "big")
        + b"\0\0"
    )


def test_a_glyph_of_parts_is_as_sound_as_they_are() -> None:
    outlines = Outlines(face(b"", POINT, made_of(1), made_of(0), made_of(9), made_of(5)))
    assert not outlines.inked(0)
    assert outlines.inked(1)
    assert outlines.inked(2)
    assert not outlines.inked(3)
    for broken in (4, 5, 6):
        with pytest.raises(ValueError, match=r"glyph"):
            outlines.inked(broken)


def test_a_long_chain_of_parts_ends() -> None:
    chain = [made_of(number + 1) for number in range(5000)]
    with pytest.raises(ValueError, match="part of itself"):
        Outlines(face(*chain, POINT)).inked(0)


@pytest.mark.parametrize(
    "outline",
    [
        POINT[:-1] + b"\x00",
        b"\0\1" + bytes(8) + b"\0\4" + b"\0\0" + b"\x39",
        b"\0\2" + POINT[2:],
        b"\0\1" + bytes(8) + b"\0\0" + b"\0\xff" + b"\x31",
        made_of(0, more=True),
        b"\0\1",
    ],
    ids=["coordinates", "repeats", "contours", "instructions", "parts", "header"],
)
def test_an_outline_that_ends_early_is_damaged(outline: bytes) -> None:
    with pytest.raises(ValueError, match=r"outline|points"):
        Outlines(face(POINT, outline)).inked(1)


@pytest.mark.parametrize("kind", KINDS)
def test_any_change_of_a_program_is_told_or_harmless(kind: str) -> None:
    make, data = KINDS[kind]
    whole = data()
    chance = random.Random(16)
    for _ in range(12):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        told(make(bytes(changed)))


def test_parts_that_double_at_each_level_end() -> None:
    def twice(glyph: int) -> bytes:
        first, second = made_of(glyph, more=True), made_of(glyph)
        return first + second[10:]

    levels = [POINT, *(twice(level) for level in range(16))]
    outlines = Outlines(face(*levels))
    assert outlines.inked(10)
    with pytest.raises(ValueError, match="too many parts"):
        outlines.inked(16)


def bomb(levels: int) -> bytes:
    """A bare CFF program whose A calls a subroutine that calls another twice, and so on."""
    from fontTools.cffLib import SubrsIndex
    from fontTools.misc.psCharStrings import T2CharString

    font = TTFont(io.BytesIO(wrapped()), recalcBBoxes=False)
    top = font["CFF "].cff[0]
    subrs = top.Private.Subrs = SubrsIndex()
    for level in range(levels):
        # Numbers of subroutines count from -107.
        again = [level - 108, "callsubr"] * 2 if level else [10, "hlineto"]
        subrs.append(T2CharString(program=[*again, "return"]))
    called = [600, 0, "hmoveto", levels - 108, "callsubr", "endchar"]
    top.CharStrings["A"].setProgram(called)
    compiled: bytes = font["CFF "].compile(font)
    return compiled


@pytest.mark.parametrize(("levels", "expected"), [(4, set()), (40, {"font-damaged"})])
def test_subroutines_that_call_each_other_end(levels: int, expected: set[str]) -> None:
    make, _ = KINDS["Type1C"]
    assert told(make(bomb(levels))) == expected


def test_accents_on_accents_end() -> None:
    # `seac` of the Type 1 format: a glyph made of two others by their places in one encoding.
    from fontTools.encodings.StandardEncoding import StandardEncoding
    from fontTools.misc.psCharStrings import T1CharString
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    from presslayout.preflight.pdf.bulk import TooMuchError
    from presslayout.preflight.pdf.charstrings import Strings

    codes = [code for code, name in enumerate(StandardEncoding) if name != ".notdef"][:40]
    drawn = {}
    for code, other in itertools.pairwise(codes):
        program = [0, 600, "hsbw", 0, 0, 0, other, other, "seac"]
        drawn[StandardEncoding[code]] = T1CharString(program=program, subrs=[])
    drawn[StandardEncoding[codes[-1]]] = T1CharString(program=[0, 600, "hsbw", "endchar"], subrs=[])
    strings = Strings(drawn)
    strings.draw(StandardEncoding[codes[-6]], DecomposingRecordingPen(strings))
    with pytest.raises(TooMuchError):
        strings.draw(StandardEncoding[codes[0]], DecomposingRecordingPen(strings))
