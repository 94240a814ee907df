"""Objects that a page paints, made of what is painted and the state it is painted in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import replace
from presslayout.preflight.pdf import inks, strokes
from presslayout.preflight.pdf.entries import whole
from presslayout.preflight.pdf.inks import Colour
from presslayout.preflight.pdf.matrix import (
    Corners,
    Matrix,
    applied,
    bounds,
    boxed,
    cut,
    inverse,
    scale,
)
from presslayout.preflight.pdf.regions import BARS, EVEN_ODD, LETTERS, WINDING
from presslayout.preflight.pdf.samples import entry
from presslayout.preflight.pdf.strokes import Pen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.preflight.pdf.graphics import State
    from presslayout.preflight.pdf.letter_places import LetterPlaces
    from presslayout.preflight.pdf.pdfobject import PdfImage, PdfObject, Resources
    from presslayout.preflight.pdf.regions import Contour, Outline
    from presslayout.preflight.pdf.shadings import Shading
from presslayout.preflight.pdf.painted import (
    FILL,
    IMAGE,
    MASK,
    OUTLINE,
    SHADING,
    STROKE,
    TEXT,
    Painted,
)

_SILENT = frozenset({3, 7})


_OUTLINED = frozenset({1, 5})


# A mapping that makes lines this much thicker one way than the other needs their areas turned.
_EVEN = 1.02


_CORNERS = 4


# Longer paths are not drawn to know their boxes.
_LOOKED_AT = 60


# What a device draws where a line of no width is asked for.
_THINNEST = 0.25


def lettering(spots: LetterPlaces, state: State) -> Painted:
    """Text: its codes with their places, and the words that they say."""
    if state.mode in _OUTLINED:
        return _outlined(spots, state)
    return Painted(
        TEXT,
        cut(spots.box, state.clip),
        state.clip,
        state.fill,
        state.overprint_fill,
        state.overprint_mode,
        state.alpha,
        abs(state.size) * scale(spots.whole),
        spots.line.said,
        state.mode not in _SILENT,
        state.font,
        areas=spots.areas,
        within=state.within,
        mode=state.blend,
        soft=state.soft,
        groups=state.groups,
        layer=state.layer,
        letters=spots,
    )


def _outlined(spots: LetterPlaces, state: State) -> Painted:
    """Text of which only the lines around its letters are drawn."""

    def lines() -> Iterator[list[Contour]]:
        pen = _pen(state)
        for letter in spots.areas():
            yield list(strokes.areas([[*c, c[0]] for c in letter if c], pen))

    return Painted(
        TEXT,
        cut(_grown(spots.box, _pen(state).width), state.clip),
        state.clip,
        state.stroke,
        state.overprint_stroke,
        state.overprint_mode,
        state.alpha_stroke,
        abs(state.size) * scale(spots.whole),
        spots.line.said,
        font=state.font,
        areas=lines,
        rule=BARS,
        **_laid(state),
    )


def rim(letters: Painted, state: State) -> Painted:
    """The lines around letters that are filled as well."""
    pen = _pen(state)

    def lines() -> Iterator[list[Contour]]:
        for letter in letters.areas() if letters.areas is not None else ():
            yield list(strokes.areas([[*c, c[0]] for c in letter if c], pen))

    return Painted(
        OUTLINE,
        cut(_grown(letters.box, pen.width), state.clip),
        state.clip,
        state.stroke,
        state.overprint_stroke,
        state.overprint_mode,
        state.alpha_stroke,
        pen.width,
        areas=lines,
        rule=BARS,
        **_laid(state),
    )


def picture(image: PdfImage, state: State, resources: Resources) -> Painted:
    """An image, or a stencil through which the fill colour is laid."""
    entries = image.obj
    masking = bool(entry(entries, "/ImageMask", "/IM"))
    unit = boxed(state.matrix, (0.0, 0.0, 1.0, 1.0))
    a, b, c, d, _, _ = state.matrix
    across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    width = whole(entry(entries, "/Width", "/W"))
    height = whole(entry(entries, "/Height", "/H"))
    square = [applied(state.matrix, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
    where = inks.space(entry(entries, "/ColorSpace", "/CS", ""), resources)
    return Painted(
        MASK if masking else IMAGE,
        cut(unit, state.clip),
        state.clip,
        state.fill if masking else Colour(where),
        state.overprint_fill,
        state.overprint_mode,
        state.alpha,
        image=image,
        matrix=state.matrix,
        ppi=round(min(width / across, height / down) * 72) if across and down else 0,
        areas=lambda: iter([[square]]),
        **_laid(state),
    )


def shade(shading: Shading, state: State, matrix: Matrix, region: Outline | None) -> Painted:
    """A shading inside a path, or all over the clip."""
    box = state.clip
    if "/BBox" in shading.entries:
        box = cut(box, boxed(matrix, corners_of(shading.entries["/BBox"])))
    left, top, right, bottom = box
    square: list[Contour] = [[(left, top), (right, top), (right, bottom), (left, bottom)]]
    area = list(region.contours) if region is not None else square
    return Painted(
        SHADING,
        box,
        box,
        Colour(shading.where),
        state.overprint_fill,
        state.overprint_mode,
        state.alpha,
        shading=shading,
        matrix=matrix,
        areas=lambda: iter([area]),
        rule=region.rule if region is not None else LETTERS,
        **_laid(state),
    )


def line(path: list[Contour], state: State) -> Painted:
    """A path that is stroked."""
    pen = _pen(state)
    # A straight line without a cap has no corners beyond itself.
    plain = pen.cap == strokes.BUTT and all(len(contour) <= 2 for contour in path)  # noqa: PLR2004
    looked_at = not plain and _points(path) <= _LOOKED_AT
    bars = list(_inked(path, pen, state.matrix)) if looked_at else None
    left, top, right, bottom = bounds(point for contour in path for point in contour)
    mitered = pen.join == strokes.MITER and not plain and bars is None
    half = pen.width / 2 * (pen.miter if mitered else 1.0)
    box = (left - half, top - half, right + half, bottom + half)
    if bars:
        around = bounds(point for bar in bars for point in bar)
        box = (
            min(box[0], around[0]),
            min(box[1], around[1]),
            max(box[2], around[2]),
            max(box[3], around[3]),
        )

    def areas() -> Iterator[list[Contour]]:
        thick = replace(pen, width=max(pen.width, _THINNEST))
        yield list(_inked(path, thick, state.matrix))

    return Painted(
        STROKE,
        cut(box, state.clip),
        state.clip,
        state.stroke,
        state.overprint_stroke,
        state.overprint_mode,
        state.alpha_stroke,
        pen.width,
        areas=areas,
        rule=BARS,
        **_laid(state),
    )


def area(path: list[Contour], state: State, *, even_odd: bool = False) -> Painted:
    """A path that is filled."""
    box = bounds(point for contour in path for point in contour)
    return Painted(
        FILL,
        cut(box, state.clip),
        state.clip,
        state.fill,
        state.overprint_fill,
        state.overprint_mode,
        state.alpha,
        _narrow(path, box),
        areas=lambda: iter([path]),
        rule=EVEN_ODD if even_odd else WINDING,
        **_laid(state),
    )


def _laid(state: State) -> dict[str, Any]:
    """With what everything is laid down that is painted now."""
    return {
        "within": state.within,
        "mode": state.blend,
        "soft": state.soft,
        "groups": state.groups,
        "layer": state.layer,
    }


def _pen(state: State) -> Pen:
    grown = scale(state.matrix)
    return Pen(
        state.width * grown,
        state.cap,
        state.join,
        state.miter,
        tuple(length * grown for length in state.dashes),
        state.phase * grown,
    )


def _inked(path: list[Contour], pen: Pen, matrix: Matrix) -> Iterator[Contour]:
    """The areas of a stroke, where need be in the space in which its pen is round."""
    a, b, c, d, _, _ = matrix
    across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    upright = abs(a * c + b * d) <= (_EVEN - 1) * across * down
    even = upright and max(across, down) <= _EVEN * min(across, down)
    grown = scale(matrix)
    if even or not grown:
        yield from strokes.areas(path, pen)
        return
    back, forth = inverse(matrix), matrix
    own = [[applied(back, *point) for point in contour] for contour in path]
    shrunk = replace(
        pen,
        width=pen.width / grown,
        dashes=tuple(length / grown for length in pen.dashes),
        phase=pen.phase / grown,
    )
    for bar in strokes.areas(own, shrunk):
        yield [applied(forth, *point) for point in bar]


def _grown(box: Corners, out: float) -> Corners:
    return box[0] - out, box[1] - out, box[2] + out, box[3] + out


def _points(path: list[Contour]) -> int:
    return sum(len(contour) for contour in path)


def corners_of(values: Iterable[PdfObject]) -> Corners:
    """A box of a file, its smaller corner first."""
    x0, y0, x1, y1 = (float(v) for v in values)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _narrow(path: list[Contour], box: Corners) -> float:
    """The narrow side of a shape: of a bar however it is turned, of anything else its box's."""
    across = min(box[2] - box[0], box[3] - box[1])
    if len(path) != 1 or not _CORNERS <= len(path[0]) <= _CORNERS + 1:
        return across
    (x0, y0), (x1, y1), (x2, y2) = path[0][:3]
    sides = ((x1 - x0) ** 2 + (y1 - y0) ** 2, (x2 - x1) ** 2 + (y2 - y1) ** 2)
    narrow: float = min(sides) ** 0.5
    return narrow
