"""What setting an issue will look for: where its photos draw the eye, where its headings' words begin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.processes import is_shared_out
from presslayout.edition.roles import ParagraphKind
from presslayout.typeset.words import promised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from presslayout.base.beforehand import Promise
    from presslayout.base.cache import Cache
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import PageSpec


def foreseen(groups: Sequence[tuple[PageSpec, ...]], desks: Mapping[int, Desk]) -> list[Promise]:
    """The keys that these pages will ask the cache for, in about that order, and what makes each.

    Where they are shared out over processes photos are looked into there, and the dictionary is best
    opened once for all of them.
    """
    look = _words if is_shared_out(groups) else _foci
    wanted = (one for group in groups for page in group for one in look(desks[page.number]))
    return [*{key: (key, make) for key, make in wanted}.values()]


def halves(promises: Sequence[Promise]) -> tuple[list[Promise], list[Promise]]:
    """Work in two parts of about the same size where the largest stands first: another's, and ours."""
    return [*promises[::2]], [*promises[1::2]]


def _foci(desk: Desk) -> Iterator[Promise]:
    from presslayout.assets.saliency import focus, focus_key

    root, cache = desk.foci.root, desk.foci.cache
    for tale in desk.page.stories:
        for photo in tale.pictures:
            facts = desk.pictures[photo.file]
            if root is None or facts.vector or photo.contour:
                continue
            if desk.foci.reader:
                # Where faces are found no other guess is made.
                yield _persons(root / photo.file, facts.sha256, desk.foci.reader, cache)
            elif photo.focus is None:
                make = partial(focus, root / photo.file, facts.sha256, cache)
                yield focus_key(facts.sha256), make


def _persons(path: Path, sha256: str, by: str, cache: Cache | None) -> Promise:
    from presslayout.assets.persons import persons, persons_key

    return persons_key(sha256, by), partial(persons, path, sha256, by, cache)


def _words(desk: Desk) -> Iterator[Promise]:
    for tale in desk.page.stories:
        subheads = (p.text for p in tale.body if p.kind is ParagraphKind.SUBHEAD)
        for text in (tale.headline, tale.deck, *subheads):
            if text:
                yield promised(desk.faces.words, text)
