"""Every kind of picture that reaches a newsroom comes out in the press's inks, and nothing else."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageCms, ImageFilter, ImageStat
from tests import hostile_pictures as hostile
from tests import tiff

from presslayout.assets.caption import words
from presslayout.assets.icc_profiles import space_of
from presslayout.assets.images import convert, measure
from presslayout.assets.pictures import Conversion, Request
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import AssetError

if TYPE_CHECKING:
    from presslayout.assets.pictures import ConvertedPicture

ROOT = Path(__file__).resolve().parents[3]
PRESS = ROOT / "layout" / "press"
SRGB = (PRESS / "sRGB.icc").read_bytes()
NEWS = (PRESS / "IFRA26S_TAC220.icc").read_bytes()
COATED = (PRESS / "ISOcoated_v2_300_bas.icc").read_bytes()
NEWSPRINT = Conversion(NEWS, SRGB, 240)
# Columns of red, green and blue in the profile connection space (D50), and gamma.
ADOBE = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))


def matrix_profile(columns: tuple[tuple[float, ...], ...], gamma: float) -> bytes:
    """A display profile (ICC.1:2001, 6.3.2.2) of three colorants and one gamma."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(values: tuple[float, ...]) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(fixed(v) for v in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    tags = [(b"wtpt", xyz((0.9642, 1.0, 0.8249)))]
    tags += [(kind, xyz(c)) for kind, c in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)]
    tags += [(kind, curve) for kind in (b"rTRC", b"gTRC", b"bTRC")]
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for kind, data in tags:
        table += kind + struct.pack(">II", start + len(body), len(data))
        body += data
    head = struct.pack(
        ">I4sI4s4s4s", start + len(body), b"test", 0x02100000, b"mntr", b"RGB ", b"XYZ "
    )
    head += bytes(12) + b"acsp" + bytes(28) + b"\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d"
    return head.ljust(128, b"\0") + table + body


def whole(path: Path, size: tuple[int, int] | None = None) -> Request:
    facts = measure(path)
    upright = (facts.width, facts.height)
    return Request(path, facts.sha256, (0, 0, *upright), size or upright)


def pixels(picture: ConvertedPicture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def apart(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of any channel."""
    extremes = ImageChops.difference(one, other).getextrema()
    pairs = extremes if isinstance(extremes[0], tuple) else (extremes,)
    return max(pair[1] for pair in pairs)  # type: ignore[index]


def made(tmp_path: Path, name: str, image: Image.Image, **options: object) -> Path:
    path = tmp_path / name
    image.save(path, **options)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(("columns", "gamma"), [(ADOBE, 2.2), (P3, 2.2)])
def test_wide_rgb_prints_as_the_same_colour_in_srgb(
    tmp_path: Path, columns: tuple[tuple[float, ...], ...], gamma: float
) -> None:
    wide = matrix_profile(columns, gamma)
    assert space_of(wide) == "RGB"
    colour = Image.new("RGB", (32, 32), (170, 110, 80))
    same = ImageCms.profileToProfile(colour, io.BytesIO(SRGB), io.BytesIO(wide))
    assert same is not None
    assert same.getpixel((0, 0)) != (170, 110, 80)
    plain = convert(whole(made(tmp_path, "a.png", colour, icc_profile=SRGB)), NEWSPRINT)
    other = convert(whole(made(tmp_path, "b.png", same, icc_profile=wide)), NEWSPRINT)
    assert apart(pixels(plain), pixels(other)) <= 5


def test_lab_prints_as_the_same_colour_in_srgb(tmp_path: Path) -> None:
    colour = Image.new("RGB", (32, 32), (170, 110, 80))
    lab = ImageCms.profileToProfile(
        colour, io.BytesIO(SRGB), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    assert lab is not None
    plain = convert(whole(made(tmp_path, "a.png", colour)), NEWSPRINT)
    other = convert(whole(made(tmp_path, "b.tif", lab)), NEWSPRINT)
    assert apart(pixels(plain), pixels(other)) <= 8


TONES = {
    tiff.GRAY: ("L", (90,)),
    tiff.RGB: ("RGB", (190, 60, 50)),
    tiff.CMYK: ("CMYK", (40, 160, 120, 10)),
    tiff.LAB: ("LAB", (140, 40, -30)),
    tiff.ICC_LAB: ("LAB", (140, 168, 98)),
}
# Every order of bytes, planes together or apart, each coding with and without differences.
WRITINGS = [
    (big, planar, coding, predictor)
    for big, planar in ((False, False), (True, False), (False, True), (True, True))
    for coding, predictor in (
        (tiff.PLAIN, False), (tiff.LZW, False), (tiff.LZW, True), (tiff.DEFLATE, True),
    )
]  # fmt: skip


def lab_of(picture: Image.Image) -> tuple[float, float, float]:
    lab = ImageCms.profileToProfile(
        picture, io.BytesIO(NEWS), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    assert lab is not None
    light, a, b = ImageStat.Stat(lab).mean
    return light / 2.55, a - 128, b - 128


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("photometric", TONES)
def test_every_way_of_writing_a_tiff_prints_in_its_colour(
    tmp_path: Path, photometric: int, bits: int
) -> None:
    """Beside littleCMS's own conversion of the same colour as Pillow makes it."""
    mode, tone = TONES[photometric]
    plain = Image.new(
        mode,
        (16, 16),
        tuple(v + 128 * (at > 0) for at, v in enumerate(tone))
        if photometric == tiff.LAB
        else tone
        if len(tone) > 1
        else tone[0],
    )
    if mode in ("RGB", "LAB"):
        source = ImageCms.createProfile("LAB") if mode == "LAB" else io.BytesIO(SRGB)
        ink = ImageCms.profileToProfile(
            plain, source, io.BytesIO(NEWS), ImageCms.Intent.RELATIVE_COLORIMETRIC, "CMYK",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip
        assert ink is not None
    else:
        ink = pixels(convert(whole(made(tmp_path, "plain.tif", plain)), NEWSPRINT)).convert("CMYK")
    expected = lab_of(ink)
    # Of sixteen bits the lower eight are not those of the upper.
    scale, more = (1, 0) if bits == 8 else (256, 77)
    for number, (big, planar, coding, predictor) in enumerate(WRITINGS):
        kind = tiff.Kind(photometric, bits, big, planar, coding, predictor)
        path = tmp_path / f"{number}.tif"
        path.write_bytes(tiff.written([[tuple(v * scale + more for v in tone)] * 16] * 16, kind))
        found = lab_of(pixels(convert(whole(path), NEWSPRINT)).convert("CMYK"))
        distance = sum((a - b) ** 2 for a, b in zip(found, expected, strict=True)) ** 0.5
        assert distance < 1, (kind, found, expected)


@pytest.mark.parametrize("data", [b"II*\0", b"MM\0*\0\0\0\x08", b"II*\0\xff\xff\xff\xff"])
def test_a_tiff_cut_short_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.tif").write_bytes(data)
    with pytest.raises(AssetError):
        measure(tmp_path / "a.tif")


@pytest.mark.parametrize("planar", [False, True])
@pytest.mark.parametrize("bits", [8, 16])
def test_a_scan_whose_zero_is_white_prints_no_negative(
    tmp_path: Path, bits: int, *, planar: bool
) -> None:
    """TIFF 6.0, PhotometricInterpretation 0: scanners write so, and Pillow turns eight bits only."""
    top = (1 << bits) - 1
    path = tmp_path / "scan.tif"
    kind = tiff.Kind(tiff.WHITE, bits, planar=planar)
    path.write_bytes(tiff.written([[(top - top * 60 // 255,)] * 16] * 16, kind))
    plain = made(tmp_path, "plain.png", Image.new("L", (16, 16), 60))
    found = pixels(convert(whole(path), NEWSPRINT))
    assert apart(found, pixels(convert(whole(plain), NEWSPRINT))) <= 1


@pytest.mark.parametrize(
    ("bits", "samples", "photometric"),
    [
        (32, tiff.UNSIGNED, tiff.GRAY),
        (32, tiff.SIGNED, tiff.GRAY),
        (32, tiff.FLOATING, tiff.GRAY),
        (32, tiff.FLOATING, tiff.RGB),
        (16, tiff.SIGNED, tiff.GRAY),
    ],
)
def test_samples_of_which_nothing_says_what_is_white_are_refused_and_told(
    tmp_path: Path, bits: int, samples: int, photometric: int
) -> None:
    """They came out white, in two tones, or half as light, and nothing was said."""
    tone = (9_000_000 % (1 << bits),) * (3 if photometric == tiff.RGB else 1)
    path = tmp_path / "deep.tif"
    kind = tiff.Kind(photometric, bits, samples=samples)
    path.write_bytes(tiff.written([[tone] * 16] * 16, kind))
    with pytest.raises(AssetError) as told:
        measure(path)
    assert "32 位" in told.value.diagnostics[0].message.zh
    assert "8 位" in told.value.diagnostics[0].hint.zh


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"BM", "BMP"),
        (b"8BPS\0\1", "PSD"),
        (b"\0\0\0\x1cftypavif", "AVIF"),
        (b"\0\0\0\x0cjP  \r\n", "JPEG 2000"),
        (b"%!PS-Adobe-3.0 EPSF", "EPS"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\3\4", "Word"),
        (b"", "空文件"),
    ],
)
def test_what_is_no_picture_of_a_paper_is_called_by_its_name(
    tmp_path: Path, head: bytes, name: str
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(head + bytes(100) * bool(head))
    with pytest.raises(AssetError) as told:
        measure(path)
    assert name in told.value.diagnostics[0].message.zh


@pytest.mark.parametrize("head", [b"%!PS-Adobe-3.0 EPSF", b"\xc5\xd0\xd3\xc6", b"%PDF-1.7"])
def test_a_drawing_is_not_told_to_become_pixels(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "a.eps"
    path.write_bytes(head + bytes(100))
    with pytest.raises(AssetError) as told:
        measure(path)
    hint = told.value.diagnostics[0].hint
    assert hint is not None
    assert "pdf" in hint.zh.lower()
    assert "JPEG" not in hint.zh


def test_sixteen_bits_print_as_eight(tmp_path: Path) -> None:
    eight = hostile.photo()
    row = b"".join(
        b"\0" + b"".join(bytes((v, v)) for v in eight.crop((0, y, 300, y + 1)).tobytes())
        for y in range(200)
    )
    import zlib

    deep = bytearray(hostile.png(300, 200, zlib.compress(row)))
    deep[24] = 16
    deep[29:33] = struct.pack(">I", zlib.crc32(bytes(deep[12:29])))
    (tmp_path / "deep.png").write_bytes(deep)
    one = convert(whole(made(tmp_path, "a.png", eight)), NEWSPRINT)
    assert apart(pixels(one), pixels(convert(whole(tmp_path / "deep.png"), NEWSPRINT))) <= 1


@pytest.mark.parametrize("kind", ["WEBP", "GIF", "TIFF"])
def test_other_kinds_of_file_are_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind.lower()}"
    path.write_bytes(
        hostile.saved(hostile.photo(), kind, **({"lossless": True} if kind == "WEBP" else {}))
    )
    facts = measure(path)
    assert (facts.width, facts.height, facts.components) == (300, 200, 3)
    found = pixels(convert(whole(path), NEWSPRINT))
    assert found.mode == "CMYK"
    if kind != "GIF":
        plain = convert(whole(made(tmp_path, "a.png", hostile.photo())), NEWSPRINT)
        assert apart(found, pixels(plain)) <= 1


def test_heic_is_read_and_its_gps_is_not(tmp_path: Path) -> None:
    pytest.importorskip("pi_heif")
    path = ROOT / "tests" / "data" / "images" / "phone.heic"
    assert b"secret words" in path.read_bytes()
    picture = convert(whole(path), NEWSPRINT)
    assert (picture.width, picture.height, picture.components) == (64, 48, 4)
    assert b"secret" not in picture.data
    cyan = pixels(picture).getchannel("C")
    assert isinstance(cyan.getpixel((8, 8)), int)
    assert cyan.getpixel((8, 8)) < 60 < cyan.getpixel((56, 8))  # type: ignore[operator]
    del tmp_path


HOSTILE = sorted((ROOT / "tests" / "nightly" / "seeds" / "heic").iterdir())


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_a_heic_that_ends_its_decoder_or_lies_about_its_size_is_told(path: Path) -> None:
    pytest.importorskip("pi_heif")
    with pytest.raises(AssetError) as caught:
        convert(whole(path), NEWSPRINT)
    assert [d.code for d in caught.value.diagnostics] == ["broken-picture"]


def test_without_its_reader_heic_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(AssetError) as caught:
        measure(ROOT / "tests" / "data" / "images" / "phone.heic")
    (found,) = caught.value.diagnostics
    assert found.code == "broken-picture"
    assert found.hint is not None
    assert "presslayout[heic]" in found.hint.zh
    assert "presslayout[heic]" in found.hint.en


def private(tmp_path: Path, **options: object) -> Path:
    """A CMYK JPEG with GPS, a serial number and a comment, progressive or not."""
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    exif.get_ifd(0x8825)[1] = "N"
    path = tmp_path / "ready.jpg"
    image = hostile.photo().convert("CMYK").point(lambda v: v // 2)
    image.save(path, quality=92, exif=exif, comment=b"secret comment", **options)  # type: ignore[arg-type]
    # What stands behind the end of the picture is nobody's business either.
    path.write_bytes(path.read_bytes() + b"secret trailer")
    return path


@pytest.mark.parametrize("progressive", [False, True])
def test_cmyk_of_this_press_passes_untouched(tmp_path: Path, progressive: bool) -> None:
    path = private(tmp_path, icc_profile=NEWS, progressive=progressive)
    picture = convert(whole(path), NEWSPRINT)
    assert picture.inverted
    assert picture.window is None
    assert b"secret" not in picture.data
    assert b"ICC_PROFILE" not in picture.data
    # The coded picture is the file's own: a slice of its scan is found again byte for byte.
    scan = path.read_bytes().index(b"\xff\xda\x00\x0e\x04")
    assert path.read_bytes()[scan : scan + 400] in picture.data
    assert apart(pixels(picture), Image.open(path)) == 0


def test_a_crop_of_it_is_shown_through_a_window(tmp_path: Path) -> None:
    path = private(tmp_path, icc_profile=NEWS)
    facts = measure(path)
    picture = convert(Request(path, facts.sha256, (10, 0, 290, 180), (280, 180)), NEWSPRINT)
    assert picture.window == (10, 0, 290, 180)
    assert (picture.width, picture.height) == (300, 200)
    # A small part of it is cut out: the rest would only make the file heavy.
    part = convert(Request(path, facts.sha256, (10, 0, 100, 90), (90, 90)), NEWSPRINT)
    assert (part.window, part.width, part.height) == (None, 90, 90)


def test_cmyk_with_too_much_ink_or_of_another_paper_is_converted(tmp_path: Path) -> None:
    heavy = Image.new("CMYK", (64, 64), (250, 240, 230, 240))
    path = made(tmp_path, "heavy.jpg", heavy, icc_profile=NEWS)
    found = pixels(convert(whole(path), NEWSPRINT)).resize((1, 1)).getpixel((0, 0))
    assert isinstance(found, tuple)
    assert sum(found) / 2.55 == pytest.approx(240, abs=2)
    coated = made(tmp_path, "coated.jpg", hostile.photo("CMYK"), icc_profile=COATED)
    assert convert(whole(coated), NEWSPRINT).data != coated.read_bytes()
    assert apart(pixels(convert(whole(coated), NEWSPRINT)), Image.open(coated)) > 20


def test_no_pixel_takes_more_ink_than_the_limit_after_coding(tmp_path: Path) -> None:
    with Image.open(ROOT / "images" / "life_by_Aitzol_Berasategi.jpg") as photo:
        inked = photo.resize((400, 300)).convert("CMYK").point(lambda v: min(255, v + 90))
    for profile in (None, NEWS):
        path = made(tmp_path, "heavy.tif", inked, **({"icc_profile": profile} if profile else {}))
        found = pixels(convert(whole(path), NEWSPRINT))
        sums = [sum(p) for p in zip(*(c.tobytes() for c in found.split()), strict=True)]
        assert max(sums) <= 2.4 * 255
        # It is not made lighter as a whole.
        assert sum(sums) / len(sums) > 1.9 * 255


def test_the_intent_may_be_a_pictures_own(tmp_path: Path) -> None:
    vivid = Image.new("RGB", (16, 16), (0, 0, 255))
    one = whole(made(tmp_path, "a.png", vivid))
    relative = convert(one, NEWSPRINT).data
    perceptual = convert(one, replace(NEWSPRINT, intent="perceptual")).data
    assert relative != perceptual
    assert convert(replace(one, intent="perceptual"), NEWSPRINT).data == perceptual


def test_sharpening_steepens_edges_and_leaves_areas(tmp_path: Path) -> None:
    edge = Image.new("RGB", (64, 64), (200, 200, 200))
    edge.paste((80, 80, 80), (32, 0, 64, 64))
    edge = edge.filter(ImageFilter.GaussianBlur(1.5))
    one = whole(made(tmp_path, "a.png", edge))
    soft, sharp = (
        pixels(convert(one, replace(NEWSPRINT, sharpen=s))).getchannel("K") for s in (0, 120)
    )
    assert sharp.getpixel((35, 30)) > soft.getpixel((35, 30))  # type: ignore[operator]
    assert abs(sharp.getpixel((8, 30)) - soft.getpixel((8, 30))) <= 2  # type: ignore[operator]


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P"])
@pytest.mark.parametrize("sharpen", [0, 80])
def test_bands_leave_no_seam(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, sharpen: int
) -> None:
    with Image.open(ROOT / "images" / "friends_by_Aitzol_Berasategi.jpg") as photo:
        path = made(tmp_path, "a.png", photo.resize((300, 200)).convert("RGB").convert(mode))
    conversion = replace(NEWSPRINT, sharpen=sharpen)
    wanted = whole(path, (211, 141))
    at_once = pixels(convert(wanted, conversion))
    monkeypatch.setattr("presslayout.assets.decoding._BAND_PIXELS", 300 * 20)
    difference = ImageChops.difference(at_once, pixels(convert(wanted, conversion)))
    # A seam is a row that differs as a whole (by 12 levels where margins lack).  Single pixels
    # round otherwise, and sharpening, the profile's slope and JPEG make some levels of one.
    rows = [difference.crop((0, y, 211, y + 1)) for y in range(141)]
    assert max(max(ImageStat.Stat(row).mean) for row in rows) < 0.5
    assert apart(at_once, pixels(convert(wanted, conversion))) <= 8


PHONE = """
from pathlib import Path
from presslayout.assets.images import Conversion, Request, convert, measure
press = Path({press!r})
conversion = Conversion(
    (press / "IFRA26S_TAC220.icc").read_bytes(), (press / "sRGB.icc").read_bytes(), 240, sharpen=60
)
path = Path({path!r})
facts = measure(path)
request = Request(path, facts.sha256, (0, 0, facts.width, facts.height), {size!r})
assert convert(request, conversion).components == 4
# Not ru_maxrss: that counts what the process was before it became this one, pytest and all.
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "width"), [("jpg", 3070), ("jpg", 6300), ("png", 3070)])
def test_a_phones_48_million_pixels_need_less_than_400_mebibytes(
    tmp_path: Path, kind: str, width: int
) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("the peak of a process stands in /proc on Linux alone")
    path = tmp_path / f"phone.{kind}"
    source = hostile.photo().resize((8064, 6048))
    source.save(path, **({"compress_level": 1} if kind == "png" else {"quality": 80}))
    del source
    program = PHONE.format(press=str(PRESS), path=str(path), size=(width, width * 3 // 4))
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=True,
    )
    assert int(done.stdout) / 1024 < 400


@pytest.mark.parametrize("name", hostile.PICTURES)
def test_hostile_pictures_are_told_or_harmless(tmp_path: Path, name: str) -> None:
    make, error, remark = hostile.PICTURES[name]
    path = tmp_path / name
    path.write_bytes(make())
    try:
        facts = measure(path)
        convert(whole(path, (min(facts.width, 150), min(facts.height, 100))), NEWSPRINT)
        assert facts.remarks == ((remark,) if remark else ())
        found = ""
    except AssetError as fault:
        (diagnostic,) = fault.diagnostics
        assert name in diagnostic.message.zh
        assert name in diagnostic.message.en
        assert diagnostic.hint is not None
        found = diagnostic.code
    assert found == error


def test_a_photographers_words_are_read(tmp_path: Path) -> None:
    def file(*sets: tuple[int, int, bytes]) -> Path:
        path = tmp_path / "a.jpg"
        path.write_bytes(hostile.iptc(b"".join(hostile.dataset(*s) for s in sets)))
        return path

    utf8 = (1, 90, b"\x1b%G")
    caption, byline = "石桥落成，\n村民过河。", "沈禾青"
    told = words(file(utf8, (2, 120, caption.encode()), (2, 80, byline.encode())))
    assert (told.caption, told.credit) == ("石桥落成，村民过河。", "沈禾青")
    # Older Chinese programs wrote GB18030 and did not say so.
    assert words(file((2, 120, caption.encode("gb18030")))).caption == "石桥落成，村民过河。"
    assert words(file((2, 110, "云岭日报".encode()))).credit == "云岭日报"
    assert words(file((2, 120, b"OLYMPUS DIGITAL CAMERA"))).caption == ""
    assert words(file((2, 120, b"a\x00b\x1bc"))).caption == "a b c"


def test_rights_and_source_are_facts_of_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    rights, source = "© 云岭日报\n保留所有权利", "云岭影像"
    told = ((2, 116, rights.encode()), (2, 115, source.encode()))
    path.write_bytes(hostile.iptc(b"".join(hostile.dataset(*one) for one in told)))
    os.utime(path, (1, 1))
    kept = Cache(tmp_path / "cache")
    for _ in range(2):
        # Measured, and then from the cache.
        found = measure(path, kept)
        assert (found.rights, found.source) == ("© 云岭日报保留所有权利", "云岭影像")
    for sets in ((), ((2, 120, "石桥。".encode()),)):
        path.write_bytes(hostile.iptc(b"".join(hostile.dataset(*one) for one in sets)))
        assert (measure(path).rights, measure(path).source) == ("", "")


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><rdf:Description rdf:about="">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">雾里的石桥</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 陆一鸣</rdf:li></rdf:Alt></dc:rights>
<photoshop:Source>山影社</photoshop:Source>
<dc:creator><rdf:Seq><rdf:li>陆一鸣</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_words_in_xmp_are_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    options: dict[str, object] = {"xmp": XMP.encode()}
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP)
        options = {"pnginfo": info}
    elif kind == "TIFF":
        options = {"tiffinfo": {700: XMP.encode()}}
    path.write_bytes(hostile.saved(hostile.photo(), kind, **options))
    found = words(path)
    assert (found.caption, found.credit) == ("雾里的石桥", "陆一鸣")
    measured = measure(path)
    assert (measured.rights, measured.source) == ("© 陆一鸣", "山影社")


@pytest.mark.parametrize("name", [n for n in hostile.PICTURES if "bomb" not in n])
def test_no_file_stops_the_search_for_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(hostile.PICTURES[name][0]())
    assert words(path).caption == ""
    assert hashlib.sha256(path.read_bytes()).hexdigest()
