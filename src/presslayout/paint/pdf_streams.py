"""The pages' content streams, each made by itself: by as many processes as work, and once only.

What a page's glyphs stand for in the whole file is known before, and all that a stream hangs on is in
its key: a page that nothing has changed is not painted again, in whatever file it stands.
"""

from __future__ import annotations

import zlib
from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.errands import Errand, done
from presslayout.base.keeping import digest
from presslayout.base.values import frozen, replace
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
    errands = [
        Errand(page, at, digest(_USAGE, keeping.ground, name) if keeping is not None else "")
        for at, (page, name) in enumerate(zip(pages, names, strict=True))
    ]
    used = done(usage, errands, keeping)
    return [Canvas(*one) for one in zip(pages, frames, used, names, strict=True)]


def streams(pages: Sequence[Canvas], palette: Palette, keeping: Keeping | None) -> list[Packed]:
    """The pages' content streams, in their order."""
    names = [_key(page, palette, keeping) if keeping is not None else "" for page in pages]
    errands = [
        Errand(page, (at, name), name)
        for at, (page, name) in enumerate(zip(pages, names, strict=True))
    ]
    return done(partial(_stream, palette), errands, keeping)


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


def _stream(palette: Palette, page: Canvas) -> Packed:
    made = content(page.page, page.frame, palette.profile, palette.faces, palette.rasters)
    return Packed(replace(made, data=b""), zlib.compress(made.data, COMPRESSION_LEVEL))
