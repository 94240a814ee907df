"""edition.json: one spelling, put together from pages that were spelled for their hashes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit import NEWSPRINT

from presslayout.base.geometry import Box
from presslayout.edition.codec import canonical, dumps, hash_of, loads, written
from presslayout.edition.ink import RED
from presslayout.edition.page import Block, Edition, Glyphs, Note, Page

WORDS = st.text(max_size=8)


def page(number: int, text: str, said: str, bleed: int) -> Page:
    glyphs = Glyphs("song", 9, tuple(range(1, len(text) + 1)), (0,), (0,), text, ink=RED)
    blocks = (Block(f"{number}/{text}", "body", (glyphs,) if text else (), story=text),)
    notes = (Note(Box(0, 0, 1, 1), "overset", said),) if said else ()
    return Page(number, text, said, 9, 9, bleed, blocks, notes)


@given(st.lists(st.tuples(WORDS, WORDS, st.integers(0, 9)), max_size=3), WORDS)
def test_an_edition_is_canonical_json_whatever_its_words(
    given_: list[tuple[str, str, int]], paper: str
) -> None:
    pages = tuple(page(n, *one) for n, one in enumerate(given_, 1))
    edition = Edition(paper, "2026-10-18", "e", pages, (), (), NEWSPRINT)
    data = dumps(edition)
    plain = json.loads(data)
    assert data == canonical(plain) + b"\n"
    assert dumps(edition, [written(one) for one in pages]) == data
    assert loads(data) == edition
    for one, told in zip(pages, plain["pages"], strict=True):
        told.pop("notes", None)
        assert told.pop("hash") == hash_of(one) == hashlib.sha256(canonical(told)).hexdigest()


def test_a_page_is_never_spelled_as_another() -> None:
    edition = Edition(
        "报", "", "e", (page(1, "甲", "", 0), page(2, "乙", "", 0)), (), (), NEWSPRINT
    )
    with pytest.raises(ValueError, match="shorter"):
        dumps(edition, [written(edition.pages[0])])
    assert hash_of(edition.pages[0]) != hash_of(replace(edition.pages[0], bleed=1))
