"""What leads from page one into the paper: 导读 and 天眉."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.assets.pictures import PictureFacts
from presslayout.edition.page import Glyphs, Picture
from presslayout.flow.bench import Desk, Typefaces
from presslayout.flow.grid import panel
from presslayout.flow.slots import index, skybox
from presslayout.issue.page_parts import Refer
from tests import kit

if TYPE_CHECKING:
    from presslayout.flow.bench import Filled
    from presslayout.issue.template import Slot

TITLES = ("古道修到最后一级", "树下长桌摆到溪边", "秋茶开园")
FACTS = PictureFacts(1200, 800, 3, 1, "0" * 64)


def refers(text: str = "一芽二叶，头采四百斤", file: str = "") -> tuple[Refer, ...]:
    return tuple(Refer(n, title, text, kit.HERE, file) for n, title in enumerate(TITLES, 2))


def filled(slot: Slot, **given: tuple[Refer, ...]) -> tuple[Filled, Desk]:
    spec = replace(kit.page(1, "t"), **given)
    paper = kit.loaded({}, spec).issue.paper
    design = kit.template(slot)
    banner = replace(design.banner, families=("粗黑",))
    design = replace(design, banner=banner)
    desk = Desk(design, spec, paper, kit.NEWSPRINT, Typefaces(kit.FAMILIES), {"a.jpg": FACTS})
    make = index.fill if slot.content == "index" else skybox.fill
    return make(slot, desk), desk


def glyphs(made: Filled) -> list[Glyphs]:
    return [i for block in made.blocks for i in block.items if isinstance(i, Glyphs)]


def test_an_index_prints_every_entry_once_in_reading_order() -> None:
    made, _ = filled(kit.slot("导读", (40, 60), (4, 6), "index"), index=refers())
    said = "".join(i.text for i in glyphs(made))
    line = "一芽二叶，头采四百斤"
    wanted = "".join(f"{n - 1}{title}{n:02}版{line}" for n, title in enumerate(TITLES, 2))
    assert said == "导读" + wanted
    assert not made.diagnostics


def test_titles_share_a_size_numbers_and_pages_an_edge() -> None:
    slot = kit.slot("导读", (40, 60), (4, 6), "index")
    made, desk = filled(slot, index=refers())
    by_text = {i.text: i for i in glyphs(made)}
    assert len({by_text[title].size for title in TITLES}) == 1
    assert len({by_text[title].x[0] for title in TITLES}) == 1
    right = panel(desk.template, slot).right
    assert all(max(i.x) < right for i in glyphs(made))


def test_dots_lead_from_a_title_to_its_page() -> None:
    made, _ = filled(kit.slot("导读", (40, 60), (4, 6), "index"), index=refers())
    lines = next(block for block in made.blocks if block.id == "1/导读-lines")
    assert lines.artifact
    dots = [item for item in lines.items if item.path[1][0] == "C"]
    assert len(dots) > 3 * len(TITLES)


@pytest.mark.parametrize("content", ["index", "skybox"])
def test_what_has_no_room_is_told(content: str) -> None:
    made, _ = filled(kit.slot("窄", (40, 41), (1, 1), content), **{content: refers()})
    assert {d.code for d in made.diagnostics} == {"furniture-overset"}
    assert len(made.diagnostics) >= len(TITLES)


@pytest.mark.parametrize("content", ["index", "skybox"])
def test_without_entries_nothing_is_printed(content: str) -> None:
    made, _ = filled(kit.slot("空", (40, 60), (1, 6), content))
    assert not made.blocks


def test_a_skybox_has_a_square_thumbnail_page_title_and_line_in_each_part() -> None:
    slot = kit.slot("天眉", (1, 5), (1, 6), "skybox")
    made, desk = filled(slot, skybox=refers(file="a.jpg"))
    pictures = [i for block in made.blocks for i in block.items if isinstance(i, Picture)]
    assert len(pictures) == len(made.photos) == 3
    assert all(p.box.width == p.box.height for p in pictures)
    assert len({p.box.y for p in pictures}) == 1
    said = ["".join(i.text for i in block.items if isinstance(i, Glyphs)) for block in made.blocks]
    for n, title in enumerate(TITLES, 2):
        assert f"{n:02}版{title}一芽二叶，头采四百斤" in said
    box = panel(desk.template, slot)
    assert all(box.x <= i.x[0] < box.right for i in glyphs(made))


def test_a_skybox_needs_no_thumbnail() -> None:
    made, _ = filled(kit.slot("天眉", (1, 5), (1, 6), "skybox"), skybox=refers(text=""))
    assert not made.photos
    assert "".join(i.text for i in glyphs(made)).count("版") == 3
