"""What pages are painted from, what a target is made of, and what has been made of it.

What painters need beside the pages is gathered here, too: faces, pictures converted meanwhile,
placed pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from presslayout.base.stopwatch import Stopwatch
from presslayout.base.values import field, frozen, replace
from presslayout.edition.limits import Tolerances
from presslayout.edition.page import Picture, Placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from presslayout.archive.extras import Extra
    from presslayout.archive.material import Material
    from presslayout.assets.pictures import Conversion, ConvertedPicture
    from presslayout.assets.vectors import Drawing
    from presslayout.base.cache import Cache
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.source import Source
    from presslayout.edition.page import Edition, Page
    from presslayout.edition.plant import Commission
    from presslayout.edition.press import Press
    from presslayout.edition.profile import ColourProfiles
    from presslayout.edition.record import Composition
    from presslayout.overlay.page_remarks import Proofing
    from presslayout.paint.pdf import Supplies
    from presslayout.paint.profiles import Profile
    from presslayout.preflight.checks.expectation import Expectation
    from presslayout.preflight.worker import Verifier

REPORT, EDITION = "report.json", "edition.json"
# Beside press.pdf, the files that go to the plant.
DELIVERY = "delivery"


def _untold(originals: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """What is said of originals where nobody keeps any: nothing."""
    del originals
    return ()


def _untraced(found: Diagnostic) -> Diagnostic:
    """What an edition alone knows of a finding's place in the spec: nothing."""
    return found


@frozen
class Painting:
    """All that pages are painted from, whoever wants to see them.

    `sources` gives the files of the edition's faces and pictures by key, `hashes` the pages' as
    they were composed, which name what is made of them.
    """

    edition: Edition
    hashes: tuple[str, ...]
    sources: Mapping[str, Source]
    colours: ColourProfiles
    cache: Cache
    stopwatch: Stopwatch = field(default_factory=Stopwatch)

    @property
    def standard(self) -> str:
        """The standard that the press asks for."""
        return self.edition.press.standard

    def pages(self) -> Iterator[tuple[str, Page, Painting]]:
        """Each page by its hash, and what it is painted from alone."""
        for page, own in zip(self.edition.pages, self.hashes, strict=True):
            alone = replace(self, edition=replace(self.edition, pages=(page,)), hashes=(own,))
            yield own, page, alone


@frozen
class Order:
    """All that a target is made of.

    `found` is everything known so far, each fault as the press weighs it; `letters` the face of
    what stands on a proof beside the paper's own words; `verifier` None where nobody reads back;
    `proofing` all that a proof says, None for what is no proof; `material` what an archive keeps,
    None for what is none, `extras` what it keeps besides by wish, and `private` says what its
    originals, by their file, tell of people;
    `commission` what the plant wants; `signed` the hashes of pages that
    somebody signed.  `limits` are the press profile's beyond ink and resolution, `traced` gives a
    finding the place in the spec that it is about.
    """

    painting: Painting
    composition: Composition
    found: tuple[Diagnostic, ...]
    issue: str
    versions: Mapping[str, str]
    letters: Source
    verifier: Verifier | None
    strict: bool = False
    material: Material | None = None
    extras: frozenset[Extra] = frozenset()
    proofing: Proofing | None = None
    commission: Commission | None = None
    signed: frozenset[str] = frozenset()
    limits: Tolerances = field(default_factory=Tolerances)
    traced: Callable[[Diagnostic], Diagnostic] = _untraced
    private: Callable[[Mapping[str, bytes]], tuple[Diagnostic, ...]] = _untold


@frozen
class Promised:
    """A PDF that goes along with a product, and what it must hold."""

    path: Path
    expected: Expectation


@frozen
class Made:
    """A product that stands ready under a name of its own, and the PDF in it to be read back.

    `beside` is a folder that goes along with it, `also` the files in there with what they must
    hold, `found` what is to be said of them.  `leaves` counts the pages of a proof's file.
    """

    spare: Path
    pdf: Path
    claim: str
    beside: Path | None = None
    also: tuple[Promised, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    leaves: int = 0


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
        (document, page): drawing(
            sources[document].path, page, overprint=profile.overprint, owned=not profile.tagged
        )
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
