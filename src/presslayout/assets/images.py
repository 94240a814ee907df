"""Pictures: measured from their headers, and converted for the press.

A picture that was converted before comes from the cache, and Pillow stays unloaded.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import threading
import time
from contextlib import nullcontext
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from presslayout.assets.headers import Header, jpeg_header, png_header
from presslayout.assets.pictures import (
    MAX_PIXELS,
    Conversion,
    ConvertedPicture,
    PictureFacts,
    Request,
    UnreadableError,
)
from presslayout.base import doors
from presslayout.base.cache import Cache, coming, key_of
from presslayout.base.diagnostics import ERROR, AssetError, Diagnostic, Text
from presslayout.base.shortage import shortage
from presslayout.base.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from presslayout.assets import svg
    from presslayout.assets.vectors import PlacedSize
    from presslayout.base.source import Source
    from presslayout.base.units import Length
    from presslayout.edition.page import Picture
    from presslayout.edition.press import Press

# Screens of 1.5 to 2 times the ruling are well served; a press's warning value is about 1.5 times
# its ruling (149 ppi at 100 lpi), so half as much again is all that paper can show.
OVERSAMPLE = 1.5
# Taking away less than a tenth of the pixels blurs more than it saves.
WORTH_SAMPLING = 1.1
EMU_PER_INCH = 914_400

# One of these stands in every file that says whose it is: IPTC in JPEG, XMP, IPTC's data sets.
_SPEAKING = (
    b"Photoshop 3.0\0",
    b"adobe:ns:meta",
    b"XML:com.adobe.xmp",
    b"\x1c\x02\x74",
    b"\x1c\x02\x73",
)

_CMYK = 4
# A kept picture begins with one of these: converted, or the file's own coded picture.
_MADE, _WHOLE = b"0", b"1"
# Two pictures of more pixels than this are never decoded at once: four bytes each are dear.
LARGE_PIXELS = 20_000_000
_SIDEWAYS = frozenset({5, 6, 7, 8})
# So many are converted by another process while this one goes on; more of them by all processors.
FEW = 4
# A file changed within this time of being measured may change again under the same time stamp.
SETTLED_NS = 2_000_000_000


def measure(path: Path, cache: Cache | None = None) -> PictureFacts:
    """The facts of a picture file.

    AssetError `missing-picture`, `broken-picture`, `picture-too-large` or `locked-picture`.
    """
    kept = cache or Cache.disabled()
    try:
        stat = path.stat()
        doors.note(path, stat)
        stamp = (str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        key = key_of("facts-5", *stamp)
        known = kept.get(key)
        if known is not None:
            return _read_facts(known)
        facts = _drawing_facts(path) or _pixel_facts(path)
    except OSError as error:
        if shortage(error):
            raise
        raise _missing(path) from error
    if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) > SETTLED_NS:
        kept.put(key, _write_facts(facts))
    return facts


def _drawing_facts(path: Path) -> PictureFacts | None:
    """The facts of a drawing; None for what is made of pixels."""
    suffix = path.suffix.lower()
    if suffix not in (".svg", ".pdf"):
        return None
    data = doors.read(path)
    drawn: svg.DrawingSize | PlacedSize
    if suffix == ".svg":
        from presslayout.assets import svg

        drawn = svg.size(path, data)
    else:
        from presslayout.assets.vectors import one_page

        drawn = one_page(path, data)
    digest = hashlib.sha256(data).hexdigest()
    kind = suffix.removeprefix(".")
    return PictureFacts(drawn.width, drawn.height, _CMYK, 1, digest, vector=kind)


def _pixel_facts(path: Path) -> PictureFacts:
    header, sha256, speaks = _first_look(path)
    header = header or _opened_header(path)
    if header.width * header.height > MAX_PIXELS:
        raise _too_large(path, header)
    width, height = header.width, header.height
    if header.orientation in _SIDEWAYS:
        width, height = height, width
    facts = PictureFacts(
        width, height, header.components, header.orientation, sha256, header.remarks
    )
    if not speaks:
        return facts
    from presslayout.assets.caption import words

    told = words(path)
    return replace(facts, rights=told.rights, source=told.source)


def request(picture: Picture, source: Source, sha256: str, press: Press) -> Request:
    """What `picture` needs: its crop at the press's resolution, never more than the file holds."""
    left, top, right, bottom = picture.crop
    width, height = right - left, bottom - top
    ppi = press.ppi_target or press.ppi_warning * OVERSAMPLE
    needed = max(_pixels(picture.box.width, ppi) / width, _pixels(picture.box.height, ppi) / height)
    size = (width, height)
    if needed * WORTH_SAMPLING < 1:
        size = (max(1, round(width * needed)), max(1, round(height * needed)))
    own = picture.intent, picture.ground, picture.veils
    return Request(source.path, sha256, picture.crop, size, *own)


def requests(
    pictures: Iterable[Picture],
    sources: Mapping[str, Source],
    hashes: Mapping[str, str],
    press: Press,
) -> dict[Picture, Request]:
    """The requests of these pictures; `hashes` gives the SHA-256 of each key's file."""
    return {p: request(p, sources[p.image], hashes[p.image], press) for p in pictures}


def ready(conversion: Conversion | None = None) -> None:
    """Load what converting takes, before there is a picture."""
    from presslayout.assets import colour

    colour.ready(conversion)


def convert(
    wanted: Request, conversion: Conversion, cache: Cache | None = None
) -> ConvertedPicture:
    """The picture as the press wants it.  AssetError when the file cannot be decoded."""
    kept = cache or Cache.disabled()
    conversion = _as_asked(wanted, conversion)
    key = _key(wanted, conversion)
    entry = kept.get(key)
    header = jpeg_header(entry[1:]) if entry else None
    if entry is None or header is None:
        entry, header = _converted(wanted, conversion)
        kept.put(key, entry)
    data = entry[1:]
    # A picture that is kept whole shows the part that is wanted through a window.
    window = wanted.crop if entry[:1] == _WHOLE else None
    return ConvertedPicture(
        data=data,
        width=header.width,
        height=header.height,
        components=header.components,
        # Pillow writes four components as Photoshop does, with 0 for full ink.
        inverted=header.components == _CMYK,
        sha256=hashlib.sha256(data).hexdigest(),
        window=None if window == (0, 0, header.width, header.height) else window,
    )


def _as_asked(wanted: Request, conversion: Conversion) -> Conversion:
    return replace(conversion, intent=wanted.intent) if wanted.intent else conversion


def convert_all(
    wanted: Mapping[Picture, Request],
    conversion: Conversion,
    cache: Cache | None = None,
    places: Mapping[Picture, tuple[int, str, str]] | None = None,
) -> Callable[[], dict[Picture, ConvertedPicture]]:
    """Start converting; call the result to wait for all and have the pictures.

    Threads do it, or the process that works beforehand where there is one and they are few.
    Equal requests are converted once.  The call raises AssetError with all that went wrong, each
    fault at the page, story and part that `places` gives.
    """
    todo = list(dict.fromkeys(wanted.values()))
    if coming and cache is not None and len(todo) <= FEW:
        made = _beforehand(todo, conversion, cache)
        return lambda: _told(made(), wanted, places or {})
    count = min(len(todo), os.cpu_count() or 1)
    lock, large = threading.Lock(), threading.Lock()
    done: dict[Request, ConvertedPicture | BaseException] = {}

    def work() -> None:
        while True:
            with lock:
                if not todo:
                    return
                one = todo.pop(0)
            left, top, right, bottom = one.crop
            alone = (right - left) * (bottom - top) > LARGE_PIXELS
            try:
                with large if alone else nullcontext():
                    done[one] = convert(one, conversion, cache)
            except BaseException as error:  # noqa: BLE001 - told to whoever waits
                done[one] = error

    threads = [threading.Thread(target=work, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()

    def wait() -> dict[Picture, ConvertedPicture]:
        for thread in threads:
            thread.join()
        return _told(done, wanted, places or {})

    return wait


def _beforehand(
    todo: Sequence[Request], conversion: Conversion, cache: Cache
) -> Callable[[], dict[Request, ConvertedPicture | BaseException]]:
    """Have these converted beside this process; what comes of it is in the cache when it is asked for."""
    from presslayout.base.beforehand import promise

    promise(
        [
            (_key(one, _as_asked(one, conversion)), partial(convert, one, conversion, cache))
            for one in todo
        ]
    )

    def made() -> dict[Request, ConvertedPicture | BaseException]:
        done: dict[Request, ConvertedPicture | BaseException] = {}
        for one in todo:
            try:
                done[one] = convert(one, conversion, cache)
            except AssetError as error:
                done[one] = error
        return done

    return made


def _told(
    done: Mapping[Request, ConvertedPicture | BaseException],
    wanted: Mapping[Picture, Request],
    places: Mapping[Picture, tuple[int, str, str]],
) -> dict[Picture, ConvertedPicture]:
    """The pictures, or one AssetError with the diagnostics of all that failed."""
    results = {picture: done[one] for picture, one in wanted.items()}
    pictures = {p: r for p, r in results.items() if isinstance(r, ConvertedPicture)}
    diagnostics: list[Diagnostic] = []
    for picture, result in results.items():
        if isinstance(result, AssetError):
            page, story, part = places.get(picture, (None, "", ""))
            diagnostics += [
                # The press's profile is no picture's fault, and told once.
                d
                if d.code == "missing-profile"
                else replace(d, page=page, story=story, part=part, boxes=(picture.box,), count=1)
                for d in result.diagnostics
            ]
        elif isinstance(result, BaseException):
            raise result
    if diagnostics:
        raise AssetError(dict.fromkeys(diagnostics))
    return pictures


def _first_look(path: Path) -> tuple[Header | None, str, bool]:
    """What the file's first bytes say, None where they must be asked otherwise, and its hash.

    And whether words may stand in it.
    """
    with doors.opened(path) as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        if not stream.tell():
            return None, sha256, False
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return (
                jpeg_header(data) or png_header(data),
                sha256,
                any(data.find(s) >= 0 for s in _SPEAKING),
            )


def unreadable(path: Path, fault: UnreadableError) -> AssetError:
    """A picture that cannot be decoded, said of its file."""
    return _broken(path, fault.cause, fault.hint)


def _broken(path: Path, cause: Text, hint: Text | None = None) -> AssetError:
    return _error(
        "broken-picture",
        Text(
            zh=f"图片“{path.name}”无法读取：{cause.zh}",
            en=f'picture "{path.name}" cannot be read: {cause.en}',
        ),
        hint
        or Text(
            zh="请另存为 JPEG、PNG 或 TIFF 后再放入",
            en="save it again as JPEG, PNG or TIFF and put it back",
        ),
    )


def _missing(path: Path) -> AssetError:
    return _error(
        "missing-picture",
        Text(zh=f"找不到图片“{path.name}”", en=f'picture "{path.name}" not found'),
        Text(zh="检查文件名和所在文件夹", en="check the file's name and folder"),
    )


def _too_large(path: Path, header: Header) -> AssetError:
    size = f"{header.width} × {header.height}"
    limit = MAX_PIXELS // 1_000_000
    return _error(
        "picture-too-large",
        Text(
            zh=f"图片“{path.name}”有 {size} 像素，超过上限 {limit * 100} 万像素",
            en=f'picture "{path.name}" has {size} pixels, above the limit of {limit} million',
        ),
        Text(zh="缩小后再放入", en="make it smaller"),
    )


def _error(code: str, message: Text, hint: Text) -> AssetError:
    return AssetError([Diagnostic(code=code, severity=ERROR, message=message, hint=hint)])


def _opened_header(path: Path) -> Header:
    from presslayout.assets.decoding import opened_header

    try:
        return opened_header(path)
    except UnreadableError as fault:
        raise unreadable(path, fault) from fault


def _converted(wanted: Request, conversion: Conversion) -> tuple[bytes, Header]:
    from presslayout.assets.colour import converted_jpeg

    try:
        made = converted_jpeg(wanted, conversion)
    except UnreadableError as fault:
        raise unreadable(wanted.path, fault) from fault
    except FileNotFoundError as error:
        raise _missing(wanted.path) from error
    header = jpeg_header(made.data)
    assert header is not None
    return (_WHOLE if made.kept else _MADE) + made.data, header


def _pixels(length: Length, ppi: float) -> float:
    return length * ppi / EMU_PER_INCH


def _key(wanted: Request, conversion: Conversion) -> str:
    from PIL import __version__  # the package alone: its codecs load later

    return key_of(
        "picture-4",
        wanted.sha256,
        wanted.crop,
        wanted.size,
        _digest(conversion.press_profile),
        _digest(conversion.source_profile),
        conversion.ink_limit,
        conversion.intent,
        conversion.sharpen,
        __version__,
        *(wanted.ground.process if wanted.ground is not None else ()),
        *(("veil", *one.rows, one.depth, one.light) for one in wanted.veils),
    )


@lru_cache(maxsize=16)
def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write_facts(facts: PictureFacts) -> bytes:
    numbers = (facts.width, facts.height, facts.components, facts.orientation)
    words = (*map(str, numbers), facts.sha256, facts.vector or "-", *facts.remarks)
    return "\n".join((" ".join(words), facts.rights, facts.source)).encode()


def _read_facts(data: bytes) -> PictureFacts:
    first, rights, source = data.decode().split("\n")
    width, height, components, orientation, sha256, vector, *remarks = first.split()
    numbers = int(width), int(height), int(components), int(orientation)
    kind = "" if vector == "-" else vector
    return PictureFacts(*numbers, sha256, tuple(remarks), kind, rights, source)
