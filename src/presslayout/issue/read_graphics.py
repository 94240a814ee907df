"""The graphics of a story: charts, numerals and timelines, and whether their numbers can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import replace
from presslayout.issue.graphics import ONE, Amount, Datum, Graphic, GraphicForm
from presslayout.issue.outline import outline
from presslayout.issue.read_places import place

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Span
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading

# A number as newspapers print it; beyond these digits none goes.
_NUMBER = regex(r"([-−]?)([0-9]{1,9}|[0-9]{1,3}(?:[,，][0-9]{3}){1,3})(\.[0-9]{1,6})?[%％]?\Z")
# So many series are told apart by their ink, and so many parts of a whole.
MOST_SERIES, MOST_PARTS = 4, 6
# So many entries are drawn at all: more is a table.
MOST_ENTRIES = 60
# A row of numerals that is worth a row, and one that is read.
NUMERALS = (1, 10)
WHOLES = frozenset({GraphicForm.SHARE, GraphicForm.RING})


def read_graphics(row: Row, reading: Reading) -> tuple[Graphic, ...]:
    """Every graphic that a story's row asks for: charts, then numerals, then timelines."""
    found = [_chart(one, reading) for one in row.chain("charts")]
    found += [_numerals(one, reading) for one in row.chain("numerals")]
    found += [_timeline(one, reading) for one in row.chain("timelines")]
    return tuple(one for one in found if one is not None)


def quantity(text: str) -> Amount | None:
    """The number that a text is, or None."""
    typed = text.strip()
    match = _NUMBER.match(typed)
    if match is None:
        return None
    whole = int(match[2].replace(",", "").replace("，", ""))
    part = int((match[3] or ".0")[1:].ljust(6, "0"))
    value = whole * ONE + part
    return Amount(typed.replace("-", "−"), -value if match[1] else value)


def _chart(row: Row, reading: Reading) -> Graphic | None:
    made = _made(row, reading)
    word = row.choice("form")
    series = row.texts("series")
    data = [(one, _datum(one, reading)) for one in row.rows("data")]
    entries = tuple(entry for _, entry in data if entry is not None)
    land = row.words("outline").strip()
    drawn = outline(land) if land else ()
    if drawn is None:
        _bad(
            reading,
            row.place("outline"),
            Text("「轮廓」不是 SVG 路径", "the outline is no SVG path"),
            Text("只用 M L H V C Z 和数字，如 M0 0 L40 0 L40 30 Z", "use M L H V C Z and numbers"),
        )
    if not word or len(entries) < len(data) or drawn is None:
        return None
    form = GraphicForm(word)
    fine = [_counted(one, form, entry, series, reading) for one, entry in data if entry]
    whole = _enough(row, form, entries, reading)
    if not all(fine) or not whole:
        return None
    return replace(
        made,
        form=form,
        entries=entries,
        series=series,
        unit=row.words("unit").strip(),
        outline=drawn,
        geographic=row.yes("geographic"),
    )


def _datum(row: Row, reading: Reading) -> Datum | None:
    name = row.words("name")
    values = _quantities(row, "value", reading)
    spot = _quantities(row, "spot", reading)
    if values is None or spot is None or not name:
        return None
    if row.has("spot") and len(spot) != 2:  # noqa: PLR2004
        _bad(
            reading,
            row.place("spot"),
            Text(f"「{name}」的坐标要两个数", f"“{name}”: coordinates are two numbers"),
            Text("写成 坐标: [12.5, 30]", "write spot: [12.5, 30]"),
        )
        return None
    at = (spot[0].value, spot[1].value) if spot else None
    return Datum(name, values, spot=at)


def _quantities(row: Row, name: str, reading: Reading) -> tuple[Amount, ...] | None:
    """The numbers of a field; None, each told, where one is none."""
    found = []
    failed = False
    for typed in row.names(name):
        one = quantity(typed.text)
        if one is None:
            failed = True
            _bad(
                reading,
                typed.span,
                Text(f"「{typed.text}」不是数字", f"“{typed.text}” is no number"),
                Text(
                    "写半角数字，如 12.5；单位写在「单位」里",
                    "write digits, such as 12.5; its unit under “unit”",
                ),
            )
        else:
            found.append(one)
    return None if failed else tuple(found)


def _counted(
    row: Row, form: GraphicForm, entry: Datum, series: tuple[str, ...], reading: Reading
) -> bool:
    """Whether an entry has the numbers that its chart wants."""
    count = len(entry.quantities)
    wanted = max(len(series), 1)
    place_ = row.place("value")
    if form is GraphicForm.PLACES:
        if entry.spot is None:
            _bad(
                reading,
                row.span,
                Text(f"点图的「{entry.name}」没有坐标", f"“{entry.name}” has no coordinates"),
                Text("加 坐标: [横, 纵]", "add spot: [x, y]"),
            )
            return False
        wanted = min(count, 1)
    if count != wanted:
        _bad(
            reading,
            place_,
            Text(
                f"「{entry.name}」有 {count} 个数，要 {wanted} 个"
                + ("（一个系列一个）" if wanted > 1 else ""),
                f"“{entry.name}” has {count} numbers, {wanted} wanted",
            ),
            Text("几个数就写几个「系列」，或每个类目写一个数", "name as many series as numbers"),
        )
        return False
    if form in WHOLES and any(one.value < 0 for one in entry.quantities):
        _bad(
            reading,
            place_,
            Text(
                f"「{entry.name}」是负数，占比没有负的", f"“{entry.name}” is negative: no share is"
            ),
            Text("改数字，或改用 条形、柱形", "mend the number, or take bars or columns"),
        )
        return False
    if form is GraphicForm.PLACES and any(one.value < 0 for one in entry.quantities):
        _bad(
            reading,
            place_,
            Text(f"「{entry.name}」是负数，圆点没有负的", f"“{entry.name}” is negative: no dot is"),
            Text("改数字，或不写「数」", "mend the number, or leave it out"),
        )
        return False
    return True


def _enough(row: Row, form: GraphicForm, entries: tuple[Datum, ...], reading: Reading) -> bool:
    """Whether there are neither too few nor too many entries and series."""
    series = len(row.texts("series")) or 1
    least = 2 if form in WHOLES or form is GraphicForm.LINES else 1
    most = MOST_PARTS if form in WHOLES else MOST_ENTRIES
    count = len(entries)
    if not row.has("data"):
        return False
    if not least <= count <= most:
        _bad(
            reading,
            row.place("data"),
            Text(
                f"有 {count} 个类目，{'最多' if count > most else '至少'} {min(max(count, least), most)} 个",
                f"{count} categories, {'at most' if count > most else 'at least'} "
                f"{min(max(count, least), most)}",
            ),
            Text(
                "把小的合成「其他」" if count > most else "加类目，或写在文字里",
                "put the small ones together" if count > most else "add some, or say it in words",
            ),
        )
        return False
    if series > MOST_SERIES or (series > 1 and form in WHOLES):
        most = 1 if form in WHOLES else MOST_SERIES
        _bad(
            reading,
            row.place("series"),
            Text(f"有 {series} 个系列，最多 {most} 个", f"{series} series, at most {most}"),
            Text("分成几张图", "make several charts of it"),
        )
        return False
    if form in WHOLES and not sum(one.value for e in entries for one in e.quantities):
        _bad(
            reading,
            row.place("data"),
            Text("占比的数全是 0", "every share is 0"),
            Text("写上数字", "write their numbers"),
        )
        return False
    return True


def _numerals(row: Row, reading: Reading) -> Graphic | None:
    made = _made(row, reading)
    read = [(one.words("numeral").strip(), one.words("name").strip()) for one in row.rows("data")]
    entries = tuple(Datum(name, words=numeral) for numeral, name in read if numeral and name)
    if not entries or len(entries) < len(read):
        _empty(row, read, reading)
        return None
    if len(entries) > NUMERALS[1]:
        _bad(
            reading,
            row.place("data"),
            Text(f"有 {len(entries)} 个大数字，最多 {NUMERALS[1]} 个",
                 f"{len(entries)} numerals, at most {NUMERALS[1]}"),
            Text("分成几排", "make several rows"),
        )  # fmt: skip
        return None
    return replace(made, entries=entries)


def _timeline(row: Row, reading: Reading) -> Graphic | None:
    made = _made(row, reading)
    read = [(one.words("when").strip(), one.words("text").strip()) for one in row.rows("data")]
    entries = tuple(Datum(when, words=text) for when, text in read if when and text)
    arranged = row.choice("arranged")
    if not entries or len(entries) < len(read):
        _empty(row, read, reading)
        return None
    down = None if not arranged else arranged == "down"
    return replace(made, form=GraphicForm.TIMELINE, entries=entries, down=down)


def _empty(row: Row, read: list[tuple[str, str]], reading: Reading) -> None:
    """Tell of a list without entries; what an entry lacks was told where it is read."""
    if row.has("data") and not read:
        _bad(
            reading,
            row.place("data"),
            Text("「数据」是空的", "there are no entries"),
            Text("一项一行，以「- 」开头", "one entry a line, each begun with “- ”"),
        )


def _made(row: Row, reading: Reading) -> Graphic:
    """What all graphics say of themselves; its form and entries are still to be read."""
    title = row.words("title").strip()
    where = place(row, f"图表「{title}」", reading)
    return Graphic(
        form=GraphicForm.NUMERALS,
        title=title,
        entries=(),
        span=row.span,
        source=row.words("source").strip(),
        told=row.words("alt").strip(),
        columns=where.columns,
        rows=where.rows,
        at=where.at,
        spot=where.spot,
        frame=row.length("frame") or 0,
        tint=row.ink("tint"),
        optional=row.yes("optional") and where.lock is None,
        lock=where.lock,
    )


def _bad(reading: Reading, span: Span, message: Text, hint: Text) -> None:
    reading.findings.error("bad-value", message, span, hint)
