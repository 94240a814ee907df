"""One module a kind of slot; `FURNITURE` names the furniture that needs no story."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.flow.slots import ad, banner, folio, furnishing, imprint, masthead
from presslayout.issue.kinds import Content

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.flow.bench import Desk, Filled
    from presslayout.issue.template import Slot


def _index(slot: Slot, desk: Desk) -> Filled:
    """What leads on from a front page loads with the pages that have it."""
    from presslayout.flow.slots import index

    return index.fill(slot, desk)


def _skybox(slot: Slot, desk: Desk) -> Filled:
    from presslayout.flow.slots import skybox

    return skybox.fill(slot, desk)


def _weather(slot: Slot, desk: Desk) -> Filled:
    from presslayout.flow.slots import weather

    return weather.fill(slot, desk)


STORIES = frozenset({Content.STORY, Content.PICTURE, Content.GRAPHIC})
ADS = frozenset({Content.AD, Content.PUBLIC_AD})
FURNITURE: dict[str, Callable[[Slot, Desk], Filled]] = {
    Content.AD: ad.fill,
    Content.PUBLIC_AD: ad.fill,
    Content.BANNER: banner.fill,
    Content.INDEX: _index,
    Content.SKYBOX: _skybox,
    Content.WEATHER: _weather,
    Content.FOLIO: folio.fill,
    Content.IMPRINT: imprint.fill,
    Content.MASTHEAD: masthead.fill,
    Content.SECTION: masthead.fill,
    Content.ORNAMENT: furnishing.fill,
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
