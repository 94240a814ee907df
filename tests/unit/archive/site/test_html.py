"""Words of a paper on a page of the site: whatever they say, they stay words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from presslayout.archive.site.html import data, el, known, quoted, script, words


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_words_read_back_as_they_were_and_make_no_element(text: str) -> None:
    made = el("p", {"title": text}, text)
    parsed = parser.fragment_fromstring(made)
    said = known(text).replace("\r\n", "\n").replace("\r", "\n")
    assert (parsed.text or "").replace("\r", "\n") == said or "\r" in text
    assert len(parsed) == 0
    assert set(parsed.attrib) == {"title"}


@pytest.mark.parametrize("text", ["<script>", "a & b", "</p>", '"><img src=x onerror=1>', "'"])
def test_signs_of_markup_are_spelled(text: str) -> None:
    assert "<" not in words(text)
    assert '"' not in quoted(text)
    assert "'" not in quoted(text)


def test_json_inside_of_a_page_says_nothing_that_ends_it() -> None:
    value = {"a": "</script><script>alert(1)</script>\u2028&"}
    made = data(value)
    assert "<" not in made
    assert "\u2028" not in made
    assert json.loads(made) == value


def test_a_script_is_ascii_and_means_the_same() -> None:
    made = script("云岭\u2028</script>")
    assert made.isascii()
    assert json.loads(made) == "云岭\u2028</script>"


def test_an_attribute_that_is_none_is_left_out_and_an_empty_one_only_stands() -> None:
    assert el("input", {"hidden": "", "id": None, "value": ""}) == '<input hidden value="">'


def test_characters_that_no_page_may_hold_are_replaced() -> None:
    assert words("a\x00b\x0bc\ud800") == "a\ufffdb\ufffdc\ufffd"
