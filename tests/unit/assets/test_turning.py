"""An upright picture is the same whatever its format, however it lies in its file."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from tests import heic, tiff

from presslayout.assets.images import convert, measure
from presslayout.assets.pictures import Conversion, Request
from presslayout.assets.silhouette import SLICES, of_alpha
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import AssetError
from presslayout.newsroom.photo import small

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.assets.pictures import ConvertedPicture

ROOT = Path(__file__).resolve().parents[3]
PRESS = ROOT / "layout" / "press"
NEWSPRINT = Conversion(
    (PRESS / "IFRA26S_TAC220.icc").read_bytes(), (PRESS / "sRGB.icc").read_bytes(), 240
)
ORIENTATIONS = range(1, 9)
WIDE, HIGH = 240, 160
T = Image.Transpose
# How an upright picture is stored (Exif 2.3, tag 274), in steps that undo the reader's.
STORED = {
    1: (), 2: (T.FLIP_LEFT_RIGHT,), 3: (T.ROTATE_180,), 4: (T.FLIP_TOP_BOTTOM,),
    5: (T.TRANSPOSE,), 6: (T.ROTATE_90,), 7: (T.TRANSVERSE,), 8: (T.ROTATE_270,),
}  # fmt: skip
QUARTERS = ((200, 30, 30), (30, 160, 60), (40, 60, 190), (230, 200, 40))


def upright() -> Image.Image:
    """Four quarters of four colours: no turn and no mirror of it looks like another."""
    image = Image.new("RGB", (WIDE, HIGH))
    for number, colour in enumerate(QUARTERS):
        x, y = number % 2 * WIDE // 2, number // 2 * HIGH // 2
        image.paste(colour, (x, y, x + WIDE // 2, y + HIGH // 2))
    return image


def lying(image: Image.Image, orientation: int) -> Image.Image:
    for step in STORED[orientation]:
        image = image.transpose(step)
    return image


def by_pillow(mode: str, kind: str, **options: object) -> Callable[[int], bytes]:
    def made(orientation: int) -> bytes:
        exif = Image.Exif()
        exif[0x0112] = orientation
        out = io.BytesIO()
        image = lying(upright().convert(mode), orientation)
        image.save(out, kind, exif=exif, **options)  # type: ignore[arg-type]
        return out.getvalue()

    return made


def by_hand(mode: str, **kind: object) -> Callable[[int], bytes]:
    def made(orientation: int) -> bytes:
        image = lying(upright().convert(mode), orientation)
        scale = 257 if kind.get("bits") == 16 else 1
        rows = [
            [
                tuple(v * scale for v in (p if isinstance(p, tuple) else (p,)))
                for p in (image.getpixel((x, y)) for x in range(image.width))
            ]
            for y in range(image.height)
        ]
        return tiff.written(rows, tiff.Kind(**kind, orientation=orientation))  # type: ignore[arg-type]

    return made


KINDS: dict[str, Callable[[int], bytes]] = {
    "a.jpg": by_pillow("RGB", "JPEG", quality=95),
    "grey.jpg": by_pillow("L", "JPEG", quality=95),
    "cmyk.jpg": by_pillow("CMYK", "JPEG", quality=95),
    "a.png": by_pillow("RGB", "PNG"),
    "palette.png": by_pillow("P", "PNG"),
    "a.webp": by_pillow("RGB", "WEBP", lossless=True),
    "a.tif": by_pillow("RGB", "TIFF"),
    "coded.tif": by_pillow("RGB", "TIFF", compression="tiff_lzw"),
    "bits.tif": by_pillow("1", "TIFF"),
    "cmyk.tif": by_pillow("CMYK", "TIFF"),
    "grey.tif": by_hand("L", photometric=tiff.GRAY),
    "planes.tif": by_hand("RGB", planar=True),
    "deep.tif": by_hand("RGB", bits=16, big=True),
    "deep-grey.tif": by_hand("L", photometric=tiff.GRAY, bits=16),
    "deep-planes.tif": by_hand("RGB", bits=16, planar=True),
    "deep-cmyk.tif": by_hand("CMYK", photometric=tiff.CMYK, bits=16, planar=True, big=True),
    "lab.tif": by_hand("RGB", photometric=tiff.ICC_LAB),
}


def pixels(picture: ConvertedPicture) -> Image.Image:
    """What is seen of it: a picture that is kept whole shows a part through a window."""
    return Image.open(io.BytesIO(picture.data)).crop(picture.window)


def apart(one: Image.Image, other: Image.Image) -> int:
    """The largest difference in the middle of any quarter: edges are blurred by coding."""
    assert one.size == other.size
    worst = 0
    for x in (one.width // 4, one.width * 3 // 4):
        for y in (one.height // 4, one.height * 3 // 4):
            pair = one.getpixel((x, y)), other.getpixel((x, y))
            a, b = (v if isinstance(v, tuple) else (v,) for v in pair)
            worst = max(worst, *(abs(int(m) - int(n)) for m, n in zip(a, b, strict=True)))  # type: ignore[arg-type]
    return worst


# The whole, a crop at its size, and a crop so coarse that a JPEG is decoded to an eighth.
CROPS = [
    ((0, 0, WIDE, HIGH), (WIDE, HIGH)),
    ((30, 20, 210, 150), (180, 130)),
    ((0, 0, WIDE, HIGH), (30, 20)),
]


@lru_cache(maxsize=64)
def expected(name: str, directory: Path) -> tuple[Image.Image, ...]:
    path = directory / f"upright-{name}"
    path.write_bytes(KINDS[name](1))
    sha256 = measure(path).sha256
    return tuple(
        pixels(convert(Request(path, sha256, crop, size), NEWSPRINT)) for crop, size in CROPS
    )


@pytest.mark.parametrize("name", KINDS)
def test_every_orientation_of_every_format_shows_the_upright_picture(
    name: str, tmp_path: Path
) -> None:
    cache = Cache(tmp_path / "cache")
    for orientation in ORIENTATIONS:
        path = tmp_path / f"{orientation}-{name}"
        path.write_bytes(KINDS[name](orientation))
        facts = measure(path, cache)
        assert (facts.width, facts.height) == (WIDE, HIGH)
        for (crop, size), right in zip(CROPS, expected(name, tmp_path), strict=True):
            wanted = Request(path, facts.sha256, crop, size)
            for kept in (None, cache, cache):
                found = convert(wanted, NEWSPRINT, kept)
                assert pixels(found).size == size
                assert apart(pixels(found), right) <= 6, (orientation, crop)
        shown = small(path)
        assert shown is not None
        assert Image.open(io.BytesIO(shown)).size == (WIDE, HIGH)


@pytest.mark.parametrize("mirror", [None, 0, 1])
@pytest.mark.parametrize("quarters", range(4))
def test_heic_lies_as_its_container_says(quarters: int, mirror: int | None, tmp_path: Path) -> None:
    pytest.importorskip("pi_heif")
    path = tmp_path / "a.heic"
    found = []
    for data in (heic.PHONE.read_bytes(), heic.turned(quarters, mirror)):
        path.write_bytes(data)
        facts = measure(path)
        whole = Request(
            path, facts.sha256, (0, 0, facts.width, facts.height), (facts.width, facts.height)
        )
        found.append(pixels(convert(whole, NEWSPRINT)))
    for step in (T.ROTATE_90,) * quarters:
        found[0] = found[0].transpose(step)
    if mirror is not None:
        found[0] = found[0].transpose(T.FLIP_TOP_BOTTOM if mirror == 0 else T.FLIP_LEFT_RIGHT)
    # Axis 0 is vertical in the first edition of ISO/IEC 23008-12, horizontal in later ones.
    assert min(apart(*found), apart(found[0].transpose(T.ROTATE_180), found[1])) <= 12
    assert mirror is not None or apart(*found) <= 12


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_what_xmp_says_of_the_orientation_counts_nowhere(kind: str, tmp_path: Path) -> None:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf tiff:Orientation="6"/></x:xmpmeta>'
    options: dict[str, object] = {"xmp": packet}
    if kind == "TIFF":
        options = {"tiffinfo": {700: packet}}
    path = tmp_path / "a"
    upright().save(path, kind, **options)  # type: ignore[arg-type]
    facts = measure(path)
    assert (facts.width, facts.height) == (WIDE, HIGH)
    whole = Request(path, facts.sha256, (0, 0, WIDE, HIGH), (WIDE, HIGH))
    found = pixels(convert(whole, NEWSPRINT))
    assert apart(found, expected("a.png", tmp_path)[0]) <= 12


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_outline_of_a_cut_out_is_that_of_the_upright_picture(
    orientation: int, tmp_path: Path
) -> None:
    clear = Image.new("RGBA", (100, 60), (0, 0, 0, 0))
    clear.paste((200, 0, 0, 255), (0, 0, 20, 30))
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "a.png"
    lying(clear, orientation).save(path, exif=exif)
    found = of_alpha(path)
    assert found is not None
    top = found[SLICES // 4]
    assert top is not None
    assert top[0] <= 10
    assert 190 <= top[1] <= 210
    assert found[SLICES * 3 // 4] is None


def test_inks_without_adobes_mark_are_stored_as_they_are(tmp_path: Path) -> None:
    """ISO 32000-1, 7.4.8: only Adobe's programs turn them over."""
    ink = (180, 40, 90, 0)
    data = {}
    for name, stored in (("with.jpg", ink), ("without.jpg", tuple(255 - v for v in ink))):
        out = io.BytesIO()
        Image.new("CMYK", (64, 64), stored).save(out, "JPEG", quality=95)
        data[name] = out.getvalue()
    at = data["without.jpg"].index(b"\xff\xee")
    data["without.jpg"] = data["without.jpg"][:at] + data["without.jpg"][at + 16 :]
    for name, content in data.items():
        path = tmp_path / name
        path.write_bytes(content)
        whole = Request(path, measure(path).sha256, (0, 0, 64, 64), (64, 64))
        found = pixels(convert(whole, NEWSPRINT)).getpixel((32, 32))
        assert isinstance(found, tuple)
        assert max(abs(a - b) for a, b in zip(found, ink, strict=True)) <= 4, name


@pytest.mark.parametrize(("kind", "fault"), [("JPEG", AssetError), ("TIFF", AssertionError)])
def test_a_crop_beyond_the_picture_never_prints_black(
    kind: str, fault: type[Exception], tmp_path: Path
) -> None:
    path = tmp_path / "a"
    upright().save(path, kind)
    beyond = Request(path, measure(path).sha256, (0, 0, HIGH, WIDE), (HIGH, WIDE))
    with pytest.raises(fault):
        convert(beyond, NEWSPRINT)
