"""Vertical lines: which way a character stands, its cell, and where its ink lies (RULES §15)."""

from __future__ import annotations

import pytest

from presslayout.typeset import classes as cl
from presslayout.typeset.cells import cell, glyphs
from presslayout.typeset.horizontal import TOLERANCE
from presslayout.typeset.orientation import orientation
from presslayout.typeset.shape import Font, Shaped, shape
from presslayout.typeset.vertical import combined
from tests.unit.typeset.desk import ROOT, SIZE, SONG, cases, face

FACES = sorted(p.stem for p in (ROOT / "fonts").glob("*.ttf"))
CHINESE = [name for name in FACES if glyphs(face(name))["国"].gid]
TURNED = SONG.turned()


def set_down(text: str, *, display: bool = False) -> Shaped:
    return shape(text, Font((TURNED,), (), SIZE), spaced=display)


def stood(text: str, *, display: bool = False) -> list[str]:
    """What stands upright in a cell of its own, and `~` for each character that lies."""
    made = set_down(text, display=display)
    found = []
    for k in range(len(made)):
        stands = any(part.upright for part in made.parts.get(k, ()))
        found.append(made.text[made.starts[k] : made.starts[k + 1]] if stands else "~")
    return found


def test_outside_cases() -> None:
    listed = cases("vertical_orientation")
    assert {c["char"]: orientation(c["char"]) for c in listed} == {
        c["char"]: c["vo"] for c in listed
    }


def test_a_face_is_turned_once() -> None:
    assert SONG.turned() is TURNED
    assert TURNED.turned() is TURNED
    assert TURNED.key == SONG.key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第12号", ["第", "12", "号"]),
        ("7月8日", ["7", "月", "8", "日"]),
        ("A队", ["A", "队"]),
        ("共98%了", ["共", "98", "%", "了"]),
        ("在1998年", ["在", "~", "~", "~", "~", "年"]),
        ("用GPS测", ["用", "~", "~", "~", "测"]),
        ("高1.5米", ["高", "~", "~", "~", "米"]),
    ],
)
def test_numbers_of_two_digits_share_a_cell_and_words_lie(text: str, expected: list[str]) -> None:
    assert stood(text) == expected


def test_display_lines_stand_long_numbers_upright() -> None:
    assert stood("2026年", display=True) == ["2", "0", "2", "6", "年"]
    assert combined("2026年GPS", "ddddHWWW", display=True) == "HHHHHWWW"


@pytest.mark.parametrize("name", CHINESE)
def test_marks_have_one_cell_or_half_of_one(name: str) -> None:
    font = Font((face(name).turned(), TURNED), (), SIZE)
    assert shape("国国", font).width[-1] == 2000
    for mark in "，、。“”‘’《》（）「」【】":
        made = shape(f"国{mark}国", font)
        assert made.width[-1] == 3000, mark
        assert sum(made.shrink[-1:]) == 500, mark
    for mark in "：；！？":
        # GB/T 15834 5.2.1 stands these under the character; they give nothing.
        made = shape(f"国{mark}国", font)
        assert (made.width[-1], made.shrink[-1]) == (3000, 0), mark


@pytest.mark.parametrize("name", CHINESE)
def test_the_ink_of_a_mark_lies_in_its_body(name: str) -> None:
    own = face(name).turned()
    for mark in "，、；：。！？（）“”‘’《》〈〉【】「」『』":
        made = cell(own, mark, cl.classes(mark))
        for part in made.parts:
            left, foot, right, top = own.ink_box(part.gid)
            if part.upright:
                first, last = part.x - top, part.x - foot
            else:
                first, last = part.x + left, part.x + right
            assert first >= -TOLERANCE - 1, mark
            assert last <= made.body + TOLERANCE + 1, mark


def test_stops_stand_at_the_upper_right_and_points_in_the_middle() -> None:
    for mark, low, high in (("。", 500, 1000), ("，", 500, 1000), ("·", 350, 650)):
        made = cell(TURNED, mark, cl.classes(mark))
        (part,) = made.parts
        left, _, right, _ = TURNED.ink_box(part.gid)
        # Across the line: from its left edge, which is where the em square's foot lies.
        origin = part.y + TURNED.descent
        assert low <= origin + (left + right) // 2 <= high, mark


def test_quotation_marks_are_drawn_as_corner_brackets_and_stay_in_the_text() -> None:
    made = set_down("“云‘岭’”")
    known = {mark: cell(TURNED, mark, cl.classes(mark)).gid for mark in "『』「」"}
    drawn = [made.ids[k] for k in (0, 2, 4, 5)]
    assert drawn == [known["『"], known["「"], known["」"], known["』"]]
    assert made.text == "“云‘岭’”"


def test_dashes_and_dots_lie_along_the_line() -> None:
    for run in ("——", "……"):
        made = set_down(f"国{run}国")
        assert made.width[-1] == 4000
        assert not any(part.upright for part in made.parts.get(1, ()))
