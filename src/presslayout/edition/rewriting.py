"""How one text became another: paragraph by paragraph, and within those character by character.

Outside the rewrites both texts say the same, in the same order.
"""

from __future__ import annotations

from os.path import commonpath
from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Changes with so few characters between them are one: they were made in one go.
TOGETHER = 1
# A paragraph as long as this that stands elsewhere was moved.
MOVED_LEAST = 20
# Paragraphs that have so much in common (0 nothing, 1 all) are one paragraph, corrected; one that
# stands elsewhere must have more.
ALIKE, STILL = 0.5, 0.8
# So many pairs of paragraphs are looked at one by one; what is longer was written anew.
PAIRS = 20_000
# Nor is each character compared with each where there are so many of both together.
_WORK = 400_000_000
# What is read for each change beside its characters: two small ones are worse than one longer.
_APIECE = 4
# A sentence is told from its first character on.
_ENDS = frozenset("。！？；\n")

# Old start, old end, new start, new end.
Edit = tuple[int, int, int, int]


@frozen
class Reworded:
    """Stretches of the old text and of the new that stand for each other; either may be empty.

    `whole`: paragraphs with their line feed.  `moved`: a paragraph that stands elsewhere.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    whole: bool = False
    moved: bool = False


def rewrites(old: str, new: str) -> tuple[Reworded, ...]:
    """What became of the old text, in the order of the new."""
    if old == new:
        return ()
    if not old or not new:
        return (Reworded((0, len(old)), (0, len(new)), whole=True),)
    before, after = old.split("\n"), new.split("\n")
    starts = _starts(before), _starts(after)
    found: list[Reworded] = []
    for a0, a1, b0, b1 in _gaps(before, after):
        found += _gap((before, after), starts, (a0, a1, b0, b1))
    return tuple(sorted(_with_moves(found, old, new), key=lambda r: (r.new, r.old)))


def edits(old: str, new: str) -> list[Edit]:
    """(old start, old end, new start, new end) of what differs, near neighbours as one.

    The fewest single characters written, taken away or exchanged.
    """
    from rapidfuzz.distance.Levenshtein import opcodes

    if old == new:
        return []
    # What both begin and end with needs no search: a long story with one edit is found at once.
    head = _common(old, new)
    tail = min(_common(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    found: list[Edit] = []
    for op in opcodes(a, b):
        a0, a1, b0, b1 = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag == "equal":
            continue
        if found and a0 + head - found[-1][1] <= TOGETHER:
            last = found.pop()
            found.append((last[0], a1 + head, last[2], b1 + head))
        else:
            found.append((a0 + head, a1 + head, b0 + head, b1 + head))
    return found


def _common(one: str, other: str) -> int:
    return len(commonpath((one, other)))


def _starts(paragraphs: Sequence[str]) -> list[int]:
    """Where each paragraph begins in the whole, and where one more would."""
    starts = [0]
    for text in paragraphs:
        starts.append(starts[-1] + len(text) + 1)
    return starts


def _gaps(before: Sequence[str], after: Sequence[str]) -> Iterator[Edit]:
    """The stretches of paragraphs between those that both have."""
    from rapidfuzz.distance.Indel import opcodes

    gap: Edit | None = None
    for op in opcodes(before, after):
        if op.tag == "equal":
            if gap is not None:
                yield gap
            gap = None
            continue
        a0, a1, b0, b1 = op.src_start, op.src_end, op.dest_start, op.dest_end
        gap = (a0, a1, b0, b1) if gap is None else (gap[0], a1, gap[2], b1)
    if gap is not None:
        yield gap


def _gap(
    texts: tuple[Sequence[str], Sequence[str]], starts: tuple[list[int], list[int]], gap: Edit
) -> list[Reworded]:
    """Paragraphs told apart one by one, or the stretch as a whole where that says less."""
    a0, a1, b0, b1 = gap
    old, new = texts[0][a0:a1], texts[1][b0:b1]
    at = starts[0][a0], starts[1][b0]
    by_paragraph = list(_by_paragraph(texts, starts, gap))
    if len(old) == len(new) or _too_much(old, new):
        return by_paragraph
    whole = [_shifted(one, at) for one in _within("\n".join(old), "\n".join(new))]
    return min(by_paragraph, whole, key=_told)


def _too_much(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether there is nothing to compare, or more than would be compared in a moment."""
    if not old or not new or len(old) * len(new) > PAIRS:
        return True
    return sum(map(len, old)) * sum(map(len, new)) > _WORK


def _told(found: Sequence[Reworded]) -> int:
    """How much is to be read of all of them."""
    return sum(r.old[1] - r.old[0] + r.new[1] - r.new[0] + _APIECE for r in found)


def _shifted(one: Reworded, by: tuple[int, int]) -> Reworded:
    return Reworded(
        (one.old[0] + by[0], one.old[1] + by[0]),
        (one.new[0] + by[1], one.new[1] + by[1]),
        one.whole,
        one.moved,
    )


def _by_paragraph(
    texts: tuple[Sequence[str], Sequence[str]], starts: tuple[list[int], list[int]], gap: Edit
) -> Iterator[Reworded]:
    a0, a1, b0, b1 = gap
    pairs = [(a + a0, b + b0) for a, b in _paired(texts[0][a0:a1], texts[1][b0:b1])]
    a, b = a0, b0
    for here, there in [*pairs, (a1, b1)]:
        last = here == len(texts[0])
        # What was written anew is told beside what stood there, the rest paragraph by paragraph.
        both = min(here - a, there - b)
        for n in range(both):
            old = starts[0][a + n], starts[0][a + n + 1] - 1
            yield Reworded(old, (starts[1][b + n], starts[1][b + n + 1] - 1), whole=True)
        for n in range(a + both, here):
            at = starts[1][there] - last
            yield Reworded(_lone(starts[0], n, last=last), (at, at), whole=True)
        for n in range(b + both, there):
            at = starts[0][here] - last
            yield Reworded((at, at), _lone(starts[1], n, last=last), whole=True)
        if (here, there) != (a1, b1):
            by = starts[0][here], starts[1][there]
            for one in _within(texts[0][here], texts[1][there]):
                yield _shifted(one, by)
        a, b = here + 1, there + 1


def _lone(starts: Sequence[int], number: int, *, last: bool) -> tuple[int, int]:
    """A paragraph with the line feed behind it, at the end of a text with the one before."""
    return starts[number] - last, starts[number + 1] - last


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which paragraphs are the same ones, corrected: the most alike, in their order."""
    from rapidfuzz.distance import Indel

    if _too_much(old, new):
        return []
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [
        [Indel.normalized_similarity(one, other, score_cutoff=ALIKE) for other in new]
        for one in old
    ]
    for a in range(len(old) - 1, -1, -1):
        for b in range(len(new) - 1, -1, -1):
            both = best[a + 1][b + 1] + alike[a][b] if alike[a][b] else 0.0
            best[a][b] = max(both, best[a + 1][b], best[a][b + 1])
    found, a, b = [], 0, 0
    while a < len(old) and b < len(new):
        if alike[a][b] and best[a][b] == best[a + 1][b + 1] + alike[a][b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return found


def _within(old: str, new: str) -> Iterator[Reworded]:
    """The edits of a paragraph, each from where a reader would begin it."""
    done = 0, 0
    for edit in _tidied(old, new, edits(old, new)):
        a0, a1, b0, b1 = _slid(old, new, edit, done)
        done = a1, b1
        yield Reworded((a0, a1), (b0, b1))


def _tidied(old: str, new: str, found: Sequence[Edit]) -> list[Edit]:
    """Edits with less between them than they change on either side, as one."""
    made: list[Edit] = []
    for edit in found:
        while made:
            last = made[-1]
            between = edit[0] - last[1]
            size = min(max(e[1] - e[0], e[3] - e[2]) for e in (last, edit))
            if between >= size or "\n" in old[last[1] : edit[0]]:
                break
            made.pop()
            edit = (last[0], edit[1], last[2], edit[3])  # noqa: PLW2901
        made.append(edit)
    return [e for e in made if old[e[0] : e[1]] != new[e[2] : e[3]]]


def _slid(old: str, new: str, edit: Edit, done: tuple[int, int]) -> Edit:
    """What was only taken away or only added, from the beginning of its sentence where it may be."""
    a0, a1, b0, b1 = edit
    if (a0 == a1) == (b0 == b1):
        return edit
    text, start, stop = (old, a0, a1) if a1 > a0 else (new, b0, b1)
    for back in range(min(stop - start, a0 - done[0] + 1, b0 - done[1] + 1)):
        if start - back == 0 or text[start - back - 1] in _ENDS:
            return (a0 - back, a1 - back, b0 - back, b1 - back)
        if text[start - back - 1] != text[stop - back - 1]:
            break
    return edit


def _with_moves(found: Sequence[Reworded], old: str, new: str) -> list[Reworded]:
    """Paragraphs that went here and came there as moves."""
    from rapidfuzz.distance import Indel

    gone = [r for r in found if r.whole and r.new[0] == r.new[1]]
    came = [r for r in found if r.whole and r.old[0] == r.old[1]]
    if len(gone) * len(came) > PAIRS:
        return list(found)
    moved: list[Reworded] = []
    used: set[Reworded] = set()
    for one in gone:
        words = old[slice(*one.old)].strip("\n")
        if len(words) < MOVED_LEAST:
            continue
        scored = [
            (Indel.normalized_similarity(words, new[slice(*two.new)].strip("\n")), -n, two)
            for n, two in enumerate(came)
            if two not in used
        ]
        score, _, other = max(scored, key=lambda row: row[:2], default=(0.0, 0, one))
        if score >= STILL:
            used |= {one, other}
            moved.append(Reworded(one.old, other.new, whole=True, moved=True))
    return [r for r in found if r not in used] + moved
