"""Copy from a .docx: every character of it is set, or told (ISO/IEC 29500-1).

Tracked changes are taken as accepted, and told; comments are told.  What is not set (notes, boxes,
hidden words, pictures) stands in the ledger.  The way through a document is one walk without
recursion: what an element is, is said by the table of the ways, and an element that is not in it
is its children.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Text
from presslayout.issue.copy.foreign import Read, UnreadableCopyError, hold_size
from presslayout.issue.copy.ledger import Omitted
from presslayout.issue.copy.word import (
    chunks,
    drawings,
    frames,
    paragraphs,
    reckoned,
    runs,
    tables,
)
from presslayout.issue.copy.word.fields import fields
from presslayout.issue.copy.word.gathered import Gathered, How, WordNotes, WordPart, inside, omitted
from presslayout.issue.copy.word.names import child, get, names, number, tag, val
from presslayout.issue.copy.word.numbering import read_numbering
from presslayout.issue.copy.word.package import opened
from presslayout.issue.copy.word.styles import read_styles

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.issue.copy.word.gathered import Step
    from presslayout.issue.copy.word.package import Package

    _Way = Callable[[Any, How, Gathered], list[Step]]

# A document inside a document inside a document is one that somebody put together; beyond is none.
MOST_NESTED = 3
_PARAGRAPHS = names("w:p")
_NOTES = {
    "w:footnoteReference": ("footnotes", "w:footnote", "w:footnotePr", "decimal"),
    "w:endnoteReference": ("endnotes", "w:endnote", "w:endnotePr", "lowerRoman"),
}


def read_docx(data: bytes) -> Read:
    """A document in its order; UnreadableCopyError says why it has none."""
    return _read(data, 0, [], [])


def _read(data: bytes, depth: int, spent: list[int], tags: list[int]) -> Read:
    package = opened(data, spent, tags)
    main = package.main
    root = package.xml(main)
    body = child(root, "w:body")
    if tag(root) != "w:document" or body is None:
        raise UnreadableCopyError(Text("里面没有正文", "it holds no body"))
    hold_size(root, _PARAGRAPHS)
    styles = read_styles(package.xml(package.related(main, "styles", "styles.xml")))
    numbering = read_numbering(
        package.xml(package.related(main, "numbering", "numbering.xml")), styles
    )
    comments = _comments(package.xml(package.related(main, "comments", "comments.xml")))
    settings = package.xml(package.related(main, "settings", "settings.xml"))
    notes = {name: _notes(name, root, settings, package) for name in _NOTES}
    nested = partial(_read, depth=depth + 1, spent=spent, tags=tags)
    gathered = Gathered(
        package, styles, numbering, comments, notes, nested if depth < MOST_NESTED else None
    )
    part = WordPart(main, package.relations(main), fields(root))
    _walk(inside(root, How(part)), gathered)
    gathered.settle()
    _left(gathered)
    return gathered.read()


def _comments(root: Any) -> dict[str, str]:
    made: dict[str, str] = {}
    for one in root if root is not None else ():
        author = get(one, "w:author") or ""
        said = runs.words(one)
        made[get(one, "w:id") or ""] = f"{author}：{said}".lstrip("：")
    return made


def _notes(name: str, root: Any, settings: Any, package: Package) -> WordNotes:
    """Notes of a kind: by their ids, counted as the document or its first section says (17.11)."""
    kind, element, properties, form = _NOTES[name]
    file = package.related(package.main, kind, f"{kind}.xml")
    part = package.xml(file)
    sections = root.iter(*names(properties))
    said = [child(settings, properties), *sections]
    forms = [found for one in said if (found := val(one, "w:numFmt"))]
    starts = [found for one in said if (found := val(one, "w:numStart"))]
    known = {
        get(one, "w:id") or "": one
        for one in (part if part is not None else ())
        if tag(one) == element and (get(one, "w:type") or "normal") == "normal"
    }
    if part is not None:
        hold_size(part, _PARAGRAPHS)
    relations = package.relations(file) if part is not None else {}
    own = WordPart(file, relations, fields(part) if part is not None else {})
    return WordNotes(own, known, (forms or [form])[-1], number((starts or [""])[-1], 1))


def _left(gathered: Gathered) -> None:
    """Notes and comments that nothing in the text leads to."""
    for notes in gathered.notes.values():
        for name in list(notes.known):
            one = notes.known.pop(name, None)
            if one is not None:
                how = omitted(How(notes.part), Omitted.NOTE, gathered.owner())
                _walk(inside(one, how), gathered)
    for name in list(gathered.comments):
        gathered.commented(name)


def _walk(steps: list[Step], gathered: Gathered) -> None:
    """All steps in their order, and what each of them leads to before the next."""
    waiting = steps[::-1]
    while waiting:
        step = waiting.pop()
        if callable(step):
            step()
            continue
        element, how = step
        name = tag(element)
        way = _WAYS.get(name)
        found = way(element, how, gathered) if way is not None else inside(element, how)
        if name not in _WORDED and (element.text or "").strip():
            _stray(element.text, how, gathered)
        if element.tail and element.tail.strip():
            # Behind an element nothing may stand (it is no mixed content); what does is told.
            waiting.append(partial(_stray, element.tail, how, gathered))
        waiting += reversed(found)


def _stray(words: str, how: How, gathered: Gathered) -> None:
    """Words where a document has none."""
    gathered.say(words.strip(), omitted(how, Omitted.EMBEDDED, gathered.owner()))


def _passed(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """Properties: they say how something looks, and hold no words."""
    del element, how, gathered
    return []


def _properties(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A paragraph's properties, the last of a section with those of the section."""
    del gathered
    return [(one, how) for one in element if tag(one) == "w:sectPr"]


# Numbers and codes of a layout, which nobody reads.
_MUTE = (
    "wp:posOffset wp:align wp14:pctWidth wp14:pctHeight wp14:pctPosHOffset wp14:pctPosVOffset c:f "
    "c:formatCode w:fldData w:binData o:FieldCodes o:LinkType o:LockedField"
).split()
_WAYS: dict[str, _Way] = {
    "w:p": paragraphs.paragraph,
    "w:pPr": _properties,
    "w:tbl": tables.table,
    "w:tr": tables.row,
    "w:tc": tables.cell,
    "w:r": runs.run,
    "m:r": runs.run,
    "w:t": runs.text,
    "m:t": runs.text,
    "a:t": runs.text,
    "c:v": runs.text,
    "w:delText": runs.deleted_text,
    "w:sym": runs.symbol,
    "w:br": runs.line_break,
    "w:cr": runs.line_break,
    "a:p": runs.drawn_paragraph,
    "w:ruby": runs.ruby,
    "w:del": runs.taken_out,
    "w:moveFrom": runs.taken_out,
    "w:ins": runs.put_in,
    "w:moveTo": runs.put_in,
    "w:hyperlink": runs.link,
    "w:footnoteReference": runs.note,
    "w:endnoteReference": runs.note,
    "w:commentReference": runs.comment,
    "w:commentRangeStart": runs.comment,
    "w:fldChar": reckoned.mark,
    "w:fldSimple": reckoned.simple,
    "w:instrText": reckoned.code,
    "w:delInstrText": reckoned.code,
    **dict.fromkeys(
        ("w:dayLong", "w:dayShort", "w:monthLong", "w:monthShort", "w:yearLong", "w:yearShort",
         "w:pgNum"),
        reckoned.unsaid,
    ),
    "w:sdt": frames.content,
    "w:sectPr": frames.section,
    "mc:AlternateContent": frames.alternative,
    "w:txbxContent": drawings.box,
    "v:textpath": drawings.lettering,
    "wp:inline": drawings.frame,
    "wp:anchor": drawings.frame,
    "v:shape": drawings.shape,
    "v:rect": drawings.shape,
    "a:blip": drawings.picture,
    "v:imagedata": drawings.picture,
    "w:object": drawings.an_object,
    "c:chart": drawings.drawn_part,
    "cx:chart": drawings.drawn_part,
    "dgm:relIds": drawings.drawn_part,
    "m:oMath": drawings.equation,
    "w:altChunk": chunks.chunk,
    "w:subDoc": chunks.chunk,
    **dict.fromkeys(("w:tab", "w:ptab", "w:noBreakHyphen"), runs.sign),
    **dict.fromkeys(
        ("w:rPr", "w:tblPr", "w:tblPrEx", "w:trPr", "w:tcPr", "w:tblGrid", "w:sdtPr", "w:sdtEndPr",
         "w:rubyPr", "w:smartTagPr", "w:customXmlPr", "m:rPr", "m:ctrlPr", "w:background", "w:ffData"),
        _passed,
    ),
    **dict.fromkeys(_MUTE, _passed),
}  # fmt: skip
# Elements whose own text is words that their way reads, or none that anybody does.
_WORDED = frozenset(
    ("w:t", "m:t", "a:t", "c:v", "w:delText", "w:instrText", "w:delInstrText", *_MUTE)
)
