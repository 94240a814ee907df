"""Each rule of layout is told on a page that breaks it, and on no page that ships."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import ERROR, WARNING
from presslayout.flow.compose import compose
from presslayout.flow.explain import slots
from presslayout.issue.layout_rules import CODES, severity
from presslayout.issue.load import load, templates, workspace
from presslayout.issue.read_fonts import read_families
from presslayout.issue.reading import Reading
from tests import kit

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.record import Composition
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Template
    from presslayout.issue.workspace import Loaded

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
PHOTOS = (
    "images/aitzgorri_by_Aitzol_Berasategi.jpg",
    "images/friends_by_Aitzol_Berasategi.jpg",
)


LAYOUT = workspace(kit.ROOT / "layout")


def composed(design: Template, *tales: Story) -> Composition:
    return compose(issue(design, *tales), kit.NEWSPRINT)


def issue(design: Template, *tales: Story) -> Loaded:
    """A page of one template, set in the faces that ship."""
    found = kit.loaded({"t": design}, kit.page(1, "t", *tales))
    return replace(found, families=dict(read_families(Reading(LAYOUT))), workspace=LAYOUT)


def broken(design: Template, *tales: Story) -> dict[str, Diagnostic]:
    return {d.code: d for d in composed(design, *tales).diagnostics if d.code in CODES.values()}


def long(name: str, where: str, count: int = 12, **facts: object) -> Story:
    return kit.story(name, where, *[SENTENCE * (3 + n % 2) for n in range(count)], **facts)


SIDE_BY_SIDE = kit.template(kit.slot("左", (1, 40), (1, 3)), kit.slot("右", (1, 40), (4, 6)))


def test_two_headlines_side_by_side_collide() -> None:
    found = broken(SIDE_BY_SIDE, long("A", "左"), long("B", "右"))
    assert "tombstone" in found
    assert found["tombstone"].story == "B"
    other = replace(kit.heads(), headline=kit.style("粗黑", 26, 40, align="center"))
    parted = kit.template(
        kit.slot("左", (1, 40), (1, 3)), kit.slot("右", (1, 40), (4, 6), display=other)
    )
    assert "tombstone" not in broken(parted, long("A", "左"), long("B", "右"))
    boxed = kit.template(
        kit.slot("左", (1, 40), (1, 3)), kit.slot("右", (1, 40), (4, 6), frame=6350)
    )
    assert "tombstone" not in broken(boxed, long("A", "左"), long("B", "右"))


def test_a_gutter_or_white_that_runs_through() -> None:
    assert "through-white" in broken(SIDE_BY_SIDE, long("A", "左"), long("B", "右"))
    crossed = kit.template(
        kit.slot("上", (1, 20)), kit.slot("左", (22, 60), (1, 3)), kit.slot("右", (22, 60), (4, 6))
    )
    assert "through-white" not in broken(crossed, long("A", "上"), long("B", "左"), long("C", "右"))
    parted = kit.template(kit.slot("上", (1, 20)), kit.slot("下", (40, 60)))
    found = broken(parted, long("A", "上", 16), long("B", "下", 16))
    assert "through-white" in found
    assert "横贯" in found["through-white"].message.zh


def test_boxes_that_touch() -> None:
    for gap, touch in ((0, True), (1, False)):
        design = kit.template(
            kit.slot("上", (1, 20), frame=6350), kit.slot("下", (21 + gap, 40), frame=6350)
        )
        assert ("boxes-touch" in broken(design, long("A", "上"), long("B", "下"))) is touch


def test_a_box_of_no_story_touches_none() -> None:
    """Frames of decorations and of a story meet: that is the template's, and no fault of it."""
    design = kit.template(
        kit.slot("上", (1, 30), frame=6350),
        kit.slot("饰", (31, 40), content="ornament", frame=6350),
        kit.slot("底", (41, 50), content="ornament", frame=6350),
    )
    assert "boxes-touch" not in broken(design, long("A", "上"))


def test_text_that_jumps_over_a_photo() -> None:
    design = kit.template(kit.slot("头条", (1, 40), split=4))
    middle = long("A", "头条", 10, photos=(kit.photo(PHOTOS[0], 2, "middle"),))
    assert "text-jump" in broken(design, middle)
    top = long("A", "头条", 10, photos=(kit.photo(PHOTOS[0], 2, "top-right"),))
    assert "text-jump" not in broken(design, top)


def test_a_photo_far_from_its_story() -> None:
    design = kit.template(kit.slot("头条", (1, 60)))
    photo = (kit.photo(PHOTOS[1], 1, "bottom-right"),)
    assert "stray-photo" in broken(design, long("A", "头条", 2, photos=photo))
    assert "stray-photo" not in broken(design, long("A", "头条", 30, photos=photo))


def test_no_photo_dominates() -> None:
    design = kit.template(kit.slot("上", (1, 36), split=4), kit.slot("下", (39, 76), split=4))
    equal = [
        long(n, s, 10, photos=(kit.photo(PHOTOS[0], 2, "top-right"),))
        for n, s in (("A", "上"), ("B", "下"))
    ]
    assert "photo-dominance" in broken(design, *equal)
    small = long("B", "下", 10, photos=(kit.photo(PHOTOS[0], 1, "top-right"),))
    assert "photo-dominance" not in broken(design, equal[0], small)


def test_no_headline_leads_or_it_stands_low() -> None:
    lead = kit.slot("上", (1, 36), split=4, display=kit.heads(54, 72))
    for first, second, wrong in (
        (lead, kit.slot("下", (39, 76), split=4), False),
        (kit.slot("上", (1, 36), split=4), kit.slot("下", (39, 76), split=4), True),
        (kit.slot("上", (1, 36)), replace(lead, name="下", rows=(39, 76)), True),
    ):
        found = broken(kit.template(first, second), long("A", "上"), long("B", "下"))
        assert ("headline-order" in found) is wrong


def test_lonely_lines_and_stranded_subheads_of_a_story_that_was_only_poured() -> None:
    seen: set[str] = set()
    for rows in range(9, 22):
        design = kit.template(kit.slot("头条", (1, rows), (1, 3)))
        texts = [SENTENCE * 3 if n % 3 else "## 山高水长好地方" for n in range(24)]
        seen |= set(broken(design, kit.story("A", "头条", *texts)))
    assert {"widow", "stranded-subhead"} <= seen


def test_paper_and_template_say_how_much_a_rule_weighs() -> None:
    assert severity("tombstone", ()) is WARNING
    assert severity("tombstone", ((("tombstone", "error"),),)) is ERROR
    assert severity("tombstone", ((("tombstone", "error"),), (("tombstone", "off"),))) is None
    tales = long("A", "左"), long("B", "右")
    strict = replace(SIDE_BY_SIDE, rules=(("tombstone", "error"), ("through_white", "off")))
    found = broken(strict, *tales)
    assert found["tombstone"].severity is ERROR
    assert "through-white" not in found


def test_findings_are_notes_of_the_page_with_their_place() -> None:
    found = composed(SIDE_BY_SIDE, long("A", "左"), long("B", "右"))
    notes = {note.kind: note.box for note in found.edition.pages[0].notes}
    assert {"tombstone", "through-white"} <= set(notes)
    page = found.edition.pages[0]
    for box in notes.values():
        assert 0 <= box.x < box.right <= page.width
        assert 0 <= box.y < box.bottom <= page.height


def filled(design: Template) -> Composition:
    """A template's slots with about as much copy as each holds, one picture in each of its places."""
    room = {told.slot: told.capacity for told in slots(issue(design), kit.NEWSPRINT)}
    tales = []
    for number, slot in enumerate(design.slots):
        if slot.content == "picture":
            photo = kit.photo(PHOTOS[0])
            tales.append(
                kit.story(f"S{number}", slot.name, headline="", byline="", photos=(photo,))
            )
        if slot.content == "story":
            most = room[slot.name].most or (slot.rows[1] - slot.rows[0]) * 12 * design.base_columns
            count = (room[slot.name].least + most) // 2 // len(SENTENCE)
            texts = [SENTENCE * (2 + n % 3) for n in range(count // 3)]
            tales.append(kit.story(f"S{number}", slot.name, *texts))
    return composed(design, *tales)


@pytest.mark.parametrize("design", templates(LAYOUT), ids=lambda t: t.name)
def test_templates_that_ship_break_none(design: Template) -> None:
    across = {"tombstone", "through-white", "boxes-touch", "headline-order", "photo-dominance"}
    found = filled(design)
    assert not [d.message.zh for d in found.diagnostics if d.code in across]


def test_the_sample_breaks_none() -> None:
    loaded = load(kit.ROOT / "issue" / "2026-10-18")
    found = compose(loaded, kit.NEWSPRINT)
    assert not [d.message.zh for d in found.diagnostics if d.code in CODES.values()]
