"""What a plant wants of an issue: its profile and the issue's own facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presslayout.edition.plant import Commission
    from presslayout.issue.workspace import Loaded


def commission(loaded: Loaded, press: str) -> Commission | None:
    """What the plant that prints with this press profile wants of the issue; None for nothing."""
    from presslayout.issue.read_press import press_profile_of

    wanted = press_profile_of(loaded, press).plant
    if wanted is None:
        return None
    from presslayout.edition import plant

    told = loaded.issue.paper
    sections = {page.number: page.section for page in loaded.issue.pages}
    spreads = frozenset(
        page.number for page in loaded.issue.pages if loaded.templates[page.template].fold
    )
    return plant.Commission(
        wanted,
        plant.PaperFacts(told.name, told.cn, told.date, told.serial, sections, spreads),
        int(told.pages_today) if told.pages_today.isdecimal() else 0,
    )
