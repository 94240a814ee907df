"""A story as plain text and as Markdown, in the form in which copy is written."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.archive.markup import begun, marked, tagged
from presslayout.base.patterns import regex
from presslayout.edition.roles import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.archive.material import ArchivedPassage, ArchivedStory, Photograph

# A signature stands to the right: so many blanks before it say so (RULES P4).
PUSHED = "\u3000" * 4
_BULLETS = frozenset(("", "•"))
_NUMBERED = regex(r"[0-9]{1,3}\.")
_RULERS = {"": "---", "start": ":---", "center": ":---:", "end": "---:"}


def text(story: ArchivedStory) -> str:
    """The story's words alone: headline block, body paragraph by paragraph, captions."""
    members = (story.rubric, story.kicker, story.headline, story.deck, story.byline)
    heads = [h for h in members if h]
    body = [passage.text for passage in story.body]
    captions = [_caption(photo) for photo in story.photos]
    boxes = [[t for t in (title, *(p.text for p in box)) if t] for title, box in story.factboxes]
    drawn = [list(words) for words, _ in story.graphics]
    blocks = [heads, body, *boxes, *drawn, list(story.pullquotes), [c for c in captions if c]]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def markdown(story: ArchivedStory) -> str:
    """The story with its markup; photos stand after the body, each with its caption.

    Read as copy again the body says the same.  What its file held and the page does not stands last,
    in remarks.
    """
    blocks = [*_heads(story), *_body(story.body)]
    for title, box in story.factboxes:
        blocks += [*([f"## {title}"] if title else []), *_body(box)]
    for words, alt in story.graphics:
        blocks += [f"（{alt}）", *words]
    blocks += [f"> {quote}" for quote in story.pullquotes]
    for photo in story.photos:
        name = photo.file.rpartition("/")[2]
        blocks.append(f"![{photo.alt or photo.caption}](../pictures/{picture_name(photo.file)})")
        blocks.append(_caption(photo) or name)
    blocks += [f"<!-- {said.replace('--', '——')} -->" for said in story.left_out]
    return "\n\n".join(blocks) + "\n"


def picture_name(file: str) -> str:
    """Where a picture of the workspace lies in the bag's pictures/."""
    return file.removeprefix("images/")


def _heads(story: ArchivedStory) -> Iterator[str]:
    if story.rubric:
        yield story.rubric
    if story.kicker:
        yield story.kicker
    if story.headline:
        yield f"# {story.headline}"
    if story.deck:
        yield story.deck
    if story.byline:
        yield story.byline


def _body(body: tuple[ArchivedPassage, ...]) -> Iterator[str]:
    """The blocks of a body: the cells of a table together, and the verses of a stanza."""
    group: list[ArchivedPassage] = []
    for passage in body:
        if group and not _goes_on(group[-1], passage):
            yield _group(group)
            group = []
        group.append(passage)
    if group:
        yield _group(group)


def _goes_on(before: ArchivedPassage, passage: ArchivedPassage) -> bool:
    if passage.kind == ParagraphKind.CELL:
        return before.kind == ParagraphKind.CELL and passage.cell > before.cell
    return passage.kind == ParagraphKind.VERSE and before.kind in (
        ParagraphKind.VERSE,
        ParagraphKind.STANZA,
    )


def _group(passages: list[ArchivedPassage]) -> str:
    if passages[0].kind == ParagraphKind.CELL:
        return _table(passages)
    return "\n".join(_passage(passage) for passage in passages)


def _table(cells: list[ArchivedPassage]) -> str:
    """A pipe table, its ruler aligned; as tags where a cell takes several places.

    A cell without text stays empty.
    """
    if any(cell.covers != (1, 1) for cell in cells):
        return _tagged_table(cells)
    texts = {cell.cell: marked(cell) for cell in cells}
    columns = range(1, max(column for _, column in texts) + 1)
    rows = range(1, max(row for row, _ in texts) + 1)
    lines = [f"| {' | '.join(texts.get((r, c), '') for c in columns)} |" for r in rows]
    aligned = {cell.cell[1]: cell.align for cell in cells}
    ruler = (_RULERS[aligned.get(c, "")] for c in columns)
    lines.insert(1, f"| {' | '.join(ruler)} |")
    return "\n".join(lines)


def _tagged_table(cells: list[ArchivedPassage]) -> str:
    made = ["<table>"]
    for _, row in groupby(sorted(cells, key=lambda cell: cell.cell), lambda cell: cell.cell[0]):
        made.append("<tr>" + "".join(map(_tagged_cell, row)) + "</tr>")
    return "\n".join((*made, "</table>"))


def _tagged_cell(cell: ArchivedPassage) -> str:
    spans = zip(("rowspan", "colspan"), cell.covers, strict=True)
    said = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
    return f"<td{said}>{tagged(cell)}</td>"


def _passage(passage: ArchivedPassage) -> str:
    if passage.kind == ParagraphKind.SUBHEAD:
        return f"## {marked(passage)}"
    if passage.kind == ParagraphKind.ITEM:
        return _item(passage)
    if passage.kind == ParagraphKind.SIGNATURE:
        return f"{'' if passage.text.startswith(PUSHED) else PUSHED}{marked(passage)}"
    return begun(marked(passage))


def _item(passage: ArchivedPassage) -> str:
    """An item with its marker; one that Markdown has no sign for is tags that name it."""
    sign = passage.marker
    if sign in _BULLETS or _NUMBERED.fullmatch(sign):
        return f"{sign if sign not in _BULLETS else '-'} {begun(marked(passage))}"
    said = escape(sign).replace("&#x27;", "\\27 ")
    return f"<ul><li style=\"list-style-type: '{said}'\">{tagged(passage)}</li></ul>"


def _caption(photo: Photograph) -> str:
    credit = f"（{photo.credit}）" if photo.credit else ""
    return photo.caption + credit
