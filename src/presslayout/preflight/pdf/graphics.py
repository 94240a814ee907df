"""The graphics state: what operators that paint nothing set for those that do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, SupportsFloat

from presslayout.base.values import frozen, replace
from presslayout.preflight.pdf import inks
from presslayout.preflight.pdf.blending import NORMAL, mode_of
from presslayout.preflight.pdf.inks import BLACK, Colour, Space
from presslayout.preflight.pdf.layers import ALWAYS, Visibility
from presslayout.preflight.pdf.matrix import IDENTITY, Corners, Matrix, floats, times
from presslayout.preflight.pdf.walk import resource

if TYPE_CHECKING:
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
        return replace(state, **{name: float(operands[0]) * scale})

    return change


def _device(which: str, family: str) -> Change:
    where = Space((family,))

    def change(state: State, operands: Operands, _resources: Resources) -> State:
        found = _colour(where, tuple([float(v) for v in operands]))
        return replace(state, **{which: found})

    return change


@lru_cache(maxsize=1024)
def _colour(where: Space, values: tuple[float, ...]) -> Colour:
    """A colour of a device: a paper has few, and what was reckoned of one holds for all of them."""
    return inks.colour(where, values)


def _space(which: str) -> Change:
    def change(state: State, operands: Operands, resources: Resources) -> State:
        found = inks.first(inks.space(operands[0], resources))
        return replace(state, **{which: found})

    return change


def _components(which: str) -> Change:
    def change(state: State, operands: Operands, resources: Resources) -> State:
        import pikepdf

        where = getattr(state, which).space
        values = [float(v) for v in operands if is_number(v)]
        names = [v for v in operands if isinstance(v, pikepdf.Name)]
        pattern = resource(resources, "/Pattern", names[-1]) if names else None
        found = inks.colour(where, values, pattern)
        return replace(state, **{which: found})

    return change


def _external(state: State, operands: Operands, resources: Resources) -> State:
    found = resource(resources, "/ExtGState", operands[0])
    return state if found is None else replace(state, **settings(found))


def settings(found: PdfObject) -> dict[str, Any]:
    """What an external state sets, by the fields of a state."""
    changes: dict[str, Any] = {}
    if "/OP" in found:
        changes["overprint_stroke"] = stroke = bool(found["/OP"])
        # op follows OP where it is absent (ISO 32000-1, table 58).
        changes["overprint_fill"] = stroke
    if "/op" in found:
        changes["overprint_fill"] = bool(found["/op"])
    if "/Font" in found:
        changes["font"], changes["size"] = found["/Font"][0], float(found["/Font"][1])
    if "/D" in found:
        changes |= _dashes(list(found["/D"]))
    for key, (name, read) in _EXTERNAL.items():
        if key in found:
            changes[name] = read(found[key])
    return changes


def _share(value: SupportsFloat) -> float:
    return min(max(float(value), 0.0), 1.0)


def _dashed(state: State, operands: Operands, _resources: Resources) -> State:
    return replace(state, **_dashes(operands))


def _dashes(operands: Operands) -> dict[str, Any]:
    lengths = tuple(max(float(v), 0.0) for v in list(operands[0])[:_DASHES])
    return {"dashes": lengths, "phase": max(float(operands[1]), 0.0)}


_EXTERNAL: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "/OPM": ("overprint_mode", int),
    "/ca": ("alpha", _share),
    "/CA": ("alpha_stroke", _share),
    "/BM": ("blend", mode_of),
    "/LW": ("width", float),
    "/LC": ("cap", int),
    "/LJ": ("join", int),
    "/ML": ("miter", float),
}


def _whole(name: str) -> Change:
    def change(state: State, operands: Operands, _resources: Resources) -> State:
        return replace(state, **{name: int(operands[0])})

    return change


def _face(state: State, operands: Operands, resources: Resources) -> State:
    font = resource(resources, "/Font", operands[0])
    return replace(state, font=font, size=float(operands[1]))


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
