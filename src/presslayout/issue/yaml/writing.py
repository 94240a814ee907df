"""Plain values as YAML in the form in which people write specs: one key a line, two blanks a level."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

# What needs no quotes, and reads as nothing but text: no sign that YAML or a Chinese keyboard gives
# another meaning at its head, no colon, no number sign.
_PLAIN = regex(
    r"[\w《〈“‘「『（【〔][^:：#\[\]{}\",&*!|>%@`'\x00-\x1f\x7f\x85\u2028\u2029\ufeff]*\Z"
)
_PATH = regex(r"[\w./ ·（）-]+\Z")


def scalar(text: str) -> str:
    """A text on one line, quoted where it has to be."""
    if text and text == text.strip() and (_PLAIN.match(text) or _is_path(text)):
        return text
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\x85", "\\N")
        .replace("\u2028", "\\L")
        .replace("\u2029", "\\P")
    )


def lines(value: object, indent: int = 0) -> Iterator[str]:
    """A text, a list of values, or keys with values, in lines; texts of several lines are quoted."""
    lead = " " * indent
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str):
                yield f"{lead}{key}: {scalar(inner)}"
            elif not inner:
                yield f"{lead}{key}: " + ("{}" if isinstance(inner, dict) else "[]")
            else:
                yield f"{lead}{key}:"
                yield from lines(inner, indent + 2)
    elif isinstance(value, list | tuple):
        for item in value:
            if isinstance(item, str):
                yield f"{lead}- {scalar(item)}"
                continue
            first, *others = lines(item, indent + 2)
            yield f"{lead}- {first.lstrip()}"
            yield from others


def _is_path(text: str) -> bool:
    return _PATH.match(text) is not None and text[0] not in "-. "
