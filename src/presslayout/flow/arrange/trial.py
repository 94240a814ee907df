"""A way set for real: every story in its place, boundaries moved until all columns end level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import field, frozen, mutable, replace
from presslayout.flow import turned
from presslayout.flow.arrange.dress import MANY, RULE, Billed, forms, shown, slot
from presslayout.flow.arrange.heights import Tables, heights
from presslayout.flow.arrange.need import Need, need
from presslayout.flow.arrange.way import Wardrobe, lifted, spots
from presslayout.flow.grid import area
from presslayout.flow.job import job, pieces
from presslayout.flow.leeway import Slack
from presslayout.flow.pour import lost
from presslayout.flow.setting import setting
from presslayout.flow.slots.story import fill, settled
from presslayout.flow.telling import Telling
from presslayout.flow.wide_tables import as_text
from presslayout.issue.kinds import Content
from presslayout.issue.lattice import range_box
from presslayout.issue.template import PLAIN, SMALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.units import Length
    from presslayout.flow.area import Area
    from presslayout.flow.arrange.region import Region
    from presslayout.flow.arrange.way import Notch, Spot, Way
    from presslayout.flow.bench import Desk, Filled
    from presslayout.flow.pour import Poured
    from presslayout.flow.work import Job, Layout
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Dress, HeadShelf, Range, Slot, Template

# How often boundaries between stories are moved before a way is judged as it stands.
ROUNDS = 12
# What a story costs at the ends of what it can take, on the scale of fitting: about what the
# photos' crops and the paragraphs' lines cost there.
STRETCHED = 120
# What a row too many or too few costs in every column, while no way is level.
SHORT, LONG = 400, 900
# Rows of text between a photo under a headline and what the story bends round, where there are any.
LEAST_BELOW = 6
# Rows beyond its range that a story may be given then.
GIVE = 12
# Names of slots by rank, as the trade counts stories on a page.
NAMES = ("头条", "二条", "三条", "四条", "五条", "六条", "七条", "八条", "九条", "十条")


@frozen
class Outcome:
    """A story set in a slot of a size, where on the page that is left open.

    `over` lines found no place, `under` rows stay empty; `lost`: photos or heads do not fit at all.
    """

    work: Job
    poured: Poured
    layout: Layout
    over: int
    under: int
    lost: bool

    @property
    def level(self) -> bool:
        """Whether everything stands in it and every column ends level."""
        return not (self.over or self.under or self.lost)


@frozen
class Trial:
    """A story where a way put it, and how it came out there."""

    story: int
    slot: Slot
    outcome: Outcome
    area: Area
    eased: bool = False

    @property
    def columns(self) -> int:
        """How many base columns it crosses."""
        return self.slot.columns[1] - self.slot.columns[0] + 1

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return self.slot.rows[1] - self.slot.rows[0] + 1

    @property
    def cells(self) -> int:
        """Rows of base columns that it takes."""
        return sum(
            (p.rows[1] - p.rows[0] + 1) * (p.columns[1] - p.columns[0] + 1)
            for p in self.slot.ranges
        )

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Its rectangles on the page."""
        template = self.outcome.work.desk.template
        return tuple(range_box(template, part) for part in self.slot.ranges)

    @property
    def photos(self) -> tuple[Box, ...]:
        """Where its photos stand, captions among them."""
        if self.outcome.work.slot.vertical:
            return ()
        return tuple(
            self._rows_box(p.hole.column, p.hole.span, p.hole.top, p.hole.bottom)
            for p in self.outcome.layout.placings
            if p.insert.photo is not None
        )

    @property
    def pictures(self) -> tuple[tuple[Length, Length, int], ...]:
        """Its photos without captions and air: width, height, and rows between them and its heads."""
        if self.outcome.work.slot.vertical:
            return ()
        layout, pitch = self.outcome.layout, self.area.pitch
        return tuple(
            (
                self.area.span(p.hole.column, p.hole.span)[1],
                p.rows * pitch,
                max(p.hole.top - layout.head_row - layout.head.rows, 0),
            )
            for p in layout.placings
            if p.insert.photo is not None and p.rows
        )

    @property
    def heads(self) -> tuple[Box, ...]:
        """Where its headline block stands; a vertical one beside its text."""
        layout, space = self.outcome.layout, self.area
        if self.outcome.work.slot.vertical:
            return ()
        if self.outcome.work.strip is not None:
            box, template = self.boxes[0], self.outcome.work.desk.template
            # The gutter beside it is white from top to foot.
            gutter = template.gutter_cells * template.body.size
            return (Box(box.x, box.y, space.columns[0] - gutter - box.x, box.height),)
        row = layout.head_row
        return (self._rows_box(space.head[0], layout.head_columns, row, row + layout.head.rows),)

    def _rows_box(self, column: int, span: int, first: int, last: int) -> Box:
        x, width = self.area.span(column, span)
        return Box(x, self.area.row_top(first), width, (last - first) * self.area.pitch)

    @property
    def over(self) -> int:
        """About how many of its characters find no place."""
        return self.outcome.over * self._line

    @property
    def under(self) -> int:
        """About how many characters more it has room for."""
        return self.outcome.under * self._line

    @property
    def _line(self) -> int:
        """The characters of a line."""
        return self.outcome.work.fonts.measure // 1000

    @property
    def id(self) -> str:
        """The story's id."""
        return self.outcome.work.telling.story.id

    @property
    def headline_size(self) -> int:
        """The size of its headline, 0 without one."""
        head = self.outcome.layout.head.headline
        return head.size if head is not None else 0

    def filled(self) -> Filled:
        """All that is drawn of it, at its place."""
        work = self.outcome.work
        if self.eased:
            return fill(self.slot, work.telling, work.desk, Slack())
        own = replace(
            job(self.slot, Telling(work.telling.story), work.desk),
            inserts=work.inserts,
            left_out=work.left_out,
            body=work.body,
        )
        return setting(own, self.outcome.poured, self.outcome.layout)


_Size = tuple[int, int, int, "Dress", "Notch | None", bool]


@mutable
class Bench:
    """Stories of a page by rank, each set once for every size that is asked for."""

    tales: Sequence[Story]
    desk: Desk
    plain: Dress = PLAIN
    _known: dict[_Size, Outcome] = field(default_factory=dict)
    _eased: dict[_Size, Outcome] = field(default_factory=dict)
    _needs: dict[tuple[int, int, int, Dress], Need | None] = field(default_factory=dict)
    _forms: dict[tuple[int, int], list[Dress]] = field(default_factory=dict)
    # How first photos may share the page, by the stories that have one, their columns and whether
    # they bend.
    spans: dict[tuple[tuple[int, int, bool], ...], list[dict[int, Dress]]] = field(
        default_factory=dict
    )
    wardrobe: Wardrobe = field(default_factory=Wardrobe)
    tables: Tables = field(default_factory=Tables)
    _shelved: dict[tuple[int, int, Slot, Slack], Outcome] = field(default_factory=dict)
    _small: list[Bench] = field(default_factory=list)

    @property
    def small(self) -> Bench:
        """The same stories with small heads."""
        if not self._small:
            self._small.append(Bench(self.tales, self.desk, SMALL))
        return self._small[0]

    def fresh(self) -> None:
        """Forget the parts of ways that are looked at no more."""
        self.wardrobe, self.tables = Wardrobe(), Tables()

    def billed(self, story: int) -> Billed:
        """A story with its rank."""
        return Billed(
            self.tales[story], story, calm=len(self.tales) >= MANY, small=self.plain.head_small
        )

    def forms(self, story: int, columns: int) -> list[Dress]:
        """The forms that suit a story over so many columns, the plain one first."""
        key = story, columns
        if key not in self._forms:
            self._forms[key] = forms(self.billed(story), columns, self.desk)
        return self._forms[key]

    def need(self, story: int, room: tuple[int, int], form: Dress) -> Need | None:
        """What a story wants in so many rows and columns when it is dressed so."""
        key = story, *room, form
        if key not in self._needs:
            self._needs[key] = need(self.billed(story), self.desk, room, form)
        return self._needs[key]

    def outcome(self, spot: Spot, *, eased: bool = False) -> Outcome:
        """How a story comes out in a size; its slot is the first of that size that was asked for.

        `eased`: the slot may give a row or a character's width where nothing else levels it.
        """
        wanted = spot.need
        key = wanted.story, wanted.columns, spot.rows, wanted.form, spot.notch, spot.lifted
        known = self._eased if eased else self._known
        if key not in known:
            where = slot("?", self.billed(wanted.story), spot.parts, self.desk, wanted.form)
            tale = shown(self.tales[wanted.story], head_over=wanted.form.head_over)
            telling, template = Telling(tale), self.desk.template
            desk = replace(self.desk, template=_among(template, spot, where))
            made = _outcome(*settled(where, telling, desk, Slack() if eased else None))
            known[key] = made
            if not (eased or made.level):
                self.tables.forget(wanted.story)
        return known[key]

    def shelved(self, one: Trial, shelf: HeadShelf | None, room: Slack) -> Trial:
        """A story that was set, in its place, its headline block as high as those beside it, or alone.

        `shelf` and `room`, what lies round its slot, are counted from the page's rows; as on a page
        the slot may give what a slot gives.
        """
        work = one.outcome.work
        down = one.slot.rows[0] - work.slot.rows[0]
        where = replace(
            one.slot,
            name="?",
            rows=work.slot.rows,
            columns=work.slot.columns,
            parts=work.slot.parts,
            shelf=None if shelf is None else replace(shelf, top=shelf.top - down),
        )
        # A box is another one where it begins on a neighbour's hairline.
        free = replace(room, ledges=tuple(_higher(ledge, down) for ledge in room.ledges))
        key = one.story, work.area.rows, where, free
        if key not in self._shelved:
            self._shelved[key] = _outcome(*settled(where, work.telling, work.desk, free))
        return replace(one, outcome=self._shelved[key])

    def price(self, need_: Need, rows: int, notch: Notch | None) -> float | None:
        """What a story is likely to cost in a size; None where it failed there.

        What fitting found is not asked: a size that is known to be dear would never be met again,
        and all others would have to be tried.
        """
        for lifted_ in (False, True) if need_.form.frame else (False,):
            key = need_.story, need_.columns, rows, need_.form, notch, lifted_
            known = self._known.get(key)
            if known is not None and not known.level:
                return None
        return _likely(need_, rows, notch)

    def loose(self, need_: Need, rows: int, notch: Notch | None) -> float:
        """What a story costs where columns need not end level."""
        price = self.price(need_, rows, notch)
        if price is not None:
            return price
        high = _even(need_, rows, notch)
        short = max(high - need_.most, 1)
        return (LONG * (need_.least - high) if high < need_.least else SHORT * short) * (
            need_.columns
        )


def trial(way: Way, region: Region, bench: Bench) -> tuple[Trial, ...] | None:
    """The way with all columns level; None where it has none that is found soon."""
    for _ in range(ROUNDS):
        high = heights(way, region.rows, bench.price, bench.tables)
        if high is None:
            return None
        found = lifted(list(spots(way, (region.row, region.column), region.rows, high)))
        # Stories without photos are set in no time, and are those that fail.
        for spot in sorted(
            found, key=lambda s: (len(bench.tales[s.need.story].photos), s.need.story)
        ):
            if not bench.outcome(spot).level:
                break
        else:
            return tuple(_placed(spot, bench, eased=False) for spot in found)
    return None


def nearest(way: Way, region: Region, bench: Bench) -> tuple[Trial, ...] | None:
    """The way as near to level as it comes; None where not even its heads have room."""
    high = heights(way, region.rows, bench.loose, give=GIVE)
    if high is None:
        high = heights(way, region.rows, bench.loose, give=region.rows)
    if high is None:
        return None
    found = lifted(list(spots(way, (region.row, region.column), region.rows, high)))
    return tuple(_placed(spot, bench, eased=True) for spot in found)


def name(rank: int, taken: Sequence[str]) -> str:
    """The next name of a slot that the page does not have yet."""
    free = [known for known in NAMES if known not in taken]
    return free[rank] if rank < len(free) else f"版位{rank + 1}"


def _placed(spot: Spot, bench: Bench, *, eased: bool) -> Trial:
    story, form = spot.need.story, spot.need.form
    where = slot(str(story), bench.billed(story), spot.parts, bench.desk, form)
    outcome = bench.outcome(spot)
    gives = eased and not outcome.level
    if gives:
        outcome = bench.outcome(spot, eased=True)
    space = area(_among(bench.desk.template, spot, where), where, outcome.work.frame)
    if where.head_side and len(space.columns) > 1:
        _, space, _ = turned.strip(space, 1, where.head_side)
    return Trial(story, where, outcome, space, gives)


def _among(template: Template, spot: Spot, where: Slot) -> Template:
    """The template as a box finds it: the slots given up no longer there, a hairline beside it."""
    if not where.frame:
        return template
    stay = tuple(one for one in template.slots if one.content != Content.STORY)
    ruled = replace(where, name="", frame=0, rule=RULE)
    return replace(template, slots=(*stay, ruled) if spot.lifted else stay)


def _higher(one: Range, by: int) -> Range:
    return replace(one, rows=(one.rows[0] - by, one.rows[1] - by))


def _outcome(work: Job, poured: Poured, layout: Layout) -> Outcome:
    wanted = pieces(work, at_end=layout.byline_at_end)
    under = poured.empty + work.open_rows * len(work.area.columns)
    bad = bool(work.left_out) or layout.head.forced or layout.head.rows > work.area.rows
    # Round another story no columns are wider than base columns.
    bad = bad or _strip_below(work, layout) or bool(work.slot.parts and any(as_text(work)))
    return Outcome(work, poured, layout, lost(wanted, poured), under, bad)


def _strip_below(work: Job, layout: Layout) -> bool:
    """Whether a few lines lie between the photo under a headline and what its story bends round."""
    ground = next((p for p in layout.placings if p.anchor == "behind"), None)
    if ground is None or not work.area.closed:
        return False
    foot = max(ground.rows, layout.head.rows) + ground.insert.caption_rows + 1
    return any(0 < hole.top - foot < LEAST_BELOW for hole in work.area.closed)


def _even(need_: Need, rows: int, notch: Notch | None) -> int:
    """How many rows a story has over all its columns, what it leaves open taken off."""
    if notch is None:
        return rows
    return rows - notch.columns * notch.rows // need_.columns


def _likely(need_: Need, rows: int, notch: Notch | None) -> float | None:
    high = _even(need_, rows, notch)
    away = high - need_.nominal
    room = need_.most - need_.nominal if away > 0 else need_.nominal - need_.least
    if abs(away) > room:
        return None
    return STRETCHED * (away / (room or 1)) ** 2
