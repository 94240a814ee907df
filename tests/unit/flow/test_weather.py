"""The weather (天气) as a line and as a box, and the plate of a special issue beside a wide name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.edition.page import Glyphs
from presslayout.flow.bench import Desk, Typefaces
from presslayout.flow.slots import masthead, weather
from presslayout.issue.kinds import IssueKind
from presslayout.issue.load import load
from presslayout.issue.page_parts import Forecast, Weather
from tests import kit
from tests.unit.issue.sample import changed, faults, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.flow.bench import Filled
    from presslayout.issue.template import Slot

DAYS = (
    Forecast("今天", "多云转晴", "8～19℃", "北风二级"),
    Forecast("明天", "晴", "", ""),
)


def desk(slot: Slot, kind: IssueKind | None = None, said: Weather | None = None) -> Desk:
    spec = replace(kit.page(1, "t"), weather=said)
    paper = replace(kit.loaded({}, spec).issue.paper, kind=kind)
    design = kit.template(slot)
    design = replace(
        design,
        banner=replace(design.banner, families=("粗黑",)),
        masthead=kit.style("标题宋", 200),
    )
    return Desk(design, spec, paper, kit.NEWSPRINT, Typefaces(kit.FAMILIES), {})


def filled(slot: Slot) -> Filled:
    return weather.fill(slot, desk(slot, said=Weather("云岭", DAYS)))


def glyphs(made: Filled) -> list[Glyphs]:
    return [i for block in made.blocks for i in block.items if isinstance(i, Glyphs)]


def test_a_low_slot_holds_a_line_of_all_facts() -> None:
    made = filled(kit.slot("天气", (1, 1), content="weather"))
    assert not made.diagnostics
    said = "".join(i.text for i in glyphs(made))
    assert said == "云岭天气今天 多云转晴 8～19℃ 北风二级明天 晴"
    assert len({i.size for i in glyphs(made)}) == 1


def test_a_higher_one_holds_a_box_of_days() -> None:
    made = filled(kit.slot("天气", (1, 12), (1, 2), content="weather"))
    assert not made.diagnostics
    said = "".join(i.text for i in glyphs(made))
    assert said == "云岭天气多云转晴8～19℃今天北风二级晴明天"


@pytest.mark.parametrize("rows", [(1, 1), (1, 4)])
def test_what_has_no_room_is_told(rows: tuple[int, int]) -> None:
    made = filled(kit.slot("天气", rows, (1, 1), content="weather"))
    assert {d.code for d in made.diagnostics} == {"furniture-overset"}


def test_it_is_read_and_told_where_a_day_lacks_its_sky(tmp_path: Path) -> None:
    after = "    责任编辑: 待定\n"
    line = "    天气: {地点: 云岭, 预报: [{日: 今天, 天象: 晴, 气温: 8～19℃}]}\n"
    (day,) = load(workspace(tmp_path, changed((after, after + line)))).issue.pages[0].weather.days  # type: ignore[union-attr]
    assert (day.sky, day.degrees, day.wind) == ("晴", "8～19℃", "")
    bare = changed((after, after + line.replace("天象: 晴, ", "")))
    assert "missing-key" in {d.code for d in faults(tmp_path / "b", bare)}


def test_a_special_issue_s_plate_is_upright_beside_a_wide_name() -> None:
    wide = kit.slot("报头", (1, 14), content="masthead")
    made = masthead.fill(wide, desk(wide, IssueKind.SPECIAL))
    by_text = {i.text: i for i in glyphs(made)}
    assert by_text["号"].x[0] == by_text["外"].x[0]
    assert by_text["号"].y[0] < by_text["外"].y[0]
    name = by_text["云岭日报"]
    assert name.x[0] > by_text["号"].x[0] + by_text["号"].size


def test_beside_a_narrow_name_it_lies_as_it_did() -> None:
    low = kit.slot("报头", (1, 7), content="masthead")
    made = masthead.fill(low, desk(low, IssueKind.SPECIAL))
    assert "号外" in {i.text for i in glyphs(made)}
