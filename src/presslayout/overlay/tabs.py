"""Where the numbers of findings stand: before a line, over a vertical one, beside a story, at a photo.

Findings at one place have one tab.  A number covers nothing that is read.
"""

from __future__ import annotations

from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import frozen
from presslayout.edition.locate import lines_seen
from presslayout.overlay.labels import PAD, tabbed
from presslayout.overlay.looks import SMALLEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.locate import LinesSeen
    from presslayout.edition.page import Page
    from presslayout.overlay.page_remarks import Finding

_BAR = pt("1.6")
# A frame as high as so many tabs has its number inside.
_ROOMY = 4
# So many numbers of one line stand one under the other rather than small.
_STACKED = 3
# A tab makes way for so many before it: a page has no room for more.
_NEAR = 200


class Stands(Enum):
    """How a number stands to its place."""

    BEFORE, OVER, BESIDE, INSIDE = range(4)


@frozen
class Place:
    """A line (its left end, its height), a vertical line, a story or an area, and where the number is."""

    stands: Stands
    box: Box


@frozen
class Tab:
    """What stands on a tab, where, how large; and the findings that it is of, by number."""

    says: str
    box: Box
    size: Length
    findings: tuple[tuple[int, Finding], ...]


def tabs(page: Page, letters: Lettering, found: Sequence[Finding], size: Length) -> tuple[Tab, ...]:
    """The tabs of the findings that have a place; no two on one another."""
    lines = lines_seen(page)
    places: dict[Place, list[tuple[int, Finding]]] = {}
    for number, one in enumerate(found, 1):
        if one.boxes:
            places.setdefault(_place(lines, one, size), []).append((number, one))
    made: list[Tab] = []
    for place, own in places.items():
        for part in _parted(letters, lines, place, (own, size)):
            says = _says(part)
            wanted, fitting = _wanted(page, letters, lines, (place, says, size))
            of = tuple(one for run in part for one in run)
            made.append(Tab(says, _free(wanted, made, place), fitting, of))
    return tuple(made)


def bar(page: Page, box: Box, size: Length) -> Box:
    """The bar beside a story; on its left there are the numbers of its lines, too."""
    away = 2 * PAD if right_of(page, box) else 2 * PAD + 2 * size
    x = box.right + away if right_of(page, box) else box.x - away - _BAR
    return Box(x, box.y, _BAR, box.height)


def right_of(page: Page, box: Box) -> bool:
    """Whether what is said of a box stands to the right of the page."""
    return box.x + box.width // 2 > page.width // 2


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes have ground in common."""
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


def said_of(numbers: Sequence[int]) -> str:
    """Numbers one after the other as people write them: 6, 6–8."""
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"


def _says(part: Sequence[Sequence[tuple[int, Finding]]]) -> str:
    return "·".join(said_of([number for number, _ in run]) for run in part)


def _parted(
    letters: Lettering,
    lines: LinesSeen,
    place: Place,
    told: tuple[Sequence[tuple[int, Finding]], Length],
) -> list[list[list[tuple[int, Finding]]]]:
    """What of the findings of a place stands on one tab, in runs.

    One under the other where there is room: beside a story, and before a line whose gap is too
    narrow for all of them.
    """
    own, size = told
    runs = list(_runs(own))
    if place.stands is Stands.BESIDE:
        return [[run] for run in runs]
    narrow = (
        place.stands is Stands.BEFORE
        and 1 < len(own) <= _STACKED
        and tabbed(letters, _says(runs), (0, 0), size).width > _room(lines, place)
    )
    return [[[one]] for one in own] if narrow else [runs]


def _room(lines: LinesSeen, place: Place) -> Length:
    return lines.room(place.box.x, place.box.y, place.box.bottom) - 2 * PAD


def _runs(own: Sequence[tuple[int, Finding]]) -> Iterator[list[tuple[int, Finding]]]:
    """The findings of a place, those with numbers one after the other together."""
    for _, group in groupby(enumerate(own), key=lambda pair: pair[1][0] - pair[0]):
        yield [one for _, one in group]


def _place(lines: LinesSeen, one: Finding, size: Length) -> Place:
    box = one.boxes[0]
    if one.beside:
        return Place(Stands.BESIDE, box)
    if one.area:
        return Place(Stands.INSIDE if box.height >= _ROOMY * size else Stands.OVER, box)
    upright = lines.over(box)
    if upright is not None:
        return Place(Stands.OVER, upright)
    return Place(Stands.BEFORE, Box(lines.start(box), box.y, 0, box.height))


def _wanted(
    page: Page, letters: Lettering, lines: LinesSeen, told: tuple[Place, str, Length]
) -> tuple[Box, Length]:
    """The tab where it wants to stand; before a line it is no larger than the room there."""
    place, says, size = told
    box = place.box
    wanted = tabbed(letters, says, (box.x, box.y), size)
    match place.stands:
        case Stands.INSIDE:
            return wanted, size
        case Stands.OVER:
            return Box(box.x, box.y - wanted.height, wanted.width, wanted.height), size
        case Stands.BESIDE:
            side = bar(page, box, size)
            x = side.right if right_of(page, box) else side.x - wanted.width
            # What stands in the pen margin stays clear of it.
            x = max(PAD, min(x, page.width - wanted.width - PAD))
            return Box(x, box.y, wanted.width, wanted.height), size
        case Stands.BEFORE:
            room = _room(lines, place)
            if wanted.width > room:
                inner = max(wanted.width - 2 * PAD, 1)
                size = max(SMALLEST, size * max(room - 2 * PAD, 0) // inner)
            wanted = tabbed(letters, says, (0, 0), size)
            y = box.y + (box.height - wanted.height) // 2
            return Box(box.x - PAD - wanted.width, y, wanted.width, wanted.height), size


def _free(wanted: Box, taken: Sequence[Tab], place: Place) -> Box:
    """The tab moved past those that are there: over a line upwards, else down."""
    up = place.stands is Stands.OVER
    near = [one.box for one in taken[-_NEAR:]]
    for other in sorted(near, key=lambda box: -box.bottom if up else box.y):
        if meet(wanted, other):
            y = other.y - wanted.height - PAD // 3 if up else other.bottom + PAD // 3
            wanted = Box(wanted.x, y, wanted.width, wanted.height)
    return wanted
