"""One module a kind of slot; `SLOTS` names the furniture that needs no story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.flow.slots import ad, banner, folio, furnishing, imprint, masthead
from presslayout.issue.kinds import Content

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.flow.bench import Desk, Filled
    from presslayout.issue.template import Slot

ADS = frozenset({Content.AD, Content.PUBLIC_AD})
FURNITURE: dict[str, Callable[[Slot, Desk], Filled]] = {
    Content.AD: ad.fill,
    Content.PUBLIC_AD: ad.fill,
    Content.BANNER: banner.fill,
    Content.FOLIO: folio.fill,
    Content.IMPRINT: imprint.fill,
    Content.MASTHEAD: masthead.fill,
    Content.ORNAMENT: furnishing.fill,
}
