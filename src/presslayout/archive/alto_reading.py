"""ALTO of anybody's, read into lines with their text and places: of version 1 to 5, from OCR or ours.

Files come from outside: no entity is taken, nothing is fetched, and what is too large is refused.
"""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, Diagnostic, Span, SpecError, Text
from presslayout.base.geometry import Box
from presslayout.base.units import EMU_PER_MM
from presslayout.base.values import frozen
from presslayout.edition.locate import around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# The page of a broadsheet with every glyph told has some 20 MB and 300,000 elements.
MAX_BYTES, MAX_ELEMENTS = 64_000_000, 1_000_000
# What one unit of each measure is in EMU; pixels by the resolution of the picture.
_UNITS = {"mm10": EMU_PER_MM // 10, "inch1200": 762}
_PIXEL, _INCH = "pixel", 914_400
# By what pixels are measured where nobody says: newspapers are scanned so.
DPI = 300
# No page is farther across: ten metres.
_FARTHEST = 10_000 * EMU_PER_MM
_MOST_PAGES = 100_000
# What stands between lines is read with none of them.
_INTERLINEAR = "interlinear"
# From here on characters stand without blanks between words.
_HAN = "\u2e80"


@frozen
class ReadWord:
    """A String: what it says and where it stands; `blank` where a blank follows in the line."""

    text: str
    box: Box
    blank: bool = False


@frozen
class ReadLine:
    """A TextLine; `hyphen` where it ends with one that its text does not hold."""

    words: tuple[ReadWord, ...]
    box: Box
    hyphen: bool = False

    @property
    def text(self) -> str:
        """What it says, blanks between its words, but for one behind the last."""
        return "".join(w.text + " " * w.blank for w in self.words).removesuffix(" ")

    @property
    def blank(self) -> bool:
        """Whether a blank stands between its last word and the next line."""
        return bool(self.words) and self.words[-1].blank


@frozen
class ReadBlock:
    """A TextBlock: its id, the ComposedBlock that it stands in, the story that a tag names, its lines."""

    id: str
    group: str
    story: str
    lines: tuple[ReadLine, ...]
    box: Box

    @property
    def text(self) -> str:
        """Its lines as one text: a blank where Latin words meet, none between Han, no hyphen."""
        return "".join(line.text + " " * line.blank for line in self.lines).removesuffix(" ")


@frozen
class ReadPage:
    """A page: its place in the document and the number printed on it, its size, its blocks in order."""

    order: int
    printed: str
    width: int
    height: int
    blocks: tuple[ReadBlock, ...]


def read(data: bytes, name: str, dpi: int = DPI) -> tuple[ReadPage, ...]:
    """The pages of an ALTO file in EMU; SpecError says where in `name` it cannot be read."""
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise _refused(name, 1, _large(f"{len(data) // 1_000_000} MB"))
    reader = _Reader(name, dpi)
    events = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    line = 1
    try:
        for event, element in events:
            line = element.sourceline or line
            tag = element.tag if isinstance(element.tag, str) else ""
            local = tag.rpartition("}")[2]
            if event == "start":
                reader.begin(element, local, line)
            else:
                reader.end(element, local)
                _let_go(element)
    except doors.ALTO.faults() as cause:
        at = getattr(cause, "lineno", None) or line
        raise _refused(
            name,
            at,
            Text("不是完好的 XML：在这里断了", "no sound XML: it breaks off here"),
        ) from cause
    return tuple(reader.pages)


class _Reader:
    """What has been read of a file so far."""

    def __init__(self, name: str, dpi: int) -> None:
        self.name, self.dpi = name, dpi
        self.unit = _INCH / dpi
        self.pages: list[ReadPage] = []
        self.page: ReadPage | None = None
        self.tags: dict[str, str] = {}
        self.beside: set[str] = set()
        self.groups: list[tuple[str, str]] = []
        self.blocks: list[ReadBlock] = []
        self.block: tuple[str, str, str, Box | None] | None = None
        self.lines: list[ReadLine] = []
        self.line: Box | None = None
        self.words: list[ReadWord] = []
        self.hyphen = self.is_beside = self.is_ours = False
        self.count = 0

    def begin(self, element: Any, local: str, line: int) -> None:
        """An element begins; its attributes are there, what it holds is not."""
        self.count += 1
        if self.count == 1:
            self._root(element, local)
        elif self.count > MAX_ELEMENTS:
            raise _refused(self.name, line, _large(f"{MAX_ELEMENTS} +"))
        begun = _BEGUN.get(local)
        if begun is not None:
            begun(self, element.attrib)

    def end(self, element: Any, local: str) -> None:
        """An element ends."""
        if local == "MeasurementUnit":
            unit = (element.text or "").strip()
            self.unit = _UNITS.get(unit, _INCH / self.dpi)
        elif local == "softwareName":
            self.is_ours = (element.text or "").strip() == "presslayout"
        ended = _ENDED.get(local)
        if ended is not None:
            ended(self)

    def _root(self, element: Any, local: str) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise _refused(
                self.name,
                1,
                Text(
                    "开头有 DOCTYPE，里面可能藏着实体",
                    "begins with a DOCTYPE, which may hide entities",
                ),
            )
        if local != "alto":
            raise _refused(
                self.name,
                1,
                Text(f"最外层是 {local}，不是 alto", f"its outermost element is {local}, not alto"),
            )

    def structure(self, said: Mapping[str, str]) -> None:
        """A tag that names a story."""
        self.tags[said.get("ID", "")] = said.get("LABEL", "")

    def layout(self, said: Mapping[str, str]) -> None:
        """A tag that says how something is laid out."""
        if said.get("LABEL", "").lower() == _INTERLINEAR:
            self.beside.add(said.get("ID", ""))

    def open_page(self, said: Mapping[str, str]) -> None:
        """A page."""
        told = _number(said.get("PHYSICAL_IMG_NR")) or 0
        order = int(told) if 0 < told < _MOST_PAGES else len(self.pages) + 1
        box = self._box(said) or Box(0, 0, 0, 0)
        printed = said.get("PRINTED_IMG_NR", "")
        self.page = ReadPage(order, printed, box.width, box.height, ())
        self.blocks, self.groups = [], []

    def close_page(self) -> None:
        """The page is read."""
        if self.page is None:
            return
        page = self.page
        blocks = tuple(self.blocks) if self.is_ours else _with_blanks(self.blocks)
        self.pages.append(ReadPage(page.order, page.printed, page.width, page.height, blocks))
        self.page = None

    def open_group(self, said: Mapping[str, str]) -> None:
        """A block of blocks."""
        before = self.groups[-1][1] if self.groups else ""
        self.groups.append((said.get("ID", ""), self._story(said) or before))

    def close_group(self) -> None:
        """The block of blocks is read."""
        if self.groups:
            self.groups.pop()

    def open_block(self, said: Mapping[str, str]) -> None:
        """A block of text."""
        group, story = self.groups[-1] if self.groups else ("", "")
        self.block = said.get("ID", ""), group, self._story(said) or story, self._box(said)
        self.lines = []

    def close_block(self) -> None:
        """The block is read."""
        if self.block is None:
            return
        own, group, story, told = self.block
        box = told or around(line.box for line in self.lines if line.box.width) or Box(0, 0, 0, 0)
        self.blocks.append(ReadBlock(own, group, story, tuple(self.lines), box))
        self.block = None

    def open_line(self, said: Mapping[str, str]) -> None:
        """A line of text."""
        self.line, self.words, self.hyphen = self._box(said), [], False
        self.is_beside = not self.beside.isdisjoint(said.get("TAGREFS", "").split())

    def close_line(self) -> None:
        """The line is read; one without words is none."""
        if not self.words or self.is_beside:
            return
        told = self.line
        placed = [word.box for word in self.words if word.box.width or word.box.height]
        box = told or around(placed) or Box(0, 0, 0, 0)
        words = tuple(w if w.box.width else ReadWord(w.text, box, w.blank) for w in self.words)
        self.lines.append(ReadLine(words, box, self.hyphen))
        self.words = []

    def string(self, said: Mapping[str, str]) -> None:
        """A word, or in OCR of Han a character or a whole line."""
        text = said.get("CONTENT", "")
        if text:
            self.words.append(ReadWord(text, self._box(said) or Box(0, 0, 0, 0)))

    def space(self, said: Mapping[str, str]) -> None:
        """A blank behind the word before it."""
        del said
        if self.words:
            last = self.words[-1]
            self.words[-1] = ReadWord(last.text, last.box, blank=True)

    def hyphened(self, said: Mapping[str, str]) -> None:
        """A hyphen at the end of the line."""
        del said
        self.hyphen = True

    def _story(self, said: Mapping[str, str]) -> str:
        """The first story that a block's tags name."""
        return next((self.tags[t] for t in said.get("TAGREFS", "").split() if t in self.tags), "")

    def _box(self, said: Mapping[str, str]) -> Box | None:
        """The box that attributes tell; None where they do not."""
        names = ("HPOS", "VPOS", "WIDTH", "HEIGHT")
        numbers = [_number(said.get(name)) for name in names]
        if numbers[2] is None or numbers[3] is None:
            return None
        lengths = [
            int(min(max(round((n or 0) * self.unit), -_FARTHEST), _FARTHEST)) for n in numbers
        ]
        return Box(lengths[0], lengths[1], max(lengths[2], 0), max(lengths[3], 0))


_BEGUN: dict[str, Callable[[_Reader, Mapping[str, str]], None]] = {
    "StructureTag": _Reader.structure,
    "LayoutTag": _Reader.layout,
    "Page": _Reader.open_page,
    "ComposedBlock": _Reader.open_group,
    "TextBlock": _Reader.open_block,
    "TextLine": _Reader.open_line,
    "String": _Reader.string,
    "SP": _Reader.space,
    "HYP": _Reader.hyphened,
}
_ENDED: dict[str, Callable[[_Reader], None]] = {
    "Page": _Reader.close_page,
    "ComposedBlock": _Reader.close_group,
    "TextBlock": _Reader.close_block,
    "TextLine": _Reader.close_line,
}


def _let_go(element: Any) -> None:
    """The tree forgets what was read."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _with_blanks(blocks: Sequence[ReadBlock]) -> tuple[ReadBlock, ...]:
    """The blocks with the blanks that were in print.

    OCR may put one behind nearly every Han, and tells none at the end of a line.
    """
    followed = [
        word.blank
        for block in blocks
        for line in block.lines
        for word, after in pairwise(line.words)
        if word.text[-1] >= _HAN and after.text[0] >= _HAN
    ]
    is_false = sum(followed) * 2 > len(followed)
    return tuple(
        ReadBlock(
            one.id, one.group, one.story, tuple(_spaced(one.lines, is_false=is_false)), one.box
        )
        for one in blocks
    )


def _spaced(lines: Sequence[ReadLine], *, is_false: bool) -> Iterator[ReadLine]:
    for line, after in pairwise((*lines, None)):
        if line is None:
            continue
        words = [
            ReadWord(word.text, word.box, word.blank and not (is_false and _apart(word, behind)))
            for word, behind in pairwise((*line.words, None))
            if word is not None
        ]
        last = words[-1]
        meets = after is not None and _meet(last.text[-1], after.words[0].text[0])
        words[-1] = ReadWord(last.text, last.box, meets and not line.hyphen)
        yield ReadLine(tuple(words), line.box, line.hyphen)


def _apart(word: ReadWord, behind: ReadWord | None) -> bool:
    """Whether no blank belongs between two words: one of them is none of Latin letters."""
    return behind is None or not _meet(word.text[-1], behind.text[0])


def _meet(before: str, after: str) -> bool:
    """Whether a blank stands between what ends and begins so: between letters of Latin words."""
    return before < _HAN and after < _HAN and before.isalnum() and after.isalnum()


def _number(said: str | None) -> float | None:
    try:
        number = float(said or "")
    except ValueError:
        return None
    return number if isfinite(number) else None


def _large(said: str) -> Text:
    return Text(f"大得不像一个版（{said}）", f"too large for a page ({said})")


def _refused(name: str, line: int, cause: Text) -> SpecError:
    return SpecError(
        [
            Diagnostic(
                "alto-unreadable",
                ERROR,
                Text(f"ALTO 读不了：{cause.zh}", f"this ALTO cannot be read: {cause.en}"),
                Span(name, line, 1),
                hint=Text("换一份完好的 ALTO（2—5 版）", "give sound ALTO (version 2 to 5)"),
            )
        ]
    )
