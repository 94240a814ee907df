"""Every face that ships keeps the cells of RULES §2, whatever its own widths are."""

from __future__ import annotations

import pytest

from presslayout.typeset import classes as cl
from presslayout.typeset.cells import Part, cell, glyphs
from presslayout.typeset.horizontal import TOLERANCE
from presslayout.typeset.shape import Font, shape
from tests.unit.typeset.desk import ROOT, SIZE, SONG, face

FACES = sorted(p.stem for p in (ROOT / "fonts").glob("*.ttf"))
CHINESE = [name for name in FACES if glyphs(face(name))["国"].gid]
MARKS = "，、；：。！？（）“”‘’《》〈〉【】〔〕「」『』"


def wide(text: str, name: str) -> int:
    return shape(text, Font((face(name), SONG), (), SIZE)).width[-1]


def test_there_are_faces_to_test() -> None:
    assert len(CHINESE) >= 6
    assert len(FACES) > len(CHINESE)


@pytest.mark.parametrize("name", CHINESE)
def test_marks_have_one_cell_or_half_of_one(name: str) -> None:
    han = face(name).han
    for mark in MARKS:
        # Between two Han, so that no line edge takes part.
        assert wide(f"国{mark}国", name) == 3 * han, mark
    assert abs(wide("国·国", name) - 2 * han - han // 2) <= 1
    assert wide("国——国", name) == wide("国……国", name) == 4 * han
    assert wide("国—国", name) == wide("国～国", name) == 3 * han


@pytest.mark.parametrize("name", CHINESE)
def test_every_han_is_as_wide_as_every_other(name: str) -> None:
    known = glyphs(face(name))
    assert {known[char].advance for char in "国一龘云岭山水的了"} - {1000} <= {face(name).han}


@pytest.mark.parametrize("name", CHINESE)
def test_the_ink_of_a_mark_lies_in_its_cell(name: str) -> None:
    own = face(name)
    for mark in MARKS:
        if not glyphs(own)[mark].gid:
            continue
        made = cell(own, mark, cl.classes(mark))
        left, right = own.ink(made.gid)
        assert left + made.shift >= -TOLERANCE - 1, mark
        assert right + made.shift <= made.body + TOLERANCE + 1, mark


@pytest.mark.parametrize("name", CHINESE)
def test_a_dash_is_one_line_from_end_to_end(name: str) -> None:
    own = face(name)
    made = cell(own, "——", cl.DASH)
    parts = made.parts or (Part(made.gid, made.shift, 0),)
    spans = sorted((x + own.ink(gid)[0], x + own.ink(gid)[1]) for gid, x, *_ in parts)
    reached = spans[0][1]
    for left, right in spans[1:]:
        assert left <= reached
        reached = max(reached, right)
    assert reached - spans[0][0] >= made.body * 8 // 10


@pytest.mark.parametrize("name", FACES)
@pytest.mark.parametrize("char", "\ufe0f\U000e0100\u200d\u034f\u180b\U000e0041")
def test_what_only_changes_its_neighbours_draws_nothing(name: str, char: str) -> None:
    for one in (face(name), face(name).turned()):
        font = Font((one, SONG), (), SIZE)
        shaped = shape(f"国{char}国\n{char}", font)
        assert not shaped.missing
        assert shaped.width[-1] == shape("国国", font).width[-1]
