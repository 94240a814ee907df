"""The differences between a story's photos: another one, another window of it, another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import mm, to_mm
from presslayout.base.values import frozen
from presslayout.edition.change import Aspect, Change, ChangeKind
from presslayout.edition.page import Picture, Placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.base.units import Length
    from presslayout.edition.page import Edition

    Texts = Mapping[str, str]
    # Ways that a story went, right and down.
    Shifts = tuple[tuple[Length, Length], ...]

# A story or photo that fitting shifts by less was not moved.
SHIFTED = mm(6)
# A crop that differs by less, in per mille of the picture, is the same; so is one whose middle
# differs by less where the picture became higher or lower.
RECROPPED, MIDDLE = 15, 60
SAME_HEIGHT = mm(1)
# Photos that cover so much of each other's place, of a hundred, are one exchanged for the other.
SAME_PLACE = 30
PHOTO, CAPTION, CREDIT = "photo-", "caption-", "credit-"


@frozen
class ShownPicture:
    """A picture on the page of a number, and the file that it came from."""

    page: int
    picture: Picture
    file: str


@frozen
class Pair:
    """The pictures of a story before and now, by their parts, and what stands for what.

    `swapped` gives the part of each picture that took another's place the other's.
    """

    before: Mapping[str, ShownPicture]
    after: Mapping[str, ShownPicture]
    swapped: Mapping[str, str]

    @property
    def renamed(self) -> dict[str, str]:
        """The parts of text that go with pictures that were exchanged, new to old."""
        return {
            now.replace(PHOTO, kind, 1): was.replace(PHOTO, kind, 1)
            for now, was in self.swapped.items()
            for kind in (CAPTION, CREDIT)
        }

    @property
    def alone(self) -> frozenset[str]:
        """The parts of text that go with pictures that came or went."""
        parts = self.before.keys() ^ self.after.keys()
        parts -= self.swapped.keys() | set(self.swapped.values())
        return frozenset(p.replace(PHOTO, kind, 1) for p in parts for kind in (CAPTION, CREDIT))


def paired(old: Edition, new: Edition, names: tuple[str, str], texts: tuple[Texts, Texts]) -> Pair:
    """The pictures of a story, called by `names` before and now, each with what it was."""
    before, after = pictures(old, names[0]), pictures(new, names[1])
    gone = [part for part in before if part not in after]
    came = [part for part in after if part not in before]
    scored = sorted(
        (-_alike((before[was], after[now]), (was, now), texts), n, m)
        for n, was in enumerate(gone)
        for m, now in enumerate(came)
    )
    swapped: dict[str, str] = {}
    for score, n, m in scored:
        sure = -score >= SAME_PLACE or (len(gone) == len(came) == 1)
        if sure and came[m] not in swapped and gone[n] not in swapped.values():
            swapped[came[m]] = gone[n]
    return Pair(before, after, swapped)


def _alike(
    shown: tuple[ShownPicture, ShownPicture], parts: tuple[str, str], texts: tuple[Texts, Texts]
) -> int:
    """How sure it is that one took the other's place: of a hundred, twice that with its caption."""
    said = [t.get(p.replace(PHOTO, CAPTION, 1), "") for t, p in zip(texts, parts, strict=True)]
    same = 100 if said[0] and said[0] == said[1] else 0
    one, other = (s.picture.box for s in shown)
    if shown[0].page != shown[1].page:
        return same
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    shared = max(wide, 0) * max(high, 0)
    both = one.width * one.height + other.width * other.height - shared
    return same + (shared * 100 // both if both else 0)


def pictures(edition: Edition, story: str) -> dict[str, ShownPicture]:
    """The pictures of a story by their parts; a second one of a part bears its number."""
    names = {asset.key: asset.file for asset in edition.assets}
    found: dict[str, ShownPicture] = {}
    for page in edition.pages:
        for block in page.blocks:
            if block.story != story or block.artifact:
                continue
            number = 0
            for item in block.items:
                if isinstance(item, Placed):
                    # Nothing of a placed page is cropped.
                    item = Picture(item.document, item.box, (0, 0, 1, 1))  # noqa: PLW2901
                if isinstance(item, Picture):
                    number += 1
                    part = block.part if number == 1 else f"{block.part}#{number}"
                    found[part] = ShownPicture(page.number, item, names.get(item.image, item.image))
    return found


def photos(pair: Pair, story: str, texts: tuple[Texts, Texts], shifts: Shifts) -> Iterator[Change]:
    """Photos that are new, gone, replaced, recropped, resized or elsewhere.

    One that moved by one of the `shifts` went with its story.
    """
    for part in dict.fromkeys([*pair.after, *pair.before]):
        if part in pair.swapped.values() and part not in pair.after:
            continue
        past = pair.swapped.get(part, part)
        was, now = pair.before.get(past), pair.after.get(part)
        if was is None or now is None:
            yield _alone(part, story, (was, now), texts)
        else:
            yield from _both(part, story, (was, now), (past, shifts))


def _alone(
    part: str,
    story: str,
    shown: tuple[ShownPicture | None, ShownPicture | None],
    texts: tuple[Texts, Texts],
) -> Change:
    """A photo that came or went, with its words."""
    was, now = shown
    one = now or was
    assert one is not None
    words = [
        " ".join(filter(None, (t.get(part.replace(PHOTO, kind, 1)) for kind in (CAPTION, CREDIT))))
        if side is not None
        else ""
        for t, side in zip(texts, shown, strict=True)
    ]
    return Change(
        ChangeKind.PHOTO,
        one.page,
        story,
        part,
        was.file if was else "",
        now.file if now else "",
        None,
        (one.picture.box,),
        (was.page, (was.picture.box,)) if was else (None, ()),
        Aspect.PICTURE,
        caption=(words[0], words[1]),
    )


def _both(
    part: str,
    story: str,
    shown: tuple[ShownPicture, ShownPicture],
    known: tuple[str, Shifts],
) -> Iterator[Change]:
    was, now = shown
    past, shifts = known
    box, stood = now.picture.box, was.picture.box
    other = was.picture.image != now.picture.image
    recropped = not other and _recropped(was.picture, now.picture)
    if other or recropped:
        words = (was.file, now.file) if other else (_cropped(was.picture), _cropped(now.picture))
        yield Change(
            ChangeKind.PHOTO,
            now.page,
            story,
            part,
            *words,
            None,
            (box,),
            (was.page, (stood,)),
            Aspect.PICTURE if other else Aspect.CROP,
            past if past != part else "",
        )
    apart = min(max(abs(box.x - stood.x - x), abs(box.y - stood.y - y)) for x, y in shifts)
    # What was exchanged stands where it stands: one change.
    if past == part and (was.page != now.page or apart > SHIFTED):
        yield Change(
            ChangeKind.MOVE,
            now.page,
            story,
            part,
            said(stood),
            said(box),
            None,
            (box,),
            (was.page, (stood,)),
            Aspect.PLACE,
        )


def _recropped(was: Picture, now: Picture) -> bool:
    """Another width, another middle, or another window at the same size.

    A height of some rows more or less, round the same middle, is what fitting does: reflow.
    """
    if abs(was.box.width - now.box.width) > SHIFTED:
        return True
    for low, high in ((0, 2), (1, 3)):
        whole = max(was.crop[high], now.crop[high], 1)
        apart = abs(was.crop[low] + was.crop[high] - now.crop[low] - now.crop[high])
        if apart * 1000 > 2 * MIDDLE * whole:
            return True
    if abs(was.box.height - now.box.height) > SAME_HEIGHT:
        return False
    wide, high = max(was.crop[2], now.crop[2], 1), max(was.crop[3], now.crop[3], 1)
    sides = zip(was.crop, now.crop, (wide, high, wide, high), strict=True)
    return any(abs(a - b) * 1000 > RECROPPED * size for a, b, size in sides)


def said(box: Box) -> str:
    """A box as numbers: left, top, width and height in millimetres."""
    return f"{to_mm(box.x):.0f},{to_mm(box.y):.0f} {to_mm(box.width):.0f}×{to_mm(box.height):.0f}mm"


def _cropped(picture: Picture) -> str:
    left, top, right, bottom = picture.crop
    return f"{left},{top}–{right},{bottom}"
