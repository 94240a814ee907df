"""Text cut into clusters: what no line may split (RULES H7).

A cluster is a character with its combining marks, an emoji sequence, a dash or an ellipsis of two
code points.  What does not print belongs to the cluster before it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.typeset import classes as cl

if TYPE_CHECKING:
    from collections.abc import Sequence

# A cluster that begins with a character that prints.
_CLUSTER = regex(r"eem*|LLm*|RRm*|Am*(?:jAm*)+|[^BGZyJjYfU]m*")
_NOT_PLAIN = regex("[eLRAmBGZyJjYfU]")


def clusters(text: str, raw: str) -> tuple[Sequence[int], str, dict[int, str]]:
    """Where clusters start, their classes, and what stands unseen before each (sparse)."""
    if not _NOT_PLAIN.search(raw):
        return range(len(text) + 1), raw, {}
    starts: list[int] = []
    kinds: list[str] = []
    unseen: dict[int, str] = {}
    end = 0
    for match in _CLUSTER.finditer(raw):
        start = match.start()
        if start > end:
            unseen[len(starts)] = raw[end:start]
        end = match.end()
        kind = raw[start]
        if kind == cl.HALF_DASH:
            kind = cl.DASH if raw.startswith("ee", start) else cl.CONNECTOR
        elif kind == cl.EXTEND:
            # A combining mark with nothing to combine with stands by itself.
            kind = cl.LETTER
        starts.append(start)
        kinds.append(kind)
    if not starts and text:
        # Nothing prints: one blank cluster keeps the text.
        return (0, len(text)), cl.SPACE, {}
    if end < len(text):
        unseen[len(starts)] = raw[end:]
    if starts:
        starts[0] = 0
    starts.append(len(text))
    return starts, "".join(kinds), unseen


def pieces_of(text: str, starts: Sequence[int], kinds: str, unseen: dict[int, str]) -> list[str]:
    """The text of every cluster without what does not print."""
    if isinstance(starts, range):
        return list(text)
    if kinds == cl.SPACE:
        return [" "]
    made = [text[a:b] for a, b in pairwise(starts)]
    for k, classes in unseen.items():
        if k:
            made[k - 1] = made[k - 1][: -len(classes)]
        else:
            made[0] = made[0][len(classes) :]
    return made
