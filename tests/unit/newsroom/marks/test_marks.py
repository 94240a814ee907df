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
