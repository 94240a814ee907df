"""Rows of names: one paragraph a unit where the copy is a roll, and what looks like one (RULES P6)."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO, WARNING, Diagnostic, Text
from presslayout.base.patterns import regex
from presslayout.base.values import replace
from presslayout.edition.roles import ParagraphKind
from presslayout.typeset.blanks import is_name
from presslayout.typeset.rolls import ENCLOSED, ROW_END, entries, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.issue.copy.blocks import Copy
    from presslayout.issue.issue import Paragraph
    from presslayout.issue.yaml.tree import SourceText

# A row that blanks push to the right is no signature.
_ROWS = (ParagraphKind.PARAGRAPH, ParagraphKind.SIGNATURE)
# What no name holds; a row may end with a full stop.
_PROSE = regex("[。！？!?…“”‘’《》「」『』]|——")
# A unit alone that announces a list is a sentence of its own (现将名单公布如下：).
_SAID = regex("名单|如下|以下|下列|公布|公示")
_BETWEEN = regex(r"[\s　]+")
_ENCLOSED = regex(ENCLOSED)
_MARKS = regex(r"[\s、，,；;。]")
# The longest name without a point in it, by itself and in a row of several; with what someone is.
_ALONE_MOST, _ROW_MOST, _POST_MOST = 4, 6, 16
# So many names make a row.
ROW_LEAST = 3
# A guess is made of so many names, of a hundred so many with a surname that begins no common word;
# of names alone on their lines so many follow each other.
GUESS_LEAST, GUESS_SURE, ALONE_LEAST = 12, 80, 12
# What ends the names of places and offices oftener than those of people.
_PLACES = frozenset("乡镇村县市区省州组社校厂站场局院部处科所队店路街沟")


def rolled(copy: Copy) -> Copy:
    """Rows of names as one paragraph a unit; sentences between them stay paragraphs."""
    body: list[Paragraph] = []
    final: set[int] = set()
    # A table of names and nothing else is a way to write a list in a word processor.
    tabled = all(is_row(p.text) for p in copy.body if p.kind == ParagraphKind.CELL)
    kinds = (*_ROWS, ParagraphKind.CELL) if tabled else _ROWS
    for number, paragraph in enumerate(copy.body):
        names = paragraph.kind in kinds and is_row(paragraph.text)
        if names and body and body[-1].kind == ParagraphKind.ROLL and not unit_of(paragraph.text):
            body[-1] = _joined(body[-1], paragraph)
            continue
        if number in copy.final:
            final.add(len(body))
        roll = replace(paragraph, kind=ParagraphKind.ROLL, cell=(0, 0), align="")
        body.append(roll if names else paragraph)
    return replace(copy, body=tuple(body), final=frozenset(final))


def _joined(first: Paragraph, row: Paragraph) -> Paragraph:
    """A paragraph and the row behind it; the text is what it is in the body."""
    away = len(first.text) + len(ROW_END)
    return replace(
        first,
        text=f"{first.text}{ROW_END}{row.text}",
        marks=(*first.marks, *(replace(m, start=m.start + away) for m in row.marks)),
        places=(*first.places, *((at + away, line, column) for at, line, column in row.places)),
    )


def is_row(text: str) -> bool:
    """Whether a line of a roll is names, a unit with or without them; else it is a sentence."""
    bare = _ENCLOSED.sub("", text).strip().removesuffix("。")
    if not bare or _PROSE.search(bare):
        return False
    found = entries(text)
    words = [_word(text[e.start : e.end]) for e in found if not e.unit]
    if not words:
        return _SAID.search(bare) is None
    if len(words) == 1 and len(found) == 1 and len(words[0]) == _ALONE_MOST:
        return is_name(words[0]) or _foreign(words[0])
    most = _ROW_MOST if len(words) >= ROW_LEAST else _ALONE_MOST
    return all(_may_be_name(word, most) for word in words)


def _word(text: str) -> str:
    """A name without the blanks in it and what brackets say of it."""
    return _BETWEEN.sub("", _ENCLOSED.sub("", text))


def _may_be_name(word: str, most: int) -> bool:
    post = "：" in word or ":" in word
    return 0 < len(word) <= (_POST_MOST if post else most) or _foreign(word)


def _foreign(word: str) -> bool:
    return "·" in word or (word[:1].isascii() and word[:1].isalpha())


def typed_rows(paragraph: Paragraph) -> tuple[str, ...]:
    """The lines of copy that a paragraph was typed in."""
    starts = [0]
    line = 0
    for at, number, _ in paragraph.places:
        if line and number != line and at:
            starts.append(at)
        line = number
    ends = [*starts[1:], len(paragraph.text)]
    return tuple(paragraph.text[a:b] for a, b in zip(starts, ends, strict=True))


def names_alone(paragraph: Paragraph) -> bool:
    """Whether a paragraph is rows of several names and nothing else."""
    rows = typed_rows(paragraph)
    several = any(len(row) >= ROW_LEAST and _mostly(row) for row in map(_sure, rows))
    return several and all(map(_listed, rows))


def guessed(copy: Copy, source: SourceText, story: str) -> Iterator[Diagnostic]:
    """The first place where copy that names no form looks like a list of names."""
    for looks, run in groupby(copy.body, _looks):
        paragraphs = [p for p in run if p.kind == ParagraphKind.PARAGRAPH] if looks else []
        rows = [_sure(row) for p in paragraphs for row in typed_rows(p)]
        sure = [name for row in rows for name in row]
        several = sum(len(row) >= ROW_LEAST for row in rows) * 2 > len(rows)
        alone = len(rows) >= ALONE_LEAST and len(sure) == len(rows)
        if len(sure) >= GUESS_LEAST and _mostly(sure) and (several or alone):
            yield _told(paragraphs, len(sure), source, story)
            return


def _looks(paragraph: Paragraph) -> bool:
    """Whether a paragraph may stand in a list of names: all its rows are, or it heads some."""
    if paragraph.kind == ParagraphKind.SUBHEAD:
        return True
    plain = paragraph.kind == ParagraphKind.PARAGRAPH
    return plain and all(map(_listed, typed_rows(paragraph)))


def _listed(row: str) -> bool:
    """Whether a row is names, or the unit that heads some."""
    return bool(_sure(row)) or (unit_of(row) > 0 and is_row(row))


# Asked of a row when its paragraph is looked at, when its copy is, and when that is told.
@lru_cache(maxsize=256)
def _sure(row: str) -> tuple[bool, ...]:
    """For each name of a row whether it is surely one; empty where the row is something else."""
    if not is_row(row):
        return ()
    words = [_word(row[e.start : e.end]) for e in entries(row) if not e.unit]
    return tuple(is_name(word) and word[-1] not in _PLACES for word in words)


def _mostly(sure: Sequence[bool]) -> bool:
    return sum(sure) * 100 >= len(sure) * GUESS_SURE


def _close(paragraph: Paragraph) -> bool:
    """Whether two of its rows met without anything between their names."""
    rows = typed_rows(paragraph)
    pairs = pairwise(rows)
    return any(_MARKS.search(a[-1:] + b[:1]) is None for a, b in pairs)


def _told(
    paragraphs: Sequence[Paragraph], count: int, source: SourceText, story: str
) -> Diagnostic:
    line, column = paragraphs[0].place(0)
    close = any(_close(p) for p in paragraphs)
    return Diagnostic(
        "looks-like-roll",
        WARNING if close else INFO,
        Text(
            f"稿件{story}从这里起像是名单（{count} 个姓名），没有写体裁，当作文章排"
            + ("：行尾的姓名和下一行的连在了一起" if close else ""),
            f"story {story}: a list of {count} names seems to begin here; it names no form and is "
            "set as prose"
            + (", where a row's last name runs into the next row's first" if close else ""),
        ),
        source.span(line - 1, column - 1),
        Text(
            "是名单，就在这篇稿件（或资料框）下加一行「体裁: 名单」",
            "if it is one, add the line “form: roll” to the story or fact box",
        ),
        story=story,
        part="body",
    )
