"""What soft masks let through, drawn once for a mask that is set again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import distinct

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PIL.Image import Image

    from presslayout.preflight.pdf.bulk import Meter

# Pixels that are kept: masks of some thirty broadsheets.
_MOST = 50_000_000


@distinct
class _Opacity:
    image: Image
    work: int


class Opacities:
    """The opacities of a page, those that were asked for last."""

    def __init__(self, work: Meter) -> None:
        """Drawing one is at the charge of `work`."""
        self._work = work
        self._known: dict[Hashable, _Opacity] = {}
        self._kept = 0

    def of(self, which: Hashable, drawn: Callable[[], Image], *, anew: bool) -> Image:
        """An opacity, drawn where it is not known.

        Whoever asks `anew` pays as if it were drawn: a file takes as much, kept or not.
        """
        known = self._known.pop(which, None)
        if known is None:
            before = self._work.left
            known = _Opacity(drawn(), before - self._work.left)
            self._kept += _pixels(known)
        elif anew:
            self._known[which] = known
            self._work.spend(known.work)
        self._known[which] = known
        while self._kept > _MOST and len(self._known) > 1:
            oldest = next(iter(self._known))
            self._kept -= _pixels(self._known.pop(oldest))
        return known.image


def _pixels(one: _Opacity) -> int:
    return one.image.width * one.image.height
