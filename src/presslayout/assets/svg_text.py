"""The text of a drawing as outlines of the house's faces (SVG 2, chapter 11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pathops
import uharfbuzz as hb
from fontTools.misc.transform import Transform

from presslayout.assets import svg_shapes
from presslayout.assets.svg_tree import Tree, inherited, tag, too_much
from presslayout.base.values import field, frozen, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.assets.fonts import Face

# Which faces stand for a drawing's families: names as it writes them, and whether it is bold.
Faces = Callable[[Sequence[str], bool], Sequence["Face"]]
MAX_CHARACTERS = 20_000
# A weight from which type is bold (CSS Fonts 4, 2.2.1).
BOLD = 600
# Where the baseline lies under what a drawing aligns, in ems.
_BASELINES = {
    "middle": 0.3, "central": 0.38, "hanging": 0.8, "text-before-edge": 0.88, "before-edge": 0.88,
    "text-after-edge": -0.12, "after-edge": -0.12, "ideographic": -0.12, "mathematical": 0.5,
}  # fmt: skip
_SHIFTS = {"super": -0.4, "sub": 0.2}


@mutable
class _Letter:
    char: str
    style: Mapping[str, str]
    x: float | None = None
    y: float | None = None
    dx: float = 0
    dy: float = 0
    turn: float = 0


@mutable
class _Read:
    tree: Tree
    view: tuple[float, float]
    letters: list[_Letter] = field(default_factory=list)
    odd: set[str] = field(default_factory=set)


@frozen
class Lettered:
    """A run of letters as a path in the text's own units, with the looks that it is painted in.

    `missing` are characters that no face has.
    """

    path: Any
    style: Mapping[str, str]
    missing: str = ""


def lettered(
    tree: Tree, element: Any, style: Mapping[str, str], view: tuple[float, float], faces: Faces
) -> tuple[list[Lettered], set[str]]:
    """The letters of a text element, and names of what in it cannot be followed."""
    read = _Read(tree, view)
    _gather(read, element, style)
    _trim(read.letters)
    made: list[Lettered] = []
    at = (0.0, 0.0)
    for chunk in _chunks(read.letters):
        done, at = _chunk(chunk, at, faces)
        made += done
    return made, read.odd


def size_of(style: Mapping[str, str]) -> float:
    """The size of type in user units."""
    return svg_shapes.length(style.get("font-size"), default=16) or 0.0


def _gather(read: _Read, element: Any, style: Mapping[str, str]) -> None:
    first = len(read.letters)
    keep = style.get("white-space", "").startswith("pre") or element.get(
        "{http://www.w3.org/XML/1998/namespace}space") == "preserve"  # fmt: skip
    _add(read, element.text, style, keep=keep)
    for child in element:
        name = tag(child)
        if name in ("tspan", "a"):
            below = inherited(style, read.tree.own(child))
            below["font-size"] = str(sized(below, style))
            if below.get("display") != "none":
                _gather(read, child, below)
        elif name == "textPath":
            read.odd.add("textPath")
        _add(read, child.tail, style, keep=keep)
    _position(read, element, first, size_of(style))


def sized(own: Mapping[str, str], above: Mapping[str, str]) -> float:
    """The size that an element's type has inside another's."""
    size, text = size_of(above), own.get("font-size", "")
    named = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24,
             "xx-large": 32, "smaller": size / 1.2, "larger": size * 1.2}  # fmt: skip
    return named.get(text) or svg_shapes.length(text, size, size, default=size)


def _add(read: _Read, text: str | None, style: Mapping[str, str], *, keep: bool) -> None:
    for char in text or "":
        if len(read.letters) > MAX_CHARACTERS:
            raise too_much("文字", "characters", f"{MAX_CHARACTERS} 字", str(MAX_CHARACTERS))
        blank = char in " \t\r\n"
        if blank and not keep and (not read.letters or read.letters[-1].char == " "):
            continue
        read.letters.append(_Letter(" " if blank else char, style))


def _trim(letters: list[_Letter]) -> None:
    while letters and letters[-1].char == " ":
        letters.pop()


def _position(read: _Read, element: Any, first: int, size: float) -> None:
    """Inner elements say where their letters stand before outer ones do, and win."""
    count = len(read.letters) - first
    for name, whole in (("x", 0), ("y", 1), ("dx", 0), ("dy", 1), ("rotate", 0)):
        parts = (element.get(name) or "").replace(",", " ").split()
        values = [svg_shapes.length(part, read.view[whole], size) for part in parts[:count]]
        if name == "rotate" and values:
            values += values[-1:] * (count - len(values))
        for letter, value in zip(read.letters[first:], values, strict=False):
            if name in ("x", "y"):
                if getattr(letter, name) is None:
                    setattr(letter, name, value)
            elif name == "rotate":
                letter.turn = letter.turn or value
            else:
                setattr(letter, name, getattr(letter, name) or value)


def _chunks(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    """Letters that are anchored together: a place of its own begins new ones."""
    chunk: list[_Letter] = []
    for letter in letters:
        if chunk and (letter.x is not None or letter.y is not None):
            yield chunk
            chunk = []
        chunk.append(letter)
    if chunk:
        yield chunk


def _chunk(
    letters: list[_Letter], at: tuple[float, float], faces: Faces
) -> tuple[list[Lettered], tuple[float, float]]:
    start = letters[0].x if letters[0].x is not None else at[0]
    y = letters[0].y if letters[0].y is not None else at[1]
    x = start
    placed: list[tuple[Any, Mapping[str, str], str]] = []
    number = 0
    while number < len(letters):
        one = letters[number]
        last = number + 1
        while (
            last < len(letters)
            and letters[last].style is one.style
            and not _alone(one)
            and not _alone(letters[last])
            and not one.turn
        ):
            last += 1
        x, y = x + one.dx, y + one.dy
        text = "".join(letter.char for letter in letters[number:last])
        path, wide, missing = _run(text, one, (x, y), faces)
        placed.append((path, one.style, missing))
        x += wide
        number = last
    anchor = letters[0].style.get("text-anchor", "start")
    back = {"middle": 0.5, "end": 1.0}.get(anchor, 0.0) * (x - start)
    made = [
        Lettered(path.transform(1, 0, 0, 1, -back, 0), style, missing)
        for path, style, missing in placed
    ]
    return made, (x - back, y)


def _alone(letter: _Letter) -> bool:
    """Whether a letter stands at a place of its own."""
    return bool(letter.dx or letter.dy or letter.turn)


def _run(text: str, one: _Letter, at: tuple[float, float], faces: Faces) -> tuple[Any, float, str]:
    """Letters of one style side by side: their path, their length, and what no face has."""
    style, size = one.style, size_of(one.style)
    names = [n.strip(" \"'") for n in style.get("font-family", "").split(",")]
    chain = faces(names, _is_bold(style.get("font-weight", "")))
    space = svg_shapes.length(style.get("letter-spacing"), size, size)
    below = style.get("alignment-baseline") or style.get("dominant-baseline", "")
    y = at[1] + _BASELINES.get(below, 0.0) * size
    shift = style.get("baseline-shift", "")
    y += _SHIFTS[shift] * size if shift in _SHIFTS else -svg_shapes.length(shift, size, size)
    made, run, missing = pathops.Path(), 0.0, ""
    for face, chars in _by_face(text, chain):
        scale = size / face.upem
        for glyph, dx, dy, advance in _shaped(face, chars, plain=bool(space)):
            if not glyph:
                missing += chars
            place = Transform(scale, 0, 0, -scale, at[0] + run + dx * scale, y - dy * scale)
            if one.turn:
                place = svg_shapes.transform(f"rotate({one.turn} {at[0]} {at[1]})").transform(place)
            drawn = pathops.Path()
            face.hb_font.draw_glyph_with_pen(glyph, drawn.getPen(glyphSet={}))
            made.addPath(drawn.transform(*place))
            run += advance * scale + space
    for line, where in (("underline", 0.12), ("line-through", -0.3)):
        if line in style.get("text-decoration", ""):
            top = y + where * size
            made.addPath(svg_shapes.polygon(((at[0], top), (at[0] + run, top), (at[0] + run, top + size / 18),
                                             (at[0], top + size / 18)), closed=True))  # fmt: skip
    return made, run, missing


def _by_face(text: str, chain: Sequence[Face]) -> Iterator[tuple[Face, str]]:
    """The text in runs that one face has."""

    def face(char: str) -> Face:
        return next((one for one in chain if one.covers(char)), chain[0])

    for _, run in groupby(text, lambda char: face(char).key):
        chars = "".join(run)
        yield face(chars[0]), chars


def _shaped(face: Face, text: str, *, plain: bool) -> Iterator[tuple[int, int, int, int]]:
    """Glyphs with their shifts and advances in the face's units."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr"
    hb.shape(face.hb_font, buffer, {"liga": False, "clig": False} if plain else {})
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield info.codepoint, place.x_offset, place.y_offset, place.x_advance


def _is_bold(weight: str) -> bool:
    return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= BOLD)
