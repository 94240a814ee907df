"""Waiting stories shared out: each on a page that takes it, the heaviest first, every page full."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.flow.arrange.allot import allotted
from presslayout.flow.arrange.choose import arranged
from presslayout.flow.compose import compose
from presslayout.flow.explain import stories as explained
from presslayout.issue.issue import Waiting
from tests import kit
from tests.unit.flow.arrange.test_arrange import tale, template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.issue.workspace import Loaded

NEWS, TRADE = "要闻", "经济"


def waits(
    number: int,
    paragraphs: int,
    weight: int,
    section: str = "",
    *,
    photo: bool = False,
    wish: int | None = None,
    may_hold: bool = False,
) -> Waiting:
    story = replace(tale(number, paragraphs, photo=photo), weight=weight)
    return Waiting(story, section, wish, may_hold)


def issue(*waiting: Waiting, pages: Mapping[int, str] | None = None) -> Loaded:
    sections = pages or {1: NEWS, 2: NEWS, 3: TRADE}
    made = (replace(kit.page(n, "t"), section=section) for n, section in sections.items())
    loaded = kit.loaded({"t": template()}, *made)
    return replace(loaded, issue=replace(loaded.issue, waiting=waiting))


def where(loaded: Loaded) -> dict[str, int]:
    done = allotted(loaded, kit.NEWSPRINT)
    return {story.id: page.number for page in done.issue.pages for story in page.stories}


def codes(loaded: Loaded) -> list[str]:
    return [d.code for d in allotted(loaded, kit.NEWSPRINT).diagnostics]


DAY = (
    waits(0, 9, 90, NEWS, photo=True),
    waits(1, 8, 80, NEWS),
    waits(2, 8, 70, TRADE, photo=True),
    waits(3, 6, 60, NEWS, photo=True),
    waits(4, 6, 50),
    waits(5, 5, 40, NEWS),
    waits(6, 5, 30, TRADE),
    waits(7, 4, 20),
    waits(8, 4, 10),
)


def test_the_heaviest_of_a_section_leads_its_first_page() -> None:
    found = where(issue(*DAY))
    assert found["S0"] == 1
    assert found["S2"] == 3
    done = arranged(issue(*DAY), kit.NEWSPRINT)
    first = {page.number: page for page in done.issue.pages}
    leads = {s.id: s.slot for page in first.values() for s in page.stories if s.slot == "头条"}
    assert {"S0", "S2"} <= set(leads)


def test_sections_are_kept_and_every_page_is_about_full() -> None:
    found = where(issue(*DAY))
    assert {name for name, page in found.items() if page == 3} >= {"S2", "S6"}
    assert all(found[one.story.id] in (1, 2) for one in DAY if one.section == NEWS)
    done = arranged(issue(*DAY), kit.NEWSPRINT)
    records = compose(done, kit.NEWSPRINT).pages
    assert sorted(s.id for page in records for s in page.stories) == sorted(found)
    assert not sum(s.overset.lines for page in records for s in page.stories)
    # No page is left half empty while another is full.
    white = [sum(s.underset_lines for s in page.stories) for page in records]
    assert max(white) <= 80


def test_a_page_that_lists_sections_takes_no_others() -> None:
    loaded = issue(*DAY)
    pages = tuple(
        replace(page, accepts=(TRADE, NEWS)) if page.number == 3 else page
        for page in loaded.issue.pages
    )
    found = where(replace(loaded, issue=replace(loaded.issue, pages=pages)))
    assert all(found[one.story.id] != 3 for one in DAY if not one.section)
    # The first page that takes news is still its first.
    assert found["S0"] == 1


def test_a_wish_is_heeded_and_said() -> None:
    tales = [replace(one, wish=2) if one.story.id == "S7" else one for one in DAY]
    assert where(issue(*tales))["S7"] == 2
    done = allotted(issue(*tales), kit.NEWSPRINT)
    assert "写了版次 2" in dict(done.whys)["S7"].zh


def test_what_may_be_held_over_is_where_the_pages_are_full_and_nothing_else() -> None:
    more = [waits(n, 9, 9 - n % 9, may_hold=n % 2 == 0) for n in range(9, 17)]
    done = allotted(issue(*DAY, *more), kit.NEWSPRINT)
    placed = {story.id for page in done.issue.pages for story in page.stories}
    held = {one.story.id for one in (*DAY, *more)} - placed
    assert held
    assert held <= {one.story.id for one in more if one.may_hold}
    said = next(d for d in done.diagnostics if d.code == "held-over")
    assert all(name in said.message.zh for name in held)
    assert all("可留" in dict(done.whys)[name].zh for name in held)
    assert not done.issue.unallotted


def test_pages_that_are_not_full_hold_nothing_over() -> None:
    assert "held-over" not in codes(issue(*(replace(one, may_hold=True) for one in DAY)))


@pytest.mark.slow
def test_too_much_copy_is_told_in_rows_and_characters_and_nothing_is_lost() -> None:
    loaded = issue(*DAY, *(waits(n, 14, n) for n in range(10, 17)))
    done = arranged(loaded, kit.NEWSPRINT)
    said = next(d for d in done.diagnostics if d.code == "too-much-copy")
    pages = compose(done, kit.NEWSPRINT).pages
    records = [s for page in pages for s in page.stories]
    lines = {p.number: sum(s.overset.lines for s in p.stories) for p in pages}
    found = re.search(r"多约 (\d+) 行（(\d+) 字）：(.*)", said.message.zh)
    assert found is not None
    # What was tried while a layout was chosen: a page that is built may still give some lines.
    assert abs(int(found[1]) - sum(lines.values())) <= sum(lines.values()) // 20
    assert re.findall(r"第(\d+)版", found[3]) == [str(n) for n, count in lines.items() if count]
    assert len(records) == 16
    assert all(s.chars_set + s.overset.chars == s.chars_source for s in records)


def test_a_story_that_is_pinned_stays_on_its_page() -> None:
    loaded = issue(*DAY)
    pinned = replace(DAY[1], pinned=2)
    pages = tuple(
        replace(page, stories=(pinned.on(page),)) if page.number == 2 else page
        for page in loaded.issue.pages
    )
    waiting = (DAY[0], pinned, *DAY[2:])
    loaded = replace(loaded, issue=replace(loaded.issue, pages=pages, waiting=waiting))
    assert where(loaded)["S1"] == 2
    assert loaded.issue.anew.unallotted == (DAY[0], DAY[1], *DAY[2:])


def test_the_reasons_are_told_with_the_story() -> None:
    done = arranged(issue(*DAY), kit.NEWSPRINT)
    told = {one.id: one.why[0].zh for one in explained(done, compose(done, kit.NEWSPRINT))}
    assert "「要闻」里分量最重，上第一个版" in told["S0"]
    assert "头条" in told["S0"]
    assert "只有第3版收它" in told["S6"]


def test_every_page_gets_a_picture_where_there_are_enough() -> None:
    done = allotted(issue(*DAY), kit.NEWSPRINT)
    for page in done.issue.pages:
        assert any(story.photos for story in page.stories), page.number


some = st.lists(
    st.tuples(
        st.integers(1, 9), st.integers(0, 5), st.sampled_from(["", NEWS, TRADE]), st.booleans()
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, deadline=None)
@given(some)
def test_every_story_stands_on_a_page_that_takes_it_or_may_be_held_over(
    drawn: list[tuple[int, int, str, bool]],
) -> None:
    queue = [
        waits(n, count, weight, section, may_hold=may)
        for n, (count, weight, section, may) in enumerate(drawn)
    ]
    loaded = issue(*queue)
    done = allotted(loaded, kit.NEWSPRINT)
    pages = {page.number: page for page in done.issue.pages}
    found = {s.id: page.number for page in done.issue.pages for s in page.stories}
    assert len(found) == sum(len(page.stories) for page in done.issue.pages)
    for one in queue:
        at = found.get(one.story.id)
        assert one.may_hold if at is None else pages[at].takes(one.section)
    # The same again, and whatever order they are written in, where no two weigh the same.
    assert where(loaded) == found
    weights = [weight for _, weight, _, _ in drawn]
    if len(set(weights)) == len(weights):
        assert where(issue(*reversed(queue))) == found
    assert {name for name, _ in done.whys} == {one.story.id for one in queue}


@pytest.mark.parametrize("count", [1, 2])
def test_fewer_stories_than_pages_leave_pages_empty_and_nothing_falls_over(count: int) -> None:
    done = arranged(issue(*(waits(n, 5, 9 - n) for n in range(count))), kit.NEWSPRINT)
    assert sum(len(page.stories) for page in compose(done, kit.NEWSPRINT).pages) == count
