from __future__ import annotations

import pytest

from presslayout.typeset.kinsoku import FORBIDDEN
from tests.unit.typeset.desk import cases, lines, shaped


def may_break(text: str, at: int) -> bool:
    made = shaped(text)
    return made.breaks[list(made.starts).index(at)] < FORBIDDEN


@pytest.mark.parametrize("mark", list("。．，、；：？！）］｝〕】〗》〉」』”’·–～/／％‰℃°′″々〻ー"))
def test_marks_that_never_begin_a_line(mark: str) -> None:
    assert not may_break(f"字{mark}字", 1)


@pytest.mark.parametrize("mark", list("“‘（［｛〔【〖《〈「『/／¥￥$£€№#"))
def test_marks_that_never_end_a_line(mark: str) -> None:
    assert not may_break(f"字{mark}字", 2)


@pytest.mark.parametrize(
    "text",
    [
        "1,234.56",
        "３∶２",
        "3∶2",
        "15:00",
        "−2.3",
        "60%",
        "25℃",
        "¥199.00",
        "1400km",
        "3.0 GHz",
        "NASA",
        "COVID-19",
        "GB/T 15834",
        "K12+300",
        "9·18",
        "——",
        "……",
        "don’t",
        "👨\u200d👩\u200d👧",
        "e\u0301",
        "10\u00a0万",
        "中\u2060文",
    ],
)
def test_runs_that_are_never_split(text: str) -> None:
    made = shaped(f"字{text}字")
    inside = range(2, 1 + len(text))
    assert not [
        at
        for at, cost in zip(made.starts, made.breaks, strict=False)
        if at in inside and cost < FORBIDDEN
    ]


@pytest.mark.parametrize(
    ("text", "at", "cost"),
    [
        ("他说——好", 2, 60),
        ("2025年", 4, 40),
        ("第3版", 1, 40),
        ("10～25℃", 3, 120),
        ("3—5级", 2, 120),
        ("温度为-15", 3, 0),
    ],
)
def test_places_that_cost(text: str, at: int, cost: int) -> None:
    made = shaped(text)
    assert made.breaks[list(made.starts).index(at)] == cost


BEFORE_NUMBERS = "＋－±−＝＜＞≤≥≈￥＄$№＃～-+<>="
BEHIND_NUMBERS = "％%‰℃°㎡㎏＋"
BETWEEN_NUMBERS = "＋－±−×÷＝＜＞／/∶⁄：．.:~"


@pytest.mark.parametrize("digits", ["5", "120.5", "１２３"])
def test_signs_never_part_from_their_numbers(digits: str) -> None:
    runs = [f"{sign}{digits}" for sign in BEFORE_NUMBERS]
    runs += [f"{digits}{sign}" for sign in BEHIND_NUMBERS]
    runs += [f"{digits}{sign}{digits}" for sign in BETWEEN_NUMBERS]
    for run in runs:
        text = f"今年这里比去年{run}左右"
        made = shaped(f"字{run}字")
        inside = range(2, 1 + len(run))
        assert not any(
            cost < FORBIDDEN
            for at, cost in zip(made.starts, made.breaks, strict=False)
            if at in inside
        ), run
        for ems in range(7, 13):
            assert any(run in line for line in lines(text, ems)), (run, ems)


@pytest.mark.parametrize(
    "text", ["ＮＢＡ", "Ａ４", "Ａ＋Ｂ", "Ａ＋", "Q＆A", "１，２３４．５", "1，234"]
)
def test_full_width_words_and_numbers_are_one(text: str) -> None:
    assert not any(may_break(f"字{text}字", at) for at in range(2, 1 + len(text)))


def test_a_sign_before_a_number_takes_no_gap_inside() -> None:
    made = shaped("升＋3降")
    assert (made.auto[1], made.auto[2], made.opened[2]) == (0, 0, False)


@pytest.mark.parametrize(
    "mark",
    ["~", "⁄", "[12]", "[3,5]", "［１２］", "〔3〕", "①", "㉑", "†", "‡", "※", "²", "*", "＊"],
)
def test_what_belongs_to_the_text_before_begins_no_line(mark: str) -> None:
    for before in "字”》":
        assert not may_break(f"{before}{mark}的字", 1), before
    assert not may_break(f"字{mark}。", 1)


def test_a_note_mark_behind_a_stop_begins_no_line_either() -> None:
    for mark in ("[12]", "†", "〔3〕"):
        assert not may_break(f"走了。{mark}后来", 3)
    # A number in a circle does so where an item begins, not where the text ends.
    assert not may_break("走了。①", 3)
    assert may_break("走了。①后来", 3)


def test_the_number_of_a_document_is_one() -> None:
    text = "国发〔2026〕12号"
    assert not any(may_break(text, at) for at in (2, 3, 7, 8, 9))


def test_a_note_mark_stays_with_its_word_and_a_list_number_with_its_item() -> None:
    assert not may_break("治水①的", 2)
    assert may_break("一；①加强", 2)
    assert not may_break("一；①加强", 3)


def test_no_line_begins_with_what_may_not() -> None:
    for case in cases("line_start_forbidden"):
        found = lines(case["test"]["input"], case["test"]["width_em"])
        assert not any(line.startswith(case["char"]) for line in found[1:]), case["id"]


def test_no_line_ends_with_what_may_not() -> None:
    for case in cases("line_end_forbidden"):
        found = lines(case["test"]["input"], case["test"]["width_em"])
        assert not any(line.rstrip().endswith(case["char"]) for line in found[:-1]), case["id"]


# Where a line may end here and not by UAX #14, and the rule by which this is right.
LOOSER = {
    "5d1cfb2178a2": (
        {14, 38},
        # RULES Q1: the quotation stands in Chinese, so its marks are Chinese ones (K1), whatever
        # language they enclose: a line may begin with “ and end with ”.
        "Q1",
    ),
}


def test_breaks_are_no_looser_than_unicode_allows() -> None:
    seen = {}
    for case in cases("linebreak_ucd"):
        made = shaped(case["text"])
        looser = {
            at
            for at, cost in zip(made.starts, made.breaks, strict=False)
            if at and cost < FORBIDDEN and at not in case["breaks_allowed_before_index"]
        }
        if looser:
            seen[case["id"]] = looser
    assert seen == {name: places for name, (places, _) in LOOSER.items()}


@pytest.mark.parametrize("char", list("ぁっょァッョー々"))
def test_small_kana_and_repeat_marks_begin_no_line(char: str) -> None:
    assert not may_break(f"し{char}う", 1)


def test_a_straight_quote_without_its_partner_ends_and_begins_no_line() -> None:
    assert not may_break('他说"好', 2)
    assert not may_break('他说"好', 3)
    assert may_break('他说"好"了', 2)
    assert not may_break('他说"好"了', 4)
    assert may_break('他说"好"了', 5)


def test_an_ellipsis_belongs_to_the_western_word_before_it() -> None:
    assert not may_break("用NASA…的", 5)
    assert may_break("他说……的", 2)


@pytest.mark.parametrize("opening", ["\u200b", "\u00ad"])
def test_an_opening_space_lets_no_line_begin_with_a_mark(opening: str) -> None:
    text = f"山{opening}里{opening}，水{opening}“好{opening}”，木{opening}（{opening}林{opening}）"
    for width in range(5, 12):
        made = lines(text, width)
        assert not [line for line in made[1:] if line.strip(opening)[:1] in "，”）"]
        assert not [line for line in made[:-1] if line.strip(opening)[-1:] in "“（"]
    assert len(lines(f"国{opening}国" * 6, 2)) == 6
