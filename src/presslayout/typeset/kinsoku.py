"""Where a line may end: what a break between two classes costs (RULES K1–K5, U1, H1).

Costs are on the scale of RULES §6.4; FORBIDDEN where no line may end.
"""

from __future__ import annotations

from presslayout.typeset import classes as cl

FREE = 0
FORBIDDEN = 1_000_000
# RULES §6.4: prices of the places that a line should not end at, and may.
BEFORE_DASH_COST = 60
AFTER_RANGE_COST = 120

# clreq #prohibition_rules_for_line_start_end, level basic, and GB/T 15834 5.1.9 for the solidus.
NOT_AT_START = frozenset(
    (
        cl.CLOSE, cl.STOP, cl.END, cl.PAUSE, cl.POINT, cl.CONNECTOR, cl.SOLIDUS, cl.REPEAT,
        cl.AFTER, cl.CLOSER, cl.POINTING, cl.HYPHEN, cl.BLANK, cl.QUOTE,
    )
)  # fmt: skip
_NEVER_FIRST = NOT_AT_START - {cl.POINT, cl.HYPHEN, cl.BLANK, cl.QUOTE, cl.SOLIDUS, cl.POINTING}
_NEVER_LAST = frozenset((cl.OPEN, cl.OPENER, cl.LEANING, cl.BEFORE))
_BEFORE_LIST_NUMBER = frozenset((cl.PAUSE, cl.STOP, cl.END, cl.BLANK))
NOT_AT_END = frozenset((cl.OPEN, cl.SOLIDUS, cl.BEFORE, cl.OPENER, cl.LEANING, cl.QUOTE))


# A space before one of these was typed by custom or slip: no line begins with them all the same.
_TIED_BEHIND_SPACE = frozenset((cl.CLOSER, cl.AFTER, cl.SOLIDUS, cl.POINTING))


def break_cost(before: str, after: str, *, strict: bool = False) -> int:
    """What a line end between two neighbouring characters costs."""
    cost = FREE
    if after in NOT_AT_START or before in NOT_AT_END or _in_one_word(before, after):
        cost = FORBIDDEN
    elif after in (cl.DASH, cl.ELLIPSIS):
        # RULES K3; an ellipsis behind a Western word is its own (UAX #14 LB22).
        own = before == after or (after == cl.ELLIPSIS and before in cl.WESTERN)
        cost = FORBIDDEN if own or strict else BEFORE_DASH_COST
    elif before == cl.CONNECTOR:
        cost = AFTER_RANGE_COST
    elif after == cl.NOTE and before not in _BEFORE_LIST_NUMBER:
        # RULES K5; after a mark it is the number of a list item.
        cost = FORBIDDEN
    return cost


# A sign is bound to the numbers on both sides of it, and to the marks that numbers have (RULES U3).
_OF_NUMBERS = frozenset((cl.WIDE, cl.DIGIT, cl.SYMBOL, cl.SIGN, cl.BEFORE, cl.AFTER))


def _in_one_word(before: str, after: str) -> bool:
    if before in cl.WESTERN and after in cl.WESTERN:
        return True
    if before == after == cl.WIDE or cl.SIGN in (before, after):
        return before in _OF_NUMBERS | {cl.LETTER} and after in _OF_NUMBERS | {cl.LETTER}
    return before in _OF_NUMBERS and after in _OF_NUMBERS


def break_cost_over(before: str, after: str, unseen: str, *, strict: bool = False) -> int:
    """The same, where characters that do not print stand between the two (RULES H1)."""
    if cl.TIED_SPACE in unseen or cl.JOINER in unseen or cl.LIGATING in unseen:
        return FORBIDDEN
    if cl.LINE_FEED in unseen:
        return FREE
    if cl.OPENING_ZERO in unseen or cl.SOFT_HYPHEN in unseen:
        # It opens a place between two characters, never before a mark that may not begin a line.
        return FORBIDDEN if after in _NEVER_FIRST or before in _NEVER_LAST else FREE
    if cl.SPACE in unseen and cl.QUOTE in (before, after):
        return FREE
    if cl.SPACE in unseen and before in cl.WESTERN and after in cl.WESTERN:
        return FORBIDDEN if after in _TIED_BEHIND_SPACE or before in NOT_AT_END else FREE
    return break_cost(before, after, strict=strict)
