"""Markdown of any kind is set or told; none of it prints as it was typed."""

from __future__ import annotations

import pytest

from presslayout.base.diagnostics import Span
from presslayout.issue.copy.blocks import Copy, lines_of, read_markdown
from presslayout.issue.copy.manuscript import page_part
from presslayout.issue.copy.named import Named
from presslayout.issue.yaml.tree import SourceText


def markdown(text: str) -> Copy:
    lines = lines_of(text)
    source = SourceText("a.md", tuple(line.text for line in lines))
    named = Named("a.md", "A", Span("a.md", 1, 1))
    return read_markdown(lines, source, lambda part: page_part(part, named))


@pytest.mark.parametrize(
    ("text", "shown", "left"),
    [
        ('看[官网](https://a.cn/x_y_z "题")了', "看官网了", [("link", "https://a.cn/x_y_z")]),
        ("见 [a.cn](https://a.cn/)", "见 a.cn", []),
        ("看[**粗**字][1]。\n\n[1]: https://a.cn", "看粗字。", [("link", "https://a.cn"), ("link", "https://a.cn")]),
        ("山![云海](a(1).jpg)水", "山水", [("picture", "云海")]),
        ("写到<me@a.cn>或<https://a.cn>", "写到me@a.cn或https://a.cn", []),
        ("原价~~58元~~48元", "原价48元", [("struck", "58元")]),
        ("水<sup>2</sup>和<b>粗</b><br/>下", "水2和粗|下", []),
        ("原<s>旧</s>新<font color=red>红</font>", "原新红", [("struck", "旧"), ("markup", "<font color=red>"), ("markup", "</font>")]),
        ("山<!-- 改 -->水&nbsp;&lt;&#20113;&不", "山水\u00a0<云&不", [("comment", "改")]),
        ("用`a*b*c_<b>`和``x`y``", "用a*b*c_<b>和x`y", []),
        ("```py\n*甲*\n  乙\n```\n丙", "*甲*|  乙|丙", [("markup", "py")]),
        ("甲[^1]乙\n\n[^1]: 注文\n续\n\n丙", "甲乙|丙", [("note", "1"), ("note", "注文"), ("note", "续")]),
        ("甲\n\n---\n\n乙\n\n* * *\n", "甲|乙", [("markup", "---"), ("markup", "* * *")]),
        ("题一\n===\n题二\n---\n文。\n---\n", "题一|题二|文。", [("markup", "---")]),
        ("---\ntitle: 山\ntags:\n - 水\n---\n文", "文", [("meta", "title: 山"), ("meta", "tags:"), ("meta", "- 水")]),
        ("- [x] 甲\n  - 乙\n3. 丙\n5. 丁", "甲|乙|丙|丁", [("markup", "[x]")]),
        ("第一行  \n第二行\\\n第三行", "第一行|第二行|第三行", []),
        ("__粗__和_点_和a_b_c和____", "粗和点和a_b_c和____", []),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>\n\n后", "甲|乙|后", []),
        ("<div style='display:none'>藏</div>", "", [("hidden", "藏")]),
        ("\\[甲\\](乙)\\~~丙~~\\`\\<b>", "[甲](乙)~~丙~~`<b>", []),
        ("3<5>2，{字|_}和{林|_}，[1]，a<b", "3<5>2，字和林，[1]，a<b", []),
    ],
)  # fmt: skip
def test_what_markdown_has_is_set_or_told(
    text: str, shown: str, left: list[tuple[str, str]]
) -> None:
    copy = markdown(text)
    assert "|".join(block.text for block in copy.body) == shown
    assert [(str(entry.kind), entry.words) for entry in copy.left] == left


def test_marks_that_tags_and_lines_make() -> None:
    (block,) = markdown("10<sup>8</sup>和H<sub>2</sub>O，__粗__，**[链](https://a.cn)**").body
    found = [(m.kind, block.text[m.start : m.start + m.length], m.note) for m in block.marks]
    assert found == [("superior", "8", "^"), ("inferior", "2", "v"), ("bold", "粗", ""), ("bold", "链", "")]  # fmt: skip


def test_items_keep_their_own_numbers_and_all_places_hold() -> None:
    text = "- [ ] 甲&amp;乙\n   7. [丙](https://a.cn)丁\n"
    copy = markdown(text)
    assert [block.marker for block in copy.body] == ["•", "7."]
    rows = text.split("\n")
    for block in copy.body:
        for index, char in enumerate(block.text):
            line, column = block.place(index)
            assert rows[line - 1][column - 1] == char
    assert [entry.line for entry in copy.left] == [1, 2]


def test_hostile_lines_cost_little() -> None:
    for part in ("[", "![", "~~a ", "`a", "<!--", "[a](", "&#1", "_a ", "<a ", "[^", "**a `"):
        markdown(part * 20_000)
