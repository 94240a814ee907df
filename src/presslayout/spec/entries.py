"""Places in the text of an issue file, for edits that leave everything else as the editor typed it.

The text is read by another parser than `decode`: an edit is looked over by a second pair of eyes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.spec import fields

if TYPE_CHECKING:
    from collections.abc import Callable


def tree(text: str) -> Any:
    """The nodes of a YAML text, each with where it begins and ends; None when it cannot be read."""
    import yaml

    try:
        return yaml.compose(text)
    except yaml.YAMLError:
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


def page(root: Any, number: int) -> Any | None:
    """A page by its number."""
    for one in rows(root, fields.ISSUE, "pages"):
        found = entry(one, fields.PAGE, "number")
        if found is not None and str(found[1].value).strip() == str(number):
            return one
    return None


def story(root: Any, name: str) -> Any | None:
    """A story by its id, on whatever page it stands."""
    for one in rows(root, fields.ISSUE, "pages"):
        for tale in rows(one, fields.PAGE, "stories"):
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
    stop = text.find("\n", at)
    stop = len(text) if stop < 0 else stop
    # A line of a file from another system ends as its lines do.
    ending = "\r\n" if text[:stop].endswith("\r") else "\n"
    stop -= len(ending) - 1
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
