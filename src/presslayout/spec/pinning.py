"""A layout written into an issue file: one line more, everything else as the editor typed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.spec import entries, fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.spec.issue import Pin


def pinned(text: str, number: int, pins: Sequence[Pin]) -> str | None:
    """The file's text with the layout of page `number` pinned; None where there is no room for it.

    Only the page's 版式 changes: the text is read again and compared.
    """
    page = entries.page(entries.tree(text), number)
    if page is None:
        return None
    value = f"[{', '.join(map(_pin, pins))}]"
    old = entries.entry(page, fields.PAGE, "layout")
    if old is not None:
        made = text[: entries.start(old[1])] + value + text[entries.end(old[1]) :]
    else:
        anchor = entries.entry(page, fields.PAGE, "template") or page.value[0]
        made = entries.added(text, page, anchor, f"版式: {value}")

    def unpin(root: object) -> None:
        entries.forget(entries.page(root, number), fields.PAGE, "layout")

    return made if entries.same(text, made, unpin) else None


def _pin(pin: Pin) -> str:
    story = pin.story if not pin.story.isdigit() else f'"{pin.story}"'
    rows, columns = pin.rows, pin.columns
    return f"{{编号: {story}, 行: {rows[0]}-{rows[1]}, 栏: {columns[0]}-{columns[1]}}}"
