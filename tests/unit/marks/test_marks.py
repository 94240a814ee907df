"""Marks judged and applied: what counts as done, and what is never written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.diagnostics import Span
from presslayout.marks.applied import Correction, corrected, simple
from presslayout.marks.judged import judged
from presslayout.marks.placed import Mark
from presslayout.page import Article, Edition
from tests import kit

if TYPE_CHECKING:
    from pathlib import Path


def edition(text: str) -> Edition:
    articles = (Article("A", (("body", text),)),)
    return Edition("", "", "", (), articles, (), kit.NEWSPRINT)


def mark(kind: str, offset: int, text: str, comment: str = "") -> Mark:
    return Mark(3, kind, "A", "body", offset, len(text), text, comment, "唐小雨")


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
def test_what_became_of_a_mark(one: Mark, new: str, status: str) -> None:
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


def at(line: int, column: int, old: str, new: str) -> Correction:
    return Correction(Span("a.md", line, column), old, new)


def test_corrections_are_made_from_the_end_and_lines_keep_their_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("第一行字。\r\n\r\n第二行字。".encode())
    texts, failed = corrected(
        tmp_path, [at(1, 1, "第", "在"), at(1, 5, "", "，"), at(3, 3, "行字", "排")]
    )
    assert failed == []
    assert texts == {path: "在一行字，。\r\n\r\n第二排。"}


def test_what_does_not_agree_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("第一行字。\n", "utf-8")
    wanted = [
        at(1, 1, "二", "三"), at(9, 1, "第", "在"), at(1, 2, "一行", "两"), at(1, 3, "行字", "排"),
        Correction(Span("none.md", 1, 1), "第", "在"),
    ]  # fmt: skip
    texts, failed = corrected(tmp_path, wanted)
    assert texts == {tmp_path / "a.md": "第一排。\n"}
    assert {c.old for c in failed} == {"二", "第", "一行"}
    assert len(failed) == 4


@settings(max_examples=100, deadline=None)
@given(st.text("山水林田", min_size=6, max_size=30), st.data())
def test_a_replacement_that_was_applied_is_done(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    stop = data.draw(st.integers(start + 1, len(text)))
    made = text[:start] + "云岭" + text[stop:]
    one = mark("replace", start, text[start:stop], "云岭")
    assert next(iter(judged(edition(text), edition(made), [one]))).status == "done"
