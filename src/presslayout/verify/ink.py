"""How much ink a page takes: its operators drawn plate by plate by a small renderer of our own.

Fills, strokes, letters and pictures are drawn with knock-out and overprint.  Clips are kept as
boxes, shadings are left out, and alpha scales the ink: a reading for preflight, no proof of colour.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from presslayout.verify.colour import families
from presslayout.verify.content import IDENTITY, INVISIBLE, Matrix, times
from presslayout.verify.geometry import corners
from presslayout.verify.glyphs import Shapes, shapes
from presslayout.verify.plates import PROCESS, Plates, curve, mask, outline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from presslayout.verify.plates import Clip, Point

_DEPTH = 12
_THINNEST = 0.25
# Square points of a sheet of 5 m by 5 m, the most that PDF 1.7 knows.
_LARGEST = 14_400 * 14_400


@dataclass(frozen=True, slots=True)
class InkSums:
    """The ink sums of a page in percent: their mean, and that of the heaviest 15 mm2."""

    mean: float
    max: float


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix
    clip: Clip
    fill: dict[str, float]
    stroke: dict[str, float]
    fill_space: tuple[str, tuple[str, ...]] = ("DeviceGray", ())
    stroke_space: tuple[str, tuple[str, ...]] = ("DeviceGray", ())
    overprint: tuple[bool, bool, int] = (False, False, 0)
    alpha: float = 1.0
    width: float = 1.0
    font: Any = None
    size: float = 0.0
    scale: float = 1.0
    spacing: float = 0.0
    word: float = 0.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    line: Matrix = IDENTITY
    text: Matrix = IDENTITY


def ink_sums(page: Any) -> InkSums | None:
    """The ink sums inside the page's trim box; None where the page cannot be drawn."""
    import pikepdf

    try:
        return _drawn(page)
    except (
        pikepdf.PdfError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        return None


def _drawn(page: Any) -> InkSums:
    media = corners(page, "MediaBox") or (0.0, 0.0, 612.0, 792.0)
    width, height = round(media[2] - media[0]), round(media[3] - media[1])
    if width * height > _LARGEST:
        raise ValueError("larger than any press sheet")
    plates = Plates(max(width, 1), max(height, 1))
    # Pixels count downwards from the media box's upper left corner.
    matrix = (1.0, 0.0, 0.0, -1.0, -media[0], media[3])
    black = {"C": 0.0, "M": 0.0, "Y": 0.0, "K": 1.0}
    state = _State(matrix, (0.0, 0.0, float(width), float(height)), black, black)
    _Renderer(plates).stream(page, page.get("/Resources"), state, 0)
    trim = corners(page, "TrimBox") or media
    box = (
        round(trim[0] - media[0]),
        round(media[3] - trim[3]),
        round(trim[2] - media[0]),
        round(media[3] - trim[1]),
    )
    mean, most = plates.sums(box)
    return InkSums(round(mean, 1), round(most, 1))


class _Renderer:
    """The path under way and the shapes of the fonts met so far."""

    def __init__(self, plates: Plates) -> None:
        self.plates = plates
        self.path: list[list[Point]] = []
        self.at: Point = (0.0, 0.0)
        self.clipping = False
        self.fonts: dict[Any, Shapes] = {}

    def stream(self, source: Any, resources: Any, state: _State, depth: int) -> None:
        import pikepdf

        stack: list[_State] = []
        for instruction in pikepdf.parse_content_stream(source):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self.picture(instruction.iimage, state, resources)
                continue
            name, operands = str(instruction.operator), list(instruction.operands)
            if name == "q":
                stack.append(state)
            elif name == "Q":
                state = stack.pop() if stack else state
            elif name == "Do":
                self.do(_resource(resources, "/XObject", operands[0]), resources, state, depth)
            elif name in _STATES:
                state = _STATES[name](state, operands, resources)
            elif name in _PATHS:
                _PATHS[name](self, [float(v) for v in operands], state)
            elif name in _PAINTS:
                state = self.painted(name, state)
            elif name in _TEXTS:
                state = self.text(name, operands, state)

    # -- paths

    def move(self, v: list[float], state: _State) -> None:
        self.path.append([_apply(state.matrix, v[0], v[1])])

    def line(self, v: list[float], state: _State) -> None:
        if self.path:
            self.path[-1].append(_apply(state.matrix, v[0], v[1]))

    def curved(self, v: list[float], state: _State) -> None:
        if self.path:
            points = [_apply(state.matrix, *v[i : i + 2]) for i in range(0, 6, 2)]
            self.path[-1] += curve(self.path[-1][-1], points[0], points[1], points[2])

    def curved_from_here(self, v: list[float], state: _State) -> None:
        if self.path:
            here = self.path[-1][-1]
            one, end = _apply(state.matrix, *v[:2]), _apply(state.matrix, *v[2:])
            self.path[-1] += curve(here, here, one, end)

    def curved_to_there(self, v: list[float], state: _State) -> None:
        if self.path:
            one, end = _apply(state.matrix, *v[:2]), _apply(state.matrix, *v[2:])
            self.path[-1] += curve(self.path[-1][-1], one, end, end)

    def close(self, _v: list[float], _state: _State) -> None:
        if self.path and self.path[-1]:
            self.path[-1].append(self.path[-1][0])

    def rectangle(self, v: list[float], state: _State) -> None:
        x, y, w, h = v
        spots = ((x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y))
        self.path.append([_apply(state.matrix, *spot) for spot in spots])

    def clip(self, _v: list[float], _state: _State) -> None:
        self.clipping = True

    def painted(self, name: str, state: _State) -> _State:
        filled, stroked, closed = _PAINTS[name]
        if closed:
            self.close([], state)
        if filled:
            self.area(self.path, state, state.fill, over=state.overprint[1])
        if stroked:
            width = max(state.width * _size(state.matrix), _THINNEST)
            bars = [bar for contour in self.path for bar in outline(contour, width)]
            for bar in bars:
                self.area([bar], state, state.stroke, over=state.overprint[0])
        if self.clipping:
            points = [point for contour in self.path for point in contour]
            state = replace(state, clip=_cut(state.clip, points))
        self.clipping, self.path = False, []
        return state

    def area(
        self, contours: Iterable[Any], state: _State, inks: dict[str, float], *, over: bool
    ) -> None:
        found = mask(contours, state.clip)
        if found is None or not inks:
            return
        kept = inks
        if over:
            # Overprint mode 1: an ink of nothing leaves what is there (ISO 32000-1, 8.6.7).
            process = all(name in PROCESS for name in inks)
            if state.overprint[2] == 1 or not process:
                kept = {name: value for name, value in inks.items() if value or not process}
        shape, at = found
        if state.alpha < 1:
            shape = shape.point(lambda v: round(v * state.alpha))
        self.plates.paint(shape, at, kept, knockout=not over)

    # -- text

    def text(self, name: str, operands: list[Any], state: _State) -> _State:
        if name == "TJ":
            for value in operands[0]:
                if _is_number(value):
                    back = -float(value) / 1000 * state.size * state.scale
                    state = replace(state, text=times((1, 0, 0, 1, back, 0), state.text))
                else:
                    state = self.shown(bytes(value), state)
            return state
        if name == '"':
            state = replace(state, word=float(operands[0]), spacing=float(operands[1]))
        if name in ("'", '"'):
            state = _next_line(state, [], None)
        return self.shown(bytes(operands[-1]), state)

    def shown(self, data: bytes, state: _State) -> _State:
        if state.font is None:
            return state
        font = self.shapes(state.font)
        codes = (
            [int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data) - 1, 2)]
            if font.wide
            else list(data)
        )
        matrix = state.text
        for code in codes:
            if state.mode != INVISIBLE:
                em = (state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise)
                placed = times(times(em, matrix), state.matrix)
                contours = [[_apply(placed, *p) for p in c] for c in font.contours(code)]
                self.area(contours, state, state.fill, over=state.overprint[1])
            space = state.word if code == ord(" ") and not font.wide else 0.0
            step = (font.advance(code) * state.size + state.spacing + space) * state.scale
            matrix = times((1, 0, 0, 1, step, 0), matrix)
        return replace(state, text=matrix)

    def shapes(self, font: Any) -> Shapes:
        key = font.objgen if font.is_indirect else font.unparse()
        if key not in self.fonts:
            self.fonts[key] = shapes(font)
        return self.fonts[key]

    # -- what is drawn by name

    def do(self, found: Any, resources: Any, state: _State, depth: int) -> None:
        if found is None:
            return
        if str(found.get("/Subtype")) == "/Image":
            import pikepdf

            self.picture(pikepdf.PdfImage(found), state, resources)
        elif str(found.get("/Subtype")) == "/Form" and depth < _DEPTH:
            matrix = state.matrix
            if "/Matrix" in found:
                matrix = times(_floats(found["/Matrix"]), matrix)
            inner = replace(state, matrix=matrix)
            if "/BBox" in found:
                x0, y0, x1, y1 = (float(v) for v in found["/BBox"])
                spots = [_apply(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
                inner = replace(inner, clip=_cut(state.clip, spots))
            self.stream(found, found.get("/Resources", resources), inner, depth + 1)

    def picture(self, image: Any, state: _State, resources: Any) -> None:
        from PIL import Image

        del resources
        entries = image.obj
        stencil = bool(entries.get("/ImageMask", entries.get("/IM", False)))
        spots = [_apply(state.matrix, x, y) for x in (0, 1) for y in (0, 1)]
        if stencil:
            unit = [[spots[0], spots[1], spots[3], spots[2]]]
            self.area(unit, state, state.fill, over=state.overprint[1])
            return
        left, top, right, bottom = _bounds(spots)
        size = (max(round(right) - round(left), 1), max(round(bottom) - round(top), 1))
        try:
            channels = _channels(image)
        except Exception:  # noqa: BLE001  a stranger's picture may be broken in any way
            return
        a, b, c, d, _, _ = state.matrix
        cover = Image.new("L", size, round(255 * state.alpha))
        placed = {}
        for name, channel in channels.items():
            plate = channel
            if abs(b) > abs(a):
                plate = plate.transpose(Image.Transpose.TRANSPOSE)
                a, d = c, b
            if a < 0:
                plate = plate.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
            if d > 0:
                plate = plate.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
            placed[name] = plate.resize(size, Image.Resampling.BOX)
        box = _cut(state.clip, spots)
        cut = (
            max(round(box[0]) - round(left), 0),
            max(round(box[1]) - round(top), 0),
            max(round(box[2]) - round(left), 0),
            max(round(box[3]) - round(top), 0),
        )
        if cut[2] <= cut[0] or cut[3] <= cut[1]:
            return
        at = (round(left) + cut[0], round(top) + cut[1])
        self.plates.lay({n: p.crop(cut) for n, p in placed.items()}, at, cover.crop(cut))


def _channels(image: Any) -> dict[str, Any]:
    """A picture's inks, 255 being full."""
    from PIL import ImageChops

    pixels = image.as_pil_image()
    decode = [float(v) for v in image.obj.get("/Decode", [])]
    flipped = bool(decode) and decode[0] > decode[1]
    if pixels.mode == "CMYK":
        # Pillow turns every CMYK JPEG over, as Photoshop's are.
        jpeg = "/DCTDecode" in str(image.obj.get("/Filter", ""))
        wanted = pixels if flipped == jpeg else ImageChops.invert(pixels)
        return dict(zip(PROCESS, wanted.split(), strict=True))
    if pixels.mode in ("L", "1", "I", "F"):
        grey = pixels.convert("L")
        return {"K": grey if flipped else ImageChops.invert(grey)}
    return dict(zip(PROCESS, pixels.convert("RGB").convert("CMYK").split(), strict=True))


def _inks(space: tuple[str, tuple[str, ...]], values: list[float]) -> dict[str, float]:
    """What a colour lays on the plates."""
    name, spots = space
    if name in ("DeviceCMYK", "ICCBased/4") and len(values) == len(PROCESS):
        return dict(zip(PROCESS, values, strict=True))
    if name in ("Separation", "DeviceN") and spots and len(values) == len(spots):
        if spots == ("All",):
            return dict.fromkeys(PROCESS, values[0])
        names = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}
        pairs = zip(spots, values, strict=True)
        return {names.get(s, s): v for s, v in pairs if s != "None"}
    if len(values) == 1:
        return {"C": 0.0, "M": 0.0, "Y": 0.0, "K": 1 - values[0]}
    if len(values) == 3:  # noqa: PLR2004  red, green, blue
        return dict(zip(PROCESS, (*(1 - v for v in values), 0.0), strict=True))
    return {}


def _space(operand: Any, resources: Any) -> tuple[str, tuple[str, ...]]:
    import pikepdf

    found = families(operand, resources)
    spaces = resources.get("/ColorSpace") if resources is not None else None
    if isinstance(operand, pikepdf.Name) and isinstance(spaces, pikepdf.Dictionary):
        operand = spaces.get(str(operand), operand)
    if found[:1] == ("Separation",):
        return "Separation", (str(operand[1]).removeprefix("/"),)
    if found[:1] == ("DeviceN",):
        return "DeviceN", tuple(str(n).removeprefix("/") for n in operand[1])
    return (found[0] if found else "unknown"), ()


def _coloured(which: str, space: str) -> Callable[..., _State]:
    def change(state: _State, operands: list[Any], _resources: Any) -> _State:
        kind = (space, ())
        inks = _inks(kind, [float(v) for v in operands])
        return replace(state, **{which: inks, f"{which}_space": kind})  # type: ignore[arg-type]

    return change


def _spaced(which: str) -> Callable[..., _State]:
    def change(state: _State, operands: list[Any], resources: Any) -> _State:
        kind = _space(operands[0], resources)
        count = len(kind[1]) or 4
        first = _inks(kind, [1.0] * count if kind[1] else [0.0, 0.0, 0.0, 1.0])
        return replace(state, **{which: first, f"{which}_space": kind})  # type: ignore[arg-type]

    return change


def _component(which: str) -> Callable[..., _State]:
    def change(state: _State, operands: list[Any], _resources: Any) -> _State:
        values = [float(v) for v in operands if _is_number(v)]
        return replace(state, **{which: _inks(getattr(state, f"{which}_space"), values)})  # type: ignore[arg-type]

    return change


def _external(state: _State, operands: list[Any], resources: Any) -> _State:
    found = _resource(resources, "/ExtGState", operands[0])
    if found is None:
        return state
    stroke, fill, mode = state.overprint
    if "/OP" in found:
        stroke = bool(found["/OP"])
        fill = bool(found["/op"]) if "/op" in found else stroke
    elif "/op" in found:
        fill = bool(found["/op"])
    return replace(
        state,
        overprint=(stroke, fill, int(found.get("/OPM", mode))),
        alpha=float(found.get("/ca", state.alpha)),
        width=float(found.get("/LW", state.width)),
    )


def _next_line(state: _State, _operands: list[Any], _resources: Any) -> _State:
    line = times((1, 0, 0, 1, 0, -state.leading), state.line)
    return replace(state, line=line, text=line)


def _moved(state: _State, operands: list[Any], _resources: Any) -> _State:
    x, y = (float(v) for v in operands)
    line = times((1, 0, 0, 1, x, y), state.line)
    return replace(state, line=line, text=line)


def _moved_and_led(state: _State, operands: list[Any], resources: Any) -> _State:
    return _moved(replace(state, leading=-float(operands[1])), operands, resources)


def _set(name: str, scale: float = 1.0) -> Callable[..., _State]:
    def change(state: _State, operands: list[Any], _resources: Any) -> _State:
        return replace(state, **{name: float(operands[0]) * scale})  # type: ignore[arg-type]

    return change


def _face(state: _State, operands: list[Any], resources: Any) -> _State:
    return replace(state, font=_resource(resources, "/Font", operands[0]), size=float(operands[1]))


_STATES: dict[str, Callable[..., _State]] = {
    "cm": lambda s, o, _: replace(s, matrix=times(_floats(o), s.matrix)),
    "w": _set("width"),
    "gs": _external,
    "g": _coloured("fill", "DeviceGray"),
    "G": _coloured("stroke", "DeviceGray"),
    "rg": _coloured("fill", "DeviceRGB"),
    "RG": _coloured("stroke", "DeviceRGB"),
    "k": _coloured("fill", "DeviceCMYK"),
    "K": _coloured("stroke", "DeviceCMYK"),
    "cs": _spaced("fill"),
    "CS": _spaced("stroke"),
    "sc": _component("fill"),
    "scn": _component("fill"),
    "SC": _component("stroke"),
    "SCN": _component("stroke"),
    "BT": lambda s, _o, _r: replace(s, line=IDENTITY, text=IDENTITY),
    "Tf": _face,
    "Tz": _set("scale", 0.01),
    "Tc": _set("spacing"),
    "Tw": _set("word"),
    "TL": _set("leading"),
    "Ts": _set("rise"),
    "Tr": lambda s, o, _: replace(s, mode=int(o[0])),
    "Td": _moved,
    "TD": _moved_and_led,
    "T*": _next_line,
    "Tm": lambda s, o, _: replace(s, line=_floats(o), text=_floats(o)),
}
_TEXTS = frozenset({"Tj", "TJ", "'", '"'})
_PATHS: dict[str, Callable[[_Renderer, list[float], _State], None]] = {
    "m": _Renderer.move,
    "l": _Renderer.line,
    "c": _Renderer.curved,
    "v": _Renderer.curved_from_here,
    "y": _Renderer.curved_to_there,
    "h": _Renderer.close,
    "re": _Renderer.rectangle,
    "W": _Renderer.clip,
    "W*": _Renderer.clip,
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


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _floats(operands: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(v) for v in operands)
    return a, b, c, d, e, f


def _size(matrix: Matrix) -> float:
    a, b, c, d, _, _ = matrix
    size: float = abs(a * d - b * c) ** 0.5
    return size


def _bounds(points: Iterable[Point]) -> Clip:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _cut(clip: Clip, points: list[Point]) -> Clip:
    if not points:
        return clip
    left, top, right, bottom = _bounds(points)
    return max(clip[0], left), max(clip[1], top), min(clip[2], right), min(clip[3], bottom)


def _is_number(value: Any) -> bool:
    from decimal import Decimal

    return isinstance(value, (int, float, Decimal))


def _resource(resources: Any, kind: str, name: Any) -> Any:
    import pikepdf

    entries = resources.get(kind) if resources is not None else None
    return entries.get(str(name)) if isinstance(entries, pikepdf.Dictionary) else None
