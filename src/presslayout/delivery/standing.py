"""What stands on the shelf from the build before, where this one would make the very same.

Nothing of a file is kept but its hash, under the hash of all that shapes it: it is used again where it
still stands as it was made, and made anew where it does not.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from presslayout.base.keeping import Keeping, digest
from presslayout.base.plugins import OWN, STANDARDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.delivery.order import Painting
    from presslayout.delivery.shelf import Shelf

_FORMAT = "press-file-1"


def standing(
    painting: Painting, shelf: Shelf, name: str, make: Callable[[], bytes], told: bytes = b""
) -> bytes:
    """The PDF of a painting's pages: as it stands on the shelf, or made.

    `told` stands for what shapes it besides the pages: the whole edition, for an archive.
    """
    keeping = Keeping.at(painting.cache)
    if keeping is None or painting.standard not in OWN[STANDARDS]:
        return make()
    key = _key(painting, keeping, told)
    known = keeping.get(key)
    if isinstance(known, str):
        data = shelf.read(name)
        if data is not None and hashlib.sha256(data).hexdigest() == known:
            return data
    data = make()
    keeping.put(key, hashlib.sha256(data).hexdigest())
    return data


def _key(painting: Painting, keeping: Keeping, told: bytes) -> str:
    """The hash of all that shapes the file: pages by their hashes, and what these leave out."""
    edition, colours = painting.edition, painting.colours
    notes = [(page.number, page.notes) for page in edition.pages]
    facts = (edition.paper, edition.date, edition.engine, edition.press, edition.assets)
    icc = [hashlib.sha256(profile).hexdigest() for profile in (colours.press, colours.source)]
    made = digest(_FORMAT, keeping.ground, painting.standard, painting.hashes, notes, facts, icc)
    return digest(made, told.hex()) if told else made
