"""Expressions are compiled when they are asked for, and then are what `re` makes of them."""

from __future__ import annotations

import ast
import copy
import importlib
import pkgutil
import re
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

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


def rare() -> list[tuple[str, patterns._Rare]]:
    """Every expression of the house that is not compiled for every text."""
    found: dict[int, tuple[str, patterns._Rare]] = {}

    def gather(name: str, value: object) -> None:
        if isinstance(value, patterns._Rare):
            found[id(value)] = name, value
        elif isinstance(value, tuple | list):
            for one in value:
                gather(name, one)

    for module in pkgutil.walk_packages(presslayout.__path__, "presslayout."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                gather(f"{module.name}.{name}", value)
    return list(found.values())


RARE = rare()


def told(parsed: object) -> list[set[str]]:
    """Sets of words of each of which one stands wherever an expression finds something."""
    sets: list[set[str]] = []
    run = {""}
    for op, of in parsed:  # type: ignore[attr-defined]
        plain = words([(op, of)])
        if plain is not None and len(run) * len(plain) <= MOST:
            run = {one + other for one in run for other in plain}
            continue
        if plain is not None:
            # Of too many the last characters still stand before what follows.
            sets.append(run)
            run = {one[-1:] + other for one in run for other in plain}
            continue
        # What only begins with certain words goes with those before it.
        sets.append({one + other for one in run for other in leading(op, of)})
        run = {""}
        if op is _constants.SUBPATTERN:
            sets += told(of[3])
        elif op is _constants.ASSERT:
            sets += told(of[1])
        elif op is _constants.MAX_REPEAT and of[0]:
            sets += told(of[2])
        elif op is _constants.BRANCH:
            each = [told(branch) for branch in of[1]]
            sets.append(set().union(*(max(one, key=shortest, default={""}) for one in each)))
    return [*sets, run]


def leading(op: object, of: Any) -> set[str]:
    """Words with one of which a part of an expression begins; nothing is one."""
    if op is _constants.SUBPATTERN:
        return told(of[3])[0]
    if op is _constants.ASSERT and of[0] > 0:
        return told(of[1])[0]
    if op is _constants.MAX_REPEAT and of[0]:
        plain = words(of[2])
        return {one * of[0] for one in plain} if plain and len(plain) == 1 else told(of[2])[0]
    if op is _constants.BRANCH:
        return set().union(*(told(branch)[0] for branch in of[1]))
    return {""}


def shortest(several: set[str]) -> int:
    return min(map(len, several))


MOST = 2_000


def words(parsed: object) -> set[str] | None:
    """All that a part of an expression may be, where that is a few words; else None."""
    made = {""}
    for op, of in parsed:  # type: ignore[attr-defined]
        if op is _constants.LITERAL:
            several: set[str] | None = {chr(of)}
        elif op is _constants.IN and all(kind is _constants.LITERAL for kind, _ in of):
            several = {chr(code) for _, code in of}
        elif op is _constants.SUBPATTERN:
            several = words(of[3])
        elif op is _constants.BRANCH:
            each = [words(branch) for branch in of[1]]
            several = None if None in each else set().union(*each)  # type: ignore[arg-type]
        elif op is _constants.ASSERT_NOT:
            several = {""}
        else:
            several = None
        if several is None:
            return None
        made = {one + other for one in made for other in several}
    return made if len(made) <= MOST else None


def needed(one: patterns._Rare) -> bool:
    """Whether an expression's own form tells that it finds nothing without what it needs."""
    parsed = _parser.parse(one.pattern, one._asked)

    def held(several: set[str]) -> bool:
        return all(any(word in each for word in one.needs) for each in several)

    def sure(parsed: object) -> bool:
        if any(map(held, told(parsed))):
            return True
        # Each of several ways may need another of them.
        return any(
            (op is _constants.BRANCH and all(map(sure, of[1])))
            or (op is _constants.SUBPATTERN and sure(of[3]))
            or (op is _constants.ASSERT and sure(of[1]))
            or (op is _constants.MAX_REPEAT and of[0] and sure(of[2]))
            for op, of in parsed  # type: ignore[attr-defined]
        )

    return sure(parsed)


def test_what_an_expression_needs_stands_wherever_it_finds_something() -> None:
    asking = [(name, one) for name, one in RARE if one.needs]
    assert len(asking) > 10
    assert [name for name, one in asking if not needed(one)] == []
    assert not needed(patterns._Rare("[的地]", 0, ("的",)))
    assert not needed(patterns._Rare("山(?:的)?水", 0, ("的",)))
    assert not needed(patterns._Rare("山(?!水)", 0, ("水",)))


def test_what_is_sought_loosely_first_is_nowhere_refused() -> None:
    """Any character for Han finds more, unless it is refused there."""

    def refusing(parsed: object, *, refused: bool = False) -> bool:
        for op, of in parsed:  # type: ignore[attr-defined]
            if refused and op is _constants.ANY:
                return True
            against = op is _constants.ASSERT_NOT
            inner = of if isinstance(of, tuple | list) else (of,)
            for part in (*inner, *(of[1] if op is _constants.BRANCH else ())):
                if isinstance(part, _parser.SubPattern) and refusing(
                    part, refused=refused or against
                ):
                    return True
        return False

    asking = [(name, one) for name, one in RARE if one.seldom]
    assert len(asking) > 10
    for name, one in asking:
        assert "一-\\u9fff" not in one.loose, name
        assert not refusing(_parser.parse(one.loose, one._asked)), name
    assert refusing(_parser.parse("山(?!(?:.|水))"))


@given(st.text("山水的地得走把一很好了，。快慢轻静笑红发比谁", max_size=30))
def test_a_rare_one_finds_what_it_finds_when_it_is_compiled(text: str) -> None:
    for _, one in RARE:
        fresh = patterns._Rare(one.pattern, one._asked, one.needs, seldom=one.seldom)
        made = re.compile(one.pattern, one._asked)
        assert [m.span() for m in fresh.finditer(text)] == [m.span() for m in made.finditer(text)]
        fresh = patterns._Rare(one.pattern, one._asked, one.needs, seldom=one.seldom)
        assert bool(fresh.search(text)) == bool(made.search(text))


def test_a_rare_one_is_not_compiled_where_it_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compile_ = re.compile
    monkeypatch.setattr(re, "compile", lambda *of: (made.append(of[0]), compile_(*of))[1])
    han = r"[\u4e00-\u9fff]"
    one = regex(f"{han}慢的{han}", needs=("的",), seldom=True)
    assert not [*one.finditer("山水"), *one.finditer("山水")]
    assert made == []
    assert not one.search("山的水")
    assert made == ["(?s:.)慢的(?s:.)"]
    assert [m[0] for m in one.finditer("山慢的水")] == ["山慢的水"]
    assert [m[0] for m in one.finditer("慢的山", 0)] == []
    assert made[-1] == f"{han}慢的{han}"
