"""An SVG drawing as shapes in the press's inks, nothing of it turned into pixels.

picosvg resolves transforms, uses, clips and strokes into filled paths; what it cannot keep as
paths is refused by name.  Loaded only when a drawing is placed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presslayout import filelines
from presslayout.diagnostics import ERROR, AssetError, Diagnostic, Text
from presslayout.page import BLACK, WHITE, Ink, Shape
from presslayout.units import EMU_PER_MM, EMU_PER_PT
from presslayout.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from presslayout.units import Length

# A drawing is a page of shapes at most; larger files are maps with a town's every house.
MAX_BYTES = 8_000_000
MAX_SEGMENTS = 200_000
EMU_PER_PX = 9_525
# Decimals kept of a drawing's own units: a thousandth of its longest side is finer than any screen.
_DIGITS = 4
_UNITS = {"": EMU_PER_PX, "px": EMU_PER_PX, "pt": EMU_PER_PT, "mm": EMU_PER_MM,
          "cm": 10 * EMU_PER_MM, "in": 914_400, "pc": 12 * EMU_PER_PT}  # fmt: skip
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[-+]?[0-9]+)?)\s*([a-z]*)\s*\Z", re.IGNORECASE)
_CMYK = re.compile(r"device-cmyk\(\s*([^()]*?)\s*\)\Z", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"(\*|[a-zA-Z]+)?([.#][\w-]+)?\Z")
_NAMESPACE, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
# What has no shape in solid inks, and what to call it.
_REFUSED = {
    "text": ("文字没有转曲", "text that is not outlined"),
    "tspan": ("文字没有转曲", "text that is not outlined"),
    "image": ("嵌着位图", "an embedded bitmap"),
    "linearGradient": ("渐变", "a gradient"),
    "radialGradient": ("渐变", "a gradient"),
    "pattern": ("图案填充", "a pattern"),
    "filter": ("滤镜", "a filter"),
    "mask": ("蒙版", "a mask"),
    "foreignObject": ("网页内容", "foreign content"),
    "script": ("脚本", "a script"),
    "animate": ("动画", "an animation"),
    "marker": ("箭头标记（marker）", "a marker"),
}


@frozen
class Contour:
    """One filled path in EMU from the drawing's top left, and its colour as it was written."""

    path: tuple[tuple[str | Length, ...], ...]
    colour: str


@frozen
class Sketch:
    """A drawing at its own size: filled paths from the lowest to the topmost."""

    width: Length
    height: Length
    contours: tuple[Contour, ...]


def sketch(path: Path, data: bytes) -> Sketch:
    """The drawing of a file; AssetError `broken-picture` or `not-vector` when it cannot be kept."""
    root = _root(path, data)
    found = sorted({_REFUSED[tag] for tag in map(_tag, root.iter()) if tag in _REFUSED})
    if found:
        raise _not_vector(path, found)
    if any(map(_fades, root.iter())):
        raise _not_vector(path, [("透明效果", "transparency")])
    try:
        left, top, across, down, width, height = _frame(path, root)
        shapes = _picosvg(root)
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError) as fault:
        cause = filelines.lines(str(fault))[0][:120] if str(fault) else type(fault).__name__
        raise _broken(
            path, Text(f"图形读不懂（{cause}）", f"it cannot be read ({cause})")
        ) from fault

    def place(x: float, y: float) -> tuple[Length, Length]:
        return round((x - left) * width / across), round((y - top) * height / down)

    contours = []
    segments = 0
    for shape in shapes:
        if shape.opacity < 1 or shape.fill_opacity < 1:
            raise _not_vector(path, [("透明效果", "transparency")])
        if shape.fill.startswith("url("):
            raise _not_vector(path, [("渐变", "a gradient")])
        outline = tuple(_segments(shape, place))
        segments += len(outline)
        if segments > MAX_SEGMENTS:
            raise _broken(path, Text("图形太复杂", "it is too intricate"))
        if outline:
            contours.append(Contour(outline, shape.fill.strip()))
    return Sketch(width, height, tuple(contours))


def colours(drawn: Sketch) -> tuple[str, ...]:
    """Every colour of a drawing, once, as it was written."""
    return tuple(dict.fromkeys(contour.colour for contour in drawn.contours))


def process_ink(colour: str) -> Ink | None:
    """The ink of a colour that needs no conversion: device-cmyk(), black and white."""
    if found := _CMYK.match(colour):
        parts = re.split(r"[\s,]+", found[1])
        values = [float(p.rstrip("%")) / (100 if p.endswith("%") else 1) for p in parts if p]
        if len(values) == 4 and all(0 <= v <= 1 for v in values):  # noqa: PLR2004
            c, m, y, k = (round(v * 1000) for v in values)
            return Ink(c, m, y, k)
        return None
    rgb = rgb_of(colour)
    return {(0, 0, 0): BLACK, (255, 255, 255): WHITE}.get(rgb) if rgb else None


def rgb_of(colour: str) -> tuple[int, int, int] | None:
    """A colour of sRGB in steps of 255; None where the word is no colour."""
    from PIL import ImageColor

    try:
        found = ImageColor.getrgb(colour)
    except ValueError:
        return None
    return found[0], found[1], found[2]


def shapes(drawn: Sketch, inks: Callable[[str], Ink]) -> tuple[Shape, ...]:
    """The drawing's paths at its own size, filled with the inks of their colours."""
    return tuple(Shape(c.path, fill=inks(c.colour)) for c in drawn.contours)


def _root(path: Path, data: bytes) -> Any:
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise _broken(path, Text("文件太大", "the file is too large"))
    if b"<!ENTITY" in data:
        raise _broken(path, Text("文件里定义了实体", "it defines entities"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise _broken(path, Text("不是 SVG，或者已经损坏", "no SVG, or a damaged one")) from fault
    if _tag(root) != "svg":
        raise _broken(path, Text("不是 SVG", "no SVG"))
    _spread_styles(path, root)
    for use in root.iter(f"{_NAMESPACE}use"):
        # SVG 2 has the plain name, which picosvg does not know.
        if "href" in use.attrib:
            use.set(_LINK, use.attrib.pop("href"))
    return root


def _tag(element: Any) -> str:
    return str(element.tag).removeprefix(_NAMESPACE)


def _spread_styles(path: Path, root: Any) -> None:
    """Style sheets of plain selectors as attributes of the elements that they name."""
    rules: list[tuple[int, str, str]] = []
    for sheet in list(root.iter(f"{_NAMESPACE}style")):
        text = _COMMENT.sub("", "".join(sheet.itertext()))
        for selectors, body in _RULE.findall(text):
            for selector in selectors.split(","):
                found = _SELECTOR.match(selector.strip())
                if not found or not selector.strip():
                    raise _not_vector(path, [("复杂的样式表", "a style sheet that is not plain")])
                mark = found[2] or ""
                weight = 2 if mark.startswith("#") else 1 if mark else 0
                rules.append((weight, selector.strip(), body.strip()))
        sheet.getparent().remove(sheet)
    if not rules:
        return
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        told = [body for _, selector, body in sorted(rules, key=lambda r: r[0])
                if _selected(element, selector)]  # fmt: skip
        if told:
            own = element.get("style", "")
            element.set("style", ";".join([*told, own]).strip(";"))


def _selected(element: Any, selector: str) -> bool:
    found = _SELECTOR.match(selector)
    assert found is not None
    tag, mark = found[1] or "*", found[2] or ""
    if tag not in ("*", _tag(element)):
        return False
    if mark.startswith("."):
        return mark[1:] in element.get("class", "").split()
    return not mark or element.get("id") == mark[1:]


def _fades(element: Any) -> bool:
    """Whether an element asks for opacity of its own."""
    told = [element.get(name) for name in ("opacity", "fill-opacity", "stroke-opacity")]
    told += re.findall(r"(?:^|;|-)\s*opacity\s*:\s*([0-9.]+%?)", element.get("style", ""))
    return any(v is not None and v.strip() not in ("1", "1.0", "100%", "1.00") for v in told)


def _frame(path: Path, root: Any) -> tuple[float, float, float, float, Length, Length]:
    """The view box in the drawing's units, and its size on paper."""
    box = [float(v) for v in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if v]
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    if len(box) != 4:  # noqa: PLR2004  left, top, width, height
        if not (width and height):
            raise _broken(path, Text("没有 viewBox", "it has no viewBox"))
        box = [0, 0, width / EMU_PER_PX, height / EMU_PER_PX]
        root.set("viewBox", " ".join(map(str, box)))
    left, top, across, down = box
    if across <= 0 or down <= 0:
        raise _broken(path, Text("viewBox 没有大小", "its viewBox has no size"))
    if not width:
        width = round(height * across / down) if height else round(across * EMU_PER_PX)
    # One scale for both ways: proportions are the view box's.
    return left, top, across, down, width, max(round(width * down / across), 1)


def _length(text: str) -> Length:
    found = _LENGTH.match(text)
    return round(float(found[1]) * _UNITS.get(found[2].lower(), 0)) if found else 0


def _picosvg(root: Any) -> list[Any]:
    from picosvg import svg

    reader: Any = svg.SVG
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    return list(reader(root).topicosvg(ndigits=_DIGITS).shapes())


def _segments(
    shape: Any, place: Callable[[float, float], tuple[Length, Length]]
) -> Iterator[tuple[str | Length, ...]]:
    """A path's segments as a Shape has them."""
    at = (0.0, 0.0)
    for command, numbers in shape.as_path().absolute().expand_shorthand().as_cmd_seq():
        match command:
            case "M" | "L":
                at = (numbers[0], numbers[1])
                yield command, *place(*at)
            case "H":
                at = (numbers[0], at[1])
                yield "L", *place(*at)
            case "V":
                at = (at[0], numbers[0])
                yield "L", *place(*at)
            case "C":
                yield "C", *place(*numbers[:2]), *place(*numbers[2:4]), *place(*numbers[4:6])
                at = (numbers[4], numbers[5])
            case "Q":
                (x, y), (cx, cy), (ex, ey) = at, numbers[:2], numbers[2:4]
                one = place(x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3)
                two = place(ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3)
                yield "C", *one, *two, *place(ex, ey)
                at = (ex, ey)
            case "Z":
                yield ("Z",)
            case _:
                raise ValueError(f"path command {command}")


def _not_vector(path: Path, found: list[tuple[str, str]]) -> AssetError:
    return _error(
        "not-vector",
        Text(
            f"图形“{path.name}”里有{'、'.join(zh for zh, _ in found)}，不能照矢量排版",
            f'drawing "{path.name}" holds {", ".join(en for _, en in found)} and cannot be kept '
            "as vectors",
        ),
        Text(
            "文字转曲、去掉渐变和透明后重新导出，或导出为 PDF",
            "outline its text, remove gradients and transparency, or export it as PDF",
        ),
    )


def _broken(path: Path, cause: Text) -> AssetError:
    return _error(
        "broken-picture",
        Text(
            f"图形“{path.name}”无法读取：{cause.zh}",
            f'drawing "{path.name}" cannot be read: {cause.en}',
        ),
        Text("请重新导出为 SVG 或 PDF", "export it again as SVG or PDF"),
    )


def _error(code: str, message: Text, hint: Text) -> AssetError:
    return AssetError([Diagnostic(code=code, severity=ERROR, message=message, hint=hint)])
