"""One bad file among good ones costs itself: what does not need it goes on, and is told of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

BAD = {
    "坏": "名称: [\n".encode(),
    "乱": b"\xff\xfe\x00\x01",
    "空": b"",
    "半": "名称: 半\n开本: {成品: 275mm x 390mm}\n".encode(),
    "词": "一句走错了地方的话\n".encode(),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Desk:
    """A new workspace, its good issue among bad ones, its templates and profiles too."""
    made = Desk(tmp_path_factory.mktemp("neighbours") / "工作区", warm)
    made.root.parent.mkdir(exist_ok=True)
    ran = Desk(made.root.parent, warm).run("init", "工作区", "--json")
    assert ran.exit == 0, ran.err
    made.write()
    for folder in ("layout", "layout/styles", "layout/press", "issue", "issue/期"):
        for name, data in BAD.items():
            (made.root / folder / f"{name}.yaml").write_bytes(data)
        (made.root / folder / "夹.yaml").mkdir()
        (made.root / folder / "断.yaml").symlink_to("nowhere")
        os.mkfifo(made.root / folder / "管.yaml")
    (made.root / "fonts" / "fonts.yaml").write_text(
        "坏: 3\n好: {文件: 不在.ttf}\n", encoding="utf-8"
    )
    return made


@pytest.fixture
def faces(desk: Desk) -> Desk:
    """The same, its fonts.yaml in order."""
    (desk.root / "fonts" / "fonts.yaml").write_text("{}\n", encoding="utf-8")
    return desk


def test_one_bad_template_hides_none_of_the_good_ones(desk: Desk) -> None:
    ran = desk.run("layouts", "--json")
    assert ran.exit == 1
    listed = ran.json["templates"]
    assert len(listed) == 32
    told = {d["file"] for d in ran.json["diagnostics"] if d["severity"] == "error"}
    bad = {f"layout/{name}.yaml" for name in (*BAD, "夹", "断", "管")}
    assert told == bad | {"fonts/fonts.yaml"}
    # Every one of them shows what it looks like, here and where no thumbnails were copied.
    for one in listed:
        assert one["thumbnail"] == f"layout/缩略图/{one['name']}.png"
        assert (desk.root / one["thumbnail"]).read_bytes().startswith(b"\x89PNG")
    shown = desk.run("layouts")
    assert (shown.exit, shown.out.count("缩略图")) == (1, 2 * 32)


def test_one_bad_face_hides_none_of_the_good_ones(desk: Desk) -> None:
    for words in (("fonts",), ("fonts", "--has", "版"), ("doctor",)):
        ran = desk.run(*words)
        assert ran.exit == 1, words
        assert "宋体" in ran.out
        assert "好" in ran.out
        assert "Traceback" not in ran.err
    assert desk.run("schema", "template", "--json").exit == 0


def test_a_good_issue_among_bad_files_is_made(faces: Desk) -> None:
    for words in (("check", "issue/期/issue.yaml"), ("explain", "issue/期/issue.yaml")):
        ran = faces.run(*words)
        assert ran.exit == 0, ran.err


def test_bad_issues_of_a_batch_fail_alone(faces: Desk) -> None:
    ran = faces.run(
        "batch", "issue/期", "issue/2026-10-18", "--for", "proof", "--json", "-o", "out"
    )
    done = {one["issue"]: one["exit"] for one in ran.last["issues"]}
    assert done.pop("issue/期/issue.yaml") == 0
    assert done.pop("issue/2026-10-18/issue.yaml") == 0
    assert not done


def test_a_workspace_without_thumbnails_is_shown_those_that_ship(
    tmp_path: Path, warm: Path
) -> None:
    (tmp_path / "layout").mkdir()
    ran = Desk(tmp_path, warm).run("layouts", "--json")
    assert ran.exit == 0
    for one in ran.json["templates"]:
        assert (tmp_path / one["thumbnail"]).is_file()
