"""What painters need beside the pages: faces, pictures that are converted meanwhile, placed pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from presslayout.edition.page import Picture, Placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presslayout.assets.pictures import Conversion, ConvertedPicture
    from presslayout.assets.vectors import Drawing
    from presslayout.base.source import Source
    from presslayout.delivery.order import Painting
    from presslayout.edition.page import Page
    from presslayout.edition.press import Press
    from presslayout.edition.profile import ColourProfiles
    from presslayout.paint.pdf import Supplies
    from presslayout.paint.profiles import Profile


class _Awaited(Mapping["Picture", "ConvertedPicture"]):
    """Pictures as they were converted, waited for when the first is asked for."""

    def __init__(self, wait: Callable[[], Mapping[Picture, ConvertedPicture]]) -> None:
        self._wait = wait
        self._made: Mapping[Picture, ConvertedPicture] | None = None

    def _all(self) -> Mapping[Picture, ConvertedPicture]:
        if self._made is None:
            self._made = self._wait()
        return self._made

    def __getitem__(self, picture: Picture) -> ConvertedPicture:
        return self._all()[picture]

    def __iter__(self) -> Iterator[Picture]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def conversion_for(press: Press, colours: ColourProfiles) -> Conversion:
    """How the pictures of a press are converted."""
    from presslayout.assets.pictures import Conversion

    return Conversion(colours.press, colours.source, press.ink_limit, press.intent, press.sharpen)


def gather(painting: Painting, *, imposed: bool = False) -> Callable[[], Supplies]:
    """What painters need; pictures begin to be converted now and are waited for when it is asked for.

    What is `imposed` shows pictures that end at the spine, too.
    """
    from presslayout.assets.images import convert_all, requests
    from presslayout.paint.pdf import Supplies

    edition, press, colours = painting.edition, painting.edition.press, painting.colours
    hashes = {asset.key: asset.sha256 for asset in edition.assets}
    conversion = conversion_for(press, colours)
    pages = edition.pages
    if imposed:
        from presslayout.edition.bleeding import ended

        pages = (*pages, *(ended(page, left=left) for page in pages for left in (True, False)))
    shown = pictures(pages)
    wanted = requests(shown, painting.sources, hashes, press)
    finished = convert_all(wanted, conversion, painting.cache, shown)

    def converted() -> dict[Picture, ConvertedPicture]:
        with painting.stopwatch.timed("convert"):
            return finished()

    def supplies() -> Supplies:
        return Supplies(
            faces=painting.sources,
            # Much of a file is ready before its first picture is asked for.
            pictures=_Awaited(converted),
            icc=colours.press,
            hashes=painting.hashes,
        )

    return supplies


def drawings(
    pages: Iterable[Page], sources: Mapping[str, Source], profile: Profile
) -> dict[tuple[str, int], Drawing]:
    """Every placed page of a PDF, once."""
    wanted = {
        (item.document, item.page)
        for page in pages
        for block in page.blocks
        for item in block.items
        if isinstance(item, Placed)
    }
    if not wanted:
        return {}
    from presslayout.assets.vectors import drawing

    return {
        (document, page): drawing(sources[document].path, page, overprint=profile.overprint)
        for document, page in sorted(wanted)
    }


def pictures(pages: Iterable[Page]) -> dict[Picture, tuple[int, str, str]]:
    """Every picture, with the page, the story and the part that it was met at first."""
    found: dict[Picture, tuple[int, str, str]] = {}
    for page in pages:
        for block in page.blocks:
            for item in block.items:
                if isinstance(item, Picture):
                    found.setdefault(item, (page.number, block.story, block.part))
    return found
