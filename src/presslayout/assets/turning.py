"""What an upright picture is, for every format: how it lies in its file, and how it is turned.

EXIF's orientation alone says it (Exif 2.3, tag 274; in TIFF the same tag of the file itself), read
here or in `headers` and nowhere else; what a decoder believes, or XMP says, counts for nothing.
"""

from __future__ import annotations

from io import BytesIO
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, Any

from PIL import ExifTags, Image

from presslayout.assets.headers import jpeg_header, orientation_of, png_header

if TYPE_CHECKING:
    from typing import IO

    from presslayout.assets.headers import Header

UPRIGHT = 1
UNDO = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
_SIDEWAYS = frozenset({5, 6, 7, 8})
# Where the stored picture's x counts from the upright one's far side, and where its y does.
_FROM_RIGHT = frozenset({2, 3, 7, 8})
_FROM_FOOT = frozenset({3, 4, 6, 7})
# Where an opened image says how its decoded pixels lie.
_KEY = "presslayout-turned"
_WIDTH, _HEIGHT = 256, 257


def note(image: Image.Image, stream: IO[bytes]) -> None:
    """Note at an image just opened from a file how its pixels will lie once they are decoded.

    HEIF's decoder turns them by `irot` and `imir`, which are all that counts there; Pillow turns a
    TIFF while it decodes, and is told by which tag.
    """
    turned = UPRIGHT
    if hasattr(image, "tag_v2"):
        image.getexif()[ExifTags.Base.Orientation] = of_tags(image)
    elif image.format in ("JPEG", "MPO", "PNG"):
        header = _header(stream)
        turned = header.orientation if header else UPRIGHT
    elif image.format == "WEBP":
        turned = orientation_of(image.info.get("exif", b"").removeprefix(b"Exif\0\0"))
    image.info[_KEY] = turned


def _header(stream: IO[bytes]) -> Header | None:
    if isinstance(stream, BytesIO):
        held = stream.getvalue()
        return jpeg_header(held) or png_header(held)
    with mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
        return jpeg_header(data) or png_header(data)


def left(image: Image.Image) -> int:
    """The orientation that is still to be undone in the decoded pixels."""
    turned: int = image.info.get(_KEY, UPRIGHT)
    return turned


def of_tags(image: Any) -> int:
    """The orientation that a TIFF's own tag says."""
    value = image.tag_v2.get(ExifTags.Base.Orientation)
    return value if isinstance(value, int) and value in UNDO else UPRIGHT


def upright_size(image: Any) -> tuple[int, int]:
    """The size of an opened image as it is looked at; nothing is decoded for it."""
    if hasattr(image, "tag_v2"):
        # Versions of Pillow differ on whether `size` is already that of the turned picture.
        return swapped((image.tag_v2[_WIDTH], image.tag_v2[_HEIGHT]), of_tags(image))
    return swapped(image.size, left(image))


def swapped(size: tuple[int, int], turned: int) -> tuple[int, int]:
    """A size of the upright picture in the stored one, or the other way round."""
    return (size[1], size[0]) if turned in _SIDEWAYS else size


def upright(image: Image.Image, turned: int) -> Image.Image:
    """The picture as it is looked at."""
    for step in UNDO.get(turned, ()):
        image = image.transpose(step)
    return image


def stored_box(
    crop: tuple[int, int, int, int], turned: int, stored: tuple[int, int]
) -> tuple[int, int, int, int]:
    """The crop of the upright picture in the stored one's coordinates."""
    left, top, right, bottom = crop
    if turned in _SIDEWAYS:
        # Transposed: what is across in the one is down in the other.
        left, top, right, bottom = top, left, bottom, right
    width, height = stored
    if turned in _FROM_RIGHT:
        left, right = width - right, width - left
    if turned in _FROM_FOOT:
        top, bottom = height - bottom, height - top
    return left, top, right, bottom
