"""Paths that lead nowhere, or to something else: told as what they are, with what was meant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from presslayout.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with an issue, a folder of none and a file that is no PDF."""
    for name in ("layout", "issue/2026-10-18/稿件"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "issue" / "2026-10-18" / "issue.yaml").write_text("报纸: {}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("batch isue", "没有 isue，是不是 issue？", "there is no isue; did you mean issue?"),
        ("batch layout", "layout 里没有稿件单", "layout holds no issue spec"),
        ("site nope -o out/site", "没有 nope", "there is no nope"),
        ("site layout -o out/site", "layout 里没有存档包", "layout holds no archived issue"),
        ("shelf add nope --to 架", "没有 nope", "there is no nope"),
        ("shelf add layout --to 架", "layout 里没有存档包", "layout holds no bag"),
        ("find 词 --shelf nope", "没有 nope", "there is no nope"),
        ("find 词 --shelf issue", "issue 不是存档架", "issue is no shelf"),
        ("verify nope", "没有 nope", "there is no nope"),
        ("verify issue/2026-10-18", "issue/2026-10-18 不是存档包", "issue/2026-10-18 is no bag"),
        ("preflight nope.pdf", "没有文件 nope.pdf", "there is no file nope.pdf"),
        ("preflight issue", "issue 是文件夹", "issue is a folder"),
        ("explain issue/nope.yaml", "没有稿件单 issue/nope.yaml", "no issue issue/nope.yaml"),
        ("explain oversett", "没有代码“oversett”，是不是 overset？", "did you mean overset?"),
        ("build issue", "例如 issue/2026-10-18", "such as issue/2026-10-18"),
        ("check layout", "layout 里没有稿件单", "layout holds no issue spec"),
    ],
)
def test_what_is_not_there_and_what_is_something_else_are_told_apart(
    root: Path, words: str, zh: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(root.rglob("*"))
    for lang, expected in (("zh", zh), ("en", en)):
        assert main([*words.split(), "--lang", lang]) in (1, 2)
        assert expected in capsys.readouterr().err
    assert sorted(p for p in root.rglob("*") if "out" not in p.parts) == before


@pytest.mark.parametrize("words", [[], ["--lang", "en"]])
def test_json_is_json_where_no_command_is_named(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert [d["code"] for d in told["diagnostics"]] == ["usage"]
