"""What picture files tell of places, cameras and people, and what they do not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, PngImagePlugin
from tests.kit import ROOT

from presslayout.assets.privacy import OWNER, PEOPLE, PLACE, SERIAL, carried

if TYPE_CHECKING:
    from pathlib import Path


def jpeg(exif: Image.Exif | None = None, xmp: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=Image.Exif() if exif is None else exif, xmp=xmp)
    return out.getvalue()


def told(data: bytes, folder: Path, name: str = "a.jpg") -> tuple[str, ...]:
    path = folder / name
    path.write_bytes(data)
    return carried(path)


@pytest.mark.parametrize(
    ("ifd", "tags", "expected"),
    [
        (0x8825, {1: "N", 2: (25.0, 3.0, 0.0), 3: "E", 4: (102.0, 0.0, 0.0)}, (PLACE,)),
        (0x8825, {0: b"\x02\x03\x00\x00", 29: "2026:10:18"}, ()),
        (0x8825, {1: " "}, ()),
        (0x8769, {0xA431: "4711", 0xA430: "沈禾青"}, (SERIAL, OWNER)),
        (0x8769, {0xA435: "\0\0"}, ()),
        (0x8769, {0x9003: "2026:10:18 08:00:00"}, ()),
    ],
)
def test_exif(ifd: int, tags: dict[int, object], expected: tuple[str, ...], tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(ifd).update(tags)
    assert told(jpeg(exif), tmp_path) == expected


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        (b'<r exif:GPSLatitude="25,3N"/>', (PLACE,)),
        (b"<Iptc4xmpExt:PersonInImage><rdf:Bag/></Iptc4xmpExt:PersonInImage>", (PEOPLE,)),
        (b'<r aux:SerialNumber="1" aux:OwnerName="x"/>', (SERIAL, OWNER)),
        (b"<dc:creator>x</dc:creator>", ()),
    ],
)
def test_xmp(packet: bytes, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert told(jpeg(xmp=b"<x:xmpmeta>" + packet + b"</x:xmpmeta>"), tmp_path) == expected


def test_png_and_what_is_no_picture(tmp_path: Path) -> None:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    exif = Image.Exif()
    exif[0x010E] = "石桥"
    exif.get_ifd(0x8825)[2] = (25.0, 3.0, 0.0)
    Image.new("RGB", (8, 8)).save(out, "PNG", exif=exif, pnginfo=info)
    assert told(out.getvalue(), tmp_path, "a.png") == (PLACE,)
    assert told(b"%PDF-1.4", tmp_path) == ()
    assert told(jpeg()[:40], tmp_path) == ()
    assert carried(tmp_path / "none.jpg") == ()


def test_the_pictures_that_ship_tell_nothing() -> None:
    assert {path.name: carried(path) for path in (ROOT / "images").glob("*.jpg")} == {
        path.name: () for path in (ROOT / "images").glob("*.jpg")
    }
