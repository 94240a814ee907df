"""A page's items as the operators of one content stream.  Decides nothing, and alone turns y over.

Numbers are thousandths of a point; what is set is reckoned from exact positions each time, so
rounding never adds up.
"""

from __future__ import annotations

import hashlib
import math
from functools import lru_cache
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, assert_never

from presslayout.base.units import EMU_PER_PT
from presslayout.base.values import frozen
from presslayout.edition.page import LETTER, Glyphs, Picture, Placed, Shape
from presslayout.paint.pdf_fonts import WIDTH_UNIT, clusters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.page import Item, Page
    from presslayout.paint.elements import Marked
    from presslayout.paint.pdf_fonts import EmbeddedFace
    from presslayout.paint.profiles import Profile

# A glyph may stand this far from where the page puts it: half of this is a TJ number's last digit.
_STEP_PT = 0.01
_QUARTER = 90


@frozen
class Frame:
    """Where the trim box's top left corner lies on the sheet: from its left and from its foot.

    The sheet is drawn at `scale` of its size.
    """

    left: Length
    top: Length
    scale: float = 1


@frozen
class ImageObject:
    """An image XObject: its name, its size in pixels, and the part of it to be shown (None: all)."""

    name: str
    size: tuple[int, int]
    window: tuple[int, int, int, int] | None = None


@frozen
class ContentStream:
    """A page's operators, with the faces, pictures, placed pages, states and spots they name."""

    data: bytes
    faces: tuple[str, ...]
    pictures: tuple[Picture, ...]
    placed: tuple[Placed, ...]
    overprints: tuple[tuple[bool, bool], ...]
    spots: tuple[Ink, ...]
    letters: tuple[str, ...] = ()


def content(
    page: Page,
    frame: Frame,
    profile: Profile,
    faces: Mapping[str, EmbeddedFace],
    rasters: Mapping[Picture, ImageObject],
    marked: Sequence[Marked] = (),
) -> ContentStream:
    """The page's blocks in their order, which is the reading order; `rasters` are the XObjects.

    `marked` are all its items in their marked content, where the file has a structure.
    """
    pen = _Pen(frame, faces, profile)
    if frame.scale != 1:
        scale = _decimal(frame.scale)
        pen.out.append(b"%s 0 0 %s 0 0 cm" % (scale, scale))
    if marked:
        for one in marked:
            pen.out.append(one.operator)
            _items(pen, one.items, rasters)
            pen.out.append(b"EMC")
    for block in () if marked else page.blocks:
        if block.artifact:
            pen.out.append(b"/Artifact BMC")
        _items(pen, block.items, rasters)
        if block.artifact:
            pen.out.append(b"EMC")
    return ContentStream(
        data=b"\n".join(pen.out),
        faces=tuple(sorted(pen.faces_used)),
        pictures=tuple(pen.pictures_used),
        placed=tuple(pen.placed_used),
        overprints=tuple(sorted(pen.states_used)),
        spots=tuple(pen.spots_used[name] for name in sorted(pen.spots_used)),
        letters=tuple(sorted(pen.letters_used)),
    )


def _items(pen: _Pen, items: Sequence[Item], rasters: Mapping[Picture, ImageObject]) -> None:
    for item in items:
        match item:
            case Glyphs():
                pen.glyphs(item)
            case Shape():
                pen.shape(item)
            case Picture():
                pen.picture(item, rasters[item])
            case Placed():
                pen.placed(item)
            case _:
                assert_never(item)
    pen.end_text()


def letter_name(char: str) -> str:
    """The resource name of a letter that is drawn and no text."""
    return f"U{ord(char):X}"


def outline(path: tuple[tuple[str | int, ...], ...]) -> bytes:
    """A letter's path, its numbers as they are, filled."""
    rows = [
        " ".join((*map(str, numbers), _PATH_OPERATORS[str(op)].decode())) for op, *numbers in path
    ]
    return "\n".join((*rows, "f")).encode()


def form_name(item: Placed) -> str:
    """The resource name of a placed page: one form serves it wherever it is placed."""
    return f"X{item.document[:16]}p{item.page}"


def state_name(overprint: tuple[bool, bool]) -> str:
    """The resource name of an ExtGState: overprint for strokes, overprint for the rest."""
    return f"G{overprint[0]:d}{overprint[1]:d}"


@lru_cache(maxsize=256)
def space_name(spot: str) -> str:
    """The resource name of a spot ink's colour space."""
    return f"S{hashlib.sha256(spot.encode()).hexdigest()[:8]}"


@lru_cache(maxsize=65536)
def number(thousandths: int) -> bytes:
    """A number of thousandths as PDF writes it: no exponent, no idle zero."""
    text = repr(thousandths / 1000)
    return text.removesuffix(".0").encode()


def thousandths(length: Length) -> int:
    """A Length in thousandths of a point, to the nearest."""
    return (length * 20 + 127) // 254


class _Pen:
    """The operators so far and the graphics state that they have set."""

    __slots__ = (
        "colours",
        "face",
        "faces",
        "faces_used",
        "frame",
        "grey",
        "in_text",
        "letters_used",
        "origin",
        "out",
        "overprint",
        "pictures_used",
        "placed_used",
        "scale",
        "spots_used",
        "state",
        "states_used",
        "turn",
        "width",
    )

    def __init__(self, frame: Frame, faces: Mapping[str, EmbeddedFace], profile: Profile) -> None:
        self.frame, self.faces = frame, faces
        self.overprint, self.grey = profile.overprint, profile.grey
        self.out: list[bytes] = []
        self.faces_used: set[str] = set()
        self.letters_used: set[str] = set()
        self.pictures_used: dict[Picture, None] = {}
        self.placed_used: dict[Placed, None] = {}
        self.states_used: set[tuple[bool, bool]] = set()
        self.spots_used: dict[str, Ink] = {}
        self.colours: dict[bytes, Ink] = {}
        self.state = (False, False)
        self.face: tuple[str, int] | None = None
        self.scale = 1000
        self.width = 1000
        self.in_text = False
        self.turn = 0
        self.origin = (0, 0)

    # -- state

    def colour(self, operator: bytes, ink: Ink) -> None:
        known = self.colours.get(operator)
        if known is not ink and known != ink:
            self.colours[operator] = ink
            if self.grey:
                self.out.append(b"%s %s" % (number(1000 - ink.k), _GREY_OPERATORS[operator]))
            elif ink.spot:
                self.spots_used.setdefault(ink.spot, ink)
                words = (space_name(ink.spot).encode(), number(ink.tint))
                self.out.append(_SPOT_OPERATORS[operator] % words)
            else:
                self.out.append(b" ".join((*map(number, ink.process), operator)))

    def overprinting(self, *, stroke: bool, fill: bool) -> None:
        wanted = (stroke, fill)
        if self.overprint and self.state != wanted:
            self.state = wanted
            self.states_used.add(wanted)
            self.out.append(f"/{state_name(wanted)} gs".encode())

    def end_text(self) -> None:
        if self.in_text:
            self.in_text = False
            self.out.append(b"ET")

    # -- text

    def glyphs(self, item: Glyphs) -> None:
        if not item.ids:
            return
        face = self.faces[item.face]
        size = thousandths(item.size)
        if not self.in_text:
            self.in_text, self.turn, self.origin = True, 0, (0, 0)
            self.out.append(b"BT")
        self.colour(b"k", item.ink)
        self.overprinting(stroke=item.ink.overprints, fill=item.ink.overprints)
        if self.face != (item.face, size):
            self.face = (item.face, size)
            self.faces_used.add(item.face)
            self.out.append(b"/%s %s Tf" % (face.name.encode(), number(size)))
        if self.scale != item.condense:
            self.scale = item.condense
            self.out.append(b"%s Tz" % number(item.condense * 100))
        if self.turn != item.turn:
            self.turn, self.origin = item.turn, (0, 0)
            cosine, sine = _rotation(item.turn)
            matrix = (cosine, -sine, sine, cosine)
            self.out.append(b"%s 0 0 Tm" % b" ".join(_decimal(v) for v in matrix))
        texts = _texts(item, face)
        for start, end, along, across in self._strips(item):
            told = texts[start:end] if texts else ()
            if start and told and told[0][0] and told[0][0] == texts[start - 1][0]:
                # The rest of a group whose text was said on the strip before.
                told = [(n, "" if n == told[0][0] else text) for n, text in told]
            self._strip(face, item.ids[start:end], (along, across), told)

    def _strips(self, item: Glyphs) -> Iterator[tuple[int, int, Sequence[Length], Length]]:
        """Runs of glyphs on one line of writing, in the coordinates of the turned page."""
        count = len(item.ids)
        left, top = self.frame.left, self.frame.top
        if not item.turn and len(item.y) == 1:
            xs = item.x if len(item.x) == count else item.x * count
            yield 0, count, [x + left for x in xs], top - item.y[0]
            return
        xs = item.x if len(item.x) == count else item.x * count
        ys = item.y if len(item.y) == count else item.y * count
        cosine, sine = _rotation(item.turn)
        points = [
            (
                round((x + left) * cosine - (top - y) * sine),
                round((x + left) * sine + (top - y) * cosine),
            )
            for x, y in zip(xs, ys, strict=True)
        ]
        for across, members in groupby(range(count), key=lambda index: points[index][1]):
            indices = list(members)
            start, end = indices[0], indices[-1] + 1
            yield start, end, [point[0] for point in points[start:end]], across

    def _strip(
        self,
        face: EmbeddedFace,
        ids: Sequence[int],
        place: tuple[Sequence[Length], Length],
        texts: Sequence[tuple[int, str | None]],
    ) -> None:
        along, across = place
        origin = (thousandths(along[0]), thousandths(across))
        x, y = origin[0] - self.origin[0], origin[1] - self.origin[1]
        self.origin = origin
        self.out.append(b"%s %s Td" % (number(x), number(y)))
        pieces = self._pieces(face, ids, along, origin[0])
        for start, end, text in _groups(texts) if texts else ((0, len(ids), None),):
            shown = b"".join(pieces[start:end])
            if shown.startswith(b")"):
                line = b"[%s)]TJ" % shown[1:]
            else:
                line = b"[(%s)]TJ" % shown if b")" in shown else b"(%s)Tj" % shown
            if text is not None:
                code = b"FEFF" + text.encode("utf-16-be").hex().upper().encode()
                line = b"/Span<</ActualText<%s>>>BDC\n%s\nEMC" % (code, line)
            self.out.append(line)

    def _pieces(
        self, face: EmbeddedFace, ids: Sequence[int], along: Sequence[Length], start: int
    ) -> list[bytes]:
        """Each glyph's code, behind the TJ number that brings it to its place if it needs one."""
        assert self.face is not None
        size = self.face[1]
        # TJ counts thousandths of the size; `fine` of them make one printed digit.
        fine = 1 if size <= _STEP_PT * 1_000_000 else 10 if size <= _STEP_PT * 10_000_000 else 100
        # EMU to TJ units: the printed size and scale are what a reader will multiply with.
        unit = fine * 1000 * 1000 * 1000 / (EMU_PER_PT * size * self.scale)
        zero = start * EMU_PER_PT / 1000
        widths = face.widths
        natural = accumulate([widths[g] for g in ids], initial=0)
        per_width = fine / WIDTH_UNIT
        shifts = [
            round(width * per_width - (x - zero) * unit)
            for width, x in zip(natural, along, strict=False)
        ]
        codes = face.codes
        before = 0
        pieces = []
        for glyph, shift in zip(ids, shifts, strict=True):
            if shift == before:
                pieces.append(codes[glyph])
            else:
                pieces.append(_adjust(shift - before, fine) + codes[glyph])
                before = shift
        return pieces

    # -- shapes and pictures

    def shape(self, item: Shape) -> None:
        self.end_text()
        fill, stroke = item.fill, item.stroke
        if fill is None and stroke is None:
            return
        self.overprinting(
            stroke=stroke is not None and stroke.ink.overprints,
            # A line of black keeps what lies beneath it, an area would let it shine through.
            fill=fill is not None and fill.overprints and item.is_rule,
        )
        if fill is not None:
            self.colour(b"k", fill)
        if stroke is not None:
            self.colour(b"K", stroke.ink)
            width = thousandths(stroke.width)
            if width != self.width:
                self.width = width
                self.out.append(b"%s w" % number(width))
        if item.path and item.path[0][0] == LETTER:
            self._letters(item.path)
            return
        self.out.append(self._path(item.path))
        self.out.append(b"f" if stroke is None else b"S" if fill is None else b"B")

    def _letters(self, path: tuple[tuple[str | Length, ...], ...]) -> None:
        """Letters of the proof's own face, each a form that takes the colour of the moment."""
        left, top = self.frame.left, self.frame.top
        for _, char, x, y, size in path:
            assert isinstance(char, str)
            self.letters_used.add(char)
            scale = number(thousandths(int(size)))
            place = number(thousandths(int(x) + left)), number(thousandths(top - int(y)))
            name = letter_name(char).encode()
            self.out.append(b"q %s 0 0 %s %s %s cm /%s Do Q" % (scale, scale, *place, name))

    def _path(self, path: tuple[tuple[str | Length, ...], ...]) -> bytes:
        left, top = self.frame.left, self.frame.top
        box = _rectangle(path)
        if box is not None:
            x, right = thousandths(box[0] + left), thousandths(box[2] + left)
            y, foot = thousandths(top - box[1]), thousandths(top - box[3])
            return b"%s %s %s %s re" % (
                number(x),
                number(foot),
                number(right - x),
                number(y - foot),
            )
        words: list[bytes] = []
        for operator, *numbers in path:
            for index, value in enumerate(numbers):
                assert isinstance(value, int)
                words.append(number(thousandths(top - value if index % 2 else value + left)))
            words.append(_PATH_OPERATORS[str(operator)])
        return b" ".join(words)

    def picture(self, item: Picture, raster: ImageObject) -> None:
        self.end_text()
        self.pictures_used[item] = None
        x, y, width, height = self._corners(item.box)
        clip = b""
        if raster.window is not None:
            # The whole picture lies behind its box and shows the wanted part.
            clip = b"%s %s %s %s re W n " % (number(x), number(y), number(width), number(height))
            left, top, right, bottom = raster.window
            across, down = raster.size
            x -= width * left // (right - left)
            y -= height * (down - bottom) // (bottom - top)
            width, height = width * across // (right - left), height * down // (bottom - top)
        self.out.append(
            b"q %s%s 0 0 %s %s %s cm /%s Do Q"
            % (clip, number(width), number(height), number(x), number(y), raster.name.encode())
        )

    def placed(self, item: Placed) -> None:
        """A form that fills the unit square; it begins with a graphics state of its own."""
        self.end_text()
        self.placed_used[item] = None
        x, y, width, height = self._corners(item.box)
        # What is set here must not reach into the form: no overprint, black, one point wide.
        self.overprinting(stroke=False, fill=False)
        self.out.append(
            b"q 0 g 0 G 1 w %s 0 0 %s %s %s cm /%s Do Q"
            % (number(width), number(height), number(x), number(y), form_name(item).encode())
        )

    def _corners(self, box: Box) -> tuple[int, int, int, int]:
        x, right = thousandths(box.x + self.frame.left), thousandths(box.right + self.frame.left)
        y, foot = thousandths(self.frame.top - box.y), thousandths(self.frame.top - box.bottom)
        return x, foot, right - x, y - foot


_GREY_OPERATORS = {b"k": b"g", b"K": b"G"}
_SPOT_OPERATORS = {b"k": b"/%s cs %s scn", b"K": b"/%s CS %s SCN"}
_PATH_OPERATORS = {"M": b"m", "L": b"l", "C": b"c", "Z": b"h"}


def _texts(item: Glyphs, face: EmbeddedFace) -> Sequence[tuple[int, str | None]]:
    """For each glyph its group's number and the text it needs said, None where ToUnicode says it.

    Empty where ToUnicode says it all.
    """
    if not item.spans and face.ambiguous.isdisjoint(item.ids):
        return ()
    result: list[tuple[int, str | None]] = []
    for number_, (start, end, text) in enumerate(clusters(item), 1):
        plain = end - start == 1 and face.texts[item.ids[start]] == text
        result += [(0, None) if plain else (number_, text)] * (end - start)
    return result


def _groups(
    texts: Sequence[tuple[int, str | None]],
) -> Iterator[tuple[int, int, str | None]]:
    start = 0
    for (_, text), members in groupby(texts):
        end = start + sum(1 for _ in members)
        yield start, end, text
        start = end


def _rectangle(
    path: tuple[tuple[str | Length, ...], ...],
) -> tuple[Length, Length, Length, Length] | None:
    """Left, top, right and foot of a path that `page.rectangle` made."""
    match path:
        case (
            ("M", int(x), int(y)),
            ("L", int(right), int(y1)),
            ("L", int(right1), int(foot)),
            ("L", int(x1), int(foot1)),
            ("Z",),
        ) if x == x1 and y == y1 and right == right1 and foot == foot1:
            return x, y, right, foot
    return None


@lru_cache(maxsize=4096)
def _adjust(shift: int, fine: int) -> bytes:
    return b")%s(" % number(shift * 1000 // fine)


def _rotation(turn: int) -> tuple[float, float]:
    """Cosine and sine; exact for quarter turns."""
    quarters, rest = divmod(turn % 360, _QUARTER)
    if not rest:
        return ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
    angle = math.radians(turn)
    return math.cos(angle), math.sin(angle)


def _decimal(value: float) -> bytes:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return b"0" if text in ("-0", "") else text.encode()
