"""The operators of streams that a page draws again and again, read once for all of the page.

A proof sets a stamp for every comment, a pattern its cell for every tile.  What is kept is bounded,
and given back when the page is over; what reading took is told, so that whoever counts work counts
the same for what was known.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import damage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.preflight.pdf.pdfobject import Instruction, Operands, PdfObject

    # An operator and what stands before it, or how pikepdf has both where they have not been asked.
    Step = tuple[str, Operands] | Instruction

# What reading may have taken (see bulk.Meter) of all that is kept at once: a quarter of a megabyte
# of content, which becomes some twenty of objects.
MOST = 30_000_000


@dataclass(slots=True)
class _Known:
    steps: Sequence[Step]
    took: int
    is_opened: bool = False


@dataclass(slots=True)
class KnownStreams:
    """Streams by their numbers in the file, each with what reading it took."""

    left: int
    _known: dict[tuple[int, int], _Known] = field(default_factory=dict)

    def of(self, stream: PdfObject) -> tuple[Sequence[Step], int] | None:
        """The operators of a stream that was read before, and what that took."""
        known = self._known.get(stream.objgen)
        if known is None:
            return None
        if not known.is_opened:
            known.steps, known.is_opened = _opened(known.steps), True
        return known.steps, known.took

    def keep(self, stream: PdfObject, steps: Sequence[Step], took: int) -> None:
        """Keep a stream's operators where there is room for them."""
        if stream.is_indirect and took <= self.left:
            self.left -= took
            self._known[stream.objgen] = _Known(steps, took)


_AT_HAND: ContextVar[KnownStreams | None] = ContextVar("_AT_HAND", default=None)


@contextmanager
def at_hand(*, anew: bool) -> Iterator[KnownStreams]:
    """What is kept of the page under way; of nothing yet where one begins, `anew`."""
    known = _AT_HAND.get()
    if known is not None and not anew:
        yield known
        return
    made = KnownStreams(MOST)
    before = _AT_HAND.set(made)
    try:
        yield made
    finally:
        _AT_HAND.reset(before)


def _opened(steps: Sequence[Step]) -> Sequence[Step]:
    """Each operator with what stands before it; as they were where one of them holds a picture."""
    import pikepdf

    opened: list[Step] = []
    try:
        for one in steps:
            if isinstance(one, (tuple, pikepdf.ContentStreamInlineImage)):
                return steps
            opened.append((texts.operator(one), list(one.operands)))
    except damage():
        # Whoever comes to it is told.
        return steps
    return opened
