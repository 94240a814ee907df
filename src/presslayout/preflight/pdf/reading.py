"""What one page says and uses, as the content reader notes it: words, colours, fonts, pictures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.preflight.pdf.pdfobject import Key, PdfObject


class ShownText(NamedTuple):
    """Text that a string operator showed, in which colour; `overprint` is the state for fills.

    `placed` marks what a form shows: the words of a placed page are its maker's.
    """

    text: str
    space: str
    colour: tuple[float, ...]
    overprint: bool
    visible: bool
    placed: bool = False


@dataclass(slots=True)
class FontUse:
    """A font and the codes that were shown with it, each as the character of its number.

    `cids` are the codes of fonts whose CMap is none of the identity, and the CID of each.
    """

    font: PdfObject
    codes: set[str] = field(default_factory=set)
    visible: bool = False
    cids: dict[int, int] = field(default_factory=dict)

    @property
    def numbers(self) -> list[int]:
        """The codes as numbers."""
        return sorted([*map(ord, self.codes), *self.cids])

    def cid(self, code: int) -> int:
        """The CID of a code; the code of a simple font itself."""
        return self.cids.get(code, code)


@dataclass(slots=True)
class PageReading:
    """All that was noted of one page.

    `placed` counts the forms that the page itself draws, `missing` names resources that the
    content asks for and that are not there, `defaults` the spaces that take the place of device
    colours, `unpaired` counts Q without q and q without Q, `odd` the operators that made no sense,
    `circular` the forms that draw themselves, `buried` those too deep within others to be read.
    """

    shown: list[ShownText] = field(default_factory=list)
    fonts: dict[Key, FontUse] = field(default_factory=dict)
    spaces: dict[tuple[str, ...], str] = field(default_factory=dict)
    profiles: list[PdfObject] = field(default_factory=list)
    images: list[PdfObject] = field(default_factory=list)
    states: list[PdfObject] = field(default_factory=list)
    forms: list[PdfObject] = field(default_factory=list)
    defaults: dict[str, tuple[str, ...]] = field(default_factory=dict)
    placed: int = 0
    intents: set[str] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    unpaired: int = 0
    circular: int = 0
    buried: int = 0
    deepest: int = 0
    odd: Counter[str] = field(default_factory=Counter)


def words(reading: PageReading) -> Iterator[ShownText]:
    """What the page itself shows and says."""
    return (shown for shown in reading.shown if shown.text and not shown.placed)
