"""A subhead of two lines is broken at words, as headlines are (RULES T1–T3)."""

from __future__ import annotations

import pytest

from presslayout.base.units import pt
from presslayout.flow.body import BodyFonts, SubheadBlock, subhead_block
from presslayout.issue.issue import Paragraph
from presslayout.typeset.words import Words
from tests import kit
from tests.unit.typeset.desk import BODY, SIZE

STYLE = kit.template().subhead


def lines(text: str, cells: int, words: object = Words(("慈利县",))) -> list[str]:
    fonts = BodyFonts(BODY, cells * 1000, 2000, cells * SIZE, words=words)  # type: ignore[arg-type]
    made = subhead_block(Paragraph("subhead", text, 0), fonts, STYLE, BODY, pt(9))
    assert isinstance(made, SubheadBlock)
    heading = made.heading
    assert made.rows == (STYLE.rows_one if len(heading.lines) == 1 else STYLE.rows_two)
    return [text[line.text_start : line.text_end] for line in heading.lines]


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("慈利县公安局通报一起案情", 8, ["慈利县公安局", "通报一起案情"]),
        ("坚持走共产主义的道路不动摇", 8, ["坚持走共产主义的", "道路不动摇"]),
        ("老人们和孩子们都上了山", 7, ["老人们和孩子们", "都上了山"]),
    ],
)
def test_two_lines_end_at_words(text: str, cells: int, expected: list[str]) -> None:
    assert lines(text, cells) == expected


def test_no_second_line_is_a_stub() -> None:
    text = "全县新增一批省级示范合作社"
    for cells in range(7, 12):
        first, second = lines(text, cells)
        assert 5 * len(second) >= 2 * len(first)
        assert len(second) >= 2


def test_words_are_asked_only_for_a_second_line() -> None:
    asked = []

    def words(text: str) -> frozenset[int]:
        asked.append(text)
        return frozenset(range(len(text)))

    lines("山上走得勤", 8, words)
    assert asked == []
    lines("山上走得勤，沟沟有人来", 8, words)
    # Parted after its mark it reads best, whatever its words are.
    assert asked == []
    lines("山上走得勤一条沟一个人", 8, words)
    assert asked == ["山上走得勤一条沟一个人"]


def test_where_words_forbid_a_second_line_it_has_one_all_the_same() -> None:
    text = "山川河流湖海林木花草"
    parts = lines(text, 8, lambda _: frozenset())
    assert len(parts) == 2
    assert "".join(parts) == text
