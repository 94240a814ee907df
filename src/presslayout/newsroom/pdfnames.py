"""The names that PDFs of an edition bear, whatever a reader has added to them since."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presslayout.edition.page import Edition


def names(edition: Edition) -> set[str]:
    """The document's ids, as hexadecimal digits."""
    from presslayout.edition.codec import hash_of
    from presslayout.paint.pdf_meta import identity
    from presslayout.paint.profiles import PROFILES

    hashes = tuple(hash_of(page) for page in edition.pages)
    wanted = ("plain", edition.press.standard)
    return {identity(edition, PROFILES[name], hashes).ids[0].hex() for name in wanted}
