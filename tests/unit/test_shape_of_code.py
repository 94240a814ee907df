"""No function is longer than a page of a screen but for a reason, no module a drawer for everything.

A reason is a comment right above the function that says why it stays one.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.kit import ROOT
from tests.trees import nodes, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = ROOT / "src" / "presslayout"
FILES = sorted(SOURCE.rglob("*.py"))
LINES, MODULE = 60, 500
# So many words a reason takes at least.
WORDS = 12
# What they hold is rows and nothing else.
TABLES = {"cli/arguments.py"}
# Longer than they should be, and taken apart elsewhere: nothing is added here.
OPEN = {"paint/pdf.py: paint", "cli/explain.py: _issue", "preflight/pdf/laying.py"}


def named(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Every function of a file, and how many lines it takes."""
    for node in nodes(path):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno is not None
            yield node, node.end_lineno - node.lineno + 1


def reason(lines: list[str], number: int) -> str:
    """The comment that stands right above a line."""
    said: list[str] = []
    for line in reversed(lines[: number - 1]):
        if not line.lstrip().startswith("#"):
            break
        said.insert(0, line.lstrip("# "))
    return " ".join(said)


def unreasoned(path: Path) -> Iterator[str]:
    """The functions of a file that are long and do not say why."""
    lines = path.read_text("utf-8").splitlines()
    for node, length in functions(path):
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        if length > LINES and len(reason(lines, first).split()) < WORDS:
            yield node.name


def lookups(path: Path) -> Iterator[int]:
    """Lines where `next` takes the first that answers, and has no word for there being none."""
    for node in nodes(path):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "next"
            and len(node.args) == 1
            and isinstance(node.args[0], ast.GeneratorExp)
        ):
            yield node.lineno


def again(path: Path) -> Iterator[str]:
    """Names that a module gives twice at its top, so that the first means nothing."""
    seen: set[str] = set()
    for node in tree(path).body:
        names = (
            [target.id for target in node.targets if isinstance(target, ast.Name)]
            if isinstance(node, ast.Assign)
            else [node.name]
            if isinstance(node, (ast.FunctionDef, ast.ClassDef))
            else []
        )
        yield from seen & set(names)
        seen.update(names)


def test_a_long_function_says_why() -> None:
    long = {f"{named(path)}: {name}" for path in FILES for name in unreasoned(path)}
    assert long - OPEN == set()


def test_no_module_holds_everything() -> None:
    long = {
        name
        for path in FILES
        if path.name != "codes.py"
        and len(path.read_text("utf-8").splitlines()) > MODULE
        and (name := named(path)) not in TABLES
    }
    assert long - OPEN == set()


def test_whoever_looks_something_up_says_what_was_not_found() -> None:
    assert [(path.name, line) for path in FILES for line in lookups(path)] == []


def test_no_name_of_a_module_is_given_twice() -> None:
    assert [(path.name, name) for path in FILES for name in again(path)] == []


@pytest.mark.parametrize(
    ("above", "told"),
    [
        ("", True),
        ("# Hot.\n", True),
        ("# One loop and no calls in it: a call for each line would take twice the time.\n", False),
        (
            "# One loop and no calls in it: a call for each line would take twice the time.\n\n",
            True,
        ),
    ],
)
def test_a_reason_is_a_sentence_right_above(tmp_path: Path, above: str, *, told: bool) -> None:
    made = tmp_path / "some.py"
    made.write_text(f"{above}def long():\n" + "    pass\n" * LINES, "utf-8")
    assert list(unreasoned(made)) == (["long"] if told else [])


def test_a_look_up_without_a_word_for_nothing_is_seen(tmp_path: Path) -> None:
    made = tmp_path / "some.py"
    made.write_text(
        "a = next(x for x in y if x.name == z)\nb = next((x for x in y), None)\nc = next(iter(y))\n",
        "utf-8",
    )
    assert list(lookups(made)) == [1]


def test_a_name_that_is_given_twice_is_seen(tmp_path: Path) -> None:
    made = tmp_path / "some.py"
    made.write_text("A = 1\nB = 2\nA = 3\n\ndef B():\n    C = D = 1\n    C = 2\n", "utf-8")
    assert list(again(made)) == ["A", "B"]
