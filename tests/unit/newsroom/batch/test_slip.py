"""排版结果.txt: in plain words, with places, for whoever put the issue there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from presslayout.newsroom.batch import slip
from presslayout.newsroom.batch.builders import Ran
from presslayout.newsroom.batch.tasks import Task

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def task(tmp_path: Path) -> Task:
    (tmp_path / "layout").mkdir()
    spec = tmp_path / "issue" / "期" / "issue.yaml"
    return Task(spec, tmp_path / "out" / "期" / "issue", tmp_path / "out", ())


def ran(*found: dict[str, object], exit_: int = 1) -> Ran:
    return Ran(exit_, 1.0, 1.0, json.dumps({"diagnostics": found}).encode(), "", ())


def fault(number: int) -> dict[str, object]:
    return {
        "code": "missing-picture",
        "severity": "error",
        "message": f"图片找不到：{number}.jpg",
        "message_en": f"picture not found: {number}.jpg",
        "file": "issue/期/issue.yaml",
        "line": number,
        "column": 9,
        "hint": "检查路径",
        "hint_en": "check the path",
    }


def test_each_fault_has_its_place_and_what_mends_it(task: Task) -> None:
    warning = {**fault(3), "severity": "warning"}
    slip.failed(task, ran(fault(21), warning), "zh")
    text = (task.out / slip.NAME).read_text("utf-8-sig")
    assert text.startswith("没有排成：issue/期/issue.yaml\n")
    assert "issue/期/issue.yaml:21:9: 图片找不到：21.jpg\n    改法：检查路径\n" in text
    assert "3.jpg" not in text
    slip.failed(task, ran(fault(21)), "en")
    english = (task.out / slip.NAME).read_text("utf-8-sig")
    assert (
        "issue/期/issue.yaml:21:9: picture not found: 21.jpg\n    hint: check the path" in english
    )
    slip.withdrawn(task)
    assert not slip.stands(task)
    slip.withdrawn(task)


def test_a_build_that_said_nothing_is_told_of_too(task: Task) -> None:
    slip.failed(task, Ran(70, 1.0, 1.0, b"", "Killed\n", ()), "zh", again=True)
    text = (task.out / slip.NAME).read_text("utf-8-sig")
    assert "退出码 70" in text
    assert "Killed" in text
    assert "自动再排" in text


def test_a_thousand_faults_are_no_book(task: Task) -> None:
    slip.failed(task, ran(*map(fault, range(1, 1001))), "zh")
    text = (task.out / slip.NAME).read_text("utf-8-sig")
    assert "还有 900 处" in text
    assert len(text.splitlines()) < 2 * slip.MOST + 10
