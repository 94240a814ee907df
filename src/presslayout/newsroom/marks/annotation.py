"""A comment that somebody made in a PDF reader, as a value: kind, words, place."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from presslayout.base.geometry import Box
    from presslayout.base.units import Length

# Who the notes of our own proofs are by, and were before people were to read it.
OURS = frozenset(("自动检查（presslayout）", "presslayout"))
# On none of the paper's pages.
NO_PAGE = -1


class CommentKind(StrEnum):
    """What a proofreader's comment asks for."""

    DELETE = "delete"
    REPLACE = "replace"
    INSERT = "insert"
    NOTE = "note"
    HIGHLIGHT = "highlight"


@frozen
class Annotation:
    """One comment: the page's place in the file, its kind, its words, its boxes on the trimmed page.

    `width` and `height` are the trimmed page's as the file has it, which may be scaled.  `strokes`
    are the lines that somebody drew, point by point.  `loose` says that the boxes are not where the
    characters are: slanted, empty, or elsewhere than the comment itself; `untrimmed` that the page
    has no trim box to measure from.  `replies` are the answers to it, `review` the last state that
    somebody gave it ("accepted", "rejected", …).  `subtype` is what the file calls it ("StrikeOut",
    "Stamp", …).  `changed` says that the page in the file no longer says what the paper's does,
    `alone` that the file was written anew by a program that may have dropped what belongs to it.
    A place of `NO_PAGE` is on none of the paper's pages.
    """

    index: int
    kind: CommentKind
    words: str
    author: str
    boxes: tuple[Box, ...]
    width: Length = 0
    replies: tuple[str, ...] = ()
    review: str = ""
    height: Length = 0
    strokes: tuple[tuple[tuple[Length, Length], ...], ...] = ()
    loose: bool = False
    untrimmed: bool = False
    subtype: str = ""
    changed: bool = False
    alone: bool = False
