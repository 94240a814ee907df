"""Pieces typed as Markdown read back as themselves: no character, mark, kind or cell is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy.blocks import Copy, lines_of, read_markdown
from presslayout.issue.copy.foreign import CopyPiece, copied
from presslayout.issue.copy.html import read_html
from presslayout.issue.copy.markdown import markdown
from presslayout.issue.issue import Markup, Paragraph
from presslayout.issue.yaml.tree import SourceText

# Signs that Markdown, HTML and our own markup know, among Han.
TEXTS = st.text("山水田林1.2)#*_{}|[]<>&`~\\-+=!：，。“”（）^v a", min_size=1, max_size=14)


def read(text: str) -> tuple[Paragraph, ...]:
    lines = lines_of(text)

    def page(part: str) -> Copy:
        return copied(read_html(part).pieces, "")[0]

    return read_markdown(lines, SourceText("", tuple(line.text for line in lines)), page).body


def bare(text: str) -> str:
    return text.strip(" \t").strip()


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_whatever_stands_in_a_paragraph_reads_back_as_typed(texts: list[str]) -> None:
    pieces = [CopyPiece(ParagraphKind.PARAGRAPH, n, text=text) for n, text in enumerate(texts, 1)]
    wanted = [bare(text) for text in texts if bare(text)]
    made = read(markdown(pieces))
    assert [p.text for p in made] == wanted
    assert {p.kind for p in made} <= {ParagraphKind.PARAGRAPH}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=2, max_size=4))
def test_a_table_reads_back_cell_by_cell(rows: list[list[str]]) -> None:
    pieces = [
        CopyPiece(ParagraphKind.CELL, 1, cell=(r, c), text=text)
        for r, row in enumerate(rows, 1)
        for c, text in enumerate(row, 1)
    ]
    made = {p.cell: p.text.strip() for p in read(markdown(pieces)) if p.text.strip()}
    assert made == {p.cell: bare(p.text) for p in pieces if bare(p.text)}


def test_cells_over_several_places_keep_them() -> None:
    pieces = [
        CopyPiece(ParagraphKind.CELL, 1, cell=(1, 1), covers=(1, 2), text="收购价 <元>"),
        CopyPiece(ParagraphKind.CELL, 1, cell=(2, 1), text="板栗"),
        CopyPiece(ParagraphKind.CELL, 1, cell=(2, 2), text="3.50"),
    ]
    made = read(markdown(pieces))
    assert [(p.cell, p.covers, p.text) for p in made] == [
        ((1, 1), (1, 2), "收购价 <元>"),
        ((2, 1), (1, 1), "板栗"),
        ((2, 2), (1, 1), "3.50"),
    ]


def test_marks_subheads_and_items_keep_their_kinds() -> None:
    marks = [Markup(MarkupKind.BOLD, 0, 2), Markup(MarkupKind.SUPERIOR, 5, 1, "^"),
             Markup(MarkupKind.RUBY, 7, 1, "bù")]  # fmt: skip
    pieces = [
        CopyPiece(ParagraphKind.SUBHEAD, 1, text="一条沟的清水账"),
        CopyPiece(ParagraphKind.PARAGRAPH, 2, text="加粗的字注1二埠头", marks=marks),
        CopyPiece(ParagraphKind.ITEM, 3, "•", text="一项"),
        CopyPiece(ParagraphKind.ITEM, 4, "12.", text="十二项"),
        CopyPiece(ParagraphKind.ITEM, 5, "第一条", text="总则"),
        CopyPiece(ParagraphKind.PARAGRAPH, 6, text="\u3000\u3000退两格的段。"),
        CopyPiece(ParagraphKind.PARAGRAPH, 7, text="1. 不是一项"),
    ]
    made = read(markdown(pieces))
    assert [(p.kind, p.marker, p.text) for p in made] == [
        (ParagraphKind.SUBHEAD, "", "一条沟的清水账"),
        (ParagraphKind.PARAGRAPH, "", "加粗的字注1二埠头"),
        (ParagraphKind.ITEM, "•", "一项"),
        (ParagraphKind.ITEM, "12.", "十二项"),
        (ParagraphKind.PARAGRAPH, "", "第一条　总则"),
        (ParagraphKind.PARAGRAPH, "", "退两格的段。"),
        (ParagraphKind.PARAGRAPH, "", "1. 不是一项"),
    ]
    assert [(m.kind, m.start, m.length) for m in made[1].marks] == [
        (m.kind, m.start, m.length) for m in marks
    ]


TOLD = "山口的灯亮了一夜，守山的人天亮才回村。"
SIGNED = "云岭县文化馆"


def test_short_lines_at_the_right_behind_a_paragraph_are_its_signature() -> None:
    right = ["云岭县气象台", TOLD, SIGNED, "二〇二六年十月", "山" * 41]
    pieces = [
        CopyPiece(ParagraphKind.PARAGRAPH, n, text=text, right=text != TOLD)
        for n, text in enumerate(right, 1)
    ]
    kinds = [(p.text.strip(), p.kind) for p in read(markdown(pieces))]
    assert kinds == [(p.text, p.kind) for p in copied(pieces, "")[0].body]
    assert kinds == [
        ("云岭县气象台", "paragraph"),
        (TOLD, "paragraph"),
        (SIGNED, "signature"),
        ("二〇二六年十月", "signature"),
        ("山" * 41, "paragraph"),
    ]


@pytest.mark.parametrize(
    "set_right",
    [
        f"<p align='right'>{SIGNED}</p>",
        f"<p style='text-align: right'>{SIGNED}</p>",
        f"<style>.r {{text-align: end}}</style><div class='r'><p>{SIGNED}</p></div>",
    ],
)
def test_a_page_sets_its_signature_to_the_right(set_right: str) -> None:
    page = read_html(f"<html><body><p>{TOLD}</p>{set_right}<p align='left'>后面</p></body></html>")
    kinds = [p.kind for p in copied(page.pieces, "")[0].body]
    assert kinds == ["paragraph", "signature", "paragraph"]
