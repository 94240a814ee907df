"""A page as blocks with ids: stories of paragraphs and pictures, and the furniture round them.

ALTO writes them down and METS points to them, so that both say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.archive.regions import ColumnPiece, outlines, standing
from presslayout.archive.spelled import identifier
from presslayout.base.geometry import Box
from presslayout.base.patterns import regex
from presslayout.base.values import Same, frozen, replace
from presslayout.edition.locate import around
from presslayout.edition.page import Picture
from presslayout.edition.roles import MarkupKind, ParagraphKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.archive.paragraphs import PartText
    from presslayout.archive.regions import Point, StandingBlocks
    from presslayout.archive.set_lines import PrintedLine
    from presslayout.edition.page import Block, Page

    Texts = Mapping[tuple[str, str], PartText]

# Letters that a hyphen at the end of a line parts, and a soft hyphen that it stands for.
_PARTED = regex("[A-Za-z\u00c0-\u024f\u00ad]")
# What a page may show of a story beside its copy.
GENERATED = -1


@frozen
class TextPiece:
    """The lines of a paragraph in one column; `outline` where they are no upright rectangle.

    `source` is the text that offsets count in: the part's, or what the lines say by themselves where
    it is no copy.  Then its `paragraph` is GENERATED; it may be readings that stand beside characters.
    """

    id: str
    story: str
    part: str
    role: Role
    paragraph: int
    kind: ParagraphKind
    lines: tuple[PrintedLine, ...]
    box: Box
    source: str
    outline: tuple[Point, ...] = ()
    is_reading: bool = False


@frozen
class DrawnBlock:
    """A picture, chart or advertisement; `image` is the picture's key, "" for what is drawn."""

    id: str
    story: str
    part: str
    role: Role
    box: Box
    image: str = ""
    alt: str = ""


@frozen
class Grouped:
    """Blocks that belong together: a story on its page, or a chart and its words."""

    id: str
    story: str
    members: tuple[TextPiece | DrawnBlock | Grouped, ...]
    box: Box
    kind: str


Member = TextPiece | DrawnBlock | Grouped


@frozen
class LaidPage:
    """A page's blocks in reading order, all that is print and the furniture above and below it."""

    page: Page
    id: str
    above: tuple[Member, ...]
    print_space: Box
    within: tuple[Member, ...]
    below: tuple[Member, ...]

    @property
    def stories(self) -> tuple[Grouped, ...]:
        """The stories on it."""
        return tuple(one for one in self.within if isinstance(one, Grouped) and one.story)


def laid(page: Page, texts: Texts) -> LaidPage:
    """A page's blocks; `texts` are those of the stories by id and part."""
    maker = _Maker(page, texts)
    own: list[Member] = []
    places: dict[str, int] = {}
    members: dict[str, list[Member]] = {}
    for number, block in enumerate(maker.seen.blocks):
        made = list(maker.members(number, block))
        if not block.story:
            own += made
        elif made:
            if block.story not in members:
                places[block.story] = len(own)
                own.append(maker.story(block.story, made))
            members.setdefault(block.story, []).extend(made)
    for story, found in members.items():
        own[places[story]] = maker.story(story, found)
    return _spread(page, own)


def flat(members: Sequence[Member]) -> Iterator[TextPiece | DrawnBlock]:
    """Members in reading order, those of groups one by one."""
    for one in members:
        if isinstance(one, Grouped):
            yield from flat(one.members)
        else:
            yield one


def goes_on(text: str, at: int) -> bool:
    """Whether a word goes on over an offset of a text without a sign that stands in it."""
    return bool(0 < at < len(text) and _PARTED.match(text, at - 1) and _PARTED.match(text, at))


class _Maker:
    """The blocks of one page as they get their ids."""

    def __init__(self, page: Page, texts: Texts) -> None:
        self.page = page
        self.texts = texts
        self.seen: StandingBlocks = standing(page)
        self.obstacles = self.seen.obstacles
        self.piece_of = {
            Same(line): number
            for number, (_, piece) in enumerate(self.seen.pieces)
            for line in piece.lines
        }
        self.is_clear = [self._clear(piece) for _, piece in self.seen.pieces]
        self.counts: dict[str, int] = {}

    def members(self, number: int, block: Block) -> Iterator[Member]:
        """What a block is made of."""
        box, lines = self.seen.drawn[number], self.seen.lines[number]
        pieces = list(self._text(block, lines))
        if box is None:
            yield from pieces
            return
        images = [item.image for item in block.items if isinstance(item, Picture)]
        shown = DrawnBlock(
            self._id(block),
            block.story,
            block.part,
            block.role,
            box,
            images[0] if len(images) == 1 else "",
            block.alt,
        )
        if not pieces:
            yield shown
        else:
            members: tuple[Member, ...] = (shown, *pieces)
            whole = _round(members)
            yield Grouped(f"G{shown.id}", block.story, members, whole, block.role.value)

    def story(self, story: str, members: Sequence[Member]) -> Grouped:
        """The blocks of a story as one."""
        own = identifier("S", self.page.number, story)
        return Grouped(own, story, tuple(members), _round(members), "article")

    def _text(self, block: Block, lines: Sequence[PrintedLine]) -> Iterator[TextPiece]:
        """The paragraphs of a block, column by column."""
        own = self.texts.get((block.story, block.part)) if block.part else None
        if own is not None and not all(
            own.text.startswith(cell.text, cell.offset) for line in lines for cell in line.cells
        ):
            own = None
        group: list[PrintedLine] = []
        last: tuple[int, int] | None = None
        for line in lines:
            for paragraph, cut in _cut(line, own):
                key = self.piece_of.get(Same(line), GENERATED), paragraph
                if group and key != last:
                    yield self._piece(block, own, group, last)
                    group = []
                last = key
                group.append(cut)
        if group:
            yield self._piece(block, own, group, last)

    def _piece(
        self,
        block: Block,
        own: PartText | None,
        lines: list[PrintedLine],
        key: tuple[int, int] | None,
    ) -> TextPiece:
        assert key is not None
        where, paragraph = key
        box = around(line.box for line in lines)
        assert box is not None
        outline: tuple[Point, ...] = ()
        if where != GENERATED and not self.is_clear[where]:
            found = list(outlines(ColumnPiece(tuple(lines), box), self.obstacles))
            if len(found) == 1 and len(found[0]) > 4:  # noqa: PLR2004
                outline = found[0]
        kind = own.stretches[paragraph].kind if own is not None else ParagraphKind.PARAGRAPH
        source = own.text if own is not None else _said(lines)
        return TextPiece(
            self._id(block),
            block.story,
            block.part if own is not None else "",
            block.role,
            paragraph if own is not None else GENERATED,
            kind,
            tuple(lines) if own is not None else _counted(lines),
            box,
            source,
            outline,
            is_reading=block.role == Role.MARK and _names_readings(block.id),
        )

    def _id(self, block: Block) -> str:
        if block.story:
            part = block.part or block.id.partition("/")[2]
            name = identifier("B", self.page.number, block.story, part)
        else:
            name = identifier("F", self.page.number, block.id.partition("/")[2])
        count = self.counts[name] = self.counts.get(name, 0) + 1
        return f"{name}_{count}"

    def _clear(self, piece: ColumnPiece) -> bool:
        """Whether nothing else stands in the box round a piece."""
        box, own = piece.box, {Same(line.box) for line in piece.lines}
        return not any(
            one.x < box.right
            and box.x < one.right
            and one.y < box.bottom
            and box.y < one.bottom
            and Same(one) not in own
            for one in self.obstacles
        )


def _names_readings(name: str) -> bool:
    """Whether a block's name says that readings of characters (注音) stand in it."""
    return name.rpartition("/")[2].partition("~")[0] == MarkupKind.RUBY


def _round(members: Sequence[Member]) -> Box:
    box = around(one.box for one in members)
    assert box is not None
    return box


def _cut(line: PrintedLine, own: PartText | None) -> Iterator[tuple[int, PrintedLine]]:
    """A line with the number of its paragraph; parted where it holds several, as the row of a table."""
    if own is None:
        yield 0, line
        return
    first, last = own.at(line.cells[0].offset), own.at(line.cells[-1].offset)
    if first == last:
        yield first, line
        return
    start = 0
    for at in range(1, len(line.cells) + 1):
        paragraph = own.at(line.cells[start].offset)
        if at == len(line.cells) or own.at(line.cells[at].offset) != paragraph:
            cells = line.cells[start:at]
            box = around(Box(c.left, c.top, c.right - c.left, c.bottom - c.top) for c in cells)
            assert box is not None
            yield paragraph, replace(line, cells=cells, box=box)
            start = at


def _said(lines: Sequence[PrintedLine]) -> str:
    return "".join(line.text for line in lines)


def _counted(lines: Sequence[PrintedLine]) -> tuple[PrintedLine, ...]:
    """Lines that are no copy, their offsets counted from their own beginning."""
    made, at = [], 0
    for line in lines:
        cells = []
        for cell in line.cells:
            cells.append(cell._replace(offset=at))
            at += len(cell.text)
        made.append(replace(line, cells=tuple(cells)))
    return tuple(made)


def _spread(page: Page, members: Sequence[Member]) -> LaidPage:
    """The members in the print space, and those that stand above and below all of it."""
    whole = Box(0, 0, page.width, page.height)
    inner = {n for n, one in enumerate(members) if _is_print(one)} or set(range(len(members)))
    while True:
        box = around(members[n].box for n in inner) or whole
        more = {
            n for n, one in enumerate(members) if one.box.y < box.bottom and one.box.bottom > box.y
        }
        if more <= inner:
            break
        inner |= more
    left, top = max(box.x, 0), max(box.y, 0)
    right, bottom = min(box.right, page.width), min(box.bottom, page.height)
    return LaidPage(
        page,
        identifier("PAGE", page.number),
        tuple(m for n, m in enumerate(members) if n not in inner and m.box.bottom <= box.y),
        Box(left, top, right - left, bottom - top),
        tuple(m for n, m in enumerate(members) if n in inner),
        tuple(m for n, m in enumerate(members) if n not in inner and m.box.bottom > box.y),
    )


def _is_print(member: Member) -> bool:
    """Whether it is copy or an advertisement, and not the furniture round them."""
    return bool(member.story) or (isinstance(member, DrawnBlock) and member.role == Role.AD)
