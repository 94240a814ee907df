"""What the press would refuse, seen on pages made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.kit import NEWSPRINT, ROOT

from presslayout.base.diagnostics import ERROR
from presslayout.base.geometry import Box
from presslayout.base.source import Source
from presslayout.base.units import mm, pt
from presslayout.edition.ink import BLACK, RED, WHITE, Ink
from presslayout.edition.limits import Limits, Tolerances
from presslayout.edition.page import Block, Edition, Glyphs, Item, Page, Shape, Stroke, rectangle
from presslayout.edition.record import Composition, PageRecord, PhotoRecord
from presslayout.preflight.edition import preflight

GOLD = Ink(200, 350, 750, 250, "PANTONE 871 C")
FAR = rectangle(Box(mm(200), mm(200), mm(20), mm(20)))


def words(size: float = 9, ink: Ink = BLACK) -> Glyphs:
    return Glyphs("f", pt(size), (1,), (mm(20),), (mm(20),), "字", ink=ink)


def block(*items: Item, role: str = "body") -> Block:
    return Block("A/body", role, items, "A", "body")


def composed(*blocks: Block, ppi: int = 300) -> Composition:
    page = Page(1, "01", "t", mm(100), mm(100), 0, blocks)
    photo = PhotoRecord(
        "images/a.jpg", "A", Box(0, 0, mm(50), mm(30)), ppi, (0, 0, 500, 300), (500, 300)
    )
    record = PageRecord(1, "t", "", mm(100), mm(100), (), (photo,))
    edition = Edition("报", "2026-10-18", "e", (page,), (), (), NEWSPRINT)
    return Composition(edition, (record,), (), {})


def found(*blocks: Block, plant: Tolerances | None = None) -> list[tuple[str, str]]:
    plant = plant or Tolerances(spots=1)
    return [(d.code, d.severity.value) for d in preflight(composed(*blocks), plant=plant)]


def test_black_text_and_a_hairline_that_prints_are_fine() -> None:
    rule = Shape(FAR, stroke=Stroke(BLACK, pt("0.25")))
    assert found(block(words(), rule)) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (Shape(FAR, fill=Ink(1000, 1000, 500, 0)), [("ink-limit", "error")]),
        (Shape(FAR, fill=Ink(1000, 1000, 400, 0)), [("ink-advised", "warning")]),
        (Shape(FAR, fill=Ink(1000, 1000, 200, 0)), []),
        (words(40, Ink(1000, 1000, 500, 0)), [("ink-limit", "error")]),
        (words(11.9, Ink(300, 300, 300, 0)), [("small-colour-type", "warning")]),
        (words(12, Ink(300, 300, 300, 0)), []),
        (words(9, RED), []),
        (words(7.5, WHITE), [("small-reversed-type", "warning")]),
        (words(8, WHITE), []),
        (Shape(FAR, stroke=Stroke(BLACK, pt("0.2"))), [("hairline", "error")]),
        (Shape(FAR, stroke=Stroke(RED, pt("0.4"))), [("thin-rule", "warning")]),
        (Shape(FAR, stroke=Stroke(RED, pt("0.5"))), []),
        (Shape(FAR, stroke=Stroke(WHITE, pt("0.4"))), [("thin-rule", "warning")]),
        (Shape(FAR, stroke=Stroke(GOLD, pt("0.3"))), []),
        (words(9, GOLD), []),
        (words(7, GOLD.tinted(400)), [("small-tinted-type", "warning")]),
        (words(7, Ink(k=500)), [("small-tinted-type", "warning")]),
        (words(7.5, Ink(k=500)), []),
        (words(9, Ink(400, 300, 300, 1000)), [("rich-black-text", "warning")]),
        (words(24, Ink(400, 300, 300, 1000)), []),
        (Shape(FAR, fill=Ink(k=29)), [("faint-tint", "info")]),
        (Shape(FAR, fill=Ink(k=30)), []),
        (Shape(FAR, fill=GOLD.tinted(20)), [("faint-tint", "info")]),
        (
            Shape(rectangle(Box(0, 0, mm(50), pt("0.2"))), fill=BLACK),
            [("hairline", "error")],
        ),
    ],
)
def test_items(item: Item, expected: list[tuple[str, str]]) -> None:
    assert found(block(item)) == expected


def test_body_text_wants_a_light_tint_under_it() -> None:
    box = rectangle(Box(mm(10), mm(10), mm(30), mm(30)))
    tint = Block("A/frame", "frame", (Shape(box, fill=Ink(k=90)),), "A")
    light = replace(tint, items=(Shape(box, fill=Ink(k=80)),))
    beside = replace(tint, items=(Shape(FAR, fill=Ink(k=90)),))
    assert found(tint, block(words())) == [("tint-under-text", "warning")]
    assert found(light, block(words())) == []
    assert found(beside, block(words())) == []
    assert found(tint, block(words(), role="headline")) == []


@pytest.mark.parametrize(
    ("ppi", "expected"), [(98, "error"), (99, "warning"), (148, "warning"), (149, None)]
)
def test_pictures_by_the_press(ppi: int, expected: str | None) -> None:
    said = [(d.code, d.severity.value) for d in preflight(composed(ppi=ppi))]
    assert said == ([("low-resolution", expected)] if expected else [])


@pytest.mark.parametrize(("ppi", "smaller"), [(60, True), (3, False)])
def test_a_photo_is_told_to_shrink_only_where_something_would_be_left(
    ppi: int, smaller: bool
) -> None:
    [told] = preflight(composed(ppi=ppi))
    assert told.hint is not None
    assert "更大的图" in told.hint.zh
    assert ("% 宽" in told.hint.zh) == smaller


def test_a_template_may_ask_for_more() -> None:
    said = preflight(composed(ppi=180), {1: Limits(200, 300)})
    assert [(d.code, d.severity.value, d.story) for d in said] == [("low-resolution", "error", "A")]
    assert "180" in said[0].message.zh
    assert "200" in said[0].message.zh


def test_white_song_needs_to_be_larger_than_white_hei() -> None:
    for file, size, expected in (
        ("NotoSerifSC-Regular.ttf", 11, {"thin-reversed-type"}),
        ("NotoSerifSC-Regular.ttf", 12, set()),
        ("NotoSansSC-Regular.ttf", 11, set()),
        ("NotoSansSC-Bold.ttf", 8, set()),
        ("LXGWWenKai-Regular.ttf", 10, {"thin-reversed-type"}),
    ):
        made = composed(block(words(size, WHITE)))
        made = replace(made, sources={"f": Source(ROOT / "fonts" / file)})
        assert {d.code for d in preflight(made)} == expected, (file, size)


def test_a_press_has_so_many_spot_units() -> None:
    silver = replace(GOLD, spot="PANTONE 877 C")
    assert found(block(words(9, GOLD), words(9, GOLD.tinted(900)))) == []
    assert found(block(words(9, GOLD), words(9, silver))) == [("spot-colour", "error")]
    assert found(block(words(9, GOLD)), plant=Tolerances()) == [("spot-colour", "error")]


def test_a_plant_weighs_what_it_finds() -> None:
    thin = block(Shape(FAR, stroke=Stroke(RED, pt("0.4"))))
    assert found(thin, plant=Tolerances(severities={"thin-rule": None})) == []
    assert found(thin, plant=Tolerances(severities={"thin-rule": ERROR})) == [
        ("thin-rule", "error")
    ]
    assert found(thin, plant=Tolerances(thin_colour_rule=pt("0.3"))) == []
