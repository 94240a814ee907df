"""What an overlay is told: the round, the findings of a page, the text without a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.overlay.rounds import PROOF, ROUNDS

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Severity
    from presslayout.base.geometry import Box
    from presslayout.base.source import Source
    from presslayout.edition.page import Page
    from presslayout.edition.record import PageRecord

GALLEY = "小样"
_SUBJECT = regex(rf"(\S+)(?: (A[0-9]))?(?: {GALLEY} (.+))?")
# What the parts of a story are called on paper, in the order in which they are read.
PARTS = {
    "rubric": "栏头",
    "kicker": "引题",
    "headline": "主题",
    "deck": "副题",
    "byline": "署名",
    "body": "正文",
    "pullquote": "提要",
    "factbox": "资料框",
    "sidenote": "侧注",
    "portrait": "人像",
    "graphic": "图表",
    "jump": "转版题",
    "photo": "图",
    "caption": "说明",
    "credit": "摄影",
}
# So many digits of a page's hash tell two states of it apart.
VERSION = 10


@frozen
class Leftover:
    """A story's text that found no place, under the name by which the newsroom knows it."""

    title: str
    text: str


@frozen
class Finding:
    """One diagnostic at its place on a page.

    `kind` is what people call it, in a word or two.  `boxes` are the characters that it is about,
    line by line, or one area (`area`); none where only the page is known.  `beside`: the area is a
    story as a whole, which is marked at its side and not round its words.  `where` names the place
    in the copy in words: file, line and character, or the part of what stands in the spec.
    """

    kind: str
    severity: Severity
    message: str
    boxes: tuple[Box, ...] = ()
    area: bool = False
    where: str = ""
    beside: bool = False


@frozen
class PageRemarks:
    """All that a proof says of one page beside what stands on it.

    `section` is its 版名, `ppi` what a photo on it must and what it should have.
    """

    record: PageRecord
    section: str = ""
    ppi: tuple[int, int] = (99, 149)
    titles: tuple[tuple[str, str], ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    findings: tuple[Finding, ...] = ()


@frozen
class Occasion:
    """The paper, its day and the round."""

    paper: str
    date: str
    round: str = PROOF


@frozen
class Proofing:
    """What a proof is made of beside its pages: `told` in their order, the paper ("" for none).

    Where a `galley` was asked for (the story, or all), `galleys` stand in the file instead of the
    pages, in `faces` (each by its key).
    """

    occasion: Occasion
    told: tuple[PageRemarks, ...]
    paper: str = ""
    galley: str = ""
    galleys: tuple[Page, ...] = ()
    faces: tuple[tuple[str, Source], ...] = ()


@frozen
class Subject:
    """What a proof says of itself in its Info dictionary, so that it can be made again."""

    round: str
    paper: str = ""
    galley: str = ""

    @property
    def words(self) -> str:
        """`二校`, `二校 A3`, `二校 A3 小样 A`."""
        return " ".join(
            word
            for word in (self.round, self.paper, self.galley and f"{GALLEY} {self.galley}")
            if word
        )


def subject(words: str) -> Subject | None:
    """What a file says of itself; None where those are no words of ours."""
    found = _SUBJECT.fullmatch(words)
    if found is None or found[1] not in ROUNDS:
        return None
    return Subject(found[1], found[2] or "", found[3] or "")
