"""Every key, and every word that a value may be, stands in the documentation in both languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from presslayout.issue import fields

DOCS = Path(__file__).resolve().parents[3] / "docs"


def records() -> list[fields.Record]:
    """Every table of keys, each once."""
    found: dict[str, fields.Record] = {}
    waiting = [one for one in vars(fields).values() if isinstance(one, fields.Record)]
    while waiting:
        one = waiting.pop()
        if one.name not in found:
            found[one.name] = one
            waiting += [f.of for f in one.fields if f.of is not None]
    return sorted(found.values(), key=lambda one: one.name)


@cache
def lines() -> tuple[str, ...]:
    """The lines of what is written for users; the generated books are not for them."""
    return tuple(
        line for path in sorted(DOCS.glob("*.md")) for line in path.read_text("utf-8").splitlines()
    )


def told(zh: str, en: str) -> bool:
    """Whether a line has both words."""
    whole = re.compile(rf"(?<![\w-]){re.escape(en)}(?![\w-])", re.ASCII)
    return any(zh in line and whole.search(line) for line in lines())


@pytest.mark.parametrize("record", records(), ids=lambda one: one.name)
def test_every_key_is_told_in_both_languages(record: fields.Record) -> None:
    assert [(f.zh, f.name) for f in record.fields if not told(f.zh, f.name)] == []


@pytest.mark.parametrize("record", records(), ids=lambda one: one.name)
def test_every_word_of_a_value_is_told_in_both_languages(record: fields.Record) -> None:
    words = {pair for f in record.fields for pair in f.choices}
    assert sorted(pair for pair in words if not told(*pair)) == []


def test_a_key_that_is_not_told_would_be_found() -> None:
    assert not told("主题", "no_such_key")
    assert not told("没有这个键", "headline")
