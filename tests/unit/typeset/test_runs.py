from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.typeset import classes as cl
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.manner import Manner
from presslayout.typeset.runs import NAME_PART_COST, contextual, last_resorts, special_breaks
from tests.unit.typeset.desk import BODY, lines, shaped


def kinds(text: str, marks: str) -> str:
    found = contextual(text, cl.classes(text))
    return "".join(kind for char, kind in zip(text, found, strict=True) if char in marks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说“今天”好", "OC"),
        ("他说“Hello world”就走", "OC"),
        ("他说“我读过‘红楼’”", "OOCC"),
        ("“He said ‘yes’ to me”他念道", "OocC"),
        ("“Hello,” she said.", "oc"),
        ("nǚ’ér", "W"),
        ("don’t 和 ‘好’", "WOC"),
        ("students’ 自习", "W"),
        ("一位’90后村医", "W"),
        ("“’08年”和‘97’", "OWCOC"),
    ],
)
def test_a_quote_is_chinese_where_the_level_round_it_is(text: str, expected: str) -> None:
    assert kinds(text, "“”‘’") == expected


def test_straight_quotes_open_and_close_in_turn() -> None:
    assert kinds('说"好"和"不"', '"') == "ococ"
    assert kinds("it's", "'") == "W"


@pytest.mark.parametrize(
    ("char", "kind"),
    [
        ("国", "H"),
        ("𬭎", "H"),
        ("〇", "H"),
        ("あ", "H"),
        ("々", "K"),
        ("A", "W"),
        ("é", "W"),
        ("Ω", "W"),
        ("Я", "W"),
        ("7", "d"),
        ("Ⅲ", "H"),
        ("①", "N"),
        ("７", "F"),
        ("Ａ", "H"),
        ("%", "Q"),
        ("￥", "q"),
        ("\u0301", "m"),
        ("\ufe0f", "m"),
        ("\U000e0100", "m"),
        ("😂", "A"),
        ("🇨", "R"),
        ("\u200d", "j"),
        ("\u202e", "Y"),
        ("\x07", "Y"),
        ("\u2028", "f"),
        ("\ue000", "U"),
        ("\u0378", "U"),
        ("\ufffe", "U"),
    ],
)
def test_every_character_has_its_class(char: str, kind: str) -> None:
    assert cl.classes(char) == kind


def test_a_word_as_wide_as_a_line_leaves_two_before_and_three_after() -> None:
    text = "internationalization"
    places = {at for at, _ in last_resorts(text, wide=True)}
    assert min(places) == 2
    assert max(places) == len(text) - 3


def test_short_words_and_codes_are_left_alone() -> None:
    assert not list(last_resorts("NASA", wide=False))
    assert not list(last_resorts("COVID-19", wide=False))


def test_syllables_are_dearer_where_the_word_would_fit_a_line() -> None:
    wide = dict(last_resorts("infrastructure", wide=True))
    loose = dict(last_resorts("infrastructure", wide=False))
    assert loose
    assert all(loose[at] > wide[at] for at in loose)


def test_a_rare_character_is_part_of_a_name_as_any_other() -> None:
    text = "丁一凡　王　𬺈　张　𣲘　马腾骧　毛𫖯之"
    tied = {at for at, cost in special_breaks(text, cl.classes(text)) if cost == FORBIDDEN}
    names = ("丁一凡", "王　𬺈", "张　𣲘", "马腾骧", "毛𫖯之")
    assert tied == {text.index(name) + n for name in names for n in range(1, len(name))}


def test_a_long_run_is_read_once() -> None:
    """Read from every place in it, each of these would take the better part of an hour."""
    for text in ("PowerPointTypeScript" * 10_000, "1234567890" * 20_000, "a" * 200_000):
        raw = cl.classes(text)
        assert contextual(text, raw) == raw
        assert not [*special_breaks(text, raw)]
    nested = "“" * 50_000 + "a" + "”" * 50_000
    assert set(contextual(nested, cl.classes(nested))) == {cl.OPENER, cl.CLOSER, cl.LETTER}


def test_a_hash_has_letters_and_digits() -> None:
    assert [*special_breaks("a1" * 12, cl.classes("a1" * 12))]
    assert not [*special_breaks("a" * 24, cl.classes("a" * 24))]


@pytest.mark.parametrize(
    "address",
    [
        "zhangsan_wang@yunling-news.example.com",
        "https://www.yunling.gov.cn/zwgk/2026/list.html",
        "www.yunling.gov.cn/zwgk/tzgg/index.html",
        "li.xiaoming@mail.yunling.gov.cn",
    ],
)
def test_addresses_break_at_their_signs_before_a_name_is_broken(address: str) -> None:
    text = f"来稿请寄本报编辑部的邮箱{address}，也可以送到编辑部来"
    made, inside = shaped(text), range(13, 12 + len(address))
    for ems in range(9, 20):
        start = 0
        for line in lines(text, ems)[:-1]:
            end = start + len(line)
            if end in inside and text[end - 1] not in "/@._-" and text[end] != "@":
                # RULES B5: only where the line would open by half an em a gap otherwise.
                sign = max((text.rfind(sign, start, end) + 1 for sign in "/@._-"), default=0)
                sign = max(sign, 12)
                slack = ems * 1000 - natural_width(made, start, sign)
                assert slack > 500 * sum(made.opened[start + 1 : sign]), (ems, line)
            start = end


def test_a_foreign_name_breaks_behind_its_point() -> None:
    """U14: dearer inside a part; a number's point and a lone one cost nothing more."""
    text = "他读约翰·斯图尔特·穆勒的书"
    made = shaped(text)
    prices = {text[k - 1 : k + 1]: made.breaks[k] for k in range(1, len(text))}
    assert {prices[pair] for pair in ("·斯", "·穆", "读约", "的书")} == {0}
    assert {prices[pair] for pair in ("约翰", "斯图", "图尔", "尔特", "穆勒")} == {NAME_PART_COST}
    other = shaped("纪念9·18的书·")
    assert NAME_PART_COST not in other.breaks


@given(st.text("约翰㐀鿿龥𠀀〇·Aa9，\n", max_size=40))
def test_parts_of_names_are_found_as_an_expression_of_their_characters_finds_them(
    text: str,
) -> None:
    han = "[\u3400-\u9fff]"
    plain = re.compile(
        f"(?<={han}·){han}{{2,6}}(?=·{han})|{han}{{2}}(?=·{han}{{2}})|(?<={han}{{2}}·){han}{{2}}"
    )
    wanted = {
        (at, NAME_PART_COST)
        for match in plain.finditer(text)
        for at in range(match.start() + 1, match.end())
    }
    found = {one for one in special_breaks(text, cl.classes(text)) if one[1] == NAME_PART_COST}
    assert found == wanted


def parted(text: str) -> list[str]:
    """The pieces of a text that no line end parts."""
    made = shaped(text)
    edges = [0, *(k for k in range(1, len(made)) if made.breaks[k] < FORBIDDEN), len(made)]
    at = [made.starts[k] for k in edges]
    return [text[a:b].strip() for a, b in pairwise(at)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        # U5: a unit of two.
        ("功率15 kV·A足够", "15 kV·A"),
        ("用电2400kW·h上下", "2400kW·h"),
        # U8: dates with a point, in Han and with the points of other alphabets; names with a number.
        ("纪念一二·九运动", "一二·九"),
        ("七·七事变那年", "七·七"),
        ("每逢9・18鸣笛", "9・18"),
        ("装上Wi-Fi 7路由", "Wi-Fi 7"),
        ("用iPhone 17拍", "iPhone 17"),
        ("见表No. 7一栏", "No. 7"),
        # D1: what a blank parts is one number.
        ("共计12 345.67元", "12 345.67"),
        ("拨款1 200 000元", "1 200 000"),
        # K1, K4: signs between Han.
        ("京－沪线加开", "京－"),
        ("发展互联网+医疗", "网+"),
        ("叫作文旅＋，好", "旅＋，"),
        ("关注@永澧发布", "@永"),
        # A hyphen in a name is no minus.
        ("驾歼-20升空", "歼-20"),
        ("天问-3着陆", "问-3"),
        ("话题#老街晨光#上榜", "光#"),
    ],
)
def test_one_thing_is_not_parted(text: str, whole: str) -> None:
    assert whole in parted(text)


def test_a_line_ends_behind_what_closes_a_topic() -> None:
    assert "上" in parted("话题#老街晨光#上榜")
    assert "光#，" in parted("话题#老街晨光#，上榜")


def test_a_telephone_number_is_no_number_of_thousands() -> None:
    assert parted("电138 0013 8000")[1:] == ["138", "0013", "8000"]


@pytest.mark.parametrize("unit", ["年", "天", "棵", "周", "倍"])
def test_no_gap_before_any_unit_where_a_paper_wants_none(unit: str) -> None:
    text = f"过了3{unit}整"
    wide, close = (
        shaped(text, replace(BODY, manner=Manner(unit_gap=gap))) for gap in (True, False)
    )
    assert wide.auto[3] > 0 == close.auto[3]


@pytest.mark.parametrize(
    "text",
    [
        "记者闵青禾，",
        "摄影/闵青禾",
        "村长闵青禾说",
        "医院院长闵青禾。",
        "教授闵青禾：",
        "局长闵青禾！",
    ],
)
def test_a_name_behind_what_someone_is_ends_at_any_mark(text: str) -> None:
    assert any("闵青禾" in piece for piece in parted(text))


@pytest.mark.parametrize("number", ["0744-8220136", "010-62345678", "400-820-1234"])
def test_a_telephone_number_is_parted_behind_its_area_before_a_line_is_left_short(
    number: str,
) -> None:
    area = number.index("-") + 1
    text = f"　　咨询电话是：{number}、13800138000。"
    for width in (12, 13, 14):
        first, second = lines(text, width)
        assert first.endswith(number[:area])
        assert second.startswith(number[area:])


def test_a_telephone_number_that_a_line_holds_is_not_parted() -> None:
    for width in range(17, 22):
        made = lines("他在本子上写着电话0744-8220136，叫人照着打过去问一问。", width)
        assert any("0744-8220136" in line for line in made)


@pytest.mark.parametrize(
    "text", ["气温-5℃上下", "降到-12度", "增长-3.5%吧", "均为-7左右", "早晨−5那样"]
)
def test_a_minus_may_begin_a_line(text: str) -> None:
    assert any(piece[0] in "-−" for piece in parted(text))
