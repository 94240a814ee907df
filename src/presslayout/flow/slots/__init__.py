"""One module a kind of slot; `SLOTS` names the furniture that needs no story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.flow.slots import ad, banner, folio, furnishing, imprint, masthead

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.flow.bench import Desk, Filled
    from presslayout.issue.template import Slot

ADS = frozenset({"ad", "public-ad"})
FURNITURE: dict[str, Callable[[Slot, Desk], Filled]] = {
    "ad": ad.fill,
    "public-ad": ad.fill,
    "banner": banner.fill,
    "folio": folio.fill,
    "imprint": imprint.fill,
    "masthead": masthead.fill,
    "ornament": furnishing.fill,
}
