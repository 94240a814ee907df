"""Headlines of random lengths over slots of all widths: none ends in a crumb."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from presslayout.edition.page import Glyphs
from presslayout.edition.steps import Step
from presslayout.flow.compose import compose
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.page import Page
    from presslayout.edition.record import Composition

HAN = "山水林田湖草沙云岭县护路人清晨走过石桥看见雾从谷底升起来他们沿着石阶往上一路听见溪声"
STEPS = (*kit.template().fit_order, Step.HEAD_COLUMNS, Step.SLOT_ROWS, Step.COLUMN_WIDTH)
QUICK = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
# A last line of fewer characters is a crumb.
LEAST = 2


def text(start: int, count: int) -> str:
    """So many characters, a mark after every eighth, the last one a full stop."""
    run = (HAN * (count // len(HAN) + 2))[start % len(HAN) :][:count]
    return "，".join(run[n : n + 8] for n in range(0, count, 8)) + "。"


def rows(page: Page, part: str) -> list[tuple[int, int, str]]:
    """The lines of a part: baseline, left edge, what they say."""
    found: dict[int, list[Glyphs]] = defaultdict(list)
    for block in page.blocks:
        for item in block.items if block.id == f"S0/{part}" else ():
            if isinstance(item, Glyphs):
                found[item.y[0]].append(item)
    made = []
    for y, items in found.items():
        # Columns stand a gutter apart; runs of one line touch.
        run: list[Glyphs] = []
        for item in sorted(items, key=lambda one: one.x[0]):
            if run and item.x[0] - run[-1].x[-1] > 2 * item.size:
                made.append((y, run[0].x[0], "".join(one.text for one in run)))
                run = []
            run.append(item)
        made.append((y, run[0].x[0], "".join(one.text for one in run)))
    return made


def composed(*body: str, columns: int, high: int, headline: str, most: int = 3) -> Composition:
    slot = kit.slot("头条", (1, high), (1, columns), display=kit.heads(22, 40, lines=most))
    design = replace(kit.template(slot), fit_order=STEPS)
    loaded = kit.loaded({"t": design}, kit.page(1, "t", kit.story("S0", "头条", *body,
                                                                 headline=headline)))  # fmt: skip
    return compose(loaded, kit.NEWSPRINT)


@QUICK
@given(st.integers(2, 44), st.integers(1, 6), st.integers(1, 3))
def test_no_headline_ends_in_a_crumb(count: int, columns: int, most: int) -> None:
    """Its last line has two characters and half of the longest line (RULES T3)."""
    body = [text(7 * n, 60) for n in range(columns * 5)]
    headline = (HAN * 2)[:count]
    made = composed(*body, columns=columns, high=60, headline=headline, most=most)
    # A headline that no size of its style holds is an error.
    assume(not any(d.code == "headline-overset" for d in made.diagnostics))
    said = [one for _, _, one in sorted(rows(made.edition.pages[0], "headline"))]
    assert "".join(said) == headline
    if len(said) > 1:
        assert len(said[-1]) >= LEAST
        assert 2 * len(said[-1]) >= max(map(len, said))
