"""Pages as ALTO 4.4 (ARCHIVE §5): what stands where, word by word, in tenths of a millimetre.

Joined, the Strings and SPs of a part's blocks are its text; SP stands for a blank of the copy alone,
HYP for a hyphen that it lacks.  Strings of XML are put together here: a page has thousands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.archive.page_blocks import (
    GENERATED,
    DrawnBlock,
    Grouped,
    LaidPage,
    Member,
    TextPiece,
    flat,
    goes_on,
)
from presslayout.archive.set_lines import SMALL, InkCell, PrintedLine
from presslayout.archive.spelled import attribute, identifier
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.edition.roles import ParagraphKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presslayout.archive.regions import Point
    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.edition.page import Glyphs

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
VERSION = "4.4"
SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
# A hundredth of ALTO's mm10 in EMU.
_HUNDREDTH = 36
_WORD = regex("[A-Za-z\u00c0-\u024f\u00ad'’]+")
_PICTURED = {
    Role.PHOTO: "photo",
    Role.PORTRAIT: "portrait",
    Role.GRAPHIC: "chart",
    Role.AD: "advertisement",
}
_INTERLINEAR = "LAYOUT_interlinear"
_OTHER = "ROLE_generated"


@frozen
class Facts:
    """What a page's file says beside its blocks.

    `order` is its place in the issue, `hash` its own, `images` the ids of pictures' files by their
    key, `labels` the stories' headlines, `starts` where words begin, by text.
    """

    order: int
    hash: str
    engine: str
    images: Mapping[str, str]
    labels: Mapping[str, str]
    starts: Mapping[str, frozenset[int]]


def written(laid: LaidPage, facts: Facts) -> bytes:
    """A page's ALTO."""
    writer = _Writer(laid, facts)
    body = list(writer.page())
    return "\n".join((*writer.head(), *body, "</alto>", "")).encode()


class _Writer:
    """The lines of one file; styles and tags are gathered as blocks ask for them."""

    def __init__(self, laid: LaidPage, facts: Facts) -> None:
        self.laid, self.facts = laid, facts
        self.styles: dict[tuple[str, Length], str] = {}
        self.tags: dict[str, str] = {}
        self.wide, self.high = laid.page.width, laid.page.height

    def head(self) -> Iterator[str]:
        """What stands before the layout."""
        name, _, version = self.facts.engine.partition(" ")
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield (
            f'<alto xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            f' xsi:schemaLocation="{NAMESPACE} {SCHEMA}" SCHEMAVERSION="{VERSION}">'
        )
        yield "<Description><MeasurementUnit>mm10</MeasurementUnit>"
        yield "<sourceImageInformation><fileName>archive.pdf</fileName>"
        yield f"<documentIdentifier>{self.facts.hash}</documentIdentifier></sourceImageInformation>"
        yield (
            '<Processing ID="MADE"><processingCategory>contentGeneration</processingCategory>'
            f"<processingSoftware><softwareName>{attribute(name)}</softwareName>"
            f"<softwareVersion>{attribute(version)}</softwareVersion></processingSoftware></Processing>"
        )
        yield "</Description>"
        if self.styles:
            yield "<Styles>"
            for (face, size), own in self.styles.items():
                family = attribute(face.rpartition("-")[0] or face)
                points = f"{size / 12700:.2f}".rstrip("0").rstrip(".")
                yield f'<TextStyle ID="{own}" FONTFAMILY="{family}" FONTSIZE="{points}"/>'
            yield "</Styles>"
        if self.tags:
            yield "<Tags>"
            yield from self.tags.values()
            yield "</Tags>"
        yield from self.order()

    def order(self) -> Iterator[str]:
        """The reading order once more: stories in any order, each in its own."""
        groups = [(one, list(flat(one.members))) for one in self.laid.stories]
        if not groups:
            return
        yield f'<ReadingOrder><UnorderedGroup ID="{identifier("R", self.laid.page.number)}">'
        for group, members in groups:
            tag = self.story_tag(group.story)
            yield f'<OrderedGroup ID="R_{group.id}" TAGREFS="{tag}">'
            yield from (f'<ElementRef ID="R_{one.id}" REF="{one.id}"/>' for one in members)
            yield "</OrderedGroup>"
        yield "</UnorderedGroup></ReadingOrder>"

    def page(self) -> Iterator[str]:
        """The layout."""
        page, laid = self.laid.page, self.laid
        position = ""
        if page.label.isdigit():
            position = f' POSITION="{"Right" if page.number % 2 else "Left"}"'
        yield (
            f'<Layout><Page ID="{laid.id}" PHYSICAL_IMG_NR="{self.facts.order}"'
            f' PRINTED_IMG_NR="{attribute(page.label)}"{position} WIDTH="{_mm10(self.wide)}"'
            f' HEIGHT="{_mm10(self.high)}" PROCESSINGREFS="MADE" LANG="zh-CN">'
        )
        space = laid.print_space
        if laid.above:
            yield f"<TopMargin {self.edges(0, 0, self.wide, space.y)}>"
            yield from self.members(laid.above)
            yield "</TopMargin>"
        if laid.below:
            yield f"<BottomMargin {self.edges(0, space.bottom, self.wide, self.high)}>"
            yield from self.members(laid.below)
            yield "</BottomMargin>"
        yield f"<PrintSpace {self.box(space)}>"
        yield from self.members(laid.within)
        yield "</PrintSpace></Page></Layout>"

    def members(self, members: Iterable[Member]) -> Iterator[str]:
        """Blocks one after the other."""
        for one in members:
            if isinstance(one, Grouped):
                tag = f' TAGREFS="{self.story_tag(one.story)}"' if one.story else ""
                yield (f'<ComposedBlock ID="{one.id}"{tag} TYPE="{one.kind}" {self.box(one.box)}>')
                yield from self.members(one.members)
                yield "</ComposedBlock>"
            elif isinstance(one, DrawnBlock):
                kind = _PICTURED.get(one.role, one.role.value)
                image = self.facts.images.get(one.image, "")
                file = f' FILEID="{image}"' if image else ""
                yield (
                    f'<Illustration ID="{one.id}" TAGREFS="{self.of(one)}" TYPE="{kind}"'
                    f"{file} {self.box(one.box)}/>"
                )
            else:
                yield from self.text(one)

    def text(self, piece: TextPiece) -> Iterator[str]:
        """A paragraph in its column."""
        style = self.style(max((line.cells[0].run for line in piece.lines), key=lambda r: r.size))
        vertical = ' BASEDIRECTION="ttb"' if piece.lines[0].vertical else ""
        yield (
            f'<TextBlock ID="{piece.id}" STYLEREFS="{style}" TAGREFS="{self.of(piece)}"'
            f"{vertical} {self.box(piece.box)}>"
        )
        if piece.outline:
            points = " ".join(self.point(point) for point in piece.outline)
            yield f'<Shape><Polygon POINTS="{points}"/></Shape>'
        for number, line in enumerate(piece.lines, 1):
            yield from self.line(piece, line, f"{piece.id}_L{number}", style)
        yield "</TextBlock>"

    def line(self, piece: TextPiece, line: PrintedLine, own: str, style: str) -> Iterator[str]:
        """A line of words."""
        box = line.box
        if line.vertical:
            base = f"{self.point((line.baseline, box.y))} {self.point((line.baseline, box.bottom))}"
        else:
            base = f"{self.point((box.x, line.baseline))} {self.point((box.right, line.baseline))}"
        tag = self.interlinear(piece)
        yield f'<TextLine ID="{own}"{tag} {self.box(box)} BASELINE="{base}">'
        words = list(_words(line, self.facts.starts.get(piece.source, frozenset())))
        end = line.cells[-1].offset + len(line.cells[-1].text)
        parted = not line.cells[-1].text and goes_on(piece.source, end)
        begun = goes_on(piece.source, line.cells[0].offset)
        last = len([one for one in words if one is not None]) - 1
        number = -1
        before: InkCell | None = None
        for at, word in enumerate(words):
            if word is None:
                assert before is not None
                after = next((one for one in words[at + 1 :] if one is not None), None)
                yield f"<SP {self.gap(before, after, vertical=line.vertical)}/>"
                continue
            number += 1
            whole = ""
            if parted and number == last:
                whole = _parted("HypPart1", piece.source, end)
            elif begun and not number:
                whole = _parted("HypPart2", piece.source, word.offset)
            yield self.word(word, line, whole, style)
            before = word
        if parted:
            sign = line.cells[-1]
            edges = self.edges(sign.left, sign.top, sign.right, sign.bottom)
            yield f'<HYP {edges} CONTENT="-"/>'
        yield "</TextLine>"

    def word(self, word: InkCell, line: PrintedLine, whole: str, style: str) -> str:
        """A String."""
        own = self.style(word.run)
        other = f' STYLEREFS="{own}"' if own != style else ""
        raised = ""
        if not line.vertical and word.run.size * 10 < line.size * SMALL:
            above = word.run.y[0] - line.baseline
            raised = f' STYLE="{"superscript" if above < 0 else "subscript"}"' if above else ""
        edges = self.edges(word.left, word.top, word.right, word.bottom)
        return f'<String{other} {edges} CONTENT="{attribute(word.text)}"{raised}{whole}/>'

    def interlinear(self, piece: TextPiece) -> str:
        """The tag of what stands between lines: readings of characters."""
        if not piece.is_reading:
            return ""
        self.tags[_INTERLINEAR] = f'<LayoutTag ID="{_INTERLINEAR}" LABEL="Interlinear"/>'
        return f' TAGREFS="{_INTERLINEAR}"'

    def of(self, one: TextPiece | DrawnBlock) -> str:
        """The tags of a block: its story, its role, what kind of paragraph it is."""
        role = f"ROLE_{one.role.value}"
        self.tags.setdefault(role, f'<RoleTag ID="{role}" LABEL="{one.role.value}"/>')
        names = [self.story_tag(one.story)] if one.story else []
        names.append(role)
        if isinstance(one, TextPiece):
            if one.kind != ParagraphKind.PARAGRAPH:
                kind = f"KIND_{one.kind.value}"
                label = f'<RoleTag ID="{kind}" TYPE="paragraph" LABEL="{one.kind.value}"/>'
                self.tags.setdefault(kind, label)
                names.append(kind)
            if one.story and one.paragraph == GENERATED:
                self.tags.setdefault(_OTHER, f'<RoleTag ID="{_OTHER}" LABEL="generated"/>')
                names.append(_OTHER)
        return " ".join(names)

    def story_tag(self, story: str) -> str:
        """The tag of a story."""
        own = identifier("STORY", story)
        if own not in self.tags:
            said = self.facts.labels.get(story, "")
            more = f' DESCRIPTION="{attribute(said)}"' if said else ""
            self.tags[own] = (
                f'<StructureTag ID="{own}" TYPE="article" LABEL="{attribute(story)}"{more}/>'
            )
        return own

    def style(self, run: Glyphs) -> str:
        """The style of a run."""
        key = run.face, run.size
        if key not in self.styles:
            self.styles[key] = f"TS_{len(self.styles) + 1}"
        return self.styles[key]

    def gap(self, before: InkCell, after: InkCell | None, *, vertical: bool) -> str:
        """The place of a blank between two words, or behind the last."""
        if vertical:
            stop = after.top if after else before.bottom
            return self.edges(before.left, before.bottom, before.right, max(stop, before.bottom))
        stop = after.left if after else before.right
        return self.edges(before.right, before.top, max(stop, before.right), before.bottom)

    def box(self, box: Box) -> str:
        """A box as attributes."""
        return self.edges(box.x, box.y, box.right, box.bottom)

    def edges(self, left: Length, top: Length, right: Length, bottom: Length) -> str:
        """A box on the page; what lies beyond the trim is cut off."""
        left, right = _hundredths(left, self.wide), _hundredths(right, self.wide)
        top, bottom = _hundredths(top, self.high), _hundredths(bottom, self.high)
        return (
            f'HPOS="{left / 100:.2f}" VPOS="{top / 100:.2f}"'
            f' WIDTH="{(right - left) / 100:.2f}" HEIGHT="{(bottom - top) / 100:.2f}"'
        )

    def point(self, point: Point) -> str:
        """A point as a pair of numbers."""
        x, y = _hundredths(point[0], self.wide), _hundredths(point[1], self.high)
        return f"{x / 100:.2f},{y / 100:.2f}"


def _hundredths(length: Length, most: Length) -> int:
    return (min(max(length, 0), most) + _HUNDREDTH // 2) // _HUNDREDTH


def _mm10(length: Length) -> str:
    return f"{_hundredths(length, length) / 100:.2f}"


def _parted(kind: str, text: str, at: int) -> str:
    """What is said of one half of a word that a line end parts at an offset."""
    start = at
    while start and _WORD.fullmatch(text, start - 1, at):
        start -= 1
    found = _WORD.match(text, start)
    whole = found[0].replace("\u00ad", "") if found else ""
    return f' SUBS_TYPE="{kind}" SUBS_CONTENT="{attribute(whole)}"'


def _words(line: PrintedLine, starts: frozenset[int]) -> Iterator[InkCell | None]:
    """The words of a line; None is a blank of the copy behind the one before it."""
    held: list[InkCell] = []
    text = ""
    for cell in line.cells:
        core = cell.text.rstrip(" ")
        blank = cell.text[len(core) :]
        if held and core and cell.offset in starts and text.strip():
            yield _word(held, text)
            held, text = [], ""
        held.append(cell)
        text += core
        if not blank:
            continue
        if not text:
            # A line begins with a String: the blank stands in it.
            text = blank
            continue
        yield _word(held, text + blank[1:])
        yield None
        held, text = [], ""
    if held and text:
        yield _word(held, text)


def _word(cells: Sequence[InkCell], text: str) -> InkCell:
    """The cells of a word as one."""
    seen = [cell for cell in cells if cell.text] or cells
    return InkCell(
        text,
        cells[0].offset,
        min(cell.left for cell in seen),
        min(cell.top for cell in seen),
        max(cell.right for cell in seen),
        max(cell.bottom for cell in seen),
        cells[0].run,
    )
