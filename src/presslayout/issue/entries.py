"""Places in the text of an issue file, for edits that leave everything else as the editor typed it.

The text is read by another parser than `decode`: an edit is looked over by a second pair of eyes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base import doors, filelines
from presslayout.base.values import frozen
from presslayout.issue import fields

if TYPE_CHECKING:
    from collections.abc import Callable


@frozen
class FileEntry:
    """One entry of a file: how to find its mapping in a tree, the mapping's record, its name."""

    find: Callable[[Any], Any]
    record: fields.Record
    name: str


def written(text: str, wanted: FileEntry, value: str, *behind: str) -> str | None:
    """The text with an entry of this value, in its own place or behind the first of others.

    None where the text has no such mapping, or where anything else would change.
    """
    mapping = wanted.find(tree(text))
    if mapping is None:
        return None
    old = entry(mapping, wanted.record, wanted.name)
    if old is not None:
        made = text[: start(old[1])] + value + text[end(old[1]) :]
    else:
        known = (entry(mapping, wanted.record, name) for name in behind)
        anchor = next((one for one in known if one is not None), mapping.value[0])
        key = wanted.record.field(wanted.name).zh
        made = added(text, mapping, anchor, f"{key}: {value}")
    return made if _alike(text, made, wanted) else None


def without(text: str, wanted: FileEntry) -> str | None:
    """The text without an entry, what is remarked behind it kept; as it is where there is none.

    None where the text has no such mapping, or where anything else would change.
    """
    mapping = wanted.find(tree(text))
    if mapping is None:
        return None
    old = entry(mapping, wanted.record, wanted.name)
    if old is None:
        return text
    at = mapping.value.index(old)
    begin, stop = start(old[0]), end(old[1])
    if at == 0:
        # Behind a dash or a brace: what follows takes its place.
        stop = start(mapping.value[1][0]) if len(mapping.value) > 1 else stop
        made = (
            text[:begin] + text[stop:]
            if not text[end(old[1]) : stop].strip(" ,\r\n\x85\u2028\u2029")
            else text
        )
    elif mapping.flow_style:
        before = end(mapping.value[at - 1][1])
        made = text[:before] + text[stop:] if "#" not in text[before:begin] else text
    else:
        line, foot = filelines.start(text, begin), filelines.after(text, stop)
        remark = text[stop:foot].lstrip(" ")
        made = text[:line] + (text[line:begin] + remark if remark.strip() else "") + text[foot:]
    return made if made != text and _alike(text, made, wanted) else None


def _alike(before: str, after: str, wanted: FileEntry) -> bool:
    return same(before, after, lambda root: forget(wanted.find(root), wanted.record, wanted.name))


def tree(text: str) -> Any:
    """The nodes of a YAML text, each with where it begins and ends; None when it cannot be read."""
    import yaml

    try:
        return yaml.compose(text)
    except doors.YAML.faults():
        return None


def entry(mapping: Any, record: fields.Record, name: str) -> tuple[Any, Any] | None:
    """A key of a record and its value, by either of its names."""
    known = record.field(name)
    wanted = {known.zh, known.name}
    if getattr(mapping, "id", "") != "mapping":
        return None
    return next((pair for pair in mapping.value if pair[0].value in wanted), None)


def rows(mapping: Any, record: fields.Record, name: str) -> list[Any]:
    """The items of a list that a key holds."""
    found = entry(mapping, record, name)
    return list(found[1].value) if found is not None and found[1].id == "sequence" else []


def chain(mapping: Any, record: fields.Record, name: str) -> list[Any]:
    """The items of a list that a key holds, or the one mapping that it holds instead."""
    found = entry(mapping, record, name)
    single = found is not None and found[1].id == "mapping"
    return [found[1]] if found is not None and single else rows(mapping, record, name)


def page(root: Any, number: int) -> Any | None:
    """A page by its number."""
    for one in rows(root, fields.ISSUE, "pages"):
        found = entry(one, fields.PAGE, "number")
        if found is not None and str(found[1].value).strip() == str(number):
            return one
    return None


def story(root: Any, name: str) -> Any | None:
    """A story by its id, on whatever page it stands, or among those that wait for one."""
    placed = [
        tale
        for one in rows(root, fields.ISSUE, "pages")
        for tale in rows(one, fields.PAGE, "stories")
    ]
    for tale in (*placed, *rows(root, fields.ISSUE, "waiting")):
        found = entry(tale, fields.STORY, "id")
        if found is not None and str(found[1].value).strip() == name:
            return tale
    return None


def start(node: Any) -> int:
    """Where a node begins."""
    return int(node.start_mark.index)


def end(node: Any) -> int:
    """Where a value ends, comments and blank lines behind it left out."""
    if node.id == "scalar" or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end(last[1] if isinstance(last, tuple) else last)


def added(text: str, mapping: Any, anchor: tuple[Any, Any], line: str) -> str:
    """The text with `key: value` as an entry of a mapping, behind another of its entries."""
    at = end(anchor[1])
    if mapping.flow_style:
        return f"{text[:at]}, {line}{text[at:]}"
    stop = filelines.stop(text, at)
    # A line of a file from another system ends as its lines do.
    ending = text[stop : filelines.after(text, at)] or filelines.ending(text)
    indent = " " * anchor[0].start_mark.column
    return f"{text[:stop]}{ending}{indent}{line}{text[stop:]}"


def same(before: str, after: str, leave_out: Callable[[Any], object]) -> bool:
    """Whether two texts say the same but for what `leave_out` takes out of their trees."""
    import yaml

    said = []
    for text in (before, after):
        root = tree(text)
        if root is None:
            return False
        leave_out(root)
        said.append(yaml.serialize(root))
    return said[0] == said[1]


def forget(mapping: Any, record: fields.Record, name: str) -> None:
    """Take an entry out of a tree, if it is there."""
    found = entry(mapping, record, name)
    if found is not None:
        mapping.value.remove(found)
