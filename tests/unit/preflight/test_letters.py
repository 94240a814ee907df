"""Letters that HarfBuzz draws are those that their contours are, wherever and however they stand."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import ImageChops, ImageStat
from tests import corpus
from tests.unit.preflight.test_outlines import KINDS
from tests.unit.preflight.test_separations import codes, faces, page

from presslayout.preflight.checks.ink import ink_sums
from presslayout.preflight.pdf.bulk import PAGE_WORK, Meter
from presslayout.preflight.pdf.drawn_plates import Plates
from presslayout.preflight.pdf.glyphs import Shapes, shapes
from presslayout.preflight.pdf.laying import Plating
from presslayout.preflight.pdf.letters import masks, placed
from presslayout.preflight.pdf.pdf_page import PdfPage
from presslayout.preflight.pdf.programs import program

if TYPE_CHECKING:
    from PIL.Image import Image

    from presslayout.preflight.pdf.painted import Painted

SIDE = 100


def song(pdf: pikepdf.Pdf) -> None:
    corpus.resources(pdf, "/Font")["/S"] = corpus.composite_font(pdf)


@cache
def drawn(content: str) -> pikepdf.Pdf:
    """Kept, as fonts are read when somebody draws."""
    return page(content, faces, song)


def painted(content: str) -> tuple[Painted, ...]:
    return PdfPage(drawn(content).pages[0], {}, {}).painted


def black(listed: tuple[Painted, ...], work: Meter | None = None, fine: float = 1.0) -> Image:
    plates = Plates(round(SIDE * fine), round(SIDE * fine))
    Plating(plates, (0, 0), fine, work or Meter(PAGE_WORK)).lay(listed)
    return plates.plate("K")


def by_contours(listed: tuple[Painted, ...]) -> tuple[Painted, ...]:
    return tuple(replace(one, letters=None) for one in listed)


def ink(plate: Image) -> float:
    return float(ImageStat.Stat(plate).sum[0]) / 255


def worst(one: Image, other: Image) -> Any:
    """By how much squares of ten points differ at most, in tones."""
    return ImageChops.difference(one.reduce(10), other.reduce(10)).getextrema()[1]


TEXTS = {
    "square": "BT /Q 30 Tf 5 40 Td (AAA) Tj ET",
    "song": f"BT /S 16 Tf 3 40 Td <{codes('云岭云岭')}> Tj ET",
    "large": f"BT /S 90 Tf 3 10 Td <{codes('云')}> Tj ET",
    "aslant": f"BT /S 16 Tf .8 .6 -.6 .8 20 10 Tm <{codes('云岭云岭')}> Tj ET",
    "mirrored": f"BT /S 16 Tf -1 0 0 1 90 40 Tm <{codes('云岭云岭')}> Tj ET",
    "spread": f"BT /S 9 Tf 3 40 Td [<{codes('云')}> -6000 <{codes('岭')}>] TJ ET",
    "cut": f"q 21.5 43.5 30 9 re W n BT /S 30 Tf 3 35 Td <{codes('云岭云')}> Tj ET Q",
    "cut aslant": f"q 20 40 m 60 45 l 30 70 l h W n BT /S 30 Tf 3 35 Td <{codes('云岭云')}> Tj ET Q",
    "half": f"/Half gs BT /S 16 Tf 3 40 Td <{codes('云岭云岭')}> Tj ET",
}


@pytest.mark.parametrize("name", TEXTS)
def test_letters_are_as_their_contours_draw_them(name: str) -> None:
    listed = painted(TEXTS[name])
    assert any(one.letters is not None for one in listed)
    found, expected = black(listed), black(by_contours(listed))
    assert ink(expected) > 20
    assert worst(found, expected) <= 4
    assert ink(found) == pytest.approx(ink(expected), rel=0.04)


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_text_takes_is_counted_whoever_draws_it(name: str) -> None:
    listed = painted(TEXTS[name])
    left = []
    for one in (listed, by_contours(listed)):
        work = Meter(PAGE_WORK)
        black(one, work)
        left.append(PAGE_WORK - work.left)
    assert left[0] >= left[1] / 2


def test_letters_that_are_turned_against_each_other_hide_nothing() -> None:
    # A letter and its mirror image upon it go round most spots once each way.
    (one,) = painted(f"BT /S 60 Tf 20 20 Td <{codes('云')}> Tj ET")
    assert one.letters is not None
    spots, _ = placed(one.letters, (0, 0), 1.0, Meter(PAGE_WORK))
    ((sort, x, y, box),) = spots
    a, b, c, d = sort.shape
    turned = replace(sort, shape=(-a, b, c, d))
    mirrored = (turned, box[0] + box[2] - x, y, box)
    clip = (0.0, 0.0, 100.0, 100.0)
    (alone,) = masks(spots, clip, Meter(PAGE_WORK))
    both = list(masks([*spots, mirrored], clip, Meter(PAGE_WORK)))
    assert [at for _, at in both] == [alone[1]] * 2
    assert both[0][0].tobytes() == alone[0].tobytes()
    assert ink(both[1][0]) == pytest.approx(ink(alone[0]), rel=0.01)


def test_a_letter_as_large_as_a_house_is_drawn_by_its_contours() -> None:
    inside = "BT /Q 100000 Tf -20000 -20000 Td (A) Tj ET"
    assert ink(black(painted(inside))) == pytest.approx(SIDE * SIDE)


@pytest.mark.parametrize("size", ["1e30", "1e300", "0", "-16"])
def test_sizes_without_sense_end(size: str) -> None:
    listed = painted(f"BT /S {float(size):f} Tf 3 40 Td <{codes('云岭')}> Tj ET")
    found, expected = black(listed), black(by_contours(listed))
    assert worst(found, expected) <= 4


@pytest.mark.parametrize("cff", [True, False])
def test_a_program_knows_its_letters(*, cff: bool) -> None:
    pdf = page("")
    font = corpus.square_font(cff=cff, width=600)(pdf)
    known = program(font)
    assert known is not None
    letter = known.letter(known.glyph(65))
    assert letter is not None
    assert letter.box == pytest.approx((0.05, 0.0, 0.55, 0.7))


def test_letters_of_type_1_and_of_no_program_have_contours_alone() -> None:
    pdf = page("", faces)
    for font in (corpus.resources(pdf, "/Font")["/O"], corpus.standard_font("Courier")):
        found = shapes(font)
        assert isinstance(found, Shapes)
        assert found.letter(65) is None
        assert found.contours(65)


@pytest.mark.parametrize("kind", KINDS)
def test_a_program_that_was_changed_is_drawn_or_stands_as_blocks(kind: str) -> None:
    make, data = KINDS[kind]
    whole, chance = data(), random.Random(23)
    for _ in range(8):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        with pikepdf.open(io.BytesIO(corpus.made(make(bytes(changed))))) as pdf:
            sheet = PdfPage(pdf.pages[0], {}, {})
            sums = ink_sums(sheet.painted, sheet.trim, 400)
        assert 0 <= sums.mean <= 400
