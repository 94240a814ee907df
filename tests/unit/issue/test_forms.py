"""体裁 of stories and fact boxes: verse and rolls, in every format of copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.issue.load import load
from tests.unit.issue.copy.test_foreign import document, p, run
from tests.unit.issue.sample import changed, faults, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.issue import Story

NAMES = "何远松　谭广雨　唐　知\n张三\n李四\n"
ROLL = ("正文: 稿件/A.md", "体裁: 名单\n        正文: 稿件/A.md")


def story(root: Path, issue: str, copy: str = NAMES) -> Story:
    return load(workspace(root, issue, copy)).issue.pages[0].stories[0]


@pytest.mark.parametrize("form", ["体裁: 名单", "form: roll", "体裁: roll"])
def test_a_story_is_a_roll(tmp_path: Path, form: str) -> None:
    (only,) = story(tmp_path, changed((ROLL[0], ROLL[1].replace("体裁: 名单", form)))).body
    assert (only.kind, only.text) == ("roll", NAMES.strip())


def test_a_roll_written_in_the_issue_itself(tmp_path: Path) -> None:
    inline = "体裁: 名单\n        正文: |\n          张三　李四\n\n          王五"
    (only,) = story(tmp_path, changed((ROLL[0], inline))).body
    assert (only.kind, only.text) == ("roll", "张三　李四\n王五")


def test_a_roll_in_plain_text(tmp_path: Path) -> None:
    path = workspace(tmp_path, changed((ROLL[0], ROLL[1].replace("A.md", "A.txt"))))
    (path.parent / "稿件/A.txt").write_text(NAMES, encoding="gb18030")
    (only,) = load(path).issue.pages[0].stories[0].body
    assert (only.kind, only.text) == ("roll", NAMES.strip())


def test_a_roll_in_a_word_file_and_its_table(tmp_path: Path) -> None:
    path = workspace(tmp_path, changed((ROLL[0], ROLL[1].replace("A.md", "A.docx"))))
    cells = "".join(f"<w:tc>{p(run(name))}</w:tc>" for name in ("张三", "李四"))
    body = p(run("何远松　谭广雨")) + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + p(run("王五"))
    (path.parent / "稿件/A.docx").write_bytes(document(body))
    (only,) = load(path).issue.pages[0].stories[0].body
    assert (only.kind, only.text) == ("roll", "何远松　谭广雨\n张三\n李四\n王五")


@pytest.mark.parametrize("form", ["体裁: 名单", "form: roll"])
def test_a_fact_box_is_a_roll(tmp_path: Path, form: str) -> None:
    box = f"正文: 稿件/A.md\n        资料框:\n          - {{标题: 名单, {form}, 文字: 稿件/A.md}}"
    tale = story(tmp_path, changed((ROLL[0], box)))
    assert [one.kind for one in tale.factboxes[0].body] == ["roll"]
    assert "roll" not in [one.kind for one in tale.body]


def test_a_fact_box_is_no_verse(tmp_path: Path) -> None:
    box = "正文: 稿件/A.md\n        资料框:\n          - {标题: 诗, 体裁: 诗, 文字: 稿件/A.md}"
    found = [
        d
        for d in faults(tmp_path, changed((ROLL[0], box)))
        if "名单" in d.message.zh or (d.hint and "名单" in d.hint.zh)
    ]
    assert found
