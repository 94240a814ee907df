"""The pictures of stories: from the originals as they were cropped, or cut out of the page.

What is written anew tells nothing of people that a photograph's file told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.archive.site.images import encoded, scaled
from presslayout.archive.site.values import SiteFigure
from presslayout.archive.story_text import picture_name
from presslayout.base.geometry import Box
from presslayout.base.values import frozen
from presslayout.edition.locate import block_extent
from presslayout.edition.page import Picture
from presslayout.edition.roles import CREDIT_WORD, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PIL.Image import Image

    from presslayout.archive.site.images import Sheets
    from presslayout.archive.site.names import SitePlace
    from presslayout.edition.page import Asset, Block, Edition

PICTURED = frozenset((Role.PHOTO, Role.PORTRAIT, Role.GRAPHIC))
# A phone, and a phone whose pixels are small.
WIDTHS = (640, 1280)
_SMALL = 320
# Letters of a drawing are larger than their boxes by no more than this.
_BEYOND = 18_000


@frozen
class SiteWanted:
    """A picture to be shown with a story: where it stands, its original if there is one, its words."""

    stem: str
    page: int
    box: Box
    picture: Picture | None
    asset: Asset | None
    caption: str
    credit: str
    alt: str
    small: bool


def shown(edition: Edition, stories: Iterable[str]) -> dict[str, list[SiteWanted]]:
    """The pictures of each story in reading order, each once."""
    assets = {asset.key: asset for asset in edition.assets}
    texts = {one.id: dict(one.texts) for one in edition.articles}
    wanted: dict[str, list[SiteWanted]] = {story: [] for story in stories}
    for page in edition.pages:
        met: set[tuple[str, str]] = set()
        count = 0
        for block in page.blocks:
            of_story = block.story in wanted and block.role in PICTURED and not block.artifact
            box = block_extent(block) if of_story else None
            if box is None or (block.story, block.part) in met:
                continue
            met.add((block.story, block.part))
            count += 1
            picture = _only(block)
            name = block.part.partition("-")[2]
            own = texts[block.story]
            wanted[block.story].append(
                SiteWanted(
                    f"photo-{page.number:02}-{count:02}",
                    page.number,
                    box,
                    picture,
                    assets.get(picture.image) if picture is not None else None,
                    _line(own.get(f"caption-{name}", "")),
                    _credited(own.get(f"credit-{name}", ""), picture),
                    block.alt,
                    block.role == Role.PORTRAIT,
                )
            )
    return wanted


def cut(
    one: SiteWanted, where: SitePlace, drawn: Sheets, read: Callable[[str], bytes | None]
) -> tuple[SiteFigure | None, Mapping[str, bytes]]:
    """A picture with its files; None for one that stands nowhere."""
    found = _original(one, read)
    most = (_SMALL,) if one.small else WIDTHS
    if found is None:
        found = drawn.cut(one.page, one.box if one.picture else _wider(one.box), most[-1])
    widths = tuple(sorted({min(width, found.width) for width in most}))
    files: dict[str, bytes] = {}
    height = 0
    for width in widths:
        made = found if width == found.width else scaled(found, width)
        height = made.height
        files |= {where.figure(one.stem, width, kind): data for kind, data in encoded(made)}
    figure = SiteFigure(
        one.stem,
        widths[-1],
        height,
        widths,
        one.caption,
        one.credit,
        one.alt,
        one.small,
        one.picture is None,
    )
    return figure, files


def _wider(box: Box) -> Box:
    """A drawing with what its letters reach beyond the boxes that a page knows of them."""
    return Box(box.x - _BEYOND, box.y - _BEYOND, box.width + 2 * _BEYOND, box.height + 2 * _BEYOND)


def _only(block: Block) -> Picture | None:
    """The photograph that a block shows, where it shows one and nothing else."""
    found = [item for item in block.items if isinstance(item, Picture)]
    return found[0] if len(found) == 1 and len(block.items) == 1 else None


def _original(one: SiteWanted, read: Callable[[str], bytes | None]) -> Image | None:
    """The original as it was cropped; None where there is none that a browser would show alike."""
    if one.picture is None or one.asset is None or one.picture.ground is not None:
        return None
    data = read(f"pictures/{picture_name(one.asset.file)}")
    if data is None:
        return None
    from presslayout.assets import screen
    from presslayout.assets.pictures import UnreadableError

    try:
        return screen.cropped(data, one.picture.crop, WIDTHS[-1])
    except UnreadableError:
        return None


def _credited(credit: str, picture: Picture | None) -> str:
    """Who took a photograph, as pages say it; a drawing was not taken."""
    named = _line(credit)
    taken = named and picture is not None and not named.endswith(CREDIT_WORD)
    return f"{named} {CREDIT_WORD}" if taken else named


def _line(text: str) -> str:
    return " ".join(text.split("\n")).strip()
