"""The room between two neighbours: compression, the Han–Latin gap, what may be opened.

Widths are thousandths of an em, decided before any line is broken, so that where a line is cut
cannot change what a mark is worth (clreq #punctuation_width_adjustment).
"""

from __future__ import annotations

from presslayout.typeset import classes as cl

EM = 1000
HALF = 500
# Han–Latin gap ¼ em, down to ⅛ and up to ½ (RULES A1).
GAP, GAP_SHRINK, GAP_STRETCH = 250, 125, 250
# Word space: the face's own, at least ¼ em; down to ¼ and up to ½ (RULES R2, X1).
WORD_LEAST, WORD_MOST = 250, 500

_HAN = frozenset((cl.HAN, cl.REPEAT))
_WORD = frozenset((cl.LETTER, cl.DIGIT))
# A mark stands close to the word before it: what X3 opens are Han–Han and Han–mark.
_CLOSING = frozenset((cl.CLOSE, cl.STOP, cl.END, cl.PAUSE))
_CLOSED = frozenset((cl.SOLIDUS, cl.CONNECTOR))


def gap(before: str, after: str) -> int:
    """The space between Han and a Latin letter or digit (RULES A1, A2)."""
    mixed = (before in _HAN and after in _WORD) or (before in _WORD and after in _HAN)
    return GAP if mixed else 0


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
    if after in (cl.AFTER, cl.CLOSER, cl.POINTING, cl.NOTE) or before in (cl.BEFORE, cl.OPENER):
        return False
    return not gap(before, after)


def closes_after(before: str, after: str) -> bool:
    """Whether the first of two marks gives up the blank behind it (RULES W1, W2)."""
    if before == cl.CLOSE:
        return after in cl.MARKS
    return before in (cl.STOP, cl.END, cl.PAUSE) and after in (cl.OPEN, cl.CLOSE)


def closes_before(before: str, after: str) -> bool:
    """Whether the second of two marks gives up the blank before it (RULES W1)."""
    return before == cl.OPEN and after == cl.OPEN
