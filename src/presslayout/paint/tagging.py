"""The structure of an edition: a section a page, in it a story with all that belongs to it.

A story stands where it begins, and what a later page holds of it is joined to it there.  What the
paper says of itself on every page, rules and grounds are artifacts.  Everything else is told in the
order of the blocks, which is the reading order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import Same, field, mutable
from presslayout.edition.page import Glyphs, Picture, Placed, Shape
from presslayout.edition.roles import Role
from presslayout.paint import elements as kinds
from presslayout.paint.elements import ElementLeaf, Marked, Tagging
from presslayout.paint.readings import bases, part_of
from presslayout.paint.tagged_text import Node, Nodes, TaggedPart, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.edition.page import Article, Block, Edition, Item, Page
    from presslayout.paint.readings import Base

_ARTIFACT = b"/Artifact BMC"
# What leads from page to page and stands on all of them (ISO 32000-1, 14.8.2.2.2).
_PAGINATION = b"/Artifact<</Type/Pagination>>BDC"
_FURNITURE = frozenset({Role.FOLIO, Role.JUMP})
_SHOWN = frozenset({Role.PHOTO, Role.PORTRAIT, Role.GRAPHIC, Role.AD})
# What words are where nothing more is known of them than their block's part in the paper.
_WORDS = {
    Role.MASTHEAD: "Masthead",
    Role.BANNER: "Banner",
    Role.IMPRINT: "Imprint",
    Role.REFER: "Refer",
    Role.WEATHER: "Weather",
    Role.AD_LABEL: "AdLabel",
}
# What is said of a picture that nobody described.
_UNTOLD = {Role.AD: "广告", Role.GRAPHIC: "图表"}
_ANY = "图片"
# What ends the id of a block that holds the paper's own words in somebody's credit.
WORD = "/word"
# What the id of a list marker's block holds.
MARKER = "/marker-"

Piece = tuple["Node | None", "tuple[Item, ...]"]


def tagging(edition: Edition) -> Tagging:
    """The structure of the edition's pages."""
    return _Tagger(edition).whole()


@mutable
class _Story:
    """A story under way: its element, its parts, its pictures with their words."""

    article: Article | None
    node: Node
    parts: dict[str, TaggedPart] = field(default_factory=dict)
    photos: dict[str, Node] = field(default_factory=dict)


class _Tagger:
    """Whoever goes through the pages, block by block."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.articles = {article.id: article for article in edition.articles}
        self.nodes = Nodes()
        self.stories: dict[str, _Story] = {}
        self.section: Node | None = None
        # A marker waits for the paragraph that it stands before.
        self.marker: Node | None = None
        # What readings of the page stand over, by story and part.
        self.bases: dict[tuple[str, str], list[Base]] = {}

    def whole(self) -> Tagging:
        """All pages."""
        document = Node(kinds.DOCUMENT)
        pages = []
        for index, page in enumerate(self.edition.pages):
            self.section = Node(kinds.SECTION, title=" ".join(_called(page)))
            pages.append(tuple(self.page(index, page)))
            self.unmarked()
            if self.section.kids:
                document.kids.append(self.section)
        return Tagging(document.told(), tuple(pages))

    def page(self, index: int, page: Page) -> Iterator[Marked]:
        """The page's items, in their marked content."""
        number = 0
        read = bases(page)
        self.bases = {}
        for at, listed in read.items():
            block = page.blocks[at]
            known = filter(None, listed)
            self.bases.setdefault((block.story, part_of(block)), []).extend(known)
        for at, block in enumerate(page.blocks):
            if block.artifact or block.role in _FURNITURE:
                operator = _PAGINATION if block.role in _FURNITURE else _ARTIFACT
                yield Marked(operator, block.items)
                continue
            for node, items in _joined(self.block(index, block, read.get(at, ()))):
                if node is None:
                    yield Marked(_ARTIFACT, items)
                    continue
                node.owns(ElementLeaf(index, number))
                yield Marked(b"/%s<</MCID %d>>BDC" % (node.kind.encode(), number), items)
                number += 1

    def block(self, index: int, block: Block, read: Sequence[Base | None]) -> Iterator[Piece]:
        """The items of a block, each with what it belongs to; None is an artifact."""
        if block.role == Role.MARK:
            yield from self.mark(block, read)
        elif block.role in _SHOWN:
            yield self.figure(index, block, block.items), block.items
        else:
            for item in block.items:
                match item:
                    case Glyphs():
                        yield from self.words(block, item)
                    case Picture() | Placed():
                        yield self.figure(index, block, (item,)), (item,)
                    case Shape():
                        yield None, (item,)

    # -- words

    def words(self, block: Block, item: Glyphs) -> Iterator[Piece]:
        """A run of glyphs, parted where another paragraph begins."""
        if not block.story:
            key = (block.id, _WORDS.get(block.role, "Words"))
            yield self.nodes.of(key, self.here(), key[1], self.page_key()), (item,)
            return
        story = self.story(block.story)
        if block.role in {Role.CAPTION, Role.CREDIT}:
            yield self.caption(story, block), (item,)
            return
        part = story.parts.get(block.part or block.id) or self.part(story, block)
        if read := self.bases.pop((block.story, block.part), None):
            part.read_over(read)
        for start, piece in pieces(item, part.cuts):
            yield part.node(start, self.taken()), (piece,)

    def part(self, story: _Story, block: Block) -> TaggedPart:
        """A part of a story, its elements made as they are met."""
        article, container = story.article, story.node
        name = block.part or block.id
        if block.role == Role.FACTBOX:
            number = name.rpartition("-")[2]
            container = self.nodes.of((story.node, number), story.node, "Factbox")
        made = TaggedPart(self.nodes, container, block, article)
        story.parts[name] = made
        return made

    def caption(self, story: _Story, block: Block) -> Node:
        """What stands under a picture: its words, and in them who made it."""
        photo = self.photo(story, _key(block))
        caption = self.nodes.of((photo, kinds.CAPTION), photo, kinds.CAPTION)
        if block.role == Role.CAPTION:
            return caption
        return self.nodes.of((photo, "Credit"), caption, "Credit")

    # -- marks

    def mark(self, block: Block, read: Sequence[Base | None]) -> Iterator[Piece]:
        """A list's marker, which waits for its item, or the readings over words."""
        runs = tuple(item for item in block.items if isinstance(item, Glyphs))
        if not runs or not block.story:
            for item in block.items:
                yield (None if isinstance(item, Shape) else self.loose(block)), (item,)
            return
        if MARKER in block.id:
            self.unmarked()
            self.marker = Node(kinds.LABEL)
            yield self.marker, block.items
            return
        story = self.story(block.story)
        part = story.parts.get(part_of(block))
        for item, base in zip(block.items, read or [None] * len(block.items), strict=True):
            reading = part.reading(base) if part and base else None
            yield reading or self.nodes.of((block.id, "Readings"), story.node, "Readings"), (item,)

    def loose(self, block: Block) -> Node:
        return self.nodes.of((block.id, "Words"), self.here(), "Words", self.page_key())

    def taken(self) -> Node | None:
        """The marker that waits, which is the next paragraph's."""
        marker, self.marker = self.marker, None
        return marker

    def unmarked(self) -> None:
        """A marker that nothing follows stands by itself."""
        marker = self.taken()
        if marker is not None:
            marker.kind = kinds.PARAGRAPH
            self.here().kids.append(marker)

    # -- pictures

    def figure(self, index: int, block: Block, items: tuple[Item, ...]) -> Node | None:
        """A picture, with what it says to who cannot see it; None where nothing is drawn."""
        box = _extent(items)
        if box is None:
            return None
        if not block.story:
            container = self.here()
        else:
            story = self.story(block.story)
            container = story.node
            if block.role == Role.PHOTO:
                container = self.photo(story, _key(block))
        figure = Node(kinds.FIGURE, alt=self.told(block), place=(index, box))
        if container.kind == "Photo":
            container.kids.insert(0, figure)
        else:
            container.kids.append(figure)
        return figure

    def photo(self, story: _Story, key: str) -> Node:
        found = story.photos.get(key)
        if found is None:
            found = story.photos[key] = Node("Photo")
            story.node.kids.append(found)
        return found

    def told(self, block: Block) -> str:
        """What a picture shows: as somebody wrote it, else its caption, else what it is."""
        article = self.articles.get(block.story)
        texts = dict(article.texts) if article else {}
        said = block.alt or texts.get(f"caption-{_key(block)}", "") or texts.get("headline", "")
        return " ".join(said.split()) or _UNTOLD.get(block.role, _ANY)

    # -- places

    def story(self, name: str) -> _Story:
        """A story, which begins here if it did not before."""
        found = self.stories.get(name)
        if found is None:
            article = self.articles.get(name)
            title = dict(article.texts).get("headline", "") if article else ""
            node = Node(kinds.STORY, title=" ".join(title.split()))
            self.here().kids.append(node)
            found = self.stories[name] = _Story(article, node)
        return found

    def here(self) -> Node:
        assert self.section is not None
        return self.section

    def page_key(self) -> Same:
        """What tells a block of this page from its namesakes on others."""
        return Same(self.section)


def _called(page: Page) -> Iterable[str]:
    return filter(None, (page.label, page.section))


def _key(block: Block) -> str:
    """The picture that a block shows or speaks of; the paper's own words there have no part."""
    name = block.part or block.id.removeprefix(f"{block.story}/").removesuffix(WORD)
    return name.partition("-")[2]


def _joined(pieces: Iterator[Piece]) -> Iterator[tuple[Node | None, tuple[Item, ...]]]:
    """Neighbours that belong to the same, together."""
    held: tuple[Node | None, list[Item]] | None = None
    for node, items in pieces:
        if held is not None and held[0] is node:
            held[1].extend(items)
            continue
        if held is not None:
            yield held[0], tuple(held[1])
        held = node, list(items)
    if held is not None:
        yield held[0], tuple(held[1])


def _extent(items: Sequence[Item]) -> Box | None:
    """The box round what items draw."""
    boxes = [box for item in items if (box := _box(item)) is not None]
    if not boxes:
        return None
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    right, foot = max(b.right for b in boxes), max(b.bottom for b in boxes)
    return Box(left, top, right - left, foot - top)


def _box(item: Item) -> Box | None:
    match item:
        case Picture() | Placed():
            return item.box
        case Shape():
            return item.extent
        case Glyphs():
            if not item.ids:
                return None
            left, top = min(item.x), min(item.y) - item.size
            wide, high = max(item.x) - left, max(item.y) - top
            return Box(left, top, wide + item.size, high + item.size // 4)
