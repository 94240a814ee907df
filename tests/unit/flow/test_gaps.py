"""Marks in the gap between lines: whether it is wide enough, and whether they touch (RULES G3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.units import pt
from presslayout.flow.compose import compose
from presslayout.issue.issue import Markup
from tests import kit

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic

TEXT = "山水林田湖草沙云岭县护路人清晨走过石桥看见雾从谷底升起来" * 2


def told(*marks: Markup, pitch: float = 13) -> list[Diagnostic]:
    """What is said of one paragraph in a column of eighteen characters, indented by two."""
    design = kit.template(kit.slot("头条", (1, 20), split=4), rows=76)
    design = replace(design, body=replace(design.body, leading=pt(pitch)))
    tale = kit.story("A", "头条", TEXT)
    (only,) = tale.body
    tale = replace(tale, body=(replace(only, marks=marks),))
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    return [d for d in found.diagnostics if d.code in {"line-gap", "marks-touch"}]


def codes(*marks: Markup, pitch: float = 13) -> list[str]:
    return sorted(d.code for d in told(*marks, pitch=pitch))


def test_text_without_marks_wants_no_gap() -> None:
    assert codes() == []


@pytest.mark.parametrize("kind", ["dots", "name", "title", "ruby"])
def test_half_the_size_is_wanted_for_marks_on_one_side(kind: str) -> None:
    mark = Markup(kind, 2, 2, "líng" if kind == "ruby" else "")
    assert codes(mark) == ["line-gap"]
    assert codes(mark, pitch=13.5) == []


def test_five_eighths_are_wanted_on_both_sides() -> None:
    apart = Markup("dots", 2, 2), Markup("ruby", 40, 1, "gǔ")
    assert codes(*apart, pitch=13.5) == ["line-gap"]
    assert codes(*apart, pitch=15) == []


def test_dots_over_a_reading_touch_it() -> None:
    # The first line ends with character 16, so 20 stands under 2.
    (gap, touch) = sorted(
        told(Markup("dots", 2, 4), Markup("ruby", 20, 1, "gǔ")), key=lambda d: d.code
    )
    assert (gap.code, touch.code) == ("line-gap", "marks-touch")
    assert touch.hint is not None
    assert "16pt" in touch.hint.zh
    assert codes(Markup("dots", 2, 4), Markup("ruby", 20, 1, "gǔ"), pitch=17) == []
    # The same reading two columns' width away is free.
    assert codes(Markup("dots", 2, 2), Markup("ruby", 28, 1, "gǔ")) == ["line-gap"]
