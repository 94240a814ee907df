"""One module a kind of slot; `FURNITURE` names the furniture that needs no story."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.flow.slots import ad, banner, folio, furnishing, imprint, masthead

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.flow.bench import Desk, Filled
    from presslayout.issue.template import Slot

STORIES = frozenset({"story", "picture"})
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


def furniture(content: str) -> Callable[[Slot, Desk], Filled] | None:
    """What fills a slot of a kind that holds no story, a plug-in's too; None for a story's."""
    if content in FURNITURE:
        return FURNITURE[content]
    if content in STORIES:
        return None
    from presslayout.flow.slots import house

    found = house.kind(content)
    return None if found is None else partial(house.fill, found=found)
