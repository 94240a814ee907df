"""One module a kind of slot; `SLOTS` names the furniture that needs no story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.flow.slots import banner, folio, furnishing, imprint, masthead

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.flow.desk import Desk, Filled
    from presslayout.spec.template import Slot

FURNITURE: dict[str, Callable[[Slot, Desk], Filled]] = {
    "banner": banner.fill,
    "folio": folio.fill,
    "imprint": imprint.fill,
    "masthead": masthead.fill,
    "ornament": furnishing.fill,
}
