"""What is reported, as plain values for JSON: the door by which both faces come to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.delivery.report import (
    Report,
    box,
    composition,
    diagnostics,
    encode,
    page,
    pages,
    photo,
    plain,
)

if TYPE_CHECKING:
    from presslayout.base.diagnostics import PresslayoutError

__all__ = [
    "box",
    "composition",
    "diagnostics",
    "encode",
    "page",
    "pages",
    "photo",
    "plain",
    "unread",
]


def unread(issue: str, fault: PresslayoutError) -> Report:
    """The report of an issue that could not be read, or nothing made of it."""
    # What only reports does not load what builds.
    from presslayout.newsroom.build import versions

    return Report(issue, versions(), fault.diagnostics, (), timings_ms={})
