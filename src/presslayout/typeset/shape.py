"""A paragraph shaped once, into parallel arrays over its clusters.  Knows no measure.

A cluster is what no line may split: a character with its combining marks, an emoji sequence, a
dash of two code points; what does not print belongs to the cluster before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from presslayout.typeset import cells
from presslayout.typeset import classes as cl
from presslayout.typeset.kinsoku import FORBIDDEN, break_cost, break_cost_over
from presslayout.typeset.runs import contextual, special_breaks
from presslayout.typeset.spacing import (
    EM,
    GAP,
    GAP_SHRINK,
    GAP_STRETCH,
    HALF,
    WORD_LEAST,
    WORD_MOST,
    closes_after,
    closes_before,
    gap,
    opens,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.fonts import Face
    from presslayout.typeset.cells import Glyph
    from presslayout.units import Length

# A cluster that begins with a character that prints.
_CLUSTER = re.compile(r"eem*|LLm*|RRm*|Am*(?:jAm*)+|[^BGZyJjYfU]m*")
_NOT_PLAIN = re.compile("[eLRAmBGZyJjYfU]")
_MARKS = re.compile("[OCSEPMXDLV]")
_ENDS = re.compile("EE+")
_WESTERN = re.compile("[WdochtsaqQ]+(?:V+[WdochtsaqQ]+)*")


@dataclass(frozen=True, slots=True)
class Font:
    """Faces in the order of trying, those for **bold**, and the size of the em."""

    faces: tuple[Face, ...]
    bold: tuple[Face, ...]
    size: Length


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """The arrays of a paragraph, widths in thousandths of an em.

    `starts` holds text offsets, one more than there are clusters.  A cluster occupies `before`
    (the gap to its neighbour, then glue) and `after` (its body, then glue); a line edge cuts the
    gap and the glue, `lead` and `trail`.  `ids` is -1 where a ligature before stands for it and
    `parts` holds the glyphs where there is not exactly one; `shifts` is where a glyph's origin
    stands in the body.  `breaks` costs a line end before a cluster.  The last five are prefix sums.
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
    auto: list[int]
    words: dict[int, int]
    opened: list[bool]
    breaks: list[int]
    soft_hyphens: frozenset[int]
    line_feeds: frozenset[int]
    missing: tuple[tuple[int, str], ...]
    fallbacks: tuple[tuple[int, str, str], ...]
    width: list[int] = field(repr=False)
    shrink: list[int] = field(repr=False)
    stretch: list[int] = field(repr=False)
    places: list[int] = field(repr=False)
    letters: list[int] = field(repr=False)

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


def shape(
    text: str, font: Font, *, bold: tuple[tuple[int, int], ...] = (), spaced: bool = False
) -> Shaped:
    """The arrays of one paragraph; `bold` holds (start, length) of what the bold faces set.

    A space typed between Han is nothing in body copy (RULES H2); with `spaced`, in headlines,
    bylines and captions, it parts names and is half an em.
    """
    raw = contextual(text, cl.classes(text))
    starts, kinds, unseen = _clusters(text, raw)
    pieces = _pieces(text, starts, kinds, unseen)
    choice = _Choice(font, text, starts, bold if font.bold else ())
    found = choice.glyphs(pieces, kinds, unseen)
    pairs = [_PAIRS[pair] for pair in map(add, kinds, kinds[1:])]
    breaks = [FORBIDDEN, *[p.cost for p in pairs]]
    auto = [0, *[p.gap for p in pairs]]
    opened = [False, *[p.opens for p in pairs]]
    spaces = cells.word_space(font.faces[0]), HALF if spaced else 0
    words = _over_unseen(kinds, unseen, (breaks, auto, opened), spaces)
    _special(text, raw, starts, breaks)
    ids = [glyph.gid for glyph in found]
    for k, gid in enumerate(ids):
        if gid < 0:
            breaks[k] = FORBIDDEN
    before = auto[:]
    for k, space in words.items():
        before[k] += space
    after = [glyph.advance for glyph in found]
    parts = {k: glyph.parts for k, glyph in enumerate(found) if glyph.parts}
    lead, trail, shifts = _set_marks(kinds, pairs, pieces, choice, (ids, parts, before, after))
    count = len(pieces)
    shrink, stretch = _capacities(lead, trail, auto, words)
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
        auto=auto,
        words=words,
        opened=opened,
        breaks=breaks,
        soft_hyphens=frozenset(k for k, u in unseen.items() if cl.SOFT_HYPHEN in u and k < count),
        line_feeds=frozenset(k for k, u in unseen.items() if cl.LINE_FEED in u and 0 < k < count),
        missing=_missing(text, raw, choice),
        fallbacks=tuple(choice.fallbacks),
        width=[0, *accumulate(map(add, before, after))],
        shrink=[0, *accumulate(shrink)],
        stretch=[0, *accumulate(stretch)],
        places=[0, *accumulate(opened)],
        letters=[0, *accumulate(kind not in "OCSEPMXDLVI" for kind in kinds)],
    )


class _Pair(NamedTuple):
    """What two neighbouring classes mean to each other."""

    cost: int
    gap: int
    opens: bool
    closes_after: bool
    closes_before: bool


class _Pairs(dict[str, _Pair]):
    """Pairs of class letters, each found out once."""

    def __missing__(self, pair: str) -> _Pair:
        a, b = pair[0], pair[1]
        made = _Pair(
            break_cost(a, b), gap(a, b), opens(a, b), closes_after(a, b), closes_before(a, b)
        )
        self[pair] = made
        return made


_PAIRS = _Pairs()


def _set_marks(
    kinds: str,
    pairs: list[_Pair],
    pieces: list[str],
    choice: _Choice,
    arrays: tuple[list[int], dict[int, cells.Placed], list[int], list[int]],
) -> tuple[list[int], list[int], list[int]]:
    """Marks into their cells, closed up against their neighbours: their lead, trail and shift."""
    ids, parts, before, after = arrays
    count = len(kinds)
    lead, trail, shifts = [0] * count, [0] * count, [0] * count
    inside = _solidi(kinds)
    for match in _MARKS.finditer(kinds):
        k = match.start()
        if not ids[k] or k in inside:
            continue
        cell = cells.cell(choice.face(k), pieces[k], kinds[k])
        ids[k], shifts[k] = cell.gid, cell.shift
        if cell.parts:
            parts[k] = cell.parts
        closed_before = k > 0 and pairs[k - 1].closes_before
        closed_after = k + 1 < count and pairs[k].closes_after
        lead[k] = 0 if closed_before else cell.lead
        trail[k] = 0 if closed_after else cell.trail
        before[k] += lead[k]
        after[k] = cell.body + trail[k]
    for match in _ENDS.finditer(kinds):
        # GB/T 15834 5.1.2: two end marks share one em, three take two.
        odd = (match.end() - match.start()) % 2
        for k in range(match.start(), match.end() - odd):
            after[k] -= trail[k]
            trail[k] = 0
    return lead, trail, shifts


def _solidi(kinds: str) -> set[int]:
    """Solidi inside Western runs: these keep the width that the face gives them."""
    if cl.SOLIDUS not in kinds:
        return set()
    return {
        k
        for match in _WESTERN.finditer(kinds)
        for k in range(*match.span())
        if kinds[k] == cl.SOLIDUS
    }


def _capacities(
    lead: list[int], trail: list[int], auto: list[int], words: dict[int, int]
) -> tuple[list[int], list[int]]:
    """What each cluster can give under compression, and what its gap takes before others open."""
    shrink = list(map(add, lead, trail))
    stretch = [0] * len(auto)
    for k, space in enumerate(auto):
        if space:
            shrink[k] += GAP_SHRINK
            stretch[k] = GAP_STRETCH
    for k, space in words.items():
        shrink[k] += max(space - WORD_LEAST, 0)
        stretch[k] += max(WORD_MOST - space, 0)
    return shrink, stretch


class _Choice:
    """Which face sets which cluster, for the time of one shaping."""

    def __init__(
        self, font: Font, text: str, starts: Sequence[int], bold: tuple[tuple[int, int], ...]
    ) -> None:
        self.text, self.starts = text, starts
        # Bold turns to the upright faces for what its own lack.
        heavy = font.bold + font.faces
        self.all_faces = font.faces + (heavy if bold else ())
        self.light = range(len(font.faces))
        self.heavy = range(len(font.faces), len(self.all_faces))
        self.numbers: list[int] | None = None
        self.missing: list[tuple[int, str]] = []
        self.fallbacks: list[tuple[int, str, str]] = []
        if bold:
            marked = bytearray(len(text))
            for start, length in bold:
                marked[start : start + length] = b"\1" * len(text[start : start + length])
            first = len(font.faces)
            self.numbers = [first if marked[at] else 0 for at in starts[:-1]]

    def face(self, k: int) -> Face:
        """The face of a cluster."""
        return self.all_faces[self.numbers[k] if self.numbers else 0]

    def glyphs(self, pieces: list[str], kinds: str, unseen: dict[int, str]) -> list[Glyph]:
        """The glyph of every cluster: words whole, the rest by themselves, fallback by cluster."""
        known = [cells.glyphs(face) for face in self.all_faces]
        if self.numbers is None:
            first = known[0]
            found = [first[piece] for piece in pieces]
        else:
            found = [known[n][piece] for n, piece in zip(self.numbers, pieces, strict=True)]
        lacking = [k for k, glyph in enumerate(found) if not glyph.gid]
        for k in lacking:
            found[k] = self._fallback(k, pieces[k], found[k])
        for start, stop in _words(kinds, unseen, self.numbers):
            self._word(start, stop, pieces, found)
        return found

    def _fallback(self, k: int, piece: str, lacking: Glyph) -> Glyph:
        own = self.numbers[k] if self.numbers else 0
        for number in self.heavy if own in self.heavy else self.light:
            glyph = cells.glyphs(self.all_faces[number])[piece]
            if glyph.gid:
                if self.numbers is None:
                    self.numbers = [0] * (len(self.starts) - 1)
                self.numbers[k] = number
                self.fallbacks.append((self.starts[k], piece, self.all_faces[number].key))
                return glyph
        if piece.strip():
            self.missing.append((self.starts[k], piece))
        return lacking

    def _word(self, start: int, stop: int, pieces: list[str], found: list[Glyph]) -> None:
        made = cells.word(self.face(start), "".join(pieces[start:stop]))
        if made is None:
            return
        at = {0: start}
        offset = 0
        for k in range(start, stop):
            at[offset] = k
            offset += len(pieces[k])
            # A ligature before stands for what gets no glyph of its own.
            found[k] = cells.Glyph(-1, 0)
        for offset, glyph in made:
            found[at[offset]] = glyph


def _clusters(text: str, raw: str) -> tuple[Sequence[int], str, dict[int, str]]:
    """Where clusters start, their classes, and what stands unseen before each (sparse)."""
    if not _NOT_PLAIN.search(raw):
        return range(len(text) + 1), raw, {}
    starts: list[int] = []
    kinds: list[str] = []
    unseen: dict[int, str] = {}
    end = 0
    for match in _CLUSTER.finditer(raw):
        start = match.start()
        if start > end:
            unseen[len(starts)] = raw[end:start]
        end = match.end()
        kind = raw[start]
        if kind == cl.HALF_DASH:
            kind = cl.DASH if raw.startswith("ee", start) else cl.CONNECTOR
        elif kind == cl.EXTEND:
            # A combining mark with nothing to combine with stands by itself.
            kind = cl.LETTER
        starts.append(start)
        kinds.append(kind)
    if not starts and text:
        # Nothing prints: one blank cluster keeps the text.
        return (0, len(text)), cl.SPACE, {}
    if end < len(text):
        unseen[len(starts)] = raw[end:]
    if starts:
        starts[0] = 0
    starts.append(len(text))
    return starts, "".join(kinds), unseen


def _pieces(text: str, starts: Sequence[int], kinds: str, unseen: dict[int, str]) -> list[str]:
    """The text of every cluster without what does not print."""
    if isinstance(starts, range):
        return list(text)
    if kinds == cl.SPACE:
        return [" "]
    made = [text[a:b] for a, b in pairwise(starts)]
    for k, classes in unseen.items():
        if k:
            made[k - 1] = made[k - 1][: -len(classes)]
        else:
            made[0] = made[0][len(classes) :]
    return made


def _words(kinds: str, unseen: dict[int, str], numbers: list[int] | None) -> list[tuple[int, int]]:
    """Western runs that one face shapes in one go."""
    made: list[tuple[int, int]] = []
    for match in _WESTERN.finditer(kinds):
        start, stop = match.span()
        for k in range(start + 1, stop):
            if k in unseen or (numbers is not None and numbers[k] != numbers[k - 1]):
                made.append((start, k))
                start = k
        made.append((start, stop))
    return made


def _over_unseen(
    kinds: str,
    unseen: dict[int, str],
    arrays: tuple[list[int], list[int], list[bool]],
    spaces: tuple[int, int],
) -> dict[int, int]:
    """Spaces by cluster; adjusts what neighbours mean to each other over what is unseen.

    `spaces` are those between Western words and between Han.
    """
    breaks, auto, opened = arrays
    words: dict[int, int] = {}
    for k, classes in unseen.items():
        if not 0 < k < len(kinds):
            continue
        a, b = kinds[k - 1], kinds[k]
        breaks[k] = break_cost_over(a, b, classes)
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
            auto[k] = GAP
            opened[k] = False
        elif spaces[1] and a in "HKNAIF" and b in "HKNAIF":
            words[k] = spaces[1]
            opened[k] = False
    return words


def _special(text: str, raw: str, starts: Sequence[int], breaks: list[int]) -> None:
    """What runs forbid, allow and cost; offsets inside a cluster are none of theirs."""
    found = list(special_breaks(text, raw))
    if not found:
        return
    at = {offset: k for k, offset in enumerate(starts)} if not isinstance(starts, range) else None
    for offset, cost in found:
        k = at.get(offset, -1) if at is not None else offset
        if 0 < k < len(breaks):
            breaks[k] = cost


def _missing(text: str, raw: str, choice: _Choice) -> tuple[tuple[int, str], ...]:
    nobody = [(at, text[at]) for at, kind in enumerate(raw) if kind == cl.NOBODY]
    return tuple(sorted([*choice.missing, *nobody]))
