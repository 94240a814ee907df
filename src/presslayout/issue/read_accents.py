"""Accents of a body, as a slot or a story's style asks for them: drop cap (首字), ordinals (数字序)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.edition.ink import BLACK
from presslayout.issue.read_fonts import chain, check_files
from presslayout.issue.template import DropCap, Ordinals

if TYPE_CHECKING:
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading

# Rows that a cap may take, and those that it takes where nothing is said.
LEAST, MOST, ROWS = 2, 4, 3
FACE = ("标题宋",)


def drop_cap(row: Row | None, reading: Reading) -> DropCap | None:
    """The cap that a row asks for; None where it asks for none, or for one that cannot be."""
    if row is None:
        return None
    rows = row.integer("rows") if row.has("rows") else ROWS
    families = chain(row.names("font"), reading) if row.has("font") else ()
    ink = row.ink("colour")
    if rows is None:
        return None
    if not LEAST <= rows <= MOST:
        reading.findings.error(
            "bad-value",
            Text(
                f"首字占 {rows} 行，只能占 {LEAST} 到 {MOST} 行",
                f"a drop cap takes {LEAST} to {MOST} rows, not {rows}",
            ),
            row.place("rows"),
            Text(f"写「行: {ROWS}」", f"write “rows: {ROWS}”"),
        )
        return None
    if not families:
        check_files(FACE, reading)
    return DropCap(rows, families or FACE, BLACK if ink is None else ink)


def ordinals(row: Row | None) -> Ordinals | None:
    """What a row counts subheads and items with; None where it says nothing of that."""
    if row is None:
        return None
    return Ordinals(row.choice("subheads"), row.choice("items"))
