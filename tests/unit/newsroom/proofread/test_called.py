"""Hours, lunar days, numbers that are called, where places lie, and what else a paper states once: {wrong|right}."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests import kit
from tests.planted import assert_told, either

from presslayout.newsroom.proofread.amounts import amounts
from presslayout.newsroom.proofread.call_numbers import call_numbers
from presslayout.newsroom.proofread.clocks import clocks
from presslayout.newsroom.proofread.consistency import consistency
from presslayout.newsroom.proofread.districts import districts
from presslayout.newsroom.proofread.growth import growth
from presslayout.newsroom.proofread.house import styled
from presslayout.newsroom.proofread.lunar_days import lunar_days
from presslayout.newsroom.proofread.measures import measures
from presslayout.newsroom.proofread.names import names
from presslayout.newsroom.proofread.particles import particles
from presslayout.newsroom.proofread.products import products
from presslayout.newsroom.proofread.punctuation import WRONG
from presslayout.newsroom.proofread.reading import proofread
from presslayout.newsroom.proofread.repetition import repetitions
from presslayout.newsroom.proofread.shares import shares
from presslayout.newsroom.proofread.spans import spans
from presslayout.newsroom.proofread.story_texts import StoryText
from presslayout.newsroom.proofread.sums import sums
from presslayout.newsroom.proofread.words import wrong_wording

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic

TODAY = dt.date(2026, 11, 16)
PAGES = 4

PLANTED = [
    # Hours.
    ("定于11月18日（星期三）{23时至25时|23时至次日5时}停水。", "no-such-time"),
    ("上午8∶30至12∶00、下午{14∶30至17∶70|14∶30至17∶30}收件。", "no-such-time"),
    ("比赛晚上7时30分开始，{19时10分|21时10分}结束。", "no-such-time"),
    ("{上午15时|下午3时}，车队出发。", "no-such-time"),
    ("下午{14时至13时|13时至14时}开放。", "no-such-time"),
    ("消防车3时12分赶到，{20分钟|15分钟}后的3时27分明火扑灭。", "span-differs"),
    ("11月14日，文化节开幕。\n节会持续到11月18日，前后{六天|五天}。", "span-differs"),
    ("他于2026年11月11日{25时40分|21时40分}去世。", "no-such-time"),
    ("比赛3日{28时|18时}开始。", "no-such-time"),
    ("11月1日（星期日），菱角节在湖边开幕，将持续到11月10日，为期{15天|10天}。", "span-differs"),
    ("文化节11月1日开幕，将持续到11月10日，为期{15天|10天}。", "span-differs"),
    ("1953年5月参加工作，1991年5月离职休养，工作{48年|38年}。", "span-differs"),
    ("水库1959年建成，{已经运行了57年|已经运行了67年}。", "age-differs"),
    ("这座桥1978年建成，{已使用了84年|已使用了48年}。", "age-differs"),
    # The lunar calendar.
    ("10月18日重阳节（农历{九月初八|九月初九}）摆酒。", "wrong-lunar-day"),
    ("12月22日（星期二，农历{冬月十五|冬月十四}）吃汤圆。", "wrong-lunar-day"),
    ("11月17日是{农历十月初十|农历十月初九}。", "wrong-lunar-day"),
    ("他于2026年11月9日（{农历九月三十|农历十月初一}）去世。", "wrong-lunar-day"),
    ("{10月19日|10月18日}是重阳节，来的人多。", "wrong-lunar-day"),
    ("农历{二月廿二|二月廿三}（4月10日）开锣。", "wrong-lunar-day"),
    # Numbers that are called.
    ("市民可拨打{0398-58621|0398-5862100}咨询。", "odd-number"),
    ("联系电话0398-5860217，手机{1385860217|13858602170}。", "odd-number"),
    ("服务热线{0398-586021O|0398-5860210}，有人接听。", "odd-number"),
    ("来电请拨{400-820-88200|400-820-8820}。", "odd-number"),
    ("身份证号：{110101199013071233|110101199003071233}。", "odd-number"),
    ("身份证号：{11010119900307123|110101199003071233}。", "odd-number"),
    ("统一社会信用代码：{91110000MA00OI1234|91110000MA00XX1234}。", "odd-number"),
    ("邮编：{10008|100081}。", "odd-number"),
    ("铁锅卖到了外省。（{下转9版|下转3版}）", "wrong-jump"),
    ("铁锅卖到了外省。（{下转1版|下转2版}）", "wrong-jump"),
    ("路线图见{今日第9版|今日第3版}。", "wrong-jump"),
    ("路线图（{详见第12版|详见第3版}）已经公布。", "wrong-jump"),
    # Sums of money.
    ("借款15万元（人民币{壹拾伍元整|壹拾伍万元整}）没有还。", "unit-odd"),
    ("货款8万元（大写：{捌拾万元整|捌万元整}）已付。", "unit-odd"),
    ("零售总额{68.3元|68.3亿元}，上年同期为64.1亿元。", "unit-odd"),
    ("税收由去年的{2.9元|2.9亿元}增加到3.2亿元。", "unit-odd"),
    ("返还被骗款{214元|214万元}，有43人拿回了钱，最多的一人拿回了9.6万元。", "unit-odd"),
    # Where places lie.
    ("考察组走访了{山西省邯郸市|河北省邯郸市}的石桥。", "place-differs"),
    ("柳林乡松树坪村的书屋亮了灯。\n图为{石桥镇|柳林乡}松树坪村的孩子们。", "place-differs"),
    ("家住柳林乡{上柳盆村|上柳坪村}的司机来了。从上柳坪村到县城，上柳坪村的苹果不倒车。", "place-differs"),
    # Names.
    ("站长魏长顺说，水位退了。……{魏常顺|魏长顺}介绍，闸门明天就开。", "name-differs"),
    ("站长魏长顺说，水位退了——{魏常顺|魏长顺}今年五十八岁。", "name-differs"),
    ("公路段段长{瞿红兵|翟红兵}介绍，补栽行道树。翟红兵说，养护队已经进场。", "name-differs"),
    ("桥梁史学者{施泰因贝克|施泰因贝格}一行来了。施泰因贝格用了两天时间。", "name-differs"),
    ("果农平海生家的果园收了。“今年好。”平海生说。图为{平海升|平海生}在果园里。", "name-differs"),
    ("县消防救援大队{副大队长|大队长}欧阳铁说，起火了。大队长欧阳铁提醒居民。", "title-differs"),
    # Reckoning.
    ("全县实现地区生产总值96.4亿元，增长5.6%。其中，第一产业增加值18.2亿元，第二产业增加值{41.5|40.5}亿元，第三产业增加值37.7亿元。", "sum-differs"),
    ("个人缴400元，补助670元，两项{1170元|1070元}。", "sum-differs"),
    ("他向温某借款5万元，约定年底还清。后来还了1.4万元，余款{4.6万元|3.6万元}没有还。", "sum-differs"),
    ("挂果面积1.5万亩，预计总产3.6万吨，平均亩产{2.4公斤|2.4吨}。", "sum-differs"),
    ("图为36间铺面中的{第63间|第36间}。", "sum-differs"),
    ("零售总额31.2亿元，其中城镇21.84亿元，占70%；乡村9.36亿元，{占40%|占30%}。", "share-differs"),
    ("当天进场求职者2140人，428人达成意向，占进场人数的{30%|20%}。", "share-differs"),
    ("按每公斤5元算，卖了14万元。与去年每公斤4元的价钱相比，{涨了20%|涨了25%}。", "growth-differs"),
    ("玉米地平均亩产{612吨|612公斤}，收入不错。", "unit-odd"),
    ("起始价{528元|528万元}，竞买保证金106万元。", "unit-odd"),
    ("温某领到{3.6万|3.6万元}欠款。", "unit-odd"),
    ("他今年{七十四岁|六十四岁}，十六岁学艺，跟木头打了四十八年交道。", "span-differs"),
    ("晚稻16.2万亩，已收13.5万亩，占总面积的{88.3%|83.3%}。", "share-differs"),
    ("总投资3.4亿元，其中省级补助1.7亿元，占总投资的{三分之二|一半}。", "share-differs"),
    ("三次产业分别占12.2%、45.1%和{43.7%|42.7%}。", "share-differs"),
    ("堤顶加宽到{6平方米|6米}，好走。", "unit-odd"),
    ("气温降到{零下4％|零下4℃}，要盖草。", "unit-odd"),
    ("夜里最冷，{零下6%|零下6℃}，白天暖。", "unit-odd"),
    # Weekdays.
    ("11月14日，文化节开幕。开幕当天恰逢{星期天|星期六}，人很多。", "wrong-weekday"),
    ("11月13日是{星期四|星期五}。", "wrong-weekday"),
    # Words and marks.
    ("茶客{陆陆序序|陆陆续续}进了门。", "wrong-word"),
    ("村里{别出新裁|别出心裁}地搭起夜市。", "wrong-word"),
    ("广场上{人头钻动|人头攒动}，很热闹。", "wrong-word"),
    ("他{扫的仔细|扫得仔细}，有数。", "particle"),
    ("心里还是{悬的慌|悬得慌}。", "particle"),
    ("年轻人{自发得来|自发地来}帮厨。", "particle"),
    ("温某{高兴的说|高兴地说}。", "particle"),
    ("果子上色{上的好|上得好}。", "particle"),
    ("“红灯笼真好看。”乐来福{说说|说}，他爱看戏。", "doubled-word"),
    ("县里来了{3000—3500多户|3000多户}人家。", "twice-about"),
    ("开展新技术{十7项|17项}，不少。", "mixed-numerals"),
    ("老规矩{一一|——}秋粮进了仓，人歇一歇。", "dash-form"),
    ("再铺回去的{ -- |——}这样认得家门口。", "dash-form"),
    ("他说：“换了谁都会这么做{”。|。”}", "quote-place"),
]  # fmt: skip
CLEAN = [
    "双方以78∶72和80∶90结束。", "开放时间是22时至6时。", "下午2时至5时收件。", "从8点到12点没有停。", "每天营业16时至24时。",
    "持续了72小时，又过了48时许。", "晚上11时至次日1时停电。", "热线12345、96315，火警119。", "电话（010）66083278。",
    "来电1200多个，手机12000部。", "拨打010-66083278转8012。", "热线接到30000件诉求，手机销量1388888部。",
    "吉林省吉林市和海南省海口市。", "石桥镇新民村和柳林乡新民村都来了。", "湖北省襄阳市，安徽省黄山市。",
    "内塔尼亚胡当天来了，内塔尼亚胡拉着他。", "把问题一一对应，将事例一一写下，他一一答应。", "36间铺面中的第12间。",
    "8种中的第9类。", "起始价528万元，竞买保证金106万元。", "覆盖人口数约占全国人口总数的15%，全国400个县中36个。",
    "每人奖励10万元奖金。", "你来说说，他怎么办？", "他渐渐得到大家信任，主动得分，陆续得奖。", "这是他们慌乱中写的慌张。",
    "他读到“自强不息”。", "（上接2版）", "亩产茶叶2公斤。茶亩产2公斤。", "去年端午节来的人多。",
    "小麦每公斤3元，去年每公斤2元。", "每斤3.2元，去年为2.9元。", "纯收入3.2万元，比上年的9800元多。",
    "发放补贴86万元，最高的一户领到1.2万元。", "1250元（人民币壹仟贰佰伍拾元整）。", "12.5元（人民币壹拾贰元伍角）。",
    "见《夜话》第9版。", "3日25分钟跑完。", "11月30日24时前报名。", "预计2026年11月8日25时段开放。", "报名截止11月20日。",
    "1959年建成，1998年加固，已经运行了28年。", "零下4℃，比去年低2%。", "路面拓宽，增加6平方米绿地。",
    "新闸2019年开工，2023年启用，已运行3年。", "文化节11月1日开幕，演出持续到11月10日，图片展为期15天。",
    "三次产业分别占12.2%、45.1%和42.7%，男女职工分别占六成和四成，女工分别占45%、52%和61%。",
    "贷款占总投资的一半以上，总投资3亿元，其中贷款2亿元。",
]  # fmt: skip
HOSTILE = ["", "电话" + "0" * 5000, "手机" + "1-" * 3000, "拨打1" + "、1" * 3000, "农历" * 2000, "上午9时至" * 1500, "柳林乡松树坪村" * 800,
           "身份证" + "9" * 4000, "一省二市" * 1000, "其中占" * 900 + "；", "3时后的" * 900, "阿" * 4000, "说说，他" * 900, "1元（人民币壹" * 900, "共1元，最多" * 900]  # fmt: skip


def told(text: str, page: int = 1) -> StoryText:
    return StoryText(page, kit.story("A", "头条", *text.split("\n")), "body", text)


def found(text: str) -> list[Diagnostic]:
    one = told(text)
    loaded = kit.loaded(
        {"试验": kit.template(kit.slot("头条", (1, 76)))}, kit.page(1, "试验", one.story)
    )
    paper = replace(loaded.issue, paper=replace(loaded.issue.paper, date=TODAY))
    marks = [
        w.code
        for w in WRONG
        for _ in w.find(text)
        if w.code in ("dash-form", "quote-place", "twice-about", "mixed-numerals")
    ]
    return [
        *clocks(one), *lunar_days(one, TODAY), *call_numbers(one, PAGES), *amounts(one), *districts(one), *spans(one, TODAY),
        *sums(one), *products(one), *shares(one), *growth(one), *measures(one), *particles(one),
        *wrong_wording(one), *names([one], (), {}), *repetitions([one], dictionary=True),
        *consistency(paper, [one], ()),
        *(replace_code(one, code) for code in marks),
    ]  # fmt: skip


def replace_code(one: StoryText, code: str) -> Diagnostic:
    from presslayout.base.diagnostics import Text
    from presslayout.newsroom.proofread.story_texts import warning

    return warning(code, one, (0, 1), Text("标点", "mark"), Text("看", "look"))


def codes(text: str) -> list[str]:
    return [d.code for d in found(text)]


@pytest.mark.parametrize(("planted", "code"), PLANTED)
def test_what_is_wrong_is_told_and_what_is_right_is_not(planted: str, code: str) -> None:
    wrong, right = either(planted)
    assert code in codes(wrong)
    assert codes(right) == []


@pytest.mark.parametrize("planted", [planted for planted, _ in PLANTED])
def test_every_finding_says_why_in_both_languages(planted: str) -> None:
    assert_told(found(either(planted)[0]))


@pytest.mark.parametrize("text", CLEAN)
def test_what_only_looks_so_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_copy_is_read_to_its_end(text: str) -> None:
    one = told(text)
    for find in (clocks, amounts, districts, measures, sums, shares, particles):
        list(find(one))
    list(lunar_days(one, TODAY))
    list(call_numbers(one, PAGES))
    list(spans(one, TODAY))
    list(repetitions([one, told(text)], dictionary=False))


def test_pages_are_those_of_the_day_where_they_are_said() -> None:
    body = kit.story("A", "头条", "铁锅卖到了外省。（下转9版）")
    loaded = kit.loaded(
        {"试验": kit.template(kit.slot("头条", (1, 76)))}, kit.page(1, "试验", body)
    )
    for said, expected in (("4", ["wrong-jump"]), ("12", []), ("", []), ("待定", [])):
        paper = replace(loaded.issue.paper, pages_today=said)
        issue = replace(loaded.issue, paper=paper)
        read = proofread(replace(loaded, issue=issue)).found
        assert [d.code for d in read if d.code == "wrong-jump"] == expected


def test_a_day_far_off_without_its_year_may_be_of_last_year_or_next() -> None:
    def weekdays(text: str, today: dt.date) -> list[str]:
        one = told(text)
        loaded = kit.loaded(
            {"试验": kit.template(kit.slot("头条", (1, 76)))}, kit.page(1, "试验", one.story)
        )
        issue = replace(loaded.issue, paper=replace(loaded.issue.paper, date=today))
        return [d.code for d in consistency(issue, [one], ())]

    assert weekdays("9月6日是星期六。", dt.date(1998, 1, 20)) == []
    assert weekdays("1月20日是星期三。", dt.date(2026, 11, 16)) == []
    assert weekdays("9月6日是星期五。", dt.date(1998, 1, 20)) == ["wrong-weekday"]
    assert weekdays("11月13日是星期四。", dt.date(2026, 11, 16)) == ["wrong-weekday"]


def test_without_a_date_no_lunar_day_is_judged() -> None:
    assert list(lunar_days(told("11月17日是农历十月初十。"), None)) == []


def test_sentences_copied_together_are_told_under_another_dateline_too() -> None:
    copied = "眼下，柳林乡万亩苹果进入采摘尾声。全乡挂果面积1.5万亩，预计总产3.6万吨"
    stories = [
        told(f"本报讯（记者 齐向北）{copied}，平均亩产2.4吨。"),
        told(f"炉火一天也没断过。{copied}。"),
    ]
    stories[1] = replace(stories[1], story=replace(stories[1].story, id="B"))
    assert [d.code for d in repetitions(stories, dictionary=False)] == ["repeated-sentence"]
    assert list(repetitions([told(copied[:17] + "。"), *stories[1:]], dictionary=False)) == []


def test_one_office_of_several_names_a_person_and_a_higher_one_does_not() -> None:
    def titles(text: str) -> list[str]:
        people = {"危长林": "县委常委、副县长"}
        return [d.code for d in styled(told(text), people)]

    assert titles("副县长危长林参加。") == []
    assert titles("县委常委、副县长危长林参加。") == []
    assert titles("县长危长林参加。") == ["name-title"]
    assert titles("县委书记、副县长危长林参加。") == ["name-title"]


def test_corner_quotes_are_told_where_other_stories_write_the_usual_ones() -> None:
    stories = [told(f"他说：“{n}好。”") for n in "一二三"]
    odd = told("他说：「这里暖和。」")
    loaded = kit.loaded(
        {"试验": kit.template(kit.slot("头条", (1, 76)))}, kit.page(1, "试验", odd.story)
    )
    read = [d.code for d in consistency(loaded.issue, [*stories, odd], ())]
    assert "mark-form" in read
    assert "mark-form" not in [d.code for d in consistency(loaded.issue, [odd], ())]


@pytest.mark.parametrize(
    ("planted", "code"),
    [row for row in PLANTED if row[1] in ("no-such-time", "wrong-lunar-day", "odd-number", "wrong-jump", "place-differs", "unit-odd")],
)  # fmt: skip
def test_the_whole_reading_tells_what_its_checks_do(planted: str, code: str) -> None:
    def read(text: str) -> list[str]:
        page = kit.page(1, "试验", kit.story("A", "头条", *text.split("\n")))
        loaded = kit.loaded({"试验": kit.template(kit.slot("头条", (1, 76)))}, page)
        paper = replace(loaded.issue.paper, date=TODAY)
        return [
            d.code
            for d in proofread(replace(loaded, issue=replace(loaded.issue, paper=paper))).found
        ]

    wrong, right = either(planted)
    assert code in read(wrong)
    assert code not in read(right)
