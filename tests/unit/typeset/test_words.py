"""Words of headlines: a dictionary, the house's own, and a cache that changes nothing."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from presslayout.base.cache import Cache
from presslayout.base.units import pt
from presslayout.base.version import DICTIONARY, installed
from presslayout.typeset import words as words_
from presslayout.typeset.headcount import in_cells
from presslayout.typeset.headline import Display, fit
from presslayout.typeset.words import Words
from tests.unit.typeset.desk import BODY, cases


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


def test_the_trades_phrases_are_dated_sorted_and_each_once() -> None:
    path = Path(words_.__file__).with_name(words_.PHRASES)
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    found = lines[len(head) :]
    assert any(words_.DATED in line for line in head)
    assert any("SPDX-License-Identifier" in line for line in head)
    assert len(found) >= 2000
    assert found == sorted(set(found))
    assert not [word for word in found if not re.fullmatch("[\u4e00-\u9fff]{3,12}", word)]
    assert {"乡村振兴", "电信诈骗", "党史学习教育"} <= set(found)


@pytest.mark.slow
def test_every_phrase_survives_breaking_where_a_line_holds_it() -> None:
    words = Words()
    for phrase in sorted(words_.phrases()):
        text = f"近日{phrase}再出发"
        for cells in (len(phrase), len(phrase) + 2):
            tried = in_cells(text, BODY.faces, max(cells, 5) * 1000, 5, words)
            assert tried is not None
            assert any(phrase in line for line, _, _ in tried.lines), (phrase, cells)


def test_a_phrase_is_parted_where_a_headline_could_not_stand_otherwise() -> None:
    # Nine and nine: the phrase stands across the middle.
    tried = in_cells("我县扎实开展党史学习教育总结回头看", BODY.faces, 9000, 2, Words())
    assert tried is not None
    assert [line for line, _, _ in tried.lines] == ["我县扎实开展党史", "学习教育总结回头看"]
    # A word of the house holds where a phrase gives way, and in a phrase nobody asked for.
    assert "/" not in cut("乡村振兴路", "振兴路")


def test_what_follows_a_phrase_begins_where_the_library_glued_them() -> None:
    assert "世界环境日/有" in cut("世界环境日有新看点")
    # 加工业 is a word of its own, so 农产品加工 ends inside one.
    assert "加工/业" not in cut("农产品加工业")


@pytest.mark.parametrize("text", ["今年地震预警有新进展", "全县过年气氛浓", "推动碳中和有新进展"])
def test_a_word_may_begin_or_end_with_what_is_a_particle_alone(text: str) -> None:
    tried = in_cells(text, BODY.faces, 6000, 2, Words())
    assert tried is not None
    assert tried.fits
    assert tried.lines[1][0].startswith(("地震", "过年", "有新", "气氛"))


def test_traditional_characters_are_looked_up_as_well() -> None:
    assert cut("鄉村振興") == "鄉村振興"


def test_the_phrases_sleep_where_nothing_is_broken(tmp_path: Path) -> None:
    words_.phrases.cache_clear()
    fit(
        "我县全面推进乡村振兴", BODY.faces, width=pt(800), smallest=pt(9), largest=pt(40),
        max_lines=2, display=Display(Words()),
    )  # fmt: skip
    assert words_.phrases.cache_info().misses == 0
    kept = Words(cache=Cache(tmp_path))
    first = kept("我县全面推进乡村振兴")
    words_.phrases.cache_clear()
    assert kept("我县全面推进乡村振兴") == first
    assert words_.phrases.cache_info().misses == 0


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("全国人民代表大会", 7, ["全国人民", "代表大会"]),
        ("“绿水青山就是金山银山”", 7, ["“绿水青山", "就是金山银山”"]),
        ("“人民对美好生活的向往”", 7, ["“人民对美好", "生活的向往”"]),
        ("中国人民政治协商会议", 8, ["中国人民", "政治协商会议"]),
        ("克里斯蒂娜罗塞蒂", 5, ["克里斯蒂娜", "罗塞蒂"]),
    ],
)
def test_what_is_wider_than_its_line_is_broken_at_its_own_parts(
    text: str, cells: int, lines: list[str]
) -> None:
    tried = in_cells(text, BODY.faces, cells * 1000, 2, Words())
    assert tried is not None
    assert tried.fits
    assert [line for line, _, _ in tried.lines] == lines
    # Where a line holds it, it stays whole.
    (whole,) = in_cells(text, BODY.faces, 12_000, 2, Words()).lines  # type: ignore[union-attr]
    assert whole[0] == text


@pytest.mark.parametrize("cells", [8, 9])
def test_of_its_parts_those_are_taken_that_leave_its_longer_words_whole(cells: int) -> None:
    text = "全国人民代表大会常务委员会第二十次会议"
    tried = in_cells(text, BODY.faces, cells * 1000, 4, Words())
    assert tried is not None
    assert [line for line, _, _ in tried.lines] == [
        "全国人民代表大会",
        "常务委员会",
        "第二十次会议",
    ]
    # A line more is better than a word cut at its worst, and that is better than no headline.
    for lines, first in ((4, "中国人民"), (3, "中国人民政治")):
        tried = in_cells("中国人民政治协商会议第十四届全国委员会", BODY.faces, 8000, lines, Words())
        assert tried is not None
        assert tried.fits
        assert tried.lines[0][0] == first


def test_so_is_a_headline_on_a_page_that_no_size_saves() -> None:
    made = fit(
        "全国人民代表大会", BODY.faces, width=pt(70), smallest=pt(12), largest=pt(12), max_lines=2,
        display=Display(Words()),
    )  # fmt: skip
    assert made is not None
    assert [line.text_end for line in made.lines] == [4, 8]
    # One that a smaller size holds is not broken.
    made = fit(
        "全国人民代表大会", BODY.faces, width=pt(70), smallest=pt(9), largest=pt(12), max_lines=2,
        display=Display(Words()),
    )  # fmt: skip
    assert made is not None
    assert len(made.lines) == 1


def test_nothing_is_parted_that_could_stand_whole() -> None:
    # Each of the words goes into a line, the headline not into so many: that is for the editor.
    tried = in_cells("十四届全国人民代表大会第三次会议", BODY.faces, 8000, 2, Words())
    assert tried is not None
    assert not tried.fits


def test_the_version_is_known_without_loading() -> None:
    assert installed(DICTIONARY)[:1].isdigit()


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
