"""An SVG drawing as shapes in the press's inks, nothing of it turned into pixels.

Text is set in the house's faces and gradients become areas of even colour; what has no shape in
solid inks is told by name, and the rest is drawn all the same, for a proof.  Loaded only when a
drawing is placed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presslayout.assets.svg_colour import process_ink, rgb_of
from presslayout.assets.svg_tree import UnreadableDrawingError, read
from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, AssetError, Diagnostic, Text
from presslayout.base.patterns import regex
from presslayout.base.units import EMU_PER_MM, EMU_PER_PT
from presslayout.base.values import frozen
from presslayout.edition.page import Shape

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from presslayout.assets.svg_text import Faces
    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink

__all__ = [
    "Contour",
    "DrawingSize",
    "Sketch",
    "colours",
    "process_ink",
    "rgb_of",
    "shapes",
    "size",
    "sketch",
]

EMU_PER_PX = 9_525
# The largest drawing that is anything on paper: some metres.
_LARGEST = 10_000 * EMU_PER_MM
_UNITS = {"": EMU_PER_PX, "px": EMU_PER_PX, "pt": EMU_PER_PT, "mm": EMU_PER_MM,
          "cm": 10 * EMU_PER_MM, "in": 914_400, "pc": 12 * EMU_PER_PT}  # fmt: skip
_LENGTH = regex(r"\s*([0-9.]+(?:e[-+]?[0-9]+)?)\s*([a-z]*)\s*\Z", re.IGNORECASE)


@frozen
class Contour:
    """One filled path in EMU from the drawing's top left, and its colour as it was written."""

    path: tuple[tuple[str | Length, ...], ...]
    colour: str


@frozen
class DrawingSize:
    """A drawing's view box (left, top, width, height in its own units), and its size on paper."""

    view: tuple[float, float, float, float]
    width: Length
    height: Length


@frozen
class Sketch:
    """A drawing at its own size: filled paths from the lowest to the topmost.

    `lost` names what could not be drawn as it is, in Chinese and English; `lettered` says that text
    was set in the house's faces.
    """

    width: Length
    height: Length
    contours: tuple[Contour, ...]
    lost: tuple[tuple[str, str], ...] = ()
    lettered: bool = False


def size(path: Path, data: bytes) -> DrawingSize:
    """How large a drawing is by itself; AssetError `broken-picture` when it is none."""
    try:
        return _size(read(data).root)
    except UnreadableDrawingError as fault:
        raise broken(path, fault) from fault
    except doors.SVG.faults() as fault:
        raise broken(path, _unclear()) from fault


def sketch(path: Path, data: bytes, faces: Faces) -> Sketch:
    """The drawing of a file; AssetError `broken-picture` when it cannot be read or is too much."""
    from presslayout.assets.svg_outlines import outline
    from presslayout.assets.svg_walk import walked

    try:
        tree = read(data)
        found = _size(tree.root)
        walk = walked(tree, found.view, faces)
    except UnreadableDrawingError as fault:
        raise broken(path, fault) from fault
    except doors.SVG.faults() as fault:
        raise broken(path, _unclear()) from fault
    left, top, across, down = found.view

    def place(x: float, y: float) -> tuple[Length, Length]:
        return round((x - left) * found.width / across), round((y - top) * found.height / down)

    contours = tuple(
        Contour(segments, colour)
        for drawn, colour in walk.areas
        if (segments := outline(drawn, place))
    )
    return Sketch(found.width, found.height, contours, tuple(sorted(walk.lost)), walk.lettered)


def colours(drawn: Sketch) -> tuple[str, ...]:
    """Every colour of a drawing, once, as it was written."""
    return tuple(dict.fromkeys(contour.colour for contour in drawn.contours))


def shapes(drawn: Sketch, inks: Callable[[str], Ink]) -> tuple[Shape, ...]:
    """The drawing's paths at its own size, filled with the inks of their colours."""
    return tuple(Shape(c.path, fill=inks(c.colour)) for c in drawn.contours)


def broken(path: Path, fault: UnreadableDrawingError) -> AssetError:
    """A drawing that cannot be read, said of its file."""
    message = Text(
        f"图形“{path.name}”无法读取：{fault.cause.zh}",
        f'drawing "{path.name}" cannot be read: {fault.cause.en}',
    )
    hint = fault.hint or Text("请重新导出为 SVG 或 PDF", "export it again as SVG or PDF")
    return AssetError([Diagnostic("broken-picture", ERROR, message, hint=hint)])


def _unclear() -> UnreadableDrawingError:
    return UnreadableDrawingError(
        Text("里面有看不懂的数字或路径", "it holds numbers or paths that make no sense")
    )


def _size(root: Any) -> DrawingSize:
    """The view box in the drawing's units, and its size on paper."""
    box = [float(v) for v in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if v]
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    if len(box) != 4:  # noqa: PLR2004  left, top, width, height
        if not (width and height):
            raise UnreadableDrawingError(Text("没有 viewBox", "it has no viewBox"))
        box = [0, 0, width / EMU_PER_PX, height / EMU_PER_PX]
    left, top, across, down = box
    if not (across > 0 and down > 0):
        raise UnreadableDrawingError(Text("viewBox 没有大小", "its viewBox has no size"))
    if not width:
        width = round(height * across / down) if height else round(across * EMU_PER_PX)
    # One scale for both ways: proportions are the view box's.
    high = max(round(width * down / across), 1)
    if not 0 < width < _LARGEST or high > _LARGEST or not abs(left) + abs(top) < _LARGEST:
        raise UnreadableDrawingError(
            Text("尺寸大得没有道理", "its size makes no sense"),
            Text(
                "把 width、height 和 viewBox 改成实际大小", "correct its width, height and viewBox"
            ),
        )
    return DrawingSize((left, top, across, down), width, high)


def _length(text: str) -> Length:
    found = _LENGTH.match(text)
    return round(float(found[1]) * _UNITS.get(found[2].lower(), 0)) if found else 0
