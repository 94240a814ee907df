"""PDFs with one fault each, and sound twins beside them, made in memory by none of our painters.

Every file begins as a sound page for its standard: type in an embedded face, a rule, a picture.
A row changes it by one thing.  What the fault is called is the row's `code`.  Long, because it is
a table of a hundred faults.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name

from tests import kit

if TYPE_CHECKING:
    from collections.abc import Callable

PRESS = kit.ROOT / "layout" / "press"
WORDS = "云岭日报AB"
SIDE = 300
DATE, STAMP = "2026-10-18T00:00:00+08:00", "D:20261018000000+08'00'"
SPACES = {
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
PAGE = b"/Over gs 0 0 0 1 k 0 0 0 1 K 1 w 20 20 m 280 20 l S q 72 0 0 72 200 200 cm /Photo Do Q\n"


@dataclass(frozen=True)
class File:
    """A file: what its page draws behind the sound page, and what is changed in it."""

    content: bytes = b""
    change: Callable[[pikepdf.Pdf], object] = lambda _: None
    standard: str = "x1a"
    words: bool = True
    # Bytes of the finished file that are put in the place of others.
    mended: tuple[bytes, bytes] = (b"", b"")
    saving: dict[str, Any] = field(default_factory=dict)

    @property
    def press(self) -> str:
        """The press profile that asks for the file's standard."""
        return "coated" if self.standard == "x4" else "newsprint"


@dataclass(frozen=True, eq=False)
class Row:
    """A fault, the file that has it, and a twin that has not; `also` comes along unavoidably."""

    code: str
    bad: File
    good: File
    also: frozenset[str] = frozenset()


@cache
def glyphs() -> tuple[bytes, dict[str, int], dict[int, int]]:
    """A small TrueType face with the glyph of each of our words and its advance."""
    face = hb.Face(hb.Blob.from_file_path(kit.ROOT / "fonts" / "NotoSansSC-Regular.ttf"))
    wanted = hb.SubsetInput()
    for char in WORDS:
        wanted.unicode_set.add(ord(char))
    small = hb.subset(face, wanted)
    font = hb.Font(small)
    ids = {char: font.get_nominal_glyph(ord(char)) for char in WORDS}
    upem = small.upem
    widths = {i: round(font.get_glyph_h_advance(i) * 1000 / upem) for i in ids.values()}
    return small.blob.data, ids, widths


def shown(text: str = WORDS, size: float = 10, at: tuple[int, int] = (30, 250)) -> bytes:
    """Operators that set a text."""
    codes = "".join(f"{glyphs()[1][char]:04X}" for char in text)
    return f"BT /Song {size} Tf 1 0 0 1 {at[0]} {at[1]} Tm <{codes}> Tj ET\n".encode()


def made(file: File) -> bytes:
    """The bytes of a file."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(SIDE, SIDE))
    page = pdf.pages[0]
    text = shown() if file.words else b""
    page.Contents = pdf.make_stream(PAGE + text + file.content)
    page.obj["/TrimBox"] = Array([0, 0, SIDE, SIDE])
    states = Dictionary(
        Over=Dictionary(OP=True, op=True, OPM=1), Knock=Dictionary(OP=False, op=False)
    )
    if file.standard == "a2u":
        states["/Over"] = Dictionary(OP=False, op=False)
    page.obj["/Resources"] = Dictionary(
        ExtGState=states,
        Font=Dictionary(Song=composite_font(pdf)),
        XObject=Dictionary(Photo=photo(pdf, 250)),
        ColorSpace=Dictionary(),
        Pattern=Dictionary(),
        Shading=Dictionary(),
    )
    _identify(pdf, file.standard)
    file.change(pdf)
    data = saved(pdf, {"x1a": "1.4", "x4": "1.6", "a2u": "1.7"}[file.standard], **file.saving)
    return data.replace(*file.mended) if file.mended[0] else data


def saved(pdf: pikepdf.Pdf, version: str, **saving: Any) -> bytes:
    out = io.BytesIO()
    options: dict[str, Any] = {
        "object_stream_mode": pikepdf.ObjectStreamMode.disable,
        "deterministic_id": True,
        "force_version": version,
        "stream_decode_level": pikepdf.StreamDecodeLevel.none,
    }
    if "encryption" in saving:
        del options["deterministic_id"], options["stream_decode_level"]
    pdf.save(out, **(options | saving))
    return out.getvalue()


@cache
def packed(data: bytes) -> bytes:
    """Bytes as a file keeps them: what a hundred files carry is deflated once."""
    return zlib.compress(data)


def deflated(pdf: pikepdf.Pdf, data: bytes, **entries: Any) -> pikepdf.Object:
    """A stream of deflated bytes, its entries said."""
    made = pikepdf.Stream(pdf, packed(data))
    made.stream_dict = Dictionary(Filter=Name.FlateDecode, **entries)
    return pdf.make_indirect(made)


def profile(pdf: pikepdf.Pdf, name: str, components: int) -> pikepdf.Object:
    """The profile of a press as a stream."""
    return deflated(pdf, (PRESS / name).read_bytes(), N=components)


def photo(pdf: pikepdf.Pdf, pixels: int, **entries: Any) -> pikepdf.Object:
    """A picture of one tone; other entries say another space."""
    given = {"ColorSpace": Name.DeviceCMYK, "BitsPerComponent": 8, **entries}
    parts = {"/DeviceGray": 1, "/DeviceRGB": 3}.get(str(given["ColorSpace"]), 4)
    row = (pixels * parts * given["BitsPerComponent"] + 7) // 8
    tones = b"\x40" * row * pixels
    size = {"Width": pixels, "Height": pixels}
    return deflated(pdf, tones, Type=Name.XObject, Subtype=Name.Image, **size, **given)


def composite_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    data, ids, widths = glyphs()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/AAAAAA+Hei"),
        Flags=4,
        FontBBox=Array([0, -200, 1000, 900]),
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=700,
        StemV=80,
        FontFile2=deflated(pdf, data, Length1=len(data)),
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/AAAAAA+Hei"),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        DW=1000,
        W=Array([v for i, w in sorted(widths.items()) for v in (i, Array([w]))]),
    )
    pairs = "\n".join(f"<{i:04X}> <{ord(c):04X}>" for c, i in ids.items())
    cmap = f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(ids)} beginbfchar\n{pairs}\nendbfchar"
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/AAAAAA+Hei"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_stream(cmap.encode()),
        )
    )


def _identify(pdf: pikepdf.Pdf, standard: str) -> None:
    coated = standard == "x4"
    name = "ISOcoated_v2_300_bas.icc" if coated else "IFRA26S_TAC220.icc"
    said = {
        ("dc", "title"): "云岭日报",
        ("xmp", "CreateDate"): DATE,
        ("xmp", "ModifyDate"): DATE,
        ("xmp", "MetadataDate"): DATE,
    }
    if standard == "a2u":
        said |= {("pdfaid", "part"): "2", ("pdfaid", "conformance"): "U"}
    else:
        said[("pdf", "Trapped")] = "False"
    if standard == "x1a":
        said[("pdfx", "GTS_PDFXVersion")] = "PDF/X-1a:2003"
    if coated:
        said |= {
            ("pdfxid", "GTS_PDFXVersion"): "PDF/X-4",
            ("xmpMM", "DocumentID"): "uuid:1",
            ("xmpMM", "VersionID"): "1",
            ("xmpMM", "RenditionClass"): "default",
        }
    pdf.Root["/Metadata"] = pdf.make_indirect(_packet(pdf, said))
    pdf.Root["/OutputIntents"] = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name("/GTS_PDFA1" if standard == "a2u" else "/GTS_PDFX"),
                OutputConditionIdentifier="FOGRA39" if coated else "IFRA26",
                RegistryName="http://www.color.org",
                Info="a printing condition",
                DestOutputProfile=profile(pdf, name, 4),
            )
        ]
    )
    info = {"/Title": "云岭日报", "/CreationDate": STAMP, "/ModDate": STAMP}
    if standard == "x1a":
        info |= {"/GTS_PDFXVersion": "PDF/X-1a:2003"}
    entries = Dictionary({k: pikepdf.String(v) for k, v in info.items()})
    if standard != "a2u":
        entries["/Trapped"] = Name("/False")
    pdf.trailer["/Info"] = pdf.make_indirect(entries)


def _packet(pdf: pikepdf.Pdf, said: dict[tuple[str, str], str]) -> pikepdf.Stream:
    named = "".join(f' xmlns:{p}="{uri}"' for p, uri in SPACES.items())
    told = "".join(f"<{p}:{name}>{value}</{p}:{name}>" for (p, name), value in said.items())
    data = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{named}>{told}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    stream = pdf.make_stream(data.encode())
    stream["/Type"], stream["/Subtype"] = Name.Metadata, Name.XML
    return stream


# -- ways to change a file


def drawn(content: bytes | str, **facts: Any) -> File:
    """A file whose page draws something more."""
    return File(content.encode() if isinstance(content, str) else content, **facts)


def altered(change: Callable[[pikepdf.Pdf], object], **facts: Any) -> File:
    return File(change=change, **facts)


def page_of(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].obj


def info_of(pdf: pikepdf.Pdf) -> Any:
    return pdf.trailer["/Info"]


def intent_of(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root["/OutputIntents"][0]


def resources(pdf: pikepdf.Pdf, kind: str) -> Any:
    return page_of(pdf)["/Resources"][kind]


def face_of(pdf: pikepdf.Pdf) -> Any:
    return resources(pdf, "/Font")["/Song"]


def inner_of(pdf: pikepdf.Pdf) -> Any:
    return face_of(pdf)["/DescendantFonts"][0]


def put(where: Callable[[pikepdf.Pdf], Any], key: str, value: Any, **facts: Any) -> File:
    return altered(lambda pdf: where(pdf).__setitem__(key, value), **facts)


def gone(where: Callable[[pikepdf.Pdf], Any], key: str, **facts: Any) -> File:
    return altered(lambda pdf: where(pdf).__delitem__(key), **facts)


def using(kind: str, name: str, value: Callable[[pikepdf.Pdf], Any] | Any) -> Callable[..., None]:
    """A change that puts something among the page's resources."""

    def change(pdf: pikepdf.Pdf) -> None:
        made_ = value(pdf) if callable(value) else value
        resources(pdf, kind)[name] = made_

    return change


def separation(
    name: str, alternate: str = "/DeviceCMYK", as_: list[float] | None = None
) -> Callable[[pikepdf.Pdf], Any]:
    ends = (
        as_ or {"/DeviceCMYK": [0, 1, 1, 0], "/DeviceRGB": [1, 0, 0], "/DeviceGray": [0]}[alternate]
    )

    def of(pdf: pikepdf.Pdf) -> Any:
        tint = Dictionary(
            FunctionType=2, Domain=[0, 1], N=1, C0=[0] * len(ends), C1=[float(v) for v in ends]
        )
        return pdf.make_indirect(Array([Name.Separation, Name(f"/{name}"), Name(alternate), tint]))

    return of


def state(**entries: Any) -> Callable[..., None]:
    return using("/ExtGState", "/Z", Dictionary(**entries))


def image(pixels: int, **entries: Any) -> Callable[..., None]:
    return using("/XObject", "/I", lambda pdf: photo(pdf, pixels, **entries))


PLACED = b"q 72 0 0 72 20 100 cm /I Do Q\n"
FILLED = b"/Z gs 20 100 50 50 re f\n"


def _annotation(at: list[int], **entries: Any) -> Callable[..., None]:
    def change(pdf: pikepdf.Pdf) -> None:
        facts: dict[str, Any] = {
            "Type": Name.Annot,
            "Subtype": Name.Text,
            "Rect": Array(at),
            "Contents": "?",
        }
        if "AP" not in entries:
            facts["AP"] = Dictionary(N=form(b"")(pdf))
        made_ = {key: v(pdf) if callable(v) else v for key, v in (facts | entries).items()}
        page_of(pdf)["/Annots"] = Array([pdf.make_indirect(Dictionary(**made_))])

    return change


def _trimmed(inset: int, bleed: int = 0) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        edge = SIDE - inset
        page_of(pdf)["/TrimBox"] = Array([inset, inset, edge, edge])
        wide = [inset - bleed, inset - bleed, edge + bleed, edge + bleed]
        page_of(pdf)["/BleedBox"] = Array(wide)

    return change


def _profile(name: str, components: int) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        intent_of(pdf)["/DestOutputProfile"] = profile(pdf, name, components)

    return change


def _xmp(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.Root["/Metadata"]
        data = stream.read_bytes()
        assert old in data
        stream.write(data.replace(old, new))

    return change


def _lzw(pdf: pikepdf.Pdf) -> None:
    stream = pikepdf.Stream(pdf, b"")
    stream.write(b"\x80\x40\x40", filter=Name.LZWDecode)
    pdf.Root["/Spare"] = pdf.make_indirect(stream)


def _shading(space: str, ends: tuple[list[float], list[float]]) -> Callable[..., Any]:
    def of(pdf: pikepdf.Pdf) -> Any:
        ramp = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=ends[0], C1=ends[1])
        return pdf.make_indirect(
            Dictionary(
                ShadingType=2,
                ColorSpace=Name(space),
                Coords=[20, 0, 120, 0],
                Function=ramp,
                Extend=[True, True],
            )
        )

    return of


def bomb(pdf: pikepdf.Pdf) -> Any:
    """A picture that says it has ten milliard pixels."""
    stream = photo(pdf, 8)
    stream["/Width"] = stream["/Height"] = 100_000
    return stream


def form(content: bytes, **entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    """A form with the page's own resources."""

    def of(pdf: pikepdf.Pdf) -> Any:
        stream = pdf.make_stream(content)
        facts = {"BBox": [0, 0, SIDE, SIDE], "Resources": page_of(pdf)["/Resources"]}
        for key, value in ({"Type": Name.XObject, "Subtype": Name.Form} | facts | entries).items():
            stream[f"/{key}"] = value
        return pdf.make_indirect(stream)

    return of


def tile(content: bytes) -> Callable[[pikepdf.Pdf], Any]:
    """A coloured tiling pattern of 10 by 10 points."""

    def of(pdf: pikepdf.Pdf) -> Any:
        stream = pdf.make_stream(content)
        facts = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 10, "YStep": 10}
        facts |= {"BBox": [0, 0, 10, 10], "Resources": Dictionary()}
        for key, value in facts.items():
            stream[f"/{key}"] = value
        return pdf.make_indirect(stream)

    return of


def glyph_font(content: bytes) -> Callable[[pikepdf.Pdf], Any]:
    """A Type 3 font whose A draws something."""

    def of(pdf: pikepdf.Pdf) -> Any:
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=[0, 0, 1000, 1000],
                FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
                FirstChar=65,
                LastChar=65,
                Widths=[1000],
                CharProcs=Dictionary(A=pdf.make_stream(content)),
                Encoding=Dictionary(Differences=Array([65, Name("/A")])),
                Resources=Dictionary(),
            )
        )

    return of


@cache
def square_face(*, cff: bool) -> bytes:
    """A face whose A is a square, 600 wide: TrueType, or a bare CFF program."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    builder = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    shapes: dict[str, Any] = {}
    for name in (".notdef", "A"):
        pen = T2CharStringPen(600, None) if cff else TTGlyphPen(None)
        for at, point in enumerate(((50, 0), (550, 0), (550, 700), (50, 700))):
            (pen.lineTo if at else pen.moveTo)(point)
        pen.closePath()
        shapes[name] = pen.getCharString() if cff else pen.glyph()
    if cff:
        builder.setupCFF("Square", {}, shapes, {})
    else:
        builder.setupGlyf(shapes)
    builder.setupHorizontalMetrics(dict.fromkeys(shapes, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    if cff:
        compiled: bytes = builder.font["CFF "].compile(builder.font)
        return compiled
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def square_font(*, cff: bool, width: int) -> Callable[[pikepdf.Pdf], Any]:
    """A simple font of one byte a code that says how wide its A is."""

    def of(pdf: pikepdf.Pdf) -> Any:
        data = square_face(cff=cff)
        file = pdf.make_stream(data)
        if cff:
            file["/Subtype"] = Name.Type1C
        else:
            file["/Length1"] = len(data)
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/AAAAAA+Square"),
            Flags=32,
            FontBBox=[0, 0, 600, 700],
            ItalicAngle=0,
            Ascent=800,
            Descent=-200,
            CapHeight=700,
            StemV=80,
        )
        descriptor["/FontFile3" if cff else "/FontFile2"] = file
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1 if cff else Name.TrueType,
                BaseFont=Name("/AAAAAA+Square"),
                FirstChar=65,
                LastChar=66,
                Widths=[width, width],
                Encoding=Name.WinAnsiEncoding,
                FontDescriptor=pdf.make_indirect(descriptor),
            )
        )

    return of


def squares(text: str, *, cff: bool, width: int = 600, flags: int = 32, **facts: Any) -> File:
    """A page with a text in the square face."""

    def of(pdf: pikepdf.Pdf) -> Any:
        font = square_font(cff=cff, width=width)(pdf)
        font["/FontDescriptor"]["/Flags"] = flags
        return font

    content = f"BT /Q 20 Tf 30 150 Td ({text}) Tj ET"
    return drawn(content, change=using("/Font", "/Q", of), **facts)


@cache
def oldest_face() -> tuple[bytes, int, int]:
    """A Type 1 program whose A is a square, 600 wide, and the lengths of its first two parts."""
    from fontTools.misc.eexec import encrypt
    from fontTools.misc.psCharStrings import T1CharString

    def coded(*program: Any) -> bytes:
        string = T1CharString(program=list(program))
        string.compile()
        secret: bytes = encrypt(b"0000" + string.bytecode, 4330)[0]
        return secret

    square = coded(
        50, 600, "hsbw", 0, "vmoveto", 500, "hlineto", 700, "vlineto", -500, "hlineto", "closepath", "endchar"
    )  # fmt: skip
    nothing = coded(0, 600, "hsbw", "endchar")
    routine = coded("return")
    private = b"dup /Private 8 dict dup begin /RD {string currentfile exch readstring pop} def\n"
    private += b"/lenIV 4 def /Subrs 1 array dup 0 %d RD %s NP\n" % (len(routine), routine)
    private += b"2 index /CharStrings 2 dict dup begin\n"
    private += b"/.notdef %d RD %s ND\n" % (len(nothing), nothing)
    private += b"/A %d RD %s ND\nend end readonly put mark currentfile closefile\n" % (
        len(square),
        square,
    )
    clear = (
        b"%!PS-AdobeFont-1.0: Square\n/FontName /Square def /FontType 1 def /PaintType 0 def\n"
        b"/FontMatrix [0.001 0 0 0.001 0 0] readonly def /FontBBox {0 0 600 700} readonly def\n"
        b"/Encoding StandardEncoding def currentfile eexec\n"
    )
    secret = encrypt(b"0000" + private, 55665)[0]
    return clear + secret + b"0" * 512 + b"\ncleartomark\n", len(clear), len(secret)


def oldest_font(pdf: pikepdf.Pdf, **entries: Any) -> Any:
    """The Type 1 square face; entries change its dictionaries."""
    data, clear, secret = oldest_face()
    font = square_font(cff=True, width=entries.get("width", 600))(pdf)
    file = pdf.make_stream(data)
    for key, length in zip(("/Length1", "/Length2", "/Length3"), (clear, secret, 525), strict=True):
        file[key] = entries.get(key.strip("/"), length)
    descriptor = font["/FontDescriptor"]
    del descriptor["/FontFile3"]
    descriptor["/FontFile"] = file
    if "CharSet" in entries:
        descriptor["/CharSet"] = entries["CharSet"]
    if "Encoding" in entries:
        font["/Encoding"] = entries["Encoding"]
    return font


def oldest(text: str, **entries: Any) -> File:
    """A page with a text in the Type 1 square face."""
    content = f"BT /Q 20 Tf 30 150 Td ({text}) Tj ET"
    facts = {"standard": entries["standard"]} if "standard" in entries else {}
    change = using("/Font", "/Q", lambda pdf: oldest_font(pdf, **entries))
    return drawn(content, change=change, **facts)


def coded_face(text: bytes, encoding: Any, ordering: str, map_to: dict[int, str]) -> File:
    """A page that shows a string in our face by another CMap; `map_to` are the CIDs of characters."""

    def of(pdf: pikepdf.Pdf) -> Any:
        inner = Dictionary(inner_of(pdf))
        _, ids, widths = glyphs()
        table = bytearray(2 * (max(map_to) + 1))
        for cid, char in map_to.items():
            table[2 * cid : 2 * cid + 2] = ids[char].to_bytes(2, "big")
        inner["/CIDToGIDMap"] = pdf.make_stream(bytes(table))
        inner["/CIDSystemInfo"] = Dictionary(Registry="Adobe", Ordering=ordering, Supplement=2)
        inner["/W"] = Array(
            [v for cid, c in map_to.items() for v in (cid, Array([widths[ids[c]]]))]
        )
        made_ = Dictionary(face_of(pdf))
        made_["/DescendantFonts"] = Array([pdf.make_indirect(inner)])
        made_["/Encoding"] = encoding(pdf) if callable(encoding) else encoding
        del made_["/ToUnicode"]
        return pdf.make_indirect(made_)

    content = b"BT /C 20 Tf 30 150 Td <" + text.hex().encode() + b"> Tj ET"
    return drawn(content, change=using("/Font", "/C", of))


def own_cmap(body: str, ordering: str = "GB1") -> Callable[[pikepdf.Pdf], Any]:
    """A CMap that the file embeds."""

    def of(pdf: pikepdf.Pdf) -> Any:
        info = Dictionary(Registry="Adobe", Ordering=ordering, Supplement=2)
        return pdf.make_stream(
            body.encode(), Type=Name.CMap, CMapName=Name("/Own"), CIDSystemInfo=info, WMode=0
        )

    return of


# The CIDs of 云 and 岭 in Adobe-GB1.
GB1 = {4361: "云", 2612: "岭"}
OWN = (
    "1 begincodespacerange <8000> <FFFF> endcodespacerange "
    "1 begincodespacerange <00> <7F> endcodespacerange "
    "1 begincidrange <8000> <8000> 4361 endcidrange 1 begincidchar <41> 2612 endcidchar"
)


def standard_font(name: str) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))


def _named(face: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for font in (face_of(pdf), inner_of(pdf)):
            font["/BaseFont"] = Name(f"/AAAAAA+{face}-Regular")

    return change


def _second_page(**boxes: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        first = page_of(pdf)
        facts = {key: first[f"/{key}"] for key in ("MediaBox", "TrimBox", "Resources")}
        contents = pdf.make_stream(PAGE + shown())
        page = Dictionary(**{"Type": Name.Page, "Contents": contents, **facts, **boxes})
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))

    return change


def _attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["copy.txt"] = b"notes"


def _layers(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="广告"))
        usual = Dictionary(Name="all", Order=Array([layer]))
        for key, value in entries.items():
            usual[f"/{key}"] = value if isinstance(value, Array) else Array([layer])
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=usual)

    return change


def _both(*changes: Callable[[pikepdf.Pdf], object]) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for one in changes:
            one(pdf)

    return change


def _two_spots(
    one: str, other: str, alternate: str = "/DeviceCMYK", ends: list[float] | None = None
) -> File:
    return drawn(
        "/A cs 1 scn 20 100 20 20 re f /B cs 1 scn 60 100 20 20 re f",
        change=_both(
            using("/ColorSpace", "/A", separation(one)),
            using("/ColorSpace", "/B", separation(other, alternate, ends)),
        ),
    )


def _corner(black: int, space: str = "/DeviceCMYK") -> Callable[[pikepdf.Pdf], Any]:
    """A triangle with one corner in many inks."""
    heavy = [255, 255, 255, 255 * black] if space == "/DeviceCMYK" else [255, 0, 0]
    light = [40] * len(heavy)
    if not black:
        heavy = [40] * len(heavy)

    def of(pdf: pikepdf.Pdf) -> Any:
        data = b"".join(
            bytes([0, *spot, *shades])
            for spot, shades in (((0, 0), light), ((255, 0), light), ((0, 255), heavy))
        )
        made_ = pdf.make_stream(data)
        facts = {"ShadingType": 4, "ColorSpace": Name(space), "BitsPerFlag": 8}
        facts |= {"BitsPerCoordinate": 8, "BitsPerComponent": 8}
        facts["Decode"] = Array([20, 300, 100, 300, *[0, 1] * len(heavy)])
        for key, value in facts.items():
            made_[f"/{key}"] = value
        return pdf.make_indirect(made_)

    return of


_FLAT = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0.5], C1=[1.0])


def _tagged(**entries: Any) -> Callable[..., None]:
    """Colours of a press that is not the intent's."""
    data = (PRESS / "IFRA26S_TAC220.icc").read_bytes()
    return using(
        "/ColorSpace",
        "/L",
        lambda pdf: Array([Name.ICCBased, pdf.make_stream(data, **{"N": 4, **entries})]),
    )


def _lab() -> Array:
    return Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])


def _default_cmyk(pdf: pikepdf.Pdf) -> None:
    _tagged()(pdf)
    spaces = resources(pdf, "/ColorSpace")
    spaces["/DefaultCMYK"] = spaces["/L"]


def _empty_picture(pdf: pikepdf.Pdf) -> Any:
    stream = photo(pdf, 200)
    stream.write(zlib.compress(b"1234"), filter=Name.FlateDecode)
    return stream


def _masked_by(content: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        resources(pdf, "/Font")["/C"] = standard_font("Helvetica")
        drawn_ = form(content.encode(), Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
        mask = Dictionary(S=Name.Luminosity, G=drawn_(pdf))
        resources(pdf, "/ExtGState")["/M"] = Dictionary(SMask=mask)

    return change


def on_layer(*states: str, expression: bool = False) -> File:
    """A page that draws on a layer: off, or switched on or off in print."""

    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="广告"))
        usual = Dictionary(Name="all", Order=Array([layer]))
        if "off" in states:
            usual["/OFF"] = Array([layer])
        for word in ("ON", "OFF"):
            if f"print {word}" in states:
                layer["/Usage"] = Dictionary(Print=Dictionary(PrintState=Name(f"/{word}")))
                usual["/AS"] = Array(
                    [
                        Dictionary(
                            Event=Name.Print, OCGs=Array([layer]), Category=Array([Name.Print])
                        )
                    ]
                )
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=usual)
        member = Dictionary(
            Type=Name.OCMD, VE=Array([Name.And, layer, Array([Name.Not, Array([Name.Not, layer])])])
        )
        page_of(pdf)["/Resources"]["/Properties"] = Dictionary(L=member if expression else layer)

    return drawn("/OC /L BDC 1 1 .2 0 k 20 100 50 50 re f EMC", change=change, standard="x4")


SOUND = File()
SOUND4 = File(standard="x4")
SOUND2 = File(standard="a2u")
LOCKED = pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False)

DOCUMENT = (
    Row(
        "no-claim",
        altered(
            lambda p: (info_of(p).__delitem__("/GTS_PDFXVersion"), _xmp(b"PDF/X-1a:2003", b"")(p))
        ),
        SOUND,
    ),
    Row("claim-mismatch", put(info_of, "/GTS_PDFXVersion", "PDF/X-3:2003"), SOUND),
    Row("claim-mismatch", altered(_xmp(b">PDF/X-1a:2003<", b">PDF/X-3:2003<")), SOUND),
    Row("missing-info", gone(info_of, "/Title"), put(info_of, "/Keywords", "报")),
    Row("missing-info", put(info_of, "/ModDate", " "), SOUND, frozenset({"xmp-disagrees"})),
    Row("info-value", put(info_of, "/Pages", 4), put(info_of, "/Pages", "4")),
    Row("trapped", gone(info_of, "/Trapped"), SOUND),
    Row(
        "trapped",
        put(info_of, "/Trapped", Name("/Unknown")),
        altered(
            _both(
                lambda p: info_of(p).__setitem__("/Trapped", Name("/True")),
                _xmp(b">False<", b">True<"),
            )
        ),
        frozenset({"xmp-disagrees"}),
    ),
    Row(
        "trapped",
        altered(_xmp(b">False<", b">Unknown<"), standard="x4"),
        SOUND4,
        frozenset({"xmp-disagrees"}),
    ),
    Row("xmp-disagrees", put(info_of, "/Title", "别的报"), SOUND),
    Row("broken-xmp", altered(lambda p: p.Root["/Metadata"].write(b"<x>")), SOUND),
    Row("missing-xmp", gone(lambda p: p.Root, "/Metadata"), SOUND),
    Row("missing-xmp", altered(_xmp(b"uuid:1", b""), standard="x4"), SOUND4),
    Row("unknown-xmp", altered(_xmp(b"dc:title", b"dc:headline"), standard="a2u"), SOUND2),
    Row(
        "object-streams",
        File(
            saving={
                "object_stream_mode": pikepdf.ObjectStreamMode.generate,
                "force_version": "1.5",
            }
        ),
        SOUND,
        frozenset({"pdf-version"}),
    ),
    Row(
        "pdf-version", File(saving={"force_version": "1.7"}), File(saving={"force_version": "1.3"})
    ),
    Row("encrypted", File(saving={"encryption": LOCKED}), SOUND),
    Row(
        "forbidden-filter",
        altered(
            _lzw,
            saving={
                "stream_decode_level": pikepdf.StreamDecodeLevel.none,
                "compress_streams": False,
            },
        ),
        SOUND,
    ),
    Row(
        "postscript",
        altered(
            lambda p: p.Root.__setitem__(
                "/Spare", p.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)
            )
        ),
        SOUND,
    ),
    Row(
        "external-stream",
        altered(lambda p: p.Root.__setitem__("/Spare", p.make_stream(b"", F="elsewhere.bin"))),
        SOUND,
    ),
    Row(
        "reference-xobject",
        drawn(
            "/F Do",
            change=using("/XObject", "/F", form(b"", Ref=Dictionary(F="other.pdf", Page=0))),
        ),
        drawn("/F Do", change=using("/XObject", "/F", form(b""))),
    ),
    Row(
        "opi", drawn(PLACED, change=image(200, OPI=Dictionary())), drawn(PLACED, change=image(200))
    ),
    Row(
        "alternate-image",
        drawn(PLACED, change=image(200, Alternates=Array([]))),
        drawn(PLACED, change=image(200)),
    ),
    Row("preseparated", put(page_of, "/SeparationInfo", Dictionary()), SOUND),
    Row(
        "action",
        altered(lambda p: p.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS="1"))),
        SOUND,
    ),
    Row("action", put(page_of, "/AA", Dictionary()), SOUND),
    Row(
        "action",
        altered(
            lambda p: p.Root.__setitem__(
                "/Outlines",
                Dictionary(
                    First=p.make_indirect(Dictionary(Title="a", A=Dictionary(S=Name.URI, URI="x")))
                ),
            )
        ),
        altered(
            lambda p: p.Root.__setitem__(
                "/Outlines", Dictionary(First=p.make_indirect(Dictionary(Title="a")))
            )
        ),
    ),
    Row(
        "form-field",
        altered(
            lambda p: p.Root.__setitem__("/AcroForm", Dictionary(Fields=Array([Dictionary()])))
        ),
        altered(lambda p: p.Root.__setitem__("/AcroForm", Dictionary(Fields=Array([])))),
    ),
    Row("attachment", altered(_attached), SOUND, frozenset()),
    Row("layers", altered(_layers()), SOUND),
    Row("layers", altered(_layers(AS=Array([])), standard="x4"), altered(_layers(), standard="x4")),
    Row(
        "hidden-layer",
        altered(_layers(OFF=None), standard="x4"),
        altered(_layers(ON=None), standard="x4"),
    ),
    Row("hidden-layer", on_layer("off"), on_layer()),
    Row("hidden-layer", on_layer("off", expression=True), on_layer(expression=True)),
    Row(
        "prints-unseen",
        on_layer("off", "print ON"),
        on_layer(),
        frozenset({"hidden-layer", "layers"}),
    ),
    Row("seen-unprinted", on_layer("print OFF"), on_layer(), frozenset({"layers"})),
    Row("private-data", put(page_of, "/PieceInfo", Dictionary()), SOUND),
    Row("private-data", altered(lambda p: page_of(p).__setitem__("/Thumb", photo(p, 8))), SOUND),
    Row(
        "form-field",
        altered(lambda p: p.Root.__setitem__("/AcroForm", Dictionary(XFA="x", Fields=Array([])))),
        SOUND,
    ),
    Row(
        "repaired-file",
        File(mended=(b"startxref\n", b"startxref\n9")),
        SOUND,
        frozenset({"missing-id"}),
    ),
    Row(
        "repaired-file",
        File(
            mended=(b"/Rotate 0", b"/Rotate 0/Rotate 0"),
            change=lambda p: page_of(p).__setitem__("/Rotate", 0),
        ),
        SOUND,
    ),
    Row(
        "annotation-appearance",
        altered(
            _annotation(
                [50, 50, 80, 80], AP=lambda p: Dictionary(N=form(b"1 0 0 rg 0 0 9 9 re f")(p))
            )
        ),
        altered(
            _annotation(
                [-50, 50, -20, 80], AP=lambda p: Dictionary(N=form(b"1 0 0 rg 0 0 9 9 re f")(p))
            )
        ),
        frozenset({"annotation"}),
    ),
    Row(
        "annotation-appearance",
        altered(_annotation([50, 50, 80, 80], F=4, AP=Dictionary()), standard="a2u"),
        altered(_annotation([50, 50, 80, 80], F=4), standard="a2u"),
    ),
    Row("output-intent", gone(lambda p: p.Root, "/OutputIntents"), SOUND),
    Row("output-intent", gone(intent_of, "/OutputConditionIdentifier"), SOUND),
    Row(
        "output-intent",
        altered(
            lambda p: (intent_of(p).__delitem__("/RegistryName"), intent_of(p).__delitem__("/Info"))
        ),
        gone(intent_of, "/RegistryName"),
    ),
    Row("output-profile", gone(intent_of, "/DestOutputProfile"), SOUND),
    Row("output-profile", altered(_profile("sRGB.icc", 3)), SOUND),
    Row(
        "output-profile",
        altered(_profile("IFRA26S_TAC220.icc", 3)),
        altered(_profile("IFRA26S_TAC240.icc", 4)),
    ),
    Row(
        "annotation",
        altered(_annotation([50, 50, 80, 80])),
        altered(_annotation([-50, 50, -20, 80])),
    ),
    Row(
        "annotation",
        altered(_annotation([50, 50, 80, 80]), standard="a2u"),
        altered(_annotation([50, 50, 80, 80], F=4), standard="a2u"),
    ),
    Row(
        "nesting",
        drawn(b"q " * 40 + b"Q " * 40, standard="a2u"),
        drawn(b"q " * 20 + b"Q " * 20, standard="a2u"),
    ),
    Row(
        "overprint",
        drawn(FILLED, change=state(op=True), standard="a2u"),
        drawn(FILLED, change=state(op=False), standard="a2u"),
    ),
    Row(
        "image-setting",
        drawn(PLACED, change=image(200, Interpolate=True), standard="a2u"),
        drawn(PLACED, change=image(200), standard="a2u"),
    ),
)

PAGES = (
    Row("page-boxes", gone(page_of, "/TrimBox"), SOUND),
    Row("page-boxes", put(page_of, "/ArtBox", Array([9, 9, 99, 99])), SOUND),
    Row("page-boxes", put(page_of, "/TrimBox", Array([0, 0, SIDE, SIDE + 9])), SOUND),
    Row(
        "page-boxes",
        put(page_of, "/BleedBox", Array([9, 9, SIDE, SIDE])),
        put(page_of, "/BleedBox", Array([0, 0, SIDE, SIDE])),
    ),
    Row(
        "user-unit",
        put(page_of, "/UserUnit", 2, standard="x4"),
        put(page_of, "/UserUnit", 1, standard="x4"),
        frozenset({"low-resolution"}),
    ),
    Row(
        "crop-box",
        altered(
            _both(
                _trimmed(30),
                lambda p: page_of(p).__setitem__("/CropBox", Array([20, 20, 280, 280])),
            )
        ),
        altered(
            _both(
                _trimmed(30),
                lambda p: page_of(p).__setitem__("/CropBox", Array([0, 0, SIDE, SIDE])),
            )
        ),
    ),
    Row("rotated-page", put(page_of, "/Rotate", 90), put(page_of, "/Rotate", 360)),
    Row(
        "page-sizes",
        altered(_second_page(MediaBox=Array([0, 0, SIDE, 400]), TrimBox=Array([0, 0, SIDE, 400]))),
        altered(_second_page()),
    ),
    Row("empty-page", altered(_second_page(Contents=Array([]))), altered(_second_page())),
    Row(
        "short-bleed",
        drawn("0 0 0 0.5 k 20 100 262 50 re f", change=_trimmed(20, 9), standard="x4"),
        drawn("0 0 0 0.5 k 10 100 280 50 re f", change=_trimmed(20, 9), standard="x4"),
    ),
    Row(
        "short-bleed",
        drawn("0 0 0 0.5 k 0 100 300 50 re f", change=_trimmed(20, 3), standard="x4"),
        drawn("0 0 0 0.5 k 0 100 300 50 re f", change=_trimmed(20, 9), standard="x4"),
        frozenset({"bleed-box"}),
    ),
    Row(
        "short-bleed",
        drawn("0 0 0 0.5 k -20 100 340 50 re f", standard="x4"),
        drawn("0 0 0 0.5 k -20 100 340 50 re f", change=_trimmed(20, 9), standard="x4"),
    ),
    Row(
        "bleed-box",
        altered(_trimmed(20, 3), standard="x4"),
        altered(_trimmed(20, 9), standard="x4"),
    ),
    Row("text-at-trim", drawn(shown("云", 20, (290, 150))), drawn(shown("云", 20, (270, 150)))),
    Row("unbalanced-state", drawn("q"), drawn("q Q")),
    Row("unbalanced-state", drawn("Q"), drawn("q Q")),
    Row("missing-resource", drawn("/Nowhere Do"), SOUND),
    Row("missing-resource", drawn("BT /Lost 9 Tf ET"), SOUND),
    Row("unknown-operator", drawn("1 2 frobnicate"), SOUND),
    Row("rendering-intent", drawn("/Vivid ri"), drawn("/Perceptual ri")),
    Row("broken-content", drawn("1 0 0 cm"), drawn("1 0 0 1 0 0 cm")),
)

COLOURS = (
    Row("rgb-colour", drawn("1 0 0 rg 20 100 50 50 re f"), drawn("0 1 1 0 k 20 100 50 50 re f")),
    Row(
        "rgb-colour",
        drawn("1 0 0 RG 2 w 20 100 m 80 100 l S"),
        drawn("0 1 1 0 K 2 w 20 100 m 80 100 l S"),
    ),
    Row(
        "rgb-colour",
        drawn(PLACED, change=image(200, ColorSpace=Name.DeviceRGB)),
        drawn(PLACED, change=image(200)),
    ),
    Row(
        "rgb-colour",
        drawn("BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI"),
        drawn("BI /W 1 /H 1 /BPC 8 /CS /CMYK ID \x10\x10\x10\x10 EI"),
    ),
    Row(
        "rgb-colour",
        drawn("/F Do", change=using("/XObject", "/F", form(b"1 0 0 rg 20 100 50 50 re f"))),
        drawn("/F Do", change=using("/XObject", "/F", form(b"0 1 1 0 k 20 100 50 50 re f"))),
    ),
    Row(
        "rgb-colour",
        drawn(
            "/Pattern cs /P scn 20 100 50 50 re f",
            change=using("/Pattern", "/P", tile(b"1 0 0 rg 0 0 5 5 re f")),
        ),
        drawn(
            "/Pattern cs /P scn 20 100 50 50 re f",
            change=using("/Pattern", "/P", tile(b"0 1 1 0 k 0 0 5 5 re f")),
        ),
    ),
    Row(
        "rgb-colour",
        drawn(
            "q 20 100 50 50 re W n /S sh Q",
            change=using("/Shading", "/S", _shading("/DeviceRGB", ([1, 0, 0], [0, 1, 0]))),
        ),
        drawn(
            "q 20 100 50 50 re W n /S sh Q",
            change=using("/Shading", "/S", _shading("/DeviceCMYK", ([0, 1, 1, 0], [0, 0, 1, 0]))),
        ),
    ),
    Row(
        "rgb-colour",
        drawn(
            "BT /T 20 Tf 30 150 Td (A) Tj ET",
            change=using("/Font", "/T", glyph_font(b"1000 0 d0 1 0 0 rg 0 0 500 500 re f")),
        ),
        SOUND,
        frozenset({"type3-font"}),
    ),
    Row(
        "rgb-colour",
        drawn(
            "/A cs 0.5 scn 20 100 50 50 re f",
            change=using("/ColorSpace", "/A", separation("Black", "/DeviceRGB")),
        ),
        drawn(
            "/A cs 0.5 scn 20 100 50 50 re f",
            change=using("/ColorSpace", "/A", separation("Black", "/DeviceGray")),
        ),
    ),
    Row(
        "colour-space",
        drawn(
            "/L cs 50 0 0 scn 20 100 50 50 re f",
            change=using(
                "/ColorSpace", "/L", Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])
            ),
        ),
        SOUND,
    ),
    Row(
        "colour-space",
        drawn(
            "/Knock gs /L cs 0 0 0 0.5 scn 20 100 50 50 re f",
            change=using(
                "/ColorSpace",
                "/L",
                lambda p: Array(
                    [
                        Name.ICCBased,
                        p.make_stream((PRESS / "ISOcoated_v2_300_bas.icc").read_bytes(), N=4),
                    ]
                ),
            ),
            standard="x4",
        ),
        drawn(
            "/Knock gs /L cs 0 0 0 0.5 scn 20 100 50 50 re f",
            change=using(
                "/ColorSpace",
                "/L",
                lambda p: Array(
                    [Name.ICCBased, p.make_stream((PRESS / "IFRA26S_TAC220.icc").read_bytes(), N=4)]
                ),
            ),
            standard="x4",
        ),
    ),
    Row("transparency", drawn(FILLED, change=state(ca=0.5)), drawn(FILLED, change=state(ca=1))),
    Row(
        "transparency",
        drawn(FILLED, change=state(BM=Name.Multiply)),
        drawn(FILLED, change=state(BM=Name.Normal)),
    ),
    Row("transparency", put(page_of, "/Group", Dictionary(S=Name.Transparency)), SOUND),
    Row(
        "transparency",
        drawn(
            PLACED,
            change=using(
                "/XObject",
                "/I",
                lambda p: photo(p, 200, SMask=photo(p, 200, ColorSpace=Name.DeviceGray)),
            ),
        ),
        drawn(PLACED, change=image(200)),
    ),
    Row(
        "blend-space",
        put(page_of, "/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceRGB), standard="x4"),
        put(page_of, "/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK), standard="x4"),
    ),
    Row(
        "transfer-curve",
        drawn(FILLED, change=state(TR=Name.Identity)),
        drawn(FILLED, change=state(TR2=Name.Default)),
    ),
    Row(
        "halftone",
        drawn(FILLED, change=state(HT=Dictionary(HalftoneType=1, HalftoneName="round"))),
        drawn(FILLED, change=state(HT=Dictionary(HalftoneType=1))),
    ),
    Row(
        "spot-colour",
        drawn(
            "/A cs 1 scn 20 100 50 50 re f", change=using("/ColorSpace", "/A", separation("Gold"))
        ),
        drawn(
            "/A cs 1 scn 20 100 50 50 re f",
            change=using("/ColorSpace", "/A", separation("Magenta")),
        ),
    ),
    Row(
        "spot-name",
        _two_spots("PANTONE 185 C", "PANTONE 185 CVC"),
        SOUND,
        frozenset({"spot-colour"}),
    ),
    Row("spot-name", _two_spots("Gold", "Gold", "/DeviceGray"), SOUND, frozenset({"spot-colour"})),
    Row(
        "registration-colour",
        drawn("/A cs 1 scn 20 100 3 3 re f", change=using("/ColorSpace", "/A", separation("All"))),
        drawn(
            "/A cs 1 scn 2 100 3 3 re f",
            change=_both(_trimmed(10), using("/ColorSpace", "/A", separation("All"))),
        ),
        frozenset({"object-ink"}),
    ),
    Row(
        "white-overprint",
        drawn("/Over gs 0 0 0 0 k 20 100 50 50 re f"),
        drawn("/Knock gs 0 0 0 0 k 20 100 50 50 re f"),
    ),
    Row(
        "gray-overprint",
        drawn("/Over gs 0.5 g 20 100 50 50 re f"),
        drawn("/Knock gs 0.5 g 20 100 50 50 re f"),
    ),
    Row(
        "ink-limit",
        drawn("1 1 0.5 0 k 20 100 50 50 re f"),
        drawn("1 1 0.2 0 k 20 100 50 50 re f"),
        frozenset({"object-ink"}),
    ),
    Row(
        "ink-limit",
        drawn(
            "/Over gs 1 0 0 0 k 20 100 50 50 re f 0 1 0 0 k 20 100 50 50 re f 0 0 1 0 k 20 100 50 50 re f"
        ),
        drawn("/Over gs 1 0 0 0 k 20 100 50 50 re f 0 1 0 0 k 20 100 50 50 re f"),
    ),
    Row(
        "ink-limit",
        drawn(
            "q 20 100 50 50 re W n /S sh Q",
            change=using("/Shading", "/S", _shading("/DeviceCMYK", ([1, 1, 1, 0], [1, 1, 1, 0]))),
        ),
        drawn(
            "q 20 100 50 50 re W n /S sh Q",
            change=using("/Shading", "/S", _shading("/DeviceCMYK", ([1, 1, 0, 0], [1, 1, 0, 0]))),
        ),
        frozenset({"object-ink"}),
    ),
    Row(
        "object-ink",
        drawn("q 20 100 2 2 re W n /S sh Q", change=using("/Shading", "/S", _corner(1))),
        drawn("q 20 100 2 2 re W n /S sh Q", change=using("/Shading", "/S", _corner(0))),
    ),
    Row(
        "rgb-colour",
        drawn(
            "q 20 100 2 2 re W n /S sh Q", change=using("/Shading", "/S", _corner(0, "/DeviceRGB"))
        ),
        drawn("q 20 100 2 2 re W n /S sh Q", change=using("/Shading", "/S", _corner(0))),
    ),
    Row(
        "overprint-mode",
        drawn("/Over gs /L cs 0 0 0 .5 scn 20 100 50 50 re f", change=_tagged(), standard="x4"),
        drawn("/Knock gs /L cs 0 0 0 .5 scn 20 100 50 50 re f", change=_tagged(), standard="x4"),
    ),
    Row(
        "colour-profile",
        drawn("/L cs 0 0 0 .5 scn 20 100 50 50 re f", change=_tagged(N=3), standard="x4"),
        drawn("/Knock gs /L cs 0 0 0 .5 scn 20 100 50 50 re f", change=_tagged(), standard="x4"),
    ),
    Row(
        "colour-profile",
        drawn(
            "/Knock gs /L cs 0 0 0 .5 scn 20 100 50 50 re f",
            change=_tagged(Alternate=Name.DeviceRGB),
            standard="x4",
        ),
        drawn(
            "/Knock gs /L cs 0 0 0 .5 scn 20 100 50 50 re f",
            change=_tagged(Alternate=Name.DeviceCMYK),
            standard="x4",
        ),
    ),
    Row("colour-space", altered(using("/ColorSpace", "/DefaultCMYK", _lab())), SOUND),
    Row("default-space", altered(_default_cmyk, standard="x4"), SOUND4),
    Row(
        "blend-mode",
        drawn(FILLED, change=state(BM=Name.Vivid), standard="x4"),
        drawn(FILLED, change=state(BM=Name.Multiply), standard="x4"),
    ),
    Row("black-generation", drawn(FILLED, change=state(BG2=Name.Default)), SOUND),
    Row("halftone", drawn(FILLED, change=state(HTP=Array([1, 1]))), SOUND),
    Row(
        "transfer-curve",
        drawn(
            FILLED,
            change=state(
                HT=Dictionary(
                    HalftoneType=5, Default=Dictionary(HalftoneType=1, TransferFunction=_FLAT)
                )
            ),
        ),
        drawn(
            FILLED,
            change=state(
                HT=Dictionary(
                    HalftoneType=5,
                    Default=Dictionary(HalftoneType=1, TransferFunction=Name.Identity),
                )
            ),
        ),
    ),
    Row(
        "blend-space",
        drawn(
            "/F Do",
            change=using(
                "/XObject",
                "/F",
                form(b"", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)),
            ),
            standard="x4",
        ),
        drawn(
            "/F Do",
            change=using(
                "/XObject",
                "/F",
                form(b"", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)),
            ),
            standard="x4",
        ),
    ),
    Row(
        "spot-name",
        _two_spots("Gold", "Gold", ends=[0.0, 0.5, 1.0, 0.0]),
        SOUND,
        frozenset({"spot-colour"}),
    ),
    Row(
        "unread-image",
        drawn(PLACED, change=using("/XObject", "/I", _empty_picture)),
        drawn(PLACED, change=image(200)),
    ),
    Row(
        "font-not-embedded",
        drawn(
            "/M gs 0 0 0 .5 k 20 100 50 50 re f",
            change=_masked_by("BT /C 12 Tf (A) Tj ET"),
            standard="x4",
        ),
        drawn(
            "/M gs 0 0 0 .5 k 20 100 50 50 re f",
            change=_masked_by("1 0 0 rg 0 0 9 9 re f"),
            standard="x4",
        ),
    ),
    Row(
        "ink-limit",
        drawn(
            "/Pattern cs /P scn 20 100 50 50 re f",
            change=using("/Pattern", "/P", tile(b"1 1 1 0 k 0 0 10 9 re f")),
        ),
        drawn(
            "/Pattern cs /P scn 20 100 50 50 re f",
            change=using("/Pattern", "/P", tile(b"1 1 0.2 0 k 0 0 10 9 re f")),
        ),
        frozenset({"object-ink"}),
    ),
    Row(
        "ink-advised",
        drawn("1 1 0.3 0 k 20 100 50 50 re f"),
        drawn("1 1 0.2 0 k 20 100 50 50 re f"),
    ),
    Row("object-ink", drawn("1 1 1 0 k 20 100 1 1 re f"), drawn("1 1 0 0 k 20 100 1 1 re f")),
    Row(
        "faint-tint",
        drawn("0 0 0 0.02 k 20 100 50 50 re f"),
        drawn("0 0 0 0.03 k 20 100 50 50 re f"),
    ),
)

TYPE_AND_LINES = (
    Row(
        "black-overprint",
        drawn(b"/Knock gs 0 0 0 1 k " + shown("云", 24, (30, 150))),
        drawn(b"/Knock gs 0 0 0 1 k " + shown("云", 25, (30, 150))),
    ),
    Row(
        "black-overprint",
        drawn(b"/Knock gs 0 g " + shown("云", 12, (30, 150))),
        drawn(b"/Over gs 0 0 0 1 k " + shown("云", 12, (30, 150))),
    ),
    Row(
        "black-line-overprint",
        drawn("/Knock gs 0 0 0 1 K 1 w 20 100 m 80 100 l S"),
        drawn("/Knock gs 0 0 0 1 K 3 w 20 100 m 80 100 l S"),
    ),
    Row(
        "white-overprint",
        drawn(b"0 0 0 0 k " + shown("云", 12, (30, 150))),
        drawn(b"/Knock gs 0 0 0 0 k " + shown("云", 12, (30, 150))),
    ),
    Row(
        "rich-black-text",
        drawn(b"0.3 0 0 1 k " + shown("云", 20, (30, 150))),
        drawn(b"0.3 0 0 0.8 k " + shown("云", 20, (30, 150))),
    ),
    Row(
        "small-colour-type",
        drawn(b"0.3 0.3 0.3 0 k " + shown("云", 11, (30, 150))),
        drawn(b"0.3 0.3 0.3 0 k " + shown("云", 12, (30, 150))),
    ),
    Row(
        "small-colour-type",
        drawn(b"q 0.5 0 0 0.5 0 0 cm 0.3 0.3 0.3 0 k " + shown("云", 20, (30, 150)) + b"Q"),
        drawn(b"q 0.5 0 0 0.5 0 0 cm 0.3 0.3 0.3 0 k " + shown("云", 24, (30, 150)) + b"Q"),
    ),
    Row(
        "small-reversed-type",
        drawn(b"/Knock gs 0 0 0 0 k " + shown("云", 7, (30, 150))),
        drawn(b"/Knock gs 0 0 0 0 k " + shown("云", 8, (30, 150))),
    ),
    Row("hairline", drawn("0.2 w 20 100 m 80 100 l S"), drawn("0.25 w 20 100 m 80 100 l S")),
    Row(
        "thin-rule",
        drawn("1 0 0 1 K 0.3 w 20 100 m 80 100 l S"),
        drawn("1 0 0 1 K 0.5 w 20 100 m 80 100 l S"),
    ),
    Row(
        "hairline",
        drawn("q 0.1 0 0 0.1 0 0 cm 2 w 200 1000 m 800 1000 l S Q"),
        drawn("q 0.1 0 0 0.1 0 0 cm 3 w 200 1000 m 800 1000 l S Q"),
    ),
    Row("hairline", drawn("20 100 60 0.2 re f"), drawn("20 100 60 0.3 re f")),
    Row(
        "hairline",
        drawn("q 0.7 0.7 -0.7 0.7 100 50 cm 20 10 60 0.2 re f Q"),
        drawn("q 0.7 0.7 -0.7 0.7 100 50 cm 20 10 60 0.4 re f Q"),
    ),
    Row("hairline", drawn("0 w 20 100 m 80 100 l S"), drawn("1 w 20 100 m 80 100 l S")),
    Row(
        "thin-reversed-type",
        drawn(b"/Knock gs 0 0 0 0 k " + shown("云", 11, (30, 150)), change=_named("NotoSerifSC")),
        drawn(b"/Knock gs 0 0 0 0 k " + shown("云", 11, (30, 150)), change=_named("NotoSansSC")),
    ),
    Row(
        "small-tinted-type",
        drawn(b"0 0 0 0.5 k " + shown("云", 7, (30, 150))),
        drawn(b"0 0 0 0.5 k " + shown("云", 7.5, (30, 150))),
    ),
    Row(
        "courier-font",
        drawn(
            "BT /C 12 Tf 30 150 Td (A) Tj ET", change=using("/Font", "/C", standard_font("Courier"))
        ),
        SOUND,
        frozenset({"font-not-embedded"}),
    ),
    Row(
        "font-not-embedded",
        drawn(
            "BT /C 12 Tf 30 150 Td (A) Tj ET",
            change=using("/Font", "/C", standard_font("Helvetica")),
        ),
        drawn("BT /C 12 Tf 3 Tr ET", change=using("/Font", "/C", standard_font("Helvetica"))),
    ),
    Row(
        "font-not-embedded",
        altered(lambda p: inner_of(p)["/FontDescriptor"].__delitem__("/FontFile2")),
        SOUND,
    ),
    Row(
        "font-subset", altered(lambda p: inner_of(p).__setitem__("/BaseFont", Name("/Song"))), SOUND
    ),
    Row("font-map", altered(lambda p: inner_of(p).__delitem__("/CIDToGIDMap")), SOUND),
    Row(
        "font-damaged",
        altered(lambda p: inner_of(p)["/FontDescriptor"]["/FontFile2"].write(b"\0" * 64)),
        SOUND,
    ),
    Row(
        "font-widths",
        altered(lambda p: (inner_of(p).__delitem__("/W"), inner_of(p).__setitem__("/DW", 400))),
        altered(lambda p: inner_of(p).__setitem__("/DW", 400)),
    ),
    Row("missing-outline", drawn("BT /Song 9 Tf 1 0 0 1 30 150 Tm <0FFF> Tj ET"), SOUND),
    Row("font-widths", squares("A", cff=False, width=500), squares("A", cff=False)),
    Row("font-widths", squares("A", cff=True, width=500), squares("A", cff=True)),
    Row("font-widths", oldest("A", width=500), oldest("A")),
    Row("missing-outline", oldest("AB"), oldest("A")),
    Row(
        "missing-outline",
        oldest("A", Encoding=Dictionary(Differences=Array([65, Name.alpha]))),
        oldest("B", Encoding=Dictionary(Differences=Array([66, Name.A]))),
    ),
    Row("font-lengths", oldest("A", Length1=12), oldest("A")),
    Row(
        "font-set",
        oldest("A", CharSet="/B", standard="a2u"),
        oldest("A", CharSet="/A", standard="a2u"),
    ),
    Row(
        "font-encoding",
        squares("A", cff=False, flags=4, standard="a2u"),
        squares("A", cff=False, standard="a2u"),
    ),
    Row(
        "font-map",
        coded_face("云岭".encode("gbk"), Name("/Nobodys-H"), "GB1", GB1),
        coded_face("云岭".encode("gbk"), Name("/GBK-EUC-H"), "GB1", GB1),
        frozenset({"no-unicode"}),
    ),
    Row(
        "font-map",
        coded_face("云岭".encode("utf-16-be"), Name("/UniGB-UTF16-H"), "Japan1", GB1),
        coded_face("云岭".encode("utf-16-be"), Name("/UniGB-UTF16-H"), "GB1", GB1),
    ),
    Row(
        "missing-outline",
        coded_face(b"\x80\x01A", own_cmap(OWN), "GB1", GB1),
        coded_face(b"\x80\x00A", own_cmap(OWN), "GB1", GB1),
    ),
    Row("missing-outline", squares("AB", cff=False), squares("AA", cff=False)),
    Row("missing-outline", squares("AB", cff=True), squares("A", cff=True)),
    Row("no-unicode", altered(lambda p: face_of(p).__delitem__("/ToUnicode")), SOUND),
    Row(
        "type3-font",
        drawn(
            "BT /T 20 Tf 30 150 Td (A) Tj ET",
            change=using("/Font", "/T", glyph_font(b"1000 0 d0 0 0 500 500 re f")),
        ),
        SOUND,
    ),
    Row(
        "invisible-text",
        drawn(b"3 Tr " + shown("云", 20, (30, 150))),
        drawn(b"0 Tr " + shown("云", 20, (30, 150))),
    ),
)

PICTURES = (
    Row("low-resolution", drawn(PLACED, change=image(98)), drawn(PLACED, change=image(150))),
    Row("low-resolution", drawn(PLACED, change=image(120)), drawn(PLACED, change=image(149))),
    Row(
        "low-resolution",
        drawn(b"q 2 0 0 2 0 0 cm q 50 0 0 50 20 30 cm /I Do Q Q", change=image(100)),
        drawn(b"q 2 0 0 2 0 0 cm q 50 0 0 50 20 30 cm /I Do Q Q", change=image(300)),
    ),
    Row(
        "bitmap-resolution",
        drawn(PLACED, change=image(200, ColorSpace=Name.DeviceGray, BitsPerComponent=1)),
        drawn(PLACED, change=image(600, ColorSpace=Name.DeviceGray, BitsPerComponent=1)),
    ),
    Row("excess-resolution", drawn(PLACED, change=image(700)), drawn(PLACED, change=image(400))),
    Row(
        "image-depth",
        drawn(PLACED, change=image(200, BitsPerComponent=16)),
        drawn(PLACED, change=image(200)),
    ),
    Row(
        "huge-image",
        drawn(PLACED, change=using("/XObject", "/I", bomb)),
        drawn(PLACED, change=image(200)),
        frozenset({"excess-resolution", "ink-unmeasured"}),
    ),
)

ROWS: tuple[Row, ...] = (*DOCUMENT, *PAGES, *COLOURS, *TYPE_AND_LINES, *PICTURES)
