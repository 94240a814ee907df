"""Articles and speakers stand out, their text is aligned behind them (RULES P5)."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

import pytest

from presslayout.base.units import pt
from presslayout.flow.body import BodyFonts, TextBlock, text_block
from presslayout.flow.compose import compose
from presslayout.flow.emphasis import reading_size
from presslayout.flow.hanging import hangings
from presslayout.issue.issue import Jump, Markup, Paragraph
from presslayout.typeset.lines import laid_out
from presslayout.typeset.manner import ARTICLES, DIALOGUE, Manner
from tests import kit
from tests.unit.typeset.desk import BODY, SIZE

BOTH = Manner(outdent=frozenset((ARTICLES, DIALOGUE)))
LAW = (
    "第一条　为了守好山林，定这个规约。",
    "第二条　进山不带火种，上坟不烧纸钱，改献鲜花。",
    "第十二条　本规约自立夏起施行。",
)
TALK = ("问：水渠是哪年修的？", "答：石头是一块一块背上来的，修了三个冬天。")


def fonts(cells: int = 12, manner: Manner = BOTH) -> BodyFonts:
    font = replace(BODY, manner=manner)
    return BodyFonts(font, cells * 1000, 2000, cells * SIZE, reading_size(SIZE, pt(13)))


def body(*texts: str, kinds: str = "", marks: tuple[Markup, ...] = ()) -> tuple[Paragraph, ...]:
    starts = accumulate((len(text) + 1 for text in texts), initial=0)
    words = {"p": "paragraph", "s": "subhead", "i": "item"}
    return tuple(
        Paragraph(words[kind], text, at, marks)
        for text, at, kind in zip(texts, starts, kinds or "p" * len(texts), strict=False)
    )


def hung(given: tuple[Paragraph, ...], set_in: BodyFonts) -> list[TextBlock]:
    found = hangings(given, set_in.text, set_in.measure)
    return [text_block(p, set_in, hang=found.get(p.offset)) for p in given]


def drawn(block: TextBlock) -> list[str]:
    """Its lines, cell by cell, blank where nothing stands."""
    made = []
    for number, line in enumerate(block.best.lines):
        cells = {}
        label = block.label
        if label is not None and number == 0:
            cells = {x // 1000: t for t, x, _ in laid_out(label.shaped, label.best.lines[0])}
        left = block.inset * 1000 // SIZE
        cells |= {(left + x) // 1000: t for t, x, wide in laid_out(block.shaped, line) if wide}
        made.append("".join(cells.get(x, "　") for x in range(max(cells) + 1)))
    return made


def test_articles_stand_out_and_all_their_text_is_aligned() -> None:
    first, second, third = hung(body(*LAW), fonts())
    assert drawn(first)[0].startswith("第一条　为了守好")
    assert all(line.startswith("　　　　") for line in drawn(second)[1:])
    # A number that is too wide for the room of all pushes its first line only.
    assert drawn(third)[0].startswith("第十二条　本规约")
    assert all(line.startswith("　　　　") for line in drawn(third)[1:])
    assert {block.inset for block in (first, second, third)} == {4 * SIZE}


def test_question_and_answer_hang_by_two() -> None:
    question, answer = hung(body(*TALK), fonts())
    assert drawn(question)[0].startswith("问：水渠")
    assert {question.inset, answer.inset} == {2 * SIZE}
    assert all(line.startswith("　　") for line in drawn(answer)[1:])


def test_names_speak_where_they_do_so_twice_or_are_bold() -> None:
    once = body("他说：这话只讲了一回，谁也没有听见。")
    assert not hangings(once, fonts().text, 12_000)
    twice = body("罗长庚：路通了。", "记者：哪年？", "罗长庚：去年。", "记者：好。")
    found = hangings(twice, fonts(18).text, 18_000)
    assert {hang.by for hang in found.values()} == {4000}
    assert [hang.end for hang in found.values()] == [4, 3, 4, 3]
    bold = body("罗长庚：路通了，人也回来了。", marks=(Markup("bold", 0, 3),))
    assert hangings(bold, fonts().text, 12_000)


@pytest.mark.parametrize(
    "text", ["第一条是守林，第二条是护水。", "一问：谁来管？", "时间是10：30，在场的有：他。"]
)
def test_what_only_looks_like_a_beginning_is_set_as_usual(text: str) -> None:
    given = body(text)
    assert not hangings(given, fonts().text, 12_000)


def test_one_long_name_does_not_push_every_question_and_answer() -> None:
    name = Paragraph("paragraph", "罗长庚：我插一句。", 500, (Markup("bold", 0, 3),))
    found = hangings((*body(*TALK * 2), name), fonts().text, 12_000)
    assert {hang.by for hang in found.values()} == {2000}
    block = text_block(name, fonts(), hang=found[500])
    assert drawn(block)[0].startswith("罗长庚：我插")


def test_what_goes_on_with_an_article_stands_under_its_text() -> None:
    given = body(LAW[0], "违反的，由村里议定怎么补。", "附则", "自立夏起。", kinds="ppsp")
    found = hangings(given, fonts().text, 12_000)
    assert [p.offset in found for p in given] == [True, True, False, False]
    going_on = text_block(given[1], fonts(), hang=found[given[1].offset])
    assert going_on.label is None
    assert drawn(going_on)[0].startswith("　　　　　　违反的")
    assert going_on.inset == 4 * SIZE


def test_without_being_asked_nothing_hangs() -> None:
    assert not hangings(body(*LAW, *TALK), fonts(manner=Manner()).text, 12_000)
    only = Manner(outdent=frozenset((DIALOGUE,)))
    found = hangings(body(*LAW, *TALK), fonts(manner=only).text, 12_000)
    assert len(found) == 2


@pytest.mark.parametrize("cells", [1, 2, 3, 5, 8, 13, 30])
def test_no_text_is_lost_whatever_the_measure(cells: int) -> None:
    for given in (body(*LAW), body(*TALK)):
        for paragraph, block in zip(given, hung(given, fonts(cells)), strict=True):
            label = block.label.shaped.text if block.label else ""
            assert label + block.shaped.text == paragraph.text
            assert block.begins == paragraph.offset
            for line in block.best.lines:
                assert block.inset * 1000 // SIZE + line.width <= cells * 1000


def test_the_rest_of_an_article_after_a_jump_stays_aligned() -> None:
    (given,) = body(LAW[1])
    set_in = fonts()
    hang = hangings((given,), set_in.text, 12_000)[0]
    whole = text_block(given, set_in, hang=hang)
    at = whole.offset + whole.best.lines[0].text_end
    rest = text_block(given, set_in, start=at, hang=hang)
    assert rest.label is None
    assert rest.inset == whole.inset
    assert rest.best.lines[0].indent == 0


def test_marks_go_with_the_words_that_they_were_set_on() -> None:
    (given,) = body(LAW[0], marks=(Markup("dots", 0, 3), Markup("dots", 6, 4)))
    (block,) = hung((given,), fonts())
    assert block.label is not None
    assert [(m.start, m.length) for m in block.label.marks] == [(0, 3)]
    assert [(m.start, m.length) for m in block.marks] == [(2, 4)]


def test_a_story_that_hangs_is_drawn_whole_and_a_jump_keeps_it_aligned() -> None:
    texts = [*LAW * 12, *TALK * 6]
    design = replace(
        kit.template(kit.slot("头条", (1, 16), (1, 3)), kit.slot("二条", (20, 60), (1, 3))),
        manner=BOTH,
    )
    tale = kit.story("A", "头条", *texts)
    tale = replace(tale, headline="守山规约", jump=Jump(2, "二条", "守山规约（续）", kit.HERE))
    found = compose(
        kit.loaded({"t": design}, kit.page(1, "t", tale), kit.page(2, "t")), kit.NEWSPRINT
    )
    first, second = (kit.body_text(page, "A") for page in found.edition.pages)
    whole = "".join((first + second).split())
    assert whole == "".join("".join(texts).split())
    assert first
    assert second
