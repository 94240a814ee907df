"""Comments of the preview: written, read back, and told whether they were heeded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.kit import NEWSPRINT

from presslayout.base.values import replace
from presslayout.edition.page import Article, Edition
from presslayout.newsroom.marks import kept
from presslayout.newsroom.marks.found_places import Comment

if TYPE_CHECKING:
    from pathlib import Path

OLD = "云岭县护路人清晨走过石桥，看见雾从谷底升起来。"


def edition(text: str) -> Edition:
    return Edition("云岭日报", "", "", (), (Article("A", (("body", text),)),), (), NEWSPRINT)


def mark(kind: str, at: int, length: int, words: str = "") -> Comment:
    return Comment(3, kind, "A", "body", at, length, OLD[at : at + length], words, "唐小雨")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    found = kept.added(kept.added((), mark("note", 0, 3, "查"), OLD), mark("delete", 3, 2), OLD)
    path = tmp_path / kept.FILE
    path.write_text(kept.dumps(found), encoding="utf-8")
    assert kept.read(path) == found
    assert path.read_text("utf-8").count(OLD) == 1
    assert kept.read(tmp_path / "none.json") == ()


def test_a_number_is_never_given_twice() -> None:
    found = kept.added(kept.added((), mark("note", 0, 3), OLD), mark("note", 3, 2), OLD)
    assert [one.id for one in kept.added(found[1:], mark("note", 1, 1), OLD)] == [2, 3]


@pytest.mark.parametrize(("kind", "words", "new", "status"), [
    ("replace", "村", OLD.replace("县", "村"), "done"),
    ("delete", "", OLD.replace("县", ""), "done"),
    ("note", "查", OLD, "open"),
    ("note", "查", "早安。" + OLD, "moved"),
])  # fmt: skip
def test_each_is_told_as_the_copy_is_now(kind: str, words: str, new: str, status: str) -> None:
    found = kept.added((), mark(kind, 2, 1, words), OLD)
    assert [one.status for one in kept.judged(found, edition(new))] == [status]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "x"}', "\0", '{"format": 3}',
                                  '{"format": "presslayout/comments-1", "comments": [{}], "texts": {}}'])  # fmt: skip
def test_a_damaged_file_is_not_taken_for_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / kept.FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(kept.NotCommentsError):
        kept.read(path)


def test_replies_a_review_and_furniture_are_read_as_they_were_written() -> None:
    said = replace(
        mark("note", 0, 0), replies=("唐：查过", "好"), review=kept.COMPLETED, on="folio"
    )
    one = kept.Kept(7, said, "", "3/报眉")
    assert kept.loads(kept.dumps((one,)).encode()) == (one,)
    # What has none of it is written as ever.
    assert "replies" not in kept.dumps(kept.added((), mark("note", 0, 3), OLD))


def test_what_somebody_says_is_done_is_done_until_it_is_opened_again() -> None:
    found = kept.done(kept.added((), mark("note", 2, 1, "查"), OLD), 1)
    (answer,) = kept.judged(found, edition("早安。" + OLD))
    assert (answer.status, answer.offset) == ("done", 5)
    again = kept.again(found, 1, edition("早安。" + OLD))
    (answer,) = kept.judged(again, edition("早安。" + OLD))
    assert (answer.status, answer.offset) == ("open", 5)


def test_a_comment_that_is_opened_again_is_about_the_copy_as_it_is() -> None:
    new = "早安。" + OLD.replace("县", "村")
    found = kept.added((), mark("replace", 2, 1, "村"), OLD)
    assert [one.status for one in kept.judged(found, edition(new))] == ["done"]
    (again,) = kept.again(found, 1, edition(new))
    assert (again.mark.text, again.mark.offset, again.whole) == ("村", 5, new)
    assert [one.status for one in kept.judged((again,), edition(new))] == ["open"]


def test_what_has_no_text_is_open_until_somebody_says_otherwise() -> None:
    said = replace(mark("note", 0, 0, "换一张"), part="photo-a", on="photo")
    found = kept.added((), said, "")
    for new in (OLD, "全改了。"):
        (answer,) = kept.judged(found, edition(new))
        assert (answer.status, answer.offset) == ("open", None)
        (answer,) = kept.judged(kept.done(found, 1), edition(new))
        assert answer.status == "done"
    assert kept.again(kept.done(found, 1), 1, edition(OLD)) == found


def test_a_reply_goes_to_its_own_comment() -> None:
    found = kept.added(kept.added((), mark("note", 0, 3), OLD), mark("note", 3, 2), OLD)
    assert [one.mark.replies for one in kept.answered(found, 2, "好")] == [(), ("好",)]


LONG = "".join(f"第{n}天他走到界碑，记下新苗，{OLD}" for n in "一二三四")
AT = LONG.index("第三")


@pytest.mark.parametrize(
    ("stories", "story", "status"),
    [
        # Another id, and the same words: it is the same story.
        ({"甲": LONG, "B": "别的一篇。"}, "甲", "moved"),
        # Its own id with other words, beside a story that was like it all along.
        ({"A": "换了一篇。", "B": LONG}, "A", "done"),
        ({"B": LONG[:-4] + "散了。"}, "A", "done"),
    ],
)
def test_a_comment_goes_to_no_story_that_it_was_not_made_on(
    stories: dict[str, str], story: str, status: str
) -> None:
    made = replace(mark("delete", AT, 2), text=LONG[AT : AT + 2])
    now = Edition(
        "", "", "", (), tuple(Article(k, (("body", v),)) for k, v in stories.items()), (), NEWSPRINT
    )
    (found,) = kept.judged(kept.added((), made, LONG), now)
    assert (found.mark.story, found.status) == (story, status)
