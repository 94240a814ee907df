"""What findings lead to: exit codes, which of several holds, and the rows of the rooms' tables.

Each room keeps a table of its codes (`flow/codes.py`); `newsroom/exits.py` gathers them.  A code is
a stable word.  One that a single room reports stands in its table; one that several report stands
with the lowest of them where the others may import it, else in `base/codes.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Text
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    # How rooms that know no other room's codes are told what findings lead to.
    ExitCode = Callable[[Iterable[Diagnostic]], int]

OK, WRONG, USAGE, OVERSET, REFUSED, MISSING, DIFFERENT, FAILED, FAULT = 0, 1, 2, 3, 4, 5, 6, 7, 70
# Of several, the first of these that applies (SPEC §5).
PRECEDENCE = (FAULT, USAGE, WRONG, MISSING, OVERSET, REFUSED, DIFFERENT, FAILED)
# The code of a machine that may open no further file: not the one with the tables either.
SHORT = "machine-short"


@frozen
class Meaning:
    """What a code leads to when it is an error, and why anybody should care."""

    exit: int
    why: Text


def rows(exit_: int, whys: Mapping[str, tuple[str, str]]) -> dict[str, Meaning]:
    """Rows of a room's table: codes that lead to one exit code, why they matter in zh and en."""
    return {code: Meaning(exit_, Text(*why)) for code, why in whys.items()}


def gravest(exits: Iterable[int]) -> int:
    """Of several exit codes the one that tells of them all."""
    seen = set(exits)
    return next((code for code in PRECEDENCE if code in seen), OK)


def exit_code(found: Iterable[Diagnostic], meanings: Callable[[], Mapping[str, Meaning]]) -> int:
    """The exit code of a run that found these; no table is asked for where nothing is an error."""
    wrong = {d.code for d in found if d.severity is ERROR}
    if not wrong:
        return OK
    if wrong == {SHORT}:
        return WRONG
    known = meanings()
    return gravest(known[code].exit if code in known else WRONG for code in wrong)
