"""Pages that copy fills: more layouts by smaller heads, none of them worse than what there is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
import yaml

from presslayout.edition import codec
from presslayout.flow.arrange.abreast import MOST
from presslayout.flow.arrange.choose import arranged, choices, taking
from presslayout.flow.arrange.dress import Billed, slot
from presslayout.flow.arrange.idea import WANTED
from presslayout.flow.arrange.offers import NEAR
from presslayout.flow.arrange.score import FLOOR
from presslayout.flow.compose import compose, desks
from presslayout.issue.moving import pinned
from presslayout.issue.page_parts import Pin
from presslayout.issue.template import PLAIN, SMALL, Dress, Range
from tests import kit
from tests.golden import choosing
from tests.golden.choosing import MEADOW, PATH, SEEDS, STREAM, Given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.edition.record import Composition
    from presslayout.flow.arrange.choice import Choice
    from presslayout.issue.workspace import Loaded

# Sets as they come in: three quarters of the area is text.
CLOSE: dict[str, tuple[str, tuple[Given, ...]]] = {
    "无图": ("四开-头版", (
        Given("小学操场铺上了塑胶", 1281, deck="记者走访七个乡镇见到的事"),
        Given("渡口最后一任船工", 1191),
        Given("水库清淤今冬开工", 539),
        Given("山里来了放映队", 360),
    )),
    "八稿": ("四开-末版四稿", tuple(
        Given(head, count)
        for head, count in zip(
            ("三条山沟的清水账从头算到尾", "县医院开通夜间门诊", "旧书摊搬进文化站", "老戏台修好了",
             "村里装了第一部电梯", "乡道拓宽两米", "两块钱的早饭还在卖", "明日有雨"),
            (620, 522, 414, 389, 346, 343, 321, 198), strict=True,
        )
    )),
    "有图": ("四开-末版四稿", (
        Given("粮价周报", 1401, (SEEDS, PATH)),
        Given("一座桥等了三十年", 886),
        Given("乡道拓宽两米", 588),
        Given("渡口最后一任船工", 464),
    )),
    "对开": ("对开-要闻", (
        Given("代表走访三十六个村", 2874),
        Given("种茶人家的算盘", 2289, (MEADOW,)),
        Given("寄一封信要走多远", 1097),
        Given("河边的人", 1013),
    )),
    "溪边": ("四开-头版", (
        Given("河边的人", 1875, (STREAM,)),
        Given("寄一封信要走多远", 1474, (PATH,)),
    )),
}  # fmt: skip


@cache
def offered(name: str) -> tuple[Loaded, tuple[Choice, ...]]:
    loaded = choosing.made(name, *CLOSE[name])
    page = loaded.issue.pages[0]
    return loaded, tuple(choices(loaded, page, desks(loaded, kit.NEWSPRINT)[1], 6))


def page_of(loaded: Loaded, one: Choice) -> Composition:
    return compose(taking(loaded, loaded.issue.pages[0], one), kit.NEWSPRINT)


def small(one: Choice) -> list[bool]:
    return [where.head_small for _, where in one.slots]


# One test a set: what is asked of it is asked of the same offers, and finding those is what it takes.
@pytest.mark.slow
@pytest.mark.parametrize("name", CLOSE)
def test_a_close_page_has_offers_that_are_level_near_the_best_and_say_what_was_done(
    name: str,
) -> None:
    loaded, found = offered(name)
    if name != "溪边":
        assert len({one.idea for one in found}) == len(found) == len(WANTED)
    # Heads of a page are all small or none, and it is said.
    assert name == "八稿" or any(any(small(one)) for one in found)
    for one in found:
        told = page_of(loaded, one).pages[0].stories
        assert not any(r.overset.lines or r.underset_lines for r in told)
        assert len(set(small(one))) == 1
        said = any(text.zh == "版面紧，题用小一档" for text in one.faults)
        assert said == small(one)[0]
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    # Heads that are not on one line cost the best page so much at most.
    assert all(score >= min(FLOOR, scores[0] - NEAR - MOST) for score in scores)


@pytest.mark.slow
def test_small_heads_that_are_pinned_are_those_that_were_offered() -> None:
    loaded, found = offered("无图")
    page, one = loaded.issue.pages[0], next(one for one in found if small(one)[0])
    pins = tuple(_pin(name, where) for name, where in one.slots)
    text = pinned(
        f"版面:\n  - 版次: {page.number}\n    模板: 甲\n    稿件: []\n", page.number, pins
    )
    assert text is not None
    rows = yaml.safe_load(text)["版面"][0]["版式"]
    assert all(row["小题"] == "是" for row in rows)
    again = replace(loaded.issue, pages=(replace(page, pinned=pins),))
    kept = compose(arranged(replace(loaded, issue=again), kit.NEWSPRINT), kit.NEWSPRINT)
    assert codec.dumps(kept.edition) == codec.dumps(page_of(loaded, one).edition)


def _pin(name: str, where: object) -> Pin:
    from presslayout.issue.template import Slot

    assert isinstance(where, Slot)
    form = Dress(where.split, where.frame, where.head_side, where.photo_columns,
                 where.head_over, where.head_small)  # fmt: skip
    return Pin(name, where.rows, where.columns, kit.HERE, parts=where.parts, form=form)


def test_small_heads_are_smaller_whatever_rank_and_width_and_the_lead_keeps_twice_the_next() -> (
    None
):
    loaded = choosing.made("无图", *CLOSE["无图"])
    desk = desks(loaded, kit.NEWSPRINT)[1]
    tales = loaded.issue.pages[0].stories

    def sizes(form: Dress, columns: int) -> Sequence[tuple[int, int]]:
        place = (Range((1, 30), (1, columns)),)
        heads = [slot("?", Billed(t, n), place, desk, form).heads for n, t in enumerate(tales)]
        return [(one.headline.smallest, one.headline.largest) for one in heads]

    for columns in range(1, 7):
        plain, less = sizes(PLAIN, columns), sizes(SMALL, columns)
        assert all(a < b for one, other in zip(less, plain, strict=True)
                   for a, b in zip(one, other, strict=True))  # fmt: skip
        if columns > 1:
            assert less[0][1] >= 2 * less[1][1]
