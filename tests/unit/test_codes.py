"""Each code a diagnostic may have stands in one room's table, and exit codes follow SPEC's order."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pytest

from presslayout.base import messages
from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Text
from presslayout.cli import exits
from tests.kit import ROOT
from tests.trees import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = ROOT / "src" / "presslayout"
# Functions whose first text (or the one at this place) is a diagnostic's code.
TELLERS = {"Diagnostic": 0, "finding": 0, "_finding": 0, "_fault": 0, "_error": 0, "error": 0}
TELLERS |= {"Rule": 0, "warn": 0, "note": 1, "Bad": 3, "BadValueError": 3, "_problem": 0}


@cache
def codes_in(path: Path) -> set[str]:
    """Every literal that is given as a diagnostic's code."""
    found = set()
    for node in nodes(path):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = [k.value for k in node.keywords if k.arg == "code"]
        if name in TELLERS and len(node.args) > TELLERS[name]:
            given.append(node.args[TELLERS[name]])
        for value in given:
            choices = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            found |= {
                c.value
                for c in choices
                if isinstance(c, ast.Constant)
                and isinstance(c.value, str)
                and c.value.replace("-", "").isalpha()
                and c.value.islower()
                and c.value.isascii()
            }
    return found


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def rows() -> list[tuple[str, str]]:
    """(code, room) of every row, as they are written."""
    return [
        (key.value, room(path))
        for path in SOURCE.glob("*/codes.py")
        for node in nodes(path)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(value, ast.Tuple)
    ]


def reporters() -> dict[str, set[str]]:
    """The rooms that report a code, as far as their calls name it."""
    found = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        for code in codes_in(path):
            found[code].add(room(path))
    return found


def rooms_below() -> dict[str, set[str]]:
    """The rooms that each room may import, as the contracts in pyproject.toml say."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    below: dict[str, set[str]] = {}
    under: set[str] = set()
    for contract in linter["contracts"]:
        for layer in reversed(contract.get("layers", ())):
            names = {name.strip() for name in layer.split("|")}
            below |= {name: set(under) for name in names}
            under |= names
    for contract in linter["contracts"]:
        for name in contract.get("source_modules", ()):
            known = below[name.removeprefix("presslayout.")]
            known -= {m.removeprefix("presslayout.") for m in contract["forbidden_modules"]}
    return below


def words(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        if path.name == "codes.py":
            continue
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value.replace("_", "-")


def test_every_code_that_is_used_has_its_row() -> None:
    used = set(reporters())
    assert len(used) > 60
    assert used - set(exits.meanings()) == set()


def test_every_row_stands_once_and_is_gathered() -> None:
    written = Counter(code for code, _ in rows())
    assert [code for code, times in written.items() if times > 1] == []
    assert set(written) == set(exits.meanings())


def test_a_row_stands_with_whoever_reports_its_code() -> None:
    homes, below = dict(rows()), rooms_below()
    wrong = []
    for code, told in reporters().items():
        home = homes[code]
        shared = {r for r in told if all(r == other or r in below[other] for other in told)}
        if {home} != (shared or {"base"}):
            wrong.append((code, home, told))
    assert wrong == []


def test_no_row_is_of_a_code_that_its_room_never_says() -> None:
    homes = defaultdict(set)
    for code, home in rows():
        homes[home].add(code)
    # What several rooms say that do not know each other.
    anywhere = set(words(SOURCE))
    for home, codes in homes.items():
        said = anywhere if home == "base" else set(words(SOURCE / home))
        assert codes - said == set(), home


def test_every_sentence_stands_in_both_languages() -> None:
    for code, meaning in exits.meanings().items():
        why = meaning.why
        assert why.zh, code
        assert why.en, code
        assert why.zh != why.en, code


def made(code: str, severity: object = ERROR) -> Diagnostic:
    return Diagnostic(code, severity, Text("", ""))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], 0),
        (["unknown-key"], 1),
        (["never-heard-of"], 1),
        (["usage"], 2),
        (["overset"], 3),
        (["pending"], 4),
        (["missing-glyph"], 5),
        (["internal"], 70),
        (["pending", "overset"], 3),
        (["overset", "missing-font"], 5),
        (["missing-font", "bad-date"], 1),
        (["bad-date", "usage"], 2),
        (["usage", "internal"], 70),
    ],
)
def test_the_first_that_applies(codes: list[str], expected: int) -> None:
    assert exits.exit_code([made(code) for code in codes]) == expected


def test_warnings_never_change_the_code() -> None:
    assert exits.exit_code([made("overset", WARNING), made("pending", WARNING)]) == 0


def test_no_table_is_read_where_nothing_is_an_error() -> None:
    def unread() -> dict[str, messages.Meaning]:
        raise AssertionError

    assert messages.exit_code([made("overset", WARNING)], unread) == messages.OK
