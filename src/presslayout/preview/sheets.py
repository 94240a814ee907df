"""Pages by their hash, as the PDF that `build --pages N` would write for each: painted when asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.newsroom import inked
from presslayout.newsroom.inked import INKS

if TYPE_CHECKING:
    from presslayout.delivery.order import Order
    from presslayout.edition.page import Page
    from presslayout.edition.record import Composition, PageRecord

# Pages kept beside those on show: what a reader compares with, and what an edit may be taken back to.
KEPT = 160
# What their PDFs may take: some hundred pages of text, some dozen full of photos.
MOST_BYTES = 192_000_000


@frozen
class Sheet:
    """One page and what it is painted with."""

    page: Page
    order: Order


@dataclass(slots=True)
class Sheets:
    """The pages that can be shown, and the PDFs made of them so far."""

    _known: OrderedDict[str, Sheet] = field(default_factory=OrderedDict)
    _painted: OrderedDict[tuple[str, str], bytes] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, order: Order) -> None:
        """Make the pages of an order known by their hashes."""
        composition = order.composition
        with self._lock:
            for page, record in zip(composition.edition.pages, composition.pages, strict=True):
                one = replace(order, composition=_alone(composition, page, record))
                self._known[record.hash] = Sheet(page, one)
                self._known.move_to_end(record.hash)
            while len(self._known) > max(KEPT, len(composition.pages)):
                self._known.popitem(last=False)

    def sheet(self, key: str) -> Sheet | None:
        """The page of a hash."""
        return self._known.get(key)

    def pdf(self, key: str, inks: str = INKS) -> bytes | None:
        """The page of a hash as PDF, of the press's standard or in some inks; None when not known."""
        with self._lock:
            made = self._painted.get((key, inks))
            sheet = self._known.get(key)
            if made is None and sheet is not None:
                made = self._painted[key, inks] = inked.pdf(sheet.order, inks)
                while len(self._painted) > 1 and sum(map(len, self._painted.values())) > MOST_BYTES:
                    self._painted.popitem(last=False)
            return made


def _alone(composition: Composition, page: Page, record: PageRecord) -> Composition:
    """A composition of one of its pages."""
    edition = replace(composition.edition, pages=(page,))
    return replace(composition, edition=edition, pages=(record,))
