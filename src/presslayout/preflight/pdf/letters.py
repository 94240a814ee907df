"""The letters of a text as masks: those that lie apart from each other are drawn at once.

HarfBuzz adds up how often outlines go round a spot, so letters that overlap, which may be turned
against each other, are drawn one after the other.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Any, Protocol

from presslayout.preflight.pdf.regions import fineness, trimmed
from presslayout.preflight.pdf.typecase import set_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PIL.Image import Image

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.glyphs import Shapes
    from presslayout.preflight.pdf.matrix import Corners, Matrix
    from presslayout.preflight.pdf.regions import Contour
    from presslayout.preflight.pdf.typecase import Size, Sort

    # A letter as it is set, where its origin lies in pixels, and the box around it there.
    Spot = tuple[Sort, float, float, Corners]

# Pixels of a mask, for each pixel of its letters' boxes, past which it is mostly empty; and so
# many more.
_SPARSE, _SPARE = 4, 4_096
# So much work (see bulk.Meter) is done before it is counted.
_OWED = 10_000_000


class Letters(Protocol):
    """The characters of a text in their places, each with what brings its em to the page."""

    @property
    def face(self) -> Shapes:
        """Their face."""
        ...

    def __iter__(self) -> Iterator[tuple[int, Matrix]]: ...


def areas(spots: Iterable[tuple[int, Matrix]], face: Shapes) -> Iterator[list[Contour]]:
    """The contours of each character in its place."""
    for code, (a, b, c, d, e, f) in spots:
        yield [
            [(a * x + c * y + e, b * x + d * y + f) for x, y in contour]
            for contour in face.contours(code)
        ]


def placed(
    letters: Letters, origin: tuple[float, float], fine: float, work: Meter
) -> tuple[list[Spot], list[tuple[int, Matrix]]]:
    """The letters in pixels as HarfBuzz draws them, and those that it cannot draw."""
    left, top = origin
    found: list[Spot] = []
    rest: list[tuple[int, Matrix]] = []
    face, owed = letters.face, 0
    before: Size | None = None
    known: dict[int, Sort] = {}
    for spot in letters:
        code, (a, b, c, d, e, f) = spot
        size = (a, b, c, d, fine)
        if size != before:
            before, known = size, face.sorts.of(size)
        sort = known.get(code)
        if sort is None:
            sort = known[code] = set_in(face.letter(code), size)
        owed += sort.work
        if owed > _OWED:
            work.spend(owed)
            owed = 0
        if sort.letter is None:
            rest.append(spot)
            continue
        x, y, box = (e - left) * fine, (f - top) * fine, sort.box
        found.append((sort, x, y, (box[0] + x, box[1] + y, box[2] + x, box[3] + y)))
    work.spend(owed)
    return found, rest


def masks(
    spots: Sequence[Spot], clip: Corners, work: Meter, *, sharp: bool = True
) -> Iterator[tuple[Image, tuple[int, int]]]:
    """What letters cover inside a clip, and where each mask's upper left corner stands.

    The clip cuts through pixels, unless it is not `sharp`: then it only says which are wanted.
    """
    if not sharp:
        clip = floor(clip[0]), floor(clip[1]), ceil(clip[2]), ceil(clip[3])
    for run, box in _runs(spots, clip):
        left, top = floor(max(box[0], clip[0])), floor(max(box[1], clip[1]))
        right, bottom = ceil(min(box[2], clip[2])), ceil(min(box[3], clip[3]))
        if right <= left or bottom <= top:
            continue
        size = (right - left, bottom - top)
        edges = fineness((max(size[0] * size[1] // len(run), 1), 1)) ** 2
        work.spend(size[0] * size[1] * edges)
        made = _drawn(run, (left, top), size)
        yield trimmed(made, (left, top), box, clip), (left, top)


def _runs(spots: Sequence[Spot], clip: Corners) -> Iterator[tuple[list[Spot], Corners]]:
    """Letters that lie apart and near each other, and the box around them."""
    run: list[Spot] = []
    left = top = right = bottom = own = 0.0
    for spot in spots:
        x0, y0, x1, y1 = spot[3]
        if x1 <= clip[0] or y1 <= clip[1] or x0 >= clip[2] or y0 >= clip[3]:
            continue
        area = (x1 - x0) * (y1 - y0)
        if run:
            apart = x0 >= right or x1 <= left or y0 >= bottom or y1 <= top
            wide, high = max(x1, right) - min(x0, left), max(y1, bottom) - min(y0, top)
            if apart and wide * high <= _SPARSE * (own + area) + _SPARE:
                run.append(spot)
                left, top, right, bottom = (
                    min(x0, left),
                    min(y0, top),
                    max(x1, right),
                    max(y1, bottom),
                )
                own += area
                continue
            yield run, (left, top, right, bottom)
        run, own = [spot], area
        left, top, right, bottom = x0, y0, x1, y1
    if run:
        yield run, (left, top, right, bottom)


def _drawn(run: Sequence[Spot], at: tuple[int, int], size: tuple[int, int]) -> Image:
    """The letters of one run in a window of the plates."""
    import uharfbuzz
    from PIL import Image

    raster: Any = uharfbuzz.RasterDraw()
    left, top = at
    for sort, x, y, _ in run:
        assert sort.letter is not None
        raster.transform = (*sort.shape, x - left, y - top)
        raster.draw_glyph(sort.letter.font, sort.letter.number)
    raster.extents = uharfbuzz.RasterExtents(
        x_origin=0, y_origin=0, width=size[0], height=size[1], stride=0
    )
    made = raster.render()
    if made is None:
        raise MemoryError
    return Image.frombuffer("L", size, made.buffer, "raw", "L", made.extents.stride, 1)
