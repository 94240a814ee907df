"""Paths as pathops has them into segments that a page has."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pathops

from presslayout.base.values import field, mutable

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.base.units import Length


def outline(
    drawn: Any, place: Callable[[float, float], tuple[Length, Length]]
) -> tuple[tuple[str | Length, ...], ...]:
    """The segments of skia's path as a Shape has them, its points brought to where `place` says."""
    made = _Outline()
    at = (0.0, 0.0)
    for verb, points in drawn:
        if verb == pathops.PathVerb.MOVE:
            made.finish()
            made.part.append(("M", *place(*points[0])))
        elif verb == pathops.PathVerb.LINE:
            made.part.append(("L", *place(*points[0])))
        elif verb == pathops.PathVerb.QUAD:
            (x, y), (cx, cy), (ex, ey) = at, points[0], points[1]
            one = place(x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3)
            two = place(ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3)
            made.part.append(("C", *one, *two, *place(ex, ey)))
        elif verb == pathops.PathVerb.CUBIC:
            made.part.append(("C", *(n for point in points for n in place(*point))))
        elif verb == pathops.PathVerb.CLOSE:
            made.part.append(("Z",))
        else:
            raise ValueError(f"path verb {verb}")
        if points:
            at = points[-1]
    made.finish()
    return tuple(made.done)


@mutable
class _Outline:
    """A path's segments as a Shape has them; lines without any area are left out."""

    done: list[tuple[str | Length, ...]] = field(default_factory=list)
    part: list[tuple[str | Length, ...]] = field(default_factory=list)

    def finish(self) -> None:
        """End a part: viewers draw a hair line where an area has no width."""
        points = [(int(s[n]), int(s[n + 1])) for s in self.part for n in range(1, len(s), 2)]
        if points:
            (x, y), *others = points
            spokes = [(u - x, v - y) for u, v in others]
            if any(a * d != b * c for (a, b), (c, d) in pairwise(s for s in spokes if any(s))):
                self.done += self.part
        self.part = []
