"""Some pages of an issue set before the others: those that a story joins are never parted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.newsroom import build

if TYPE_CHECKING:
    from presslayout.base.memory import Memory
    from presslayout.edition.press import Press
    from presslayout.edition.record import Composition
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.options import Options


def parts(loaded: Loaded, pages: frozenset[int] | None) -> list[frozenset[int]]:
    """The numbers of the pages that are set together, in their order; only those asked for."""
    from presslayout.flow.set_pages import groups

    found = (frozenset(page.number for page in group) for group in groups(loaded.issue))
    return [part for part in found if pages is None or part & pages]


def composed(
    loaded: Loaded, press: Press, part: frozenset[int], options: Options, memory: Memory
) -> tuple[Loaded, Composition]:
    """A part set by itself, and the issue in which its stories have their slots.

    The pictures of other pages are not opened and their stories not given places, except where one
    may stand on any page.
    """
    if loaded.issue.unallotted:
        loaded = build.arranged(loaded, press, options.cache, memory)
    own = tuple(page for page in loaded.issue.pages if page.number in part)
    alone = replace(loaded, issue=replace(loaded.issue, pages=own))
    alone = build.arranged(alone, press, options.cache, memory)
    composition = build.compose(
        alone,
        options.press,
        standard=options.standard,
        pages=options.pages,
        cache=options.cache,
        memory=memory,
    )
    placed = {page.number: page for page in alone.issue.pages}
    pages = tuple(placed.get(page.number, page) for page in loaded.issue.pages)
    return replace(alone, issue=replace(alone.issue, pages=pages)), composition
