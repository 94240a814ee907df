"""What an archive keeps of a story reads back: the same blocks, characters and marks."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.archive.material import ArchivedPassage, ArchivedStory, Emphasis
from presslayout.archive.story_text import markdown
from presslayout.base.diagnostics import Span
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy.blocks import lines_of, read_markdown
from presslayout.issue.copy.manuscript import page_part
from presslayout.issue.copy.named import Named
from presslayout.issue.yaml.tree import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

EXAMPLES = int(os.environ.get("PRESSLAYOUT_EXAMPLES", "100"))
NOTES = {
    MarkupKind.BOLD: "",
    MarkupKind.DOTS: "",
    MarkupKind.RUBY: "shān",
    MarkupKind.NAME: "_",
    MarkupKind.TITLE: "~",
    MarkupKind.SUPERIOR: "^",
    MarkupKind.INFERIOR: "v",
}


def kept(*body: ArchivedPassage) -> str:
    return markdown(ArchivedStory("A", "", "", "", "", body, (), ()))


def read(text: str) -> tuple[ArchivedPassage, ...]:
    lines = lines_of(text)
    source = SourceText("A.md", tuple(line.text for line in lines))
    named = Named("A.md", "A", Span("A.md", 1, 1))
    copy = read_markdown(lines, source, lambda part: page_part(part, named))
    return tuple(
        ArchivedPassage(
            p.kind,
            p.text,
            tuple(Emphasis(m.kind, m.start, m.length, m.note) for m in p.marks),
            p.marker,
            p.cell,
            p.covers,
            p.align,
        )
        for p in copy.body
    )


def test_markers_of_lists_read_back() -> None:
    markers = ("第一条", "一、", "（1）", "①", "1.", "12.", "•", "a)", "'甲'", "<i>")
    body = [
        ArchivedPassage(ParagraphKind.ITEM, f"进山不带火种。{n}", (), m)
        for n, m in enumerate(markers)
    ]
    assert read(kept(*body)) == tuple(body)


def test_merged_cells_and_alignments_read_back() -> None:
    spanned = [
        ((1, 1), (2, 1), "村"),
        ((1, 2), (1, 2), "造林（亩）"),
        ((2, 2), (1, 1), "去年"),
        ((2, 3), (1, 1), "a|b<c&d"),
    ]
    cells = [
        ArchivedPassage(ParagraphKind.CELL, text, (), "", at, covers)
        for at, covers, text in spanned
    ]
    assert read(kept(*cells)) == tuple(cells)
    figure = Emphasis(MarkupKind.INFERIOR, 2, 1, "v")
    aligned = [
        ArchivedPassage(ParagraphKind.CELL, "CO2", (figure,), "", (1, 1), align="end"),
        ArchivedPassage(ParagraphKind.CELL, "甲|乙", (), "", (1, 2), align="center"),
        ArchivedPassage(ParagraphKind.CELL, "3*4*5", (), "", (2, 1), align="end"),
        ArchivedPassage(ParagraphKind.CELL, "{丙|丁}", (), "", (2, 2), align="center"),
    ]
    assert read(kept(*aligned)) == tuple(aligned)


def test_signs_that_mean_something_elsewhere_read_back() -> None:
    texts = (
        "# 一", "## 二 ##", "> 三", "- 四", "+ 五", "* 六", "12. 七", "1) 八", "---", "***", "===", ":---|",
        "~~九~~", "[十](http://a.cn)", "![图](a.jpg)", "<b>粗</b>", "&amp;&lt;", "`码`", "_下_", "a_b_c",
        "末尾\\", "C:\\*\\a", "{字|zì}", "| a | b |", "[^1]: 注", "[1]: http://a.cn", "```", "<!-- 注 -->",
        "AT&T", "3 < 4", "10^8", "**重**", "*点*", "https://a.cn/x_y_z", "- [ ] 事",
    )  # fmt: skip
    body = tuple(ArchivedPassage(ParagraphKind.PARAGRAPH, text) for text in texts)
    assert read(kept(*body)) == body


@pytest.mark.parametrize("signed", ["（沈禾青）", "\u3000" * 9 + "（沈禾青）"])
def test_signatures_and_raised_brackets_read_back(signed: str) -> None:
    body = (
        ArchivedPassage(
            ParagraphKind.PARAGRAPH, "老罗说[1]。", (Emphasis(MarkupKind.SUPERIOR, 3, 3, "^"),)
        ),
        ArchivedPassage(ParagraphKind.SIGNATURE, signed),
    )
    first, last = read(kept(*body))
    assert first == body[0]
    assert last.kind == ParagraphKind.SIGNATURE
    assert last.text == (signed if signed[0] == "\u3000" else "\u3000" * 4 + signed)


def test_what_was_left_out_is_told_at_the_end() -> None:
    said = "没有排：划掉的字 1 处 2 字：“58--元”"
    story = ArchivedStory(
        "A",
        "",
        "",
        "",
        "",
        (ArchivedPassage(ParagraphKind.PARAGRAPH, "文。"),),
        (),
        (),
        (),
        (said,),
    )
    made = markdown(story)
    assert made == "文。\n\n<!-- 没有排：划掉的字 1 处 2 字：“58——元” -->\n"
    assert [p.text for p in read(made)] == ["文。"]


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@st.composite
def passages(draw: Callable[[Any], Any], kinds: tuple[MarkupKind, ...]) -> ArchivedPassage:
    text = draw(st.text("山水木3a*_{}|<&;~`[]()#\\ ！", min_size=1, max_size=12).filter(str.strip))
    text = f"甲{text.strip()}乙"
    marks = []
    for kind in draw(st.lists(st.sampled_from(kinds), unique=True)):
        start = draw(st.integers(0, len(text) - 1))
        length = draw(st.integers(1, len(text) - start))
        marks.append(Emphasis(kind, start, length, NOTES[kind]))
    return ArchivedPassage(ParagraphKind.PARAGRAPH, text, tuple(marks))


@settings(max_examples=EXAMPLES, deadline=None)
@given(passages((MarkupKind.BOLD, MarkupKind.DOTS)))
def test_any_text_reads_back(passage: ArchivedPassage) -> None:
    (one,) = read(kept(passage))
    assert one.text == passage.text
    assert {(m.kind, m.start, m.length) for m in one.marks} == {
        (m.kind, m.start, m.length) for m in passage.marks
    }


@settings(max_examples=EXAMPLES, deadline=None)
@given(passages(tuple(NOTES)))
def test_no_mark_costs_a_character(passage: ArchivedPassage) -> None:
    (one,) = read(kept(passage))
    assert one.text == passage.text
    cell = replace(passage, kind=ParagraphKind.CELL, cell=(1, 1))
    covering = replace(cell, covers=(1, 2))
    item = replace(passage, kind=ParagraphKind.ITEM, marker="第一条")
    for other in (cell, covering, item):
        beside = (
            (ArchivedPassage(ParagraphKind.CELL, "甲", cell=(2, 1)),)
            if other.cell != (0, 0)
            else ()
        )
        # In tags a raised figure is read as the character that it is, 10³, and blanks are one.
        assert plain(read(kept(other, *beside))[0].text) == plain(passage.text)
