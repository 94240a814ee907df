"""The law of an edition's text: what stands on pages is what its parts say, paragraph by paragraph.

It reads an edition and nothing else, as whoever writes something from one does.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from presslayout.edition.page import SEPARATOR, Glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.edition.page import Article, Edition

# Line ends, blanks, controls, and marks that only steer.
UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))


def astray(edition: Edition, left: Mapping[str, str] | None = None) -> list[str]:
    """What is wrong, in words; `left` is the end of each body that found no place."""
    found = [said for article in edition.articles for said in _untiled(article)]
    texts = {(a.id, part): text for a in edition.articles for part, text in a.texts}
    for key, runs in _runs(edition).items():
        text = texts.get(key)
        if text is None:
            found.append(f"{key}: no such text")
            continue
        at = 0
        for offset, said in sorted(runs):
            if offset < at or text[offset : offset + len(said)] != said:
                found.append(f"{key}: {offset} {said!r} is another text, or stands twice")
            if _seen(text[at:offset]):
                found.append(f"{key}: {text[at:offset]!r} stands nowhere")
            at = offset + len(said)
        over = (left or {}).get(key[0], "") if key[1] == "body" else ""
        if _seen(text[at:].removesuffix(over)):
            found.append(f"{key}: {text[at:]!r} stands nowhere")
    return [*found, *_unmarked(edition)]


def _runs(edition: Edition) -> dict[tuple[str, str], list[tuple[int, str]]]:
    made: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for page in edition.pages:
        for block in page.blocks:
            for item in block.items:
                if isinstance(item, Glyphs) and block.story and block.part:
                    made.setdefault((block.story, block.part), []).append((item.offset, item.text))
    return made


def _untiled(article: Article) -> Iterator[str]:
    """Parts whose paragraphs, one separator between two, are not all of their text."""
    paragraphs = dict(article.paragraphs)
    if list(paragraphs) != [part for part, _ in article.texts]:
        yield f"{article.id}: paragraphs of other parts"
    for part, text in article.texts:
        said = [text[p.start : p.start + p.length] for p in paragraphs.get(part, ())]
        if SEPARATOR.join(said) != text or not said:
            yield f"{article.id}/{part}: {said}"


def _unmarked(edition: Edition) -> Iterator[str]:
    """Items that are printed and whose marker does not stand right before them."""
    marked = {
        (article.id, part, p.start): p.marker
        for article in edition.articles
        for part, listed in article.paragraphs
        for p in listed
        if p.marker and p.length
    }
    for page in edition.pages:
        before = ""
        for block in page.blocks:
            runs = [item for item in block.items if isinstance(item, Glyphs)]
            for number, run in enumerate(runs):
                own = marked.get((block.story, block.part, run.offset))
                if own is not None and (number or before != own):
                    yield f"{block.id}: {run.text!r} without {own!r} before it"
            before = "" if block.part else "".join(run.text for run in runs)


def _seen(text: str) -> bool:
    return any(unicodedata.category(char) not in UNSEEN for char in text)
