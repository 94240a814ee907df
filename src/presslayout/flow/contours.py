"""Text round a cut-out picture (轮廓): lines end where it begins, in whole characters.

Lines then differ in measure, so a paragraph's lines depend on where it begins: every place that it
can reach is tried, by the same costs and the same keep rules as in columns of one measure.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.values import field, frozen, replace
from presslayout.flow.body import VARIANT_SCALE, TextBlock
from presslayout.flow.fit import SHORT_COST, SHORT_ROWS, VARIANT_COST, PieceKind
from presslayout.flow.job import BOUNDLESS, layouts, pieces
from presslayout.flow.lanes import lanes
from presslayout.flow.pour import LINE_LOST, Cut, Poured, Stretch
from presslayout.typeset.lines import Variant, in_rooms, within_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from presslayout.flow.blocks import BodyBlock
    from presslayout.flow.fit import Geometry, Piece
    from presslayout.flow.lanes import Lanes
    from presslayout.flow.work import Job, Layout

# Layouts that are looked at, and those of them that are set.
LOOKED_AT, SET = 400, 24
# Rows of text that a layout may have more or fewer than the story takes by itself.
NEAR = 3
# A paragraph is made longer or shorter only while no gap of its lines passes this.
LOOSE_GAP = 200
# A line alone at a column's end counts as so many empty rows where nothing ends level.
WIDOW = 3
# Rows that a subhead needs below it in its column (RULES C2).
BELOW_SUBHEAD = 2


class _Option(NamedTuple):
    """One way to set a piece from a place on: its rows, what it costs, and its lines if it has any.

    `tied` are the rows that end no column: a word or an answer goes on behind them (RULES C4, C2).
    """

    rows: int
    cost: int
    variant: Variant | None
    tied: tuple[int, ...] = ()


class _Came(NamedTuple):
    """How a place was reached: the place before and what was set from there."""

    cost: int
    start: int
    option: _Option


# How each place was reached, after every piece.
_Trail = list[dict[int, _Came]]


@frozen
class Round:
    """A story set round its cut-outs: the job with its lines as they were set, and their places."""

    work: Job
    poured: Poured
    layout: Layout


def contoured(work: Job) -> bool:
    """Whether text of the story runs round a picture's outline."""
    return any(i.photo is not None and i.photo.contour for i in work.inserts)


def level(work: Job, ends: Sequence[bool]) -> Round | None:
    """The story in the cheapest layout that it fills to the last row, or None.

    `ends` says where the byline may stand, at the end or not, the usual place first.
    """
    for at_end in ends:
        best: Round | None = None
        for layout, rooms in _near(work, at_end=at_end):
            if best is not None and layout.geometry.cost >= best.poured.cost:
                break
            found = _Flow(work, layout, rooms, at_end=at_end).level()
            if found is not None and (best is None or found.poured.cost < best.poured.cost):
                best = found
        if best is not None:
            return best
    return None


def nearest(work: Job, *, at_end: bool) -> Round | None:
    """The story in the layout that loses the least and leaves the least empty.

    None where the slot has no room for its pictures.
    """
    wanted = sum(piece.options[0][0] for piece in pieces(work, at_end=at_end))
    measure = work.area.measure

    def lack(one: tuple[Layout, Lanes]) -> tuple[int, int]:
        spare = one[1].cells(measure) - wanted
        return (spare if spare >= 0 else LINE_LOST * -spare), one[0].geometry.cost

    offered = sorted(_offered(work, at_end=at_end, closed=lambda geometry, _: geometry), key=lack)
    tried = [_Flow(work, *one, at_end=at_end).loose() for one in offered[:SET]]
    return min(tried, key=lambda one: one[0])[1] if tried else None


def begun(work: Job, closed: Callable[[Geometry, Job], Geometry]) -> Iterator[tuple[Round, Cut]]:
    """Every way to fill a slot with the beginning of a story, and where it is cut, cheapest first.

    `closed` keeps the row of the jump line.
    """
    found: list[tuple[int, int, Round, Cut]] = []
    offered = _offered(work, at_end=False, closed=closed)
    for layout, rooms in offered[:SET]:
        for one, end in _Flow(work, layout, rooms, at_end=False).cuts():
            found.append((one.poured.cost, len(found), one, end))
    for _, _, one, end in sorted(found, key=lambda each: each[:2]):
        yield one, end


def _offered(
    work: Job, *, at_end: bool, closed: Callable[[Geometry, Job], Geometry]
) -> list[tuple[Layout, Lanes]]:
    """The cheapest layouts and the rooms that they leave."""
    found = sorted(layouts(work, (0, BOUNDLESS), at_end=at_end), key=lambda o: o.geometry.cost)
    made = []
    for layout in found[:LOOKED_AT]:
        rooms = lanes(work, layout, closed(layout.geometry, work))
        if rooms is not None and rooms.rooms:
            made.append((layout, rooms))
    return made


def _near(work: Job, *, at_end: bool) -> list[tuple[Layout, Lanes]]:
    """The layouts whose rooms may end with the story, cheapest first."""
    wanted = pieces(work, at_end=at_end)
    fewest = sum(min(n for n, _ in piece.options) for piece in wanted) - NEAR
    most = sum(max(n for n, _ in piece.options) for piece in wanted) + NEAR
    offered = _offered(work, at_end=at_end, closed=lambda geometry, _: geometry)
    measure = work.area.measure
    near = [one for one in offered if fewest <= one[1].cells(measure) <= most + SHORT_ROWS]
    return near[:SET]


@frozen
class _Flow:
    """A story and the rooms of one layout; settings of its paragraphs are remembered by their rooms."""

    work: Job
    layout: Layout
    rooms: Lanes
    at_end: bool
    known: dict[tuple[int, tuple[int, ...]], tuple[_Option, ...]] = field(default_factory=dict)
    narrow: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        # The next room that is no whole measure, from each on.
        following = len(self.rooms.rooms)
        for at in range(following - 1, -1, -1):
            if self.rooms.rooms[at] != (0, self.work.area.measure):
                following = at
            self.narrow.append(following)
        self.narrow.reverse()
        self.narrow.append(len(self.rooms.rooms))

    def level(self) -> Round | None:
        """The story ending with the rooms, at the least cost; None where it cannot."""
        trail = self._trail()
        if trail is None:
            return None
        total = len(self.rooms.rooms)
        last = total - (self.rooms.feet[-2] if len(self.rooms.feet) > 1 else 0)
        ends = [
            (came.cost + SHORT_COST * (total - at), at)
            for at, came in trail[-1].items()
            if total - at <= min(SHORT_ROWS, last - BELOW_SUBHEAD)
        ]
        if not ends:
            return None
        cost, at = min(ends)
        return self._round(self._taken(trail, at), None, cost=cost)

    def cuts(self) -> Iterator[tuple[Round, Cut]]:
        """Every beginning of the story that ends with the rooms: at a paragraph's end or inside it."""
        total = len(self.rooms.rooms)
        trail: _Trail = []
        states = {0: 0}
        for number, piece in enumerate(pieces(self.work, at_end=False)):
            for at, cost in states.items():
                if piece.kind != PieceKind.TEXT or at >= total:
                    continue
                for option in self._options(number, piece, at):
                    rows = total - at
                    if 1 < rows < option.rows - 1 and self._keeps(piece, option, at, cut=rows):
                        taken = [*self._taken(trail, at), (at, option)]
                        whole = cost + option.cost
                        end = Cut(number, rows, option.rows)
                        yield self._round(taken, end, cost=whole), end
            came = self._after(number, piece, states)
            if not came:
                return
            trail.append(came)
            states = {at: one.cost for at, one in came.items()}
            if total in states and number + 1 < len(self.work.body):
                end = Cut(number + 1, 0, self.work.body[number + 1].piece.options[0][0])
                yield self._round(self._taken(trail, total), end, cost=states[total]), end

    def loose(self) -> tuple[tuple[int, int, int], Round]:
        """The story row after row as far as it goes, and how bad that is."""
        total = len(self.rooms.rooms)
        at = empty = faults = 0
        taken: list[tuple[int, _Option]] = []
        left: Cut | None = None
        for number, piece in enumerate(pieces(self.work, at_end=self.at_end)):
            begin = at
            options = self._options(number, piece, at)
            while not options and at < total:
                at += 1
                options = self._options(number, piece, at)
            if not options:
                left, at = Cut(number, 0, piece.options[0][0]), begin
                break
            best = min(options, key=lambda o: (not self._keeps(piece, o, at), o.cost))
            faults += not self._keeps(piece, best, at)
            empty += at - begin
            taken.append((at, best))
            if at + best.rows > total:
                left = Cut(number, total - at, best.rows)
                break
            at += best.rows
        empty += max(total - at - SHORT_ROWS, 0) if left is None else 0
        lost = 0 if left is None else len(self.work.body) - left.piece + 1
        made = self._round(taken, left, cost=0)
        made = replace(made, poured=replace(made.poured, empty=empty))
        return (lost, empty + faults * WIDOW, self.layout.geometry.cost), made

    def _trail(self) -> _Trail | None:
        wanted = pieces(self.work, at_end=self.at_end)
        least = [min(n for n, _ in piece.options) for piece in wanted]
        most = [max(n for n, _ in piece.options) for piece in wanted]
        fewest = [*accumulate(reversed(least), initial=0)][::-1]
        longest = [*accumulate(reversed(most), initial=0)][::-1]
        measure = self.work.area.measure
        lengths = [length for _, length in self.rooms.rooms]
        held = [*accumulate(reversed(lengths), initial=0)][::-1]
        trail: _Trail = []
        states = {0: 0}
        for number, piece in enumerate(wanted):
            came = self._after(number, piece, states)
            # What is left of the story must about fill what is left of the rooms.
            near = {
                at: one
                for at, one in came.items()
                if fewest[number + 1] - NEAR
                <= held[at] // measure
                <= longest[number + 1] + SHORT_ROWS + NEAR
            }
            if not near:
                return None
            trail.append(near)
            states = {at: one.cost for at, one in near.items()}
        return trail

    def _after(self, number: int, piece: Piece, states: dict[int, int]) -> dict[int, _Came]:
        """The places where a piece can end, each at its least cost."""
        made: dict[int, _Came] = {}
        for at, cost in states.items():
            for option in self._options(number, piece, at):
                end, sum_ = at + option.rows, cost + option.cost
                if end > len(self.rooms.rooms) or not self._keeps(piece, option, at):
                    continue
                if end not in made or sum_ < made[end].cost:
                    made[end] = _Came(sum_, at, option)
        return made

    def _options(self, number: int, piece: Piece, at: int) -> tuple[_Option, ...]:
        """The ways to set a piece from a place on; none where it needs rooms that are whole."""
        if at >= len(self.rooms.rooms):
            return ()
        block = self.work.body[number] if number < len(self.work.body) else None
        longest = max(rows for rows, _ in piece.options)
        whole = self.narrow[at] - at
        if (
            whole < longest
            and self.narrow[at] < len(self.rooms.rooms)
            and isinstance(block, TextBlock)
            and piece.kind in (PieceKind.TEXT, PieceKind.VERSE)
            and block.label is None
        ):
            return self._beside(number, block, at, longest)
        return tuple(
            _Option(
                rows,
                cost,
                _variant(block, rows),
                tuple(row for lines, row in piece.tied if lines == rows),
            )
            for rows, cost in piece.options
            if rows <= whole or self.narrow[at] == len(self.rooms.rooms)
        )

    def _beside(self, number: int, block: TextBlock, at: int, longest: int) -> tuple[_Option, ...]:
        """A paragraph's best setting in the rooms from a place on, and those a line from it."""
        size = self.work.fonts.text.size
        ahead = self.rooms.rooms[at : at + 3 * longest + 4]
        measures = tuple(max(length - block.inset, size) * 1000 // size for _, length in ahead)
        if (number, measures) not in self.known:
            found = in_rooms(block.shaped, measures, indent=block.best.lines[0].indent)
            best = found[0]
            self.known[number, measures] = tuple(
                _Option(
                    len(one.lines),
                    VARIANT_COST + (one.cost - best.cost) // VARIANT_SCALE
                    if one is not best
                    else 0,
                    one,
                    tuple(
                        row
                        for row, line in enumerate(one.lines, 1)
                        if (block.asks and line is one.lines[-1])
                        or (line is not one.lines[-1] and within_word(block.shaped, line.end))
                    ),
                )
                for one in found
                if one is best or (abs(len(one.lines) - len(best.lines)) == 1 and _close(one))
            )
        return self.known[number, measures]

    def _keeps(self, piece: Piece, option: _Option, at: int, *, cut: int = 0) -> bool:
        """Whether a piece may stand there (RULES C1, C2, C4); of one that is cut its first rows."""
        rows = option.rows
        feet = self.rooms.feet
        near = [
            f - at for f in feet[bisect_right(feet, at - 1) :] if f - at <= rows + BELOW_SUBHEAD
        ]
        match piece.kind:
            case PieceKind.SUBHEAD:
                return not any((0 if at else 1) <= foot < rows + BELOW_SUBHEAD for foot in near)
            case PieceKind.TABLE | PieceKind.VERSE | PieceKind.STANZA:
                head = at == 0 or 0 in near
                parted = any(at < foot < at + rows + piece.keeps for foot in feet)
                first = piece.kind == PieceKind.STANZA and rows == piece.options[0][0]
                return not parted and (piece.kind != PieceKind.STANZA or head != first)
            case PieceKind.TAIL:
                return 0 not in near
        inside = [foot for foot in near if 0 < foot < (cut or rows)]
        inside += [cut] if cut else []
        if not cut and rows in option.tied and rows in near:
            return False
        return not any(foot == 1 or rows - foot == 1 or foot in option.tied for foot in inside)

    def _taken(self, trail: _Trail, at: int) -> list[tuple[int, _Option]]:
        """What was set, piece by piece, up to a place."""
        made: list[tuple[int, _Option]] = []
        for came in reversed(trail):
            one = came[at]
            made.append((one.start, one.option))
            at = one.start
        return made[::-1]

    def _round(self, taken: Sequence[tuple[int, _Option]], left: Cut | None, *, cost: int) -> Round:
        """What was set as a job whose paragraphs have these lines and no others."""
        rooms, total = self.rooms, len(self.rooms.rooms)
        body: list[BodyBlock] = []
        made: list[Stretch] = []
        for number, (at, option) in enumerate(taken):
            made.append(Stretch(number, option.rows, 0, min(option.rows, total - at), at))
            if number >= len(self.work.body):
                continue
            block = self.work.body[number]
            if isinstance(block, TextBlock) and option.variant is not None:
                own = rooms.rooms[at : at + option.rows]
                narrow = any(room != (0, self.work.area.measure) for room in own)
                block = replace(block, variants=(option.variant,), rooms=own if narrow else ())
            body.append(block)
        body += self.work.body[len(body) :]
        poured = Poured(
            rooms.geometry,
            rooms.pockets,
            tuple(made),
            left,
            0,
            self.layout.geometry.cost + cost,
            rooms.places,
            rooms.feet,
        )
        return Round(replace(self.work, body=tuple(body)), poured, self.layout)


def _close(variant: Variant) -> bool:
    """Whether no line of a setting is opened so far that it is told as loose."""
    return all(line.last or line.han_gap <= LOOSE_GAP for line in variant.lines)


def _variant(block: BodyBlock | None, rows: int) -> Variant | None:
    """A paragraph's setting of so many rows in a whole measure; None for what is no text."""
    if not isinstance(block, TextBlock) or block.gap:
        return None
    return block.setting(rows)
