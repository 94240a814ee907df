"""What a page's operators say and use: its words, colours, fonts and pictures.

Shares nothing with the painter.  Judges nothing and knows no places (`objects` does): checks read
what was noted.  Of every file that is built this is noted, so it does no more than that takes; and
its few words of state hold on where an operator makes no sense to those who draw.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.preflight.pdf import cmaps, texts
from presslayout.preflight.pdf.bulk import (
    CODE,
    FONT,
    FORM,
    OPERATOR,
    OPERATORS,
    TooMuchError,
    spend,
)
from presslayout.preflight.pdf.colour import families, icc
from presslayout.preflight.pdf.pdfobject import key as key_of
from presslayout.preflight.pdf.reading import FontUse, PageReading, ShownText
from presslayout.preflight.pdf.tounicode import Said, characters
from presslayout.preflight.pdf.walk import DEPTH, INLINE, alone, resource

if TYPE_CHECKING:
    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.pdfobject import Key, Operands, PdfImage, PdfObject, Resources

INVISIBLE = 3
# What a picture within the content takes (see bulk.Meter).
_PICTURE = 40_000
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
_NUMBERS = (int, float, Decimal)


@dataclass(slots=True)
class _State:
    fill: tuple[str, tuple[float, ...]] = ("DeviceGray", (0.0,))
    stroke: tuple[str, tuple[float, ...]] = ("DeviceGray", (0.0,))
    font: PdfObject | None = None
    mode: int = 0
    overprint: tuple[bool, bool, int] = (False, False, 0)
    # The font's key, None until somebody asks after a change.
    key: Key | None = None

    def copy(self) -> _State:
        return _State(self.fill, self.stroke, self.font, self.mode, self.overprint, self.key)


Tables = dict["Key", tuple[int, Said]]


def read_form(form: PdfObject, reading: PageReading) -> None:
    """Note everything that a form does which no page draws, as an annotation's appearance."""
    Notes(reading, {}).form(form, None, _State(), 1)


@dataclass(slots=True)
class _Frame:
    """What is put aside while a stream within another is read."""

    state: _State
    stack: list[_State]
    marks: int


class Notes:
    """Whoever notes of one page what it says and uses.

    `tables` keeps what the codes of fonts say from one page to the next.
    """

    def __init__(self, reading: PageReading, tables: Tables, meter: Meter | None = None) -> None:
        self.reading = reading
        self.odd = reading.odd
        self.meter = meter
        self.tables = tables
        self.state = _State()
        self.stack: list[_State] = []
        self.marked: list[bool] = []
        # How many of them were open when this stream began.
        self.marks = 0
        self.replaced = 0
        self.left = OPERATORS
        self.open: set[tuple[int, int]] = set()
        self.frames: list[_Frame] = []
        self.cmaps: dict[Key, cmaps.CMap] = {}

    # -- as a listener

    def afford(self, operators: int) -> None:
        """Pay for operators; each draws on what the page and the file may take."""
        self.left -= operators + FORM
        spend((operators + FORM) * OPERATOR)
        if self.left < 0:
            raise TooMuchError

    def begin(self, resources: Resources) -> None:
        """Note the defaults of the stream."""
        self.marks = len(self.marked)
        self.defaults(resources)

    def operator(self, name: str, operands: Operands, resources: Resources, depth: int) -> None:
        """What an operator says or sets."""
        reading = self.reading
        reading.operators.add(name)
        if name == "q":
            self.stack.append(self.state.copy())
            reading.deepest = max(reading.deepest, len(self.stack) + depth)
        elif name == "Q":
            if self.stack:
                self.state = self.stack.pop()
            else:
                reading.unpaired += 1
        else:
            handler = _HANDLERS.get(name)
            if handler is not None:
                handler(self, operands, resources, self.state)

    def failed(self, name: str) -> None:
        """It stands there, whatever it was meant to do."""
        if name != INLINE:
            self.reading.operators.add(name)

    def inline(self, image: PdfImage, resources: Resources) -> None:
        """A picture within the content."""
        spend(_PICTURE)
        entries = image.obj
        space = entries.get("/ColorSpace", entries.get("/CS"))
        if space is not None and not entries.get("/ImageMask", entries.get("/IM", False)):
            found = families(space, resources)
            self.reading.spaces.setdefault(found, "image")
        self.reading.images.append(entries)

    def place(
        self, named: tuple[PdfObject, PdfObject | None], resources: Resources, depth: int
    ) -> bool:
        """A picture or a form that is drawn by its name."""
        self.reading.operators.add("Do")
        name, found = named
        if found is None:
            self.reading.missing.add(f"/XObject {texts.of(name)}")
            return False
        if texts.of(found.get("/Subtype")) == "/Image":
            self.image(found, resources)
        elif texts.of(found.get("/Subtype")) == "/Form":
            if depth < DEPTH or found.objgen in self.open:
                self.reading.placed += not self.open
                return self.enter(found, self.state)
            self.reading.buried += 1
        return False

    def leave(self, form: PdfObject) -> None:
        """Back to where the form was drawn."""
        self.open.discard(form.objgen)
        frame = self.frames.pop()
        self.state, self.stack, self.marks = frame.state, frame.stack, frame.marks

    def end(self, resources: Resources) -> None:
        """What a stream leaves open ends with it."""
        self.reading.unpaired += len(self.stack)
        while len(self.marked) > self.marks:
            self.end_marked([], resources, self.state)

    # -- streams that nobody draws by name

    def enter(self, form: PdfObject, state: _State) -> bool:
        """Go into a form; not where it is being drawn: a form that draws itself draws nothing."""
        if form.objgen in self.open:
            self.reading.circular += 1
            return False
        self.reading.forms.append(form)
        self.open.add(form.objgen)
        self.aside(state.copy())
        return True

    def aside(self, state: _State) -> None:
        """Begin anew in a state, keeping what is under way."""
        self.frames.append(_Frame(self.state, self.stack, self.marks))
        self.state, self.stack = state, []

    def form(self, form: PdfObject, resources: Resources, state: _State, depth: int) -> None:
        """A form, a soft mask or the cell of a pattern from its beginning to its end."""
        if not self.enter(form, state):
            return
        try:
            alone(self, form, form.get("/Resources", resources), depth)
        finally:
            self.leave(form)

    def defaults(self, resources: Resources) -> None:
        """The spaces that take the place of device colours (ISO 32000-1, 8.6.5.6)."""
        import pikepdf

        spaces = resources.get("/ColorSpace") if resources is not None else None
        if not isinstance(spaces, pikepdf.Dictionary):
            return
        for name in _DEFAULTS:
            if name in spaces:
                self.reading.defaults[name] = families(spaces[name], resources)

    # -- state

    def external(self, operands: Operands, resources: Resources, state: _State) -> None:
        """What an external graphics state sets."""
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

    def masked(self, mask: PdfObject | None, resources: Resources) -> None:
        """What a soft mask draws: its type must be there, its colours print nowhere."""
        import pikepdf

        if not isinstance(mask, pikepdf.Dictionary) or "/G" not in mask:
            return
        form, reading = mask["/G"], self.reading
        if form.objgen in self.open:
            return
        apart = PageReading(
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

    def intent(self, operands: Operands, _resources: Resources, _state: _State) -> None:
        """The rendering intents that are asked for."""
        self.reading.intents.add(texts.of(operands[0]))

    # -- colour

    def device(self, space: str, which: str, operands: Operands, state: _State) -> None:
        """A colour of a device."""
        setattr(state, which, (space, tuple([float(v) for v in operands])))
        self.reading.spaces.setdefault((space,), "")

    def space(self, which: str, operands: Operands, resources: Resources, state: _State) -> None:
        """A colour space."""
        found = families(operands[0], resources)
        self.reading.spaces.setdefault(found, "")
        profile = icc(operands[0], resources)
        if profile is not None:
            self.reading.profiles.append(profile)
        # A space begins at black or at full tint (ISO 32000-1, 8.6.8).
        setattr(state, which, (found[0], ()))

    def components(
        self, which: str, operands: Operands, resources: Resources, state: _State
    ) -> None:
        """The numbers of a colour, or the name of a pattern."""
        import pikepdf

        current = getattr(state, which)
        values = [v for v in operands if not isinstance(v, pikepdf.Name)]
        setattr(state, which, (current[0], tuple(float(v) for v in values)))
        for value in operands:
            if isinstance(value, pikepdf.Name):
                self.pattern(self.resource(resources, "/Pattern", value), resources, state)

    def pattern(self, pattern: PdfObject | None, resources: Resources, state: _State) -> None:
        """What a pattern draws with."""
        if pattern is None:
            return
        if int(pattern.get("/PatternType", 0)) == 2:  # noqa: PLR2004  a shading pattern
            self.shading_space(pattern.get("/Shading"), None)
            if "/ExtGState" in pattern:
                self.reading.states.append(pattern["/ExtGState"])
            return
        self.form(pattern, resources, state, 1)

    def shading(self, operands: Operands, resources: Resources, _state: _State) -> None:
        """A shading all over the clip."""
        self.shading_space(self.resource(resources, "/Shading", operands[0]), resources)

    def shading_space(self, shading: PdfObject | None, resources: Resources) -> None:
        """The space of a shading."""
        if shading is not None and "/ColorSpace" in shading:
            found = families(shading["/ColorSpace"], resources)
            self.reading.spaces.setdefault(found, "")
            profile = icc(shading["/ColorSpace"], resources)
            if profile is not None:
                self.reading.profiles.append(profile)

    # -- text

    def font(self, operands: Operands, resources: Resources, state: _State) -> None:
        """Which font shows what follows."""
        state.font, state.key = self.resource(resources, "/Font", operands[0]), None

    def mode(self, operands: Operands, _resources: Resources, state: _State) -> None:
        """How text is drawn, or that it is not."""
        state.mode = int(operands[0])

    def string(self, operands: Operands, _resources: Resources, state: _State) -> None:
        """A string that is shown."""
        self.show(bytes(operands[-1]), state)

    def strings(self, operands: Operands, _resources: Resources, state: _State) -> None:
        """Strings with steps between them."""
        self.show(b"".join([bytes(v) for v in operands[0] if not isinstance(v, _NUMBERS)]), state)

    def show(self, data: bytes, state: _State) -> None:
        """Text: its codes, and what they say."""
        if state.font is None or not data:
            return
        key = state.key
        if key is None:
            key = state.key = key_of(state.font)
        use = self.reading.fonts.get(key)
        if use is None:
            use = self.reading.fonts[key] = FontUse(state.font)
        width, table = self.table(key, state.font)
        spend(len(data) * CODE)
        if not width:
            said = self.mapped(key, data, table)
        else:
            codes, said = table.read(data, width)
            use.codes.update(codes)
        visible = state.mode != INVISIBLE
        use.visible = use.visible or visible
        if self.replaced:
            return
        space, colour = state.fill
        _, fill, mode = state.overprint
        on = fill and (mode == 1 or space != "DeviceCMYK")
        placed = bool(self.open)
        self.reading.shown.append(ShownText(said, space, colour, on, visible, placed))

    def mapped(self, key: Key, data: bytes, table: Said) -> str:
        """What a string says whose codes a CMap makes out."""
        use = self.reading.fonts[key]
        cmap = self.cmaps.get(key)
        if cmap is None:
            cmap = self.cmaps[key] = cmaps.of(use.font)
        codes = cmap.codes(data)
        use.cids.update((code, cmap.cid(code, length)) for code, length in codes)
        return "".join([table[code] for code, _ in codes])

    def table(self, key: Key, font: PdfObject) -> tuple[int, Said]:
        """How wide the codes of a font are, 0 where a CMap says, and what they say."""
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
                    self.letter(process, font.get("/Resources"))
        return known

    def letter(self, process: PdfObject, resources: Resources) -> None:
        """What draws a letter of a Type 3 font."""
        self.aside(_State())
        try:
            alone(self, process, resources, 1)
        finally:
            frame = self.frames.pop()
            self.state, self.stack, self.marks = frame.state, frame.stack, frame.marks

    # -- marked content

    def begin_marked(self, operands: Operands, resources: Resources, state: _State) -> None:
        """The beginning of marked content, which may say its text itself."""
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
            self.reading.shown.append(
                ShownText(said, space, colour, on, visible=True, placed=placed)
            )
        self.replaced += 1

    def end_marked(self, _operands: Operands, _resources: Resources, _state: _State) -> None:
        """The end of marked content."""
        if self.marked and self.marked.pop():
            self.replaced -= 1

    # -- what is drawn by name

    def image(self, image: PdfObject, resources: Resources) -> None:
        """A picture that is drawn by its name."""
        if not image.get("/ImageMask", False) and "/ColorSpace" in image:
            found = families(image["/ColorSpace"], resources)
            self.reading.spaces.setdefault(found, "image")
            profile = icc(image["/ColorSpace"], resources)
            if profile is not None:
                self.reading.profiles.append(profile)
        if "/Intent" in image:
            self.reading.intents.add(texts.of(image["/Intent"]))
        self.reading.images.append(image)

    def resource(self, resources: Resources, kind: str, name: PdfObject) -> PdfObject | None:
        """What a name stands for; None, and a note, where it stands for nothing."""
        found = resource(resources, kind, name)
        if found is None:
            self.reading.missing.add(f"{kind} {texts.of(name)}")
        return found


def _device(space: str, which: str) -> _Handler:
    def handler(reader: Notes, operands: Operands, _resources: Resources, state: _State) -> None:
        reader.device(space, which, operands, state)

    return handler


def _space(which: str) -> _Handler:
    def handler(reader: Notes, operands: Operands, resources: Resources, state: _State) -> None:
        reader.space(which, operands, resources, state)

    return handler


def _components(which: str) -> _Handler:
    def handler(reader: Notes, operands: Operands, resources: Resources, state: _State) -> None:
        reader.components(which, operands, resources, state)

    return handler


_Handler = Callable[[Notes, "Operands", "Resources", _State], None]

_HANDLERS: dict[str, _Handler] = {
    "gs": Notes.external,
    "ri": Notes.intent,
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
    "sh": Notes.shading,
    "Tf": Notes.font,
    "Tr": Notes.mode,
    "Tj": Notes.string,
    "'": Notes.string,
    '"': Notes.string,
    "TJ": Notes.strings,
    "BMC": Notes.begin_marked,
    "BDC": Notes.begin_marked,
    "EMC": Notes.end_marked,
}
