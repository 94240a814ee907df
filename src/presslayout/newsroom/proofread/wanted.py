"""What of all that was found a house wants told, and what somebody has accepted already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO, Diagnostic, Severity, Text
from presslayout.base.values import replace
from presslayout.newsroom.proofread.punctuation import WRONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presslayout.base.diagnostics import Span
    from presslayout.issue.paper import Accepted
    from presslayout.newsroom.proofread.story_texts import StoryText

# The codes of each kind that a house may turn off or make graver (PROOF_KIND).
CODES = {
    "names": "name-differs name-not-in-body",
    "places": "place-differs",
    "titles": "name-title title-differs",
    "order": "name-order",
    "terms": "house-term",
    "head-numbers": "head-number number-not-in-body number-written-otherwise",
    "sums": "sum-differs",
    "shares": "share-differs",
    "growth": "growth-differs decrease-times",
    "time": "span-differs age-differs wrong-weekday no-such-day no-such-time wrong-lunar-day",
    "units": "unit-odd conversion-differs",
    "repeats": "repeated-sentence repeated-paragraph repeated-photo title-repeated caption-in-body",
    "doubled": "doubled-word",
    "words": "wrong-word",
    "idioms": "wrong-idiom",
    "particles": "particle",
    "numerals": "mixed-numerals zero-form guess-form twice-about short-year range-hyphen range-unit "
    "mixed-grouping date-form",
    "numbers": "odd-number wrong-jump",
    "traditional": "traditional-character",
}
_NUMERALS = frozenset(CODES["numerals"].split())
KINDS = {code: kind for kind, codes in CODES.items() for code in codes.split()} | {
    wrong.code: "marks" for wrong in WRONG if wrong.code not in _NUMERALS
}
OFF = "off"


def wanted(found: Iterable[Diagnostic], levels: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The findings that a house wants, as grave as it says."""
    for one in found:
        level = levels.get(KINDS.get(one.code, ""))
        if level is None:
            yield one
        elif level != OFF:
            yield replace(one, severity=Severity(level))


def unaccepted(
    found: Sequence[Diagnostic], told: Sequence[StoryText], accepted: Sequence[Accepted]
) -> Iterator[Diagnostic]:
    """The findings that nobody has accepted, and what was accepted of words that are no more."""
    if not accepted:
        yield from found
        return
    places = [(one, list(_places(one, told))) for one in accepted]
    for one in found:
        if not any(_covers(one, row, where) for row, where in places):
            yield one
    known = {one.story.id for one in told}
    for row, where in places:
        if not where and row.story in known:
            yield Diagnostic(
                "accepted-stale",
                INFO,
                Text(
                    f"「已核」的文字在稿件{row.story}里没有了：{row.text[:20]}",
                    f"what was accepted is no more in story {row.story}: {row.text[:20]}",
                ),
                row.span,
                Text("再核一遍，改写或删去这一条", "look again; rewrite the entry or delete it"),
            )


def _places(row: Accepted, told: Sequence[StoryText]) -> Iterator[tuple[str, Span, Span]]:
    """The part of a story, first and last place, wherever the accepted words stand."""
    for one in told:
        if one.story.id != row.story or not row.text:
            continue
        at = one.text.find(row.text)
        while at >= 0:
            yield one.part, one.span(at, 1), one.span(at + len(row.text) - 1, 1)
            at = one.text.find(row.text, at + 1)


def _covers(found: Diagnostic, row: Accepted, where: Iterable[tuple[str, Span, Span]]) -> bool:
    if found.story != row.story or found.span is None or row.code not in ("", found.code):
        return False
    here = found.span.line, found.span.column
    return any(
        part == found.part and (first.line, first.column) <= here <= (last.line, last.column)
        for part, first, last in where
    )
