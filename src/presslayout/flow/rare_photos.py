"""What is to be said of headlines over photos, photos that bleed, faces beside bylines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.flow import bleeds, byline_faces, contrast

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.page import Page
    from presslayout.edition.record import PageRecord
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import PageSpec


def told(spec: PageSpec, page: Page, record: PageRecord, desk: Desk) -> tuple[Diagnostic, ...]:
    """The remarks on a page's own, each of its kind only where the page has that kind."""
    photos = [photo for tale in spec.stories for photo in tale.photos]
    said: list[Diagnostic] = []
    if any(photo.at == "behind" for photo in photos):
        said += contrast.told(spec, page, record, desk)
    if any(photo.bleed for photo in photos):
        said += bleeds.told(spec, page, record)
    if any(tale.face is not None for tale in spec.stories):
        said += byline_faces.told(spec, page)
    return tuple(said)
