"""The fillers of an issue (补白): a few lines each, for columns that end early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.issue.copy.read_copy import read_filler
from presslayout.issue.issue import Filler, Story

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading


def fillers(row: Row, path: Path, reading: Reading) -> tuple[Filler, ...]:
    """The fillers of an issue's row that can be read, in their order."""
    found = (_filler(one, path, reading) for one in row.rows("fillers"))
    return tuple(one for one in found if one is not None)


def _filler(row: Row, path: Path, reading: Reading) -> Filler | None:
    name = row.words("id").strip()
    rows = row.integer("rows")
    if row.has("text") == row.has("file"):
        reading.findings.error(
            "bad-filler",
            Text(
                f"补白{name}要写「文字」或「文件」，写一样",
                f"filler {name} takes text or file, one of them",
            ),
            row.span,
            Text("留下一样", "keep one of them"),
        )
        return None
    copy = read_filler(row, name, path, reading)
    if not name or not copy.body:
        return None
    place = copy.body[0].span or row.span
    story = Story(
        id=name,
        slot=None,
        weight=None,
        kicker="",
        headline="",
        deck="",
        byline="",
        body=copy.body,
        pullquotes=(),
        photos=(),
        jump=None,
        style=None,
        span=row.place("id"),
        spans=(("body", place),),
        sources=copy.sources,
    )
    return Filler(story, rows or 0)
