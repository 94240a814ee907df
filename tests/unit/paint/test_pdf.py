from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pikepdf.pdfa
import pypdfium2
import pytest
from PIL import Image
from tests.tools import needs
from tests.unit.paint.conftest import NEWSPRINT, ROOT, opened, operators

from presslayout.assets.images import convert_all
from presslayout.assets.pictures import Conversion, ConvertedPicture, Request
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import AssetError
from presslayout.base.geometry import Box
from presslayout.base.source import Source
from presslayout.base.units import mm, pt
from presslayout.edition.ink import BLACK, Ink
from presslayout.edition.page import Note, Picture, Shape, Stroke, rectangle
from presslayout.paint.pdf import paint
from presslayout.paint.profiles import PROFILES
from presslayout.paint.supplies import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.paint.conftest import Desk


def box(values: Any) -> list[float]:
    return [float(v) for v in values]


def test_boxes_stand_on_the_page_itself(desk: Desk) -> None:
    edition = desk.edition(desk.page(desk.run("山"), bleed=mm(3)))
    with opened(paint(edition, PROFILES["x4"], desk.supplies(edition))) as pdf:
        page = pdf.pages[0].obj
        media, bleed, trim = (box(page[key]) for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
        assert "/CropBox" not in page
    assert media == bleed
    assert media == pytest.approx([0, 0, 281 / 25.4 * 72, 396 / 25.4 * 72], abs=0.001)
    assert trim == pytest.approx(
        [3 / 25.4 * 72, 3 / 25.4 * 72, 278 / 25.4 * 72, 393 / 25.4 * 72], abs=0.001
    )


@pytest.mark.parametrize(
    ("standard", "version", "info", "xmp"),
    [
        ("x1a2001", "1.3", {"/GTS_PDFXVersion": "PDF/X-1:2001",
                            "/GTS_PDFXConformance": "PDF/X-1a:2001"}, None),
        ("x1a", "1.4", {"/GTS_PDFXVersion": "PDF/X-1a:2003"}, "pdfx:GTS_PDFXVersion>PDF/X-1a:2003<"),
        ("x4", "1.6", {"/GTS_PDFXVersion": "PDF/X-4"}, "pdfxid:GTS_PDFXVersion>PDF/X-4<"),
        ("a2u", "1.7", {}, "pdfaid:conformance>U<"),
        ("a2a", "1.7", {}, "pdfaid:conformance>A<"),
        ("plain", "1.7", {}, "dc:format>application/pdf<"),
    ],
)  # fmt: skip
def test_a_file_says_what_it_is(
    desk: Desk, standard: str, version: str, info: dict[str, str], xmp: str | None
) -> None:
    data = desk.paint(desk.run("山"), standard=standard)
    assert data.startswith(f"%PDF-{version}\n".encode())
    with opened(data) as pdf:
        told = {key: str(value) for key, value in pdf.docinfo.items()}
        claims = {key: value for key, value in told.items() if key.startswith("/GTS")}
        assert claims == info
        assert told["/CreationDate"] == told["/ModDate"] == "D:20261018000000+08'00'"
        assert told["/Title"] == "云岭日报 2026-10-18"
        assert pdf.docinfo.get("/Trapped") == (
            pikepdf.Name("/False") if standard.startswith("x") else None
        )
        assert len(pdf.trailer["/ID"]) == 2
        if xmp is None:
            assert "/Metadata" not in pdf.Root
        else:
            assert xmp in pdf.Root.Metadata.read_bytes().decode()
            assert "/Filter" not in pdf.Root.Metadata


def test_the_archive_keeps_every_rule_of_pdfa_2b(desk: Desk) -> None:
    rule = Shape((("M", 0, 0), ("L", pt(100), 0)), stroke=Stroke(BLACK, pt("0.5")))
    with opened(desk.paint(desk.run("山水"), rule, standard="a2u")) as pdf:
        report = pikepdf.pdfa.check(pdf, "2b")
    # The checker knows level B alone, and takes our U for a mistake; U's own rule, that every
    # code has a character, is what the tests of text look at.
    assert [finding.rule for finding in report.findings] == ["ISO_19005_2:6.6.4-3"]


@pytest.mark.parametrize("standard", ["x1a", "x1a2001"])
def test_no_object_streams_in_old_standards(desk: Desk, standard: str) -> None:
    data = desk.paint(desk.run("山"), standard=standard)
    assert b"/ObjStm" not in data
    assert b"/XRef" not in data
    assert b"\nxref\n" in data


def test_the_press_profile_is_embedded_untouched(desk: Desk) -> None:
    for standard, subtype in (("x1a", "/GTS_PDFX"), ("a2u", "/GTS_PDFA1")):
        with opened(desk.paint(desk.run("山"), standard=standard)) as pdf:
            (intent,) = pdf.Root.OutputIntents
            assert str(intent.S) == subtype
            assert intent.DestOutputProfile.read_bytes() == desk.icc
            assert intent.DestOutputProfile.N == 4
            assert str(intent.OutputConditionIdentifier) == "IFRA26"
            assert str(intent.RegistryName) == "http://www.color.org"


def test_an_unregistered_condition_is_described(desk: Desk) -> None:
    press = replace(NEWSPRINT, condition="YUNLING26", condition_info="云岭印务新闻纸")
    edition = desk.edition(desk.page(desk.run("山")), press=press)
    with opened(paint(edition, PROFILES["x1a"], desk.supplies(edition))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.Info) == "云岭印务新闻纸"
        assert "/RegistryName" not in intent


def test_shapes_are_filled_and_stroked_in_place(desk: Desk) -> None:
    tint = Shape(rectangle(Box(pt(10), pt(20), pt(30), pt(40))), fill=Ink(k=60))
    rule = Shape((("M", 0, 0), ("L", pt(100), 0)), stroke=Stroke(BLACK, pt("0.5")))
    curve = Shape((("M", 0, 0), ("C", 0, 0, pt(5), pt(5), pt(9), 0), ("Z",)), fill=Ink(c=500),
                  stroke=Stroke(BLACK, pt(1)))  # fmt: skip
    found = operators(desk.paint(tint, rule, curve))
    (area,) = [o[1] for o in found if o[0] == "re"]
    height = 390 / 25.4 * 72
    assert [float(v) for v in area] == pytest.approx([10, height - 60, 30, 40], abs=0.001)
    names = [name for name, _ in found]
    assert [n for n in names if n in ("f", "S", "B")] == ["f", "S", "B"]
    assert [str(o[1][0]) for o in found if o[0] == "gs"] == ["/G10"]


def picture(number: int, box_: Box) -> Picture:
    return Picture(f"images/{number}.jpg", box_, (0, 0, 8, 8))


def test_a_picture_used_twice_is_stored_once(desk: Desk) -> None:
    first = picture(1, Box(0, 0, pt(100), pt(100)))
    again = picture(1, Box(pt(200), 0, pt(100), pt(100)))
    other = picture(2, Box(0, pt(200), pt(100), pt(50)))
    grey = ConvertedPicture(b"\xff\xd8grey", 8, 8, 1, False, "a" * 64)
    colour = ConvertedPicture(b"\xff\xd8colour", 8, 8, 4, True, "b" * 64)
    edition = desk.edition(desk.page(first, again, other))
    supplies = desk.supplies(edition, pictures={first: grey, again: grey, other: colour})
    with opened(paint(edition, PROFILES["x1a"], supplies)) as pdf:
        images = pdf.pages[0].Resources.XObject
        assert len(images) == 2
        found = {str(i.ColorSpace): i for i in images.values()}
        assert found["/DeviceGray"].read_raw_bytes() == grey.data
        assert "/Decode" not in found["/DeviceGray"]
        assert [int(v) for v in found["/DeviceCMYK"].Decode] == [1, 0] * 4
        placed = [i for i in pikepdf.parse_content_stream(pdf.pages[0]) if str(i.operator) == "cm"]
        assert [float(i.operands[4]) for i in placed] == [0, 200, 0]


def test_blocks_are_painted_in_their_order_and_artifacts_marked(desk: Desk) -> None:
    page = desk.page(desk.run("正文"))
    folio = replace(page.blocks[0], id="1/folio", items=(desk.run("版", y=30),), artifact=True)
    edition = desk.edition(replace(page, blocks=(folio, *page.blocks)))
    names = [n for n, _ in operators(paint(edition, PROFILES["x1a"], desk.supplies(edition)))]
    assert names.index("BMC") < names.index("BT") < names.index("EMC")
    assert names.count("BT") == names.count("ET") == 2


def test_notes_are_annotations_of_a_proof_alone(desk: Desk) -> None:
    note = Note(Box(pt(50), pt(60), pt(70), pt(80)), "overset", "正文溢出 171 字")
    edition = desk.edition(desk.page(desk.run("山"), notes=(note,)))
    supplies = desk.supplies(edition)
    with opened(paint(edition, PROFILES["plain"], supplies)) as pdf:
        (annotation,) = pdf.pages[0].Annots
        assert str(annotation.Contents) == "正文溢出 171 字"
        assert str(annotation.T) == "自动检查（presslayout）"
        assert box(annotation.Rect) == pytest.approx(
            [50, 390 / 25.4 * 72 - 140, 120, 390 / 25.4 * 72 - 60], abs=0.001
        )
    for standard in ("x1a", "x4", "a2u"):
        with opened(paint(edition, PROFILES[standard], supplies)) as pdf:
            assert "/Annots" not in pdf.pages[0]


def test_a_larger_sheet_moves_the_trim_box_not_the_page(desk: Desk) -> None:
    edition = desk.edition(desk.page(desk.run("山")))
    sheet = Sheet(left=pt(10), top=pt(20), right=pt(30), bottom=pt(40))
    data = paint(edition, PROFILES["plain"], desk.supplies(edition, sheets={1: sheet}))
    width, height = 275 / 25.4 * 72, 390 / 25.4 * 72
    with opened(data) as pdf:
        page = pdf.pages[0].obj
        assert box(page.MediaBox) == pytest.approx([0, 0, width + 40, height + 60], abs=0.002)
        assert box(page.TrimBox) == pytest.approx([10, 40, 10 + width, 40 + height], abs=0.002)
    left = pypdfium2.PdfDocument(data)[0].get_textpage().get_charbox(0)[0]
    assert 50 < left < 53


def test_the_same_edition_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    edition = desk.edition(desk.page(desk.run("山水田园")), desk.page(desk.run("村"), number=2))
    supplies = desk.supplies(edition)
    plain = paint(edition, PROFILES["x4"], supplies)
    cache = Cache(tmp_path)
    assert paint(edition, PROFILES["x4"], supplies, cache=cache) == plain
    assert paint(edition, PROFILES["x4"], supplies, cache=cache) == plain
    assert b"2026-11" not in plain


def test_surroundings_do_not_reach_the_bytes(tmp_path: Path) -> None:
    program = (
        "import hashlib, sys\n"
        "from tests.unit.paint.conftest import Desk, ROOT\n"
        "d = Desk((ROOT / 'layout/press/IFRA26S_TAC220.icc').read_bytes())\n"
        "data = d.paint(d.run('山水田园'), d.run('Hills', y=120, face='latin'))\n"
        "print(hashlib.sha256(data).hexdigest())\n"
    )
    seen = set()
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "zh_CN.UTF-8")):
        environ = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            "RL_useA85": "1",
        }
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environ,
            capture_output=True,
            check=True,
            cwd=tmp_path,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_documents_are_named_by_their_pages(desk: Desk) -> None:
    def ids(text: str, standard: str) -> list[bytes]:
        with opened(desk.paint(desk.run(text), standard=standard)) as pdf:
            return [bytes(i) for i in pdf.trailer["/ID"]]

    assert ids("山", "x1a") == ids("山", "x1a")
    assert ids("山", "x1a")[0] == ids("山", "a2u")[0]
    assert ids("山", "x1a")[1] != ids("山", "a2u")[1]
    assert ids("山", "x1a")[0] != ids("水", "x1a")[0]


def test_a_face_that_is_gone_is_named(desk: Desk, tmp_path: Path) -> None:
    edition = desk.edition(desk.page(desk.run("山")))
    supplies = desk.supplies(edition, faces={"song": Source(tmp_path / "song.ttf")})
    with pytest.raises(AssetError) as caught:
        paint(edition, PROFILES["x1a"], supplies)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "missing-font"
    assert "song.ttf" in diagnostic.message.zh


def test_streams_end_on_a_line_of_their_own(desk: Desk) -> None:
    data = desk.paint(desk.run("山"))
    ends = [i for i in range(len(data)) if data.startswith(b"endstream", i)]
    assert ends
    assert all(data[i - 1 : i] == b"\n" for i in ends)


@needs("gs")
def test_text_is_on_the_black_plate_alone(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(desk.paint(desk.run("国" * 20, size=pt(30))))
    darkest = {ink: plate.getextrema()[0] for ink, plate in separations(path).items()}
    assert darkest["Black"] < 100
    assert {darkest[ink] for ink in ("Cyan", "Magenta", "Yellow")} == {255}


@needs("qpdf")
def test_qpdf_finds_nothing_wrong(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(desk.paint(desk.run("山水")))
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_subset_names_follow_from_the_glyphs(desk: Desk) -> None:
    def name(text: str) -> str:
        with opened(desk.paint(desk.run(text))) as pdf:
            (font,) = pdf.pages[0].Resources.Font.values()
            return str(font.BaseFont)

    assert name("山水") == name("水山山") != name("山林")


@needs("gs")
def test_the_plates_carry_the_inks_of_the_pictures(desk: Desk, tmp_path: Path) -> None:
    press = ROOT / "layout" / "press"
    conversion = Conversion(desk.icc, (press / "sRGB.icc").read_bytes(), 240)
    pictures, wanted = [], {}
    for number, (mode, ink) in enumerate((("CMYK", (204, 51, 102, 26)), ("L", 64))):
        path = tmp_path / f"{number}.tif"
        Image.new(mode, (90, 90), ink).save(path)
        place = Box(pt(100 * number), 0, pt(90), pt(90))
        pictures.append(Picture(str(number), place, (0, 0, 90, 90)))
        wanted[pictures[-1]] = Request(path, str(number), (0, 0, 90, 90), (90, 90))
    converted = convert_all(wanted, conversion)()
    edition = desk.edition(desk.page(*pictures))
    path = tmp_path / "page.pdf"
    path.write_bytes(paint(edition, PROFILES["x1a"], desk.supplies(edition, pictures=converted)))
    plates = separations(path)
    found = {ink: (255 - plate.getpixel((45, 45))) for ink, plate in plates.items()}
    assert found == pytest.approx({"Cyan": 204, "Magenta": 51, "Yellow": 102, "Black": 26}, abs=3)
    grey = {ink: (255 - plate.getpixel((145, 45))) for ink, plate in plates.items()}
    assert grey["Black"] > 100
    assert {grey[ink] for ink in ("Cyan", "Magenta", "Yellow")} == {0}


def separations(path: Path) -> dict[str, Image.Image]:
    """The plates that ghostscript makes of the first page, at 72 ppi."""
    subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-r72",
         "-sOutputFile=plate%d.tif", str(path)],
        cwd=path.parent, check=True, capture_output=True,
    )  # fmt: skip
    plates = {}
    for file in path.parent.glob("plate1(*).tif"):
        with Image.open(file) as plate:
            plates[file.stem[len("plate1(") : -1]] = plate.convert("L")
    return plates


GOLD = Ink(200, 350, 750, 250, "PANTONE 871 C")


@pytest.mark.parametrize("standard", ["x1a", "x1a2001", "x4", "a2u"])
def test_a_spot_ink_is_one_separation_for_text_and_shapes(desk: Desk, standard: str) -> None:
    data = desk.paint(
        desk.run("云岭", ink=GOLD),
        Shape(
            rectangle(Box(0, 0, mm(20), mm(20))), fill=GOLD.tinted(300), stroke=Stroke(GOLD, pt(1))
        ),
        standard=standard,
    )
    with opened(data) as pdf:
        (space,) = pdf.pages[0].Resources.ColorSpace.values()
        assert [str(v) for v in list(space)[:3]] == [
            "/Separation", "/PANTONE 871 C", "/DeviceCMYK",
        ]  # fmt: skip
        assert [float(v) for v in space[3].C1] == [0.2, 0.35, 0.75, 0.25]
    told = operators(data)
    assert [float(v[0]) for name, v in told if name == "scn"] == [1.0, 0.3]
    assert [float(v[0]) for name, v in told if name == "SCN"] == [1.0]
    # It knocks out what lies beneath it; only black prints over.
    assert not [v for name, v in told if name == "gs"]


@pytest.mark.parametrize("name", ["专色金", "Gold/100% (matt)", "a#b"])
def test_a_spot_may_have_any_name(desk: Desk, name: str) -> None:
    with opened(desk.paint(desk.run("云", ink=replace(GOLD, spot=name)))) as pdf:
        (space,) = pdf.pages[0].Resources.ColorSpace.values()
        assert str(space[1]) == f"/{name}"


def test_the_archive_stays_valid_with_a_spot_ink(desk: Desk) -> None:
    runs = (desk.run("云岭", ink=GOLD), desk.run("云岭", y=150, ink=GOLD.tinted(500)))
    with opened(desk.paint(*runs, standard="a2u")) as pdf:
        report = pikepdf.pdfa.check(pdf, "2b")
    # The checker does not look into Separations and says so; it finds nothing else than above.
    # ISO 19005-2, 6.2.4.4 allows them on an alternate that the output intent covers.
    broken = [f.rule for f in report.findings if f.kind != "unsupported"]
    assert broken == ["ISO_19005_2:6.6.4-3"]
    assert {f.rule for f in report.findings} - set(broken) == {"pikepdf:colour-space"}


@needs("gs")
def test_a_spot_ink_has_a_plate_of_its_own(desk: Desk, tmp_path: Path) -> None:
    box = Shape(rectangle(Box(0, 0, mm(200), mm(200))), fill=GOLD.tinted(500))
    path = tmp_path / "a.pdf"
    path.write_bytes(desk.paint(box))
    plates = separations(path)
    assert plates["PANTONE 871 C"].getextrema()[0] == pytest.approx(127, abs=1)
    for ink in ("Cyan", "Magenta", "Yellow", "Black"):
        assert plates[ink].getextrema()[0] == 255


def test_black_rules_overprint_and_black_areas_knock_out(desk: Desk) -> None:
    rule = Shape(rectangle(Box(0, 0, mm(50), pt("0.5"))), fill=BLACK)
    area = Shape(rectangle(Box(0, mm(10), mm(50), mm(20))), fill=BLACK)
    told = operators(desk.paint(rule, area))
    states = [str(v[0]) for name, v in told if name == "gs"]
    assert states == ["/G01", "/G00"]
    assert [name for name, _ in told if name in ("gs", "f")] == ["gs", "f", "gs", "f"]
