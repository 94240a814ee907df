"""What a proof tells its reader, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.delivery.targets import TARGETS, judged
from presslayout.newsroom.exits import exit_code
from presslayout.newsroom.judged import limits_of
from presslayout.newsroom.options import GALLEY
from presslayout.newsroom.pinned import findings
from presslayout.newsroom.proofread.reading import proofread
from presslayout.overlay.page_remarks import Leftover, Occasion, PageRemarks, Proofing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.stopwatch import Stopwatch
    from presslayout.edition.record import Composition
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.galley import Types
    from presslayout.newsroom.options import Options


def proofing(
    loaded: Loaded,
    composition: Composition,
    options: Options,
    found: Iterable[Diagnostic],
    watch: Stopwatch,
) -> Proofing:
    """What the proof, or the galley, that is asked for says."""
    edition = composition.edition
    occasion = Occasion(edition.paper, edition.date, options.round)
    if options.target == GALLEY:
        from presslayout.newsroom.galley import galleys

        types = galley_types(loaded)
        drawn = galleys(edition.articles, types, occasion, options.galley, _places(composition))
        faces = tuple((face.key, face.source) for face in types.faces)
        return Proofing(occasion, (), options.paper, options.galley, drawn, faces)
    # Whoever waits for a proof does not wait for the dictionary: check reads with it.
    with watch.timed("proofread"):
        read = proofread(loaded, options.pages, dictionary=False).found
    weighed = judged((*found, *read), TARGETS["proof"], exit_code, strict=options.strict)
    placed = findings(loaded, composition, weighed)
    titles = {a.id: dict(a.texts).get("headline", "") for a in edition.articles}
    limits = limits_of(loaded, edition.press)
    sections = {page.number: page.section for page in loaded.issue.pages}
    told = tuple(
        PageRemarks(
            record,
            sections.get(record.number, ""),
            (limits[record.number].error, limits[record.number].warning),
            tuple((story.id, titles.get(story.id, "")) for story in record.stories),
            tuple(
                Leftover(titles.get(story.id) or story.id, story.overset.text)
                for story in record.stories
                # A story that jumps leaves its rest where it ends.
                if story.overset.text and story.jump_to is None
            ),
            placed.get(record.number, ()),
        )
        for record in composition.pages
    )
    return Proofing(occasion, told, options.paper)


def _places(composition: Composition) -> dict[str, str]:
    """Where each story stands in the paper, in words; one that jumps where it begins."""
    places: dict[str, str] = {}
    for page in composition.pages:
        for story in page.stories:
            if story.jump_from is None:
                places.setdefault(story.id, f"第{page.number}版「{story.slot}」")
    return places


def galley_types(loaded: Loaded) -> Types:
    """The faces of galleys."""
    from presslayout.assets.fonts import chain
    from presslayout.assets.outlines import lettering
    from presslayout.newsroom.galley import Types
    from presslayout.newsroom.plain import LETTERS, letters_of

    families = loaded.families
    names = (*(name for name in reversed(LETTERS) if name in families), *families)
    return Types(chain(families, names), lettering(letters_of(families)))
