"""A picture's samples as they stand in the file: one plane for each component, 0 to 255.

What /Decode says is applied.  Indexed pictures give their indices.  JBIG2 is not read.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any, cast

from presslayout.base.values import frozen
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import DECODED, TooMuchError, decoded
from presslayout.preflight.pdf.entries import whole

if TYPE_CHECKING:
    from PIL.Image import Image

    from presslayout.preflight.pdf.inks import Space
    from presslayout.preflight.pdf.pdfobject import PdfImage, PdfObject

_BITS, _DEEP = 8, 16
_FULL = 255
_ABBREVIATED = {"/DCT": "/DCTDecode", "/CCF": "/CCITTFaxDecode"}
_CODED = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})


def entry(entries: PdfObject, name: str, short: str, usual: Any = None) -> Any:
    """An entry of an image, by its whole name or as inline images abbreviate it."""
    found = entries.get(name)
    return entries.get(short, usual) if found is None else found


def unopened(stream: PdfObject) -> PdfImage:
    """A picture that stands in a file, none of its data read: pikepdf unpacks JPEG 2000 at once."""
    import pikepdf

    image = object.__new__(pikepdf.PdfImage)
    pikepdf.PdfImage.__init__(image, cast("pikepdf.Stream", stream))
    return image


@frozen
class Samples:
    """What a picture's planes are made of, read from the file; unpacking it needs the file no more.

    `opened` is a Pillow image of what is coded as a picture, `data` what is packed as any data.
    """

    where: Space
    size: tuple[int, int]
    bits: int
    decode: tuple[float, ...]
    data: bytes = b""
    opened: Any = None
    jpeg: bool = False

    def planes(self) -> list[Image]:
        """Its components as images of mode L; ValueError for what is in no form that we read."""
        made = _bands(self) if self.opened is not None else _plain(self)
        return _decoded(made, self)


def samples(image: Any, where: Space, least: tuple[int, int] | None = None) -> Samples:
    """A picture in a colour space, read but not unpacked.

    JPEGs will be unpacked no finer than it takes to have `least` pixels.  Raises TooMuchError for
    a bomb, and what damage raises.
    """
    from PIL import Image

    entries = image.obj
    if is_bomb(entries):
        raise TooMuchError
    coded = _coding(entries)
    given = entry(entries, "/Decode", "/D")
    facts: dict[str, Any] = {
        "where": where,
        "size": _size(entries),
        "bits": int(entry(entries, "/BitsPerComponent", "/BPC", _BITS)),
        "decode": tuple(float(v) for v in given) if given is not None else (),
    }
    if coded is None:
        return Samples(**facts, data=_data(image))
    if coded not in ("/DCTDecode", "/JPXDecode"):
        opened = image.as_pil_image(apply_decode_array=False, apply_mask=False)
        return Samples(**facts, opened=opened)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened = Image.open(io.BytesIO(_inner(image)))
    if opened.width * opened.height > DECODED / 4:
        raise TooMuchError
    jpeg = coded == "/DCTDecode"
    if jpeg and least is not None:
        opened.draft(opened.mode, least)
    return Samples(**facts, opened=opened, jpeg=jpeg)


def stencil(image: Any) -> Image:
    """What of a stencil mask lets ink through, 255 being all (ISO 32000-1, 8.9.6.2)."""
    from PIL import Image, ImageChops

    entries = image.obj
    if is_bomb(entries):
        raise TooMuchError
    if _coding(entries) is not None:
        bits = image.as_pil_image(apply_decode_array=False, apply_mask=False).convert("L")
    else:
        size = _size(entries)
        bits = Image.frombytes("1", size, _padded(_data(image), (size[0] + 7) // 8 * size[1]))
        bits = bits.convert("L")
    turned = [float(v) for v in entry(entries, "/Decode", "/D", [0, 1])][:1] == [1.0]
    return bits if turned else ImageChops.invert(bits)


def is_bomb(entries: PdfObject) -> bool:
    """Whether a picture says that it has more pixels than anybody should unpack."""
    width, height = _size(entries)
    bits = whole(entry(entries, "/BitsPerComponent", "/BPC"), _BITS)
    return width * height * max(bits, 1) / _BITS > DECODED / 4


def _size(entries: PdfObject) -> tuple[int, int]:
    return whole(entry(entries, "/Width", "/W")), whole(entry(entries, "/Height", "/H"))


def _coding(entries: PdfObject) -> str | None:
    """The coding of pictures that the data is in, None where it is packed like any other data."""
    import pikepdf

    given = entry(entries, "/Filter", "/F")
    if given is None:
        return None
    names = [texts.of(n) for n in given] if isinstance(given, pikepdf.Array) else [texts.of(given)]
    last = _ABBREVIATED.get(names[-1], names[-1]) if names else ""
    return last if last in _CODED else None


def _data(image: Any) -> bytes:
    import pikepdf

    if isinstance(image.obj, pikepdf.Stream):
        return decoded(image.obj)
    return _apart(image, last=True)


def _bands(given: Samples) -> list[Image]:
    from PIL import ImageChops

    opened = given.opened
    if opened.mode.startswith("I"):
        # Sixteen bits become eight, which is all that ink asks for.
        opened = opened.point(lambda v: v / 256).convert("L")
    if opened.mode == "1":
        opened = opened.convert("L")
    bands = list(opened.split())
    if opened.mode in ("LA", "RGBA"):
        bands = bands[:-1]
    # Pillow turns every CMYK JPEG over, as Photoshop's are.
    turned = given.jpeg and opened.mode == "CMYK"
    return [ImageChops.invert(band) for band in bands] if turned else bands


def _inner(image: Any) -> bytes:
    """A JPEG or JPEG 2000 file out of what it is packed in."""
    return _apart(image, last=False)


def _apart(image: Any, *, last: bool) -> bytes:
    """A picture's data unpacked, but for its `last` coding where that is of pictures."""
    import pikepdf

    raw = (
        image.obj.read_raw_bytes()
        if isinstance(image.obj, pikepdf.Stream)
        else image.read_raw_bytes()
    )
    apart = pikepdf.new()
    stream = pikepdf.Stream(apart, bytes(raw))
    given = entry(image.obj, "/Filter", "/F")
    names = (
        list(given) if isinstance(given, pikepdf.Array) else [given] if given is not None else []
    )
    wanted = names if last else names[:-1]
    parms = entry(image.obj, "/DecodeParms", "/DP")
    if wanted:
        stream["/Filter"] = pikepdf.Array([pikepdf.Name(texts.of(name)) for name in wanted])
    if wanted and isinstance(parms, pikepdf.Array):
        stream["/DecodeParms"] = pikepdf.Array(
            [_plain_entries(one) for one in list(parms)[: len(wanted)]]
        )
    elif wanted and isinstance(parms, pikepdf.Dictionary):
        stream["/DecodeParms"] = pikepdf.Array([_plain_entries(parms)])
    return decoded(stream)


def _plain_entries(parms: PdfObject) -> PdfObject:
    """The numbers of a filter's dictionary, which belong to no file."""
    import pikepdf

    if not isinstance(parms, pikepdf.Dictionary):
        return pikepdf.Dictionary()
    return pikepdf.Dictionary(
        {key: int(value) for key, value in parms.items() if texts.of(value).lstrip("-").isdigit()}
    )


def _plain(given: Samples) -> list[Image]:
    """Samples that stand side by side, of 1 to 16 bits (ISO 32000-1, 8.9.5.2)."""
    from PIL import Image

    (width, height), count, bits = given.size, given.where.components, given.bits
    if bits not in (1, 2, 4, _BITS, _DEEP) or width < 1 or height < 1 or count < 1:
        raise ValueError("a picture of an odd size")
    data = _padded(given.data, (width * count * bits + 7) // 8 * height)
    if bits == _DEEP:
        data, bits = data[::2], _BITS
    if bits == _BITS:
        return [Image.frombytes("L", (width, height), data[at::count]) for at in range(count)]
    if bits == 1:
        wide = Image.frombytes("1", (width * count, height), data).convert("L")
    else:
        wide = Image.frombytes("L", (width * count, height), data, "raw", f"L;{bits}")
    spread = wide.tobytes()
    found = [Image.frombytes("L", (width, height), spread[at::count]) for at in range(count)]
    if given.where.name != "Indexed":
        return found
    # Indices are counted, not measured.
    step = _FULL // (2**bits - 1)
    return [plane.point([value // step for value in range(256)]) for plane in found]


def _padded(data: bytes, size: int) -> bytes:
    """As much data as a picture must have: what is cut off is white in no space, so it is 0."""
    if len(data) * 2 < size:
        raise ValueError("a picture without its data")
    return data[:size] + b"\0" * (size - len(data))


def _decoded(found: list[Image], given: Samples) -> list[Image]:
    if not given.decode or given.where.name == "Lab":
        return found
    indexed = given.where.name == "Indexed"
    most = 2.0 ** min(given.bits, _BITS) - 1 if indexed else 1.0
    # Samples are as large as `top`, and what comes out is `scale` times as large as decoded.
    top, scale = (most, 1) if indexed else (_FULL, _FULL)
    turned = []
    for at, plane in enumerate(found):
        low, high = (*given.decode, *[0.0, most] * len(found))[2 * at : 2 * at + 2]
        shares = (low + min(v / top, 1.0) * (high - low) for v in range(256))
        usual = (low, high) == (0.0, most)
        table = [min(max(round(share * scale), 0), _FULL) for share in shares]
        turned.append(plane if usual else plane.point(table))
    return turned
