"""A page's operators read by an interpreter of our own: its words, colours, fonts and pictures.

Shares nothing with the painter.  Judges nothing and knows no places (`objects` does): checks read
what it noted.  Every file that is built is read by it, so it does no more than that takes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from presslayout.preflight.pdf import cmaps, texts
from presslayout.preflight.pdf.bulk import (
    CODE,
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
from presslayout.preflight.pdf.colour import families, icc
from presslayout.preflight.pdf.reading import FontUse, Reading, Shown
from presslayout.preflight.pdf.tounicode import Said, characters

if TYPE_CHECKING:
    import pikepdf

INVISIBLE = 3
# What a picture within the content takes (see bulk.Meter).
_PICTURE = 40_000
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
_NUMBERS = (int, float, Decimal)
_DEPTH = 12


@dataclass(slots=True)
class _State:
    fill: tuple[str, tuple[float, ...]] = ("DeviceGray", (0.0,))
    stroke: tuple[str, tuple[float, ...]] = ("DeviceGray", (0.0,))
    font: Any = None
    mode: int = 0
    overprint: tuple[bool, bool, int] = (False, False, 0)
    # The font's key, None until somebody asks after a change.
    key: Any = None

    def copy(self) -> _State:
        return _State(self.fill, self.stroke, self.font, self.mode, self.overprint, self.key)


Tables = dict[Any, tuple[int, dict[int, str]]]


def read(page: pikepdf.Page, tables: Tables, reading: Reading) -> None:
    """Note everything that the page's content stream and the forms in it do.

    `tables` keeps what the codes of fonts say from one page to the next.  Raises what damage
    raises, TooMuchError where there is no end; what was noted until then stands.
    """
    _Reader(reading, tables).stream(page, page.get("/Resources"), _State(), 0)


def read_form(form: pikepdf.Stream, reading: Reading) -> None:
    """Note everything that a form does which no page draws, as an annotation's appearance."""
    _Reader(reading, {}).form(form, None, _State(), 1)


class _Reader:
    """The stacks of one page."""

    def __init__(self, reading: Reading, tables: Tables) -> None:
        self.reading = reading
        self.tables = tables
        self.marked: list[bool] = []
        self.replaced = 0
        self.left = OPERATORS
        self.open: set[Any] = set()
        self.cmaps: dict[Any, cmaps.CMap] = {}

    def stream(  # noqa: C901, PLR0912  one branch a kind of operator
        self, source: Any, resources: Any, state: _State, depth: int
    ) -> None:
        import pikepdf

        stack: list[_State] = []
        marks = len(self.marked)
        operators = self.reading.operators
        handlers, faults = _HANDLERS, damage()
        self.defaults(resources)
        check_content(source.get("/Contents", []) if depth == 0 else source)
        instructions = pikepdf.parse_content_stream(source)
        self.left -= len(instructions) + FORM
        spend((len(instructions) + FORM) * OPERATOR)
        if self.left < 0:
            raise TooMuchError
        for instruction in instructions:
            name = "BI"
            try:
                if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                    self.inline(instruction, resources)
                    continue
                name = texts.operator(instruction)
                operators.add(name)
                if name == "q":
                    stack.append(state.copy())
                    self.reading.deepest = max(self.reading.deepest, len(stack) + depth)
                elif name == "Q":
                    if stack:
                        state = stack.pop()
                    else:
                        self.reading.unpaired += 1
                elif name == "Do":
                    self.do(list(instruction.operands), resources, state, depth)
                else:
                    handler = handlers.get(name)
                    if handler is not None:
                        handler(self, list(instruction.operands), resources, state)
            except ENDLESS:
                raise
            except faults:
                # Whatever is wrong with one operator costs that one alone.
                self.reading.odd[name] += 1
        self.reading.unpaired += len(stack)
        while len(self.marked) > marks:
            self.end_marked([], resources, state)

    def defaults(self, resources: Any) -> None:
        """The spaces that take the place of device colours (ISO 32000-1, 8.6.5.6)."""
        import pikepdf

        spaces = resources.get("/ColorSpace") if resources is not None else None
        if not isinstance(spaces, pikepdf.Dictionary):
            return
        for name in _DEFAULTS:
            if name in spaces:
                self.reading.defaults[name] = families(spaces[name], resources)

    # -- state

    def external(self, operands: list[Any], resources: Any, state: _State) -> None:
        found = self.resource(resources, "/ExtGState", operands[0])
        if found is None:
            return
        self.reading.states.append(found)
        self.masked(found.get("/SMask"), resources)
        stroke, fill, mode = state.overprint
        if "/OP" in found:
            stroke = bool(found["/OP"])
            # op follows OP where it is absent (ISO 32000-1, table 58).
            fill = bool(found["/op"]) if "/op" in found else stroke
        elif "/op" in found:
            fill = bool(found["/op"])
        state.overprint = (stroke, fill, int(found.get("/OPM", mode)))
        if "/Font" in found:
            state.font, state.key = found["/Font"][0], None

    def masked(self, mask: Any, resources: Any) -> None:
        """What a soft mask draws: its type must be there, its colours print nowhere."""
        import pikepdf

        if not isinstance(mask, pikepdf.Dictionary) or "/G" not in mask:
            return
        form, reading = mask["/G"], self.reading
        if form.objgen in self.open:
            return
        apart = Reading(
            fonts=reading.fonts,
            missing=reading.missing,
            operators=reading.operators,
            odd=reading.odd,
        )
        self.reading = apart
        try:
            self.form(form, resources, _State(), 1)
        finally:
            self.reading = reading
        reading.images += apart.images

    def intent(self, operands: list[Any], _resources: Any, _state: _State) -> None:
        self.reading.intents.add(texts.of(operands[0]))

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
                self.pattern(self.resource(resources, "/Pattern", value), resources, state)

    def pattern(self, pattern: Any, resources: Any, state: _State) -> None:
        if pattern is None:
            return
        if int(pattern.get("/PatternType", 0)) == 2:  # noqa: PLR2004  a shading pattern
            self.shading_space(pattern.get("/Shading"), None)
            if "/ExtGState" in pattern:
                self.reading.states.append(pattern["/ExtGState"])
            return
        self.form(pattern, resources, state, 1)

    def shading(self, operands: list[Any], resources: Any, _state: _State) -> None:
        self.shading_space(self.resource(resources, "/Shading", operands[0]), resources)

    def shading_space(self, shading: Any, resources: Any) -> None:
        if shading is not None and "/ColorSpace" in shading:
            found = families(shading["/ColorSpace"], resources)
            self.reading.spaces.setdefault(found, "")
            profile = icc(shading["/ColorSpace"], resources)
            if profile is not None:
                self.reading.profiles.append(profile)

    # -- text

    def font(self, operands: list[Any], resources: Any, state: _State) -> None:
        state.font, state.key = self.resource(resources, "/Font", operands[0]), None

    def mode(self, operands: list[Any], _resources: Any, state: _State) -> None:
        state.mode = int(operands[0])

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
        spend(len(data) * CODE)
        if not width:
            said = self.mapped(key, data, table)
        else:
            # A code as the character of its number: what says its text is then a translation.
            codes = data.decode("latin-1") if width == 1 else _pairs(data)
            use.codes.update(codes)
            said = codes.translate(table)
        visible = state.mode != INVISIBLE
        use.visible = use.visible or visible
        if self.replaced:
            return
        space, colour = state.fill
        _, fill, mode = state.overprint
        on = fill and (mode == 1 or space != "DeviceCMYK")
        placed = bool(self.open)
        self.reading.shown.append(Shown(said, space, colour, on, visible, placed))

    def mapped(self, key: Any, data: bytes, table: dict[int, str]) -> str:
        """What a string says whose codes a CMap makes out."""
        use = self.reading.fonts[key]
        cmap = self.cmaps.get(key)
        if cmap is None:
            cmap = self.cmaps[key] = cmaps.of(use.font)
        codes = cmap.codes(data)
        use.cids.update((code, cmap.cid(code, length)) for code, length in codes)
        return "".join([table[code] for code, _ in codes])

    def table(self, key: Any, font: Any) -> tuple[int, dict[int, str]]:
        known = self.tables.get(key)
        if known is None:
            spend(FONT)
            # What is broken is told once; afterwards its codes say nothing.
            self.tables[key] = (2 if "/DescendantFonts" in font else 1, Said())
            width, said = characters(font)
            if texts.of(font.get("/Subtype")) == "/Type0" and not cmaps.of(font).identity:
                width = 0
            known = self.tables[key] = (width, said)
            if texts.of(font.get("/Subtype")) == "/Type3":
                for process in font.get("/CharProcs", {}).values():
                    self.stream(process, font.get("/Resources"), _State(), 1)
        return known

    # -- marked content

    def begin_marked(self, operands: list[Any], resources: Any, state: _State) -> None:
        import pikepdf

        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = self.resource(resources, "/Properties", properties)
        said = None
        if isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties:
            said = texts.of(properties["/ActualText"])
        self.marked.append(said is not None)
        if said is None:
            return
        if not self.replaced:
            space, colour = state.fill
            on = state.overprint[1]
            placed = bool(self.open)
            self.reading.shown.append(Shown(said, space, colour, on, visible=True, placed=placed))
        self.replaced += 1

    def end_marked(self, _operands: list[Any], _resources: Any, _state: _State) -> None:
        if self.marked and self.marked.pop():
            self.replaced -= 1

    # -- what is drawn by name

    def do(self, operands: list[Any], resources: Any, state: _State, depth: int) -> None:
        found = self.resource(resources, "/XObject", operands[0])
        if found is None:
            return
        if texts.of(found.get("/Subtype")) == "/Image":
            self.image(found, resources)
        elif texts.of(found.get("/Subtype")) == "/Form" and depth < _DEPTH:
            self.reading.placed += not self.open
            self.form(found, resources, state, depth + 1)

    def form(self, form: Any, resources: Any, state: _State, depth: int) -> None:
        key = form.objgen
        if key in self.open or depth > _DEPTH:
            # A form that draws itself draws nothing.
            return
        self.reading.forms.append(form)
        self.open.add(key)
        try:
            self.stream(form, form.get("/Resources", resources), state.copy(), depth)
        finally:
            self.open.discard(key)

    def image(self, image: Any, resources: Any) -> None:
        if not image.get("/ImageMask", False) and "/ColorSpace" in image:
            found = families(image["/ColorSpace"], resources)
            self.reading.spaces.setdefault(found, "image")
            profile = icc(image["/ColorSpace"], resources)
            if profile is not None:
                self.reading.profiles.append(profile)
        if "/Intent" in image:
            self.reading.intents.add(texts.of(image["/Intent"]))
        self.reading.images.append(image)

    def inline(self, instruction: Any, resources: Any) -> None:
        spend(_PICTURE)
        entries = instruction.iimage.obj
        space = entries.get("/ColorSpace", entries.get("/CS"))
        if space is not None and not entries.get("/ImageMask", entries.get("/IM", False)):
            found = families(space, resources)
            self.reading.spaces.setdefault(found, "image")
        self.reading.images.append(entries)

    def resource(self, resources: Any, kind: str, name: Any) -> Any:
        """What a name stands for; None, and a note, where it stands for nothing."""
        import pikepdf

        entries = resources.get(kind) if resources is not None else None
        found = entries.get(name) if isinstance(entries, pikepdf.Dictionary) else None
        if found is None:
            self.reading.missing.add(f"{kind} {texts.of(name)}")
        return found


def _pairs(data: bytes) -> str:
    """Codes of two bytes, each as one character, surrogates' numbers too."""
    text = data[: len(data) // 2 * 2].decode("utf-16-be", "surrogatepass")
    if len(text) * 2 == len(data):
        return text
    # Two codes in a row looked like a pair of surrogates, or a byte is left over.
    return "".join(
        chr(int.from_bytes(data[at : at + 2], "big")) for at in range(0, len(data) - 1, 2)
    )


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
    "Tf": _Reader.font,
    "Tr": _Reader.mode,
    "Tj": _Reader.string,
    "'": _Reader.string,
    '"': _Reader.string,
    "TJ": _Reader.strings,
    "BMC": _Reader.begin_marked,
    "BDC": _Reader.begin_marked,
    "EMC": _Reader.end_marked,
}
