"""How much ink an object lays down at most: all its inks together, and each of them."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import suppress
from math import ceil
from typing import TYPE_CHECKING, Any

from presslayout.base.cache import Cache, key_of
from presslayout.base.values import Same
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.blending import NORMAL
from presslayout.preflight.pdf.inks import PROCESS
from presslayout.preflight.pdf.laying import needed
from presslayout.preflight.pdf.painted import IMAGE, Painted
from presslayout.preflight.pdf.pixels import separated
from presslayout.preflight.pdf.samples import samples

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from PIL.Image import Image

    from presslayout.preflight.pdf.inks import Colour
    from presslayout.preflight.pdf.pdf_page import PdfPage
    from presslayout.preflight.pdf.samples import Samples

    Heaviest = tuple[int, dict[str, int]]

# Ink is kept in steps of 2 %, always rounded up: a byte holds 510 %.
STEPS = 50
MOST = 255
_UNKNOWN: Heaviest = (MOST, dict.fromkeys(PROCESS, STEPS))
# Blend modes that give no more ink than the heavier of both, and than both together.
_LIGHTER = frozenset({"Normal", "Darken", "Lighten", "Screen"})
_SUMMING = frozenset({"Multiply"})
# Colour spaces of which a picture's own bytes say all.
_PLAIN = frozenset({("DeviceCMYK",), ("DeviceGray",)})
_THREADS = 2
NONE = Cache.disabled()


class Scales:
    """The heaviest of every object; pictures are unpacked by threads of their own."""

    def __init__(self, sheets: Iterable[PdfPage], cache: Cache = NONE) -> None:
        """Begin with the pictures of these pages; the cache knows those that were weighed before."""
        self._cache = cache
        # By what a picture is made of and how large it is: the pages of a paper share pictures.
        self._found: dict[Hashable, Heaviest] = {}
        # A page has hundreds of objects in some few colours.
        self._plain: dict[int, tuple[Colour, Heaviest]] = {}
        self._waiting: list[tuple[Hashable, Samples, str]] = []
        self._begun: set[Hashable] = set()
        for sheet in sheets:
            for one in sheet.inside():
                if one.kind == IMAGE:
                    with suppress(Exception):
                        # A stranger's picture may be broken in any way.
                        self._begin(one)
        count = min(_THREADS, len(self._waiting))
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def heaviest(self, one: Painted) -> Heaviest:
        """In steps of 2 %: all inks of an object together, and each of them."""
        if not _adds_up(one):
            return _UNKNOWN
        if one.kind == IMAGE:
            while self._threads:
                self._threads.pop().join()
            return self._found.get(_made(one), _UNKNOWN)
        if one.shading is not None:
            along = one.shading.colours
            if not along:
                return _UNKNOWN
            names = dict.fromkeys(name for colour in along for name in colour.inks)
            most = {name: max(colour.inks.get(name, 0.0) for colour in along) for name in names}
            return _steps(max(colour.total for colour in along)), _stepped(most)
        colour = one.colour
        known = self._plain.get(id(colour))
        if known is None:
            found = _steps(colour.total), _stepped(colour.inks)
            known = self._plain[id(colour)] = colour, found
        return known[1]

    def _begin(self, one: Painted) -> None:
        made, least = _made(one), needed(one, 1.0)
        if made in self._begun:
            return
        self._begun.add(made)
        key = _key(one, least)
        known = self._cache.get(key) if key else None
        with suppress(ValueError, TypeError, AttributeError):
            total, shares = json.loads(known or b"")
            self._found[made] = int(total), {str(k): int(v) for k, v in shares.items()}
            return
        # Reading takes the file, which one thread may have; unpacking does not.
        self._waiting.append((made, samples(one.image, one.space, least), key))

    def _work(self) -> None:
        while self._waiting:
            try:
                made, read, key = self._waiting.pop(0)
            except IndexError:
                return
            with suppress(Exception):
                found = self._found[made] = _picture(read)
                if key:
                    self._cache.put(key, json.dumps(found).encode())


def multiplies(one: Painted) -> bool:
    """Whether what lies beneath is added to."""
    modes = (one.mode, *(group.mode for group in one.groups))
    return any(mode in _SUMMING for mode in modes)


def heaviest(plate: Image) -> int:
    """The highest value of a plate."""
    most: Any = plate.getextrema()[1]
    return int(most)


def _adds_up(one: Painted) -> bool:
    """Whether what is laid down never makes more of what lies beneath than both have."""
    if one.mode == NORMAL and not one.groups:
        return True
    modes = (one.mode, *(group.mode for group in one.groups))
    return all(mode in _LIGHTER or mode in _SUMMING for mode in modes)


def _made(one: Painted) -> Hashable:
    """The picture's object and how finely it is looked at; an inline picture is itself alone."""
    number = one.image.obj.objgen
    return (number, needed(one, 1.0)) if number != (0, 0) else Same(one)


def _key(one: Painted, least: tuple[int, int]) -> str:
    """Under which a picture's inks are kept; "" where more than its bytes and entries shape them."""
    import pikepdf
    import PIL

    entries, families = one.image.obj, one.space.families
    simple = isinstance(entries, pikepdf.Stream) and "/DecodeParms" not in entries
    if not simple or texts.of(entries.get("/Filter")) != "/DCTDecode" or families not in _PLAIN:
        return ""
    decode = [float(v) for v in entries.get("/Decode", ())]
    content = hashlib.sha256(entries.read_raw_bytes()).hexdigest()
    return key_of("scales-1", content, repr((families, decode, least, PIL.__version__)))


def _picture(read: Samples) -> Heaviest:
    from PIL import Image, ImageMath

    planes = read.planes()
    found = separated(planes, read.where)
    total = Image.new("I", planes[0].size)
    for plate in found.values():
        total = ImageMath.lambda_eval(
            lambda given: given["one"] + given["other"], one=total, other=plate.convert("I")
        )
    most = {name: heaviest(plate) / 255 for name, plate in found.items()}
    return _steps(heaviest(total) / 255), _stepped(most)


def _steps(share: float) -> int:
    return min(ceil(share * STEPS - 1e-6), MOST)


def _stepped(shares: Mapping[str, float]) -> dict[str, int]:
    return {name: _steps(share) for name, share in shares.items()}
