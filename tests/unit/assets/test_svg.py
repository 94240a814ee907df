from __future__ import annotations

from pathlib import Path

import pytest

from presslayout.assets.colour import inks_of
from presslayout.assets.images import Conversion
from presslayout.assets.svg import colours, process_ink, rgb_of, shapes, sketch
from presslayout.diagnostics import AssetError
from presslayout.page import BLACK, WHITE, Ink
from presslayout.units import mm

ROOT = Path(__file__).resolve().parents[3]
NAME = Path("图.svg")


def svg(body: str, *, attributes: str = 'viewBox="0 0 100 50" width="100mm"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'.encode()


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


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("<text>字</text>", "文字没有转曲"),
        ('<image href="a.png"/>', "嵌着位图"),
        ('<linearGradient id="g"/>', "渐变"),
        ('<rect width="3" height="3" opacity="0.5"/>', "透明"),
        ('<rect width="3" height="3" style="fill-opacity:.5"/>', "透明"),
        ("<style>g &gt; rect {fill:red}</style>", "样式表"),
    ],
)
def test_what_cannot_be_kept_as_vectors_is_named(body: str, named: str) -> None:
    code, message = refusal(svg(body))
    assert code == "not-vector"
    assert named in message


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
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
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
