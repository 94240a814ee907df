"""A story of the spec: its heads, copy, photos, fact boxes and quotes, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Span, Text
from presslayout.issue.copy.read_copy import read_body
from presslayout.issue.issue import FactBox, Story
from presslayout.issue.read_jump import read_jump
from presslayout.issue.read_photo import check_stems, read_photo
from presslayout.issue.read_pins import story_lock
from presslayout.issue.read_places import place
from presslayout.issue.read_portraits import byline_face, portrait_places, portraits
from presslayout.issue.read_style import story_style
from presslayout.issue.reading import changing
from presslayout.issue.yaml.tree import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.issue.graphics import Graphic
    from presslayout.issue.issue import Paragraph, Photo
    from presslayout.issue.read_template import Designed
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import SlotStyle

# Any of these makes a story.
GRAPHICS = ("charts", "numerals", "timelines")
CONTENTS = ("body", "photos", *GRAPHICS)
HEAD_PARTS = ("rubric", "kicker", "headline", "deck", "byline")


def read_story(row: Row, path: Path, design: Designed | None, reading: Reading) -> Story | None:
    """The story of a row; None without an id.  All that is wrong with it is told all the same."""
    name = row.words("id").strip()
    heads = {part: row.words(part) for part in HEAD_PARTS}
    slot = (row.words("slot").strip() or None) if row.record.knows("slot") else None
    weight = row.integer("weight")
    shown = tuple((one, read_photo(one, path, reading)) for one in row.rows("photos"))
    photos = tuple(photo for _, photo in shown if photo is not None)
    boxes = tuple(_factbox(box, name, path, reading) for box in row.rows("factboxes"))
    graphics = _graphics(row, reading)
    copy = read_body(row, name, path, reading)
    quotes = (*row.texts("pullquote"), *copy.pullquotes)
    jump = read_jump(row) if row.record.knows("jump") else None
    style = own_style(row, slot, design, reading)
    faces = portraits(row, path, reading)
    face = byline_face(row.row("byline_face"), path, reading)
    check_stems((*photos, *(one.photo for one in (*faces, face) if one is not None)), reading)
    if not copy.body and not graphics and not any(map(row.has, CONTENTS)):
        reading.findings.error(
            "empty-copy",
            Text(f"稿件{name}既没有正文也没有图片", f"story {name} has neither body nor photos"),
            row.span,
            Text("加「正文: 稿件/….md」，或加「图片:」", "add “body: …”, or “photos:”"),
        )
    if not name:
        return None
    spans = (
        *_places(row, copy.body),
        *_boxes(row, boxes),
        *_listed(row, ("pullquote", "pullquote"), len(quotes)),
        *_listed(row, ("sidenotes", "sidenote"), len(row.texts("sidenotes"))),
        *_pictures(shown),
        *portrait_places(row),
        *((f"graphic-{n}", one.span) for n, one in enumerate(graphics, 1)),
    )
    return Story(
        id=name,
        slot=slot,
        weight=weight,
        kicker=heads["kicker"],
        headline=heads["headline"],
        deck=heads["deck"],
        byline=heads["byline"],
        body=copy.body,
        pullquotes=quotes,
        photos=photos,
        jump=jump,
        style=style,
        span=row.place("id"),
        spans=spans,
        sources=copy.sources,
        factboxes=boxes,
        lock=story_lock(row, reading),
        may_drop_quotes=row.yes("may_drop_quotes"),
        rubric=heads["rubric"],
        portraits=faces,
        sidenotes=tuple(text for text in row.texts("sidenotes") if text.strip()),
        graphics=graphics,
        face=face,
    )


def _graphics(row: Row, reading: Reading) -> tuple[Graphic, ...]:
    """Its charts, numerals and timelines; most stories have none, and load nothing for them."""
    if not any(map(row.has, GRAPHICS)):
        return ()
    from presslayout.issue.read_graphics import read_graphics

    return read_graphics(row, reading)


def own_style(
    row: Row, slot: str | None, design: Designed | None, reading: Reading
) -> SlotStyle | None:
    """What the story's 样式 changes of its slot, or of the template's plain looks; None without."""
    name = row.words("style").strip()
    if not name or design is None:
        return None
    # A style hangs on its template, on other styles and on colours.
    reading.ask(changing)
    return story_style(name, row.place("style"), slot or "", design, reading)


def _factbox(row: Row, story: str, path: Path, reading: Reading) -> FactBox:
    title = row.words("title")
    where = place(row, f"资料框「{title}」", reading)
    return FactBox(
        title=title,
        body=read_body(row, story, path, reading).body,
        columns=where.columns,
        at=where.at,
        spot=where.spot,
        rows=where.rows,
        lock=where.lock,
        frame=row.length("frame") or 0,
        tint=row.ink("tint"),
        span=row.span,
        optional=row.yes("optional"),
    )


def _places(row: Row, body: tuple[Paragraph, ...]) -> Iterator[tuple[str, Span]]:
    """Where the heads, the id, the slot and the body are written."""
    for part in (*HEAD_PARTS, "id", "slot"):
        if row.has(part):
            yield part, row.place(part)
    if row.has("body"):
        yield "body", (body[0].span if body else None) or row.place("body")


def _boxes(row: Row, boxes: tuple[FactBox, ...]) -> Iterator[tuple[str, Span]]:
    """Where the titles and the texts of fact boxes are written."""
    for number, (box, own) in enumerate(zip(boxes, row.rows("factboxes"), strict=False), 1):
        yield f"factbox-title-{number}", own.place("title") if own.has("title") else box.span
        yield f"factbox-{number}", (box.body[0].span if box.body else None) or box.span


def _listed(row: Row, names: tuple[str, str], count: int) -> Iterator[tuple[str, Span]]:
    """Where each of several texts is written, of the spec's first, one an item of its list.

    `names` are the key's and that of one of its texts.
    """
    key, part = names
    if not row.has(key):
        return
    entry = row.entry(key)
    items = entry[1].items if entry is not None and isinstance(entry[1], Sequence) else ()
    for number in range(count):
        place = items[number].span if number < len(items) else row.place(key)
        yield f"{part}-{number + 1}", place


def _pictures(shown: tuple[tuple[Row, Photo | None], ...]) -> Iterator[tuple[str, Span]]:
    """Where the words of photos are written."""
    for row, photo in shown:
        for part in ("caption", "credit"):
            if photo is not None and row.has(part):
                yield f"{part}-{photo.stem}", row.place(part)
