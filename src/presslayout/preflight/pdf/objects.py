"""Everything that a page paints, in order, with its place, colour and size on the page as seen.

Judges nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Dictionary, Name

from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.blending import NORMAL
from presslayout.preflight.pdf.bulk import (
    ENDLESS,
    FONT,
    FORM,
    OPERATOR,
    OPERATORS,
    TooMuchError,
    check_content,
    damage,
    spend,
)
from presslayout.preflight.pdf.contours import EVEN_ODD, LETTERS, WINDING, Region, is_upright
from presslayout.preflight.pdf.drawn import area, corners_of, lettering, line, picture, rim, shade
from presslayout.preflight.pdf.glyphs import Shapes, shapes
from presslayout.preflight.pdf.graphics import CHANGES, State, is_number, next_line, resource
from presslayout.preflight.pdf.layers import Layers, Shown
from presslayout.preflight.pdf.masking import softened
from presslayout.preflight.pdf.matrix import (
    Corners,
    Matrix,
    applied,
    bounds,
    cut,
    floats,
    is_empty,
    times,
)
from presslayout.preflight.pdf.painted import Group, Painted
from presslayout.preflight.pdf.paths import PATHS, Path
from presslayout.preflight.pdf.shadings import Shading
from presslayout.preflight.pdf.tiling import cells
from presslayout.preflight.pdf.tounicode import characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.contours import Contour
    from presslayout.preflight.pdf.functions import Function

_DEPTH = 12
# Of letters whose font says nothing of it, in ems.
_WIDTH = 0.5
# More tiles of a pattern are one cell that stands many times.
_TILES = 60
# What it takes (see bulk.Meter): a code of a text, a point or a curve of a path, a picture.
_CODE, _POINT, _PICTURE = 2_000, 4_000, 60_000
# As many clipping paths are followed within each other; from there on their boxes have to do.
_CLIPS = 12
# Text that is filled and outlined, and text that clips (ISO 32000-1, table 106).
_RIMMED = frozenset({2, 6})
_CLIPPING = 4
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
            spend(FONT)
            # What is broken costs one text; afterwards its letters are blocks that say nothing.
            self._known[key] = (Shapes({}, _WIDTH, lambda: None), {})
            table = self._tables.get(key) or characters(font)
            self._known[key] = (shapes(font), table[1])
        return self._known[key]


def objects(
    page: Any,
    seen: Matrix,
    media: Corners,
    known: tuple[Fonts, Layers],
    meter: Meter,
    odd: Counter[str],
) -> Iterator[Painted]:
    """What a page paints; `seen` turns its space into that of the page as seen, as `media` is.

    `known` are the fonts and the layers of the file; `odd` counts the operators that made no
    sense.  Raises TooMuchError where there is no end to it, and what pikepdf raises on damage.
    """
    state = State(seen, _EVERYWHERE)
    walk = _Walk(*known, media, meter)
    walk.odd = odd
    yield from walk.stream(page, page.get("/Resources"), state, 0)


class _Walk:
    """The path under way, and how much may still be done."""

    def __init__(self, fonts: Fonts, layers: Layers, media: Corners, meter: Meter) -> None:
        self.fonts = fonts
        self.meter = meter
        self.layers = layers
        self.media = media
        self.path = Path()
        # Letters that will clip.
        self.letters: list[Contour] = []
        # Shared with those who paint soft masks.
        self.left = [OPERATORS]
        self.open: set[Any] = set()
        # The operators that made no sense.
        self.odd: Counter[str] = Counter()
        self.shadings: dict[Any, Shading] = {}
        self.functions: dict[Any, Function] = {}

    def stream(  # noqa: C901, PLR0912  one branch a kind of operator
        self, source: Any, resources: Any, state: State, depth: int
    ) -> Iterator[Painted]:
        stack: list[State] = []
        marks: list[Shown] = []
        base, faults = state.matrix, damage()
        for instruction in self.instructions(source, depth):
            name = "BI"
            try:
                if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                    self.meter.spend(_PICTURE)
                    yield picture(instruction.iimage, state, resources)
                    continue
                name, operands = texts.operator(instruction), list(instruction.operands)
                if name == "q":
                    stack.append(state)
                elif name == "Q":
                    # A mark may end behind the state in which it began.
                    state = replace(stack.pop(), layer=state.layer) if stack else state
                elif name in CHANGES:
                    state = CHANGES[name](state, operands, resources)
                    if name == "gs":
                        state = self.masked(state, operands, resources, depth)
                elif name in PATHS:
                    self.meter.spend(_POINT)
                    self.path.extend(name, [float(v) for v in operands], state.matrix)
                elif name in _PAINTS:
                    yield from self.painted(name, state, base, depth)
                    state = self.clipped(state)
                elif name in _TEXTS:
                    made, state = self.text(name, operands, state)
                    for one in made:
                        yield from self.lettered(one, state, base, depth)
                elif name in _MARKS:
                    state = self.marked(name, operands, resources, state, marks)
                elif name == "ET":
                    state = self.clipped_by_letters(state)
                elif name == "Do":
                    found = resource(resources, "/XObject", operands[0])
                    yield from self.named(found, resources, state, depth)
                elif name == "sh":
                    found = resource(resources, "/Shading", operands[0])
                    if found is not None:
                        whole = replace(state, clip=cut(state.clip, self.media))
                        yield shade(self.shading(found, resources), whole, state.matrix, None)
            except ENDLESS:
                raise
            except faults:
                # Whatever is wrong with one operator costs that one alone.
                self.odd[name] += 1
                if name in _PAINTS:
                    self.path = Path()

    def instructions(self, source: Any, depth: int) -> list[Any]:
        """What a stream asks for; TooMuchError where that is more than is left to be done."""
        check_content(source.get("/Contents", []) if depth == 0 else source)
        found = pikepdf.parse_content_stream(source)
        self.left[0] -= len(found) + FORM
        self.meter.spend((len(found) + FORM) * OPERATOR)
        if self.left[0] < 0:
            raise TooMuchError
        return found

    # -- paths

    def painted(self, name: str, state: State, base: Matrix, depth: int) -> Iterator[Painted]:
        filled, stroked, closed = _PAINTS[name]
        if closed:
            self.path.close()
        path = self.path.drawn()
        points = [point for contour in path for point in contour]
        if not points:
            return
        if filled and len(points) > 2:  # noqa: PLR2004  two points have no area
            rule = EVEN_ODD if name.endswith("*") else WINDING
            yield area(path, state, even_odd=rule == EVEN_ODD)
            yield from self.patterned(Region(tuple(path), rule), state, base, depth)
        if stroked:
            yield line(path, state)

    def patterned(
        self, region: Region, state: State, base: Matrix, depth: int
    ) -> Iterator[Painted]:
        """What a pattern lays in an area."""
        pattern = state.fill.pattern
        if pattern is None:
            return
        points = [point for contour in region.contours for point in contour]
        if not points:
            return
        inside = cut(bounds(points), state.clip)
        matrix = times(floats(pattern["/Matrix"]), base) if "/Matrix" in pattern else base
        if int(pattern.get("/PatternType", 0)) != _SHADING_PATTERN:
            if not is_empty(inside):
                yield from self.tiled(pattern, matrix, region, replace(state, clip=inside), depth)
            return
        within = replace(state, clip=inside)
        if "/ExtGState" in pattern:
            within = CHANGES["gs"](
                within, [Name.Z], Dictionary(ExtGState=Dictionary(Z=pattern["/ExtGState"]))
            )
        yield shade(self.shading(pattern["/Shading"], None), within, matrix, region)

    def shading(self, entries: Any, resources: Any) -> Shading:
        """A shading, the same as often as it is met with the same resources."""
        # Only a space that has a name of its own hangs on the resources.
        named = isinstance(entries.get("/ColorSpace"), pikepdf.Name) and resources is not None
        key = _key(entries), _key(resources) if named else None
        if key not in self.shadings:
            self.shadings[key] = Shading(entries, resources, self.meter, self.functions)
        return self.shadings[key]

    def clipped(self, state: State) -> State:
        """The state behind a painting operator: the path is gone, and may have become a clip."""
        path, self.path = self.path, Path()
        return _held(state, path.contours, path.clipping) if path.clipping else state

    def clipped_by_letters(self, state: State) -> State:
        """The state behind a text in which letters clip."""
        letters, self.letters = self.letters, []
        return _held(state, letters, LETTERS) if letters else state

    def masked(self, state: State, operands: list[Any], resources: Any, depth: int) -> State:
        """The state with the soft mask that an external state sets, or takes away."""
        found = resource(resources, "/ExtGState", operands[0])
        mask = found.get("/SMask") if found is not None else None
        if mask is None:
            return state
        if not isinstance(mask, pikepdf.Dictionary) or depth >= _DEPTH:
            return replace(state, soft=None)
        form = mask["/G"]
        if form.objgen in self.open:
            return state
        apart = _Walk(self.fonts, self.layers, self.media, self.meter)
        apart.shadings, apart.functions = self.shadings, self.functions
        apart.left, apart.open, apart.odd = self.left, set(self.open), self.odd
        bare = State(state.matrix, self.media)

        def painted() -> Iterator[Painted]:
            return apart.named(form, resources, bare, depth + 1)

        return replace(state, soft=softened(mask, painted, self.meter))

    def tiled(
        self, pattern: Any, matrix: Matrix, region: Region, state: State, depth: int
    ) -> Iterator[Painted]:
        """The tiles inside a region.

        They stand in the space with which the content began, not in that of the place where the
        pattern was set (ISO 32000-1, 8.7.3.1).
        """
        if depth >= _DEPTH or not self.enter(pattern):
            return
        outer, self.path = self.path, Path()
        try:
            yield from self.tiles(pattern, matrix, region, state, depth)
        finally:
            self.path = outer
            self.leave(pattern)

    def tiles(
        self, pattern: Any, matrix: Matrix, region: Region, state: State, depth: int
    ) -> Iterator[Painted]:
        """One tile after the other, or one for all of them."""
        found = cells(pattern, matrix, state.clip)
        within = state.within
        if not is_upright(region.contours) and len(within) < _CLIPS:
            within = (*within, region)
        colour = replace(state.fill, pattern=None)
        own = State(matrix, state.clip, within, colour, colour, groups=state.groups)
        group = Group(state.clip, state.alpha, state.blend, state.soft)
        places = list(found.places()) if len(found) <= _TILES else [found.middle()]
        if len(found) > _TILES:
            group = replace(group, clip=places[0][1], tiles=found.tiles(within))
            own = replace(own, within=())
        if not group.is_plain:
            own = replace(own, groups=(*state.groups, group))
        for placed, clip in places:
            tile = replace(own, matrix=placed, clip=clip)
            yield from self.stream(pattern, pattern.get("/Resources"), tile, depth + 1)

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
        at, placed, words = 0.0, [], []
        for part in parts:
            if is_number(part):
                # What is set downwards counts its steps downwards (ISO 32000-1, 9.4.3 and 9.4.4).
                along = -1.0 if face.vertical else state.scale
                at -= float(part) / 1000 * state.size * along
                continue
            data = bytes(part)
            self.meter.spend(len(data) * _CODE)
            for code, cid, is_space in face.codes(data):
                placed.append((cid, at))
                words.append(said.get(code, "\ufffd"))
                spacing = state.spacing + (state.word if is_space else 0.0)
                step = face.advance(cid) * state.size
                at += step - spacing if face.vertical else (step + spacing) * state.scale

        moved = replace(state, text=times(_along(at, face), state.text))
        if not placed:
            return [], moved
        return [lettering(_spots(placed, face, state), face, "".join(words), state)], moved

    def lettered(
        self, letters: Painted, state: State, base: Matrix, depth: int
    ) -> Iterator[Painted]:
        """Text with its rim and its pattern; what clips is kept for the end of the text."""
        yield letters
        if state.mode in _RIMMED:
            yield rim(letters, state)
        wanted = state.mode >= _CLIPPING or state.fill.pattern is not None
        if not wanted or letters.areas is None:
            return
        contours = [contour for letter in letters.areas() for contour in letter]
        if state.mode >= _CLIPPING:
            self.letters += contours
        if letters.visible:
            yield from self.patterned(Region(tuple(contours), LETTERS), state, base, depth)

    # -- what is drawn by name, or on a layer

    def marked(
        self, name: str, operands: list[Any], resources: Any, state: State, marks: list[Shown]
    ) -> State:
        """The state behind the beginning or the end of marked content."""
        if name == "EMC":
            return replace(state, layer=marks.pop()) if marks else state
        marks.append(state.layer)
        if name == "BMC" or texts.of(operands[0]) != "/OC" or not self.layers.known:
            return state
        return self.layered(state, resource(resources, "/Properties", operands[1]))

    def layered(self, state: State, content: Any) -> State:
        """The state of what belongs to a layer, beside those that it stands on."""
        if content is None:
            return state
        own = self.layers.of(content)
        both = Shown(state.layer.screen and own.screen, state.layer.prints and own.prints)
        return replace(state, layer=both)

    def named(self, found: Any, resources: Any, state: State, depth: int) -> Iterator[Painted]:
        if found is None:
            return
        if "/OC" in found:
            state = self.layered(state, found["/OC"])
        if texts.of(found.get("/Subtype")) == "/Image":
            self.meter.spend(_PICTURE)
            yield picture(pikepdf.PdfImage(found), state, resources)
        elif texts.of(found.get("/Subtype")) == "/Form" and depth < _DEPTH and self.enter(found):
            matrix = state.matrix
            if "/Matrix" in found:
                matrix = times(floats(found["/Matrix"]), matrix)
            inner = replace(state, matrix=matrix)
            if "/BBox" in found:
                x0, y0, x1, y1 = corners_of(found["/BBox"])
                corners = [applied(matrix, *p) for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
                inner = _held(inner, [corners], WINDING)
            if "/Group" in found:
                inner = _grouped(found["/Group"], inner)
            outer, self.path = self.path, Path()
            try:
                yield from self.stream(found, found.get("/Resources", resources), inner, depth + 1)
            finally:
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


def _key(value: Any) -> Any:
    """By what an object is known: its number, or all of it where it has none."""
    return value.objgen if value.is_indirect else value.unparse()


def _held(state: State, paths: Sequence[Contour], rule: str) -> State:
    """A state in which paths clip."""
    path = tuple(tuple(contour) for contour in paths if contour)
    if not path:
        return state
    around = bounds(point for contour in path for point in contour)
    clipped = replace(state, clip=cut(state.clip, around))
    if is_upright(path) or len(state.within) >= _CLIPS:
        return clipped
    return replace(clipped, within=(*state.within, Region(path, rule)))


def _grouped(entries: Any, state: State) -> State:
    """The state in which a transparency group begins (ISO 32000-1, 11.6.6)."""
    if texts.of(entries.get("/S", "")) != "/Transparency":
        return state
    group = Group(
        state.clip,
        state.alpha,
        state.blend,
        state.soft,
        isolated=bool(entries.get("/I", False)),
        knockout=bool(entries.get("/K", False)),
    )
    groups = state.groups if group.is_plain else (*state.groups, group)
    return replace(state, alpha=1.0, alpha_stroke=1.0, blend=NORMAL, soft=None, groups=groups)


def _spots(placed: list[tuple[int, float]], face: Shapes, state: State) -> list[tuple[int, Matrix]]:
    """Characters at distances along their line, each with what brings its em to the page.

    Beside where it lies, that is the same for all of them.
    """
    a, b, c, d, e, f = times(state.text, state.matrix)
    wide, high, rise = state.size * state.scale, state.size, state.rise
    shape = (wide * a, wide * b, high * c, high * d)
    spots: list[tuple[int, Matrix]] = []
    for cid, along in placed:
        x, y = along, rise
        if face.vertical:
            hung = face.origin(cid)
            x, y = hung[0] * wide, hung[1] * high + rise - along
        spots.append((cid, (*shape, x * a + y * c + e, x * b + y * d + f)))
    return spots


def _along(distance: float, face: Shapes) -> Matrix:
    return (1, 0, 0, 1, 0, -distance) if face.vertical else (1, 0, 0, 1, distance, 0)


_MARKS = frozenset({"BMC", "BDC", "EMC"})
_TEXTS = frozenset({"Tj", "TJ", "'", '"'})
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
