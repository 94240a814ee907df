"""Laws of templates drawn at random: whatever the grid and its slots, a page is whole and level."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.base.units import mm, pt
from presslayout.edition.page import Glyphs, Picture
from presslayout.edition.steps import Step
from presslayout.flow.advice import MISSES
from presslayout.flow.compose import compose
from presslayout.issue.lattice import range_box
from tests import kit

if TYPE_CHECKING:
    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.edition.page import Block
    from presslayout.edition.record import Composition
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Slot, Template
    from presslayout.issue.workspace import Loaded

SENTENCE = "护路人清晨走过石桥，看见雾从谷底慢慢升起来，沿着山脊散开。"
PHOTOS = sorted(f"images/{path.name}" for path in (kit.ROOT / "images").glob("*_by_*.jpg"))[:4]
# A slot holds at least so many base columns and rows; between two of them stand so many rows.
COLUMNS, ROWS, GAP = 2, 16, 2
# The last column of a story may end so many rows above the others (PAGES).
SHORT = 2

Range = tuple[tuple[int, int], tuple[int, int]]


@st.composite
def designs(draw: st.DrawFn) -> Template:
    """A grid of four to seven base columns, parted by straight cuts into one to four slots."""
    columns, cells = draw(st.integers(4, 7)), draw(st.integers(9, 14))
    gutter, rows = draw(st.integers(1, 2)), draw(st.integers(44, 76))
    areas: list[Range] = [((1, rows), (1, columns))]
    for _ in range(draw(st.integers(0, 3))):
        whole = areas.pop(0)
        areas += draw(st.sampled_from([*_parted(whole), [whole]]))
    slots = [_slot(draw, number, area, cells, gutter) for number, area in enumerate(areas)]
    wide = columns * cells + (columns - 1) * gutter
    return replace(
        kit.template(*slots, rows=rows),
        cells=wide, base_columns=columns, base_cells=cells, gutter_cells=gutter,
        width=wide * kit.EM + 2 * mm(12), left=mm(12),
        height=rows * kit.PITCH + 2 * mm(12), top=mm(12),
        fit_order=(
            Step.PICTURE_HEIGHT, Step.PICTURE_POSITION, Step.HEAD_ROWS, Step.PARAGRAPH_LINES, Step.SUBHEAD_ROWS, Step.HEAD_COLUMNS,
            Step.BYLINE_END, Step.PICTURE_COLUMNS, Step.DROP_OPTIONAL, Step.SLOT_ROWS, Step.COLUMN_WIDTH,
        ),
    )  # fmt: skip


def _parted(whole: Range) -> list[list[Range]]:
    """The ways to cut an area in two, by a row or between two columns."""
    (top, bottom), (left, right) = whole
    by_rows = [
        [((top, row), (left, right)), ((row + 1 + GAP, bottom), (left, right))]
        for row in range(top + ROWS - 1, bottom - ROWS - GAP + 1, 5)
    ]
    by_columns = [
        [((top, bottom), (left, column)), ((top, bottom), (column + 1, right))]
        for column in range(left + COLUMNS - 1, right - COLUMNS + 1)
    ]
    return by_rows + by_columns


def _slot(draw: st.DrawFn, number: int, area: Range, cells: int, gutter: int) -> Slot:
    rows, (left, right) = area
    count = right - left + 1
    wide = count * cells + (count - 1) * gutter
    splits = [n for n in range(1, count + 2) if (wide - (n - 1) * gutter) // n >= 10]
    return kit.slot(
        f"区{number}",
        rows,
        (left, right),
        split=draw(st.sampled_from([None, *splits])),
        frame=draw(st.sampled_from([0, 0, pt("0.5")])),
        display=kit.heads(16, 30, 2),
        byline_at=draw(st.sampled_from(["below", "end"])),
    )


@st.composite
def pages(draw: st.DrawFn) -> Loaded:
    """A page with a story in each slot: short or long, with photos, quotes and subheads or not."""
    design = draw(designs())
    tales = [_tale(draw, slot, design) for slot in design.slots]
    return kit.loaded({"试验": design}, kit.page(3, "试验", *tales))


def _tale(draw: st.DrawFn, slot: Slot, design: Template) -> Story:
    files = draw(st.lists(st.sampled_from(PHOTOS), max_size=2, unique=True))
    cells = range_box(design, slot.whole).width // kit.EM
    room = (slot.rows[1] - slot.rows[0] - 8) * cells // (1 + len(files))
    wanted = max(room * draw(st.integers(60, 120)) // 100, 40)
    texts: list[str] = []
    while sum(map(len, texts)) < wanted:
        texts.append(SENTENCE * draw(st.integers(1, 4)))
    if len(texts) > 4 and draw(st.booleans()):
        texts.insert(len(texts) // 2, "## 雾散了")
    quotes = ("沿着山脊散开",) if draw(st.booleans()) and not files else ()
    photos = tuple(kit.photo(file) for file in files)
    name = f"S{slot.name}"
    return kit.story(name, slot.name, *texts, photos=photos, pullquotes=quotes)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages())
def test_pages_of_any_template_are_whole_on_the_grid_and_level_or_say_so(loaded: Loaded) -> None:
    made = compose(loaded, kit.NEWSPRINT)
    design = loaded.templates["试验"]
    record, page = made.pages[0], made.edition.pages[0]
    assert {one.id for one in record.stories} == {tale.id for tale in loaded.issue.pages[0].stories}
    own: dict[str, list[Block]] = defaultdict(list)
    for block in page.blocks:
        own[block.story or ""].append(block)
    for one in record.stories:
        assert one.chars_set + one.overset.chars == one.chars_source
        slot = next(s for s in design.slots if s.name == one.slot)
        given = any(step.step is Step.SLOT_ROWS for step in one.fit_steps)
        _inside(own[one.id], range_box(design, slot.whole), kit.PITCH * given)
        _apart(own[one.id])
    bodies = [b for b in page.blocks if b.role == "body"]
    lines = [i for b in bodies for i in b.items if isinstance(i, Glyphs) and i.size == kit.EM]
    assert len({(line.y[0] - design.top) % kit.PITCH for line in lines}) <= 1
    missed = {d.story for d in made.diagnostics if d.code in (*MISSES, "no-room")}
    for one in record.stories:
        if one.overset.chars or one.underset_lines:
            assert one.id in missed
        elif one.id not in missed and not one.inserts:
            _level(one.columns, made, one.id)


def _inside(blocks: list[Block], area: Box, above: Length) -> None:
    """Nothing of a story stands outside its slot; a slot that gives a row gives it to its neighbour.

    `above` is what a slot may have taken of the one over it.
    """
    for block in blocks:
        for item in block.items:
            if isinstance(item, Glyphs):
                assert area.x <= min(item.x)
                assert max(item.x) < area.right
                assert area.y - above <= min(item.y)
                assert max(item.y) <= area.bottom + kit.PITCH
            elif isinstance(item, Picture):
                assert area.x <= item.box.x
                assert item.box.right <= area.right
                assert area.y - above <= item.box.y
                assert item.box.bottom <= area.bottom


def _apart(blocks: list[Block]) -> None:
    """No text of a story runs under its pictures."""
    pictures = [i.box for b in blocks for i in b.items if isinstance(i, Picture)]
    for block in blocks:
        for item in block.items:
            if not isinstance(item, Glyphs):
                continue
            y = item.y[0] - item.size // 2
            for x in item.x:
                assert not any(
                    box.x < x + item.size // 2 < box.right and box.y < y < box.bottom
                    for box in pictures
                )


def _level(columns: int, made: Composition, name: str) -> None:
    """All columns of a story without inserts end on one row; the last may end a little higher."""
    lines = [
        item
        for block in made.edition.pages[0].blocks
        if block.id in {f"{name}/body", f"{name}/byline"}
        for item in block.items
        if isinstance(item, Glyphs) and item.size == kit.EM
    ]
    box = next(one.bbox for one in made.pages[0].stories if one.id == name)
    # What a narrowed slot gives lies at both its sides.
    left = min(line.x[0] for line in lines)
    wide = box.width - 2 * (left - box.x)
    feet: dict[int, int] = defaultdict(int)
    for line in lines:
        place = (line.x[0] - left) * columns // wide
        feet[place] = max(feet[place], line.y[0])
    ends = [feet[place] for place in sorted(feet)]
    assert len(set(ends[:-1])) <= 1
    if len(ends) > 1:
        assert 0 <= ends[0] - ends[-1] <= SHORT * kit.PITCH
