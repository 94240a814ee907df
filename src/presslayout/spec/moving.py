"""A photo's focus or two stories' places, written into an issue file: the lines of these and no others."""

from __future__ import annotations

from typing import Any

from presslayout.spec import entries, fields


def focused(text: str, story: str, photo: int, focus: tuple[int, int]) -> str | None:
    """The file's text with another focus, in per mille, of a story's photo counted from 0.

    None where the text has no such photo, or anything else would change.
    """
    one = _photo(entries.tree(text), story, photo)
    if one is None:
        return None
    value = f"[{_percent(focus[0])}, {_percent(focus[1])}]"
    old = entries.entry(one, fields.PHOTO, "focus")
    if old is not None:
        made = text[: entries.start(old[1])] + value + text[entries.end(old[1]) :]
    else:
        anchor = entries.entry(one, fields.PHOTO, "file") or one.value[0]
        made = entries.added(text, one, anchor, f"焦点: {value}")

    def without(root: Any) -> None:
        entries.forget(_photo(root, story, photo), fields.PHOTO, "focus")

    return made if entries.same(text, made, without) else None


def swapped(text: str, story: str, other: str) -> str | None:
    """The file's text with the places of two stories exchanged; None where one has no place."""
    root = entries.tree(text)
    found = [_slot(root, name) for name in (story, other)]
    if story == other or found[0] is None or found[1] is None:
        return None
    first, second = sorted((pair[1] for pair in found if pair), key=entries.start)
    a, b, c, d = (f(node) for node in (first, second) for f in (entries.start, entries.end))
    made = text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]

    def without(tree: Any) -> None:
        for name in (story, other):
            entries.forget(entries.story(tree, name), fields.STORY, "slot")

    if not entries.same(text, made, without):
        return None
    now = entries.tree(made)
    places = [_slot(now, name) for name in (other, story)]
    kept = all(p and q and p[1].value == q[1].value for p, q in zip(found, places, strict=True))
    return made if kept else None


def _photo(root: Any, story: str, photo: int) -> Any | None:
    tale = entries.story(root, story)
    listed = entries.rows(tale, fields.STORY, "photos") if tale is not None else []
    return listed[photo] if 0 <= photo < len(listed) else None


def _slot(root: Any, story: str) -> tuple[Any, Any] | None:
    tale = entries.story(root, story)
    return entries.entry(tale, fields.STORY, "slot") if tale is not None else None


def _percent(per_mille: int) -> str:
    return f"{per_mille // 10}%" if per_mille % 10 == 0 else f"{per_mille / 10:.1f}%"
