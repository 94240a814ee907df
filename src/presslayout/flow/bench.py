"""What every slot of a page is filled from: the template, its faces, measured pictures, the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from presslayout.assets.fonts import Face, Family, chain
from presslayout.assets.pictures import UnreadableError
from presslayout.base.shortage import shortage
from presslayout.base.values import field, frozen, replace
from presslayout.edition.record import FocusGuess
from presslayout.issue.kinds import CENTRE
from presslayout.typeset.manner import NEWSPAPER
from presslayout.typeset.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from presslayout.assets.luminance import Luminance
    from presslayout.assets.persons import FaceBox
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
class Aim:
    """What a photo is cropped round in a box: its focus, by what that was guessed, its faces.

    All in per mille of the photo; `crop`, in pixels, is that of a portrait whose face was found.
    """

    focus: tuple[int, int]
    guess: FocusGuess | None = None
    persons: tuple[FaceBox, ...] = ()
    crop: tuple[int, int, int, int] | None = None


@frozen
class Foci:
    """The guesses for an issue's photos, each made once and kept by what the photo holds.

    `turned` is how the frame of vertical stories sees them; `reader` is the library that looks for
    faces, with its version, "" for none.
    """

    root: Path | None = None
    cache: Cache | None = None
    turned: bool = False
    reader: str = ""
    _known: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    _persons: dict[str, tuple[FaceBox, ...]] = field(default_factory=dict)
    _strips: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _lights: dict[str, Luminance | None] = field(default_factory=dict)

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

    def persons(self, photo: Photo, facts: PictureFacts) -> tuple[FaceBox, ...]:
        """The faces in a photo as it stands upright, the largest first; none without a reader."""
        if not self.reader or self.root is None or facts.vector or photo.contour:
            return ()
        if facts.sha256 not in self._persons:
            path, by = self.root / photo.file, self.reader
            self._persons[facts.sha256] = _persons(path, facts.sha256, by, self.cache)
        return self._persons[facts.sha256]

    def aim(self, photo: Photo, facts: PictureFacts, box: tuple[int, int], least: int = 0) -> Aim:
        """What a photo is cropped round in a box so wide and high.

        A portrait's crop is at least so many pixels wide.
        """
        found = self.persons(photo, facts)
        if not found or (photo.focus is not None and not photo.person):
            focus, guessed = self.of(photo, facts)
            made = Aim(focus, FocusGuess.PLACE if guessed else None, found)
            return replace(made, persons=_lying_all(found)) if self.turned else made
        from presslayout.flow import grouped

        size = facts.width, facts.height
        if self.turned:
            size, box = (size[1], size[0]), (box[1], box[0])
        crop = None
        if photo.person:
            crop = grouped.close(found[0], size, box, least)
            left, top, right, bottom = crop
            focus = (left + right) * 500 // size[0], (top + bottom) * 500 // size[1]
        else:
            focus = grouped.middle(found, size, box)
        if self.turned:
            focus = focus[1], 1000 - focus[0]
            crop = crop and _lying(crop, size[0])
            found = _lying_all(found)
        return Aim(focus, FocusGuess.FACES, found, crop)

    def quiet(self, photo: Photo, facts: PictureFacts, top: int, foot: int) -> int:
        """Where a photo is quietest between two rows of pixels: 0 at the top, 1000 at the foot.

        Never where its focus is, nor where faces are while that leaves it a place.
        """
        if self.root is None or facts.vector or self.turned:
            return 0
        from presslayout.assets.saliency import quietest

        if facts.sha256 not in self._strips:
            self._strips[facts.sha256] = _strips(self.root / photo.file, facts.sha256, self.cache)
        seen = self._strips[facts.sha256]
        first, last = (len(seen) * edge // facts.height for edge in (top, foot))
        found = self.persons(photo, facts)
        by_faces = found and photo.focus is None

        def third(down: int) -> int:
            at = facts.height * down // 1000
            return min(max((at - top) * 3 // max(foot - top, 1), 0), 2)

        held = {third(edge) for _, upper, _, lower in found for edge in (upper, lower)}
        own = third((found[0][1] + found[0][3]) // 2 if by_faces else self.of(photo, facts)[0][1])
        if held | {own} == {0, 1, 2}:
            held = set()
        return quietest(seen[first : max(last, first + 1)], *held, own) if seen else 0

    def busy(self, photo: Photo, facts: PictureFacts, third: int) -> int:
        """How much goes on in a third of a photo, counted from its top: 0 nothing, 255 the most."""
        self.quiet(photo, facts, 0, facts.height)
        seen = self._strips.get(facts.sha256, ())
        part = seen[len(seen) * third // 3 : len(seen) * (third + 1) // 3]
        return sum(part) // max(len(part), 1)

    def light(self, photo: Photo, facts: PictureFacts) -> Luminance | None:
        """How light a photo is, point by point; None of a drawing, and where it cannot be read."""
        if self.root is None or facts.vector:
            return None
        if facts.sha256 not in self._lights:
            self._lights[facts.sha256] = _light(self.root / photo.file, facts.sha256, self.cache)
        return self._lights[facts.sha256]

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


def reader(installed: Iterable[str]) -> str:
    """The library that looks for faces, with its version, by the folders of those installed.

    "" where there is none; nothing of it is loaded.  From 5 on OpenCV has no cascades in its wheel.
    """
    found = (name for name in installed if name.startswith("opencv") and "-4." in name)
    return next((name.removesuffix(".dist-info") for name in found), "")


def _guess(path: Path, sha256: str, cache: Cache | None) -> tuple[int, int] | None:
    from presslayout.assets import saliency

    return sound(lambda: saliency.focus(path, sha256, cache))


def _persons(path: Path, sha256: str, by: str, cache: Cache | None) -> tuple[FaceBox, ...]:
    from presslayout.assets import persons

    return sound(lambda: persons.persons(path, sha256, by, cache)) or ()


def _lying(crop: tuple[int, int, int, int], width: int) -> tuple[int, int, int, int]:
    """A rectangle of what is so wide as the turned frame sees it."""
    left, top, right, bottom = crop
    return top, width - right, bottom, width - left


def _lying_all(faces: tuple[FaceBox, ...]) -> tuple[FaceBox, ...]:
    return tuple(_lying(one, 1000) for one in faces)


def _strips(path: Path, sha256: str, cache: Cache | None) -> tuple[int, ...]:
    from presslayout.assets import saliency

    return sound(lambda: saliency.strips(path, sha256, cache)) or ()


def _light(path: Path, sha256: str, cache: Cache | None) -> Luminance | None:
    from presslayout.assets.luminance import luminance

    return sound(lambda: luminance(path, sha256, cache))


def sound(look: Callable[[], T | None]) -> T | None:
    """What is seen in a picture; None in one that cannot be read."""
    try:
        return look()
    except UnreadableError:
        # Whoever converts it for print says why.
        return None
    except OSError as error:
        if shortage(error):
            raise
        return None
