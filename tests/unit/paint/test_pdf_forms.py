from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from tests.unit.paint.conftest import opened

from presslayout.assets.vectors import drawing
from presslayout.base.geometry import Box
from presslayout.base.units import mm
from presslayout.edition.page import Placed
from presslayout.paint.pdf import paint
from presslayout.paint.profiles import PROFILES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.paint.conftest import Desk

DOTS_PER_MM = 4


def chart(path: Path) -> Path:
    """A page of 100 by 50 points whose right half is full magenta."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(100, 50))
    made.pages[0].Contents = made.make_stream(b"0 1 0 0 k 50 0 50 50 re f")
    made.save(path)
    return path


@pytest.mark.parametrize("standard", ["x1a", "x4", "a2u"])
def test_a_placed_page_fills_its_box_as_one_form(tmp_path: Path, desk: Desk, standard: str) -> None:
    box = Box(mm(20), mm(30), mm(100), mm(50))
    twice = Box(mm(20), mm(100), mm(50), mm(25))
    page = desk.page(Placed("ab" * 32, 1, box), Placed("ab" * 32, 1, twice))
    edition = desk.edition(page)
    drawn = {("ab" * 32, 1): drawing(chart(tmp_path / "图.pdf"))}
    data = paint(edition, PROFILES[standard], desk.supplies(edition, drawings=drawn))
    with opened(data) as pdf:
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)
                 and o.get("/Subtype") == "/Form"]  # fmt: skip
        assert len(forms) == 1
        assert len(pdf.pages[0].Resources.XObject) == 1
    document = pypdfium2.PdfDocument(data)
    image = document[0].render(scale=DOTS_PER_MM * 25.4 / 72).to_pil().convert("RGB")

    def seen(x: float, y: float) -> tuple[int, ...]:
        return image.getpixel((int(x * DOTS_PER_MM), int(y * DOTS_PER_MM)))  # type: ignore[return-value]

    for x, y in ((71, 31), (119, 79), (46, 101), (69, 124)):
        assert seen(x, y)[1] < 120, (x, y)
    for x, y in ((69, 31), (121, 79), (71, 29), (119, 81), (44, 101)):
        assert seen(x, y) == (255, 255, 255), (x, y)


def test_the_same_drawing_paints_the_same_bytes(tmp_path: Path, desk: Desk) -> None:
    page = desk.page(Placed("ab" * 32, 1, Box(0, 0, mm(10), mm(10))))
    edition = desk.edition(page)
    path = chart(tmp_path / "图.pdf")
    first, second = (
        paint(
            edition,
            PROFILES["x1a"],
            desk.supplies(edition, drawings={("ab" * 32, 1): drawing(path)}),
        )
        for _ in range(2)
    )
    assert first == second
