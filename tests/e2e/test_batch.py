"""Many issues: one that is broken stops no other, and what is finished is not done again."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "w", tmp_path / "cache")
    made.root.mkdir()
    made.write()
    spec = made.spec.read_text("utf-8")
    for name in ("甲", "乙", "丙"):
        folder = made.root / "issue" / name
        folder.mkdir(parents=True)
        (folder / "issue.yaml").write_text(spec, "utf-8")
        for copy in ("A.txt", "B.txt"):
            shutil.copy(made.spec.parent / copy, folder)
    (made.root / "issue" / "乙" / "issue.yaml").write_text("报纸：\n  坏", "utf-8")
    return made


def told(desk: Desk, *words: str) -> tuple[int, dict[str, dict[str, object]]]:
    made = desk.run("batch", str(desk.root / "issue"), "--for", "proof", "--json", *words)
    *events, last = map(json.loads, made.out.splitlines())
    assert {one["issue"] for one in events} == {one["issue"] for one in last["issues"]}
    assert last["done"] + last["failed"] == len(last["issues"]) == len(events)
    return made.exit, {one["issue"].split("/")[-2]: one for one in last["issues"]}


def test_one_bad_issue_stops_no_other_and_resume_skips_what_is_done(desk: Desk) -> None:
    code, issues = told(desk, "--jobs", "2")
    assert code == 1
    assert {name: one["exit"] for name, one in issues.items() if name in "甲乙丙"} == {
        "甲": 0,
        "乙": 1,
        "丙": 0,
    }
    assert {"issue", "ok", "exit", "seconds", "files"} <= set(issues["甲"])
    assert (desk.root / "out" / "甲" / "issue" / "proof.pdf").exists()

    spec = desk.root / "issue" / "丙" / "issue.yaml"
    spec.write_text(spec.read_text("utf-8").replace("守山", "守水"), "utf-8")
    (desk.root / "issue" / "乙" / "issue.yaml").write_text(spec.read_text("utf-8"), "utf-8")
    before = (desk.root / "out" / "甲" / "issue" / "report.json").stat().st_mtime_ns
    code, issues = told(desk, "--resume")
    assert code == 0
    assert [issues[name]["skipped"] for name in "甲乙丙"] == [True, False, False]
    assert (desk.root / "out" / "甲" / "issue" / "report.json").stat().st_mtime_ns == before

    (desk.root / "out" / "甲" / "issue" / "proof.pdf").unlink()
    _, issues = told(desk, "--resume")
    assert [issues[name]["skipped"] for name in "甲乙丙"] == [False, True, True]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--jobs", "0"), 2),
        (("--jobs", "x"), 2),
        (("--for", "nothing"), 2),
    ],
)
def test_a_wrong_command_line_is_told(desk: Desk, words: tuple[str, ...], code: int) -> None:
    assert desk.run("batch", str(desk.root / "issue"), *words).exit == code
    assert desk.run("batch", str(desk.root / "layout")).exit == 1
