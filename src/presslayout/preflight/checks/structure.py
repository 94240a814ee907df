"""The file as a container: version, ids, filters, and what must not be in it at all."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, INFO, WARNING
from presslayout.preflight.checks.apart import each_page
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.endings import Ending, ending
from presslayout.preflight.pdf.entries import array, dictionary
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.pdfobject import key
from presslayout.preflight.pdf.walk import DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.apart import CheckedPage
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.pdfobject import PdfObject

_OBJECT_STREAM = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_HEADER = re.compile(rb"%PDF-(\d)\.(\d)")
# Within so many bytes readers look for it (ISO 32000-1, annex H of its forerunner, note 13).
_FIRST = 1024
_BINARY_MARK = re.compile(rb"%PDF-1\.\d(?:\r\n|\r|\n)%[\x80-\xff]{4}")
_NAMED = 6
# What the library mends, by words in its warnings; each kind in both languages.
_MENDED = {
    "keys": ("duplicated key",),
    "xref": ("xref", "cross-reference", "startxref", "trailer", "header"),
    "length": ("stream length", "endstream", "recovered stream"),
}
_KINDS = {
    "keys": ("字典里有重复的键", "keys that stand twice"),
    "xref": ("交叉引用表", "the cross-reference table"),
    "length": ("数据流的长度", "lengths of streams"),
    "/": ("对象", "objects"),
}
_AGAIN = ("重新导出或重新传一次", "export it again, or send it again")
_ABBREVIATIONS = {"/LZW": "LZWDecode"}


def version(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """The PDF version is one that the standard allows (header and catalogue)."""
    header = _HEADER.search(opened.data, 0, _FIRST)
    if header is None:
        yield finding(
            "pdf-header",
            "文件开头不是规范的 PDF 头",
            "the file does not begin with a proper PDF header",
            hint=_AGAIN,
        )
        return
    yield from _header(opened, standard, header.start())
    found = (int(header[1]), int(header[2]))
    named = texts.bare(opened.root.get("/Version", "")).split(".")
    if len(named) == 2 and all(n.isdigit() for n in named):  # noqa: PLR2004
        found = max(found, (int(named[0]), int(named[1])))
    low, high = standard.versions
    if not low <= found <= high:
        yield finding(
            "pdf-version",
            f"PDF 版本是 {found[0]}.{found[1]}，{standard.label} 最高到 {high[0]}.{high[1]}",
            f"PDF version {found[0]}.{found[1]}; {standard.label} allows up to {high[0]}.{high[1]}",
        )


def _header(opened: OpenedFile, standard: Standard, at: int) -> Iterator[Diagnostic]:
    """The header stands at the very beginning, and a comment of binary bytes follows it.

    The second is what ISO 19005-2, 6.1.2 demands and ISO 32000-1, 7.5.2 advises; ISO 15930 is
    silent on it.
    """
    if at:
        yield finding(
            "pdf-header",
            f"PDF 头前面有 {at} 字节别的数据，有的流程读不了",
            f"{at} bytes stand before the PDF header, which some workflows cannot read",
            severity=ERROR if not standard.printing else WARNING,
            hint=_AGAIN,
        )
    elif not _BINARY_MARK.match(opened.data):
        yield finding(
            "pdf-header",
            "PDF 头后面没有二进制标记行，有的流程会当成文本改坏",
            "no line of binary bytes follows the PDF header; some workflows take it for text",
            severity=ERROR if not standard.printing else INFO,
            hint=("重新导出", "export it again"),
        )


def trailer(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """Both ids are there, the file is not encrypted, and no objects hide in streams."""
    import pikepdf

    ids = array(opened.trailer.get("/ID"))
    if len(ids) != 2 or not all(isinstance(i, pikepdf.String) and len(bytes(i)) for i in ids):  # noqa: PLR2004
        there = "/ID" in opened.trailer
        yield finding(
            "missing-id",
            "文件的 /ID 不是两个字符串" if there else "文件没有 /ID",
            "the trailer has no /ID of two strings",
            hint=("重新导出", "export it again"),
        )
    if "/Encrypt" in opened.trailer:
        yield finding(
            "encrypted",
            f"文件加了密，{standard.label} 不允许",
            f"the file is encrypted, which {standard.label} forbids",
            hint=("去掉密码和权限限制", "remove passwords and permissions"),
        )
    if not standard.object_streams and _OBJECT_STREAM.search(opened.data):
        yield finding(
            "object-streams",
            f"文件用了对象流或交叉引用流（PDF 1.5），{standard.label} 不允许",
            f"the file uses object or cross-reference streams (PDF 1.5); {standard.label} does not",
        )


def repairs(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """The file could be read as it stands: what is mended on reading is mended differently by RIPs."""
    del standard
    found = {
        kind
        for kind, words in _MENDED.items()
        if any(w in said for said in opened.warned for w in words)
    }
    kinds = [kind for kind in _MENDED if kind in found]
    if opened.warned and not kinds:
        kinds = ["/"]
    if kinds:
        names = "、".join(_KINDS[kind][0] for kind in kinds)
        plain = ", ".join(_KINDS[kind][1] for kind in kinds)
        yield finding(
            "repaired-file",
            f"文件有损坏，读的时候修补过（{names}），RIP 修补的结果可能不一样",
            f"the file is damaged and was mended on reading ({plain}); a RIP may mend it otherwise",
            severity=WARNING,
            hint=_AGAIN,
        )


def objects(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """No object of the file holds what the standard forbids."""
    import pikepdf

    seen: set[str] = set()
    for found in opened.pdf.objects:
        if not isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        for diagnostic in (*_filters(found, standard), *_embedded(found, standard)):
            if diagnostic.message.en not in seen:
                seen.add(diagnostic.message.en)
                yield diagnostic


def catalogue(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """Nothing runs, asks or plays when the file is opened."""
    import pikepdf

    root = opened.root
    names, form = dictionary(root.get("/Names")), dictionary(root.get("/AcroForm"))
    opens = root.get("/OpenAction")
    acts = isinstance(opens, pikepdf.Dictionary) and (
        standard.printing or texts.of(opens.get("/S")) not in ("/GoTo", "/GoToR", "/URI")
    )
    if acts or "/AA" in root or "/JavaScript" in names:
        yield finding(
            "action",
            "文件带有打开时执行的动作或脚本",
            "the file carries actions or scripts",
            hint=("导出时去掉动作、脚本", "leave actions and scripts out when exporting"),
        )
    if "/XFA" in form:
        yield finding("form-field", "文件里有动态表单（XFA）", "the file has an XFA form")
    if standard.printing and array(form.get("/Fields")):
        yield finding("form-field", "文件里有表单域", "the file has form fields")
    outlines = _outline(dictionary(root.get("/Outlines")).get("/First"))
    if standard.printing and any("/A" in outline for outline in outlines):
        yield finding("action", "书签里带有动作", "a bookmark carries an action")


@each_page
def content(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    """Content asks for nothing that is not there and closes what it opens."""
    number, reading = leaf.number, leaf.reading
    del standard
    if reading.missing:
        names = ", ".join(sorted(reading.missing)[:_NAMED])
        yield finding(
            "missing-resource",
            f"页面用到的资源不在文件里（{names}），那一处会印不出来",
            f"the page uses what is not in the file ({names}) and will not print there",
            page=number,
            hint=("重新导出", "export it again"),
        )
    if reading.unpaired:
        yield finding(
            "unbalanced-state",
            f"图形状态的 q 和 Q 不成对（差 {reading.unpaired} 个），各家 RIP 处理不同",
            f"q and Q do not pair ({reading.unpaired} are alone), and RIPs differ on that",
            page=number,
            hint=("重新导出", "export it again"),
        )
    yield from _endings(leaf)
    yield from _nests(leaf)


def _endings(leaf: CheckedPage) -> Iterator[Diagnostic]:
    """The page's content and its forms are there to their ends, and as they were written."""
    import pikepdf

    drawn = leaf.page.obj.get("/Contents")
    parts = [drawn] if isinstance(drawn, pikepdf.Stream) else array(drawn)
    streams = {key(one): one for one in (*parts, *leaf.reading.forms)}
    found = Counter(ending(one) for one in streams.values() if isinstance(one, pikepdf.Stream))
    if short := found[Ending.SHORT]:
        yield finding(
            "broken-content",
            f"页面内容不全：{short} 段数据在半中间断了，后面的字、图印不出来",
            f"the page's content is cut off ({short}): what stood behind does not print",
            page=leaf.number,
            hint=_AGAIN,
        )
    if altered := found[Ending.ALTERED]:
        yield finding(
            "repaired-file",
            f"页面内容有 {altered} 段数据和自带的校验和对不上：写好以后变过，可能错了字",
            f"parts of the page's content ({altered}) differ from their own checksum: they changed "
            "after they were written, and words may be wrong",
            page=leaf.number,
            severity=WARNING,
            hint=_AGAIN,
        )


def _nests(leaf: CheckedPage) -> Iterator[Diagnostic]:
    """No form draws itself, and none lies too deep within others to be judged."""
    if circular := leaf.reading.circular:
        yield finding(
            "broken-content",
            f"有图形在自己里面又画自己（{circular} 处），有的 RIP 到那里就停，后面的印不出来",
            f"forms draw themselves ({circular}): some RIPs stop there and print nothing behind it",
            page=leaf.number,
            hint=("重新导出", "export it again"),
        )
    if leaf.reading.buried:
        yield finding(
            "too-complex",
            f"图形套图形超过 {DEPTH} 层，再往里的没有查",
            f"forms lie more than {DEPTH} deep within each other; what lies deeper was not judged",
            page=leaf.number,
            hint=("合并图形后重新导出", "flatten the forms and export again"),
        )


def layers(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """Layers only where the standard knows them, and none that switch by themselves."""
    if "/OCProperties" not in opened.root:
        return
    properties = dictionary(opened.root.get("/OCProperties"))
    if not standard.transparency:
        # What forbids transparency is older than layers (PDF 1.5).
        yield finding(
            "layers",
            f"文件里有图层，{standard.label} 不允许",
            f"the file has layers, which {standard.label} forbids",
            hint=("导出时合并图层", "flatten layers when exporting"),
        )
        return
    configurations = [properties.get("/D"), *array(properties.get("/Configs"))]
    if any("/AS" in dictionary(c) for c in configurations):
        yield finding("layers", "图层会自动开关（/AS）", "layers switch by themselves (/AS)")


def _filters(found: PdfObject, standard: Standard) -> Iterator[Diagnostic]:
    import pikepdf

    if not isinstance(found, pikepdf.Stream):
        return
    if "/F" in found and texts.of(found.get("/Type", "")) != "/EmbeddedFile":
        yield finding(
            "external-stream",
            "文件的一部分内容放在文件外面",
            "part of the file's content lies outside the file",
        )
    names = found.get("/Filter")
    if names is None:
        return
    for name in names if isinstance(names, pikepdf.Array) else [names]:
        plain = _ABBREVIATIONS.get(texts.of(name), texts.bare(name))
        if plain in standard.forbidden_filters:
            yield finding(
                "forbidden-filter",
                f"数据用 {plain} 压缩，{standard.label} 不允许",
                f"data is coded with {plain}, which {standard.label} forbids",
                hint=("换一种压缩方式重新导出", "export it again with another compression"),
            )


def _embedded(found: PdfObject, standard: Standard) -> Iterator[Diagnostic]:
    kind, sub = texts.of(found.get("/Type", "")), texts.of(found.get("/Subtype", ""))
    if sub == "/PS" or texts.of(found.get("/Subtype2", "")) == "/PS":
        yield finding("postscript", "文件里嵌有 PostScript 代码", "the file embeds PostScript code")
    if "/OPI" in found:
        yield finding("opi", "图片是 OPI 低分辨率代用图", "a picture is an OPI stand-in")
    if sub == "/Form" and "/Ref" in found:
        yield finding("reference-xobject", "文件引用了另一份 PDF", "the file refers to another PDF")
    if texts.of(found.get("/S", "")) in ("/JavaScript", "/Launch") and (
        "/JS" in found or "/F" in found
    ):
        yield finding(
            "action", "文件里有脚本或启动程序的动作", "the file holds scripts or launches"
        )
    if not standard.printing:
        return
    if "/Alternates" in found and sub == "/Image":
        yield finding("alternate-image", "图片带有替换图", "an image has alternates")
    if kind == "/Page" and "/SeparationInfo" in found:
        yield finding(
            "preseparated",
            "文件已经分好色版，应送合成版",
            "the file is separated already; a composite file is wanted",
        )


def _outline(first: PdfObject | None) -> Iterator[PdfObject]:
    """Every bookmark, however deep; each once, should they lead round in a circle."""
    import pikepdf

    seen: set[tuple[int, int]] = set()
    waiting = [first]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        waiting += [item.get("/Next"), item.get("/First")]
