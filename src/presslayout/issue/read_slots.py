"""The slots of a template: their places and looks, and whether they suit its grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen, replace
from presslayout.issue import looks
from presslayout.issue.convert import FRAME
from presslayout.issue.kinds import Content
from presslayout.issue.lattice import FRAME_INSET_CELLS, MIN_CELLS
from presslayout.issue.read_accents import drop_cap, ordinals
from presslayout.issue.read_ranges import nested, ranges
from presslayout.issue.template import Ordinals, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.issue.read_grid import Grid
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import BodyStyle
    from presslayout.issue.yaml.tree import Scalar


@frozen
class SlotGround:
    """What all slots of a template stand on: its body style, its grid, its looks and its 标题."""

    body: BodyStyle
    grid: Grid | None
    shared: looks.Looks
    heads: Row | None


@frozen
class Slots:
    """The slots that can be used, and every slot's 标题 by its name; "" is the template's own."""

    slots: tuple[Slot, ...]
    heads: Mapping[str, Row | None]


def read_slots(row: Row, ground: SlotGround, reading: Reading) -> Slots:
    """The slots of a template's row."""
    slots: list[Slot] = []
    heads: dict[str, Row | None] = {"": ground.heads}
    for key, slot_row in row.named("slots"):
        own = slot_row.row("heads")
        heads[key.text] = own.over(ground.heads) if own and ground.heads else own or ground.heads
        made = _slot(key, slot_row, heads[key.text], ground, reading)
        if made is not None:
            slots.append(made)
    if any(slot.head_area for slot in slots):
        from presslayout.issue.head_areas import check_areas

        check_areas(slots, reading)
    return Slots(tuple(_sized(nested(slots, reading), heads, ground)), heads)


def _sized(
    slots: Iterable[Slot], heads: Mapping[str, Row | None], ground: SlotGround
) -> Iterator[Slot]:
    """The slots, headlines whose sizes nobody names as large as rank, width and height let them be."""
    listed, body, grid = list(slots), ground.body, ground.grid
    unsized = (s for s in listed if s.content == Content.STORY)
    if all(looks.names(heads[s.name], "headline", "size") for s in unsized):
        yield from listed
        return
    from presslayout.issue import head_sizes

    ranks = head_sizes.ranked(listed)
    for slot in listed:
        if slot.name not in ranks or grid is None:
            yield slot
            continue
        measures = head_sizes.Measures(grid.cells * body.size, body.leading, body.size)
        fitted = head_sizes.fitted(slot, ranks[slot.name], heads[slot.name], measures)
        yield replace(slot, heads=fitted)


def _slot(
    key: Scalar, row: Row, heads_row: Row | None, ground: SlotGround, reading: Reading
) -> Slot | None:
    body, grid, shared = ground.body, ground.grid, ground.shared
    what = Text(f"区块「{key.text}」", f"slot “{key.text}”")
    where = ranges(row, what, reading)
    content = row.choice("content")
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
    accent = colour if colour is not None else default
    heads = looks.heads(heads_row, body, reading, accent=accent)
    if grid is None or where is None or not content:
        return None
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
        accent=accent,
        span=key.span,
        vertical=row.yes("vertical"),
        head_side=row.choice("head_side"),
        ornament=ornament,
        parts=where[1],
        within=row.words("within").strip(),
        file=_file(row, content, reading),
        may_be_empty=row.yes("may_be_empty"),
        drop_cap=drop_cap(row.row("drop_cap"), reading),
        ordinals=ordinals(row.row("ordinals")) or Ordinals(),
        form=_form(row, content, reading),
        head_area=row.words("head_area").strip(),
    )
    _check_slot(slot, row, grid, (body.size, body.leading), reading)
    if slot.head_area:
        from presslayout.issue.head_areas import check_member

        check_member(slot, row, reading)
    check_head_side(slot, (slot.vertical, slot.head_side), row, reading)
    return slot


def _file(row: Row, content: str, reading: Reading) -> str:
    """What a masthead, an ornament or an empty slot for ads shows; no other slot has a file."""
    name, place = row.words("file").strip(), row.place("file")
    if not name:
        return ""
    if content in ("masthead", "section", "ornament", "ad", "public-ad"):
        return looks.house_file(name, place, reading)
    reading.findings.error(
        "bad-value",
        Text(
            "只有内容是报头、刊头、装饰、广告的区块能写「文件」",
            "only a masthead, a section's head, an ornament or a slot for ads has a file",
        ),
        place,
        Text("图片写在稿件里", "photos belong to stories"),
    )
    return ""


def _form(row: Row, content: str, reading: Reading) -> str:
    """How a masthead or a section's head stands; no other slot has a form."""
    form = row.choice("form")
    if not form or content in (Content.MASTHEAD, Content.SECTION):
        return "" if form == "center" else form
    reading.findings.error(
        "bad-value",
        Text(
            "只有内容是报头、刊头的区块能写「形式」",
            "only a masthead or a section's head has a form",
        ),
        row.place("form"),
        Text("删去「形式」", "remove form"),
    )
    return ""


def _check_slot(
    slot: Slot, row: Row, grid: Grid, line: tuple[Length, Length], reading: Reading
) -> None:
    """Whether a slot lies on its page, its columns hold text, and its headline lies in it."""
    if slot.rows[1] > grid.rows or slot.columns[1] > grid.columns:
        _off_page(slot, grid, reading)
        return
    em, leading = line
    taken = slot.columns[1] - slot.columns[0] + 1
    high = slot.rows[1] - slot.rows[0] + 1
    width = taken * grid.column_cells + (taken - 1) * grid.gutter
    inner = width - (2 * FRAME_INSET_CELLS if slot.frame else 0)
    count = slot.split or taken
    if slot.vertical:
        # Tiers part the height; without a number of them there are as many as fit.
        inner = high * leading // em - (2 if slot.frame else 0)
        count = slot.split or 1
    each = (inner - (count - 1) * grid.gutter) // count
    if slot.content == Content.STORY and each < MIN_CELLS:
        _too_narrow(slot, row, (inner, count, max(each, 0)), reading)
    _check_fold(slot, row, grid, reading)
    if slot.head_rows[1] > high or (slot.head_columns > count and not slot.vertical):
        reading.findings.error(
            "bad-value",
            Text(
                f"区块「{slot.name}」的题区比区块大（{high} 行、{count} 栏）",
                f"the headline block of slot “{slot.name}” is larger than the slot ({high} rows, "
                f"{count} columns)",
            ),
            row.place("head_rows" if slot.head_rows[1] > high else "head_columns"),
            Text("改小题区行或题区栏", "make head_rows or head_columns smaller"),
        )


def _off_page(slot: Slot, grid: Grid, reading: Reading) -> None:
    reading.findings.error(
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


def _too_narrow(slot: Slot, row: Row, parts: tuple[int, int, int], reading: Reading) -> None:
    """Tell of `parts`: so many characters of a slot make so many columns of so many each."""
    inner, count, each = parts
    reading.findings.error(
        "split-too-narrow",
        Text(
            f"区块「{slot.name}」{'高' if slot.vertical else '宽'} {inner} 字，分成 {count} "
            f"{'段每段' if slot.vertical else '栏每栏'}只有 {each} 字",
            f"slot “{slot.name}” is {inner} em {'high' if slot.vertical else 'wide'}; {count} "
            f"{'tiers' if slot.vertical else 'columns'} leave {each} em each",
        ),
        row.place("split"),
        Text(f"每栏至少 {MIN_CELLS} 字，减少破栏", f"a column takes {MIN_CELLS} em at least"),
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


def check_head_side(slot: Slot, ways: tuple[bool, str], row: Row, reading: Reading) -> None:
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
