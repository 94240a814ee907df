"""The sheet, the type area and the base columns of a template, in whole characters and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.units import to_mm
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.base.units import Length
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import BodyStyle

ROWS_MOST = 400


@frozen
class Grid:
    """The type area in whole cells and rows, and its base columns."""

    width: Length
    height: Length
    bleed: Length | None
    left: Length
    top: Length
    cells: int
    rows: int
    columns: int
    column_cells: int
    gutter: int
    verso: Length | None
    fold: Length


@frozen
class _Margins:
    """Where the type area stands on its page (版口); None for what is not written.

    On a `spread` the margins of the left page are those of the right one turned over.
    """

    row: Row | None
    left: Length | None
    inside: Length | None
    outside: Length | None
    top: Length | None
    spread: bool


@frozen
class _Area:
    """The type area as it is taken: whole characters by whole rows."""

    cells: int
    rows: int
    width: Length
    height: Length


def read_grid(row: Row, body: BodyStyle, reading: Reading) -> Grid | None:
    """The grid of a template's row; None, and told why, where there can be none."""
    sheet, area, columns = row.row("sheet"), row.row("type_area"), row.row("base_columns")
    trim = sheet.size("trim") if sheet else None
    bleed = sheet.length("bleed") if sheet else None
    across = area.length("width") if area else None
    down = area.length("height") if area else None
    count = columns.integer("count") if columns else None
    cells = _whole(columns, "cells", body.size, reading) if columns else None
    gutter = _whole(columns, "gutter", body.size, reading) if columns else None
    margins = _margins(row.row("margin"), spread=sheet is not None and sheet.yes("spread"))
    if not (area and columns and trim and across and down and count and cells) or gutter is None:
        _tell_nothing(area, {"width": across, "height": down}, reading)
        _tell_nothing(columns, {"count": count, "cells": cells}, reading)
        return None
    wide, high = across // body.size, down // body.leading
    taken = _Area(wide, high, wide * body.size, high * body.leading)
    spare = trim[0] - taken.width
    if not _columns_fit(columns, (count, cells, gutter), wide, reading):
        return None
    if _contradictory(margins, spare, reading):
        return None
    left, verso = _sides(margins, spare)
    top = (trim[1] - taken.height) // 2 if margins.top is None else margins.top
    inside = all(x is None or 0 <= x <= spare for x in (left, verso))
    if not inside or top < 0 or top + taken.height > trim[1] or high > ROWS_MOST:
        _too_large(area, taken, trim, reading)
        return None
    if not margins.spread:
        return Grid(*trim, bleed, left, top, wide, high, count, cells, gutter, verso, 0)
    # The inner margins of both pages part their type areas.
    fold = 2 * (spare - left)
    return Grid(
        2 * trim[0], trim[1], bleed, left, top, wide, high, 2 * count, cells, gutter, None, fold
    )


def _margins(row: Row | None, *, spread: bool) -> _Margins:
    left, inside, outside, top = (
        row.length(name) if row else None for name in ("left", "inside", "outside", "top")
    )
    return _Margins(row, left, inside, outside, top, spread)


def _tell_nothing(row: Row | None, measured: Mapping[str, Length | None], reading: Reading) -> None:
    """Tell of a page of no width, no height or no columns."""
    for name, value in measured.items():
        if row is None or value != 0:
            continue
        reading.findings.error(
            "bad-value",
            Text(f"「{row.record.field(name).zh}」要大于 0", f"{name} is above 0"),
            row.place(name),
            Text("写 1 或更大的数", "write 1 or more"),
        )


def _columns_fit(row: Row, columns: tuple[int, int, int], wide: int, reading: Reading) -> bool:
    """Whether so many columns of so many characters, and their gutters, fit the type area."""
    count, cells, gutter = columns
    needed = count * cells + (count - 1) * gutter
    if needed <= wide:
        return True
    reading.findings.error(
        "columns-too-wide",
        Text(
            f"{count} 栏 × {cells} 字 ＋ {count - 1} × {gutter} 字栏空 ＝ {needed} 字，"
            f"比版心的 {wide} 字宽",
            f"{count} columns × {cells} em + {count - 1} × {gutter} em = {needed} em, wider "
            f"than the type area of {wide} em",
        ),
        row.span,
        Text(
            f"版心宽写 {needed}字，或减少栏数、每栏字数",
            f"make the type area {needed} em wide, or take fewer or narrower columns",
        ),
    )
    return False


def _too_large(row: Row, taken: _Area, trim: tuple[Length, Length], reading: Reading) -> None:
    """Tell of a type area that the page does not hold."""
    reading.findings.error(
        "type-area-too-large",
        Text(
            f"版心 {to_mm(taken.width)} × {to_mm(taken.height)} mm 放不进成品 {to_mm(trim[0])} × "
            f"{to_mm(trim[1])} mm",
            f"the type area of {to_mm(taken.width)} × {to_mm(taken.height)} mm does not fit the "
            f"sheet of {to_mm(trim[0])} × {to_mm(trim[1])} mm",
        ),
        row.span,
        Text("减少版心的字数或行数，或改版口", "take fewer em or lines, or move the type area"),
    )


def _sides(margins: _Margins, spare: Length) -> tuple[Length, Length | None]:
    """The left margins of pages with odd numbers and with even ones; a spread begins with an even one."""
    left, inside, outside = margins.left, margins.inside, margins.outside
    if inside is None and outside is None:
        return spare // 2 if left is None else left, None
    if inside is None:
        assert outside is not None
        inside = spare - outside
    return (spare - inside, None) if margins.spread else (inside, spare - inside)


def _contradictory(margins: _Margins, spare: Length, reading: Reading) -> bool:
    """Whether margins contradict each other, which is told."""
    row, inside, outside = margins.row, margins.inside, margins.outside
    if row is None:
        return False
    if margins.left is not None and (margins.spread or inside is not None or outside is not None):
        reading.findings.error(
            "bad-value",
            Text(
                "跨版的版口写「内」「外」"
                if margins.spread
                else "版口写了「内」「外」就不写「左」",
                "a spread's margins are inside and outside"
                if margins.spread
                else "margins are either left, or inside and outside",
            ),
            row.place("left"),
            Text("删去「左」", "remove left"),
        )
        return True
    if inside is not None and outside is not None and inside + outside != spare:
        reading.findings.error(
            "bad-value",
            Text(
                f"版口内 {to_mm(inside)} ＋ 外 {to_mm(outside)} mm，版心两边一共剩 {to_mm(spare)} mm",
                f"margins of {to_mm(inside)} and {to_mm(outside)} mm; the type area leaves "
                f"{to_mm(spare)} mm",
            ),
            row.place("outside"),
            Text("只写「内」，「外」自己会算", "write the inside one alone, the other follows"),
        )
        return True
    return False


def _whole(row: Row, name: str, em: Length, reading: Reading) -> int | None:
    """A length that must be whole characters."""
    length = row.length(name)
    if length is None:
        return None
    if length % em == 0:
        return length // em
    reading.findings.error(
        "bad-value",
        Text(
            f"「{row.record.field(name).zh}」要是整数个字，现为 {length / em:.2f} 字",
            f"{name} must be a whole number of em; it is {length / em:.2f}",
        ),
        row.place(name),
        Text("写成 12字", "write 12em"),
    )
    return None
