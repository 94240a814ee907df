"""The parts of a structure, kind by kind: headings, figures, lists, tables, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.entries import array
from presslayout.preflight.pdf.findings import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.pdf.structure_tree import Structure, StructureElement

_AGAIN = ("改正结构后重新导出", "mend the structure and export again")
_HEADINGS = {f"H{n}": n for n in range(1, 7)}
# Who may hold whom, both ways round (ISO 32000-1, tables 336 and 337; ISO 14289-1, 7.2).
_HELD = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "RB": {"Ruby"},
    "RT": {"Ruby"},
    "RP": {"Ruby"},
}
_HOLDING = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Ruby": {"RB", "RT", "RP"},
}
_GROUPS = frozenset({"THead", "TBody", "TFoot"})
# A place of a table is counted once; no table has more.
_PLACES = 1_000_000


def headings(made: Structure, access: bool) -> Iterator[Diagnostic]:  # noqa: FBT001  which standard
    """No level is left out, and the first is H1 (ISO 14289-1, 7.4)."""
    if not access:
        return
    last, skipped = 0, []
    for element in made.elements:
        level = _HEADINGS.get(element.role)
        if level is None:
            continue
        if level > last + 1:
            skipped.append(f"H{last}→H{level}" if last else f"H{level}")
        last = level
    kinds = {element.role for element in made.elements}
    mixed = "H" in kinds and bool(kinds & _HEADINGS.keys())
    if skipped or mixed:
        told = "、".join(dict.fromkeys(skipped)) or "H、H1"
        yield finding(
            "heading-levels",
            f"标题跳级或混用（{told}），读屏软件按级走会走丢",
            f"headings skip a level or mix kinds ({told.replace('、', ', ')})",
            hint=_AGAIN,
        )


def figures(made: Structure, access: bool) -> Iterator[Diagnostic]:  # noqa: FBT001
    """A picture says what it shows (ISO 14289-1, 7.3, 7.7) and where it stands."""
    if not access:
        return
    untold = placeless = 0
    for element in made.elements:
        if element.role not in {"Figure", "Formula"}:
            continue
        untold += not (element.has("/Alt") or element.has("/ActualText"))
        box = element.attribute("/Layout", "/BBox", made.classes)
        placeless += len(array(box)) != 4  # noqa: PLR2004  the four sides of a rectangle
    if untold:
        yield finding(
            "missing-alt",
            f"有 {untold} 张图没有替代文字（Alt），看不见的人不知道画的是什么",
            f"{untold} figures have no alternative text (Alt)",
            hint=("给图片写说明或替代文字", "give pictures a caption or an alternative text"),
        )
    if placeless:
        yield finding(
            "figure-box",
            f"有 {placeless} 张图没有写明占哪一块（BBox），重排时不知道放多大",
            f"{placeless} figures do not say where they stand (BBox)",
            hint=_AGAIN,
        )


def nesting(made: Structure, access: bool) -> Iterator[Diagnostic]:  # noqa: FBT001
    """Rows stand in tables, items in lists, readings beside their bases (ISO 14289-1, 7.2)."""
    if not access:
        return
    wrong: dict[str, None] = {}
    for element in made.elements:
        above = element.holder.role if element.holder is not None else ""
        if element.role in _HELD and above not in _HELD[element.role]:
            wrong[f"{above or '/'}>{element.role}"] = None
        allowed = _HOLDING.get(element.role)
        if allowed is None:
            continue
        wrong |= {f"{element.role}>{k.role}": None for k in element.kids if k.role not in allowed}
        if element.content:
            wrong[f"{element.role}>…"] = None
    if wrong:
        told = "、".join(list(wrong)[:6])
        yield finding(
            "structure-nesting",
            f"表格、列表或注音的结构套错了（{told}）",
            f"tables, lists or readings are nested wrongly ({told.replace('、', ', ')})",
            hint=_AGAIN,
        )


def tables(made: Structure, access: bool) -> Iterator[Diagnostic]:  # noqa: FBT001
    """The spans of a table add up, and its heads say what they head (ISO 14289-1, 7.5)."""
    if not access:
        return
    uneven = scopeless = 0
    for table in made.elements:
        if table.role != "Table":
            continue
        rows = [list(_cells(row)) for row in _rows(table)]
        uneven += not _even(made, rows)
        scopeless += any(
            texts.of(cell.attribute("/Table", "/Scope", made.classes))
            not in {"/Row", "/Column", "/Both"}
            for row in rows
            for cell in row
            if cell.role == "TH"
        )
    if uneven:
        yield finding(
            "table-spans",
            f"有 {uneven} 张表各行的格数加起来不一样，或者格子叠在一起",
            f"{uneven} tables have rows of different width, or cells that overlap",
            hint=_AGAIN,
        )
    if scopeless:
        yield finding(
            "table-heads",
            f"有 {scopeless} 张表的表头没有写明管行还是管列（Scope）",
            f"{scopeless} tables have heads that do not say what they head (Scope)",
            hint=_AGAIN,
        )


def notes(made: Structure, access: bool) -> Iterator[Diagnostic]:  # noqa: FBT001
    """A note has a name of its own (ISO 14289-1, 7.9)."""
    names = [texts.of(e.entries.get("/ID")) for e in made.elements if e.role == "Note"]
    if access and (not all(names) or len(set(names)) < len(names)):
        yield finding(
            "note-id",
            "注释没有各自的编号（ID）",
            "notes have no ID of their own",
            hint=_AGAIN,
        )


def _rows(table: StructureElement) -> Iterator[StructureElement]:
    for kid in table.kids:
        if kid.role == "TR":
            yield kid
        elif kid.role in _GROUPS:
            yield from (row for row in kid.kids if row.role == "TR")


def _cells(row: StructureElement) -> Iterator[StructureElement]:
    return (kid for kid in row.kids if kid.role in {"TH", "TD"})


def _even(made: Structure, rows: list[list[StructureElement]]) -> bool:
    """Whether cells fill a rectangle, each place once."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            down, along = (_span(made, cell, name) for name in ("/RowSpan", "/ColSpan"))
            while (at, column) in taken:
                column += 1
            reach = {(at + r, column + c) for r in range(down) for c in range(along)}
            if taken & reach or at + down > len(rows) or len(taken) > _PLACES:
                return False
            taken |= reach
            column += along
    widths = {sum(1 for place in taken if place[0] == at) for at in range(len(rows))}
    wide = max((column for _, column in taken), default=-1) + 1
    return widths <= {wide}


def _span(made: Structure, cell: StructureElement, name: str) -> int:
    value = cell.attribute("/Table", name, made.classes)
    return min(value, _PLACES // 1000) if isinstance(value, int) and value > 0 else 1


CHECKS: tuple[Callable[[Structure, bool], Iterator[Diagnostic]], ...] = (
    headings,
    figures,
    nesting,
    tables,
    notes,
)
