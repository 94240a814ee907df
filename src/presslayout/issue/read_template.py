"""A template file into a Template with everything resolved: sheet, grid, slots, looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Text
from presslayout.base.values import frozen
from presslayout.edition.steps import ORDER, Step
from presslayout.issue import fields, looks
from presslayout.issue.convert import Scale
from presslayout.issue.read_grid import read_grid
from presslayout.issue.read_inks import read_inks
from presslayout.issue.read_ranges import check_columns, check_covered
from presslayout.issue.read_slots import SlotGround, read_slots
from presslayout.issue.reader import Row, opened
from presslayout.issue.template import Template
from presslayout.issue.template_files import style_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presslayout.base.diagnostics import Span
    from presslayout.issue.read_grid import Grid
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import Slot


@frozen
class Designed:
    """A template, and the rows of its 标题 that a story's own style may lie over."""

    template: Template
    heads: Mapping[str, Row | None]
    scale: Scale


@frozen
class _Said:
    """What a template says beside its grid, looks and slots."""

    name: str
    file: str
    about: Text
    span: Span
    pictures: Row | None
    order: tuple[Step, ...] | None


def read_template(path: Path, reading: Reading) -> Designed | None:
    """The template of a file; None when it cannot be used."""
    before = len(reading.findings.found)
    node = reading.tree(path)
    own = opened(fields.TEMPLATE, node, reading.findings) if node is not None else None
    if own is None:
        return None
    own = own.scaled(Scale(inks=partial(read_inks, reading)))
    name, about = own.words("name"), own.words("about").strip()
    english = own.words("about_en").strip()
    row = _styled(own, path, reading)
    body_row = row.row("body")
    body = looks.body_style(body_row, reading) if body_row else None
    if body is None:
        for part in ("sheet", "type_area", "base_columns"):
            row.row(part)
        return None
    scale = Scale(body.size, body.leading, own.scale.inks)
    row = row.scaled(scale)
    grid, shared = read_grid(row, body, reading), looks.looks(row, body, reading)
    ground = SlotGround(body, grid, shared, row.row("heads"))
    made = read_slots(row, ground, reading)
    pictures, order = row.row("pictures"), row.steps("fit_order")
    if grid is None or _failed(reading, before):
        return None
    said = _Said(name, reading.name(path), Text(about, english), own.span, pictures, order)
    template = _template(said, ground, grid, made.slots)
    check_columns(template, reading)
    check_covered(template, reading)
    return None if _failed(reading, before) else Designed(template, made.heads, scale)


def _template(said: _Said, ground: SlotGround, grid: Grid, slots: tuple[Slot, ...]) -> Template:
    shared, pictures = ground.shared, said.pictures
    return Template(
        name=said.name,
        file=said.file,
        width=grid.width,
        height=grid.height,
        bleed=grid.bleed,
        body=ground.body,
        left=grid.left,
        top=grid.top,
        cells=grid.cells,
        rows=grid.rows,
        base_columns=grid.columns,
        base_cells=grid.column_cells,
        gutter_cells=grid.gutter,
        slots=slots,
        subhead=shared.subhead,
        caption=shared.caption,
        jump=shared.jump,
        folio=shared.folio,
        banner=shared.banner,
        masthead=shared.masthead,
        accent=shared.accent,
        ppi_error=pictures.integer("ppi_error") if pictures else None,
        ppi_warning=pictures.integer("ppi_warning") if pictures else None,
        fit_order=ORDER if said.order is None else said.order,
        span=said.span,
        manner=shared.manner,
        imprint=shared.imprint,
        factbox=shared.factbox,
        end_mark=shared.end_mark,
        ground=shared.ground,
        section=shared.section,
        outside=shared.outside,
        about=said.about.zh,
        about_en=said.about.en,
        verso=grid.verso,
        fold=grid.fold,
        rules=shared.rules,
        wrap_both=pictures is not None and pictures.choice("wrap") == "both",
    )


def _failed(reading: Reading, before: int) -> bool:
    """Whether anything is wrong that was found since there were so many findings."""
    return any(d.severity is ERROR for d in reading.findings.found[before:])


def _styled(own: Row, path: Path, reading: Reading) -> Row:
    """The template over the shared style that it names."""
    name = own.words("style")
    if not name:
        return own
    file = style_file(name, own.place("style"), reading)
    node = reading.tree(file) if file and file != path else None
    lower = opened(fields.STYLE, node, reading.findings) if node else None
    return own.over(lower) if lower else own
