"""One layout of a page, as it is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Text
    from presslayout.flow.arrange.idea import Idea
    from presslayout.issue.template import Slot


@frozen
class Choice:
    """One layout of a page: slots by story id, its score, and what speaks for and against it.

    `faults` are those of the reasons that speak against it; `over` the lines and, about, the
    characters that find no place in it, `short` those that it lacks.  Its `idea` is what it shows at
    a glance, None where others show the same.
    """

    slots: tuple[tuple[str, Slot], ...]
    score: int
    reasons: tuple[Text, ...]
    faults: tuple[Text, ...] = ()
    over: tuple[int, int] = (0, 0)
    short: tuple[int, int] = (0, 0)
    idea: Idea | None = None
