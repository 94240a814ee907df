"""What mends a page that does not end level: a row, a character's width, a filler, a hint."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.edition.page import Glyphs, Shape
from presslayout.edition.steps import Step
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.flow.grid import area
from presslayout.flow.leeway import Slack, others, slack
from presslayout.flow.telling import Telling, chars
from presslayout.issue.issue import Filler, Story
from presslayout.issue.lattice import fold, strips
from presslayout.issue.template import Range, SlotStyle
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.record import Composition, StoryRecord
    from presslayout.issue.template import Slot, Template

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
HAN = "山水林田湖草沙云岭县护路人清晨走过石桥看见雾从谷底升起来他们沿着石阶往上一路听见溪声"
STEPS = (*kit.template().fit_order, Step.SLOT_ROWS, Step.COLUMN_WIDTH, Step.FILLER)
GIVEN = (Step.SLOT_ROWS, Step.COLUMN_WIDTH)


def design(*slots: Slot, steps: tuple[Step, ...] = STEPS) -> Template:
    return replace(kit.template(*slots), fit_order=steps)


def composed(template: Template, *stories: Story, fillers: tuple[Filler, ...] = ()) -> Composition:
    found = kit.loaded({"t": template}, kit.page(1, "t", *stories))
    return compose(replace(found, issue=replace(found.issue, fillers=fillers)), kit.NEWSPRINT)


def record(template: Template, tale: Story) -> StoryRecord:
    return composed(template, tale).pages[0].stories[0]


def lines(count: int) -> str:
    """A paragraph of so many full lines of 12字, no mark in it that could give way."""
    return (HAN * 20)[: count * 12 - 4]


def missed(one: StoryRecord) -> int:
    return one.overset.lines or -one.underset_lines


def test_free_rows_round_a_slot_leave_one_blank() -> None:
    upper, lower = kit.slot("上", (1, 20), (1, 3)), kit.slot("下", (23, 40), (2, 6))
    beside = kit.slot("旁", (1, 21), (4, 6))
    template = design(upper, lower, beside)
    assert slack(template, upper, {}) == Slack(0, 1)
    assert slack(template, beside, {}) == Slack(0, 0)
    assert slack(template, lower, {}) == Slack(0, 0)
    assert slack(template, lower, {"旁": (1, 20)}) == Slack(1, 0)
    assert slack(template, lower, {"旁": (1, 20), "上": (1, 21)}) == Slack(0, 0)


def test_a_slot_of_several_rectangles_grows_below_by_a_row_and_leaves_one_blank() -> None:
    parts = (Range((1, 10), (1, 6)), Range((11, 20), (1, 4)))
    whole = replace(kit.slot("头条", (1, 20), (1, 6)), parts=parts)
    tale = kit.story("A", "头条", *[lines(2)] * 24, byline="")
    for first, grows in ((22, False), (23, True), (24, True)):
        template = design(whole, kit.slot("下", (first, 40), (1, 6)))
        desk = desks(kit.loaded({"t": template}, kit.page(1, "t", tale)), kit.NEWSPRINT)[1]
        ways = list(others(whole, Telling(tale), desk, slack(template, whole, {})))
        lower = [w.slot for w in ways if w.slot.rows[1] > 20]
        assert [s.rows for s in lower] == [(1, 21)] * grows
        assert all(s.parts == (parts[0], Range((11, 21), (1, 4))) for s in lower)


def test_a_slot_gives_a_row_only_where_the_template_allows_it() -> None:
    tale = kit.story("A", "头条", *[lines(2)] * 24, byline="")
    found = [record(design(kit.slot("头条", (1, rows), (1, 4))), tale) for rows in range(16, 24)]
    eased = [r for r in found if any(s.step in GIVEN for s in r.fit_steps)]
    assert eased
    assert all(not missed(r) for r in eased)
    plain = design(kit.slot("头条", (1, 20), (1, 4)), steps=kit.template().fit_order)
    assert not any(s.step in GIVEN for s in record(plain, tale).fit_steps)


@pytest.mark.parametrize("remainder", ["gutter", "column"])
@pytest.mark.parametrize("split", [None, 1, 2, 3, 4, 5])
def test_a_narrowed_slot_gives_a_character_at_both_sides_and_the_rest_to_all_gutters_alike(
    split: int | None, remainder: str
) -> None:
    slot = replace(kit.slot("头条", (1, 40), (2, 5), split=split), remainder=remainder)
    template = kit.template(slot)
    whole = strips(template, slot, framed=False)
    narrow = strips(template, replace(slot, narrowed=1), framed=False)
    assert narrow.measure == whole.measure - kit.EM
    before, after = (
        [b - a - one.measure for a, b in pairwise(one.lefts)] for one in (whole, narrow)
    )
    count = len(whole.lefts)
    left = narrow.lefts[0] - whole.lefts[0]
    right = whole.lefts[-1] + whole.measure - narrow.lefts[-1] - narrow.measure
    assert abs(left - right) <= 1
    assert left <= kit.EM
    assert left + right == min(count, 2) * kit.EM
    # Of one or two columns gutters stay; those of more take what the sides do not, evenly.
    wider = [b - a for a, b in zip(before, after, strict=True)]
    assert sum(wider) == max(count - 2, 0) * kit.EM
    assert not wider or max(wider) - min(wider) <= 1
    assert (narrow.x, narrow.x + narrow.width) == (whole.x + left, whole.x + whole.width - right)


def test_the_bar_over_a_rubric_covers_the_line_that_stays_where_its_columns_give() -> None:
    steps = (*kit.template().fit_order, Step.COLUMN_WIDTH)
    seen = 0
    for rows in range(16, 40):
        slot = replace(kit.slot("头条", (3, 3 + rows), (1, 3), split=2), rule=kit.EM // 6)
        tale = kit.story("A", "头条", *[SENTENCE * 2] * (rows // 3), rubric="停水", byline="")
        page = composed(design(slot, steps=steps), tale)
        (line,) = (b for b in page.edition.pages[0].blocks if b.id == "1/头条")
        (bar,) = (b for b in page.edition.pages[0].blocks if b.id == "A/rubric-bar")
        below, above = (one.items[0] for one in (line, bar))
        assert isinstance(below, Shape)
        assert isinstance(above, Shape)
        assert above.extent.x == below.extent.x
        assert above.extent.width == below.extent.width
        seen += any(s.step == Step.COLUMN_WIDTH for s in page.pages[0].stories[0].fit_steps)
    assert seen


@pytest.mark.parametrize("split", [2, 3, 4])
def test_a_narrowed_box_keeps_its_line_and_gives_at_head_and_foot_as_at_its_sides(
    split: int,
) -> None:
    slot = replace(kit.slot("头条", (1, 20), (1, 6), split=split), frame=kit.EM // 18)
    template = kit.template(slot)
    whole, narrow = (
        area(template, replace(slot, narrowed=by), slot.frame) for by in (0, 1)
    )  # fmt: skip
    assert narrow.frame == whole.frame
    assert narrow.frame is not None
    assert (narrow.rows, narrow.measure) == (whole.rows - 2, whole.measure - kit.EM)
    side = narrow.columns[0] - narrow.frame.x
    foot = narrow.frame.bottom - narrow.row_top(narrow.rows - 1) - kit.EM
    assert side <= foot
    assert side <= narrow.top - narrow.frame.y


@pytest.mark.parametrize("seed", [104, 118, 122])
def test_a_box_that_narrower_columns_level_keeps_its_line(seed: int) -> None:
    rnd = random.Random(seed)
    slot = replace(kit.slot("头条", (59, 76), (1, 6), split=4), frame=kit.EM // 18)
    body = [(HAN * 20)[: 18 * rnd.randint(2, 9) - rnd.randint(2, 9)] for _ in range(7)]
    tale = kit.story("A", "头条", *body, byline="")
    steps = kit.template().fit_order
    plain, eased = (
        composed(design(slot, steps=one), tale) for one in (steps, (*steps, Step.COLUMN_WIDTH))
    )
    assert missed(plain.pages[0].stories[0])
    assert not missed(eased.pages[0].stories[0])
    lines_ = [
        [i.path for b in found.edition.pages[0].blocks if b.id == "1/头条"
         for i in b.items if isinstance(i, Shape)]
        for found in (plain, eased)
    ]  # fmt: skip
    assert lines_[0]
    assert lines_[0] == lines_[1]


def test_a_narrowed_slot_over_a_fold_keeps_it_free() -> None:
    slot = kit.slot("头条", (1, 40), (1, 12), split=8)
    template = replace(kit.template(slot), fold=2 * kit.EM, base_columns=12)
    edges = fold(template)
    assert edges is not None
    for narrowed in (0, 1):
        found = strips(template, replace(slot, narrowed=narrowed), framed=False)
        assert len(found.lefts) == 8
        assert not any(x < edges[1] and x + found.measure > edges[0] for x in found.lefts)


@pytest.mark.parametrize(
    ("slot", "style"),
    [
        (kit.slot("头条", (1, 40), (1, 3), split=1, frame=6350), None),
        (replace(kit.slot("头条", (1, 40), (1, 3), frame=6350), ornament="meander"), None),
        (kit.slot("头条", (1, 40), (1, 3), split=1), SlotStyle(frame=6350)),
        (kit.slot("头条", (1, 40), (1, 6)), None),
    ],
)
def test_a_patterned_box_one_of_a_column_and_many_columns_give_no_width(
    slot: Slot, style: SlotStyle | None
) -> None:
    template = design(slot, steps=(Step.COLUMN_WIDTH,))
    tale = kit.story("A", "头条", *[lines(2)] * 24, style=style)
    desk = desks(kit.loaded({"t": template}, kit.page(1, "t", tale)), kit.NEWSPRINT)[1]
    assert not list(others(slot, Telling(tale), desk, Slack()))
    plain = kit.slot("头条", (1, 40), (1, 3))
    assert len(list(others(plain, Telling(replace(tale, style=None)), desk, Slack()))) == 1


def paragraphs(rnd: random.Random, count: int) -> list[str]:
    made = []
    while count > 0:
        size = min(rnd.randint(20, 130), max(count, 12))
        text = ""
        while len(text) < size:
            text += "".join(rnd.choice(HAN) for _ in range(rnd.randint(5, 14))) + "，"
        made.append(text[: size - 2] + "人。")
        count -= size
    return made


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(300, 1100), st.integers(300, 900))
def test_slots_that_give_and_take_never_meet_and_lose_nothing(
    rnd: random.Random, first: int, second: int
) -> None:
    template = design(
        kit.slot("上", (1, 24), (1, 4)),
        kit.slot("旁", (1, 40), (5, 6), frame=6350, split=1),
        kit.slot("下", (27, 50), (1, 4)),
    )
    tales = [
        kit.story("A", "上", *paragraphs(rnd, first)),
        kit.story("B", "下", *paragraphs(rnd, second)),
        kit.story("C", "旁", *paragraphs(rnd, 700)),
    ]
    found = composed(template, *tales)
    boxes = {r.slot: r.bbox for r in found.pages[0].stories}
    assert boxes["上"].bottom + kit.PITCH <= boxes["下"].y
    for one, tale in zip(found.pages[0].stories, ("A", "C", "B"), strict=True):
        assert one.id == tale
        assert one.chars_set + one.overset.chars == one.chars_source
        steps = [s for s in one.fit_steps if s.step in GIVEN]
        assert not steps or not missed(one)
    grid = template.top + 880 * kit.EM // 1000
    for block in found.edition.pages[0].blocks:
        for item in block.items if block.role == "body" else ():
            assert isinstance(item, Glyphs)
            assert (item.y[0] - grid) % kit.PITCH == 0


@pytest.mark.parametrize("seed", range(6))
def test_the_hint_on_a_miss_levels_the_story(seed: int) -> None:
    """Followed to the letter: so many characters cut, or other words written in their place."""
    rnd = random.Random(seed)
    template = design(
        kit.slot("头条", (1, 21), (1, 3), split=2), steps=(Step.HEAD_ROWS, Step.PARAGRAPH_LINES)
    )
    told = 0
    for count in range(520, 760, 12):
        tale = kit.story("A", "头条", *paragraphs(rnd, count))
        found = composed(template, tale)
        if not missed(found.pages[0].stories[0]):
            continue
        hint = next(d.hint for d in found.diagnostics if d.code in {"overset", "underset"})
        assert hint is not None
        said = re.match(
            r"(从文末删|从第 (\d+) 段删|文末再写约|第 (\d+) 段再写约) (\d+) 字", hint.zh
        )
        if said is None:
            continue
        told += 1
        again = followed(tale, said[1], int(said[2] or said[3] or 0), int(said[4]))
        assert not missed(record(template, again)), (count, hint.zh)
    assert told >= 4


def followed(tale: Story, what: str, paragraph: int, count: int) -> Story:
    texts = [p.text for p in tale.body]
    if what.startswith("从第"):
        texts[paragraph - 1] = texts[paragraph - 1][:-count]
    elif what.startswith("从"):
        while count:
            last = texts.pop()
            if len(last) > count:
                texts.append(last[:-count])
            count -= min(len(last), count)
    else:
        texts[paragraph - 1] += (SENTENCE * 20)[:count]
    return kit.story("A", "头条", *texts)


def filler(name: str, text: str, rows: int = 0) -> Filler:
    return Filler(kit.story(name, "", text, headline="", byline=""), rows)


FILLERS = (
    filler("长", lines(9)),
    filler("中", lines(5)),
    filler("短", lines(3)),
    filler("定", lines(3), 8),
)


def test_a_filler_of_the_right_height_ends_a_short_story_level() -> None:
    used = set()
    for rows, columns in ((r, c) for c in (1, 2) for r in range(30 // c, 46 // c)):
        template = design(
            kit.slot("头条", (1, rows), (1, columns)), steps=(Step.PARAGRAPH_LINES, Step.FILLER)
        )
        tale = kit.story("A", "头条", lines(20))
        found = composed(template, tale, fillers=FILLERS)
        one = found.pages[0].stories[0]
        named = [s.on.zh for s in one.fit_steps if s.step is Step.FILLER]
        if not named:
            continue
        used |= set(named)
        assert missed(one) == 0
        assert [a.id for a in found.edition.articles] == ["A", *named]
        text = kit.body_text(found.edition.pages[0], named[0])
        assert text == next(f.story.body[0].text for f in FILLERS if f.story.id == named[0])
        assert (
            one.chars_set == one.chars_source == chars(kit.body_text(found.edition.pages[0], "A"))
        )
        rule = [b for b in found.edition.pages[0].blocks if b.id == f"{named[0]}/rule"]
        assert len(rule) == 1
    assert used == {"长", "中", "短", "定"}


def test_a_filler_serves_once_and_never_a_story_that_fits() -> None:
    template = design(
        *(
            kit.slot(name, (at, at + 15), (1, 2))
            for name, at in (("甲", 1), ("乙", 20), ("丙", 39))
        ),
        steps=(Step.HEAD_ROWS, Step.PARAGRAPH_LINES, Step.FILLER),
    )
    tales = [kit.story(n, n, *[lines(4)] * 5) for n in ("甲", "乙", "丙")]
    found = composed(template, *tales, fillers=FILLERS)
    named = [s.on.zh for r in found.pages[0].stories for s in r.fit_steps if s.step is Step.FILLER]
    assert len(named) == len(set(named))
    without = composed(template, *tales)
    assert not any(s.step is Step.FILLER for r in without.pages[0].stories for s in r.fit_steps)
    barred = replace(template, fit_order=(Step.HEAD_ROWS, Step.PARAGRAPH_LINES))
    for one in composed(barred, *tales, fillers=FILLERS).pages[0].stories:
        assert not any(s.step is Step.FILLER for s in one.fit_steps)


@pytest.mark.parametrize("count", [300, 450, 600])
def test_a_story_far_too_short_leaves_its_white_in_one_band_at_the_foot(count: int) -> None:
    template = design(kit.slot("头条", (1, 30), (1, 4)))
    found = composed(template, kit.story("A", "头条", *paragraphs(random.Random(count), count)))
    one = found.pages[0].stories[0]
    feet: dict[int, int] = {}
    body = next(b for b in found.edition.pages[0].blocks if b.id == "A/body")
    for item in body.items:
        assert isinstance(item, Glyphs)
        column = item.x[0] // (13 * kit.EM)
        feet[column] = max(feet.get(column, 0), item.y[0])
    assert len(feet) == 4
    rows = [(foot - template.top) // kit.PITCH for _, foot in sorted(feet.items())]
    assert len(set(rows[:-1])) == 1
    assert 0 <= rows[0] - rows[-1] <= 3
    assert one.underset_lines >= (29 - rows[0]) * 4
    assert "underset" in {d.code for d in found.diagnostics}
