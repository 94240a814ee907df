"""Everything that a page paints, in order, with its place, colour and size on the page as seen.

Text that clips does not clip here.  Judges nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from presslayout.verify.bulk import FORM, OPERATORS, TooMuchError, check_content
from presslayout.verify.glyphs import Shapes, shapes
from presslayout.verify.graphics import CHANGES, State, is_number, next_line, resource
from presslayout.verify.matrix import (
    Corners,
    Matrix,
    Point,
    applied,
    bounds,
    boxed,
    cut,
    floats,
    inverse,
    is_empty,
    times,
)
from presslayout.verify.painted import (
    Painted,
    area,
    corners_of,
    is_upright,
    lettering,
    line,
    picture,
    shade,
)
from presslayout.verify.plates import curve
from presslayout.verify.tounicode import characters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from presslayout.verify.plates import Contour

_DEPTH = 12
# More tiles of a pattern say nothing new.
_TILES = 400
# A tile that shares less with what is painted only touches it, in points.
_TOUCH = 0.001
# As many clipping paths are followed within each other; from there on their boxes have to do.
_CLIPS = 4
_SHADING_PATTERN = 2
# What stands beyond the sheet is noted too: type that the trim cuts reaches out there.
_EVERYWHERE: Corners = (-1e6, -1e6, 1e6, 1e6)


class Fonts:
    """The fonts that were met, by their objects: shapes, and what their codes say."""

    def __init__(
        self, known: dict[Any, Any], tables: Mapping[Any, tuple[int, dict[int, str]]]
    ) -> None:
        self._known: dict[Any, tuple[Shapes, dict[int, str]]] = known
        self._tables = tables

    def of(self, font: Any) -> tuple[Shapes, dict[int, str]]:
        """A font's shapes and characters."""
        key = font.objgen if font.is_indirect else font.unparse()
        if key not in self._known:
            table = self._tables.get(key) or characters(font)
            self._known[key] = (shapes(font), table[1])
        return self._known[key]


def objects(page: Any, seen: Matrix, media: Corners, fonts: Fonts) -> Iterator[Painted]:
    """What a page paints; `seen` turns its space into that of the page as seen, as `media` is.

    Raises TooMuchError where there is no end to it, and what pikepdf raises on damage.
    """
    state = State(seen, _EVERYWHERE)
    yield from _Walk(fonts, media).stream(page, page.get("/Resources"), state, 0)


class _Walk:
    """The path under way, and how much may still be done."""

    def __init__(self, fonts: Fonts, media: Corners) -> None:
        self.fonts = fonts
        self.media = media
        self.path: list[list[Point]] = []
        self.clipping = False
        self.left = OPERATORS
        self.open: set[Any] = set()

    def stream(  # noqa: C901  one line a kind of operator
        self, source: Any, resources: Any, state: State, depth: int
    ) -> Iterator[Painted]:
        import pikepdf

        check_content(source.get("/Contents", []) if depth == 0 else source)
        stack: list[State] = []
        base = state.matrix
        self.left -= FORM
        for instruction in pikepdf.parse_content_stream(source):
            self.left -= 1
            if self.left < 0:
                raise TooMuchError
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                yield picture(instruction.iimage, state)
                continue
            name, operands = str(instruction.operator), list(instruction.operands)
            if name == "q":
                stack.append(state)
            elif name == "Q":
                state = stack.pop() if stack else state
            elif name in CHANGES:
                state = CHANGES[name](state, operands, resources)
            elif name in _PATHS:
                _PATHS[name](self, [float(v) for v in operands], state)
            elif name in _PAINTS:
                yield from self.painted(name, state, base, depth)
                state = self.clipped(state)
            elif name in _TEXTS:
                made, state = self.text(name, operands, state)
                yield from made
            elif name == "Do":
                found = resource(resources, "/XObject", operands[0])
                yield from self.named(found, resources, state, depth)
            elif name == "sh":
                found = resource(resources, "/Shading", operands[0])
                if found is not None:
                    whole = replace(state, clip=cut(state.clip, self.media))
                    yield shade(found, whole, state.matrix, None)

    # -- paths

    def move(self, v: list[float], state: State) -> None:
        self.path.append([applied(state.matrix, v[0], v[1])])

    def line(self, v: list[float], state: State) -> None:
        if self.path:
            self.path[-1].append(applied(state.matrix, v[0], v[1]))

    def curved(self, v: list[float], state: State) -> None:
        if self.path:
            one, two, end = (applied(state.matrix, *v[i : i + 2]) for i in range(0, 6, 2))
            self.path[-1] += curve(self.path[-1][-1], one, two, end)

    def curved_from_here(self, v: list[float], state: State) -> None:
        if self.path:
            here = self.path[-1][-1]
            two, end = applied(state.matrix, *v[:2]), applied(state.matrix, *v[2:])
            self.path[-1] += curve(here, here, two, end)

    def curved_to_there(self, v: list[float], state: State) -> None:
        if self.path:
            one, end = applied(state.matrix, *v[:2]), applied(state.matrix, *v[2:])
            self.path[-1] += curve(self.path[-1][-1], one, end, end)

    def close(self, _v: list[float], _state: State) -> None:
        if self.path and self.path[-1]:
            self.path[-1].append(self.path[-1][0])

    def rectangle(self, v: list[float], state: State) -> None:
        x, y, w, h = v
        spots = ((x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y))
        self.path.append([applied(state.matrix, *spot) for spot in spots])

    def clip(self, _v: list[float], _state: State) -> None:
        self.clipping = True

    def painted(self, name: str, state: State, base: Matrix, depth: int) -> Iterator[Painted]:
        filled, stroked, closed = _PAINTS[name]
        if closed:
            self.close([], state)
        path: list[Contour] = [contour for contour in self.path if contour]
        points = [point for contour in path for point in contour]
        if not points:
            return
        box = bounds(points)
        if filled and len(points) > 2:  # noqa: PLR2004  two points have no area
            yield from self.filled(path, box, state, base, depth)
        if stroked:
            yield line(path, state)

    def filled(
        self, path: list[Contour], box: Corners, state: State, base: Matrix, depth: int
    ) -> Iterator[Painted]:
        pattern, inside = state.fill.pattern, cut(box, state.clip)
        if pattern is not None and int(pattern.get("/PatternType", 0)) == _SHADING_PATTERN:
            matrix = times(floats(pattern["/Matrix"]), base) if "/Matrix" in pattern else base
            yield shade(pattern["/Shading"], replace(state, clip=inside), matrix, path)
            return
        yield area(path, state)
        if pattern is not None and not is_empty(inside):
            yield from self.tiled(pattern, inside, state, base, depth)

    def clipped(self, state: State) -> State:
        """The state behind a painting operator: the path is gone, and may have become a clip."""
        points = [point for contour in self.path for point in contour]
        paths = self.path
        clipping, self.clipping, self.path = self.clipping, False, []
        if not clipping or not points:
            return state
        clipped = replace(state, clip=cut(state.clip, bounds(points)))
        path = tuple(tuple(contour) for contour in paths if contour)
        if is_upright(path) or len(state.within) >= _CLIPS:
            return clipped
        return replace(clipped, within=(*state.within, path))

    def tiled(
        self, pattern: Any, box: Corners, state: State, base: Matrix, depth: int
    ) -> Iterator[Painted]:
        """The tiles inside a box.

        They stand in the space with which the content began, not in that of the place where the
        pattern was set (ISO 32000-1, 8.7.3.1).
        """
        if depth >= _DEPTH or not self.enter(pattern):
            return
        matrix = times(floats(pattern["/Matrix"]), base) if "/Matrix" in pattern else base
        x_step, y_step = abs(float(pattern["/XStep"])), abs(float(pattern["/YStep"]))
        cell = corners_of(pattern["/BBox"])
        needed = boxed(inverse(matrix), box)
        spots = [
            (x * x_step, y * y_step)
            for y in _steps(needed[1] - cell[3], needed[3] - cell[1], y_step)
            for x in _steps(needed[0] - cell[2], needed[2] - cell[0], x_step)
        ]
        within = state.within
        path = tuple(tuple(contour) for contour in self.path if contour)
        if not is_upright(path) and len(within) < _CLIPS:
            within = (*within, path)
        outer, self.path = self.path, []
        colour = replace(state.fill, pattern=None)
        for x, y in spots[:_TILES]:
            placed = times((1, 0, 0, 1, x, y), matrix)
            clip = cut(box, boxed(placed, cell))
            if clip[2] - clip[0] < _TOUCH or clip[3] - clip[1] < _TOUCH:
                continue
            tile = State(placed, clip, within, colour, colour, veil=state.opacity)
            yield from self.stream(pattern, pattern.get("/Resources"), tile, depth + 1)
        self.path = outer
        self.leave(pattern)

    # -- text

    def text(self, name: str, operands: list[Any], state: State) -> tuple[list[Painted], State]:
        if name == '"':
            state = replace(state, word=float(operands[0]), spacing=float(operands[1]))
        if name in ("'", '"'):
            state = next_line(state, [], None)
        parts = list(operands[0]) if name == "TJ" else [operands[-1]]
        if state.font is None:
            return [], state
        face, said = self.fonts.of(state.font)
        em = (state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise)
        at, placed, words = 0.0, [], []
        for part in parts:
            if is_number(part):
                # What is set downwards counts its steps downwards (ISO 32000-1, 9.4.3 and 9.4.4).
                along = -1.0 if face.vertical else state.scale
                at -= float(part) / 1000 * state.size * along
                continue
            for code, cid, is_space in face.codes(bytes(part)):
                placed.append((cid, at))
                words.append(said.get(code, "\ufffd"))
                spacing = state.spacing + (state.word if is_space else 0.0)
                step = face.advance(cid) * state.size
                at += step - spacing if face.vertical else (step + spacing) * state.scale

        def hung(em: Matrix, cid: int) -> Matrix:
            return times((1, 0, 0, 1, *face.origin(cid)), em) if face.vertical else em

        moved = replace(state, text=times(_along(at, face), state.text))
        if not placed:
            return [], moved
        spots = [
            (cid, times(times(hung(em, cid), times(_along(x, face), state.text)), state.matrix))
            for cid, x in placed
        ]
        return [lettering(spots, face, "".join(words), state)], moved

    # -- what is drawn by name

    def named(self, found: Any, resources: Any, state: State, depth: int) -> Iterator[Painted]:
        if found is None:
            return
        if str(found.get("/Subtype")) == "/Image":
            import pikepdf

            yield picture(pikepdf.PdfImage(found), state)
        elif str(found.get("/Subtype")) == "/Form" and depth < _DEPTH and self.enter(found):
            matrix = state.matrix
            if "/Matrix" in found:
                matrix = times(floats(found["/Matrix"]), matrix)
            clip = state.clip
            if "/BBox" in found:
                clip = cut(clip, boxed(matrix, corners_of(found["/BBox"])))
            inner = replace(state, matrix=matrix, clip=clip)
            if "/Group" in found:
                inner = replace(inner, alpha=1.0, veil=state.opacity)
            outer, self.path = self.path, []
            yield from self.stream(found, found.get("/Resources", resources), inner, depth + 1)
            self.path = outer
            self.leave(found)

    def enter(self, form: Any) -> bool:
        """Whether a form or pattern is not being drawn already: none draws itself."""
        if form.objgen in self.open:
            return False
        self.open.add(form.objgen)
        return True

    def leave(self, form: Any) -> None:
        self.open.discard(form.objgen)


def _along(distance: float, face: Shapes) -> Matrix:
    return (1, 0, 0, 1, 0, -distance) if face.vertical else (1, 0, 0, 1, distance, 0)


def _steps(low: float, high: float, step: float) -> range:
    if not step:
        return range(1)
    start = int(low // step) + 1
    return range(start, min(int(high // step) + 1, start + _TILES))


_TEXTS = frozenset({"Tj", "TJ", "'", '"'})
_PATHS: dict[str, Callable[[_Walk, list[float], State], None]] = {
    "m": _Walk.move,
    "l": _Walk.line,
    "c": _Walk.curved,
    "v": _Walk.curved_from_here,
    "y": _Walk.curved_to_there,
    "h": _Walk.close,
    "re": _Walk.rectangle,
    "W": _Walk.clip,
    "W*": _Walk.clip,
}
# Whether each fills, strokes, and closes the path first.
_PAINTS = {
    "n": (False, False, False),
    "S": (False, True, False),
    "s": (False, True, True),
    "f": (True, False, False),
    "F": (True, False, False),
    "f*": (True, False, False),
    "B": (True, True, False),
    "B*": (True, True, False),
    "b": (True, True, True),
    "b*": (True, True, True),
}
