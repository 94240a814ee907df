"""What `explain` says of a slot holds when copy of that length is set."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.edition.steps import Step
from presslayout.flow.capacity import roughly
from presslayout.flow.compose import compose
from presslayout.flow.explain import slots, stories, unused
from tests import kit

if TYPE_CHECKING:
    from presslayout.issue.template import Slot

HAN = "山水林田湖草沙云岭县护路人清晨走过石桥看见雾从谷底升起来他们沿着石阶往上一路听见溪声"


def paragraph(rnd: random.Random, count: int) -> str:
    made = ""
    while len(made) < count:
        made += "".join(rnd.choice(HAN) for _ in range(rnd.randint(5, 14))) + "，"
    return made[: count - 2] + "人。"


def texts(rnd: random.Random, count: int, paragraphs: int) -> list[str]:
    weights = [rnd.uniform(0.5, 1.5) for _ in range(paragraphs)]
    sizes = [max(int(count * w / sum(weights)), 12) for w in weights]
    sizes[-1] += count - sum(sizes)
    return [paragraph(rnd, max(size, 12)) for size in sizes]


@pytest.mark.parametrize(
    ("slot", "count", "paragraphs"),
    [
        (kit.slot("头条", (1, 40), split=4), 2150, 20),
        (kit.slot("头条", (1, 30), (1, 3)), 800, 7),
    ],
)
def test_copy_within_the_limits_ends_level(slot: Slot, count: int, paragraphs: int) -> None:
    rnd = random.Random(7)
    design = kit.template(slot)
    tale = kit.story("A", "头条", *texts(rnd, count, paragraphs))
    (told,) = slots(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    least, most = told.capacity.least, told.capacity.most
    assert least < count < most
    assert (most - least) * 100 >= 6 * most
    level = tried = 0
    for wanted in (least, (least + most) // 2, most):
        for by in (-2, 0, 2):
            again = kit.story("A", "头条", *texts(rnd, wanted, paragraphs + by))
            loaded = kit.loaded({"t": design}, kit.page(1, "t", again))
            record = compose(loaded, kit.NEWSPRINT).pages[0].stories[0]
            tried += 1
            level += not record.overset.chars and not record.underset_lines
    assert level >= tried - 1


def test_copy_far_outside_the_limits_does_not_fit() -> None:
    rnd = random.Random(7)
    design = kit.template(kit.slot("头条", (1, 30), (1, 3)))
    tale = kit.story("A", "头条", *texts(rnd, 800, 7))
    (told,) = slots(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    for wanted in (told.capacity.least * 8 // 10, told.capacity.most * 12 // 10):
        again = kit.story("A", "头条", *texts(rnd, wanted, 7))
        loaded = kit.loaded({"t": design}, kit.page(1, "t", again))
        record = compose(loaded, kit.NEWSPRINT).pages[0].stories[0]
        assert record.overset.chars or record.underset_lines


def test_an_empty_slot_has_limits_too() -> None:
    design = kit.template(kit.slot("头条", (1, 40)), kit.slot("二条", (42, 70)))
    tale = kit.story("A", "头条", *texts(random.Random(1), 2000, 20))
    told = list(slots(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT))
    assert [(s.slot, s.story) for s in told] == [("头条", "A"), ("二条", "")]
    assert told[1].capacity.least > 0
    assert told[1].chars == 0


def test_reasons_name_place_size_and_what_would_fit() -> None:
    design = kit.template(kit.slot("头条", (1, 20), split=4))
    tale = kit.story("A", "头条", *texts(random.Random(1), 2000, 20))
    loaded = kit.loaded({"t": design}, kit.page(1, "t", tale))
    composition = compose(loaded, kit.NEWSPRINT)
    (told,) = stories(loaded, composition)
    said = "\n".join(why.zh for why in told.why)
    over = composition.pages[0].stories[0].overset
    assert "行 1-20，栏 1-6，破栏 4" in said
    assert f"多 {over.lines} 行（{over.chars} 字）" in said
    assert "省一行" in said


def test_a_low_slot_of_six_short_columns_holds_what_is_said_of_it() -> None:
    """Its narrow measure gives little, so a row or a character's width has to."""
    rnd = random.Random(3)
    steps = (
        *kit.template().fit_order,
        Step.SUBHEAD_ROWS,
        Step.HEAD_COLUMNS,
        Step.SLOT_ROWS,
        Step.COLUMN_WIDTH,
    )
    design = replace(kit.template(kit.slot("头条", (1, 20))), fit_order=steps)
    tale = kit.story("A", "头条", *texts(rnd, 950, 9))
    (told,) = slots(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    level = 0
    for _ in range(15):
        count = rnd.randint(told.capacity.least, told.capacity.most)
        again = kit.story("A", "头条", *texts(rnd, count, 9 + rnd.randint(-2, 2)))
        loaded = kit.loaded({"t": design}, kit.page(1, "t", again))
        record = compose(loaded, kit.NEWSPRINT).pages[0].stories[0]
        level += not record.overset.chars and not record.underset_lines
    assert level >= 14


def test_what_no_slot_takes_and_no_story_fills_is_said() -> None:
    design = kit.template(kit.slot("头条", (1, 30), (1, 5)), kit.slot("二条", (32, 76), (1, 5)))
    tale = kit.story("A", "头条", *texts(random.Random(1), 900, 9))
    said = [one.zh for one in unused(kit.loaded({"t": design}, kit.page(1, "t", tale)))]
    assert said == ["第1版：行 31 没有版位", "第1版：栏 6 没有版位", "第1版：版位「二条」空着"]


@pytest.mark.parametrize(
    "slot",
    [
        kit.slot("头条", (1, 40), split=4),
        kit.slot("头条", (1, 60), split=4),
        kit.slot("头条", (1, 30), (1, 3)),
        kit.slot("头条", (1, 22), (1, 3), split=2, frame=6350),
        kit.slot("头条", (1, 60), split=4, head_side="left"),
    ],
)
def test_what_is_reckoned_from_the_grid_is_within_what_fitting_finds(slot: Slot) -> None:
    design = kit.template(slot)
    about = roughly(design, slot)
    tale = kit.story("A", "头条", *texts(random.Random(3), about, max(about // 110, 3)))
    (told,) = slots(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    assert about % 10 == 0
    assert told.capacity.least * 95 // 100 <= about <= told.capacity.most * 105 // 100


@pytest.mark.parametrize("seed", [5, 7, 10])
def test_a_slot_whose_head_gives_no_rows_holds_copy_all_the_same(seed: int) -> None:
    """Few ways to part copy into paragraphs fill it: what fitting gives beyond them counts, too."""
    rnd = random.Random(seed)
    own = [step for step in kit.template().fit_order if step is not Step.HEAD_ROWS]
    more = (Step.HEAD_COLUMNS, Step.BYLINE_END, Step.SLOT_ROWS, Step.COLUMN_WIDTH)
    steps = tuple(dict.fromkeys((*own, Step.SUBHEAD_ROWS, *more)))
    design = replace(kit.template(kit.slot("头条", (1, 19), split=4)), fit_order=steps)
    tale = kit.story("A", "头条", *texts(rnd, 880, rnd.randint(8, 12)))
    (told,) = slots(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    least, most = told.capacity.least, told.capacity.most
    assert (most - least) * 100 >= 16 * most
    level = 0
    for number in range(10):
        middle = (least + most) // 2
        count = middle * rnd.randint(92, 108) // 100
        again = kit.story("A", "头条", *texts(rnd, count, 8 + number % 4))
        loaded = kit.loaded({"t": design}, kit.page(1, "t", again))
        record = compose(loaded, kit.NEWSPRINT).pages[0].stories[0]
        level += not record.overset.chars and not record.underset_lines
    assert level >= 8
