"""A file with a structure: what ISO 19005-2, 6.7 (level A) asks of it, and ISO 14289-1 of who claims that.

Rule numbers are those of the standards' clauses, as veraPDF counts them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from presslayout.preflight.checks import tagged_parts
from presslayout.preflight.checks.standards import PDFUA_ID_NS
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import Meter, charged, damage
from presslayout.preflight.pdf.entries import array, dictionary
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.marked_content import marked_content
from presslayout.preflight.pdf.opened_file import unreadable
from presslayout.preflight.pdf.reading import words
from presslayout.preflight.pdf.structure_tree import key_of, nodes, parents, structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.marked_content import MarkedContent
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.pdfobject import Entries, Key, PdfObject
    from presslayout.preflight.pdf.structure_tree import Structure

# RFC 3066 and its heirs, by form: a language, then what narrows it.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_DC = "http://purl.org/dc/elements/1.1/"
_NAMED = 6
_AGAIN = ("按带标签的 PDF/A 重新导出", "export it again as tagged PDF/A")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# What stands beside pages and is in no structure.
_APART = frozenset({"/PrinterMark", "/Popup"})
_HIDDEN = 2


def claims_access(opened: OpenedFile) -> bool:
    """Whether the file says that it is PDF/UA-1, so that ISO 14289-1 is asked, too."""
    return (opened.xmp or {}).get((PDFUA_ID_NS, "part"), "").strip() == "1"


def tagged(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """The file's structure and everything that hangs on it."""
    if not standard.tagged:
        return
    access = claims_access(opened)
    if not access:
        yield finding(
            "no-ua-claim",
            "XMP 里没有声明 PDF/UA-1（pdfuaid:part 1），读屏软件不知道这份文件是无障碍的",
            "XMP does not claim PDF/UA-1 (pdfuaid:part 1): nothing tells a screen reader that it may trust the tags",
            hint=_AGAIN,
        )
    yield from _languages(opened)
    yield from _document(opened, access=access)
    made = structure(opened.root)
    if made is None or not made.elements:
        yield finding(
            "not-tagged",
            "文件没有结构树（StructTreeRoot），读屏软件分不出标题、段落和图片",
            "the file has no structure tree: nothing tells headings, paragraphs and pictures apart",
            hint=_AGAIN,
        )
        return
    yield from _roles(made)
    pages = dict(_pages(opened))
    for number, met in pages.items():
        if isinstance(met, Exception):
            yield unreadable(met, number)
    read = {n: met for n, met in pages.items() if not isinstance(met, Exception)}
    for number, met in read.items():
        yield from _owned(number, met)
    yield from _joined(opened, made, read)
    yield from _private(opened)
    for one in tagged_parts.CHECKS:
        yield from one(made, access)
    for element in made.elements:
        yield from _language(texts.of(element.entries.get("/Lang")), "/Lang" in element.entries)


def _document(opened: OpenedFile, *, access: bool) -> Iterator[Diagnostic]:
    info = dictionary(opened.root.get("/MarkInfo"))
    if not _true(info.get("/Marked")):
        yield finding(
            "not-tagged",
            "文件没有声明带标签（MarkInfo 的 Marked 应为 true）",
            "the file does not say that it is tagged (MarkInfo, Marked true)",
            hint=_AGAIN,
        )
    if not access:
        return
    if _true(info.get("/Suspects")):
        yield finding(
            "not-tagged",
            "文件说自己的标签可疑（Suspects），PDF/UA-1 不允许",
            "the file calls its own tags suspect (Suspects), which PDF/UA-1 forbids",
            hint=_AGAIN,
        )
    shown = dictionary(opened.root.get("/ViewerPreferences")).get("/DisplayDocTitle")
    if not _true(shown) or not (opened.xmp or {}).get((_DC, "title"), "").strip():
        yield finding(
            "document-title",
            "窗口标题显示的是文件名，不是报名和日期（要有 dc:title，DisplayDocTitle 为 true）",
            "the window shows a file's name and no title (dc:title, DisplayDocTitle true)",
            hint=_AGAIN,
        )
    for number, page, _ in opened.pages():
        if array(page.obj.get("/Annots")) and texts.of(page.obj.get("/Tabs")) != "/S":
            yield finding(
                "tab-order",
                "页上有批注或链接，跳格顺序却不按结构（Tabs 应为 S）",
                "the page has annotations, and Tab does not follow the structure (Tabs S)",
                page=number,
                hint=_AGAIN,
            )


def _languages(opened: OpenedFile) -> Iterator[Diagnostic]:
    """The document says its language (ISO 19005-2, 6.7.4)."""
    if "/Lang" not in opened.root:
        yield finding(
            "language",
            "文件没有写明语言（目录的 Lang），读屏软件不知道用什么话念",
            "the catalogue names no language (Lang): a screen reader does not know how to speak",
            hint=_AGAIN,
        )
        return
    yield from _language(texts.of(opened.root["/Lang"]), told=True)


def _language(name: str, told: bool) -> Iterator[Diagnostic]:  # noqa: FBT001  a fact of the entry
    if told and not _LANGUAGE.fullmatch(name):
        yield finding(
            "language",
            f"语言写的是“{name}”，不是 BCP 47 的写法（中文是 zh-CN）",
            f'the language is "{name}", which is no tag of BCP 47 (Chinese is zh-CN)',
            hint=_AGAIN,
        )


def _roles(made: Structure) -> Iterator[Diagnostic]:
    """Every kind stands for a standard one, and those stand for themselves (6.7.3.4)."""
    told = (
        (made.unmapped, "没有对应的标准类型", "stand for no standard type"),
        (made.circles, "对应来对应去成了圈", "lead round in a circle"),
        (made.remapped, "是标准类型，不能另作解释", "are standard types and must not be mapped"),
    )
    for names, zh, en in told:
        if names:
            listed = sorted(names)[:_NAMED]
            yield finding(
                "role-map",
                f"结构类型 {'、'.join(listed)} {zh}（RoleMap）",
                f"structure types {', '.join(listed)} {en} (RoleMap)",
                hint=_AGAIN,
            )


def _pages(opened: OpenedFile) -> Iterator[tuple[int, MarkedContent | Exception]]:
    for number, sheet in opened.numbered():
        try:
            with charged(opened.work):
                yield number, marked_content(sheet.page, Meter(opened.work.left, opened.work))
        except damage() as trouble:
            yield number, trouble


def _owned(number: int, met: MarkedContent) -> Iterator[Diagnostic]:
    """All that is drawn is an element's or an artifact, and never both (ISO 14289-1, 7.1)."""
    if met.bare:
        names = "、".join(sorted(met.bare)[:_NAMED])
        count = sum(met.bare.values())
        yield finding(
            "untagged-content",
            f"页面上有 {count} 处内容既没有标签，也没有标为装饰（操作符 {names}）",
            f"{count} operators of the page ({names.replace('、', ', ')}) draw what is neither tagged nor an artifact",
            page=number,
            hint=_AGAIN,
        )
    if met.crossed:
        yield finding(
            "crossed-tags",
            f"有 {met.crossed} 处装饰套在带标签的内容里，或者反过来",
            f"artifacts stand inside tagged content, or the other way round ({met.crossed})",
            page=number,
            hint=_AGAIN,
        )
    if met.open:
        yield finding(
            "crossed-tags",
            f"有 {met.open} 处标记的内容开了头没有结尾",
            f"marked content is begun and not ended ({met.open})",
            page=number,
            hint=_AGAIN,
        )


def _joined(
    opened: OpenedFile, made: Structure, pages: dict[int, MarkedContent]
) -> Iterator[Diagnostic]:
    """Tree and content name each other, and elements those who hold them (ISO 32000-1, 14.7)."""
    wrong: Counter[tuple[str, str]] = Counter()
    owners: dict[tuple[Key | None, int], Key | None] = {}
    for element in made.elements:
        holder = element.holder.own if element.holder is not None else made.own
        if element.above is None or element.above != holder:
            wrong["写的上级不是装着它的那一个", "name another above them than who holds them"] += 1
        for content in element.content:
            if content in owners:
                wrong["的内容已经是别人的", "own content that another owns"] += 1
            owners[content] = element.own
    wrong["在树上出现了两次", "stand in the tree twice"] += made.again
    met = {key for one in pages.values() for key in one.numbers}
    double = sum(count - 1 for one in pages.values() for count in one.numbers.values())
    wrong["的内容编号在页上用了不止一次", "own a number that a page uses twice"] += double
    if len(pages) == len(opened.sheets):
        lost, loose = owners.keys() - met, met - owners.keys()
        wrong["指的内容页上没有", "own content that no page has"] += len(lost)
        wrong["缺失：页上带编号的内容没有主", "are missing that content of pages belongs to"] += (
            len(loose)
        )
    wrong["在 ParentTree 里对不上", "are not who the parent tree says"] += _unlike(
        opened, made, owners
    )
    for (zh, en), count in wrong.items():
        if count:
            yield finding(
                "structure-links",
                f"有 {count} 个结构元素{zh}",
                f"elements of the structure {en} ({count})",
                hint=_AGAIN,
            )


def _unlike(
    opened: OpenedFile, made: Structure, owners: dict[tuple[Key | None, int], Key | None]
) -> int:
    """How much content finds its element in the parent tree not, or another."""
    tree = dict(parents(made.root))
    rows: dict[Key, list[PdfObject]] = {}
    for stream in (
        *(sheet.page.obj for sheet in opened.sheets),
        *(form for reading in opened.readings for form in reading.forms),
    ):
        own, number = key_of(stream), stream.get("/StructParents")
        if own is not None and isinstance(number, int):
            rows[own] = array(tree.get(number))
    count = sum(_beside(sheet.page.obj, tree) for sheet in opened.sheets)
    for (key, at), element in owners.items():
        row = rows.get(key, []) if key is not None else []
        named = key_of(row[at]) if 0 <= at < len(row) else None
        count += named is None or named != element
    return count


def _beside(page: PdfObject, tree: dict[int, PdfObject]) -> int:
    """The annotations of a page that no element has."""
    count = 0
    for one in array(page.get("/Annots")):
        entries = dictionary(one)
        flags = entries.get("/F", 0)
        hidden = isinstance(flags, int) and bool(flags & _HIDDEN)
        if hidden or texts.of(entries.get("/Subtype")) in _APART:
            continue
        number = entries.get("/StructParent")
        count += not (isinstance(number, int) and number in tree)
    return count


def _private(opened: OpenedFile) -> Iterator[Diagnostic]:
    """What Unicode knows nothing of says what it means (ISO 19005-2, 6.2.11.7.3)."""
    for number, _, reading in opened.pages():
        count = sum(len(_PRIVATE.findall(shown.text)) for shown in words(reading))
        if count:
            yield finding(
                "private-code",
                f"有 {count} 个字只有私用区的编码，又没有写明是什么字（ActualText）",
                f"{count} characters have a private code alone, and nothing says what they are (ActualText)",
                page=number,
                hint=_AGAIN,
            )


def attached(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """Files that go along say what they are to the pages (ISO 19005-3, 6.8)."""
    if standard.printing:
        return
    names = dictionary(opened.root.get("/Names")).get("/EmbeddedFiles")
    if names is None:
        return
    if not standard.attachments:
        # ISO 19005-2, 6.8: what is attached would have to be PDF/A itself.
        yield finding("attachment", "存档文件里夹带着附件", "the archive file carries attachments")
        return
    known = {key_of(one) for one in array(opened.root.get("/AF"))}
    for entries, own in _files(names):
        stream = dictionary(dictionary(entries.get("/EF")).get("/F"))
        whole = (
            own in known
            and all(texts.of(entries.get(key)) for key in ("/F", "/UF", "/AFRelationship"))
            and texts.of(stream.get("/Subtype"))
            and "/ModDate" in dictionary(stream.get("/Params"))
        )
        if not whole:
            name = texts.of(entries.get("/UF")) or texts.of(entries.get("/F"))
            yield finding(
                "attachment",
                f"附件“{name}”没有写全它是什么（AF、AFRelationship、Subtype、ModDate）",
                f'the attachment "{name}" does not say what it is (AF, AFRelationship, Subtype, ModDate)',
                hint=_AGAIN,
            )


def _true(value: object) -> bool:
    return value is True


def _files(names: PdfObject) -> Iterator[tuple[Entries, Key | None]]:
    for node in nodes(names):
        for one in array(node.get("/Names"))[1::2]:
            yield dictionary(one), key_of(one)
