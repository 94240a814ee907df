"""Ideas: what a page is at a glance, told from its sketch; one of each is offered."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.values import replace
from presslayout.flow.arrange import offers
from presslayout.flow.arrange.allot import FEW_LINES, too_little
from presslayout.flow.arrange.choose import choices
from presslayout.flow.arrange.dominance import share_cost
from presslayout.flow.arrange.dress import MANY, Billed, slot
from presslayout.flow.arrange.idea import KINDS, WANTED, Idea, ideas
from presslayout.flow.arrange.look import difference, mirrored
from presslayout.flow.arrange.offers import APART, Candidate
from presslayout.flow.arrange.score import FLOOR, WHOLE
from presslayout.flow.arrange.sketch import Patch, Sight, Thumbnail
from presslayout.flow.desks import desks
from presslayout.issue.template import Range
from tests import kit
from tests.golden import choosing, sheets

if TYPE_CHECKING:
    from presslayout.flow.arrange.choice import Choice

NAMES = ("A", "B", "C", "D")


def page(*blocks: Patch) -> Thumbnail:
    return Thumbnail(60, 6, blocks)


def block(story: int, rows: tuple[int, int], columns: tuple[int, int], **worn: object) -> Patch:
    high, wide = rows[1] - rows[0], columns[1] - columns[0]
    return Patch(story, rows[0], columns[0], high, wide, high * wide, **worn)  # type: ignore[arg-type]


def picture(share: int, across: int = 2, *, tall: bool = False, under: bool = True) -> Sight:
    return Sight(share, across, tall, under)


LEAD, REST = block(0, (0, 40), (0, 6)), block(1, (41, 60), (0, 6))
SHOWING = {
    Idea.POSTER: page(block(0, (0, 40), (0, 6), pictures=(picture(480, 6),)), REST),
    Idea.TALL: page(block(0, (0, 40), (0, 6), pictures=(picture(150, tall=True),)), REST),
    Idea.CONTRAST: page(
        block(0, (0, 40), (0, 6), pictures=(picture(160),)),
        block(1, (41, 60), (0, 6), pictures=(picture(30),)),
    ),
    Idea.QUOTE: page(block(0, (0, 40), (0, 6), quoted=True), REST),
    Idea.BOXED: page(LEAD, block(1, (41, 60), (0, 6), framed=True)),
    Idea.MODULAR: page(LEAD, REST),
    Idea.PANORAMA: page(block(0, (0, 40), (0, 6), pictures=(picture(300, 6),)), REST),
    Idea.BENT: page(block(0, (0, 60), (0, 6), bent=True), block(1, (41, 60), (0, 3))),
    Idea.RESET: page(block(0, (0, 40), (0, 6), reset=True), REST),
    Idea.UPRIGHT: page(LEAD, block(1, (41, 60), (0, 6), upright=True)),
    Idea.SIDEBAR: page(block(0, (0, 60), (0, 4)), block(1, (0, 60), (4, 6))),
    Idea.BASE: page(LEAD, REST),
    Idea.BRIEFS: page(LEAD, *(block(n, (41, 60), (2 * n - 2, 2 * n)) for n in (1, 2, 3))),
    Idea.HEADLINE: page(
        block(0, (0, 40), (0, 6), headline=90), block(1, (41, 60), (0, 6), headline=20)
    ),
    Idea.PICTURE: page(block(0, (0, 40), (0, 6), pictures=(picture(200),)), REST),
    Idea.HALVES: page(block(0, (0, 60), (0, 3)), block(1, (0, 60), (3, 6))),
    Idea.SYMMETRY: page(
        block(0, (0, 20), (0, 6)),
        block(1, (21, 42), (0, 3)),
        block(2, (21, 40), (3, 6)),
        block(3, (43, 60), (0, 3)),
        block(4, (41, 60), (3, 6)),
    ),
}


@pytest.mark.parametrize("idea", Idea)
def test_every_idea_has_a_page_that_shows_it_and_words_in_both_languages(idea: Idea) -> None:
    shown = SHOWING[idea]
    assert idea in ideas(shown)
    said, name = KINDS[idea].says(shown, NAMES), KINDS[idea].name
    assert said.zh
    assert said.en
    assert name.zh
    assert name.en


def test_no_two_ideas_say_the_same() -> None:
    said = [KINDS[idea].says(SHOWING[idea], NAMES) for idea in Idea]
    assert all(a.zh != b.zh and a.en != b.en for a, b in combinations(said, 2))


def test_one_block_that_nothing_answers_makes_a_page_lopsided() -> None:
    even = SHOWING[Idea.SYMMETRY].blocks
    assert Idea.SYMMETRY not in ideas(page(*even[:-1]))
    assert Idea.SYMMETRY not in ideas(page(*even[:-1], block(4, (35, 60), (3, 6))))
    assert Idea.SYMMETRY not in ideas(page(*even[:3]))


def test_a_photo_below_text_makes_no_poster() -> None:
    low = page(block(0, (0, 40), (0, 6), pictures=(picture(480, 6, under=False),)), REST)
    assert Idea.POSTER not in ideas(low)


def test_a_fifth_to_a_third_costs_nothing_and_under_an_eighth_it_falls_steeply() -> None:
    assert all(share_cost(share) == 0 for share in range(200, 351))
    steep = share_cost(60) - share_cost(120)
    assert steep > share_cost(120) - share_cost(200) > 0
    assert share_cost(450) < share_cost(160)


@given(st.integers(0, 1000))
def test_what_a_share_costs_falls_to_the_best_and_rises_from_there(share: int) -> None:
    assert 0 <= share_cost(share) <= WHOLE
    if share < 200:
        assert share_cost(share) >= share_cost(share + 1)
    if 350 <= share < 1000:
        assert share_cost(share) <= share_cost(share + 1)


def test_a_mirror_image_looks_the_same() -> None:
    one = (("photo", "photo", "text", ""), ("head", "text", "text", "box"))
    assert difference(mirrored(one), tuple(row[::-1] for row in one)) == 0
    assert mirrored(mirrored(one)) == one


def test_many_stories_have_three_sizes_and_one_face() -> None:
    loaded = choosing.issue("十二稿对开")
    desk = desks(loaded, kit.NEWSPRINT)[1]
    tales = loaded.issue.pages[0].stories
    assert len(tales) >= MANY
    looks = [
        slot("?", Billed(tale, rank, calm=True), (Range((1, 30), (1, 2)),), desk).heads.headline
        for rank, tale in enumerate(tales)
    ]
    assert len({look.families for look in looks}) == 1
    assert len({(look.smallest, look.largest) for look in looks}) == 3
    assert all(look.smallest == look.largest for look in looks[1:])


@pytest.mark.slow
@pytest.mark.parametrize("name", choosing.SETS)
def test_six_offers_are_six_ideas_each_with_its_reason(name: str) -> None:
    _, found, _ = sheets.layouts(name)
    assert len({choice.idea for choice in found}) == len(WANTED) == len(found)
    assert all(choice.idea is not None and choice.score >= FLOOR for choice in found)
    assert all(choice.short[0] == choice.over[0] == 0 for choice in found)
    good = [r for c in found for r in c.reasons if r not in c.faults]
    assert len(good) == len(set(good))


@pytest.mark.slow
def test_the_order_does_not_depend_on_how_many_are_wanted() -> None:
    loaded, found, _ = sheets.layouts("要闻")
    desk = desks(loaded, kit.NEWSPRINT)[1]
    fewer: list[Choice] = choices(loaded, loaded.issue.pages[0], desk, 2)
    assert fewer == found[:2]
    assert all(a.score >= b.score for a, b in pairwise(found))


def _page(points: int, *shows: Idea) -> Candidate:
    """A page that looks like no other."""
    return Candidate(points, (), shows, ((str((points, *shows)),),))


def test_where_ideas_are_few_other_pages_stand_among_them_by_score(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(offers, "_alike", lambda one, other, _: one.look == other.look)
    whole = [
        _page(981, Idea.BOXED), _page(945, Idea.BASE), _page(928, Idea.BOXED),
        _page(899, Idea.HALVES), _page(880, Idea.BOXED), _page(700, Idea.BOXED),
        _page(650, Idea.BOXED),
    ]  # fmt: skip
    taken = offers._taken(whole, FLOOR)
    assert [page.points for page, _ in taken] == [981, 945, 928, 899, 880, 700, 650]
    named = [idea for _, idea in taken]
    assert named == [Idea.BOXED, Idea.BASE, None, Idea.HALVES, None, None, None]


def test_pages_whose_heads_are_apart_are_taken_where_nothing_near_them_is_level(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(offers, "_alike", lambda one, other, _: one.look == other.look)
    apart = [replace(_page(990 - n, idea), apart=True) for n, idea in enumerate(Idea) if n < 8]
    level = [_page(900 - n, idea) for n, idea in enumerate(Idea)][:5]
    whole = sorted((*apart, *level), key=lambda page: -page.worth)
    taken = [page for page, _ in offers._taken(whole, FLOOR)][: len(WANTED)]
    # Five ideas are to be had level: the sixth is the best of the others that shows another.
    assert [page for page in taken if not page.apart] == level
    assert [page.points for page in taken if page.apart] == [985]
    low = [replace(page, points=page.points - APART - 10) for page in level]
    whole = sorted((*apart, *low), key=lambda page: -page.worth)
    assert all(page.apart for page, _ in offers._taken(whole, FLOOR)[: len(WANTED)])


def test_where_no_page_scores_enough_one_whose_copy_stands_comes_before_a_better_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(offers, "_alike", lambda one, other, _: one.look == other.look)
    monkeypatch.setattr(Candidate, "level", property(lambda page: page.points < 375))
    whole = [_page(378, Idea.BOXED), _page(374, Idea.BASE), _page(363, Idea.BENT)]
    assert [page.points for page, _ in offers._taken(whole, 380)] == [374]


def test_no_page_that_an_editor_sends_back_is_the_best_beside_one_that_he_does_not() -> None:
    _, found, composed = sheets.layouts("八稿")
    for made in composed:
        assert "through-white" not in {d.code for d in made.diagnostics}
    assert len(found) == len(WANTED)


def test_two_stories_without_a_photo_have_six_ideas() -> None:
    given = choosing.Given("水价怎么算才公道", 2300), choosing.Given("听得见的人才算数", 1300)
    loaded = choosing.made("无图", "四开-双稿特刊", given)
    found = choices(loaded, loaded.issue.pages[0], desks(loaded, kit.NEWSPRINT)[1], len(WANTED))
    assert len({choice.idea for choice in found}) == len(WANTED) == len(found)
    assert None not in {choice.idea for choice in found}


# The largest photo of the best offer and of any, in per mille of the sheet, where the copy leaves it
# the room.
LARGE = {
    "要闻": (130, 130),
    "八稿": (130, 130),
    "对开": (90, 90),
    "画刊": (130, 260),
    "风光": (90, 180),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_a_photo_is_as_large_as_the_copy_lets_it_be(name: str) -> None:
    loaded, _, composed = sheets.layouts(name)
    template = loaded.templates[loaded.issue.pages[0].template]
    sheet = template.width * template.height
    shares = [
        max(p.box.width * p.box.height * 1000 // sheet for p in made.pages[0].photos)
        for made in composed
    ]
    best, largest = LARGE[name]
    assert shares[0] >= best
    assert max(shares) >= largest


def test_too_little_copy_is_told_with_its_lines() -> None:
    page = choosing.issue("两稿").issue.pages[0]
    (told,) = too_little(page, (12, 140))
    assert told.code == "too-little-copy"
    assert "12 行" in told.message.zh
    assert "140 字" in told.message.zh
    assert not list(too_little(page, (FEW_LINES - 1, 30)))
