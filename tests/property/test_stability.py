"""A correction moves as little as it can: proofs are read round after round, line by line."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.memory import Memory
from presslayout.edition.page import Glyphs, Picture
from presslayout.flow.compose import compose
from presslayout.issue.load import load
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.record import Composition
    from presslayout.issue.issue import Story
    from presslayout.issue.workspace import Loaded

EDITS = 50
HAN = "山水林田湖草沙云岭县护路人清晨"


def edited(loaded: Loaded, name: str, paragraph: int, rnd: random.Random) -> Loaded:
    """The issue with one character of a paragraph replaced, added or taken away."""

    def told(tale: Story) -> Story:
        if tale.id != name:
            return tale
        own = tale.body[paragraph]
        at = rnd.randrange(1, len(own.text) - 1)
        more, gone = rnd.choice(((rnd.choice(HAN), 1), (rnd.choice(HAN), 0), ("", 1)))
        text = own.text[:at] + more + own.text[at + gone :]
        body = list(tale.body)
        body[paragraph] = replace(own, text=text, marks=())
        by, made = 0, []
        for number, one in enumerate(body):
            made.append(replace(one, offset=one.offset + by))
            by += len(text) - len(own.text) if number == paragraph else 0
        return replace(tale, body=tuple(made))

    pages = tuple(
        replace(page, stories=tuple(map(told, page.stories))) for page in loaded.issue.pages
    )
    return replace(loaded, issue=replace(loaded.issue, pages=pages))


def lines(found: Composition, name: str) -> dict[tuple[int, int, int], str]:
    """Every body line of a story by page and place."""
    made: dict[tuple[int, int, int], str] = {}
    for page in found.edition.pages:
        for block in page.blocks:
            if block.id == f"{name}/body":
                for item in block.items:
                    assert isinstance(item, Glyphs)
                    place = (page.number, item.x[0] // (13 * kit.EM), item.y[0])
                    made[place] = made.get(place, "") + item.text
    return made


def geometry(found: Composition) -> list[object]:
    """Where the photos stand and how large the headlines are."""
    items = [i for p in found.edition.pages for b in p.blocks for i in b.items]
    pictures: list[object] = [item.box for item in items if isinstance(item, Picture)]
    return [*pictures, *(s.headline_size for p in found.pages for s in p.stories)]


@pytest.mark.slow
def test_one_character_changes_its_paragraph_and_no_more_than_it_must() -> None:
    """Over many corrections of the sample: what lies outside the paragraph that was corrected.

    A correction that leaves its paragraph as many lines moves nothing else; one that adds or takes
    a line may move what follows.
    """
    rnd = random.Random(11)
    loaded = load(kit.ROOT / "issue" / "2026-10-18")
    memory = Memory()
    before = compose(loaded, kit.NEWSPRINT, memory=memory)
    tales = {s.id: s for page in loaded.issue.pages for s in page.stories if s.body}
    still = elsewhere = 0
    for _ in range(EDITS):
        name = rnd.choice(sorted(tales))
        body = tales[name].body
        choices = [n for n, p in enumerate(body) if p.kind == "paragraph" and len(p.text) > 20]
        paragraph = rnd.choice(choices)
        after = compose(edited(loaded, name, paragraph, rnd), kit.NEWSPRINT, memory=memory)
        for record in (s for p in after.pages for s in p.stories):
            assert not record.overset.chars
            assert not record.underset_lines
        # Stories that nobody touched never move.
        for other in sorted(tales):
            if other != name:
                assert lines(after, other) == lines(before, other)
        old, new = lines(before, name), lines(after, name)
        moved = [place for place in new if old.get(place) != new[place]]
        # Five lines of 18 characters and one more are what the longest of them can rewrap.
        own = len(body[paragraph].text) // 10 + 2
        still += geometry(after) == geometry(before)
        elsewhere += len(moved) > own
    assert still >= EDITS * 9 // 10
    assert elsewhere <= EDITS // 10
