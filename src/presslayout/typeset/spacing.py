"""The room between two neighbours: compression (RULES W1–W4), the Han–Latin gap (A1–A3), X3.

Widths are thousandths of an em, decided before any line is broken, so that where a line is cut
cannot change what a mark is worth (clreq #punctuation_width_adjustment).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.typeset import classes as cl

if TYPE_CHECKING:
    from presslayout.typeset.manner import Manner

EM = 1000
HALF = 500
# The Han–Latin gap goes down to ⅛ em and up to 0.35 (RULES R6, X2): at ½ em one line's gaps stood
# beside another's of ¼ as holes.
GAP_LEAST, GAP_MOST = 125, 350
# Word space: the face's own, at least ¼ em; down to ¼ and up to ½ (RULES R2, X1).
WORD_LEAST, WORD_MOST = 250, 500

# The numbers of notes and figures above or below the line: how large, and how far above it, in
# thousandths of the size (F1, F2).
SUPERIOR, SUPERIOR_RISE, INFERIOR_RISE = 600, 380, -140

_HAN = frozenset((cl.HAN, cl.REPEAT))
_WORD = frozenset((cl.LETTER, cl.DIGIT))
# A mark stands close to the word before it: what X3 opens are Han–Han and Han–mark.
_CLOSING = frozenset((cl.CLOSE, cl.STOP, cl.END, cl.PAUSE))
_CLOSED = frozenset((cl.SOLIDUS, cl.CONNECTOR))


# What share of its glue a mark keeps inside a line, in per mille, by style (RULES §5.1).
_KEPT: dict[str, dict[str, int]] = {
    "quanjiao": dict.fromkeys(cl.MARKS, 1000),
    "kaiming": {cl.STOP: 1000, cl.END: 1000},
    "banjiao": {},
    "cct": dict.fromkeys(cl.MARKS, 400),
    "plain": dict.fromkeys(cl.MARKS, 1000),
}


def kept(kind: str, manner: Manner) -> int:
    """The share of its glue that a mark keeps inside a line, in per mille."""
    return _KEPT[manner.marks].get(kind, 0)


def mixed(before: str, after: str) -> bool:
    """Whether Han and a Latin letter or digit meet (RULES A1, A2)."""
    return (before in _HAN and after in _WORD) or (before in _WORD and after in _HAN)


def opens(before: str, after: str) -> bool:
    """Whether justification may open the place between two classes (RULES X3).

    Never inside words, numbers and runs, around connectors and the solidus, between a bracket and
    what it encloses; the Han–Latin gap has its own step.
    """
    if before == cl.OPEN or after == cl.CLOSE or before in _CLOSED or after in _CLOSED:
        return False
    if before in cl.WESTERN and (after in cl.WESTERN or after in _CLOSING):
        return False
    if before == after and before in (cl.END, cl.DASH, cl.ELLIPSIS, cl.WIDE):
        return False
    if cl.SIGN in (before, after) and not (before in _HAN or after in _HAN):
        return False
    if after in (cl.AFTER, cl.CLOSER, cl.POINTING, cl.NOTE) or before in (cl.BEFORE, cl.OPENER):
        return False
    return not mixed(before, after)


def closes_after(before: str, after: str, manner: Manner) -> int:
    """The share of its blank behind that the first of two marks gives up (RULES W1, W2).

    Where the second has no blank of its own left to part them, a stop keeps its own before it.
    """
    if manner.marks == "plain":
        return 0
    if before == cl.CLOSE and after == cl.POINT and manner.centred:
        # RULES W4: the point brings ¼ em of its own.
        return 500
    if before == cl.CLOSE:
        return 1000 if after in cl.MARKS else 0
    if before not in (cl.STOP, cl.END, cl.PAUSE):
        return 0
    return 1000 if after == cl.CLOSE or (after == cl.OPEN and kept(after, manner)) else 0


def closes_before(before: str, after: str, manner: Manner) -> int:
    """The share of the blank before it that the second of two marks gives up (RULES W1, W4)."""
    if manner.marks == "plain" or after != cl.OPEN:
        return 0
    if before == cl.POINT and manner.centred:
        return 500
    return 1000 if before == cl.OPEN else 0
