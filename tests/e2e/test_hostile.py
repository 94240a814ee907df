"""Hostile and damaged files: whatever comes in, findings come out, in bounded time and memory."""

from __future__ import annotations

import io
import json
import random
import time
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from presslayout.preflight import inspect
from presslayout.preflight.pdf import bulk
from tests import corpus, zygote
from tests.e2e.desk import ROOT, Desk
from tests.unit.preflight.test_separations import HARD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

SECONDS, MEMORY = 60, 1536 * 1024 * 1024
CPU = 30
"""Processor time in seconds: a page takes less than 20 on the slowest machine that we know."""


def judged(data: bytes, folder: Path) -> tuple[int, set[str]]:
    """The exit code and the codes of a run that may take neither long nor much."""
    file = folder / "a.pdf"
    file.write_bytes(data)
    words = ("preflight", str(file), "--json", "--marked", str(folder / "b.pdf"))
    done = zygote.run(words, ROOT, Desk(ROOT, folder).environ(), seconds=SECONDS, memory=MEMORY)
    assert done.took < CPU
    assert b"Warning" not in done.err, done.err.decode()
    assert b"Traceback" not in done.err, done.err.decode()
    assert b"pikepdf" not in done.err, done.err.decode()
    assert done.exit in (0, 4), (done.exit, done.err.decode()[-2000:])
    told = json.loads(done.out)
    return done.exit, {d["code"] for d in told["diagnostics"]}


def forms(depth: int, fan: int) -> Callable[[pikepdf.Pdf], None]:
    """Forms that each draw the next many times."""

    def change(pdf: pikepdf.Pdf) -> None:
        inner = corpus.form(b"0 0 1 1 re f")(pdf)
        for _ in range(depth):
            draws = b"/F Do " * fan
            inner = corpus.form(draws, Resources=Dictionary(XObject=Dictionary(F=inner)))(pdf)
        corpus.resources(pdf, "/XObject")["/F"] = inner

    return change


def circle(pdf: pikepdf.Pdf) -> None:
    """Two forms that draw each other, twice each."""
    one, two = corpus.form(b"/T Do /T Do")(pdf), corpus.form(b"/O Do /O Do")(pdf)
    one["/Resources"] = Dictionary(XObject=Dictionary(T=two))
    two["/Resources"] = Dictionary(XObject=Dictionary(O=one))
    corpus.resources(pdf, "/XObject")["/F"] = one


def repeated(block: bytes, times: int) -> bytes:
    """A block so many times over, deflated: it is packed once, and what it became stands there."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = machine.compress(block) + machine.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + piece * times + machine.flush() + check.to_bytes(4, "big")


def swollen(data: bytes, times: int, *, layers: int = 1) -> Callable[[pikepdf.Pdf], None]:
    """Content that unpacks to so many times what it says, packed once or more."""

    def change(pdf: pikepdf.Pdf) -> None:
        many = (1 << 20) // len(data)
        packed = repeated(data * many, times // many)
        for _ in range(layers - 1):
            packed = zlib.compress(packed, 9)
        stream = pikepdf.Stream(pdf, b"")
        stream.write(packed, filter=Array([Name.FlateDecode] * layers), decode_parms=None)
        corpus.page_of(pdf)["/Contents"] = pdf.make_indirect(stream)

    return change


def lying_image(pdf: pikepdf.Pdf) -> None:
    """A picture of 8 by 8 pixels whose data unpack to half a gigabyte."""
    stream = corpus.photo(pdf, 8)
    stream.write(repeated(bytes(1 << 20), 512), filter=Name.FlateDecode)
    corpus.resources(pdf, "/XObject")["/I"] = stream


def looping_pages(pdf: pikepdf.Pdf) -> None:
    tree = pdf.Root.Pages
    tree.Kids = Array([*tree.Kids, tree])


def outline(pdf: pikepdf.Pdf) -> None:
    """Bookmarks five thousand deep, the last of which leads to the first."""
    first = item = pdf.make_indirect(Dictionary(Title="0"))
    for number in range(5000):
        below = pdf.make_indirect(Dictionary(Title=str(number)))
        item["/First"] = below
        item = below
    item["/First"] = item["/Next"] = first
    pdf.Root["/Outlines"] = Dictionary(First=first)


def ranges(pdf: pikepdf.Pdf) -> None:
    """Widths of a milliard codes, and characters of as many."""
    corpus.inner_of(pdf)["/W"] = Array([0, 1_000_000_000, 500] * 50)
    said = b"1 beginbfrange " + b"<0000> <FFFFFFFF> <0041>\n" * 20_000 + b"endbfrange"
    corpus.face_of(pdf)["/ToUnicode"] = pdf.make_stream(said)


def nested_space(pdf: pikepdf.Pdf) -> None:
    space: Any = Name.DeviceCMYK
    for _ in range(400):
        space = Array([Name.Indexed, space, 0, b"\0\0\0\0"])
    corpus.resources(pdf, "/ColorSpace")["/A"] = pdf.make_indirect(space)


def calculator(pdf: pikepdf.Pdf) -> None:
    """A tint that reckons ever larger numbers, and one that is nested without end."""
    program = b"{ 2 " + b"dup mul " * 3000 + b"}"
    made = pdf.make_stream(program, FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 9, 0], Function=made
    )
    corpus.resources(pdf, "/Shading")["/S"] = pdf.make_indirect(shading)
    deep = pdf.make_stream(b"{" * 5000 + b"}" * 5000, FunctionType=4, Domain=[0, 1], Range=[0, 1])
    other = Dictionary(
        ShadingType=3, ColorSpace=Name.DeviceGray, Coords=[0, 0, 0, 1e9, 1e9, 1e9], Function=deep
    )
    corpus.resources(pdf, "/Shading")["/D"] = pdf.make_indirect(other)


def fine_tiles(pdf: pikepdf.Pdf) -> None:
    tile = corpus.tile(b"0 1 1 0 k 0 0 1 1 re f")(pdf)
    tile["/XStep"] = tile["/YStep"] = pikepdf.Object.parse(b"0.0001")
    corpus.resources(pdf, "/Pattern")["/P"] = tile


def self_tile(pdf: pikepdf.Pdf) -> None:
    tile = corpus.tile(b"/Pattern cs /P scn 0 0 9 9 re f")(pdf)
    tile["/Resources"] = Dictionary(Pattern=Dictionary(P=tile))
    corpus.resources(pdf, "/Pattern")["/P"] = tile


def wide_page(pdf: pikepdf.Pdf) -> None:
    for key in ("/MediaBox", "/TrimBox"):
        corpus.page_of(pdf)[key] = Array([0, 0, 1_000_000, 1_000_000])


def many_notes(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([1, 1, 2, 2]))
    corpus.page_of(pdf)["/Annots"] = Array([note] * 20_000)


def laughing(pdf: pikepdf.Pdf) -> None:
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE x [<!ENTITY a0 "ha">{names}]><x>&a11;</x>'
    pdf.Root["/Metadata"].write(data.encode())


def mask_of_itself(pdf: pikepdf.Pdf) -> None:
    states = corpus.resources(pdf, "/ExtGState")
    drawn = corpus.form(b"/M gs 0 0 99 99 re f", Group=Dictionary(S=Name.Transparency))(pdf)
    states["/M"] = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=drawn))


def masks_in_masks(pdf: pikepdf.Pdf) -> None:
    """Ten masks, each drawn through the next, and each of them ten times."""
    states = corpus.resources(pdf, "/ExtGState")
    for at in reversed(range(10)):
        content = f"/M{at + 1} gs 0 0 99 99 re f q Q ".encode() * 10 if at < 9 else b"0 0 9 9 re f"
        drawn = corpus.form(content, Group=Dictionary(S=Name.Transparency, I=True))(pdf)
        states[f"/M{at}"] = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=drawn))


def groups_in_groups(pdf: pikepdf.Pdf) -> None:
    below = b"0 0 300 300 re f"
    for at in range(6):
        group = Dictionary(S=Name.Transparency, I=True, K=True)
        drawn = corpus.form(b"/Half gs " + below, Group=group)
        corpus.using("/XObject", f"/G{at}", drawn)(pdf)
        below = f"/G{at} Do ".encode() * 5
    corpus.resources(pdf, "/ExtGState")["/Half"] = Dictionary(ca=0.5, BM=Name.Multiply)


def tiles_in_tiles(pdf: pikepdf.Pdf) -> None:
    """Cells of half a point, each full of cells a hundredth as large, and so on."""
    content = b"1 0 0 0 k 0 0 1 1 re f"
    for at, side in enumerate((0.00005, 0.005, 0.5)):
        made = corpus.tile(content)(pdf)
        for key in ("/XStep", "/YStep"):
            made[key] = side
        made["/BBox"] = Array([0, 0, side, side])
        made["/Resources"] = corpus.page_of(pdf)["/Resources"]
        corpus.resources(pdf, "/Pattern")[f"/P{at}"] = made
        content = f"/Pattern cs /P{at} scn 0 0 9 9 re f".encode()


def endless_mesh(kind: int, count: int) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(bytes(count))
        facts = {"ShadingType": kind, "ColorSpace": Name.DeviceCMYK, "BitsPerFlag": 8}
        facts |= {"BitsPerCoordinate": 8, "BitsPerComponent": 8, "VerticesPerRow": 2}
        facts["Decode"] = Array([0, 300, 0, 300, *[0, 1] * 4])
        for key, value in facts.items():
            stream[f"/{key}"] = value
        corpus.resources(pdf, "/Shading")["/S"] = stream

    return change


def deep_expression(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="a"))
    given: Any = layer
    for _ in range(200):
        given = Array([Name.Not, given])
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    member = Dictionary(Type=Name.OCMD, VE=given)
    corpus.page_of(pdf)["/Resources"]["/Properties"] = Dictionary(L=member)


def cmap_of_itself(pdf: pikepdf.Pdf) -> None:
    made = pdf.make_stream(b"1 begincidrange <0000> <FFFF> 0 endcidrange")
    made["/UseCMap"] = made
    corpus.face_of(pdf)["/Encoding"] = made


def ramp(pdf: pikepdf.Pdf) -> Any:
    """A function of samples, large enough that reading it takes time."""
    made = pdf.make_stream(bytes(4 * 65536))
    facts = {"FunctionType": 0, "Domain": [0, 1], "Range": [0, 1] * 4, "Size": [65536]}
    for key, value in {**facts, "BitsPerSample": 8}.items():
        made[f"/{key}"] = Array(value) if isinstance(value, list) else value
    return pdf.make_indirect(made)


def constant_mesh(pdf: pikepdf.Pdf) -> None:
    """A lattice of 38,000 triangles, all of one tone of a function."""
    wide, rows = 140, 138
    data = b"".join(
        (x * 471).to_bytes(2, "big") + (y * 477).to_bytes(2, "big") + b"\x80"
        for y in range(rows)
        for x in range(wide)
    )
    stream = pdf.make_stream(data)
    facts = {"ShadingType": 5, "ColorSpace": Name.DeviceCMYK, "BitsPerCoordinate": 16}
    facts |= {"BitsPerComponent": 8, "VerticesPerRow": wide, "Function": ramp(pdf)}
    for key, value in {**facts, "Decode": Array([0, 300, 0, 300, 0, 1])}.items():
        stream[f"/{key}"] = value
    corpus.resources(pdf, "/Shading")["/S"] = pdf.make_indirect(stream)


def one_ramp(pdf: pikepdf.Pdf) -> None:
    facts = {"ShadingType": 2, "ColorSpace": Name.DeviceCMYK, "Coords": Array([0, 0, 300, 0])}
    corpus.resources(pdf, "/Shading")["/S"] = Dictionary(**facts, Function=ramp(pdf))


def many_ramps(pdf: pikepdf.Pdf) -> None:
    """Three hundred shadings by one function of fifty parts, each of them asked a thousand times."""
    part = ramp(pdf)
    made = Dictionary(FunctionType=3, Domain=Array([0, 1]), Functions=Array([part] * 50))
    made["/Bounds"] = Array([at / 50 for at in range(1, 50)])
    made["/Encode"] = Array([0, 1] * 50)
    shared = pdf.make_indirect(made)
    for at in range(300):
        facts = {"ShadingType": 2, "ColorSpace": Name.DeviceCMYK, "Coords": Array([0, at, 300, at])}
        corpus.resources(pdf, "/Shading")[f"/S{at}"] = pdf.make_indirect(
            Dictionary(**facts, Function=shared)
        )


def letters_of_letters(pdf: pikepdf.Pdf) -> None:
    """A font of drawings whose letter is drawn with the font itself."""
    drawn = pdf.make_stream(b"500 0 d0 BT /T 1 Tf (aaaaaaaa) Tj ET 0 0 500 500 re f")
    face = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 500]), Widths=Array([500]),
        FontMatrix=Array([1, 0, 0, 1, 0, 0]), CharProcs=Dictionary(a=drawn), FirstChar=97, LastChar=97,
        Encoding=Dictionary(Differences=Array([97, Name.a])),
    )  # fmt: skip
    made = pdf.make_indirect(face)
    made["/Resources"] = Dictionary(Font=Dictionary(T=made))
    corpus.resources(pdf, "/Font")["/T"] = made


def many_contents(pdf: pikepdf.Pdf) -> None:
    corpus.page_of(pdf)["/Contents"] = Array([pdf.make_stream(b"q Q ")] * 100_000)


def many_names(pdf: pikepdf.Pdf) -> None:
    """A face under a hundred thousand names."""
    fonts, face = corpus.resources(pdf, "/Font"), corpus.face_of(pdf)
    for at in range(100_000):
        fonts[f"/F{at}"] = face


def many_stamps(pdf: pikepdf.Pdf) -> None:
    """Three hundred stamps that each draw three hundred thousand areas, a megabyte of file together."""
    packed, stamps = zlib.compress(b"0 0 1 1 re f " * 300_000, 9), []
    for _ in range(300):
        drawn = corpus.form(b"")(pdf)
        drawn.write(packed, filter=Name.FlateDecode)
        entries = {"Type": Name.Annot, "Subtype": Name.Stamp, "F": 4}
        stamps.append(Dictionary(**entries, Rect=Array([9, 9, 99, 99]), AP=Dictionary(N=drawn)))
    corpus.page_of(pdf)["/Annots"] = Array(stamps)


def many_faces(pdf: pikepdf.Pdf) -> None:
    """A page that shows something in twenty thousand faces, none of them in the file."""
    faces = (f"/F{at}<</Type/Font/Subtype/Type1/BaseFont/A{at}>>" for at in range(20_000))
    made = pikepdf.Object.parse(f"<<{''.join(faces)}>>".encode())
    page = corpus.page_of(pdf)
    page["/Resources"]["/Font"] = made
    shown = "".join(f"/F{at} 9 Tf (a) Tj " for at in range(20_000))
    page["/Contents"] = pdf.make_stream(f"BT {shown} ET".encode())


def many_pages(pdf: pikepdf.Pdf) -> None:
    """Three thousand pages of one stream of a hundred thousand areas."""
    one = corpus.page_of(pdf)
    one["/Contents"] = pdf.make_stream(b"0 0 1 1 re f " * 100_000)
    kids = [pdf.make_indirect(Dictionary(one)) for _ in range(3000)]
    pdf.Root.Pages.Kids, pdf.Root.Pages.Count = Array(kids), len(kids)


def long_chain(pdf: pikepdf.Pdf) -> None:
    """Patterns of patterns, twenty deep and ten of each."""
    content, inner = b"0 0 1 1 re f", Dictionary()
    for _ in range(20):
        made = corpus.tile(content)(pdf)
        made["/Resources"] = Dictionary(Pattern=inner)
        inner, content = Dictionary(P=made), b"/Pattern cs /P scn 0 0 9 9 re f " * 10
    corpus.resources(pdf, "/Pattern")["/P"] = inner["/P"]


LONG = "9" * 400
HOSTILE: dict[str, tuple[corpus.File, str]] = {
    "forms in forms": (corpus.drawn("/F Do", change=forms(11, 10)), "too-complex"),
    "forms in a circle": (corpus.drawn("/F Do", change=circle), ""),
    "content of 400 MB": (corpus.altered(swollen(b"q ", 200_000_000)), "too-complex"),
    "content of 60 MB": (corpus.altered(swollen(b"q ", 30_000_000)), "too-complex"),
    "content packed twice": (corpus.altered(swollen(b"q ", 200_000_000, layers=2)), "too-complex"),
    "an image bomb": (corpus.drawn(corpus.PLACED, change=corpus.using("/XObject", "/I", corpus.bomb)), "huge-image"),
    "an image that lies": (corpus.drawn(corpus.PLACED, change=lying_image), "ink-unmeasured"),
    "a hundred thousand operators": (corpus.drawn(b"0 1 1 0 k 20 100 5 5 re f\n" * 33_000), ""),
    "pages in a circle": (corpus.altered(looping_pages), "not-pdf"),
    "bookmarks in a circle": (corpus.altered(outline), ""),
    "ranges without end": (corpus.altered(ranges), "too-complex"),
    "spaces in spaces": (corpus.drawn("/A cs 0 scn 1 1 9 9 re f", change=nested_space), "colour-space"),
    "calculators": (corpus.drawn("q 9 9 9 9 re W n /S sh /D sh Q", change=calculator), "ink-unmeasured"),
    "tiles without end": (corpus.drawn("/Pattern cs /P scn 0 0 300 300 re f", change=fine_tiles), ""),
    "a tile of itself": (corpus.drawn("/Pattern cs /P scn 0 0 300 300 re f", change=self_tile), ""),
    "a page of 350 m": (corpus.altered(wide_page), ""),
    "twenty thousand notes": (corpus.altered(many_notes), "annotation"),
    "entities in entities": (corpus.altered(laughing), "broken-xmp"),
    "XMP that is XML alone": (
        corpus.altered(lambda pdf: pdf.Root["/Metadata"].write(b"<x>a</x>")),
        "broken-xmp",
    ),
    "boxes of words": (
        corpus.altered(lambda pdf: corpus.page_of(pdf).__setitem__("/CropBox", Array([Name.A] * 4))),
        "",
    ),
    "arrays in arrays": (corpus.drawn(b"[" * 100_000 + b"]" * 100_000 + b" 0 d"), ""),
    "an array of a million": (corpus.drawn(b"BT /Song 9 Tf [" + b"1 " * 1_000_000 + b"] TJ ET"), ""),
    "states without end": (corpus.drawn(b"q " * 90_000), "unbalanced-state"),
    "numbers without end": (corpus.drawn(f"{LONG} 0 0 {LONG} 0 0 cm 0 0 {LONG} {LONG} re f 0 0 m {LONG} 9 l S"), ""),
    "a letter as large as a county": (corpus.drawn(corpus.shown("云", 10_000_000)), ""),
    "a picture as large": (corpus.drawn("q 9999999 0 0 9999999 0 0 cm /Photo Do Q"), "low-resolution"),
    "full pages without end": (corpus.drawn(b"0 0 300 300 re f\n" * 60_000), "ink-unmeasured"),
    "slanted areas as large": (
        corpus.drawn("q .8 .6 -.6 .8 9 9 cm -9999999 -9999999 99999999 99999999 re W n 99999999 w 0 0 m 9 9999999 l S 0 0 m 9999999 9 l 9 9999999 l f Q"),
        "",
    ),
    "a mask of itself": (corpus.drawn("/M gs 0 0 9 9 re f", change=mask_of_itself), ""),
    "masks in masks": (corpus.drawn("/M0 gs 0 0 9 9 re f", change=masks_in_masks), "too-complex"),
    "groups in groups": (corpus.drawn("/G5 Do", change=groups_in_groups), ""),
    "tiles in tiles": (corpus.drawn("/Pattern cs /P2 scn 0 0 300 300 re f", change=tiles_in_tiles), ""),
    "a mesh without end": (corpus.drawn("/S sh", change=endless_mesh(4, 30_000_000)), "ink-unmeasured"),
    "patches without end": (corpus.drawn("/S sh", change=endless_mesh(7, 3_000_000)), "ink-unmeasured"),
    "dashes without end": (corpus.drawn("[.0001] 0 d 0 0 m 300 300 l S [0 0] 0 d 0 0 m 9 9 l S [0 .001] 1e30 d 0 0 m 9 9 l S"), ""),
    "expressions in expressions": (corpus.drawn("/OC /L BDC 0 0 9 9 re f EMC", change=deep_expression), "layers"),
    "a mesh of one tone": (corpus.drawn("/S sh", change=constant_mesh), ""),
    "meshes without end": (corpus.drawn("/S sh " * 400, change=constant_mesh), "too-complex"),
    "a function asked without end": (corpus.drawn("q 5 5 20 20 re W n /S sh Q " * 1200, change=one_ramp), ""),
    "functions of functions": (
        corpus.drawn(" ".join(f"q {at} {at} 20 20 re W n /S{at} sh Q" for at in range(300)), change=many_ramps),
        "",
    ),
    "letters of letters": (corpus.drawn(b"BT /T 9 Tf " + b"(aaaa) Tj " * 2000 + b"ET", change=letters_of_letters), ""),
    "two million operators": (corpus.drawn(b"0 0 1 1 re f\n" * 1_000_000), "too-complex"),
    "states in states": (corpus.drawn(b"q " * 200_000 + b"0 0 9 9 re f " + b"Q " * 200_000), ""),
    "text without end": (corpus.drawn(b"BT /Song 9 Tf 9 9 Td <" + b"0003" * 3_000_000 + b"> Tj ET"), "too-complex"),
    "dashes in dashes": (corpus.drawn(b"[" + b"1 2 " * 100_000 + b"] 0 d " + b"0 0 m 300 300 l S " * 2000), "too-complex"),
    "contents in pieces": (corpus.altered(many_contents), ""),
    "names without end": (corpus.altered(many_names), ""),
    "stamps without end": (corpus.altered(many_stamps), "too-complex"),
    "faces without end": (corpus.altered(many_faces), "font-not-embedded"),
    "patterns of patterns": (corpus.drawn("/Pattern cs /P scn 0 0 300 300 re f", change=long_chain), "too-complex"),
    "pictures in the content": (corpus.drawn(b"BI /W 1 /H 1 /BPC 8 /CS /G ID a EI " * 200_000), "too-complex"),
    "a CMap of itself": (corpus.drawn("", change=cmap_of_itself), "too-complex"),
    "operators without operands": (corpus.drawn("cm Tf Do gs scn k rg Tj TJ Tm re l c W f"), "broken-content"),
    "operands of the wrong kind": (corpus.drawn("/a /b /c /d k (x) cs [1] gs <</A 1>> Do /x 1 Tf"), "broken-content"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_of_in_bounded_time_and_memory(name: str, tmp_path: Path) -> None:
    file, code = HOSTILE[name]
    _, found = judged(corpus.made(file), tmp_path)
    assert code in found or not code, found
    if not code:
        assert "too-complex" not in found


def test_three_thousand_pages_without_end_are_left_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What all of a file may take is two hundred seconds a stage: here a hundredth of it."""
    monkeypatch.setattr(bulk, "FILE_WORK", bulk.FILE_WORK // 100)
    before = time.process_time()
    seen = inspect(corpus.made(corpus.altered(many_pages)), "x1a", "x1a")
    assert time.process_time() - before < CPU
    told = [d.message.zh for d in seen.diagnostics if d.code == "too-complex"]
    assert len(told) == 1
    assert "第 " in told[0]


@pytest.mark.parametrize("seed", range(24))
def test_damaged_bytes_are_findings_too(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    row = corpus.ROWS[chance.randrange(len(corpus.ROWS))]
    data = bytearray(corpus.made(row.bad))
    if seed % 2:
        # Pages that are hard to draw, their content laid open.
        page, out = chance.choice(list(HARD.values())), io.BytesIO()
        page.save(out, compress_streams=False, static_id=True)
        data = bytearray(out.getvalue())
    for _ in range(chance.randint(1, 40)):
        if len(data) < 100:
            break
        at = chance.randrange(len(data))
        if chance.random() < 0.3:
            data[at : at + chance.randint(1, 400)] = b""
        else:
            data[at : at + 2] = bytes(chance.choices(b"/<>[]()0R1 qQfTj.", k=chance.randint(0, 4)))
    judged(bytes(data), tmp_path)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4", b"\0" * 1000, b"%PDF-1.4\ntrailer <</Root 1 0 R>>"]
)
def test_what_is_no_pdf_is_refused(data: bytes, tmp_path: Path) -> None:
    assert judged(data, tmp_path)[0] == 4
