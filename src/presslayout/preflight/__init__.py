"""A finished PDF read back as a stranger would read it.  Shares no code with the painter.

`verify` says whether bytes are what they claim and hold what was promised; `inspect` judges any
PDF by what it claims or by a standard that is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.press import Press
    from presslayout.preflight.checks.expectation import Expectation, Requirement
    from presslayout.preflight.judging import Inspection


def verify(
    data: bytes, claim: str, expected: Expectation, demand: Requirement | None = None
) -> tuple[Diagnostic, ...]:
    """What keeps these bytes from being `claim` (x1a2001, x1a, x4, a2u, a2a, a3a) and what was promised.

    With a demand, what the press that they are for would say of them too.
    """
    # A build starts the verifier as a process of its own and never loads the checks itself.
    from presslayout.preflight.judging import read_back

    return read_back(data, claim, expected, demand)


def placed(
    data: bytes, standard: str, width: float, plant: tuple[Press, Tolerances] | None
) -> tuple[Diagnostic, ...]:
    """What is wrong with a PDF that is placed on a page so wide, in points.

    It stands in a file of `standard`; with a plant, what its press would say too.
    """
    from presslayout.preflight.placing import placed as judged

    return judged(data, standard, width, plant)


def inspect(data: bytes, standard: str | None, fallback: str) -> Inspection:
    """Any PDF judged by `standard`, else by what it claims, else by `fallback`."""
    from presslayout.preflight.judging import inspected

    return inspected(data, standard, fallback)
