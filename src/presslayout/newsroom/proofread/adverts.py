"""Lines of copy that advertise or ask to be followed, as pages and accounts have them.

Of a page they are left out and listed; of what was typed or written in Word nothing is left out, and
they would print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy.ledger import excerpt
from presslayout.issue.copy.named import house_junk
from presslayout.newsroom.proofread.repeated import lines_told
from presslayout.newsroom.proofread.story_texts import MOST_OF_A_LINE, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.proofread.story_texts import StoryText


def adverts(told: Sequence[StoryText], root: Path) -> Iterator[Diagnostic]:
    """One finding a story whose body has such lines; `root` is the workspace, whose own list counts."""
    short = [
        (one, [p for p in one.story.body if p.kind == ParagraphKind.PARAGRAPH and _short(p.text)])
        for one in told
        if one.part == "body"
    ]
    if not any(some for _, some in short):
        return
    from presslayout.issue.copy.web.junk import judge

    is_junk = judge(house_junk(root))
    for one, some in short:
        lines = [paragraph for paragraph in some if is_junk(paragraph.text)]
        if not lines:
            continue
        first, (where, rows) = lines[0], lines_told(lines)
        words = excerpt(first.text)
        yield warning(
            "junk-line",
            one,
            (first.offset, len(first.text)),
            Text(
                f"正文里有推广、关注一类的话：{where} 第 {rows.zh} 行“{words}”",
                f"the body has lines that advertise or ask to be followed: {where} line {rows.en}, {words}",
            ),
            Text(
                f"在 {where} 里删去第 {rows.zh} 行；本来就要印的，用「已核」记下",
                f"delete line {rows.en} of {where}; where it is meant, note it under “accepted”",
            ),
        )


def _short(text: str) -> bool:
    return 0 < len(text) <= MOST_OF_A_LINE
