"""What every slot of a page is filled from: the template, its faces, measured pictures, the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.assets.fonts import Face, Family, chain
from presslayout.base.values import field, frozen, replace
from presslayout.flow.foci import Foci
from presslayout.typeset.manner import NEWSPAPER
from presslayout.typeset.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.assets.pictures import PictureFacts
    from presslayout.assets.silhouette import Slices
    from presslayout.base.cache import Cache
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.geometry import Box
    from presslayout.edition.page import Block, Note, Shape
    from presslayout.edition.press import Press
    from presslayout.edition.record import PhotoRecord, StoryRecord
    from presslayout.issue.issue import PageSpec
    from presslayout.issue.paper import Paper
    from presslayout.issue.template import Template
    from presslayout.typeset.manner import Manner


@frozen
class Typefaces:
    """Faces by the trade's names, opened once, and how the paper sets display lines with them."""

    families: Mapping[str, Family]
    cache: Cache | None = None
    words: Words = Words()
    manner: Manner = NEWSPAPER
    vertical: bool = False
    _chains: dict[tuple[str, ...], tuple[Face, ...]] = field(default_factory=dict)

    def of(self, names: tuple[str, ...]) -> tuple[Face, ...]:
        """The faces to try for a style's 字体, in order."""
        if names not in self._chains:
            self._chains[names] = chain(self.families, names, self.cache)
        found = self._chains[names]
        return tuple(face.turned() for face in found) if self.vertical else found

    def turned(self) -> Typefaces:
        """The same faces as they set vertical lines."""
        return replace(self, vertical=True)

    def opened(self) -> tuple[Face, ...]:
        """Every face opened so far, once, by key."""
        found = {face.key: face for faces in self._chains.values() for face in faces}
        return tuple(found[key] for key in sorted(found))


# A cut-out: its file, and the points of its outline where they are written.
Outlined = tuple[str, tuple[tuple[int, int], ...]]


@frozen
class Desk:
    """One page at work.

    `pictures` holds the facts of every photo by its file, `drawings` the shapes of those that are
    SVG, at their own size from the origin, `outlines` those of cut-outs that text runs round,
    `faults` what is to be said of the page's drawings, `foci` the guesses where photos are looked at.
    """

    template: Template
    page: PageSpec
    paper: Paper
    press: Press
    faces: Typefaces
    pictures: Mapping[str, PictureFacts]
    drawings: Mapping[str, tuple[Shape, ...]] = field(default_factory=dict)
    outlines: Mapping[Outlined, Slices] = field(default_factory=dict)
    faults: tuple[Diagnostic, ...] = ()
    foci: Foci = Foci()


@frozen
class Filled:
    """What filling a slot gave.

    `rows` of the page it took, `filler` is the id of the one that it used, `head` the box of its
    headline block.
    """

    blocks: tuple[Block, ...] = ()
    story: StoryRecord | None = None
    photos: tuple[PhotoRecord, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    notes: tuple[Note, ...] = ()
    rows: tuple[int, int] = (0, 0)
    filler: str = ""
    head: Box | None = None
