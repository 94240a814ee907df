"""What our plates show is what ghostscript's show, and what the page said."""

from __future__ import annotations

import hashlib
import io
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops
from tests.kit import NEWSPRINT, ROOT
from tests.tools import needs

from presslayout.assets.images import measure
from presslayout.base.cache import Cache
from presslayout.base.geometry import Box
from presslayout.base.source import Source
from presslayout.base.units import pt
from presslayout.delivery.order import Painting, gather
from presslayout.delivery.plates import ghostscript, own, views
from presslayout.delivery.plates.plate_set import PROCESS, PlateSheet
from presslayout.delivery.products import painted
from presslayout.edition.codec import hash_of
from presslayout.edition.ink import BLACK, RED, WHITE, Ink
from presslayout.edition.page import (
    Asset,
    Block,
    Edition,
    Item,
    Page,
    Picture,
    Shape,
    Stroke,
    rectangle,
)
from presslayout.edition.profile import ColourProfiles

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.delivery.plates.plate_set import PlateSet

GS = shutil.which("gs")
GOLD = Ink(200, 350, 750, 250, "PANTONE 871 C")
PATCHES = (
    BLACK, WHITE, RED, Ink(c=1000), Ink(m=1000), Ink(y=1000), Ink(k=30), Ink(k=500), Ink(k=970),
    Ink(c=100, m=200, y=300, k=400), Ink(c=123, m=456, y=789), Ink(c=800, m=400, y=100, k=200),
    Ink(c=600, m=600, y=600), Ink(c=7, m=13, y=29, k=61), Ink(c=333), Ink(m=667), Ink(y=50),
    GOLD, GOLD.tinted(500), GOLD.tinted(37),
)  # fmt: skip
PHOTOS = sorted((ROOT / "images").glob("*.jpg"))[:5]
WIDE, HIGH = 120, 80
TOLERANCE = 2


def painting(*items: Item, pictures: dict[str, Path] | None = None) -> Painting:
    page = Page(3, "03", "t", pt(780), pt(1100), 0, (Block("A/body", "body", items),))
    sources = {key: Source(path) for key, path in (pictures or {}).items()}
    assets = tuple(Asset(k, "picture", s.path.name, k) for k, s in sources.items())
    edition = Edition("报", "2026-10-18", "e", (page,), (), assets, NEWSPRINT)
    press = ROOT / "layout" / "press"
    colours = ColourProfiles(
        (press / "IFRA26S_TAC220.icc").read_bytes(), (press / "sRGB.icc").read_bytes()
    )
    return Painting(edition, (hash_of(page),), sources, colours, Cache.disabled())


def place(number: int, wide: int, high: int, top: int) -> Box:
    """Whole points, so that a pixel at 72 dpi is one of the picture's."""
    across, down = number % 5, number // 5
    return Box(pt(20 + across * (wide + 10)), pt(top + down * (high + 10)), pt(wide), pt(high))


def patches() -> tuple[Shape, ...]:
    return tuple(Shape(rectangle(place(n, 40, 40, 20)), fill=ink) for n, ink in enumerate(PATCHES))


def by_ghostscript(asked: Painting, dpi: int = 72) -> PlateSet:
    assert GS is not None
    return ghostscript.plates(GS, painted(asked, asked.standard), dpi, [3])


@pytest.mark.parametrize(
    "renderer", ["pdfium", pytest.param("ghostscript", marks=pytest.mark.external)]
)
def test_twenty_patches_stand_on_their_plates(renderer: str) -> None:
    asked = painting(*patches())
    if renderer == "ghostscript" and GS is None:
        pytest.skip("ghostscript is not installed")
    drawn = own.plates(asked, 72) if renderer == "pdfium" else by_ghostscript(asked)
    (sheet,) = drawn.sheets
    assert list(sheet.plates) == [*PROCESS, GOLD.spot]
    assert renderer in drawn.renderer
    for number, ink in enumerate(PATCHES):
        box = place(number, 40, 40, 20)
        x, y = (box.x + box.width // 2) // pt(1), (box.y + box.height // 2) // pt(1)
        for name, plate in sheet.plates.items():
            wanted = own.share(ink, name) * 255 / 1000
            assert plate.getpixel((x, y)) == pytest.approx(wanted, abs=TOLERANCE), (ink, name)


@needs("gs")
def test_five_photos_carry_the_inks_that_ghostscript_finds() -> None:
    files, items = {}, []
    for number, path in enumerate(PHOTOS):
        facts = measure(path)
        files[facts.sha256] = path
        # A crop that is sampled to 120 by 80 pixels at 72 ppi.
        width = min(facts.width, facts.height * WIDE // HIGH)
        crop = (0, 0, width, width * HIGH // WIDE)
        items.append(Picture(facts.sha256, place(number, WIDE, HIGH, 20), crop))
    asked = painting(*items, pictures=files)
    press = replace(NEWSPRINT, ppi_target=72)
    edition = replace(asked.edition, press=press)
    asked = replace(asked, edition=edition)
    (ours,), (theirs,) = own.plates(asked, 72).sheets, by_ghostscript(asked).sheets
    converted = gather(asked)().pictures
    for picture in items:
        x, y = picture.box.x // pt(1), picture.box.y // pt(1)
        inside = (x + 1, y + 1, x + WIDE - 1, y + HIGH - 1)
        with Image.open(io.BytesIO(converted[picture].data)) as image:
            assert image.size == (WIDE, HIGH)
            pixels = image.crop((1, 1, WIDE - 1, HIGH - 1))
            for ink in PROCESS:
                one, other = (sheet.plates[ink].crop(inside) for sheet in (ours, theirs))
                assert ImageChops.difference(one, other).getextrema()[1] <= TOLERANCE
                apart = ImageChops.difference(one, pixels.getchannel(ink)).getextrema()[1]
                assert apart <= TOLERANCE


@needs("gs")
def test_black_rules_print_over_and_all_else_knocks_out() -> None:
    ground = Shape(rectangle(Box(0, 0, pt(100), pt(100))), fill=Ink(c=500, y=500))
    rule = Shape((("M", 0, pt(20)), ("L", pt(100), pt(20))), stroke=Stroke(BLACK, pt(4)))
    area = Shape(rectangle(Box(pt(20), pt(40), pt(40), pt(40))), fill=BLACK)
    asked = painting(ground, rule, area)
    for drawn in (own.plates(asked, 72), by_ghostscript(asked)):
        cyan, black = drawn.sheets[0].plates["C"], drawn.sheets[0].plates["K"]
        assert [cyan.getpixel((50, y)) for y in (10, 20, 60)] == pytest.approx([128, 128, 0], abs=2)
        assert [black.getpixel((50, y)) for y in (10, 20, 60)] == [0, 255, 255]


def test_coverage_counts_the_whole_page_and_the_heaviest_square() -> None:
    half = Image.new("L", (100, 100))
    half.paste(255, (0, 0, 50, 100))
    sheet = PlateSheet(1, 72, {"C": half, "K": half})
    assert sheet.coverage("C").mean == 50
    assert sheet.coverage("C").max == 100
    assert (sheet.total().mean, sheet.total().max) == (100, 200)
    # A dot far smaller than 15 mm2 is no heavy place.
    dot = Image.new("L", (100, 100))
    dot.paste(255, (50, 50, 52, 52))
    assert PlateSheet(1, 72, {"K": dot}).total().max < 5


def test_heat_shows_where_ink_exceeds_the_limit() -> None:
    full = Image.new("L", (200, 100))
    full.paste(255, (0, 0, 100, 100))
    sheet = PlateSheet(1, 72, {"C": full, "M": full, "Y": full})
    letters = Source(ROOT / "fonts" / "NotoSansSC-Regular.ttf")
    with Image.open(io.BytesIO(views.heat(sheet, NEWSPRINT, letters))) as heat:
        assert heat.getpixel((20, 50)) == (120, 0, 120)
        assert heat.getpixel((180, 50)) == (255, 255, 255)
        # The key stands below the page.
        assert heat.size[0] == 200
        assert heat.size[1] > 100


def test_a_proof_has_the_papers_white_and_spots_over_it() -> None:
    asked = painting()
    blank = Image.new("L", (20, 20))
    spot = Image.new("L", (20, 20))
    spot.paste(255, (10, 0, 20, 20))
    sheet = PlateSheet(1, 72, {**dict.fromkeys(PROCESS, blank), GOLD.spot: spot})
    data = views.proof(sheet, asked.colours.press, asked.colours.source, [GOLD])
    with Image.open(io.BytesIO(data)) as proof:
        white, gold = proof.getpixel((2, 2)), proof.getpixel((15, 2))
    assert isinstance(white, tuple)
    assert isinstance(gold, tuple)
    # Newsprint is grey and a little yellow; gold on it is darker and far more so.
    assert 190 < white[0] < 235
    assert white[0] > white[2]
    assert gold[2] < white[2] - 60
    assert gold[0] < white[0]


def test_the_same_plates_give_the_same_files() -> None:
    asked = painting(*patches())
    one, two = (
        hashlib.sha256(views.plate(own.plates(asked, 72).sheets[0], "K")).hexdigest()
        for _ in range(2)
    )
    assert one == two
