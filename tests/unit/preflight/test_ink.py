"""Ink sums of pages whose ink can be reckoned in the head, and of ours beside ghostscript's."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat
from tests import corpus
from tests.kit import NEWSPRINT
from tests.tools import needs

from presslayout.edition.limits import Tolerances
from presslayout.edition.press import Press
from presslayout.preflight import inspect
from presslayout.preflight.checks import conditions, rules
from presslayout.preflight.checks.ink import InkSums, ink_sums
from presslayout.preflight.checks.purpose import PressCondition, made_for
from presslayout.preflight.pdf.pdf_page import PdfPage

if TYPE_CHECKING:
    from pathlib import Path

SIDE = 100
STATES = {"/Over": {"/OP": True, "/op": True, "/OPM": 1}, "/Mode0": {"/op": True, "/OPM": 0}}


def page(content: str, **resources: Any) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(SIDE, SIDE))
    made = pdf.pages[0]
    made.Contents = pdf.make_stream(content.encode())
    states = {k: pikepdf.Dictionary(v) for k, v in STATES.items()}
    made.Resources = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(states), **resources)
    return pdf


def sums(content: str, **resources: Any) -> tuple[float, float]:
    # The file must outlive its page.
    with page(content, **resources) as pdf:
        found = inked(pdf)
    return found.mean, found.max


def inked(pdf: pikepdf.Pdf, limit: float = 400) -> InkSums:
    sheet = PdfPage(pdf.pages[0], {}, {})
    return ink_sums(sheet.painted, sheet.trim, limit)


@pytest.mark.parametrize(
    ("content", "mean", "most"),
    [
        ("", 0, 0),
        ("1 0 0 0 k 0 0 50 100 re f", 50, 100),
        ("1 1 0.5 0 k 0 0 100 100 re f", 250, 250),
        ("1 0 0 0 k 0 0 100 100 re f 0 0 0 1 k 0 0 100 100 re f", 100, 100),
        ("1 0 0 0 k 0 0 100 100 re f /Over gs 0 0 0 1 k 0 0 100 100 re f", 200, 200),
        ("1 0 0 0 k 0 0 100 100 re f /Mode0 gs 0 0 0 1 k 0 0 100 100 re f", 100, 100),
        ("0 g 0 0 50 50 re f", 25, 100),
        ("0.5 g 0 0 100 100 re f", 50, 50),
        ("0 1 1 0 K 20 w 0 50 m 100 50 l S", 40, 200),
        ("0 0 0 1 k 0 0 50 50 re W n 0 0 100 100 re f", 25, 100),
        ("q 0.5 0 0 0.5 0 0 cm 0 0 0 1 k 0 0 100 100 re f Q", 25, 100),
        ("0 0 0 1 k 20 20 60 60 re 80 30 m 30 30 l 30 80 l 80 80 l h f", 11, 99),
        ("0 0 0 1 k 50 0 m 100 50 l 50 100 l 0 50 l h f", 50, 100),
    ],
)
def test_fills_and_strokes(content: str, mean: float, most: float) -> None:
    found = sums(content)
    assert found[0] == pytest.approx(mean, abs=1.2)
    assert found[1] == pytest.approx(most, abs=1.2)


def test_a_spot_colour_is_an_ink_of_its_own() -> None:
    pdf = pikepdf.new()
    tint = pdf.make_stream(b"{0 0 0 4 -1 roll}", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)
    spot = pikepdf.Array(
        [pikepdf.Name.Separation, pikepdf.Name("/Gold"), pikepdf.Name.DeviceCMYK, tint]
    )
    made = page("1 0 0 0 k 0 0 100 100 re f /S cs 0.4 scn 0 0 50 100 re f")
    made.pages[0].Resources["/ColorSpace"] = pikepdf.Dictionary(
        S=made.copy_foreign(pdf.make_indirect(spot))
    )
    found = inked(made)
    assert found.mean == pytest.approx(70, abs=1)
    assert found.max == pytest.approx(100, abs=1)


@pytest.mark.parametrize(
    ("pixels", "entries", "expected"),
    [
        (b"\xff\x00\x00\x80", {"ColorSpace": pikepdf.Name.DeviceCMYK}, 150),
        (b"\x00", {"ColorSpace": pikepdf.Name.DeviceGray}, 100),
        (b"\xff", {"ColorSpace": pikepdf.Name.DeviceGray}, 0),
    ],
)
def test_pictures(pixels: bytes, entries: dict[str, Any], expected: float) -> None:
    made = page("q 100 0 0 100 0 0 cm /I Do Q")
    image = made.make_stream(
        pixels,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=1,
        Height=1,
        BitsPerComponent=8,
        **entries,
    )
    made.pages[0].Resources["/XObject"] = pikepdf.Dictionary(I=image)
    found = inked(made)
    assert found.mean == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("coded", [False, True])
def test_cmyk_pictures_are_read_as_ghostscript_reads_them(*, turned: bool, coded: bool) -> None:
    made = page("q 100 0 0 100 0 0 cm /I Do Q")
    tone = Image.new("CMYK", (8, 8), (64, 10, 200, 0))
    stream = pikepdf.Stream(made, tone.tobytes())
    if coded:
        out = io.BytesIO()
        tone.save(out, "JPEG", quality=95)
        stream.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)
    facts = {"Subtype": pikepdf.Name.Image, "Width": 8, "Height": 8, "BitsPerComponent": 8}
    for key, value in (facts | {"ColorSpace": pikepdf.Name.DeviceCMYK}).items():
        stream[f"/{key}"] = value
    if turned:
        stream["/Decode"] = pikepdf.Array([1, 0] * 4)
    made.pages[0].Resources["/XObject"] = pikepdf.Dictionary(I=made.make_indirect(stream))
    # A CMYK JPEG of Pillow's is stored upside down, and only /Decode turns it right.
    straight = 100 * (64 + 10 + 200) / 255
    expected = straight if turned == coded else 400 - straight
    assert inked(made).mean == pytest.approx(expected, abs=1)


def test_only_what_is_inside_the_trim_counts() -> None:
    made = page("1 0 0 0 k 0 0 50 100 re f")
    made.pages[0].TrimBox = pikepdf.Array([50, 0, 100, 100])
    found = inked(made)
    assert found.mean == 0


PRESS = NEWSPRINT


def inspected(content: str, tmp_path: Path, **images: tuple[int, int]) -> Any:
    made = page(content)
    names = {
        name: made.make_stream(
            b"\x80" * (w * h),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=w,
            Height=h,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        for name, (w, h) in images.items()
    }
    made.pages[0].Resources["/XObject"] = pikepdf.Dictionary(**names)
    made.save(tmp_path / "a.pdf")
    return inspect((tmp_path / "a.pdf").read_bytes(), None, "x1a").opened


@pytest.mark.parametrize(
    ("pixels", "expected"),
    [((98, 98), "error"), ((120, 120), "warning"), ((150, 150), None), ((4, 4), None)],
)
def test_the_resolution_of_a_stranger(
    pixels: tuple[int, int], expected: str | None, tmp_path: Path
) -> None:
    opened = inspected("q 72 0 0 72 0 0 cm /I Do Q", tmp_path, I=pixels)
    found = [d.severity.value for d in conditions.resolution(opened, PRESS, Tolerances())]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("most", "expected"), [(241, ["ink-limit"]), (230, ["ink-advised"]), (220, [])]
)
def test_the_ink_of_a_stranger(most: float, expected: list[str]) -> None:
    assert [d.code for d in conditions.ink(1, InkSums(50, most), PRESS)] == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0.2 w 0 0 0 1 K 0 0 m 9 9 l S", ["hairline"]),
        ("0.3 w 0 0 0 1 K 0 0 m 9 9 l S", []),
        ("0.3 w 1 0 0 1 K 0 0 m 9 9 l S", ["thin-rule"]),
        ("q 0.1 0 0 0.1 0 0 cm 1 w 0 0 0 1 K 0 0 m 9 9 l S Q", ["hairline"]),
    ],
)
def test_the_lines_of_a_stranger(content: str, expected: list[str], tmp_path: Path) -> None:
    opened = inspected(content, tmp_path)
    assert [
        d.code
        for d in rules.objects(opened, PRESS, Tolerances())
        if d.code in {"hairline", "thin-rule"}
    ] == expected


def test_another_condition_is_told(tmp_path: Path) -> None:
    opened = inspected("", tmp_path)
    opened.root["/OutputIntents"] = pikepdf.Array(
        [pikepdf.Dictionary(S=pikepdf.Name.GTS_PDFX, OutputConditionIdentifier="FOGRA39")]
    )
    own = PressCondition(PRESS.name, PRESS.condition, b"")
    _, found = made_for(opened, [own], PRESS.name)
    assert [d.code for d in found] == ["wrong-condition"]
    assert isinstance(PRESS, Press)


def _ramp(kind: int, coords: list[float], extend: list[bool]) -> Any:
    ramp = pikepdf.Dictionary(
        FunctionType=2, Domain=[0, 1], N=1, C0=[1.0, 0, 0, 0], C1=[0, 0.5, 1.0, 0]
    )
    return pikepdf.Dictionary(
        ShadingType=kind,
        ColorSpace=pikepdf.Name.DeviceCMYK,
        Coords=coords,
        Function=ramp,
        Extend=extend,
    )


def _tiles(pdf: pikepdf.Pdf) -> Any:
    return corpus.tile(b"1 1 0 0 k 0 0 6 4 re f")(pdf)


@needs("gs")
@pytest.mark.parametrize(
    ("content", "change"),
    [
        ("q 10 10 80 60 re W n /S sh Q", corpus.using("/Shading", "/S", _ramp(2, [20, 0, 70, 30], [True, True]))),
        ("q 10 10 80 60 re W n /S sh Q", corpus.using("/Shading", "/S", _ramp(2, [20, 0, 70, 0], [False, False]))),
        ("/S sh", corpus.using("/Shading", "/S", _ramp(3, [50, 50, 5, 50, 50, 40], [False, False]))),
        ("/S sh", corpus.using("/Shading", "/S", _ramp(3, [40, 50, 40, 60, 50, 5], [True, True]))),
        ("/Pattern cs /P scn 13 7 70 80 re f", corpus.using("/Pattern", "/P", _tiles)),
        ("q 0.7 0.3 -0.3 0.7 20 5 cm /Pattern cs /P scn 13 7 70 60 re f Q", corpus.using("/Pattern", "/P", _tiles)),
        ("q 0 60 -40 0 70 20 cm /I Do Q", corpus.image(50)),
        ("10 10 m 90 20 60 90 20 80 c h W n q 90 0 0 90 0 0 cm /I Do Q 1 1 0 0 k 50 0 50 99 re f", corpus.image(50)),
        ("0 1 0 0 k 10 10 m 90 20 60 90 20 80 c h f* 1 0 0 0 K 3 w 5 5 m 95 95 l S", lambda _: None),
    ],
)  # fmt: skip
def test_plates_are_as_ghostscript_makes_them(content: str, change: Any, tmp_path: Path) -> None:
    made = page(content)
    resources = made.pages[0].Resources
    for kind in ("/Shading", "/Pattern", "/XObject"):
        resources[kind] = pikepdf.Dictionary()
    change(made)
    made.save(tmp_path / "a.pdf")
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r576"]
    subprocess.run(
        [*command, f"-sOutputFile={tmp_path}/p.tif", str(tmp_path / "a.pdf")], check=True
    )
    names = ("Cyan", "Magenta", "Yellow", "Black")
    plates = [Image.open(tmp_path / f"p({name}).tif").convert("L") for name in names]
    expected = sum(ImageStat.Stat(ImageChops.invert(plate)).mean[0] / 2.55 for plate in plates)
    assert inked(made).mean == pytest.approx(expected, rel=0.06, abs=0.5)
