"""A story as plain text and as Markdown, in the form in which copy is written."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from presslayout.edition.roles import MarkupKind, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.archive.material import Passage, Photograph, Told

_AROUND = {MarkupKind.BOLD: ("**", "**"), MarkupKind.DOTS: ("*", "*")}


def text(story: Told) -> str:
    """The story's words alone: headline block, body paragraph by paragraph, captions."""
    heads = [h for h in (story.kicker, story.headline, story.deck, story.byline) if h]
    body = [passage.text for passage in story.body]
    captions = [_caption(photo) for photo in story.photos]
    boxes = [[t for t in (title, *(p.text for p in box)) if t] for title, box in story.factboxes]
    blocks = [heads, body, *boxes, list(story.pullquotes), [c for c in captions if c]]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def markdown(story: Told) -> str:
    """The story with its markup; photos stand after the body, each with its caption."""
    blocks = [*_heads(story), *_body(story.body)]
    for title, box in story.factboxes:
        blocks += [*([f"## {title}"] if title else []), *_body(box)]
    blocks += [f"> {quote}" for quote in story.pullquotes]
    for photo in story.photos:
        name = photo.file.rpartition("/")[2]
        blocks.append(f"![{photo.alt or photo.caption}](../pictures/{picture_name(photo.file)})")
        blocks.append(_caption(photo) or name)
    return "\n\n".join(blocks) + "\n"


def picture_name(file: str) -> str:
    """Where a picture of the workspace lies in the bag's pictures/."""
    return file.removeprefix("images/")


def _heads(story: Told) -> Iterator[str]:
    if story.kicker:
        yield story.kicker
    if story.headline:
        yield f"# {story.headline}"
    if story.deck:
        yield story.deck
    if story.byline:
        yield story.byline


def _body(body: tuple[Passage, ...]) -> Iterator[str]:
    """The blocks of a body: the cells of a table together, and the verses of a stanza."""
    group: list[Passage] = []
    for passage in body:
        if group and not _goes_on(group[-1], passage):
            yield _group(group)
            group = []
        group.append(passage)
    if group:
        yield _group(group)


def _goes_on(before: Passage, passage: Passage) -> bool:
    if passage.kind == ParagraphKind.CELL:
        return before.kind == ParagraphKind.CELL and passage.cell > before.cell
    return passage.kind == ParagraphKind.VERSE and before.kind in (
        ParagraphKind.VERSE,
        ParagraphKind.STANZA,
    )


def _group(passages: list[Passage]) -> str:
    if passages[0].kind == ParagraphKind.CELL:
        return _table(passages)
    return "\n".join(_passage(passage) for passage in passages)


def _table(cells: list[Passage]) -> str:
    """A pipe table; a cell without text stays empty.  One with merged cells is a table of tags."""
    if any(cell.covers != (1, 1) for cell in cells):
        return _tagged(cells)
    texts = {cell.cell: _marked(cell).replace("|", "\\|") for cell in cells}
    columns = range(1, max(column for _, column in texts) + 1)
    rows = range(1, max(row for row, _ in texts) + 1)
    lines = [f"| {' | '.join(texts.get((r, c), '') for c in columns)} |" for r in rows]
    lines.insert(1, f"|{' --- |' * len(columns)}")
    return "\n".join(lines)


def _tagged(cells: list[Passage]) -> str:
    """A table whose cells say what they cover, which pipes cannot (HTML, 4.9)."""
    rows: dict[int, str] = {}
    for cell in cells:
        tall, wide = cell.covers
        said = f' rowspan="{tall}"' * (tall > 1) + f' colspan="{wide}"' * (wide > 1)
        text = escape(cell.text, quote=False)
        rows[cell.cell[0]] = rows.get(cell.cell[0], "") + f"<td{said}>{text}</td>"
    numbers = range(1, max(cell.cell[0] + cell.covers[0] for cell in cells))
    return "\n".join(["<table>", *(f"<tr>{rows.get(n, '')}</tr>" for n in numbers), "</table>"])


def _passage(passage: Passage) -> str:
    marked = _marked(passage)
    if passage.kind == ParagraphKind.SUBHEAD:
        return f"## {marked}"
    if passage.kind == ParagraphKind.ITEM:
        return f"{passage.marker if passage.marker[:1].isdigit() else '-'} {marked}"
    return marked


def _marked(passage: Passage) -> str:
    """The text with its marks written out; the inner one of two stands inside."""
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for mark in sorted(passage.marks, key=lambda m: (m.length, m.start)):
        opening, closing = _AROUND.get(mark.kind, ("{", f"|{mark.note}}}"))
        end = mark.start + mark.length
        before[mark.start] = opening + before.get(mark.start, "")
        after[end] = after.get(end, "") + closing
    return "".join(
        after.get(at, "") + before.get(at, "") + char for at, char in enumerate(passage.text)
    ) + after.get(len(passage.text), "")


def _caption(photo: Photograph) -> str:
    credit = f"（{photo.credit}）" if photo.credit else ""
    return photo.caption + credit
