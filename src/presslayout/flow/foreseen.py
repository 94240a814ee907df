"""What setting an issue will look for: where its photos draw the eye, where its headings' words begin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.edition.roles import ParagraphKind
from presslayout.typeset.words import promised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.base.beforehand import Promise
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import Issue


def foreseen(issue: Issue, desks: Mapping[int, Desk]) -> list[Promise]:
    """The keys that it will ask the cache for, in about that order, and what makes each."""
    found: dict[str, Promise] = {}
    for page in issue.pages:
        desk = desks[page.number]
        for key, make in (*_foci(desk), *_words(desk)):
            found.setdefault(key, (key, make))
    return [*found.values()]


def _foci(desk: Desk) -> Iterator[Promise]:
    from presslayout.assets.saliency import focus, focus_key

    root, cache = desk.foci.root, desk.foci.cache
    for tale in desk.page.stories:
        for photo in tale.pictures:
            facts = desk.pictures[photo.file]
            if root is not None and photo.focus is None and not facts.vector and not photo.contour:
                make = partial(focus, root / photo.file, facts.sha256, cache)
                yield focus_key(facts.sha256), make


def _words(desk: Desk) -> Iterator[Promise]:
    for tale in desk.page.stories:
        subheads = (p.text for p in tale.body if p.kind is ParagraphKind.SUBHEAD)
        for text in (tale.headline, tale.deck, *subheads):
            if text:
                yield promised(desk.faces.words, text)
