"""What is said of faces that were found in photos: that a crop goes by them, and what hides one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO, Diagnostic, Text
from presslayout.base.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.edition.record import PhotoRecord
    from presslayout.issue.issue import Photo, Story

# Of a face so much may be cut off, and so much of its width lie on a fold's other side, in percent:
# its box is rounded, and wider than what is seen of it.
CUT, FOLDED = 10, 15
# A headline hides a face when its characters stand on more than this much of it, in percent.
UNDER = 5

Fold = tuple["Length", "Length"] | None
# What may hide a face, as it is told; the first that does is.
_CUT, _OUT, _FOLD, _HEAD = range(4)
_HIDDEN = (
    Text("被裁掉一块", "cut by the crop"),
    Text("裁在外面", "outside the crop"),
    Text("压在中缝上", "on the fold"),
    Text("被标题盖住", "under the headline"),
)


def guess(photo: Photo, shown: PhotoRecord, at: tuple[str, str]) -> Text:
    """That a photo is cropped round the faces that were found in it, their middle being there."""
    across, down = at
    count = len(shown.persons)
    if photo.person:
        others = (
            ("", "")
            if count == 1
            else (f"（图里 {count} 张，取最大的）", f", the largest of {count}")
        )
        return Text(
            f"人像 {photo.file} 没有写焦点，照机器找到的脸裁{others[0]}：横 {across}、纵 {down}",
            f"the portrait {photo.file} names no focus; it is cropped round the face found in it"
            f"{others[1]}: {across} across, {down} down",
        )
    return Text(
        f"图片 {photo.file} 没有写焦点，照机器找到的 {count} 张脸裁，是猜的：横 {across}、纵 {down}",
        f"{photo.file} names no focus; it is cropped round a guess, the {_faces(count)} found in it: "
        f"{across} across, {down} down",
    )


def settled(photo: Photo, usual: Text) -> Text:
    """What settles such a guess."""
    if not photo.person:
        return usual
    return Text(
        "看一眼；认错了就写「焦点」，写了就照它裁，不再放大",
        "look at it; where it is wrong name a focus, and the portrait is no longer enlarged",
    )


def hidden(
    page: Page,
    tale: Story,
    photo: Photo,
    shown: PhotoRecord,
    covers: tuple[Fold, Sequence[Box]],
) -> Iterator[Diagnostic]:
    """The faces in a photo that readers do not see whole.

    `covers` are the fold, and where the characters of its headline stand.  Where an editor named a
    focus, whom the crop leaves out is theirs to say.
    """
    counts = [0] * len(_HIDDEN)
    for face in shown.persons:
        found = _hides(shown, face, *covers)
        if found is not None:
            counts[found] += 1
    if shown.guess is None:
        counts[_OUT] = 0
    for count, said in zip(counts, _HIDDEN, strict=True):
        if count:
            yield _told(page, tale, photo, count, said)


def _told(page: Page, tale: Story, photo: Photo, count: int, said: Text) -> Diagnostic:
    verb = "is" if count == 1 else "are"
    return Diagnostic(
        "face-hidden",
        INFO,
        Text(
            f"图片 {photo.file} 里机器找到的 {count} 张脸{said.zh}",
            f"{_faces(count)} found in {photo.file} {verb} {said.en}",
        ),
        photo.span,
        Text(
            "看一眼；真是脸，就把图片挪开、改大小或改「焦点」，或换一张图",
            "look at it; if it is a face, move the photo, change its size or its focus, or take "
            "another one",
        ),
        page.number,
        tale.id,
        f"photo-{photo.stem}",
    )


def _hides(
    shown: PhotoRecord, face: tuple[int, int, int, int], fold: Fold, heads: Sequence[Box]
) -> int | None:
    """What hides a face; None where readers see it."""
    (wide, high), (left, top, right, bottom) = shown.size, shown.crop
    pixels = Box(
        wide * face[0] // 1000,
        high * face[1] // 1000,
        max(wide * (face[2] - face[0]) // 1000, 1),
        max(high * (face[3] - face[1]) // 1000, 1),
    )
    window = Box(left, top, right - left, bottom - top)
    seen, whole = _shared(pixels, window), pixels.width * pixels.height
    if not seen:
        return _OUT
    if seen * 100 < whole * (100 - CUT):
        return _CUT
    placed = _placed(shown.box, window, pixels)
    if fold is not None and shown.box.x < fold[0] < shown.box.right:
        inset = placed.width * FOLDED // 100
        if placed.x + inset < fold[1] and fold[0] < placed.right - inset:
            return _FOLD
    under = sum(_shared(placed, one) for one in heads)
    return _HEAD if under * 100 > placed.width * placed.height * UNDER else None


def _placed(box: Box, window: Box, pixels: Box) -> Box:
    """Where on the page a part of a picture stands whose window fills a box."""
    return Box(
        box.x + (pixels.x - window.x) * box.width // max(window.width, 1),
        box.y + (pixels.y - window.y) * box.height // max(window.height, 1),
        max(pixels.width * box.width // max(window.width, 1), 1),
        max(pixels.height * box.height // max(window.height, 1), 1),
    )


def _shared(one: Box, two: Box) -> int:
    wide = min(one.right, two.right) - max(one.x, two.x)
    tall = min(one.bottom, two.bottom) - max(one.y, two.y)
    return max(wide, 0) * max(tall, 0)


def _faces(count: int) -> str:
    return "1 face" if count == 1 else f"{count} faces"
