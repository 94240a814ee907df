"""Marks judged and applied: what counts as done, and what is never written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import kit

from presslayout.base.values import replace
from presslayout.edition.page import Article, Edition
from presslayout.newsroom.marks.answers import judged
from presslayout.newsroom.marks.applied import left, simple
from presslayout.newsroom.marks.found_places import Comment


def edition(text: str) -> Edition:
    articles = (Article("A", (("body", text),)),)
    return Edition("", "", "", (), articles, (), kit.NEWSPRINT)


def mark(kind: str, offset: int, text: str, comment: str = "") -> Comment:
    return Comment(3, kind, "A", "body", offset, len(text), text, comment, "唐小雨")


OLD = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来。"


@pytest.mark.parametrize(
    ("one", "new", "status"),
    [
        (mark("delete", 5, "护林员"), OLD, "open"),
        (mark("delete", 5, "护林员"), OLD.replace("护林员", ""), "done"),
        (mark("replace", 0, "清晨", "早晨"), OLD.replace("清晨", "早晨"), "done"),
        (mark("replace", 2, "六点", "七点"), OLD.replace("六点", "七点"), "done"),
        (mark("replace", 2, "六点", "七点"), OLD, "open"),
        (mark("insert", 5, "", "老"), OLD.replace("护林员", "老护林员"), "done"),
        (mark("insert", 5, "", "老"), OLD, "open"),
        (mark("insert", 5, "", "老"), "今天" + OLD, "moved"),
        (mark("delete", 5, "护林员"), "今天" + OLD, "moved"),
        (mark("delete", 5, "护林员"), OLD.replace("雾", "云雾"), "open"),
        (mark("highlight", 16, "雾", "是云"), OLD.replace("雾", "云"), "done"),
        (mark("note", 16, "雾", "核对"), OLD, "open"),
    ],
)
def test_what_became_of_a_mark(one: Comment, new: str, status: str) -> None:
    (found,) = judged(edition(OLD), edition(new), [one])
    assert found.status == status
    if status == "moved":
        assert found.offset == one.offset + 2


def test_a_mark_on_a_part_that_is_gone_is_done() -> None:
    gone = Edition("", "", "", (), (), (), kit.NEWSPRINT)
    assert next(iter(judged(edition(OLD), gone, [mark("delete", 0, "清")]))).status == "done"


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("delete", "", True),
        ("replace", "早晨", True),
        ("replace", "", False),
        ("insert", "老\n的", False),
        ("insert", "字" * 100, False),
        ("note", "核对", False),
        ("highlight", "核对", False),
    ],
)
def test_what_is_simple(kind: str, words: str, expected: bool) -> None:
    assert simple(kind, words) is expected


@settings(max_examples=100, deadline=None)
@given(st.text("山水林田", min_size=6, max_size=30), st.data())
def test_a_replacement_that_was_applied_is_done(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    stop = data.draw(st.integers(start + 1, len(text)))
    made = text[:start] + "云岭" + text[stop:]
    one = mark("replace", start, text[start:stop], "云岭")
    assert next(iter(judged(edition(text), edition(made), [one]))).status == "done"


def test_a_mark_on_two_stretches_is_done_when_both_are() -> None:
    two = Comment(3, "delete", "A", "body", 5, 9, "护林员 … 石阶", "", "", ranges=((5, 3), (10, 2)))
    for new, status, open_ in (
        (OLD, "open", ((5, "护林员"), (10, "石阶"))),
        (OLD.replace("护林员", ""), "open", ((7, "石阶"),)),
        (OLD.replace("护林员", "").replace("石阶", ""), "done", None),
    ):
        (found,) = judged(edition(OLD), edition(new), [two])
        assert found.status in {status, "moved"} if open_ else found.status == status
        if open_ is not None:
            assert found.stretches == open_


@pytest.mark.parametrize(
    ("kind", "words", "replies", "review", "why"),
    [
        ("replace", "早晨", (), "", ""),
        ("replace", "早晨", (), "rejected", "refused"),
        ("replace", "早晨", (), "cancelled", "refused"),
        ("replace", "早晨", ("顾长川：不改",), "", "answered"),
        ("replace", "早晨", ("顾长川：好",), "accepted", ""),
        ("replace", "早晨", ("顾长川：好",), "rejected", "refused"),
        ("replace", "", (), "", "empty"),
        ("insert", "", (), "", "empty"),
        ("delete", "", (), "completed", ""),
        ("delete", "改成早晨", (), "", "words"),
    ],
)
def test_what_people_have_not_agreed_on_is_left_to_them(
    kind: str, words: str, replies: tuple[str, ...], review: str, why: str
) -> None:
    one = replace(mark(kind, 0, "清晨", words), replies=replies, review=review)
    assert left(one) == why


OTHER = "傍晚的集市散了，卖板栗的人收起秤，把剩下的几斤装进布袋背回山上。"
LONG = f"{OLD}\n{OTHER}\n夜里下了雨，溪水漫过石桥，第二天早上有人在桥头立了一块牌子。"


def issue(*stories: tuple[str, dict[str, str]]) -> Edition:
    articles = tuple(Article(name, tuple(parts.items())) for name, parts in stories)
    return Edition("", "", "", (), articles, (), kit.NEWSPRINT)


A, B = {"headline": "守山的日子", "body": LONG}, {"headline": "散集", "body": OTHER * 4}
C = {"headline": "山上", "body": f"{LONG}\n{OTHER * 2}"}


@pytest.mark.parametrize(
    ("one", "new", "home", "status"),
    [
        # A paragraph that went elsewhere took its fault along.
        (mark("replace", 5, "护林员", "养路工"), issue(("A", A | {"body": "\n".join(LONG.split("\n")[::-1])})), ("A", "body"), "moved"),
        (mark("insert", 5, "", "老"), issue(("A", A | {"body": "\n".join(LONG.split("\n")[::-1])})), ("A", "body"), "moved"),
        # A story that was given another id, or another's.
        (mark("replace", 5, "护林员", "养路工"), issue(("A1", A), ("B", B)), ("A1", "body"), "moved"),
        (mark("delete", 5, "护林员"), issue(("A", B), ("B", A)), ("B", "body"), "moved"),
        # Its text became a part of another story.
        (mark("delete", 5, "护林员"), issue(("B", B | {"facts-1": OLD})), ("B", "facts-1"), "moved"),
        # It was corrected on the way.
        (mark("replace", 5, "护林员", "养路工"), issue(("A1", A | {"body": LONG.replace("护林员", "养路工")}), ("B", B)), ("A1", "body"), "done"),
        # What stands twice is nobody's, and what is gone is gone.
        (mark("delete", 5, "护林员"), issue(("B", B | {"facts-1": OLD, "facts-2": OLD})), ("A", "body"), "done"),
        (mark("delete", 5, "护林员"), issue(("B", B)), ("A", "body"), "done"),
        # Who had them before has a fault of his own.
        (mark("delete", 5, "护林员"), issue(("A", {"body": OTHER}), ("B", B), ("C", C)), ("A", "body"), "done"),
        (mark("delete", 5, "护林员"), issue(("B", B), ("C", C)), ("A", "body"), "done"),
        (mark("delete", 5, "护林员"), issue(("A", A | {"body": OTHER}), ("B", B)), ("A", "body"), "done"),
    ],
)  # fmt: skip
def test_a_mark_follows_its_words_wherever_they_went(
    one: Comment, new: Edition, home: tuple[str, str], status: str
) -> None:
    (found,) = judged(issue(("A", A), ("B", B), ("C", C)), new, [one])
    assert (found.mark.story, found.mark.part, found.status) == (*home, status)
    if status == "moved":
        text = dict(next(a.texts for a in new.articles if a.id == home[0]))[home[1]]
        assert found.offset is not None
        assert text[found.offset :].startswith(OLD[5:] if one.text else "护林员")
        assert found.stretches == ((found.offset, one.text),)


def test_a_headline_goes_with_its_story() -> None:
    one = Comment(3, "replace", "A", "headline", 1, 1, "山", "水", "唐小雨")
    (found,) = judged(issue(("A", A), ("B", B)), issue(("B", A), ("C", B)), [one])
    assert (found.mark.story, found.status, found.offset) == ("B", "moved", 1)


@pytest.mark.parametrize(
    "new",
    [
        # The paragraph is another, or gone; or somebody else wrote at that very place.
        LONG.replace(OLD, "中午十二点，集市上人声鼎沸，没有一个看天的。"),
        LONG.replace(f"{OLD}\n", ""),
        LONG.replace("护林员", "年轻的护林员"),
    ],
)
def test_what_was_to_stand_between_words_that_are_gone_has_no_place(new: str) -> None:
    one = mark("insert", 5, "", "老")
    later = mark("insert", OLD.index("走"), "", "慢慢")
    listed = [*judged(edition(LONG), edition(new), [one, later])]
    assert (listed[0].status, listed[0].offset, listed[0].stretches) == ("open", None, ())
    if "林员" in new:
        assert listed[1].offset == new.index("走")
