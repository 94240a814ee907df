"""The pages' content streams, each made by itself: by as many processes as work, and once only.

What a page's glyphs stand for in the whole file is known before, and all that a stream hangs on is in
its key: a page that nothing has changed is not painted again, in whatever file it stands.
"""

from __future__ import annotations

import zlib
from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.errands import Errand, done
from presslayout.base.keeping import Pack, digest
from presslayout.base.processes import spread
from presslayout.base.values import Same, frozen, replace
from presslayout.edition.page import Glyphs, Picture
from presslayout.paint.pdf_content import content
from presslayout.paint.pdf_fonts import usage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.base.keeping import Keeping
    from presslayout.edition.page import Page
    from presslayout.paint.elements import Marked
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

    `name` is the hash of what stands on it, "" where nothing is kept; `marked` its items in their
    marked content, where the file has a structure.
    """

    page: Page
    frame: Frame
    usage: Mapping[str, Usage]
    name: str
    marked: tuple[Marked, ...] = ()


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
    marked: Sequence[tuple[Marked, ...]] = (),
) -> list[Canvas]:
    """The pages, each with what its glyphs stand for.

    `hashes` name those that stand as they were composed, by number; `marked` are their items in
    marked content, where the file has a structure.
    """
    marks = marked or [()] * len(pages)
    if keeping is None:
        counts = spread(usage, pages)
        names = [""] * len(pages)
        return [Canvas(*one) for one in zip(pages, frames, counts, names, marks, strict=True)]
    names = [hashes.get(page.number) or digest(page.blocks) for page in pages]
    # Small, and wanted all together: one file holds them for all pages of these numbers.
    pack = Pack.of_name(keeping, _USAGE, tuple(page.number for page in pages))
    missing = [page for page, name in zip(pages, names, strict=True) if name not in pack.known]
    made = dict(zip(map(Same, missing), spread(usage, missing), strict=True))
    counts = [
        pack.of(
            name,
            partial(made.__getitem__, Same(page)) if Same(page) in made else partial(usage, page),
        )
        for page, name in zip(pages, names, strict=True)
    ]
    pack.close()
    return [Canvas(*one) for one in zip(pages, frames, counts, names, marks, strict=True)]


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
    named = _STREAM, keeping.ground, page.name, page.frame, palette.profile, faces, rasters
    return digest(*named, _cuts(page.marked)) if page.marked else digest(*named)


def _cuts(marked: Sequence[Marked]) -> list[tuple[bytes, list[int]]]:
    """Where the items of a page, which its name tells, are parted into marked content."""
    return [
        (one.operator, [len(i.ids) if isinstance(i, Glyphs) else 0 for i in one.items])
        for one in marked
    ]


def pictures(page: Page) -> list[Picture]:
    """The pictures on a page, in their order."""
    return [item for block in page.blocks for item in block.items if isinstance(item, Picture)]


def _stream(palette: Palette, page: Canvas) -> Packed:
    made = content(
        page.page, page.frame, palette.profile, palette.faces, palette.rasters, page.marked
    )
    return Packed(replace(made, data=b""), zlib.compress(made.data, COMPRESSION_LEVEL))
