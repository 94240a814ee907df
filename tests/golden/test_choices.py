"""Layouts that are offered for five sets of stories: where every story stands, the best first.

`--regenerate` writes the goldens anew; look at `presslayout suggest` before taking them over.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests import kit

from presslayout.flow.arrange.choose import choices
from presslayout.flow.compose import desks
from presslayout.spec.load import templates, workspace
from presslayout.spec.read_fonts import read_families
from presslayout.spec.reading import Reading

if TYPE_CHECKING:
    from presslayout.flow.arrange.choose import Choice
    from presslayout.spec.issue import Story

HERE = Path(__file__).parent
LAYOUT = workspace(kit.ROOT / "layout")
PHOTOS = sorted(f"images/{p.name}" for p in (kit.ROOT / "images").glob("*.jpg"))
HEADLINES = (
    "守山的日子",
    "树下长桌脚边事",
    "一条沟的清水账",
    "第一场雪落在望云垭",
    "草甸轮着歇",
    "机耕路通到家门口",
    "望云垭的石日晷",
    "添了夜灯",
)
# Template, characters of each story, photos of each story: two to eight stories a page.
SETS = {
    "三稿": ("四开-双稿特刊", (1500, 900, 500), (2, 1, 0)),
    "要闻": ("四开-头条加三稿", (1300, 800, 600, 350), (1, 1, 0, 0)),
    "头版": ("四开-头版", (900, 600, 450, 350, 250), (1, 0, 1, 0, 0)),
    "经济": ("四开-评论", (1000, 700, 500, 450, 300, 220), (1, 1, 0, 0, 0, 0)),
    "八稿": (
        "四开-头条加三稿",
        (800, 520, 420, 360, 300, 240, 200, 150),
        (1, 1, 0, 0, 0, 0, 0, 0),
    ),
}
WANTED = 6


def sentences() -> list[str]:
    """The sentences of the sample's copy."""
    found: list[str] = []
    for path in sorted((kit.ROOT / "issue" / "2026-10-18").rglob("*.md")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                found += [
                    s for s in re.findall(r"[^。]+。[”）]?", line) if s.count("“") == s.count("”")
                ]
    return found


def tale(rnd: random.Random, number: int, count: int, photos: list[str]) -> Story:
    texts: list[str] = []
    while sum(map(len, texts)) < count:
        texts.append("".join(rnd.choice(sentences()) for _ in range(rnd.randint(2, 4))))
    made = kit.story(
        f"S{number + 1}",
        "",
        *texts,
        headline=HEADLINES[number],
        photos=tuple(kit.photo(file) for file in photos),
    )
    return replace(made, slot=None)


def offered(name: str) -> list[Choice]:
    template, lengths, photos = SETS[name]
    rnd = random.Random(name)
    shown = 0
    tales = []
    for number, (count, some) in enumerate(zip(lengths, photos, strict=True)):
        tales.append(tale(rnd, number, count, PHOTOS[shown : shown + some]))
        shown += some
    design = next(t for t in templates(LAYOUT) if t.name == template)
    loaded = replace(
        kit.loaded({"t": design}, kit.page(1, "t", *tales)),
        families=dict(read_families(Reading(LAYOUT))),
        workspace=LAYOUT,
    )
    desk = desks(loaded, kit.NEWSPRINT)[1]
    return choices(loaded, loaded.issue.pages[0], desk, WANTED)


def told(found: list[Choice]) -> str:
    rows = []
    for number, choice in enumerate(found, 1):
        rows.append(f"{number}  {choice.score} 分")
        rows += [
            f"  {story}  行 {slot.rows[0]}-{slot.rows[1]}  栏 {slot.columns[0]}-{slot.columns[1]}"
            for story, slot in choice.slots
        ]
        rows += [f"  {reason.zh}" for reason in choice.reasons]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("name", SETS)
def test_layouts_that_are_offered(name: str, request: pytest.FixtureRequest) -> None:
    found = offered(name)
    assert len(found) >= WANTED
    assert all(a.score >= b.score for a, b in pairwise(found))
    places = [tuple((s.rows, s.columns) for _, s in choice.slots) for choice in found]
    assert all(a != b for a, b in combinations(places, 2))
    golden = HERE / f"排法-{name}.txt"
    if request.config.getoption("--regenerate"):
        golden.write_text(told(found), encoding="utf-8")
    assert told(found) == golden.read_text(encoding="utf-8")
