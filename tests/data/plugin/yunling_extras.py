"""What the Yunling Daily adds to presslayout: a target, a slot kind, a check of copy, a standard."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import presslayout as p

if TYPE_CHECKING:
    from collections.abc import Iterator

NEW_YEAR = dt.date(2027, 1, 1)


def stories(composition: p.Composition) -> bytes:
    """The stories as plain text, for the paper's reading service."""
    rows: list[str] = []
    for article in composition.edition.articles:
        texts = dict(article.texts)
        rows += [f"# {texts.get('headline', article.id)}", "", texts["body"], ""]
    return "\n".join(rows).encode()


def countdown(place: p.SlotPlace) -> Iterator[p.SlotLine | p.Shape]:
    """How many days are left until New Year, over a line across the slot."""
    assert place.date is not None
    days = (NEW_YEAR - place.date).days
    foot = place.box.bottom - place.leading // 2
    path = (("M", place.box.x, foot), ("L", place.box.right, foot))
    yield p.Shape(path, stroke=p.Stroke(place.ink, p.pt("0.5")))
    yield p.SlotLine(f"距元旦还有 {days} 天", 2 * place.size, families=("黑体",), ink=place.ink)


def shouts(passage: p.Passage) -> Iterator[p.Remark]:
    """Exclamation marks in a row."""
    for match in re.finditer("！{2,}", passage.text):
        yield p.Remark(
            match.start(),
            len(match[0]),
            p.Text("叹号连用", "exclamation marks in a row"),
            p.Text("留一个", "leave one"),
        )


STORIES = p.HouseTarget("稿件.txt", stories, like="proof")
COUNTDOWN = p.HouseSlot(countdown)
SHOUTS = p.HouseCheck(shouts, p.Text("本报不连用叹号。", "The paper never shouts twice."))
YUNLING_X4 = p.HouseStandard("x4", "云岭 PDF/X-4", transparency=False, barred=frozenset({"Lab"}))
