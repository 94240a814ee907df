"""The author's face beside a byline (署名像): as high as three rows, square or round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING, Diagnostic, Text
from presslayout.base.geometry import Box
from presslayout.edition.page import Block, Picture, Shape
from presslayout.edition.roles import Role
from presslayout.flow import artwork, heads, portraits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.edition.record import PhotoRecord
    from presslayout.flow.heads import HeadMember
    from presslayout.flow.work import Job
    from presslayout.issue.issue import PageSpec


def placed(
    member: HeadMember, top: Length, room: tuple[Length, Length]
) -> tuple[Box, tuple[Length, Length]]:
    """The box of a byline's face, and from where on and how wide its text stands beside it.

    Both stand together where the byline alone would, from `room`'s x on and so wide.
    """
    x, width = room
    side, gap = member.face, heads.face_gap(member.face)
    spare = max(width - side - gap - member.heading.width, 0)
    align = member.style.align
    x += spare // 2 if align == "center" else spare if align == "end" else 0
    box = Box(x, top + (member.height - side) // 2, side, side)
    return box, (x + side + gap, member.heading.width)


def blocks(work: Job, box: Box, *, behind: bool) -> list[Block]:
    """The face in its box; over a photo its corners stay, as nothing could cover them."""
    story = work.telling.story
    face = story.face
    assert face is not None
    items, _ = artwork.shown(work.desk, "", face.photo, box)
    part = f"photo-{face.photo.stem}"
    alt = face.photo.alt or story.byline
    made = [Block(f"{story.id}/{part}", Role.PHOTO, items, story.id, part, alt=alt)]
    if face.round and not behind:
        hole = Shape(portraits.hole(box), fill=work.ground)
        name = f"{story.id}/byline-face"
        made.append(Block(name, Role.RULE, (hole,), story.id, artifact=True))
    return made


def records(work: Job, made: Iterable[Block]) -> Iterator[PhotoRecord]:
    """The face as it stands among blocks; it is no photo that leads a page."""
    face, story = work.telling.story.face, work.telling.story.id
    assert face is not None
    for block in made:
        if block.id == f"{story}/photo-{face.photo.stem}":
            for item in block.items:
                if isinstance(item, Picture):
                    yield artwork.shown(work.desk, "", face.photo, item.box)[1]


def told(spec: PageSpec, page: Page) -> Iterator[Diagnostic]:
    """Faces that stand nowhere: beside no byline, or in vertical heads."""
    shown = {block.id for block in page.blocks}
    for tale in spec.stories:
        face = tale.face
        if face is None or f"{tale.id}/photo-{face.photo.stem}" in shown:
            continue
        yield Diagnostic(
            "no-byline-face",
            WARNING,
            Text(
                f"署名像 {face.photo.file} 没有排：这一篇没有署名，或标题竖排",
                f"the face {face.photo.file} is not set: its story has no byline, or vertical heads",
            ),
            face.photo.span,
            Text(
                "写「署名」，换不竖排的版位，或删去「署名像」",
                "give it a byline or a slot whose heads are not vertical, or remove byline_face",
            ),
            page.number,
            tale.id,
        )
