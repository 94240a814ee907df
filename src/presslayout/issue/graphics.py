"""Graphics of a story as they were written: charts, big numerals, timelines (图表, 大数字, 时间轴).

Values only; `read_graphics.py` makes them.  Numbers are kept as they were typed, and in millionths.
"""

from __future__ import annotations

from enum import StrEnum

from presslayout.base.diagnostics import Span
from presslayout.base.units import Length
from presslayout.base.values import frozen
from presslayout.edition.ink import Ink
from presslayout.issue.page_parts import Lock

# What one is in the whole numbers that charts count in.
ONE = 1_000_000
# So many names at most stand below the points of a line; among more every second, third … is named.
NAMED = 8


class GraphicForm(StrEnum):
    """How a graphic shows what it shows."""

    BARS = "bars"
    COLUMNS = "columns"
    LINES = "lines"
    SHARE = "share"
    RING = "ring"
    PLACES = "places"
    NUMERALS = "numerals"
    TIMELINE = "timeline"


# What a reader who cannot see it is told that it is.
SPOKEN = {
    GraphicForm.BARS: "条形图",
    GraphicForm.COLUMNS: "柱形图",
    GraphicForm.LINES: "折线图",
    GraphicForm.SHARE: "占比图",
    GraphicForm.RING: "圆环图",
    GraphicForm.PLACES: "点图",
    GraphicForm.NUMERALS: "数字",
    GraphicForm.TIMELINE: "时间轴",
}


# Under which key of its story one stands, where it is no chart.
LISTED = {GraphicForm.NUMERALS: "numerals", GraphicForm.TIMELINE: "timelines"}
# What is as high as its words.
STIFF = frozenset((GraphicForm.SHARE, GraphicForm.NUMERALS, GraphicForm.TIMELINE))


class TextKind(StrEnum):
    """What words on a graphic are."""

    TITLE = "title"
    UNIT = "unit"
    SERIES = "series"
    NAME = "name"
    VALUE = "value"
    WORDS = "words"
    END = "end"
    SOURCE = "source"


# Words of a graphic: what they are, of which entry and of which series, from 0.
TextKey = tuple[TextKind, int, int]
Outline = tuple[tuple[str | int, ...], ...]


@frozen
class Amount:
    """A number: as it was typed, and in millionths."""

    text: str
    value: int


@frozen
class Datum:
    """One category, place, numeral or date: its name, its numbers, or the words that belong to it.

    `spot` are its coordinates in millionths.
    """

    name: str
    quantities: tuple[Amount, ...] = ()
    words: str = ""
    spot: tuple[int, int] | None = None


@frozen
class Graphic:
    """A chart, a row of numerals or a timeline, and where in its story it stands.

    `series` names the numbers of each entry where it has several.  `outline` is a path in
    millionths behind places; `geographic`: north is up.  `down` says which way a timeline runs,
    None where its width decides.  `at`, `spot`, `columns`, `rows` and `lock` are a photo's, `frame`
    and `tint` a fact box's.
    """

    form: GraphicForm
    title: str
    entries: tuple[Datum, ...]
    span: Span
    unit: str = ""
    source: str = ""
    told: str = ""
    series: tuple[str, ...] = ()
    outline: Outline = ()
    geographic: bool = False
    down: bool | None = None
    columns: int | None = None
    rows: int | None = None
    at: str = ""
    spot: tuple[int, int] | None = None
    frame: Length = 0
    tint: Ink | None = None
    optional: bool = False
    lock: Lock | None = None

    @property
    def texts(self) -> tuple[tuple[TextKey, str], ...]:
        """All its words in reading order, each once."""
        unit = f"单位：{self.unit}" if self.unit else ""
        found: list[tuple[TextKey, str]] = [
            ((TextKind.TITLE, 0, 0), self.title),
            ((TextKind.UNIT, 0, 0), unit),
        ]
        if self.form is GraphicForm.LINES:
            found += self._of_lines()
        else:
            many = len(self.series) > 1
            found += [((TextKind.SERIES, 0, n), name) for n, name in enumerate(self.series) if many]
            for number, entry in enumerate(self.entries):
                own: list[tuple[TextKey, str]] = [((TextKind.NAME, number, 0), entry.name)]
                own += [
                    ((TextKind.VALUE, number, n), one.text)
                    for n, one in enumerate(entry.quantities)
                ]
                own.append(((TextKind.WORDS, number, 0), entry.words))
                found += own
        found.append(((TextKind.SOURCE, 0, 0), f"来源：{self.source}" if self.source else ""))
        return tuple((key, words) for key, words in found if words)

    def _of_lines(self) -> list[tuple[TextKey, str]]:
        """The names below a line's points, and at its end its name and its last number."""
        last = len(self.entries) - 1
        step = max(-(-last // (NAMED - 1)), 1)
        found: list[tuple[TextKey, str]] = [
            ((TextKind.NAME, n, 0), entry.name)
            for n, entry in enumerate(self.entries)
            if (last - n) % step == 0
        ]
        for n, one in enumerate(self.entries[-1].quantities):
            name = self.series[n] if n < len(self.series) else ""
            found.append(((TextKind.END, last, n), f"{name} {one.text}".strip()))
        return found

    @property
    def listed(self) -> str:
        """The key of its story under which it is written."""
        return LISTED.get(self.form, "charts")

    @property
    def stretches(self) -> bool:
        """Whether it may be drawn higher or lower, as there is room."""
        return self.form not in STIFF

    @property
    def text(self) -> str:
        """Its words, joined by line feeds."""
        return "\n".join(words for _, words in self.texts)

    @property
    def offsets(self) -> dict[TextKey, int]:
        """Where each of its words begins in its text."""
        found, at = dict[TextKey, int](), 0
        for key, words in self.texts:
            found[key] = at
            at += len(words) + 1
        return found

    @property
    def alt(self) -> str:
        """What it says to who cannot see it: the editor's words, else all its numbers."""
        if self.told:
            return self.told
        unit = f"（单位：{self.unit}）" if self.unit else ""
        parts = "；".join(self._spoken(entry) for entry in self.entries)
        source = f"来源：{self.source}。" if self.source else ""
        title = f"{self.title}{unit}" or unit
        return f"{SPOKEN[self.form]}{'：' if title else ''}{title}。{parts}。{source}"

    def _spoken(self, entry: Datum) -> str:
        many = len(self.series) > 1
        numbers = "，".join(
            f"{self.series[n]} {one.text}" if many else one.text
            for n, one in enumerate(entry.quantities)
        )
        words = entry.words.rstrip("。；")
        return " ".join(part for part in (entry.name, numbers, words) if part)
