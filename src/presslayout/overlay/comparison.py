"""The differences of two editions on A3 sheets: the list, then each page as it was and as it is."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.assets.outlines import HUNG
from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import WHITE, Ink
from presslayout.edition.page import FULL, Block, Page, Shape, Stroke, at, rectangle
from presslayout.edition.roles import Role
from presslayout.overlay.looks import BLACKISH, GREY, HAIR, shortened
from presslayout.overlay.tinted import INK, tinted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.change import Change
    from presslayout.edition.changewords import ListedChange, Wording

WIDTH, HEIGHT = mm(420), mm(297)
MARGIN, GUTTER = mm(12), mm(10)
COLUMNS = 2
TITLE, WORDS, SMALL = pt(15), pt("9.5"), pt("7.5")
LEADING, SMALL_LEADING = pt(14), pt("10.5")
HEAD = mm(14)
BADGE = mm(9)
_GONE, _CAME = Ink(m=1000, y=900, k=100), Ink(c=900, m=200, y=1000, k=250)
_INKS = {"": BLACKISH, "del": _GONE, "ins": _CAME}
_LINE = pt("0.6")
# A paragraph of copy is told by its beginning and its end; the whole stands on the page.
MOST = 160


@frozen
class Pairing:
    """Both editions' pages by number, as they are drawn, and what the two are called."""

    old: Mapping[int, Page]
    new: Mapping[int, Page]
    names: tuple[str, str]


def comparison(
    pairing: Pairing, rows: Sequence[ListedChange], letters: Lettering
) -> tuple[Page, ...]:
    """Every sheet, in order."""
    made: list[Page] = []
    for blocks in _list(rows, pairing.names, letters):
        made.append(_sheet(len(made) + 1, blocks))
    changed = sorted({n for row in rows for n in row.change.pages})
    for number in changed:
        if number in pairing.old or number in pairing.new:
            blocks = tuple(_spread(number, pairing, rows, letters))
            made.append(_sheet(len(made) + 1, blocks))
    return tuple(made)


def marks(rows: Sequence[ListedChange], *, old: bool) -> list[tuple[int, str, object]]:
    """What is tinted on one side: number, kind, where."""
    return [
        (row.number, _kind(row.change), spot)
        for row in rows
        for spot in (row.change.old_spots if old else row.change.new_spots)
    ]


def _kind(change: Change) -> str:
    return "lost" if change.is_loss else change.kind


def _words(
    letters: Lettering, text: str, spot: tuple[Length, Length], size: Length, ink: Ink
) -> tuple[Shape, ...]:
    """A line of words as outlines that can be moved; nothing where there is nothing to draw."""
    path = letters.path(text, *spot, size)
    return (Shape(path, fill=ink),) if path else ()


def _sheet(number: int, blocks: tuple[Block, ...]) -> Page:
    return Page(number, "", "", WIDTH, HEIGHT, 0, blocks)


def _spread(
    number: int, pairing: Pairing, rows: Sequence[ListedChange], letters: Lettering
) -> Iterator[Block]:
    """A page as it was on the left, as it is on the right."""
    wide = (WIDTH - 2 * MARGIN - GUTTER) // 2
    room = Box(MARGIN, MARGIN + HEAD, wide, HEIGHT - 2 * MARGIN - HEAD)
    for old, pages, name in ((True, pairing.old, 0), (False, pairing.new, 1)):
        cell = room if old else replace(room, x=room.right + GUTTER)
        said = f"第{number}版 {'旧 before' if old else '新 now'}　{pairing.names[name]}"
        line = shortened(letters, said, WORDS, wide)
        title = _words(letters, line, (cell.x, MARGIN + HEAD // 2), WORDS, BLACKISH)
        yield Block(f"{number}/{name}-title", Role.LABEL, title, artifact=True)
        if number not in pages:
            none = _words(
                letters, "没有这一版 no such page", (cell.x, cell.y + LEADING), WORDS, GREY
            )
            yield Block(f"{number}/{name}-none", Role.LABEL, none, artifact=True)
            continue
        page = tinted(pages[number], marks(rows, old=old), letters)  # type: ignore[arg-type]
        scale = min(cell.width * FULL // page.width, cell.height * FULL // page.height)
        edge = Box(cell.x, cell.y, page.width * scale // FULL, page.height * scale // FULL)
        frame = Shape(rectangle(edge), stroke=HAIR)
        yield Block(f"{number}/{name}-edge", Role.RULE, (frame,), artifact=True)
        for block in page.blocks:
            items = tuple(at(item, cell.x, cell.y, scale) for item in block.items)
            yield replace(block, id=f"{number}/{name}-{block.id}", items=items)


def _list(
    rows: Sequence[ListedChange], names: tuple[str, str], letters: Lettering
) -> Iterator[tuple[Block, ...]]:
    """The list in columns, as many sheets as it takes."""
    wide = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GUTTER) // COLUMNS
    count = len(rows)
    title = f"改了 {count} 处　{count} difference{'s' * (count != 1)}"
    said = shortened(letters, f"{names[0]} → {names[1]}", WORDS, WIDTH - 2 * MARGIN)
    head = (
        *_words(letters, title, (MARGIN, MARGIN + TITLE), TITLE, BLACKISH),
        *_words(letters, said, (MARGIN, MARGIN + TITLE + LEADING), WORDS, GREY),
    )
    top, foot = MARGIN + TITLE + 2 * LEADING, HEIGHT - MARGIN
    items: list[Shape] = list(head)
    column, y = 0, top
    for row in rows:
        shapes, high = _row(row, wide, letters)
        if y + high > foot and y > top:
            column, y = column + 1, top
        if column == COLUMNS:
            yield (Block("list", Role.LABEL, tuple(items), artifact=True),)
            items, column = [], 0
        x = MARGIN + column * (wide + GUTTER)
        for shape in shapes:
            moved = at(shape, x, y)
            assert isinstance(moved, Shape)
            items.append(moved)
        y += high
    yield (Block("list", Role.LABEL, tuple(items), artifact=True),)


def _row(row: ListedChange, wide: Length, letters: Lettering) -> tuple[list[Shape], Length]:
    """A line of the list from its upper left corner on, and how high it is."""
    told = row.told
    number = str(row.number)
    tag = Box(0, 0, BADGE - mm(2), LEADING)
    inside = (tag.width - letters.width(number, WORDS)) // 2
    shapes = [
        Shape(rectangle(tag), fill=INK),
        *_words(letters, number, (inside, LEADING * 3 // 4), WORDS, WHITE),
    ]
    y = 0
    measure = wide - BADGE
    for text, size, leading, ink in (
        (f"{told.where.zh}　{told.what.zh}", WORDS, LEADING, BLACKISH),
        (f"{told.where.en}: {told.what.en}", SMALL, SMALL_LEADING, GREY),
        (row.place, SMALL, SMALL_LEADING, GREY),
    ):
        for line in letters.lines(text, measure, size) if text else ():
            shapes += _words(letters, line, (BADGE, y + leading * 3 // 4), size, ink)
            y += leading
    drawn, y = _pieces(told.pieces, y, measure, letters)
    return [*shapes, *drawn], y + LEADING // 2


def _pieces(
    pieces: Sequence[Wording], y: Length, measure: Length, letters: Lettering
) -> tuple[list[Shape], Length]:
    """Text with what went struck out and what came underlined."""
    shapes: list[Shape] = []
    x = 0
    for piece in pieces:
        text = _shortened(piece.text).replace("\n", "⏎")
        for line in _broken(text, x, measure, letters):
            if line is None:
                x, y = 0, y + LEADING
                continue
            long = letters.width(line, WORDS)
            spot = BADGE + x, y + LEADING * 3 // 4
            shapes += _words(letters, line, spot, WORDS, _INKS[piece.mark])
            if piece.mark:
                up = WORDS * 35 // 100 if piece.mark == "del" else -WORDS * 18 // 100
                path = (("M", spot[0], spot[1] - up), ("L", spot[0] + long, spot[1] - up))
                shapes.append(Shape(path, stroke=Stroke(_INKS[piece.mark], _LINE)))
            x += long
    return shapes, y + LEADING * bool(pieces)


def _broken(text: str, x: Length, measure: Length, letters: Lettering) -> Iterator[str | None]:
    """A text cut where the measure is full, the first line begun at x; None between lines."""
    numbered = []
    line, at_x = 0, x
    for char in text:
        advance = letters.width(char, WORDS)
        if at_x and at_x + advance > measure and char not in HUNG:
            line, at_x = line + 1, 0
        numbered.append((line, char))
        at_x += advance
    last = 0
    for number, found in groupby(numbered, key=lambda pair: pair[0]):
        yield from [None] * (number - last)
        last = number
        yield "".join(char for _, char in found)


def _shortened(text: str) -> str:
    if len(text) <= MOST:
        return text
    return f"{text[: MOST * 2 // 3]}……{text[-MOST // 3 :]}"
