"""One object that a page paints: where, in which colour, how large; and how it is made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from presslayout.verify import inks
from presslayout.verify.inks import BLACK, Colour
from presslayout.verify.matrix import (
    IDENTITY,
    Corners,
    Matrix,
    applied,
    bounds,
    boxed,
    cut,
    scale,
    times,
)
from presslayout.verify.plates import outline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from presslayout.verify.glyphs import Shapes
    from presslayout.verify.graphics import State, Within
    from presslayout.verify.plates import Contour

TEXT, FILL, STROKE, IMAGE, MASK, SHADING = "text", "fill", "stroke", "image", "mask", "shading"
# Where letters stand about their baseline, in ems.
_ASCENT, _DESCENT = 0.88, -0.12
_SILENT = frozenset({3, 7})
_OUTLINED = frozenset({1, 5})
_CORNERS = 4
# What a device draws where a line of no width is asked for.
_THINNEST = 0.25


@dataclass(frozen=True, slots=True)
class Painted:
    """One object: `box` and `clip` in points from the upper left of the page as it is seen.

    `size` is that of type, the width of a stroke, the narrow side of a filled shape.  `areas`
    gives the outlines of what is inked, in groups that hide each other as one; `within` the paths
    that clip it and are no upright rectangles.
    """

    kind: str
    box: Corners
    clip: Corners
    colour: Colour
    overprint: bool = False
    overprint_mode: int = 0
    alpha: float = 1.0
    size: float = 0.0
    text: str = ""
    visible: bool = True
    font: Any = None
    image: Any = None
    shading: Any = None
    matrix: Matrix = IDENTITY
    ppi: int = 0
    areas: Callable[[], Iterator[list[Contour]]] | None = None
    within: Within = ()

    @property
    def families(self) -> tuple[str, ...]:
        """The families of colour that it rests on, from its own space down."""
        return self.space.families

    @property
    def space(self) -> inks.Space:
        """The colour space of what it lays down."""
        if self.kind == IMAGE:
            entries = self.image.obj
            return inks.space(entries.get("/ColorSpace", entries.get("/CS", "")), None)
        if self.kind == SHADING:
            return inks.space(self.shading.get("/ColorSpace", ""), None)
        return self.colour.space

    @property
    def is_transparent(self) -> bool:
        """Whether what is beneath shines through."""
        return self.alpha < 1 or (self.kind == IMAGE and "/SMask" in self.image.obj)


def lettering(spots: list[tuple[int, Matrix]], face: Shapes, said: str, state: State) -> Painted:
    """Text: its codes with their places, and the words that they say."""
    low, high = (_DESCENT, _ASCENT)
    corners = []
    for code, matrix in (spots[0], spots[-1]):
        wide = face.width(code)
        square = ((0.0, low), (wide, low), (0.0, high), (wide, high))
        corners += [applied(matrix, x, y) for x, y in square]
    outlined = state.mode in _OUTLINED

    def areas() -> Iterator[list[Contour]]:
        for code, matrix in spots:
            yield [[applied(matrix, *p) for p in contour] for contour in face.contours(code)]

    return Painted(
        TEXT,
        cut(bounds(corners), state.clip),
        state.clip,
        state.stroke if outlined else state.fill,
        state.overprint_stroke if outlined else state.overprint_fill,
        state.overprint_mode,
        state.opacity,
        abs(state.size) * scale(times(state.text, state.matrix)),
        said,
        state.mode not in _SILENT,
        state.font,
        areas=areas,
        within=state.within,
    )


def picture(image: Any, state: State) -> Painted:
    """An image, or a stencil through which the fill colour is laid."""
    entries = image.obj
    stencil = bool(entries.get("/ImageMask", entries.get("/IM", False)))
    unit = boxed(state.matrix, (0.0, 0.0, 1.0, 1.0))
    a, b, c, d, _, _ = state.matrix
    across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    width = int(entries.get("/Width", entries.get("/W", 0)))
    height = int(entries.get("/Height", entries.get("/H", 0)))
    square = [applied(state.matrix, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
    return Painted(
        MASK if stencil else IMAGE,
        cut(unit, state.clip),
        state.clip,
        state.fill if stencil else BLACK,
        state.overprint_fill,
        state.overprint_mode,
        state.opacity,
        image=image,
        matrix=state.matrix,
        ppi=round(min(width / across, height / down) * 72) if across and down else 0,
        areas=lambda: iter([[square]]),
        within=state.within,
    )


def shade(shading: Any, state: State, matrix: Matrix, path: list[Contour] | None) -> Painted:
    """A shading inside a path, or all over the clip."""
    box = state.clip
    if "/BBox" in shading:
        box = cut(box, boxed(matrix, corners_of(shading["/BBox"])))
    left, top, right, bottom = box
    square: list[Contour] = [[(left, top), (right, top), (right, bottom), (left, bottom)]]
    area = path or square
    return Painted(
        SHADING,
        box,
        box,
        BLACK,
        state.overprint_fill,
        state.overprint_mode,
        state.opacity,
        shading=shading,
        matrix=matrix,
        areas=lambda: iter([area]),
        within=state.within,
    )


def line(path: list[Contour], state: State) -> Painted:
    """A path that is stroked."""
    left, top, right, bottom = bounds(point for contour in path for point in contour)
    width = state.width * scale(state.matrix)
    half = width / 2
    return Painted(
        STROKE,
        cut((left - half, top - half, right + half, bottom + half), state.clip),
        state.clip,
        state.stroke,
        state.overprint_stroke,
        state.overprint_mode,
        state.opacity,
        width,
        areas=_bars(path, width),
        within=state.within,
    )


def area(path: list[Contour], state: State) -> Painted:
    """A path that is filled."""
    box = bounds(point for contour in path for point in contour)
    return Painted(
        FILL,
        cut(box, state.clip),
        state.clip,
        state.fill,
        state.overprint_fill,
        state.overprint_mode,
        state.opacity,
        _narrow(path, box),
        areas=lambda: iter([path]),
        within=state.within,
    )


def is_upright(path: Sequence[Contour]) -> bool:
    """Whether a path is one upright rectangle, which its box says all of."""
    if len(path) != 1 or not _CORNERS <= len(path[0]) <= _CORNERS + 1:
        return False
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = path[0][:_CORNERS]
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (
        y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
    )


def corners_of(values: Any) -> Corners:
    """A box of a file, its smaller corner first."""
    x0, y0, x1, y1 = (float(v) for v in values)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _bars(path: list[Contour], width: float) -> Callable[[], Iterator[list[Contour]]]:
    def areas() -> Iterator[list[Contour]]:
        for contour in path:
            for bar in outline(contour, max(width, _THINNEST)):
                yield [bar]

    return areas


def _narrow(path: list[Contour], box: Corners) -> float:
    """The narrow side of a shape: of a bar however it is turned, of anything else its box's."""
    across = min(box[2] - box[0], box[3] - box[1])
    if len(path) != 1 or not _CORNERS <= len(path[0]) <= _CORNERS + 1:
        return across
    (x0, y0), (x1, y1), (x2, y2) = path[0][:3]
    sides = ((x1 - x0) ** 2 + (y1 - y0) ** 2, (x2 - x1) ** 2 + (y2 - y1) ** 2)
    narrow: float = min(sides) ** 0.5
    return narrow
