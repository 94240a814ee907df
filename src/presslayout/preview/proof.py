"""What a proofreader has found, page by page: browsers are told of the pages where that is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import field, mutable
from presslayout.preview import findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preview.workbench import Workbench


@mutable
class Proof:
    """The findings of the copy by page, "0" for those of no page, and the turn that was read."""

    turn: int = 0
    pages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def whole(self) -> dict[str, Any]:
        """All that was found, for whoever knows nothing yet."""
        return {"turn": self.turn, "whole": True, "pages": self.pages}

    def of(self, bench: Workbench, turn: int, found: Sequence[Diagnostic]) -> dict[str, Any]:
        """What was found in a turn, placed as the pages are now: only the pages where it is new."""
        good = bench.shown.good
        made: dict[str, list[dict[str, Any]]] = {}
        if good is not None:
            for row in findings.placed(found, good, bench.memory, copy=True):
                made.setdefault(str(row["page"] or 0), []).append(row)
        known = self.pages
        fresh = {n: made.get(n, []) for n in {*made, *known} if made.get(n) != known.get(n)}
        # One value in the place of another: whoever tells the whole meanwhile tells one of them.
        self.turn, self.pages = turn, made
        return {"turn": turn, "whole": False, "pages": fresh}
