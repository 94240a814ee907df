"""Values kept between builds: the key tells all that differs, and what is no value is a miss."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import ERROR, Diagnostic, Span, Text
from presslayout.base.keeping import Anchor, Keeping, digest, dumps, ground, loads
from presslayout.edition.ink import Ink
from presslayout.edition.page import Block, Glyphs, Page
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from pathlib import Path

GLYPHS = Glyphs("宋体", 12700, (5, 6), (0, 9000), (100,), "山路", offset=3, ink=Ink(0, 0, 0, 1000))
PAGE = Page(
    3, "A03", "头版", 900, 900, 3, (Block("3/头条", Role.BODY, (GLYPHS,), "A", "body"),), ()
)
SPAN = Span("issue/a.yaml", 120, 4, 2, "  主题: 山路")
FOUND = Diagnostic("overset", ERROR, Text("多出两行", "two lines over"), SPAN, page=3)


def test_a_value_comes_back_as_it_was() -> None:
    value = (PAGE, FOUND, dt.date(2026, 10, 18), {"a": (1, 2.5, None, True, b"x")}, frozenset("ab"))
    assert loads(dumps(value)) == value


def test_places_count_from_the_origin() -> None:
    kept = dumps((FOUND, replace(SPAN, file="issue/b.yaml")), Anchor("issue/a.yaml", 118))
    moved, other = loads(kept, Anchor("issue/a.yaml", 20))
    assert moved.span == replace(SPAN, line=22)
    assert other == replace(SPAN, file="issue/b.yaml")


def test_what_stands_above_the_origin_keeps_its_place() -> None:
    above = replace(SPAN, line=2)
    assert loads(dumps(above, Anchor(SPAN.file, 118)), Anchor(SPAN.file, 20)) == above


def test_equal_values_have_one_key_however_they_came_about() -> None:
    word = "山路修通"
    shared, apart = (word, word), (word, "".join(word))
    assert digest(shared) == digest(apart)
    assert digest(PAGE) == digest(loads(dumps(PAGE)))
    assert digest(FOUND, anchor=Anchor(SPAN.file, 100)) == digest(
        replace(FOUND, span=replace(SPAN, line=30)), anchor=Anchor(SPAN.file, 10)
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, number=4),
        replace(PAGE, blocks=()),
        replace(PAGE, blocks=(replace(PAGE.blocks[0], items=(replace(GLYPHS, text="山口"),)),)),
        replace(PAGE, blocks=(replace(PAGE.blocks[0], role=Role.CAPTION),)),
        (PAGE,),
    ],
)
def test_values_that_differ_have_other_keys(other: object) -> None:
    assert digest(PAGE) != digest(other)


def test_a_key_is_the_same_in_every_process() -> None:
    said = "from tests.unit.base.test_keeping import *; print(digest(PAGE, FOUND, 'x'))"
    found = {
        subprocess.run(
            [sys.executable, "-c", said],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {digest(PAGE, FOUND, "x")}


class Hostile:
    """What runs a command when a careless reader meets it."""

    def __init__(self, call: object, *words: object) -> None:
        self.call, self.words = call, words

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call, self.words


@pytest.mark.parametrize(
    "call", [os.system, eval, os.path.join, Cache.open, "".join, sys.exit, pickle.loads]
)
def test_nothing_but_values_is_read(call: object, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    assert loads(pickle.dumps(Hostile(call, f"touch {mark}"))) is None
    assert not mark.exists()


def test_what_is_damaged_is_a_miss() -> None:
    whole = dumps((PAGE, FOUND))
    for end in range(0, len(whole), 7):
        assert loads(whole[:end]) is None
        spoiled = whole[:end] + bytes([whole[end] ^ 0x55]) + whole[end + 1 :]
        # Read or not, it never raises: the cache's own checksum tells this one.
        loads(spoiled)


def test_what_is_kept_need_not_be_made(tmp_path: Path) -> None:
    keeping = Keeping(Cache(tmp_path), ground())
    key = digest("page", 1)
    assert keeping.of(key, lambda: PAGE) == PAGE
    assert keeping.of(key, lambda: pytest.fail("made again")) == PAGE
    for path in tmp_path.glob("*/*"):
        path.write_bytes(b"garbled")
    assert keeping.of(key, lambda: PAGE) == PAGE


def test_the_ground_is_that_of_the_program_as_it_lies_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ground.cache_clear()
    before = ground()
    ground.cache_clear()
    assert ground() == before
    (tmp_path / "library-2.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    ground.cache_clear()
    assert ground() != before
    ground.cache_clear()
