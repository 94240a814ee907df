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
    from presslayout.issue.template import Heads, HeadShelf, TextStyle
    from presslayout.typeset.headline import Heading

# Air in thousandths of a row, least values: above the block and between its members (PAGES, "Air").
AIR_ABOVE = 600
# Air below the block is this share of its headline, in per mille, in half rows and two at least: a
# large head with little air under it weighs on its text (PAGES, "Air").
BELOW_SHARE, BELOW_LEAST = 300, 2
# What a vertical block keeps free towards its text, in thousandths of a row.
AIR_BESIDE = 700
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
# The members that are display, whose marks stand by their ink (RULES T9).
DISPLAY = ("kicker", "headline", "deck")
# How the rows that are left over go to above and between.  Below goes none, so that a story has the
# same air under its head whatever its copy's length; a vertical block shares out all its height.
SHARE_ABOVE, SHARE_BETWEEN = 3, 1
STANDING_ABOVE, STANDING_BETWEEN, STANDING_BELOW = 3, 2, 3
# How often a headline is made smaller for a block that others share, and what its last line keeps of
# what it gives above its baseline, in per mille.
SHELF_CUTS, ON_BASELINE = 4, 850
# Lines of one member follow each other at this share of their size, in per mille.
LINE_PITCH = 1150
# Between a byline and the face beside it, in per mille of the face's side.
FACE_GAP = 220
# Cost of a block one, two, ... rows away from what its members want.
ROW_COST = (0, 8, 24, 55, 90)
# How far below its smallest size a text that does not fit is shown in a proof.
FORCED_SHRINK = 8
# What lies between two headlines side by side, in per mille of their size (PAGES, "Faces").
APART = 500
# What a headline keeps of its size at least where it gives rows, in per mille of what its width allows.
SMALLER = 500
# Cost of a headline set smaller than its width allows, for each row that this wins.
SMALLER_COST = 30


@frozen
class HeadMember:
    """One member of the block: what it says and its height when set.

    A byline may have a `face` beside it: its side, 0 without.
    """

    part: str
    heading: Heading
    style: TextStyle
    face: Length = 0

    @property
    def text(self) -> Length:
        """From the top of the first em square to the foot of the last."""
        size = self.heading.size
        return size + (len(self.heading.lines) - 1) * (size * LINE_PITCH // 1000)

    @property
    def height(self) -> Length:
        """How high it is with what stands beside its text."""
        return max(self.text, self.face)

    @property
    def inset(self) -> Length:
        """How far below its top its text begins: in the middle beside a face."""
        return (self.height - self.text) // 2

    @property
    def foot(self) -> Length:
        """How far its last baseline stands above its foot."""
        return self.height - self.inset - self.text + self.heading.size - self.heading.ascent


@frozen
class HeadPlan:
    """A block of so many rows, its members from the top down, and what departing so far costs.

    `forced` marks a block whose texts fit only below the sizes that the template allows, `standing`
    a vertical one.  `at` is where its members begin, from the top of the block, where others beside
    it say so.  `below` is the air under it at least.
    """

    rows: int
    members: tuple[HeadMember, ...]
    cost: int
    forced: bool = False
    standing: bool = False
    at: tuple[Length, ...] = ()
    below: Length = 0

    @property
    def headline(self) -> Heading | None:
        """The headline as set, if the story has one."""
        return next((m.heading for m in self.members if m.part == "headline"), None)


@frozen
class Depths:
    """How far above its text a block's last lines of headline and byline stand, and its top.

    `below` is the air between it and the text, `deck` how far the first line of a deck stands below
    the headline's last, 0 where none does.
    """

    below: Length
    headline: Length
    byline: Length
    top: Length
    deck: Length = 0


def plans(
    texts: dict[str, str],
    heads: Heads,
    faces: Typefaces,
    area: Area,
    width: Length,
    bounds: tuple[int, int],
    below: Length = 0,
) -> tuple[HeadPlan, ...]:
    """The blocks that a story's heads can make, cheapest first; empty when a text does not fit.

    `bounds` are the template's limits in rows, (0, 0) for none.  Under each is as much air, `below`
    at least, as under the one that no rows press: a headline that gives rows takes none from its text.
    """
    whole = _members(texts, heads, faces, width, cut=0)
    if whole is None:
        return ()
    if not whole:
        return (HeadPlan(0, (), 0),)
    below = max(below, air_below(whole, area))
    wanted = _rows(_needed(whole, area, below), area)
    made: list[HeadPlan] = []
    for rows in range(max(wanted - 3, 1), wanted + len(ROW_COST)):
        if bounds != (0, 0) and not bounds[0] <= rows <= bounds[1]:
            continue
        lacking = _needed(whole, area, below) - rows * area.pitch
        members, cost = whole, 0
        if lacking > 0:
            smaller = _members(texts, heads, faces, width, cut=lacking)
            if smaller is None or _needed(smaller, area, below) > rows * area.pitch:
                continue
            members, cost = smaller, SMALLER_COST * (wanted - rows)
        away = abs(rows - wanted)
        cost += ROW_COST[away] if away < len(ROW_COST) else ROW_COST[-1] * away
        made.append(HeadPlan(rows, members, cost, below=below))
    if not made and bounds != (0, 0) and wanted <= bounds[0]:
        made.append(HeadPlan(bounds[0], whole, 0, below=below))
    return tuple(sorted(made, key=lambda p: (p.cost, p.rows)))


def in_strip(texts: dict[str, str], heads: Heads, faces: Typefaces, strip: Area) -> HeadPlan | None:
    """The block as large as a strip of columns holds it; None when a text does not fit."""
    members = _members(texts, heads, faces, strip.width, cut=0)
    if members is None:
        return None
    lacking = _standing(members, strip) - strip.rows * strip.pitch
    if lacking > 0:
        members = _members(texts, heads, faces, strip.width, cut=lacking)
        if members is None or _standing(members, strip) > strip.rows * strip.pitch:
            return None
    return HeadPlan(strip.rows, members, 0, standing=True)


def hung(
    texts: dict[str, str], heads: Heads, faces: Typefaces, width: Length, *, cut: Length = 0
) -> tuple[HeadMember, ...]:
    """The members of a block where no rows press, its headline lower by `cut`; empty without a way."""
    return _members(texts, heads, faces, width, cut=cut) or ()


def face_gap(face: Length) -> Length:
    """What lies between a face and the byline beside it."""
    return face * FACE_GAP // 1000


def depths(members: tuple[HeadMember, ...], area: Area, below: Length = 0) -> Depths:
    """How far a block's lines stand above its text, with `below` as air at least."""
    below = max(below, air_below(members, area))
    at, byline, head, deck = below, 0, 0, 0
    for number in range(len(members) - 1, -1, -1):
        member = members[number]
        foot = at + member.foot
        if member.part == "byline":
            byline = foot
        elif member.part == "headline":
            head = foot
        at += member.height
        if number:
            above = members[number - 1]
            at += _between(above, member, area)
            if (above.part, member.part) == ("headline", "deck"):
                deck = _deck(above, member, area)
    return Depths(below, head, byline, at + AIR_ABOVE * area.pitch // 1000, deck)


def _deck(above: HeadMember, deck: HeadMember, area: Area) -> Length:
    """How far the first baseline of a deck that hangs on a headline is below that one's last."""
    return above.foot + _between(above, deck, area) + deck.heading.ascent


def on_shelf(
    texts: dict[str, str],
    heads: Heads,
    faces: Typefaces,
    area: Area,
    width: Length,
    shelf: HeadShelf,
    lost: int,
) -> HeadPlan | None:
    """The block at the height that its neighbours have too; None where it does not hold it.

    Its headline is no smaller than that asks.  `lost` rows of the slot are above its own first row.
    """
    cut = 0
    for _ in range(SHELF_CUTS):
        members = hung(texts, heads, faces, width, cut=cut)
        at = _shelved(members, area, shelf, lost)
        if not at:
            return None
        over = [a + m.height - b for (a, b), m in zip(pairwise(at), members, strict=False)]
        # A rubric stays at the block's top: what comes nearer to it than is usual is too high.
        short = -at[0]
        if members[0].part == "rubric" and over:
            short = max(short, over.pop(0) + _between(members[0], members[1], area))
        if any(by > 0 for by in over):
            return None
        if short <= 0:
            return HeadPlan(shelf.rows - lost, members, 0, at=at)
        cut += short * 1000 // ON_BASELINE
    return None


def _shelved(
    members: tuple[HeadMember, ...], area: Area, shelf: HeadShelf, lost: int
) -> tuple[Length, ...]:
    """Where each member begins, its last baseline in the line that its neighbours' stand in."""
    high = (shelf.rows - lost) * area.pitch
    # A rubric stands right under its bar, which lies where the block begins.
    found: dict[str, Length] = {"rubric": AIR_ABOVE * area.pitch // 1000}
    for part, depth in (("headline", shelf.headline), ("byline", shelf.byline)):
        for member in members:
            if member.part == part:
                found[part] = high - depth + member.foot - member.height
    for above, member in pairwise(members):
        # A deck hangs on its headline, a kicker stands on it.
        if member.part == "deck":
            top = found.get(above.part, high - shelf.below - member.height - above.height)
            found["deck"] = top + above.height + _between(above, member, area)
            if above.part == "headline":
                found["deck"] += shelf.deck - _deck(above, member, area)
        elif above.part == "kicker":
            foot = found.get(member.part, high - shelf.below - member.height)
            found["kicker"] = foot - _between(above, member, area) - above.height
    return tuple(found.get(m.part, high - shelf.below - m.height) for m in members)


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
    rows = min(_rows(_needed(members, area, air_below(members, area)), area), area.rows // 2)
    return HeadPlan(rows, members, 0, forced=True)


def tops(plan: HeadPlan, area: Area) -> tuple[Length, ...]:
    """Where each member begins, from the top of the block: spare rows shared out as air."""
    if plan.at:
        return plan.at
    members = plan.members
    needed = (
        _standing(members, area)
        if plan.standing
        else _needed(members, area, plan.below or air_below(members, area))
    )
    spare = max(plan.rows * area.pitch - needed, 0)
    above, between_, below = (
        (STANDING_ABOVE, STANDING_BETWEEN, STANDING_BELOW)
        if plan.standing
        else (SHARE_ABOVE, SHARE_BETWEEN, 0)
    )
    shares = [above, *[between_] * (len(members) - 1), below]
    if members and members[0].part == "rubric":
        # It stands right under its bar.
        shares[:2] = [0, above]
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
        # A deck is read, not seen: opened it falls apart.
        face = heads.face if part == "byline" else 0
        room = width - face - face_gap(face)
        found = fitted(text, style, faces, room, spaced=part == "headline", kerned=part in DISPLAY)
        if found is not None and part == "headline" and cut:
            lines = 1000 + (len(found.lines) - 1) * LINE_PITCH
            largest = found.size - cut * 1000 // lines
            least = max(style.smallest, found.size * SMALLER // 1000)
            lower = replace(style, largest=largest)
            found = fitted(text, lower, faces, width, kerned=True) if largest >= least else None
        if found is None:
            return None
        made[part] = HeadMember(part, found, style, face)
    return tuple(made[part] for part in ORDER if part in made)


def _beside(own: TextStyle, share: int | None, headline_: HeadMember | None) -> TextStyle:
    """A lesser member's style, no larger than its share of the headline; its least size holds."""
    if share is None or headline_ is None:
        return own
    most = headline_.heading.size * share // 1000
    return replace(own, largest=max(min(own.largest, most), own.smallest))


def fitted(
    text: str,
    style: TextStyle,
    faces: Typefaces,
    width: Length,
    *,
    spaced: bool = True,
    kerned: bool = False,
) -> Heading | None:
    """A text at the largest size of its style that the width holds; a short one opened (`spaced`).

    The marks of a `kerned` one stand by their ink.  Beside another it leaves so much of its width that half an em lies between both.
    """
    ways = headline.Display(
        faces.words,
        faces.manner,
        spaced=spaced,
        filled=style.align == "justify",
        kerned=kerned,
    )
    found = _fitted(text, style, faces, width, ways)
    if found is not None and found.condense > style.condense:
        found = headline.condensed(found, style.condense)
    if found is None or style.beside is None:
        return found
    free = width - max(found.size * APART // 1000 - style.beside, 0)
    if found.width <= free:
        return found
    lower = replace(style, largest=found.size)
    return _fitted(text, lower, faces, free, ways) or found


def _fitted(
    text: str, style: TextStyle, faces: Typefaces, width: Length, ways: headline.Display
) -> Heading | None:
    return headline.fit(
        text,
        faces.of(style.families),
        width=width,
        smallest=style.smallest,
        largest=style.largest,
        max_lines=style.max_lines,
        display=ways,
    )


def air_below(members: tuple[HeadMember, ...], area: Area) -> Length:
    """The air between a block and its text."""
    largest = max((m.heading.size for m in members if m.part == "headline"), default=0)
    halves = -(-largest * BELOW_SHARE * 2 // (1000 * area.pitch))
    return max(halves, BELOW_LEAST) * area.pitch // 2


def _needed(members: tuple[HeadMember, ...], area: Area, below: Length) -> Length:
    """How high a block is, with so much air under it."""
    between = sum(_between(a, b, area) for a, b in pairwise(members))
    return AIR_ABOVE * area.pitch // 1000 + sum(m.height for m in members) + between + below


def _standing(members: tuple[HeadMember, ...], strip: Area) -> Length:
    """How wide a vertical block is, with what it keeps free towards its text."""
    return _needed(members, strip, AIR_BESIDE * strip.pitch // 1000)


def _between(above: HeadMember, below: HeadMember, area: Area) -> Length:
    air = AIR_BETWEEN.get((above.part, below.part), 500) * area.pitch // 1000
    return max(air, above.height * KICKER_GAP // 1000) if above.part == "kicker" else air


def _rows(height: Length, area: Area) -> int:
    return -(-height // area.pitch)
