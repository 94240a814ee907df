"""An issue as it was written: paper, pages, stories, photos, each fact with its place.

Values only; `read_issue.py` and its kin make them from YAML, `copy/` makes bodies from copy files.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

from presslayout.base.diagnostics import Span
from presslayout.base.units import Length
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import Ink
from presslayout.edition.roles import MarkupKind, ParagraphKind, jump_head
from presslayout.issue.ad import Ad
from presslayout.issue.graphics import Graphic  # noqa: TC001  told at run time
from presslayout.issue.page_parts import Lock, Pin, Refer, Weather
from presslayout.issue.paper import Accepted, CountyEdition, OpenPlace, Paper
from presslayout.issue.template import PageGround, SlotStyle


@frozen
class Markup:
    """What markup says of a stretch.

    `kind` is bold, dots (emphasis), ruby, name (专名号), title (书名号) or superior (the number of
    a note).  `start` and `length` count code points of the paragraph's text; `note` is the ruby text.
    """

    kind: MarkupKind
    start: int
    length: int
    note: str = ""


@frozen
class Paragraph:
    """One block of a body: `kind` is paragraph, subhead, item, cell, signature, verse or stanza.

    A signature (署名, 题记) stands flush right; a stanza is a verse that begins one.  `offset` is where `text` begins in the story's body.  `marker` is what stands before a list
    item ("•", "2."), `cell` the row and column of a table cell, from 1, and `align` how its column
    is to be aligned (start, center, end; "" where the copy does not say).  `places` says where the
    text was typed: from each offset on, line and column (from 1) until the next.  `covers` are the
    rows and the columns that a cell takes.
    """

    kind: ParagraphKind
    text: str
    offset: int
    marks: tuple[Markup, ...] = ()
    span: Span | None = None
    marker: str = ""
    cell: tuple[int, int] = (0, 0)
    align: str = ""
    places: tuple[tuple[int, int, int], ...] = ()
    covers: tuple[int, int] = (1, 1)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of the code point at `offset` of the text."""
        behind = bisect_right(self.places, offset, key=itemgetter(0))
        if not behind:
            return (self.span.line, self.span.column) if self.span else (1, 1)
        start, line, column = self.places[behind - 1]
        return line, column + offset - start


@frozen
class Photo:
    """A photograph asked for by a story.

    `file` is relative to the workspace root; `stem` names its parts (`caption-STEM`, `photo-STEM`).
    `focus` is in per mille of the upright picture, None where the editor names none. `at` is one of "", top, bottom, left, right,
    top-left, top-right, bottom-left, bottom-right, middle, above (the headline) or behind (it); or
    `spot` says the text column and the row of the slot where it begins, from 1.  It is `rows` high
    where the editor says so; one that has a `lock` has a spot, columns and rows.  `intent` is
    relative, perceptual or "".  `members` are the other photos of a group (组图), which stand beside
    it, or below it where it is `stacked`, under one caption.  `head_ink` is the ink of a headline
    that stands before it.  A cut-out has a `contour` that text runs round, that of its
    transparency or an `outline` of points in per mille; no line beside it is shorter than
    `least_cells` characters.  A `decorative` one needs no caption; sides of one that is to `bleed` go
    out to the trim.  A `person` whose focus nobody named is cropped round the face that is found.
    `rights` and `source` are the editor's words for the archive, "" where the file's own hold.
    One that is `as_shaped` behind a headline has the height of its shape, as others have, and chooses
    the ink of that headline, where no editor said so.
    """

    file: str
    stem: str
    caption: str
    credit: str
    focus: tuple[int, int] | None
    columns: int | None
    at: str
    optional: bool
    alt: str
    span: Span
    intent: str = ""
    spot: tuple[int, int] | None = None
    members: tuple[Photo, ...] = ()
    stacked: bool = False
    head_ink: Ink | None = None
    contour: bool = False
    outline: tuple[tuple[int, int], ...] = ()
    least_cells: int = 5
    rows: int | None = None
    lock: Lock | None = None
    decorative: bool = False
    bleed: bool = False
    person: bool = False
    rights: str = ""
    source: str = ""
    as_shaped: bool = False

    @property
    def group(self) -> tuple[Photo, ...]:
        """It and the other photos of its group."""
        return (self, *self.members)


@frozen
class Portrait:
    """A face with a name (人像), a post and words of theirs, in a column; square or `round`."""

    photo: Photo
    name: str
    post: str
    words: str
    round: bool
    at: str

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Its words by what they are, in the order of reading."""
        return ("words", self.words), ("name", self.name), ("post", self.post)


@frozen
class BylineFace:
    """The author's face beside a byline (署名像), square or `round`."""

    photo: Photo
    round: bool = False


@frozen
class FactBox:
    """A box of facts inside a story (资料框): a title, a few paragraphs, and where it stands.

    `at`, `spot` and `lock` are a photo's; `frame` 0 and `tint` None where it has none.  `rows` are
    those that it is locked to; one that is `optional` may be left out.
    """

    title: str
    body: tuple[Paragraph, ...]
    columns: int | None
    at: str
    spot: tuple[int, int] | None
    frame: Length
    tint: Ink | None
    span: Span
    rows: int | None = None
    lock: Lock | None = None
    optional: bool = False

    @property
    def text(self) -> str:
        """Its paragraphs, joined by one line feed."""
        return "\n".join(p.text for p in self.body)


@frozen
class Jump:
    """Where a story goes on: page, slot, and the headline that it bears there.

    `onward` is where it goes on from there, if it does; `named` where its headline is written.
    """

    page: int
    slot: str
    headline: str
    span: Span
    onward: Jump | None = None
    named: Span | None = None

    @property
    def all(self) -> tuple[Jump, ...]:
        """The jump and those that follow it."""
        found, last = [self], self.onward
        while last is not None:
            found.append(last)
            last = last.onward
        return tuple(found)


@frozen
class Story:
    """One story. `spans` gives each part of the story its place in the files.

    `style` holds what the style named by 样式 changes of its slot, already read.  Its pull quotes are
    left out where space is short if it says `may_drop_quotes`.  Its `face` stands beside its byline.  Its `rubric` (栏头) is the small line
    above all others.
    """

    id: str
    slot: str | None
    weight: int | None
    kicker: str
    headline: str
    deck: str
    byline: str
    body: tuple[Paragraph, ...]
    pullquotes: tuple[str, ...]
    photos: tuple[Photo, ...]
    jump: Jump | None
    style: SlotStyle | None
    span: Span
    spans: tuple[tuple[str, Span], ...]
    sources: tuple[str, ...] = ()
    factboxes: tuple[FactBox, ...] = ()
    lock: Lock | None = None
    may_drop_quotes: bool = False
    rubric: str = ""
    portraits: tuple[Portrait, ...] = ()
    sidenotes: tuple[str, ...] = ()
    graphics: tuple[Graphic, ...] = ()
    face: BylineFace | None = None

    @property
    def is_held(self) -> bool:
        """Whether it, or anything inside it, is locked: then its slot stays as it is."""
        inside = (
            *(photo.lock for photo in self.photos),
            *(box.lock for box in self.factboxes),
            *(graphic.lock for graphic in self.graphics),
        )
        return any(lock is not None for lock in (self.lock, *inside))

    @property
    def pictures(self) -> tuple[Photo, ...]:
        """Every photo, those of groups one by one, the portraits, and the byline's face."""
        faces = [one.photo for one in self.portraits]
        faces += [self.face.photo] if self.face is not None else []
        return (*(one for photo in self.photos for one in photo.group), *faces)

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """Where it goes on, one place after the other."""
        return self.jump.all if self.jump is not None else ()

    def jump_to(self, page: int) -> Jump:
        """Its jump to a page; LookupError where none leads there."""
        for jump in self.jumps:
            if jump.page == page:
                return jump
        raise LookupError(f"story {self.id} does not go on on page {page}")

    @property
    def jump_heads(self) -> tuple[tuple[str, str], ...]:
        """The headlines that it bears where it goes on, by part: its own where a jump has none."""
        named = ((jump_head(n), one.headline) for n, one in enumerate(self.jumps, 1))
        return tuple((part, text or self.headline) for part, text in named if text or self.headline)

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every part that has a text, by name (SPEC §3, Texts and offsets)."""
        parts = {
            "rubric": self.rubric,
            "kicker": self.kicker,
            "headline": self.headline,
            "deck": self.deck,
            "byline": self.byline,
            "body": "\n".join(p.text for p in self.body),
        }
        parts |= {f"pullquote-{n}": text for n, text in enumerate(self.pullquotes, 1)}
        for n, box in enumerate(self.factboxes, 1):
            parts |= {f"factbox-title-{n}": box.title, f"factbox-{n}": box.text}
        parts |= {f"sidenote-{n}": text for n, text in enumerate(self.sidenotes, 1)}
        for n, one in enumerate(self.portraits, 1):
            parts |= {f"portrait-{name}-{n}": text for name, text in one.texts}
        parts |= {f"graphic-{n}": one.text for n, one in enumerate(self.graphics, 1)}
        for photo in self.photos:
            parts[f"caption-{photo.stem}"] = photo.caption
            parts[f"credit-{photo.stem}"] = photo.credit
        return tuple(sorted((name, text) for name, text in parts.items() if text))

    def body_span(self, offset: int, length: int = 1) -> Span:
        """Where the code point at `offset` of the body was written."""
        return _span_in(self.body, offset, length) or self.span_of("body")

    def stretch(self, part: str, offset: int, length: int) -> Span:
        """Where so many code points of a part, from `offset` on, were written."""
        if part == "body":
            return self.body_span(offset, length)
        name, _, number = part.rpartition("-")
        if name == "factbox" and number.isdigit() and 0 < int(number) <= len(self.factboxes):
            box = self.factboxes[int(number) - 1]
            return _span_in(box.body, offset, length) or self.span_of(part)
        begun = self.span_of(part)
        return replace(begun, column=begun.column + offset, length=length)

    def span_of(self, part: str) -> Span:
        """Where a part was written; the story's own place when that is not known."""
        known = dict(self.spans)
        if part in known:
            return known[part]
        for number, jump in enumerate(self.jumps, 1):
            if part == jump_head(number):
                return jump.named or known.get("headline", jump.span)
        stem = part.removeprefix("photo-")
        shown = self.pictures if stem != part else ()
        return next((photo.span for photo in shown if photo.stem == stem), self.span)


def _span_in(body: tuple[Paragraph, ...], offset: int, length: int) -> Span | None:
    """Where so many code points of a text of paragraphs, from `offset` on, were written."""
    paragraph = max((p for p in body if p.offset <= offset), key=lambda p: p.offset, default=None)
    if paragraph is None or paragraph.span is None:
        return None
    line, column = paragraph.place(offset - paragraph.offset)
    begun = paragraph.span
    excerpt = begun.excerpt if line == begun.line else ""
    return replace(begun, line=line, column=column, length=length, excerpt=excerpt)


@frozen
class Waiting:
    """A story that waits for a page (待排).

    `section` is the one that it belongs to, "" for any; `wish` the page it had best stand on.  It
    stands on page `pinned` where an editor decided so.  `styles` are what its 样式 changes, by the
    template of the page.
    """

    story: Story
    section: str = ""
    wish: int | None = None
    may_hold: bool = False
    pinned: int | None = None
    styles: tuple[tuple[str, SlotStyle], ...] = ()

    def on(self, page: PageSpec) -> Story:
        """The story as it stands on a page."""
        return replace(self.story, style=dict(self.styles).get(page.template))


@frozen
class Filler:
    """A few lines kept at hand for a column that ends early (补白).

    `story` has its id and its body; it takes `rows` at least, the air above it counted.
    """

    story: Story
    rows: int


@frozen
class Banner:
    """Campaign words of a page and the tag at the far end."""

    text: str
    tag: str


@frozen
class PageSpec:
    """One page of the issue: what it is called, who made it, and its stories in order.

    `spans` gives each written fact its place; `pinned` (版式) places stories without a slot.  It takes
    waiting stories of the sections that it `accepts`; `index` and `skybox` lead on from it; `align` and
    `ground` take the place of its template's, its slots `may_be_empty`.
    """

    number: int
    section: str
    template: str
    editor: str
    designer: str
    proofreader: str
    banner: Banner | None
    stories: tuple[Story, ...]
    span: Span
    spans: tuple[tuple[str, Span], ...] = ()
    pinned: tuple[Pin, ...] = ()
    ads: tuple[Ad, ...] = ()
    accepts: tuple[str, ...] = ()
    may_be_empty: bool = False
    index: tuple[Refer, ...] = ()
    skybox: tuple[Refer, ...] = ()
    weather: Weather | None = None
    ground: PageGround | None = None
    align: str = ""

    @property
    def files(self) -> tuple[tuple[str, Span], ...]:
        """The pictures that are no story's, each with where it is named: ads, thumbnails."""
        ads = ((one.file, one.span) for one in self.ads)
        return (*ads, *((one.file, one.span) for one in self.skybox if one.file))

    def takes(self, section: str) -> bool:
        """Whether waiting stories of a section may stand on it."""
        return section in self.accepts if self.accepts else section in ("", self.section)

    @property
    def held(self) -> tuple[Pin, ...]:
        """Where its stories without a slot are held, by 锁定 or by 版式; the others are free."""
        own = tuple(
            Pin(
                tale.id, lock.place.rows, lock.place.columns, lock.span, locked=True,
                parts=lock.parts, form=lock.form,
            )
            for tale in self.stories
            if tale.slot is None
            for lock in (tale.lock,)
            if lock is not None and lock.place is not None
        )  # fmt: skip
        named = {pin.story for pin in own}
        return (*own, *(pin for pin in self.pinned if pin.story not in named))

    @property
    def unpinned(self) -> PageSpec:
        """The page as it is when its layout is asked for anew: what is locked stays."""
        locked = {tale.id for tale in self.stories if tale.lock is not None}
        return replace(self, pinned=tuple(pin for pin in self.pinned if pin.story in locked))


@frozen
class Issue:
    """One issue: the paper's facts, its pages, and the files it was read from.

    `open` are the places where its spec says 待定.
    """

    name: str
    file: str
    paper: Paper
    pages: tuple[PageSpec, ...]
    sources: tuple[tuple[str, str], ...]
    fillers: tuple[Filler, ...] = ()
    variant: CountyEdition | None = None
    waiting: tuple[Waiting, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    open: tuple[OpenPlace, ...] = ()

    @property
    def unallotted(self) -> tuple[Waiting, ...]:
        """The waiting stories that stand on no page yet."""
        return tuple(one for one in self.waiting if one.pinned is None)

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every story: those of the pages, then those that wait for one."""
        placed = (story for page in self.pages for story in page.stories)
        return (*placed, *(one.story for one in self.unallotted))

    def page(self, number: int) -> PageSpec:
        """The page of a number; LookupError where there is none."""
        for page in self.pages:
            if page.number == number:
                return page
        raise LookupError(f"{self.file} has no page {number}")

    def kept(self, number: int) -> frozenset[str]:
        """The slots of a page that stay: those of its stories, and those where a jump goes on."""
        own = {s.slot for page in self.pages if page.number == number for s in page.stories}
        jumps = {
            jump.slot
            for page in self.pages
            for story in page.stories
            for jump in story.jumps
            if jump.page == number
        }
        return frozenset(slot for slot in own | jumps if slot)

    @property
    def anew(self) -> Issue:
        """The issue as it is when all its layouts are asked for anew: what is locked stays."""
        free = {one.story.id for one in self.waiting if one.story.lock is None}
        pages = tuple(
            replace(page, stories=tuple(s for s in page.stories if s.id not in free)).unpinned
            for page in self.pages
        )
        waiting = tuple(
            replace(one, pinned=None) if one.story.id in free else one for one in self.waiting
        )
        return replace(self, pages=pages, waiting=waiting)
