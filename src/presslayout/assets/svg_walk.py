"""An SVG tree walked from the lowest element to the topmost: filled areas in the view box's units.

All that it unfolds is counted: elements, references inside references, segments, and the work of
cutting areas by others.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import pathops
from fontTools.misc.transform import Identity, Transform

from presslayout.assets import svg_colour, svg_cutting, svg_gradients, svg_shapes, svg_text
from presslayout.assets.svg_shapes import MAX_SEGMENTS
from presslayout.assets.svg_tree import (
    DEEPEST,
    MAX_ELEMENTS,
    Tree,
    UnreadableDrawingError,
    inherited,
    tag,
    too_much,
)
from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import field, frozen, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.assets.svg_text import Faces

# Segments that are cut by others, in all: each is a fraction of a millisecond.
MAX_CUT = 400_000
# Dashes of one line.
MAX_DASHES = 20_000
_URL = regex(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)\s*(.*)", re.DOTALL)
_SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
_UNSEEN = frozenset(("defs", "symbol", "clipPath", "marker", "title", "desc", "metadata", "style",
                     "linearGradient", "radialGradient", "pattern", "mask", "filter", "view"))  # fmt: skip
# What a bitmap's place shows on a proof.
_PLACE = "#d9d9d9"
_PLAIN = "#999999"
# What has no shape in solid inks, and what to call it.
LOST = {
    "image": ("嵌着位图", "an embedded bitmap"),
    "pattern": ("图案填充", "a pattern"),
    "filter": ("滤镜", "a filter"),
    "mask": ("蒙版", "a mask"),
    "clip": ("剪切不了的图形", "a shape that cannot be clipped"),
    "foreignObject": ("网页内容", "foreign content"),
    "script": ("脚本", "a script"),
    "animation": ("动画", "an animation"),
    "marker": ("箭头标记（marker）", "a marker"),
    "opacity": ("透明效果", "transparency"),
    "style": ("复杂的样式表", "a style sheet that is not plain"),
    "textPath": ("沿路径排的文字", "text along a path"),
    "vertical": ("竖排文字", "vertical text"),
    "colour": ("看不懂的颜色", "a colour that is not understood"),
    "outside": ("别的文件里的图形", "a shape of another file"),
    "tangle": ("自己和自己交叉太多的图形", "a shape that crosses itself too often"),
    "gradient": ("画不出的渐变", "a gradient that cannot be drawn"),
}
_ANIMATIONS = frozenset(("animate", "set", "animateTransform", "animateMotion", "animateColor"))


@mutable
class Walk:
    """What walking has gathered: areas with their colours, and names of what was lost."""

    tree: Tree
    view: tuple[float, float]
    faces: Faces
    areas: list[tuple[Any, str]] = field(default_factory=list)
    lost: set[tuple[str, str]] = field(default_factory=set)
    lettered: bool = False
    visited: int = 0
    segments: int = 0
    cut: int = 0

    def lose(self, name: str) -> None:
        """Say that a thing of this kind could not be drawn as it is."""
        self.lost.add(LOST[name])


@frozen
class _State:
    """Where an element stands: what it inherits, how it is placed, cut and seen through."""

    style: Mapping[str, str]
    matrix: Transform
    clips: tuple[Any, ...]
    opaque: float = 1.0
    depth: int = 0
    using: tuple[Any, ...] = ()


def walked(tree: Tree, view: tuple[float, float, float, float], faces: Faces) -> Walk:
    """All areas of a tree; UnreadableDrawingError or ValueError when it is damaged or too much."""
    left, top, across, down = view
    walk = Walk(tree, (across, down), faces)
    if tree.odd:
        walk.lose("style")
    for element in tree.root.iter():
        name = tag(element)
        if name == "script":
            walk.lose("script")
        elif name in _ANIMATIONS:
            walk.lose("animation")
    edge = svg_shapes.polygon(
        ((left, top), (left + across, top), (left + across, top + down), (left, top + down)),
        closed=True,
    )
    own = tree.own(tree.root)
    style = inherited({}, own)
    style["font-size"] = str(svg_text.sized(style, {}))
    state = _State(style, Identity, (edge,), _opacity(walk, own))
    for child in tree.root:
        _draw(walk, child, state)
    return walk


def _draw(walk: Walk, element: Any, above: _State) -> None:
    name = tag(element)
    if not name or name in _UNSEEN:
        return
    walk.visited += 1
    if walk.visited > MAX_ELEMENTS:
        raise too_much(
            "展开以后的图形", "elements, once unfolded,", f"{MAX_ELEMENTS} 个", str(MAX_ELEMENTS)
        )
    if above.depth > DEEPEST:
        raise too_much("套叠", "nesting", f"{DEEPEST} 层", f"{DEEPEST} levels")
    own = walk.tree.own(element)
    if own.get("display") == "none":
        return
    state = _entered(walk, element, own, above)
    if state is None:
        return
    if name in _SHAPES:
        _paint(walk, svg_shapes.shape(element, walk.view), state, fills=name != "line")
    elif name in _KINDS:
        _KINDS[name](walk, element, state)


def _entered(walk: Walk, element: Any, own: Mapping[str, str], above: _State) -> _State | None:
    """The state inside an element; None where nothing of it is seen."""
    for name in ("mask", "filter"):
        if own.get(name, "none") != "none":
            walk.lose(name)
    style = inherited(above.style, own)
    style["font-size"] = str(svg_text.sized(style if "font-size" in own else {}, above.style))
    opaque = above.opaque * _opacity(walk, own)
    if not opaque:
        return None
    matrix = above.matrix.transform(svg_shapes.transform(element.get("transform")))
    state = replace(above, style=style, matrix=matrix, opaque=opaque, depth=above.depth + 1)
    found = _URL.match(own.get("clip-path", ""))
    if found:
        clip = walk.tree.ids.get(found[1])
        if clip is not None and tag(clip) == "clipPath":
            state = replace(state, clips=(*state.clips, _clip(walk, clip, state)))
    return state


def _group(walk: Walk, element: Any, state: _State) -> None:
    name = tag(element)
    if name == "svg":
        state = _viewport(walk, element, state, (element.get("width"), element.get("height")))
    children = list(element)
    if name == "switch":
        # Drawing programs put their own data first, and what everybody reads behind it.
        children = [c for c in children if tag(c) and tag(c) != "foreignObject"][:1]
    for child in children:
        _draw(walk, child, state)


def _use(walk: Walk, element: Any, state: _State) -> None:
    target = walk.tree.linked(element)
    if target is None:
        walk.lose("outside")
        return
    if target in state.using or target in element.iterancestors():
        raise UnreadableDrawingError(
            Text("图形互相引用，没有尽头", "its shapes refer to each other without end"),
            Text(
                "在绘图软件里取消链接（断开克隆）后重新导出",
                "unlink its clones and export it again",
            ),
        )
    x, y = (svg_shapes.length(element.get(n), w) for n, w in zip("xy", walk.view, strict=True))
    state = replace(state, matrix=state.matrix.translate(x, y), using=(*state.using, target))
    if tag(target) == "symbol":
        own = walk.tree.own(target)
        inner = _entered(walk, target, own, state)
        if inner is not None:
            size = element.get("width"), element.get("height")
            inner = _viewport(walk, target, inner, size)
            for child in target:
                _draw(walk, child, inner)
        return
    _draw(walk, target, state)


def _viewport(
    walk: Walk, element: Any, state: _State, size: tuple[str | None, str | None]
) -> _State:
    """The state inside an svg or symbol: brought into its place by its view box (SVG 2, 8.2)."""
    x, y = (svg_shapes.length(element.get(n), w) for n, w in zip("xy", walk.view, strict=True))
    matrix = state.matrix.translate(x, y)
    box = svg_shapes.numbers(element.get("viewBox"))
    if len(box) != 4 or min(box[2:]) <= 0:  # noqa: PLR2004
        return replace(state, matrix=matrix)
    wide, high = (svg_shapes.length(s, w, default=w) for s, w in zip(size, walk.view, strict=True))
    left, top, across, down = box
    scales = [wide / across, high / down]
    how = (element.get("preserveAspectRatio") or "xMidYMid meet").split()
    if how[0] != "none":
        scales = [max(scales) if "slice" in how else min(scales)] * 2
    shift = [
        share * room
        for share, room in zip(
            (0 if "xMin" in how[0] else 1 if "xMax" in how[0] else 0.5,
             0 if "YMin" in how[0] else 1 if "YMax" in how[0] else 0.5),
            (wide - across * scales[0], high - down * scales[1]),
            strict=True,
        )
    ]  # fmt: skip
    seen = svg_shapes.polygon(((0, 0), (wide, 0), (wide, high), (0, high)), closed=True)
    clips = state.clips
    if element.get("overflow") != "visible":
        clips = (*clips, seen.transform(*matrix))
    matrix = matrix.translate(*shift).scale(*scales).translate(-left, -top)
    return replace(state, matrix=matrix, clips=clips)


def _text(walk: Walk, element: Any, state: _State) -> None:
    if state.style.get("writing-mode", "lr")[:2] in ("tb", "ve"):
        walk.lose("vertical")
    made, odd = svg_text.lettered(walk.tree, element, state.style, walk.view, walk.faces)
    for name in odd:
        walk.lose(name)
    for run in made:
        walk.lettered = True
        if run.missing:
            walk.lost.add(
                (f"字体里没有的字“{run.missing}”", f"characters no face has: {run.missing}")
            )
        _paint(walk, run.path, replace(state, style=run.style))


def _paint(walk: Walk, shape: Any, state: _State, *, fills: bool = True) -> None:
    """A shape filled and stroked."""
    style = state.style
    if style.get("visibility", "visible") != "visible":
        return
    if any(style.get(f"marker-{n}", "none") not in ("none", "") for n in ("start", "mid", "end")):
        walk.lose("marker")
    walk.segments += len(shape.verbs)
    if walk.segments > MAX_SEGMENTS:
        raise svg_shapes.too_intricate()
    fill, stroke = style.get("fill", "black"), style.get("stroke", "none")
    if fills and fill != "none":
        area = shape.transform(*state.matrix)
        if style.get("fill-rule") == "evenodd":
            area = _evened(walk, area)
        _lay(walk, area, (fill, "fill-opacity"), state, shape.bounds)
    if stroke != "none":
        line = _stroked(shape, state, walk)
        if line is not None:
            line.convertConicsToQuads(0.1)
            line.fillType = pathops.FillType.WINDING
            _lay(walk, line, (stroke, "stroke-opacity"), state, shape.bounds)


def _stroked(shape: Any, state: _State, walk: Walk) -> Any:
    """The area of a line; None where it has no width."""
    style, matrix = state.style, state.matrix
    across, down = walk.view
    wide = svg_shapes.length(
        style.get("stroke-width"), math.hypot(across, down) / math.sqrt(2), default=1
    )
    if wide <= 0:
        return None
    dashes = [abs(n) for n in svg_shapes.numbers(style.get("stroke-dasharray"))]
    dashes = dashes * 2 if len(dashes) % 2 else dashes
    if sum(dashes) > 0 and _reach(shape) / sum(dashes) > MAX_DASHES:
        raise too_much("一条线上的虚线段", "dashes of a line", f"{MAX_DASHES} 段", str(MAX_DASHES))
    caps = {"round": pathops.LineCap.ROUND_CAP, "square": pathops.LineCap.SQUARE_CAP}
    joins = {"round": pathops.LineJoin.ROUND_JOIN, "bevel": pathops.LineJoin.BEVEL_JOIN}
    line = pathops.Path(shape)
    line.stroke(
        wide,
        caps.get(style.get("stroke-linecap", ""), pathops.LineCap.BUTT_CAP),
        joins.get(style.get("stroke-linejoin", ""), pathops.LineJoin.MITER_JOIN),
        max(svg_shapes.length(style.get("stroke-miterlimit"), default=4), 1),
        dashes if sum(dashes) > 0 else [],
        svg_shapes.length(style.get("stroke-dashoffset")) % (sum(dashes) or 1),
    )
    line.convertConicsToQuads(0.1)
    return line.transform(*matrix)


def _reach(shape: Any) -> float:
    """A path's length along its control points: never less than its own."""
    whole, at = 0.0, (0.0, 0.0)
    for _, points in shape:
        for point in points:
            whole += math.dist(at, point)
            at = point
    return whole


def _lay(
    walk: Walk, area: Any, paint: tuple[str, str], state: _State, box: tuple[float, ...]
) -> None:
    """An area in its paint, cut by all that it stands in."""
    colour, fade = paint
    opaque = state.opaque * _share(state.style.get(fade, "1"))
    if not opaque:
        return
    for clip in state.clips:
        area = _cut(walk, area, clip)
        if area is None:
            return
    for part, told in _coloured(walk, area, colour, state, box):
        named = svg_colour.known(
            state.style.get("color", "black") if told == "currentColor" else told
        )
        if named is None:
            walk.lose("colour")
            named = "black", 1.0
        shown = opaque * named[1]
        if not shown:
            continue
        if shown < 1:
            walk.lose("opacity")
        _keep(walk, part, svg_colour.on_paper(named[0], shown))


def _keep(walk: Walk, part: Any, colour: str) -> None:
    walk.segments += len(part.verbs)
    if walk.segments > MAX_SEGMENTS * 2:
        raise svg_shapes.too_intricate()
    walk.areas.append((part, colour))


def _coloured(
    walk: Walk, area: Any, colour: str, state: _State, box: tuple[float, ...]
) -> list[tuple[Any, str]]:
    """The parts of an area and their colours: one, but of a gradient."""
    found = _URL.match(colour)
    if not found:
        return [(area, colour)]
    element = walk.tree.ids.get(found[1])
    other = found[2].strip() or _PLAIN
    name = "" if element is None else tag(element)
    if name not in ("linearGradient", "radialGradient"):
        walk.lose("pattern")
        return [] if other == "none" else [(area, other)]
    made = svg_gradients.gradient(walk.tree, element, box, walk.view)
    if made is None:
        walk.lose("gradient")
        return [(area, other)]
    stops = made.stops
    even = svg_colour.mean([(offset, c) for offset, c, _ in stops])
    if any(opaque < 1 for _, _, opaque in stops):
        walk.lose("opacity")
    made = replace(made, place=state.matrix.transform(made.place))
    if (
        len(stops) == 1
        or not abs(made.place.xx * made.place.yy - made.place.xy * made.place.yx) > 0
    ):
        return [(area, even)]
    return list(svg_gradients.bands(made, area))


def _clip(walk: Walk, element: Any, state: _State) -> Any:
    """A clip path as an area: all that its shapes cover."""
    if element in state.using or state.depth > DEEPEST:
        raise too_much("套叠的剪切路径", "nested clip paths", f"{DEEPEST} 层", f"{DEEPEST} levels")
    if element.get("clipPathUnits") == "objectBoundingBox" or "clip-path" in walk.tree.own(element):
        walk.lose("clip")
    own = replace(
        state, clips=(), opaque=1.0, using=(*state.using, element), depth=state.depth + 1,
        style={**state.style, "fill": "black", "stroke": "none", "fill-opacity": "1"},
        matrix=state.matrix.transform(svg_shapes.transform(element.get("transform"))),
    )  # fmt: skip
    outer, walk.areas = walk.areas, []
    for child in element:
        _draw(walk, child, own)
    made = pathops.Path()
    for area, _ in walk.areas:
        made.addPath(area)
    walk.areas = outer
    return made


def _cut(walk: Walk, area: Any, clip: Any) -> Any:
    """The part of an area inside another; None where there is none."""
    walk.cut += len(area.verbs) + len(clip.verbs)
    if walk.cut > MAX_CUT:
        raise too_much("剪切的线段", "segments that are clipped", f"{MAX_CUT} 段", str(MAX_CUT))
    try:
        return svg_cutting.common(area, clip)
    except svg_cutting.TooTangledError:
        walk.lose("clip")
        return None


def _evened(walk: Walk, area: Any) -> Any:
    """The same area under the rule of winding numbers that are not zero."""
    try:
        return svg_cutting.evened(area)
    except svg_cutting.TooTangledError:
        walk.lose("tangle")
        return area


def _image(walk: Walk, element: Any, state: _State) -> None:
    """A bitmap is never opened; its place is shown."""
    walk.lose("image")
    grey = {**state.style, "fill": _PLACE, "stroke": "none"}
    _paint(walk, svg_shapes.box(element, walk.view), replace(state, style=grey))


def _foreign(walk: Walk, _element: Any, _state: _State) -> None:
    walk.lose("foreignObject")


def _opacity(walk: Walk, own: Mapping[str, str]) -> float:
    share = _share(own.get("opacity", "1"))
    if 0 < share < 1:
        walk.lose("opacity")
    return share


def _share(text: str) -> float:
    return min(max(svg_shapes.length(text, 1, default=1), 0.0), 1.0)


_KINDS = {
    "g": _group, "a": _group, "svg": _group, "switch": _group, "use": _use, "text": _text,
    "image": _image, "foreignObject": _foreign,
}  # fmt: skip
