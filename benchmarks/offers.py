"""What choosing a layout offers for sets of stories that nothing is tuned with.

    python benchmarks/offers.py [--sets held|sample|random|NAME,...] [--random N] [--seed N]
                                [--cut] [--pages] [--pictures DIR]

Twenty sets of two to eight stories as an editor brings them to a page, on tabloids and broadsheets,
with and without photos, in the sample's sentences.  For each: how many offers of how many ideas;
whether all of them end level; the largest photo of the best offer and of any, in per cent of the
sheet; how large one could be by what copy leaves (room.py), characters of copy and of the stories'
area, what copy leaves free of it; about how many characters are said to be in its way where copy fills the page; CPU seconds.
`--cut` takes that many characters out, from the ends of stories in proportion to their lengths, and
lays the page out again.  `--pages` measures the pages of all offers as pages.py does templates'.
`--pictures` keeps the contact sheets.  `random` are N sets of two to eight stories that
nobody drew, half to nearly all of the area text, on nine templates; below them is told how many of
those whose copy has room had six offers of six ideas.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import headrows  # noqa: E402
import pages  # noqa: E402
import room  # noqa: E402
from tests import kit  # noqa: E402
from tests.golden import choosing  # noqa: E402
from tests.golden.choosing import DOGS, MEADOW, PATH, SEEDS, STREAM, TABLE, Given  # noqa: E402

if TYPE_CHECKING:
    from presslayout.edition.record import Composition
    from presslayout.flow.arrange.choice import Choice
    from presslayout.issue.issue import Story
    from presslayout.issue.workspace import Loaded

from presslayout.base.cache import Cache  # noqa: E402
from presslayout.base.units import mm  # noqa: E402
from presslayout.base.values import replace  # noqa: E402
from presslayout.edition import codec  # noqa: E402
from presslayout.flow.arrange import choose  # noqa: E402
from presslayout.flow.compose import compose, desks  # noqa: E402
from presslayout.newsroom import suggest  # noqa: E402
from presslayout.newsroom.options import Options  # noqa: E402

COUNT = 6
# The share of the sheet that the largest photo of the best offer and of one offer takes at least, in
# per cent, of a tabloid and of a broadsheet.
LEAST = {False: (13, 26), True: (9, 18)}
HIGH = mm(420)
SAID = re.compile(r"少约 (\d+) 字，主图")
# A paragraph that is cut keeps so many characters, or goes as a whole.
KEPT = 24

HELD: dict[str, tuple[str, tuple[Given, ...]]] = {
    "护林": ("四开-双稿特刊", (
        Given("雪线上的灯", 1300, (SEEDS,), deck="望云垭护林点一年三百六十五天有人值守"),
        Given("送信的人改骑电瓶车", 900, (PATH,)),
    )),
    "茶山": ("四开-双稿特刊", (
        Given("一片叶子的路", 2100, (PATH,), kicker="石门村茶农走访"),
        Given("炒茶的手", 700),
    )),
    "无图两稿": ("四开-双稿特刊", (
        Given("水价怎么算才公道", 2300, kicker="县人大代表座谈实录"),
        Given("听得见的人才算数", 1300),
    )),
    "溪流": ("四开-双稿特刊", (
        Given("桃花鱼洄游到上游第三座堰", 1100, (STREAM, PATH), deck="取样六年，第一次在石门桥以上见到"),
        Given("堰坝留一道缺口", 650, (SEEDS,)),
        Given("河长换了新本子", 420),
    )),
    "冬修": ("四开-头条加三稿", (
        Given("冬修水利上工第一天", 1400, (MEADOW,), kicker="十二个乡镇同时开工"),
        Given("老渠换新管", 900, (STREAM,)),
        Given("工分改成工票", 500),
    )),
    "校园": ("四开-双稿特刊", (
        Given("山里的操场铺上了草", 1000, (MEADOW,)),
        Given("午饭多了一碗汤", 700, (TABLE,)),
        Given("下课铃用的是旧钟", 560),
    )),
    "县闻": ("四开-头条加三稿", choosing.ABREAST["县闻"]),
    "文化": ("四开-头条加三稿", (
        Given("唱了六十年的山歌有了谱", 1250, (TABLE,)),
        Given("戏台修好了先唱三天", 800, (DOGS,)),
        Given("县志续修到去年", 500),
        Given("图书角搬进祠堂", 320),
    )),
    "无图四稿": ("四开-头条加三稿", (
        Given("村账公开到每一笔", 1500, deck="一本账贴在墙上，一本账装在口袋"),
        Given("代办员每周三进组", 1000),
        Given("电费单改成大字", 650),
        Given("停水要提前一天说", 400),
    )),
    "头版甲": ("四开-头版", (
        Given("云岭列入省级林长制试点", 700, (MEADOW,)),
        Given("秋粮入库完成九成", 480),
        Given("两所村小通过验收", 360, (STREAM,)),
        Given("石门桥限行三天", 240),
    )),
    "头版乙": ("四开-头版", (
        Given("全县三百一十二条山沟都有了管护人", 620, (SEEDS,), kicker="林长制落地第三年"),
        Given("山货节下周开集", 450, (TABLE,)),
        Given("敬老院换了新锅炉", 380),
        Given("防火期提前半个月", 300),
        Given("今夜起降温八度", 180),
    )),
    "经济甲": ("四开-评论", (
        Given("一张订单救活一个窑", 950, (STREAM,), deck="石门村砖瓦匠转做花盆"),
        Given("合作社算了三笔账", 620),
        Given("冷链车开到地头", 460, (PATH,)),
        Given("快递点一天收六百件", 350),
        Given("农机租赁按亩收费", 260),
    )),
    "民生": ("四开-头条加三稿", choosing.ABREAST["民生"]),
    "七稿": ("四开-头条加三稿", (
        Given("一场雪封住四条路", 700, (SEEDS,), deck="养路工两天两夜没有下山"),
        Given("送药的人走了十一里", 480, (PATH,)),
        Given("柴火先送独居老人", 380),
        Given("学校停课一天", 300),
        Given("电力抢修五处", 240),
        Given("雪后果树要培土", 180),
        Given("客运明日恢复", 130),
    )),
    "对开两稿": ("对开-要闻", (
        Given("一座县城的二十年", 2600, (MEADOW, STREAM), kicker="从三成八到六成七", deck="记云岭退耕还林"),
        Given("守渠人的账", 1700, (PATH,)),
    )),
    "对开三稿": ("对开-要闻", (
        Given("石门村把山分到了户", 2200, (SEEDS,), deck="界桩是一棵一棵认下来的"),
        Given("林下种药不打药", 1500, (TABLE,)),
        Given("看山狗上了户口", 900, (DOGS,)),
    )),
    "对开四稿": ("对开-要闻", (
        Given("开春第一课在河边上", 1800, (STREAM,)),
        Given("村医老陆退而不休", 1300, (MEADOW,)),
        Given("老屋检测一户一册", 900),
        Given("小站恢复停靠", 600, (PATH,)),
    )),
    "对开无图": ("对开-要闻", (
        Given("政府工作报告里的二十件事", 2400, kicker="摘登", deck="每一件都写明了牵头的人"),
        Given("代表建议办到了哪一步", 1700),
        Given("预算草案怎么读", 1200),
        Given("旁听席上坐着谁", 800),
        Given("会议日程", 500),
    )),
    "对开七稿": ("对开-要闻", (
        Given("秋收过半看仓容", 1400, (SEEDS,), deck="二十一座粮仓腾空待收"),
        Given("烘干机排队到半夜", 1000, (TABLE,)),
        Given("种粮大户算成本", 760),
        Given("田埂上的保险员", 560),
        Given("秸秆不烧送去哪", 430, (PATH,)),
        Given("水稻新种试了三亩", 300),
        Given("粮价周报", 200),
    )),
    "对开八稿": ("对开-头版", (
        Given("云岭生态日发布五项清单", 1000, (MEADOW,)),
        Given("山洪预警提前四十分钟", 700, (STREAM,)),
        Given("乡镇卫生院联成一张网", 520),
        Given("外出务工返乡一千二百人", 420),
        Given("县城公交免费坐", 320),
        Given("小学生守护古树", 260),
        Given("桥面今日起维修", 200),
        Given("明日有小雨", 140),
    )),
}  # fmt: skip


# Templates of random sets, and the characters that their text fills about half to nearly all of.
NAMED = ("四开-双稿特刊", "四开-头条加三稿", "四开-头版", "四开-评论", "四开-末版四稿",
         "四开-周刊首页", "对开-要闻", "对开-头版", "对开-头条加三稿")  # fmt: skip
ON_TABLOID, ON_BROADSHEET, FEWEST = 4200, 9000, 110
SHOWN = (DOGS, MEADOW, PATH, SEEDS, STREAM, TABLE)
TITLES = (
    "一座桥等了三十年", "山里来了放映队", "水库清淤今冬开工", "两块钱的早饭还在卖", "乡道拓宽两米",
    "县医院开通夜间门诊", "旧书摊搬进文化站", "粮价周报", "河边的人", "老戏台修好了",
    "代表走访三十六个村", "明日有雨", "种茶人家的算盘", "小学操场铺上了塑胶", "寄一封信要走多远",
    "三条山沟的清水账", "村里装了第一部电梯", "渡口最后一任船工",
)  # fmt: skip


def drawn(number: int) -> tuple[str, tuple[Given, ...]]:
    """A set that nobody drew: a template, lengths and photos by lot."""
    lot = random.Random(number)  # noqa: S311  copy, not secrets
    template, count = lot.choice(NAMED), lot.randint(2, 8)
    whole = ON_BROADSHEET if template.startswith("对开") else ON_TABLOID
    chars = int(whole * lot.uniform(0.5, 0.95))
    parts = sorted((lot.uniform(0.3, 1) ** 2 + 0.15 for _ in range(count)), reverse=True)
    own: list[list[tuple[str, str]]] = [[] for _ in parts]
    for photo in lot.sample(SHOWN, lot.choice((0, 1, 2, 2, 3, 3))):
        own[min(int(lot.expovariate(1)), count - 1)].append(photo)
    deck = "记者走访七个乡镇见到的事" if lot.random() < 0.5 else ""  # noqa: PLR2004
    given = (
        Given(
            title, max(int(chars * part / sum(parts)), FEWEST), tuple(photos), deck=deck * (not n)
        )
        for n, (title, part, photos) in enumerate(
            zip(lot.sample(TITLES, count), parts, own, strict=True)
        )
    )
    return template, tuple(given)


class Offered(NamedTuple):
    """What a set was offered: layouts and their pages, the photos' shares, characters said, seconds.

    `whys`: of each page, why slots have a head of their own.
    """

    found: list[Choice]
    made: list[Composition]
    shares: list[float]
    said: int
    spent: float
    whys: list[dict[str, str]]

    @property
    def level(self) -> bool:
        """Whether every story of every offer ends level and whole."""
        return not any(
            one.overset.lines or one.underset_lines
            for made in self.made
            for one in made.pages[0].stories
        )


def offered(loaded: Loaded) -> Offered:
    """The offers for a page."""
    page = loaded.issue.pages[0]
    template = loaded.templates[page.template]
    desk = desks(loaded, kit.NEWSPRINT)[1]
    begun = time.process_time()
    found = choose.choices(loaded, page, desk, COUNT)
    spent = time.process_time() - begun
    made, whys = [], []
    for one in found:
        with headrows.noted() as why:
            made.append(compose(choose.taking(loaded, page, one), kit.NEWSPRINT))
        whys.append(why | headrows.on_photos(one))
    sheet = template.width * template.height
    shares = [
        max((100 * p.box.width * p.box.height / sheet for p in one.pages[0].photos), default=0.0)
        for one in made
    ]
    told = [m for text in found[0].faults if (m := SAID.search(text.zh))]
    return Offered(found, made, shares, int(told[0][1]) if told else 0, spent, whys)


def cut(loaded: Loaded, count: int) -> Loaded:
    """The page with so many characters fewer, taken from the ends of stories by their lengths."""
    page = loaded.issue.pages[0]
    lengths = [sum(len(p.text) for p in tale.body) for tale in page.stories]
    whole, taken, shorter = sum(lengths), 0, []
    for number, tale in enumerate(page.stories):
        due = count * sum(lengths[: number + 1]) // whole
        shorter.append(_shorter(tale, due - taken))
        taken = due
    issue = replace(loaded.issue, pages=(replace(page, stories=tuple(shorter)),))
    return replace(loaded, issue=issue)


def _shorter(tale: Story, count: int) -> Story:
    texts = [paragraph.text for paragraph in tale.body]
    while count > 0:
        last = texts.pop()
        if len(last) - count < KEPT and texts:
            count -= len(last)
            continue
        texts.append(last[: -count - 1].rstrip("，、；：“（") + "。")
        break
    return replace(tale, body=kit.paragraphs(*texts))


def row(
    name: str,
    template: str,
    given: tuple[Given, ...],
    asked: argparse.Namespace,
    into: pages.Measured,
    whys: dict[tuple[str, str], dict[str, str]],
    told_of: list[tuple[bool, int]],
) -> str:
    """The table's row of a set; what its pages measure goes `into` all of them, with their `whys`.

    Whether its copy has room, and how many ideas its offers show, is `told_of` each.
    """
    loaded = choosing.made(name, template, given)
    got = offered(loaded)
    high = loaded.templates[template].height > HIGH
    ideas = {one.idea for one in got.found if one.idea is not None}
    told_of.append((got.level, len(ideas)))
    best, most = LEAST[high]
    told = str(got.said) if got.said else ""
    if got.said and asked.cut:
        less = offered(cut(loaded, got.said))
        told += f" → {less.shares[0]:.1f}"
    whys.update(((name, str(number)), why) for number, why in enumerate(got.whys, 1))
    for number, one in enumerate(got.made if asked.pages else (), 1):
        records = [pages.vars_of(story) for story in one.pages[0].stories]
        plain = json.loads(json.dumps(codec.plain(codec.dumps(one.edition))))
        pages.measure(f"{name}-{number}", {"edition": plain, "stories": [records]}, into)
    if asked.pictures is not None:
        asked.pictures.mkdir(parents=True, exist_ok=True)
        _drawn(loaded, got, asked.pictures / f"{name}.png")
    photos = sum(len(one.photos) for one in given)
    left = room.room(loaded)
    marks = ["" if n >= least else " <" for n, least in
             ((got.shares[0], best), (max(got.shares), most))]  # fmt: skip
    return (
        f"| {name}{'，对开' if high else ''} | {len(given)} | {photos} | {len(got.found)} of {len(ideas)} | "
        f"{'yes' if got.level else 'no'} | {got.shares[0]:.1f}{marks[0] if photos else ''} | "
        f"{max(got.shares):.1f}{marks[1] if photos else ''} | {f'{left.could:.1f}' if photos else ''} | "
        f"{left.copy} of {left.room} | {left.free} % | {told} | {got.found[0].score} | "
        f"{got.spent:.2f} s |"
    )


def _drawn(loaded: Loaded, got: Offered, path: Path) -> None:
    shown = [(m, "", n, c) for n, (m, c) in enumerate(zip(got.made, got.found, strict=True), 1)]
    sheet = suggest.drawn(loaded, shown, "第1版", Options(cache=Cache.disabled()))
    path.write_bytes(suggest.picture(sheet))


def main() -> int:
    """Lay out the sets and print the table."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--sets", default="held")
    reading.add_argument("--random", type=int, default=60)
    reading.add_argument("--seed", type=int, default=0)
    reading.add_argument("--cut", action="store_true")
    reading.add_argument("--pages", action="store_true")
    reading.add_argument("--pictures", type=Path)
    asked = reading.parse_args()
    by_lot = {f"r{n}": drawn(n) for n in range(asked.seed, asked.seed + asked.random)}
    every = HELD | choosing.SETS | by_lot
    named = {"held": list(HELD), "sample": list(choosing.SETS), "random": list(by_lot)}
    sys.stdout.write(
        "| set | stories | photos | offers of ideas | level | best, % | most, % | could be, % | copy, characters | free | said"
        f"{' → best' if asked.cut else ''} | score | choosing |\n|{'---|' * 13}\n"
    )
    into = pages.Measured(defaultdict(list), [])
    whys: dict[tuple[str, str], dict[str, str]] = {}
    told_of: list[tuple[bool, int]] = []
    for name in named.get(asked.sets) or asked.sets.split(","):
        sys.stdout.write(row(name, *every[name], asked, into, whys, told_of) + "\n")
        sys.stdout.flush()
    fitting = [ideas for level, ideas in told_of if level]
    six = sum(ideas >= COUNT for ideas in fitting)
    sys.stdout.write(
        f"\n{len(fitting)} of {len(told_of)} sets have room for their copy; {six} of these have "
        f"{COUNT} offers of {COUNT} ideas, all {sum(fitting) / max(len(fitting), 1):.1f} in the mean\n"
    )
    if asked.pages:
        told = "".join(
            f"| {what} | {value} |\n" for what, value in pages.table(into.values).items()
        )
        missed = "\n".join(into.missed)
        sys.stdout.write(f"\n| pages of all offers | measured |\n|---|---|\n{told}\n{missed}\n")
        sys.stdout.write(f"\n{headrows.table(into.missed, whys)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
