"""The pages of an edition drawn again, whatever has become of its faces and pictures.

From its own files where they still are what they were, wherever they lie now; else from a PDF that
was made of it; else with a box for a picture that is gone and another face for words.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.geometry import Box
from presslayout.base.source import source_of
from presslayout.base.units import EMU_PER_PT, pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import Ink
from presslayout.edition.page import (
    Asset,
    Block,
    Glyphs,
    Picture,
    Placed,
    Shape,
    Stroke,
    rectangle,
)
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from presslayout.assets.outlines import Lettering
    from presslayout.base.source import Source
    from presslayout.edition.page import Edition, Item, Page
    from presslayout.newsroom.opened import OpenedEdition

# Of what a build leaves beside an edition.json, what looks most like the page.
_PDFS = ("press.pdf", "archive.pdf", "proof.pdf")
# Pixels a point at which a page of a PDF is kept: body type can be read.
_SCALE = 2.5
_EMPTY, _EDGE = Ink(k=80), Stroke(Ink(k=350), pt("0.5"))


@frozen
class Redrawn:
    """An edition of which everything is at hand, and the files that it is drawn without."""

    edition: Edition
    sources: Mapping[str, Source]
    lost: tuple[str, ...] = ()


def redrawn(
    one: OpenedEdition,
    other: OpenedEdition,
    numbers: frozenset[int],
    letters: Lettering,
    scratch: Path,
) -> Redrawn:
    """The pages of these numbers; pictures that are made for them go into the scratch folder."""
    pages = tuple(page for page in one.edition.pages if page.number in numbers)
    wanted = {key for page in pages for key in _keys(page)}
    assets = [asset for asset in one.edition.assets if asset.key in wanted]
    sources = {a.key: s for a in assets if (s := _found(a, one, other)) is not None}
    lost = wanted - sources.keys()
    if not lost:
        return Redrawn(replace(one.edition, pages=pages), sources)
    seen = dict(_from_pdf(one, pages, lost, scratch))
    made, more = [], []
    for page in pages:
        if not _keys(page) & lost:
            made.append(page)
        elif page.number in seen:
            asset, path = seen[page.number]
            more.append(asset)
            sources[asset.key] = source_of(asset.key, path)
            made.append(_pictured(page, asset))
        else:
            made.append(replace(page, blocks=tuple(_without(b, lost, letters) for b in page.blocks)))
    names = tuple(sorted({a.file for a in assets if a.key in lost} | _unnamed(assets, lost)))
    whole = replace(one.edition, pages=tuple(made), assets=(*assets, *more))
    return Redrawn(whole, sources, names)


def _unnamed(assets: Sequence[Asset], lost: set[str]) -> set[str]:
    return lost - {asset.key for asset in assets}


def _keys(page: Page) -> set[str]:
    """The faces and pictures that a page is drawn with."""
    return {_key(item) for block in page.blocks for item in block.items} - {""}


def _key(item: Item) -> str:
    match item:
        case Glyphs():
            return item.face
        case Picture():
            return item.image
        case Placed():
            return item.document
        case _:
            return ""


def _found(asset: Asset, one: OpenedEdition, other: OpenedEdition) -> Source | None:
    """Where the file of an asset lies, in its own workspace or the other's, as it was set."""
    from presslayout.assets.fonts import file_sha256

    for path in _places(asset, one, other):
        try:
            if doors.is_file(path) and file_sha256(path) == asset.sha256:
                return source_of(asset.key, path)
        except OSError:
            continue
    return None


def _places(asset: Asset, one: OpenedEdition, other: OpenedEdition) -> Iterator[Path]:
    from presslayout.issue.files import packaged_root
    from presslayout.newsroom.archived import located

    for side in (one, other):
        own = (side.sources or {}).get(asset.key)
        if own is not None:
            yield own.path
        if side.workspace is not None:
            yield located(asset.file, side.workspace)
    yield packaged_root() / asset.file


def _from_pdf(
    one: OpenedEdition, pages: Sequence[Page], lost: set[str], scratch: Path
) -> Iterator[tuple[int, tuple[Asset, Path]]]:
    """The pages that need what is lost as a PDF of this edition shows them."""
    from presslayout.assets import pdfium

    data = _pdf(one)
    if data is None:
        return
    order = [page.number for page in one.edition.pages]
    try:
        with pdfium.Document(data) as document:
            if len(document) < len(order):
                return
            for page in pages:
                if _keys(page) & lost:
                    leaf = document.page(order.index(page.number))
                    yield page.number, _kept(leaf, scratch / f"{page.number}.png")
                    leaf.close()
    except doors.PDF.faults():
        return


def _kept(leaf: object, path: Path) -> tuple[Asset, Path]:
    """What a page of a PDF shows inside its trim, as a picture in a file."""
    from presslayout.assets.pdfium import Leaf

    assert isinstance(leaf, Leaf)
    left, bottom, right, top = leaf.trim
    sheet = leaf.sheet
    whole = leaf.picture(_SCALE, notes=False)
    sides = left - sheet[0], sheet[3] - top, right - sheet[0], sheet[3] - bottom
    cut = whole.crop(tuple(round(side * _SCALE) for side in sides)).convert("RGB")
    cut.save(path, "PNG")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Asset(digest, "picture", path.name, digest), path


def _pdf(one: OpenedEdition) -> bytes | None:
    """A PDF that was made of this very edition and lies beside its edition.json."""
    from presslayout.newsroom.marks.comments import NotAPdfError, comments
    from presslayout.newsroom.pdfnames import names

    if one.folder is None:
        return None
    own = names(one.edition)
    for name in _PDFS:
        for path in (one.folder / name, one.folder / "previous" / name):
            try:
                data = doors.read(path)
                if comments(data).names & own:
                    return data
            except (OSError, NotAPdfError):
                continue
    return None


def _pictured(page: Page, asset: Asset) -> Page:
    """A page that is nothing but a picture of itself."""
    box = Box(0, 0, page.width, page.height)
    size = (
        round(page.width / EMU_PER_PT * _SCALE),
        round(page.height / EMU_PER_PT * _SCALE),
    )
    item = Picture(asset.key, box, (0, 0, *size))
    block = Block(f"{page.number}/picture", Role.PHOTO, (item,), artifact=True)
    return replace(page, bleed=0, blocks=(block,))


def _without(block: Block, lost: set[str], letters: Lettering) -> Block:
    """A block with stand-ins for what is gone."""
    items: list[Item] = []
    for item in block.items:
        if _key(item) not in lost:
            items.append(item)
        elif isinstance(item, Glyphs):
            items += _letters(item, letters)
        elif isinstance(item, (Picture, Placed)):
            items += _empty(item.box)
    return replace(block, items=tuple(items))


def _empty(box: Box) -> tuple[Shape, ...]:
    """A box that says that a picture stood there: its edge and its diagonals."""
    across = (
        ("M", box.x, box.y),
        ("L", box.right, box.bottom),
        ("M", box.right, box.y),
        ("L", box.x, box.bottom),
    )
    return (
        Shape(rectangle(box), fill=_EMPTY, stroke=_EDGE),
        Shape(across, stroke=_EDGE),
    )


def _letters(run: Glyphs, letters: Lettering) -> Iterator[Shape]:
    """The words of a run in the face that is at hand, each where it stood."""
    at = 0
    for number in range(len(run.ids)):
        length = run.spans[number] if run.spans else 1
        text = run.text[at : at + length]
        at += length
        x = run.x[number] if len(run.x) > 1 else run.x[0]
        y = run.y[number] if len(run.y) > 1 else run.y[0]
        path = letters.path(text.strip(), x, y, run.size)
        if path:
            yield Shape(path, fill=run.ink)
