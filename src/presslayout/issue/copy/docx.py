"""Copy from a .docx: paragraphs, headings, bold, emphasis, lists and tables (ISO/IEC 29500-1).

Tracked changes are taken as accepted, and listed; comments are listed.  The archive is read within
limits, its XML without entities and without the network.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import Text
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy.blocks import BULLET
from presslayout.issue.copy.foreign import (
    Piece,
    Read,
    Remark,
    UnreadableCopyError,
    change,
    hold_size,
    hold_tags,
)
from presslayout.issue.copy.ledger import Entry, Omitted, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

# The text of a whole book stays below this; a part that unpacks to more is an attack.
MOST_BYTES = 64_000_000
MOST_PARTS = 20_000
_OLE = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# Outline level 9 is that of running text.
_LEVELS = frozenset("012345678")
_OFF = frozenset(("0", "false", "off", "none"))
_HEADING = re.compile(r"(?:heading|标题)\s*[1-9]|title|subtitle|副标题|标题", re.IGNORECASE)
_SIGNS = {"tab": "\t", "noBreakHyphen": "-", "softHyphen": ""}
_PARAGRAPHS = frozenset((f"{_W}p",))
_DELETED = ("del", "moveFrom")
_INSERTED = ("ins", "moveTo")


@dataclass(slots=True)
class _State:
    """What reading a document has gathered."""

    headings: frozenset[str]
    numbered: dict[tuple[str, str], bool]
    comments: dict[str, str]
    pieces: list[Piece] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    line: int = 0


def read_docx(data: bytes) -> Read:
    """The paragraphs of a document in their order; UnreadableCopyError says why it has none."""
    if data.startswith(_OLE):
        raise UnreadableCopyError(
            Text("是旧的 .doc，或加了密码的文档", "it is an old .doc, or protected by a password")
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.namelist()) > MOST_PARTS:
                raise UnreadableCopyError(_bomb())
            main = _part(archive, "word/document.xml")
            styles = _part(archive, "word/styles.xml", needed=False)
            numbering = _part(archive, "word/numbering.xml", needed=False)
            comments = _part(archive, "word/comments.xml", needed=False)
    except doors.DOCX.faults() as cause:
        raise UnreadableCopyError(
            Text("不是能打开的 .docx", "it is no .docx that can be opened")
        ) from cause
    state = _State(_headings(styles), _numbered(numbering), _comments(comments))
    body = next(iter(main.iter(f"{_W}body")), None) if main is not None else None
    if body is None:
        raise UnreadableCopyError(Text("里面没有正文", "it holds no body"))
    hold_size(body, _PARAGRAPHS)
    _blocks(body, state)
    return Read(tuple(state.pieces), tuple(state.remarks), tuple(state.entries))


def _bomb() -> Text:
    return Text("展开以后太大，不像稿件", "it unpacks to more than any copy is")


def _part(archive: zipfile.ZipFile, name: str, *, needed: bool = True) -> Any:
    """A part as XML in the transitional namespace; None where it is absent and not needed."""
    from lxml import etree

    if name not in archive.namelist():
        if needed:
            raise UnreadableCopyError(Text("不是 Word 文档", "it is no Word document"))
        return None
    with archive.open(name) as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadableCopyError(_bomb())
    hold_tags(data.count(b"<"))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()), parser)
    except doors.DOCX.faults() as cause:
        raise UnreadableCopyError(Text(f"{name} 坏了", f"{name} in it is damaged")) from cause
    if root.getroottree().docinfo.doctype:
        raise UnreadableCopyError(Text(f"{name} 里有 DTD", f"{name} in it holds a DTD"))
    return root


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: Any, path: str, attribute: str = "val") -> str | None:
    found = (
        element.find("/".join(_W + step for step in path.split("/")))
        if element is not None
        else None
    )
    return None if found is None else str(found.get(_W + attribute, ""))


def _headings(styles: Any) -> frozenset[str]:
    """The ids of styles that are headings, by their name or their outline level."""
    if styles is None:
        return frozenset()
    found = set()
    for style in styles.iter(f"{_W}style"):
        name = _value(style, "name") or ""
        level = _value(style, "pPr/outlineLvl")
        if _HEADING.fullmatch(name.strip()) or (level is not None and level in _LEVELS):
            found.add(str(style.get(f"{_W}styleId", "")))
    return frozenset(found)


def _numbered(numbering: Any) -> dict[tuple[str, str], bool]:
    """Whether a list (by its number and level) counts."""
    if numbering is None:
        return {}
    kinds: dict[tuple[str, str], bool] = {}
    for abstract in numbering.iter(f"{_W}abstractNum"):
        for level in abstract.iter(f"{_W}lvl"):
            key = str(abstract.get(f"{_W}abstractNumId")), str(level.get(f"{_W}ilvl"))
            kinds[key] = (_value(level, "numFmt") or "bullet") not in ("bullet", "none")
    made = {}
    for number in numbering.iter(f"{_W}num"):
        own = _value(number, "abstractNumId") or ""
        for (abstract_id, level), counts in kinds.items():
            if abstract_id == own:
                made[str(number.get(f"{_W}numId")), level] = counts
    return made


def _comments(part: Any) -> dict[str, str]:
    if part is None:
        return {}
    return {
        str(c.get(f"{_W}id")): f"{c.get(f'{_W}author', '')}：{_words(c)}".lstrip("：")
        for c in part.iter(f"{_W}comment")
    }


def _words(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(f"{_W}t", f"{_W}delText"))


def _blocks(parent: Any, state: _State, cell: tuple[int, int] = (0, 0)) -> None:
    for child in parent:
        name = _name(child)
        if name == "p":
            _paragraph(child, state, cell)
        elif name == "tbl":
            _table(child, state)
        elif name in (*_DELETED, *_INSERTED, "sdt", "sdtContent", "customXml", "smartTag"):
            _blocks(child, state, cell)


def _table(table: Any, state: _State) -> None:
    rows = [r for r in table.iter(f"{_W}tr") if next(r.iterancestors(f"{_W}tbl")) is table]
    for number, row in enumerate(rows, 1):
        cells = [c for c in row.iter(f"{_W}tc") if next(c.iterancestors(f"{_W}tr")) is row]
        for column, one in enumerate(cells, 1):
            before = len(state.pieces)
            _blocks(one, state, (number, column))
            _joined(state, before, (number, column))


def _joined(state: _State, before: int, cell: tuple[int, int]) -> None:
    """The paragraphs of a cell as one block: a cell is a block of its own."""
    own = state.pieces[before:]
    first = own[0] if own else Piece(ParagraphKind.CELL, state.line, cell=cell)
    for other in own[1:]:
        if other.text.strip():
            first.add(other.text)
    first.kind, first.cell = ParagraphKind.CELL, cell
    state.pieces[before:] = [first]


def _paragraph(paragraph: Any, state: _State, cell: tuple[int, int]) -> None:
    state.line += 1
    style = _value(paragraph, "pPr/pStyle") or ""
    number = _value(paragraph, "pPr/numPr/numId")
    level = _value(paragraph, "pPr/numPr/ilvl") or "0"
    outline = _value(paragraph, "pPr/outlineLvl")
    kind, marker = ParagraphKind.PARAGRAPH, ""
    if style in state.headings or outline in _LEVELS:
        kind = ParagraphKind.SUBHEAD
    elif number not in (None, "0"):
        kind = ParagraphKind.ITEM
        marker = _marker(str(number), level, state)
    if cell != (0, 0):
        kind, marker = ParagraphKind.CELL, ""
    begun = [Piece(kind, state.line, marker, cell)]
    _runs(paragraph, begun, state)
    state.pieces += begun


def _marker(number: str, level: str, state: _State) -> str:
    """The marker of a list's next item: numbers run on within a level, and anew below the next one."""
    depth = int(level) if level in _LEVELS else 0
    counts = state.counts.setdefault(number, {})
    counts[depth] = counts.get(depth, 0) + 1
    for deeper in [one for one in counts if one > depth]:
        del counts[deeper]
    return f"{counts[depth]}." if state.numbered.get((number, level), False) else BULLET


def _runs(parent: Any, begun: list[Piece], state: _State) -> None:
    for child in parent:
        name = _name(child)
        if name == "r":
            _run(child, begun, state)
        elif name in _DELETED:
            _changed(child, state, Text("删去", "deleted"))
        elif name in _INSERTED:
            _changed(child, state, Text("加上", "inserted"))
            _runs(child, begun, state)
        elif name == "commentRangeStart":
            _comment(child, state)
        elif name not in ("pPr", "rPr"):
            _runs(child, begun, state)


def _changed(element: Any, state: _State, what: Text) -> None:
    words = _words(element)
    if words.strip():
        state.remarks.append(change(state.line, what, words))


def _remark(state: _State, code: str, text: Text) -> None:
    state.remarks.append(Remark(code, state.line, text))


def _run(run: Any, begun: list[Piece], state: _State) -> None:
    if _on(run, "vanish"):
        return
    kinds = [
        kind
        for kind, names in ((MarkupKind.BOLD, ("b",)), (MarkupKind.DOTS, ("em", "i")))
        if any(_on(run, n) for n in names)
    ]
    for child in run:
        name = _name(child)
        if name in _SIGNS:
            begun[-1].add(_SIGNS[name])
        elif name == "t":
            begun[-1].add(child.text or "", kinds)
        elif name in ("br", "cr"):
            if child.get(f"{_W}type", "textWrapping") == "textWrapping":
                last = begun[-1]
                begun.append(Piece(last.kind, last.line, "", last.cell))
        elif name == "ruby":
            base = "".join(_words(e) for e in child.iter(f"{_W}rubyBase"))
            begun[-1].ruby(base, "".join(_words(e) for e in child.iter(f"{_W}rt")))
        elif name == "commentReference":
            _comment(child, state)
        else:
            _left_out(child, state)


def _comment(element: Any, state: _State) -> None:
    said = excerpt(state.comments.pop(str(element.get(f"{_W}id")), ""))
    if said:
        _remark(
            state,
            "copy-comment",
            Text(f"原稿有批注：{said}", f"the original has a comment: {said}"),
        )


def _left_out(element: Any, state: _State) -> None:
    """Text boxes and the like, whose words are not part of the running text."""
    for box in _boxes(element):
        words = _words(box)
        if words.strip():
            state.entries.append(Entry(Omitted.BOX, state.line, words))


def _boxes(element: Any) -> Iterator[Any]:
    # An alternative for old programs repeats the box.
    yield from list(element.iter(f"{_W}txbxContent"))[:1]


def _on(run: Any, name: str) -> bool:
    value = _value(run, f"rPr/{name}")
    return value is not None and value not in _OFF
