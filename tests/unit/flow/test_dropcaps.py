"""A story's first character over several rows, the lines beside it shortened by whole cells (RULES P7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import Text
from presslayout.base.units import pt
from presslayout.edition.ink import RED
from presslayout.edition.page import Glyphs
from presslayout.flow.bench import Desk, Typefaces
from presslayout.flow.body import TextBlock
from presslayout.flow.compose import compose
from presslayout.flow.job import job
from presslayout.flow.telling import Telling
from presslayout.issue.issue import Jump, Markup
from presslayout.issue.template import DropCap, Slot
from tests import kit

if TYPE_CHECKING:
    from presslayout.flow.compose import Composition
    from presslayout.issue.issue import Story

LONG = (
    "望云垭海拔高，垭口草坡上立着一座石日晷，晷面是整块青石凿的，外圈刻成许多格，一格一刻钟。"
    "晴天里，当中那片铜针把影子投下来，走山的人低头一看，就知道该不该往回走，这样看了十八年。"
)
NEXT = "凿它的是老石匠田应龙，他听说有人走岔了路，闷了两天，第三天背着錾子上了山，从后山采石料。"
CAP = DropCap(3, ("标题宋",))


def bearing(*, cap: DropCap | None = CAP, columns: int = 2) -> Slot:
    """A slot wide enough, whose story begins with a cap."""
    return replace(kit.slot("头条", (1, 40), (1, columns)), drop_cap=cap)


def begun(text: str, cap: DropCap = CAP, marks: tuple[Markup, ...] = ()) -> TextBlock | Text:
    """The first paragraph as it is set, or why it has no cap."""
    tale = kit.story("A", "头条", text, NEXT)
    first = replace(tale.body[0], marks=marks)
    tale = replace(tale, body=(first, *tale.body[1:]))
    slot = bearing(cap=cap)
    spec = kit.page(1, "t", tale)
    paper = kit.loaded({}, spec).issue.paper
    desk = Desk(kit.template(slot), spec, paper, kit.NEWSPRINT, Typefaces(kit.FAMILIES), {})
    made = job(slot, Telling(tale), desk)
    if made.capless is not None:
        return made.capless
    block = made.body[0]
    assert isinstance(block, TextBlock)
    return block


def block_of(text: str, cap: DropCap = CAP) -> TextBlock:
    made = begun(text, cap)
    assert isinstance(made, TextBlock)
    return made


def on_pages(*slots: Slot, tale: Story) -> Composition:
    design = kit.template(*slots)
    return compose(
        kit.loaded({"t": design}, kit.page(1, "t", tale), kit.page(2, "t")), kit.NEWSPRINT
    )


@pytest.mark.parametrize(("rows", "cells"), [(2, 3), (3, 4), (4, 6)])
def test_the_lines_beside_it_begin_whole_cells_from_the_edge(rows: int, cells: int) -> None:
    made = block_of(LONG, DropCap(rows, ("标题宋",)))
    assert made.rooms == ((cells * kit.EM, (12 - cells) * kit.EM),) * rows
    for variant in made.variants:
        beside, below = variant.lines[:rows], variant.lines[rows:]
        assert all(line.width <= (12 - cells) * 1000 for line in beside)
        assert all(line.width <= 12_000 for line in below)
        assert not variant.lines[0].indent


def test_it_is_the_text_s_own_character_and_none_is_lost() -> None:
    made = block_of(LONG)
    assert [one.shaped.text for one in made.labels] == ["望"]
    assert made.begins == 0
    assert made.offset == 1
    assert "".join(b.shaped.text for b in (*made.labels, made)) == LONG


def test_its_face_reaches_from_the_first_row_to_the_last() -> None:
    (cap,) = block_of(LONG).labels
    size, em = cap.shaped.font.size, kit.EM
    top = cap.lowered[1] + kit_ascent(em) - cap.shaped.ascent + size * 40 // 1000
    foot = top + size * 920 // 1000
    # Where that saves a cell it is a twentieth smaller at most, in the middle of its rows.
    above, below = top - em * 40 // 1000, 2 * kit.PITCH + em * 960 // 1000 - foot
    assert abs(above - below) <= pt("0.1")
    assert 0 <= above <= pt(1)


def kit_ascent(em: int) -> int:
    return Typefaces(kit.FAMILIES).of(("宋体",))[0].ascent * em // 1000


def test_opening_marks_stand_before_it_at_the_body_s_size() -> None:
    made = block_of(f"“{LONG}”他说。")
    mark, cap = made.labels
    assert (mark.shaped.text, mark.shaped.font.size) == ("“", kit.EM)
    assert cap.shaped.text == "望"
    assert cap.lowered[0] > 0
    assert made.begins == 0


@pytest.mark.parametrize(
    ("text", "large"), [("A" + LONG, "A"), ("12月，" + LONG, "12"), ("　　" + LONG, "望")]
)
def test_letters_two_figures_and_what_stands_behind_blanks(text: str, large: str) -> None:
    made = block_of(text)
    assert made.labels[-1].shaped.text == large


def test_letters_and_figures_stand_on_the_last_row_s_baseline() -> None:
    cap = block_of("12月，" + LONG).labels[-1]
    assert cap.lowered[1] == 2 * kit.PITCH


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("路通了。", "短"),
        ("2026年，" + LONG, "放大"),
        ("——" + LONG, "放大"),
        ("山，" + LONG, "放大"),
    ],
)
def test_what_cannot_bear_one_is_set_as_usual_and_told(text: str, why: str) -> None:
    made = begun(text)
    assert isinstance(made, Text)
    assert why in made.zh
    found = on_pages(bearing(), tale=kit.story("A", "头条", text, *[NEXT] * 12))
    assert [d.code for d in found.diagnostics if d.code == "no-drop-cap"] == ["no-drop-cap"]
    shown = kit.body_text(found.edition.pages[0], "A")
    assert "".join(shown.split()).startswith("".join(text.split()))


def test_one_whose_first_character_is_marked_has_none() -> None:
    assert isinstance(begun(LONG, marks=(Markup("ruby", 0, 1, "wàng"),)), Text)
    assert isinstance(begun(LONG, marks=(Markup("bold", 0, 3),)), TextBlock)


def test_its_rows_stay_in_one_column_and_a_jump_cuts_behind_them() -> None:
    assert {(n, row) for n, row in block_of(LONG).piece.tied} >= {
        (len(v.lines), row) for v in block_of(LONG).variants for row in (1, 2)
    }
    slots = bearing(), kit.slot("二条", (44, 76), (1, 2))
    tale = kit.story("A", "头条", *[LONG, NEXT] * 9)
    tale = replace(tale, jump=Jump(2, "二条", "续", kit.HERE))
    first, second = on_pages(*slots, tale=tale).edition.pages
    whole = "".join((kit.body_text(first, "A") + kit.body_text(second, "A")).split())
    assert whole == "".join([LONG, NEXT] * 9)


@pytest.mark.parametrize("rows", [2, 3, 4])
def test_it_stands_on_the_page_in_its_ink_where_its_text_begins(rows: int) -> None:
    slot = bearing(cap=DropCap(rows, ("标题宋",), RED))
    made = on_pages(slot, tale=kit.story("A", "头条", *[LONG, NEXT] * 5)).edition.pages[0]
    body = next(block for block in made.blocks if block.id == "A/body")
    first = next(item for item in body.items if isinstance(item, Glyphs))
    assert (first.text, first.offset, first.ink) == ("望", 0, RED)
    assert first.size > rows * kit.EM


def test_a_vertical_story_begins_with_one_too() -> None:
    slot = replace(kit.slot("头条", (1, 40), (1, 4), vertical=True), drop_cap=CAP)
    tale = kit.story("A", "头条", *[LONG, NEXT] * 9)
    shown = kit.body_text(on_pages(slot, tale=tale).edition.pages[0], "A")
    assert "".join(shown.split()).startswith(LONG[:40])
