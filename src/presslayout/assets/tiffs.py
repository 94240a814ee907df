"""TIFF files that Pillow reads wrongly or not at all: in Lab, deep, in planes apart.

TIFF 6.0, section 23 (CIELab, its a and b signed) and its supplement (ICCLab, both from 128 on).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from presslayout.assets import turning
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from typing import IO, Any

_PHOTOMETRIC = 262
_RGB, _CIE, _ICC = 2, 8, 9
_BYTE, _DEEP, _PLANAR, _PLAIN = 8, 16, 2, 1
_WIDTH, _HEIGHT = 256, 257
_BITS, _CODING, _OFFSETS, _COMPONENTS, _LENGTHS, _PLANES = 258, 259, 273, 277, 279, 284
_FORMAT, _UNSIGNED, _UNDEFINED = 339, 1, 4
_WHITE_IS_ZERO = 0
_MARKS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_MODES = {1: "L", 3: "RGB", 4: "CMYK"}
_ENTRY = 12
_ENTRIES = 200
# Where an image says that its three components are those of Lab, and whose.
KEY = "presslayout-lab"
# Where an image says what its file says of its samples.
SAMPLES = "presslayout-samples"


@frozen
class Depth:
    """The numbers that a TIFF holds: their bits, whether 0 is white, whether their white is known."""

    bits: int
    from_white: bool = False
    printable: bool = True


DEEP = Depth(_DEEP)


def samples(stream: IO[bytes]) -> Depth | None:
    """What a TIFF says of its samples (TIFF 6.0, sections 8 and 19); None of any other file.

    ValueError and the like where it is damaged.
    """
    stream.seek(0)
    mark = stream.read(4)
    if mark not in _MARKS:
        return None
    from PIL.TiffImagePlugin import ImageFileDirectory_v2

    # The large kind of TIFF has a head of twice the length.
    head = mark + stream.read(12 if b"+" in mark else 4)
    tags = ImageFileDirectory_v2(head)
    stream.seek(tags.next)
    tags.load(stream)
    bits = max(tags.get(_BITS, (1,)))
    known = set(tags.get(_FORMAT, (_UNSIGNED,))) <= {_UNSIGNED, _UNDEFINED}
    return Depth(bits, tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO, known and bits <= _DEEP)


def as_components(stream: IO[bytes]) -> tuple[bytes, int] | None:
    """A Lab file that says its components are red, green and blue, and which Lab they are.

    None of any other file.
    """
    stream.seek(0)
    head = stream.read(8)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(head[:4])
    if order is None:
        return None
    (start,) = struct.unpack(order + "I", head[4:])
    stream.seek(start)
    counted = stream.read(2)
    if len(counted) < 2:  # noqa: PLR2004  cut short
        return None
    (count,) = struct.unpack(order + "H", counted)
    entries = stream.read(_ENTRY * min(count, _ENTRIES))
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        tag, _, _, value = struct.unpack_from(order + "HHIH", entries, at)
        if tag != _PHOTOMETRIC:
            continue
        if value not in (_CIE, _ICC):
            return None
        stream.seek(0)
        data = bytearray(stream.read())
        struct.pack_into(order + "H", data, start + 2 + at + 8, _RGB)
        return bytes(data), value
    return None


def planes_merged(image: Any, stream: IO[bytes]) -> Image.Image | None:
    """Planes apart, uncoded, that Pillow reads wrongly; None of others.

    Those of sixteen bits, whose bytes it takes for pixels, and a single one of eight whose 0 is
    white, which it does not turn.  Of each component the upper eight bits are kept.  ValueError
    where data is missing.
    """
    tags: Any = image.tag_v2
    bits = set(tags.get(_BITS, ()))
    count = tags.get(_COMPONENTS, 1)
    negative = tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO
    unturned = negative and count == 1 and bits == {_BYTE} and _OFFSETS in tags
    apart = tags.get(_PLANES) == _PLANAR and tags.get(_CODING) == _PLAIN
    if not apart or not (bits == {_DEEP} or unturned):
        return None
    at = stream.tell()
    stream.seek(0)
    data = stream.read()
    stream.seek(at)
    offsets, lengths = tags[_OFFSETS], tags[_LENGTHS]
    strips = len(offsets) // count
    upper, step = (0, 1) if unturned else (0 if tags.prefix == b"MM" else 1, 2)
    planes = []
    for at in range(0, strips * count, strips):
        parts = zip(offsets[at : at + strips], lengths[at : at + strips], strict=True)
        plane = b"".join(data[start : start + length] for start, length in parts)
        planes.append(Image.frombytes("L", (tags[_WIDTH], tags[_HEIGHT]), plane[upper::step]))
    if count not in _MODES:
        raise ValueError("components that make no picture")
    if negative:
        planes = [ImageChops.invert(plane) for plane in planes]
    whole = turning.upright(Image.merge(_MODES[count], planes), turning.of_tags(image))
    whole.info.update(image.info)
    whole.format = image.format
    return whole


def merged(image: Image.Image) -> Image.Image:
    """The components of a Lab file as a picture of mode LAB."""
    lightness, a, b = image.split()
    if image.info.get(KEY) == _CIE:
        turned = Image.new("L", image.size, 128)
        a, b = ImageChops.add_modulo(a, turned), ImageChops.add_modulo(b, turned)
    return Image.merge("LAB", (lightness, a, b))
