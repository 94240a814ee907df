"""What is searched: every word that stands in a story is found in its month, and no other."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from presslayout.archive.site import shards
from presslayout.archive.site.values import SiteIssue, SiteLeaf, SitePassage, SiteStory
from presslayout.edition.roles import ParagraphKind

WORDS = st.text("山水云Ａa 1，", min_size=1, max_size=12)


def issue(texts: list[str]) -> SiteIssue:
    stories = tuple(
        SiteStory(
            f"S{n}",
            f"s{n}.htm",
            f"题{n}",
            (1,),
            headline=f"题{n}",
            body=(SitePassage(ParagraphKind.PARAGRAPH, text),),
        )
        for n, text in enumerate(texts)
    )
    leaf = SiteLeaf(1, "01", "", 10, 10, (1,), (1,), ())
    return SiteIssue("报", "2026-10-18", "D1", "s", "", (leaf,), stories)


def found(files: dict[str, bytes], word: str) -> set[int]:
    """The stories that a query's pairs leave, as the page of the site reckons."""
    chars = shards.folded(word)
    left: set[int] | None = None
    pairs = [chars[n : n + 2] for n in range(len(chars) - 1)] or [chars]
    for pair in pairs:
        number = ord(pair[0]) % shards.COUNT
        shard = _value(files[f"search/2026-10/{number}.js"])
        hits = [steps for key, steps in shard.items() if key.startswith(pair)]
        own = {n for steps in hits for n in _numbers(steps)}
        left = own if left is None else left & own
    return left or set()


def _value(data: bytes) -> dict[str, str]:
    text = data.decode()
    value: dict[str, str] = json.loads("[" + text[text.index("(") + 1 : text.rindex(")")] + "]")[2]
    return value


def _numbers(steps: str) -> list[int]:
    at, made = 0, []
    for step in steps.split():
        at += int(step, 36)
        made.append(at)
    return made


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_whatever_stands_in_a_text_is_among_what_its_pairs_leave(
    texts: list[str], data: st.DataObject
) -> None:
    files = shards.files("2026-10", (issue(texts),))
    number = data.draw(st.integers(0, len(texts) - 1))
    whole = shards.folded(texts[number])
    start = data.draw(st.integers(0, len(whole) - 1))
    word = whole[start : start + data.draw(st.integers(1, 6))]
    if " " not in word:
        assert number in found(files, word)


def test_what_stands_nowhere_leaves_nothing() -> None:
    files = shards.files("2026-10", (issue(["山水", "水山"]),))
    assert found(files, "山云") == set()
    assert found(files, "山水") == {0}


def test_text_is_folded_character_for_character() -> None:
    text = "ＡＢ１，İ　山\n水"
    assert len(shards.folded(text)) == len(text)
    assert shards.folded("ＡＢ１　Z") == "ab1 z"
