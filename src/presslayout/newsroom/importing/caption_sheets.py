"""Captions that came in a file of their own: “图1：…”, or a picture's name and its words, line by line.

A line goes to the picture that it names, never to one that merely comes next: a wrong caption is
worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen, replace
from presslayout.newsroom.importing import pictures
from presslayout.newsroom.proofread.quantities import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.newsroom.importing.arrivals import Arrival

# A longer line that names no picture is copy.
_LINE_MOST = 40
_MOST = 200
# No picture bears it.
_NONE = -1
_HAN_FIGURES = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FIGURE = rf"(?P<number>[0-9０-９]{{1,2}}|[{_HAN_FIGURES}]{{1,3}}|[{_CIRCLED}])"
_NUMBERED = regex(
    rf"[（(\[【]?\s*(?:图片|照片|配图|图)\s*{_FIGURE}\s*(?:[)）\]】]\s*[:：、.．]?|[:：、.．—-]+|\s|$|(?=为))\s*(?P<words>.*)"
)
_LISTED = regex(
    rf"(?:[（(]\s*{_FIGURE}\s*[)）]|(?P<listed>[0-9]{{1,2}}|[{_HAN_FIGURES}]{{1,3}}|[{_CIRCLED}])\s*[)）、.．:：\s])\s*(?P<words>.*)"
)
# 图1为村口的老桥: its words are 图为村口的老桥.
_IS = "为"
_BEHIND_NAME = regex(r"[\s:：，,、—_-]+|$")
# A file that says what it holds.
_SAID = regex(r"图说|图注|(?:图片|照片|配图|图)的?(?:文字)?说明|^说明|captions?", re.IGNORECASE)
_HEADING = regex(r".{0,20}(?:图说|图注|说明|captions?)\s*[:：]?$", re.IGNORECASE)
# The number of a picture; what cameras give has more figures.
_AHEAD = regex(
    r"[\s（(]*(?:图片|照片|配图|图)?[\s_-]*([0-9]{1,2}|[①-⑳]|[一二三四五六七八九十]{1,3}(?=$|[\s_.、．)）:：-]))(?![0-9A-Za-z年月日号])"
)
_AT_END = regex(r"(?<![0-9])([0-9]{1,2})[\s)）]*$|(?:图片|照片|图)([一二三四五六七八九十]{1,3})$")
_CAMERA = regex(
    r"(?:img|dsc|dscf|dscn|pict|mmexport|wx|wechat|qq|微信|截图|screenshot)[^\u3400-\u9fff]*(?:图片|截图)?[\s_-]*[0-9]",
    re.IGNORECASE,
)


@frozen
class SheetLine:
    """A line of such a file: its number, its words as typed, the picture's digest ("" of none), what it says."""

    line: int
    text: str
    sha256: str = ""
    name: str = ""
    caption: str = ""
    credit: str = ""


@frozen
class CaptionSheet:
    """The lines that are captions, those whose picture is not there, and the words above them."""

    captions: tuple[SheetLine, ...]
    unplaced: tuple[SheetLine, ...] = ()
    headings: tuple[SheetLine, ...] = ()


@frozen
class _Entry:
    line: int
    text: str
    words: str
    number: int = 0
    picture: Arrival | None = None


def sheet(
    arrival: Arrival, rows: Sequence[tuple[int, str]], loose: Sequence[Arrival]
) -> CaptionSheet | None:
    """The captions that a file holds for pictures beside or below it; None of copy.

    `rows` are its lines with their numbers, `loose` all pictures that came as files.
    """
    lead = f"{arrival.folder}/" if arrival.folder else ""
    near = [one for one in loose if one.name.startswith(lead)]
    filled = [(line, " ".join(row.split())) for line, row in rows if row.strip()]
    if not near or not filled or len(filled) > _MOST:
        return None
    said = _SAID.search(arrival.stem) is not None
    read = _entries(filled, _by_name(near), said=said)
    if read is None:
        return None
    entries, headings, others = read
    placed = [_placed(entry, near, arrival) for entry in entries]
    seen: set[str] = set()
    captions: list[SheetLine] = []
    unplaced = list(others)
    for one in placed:
        is_new = bool(one.sha256 and one.caption) and one.sha256 not in seen
        seen |= {one.sha256} if is_new else set()
        (captions if is_new else unplaced).append(one)
    if not captions:
        return None
    return CaptionSheet(
        tuple(captions), tuple(sorted(unplaced, key=lambda o: o.line)), tuple(headings)
    )


def given(shot: pictures.Shot, told: Mapping[str, SheetLine]) -> pictures.Shot:
    """A picture with what a file of captions says of it."""
    said = told.get(shot.sha256)
    if said is None:
        return shot
    return replace(shot, caption=said.caption, credit=said.credit or shot.credit)


def _entries(
    rows: Sequence[tuple[int, str]], names: Mapping[str, Arrival], *, said: bool
) -> tuple[list[_Entry], list[SheetLine], list[SheetLine]] | None:
    """The entries, headings, and lines that belong to no picture; None where the lines are copy."""
    entries: list[_Entry] = []
    headings: list[SheetLine] = []
    others: list[SheetLine] = []
    for line, row in rows:
        entry = _entry(line, row, names, said=said)
        if entry is not None:
            entries.append(entry)
        elif entries and _goes_on(entries[-1], row):
            last = entries[-1]
            entries[-1] = replace(
                last, words=f"{last.words} {row}".strip(), text=f"{last.text} {row}"
            )
        elif not entries and _HEADING.match(row):
            headings.append(SheetLine(line, row))
        elif said and len(row) <= _LINE_MOST:
            others.append(SheetLine(line, row))
        else:
            return None
    return (entries, headings, others) if len(entries) > len(others) else None


def _entry(line: int, row: str, names: Mapping[str, Arrival], *, said: bool) -> _Entry | None:
    picture = _named(row, names)
    if picture is not None:
        return _Entry(line, row, picture[1], picture=picture[0])
    found = _NUMBERED.match(row)
    if found is not None:
        words = found["words"]
        return _Entry(
            line, row, f"图{words}" if words.startswith(_IS) else words, _value(found["number"])
        )
    if said and (found := _LISTED.match(row)) is not None:
        return _Entry(line, row, found["words"], _value(found["number"] or found["listed"]))
    return None


def _goes_on(entry: _Entry, row: str) -> bool:
    """Whether a line is the words of a name that stands alone above it, or who took that picture."""
    if not entry.words:
        return True
    words, who = pictures.captioned(row)
    return bool(who) and not words


def _by_name(near: Sequence[Arrival]) -> dict[str, Arrival]:
    """The pictures by the names that a line may begin with, those that two have left out."""
    made: dict[str, Arrival] = {}
    twice: set[str] = set()
    for one in near:
        own = PurePosixPath(one.name).name
        for name in {_folded(own), _folded(one.stem)}:
            known = made.setdefault(name, one)
            if known.sha256 != one.sha256:
                twice.add(name)
    return {name: one for name, one in made.items() if name not in twice}


def _named(row: str, names: Mapping[str, Arrival]) -> tuple[Arrival, str] | None:
    """The picture whose name a line begins with, and the words behind it."""
    folded = _folded(row)
    if len(folded) != len(row):
        return None
    for name in sorted(names, key=len, reverse=True):
        if not folded.startswith(name) or name.isdecimal():
            continue
        behind = _BEHIND_NAME.match(row, len(name))
        if behind is not None:
            return names[name], row[behind.end() :]
    return None


def _placed(entry: _Entry, near: Sequence[Arrival], arrival: Arrival) -> SheetLine:
    picture = entry.picture or _by_number(entry.number, near, arrival)
    caption, credit = pictures.captioned(entry.words)
    made = SheetLine(entry.line, entry.text, "", "", caption, credit)
    return made if picture is None else replace(made, sha256=picture.sha256, name=picture.name)


def _by_number(number: int, near: Sequence[Arrival], arrival: Arrival) -> Arrival | None:
    """The one picture of a number: in the file's own folder, else below it; None where several have it."""
    having = [one for one in near if number in _numbers(one.stem)]
    beside = [one for one in having if one.folder == arrival.folder]
    key = _SAID.sub("", arrival.stem).strip(" _-（()）")
    keyed = [one for one in having if key and key in one.stem]
    for some in (keyed, beside, having):
        if len({one.sha256 for one in some}) == 1:
            return some[0]
    return None


def _numbers(stem: str) -> set[int]:
    """The number that a picture's name begins with, else the one at its end."""
    if _CAMERA.match(stem):
        return set()
    found = _AHEAD.match(stem) or _AT_END.search(stem)
    return {_value(found[found.lastindex or 0])} if found else set()


def _value(figures: str) -> int:
    """What a number is worth; `_NONE` of what is none (一二)."""
    if figures in _CIRCLED:
        return _CIRCLED.index(figures) + 1
    if figures[0] not in _HAN_FIGURES:
        return int(figures)
    worth = number_of(figures)
    return _NONE if worth is None else int(worth)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
