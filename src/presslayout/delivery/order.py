"""What pages are painted from, what a target is made of, and what has been made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.stopwatch import Stopwatch
from presslayout.base.values import field, frozen, replace
from presslayout.edition.limits import Tolerances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from presslayout.archive.extras import Extra
    from presslayout.archive.material import Material
    from presslayout.base.cache import Cache
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.source import Source
    from presslayout.edition.page import Edition, Page
    from presslayout.edition.plant import Commission
    from presslayout.edition.profile import ColourProfiles
    from presslayout.edition.record import Composition
    from presslayout.overlay.page_remarks import Proofing
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
