"""The body of a story: found, decoded, read by its format, looked over for damage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.keeping import Anchor, digest
from presslayout.base.values import frozen, replace
from presslayout.edition.roles import ParagraphKind
from presslayout.issue import files
from presslayout.issue.convert import PENDING_WORDS
from presslayout.issue.copy import formats
from presslayout.issue.copy.named import Named, house_junk
from presslayout.issue.issue import Paragraph
from presslayout.issue.kinds import CopyForm
from presslayout.issue.paper import PENDING
from presslayout.issue.reader import Findings
from presslayout.issue.yaml.tree import Scalar

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic, Span
    from presslayout.issue.copy.blocks import Copy
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.yaml.tree import SourceText

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
        return _checked(_inline(node, _form(row)), node.source, story, node.span, reading)
    named = row.words("body").strip()
    if not node.text.strip():
        _empty(story, node.span, reading)
    return _from_file(named, node.span, story, path, reading, form=_form(row))


def read_filler(row: Row, name: str, path: Path, reading: Reading) -> Body:
    """The words of a filler: what its 文字 says, else its 文件."""
    written = row.entry("text")
    if written is not None and isinstance(written[1], Scalar):
        node = written[1]
        return _checked(_inline(node, None), node.source, name, node.span, reading)
    row.words("text")
    return _from_file(row.words("file").strip(), row.place("file"), name, path, reading, form=None)


def _inline(node: Scalar, form: CopyForm | None) -> Copy:
    """The copy that stands where it is asked for."""
    from presslayout.issue.copy.blocks import inline_lines, read_markdown
    from presslayout.issue.copy.manuscript import read_form

    lines = inline_lines(node)
    return (
        read_markdown(lines, node.source) if form is None else read_form(lines, node.source, form)
    )


def _form(row: Row) -> CopyForm | None:
    """The 体裁 of a copy; None for prose."""
    known = {f.name for f in row.record.fields}
    said = row.choice("form") if "form" in known else ""
    return CopyForm(said) if said else None


def find_file(name: str, place: Span, beside: Path, code: str, reading: Reading) -> Path | None:
    """The file of a name; what is wrong with the name is told with `code` where nothing is there."""
    found = reading.ask(_found, name, place.file, beside)
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


def _found(reading: Reading, name: str, said_in: str, beside: Path) -> Path | files.Missing:
    near = reading.near.get((said_in, beside))
    if near is None:
        # What a variant takes over from its base lies beside the base.
        typed = (reading.workspace.root / said_in).parent
        near = reading.near[said_in, beside] = typed if typed.is_dir() else beside
    return files.find(name, reading.workspace.root, near, reading.folders)


def _from_file(
    name: str, place: Span, story: str, path: Path, reading: Reading, *, form: CopyForm | None
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
    suffix = formats.suffix_of(name)
    if formats.reader(name) is None and not _is_outside(name, place, path.parent, reading):
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
    file = find_file(name, place, path.parent, "missing-file", reading)
    data = reading.read(file) if file else None
    if file is None or data is None:
        return Body()
    named = Named(reading.name(file), story, place, reading.ask(_junk), form)
    body, said = reading.ask(_copy, data, named, suffix)
    findings.found.extend(said)
    return body


def _is_outside(name: str, place: Span, beside: Path, reading: Reading) -> bool:
    """Whether a name leads out of the workspace: then nothing else about it matters."""
    found = reading.ask(_found, name, place.file, beside)
    return isinstance(found, files.Missing) and found.why == "outside"


def _junk(reading: Reading) -> str:
    return house_junk(reading.workspace.root, reading.read)


def _copy(
    reading: Reading, data: bytes, named: Named, suffix: str
) -> tuple[Body, tuple[Diagnostic, ...]]:
    """What a file says and what is wrong with it: shaped by its bytes and by how it is named."""
    read = partial(_remembered, data, named, suffix, reading)
    if reading.copies is not None:
        anchor = Anchor(named.place.file, named.place.line)
        kept = digest(data, suffix, named, anchor=anchor)
        read = partial(reading.copies.of, kept, read, anchor)
    return reading.memory.of(("copy", data, suffix, named), read)


def _remembered(
    data: bytes, named: Named, suffix: str, reading: Reading
) -> tuple[Body, tuple[Diagnostic, ...]]:
    alone = replace(reading, findings=Findings())
    body = _of_bytes(data, named, suffix, alone)
    return body, tuple(alone.findings.found)


def _of_bytes(data: bytes, named: Named, suffix: str, reading: Reading) -> Body:
    from presslayout.issue.copy.manuscript import manuscript

    read = manuscript(data, named, suffix)
    reading.findings.found.extend(read.found)
    if read.copy is None:
        return Body()
    made = _checked(read.copy, read.source, named.story, named.place, reading)
    return Body(made.body, made.pullquotes, (named.file,))


def _checked(copy: Copy, source: SourceText, story: str, place: Span, reading: Reading) -> Body:
    # Copy that was read before and is the same loads nothing that reads it.
    from presslayout.issue.copy import ledger
    from presslayout.issue.copy.damage import damage

    reading.findings.found.extend(damage(copy, source, story))
    reading.findings.found.extend(ledger.told(copy.left, source, story))
    if not copy.body:
        _empty(story, place, reading)
    return Body(copy.body, copy.pullquotes)


def _empty(story: str, place: Span, reading: Reading) -> None:
    reading.findings.error(
        "empty-copy",
        Text(f"稿件{story}的正文是空的", f"the body of story {story} is empty"),
        place,
        Text(
            "写上正文；只有图片的稿件删去「正文」",
            "write the copy; a story of photos alone has no “body”",
        ),
    )
