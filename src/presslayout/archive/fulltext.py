"""The text of an issue for libraries: a page's ALTO each, and the METS over all that the bag holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.archive import alto, mets
from presslayout.archive.page_blocks import TextPiece, flat, laid
from presslayout.archive.paragraphs import part_texts
from presslayout.archive.story_text import picture_name
from presslayout.archive.wording import word_starts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.archive.page_blocks import LaidPage
    from presslayout.base.cache import Cache
    from presslayout.edition.page import Edition

CATALOGUE = "mets.xml"


def alto_name(number: int) -> str:
    """Where the ALTO of a page lies below data/."""
    return f"alto/page-{number:02}.xml"


def files(
    edition: Edition, hashes: Sequence[str], made: Mapping[str, bytes], cache: Cache
) -> dict[str, bytes]:
    """The ALTO of every page and the METS over that and over `made`, by path below data/.

    `hashes` are the pages' own, in their order.
    """
    texts = {
        (article.id, part): text
        for article in edition.articles
        for part, text in part_texts(article).items()
    }
    pages = tuple(laid(page, texts) for page in edition.pages)
    starts = word_starts((text for page in pages for text in _said(page)), cache)
    labels = {one.id: dict(one.texts).get("headline", "") for one in edition.articles}
    images = {
        asset.key: mets.file_id(path)
        for asset in edition.assets
        if (path := f"pictures/{picture_name(asset.file)}") in made
    }
    names = {one.page.number: alto_name(one.page.number) for one in pages}
    found: dict[str, bytes] = {}
    for order, (one, own) in enumerate(zip(pages, hashes, strict=True), 1):
        facts = alto.Facts(order, own, edition.engine, images, labels, starts)
        found[names[one.page.number]] = alto.written(one, facts)
    whole = {**made, **found}
    found[CATALOGUE] = mets.written(mets.Catalogued(edition, pages, names, whole))
    return found


def _said(page: LaidPage) -> list[str]:
    """The texts whose words are wanted."""
    members = flat((*page.above, *page.within, *page.below))
    return [one.source for one in members if isinstance(one, TextPiece)]
