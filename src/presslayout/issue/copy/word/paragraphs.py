"""Paragraphs of a document: what they are, what numbers them, and which of them a change made one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Text
from presslayout.base.joining import wide
from presslayout.base.values import replace
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy.foreign import CopyPiece
from presslayout.issue.copy.word import styles
from presslayout.issue.copy.word.gathered import inside, is_set
from presslayout.issue.copy.word.names import child, get, on, val
from presslayout.issue.issue import Markup

if TYPE_CHECKING:
    from presslayout.issue.copy.word.gathered import Gathered, How, Step
    from presslayout.issue.copy.word.numbering import Number

# A number that ends so needs no blank behind it.
_ENDS = frozenset("、．.。，：:）)】〕」』》")


def paragraph(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A paragraph: a piece of its own, or the rest of one whose mark was taken out."""
    properties = child(element, "w:pPr")
    style = gathered.styles.of(val(properties, "w:pStyle"))
    how = replace(how, style=style)
    if not is_set(how):
        return [*inside(element, how), partial(gathered.parted, how)]
    gathered.line += 1
    start, begun = len(gathered.pieces), gathered.open_end
    gathered.open_end = None
    if begun is not None:
        start = begun[0]
    else:
        kind = ParagraphKind.CELL if how.cell else ParagraphKind.PARAGRAPH
        gathered.pieces.append(CopyPiece(kind, gathered.line))
    dress = partial(_dress, start, properties, how, gathered)
    _marked(properties, gathered)
    if not _ends(properties, style):
        return [*inside(element, how), partial(_leave_open, start, dress, gathered)]
    dress()
    return inside(element, how)


def _leave_open(start: int, dress: Any, gathered: Gathered) -> None:
    gathered.open_end = start, dress


def _ends(properties: Any, style: styles.WordStyle) -> bool:
    """Whether a paragraph's mark ends it: it is neither taken out nor hidden, nor a dropped capital's."""
    frame = child(properties, "w:framePr")
    if frame is not None and get(frame, "w:dropCap") in ("drop", "margin"):
        # Word sets the first character in a frame and a paragraph of its own (17.3.1.11).
        return False
    mark = child(properties, "w:rPr")
    if child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None:
        return False
    look = {**(style.look or {}), **(style.mark or {}), **styles.look(mark)}
    return not (on(look.get("vanish")) or on(look.get("specVanish")))


def _marked(properties: Any, gathered: Gathered) -> None:
    """What a tracked change did to a paragraph's mark."""
    mark = child(properties, "w:rPr")
    if child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None:
        gathered.changed(Text("与下一段并成一段", "joined to the next paragraph"))
    elif child(mark, "w:ins") is not None or child(mark, "w:moveTo") is not None:
        gathered.changed(Text("另起一段", "a paragraph begun"))


def _dress(start: int, properties: Any, how: How, gathered: Gathered) -> None:
    """A paragraph is what its style, its outline level and its number make of it."""
    own = gathered.pieces[start:]
    if not own:
        return
    number = gathered.numbering.next(_numbered(properties, how), gathered.styles)
    heading = how.style.heading or styles.is_heading(val(properties, "w:outlineLvl"))
    kind = ParagraphKind.PARAGRAPH
    if how.cell:
        kind = ParagraphKind.CELL
    elif heading:
        kind = ParagraphKind.SUBHEAD
    elif number is not None:
        kind = ParagraphKind.ITEM
    right = styles.at_right(properties, style=how.style.right)
    for piece in own:
        piece.kind, piece.right = kind, right
    if number is not None and kind == ParagraphKind.ITEM:
        own[0].marker = number.text
    elif number is not None and not (heading and number.bullet):
        _prefix(own[0], number)


def _numbered(properties: Any, how: How) -> styles.Numbered | None:
    """Which list numbers a paragraph: its own word goes before its style's."""
    own, given = styles.numbered(properties), how.style.numbered
    if own is None:
        return given
    if own.list:
        return own
    return None if given is None else styles.Numbered(given.list, own.level)


def _prefix(piece: CopyPiece, number: Number) -> None:
    """A number as the first words of its paragraph."""
    gap = ""
    if number.gap != "nothing" and number.text[-1] not in _ENDS:
        gap = "\u3000" if wide(number.text[-1]) else " "
    lead = number.text + gap
    piece.text = lead + piece.text
    piece.marks = [Markup(m.kind, m.start + len(lead), m.length, m.note) for m in piece.marks]
