"""Twenty stories shared out among four pages: what went where, in which rank, and why.

`--regenerate` writes the golden anew; look at `presslayout suggest` before taking it over.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests import kit
from tests.golden import choosing

from presslayout.flow.arrange.allot import allotted
from presslayout.issue.issue import Waiting
from presslayout.issue.load import templates
from presslayout.issue.read_fonts import read_families
from presslayout.issue.reading import Reading

if TYPE_CHECKING:
    import pytest

    from presslayout.issue.workspace import Loaded

GOLDEN = Path(__file__).parent / "分版-四版.txt"
# Number, section and template of each page.
PAGES = (
    (1, "要闻", "四开-头版"),
    (2, "要闻", "四开-头条加三稿"),
    (3, "经济", "四开-评论"),
    (4, "文化", "四开-头条加三稿"),
)
# Headline, section ("" for any), weight, characters, photo, wish, whether it may be held over.
STORIES = (
    ("云岭森林覆盖率再涨一个百分点", "要闻", 100, 1300, "aitzgorri_by_Aitzol_Berasategi.jpg", None, False),
    ("一条沟的清水账", "要闻", 96, 900, "life_by_Aitzol_Berasategi.jpg", None, False),
    ("老采石场长出十四种树", "要闻", 92, 700, "", None, False),
    ("林子边上的好账本", "经济", 88, 1000, "picosdeeuropa_by_Aitzol_Berasategi.jpg", None, False),
    ("板栗晒干了再卖", "经济", 84, 750, "seeding_by_Clements_Engelhardt.jpg", None, False),
    ("机耕路通到家门口", "", 80, 600, "", 2, False),
    ("望云垭上等日出", "", 76, 500, "", None, False),
    ("添了夜灯", "文化", 72, 1100, "sunset_by_Aitzol_Berasategi.jpg", None, False),
    ("夜校里的算盘声", "文化", 68, 650, "friends_by_Aitzol_Berasategi.jpg", None, False),
    ("旧电池有了去处", "", 64, 450, "", None, False),
    ("进山石阶补齐三公里半", "要闻", 60, 550, "", None, False),
    ("合作社换了新秤", "经济", 56, 500, "", None, False),
    ("老校舍改成了图书室", "文化", 52, 450, "", None, False),
    ("对讲机通到沟底", "", 48, 380, "", None, False),
    ("桃花鱼回到白石溪", "要闻", 44, 320, "", None, False),
    ("冷库试运行", "经济", 40, 420, "", None, False),
    ("石日晷重新对了时", "文化", 36, 380, "", None, False),
    ("早班车提前二十分", "", 32, 300, "", None, True),
    ("老枫香扶正了", "", 28, 260, "", None, True),
    ("草甸轮着歇", "", 24, 900, "", None, True),
)  # fmt: skip


def issue() -> Loaded:
    rnd = random.Random("四版")
    sentences = choosing.sentences()
    designs = {t.name: t for t in templates(choosing.LAYOUT)}
    pages = tuple(
        replace(kit.page(number, design), section=section) for number, section, design in PAGES
    )
    waiting = []
    for number, (headline, section, weight, chars, photo, wish, may_hold) in enumerate(STORIES, 1):
        texts: list[str] = []
        while sum(map(len, texts)) < chars:
            texts.append("".join(rnd.choice(sentences) for _ in range(rnd.randint(2, 4))))
        photos = (kit.photo(f"images/{photo}"),) if photo else ()
        made = kit.story(f"S{number}", "", *texts, headline=headline, photos=photos)
        story = replace(made, slot=None, weight=weight)
        waiting.append(Waiting(story, section, wish, may_hold))
    loaded = replace(
        kit.loaded({name: designs[name] for _, _, name in PAGES}, *pages),
        families=dict(read_families(Reading(choosing.LAYOUT))),
        workspace=choosing.LAYOUT,
    )
    return replace(loaded, issue=replace(loaded.issue, waiting=tuple(waiting)))


def told(done: Loaded) -> str:
    whys = dict(done.whys)
    rows = []
    for page in done.issue.pages:
        rows.append(f"第{page.number}版 {page.section}")
        for story in sorted(page.stories, key=lambda s: -(s.weight or 0)):
            shown = "（图）" if story.photos else ""
            rows.append(f"  {story.id} {story.headline}{shown}")
            rows.append(f"    {whys[story.id].zh}")
    placed = {story.id for page in done.issue.pages for story in page.stories}
    rows += [f"留下 {name}\n    {why.zh}" for name, why in done.whys if name not in placed]
    return "\n".join(rows) + "\n"


def test_twenty_stories_on_four_pages(request: pytest.FixtureRequest) -> None:
    made = told(allotted(issue(), kit.NEWSPRINT))
    if request.config.getoption("--regenerate"):
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")
