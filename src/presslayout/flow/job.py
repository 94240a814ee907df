"""A story measured for its slot: what fitting chooses from."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import Same, replace
from presslayout.edition.roles import ParagraphKind
from presslayout.edition.steps import Step
from presslayout.flow import dropcaps, factboxes, heads, inserts, ordinals, portraits, quotes
from presslayout.flow.area import Area, AskedRows
from presslayout.flow.blocks import blocks, opening
from presslayout.flow.body import BodyFonts, SubheadBlock, TextBlock, text_block
from presslayout.flow.dressing import apart, dressed
from presslayout.flow.emphasis import reading_size
from presslayout.flow.fit import SHORT_ROWS, Geometry, Piece, PieceKind, bounds, parted
from presslayout.flow.grid import area
from presslayout.flow.hanging import QUESTIONS, hangings
from presslayout.flow.photo_inserts import photo_insert
from presslayout.flow.work import Job, Layout
from presslayout.typeset.lines import first_indent
from presslayout.typeset.manner import DIALOGUE
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.flow.bench import Desk
    from presslayout.flow.blocks import BodyBlock
    from presslayout.flow.heads import HeadPlan
    from presslayout.flow.inserts import Insert, Placing
    from presslayout.flow.pour import Poured, Stretch
    from presslayout.flow.telling import Telling
    from presslayout.flow.turned import Pivot
    from presslayout.issue.issue import Photo, Story
    from presslayout.issue.template import Heads, Slot
    from presslayout.typeset.lines import Line

# What the last line of a story keeps free for the mark that closes it, in thousandths of an em.
END_ROOM = 1200
# A budget that no layout reaches.
BOUNDLESS = 10**9
# A headline over fewer columns than its story: what the first costs, and each more; no fewer than
# half of them, and so many at least.
SPAN_COST, SPAN_STEP, LESS_SPAN, LEAST_SPAN = 90, 30, 2, 2
# A photo over a column more or fewer than is usual for its shape, where the editor names no number;
# and what it costs more where a photo that leads would be but one column wide (PAGES, "Photos").
RESIZED_COST, SMALL_COST = 110, 60
# The nominal way and those that fitting may take, as `layouts` has them: narrow, resized.
WAYS = ((False, False), (True, False), (False, True))
# Stories whose headline blocks are kept, over so many columns and without a byline.
REMEMBERED = 32
# Of so many optional inserts every choice is tried.
CHOSEN_AMONG = 8
# What a headline on a photo keeps clear of its sides, in characters of the body.
ON_PHOTO = 3
# Rows of air above a body beside a vertical headline, more or fewer than one, and their cost: white
# over the text is seen, so that it comes after a line more in a paragraph.
AIRS = ((0, 0), (1, 70), (-1, 90), (2, 110), (3, 150))


def job(slot: Slot, telling: Telling, desk: Desk) -> Job:
    """Everything about a telling that does not depend on where things will stand.

    A poem that one column as wide as its slot holds stands in it, in the middle under its head (P4);
    a story whose tables its columns do not hold stands in wider ones.
    """
    if telling.is_poem and slot.split != 1 and not (slot.vertical or slot.parts):
        whole = _job(replace(slot, split=1), telling, desk)
        lines = bounds(pieces(whole, at_end=False))[0]
        highs = [plan.rows for plan in head_plans(whole, at_end=False)]
        low, high = (0, 0) if whole.strip is not None else (min(highs), max(highs))
        room = whole.area.rows
        # Where it would end a few rows short, narrow columns may be level.
        if lines + low <= room and (lines + high + SHORT_ROWS >= room or 2 * lines <= room - low):
            return whole
    made = _job(slot, telling, desk)
    if telling.has_tables:
        from presslayout.flow.wide_tables import holding

        return holding(made, lambda count: _job(replace(slot, split=count), telling, desk))
    return made


def _job(slot: Slot, telling: Telling, desk: Desk) -> Job:
    slot, frame, faces = dressed(slot, telling.story, desk)
    desk = replace(desk, faces=faces)
    if slot.vertical:
        from presslayout.flow import turned

        desk, telling = turned.desk(desk), turned.telling(telling)
    space = area(desk.template, slot, frame)
    strip: tuple[Area, Pivot] | None = None
    if slot.head_side and len(space.columns) > 1:
        count = min(slot.head_columns or 1, len(space.columns) - 1)
        from presslayout.flow import turned

        standing_head, space, corner = turned.strip(space, count, slot.head_side)
        strip = standing_head, corner
    noted = None
    if telling.sidenotes and strip is None and not slot.vertical:
        from presslayout.flow import sidenotes

        noted = sidenotes.parted(space, desk.template.gutter_cells * space.em)
    space, margin = noted or (space, None)
    fonts = _fonts(desk, space)
    telling = replace(telling, story=_counted(telling.story, slot.ordinals.items))
    body = _ended(_body(telling, desk, fonts, slot), telling, desk, fonts)
    tail = END_ROOM if desk.template.end_mark and telling.goes_to is None else 0
    ground = dropcaps.CapGround(desk.faces, space, fonts, tail)
    capped = dropcaps.capped(body, telling, slot.drop_cap, ground)
    body, capless = (body, capped) if isinstance(capped, Text) else (capped, None)
    if _asks(telling.story, fonts.text):
        from presslayout.flow import questions

        body = questions.kept(body, telling.story.body, fonts.text.manner)
    head_columns = min(slot.head_columns or space.head[1], space.head[1])
    shown = _spanned(telling, slot.photo_columns)
    made = _inserts(shown, desk, space, head_columns)
    whole = Job(slot, telling, desk, space, fonts, body, made, frame, strip)
    return replace(whole, capless=capless, margin=margin)


def _asks(story: Story, font: Font) -> bool:
    """Whether there may be questions in a story: few have any, and need what keeps them."""
    asked = any(p.text.lstrip()[:1] in QUESTIONS for p in story.body)
    return asked or DIALOGUE in font.manner.outdent


def _fonts(desk: Desk, space: Area) -> BodyFonts:
    """The faces of the body, and the measure that its lines have."""
    style, faces = desk.template.body, desk.faces
    text = Font(faces.of(style.families), faces.of(style.bold), style.size, faces.manner)
    measure = space.measure * 1000 // style.size
    indent = first_indent(measure) if style.indent is None else style.indent
    reading = reading_size(style.size, style.leading)
    return BodyFonts(text, measure, indent, space.measure, reading, faces.words)


def _counted(story: Story, form: str) -> Story:
    """The story, the items of its numbered lists counted as its slot has it."""
    return replace(story, body=ordinals.counted(story.body, form)) if form else story


def _body(telling: Telling, desk: Desk, fonts: BodyFonts, slot: Slot) -> tuple[BodyBlock, ...]:
    """The blocks of the telling; its first paragraph may have begun on another page."""
    subhead, paragraphs = desk.template.subhead.in_air(slot.air), telling.paragraphs
    form = slot.ordinals.subheads
    faces = desk.faces.of(subhead.text.families)
    font = Font(faces, (), subhead.text.smallest, desk.faces.manner)
    hangs = hangings(telling.story.body, fonts.text, fonts.measure)
    begun = telling.start[1]
    opened: tuple[BodyBlock, ...] = ()
    if begun and paragraphs:
        hang = hangs.get(paragraphs[0].offset)
        opened = (text_block(paragraphs[0], fonts, start=begun, hang=hang),)
        paragraphs = paragraphs[1:]
    inset = ordinals.room(form, font, subhead.text.largest) if form else fonts.inset
    made = blocks(paragraphs, replace(fonts, inset=inset), subhead, font, hangs)
    if form:
        made = tuple(ordinals.numbered(made, telling.story.body, form, (font, inset)))
    # On another page a line that says where it comes from stands above it.
    return (*opened, *made) if telling.came_from is not None else opening((*opened, *made))


def _ended(
    body: tuple[BodyBlock, ...], telling: Telling, desk: Desk, fonts: BodyFonts
) -> tuple[BodyBlock, ...]:
    """The body, its last paragraph leaving room for the mark that closes the story."""
    paragraphs = telling.paragraphs
    if not desk.template.end_mark or telling.goes_to is not None or not paragraphs:
        return body
    last = body[-1] if body else None
    if (
        paragraphs[-1].kind not in (ParagraphKind.PARAGRAPH, ParagraphKind.ROLL)
        or not isinstance(last, TextBlock)
        or last.hanging
    ):
        return body
    entered = telling.start[1] if len(paragraphs) == 1 else 0
    return (*body[:-1], text_block(paragraphs[-1], fonts, start=entered, tail=END_ROOM))


def standing(work: Job, poured: Poured) -> Iterator[tuple[int, BodyBlock, Stretch]]:
    """The blocks of the body that stand in the slot, each with its number and where it stands."""
    for stretch in poured.stretches:
        number = stretch.piece - work.ahead
        if 0 <= number < len(work.body):
            yield number, work.body[number], stretch


def set_lines(work: Job, poured: Poured) -> Iterator[tuple[TextBlock, Sequence[Line]]]:
    """The lines of text that stand in the slot, paragraph by paragraph."""
    for _, block, stretch in standing(work, poured):
        if isinstance(block, TextBlock):
            yield block, block.lines(stretch.rows)[stretch.first : stretch.first + stretch.count]


def pieces(work: Job, *, at_end: bool, giving: bool = False) -> tuple[Piece, ...]:
    """The body as fitting sees it, with the jump's first line and a byline at the end.

    `giving`: subheads may take a row more, as all of a page may where the template allows it.
    """
    return _pieces(Same(work), (at_end, giving))


# Asked for again for every budget, as headline blocks are.
@lru_cache(maxsize=REMEMBERED)
def _pieces(one: Same, asked: tuple[bool, bool]) -> tuple[Piece, ...]:
    work, (at_end, giving) = one.value, asked
    assert isinstance(work, Job)
    steps = work.desk.template.fit_order
    giving = giving and Step.SUBHEAD_ROWS in steps
    made = [
        block.giving if giving and isinstance(block, SubheadBlock) else block.piece
        for block in work.body
    ]
    if Step.PARAGRAPH_LINES not in steps:
        made = [replace(p, options=p.options[:1]) if p.kind == PieceKind.TEXT else p for p in made]
    if any(p.keeps for p in made):
        made = list(parted(made, _highest(work, at_end=at_end)))
    made[:0] = [Piece(PieceKind.TEXT, ((1, 0),))] * work.ahead
    if at_end and work.telling.heads.get("byline"):
        made.append(Piece(PieceKind.TAIL, ((1, 0),)))
    return tuple(made)


def _highest(work: Job, *, at_end: bool) -> int:
    """The rows of the highest column that the headline block leaves."""
    if work.strip is not None or work.head_columns < len(work.area.columns):
        return work.area.rows
    heads_ = head_plans(work, at_end=at_end)
    return work.area.rows - min(plan.rows for plan in heads_)


def layouts(
    work: Job,
    capacity: tuple[int, int] | AskedRows,
    *,
    at_end: bool | None = None,
    budget: int = BOUNDLESS,
    narrow: bool = False,
    resized: bool = False,
) -> Iterator[Layout]:
    """Every geometry of the slot: with all inserts, then without those that may be left out.

    The heads cross what the slot says, or, `narrow`, fewer columns; photos what suits their shape,
    or, `resized`, one of them a column more or fewer: both where the template allows it.
    They leave so many rows of text as their `capacity` says, the fewest and the most.
    """
    asked = capacity if isinstance(capacity, AskedRows) else AskedRows(*capacity)
    byline_at_end = work.slot.byline_at == "end" if at_end is None else at_end
    # Where nothing else is left to try, a headline block is cut to the rows that its slot has.
    cramped = asked.first[0] < 0
    spans = [
        (columns, price, head_plans(work, at_end=byline_at_end, columns=columns, cramped=cramped))
        for columns, price in (_narrow(work) if narrow else [(work.head_columns, 0)])
        if price <= budget
    ]
    for offered, dearer in _resized(work) if resized else [(work.inserts, 0)]:
        for kept, dropped in _kept(work, offered):
            for columns, price, plans in spans:
                if price and any(plan.forced for plan in plans):
                    continue
                extra = price + dearer + dropped * inserts.DROP_COST
                found = inserts.geometries(plans, kept, work.area, columns, asked, budget, extra)
                if Step.PICTURE_POSITION not in work.desk.template.fit_order:
                    found = _nominal(found)
                for geometry, head, placings in found:
                    yield Layout(geometry, head, placings, byline_at_end, columns)


def narrowing(work: Job) -> bool:
    """Whether less may be asked for while layouts come, and the same come of what is still asked for.

    Not where some are chosen by others, and where no more are looked at than so many steps lead to.
    """
    movable = Step.PICTURE_POSITION in work.desk.template.fit_order
    return movable and len(work.inserts) <= inserts.HANDFUL


def _kept(work: Job, offered: Sequence[Insert]) -> Iterator[tuple[list[Insert], int]]:
    """The inserts, all of them and then without optional ones; and how many are left out."""
    optional = [
        i for i in offered if i.optional and Step.DROP_OPTIONAL in work.desk.template.fit_order
    ]
    for count in range(len(optional) + 1):
        # Of many those that come last go first: all ways to choose them cannot be tried.
        ways = (
            combinations(optional, count) if len(optional) <= CHOSEN_AMONG else [optional[-count:]]
        )
        for dropped in ways if count else [()]:
            yield [i for i in offered if i not in dropped], count


def _resized(work: Job) -> tuple[tuple[tuple[Insert, ...], int], ...]:
    """The inserts with one photo over a column more or fewer, and what that costs."""
    if Step.PICTURE_COLUMNS not in work.desk.template.fit_order or work.telling.story.is_held:
        return ()
    return _over_other_columns(Same(work))


# The same inserts for every number of rows that is sought: their places are then known too.
@lru_cache(maxsize=REMEMBERED)
def _over_other_columns(one: Same) -> tuple[tuple[tuple[Insert, ...], int], ...]:
    assert isinstance(one.value, Job)
    return tuple(_with_one_resized(one.value))


def _with_one_resized(work: Job) -> Iterator[tuple[tuple[Insert, ...], int]]:
    count = len(work.area.columns)
    for number, one in enumerate(work.inserts):
        photo = one.photo
        if photo is None or not _free(photo):
            continue
        for span in (one.span - 1, one.span + 1):
            # Wider than half of its story a photo would leave columns that are no more than strips.
            if not 0 < span <= max((count + 1) // 2, one.span - 1):
                continue
            other = photo_insert(photo, work.desk, work.area, work.head_columns, span)
            small = SMALL_COST if span == 1 and not number else 0
            offered = (*work.inserts[:number], other, *work.inserts[number + 1 :])
            yield offered, RESIZED_COST + small


def _free(photo: Photo) -> bool:
    """Whether nobody has said how large a photo is or where exactly it stands."""
    placed = photo.columns or photo.spot is not None or photo.at in inserts.OVER or photo.lock
    return not (placed or photo.members or photo.contour)


def _nominal(
    found: Iterable[tuple[Geometry, HeadPlan, tuple[Placing, ...]]],
) -> Iterator[tuple[Geometry, HeadPlan, tuple[Placing, ...]]]:
    """Those that stand where the cheapest of them has its photos and quotes."""
    listed = sorted(found, key=lambda one: one[0].cost)
    place = [(p.hole.column, p.anchor) for p in listed[0][2]] if listed else []
    return (one for one in listed if [(p.hole.column, p.anchor) for p in one[2]] == place)


def _narrow(work: Job) -> list[tuple[int, int]]:
    """Over how many columns fewer the heads may stand, and what that costs."""
    whole = work.area.head[1]
    if (
        Step.HEAD_COLUMNS not in work.desk.template.fit_order
        or work.slot.head_columns
        or work.slot.shelf is not None
        or work.strip is not None
        or any(i.at in inserts.OVER for i in work.inserts)
    ):
        return []
    fewest = max(whole - LESS_SPAN, (whole + 1) // 2, LEAST_SPAN)
    return [
        (columns, SPAN_COST + (whole - 1 - columns) * SPAN_STEP)
        for columns in range(whole - 1, fewest - 1, -1)
    ]


def head_plans(
    work: Job, *, at_end: bool, columns: int | None = None, cramped: bool = False
) -> tuple[HeadPlan, ...]:
    """The headline blocks to choose from, never none.

    They cross `columns`, or what the slot says, and are no higher than what is locked in it lets them
    be; `cramped`, nor than rows that are not its own.  A vertical one takes no rows of the body, but
    air above the body may be given.
    """
    asked = columns or work.head_columns, at_end, cramped
    return _head_plans(Same(work), asked)


# A story asks for them again for every budget that it is sought within.
@lru_cache(maxsize=REMEMBERED)
def _head_plans(one: Same, asked: tuple[int, bool, bool]) -> tuple[HeadPlan, ...]:
    work, (columns, at_end, cramped) = one.value, asked
    assert isinstance(work, Job)
    texts = dict(work.telling.heads)
    if at_end:
        texts.pop("byline", None)
    looks, faces = work.slot.heads, work.desk.faces
    if work.strip is not None:
        strip, faces = work.strip[0], faces.turned()
        plan = heads.in_strip(texts, looks, faces, strip)
        plan = plan or heads.forced(texts, looks, faces, strip, strip.width)
        airs = AIRS if Step.HEAD_ROWS in work.desk.template.fit_order else AIRS[:1]
        first = 0 if work.area.frame is not None else 1
        return tuple(
            replace(plan, rows=first + rows, cost=price)
            for rows, price in airs
            if first + rows >= 0
        )
    _, width = head_place(work, columns)
    looks = apart(looks, work.slot, work.desk.template)
    shared = _shared(work, texts, looks, width)
    if shared is not None and shared.rows <= _head_room(work, columns, cramped=cramped):
        return (shared,)
    # Over fewer columns a headline is smaller, but its text has the air that it has over all.
    whole = heads.hung(texts, looks, faces, head_place(work, work.head_columns)[1])
    below = heads.air_below(whole, work.area)
    found = heads.plans(texts, looks, faces, work.area, width, work.slot.head_rows, below)
    room = _head_room(work, columns, cramped=cramped)
    fitting = tuple(plan for plan in found if plan.rows <= room)
    if not fitting:
        small = heads.forced(texts, looks, faces, work.area, width)
        # A block higher than its slot, or than what is locked lets it be, is shown as an error.
        return (replace(small, rows=room) if found or room < work.area.rows else small,)
    return fitting if Step.HEAD_ROWS in work.desk.template.fit_order else fitting[:1]


def head_place(work: Job, columns: int) -> tuple[Length, Length]:
    """Where a headline block over so many columns begins, and how wide its texts may be.

    On a photo they keep clear of its sides.
    """
    x, width = work.area.span(work.area.head[0], columns)
    if not any(i.photo is not None and i.photo.as_shaped for i in work.inserts):
        return x, width
    inset = min(ON_PHOTO * work.area.em, width // 4)
    return x + inset, width - 2 * inset


def _shared(work: Job, texts: dict[str, str], looks: Heads, width: Length) -> HeadPlan | None:
    """The headline block as high as those beside it, the headline smaller where that is too low for it."""
    shelf, space = work.slot.shelf, work.area
    if shelf is None:
        return None
    looks = replace(looks, headline=replace(looks.headline, condense=shelf.condense))
    lost = work.slot.rows[0] - shelf.top + (space.top - space.box.y) // space.pitch
    return heads.on_shelf(texts, looks, work.desk.faces, space, width, shelf, lost)


def _head_room(work: Job, columns: int, *, cramped: bool) -> int:
    """Rows that the headline block may take: those of the slot, or down to what is locked in it.

    `cramped`: or down to rows that are not the slot's own.
    """
    first = work.area.head[0]
    room = [work.area.rows] + [
        insert.spot[1] - 1
        for insert in work.inserts
        if insert.locked
        and insert.spot is not None
        and insert.spot[0] - 1 < first + columns
        and first < insert.spot[0] - 1 + insert.span
    ]
    if cramped:
        room += [h.top for h in work.area.closed if first <= h.column < first + columns]
    return min(room)


def _spanned(telling: Telling, columns: int) -> Telling:
    """The telling, its first photo crossing so many columns where the story does not say."""
    photos = telling.story.photos
    if not columns or not photos or photos[0].columns is not None:
        return telling
    first = replace(photos[0], columns=columns)
    return replace(telling, story=replace(telling.story, photos=(first, *photos[1:])))


def _inserts(telling: Telling, desk: Desk, space: Area, head_columns: int) -> tuple[Insert, ...]:
    made = [photo_insert(photo, desk, space, head_columns) for photo in telling.photos]
    made += [
        factboxes.insert(number, box, desk, space)
        for number, box in enumerate(telling.factboxes, 1)
    ]
    if telling.graphics:
        from presslayout.flow.graphics import placed

        made += [
            placed.insert(number, one, desk, space)
            for number, one in enumerate(telling.graphics, 1)
        ]
    made += [
        portraits.insert(number, one, desk, space)
        for number, one in enumerate(telling.portraits, 1)
    ]
    made += [
        quotes.insert(
            f"pullquote-{number}", quote, desk, space, optional=telling.story.may_drop_quotes
        )
        for number, quote in enumerate(telling.pullquotes, 1)
    ]
    return tuple(made)
