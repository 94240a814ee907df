"""The pages' content streams, each made by itself: by as many processes as work, and once only.

What a page's glyphs stand for in the whole file is known before, and all that a stream hangs on is in
its key: a page that nothing has changed is not painted again, in whatever file it stands.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.keeping import digest, lasting
from presslayout.base.processes import spread
from presslayout.base.values import frozen
from presslayout.edition.page import Picture
from presslayout.paint.pdf_content import content
from presslayout.paint.pdf_fonts import usage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.base.keeping import Keeping
    from presslayout.edition.page import Page
    from presslayout.paint.pdf_content import ContentStream, Frame, ImageObject
    from presslayout.paint.pdf_fonts import EmbeddedFace, Usage
    from presslayout.paint.profiles import Profile

# What is kept of a page's glyphs, and of its stream.
_USAGE, _STREAM = "usage-1", "stream-1"
COMPRESSION_LEVEL = 6


@frozen
class Packed:
    """A content stream deflated; what it was made of is gone from `stream`."""

    stream: ContentStream
    data: bytes


@frozen
class Canvas:
    """A page to be painted: where it lies on its sheet, and what its glyphs stand for, by face.

    `name` is the hash of what stands on it, "" where nothing is kept.
    """

    page: Page
    frame: Frame
    usage: Mapping[str, Usage]
    name: str


@frozen
class Palette:
    """What the pages of a file are painted with."""

    profile: Profile
    faces: Mapping[str, EmbeddedFace]
    rasters: Mapping[Picture, ImageObject]


def looked_at(
    pages: Sequence[Page],
    frames: Sequence[Frame],
    hashes: Mapping[int, str],
    keeping: Keeping | None,
) -> list[Canvas]:
    """The pages, each with what its glyphs stand for.

    `hashes` name those that stand as they were composed, by number.
    """
    names = [(hashes.get(page.number) or digest(page.blocks)) if keeping else "" for page in pages]
    count = partial(_used, keeping)
    return [
        Canvas(page, frame, used, name)
        for page, frame, used, name in zip(
            pages, frames, spread(count, [*zip(pages, names, strict=True)]), names, strict=True
        )
    ]


def streams(pages: Sequence[Canvas], palette: Palette, keeping: Keeping | None) -> list[Packed]:
    """The pages' content streams, in their order."""
    if keeping is None:
        return spread(partial(_stream, palette), pages)
    keys = [_key(page, palette, keeping) for page in pages]
    found: list[Packed | None] = [keeping.get(key) for key in keys]
    missing = [at for at, known in enumerate(found) if known is None]
    keep = partial(_stream_and_kept, palette, keeping)
    made = dict(zip(missing, spread(keep, [(pages[at], keys[at]) for at in missing]), strict=True))
    return [known or made[at] for at, known in enumerate(found)]


def _key(page: Canvas, palette: Palette, keeping: Keeping) -> str:
    """The hash of all that shapes a page's stream: of its faces, what is said of its own glyphs."""
    faces = []
    for key, used in sorted(page.usage.items()):
        face = palette.faces[key]
        glyphs = sorted({glyph for glyph, _ in used.alone})
        told = [(g, face.texts[g], face.widths[g], g in face.ambiguous) for g in glyphs]
        faces.append((key, face.name, told))
    rasters = [(picture, palette.rasters[picture]) for picture in pictures(page.page)]
    return digest(_STREAM, keeping.ground, page.name, page.frame, palette.profile, faces, rasters)


def pictures(page: Page) -> list[Picture]:
    """The pictures on a page, in their order."""
    return [item for block in page.blocks for item in block.items if isinstance(item, Picture)]


def _used(keeping: Keeping | None, asked: tuple[Page, str]) -> dict[str, Usage]:
    page, name = asked
    return lasting(keeping, (_USAGE, name), partial(usage, page))


def _stream_and_kept(palette: Palette, keeping: Keeping, asked: tuple[Canvas, str]) -> Packed:
    page, key = asked
    made = _stream(palette, page)
    keeping.put(key, made)
    return made


def _stream(palette: Palette, page: Canvas) -> Packed:
    made = content(page.page, page.frame, palette.profile, palette.faces, palette.rasters)
    return Packed(replace(made, data=b""), zlib.compress(made.data, COMPRESSION_LEVEL))
