from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw

from presslayout.assets.headers import jpeg_header, png_header
from presslayout.assets.images import convert, convert_all, measure, request
from presslayout.assets.pictures import Conversion, ConvertedPicture, Request
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import AssetError
from presslayout.base.geometry import Box
from presslayout.base.source import Source
from presslayout.base.units import mm
from presslayout.edition.page import Picture, Veil
from presslayout.edition.press import Press

ROOT = Path(__file__).resolve().parents[3]
PRESS = Press("newsprint", "x1a", "", "", "IFRA26", 220, 240, 99, 149, 0)


@pytest.fixture(scope="session")
def newsprint() -> Conversion:
    press = ROOT / "layout" / "press"
    return Conversion(
        (press / "IFRA26S_TAC220.icc").read_bytes(), (press / "sRGB.icc").read_bytes(), 240
    )


def saved(image: Image.Image, path: Path, **options: object) -> Path:
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def whole(path: Path, size: tuple[int, int] | None = None) -> Request:
    facts = measure(path)
    upright = (facts.width, facts.height)
    return Request(path, facts.sha256, (0, 0, *upright), size or upright)


def inks(picture: ConvertedPicture) -> Image.Image:
    """The converted pixels; Pillow turns Photoshop's inverted CMYK over by itself."""
    return Image.open(io.BytesIO(picture.data))


def turned(orientation: int, path: Path) -> Path:
    """A picture, stored turned, whose upright form is 60 × 40 with red left and blue right."""
    image = Image.new("RGB", (60, 40), (255, 0, 0))
    ImageDraw.Draw(image).rectangle((30, 0, 59, 39), fill=(0, 0, 255))
    steps = {
        1: (),
        2: (Image.Transpose.FLIP_LEFT_RIGHT,),
        3: (Image.Transpose.ROTATE_180,),
        4: (Image.Transpose.FLIP_TOP_BOTTOM,),
        5: (Image.Transpose.TRANSPOSE,),
        6: (Image.Transpose.ROTATE_90,),
        7: (Image.Transpose.TRANSVERSE,),
        8: (Image.Transpose.ROTATE_270,),
    }
    for step in steps[orientation]:
        image = image.transpose(step)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "secret"
    return saved(image, path, quality=95, exif=exif)


def test_a_photograph_is_measured_without_pillow() -> None:
    photo = ROOT / "images" / "friends_by_Aitzol_Berasategi.jpg"
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from presslayout.assets.images import measure\n"
        f"facts = measure(Path({str(photo)!r}))\n"
        "assert 'PIL' not in sys.modules\n"
        "print(facts.width, facts.height, facts.components, facts.sha256)\n"
    )
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, env=environ
    )
    width, height, components, sha256 = done.stdout.decode().split()
    with Image.open(photo) as image:
        assert (int(width), int(height)) == image.size
    assert components == "3"
    assert sha256 == hashlib.sha256(photo.read_bytes()).hexdigest()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_undone(tmp_path: Path, newsprint: Conversion, orientation: int) -> None:
    path = turned(orientation, tmp_path / "photo.jpg")
    facts = measure(path)
    assert (facts.width, facts.height, facts.orientation) == (60, 40, orientation)
    for crop in ((0, 0, 30, 40), (0, 10, 30, 30)):
        size = (crop[2] - crop[0], crop[3] - crop[1])
        left = inks(convert(Request(path, facts.sha256, crop, size), newsprint))
        assert left.size == size
        # Red needs no cyan to speak of, blue needs plenty.
        assert left.getchannel("C").resize((1, 1)).getpixel((0, 0)) < 40
    right = inks(convert(Request(path, facts.sha256, (32, 0, 60, 40), (28, 40)), newsprint))
    assert right.getchannel("C").resize((1, 1)).getpixel((0, 0)) > 150


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("light", [False, True])
def test_a_veil_lies_over_its_rows_alone(
    tmp_path: Path, newsprint: Conversion, orientation: int, mode: str, *, light: bool
) -> None:
    path = turned(orientation, tmp_path / "photo.jpg")
    if mode == "L":
        saved(Image.new("L", (60, 40), 120), path, quality=95)
    facts = measure(path)
    plain = Request(path, facts.sha256, (0, 4, 60, 40), (60, 36))
    veiled = replace(plain, veils=(Veil((0, 0, 12, 24), 600, light),))
    one, other = (inks(convert(wanted, newsprint)).convert("CMYK") for wanted in (plain, veiled))
    black = [im.getchannel("K").resize((1, 36)).tobytes() for im in (one, other)]
    more = [b - a for a, b in zip(*black, strict=True)]
    if light:
        assert all(n <= 3 for n in more)
        sums = [sum(im.resize((1, 36)).crop((0, 0, 1, 6)).tobytes()) for im in (one, other)]
        assert sums[1] < sums[0] // 2
    else:
        assert min(more[:6]) > 60
    # Below its last row nothing is changed but for JPEG's own noise.
    assert max(abs(n) for n in more[24:]) <= 6


def test_nothing_of_the_camera_is_kept(tmp_path: Path, newsprint: Conversion) -> None:
    data = convert(whole(turned(6, tmp_path / "photo.jpg")), newsprint).data
    assert b"Exif" not in data
    assert b"secret" not in data
    assert b"ICC_PROFILE" not in data
    assert not Image.open(io.BytesIO(data)).getexif()


def test_pixels_are_never_added_and_seldom_kept(tmp_path: Path) -> None:
    picture = Picture("a", Box(0, 0, mm("25.4"), mm("25.4")), (0, 0, 100, 100))
    source = Source(tmp_path / "a.jpg")
    assert request(picture, source, "", PRESS).size == (100, 100)
    assert request(replace(picture, crop=(0, 0, 1000, 1000)), source, "", PRESS).size == (224, 224)
    # A tenth more than needed is not worth the blur.
    assert request(replace(picture, crop=(0, 0, 240, 240)), source, "", PRESS).size == (240, 240)


def test_colours_go_through_the_profiles(tmp_path: Path, newsprint: Conversion) -> None:
    path = saved(Image.new("RGB", (16, 16), (190, 60, 50)), tmp_path / "red.png")
    converted = inks(convert(whole(path), newsprint))
    transform = ImageCms.buildTransform(
        io.BytesIO(newsprint.source_profile), io.BytesIO(newsprint.press_profile),
        "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    expected = ImageCms.applyTransform(Image.new("RGB", (1, 1), (190, 60, 50)), transform)
    assert expected is not None
    found, wanted = converted.getpixel((8, 8)), expected.getpixel((0, 0))
    assert isinstance(found, tuple)
    assert isinstance(wanted, tuple)
    assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= 3


def test_an_embedded_profile_is_believed(tmp_path: Path, newsprint: Conversion) -> None:
    image = Image.new("CMYK", (16, 16), (200, 40, 30, 20))
    coated = (ROOT / "layout" / "press" / "ISOcoated_v2_300_bas.icc").read_bytes()
    plain = inks(convert(whole(saved(image, tmp_path / "a.tif")), newsprint))
    tagged = inks(convert(whole(saved(image, tmp_path / "b.tif", icc_profile=coated)), newsprint))
    kept, changed = plain.getpixel((8, 8)), tagged.getpixel((8, 8))
    assert isinstance(kept, tuple)
    assert max(abs(a - b) for a, b in zip(kept, (200, 40, 30, 20), strict=True)) <= 2
    assert changed != kept


def test_a_damaged_profile_counts_as_none(tmp_path: Path, newsprint: Conversion) -> None:
    image = Image.new("RGB", (16, 16), (190, 60, 50))
    plain = convert(whole(saved(image, tmp_path / "a.png")), newsprint)
    broken = convert(whole(saved(image, tmp_path / "b.png", icc_profile=b"junk" * 40)), newsprint)
    assert plain.data == broken.data


def test_grey_stays_grey_and_keeps_its_lightness(tmp_path: Path, newsprint: Conversion) -> None:
    ramp = Image.linear_gradient("L")
    picture = convert(whole(saved(ramp, tmp_path / "ramp.png")), newsprint)
    assert (picture.components, picture.inverted) == (1, False)
    column = [inks(picture).getpixel((100, y)) for y in range(256)]
    assert column[255] == 255
    assert column[0] <= 2
    # Newsprint gains a quarter in the middle, so a middle grey is printed much lighter.
    assert 150 < column[118] < 215


def test_ink_is_taken_back_only_above_the_limit(tmp_path: Path, newsprint: Conversion) -> None:
    image = Image.new("CMYK", (32, 16), (200, 30, 30, 20))
    image.paste((250, 240, 240, 200), (16, 0, 32, 16))
    converted = inks(convert(whole(saved(image, tmp_path / "a.tif")), newsprint))
    light, heavy = converted.getpixel((4, 8)), converted.getpixel((28, 8))
    assert isinstance(light, tuple)
    assert isinstance(heavy, tuple)
    assert max(abs(a - b) for a, b in zip(light, (200, 30, 30, 20), strict=True)) <= 3
    assert sum(heavy) / 255 == pytest.approx(2.40, abs=0.03)
    assert heavy[3] == pytest.approx(200, abs=3)


@pytest.mark.parametrize(
    ("mode", "colour"),
    [("RGBA", (10, 200, 30, 0)), ("LA", (0, 0)), ("P", 0)],
)
def test_what_is_transparent_prints_as_paper(
    tmp_path: Path, newsprint: Conversion, mode: str, colour: tuple[int, ...] | int
) -> None:
    image = Image.new(mode, (16, 16), colour)
    options = {"transparency": 0} if mode == "P" else {}
    converted = inks(convert(whole(saved(image, tmp_path / "a.png", **options)), newsprint))
    pixel = converted.getpixel((8, 8))
    assert pixel in ((0, 0, 0, 0), 255)


@pytest.mark.parametrize("mode", ["1", "I;16"])
def test_bitmaps_and_deep_greys_are_read(tmp_path: Path, newsprint: Conversion, mode: str) -> None:
    image = Image.new(mode, (16, 16), 1 if mode == "1" else 65_535)
    picture = convert(whole(saved(image, tmp_path / "a.png")), newsprint)
    assert picture.components == 1
    assert inks(picture).getpixel((8, 8)) == 255


def test_a_cached_picture_is_the_same_and_needs_no_pillow(
    tmp_path: Path, newsprint: Conversion
) -> None:
    path = turned(1, tmp_path / "a.jpg")
    cache = Cache(tmp_path / "cache")
    fresh = convert(whole(path), newsprint)
    assert convert(whole(path), newsprint, cache) == fresh
    path.unlink()
    wanted = Request(path, "", (0, 0, 1, 1), (1, 1))
    with pytest.raises(AssetError):
        convert(wanted, newsprint, cache)


def test_all_pictures_are_converted_and_equal_ones_once(
    tmp_path: Path, newsprint: Conversion
) -> None:
    path = turned(1, tmp_path / "a.jpg")
    wanted = whole(path)
    first = Picture("a", Box(0, 0, mm(10), mm(10)), wanted.crop)
    second = replace(first, box=Box(mm(20), 0, mm(10), mm(10)))
    done = convert_all({first: wanted, second: wanted}, newsprint)()
    assert done[first] is done[second]
    assert convert_all({}, newsprint)() == {}


def test_all_damage_is_told_at_once(tmp_path: Path, newsprint: Conversion) -> None:
    wanted = {}
    for name in ("a.jpg", "b.jpg"):
        path = turned(1, tmp_path / name)
        picture = Picture(name, Box(0, 0, mm(10), mm(10)), (0, 0, 60, 40))
        wanted[picture] = replace(whole(path), size=(50, 33))
        path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(AssetError) as caught:
        convert_all(wanted, newsprint)()
    assert [d.code for d in caught.value.diagnostics] == ["broken-picture"] * 2
    assert {"a.jpg" in d.message.zh for d in caught.value.diagnostics} == {True, False}


def useless(profile: bytes) -> dict[str, bytes]:
    """What might lie under the name of a press's profile and says nothing of its inks."""
    return {
        "empty": b"",
        "text": b"hello" * 100,
        "zeros": profile[:128] + bytes(len(profile) - 128),
        "link": profile[:12] + b"link" + profile[16:],
        "rgb": (ROOT / "layout" / "press" / "sRGB.icc").read_bytes(),
        "lab": ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
        "no-inks": profile.replace(b"B2A0", b"XXX0").replace(b"B2A1", b"XXX1").replace(b"B2A2", b"XXX2"),
        "tags": profile[:128] + b"\x7f" + profile[129:],
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("name", useless(bytes(200)))
def test_a_profile_that_is_of_no_use_is_the_press_fault_and_told_once(
    tmp_path: Path, newsprint: Conversion, name: str, mode: str
) -> None:
    profile = useless(newsprint.press_profile)[name]
    wanted = {}
    for number in range(2):
        path = saved(Image.new(mode, (60, 40)), tmp_path / f"{number}.png")
        wanted[Picture(path.name, Box(0, 0, mm(10), mm(10)), (0, 0, 60, 40))] = whole(path)
    finished = convert_all(wanted, replace(newsprint, press_profile=profile))
    if mode == "L" and name in {"no-inks", "link"}:
        # Grey needs no more of a press than how dark its black is.
        assert len(finished()) == 2
        return
    with pytest.raises(AssetError) as told:
        finished()
    assert [d.code for d in told.value.diagnostics] == ["missing-profile"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "missing-picture"),
        (b"not a picture", "broken-picture"),
        (b"", "broken-picture"),
        (b"\xff\xd8\xff\xe0\x00\x04ab", "broken-picture"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "broken-picture"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "a.jpg"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AssetError) as caught:
        measure(path)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == code
    assert "a.jpg" in diagnostic.message.zh
    assert diagnostic.hint is not None


def test_a_picture_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("L", (8, 8)).save(data, "PNG")
    bomb = bytearray(data.getvalue())
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    path = tmp_path / "bomb.png"
    path.write_bytes(bytes(bomb))
    with pytest.raises(AssetError) as caught:
        measure(path)
    assert caught.value.diagnostics[0].code == "picture-too-large"


def test_facts_are_remembered_until_the_file_changes(tmp_path: Path) -> None:
    path = saved(Image.new("RGB", (30, 20)), tmp_path / "a.png")
    old = time.time() - 3600
    os.utime(path, (old, old))
    cache = Cache(tmp_path / "cache")
    assert measure(path, cache).width == 30
    # Just made, so not kept yet: its time stamp could come again.
    assert not list((tmp_path / "cache").glob("*/*"))
    saved(Image.new("RGB", (40, 20)), path)
    assert measure(path, cache).width == 40


def test_headers_of_other_files_are_left_alone() -> None:
    assert jpeg_header(b"\x89PNG\r\n\x1a\n") is None
    assert png_header(b"\xff\xd8\xff") is None


def test_progressive_and_grey_headers_are_read(tmp_path: Path) -> None:
    for mode, components in (("L", 1), ("RGB", 3), ("CMYK", 4)):
        path = saved(Image.new(mode, (33, 21)), tmp_path / "a.jpg", progressive=True)
        header = jpeg_header(path.read_bytes())
        assert header is not None
        assert (header.width, header.height, header.components) == (33, 21, components)
