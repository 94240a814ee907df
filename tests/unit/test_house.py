"""The house: who may import whom.  The contracts in pyproject.toml hold most of it, these the rest.

Every contract is seen to refuse a wrong import of its kind, in a copy of the source.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import grimp
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
# The two faces, and the rooms that they may enter at run time; values from elsewhere pass through
# them by name alone.
FACES = ("cli", "preview")
OPEN = frozenset((*FACES, "newsroom", "base"))

ROOF = "The house, from the roof down"
CIRCLE = "No circle in a room or between rooms"
JUDGE = "Whoever judges a PDF shares nothing with whoever paints it"
WINGS = "Neither wing knows the other"


def graph_of(*, typing: bool) -> grimp.ImportGraph:
    return grimp.build_graph(
        "presslayout", cache_dir=None, exclude_type_checking_imports=not typing
    )


def room(module: str) -> str:
    return module.split(".")[1]


def strays(graph: grimp.ImportGraph) -> list[str]:
    """The imports by which a face goes past the newsroom."""
    return [
        f"{module} -> {imported}"
        for face in FACES
        for module in sorted(
            {f"presslayout.{face}", *graph.find_descendants(f"presslayout.{face}")}
        )
        for imported in sorted(graph.find_modules_directly_imported_by(module))
        if room(imported) not in OPEN
    ]


def circle(graph: grimp.ImportGraph) -> list[str]:
    """What is left when again and again those modules go that nobody needs, or that need nobody."""
    ways = graph.find_modules_directly_imported_by, graph.find_modules_that_directly_import
    left = set(graph.modules)
    while ends := {one for one in left if any(left.isdisjoint(way(one)) for way in ways)}:
        left -= ends
    return sorted(left)


def test_the_faces_go_through_the_newsroom_alone() -> None:
    assert strays(graph_of(typing=False)) == []


@pytest.mark.parametrize("typing", [False, True])
def test_no_module_imports_itself_by_way_of_others(typing: bool) -> None:
    assert circle(graph_of(typing=typing)) == []


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source, its contracts and these tests, to be spoilt."""
    copy = tmp_path_factory.mktemp("house")
    unwanted = shutil.ignore_patterns("__pycache__", "*.js", "*.css", "*.html", "*.txt")
    shutil.copytree(ROOT / "src", copy / "src", ignore=unwanted)
    tests = copy / "tests" / "unit"
    tests.mkdir(parents=True)
    shutil.copy(__file__, tests)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@pytest.fixture
def tree(copied: Path) -> Iterator[Path]:
    """The copy as it was, whatever the test before did to it."""
    was = {path: path.read_bytes() for path in copied.rglob("*.py")}
    yield copied
    for path in copied.rglob("*.py"):
        if path not in was:
            path.unlink()
        elif path.read_bytes() != was[path]:
            path.write_bytes(was[path])


def spoil(tree: Path, file: str, line: str) -> None:
    path = tree / "src" / "presslayout" / file
    path.parent.mkdir(exist_ok=True)
    text = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")


def ran(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(tree / "src"), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, *words], cwd=tree, env=environ, capture_output=True, text=True, check=False
    )


def linted(tree: Path) -> tuple[set[str], str]:
    """The contracts that import-linter finds broken in a tree, and all that it says."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = ran(tree, "-c", program)
    said = done.stdout
    broken = {
        line.removesuffix(" BROKEN") for line in said.splitlines() if line.endswith(" BROKEN")
    }
    assert (done.returncode != 0) == bool(broken), said + done.stderr
    return broken, said


def test_the_source_as_it_is_keeps_every_contract(tree: Path) -> None:
    broken, said = linted(tree)
    assert not broken, said
    assert all(f"{name} KEPT" in said for name in (ROOF, CIRCLE, JUDGE, WINGS)), said


# What a wrong line in a file of the source does, and the contracts that say so.
WRONG = {
    "a room above": (
        ("base/units.py", "from presslayout.edition import page"),
        {ROOF, CIRCLE},
        "presslayout.base.units -> presslayout.edition.page",
    ),
    "a room above, for its types": (
        (
            "assets/axes.py",
            "if TYPE_CHECKING:\n    from presslayout.paint.supplies import Supplies",
        ),
        # By way of assets whoever judges would know whoever paints, too.
        {ROOF, CIRCLE, JUDGE},
        "presslayout.assets.axes -> presslayout.paint.supplies",
    ),
    "a room on the same floor": (
        ("typeset/classes.py", "from presslayout.paint import profiles"),
        {ROOF},
        "presslayout.typeset.classes -> presslayout.paint.profiles",
    ),
    "what paints asks what judges": (
        ("paint/pdf.py", "from presslayout.preflight import judging"),
        {ROOF, JUDGE},
        "presslayout.paint.pdf -> presslayout.preflight.judging",
    ),
    "what judges asks what paints": (
        ("preflight/judging.py", "from presslayout.paint import profiles"),
        {JUDGE},
        "presslayout.preflight.judging -> presslayout.paint.profiles",
    ),
    "the left wing asks the right": (
        ("flow/compose.py", "from presslayout.delivery import report"),
        {ROOF},
        "presslayout.flow.compose -> presslayout.delivery.report",
    ),
    "the right wing asks the left": (
        ("delivery/shelf.py", "from presslayout.typeset import classes"),
        {WINGS},
        "presslayout.delivery.shelf -> presslayout.typeset.classes",
    ),
    "a circle in a room": (
        ("edition/page.py", "from presslayout.edition import locate"),
        {CIRCLE},
        ".page -> .locate",
    ),
    "a room that nobody planned": (
        ("attic/__init__.py", "from presslayout.base import units"),
        {ROOF},
        "presslayout.attic",
    ),
    "a module outside all rooms": (("helpers.py", ""), {ROOF}, "presslayout.helpers"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_import_is_refused_by_name(tree: Path, kind: str) -> None:
    (file, line), contracts, said = WRONG[kind]
    spoil(tree, file, line)
    broken, report = linted(tree)
    assert broken == contracts, report
    assert said in report


def test_what_no_contract_says_is_refused_by_these_tests(tree: Path) -> None:
    spoil(tree, "cli/build.py", "def late():\n    from presslayout.flow import compose")
    spoil(tree, "preview/told.py", "from presslayout.delivery import report")
    spoil(tree, "newsroom/options.py", "from presslayout.newsroom import build")
    asked = "test_the_faces or test_no_module"
    done = ran(tree, "-m", "pytest", "-vv", "-p", "no:cacheprovider", "-k", asked, "tests")
    assert "3 failed" in done.stdout, done.stdout + done.stderr
    assert "presslayout.cli.build -> presslayout.flow.compose" in done.stdout
    assert "presslayout.preview.told -> presslayout.delivery.report" in done.stdout
    assert "'presslayout.newsroom.options'" in done.stdout
