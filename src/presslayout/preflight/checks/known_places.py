"""Faults that somebody was told of already, in better words than the finished file allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import field, frozen
from presslayout.preflight.pdf.matrix import holds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.preflight.pdf.matrix import Corners

# An edition measures letters by their ems and lines without their width, a file what it draws.
_SLACK_PT = 6.0


@frozen
class KnownPlaces:
    """The places of each code on each page of a file, by its number from 1, in points.

    A code of no page (None) has no places.
    """

    places: Mapping[tuple[int | None, str], Sequence[Corners]] = field(default_factory=dict)

    def tells(self, page: int | None, code: str, box: Corners | None = None) -> bool:
        """Whether a fault was told of a place, or of the file as a whole."""
        if box is None:
            return (page, code) in self.places
        return any(holds(place, box, _SLACK_PT) for place in self.places.get((page, code), ()))


NOTHING = KnownPlaces()
