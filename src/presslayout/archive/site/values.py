"""What the site shows of an issue, and how that is kept from one run to the next.

Lengths are tenths of a millimetre of the page, sizes of pictures pixels.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base import doors, kinds
from presslayout.base.values import as_dict, fields, frozen
from presslayout.edition.roles import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Callable


@frozen
class SitePassage:
    """A paragraph of a story; an item has its marker, a cell its place and the places it covers."""

    kind: ParagraphKind
    text: str
    marker: str = ""
    cell: tuple[int, int] = (0, 0)
    covers: tuple[int, int] = (1, 1)


@frozen
class SiteFigure:
    """A picture of a story: its files' stem, how large it is, how wide each of its files is.

    `small` is a portrait beside text, `drawn` what is no photograph.
    """

    stem: str
    width: int
    height: int
    widths: tuple[int, ...]
    caption: str = ""
    credit: str = ""
    alt: str = ""
    small: bool = False
    drawn: bool = False


@frozen
class SiteFactBox:
    """A box beside a story."""

    title: str
    body: tuple[SitePassage, ...]


@frozen
class SiteStory:
    """A story, whole, wherever it stands; `name` is that of its file, `title` what lists call it."""

    id: str
    name: str
    title: str
    pages: tuple[int, ...]
    rubric: str = ""
    kicker: str = ""
    headline: str = ""
    deck: str = ""
    byline: str = ""
    body: tuple[SitePassage, ...] = ()
    boxes: tuple[SiteFactBox, ...] = ()
    quotes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    figures: tuple[SiteFigure, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All that it says beside its title, for whoever looks for words."""
        boxes = [text for box in self.boxes for text in (box.title, *(p.text for p in box.body))]
        under = [text for one in self.figures for text in (one.caption, one.credit)]
        told = (self.rubric, self.kicker, self.headline, self.deck, self.byline)
        body = (passage.text for passage in self.body)
        every = (*told, *body, *boxes, *self.quotes, *self.words, *under)
        return tuple(text for text in every if text and text != self.title)

    @property
    def lead(self) -> str:
        """What it says first."""
        texts = (p.text for p in self.body if p.kind != ParagraphKind.SUBHEAD)
        captions = (one.caption for one in self.figures)
        return next((text for text in (*texts, *captions) if text), "")


@frozen
class Zone:
    """Where a story stands on a page: the corners of its outlines, x and y in turn."""

    story: str
    outlines: tuple[tuple[int, ...], ...]


@frozen
class SiteLeaf:
    """A page of the paper: its size, its pictures' heights by their widths, stories in reading order."""

    number: int
    label: str
    section: str
    width: int
    height: int
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    zones: tuple[Zone, ...]
    editors: tuple[str, ...] = ()


@frozen
class SiteIssue:
    """An issue as the site shows it.

    `code` stands for its paper and variant in names of files, `store` for its content in those of
    pictures.  `facts` are what its imprint says, by name; `alto` are the pages that are there as ALTO.
    """

    paper: str
    date: str
    code: str
    store: str
    variant: str
    leaves: tuple[SiteLeaf, ...]
    stories: tuple[SiteStory, ...]
    facts: tuple[tuple[str, str], ...] = ()
    alto: tuple[int, ...] = ()

    def story(self, name: str) -> SiteStory:
        """The story of an id; LookupError where there is none."""
        for one in self.stories:
            if one.id == name:
                return one
        raise LookupError(f"no story {name} stands in {self}")

    def fact(self, name: str) -> str:
        """A fact of the imprint, "" where it is not told."""
        return dict(self.facts).get(name, "")


def dumps(issue: SiteIssue) -> bytes:
    """The issue as bytes."""
    return json.dumps(as_dict(issue), ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes) -> SiteIssue:
    """The issue that `dumps` wrote; ValueError when it is none, or damaged."""
    try:
        made: SiteIssue = _made(SiteIssue, json.loads(data))
    except doors.JSON.faults() as cause:
        raise ValueError("none of a site's issues, or damaged") from cause
    return made


def _made(kind: type, plain: dict[str, Any]) -> Any:
    return kind(**{one.name: _value(one.type, plain[one.name]) for one in fields(kind)})


_READ: dict[str, Callable[[Any], Any]] = {
    "str": kinds.text,
    "int": kinds.whole,
    "bool": kinds.yes,
    "ParagraphKind": ParagraphKind,
    **{
        one.__name__: partial(_made, one)
        for one in (SitePassage, SiteFigure, SiteFactBox, SiteStory, Zone, SiteLeaf)
    },
}


def _value(kind: str, plain: Any) -> Any:
    """A field's value by its annotation."""
    if kind in _READ:
        return _READ[kind](plain)
    inner = kind.removeprefix("tuple[").removesuffix("]")
    if inner == kind:
        raise ValueError(f"unknown kind: {kind}")
    if inner.endswith(", ..."):
        return tuple(_value(inner.removesuffix(", ..."), one) for one in plain)
    return tuple(_value(k, one) for k, one in zip(inner.split(", "), plain, strict=True))
