"""A page's items as the objects of an OFD page (GB/T 33190-2016, 8 to 11).  Decides nothing.

Lengths are micrometres, written as millimetres.  What is set is reckoned from exact positions each
time, so rounding never adds up.
"""

from __future__ import annotations

import math
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, assert_never
from xml.sax.saxutils import escape

from presslayout.edition.page import Glyphs, Picture, Placed, Shape, inks
from presslayout.paint.pdf_fonts import clusters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.page import Page, Path
    from presslayout.paint.ofd_fonts import FontFile

EMU_PER_UM = 36
# Readers cut what they draw at an object's box: so much more than the ink, for soft edges.
_ROOM = 50
# So many equal steps are written as one.
_ALIKE = 4
# A mitre may be so many times as long as its line is wide, as PDF has it.
_MITRE = "10"
_QUARTER = 90
_FULL = 1000
_BMP = 0x10000
_OPERATORS = {"M": "M", "L": "L", "C": "B", "Z": "C"}

Matrix = tuple[float, float, float, float]


class ObjectNumbers:
    """Ids of a document, each given once (GB/T 33190-2016, 7.2)."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """The next one."""
        self.last += 1
        return self.last


class OfdPalette:
    """What pages draw with: faces with their ids, inks as colours, ids of pictures and placed pages."""

    def __init__(
        self,
        faces: Mapping[str, tuple[int, FontFile]],
        colours: Mapping[Ink, tuple[int, int, int]],
        pictures: Mapping[Picture | Placed, int],
    ) -> None:
        self.faces = faces
        self.colours = {ink: "{} {} {}".format(*colour) for ink, colour in colours.items()}
        self.pictures = pictures


def content(page: Page, numbers: ObjectNumbers, palette: OfdPalette) -> str:
    """The page's objects in the order of its blocks, which is the reading order."""
    out: list[str] = []
    for block in page.blocks:
        for item in block.items:
            match item:
                case Glyphs():
                    out += _texts(item, numbers, palette)
                case Shape():
                    out += _shape(item, numbers, palette)
                case Picture() | Placed():
                    out.append(_picture(item, numbers, palette))
                case _:
                    assert_never(item)
    return "\n".join(out)


def used(page: Page) -> set[Ink]:
    """The inks of a page's texts and shapes."""
    return {ink for block in page.blocks for item in block.items for ink in inks(item)}


def mm(micrometres: int) -> str:
    """Millimetres without idle zeros."""
    whole, rest = divmod(abs(micrometres), 1000)
    sign = "-" if micrometres < 0 else ""
    return f"{sign}{whole}.{rest:03}".rstrip("0").rstrip(".")


def um(length: Length) -> int:
    """A Length in micrometres, to the nearest."""
    return (length * 2 + EMU_PER_UM) // (2 * EMU_PER_UM)


def box_of(left: int, top: int, right: int, foot: int) -> str:
    """A box as OFD writes it: left, top, width, height."""
    return " ".join(map(mm, (left, top, right - left, foot - top)))


# -- text


def _texts(item: Glyphs, numbers: ObjectNumbers, palette: OfdPalette) -> Iterator[str]:
    if not item.ids:
        return
    number, face = palette.faces[item.face]
    count = len(item.ids)
    xs = [um(x) for x in (item.x if len(item.x) == count else item.x * count)]
    ys = [um(y) for y in (item.y if len(item.y) == count else item.y * count)]
    matrix = _matrix(item)
    colour = palette.colours[item.ink]
    size = um(item.size)
    for start, end, text in _pieces(item):
        ids = item.ids[start:end]
        place = (xs[start:end], ys[start:end])
        left, top, right, foot = _inked(face, ids, place, (matrix, size))
        x, y = place[0][0] - left, place[1][0] - top
        ctm = ""
        if matrix is not None:
            ctm = f' CTM="{" ".join(map(_decimal, matrix))} {mm(x)} {mm(y)}"'
            x = y = 0
        deltas = _deltas(face, ids, (place, matrix, size), len(text))
        yield (
            f'<ofd:TextObject ID="{numbers.next()}" Boundary="{box_of(left, top, right, foot)}"'
            f' Font="{number}" Size="{mm(size)}"{ctm}><ofd:FillColor Value="{colour}"/>'
            f"{_glyphs(face, ids, text)}"
            f'<ofd:TextCode X="{mm(x)}" Y="{mm(y)}"{deltas}>{written(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )


def _pieces(item: Glyphs) -> Iterator[tuple[int, int, str]]:
    """Runs in which every character has a glyph of its own; what has not, or two code units, alone.

    Blanks at a run's start stand alone, too: readers there are that strip them.
    """
    start, text = 0, ""
    for first, last, said in clusters(item):
        plain = last - first == len(said) == 1 and ord(said) < _BMP
        if plain and (text or not said.isspace()):
            text += said
            continue
        if text:
            yield start, first, text
            text = ""
        start = last
        yield first, last, said
    if text:
        yield start, len(item.ids), text


def written(text: str) -> str:
    """Text as XML has it; what XML cannot hold is shown to be missing."""
    return escape(legal(text))


def legal(text: str) -> str:
    """Text without what XML cannot hold."""
    return "".join(char if _legal(char) else "\ufffd" for char in text)


def _legal(char: str) -> bool:
    return (
        char in "\t\n" or " " <= char < "\ud800" or "\ue000" <= char < "\ufffe" or char > "\uffff"
    )


def _matrix(item: Glyphs) -> Matrix | None:
    """How the run is turned and condensed; None where it is not."""
    if not item.turn and item.condense == _FULL:
        return None
    quarters, rest = divmod(item.turn % 360, _QUARTER)
    cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
    if rest:
        angle = math.radians(item.turn)
        cosine, sine = math.cos(angle), math.sin(angle)  # type: ignore[assignment]
    share = item.condense / _FULL
    return share * cosine, share * sine, -sine, cosine


def _inked(
    face: FontFile,
    ids: Sequence[int],
    place: tuple[Sequence[int], Sequence[int]],
    drawn: tuple[Matrix | None, int],
) -> tuple[int, int, int, int]:
    """The box round all that these glyphs can ink."""
    matrix, size = drawn
    boxes = [face.box(glyph) for glyph in set(ids)]
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, foot = max(b[2] for b in boxes), max(b[3] for b in boxes)
    corners = [(x * size, y * size) for x in (left, right) for y in (top, foot)]
    if matrix is not None:
        a, b, c, d = matrix
        corners = [(a * x + c * y, b * x + d * y) for x, y in corners]
    across, down = zip(*corners, strict=True)
    xs, ys = place
    return (
        min(xs) + math.floor(min(across)) - _ROOM,
        min(ys) + math.floor(min(down)) - _ROOM,
        max(xs) + math.ceil(max(across)) + _ROOM,
        max(ys) + math.ceil(max(down)) + _ROOM,
    )


def _glyphs(face: FontFile, ids: Sequence[int], text: str) -> str:
    """Which glyphs stand for the text, wherever the font file's own would be others."""
    if len(ids) != len(text):
        named = " ".join(str(face.glyphs[glyph]) for glyph in ids)
        return (
            f'<ofd:CGTransform CodePosition="0" CodeCount="{len(text)}" GlyphCount="{len(ids)}">'
            f"<ofd:Glyphs>{named}</ofd:Glyphs></ofd:CGTransform>"
        )
    made, at = [], 0
    for other, pairs in groupby(zip(ids, text, strict=True), lambda p: face.own.get(p[1]) != p[0]):
        members = [face.glyphs[glyph] for glyph, _ in pairs]
        count = len(members)
        if other:
            made.append(
                f'<ofd:CGTransform CodePosition="{at}" CodeCount="{count}" GlyphCount="{count}">'
                f"<ofd:Glyphs>{' '.join(map(str, members))}</ofd:Glyphs></ofd:CGTransform>"
            )
        at += count
    return "".join(made)


def _deltas(
    face: FontFile,
    ids: Sequence[int],
    drawn: tuple[tuple[Sequence[int], Sequence[int]], Matrix | None, int],
    count: int,
) -> str:
    """The steps from each glyph to the next, in the object's own space."""
    (xs, ys), matrix, size = drawn
    if len(ids) == 1:
        return _shared(face, ids[0], size, count)
    across = [b - a for a, b in pairwise(xs)]
    down = [b - a for a, b in pairwise(ys)]
    if matrix is not None:
        # What is turned and condensed has no rounding of its own: its steps are those before it.
        a, b, c, d = matrix
        whole = a * d - b * c
        along = [(d * (x - xs[0]) - c * (y - ys[0])) / whole for x, y in zip(xs, ys, strict=True)]
        aside = [(a * (y - ys[0]) - b * (x - xs[0])) / whole for x, y in zip(xs, ys, strict=True)]
        across = [round(v) - round(u) for u, v in pairwise(along)]
        down = [round(v) - round(u) for u, v in pairwise(aside)]
    return _steps("DeltaX", across) + _steps("DeltaY", down)


def _shared(face: FontFile, glyph: int, size: int, count: int) -> str:
    """One glyph for several characters: each has its share of it where somebody marks them."""
    if count == 1:
        return ""
    left, top, right, foot = face.box(glyph)
    wide, high = (right - left) * size, (foot - top) * size
    name = "DeltaX" if wide >= high else "DeltaY"
    return _steps(name, [round(max(wide, high) / count)] * (count - 1))


def _steps(name: str, steps: Sequence[int]) -> str:
    if not any(steps):
        return ""
    words = []
    for step, alike in groupby(steps):
        count = len(list(alike))
        words += [f"g {count} {mm(step)}"] if count >= _ALIKE else [mm(step)] * count
    return f' {name}="{" ".join(words)}"'


# -- shapes and pictures


def _shape(item: Shape, numbers: ObjectNumbers, palette: OfdPalette) -> Iterator[str]:
    fill, stroke = item.fill, item.stroke
    if not item.path or (fill is None and stroke is None):
        return
    box = item.extent
    room = _ROOM + (um(stroke.width) * int(_MITRE) // 2 if stroke is not None else 0)
    left, top = um(box.x) - room, um(box.y) - room
    right, foot = um(box.right) + room, um(box.bottom) + room
    said = [f'ID="{numbers.next()}" Boundary="{box_of(left, top, right, foot)}"']
    colours = ""
    if stroke is None:
        said.append('Stroke="false"')
    else:
        said.append(f'LineWidth="{mm(um(stroke.width))}" MiterLimit="{_MITRE}"')
        colours += f'<ofd:StrokeColor Value="{palette.colours[stroke.ink]}"/>'
    if fill is not None:
        said.append('Fill="true"')
        colours += f'<ofd:FillColor Value="{palette.colours[fill]}"/>'
    yield (
        f"<ofd:PathObject {' '.join(said)}>{colours}"
        f"<ofd:AbbreviatedData>{_path(item.path, left, top)}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _path(path: Path, left: int, top: int) -> str:
    words: list[str] = []
    for operator, *numbers in path:
        words.append(_OPERATORS[str(operator)])
        for index, value in enumerate(numbers):
            assert isinstance(value, int)
            words.append(mm(um(value) - (top if index % 2 else left)))
    return " ".join(words)


def _picture(item: Picture | Placed, numbers: ObjectNumbers, palette: OfdPalette) -> str:
    """A picture fills the unit square, which its matrix brings to its box."""
    box = item.box
    left, top, right, foot = um(box.x), um(box.y), um(box.right), um(box.bottom)
    return (
        f'<ofd:ImageObject ID="{numbers.next()}" Boundary="{box_of(left, top, right, foot)}"'
        f' CTM="{mm(right - left)} 0 0 {mm(foot - top)} 0 0"'
        f' ResourceID="{palette.pictures[item]}"/>'
    )


def _decimal(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
