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
from presslayout.base.units import pt
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

    from PIL.Image import Image

    from presslayout.assets.outlines import Lettering
    from presslayout.assets.pdfium import Leaf
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
    shown = _from_pdf(one, pages, lost)
    made, more = [], []
    for page in pages:
        own = _keys(page) & lost
        if own and page.number in shown:
            stand = _Standing(shown[page.number], scratch / f"{page.number}")
            faces = {item.face for block in page.blocks for item in block.items
                     if isinstance(item, Glyphs)}  # fmt: skip
            page = stand.whole(page) if own & faces else stand.pictures(page, lost)  # noqa: PLW2901
            more += stand.assets
            sources |= stand.sources
        elif own:
            page = replace(page, blocks=tuple(_without(b, lost, letters) for b in page.blocks))  # noqa: PLW2901
        made.append(page)
    names = tuple(sorted({a.file for a in assets if a.key in lost} | _unnamed(assets, lost)))
    whole = replace(one.edition, pages=tuple(made), assets=(*assets, *more))
    return Redrawn(whole, sources, names)


class _Standing:
    """Pictures cut out of what a PDF shows of a page, to stand for what is gone."""

    def __init__(self, image: Image, folder: Path) -> None:
        self.assets: list[Asset] = []
        self.sources: dict[str, Source] = {}
        self._image, self._folder = image, folder

    def whole(self, page: Page) -> Page:
        """The page as nothing but a picture of itself."""
        item = self._cut(Box(0, 0, page.width, page.height), page)
        block = Block(f"{page.number}/picture", Role.PHOTO, (item,), artifact=True)
        return replace(page, bleed=0, blocks=(block,))

    def pictures(self, page: Page, lost: set[str]) -> Page:
        """The page with each picture that is gone as the PDF shows it."""
        blocks = []
        for block in page.blocks:
            items = tuple(
                self._cut(item.box, page)
                if isinstance(item, (Picture, Placed)) and _key(item) in lost
                else item
                for item in block.items
            )
            blocks.append(replace(block, items=items))
        return replace(page, blocks=tuple(blocks))

    def _cut(self, box: Box, page: Page) -> Picture:
        wide, high = self._image.size
        across, down = wide / page.width, high / page.height
        left, top = max(int(box.x * across), 0), max(int(box.y * down), 0)
        right, bottom = round(box.right * across), round(box.bottom * down)
        cut = self._image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
        self._folder.mkdir(exist_ok=True)
        path = self._folder / f"{len(self.assets)}.png"
        cut.save(path, "PNG")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.assets.append(Asset(digest, "picture", path.name, digest))
        self.sources[digest] = source_of(digest, path)
        return Picture(digest, box, (0, 0, *cut.size))


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


def _from_pdf(one: OpenedEdition, pages: Sequence[Page], lost: set[str]) -> dict[int, Image]:
    """The pages that need what is lost, as a PDF of this edition shows them inside their trim."""
    from presslayout.assets import pdfium

    data = _pdf(one)
    found: dict[int, Image] = {}
    if data is None:
        return found
    order = [page.number for page in one.edition.pages]
    try:
        with pdfium.Document(data) as document:
            if len(document) < len(order):
                return found
            for page in pages:
                if _keys(page) & lost:
                    leaf = document.page(order.index(page.number))
                    found[page.number] = _trimmed(leaf)
                    leaf.close()
    except doors.PDF.faults():
        return found
    return found


def _trimmed(leaf: Leaf) -> Image:
    left, bottom, right, top = leaf.trim
    sheet = leaf.sheet
    sides = left - sheet[0], sheet[3] - top, right - sheet[0], sheet[3] - bottom
    x, y, end, foot = (round(side * _SCALE) for side in sides)
    return leaf.picture(_SCALE, notes=False).convert("RGB").crop((x, y, end, foot))


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
