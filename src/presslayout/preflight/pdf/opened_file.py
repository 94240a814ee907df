"""A finished file, opened as a stranger would, with all that the checks read."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import Diagnostic
from presslayout.base.values import field, frozen
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import (
    CONTENT,
    ENDLESS,
    OPERATORS,
    PAGE_WORK,
    PAGES,
    Meter,
    damage,
    decoded,
    work_of,
)
from presslayout.preflight.pdf.content import Notes
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.pdf_page import PdfPage, Work
from presslayout.preflight.pdf.reading import PageReading
from presslayout.preflight.pdf.walk import through

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pikepdf

    from presslayout.preflight.pdf.content import Tables
    from presslayout.preflight.pdf.pdfobject import Key, PdfObject
    from presslayout.preflight.pdf.strings import MetFont

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMED = 6
_PACKET = re.compile(rb"<\?xpacket\s+begin=[^>]*?\b(?:bytes|encoding)\s*=")


@frozen
class OpenedFile:
    """The open file: its pages' readings, its Info texts, and what XMP says by name space."""

    data: bytes
    pdf: pikepdf.Pdf
    readings: tuple[PageReading, ...]
    info: dict[str, str]
    xmp: dict[tuple[str, str], str] | None
    sheets: tuple[PdfPage, ...]
    # What checks may still do with it.
    work: Meter
    # The numbers of the pages that are judged here: another process may have the others.
    part: range
    # What reading, following, drawing, keeping and checking may still take.
    meters: tuple[Meter, ...] = ()
    broken: tuple[Diagnostic, ...] = ()
    # What was mended in reading, in the words of the library.
    warned: tuple[str, ...] = ()
    # The profiles that were unpacked, by their objects: half the checks ask for them.
    profiles: dict[tuple[int, int], bytes] = field(default_factory=dict)

    @property
    def trailer(self) -> PdfObject:
        """The trailer dictionary."""
        return self.pdf.trailer

    @property
    def root(self) -> PdfObject:
        """The catalogue."""
        return self.pdf.Root

    def pages(self) -> Iterator[tuple[int, pikepdf.Page, PageReading]]:
        """Each page with its place in the file from 1 and its reading."""
        for number, sheet in self.numbered():
            yield number, sheet.page, self.readings[number - 1]

    def numbered(self) -> Iterator[tuple[int, PdfPage]]:
        """Each page as it is seen, with its place in the file from 1."""
        for number in self.part:
            yield number, self.sheets[number - 1]


@frozen
class UnreadFile:
    """An open file of which no page was gone through yet, its Info texts and its XMP."""

    data: bytes
    pdf: pikepdf.Pdf
    pages: tuple[pikepdf.Page, ...]
    info: dict[str, str]
    xmp: dict[tuple[str, str], str] | None

    def read(self, part: range, *, followed: bool) -> OpenedFile:
        """The file with the pages of these numbers gone through."""
        tables: Tables = {}
        fonts: dict[Key, MetFont] = {}
        count = len(self.pages)
        stages = Work(work_of(count), work_of(count))
        root = self.pdf.Root
        sheets = tuple(PdfPage(page, fonts, tables, root=root, work=stages) for page in self.pages)
        readings = tuple(PageReading() for _ in sheets)
        reading_work, work = work_of(count), work_of(count)
        broken: list[Diagnostic] = []
        for number in part:
            sheet, reading = sheets[number - 1], readings[number - 1]
            meter = Meter(PAGE_WORK, reading_work)
            if reading_work.left < 0:
                continue
            notes = Notes(reading, tables, meter)
            fallen = sheet.follow(notes) if followed else through(sheet.page, (notes,))
            if notes in fallen:
                broken.append(_unread(fallen[notes], number, meter))
            if reading.odd:
                broken.append(odd_operators(reading.odd, number))
        warned = tuple(str(warning) for warning in self.pdf.get_warnings())
        following, drawing = stages.following, stages.drawing
        assert following is not None
        assert drawing is not None
        return OpenedFile(
            self.data,
            self.pdf,
            readings,
            self.info,
            self.xmp,
            sheets,
            work,
            part,
            (reading_work, following, drawing, stages.kept, work),
            tuple(broken),
            warned,
        )


def open_bytes(data: bytes, *, followed: bool = False) -> OpenedFile | Diagnostic:
    """The file, or why it cannot be opened.

    Each page's content is gone through: for what it says, and where it is `followed` in the same
    go for what it paints.  Of others that is read when somebody first asks.
    """
    unread = open_unread(data)
    if not isinstance(unread, UnreadFile):
        return unread
    return unread.read(range(1, len(unread.pages) + 1), followed=followed)


def open_unread(data: bytes) -> UnreadFile | Diagnostic:
    """The file as it is before its pages are gone through, or why it cannot be opened."""
    pdf = _opened(data)
    if isinstance(pdf, Diagnostic):
        return pdf
    try:
        if len(pdf.pages) > PAGES:
            return _crowded(len(pdf.pages))
        return UnreadFile(data, pdf, tuple(pdf.pages), _info(pdf), _xmp(pdf))
    except damage() as error:
        return unreadable(error)


def _opened(data: bytes) -> pikepdf.Pdf | Diagnostic:
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        return finding(
            "encrypted",
            "PDF 加了密码，打不开",
            "the PDF is locked with a password",
            hint=("去掉密码再送来", "remove the password"),
        )
    except pikepdf.PdfError:
        return finding(
            "not-pdf",
            "这个文件不是 PDF，或者已经损坏",
            "this is no PDF, or a damaged one",
            hint=("重新导出或重新传一次", "export it again, or send it again"),
        )


def _unread(trouble: Exception, number: int, meter: Meter) -> Diagnostic:
    """Why a page was not read to its end."""
    if not isinstance(trouble, ENDLESS):
        return unreadable(trouble, number)
    if meter.is_files:
        return left_off(number)
    short = isinstance(trouble, MemoryError)
    return unfinished(number) if meter.left < 0 or short else endless(number)


def sound(check: Callable[[], Iterator[Diagnostic]]) -> list[Diagnostic]:
    """What a check finds; a file so odd that it cannot be checked is none to be printed.

    What it found before the trouble stands.
    """
    found: list[Diagnostic] = []
    try:
        for one in check():
            found.append(one)  # noqa: PERF402  what was found until then is kept
    except ENDLESS:
        found.append(unfinished())
    except damage():
        found.append(
            finding(
                "broken-content",
                "文件里有读不懂的数据，有一项没有查完",
                "the file holds data that cannot be understood; a check was not finished",
                hint=("重新导出", "export it again"),
            )
        )
    return found


def unreadable(error: Exception, page: int | None = None) -> Diagnostic:
    """The file, or one of its pages, is damaged."""
    del error
    where = ("页面内容", "a page's content") if page else ("文件", "the file")
    return finding(
        "broken-content",
        f"{where[0]}读不下去，文件已经损坏",
        f"{where[1]} cannot be read: the file is damaged",
        page=page,
        hint=("重新导出", "export it again"),
    )


def odd_operators(odd: Mapping[str, int], page: int) -> Diagnostic:
    """Operators that make no sense, or ask for what makes none; all others were judged."""
    names = sorted(odd)[:_NAMED]
    count = sum(odd.values())
    return finding(
        "broken-content",
        f"页面内容里有 {count} 处读不懂（操作符 {'、'.join(names)}），那几处没有查",
        f"operators of the page make no sense ({count}: {', '.join(names)}) and were not judged",
        page=page,
        hint=("重新导出", "export it again"),
    )


def endless(page: int) -> Diagnostic:
    """A page asks for more than anybody should give it."""
    return finding(
        "too-complex",
        f"页面内容多得没有尽头（解开后超过 {CONTENT >> 20} MB 或 {OPERATORS} 个操作），没有查完",
        f"the page has no end to it (over {CONTENT >> 20} MB or {OPERATORS} operators) "
        "and was not read to the end",
        page=page,
        hint=("栅格化复杂的矢量图后重新导出", "rasterise complex graphics and export again"),
    )


def _crowded(pages: int) -> Diagnostic:
    return finding(
        "too-complex",
        f"文件有 {pages} 页，最多查 {PAGES} 页，一页都没有查",
        f"the file has {pages} pages; no file of more than {PAGES} is judged",
        hint=("分成几份文件送来", "send it as several files"),
    )


def left_off(page: int) -> Diagnostic:
    """All that may be done with a file is done before its last page."""
    return finding(
        "too-complex",
        f"整份文件要算的太多，从第 {page} 页起没有查完",
        f"the file takes too much work as a whole: from page {page} on it was not judged to the end",
        hint=("分成几份文件送来", "send it as several files"),
    )


def unfinished(page: int | None = None) -> Diagnostic:
    """A page, or the file, takes more work than anybody should give it: what was found stands."""
    what = ("这一页", "the page") if page else ("文件", "the file")
    return finding(
        "too-complex",
        f"{what[0]}要算的太多（文字、渐变、网格、图片、蒙版或路径），没有查完",
        f"{what[1]} takes too much work (text, shadings, meshes, pictures, masks or "
        "paths) and was not judged to the end",
        page=page,
        hint=("栅格化复杂的图后重新导出", "rasterise complex graphics and export again"),
    )


def _info(pdf: pikepdf.Pdf) -> dict[str, str]:
    import pikepdf

    entries = pdf.trailer.get("/Info")
    if not isinstance(entries, pikepdf.Dictionary):
        return {}
    return {
        texts.key(key).removeprefix("/"): texts.of(value)
        for key, value in entries.items()
        if isinstance(value, (pikepdf.String, pikepdf.Name))
    }


def _xmp(pdf: pikepdf.Pdf) -> dict[tuple[str, str], str] | None:
    """The packet's properties; None where there is none, nothing where it is no XML."""
    from xml.etree import ElementTree as ET

    import pikepdf

    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        data = decoded(stream)
        # No document type: XMP has none, and entities are how XML grows without end.
        if b"<!DOCTYPE" in data or _PACKET.search(data):
            return {}
        tree = ET.fromstring(data)  # noqa: S314
    except doors.XMP.faults():
        return {}
    found: dict[tuple[str, str], str] = {}
    for description in tree.iter(f"{{{RDF}}}Description"):
        for name, value in description.attrib.items():
            if not name.startswith(f"{{{RDF}}}"):
                found[_split(name)] = value
        for child in description:
            found[_split(child.tag)] = _value(child)
    return found


def _value(told: Any) -> str:
    """What a property says; of several languages the usual one (ISO 16684-1, 8.2.2.4)."""
    spoken = told.findall(f"{{{RDF}}}Alt/{{{RDF}}}li")
    usual = [li for li in spoken if li.get(_LANG) == "x-default"] or spoken
    return "".join((usual[0] if usual else told).itertext()).strip()


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.removeprefix("{").rpartition("}")
    return namespace, name
