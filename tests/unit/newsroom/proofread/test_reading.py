"""Everything that a proofreader is told comes through one reading: nothing missing, nothing twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests import kit

from presslayout.issue.workspace import Loaded, Workspace
from presslayout.newsroom.proofread.facts import FactKind
from presslayout.newsroom.proofread.reading import proofread

if TYPE_CHECKING:
    from pathlib import Path


def read(root: Path, *bodies: str, **facts: object) -> Loaded:
    """An issue with a page for each text."""
    pages = [
        kit.page(number, "试验", kit.story(f"S{number}", "头条", text, **facts))
        for number, text in enumerate(bodies, 1)
    ]
    made = kit.loaded({"试验": kit.template(kit.slot("头条", (1, 76)))}, *pages)
    return replace(made, workspace=Workspace(root, kit.ROOT))


def words(root: Path, folder: str, text: str | bytes) -> None:
    place = root / "layout" / folder
    place.mkdir(parents=True, exist_ok=True)
    (place / "报.txt").write_bytes(text if isinstance(text, bytes) else text.encode())


# One text for each of those who read: signs, terms, titles, agreement, headlines.
READERS = {
    "half-width-mark": ("他走了,又回来。", {}),
    "house-term": ("他用了旧词。", {}),
    "name-title": ("村民沈禾青走了。", {}),
    "no-such-day": ("2026年2月30日开工。", {}),
    "number-not-in-body": ("山里有雾。", {"headline": "守山的20个日子"}),
}


@pytest.mark.parametrize("code", READERS)
def test_whoever_reads_is_heard_once_where_it_stands(tmp_path: Path, code: str) -> None:
    words(tmp_path, "用语", "旧词=新词\n")
    words(tmp_path, "称谓", "沈禾青=县长\n")
    text, facts = READERS[code]
    found = proofread(read(tmp_path, "平常的稿子。", text, **facts)).found
    told = [(d.page, d.story) for d in found if d.code == code]
    pages = [1, 2] if facts else [2]
    assert told == [(number, f"S{number}") for number in pages]


def test_a_line_that_advertises_is_told_whatever_ends_it(tmp_path: Path) -> None:
    told = read(
        tmp_path, "山里的雾散开了。扫码关注，了解更多。", "扫码关注，了解更多。", "云岭伴你。"
    )
    assert [(d.code, d.page) for d in proofread(told).found] == [("junk-line", 2)]
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "推广语.txt").write_text("云岭伴你\n", encoding="utf-8")
    assert [(d.code, d.page) for d in proofread(told).found] == [("junk-line", 2), ("junk-line", 3)]


def test_copy_without_a_fault_is_told_nothing(tmp_path: Path) -> None:
    assert proofread(read(tmp_path, "山里的雾慢慢散开。")).found == ()


def test_pages_that_nobody_asked_for_are_not_read(tmp_path: Path) -> None:
    loaded = read(tmp_path, "他走了,又回来。", "他来了,又走了。共500人。")
    whole = proofread(loaded)
    for number in (1, 2):
        part = proofread(loaded, frozenset({number}))
        assert {d.page for d in part.found} == {number}
        assert part.found == tuple(d for d in whole.found if d.page == number)
    assert proofread(loaded, frozenset({1})).facts == tuple(
        fact for fact in whole.facts if fact.story == "S1"
    )
    assert proofread(loaded, frozenset()).found == ()


def test_the_words_of_the_house_are_claims(tmp_path: Path) -> None:
    loaded = read(tmp_path, "云岭护路队昨天出发。")
    plain = {fact.text for fact in proofread(loaded, dictionary=False).facts}
    assert "云岭护路队" not in plain
    made = proofread(replace(loaded, words=("云岭护路队",)), dictionary=False)
    assert "云岭护路队" in {fact.text for fact in made.facts}


def test_without_the_dictionary_only_what_needs_it_is_missing(tmp_path: Path) -> None:
    loaded = read(tmp_path, "2026年10月18日，云岭县林业局来了500人，“好。”他说。")
    whole, part = proofread(loaded).facts, proofread(loaded, dictionary=False).facts
    assert set(part) < set(whole)
    assert {fact.kind for fact in set(whole) - set(part)} <= {FactKind.ORGANISATION, FactKind.PLACE}


def test_files_of_words_that_cannot_be_read_are_told_first(tmp_path: Path) -> None:
    words(tmp_path, "用语", b"\xff\xfe\xff\x00\x81")
    words(tmp_path, "称谓", "沈禾青=县长\n".encode("gb18030"))
    found = proofread(read(tmp_path, "他走了,又回来。")).found
    assert [d.span and d.span.file for d in found[:2]] == [
        "layout/用语/报.txt",
        "layout/称谓/报.txt",
    ]
    assert found[2].code == "half-width-mark"
    # They are told whatever pages are asked for.
    assert len(proofread(read(tmp_path, "好。"), frozenset()).found) == 2
