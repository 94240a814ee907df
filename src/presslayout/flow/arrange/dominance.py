"""How much of a page its largest photo takes, and how much it should: one thing leads a page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.issue.template import Template

# What the share of the largest photo costs, by that share of the region, in per mille; straight lines
# between.  A photo of a fifth to a third leads a page, one of under an eighth no longer does; a poster
# costs little, beyond it the copy has no room to be read.
SHARE = ((0, 260), (60, 180), (120, 60), (200, 0), (350, 0), (450, 8), (600, 24), (1000, 200))
# The share of the whole sheet that the largest photo takes at least where copy leaves it the room, in
# per mille, of a tabloid and of a sheet higher than this; never more of a region than `MOST`.
TABLOID, BROADSHEET, HIGH, MOST = 131, 91, mm(420), 200
# The share of the whole sheet from which on a photo is what the page is about: one offer has it where
# copy leaves it the room.
LARGE_TABLOID, LARGE_BROADSHEET = 261, 181
# What is lost below it, all of it where an eighth of that share is missing: a page that is a little
# better otherwise does not come before one that has a photo to lead it.
BELOW, EIGHTH = 130, 8
# Copy that has to go for each cell that the photo lacks, in per mille of its characters: its caption and
# the air below it grow with it.
FILLED = 1150


def wanted(template: Template, cells: int) -> int:
    """The share that the largest photo should take of a region of so many cells, in per mille."""
    column = (template.base_cells + template.gutter_cells) * template.body.size
    sheet = template.width * template.height
    return min(sheet * _least(template) // (column * template.body.leading * cells), MOST)


def reachable(template: Template, cells: int, shares: Iterable[int]) -> int:
    """The share that can be asked of pages: the wanted one, or the largest that copy left room for."""
    return min(wanted(template, cells), max(shares, default=0))


def large(template: Template, area: int) -> bool:
    """Whether a photo of so much area is what a page is about."""
    least = LARGE_BROADSHEET if template.height > HIGH else LARGE_TABLOID
    return area * 1000 >= template.width * template.height * least


def share_cost(share: int, least: int = 0) -> int:
    """What a share of the region, in per mille, costs as that of the largest photo.

    `least` is the share that it should take.
    """
    for (low, above), (high, under) in pairwise(SHARE):
        if share <= high:
            cost = above + (under - above) * (share - low) // (high - low)
            return cost + below_cost(share, least)
    return SHARE[-1][1]


def below_cost(share: int, least: int) -> int:
    """What is lost where the largest photo takes less than it should."""
    return min(BELOW * (least - share) * EIGHTH // least, BELOW) if share < least else 0


def full(template: Template, cells: int, most: int, over: int) -> Text | None:
    """That copy leaves the largest photo no more than so much, and how much of it is in the way.

    `over` characters find no place as it is.  None where the wanted share is reached.
    """
    lacking = wanted(template, cells) - most
    if lacking <= 0:
        return None
    chars = lacking * cells * template.base_cells * FILLED // 1000_000 + over
    chars = (chars + 9) // 10 * 10
    return Text(
        f"稿件占满了版，主图放不大：少约 {chars} 字，主图能占版面的 {_share(template)}%",
        f"copy fills the page, and the main photo can be no larger: about {chars} characters fewer "
        f"and it takes {_share(template)} % of the sheet",
    )


def _least(template: Template) -> int:
    return BROADSHEET if template.height > HIGH else TABLOID


def _share(template: Template) -> int:
    return _least(template) // 10
