"""Fields of a document: what is reckoned (a page number, a date) and what came of it (17.16).

A field that has no end is none: what stands in it is text.
"""

from __future__ import annotations

from typing import Any

from presslayout.base.values import mutable
from presslayout.issue.copy.word.names import get, names, tag

# Word itself nests no deeper.
DEEPEST = 20
# What a field that is to be filled in shows until then.
_EMPTY = ("«", "»")


@mutable
class WordField:
    """A field: what is to be reckoned, and what was."""

    code: str = ""
    result: str = ""
    reckoned: bool = False

    @property
    def name(self) -> str:
        """What kind of field it is, in capitals."""
        return (self.code.split() or [""])[0].upper()

    @property
    def empty(self) -> bool:
        """Whether a field that is to be filled in is not."""
        shown = self.result.strip()
        return (
            self.name == "MERGEFIELD" and shown.startswith(_EMPTY[0]) and shown.endswith(_EMPTY[1])
        )

    @property
    def address(self) -> str:
        """Where a link leads."""
        words = self.code.split()
        return words[1].strip('"') if self.name == "HYPERLINK" and len(words) > 1 else ""


def fields(root: Any) -> dict[Any, WordField]:
    """The fields of a part that end, by each element that begins, parts or ends them."""
    made: dict[Any, WordField] = {}
    begun: list[list[Any]] = []
    open_: list[WordField] = []
    for one in root.iter(*names("w:fldChar", "w:instrText", "w:t")):
        if tag(one) == "w:instrText":
            if open_ and not open_[-1].reckoned:
                open_[-1].code += one.text or ""
            continue
        if tag(one) == "w:t":
            for field in open_:
                field.result += (one.text or "") * field.reckoned
            continue
        kind = get(one, "w:fldCharType")
        if kind == "begin":
            begun.append([one])
            open_.append(WordField())
            del begun[:-DEEPEST], open_[:-DEEPEST]
        elif begun and kind == "separate":
            begun[-1].append(one)
            open_[-1].reckoned = True
        elif begun and kind == "end":
            field = open_.pop()
            made |= dict.fromkeys([*begun.pop(), one], field)
    return made
