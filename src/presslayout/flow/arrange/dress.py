"""How a story may be dressed where the engine makes its slot: sizes of its head, and its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import frozen, replace
from presslayout.flow.inserts import photo_span
from presslayout.flow.job import ON_PHOTO
from presslayout.issue.convert import FRAME
from presslayout.issue.head_sizes import NARROW, NARROW_LINES, bounds, larger
from presslayout.issue.template import PLAIN, SMALL, Dress, Heads, Range, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.assets.pictures import PictureFacts
    from presslayout.base.units import Length
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import Photo, Story
    from presslayout.issue.template import Template, TextStyle

# One thing leads: beside a photo over more than half of its story a lead's headline is this share of
# its largest, in per mille, and one line where it may be.
BESIDE_PHOTO = 790
# Over a photo right across the page it may be as large as a poster's.
POSTER_SIZE = 96
# Of so many stories and more each is short: the page stays calm, with the lead's size and two more,
# of those next to it and of all others, whatever they cross, and no face beside the template's own.
MANY, NEXT, CALM_SIZES = 12, 3, (24, 16)
POINTS_PER_INCH = 72
# From this width on a headline has one line where its size is middling.
WIDE = 4
# 引题 and 副题 as shares of the headline's size, in per mille.
KICKER, DECK = (333, 400), (320, 440)
CONTRAST = "特黑"
# A hairline parts a story from what stands above it (PAGES, "Air").
RULE = pt("0.3")
# A photo on which a headline stands crosses so many columns at least: it is the ground of a poster.
OVER_COLUMNS = 4
# Text set wider than base columns is so wide at most, in characters: longer lines tire the eye.
WIDE_CELLS = (15, 21)
# A headline longer than this does not stand upright beside its text.
UPRIGHT_CHARS = 9
# A vertical headline wants so many columns, its own one counted.
UPRIGHT_COLUMNS = 3
# Ranks whose first photo may lead the page, over as many columns as its story crosses.
LEADING_PHOTOS = 2


@frozen
class Billed:
    """A story and its rank on the page, 0 being the lead; of many stories all are `calm`.

    `small`: its heads are, for the sake of what else is to stand on the page.
    """

    tale: Story
    rank: int
    calm: bool = False
    small: bool = False

    @property
    def plain(self) -> Dress:
        """The form in which nothing of it stands out."""
        return SMALL if self.small else PLAIN


def slot(
    name: str,
    billed: Billed,
    parts: tuple[Range, ...],
    desk: Desk,
    form: Dress = PLAIN,
) -> Slot:
    """A slot for a story, its headline as large as its rank and its width allow.

    It takes one rectangle or several.
    """
    base = desk.template.story_slot
    rows = min(p.rows[0] for p in parts), max(p.rows[1] for p in parts)
    columns = min(p.columns[0] for p in parts), max(p.columns[1] for p in parts)
    # The head stands over the columns that are open at the top.
    wide = sum(p.columns[1] - p.columns[0] + 1 for p in parts if p.rows[0] == rows[0])
    return replace(
        base,
        name=name,
        rows=rows,
        columns=columns,
        split=form.split,
        frame=form.frame,
        tint=None,
        heads=_heads(base.heads, billed, 2 if form.head_side else wide, desk, form),
        head_rows=(0, 0),
        head_columns=0,
        rule=0,
        vertical=False,
        head_side=form.head_side,
        ornament="",
        parts=parts if len(parts) > 1 else (),
        photo_columns=form.photo_columns,
        head_over=form.head_over,
        head_small=form.head_small,
        # Small type is not read before a photo: a byline closes the story.
        byline_at="end" if form.head_over else base.byline_at,
        head_area="",
    )


def shown(tale: Story, *, head_over: bool) -> Story:
    """The story, its first photo behind its headline where that stands on it.

    One that the editor has placed or sized stays as it is.
    """
    photo = next(iter(tale.photos), None)
    if not head_over or photo is None or _said(photo):
        return tale
    return replace(tale, photos=(replace(photo, at="behind", as_shaped=True), *tale.photos[1:]))


def ruled(slot: Slot, others: Iterable[Slot]) -> Slot:
    """The slot, a hairline above it where one of the others stands over it; a box needs none."""
    first = slot.ranges[0]
    over = any(
        place.rows[0] < first.rows[0]
        and place.columns[0] <= first.columns[1]
        and first.columns[0] <= place.columns[1]
        for other in others
        for place in other.ranges
    )
    return replace(slot, rule=RULE if over and not slot.frame else 0)


def forms(billed: Billed, columns: int, desk: Desk) -> list[Dress]:
    """The forms that suit a story over so many columns, the plain one first."""
    tale, rank, plain = billed.tale, billed.rank, billed.plain
    found = [plain, *(replace(plain, photo_columns=n) for n in _spans(tale, rank, columns, desk))]
    own = tale.style
    if own is not None and (own.frame is not None or own.head_side or own.vertical):
        return found
    if not rank and _bears_head(tale, columns, desk):
        found.append(replace(plain, photo_columns=columns, head_over=True))
    wide = resets(desk.template, columns)
    if rank == 0 and wide:
        found += [replace(form, split=wide) for form in _photo_forms(found, wide)]
    if rank > 0 and columns > 1 and (rank == 1 or not tale.photos):
        reset = resets(desk.template, columns, framed=True)
        found.append(replace(plain, split=reset, frame=FRAME))
    if (
        rank > 0
        and not billed.calm
        and columns >= UPRIGHT_COLUMNS
        and 1 < len(tale.headline) <= UPRIGHT_CHARS
    ):
        found.append(replace(plain, head_side="left"))
    return found


def resets(template: Template, columns: int, *, framed: bool = False) -> int | None:
    """In how many columns of a comfortable width base columns are reset (破栏); None for none."""
    cells = columns * (template.base_cells + template.gutter_cells) - template.gutter_cells
    cells -= 2 if framed else 0
    low, high = WIDE_CELLS
    for count in range(columns - 1, 0, -1):
        if low <= (cells - (count - 1) * template.gutter_cells) // count <= high:
            return count
    return None


def usual_span(facts: PictureFacts, columns: int) -> int:
    """Columns that a photo crosses by itself."""
    return photo_span(None, facts, columns)


def _photo_forms(found: Sequence[Dress], columns: int) -> list[Dress]:
    own = [form for form in found if form.photo_columns <= columns and not form.head_over]
    over = [replace(form, photo_columns=columns) for form in found if form.head_over]
    return [*own, *over]


def _bears_head(tale: Story, columns: int, desk: Desk) -> bool:
    """Whether a headline may stand on the first photo: it is large, sharp, and nobody has placed it."""
    photo = next(iter(tale.photos), None)
    if photo is None or not tale.headline or columns < OVER_COLUMNS:
        return False
    facts = desk.pictures[photo.file]
    other = _said(photo) or photo.optional or facts.vector or facts.width < facts.height
    if other or columns > _sharp(facts, desk):
        return False
    from presslayout.flow import contrast

    return contrast.bears(photo, desk)


def _said(photo: Photo) -> bool:
    """Whether the editor said where a photo stands, how large it is, or how text goes round it."""
    said = photo.columns or photo.rows or photo.spot or photo.at or photo.lock
    return bool(said or photo.members or photo.contour)


def _spans(tale: Story, rank: int, columns: int, desk: Desk) -> list[int]:
    """Columns that the first photo may cross beside those that it crosses by itself."""
    photo = next(iter(tale.photos), None)
    if photo is None or photo.columns is not None or photo.contour:
        return []
    facts = desk.pictures[photo.file]
    usual = usual_span(facts, columns)
    most = min(columns, _sharp(facts, desk))
    if rank >= LEADING_PHOTOS:
        # A lesser photo gives way: one column fewer, or one more where its story is wide.
        most = min(most, usual + 1 if columns > 3 else usual)  # noqa: PLR2004
    return [n for n in range(max(usual - 1, 1), most + 1) if n != usual]


def _sharp(facts: PictureFacts, desk: Desk) -> int:
    """Base columns over which a photo prints as sharp as the press asks; a drawing does over all."""
    template = desk.template
    if facts.vector:
        return template.base_columns
    column = (template.base_cells + template.gutter_cells) * template.body.size
    finest = max(template.ppi_warning or 0, desk.press.ppi_warning, 1)
    return max(facts.width * POINTS_PER_INCH * pt(1) // (finest * column), 1)


def _heads(heads: Heads, billed: Billed, columns: int, desk: Desk, form: Dress) -> Heads:
    rank = billed.rank
    width = desk.template.cells * desk.template.body.size
    share = 1000 if columns <= NARROW else larger(width)
    low, high = bounds(rank, columns, width, small=form.head_small)
    usual = low if form.head_small else (low + high) // 2
    if not rank and form.photo_columns >= (form.split or desk.template.base_columns):
        high = pt(POSTER_SIZE) * share // 1000
    elif not rank and form.photo_columns * 2 > (form.split or columns):
        high = max(high * BESIDE_PHOTO // 1000, low)
        usual = low
    lines = _lines(billed.tale.headline, columns, usual, desk, over=form.head_over)
    families = heads.headline.families
    if billed.calm and rank:
        low = high = pt(CALM_SIZES[0 if rank <= NEXT else 1])
        lines = NARROW_LINES if columns <= NARROW else 2
    if rank % 2 and not billed.calm and CONTRAST in desk.faces.families:
        families = (CONTRAST, *families)
    em = desk.template.body.size

    def beside(style: TextStyle, share: tuple[int, int]) -> TextStyle:
        smallest = max(low * share[0] // 1000, em)
        return replace(
            style,
            smallest=smallest,
            largest=max(high * share[1] // 1000, smallest),
            max_lines=2 if columns <= 2 else 1,  # noqa: PLR2004
        )

    headline = replace(
        heads.headline, families=families, smallest=low, largest=high, max_lines=lines
    )
    return replace(
        heads, kicker=beside(heads.kicker, KICKER), headline=headline, deck=beside(heads.deck, DECK)
    )


def _lines(headline: str, columns: int, size: Length, desk: Desk, *, over: bool) -> int:
    """Lines that a headline may have: a long one gets two rather than a small size."""
    if columns <= NARROW:
        return NARROW_LINES
    template = desk.template
    cells = columns * (template.base_cells + template.gutter_cells) - template.gutter_cells
    # On a photo it keeps clear of its sides.
    cells -= 2 * ON_PHOTO if over else 0
    return 1 if columns >= WIDE and len(headline) * size <= cells * template.body.size else 2
