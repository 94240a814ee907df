"""Photos, drawings and placed pages in their boxes, with their captions; what hides a focus.

A guessed focus is told as one, and so is a focus on a spread's fold, at the edge of its crop or under
its headline.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO, WARNING, Diagnostic, Text
from presslayout.base.geometry import Box
from presslayout.base.units import mm
from presslayout.base.values import replace
from presslayout.edition.ink import BLACK
from presslayout.edition.limits import REVERSED_TYPE
from presslayout.edition.page import Block, Glyphs, Picture, Placed, moved
from presslayout.edition.record import FocusGuess, PhotoRecord
from presslayout.edition.roles import Role
from presslayout.flow import captions, folds, inserts
from presslayout.issue import lattice
from presslayout.issue.issue import Photo
from presslayout.issue.kinds import CENTRE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.assets.pictures import PictureFacts
    from presslayout.base.diagnostics import Span
    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.page import Item, Page, Shape
    from presslayout.edition.record import PageRecord
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.flow.inserts import Placing
    from presslayout.flow.work import Job
    from presslayout.issue.issue import PageSpec, Story

EMU_PER_INCH = 914_400
# The gutter of a picture group (PAGES, "Photos": 2 to 3 mm).
GROUP_GUTTER = mm("2.5")
# A caption takes no more rows than these (PAGES, "Captions": at most two lines).
CAPTION_ROWS = 2
# A focus so near to a crop's edge, or to the fold, in per mille of the picture shown, is cut by it.
EDGE, FOLD = 40, 40
_HEADS = (Role.KICKER, Role.HEADLINE, Role.DECK, Role.BYLINE)


def photo(work: Job, placing: Placing) -> tuple[list[Block], tuple[PhotoRecord, ...]]:
    """A photo of a story, or a group of them, where fitting placed it."""
    wanted = placing.insert.photo
    assert wanted is not None
    box, under, made = _placed(work, placing)
    found, records = blocks(work.desk, work.telling.story.id, wanted, box, (made, under))
    tint = work.slot.tint
    if tint is not None and not tint.spot:
        # What a picture leaves clear shows the tint that it stands on.
        found = [replace(b, items=tuple(_grounded(i, tint) for i in b.items)) for b in found]
    return found, records


def _grounded(item: Item, tint: Ink) -> Item:
    return replace(item, ground=tint) if isinstance(item, Picture) else item


def picture_box(work: Job, placing: Placing) -> tuple[Box, Length]:
    """Where a photo stands, and the y at which its caption begins."""
    return _placed(work, placing)[:2]


def _placed(work: Job, placing: Placing) -> tuple[Box, Length, captions.Caption]:
    wanted = placing.insert.photo
    assert wanted is not None
    return _bled(work, placing) if wanted.bleed else _inside(work, placing)


def _bled(work: Job, placing: Placing) -> tuple[Box, Length, captions.Caption]:
    """A photo that goes out to the trim; its caption stays in the type area, perhaps inside it."""
    from presslayout.flow import bleeds

    wanted, template = placing.insert.photo, work.desk.template
    assert wanted is not None
    box, under, made = _inside(work, placing)
    if not bleeds.bleeds(wanted, work.desk):
        return box, under, made
    if bleeds.holds_caption(wanted, work.area):
        made = captions.caption(wanted, made.width, work.desk, REVERSED_TYPE)
        return bleeds.outward(box, template), box.bottom - made.height, made
    outer = bleeds.outward(box, template)
    if made.lines and outer.bottom > box.bottom:
        outer = replace(outer, height=box.bottom - outer.y)
    return outer, under, made


def _inside(work: Job, placing: Placing) -> tuple[Box, Length, captions.Caption]:
    """A photo in its rows and columns, the y at which its caption begins, and that."""
    wanted, space, hole = placing.insert.photo, work.area, placing.hole
    assert wanted is not None
    x, width = space.span(hole.column, hole.span)
    made = captions.caption(wanted, caption_width(space, x, width), work.desk)
    ascent = work.fonts.text.faces[0].ascent * space.em // 1000
    if placing.insert.locked:
        top = space.row_top(placing.row)
        bottom = _locked_foot(work, placing, made)
        under = bottom + captions.CAPTION_GAP
    elif placing.anchor == "foot":
        # At a foot the caption's last line stands on the last baseline; the picture closes up to it.
        last = space.row_top(hole.bottom - 1) + ascent
        top = space.row_top(hole.bottom - placing.rows - placing.insert.caption_rows)
        under = (
            last - made.size * 880 // 1000 - (made.lines - 1) * made.leading if made.lines else last
        )
        bottom = under - captions.CAPTION_GAP if made.lines else last
    else:
        top = space.row_top(hole.top + (1 if placing.anchor == "middle" else 0))
        bottom = top + inserts.box_height(placing.rows, space, ascent)
        under = bottom + captions.CAPTION_GAP
    return Box(x, top, width, bottom - top), under, made


def _locked_foot(work: Job, placing: Placing, made: captions.Caption) -> Length:
    """Where a locked photo ends: its rows say that, and those below it, never its caption.

    Right above the slot's foot it ends where a caption of as many rows lets it.
    """
    space = work.area
    ascent = work.fonts.text.faces[0].ascent * space.em // 1000
    below = space.rows - placing.row - placing.rows
    if not 0 < below <= CAPTION_ROWS:
        return space.row_top(placing.row) + inserts.box_height(placing.rows, space, ascent)
    more = max((below * space.pitch - captions.CAPTION_GAP - made.size) // made.leading, 0)
    last = space.row_top(space.rows - 1) + ascent
    return last - made.size * 880 // 1000 - more * made.leading - captions.CAPTION_GAP


def blocks(
    desk: Desk, story: str, wanted: Photo, box: Box, below: tuple[captions.Caption, Length]
) -> tuple[list[Block], tuple[PhotoRecord, ...]]:
    """The photos of a group in their boxes, and its caption, set to a width of its own.

    The caption's first line begins at the y beside it.
    """
    found: list[Block] = []
    records: list[PhotoRecord] = []
    for one, place in zip(wanted.group, boxes(desk, wanted, box), strict=True):
        items, record = shown(desk, story, one, place)
        part = f"photo-{one.stem}"
        alt = one.alt or wanted.caption
        found.append(Block(f"{story}/{part}", Role.PHOTO, items, story, part, alt=alt))
        records.append(record)
    made, under = below
    ink, x = desk.template.caption.ink, box.x
    if wanted.bleed:
        # Words stay in the type area; in the photo itself they have its headline's ink.
        x = max(x, desk.template.left)
        ink = wanted.head_ink or BLACK if under < box.bottom else ink
    found += captions.blocks(made, story, x, made.width, under, ink)
    return found, tuple(records)


def group_facts(desk: Desk, wanted: Photo, width: Length) -> PictureFacts:
    """The facts of a photo, or of a group as one: so wide, and high enough to crop nothing."""
    facts = desk.pictures[wanted.file]
    if not wanted.members:
        return facts
    others = [desk.pictures[one.file] for one in wanted.group]
    if wanted.stacked:
        gutters = (len(others) - 1) * GROUP_GUTTER
        height = sum(f.height * width // f.width for f in others) + gutters
    else:
        room = width - (len(others) - 1) * gutter(width, len(others))
        height = room * 1000 // sum(_share(f.width, f.height) for f in others)
    return replace(facts, width=width, height=max(height, 1), vector="")


def boxes(desk: Desk, wanted: Photo, box: Box) -> tuple[Box, ...]:
    """The boxes of a group's photos, one gutter between them, each cropped as little as the next."""
    facts = [desk.pictures[one.file] for one in wanted.group]
    count = len(facts)
    if count == 1:
        return (box,)
    if wanted.stacked:
        shares = [_share(f.height, f.width) for f in facts]
        tops = _parted(box.height, shares)
        return tuple(Box(box.x, box.y + y, box.width, high) for y, high in tops)
    shares = [_share(f.width, f.height) for f in facts]
    return tuple(Box(box.x + x, box.y, wide, box.height) for x, wide in _parted(box.width, shares))


def gutter(whole: Length, count: int) -> Length:
    """What stands between so many photos side by side: less where half of the room would be gutters."""
    return min(GROUP_GUTTER, whole // (2 * count))


def _share(one: Length, other: Length) -> int:
    """An edge of a photo in per mille of the other one; never nothing."""
    return max(one * 1000 // other, 1)


def _parted(whole: Length, shares: Sequence[int]) -> list[tuple[Length, Length]]:
    """(begin, length) of parts in proportion, a gutter between any two."""
    between = gutter(whole, len(shares))
    room = whole - (len(shares) - 1) * between
    ends = [room * done // sum(shares) for done in accumulate(shares)]
    begins = [0, *ends[:-1]]
    return [
        (begin + number * between, max(end - begin, 1))
        for number, (begin, end) in enumerate(zip(begins, ends, strict=True))
    ]


def caption_width(space: Area, x: Length, width: Length) -> Length:
    """The width of a caption: small type stays on one side of a fold."""
    if space.fold is None or not x < space.fold[0] < x + width:
        return width
    return space.fold[0] - x


def shown(desk: Desk, story: str, wanted: Photo, box: Box) -> tuple[tuple[Item, ...], PhotoRecord]:
    """What draws a photo in its box: cropped round its focus, or whole where it is a drawing."""
    facts = desk.pictures[wanted.file]
    size = facts.width, facts.height
    if wanted.contour:
        within = contained(facts, box)
        ppi = facts.width * EMU_PER_INCH // within.width
        record = PhotoRecord(wanted.file, story, within, ppi, (0, 0, *size), size, facts.remarks)
        return (Picture(facts.sha256, within, (0, 0, *size), wanted.intent),), record
    if not facts.vector:
        return _cropped(desk, story, wanted, box)
    within = contained(facts, box)
    record = PhotoRecord(wanted.file, story, within, None, (0, 0, *size), size)
    if facts.vector == "pdf":
        return (Placed(facts.sha256, 1, within),), record

    return scaled(desk.drawings[wanted.file], (facts.width, facts.height), within), record


def _cropped(
    desk: Desk, story: str, wanted: Photo, box: Box
) -> tuple[tuple[Item, ...], PhotoRecord]:
    """A photo in its box, cropped round its focus or the faces in it."""
    facts = desk.pictures[wanted.file]
    size = facts.width, facts.height
    fine = desk.press.ppi_target or desk.press.ppi_warning * 3 // 2
    least = -(-box.width * fine // EMU_PER_INCH)
    aim = desk.foci.aim(wanted, facts, (box.width, box.height), least)
    crop = aim.crop or inserts.crop_window(facts, box.width, box.height, aim.focus)
    folded = None if desk.foci.turned else lattice.fold(desk.template)
    if folded is not None and aim.crop is None:
        by = aim.persons[0] if aim.guess is FocusGuess.FACES else None
        focus = ((by[0] + by[2]) // 2, aim.focus[1]) if by else aim.focus
        reach = size[0] * (by[2] - by[0]) // 2000 if by else 0
        crop = folds.crop_off(crop, size, focus, (box, folded), reach)
    ppi = (crop[2] - crop[0]) * EMU_PER_INCH // box.width
    picture = Picture(facts.sha256, box, crop, wanted.intent)
    # Where nothing is cut off it makes no difference.
    guess = aim.guess if crop != (0, 0, *size) else None
    record = PhotoRecord(
        wanted.file, story, box, ppi, crop, size, facts.remarks, aim.focus, guess, aim.persons
    )
    return (picture,), record


def cut_outs(stories: Sequence[Story]) -> set[str]:
    """The ids of the blocks whose pictures are never cropped: text runs along their outline."""
    photos = ((story.id, one) for story in stories for photo in story.photos for one in photo.group)
    return {f"{story}/photo-{one.stem}" for story, one in photos if one.contour}


def scaled(drawn: Sequence[Shape], size: tuple[Length, Length], box: Box) -> tuple[Shape, ...]:
    """The shapes of a drawing of a size, brought into a box of its proportions."""
    wide, high = size

    def place(x: Length, y: Length) -> tuple[Length, Length]:
        return box.x + x * box.width // wide, box.y + y * box.height // high

    return tuple(replace(shape, path=moved(shape.path, place)) for shape in drawn)


def house(desk: Desk, file: str, box: Box) -> tuple[tuple[Item, ...], PhotoRecord, Box]:
    """A drawing of the house (题字, 标志, 印章) whole in a box: what draws it, and where it stands."""
    within = contained(desk.pictures[file], box)
    items, record = shown(desk, "", plain_photo(file, desk.page.span), within)
    return items, record, within


def plain_photo(file: str, span: Span, alt: str = "") -> Photo:
    """A file as what is shown in a box, no story's: nothing is cropped but what rounding leaves."""
    return Photo(
        file=file,
        stem="",
        caption="",
        credit="",
        focus=CENTRE,
        columns=None,
        at="",
        optional=False,
        alt=alt,
        span=span,
    )


def contained(facts: PictureFacts, box: Box) -> Box:
    """The largest box of a drawing's own proportions inside another, in its middle."""
    if facts.width * box.height > facts.height * box.width:
        wide, high = box.width, box.width * facts.height // facts.width
    else:
        wide, high = box.height * facts.width // facts.height, box.height
    return Box(box.x + (box.width - wide) // 2, box.y + (box.height - high) // 2, wide, high)


def remarks(
    spec: PageSpec, page: Page, record: PageRecord, fold: tuple[Length, Length] | None
) -> Iterator[Diagnostic]:
    """What is to be said of the photos' foci, and of the faces in them, on a page."""
    for tale in spec.stories:
        shown = {one.file: one for one in record.photos if one.story == tale.id}
        for photo in (one for group in tale.photos for one in group.group):
            one = shown.get(photo.file)
            if one is None or one.focus is None:
                continue
            if one.guess is not None:
                yield _guessed(page, tale, photo, one)
            if one.guess is not FocusGuess.FACES:
                yield from _hidden(page, tale, photo, one, fold)
            if one.persons:
                from presslayout.flow import faces_told

                heads = [box for run in _heads(page, tale) for box in _boxes(run)]
                yield from faces_told.hidden(page, tale, photo, one, (fold, heads))
        yield from _portraits(page, tale, record)


def _portraits(page: Page, tale: Story, record: PageRecord) -> Iterator[Diagnostic]:
    """The portraits that are cropped round a face that was found."""
    faces = {one.photo.file: one.photo for one in tale.portraits if one.photo.person}
    if tale.face is not None and tale.face.photo.person:
        faces[tale.face.photo.file] = tale.face.photo
    for one in record.photos:
        if not one.story and one.guess is FocusGuess.FACES and one.file in faces:
            yield _guessed(page, tale, faces.pop(one.file), one)


def _guessed(page: Page, tale: Story, photo: Photo, shown: PhotoRecord) -> Diagnostic:
    assert shown.focus is not None
    across, down = (f"{n / 10:g}%" for n in shown.focus)
    settled = Text(
        f"看一眼；要定下来，写「焦点: [{across}, {down}]」",
        f"look at it; “focus: [{across}, {down}]” settles it",
    )
    if shown.guess is FocusGuess.FACES:
        from presslayout.flow import faces_told

        said = faces_told.guess(photo, shown, (across, down))
        settled = faces_told.settled(photo, settled)
    else:
        said = Text(
            f"图片 {photo.file} 没有写焦点，裁切时留住猜的一点：横 {across}、纵 {down}，"
            "是最清楚、颜色最鲜的地方",
            f"{photo.file} names no focus; it is cropped round a guess, {across} across and {down} "
            "down, where it is sharpest and most coloured",
        )
    return Diagnostic(
        "focus-guessed",
        INFO,
        said,
        photo.span,
        settled,
        page.number,
        tale.id,
        f"photo-{photo.stem}",
    )


def _hidden(
    page: Page,
    tale: Story,
    photo: Photo,
    shown: PhotoRecord,
    fold: tuple[Length, Length] | None,
) -> Iterator[Diagnostic]:
    """A focus that readers do not see whole."""
    covers = _covered(page, tale, shown, fold)
    if covers is None:
        return
    sort = Text("猜的焦点", "guessed focus") if shown.guess else Text("焦点", "focus")
    yield Diagnostic(
        "focus-hidden",
        INFO if shown.guess else WARNING,
        Text(
            f"图片 {photo.file} 的{sort.zh}{covers.zh}",
            f"the {sort.en} of {photo.file} {covers.en}",
        ),
        photo.span,
        Text(
            "把图片挪开，改「焦点」，或换一张图",
            "move the photo, change its focus, or take another one",
        ),
        page.number,
        tale.id,
        f"photo-{photo.stem}",
    )


def _covered(
    page: Page, tale: Story, shown: PhotoRecord, fold: tuple[Length, Length] | None
) -> Text | None:
    """What hides a photo's focus; None where readers see it."""
    assert shown.focus is not None
    box, (left, top, right, bottom), (wide, high) = shown.box, shown.crop, shown.size
    across, down = wide * shown.focus[0] // 1000, high * shown.focus[1] // 1000
    margins = (right - left) * EDGE // 1000, (bottom - top) * EDGE // 1000
    # An edge of the picture itself cuts nothing off.
    cut = (
        (left > 0 and across < left + margins[0])
        or (right < wide and across > right - margins[0])
        or (top > 0 and down < top + margins[1])
        or (bottom < high and down > bottom - margins[1])
    )
    if cut:
        return Text("在裁切的边上", "lies at the edge of its crop")
    x = box.x + (across - left) * box.width // max(right - left, 1)
    y = box.y + (down - top) * box.height // max(bottom - top, 1)
    if fold is not None and box.x < fold[0] < box.right:
        near = box.width * FOLD // 1000
        if fold[0] - near <= x <= fold[1] + near:
            return Text("压在中缝上", "lies on the fold")
    if any(_over(run, x, y) for run in _heads(page, tale)):
        return Text("被标题盖住", "lies under the headline")
    return None


def _heads(page: Page, tale: Story) -> Iterator[Glyphs]:
    for block in page.blocks:
        if block.story == tale.id and block.role in _HEADS:
            yield from (item for item in block.items if isinstance(item, Glyphs))


def _over(run: Glyphs, x: Length, y: Length) -> bool:
    """Whether one of a run's characters stands over a point of the page."""
    return any(box.x <= x <= box.right and box.y <= y <= box.y + box.height for box in _boxes(run))


def _boxes(run: Glyphs) -> Iterator[Box]:
    """The squares in which a run's characters stand on the page."""
    wide, above = run.size * run.condense // 1000, run.size * 880 // 1000
    if len(run.y) == 1:
        top = run.y[0] - above
        yield from (Box(x, top, wide, run.size) for x in run.x)
    elif len(run.x) == 1:
        yield from (Box(run.x[0], y - above, wide, above) for y in run.y)
