"""A paragraph shaped once, into parallel arrays over its clusters.  Knows no measure.

This is the order of work of RULES §0 up to the choice of lines: what is drawn for what was typed,
classes, clusters, faces, what a break costs everywhere, gaps, marks in the cells that their
neighbours leave (W1–W6), and what each place could give or take.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, compress
from operator import add
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import distinct, field, frozen, replace
from presslayout.typeset import cells, stretches
from presslayout.typeset import classes as cl
from presslayout.typeset.blanks import gaps
from presslayout.typeset.choice import WESTERN_RUN, FaceChoice
from presslayout.typeset.clusters import clusters, pieces_of
from presslayout.typeset.figures import figures
from presslayout.typeset.gridded import onto_grid
from presslayout.typeset.kinsoku import FORBIDDEN, break_cost_over
from presslayout.typeset.manner import NEWSPAPER, PLAIN
from presslayout.typeset.neighbours import EDGE, neighbours
from presslayout.typeset.runs import NUMBER_BEFORE_UNIT, contextual, special_breaks
from presslayout.typeset.spacing import (
    EM,
    GAP_LEAST,
    GAP_MOST,
    HALF,
    INFERIOR_RISE,
    SUPERIOR_RISE,
    WORD_LEAST,
    WORD_MOST,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.fonts import Face
    from presslayout.base.units import Length
    from presslayout.typeset.figures import Figures
    from presslayout.typeset.manner import Manner
    from presslayout.typeset.neighbours import Neighbours
    from presslayout.typeset.renditions import Rendition

_MARKS = regex("[OCSEPMXDLV]")
_ENDS = regex("EE+")
_NOWHERE: frozenset[int] = frozenset()
# Paragraphs kept as they were shaped: a story is set for one measure after the other.
KEPT = 256


@frozen
class Font:
    """Faces in the order of trying, those for **bold**, the size of the em, the paper's manner."""

    faces: tuple[Face, ...]
    bold: tuple[Face, ...]
    size: Length
    # Alike for all fonts of a page, and long.
    manner: Manner = field(default=NEWSPAPER, hash=False)


@frozen
class Look:
    """What sets stretches of a text apart.

    `bold` holds (start, length) of what the bold faces set; `spread` (start, length, room left,
    room right) of bases that a reading keeps together, the room counted from their middle (RULES
    R1, U11); `raised` and `lowered` (start, length) of the numbers of notes
    and of figures, set small above the line and below it (F1, F2).
    """

    bold: tuple[tuple[int, int], ...] = ()
    spread: tuple[tuple[int, int, int, int], ...] = ()
    raised: tuple[tuple[int, int], ...] = ()
    lowered: tuple[tuple[int, int], ...] = ()

    def drawn(self, made: Rendition) -> Look:
        """The same stretches of the text as it is drawn."""
        return Look(
            tuple(made.span(*stretch) for stretch in self.bold),
            tuple((*made.span(a, length), left, right) for a, length, left, right in self.spread),
            tuple(made.span(*stretch) for stretch in self.raised),
            tuple(made.span(*stretch) for stretch in self.lowered),
        )


PLAINLY = Look()


@distinct
class Shaped:
    """The arrays of a paragraph, widths in thousandths of an em.

    `starts` holds text offsets, one more than there are clusters.  A cluster occupies `before`
    (the gap to its neighbour, then glue) and `after` (its body, then glue); a line edge cuts the
    gap and the glue, `lead` and `trail`; `give` is what of its trail a cluster gives up inside a
    line.  `ids` is -1 where a ligature before stands for it and
    `parts` holds the glyphs where there is not exactly one; `shifts` is where a glyph's origin
    stands in the body.  `breaks` costs a line end before a cluster; `rises` is how far
    above the line (in thousandths of the size) small clusters stand.
    `changes` are (offset, typed, drawn) of what the paper draws otherwise, `dropped` the offsets of
    blanks between Han that are nothing.  The four before are prefix sums.
    """

    text: str
    font: Font
    all_faces: tuple[Face, ...]
    starts: Sequence[int]
    kinds: str
    ids: list[int]
    parts: dict[int, cells.Placed]
    shifts: list[int]
    face_numbers: list[int] | None
    before: list[int]
    after: list[int]
    lead: list[int]
    trail: list[int]
    give: list[int]
    auto: list[int]
    words: dict[int, int]
    opened: list[bool]
    breaks: list[int]
    rises: dict[int, int]
    soft_hyphens: frozenset[int]
    line_feeds: frozenset[int]
    missing: tuple[tuple[int, str], ...]
    fallbacks: tuple[tuple[int, str, str], ...]
    width: list[int] = field(repr=False)
    shrink: list[int] = field(repr=False)
    stretch: list[int] = field(repr=False)
    places: list[int] = field(repr=False)
    changes: tuple[tuple[int, str, str], ...] = ()
    dropped: tuple[int, ...] = ()

    @property
    def ascent(self) -> Length:
        """From the top of the em square to the baseline."""
        return self.all_faces[0].ascent * self.font.size // EM

    @property
    def descent(self) -> Length:
        """From the baseline to the foot of the em square."""
        return self.all_faces[0].descent * self.font.size // EM

    def __len__(self) -> int:
        return len(self.ids)


def shape(text: str, font: Font, look: Look = PLAINLY, *, spaced: bool = False) -> Shaped:
    """The arrays of one paragraph.

    A space typed between Han is half an em between names and posts, and nothing in running prose
    (RULES H2) unless the paper keeps it; with `spaced`, in headlines, bylines, captions and tables,
    every one is a gap.
    """
    if not font.manner.redraws:
        return _shape(text, font, look, spaced=spaced)
    # Its patterns take longer to compile than a short story to set, and few papers ask for them.
    from presslayout.typeset.renditions import rendition

    made = rendition(text, font.manner)
    if made is None:
        return _shape(text, font, look, spaced=spaced)
    shaped = _shape(made.text, font, look.drawn(made), spaced=spaced)
    return replace(
        shaped,
        text=text,
        starts=made.offsets(shaped.starts),
        missing=tuple((made.origin[at], char) for at, char in shaped.missing),
        fallbacks=tuple((made.origin[at], char, key) for at, char, key in shaped.fallbacks),
        changes=made.changes,
        dropped=tuple(made.origin[at] for at in shaped.dropped),
    )


def _combined(text: str, raw: str, *, spaced: bool) -> str:
    from presslayout.typeset import vertical

    return vertical.combined(text, raw, display=spaced)


@lru_cache(maxsize=KEPT)
def _shape(text: str, font: Font, look: Look, *, spaced: bool) -> Shaped:
    manner, known = font.manner, neighbours(font.manner)
    raw = contextual(text, cl.classes(text))
    seen = _combined(text, raw, spaced=spaced) if font.faces[0].vertical else raw
    starts, kinds, unseen = clusters(text, seen)
    made, pieces, choice = _faced(text, (starts, kinds, unseen), font, look)
    found = choice.glyphs(pieces, kinds, unseen)
    gids, advances, placed = zip(*found, strict=True) if found else ((), (), ())
    ids, after = list(gids), list(advances)
    parts = {k: part for k, part in enumerate(placed) if part} if any(placed) else {}
    between = gaps(text, raw)
    every = spaced or manner.han_space
    kept = {k for k in unseen if every or starts[k] in between.kept}
    breaks, auto, opened, words = _between((text, raw), (starts, kinds, unseen), font, kept)
    if -1 in ids:
        for k, gid in enumerate(ids):
            if gid < 0:
                breaks[k] = FORBIDDEN
    before = auto[:]
    for k, space in words.items():
        before[k] += space
    lead, trail, shifts = _set_marks(kinds, pieces, choice, known, (ids, parts, before, after))
    count = len(pieces)
    if manner.grid:
        arrays = before, after, lead, trail, shifts
        onto_grid(kinds, breaks, arrays, parts, font.faces[0].han)
        opened = [False] * count
    rises = _rises(look, made, starts)
    _set_apart(look, starts, rises, (before, after, lead, trail, auto), breaks, opened)
    give, shrink, stretch = _capacities(kinds, (lead, trail), auto, words, manner)
    return Shaped(
        text=text,
        font=font,
        all_faces=choice.all_faces,
        starts=starts,
        kinds=kinds,
        ids=ids,
        parts=parts,
        shifts=shifts,
        face_numbers=choice.numbers,
        before=before,
        after=after,
        lead=lead,
        trail=trail,
        give=give,
        auto=auto,
        words=words,
        opened=opened,
        breaks=breaks,
        rises=rises,
        soft_hyphens=_holding(cl.SOFT_HYPHEN, unseen, range(count)),
        line_feeds=_holding(cl.LINE_FEED, unseen, range(1, count)),
        missing=_missing(text, raw, choice),
        fallbacks=tuple(choice.fallbacks),
        width=[0, *accumulate(map(add, before, after))],
        shrink=[0, *accumulate(shrink)],
        stretch=[0, *accumulate(stretch)] if any(stretch) else [0, *stretch],
        places=[0, *accumulate(opened)],
        dropped=() if every else between.dropped,
    )


def _faced(
    text: str, clustered: tuple[Sequence[int], str, dict[int, str]], font: Font, look: Look
) -> tuple[Figures | None, list[str], FaceChoice]:
    """The figures of a text, the words of its clusters as they are drawn, and who draws them."""
    made = figures(text)
    drawn = made.text if made else text
    starts, kinds, unseen = clustered
    faces = FaceChoice((font.faces, font.bold), drawn, starts, look.bold if font.bold else ())
    return made, pieces_of(drawn, starts, kinds, unseen), faces


def _between(
    read: tuple[str, str],
    clustered: tuple[Sequence[int], str, dict[int, str]],
    font: Font,
    kept: set[int],
) -> tuple[list[int], list[int], list[bool], dict[int, int]]:
    """What neighbours mean to each other: break costs, gaps, whether lines open there; spaces.

    `read` is the text and its classes, `clustered` where its clusters start, their kinds and what
    is unseen before them, `kept` the clusters before which a space between Han is set.
    """
    (text, raw), (starts, kinds, unseen) = read, clustered
    manner, known = font.manner, neighbours(font.manner)
    pairs = [*map(add, kinds, kinds[1:])]
    breaks = [FORBIDDEN, *map(known.costs.__getitem__, pairs)]
    western = cl.LETTER in kinds or cl.DIGIT in kinds
    auto = [0, *map(known.gaps.__getitem__, pairs)] if western else [0] * len(kinds)
    opened = [False, *map(known.opens.__getitem__, pairs)]
    # On the em grid what is kept between Han is a cell.
    spaces = cells.word_space(font.faces[0]), EM if manner.grid else HALF
    words = _over_unseen(kinds, unseen, (breaks, auto, opened), (spaces, kept), manner)
    if not manner.unit_gap:
        for match in NUMBER_BEFORE_UNIT.finditer(text):
            auto[bisect_left(starts, match.end())] = 0
    _special(text, raw, starts, unseen, breaks)
    return breaks, auto, opened, words


def _set_apart(
    look: Look,
    starts: Sequence[int],
    rises: dict[int, int],
    arrays: tuple[list[int], list[int], list[int], list[int], list[int]],
    breaks: list[int],
    opened: list[bool],
) -> None:
    """Bases spread under their readings, what stands off the line close to what is before it.

    `arrays` are what stands before and after each cluster, its lead, its trail and its gap.
    """
    before, after, *_ = arrays
    for start, length, *room in look.spread:
        stretches.spread(starts, (start, start + length), room, (before, after, breaks, opened))
    if rises:
        stretches.shift(rises, _clusters(look.raised, starts), arrays, breaks, opened)


def _rises(look: Look, made: Figures | None, starts: Sequence[int]) -> dict[int, int]:
    """How far above the line small clusters stand, of notes, of marked stretches and of figures."""
    rises = dict.fromkeys(_clusters(look.lowered, starts), INFERIOR_RISE)
    rises |= dict.fromkeys(_clusters(look.raised, starts), SUPERIOR_RISE)
    if made is not None:
        rises |= dict.fromkeys((bisect_left(starts, at) for at in made.lowered), INFERIOR_RISE)
        rises |= dict.fromkeys((bisect_left(starts, at) for at in made.raised), SUPERIOR_RISE)
    return rises


def _clusters(stretches: tuple[tuple[int, int], ...], starts: Sequence[int]) -> frozenset[int]:
    """The clusters of stretches (start, length) of a text."""
    return frozenset(
        k
        for start, length in stretches
        for k in range(bisect_left(starts, start), bisect_left(starts, start + length))
        if k < len(starts) - 1
    )


def _holding(kind: str, unseen: dict[int, str], within: range) -> frozenset[int]:
    """Where something of a kind that does not print stands before a cluster."""
    if not unseen:
        return _NOWHERE
    return frozenset(k for k, classes in unseen.items() if kind in classes and k in within)


def _set_marks(
    kinds: str,
    pieces: list[str],
    choice: FaceChoice,
    known: Neighbours,
    arrays: tuple[list[int], dict[int, cells.Placed], list[int], list[int]],
) -> tuple[list[int], list[int], list[int]]:
    """Marks into their cells, closed up against their neighbours: their lead, trail and shift."""
    ids, parts, before, after = arrays
    count = len(kinds)
    lead, trail, shifts = [0] * count, [0] * count, [0] * count
    inside = _solidi(kinds, pieces)
    table = known.marks(choice.all_faces[0])
    around = f"{EDGE}{kinds}{EDGE}"
    for match in _MARKS.finditer(kinds):
        k = match.start()
        if not ids[k] or k in inside:
            continue
        if choice.numbers:
            table = known.marks(choice.face(k))
        gid, shift, glue, body, rest, placed = table[around[k : k + 3] + pieces[k]]
        ids[k], shifts[k], trail[k] = gid, shift, rest
        if placed:
            parts[k] = placed
        if glue:
            lead[k] = glue
            before[k] += glue
        after[k] = body + rest
    for match in _ENDS.finditer(kinds):
        # GB/T 15834 5.1.2: two end marks share one em, three take two.
        odd = (match.end() - match.start()) % 2
        for k in range(match.start(), match.end() - odd):
            after[k] -= trail[k]
            trail[k] = 0
    return lead, trail, shifts


def _solidi(kinds: str, pieces: list[str]) -> set[int]:
    """Solidi inside Western runs: these keep the width that the face gives them."""
    if cl.SOLIDUS not in kinds:
        return set()
    return {
        k
        for match in WESTERN_RUN.finditer(kinds)
        for k in range(*match.span())
        if pieces[k] != "／"
    }


def _capacities(
    kinds: str,
    glue: tuple[list[int], list[int]],
    auto: list[int],
    words: dict[int, int],
    manner: Manner,
) -> tuple[list[int], list[int], list[int]]:
    """What the trail of each cluster can give, what all of it can, what its gap takes first."""
    lead, give = glue
    none = [0] * len(auto)
    if manner.grid:
        return none, none, none
    if manner.marks == PLAIN:
        lead = give = none
    elif not manner.squeeze_stops:
        give = [0 if kind in "SE" else g for kind, g in zip(kinds, give, strict=True)]
        lead = [0 if kind in "SE" else g for kind, g in zip(kinds, lead, strict=True)]
    shrink = list(map(add, lead, give))
    if not words and not any(auto):
        return give, shrink, none
    stretch = none[:]
    # Gaps are all as wide as the manner has them.
    wider, closer = GAP_MOST - manner.gap, max(manner.gap - GAP_LEAST, 0)
    for k in compress(range(len(auto)), auto):
        stretch[k] = wider
        shrink[k] += closer
    for k, space in words.items():
        shrink[k] += max(space - WORD_LEAST, 0)
        stretch[k] += max(WORD_MOST - space, 0)
    return give, shrink, stretch


def _over_unseen(
    kinds: str,
    unseen: dict[int, str],
    arrays: tuple[list[int], list[int], list[bool]],
    typed: tuple[tuple[int, int], set[int]],
    manner: Manner,
) -> dict[int, int]:
    """Spaces by cluster; adjusts what neighbours mean to each other over what is unseen.

    `typed` holds the spaces between Western words and between Han, and where the latter are kept.
    """
    spaces, kept = typed
    breaks, auto, opened = arrays
    words: dict[int, int] = {}
    for k, classes in unseen.items():
        if not 0 < k < len(kinds):
            continue
        a, b = kinds[k - 1], kinds[k]
        breaks[k] = break_cost_over(a, b, classes, strict=manner.strict)
        if cl.LINE_FEED in classes:
            auto[k], opened[k] = 0, False
            continue
        if cl.SPACE not in classes and cl.TIED_SPACE not in classes:
            continue
        if a in cl.WESTERN and b in cl.WESTERN:
            words[k] = max(spaces[0], WORD_LEAST)
            opened[k] = False
        elif (a in cl.WESTERN and b in "HK") or (a in "HK" and b in cl.WESTERN):
            # A typed space is the gap, not added to it (RULES H2); between Han it is nothing.
            auto[k] = manner.gap
            opened[k] = not manner.gap
        elif k in kept and a in "HKNAIF" and b in "HKNAIF":
            words[k] = spaces[1]
            opened[k] = False
    return words


def _special(
    text: str, raw: str, starts: Sequence[int], unseen: dict[int, str], breaks: list[int]
) -> None:
    """What runs forbid, allow and cost; offsets inside a cluster are none of theirs."""
    found = list(special_breaks(text, raw))
    if not found:
        return
    at = {offset: k for k, offset in enumerate(starts)} if not isinstance(starts, range) else None
    for offset, cost in found:
        k = at.get(offset, -1) if at is not None else offset
        # What a joiner or a no-break space ties stays tied.
        if 0 < k < len(breaks) and not (breaks[k] == FORBIDDEN and k in unseen):
            breaks[k] = cost


def _missing(text: str, raw: str, choice: FaceChoice) -> tuple[tuple[int, str], ...]:
    if not choice.missing and cl.NOBODY not in raw:
        return ()
    nobody = [(at, text[at]) for at, kind in enumerate(raw) if kind == cl.NOBODY]
    return tuple(sorted([*choice.missing, *nobody]))
