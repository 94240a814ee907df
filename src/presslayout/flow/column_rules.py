"""Column rules (栏线) between headlines that stand nearer than half an em (PAGES, "Faces").

A headline leaves half an em of its own to what stands beside it; beside a larger one, or where its
smallest size fills its width, that is not enough, and a hairline in the gutter parts the stories.  So
does one where a story gave width (栏宽): the white at its side is then a gutter and no hole.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Glyphs, Shape, Stroke
from presslayout.edition.roles import Role
from presslayout.edition.steps import Step
from presslayout.flow.layout_rules import framed
from presslayout.issue.lattice import range_box, side_given

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.edition.record import StoryRecord
    from presslayout.flow.bench import Desk, Filled
    from presslayout.issue.template import Slot, Template

# Nearer than this, in per mille of the larger headline, side by side ones are parted by a rule.
NEAR = 450
# As the hairlines over stories are.
RULE = pt("0.3")
# What a glyph fills of its em above and below the baseline, in thousandths (RULES G5).
ASCENT, DESCENT = 880, 120


def column_rules(desk: Desk, slots: Sequence[tuple[Slot, Filled]]) -> tuple[Block, ...]:
    """The rules of a page: one for each two stories whose headlines stand too near each other.

    It stands in the middle of the gutter, from the first row that both stories have to the last.
    """
    standing = [
        (slot, made.story, lines)
        for slot, made in slots
        if made.story is not None and framed(made) is None and (lines := _lines(made))
    ]
    # No hairline has a place where slots stand one inside the other.
    plain = [one for one in standing if not (one[0].cuts or one[0].within)]
    made: list[Block] = []
    for (one, first, above), (other, second, below) in combinations(plain, 2):
        if _columns(one)[0] > _columns(other)[0]:
            pair, heads = ((other, second), (one, first)), (below, above)
        else:
            pair, heads = ((one, first), (other, second)), (above, below)
        if _columns(pair[0][0])[1] + 1 != _columns(pair[1][0])[0]:
            continue
        em = desk.template.body.size
        given = _given(pair[0][1], em), _given(pair[1][1], em)
        if _near(*heads) or max(given) >= em:
            made += _rule(pair, given, desk.page.number, desk.template)
    return tuple(made)


def _columns(slot: Slot) -> tuple[int, int]:
    """The columns of its rectangle that bears its headline."""
    return slot.ranges[0].columns


# Left edge, right edge, baseline, size of a line.
_Extent = tuple[int, int, int, int]


def _lines(made: Filled) -> list[_Extent]:
    """The lines of a headline that lies: a vertical one stands apart by itself."""
    return [
        (item.x[0], item.x[-1] + item.size * item.condense // 1000, item.y[0], item.size)
        for block in made.blocks
        if block.role == Role.HEADLINE
        for item in block.items
        if isinstance(item, Glyphs) and not item.turn and len(set(item.y)) == 1
    ]


def _near(left: Sequence[_Extent], right: Sequence[_Extent]) -> bool:
    """Whether a line on the left ends too near one on the right that stands beside it."""
    return any(
        (b[0] - a[1]) * 1000 < NEAR * max(a[3], b[3])
        and min(_foot(a), _foot(b)) > max(_top(a), _top(b))
        for a in left
        for b in right
    )


def _box(slot: Slot, story: StoryRecord, template: Template) -> Box:
    """Where the rectangle stands that bears a story's headline: of one in several no more than that."""
    return range_box(template, slot.ranges[0]) if slot.parts else story.bbox


def _given(story: StoryRecord, em: Length) -> Length:
    """What a story that gave width leaves free at each side."""
    gave = any(one.step == Step.COLUMN_WIDTH for one in story.fit_steps)
    return side_given(story.columns, em, em) if gave else 0


def _top(line: _Extent) -> Length:
    return line[2] - ASCENT * line[3] // 1000


def _foot(line: _Extent) -> Length:
    return line[2] + DESCENT * line[3] // 1000


def _rule(
    pair: tuple[tuple[Slot, StoryRecord], tuple[Slot, StoryRecord]],
    given: tuple[Length, Length],
    number: int,
    template: Template,
) -> Iterator[Block]:
    (left, first), (right, second) = pair
    one, other = _box(left, first, template), _box(right, second, template)
    x = (one.right - given[0] + other.x + given[1]) // 2
    top = max(one.y, other.y)
    # No rule hangs into the line gap of the last row.
    foot = min(one.bottom, other.bottom) - template.body.leading + template.body.size
    if top < foot:
        line = Shape((("M", x, top), ("L", x, foot)), stroke=Stroke(BLACK, RULE))
        yield Block(f"{number}/{left.name}|{right.name}", Role.RULE, (line,), artifact=True)
