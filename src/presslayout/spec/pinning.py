"""A layout written into an issue file: one line more, everything else as the editor typed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.spec import fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.spec.issue import Pin


def pinned(text: str, number: int, pins: Sequence[Pin]) -> str | None:
    """The file's text with the layout of page `number` pinned; None where there is no room for it.

    Only the page's 版式 changes: the text is read again and compared.
    """
    import yaml

    tree = yaml.compose(text)
    page = _page(tree, number)
    if page is None:
        return None
    value = f"[{', '.join(map(_pin, pins))}]"
    old = _entry(page, "layout")
    if old is not None:
        made = text[: old[1].start_mark.index] + value + text[_end(old[1]) :]
    else:
        anchor = _entry(page, "template") or page.value[0]
        at = _end(anchor[1])
        if page.flow_style:
            made = f"{text[:at]}, 版式: {value}{text[at:]}"
        else:
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            indent = " " * anchor[0].start_mark.column
            made = f"{text[:stop]}\n{indent}版式: {value}{text[stop:]}"
    return made if _same(tree, made, number) else None


def _pin(pin: Pin) -> str:
    story = pin.story if not pin.story.isdigit() else f'"{pin.story}"'
    rows, columns = pin.rows, pin.columns
    return f"{{编号: {story}, 行: {rows[0]}-{rows[1]}, 栏: {columns[0]}-{columns[1]}}}"


def _names(record: fields.Record, name: str) -> frozenset[str]:
    known = record.field(name)
    return frozenset({known.zh, known.name})


def _entry(mapping: Any, name: str) -> tuple[Any, Any] | None:
    wanted = _names(fields.PAGE, name)
    return next((pair for pair in mapping.value if pair[0].value in wanted), None)


def _page(tree: Any, number: int) -> Any | None:
    wanted = _names(fields.ISSUE, "pages")
    for key, value in tree.value if tree is not None else ():
        if key.value in wanted:
            for page in value.value:
                found = _entry(page, "number")
                if found is not None and found[1].value.strip() == str(number):
                    return page
    return None


def _end(node: Any) -> int:
    """Where a value ends, comments and blank lines behind it left out."""
    if node.id == "scalar" or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _same(tree: Any, made: str, number: int) -> bool:
    """Whether nothing but the page's layout says something else than before."""
    import yaml

    again = yaml.compose(made)
    for whole in (tree, again):
        page = _page(whole, number)
        if page is None:
            return False
        old = _entry(page, "layout")
        if old is not None:
            page.value.remove(old)
    return bool(yaml.serialize(tree) == yaml.serialize(again))
