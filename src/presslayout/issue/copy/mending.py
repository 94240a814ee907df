"""Copy mended where somebody asks for it: broken lines and cut paragraphs joined, repeated parts taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import filelines
from presslayout.issue.copy.blocks import lines_of, read_markdown, read_text
from presslayout.issue.copy.damage import cuts as cuts_of
from presslayout.issue.copy.formats import Reader, reader
from presslayout.issue.copy.hardlines import lines_joined, stretches_joined
from presslayout.issue.yaml.tree import SourceText

if TYPE_CHECKING:
    from collections.abc import Collection

    from presslayout.issue.copy.blocks import Copy


def mended_copy(text: str, name: str, *, lines: bool, cuts: bool) -> str:
    """The text of a .txt or .md, as `name` says, with its broken `lines` or its paragraphs that were `cuts` joined.

    The text as it was where anything but blanks would change.
    """
    made = lines_joined(text) if lines else text
    if cuts:
        made = stretches_joined(made, cuts_of(_read(made, name)))
    return made if "".join(made.split()) == "".join(text.split()) else text


def lines_removed(text: str, name: str, lines: Collection[int]) -> str:
    """The text of a .txt or .md without these lines (from 1), which are whole paragraphs of it.

    The text as it was where another paragraph would not stay as it is.
    """
    rows, ends = filelines.lines(text), filelines.ends(text)
    gone = set(lines)
    for number in lines:
        # With a paragraph goes the empty line behind it, and the rule that made it a heading.
        behind = number
        if behind < len(rows) and rows[behind].strip() and not rows[behind].strip("=- \t"):
            behind += 1
        while behind < len(rows) and not rows[behind].strip():
            behind += 1
        gone.update(range(number + 1, behind + 1))
    made = "".join(
        row + end for at, (row, end) in enumerate(zip(rows, ends, strict=True), 1) if at not in gone
    )
    kept = [
        (p.kind, p.text, p.marks)
        for p in _read(text, name).body
        if not any(line in lines for _, line, _ in p.places)
    ]
    return made if [(p.kind, p.text, p.marks) for p in _read(made, name).body] == kept else text


def _read(text: str, name: str) -> Copy:
    rows = lines_of(text)
    read = read_markdown if reader(name) is Reader.MARKDOWN else read_text
    return read(rows, SourceText("", tuple(row.text for row in rows)))
