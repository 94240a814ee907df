"""Graphics on the page: as inserts of a story, in their rows and columns, and in slots of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Text
from presslayout.base.geometry import Box
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Shape, Stroke, rectangle
from presslayout.edition.roles import Role
from presslayout.edition.steps import Step
from presslayout.flow.inserts import Insert
from presslayout.flow.telling import chars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.flow.graphics.easel import Easel, Plotted
    from presslayout.flow.inserts import Placing
    from presslayout.issue.graphics import Graphic
    from presslayout.issue.issue import Story

PREFIX = Role.GRAPHIC.value
# What may be drawn higher or lower is so by so many rows in a story, at a price a row.
LOWER, HIGHER, ROW_COST = 3, 3, 6


def easel(desk: Desk, space: Area, width: Length) -> Easel:
    """The room of a graphic so wide, in the type of fact boxes."""
    from presslayout.flow.graphics.easel import Easel

    template = desk.template
    style, subhead, strip = template.factbox, template.subhead.text, template.banner
    of = desk.faces.of
    return Easel(
        width=width,
        size=min(style.largest, space.em),
        pitch=space.pitch,
        plain=of(style.families),
        strong=of(subhead.families),
        display=of(strip.families),
        accent=template.accent,
        manner=desk.faces.manner,
    )


def _inset(graphic: Graphic, space: Area) -> Length:
    """How far inside its box a graphic stands."""
    return space.em if graphic.frame or graphic.tint is not None else 0


def _fitted(
    graphic: Graphic, desk: Desk, space: Area, width: Length, high: Length | None = None
) -> Plotted | None:
    """A graphic in a width, and in a height where one is given; None where it has no room."""
    # Pages without graphics, most of them, load nothing that draws one.
    from presslayout.flow.graphics.drawing import drawing

    side = _inset(graphic, space)
    inner = None if high is None else high - 2 * side
    return drawing(graphic, easel(desk, space, width - 2 * side), inner)


def rows_of(graphic: Graphic, desk: Desk, space: Area, width: Length) -> int | None:
    """The rows that a graphic needs at a width; None where it has no room at any height."""
    found = _fitted(graphic, desk, space, width)
    if found is None:
        return None
    high = found.height + 2 * _inset(graphic, space)
    return max(-(-(high - space.em) // space.pitch), 0) + 1


def high_of(rows: int, space: Area) -> Length:
    """From the top of the first of so many rows to the foot of the last."""
    return (rows - 1) * space.pitch + space.em


def insert(number: int, graphic: Graphic, desk: Desk, space: Area) -> Insert:
    """A graphic as an insert over as many columns as it needs; locked to rows, as high as they are."""
    span, least = _wanted(graphic, desk, space)
    rows, held, short = least, graphic.lock is not None, 0
    if rows is not None and graphic.rows is not None:
        _, width = space.span(0, span)
        given = _fitted(graphic, desk, space, width, high_of(graphic.rows, space))
        rows = graphic.rows if given is not None else least if held else None
        short = (rows or 0) - graphic.rows if held else 0
    first = min(graphic.spot[0] - 1, len(space.columns) - span) if graphic.spot else 0
    return Insert(
        f"{PREFIX}-{number}",
        graphic.at,
        span,
        () if rows is None else tuple(_heights(graphic, rows, span, (desk, space))),
        0,
        spot=graphic.spot,
        folded=space.crosses(first, span),
        locked=held and rows is not None,
        short=short,
        optional=graphic.optional,
    )


def _heights(
    graphic: Graphic, rows: int, span: int, site: tuple[Desk, Area]
) -> Iterator[tuple[int, int, int]]:
    """The rows that it may take, each with its price: those that it needs, and some near them."""
    desk, space = site
    fixed = graphic.rows is not None or not graphic.stretches
    if fixed or Step.PICTURE_HEIGHT not in desk.template.fit_order:
        yield rows, 0, 0
        return
    _, width = space.span(0, span)
    for high in range(max(rows - LOWER, 2), rows + HIGHER + 1):
        if high >= rows or _fitted(graphic, desk, space, width, high_of(high, space)) is not None:
            yield high, abs(high - rows) * ROW_COST, 0


def _wanted(graphic: Graphic, desk: Desk, space: Area) -> tuple[int, int | None]:
    """The columns that a graphic crosses, as many as it says or as it needs, and its rows there."""
    count = len(space.columns)
    least = min(graphic.columns or 1, count)
    for span in range(least, (least if graphic.columns else count) + 1):
        _, width = space.span(0, span)
        rows = rows_of(graphic, desk, space, width)
        if rows is not None:
            return span, rows
    return least, None


def blocks(placing: Placing, story: Story, desk: Desk, space: Area) -> list[Block]:
    """The graphic of an insert at its place."""
    number = number_of(placing.insert.key)
    x, width = space.span(placing.hole.column, placing.hole.span)
    top = space.row_top(placing.row)
    foot = space.row_foot(placing.row + placing.rows - 1)
    return boxed(number, story, (desk, space), Box(x, top, width, foot - top))


def number_of(key: str) -> int:
    """Which graphic of its story an insert is, from 1."""
    return int(key.removeprefix(f"{PREFIX}-"))


def boxed(number: int, story: Story, site: tuple[Desk, Area], box: Box) -> list[Block]:
    """A graphic that fills a box; nothing where it has no room."""
    desk, space = site
    graphic = story.graphics[number - 1]
    found = _fitted(graphic, desk, space, box.width, box.height)
    if found is None:
        return []
    key = f"{PREFIX}-{number}"
    made: list[Block] = []
    stroke = Stroke(BLACK, graphic.frame) if graphic.frame else None
    if graphic.tint is not None or stroke is not None:
        shape = Shape(rectangle(box), fill=graphic.tint, stroke=stroke)
        made.append(Block(f"{story.id}/{key}-box", Role.RULE, (shape,), story.id, artifact=True))
    side = _inset(graphic, space)
    shown, ticks = found.moved(box.x + side, box.y + side).items(graphic.offsets)
    made.append(Block(f"{story.id}/{key}", Role.GRAPHIC, shown, story.id, key, alt=graphic.alt))
    if ticks:
        made.append(Block(f"{story.id}/{key}-axis", Role.MARK, ticks, artifact=True))
    return made


def no_room(
    number: int, story: Story, slot: str, site: tuple[Desk, Area], left: int | None = None
) -> Diagnostic:
    """What an editor is told of a graphic that is not printed: its 字 and what it needs."""
    desk, space = site
    graphic, page = story.graphics[number - 1], desk.page.number
    span, rows = _wanted(graphic, desk, space)
    told = chars(graphic.text)
    count, cells = len(graphic.entries), space.span(0, span)[1] // space.em
    if rows is None:
        why = Text(
            f"{span} 栏宽 {cells} 字，{count} 项的字排不开",
            f"{span} columns of {cells} em do not hold the words of {count} entries",
        )
        hint = Text(
            "减少类目、写短名字，或多给几栏", "take fewer entries, shorter names or more columns"
        )
    else:
        high = graphic.rows if left is None else left
        given = f"，只有 {high} 行" if high is not None else ""
        why = Text(
            f"{span} 栏宽要 {rows} 行{given}",
            f"it needs {rows} rows at {span} columns"
            + (f", it has {high}" if high is not None else ""),
        )
        hint = Text("减少类目，或给这个版位加行", "take fewer entries, or give the slot more rows")
    name = f"「{graphic.title}」" if graphic.title else ""
    return Diagnostic(
        "no-room",
        ERROR,
        Text(
            f"第{page}版「{slot}」没有地方排图表{name}，{told} 字没有印出来：{why.zh}",
            f"page {page}, slot {slot} has no room for a graphic of {told} characters; it is not "
            f"printed: {why.en}",
        ),
        graphic.span,
        hint,
        page,
        story.id,
        f"{PREFIX}-{number}",
    )
