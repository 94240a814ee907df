from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import pikepdf
import pytest

from presslayout.assets.vectors import drawing, one_page, size
from presslayout.base.diagnostics import AssetError
from presslayout.base.units import pt

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = b"0 1 1 0 k 10 20 100 30 re f"


def pdf(path: Path, *, pages: int = 1, rotate: int = 0, **options: object) -> Path:
    """Pages of 200 by 100 points, trimmed by ten on each side, with one red bar."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(200, 100))
        page = made.pages[-1]
        page.TrimBox = pikepdf.Array([10, 10, 190, 90])
        page.Contents = made.make_stream(CONTENT)
        page.Resources = pikepdf.Dictionary()
        if rotate:
            page.Rotate = rotate
    made.save(path, **options)
    return path


def code(error: pytest.ExceptionInfo[AssetError]) -> str:
    return error.value.diagnostics[0].code


def test_the_trim_box_is_the_size_of_a_placed_page(tmp_path: Path) -> None:
    path = pdf(tmp_path / "图.pdf")
    found = size(path, path.read_bytes())
    assert (found.width, found.height, found.pages) == (pt(180), pt(80), 1)


def test_a_turned_page_is_as_large_as_it_is_shown(tmp_path: Path) -> None:
    path = pdf(tmp_path / "图.pdf", rotate=90)
    found = size(path, path.read_bytes())
    assert (found.width, found.height) == (pt(80), pt(180))


@pytest.mark.parametrize("rotate", [-90, 90, 270, 450])
def test_a_page_in_larger_units_is_as_large_as_they_make_it(tmp_path: Path, rotate: int) -> None:
    """ISO 32000-1, table 30: UserUnit; a turn may be any multiple of a right angle."""
    path = pdf(tmp_path / "图.pdf", rotate=rotate)
    with pikepdf.open(path, allow_overwriting_input=True) as made:
        made.pages[0].obj["/UserUnit"] = 2
        made.save(path)
    found = size(path, path.read_bytes())
    assert (found.width, found.height) == (pt(160), pt(360))


def test_the_form_maps_the_trim_box_into_the_unit_square(tmp_path: Path) -> None:
    made = drawing(pdf(tmp_path / "图.pdf"))
    form = made.parts[0]
    text = b"".join(piece for piece in form.text if isinstance(piece, bytes))
    matrix = text.split(b"/Matrix [")[1].split(b"]")[0].split()
    a, b, c, d, e, f = map(float, matrix)
    assert (b, c) == (0, 0)
    assert (a * 10 + e, d * 10 + f) == pytest.approx((0, 0), abs=1e-6)
    assert (a * 190 + e, d * 90 + f) == pytest.approx((1, 1), abs=1e-6)


def test_the_same_file_gives_the_same_drawing_and_nothing_of_its_own_file(tmp_path: Path) -> None:
    path = pdf(tmp_path / "图.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as changed:
        changed.pages[0].Metadata = changed.make_stream(b"<x/>")
        changed.pages[0].PieceInfo = pikepdf.Dictionary(Secret=pikepdf.String("x"))
        changed.save()
    made = drawing(path)
    assert made == drawing(path)
    assert all(
        b"PieceInfo" not in piece and b"Metadata" not in piece
        for part in made.parts
        for piece in part.text
        if isinstance(piece, bytes)
    )


def test_what_overprints_stays_behind_where_the_standard_shows_what_prints(tmp_path: Path) -> None:
    path = pdf(tmp_path / "图.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as changed:
        state = pikepdf.Dictionary(OP=True, op=True, OPM=1, LW=2)
        changed.pages[0].Resources = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(G=state))
        changed.save()

    def said(*, overprint: bool) -> bytes:
        parts = drawing(path, overprint=overprint).parts
        return b"".join(p for part in parts for p in part.text if isinstance(p, bytes))

    assert b"/OPM" in said(overprint=True)
    assert b"/OPM" not in said(overprint=False)
    assert b"/LW" in said(overprint=False)


@pytest.mark.parametrize(
    "password", [pikepdf.Encryption(owner="x", user="y"), pikepdf.Encryption(owner="x", user="")]
)
def test_a_locked_pdf_is_refused(tmp_path: Path, password: pikepdf.Encryption) -> None:
    path = pdf(tmp_path / "图.pdf", encryption=password)
    with pytest.raises(AssetError) as error:
        size(path, path.read_bytes())
    assert code(error) == "locked-picture"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"nonsense" * 40])
def test_what_is_no_pdf_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(AssetError) as error:
        size(tmp_path / "图.pdf", data)
    assert code(error) == "broken-picture"


def test_of_several_pages_nobody_knows_which_is_meant(tmp_path: Path) -> None:
    path = pdf(tmp_path / "图.pdf", pages=2)
    with pytest.raises(AssetError) as error:
        one_page(path, path.read_bytes())
    assert "2 页" in error.value.diagnostics[0].message.zh


def test_a_form_that_reaches_back_to_its_page_does_not_bring_the_file_along(tmp_path: Path) -> None:
    path = pdf(tmp_path / "图.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as changed:
        page = changed.pages[0]
        changed.make_indirect(page.obj)
        page.Resources = pikepdf.Dictionary(Properties=pikepdf.Dictionary(P=page.obj))
        changed.save()
    assert len(drawing(path).parts) <= 2
    assert pikepdf.open(io.BytesIO(path.read_bytes()))


def form(made: pikepdf.Pdf, content: bytes, **resources: pikepdf.Object) -> pikepdf.Object:
    found = made.make_stream(content)
    found.Type, found.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    found.BBox = pikepdf.Array([0, 0, 9, 9])
    found.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(**resources))
    return found


CONTENTS = {"operators": b"0 0 m 9 9 l S\n" * 400_000, "unpacked": b" " * 100_000_000}


def drawn(made: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    """What a page draws as /A."""
    inner = form(made, b"0 0 9 9 re f")
    for _ in range({"deep": 100, "laughs": 12}.get(kind, 0)):
        inner = form(made, b"/A Do " * (10 if kind == "laughs" else 1), A=inner)
    if kind == "itself":
        inner = form(made, b"/A Do")
        inner.Resources.XObject.A = inner
    if kind == "picture":
        inner = made.make_stream(b"")
        inner.Subtype, inner.Width, inner.Height = pikepdf.Name.Image, 65_535, 65_535
    return inner


def heavy(path: Path, kind: str) -> None:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 100))
    if kind == "page":
        page.MediaBox = pikepdf.Array([0, 0, 10**9, 10**9])
    page.Contents = made.make_stream(CONTENTS.get(kind, b"q /A Do Q"))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=drawn(made, kind)))
    made.save(path, compress_streams=True)


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("operators", "500000 条"),
        ("unpacked", "32 MB"),
        ("deep", "50 层"),
        ("laughs", "500000 条"),
        ("itself", "自己画自己"),
        ("page", "10 米"),
        ("picture", "17000 万像素"),
    ],
)
def test_a_page_that_asks_too_much_is_refused_before_it_is_drawn(
    kind: str, named: str, tmp_path: Path
) -> None:
    path = tmp_path / "图.pdf"
    heavy(path, kind)
    start = time.process_time()
    with pytest.raises(AssetError) as error:
        size(path, path.read_bytes())
    assert time.process_time() - start < 6
    assert named in error.value.diagnostics[0].message.zh
    assert code(error) == "broken-picture"
