"""A reader of OFD (GB/T 33190-2016) that shares nothing with what writes it: words, validity, looks.

Pages are drawn as PDF by paths alone, so that PDFium shows them: each glyph is the outline that the
embedded file has at its place, and everything is cut at its object's box, as the standard says.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

SPACE = {"o": "http://www.ofdspec.org/2016"}
SCHEMAS = Path(__file__).resolve().parents[1].parent / "shared" / "schemas" / "ofd-ofdsdk"
POINTS = 72 / 25.4
BLACK = (0, 0, 0)


def schema(name: str) -> etree.XMLSchema:
    """The XSD of a kind of file; the test is skipped where there is none."""
    path = SCHEMAS / f"{name}.xsd"
    if not path.is_file():
        pytest.skip("the XSDs of GB/T 33190-2016 are not here (../shared/schemas/ofd-ofdsdk)")
    return _schema(path)


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(path)))


class Ofd:
    """An open OFD; whatever it names must be there."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.root = self._xml("OFD.xml")
        self.place = self._text(self.root, "o:DocBody/o:DocRoot")
        self.document = self._xml(self.place)
        self.resources = [
            (name, self._xml(name))
            for kind in ("PublicRes", "DocumentRes")
            for found in self.document.iterfind(f"o:CommonData/o:{kind}", SPACE)
            for name in [self._beside(self.place, found.text)]
        ]
        self.names = [
            self._beside(self.place, page.get("BaseLoc"))
            for page in self.document.iterfind("o:Pages/o:Page", SPACE)
        ]
        self.pages = [self._xml(name) for name in self.names]

    def _xml(self, name: str) -> Any:
        return etree.fromstring(self.zip.read(name))

    def _text(self, element: Any, path: str) -> str:
        found = element.find(path, SPACE)
        return "" if found is None else found.text or ""

    def _beside(self, name: str, other: str | None) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), other or ""))

    def files(self, kind: str) -> dict[str, bytes]:
        """Fonts (Font/FontFile) or pictures (MultiMedia/MediaFile) by id."""
        found = {}
        for name, res in self.resources:
            base = self._beside(name, res.get("BaseLoc"))
            inside = {"Font": "FontFile", "MultiMedia": "MediaFile"}[kind]
            for one in res.iterfind(f".//o:{kind}", SPACE):
                file = self._text(one, f"o:{inside}")
                found[one.get("ID")] = self.zip.read(posixpath.join(base, file))
        return found

    def faults(self) -> list[str]:
        """What the XSDs have against it, and ids that are not once and at most MaxUnitID."""
        parts = [("OFD", self.root), ("Document", self.document)]
        parts += [("Res", res) for _, res in self.resources]
        parts += [("Page", page) for page in self.pages]
        found = []
        for kind, part in parts:
            rules = schema(kind)
            if not rules.validate(part):
                found += [f"{kind}: {error.message}" for error in rules.error_log]
        ids = [int(e.get("ID")) for _, part in parts for e in part.iter() if e.get("ID")]
        if len(ids) != len(set(ids)):
            found.append("an id is given twice")
        if max(ids) > int(self._text(self.document, "o:CommonData/o:MaxUnitID")):
            found.append("an id is above MaxUnitID")
        return found

    def texts(self, page: int) -> list[str]:
        """What each text object of a page says, in order."""
        return [
            "".join(code.itertext()) for code in self.pages[page].iterfind(".//o:TextCode", SPACE)
        ]

    def glyphs(self, page: int) -> list[tuple[str, int, float, float]]:
        """Each glyph of a page: its font's id, its number there, and where it stands in millimetres."""
        painter, found = _Painter(self), []
        for item in self.pages[page].iterfind(".//o:TextObject", SPACE):
            left, top, *_ = numbers(item.get("Boundary"))
            a, b, c, d, e, f = numbers(item.get("CTM") or "1 0 0 1 0 0")
            key = item.get("Font")
            found += [
                (key, glyph, a * x + c * y + e + left, b * x + d * y + f + top)
                for glyph, x, y in painter.set(item)
            ]
        return found

    def picture(self, page: int, scale: float, *, cut: bool = True) -> Image.Image:
        """The page at so many pixels a point; not `cut` at objects' boxes if so asked for."""
        with pypdfium2.PdfDocument(_Painter(self).pdf(page, cut=cut)) as pdf:
            return pdf[0].render(scale=scale).to_pil().convert("RGB")


class _Outline(BasePen):
    """A glyph as operators of a PDF, in font units."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.out: list[str] = []

    def _moveTo(self, pt: Any) -> None:  # noqa: N802
        self.out.append(f"{pt[0]} {pt[1]} m")

    def _lineTo(self, pt: Any) -> None:  # noqa: N802
        self.out.append(f"{pt[0]} {pt[1]} l")

    def _curveToOne(self, a: Any, b: Any, c: Any) -> None:  # noqa: N802
        self.out.append(" ".join(f"{v:.3f}" for point in (a, b, c) for v in point) + " c")

    def _closePath(self) -> None:  # noqa: N802
        self.out.append("h")


class _Painter:
    def __init__(self, ofd: Ofd) -> None:
        self.ofd = ofd
        self.fonts = {key: TTFont(io.BytesIO(data)) for key, data in ofd.files("Font").items()}
        self.glyphs = {key: font.getGlyphSet() for key, font in self.fonts.items()}
        self.known: dict[tuple[str, int], str] = {}

    def pdf(self, number: int, *, cut: bool) -> bytes:
        page = self.ofd.pages[number]
        _, _, wide, high = numbers(self.ofd._text(page, "o:Area/o:PhysicalBox"))
        out = [f"{POINTS} 0 0 {-POINTS} 0 {high * POINTS} cm"]
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(wide * POINTS, high * POINTS))
        self.images: dict[str, Any] = {}
        for item in page.iterfind("o:Content/o:Layer/*", SPACE):
            kind = etree.QName(item).localname
            x, y, w, h = numbers(item.get("Boundary"))
            assert w > 0
            assert h > 0
            clip = f"{x} {y} {w} {h} re W n" if cut else ""
            out.append(f"q {clip} 1 0 0 1 {x} {y} cm")
            if item.get("CTM"):
                out.append(" ".join(map(str, numbers(item.get("CTM")))) + " cm")
            out += {"TextObject": self._text, "PathObject": self._path, "ImageObject": self._image}[
                kind
            ](item)
            out.append("Q")
        images = self.ofd.files("MultiMedia")
        shown = {f"/I{key}": _image(pdf, images[key]) for key in self.images}
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(shown))
        pdf.pages[0].Contents = pdf.make_stream("\n".join(out).encode())
        file = io.BytesIO()
        pdf.save(file)
        return file.getvalue()

    def _text(self, item: Any) -> list[str]:
        key = item.get("Font")
        share = float(item.get("Size")) / self.fonts[key]["head"].unitsPerEm
        out = [_colour(item, "FillColor", "rg")]
        for glyph, x, y in self.set(item):
            path = self._outline(key, glyph)
            if path:
                out.append(f"q {share:.8f} 0 0 {-share:.8f} {x:.4f} {y:.4f} cm {path} f Q")
        return out

    def set(self, item: Any) -> list[tuple[int, float, float]]:
        """The glyphs of a text object and where they stand in its own space."""
        codes = item.findall("o:TextCode", SPACE)
        assert len(codes) == 1
        ids = self._ids(item, codes[0].text or "", self.fonts[item.get("Font")])
        xs, ys = (_places(codes[0], axis, len(ids)) for axis in "XY")
        return list(zip(ids, xs, ys, strict=True))

    def _ids(self, item: Any, text: str, font: TTFont) -> list[int]:
        own, at, ids = font.getBestCmap() or {}, 0, []
        for one in item.iterfind("o:CGTransform", SPACE):
            place, count = int(one.get("CodePosition")), int(one.get("CodeCount"))
            ids += [font.getGlyphID(own[ord(c)]) for c in text[at:place]]
            named = [int(n) for n in self.ofd._text(one, "o:Glyphs").split()]
            assert len(named) == int(one.get("GlyphCount"))
            ids += named
            at = place + count
        return ids + [font.getGlyphID(own[ord(c)]) for c in text[at:]]

    def _outline(self, key: str, glyph: int) -> str:
        if (key, glyph) not in self.known:
            pen = _Outline(self.glyphs[key])
            self.glyphs[key][self.fonts[key].getGlyphName(glyph)].draw(pen)
            self.known[key, glyph] = " ".join(pen.out)
        return self.known[key, glyph]

    def _path(self, item: Any) -> list[str]:
        fill, stroke = item.get("Fill") == "true", item.get("Stroke", "true") == "true"
        words = self.ofd._text(item, "o:AbbreviatedData")
        path = " ".join(_operators(words))
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[fill, stroke]
        return [
            _colour(item, "FillColor", "rg"),
            _colour(item, "StrokeColor", "RG"),
            f"{item.get('LineWidth', '0.353')} w {item.get('MiterLimit', '4.234')} M {path} {paint}",
        ]

    def _image(self, item: Any) -> list[str]:
        self.images[item.get("ResourceID")] = None
        return [f"1 0 0 -1 0 1 cm /I{item.get('ResourceID')} Do"]


def _image(pdf: pikepdf.Pdf, data: bytes) -> Any:
    image = Image.open(io.BytesIO(data))
    entries: dict[str, Any] = {}
    if image.mode == "RGBA":
        entries["SMask"] = _raw(pdf, image.getchannel("A"), "/DeviceGray", {})
        image = image.convert("RGB")
    return _raw(pdf, image, "/DeviceGray" if image.mode == "L" else "/DeviceRGB", entries)


def _raw(pdf: pikepdf.Pdf, image: Image.Image, space: str, entries: dict[str, Any]) -> Any:
    return pdf.make_stream(
        zlib.compress(image.tobytes(), 1),
        Type=pikepdf.Name("/XObject"),
        Subtype=pikepdf.Name("/Image"),
        Width=image.width,
        Height=image.height,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name(space),
        Filter=pikepdf.Name("/FlateDecode"),
        **entries,
    )


def _operators(words: str) -> list[str]:
    names = {"M": "m", "L": "l", "B": "c", "C": "h"}
    out: list[str] = []
    waiting = ""
    for word in words.split():
        if word in names:
            out += [waiting] if waiting else []
            waiting = names[word]
        else:
            out.append(word)
    return [*out, waiting]


def numbers(text: str | None) -> list[float]:
    """A row of numbers."""
    return [float(n) for n in (text or "").split()]


def _colour(item: Any, name: str, operator: str) -> str:
    found = item.find(f"o:{name}", SPACE)
    value = BLACK if found is None else [int(n) for n in found.get("Value").split()]
    assert all(0 <= v <= 255 for v in value)
    return " ".join(f"{v / 255:.5f}" for v in value) + f" {operator}"


def _places(code: Any, axis: str, count: int) -> list[float]:
    """Where each glyph stands: `g n d` is a step n times over; no steps are none."""
    words, steps = (code.get(f"Delta{axis}") or "").split(), []
    while words:
        if words[0] == "g":
            steps += [float(words[2])] * int(words[1])
            del words[:3]
        else:
            steps.append(float(words.pop(0)))
    places = [float(code.get(axis))]
    for step in (*steps, *[0.0] * count)[: count - 1]:
        places.append(places[-1] + step)
    return places
