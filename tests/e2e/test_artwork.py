"""Charts and logos: drawn as vectors on the page, refused where that cannot be."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from tests.e2e.desk import PHOTO, copy
from tests.ofd import Ofd

if TYPE_CHECKING:
    from tests.e2e.desk import Desk

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90" width="80mm">
<path d="M0 0H160V90H0Z" fill="device-cmyk(0.1 0 0.2 0)"/>
<rect x="20" y="30" width="20" height="50"/><circle cx="90" cy="45" r="30" fill="#c8102e"/></svg>"""


def drawing(desk: Desk, name: str, content: bytes) -> None:
    folder = desk.root / "images"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    photo = PHOTO.format(file=f"images/{name}", caption="七年来的林木蓄积量。")
    desk.write(photo=photo, body=copy(1100))


def page(content: bytes, path: str) -> None:
    made = pikepdf.new()
    made.add_blank_page(page_size=(160, 90))
    made.pages[0].Contents = made.make_stream(content)
    made.save(path)


def test_a_drawing_is_printed_as_shapes_and_kept_in_the_archive(desk: Desk) -> None:
    drawing(desk, "图.svg", SVG.encode())
    for target in ("press", "archive"):
        ran = desk.build(target)
        assert ran.exit == 0, ran.err
    (photo,) = ran.json["pages"][0]["photos"]
    assert photo["ppi"] is None
    left, top, right, bottom = photo["bbox_mm"]
    assert abs((right - left) / (bottom - top) - 160 / 90) < 0.01
    kept = [p.name for p in (desk.out / "archive" / "data" / "pictures").rglob("*.svg")]
    assert len(kept) == 1


def test_a_page_of_a_pdf_is_placed_whole(desk: Desk) -> None:
    drawing(desk, "图.pdf", b"")
    page(b"0 1 1 0 k 10 10 140 70 re f", str(desk.root / "images" / "图.pdf"))
    for target in ("press", "proof", "archive"):
        ran = desk.build(target)
        assert ran.exit == 0, ran.err
    with pikepdf.open(desk.out / "press.pdf") as pdf:
        subtypes = {str(o.Subtype) for o in pdf.pages[0].Resources.XObject.values()}
    assert subtypes == {"/Form"}


def test_a_page_of_a_pdf_is_a_picture_in_ofd(desk: Desk) -> None:
    drawing(desk, "图.pdf", b"")
    page(b"0 1 1 0 k 10 10 140 70 re f", str(desk.root / "images" / "图.pdf"))
    ran = desk.build("archive", "--ofd")
    assert ran.exit == 0, ran.err
    found = Ofd((desk.out / "archive" / "data" / "archive.ofd").read_bytes())
    (shown,) = found.files("MultiMedia").values()
    left, top, right, bottom = ran.json["pages"][0]["photos"][0]["bbox_mm"]
    with Image.open(io.BytesIO(shown)) as picture:
        assert abs(picture.width / (right - left) - 300 / 25.4) < 0.1
    middle = round((left + right) * 72 / 25.4), round((top + bottom) * 72 / 25.4)
    red = found.picture(0, 2).getpixel(middle)
    assert isinstance(red, tuple)
    assert red[0] > 200
    assert max(red[1:]) < 90


def test_rgb_in_a_placed_page_is_refused_before_printing(desk: Desk) -> None:
    drawing(desk, "图.pdf", b"")
    page(b"1 0 0 rg 10 10 140 70 re f", str(desk.root / "images" / "图.pdf"))
    ran = desk.build("press")
    assert ran.exit == 4
    assert "rgb-colour" in ran.codes
    (told,) = [d for d in ran.json["diagnostics"] if d["code"] == "rgb-colour"]
    assert told["message"].startswith("images/图.pdf")
    assert (told["page"], told["story"], told["part"]) == (3, "A", "photo-图")


def pictured(path: str, pixels: int, more: bytes = b"") -> None:
    """A page of 160 points that a picture of so many pixels fills."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(160, 90))
    high = pixels * 9 // 16
    image = made.make_stream(
        bytes(pixels * high),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=pixels,
        Height=high,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )
    made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    made.pages[0].Contents = made.make_stream(b"q 160 0 0 90 0 0 cm /I Do Q " + more)
    made.save(path)


@pytest.mark.parametrize(("least", "exit_", "severity"), [(120, 0, "warning"), (80, 4, "error")])
def test_pictures_in_a_placed_page_are_judged_at_its_size_and_told_at_its_line(
    least: int, exit_: int, severity: str, desk: Desk
) -> None:
    path = desk.root / "images" / "图.pdf"
    drawing(desk, "图.pdf", b"")
    pictured(str(path), 400)
    (photo,) = desk.build("proof").json["pages"][0]["photos"]
    left, _, right, _ = photo["bbox_mm"]
    pixels = round(least * (right - left) / 25.4)
    # By itself the page is 160 points wide, and its picture fine enough.
    assert pixels / (160 / 72) > 149
    pictured(str(path), pixels)
    ran = desk.build()
    assert ran.exit == exit_
    (told,) = [d for d in ran.json["diagnostics"] if d["code"] == "low-resolution"]
    assert (told["severity"], told["page"], told["story"], told["part"]) == (
        (severity, 3, "A", "photo-图")
    )
    assert f"{least} ppi" in told["message"]
    line = desk.spec.read_text(encoding="utf-8").splitlines()[told["line"] - 1]
    assert line[told["column"] - 1 :] == "images/图.pdf"
    if not exit_:
        found = desk.run("preflight", "out/期/issue/press.pdf", "--json").json["diagnostics"]
        assert [(d["code"], d["severity"]) for d in found] == [("low-resolution", "warning")]


def test_lines_of_a_placed_page_are_as_thin_as_it_is_made(desk: Desk) -> None:
    path = desk.root / "images" / "图.pdf"
    drawing(desk, "图.pdf", b"")
    pictured(str(path), 800, b"0 0 0 1 K 0.2 w 10 10 m 150 10 l S")
    made_larger = desk.build()
    assert made_larger.exit == 0, made_larger.err
    pictured(str(path), 800, b"0 0 0 1 K 0.1 w 10 10 m 150 10 l S")
    ran = desk.build()
    assert ran.exit == 4
    (told,) = [d for d in ran.json["diagnostics"] if d["code"] == "hairline"]
    assert told["message"].startswith("images/图.pdf：")


def test_a_drawing_that_is_no_vector_stops_the_press_and_no_proof(desk: Desk) -> None:
    drawing(desk, "图.svg", SVG.replace("<rect", '<rect opacity=".5"').encode())
    ran = desk.build("press")
    assert ran.exit == 4
    assert "not-vector" in ran.codes
    proof = desk.build("proof")
    assert proof.exit == 0
    assert "not-vector" in proof.codes


def test_words_of_a_drawing_and_its_gradients_print(desk: Desk) -> None:
    stops = '<linearGradient id="g"><stop/><stop offset="1" stop-color="#fff"/></linearGradient>'
    text = '<text x="5" y="20" font-size="9" fill="url(#g)">文字</text><rect'
    drawing(desk, "图.svg", SVG.replace("<rect", stops + text).encode())
    ran = desk.build("press")
    assert ran.exit == 0
    assert "drawing-text" in ran.codes
    assert "not-vector" not in ran.codes
