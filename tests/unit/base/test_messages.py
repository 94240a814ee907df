"""Every code has a meaning, and exit codes follow SPEC's order."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from presslayout.base import messages
from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Text
from presslayout.newsroom.explained import reasons

SOURCE = Path(__file__).resolve().parents[3] / "src" / "presslayout"
# Functions whose first text (or the one at this place) is a diagnostic's code.
TELLERS = {"Diagnostic": 0, "finding": 0, "_finding": 0, "_fault": 0, "_error": 0, "error": 0}
TELLERS |= {"Rule": 0, "warn": 0, "note": 1, "Bad": 3, "BadValueError": 3, "_problem": 0}


def codes_in(path: Path) -> set[str]:
    """Every literal that is given as a diagnostic's code."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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


def test_every_code_that_is_used_has_its_sentence() -> None:
    used = {code for path in SOURCE.rglob("*.py") for code in codes_in(path)}
    assert len(used) > 60
    assert used - set(reasons()) == set()


def test_every_sentence_stands_in_both_languages() -> None:
    for code, why in reasons().items():
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
    assert messages.exit_code([made(code) for code in codes]) == expected


def test_warnings_never_change_the_code() -> None:
    assert messages.exit_code([made("overset", WARNING), made("pending", WARNING)]) == 0
