"""Work grows with what it is about: counted, not timed."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, cast

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.edition import locate
from presslayout.edition.page import Block, Glyphs, Page
from presslayout.flow import inserts
from presslayout.flow.area import AskedRows
from presslayout.flow.arrange import choose
from presslayout.flow.fit import Obstacle as Hole
from presslayout.flow.inserts import Insert, Placing
from presslayout.issue.copy.markup import plain
from presslayout.overlay.looks import shortened
from presslayout.typeset.headline import Display, fit
from presslayout.typeset.words import Words, held
from tests import kit
from tests.unit.typeset.desk import SONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.assets.outlines import Lettering
    from presslayout.base.geometry import Box
    from presslayout.flow.bench import Desk
    from presslayout.issue.template import Template


def page(lines: int) -> Page:
    """A part of twenty characters a line; the second glyph has two, the third and the last none."""
    spans = (1, 2, 0, *[1] * 17, 0)
    runs = tuple(
        Glyphs(
            "f", 100, (1,) * 21, tuple(range(0, 2100, 100)), (n * 150,), "字" * 20, spans, n * 20
        )
        for n in range(lines)
    )
    return Page(1, "A01", "", 3000, 150 * lines, 0, (Block("A/body", "body", runs, "A", "body"),))


def test_a_page_is_gone_through_once_for_however_many_findings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[Glyphs] = []
    characters_of = locate.characters_of

    def counted(run: Glyphs) -> Iterator[tuple[int, int, Box]]:
        read.append(run)
        return characters_of(run)

    monkeypatch.setattr(locate, "characters_of", counted)
    one = page(30)
    index = locate.Index((one,))
    cells = [c for run in one.blocks[0].items for c in characters_of(cast("Glyphs", run))]
    for start in range(600):
        found = index.boxes(one, "A", "body", start, start + 1)
        there = [box for at, n, box in cells if at < start + 1 and start < at + n]
        assert found == there[:1]
    assert len(read) == len(one.blocks[0].items)
    assert index.boxes(one, "A", "body", 601, 602) == []


def choices(rnd: random.Random, count: int) -> list[list[Placing]]:
    made = []
    for number in range(count):
        insert = Insert(str(number), "", 1, ((2, 0, 0),), 0)
        holes = [
            Hole(str(number), rnd.randrange(3), rnd.randint(1, 2), top, top + rnd.randint(1, 3))
            for top in rnd.sample(range(8), 4)
        ]
        listed = [
            Placing(insert, hole, 2, "top", rnd.randint(0, 9), 0, hole.span * 2, 1)
            for hole in holes
        ]
        made.append(sorted(listed, key=lambda one: one.cost))
    return made


def test_what_is_pruned_would_have_been_refused() -> None:
    rnd = random.Random(1)
    for count in (0, 1, 2, 3, 4, 3, 4):
        offered = choices(rnd, count)
        wanted = [
            several
            for several in product(*offered)
            if sum(p.cost for p in several) <= 14
            and 2 <= sum(p.cells for p in several) <= 12
            and not any(
                inserts._overlap(a.hole, b.hole)
                for n, a in enumerate(several)
                for b in several[n + 1 :]
            )
        ]
        assert [*inserts._affordable(offered, 14, AskedRows(-12, -2), 0)] == wanted


def test_many_inserts_take_so_many_steps_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Hole] = []
    overlap = inserts._overlap

    def counted(a: Hole, b: Hole) -> bool:
        tried.append(a)
        return overlap(a, b)

    monkeypatch.setattr(inserts, "_overlap", counted)
    # More than three columns of eight rows hold.
    offered = choices(random.Random(2), 30)
    assert [*inserts._affordable(offered, 10_000, AskedRows(-10_000, 0), 0)] == []
    assert len(tried) <= inserts.STEPS * len(offered)


def test_a_headline_that_all_its_lines_cannot_hold_asks_for_no_words() -> None:
    asked: list[str] = []

    def words(text: str) -> frozenset[int]:
        asked.append(text)
        return frozenset(range(1, len(text)))

    for count, lines in ((400, 2), (100, 2), (30, 2)):
        found = fit(
            "山" * count, (SONG,), width=100 * 10, smallest=100, largest=200, max_lines=lines,
            display=Display(words),
        )  # fmt: skip
        assert found is None
    assert [len(text) for text in asked if len(text) > 30] == []


def test_a_label_is_shortened_in_few_measurings() -> None:
    asked: list[str] = []

    class Counted:
        def width(self, text: str, size: int) -> int:
            asked.append(text)
            return len(text) * size

    letters = cast("Lettering", Counted())
    assert shortened(letters, "山" * 10_000, 10, 995) == "山" * 98 + "…"
    assert len(asked) < 20
    assert shortened(letters, "山水", 10, 20) == "山水"
    assert shortened(letters, "山水", 10, 19) == ""
    assert shortened(letters, "山水", 10, 5) == ""


def test_words_of_the_house_are_looked_up_by_the_text() -> None:
    house = ("山乡", "云岭县", "不在", "岭县", "山乡")
    assert held(Words(house), "云岭县的山乡") == ["山乡", "云岭县", "岭县"]
    # The hash of a value is asked for with every line that is fitted: it does not read the list.
    assert hash(Words(house)) == hash(Words())
    assert Words(house) != Words()


@pytest.mark.parametrize(
    "source", ["**山** *水*", " *山* **水**", "**山 *水* 林**", " **山 水* **林**"]
)
def test_asterisks_find_their_partners(source: str) -> None:
    found = plain(source * 3)
    assert found.text.count("山") == 3
    assert all(m.start >= 0 and m.start + m.length <= len(found.text) for m in found.marks)


def test_more_stories_than_a_page_arranges_are_told_before_anything_is_tried() -> None:
    made: Template = kit.template(kit.slot("头条", (4, 76)))
    tales = [
        replace(kit.story(f"S{n}", "", "山"), slot=None) for n in range(choose.MOST_STORIES + 1)
    ]
    spec = kit.page(1, made.name, *tales)
    with pytest.raises(SpecError) as told:
        choose.choices(kit.loaded({made.name: made}, spec), spec, cast("Desk", _NoDesk(made)), 1)
    (one,) = told.value.diagnostics
    assert (one.code, one.story) == ("no-room-left", f"S{choose.MOST_STORIES}")


class _NoDesk:
    def __init__(self, template: Template) -> None:
        self.template = template
