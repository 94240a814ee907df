"""A comment is about the characters under it, or about what it stands on, or says why neither."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import kit

from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.edition.page import Article, Block, Edition, Glyphs, Page, Picture
from presslayout.newsroom.marks.annotation import Annotation, CommentKind
from presslayout.newsroom.marks.found_places import (
    AWAY,
    ELSEWHERE,
    LOOSE,
    MARGIN,
    PAUSE,
    SPLIT,
    Comment,
    marks,
)
from presslayout.newsroom.marks.touching import BETWEEN, DRAWN, SEVERAL

if TYPE_CHECKING:
    from presslayout.base.units import Length

EM, PITCH = pt(10), pt(16)
TEXT = "清晨六点护林员沿着石阶往上走雾从谷底升起来石桥在雾里"
LINE = 10
LEFT, TOP = mm(20), mm(100)
WIDTH, HEIGHT = mm(275), mm(390)
DELETE, REPLACE, INSERT = CommentKind.DELETE, CommentKind.REPLACE, CommentKind.INSERT


def run(text: str, x: Length, y: Length, offset: int = 0) -> Glyphs:
    ids = tuple(range(1, len(text) + 1))
    return Glyphs("song", EM, ids, tuple(x + EM * n for n in range(len(ids))), (y,), text,
                  offset=offset)  # fmt: skip


def body(first: int = 0, stop: int = len(TEXT), left: Length = LEFT) -> Block:
    """The copy from one character to another in lines of ten."""
    lines = [
        run(TEXT[at : min(at + LINE, stop)], left, TOP + PITCH * n, at)
        for n, at in enumerate(range(first, stop, LINE))
    ]
    return Block("A/body", "body", tuple(lines), "A", "body")


HEADLINE = Block("A/headline", "headline", (run("守山", LEFT, mm(60)),), "A", "headline")
FOLIO = Block("3/folio", "folio", (run("第三版", LEFT, mm(10)),), artifact=True)
PHOTO = Block("A/photo-a", "photo",
              (Picture("a", Box(mm(150), mm(150), mm(60), mm(40)), (0, 0, 9, 9)),),
              "A", "photo-a")  # fmt: skip


def page(*blocks: Block, number: int = 3) -> Page:
    return Page(number, "", "t", WIDTH, HEIGHT, 0, blocks)


def edition(*pages: Page, headline: str = "守山") -> Edition:
    articles = (Article("A", (("headline", headline), ("body", TEXT))),)
    return Edition("", "", "", pages, articles, (), kit.NEWSPRINT)


ONE = page(HEADLINE, body(), PHOTO, FOLIO)


def over(start: int, stop: int) -> Box:
    """Round characters of one line."""
    row, at = divmod(start, LINE)
    y = TOP + PITCH * row
    return Box(LEFT + EM * at, y - EM * 88 // 100, EM * (stop - start), EM)


def caret(at: int) -> Box:
    """Below the line, its tip between two characters."""
    row, column = divmod(at, LINE)
    return Box(LEFT + EM * column - pt(2), TOP + PITCH * row + EM * 5 // 100, pt(4), pt(4))


def comment(kind: CommentKind, *boxes: Box, **facts: object) -> Annotation:
    words = "" if kind == DELETE else "新"
    made = Annotation(0, kind, words, "唐小雨", boxes, WIDTH, height=HEIGHT)
    return replace(made, **facts)  # type: ignore[arg-type]


def placed(one: Annotation, *pages: Page) -> Comment:
    (made,) = marks(edition(*(pages or (ONE,))), [one])
    return made


@given(st.sampled_from((DELETE, REPLACE, CommentKind.HIGHLIGHT)), st.data())
def test_a_mark_is_about_the_characters_under_it(kind: CommentKind, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    stop = data.draw(st.integers(start + 1, min(len(TEXT), (start // LINE + 1) * LINE)))
    made = placed(comment(kind, over(start, stop)))
    assert (made.page, made.story, made.part, made.on) == (3, "A", "body", "body")
    assert (made.offset, made.length, made.doubt) == (start, stop - start, "")
    assert made.text == TEXT[start:stop]
    assert made.stretches == ((start, stop - start),)


@given(st.integers(0, len(TEXT)))
def test_a_caret_stands_before_the_character_on_its_right(at: int) -> None:
    made = placed(comment(INSERT, caret(at)))
    assert (made.story, made.part, made.offset, made.length) == ("A", "body", at, 0)
    assert (made.comment, made.text, made.doubt) == ("新", "", "")


@settings(max_examples=40)
@given(st.integers(25, 100), st.data())
def test_a_page_that_is_shown_smaller_has_its_marks_at_the_same_characters(
    percent: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, LINE - 1))
    box = over(start, start + 1)
    small = [n * percent // 100 for n in (box.x, box.y, box.width, box.height)]
    size = {"width": WIDTH * percent // 100, "height": HEIGHT * percent // 100}
    made = placed(comment(DELETE, Box(*small), **size))
    assert (made.offset, made.text) == (start, TEXT[start])


def test_a_page_of_another_shape_or_none_is_nobodys() -> None:
    for facts in ({"height": HEIGHT * 9 // 10}, {"index": 1}):
        made = placed(comment(DELETE, over(0, 2), **facts))
        assert (made.page, made.on, made.doubt) == (None, ELSEWHERE, AWAY)
        assert (made.story, made.text) == ("", "")
    # Of a file that does not say how large its pages are, nothing speaks against it.
    assert placed(comment(DELETE, over(0, 2), width=0, height=0)).text == TEXT[:2]
    assert placed(comment(DELETE, over(0, 2), height=0)).text == TEXT[:2]


def test_comments_come_back_in_their_order_with_what_was_answered() -> None:
    given = [
        comment(DELETE, over(5, 6), replies=("好", "不好"), review="accepted"),
        comment(INSERT, caret(3)),
        comment(DELETE, over(0, 1)),
    ]
    made = marks(edition(ONE), given)
    assert [one.offset for one in made] == [5, 3, 0]
    assert (made[0].replies, made[0].review, made[0].author) == (
        ("好", "不好"),
        "accepted",
        "唐小雨",
    )
    assert (made[1].replies, made[1].review) == ((), "")


def test_a_strike_out_over_two_lines_is_one_stretch() -> None:
    made = placed(comment(DELETE, over(7, 10), over(10, 13)))
    assert (made.offset, made.length, made.ranges, made.doubt) == (7, 6, (), "")


def test_what_lies_between_two_boxes_is_left_out_and_shown_so() -> None:
    made = placed(comment(DELETE, over(0, 2), over(5, 7)))
    assert made.ranges == made.stretches == ((0, 2), (5, 2))
    assert (made.offset, made.length) == (0, 7)
    assert made.text == TEXT[:2] + PAUSE + TEXT[5:7]
    assert made.doubt == ""
    # New words for two stretches: nobody knows for which.
    assert placed(comment(REPLACE, over(0, 2), over(5, 7))).doubt == SPLIT


def test_a_box_that_has_nothing_was_meant_for_something() -> None:
    made = placed(comment(DELETE, over(0, 2), Box(mm(200), mm(300), mm(9), mm(9))))
    assert (made.text, made.doubt) == (TEXT[:2], BETWEEN)


def test_a_mark_over_two_parts_is_shown_with_the_larger_and_left_to_people() -> None:
    high = Box(LEFT, mm(60) - EM * 88 // 100, EM * 2, EM)
    made = placed(comment(DELETE, high, over(0, 3)))
    assert (made.part, made.text, made.doubt) == ("body", TEXT[:3], SEVERAL)


def test_words_that_the_page_says_otherwise_than_the_copy_are_left_to_people() -> None:
    high = Box(LEFT, mm(60) - EM * 88 // 100, EM * 2, EM)
    (made,) = marks(edition(ONE, headline="守山的日子"), [comment(DELETE, high)])
    assert (made.part, made.doubt) == ("headline", DRAWN)
    below = Box(LEFT - pt(2), mm(60) + EM * 5 // 100, pt(4), pt(4))
    (made,) = marks(edition(ONE, headline="守山的日子"), [comment(INSERT, below)])
    assert (made.part, made.doubt) == ("headline", DRAWN)
    assert placed(comment(DELETE, high)).doubt == ""


def test_boxes_that_are_not_where_the_characters_are_say_so() -> None:
    assert placed(comment(DELETE, over(0, 2), loose=True)).doubt == LOOSE
    assert placed(comment(INSERT, caret(2), loose=True)).doubt == LOOSE
    # Scaled, and nothing to measure from.
    half = Box(*(n // 2 for n in (over(1, 3).x, over(1, 3).y, EM * 2, EM)))
    size = {"width": WIDTH // 2, "height": HEIGHT // 2}
    assert placed(comment(DELETE, half, untrimmed=True, **size)).doubt == LOOSE
    assert placed(comment(DELETE, half, loose=True, **size)).doubt == LOOSE
    assert placed(comment(DELETE, half, **size)).doubt == ""


def test_furniture_says_what_was_struck_and_belongs_to_no_story() -> None:
    made = placed(comment(DELETE, Box(LEFT, mm(10) - EM * 88 // 100, EM * 3, EM)))
    assert (made.page, made.story, made.on, made.text) == (3, "", "folio", "第三版")
    assert made.doubt == AWAY


def test_a_note_on_a_picture_is_the_pictures() -> None:
    made = placed(comment(CommentKind.NOTE, Box(mm(170), mm(160), pt(18), pt(18))))
    assert (made.story, made.part, made.on, made.text) == ("A", "photo-a", "photo", "")
    assert made.doubt == AWAY


@pytest.mark.parametrize(("x", "offset"), [(-15, 0), (LINE * 10 + 2, LINE)])
def test_a_note_beside_a_line_is_shown_with_the_words_next_to_it(x: int, offset: int) -> None:
    box = Box(LEFT + pt(x), TOP - EM * 88 // 100, pt(8), pt(8))
    made = placed(comment(CommentKind.NOTE, box))
    assert (made.story, made.part, made.offset, made.length) == ("A", "body", offset, 0)
    assert made.doubt == AWAY


def test_a_note_far_from_everything_stands_in_the_margin() -> None:
    made = placed(comment(CommentKind.NOTE, Box(mm(240), mm(370), pt(18), pt(18))))
    assert (made.page, made.story, made.on, made.doubt) == (3, "", MARGIN, AWAY)


def test_a_ring_is_about_what_it_goes_round_and_nobody_is_sure() -> None:
    box = over(3, 5)
    ring = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
    made = placed(comment(CommentKind.NOTE, over(3, 4), strokes=((*ring, ring[0]),)))
    assert (made.text, made.doubt) == (TEXT[3:5], BETWEEN)
    # On a page that is shown at half its size, too.
    half = tuple((x // 2, y // 2) for x, y in (*ring, ring[0]))
    small = Box(*(n // 2 for n in (box.x, box.y, box.width, box.height)))
    size = {"width": WIDTH // 2, "height": HEIGHT // 2}
    assert placed(comment(CommentKind.NOTE, small, strokes=(half,), **size)).text == TEXT[3:5]


def test_a_mark_on_a_galley_is_on_the_page_where_its_characters_stand() -> None:
    """The story begins on page 3 and goes on on page 5; its end found no room."""
    pages = page(body(0, 10)), page(body(10, 20), number=5)
    galley = page(replace(body(), role="galley"), number=0)
    made = marks(
        edition(*pages), [comment(DELETE, over(at, at + 1)) for at in (2, 12, 22)], [galley]
    )
    assert [one.page for one in made] == [3, 5, None]
    assert [one.text for one in made] == [TEXT[2], TEXT[12], TEXT[22]]
    (note,) = marks(edition(*pages), [comment(INSERT, caret(12))], [galley])
    assert (note.page, note.offset) == (5, 12)
