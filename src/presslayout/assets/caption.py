"""What a photographer wrote into a picture file: caption, name, rights and source (IPTC, XMP).

Nothing else of the file's metadata is read, and none of it is ever written.
"""

from __future__ import annotations

import mmap
import re
import struct
from typing import TYPE_CHECKING

from presslayout.assets.segments import segments
from presslayout.base import doors
from presslayout.base.joining import joined
from presslayout.base.patterns import regex
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# IPTC-IIM 4.2, chapter 6: record 2, and the coded character set of record 1.
_CAPTION, _BYLINE, _CREDIT = (2, 120), (2, 80), (2, 110)
_RIGHTS, _SOURCE = (2, 116), (2, 115)
_CHARSET = (1, 90)
_UTF8 = b"\x1b%G"
_TAG = 0x1C
# Longer values, and the extended ones that announce them, are no captions.
_MOST = 32_000
_PHOTOSHOP = b"Photoshop 3.0\0"
_IPTC_RESOURCE = 0x0404
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MOST_XMP = 1 << 20
_APP1, _APP13 = 0xE1, 0xED
_TIFF_IPTC, _TIFF_XMP = 33723, 700
_PHOTOSHOP_NS = "{http://ns.adobe.com/photoshop/1.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LI = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_CONTROLS = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
# What a camera puts there by itself says nothing.
_IDLE = regex(r"(?:digital camera|dav|sony dsc|created with .*|untitled)$", re.IGNORECASE)


@frozen
class CaptionWords:
    """A caption and a credit, who holds the rights and where it came from; "" what the file has not."""

    caption: str = ""
    credit: str = ""
    rights: str = ""
    source: str = ""


def words(path: Path) -> CaptionWords:
    """The words of a picture file; none where it cannot be read."""
    try:
        with doors.opened(path) as stream:
            if stream.read(2) == b"\xff\xd8":
                with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
                    return _of(*_jpeg_parts(data))
    except (OSError, ValueError):
        return CaptionWords()
    return _of(*_other_parts(path))


def _of(iptc: bytes, xmp: bytes) -> CaptionWords:
    """IPTC's words, XMP's where IPTC has none."""
    told = _datasets(iptc)
    above = _xmp(xmp)
    return CaptionWords(
        caption=told.get(_CAPTION) or above.caption,
        credit=told.get(_BYLINE) or told.get(_CREDIT) or above.credit,
        rights=told.get(_RIGHTS) or above.rights,
        source=told.get(_SOURCE) or above.source,
    )


def _jpeg_parts(data: mmap.mmap) -> tuple[bytes, bytes]:
    iptc = xmp = b""
    for marker, start, end in segments(data):
        if marker == _APP13 and data[start : start + len(_PHOTOSHOP)] == _PHOTOSHOP:
            iptc += b"".join(_resources(data[start + len(_PHOTOSHOP) : end]))
        elif marker == _APP1 and data[start : start + len(_XMP)] == _XMP:
            xmp = data[start + len(_XMP) : end]
    return iptc, xmp


def _other_parts(path: Path) -> tuple[bytes, bytes]:
    from presslayout.assets.decoding import opened
    from presslayout.assets.pictures import UnreadableError

    try:
        with opened(path) as image:
            tags: Mapping[int, object] = getattr(image, "tag_v2", {})
            found = (tags.get(_TIFF_IPTC), image.info.get("xmp") or tags.get(_TIFF_XMP))
    except (UnreadableError, OSError):
        return b"", b""
    iptc, xmp = (v if isinstance(v, bytes) else b"" for v in found)
    return iptc, xmp


def _resources(data: bytes) -> Iterator[bytes]:
    """The IPTC records among Photoshop's image resources."""
    at = 0
    while data[at : at + 4] == b"8BIM" and at + 12 <= len(data):
        (kind,) = struct.unpack_from(">H", data, at + 4)
        # A Pascal string, padded to even length.
        name = (data[at + 6] + 2) & ~1
        body = at + 6 + name + 4
        if body > len(data):
            return
        (length,) = struct.unpack_from(">I", data, body - 4)
        if kind == _IPTC_RESOURCE:
            yield data[body : body + length]
        at = body + length + (length & 1)


def _datasets(data: bytes) -> dict[tuple[int, int], str]:
    """The text of each data set that is of use, the first of each kind."""
    raw: dict[tuple[int, int], bytes] = {}
    at = 0
    while at + 5 <= len(data) and data[at] == _TAG:
        kind = (data[at + 1], data[at + 2])
        (length,) = struct.unpack_from(">H", data, at + 3)
        if length > _MOST:
            break
        raw.setdefault(kind, data[at + 5 : at + 5 + length])
        at += 5 + length
    utf8 = raw.get(_CHARSET) == _UTF8
    wanted = (_CAPTION, _BYLINE, _CREDIT, _RIGHTS, _SOURCE)
    return {kind: _tidy(_text(raw[kind], utf8=utf8)) for kind in wanted if kind in raw}


def _text(data: bytes, *, utf8: bool) -> str:
    """UTF-8 where it is that, else what Chinese and then Western programs wrote."""
    for encoding in ("utf-8",) if utf8 else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "ignore") if utf8 else data.decode("latin-1")


def _xmp(packet: bytes) -> CaptionWords:
    start, end = packet.find(b"<x:xmpmeta"), packet.rfind(b"</x:xmpmeta>")
    if start < 0 or end < 0 or len(packet) > _MOST_XMP or b"<!" in packet:
        return CaptionWords()
    from xml.etree import ElementTree as ET

    try:
        # Entities cannot be declared without a "<!", so none can be blown up.
        root = ET.fromstring(packet[start : end + len(b"</x:xmpmeta>")])  # noqa: S314
    except doors.XMP.faults():
        return CaptionWords()
    caption, credit, rights = (
        next((_tidy(li.text or "") for kind in root.iter(_DC + name) for li in kind.iter(_LI)), "")
        for name in ("description", "creator", "rights")
    )
    name = f"{_PHOTOSHOP_NS}Source"
    # An attribute or an element, as RDF may be written either way.
    said = (one.get(name) or (one.text if one.tag == name else "") for one in root.iter())
    return CaptionWords(caption, credit, rights, _tidy(next(filter(None, said), "")))


def _tidy(text: str) -> str:
    """One line without controls; "" for what a camera wrote by itself."""
    whole = ""
    for line in _CONTROLS.split(text):
        whole = joined(whole, line.strip())
    whole = whole.strip()
    return "" if _IDLE.search(whole) else whole
