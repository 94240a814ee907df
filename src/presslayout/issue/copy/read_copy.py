"""The body of a story: found, decoded, read by its format, looked over for damage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen
from presslayout.edition.roles import ParagraphKind
from presslayout.issue import files
from presslayout.issue.convert import PENDING_WORDS
from presslayout.issue.copy import formats, ledger
from presslayout.issue.copy.blocks import (
    Copy,
    inline_lines,
    lines_of,
    read_markdown,
    read_text,
    read_verse,
)
from presslayout.issue.copy.damage import controls, damage
from presslayout.issue.copy.ledger import Entry, Omitted
from presslayout.issue.issue import Paragraph
from presslayout.issue.paper import PENDING
from presslayout.issue.reader import Findings
from presslayout.issue.yaml.encoding import (
    MAX_BYTES,
    other_encoding,
    text_of,
    too_large,
    undecodable,
)
from presslayout.issue.yaml.tree import Scalar, Source

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic, Span
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading

DOCX, HTML = formats.DOCX, formats.HTML
# A document with pictures in it; its text is bounded by the reader.
MOST_DOCX = 200_000_000
# The house's own list of lines that advertise, in layout/.
HOUSE_JUNK = "推广语.txt"
# A longer name than this is copy that lost its line break, no file.
NAME_MOST = 120

_LABELS = {
    "missing-picture": Text("图片", "picture"),
    "missing-file": Text("文件", "file"),
    "missing-base": Text("底版", "base"),
    "missing-profile": Text("ICC 特性文件", "ICC profile"),
}

_NO_FILES = {
    "folder": Text("文件夹", "a folder"),
    "special": Text("管道、设备或断了的链接", "a pipe, a device or a link that leads nowhere"),
}


@frozen
class Body:
    """A story's body and pull quotes, and the files that they came from."""

    body: tuple[Paragraph, ...] = ()
    pullquotes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def read_body(row: Row, story: str, path: Path, reading: Reading) -> Body:
    """What a story's 正文 says, wherever it stands."""
    entry = row.entry("body")
    if entry is None:
        return Body()
    node = entry[1]
    if not isinstance(node, Scalar):
        row.words("body")
        return Body()
    if node.text.strip() in PENDING_WORDS:
        place = node.span
        return Body((Paragraph(ParagraphKind.PARAGRAPH, PENDING, 0, (), place),))
    if node.style in {"|", ">"} or node.last > node.line or "\n" in node.text:
        read = read_verse if _verse(row) else read_markdown
        copy = read(inline_lines(node), node.source)
        return _checked(copy, node.source, story, node.span, reading)
    named = row.words("body").strip()
    return _from_file(named, node.span, story, path, reading, verse=_verse(row))


def read_filler(row: Row, name: str, path: Path, reading: Reading) -> Body:
    """The words of a filler: what its 文字 says, else its 文件."""
    written = row.entry("text")
    if written is not None and isinstance(written[1], Scalar):
        node = written[1]
        return _checked(read_markdown(inline_lines(node), node.source), node.source, name,
                        node.span, reading)  # fmt: skip
    row.words("text")
    return _from_file(
        row.words("file").strip(), row.place("file"), name, path, reading, verse=False
    )


def _verse(row: Row) -> bool:
    known = {f.name for f in row.record.fields}
    return "form" in known and row.choice("form") == "verse"


def find_file(name: str, place: Span, beside: Path, code: str, reading: Reading) -> Path | None:
    """The file of a name; what is wrong with the name is told with `code` where nothing is there."""
    # What a variant takes over from its base lies beside the base.
    typed = (reading.workspace.root / place.file).parent
    found = files.find(name, reading.workspace.root, typed if typed.is_dir() else beside)
    if not isinstance(found, files.Missing):
        return found
    label = _LABELS[code]
    findings = reading.findings
    if found.why == "outside":
        findings.error(
            "outside-workspace",
            Text(f"{name} 在工作区之外", f"{name} lies outside the workspace"),
            place,
            Text(
                "把文件放进工作区，路径从本文件或工作区根目录写起",
                "put the file into the workspace; paths begin beside this file or at its root",
            ),
        )
    elif found.why in _NO_FILES:
        what = _NO_FILES[found.why]
        findings.error(
            code,
            Text(
                f"{label.zh}{name} 是{what.zh}，不是文件",
                f"{label.en} {name} is {what.en}, no file",
            ),
            place,
            Text("写出文件名", "name a file"),
        )
    elif found.why == "case":
        findings.error(
            "file-not-found",
            Text(
                f"{label.zh}找不到：{name}；有 {found.close}（大小写不同）",
                f"{label.en} not found: {name}; there is {found.close} (case differs)",
            ),
            place,
            Text(f"改成 {found.close}", f"write {found.close}"),
        )
    else:
        guess = found.close
        findings.error(
            code,
            Text(
                f"{label.zh}找不到：{name}" + (f"，是不是 {guess}？" if guess else ""),
                f"{label.en} not found: {name}" + (f"; did you mean {guess}?" if guess else ""),
            ),
            place,
            Text(
                "先找本文件所在的文件夹，再找工作区根目录",
                "looked beside this file, then from the workspace root",
            ),
        )
    return None


def _from_file(
    name: str, place: Span, story: str, path: Path, reading: Reading, *, verse: bool
) -> Body:
    findings = reading.findings
    if not name:
        return Body()
    if len(name) > NAME_MOST or name.endswith(("。", "！", "？")):
        findings.error(
            "missing-file",
            Text(
                f"「正文」写在一行里就当作文件名：{name[:20]}…",
                f"a body on one line is taken for a file name: {name[:20]}…",
            ),
            place,
            Text(
                "是正文本身就写「正文: |」，文字从下一行写起",
                "for the text itself write “body: |” and begin it on the next line",
            ),
        )
        return Body()
    file = find_file(name, place, path.parent, "missing-file", reading)
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if suffix not in formats.PLAIN | DOCX | HTML:
        findings.error(
            "copy-format",
            Text(
                f"不读 {suffix or '没有扩展名'} 的稿件：{name}",
                f"copy in {suffix or 'a file without an extension'} is not read: {name}",
            ),
            place,
            Text(
                "在编辑器里另存为 .docx、.txt 或 .md",
                "save it as .docx, .txt or .md",
            ),
        )
        return Body()
    data = reading.read(file) if file else None
    if file is None or data is None:
        return Body()
    # What a file says shapes all of this; what is wrong with it is remembered along with it.
    junk = _junk(reading)
    key = ("copy", reading.name(file), data, suffix, verse, story, place, junk)
    named = (reading.name(file), suffix, story)
    body, said = reading.memory.of(
        key, lambda: _remembered(data, named, place, reading, (verse, junk))
    )
    findings.found.extend(said)
    return body


def _remembered(
    data: bytes,
    named: tuple[str, str, str],
    place: Span,
    reading: Reading,
    manner: tuple[bool, str],
) -> tuple[Body, tuple[Diagnostic, ...]]:
    alone = replace(reading, findings=Findings())
    body = _of_bytes(data, named, place, alone, manner)
    return body, tuple(alone.findings.found)


def _junk(reading: Reading) -> str:
    """The house's own list of lines that advertise (`web.junk`); "" where there is none."""
    path = reading.workspace.root / "layout" / HOUSE_JUNK
    data = reading.read(path) if doors.is_file(path) else None
    found = text_of(data) if data else None
    return found[0] if found else ""


def _of_bytes(
    data: bytes,
    named: tuple[str, str, str],
    place: Span,
    reading: Reading,
    manner: tuple[bool, str],
) -> Body:
    """The body that a file's bytes say; `named` are the file's name and suffix and the story.

    `manner` says whether it is verse, and the house's list of lines that advertise.
    """
    shown, suffix, story = named
    findings = reading.findings
    if (other := formats.by_bytes(data, suffix)) is not None:
        findings.found.append(formats.told(shown, other))
        if not other.suffix:
            return Body()
        suffix = other.suffix
        data = formats.page_of(data) if suffix == ".mht" else data
    if suffix in DOCX and (data.startswith(b"PK") or not _is_page(data)):
        return _foreign(data, (shown, story), place, reading)
    large = len(data) > MAX_BYTES
    page = suffix in HTML or suffix == ".mht"
    found = None if large else text_of(data, formats.declared(data))
    if found is None:
        findings.found.append(too_large(shown, len(data)) if large else undecodable(shown))
        return Body()
    text, encoding = found
    if encoding != "utf-8":
        findings.found.append(other_encoding(shown, encoding))
    if not page and (other := formats.by_text(text, suffix)) is not None:
        findings.found.append(formats.told(shown, other))
        page = True
    if page:
        return _foreign(text, (shown, story), place, reading, manner[1])
    lines = lines_of(text)
    source = Source(shown, tuple(line.text for line in lines))
    findings.found.extend(controls(text, source, story))
    if manner[0]:
        copy = read_verse(lines, source)
    elif suffix == ".md":
        copy = read_markdown(lines, source, lambda part: _page(part, shown, manner[1]))
    else:
        copy = read_text(lines, source)
    made = _checked(copy, source, story, place, reading)
    return Body(made.body, made.pullquotes, (shown,))


def _page(text: str, shown: str, junk: str) -> Copy:
    """A part of a file that is tags of a page."""
    from presslayout.issue.copy.foreign import UnreadableCopyError, copied
    from presslayout.issue.copy.html import read_html

    try:
        read = read_html(text, junk)
    except UnreadableCopyError:
        return Copy((), left=(Entry(Omitted.MARKUP, 1, text),))
    copy, _ = copied(read.pieces, shown)
    changes = (Entry(Omitted.STRUCK, one.line, one.text.zh) for one in read.remarks)
    return replace(copy, left=(*read.entries, *changes))


def _is_page(data: bytes) -> bool:
    """Whether the bytes of a file that is called a document are a page."""
    found = text_of(data, formats.declared(data)) if len(data) <= MAX_BYTES else None
    return found is not None and formats.by_text(found[0], ".docx") is not None


def _foreign(
    data: bytes | str, named: tuple[str, str], place: Span, reading: Reading, junk: str = ""
) -> Body:
    """Copy from a word processor or a web page; `named` are the file and the story."""
    from presslayout.issue.copy.docx import read_docx
    from presslayout.issue.copy.foreign import UnreadableCopyError, copied, told
    from presslayout.issue.copy.html import read_html

    shown, story = named
    findings = reading.findings
    if len(data) > MOST_DOCX:
        findings.found.append(too_large(shown, len(data)))
        return Body()
    try:
        read = read_docx(data) if isinstance(data, bytes) else read_html(data, junk)
    except UnreadableCopyError as fault:
        findings.error(
            "copy-unreadable",
            Text(f"读不了 {shown}：{fault.why.zh}", f"{shown} cannot be read: {fault.why.en}"),
            place,
            Text("重新另存一次，或存成 .txt .md", "save it again, or as .txt or .md"),
        )
        return Body()
    copy, source = copied(read.pieces, shown)
    findings.found.extend(told(read, source, story))
    made = _checked(copy, source, story, place, reading)
    return Body(made.body, made.pullquotes, (shown,))


def _checked(copy: Copy, source: Source, story: str, place: Span, reading: Reading) -> Body:
    reading.findings.found.extend(damage(copy, source, story))
    reading.findings.found.extend(ledger.told(copy.left, source, story))
    if not copy.body:
        reading.findings.error(
            "empty-copy",
            Text(f"稿件{story}的正文是空的", f"the body of story {story} is empty"),
            place,
            Text(
                "写上正文；只有图片的稿件删去「正文」",
                "write the copy; a story of photos alone has no “body”",
            ),
        )
    return Body(copy.body, copy.pullquotes)
