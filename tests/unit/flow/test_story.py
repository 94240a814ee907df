from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.base.messages import REFUSED
from presslayout.base.units import pt
from presslayout.edition.page import Glyphs, Picture
from presslayout.edition.steps import Step
from presslayout.flow.compose import compose
from presslayout.flow.telling import chars
from presslayout.issue.issue import Jump, Paragraph
from presslayout.issue.lattice import range_box
from presslayout.issue.template import Range, SlotStyle
from presslayout.newsroom.exits import exit_code
from presslayout.typeset.manner import Manner
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.record import Composition
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Slot

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
PHOTO = "images/aitzgorri_by_Aitzol_Berasategi.jpg"


def copy(paragraphs: int, sentences: int = 4) -> list[str]:
    return [SENTENCE * (sentences - n % 2) for n in range(paragraphs)]


def composed(*stories: object, slots: tuple[object, ...]) -> Composition:
    design = kit.template(*slots)  # type: ignore[arg-type]
    return compose(kit.loaded({"t": design}, kit.page(1, "t", *stories)), kit.NEWSPRINT)  # type: ignore[arg-type]


def going_on(tale: Story, first: Slot, *others: Slot) -> Composition:
    """A story that begins in a slot of page 1 and goes on in one of each page that follows."""
    slots = dict(enumerate((first, *others), 1))
    designs = {f"t{number}": kit.template(slot) for number, slot in slots.items()}
    pages = [kit.page(number, f"t{number}", *([tale] if number == 1 else [])) for number in slots]
    return compose(kit.loaded(designs, *pages), kit.NEWSPRINT)


LAST = kit.slot("三条", (30, 76), (1, 6))


def test_every_body_baseline_stands_on_the_page_grid() -> None:
    design = kit.template(kit.slot("头条", (5, 40), split=4))
    found = composed(kit.story("A", "头条", *copy(8)), slots=design.slots)
    first = design.top + 880 * kit.EM // 1000
    for block in found.edition.pages[0].blocks:
        if block.id == "A/body":
            assert all(
                (item.y[0] - first) % kit.PITCH == 0
                for item in block.items
                if isinstance(item, Glyphs)
            )


def test_too_much_copy_is_overset_by_lines_and_characters() -> None:
    tale = kit.story("A", "头条", *copy(12))
    found = composed(tale, slots=(kit.slot("头条", (1, 12), split=4),))
    record = found.pages[0].stories[0]
    assert record.overset.chars > 0
    assert record.overset.lines > 0
    assert record.chars_set + record.overset.chars == record.chars_source
    said = [d for d in found.diagnostics if d.code == "overset"]
    assert len(said) == 1
    assert str(record.overset.chars) in said[0].message.zh


@pytest.mark.parametrize(
    ("part", "word"), [("kicker", "引题"), ("deck", "副题"), ("headline", "标题")]
)
def test_what_fits_at_no_size_is_named(part: str, word: str) -> None:
    long = "写得很长很长一直写到不能再写还在写的一条究竟排几行才算完呢谁也说不上来" * 3
    tale = kit.story("A", "头条", *copy(8), **{part: long})  # type: ignore[arg-type]
    found = composed(tale, slots=(kit.slot("头条", (1, 60), split=4),))
    (said,) = [d for d in found.diagnostics if d.code == "headline-overset"]
    assert said.part == part
    assert f"{word}用最小字号" in said.message.zh
    assert long in said.message.en
    assert said.hint is not None
    assert f"缩短{word}" in said.hint.zh
    told = re.search(r"（(\d+) 字，约排得下 (\d+) 字）", said.message.zh)
    assert told is not None
    assert int(told[1]) == len(long)
    # About so many: two fewer do fit.
    fits = kit.story("A", "头条", *copy(8), **{part: long[: int(told[2]) - 2]})  # type: ignore[arg-type]
    made = composed(fits, slots=(kit.slot("头条", (1, 60), split=4),))
    assert "headline-overset" not in [d.code for d in made.diagnostics]


def test_a_byline_alone_without_room_is_told_as_one() -> None:
    tale = kit.story("A", "头条", *[SENTENCE * 2] * 15, SENTENCE * 2)
    found = composed(tale, slots=(kit.slot("头条", (1, 20), split=2, byline_at="end"),))
    over = found.pages[0].stories[0].overset
    assert (over.lines, over.chars) == (1, 0)
    (said,) = [d for d in found.diagnostics if d.code == "overset"]
    assert "署名" in said.message.zh
    assert "byline" in said.message.en
    assert said.hint is not None
    assert "report.json" not in said.hint.zh


def test_too_little_copy_is_underset_and_only_warned() -> None:
    found = composed(kit.story("A", "头条", SENTENCE), slots=(kit.slot("头条", (1, 30)),))
    record = found.pages[0].stories[0]
    assert record.underset_lines > 0
    assert record.overset.chars == 0
    assert [d.severity for d in found.diagnostics if d.code == "underset"] == ["warning"]


def test_a_photo_fills_its_columns_and_keeps_its_focus() -> None:
    tale = kit.story("A", "头条", *copy(7), photos=(kit.photo(PHOTO, 2, "top-right"),))
    found = composed(tale, slots=(kit.slot("头条", (1, 40), split=4),))
    picture = next(
        item
        for block in found.edition.pages[0].blocks
        for item in block.items
        if isinstance(item, Picture)
    )
    left, top, right, bottom = picture.crop
    assert abs((right - left) * picture.box.height - (bottom - top) * picture.box.width) <= max(
        picture.box.height, picture.box.width
    )
    record = found.pages[0].photos[0]
    assert left <= record.size[0] // 2 <= right
    assert top <= record.size[1] // 2 <= bottom
    assert picture.box.right == found.pages[0].stories[0].bbox.right


def test_text_never_runs_over_a_photo() -> None:
    tale = kit.story("A", "头条", *copy(9), photos=(kit.photo(PHOTO, 2),))
    found = composed(tale, slots=(kit.slot("头条", (1, 44), split=4),))
    page = found.edition.pages[0]
    box = next(
        item.box for block in page.blocks for item in block.items if isinstance(item, Picture)
    )
    for block in page.blocks:
        if block.id != "A/body":
            continue
        for item in block.items:
            assert isinstance(item, Glyphs)
            inside = [x for x in item.x if box.x <= x < box.right]
            assert not inside or not box.y < item.y[0] <= box.bottom


@pytest.mark.parametrize("paragraphs", [18, 20, 22])
def test_a_jump_loses_nothing_and_both_lines_agree(paragraphs: int) -> None:
    tale = kit.story("A", "头条", *copy(paragraphs), jump=Jump(2, "三条", "接着走", kit.HERE))
    first = kit.template(kit.slot("头条", (1, 30), split=4))
    second = kit.template(kit.slot("三条", (50, 76), (3, 6)))
    found = compose(
        kit.loaded({"a": first, "b": second}, kit.page(1, "a", tale), kit.page(2, "b")),
        kit.NEWSPRINT,
    )
    begun, rest = (page.stories[0] for page in found.pages)
    whole = "\n".join(p.text for p in tale.body)
    assert begun.chars_set + rest.chars_set + rest.overset.chars == chars(whole)
    assert (begun.jump_to, rest.jump_from) == (2, 1)
    shown = "".join(kit.body_text(page, "A") for page in found.edition.pages)
    assert (shown + rest.overset.text).replace("\n", "") == whole.replace("\n", "")
    jumps = {
        block.id: "".join(i.text for i in block.items if isinstance(i, Glyphs))
        for page in found.edition.pages
        for block in page.blocks
        if block.role == "jump"
    }
    assert jumps == {"A/jump-to": "（下转第2版）", "A/jump-from": "（上接第1版）"}


@given(paragraphs=st.integers(1, 60))
@settings(max_examples=12, deadline=None)
def test_a_jump_of_a_jump_loses_nothing_and_all_lines_agree(paragraphs: int) -> None:
    last = Jump(4, "三条", "再接着走", kit.HERE)
    jump = Jump(2, "三条", "接着走", kit.HERE, Jump(3, "三条", "", kit.HERE, last))
    tale = kit.story("A", "头条", *copy(paragraphs), jump=jump)
    first = kit.template(kit.slot("头条", (1, 24), split=4))
    other = kit.template(kit.slot("三条", (50, 76), (3, 6)))
    found = compose(
        kit.loaded(
            {"a": first, "b": other},
            kit.page(1, "a", tale),
            *(kit.page(number, "b") for number in (2, 3, 4)),
        ),
        kit.NEWSPRINT,
    )
    told = [page.stories[0] for page in found.pages if page.stories]
    whole = "\n".join(p.text for p in tale.body)
    rest = told[-1].overset
    assert sum(one.chars_set for one in told) + rest.chars == chars(whole)
    shown = "".join(kit.body_text(page, "A") for page in found.edition.pages)
    assert (shown + rest.text).replace("\n", "") == whole.replace("\n", "")
    ways = [(one.jump_from, one.jump_to) for one in told]
    count = len(told)
    assert ways == [(n or None, n + 2 if n + 1 < count else None) for n in range(count)]
    for page, (before, after) in zip(found.edition.pages, ways, strict=False):
        lines = {
            block.id: "".join(i.text for i in block.items if isinstance(i, Glyphs))
            for block in page.blocks
            if block.role == "jump"
        }
        wanted = {"A/jump-from": f"（上接第{before}版）"} if before else {}
        wanted |= {"A/jump-to": f"（下转第{after}版）"} if after else {}
        assert lines == wanted
    codes = [d.code for d in found.diagnostics]
    assert codes.count("jump-empty") == (1 if count < 4 else 0)


def test_each_part_of_a_jump_bears_its_own_headline() -> None:
    jump = Jump(2, "三条", "二", kit.HERE, Jump(3, "三条", "三", kit.HERE))
    tale = kit.story("A", "头条", *copy(60), jump=jump, headline="一")
    other = kit.template(kit.slot("三条", (50, 76), (3, 6)))
    found = compose(
        kit.loaded(
            {"a": kit.template(kit.slot("头条", (1, 30), split=4)), "b": other},
            kit.page(1, "a", tale), kit.page(2, "b"), kit.page(3, "b"),
        ),
        kit.NEWSPRINT,
    )  # fmt: skip
    heads = [
        "".join(i.text for b in page.blocks if b.role == "headline" for i in b.items
                if isinstance(i, Glyphs))
        for page in found.edition.pages
    ]  # fmt: skip
    assert heads == ["一", "二", "三"]


def test_a_pull_quote_is_large_breaks_at_phrases_and_names_its_speaker() -> None:
    words = "山是有记性的。你糊弄它，它记着；你对它好，它也记着。——石明远"
    tale = kit.story("A", "头条", *copy(8), pullquotes=(words,))
    found = composed(tale, slots=(kit.slot("头条", (1, 40), split=4),))
    quote = next(b for b in found.edition.pages[0].blocks if b.role == "pullquote")
    runs = [i for i in quote.items if isinstance(i, Glyphs)]
    *said, speaker = runs
    assert speaker.text == "——石明远"
    assert words[speaker.offset :] == speaker.text
    assert "".join(run.text for run in runs) == words
    assert {pt(16) <= run.size <= pt(28) for run in said} == {True}
    assert len({run.size for run in said}) == 1
    assert speaker.size < said[0].size
    assert {run.text[-1] for run in said} <= {"。", "，", "；"}


def test_a_pull_quote_breaks_where_its_sentence_does() -> None:
    """At a comma its line ends only where no other mark serves as well."""
    words = "山是有记性的。你糊弄它，它记着；你对它好，它也记着。"
    tale = kit.story("A", "头条", *copy(8), pullquotes=(words,))
    for split in (3, 4):
        found = composed(tale, slots=(kit.slot("头条", (1, 40), split=split),))
        quote = next(b for b in found.edition.pages[0].blocks if b.role == "pullquote")
        ends = [i.text[-1] for i in quote.items if isinstance(i, Glyphs)]
        assert "；" in ends
        assert ends[0] == ends[-1] == "。"


@pytest.mark.parametrize("words", ["", "——", "他说——", "山——水——", "一句话\n又一句", "长" * 400])
def test_odd_pull_quotes_lose_nothing(words: str) -> None:
    tale = kit.story("A", "头条", *copy(4), pullquotes=(words or "山",))
    found = composed(tale, slots=(kit.slot("头条", (1, 76), split=4),))
    quotes = [b for b in found.edition.pages[0].blocks if b.role == "pullquote"]
    shown = "".join(i.text for b in quotes for i in b.items if isinstance(i, Glyphs))
    assert shown.replace("\n", "") == (words or "山").replace("\n", "") or "no-room" in {
        d.code for d in found.diagnostics
    }


def test_a_pull_quote_stands_between_two_rules() -> None:
    tale = kit.story("A", "头条", *copy(8), pullquotes=("山不会说话，水会。",))
    found = composed(tale, slots=(kit.slot("头条", (1, 40), split=4),))
    quote = next(b for b in found.edition.pages[0].blocks if b.role == "pullquote")
    assert "".join(i.text for i in quote.items if isinstance(i, Glyphs)) == "山不会说话，水会。"


def test_a_headline_that_cannot_fit_is_an_error_and_still_shown() -> None:
    tale = kit.story("A", "头条", *copy(4), headline="山" * 60)
    found = composed(tale, slots=(kit.slot("头条", (1, 30), split=4),))
    assert "headline-overset" in [d.code for d in found.diagnostics]
    texts = [
        i.text
        for b in found.edition.pages[0].blocks
        if b.id == "A/headline"
        for i in b.items
        if isinstance(i, Glyphs)
    ]
    assert "".join(texts) == "山" * 60


def test_a_character_that_no_face_has_is_named() -> None:
    found = composed(
        kit.story("A", "头条", SENTENCE + "\U0001f9ff。"), slots=(kit.slot("头条", (1, 20)),)
    )
    said = [d for d in found.diagnostics if d.code == "missing-glyph"]
    assert said
    assert "U+1F9FF" in said[0].message.zh


@pytest.mark.parametrize("char", "\ue000\uf8ff\U000f0000\u0378")
@pytest.mark.parametrize("part", ["headline", "body"])
def test_a_character_of_private_use_that_no_face_has_does_not_go_by_unseen(
    char: str, part: str
) -> None:
    told = {"headline": "山水", "body": SENTENCE}
    told[part] += char
    tale = kit.story("A", "头条", told["body"], headline=told["headline"])
    found = composed(tale, slots=(kit.slot("头条", (1, 20)),))
    said = [d for d in found.diagnostics if d.code == "missing-glyph"]
    assert [d.part for d in said] == [part]
    assert f"U+{ord(char):04X}" in said[0].message.zh


def test_what_was_lost_before_it_came_is_not_looked_for_in_faces() -> None:
    found = composed(
        kit.story("A", "头条", f"{SENTENCE}\ufffd供电\ufffd。"), slots=(kit.slot("头条", (1, 20)),)
    )
    [said] = [d for d in found.diagnostics if d.code == "missing-glyph"]
    assert said.hint is not None
    assert "fonts --has" not in said.hint.zh + said.hint.en
    assert "原稿" in said.hint.zh


@pytest.mark.parametrize("char", "\ufe0f\U000e0100\u200d\u200c\u2060\ufeff\u034f\u180b\U000e0041")
def test_what_only_changes_its_neighbours_is_no_missing_glyph(char: str) -> None:
    # With a base and without one: at the beginning, behind a blank, alone in a paragraph.
    body = [f"{char}{SENTENCE}山{char}水\u3000{char}", char]
    found = composed(
        kit.story("A", "头条", *body, headline=f"{char}山{char}水"),
        slots=(kit.slot("头条", (1, 20)),),
    )
    assert not {d.code for d in found.diagnostics} & {"missing-glyph", "fallback-glyph"}


def test_a_jump_with_nothing_left_to_go_on_is_said() -> None:
    tale = kit.story("A", "头条", *copy(3), jump=Jump(2, "三条", "接着走", kit.HERE))
    first = kit.template(kit.slot("头条", (1, 30), split=4))
    second = kit.template(kit.slot("三条", (50, 76), (3, 6)))
    found = compose(
        kit.loaded({"a": first, "b": second}, kit.page(1, "a", tale), kit.page(2, "b")),
        kit.NEWSPRINT,
    )
    assert "jump-empty" in [d.code for d in found.diagnostics]
    assert all(b.role != "jump" for p in found.edition.pages for b in p.blocks)


def test_a_slot_that_waits_in_vain_is_refused_by_the_press() -> None:
    tale = kit.story("A", "头条", *copy(3), jump=Jump(2, "三条", "接着走", kit.HERE))
    found = going_on(tale, kit.slot("头条", (1, 30), split=4), LAST)
    said = [d for d in found.diagnostics if d.code == "jump-empty"]
    assert [d.severity for d in said] == ["error"]
    assert exit_code(said) == REFUSED
    # The whole story stands where it begins, once.
    assert "".join(kit.body_text(p, "A") for p in found.edition.pages) == "".join(copy(3))


@pytest.mark.parametrize(
    ("rows", "paragraphs", "sentences"), [(6, 1, 10), (6, 2, 3), (8, 2, 7), (8, 1, 10), (9, 2, 11)]
)
def test_lines_before_a_cut_and_after_it_are_of_one_setting(
    rows: int, paragraphs: int, sentences: int
) -> None:
    """Where nothing ends level a paragraph is poured in its fewest lines, not in its best."""
    jump = Jump(2, "三条", "接着走", kit.HERE)
    texts = [SENTENCE[:-1] * sentences + "GB/T 15834—2011山水之间。"] * paragraphs
    tale = kit.story("A", "头条", *texts, jump=jump)
    found = going_on(tale, kit.slot("头条", (1, rows), split=4), kit.slot("三条", (50, 60), (3, 6)))
    told = [page.stories[0] for page in found.pages if page.stories]
    shown = "".join(kit.body_text(page, "A") for page in found.edition.pages)
    assert shown + told[-1].overset.text.replace("\n", "") == "".join(texts)


def test_three_slots_give_up_a_photo_that_the_first_cannot_hold_as_two_do() -> None:
    last = Jump(3, "三条", "", kit.HERE)
    for jump in (Jump(2, "三条", "", kit.HERE), Jump(2, "三条", "", kit.HERE, last)):
        tale = kit.story("A", "头条", *copy(20), photos=(kit.photo(PHOTO, 6),), jump=jump)
        found = going_on(tale, kit.slot("头条", (1, 14)), *[LAST] * len(jump.all))
        errors = {d.code for d in found.diagnostics if d.severity == "error"}
        # Where it does not come the page is empty.
        assert errors - {"jump-empty", "page-empty"} == {"no-room"}
        assert sum(s.chars_set for p in found.pages for s in p.stories) == chars("".join(copy(20)))


def test_a_slot_that_holds_no_line_passes_a_story_on_as_it_came() -> None:
    """The paragraph that was entered midway is not begun anew."""
    jump = Jump(2, "三条", "二", kit.HERE, Jump(3, "三条", "三", kit.HERE))
    tale = kit.story("A", "头条", SENTENCE * 30, jump=jump)
    low = kit.slot("三条", (50, 52), (3, 6))
    found = going_on(tale, kit.slot("头条", (1, 14), split=4), low, LAST)
    told = [page.stories[0] for page in found.pages]
    assert [one.chars_set > 0 for one in told] == [True, False, True]
    shown = "".join(kit.body_text(page, "A") for page in found.edition.pages)
    assert shown + told[-1].overset.text == SENTENCE * 30
    # An editor knows that the slot in the middle bears a headline and no more.
    assert "jump-empty" in [d.code for d in found.diagnostics if d.page == 2]


@pytest.mark.parametrize("splits", [(6, 1), (1, 6)])
@pytest.mark.parametrize("rows", [16, 20, 24, 28])
def test_a_table_that_only_one_of_two_measures_holds_goes_on(
    splits: tuple[int, int], rows: int
) -> None:
    """In the other one its cells are paragraphs: a piece has another number there."""
    cells = [
        Paragraph("cell", f"{row}山水林田湖{column}", 0, cell=(row, column))
        for row in range(1, 6)
        for column in range(1, 6)
    ]
    made, offset = [], 0
    for one in (*kit.paragraphs(SENTENCE), *cells, *kit.paragraphs(*copy(6))):
        made.append(replace(one, offset=offset))
        offset += len(one.text) + 1
    jump = Jump(2, "三条", "", kit.HERE)
    tale = replace(kit.story("A", "头条", "", jump=jump), body=tuple(made))
    found = going_on(
        tale,
        kit.slot("头条", (1, rows), split=splits[0]),
        kit.slot("三条", (1, 76), split=splits[1]),
    )
    told = [page.stories[0] for page in found.pages if page.stories]
    shown = "".join(kit.body_text(page, "A") for page in found.edition.pages)
    assert shown + told[-1].overset.text.replace("\n", "") == "".join(p.text for p in made)


def bylines(found: Composition) -> list[str]:
    return [
        "".join(item.text for item in block.items if isinstance(item, Glyphs))
        for page in found.edition.pages
        for block in page.blocks
        if block.id == "A/byline"
    ]


@pytest.mark.parametrize("paragraphs", [3, 25, 60])
def test_the_byline_of_a_story_that_goes_on_is_never_lost(paragraphs: int) -> None:
    """Where it stands at the end of stories, one that does not end in its slot has it at its head."""
    tale = kit.story("A", "头条", *copy(paragraphs), jump=Jump(2, "三条", "", kit.HERE))
    found = going_on(tale, kit.slot("头条", (1, 30), split=4, byline_at="end"), LAST)
    assert bylines(found) == ["本报记者 沈禾青"]


def test_a_byline_too_long_for_the_row_behind_the_body_stands_at_the_head() -> None:
    names = "本报记者 沈禾青 许知微 顾长川 通讯员 何沐 李明子 王小山 赵石桥 文并图"
    tale = kit.story("A", "头条", *copy(8), byline=names)
    found = composed(tale, slots=(kit.slot("头条", (1, 50), byline_at="end"),))
    assert bylines(found) == [names]


@pytest.mark.parametrize("byline_at", ["below", "end"])
@pytest.mark.parametrize("rows", range(20, 32))
def test_a_byline_that_is_not_printed_is_told(rows: int, byline_at: str) -> None:
    found = composed(
        kit.story("A", "头条", *copy(8)),
        slots=(kit.slot("头条", (1, rows), split=4, byline_at=byline_at),),
    )
    over = "overset" in [d.code for d in found.diagnostics]
    assert bylines(found) == ["本报记者 沈禾青"] or (over and byline_at == "end")


SHAPES = (
    (Range((1, 20), (1, 6)), Range((21, 40), (1, 3))),
    (Range((1, 4), (1, 6)), Range((5, 40), (1, 5))),
    (Range((1, 20), (1, 3)), Range((21, 40), (1, 6))),
    (Range((1, 20), (4, 6)), Range((21, 40), (1, 6))),
    (Range((1, 30), (1, 1)), Range((1, 30), (6, 6)), Range((31, 40), (1, 6))),
)


@pytest.mark.parametrize("side", ["", "left", "right"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_slot_of_several_rectangles_holds_what_it_can_and_nothing_outside_them(
    shape: tuple[Range, ...], side: str
) -> None:
    """With a headline too high for it, or a vertical one beside the body, alone or going on."""
    slot = replace(
        kit.slot("头条", (1, 40), head_side=side, display=kit.heads(60, 72)), parts=shape
    )
    for jump in (None, Jump(2, "三条", "", kit.HERE)):
        tale = kit.story("A", "头条", *copy(9), deck="一步一步走出来的路", jump=jump)
        found = going_on(tale, slot, LAST)
        boxes = [range_box(kit.template(slot), one) for one in shape]
        for block in found.edition.pages[0].blocks:
            for item in block.items if block.id == "A/body" else ():
                assert isinstance(item, Glyphs)
                assert any(
                    box.x <= min(item.x)
                    and max(item.x) < box.right
                    and box.y < item.y[0] < box.bottom
                    for box in boxes
                )


def test_a_slot_too_low_for_its_headline_is_told_and_nothing_is_lost() -> None:
    tale = kit.story("A", "头条", *copy(2), photos=(kit.photo(PHOTO, 2),))
    found = composed(tale, slots=(kit.slot("头条", (1, 2)),))
    record = found.pages[0].stories[0]
    assert record.overset.chars == record.chars_source
    said = {d.code for d in found.diagnostics}
    assert {"overset", "headline-overset", "no-room"} <= said


def test_a_photo_without_room_is_an_error_and_the_text_stays() -> None:
    tale = kit.story("A", "头条", *copy(4), photos=(kit.photo(PHOTO, 6),))
    found = composed(tale, slots=(kit.slot("头条", (1, 14)),))
    record = found.pages[0].stories[0]
    assert [d.code for d in found.diagnostics if d.severity == "error"] == ["no-room"]
    assert record.chars_set == record.chars_source
    assert not found.pages[0].photos


def test_a_photo_of_a_shape_that_suits_no_height_is_told_so_and_takes_no_other_with_it() -> None:
    friends = "images/friends_by_Aitzol_Berasategi.jpg"
    photos = (kit.photo(PHOTO, 6), kit.photo(friends, 1))
    tale = kit.story("A", "头条", *copy(6), photos=photos)
    found = composed(tale, slots=(kit.slot("头条", (1, 20)),))
    (told,) = [d for d in found.diagnostics if d.code == "no-room"]
    assert PHOTO in told.message.zh
    assert "太高，6 栏宽时约高" in told.message.zh
    assert told.hint is not None
    assert told.hint.zh == "「栏数」少写几栏，或写明「高」，照它裁"
    assert [record.file for record in found.pages[0].photos] == [friends]
    record = found.pages[0].stories[0]
    assert record.chars_set == record.chars_source


def test_a_headline_may_cross_fewer_columns_where_that_levels_the_page() -> None:
    design = kit.template(kit.slot("头条", (1, 18), split=4, frame=6350))
    steps: dict[bool, int] = {False: 0, True: 0}
    level: dict[bool, int] = {False: 0, True: 0}
    for allowed in (False, True):
        order = (*design.fit_order, Step.HEAD_COLUMNS) if allowed else design.fit_order
        for count in range(72, 112):
            tale = kit.story(
                "A", "头条", *[SENTENCE * 2] * (count // 8), SENTENCE[: count % 8 * 4 + 2]
            )
            loaded = kit.loaded({"t": replace(design, fit_order=order)}, kit.page(1, "t", tale))
            found = compose(loaded, kit.NEWSPRINT)
            record = found.pages[0].stories[0]
            steps[allowed] += any(one.step is Step.HEAD_COLUMNS for one in record.fit_steps)
            level[allowed] += not record.overset.chars and not record.underset_lines
            assert record.chars_set + record.overset.chars == record.chars_source
    assert not steps[False]
    assert steps[True]
    assert level[True] > level[False]


def test_how_a_headline_was_fitted_is_recorded() -> None:
    """Nine characters of 40 pt in a width of 353 pt: tighter first, then narrower (RULES T6)."""
    display = replace(kit.heads(), headline=kit.style("标题宋", 40, 40))
    slots = (kit.slot("头条", (1, 30), columns=(1, 3), display=display),)
    tale = kit.story("A", "头条", *copy(4), headline="护林人二十年的长路")
    record = composed(tale, slots=slots).pages[0].stories[0]
    assert record.headline_size == pt(40)
    assert record.headline_tracking == -30
    assert 900 <= record.headline_condense < 1000
    assert [step.text.zh for step in record.fit_steps[:2]] == [
        "标题字距 -3.0%",
        f"标题字宽 {record.headline_condense / 10:.1f}%",
    ]


@pytest.mark.parametrize(("columns", "split", "indent"), [((1, 1), None, 2), ((1, 6), 8, 1)])
def test_narrow_columns_are_indented_by_one(
    columns: tuple[int, int], split: int | None, indent: int
) -> None:
    """Twelve characters a line, and eight (RULES P1), where the template names no indent."""
    design = kit.template(kit.slot("头条", (1, 30), columns=columns, split=split))
    design = replace(design, body=replace(design.body, indent=None))
    found = compose(
        kit.loaded({"t": design}, kit.page(1, "t", kit.story("A", "头条", SENTENCE))), kit.NEWSPRINT
    )
    body = next(b for b in found.edition.pages[0].blocks if b.id == "A/body")
    first = body.items[0]
    assert isinstance(first, Glyphs)
    assert first.x[0] == design.left + indent * kit.EM


def test_captions_and_pull_quotes_follow_the_style_of_their_story() -> None:
    """And in a picture slot as well."""
    words = "山里3"

    def gaps(manner: Manner | None) -> list[int]:
        style = SlotStyle(manner=manner)
        tale = kit.story(
            "A",
            "头条",
            *copy(6),
            style=style,
            pullquotes=(words,),
            photos=(kit.photo(PHOTO, 2, "top-right", words),),
        )
        alone = kit.story("P", "主图", style=style, photos=(kit.photo(PHOTO, caption=words),))
        slots = kit.slot("头条", (1, 40), split=4), kit.slot("主图", (41, 76), content="picture")
        page = composed(tale, alone, slots=slots).edition.pages[0]
        return [
            round((item.x[2] - item.x[1]) * 1000 / item.size)
            for block in page.blocks
            if block.role in ("pullquote", "caption")
            for item in block.items
            if isinstance(item, Glyphs) and item.text == words
        ]

    assert gaps(None) == [1250] * 3
    assert gaps(Manner(gap=0)) == [1000] * 3


@pytest.mark.parametrize("place", ["top-right", "bottom-right"])
@pytest.mark.parametrize("rows", range(20, 34))
def test_a_jump_line_stands_after_the_text_and_off_the_photo(rows: int, place: str) -> None:
    """However little of the last column a photo leaves: one row, or none."""
    jump = Jump(2, "三条", "接着走", kit.HERE)
    tale = kit.story("A", "头条", *copy(12), photos=(kit.photo(PHOTO, 3, place),), jump=jump)
    first = kit.template(kit.slot("头条", (1, rows), split=4))
    second = kit.template(kit.slot("三条", (30, 76), (1, 6)))
    found = compose(
        kit.loaded({"a": first, "b": second}, kit.page(1, "a", tale), kit.page(2, "b")),
        kit.NEWSPRINT,
    )
    [line] = [block for block in found.edition.pages[0].blocks if block.id == "A/jump-to"]
    assert isinstance(line.items[0], Glyphs)
    x, y = line.items[0].x[0], line.items[0].y[0]
    for shot in found.pages[0].photos:
        beside = not shot.box.x <= x <= shot.box.right
        assert beside or y > shot.box.bottom + first.body.leading or y < shot.box.y
    body = [
        (item.x[-1], item.y[0])
        for block in found.edition.pages[0].blocks
        if block.role == "body"
        for item in block.items
        if isinstance(item, Glyphs)
    ]
    # Where it stands text goes before it: above it in its column, or in those before.
    assert all(other < y or across < x for across, other in body)
    assert y > min(y for _, y in body)
