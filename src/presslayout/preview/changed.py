"""What differs between a page and one that is compared with it, as boxes on both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.newsroom import reports
from presslayout.newsroom.differences import of_editions

if TYPE_CHECKING:
    from presslayout.preview.painted_pages import PaintedPages

# The words of a change that are shown.
SHOWN = 60


def between(sheets: PaintedPages, old: str, new: str) -> list[dict[str, Any]] | None:
    """The changes from the page of one hash to that of another, the same page; None for no pages."""
    before, after = sheets.sheet(old), sheets.sheet(new)
    if before is None or after is None:
        return None
    return [
        {
            "kind": change.kind.value,
            "story": change.story,
            "part": change.part,
            "old": change.old[:SHOWN],
            "new": change.new[:SHOWN],
            "boxes_mm": [reports.box(box) for box in change.boxes]
            if change.page == after.page.number
            else [],
            "before_mm": [reports.box(box) for box in change.before[1]]
            if change.before[0] == before.page.number
            else [],
        }
        for change in of_editions(before.painting.edition, after.painting.edition)
        if after.page.number in (change.page, change.before[0])
    ]
