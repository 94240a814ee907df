"""Simple corrections written into the files of the copy, each only where the file says what was marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout import filelines
from presslayout.marks.comments import DELETE, INSERT, REPLACE
from presslayout.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presslayout.diagnostics import Span

SIMPLE = frozenset((DELETE, REPLACE, INSERT))
# A correction longer than this is a remark, not new copy.
MOST = 60
PLAIN_DELETE = frozenset(("", "删", "删除", "删去", "delete", "Delete"))


@frozen
class Correction:
    """A stretch of a file's line and what is to stand there."""

    span: Span
    old: str
    new: str


def simple(kind: str, words: str) -> bool:
    """Whether a mark says in full what is to be written."""
    if kind == DELETE:
        # Other words in a strike-out may be what is to stand there, or a question.
        return words.strip() in PLAIN_DELETE
    return kind in SIMPLE and bool(words) and len(words) <= MOST and "\n" not in words


def corrected(root: Path, wanted: Sequence[Correction]) -> tuple[dict[Path, str], list[Correction]]:
    """The files' new texts, and the corrections that could not be made.

    A correction is made where its line holds the marked text at that column, and no other touches it.
    """
    texts: dict[Path, list[str]] = {}
    failed: list[Correction] = []
    last: dict[tuple[Path, int], int] = {}
    for one in sorted(
        wanted, key=lambda c: (c.span.file, c.span.line, c.span.column), reverse=True
    ):
        path = root / one.span.file
        lines = texts.get(path) or _lines(path)
        number, begin = one.span.line - 1, one.span.column - 1
        end = begin + len(one.old)
        free = end <= last.get((path, number), end)
        if not 0 <= number < len(lines) or lines[number][begin:end] != one.old or not free:
            failed.append(one)
            continue
        line = lines[number]
        lines[number] = line[:begin] + one.new + line[end:]
        texts[path] = lines
        last[path, number] = begin
    return {path: "".join(lines) for path, lines in texts.items()}, failed[::-1]


def _lines(path: Path) -> list[str]:
    try:
        return filelines.with_ends(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return []
