"""Hard pages: our plates beside ghostscript's, every ink, square by square."""

from __future__ import annotations

import subprocess
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops
from tests import corpus, shared
from tests.tools import needs

from presslayout.preflight.pdf.drawn_plates import Plates
from presslayout.preflight.pdf.laying import Plating
from presslayout.preflight.pdf.pdf_page import PdfPage

SIDE, CELL = 100, 10
NAMES = {"C": "Cyan", "M": "Magenta", "Y": "Yellow", "K": "Black"}
# Tones of 255 by which the mean of a square of 10 by 10 points may differ.
SLACK = 2.0
Change = "Callable[[pikepdf.Pdf], object]"


def page(content: bytes | str, *changes: Any) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(SIDE, SIDE))
    made = pdf.pages[0]
    made.Contents = pdf.make_stream(content.encode() if isinstance(content, str) else content)
    kinds = ("ExtGState", "ColorSpace", "Shading", "Pattern", "XObject", "Font")
    made.obj["/Resources"] = Dictionary(**{kind: Dictionary() for kind in kinds})
    states = corpus.resources(pdf, "/ExtGState")
    states["/Over"] = Dictionary(OP=True, op=True, OPM=1)
    states["/Mode0"] = Dictionary(OP=True, op=True, OPM=0)
    states["/Half"] = Dictionary(ca=0.5, CA=0.5)
    states["/Smooth"] = Dictionary(SM=0.001)
    states["/Times"] = Dictionary(BM=Name.Multiply)
    for change in changes:
        change(pdf)
    return pdf


def ours(pdf: pikepdf.Pdf) -> dict[str, Any]:
    sheet = PdfPage(pdf.pages[0], {}, {})
    plates = Plates(SIDE, SIDE)
    Plating(plates, (0, 0), 1.0).lay(sheet.painted)
    assert sheet.trouble is None
    return dict(plates.plates)


def spot(name: str) -> Any:
    return corpus.using("/ColorSpace", f"/{name}", corpus.separation(name))


def form(name: str, content: bytes, **entries: Any) -> Any:
    return corpus.using("/XObject", f"/{name}", corpus.form(content, **entries))


def state(name: str, **entries: Any) -> Any:
    return corpus.using("/ExtGState", f"/{name}", lambda _: Dictionary(**entries))


def group(*, isolated: bool = False, knockout: bool = False) -> Dictionary:
    return Dictionary(S=Name.Transparency, I=isolated, K=knockout, CS=Name.DeviceCMYK)


def masked(content: bytes, kind: str = "Luminosity", space: str = "DeviceGray") -> Any:
    """An external state M whose soft mask draws something."""

    def change(pdf: pikepdf.Pdf) -> None:
        drawn = corpus.form(content, Group=Dictionary(S=Name.Transparency, CS=Name(f"/{space}")))(
            pdf
        )
        mask = Dictionary(Type=Name.Mask, S=Name(f"/{kind}"), G=drawn)
        corpus.resources(pdf, "/ExtGState")["/M"] = Dictionary(SMask=mask)

    return change


def mesh(kind: int, data: bytes, space: Any = Name.DeviceCMYK, **entries: Any) -> Any:
    """A shading S of a mesh: coordinates 0 to 100 in two bytes, colours and flags in one."""

    def change(pdf: pikepdf.Pdf) -> None:
        count = (
            1 if "Function" in entries else {"/DeviceGray": 1, "/DeviceRGB": 3}.get(str(space), 4)
        )
        stream = pdf.make_stream(data)
        facts = {
            "ShadingType": kind,
            "ColorSpace": space,
            "BitsPerCoordinate": 16,
            "BitsPerComponent": 8,
            "Decode": Array([0, 100, 0, 100, *[0, 1] * count]),
        }
        if kind != 5:
            facts["BitsPerFlag"] = 8
        for key, value in (facts | entries).items():
            stream[f"/{key}"] = value
        corpus.resources(pdf, "/Shading")["/S"] = stream

    return change


def vertex(x: float, y: float, *shades: int, flag: int | None = 0) -> bytes:
    spot_ = b"".join(round(v * 655.35).to_bytes(2, "big") for v in (x, y))
    return (b"" if flag is None else bytes([flag])) + spot_ + bytes(shades)


FREE = (
    vertex(10, 10, 255, 0, 0, 0) + vertex(90, 10, 0, 255, 0, 0) + vertex(10, 90, 0, 0, 255, 0)
    + vertex(90, 90, 255, 255, 255, 0, flag=1)
)  # fmt: skip
LATTICE = b"".join(
    vertex(x, y, round(2.5 * x), 255 - round(2.5 * y), 0, 128, flag=None)
    for y in (10, 50, 90)
    for x in (10, 40, 90)
)
AROUND = (
    (10, 10), (10, 40), (10, 60), (10, 90), (40, 70), (60, 99), (90, 90),
    (80, 60), (99, 40), (90, 10), (60, 20), (40, 0),
)  # fmt: skip
SHADES = bytes((255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 255, 255, 255, 0))
COONS = b"\0" + b"".join(vertex(x, y, flag=None) for x, y in AROUND) + SHADES
INNER = ((30, 30), (30, 70), (70, 70), (70, 30))
TENSOR = b"\0" + b"".join(vertex(x, y, flag=None) for x, y in (*AROUND, *INNER)) + SHADES


def ramp(kind: int, **entries: Any) -> Any:
    shading = Dictionary(
        ShadingType=kind,
        ColorSpace=Name.DeviceCMYK,
        Function=Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[1, 0, 0, 0], C1=[0, 1, 1, 0]),
        **entries,
    )
    return corpus.using("/Shading", "/S", shading)


def picture(data: bytes, width: int, height: int, **entries: Any) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, zlib.compress(data))
        facts = {"Subtype": Name.Image, "Width": width, "Height": height, "BitsPerComponent": 8}
        for key, value in ({"Filter": Name.FlateDecode} | facts | entries).items():
            stream[f"/{key}"] = value(pdf) if callable(value) else value
        corpus.resources(pdf, "/XObject")["/I"] = pdf.make_indirect(stream)

    return change


def mask_stream(data: bytes, width: int, height: int, **entries: Any) -> Any:
    def of(pdf: pikepdf.Pdf) -> Any:
        facts = {"Subtype": Name.Image, "Width": width, "Height": height, **entries}
        return pdf.make_indirect(pdf.make_stream(data, **facts))

    return of


def devicen(pdf: pikepdf.Pdf) -> Any:
    tint = pdf.make_stream(
        b"{exch 0 3 1 roll 0}", FunctionType=4, Domain=[0, 1] * 2, Range=[0, 1] * 4
    )
    return pdf.make_indirect(
        Array([Name.DeviceN, Array([Name.Black, Name.Gold]), Name.DeviceCMYK, tint])
    )


def palette(pdf: pikepdf.Pdf) -> Any:
    return Array([Name.Indexed, devicen(pdf), 3, bytes((0, 0, 255, 0, 0, 255, 128, 128))])


def tile(content: bytes, side: float, **entries: Any) -> Any:
    def of(pdf: pikepdf.Pdf) -> Any:
        made = corpus.tile(content)(pdf)
        for key, value in (
            {"XStep": side, "YStep": side, "BBox": Array([0, 0, side, side])} | entries
        ).items():
            made[f"/{key}"] = value
        return made

    return corpus.using("/Pattern", "/P", of)


def faces(pdf: pikepdf.Pdf) -> None:
    corpus.resources(pdf, "/Font")["/Q"] = corpus.square_font(cff=True, width=600)(pdf)
    corpus.resources(pdf, "/Font")["/O"] = corpus.oldest_font(pdf)


def upright(pdf: pikepdf.Pdf) -> None:
    """The composite face set downwards, its first letter hanging elsewhere."""
    font = corpus.composite_font(pdf)
    font["/Encoding"] = Name("/Identity-V")
    first = corpus.glyphs()[1]["云"]
    inner = font["/DescendantFonts"][0]
    inner["/W2"] = Array([first, Array([-800, 300, 700])])
    inner["/DW2"] = Array([800, -900])
    corpus.resources(pdf, "/Font")["/V"] = font


def codes(text: str) -> str:
    return "".join(f"{corpus.glyphs()[1][char]:04X}" for char in text)


PHOTO = picture(bytes(range(256)) * 4, 16, 16, ColorSpace=Name.DeviceCMYK)
PLACE = "q 80 0 0 80 10 10 cm /I Do Q "
HARD: dict[str, pikepdf.Pdf] = {
    "a spot over CMYK": page("1 0 .5 0 k 10 10 60 60 re f /Over gs /Gold cs .6 scn 40 40 50 50 re f", spot("Gold")),
    "a spot knocks out": page("1 0 .5 0 k 10 10 60 60 re f /Gold cs .6 scn 40 40 50 50 re f", spot("Gold")),
    "CMYK over a spot": page("/Gold cs 1 scn 10 10 60 60 re f /Over gs 0 .5 0 0 k 40 40 50 50 re f", spot("Gold")),
    "OPM 1 with nothing of an ink": page("1 0 1 0 k 10 10 60 60 re f /Over gs 0 .8 0 .5 k 40 40 50 50 re f"),
    "OPM 0 with nothing of an ink": page("1 0 1 0 k 10 10 60 60 re f /Mode0 gs 0 .8 0 .5 k 40 40 50 50 re f"),
    "gray over colours": page("1 .5 1 0 k 10 10 60 60 re f /Over gs .5 g 40 40 50 50 re f"),
    "black of DeviceN over colours": page("1 .5 1 0 k 10 10 60 60 re f /Over gs /D cs .8 0 scn 40 40 50 50 re f", corpus.using("/ColorSpace", "/D", devicen)),
    "all inks": page("1 .5 0 0 k 10 10 60 60 re f /All cs .5 scn 40 40 50 50 re f", spot("All")),
    "half of an ink": page("1 0 1 0 k 10 10 60 60 re f /Half gs 0 1 0 .5 k 40 40 50 50 re f"),
    "multiplied": page("1 0 .5 0 k 10 10 60 60 re f /Times gs .5 .5 .5 0 k 40 40 50 50 re f"),
    **{
        mode: page(
            "1 .2 .5 0 k 10 10 60 60 re f /B gs .3 .6 .5 .2 k 40 40 50 50 re f",
            state("B", BM=Name(f"/{mode}")),
        )
        for mode in ("Screen", "Darken", "Lighten", "Overlay", "HardLight", "SoftLight", "Difference", "Exclusion", "ColorDodge", "ColorBurn")
    },
    "a group that is half opaque": page("0 0 1 0 k 0 0 50 99 re f /Half gs /G Do", form("G", b"1 0 0 0 k 10 10 50 50 re f 0 1 0 0 k 40 40 50 50 re f", Group=group())),
    "a group apart": page("0 0 1 0 k 0 0 50 99 re f /Half gs /G Do", form("G", b"/Times gs 1 0 0 0 k 10 10 50 50 re f 0 1 0 0 k 40 40 50 50 re f", Group=group(isolated=True))),
    "a group that knocks out": page("0 0 1 0 k 0 0 50 99 re f /G Do", form("G", b"/Half gs 1 0 0 0 k 10 10 50 50 re f 0 1 0 0 k 40 40 50 50 re f", Group=group(knockout=True))),
    "apart and knocking out": page("0 0 1 0 k 0 0 50 99 re f /G Do", form("G", b"/Half gs 1 0 0 0 k 10 10 50 50 re f 0 1 0 0 k 40 40 50 50 re f", Group=group(isolated=True, knockout=True))),
    "a group multiplied": page("0 .5 1 0 k 0 0 50 99 re f /Times gs /G Do", form("G", b"1 0 0 0 k 10 10 50 50 re f 0 1 0 0 k 40 40 50 50 re f", Group=group(isolated=True))),
    "a soft mask of light": page("1 0 0 .5 k 0 0 100 100 re f /M gs 0 1 0 0 k 10 10 80 80 re f", masked(b".25 g 20 20 30 60 re f .75 g 50 20 30 60 re f")),
    "a soft mask of cover": page("1 0 0 0 k 0 0 100 100 re f /M gs 0 1 0 0 k 10 10 80 80 re f", masked(b"/Half gs 20 20 30 60 re f", "Alpha")),
    "a picture with a soft mask": page("0 1 0 0 k 0 0 50 99 re f " + PLACE, picture(b"\x80\0\xff\x20" * 16, 4, 4, ColorSpace=Name.DeviceCMYK, SMask=mask_stream(bytes(range(0, 256, 16)), 4, 4, ColorSpace=Name.DeviceGray, BitsPerComponent=8))),
    "a picture with a mask": page("0 1 0 0 k 0 0 50 99 re f " + PLACE, picture(b"\x80\0\xff\x20" * 64, 8, 8, ColorSpace=Name.DeviceCMYK, Mask=mask_stream(b"\xf0" * 4 + b"\x0f" * 4, 8, 8, ImageMask=True, BitsPerComponent=1))),
    "a picture without one colour": page("0 1 0 0 k 0 0 50 99 re f " + PLACE, picture(bytes((0, 100, 200, 255)) * 4, 4, 4, ColorSpace=Name.DeviceGray, Mask=Array([90, 110]))),
    "a picture decoded": page(PLACE, picture(bytes(range(0, 256, 4)), 4, 4, ColorSpace=Name.DeviceCMYK, Decode=Array([1, 0, 0, .5, .5, 1, 0, 1]))),
    "a stencil": page("0 1 0 0 k 0 0 50 99 re f 1 0 0 .5 k " + PLACE, picture(b"\xaa\x55" * 4, 8, 8, ImageMask=True, BitsPerComponent=1)),
    "a stencil turned over": page("1 0 0 .5 k " + PLACE, picture(b"\xf0\xf0\xf0\xf0\0\0\0\0", 8, 8, ImageMask=True, BitsPerComponent=1, Decode=Array([1, 0]))),
    "a picture of spots": page("1 0 0 0 k 0 0 50 99 re f " + PLACE, picture(bytes(range(0, 256, 8)), 4, 4, ColorSpace=devicen)),
    "a picture of spots over others": page("1 0 0 0 k 0 0 50 99 re f /Over gs " + PLACE, picture(bytes(range(0, 256, 8)), 4, 4, ColorSpace=devicen)),
    "indices of spots": page(PLACE, picture(b"\x1b\x1b\xe4\xe4", 4, 4, ColorSpace=palette, BitsPerComponent=2)),
    "four bits": page(PLACE, picture(b"\x01\x23\x45\x67\x89\xab\xcd\xef", 4, 4, ColorSpace=Name.DeviceGray, BitsPerComponent=4)),
    "sixteen bits": page(PLACE, picture(bytes(range(128)), 4, 4, ColorSpace=Name.DeviceCMYK, BitsPerComponent=16)),
    "a picture aslant": page("q 50 30 -30 50 40 10 cm /I Do Q", picture(b"\x80\xff\0\x20" * 64, 8, 8, ColorSpace=Name.DeviceCMYK)),
    "inline, abbreviated": page(b"q 80 0 0 80 10 10 cm BI /W 2 /H 2 /BPC 8 /CS /CMYK /F /AHx ID ff00ff00 00ff0000 80808000 000000ff> EI Q"),
    "a free mesh": page("/Smooth gs /S sh", mesh(4, FREE)),
    "a lattice": page("/Smooth gs /S sh", mesh(5, LATTICE, VerticesPerRow=3)),
    "a Coons patch": page("/Smooth gs /S sh", mesh(6, COONS)),
    "a tensor patch": page("/Smooth gs /S sh", mesh(7, TENSOR)),
    "a mesh by a function": page("/Smooth gs /S sh", mesh(4, vertex(10, 10, 0) + vertex(90, 10, 255) + vertex(10, 90, 128), Function=Dictionary(FunctionType=2, Domain=[0, 1], N=2, C0=[1, 0, 0, 0], C1=[0, 1, .5, .5]))),
    "a shading by a function": page("q 30 35 30 30 re W n /Smooth gs /S sh Q", corpus.using("/Shading", "/S", lambda pdf: Dictionary(ShadingType=1, ColorSpace=Name.DeviceCMYK, Domain=[0, 1, 0, 1], Matrix=[60, 20, -10, 60, 20, 10], Function=pdf.make_stream(b"{0 0}", FunctionType=4, Domain=[0, 1] * 2, Range=[0, 1] * 4)))),
    "an axial shading in a box": page("/Smooth gs q 10 10 80 80 re W n /S sh Q", ramp(2, Coords=[20, 20, 80, 60], Extend=[True, True])),
    "functions in an array": page("/Smooth gs /S sh", corpus.using("/Shading", "/S", Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 100, 0], Function=Array([Dictionary(FunctionType=2, Domain=[0, 1], N=n, C0=[0], C1=[1]) for n in (1, 2, 3, .5)])))),
    "a shading through letters": page("/Pattern cs /H scn BT /Q 90 Tf 20 20 Td (A) Tj ET", faces, corpus.using("/Pattern", "/H", lambda _: Dictionary(PatternType=2, Shading=Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[20, 0, 80, 0], Function=Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[1, 0, 0, 0], C1=[0, 1, 1, 0]))))),
    "some tiles": page("/Pattern cs /P scn 10 10 80 80 re f", tile(b"1 0 0 0 k 0 0 5 5 re f 0 1 0 0 k 5 5 5 5 re f", 10)),
    "many tiles": page("0 0 1 0 k 0 0 100 50 re f /Pattern cs /P scn 10 10 80 80 re f", tile(b"1 0 0 0 k 0 0 2 2 re f 0 1 0 0 k 2 2 2 2 re f", 4)),
    "many tiles in a circle": page("/Pattern cs /P scn 50 5 m 100 5 100 95 50 95 c 0 95 0 5 50 5 c f", tile(b"1 0 0 0 k 0 0 2 4 re f", 4)),
    "tiles past counting": page("/Pattern cs /P scn 10 10 80 80 re f", tile(b"1 0 0 .5 k 0 0 .25 .5 re f", .5)),
    "letters of Type 1 on a picture": page(PLACE + "/Over gs 0 0 0 1 k BT /O 80 Tf 20 20 Td (A) Tj ET", PHOTO, faces),
    "letters that clip": page("BT 7 Tr /Q 90 Tf 20 20 Td (A) Tj ET " + PLACE, PHOTO, faces),
    "letters with a rim": page("1 0 0 0 k 0 1 0 0 K 4 w BT 2 Tr /Q 90 Tf 20 20 Td (A) Tj ET", faces),
    "letters outlined": page("0 1 0 0 K 4 w BT 1 Tr /Q 90 Tf 20 20 Td (A) Tj ET", faces),
    "letters set downwards": page(f"0 0 0 1 k BT /V 40 Tf -5 Tc 1 0 0 1 50 95 Tm [<{codes('云')}> 100 <{codes('岭')}>] TJ ET", upright),
    "a dashed line": page("1 0 0 0 K 8 w [15 5] 5 d 0 20 m 100 20 l S 1 J 0 60 m 60 60 l 90 95 l S"),
    "caps and corners": page("0 1 0 0 K 10 w 2 J 20 20 m 80 20 l 50 80 l S 1 0 0 0 K 1 j 1 J 20 60 m 40 90 l 60 60 l S"),
    "a corner too sharp": page("0 0 0 1 K 8 w 3 M 10 20 m 90 30 l 10 40 l S 2 j 10 70 m 90 70 l 10 95 l s"),
    "a pen that is not round": page("q 1 0 0 .25 0 0 cm 1 0 0 0 K 20 w 10 200 m 90 200 l S 50 40 m 50 160 l S Q"),
    "even and odd": page("1 0 0 0 k 10 10 80 80 re 30 30 40 40 re f* 0 1 0 0 k 10 10 20 20 re 12 12 10 10 re f"),
    "round the other way": page("1 0 0 0 k 10 10 35 80 re 15 20 m 15 80 l 40 80 l 40 20 l h 55 10 35 80 re 60 20 m 60 80 l 85 80 l 85 20 l h f"),
    "a clip of two rules": page("10 10 80 80 re 30 30 40 40 re W* n 0 0 0 1 k 0 0 100 50 re f 20 0 m 100 0 l 60 100 l h W n 1 0 0 0 k 0 0 100 100 re f"),
    "a form turned in its box": page("q .8 .6 -.6 .8 50 0 cm /G Do Q", form("G", b"1 0 0 0 k -9 -9 200 200 re f", BBox=Array([0, 0, 50, 50]))),
}  # fmt: skip


@cache
def ghostscripts() -> dict[str, dict[str, bytes]]:
    """Of every hard page its plates by their inks; separated once for all workers."""
    return shared.value("separations", _separated)


def _separated() -> dict[str, dict[str, bytes]]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number, pdf in enumerate(HARD.values(), 1):
            pdf.save(folder / f"{number:03}.pdf")
        command = [
            "gs",
            "-q",
            "-dNOPAUSE",
            "-dBATCH",
            "-dSAFER",
            "-sDEVICE=tiffsep",
            "-r1152",
            "-dGridFitTT=0",
        ]
        # Without it every pixel that an edge touches is filled whole.
        middles = ["-c", "0 0 .setfilladjust2", "-f"]
        command += [f"-sOutputFile={folder}/p%03d.tif", *middles]
        subprocess.run([*command, *map(str, sorted(folder.glob("*.pdf")))], check=True)
        return {name: _plates(folder, number) for number, name in enumerate(HARD, 1)}


def _plates(folder: Path, number: int) -> dict[str, bytes]:
    found = {}
    for path in folder.glob(f"p{number:03}(*).tif"):
        ink = path.name.partition("(")[2].removesuffix(").tif")
        found[ink] = ImageChops.invert(Image.open(path).convert("L")).reduce(16).tobytes()
    return found


@needs("gs")
@pytest.mark.parametrize("name", HARD)
def test_plates_are_ghostscripts_to_two_tones(name: str) -> None:
    found = ours(HARD[name])
    sides = SIDE, SIDE
    told = ghostscripts()[name].items()
    expected = {ink: Image.frombytes("L", sides, plate) for ink, plate in told}
    nothing = Image.new("L", sides)
    wrong = {}
    for ink in {NAMES.get(key, key) for key in found} | set(expected):
        short = next((key for key, value in NAMES.items() if value == ink), ink)
        one = list(found.get(short, nothing).reduce(CELL).get_flattened_data())
        other = list(expected.get(ink, nothing).reduce(CELL).get_flattened_data())
        worst = max(range(len(one)), key=lambda at: abs(one[at] - other[at]))
        if abs(one[worst] - other[worst]) > SLACK:
            wrong[ink] = (worst % CELL, worst // CELL, one[worst], other[worst])
    assert wrong == {}
