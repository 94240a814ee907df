"""What a page paints, and where: places behind matrices, turns, forms, patterns and clips."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from tests import corpus

from presslayout.preflight.pdf.functions import KnownFunctions, evaluated
from presslayout.preflight.pdf.pdf_page import PdfPage

if TYPE_CHECKING:
    from presslayout.preflight.pdf.painted import Painted

SIDE = corpus.SIDE


def painted(content: str, change: Any = lambda _: None, **page: Any) -> tuple[Painted, ...]:
    """What a page paints; its upper left corner is 0, 0."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(SIDE, SIDE))
    made = pdf.pages[0]
    made.Contents = pdf.make_stream(content.encode())
    made.obj["/Resources"] = Dictionary(
        XObject=Dictionary(), Pattern=Dictionary(), Shading=Dictionary(), Font=Dictionary()
    )
    change(pdf)
    for key, value in page.items():
        made.obj[f"/{key}"] = value
    sheet = PdfPage(made, {}, {})
    found = sheet.painted
    assert sheet.trouble is None
    # The file must outlive what was read of it.
    KEPT.append(pdf)
    return found


KEPT: list[pikepdf.Pdf] = []


@pytest.mark.parametrize(
    ("content", "box"),
    [
        ("10 20 30 40 re f", (10, 240, 40, 280)),
        ("q 2 0 0 2 0 0 cm 10 20 30 40 re f Q", (20, 180, 80, 260)),
        ("q 0 1 -1 0 100 0 cm 10 20 30 40 re f Q", (40, 260, 80, 290)),
        ("2 w 10 50 m 90 50 l S", (9, 249, 91, 251)),
        ("q 20 0 0 10 5 5 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q", (5, 285, 25, 295)),
        ("10 10 20 20 re W n 0 0 300 300 re f", (10, 270, 30, 290)),
    ],
)
def test_a_box_stands_where_its_object_is_seen(content: str, box: tuple[float, ...]) -> None:
    assert painted(content)[0].box == pytest.approx(box)


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        (0, (10, 240, 40, 280)),
        (90, (20, 10, 60, 40)),
        (180, (260, 20, 290, 60)),
        (270, (240, 260, 280, 290)),
    ],
)
def test_places_turn_with_the_page(turn: int, box: tuple[float, ...]) -> None:
    assert painted("10 20 30 40 re f", Rotate=turn)[0].box == pytest.approx(box)


def test_places_begin_at_the_trim_and_grow_with_the_unit() -> None:
    trim = Array([10, 10, 210, 210])
    one = painted("10 10 20 20 re f", TrimBox=trim, UserUnit=2)[0]
    assert one.box == pytest.approx((0, 360, 40, 400))


def test_tiles_stand_in_the_contents_own_space() -> None:
    """Where the pattern is set, a matrix moves the path and not the tiles."""
    use = "/Pattern cs /P scn"
    tile = corpus.using("/Pattern", "/P", corpus.tile(b"0 1 1 0 k 0 0 5 5 re f"))
    straight = painted(f"{use} 100 100 20 20 re f", tile)
    moved = painted(f"q 1 0 0 1 43 27 cm {use} 57 73 20 20 re f Q", tile)
    enlarged = painted(
        f"q 3 0 0 3 0 0 cm {use} 33.3333333 33.3333333 6.6666667 6.6666667 re f Q", tile
    )
    boxes = [one.box for one in straight]
    assert len(boxes) == 5
    assert boxes[1] == pytest.approx((100, 195, 105, 200))
    for other in (moved, enlarged):
        assert len(other) == 5
        for one, box in zip(other, boxes, strict=True):
            assert one.box == pytest.approx(box, abs=0.001)


def test_in_a_form_tiles_stand_in_the_forms_space() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        corpus.using("/Pattern", "/P", corpus.tile(b"0 0 5 5 re f"))(pdf)
        drawn = corpus.form(b"/Pattern cs /P scn 0 0 10 10 re f")
        corpus.using("/XObject", "/F", drawn)(pdf)

    found = painted("q 1 0 0 1 103 0 cm /F Do Q", change)
    assert found[1].box == pytest.approx((103, 295, 108, 300))


def test_a_form_is_clipped_by_its_box_and_placed_by_its_matrix() -> None:
    drawn = corpus.form(b"0 0 90 90 re f", BBox=[0, 0, 10, 10], Matrix=[2, 0, 0, 2, 5, 5])
    found = painted("/F Do", corpus.using("/XObject", "/F", drawn))
    assert found[0].box == pytest.approx((5, 275, 25, 295))


def test_type_has_its_size_and_words_on_the_page() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        corpus.resources(pdf, "/Font")["/Song"] = corpus.composite_font(pdf)

    text = corpus.shown("云岭", 10, (30, 250)).decode()
    one = painted(f"q 2 0 0 2 0 -300 cm {text} Q", change)[0]
    assert (one.kind, one.text, one.size) == ("text", "云岭", pytest.approx(20))
    assert one.box == pytest.approx((60, 82.4, 100, 102.4), abs=0.01)


def test_the_narrow_side_of_a_bar_is_its_size_however_it_is_turned() -> None:
    found = painted("q 0.6 0.8 -0.8 0.6 100 50 cm 20 10 60 0.2 re f Q 0 0 9 3 re f")
    assert [one.size for one in found] == pytest.approx([0.2, 3])


def test_groups_make_what_they_hold_as_opaque_as_they_are() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        drawn = corpus.form(b"0 0 9 9 re f", Group=Dictionary(S=Name.Transparency))
        corpus.using("/XObject", "/F", drawn)(pdf)
        states = Dictionary(H=Dictionary(ca=0.5))
        corpus.page_of(pdf)["/Resources"]["/ExtGState"] = states

    one = painted("/H gs /F Do", change)[0]
    assert [group.alpha for group in one.groups] == [0.5]
    assert one.is_transparent


@pytest.mark.parametrize(
    ("function", "given", "expected"),
    [
        (Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0], C1=[1, 0.5]), 0.5, [0.5, 0.25]),
        (Dictionary(FunctionType=2, Domain=[0, 1], N=2, C0=[0], C1=[1]), 0.5, [0.25]),
        (
            Dictionary(
                FunctionType=3,
                Domain=[0, 1],
                Bounds=[0.5],
                Encode=[0, 1, 1, 0],
                Functions=Array([Dictionary(FunctionType=2, Domain=[0, 1], N=1)] * 2),
            ),
            0.75,
            [0.5],
        ),
    ],
)
def test_functions_of_a_dictionary(function: Any, given: float, expected: list[float]) -> None:
    assert evaluated(function, [given]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("program", "given", "expected"),
    [
        ("{ 2 mul }", [0.25], [0.5]),
        ("{ dup 0.5 gt { pop 1 } { pop 0 } ifelse }", [0.7], [1]),
        ("{ 0 0 0 4 -1 roll }", [0.4], [0, 0, 0, 0.4]),
        ("{ 1 exch sub dup 0.2 lt { pop 0.2 } if }", [0.9], [0.2]),
        ("{ exch }", [0.1, 0.2], [0.2, 0.1]),
        ("{ 3 1 roll }", [0.1, 0.2, 0.3], [0.3, 0.1, 0.2]),
        ("{ 1 index add }", [0.1, 0.2], [0.1, 0.3]),
    ],
)
def test_functions_of_a_calculator(program: str, given: list[float], expected: list[float]) -> None:
    pdf = pikepdf.new()
    stream = pdf.make_stream(
        program.encode(),
        FunctionType=4,
        Domain=[0, 1] * len(given),
        Range=[0, 1] * len(expected),
    )
    assert evaluated(stream, given) == pytest.approx(expected)


def test_a_function_is_read_once_a_file_and_told_once_a_page() -> None:
    pdf = pikepdf.new()
    made = pdf.make_indirect(Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0], C1=[1]))
    file: dict[Any, Any] = {}
    met: list[int] = []
    found = []
    for page in range(3):
        known = KnownFunctions(file)
        met_here = partial(met.append, page)
        found += [known.of(made, met_here), known.of(made, met_here)]
        ramp = known.along(made, (0.0, 1.0, 0.0, 3))
        assert ramp == [[0.0], [0.5], [1.0]]
        assert known.along(made, (0.0, 1.0, 0.0, 3)) is ramp
        assert known.along(made, (0.0, 1.0, 0.5, 2)) == [[0.25], [0.75]]
    assert met == [0, 1, 2]
    assert all(one is found[0] for one in found)


def test_no_more_functions_are_kept_than_memory_holds() -> None:
    pdf = pikepdf.new()
    file: dict[Any, Any] = {}
    for at in range(200):
        made = pdf.make_indirect(Dictionary(FunctionType=2, Domain=[0, 1], N=1, C1=[at / 200]))
        known = KnownFunctions(file)
        assert known.of(made, lambda: None)(1) == [at / 200]
    assert len(file) == 64


def test_a_sampled_function_looks_its_colours_up() -> None:
    pdf = pikepdf.new()
    stream = pdf.make_stream(
        bytes([0, 255, 128, 64, 255, 0]),
        FunctionType=0,
        Domain=[0, 1],
        Range=[0, 1, 0, 1],
        Size=[3],
        BitsPerSample=8,
    )
    assert evaluated(stream, [0.5]) == pytest.approx([128 / 255, 64 / 255])
