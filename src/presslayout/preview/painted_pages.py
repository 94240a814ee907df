"""Pages by their hash, as the PDF that `build --pages N` would write for each: painted when asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from presslayout.base.values import field, frozen, mutable
from presslayout.newsroom import inked
from presslayout.newsroom.inked import INKS

if TYPE_CHECKING:
    from presslayout.delivery.order import Painting
    from presslayout.edition.page import Page

# Pages kept beside those on show: what a reader compares with, and what an edit may be taken back to.
KEPT = 160
# What their PDFs may take: some hundred pages of text, some dozen full of photos.
MOST_BYTES = 192_000_000


@frozen
class PaintedPage:
    """One page and what it is painted with."""

    page: Page
    painting: Painting


@mutable
class PaintedPages:
    """The pages that can be shown, and the PDFs made of them so far."""

    _known: OrderedDict[str, PaintedPage] = field(default_factory=OrderedDict)
    _painted: OrderedDict[tuple[str, str], bytes] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, painting: Painting) -> None:
        """Make the pages of an edition known by their hashes."""
        with self._lock:
            for key, page, alone in painting.pages():
                self._known[key] = PaintedPage(page, alone)
                self._known.move_to_end(key)
            while len(self._known) > max(KEPT, len(painting.hashes)):
                self._known.popitem(last=False)

    def sheet(self, key: str) -> PaintedPage | None:
        """The page of a hash."""
        return self._known.get(key)

    def pdf(self, key: str, inks: str = INKS) -> bytes | None:
        """The page of a hash as PDF, of the press's standard or in some inks; None when not known."""
        with self._lock:
            made = self._painted.get((key, inks))
            sheet = self._known.get(key)
            if made is None and sheet is not None:
                made = self._painted[key, inks] = inked.pdf(sheet.painting, inks)
                while len(self._painted) > 1 and sum(map(len, self._painted.values())) > MOST_BYTES:
                    self._painted.popitem(last=False)
            return made
