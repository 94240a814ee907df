"""编校差错率: errors of a log in ten thousand of the characters checked, by the published method.

The characters are those that the type areas hold, photos at a share of theirs.  Exact decimals.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.values import frozen

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
    """The rate of a log over so many characters (more than none)."""
    seen: Counter[tuple[str, str, str]] = Counter()
    sums: dict[str, Decimal] = {}
    counted: list[Counted] = []
    for error in log:
        same = (error.kind, error.wrong, error.right)
        if error.wrong:
            seen[same] += 1
        worth = Decimal(0) if seen[same] > method.repeated else _worth(error, method)
        kind = method.kinds.get(error.kind)
        if kind is not None and kind.most is not None:
            worth = min(worth, kind.most - sums.get(error.kind, Decimal(0)))
        sums[error.kind] = sums.get(error.kind, Decimal(0)) + worth
        counted.append(Counted(error, worth))
    errors = sum((one.counts for one in counted), Decimal(0))
    share = errors * TEN_THOUSAND / chars
    return Rate(tuple(counted), errors, chars, share, share <= method.limit)


def checked_chars(
    pages: Iterable[PageRecord], templates: Mapping[str, Template], method: Method
) -> int:
    """版面字数: the cells of each type area, of which a photo's count at the method's share."""
    whole = 0
    for page in pages:
        template = templates[page.template]
        cell = template.body.size * template.body.leading
        off = sum(photo.box.width * photo.box.height for photo in page.photos)
        lost = off * (100 - method.photos) // (100 * cell)
        whole += template.cells * template.rows - lost
    return whole


def _worth(error: Logged, method: Method) -> Decimal:
    kind = method.kinds.get(error.kind)
    one = error.counts
    if one is None:
        assert kind is not None
        one = _by_length(kind, error.chars)
    doubled = error.important or error.part in method.parts
    return one * method.important if doubled else one


def _by_length(kind: Kind, chars: int) -> Decimal:
    if chars < SEVERAL:
        return kind.each
    return kind.some if chars <= MANY else kind.many
