"""Sets of stories as an editor brings them to a page, for choosing a layout: two to eight stories.

The copy is the sample's, sentence by sentence, so long as each story is to be; heads are their own.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tests import kit

from presslayout.issue.load import templates, workspace
from presslayout.issue.read_fonts import read_families
from presslayout.issue.reading import Reading

if TYPE_CHECKING:
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Template
    from presslayout.issue.workspace import Loaded

LAYOUT = workspace(kit.ROOT / "layout")
MEADOW = "aitzgorri_by_Aitzol_Berasategi.jpg", "入秋的草甸，林子退到了山腰。"
DOGS = "friends_by_Aitzol_Berasategi.jpg", "护林点的两条狗。"
STREAM = "life_by_Aitzol_Berasategi.jpg", "白石溪上游，水清见底。"
PATH = "picosdeeuropa_by_Aitzol_Berasategi.jpg", "巡山人踩出来的小路。"
SEEDS = "seeding_by_Clements_Engelhardt.jpg", "青冈坡上的蒲公英。"
TABLE = "sunset_by_Aitzol_Berasategi.jpg", "望云垭上的石圆桌。"


@dataclass(frozen=True, slots=True)
class Given:
    """A story: its headline, how many characters, photos, and the other members of its head."""

    headline: str
    chars: int
    photos: tuple[tuple[str, str], ...] = ()
    kicker: str = ""
    deck: str = ""
    byline: str = "本报记者 沈禾青"


# Template and stories of each set, the heaviest first.
SETS: dict[str, tuple[str, tuple[Given, ...]]] = {
    "两稿": (
        "四开-双稿特刊",
        (
            Given("守山的日子", 1900, (MEADOW, DOGS), deck="二十年走坏六十一双胶鞋，写满四十七本日志"),
            Given("树下长桌脚边事", 1150, (TABLE,)),
        ),
    ),
    "三稿": (
        "四开-双稿特刊",
        (
            Given("一条沟的清水账", 1450, (STREAM, DOGS), kicker="白石溪治理六年回访"),
            Given("望云垭上等日出", 800, (TABLE,)),
            Given("护林员的新对讲机", 480),
        ),
    ),
    "要闻": (
        "四开-头条加三稿",
        (
            Given("今年新栽青冈四千亩", 1250, (SEEDS,), deck="成活三年以后再算成数"),
            Given("机耕路通到家门口", 750, (PATH,)),
            Given("一百零八场树下桌收下一千四百张纸条", 560),
            Given("山区小学旱厕全部改成水冲", 330),
        ),
    ),
    "头版": (
        "四开-头版",
        (
            Given("云岭森林覆盖率再涨一个百分点", 850, (MEADOW,), kicker="县林业站公布清查结果"),
            Given("老采石场长出十四种树", 560),
            Given("桃花鱼回到白石溪", 430, (STREAM,)),
            Given("进山石阶补齐三公里半", 330),
            Given("旧电池有了去处", 230),
        ),
    ),
    "经济": (
        "四开-评论",
        (
            Given("林子边上的好账本", 900, (PATH,), kicker="石门村一年增收调查"),
            Given("板栗晒干了再卖", 560, (SEEDS,)),
            Given("外出的人回来办养蜂场", 450),
            Given("合作社换了新秤", 380),
            Given("集市添了夜灯", 250),
            Given("冷库试运行", 180),
        ),
    ),
    "八稿": (
        "四开-头条加三稿",
        (
            Given("初雪封山前巡完最后一条沟", 680, (TABLE,)),
            Given("河长手里的水位线", 430, (STREAM,)),
            Given("一块木牌写清规矩", 360),
            Given("草甸轮着歇", 310),
            Given("对讲机通到沟底", 250),
            Given("十二个乡镇同日开桌", 200),
            Given("老枫香扶正了", 160),
            Given("夜校开班", 120),
        ),
    ),
    "对开": (
        "对开-要闻",
        (
            Given("云岭这二十年", 1600, (MEADOW, DOGS), kicker="从三成八到六成七", deck="一座山区县怎样把林子养回来"),
            Given("桃花鱼回来以后", 1050, (STREAM,), deck="白石溪六年取样没有断过一次"),
            Given("望云垭气象站守站人", 800, (TABLE,)),
            Given("三百一十二条山沟都有了名字", 640),
            Given("纸条走得快，靠的是分颜色", 430),
            Given("采石场复绿通过验收", 300),
        ),
    ),
    "画刊": (
        "四开-双稿特刊",
        (
            Given("雪线下的巡护路", 800, (MEADOW,), deck="一年四季，从沟口走到山脊"),
            Given("石阶一级一级补", 480, (DOGS,)),
        ),
    ),
    "风光": (
        "对开-要闻",
        (
            Given("青冈坡上的春天", 1400, (SEEDS,), deck="四千亩新林，一棵一棵数过来"),
            Given("白石溪边的木栈道", 900, (STREAM,)),
            Given("进山石阶补齐三公里半", 600),
            Given("旧电池有了去处", 380),
        ),
    ),
}  # fmt: skip

# Where a head that both share would cost the lead's photo its size, and where a box, level with its
# neighbour at the foot, cannot give a row.
ABREAST: dict[str, tuple[Given, ...]] = {
    "县闻": (
        Given("通村客车一天四班不等人", 1000, (PATH,), deck="候车亭里写着司机的电话"),
        Given("卫生院添了夜间急诊", 700),
        Given("粮站收储比去年早五天", 520, (SEEDS,)),
        Given("集镇路灯装了光控", 380),
    ),
    "民生": (
        Given("老街改造不拆一堵墙", 800, (MEADOW,)),
        Given("公厕夜里也亮灯", 520),
        Given("菜市场早开一小时", 420, (TABLE,)),
        Given("医保窗口搬到镇上", 340),
        Given("修鞋摊有了固定位", 260),
        Given("垃圾清运改成隔日", 190),
    ),
}


# Twelve short stories, two with a photo: more than most pages hold, for the clock alone.
SHORT = (
    Given("初雪封山前巡完最后一条沟", 400, (TABLE,)),
    Given("河长手里的水位线", 380, (STREAM,)),
    Given("一块木牌写清规矩", 350),
    Given("草甸轮着歇", 330),
    Given("对讲机通到沟底", 300),
    Given("十二个乡镇同日开桌", 280),
    Given("老枫香扶正了", 250),
    Given("夜校开班", 230),
    Given("合作社换了新秤", 200),
    Given("集市添了夜灯", 180),
    Given("冷库试运行", 160),
    Given("旧电池有了去处", 150),
)
LONG: dict[str, tuple[str, tuple[Given, ...]]] = {
    "十二稿": ("四开-头条加三稿", SHORT),
    "十二稿对开": ("对开-要闻", SHORT),
    "十二稿头版": ("对开-头版", SHORT),
}


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of the sample's copy."""
    found: list[str] = []
    for path in sorted((kit.ROOT / "issue" / "2026-10-18").rglob("*.md")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                found += [
                    s for s in re.findall(r"[^。]+。[”）]?", line) if s.count("“") == s.count("”")
                ]
    return tuple(found)


@cache
def designs() -> dict[str, Template]:
    """The templates by name: no set changes them."""
    return {one.name: one for one in templates(LAYOUT)}


def issue(name: str) -> Loaded:
    """The page of a set, none of its stories with a slot."""
    return made(name, *(SETS | LONG)[name])


def made(name: str, template: str, given: tuple[Given, ...]) -> Loaded:
    """The page of these stories; the name of their set decides which sentences they are told in."""
    rnd = random.Random(name)
    tales = [_tale(rnd, number, one) for number, one in enumerate(given, 1)]
    design = designs()[template]
    return replace(
        kit.loaded({design.name: design}, kit.page(1, design.name, *tales)),
        families=dict(read_families(Reading(LAYOUT))),
        workspace=LAYOUT,
    )


def _tale(rnd: random.Random, number: int, given: Given) -> Story:
    texts: list[str] = []
    while sum(map(len, texts)) < given.chars:
        texts.append("".join(rnd.choice(sentences()) for _ in range(rnd.randint(2, 4))))
    # The last paragraph ends where the editor stopped cutting.
    over = sum(map(len, texts)) - given.chars
    if 0 < over < len(texts[-1]) - 20:
        texts[-1] = texts[-1][: -over - 1].rstrip("，、；：“（") + "。"
    made = kit.story(
        f"S{number}",
        "",
        *texts,
        headline=given.headline,
        kicker=given.kicker,
        deck=given.deck,
        byline=given.byline,
        photos=tuple(
            kit.photo(f"images/{file}", caption=caption) for file, caption in given.photos
        ),
    )
    return replace(made, slot=None)
