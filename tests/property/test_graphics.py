"""Laws of graphics: whatever the numbers are, no two words touch, none leaves, none is lost."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.assets.fonts import chain
from presslayout.base.units import pt
from presslayout.edition.ink import RED
from presslayout.edition.page import Glyphs
from presslayout.flow.graphics import curves
from presslayout.flow.graphics.drawing import drawing
from presslayout.flow.graphics.easel import Easel, Label, Plotted, touching
from presslayout.issue.graphics import ONE, Amount, Datum, Graphic, GraphicForm
from presslayout.issue.read_graphics import quantity
from presslayout.typeset.manner import NEWSPAPER
from tests import kit

PLAIN = chain(kit.FAMILIES, ("黑体",), None)
STRONG = chain(kit.FAMILIES, ("粗黑",), None)
WHOLES = (GraphicForm.SHARE, GraphicForm.RING)
COUNTED = (GraphicForm.BARS, GraphicForm.COLUMNS, GraphicForm.LINES)
NAMES = st.text("云岭县双河镇白石乡龙潭坪望垭2026年", min_size=1, max_size=9)
PROSE = st.text("他说山上的树一年比一年多，水也清了。", min_size=1, max_size=60)
NUMBERS = st.decimals(-99_999, 99_999, places=2).map(lambda n: quantity(f"{n}"))


def easel(points: int) -> Easel:
    return Easel(pt(points), pt("8.5"), pt(13), PLAIN, STRONG, STRONG, RED, NEWSPAPER)


@st.composite
def graphics(draw: st.DrawFn) -> Graphic:
    form = draw(st.sampled_from(GraphicForm))
    series = draw(st.integers(1, 4)) if form in COUNTED else 1
    count = draw(st.integers(2, 6 if form in WHOLES else 12))
    entries = []
    for _ in range(count):
        numbers = tuple(draw(NUMBERS) for _ in range(series))
        if form in (*WHOLES, GraphicForm.PLACES):
            numbers = tuple(Amount(n.text.lstrip("−"), abs(n.value) + ONE) for n in numbers)
        words, spot = "", None
        if form is GraphicForm.NUMERALS:
            numbers, words = (
                (),
                draw(st.from_regex(r"[0-9]{1,4}(\.[0-9])?[%万里]?", fullmatch=True)),
            )
        if form is GraphicForm.TIMELINE:
            numbers, words = (), draw(PROSE)
        if form is GraphicForm.PLACES:
            spot = draw(st.integers(0, 10**8)), draw(st.integers(0, 10**8))
        entries.append(Datum(draw(NAMES), numbers, words, spot))
    return Graphic(
        form,
        draw(st.text("云岭守山", max_size=12)),
        tuple(entries),
        kit.HERE,
        unit=draw(st.sampled_from(("", "万吨"))),
        source=draw(st.sampled_from(("", "云岭县统计局"))),
        series=tuple(f"{2020 + n}年" for n in range(series)) if series > 1 else (),
    )


def bodies(made: Plotted) -> list[object]:
    """What no word may touch: bars, dots, the field of lines; neither land nor grid."""
    return [s.extent for s in made.shapes if s.fill is not None and s.fill.k != 90]


@settings(max_examples=250, deadline=None)
@given(graphics(), st.integers(70, 640), st.one_of(st.none(), st.integers(60, 500)))
def test_words_never_touch_and_none_leaves(
    graphic: Graphic, width: int, height: int | None
) -> None:
    own = easel(width)
    made = drawing(graphic, own, None if height is None else pt(height))
    if made is None:
        return
    boxes = [one.box for one in made.words]
    assert not [pair for pair in combinations(boxes, 2) if touching(*pair)]
    assert made.height <= pt(height) if height is not None else made.height > 0
    for box in boxes:
        assert box.x >= 0
        assert box.right <= own.width
        assert box.bottom <= made.height
    if graphic.form is not GraphicForm.RING:
        found = bodies(made)
        assert not [b for b in boxes for body in found if touching(b, body)]


@settings(max_examples=150, deadline=None)
@given(graphics(), st.integers(120, 640))
def test_every_word_is_drawn_once_and_whole(graphic: Graphic, width: int) -> None:
    made = drawing(graphic, easel(width))
    if made is None:
        return
    shown, ticks = made.items(graphic.offsets)
    runs = [(i.offset, i.text) for i in shown if isinstance(i, Glyphs)]
    assert runs == sorted(runs)
    text, at = graphic.text, 0
    for offset, said in runs:
        assert text[at:offset].strip() == ""
        assert text[offset : offset + len(said)] == said
        at = offset + len(said)
    assert text[at:].strip() == ""
    keyless = [one for one in made.words if isinstance(one, Label) and one.key is None]
    assert bool(ticks) == bool(keyless)


@settings(deadline=None)
@given(graphics())
def test_what_is_said_to_who_cannot_see_holds_every_name_and_number(graphic: Graphic) -> None:
    for entry in graphic.entries:
        assert entry.name in graphic.alt
        assert all(one.text in graphic.alt for one in entry.quantities)


@given(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=20))
def test_an_axis_of_round_numbers_holds_all_numbers(values: list[int]) -> None:
    marks = curves.ticks(values)
    assert marks[0] <= min(values)
    assert max(values) <= marks[-1]
    assert 2 <= len(marks) <= curves.MOST_STEPS + 1
    assert len({b - a for a, b in pairwise(marks)}) == 1
