"""Values that have a word in either language: choices, 是 and 否, 待定, units, colours.

Names of one's own (slots, templates, families, sections) and running text have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.issue.convert import COLOURS, NO, PENDING_WORDS, YES
from presslayout.issue.paper import PENDING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from presslayout.issue.fields import Field

_HAN = regex("[\u3400-\u9fff]")
_UNIT = regex(r"(?<=[0-9])( *)(字|em|行|ln)(?![A-Za-z\u3400-\u9fff])")
_UNITS = (("字", "em"), ("行", "ln"))
_TINT = regex(r"(\S+?)(\s*[0-9.]+\s*[%％])?\Z")
_MEASURED = frozenset({"length", "frame", "size", "sheet", "rows"})
_ANSWERED = frozenset({"yesno", "lock", "contour", "frame"})
_MAY_PEND = frozenset({"words", "texts", "count", "rows", "date", "body"})
_ANSWERS = ((("是", "yes"), YES), (("否", "no"), NO))


def translated(text: str, field: Field, language: str) -> str:
    """A value of a field in a language ("zh", "en"); as it is where it has no other word there."""
    to = 0 if language == "zh" else 1
    bare = text.strip()
    for pair, known in _words(field):
        if bare in known:
            return pair[to]
    if field.kind in _MEASURED:
        return _UNIT.sub(lambda found: found[1] + _unit(found[2], to), text)
    if field.kind == "ink" and (found := _TINT.match(bare)):
        shade = found[2] or ""
        return next((pair[to] + shade for pair in _colours() if found[1] in pair), text)
    return text


def _words(field: Field) -> Iterator[tuple[tuple[str, str], Collection[str]]]:
    """The words that a field may hold, Chinese and English, each with all that is understood as it."""
    for pair in field.choices:
        # A standard's name and figures are words of neither.
        if _HAN.search(pair[0]):
            yield pair, pair
    if field.kind in _MAY_PEND:
        yield (PENDING, "tbd"), PENDING_WORDS
    if field.kind in _ANSWERED:
        yield from _ANSWERS


def _unit(word: str, to: int) -> str:
    """The unit in the other language; as it is where none is known."""
    return next((pair[to] for pair in _UNITS if word in pair), word)


def _colours() -> Iterator[tuple[str, str]]:
    """The built-in colours, each by its Chinese name and its first English one."""
    for name, ink in COLOURS.items():
        if _HAN.search(name):
            english = [one for one, same in COLOURS.items() if same == ink and one.isascii()]
            yield name, english[0] if english else name
