"""What a page leaves empty is told, and refused by the press alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic
from presslayout.base.messages import REFUSED
from presslayout.delivery.targets import TARGETS, judged
from presslayout.flow.compose import compose
from presslayout.flow.grid import panel
from presslayout.issue.issue import Banner, Jump
from presslayout.newsroom.exits import exit_code
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.record import Composition
    from presslayout.issue.issue import PageSpec
    from presslayout.issue.template import Slot

TEXT = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
PHOTO = "images/aitzgorri_by_Aitzol_Berasategi.jpg"
FOLIO = kit.slot("报眉", (1, 2), content="folio")
STRIP = kit.slot("栏题", (3, 5), content="banner")
LEAD = kit.slot("头条", (6, 20), split=4)
SECOND = kit.slot("二条", (22, 40), split=4)
SHOT = kit.slot("主图", (42, 60), content="picture")
IMPRINT = kit.slot("版权条", (62, 64), content="imprint")
EMPTY = ("slot-empty", "page-empty")


def set_(page: PageSpec, *slots: Slot) -> Composition:
    return compose(kit.loaded({"t": kit.template(*slots)}, page), kit.NEWSPRINT)


def empty(made: Composition) -> list[Diagnostic]:
    return [d for d in made.diagnostics if d.code in EMPTY]


def names(made: Composition) -> list[str]:
    return [d.message.zh.partition("「")[2].partition("」")[0] for d in empty(made)]


def tale(slot: str, name: str = "A") -> object:
    if slot == "主图":
        return kit.story(name, slot, headline="", byline="", photos=(kit.photo(PHOTO),))
    return kit.story(name, slot, TEXT * 4)


def page(*slots: str, **facts: object) -> PageSpec:
    tales = [tale(slot, f"S{n}") for n, slot in enumerate(slots)]
    return replace(kit.page(3, "t", *tales), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filled", "facts", "left"),
    [
        (("头条", "二条", "主图"), {}, []),
        (("头条", "二条"), {}, ["主图"]),
        (("头条", "主图"), {}, ["二条"]),
        (("主图",), {}, ["头条", "二条"]),
        (("头条", "二条", "主图"), {"banner": None}, ["栏题"]),
        (("头条", "二条", "主图"), {"banner": Banner("", "")}, ["栏题"]),
        (("头条", "二条", "主图"), {"banner": Banner("", "特刊")}, []),
        (("头条",), {"banner": None}, ["栏题", "二条", "主图"]),
    ],
)
def test_every_empty_slot_is_named(
    filled: tuple[str, ...], facts: dict[str, object], left: list[str]
) -> None:
    made = set_(page(*filled, **facts), FOLIO, STRIP, LEAD, SECOND, SHOT)
    # Down the page, whatever they are called.
    assert names(made) == left
    assert {d.code for d in empty(made)} <= {"slot-empty"}


def test_it_is_told_where_the_slot_is_and_both_ways_out() -> None:
    made = set_(page("头条"), FOLIO, STRIP, LEAD, SECOND)
    (said,) = empty(made)
    assert (said.severity, said.page, said.span) == (ERROR, 3, kit.HERE)
    assert said.boxes == (panel(kit.template(), SECOND),)
    assert "位置: 二条" in said.hint.zh  # type: ignore[union-attr]
    assert "slot: 二条" in said.hint.en  # type: ignore[union-attr]
    assert "可空: 是" in said.hint.zh  # type: ignore[union-attr]
    assert "may_be_empty: yes" in said.hint.en  # type: ignore[union-attr]
    assert "layout/试验.yaml" in said.hint.zh  # type: ignore[union-attr]
    (note,) = [n for n in made.edition.pages[0].notes if n.kind == "slot-empty"]
    assert note.box == said.boxes[0]


def test_a_slot_or_a_page_may_say_that_it_may_be_empty() -> None:
    optional = replace(SECOND, may_be_empty=True)
    assert not empty(set_(page("头条"), FOLIO, STRIP, LEAD, optional))
    assert not empty(set_(page("头条", may_be_empty=True), FOLIO, STRIP, LEAD, SECOND, SHOT))
    # A page of slots that may be empty, each for itself, is no page all the same.
    slots = [replace(one, may_be_empty=True) for one in (STRIP, LEAD, SECOND, SHOT)]
    assert [d.code for d in empty(set_(page(), FOLIO, *slots))] == ["page-empty"]
    assert not empty(set_(page(may_be_empty=True), FOLIO, *slots))


def test_a_page_of_nothing_is_told_once() -> None:
    made = set_(page(banner=None), FOLIO, STRIP, LEAD, SECOND, SHOT, IMPRINT)
    (said,) = empty(made)
    assert (said.code, said.page) == ("page-empty", 3)


def test_a_page_without_slots_to_fill_is_what_its_template_says() -> None:
    assert not empty(set_(page(), FOLIO))


def test_an_imprint_that_says_nothing_is_empty() -> None:
    loaded = kit.loaded({"t": kit.template(FOLIO, LEAD, IMPRINT)}, page("头条"))
    assert not empty(compose(loaded, kit.NEWSPRINT)), "the paper's number stands in it"
    mute = replace(loaded.issue, paper=replace(loaded.issue.paper, cn=""))
    made = compose(replace(loaded, issue=mute), kit.NEWSPRINT)
    assert names(made) == ["版权条"]


def test_a_slot_where_a_story_goes_on_is_filled() -> None:
    jumping = kit.story("A", "头条", *[TEXT * 8] * 6, jump=Jump(4, "二条", "续", kit.HERE))
    design = kit.template(LEAD, SECOND)
    pages = (
        kit.page(3, "t", jumping, kit.story("B", "二条", TEXT * 4)),
        kit.page(4, "t", kit.story("C", "头条", TEXT * 4)),
    )
    made = compose(kit.loaded({"t": design}, *pages), kit.NEWSPRINT)
    assert not empty(made)
    # Only the pages that are built are judged.
    pages = (pages[0], replace(pages[1], stories=()))
    loaded = kit.loaded({"t": design}, *pages)
    assert [d.page for d in empty(compose(loaded, kit.NEWSPRINT))] == [4]
    assert not empty(compose(loaded, kit.NEWSPRINT, pages=frozenset({3})))


def test_the_press_refuses_what_proof_and_archive_remark_on() -> None:
    found = empty(set_(page("头条"), STRIP, LEAD, SECOND)) + empty(set_(page(), LEAD))
    assert {d.code for d in found} == set(EMPTY)
    weights = {
        name: {d.severity for d in judged(found, target, exit_code, strict=False)}
        for name, target in TARGETS.items()
    }
    assert weights.pop("press") == {ERROR}
    assert set(map(frozenset, weights.values())) == {frozenset({WARNING})}
    for d in found:
        assert exit_code([d]) == REFUSED


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_slot_is_empty_or_something_stands_in_it(data: st.DataObject) -> None:
    """Slots, permissions and stories drawn at random: what is told is what is white, exactly."""
    slots = [
        replace(one, may_be_empty=data.draw(st.booleans()))
        for one in (STRIP, LEAD, SECOND, SHOT)
        if data.draw(st.booleans())
    ]
    holds = [s.name for s in slots if s.content in ("story", "picture")]
    filled = [name for name in holds if data.draw(st.booleans())]
    banner = data.draw(st.sampled_from([None, Banner("", ""), Banner("山水", "")]))
    free = data.draw(st.booleans())
    made = set_(page(*filled, banner=banner, may_be_empty=free), FOLIO, *slots)
    white = [
        s.name
        for s in slots
        if not s.may_be_empty
        and s.name not in filled
        and not (s.name == "栏题" and banner is not None and banner.text)
    ]
    if free:
        assert not empty(made)
    elif holds and not filled:
        assert [d.code for d in empty(made)] == ["page-empty"]
    else:
        assert sorted(names(made)) == sorted(white)


@pytest.mark.parametrize(
    ("rows", "columns", "codes"),
    [
        ((6, 40), (1, 6), []),
        ((6, 37), (1, 6), []),
        ((6, 30), (1, 6), ["rows-uncovered"]),
        ((6, 21), (1, 6), ["slot-empty"]),
        ((6, 40), (1, 4), ["rows-uncovered"]),
        ((22, 40), (1, 6), ["slot-empty"]),
    ],
)
def test_a_layout_of_a_pages_own_leaves_no_slot_in_silence(
    rows: tuple[int, int], columns: tuple[int, int], codes: list[str]
) -> None:
    """What was pinned or locked may stand anywhere in the story area: what is left is told."""
    own = kit.slot("钉", rows, columns)
    design = replace(kit.template(FOLIO, STRIP, own, rows=40), given_up=(LEAD, SECOND))
    facts = kit.page(3, "t", kit.story("A", "钉", TEXT * 4))
    made = compose(kit.loaded({"t": design}, facts), kit.NEWSPRINT)
    assert [d.code for d in made.diagnostics if d.code in (*EMPTY, "rows-uncovered")] == codes
    free = replace(facts, may_be_empty=True)
    made = compose(kit.loaded({"t": design}, free), kit.NEWSPRINT)
    assert not [d for d in made.diagnostics if d.code in (*EMPTY, "rows-uncovered")]
