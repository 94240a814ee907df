"""Names of elements and attributes by short prefixes, of the transitional and the strict schemas alike."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_TRANSITIONAL = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
# Each prefix with its namespaces (ISO/IEC 29500-1, 29500-4, ECMA-376 part 3).
_SPACES = {
    "w": (
        f"{_TRANSITIONAL}/wordprocessingml/2006/main",
        f"{_STRICT}/wordprocessingml/main",
    ),
    "r": (
        f"{_TRANSITIONAL}/officeDocument/2006/relationships",
        f"{_STRICT}/officeDocument/relationships",
    ),
    "m": (f"{_TRANSITIONAL}/officeDocument/2006/math", f"{_STRICT}/officeDocument/math"),
    "wp": (
        f"{_TRANSITIONAL}/drawingml/2006/wordprocessingDrawing",
        f"{_STRICT}/drawingml/wordprocessingDrawing",
    ),
    "a": (f"{_TRANSITIONAL}/drawingml/2006/main", f"{_STRICT}/drawingml/main"),
    "c": (f"{_TRANSITIONAL}/drawingml/2006/chart", f"{_STRICT}/drawingml/chart"),
    "dgm": (f"{_TRANSITIONAL}/drawingml/2006/diagram", f"{_STRICT}/drawingml/diagram"),
    "mc": (f"{_TRANSITIONAL}/markup-compatibility/2006",),
    "v": ("urn:schemas-microsoft-com:vml",),
    "o": ("urn:schemas-microsoft-com:office:office",),
    "cx": ("http://schemas.microsoft.com/office/drawing/2014/chartex",),
    "wp14": ("http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",),
    "w14": ("http://schemas.microsoft.com/office/word/2010/wordml",),
}
_PREFIXES = {space: prefix for prefix, spaces in _SPACES.items() for space in spaces}
_MOST_DIGITS = 9
_OFF = frozenset(("0", "false", "off", "none"))


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    space, _, local = name[1:].rpartition("}")
    return f"{_PREFIXES.get(space, '?')}:{local}" if space else local


def tag(element: Any) -> str:
    """An element's name with its prefix, w:p; of a namespace that has none it is ?:name."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)
def _full(name: str) -> tuple[str, ...]:
    prefix, _, local = name.partition(":")
    return tuple(f"{{{space}}}{local}" for space in _SPACES[prefix])


def names(*short: str) -> tuple[str, ...]:
    """The whole names of short ones, for `iter`."""
    return tuple(full for one in short for full in _full(one))


def get(element: Any, name: str) -> str | None:
    """An attribute by its short name, w:val."""
    for full in _full(name):
        found = element.get(full)
        if found is not None:
            return str(found)
    return None


def child(element: Any, *path: str) -> Any:
    """The first element of a path of short names, or None."""
    for step in path:
        if element is None:
            return None
        element = next((one for one in element if tag(one) == step), None)
    return element


def val(element: Any, *path: str) -> str | None:
    """The w:val at the end of a path; "" where the element says none, None where it is not there."""
    found = child(element, *path)
    return None if found is None else get(found, "w:val") or ""


def number(text: str | None, otherwise: int = 0) -> int:
    """A whole number as an attribute writes it; what is none, or beyond reckoning, is `otherwise`."""
    try:
        return int(text or "") if len(text or "") <= _MOST_DIGITS else otherwise
    except ValueError:
        return otherwise


def on(text: str | None) -> bool:
    """Whether an attribute of a switch is on (ISO/IEC 29500-1, 22.9.2.7); "" is."""
    return text is not None and text not in _OFF
