"""The rules of layout, checked on what was set: inside a slot, and across a page.

Each finding names its place; how much it weighs is the paper's and the template's to say.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Diagnostic, Text
from presslayout.base.geometry import Box
from presslayout.base.units import pt, to_pt
from presslayout.base.values import frozen
from presslayout.edition.page import Glyphs, Note, Picture, Shape
from presslayout.edition.roles import Role
from presslayout.flow.fit import PieceKind
from presslayout.issue.kinds import Content
from presslayout.issue.lattice import slot_box, type_area
from presslayout.issue.layout_rules import CODES, severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Block
    from presslayout.flow.bench import Desk, Filled
    from presslayout.flow.fit import Obstacle as Hole
    from presslayout.flow.pour import Poured
    from presslayout.flow.work import Job, Layout
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Slot

# Headlines whose sizes differ by less than this share are of one weight, in per mille.
ONE_WEIGHT = 1350
# The largest photo of a page against the next, in tenths of its area (PAGES, "Order of the eye").
# 2.5 times, less what rounding to whole rows may take.
DOMINANCE = 2450
# A picture of this share of the type area leads its page, in per mille: headlines need not.
LEADING_PICTURE = 200
# The largest headline against the next, in per mille: below it nothing leads.
LEADING = 1100
# A photo further from its story's words than this many rows does not belong to it.
FAR_ROWS = 3
# So many blank rows right across the page part it in two.
WHITE_ROWS = 5
# How far from a gutter's middle a box's line may stand to be its edge.
AROUND = pt(14)


@frozen
class BrokenRule:
    """One rule that a page breaks: where, in which story, and in words."""

    rule: str
    box: Box
    story: str
    message: Text
    hint: Text


def told(
    found: Iterable[BrokenRule], desk: Desk, tales: Sequence[Story]
) -> tuple[tuple[Diagnostic, ...], tuple[Note, ...]]:
    """Findings as diagnostics and as notes for the proof, as the paper and the template weigh them.

    Each is told at the headline of its story, one of `tales`.
    """
    layers = desk.paper.rules, desk.template.rules
    said, notes = [], []
    for one in found:
        level = severity(one.rule, layers)
        if level is None:
            continue
        code, page = CODES[one.rule], desk.page.number
        span = next((s.span_of("headline") for s in tales if s.id == one.story), None)
        at = span or desk.page.span
        said.append(Diagnostic(code, level, one.message, at, one.hint, page, one.story, ""))
        notes.append(Note(one.box, code, one.message.zh))
    return tuple(said), tuple(notes)


def inside(work: Job, poured: Poured, layout: Layout) -> Iterator[BrokenRule]:
    """What is wrong inside one slot."""
    yield from _lonely_lines(work, poured)
    yield from _jumped_over(work, poured, layout)
    yield from _strays(work, poured, layout)


def across(desk: Desk, slots: Sequence[tuple[Slot, Filled]]) -> Iterator[BrokenRule]:
    """What is wrong between the slots of a page."""
    yield from _collisions(slots, desk)
    yield from _touching(slots, desk)
    yield from _dominance(slots)
    yield from _leading(slots, desk)
    yield from _through(slots, desk)


def _lonely_lines(work: Job, poured: Poured) -> Iterator[BrokenRule]:
    """Widows and stranded subheads (RULES C1, C2); fitting makes none, pouring may."""
    feet = poured.ends
    heads = {0, *feet}
    story = work.telling.story.id
    for stretch in poured.stretches:
        number = stretch.piece - work.ahead
        if not 0 <= number < len(work.body):
            continue
        first, last = stretch.start, stretch.start + stretch.count
        place = f"第{number + 1}段"
        kind = work.body[number].piece.kind
        if kind == PieceKind.SUBHEAD:
            low = any(last <= foot < last + 2 for foot in feet) and last < feet[-1]
            if low or (first in heads and number):
                yield BrokenRule(
                    "stranded_subhead",
                    _rows_box(work, poured, first, last),
                    story,
                    Text(
                        f"背题：{place}小标题{'在栏脚' if low else '在栏头'}",
                        f"the subhead in block {number + 1} stands at the "
                        f"{'foot' if low else 'head'} of a column",
                    ),
                    Text(
                        "前面增减一两行",
                        "make what stands before it a line or two longer or shorter",
                    ),
                )
        elif kind == PieceKind.TEXT and stretch.count > 1:
            for foot in feet:
                if foot in (first + 1, last - 1) and first < foot < last:
                    at = first if foot == first + 1 else last - 1
                    yield BrokenRule(
                        "widow",
                        _rows_box(work, poured, at, at + 1),
                        story,
                        Text(
                            f"孤行：{place}{'首行在栏脚' if at == first else '末行在栏头'}",
                            f"a line of block {number + 1} stands alone at the "
                            f"{'foot' if at == first else 'head'} of a column",
                        ),
                        Text("这一段增减一行", "make this paragraph a line longer or shorter"),
                    )


def _jumped_over(work: Job, poured: Poured, layout: Layout) -> Iterator[BrokenRule]:
    """Text above and below a photo in one column (RULES N6)."""
    photos = {p.hole.key for p in layout.placings if p.insert.photo is not None}
    # Of a cut-out only what lies in the way: its geometry has no more of it.
    holes = [(h.key, h) for h in poured.geometry.blocks if h.key in photos]
    seen: set[str] = set()
    for above, below in pairwise(poured.pockets):
        for key, hole in holes:
            over = hole.column <= above.column < hole.column + hole.span
            if above.column != below.column or not over or key in seen:
                continue
            if above.bottom <= hole.top and hole.bottom <= below.top:
                seen.add(key)
                yield BrokenRule(
                    "text_jump",
                    _hole_box(work, hole),
                    work.telling.story.id,
                    Text(f"跨图：正文从图片 {key} 上面跳到下面", f"the text jumps over {key}"),
                    Text(
                        "把图片放到栏头或栏脚", "put the photo at the head or foot of its columns"
                    ),
                )


def _strays(work: Job, poured: Poured, layout: Layout) -> Iterator[BrokenRule]:
    """Photos with none of their story's words beside them."""
    used: set[tuple[int, int]] = set()
    rows = max((s.start + s.count for s in poured.stretches), default=0)
    used |= set(poured.cells[:rows])
    head = layout.head.rows if work.strip is None else 0
    used |= {(c, r) for c in range(layout.head_columns) for r in range(head)}
    if not work.body:
        return
    for placing in layout.placings:
        hole = placing.hole
        near = any(
            hole.column - 1 <= column <= hole.column + hole.span
            and hole.top - FAR_ROWS <= row < hole.bottom + FAR_ROWS
            for column, row in used
        )
        if placing.insert.photo is not None and not near:
            yield BrokenRule(
                "stray_photo",
                _hole_box(work, hole),
                work.telling.story.id,
                Text(
                    f"图远：图片 {placing.insert.key} 旁边没有这篇稿件的字",
                    f"no words of its story stand beside {placing.insert.key}",
                ),
                Text("补写正文，或换「位置」", "write more copy, or give it another place"),
            )


def collided(
    slots: Sequence[tuple[Slot, Filled]], desk: Desk
) -> Iterator[tuple[tuple[Slot, Filled, Box], tuple[Slot, Filled, Box]]]:
    """Headlines side by side on one line in one weight (RULES N3), with their boxes; a frame parts them."""
    column = desk.template.base_cells * desk.template.body.size
    heads = [
        (slot, made, block)
        for slot, made in slots
        if made.story is not None and not slot.head_side and not slot.vertical
        for block in made.blocks
        if block.role == Role.HEADLINE and block.items
    ]
    for (one, first, a), (other, second, b) in combinations(heads, 2):
        left, right = sorted((_box(a), _box(b)), key=lambda box: box.x)
        level = min(left.bottom, right.bottom) - max(left.y, right.y)
        assert first.story is not None
        assert second.story is not None
        near = max(first.story.bbox.x, second.story.bbox.x) - min(
            first.story.bbox.right, second.story.bbox.right
        )
        if level * 2 < min(left.height, right.height) or not 0 < near < column:
            continue
        if framed(first) or framed(second) or not _one_weight(a, b):
            continue
        yield (one, first, _box(a)), (other, second, _box(b))


def _collisions(slots: Sequence[tuple[Slot, Filled]], desk: Desk) -> Iterator[BrokenRule]:
    """Headlines that stand too much alike."""
    for (one, first, a), (other, second, b) in collided(slots, desk):
        left, right = sorted((a, b), key=lambda box: box.x)
        assert first.story is not None
        assert second.story is not None
        yield BrokenRule(
            "tombstone",
            Box(left.x, min(left.y, right.y), right.right - left.x,
                max(left.bottom, right.bottom) - min(left.y, right.y)),
            second.story.id,
            Text(
                f"碰题：{first.story.id}「{one.name}」和 {second.story.id}「{other.name}」的题并排，"
                "字体、大小差不多",
                f"the headlines of {first.story.id} ({one.name}) and {second.story.id} "
                f"({other.name}) stand side by side in one weight",
            ),
            Text(
                "错开高低，换字体或字号，或给一篇加框",
                "move one, set it in another face or size, or put one story into a box",
            ),
        )  # fmt: skip


def _one_weight(a: Block, b: Block) -> bool:
    """Whether two headlines are of one face and nearly one size."""
    one, other = ((i.face, i.size) for i in (_glyphs(a), _glyphs(b)))
    return one[0] == other[0] and max(one[1], other[1]) * 1000 < min(one[1], other[1]) * ONE_WEIGHT


def _touching(slots: Sequence[tuple[Slot, Filled]], desk: Desk) -> Iterator[BrokenRule]:
    """Boxes nearer to each other than a character of body size."""
    em = desk.template.body.size
    # The frame of an imprint or of an ad is no story's box.
    boxes = [
        (made.story, box)
        for _, made in slots
        if made.story is not None and (box := framed(made)) is not None
    ]
    for (first, a), (second, b) in combinations(boxes, 2):
        across_ = max(a.x, b.x) - min(a.right, b.right)
        down = max(a.y, b.y) - min(a.bottom, b.bottom)
        if max(across_, down) >= em:
            continue
        yield BrokenRule(
            "boxes_touch",
            Box(max(a.x, b.x) if across_ <= 0 else min(a.right, b.right),
                max(a.y, b.y) if down <= 0 else min(a.bottom, b.bottom),
                abs(across_), abs(down)),
            second.id,
            Text(
                f"框碰：{first.id} 和 {second.id} 的框挨着，相距 {to_pt(max(across_, down)):.3g}pt",
                f"the boxes of {first.id} and {second.id} touch: "
                f"{to_pt(max(across_, down)):.3g} pt apart",
            ),
            Text("去掉一个框，或让开一行", "take one box away, or leave a row between them"),
        )  # fmt: skip


def _dominance(slots: Sequence[tuple[Slot, Filled]]) -> Iterator[BrokenRule]:
    """One photo, or one group in a slot for pictures, outweighs the next clearly."""
    groups: list[tuple[int, Box, str]] = []
    for slot, made in slots:
        # An advertisement is as large as it was paid for: it belongs to no story.
        sizes = [(p.box.width * p.box.height, p.box, p.story) for p in made.photos if p.story]
        if slot.content == Content.PICTURE and sizes:
            largest = max(sizes, key=lambda one: one[0])
            groups.append((sum(one[0] for one in sizes), *largest[1:]))
        else:
            groups += sizes
    groups.sort(key=lambda one: -one[0])
    if len(groups) > 1 and groups[0][0] * 1000 < groups[1][0] * DOMINANCE:
        share = groups[0][0] / groups[1][0]
        yield BrokenRule(
            "photo_dominance",
            groups[0][1],
            groups[0][2],
            Text(
                f"主图：最大的图只有第二大的 {share:.1f} 倍，压不住版（要 2.5 倍）",
                f"the largest photo is {share:.1f} times the next; 2.5 times leads the eye",
            ),
            Text("裁小或缩窄第二张", "crop the second photo, or give it fewer columns"),
        )


def _leading(slots: Sequence[tuple[Slot, Filled]], desk: Desk) -> Iterator[BrokenRule]:
    """One headline leads the page, and not from its foot."""
    heads = sorted(
        (
            (made.story.headline_size, made.story.id, _box(block))
            for _, made in slots
            if made.story is not None
            for block in made.blocks
            if block.role == Role.HEADLINE and block.items
        ),
        key=lambda one: -one[0],
    )
    if len(heads) < 2:  # noqa: PLR2004
        return
    (size, name, box), (after, other, _) = heads[:2]
    whole = type_area(desk.template)
    pictures = [
        p.box for slot, made in slots if slot.content == Content.PICTURE for p in made.photos
    ]
    area = whole.width * whole.height
    if any(p.width * p.height * 1000 >= area * LEADING_PICTURE for p in pictures):
        return
    if size * 1000 < after * LEADING:
        yield BrokenRule(
            "headline_order",
            box,
            name,
            Text(
                f"题序：{name}（{to_pt(size):.3g}pt）和 {other}（{to_pt(after):.3g}pt）的题一样大，"
                "没有头条",
                f"the headlines of {name} ({to_pt(size):.3g} pt) and {other} "
                f"({to_pt(after):.3g} pt) are of one size: nothing leads",
            ),
            Text("加大头条的字号，或缩小另一个", "make one larger, or the other smaller"),
        )
    elif box.y > whole.y + whole.height // 2:
        yield BrokenRule(
            "headline_order",
            box,
            name,
            Text(
                f"题序：最大的题 {name}（{to_pt(size):.3g}pt）在下半版",
                f"the largest headline, {name} ({to_pt(size):.3g} pt), stands in the lower half",
            ),
            Text("把头条放到上半版", "put the lead into the upper half"),
        )


def _through(slots: Sequence[tuple[Slot, Filled]], desk: Desk) -> Iterator[BrokenRule]:
    """A gutter, or a white band, from edge to edge of the story area (RULES N4)."""
    told_ = [
        (slot, made) for slot, made in slots if slot.content in {Content.STORY, Content.PICTURE}
    ]
    stories = [made.story.id for _, made in told_ if made.story is not None]
    if len(stories) < 2:  # noqa: PLR2004
        return
    whole = _around([slot_box(desk.template, slot) for slot, _ in told_])
    solid = [box for slot, made in told_ for box in _solid(slot, made)]
    template = desk.template
    em = template.body.size
    pitch = (template.base_cells + template.gutter_cells) * em
    for number in range(1, template.base_columns):
        middle = type_area(template).x + number * pitch - template.gutter_cells * em // 2
        if not whole.x < middle < whole.right or any(b.x < middle < b.right for b in solid):
            continue
        yield BrokenRule(
            "through_white",
            Box(middle - em // 2, whole.y, em, whole.height),
            stories[0],
            Text(
                f"通缝：第 {number} 栏后的栏缝从上到下没有题或图跨过",
                f"nothing crosses the gutter after column {number} from top to foot",
            ),
            Text("让一个标题或一张图跨过它", "let a headline or a picture cross it"),
        )
    at = whole.y
    leading = template.body.leading
    # A chart is a picture, white as its inside may be.
    drawn = [
        (box.y, box.bottom)
        for box in (slot_box(template, s) for s, _ in slots if s.content == Content.GRAPHIC)
    ]
    for top, foot in sorted((*_inked(told_), *drawn)):
        if top - at >= WHITE_ROWS * leading:
            yield BrokenRule(
                "through_white",
                Box(whole.x, at, whole.width, top - at),
                stories[0],
                Text(
                    f"断版：有 {(top - at) // leading} 行空白横贯全版",
                    f"{(top - at) // leading} blank rows run right across the page",
                ),
                Text("放一篇稿件或一张图", "put a story or a picture there"),
            )
        at = max(at, foot)


def _solid(slot: Slot, made: Filled) -> Iterator[Box]:
    """What crosses gutters: heads, pictures, tables of columns that are not the page's own."""
    if made.story is not None and (slot.split or slot.vertical):
        yield made.story.bbox
    if (frame := framed(made)) is not None:
        # A box parts the page as a line does: along it no white runs.
        yield Box(frame.x - AROUND, frame.y, frame.width + 2 * AROUND, frame.height)
    if made.head is not None:
        yield made.head
    yield from (photo.box for photo in made.photos)


def _inked(slots: Iterable[tuple[Slot, Filled]]) -> Iterator[tuple[Length, Length]]:
    """From where to where everything that prints reaches down the page, line by line."""
    for _, made in slots:
        if (frame := framed(made)) is not None:
            yield frame.y, frame.bottom
        for block in made.blocks:
            for item in block.items:
                if isinstance(item, Picture):
                    yield item.box.y, item.box.bottom
                elif isinstance(item, Glyphs):
                    yield min(item.y) - item.size, max(item.y)


def framed(made: Filled) -> Box | None:
    """The box round a story, where it has one."""
    for block in made.blocks:
        if block.role == Role.RULE and block.artifact:
            for item in block.items:
                if isinstance(item, Shape) and item.stroke is not None and len(item.path) > 2:  # noqa: PLR2004
                    return _outline(item)
    return None


def _outline(shape: Shape) -> Box:
    ways = [segment[1:] for segment in shape.path if len(segment) > 1]
    across_ = [n for way in ways for n in way[::2] if isinstance(n, int)]
    down = [n for way in ways for n in way[1::2] if isinstance(n, int)]
    return Box(min(across_), min(down), max(across_) - min(across_), max(down) - min(down))


def _glyphs(block: Block) -> Glyphs:
    for item in block.items:
        if isinstance(item, Glyphs):
            return item
    raise LookupError(f"no text in block {block.id}")


def _box(block: Block) -> Box:
    """The em squares of a block's glyphs."""
    runs = [item for item in block.items if isinstance(item, Glyphs)]
    left, top = min(min(r.x) for r in runs), min(min(r.y) - r.size for r in runs)
    right = max(max(r.x) + r.size for r in runs)
    return Box(left, top, right - left, max(max(r.y) for r in runs) - top)


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(left, top, max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top)


def _rows_box(work: Job, poured: Poured, first: Length, last: Length) -> Box:
    """The first column's part of some rows of text."""
    cells = poured.cells
    column, row = cells[first]
    count = sum(1 for other, _ in cells[first:last] if other == column)
    space = work.area
    return Box(space.columns[column], space.row_top(row), space.measure, count * space.pitch)


def _hole_box(work: Job, hole: Hole) -> Box:
    x, width = work.area.span(hole.column, hole.span)
    return Box(x, work.area.row_top(hole.top), width, (hole.bottom - hole.top) * work.area.pitch)
