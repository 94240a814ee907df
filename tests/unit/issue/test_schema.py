"""The schema that editors use says what the reader says."""

from __future__ import annotations

import jsonschema
import pytest
import yaml

from presslayout.issue.files import packaged_root
from presslayout.issue.schema import ROOTS, schema
from tests.unit.issue.sample import CHINESE, ENGLISH, changed


def errors(kind: str, text: str, loader: type = yaml.SafeLoader) -> list[str]:
    judge = jsonschema.Draft202012Validator(schema(kind))
    return [e.message for e in judge.iter_errors(yaml.load(text, loader))]  # noqa: S506


@pytest.mark.parametrize("kind", sorted(ROOTS))
def test_each_schema_is_one(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.BaseLoader])
@pytest.mark.parametrize("text", [CHINESE, ENGLISH])
def test_a_good_issue_is_valid_however_scalars_are_read(text: str, loader: type) -> None:
    assert errors("issue", text, loader) == []


def test_what_ships_is_valid() -> None:
    root = packaged_root()
    for kind, files in {
        "issue": sorted((root / "issue").rglob("issue.yaml")),
        "template": sorted((root / "layout").glob("*.yaml")),
        "press": sorted((root / "layout/press").glob("*.yaml")),
    }.items():
        assert files
        for file in files:
            assert errors(kind, file.read_text("utf-8"), yaml.BaseLoader) == [], file


@pytest.mark.parametrize(
    "change",
    [
        ("署名: 文", "作者: 文"),
        ("  报名: 云岭日报\n", ""),
        ("  报名: 云岭日报\n", "  报名: 云岭日报\n  name: 山\n"),
        ("位置: 右上", "位置: 右中"),
        ("2026-10-18", "十月十八日"),
    ],
)
def test_faults_are_seen_by_the_schema_too(change: tuple[str, str]) -> None:
    assert errors("issue", changed(change)) != []


def test_every_key_is_explained_in_its_own_language() -> None:
    story = schema("issue")["$defs"]["story"]["properties"]
    assert "headline" in story["主题"]["description"]
    assert "主题" in story["headline"]["description"]
    assert set(story) >= {"编号", "id", "正文", "body", "转版", "jump"}
