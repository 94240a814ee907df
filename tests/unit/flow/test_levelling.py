"""A story that cannot end level stands in what is nearest, and little else is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.edition.steps import Step
from presslayout.flow import levelling, pour
from presslayout.flow.desks import desks
from presslayout.flow.fit import POCKET_ROWS, bounds, pockets
from presslayout.flow.job import WAYS, job, layouts, pieces
from presslayout.flow.telling import Telling
from tests import kit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.flow.fit import Geometry
    from presslayout.flow.work import Job, Layout

ALL = tuple(Step)
STILL = tuple(step for step in Step if step != Step.PICTURE_POSITION)
PHOTOS = (
    "images/aitzgorri_by_Aitzol_Berasategi.jpg",
    "images/friends_by_Aitzol_Berasategi.jpg",
    "images/seeding_by_Clements_Engelhardt.jpg",
)


def work(rows: int, photos: int, sentences: int, steps: tuple[Step, ...] = ALL) -> Job:
    """A story of so many sentences in a slot of six columns of so many rows."""
    design = replace(kit.template(kit.slot("头条", (1, rows))), fit_order=steps)
    shown = tuple(kit.photo(file) for file in PHOTOS[:photos])
    text = "云岭的晨雾从谷底升起来，沿着石阶往上走，一路听得见溪声。" * sentences
    tale = kit.story("A", "头条", text, photos=shown)
    loaded = kit.loaded({"t": design}, kit.page(1, "t", tale))
    return job(design.slots[0], Telling(tale), desks(loaded, kit.NEWSPRINT)[1])


def gone_through(work: Job, least: int) -> Layout | None:
    """The nearest layout, found by looking at all that there are."""
    fewest, most = bounds(pieces(work, at_end=False))
    columns, rows = len(work.area.columns), work.area.rows

    def lack(geometry: Geometry) -> tuple[int, int]:
        free = pockets(geometry, columns, rows)
        if not free:
            return pour.NO_PLACE, geometry.cost
        spare = sum(p.rows for p in free) - fewest
        shallow = sum(pour.SHALLOW for p in free if p.rows < POCKET_ROWS)
        return (spare if spare >= 0 else pour.LINE_LOST * -spare) + shallow, geometry.cost

    for away in levelling.AWAY:
        room = max(fewest - away, least), most + away
        offered = [
            one
            for narrow, resized in WAYS
            for one in layouts(work, room, at_end=False, narrow=narrow, resized=resized)
        ]
        if offered:
            return min(offered, key=lambda one: lack(one.geometry))
    return None


@pytest.mark.parametrize("steps", [ALL, STILL])
@pytest.mark.parametrize("photos", [0, 1, 2])
@pytest.mark.parametrize(
    ("rows", "sentences", "least"),
    [(28, 4, 0), (24, 1, 0), (14, 60, 0), (30, 40, 0), (8, 30, 0), (8, 30, -levelling.BOUNDLESS)],
)
def test_the_nearest_is_that_of_all(
    rows: int, photos: int, sentences: int, least: int, steps: tuple[Step, ...]
) -> None:
    one = work(rows, photos, sentences, steps)
    found = levelling._nearest(one, at_end=False, least=least)
    wanted = gone_through(one, least)
    assert (found and found[2]) == wanted


@pytest.mark.parametrize("rows", [66, 67])
def test_copy_that_fills_a_corner_of_its_slot_is_not_tried_in_every_way(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Layout] = []

    def counted(*asked: object, **manner: object) -> Iterator[Layout]:
        for one in layouts(*asked, **manner):  # type: ignore[arg-type]
            made.append(one)
            yield one

    monkeypatch.setattr(levelling, "layouts", counted)
    found, poured, _ = levelling.settle(work(rows, 3, 4))
    assert poured.empty > rows
    assert not found.left_out
    # There are 105,938 where the slot has 66 rows.
    assert 0 < len(made) < 5_000


def test_the_places_of_a_resized_photo_are_found_once() -> None:
    from presslayout.flow import inserts

    one = work(40, 2, 4)
    for _ in range(2):
        before = inserts._placings.cache_info().misses
        assert any(True for _ in layouts(one, (0, 10_000), resized=True, at_end=False))
        again = inserts._placings.cache_info().misses - before
    assert not again
