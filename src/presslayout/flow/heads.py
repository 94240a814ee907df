"""The headline block of a story: kicker, headline, deck and byline in whole rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.typeset import headline

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Typefaces
    from presslayout.issue.template import Heads, TextStyle
    from presslayout.typeset.headline import Heading

# Air in thousandths of a row, least values: above the block, between its members, below it
# (PAGES, "Air": 1 to 1½ rows above a headline, ½ to 1 row below the byline).
AIR_ABOVE = 600
AIR_BELOW = 700
AIR_BETWEEN = {
    ("kicker", "headline"): 450,
    ("headline", "deck"): 650,
    ("headline", "byline"): 650,
    ("kicker", "deck"): 500,
    ("deck", "byline"): 550,
    ("kicker", "byline"): 500,
}
# A kicker's gap to its headline grows with it, in per mille of its size: glyphs fill large squares.
KICKER_GAP = 240
# The members from the top down, and how large the lesser ones may be beside the headline as it is
# set, in per mille (PAGES, "Faces": kicker one third to two fifths, deck two fifths to a half).
ORDER = ("rubric", "kicker", "headline", "deck", "byline")
SHARES = {"kicker": 400, "deck": 500}
# How the rows that are left over go to above, between and below.
SHARE_ABOVE, SHARE_BETWEEN, SHARE_BELOW = 3, 2, 3
# Lines of one member follow each other at this share of their size, in per mille.
LINE_PITCH = 1150
# A headline of this size or more leads the page and wants air round it.
LEAD_SIZE = 508_000
# Cost of a block one, two, ... rows away from what its members want.
ROW_COST = (0, 8, 24, 55)
# How far below its smallest size a text that does not fit is shown in a proof.
FORCED_SHRINK = 8
# Cost of a headline set smaller than its width allows, for each row that this wins.
SMALLER_COST = 30


@frozen
class HeadMember:
    """One member of the block: what it says and its height when set."""

    part: str
    heading: Heading
    style: TextStyle

    @property
    def height(self) -> Length:
        """From the top of the first em square to the foot of the last."""
        size = self.heading.size
        return size + (len(self.heading.lines) - 1) * size * LINE_PITCH // 1000


@frozen
class HeadPlan:
    """A block of so many rows, its members from the top down, and what departing so far costs.

    `forced` marks a block whose texts fit only below the sizes that the template allows.
    """

    rows: int
    members: tuple[HeadMember, ...]
    cost: int
    forced: bool = False

    @property
    def headline(self) -> Heading | None:
        """The headline as set, if the story has one."""
        return next((m.heading for m in self.members if m.part == "headline"), None)


def plans(
    texts: dict[str, str],
    heads: Heads,
    faces: Typefaces,
    area: Area,
    width: Length,
    bounds: tuple[int, int],
) -> tuple[HeadPlan, ...]:
    """The blocks that a story's heads can make, cheapest first; empty when a text does not fit.

    `bounds` are the template's limits in rows, (0, 0) for none.
    """
    whole = _members(texts, heads, faces, width, cut=0)
    if whole is None:
        return ()
    if not whole:
        return (HeadPlan(0, (), 0),)
    wanted = _rows(_needed(whole, area), area)
    if any(m.part == "headline" and m.heading.size >= LEAD_SIZE for m in whole):
        wanted += 1
    made: list[HeadPlan] = []
    for rows in range(max(wanted - 3, 1), wanted + len(ROW_COST)):
        if bounds != (0, 0) and not bounds[0] <= rows <= bounds[1]:
            continue
        lacking = _needed(whole, area) - rows * area.pitch
        members, cost = whole, 0
        if lacking > 0:
            smaller = _members(texts, heads, faces, width, cut=lacking)
            if smaller is None or _needed(smaller, area) > rows * area.pitch:
                continue
            members, cost = smaller, SMALLER_COST * (wanted - rows)
        away = abs(rows - wanted)
        cost += ROW_COST[away] if away < len(ROW_COST) else ROW_COST[-1] * away
        made.append(HeadPlan(rows, members, cost))
    if not made and bounds != (0, 0) and wanted <= bounds[0]:
        made.append(HeadPlan(bounds[0], whole, 0))
    return tuple(sorted(made, key=lambda p: (p.cost, p.rows)))


def in_strip(texts: dict[str, str], heads: Heads, faces: Typefaces, strip: Area) -> HeadPlan | None:
    """The block as large as a strip of columns holds it; None when a text does not fit."""
    members = _members(texts, heads, faces, strip.width, cut=0)
    if members is None:
        return None
    lacking = _needed(members, strip) - strip.rows * strip.pitch
    if lacking > 0:
        members = _members(texts, heads, faces, strip.width, cut=lacking)
        if members is None or _needed(members, strip) > strip.rows * strip.pitch:
            return None
    return HeadPlan(strip.rows, members, 0)


def forced(
    texts: dict[str, str], heads: Heads, faces: Typefaces, area: Area, width: Length
) -> HeadPlan:
    """The block at whatever size its texts fit: shown to the editor, never printed."""
    sizes = {
        f"{part}": replace(style, smallest=style.smallest // FORCED_SHRINK)
        for part, style in (
            ("rubric", heads.rubric),
            ("kicker", heads.kicker),
            ("headline", heads.headline),
            ("deck", heads.deck),
            ("byline", heads.byline),
        )
    }
    members = _members(texts, replace(heads, **sizes), faces, width, cut=0) or ()
    rows = min(_rows(_needed(members, area), area), area.rows // 2)
    return HeadPlan(rows, members, 0, forced=True)


def tops(plan: HeadPlan, area: Area) -> tuple[Length, ...]:
    """Where each member begins, from the top of the block: spare rows shared out as air."""
    members = plan.members
    spare = plan.rows * area.pitch - _needed(members, area)
    shares = [SHARE_ABOVE, *[SHARE_BETWEEN] * (len(members) - 1), SHARE_BELOW]
    if members and members[0].part == "rubric":
        # It stands right under its bar.
        shares[:2] = [0, SHARE_ABOVE]
    total = sum(shares)
    at = 0
    found: list[Length] = []
    given = 0
    for number, member in enumerate(members):
        given += shares[number]
        between = number and _between(members[number - 1], member, area)
        at += between or AIR_ABOVE * area.pitch // 1000
        found.append(at + spare * given // total)
        at += member.height
    return tuple(found)


def _members(
    texts: dict[str, str], heads: Heads, faces: Typefaces, width: Length, *, cut: Length
) -> tuple[HeadMember, ...] | None:
    """Every member set; the headline by `cut` lower than its width allows."""
    made: dict[str, HeadMember] = {}
    for part, own in (
        ("headline", heads.headline),
        ("rubric", heads.rubric),
        ("kicker", heads.kicker),
        ("deck", heads.deck),
        ("byline", heads.byline),
    ):
        text = texts.get(part, "")
        if not text:
            continue
        style = _beside(own, SHARES.get(part), made.get("headline"))
        found = fitted(text, style, faces, width, spaced=part not in ("rubric", "byline"))
        if found is not None and part == "headline" and cut:
            lines = 1000 + (len(found.lines) - 1) * LINE_PITCH
            largest = found.size - cut * 1000 // lines
            lower = replace(style, largest=largest)
            found = fitted(text, lower, faces, width) if largest >= style.smallest else None
        if found is None:
            return None
        made[part] = HeadMember(part, found, style)
    return tuple(made[part] for part in ORDER if part in made)


def _beside(own: TextStyle, share: int | None, headline_: HeadMember | None) -> TextStyle:
    """A lesser member's style, no larger than its share of the headline; its least size holds."""
    if share is None or headline_ is None:
        return own
    most = headline_.heading.size * share // 1000
    return replace(own, largest=max(min(own.largest, most), own.smallest))


def fitted(
    text: str, style: TextStyle, faces: Typefaces, width: Length, *, spaced: bool = True
) -> Heading | None:
    """A text at the largest size of its style that the width holds; a short one opened (`spaced`)."""
    return headline.fit(
        text,
        faces.of(style.families),
        width=width,
        smallest=style.smallest,
        largest=style.largest,
        max_lines=style.max_lines,
        display=headline.Display(
            faces.words, faces.manner, spaced=spaced, filled=style.align == "justify"
        ),
    )


def _needed(members: tuple[HeadMember, ...], area: Area) -> Length:
    air = (AIR_ABOVE + AIR_BELOW) * area.pitch // 1000
    air += sum(_between(a, b, area) for a, b in pairwise(members))
    return sum(m.height for m in members) + air


def _between(above: HeadMember, below: HeadMember, area: Area) -> Length:
    air = AIR_BETWEEN.get((above.part, below.part), 500) * area.pitch // 1000
    return max(air, above.height * KICKER_GAP // 1000) if above.part == "kicker" else air


def _rows(height: Length, area: Area) -> int:
    return -(-height // area.pitch)
