"""Picture files that somebody might put before us: damaged, lying, huge, odd.  Made when needed."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, TiffImagePlugin

if TYPE_CHECKING:
    from collections.abc import Callable

WIDE, HIGH = 300, 200


def photo(mode: str = "RGB", size: tuple[int, int] = (WIDE, HIGH)) -> Image.Image:
    """Something to look at: a gradient with a disc."""
    grey = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (grey, grey.rotate(180), grey))
    ImageDraw.Draw(image).ellipse((20, 20, 90, 90), fill=(200, 40, 30))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of a picture as a file of this kind."""
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: bytes, *more: bytes, colour: int = 2) -> bytes:
    """A PNG file of any size on paper, whatever its rows hold."""
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    body = b"".join((*more, chunk(b"IDAT", rows), chunk(b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body


def bomb() -> bytes:
    """A few kilobytes that unpack to 2.7 gigabytes."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 << 20)) for _ in range(64)) + packer.flush()
    return png(30_000, 30_000, rows)


def small_bomb() -> bytes:
    """Rows that go on for long after the picture has ended."""
    return png(16, 16, zlib.compress(bytes(200 << 20), 9))


def text_bomb() -> bytes:
    """A comment of 200 MB, packed."""
    words = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200 << 20), 9))
    return png(16, 16, zlib.compress(bytes(16 * 49)), words)


def profile_bomb() -> bytes:
    """An ICC profile of 200 MB, packed."""
    packed = chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(200 << 20), 9))
    return png(16, 16, zlib.compress(bytes(16 * 49)), packed)


def giant_jpeg() -> bytes:
    """A JPEG that says it is 30,000 pixels wide and high."""
    data = bytearray(saved(photo(), "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 30_000, 30_000)
    return bytes(data)


def no_size() -> bytes:
    """A JPEG of no pixels."""
    data = bytearray(saved(photo(), "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = bytes(4)
    return bytes(data)


def exif(data: bytes) -> bytes:
    """A JPEG with this as its EXIF."""
    plain = saved(photo(), "JPEG")
    segment = b"Exif\0\0" + data
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]


def iptc(data: bytes) -> bytes:
    """A JPEG with this as its IPTC record."""
    plain = saved(photo(), "JPEG")
    return plain[:2] + segment_of(data) + plain[2:]


def segment_of(record: bytes) -> bytes:
    """The JPEG segment that holds an IPTC record."""
    size = struct.pack(">I", len(record))
    resource = b"8BIM\x04\x04\0\0" + size + record + b"\0" * (len(record) % 2)
    segment = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment


def dataset(record: int, number: int, value: bytes) -> bytes:
    """One IPTC data set."""
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def looping_tiff() -> bytes:
    """A TIFF whose directory leads back to itself."""
    data = bytearray(saved(photo("L"), "TIFF"))
    (first,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, first)
    struct.pack_into("<I", data, first + 2 + 12 * count, first)
    return bytes(data)


def lying_tiff() -> bytes:
    """A TIFF whose one strip lies beyond the end of the file."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[273] = 1 << 30
    data = bytearray(saved(photo("L"), "TIFF"))
    at = data.index(struct.pack("<HHI", 273, 4, 1)) + 8
    struct.pack_into("<I", data, at, 1 << 30)
    return bytes(data)


def animated(kind: str) -> bytes:
    """Three frames."""
    frames = [photo().rotate(angle) for angle in (30, 60)]
    return saved(photo(), kind, save_all=True, append_images=frames, duration=100)


# Name of the file to what is in it, the error it must lead to ("" for none) and the warning.
PICTURES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty.jpg": (lambda: b"", "broken-picture", ""),
    "words.jpg": ("这不是图片".encode, "broken-picture", ""),
    "signature.png": (lambda: b"\x89PNG\r\n\x1a\n", "broken-picture", ""),
    "truncated.jpg": (lambda: saved(photo(), "JPEG")[:-900], "broken-picture", ""),
    "truncated.png": (lambda: saved(photo(), "PNG")[:-400], "broken-picture", ""),
    "truncated.tif": (lambda: saved(photo(), "TIFF")[:-900], "broken-picture", ""),
    "truncated.webp": (lambda: saved(photo(), "WEBP")[:-200], "broken-picture", ""),
    "flipped.png": (
        lambda: saved(photo(), "PNG").replace(b"IDAT", b"IDAT\xff", 1),
        "broken-picture",
        "",
    ),
    "no-size.jpg": (no_size, "broken-picture", ""),
    "no-size.png": (lambda: png(0, 0, zlib.compress(b"")), "broken-picture", ""),
    "giant.jpg": (giant_jpeg, "picture-too-large", ""),
    "bomb.png": (bomb, "picture-too-large", ""),
    "lying.tif": (lying_tiff, "broken-picture", ""),
    "deep.tif": (lambda: saved(photo("L").convert("F"), "TIFF"), "broken-picture", ""),
    "text-bomb.png": (text_bomb, "broken-picture", ""),
    "small-bomb.png": (small_bomb, "", ""),
    "profile-bomb.png": (profile_bomb, "broken-picture", ""),
    "looping.tif": (looping_tiff, "", ""),
    "one.png": (lambda: saved(photo(size=(1, 1)), "PNG"), "", ""),
    "wrong-name.png": (lambda: saved(photo(), "JPEG"), "", ""),
    "untagged.jpg": (lambda: saved(photo("CMYK"), "JPEG"), "", "no-profile"),
    "bad-profile.jpg": (lambda: saved(photo(), "JPEG", icc_profile=b"x" * 600), "", "bad-profile"),
    "animated.gif": (lambda: animated("GIF"), "", "animated"),
    "animated.webp": (lambda: animated("WEBP"), "", "animated"),
    "animated.png": (lambda: animated("PNG"), "", "animated"),
    "bad-exif.jpg": (lambda: exif(b"II*\0\xff\xff\xff\xff" + b"\xff" * 40), "", ""),
    "short-exif.jpg": (lambda: exif(b"MM"), "", ""),
    "looping-exif.jpg": (
        lambda: exif(b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 0x8769, 4, 1, 8) + b"\0" * 4),
        "",
        "",
    ),
    "bad-iptc.jpg": (lambda: iptc(b"\x1c\x02\x78\xff\xff" + b"\x9f" * 9), "", ""),
}
