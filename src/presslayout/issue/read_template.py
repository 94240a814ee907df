"""A template file into a Template with everything resolved: sheet, grid, slots, looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base import doors, filelines
from presslayout.base.diagnostics import Span, Text
from presslayout.base.units import to_mm
from presslayout.base.values import frozen
from presslayout.edition.steps import ORDER
from presslayout.issue import fields, files, looks
from presslayout.issue.convert import FRAME, Scale
from presslayout.issue.kinds import Content
from presslayout.issue.lattice import FRAME_INSET_CELLS, MIN_CELLS
from presslayout.issue.nearest import nearest
from presslayout.issue.read_inks import FILE as INKS
from presslayout.issue.read_inks import read_inks
from presslayout.issue.read_ranges import check_columns, check_covered, nested, ranges
from presslayout.issue.reader import Row, opened
from presslayout.issue.template import Slot, SlotStyle, Template

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import BodyStyle
    from presslayout.issue.yaml.tree import Scalar

ROWS_MOST = 400


@frozen
class Drawn:
    """A template, and the rows of its 标题 that a story's own style may lie over."""

    template: Template
    heads: Mapping[str, Row | None]
    scale: Scale


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


def read_template(path: Path, reading: Reading) -> Drawn | None:
    """The template of a file; None when it cannot be used."""
    before = len(reading.findings.found)
    node = reading.tree(path)
    if node is None:
        return None
    own = opened(fields.TEMPLATE, node, reading.findings)
    if own is None:
        return None
    own = own.scaled(Scale(inks=partial(read_inks, reading)))
    name = own.words("name")
    row = _styled(own, path, reading)
    body_row = row.row("body")
    body = looks.body_style(body_row, reading) if body_row else None
    if body is None:
        for part in ("sheet", "type_area", "base_columns"):
            row.row(part)
        return None
    scale = Scale(body.size, body.leading, own.scale.inks)
    row = row.scaled(scale)
    grid = _grid(row, body, reading)
    shared = looks.looks(row, body, reading)
    heads_row = row.row("heads")
    slots: list[Slot] = []
    heads: dict[str, Row | None] = {"": heads_row}
    for key, slot_row in row.named("slots"):
        made, heads[key.text] = _slot(key, slot_row, heads_row, (body, grid, shared), reading)
        if made is not None:
            slots.append(made)
    pictures = row.row("pictures")
    order = row.steps("fit_order")
    slots = nested(slots, reading)
    if grid is None or any(d.severity == "error" for d in reading.findings.found[before:]):
        return None
    template = Template(
        name=name,
        file=reading.name(path),
        width=grid.width,
        height=grid.height,
        bleed=grid.bleed,
        body=body,
        left=grid.left,
        top=grid.top,
        cells=grid.cells,
        rows=grid.rows,
        base_columns=grid.columns,
        base_cells=grid.column_cells,
        gutter_cells=grid.gutter,
        slots=tuple(slots),
        subhead=shared.subhead,
        caption=shared.caption,
        jump=shared.jump,
        folio=shared.folio,
        banner=shared.banner,
        masthead=shared.masthead,
        accent=shared.accent,
        ppi_error=_count(pictures, "ppi_error"),
        ppi_warning=_count(pictures, "ppi_warning"),
        fit_order=ORDER if order is None else order,
        span=own.span,
        manner=shared.manner,
        imprint=shared.imprint,
        factbox=shared.factbox,
        end_mark=shared.end_mark,
        outside=shared.outside,
        about=own.words("about").strip(),
        verso=grid.verso,
        fold=grid.fold,
        rules=shared.rules,
        wrap_both=pictures is not None and pictures.choice("wrap") == "both",
    )
    check_columns(template, reading)
    check_covered(template, reading)
    if any(d.severity == "error" for d in reading.findings.found[before:]):
        return None
    return Drawn(template, heads, scale)


def story_style(
    name: str, span: Span, slot: str, drawn: Drawn, reading: Reading
) -> SlotStyle | None:
    """What a story's 样式 changes of its slot; its 标题 lies over the slot's, key by key."""
    path = style_file(name, span, reading)
    node = reading.tree(path) if path else None
    row = opened(fields.STORY_STYLE, node, reading.findings) if node else None
    if row is None:
        return None
    row = row.scaled(drawn.scale)
    heads_row = row.row("heads")
    lower = drawn.heads.get(slot) or drawn.heads[""]
    heads = None
    if heads_row is not None:
        merged = heads_row.over(lower) if lower else heads_row
        heads = looks.heads(merged, drawn.template.body, reading)
    vertical, head_side = row.yes("vertical"), row.choice("head_side")
    made = SlotStyle(
        frame=row.length("frame") if row.has("frame") else FRAME if row.has("ornament") else None,
        tint=row.ink("tint") if row.has("tint") else None,
        heads=heads,
        manner=(
            looks.manner(row.row("manner"), drawn.template.manner) if row.has("manner") else None
        ),
        vertical=vertical,
        head_side=head_side,
        ornament=row.choice("ornament"),
        name=name,
    )
    filled = next((s for s in drawn.template.slots if s.name == slot), None)
    if filled is not None:
        ways = vertical or filled.vertical, head_side or filled.head_side
        _check_head_side(filled, ways, row, reading)
        if (why := unsuited(made, filled, drawn.template)) is not None:
            asked = next((k for k in ("vertical", "frame", "ornament") if row.has(k)), "vertical")
            reading.findings.error("bad-value", why, row.place(asked), UNSUITED)
    return made


def unsuited(
    style: SlotStyle, slot: Slot, template: Template, where: Text | None = None
) -> Text | None:
    """Why a story of this style cannot stand in a slot, None where it can.

    What turns a slot's text, or frames it, needs one rectangle that lies on one page.  `where` names
    the slot.
    """
    half, (first, last) = template.base_columns // 2, slot.columns
    framed = style.frame is not None and bool(slot.parts)
    named = where or Text(f"区块「{slot.name}」", f"slot “{slot.name}”")
    if style.vertical and template.fold and first <= half < last:
        return Text(
            f"{named.zh}跨过中缝，不能全文竖排",
            f"{named.en} crosses the fold: it cannot be vertical",
        )
    if not framed and not (style.vertical and (slot.parts or slot.cuts)):
        return None
    return Text(
        f"{named.zh}不是一个完整的矩形，{'不能竖排' if style.vertical else '不能加框'}",
        f"{named.en} is no plain rectangle: it takes no "
        f"{'vertical text' if style.vertical else 'frame'}",
    )


UNSUITED = Text("换一个样式，或换一个版位", "take another style, or another slot")


def style_file(name: str, span: Span, reading: Reading) -> Path | None:
    """The file of a style in layout/styles/; what is missing is told."""
    known: dict[str, Path] = {}
    for root in dict.fromkeys([reading.workspace.packaged, reading.workspace.root]):
        folder = root / "layout" / "styles"
        known |= {p.stem: p for p in sorted(folder.glob("*.yaml"))}
    if name in known:
        return known[name]
    close = nearest(name, known)
    reading.findings.error(
        "unknown-style",
        Text(
            f"layout/styles/ 里没有样式「{name}」" + (f"，是不是「{close}」？" if close else ""),
            f"layout/styles/ has no “{name}”" + (f"; did you mean “{close}”?" if close else ""),
        ),
        span,
        Text(
            f"可用的样式：{'、'.join(sorted(known)) or '（没有）'}",
            f"known styles: {', '.join(sorted(known)) or '(none)'}",
        ),
    )
    return None


def _styled(own: Row, path: Path, reading: Reading) -> Row:
    """The template over the shared style that it names."""
    name = own.words("style")
    if not name:
        return own
    file = style_file(name, own.place("style"), reading)
    node = reading.tree(file) if file and file != path else None
    lower = opened(fields.STYLE, node, reading.findings) if node else None
    return own.over(lower) if lower else own


def _grid(row: Row, body: BodyStyle, reading: Reading) -> Grid | None:
    sheet, area, columns = row.row("sheet"), row.row("type_area"), row.row("base_columns")
    trim = sheet.size("trim") if sheet else None
    bleed = sheet.length("bleed") if sheet else None
    across = area.length("width") if area else None
    down = area.length("height") if area else None
    count = columns.integer("count") if columns else None
    cells = _whole(columns, "cells", body.size, reading) if columns else None
    gutter = _whole(columns, "gutter", body.size, reading) if columns else None
    spread = sheet is not None and sheet.yes("spread")
    margin = row.row("margin")
    sides = [margin.length(n) if margin else None for n in ("left", "inside", "outside")]
    top = margin.length("top") if margin else None
    if not (trim and across and down and count and cells) or gutter is None:
        measured = (("width", across), ("height", down), ("count", count), ("cells", cells))
        for name, value in measured:
            holder = area if name in ("width", "height") else columns
            if holder is not None and value == 0:
                _nothing(holder, name, reading)
        return None
    assert area is not None and columns is not None  # noqa: PT018
    wide, high = across // body.size, down // body.leading
    needed = count * cells + (count - 1) * gutter
    if needed > wide:
        reading.findings.error(
            "columns-too-wide",
            Text(
                f"{count} 栏 × {cells} 字 ＋ {count - 1} × {gutter} 字栏空 ＝ {needed} 字，"
                f"比版心的 {wide} 字宽",
                f"{count} columns × {cells} em + {count - 1} × {gutter} em = {needed} em, wider "
                f"than the type area of {wide} em",
            ),
            columns.span,
            Text(
                f"版心宽写 {needed}字，或减少栏数、每栏字数",
                f"make the type area {needed} em wide, or take fewer or narrower columns",
            ),
        )
        return None
    taken = (wide * body.size, high * body.leading)
    left, verso = _sides(sides, trim[0] - taken[0], spread=spread)
    y = (trim[1] - taken[1]) // 2 if top is None else top
    clash = margin is not None and _clash(sides, trim[0] - taken[0], (margin, spread), reading)
    if clash:
        return None
    out = [x for x in (left, verso) if x is not None and not 0 <= x <= trim[0] - taken[0]]
    if out or y < 0 or y + taken[1] > trim[1] or high > ROWS_MOST:
        reading.findings.error(
            "type-area-too-large",
            Text(
                f"版心 {to_mm(taken[0])} × {to_mm(taken[1])} mm 放不进成品 {to_mm(trim[0])} × "
                f"{to_mm(trim[1])} mm",
                f"the type area of {to_mm(taken[0])} × {to_mm(taken[1])} mm does not fit the sheet "
                f"of {to_mm(trim[0])} × {to_mm(trim[1])} mm",
            ),
            area.span,
            Text("减少版心的字数或行数，或改版口", "take fewer em or lines, or move the type area"),
        )
        return None
    if not spread:
        return Grid(*trim, bleed, left, y, wide, high, count, cells, gutter, verso, 0)
    # The inner margins of both pages part their type areas.
    inner = 2 * (trim[0] - taken[0] - left)
    return Grid(
        2 * trim[0], trim[1], bleed, left, y, wide, high, 2 * count, cells, gutter, None, inner
    )


def _sides(
    given: list[Length | None], spare: Length, *, spread: bool
) -> tuple[Length, Length | None]:
    """The left margins of pages with odd numbers and with even ones; a spread begins with an even one."""
    left, inside, outside = given
    if inside is None and outside is None:
        return spare // 2 if left is None else left, None
    if inside is None:
        assert outside is not None
        inside = spare - outside
    return (spare - inside, None) if spread else (inside, spare - inside)


def _clash(
    given: list[Length | None], spare: Length, sheet: tuple[Row, bool], reading: Reading
) -> bool:
    """Whether margins contradict each other."""
    left, inside, outside = given
    margin, spread = sheet
    if left is not None and (spread or inside is not None or outside is not None):
        reading.findings.error(
            "bad-value",
            Text(
                "跨版的版口写「内」「外」" if spread else "版口写了「内」「外」就不写「左」",
                "a spread's margins are inside and outside"
                if spread
                else "margins are either left, or inside and outside",
            ),
            margin.place("left"),
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
            margin.place("outside"),
            Text("只写「内」，「外」自己会算", "write the inside one alone, the other follows"),
        )
        return True
    return False


def _slot(
    key: Scalar,
    row: Row,
    heads_row: Row | None,
    page: tuple[BodyStyle, Grid | None, looks.Looks],
    reading: Reading,
) -> tuple[Slot | None, Row | None]:
    body, grid, shared = page
    what = Text(f"区块「{key.text}」", f"slot “{key.text}”")
    where = ranges(row, what, reading)
    content = row.choice("content")
    own = row.row("heads")
    merged = own.over(heads_row) if own and heads_row else own or heads_row
    heads = looks.heads(merged, body, reading)
    ornament = row.choice("ornament")
    frame = row.length("frame") or (FRAME if ornament else 0)
    split = row.integer("split")
    head_rows = row.value("head_rows")
    head_columns = row.integer("head_columns") or 0
    default: Ink = shared.strip if content == "banner" else shared.accent
    tint = row.ink("tint")
    remainder = row.choice("remainder") or "gutter"
    byline_at = row.choice("byline_at") or "below"
    rule = row.length("rule") or 0
    colour = row.ink("colour")
    if grid is None or where is None or not content:
        return None, merged
    slot = Slot(
        name=key.text,
        rows=where[0].rows,
        columns=where[0].columns,
        content=content,
        split=split or None,
        remainder=remainder,
        frame=frame,
        tint=tint,
        heads=heads,
        head_rows=head_rows if isinstance(head_rows, tuple) else (0, 0),
        head_columns=head_columns,
        byline_at=byline_at,
        rule=rule,
        accent=colour if colour is not None else default,
        span=key.span,
        vertical=row.yes("vertical"),
        head_side=row.choice("head_side"),
        ornament=ornament,
        parts=where[1],
        within=row.words("within").strip(),
        file=_file(row, content, reading),
        may_be_empty=row.yes("may_be_empty"),
    )
    _check_slot(slot, row, grid, (body.size, body.leading), reading)
    _check_head_side(slot, (slot.vertical, slot.head_side), row, reading)
    return slot, merged


def _file(row: Row, content: str, reading: Reading) -> str:
    """What a masthead, an ornament or an empty slot for ads shows; no other slot has a file."""
    name, place = row.words("file").strip(), row.place("file")
    if not name:
        return ""
    if content in ("masthead", "ornament", "ad", "public-ad"):
        return looks.house_file(name, place, reading)
    reading.findings.error(
        "bad-value",
        Text(
            "只有内容是报头、装饰、广告的区块能写「文件」",
            "only a masthead, an ornament or a slot for ads has a file",
        ),
        place,
        Text("图片写在稿件里", "photos belong to stories"),
    )
    return ""


def _check_slot(
    slot: Slot, row: Row, grid: Grid, line: tuple[Length, Length], reading: Reading
) -> None:
    findings = reading.findings
    em, leading = line
    if slot.rows[1] > grid.rows or slot.columns[1] > grid.columns:
        findings.error(
            "slot-off-page",
            Text(
                f"区块「{slot.name}」行 {slot.rows[0]}-{slot.rows[1]}、栏 {slot.columns[0]}-"
                f"{slot.columns[1]} 出了版心（{grid.rows} 行、{grid.columns} 栏）",
                f"slot “{slot.name}”, rows {slot.rows[0]}-{slot.rows[1]}, columns "
                f"{slot.columns[0]}-{slot.columns[1]}, leaves the type area ({grid.rows} rows, "
                f"{grid.columns} columns)",
            ),
            slot.span,
            Text("改小它的行或栏", "make its rows or columns smaller"),
        )
        return
    taken = slot.columns[1] - slot.columns[0] + 1
    width = taken * grid.column_cells + (taken - 1) * grid.gutter
    inner = width - (2 * FRAME_INSET_CELLS if slot.frame else 0)
    count = slot.split or taken
    if slot.vertical:
        # Tiers part the height; without a number of them there are as many as fit.
        inner = (slot.rows[1] - slot.rows[0] + 1) * leading // em - (2 if slot.frame else 0)
        count = slot.split or 1
    each = (inner - (count - 1) * grid.gutter) // count
    if slot.content == Content.STORY and each < MIN_CELLS:
        findings.error(
            "split-too-narrow",
            Text(
                f"区块「{slot.name}」{'高' if slot.vertical else '宽'} {inner} 字，分成 {count} "
                f"{'段每段' if slot.vertical else '栏每栏'}只有 {max(each, 0)} 字",
                f"slot “{slot.name}” is {inner} em {'high' if slot.vertical else 'wide'}; {count} "
                f"{'tiers' if slot.vertical else 'columns'} leave {max(each, 0)} em each",
            ),
            row.place("split"),
            Text(f"每栏至少 {MIN_CELLS} 字，减少破栏", f"a column takes {MIN_CELLS} em at least"),
        )
    _check_fold(slot, row, grid, reading)
    high = slot.rows[1] - slot.rows[0] + 1
    if slot.head_rows[1] > high or (slot.head_columns > count and not slot.vertical):
        findings.error(
            "bad-value",
            Text(
                f"区块「{slot.name}」的题区比区块大（{high} 行、{count} 栏）",
                f"the headline block of slot “{slot.name}” is larger than the slot ({high} rows, "
                f"{count} columns)",
            ),
            row.place("head_rows" if slot.head_rows[1] > high else "head_columns"),
            Text("改小题区行或题区栏", "make head_rows or head_columns smaller"),
        )


def _check_fold(slot: Slot, row: Row, grid: Grid, reading: Reading) -> None:
    """Across a fold every page takes whole text columns."""
    half = grid.columns // 2
    first, last = slot.columns
    base = last - first + 1
    if not grid.fold or not first <= half < last or slot.content != Content.STORY:
        return
    if (slot.split or base) * (half - first + 1) % base == 0 and not slot.vertical:
        return
    reading.findings.error(
        "split-across-fold",
        Text(
            f"区块「{slot.name}」跨过中缝，左版占 {half - first + 1} 栏、右版占 {last - half} 栏，"
            + ("不能全文竖排" if slot.vertical else f"破不成 {slot.split} 栏"),
            f"slot “{slot.name}” crosses the fold with {half - first + 1} columns on the left and "
            f"{last - half} on the right: "
            + ("it cannot be vertical" if slot.vertical else f"it cannot be split in {slot.split}"),
        ),
        row.place("split") if row.has("split") else slot.span,
        Text(
            f"破栏写成 {base} 的倍数，或让左右两版占的栏数成比例",
            f"take a multiple of {base}, or columns in proportion on both pages",
        ),
    )


def _check_head_side(slot: Slot, ways: tuple[bool, str], row: Row, reading: Reading) -> None:
    """A vertical headline stands beside a horizontal body and leaves it a column at least."""
    vertical, side = ways
    count = slot.split or slot.columns[1] - slot.columns[0] + 1
    if not side or (not vertical and max(slot.head_columns, 1) < count):
        return
    reading.findings.error(
        "bad-value",
        Text(
            f"区块「{slot.name}」全文竖排，标题跟着竖排，不用再写「标题竖排」"
            if vertical
            else f"区块「{slot.name}」有 {count} 栏，竖排的标题占 {max(slot.head_columns, 1)} 栏，"
            "正文没有地方了",
            f"slot “{slot.name}” is vertical as a whole; its headline is, too"
            if vertical
            else f"slot “{slot.name}” has {count} columns and its vertical headline takes "
            f"{max(slot.head_columns, 1)}: nothing is left for the body",
        ),
        row.place("head_side") if row.has("head_side") else slot.span,
        Text("删去「标题竖排」，或加栏", "remove head_side, or add columns"),
    )


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


def _nothing(row: Row, name: str, reading: Reading) -> None:
    """A page of no width, no height or no columns."""
    zh = row.record.field(name).zh
    reading.findings.error(
        "bad-value",
        Text(f"「{zh}」要大于 0", f"{name} is above 0"),
        row.place(name),
        Text("写 1 或更大的数", "write 1 or more"),
    )


def _count(row: Row | None, name: str) -> int | None:
    return row.integer(name) if row else None


def template_files(reading: Reading) -> dict[str, Path]:
    """Every template file by its stem; a workspace's own stand before those that ship."""
    found: dict[str, Path] = {}
    for root in dict.fromkeys([reading.workspace.packaged, reading.workspace.root]):
        folder = root / "layout"
        for path in sorted(folder.rglob("*.yaml")):
            inside = path.relative_to(folder)
            if (
                not {"press", "styles", "form", "rate"} & set(inside.parts[:-1])
                and str(inside) != INKS
            ):
                found[path.stem] = path
    return found


def template_file(name: str, span: Span, reading: Reading) -> Path | None:
    """The file of a template; by its file's name first, then by its 名称; else it is told."""
    for root in dict.fromkeys([reading.workspace.root, reading.workspace.packaged]):
        found = files.find(f"{name}.yaml", root, root / "layout") if "/" not in name else None
        if (
            found is not None
            and not isinstance(found, files.Missing)
            and found.parent.name == "layout"
        ):
            return found
    known = template_files(reading)
    by_title = {title: path for path in known.values() if (title := _title(path))}
    if name in known or name in by_title:
        return known.get(name) or by_title[name]
    close = nearest(name, [*known, *by_title])
    listed = sorted({*known, *by_title})
    reading.findings.error(
        "unknown-template",
        Text(
            f"layout/ 里没有版式「{name}」" + (f"，是不是「{close}」？" if close else ""),
            f"layout/ has no template “{name}”" + (f"; did you mean “{close}”?" if close else ""),
        ),
        span,
        Text(f"可用的版式：{'、'.join(listed)}", f"known templates: {', '.join(listed)}"),
    )
    return None


# Its key in both languages.
_NAME = frozenset({"名称", "name"})


def _title(path: Path) -> str:
    """The 名称 that a template file bears, without reading the rest of it."""
    try:
        text = doors.read(path).decode("utf-8-sig")
    except doors.TEXT.faults(OSError):
        return ""
    for line in filelines.lines(text):
        key, colon, value = line.partition(":")
        if colon and key in _NAME:
            return value.split(" #")[0].strip().strip("'\"")
    return ""
