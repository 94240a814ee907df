"""The annotations of a page: as many as anybody looks at, and nothing that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.preflight.pdf.entries import array

if TYPE_CHECKING:
    import pikepdf

# As many annotations of a page are looked at; a page of a newspaper has none.
MOST = 20_000


def notes(page: pikepdf.Page) -> list[Any]:
    """Each annotation that is one, in the order of the file."""
    import pikepdf

    listed = array(page.get("/Annots"))[:MOST]
    return [note for note in listed if isinstance(note, pikepdf.Dictionary)]


def odd(page: pikepdf.Page) -> int:
    """How many things stand among them that are none: a deleted one leaves a null behind."""
    import pikepdf

    given = page.get("/Annots")
    if given is not None and not isinstance(given, pikepdf.Array):
        return 1
    return len(array(given)[:MOST]) - len(notes(page))


def are_too_many(page: pikepdf.Page) -> bool:
    """Whether there are more than are looked at."""
    return len(array(page.get("/Annots"))) > MOST
