"""Everything that a page paints, in order, with its place, colour and size on the page as seen.

Judges nothing.  Tiles of a pattern are gone through where they are painted, as often as they are,
and soft masks when somebody first asks what they paint; all else once, along with `content`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Dictionary, Name

from presslayout.base.values import Same, replace
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import (
    FORM,
    OPERATOR,
    OPERATORS,
    TooMuchError,
)
from presslayout.preflight.pdf.drawn import area, line, picture, rim, shade
from presslayout.preflight.pdf.functions import KnownFunctions
from presslayout.preflight.pdf.graphics import CHANGES, MOVES, Caret, State
from presslayout.preflight.pdf.graphics import settings as read_settings
from presslayout.preflight.pdf.layers import Layers, Visibility
from presslayout.preflight.pdf.masking import softened
from presslayout.preflight.pdf.matrix import (
    Corners,
    Matrix,
    bounds,
    cut,
    floats,
    is_empty,
    times,
)
from presslayout.preflight.pdf.nesting import CLIPS, begun, held
from presslayout.preflight.pdf.painted import Group, Painted
from presslayout.preflight.pdf.paths import PATHS, Path
from presslayout.preflight.pdf.pdfobject import key
from presslayout.preflight.pdf.regions import EVEN_ODD, LETTERS, WINDING, Outline, is_upright
from presslayout.preflight.pdf.samples import unopened
from presslayout.preflight.pdf.shadings import Shading
from presslayout.preflight.pdf.strings import Fonts, shown
from presslayout.preflight.pdf.tiling import cells
from presslayout.preflight.pdf.walk import DEPTH, alone, resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.pdfobject import Key, Operands, PdfImage, PdfObject, Resources
    from presslayout.preflight.pdf.regions import Contour

# More tiles of a pattern are one cell that stands many times.
_TILES = 60
# What it takes (see bulk.Meter): a point or a curve of a path, a picture.
_POINT, _PICTURE = 4_000, 60_000
# Text that is filled and outlined, and text that clips (ISO 32000-1, table 106).
_RIMMED = frozenset({2, 6})
_CLIPPING = 4
_SHADING_PATTERN = 2
# What stands beyond the sheet is noted too: type that the trim cuts reaches out there.
_EVERYWHERE: Corners = (-1e6, -1e6, 1e6, 1e6)


@dataclass(slots=True)
class _Frame:
    """What is put aside while a stream within another is drawn."""

    state: State
    caret: Caret
    base: Matrix
    stack: list[tuple[State, Matrix, Matrix]]
    marks: list[Visibility]
    path: Path


class Follower:
    """Whoever follows what a page paints, and lays it `out` in its order."""

    def __init__(
        self,
        out: Callable[[Painted], None],
        seen: Matrix,
        media: Corners,
        known: tuple[Fonts, Layers],
        meter: Meter,
    ) -> None:
        """`seen` turns the page's space into that of the page as seen, as `media` is.

        `known` are the fonts and the layers of the file.
        """
        self.out = out
        self.known = known
        self.fonts, self.layers = known
        self.meter: Meter = meter
        self.media = media
        self.state = State(seen, _EVERYWHERE)
        self.caret = Caret()
        # The space with which the stream began.
        self.base = seen
        # States that wait for their Q, and where text stood in each.
        self.stack: list[tuple[State, Matrix, Matrix]] = []
        self.marks: list[Visibility] = []
        self.path = Path()
        # Letters that will clip.
        self.letters: list[Contour] = []
        # Shared with those who paint soft masks.
        self.left = [OPERATORS]
        self.open: set[tuple[int, int]] = set()
        # The operators that made no sense.
        self.odd: Counter[str] = Counter()
        self.frames: list[_Frame] = []
        # What external states set, by their names in resources.
        self.externals: dict[tuple[Same, bytes], dict[str, Any]] = {}
        self.shadings: dict[tuple[Key, Key | None], Shading] = {}
        self.functions = KnownFunctions()

    # -- as a listener

    def afford(self, operators: int) -> None:
        """Pay for operators; each draws on what the page and the file may take."""
        self.left[0] -= operators + FORM
        self.meter.spend((operators + FORM) * OPERATOR)
        if self.left[0] < 0:
            raise TooMuchError

    def begin(self, resources: Resources) -> None:
        """The space in which the stream's patterns stand."""
        del resources
        self.base = self.state.matrix

    def operator(self, name: str, operands: Operands, resources: Resources, depth: int) -> None:
        """What an operator sets or paints."""
        move = MOVES.get(name)
        if move is not None:
            self.state = move(self.caret, self.state, operands)
        elif name in _TEXTS:
            self.text(name, operands, depth)
        elif name == "gs":
            self.state = self.external(operands, resources, depth)
        elif name in CHANGES:
            self.state = CHANGES[name](self.state, operands, resources)
        elif name in PATHS:
            self.meter.spend(_POINT)
            self.path.extend(name, [float(v) for v in operands], self.state.matrix)
        elif name in _PAINTS:
            self.painted(name, depth)
            self.state = self.clipped()
        elif name in _MARKS:
            self.state = self.marked(name, operands, resources)
        else:
            self.rest(name, operands, resources)

    def rest(self, name: str, operands: Operands, resources: Resources) -> None:
        """The operators that have no table."""
        if name == "q":
            self.stack.append((self.state, self.caret.line, self.caret.text))
        elif name == "Q":
            # A mark may end behind the state in which it began.
            if self.stack:
                layer = self.state.layer
                self.state, self.caret.line, self.caret.text = self.stack.pop()
                if layer != self.state.layer:
                    self.state = replace(self.state, layer=layer)
        elif name == "ET":
            self.state = self.clipped_by_letters()
        elif name == "sh":
            self.shaded(resource(resources, "/Shading", operands[0]), resources)

    def failed(self, name: str) -> None:
        """The path of a painting operator is gone, painted or not."""
        if name in _PAINTS:
            self.path = Path()

    def inline(self, image: PdfImage, resources: Resources) -> None:
        """A picture within the content."""
        self.meter.spend(_PICTURE)
        self.out(picture(image, self.state, resources))

    def place(
        self, named: tuple[PdfObject, PdfObject | None], resources: Resources, depth: int
    ) -> bool:
        """A picture that is drawn by its name, or the state in which a form is."""
        found, state = named[1], self.state
        if found is None:
            return False
        if "/OC" in found:
            state = self.layered(state, found["/OC"])
        if texts.of(found.get("/Subtype")) == "/Image":
            self.meter.spend(_PICTURE)
            self.out(picture(unopened(found), state, resources))
        elif texts.of(found.get("/Subtype")) == "/Form" and depth < DEPTH:
            return found.objgen not in self.open and self.enter(found, begun(found, state))
        return False

    def leave(self, form: PdfObject) -> None:
        """Back to where the form was drawn."""
        self.open.discard(form.objgen)
        frame = self.frames.pop()
        self.state, self.caret = frame.state, frame.caret
        self.base, self.path = frame.base, frame.path
        self.stack, self.marks = frame.stack, frame.marks

    def end(self, resources: Resources) -> None:
        """Nothing that a stream leaves open reaches beyond it."""

    def enter(self, form: PdfObject, state: State) -> bool:
        """Go into a form or pattern; not where it is being drawn: none draws itself."""
        if form.objgen in self.open:
            return False
        self.open.add(form.objgen)
        put = _Frame(self.state, self.caret, self.base, self.stack, self.marks, self.path)
        self.frames.append(put)
        self.state, self.stack, self.marks, self.path = state, [], [], Path()
        self.caret = replace(self.caret)
        return True

    # -- paths

    def painted(self, name: str, depth: int) -> None:
        """What a painting operator makes of the path."""
        filled, stroked, closed = _PAINTS[name]
        if closed:
            self.path.close()
        path = self.path.drawn()
        points = [point for contour in path for point in contour]
        if not points:
            return
        if filled and len(points) > 2:  # noqa: PLR2004  two points have no area
            rule = EVEN_ODD if name.endswith("*") else WINDING
            self.out(area(path, self.state, even_odd=rule == EVEN_ODD))
            self.patterned(Outline(tuple(path), rule), depth)
        if stroked:
            self.out(line(path, self.state))

    def patterned(self, region: Outline, depth: int) -> None:
        """What a pattern lays in an area."""
        state, pattern = self.state, self.state.fill.pattern
        if pattern is None:
            return
        points = [point for contour in region.contours for point in contour]
        if not points:
            return
        inside = cut(bounds(points), state.clip)
        matrix = self.base
        if "/Matrix" in pattern:
            matrix = times(floats(pattern["/Matrix"]), matrix)
        within = replace(state, clip=inside)
        if int(pattern.get("/PatternType", 0)) != _SHADING_PATTERN:
            if not is_empty(inside):
                self.tiled(pattern, matrix, region, within, depth)
            return
        if "/ExtGState" in pattern:
            within = CHANGES["gs"](
                within, [Name.Z], Dictionary(ExtGState=Dictionary(Z=pattern["/ExtGState"]))
            )
        self.out(shade(self.shading(pattern["/Shading"], None), within, matrix, region))

    def shaded(self, entries: PdfObject | None, resources: Resources) -> None:
        """A shading all over the clip."""
        if entries is not None:
            whole = replace(self.state, clip=cut(self.state.clip, self.media))
            self.out(shade(self.shading(entries, resources), whole, whole.matrix, None))

    def shading(self, entries: PdfObject, resources: Resources) -> Shading:
        """A shading, the same as often as it is met with the same resources."""
        # Only a space that has a name of its own hangs on the resources.
        named = isinstance(entries.get("/ColorSpace"), pikepdf.Name)
        found = key(entries), key(resources) if named and resources is not None else None
        if found not in self.shadings:
            self.shadings[found] = Shading(entries, resources, self.meter, self.functions)
        return self.shadings[found]

    def clipped(self) -> State:
        """The state behind a painting operator: the path is gone, and may have become a clip."""
        path, self.path = self.path, Path()
        return held(self.state, path.contours, path.clipping) if path.clipping else self.state

    def clipped_by_letters(self) -> State:
        """The state behind a text in which letters clip."""
        letters, self.letters = self.letters, []
        return held(self.state, letters, LETTERS) if letters else self.state

    def external(self, operands: Operands, resources: Resources, depth: int) -> State:
        """The state behind an external one: a page sets its two or three again and again."""
        named = isinstance(operands[0], Name)
        key = Same(resources), bytes(operands[0]) if named else b""
        settings = self.externals.get(key)
        if settings is not None:
            return replace(self.state, **settings)
        found = resource(resources, "/ExtGState", operands[0])
        if found is None:
            return self.state
        settings = read_settings(found)
        if named and "/SMask" not in found:
            self.externals[key] = settings
            return replace(self.state, **settings)
        self.state = replace(self.state, **settings)
        return self.masked(operands, resources, depth)

    def masked(self, operands: Operands, resources: Resources, depth: int) -> State:
        """The state with the soft mask that an external state sets, or takes away."""
        state, found = self.state, resource(resources, "/ExtGState", operands[0])
        mask = found.get("/SMask") if found is not None else None
        if mask is None:
            return state
        if not isinstance(mask, pikepdf.Dictionary) or depth >= DEPTH:
            return replace(state, soft=None)
        form = mask["/G"]
        if form.objgen in self.open:
            return state
        left, within = self.left, set(self.open)

        def painted() -> list[Painted]:
            found: list[Painted] = []
            apart = Follower(found.append, state.matrix, self.media, self.known, self.meter)
            apart.shadings, apart.functions = self.shadings, self.functions
            apart.left, apart.open, apart.odd = left, within, self.odd
            apart.state = State(state.matrix, self.media)
            if apart.place((form, form), resources, depth + 1):
                apart.inside(form, resources, depth + 2)
            return found

        # What its group draws hangs on where it stands and on what is being drawn.
        given = None if "/Resources" in form or resources is None else key(resources)
        which = (key(mask), state.matrix, depth, frozenset(within), given)
        return replace(state, soft=softened(mask, painted, self.meter, which))

    def inside(self, form: PdfObject, resources: Resources, depth: int) -> None:
        """A form that was entered, or the cell of a pattern, from its beginning to its end."""
        try:
            alone(self, form, form.get("/Resources", resources), depth)
        finally:
            self.leave(form)

    def tiled(
        self, pattern: PdfObject, matrix: Matrix, region: Outline, state: State, depth: int
    ) -> None:
        """The tiles inside a region, one after the other, or one for all of them.

        They stand in the space with which the content began, not in that of the place where the
        pattern was set (ISO 32000-1, 8.7.3.1).
        """
        if depth >= DEPTH or pattern.objgen in self.open:
            return
        found = cells(pattern, matrix, state.clip)
        within = state.within
        if not is_upright(region.contours) and len(within) < CLIPS:
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
            if self.enter(pattern, replace(own, matrix=placed, clip=clip)):
                self.caret = Caret()
                self.inside(pattern, None, depth + 1)

    # -- text

    def text(self, name: str, operands: Operands, depth: int) -> None:
        """Text, and where the next one stands."""
        known = self.fonts, self.meter
        made, self.state = shown(name, operands, self.state, self.caret, known)
        if made is not None:
            self.lettered(made, depth)

    def lettered(self, letters: Painted, depth: int) -> None:
        """Text with its rim and its pattern; what clips is kept for the end of the text."""
        state = self.state
        self.out(letters)
        if state.mode in _RIMMED:
            self.out(rim(letters, state))
        wanted = state.mode >= _CLIPPING or state.fill.pattern is not None
        if not wanted or letters.areas is None:
            return
        contours = [contour for letter in letters.areas() for contour in letter]
        if state.mode >= _CLIPPING:
            self.letters += contours
        if letters.visible:
            self.patterned(Outline(tuple(contours), LETTERS), depth)

    # -- what stands on a layer

    def marked(self, name: str, operands: Operands, resources: Resources) -> State:
        """The state behind the beginning or the end of marked content."""
        state = self.state
        if name == "EMC":
            return replace(state, layer=self.marks.pop()) if self.marks else state
        self.marks.append(state.layer)
        if name == "BMC" or texts.of(operands[0]) != "/OC" or not self.layers.known:
            return state
        return self.layered(state, resource(resources, "/Properties", operands[1]))

    def layered(self, state: State, content: PdfObject | None) -> State:
        """The state of what belongs to a layer, beside those that it stands on."""
        if content is None:
            return state
        own = self.layers.of(content)
        both = Visibility(state.layer.screen and own.screen, state.layer.prints and own.prints)
        return replace(state, layer=both)


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
