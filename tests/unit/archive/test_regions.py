"""A story's regions hold every glyph of it, follow its columns and keep clear of what stands beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.archive.regions import StoryRegion, regions
from presslayout.archive.set_lines import set_lines
from presslayout.base.geometry import Box
from presslayout.base.units import Length, mm, pt
from presslayout.edition.page import Block, Glyphs, Page, Picture
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

EM, PITCH = pt(10), pt(14)


def line(x: Length, y: Length, text: str, offset: int = 0, size: Length = EM) -> Glyphs:
    places = tuple(x + n * size for n in range(len(text)))
    return Glyphs("宋", size, tuple(range(len(text))), places, (y,), text, offset=offset)


def upright(x: Length, y: Length, text: str, offset: int = 0) -> Glyphs:
    places = tuple(y + n * EM for n in range(len(text)))
    return Glyphs("宋", EM, tuple(range(len(text))), (x,), places, text, offset=offset)


def page(*blocks: Block) -> Page:
    return Page(1, "01", "试验", mm(200), mm(300), 0, blocks)


def body(*runs: Glyphs, role: Role = Role.BODY, part: str = "body") -> Block:
    return Block(f"A/{part}", role, runs, "A", part)


def column(x: Length, texts: Sequence[str], top: Length = 0) -> list[Glyphs]:
    return [line(x, top + PITCH * (n + 1), text) for n, text in enumerate(texts)]


def test_lines_of_two_columns_are_two_pieces() -> None:
    made = regions(page(body(*column(0, ["春" * 8] * 3), *column(9 * EM, ["秋" * 8, "秋" * 4]))))
    assert [(r.box.x, r.box.width, r.is_upright) for r in made["A"]] == [
        (0, 8 * EM, True),
        (9 * EM, 8 * EM, True),
    ]


def test_a_short_line_leaves_its_column_whole() -> None:
    (piece,) = regions(page(body(*column(0, ["春" * 8, "夏" * 2, "秋" * 8]))))["A"]
    assert piece.is_upright
    assert piece.box.width == 8 * EM


def test_a_photo_beside_lines_stands_outside_of_their_outline() -> None:
    texts = ["春" * 8, "夏" * 4, "秋" * 4, "冬" * 8]
    box = Box(5 * EM, PITCH + EM // 2, 3 * EM, 2 * PITCH)
    photo = Block("A/photo-1", Role.PHOTO, (Picture("p", box, (0, 0, 9, 9)),), "A", "photo-1")
    words, shown = regions(page(body(*column(0, texts)), photo))["A"]
    assert shown == StoryRegion(
        "photo-1",
        (
            (box.x, box.y),
            (box.right, box.y),
            (box.right, box.bottom),
            (box.x, box.bottom),
        ),
    )
    assert len(words.outline) == 8
    assert not words.holds(Box(box.x + EM, box.y + EM, EM, EM))
    assert words.holds(Box(0, box.y, 4 * EM, box.height))


def test_lines_parted_by_a_photo_in_their_column_are_two_pieces() -> None:
    low = 10 * PITCH
    made = regions(page(body(*column(0, ["春" * 8] * 2), *column(0, ["夏" * 8] * 2, low))))["A"]
    assert [r.is_upright for r in made] == [True, True]
    assert made[0].box.bottom < made[1].box.y


def test_tiers_of_vertical_lines_are_pieces_from_the_right() -> None:
    lines = [upright(x * PITCH, EM, "春" * 6) for x in (9, 8, 7)]
    lower = [upright(x * PITCH, 9 * EM, "夏" * 6) for x in (9, 8)]
    first, second = regions(page(body(*lines, *lower)))["A"]
    assert first.box.x == 7 * PITCH
    assert first.box.right == 9 * PITCH + EM
    assert second.box.y > first.box.bottom
    assert first.outline[0] == (first.box.x, first.box.y)


def test_an_initial_belongs_to_the_lines_beside_it() -> None:
    big = line(0, 2 * PITCH, "云", size=2 * PITCH)
    beside = [line(2 * PITCH + 4 * EM // 10, PITCH * n, "岭" * 5, n) for n in (1, 2)]
    made = regions(page(body(big, *beside, line(0, PITCH * 3, "下" * 8))))["A"]
    assert len(made) == 1


def test_the_rows_of_a_table_are_one_piece() -> None:
    cells = [line(x * EM, PITCH * n, "甲乙") for n in (1, 2, 3) for x in (0, 6, 10)]
    assert len(regions(page(body(*cells)))["A"]) == 1


def test_furniture_has_no_region_and_generated_words_of_a_story_do() -> None:
    folio = Block("1/报眉", Role.FOLIO, (line(0, EM, "云岭日报"),))
    jump = Block("A/jump-to", Role.JUMP, (line(0, 9 * EM, "（下转第4版）"),), "A")
    made = regions(page(folio, jump))
    assert [(story, r.part) for story, found in made.items() for r in found] == [("A", "")]


def test_every_glyph_lies_in_a_region_of_its_story() -> None:
    latin = line(0, 4 * PITCH, "Aitzol g，（", 20)
    block = body(*column(0, ["“春" * 4, "秋。"]), latin)
    made = regions(page(block))["A"]
    for one in set_lines(block):
        for cell in one.cells:
            box = Box(cell.left, cell.top, cell.right - cell.left, cell.bottom - cell.top)
            assert any(region.holds(box) for region in made)
