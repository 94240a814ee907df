"""Where each value of a story's looks comes from: its style, its slot, the template, the shared style.

What is written nearer to the story lies over what is written farther off, key by key
(story → slot → template → shared style), as `read_template` reads it.  Where heads stand a page, or
an issue, may say for all of them (排): that comes after the story's own style and before its slot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Span, Text
from presslayout.base.values import frozen
from presslayout.issue import fields
from presslayout.issue.fields.choices import ALIGN
from presslayout.issue.fields.looks import HEAD, HEADS
from presslayout.issue.looks import ALIGNED
from presslayout.issue.reader import Findings, opened
from presslayout.issue.reading import Reading
from presslayout.issue.template_files import style_file
from presslayout.issue.yaml.tree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Sequence as Sequence_

    from presslayout.issue.issue import PageSpec, Story
    from presslayout.issue.reader import Row
    from presslayout.issue.template import Template
    from presslayout.issue.workspace import Workspace
    from presslayout.issue.yaml.tree import Node

# What a story is set by; the rest of a template is the page's.
OF_STORIES = (
    "body",
    "heads",
    "subhead",
    "caption",
    "manner",
    "frame",
    "ornament",
    "tint",
    "vertical",
    "head_side",
    "drop_cap",
    "ordinals",
    "head_rows",
    "head_columns",
    "byline_at",
    "head_area",
    "accent",
    "end_mark",
)
STORY = Text("稿件样式", "story style")
PAGE = Text("版面", "page")
SLOT = Text("版位", "slot")
TEMPLATE = Text("版式", "template")
SHARED = Text("共用样式", "shared style")
# The nearest to a story first.
LEVELS = (STORY, PAGE, SLOT, TEMPLATE, SHARED)


@frozen
class WrittenValue:
    """A value as it is written: at which level, in which file and line."""

    level: Text
    value: str
    file: str
    line: int


@frozen
class Origin:
    """One key of a story's looks (by its Chinese names, outermost first): what holds, and over what."""

    key: tuple[str, ...]
    holds: WrittenValue
    over: tuple[WrittenValue, ...]


def origins(
    story: Story, design: Template, workspace: Workspace, page: PageSpec | None = None
) -> tuple[Origin, ...]:
    """Every value of a story's looks that is written anywhere, in the order of `OF_STORIES`."""
    reading = Reading(workspace)
    layers = list(_layers(story, design, reading))
    found = tuple(_apart(one for name in OF_STORIES for one in _origins(name, (), layers)))
    if page is None or not page.align:
        return found
    return tuple(_on_page(found, page))


def _apart(found: Iterable[Origin]) -> Iterator[Origin]:
    """The origins, where all parts of a head stand told of each of them: it may say so itself."""
    listed = list(found)
    heads, align = fields.TEMPLATE.field("heads").zh, HEAD.field("align").zh
    whole = next((one for one in listed if one.key == (heads, align)), None)
    if whole is None:
        yield from listed
        return
    keys = [(heads, HEADS.field(part).zh, align) for part in ALIGNED]
    known = {one.key: one for one in listed}
    for one in listed:
        if one is whole:
            for key in keys:
                own = (known[key].holds, *known[key].over) if key in known else ()
                said = (*own, whole.holds, *whole.over)
                # Of one level what a part says itself comes first.
                first, *rest = sorted(said, key=lambda value: LEVELS.index(value.level))
                yield Origin(key, first, tuple(rest))
        elif one.key not in keys:
            yield one


def _on_page(found: Sequence_[Origin], page: PageSpec) -> Iterator[Origin]:
    """The origins with what the page says of where its heads stand."""
    place = dict(page.spans).get("align", page.span)
    words = {word: zh for zh, word in ALIGN}
    said = WrittenValue(PAGE, words[page.align], place.file, place.line)
    known = {one.key: one for one in found}
    asked = [
        (fields.TEMPLATE.field("heads").zh, HEADS.field(part).zh, HEAD.field("align").zh)
        for part in ALIGNED
    ]
    for one in found:
        if one.key not in asked:
            yield one
        elif one.holds.level == STORY:
            yield Origin(one.key, one.holds, (said, *one.over))
        else:
            yield Origin(one.key, said, (one.holds, *one.over))
    yield from (Origin(key, said, ()) for key in asked if key not in known)


def _layers(story: Story, design: Template, reading: Reading) -> Iterator[tuple[Text, Row]]:
    """The rows that may say something, the nearest to the story first."""
    quiet = Findings()
    if story.style is not None and story.style.name:
        yield from _shared(story.style.name, fields.STORY_STYLE, STORY, reading)
    shop = reading.workspace
    path = next((p for r in (shop.root, shop.packaged) if (p := r / design.file).is_file()), None)
    node = reading.tree(path) if path else None
    own = opened(fields.TEMPLATE, node, quiet) if node is not None else None
    if own is None:
        return
    for key, row in own.named("slots"):
        if key.text == story.slot:
            yield SLOT, row
    yield TEMPLATE, own
    yield from _shared(own.words("style"), fields.STYLE, SHARED, reading)


def _shared(
    name: str, record: fields.Record, level: Text, reading: Reading
) -> Iterator[tuple[Text, Row]]:
    path = style_file(name, Span("", 1, 1), reading) if name else None
    node = reading.tree(path) if path else None
    row = opened(record, node, Findings()) if node is not None else None
    if row is not None:
        yield level, row


def _origins(name: str, above: tuple[str, ...], layers: list[tuple[Text, Row]]) -> Iterator[Origin]:
    """One field of the rows that know it: itself, or the fields within it."""
    known = [
        (level, row) for level, row in layers if any(f.name == name for f in row.record.fields)
    ]
    if not known:
        return
    field = known[0][1].record.field(name)
    key = (*above, field.zh)
    within = [(level, inner) for level, row in known if (inner := _inner(row, name)) is not None]
    if within:
        for one in within[0][1].record.fields:
            yield from _origins(one.name, key, within)
        return
    written = [
        WrittenValue(level, _typed(found[1]), found[1].span.file, found[1].span.line)
        for level, row in known
        if (found := row.entry(name)) is not None
    ]
    if written:
        yield Origin(key, written[0], tuple(written[1:]))


def _inner(row: Row, name: str) -> Row | None:
    """What a field holds as a mapping of its own; None for any other value."""
    wanted, found = row.record.field(name), row.entry(name)
    if wanted.of is None or found is None or not isinstance(found[1], Mapping):
        return None
    return opened(wanted.of, found[1], Findings())


def _typed(node: Node) -> str:
    """A value on one line, as it is typed."""
    match node:
        case Scalar():
            return node.text.replace("\n", " ")
        case Sequence():
            return f"[{', '.join(_typed(item) for item in node.items)}]"
        case _:
            return f"{{{', '.join(f'{key.text}: {_typed(value)}' for key, value in node.pairs)}}}"
