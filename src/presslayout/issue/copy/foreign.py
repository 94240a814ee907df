"""What the readers of word processors' and web pages' files share: pieces of text into a Copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import WARNING, Diagnostic, Text
from presslayout.base.joining import joined
from presslayout.base.patterns import regex
from presslayout.base.values import field, frozen, mutable, replace
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy import ledger
from presslayout.issue.copy.blocks import SIGNATURE_MOST, Copy
from presslayout.issue.copy.outer import CopyLine
from presslayout.issue.copy.uneven import uneven
from presslayout.issue.issue import Markup, Paragraph
from presslayout.issue.yaml.tree import SourceText
from presslayout.typeset.figures import lowered, raised

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from presslayout.issue.copy.ledger import Entry

# A whole book is less; what is more was made to keep a reader busy.
MOST_ELEMENTS = 200_000
MOST_PARAGRAPHS = 20_000
MOST_CHARACTERS = 1_000_000
_LIMITS = {
    "个标签": (MOST_ELEMENTS, "tags"),
    "段": (MOST_PARAGRAPHS, "paragraphs"),
    "字": (MOST_CHARACTERS, "characters"),
}
_SPACES = " \t\r\n\f"
# What a signature follows ends so.
_CLOSES = regex(r"[。！？!?…；;：:”’」』）)》]\Z")
# What markup would write for a mark that says no more than its kind.
NOTES = {MarkupKind.SUPERIOR: "^", MarkupKind.INFERIOR: "v"}


class UnreadableCopyError(Exception):
    """A file of copy that cannot be read; `why` says so to people."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


@mutable
class CopyPiece:
    """A paragraph that is being read: its kind, its runs, where it stands (a line from 1).

    `cell` is a cell's row and column, from 1, `covers` the rows and columns that it takes; `right`
    says that its file sets it to the right.
    """

    kind: ParagraphKind
    line: int
    marker: str = ""
    cell: tuple[int, int] = (0, 0)
    covers: tuple[int, int] = (1, 1)
    text: str = ""
    marks: list[Markup] = field(default_factory=list)
    right: bool = False

    def add(self, text: str, kinds: Sequence[MarkupKind] = ()) -> None:
        """Text with what marks it (bold, dots)."""
        text, kinds = figured(text, kinds)
        start = len(self.text)
        self.text += text
        if text.strip():
            self.marks += [Markup(kind, start, len(text), NOTES.get(kind, "")) for kind in kinds]

    def ruby(self, base: str, reading: str) -> None:
        """A base with its reading."""
        if base:
            self.marks.append(Markup(MarkupKind.RUBY, len(self.text), len(base), reading))
            self.text += base


@frozen
class CopyRemark:
    """Something of a file that an editor must know: a comment in it, a tracked change.

    `text` is what is said of a comment; of a tracked change it is what changed, see `change`.
    `words` are those of the file that it tells of, whole.
    """

    code: str
    line: int
    text: Text
    words: str = ""


@frozen
class Figure:
    """A picture of a file in its order: the line (from 1) that it stands in, what it says of itself.

    `target` is where the file says that it lies, `part` the name of its bytes inside the file ("" of
    one outside); `anchor` is the number of pieces that began before it.  `caption` is what may be its
    caption: what the file says is one, else a short line behind it.
    """

    line: int
    anchor: int
    target: str
    part: str = ""
    alt: str = ""
    caption: str = ""


@frozen
class Read:
    """A file that was read: its paragraphs, what an editor must know, and what is not set.

    `said` is what it says of itself: title, author, time, each with its words.
    """

    pieces: tuple[CopyPiece, ...]
    remarks: tuple[CopyRemark, ...] = ()
    entries: tuple[Entry, ...] = ()
    pictures: tuple[Figure, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


def change(line: int, what: Text, words: str = "") -> CopyRemark:
    """A tracked change: what it did (deleted, inserted) and to which words."""
    shown = ledger.excerpt(words)
    quoted = f"“{shown}”" if shown else ""
    return CopyRemark(
        "tracked-change", line, Text(f"{what.zh}{quoted}", f"{what.en} {quoted}".strip()), words
    )


def hold_tags(count: int) -> None:
    """Before a parser builds a tree of so many tags, a closing one for each."""
    if count > 3 * MOST_ELEMENTS:
        raise _beyond("个标签")


def hold_size(root: Any, paragraphs: Collection[str]) -> None:
    """Before a document is walked: UnreadableCopyError where it holds more than any copy does.

    `paragraphs` are the tags of what becomes a paragraph or a cell.
    """
    counts = dict.fromkeys(_LIMITS, 0)
    for element in root.iter():
        counts["个标签"] += 1
        counts["段"] += element.tag in paragraphs
        counts["字"] += len(element.text or "") + len(element.tail or "")
        for name, count in counts.items():
            if count > _LIMITS[name][0]:
                raise _beyond(name)


def _beyond(name: str) -> UnreadableCopyError:
    limit, english = _LIMITS[name]
    return UnreadableCopyError(
        Text(
            f"超过 {limit} {name}，不像一篇稿件，请拆成几个文件",
            f"more than {limit} {english}: no story is so long, split it",
        )
    )


def signed(pieces: Iterable[CopyPiece]) -> Iterator[CopyPiece]:
    """The pieces, short ones at the right that follow a paragraph signatures."""
    behind = False
    for piece in pieces:
        text = piece.text.strip()
        if (
            behind
            and piece.right
            and piece.kind == ParagraphKind.PARAGRAPH
            and 0 < len(text) <= SIGNATURE_MOST
        ):
            yield replace(piece, kind=ParagraphKind.SIGNATURE)
            continue
        yield piece
        if text:
            behind = piece.kind != ParagraphKind.SUBHEAD and _CLOSES.search(text) is not None


def copied(pieces: Sequence[CopyPiece], file: str) -> tuple[Copy, SourceText]:
    """The pieces that hold text as a Copy, and the source that its places are in."""
    rows: dict[int, str] = {}
    body: list[Paragraph] = []
    offset = 0
    for piece in signed(pieces):
        lead = len(piece.text) - len(piece.text.lstrip(_SPACES + "\u3000\u00a0"))
        text = piece.text[lead:].rstrip(_SPACES)
        rows[piece.line] = rows.get(piece.line, "") + piece.text
        if not text.strip():
            continue
        column = len(rows[piece.line]) - len(piece.text) + lead
        marks = tuple(_shifted(mark, lead, len(text)) for mark in _merged(piece.marks))
        kept = tuple(
            sorted((m for m in marks if m.length > 0), key=lambda m: (m.start, -m.length, m.kind))
        )
        body.append(
            Paragraph(
                piece.kind, text, offset, kept, None, piece.marker, piece.cell, "",
                ((0, piece.line, column + 1),), piece.covers,
            )
        )  # fmt: skip
        offset += len(text) + 1
    lines = tuple(rows.get(n, "") for n in range(1, max(rows, default=0) + 1))
    source = SourceText(file, lines)
    placed = tuple(_placed(p, source) for p in body)
    cells = ((p.cell, p.covers, p.line) for p in pieces if p.kind == ParagraphKind.CELL)
    doubts = tuple(("table-uneven", CopyLine(rows.get(n, ""), n - 1, 0)) for n in uneven(cells))
    return Copy(placed, doubts=doubts), source


def told(read: Read, source: SourceText, story: str) -> list[Diagnostic]:
    """The remarks with their places, and the ledger of what is not set."""
    comments = [r for r in read.remarks if r.code != "tracked-change"]
    changes = [r for r in read.remarks if r.code == "tracked-change"]
    remarks = [*comments, *([_summed(changes)] if changes else [])]
    found = [
        Diagnostic(
            r.code,
            WARNING,
            r.text,
            source.span(r.line - 1, 0),
            _HINTS[r.code],
            story=story,
            part="body",
        )
        for r in sorted(remarks, key=lambda r: r.line)
    ]
    return [*found, *ledger.told(read.entries, source, story)]


_HINTS = {
    "tracked-change": Text(
        "在原稿里接受或拒绝修订，再存一次",
        "accept or reject the changes in the original and save it",
    ),
    "copy-comment": Text(
        "看过批注，在原稿里删去", "read the comment and delete it in the original"
    ),
}


_FIGURES = {MarkupKind.SUPERIOR: raised, MarkupKind.INFERIOR: lowered}


def figured(text: str, kinds: Sequence[MarkupKind]) -> tuple[str, Sequence[MarkupKind]]:
    """Figures off the line as the characters that they have: 10⁸ stays itself in any text."""
    for kind, figures in _FIGURES.items():
        made = figures(text) if kind in kinds and text else None
        if made is not None:
            return made, [other for other in kinds if other != kind]
    return text, kinds


def _summed(changes: Sequence[CopyRemark]) -> CopyRemark:
    """All tracked changes of a file as one remark, at the first of them."""
    first, count = changes[0], len(changes)
    return CopyRemark(
        first.code,
        first.line,
        Text(
            f"原稿有修订 {count} 处，按接受排，第一处：{first.text.zh}",
            f"tracked changes: {count}, set as accepted; the first: {first.text.en}",
        ),
    )


def collapsed(before: str, text: str) -> str:
    """Text as a browser shows it: blanks are one, and none where a line of Han was merely broken.

    Of what stands `before` it counts how it ends, and whether it is more than blanks.
    """
    made = ""
    for row_number, row in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        words = " ".join(part for part in row.split(" ") if part).replace("\t", " ")
        if row_number == 0:
            lead = " " if row[:1] in (" ", "\t") and (before + made)[-1:] not in ("", " ") else ""
            made += lead + words
        else:
            whole = before + made
            gap = joined(whole[-1:] or "", words[:1])[len(whole[-1:]) : -1 or None] if words else ""
            made += gap + words if whole.strip() else words
        if words and row.endswith((" ", "\t")):
            made += " "
    return made


def _merged(marks: Sequence[Markup]) -> list[Markup]:
    """Marks of one kind that touch as one."""
    made: list[Markup] = []
    latest: dict[str, int] = {}
    for mark in marks:
        at = latest.get(mark.kind)
        last = made[at] if at is not None else None
        if last and mark.kind != MarkupKind.RUBY and last.start + last.length == mark.start:
            made[latest[mark.kind]] = Markup(
                mark.kind, last.start, last.length + mark.length, last.note
            )
        else:
            latest[mark.kind] = len(made)
            made.append(mark)
    return made


def _shifted(mark: Markup, lead: int, size: int) -> Markup:
    start = min(max(mark.start - lead, 0), size)
    stop = min(max(mark.start + mark.length - lead, 0), size)
    return Markup(mark.kind, start, stop - start, mark.note)


def _placed(paragraph: Paragraph, source: SourceText) -> Paragraph:
    _, line, column = paragraph.places[0]
    return replace(paragraph, span=source.span(line - 1, column - 1, len(paragraph.text)))
