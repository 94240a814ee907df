"""What is asked of a page of a file, and what it has to say by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks import promise
    from presslayout.preflight.checks.expectation import Expectation, Requirement
    from presslayout.preflight.checks.spots import SpotsMet
    from presslayout.preflight.checks.standards import Standard


@frozen
class Question:
    """What is asked of a file: its standard, what was promised of it, what its press demands."""

    standard: Standard
    expected: Expectation
    demand: Requirement

    def of(self, number: int) -> Question:
        """The same of one of its pages."""
        pages = self.expected.pages[number - 1 : number]
        return replace(self, expected=replace(self.expected, pages=pages, bodies=()))


@frozen
class UsedFont:
    """A font and what a share shows with it, as `reading.FontUse` has it."""

    number: tuple[int, int]
    page: int
    codes: frozenset[str]
    cids: dict[int, int]
    visible: bool


@frozen
class Share:
    """What a page of a file has to say.

    `found` is told by each check of pages, `spent` what it took of the meters of the file.
    """

    found: dict[str, tuple[Diagnostic, ...]]
    fonts: tuple[UsedFont, ...]
    spots: SpotsMet
    bodies: promise.Bodies
    warned: tuple[str, ...]
    spent: tuple[int, ...]
