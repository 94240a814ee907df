"""`diff` between builds, specs and git revisions."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.e2e.desk import SAMPLE, Desk
from tests.tools import needs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sample(tmp_path: Path, warm: Path) -> Desk:
    desk = Desk(tmp_path / "w", warm)
    desk.root.mkdir()
    assert desk.run("init", ".").exit == 0
    assert (desk.root / "issue" / SAMPLE.name).is_dir()
    return desk


def edit(desk: Desk, old: str, new: str, file: str = "稿件/A.md") -> None:
    path = desk.root / "issue" / SAMPLE.name / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_build_and_the_spec_as_it_is_now(sample: Desk) -> None:
    issue = f"issue/{SAMPLE.name}"
    assert sample.run("build", issue, "--for", "proof", "-o", "old").exit == 0
    assert sample.run("diff", "old", issue).exit == 0
    edit(sample, "清晨", "早晨")
    made = sample.run("diff", "old", issue, "--json", "-o", "out")
    assert made.exit == 6
    (change,) = made.json["changes"]
    assert (change["kind"], change["story"], change["part"]) == ("text", "A", "body")
    assert (change["old"], change["new"]) == ("清", "早")
    assert change["page"] == 3
    left, top, right, bottom = change["bbox_mm"]
    assert 0 < left < right < 275
    assert 0 < top < bottom < 390
    assert json.loads((sample.root / "out" / "diff.json").read_text("utf-8"))["changes"] == [change]
    assert "早" in (sample.root / "out" / "diff.html").read_text("utf-8")
    with pikepdf.open(sample.root / "out" / "diff.pdf") as pdf:
        assert len(pdf.pages) == 2


def test_two_folders_need_no_workspace(sample: Desk, tmp_path: Path) -> None:
    issue = f"issue/{SAMPLE.name}"
    sample.run("build", issue, "--for", "proof", "-o", "old")
    edit(sample, "主题: 树下长桌脚边事", "主题: 树下长桌身边事", "issue.yaml")
    sample.run("build", issue, "--for", "proof", "-o", "new")
    for name in ("old", "new"):
        shutil.copytree(sample.root / name, tmp_path / "elsewhere" / name)
    made = sample.run("diff", *(str(tmp_path / "elsewhere" / n) for n in ("old", "new")), "--json")
    assert made.exit == 6
    assert [(c["part"], c["old"], c["new"]) for c in made.json["changes"]] == [
        ("headline", "脚", "身")
    ]


@needs("git")
def test_a_git_revision(sample: Desk) -> None:
    def git(*words: str) -> None:
        own = ("-c", "user.name=编辑", "-c", "user.email=e@example.org")
        subprocess.run(["git", *own, *words], cwd=sample.root, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "一校")
    edit(sample, "清晨", "早晨")
    issue = f"issue/{SAMPLE.name}"
    made = sample.run("diff", f"HEAD:{issue}", issue, "--json")
    assert made.exit == 6
    assert [(c["old"], c["new"]) for c in made.json["changes"]] == [("清", "早")]
    assert sample.run("diff", f"HEAD~9:{issue}", issue).exit == 1
    assert sample.run("diff", f"--output=x:{issue}", issue).exit == 2


@pytest.mark.parametrize("content", [b"{}", b"[]", b"\xff\xfe", b'{"format": "other"}', b"null"])
def test_what_is_no_edition_is_refused(sample: Desk, content: bytes) -> None:
    (sample.root / "x.json").write_bytes(content)
    made = sample.run("diff", "x.json", "x.json")
    assert made.exit == 1
    assert "not-an-edition" in made.err
    assert sample.run("diff", "nowhere", "x.json").exit in {1, 5}
