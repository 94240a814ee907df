"""Every word is found where it stands, and nowhere else: against plain search in the texts."""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.archive import bigrams
from presslayout.archive.identity import IssueIdentity
from presslayout.archive.index import FAULTS, SqliteIndex
from presslayout.archive.indexed import StoryWords
from presslayout.archive.query import IndexEntry, Query, asked, places
from presslayout.base.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from presslayout.archive.query import WordIndex

# Han of all planes, a Latin word, figures, signs, blanks of several kinds, an emoji, a mark above.
SIGNS = '中国人民的发展，。“”A b9%\n\u3000\u00a0𠀀𰻝😀é\u0301"*()-龘\u200b'


def stories(texts: Iterable[str]) -> list[StoryWords]:
    return [StoryWords(f"S{n}", (("body", text),)) for n, text in enumerate(texts)]


def entry(day: str, name: str = "报", version: int = 1) -> IndexEntry:
    return IndexEntry(
        IssueIdentity(name, "", day), f"issues/{name}/{day}", version, f"{day}{version}"
    )


def filled(index: WordIndex, texts: list[str]) -> None:
    index.add(entry("2026-10-18"), stories(texts))
    index.settle()


def found(index: WordIndex, query: Query) -> list[str]:
    return [match.story.story for match in index.matches(query)]


def plainly(texts: list[str], word: str) -> list[str]:
    """What plain search finds; a word without capitals means those with some, too."""
    low = word == word.lower()
    return [
        f"S{n}" for n, text in enumerate(texts) if word in (bigrams.lowered(text) if low else text)
    ]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_words_of_one_to_six_signs_are_found_as_plain_search_finds_them(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    texts = data.draw(st.lists(st.text(SIGNS, max_size=40), min_size=1, max_size=6))
    path = tmp_path_factory.mktemp("index") / "index.sqlite"
    with SqliteIndex(path, writing=True) as index:
        filled(index, texts)
        for _ in range(6):
            text = data.draw(st.sampled_from(texts))
            start = data.draw(st.integers(0, len(text)))
            word = text[start : start + data.draw(st.integers(1, 6))]
            word = word or data.draw(st.text(SIGNS, min_size=1, max_size=6))
            runs = bigrams.runs(word)
            if len(runs) != 1 or runs[0] != word:
                continue
            query = asked(word)
            assert found(index, query) == plainly(texts, word), word
            assert index.count(query) == len(plainly(texts, word)), word


def test_several_words_all_stand_in_one_story(tmp_path: Path) -> None:
    with SqliteIndex(tmp_path / "i", writing=True) as index:
        filled(index, ["云岭修路", "云岭", "修路工人到云岭"])
        assert found(index, asked("云岭 修路")) == ["S0", "S2"]
        assert found(index, asked("路 云岭")) == ["S0", "S2"]
        assert index.count(asked("路 云岭")) == 2
        assert found(index, asked("工 路")) == ["S2"]
        assert found(index, asked("  ")) == []


def test_no_word_goes_from_one_part_or_paragraph_into_the_next(tmp_path: Path) -> None:
    story = StoryWords("A", (("headline", "云岭修"), ("body", "路通了\n人来了")))
    with SqliteIndex(tmp_path / "i", writing=True) as index:
        index.add(entry("2026-10-18"), [story])
        index.settle()
        assert not found(index, asked("修路"))
        assert not found(index, asked("了人"))
        assert found(index, asked("路通")) == ["A"]


def test_capitals_mean_themselves_small_letters_both(tmp_path: Path) -> None:
    with SqliteIndex(tmp_path / "i", writing=True) as index:
        filled(index, ["GDP增长", "gdp增长", "Gdp"])
        assert found(index, asked("gdp")) == ["S0", "S1", "S2"]
        assert found(index, asked("GDP")) == ["S0"]
        assert index.count(asked("GDP")) == 1
        assert index.count(asked("gdp增")) == 2


def test_folding_finds_every_spelling_and_nothing_unasked(tmp_path: Path) -> None:
    with SqliteIndex(tmp_path / "i", writing=True) as index:
        filled(index, ["台湾", "臺灣", "２０２６年", "発展", "头发", "80m²", "CO₂"])
        assert found(index, asked("台湾")) == ["S0"]
        assert found(index, asked("台湾", folded=True)) == ["S0", "S1"]
        assert found(index, asked("臺灣", folded=True)) == ["S0", "S1"]
        assert found(index, asked("2026", folded=True)) == ["S2"]
        assert found(index, asked("发", folded=True)) == ["S3", "S4"]
        assert index.count(asked("发展", folded=True)) == 1
        assert found(index, asked("80m2", folded=True)) == ["S5"]
        assert found(index, asked("80m²", folded=True)) == ["S5"]
        assert found(index, asked("co2", folded=True)) == ["S6"]
        assert not found(index, asked("m2"))


def test_figures_leave_room_for_characters_that_are_written_in_several_ways(
    tmp_path: Path,
) -> None:
    with SqliteIndex(tmp_path / "i", writing=True) as index:
        filled(index, ["臺灣202６", "台湾２０２６"])
        assert found(index, asked("台湾2026", folded=True)) == ["S0", "S1"]


def test_days_and_papers_bound_what_is_found(tmp_path: Path) -> None:
    with SqliteIndex(tmp_path / "i", writing=True) as index:
        for day in ("1999-01-01", "2026-10-18", "2000-06-01"):
            index.add(entry(day), stories(["云岭"]))
        index.add(entry("2000-06-01", "晚报"), stories(["云岭"]))
        index.settle()
        query = asked("云岭")
        days = [m.entry.identity.date for m in index.matches(query)]
        assert days == sorted(days)
        assert index.count(query) == 4
        assert index.count(replace(query, since="2000-06-01")) == 3
        assert index.count(replace(query, until="2000-06-01")) == 3
        assert index.count(replace(query, since="2000-01-01", until="2000-12-31", paper="报")) == 1


def test_what_is_told_anew_is_known_once(tmp_path: Path) -> None:
    with SqliteIndex(tmp_path / "i", writing=True) as index:
        index.add(entry("2026-10-18"), stories(["云岭"]))
        index.add(entry("2026-10-18"), stories(["石桥"]))
        index.settle()
        assert index.count(asked("云岭")) == 0
        assert index.count(asked("石桥")) == 1
        index.forget(["issues/报/2026-10-18@v1"])
        index.settle()
        assert index.count(asked("石桥")) == 0
        assert index.holes


def test_what_is_not_settled_is_not_kept(tmp_path: Path) -> None:
    with SqliteIndex(tmp_path / "i", writing=True) as index:
        filled(index, ["云岭"])
        index.add(entry("2026-10-19"), stories(["云岭"]))
    with SqliteIndex(tmp_path / "i", writing=False) as index:
        assert index.count(asked("云岭")) == 1


def test_a_reader_sees_what_a_writer_settles(tmp_path: Path) -> None:
    with SqliteIndex(tmp_path / "i", writing=True) as writer:
        filled(writer, ["云岭"])
        with SqliteIndex(tmp_path / "i", writing=False) as reader:
            assert found(reader, asked("云岭")) == ["S0"]
            writer.add(entry("2026-10-19"), stories(["云岭"]))
            assert len(found(reader, asked("云岭"))) == 1
            writer.settle()
            assert len(found(reader, asked("云岭"))) == 2


@pytest.mark.parametrize("data", [b"x" * 5000, b"SQLite format 3\0" + b"\0" * 5000])
def test_a_damaged_file_is_told_by_its_faults(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "i").write_bytes(data)
    with pytest.raises(FAULTS), SqliteIndex(tmp_path / "i", writing=True) as index:
        index.count(asked("云岭"))


def test_a_file_of_another_form_is_not_read(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "i") as base:
        base.execute("create table other (x)")
    base.close()
    with pytest.raises(ValueError, match="form"):
        SqliteIndex(tmp_path / "i", writing=True)


def test_each_place_is_told_with_its_offset() -> None:
    story = StoryWords("A", (("headline", "山山"), ("body", "守山人守山")))
    told = [(one.part, one.offset, one.length) for one in places(story, asked("山"))]
    assert told == [
        ("headline", 0, 1),
        ("headline", 1, 1),
        ("body", 1, 1),
        ("body", 4, 1),
    ]
    assert not places(story, asked("山 水"))


def test_the_index_is_no_larger_than_two_and_a_half_texts(tmp_path: Path) -> None:
    """Texts of words drawn as newspapers draw them: a few often, most seldom."""
    chance = random.Random(7)
    han = [chr(0x4E00 + n) for n in range(2500)]
    lexicon = ["".join(chance.choices(han, k=chance.choice((1, 2, 2, 2, 3)))) for _ in range(6000)]
    weights = [1 / (n + 3) for n in range(6000)]
    texts = ["".join(chance.choices(lexicon, weights, k=400)) for _ in range(1500)]
    with SqliteIndex(tmp_path / "i", writing=True) as index:
        for n in range(1500):
            index.add(entry(f"{1950 + n // 28}-10-{n % 28 + 1:02}"), stories([texts[n]]))
        index.settle()
        index.tidy()
    size = sum(len(text.encode()) for text in texts)
    assert (tmp_path / "i").stat().st_size <= 2.5 * size
