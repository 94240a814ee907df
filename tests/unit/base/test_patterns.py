"""Expressions are compiled when they are asked for, and then are what `re` makes of them."""

from __future__ import annotations

import ast
import copy
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.trees import nodes

import presslayout
from presslayout.base import patterns
from presslayout.base.patterns import regex

ASKED = regex("(?P<head>[a-z])([0-9]*)", re.IGNORECASE)
MADE = re.compile("(?P<head>[a-z])([0-9]*)", re.IGNORECASE)


@given(st.text("aB12 版"))
def test_it_finds_what_the_compiled_one_finds(text: str) -> None:
    for _ in range(2):
        assert [m.groups() for m in ASKED.finditer(text)] == [
            m.groups() for m in MADE.finditer(text)
        ]
        assert bool(ASKED.match(text)) == bool(MADE.match(text))
        assert bool(ASKED.fullmatch(text)) == bool(MADE.fullmatch(text))
        assert ASKED.sub(r"\g<head>", text) == MADE.sub(r"\g<head>", text)
        assert ASKED.split(text) == MADE.split(text)


def test_it_says_of_itself_what_the_compiled_one_says() -> None:
    for name in ("pattern", "flags", "groups", "groupindex"):
        assert getattr(ASKED, name) == getattr(MADE, name)
    assert regex(rb"\xff").search(b"a\xff")
    assert copy.deepcopy(ASKED).match("a1")


def test_nothing_is_compiled_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compile_ = re.compile
    monkeypatch.setattr(re, "compile", lambda *of: (made.append(of[0]), compile_(*of))[1])
    late = regex("late[0-9]")
    assert late.pattern == "late[0-9]"
    assert made == []
    assert late.match("late1")
    assert late.match("late2")
    assert made == ["late[0-9]"]


def test_an_expression_that_is_none_says_so_when_asked() -> None:
    with pytest.raises(re.error):
        regex("(").match("")


def test_no_module_of_a_build_compiles_at_its_head() -> None:
    """What a module states at its head it states by `regex`; the verifier has its own process."""
    source = Path(patterns.__file__).parents[1]
    heads = []
    for path in source.rglob("*.py"):
        compiling = [
            node
            for node in nodes(path)
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "re.compile"
        ]
        scopes = [node for node in nodes(path) if compiling and isinstance(node, ast.FunctionDef)]
        within = {id(node) for scope in scopes for node in ast.walk(scope)}
        heads += [
            f"{path.relative_to(source)}:{node.lineno}"
            for node in compiling
            if id(node) not in within
        ]
    assert [head for head in heads if not head.startswith("preflight")] == []


def test_what_stands_in_an_expression_was_text_before() -> None:
    """A set that is written into one leaves its brackets and quotes there as characters."""
    wrong = []
    for found in pkgutil.walk_packages(presslayout.__path__, "presslayout."):
        if found.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            for one in value if isinstance(value, tuple | list) else (value,):
                written = getattr(one, "pattern", "")
                if isinstance(written, str) and re.search(
                    r"frozenset\(|dict_|<[a-z]+ object", written
                ):
                    wrong.append((found.name, name))
    assert wrong == []
