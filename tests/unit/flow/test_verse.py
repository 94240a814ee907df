"""Poems, signatures and the numbers of notes: where they stand, and that nothing of them is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.archive.material import ArchivedPassage, ArchivedStory
from presslayout.archive.story_text import markdown
from presslayout.edition.page import Glyphs
from presslayout.flow.body import BodyFonts, text_block, verses
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.flow.fit import Geometry, Piece
from presslayout.flow.job import standing
from presslayout.flow.programme import best
from presslayout.flow.slots.story import settled
from presslayout.flow.telling import Telling, chars
from presslayout.issue.copy.blocks import lines_of, read_markdown, read_text, read_verse
from presslayout.issue.issue import Paragraph
from presslayout.issue.yaml.tree import SourceText
from presslayout.typeset.lines import place
from presslayout.typeset.spacing import EM, SUPERIOR
from tests import kit
from tests.unit.typeset.desk import BODY, SIZE

POEM = """\
## 守夜
山月照着空长凳
风过望云垭

　　树影慢慢走到井边
他把灯拧小一格
等一夜的路

　　　　　　　二〇二六年秋，石门乡
"""
FONTS = BodyFonts(BODY, 18_000, 2000, 18 * SIZE)


def read(text: str) -> tuple[Paragraph, ...]:
    return read_verse(lines_of(text), SourceText("A.md", tuple(text.split("\n")))).body


def test_a_poem_is_its_verses_and_stanzas() -> None:
    kinds = [p.kind for p in read(POEM)]
    assert kinds == ["subhead", "verse", "verse", "stanza", "verse", "verse", "signature"]
    assert "\n".join(p.text for p in read(POEM)) == POEM.replace("## ", "").replace(
        "\n\n", "\n"
    ).strip("\n")


def test_verses_are_ragged_and_stand_as_a_block_in_the_middle() -> None:
    poem = [p for p in read(POEM) if p.kind in ("verse", "stanza")]
    blocks = verses(poem, FONTS)
    assert [len(b.best.lines) for b in blocks] == [1] * len(blocks)
    assert len({b.inset for b in blocks}) == 1
    longest = max(b.best.lines[0].width for b in blocks)
    assert blocks[0].inset == (18_000 - longest) // 2 * SIZE // EM
    assert [b.gap for b in blocks] == [0, 0, 1, 0, 0]


def test_a_verse_too_long_for_its_measure_turns_over_and_hangs() -> None:
    text = "一个走了四十年山路的守林人把一盏马灯挂在最矮的那根树枝上等着"
    (block,) = verses([Paragraph("verse", text, 0)], FONTS)
    lines = block.best.lines
    assert len(lines) > 1
    assert block.hanging == SIZE
    assert all(line.width <= 17_000 for line in lines)
    assert all(line.han_gap == 0 for line in lines)
    assert "".join(text[line.text_start : line.text_end] for line in lines) == text


def test_a_stanza_has_a_blank_row_but_at_the_head_of_a_column() -> None:
    pieces = [Piece("text", ((1, 0),))] * 3 + [Piece("stanza", ((2, 0), (1, 0)))]
    pieces += [Piece("text", ((1, 0),))] * 3
    inside = best(pieces, [Geometry((), 0)], 1, 8)
    assert inside is not None
    assert inside.rows == (1, 1, 1, 2, 1, 1, 1)
    pieces = [Piece("text", ((1, 0),))] * 5 + [Piece("stanza", ((2, 0), (1, 0)))]
    pieces += [Piece("text", ((1, 0),))] * 4
    head = best(pieces, [Geometry((), 0)], 2, 5)
    assert head is not None
    assert head.starts[5] == 5
    assert head.rows[5] == 1


LINE = "山月照着空长凳风过望云垭树影慢慢走到井边他把灯拧小一格等一夜的路"


@st.composite
def poems(draw: st.DrawFn) -> str:
    """One to three poems with titles of any length, stanzas of one to six verses."""
    told = []
    for number in range(draw(st.integers(1, 3))):
        title = (LINE * 2)[number : number + draw(st.integers(2, 40))]
        sizes = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
        stanzas = [[LINE[: draw(st.integers(3, 30))] for _ in range(n)] for n in sizes]
        told.append(f"## {title}\n" + "\n\n".join("\n".join(one) for one in stanzas))
    return "\n\n".join(told)


@settings(max_examples=60, deadline=None)
@given(poems(), st.integers(14, 40), st.integers(1, 3), st.booleans())
def test_stanzas_are_whole_and_no_title_ends_a_column(
    told: str, rows: int, split: int, short: bool
) -> None:
    design = kit.template(kit.slot("头条", (1, rows), (1, 6), split=split))
    body = read(told)
    tale = kit.story("A", "头条", body=body, headline="守夜" if short else LINE)
    loaded = kit.loaded({"t": design}, kit.page(1, "t", tale))
    desk = desks(loaded, kit.NEWSPRINT)[1]
    work, poured, _ = settled(design.slot("头条"), Telling(tale), desk)
    highest = max((pocket.rows for pocket in poured.pockets), default=0)
    columns = {
        number: {poured.cells[stretch.start + row][0] for row in range(stretch.count)}
        for number, _, stretch in standing(work, poured)
    }
    for number, here in columns.items():
        piece = work.body[number].piece
        if piece.kind == "subhead" and number + 1 < len(work.body):
            assert columns.get(number + 1) == here, "its poem begins below it"
        if piece.kind not in ("verse", "stanza"):
            continue
        assert len(here) == 1, "a verse stands in one column"
        others, rows_ = [], 0
        while rows_ < piece.keeps:
            others.append(number + len(others) + 1)
            rows_ += work.body[others[-1]].piece.options[0][0]
        above = work.body[number - 1].piece if number else piece
        title = above.options[0][0] if above.kind == "subhead" else 0
        if title + piece.keeps + piece.options[-1][0] <= highest:
            assert all(columns.get(other) == here for other in others), "a stanza is whole"


@pytest.mark.parametrize(
    ("columns", "split"), [((1, 3), 1), ((1, 3), None), ((1, 6), 4), ((2, 5), 2)]
)
def test_a_poem_stands_centred_under_its_title_and_its_head(
    columns: tuple[int, int], split: int | None
) -> None:
    design = kit.template(kit.slot("头条", (1, 30), columns, split=split))
    tale = kit.story("A", "头条", body=read(POEM))
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    blocks = {b.part: [i for i in b.items if isinstance(i, Glyphs)]
              for b in found.edition.pages[0].blocks if b.story}  # fmt: skip
    title, *verses_ = blocks["body"][:-1]
    wide = max(verses_, key=lambda run: run.x[-1])
    middles = [
        (run.x[0] + run.x[-1] + run.size) // 2 for run in (blocks["headline"][0], title, wide)
    ]
    assert max(middles) - min(middles) <= SIZE
    assert len({run.x[0] for run in verses_}) == 1


@pytest.mark.parametrize("rows", [12, 16, 24])
def test_nothing_of_a_poem_is_lost(rows: int) -> None:
    design = kit.template(kit.slot("头条", (1, rows), (1, 2), split=1))
    tale = kit.story("A", "头条", body=read(POEM))
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    (record,) = found.pages[0].stories
    body = dict(tale.texts)["body"]
    assert record.chars_set + record.overset.chars == record.chars_source == chars(body)
    block = next(b for b in found.edition.pages[0].blocks if b.part == "body")
    drawn = "".join(i.text for i in block.items if isinstance(i, Glyphs))
    assert "".join(drawn.split()) in "".join(body.split())


def test_a_stanza_break_is_an_empty_row_on_the_page() -> None:
    design = kit.template(kit.slot("头条", (1, 30), (1, 2), split=1))
    tale = kit.story("A", "头条", body=read(POEM))
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    block = next(b for b in found.edition.pages[0].blocks if b.part == "body")
    runs = [i for i in block.items if isinstance(i, Glyphs)]
    tops = [(i.text.strip(), i.y[0]) for i in runs]
    steps = {after[0]: after[1] - before[1] for before, after in pairwise(tops[1:])}
    assert steps["风过望云垭"] == kit.PITCH
    assert steps["树影慢慢走到井边"] == 2 * kit.PITCH


def test_a_signature_pushed_by_hand_stands_flush_right() -> None:
    text = "最后一段写完了。\n　　　　　　石门乡林场\n　　　　2026年10月18日"
    body = read_text(lines_of(text), SourceText("A.txt", tuple(text.split("\n")))).body
    assert [p.kind for p in body] == ["paragraph", "signature", "signature"]
    design = kit.template(kit.slot("头条", (1, 12), (1, 2), split=1))
    tale = kit.story("A", "头条", body=body)
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    block = next(b for b in found.edition.pages[0].blocks if b.part == "body")
    ends = [
        i.x[-1] + (SIZE if i.text.endswith(("场", "日")) else 0)
        for i in block.items
        if isinstance(i, Glyphs)
    ]
    right = found.pages[0].stories[0].bbox.right
    assert [abs(end - (right - SIZE)) <= 2 for end in ends[1:]] == [True, True]


def test_four_blanks_before_a_long_paragraph_push_nothing() -> None:
    text = "　　　　" + "他把路面扫了一遍又一遍，" * 5
    (only,) = read_markdown(lines_of(text), SourceText("A.md", (text,))).body
    assert only.kind == "paragraph"


def test_the_archive_writes_a_poem_as_it_was_written() -> None:
    body = tuple(ArchivedPassage(p.kind, p.text) for p in read(POEM))
    told = ArchivedStory("A", "", "", "", "", body, (), ())
    assert [(p.kind, p.text) for p in read(markdown(told))] == [
        (p.kind, p.text) for p in read(POEM)
    ]


def test_the_number_of_a_note_is_small_above_the_line_and_never_begins_one() -> None:
    source = "一二三四五六七八九十甲乙丙丁戊己庚{[1]|^}再来几个字"
    (given,) = read_markdown(lines_of(source), SourceText("A.md", (source,))).body
    assert given.text == "一二三四五六七八九十甲乙丙丁戊己庚[1]再来几个字"
    for cells in range(5, 19):
        block = text_block(given, BodyFonts(BODY, cells * EM, 0, cells * SIZE))
        rows = [given.text[x.text_start : x.text_end] for x in block.best.lines]
        assert not any(row.startswith(("[", "1", "]")) for row in rows)
        runs = [g for x in block.best.lines for g in place(block.shaped, x, 0, 0)]
        (small,) = [g for g in runs if g.size != SIZE]
        assert small.text == "[1]"
        assert small.size == SIZE * SUPERIOR // EM
        assert small.y[0] < 0
        assert "".join(g.text for g in runs) == given.text


def test_a_name_of_a_list_stays_on_one_line() -> None:
    text = "丁　一　王小明　李　四　欧阳文　赵　六　陈大有　孙　七　周全福"
    names = "丁　一,王小明,李　四,欧阳文,赵　六,陈大有,孙　七,周全福".split(",")
    for cells in range(4, 19):
        block = text_block(Paragraph("item", text, 0), BodyFonts(BODY, cells * EM, 0, cells * SIZE))
        rows = [text[x.text_start : x.text_end] for x in block.best.lines]
        assert "".join(rows) == text
        if cells >= 6:
            assert all(any(name in row for row in rows) for name in names), (cells, rows)
