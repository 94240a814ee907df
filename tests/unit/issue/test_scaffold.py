"""A new workspace builds at once and destroys nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

import presslayout
from presslayout.base.diagnostics import SpecError
from presslayout.issue import fields, scaffold
from presslayout.issue.load import load
from presslayout.issue.scaffold import FOLDERS, init

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_workspace_holds_a_sample_that_can_be_read(tmp_path: Path) -> None:
    made = init(tmp_path / "报")
    assert all((tmp_path / "报" / name).is_dir() for name in FOLDERS)
    assert (tmp_path / "报/layout/press/newsprint.yaml") in made
    assert list((tmp_path / "报/fonts").iterdir()) == []
    for issue in (tmp_path / "报/issue").rglob("issue.yaml"):
        loaded = load(issue)
        assert loaded.workspace.root == tmp_path / "报"
        assert loaded.issue.pages


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "layout").mkdir()
    assert init(tmp_path)


@pytest.mark.parametrize("name", FOLDERS)
def test_what_is_there_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine").write_text("山", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        init(tmp_path)
    assert [d.code for d in caught.value.diagnostics] == ["not-empty"]
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_without_the_package_of_faces_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scaffold, "packaged_root", lambda: tmp_path / "shipped")
    with pytest.raises(SpecError) as caught:
        init(tmp_path / "报")
    assert [d.code for d in caught.value.diagnostics] == ["faces-absent"]
    assert not (tmp_path / "报").exists()


@pytest.mark.parametrize("trouble", [OSError, KeyboardInterrupt])
def test_what_stops_half_way_leaves_nothing_in_the_way_of_the_next_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: type[BaseException]
) -> None:
    def stopping() -> list[tuple[str, str]]:
        raise trouble

    with monkeypatch.context() as patched:
        patched.setattr(scaffold, "_editing", stopping)
        with pytest.raises(trouble):
            init(tmp_path / "报")
    assert not (tmp_path / "报").exists()
    assert init(tmp_path / "报")


def test_the_names_of_the_samples_county_stay_behind(tmp_path: Path) -> None:
    made = init(tmp_path / "报")
    assert any("缩略图" in path.parts for path in made)
    assert not any("词典" in path.parts for path in made)


def test_in_english_every_key_is_english_and_the_issue_is_the_same(tmp_path: Path) -> None:
    known = {field.name for record in _records(fields.ISSUE) for field in record.fields}
    zh, en = (init(tmp_path / keys, keys) for keys in ("zh", "en"))
    assert [p.relative_to(tmp_path / "zh") for p in zh] == [
        p.relative_to(tmp_path / "en") for p in en
    ]
    written = (tmp_path / "en/issue/2026-10-18/issue.yaml").read_text("utf-8")
    keys = set(re.findall(r"^[ -]*([^\s:#]+):", written, re.MULTILINE))
    assert keys <= known
    issues = [tmp_path / name / "issue/2026-10-18" for name in ("zh", "en")]
    pages = [presslayout.compose(presslayout.load(issue)).pages for issue in issues]
    assert [page.hash for page in pages[0]] == [page.hash for page in pages[1]]
    for template in (tmp_path / "en/layout").glob("*.yaml"):
        assert not re.search(
            r"^(?:名称|版心|分栏|区块|标题):", template.read_text("utf-8"), re.MULTILINE
        )


def test_an_editor_finds_a_schema_for_every_file(tmp_path: Path) -> None:
    made = {path.relative_to(tmp_path).as_posix() for path in init(tmp_path)}
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for name, patterns in settings["yaml.schemas"].items():
        asked = json.loads((tmp_path / name).read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(asked)
        validator = jsonschema.Draft202012Validator(asked)
        for pattern in patterns:
            for path in sorted(tmp_path.glob(pattern)):
                assert path.relative_to(tmp_path).as_posix() in made
                validator.validate(yaml.load(path.read_bytes(), yaml.CSafeLoader))


def _records(root: fields.Record) -> list[fields.Record]:
    found: list[fields.Record] = []
    waiting = [root]
    while waiting:
        record = waiting.pop()
        if record not in found:
            found.append(record)
            waiting += [one.of for one in record.fields if one.of is not None]
    return found
