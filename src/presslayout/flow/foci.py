"""Where photos are looked at: the focus that an editor names, else a guess; and what covers it.

A guess is told as one, and so is a focus on a spread's fold, at the edge of a crop or under a
headline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from presslayout.base.diagnostics import INFO, WARNING, Diagnostic, Text
from presslayout.base.shortage import shortage
from presslayout.base.values import field, frozen, replace
from presslayout.edition.page import Glyphs
from presslayout.edition.roles import Role
from presslayout.issue.issue import CENTRE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from presslayout.assets.pictures import PictureFacts
    from presslayout.base.cache import Cache
    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.edition.record import PageRecord, PhotoRecord
    from presslayout.issue.issue import PageSpec, Photo, Story

T = TypeVar("T")

# A focus so near to a crop's edge, or to the fold, in per mille of the picture shown, is cut by it.
EDGE, FOLD = 40, 40
_HEADS = (Role.KICKER, Role.HEADLINE, Role.DECK, Role.BYLINE)


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


def told(
    spec: PageSpec, page: Page, record: PageRecord, fold: tuple[Length, Length] | None
) -> Iterator[Diagnostic]:
    """What is to be said of the photos' foci on a page."""
    for tale in spec.stories:
        shown = {one.file: one for one in record.photos if one.story == tale.id}
        for photo in (one for group in tale.photos for one in group.group):
            one = shown.get(photo.file)
            if one is None or one.focus is None:
                continue
            if one.guessed:
                yield _guessed(page, tale, photo, one.focus)
            yield from _hidden(page, tale, photo, one, fold)


def _guessed(page: Page, tale: Story, photo: Photo, focus: tuple[int, int]) -> Diagnostic:
    across, down = (f"{n / 10:g}%" for n in focus)
    return Diagnostic(
        "focus-guessed",
        INFO,
        Text(
            f"图片 {photo.file} 没有写焦点，裁切时留住猜的一点：横 {across}、纵 {down}，"
            "是最清楚、颜色最鲜的地方",
            f"{photo.file} names no focus; it is cropped round a guess, {across} across and {down} "
            "down, where it is sharpest and most coloured",
        ),
        photo.span,
        Text(
            f"看一眼；要定下来，写「焦点: [{across}, {down}]」",
            f"look at it; “focus: [{across}, {down}]” settles it",
        ),
        page.number,
        tale.id,
        f"photo-{photo.stem}",
    )


def _hidden(
    page: Page,
    tale: Story,
    photo: Photo,
    shown: PhotoRecord,
    fold: tuple[Length, Length] | None,
) -> Iterator[Diagnostic]:
    """A focus that readers do not see whole."""
    covers = _covered(page, tale, shown, fold)
    if covers is None:
        return
    sort = Text("猜的焦点", "guessed focus") if shown.guessed else Text("焦点", "focus")
    yield Diagnostic(
        "focus-hidden",
        INFO if shown.guessed else WARNING,
        Text(
            f"图片 {photo.file} 的{sort.zh}{covers.zh}",
            f"the {sort.en} of {photo.file} {covers.en}",
        ),
        photo.span,
        Text(
            "把图片挪开，改「焦点」，或换一张图",
            "move the photo, change its focus, or take another one",
        ),
        page.number,
        tale.id,
        f"photo-{photo.stem}",
    )


def _covered(
    page: Page, tale: Story, shown: PhotoRecord, fold: tuple[Length, Length] | None
) -> Text | None:
    """What hides a photo's focus; None where readers see it."""
    assert shown.focus is not None
    box, (left, top, right, bottom), (wide, high) = shown.box, shown.crop, shown.size
    across, down = wide * shown.focus[0] // 1000, high * shown.focus[1] // 1000
    margins = (right - left) * EDGE // 1000, (bottom - top) * EDGE // 1000
    # An edge of the picture itself cuts nothing off.
    cut = (
        (left > 0 and across < left + margins[0])
        or (right < wide and across > right - margins[0])
        or (top > 0 and down < top + margins[1])
        or (bottom < high and down > bottom - margins[1])
    )
    if cut:
        return Text("在裁切的边上", "lies at the edge of its crop")
    x = box.x + (across - left) * box.width // max(right - left, 1)
    y = box.y + (down - top) * box.height // max(bottom - top, 1)
    if fold is not None and box.x < fold[0] < box.right:
        near = box.width * FOLD // 1000
        if fold[0] - near <= x <= fold[1] + near:
            return Text("压在中缝上", "lies on the fold")
    if any(_over(run, x, y) for run in _heads(page, tale)):
        return Text("被标题盖住", "lies under the headline")
    return None


def _heads(page: Page, tale: Story) -> Iterator[Glyphs]:
    for block in page.blocks:
        if block.story == tale.id and block.role in _HEADS:
            yield from (item for item in block.items if isinstance(item, Glyphs))


def _over(run: Glyphs, x: Length, y: Length) -> bool:
    """Whether one of a run's characters stands over a point of the page."""
    wide = run.size * run.condense // 1000
    if len(run.y) == 1:
        above, below = run.y[0] - run.size * 880 // 1000, run.y[0] + run.size * 120 // 1000
        return above <= y <= below and any(at <= x <= at + wide for at in run.x)
    if len(run.x) == 1:
        inside = run.x[0] <= x <= run.x[0] + wide
        return inside and any(at - run.size * 880 // 1000 <= y <= at for at in run.y)
    return False
