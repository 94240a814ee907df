"""A page's operators read by an interpreter of our own: its words, colours, fonts and pictures.

Shares nothing with the painter.  Judges nothing: checks read what it noted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from presslayout.verify.colour import families, icc
from presslayout.verify.tounicode import characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
INVISIBLE = 3
_NUMBERS = (int, float, Decimal)
_DEPTH = 12


class Shown(NamedTuple):
    """Text that a string operator showed, what it stands for, and in which colour.

    `size` is in points on the page; `overprint` the state for fills.
    """

    text: str
    space: str
    colour: tuple[float, ...]
    overprint: bool
    size: float
    visible: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """An image where it is drawn, or a path's paint: families of colour and the matrix."""

    families: tuple[str, ...]
    matrix: Matrix
    image: Any = None


@dataclass(frozen=True, slots=True)
class Line:
    """A stroked path: width in points on the page and its colour."""

    space: str
    colour: tuple[float, ...]
    width: float


@dataclass(slots=True)
class FontUse:
    """A font and the codes that were shown with it, each as the character of its number."""

    font: Any
    codes: set[str] = field(default_factory=set)
    visible: bool = False

    @property
    def numbers(self) -> list[int]:
        """The codes as numbers."""
        return sorted(map(ord, self.codes))


@dataclass(slots=True)
class Reading:
    """All that was noted of one page."""

    shown: list[Shown] = field(default_factory=list)
    fonts: dict[Any, FontUse] = field(default_factory=dict)
    spaces: dict[tuple[str, ...], str] = field(default_factory=dict)
    profiles: list[Any] = field(default_factory=list)
    images: list[Drawn] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    states: list[Any] = field(default_factory=list)
    forms: list[Any] = field(default_factory=list)
    intents: set[str] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)
    deepest: int = 0


@dataclass(slots=True)
class _State:
    matrix: Matrix = IDENTITY
    fill: tuple[str, tuple[float, ...]] = ("DeviceGray", (0.0,))
    stroke: tuple[str, tuple[float, ...]] = ("DeviceGray", (0.0,))
    font: Any = None
    size: float = 0.0
    scale: float = 1.0
    mode: int = 0
    width: float = 1.0
    overprint: tuple[bool, bool, int] = (False, False, 0)
    text: Matrix = IDENTITY
    # The size of type on the page and the font's key, None until somebody asks after a change.
    shown: float | None = None
    key: Any = None

    def copy(self) -> _State:
        return _State(
            self.matrix,
            self.fill,
            self.stroke,
            self.font,
            self.size,
            self.scale,
            self.mode,
            self.width,
            self.overprint,
            self.text,
            self.shown,
            self.key,
        )

    @property
    def type_size(self) -> float:
        """The size of type on the page, in points."""
        if self.shown is None:
            self.shown = abs(self.size) * _scale(times(self.text, self.matrix))
        return self.shown


Tables = dict[Any, tuple[int, dict[int, str]]]


def read(page: pikepdf.Page, tables: Tables) -> Reading:
    """Everything that the page's content stream and the forms in it do.

    `tables` keeps what the codes of fonts say from one page to the next.
    """
    reading = Reading()
    _Reader(reading, tables).stream(page, page.get("/Resources"), _State(), 0)
    return reading


class _Silent(dict[int, str]):
    """What codes say; a code that says nothing shows as U+FFFD."""

    def __missing__(self, code: int) -> str:
        return "\ufffd"


class _Reader:
    """The stacks of one page."""

    def __init__(self, reading: Reading, tables: Tables) -> None:
        self.reading = reading
        self.tables = tables
        self.marked: list[bool] = []
        self.replaced = 0

    def stream(self, source: Any, resources: Any, state: _State, depth: int) -> None:
        import pikepdf

        stack: list[_State] = []
        marks = len(self.marked)
        operators = self.reading.operators
        handlers = _HANDLERS
        for instruction in pikepdf.parse_content_stream(source):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self.inline(instruction, resources, state)
                continue
            name = str(instruction.operator)
            operators.add(name)
            if name == "q":
                stack.append(state.copy())
                self.reading.deepest = max(self.reading.deepest, len(stack) + depth)
            elif name == "Q":
                if stack:
                    state = stack.pop()
            elif name == "Do":
                self.do(list(instruction.operands), resources, state, depth)
            else:
                handler = handlers.get(name)
                if handler is not None:
                    handler(self, list(instruction.operands), resources, state)
        while len(self.marked) > marks:
            self.end_marked([], resources, state)

    # -- state

    def matrix(self, operands: list[Any], _resources: Any, state: _State) -> None:
        state.matrix = times(_matrix(operands), state.matrix)
        state.shown = None

    def line_width(self, operands: list[Any], _resources: Any, state: _State) -> None:
        state.width = float(operands[0])

    def external(self, operands: list[Any], resources: Any, state: _State) -> None:
        found = _resource(resources, "/ExtGState", operands[0])
        if found is None:
            return
        self.reading.states.append(found)
        stroke, fill, mode = state.overprint
        if "/OP" in found:
            stroke = bool(found["/OP"])
            # op follows OP where it is absent (ISO 32000-1, table 58).
            fill = bool(found["/op"]) if "/op" in found else stroke
        elif "/op" in found:
            fill = bool(found["/op"])
        state.overprint = (stroke, fill, int(found.get("/OPM", mode)))
        if "/Font" in found:
            state.font, state.size = found["/Font"][0], float(found["/Font"][1])
            state.shown = state.key = None
        if "/LW" in found:
            state.width = float(found["/LW"])

    def intent(self, operands: list[Any], _resources: Any, _state: _State) -> None:
        self.reading.intents.add(str(operands[0]))

    # -- colour

    def device(self, space: str, which: str, operands: list[Any], state: _State) -> None:
        setattr(state, which, (space, tuple([float(v) for v in operands])))
        self.reading.spaces.setdefault((space,), "")

    def space(self, which: str, operands: list[Any], resources: Any, state: _State) -> None:
        found = families(operands[0], resources)
        self.reading.spaces.setdefault(found, "")
        profile = icc(operands[0], resources)
        if profile is not None:
            self.reading.profiles.append(profile)
        # A space begins at black or at full tint (ISO 32000-1, 8.6.8).
        setattr(state, which, (found[0], ()))

    def components(self, which: str, operands: list[Any], resources: Any, state: _State) -> None:
        import pikepdf

        current = getattr(state, which)
        values = [v for v in operands if not isinstance(v, pikepdf.Name)]
        setattr(state, which, (current[0], tuple(float(v) for v in values)))
        for value in operands:
            if isinstance(value, pikepdf.Name):
                self.pattern(_resource(resources, "/Pattern", value), state)

    def pattern(self, pattern: Any, state: _State) -> None:
        if pattern is None:
            return
        if int(pattern.get("/PatternType", 0)) == 2:  # noqa: PLR2004  a shading pattern
            self.shading_space(pattern.get("/Shading"), None)
            if "/ExtGState" in pattern:
                self.reading.states.append(pattern["/ExtGState"])
            return
        self.form(pattern, state, 1)

    def shading(self, operands: list[Any], resources: Any, _state: _State) -> None:
        self.shading_space(_resource(resources, "/Shading", operands[0]), resources)

    def shading_space(self, shading: Any, resources: Any) -> None:
        if shading is not None and "/ColorSpace" in shading:
            found = families(shading["/ColorSpace"], resources)
            self.reading.spaces.setdefault(found, "")
            profile = icc(shading["/ColorSpace"], resources)
            if profile is not None:
                self.reading.profiles.append(profile)

    # -- paths

    def stroked(self, _operands: list[Any], _resources: Any, state: _State) -> None:
        space, colour = state.stroke
        self.reading.lines.append(Line(space, colour, state.width * _scale(state.matrix)))

    # -- text

    def begin_text(self, _operands: list[Any], _resources: Any, state: _State) -> None:
        state.text, state.shown = IDENTITY, None

    def font(self, operands: list[Any], resources: Any, state: _State) -> None:
        state.font, state.key = _resource(resources, "/Font", operands[0]), None
        state.size, state.shown = float(operands[1]), None

    def scale(self, operands: list[Any], _resources: Any, state: _State) -> None:
        state.scale = float(operands[0]) / 100

    def mode(self, operands: list[Any], _resources: Any, state: _State) -> None:
        state.mode = int(operands[0])

    def text_matrix(self, operands: list[Any], _resources: Any, state: _State) -> None:
        state.text, state.shown = _matrix(operands), None

    def string(self, operands: list[Any], _resources: Any, state: _State) -> None:
        self.show(bytes(operands[-1]), state)

    def strings(self, operands: list[Any], _resources: Any, state: _State) -> None:
        self.show(b"".join([bytes(v) for v in operands[0] if not isinstance(v, _NUMBERS)]), state)

    def show(self, data: bytes, state: _State) -> None:
        if state.font is None or not data:
            return
        key = state.key
        if key is None:
            key = state.font.objgen if state.font.is_indirect else state.font.unparse()
            state.key = key
        use = self.reading.fonts.get(key)
        if use is None:
            use = self.reading.fonts[key] = FontUse(state.font)
        width, table = self.table(key, state.font)
        # A code as the character of its number: what says its text is then a translation.
        codes = data.decode("latin-1") if width == 1 else _pairs(data)
        use.codes.update(codes)
        visible = state.mode != INVISIBLE
        use.visible = use.visible or visible
        if self.replaced:
            return
        space, colour = state.fill
        _, fill, mode = state.overprint
        on = fill and (mode == 1 or space != "DeviceCMYK")
        said = codes.translate(table)
        self.reading.shown.append(Shown(said, space, colour, on, state.type_size, visible))

    def table(self, key: Any, font: Any) -> tuple[int, dict[int, str]]:
        known = self.tables.get(key)
        if known is None:
            width, said = characters(font)
            known = self.tables[key] = (width, _Silent(said))
            if str(font.get("/Subtype")) == "/Type3":
                for process in font.get("/CharProcs", {}).values():
                    self.stream(process, font.get("/Resources"), _State(), 1)
        return known

    # -- marked content

    def begin_marked(self, operands: list[Any], resources: Any, state: _State) -> None:
        import pikepdf

        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = _resource(resources, "/Properties", properties)
        said = None
        if isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties:
            said = str(properties["/ActualText"])
        self.marked.append(said is not None)
        if said is None:
            return
        if not self.replaced:
            space, colour = state.fill
            on = state.overprint[1]
            self.reading.shown.append(Shown(said, space, colour, on, state.type_size, visible=True))
        self.replaced += 1

    def end_marked(self, _operands: list[Any], _resources: Any, _state: _State) -> None:
        if self.marked and self.marked.pop():
            self.replaced -= 1

    # -- what is drawn by name

    def do(self, operands: list[Any], resources: Any, state: _State, depth: int) -> None:
        found = _resource(resources, "/XObject", operands[0])
        if found is None:
            return
        if str(found.get("/Subtype")) == "/Image":
            self.image(found, resources, state.matrix)
        elif str(found.get("/Subtype")) == "/Form" and depth < _DEPTH:
            self.form(found, state, depth + 1)

    def form(self, form: Any, state: _State, depth: int) -> None:
        self.reading.forms.append(form)
        inner = state.copy()
        if "/Matrix" in form:
            inner.matrix = times(_matrix(form["/Matrix"]), state.matrix)
            inner.shown = None
        if depth <= _DEPTH:
            self.stream(form, form.get("/Resources"), inner, depth)

    def image(self, image: Any, resources: Any, matrix: Matrix) -> None:
        found: tuple[str, ...] = ("mask",)
        if not image.get("/ImageMask", False) and "/ColorSpace" in image:
            found = families(image["/ColorSpace"], resources)
            self.reading.spaces.setdefault(found, "image")
            profile = icc(image["/ColorSpace"], resources)
            if profile is not None:
                self.reading.profiles.append(profile)
        if "/Intent" in image:
            self.reading.intents.add(str(image["/Intent"]))
        self.reading.images.append(Drawn(found, matrix, image))

    def inline(self, instruction: Any, resources: Any, state: _State) -> None:
        image = instruction.iimage
        entries = image.obj
        found: tuple[str, ...] = ("mask",)
        space = entries.get("/ColorSpace", entries.get("/CS"))
        if space is not None and not entries.get("/ImageMask", entries.get("/IM", False)):
            found = families(space, resources)
            self.reading.spaces.setdefault(found, "image")
        self.reading.images.append(Drawn(found, state.matrix, entries))


def times(first: Matrix, second: Matrix) -> Matrix:
    """`first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def words(reading: Reading) -> Iterator[Shown]:
    """What was shown and says something."""
    return (shown for shown in reading.shown if shown.text)


def _pairs(data: bytes) -> str:
    """Codes of two bytes, each as one character, surrogates' numbers too."""
    text = data[: len(data) // 2 * 2].decode("utf-16-be", "surrogatepass")
    if len(text) * 2 == len(data):
        return text
    # Two codes in a row looked like a pair of surrogates, or a byte is left over.
    return "".join(
        chr(int.from_bytes(data[at : at + 2], "big")) for at in range(0, len(data) - 1, 2)
    )


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(v) for v in operands)
    return (a, b, c, d, e, f)


def _scale(matrix: Matrix) -> float:
    a, b, c, d, _, _ = matrix
    determinant: float = abs(a * d - b * c) ** 0.5
    return determinant


def _resource(resources: Any, kind: str, name: Any) -> Any:
    import pikepdf

    if resources is None:
        return None
    entries = resources.get(kind)
    return entries.get(str(name)) if isinstance(entries, pikepdf.Dictionary) else None


def _device(space: str, which: str) -> _Handler:
    def handler(reader: _Reader, operands: list[Any], _resources: Any, state: _State) -> None:
        reader.device(space, which, operands, state)

    return handler


def _space(which: str) -> _Handler:
    def handler(reader: _Reader, operands: list[Any], resources: Any, state: _State) -> None:
        reader.space(which, operands, resources, state)

    return handler


def _components(which: str) -> _Handler:
    def handler(reader: _Reader, operands: list[Any], resources: Any, state: _State) -> None:
        reader.components(which, operands, resources, state)

    return handler


_Handler = Callable[[_Reader, list[Any], Any, _State], None]

_HANDLERS: dict[str, _Handler] = {
    "cm": _Reader.matrix,
    "w": _Reader.line_width,
    "gs": _Reader.external,
    "ri": _Reader.intent,
    "g": _device("DeviceGray", "fill"),
    "G": _device("DeviceGray", "stroke"),
    "rg": _device("DeviceRGB", "fill"),
    "RG": _device("DeviceRGB", "stroke"),
    "k": _device("DeviceCMYK", "fill"),
    "K": _device("DeviceCMYK", "stroke"),
    "cs": _space("fill"),
    "CS": _space("stroke"),
    "sc": _components("fill"),
    "scn": _components("fill"),
    "SC": _components("stroke"),
    "SCN": _components("stroke"),
    "sh": _Reader.shading,
    **dict.fromkeys(("S", "s", "B", "B*", "b", "b*"), _Reader.stroked),
    "BT": _Reader.begin_text,
    "Tf": _Reader.font,
    "Tz": _Reader.scale,
    "Tr": _Reader.mode,
    "Tm": _Reader.text_matrix,
    "Tj": _Reader.string,
    "'": _Reader.string,
    '"': _Reader.string,
    "TJ": _Reader.strings,
    "BMC": _Reader.begin_marked,
    "BDC": _Reader.begin_marked,
    "EMC": _Reader.end_marked,
}
