"""An edition as the site shows it: pages with the outlines of their stories, stories whole."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from presslayout.archive.regions import regions
from presslayout.archive.site import figures, images, names
from presslayout.archive.site.values import (
    SiteFactBox,
    SiteIssue,
    SiteLeaf,
    SitePassage,
    SiteStory,
    Zone,
)
from presslayout.base.values import as_dict, frozen, replace
from presslayout.edition.roles import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from presslayout.archive.site.values import SiteFigure
    from presslayout.edition.page import Article, Edition, Page

    Read = Callable[[str], bytes | None]

# EMU of a tenth of a millimetre.
TENTH = 3_600
# So much of a caption is a title.
_TITLE = 22
_STOPS = "。！？；，、：!?;, "
# What the imprint may say, as edition-2 names it.
_FACTS = ("cn", "issn", "serial", "publisher", "sponsor", "city", "price")
# The files of a bag that the site is made of, by how their names begin.
SOURCES = ("edition.json", "archive.pdf", "pictures/", "alto/")


@frozen
class Opened:
    """An issue, and its files that are no pages of a browser: pictures, PDFs, ALTO."""

    issue: SiteIssue
    files: Mapping[str, bytes]


def store(hashes: Mapping[str, str]) -> str:
    """What stands for the content of a bag: a hash over those of the files that the site is made of."""
    rows = [f"{name} {one}\n" for name, one in sorted(hashes.items()) if name.startswith(SOURCES)]
    return hashlib.sha256("".join(rows).encode()).hexdigest()[:12]


def opened(edition: Edition, stored: str, read: Read, *, alto: bool = False) -> Opened:
    """The issue of an edition; `read` gives the files of its bag below data/, None for what is not there.

    With `alto` the pages' ALTO goes along, for whoever reads manifests.  ValueError where the date
    is none, or the PDF another's.
    """
    names.day(edition.date)
    facts = _facts(edition)
    variant = facts.pop("variant", "")
    code = names.code(edition.paper, facts.get("cn", ""), variant)
    where = names.SitePlace(edition.date, code, stored)
    order = _order(edition)
    named = {story: f"content_{code}_{page:02}_{n:02}.htm" for story, (page, n) in order.items()}
    files: dict[str, bytes] = {}
    with images.sheets(edition, read) as drawn:
        leaves = []
        for number, page in enumerate(edition.pages):
            made = drawn.leaf(number, where, page.number)
            files |= made.files
            leaves.append(_leaf(page, made.widths, made.heights))
        shown = figures.shown(edition, order)
        pictured: dict[str, tuple[SiteFigure, ...]] = {}
        for story, wanted in shown.items():
            cut = [figures.cut(one, where, drawn, read) for one in wanted]
            files |= {name: data for _, made_files in cut for name, data in made_files.items()}
            pictured[story] = tuple(figure for figure, _ in cut if figure is not None)
    texts = _alto(edition, read) if alto else {}
    files |= {where.alto(number): data for number, data in texts.items()}
    articles = {one.id: one for one in edition.articles}
    stories = tuple(
        _story(articles[story], named[story], pictured.get(story, ()), _standing(edition, story))
        for story in order
    )
    issue = SiteIssue(
        edition.paper,
        edition.date,
        code,
        stored,
        variant,
        tuple(leaves),
        stories,
        tuple(facts.items()),
        tuple(texts),
    )
    return Opened(issue, files)


def _alto(edition: Edition, read: Read) -> dict[int, bytes]:
    found = {page.number: read(f"alto/page-{page.number:02}.xml") for page in edition.pages}
    return {number: data for number, data in found.items() if data is not None}


def _facts(edition: Edition) -> dict[str, str]:
    told = as_dict(edition.facts)
    found = {name: told[name] for name in (*_FACTS, "variant")}
    return {name: value for name, value in found.items() if value}


def _order(edition: Edition) -> dict[str, tuple[int, int]]:
    """Every story that stands on a page, with the first such page and its place there from 1."""
    known = {one.id for one in edition.articles}
    found: dict[str, tuple[int, int]] = {}
    for page in edition.pages:
        count = 0
        for story in _stories(page):
            if story in known and story not in found:
                count += 1
                found[story] = page.number, count
    return found


def _stories(page: Page) -> list[str]:
    """The stories of a page in reading order."""
    return list(dict.fromkeys(b.story for b in page.blocks if b.story and not b.artifact))


def _standing(edition: Edition, story: str) -> tuple[int, ...]:
    return tuple(page.number for page in edition.pages if story in _stories(page))


def _leaf(page: Page, widths: tuple[int, ...], heights: tuple[int, ...]) -> SiteLeaf:
    return SiteLeaf(
        page.number,
        page.label,
        page.section,
        page.width // TENTH,
        page.height // TENTH,
        widths,
        heights,
        tuple(_zones(page)),
        page.editors,
    )


def _zones(page: Page) -> Iterator[Zone]:
    """The outlines of each story."""
    for story, pieces in regions(page).items():
        outlines = tuple(_corners(one.outline) for one in pieces)
        if story and outlines:
            yield Zone(story, outlines)


def _corners(outline: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """The corners of an outline, each moved by less than a tenth."""
    return tuple(round(length / TENTH) for corner in outline for length in corner)


def _story(
    article: Article, name: str, figures_: tuple[SiteFigure, ...], pages: tuple[int, ...]
) -> SiteStory:
    texts = dict(article.texts)

    def part(word: str) -> str:
        return " ".join(texts.get(word, "").split("\n")).strip()

    boxes = []
    for key in texts:
        number = key.removeprefix("factbox-")
        if key.startswith("factbox-") and number.isdigit():
            boxes.append(SiteFactBox(part(f"factbox-title-{number}"), _passages(article, key)))
    found = SiteStory(
        article.id,
        name,
        "",
        pages,
        part("rubric"),
        part("kicker"),
        part("headline"),
        part("deck"),
        part("byline"),
        _passages(article, "body"),
        tuple(boxes),
        tuple(part(key) for key in texts if key.startswith("pullquote-")),
        tuple(text for key, text in texts.items() if key.startswith("graphic-") and text),
        figures_,
    )
    return _titled(found)


def _titled(story: SiteStory) -> SiteStory:
    title = story.headline or story.kicker or story.deck or _clause(story.lead) or story.id
    return replace(story, title=title)


def _clause(text: str) -> str:
    """The first words of a text, to the first mark that stands far enough behind its beginning."""
    head = text[:_TITLE]
    if len(text) <= _TITLE:
        return head.rstrip("。")
    cut = max(head.rfind(mark) for mark in _STOPS)
    return head[:cut] if cut >= _TITLE // 3 else f"{head}…"


def _passages(article: Article, part: str) -> tuple[SitePassage, ...]:
    """The paragraphs of a part: as the edition knows them, or line by line."""
    text = dict(article.texts).get(part, "")
    told = dict(article.paragraphs).get(part, ())
    if not told:
        lines = (line.strip() for line in text.split("\n"))
        return tuple(SitePassage(ParagraphKind.PARAGRAPH, line) for line in lines if line)
    made = []
    for one in told:
        own = " ".join(text[one.start : one.start + one.length].split("\n")).strip()
        if own or one.kind == ParagraphKind.CELL:
            made.append(SitePassage(one.kind, own, one.marker, one.cell, one.covers))
    return tuple(made)
