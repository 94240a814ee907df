"""How the strings of a composite font fall into codes, and which CID each code means.

Identity, what a file embeds, and the predefined CMaps of ISO 32000-1, table 118, whose data
pdfminer.six carries.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import CODES, TooMuchError, decoded

if TYPE_CHECKING:
    from presslayout.preflight.pdf.pdfobject import PdfObject

_DEPTH = 6
# A CMap of all the characters of Unicode has fewer ranges.
_RANGES = 4 * CODES
_PREDEFINED = re.compile(r"(?:[A-Za-z0-9]+-)*[HV]")
_BLOCK = re.compile(
    rb"begin(codespacerange|cidrange|cidchar|notdefrange|notdefchar)\b(.*?)\bend\1", re.DOTALL
)
_WORD = re.compile(rb"<\s*([0-9A-Fa-f\s]*)>|(-?\d+)")
_USED = re.compile(rb"/([^\s/<>\[\]()]+)\s+usecmap\b")
_WRITING = re.compile(rb"/WMode\s+([01])\b")
# The character collections of Adobe, by how the names of their predefined CMaps begin.
_ORDERINGS = {
    "GB1": ("GB", "UniGB"),
    "CNS1": ("B5", "CNS", "ET", "HK", "UniCNS"),
    "Korea1": ("KSC", "UniKS"),
    "Japan1": ("",),
}


@dataclass(slots=True)
class CMap:
    """Codes and their CIDs; `known` is False where no one can say what its codes mean.

    `spaces` are the lengths of codes in bytes with the lowest and highest code of each; `ranges`
    first code, last code, first CID, ordered; `tree` the same as nested tables byte by byte.
    """

    known: bool = True
    vertical: bool = False
    identity: bool = False
    ordering: str = ""
    spaces: list[tuple[int, bytes, bytes]] = field(default_factory=list)
    ranges: list[tuple[int, int, int, int]] = field(default_factory=list)
    tree: dict[int, Any] | None = None
    base: CMap | None = None

    def codes(self, data: bytes) -> list[tuple[int, int]]:
        """The codes in a string, each with its length in bytes (ISO 32000-1, 9.7.6.2)."""
        if self.identity or not self.known:
            return [
                (int.from_bytes(data[at : at + 2], "big"), 2) for at in range(0, len(data) - 1, 2)
            ]
        found, at = [], 0
        while at < len(data):
            length = self.size_at(data, at) or self._shortest()
            found.append((int.from_bytes(data[at : at + length], "big"), length))
            at += length
        return found

    def cid(self, code: int, length: int = 2) -> int:
        """The CID of a code; 0 where it has none."""
        if self.identity:
            return code
        at = bisect_right(self.ranges, (length, code, 1 << 40, 0)) - 1
        if at >= 0:
            size, first, last, cid = self.ranges[at]
            if size == length and first <= code <= last:
                return cid + code - first
        step: Any = self.tree
        if step is not None:
            for byte in code.to_bytes(length, "big"):
                step = step.get(byte) if isinstance(step, dict) else None
            if isinstance(step, int):
                return step
        return self.base.cid(code, length) if self.base is not None else 0

    def size_at(self, data: bytes, at: int) -> int:
        """How many bytes the code at a place takes; 0 where none can begin there."""
        for size, low, high in self.spaces:
            part = data[at : at + size]
            if len(part) == size and all(
                a <= b <= c for a, b, c in zip(low, part, high, strict=True)
            ):
                return size
        if self.tree is not None:
            return _depth(self.tree, data, at)
        return self.base.size_at(data, at) if self.base is not None else 0

    def _shortest(self) -> int:
        return min((size for size, _, _ in self.spaces), default=1)


IDENTITY = CMap(identity=True)
_UPRIGHT = CMap(identity=True, vertical=True)
UNKNOWN = CMap(known=False)


def of(font: PdfObject) -> CMap:
    """The CMap of a composite font."""
    return _found(font.get("/Encoding"), 0)


def registered(name: str) -> bool:
    """Whether a CMap is one that every reader of PDF has, so that no file embeds it."""
    return named(name.removeprefix("/")).known


@lru_cache(maxsize=16)
def characters(ordering: str) -> dict[int, str]:
    """What the CIDs of an Adobe character collection say; nothing of one that is not known."""
    if ordering not in _ORDERINGS:
        return {}
    from pdfminer.cmapdb import CMapDB

    try:
        table = CMapDB.get_unicode_map(f"Adobe-{ordering}").cid2unichr
    except CMapDB.CMapNotFound:
        return {}
    return {cid: said if isinstance(said, str) else chr(said) for cid, said in table.items()}


def said(cmap: CMap, ordering: str) -> dict[int, str]:
    """What the codes of a CMap say, where their CIDs are those of a collection that is known."""
    table = characters(ordering)
    if cmap.identity or not table:
        return table
    found: dict[int, str] = {}
    waiting: list[tuple[int, Any]] = [(0, cmap.tree)] if cmap.tree is not None else []
    while waiting:
        code, step = waiting.pop()
        if isinstance(step, int):
            found[code] = table.get(step, "")
        else:
            waiting += [(code << 8 | byte, following) for byte, following in step.items()]
    left = 4 * CODES
    for _, first, last, cid in cmap.ranges:
        left -= last - first + 1
        if left < 0:
            raise TooMuchError
        for code in range(first, last + 1):
            found[code] = table.get(cid + code - first, "")
    return {**said(cmap.base, ordering), **found} if cmap.base is not None else found


def _found(encoding: PdfObject | None, depth: int) -> CMap:
    import pikepdf

    if depth > _DEPTH:
        raise TooMuchError
    if isinstance(encoding, pikepdf.Stream):
        return _embedded(encoding, depth)
    return named(texts.bare(encoding))


@lru_cache(maxsize=32)
def named(name: str) -> CMap:
    """A CMap that every reader of PDF has; one that is not known for any other name."""
    if name == "Identity-H":
        return IDENTITY
    if name == "Identity-V":
        return _UPRIGHT
    if not _PREDEFINED.fullmatch(name):
        return UNKNOWN
    from pdfminer.cmapdb import CMap as Table
    from pdfminer.cmapdb import CMapDB

    try:
        table = CMapDB.get_cmap(name)
    except CMapDB.CMapNotFound:
        return UNKNOWN
    if not isinstance(table, Table):
        return UNKNOWN
    return CMap(vertical=name.endswith("V"), ordering=_ordering(name), tree=table.code2cid)


def _ordering(name: str) -> str:
    """The character collection of a predefined CMap (ISO 32000-1, 9.7.5.2)."""
    return next((key for key, starts in _ORDERINGS.items() if name.startswith(starts)), "")


def _embedded(stream: PdfObject, depth: int) -> CMap:
    import pikepdf

    data = decoded(stream)
    made = CMap()
    writing = _WRITING.search(data)
    made.vertical = int(stream.get("/WMode", writing[1] if writing else 0)) == 1
    info = stream.get("/CIDSystemInfo")
    made.ordering = (
        texts.of(info.get("/Ordering", "")) if isinstance(info, pikepdf.Dictionary) else ""
    )
    used = stream.get("/UseCMap")
    using = _USED.search(data)
    if used is not None:
        made.base = _found(used, depth + 1)
    elif using:
        made.base = named(using[1].decode("latin-1"))
    for kind, body in _BLOCK.findall(data):
        _block(made, kind.decode(), body)
    made.spaces.sort(key=lambda space: space[0])
    made.ranges.sort()
    bare = not made.ranges and made.base is None
    made.known = not bare and (made.base is None or made.base.known)
    return made


def _block(made: CMap, kind: str, body: bytes) -> None:
    words = [bytes.fromhex(_even(w)) if not n else int(n) for w, n in _WORD.findall(body)]
    if len(made.ranges) + len(made.spaces) + len(words) > _RANGES:
        raise TooMuchError
    if kind == "codespacerange":
        for low, high in zip(words[::2], words[1::2], strict=False):
            if isinstance(low, bytes) and isinstance(high, bytes) and len(low) == len(high):
                made.spaces.append((len(low), low, high))
        return
    if kind == "cidchar":
        words = [
            w for low, cid in zip(words[::2], words[1::2], strict=False) for w in (low, low, cid)
        ]
    elif kind != "cidrange":
        return
    for low, high, cid in zip(words[::3], words[1::3], words[2::3], strict=False):
        if isinstance(low, bytes) and isinstance(high, bytes) and isinstance(cid, int):
            first, last = int.from_bytes(low, "big"), int.from_bytes(high, "big")
            made.ranges.append((len(low), first, last, cid))


def _even(digits: bytes) -> str:
    plain = b"".join(digits.split()).decode("ascii")
    return plain + "0" * (len(plain) % 2)


def _depth(tree: dict[int, Any], data: bytes, at: int) -> int:
    """How many bytes a code takes, though the table may know nothing of that code itself."""
    step: Any = tree
    for length in range(1, 5):
        byte = data[at + length - 1] if at + length <= len(data) else None
        following = step.get(byte)
        if not isinstance(following, dict):
            if following is not None or length == 1:
                return length
            # Its neighbours say how long it is.
            while isinstance(step, dict) and step:
                step = next(iter(step.values()))
                length += isinstance(step, dict)  # noqa: PLW2901  counted on from here
            return length
        step = following
    return 1
