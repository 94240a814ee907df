"""Where output goes: out/DATE/NAME for every command, and what lay in out/NAME is still found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from presslayout.newsroom.outputs import found, is_issue, left_over, older_folder, output_folder

if TYPE_CHECKING:
    from pathlib import Path

ISSUE, VARIANT = "报纸: {}\n", "底版: issue.yaml\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    # A folder called out above the workspace is nobody's output.
    root = tmp_path / "out" / "paper"
    (root / "layout").mkdir(parents=True)
    return root


def written(root: Path, *files: str) -> None:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        is_variant = "版" in path.name or "edition" in path.name
        path.write_text(VARIANT if is_variant else ISSUE, "utf-8")


def place(root: Path, name: str) -> str:
    return output_folder(root / name).relative_to(root).as_posix()


@pytest.mark.parametrize(
    ("files", "named", "folder"),
    [
        (["issue/2026-10-18/issue.yaml"], "issue/2026-10-18", "out/2026-10-18/issue"),
        (["issue/2026-10-18/issue.yaml"], "issue/2026-10-18/issue.yaml", "out/2026-10-18/issue"),
        (["issue/d/issue.yaml", "issue/d/白石版.yaml"], "issue/d/白石版.yaml", "out/d/白石版"),
        (["issue/d/issue.yaml", "issue/d/白石版.yaml"], "issue/d/issue.yaml", "out/d/issue"),
        (["issue/d/a.yaml", "issue/d/白石版.yaml"], "issue/d/a.yaml", "out/d/issue"),
        (["issue/d/a.yml"], "issue/d", "out/d/issue"),
        (["issue/d/白石版.yaml"], "issue/d/白石版.yaml", "out/d/白石版"),
        (["issue/d/a.yaml", "issue/d/b.yaml"], "issue/d/a.yaml", "out/d/a"),
        (["issue/d/issue.yaml", "issue/d/b.yaml"], "issue/d/b.yaml", "out/d/b"),
        (["issue/晨报/d/issue.yaml"], "issue/晨报/d", "out/晨报/d/issue"),
        (["issue/a.yaml", "issue/b.yaml"], "issue/b.yaml", "out/b/issue"),
        (["day/issue.yaml"], "day", "out/day/issue"),
        ([], "issue/none/issue.yaml", "out/none/issue"),
    ],
)
def test_output_goes_to_the_day_and_the_edition(
    root: Path, files: list[str], named: str, folder: str
) -> None:
    written(root, *files)
    assert place(root, named) == folder


def test_no_two_specs_share_a_folder(root: Path) -> None:
    names = [
        f"issue/{day}{name}.yaml"
        for day in ("2026-10-18/", "2026-10-19/", "晨报/2026-10-18/", "")
        for name in ("issue", "白石版", "青石版", "b")
    ]
    written(root, *names)
    assert len({place(root, name) for name in names}) == len(names)


def build(folder: Path, issue: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "press.pdf").write_bytes(b"%PDF")
    (folder / "edition.json").write_bytes(b"{}")
    (folder / "report.json").write_text(json.dumps({"issue": issue}), "utf-8")


@pytest.mark.parametrize(
    ("stands", "named"),
    [
        ("out/2026-10-18", "out/2026-10-18"),
        ("out/2026-10-18/issue", "out/2026-10-18"),
        ("out/2026-10-18", "out/2026-10-18/issue"),
        ("out/白石版", "out/2026-10-18/白石版"),
        ("out/2026-10-18/白石版", "out/白石版"),
        ("out/2026-10-18/issue", "out/2026-10-18/issue"),
    ],
)
def test_either_name_of_an_output_leads_to_it(root: Path, stands: str, named: str) -> None:
    build(root / stands)
    assert found(root / named).samefile(root / stands)
    for file in ("press.pdf", "edition.json"):
        assert found(root / named / file).samefile(root / stands / file)


def test_what_is_nowhere_keeps_its_name(root: Path) -> None:
    for name in ("out/x/press.pdf", "out/x", "issue/d", "nothing.pdf", "out", "out/[x]/*"):
        assert found(root / name) == root / name
    assert found(root / "out/白石版") == root / "out/白石版"
    for day in ("2026-10-18", "2026-10-19"):
        build(root / "out" / day / "白石版")
    # Which day is meant nobody can say.
    assert found(root / "out/白石版") == root / "out/白石版"


def test_a_file_in_the_older_place_is_told_of_its_own_issue_alone(root: Path) -> None:
    written(root, "issue/d/issue.yaml", "issue/d/白石版.yaml")
    spec, variant = root / "issue/d/issue.yaml", root / "issue/d/白石版.yaml"
    assert left_over(spec, "press.pdf") is None
    build(older_folder(spec), "issue/d/issue.yaml")
    build(older_folder(variant), "issue/e/白石版.yaml")
    assert left_over(spec, "press.pdf") == root / "out/d/press.pdf"
    assert left_over(spec.parent, "press.pdf") == root / "out/d/press.pdf"
    assert left_over(variant, "press.pdf") is None
    (older_folder(spec) / "report.json").write_bytes(b"[" * 5000)
    assert left_over(spec, "press.pdf") is None


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        # What is called so is told of, whatever is wrong with it, and never passed over in silence.
        ("issue.yaml", b"", True),
        ("issue.yaml", bytes(range(256)), True),
        ("issue.yml", "报子: {}\n".encode(), True),
        ("issue.txt", ISSUE.encode(), False),
        ("石桥.yaml", ISSUE.encode("gb18030"), True),
        ("石桥.yaml", ISSUE.encode("utf-16"), True),
        # A character lies across the end of what is looked at.
        ("石桥.yaml", ("#a" + "版" * 30_000 + "\n").encode() + ISSUE.encode(), False),
        ("石桥.yaml", ISSUE.encode() + ("#a" + "版" * 30_000).encode(), True),
        ("石桥.yaml", b"", False),
        ("石桥.yaml", "名称: 头版\n".encode("gb18030"), False),
    ],
)
def test_a_spec_is_known_by_its_name_or_its_keys_in_any_encoding(
    tmp_path: Path, name: str, data: bytes, expected: bool
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert is_issue(path) is expected
    path.unlink()
    path.mkdir()
    assert not is_issue(path)
