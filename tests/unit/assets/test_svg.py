from __future__ import annotations

import resource
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.hostile_drawings import DRAWINGS
from tests.kit import family

from presslayout.assets.colour import inks_of
from presslayout.assets.fonts import Face, open_face
from presslayout.assets.pictures import Conversion
from presslayout.assets.svg import Sketch, colours, process_ink, rgb_of, shapes
from presslayout.assets.svg import sketch as sketched
from presslayout.base.diagnostics import AssetError
from presslayout.base.units import mm
from presslayout.edition.ink import BLACK, WHITE, Ink

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[3]
NAME = Path("图.svg")


def svg(body: str, *, attributes: str = 'viewBox="0 0 100 50" width="100mm"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'.encode()


def faces(names: Sequence[str], bold: bool) -> tuple[Face, ...]:
    """One face for all: what was asked for is told by `ASKED`."""
    ASKED.append((tuple(names), bold))
    return (open_face(family("宋体", "NotoSerifSC-Regular.ttf")),)


ASKED: list[tuple[tuple[str, ...], bool]] = []


def sketch(name: Path, data: bytes) -> Sketch:
    return sketched(name, data, faces)


def box(path: tuple[tuple[str | int, ...], ...]) -> tuple[float, float, float, float]:
    """Left, top, right, foot of a path in millimetres."""
    xs = [int(n) / mm(1) for segment in path for n in segment[1::2]]
    ys = [int(n) / mm(1) for segment in path for n in segment[2::2]]
    return min(xs), min(ys), max(xs), max(ys)


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(AssetError) as error:
        sketch(NAME, data)
    return error.value.diagnostics[0].code, error.value.diagnostics[0].message.zh


def test_a_rectangle_stands_where_it_was_drawn_in_whole_units() -> None:
    made = sketch(NAME, svg('<rect x="10" y="20" width="30" height="5"/>'))
    assert (made.width, made.height) == (mm(100), mm(50))
    (only,) = made.contours
    assert only.path[0] == ("M", mm(10), mm(20))
    assert {point for point in only.path if point[0] == "L"} >= {("L", mm(40), mm(25))}
    assert all(isinstance(n, int) for segment in only.path for n in segment[1:])


def test_lines_become_areas_of_their_own_width() -> None:
    (line,) = sketch(NAME, svg('<path d="M0 10H100" stroke="#000" stroke-width="2"/>')).contours
    ys = {segment[2] for segment in line.path if len(segment) == 3}
    assert ys == {mm(9), mm(11)}


def test_transforms_groups_uses_and_classes_are_resolved() -> None:
    body = (
        "<style>/* x */ .a, #b {fill: #c00}</style>"
        '<g transform="translate(10 0)"><rect class="a" id="r" width="10" height="10"/></g>'
        '<use href="#r" y="20"/>'
    )
    made = sketch(NAME, svg(body))
    assert [c.path[0] for c in made.contours] == [("M", mm(10), 0), ("M", 0, mm(20))]
    assert colours(made) == ("#c00",)


SHAPE = '<rect width="3" height="3"/>'


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('<image href="a.png" width="5" height="5"/>', "嵌着位图"),
        ('<pattern id="p"/><rect width="3" height="3" fill="url(#p)"/>', "图案填充"),
        ('<rect width="3" height="3" filter="url(#f)"/>', "滤镜"),
        ('<g mask="url(#m)"><rect width="3" height="3"/></g>', "蒙版"),
        ('<foreignObject/><rect width="3" height="3"/>', "网页内容"),
        ("<script/>" + SHAPE, "脚本"),
        ('<rect width="3" height="3"><animate/></rect>', "动画"),
        ('<path d="M0 0H9" stroke="red" marker-end="url(#m)"/>', "箭头"),
        ('<rect width="3" height="3" opacity="0.5"/>', "透明"),
        ('<rect width="3" height="3" style="fill-opacity:.5"/>', "透明"),
        ('<rect width="3" height="3" fill="#ff000080"/>', "透明"),
        ('<rect width="3" height="3" fill="rgba(9,9,9,.5)"/>', "透明"),
        (('<linearGradient id="g"><stop stop-opacity=".5"/><stop offset="1"/></linearGradient>'
         '<rect width="3" height="3" fill="url(#g)"/>'), "透明"),
        ("<style>g &gt; rect {fill:red}</style>" + SHAPE, "样式表"),
        ("<text><textPath>字</textPath></text>" + SHAPE, "沿路径"),
        ('<use href="other.svg#a"/>' + SHAPE, "别的文件"),
        ('<rect width="3" height="3" fill="heliotrope"/>', "颜色"),
        ("<text>😀</text>" + SHAPE, "字体里没有的字"),
    ],
)  # fmt: skip
def test_what_has_no_shape_in_solid_inks_is_named_and_the_rest_is_drawn(
    body: str, named: str
) -> None:
    made = sketch(NAME, svg(body))
    assert any(named in zh for zh, _ in made.lost), made.lost
    assert made.contours


@pytest.mark.parametrize(
    "body",
    [
        '<rect width="3" height="3" opacity="1"/>',
        '<rect width="3" height="3" fill="rgba(9,9,9,1)" stroke-opacity="1.0"/>',
        f'<defs><pattern id="p"/><filter id="f"/></defs>{SHAPE}',
        f'<rect opacity="0" width="9" height="9" mask="url(#m)" display="none"/>{SHAPE}',
        f'<switch><foreignObject requiredExtensions="x"/><g>{SHAPE}</g></switch>',
        f"<title>图</title><desc/><metadata/>{SHAPE}",
        f"<style>@font-face {{font-family: x; src: url(data:x)}}</style>{SHAPE}",
    ],
)
def test_what_prints_nothing_and_what_changes_nothing_is_no_loss(body: str) -> None:
    made = sketch(NAME, svg(body))
    assert made.lost == ()
    assert len(made.contours) == 1


def test_text_is_set_in_the_faces_that_stand_for_its_own() -> None:
    ASKED.clear()
    body = (
        '<text x="50" y="20" font-size="10" font-family="SimHei, sans-serif" text-anchor="middle">'
        '国国<tspan font-weight="700" fill="#c00">国</tspan></text>'
    )
    made = sketch(NAME, svg(body))
    assert made.lettered
    assert made.lost == ()
    assert ASKED == [(("SimHei", "sans-serif"), False), (("SimHei", "sans-serif"), True)]
    black, red = made.contours
    assert (black.colour, red.colour) == ("black", "#c00")
    left, top, _, foot = box(black.path)
    right = box(red.path)[2]
    # Three ems round the middle; the em box stands 0.88 above the line and 0.12 under it.
    assert left == pytest.approx(100 - right, abs=0.6)
    assert 28 < right - left < 30
    assert 11 < top < 13
    assert 20 < foot < 22


@pytest.mark.parametrize(
    ("text", "corner"),
    [
        ('<text x="10" y="20" font-size="10">国</text>', (10, 20)),
        ('<text font-size="10"><tspan x="10" y="10" dy="1em">国</tspan></text>', (10, 20)),
        ('<text x="20" y="20" font-size="10" text-anchor="end">国</text>', (10, 20)),
        ('<text x="10%" y="40%" font-size="10">国</text>', (10, 20)),
        ('<text transform="translate(10 20)" font-size="10">  国  </text>', (10, 20)),
        ('<text x="10" y="12" font-size="10" dominant-baseline="hanging">国</text>', (10, 20)),
        ('<text x="0" y="0" dx="10" dy="20" font-size="10">国</text>', (10, 20)),
        ('<svg x="10" y="20"><text font-size="1em" style="font-size:10px">国</text></svg>', (10, 20)),
    ],
)  # fmt: skip
def test_letters_stand_where_the_drawing_puts_them(text: str, corner: tuple[int, int]) -> None:
    (only,) = sketch(NAME, svg(text)).contours
    left, _, _, foot = box(only.path)
    assert left == pytest.approx(corner[0], abs=1)
    assert foot == pytest.approx(corner[1] + 0.9, abs=0.6)


def test_letters_with_places_of_their_own_stand_there() -> None:
    made = sketch(NAME, svg('<text x="10 40 70" y="20 30" font-size="5">国国国</text>'))
    lefts = [round(box(c.path)[0]) for c in made.contours]
    feet = [round(box(c.path)[3]) for c in made.contours]
    assert lefts == [10, 40, 70]
    assert feet == [20, 30, 30]


@pytest.mark.parametrize(
    ("kind", "axis"),
    [
        ('<linearGradient id="g">{}</linearGradient>', 0),
        ('<linearGradient id="g" x2="0" y2="100%">{}</linearGradient>', 1),
        ('<linearGradient id="g" gradientTransform="rotate(90 .5 .5)">{}</linearGradient>', 1),
        (('<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="10" x2="90">{}'
         "</linearGradient>"), 0),
        ('<linearGradient id="o">{}</linearGradient><linearGradient id="g" href="#o"/>', 0),
    ],
)  # fmt: skip
def test_a_gradient_becomes_areas_each_over_the_one_before(kind: str, axis: int) -> None:
    """No seam: every area reaches to the far end, and colours run from the first stop's on."""
    stops = '<stop stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff"/>'
    shape = '<rect x="10" y="5" width="80" height="40" fill="url(#g)"/>'
    made = sketch(NAME, svg(kind.format(stops) + shape))
    assert made.lost == ()
    assert 40 < len(made.contours) <= 130
    boxes = [box(c.path) for c in made.contours]
    starts = [b[axis] for b in boxes]
    assert starts == sorted(starts)
    assert {round(b[axis + 2], 2) for b in boxes} == {90, 45} & {round(boxes[0][axis + 2], 2)}
    reds = [int(c.colour[1:3], 16) for c in made.contours]
    assert reds == sorted(reds, reverse=True)
    assert (reds[0], reds[-1]) == (pytest.approx(255, abs=4), pytest.approx(0, abs=4))
    middle = min(range(len(starts)), key=lambda n: abs(starts[n] - (50, 25)[axis]))
    assert reds[middle] == pytest.approx(128, abs=6)


def test_a_radial_gradient_lies_in_rings_from_the_outermost_in() -> None:
    body = (
        '<radialGradient id="g"><stop stop-color="#fff"/><stop offset="1" stop-color="#000"/></radialGradient>'
        '<circle cx="50" cy="25" r="20" fill="url(#g)"/>'
    )
    made = sketch(NAME, svg(body))
    widths = [b[2] - b[0] for b in (box(c.path) for c in made.contours)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == pytest.approx(40, abs=0.1)
    tones = [rgb[0] for c in made.contours if (rgb := rgb_of(c.colour))]
    assert tones == sorted(tones)
    assert tones[-1] - tones[0] > 240


def test_a_gradient_of_inks_stays_in_its_inks() -> None:
    body = (
        '<linearGradient id="g"><stop stop-color="device-cmyk(0 0 0 0)"/>'
        '<stop offset="1" stop-color="device-cmyk(0 1 0 0)"/></linearGradient>'
        '<rect width="50" height="20" fill="url(#g)"/>'
    )
    inks = [process_ink(colour) for colour in colours(sketch(NAME, svg(body)))]
    assert all(ink is not None and (ink.c, ink.y, ink.k) == (0, 0, 0) for ink in inks)


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ('<rect x="-50" y="-50" width="200" height="200"/>', (0, 0, 100, 50)),
        ('<circle cx="0" cy="0" r="30"/>', (0, 0, 30, 30)),
        (('<clipPath id="c"><rect x="20" y="10" width="10" height="10"/></clipPath>'
         '<g clip-path="url(#c)"><rect width="90" height="40"/></g>'), (20, 10, 30, 20)),
        (('<clipPath id="c"><circle cx="50" cy="25" r="10"/></clipPath>'
         '<rect clip-path="url(#c)" width="90" height="40"/>'), (40, 15, 60, 35)),
        (('<svg x="10" y="10" width="20" height="20" viewBox="0 0 1 1"><rect width="9" height="9"/>'
         "</svg>"), (10, 10, 30, 30)),
    ],
)  # fmt: skip
def test_nothing_stands_outside_what_it_is_cut_by(
    body: str, seen: tuple[float, float, float, float]
) -> None:
    (only,) = sketch(NAME, svg(body)).contours
    assert box(only.path) == pytest.approx(seen, abs=0.15)


def test_holes_of_the_even_odd_rule_stay_holes_under_the_other() -> None:
    """A page fills by winding numbers: outlines that lie in each other turn against each other."""
    rings = "".join(f"M{n} {n}H{60 - n}V{40 - n}H{n}Z" for n in (0, 5, 10))
    (only,) = sketch(NAME, svg(f'<path fill-rule="evenodd" d="{rings}"/>')).contours
    turns: list[int] = []
    points: list[tuple[int, int]] = []
    for verb, *numbers in (*only.path, ("M", 0, 0)):
        if verb == "M" and points:
            ring = [*points, points[0]]
            area = sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))
            turns.append(1 if area > 0 else -1)
            points = []
        points += [(int(numbers[0]), int(numbers[1]))] if numbers else []
    assert turns in ([1, -1, 1], [-1, 1, -1])


REFUSED_DRAWINGS = sorted(
    DRAWINGS.keys()
    - {
        "even-points",
        "gradient-cycle",
        "repeats",
        "stops",
        "turned",
        "bitmap",
        "huge-view",
        "wide-strokes",
    }
)
PROGRAM = """
import resource, sys, time
from pathlib import Path
from presslayout.assets.fonts import open_face
from presslayout.base.diagnostics import AssetError
from presslayout.assets import svg, svg_outlines, svg_walk
from tests.hostile_drawings import DRAWINGS
from tests.kit import family
faces = lambda names, bold: (open_face(family("宋体", "NotoSerifSC-Regular.ttf")),)
for name, data in DRAWINGS.items():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    try:
        svg.sketch(Path("图.svg"), data, faces)
        said = "drawn"
    except AssetError as fault:
        said = fault.diagnostics[0].code
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    print(name, said, round(time.process_time() - start, 2), grown)
"""


@pytest.mark.slow
def test_no_drawing_takes_more_time_or_memory_than_a_page() -> None:
    """Two seconds and 300 MB are a page's; a busy machine is given three times the time."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        check=True,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)),
    )
    rows = [row.split() for row in done.stdout.decode().splitlines()]
    assert [row[0] for row in rows] == list(DRAWINGS)
    assert sorted(row[0] for row in rows if row[1] == "broken-picture") == REFUSED_DRAWINGS
    slow = [row for row in rows if float(row[2]) > 6 or int(row[3]) > 300]
    assert slow == []


@pytest.mark.parametrize("name", ["cycle", "laughs", "paths", "points", "dashes", "huge-size"])
def test_what_is_too_much_says_how_much_is_allowed_and_what_to_do(name: str) -> None:
    with pytest.raises(AssetError) as error:
        sketch(NAME, DRAWINGS[name])
    (found,) = error.value.diagnostics
    assert found.code == "broken-picture"
    assert "图.svg" in found.message.zh
    assert found.hint is not None
    assert "导出" in found.hint.zh or "改成" in found.hint.zh


def test_entities_of_drawing_programs_are_read() -> None:
    head = '<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>'
    data = f'{head}<svg xmlns="&ns_svg;" viewBox="0 0 9 9">{SHAPE}</svg>'.encode()
    assert len(sketch(NAME, data).contours) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<html/>",
        svg("", attributes=""),
        svg("", attributes='viewBox="a b c d"'),
        svg("", attributes='viewBox="0 0 0 5"'),
        svg('<path d="M0 0 Lx"/>'),
        b'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;">]>' + svg("&c;"),
    ],
)
def test_a_damaged_drawing_is_told_not_raised(data: bytes) -> None:
    assert refusal(data)[0] == "broken-picture"


@pytest.mark.parametrize(
    ("colour", "ink"),
    [
        ("black", BLACK),
        ("#000000", BLACK),
        ("white", WHITE),
        ("device-cmyk(0 1 1 0)", Ink(m=1000, y=1000)),
        ("device-cmyk(10%, 0%, 0%, 25.5%)", Ink(c=100, k=255)),
        ("device-cmyk(0 1 1)", None),
        ("#c8102e", None),
    ],
)
def test_process_colours_are_taken_as_they_are(colour: str, ink: Ink | None) -> None:
    assert process_ink(colour) == ink


def test_greys_print_in_black_alone_and_colours_within_the_limit() -> None:
    press = ROOT / "layout" / "press"
    conversion = Conversion(
        (press / "IFRA26S_TAC220.icc").read_bytes(), (press / "sRGB.icc").read_bytes(), 240
    )
    grey, red, dark = inks_of(((128, 128, 128), (200, 16, 46), (20, 12, 4)), conversion)
    assert grey.c == grey.m == grey.y == 0
    assert 0 < grey.k < 1000
    assert red.m > 700 > red.c
    assert dark.total <= 2400
    assert inks_of((), conversion) == ()


def test_shapes_are_filled_with_the_inks_they_are_given() -> None:
    made = sketch(NAME, svg('<rect width="9" height="9" fill="#abc"/><rect width="2" height="2"/>'))
    inks = {"#abc": Ink(c=300), "black": BLACK}
    assert [s.fill for s in shapes(made, inks.__getitem__)] == [Ink(c=300), BLACK]
    assert rgb_of("#abc") == (170, 187, 204)
    assert rgb_of("nonsense") is None
