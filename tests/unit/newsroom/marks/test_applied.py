"""Corrections in the files of an issue: what was marked, in its place, and nothing else."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.issue.copy.test_foreign import document, p, run

from presslayout.issue.load import load
from presslayout.newsroom.marks.answered import _not_applied
from presslayout.newsroom.marks.applied import Correction, corrected

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.workspace import Loaded

SPEC = """\
报纸:
  报名: 云岭日报
  刊号: CN 53-0000
  日期: 2026-10-18
  总期号: 6128
  今日版数: 4
版面:
  - 版次: 3
    版名: 特刊
    模板: 四开-双稿特刊
    责任编辑: 顾长川
    栏题: {文字: 云岭秋行}
    稿件:
      - 编号: A
        位置: 头条
        主题: 守山的日子
        副题: '它说：''山''高'
        署名: "本报\\u8bb0者 沈禾青"
        提要:
          - 山高水长
          - 林深路远
        资料框:
          - 标题: 数字
            文字: |
              森林一万亩。

              溪水三条。
        正文: FILE
      - 编号: B
        位置: 二条
        主题: 树下长桌
        正文: |
          第一段说山。

          第二段**说水**
          接着说桥。
"""


def issue(
    root: Path, copy: str | bytes = "第一行字。\n第二行字。\n", name: str = "A.txt", **how: str
) -> Loaded:
    """An issue whose files are saved as `how` says: `end`, `mark`, `encoding`."""
    folder = root / "issue" / "期"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "layout").mkdir(exist_ok=True)
    spec = SPEC.replace("FILE", name).replace("\n", how.get("end", "\n"))
    (folder / "issue.yaml").write_bytes((how.get("mark", "") + spec).encode())
    data = copy.encode(how.get("encoding", "utf-8")) if isinstance(copy, str) else copy
    (folder / name).write_bytes(data)
    return load(folder)


def texts(loaded: Loaded, story: str = "A") -> dict[str, str]:
    return dict(next(s for s in loaded.issue.stories if s.id == story).texts)


def one(story: str, part: str, at: int, old: str, new: str) -> Correction:
    return Correction(story, part, ((at, old),), new)


def written(loaded: Loaded, *wanted: Correction) -> tuple[dict[str, str], int]:
    made = corrected(loaded, wanted)
    return {path.name: new.decode() for path, (_, new) in made.files.items()}, len(made.failed)


ENDS = ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"]
ODD = ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\t", "\u3000", "\ufeff", "𠮷", "é", "\u200b"]
COPY = st.lists(
    st.sampled_from(["山", "水", "说", "a", "。", *ENDS, *ODD]), min_size=1, max_size=24
)


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    COPY.map("".join),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["A.txt", "A.md"]),
    st.data(),
)
def test_at_any_offset_that_character_of_the_file_changes_and_no_other(
    tmp_path: Path, copy: str, mark: str, name: str, data: st.DataObject
) -> None:
    whole = f"{mark}开头的一段。\n\n{copy}\n\n末尾。"
    loaded = issue(tmp_path, whole, name)
    body = texts(loaded)["body"]
    seen = [n for n, char in enumerate(body) if char not in "\n "]
    at = data.draw(st.sampled_from(seen))
    # As wide as the old one: between two wide ones a broken line leaves no gap.
    fresh = "新" if unicodedata.east_asian_width(body[at]) in "WF" else "b"
    made = corrected(loaded, [one("A", "body", at, body[at], fresh)])
    assert made.failed == ()
    ((_, (old, new)),) = made.files.items()
    assert old == whole.encode()
    same = [n for n, char in enumerate(whole) if char == body[at]
            and whole[:n] + fresh + whole[n + 1:] == new.decode()]  # fmt: skip
    assert len(same) == 1
    # It is as many-th of its kind in the file as in the text, where no blank line holds another.
    assert body[at].isspace() or whole[: same[0]].count(body[at]) - (mark == body[at]) == body[
        :at
    ].count(body[at])


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_character_in_the_spec_itself_is_found(tmp_path: Path, end: str, mark: str) -> None:
    loaded = issue(tmp_path, end=end, mark=mark)
    spec = (tmp_path / "issue" / "期" / "issue.yaml").read_bytes().decode()
    for story, part, old, found in (
        ("A", "headline", "日", "主题: 守山的新子"),
        ("A", "factbox-1", "三", "溪水新条"),
        ("A", "factbox-title-1", "字", "标题: 数新"),
        ("A", "pullquote-2", "深", "林新路远"),
        ("B", "body", "水", "**说新**"),
        ("B", "body", "桥", "接着说新。"),
    ):
        text = texts(loaded, story)[part]
        files, failed = written(loaded, one(story, part, text.index(old), old, "新"))
        assert not failed, (part, old)
        (new,) = files.values()
        assert found in new
        assert len(new) == len(spec)
        assert sum(a != b for a, b in zip(new, spec, strict=True)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_copy_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    text = "第一段说的是云岭县护路人的清晨。\n第二段说的是沿着山脊散开的雾。\n"
    loaded = issue(tmp_path, text, encoding=encoding)
    at = texts(loaded)["body"].index("清晨")
    made = corrected(loaded, [one("A", "body", at, "清晨", "早晨")])
    ((_, (_, new)),) = made.files.items()
    assert new == text.replace("清晨", "早晨").encode(encoding)


def test_corrections_do_not_move_each_other_and_lines_keep_their_ends(tmp_path: Path) -> None:
    loaded = issue(tmp_path, "第一行字。\r\n\r\n第二行字。")
    files, failed = written(
        loaded,
        one("A", "body", 0, "第", "在"), one("A", "body", 4, "", "，"),
        one("A", "body", 8, "行字", "排"), one("A", "headline", 0, "守山", "护林"),
    )  # fmt: skip
    assert failed == 0
    assert files["A.txt"] == "在一行字，。\r\n\r\n第二排。"
    assert "主题: 护林的日子" in files["issue.yaml"]


def test_what_does_not_agree_or_touches_is_left_alone(tmp_path: Path) -> None:
    loaded = issue(tmp_path)
    files, failed = written(
        loaded,
        one("A", "body", 0, "二", "三"), one("A", "body", 99, "第", "在"),
        one("A", "body", 1, "一行", "两"), one("A", "body", 2, "行字", "排"),
        one("B", "body", 0, "", "甲"), one("B", "body", 0, "", "乙"),
        one("无", "body", 0, "第", "在"), one("A", "body", 6, "第二", "末"),
        one("A", "body", 6, "第二", "末"),
    )  # fmt: skip
    assert files == {"A.txt": "第一行字。\n末行字。\n"}
    assert failed == 7


def test_only_what_was_struck_goes_from_between_two_lines_of_a_paragraph(tmp_path: Path) -> None:
    loaded = issue(tmp_path, "第一行说山\n第二行说水。\n", "A.md")
    body = texts(loaded)["body"]
    assert body == "第一行说山第二行说水。"
    files, failed = written(loaded, one("A", "body", 3, "说山第二", ""))
    assert (files, failed) == ({"A.md": "第一行\n行说水。\n"}, 0)
    # Separate stretches: what lies between stays.
    both = Correction("A", "body", ((0, "第一"), (9, "水")), "")
    assert written(loaded, both) == ({"A.md": "行说山\n第二行说。\n"}, 0)


@pytest.mark.parametrize(
    ("story", "part", "at", "old", "new"),
    [
        # Each would say something else: a comment, a quote's end, markup, a table, a list.
        ("A", "headline", 2, "", " # "),
        ("A", "headline", 0, "守", "'"),
        ("A", "headline", 2, "", ": "),
        ("A", "deck", 4, "山", "'"),
        ("B", "body", 2, "", "**强**"),
        ("B", "body", 0, "", "## "),
        ("B", "body", 0, "第", "> "),
        ("B", "body", 3, "", "{说|_}"),
        # Behind an escape nobody counts on.
        ("A", "byline", 3, "者", "员"),
    ],
)
def test_what_would_mean_something_else_is_not_written(
    tmp_path: Path, story: str, part: str, at: int, old: str, new: str
) -> None:
    loaded = issue(tmp_path)
    assert texts(loaded, story)[part][at : at + len(old)] == old
    assert written(loaded, one(story, part, at, old, new)) == ({}, 1)


def test_one_bad_correction_keeps_back_no_good_one(tmp_path: Path) -> None:
    loaded = issue(tmp_path)
    good = [one("A", "body", n, "第", "在") for n in (0, 6)]
    files, failed = written(loaded, good[0], one("A", "headline", 2, "", " # "), good[1])
    assert files == {"A.txt": "在一行字。\n在二行字。\n"}
    assert failed == 1


def test_a_file_that_was_saved_since_is_not_written_by_old_places(tmp_path: Path) -> None:
    loaded = issue(tmp_path, "山山山水。\n山水。\n")
    (tmp_path / "issue" / "期" / "A.txt").write_text("山山山水。\n石。山水。\n", "utf-8")
    assert written(loaded, one("A", "body", 1, "", "新")) == ({}, 1)


@pytest.mark.parametrize(
    ("at", "old", "new", "found"),
    [
        (2, "2", "3", "CO{3|v}降了，10{8|^}立方米。\n"),
        (8, "8", "9", "CO{2|v}降了，10{9|^}立方米。\n"),
        (3, "降", "升", "CO{2|v}升了，10{8|^}立方米。\n"),
        (9, "立", "", "CO{2|v}降了，10{8|^}方米。\n"),
        (5, "，", "。", "CO{2|v}降了。10{8|^}立方米。\n"),
    ],
)
def test_figures_off_the_line_are_corrected_where_they_were_typed(
    tmp_path: Path, at: int, old: str, new: str, found: str
) -> None:
    loaded = issue(tmp_path, "CO{2|v}降了，10{8|^}立方米。\n", "A.md")
    assert texts(loaded)["body"] == "CO2降了，108立方米。"
    assert written(loaded, one("A", "body", at, old, new)) == ({"A.md": found}, 0)


@pytest.mark.parametrize("name", ["A.docx", "A.html", "A.HTM"])
def test_documents_and_pages_are_not_written_and_the_way_out_is_told(
    tmp_path: Path, name: str
) -> None:
    data = document(p(run("守山。"))) if name.endswith("docx") else "<p>守山。</p>".encode()
    loaded = issue(tmp_path, data, name)
    wanted = one("A", "body", 0, "守", "看")
    assert written(loaded, wanted) == ({}, 1)
    (story,) = [s for s in loaded.issue.stories if s.id == "A"]
    told = _not_applied(wanted, story)
    assert name in told.message.zh
    assert told.hint is not None
    assert "原稿" in told.hint.zh
    headline = one("A", "headline", 0, "守", "看")
    assert written(loaded, headline)[1] == 0


def test_a_headline_where_a_story_goes_on_is_corrected_where_it_is_written(tmp_path: Path) -> None:
    loaded = issue(tmp_path)
    path = tmp_path / "issue" / "期" / "issue.yaml"
    told = path.read_text(encoding="utf-8")
    onward = "        转版: {版次: 4, 位置: 头条, 题: 接着走}\n      - 编号: B\n"
    page = "  - 版次: 4\n    版名: 特刊\n    模板: 四开-双稿特刊\n    稿件: []\n"
    path.write_text(told.replace("      - 编号: B\n", onward) + page, encoding="utf-8")
    loaded = load(path)
    own = Correction("A", "jump-headline", ((0, "接着"),), "往前")
    made = corrected(loaded, [own])
    assert not made.failed
    ((old, new),) = made.files.values()
    assert new == old.replace("题: 接着走".encode(), "题: 往前走".encode())
    # A jump without a headline bears the story's: that is where it is corrected.
    path.write_text(path.read_text("utf-8").replace(", 题: 接着走", ""), encoding="utf-8")
    again = Correction("A", "jump-headline", ((0, "守山"),), "走山")
    assert corrected(load(path), [again]).failed == (again,)
    head = Correction("A", "headline", ((0, "守山"),), "走山")
    assert not corrected(load(path), [head]).failed
