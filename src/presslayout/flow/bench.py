"""What every slot of a page is filled from: the template, its faces, measured pictures, the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from presslayout.assets.fonts import Face, Family, chain
from presslayout.base.shortage import shortage
from presslayout.base.values import field, frozen, replace
from presslayout.issue.kinds import CENTRE
from presslayout.typeset.manner import NEWSPAPER
from presslayout.typeset.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from presslayout.assets.pictures import PictureFacts
    from presslayout.assets.silhouette import Slices
    from presslayout.base.cache import Cache
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.geometry import Box
    from presslayout.edition.page import Block, Note, Shape
    from presslayout.edition.press import Press
    from presslayout.edition.record import PhotoRecord, StoryRecord
    from presslayout.issue.issue import PageSpec, Photo
    from presslayout.issue.paper import Paper
    from presslayout.issue.template import Template
    from presslayout.typeset.manner import Manner

T = TypeVar("T")


@frozen
class Typefaces:
    """Faces by the trade's names, opened once, and how the paper sets display lines with them."""

    families: Mapping[str, Family]
    cache: Cache | None = None
    words: Words = Words()
    manner: Manner = NEWSPAPER
    vertical: bool = False
    _chains: dict[tuple[str, ...], tuple[Face, ...]] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Any, ...]:
        """To another process go the names: it opens its own faces."""
        return Typefaces, (self.families, self.cache, self.words, self.manner, self.vertical)

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


@frozen
class Foci:
    """The guesses for an issue's photos, each made once and kept by what the photo holds.

    `turned` is how the frame of vertical stories sees them.
    """

    root: Path | None = None
    cache: Cache | None = None
    turned: bool = False
    _known: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    _strips: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def of(self, photo: Photo, facts: PictureFacts) -> tuple[tuple[int, int], bool]:
        """A photo's focus in per mille, and whether it is a guess."""
        if photo.focus is not None:
            return photo.focus, False
        if self.root is None or facts.vector or photo.contour:
            return CENTRE, False
        if facts.sha256 not in self._known:
            self._known[facts.sha256] = _guess(self.root / photo.file, facts.sha256, self.cache)
        found = self._known[facts.sha256]
        if found is None:
            return CENTRE, False
        return ((found[1], 1000 - found[0]) if self.turned else found), True

    def quiet(self, photo: Photo, facts: PictureFacts, top: int, foot: int) -> int:
        """Where a photo is quietest between two rows of pixels: 0 at the top, 1000 at the foot.

        Never where its focus is.
        """
        if self.root is None or facts.vector or self.turned:
            return 0
        from presslayout.assets.saliency import quietest

        if facts.sha256 not in self._strips:
            self._strips[facts.sha256] = _strips(self.root / photo.file, facts.sha256, self.cache)
        seen = self._strips[facts.sha256]
        first, last = (len(seen) * edge // facts.height for edge in (top, foot))
        focus = facts.height * self.of(photo, facts)[0][1] // 1000
        held = min(max((focus - top) * 3 // max(foot - top, 1), 0), 2)
        return quietest(seen[first : max(last, first + 1)], held) if seen else 0

    def lying(self) -> Foci:
        """The same guesses as the turned frame sees them."""
        return replace(self, turned=True)


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


def _guess(path: Path, sha256: str, cache: Cache | None) -> tuple[int, int] | None:
    from presslayout.assets import saliency

    return sound(lambda: saliency.focus(path, sha256, cache))


def _strips(path: Path, sha256: str, cache: Cache | None) -> tuple[int, ...]:
    from presslayout.assets import saliency

    return sound(lambda: saliency.strips(path, sha256, cache)) or ()


def sound(look: Callable[[], T | None]) -> T | None:
    """What is seen in a picture; None in one that cannot be read."""
    from presslayout.assets.decoding import UnreadableError

    try:
        return look()
    except UnreadableError:
        # Whoever converts it for print says why.
        return None
    except OSError as error:
        if shortage(error):
            raise
        return None
