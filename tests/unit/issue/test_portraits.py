"""人像 as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.issue.load import load
from tests.unit.issue.sample import changed, faults, line_of, workspace

if TYPE_CHECKING:
    from pathlib import Path

AFTER = "        主题: 树下\n"


def written(line: str) -> str:
    return changed((AFTER, f"{AFTER}        {line}\n"))


@pytest.mark.parametrize(
    "line",
    [
        "人像: [{文件: images/b1.jpg, 姓名: 罗长庚, 身份: 守山人, 形: 圆, 位置: 下}]",
        "portraits: [{file: images/b1.jpg, name: 罗长庚, post: 守山人, shape: round, at: bottom}]",
    ],
)
def test_it_is_read_in_both_languages(tmp_path: Path, line: str) -> None:
    path = workspace(tmp_path, written(line))
    (tmp_path / "images/b1.jpg").write_bytes(b"a face")
    (one,) = load(path).issue.pages[0].stories[1].portraits
    assert (one.name, one.post, one.round, one.at) == ("罗长庚", "守山人", True, "bottom")
    assert (one.photo.focus, one.photo.person) == ((500, 400), True)


def test_one_that_names_its_focus_is_cropped_round_that(tmp_path: Path) -> None:
    line = "人像: [{文件: images/b1.jpg, 姓名: 罗长庚, 焦点: [50%, 40%]}]"
    path = workspace(tmp_path, written(line))
    (tmp_path / "images/b1.jpg").write_bytes(b"a face")
    (one,) = load(path).issue.pages[0].stories[1].portraits
    assert (one.photo.focus, one.photo.person) == ((500, 400), False)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("missing-key", "人像: [{文件: images/a1.jpg}]"),
        ("missing-picture", "人像: [{文件: images/no.jpg, 姓名: 罗长庚}]"),
        ("bad-value", "人像: [{文件: images/a1.jpg, 姓名: 罗长庚, 形: 三角}]"),
        ("unknown-key", "人像: [{文件: images/a1.jpg, 姓名: 罗长庚, 年岁: 60}]"),
    ],
)
def test_what_cannot_be_a_portrait_is_told_where_it_stands(
    tmp_path: Path, code: str, line: str
) -> None:
    text = written(line)
    found = [d for d in faults(tmp_path, text) if d.code == code]
    assert found
    assert found[0].span is not None
    assert found[0].span.line == line_of(text, line)


@pytest.mark.parametrize(
    "line",
    [
        "署名像: {文件: images/b1.jpg, 形: 圆, 焦点: [50%, 30%]}",
        "byline_face: {file: images/b1.jpg, shape: round, focus: [50%, 30%]}",
    ],
)
def test_a_byline_s_face_is_read_in_both_languages(tmp_path: Path, line: str) -> None:
    path = workspace(tmp_path, written(line))
    (tmp_path / "images/b1.jpg").write_bytes(b"a face")
    one = load(path).issue.pages[0].stories[1]
    assert one.face is not None
    assert (one.face.photo.file, one.face.round) == ("images/b1.jpg", True)
    assert one.face.photo.focus == (500, 300)
    assert one.face.photo in one.pictures


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("missing-key", "署名像: {形: 圆}"),
        ("missing-picture", "署名像: {文件: images/no.jpg}"),
        ("bad-value", "署名像: {文件: images/a1.jpg, 形: 三角}"),
        (
            "same-stem",
            "署名像: {文件: images/a1.jpg}\n        人像: [{文件: images/a1.jpg, 姓名: 甲}]",
        ),
    ],
)
def test_what_cannot_be_a_byline_s_face_is_told(tmp_path: Path, code: str, line: str) -> None:
    assert code in {d.code for d in faults(tmp_path, written(line))}
