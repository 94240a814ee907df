"""An edition as OFD (GB/T 33190-2016): pages whose text is text, faces and pictures inside.

Colours are RGB, as the press's profile shows them: readers of OFD take CMYK for RGB or leave the
profile out.  The inks themselves stand in edition.json and in the PDF.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from presslayout.assets import soft_proof
from presslayout.base.geometry import Box
from presslayout.base.values import frozen, replace
from presslayout.edition.page import Block, Glyphs, Page, Picture, Placed
from presslayout.edition.roles import Role
from presslayout.paint.ofd_content import (
    ObjectNumbers,
    OfdPalette,
    box_of,
    content,
    legal,
    mm,
    um,
    used,
    written,
)
from presslayout.paint.ofd_fonts import font_files
from presslayout.paint.pdf import paint
from presslayout.paint.pdf_meta import identity
from presslayout.paint.profiles import PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PIL.Image import Image

    from presslayout.assets.pictures import Conversion
    from presslayout.edition.page import Edition
    from presslayout.paint.ofd_fonts import FontFile
    from presslayout.paint.pdf import Supplies
    from presslayout.paint.pdf_meta import Identity

NAMESPACE = "http://www.ofdspec.org/2016"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = f'xmlns:ofd="{NAMESPACE}"'
# The one date that every zip can bear.
_UNDATED = (1980, 1, 1, 0, 0, 0)
_DOC = "Doc_0"
# Placed pages are looked at as a proof shows them: without overprint, on no paper.
_DRAWING = PROFILES["plain"]
# Placed pages are drawn as pictures: readers of OFD know no PDF.
PLACED_PPI = 300
_POINTS_PER_INCH = 72
# Above it files grow and no eye sees more; drawings have edges, and keep their colours whole.
_QUALITY, _DRAWN_QUALITY = 88, 92
_WHOLE_COLOURS = 0
_FORMATS = {"jpg": "JPEG", "png": "PNG"}


@frozen
class _Stock:
    """What all pages draw with, and the files of it by their path in the document's folder."""

    palette: OfdPalette
    fonts: str
    media: str
    files: Mapping[str, bytes]


def ofd(edition: Edition, supplies: Supplies, conversion: Conversion) -> bytes:
    """The edition's pages as one OFD; AssetError when a face's file is gone or a profile damaged."""
    numbers = ObjectNumbers()
    told = identity(edition, _DRAWING, supplies.hashes)
    stock = _stock(edition, supplies, conversion, numbers)
    names = [
        (numbers.next(), f"Pages/Page_{place}/Content.xml") for place in range(len(edition.pages))
    ]
    files: dict[str, bytes] = {}
    for page, (_, name) in zip(edition.pages, names, strict=True):
        files[name] = _page(page, numbers, stock.palette).encode()
    files |= stock.files
    if stock.fonts:
        files["PublicRes.xml"] = _resources(stock.fonts).encode()
    if stock.media:
        files["DocumentRes.xml"] = _resources(stock.media).encode()
    files["Document.xml"] = _document(edition, numbers, names, stock).encode()
    whole = {"OFD.xml": _root(edition, told).encode()}
    order = sorted(files, key=lambda name: (not name.endswith("xml"), name))
    return _packed(whole | {f"{_DOC}/{name}": files[name] for name in order})


def _packed(files: Mapping[str, bytes]) -> bytes:
    """A zip that says no day; what is packed already is not packed again."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _UNDATED)
            stored = name.endswith((".jpg", ".png"))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            # Unix, whatever machine this is; read by everybody.
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            package.writestr(entry, data)
    return out.getvalue()


# -- what pages draw with


def _stock(
    edition: Edition, supplies: Supplies, conversion: Conversion, numbers: ObjectNumbers
) -> _Stock:
    faces = {
        key: (numbers.next(), face)
        for key, face in font_files(edition.pages, supplies.faces).items()
    }
    files = {f"Res/{_font_name(number, face)}": face.data for number, face in faces.values()}
    shown = _pictures(edition, supplies, conversion)
    names = {data: numbers.next() for data in dict.fromkeys(shown.values())}
    images = {number: (f"image_{number}.{_kind(data)}", data) for data, number in names.items()}
    files |= {f"Res/{name}": data for name, data in images.values()}
    inks = {ink for page in edition.pages for ink in used(page)}
    ordered = sorted(inks, key=lambda ink: (ink.spot, ink.process, ink.tint))
    palette = OfdPalette(
        faces,
        soft_proof.colours(ordered, conversion),
        {item: names[data] for item, data in shown.items()},
    )
    fonts = "".join(_font(number, face) for number, face in faces.values())
    media = "".join(_medium(number, name) for number, (name, _) in images.items())
    return _Stock(
        palette,
        fonts and f"<ofd:Fonts>{fonts}</ofd:Fonts>",
        media and f"<ofd:MultiMedias>{media}</ofd:MultiMedias>",
        files,
    )


def _font_name(number: int, face: FontFile) -> str:
    return f"font_{number}.{face.suffix}"


def _font(number: int, face: FontFile) -> str:
    return (
        f'<ofd:Font ID="{number}" FontName={quoteattr(legal(face.name))}'
        f" FamilyName={quoteattr(legal(face.family))}>"
        f"<ofd:FontFile>{_font_name(number, face)}</ofd:FontFile></ofd:Font>"
    )


def _medium(number: int, name: str) -> str:
    return (
        f'<ofd:MultiMedia ID="{number}" Type="Image" Format="{_FORMATS[name[-3:]]}">'
        f"<ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia>"
    )


def _resources(inside: str) -> str:
    return f'{_HEAD}<ofd:Res {_SPACE} BaseLoc="Res">{inside}</ofd:Res>\n'


# -- pictures


def _pictures(
    edition: Edition, supplies: Supplies, conversion: Conversion
) -> dict[Picture | Placed, bytes]:
    """Every picture and placed page as the file that shows it."""
    made: dict[Picture | Placed, bytes] = {}
    seen: dict[tuple[object, ...], bytes] = {}
    for page in edition.pages:
        for item, bare in _shown(page):
            if item in made:
                continue
            if isinstance(item, Picture):
                converted = supplies.pictures[item]
                key: tuple[object, ...] = (converted.sha256, converted.window)
                if key not in seen:
                    seen[key] = _coded(soft_proof.picture(converted, conversion), _QUALITY)
            else:
                key = (item.document, item.page, item.box.width, item.box.height, bare)
                if key not in seen:
                    seen[key] = _drawn(edition, supplies, item, bare=bare)
            made[item] = seen[key]
    return made


def _shown(page: Page) -> Iterable[tuple[Picture | Placed, bool]]:
    """The pictures and placed pages of a page, and whether nothing lies beneath them."""
    below: list[Box] = []
    for block in page.blocks:
        for item in block.items:
            if isinstance(item, Glyphs):
                continue
            box = item.box if isinstance(item, Picture | Placed) else item.extent
            if isinstance(item, Picture | Placed):
                yield item, not any(_meet(box, other) for other in below)
            below.append(box)


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


def _drawn(edition: Edition, supplies: Supplies, item: Placed, *, bare: bool) -> bytes:
    """A placed page as PDFium shows it, clear where it draws nothing and something lies beneath."""
    from presslayout.assets import pdfium

    box = Box(0, 0, item.box.width, item.box.height)
    block = Block("placed", Role.AD, (replace(item, box=box),))
    alone = Page(1, "", "", box.width, box.height, 0, (block,))
    own = replace(supplies, pictures={}, sheets={}, links={}, bookmarks=(), hashes=(), composed={})
    data = paint(replace(edition, pages=(alone,)), _DRAWING, own)
    with pdfium.Document(data) as document:
        image = document.page(0).picture(PLACED_PPI / _POINTS_PER_INCH, clear=not bare)
    return _coded(image, _DRAWN_QUALITY)


def _coded(image: Image, quality: int) -> bytes:
    """JPEG; PNG of what is clear somewhere."""
    out = io.BytesIO()
    if image.mode == "RGBA":
        if image.getchannel("A").getextrema() != (255, 255):
            image.save(out, "PNG")
            return out.getvalue()
        image = image.convert("RGB")
    # Without subsampling: letters in colour would fray.
    image.save(out, "JPEG", quality=quality, subsampling=_WHOLE_COLOURS)
    return out.getvalue()


def _kind(data: bytes) -> str:
    return "png" if data.startswith(b"\x89PNG") else "jpg"


# -- the document


def _root(edition: Edition, told: Identity) -> str:
    """What the file says of itself; the day is the paper's."""
    program, _, version = told.engine.partition(" ")
    dated = f"<ofd:CreationDate>{told.date.isoformat()}</ofd:CreationDate>" if told.date else ""
    return (
        f'{_HEAD}<ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:DocID>{told.document.named('ofd').bytes.hex()}</ofd:DocID>"
        f"<ofd:Title>{written(told.title)}</ofd:Title>"
        f"<ofd:Author>{written(edition.paper)}</ofd:Author>"
        f"{dated}<ofd:Creator>{written(program)}</ofd:Creator>"
        f"<ofd:CreatorVersion>{written(version)}</ofd:CreatorVersion>{_facts(edition)}"
        f"</ofd:DocInfo><ofd:DocRoot>{_DOC}/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>\n"
    )


def _facts(edition: Edition) -> str:
    """What the issue says of itself, by the newsroom's words for it."""
    facts = edition.facts
    told = {
        "刊号": facts.cn,
        "ISSN": facts.issn,
        "总期号": facts.serial,
        "版本": facts.variant,
        "出版": facts.publisher,
        "主办": facts.sponsor,
    }
    inside = "".join(
        f'<ofd:CustomData Name="{name}">{written(value)}</ofd:CustomData>'
        for name, value in told.items()
        if value
    )
    return f"<ofd:CustomDatas>{inside}</ofd:CustomDatas>" if inside else ""


def _document(
    edition: Edition, numbers: ObjectNumbers, names: Sequence[tuple[int, str]], stock: _Stock
) -> str:
    """Pages, what they share, and an outline that leads to every story."""
    public = "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>" if stock.fonts else ""
    media = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" if stock.media else ""
    pages = "".join(f'<ofd:Page ID="{number}" BaseLoc="{name}"/>' for number, name in names)
    titles = {article.id: dict(article.texts).get("headline", "") for article in edition.articles}
    outline = "".join(
        _outline(page, number, titles)
        for page, (number, _) in zip(edition.pages, names, strict=True)
    )
    return (
        f"{_HEAD}<ofd:Document {_SPACE}><ofd:CommonData><ofd:MaxUnitID>{numbers.last}</ofd:MaxUnitID>"
        f"<ofd:PageArea>{_area(edition.pages[0])}</ofd:PageArea>{public}{media}</ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages><ofd:Outlines>{outline}</ofd:Outlines>"
        "<ofd:VPreferences><ofd:PageMode>UseOutlines</ofd:PageMode></ofd:VPreferences>"
        "</ofd:Document>\n"
    )


def _page(page: Page, numbers: ObjectNumbers, palette: OfdPalette) -> str:
    layer = numbers.next()
    objects = content(page, numbers, palette)
    return (
        f"{_HEAD}<ofd:Page {_SPACE}><ofd:Area>{_area(page)}</ofd:Area><ofd:Content>"
        f'<ofd:Layer ID="{layer}" Type="Body">\n{objects}\n</ofd:Layer></ofd:Content></ofd:Page>\n'
    )


def _area(page: Page) -> str:
    """The page as it is cut, and how far it bleeds beyond that."""
    wide, high, bleed = um(page.width), um(page.height), um(page.bleed)
    trim = box_of(0, 0, wide, high)
    beyond = box_of(-bleed, -bleed, wide + bleed, high + bleed)
    outside = f"<ofd:BleedBox>{beyond}</ofd:BleedBox>" if bleed else ""
    return (
        f"<ofd:PhysicalBox>{trim}</ofd:PhysicalBox>"
        f"<ofd:ApplicationBox>{trim}</ofd:ApplicationBox>{outside}"
    )


def _outline(page: Page, number: int, titles: Mapping[str, str]) -> str:
    """The page, and in it the stories that have a head there."""
    inside, heads = [], set()
    for block in page.blocks:
        if block.role != Role.HEADLINE or not block.story or block.story in heads:
            continue
        runs = [item for item in block.items if isinstance(item, Glyphs) and item.ids]
        if not runs:
            continue
        heads.add(block.story)
        said = titles.get(block.story, "") if block.part == "headline" else ""
        title = said or "".join(run.text for run in runs)
        left = um(min(min(run.x) for run in runs))
        top = um(min(min(run.y) - run.size for run in runs))
        dest = f'Type="XYZ" PageID="{number}" Left="{mm(left)}" Top="{mm(top)}" Zoom="0"'
        inside.append(_entry(title, dest, ""))
    return _entry(f"{page.label} {page.section}", f'Type="Fit" PageID="{number}"', "".join(inside))


def _entry(title: str, dest: str, inside: str) -> str:
    """An entry of the outline; its title in one line."""
    return (
        f"<ofd:OutlineElem Title={quoteattr(legal(' '.join(title.split())))}>"
        f'<ofd:Actions><ofd:Action Event="CLICK"><ofd:Goto><ofd:Dest {dest}/></ofd:Goto>'
        f"</ofd:Action></ofd:Actions>{inside}</ofd:OutlineElem>"
    )
