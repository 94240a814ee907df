"""Copy into blocks: nothing changes but the markup, and every character knows its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.issue.copy.blocks import Copy, lines_of, read_markdown, read_text
from presslayout.issue.copy.damage import controls, damage
from presslayout.issue.copy.markup import plain
from presslayout.issue.yaml.tree import SourceText

HAN = st.text(alphabet="山水林田，。“”（）ab1 　*{}|#>-\\", max_size=30)


def markdown(text: str) -> Copy:
    return read_markdown(lines_of(text), source(text))


def source(text: str) -> SourceText:
    return SourceText("A.md", tuple(line.text for line in lines_of(text)))


def blocks(text: str) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for p in markdown(text).body]


def told(text: str, reader: Callable[..., Copy] = read_markdown) -> list[tuple[str, int, int]]:
    copy = reader(lines_of(text), source(text))
    return [(d.code, d.span.line, d.span.column) for d in damage(copy, source(text), "A")]


def test_every_line_of_plain_copy_is_a_paragraph() -> None:
    copy = read_text(lines_of("山。\r\n\r\n　　水 **不变** 。 \r\n　\nb\n"), source("山"))
    assert [p.text for p in copy.body] == ["山。", "　　水 **不变** 。 ", "b"]
    assert [p.offset for p in copy.body] == [0, 3, 17]


@given(st.lists(HAN, max_size=6))
def test_plain_copy_is_kept_to_the_letter(lines: list[str]) -> None:
    text = "\n".join(lines)
    body = [p.text for p in read_text(lines_of(text), source(text)).body]
    assert body == [line for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山，\n水\n", [("paragraph", "山，水")]),
        ("see\nyou\n", [("paragraph", "see you")]),
        ("山\nyou\n", [("paragraph", "山 you")]),
        ("山\n\n水\n", [("paragraph", "山"), ("paragraph", "水")]),
        ("## 上山 #1\n山\n", [("subhead", "上山 #1"), ("paragraph", "山")]),
        ("##上山\n", [("paragraph", "##上山")]),
        ("# 上山 ##\n###### 下山\n", [("subhead", "上山"), ("subhead", "下山")]),
        ("- 甲\n- 乙\n  丙\n", [("item", "甲"), ("item", "乙丙")]),
        ("1. 甲\n2) 乙\n1.5万人\n", [("item", "甲"), ("item", "乙 1.5万人")]),
        ("山\n> 提要\n水\n", [("paragraph", "山"), ("paragraph", "水")]),
        (
            "|甲|乙|\n|--|:-:|\n|1||\n|a\\|b|2\n",
            [("cell", c) for c in ("甲", "乙", "1", "a|b", "2")],
        ),
        ("a|b\n", [("paragraph", "a|b")]),
    ],
)
def test_markup_makes_blocks(text: str, expected: list[tuple[str, ...]]) -> None:
    assert blocks(text) == expected


def test_items_and_cells_know_where_they_stand() -> None:
    body = markdown("- 甲\n3. 乙\n\n|a|b|\n|-|-|\n||d|\n").body
    assert [p.marker for p in body[:2]] == ["•", "3."]
    assert [(p.text, p.cell) for p in body[2:]] == [("a", (1, 1)), ("b", (1, 2)), ("d", (2, 2))]


def test_pull_quotes_stand_beside_the_body() -> None:
    copy = markdown("山。\n\n> 山不\n> 说**话**。\n\n> 水。\n")
    assert copy.pullquotes == ("山不说话。", "水。")
    assert [p.text for p in copy.body] == ["山。"]


@pytest.mark.parametrize(
    ("text", "shown", "marks"),
    [
        ("甲**乙**丙", "甲乙丙", [("bold", 1, 1, "")]),
        ("甲*乙丙*", "甲乙丙", [("dots", 1, 2, "")]),
        ("{垭|yà}口", "垭口", [("ruby", 0, 1, "yà")]),
        ("{罗长庚|_}守", "罗长庚守", [("name", 0, 3, "_")]),
        ("读{山居志|~}", "读山居志", [("title", 1, 3, "~")]),
        ("***甲***", "甲", [("bold", 0, 1, ""), ("dots", 0, 1, "")]),
        ("**甲*乙*丙**", "甲乙丙", [("bold", 0, 3, ""), ("dots", 1, 1, "")]),
        ("3*4*5", "3*4*5", []),
        ("甲 * 乙 * 丙", "甲 * 乙 * 丙", []),
        ("**甲", "**甲", []),
        ("\\*甲\\*", "*甲*", []),
        ("{甲}{乙|}", "{甲}{乙|}", []),
        ("C:\\路径", "C:\\路径", []),
    ],
)
def test_markup_inside_a_paragraph(
    text: str, shown: str, marks: list[tuple[str, int, int, str]]
) -> None:
    found = plain(text)
    assert found.text == shown
    assert [(m.kind, m.start, m.length, m.note) for m in found.marks] == marks


@given(HAN)
def test_removing_markup_loses_no_word(text: str) -> None:
    found = plain(text)
    assert "".join(text[a:b] for a, b in found.kept) == found.text
    for char in "山水林田，。ab1":
        if "|" not in text:
            assert found.text.count(char) == text.count(char)
    for mark in found.marks:
        assert 0 <= mark.start < mark.start + mark.length <= len(found.text)


@given(st.lists(HAN, max_size=6))
def test_every_character_of_the_body_maps_back_to_its_place(lines: list[str]) -> None:
    text = "\n".join(lines)
    rows = [line.text for line in lines_of(text)]
    offset = 0
    for paragraph in markdown(text).body:
        assert paragraph.offset == offset
        offset += len(paragraph.text) + 1
        for index, char in enumerate(paragraph.text):
            line, column = paragraph.place(index)
            # The space that joins two lines was typed as their line break.
            assert char == " " or rows[line - 1][column - 1] == char


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加快解决一批。推进六位\n\n难题。", [("paragraph-cut", 1, 11)]),
        ("加快解决一批。推进六位\\\n\n难题。", []),
        ("加快解决一批。推进六位", []),
        ("坚持高站位、高标准\n\n山。", []),
        ("床前明月光，\n\n疑是地上霜。", []),
        ("他说：“山。\n\n水。", [("unbalanced-quotes", 1, 4)]),
        ("他说：“山。\n\n“水。”", []),
        ("山”。", [("unbalanced-quotes", 1, 2)]),
        ("（一）1）山；2）水；don’t。", []),
        ("《山（水》。", [("unbalanced-quotes", 1, 3)]),
        ("##山", [("stray-markup", 1, 1)]),
        ("#山水# 又一程", []),
        ("山。\n　　水。", [("indented-line", 2, 1)]),
    ],
)
def test_damage_is_told_with_its_place(text: str, expected: list[tuple[str, ...]]) -> None:
    assert told(text) == expected


def test_a_backslash_in_plain_copy_is_a_backslash() -> None:
    copy = read_text(lines_of("加快解决一批。推进六位\\\n难题。"), source("a"))
    assert copy.body[0].text.endswith("\\")


def test_control_characters_are_counted() -> None:
    (found,) = controls("山\n水\x00\x07", source("山\n水"), "A")
    assert (found.code, found.span.line, found.span.column) == ("control-character", 2, 2)
    assert "2" in found.message.zh


def test_marks_of_direction_are_told_too() -> None:
    (found,) = controls("山\u202e水", source("山\u202e水"), "A")
    assert (found.code, found.span.line, found.span.column) == ("control-character", 1, 2)
