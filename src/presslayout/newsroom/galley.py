"""Galleys (小样): one story in one wide column, widely spaced, every line numbered.  Text to Page.

A galley is made from the story's texts alone, so that comments on it find their way back to them.
"""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.units import mm, pt
from presslayout.base.values import field, frozen, mutable
from presslayout.edition.page import Block, Page, Shape
from presslayout.edition.roles import Role
from presslayout.issue.files import guessed
from presslayout.issue.nearest import nearest
from presslayout.newsroom.options import ALL
from presslayout.overlay.looks import (
    BLACKISH,
    GREY,
    LINE_NUMBER,
    RULE,
    WATERMARK,
    shortened,
    words,
)
from presslayout.overlay.page_remarks import GALLEY, PARTS, VERSION
from presslayout.overlay.rounds import PROOF
from presslayout.typeset.lines import place, variants
from presslayout.typeset.shape import Font, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.assets.fonts import Face
    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.page import Article, Item
    from presslayout.overlay.page_remarks import Occasion

WIDTH, HEIGHT = mm(210), mm(297)
LEFT, TOP, BOTTOM = mm(30), mm(34), mm(20)
SIZE, LEADING = pt(12), pt(26)
HEAD, HEAD_LEADING = pt(18), pt(32)
CELLS = 24
EM = 1000
NOWHERE: Mapping[str, str] = MappingProxyType({})
# What belongs to one photo stands together, photo after photo.
_OF_PHOTOS = ("caption", "credit")


@frozen
class Types:
    """The faces of the copy, and the outlines of what is said beside it."""

    faces: tuple[Face, ...]
    letters: Lettering


def galleys(
    articles: Sequence[Article],
    types: Types,
    occasion: Occasion,
    wanted: str,
    places: Mapping[str, str] = NOWHERE,
) -> tuple[Page, ...]:
    """The galleys of a story, or of all; SpecError when there is no such story.

    `places` are the words for where each stands in the paper.
    """
    chosen = [a for a in articles if wanted in ALL or a.id == wanted]
    if not chosen:
        known = "、".join(a.id for a in articles)
        meant = guessed(nearest(wanted, [*(a.id for a in articles), *ALL]))
        raise SpecError(
            [
                Diagnostic(
                    "no-such-story",
                    ERROR,
                    Text(f"没有稿件 {wanted}{meant.zh}", f"there is no story {wanted}{meant.en}"),
                    hint=Text(f"有 {known}；all 是全部", f"there are {known}; all takes every one"),
                )
            ]
        )
    made: list[Page] = []
    for article in chosen:
        place = places.get(article.id, "")
        made += _galley(article, types, (occasion, place), len(made) + 1)
    return tuple(made)


def _galley(
    article: Article, types: Types, told: tuple[Occasion, str], first: int
) -> Iterator[Page]:
    occasion, place = told
    pen = _Pen(article, types)
    photos = _photos(article)
    texts = dict(article.texts)
    for part, text in sorted(article.texts, key=lambda pair: _rank(pair[0], photos)):
        kind, _, stem = part.partition("-")
        if kind == _OF_PHOTOS[0]:
            pen.together(text, texts.get(f"{_OF_PHOTOS[1]}-{stem}", ""))
        pen.part(part, text, _label(part, photos))
        if kind == _OF_PHOTOS[0]:
            pen.aside(stem)
    pen.turn()
    chars = sum(not c.isspace() for c in texts.get("body", ""))
    title = f"{article.id} {texts.get('headline', '')}".strip()
    whose = "  ".join(filter(None, (title, place)))
    version = hashlib.sha256(repr(article.texts).encode()).hexdigest()[:VERSION]
    for index, blocks in enumerate(pen.pages):
        number = first + index
        said = f"正文 {chars} 字   {pen.count} 行   样本号 {version}   {index + 1}/{len(pen.pages)}"
        head = _head(types.letters, occasion, (whose, said))
        behind = _watermark(types.letters, GALLEY)
        yield Page(
            number,
            title,
            "",
            WIDTH,
            HEIGHT,
            0,
            (
                Block(f"{number}/watermark", Role.WATERMARK, behind, artifact=True),
                *blocks,
                Block(f"{number}/margins", Role.MARGINS, head, artifact=True),
            ),
        )


def _photos(article: Article) -> dict[str, int]:
    """The photos of a story by the names of their files, numbered as its texts name them."""
    parts = (part.partition("-") for part, _ in article.texts)
    stems = dict.fromkeys(stem for kind, _, stem in parts if kind in _OF_PHOTOS)
    return {stem: number for number, stem in enumerate(stems, 1)}


def _rank(part: str, photos: Mapping[str, int]) -> tuple[int, int, int, str]:
    """Heads, body, quotes; then photo by photo what is said of it and who took it."""
    kind, _, stem = part.partition("-")
    rank = list(PARTS).index(kind)
    if kind in _OF_PHOTOS:
        return len(PARTS), photos[stem], rank, part
    return rank, 0, 0, part


def _label(part: str, photos: Mapping[str, int]) -> str:
    kind, _, stem = part.partition("-")
    number = f"图{photos[stem]}" if kind in _OF_PHOTOS and len(photos) > 1 else ""
    return f"{number}{PARTS[kind]}"


def _head(letters: Lettering, occasion: Occasion, said: tuple[str, str]) -> tuple[Shape, ...]:
    title, counts = said
    day = f"{occasion.paper}  {occasion.date}"
    right = WIDTH - mm(18)
    round_ = occasion.round if occasion.round != PROOF else ""
    name = f"{GALLEY}  {round_}".rstrip()
    title = shortened(letters, title, pt(9), right - LEFT - letters.width(counts, pt(8)) - mm(6))
    made = [
        *words(letters, name, (LEFT, mm(16)), pt(13), BLACKISH),
        *words(letters, day, (right - letters.width(day, pt(8)), mm(16)), pt(8), GREY),
        *words(letters, title, (LEFT, mm(22)), pt(9), BLACKISH),
        *words(letters, counts, (right - letters.width(counts, pt(8)), mm(22)), pt(8), GREY),
        Shape((("M", LEFT, mm(24)), ("L", right, mm(24))), stroke=RULE),
    ]
    foot = HEIGHT - mm(10)
    for number, label in enumerate(("校对", "编辑", "日期")):
        x = LEFT + number * mm(52)
        made += words(letters, label, (x, foot), pt(8), GREY)
        made.append(
            Shape((("M", x + mm(9), foot + mm(1)), ("L", x + mm(44), foot + mm(1))), stroke=RULE)
        )
    return tuple(made)


def _watermark(letters: Lettering, text: str) -> tuple[Shape, ...]:
    size = mm(60)
    x = LEFT + (CELLS * SIZE - letters.width(text, size)) // 2
    return words(letters, text, (x, HEIGHT // 2 + size // 3), size, WATERMARK)


@mutable
class _Pen:
    """Where the next line goes, and the pages that are full."""

    article: Article
    types: Types
    pages: list[tuple[Block, ...]] = field(default_factory=list)
    here: list[Block] = field(default_factory=list)
    beside: list[Shape] = field(default_factory=list)
    y: Length = TOP
    count: int = 0

    def part(self, part: str, text: str, label: str) -> None:
        kind = part.partition("-")[0]
        large = kind == "headline"
        size, leading = (HEAD, HEAD_LEADING) if large else (SIZE, LEADING)
        font = Font(self.types.faces, self.types.faces, size)
        self._label(label)
        items: list[Item] = []
        offset = 0
        for paragraph in text.split("\n"):
            shaped = shape(paragraph, font, spaced=kind != "body")
            indent = 2 * EM if kind == "body" else 0
            cells = CELLS * SIZE * EM // size
            best = min(variants(shaped, cells, indent=indent), key=lambda v: (v.cost, len(v.lines)))
            for line in best.lines:
                if self.y + leading > HEIGHT - BOTTOM:
                    self._block(part, items)
                    items = []
                    self.turn()
                self.y += leading
                items += place(shaped, line, LEFT, self.y, offset=offset)
                self._number(kind)
            offset += len(paragraph) + 1
        self._block(part, items)
        self.y += LEADING // 3

    def together(self, *texts: str) -> None:
        """A new page, unless these, one under the other, find room on this one."""
        lines = sum(-(-len(text) // CELLS) + 1 for text in texts if text)
        if self.y + lines * LEADING > HEIGHT - BOTTOM:
            self.turn()

    def aside(self, name: str) -> None:
        """What a photo's file is called, to the right of its caption's last line."""
        x = LEFT + CELLS * SIZE + mm(6)
        room = WIDTH - mm(8) - x
        said = shortened(self.types.letters, name, pt(7), room)
        self.beside += words(self.types.letters, said, (x, self.y - LEADING // 3), pt(7), GREY)

    def turn(self) -> None:
        """A new page, if this one holds anything."""
        if not self.here:
            return
        number = Block(
            f"{self.article.id}/numbers", Role.LINE_NUMBERS, tuple(self.beside), artifact=True
        )
        self.pages.append((*self.here, number))
        self.here, self.beside, self.y = [], [], TOP

    def _block(self, part: str, items: list[Item]) -> None:
        if items:
            story = self.article.id
            self.here.append(Block(f"{story}/{part}", Role.GALLEY, tuple(items), story, part))

    def _label(self, name: str) -> None:
        if self.y + LEADING * 2 > HEIGHT - BOTTOM:
            self.turn()
        x = LEFT - mm(4) - self.types.letters.width(name, pt(7))
        self.beside += words(self.types.letters, name, (x, self.y + LEADING // 3), pt(7), GREY)

    def _number(self, kind: str) -> None:
        if kind != "body":
            return
        self.count += 1
        said = str(self.count)
        x = LEFT - mm(3) - self.types.letters.width(said, pt(7))
        self.beside += words(self.types.letters, said, (x, self.y), pt(7), LINE_NUMBER)
