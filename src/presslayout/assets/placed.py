"""How much a page that is to be placed asks of whoever draws it, counted before anybody does.

A few hundred bytes of PDF can unpack to gigabytes, or draw a form of forms without end.
"""

from __future__ import annotations

import zlib
from itertools import islice
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

# A map with a town's every house is drawn in some hundred thousand operators, of some ten bytes.
MOST_OPERATORS = 500_000
MAX_CONTENT = 32_000_000
# Forms inside forms: drawing programs write a handful.
DEEPEST = 50
MAX_PIXELS = 170_000_000
# What is no deflated data can hold a thousand times its length.
_MAX_PACKED = 4_000_000
_OPERATOR = regex(rb"(?:^|[\s\])>])[A-Za-z'\"][A-Za-z0-9]{0,2}\*?(?=[\s\[(</]|$)")
_DRAWN = regex(rb"/([^\s/<>\[\](){}%]+)\s+Do(?=\s|$)")


class PlacedTooMuchError(Exception):
    """A page that asks for more than any page needs: what there is too much of, and the limit."""

    def __init__(self, cause: Text) -> None:
        self.cause = cause
        super().__init__(cause.en)


def hold(page: Any) -> None:
    """TooMuchError where a page's content, with all forms that it draws, is beyond the limits."""
    contents = page.obj.get("/Contents")
    streams = contents if _is_array(contents) else [contents]
    budget = [MAX_CONTENT]
    data = b"\n".join(_unpacked(s, budget) for s in streams if s is not None)
    _weight(data, page.obj.get("/Resources") or page.resources, {}, budget, 0)


def _weight(
    data: bytes, resources: Any, known: dict[tuple[int, int], int], budget: list[int], depth: int
) -> int:
    """How many operators drawing this content takes, those of its forms each time they are drawn."""
    if depth > DEEPEST:
        raise PlacedTooMuchError(
            Text(f"图形套了 {DEEPEST} 层以上", f"forms nested beyond {DEEPEST}")
        )
    whole = sum(1 for _ in islice(_OPERATOR.finditer(data), MOST_OPERATORS + 1))
    held = _entries(_entries(resources).get("/XObject"))
    for drawn in _DRAWN.finditer(data):
        if whole > MOST_OPERATORS:
            break
        found = held.get("/" + drawn[1].decode("latin-1"))
        if found is not None:
            whole += _drawn(found, resources, known, budget, depth)
    if whole > MOST_OPERATORS:
        raise PlacedTooMuchError(
            Text(f"绘图指令超过 {MOST_OPERATORS} 条", f"more than {MOST_OPERATORS} operators")
        )
    return whole


def _drawn(
    found: Any, above: Any, known: dict[tuple[int, int], int], budget: list[int], depth: int
) -> int:
    kind = str(found.get("/Subtype", ""))
    if kind == "/Image":
        pixels = int(found.get("/Width", 0)) * int(found.get("/Height", 0))
        if pixels > MAX_PIXELS:
            limit = MAX_PIXELS // 1_000_000
            raise PlacedTooMuchError(
                Text(
                    f"里面的图片超过 {limit * 100} 万像素",
                    f"a picture beyond {limit} million pixels",
                )
            )
        return 1
    if kind != "/Form":
        return 1
    key = found.objgen
    if known.get(key) == 0:
        raise PlacedTooMuchError(Text("里面的图形自己画自己", "a form in it draws itself"))
    if key not in known or key == (0, 0):
        known[key] = 0
        data = _unpacked(found, budget)
        known[key] = 1 + _weight(data, found.get("/Resources", above), known, budget, depth + 1)
    return known[key]


def _unpacked(stream: Any, budget: list[int]) -> bytes:
    """A stream's data, never more than the budget leaves."""
    filters = stream.get("/Filter", [])
    names = [str(f) for f in filters] if _is_array(filters) else [str(filters)]
    data: bytes = stream.read_raw_bytes()
    if all(name in ("/FlateDecode", "/Fl") for name in names):
        for _ in names:
            try:
                data = zlib.decompressobj().decompress(data, budget[0] + 1)
            except zlib.error:
                # Whoever reads on says what is damaged.
                data = b""
    elif len(data) > _MAX_PACKED:
        raise _too_long()
    else:
        data = stream.read_bytes()
    budget[0] -= len(data)
    if budget[0] < 0:
        raise _too_long()
    return data


def _too_long() -> PlacedTooMuchError:
    limit = MAX_CONTENT // 1_000_000
    return PlacedTooMuchError(
        Text(f"展开以后超过 {limit} MB", f"it unpacks to more than {limit} MB")
    )


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _entries(value: Any) -> Mapping[str, Any]:
    import pikepdf

    return dict(value.items()) if isinstance(value, pikepdf.Dictionary) else {}
