"""A chosen layout as blocks on the page: every glyph, picture and rule of a telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Item, Shape, Stroke, rectangle
from presslayout.edition.record import Overset, StoryRecord
from presslayout.edition.roles import Role
from presslayout.edition.steps import Fitted, Step, alike, rows
from presslayout.flow import (
    artwork,
    bylines,
    endmarks,
    folds,
    heads,
    inlays,
    layout_rules,
    portraits,
    tables,
)
from presslayout.flow.bench import Filled
from presslayout.flow.body import SIGNATURE_EDGE, SubheadBlock, TextBlock
from presslayout.flow.emphasis import Beside, beside, marker, threaded
from presslayout.flow.grid import bar_lift
from presslayout.flow.inserts import OVER
from presslayout.flow.job import head_place, set_lines, standing
from presslayout.flow.ornaments import border
from presslayout.flow.printed_facts import ink_of
from presslayout.flow.quality import composed
from presslayout.flow.remarks import remarks
from presslayout.flow.tables import TableBlock
from presslayout.flow.telling import chars
from presslayout.issue.lattice import range_box, slot_box
from presslayout.typeset import headline
from presslayout.typeset.lines import place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.flow.area import Area
    from presslayout.flow.pour import Poured, Stretch
    from presslayout.flow.work import Job, Layout
    from presslayout.issue.template import TextStyle
    from presslayout.typeset.lines import Line

# The bar over a rubric (PAGES, "Lines and tints").
RUBRIC_BAR = pt(2)


def setting(work: Job, poured: Poured, layout: Layout) -> Filled:
    """Everything of a telling at its place, and what is to be said of it."""
    story, desk = work.telling.story, work.desk
    shown = {
        p.insert.key: artwork.photo(work, p) for p in layout.placings if p.insert.photo is not None
    }
    behind = [k for p in layout.placings if p.anchor == "behind" for k in (p.insert.key,)]
    made: list[Block] = [*_furniture(work), *(b for k in behind for b in shown[k][0])]
    made += _head(work, layout)
    cells = poured.cells
    margin = Beside()
    # Text runs over the clear parts of a cut-out: it is drawn first.
    under = [p.insert.key for p in layout.placings if p.insert.photo and p.insert.photo.contour]
    made += [b for k in under if k not in behind for b in shown[k][0]]
    body, lines, ends = _body(work, poured, cells, margin)
    made += _came_from(work, cells)
    if body:
        text = Block(f"{story.id}/body", Role.BODY, tuple(body), story.id, "body")
        made += threaded(text, story.id, margin)
    made += _beside(story.id, margin)
    made += endmarks.block(work, poured)
    if layout.byline_at_end:
        made += bylines.block(work, poured)
    made += _goes_to(work, poured)
    made += inlays.blocks(
        work, poured, layout, {k: v[0] for k, v in shown.items() if k not in behind}
    )
    made += _sidenotes(work, layout)
    photos = [one for _, records in shown.values() for one in records]
    photos += portraits.records(work, layout)
    if work.slot.heads.face:
        from presslayout.flow import byline_faces

        photos += byline_faces.records(work, made)
    record = _record(work, poured, layout, lines, ends)
    diagnostics, notes = remarks(work, record, poured, layout)
    filler = next((p.insert.filler.story.id for p in layout.placings if p.insert.filler), "")
    said, marks = layout_rules.told(layout_rules.inside(work, poured, layout), desk, (story,))
    filled = Filled(
        tuple(made),
        record,
        tuple(photos),
        (*diagnostics, *said),
        (*notes, *marks),
        work.slot.rows,
        filler,
        _head_box(work, layout),
    )
    if work.slot.vertical:
        from presslayout.flow import turned

        filled = turned.filled(filled, slot_box(desk.template, work.slot), desk)
    if behind:
        from presslayout.flow import contrast

        filled = contrast.shaded(filled, story, desk)
    return filled


def _sidenotes(work: Job, layout: Layout) -> list[Block]:
    """The notes beside a story: few have any."""
    if work.margin is None:
        return []
    from presslayout.flow import sidenotes

    return sidenotes.blocks(work, layout)


def heading_blocks(
    work_id: str,
    story: str,
    members: Sequence[tuple[str, headline.Heading, TextStyle, Length]],
    texts: dict[str, str],
    x: Length,
    width: Length,
) -> list[Block]:
    """Display lines, each member's first em square beginning at its own y."""
    made = []
    for part, heading, style, top in members:
        pitch = heading.size * heads.LINE_PITCH // 1000
        baselines = tuple(
            top + heading.ascent + number * pitch for number in range(len(heading.lines))
        )
        items = headline.place_heading(
            heading, x, baselines, width, align=style.align, ink=ink_of(texts[part], style.ink)
        )
        made.append(Block(f"{work_id}/{part}", Role(part), tuple(items), story, part))
    return made


def _furniture(work: Job) -> list[Block]:
    slot, space = work.slot, work.area
    items: list[Item] = []
    if slot.tint is not None:
        boxes = (space.frame,) if space.frame is not None else _boxes(work)
        items += [Shape(rectangle(box), fill=slot.tint) for box in boxes]
    if space.frame is not None:
        ink = slot.accent if slot.ornament else BLACK
        items += border(space.frame, slot.ornament, work.frame, ink)
    if slot.rule:
        away, box = work.desk.template.body.leading // 2, space.box
        line = (("M", box.x, box.y - away), ("L", box.right, box.y - away))
        if slot.vertical:
            line = (("M", box.x - away, box.y), ("L", box.x - away, box.bottom))
        items.append(Shape(line, stroke=Stroke(BLACK, slot.rule)))
    if not items:
        return []
    return [Block(f"{work.desk.page.number}/{slot.name}", Role.RULE, tuple(items), artifact=True)]


def _head_box(work: Job, layout: Layout) -> Box | None:
    """The rows and columns that a headline block takes of its slot."""
    if work.strip is not None or not layout.head.members:
        return None
    x, width = work.area.span(work.area.head[0], layout.head_columns)
    return Box(x, work.area.row_top(layout.head_row), width, layout.head.rows * work.area.pitch)


def _head(work: Job, layout: Layout) -> list[Block]:
    space, plan = work.area, layout.head
    ink = next((p.insert.photo.head_ink for p in layout.placings
                if p.anchor == "behind" and p.insert.photo), None)  # fmt: skip
    x, width = head_place(work, layout.head_columns)
    if work.strip is not None:
        space = work.strip[0]
        x, width, plan = space.x, space.width, replace(plan, rows=space.rows)
    begins = space.row_top(0 if work.strip is not None else layout.head_row)
    lift = 0
    if work.strip is None and not layout.head_row and not work.frame:
        lift = bar_lift(work.desk.template, work.slot)
    members = [
        (
            member.part,
            member.heading,
            member.style if ink is None else replace(member.style, ink=ink),
            begins + top - (lift if member.part == Role.RUBRIC else 0),
        )
        for member, top in zip(plan.members, heads.tops(plan, space), strict=True)
    ]
    story = work.telling.story.id
    faced = next((n for n, member in enumerate(plan.members) if member.face), None)
    if faced is not None:
        from presslayout.flow import byline_faces

        own = members.pop(faced)
        face, text = byline_faces.placed(plan.members[faced], own[3], (x, width))
    made = heading_blocks(story, story, members, work.telling.heads, x, width)
    part = work.telling.head_part
    if part != Role.HEADLINE:
        made = [replace(b, id=f"{story}/{part}", part=part) if b.part == Role.HEADLINE else b
                for b in made]  # fmt: skip
    if faced is not None:
        spot = (*own[:3], own[3] + plan.members[faced].inset)
        made += byline_faces.blocks(work, face, behind=ink is not None)
        made += heading_blocks(story, story, [spot], work.telling.heads, *text)
    if members and members[0][0] == Role.RUBRIC:
        # The bar (栏头) lies where the block begins, as wide as it; on a line that stays where its
        # columns give, as wide as that.
        if lift and work.slot.narrowed and layout.head_columns == len(work.area.columns):
            x, width = work.area.box.x, work.area.box.width
        bar = Box(x, begins - lift, width, RUBRIC_BAR)
        drawn = Shape(rectangle(bar), fill=members[0][2].ink)
        made.insert(0, Block(f"{story}/rubric-bar", Role.RULE, (drawn,), story, artifact=True))
    if work.strip is not None:
        from presslayout.flow import turned

        return list(turned.blocks(made, work.strip[1]))
    return folds.clear(made, work.area.fold, (x, width))


def _body(
    work: Job, poured: Poured, cells: Sequence[tuple[int, int]], margin: Beside
) -> tuple[list[Item], int, list[tuple[int, int]]]:
    """The items of the body, how many rows it takes, and the stretches of text that it shows.

    What stands beside its characters is collected in `margin`.
    """
    items: list[Item] = []
    shown: list[tuple[int, int]] = []
    rows = 0
    for _, block, stretch in standing(work, poured):
        rows += stretch.count
        if isinstance(block, SubheadBlock):
            items += _subhead(work, block, (stretch, cells), margin)
            shown.append((block.offset, block.offset + block.heading.length))
            continue
        if isinstance(block, TableBlock):
            column, row = cells[stretch.start]
            place_ = work.area.columns[column], row
            items += tables.drawn(block, place_, work.area, work.fonts, margin)
            shown.append((block.offset, block.end))
            continue
        lines = block.lines(stretch.rows)[stretch.first : stretch.first + stretch.count]
        for at, line in enumerate(lines, stretch.start + block.blank(stretch.rows)):
            column, row = cells[at]
            baseline = work.area.row_top(row) + block.shaped.ascent
            shift, room = block.room(at - stretch.start) or (0, work.area.measure)
            measure = room - block.inset
            left = work.area.columns[column] + shift + block.inset + _away(block, line, work.area)
            edge = work.area.columns[column]
            for label in block.labels if line.start == 0 else ():
                at_ = edge + label.lowered[0], baseline + label.lowered[1]
                items += _line(work, (label, label.best.lines[0]), at_, work.area.measure, margin)
            items += _line(work, (block, line), (left, baseline), measure, margin)
            if block.marker and line.start == 0:
                drawn = marker(block.marker, work.fonts.text, (edge, baseline), block.inset)
                margin.markers.append((block.offset, drawn))
        first = block.begins if lines[0].start == 0 else block.offset + lines[0].text_start
        shown.append((first, block.offset + lines[-1].text_end))
    return items, rows, shown


def _away(block: TextBlock, line: Line, space: Area) -> Length:
    """How far from its block's edge a line begins that is no column's full measure."""
    if block.align == "end":
        return space.measure - SIGNATURE_EDGE * space.em // 1000 - line.width * space.em // 1000
    return block.hanging if line.start else 0


def _line(
    work: Job,
    line: tuple[TextBlock, Line],
    place_: tuple[Length, Length],
    measure: Length,
    margin: Beside,
) -> tuple[Item, ...]:
    """A line of text and, into `margin`, what stands beside its characters."""
    block, set_line = line
    sizes = work.fonts.reading, measure
    beside(margin, (block.shaped, set_line), block.marks, place_, sizes)
    return place(block.shaped, set_line, *place_, ink=block.ink, offset=block.offset)


def _beside(story: str, margin: Beside) -> list[Block]:
    """The marks of a body as blocks of their own, so that its text stays what it is."""
    made: list[Block] = []
    if margin.dots:
        made.append(Block(f"{story}/dots", Role.MARK, tuple(margin.dots), story, artifact=True))
    if margin.readings:
        made.append(Block(f"{story}/ruby", Role.MARK, tuple(margin.readings), story))
    return made


def _subhead(
    work: Job,
    block: SubheadBlock,
    place_: tuple[Stretch, Sequence[tuple[int, int]]],
    margin: Beside,
) -> tuple[Item, ...]:
    """A subhead in its rows; the number before it goes into `margin`."""
    stretch, cells = place_
    column, row = cells[stretch.start]
    style = work.desk.template.subhead.text
    heading = block.heading
    pitch = heading.size * heads.LINE_PITCH // 1000
    if work.desk.template.subhead.rows_two > work.desk.template.subhead.rows_one:
        # A line more takes a row more: so one of two lines has the air that one of one line has.
        pitch = max(pitch, work.area.pitch)
    drop = block.drop(stretch.count, work.area.pitch, work.area.em, pitch)
    first = work.area.row_top(row) + drop
    baselines = tuple(first + n * pitch for n in range(len(heading.lines)))
    left = work.area.columns[column]
    if block.ordinal is not None:
        number = headline.place_heading(
            block.ordinal, left, baselines[:1], block.inset, align="start", ink=style.ink
        )
        margin.markers.append((block.offset, number))
    return headline.place_heading(
        heading,
        left + block.inset,
        baselines,
        work.area.measure - block.inset,
        align="center" if block.centred else style.align,
        ink=style.ink,
        offset=block.offset,
    )


def _came_from(work: Job, cells: Sequence[tuple[int, int]]) -> list[Block]:
    if work.telling.came_from is None or not cells:
        return []
    from presslayout.flow.jump_lines import came_from

    return [came_from(work, cells)]


def _goes_to(work: Job, poured: Poured) -> list[Block]:
    if work.telling.goes_to is None:
        return []
    from presslayout.flow.jump_lines import goes_to

    return [goes_to(work, poured)]


def _record(
    work: Job, poured: Poured, layout: Layout, rows: int, shown: Sequence[tuple[int, int]]
) -> StoryRecord:
    telling = work.telling
    text = dict(telling.story.texts).get("body", "")
    here = sum(chars(text[a:b]) for a, b in shown)
    overset = Overset(0, 0, "")
    if poured.left is not None and telling.goes_to is None:
        end = shown[-1][1] if shown else _first(work)
        rest = text[end:].lstrip("\n")
        lines = sum(_left(work, poured))
        overset = Overset(chars(rest), lines, rest)
    head = layout.head.headline
    box = work.area.box
    return StoryRecord(
        id=telling.story.id,
        slot=work.slot.name,
        bbox=box,
        boxes=_boxes(work),
        columns=len(work.area.columns),
        lines=rows,
        chars_source=chars(text),
        chars_set=here,
        overset=overset,
        underset_lines=poured.empty + work.open_rows * len(work.area.columns),
        headline_size=head.size if head else 0,
        headline_lines=len(head.lines) if head else 0,
        headline_tracking=head.tracking if head else 0,
        headline_condense=head.condense if head else 1000,
        jump_from=telling.came_from,
        jump_to=telling.goes_to,
        fit_steps=tuple(_steps(work, poured, layout)),
        composed=composed(
            ((block.shaped, lines) for block, lines in set_lines(work, poured)), work.fonts.measure
        ),
        inserts=tuple(
            (
                one.insert.key,
                (one.row + 1, one.row + one.rows),
                (one.hole.column + 1, one.hole.column + one.hole.span),
            )
            for one in layout.placings
            if one.anchor not in OVER
        ),
    )


def _boxes(work: Job) -> tuple[Box, ...]:
    """The rectangles of the slot."""
    if not work.slot.parts:
        return (work.area.box,)
    return tuple(range_box(work.desk.template, part) for part in work.slot.parts)


def _first(work: Job) -> int:
    if not work.body:
        return 0
    first = work.body[0]
    return first.begins if isinstance(first, TextBlock) else first.offset


def _left(work: Job, poured: Poured) -> list[int]:
    """Rows of the pieces that found no place, that of a byline behind the body among them."""
    assert poured.left is not None
    piece = poured.left.piece - work.ahead
    rows = [block.piece.options[0][0] for block in work.body[max(piece, 0) :]]
    if piece >= 0:
        rows[:1] = [poured.left.rows - poured.left.row]
    return rows


def _steps(work: Job, poured: Poured, layout: Layout) -> list[Fitted]:
    """What differs from the nominal page, in the order of 合版顺序 (SPEC §4)."""
    steps = [*work.eased]
    steps += [
        Fitted(Step.PICTURE_HEIGHT, alike(p.insert.key), _cropped(p.rows, p.crop))
        for p in layout.placings
        if p.crop
    ]
    usual = {i.key: i.span for i in work.inserts}
    steps += [
        Fitted(Step.PICTURE_COLUMNS, alike(p.insert.key), _columns(p.insert.span))
        for p in layout.placings
        if p.insert.span != usual[p.insert.key]
    ]
    head = layout.head.headline
    if head is not None and head.tracking < 0:
        steps.append(Fitted(Step.HEAD_TRACKING, by=alike(f"{head.tracking / 10:+.1f}%")))
    if head is not None and head.condense < 1000:  # noqa: PLR2004
        steps.append(Fitted(Step.HEAD_SCALE, by=alike(f"{head.condense / 10:.1f}%")))
    if layout.head.cost:
        steps.append(Fitted(Step.HEAD_ROWS, by=rows(layout.head.rows)))
    if layout.head_columns != work.head_columns:
        steps.append(Fitted(Step.HEAD_COLUMNS, by=_columns(layout.head_columns)))
    if layout.byline_at_end and work.slot.byline_at != "end":
        steps.append(Fitted(Step.BYLINE_END))
    steps += [
        Fitted(Step.FILLER, alike(p.insert.filler.story.id), rows(p.rows))
        for p in layout.placings
        if p.insert.filler
    ]
    kept = {p.insert.key for p in layout.placings}
    steps += [Fitted(Step.DROP_OPTIONAL, alike(i.key)) for i in work.inserts if i.key not in kept]
    return [*steps, *_paragraph_steps(work, poured)]


def _paragraph_steps(work: Job, poured: Poured) -> Iterator[Fitted]:
    """What differs from the nominal rows of each block of the body."""
    for number, block, stretch in standing(work, poured):
        place = Text(f"第{number + 1}段", f"block {number + 1}")
        more = stretch.rows - block.piece.options[0][0]
        if isinstance(block, SubheadBlock):
            if work.slot.air.more:
                yield Fitted(Step.SUBHEAD_ROWS, place, rows(stretch.rows))
        elif more and not (isinstance(block, TextBlock) and block.gap):
            yield Fitted(Step.PARAGRAPH_LINES, place, rows(more, signed=True))


def _columns(count: int) -> Text:
    return Text(f"{count}栏", f"{count} columns")


def _cropped(count: int, crop: int) -> Text:
    return Text(f"{count}行 裁切{crop / 10:.1f}%", f"{count} rows, {crop / 10:.1f} % cropped")
