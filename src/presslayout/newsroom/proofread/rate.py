"""编校差错率: errors of a log in ten thousand of the characters checked, by the published method.

The characters are those that the type areas hold, photos at a share of theirs, decorative pictures
at a smaller one.  Exact decimals.  What is counted hangs on no order of the log.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.issue.kinds import Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from presslayout.edition.record import PageRecord
    from presslayout.issue.read_rate import Kind, Logged, Method
    from presslayout.issue.template import Template

TEN_THOUSAND = 10_000
SEVERAL, MANY = 2, 5


@frozen
class Counted:
    """An error of the log and what it counts; 0 where the same one was counted often enough."""

    error: Logged
    counts: Decimal


@frozen
class Rate:
    """The errors, their sum, the characters, errors in ten thousand, and whether that passes."""

    counted: tuple[Counted, ...]
    errors: Decimal
    chars: int
    rate: Decimal
    passes: bool


def rate(log: Sequence[Logged], chars: int, method: Method) -> Rate:
    """The rate of a log over so many characters (more than none).

    Of errors that repeat the gravest count.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    sums: dict[str, Decimal] = {}
    worths = [_worth(error, method) for error in log]
    for place in sorted(range(len(log)), key=lambda place: -worths[place]):
        error = log[place]
        kind = method.kinds.get(error.kind)
        if error.wrong and (kind is None or kind.words):
            same = (error.kind, error.wrong, error.right)
            seen[same] += 1
            if seen[same] > method.repeated:
                worths[place] = Decimal(0)
        if kind is not None and kind.most is not None:
            spent = sums.get(error.kind, Decimal(0))
            worths[place] = min(worths[place], kind.most - spent)
            sums[error.kind] = spent + worths[place]
    counted = tuple(Counted(error, worth) for error, worth in zip(log, worths, strict=True))
    errors = sum(worths, Decimal(0))
    share = errors * TEN_THOUSAND / chars
    return Rate(counted, errors, chars, share, share <= method.limit)


def checked_chars(
    pages: Iterable[PageRecord],
    templates: Mapping[str, Template],
    method: Method,
    decorative: frozenset[tuple[str, str]] = frozenset(),
) -> int:
    """版面字数: the cells of each type area, of which a photo's count at the method's share.

    `decorative` are the pictures that are no works, by story and file.  What the house draws in
    ornaments is none, either; its masthead, and advertisements, are read and count in full.
    """
    whole = 0
    for page in pages:
        template = templates[page.template]
        cell = template.body.size * template.body.leading
        drawn = {slot.file for slot in template.slots if slot.content == Content.ORNAMENT}
        off = 0
        for photo in page.photos:
            share = 100
            if (photo.story, photo.file) in decorative or (not photo.story and photo.file in drawn):
                share = method.decorative
            elif photo.story:
                share = method.photos
            off += photo.box.width * photo.box.height * (100 - share)
        whole += template.cells * template.rows - off // (100 * cell)
    return whole


def _worth(error: Logged, method: Method) -> Decimal:
    kind = method.kinds.get(error.kind)
    one = error.counts
    if one is None:
        assert kind is not None
        one = _by_length(kind, error.chars)
    words = kind is None or kind.words
    doubled = error.important or (words and error.part in method.parts)
    return one * method.important if doubled else one


def _by_length(kind: Kind, chars: int) -> Decimal:
    if chars < SEVERAL:
        return kind.each
    return kind.some if chars <= MANY else kind.many
