"""What a file must hold, said by those who made the pages, as plain values that go through a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.edition.page import Glyphs, Placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.cache import Cache
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.page import Page
    from presslayout.edition.press import Press
    from presslayout.edition.record import Composition, StoryRecord
    from presslayout.preflight.checks.known_places import KnownPlaces


@frozen
class Run:
    """Text of one part in one ink: per mille of c, m, y, k, or of a spot ink alone."""

    story: str
    part: str
    text: str
    ink: tuple[int, ...]


@frozen
class ExpectedPage:
    """A page's trim size and bleed in EMU, its text in reading order, how many pages it places.

    `shows` are the paper's own numbers of what stands on it, two on a sheet.
    """

    number: int
    width: int
    height: int
    bleed: int
    runs: tuple[Run, ...]
    placed: int = 0
    shows: tuple[int, ...] = ()


@frozen
class ExpectedBody:
    """The body of a story as it must come out of its pages: all of it, or some of it."""

    story: str
    text: str
    whole: bool
    pages: tuple[int, ...]


@frozen
class Expectation:
    """An edition's promises to whoever opens the file."""

    title: str
    condition: str
    profile_sha256: str
    pages: tuple[ExpectedPage, ...]
    bodies: tuple[ExpectedBody, ...]


@frozen
class Requirement:
    """What a press asks of a file beyond its standard, and what nobody needs to be told again.

    What was reckoned of the same pictures before lies in the cache.
    """

    press: Press
    limits: Tolerances
    known: KnownPlaces
    cache: Cache


def expected(
    composition: Composition, drawn: Sequence[tuple[tuple[int, ...], Page]] | None = None
) -> Expectation:
    """What a press or archive file of this composition must hold.

    `drawn` are the pages of a file that does not show them all, or not one by one: which of the
    paper's stand on each.
    """
    edition = composition.edition
    texts = {article.id: dict(article.texts) for article in edition.articles}
    told: dict[str, list[tuple[int, StoryRecord]]] = {}
    for page in composition.pages:
        for record in page.stories:
            told.setdefault(record.id, []).append((page.number, record))
    bodies = [
        _body(texts.get(story, {}).get("body", ""), records) for story, records in told.items()
    ]
    pages: Sequence[tuple[tuple[int, ...], Page]] = [((p.number,), p) for p in edition.pages]
    if drawn is not None:
        pages = drawn
        bodies = [_shown(body, drawn) for body in bodies]
    return Expectation(
        title=f"{edition.paper} {edition.date}".strip(),
        condition=edition.press.condition,
        profile_sha256=edition.press.profile_sha256,
        pages=tuple(_page(numbers, page) for numbers, page in pages),
        bodies=tuple(body for body in bodies if body.text and body.pages),
    )


def _page(numbers: tuple[int, ...], page: Page) -> ExpectedPage:
    runs: list[Run] = []
    for block in page.blocks:
        for item in block.items:
            if not isinstance(item, Glyphs) or not item.ids:
                continue
            ink = (item.ink.tint,) if item.ink.spot else item.ink.process
            last = runs[-1] if runs else None
            if last and (last.story, last.part, last.ink) == (block.story, block.part, ink):
                runs[-1] = Run(last.story, last.part, last.text + item.text, ink)
            else:
                runs.append(Run(block.story, block.part, item.text, ink))
    placed = sum(isinstance(item, Placed) for block in page.blocks for item in block.items)
    return ExpectedPage(
        page.number, page.width, page.height, page.bleed, tuple(runs), placed, numbers
    )


def _shown(body: ExpectedBody, drawn: Sequence[tuple[tuple[int, ...], Page]]) -> ExpectedBody:
    """The body as it comes out of these pages, some of it where they do not show all."""
    where = {number: page.number for numbers, page in drawn for number in numbers}
    there = [n for n in body.pages if n in where]
    pages = tuple(dict.fromkeys(where[n] for n in there))
    if there != sorted(there):
        # Pages of one sheet follow each other as the paper's do, not as a jump back would have them.
        pages = pages[:0]
    return ExpectedBody(body.story, body.text, body.whole and len(there) == len(body.pages), pages)


def _body(text: str, records: list[tuple[int, StoryRecord]]) -> ExpectedBody:
    # Where a story begins, it comes from nowhere; jumps lead on from there.
    ordered = sorted(records, key=lambda pair: pair[1].jump_from is not None)[:1]
    pages = dict(records)
    while (onward := ordered[-1][1].jump_to) in pages and len(ordered) < len(records):
        assert onward is not None
        ordered.append((onward, pages[onward]))
    first = ordered[0][1]
    shown = sum(record.chars_set for _, record in ordered)
    whole = shown + first.overset.chars == first.chars_source
    if whole and first.overset.text:
        text = text[: len(text) - len(first.overset.text)]
    return ExpectedBody(first.id, text, whole, tuple(number for number, _ in ordered))
