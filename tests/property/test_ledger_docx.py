"""Every character of a Word document is set, or told by the ledger: proved against another reading.

Documents are made of all constructs in any nesting; each stretch of text in them has characters of
its own.  An oracle of our own reads the XML again, with another parser and other rules of thumb,
and says of each character what it is; the reader has to agree, character by character.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from presslayout.issue.copy.docx import read_docx
from presslayout.issue.copy.foreign import copied, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "zz": "http://example.org/of-a-later-year",
}
NS = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
PREFIX = {space: prefix for prefix, space in SPACES.items()}
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Stretches of text take these characters one after the other; numbers of lists never have them.
FIRST, LAST = 0x6E00, 0x7660
TOKENS = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")

STYLES = f"""<w:styles {NS}>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="PV"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="PN"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="CV"><w:basedOn w:val="CB"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="CS"><w:rPr><w:dstrike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="CB"><w:rPr><w:b/></w:rPr></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {NS}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%2"/></w:lvl>
</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


@dataclass
class Maker:
    """A document in the making: its parts beside the text, and what points to them."""

    draw: Callable[[Any], Any]
    at: int = FIRST
    notes: dict[str, list[str]] = field(default_factory=lambda: {"foot": [], "end": []})
    comments: list[str] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)
    relations: list[str] = field(default_factory=list)

    def token(self, most: int = 3) -> str:
        size = self.draw(st.integers(1, most))
        self.at += size
        assert self.at < LAST
        return "".join(map(chr, range(self.at - size, self.at)))

    def pick(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def relate(self, kind: str, target: str, data: bytes | None, *, outside: bool = False) -> str:
        if data is not None:
            self.parts[f"word/{target}"] = data
        name = f"rId{len(self.relations) + 1}"
        mode = ' TargetMode="External"' if outside else ""
        self.relations.append(
            f'<Relationship Id="{name}" Type="{REL}/{kind}" Target="{target}"{mode}/>'
        )
        return name


LOOKS = (
    "", "", "", "", "<w:b/>", "<w:vanish/>", "<w:strike/>", "<w:dstrike/>", "<w:webHidden/>",
    '<w:vanish w:val="0"/>', '<w:strike w:val="false"/>', '<w:rStyle w:val="CV"/>',
    '<w:rStyle w:val="CS"/>', '<w:rStyle w:val="CB"/>', '<w:vertAlign w:val="superscript"/>',
    '<w:position w:val="-8"/>', "<w:strike/><w:vanish/>", '<w:rStyle w:val="CV"/><w:vanish w:val="0"/>',
)  # fmt: skip


def run(make: Maker, inner: str = "") -> str:
    inner = inner or f"<w:t>{make.token()}</w:t>"
    return f"<w:r><w:rPr>{make.pick(*LOOKS)}</w:rPr>{inner}</w:r>"


def a_deletion(make: Maker, depth: int) -> str:
    one = make.pick("del", "moveFrom")
    text = f"<w:r><w:delText>{make.token()}</w:delText></w:r>"
    return f"<w:{one}>{text}{inlines(make, depth)}</w:{one}>"


def an_insertion(make: Maker, depth: int) -> str:
    one = make.pick("ins", "moveTo")
    return f"<w:{one}>{inlines(make, depth)}</w:{one}>"


def around(make: Maker, depth: int) -> str:
    one = make.pick("smartTag", "customXml", "dir", "bdo", "somethingNew")
    return f"<w:{one}>{inlines(make, depth)}</w:{one}>"


def a_link(make: Maker, depth: int) -> str:
    name = make.relate("hyperlink", "https://example.org/a", None, outside=True)
    return f'<w:hyperlink r:id="{name}">{inlines(make, depth)}</w:hyperlink>'


SDT = (
    "", "<w:date/>", "<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/>',
    '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>',
)  # fmt: skip


def a_frame(make: Maker, depth: int, inner: Callable[[Maker, int], str] | None = None) -> str:
    content = (inner or inlines)(make, depth)
    return (
        f"<w:sdt><w:sdtPr>{make.pick(*SDT)}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


NAMES = ("AUTHOR", "PAGE", "MERGEFIELD", "TOC", "REF x", "IF 1 = 1")


def a_simple_field(make: Maker, depth: int) -> str:
    name = make.pick(*NAMES)
    inner = make.pick("", inlines(make, depth))
    return f'<w:fldSimple w:instr="{name}">{inner}</w:fldSimple>'


def a_field(make: Maker, depth: int) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f"<w:r><w:instrText>{make.pick(*NAMES)} {make.token()}</w:instrText></w:r>"
    code += make.pick("", a_field(make, depth - 1) if depth > 0 else "")
    result = make.pick("", mark("separate") + inlines(make, depth), mark("separate"))
    if make.pick(True, False):
        result = mark("separate") + f"<w:r><w:t>«{make.token()}»</w:t></w:r>"
    return mark("begin") + code + result + mark("end")


def a_broken_field(make: Maker, depth: int) -> str:
    kind = make.pick("begin", "separate", "end")
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' if depth > 1 else run(make)


def a_ruby(make: Maker, depth: int) -> str:
    del depth
    inner = f"<w:rubyPr/><w:rt>{run(make)}</w:rt><w:rubyBase>{run(make)}</w:rubyBase>"
    return f"<w:r><w:ruby>{inner}</w:ruby></w:r>"


def a_box(make: Maker, depth: int) -> str:
    boxes = "".join(
        f"<wps:wsp><wps:txbx><w:txbxContent>{blocks(make, depth)}</w:txbxContent></wps:txbx></wps:wsp>"
        for _ in range(make.pick(1, 2))
    )
    drawing = f"<w:drawing><wp:anchor><a:graphic><a:graphicData>{boxes}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    if make.pick(True, False):
        return f"<w:r>{drawing}</w:r>"
    words = (re.findall(r"<w:t>([^<]*)</w:t>", boxes) or [""])[0]
    words = make.pick(words, make.token())
    old = f"<w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict>"
    needs = make.pick("wps", "wps", "zz")
    choice = f'<mc:Choice Requires="{needs}">{drawing}</mc:Choice>'
    return f"<w:r><mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"


def a_note(make: Maker, depth: int) -> str:
    kind = make.pick("foot", "end")
    text = blocks(make, depth)
    make.notes[kind].append(text)
    return f'<w:r><w:{kind}noteReference w:id="{len(make.notes[kind])}"/></w:r>'


def a_comment(make: Maker, depth: int) -> str:
    del depth
    make.comments.append(make.token())
    return f'<w:r><w:commentReference w:id="{len(make.comments)}"/></w:r>'


SIGNS = (
    "<w:tab/>", "<w:br/>", '<w:br w:type="page"/>', "<w:cr/>", "<w:noBreakHyphen/>", "<w:softHyphen/>",
    '<w:sym w:font="Wingdings" w:char="F0FC"/>', '<w:sym w:font="Odd" w:char="F0FC"/>',
    "<w:lastRenderedPageBreak/>", "<w:pgNum/>",
)  # fmt: skip


def a_sign(make: Maker, depth: int) -> str:
    del depth
    return run(make, make.pick(*SIGNS) + f"<w:t>{make.token()}</w:t>")


def an_equation(make: Maker, depth: int) -> str:
    def term() -> str:
        return f"<m:r><m:t>{make.token()}</m:t></m:r>"

    def formed(level: int) -> str:
        one, two = (formed(level - 1), term()) if level > 0 else (term(), term())
        return str(make.pick(
            one,
            f"<m:f><m:num>{one}</m:num><m:den>{two}</m:den></m:f>",
            f"<m:sSup><m:e>{one}</m:e><m:sup>{two}</m:sup></m:sSup>",
            f"<m:sSub><m:e>{two}</m:e><m:sub>{one}</m:sub></m:sSub>",
            f"<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e>{one}</m:e></m:rad>",
            f"<m:d><m:e>{one}</m:e><m:e>{two}</m:e></m:d>",
            f"<m:nary><m:sub>{two}</m:sub><m:sup/><m:e>{one}</m:e></m:nary>",
            f"<m:m><m:mr><m:e>{one}</m:e><m:e>{two}</m:e></m:mr></m:m>",
            f"<m:acc><m:e>{one}</m:e></m:acc>",
        ))  # fmt: skip

    made = f"<m:oMath>{formed(min(depth, 2))}</m:oMath>"
    return make.pick(made, f"<m:oMathPara>{made}</m:oMathPara>")


def a_picture(make: Maker, depth: int) -> str:
    del depth
    name = make.relate("image", f"media/image{len(make.relations)}.png", b"png")
    old = f'<w:pict><v:shape alt="{make.token()}"><v:imagedata r:id="{name}"/></v:shape></w:pict>'
    new = (
        f'<w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{make.token()}"/><a:graphic>'
        f'<a:blip r:embed="{name}"/></a:graphic><wp:positionH><wp:posOffset>12</wp:posOffset>'
        "</wp:positionH></wp:inline></w:drawing>"
    )
    return f"<w:r>{make.pick(old, new)}</w:r>"


def an_object(make: Maker, depth: int) -> str:
    del depth
    old = f'<v:textpath string="{make.token()}"/>'
    whole = '<w:object><v:shape><v:imagedata r:id="rId0"/></v:shape><o:OLEObject ProgID="Excel.Sheet"/></w:object>'
    return f"<w:r>{make.pick(whole, f'<w:pict>{old}</w:pict>')}</w:r>"


def a_chart(make: Maker, depth: int) -> str:
    del depth
    text = f"<a:p><a:r><a:t>{make.token()}</a:t></a:r></a:p><c:pt><c:v>{make.token()}</c:v></c:pt>"
    part = f"<c:chartSpace {NS}>{text}</c:chartSpace>".encode()
    name = make.relate("chart", f"charts/chart{len(make.relations)}.xml", part)
    return f'<w:r><w:drawing><wp:inline><c:chart r:id="{name}"/></wp:inline></w:drawing></w:r>'


def stray(make: Maker, depth: int) -> str:
    del depth
    return make.pick(f"<w:odd>{make.token()}</w:odd>", make.token())


DEEP = (
    a_deletion, an_insertion, around, a_link, a_frame, a_simple_field, a_field, a_box, a_note,
)  # fmt: skip
FLAT = (
    a_ruby, a_comment, a_sign, an_equation, a_picture, an_object, a_chart, a_broken_field, stray,
)  # fmt: skip


def inlines(make: Maker, depth: int) -> str:
    made = []
    for _ in range(make.pick(0, 1, 1, 2, 3)):
        way = make.pick(None, None, *FLAT, *(DEEP if depth > 0 else ()))
        made.append(run(make) if way is None else way(make, depth - 1))
    return "".join(made)


def a_paragraph(make: Maker, depth: int) -> str:
    style = make.pick("", "", "", "H", "PV", "PN")
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += make.pick("", "", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>')
    mark = make.pick("", "", "", "<w:del/>", "<w:ins/>", "<w:vanish/>", "<w:moveFrom/>")
    look += f"<w:rPr>{mark}</w:rPr>" + make.pick("", "<w:tabs><w:tab/></w:tabs>")
    return f"<w:p><w:pPr>{look}</w:pPr>{inlines(make, depth)}</w:p>"


def a_table(make: Maker, depth: int) -> str:
    rows = ""
    for _ in range(make.pick(1, 2, 3)):
        cells = ""
        for _ in range(make.pick(1, 2, 3)):
            look = make.pick(
                "", "", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>",
                "<w:hMerge/>", "<w:cellDel/>",
            )  # fmt: skip
            cells += f"<w:tc><w:tcPr>{look}</w:tcPr>{blocks(make, depth)}</w:tc>"
        look = make.pick("", "", "", "<w:del/>", "<w:ins/>", '<w:gridBefore w:val="1"/>')
        rows += f"<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


def a_chunk(make: Maker, depth: int) -> str:
    del depth
    word = make.token()
    number = len(make.relations)
    page = f"<html><body><p>{word}</p></body></html>".encode()
    mail = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    inner = (
        f"<w:document {NS}><w:body><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:body></w:document>"
    )
    kinds = {
        f"a{number}.html": page,
        f"a{number}.mht": mail,
        f"a{number}.txt": word.encode(),
        f"a{number}.docx": zipped({"word/document.xml": inner.encode()}),
    }
    target = make.pick(*kinds)
    make.parts[f"words/{target}"] = word.encode()
    name = make.relate("aFChunk", target, kinds[target])
    return f'<w:altChunk r:id="{name}"/>'


def a_section(make: Maker, depth: int) -> str:
    text = f"<w:hdr {NS}>{blocks(make, min(depth, 1))}</w:hdr>".encode()
    name = make.relate("header", f"header{len(make.relations)}.xml", text)
    section = f'<w:sectPr><w:headerReference r:id="{name}"/></w:sectPr>'
    return f"<w:p><w:pPr>{section}</w:pPr></w:p>"


def blocks(make: Maker, depth: int) -> str:
    made = []
    for _ in range(make.pick(1, 1, 1, 2, 2, 3)):
        deep = (a_table, around_blocks, a_chunk) if depth > 0 else ()
        way = make.pick(a_paragraph, a_paragraph, a_paragraph, *deep)
        made.append(way(make, depth - 1))
    return "".join(made)


def around_blocks(make: Maker, depth: int) -> str:
    if make.pick(True, False):
        return a_frame(make, depth, blocks)
    one = make.pick("customXml", "ins", "del", "moveTo")
    return f"<w:{one}>{blocks(make, depth)}</w:{one}>"


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


@st.composite
def documents(draw: Callable[[Any], Any]) -> Maker:
    make = Maker(draw)
    body = "".join(blocks(make, draw(st.integers(1, 4))) for _ in range(draw(st.integers(1, 3))))
    body += make.pick("", a_section(make, 1))
    make.parts["word/document.xml"] = (
        f"<w:document {NS}><w:body>{body}</w:body></w:document>".encode()
    )
    for kind, notes in make.notes.items():
        inner = "".join(
            f'<w:{kind}note w:id="{n}">{text}</w:{kind}note>' for n, text in enumerate(notes, 1)
        )
        make.parts[f"word/{kind}notes.xml"] = (
            f"<w:{kind}notes {NS}>{inner}</w:{kind}notes>".encode()
        )
    inner = "".join(
        f'<w:comment w:id="{n}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        for n, text in enumerate(make.comments, 1)
    )
    make.parts["word/comments.xml"] = f"<w:comments {NS}>{inner}</w:comments>".encode()
    make.parts["word/styles.xml"] = STYLES.encode()
    make.parts["word/numbering.xml"] = NUMBERING.encode()
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    make.parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{space}">{"".join(make.relations)}</Relationships>'.encode()
    )
    # Notes and headers point with the same ids here.
    for part in [name for name in make.parts if re.match(r"word/(foot|end|head)", name)]:
        make.parts[f"word/_rels/{part[5:]}.rels"] = make.parts["word/_rels/document.xml.rels"]
    return make


# --- another reading of the same files ---------------------------------------------------------

CONTENTS, PAGES = {"TOC"}, {"PAGE"}
EQUATIONS = {"m:m", "m:acc"}


def short(element: ET.Element) -> str:
    space, _, name = element.tag[1:].rpartition("}")
    return f"{PREFIX.get(space, '?')}:{name}"


def attribute(element: ET.Element, name: str) -> str | None:
    prefix, _, local = name.partition(":")
    return element.get(f"{{{SPACES[prefix]}}}{local}")


def find(element: ET.Element, path: str) -> ET.Element | None:
    return element.find(path, SPACES)


def switched(element: ET.Element | None) -> bool:
    return element is not None and attribute(element, "w:val") not in ("0", "false")


@dataclass
class Oracle:
    """What each character is: set, a change, a comment, or told as something."""

    make: Maker
    said: dict[str, list[str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)
    noted: set[tuple[str, str]] = field(default_factory=set)
    remarked: set[int] = field(default_factory=set)

    def read(self) -> None:
        """The text, then the notes and comments that nothing in it leads to."""
        Reading(self, self.tree("word/document.xml")).read()
        for kind in ("footnote", "endnote"):
            for note in self.tree(f"word/{kind}s.xml"):
                self.note(kind, note, "note")
        for number in range(1, len(self.make.comments) + 1):
            self.remark(number)

    def note(self, kind: str, note: ET.Element, base: str) -> None:
        key = kind, attribute(note, "w:id") or ""
        if key not in self.noted:
            self.noted.add(key)
            Reading(self, note, base).read()

    def remark(self, number: int) -> None:
        if number not in self.remarked:
            self.remarked.add(number)
            self.put(self.make.comments[number - 1], "comment")

    def tree(self, name: str) -> ET.Element:
        return ET.fromstring(self.make.parts[name])  # noqa: S314 - our own

    def target(self, element: ET.Element, name: str) -> str:
        wanted = attribute(element, name)
        row = next(r for r in self.make.relations if f'Id="{wanted}"' in r)
        return re.findall('Target="([^"]*)"', row)[0]

    def put(self, text: str | None, what: str) -> None:
        for char in TOKENS.findall(text or ""):
            self.said.setdefault(char, []).append(what)
            if what == "set":
                self.order.append(char)


def parents(root: ET.Element) -> dict[ET.Element, ET.Element]:
    return {child: parent for parent in root.iter() for child in parent}


class Reading:
    """One part, read from its root."""

    def __init__(self, oracle: Oracle, root: ET.Element, base: str = "") -> None:
        self.oracle, self.root, self.base = oracle, root, base
        self.above = parents(root)
        self.fields = list(self._fields())

    def path(self, element: ET.Element) -> list[ET.Element]:
        made = [element]
        while made[-1] in self.above:
            made.append(self.above[made[-1]])
        return made[::-1]

    def _fields(self) -> Iterator[tuple[int, int, int, str, str]]:
        """Of each field: where it begins, has its result and ends, its code, its result."""
        flat = list(self.root.iter())
        self.number = {element: n for n, element in enumerate(flat)}
        begun: list[list[int]] = []
        for n, element in enumerate(flat):
            if short(element) != "w:fldChar":
                continue
            kind = attribute(element, "w:fldCharType")
            if kind == "begin":
                begun.append([n, 0])
            elif begun and kind == "separate":
                begun[-1][1] = n
            elif begun and kind == "end":
                start, middle = begun.pop()
                until = middle or n
                code = "".join(
                    e.text or "" for e in flat[start:until] if short(e) in ("w:t", "w:instrText")
                )
                result = "".join(e.text or "" for e in flat[until:n] if short(e) == "w:t")
                yield start, until, n, code, result

    def gone(self, path: list[ET.Element]) -> bool:
        if self.base == "change":
            return True
        for one in path:
            name = short(one)
            if name in ("w:del", "w:moveFrom", "w:delText"):
                return True
            taken = {"w:tr": "w:trPr/w:del", "w:tc": "w:tcPr/w:cellDel"}.get(name)
            if taken and find(one, taken) is not None and self.is_grid(path, one):
                return True
        return False

    def is_grid(self, path: list[ET.Element], one: ET.Element) -> bool:
        """Tables where nothing is set have no grid: their words are told whatever rows say."""
        return self.around(path[: path.index(one)]) == ""

    def around(self, path: list[ET.Element]) -> str:
        """As what the outermost thing tells that does not set its words."""
        if self.base:
            return self.base
        return next((what for at in range(len(path)) if (what := self.omits(path, at))), "")

    def omits(self, path: list[ET.Element], at: int) -> str:
        """As what one thing tells its words, whatever they are; "" where it sets them."""
        one, name = path[at], short(path[at])
        what = {"w:txbxContent": "box", "v:textpath": "box", "w:odd": "embedded"}.get(name, "")
        if name == "w:sdt" and short(path[min(at + 1, len(path) - 1)]) == "w:sdtContent":
            if switched(find(one, "w:sdtPr/w:showingPlcHdr")):
                what = "placeholder"
            elif find(one, "w:sdtPr/w:docPartObj") is not None:
                what = "contents"
        elif name == "w:tc":
            what = "hidden" if self.goes_on(path, one) else ""
        elif name == "m:oMath" and not (self.by_field(path, one) or self.hidden_style(path[:at])):
            what = "" if linear(one) else "equation"
        elif name in ("mc:Choice", "mc:Fallback"):
            what = "" if self.taken(one) else "embedded"
        return what

    def goes_on(self, path: list[ET.Element], cell: ET.Element) -> bool:
        return cell in self.continued(path, cell)

    def continued(self, path: list[ET.Element], cell: ET.Element) -> set[ET.Element]:
        """The cells of a cell's table that go on with another."""
        table = next(e for e in path[: path.index(cell)][::-1] if short(e) == "w:tbl")
        made: set[ET.Element] = set()
        above: dict[int, int] = {}
        for row in table.findall("w:tr", SPACES):
            if find(row, "w:trPr/w:del") is not None:
                continue
            column = 1 if find(row, "w:trPr/w:gridBefore") is None else 2
            going: dict[int, int] = {}
            first = True
            for one in row.findall("w:tc", SPACES):
                if find(one, "w:tcPr/w:cellDel") is not None:
                    continue
                wide = 1 if find(one, "w:tcPr/w:gridSpan") is None else 2
                merge = find(one, "w:tcPr/w:vMerge")
                restart = merge is not None and attribute(merge, "w:val") == "restart"
                if find(one, "w:tcPr/w:hMerge") is not None and not first:
                    made.add(one)
                elif merge is not None and not restart and above.get(column) == wide:
                    made.add(one)
                    first = False
                    going[column] = wide
                else:
                    first = False
                    if merge is not None:
                        going[column] = wide
                column += wide
            above = going
        return made

    def taken(self, choice: ET.Element) -> bool:
        whole = self.above[choice]
        first = next(e for e in whole if short(e) == "mc:Choice")
        known = first.get("Requires") == "wps"
        return (choice is first) == known

    def again(self, path: list[ET.Element]) -> bool:
        """Whether words only repeat those of the alternative that was taken."""
        for one in path:
            if short(one) in ("mc:Choice", "mc:Fallback") and not self.taken(one):
                other = next(e for e in self.above[one] if e is not one)
                own, said = ("".join("".join(
                    e.text or "" for e in x.iter() if short(e) in ("w:t", "w:delText", "m:t", "a:t")
                ).split()) for x in (one, other))  # fmt: skip
                if own in said:
                    return True
        return False

    def by_field(self, path: list[ET.Element], at: ET.Element) -> str:
        """What a field makes of what stands at a place, the outermost first."""
        n = self.number[at]
        made: list[tuple[int, str]] = []
        for start, until, end, code, result in self.fields:
            if start < n < end:
                name = (code.split() or [""])[0]
                what = "field" if n < until else ""
                what = what or ("contents" if name in CONTENTS else "")
                what = what or ("field" if name in PAGES else "")
                empty = name == "MERGEFIELD" and re.fullmatch("«.*»", result.strip())
                made.append((start, what or ("placeholder" if empty else "")))
        for one in path:
            if short(one) == "w:fldSimple" and one is not at:
                name = (attribute(one, "w:instr") or "").split()[0]
                what = "contents" if name in CONTENTS else "field" if name in PAGES else ""
                result = "".join(
                    e.text or ""
                    for e in one.iter()
                    if short(e) in ("w:t", "w:delText", "m:t", "a:t")
                )
                if name == "MERGEFIELD" and re.fullmatch("«.*»", result.strip()):
                    what = "placeholder"
                made.append((self.number[one], what))
        return next((what for _, what in sorted(made) if what), "")

    def hidden_style(self, path: list[ET.Element]) -> bool:
        above = [e for e in path if short(e) == "w:p"]
        style = find(above[-1], "w:pPr/w:pStyle") if above else None
        return style is not None and attribute(style, "w:val") == "PV"

    def look(self, path: list[ET.Element]) -> str:
        """What the look of the innermost run makes of its words."""
        runs = [n for n, e in enumerate(path) if short(e) in ("w:r", "m:r")]
        if not runs:
            return ""
        element = path[runs[-1]]
        by_paragraph = self.hidden_style(path[: runs[-1]])
        chosen = find(element, "w:rPr/w:rStyle")
        named = attribute(chosen, "w:val") if chosen is not None else ""
        own = find(element, "w:rPr/w:vanish")
        hidden = switched(own) if own is not None else by_paragraph != (named == "CV")
        if hidden or switched(find(element, "w:rPr/w:webHidden")):
            return "hidden"
        struck = [find(element, f"w:rPr/w:{s}") for s in ("strike", "dstrike")]
        return "struck" if any(map(switched, struck)) or named == "CS" else ""

    def what(self, element: ET.Element) -> str:
        path = self.path(element)
        if self.gone(path):
            return "change"
        return self.around(path) or self.by_field(path, element) or self.look(path) or "set"

    def read(self) -> None:
        for element in self.root.iter():
            if not self.again(self.path(element)):
                self.one(element)
            if (element.tail or "").strip() and not self.again(self.path(element)):
                path = self.path(self.above[element])
                self.oracle.put(
                    element.tail, "change" if self.gone(path) else self.around(path) or "embedded"
                )

    def one(self, element: ET.Element) -> None:  # noqa: C901 - a row for each kind
        oracle, name = self.oracle, short(element)
        if name == "w:instrText":
            self.coded(element)
        elif name in ("wp:docPr", "v:shape"):
            inner = self.path(element)
            text = element.get("descr") or element.get("alt")
            other = "embedded" if self.around(inner) == "embedded" else "picture"
            oracle.put(text, "change" if self.gone(inner) else other)
        elif name == "v:textpath":
            path = self.path(element)
            oracle.put(element.get("string"), "change" if self.gone(path) else self.around(path))
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            self.noted(element, name[2:-9])
        elif name == "w:commentReference":
            number = int(attribute(element, "w:id") or 0)
            oracle.remark(number)
        elif name == "w:headerReference":
            part = Reading(oracle, oracle.tree("word/" + oracle.target(element, "r:id")), "header")
            part.read()
        elif name == "c:chart":
            path = self.path(element)
            base = "change" if self.gone(path) else self.around(path) or "embedded"
            root = oracle.tree("word/" + oracle.target(element, "r:id"))
            for one in root.iter():
                oracle.put(one.text, base)
        elif name == "w:altChunk":
            path = self.path(element)
            what = (
                "change" if self.gone(path) else self.around(path) or self.by_field(path, element)
            )
            words = oracle.make.parts["words/" + oracle.target(element, "r:id")].decode()
            oracle.put(words, what or "set")
        elif name in ("w:t", "w:delText", "m:t", "a:t"):
            oracle.put(element.text, self.what(element))
        elif (element.text or "").strip():
            path = self.path(element)
            oracle.put(
                element.text, "change" if self.gone(path) else self.around(path) or "embedded"
            )

    def coded(self, element: ET.Element) -> None:
        """What is to be reckoned is told where nothing came of it."""
        n = self.number[element]
        own = max(f for f in self.fields if f[0] < n < f[2])
        if n > own[1]:
            self.oracle.put(element.text, self.what(element).replace("set", "field"))
            return
        if own[4].strip():
            return
        # It is told where the field ends, with what stands around that.
        end = next(e for e, at in self.number.items() if at == own[2])
        self.oracle.put(element.text, self.what(end).replace("set", "field"))

    def noted(self, element: ET.Element, kind: str) -> None:
        path = self.path(element)
        base = "change" if self.gone(path) else self.around(path) or "note"
        root = self.oracle.tree(f"word/{kind}s.xml")
        note = next(e for e in root if attribute(e, "w:id") == attribute(element, "w:id"))
        self.oracle.note(kind, note, base)


def linear(equation: ET.Element) -> bool:
    """Whether one line shows an equation: no matrix, no accent, no power of a power."""
    for element in equation.iter():
        name = short(element)
        if name in EQUATIONS:
            return False
        if name in ("m:sup", "m:sub") and any(
            short(e) in ("m:sSup", "m:sSub", "m:nary") and len(list(e)) and _shifts(e)
            for e in element.iter()
        ):
            return False
    return True


def _shifts(element: ET.Element) -> bool:
    return any(short(e) in ("m:sup", "m:sub") and any(x.text for x in e.iter()) for e in element)


def found(data: bytes) -> tuple[dict[str, list[str]], list[str]]:
    """Where the reader has each character, and those that are set in their order."""
    read = read_docx(data)
    copy, source = copied(read.pieces, "a.docx")
    order = TOKENS.findall("".join(block.text for block in copy.body))
    stretches = [("set", block.text) for block in copy.body]
    stretches += [("set", mark.note) for block in copy.body for mark in block.marks]
    stretches += [(str(entry.kind), entry.words) for entry in read.entries]
    for remark in read.remarks:
        if remark.code == "copy-comment":
            stretches.append(("comment", remark.words))
        elif not remark.text.zh.startswith("加上"):
            stretches.append(("change", remark.words))
    places: dict[str, list[str]] = {}
    for what, text in stretches:
        for char in TOKENS.findall(text):
            places.setdefault(char, []).append(what)
    left_out = [d for d in told(read, source, "A") if d.code == "copy-left-out"]
    assert len(left_out) == len({entry.kind for entry in read.entries})
    return places, order


EXAMPLES = int(os.environ.get("PRESSLAYOUT_EXAMPLES", "60"))
# A failure of many files is looked at as it is; making it small takes longer than finding it.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate) + (Phase.shrink,) * (EXAMPLES <= 60)


@settings(
    max_examples=EXAMPLES, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(documents())
def test_every_character_is_set_or_told_as_what_it_is(make: Maker) -> None:
    oracle = Oracle(make)
    oracle.read()
    data = zipped(
        {name: part for name, part in make.parts.items() if not name.startswith("words/")}
    )
    places, order = found(data)
    assert {char: sorted(what) for char, what in oracle.said.items()} == {
        char: sorted(what) for char, what in places.items()
    }
    document = make.parts["word/document.xml"]
    if b"<w:tc>" not in document and b"<w:ruby>" not in document:
        assert order == oracle.order
