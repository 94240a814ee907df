"""The graphics state: what operators that paint nothing set for those that do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, SupportsFloat

from presslayout.base.values import frozen
from presslayout.preflight.pdf import inks
from presslayout.preflight.pdf.blending import NORMAL, mode_of
from presslayout.preflight.pdf.inks import BLACK, Colour, Space
from presslayout.preflight.pdf.layers import ALWAYS, Visibility
from presslayout.preflight.pdf.matrix import IDENTITY, Corners, Matrix, floats, times
from presslayout.preflight.pdf.walk import resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.preflight.pdf.painted import Group, Soft
    from presslayout.preflight.pdf.pdfobject import Operands, PdfObject, Resources
    from presslayout.preflight.pdf.regions import Outline

    Change = Callable[["State", Operands, Resources], "State"]
    Move = Callable[["Caret", "State", Operands], "State"]

# PostScript has eleven dashes at most; of more than this a line is told by those that come first.
_DASHES = 64
_NUMBERS = (int, float, Decimal)
_DEVICE = {
    "g": ("fill", "DeviceGray"),
    "G": ("stroke", "DeviceGray"),
    "rg": ("fill", "DeviceRGB"),
    "RG": ("stroke", "DeviceRGB"),
    "k": ("fill", "DeviceCMYK"),
    "K": ("stroke", "DeviceCMYK"),
}


@frozen
class State:
    """The state between two operators.

    `clip` is the box around what is not clipped away, `within` the clipping paths that are no
    upright rectangles, whose box says too little.  `groups` are those that we are in, from the
    outermost; `soft` is the mask for what is painted now.
    """

    matrix: Matrix
    clip: Corners
    within: tuple[Outline, ...] = ()
    fill: Colour = BLACK
    stroke: Colour = BLACK
    overprint_stroke: bool = False
    overprint_fill: bool = False
    overprint_mode: int = 0
    alpha: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = NORMAL
    soft: Soft | None = None
    groups: tuple[Group, ...] = ()
    layer: Visibility = ALWAYS
    width: float = 1.0
    cap: int = 0
    join: int = 0
    miter: float = 10.0
    dashes: tuple[float, ...] = ()
    phase: float = 0.0
    font: PdfObject | None = None
    size: float = 0.0
    scale: float = 1.0
    spacing: float = 0.0
    word: float = 0.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(slots=True)
class Caret:
    """Where text stands: at the start of its line, and where the next letter comes (9.4.1).

    It moves with nearly every operator of a text, and nothing else of the state does.
    """

    line: Matrix = IDENTITY
    text: Matrix = IDENTITY


def is_number(value: object) -> bool:
    """Whether an operand is a number."""
    return isinstance(value, _NUMBERS) and not isinstance(value, bool)


def next_line(caret: Caret, state: State) -> Matrix:
    """The start of the next line."""
    return times((1, 0, 0, 1, 0, -state.leading), caret.line)


def _new_line(caret: Caret, state: State, _operands: Operands) -> State:
    caret.line = caret.text = next_line(caret, state)
    return state


def _moved(caret: Caret, state: State, operands: Operands) -> State:
    x, y = operands
    caret.line = caret.text = times((1, 0, 0, 1, float(x), float(y)), caret.line)
    return state


def _moved_and_led(caret: Caret, state: State, operands: Operands) -> State:
    led = replace(state, leading=-float(operands[1]))
    return _moved(caret, led, operands)


def _text_matrix(caret: Caret, state: State, operands: Operands) -> State:
    caret.line = caret.text = floats(operands)
    return state


def _begin_text(caret: Caret, state: State, _operands: Operands) -> State:
    caret.line = caret.text = IDENTITY
    return state


def _number(name: str, scale: float = 1.0) -> Change:
    def change(state: State, operands: Operands, _resources: Resources) -> State:
        return replace(state, **{name: float(operands[0]) * scale})  # type: ignore[arg-type]

    return change


def _device(which: str, family: str) -> Change:
    where = Space((family,))

    def change(state: State, operands: Operands, _resources: Resources) -> State:
        found = _colour(where, tuple([float(v) for v in operands]))
        return replace(state, **{which: found})  # type: ignore[arg-type]

    return change


@lru_cache(maxsize=1024)
def _colour(where: Space, values: tuple[float, ...]) -> Colour:
    """A colour of a device: a paper has few, and what was reckoned of one holds for all of them."""
    return inks.colour(where, values)


def _space(which: str) -> Change:
    def change(state: State, operands: Operands, resources: Resources) -> State:
        found = inks.first(inks.space(operands[0], resources))
        return replace(state, **{which: found})  # type: ignore[arg-type]

    return change


def _components(which: str) -> Change:
    def change(state: State, operands: Operands, resources: Resources) -> State:
        import pikepdf

        where = getattr(state, which).space
        values = [float(v) for v in operands if is_number(v)]
        names = [v for v in operands if isinstance(v, pikepdf.Name)]
        pattern = resource(resources, "/Pattern", names[-1]) if names else None
        found = inks.colour(where, values, pattern)
        return replace(state, **{which: found})  # type: ignore[arg-type]

    return change


def _external(state: State, operands: Operands, resources: Resources) -> State:
    found = resource(resources, "/ExtGState", operands[0])
    if found is None:
        return state
    stroke, fill = state.overprint_stroke, state.overprint_fill
    if "/OP" in found:
        stroke = bool(found["/OP"])
        # op follows OP where it is absent (ISO 32000-1, table 58).
        fill = bool(found["/op"]) if "/op" in found else stroke
    elif "/op" in found:
        fill = bool(found["/op"])
    font, size = state.font, state.size
    if "/Font" in found:
        font, size = found["/Font"][0], float(found["/Font"][1])
    if "/D" in found:
        state = _dashed(state, list(found["/D"]), resources)
    return replace(
        state,
        overprint_stroke=stroke,
        overprint_fill=fill,
        overprint_mode=int(found.get("/OPM", state.overprint_mode)),
        alpha=_share(found.get("/ca", state.alpha)),
        alpha_stroke=_share(found.get("/CA", state.alpha_stroke)),
        blend=mode_of(found["/BM"]) if "/BM" in found else state.blend,
        width=float(found.get("/LW", state.width)),
        cap=int(found.get("/LC", state.cap)),
        join=int(found.get("/LJ", state.join)),
        miter=float(found.get("/ML", state.miter)),
        font=font,
        size=size,
    )


def _share(value: SupportsFloat) -> float:
    return min(max(float(value), 0.0), 1.0)


def _dashed(state: State, operands: Operands, _resources: Resources) -> State:
    lengths = tuple(max(float(v), 0.0) for v in list(operands[0])[:_DASHES])
    return replace(state, dashes=lengths, phase=max(float(operands[1]), 0.0))


def _whole(name: str) -> Change:
    def change(state: State, operands: Operands, _resources: Resources) -> State:
        return replace(state, **{name: int(operands[0])})  # type: ignore[arg-type]

    return change


def _face(state: State, operands: Operands, resources: Resources) -> State:
    return replace(state, font=resource(resources, "/Font", operands[0]), size=float(operands[1]))


def _concatenated(state: State, operands: Operands, _resources: Resources) -> State:
    return replace(state, matrix=times(floats(operands), state.matrix))


def _mode(state: State, operands: Operands, _resources: Resources) -> State:
    return replace(state, mode=int(operands[0]))


CHANGES: dict[str, Change] = {
    **{operator: _device(which, family) for operator, (which, family) in _DEVICE.items()},
    "cm": _concatenated,
    "w": _number("width"),
    "J": _whole("cap"),
    "j": _whole("join"),
    "M": _number("miter"),
    "d": _dashed,
    "gs": _external,
    "cs": _space("fill"),
    "CS": _space("stroke"),
    "sc": _components("fill"),
    "scn": _components("fill"),
    "SC": _components("stroke"),
    "SCN": _components("stroke"),
    "Tf": _face,
    "Tz": _number("scale", 0.01),
    "Tc": _number("spacing"),
    "Tw": _number("word"),
    "TL": _number("leading"),
    "Ts": _number("rise"),
    "Tr": _mode,
}
# Those that say where text stands.
MOVES: dict[str, Move] = {
    "BT": _begin_text,
    "Td": _moved,
    "TD": _moved_and_led,
    "T*": _new_line,
    "Tm": _text_matrix,
}
