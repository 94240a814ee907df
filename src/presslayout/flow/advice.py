"""What would make a story end level that does not: how much to cut or to write, tried out.

Nothing is promised that was not set: the copy is cut or lengthened at its end, line by line, until
the slot is level.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain, count, islice
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen, replace
from presslayout.edition.roles import ParagraphKind
from presslayout.flow.body import TextBlock
from presslayout.flow.job import job
from presslayout.flow.slots.story import levels, levels_eased
from presslayout.flow.telling import Telling, chars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.edition.record import StoryRecord
    from presslayout.flow.bench import Desk, Filled
    from presslayout.flow.leeway import Slack
    from presslayout.issue.issue import Paragraph, Story
    from presslayout.issue.template import Slot

# So many lengths are tried: each sets the story once.
TRIES = 12
GIVE = 4
# Misses of so many lines are mended by one line in one paragraph, too.
ELSEWHERE = 4
MISSES = frozenset(("overset", "underset"))
# What stands for copy that is not written yet.
_FILLING = "国"


@frozen
class Advice:
    """Lines and characters to cut (negative) or to write; then every column ends level.

    `paragraph` is the block of the body where that is to be done, from 1; 0 is the story's end.
    """

    lines: int
    chars: int
    paragraph: int = 0

    @property
    def text(self) -> Text:
        """As an editor is told."""
        lines, count = abs(self.lines), abs(self.chars)
        where = f"第 {self.paragraph} 段" if self.paragraph else "文末"
        where_en = f"in paragraph {self.paragraph}" if self.paragraph else "at its end"
        if self.lines < 0:
            return Text(
                f"从{where}删 {count} 字（{lines} 行），各栏就排齐",
                f"cut {count} characters ({lines} lines) {where_en} and every column ends level",
            )
        return Text(
            f"{where}再写约 {count} 字（{lines} 行），各栏就排齐",
            f"write about {count} characters ({lines} lines) more {where_en} and every column "
            "ends level",
        )


def advice(
    slot: Slot, telling: Telling, desk: Desk, record: StoryRecord, room: Slack | None = None
) -> Advice | None:
    """The smallest change that levels a story, of those that were tried; None without any.

    The slot itself is asked to give what `room` allows only where nothing else levels it.
    """
    over, under = record.overset.lines, record.underset_lines
    # Fitting gives a little, so the first length that may do is a little nearer.
    first = max(max(over, under) - GIVE, 0)
    written = _count(telling)
    at_end = _shorter if over else _longer
    ends = islice(at_end(slot, telling, desk), first, first + TRIES)
    within: list[Iterable[tuple[int, int, Telling]]] = []
    if max(over, under) <= ELSEWHERE:
        # A hole in a column is as often mended by a line less above it as by one more.
        ways = [_trimmed] if over else [_within, _trimmed]
        within = [islice(way(slot, telling, desk), TRIES) for way in ways]
    # A line at the end comes before a line elsewhere, and that before more of them at the end.
    tried = list(chain(islice(ends, 1), *within, ends))
    for given in (None, room) if room is not None else (None,):
        for lines, paragraph, other in tried:
            if given is None:
                found = levels(slot, other, desk)
            else:
                found = levels_eased(slot, other, desk, given)
            if found:
                return Advice(lines, _count(other) - written, paragraph)
    return None


def advised(made: Filled, slot: Slot, tale: Story, desk: Desk, room: Slack | None = None) -> Filled:
    """What filling gave, its hint on a story that is not level being one that was tried."""
    record = made.story
    if record is None or not (record.overset.lines or record.underset_lines):
        return made
    found = advice(slot, Telling(tale), desk, record, room)
    if found is None:
        return made
    told = tuple(
        replace(d, hint=_joined(found.text, d.hint)) if d.code in MISSES else d
        for d in made.diagnostics
    )
    return replace(made, diagnostics=told)


def _joined(first: Text, then: Text | None) -> Text:
    if then is None:
        return first
    return Text(f"{first.zh}；{then.zh}", f"{first.en}; {then.en}")


def _shorter(slot: Slot, telling: Telling, desk: Desk) -> Iterator[tuple[int, int, Telling]]:
    """The story without its last line, its last two, three … lines."""
    body = telling.story.body
    gone = 0
    for block in reversed(job(slot, telling, desk).body):
        number = bisect_right([p.offset for p in body], block.offset) - 1
        if not isinstance(block, TextBlock):
            continue
        before, own = body[:number], body[number]
        lines = block.best.lines
        for kept in range(len(lines) - 1, -1, -1):
            gone += 1
            ended = (replace(own, text=own.text[: lines[kept - 1].text_end]),) if kept else ()
            while not ended and before and before[-1].kind == ParagraphKind.SUBHEAD:
                before = before[:-1]
            if before or ended:
                yield -gone, 0, _with(telling, (*before, *ended))


def _longer(slot: Slot, telling: Telling, desk: Desk) -> Iterator[tuple[int, int, Telling]]:
    """The story with one line more, with two, three … more, its last line half full."""
    work = job(slot, telling, desk)
    body = telling.story.body
    last = work.body[-1] if work.body else None
    if not isinstance(last, TextBlock) or body[-1].kind != ParagraphKind.PARAGRAPH:
        return
    room = work.fonts.measure
    rest = (room - last.best.lines[-1].width) // 1000
    for lines in count(1):
        more = rest + (2 * lines - 1) * room // 2000
        grown = replace(body[-1], text=body[-1].text + _FILLING * more)
        yield lines, 0, _with(telling, (*body[:-1], grown))


def _within(slot: Slot, telling: Telling, desk: Desk) -> Iterator[tuple[int, int, Telling]]:
    """The story with one paragraph a line longer, the longest ones first."""
    work = job(slot, telling, desk)
    body = telling.story.body
    if len(work.body) != len(body):
        return
    room = work.fonts.measure
    texts = [
        (-len(block.best.lines), number, block)
        for number, block in enumerate(work.body)
        if isinstance(block, TextBlock) and body[number].kind == ParagraphKind.PARAGRAPH
    ]
    for _, number, block in sorted(texts, key=lambda one: one[:2]):
        more = (room - block.best.lines[-1].width) // 1000 + room // 2000
        grown = replace(body[number], text=body[number].text + _FILLING * more)
        yield 1, number + 1, _with(telling, (*body[:number], grown, *body[number + 1 :]))


def _trimmed(slot: Slot, telling: Telling, desk: Desk) -> Iterator[tuple[int, int, Telling]]:
    """The story with one paragraph a line shorter, those with the shortest last lines first."""
    work = job(slot, telling, desk)
    body = telling.story.body
    if len(work.body) != len(body):
        return
    stubs = []
    for number, block in enumerate(work.body):
        if not isinstance(block, TextBlock) or body[number].kind != ParagraphKind.PARAGRAPH:
            continue
        lines = block.best.lines
        if len(lines) > 1 and lines[-2].text_end:
            stubs.append((len(body[number].text) - lines[-2].text_end, number, lines[-2].text_end))
    for _, number, end in sorted(stubs):
        cut = replace(body[number], text=body[number].text[:end])
        yield -1, number + 1, _with(telling, (*body[:number], cut, *body[number + 1 :]))


def _with(telling: Telling, body: tuple[Paragraph, ...]) -> Telling:
    return replace(telling, story=replace(telling.story, body=body))


def _count(telling: Telling) -> int:
    return chars(dict(telling.story.texts).get("body", ""))
