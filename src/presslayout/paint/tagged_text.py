"""The words of a story as elements: paragraphs, lists, tables and readings, whole over columns and pages."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from presslayout.base.values import Same
from presslayout.edition.page import parted
from presslayout.edition.roles import JUMP_HEAD, ParagraphKind, Role
from presslayout.paint import elements as kinds
from presslayout.paint.elements import Element

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from presslayout.base.geometry import Box
    from presslayout.edition.page import Article, ArticleParagraph, Block, Glyphs
    from presslayout.paint.elements import ElementLeaf
    from presslayout.paint.readings import Base

_ROLES = {
    Role.RUBRIC: "Rubric",
    Role.KICKER: "Kicker",
    Role.DECK: "Deck",
    Role.BYLINE: "Byline",
    Role.PULLQUOTE: "Pullquote",
    Role.SIDENOTE: "Sidenote",
}
_PARAGRAPHS = {
    ParagraphKind.SIGNATURE: "Signature",
    ParagraphKind.VERSE: "Verse",
    ParagraphKind.STANZA: "Verse",
    ParagraphKind.ROLL: "Roll",
}
# No table of a page has more places; what says so is damaged, and its cells are paragraphs.
_PLACES = 100_000
# The title of a box heads less than its story does.
_BOX_TITLE = "factbox-title"


class Node:
    """An element that is being made; it is itself and equals no other."""

    __slots__ = ("alt", "covers", "kids", "kind", "place", "title", "waits")

    def __init__(
        self,
        kind: str,
        kids: Sequence[Node] = (),
        *,
        covers: tuple[int, int] = (1, 1),
        alt: str = "",
        title: str = "",
        place: tuple[int, Box] | None = None,
    ) -> None:
        self.kind, self.covers = kind, covers
        self.kids: list[Node | ElementLeaf] = list(kids)
        self.alt, self.title, self.place = alt, title, place
        # What stands in what as soon as this owns anything: not before what is said before it.
        self.waits: tuple[Node, Node] | None = None

    def owns(self, leaf: ElementLeaf) -> None:
        """Take in content, in its turn."""
        if self.waits is not None:
            one, container = self.waits
            container.kids.append(one)
            self.waits = None
        self.kids.append(leaf)

    def told(self) -> Element:
        """The element as it has become."""
        kids = tuple(kid.told() if isinstance(kid, Node) else kid for kid in _headed(self))
        return Element(self.kind, kids, self.alt, self.title, self.place, self.covers)


class Nodes:
    """Elements by what they are the elements of."""

    def __init__(self) -> None:
        self.known: dict[Hashable, Node] = {}

    def of(self, key: Hashable, container: Node, kind: str, where: Hashable = None) -> Node:
        """The element of a key, the last of its container when it is first asked for."""
        key = tuple(Same(one) if isinstance(one, Node) else one for one in (*_tuple(key), where))
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = Node(kind)
            container.kids.append(found)
        return found


class TaggedPart:
    """A part of a story: where its text is cut, and which element each piece belongs to."""

    def __init__(
        self,
        nodes: Nodes,
        container: Node,
        block: Block,
        article: Article | None,
    ) -> None:
        self.container, self.nodes = container, nodes
        self.kind, self.head = _kinds(block, article)
        told = dict(article.paragraphs).get(block.part, ()) if article else ()
        self.paragraphs: tuple[ArticleParagraph, ...] = told
        self.starts = [p.start for p in told] or [0]
        self.bases: list[Base] = []
        self.cuts = list(self.starts)
        self.made: dict[int, Node] = {}
        self.rubies: dict[int, tuple[Node, Node]] = {}
        self.tables: dict[int, dict[int, Node]] = {}

    def read_over(self, bases: Iterable[Base]) -> None:
        """There are readings over these."""
        self.bases = sorted({*self.bases, *bases}, key=lambda base: base.start)
        edges = {at for base in self.bases for at in (base.start, base.start + base.length)}
        self.cuts = sorted({*self.starts, *edges})

    def node(self, start: int, marker: Node | None) -> Node:
        """The element of what begins at an offset of the part; a marker stands before it."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        found = self.made.get(index)
        if found is None:
            found = self.made[index] = self._new(index)
        if marker is not None:
            self._marked(index, found, marker)
        at = bisect_right(self.bases, start, key=lambda base: base.start) - 1
        if at >= 0 and start < self.bases[at].start + self.bases[at].length:
            return self._ruby(self.bases[at].start, found)[0]
        return found

    def reading(self, base: Base) -> Node | None:
        """The element of what stands over a base."""
        found = self.rubies.get(base.start)
        return found and found[1]

    def _ruby(self, start: int, paragraph: Node) -> tuple[Node, Node]:
        found = self.rubies.get(start)
        if found is None:
            base, reading = Node(kinds.BASE), Node(kinds.READING)
            base.waits = Node(kinds.RUBY, [base, reading]), paragraph
            found = self.rubies[start] = base, reading
        return found

    def _new(self, index: int) -> Node:
        if not self.paragraphs:
            return self._add(self.container, Node(self.kind))
        kind = self.paragraphs[index].kind
        if kind == ParagraphKind.CELL:
            return self._cell(index)
        if kind == ParagraphKind.ITEM:
            first = self._first(index)
            key = (self.container, Same(self), "list", first)
            row = self._add(self.nodes.of(key, self.container, kinds.LIST), Node(kinds.ITEM))
            return self._add(row, Node(kinds.BODY))
        if kind == ParagraphKind.SUBHEAD:
            return self._add(self.container, Node(self.head))
        return self._add(self.container, Node(_PARAGRAPHS.get(kind, self.kind)))

    def _add(self, container: Node, node: Node) -> Node:
        container.kids.append(node)
        return node

    def _marked(self, index: int, node: Node, marker: Node) -> None:
        """The marker of an item stands beside it, that of anything else in it."""
        listed = self.paragraphs and self.paragraphs[index].kind == ParagraphKind.ITEM
        if not listed:
            marker.kind = kinds.PIECE
            node.kids.append(marker)
            return
        first = self._first(index)
        items = self.nodes.of(
            (self.container, Same(self), "list", first), self.container, kinds.LIST
        )
        for row in items.kids:
            if isinstance(row, Node) and node in row.kids:
                row.kids.insert(0, marker)
                return
        raise LookupError(f"no item of its list holds paragraph {index}")

    def _first(self, index: int) -> int:
        """Where the list or the table of a paragraph begins."""
        own = self.paragraphs[index].kind
        while index and self.paragraphs[index - 1].kind == own:
            if own == ParagraphKind.CELL and (
                self.paragraphs[index - 1].cell >= self.paragraphs[index].cell
            ):
                break
            index -= 1
        return index

    def _cell(self, index: int) -> Node:
        """A cell of a table, all of whose rows are made with the first that is met."""
        first = self._first(index)
        cells = self.tables.get(first)
        if cells is None:
            last = first + 1
            while last < len(self.paragraphs) and self._goes_on(last):
                last += 1
            cells = self.tables[first] = {}
            rows = list(_rows(self.paragraphs[first:last]))
            table = self._add(self.container, Node(kinds.TABLE)) if rows else self.container
            for row in rows:
                line = self._add(table, Node(kinds.ROW))
                for at, cell in row:
                    self._add(line, cell)
                    if at is not None:
                        cells[first + at] = cell
        # A place that another cell has already is no place of the grid.
        return cells.get(index) or self._add(self.container, Node(kinds.PARAGRAPH))

    def _goes_on(self, index: int) -> bool:
        one = self.paragraphs[index]
        return one.kind == ParagraphKind.CELL and one.cell > self.paragraphs[index - 1].cell


def pieces(run: Glyphs, cuts: Sequence[int]) -> Iterator[tuple[int, Glyphs]]:
    """A run cut at offsets of its part, each piece with the offset that it begins at."""
    end = run.offset + len(run.text)
    rest: Glyphs | None = run
    for cut in cuts[bisect_right(cuts, run.offset) :]:
        if cut >= end or rest is None:
            break
        before, rest = parted(rest, cut)
        if before is not None:
            yield before.offset, before
    if rest is not None:
        yield rest.offset, rest


def _kinds(block: Block, article: Article | None) -> tuple[str, str]:
    """What a paragraph of a block is, and a subhead in it: a story without a head has none above."""
    headed = article is not None and bool(dict(article.texts).get("headline"))
    under = kinds.SUBHEAD if headed else kinds.TITLE
    if block.role == Role.HEADLINE:
        return (under if block.part.startswith(JUMP_HEAD) else kinds.TITLE), under
    if block.part.startswith(_BOX_TITLE):
        return under, under
    return _ROLES.get(block.role, kinds.PARAGRAPH), under


def _rows(
    cells: Sequence[ArticleParagraph],
) -> Iterator[list[tuple[int | None, Node]]]:
    """The rows of a table, each place of the grid taken once: what no cell takes is an empty one."""
    top = min(cell.cell[0] for cell in cells)
    left = min(cell.cell[1] for cell in cells)
    places = {(c.cell[0] - top, c.cell[1] - left): n for n, c in reversed([*enumerate(cells)])}
    down = max(row + cells[n].covers[0] for (row, _), n in places.items())
    along = max(column + cells[n].covers[1] for (_, column), n in places.items())
    if down * along > _PLACES:
        return
    head = max(cells[n].covers[0] for (row, _), n in places.items() if row == 0)
    taken: set[tuple[int, int]] = set()
    for row in range(down):
        found: list[tuple[int | None, Node]] = []
        for column in range(along):
            if (row, column) in taken:
                continue
            number = places.get((row, column))
            covers = (1, 1) if number is None else cells[number].covers
            wide = next((n for n in range(1, covers[1]) if (row, column + n) in taken), covers[1])
            reach = [(row + r, column + c) for r in range(covers[0]) for c in range(wide)]
            taken.update(reach)
            kind = kinds.HEAD if row < head else kinds.CELL
            found.append((number, Node(kind, covers=(covers[0], wide))))
        yield found


def _headed(node: Node) -> list[Node | ElementLeaf]:
    """The kids of an element; of a story its head stands before what is under it."""
    if node.kind != kinds.STORY:
        return node.kids
    head = next((k for k in node.kids if isinstance(k, Node) and k.kind == kinds.TITLE), None)
    first = next((k for k in node.kids if isinstance(k, Node) and _has_subhead(k)), None)
    if head is None or first is None:
        return node.kids
    before = node.kids.index(first)
    if node.kids.index(head) < before:
        return node.kids
    rest = [kid for kid in node.kids if kid is not head]
    return [*rest[:before], head, *rest[before:]]


def _has_subhead(node: Node) -> bool:
    return node.kind == kinds.SUBHEAD or any(
        _has_subhead(kid) for kid in node.kids if isinstance(kid, Node)
    )


def _tuple(key: Hashable) -> tuple[Hashable, ...]:
    return key if isinstance(key, tuple) else (key,)
