from __future__ import annotations

import ctypes
import random
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
import uharfbuzz
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from tests.tools import needs
from tests.unit.paint.conftest import extracted, opened, operators

from presslayout.base.source import Source
from presslayout.base.units import pt
from presslayout.edition.ink import WHITE, Ink
from presslayout.edition.page import Glyphs
from presslayout.paint.pdf import paint
from presslayout.paint.profiles import PROFILES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.paint.conftest import Desk

HEIGHT = 390 / 25.4 * 72


def pdfium_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(document[0].get_textpage().get_text_range().split())


@needs("pdftotext")
def test_text_comes_back_character_by_character(desk: Desk, tmp_path: Path) -> None:
    text = "他说：“治水，要久久为功。”群众看得见（2026年10月18日）"
    data = desk.paint(desk.run(text))
    assert extracted(data, tmp_path) == text
    assert pdfium_text(data) == text


@needs("pdftotext")
def test_characters_beyond_the_bmp_come_back(desk: Desk, tmp_path: Path) -> None:
    text = "王𬭎与㛃𫖯𠮷"
    face = "kai" if not desk.font("song").get_nominal_glyph(ord("𠮷")) else "song"
    data = desk.paint(desk.run(text, face=face))
    assert extracted(data, tmp_path) == text
    with opened(data) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        assert b"<D842DFB7>" in font.ToUnicode.read_bytes()


@needs("pdftotext")
def test_a_ligature_says_both_of_its_characters(desk: Desk, tmp_path: Path) -> None:
    buffer = uharfbuzz.Buffer()
    buffer.add_str("山——水")
    buffer.guess_segment_properties()
    uharfbuzz.shape(desk.font("song"), buffer)
    ids = tuple(info.codepoint for info in buffer.glyph_infos)
    assert len(ids) == 3
    run = replace(
        desk.run("山——水"),
        ids=ids,
        x=(pt(40), pt(49), pt(67)),
        spans=(1, 2, 1),
    )
    data = desk.paint(run)
    assert extracted(data, tmp_path) == "山——水"
    assert pdfium_text(data) == "山——水"


@needs("pdftotext")
def test_a_glyph_that_stands_for_two_texts_says_the_rarer_one_itself(
    desk: Desk, tmp_path: Path
) -> None:
    common = desk.run("一乙一一")
    radical = replace(desk.run("⼀乙", y=120), ids=desk.run("一乙").ids)
    data = desk.paint(common, radical)
    assert extracted(data, tmp_path) == "一乙一一⼀乙"
    spans = [o for o in operators(data) if o[0] == "BDC"]
    assert len(spans) == 1
    assert str(spans[0][1][1].ActualText) == "⼀"


@needs("pdftotext")
def test_a_group_of_glyphs_with_one_text_says_it_once(desk: Desk, tmp_path: Path) -> None:
    run = desk.run("中华国")
    data = desk.paint(replace(run, text="中国", spans=(1, 0, 1)))
    assert extracted(data, tmp_path) == "中国"


@needs("pdftotext")
def test_a_group_that_breaks_over_two_rows_says_its_text_once(desk: Desk, tmp_path: Path) -> None:
    run = desk.run("中华国")
    vertical = replace(
        run, text="中国", spans=(1, 0, 1), x=(pt(60),), y=(pt(100), pt(109), pt(118))
    )
    assert extracted(desk.paint(vertical), tmp_path) == "中国"


@needs("pdftotext")
@pytest.mark.parametrize("standard", ["x1a", "x4", "a2u", "plain", "x1a2001"])
def test_what_is_not_drawn_is_still_said(desk: Desk, tmp_path: Path, standard: str) -> None:
    # A space at a line's end and a zero-width space hang on the glyph before them.
    run = replace(desk.run("山水路"), text="山\u3000水\u200b路", spans=(2, 2, 1))
    data = desk.paint(run, standard=standard)
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 1
    spoken = [str(o[1][1].ActualText) for o in operators(data) if o[0] == "BDC"]
    with opened(data) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        table = font.ToUnicode.read_bytes()
    said = spoken + [
        s for s in ("山\u3000", "水\u200b") if s.encode("utf-16-be").hex().upper().encode() in table
    ]
    assert sorted(said) == sorted(["山\u3000", "水\u200b"])
    assert extracted(data, tmp_path).replace("\u200b", "") == "山水路"


def origins(data: bytes) -> list[tuple[float, float]]:
    """Where PDFium finds each character's origin, its own spaces left out."""
    raw, textpage = pypdfium2.raw, pypdfium2.PdfDocument(data)[0].get_textpage()
    found = []
    for index in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(textpage, index):
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
        found.append((x.value, y.value))
    return found


@pytest.mark.parametrize("size", [5, 9, 10.5, 36, 84])
@pytest.mark.parametrize("face", ["song", "kai"])
def test_every_glyph_stands_where_the_page_puts_it(desk: Desk, face: str, size: float) -> None:
    chance = random.Random(7)
    run = desk.run("青山，“绿水”就是金山银山；W建设", x=10, size=pt(size), face=face)
    shifts = accumulate(chance.randrange(-pt(size) // 20, pt(size) // 5) for _ in run.x)
    xs = tuple(x + shift for x, shift in zip(run.x, shifts, strict=True))
    data = desk.paint(replace(run, x=xs))
    found = origins(data)
    assert [x for x, _ in found] == pytest.approx([x / 12_700 for x in xs], abs=0.006)
    assert [y for _, y in found] == pytest.approx([HEIGHT - 100] * len(xs), abs=0.001)


@pytest.mark.parametrize("turn", [90, 180, 270, 30])
def test_turned_and_vertical_runs_keep_their_places(desk: Desk, turn: int) -> None:
    ys = (pt(100), pt(112), pt(121), pt(135))
    found = origins(desk.paint(replace(desk.run("版心网格"), turn=turn, x=(pt(300),), y=ys)))
    assert [x for x, _ in found] == pytest.approx([300] * 4, abs=0.01)
    assert [y for _, y in found] == pytest.approx([HEIGHT - y / 12_700 for y in ys], abs=0.01)


def test_condensed_type_keeps_its_places(desk: Desk) -> None:
    run = desk.run("网格版心", condense=900)
    data = desk.paint(run, desk.run("正常", y=130))
    scales = [float(o[1][0]) for o in operators(data) if o[0] == "Tz"]
    assert scales == [90, 100]
    assert origins(data)[3][0] == pytest.approx(run.x[3] / 12_700, abs=0.006)


def test_two_runs_may_start_at_one_place(desk: Desk) -> None:
    data = desk.paint(desk.run("山"), desk.run("水"))
    for found in origins(data):
        assert found == pytest.approx((40, HEIGHT - 100), abs=0.001)


def test_body_text_is_one_black_that_overprints(desk: Desk) -> None:
    found = operators(desk.paint(desk.run("黑字"), desk.run("白字", y=120, ink=WHITE)))
    names = [name for name, _ in found]
    assert [[float(v) for v in o[1]] for o in found if o[0] == "k"] == [[0, 0, 0, 1], [0, 0, 0, 0]]
    assert [str(o[1][0]) for o in found if o[0] == "gs"] == ["/G11", "/G00"]
    assert not {"rg", "RG", "g", "G", "cs", "sc"} & set(names)


def test_overprint_states_say_opm_1(desk: Desk) -> None:
    with opened(desk.paint(desk.run("黑字"))) as pdf:
        state = pdf.pages[0].Resources.ExtGState.G11
        assert (state.OP, state.op, state.OPM) == (True, True, 1)


def test_the_archive_knows_no_overprint(desk: Desk) -> None:
    data = desk.paint(desk.run("黑字"), standard="a2u")
    assert "gs" not in [name for name, _ in operators(data)]
    with opened(data) as pdf:
        assert "/ExtGState" not in pdf.pages[0].Resources


def test_tints_are_inks_of_the_page(desk: Desk) -> None:
    found = operators(desk.paint(desk.run("红", ink=Ink(m=950, y=80, k=5))))
    assert [[float(v) for v in o[1]] for o in found if o[0] == "k"] == [[0, 0.95, 0.08, 0.005]]


def test_one_embedded_type_0_font_a_face(desk: Desk) -> None:
    data = desk.paint(desk.run("山水" * 300), desk.run("Rivers", y=130, face="latin"))
    with opened(data) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        assert [str(f.Subtype) for f in fonts] == ["/Type0", "/Type0"]
        for font in fonts:
            (cid_font,) = font.DescendantFonts
            assert str(font.Encoding) == "/Identity-H"
            assert str(cid_font.Subtype) == "/CIDFontType2"
            assert "/FontFile2" in cid_font.FontDescriptor
            assert str(font.BaseFont)[7] == "+"
        kinds = [
            str(o.get("/BaseFont", "")) for o in pdf.objects if isinstance(o, pikepdf.Dictionary)
        ]
        assert not [name for name in kinds if "Helvetica" in name]


def test_codes_are_the_glyph_ids_of_the_face(desk: Desk) -> None:
    run = desk.run("山")
    shown = [o[1][0] for o in operators(desk.paint(run)) if o[0] == "Tj"]
    assert bytes(shown[0]) == run.ids[0].to_bytes(2, "big")


def test_widths_are_exact(desk: Desk) -> None:
    text = "“Wa.，"
    data = desk.paint(desk.run(text, face="kai"))
    font = desk.font("kai")
    expected = {
        g: font.get_glyph_h_advance(g) * 1000 / font.face.upem
        for g in desk.run(text, face="kai").ids
    }
    with opened(data) as pdf:
        (used,) = pdf.pages[0].Resources.Font.values()
        (cid_font,) = used.DescendantFonts
        widths, entries = {}, list(cid_font.W)
        for first, row in zip(entries[::2], entries[1::2], strict=True):
            widths |= {int(first) + i: float(w) for i, w in enumerate(row)}
    for glyph, width in expected.items():
        assert widths.get(glyph, 1000) == pytest.approx(width, abs=0.0006)


@needs("pdftotext")
def test_escapes_survive_in_codes(desk: Desk, tmp_path: Path) -> None:
    # Glyph ids whose bytes are ( ) \ and carriage return.
    font = desk.font("song")
    wanted = [g for g in (0x285C, 0x2829, 0x0D28, 0x5C0D, 0x290D) if g < font.face.glyph_count]
    assert wanted
    by_glyph = {font.get_nominal_glyph(c): chr(c) for c in range(0x4E00, 0x9FFF)}
    wanted = [g for g in wanted if g in by_glyph]
    text = "".join(by_glyph[g] for g in wanted)
    assert extracted(desk.paint(desk.run(text)), tmp_path) == text


@pytest.fixture
def postscript_face(tmp_path: Path) -> Path:
    """A face with CFF outlines: A is a wide bar, B and C half as wide."""
    builder = FontBuilder(1000, isTTF=False)
    names = [".notdef", "A", "B", "C"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(name): name for name in names[1:]})
    widths = dict(zip(names, (500, 1000, 500, 500), strict=True))
    outlines = {}
    for name in names:
        pen = T2CharStringPen(widths[name], None)
        pen.moveTo((50, 0))
        for point in ((50, 700), (widths[name] - 50, 700), (widths[name] - 50, 0)):
            pen.lineTo(point)
        pen.closePath()
        outlines[name] = pen.getCharString()
    builder.setupCFF("Bars", {}, outlines, {})
    builder.setupHorizontalMetrics({name: (width, 50) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Bars", "styleName": "Regular", "psName": "Bars"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path / "bars.otf"
    builder.save(path)
    return path


@needs("pdftotext")
def test_postscript_outlines_are_embedded_as_bare_cff(
    desk: Desk, tmp_path: Path, postscript_face: Path
) -> None:
    # A is left out of the subset, so B and C would move if their numbers were not kept.
    run = Glyphs("bars", pt(100), (3, 2), (pt(50), pt(100)), (pt(200),), "CB")
    edition = desk.edition(desk.page(run))
    supplies = desk.supplies(edition, faces={"bars": Source(postscript_face)})
    data = paint(edition, PROFILES["x1a"], supplies)
    assert extracted(data, tmp_path) == "CB"
    with opened(data) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        (cid_font,) = font.DescendantFonts
        assert str(cid_font.Subtype) == "/CIDFontType0"
        assert str(cid_font.FontDescriptor.FontFile3.Subtype) == "/CIDFontType0C"
    picture = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("L")
    row = [picture.getpixel((x, 170)) for x in (45, 60, 90, 97, 103, 110, 140, 150)]
    assert [value < 128 for value in row] == [False, True, True, False, False, True, True, False]
