"""The page “from Python”: its examples run in a new workspace, and it names what there is."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any

import presslayout
from presslayout.base.plugins import OWN
from presslayout.issue.scaffold import init
from tests.e2e.desk import ROOT

if TYPE_CHECKING:
    import pytest

PAGE = (ROOT / "docs" / "从Python.md").read_text(encoding="utf-8")
SAMPLE = ROOT / "tests" / "data" / "plugin"


def _blocks(language: str) -> list[str]:
    """The page's blocks of a language, each on its own line numbers."""
    found = re.finditer(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return ["\n" * PAGE.count("\n", 0, m.start(1)) + m[1] for m in found]


def test_the_examples_run(tmp_path: Path, warm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    init(tmp_path / "工作区")
    monkeypatch.chdir(tmp_path / "工作区")
    monkeypatch.setenv("PRESSLAYOUT_CACHE", str(warm))
    space: dict[str, Any] = {"__name__": "example"}
    for block in _blocks("python"):
        # The page's own examples, as a reader would run them.
        exec(compile(block, "从Python.md", "exec"), space)  # noqa: S102
    assert (tmp_path / "工作区" / "out" / "2026-10-18" / "issue" / "archive").is_dir()


def test_its_plugins_are_the_sample() -> None:
    (table,) = map(tomllib.loads, _blocks("toml"))
    points = table["project"]["entry-points"]
    assert set(points) == set(OWN)
    (shown,) = [block for block in _blocks("python") if "HouseTarget(" in block]
    space: dict[str, Any] = {}
    exec(compile(shown, "从Python.md", "exec"), space)  # noqa: S102
    stored = (SAMPLE / "yunling_extras-1.2.dist-info" / "entry_points.txt").read_text("utf-8")
    for group, entries in points.items():
        for name, place in entries.items():
            assert f"{name} = {place}\n" in stored
            kind = type(space[EntryPoint(name, place, group).attr])
            assert kind.__name__ in presslayout.__all__


def test_it_names_every_function() -> None:
    functions = {
        n for n in presslayout.__all__ if callable(getattr(presslayout, n)) and n.islower()
    }
    missing = {name for name in functions if not re.search(rf"\b{name}\b", PAGE)}
    assert not missing
