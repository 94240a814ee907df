"""What a picture file tells beside its picture: where it was taken, whose camera, who is on it.

Pages never bear any of it; an archive keeps the file as it came, and its house should know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLACE, SERIAL, OWNER, PEOPLE = "place", "serial", "owner", "people"
NAMES = {
    PLACE: Text("拍摄地点", "place"),
    SERIAL: Text("相机序列号", "serial number"),
    OWNER: Text("机主姓名", "owner's name"),
    PEOPLE: Text("图中人名", "names of people"),
}
# Exif 2.32, 4.6.6 and 4.6.5: latitude and longitude with their sides, whose camera, its numbers.
_GPS, _EXIF = 0x8825, 0x8769
_WHERE = (1, 2, 3, 4)
_OWNER, _SERIALS = 0xA430, (0xA431, 0xA435)
_TIFF_XMP = 700
# XMP's properties, whatever prefix and form they are written with.
_XMP = {
    PLACE: (b"GPSLatitude", b"GPSLongitude"),
    SERIAL: (b"SerialNumber",),
    OWNER: (b"OwnerName",),
    PEOPLE: (b"PersonInImage", b"RegionList", b"PersonDisplayName"),
}


def carried(file: Path | bytes) -> tuple[str, ...]:
    """Which of `NAMES` a picture file tells; nothing where it cannot be read."""
    from presslayout.assets.decoding import opened
    from presslayout.assets.pictures import UnreadableError

    try:
        with opened(file) as image:
            exif = image.getexif()
            gps: Mapping[int, Any] = exif.get_ifd(_GPS)
            camera: Mapping[int, Any] = exif.get_ifd(_EXIF)
            packet = image.info.get("xmp") or exif.get(_TIFF_XMP) or b""
    except doors.PICTURE.faults(UnreadableError):
        return ()
    xmp = packet if isinstance(packet, bytes) else str(packet).encode()
    told = {name for name, words in _XMP.items() if any(word in xmp for word in words)}
    told |= {PLACE} if any(_said(gps.get(tag)) for tag in _WHERE) else set()
    told |= {OWNER} if _said(camera.get(_OWNER)) else set()
    told |= {SERIAL} if any(_said(camera.get(tag)) for tag in _SERIALS) else set()
    return tuple(name for name in NAMES if name in told)


def _said(value: Any) -> bool:
    """Whether a field holds more than the blanks that cameras fill it with."""
    return bool(str(value if value is not None else "").strip(" \0"))
