"""Emphasis dots, readings and the markers of lists: where they stand, and that text is untouched."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from presslayout.base.units import pt
from presslayout.flow.body import BodyFonts, text_block
from presslayout.flow.emphasis import Beside, beside, marker, reading_size
from presslayout.issue.issue import Markup, Paragraph
from presslayout.typeset.lines import laid_out
from presslayout.typeset.spacing import EM
from tests.unit.typeset.desk import BODY, SIZE

PITCH = pt(13)
FONTS = BodyFonts(BODY, 8000, 2000, 8 * SIZE, reading_size(SIZE, PITCH))


def paragraph(text: str, *marks: Markup, kind: str = "paragraph", sign: str = "") -> Paragraph:
    return Paragraph(kind, text, 0, marks, marker=sign)


def drawn(given: Paragraph) -> tuple[list[str], Beside]:
    block = text_block(given, FONTS)
    found, lines = Beside(), block.best.lines
    for number, line in enumerate(lines):
        sizes = FONTS.reading, FONTS.width - block.inset
        beside(found, (block.shaped, line), block.marks, (block.inset, number * PITCH), sizes)
    return [given.text[line.text_start : line.text_end] for line in lines], found


def middle(shape: object) -> int:
    """The middle of a dot: its path begins at its right and is half way at its left."""
    path = shape.path  # type: ignore[attr-defined]
    return int(path[0][1] + path[2][5]) // 2


def test_a_dot_stands_under_the_middle_of_each_han_and_of_nothing_else() -> None:
    given = paragraph("他说谁，也不 A行", Markup("dots", 2, 7))
    _, found = drawn(given)
    # 谁 也 不 行: marks, spaces and Latin letters have none (RULES E1).
    assert len(found.dots) == 4
    block = text_block(given, FONTS)
    cells = [c for line in block.best.lines for c in laid_out(block.shaped, line)]
    wanted = [(x + width // 2) * SIZE // EM for text, x, width in cells if text in "谁也不行"]
    assert [abs(middle(d) - w) <= SIZE // 500 for d, w in zip(found.dots, wanted, strict=True)]
    assert all(abs(middle(d) - w) <= SIZE // 500 for d, w in zip(found.dots, wanted, strict=True))


def test_dots_go_on_over_a_line_end() -> None:
    text = "一二三四五六七八九十百千"
    lines, found = drawn(paragraph(text, Markup("dots", 0, len(text))))
    assert len(lines) == 2
    assert len({shape.path[0][2] for shape in found.dots}) == 2
    assert len(found.dots) == len(text)


def test_a_reading_is_centred_over_its_base() -> None:
    given = paragraph("念一个坪字", Markup("ruby", 3, 1, "píng"))
    _, found = drawn(given)
    (reading,) = found.readings
    assert reading.text == "píng"
    assert reading.size == reading_size(SIZE, PITCH) == pt(4)
    base = (2 + 3 + 0.5) * SIZE
    left, last = reading.x[0], reading.x[-1]
    assert left < base < last + reading.size
    assert reading.y[0] < 0 or reading.y[0] < SIZE


def test_a_base_is_never_parted_from_itself() -> None:
    text = "一二三四五龙潭坪七八九十"
    for measure in range(4000, 9000, 500):
        fonts = replace(FONTS, measure=measure)
        block = text_block(paragraph(text, Markup("ruby", 5, 3, "lóng tán píng")), fonts)
        for setting in block.variants:
            assert all(not 5 < line.text_end < 8 for line in setting.lines)


def test_readings_side_by_side_keep_a_quarter_of_an_em_apart() -> None:
    given = paragraph(
        "壮床双", *(Markup("ruby", n, 1, t) for n, t in enumerate(("zhuàng", "chuáng", "shuāng")))
    )
    block = text_block(given, replace(FONTS, measure=14_000))
    found = Beside()
    (line,) = block.best.lines
    beside(found, (block.shaped, line), block.marks, (0, 0), (FONTS.reading, 14 * SIZE))
    edges = []
    for reading in found.readings:
        single = text_block(paragraph(reading.text), FONTS).shaped
        width = single.width[-1] * reading.size // EM
        edges.append((reading.x[0], reading.x[0] + width))
    assert len(edges) == 3
    for (_, right), (left, _) in pairwise(edges):
        assert left - right >= SIZE // 4 - SIZE // 50


def test_the_lines_of_a_list_item_stand_behind_its_marker() -> None:
    text = "清明前后不动土，谁家起屋都要等到谷雨以后再说。"
    block = text_block(paragraph(text, kind="item", sign="12."), FONTS)
    assert block.inset == 2 * SIZE
    assert all(line.indent == 0 and line.width <= 6000 for line in block.best.lines)
    (sign,) = marker(block.marker, BODY, (0, 0), block.inset)
    assert sign.text == "12."
    assert sign.x[-1] < block.inset


def test_what_continues_another_column_has_no_marker_and_keeps_its_marks() -> None:
    text = "清明前后不动土谁家起屋都要等"
    given = paragraph(text, Markup("dots", 2, 8), kind="item", sign="•")
    rest = text_block(given, FONTS, start=6)
    assert rest.marker == ""
    assert [(m.start, m.length) for m in rest.marks] == [(0, 4)]


def lines_under(*marks: Markup, text: str = "甲乙丙丁戊己庚辛") -> list[tuple[int, int]]:
    """The ends of the lines under the words, in thousandths of an em from the first character."""
    block = text_block(paragraph(text, *marks), replace(FONTS, measure=4000, indent=0))
    found = Beside()
    for line in block.best.lines:
        beside(found, (block.shaped, line), block.marks, (0, 0), (FONTS.reading, 4 * SIZE))
    assert all(shape.stroke and not shape.fill for shape in found.dots)
    return [(int(s.path[0][1]) * EM // SIZE, int(s.path[-1][-2]) * EM // SIZE) for s in found.dots]


def test_each_name_has_a_line_of_its_own_an_eighth_of_an_em_apart() -> None:
    (a, b), (c, d) = lines_under(Markup("name", 0, 2, "_"), Markup("title", 2, 1, "~"))
    assert c - b >= 125
    assert (a > 0, d < 3000) == (True, True)
    assert b - a >= 1800


def test_a_line_under_a_name_breaks_with_the_text_line_alone() -> None:
    assert len(lines_under(Markup("name", 2, 4, "_"))) == 2
    assert len(lines_under(Markup("name", 0, 4, "_"))) == 1


def test_a_line_does_not_run_on_under_the_blank_of_a_mark() -> None:
    ((_, end),) = lines_under(Markup("name", 0, 3, "_"), text="甲乙，丙丁戊")
    assert end <= 2500


def test_bopomofo_stands_at_the_right_of_each_character_in_half_a_cell() -> None:
    given = paragraph("念山坪字", Markup("ruby", 1, 2, "ㄕㄢ ㄆㄧㄥˊ"))
    block = text_block(given, FONTS)
    assert block.shaped.width[-1] == 4000 + 2 * 500
    (line,) = block.best.lines
    cells = {text: x for text, x, _ in laid_out(block.shaped, line)}
    assert cells["坪"] - cells["山"] == cells["字"] - cells["坪"] == 1500
    _, found = drawn(given)
    assert "".join(run.text for run in found.readings) == "ㄕㄢㄆㄧㄥˊ"
    shan, ping = found.readings[:2], found.readings[2:5]
    for base, symbols in (("山", shan), ("坪", ping)):
        left = (cells[base] + EM) * SIZE // EM
        # One below the other, inside the half cell, none over its base or the next character.
        assert all(left <= run.x[0] < left + SIZE // 2 for run in symbols)
        downward = [run.y[0] for run in symbols]
        assert downward == sorted(downward)
        assert len(set(downward)) == len(symbols)
    tone = found.readings[5]
    assert tone.x[0] > ping[-1].x[0]
    assert tone.y[0] <= ping[-1].y[0]


def test_a_light_tone_stands_above_and_what_has_no_reading_keeps_its_half_cell() -> None:
    given = paragraph("山上的人", Markup("ruby", 0, 3, "ㄕㄢ ㄕㄤˋ"))
    block = text_block(given, FONTS)
    assert block.shaped.width[-1] == 4000 + 3 * 500
    _, found = drawn(paragraph("的人", Markup("ruby", 0, 1, "˙ㄉㄜ")))
    light, first, _ = found.readings
    assert (light.text, first.text) == ("˙", "ㄉ")
    assert light.y[0] < first.y[0]


def test_bopomofo_may_part_where_characters_do() -> None:
    text = "一二三四五龙潭坪七八九十"
    fonts = replace(FONTS, measure=7000, indent=0)
    marks = Markup("ruby", 5, 3, "ㄌㄨㄥˊ ㄊㄢˊ ㄆㄧㄥˊ")
    ends = {
        line.text_end
        for setting in text_block(paragraph(text, marks), fonts).variants
        for line in setting.lines
    }
    assert ends & {6, 7}


@pytest.mark.parametrize(
    "sign", ["第一条", "一、", "（1）", "①", "12.", "a)", "第一百二十三条之一"]
)
def test_a_marker_of_any_kind_is_drawn_whole_and_before_its_text(sign: str) -> None:
    block = text_block(paragraph("进山不带火种。" * 3, kind="item", sign=sign), FONTS)
    made = marker(block.marker, BODY, (0, 0), block.inset)
    assert "".join(one.text for one in made) == sign
    assert sum(len(one.ids) for one in made) == len(sign)
    last = made[-1]
    assert last.x[-1] + last.size // 2 <= block.inset
    assert made[0].x[0] >= -SIZE // 2
    if len(sign) < 4:
        assert last.size == BODY.size
