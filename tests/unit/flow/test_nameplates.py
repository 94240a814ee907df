"""Mastheads (报头) and sections' heads (刊头) in their forms: centred, left, boxed, upright."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.edition.ink import WHITE
from presslayout.edition.page import Glyphs, Shape
from presslayout.edition.roles import Role
from presslayout.flow.bench import Desk, Filled, Typefaces
from presslayout.flow.grid import panel
from presslayout.flow.slots import folio, masthead
from presslayout.issue.kinds import IssueKind
from presslayout.issue.load import load
from tests import kit
from tests.unit.flow.test_furniture import PAPER
from tests.unit.issue.sample import workspace

if TYPE_CHECKING:
    from presslayout.issue.template import Slot

ROOT = Path(__file__).resolve().parents[3]
FORMS = {"": ((1, 9), (1, 6)), "left": ((1, 9), (1, 6)), "boxed": ((1, 9), (1, 6)), "upright": ((1, 44), (1, 1))}  # fmt: skip
FACTS = [
    "2026年10月18日",
    "星期日",
    "CN 53-0000",
    "总第6128期",
    "今日4版",
    "第1版",
    "责任编辑：何沐",
]


def plate(form: str, content: str = "masthead") -> Slot:
    rows, columns = FORMS[form]
    return replace(kit.slot("头", rows, columns, content=content), form=form)


def desk(slot: Slot, *more: Slot, pinyin: str = "", kind: IssueKind | None = None) -> Desk:
    spec = replace(kit.page(1, "t"), section="秋水副刊", editor="何沐")
    design = kit.template(slot, *more)
    design = replace(design, masthead=kit.style("标题宋", 160), section=kit.style("标题宋", 120))
    paper = replace(PAPER, pinyin=pinyin, kind=kind)
    return Desk(design, spec, paper, kit.NEWSPRINT, Typefaces(kit.FAMILIES), {})


def runs(made: Filled) -> list[Glyphs]:
    return [i for block in made.blocks for i in block.items if isinstance(i, Glyphs)]


def words(made: Filled) -> str:
    return "".join(run.text for run in runs(made))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("pinyin", ["", "YUNLING RIBAO"])
@pytest.mark.parametrize("kind", [None, IssueKind.SPECIAL])
def test_every_form_says_all_inside_its_slot(
    form: str, pinyin: str, kind: IssueKind | None
) -> None:
    slot = plate(form)
    made = masthead.fill(slot, desk(slot, pinyin=pinyin, kind=kind))
    assert not made.diagnostics
    said = words(made)
    for fact in ["云岭日报", *FACTS, *pinyin.split(), *(["号外"] if kind else [])]:
        assert said.count(fact) == 1, fact
    box = panel(kit.template(slot), slot)
    for run in runs(made):
        xs = run.x if len(run.x) > 1 else run.x * len(run.ids)
        assert box.x - run.size // 10 <= min(xs)
        assert max(xs) <= box.right
        assert box.y <= max(run.y) - run.size * 800 // 1000
        assert max(run.y) + run.size * 60 // 1000 <= box.bottom


@pytest.mark.parametrize("form", FORMS)
def test_the_name_is_the_largest_and_nothing_lies_on_it(form: str) -> None:
    slot = plate(form)
    made = masthead.fill(slot, desk(slot, pinyin="YUNLING RIBAO"))
    name = [run for run in runs(made) if run.text in "云岭日报"]
    others = [run for run in runs(made) if run.text not in "云岭日报"]
    assert min(run.size for run in name) > 3 * max(run.size for run in others)
    foot = max(max(run.y) for run in name)
    right = max(max(run.x) + run.size for run in name)
    for run in others:
        assert min(run.y) - run.size > foot or min(run.x) >= right


def test_an_upright_name_runs_down() -> None:
    slot = plate("upright")
    made = masthead.fill(slot, desk(slot))
    name = [run for run in runs(made) if run.text in "云岭日报"]
    assert "".join(run.text for run in name) == "云岭日报"
    ys = [run.y[0] for run in name]
    assert ys == sorted(ys)
    assert all(b - a >= run.size for a, b, run in zip(ys, ys[1:], name, strict=False))


def test_a_boxed_name_is_white_on_its_plate() -> None:
    slot = plate("boxed")
    made = masthead.fill(slot, desk(slot, pinyin="YUNLING RIBAO"))
    (ground,) = [
        i for b in made.blocks for i in b.items if isinstance(i, Shape) and i.fill == slot.accent
    ]
    inside = [run for run in runs(made) if run.ink == WHITE]
    assert {run.text for run in inside} == {"云岭日报", "YUNLING", "RIBAO"}
    box = ground.extent
    for run in inside:
        assert box.x < min(run.x)
        assert max(run.x) + run.size // 2 < box.right
        assert box.y < min(run.y) - run.size * 800 // 1000
        assert max(run.y) < box.bottom
    assert all(min(run.x) > box.right for run in runs(made) if run.ink != WHITE)


@pytest.mark.parametrize("form", FORMS)
def test_a_section_s_head_says_the_section_large(form: str) -> None:
    slot = plate(form, "section")
    made = masthead.fill(slot, desk(slot, pinyin="YUNLING RIBAO", kind=IssueKind.SPECIAL))
    said = words(made)
    assert said.count("秋水副刊") == 1
    assert "云岭日报" in said
    assert not {"总第6128期", "YUNLING", "号外"} & {run.text for run in runs(made)}
    assert {b.role for b in made.blocks} == {Role.BANNER, Role.RULE}
    largest = max(runs(made), key=lambda run: run.size)
    assert largest.text in "秋水副刊"


def test_the_folio_does_not_say_the_section_again() -> None:
    line = kit.slot("报眉", (11, 12), content="folio")
    head = plate("", "section")
    assert "秋水副刊" in words(folio.fill(line, desk(line)))
    assert "秋水副刊" not in words(folio.fill(line, desk(line, head)))


def test_one_without_a_section_is_empty() -> None:
    slot = plate("", "section")
    bare = desk(slot)
    made = masthead.fill(slot, replace(bare, page=replace(bare.page, section="")))
    assert not made.blocks


@pytest.mark.parametrize("form", ["left", "boxed", "upright"])
def test_what_has_no_room_is_told(form: str) -> None:
    rows = (1, 2) if form != "upright" else (1, 9)
    slot = replace(plate(form), rows=rows)
    made = masthead.fill(slot, desk(slot, pinyin="YUNLING RIBAO", kind=IssueKind.EXTRA))
    said = words(made)
    lost = {d.code for d in made.diagnostics}
    missing = [one for one in ["云岭日报", *FACTS] if one not in said]
    assert bool(missing) == ("furniture-overset" in lost)


def test_only_a_nameplate_has_a_form(tmp_path: Path) -> None:
    path = workspace(tmp_path)
    name = "四开-双稿特刊"
    text = (ROOT / "layout" / f"{name}.yaml").read_text("utf-8")
    wrong = text.replace("内容: 报眉", "内容: 报眉, 形式: 竖")
    (tmp_path / "layout" / f"{name}.yaml").write_text(wrong, "utf-8")
    with pytest.raises(SpecError) as told:
        load(path)
    assert [d.code for d in told.value.diagnostics] == ["bad-value"]
