"""Words of headlines: a dictionary, the house's own, and a cache that changes nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from presslayout.cache import Cache
from presslayout.typeset.headline import Display, fit, in_cells
from presslayout.typeset.words import Words, version
from presslayout.units import pt
from tests.unit.typeset.desk import BODY, cases

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def cut(text: str, *house: str) -> str:
    begins = Words(house)(text)
    return "".join("/" + char if at in begins else char for at, char in enumerate(text))


def test_words_are_kept_whole() -> None:
    assert cut("慈利县公安局通报共产主义事业") == "慈利县/公安局/通报/共产主义/事业"


def test_characters_left_side_by_side_are_a_name() -> None:
    # 永 and 澧 are no words beside one another.
    assert "永/澧" not in cut("永澧湾里看新潮")


def test_a_house_word_is_one_word() -> None:
    text = "永澧湾里看新潮"
    assert cut(text, "永澧湾") == "永澧湾" + cut(text, "永澧湾")[3:]
    assert "/" not in cut(text, "永澧湾")[:3]


def test_what_the_cache_keeps_is_what_the_library_says(tmp_path: Path) -> None:
    text = "云岭县护路人三十年守望一座石桥"
    words = Words(("云岭县",), Cache(tmp_path))
    first = words(text)
    assert any(tmp_path.rglob("*"))
    assert words(text) == first == Words(("云岭县",))(text)
    # Another house word that the text holds is another question.
    assert Words(("云岭县", "望一座石"), Cache(tmp_path))(text) != first


def test_the_library_sleeps_where_nothing_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    asked: list[str] = []

    def words(text: str) -> frozenset[int]:
        asked.append(text)
        return frozenset()

    made = fit(
        "守山的日子", BODY.faces, width=pt(400), smallest=pt(9), largest=pt(40), max_lines=1,
        display=Display(words),
    )  # fmt: skip
    assert made is not None
    assert not asked


def test_the_version_is_known_without_loading() -> None:
    assert version()[:1].isdigit()


def test_lines_begin_at_words_of_the_outside_cases() -> None:
    known: dict[str, frozenset[int]] = {}

    def words(text: str) -> frozenset[int]:
        if text not in known:
            known[text] = Words()(text)
        return known[text]

    proposed = inside = wrong_start = 0
    for case in cases("phrase_breaks"):
        text = case["text"]
        for cells in (8, 10, 12, 14):
            tried = in_cells(text, BODY.faces, cells * 1000, -(-len(text) // cells) + 1, words)
            assert tried is not None
            at = 0
            for line, _, _ in tried.lines[:-1]:
                at += len(line)
                proposed += 1
                inside += at in case["forbid_break_before_index"]
                wrong_start += at in case["bad_line_start_index"]
    assert proposed > 1000
    # Issue and RULES §12: at most 2.5 % of the breaks fall inside a word.
    assert inside / proposed <= 0.025
    assert wrong_start == 0
