"""What pages of a file had to say when they were read, kept by all that they were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.keeping import Keeping, digest
from presslayout.base.plugins import OWN, STANDARDS
from presslayout.base.values import frozen, replace
from presslayout.preflight.pdf.bulk import damage
from presslayout.preflight.pdf.fingerprints import CircleError, Fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.preflight.page_share import Question, Share
    from presslayout.preflight.pdf.opened_file import UnreadFile

_FORMAT = "share-1"
# So many nodes of the tree of pages stand above a page at most.
_GENERATIONS = 20


@frozen
class KeptShares:
    """The shares of a file's pages that are kept, by their names; "" for a page that has none."""

    keeping: Keeping
    names: tuple[str, ...]
    prints: Fingerprints

    @classmethod
    def of(cls, unread: UnreadFile, question: Question) -> KeptShares | None:
        """The shelf of a file; None where nothing is kept, or the file was mended in reading."""
        keeping = Keeping.at(question.demand.cache)
        if keeping is None or unread.warned or question.standard.name not in OWN[STANDARDS]:
            return None
        prints = Fingerprints(unread.pdf)
        try:
            whole = prints.of(unread.pdf.Root, without=("/Pages", "/Metadata"))
            names = tuple(
                _name(keeping, unread, question, number, (whole, prints))
                for number in range(1, len(unread.pages) + 1)
            )
        except CircleError:
            return None
        except damage():
            return None
        return cls(keeping, names, prints)

    def known(self, numbers: Iterable[int]) -> dict[int, Share]:
        """The shares that are kept, their fonts as this file numbers them."""
        found: dict[int, Share] = {}
        placed = self.prints.numbers()
        for number in numbers:
            kept = self.keeping.get(self.names[number - 1])
            if isinstance(kept, tuple) and len(kept) == 2 and set(kept[1]) <= placed.keys():  # noqa: PLR2004
                share, hashes = kept
                fonts = zip(share.fonts, hashes, strict=True)
                used = tuple(replace(font, number=placed[name]) for font, name in fonts)
                found[number] = replace(share, fonts=used)
        return found

    def keep(self, made: Mapping[int, Share]) -> None:
        """Keep shares that were made."""
        for number, share in made.items():
            hashes = tuple(self.prints.known.get(font.number, b"") for font in share.fonts)
            if all(hashes) and not share.warned:
                self.keeping.put(self.names[number - 1], (share, hashes))


def _name(
    keeping: Keeping,
    unread: UnreadFile,
    question: Question,
    number: int,
    told: tuple[bytes, Fingerprints],
) -> str:
    """The hash of all that a page's share is made from: itself, what it inherits, what is asked."""
    whole, prints = told
    page, demand = unread.pages[number - 1].obj, question.demand
    inherited = []
    above = page.get("/Parent")
    for _ in range(_GENERATIONS):
        if above is None:
            break
        inherited.append(prints.of(above, without=("/Kids", "/Parent", "/Count")))
        above = above.get("/Parent")
    known = {at: boxes for at, boxes in demand.known.places.items() if at[0] in (None, number)}
    asked = question.of(number).expected, demand.press, demand.limits, known
    own = prints.of(page, without=("/Parent",)), inherited, whole
    return digest(_FORMAT, keeping.ground, question.standard.name, number, own, asked)
