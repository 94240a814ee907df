"""What of a proofreader's findings somebody has looked at and accepted (已核)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.issue.paper import Accepted

if TYPE_CHECKING:
    from presslayout.issue.reader import Row


def accepted(row: Row) -> tuple[Accepted, ...]:
    """The accepted findings of an issue's row, in their order."""
    return tuple(
        Accepted(
            one.words("story").strip(),
            one.words("text").strip(),
            one.words("who").strip(),
            one.words("code").strip(),
            one.span,
        )
        for one in row.rows("accepted")
    )
