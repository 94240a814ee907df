"""Western words divided by the patterns of their language (CY/T 154 9.1–9.4, RULES B1, B3, B4)."""

from __future__ import annotations

import pytest

from presslayout.typeset.hyphens import points
from tests.unit.typeset.desk import set_lines


@pytest.mark.parametrize(
    ("word", "divided"),
    [
        ("hyphenation", "hy-phen-ation"),
        ("internationalization", "in-ter-na-tion-al-iza-tion"),
        ("strength", "strength"),
        ("NASA", "NASA"),
        ("Washington", "Washington"),
    ],
)
def test_words_are_divided_by_pattern(word: str, divided: str) -> None:
    at = points(word)
    assert "-".join(word[a:b] for a, b in zip((0, *at), (*at, len(word)), strict=True)) == divided


def test_two_letters_stay_before_and_three_after() -> None:
    for word in ("antidisestablishmentarianism", "typography", "reorganization"):
        assert all(2 <= at <= len(word) - 3 for at in points(word))


def test_a_word_wider_than_its_line_is_divided_and_gets_a_hyphen() -> None:
    made, found = set_lines("请internationalization好", 5)
    text = made.text
    inside = [line for line in found if line.hyphen]
    assert inside
    assert all(text[line.text_end - 1].isalpha() for line in inside)
    assert all(line.width <= 5000 for line in found)


def test_a_coined_word_is_broken_at_its_hump_without_a_hyphen() -> None:
    made, found = set_lines("中文排版之用PowerPointTemplate做", 10)
    first = found[0]
    assert made.text[first.text_start : first.text_end] == "中文排版之用Power"
    assert not first.hyphen


def test_a_name_is_divided_only_where_no_line_holds_it() -> None:
    assert points("Kubernetes") == ()
    assert points("Kubernetes", named=True)
