"""What of a text does not agree with itself: numbers, time, units, names, words, what stands twice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from tests import kit

from presslayout.newsroom.proofread.growth import growth
from presslayout.newsroom.proofread.headcounts import head_counts
from presslayout.newsroom.proofread.house import styled
from presslayout.newsroom.proofread.measures import measures
from presslayout.newsroom.proofread.names import names
from presslayout.newsroom.proofread.particles import particles
from presslayout.newsroom.proofread.people import likely, people
from presslayout.newsroom.proofread.products import products
from presslayout.newsroom.proofread.repetition import repetitions
from presslayout.newsroom.proofread.shares import shares
from presslayout.newsroom.proofread.spans import spans
from presslayout.newsroom.proofread.story_texts import StoryText
from presslayout.newsroom.proofread.sums import sums
from presslayout.newsroom.proofread.words import wrong_wording

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic

TODAY = dt.date(2026, 11, 16)


def told(text: str, part: str = "body", name: str = "A") -> StoryText:
    return StoryText(1, kit.story(name, "头条", *text.split("\n")), part, text)


def found(text: str) -> list[Diagnostic]:
    one = told(text)
    return [
        *wrong_wording(one), *particles(one), *measures(one), *sums(one), *products(one),
        *shares(one), *growth(one),
        *spans(one, TODAY), *names([one], ("望云垭", "龙潭坪"), {}), *repetitions([one], dictionary=True),
    ]  # fmt: skip


WRONG = [
    ("新修水渠68公里，其中白石镇31公里、龙潭乡25公里、望云乡22公里。", "sum-differs"),
    ("第一周接诊126人，其中成人85人，儿童51人。", "sum-differs"),
    ("全线设隧道9座、桥梁31座，共计44座桥隧。", "sum-differs"),
    ("他每天走20公里，一年走300天，走了5000公里。", "sum-differs"),
    ("报名的有210人，其中女学员120人，占67%。", "share-differs"),
    ("应到160人，实到152人，到检率98%。", "share-differs"),
    ("优质稻占62%，常规稻占28%，糯稻占20%。", "share-differs"),
    ("今年收购1200吨，去年是1000吨，同比增长30%。", "growth-differs"),
    ("年产值从1.2亿元增至1.8亿元，增幅达60%。", "growth-differs"),
    ("损耗率由20%降到5%，下降了25个百分点。", "growth-differs"),
    ("去年产茶80吨，今年产茶160吨，是去年的3倍。", "growth-differs"),
    ("票价由2元降到1元，降低1倍。", "decrease-times"),
    ("6月1日至6月30日，20天里他没有离开。", "span-differs"),
    ("从2027年1月到2028年6月，共28个月。", "span-differs"),
    ("活动从8时到11时，持续5小时。", "span-differs"),
    ("韦小荷今年38岁，1998年出生。", "age-differs"),
    ("竹编社成立于2018年，至今已有18年。", "age-differs"),
    ("瞭望塔高25平方米，看得很远。", "unit-odd"),
    ("果园面积2400公里。", "unit-odd"),
    ("大桥全长2.4公里（240米）。", "conversion-differs"),
    ("茶园1500亩（约10公顷）。", "conversion-differs"),
    ("管道全长186公里，约合18600米。", "conversion-differs"),
    ("局长段明川介绍，水通了。段名川说，还要修路。", "name-differs"),
    ("社长欧阳淑芬今年54岁。欧阳淑分说，竹篮好卖。", "name-differs"),
    ("画家马丁·霍夫曼说，云岭很美。马丁·霍夫漫还会来。", "name-differs"),
    ("他上了望云垭。望云桠的风很大。", "place-differs"),
    ("局长庹志坚说，要修。副局长庹志坚说，要快。", "title-differs"),
    ("会议要求部门主动上门服务。会议要求部门主动上门服务。", "repeated-sentence"),
    ("他走走停停，院子里的的石料很多。", "doubled-word"),
    ("村民民们都来了。", "doubled-word"),
    ("要认真的做好防潮。", "particle"),
    ("孩子们安安静静的坐着。", "particle"),
    ("蜂蜜卖的快，笋干也好。", "particle"),
    ("再接再励，办好丰收节。", "wrong-word"),
    ("不能走马观华，要蹲下去。", "wrong-idiom"),
    ("他披星带月地走在堤上。", "wrong-word"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_what_does_not_agree_is_told_with_why_and_where_in_both_languages(
    text: str, code: str
) -> None:
    one = next(d for d in found(text) if d.code == code)
    assert one.message.zh != one.message.en
    assert one.hint is not None
    assert one.hint.zh
    assert one.hint.en
    assert one.span is not None


@pytest.mark.parametrize(
    "text",
    [
        "新修水渠68公里，其中白石镇31公里、龙潭乡25公里、望云乡12公里。",
        "全县企业100家，其中国企10家、民企20家、外企5家。",
        "获奖作品40种，其中特等奖2种，一等奖23种等。",
        "报名的有210人，其中女学员120人，占57%。",
        "女学员占57%，青年占60%。",
        "存款比年初增加4.6亿元，增长20%。",
        "委办局从84个减至53个，人员减少了15%。",
        "今年收购1200吨，去年是1000吨，同比增长20%。",
        "产量近3000吨，比去年的2000吨增长近五成。",
        "6月1日至6月30日，30天里他没有离开。",
        "从5月到8月底，前后四个月。",
        "2026年至2030年，为期五年。",
        "韦小荷今年28岁，1998年出生。",
        "塔高25米，占地300平方米，每平方米造价2000元。",
        "每亩地浇一遍水要200多立方米。",
        "茶园1500亩（约100公顷）。",
        "局长段明川介绍，水通了。段明川说，还要修路。",
        "会见代表团成员时指出，要合作。",
        "实实在在的好处，暖暖和和过年，一张张贺卡。",
        "认真的态度，及时的雨，高兴的事，慢慢的时光。",
        "他说，教育的根本在家庭，当地很好，田地很多。",
        "坚持以经济建设为中心，鲁班奖，由中共主办。",
        "中国国内的网络络绎不绝。",
    ],
)
def test_what_agrees_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_head_gives_the_number_that_the_body_gives_for_the_same_thing() -> None:
    body = told("今年全县新修水渠68公里，投资300万元。")

    def heads(text: str) -> list[str]:
        head = StoryText(1, body.story, "headline", text)
        return [d.code for d in head_counts([head, body])]

    assert heads("全县新修水渠86公里") == ["head-number"]
    assert heads("全县新修水渠68公里") == []
    assert heads("全县新修水渠近70公里") == []
    assert heads("全县修桥86座") == []


def test_people_are_found_by_any_surname_and_single_words_are_none() -> None:
    text = "水库管理所所长冼国安说，通了。县长欧阳淑芬、石匠覃有田今年72岁。“好，”敖水生说。"
    assert [p.name for p in people(text)] == ["冼国安", "欧阳淑芬", "覃有田", "敖水生"]
    assert not likely("时指出")
    assert not likely("和企业")
    assert likely("司马长林")


def test_brothers_and_rolls_are_two_people() -> None:
    assert found("村民王小明说，好。村民王小红说，不好。") == []


LEADERS = {"梁知远": "县委书记", "韦清和": "县长"}


def test_leaders_are_ranked_in_a_row_of_names_and_nowhere_else() -> None:
    def order(text: str) -> list[str]:
        return [d.code for d in styled(told(text), LEADERS)]

    assert order("县长韦清和、县委书记梁知远出席。") == ["name-order"]
    assert order("县长韦清和主持，县委书记梁知远讲话。") == []
    assert order("县委书记梁知远、县长韦清和出席。") == []


def test_a_sentence_of_another_story_is_told_there() -> None:
    long = "横跨澜江的云岭大桥正式通车，两岸群众敲锣打鼓庆祝了整整一天。"
    one, other = told(f"甲说。{long}"), told(f"乙说。{long}", name="B")
    assert [d.story for d in repetitions([one, other], dictionary=False)] == ["B"]


@pytest.mark.parametrize(
    ("word", "other", "code"),
    [("罗长庚", "罗长赓", "name-differs"), ("望云垭", "望云桠", "place-differs")],
)
def test_a_word_of_the_house_that_is_somebodys_name_is_told_as_a_name(
    word: str, other: str, code: str
) -> None:
    one = told(f"这是{word}。人们说起{word}。后来是{other}。")
    assert {d.code for d in names([one], (word,), {})} == {code}


def test_what_may_be_accepted_is_told_by_its_key_in_either_language() -> None:
    hints = [d.hint for d in found("他再接再励。名声不径而走。") if d.hint is not None]
    assert hints
    for hint in hints:
        assert ("「已核」" in hint.zh) is ("accepted (已核)" in hint.en)
    assert any("「已核」" in hint.zh for hint in hints)
