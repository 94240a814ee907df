"""Picture files opened, and their pixels in bands: upright or not, deep, transparent, paletted.

Only the decoded picture is ever held whole; all that is done to it is done band by band, so that
a phone's 48 million pixels need little more than themselves.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import warnings
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from presslayout.assets import tiffs, turning
from presslayout.assets.headers import Header, remarks
from presslayout.assets.pictures import MAX_PIXELS, UnreadableError
from presslayout.base import doors
from presslayout.base.diagnostics import Text
from presslayout.base.shortage import hold_memory, shortage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

    from presslayout.assets.pictures import Request

Box = tuple[float, float, float, float]

# Our own limit is checked when a picture is measured; damaged metadata is nothing that a page needs.
# Set once: filters that come and go are not safe among threads.
Image.MAX_IMAGE_PIXELS = None
warnings.filterwarnings("ignore", module="PIL")

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF")
HEIF = "HEIF"
# How files of photos begin, and so many bytes tell what another is (`foreign`).
_PHOTOS = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"RIFF", b"GIF8")
_HEAD = 44
# ISO/IEC 23008-12 and what phones write: the brands of files that hold one coded picture.
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_GREY = frozenset({"1", "L", "LA", "I;16", "I;16B", "I;16L", "I"})
_KNOWN = _GREY | {"P", "PA", "RGB", "RGBA", "RGBX", "RGBa", "La", "CMYK", "YCbCr", "LAB"}
_CLEAR = frozenset({"LA", "La", "PA", "RGBA", "RGBa"})
_DEEP = frozenset({"I", "I;16", "I;16B", "I;16L"})
# Says of an opened image that Pillow turns its inks over: only JPEGs with Adobe's mark store them
# with 0 for full ink (Adobe Technical Note 5116; ISO 32000-1, 7.4.8), and Pillow thinks all do.
_PLAIN = "presslayout-plain-inks"
# Rows are worked on in bands of about so many source pixels: 6 MB at four bytes.
_BAND_PIXELS = 1_500_000
# Lanczos looks at three source rows for each row it makes, to both sides.
_LANCZOS = 3
# What a sharpened row needs to see of its neighbours.
MARGIN = 4


def opened_header(path: Path) -> Header:
    """The header of whatever can be opened; UnreadableError when it cannot."""
    with opened(path) as image, _damage_told():
        grey = image.mode in _GREY
        components = 4 if image.mode == "CMYK" else 1 if grey else 3
        animated = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
        said = remarks(components, image.info.get("icc_profile"), animated=animated)
        # An opened picture's size is told as it is looked at.
        return Header(*turning.upright_size(image), components, remarks=said)


@contextmanager
def opened(file: Path | bytes) -> Iterator[Image.Image]:
    """The opened picture, its first frame; UnreadableError when it is none that we know.

    The file is opened once, by its path, or is there already.
    """
    with ExitStack() as held:
        stream: IO[bytes] = io.BytesIO(file) if isinstance(file, bytes) else doors.opened(file)
        held.enter_context(stream)
        head = stream.read(_HEAD)
        _refuse_other(head)
        heif = _is_heif(head)
        if heif:
            _load_heif()
            stream = held.enter_context(io.BytesIO(_outlived(stream)))
        with _damage_told():
            samples = tiffs.samples(stream)
        if samples and not samples.printable:
            raise UnreadableError(
                Text(
                    zh="每个像素的数是浮点、带符号或 32 位的，没有定下多大是白",
                    en="its samples are floating, signed or of 32 bits: nothing says which is white",
                ),
                Text(
                    zh="在修图软件里转成 8 位或 16 位通道，看过明暗再存",
                    en="turn it into 8 or 16 bits a channel, look at its tones, and save it again",
                ),
            )
        with _damage_told():
            image = held.enter_context(_identified(stream, heif=heif))
        if samples:
            image.info[tiffs.SAMPLES] = samples
        if image.mode not in _KNOWN:
            raise UnreadableError(
                Text(
                    zh=f"不支持颜色模式 {image.mode}",
                    en=f"colour mode {image.mode} is not supported",
                )
            )
        yield image


@contextmanager
def _identified(stream: IO[bytes], *, heif: bool) -> Iterator[Image.Image]:
    found = None if heif else tiffs.as_components(stream)
    if found:
        stream = io.BytesIO(found[0])
    stream.seek(0)
    # Of a file that it opens by name Pillow may map the pixels, and maps a TIFF that lies on its
    # side with width and height confused; of a stream it reads them.
    image: Image.Image = Image.open(stream, formats=(HEIF,) if heif else FORMATS)
    if found:
        image.info[tiffs.KEY] = found[1]
    if image.format == "TIFF":
        image = tiffs.planes_merged(image, stream) or image
    turning.note(image, stream)
    if image.mode == "CMYK" and image.format in ("JPEG", "MPO") and "adobe" not in image.info:
        image.info[_PLAIN] = True
    with image:
        yield image


def load(image: Image.Image) -> None:
    """Decode the picture; UnreadableError when it is damaged, or of another size than its head says."""
    told = image.size
    with _damage_told():
        image.load()
        if image.size != told:
            raise ValueError(told)


@contextmanager
def _damage_told() -> Iterator[None]:
    """Whatever a decoder says of damage becomes UnreadableError."""
    try:
        yield
    except FileNotFoundError:
        raise
    except doors.PICTURE.faults() as error:
        if shortage(error):
            raise
        hold_memory()
        raise _damaged() from error


def _refuse_other(head: bytes) -> None:
    """UnreadableError where a file is empty, or something else that has a name."""
    if not head:
        raise UnreadableError(
            Text(zh="是空文件，一个字节也没有", en="the file is empty"),
            Text(zh="重新拷贝或下载一次", en="copy or fetch it once more"),
        )
    if head.startswith(_PHOTOS):
        return
    from presslayout.assets import foreign

    other = foreign.told(head)
    if other:
        cause = Text(zh=f"这是 {other.name.zh}", en=f"it is {other.name.en}")
        raise UnreadableError(cause, other.hint)


def _damaged() -> UnreadableError:
    return UnreadableError(
        Text(zh="文件损坏、不完整或格式不支持", en="damaged, cut short or of an unknown format")
    )


def small(file: Path | bytes, edge: int) -> Image.Image:
    """The upright picture as L, RGB, CMYK or LAB, its longest edge so long at most.

    UnreadableError when it is damaged.
    """
    with opened(file) as image:
        if image.format in ("JPEG", "MPO"):
            image.draft(None, (edge, edge))
        load(image)
        flat = _flat(image)
        flat.thumbnail((edge, edge))
        return turning.upright(flat, turning.left(image))


def bands(image: Image.Image, wanted: Request, turned: int) -> Iterator[tuple[int, Image.Image]]:
    """The wanted part at its size, not yet upright, in bands: each with the row that it begins at.

    A band is L, RGB, CMYK or LAB, transparent parts showing white paper; all but the first begin
    MARGIN rows early and all but the last end as many late.
    """
    stored = image.size
    box = turning.stored_box(wanted.crop, turned, stored)
    width, height = turning.swapped(wanted.size, turned)
    scale = min((box[2] - box[0]) / width, (box[3] - box[1]) / height)
    if image.format in ("JPEG", "MPO") and scale > 1:
        # A JPEG decodes to a half, a quarter or an eighth for a fraction of the time.
        image.draft(None, (int(stored[0] / scale), int(stored[1] / scale)))
    ratio = (image.width / stored[0], image.height / stored[1])
    left, top, right, bottom = (v * ratio[n % 2] for n, v in enumerate(box))
    load(image)
    step = (bottom - top) / height
    rows = max(MARGIN * 4, int(_BAND_PIXELS / max(right - left, 1) / max(step, 0.01)))
    reach = int(_LANCZOS * max(step, 1)) + 1
    for start in range(0, height, rows):
        first = max(start - MARGIN, 0)
        last = min(start + rows + MARGIN, height)
        above, below = top + first * step, top + last * step
        cut = (max(int(above) - reach, 0), min(int(below) + 1 + reach, image.height))
        band = _flat(image.crop((0, cut[0], image.width, cut[1])))
        yield (
            first,
            _sampled(band, (width, last - first), (left, above - cut[0], right, below - cut[0])),
        )


def opacity(image: Image.Image) -> Image.Image | None:
    """How opaque each decoded pixel is, as stored; None where nothing can be transparent."""
    if image.mode not in _CLEAR and "transparency" not in image.info:
        return None
    straight = {"La": "LA", "RGBa": "RGBA"}.get(image.mode, image.mode)
    return image.convert(straight).convert("RGBA").getchannel("A")


def clear(image: Image.Image, wanted: Request, turned: int) -> Image.Image | None:
    """How much of its ground the wanted part shows, at its size, not yet upright; None for nothing."""
    seen = opacity(image)
    if seen is None:
        return None
    found = _sampled(
        seen,
        turning.swapped(wanted.size, turned),
        turning.stored_box(wanted.crop, turned, image.size),
    )
    return None if found.getextrema() == (255, 255) else ImageChops.invert(found)


def _sampled(pixels: Image.Image, size: tuple[int, int], box: Box) -> Image.Image:
    whole = tuple(round(v) for v in box)
    if whole == box and (whole[2] - whole[0], whole[3] - whole[1]) == size:
        return pixels.crop((whole[0], whole[1], whole[2], whole[3]))
    held = (max(box[0], 0), max(box[1], 0), min(box[2], pixels.width), min(box[3], pixels.height))
    return pixels.resize(size, Image.Resampling.LANCZOS, box=held)


def _flat(image: Image.Image) -> Image.Image:
    """L, RGB, CMYK or LAB: what is transparent shows white paper."""
    if _PLAIN in image.info:
        return ImageChops.invert(image)
    if tiffs.KEY in image.info and len(image.getbands()) == 3:  # noqa: PLR2004  L, a and b
        return tiffs.merged(image)
    if image.mode in _DEEP:
        image = _shallow(image)
    if image.mode == "1":
        image = image.convert("L")
    elif image.mode in ("P", "PA", "RGBa"):
        clear = "transparency" in image.info or image.mode != "P"
        image = image.convert("RGBA" if clear else "RGB")
    elif image.mode == "La":
        image = image.convert("LA")
    if image.mode == "LA" or (image.mode == "L" and "transparency" in image.info):
        image = image.convert("LA")
        white = Image.new("L", image.size, 255)
        white.paste(image.getchannel("L"), mask=image.getchannel("A"))
        return white
    if image.mode == "RGBA" or (image.mode == "RGB" and "transparency" in image.info):
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, (255, 255, 255))
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image if image.mode in ("L", "RGB", "CMYK", "LAB") else image.convert("RGB")


def _shallow(image: Image.Image) -> Image.Image:
    """Deep greys as L: Pillow takes the numbers of a TIFF as they stand, whichever end is white."""
    said = image.info.get(tiffs.SAMPLES, tiffs.DEEP)
    scale = 256 / (1 << said.bits)
    grey = image.convert("I").point(lambda value: value * scale).convert("L")
    return ImageChops.invert(grey) if said.from_white else grey


def _is_heif(head: bytes) -> bool:
    """Whether a file says that it is HEIC (ISO/IEC 14496-12, 4.3), whatever it is called."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


def _outlived(stream: IO[bytes]) -> bytes:
    """The bytes of a HEIC over which its decoder does not end; UnreadableError where it would.

    Damage ends libheif (1.23) together with the process that it runs in: another one tries it first.
    """
    stream.seek(0)
    data = stream.read()
    if not _lives(hashlib.sha256(data).digest(), data):
        raise _damaged()
    return data


# Exit codes that a process gives itself, and one that does what we do with a HEIC: what is too large
# is refused before it is decoded.
_CODES = 256
_TRIAL = f"""
import io, sys
from PIL import Image
from pi_heif import register_heif_opener
register_heif_opener(thumbnails=False)
try:
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=({HEIF!r},)) as image:
        if image.width * image.height <= {MAX_PIXELS}:
            image.load()
except Exception:
    pass
"""
_tried: dict[bytes, bool] = {}


def _lives(digest: bytes, data: bytes) -> bool:
    """Whether a process that decodes this goes on; each file is tried once in a process of ours."""
    if digest not in _tried:
        words = [sys.executable, "-P", "-c", _TRIAL]
        done = subprocess.run(words, input=data, capture_output=True, check=False)  # noqa: S603
        # Ended by a signal; Windows gives its own numbers for that.
        _tried[digest] = 0 <= done.returncode < _CODES
    return _tried[digest]


def _load_heif() -> None:
    try:
        from pi_heif import register_heif_opener
    except ImportError:
        raise UnreadableError(
            Text(
                zh="这是 HEIC（手机格式），这台机器没有装读它的组件",
                en="this is HEIC, a phone's format, and its reader is not installed here",
            ),
            Text(
                zh="运行 pip install 'presslayout[heic]'，或在手机里导出为 JPEG",
                en="run pip install 'presslayout[heic]', or export it from the phone as JPEG",
            ),
        ) from None
    register_heif_opener(thumbnails=False)
