"""The two wheels: code with templates and sample in one, what is heavy and rarely new in the other."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from presslayout.base.version import VERSION

if TYPE_CHECKING:
    from types import ModuleType

hatchling = pytest.importorskip("hatchling")

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = "presslayout/shipped/"
# What `issue/files.packaged_root` is asked for.
FOLDERS = ("layout", "issue", "fonts", "images")


def project(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))


def hook(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", folder / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def filled(folder: Path, kind: str, version: str = "standard") -> dict[str, Any]:
    """What a hook tells hatchling to put into a wheel."""
    made: dict[str, Any] = {"force_include": {}, "dependencies": []}
    (build_hook,) = (
        value
        for value in vars(hook(folder)).values()
        if isinstance(value, type) and value.__module__ == "hatch_build"
    )
    build_hook(str(folder), {}, None, None, str(folder), kind).initialize(version, made)
    return made


def ours(made: dict[str, Any]) -> set[str]:
    names = made["force_include"].values()
    return {name.removeprefix(SHIPPED) for name in names if name.startswith(SHIPPED)}


def test_the_two_wheels_hold_all_that_ships_and_nothing_twice() -> None:
    code, heavy = (ours(filled(folder, "wheel")) for folder in (ROOT, ROOT / "fonts"))
    assert not code & heavy
    built = {"pyproject.toml", "hatch_build.py"}
    there = {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.name not in built and "__pycache__" not in path.parts
    }
    pages = {name for name in code if name.startswith("docs/")}
    assert (code - pages) | heavy == there
    assert pages == {
        path.relative_to(ROOT).as_posix()
        for folder in ("docs", "docs/en", "docs/books", "docs/profiles")
        for path in (ROOT / folder).glob("*.md")
    }


def test_nothing_is_left_whichever_wheel_is_uninstalled_last() -> None:
    # A folder goes with the last file that lies in it: the one above all has files of both wheels.
    (own,) = set(filled(ROOT / "fonts", "wheel")["force_include"].values()) - {
        SHIPPED + name for name in ours(filled(ROOT / "fonts", "wheel"))
    }
    assert Path(own).parent == Path(SHIPPED).parent
    assert not (ROOT / "src" / own).exists()


def test_the_wheel_of_code_is_light() -> None:
    weighed = sum(Path(path).stat().st_size for path in filled(ROOT, "wheel")["force_include"])
    assert weighed < 1_000_000


def test_code_asks_for_the_faces_beside_it_or_for_those_that_were_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_BUILD_TRACKER", str(tmp_path))
    (wanted,) = filled(ROOT, "wheel")["dependencies"]
    assert wanted == f"presslayout-fonts @ {(ROOT / 'fonts').as_uri()}"
    # As a source archive is unpacked: without what is heavy.
    (tmp_path / "hatch_build.py").write_bytes((ROOT / "hatch_build.py").read_bytes())
    (wanted,) = filled(tmp_path, "wheel")["dependencies"]
    # Whoever makes a wheel to pass on has no folder that others have.
    monkeypatch.delenv("PIP_BUILD_TRACKER")
    assert filled(ROOT, "wheel")["dependencies"] == [wanted]
    faces = project(ROOT / "fonts")["project"]
    least, below = wanted.removeprefix("presslayout-fonts>=").split(",<")
    assert faces["name"] == "presslayout-fonts"
    assert (least, below) <= (faces["version"], below)
    assert faces["version"].split(".")[0] < below


def test_an_editable_installation_copies_nothing() -> None:
    made = filled(ROOT, "wheel", "editable")
    assert made["force_include_editable"] == {}
    assert not made["force_include"]
    assert not made["dependencies"]


def test_books_and_tests_go_into_every_source_archive_and_faces_into_none() -> None:
    source = project(ROOT)["tool"]["hatch"]["build"]["targets"]["sdist"]
    assert "include" not in source
    assert not [name for name in source["exclude"] if "docs" in name or "tests" in name]
    assert {"/fonts", "/images"} <= set(source["exclude"])
    assert not filled(ROOT, "sdist")["force_include"]


def test_the_version_stands_in_one_place() -> None:
    told = project(ROOT)
    assert "version" not in told["project"]
    assert told["project"]["dynamic"] == ["version"]
    path = told["tool"]["hatch"]["version"]["path"]
    assert f'VERSION = "{VERSION}"' in (ROOT / path).read_text("utf-8")
