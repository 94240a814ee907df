"""Old papers that somebody scanned and read: ALTO of their pages beside what says whose they are."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from presslayout.archive.alto_reading import read
from presslayout.archive.custody import PAYLOAD, standing
from presslayout.archive.identity import IssueIdentity, is_day
from presslayout.archive.indexed import IssueWords, StoryWords
from presslayout.archive.placing import GRAIN, PlacedLine
from presslayout.base import doors
from presslayout.edition.locate import ABOVE, EM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from presslayout.archive.alto_reading import ReadBlock, ReadPage, ReadWord

# What a bag's label says of a paper that has no edition.json.
PAPER, CN, DAY, VARIANT = "Source-Organization", "Issue-CN", "Issue-Date", "Issue-Variant"
PART = "body"
_LARGEST = 64_000_000
_LOOKED_AT = 4_096
_MOST_PAGES = 100_000
# What is so much higher than wide runs from top to bottom.
_UPRIGHT = 3, 2


def is_alto(path: Path) -> bool:
    """Whether a file begins as ALTO does."""
    return path.suffix.lower() == ".xml" and b"<alto" in _head(path)


def _head(path: Path) -> bytes:
    try:
        return doors.read(path, _LOOKED_AT)
    except OSError:
        return b""


def pages_of(folder: Path) -> list[Path]:
    """The files of ALTO in a folder, by name."""
    return [path for path in standing(folder)[0].values() if is_alto(path)]


def of_label(label: Mapping[str, str]) -> IssueIdentity:
    """Whose issue a bag without an edition.json is; ValueError where its label does not say."""
    day = label.get(DAY, "")
    if not label.get(PAPER) or not is_day(day):
        raise ValueError("a label without paper or day")
    return IssueIdentity(label[PAPER], label.get(CN, ""), day, label.get(VARIANT, ""))


def of_mets(folder: Path) -> tuple[str, str]:
    """The paper and the day that a METS in a folder names, "" for what it does not."""
    from lxml import etree

    for path in standing(folder)[0].values():
        if path.suffix.lower() != ".xml" or b"mets" not in _head(path).lower():
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(doors.read(path, _LARGEST), parser)
        except doors.XMP.faults(OSError):
            continue
        if root.tag.rpartition("}")[2] == "mets":
            days = (_said(one) for one in root.iter("{*}dateIssued", "{*}date"))
            names = (_said(one) for one in root.iter("{*}title"))
            paper = next((name for name in names if name), root.get("LABEL", ""))
            return paper, next((day for day in days if is_day(day)), "")
    return "", ""


def _said(element: Any) -> str:
    return (element.text or "").strip()


def words_of(bag: Path, label: Mapping[str, str]) -> IssueWords:
    """The words of a bag of ALTO; SpecError where a page cannot be read, ValueError without any."""
    identity = of_label(label)
    files = pages_of(bag / PAYLOAD)
    if not files:
        raise ValueError("a bag without pages")
    read_ = [page for path in files for page in read(doors.read(path), path.name)]
    pages = sorted(zip(_numbers(read_), read_, strict=True), key=lambda one: one[0])
    return IssueWords(
        identity, tuple(one for number, page in pages for one in _stories(number, page))
    )


def _numbers(pages: list[ReadPage]) -> list[int]:
    """The pages' numbers: as printed, else as they are told; counted where several would be the same."""
    printed = [int(one.printed) if one.printed.isdecimal() else 0 for one in pages]
    for told in (printed, [one.order for one in pages]):
        if len(set(told)) == len(told) and all(0 < number < _MOST_PAGES for number in told):
            return told
    return list(range(1, len(pages) + 1))


def _stories(number: int, page: ReadPage) -> Iterator[StoryWords]:
    """What belongs together on a page: by its tag, by the block round it, else the page as one."""
    found: dict[str, list[ReadBlock]] = {}
    for block in page.blocks:
        found.setdefault(block.story or block.group or "page", []).append(block)
    for name, blocks in found.items():
        text, places = _text(number, blocks)
        yield StoryWords(f"{number}/{name}", ((PART, text),), places)


def _text(number: int, blocks: list[ReadBlock]) -> tuple[str, tuple[PlacedLine, ...]]:
    """The blocks' text, a line feed between them, and where each word of it stands."""
    text = ""
    places: list[PlacedLine] = []
    for block in blocks:
        text += "\n" if text else ""
        for line in block.lines:
            for word in line.words:
                if word.text and word.box.width and word.box.height:
                    places.append(_stretch(word, len(text), number))
                text += word.text + " " * word.blank
    return text, tuple(places)


def _stretch(word: ReadWord, offset: int, page: int) -> PlacedLine:
    """A word's characters, evenly over its box."""
    box, many = word.box, len(word.text)
    high, wide = _UPRIGHT
    upright = many > 1 and box.height * wide > box.width * high
    size = box.height // many if upright else box.height
    step = size if upright else box.width // many
    above = size * ABOVE // EM
    grains = max(round(size / GRAIN), 1)
    starts = list(accumulate([step] * (many - 1), initial=box.y + above if upright else box.x))
    along = tuple(round(at / GRAIN) for at in starts)
    across = (round((box.x if upright else box.y + above) / GRAIN),)
    cell = box.width if upright else step
    return PlacedLine(
        0,
        page,
        offset,
        grains,
        across if upright else along,
        along if upright else across,
        condense=max(cell * EM // max(size, 1), 1),
    )
