"""Masthead, folio and imprint: what they print of the paper, and what they say when it has no room."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.edition.ink import BLACK, RED
from presslayout.edition.page import Glyphs
from presslayout.flow.calendar import day, lunar, solar_term
from presslayout.flow.compose import compose
from presslayout.flow.ornaments import PATTERNS, border
from presslayout.issue.issue import Banner
from presslayout.issue.paper import Paper
from presslayout.typeset.manner import Manner
from tests.kit import HERE, NEWSPRINT, loaded, page, slot, template

# Days whose lunar date any almanac has: new years, festivals, first and last days, leap months.
LUNAR = {
    "1976-10-06": "农历丙辰年闰八月十三",
    "2000-02-05": "农历庚辰年正月初一",
    "2008-02-06": "农历丁亥年腊月三十",
    "2008-09-14": "农历戊子年八月十五",
    "2010-02-14": "农历庚寅年正月初一",
    "2012-05-20": "农历壬辰年四月三十",
    "2014-10-24": "农历甲午年闰九月初一",
    "2017-07-23": "农历丁酉年闰六月初一",
    "2020-05-23": "农历庚子年闰四月初一",
    "2020-06-25": "农历庚子年五月初五",
    "2020-10-01": "农历庚子年八月十五",
    "2023-03-22": "农历癸卯年闰二月初一",
    "2024-02-10": "农历甲辰年正月初一",
    "2025-01-28": "农历甲辰年腊月廿九",
    "2025-07-25": "农历乙巳年闰六月初一",
    "2025-10-06": "农历乙巳年八月十五",
    "2026-02-17": "农历丙午年正月初一",
    "2026-10-18": "农历丙午年九月初九",
    "2033-12-22": "农历癸丑年闰冬月初一",
    "2034-02-19": "农历甲寅年正月初一",
}
PAPER = Paper("云岭日报", "CN 53-0000", dt.date(2026, 10, 18), "6128", "4", "", HERE)


@pytest.mark.parametrize(("date", "told"), LUNAR.items())
def test_the_lunar_day_is_that_of_the_almanac(date: str, told: str) -> None:
    assert lunar(dt.date.fromisoformat(date)) == told


@pytest.mark.parametrize(
    ("date", "weekday"),
    [("2026-10-18", "日"), ("2000-01-01", "六"), ("2024-02-29", "四"), ("1949-10-01", "六")],
)
def test_the_weekday_is_reckoned(date: str, weekday: str) -> None:
    paper = replace(PAPER, date=dt.date.fromisoformat(date))
    assert day(paper).endswith(f"星期{weekday}")


def test_the_lunar_day_is_printed_only_where_it_is_asked_for() -> None:
    assert "农历" not in day(PAPER)
    assert day(replace(PAPER, lunar=True)).endswith("星期日　农历丙午年九月初九")


def test_without_a_folio_the_masthead_says_the_page_and_who_made_it() -> None:
    head = slot("报头", (1, 9), content="masthead")
    assert "第1版" in told(head)
    assert "责任编辑：甲" in told(head)
    alone = told(head, slot("报眉", (11, 12), content="folio"), role="masthead")
    assert "第1版" not in alone


def test_the_imprint_prints_every_fact_it_is_given() -> None:
    facts = (("authority", "中共云岭县委"), ("price", "1.00元"), ("telephone", "待定"))
    made, found = furnished(slot("版权条", (70, 72), content="imprint"), imprint=facts)
    assert "主管：中共云岭县委" in made
    assert "国内统一连续出版物号：CN 53-0000" in made
    assert "定价：1.00元" in made
    assert not found


def test_an_imprint_that_one_line_holds_takes_one_line() -> None:
    few = (("authority", "云岭县委"), ("sponsor", "云岭日报社"), ("price", "1.00元"))
    items = glyphs(replace(PAPER, imprint=few), slot("版权条", (70, 72), content="imprint"))
    assert len({i.y[0] for i in items}) == 1


def test_lines_of_an_imprint_with_as_many_facts_stand_in_columns() -> None:
    names = ("authority", "sponsor", "publisher", "address", "telephone", "price", "printer")
    facts_ = tuple((name, "云岭县城白石路二号" * (1 + n % 2)) for n, name in enumerate(names))
    items = glyphs(replace(PAPER, imprint=facts_), slot("版权条", (70, 73), content="imprint"))
    begins: dict[int, list[int]] = {}
    for item in items:
        if "：" in item.text:
            begins.setdefault(item.y[0], []).append(item.x[0])
    lines = list(begins.values())
    assert len(lines) > 1
    assert all(line == lines[0] for line in lines)


def test_what_is_not_known_yet_is_red() -> None:
    paper = replace(PAPER, imprint=(("price", "待定"),))
    items = glyphs(paper, slot("版权条", (70, 72), content="imprint"))
    assert {i.ink for i in items if "待定" in i.text} == {RED}


def test_an_imprint_without_room_is_an_error_and_prints_nothing_of_it() -> None:
    facts = tuple((name, "云岭县" * 30) for name in ("authority", "sponsor", "publisher"))
    made, found = furnished(slot("版权条", (70, 70), content="imprint"), imprint=facts)
    assert found == ["furniture-overset"] * 4
    assert not made


def test_a_folio_without_room_says_so() -> None:
    _, found = furnished(slot("报眉", (1, 2), (1, 1), "folio"))
    assert set(found) == {"furniture-overset"}


def test_a_rare_name_in_the_folio_is_no_box() -> None:
    spec = replace(page(1, "试验"), editor="𐀀某")
    made = compose(
        loaded({"试验": template(slot("报眉", (1, 2), content="folio"))}, spec), NEWSPRINT
    )
    assert [d.code for d in made.diagnostics] == ["missing-glyph"]


def test_what_prints_nothing_in_the_folio_is_no_missing_glyph() -> None:
    spec = replace(page(1, "试验"), editor="葛\U000e0100某\ufe0f")
    made = compose(
        loaded({"试验": template(slot("报眉", (1, 2), content="folio"))}, spec), NEWSPRINT
    )
    assert not made.diagnostics


@settings(deadline=None)
@given(
    pattern=st.sampled_from(sorted(PATTERNS)),
    width=st.integers(mm(6), mm(300)),
    height=st.integers(mm(6), mm(300)),
)
def test_a_pattern_stays_inside_its_box(pattern: str, width: int, height: int) -> None:
    box = Box(mm(10), mm(20), width, height)
    for shape in border(box, pattern, pt("0.5"), BLACK):
        for _, *numbers in shape.path:
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                assert isinstance(x, int)
                assert isinstance(y, int)
                assert box.x <= x <= box.right
                assert box.y <= y <= box.bottom
                assert min(x - box.x, box.right - x, y - box.y, box.bottom - y) <= pt(4)


def glyphs(paper: Paper, *slots: object, role: str = "") -> list[Glyphs]:
    given_ = loaded({"试验": template(*slots)}, page(1, "试验"))  # type: ignore[arg-type]
    made = compose(replace(given_, issue=replace(given_.issue, paper=paper)), NEWSPRINT)
    return [
        item
        for block in made.edition.pages[0].blocks
        for item in block.items
        if isinstance(item, Glyphs) and role in block.role
    ]


def told(*slots: object, role: str = "") -> str:
    return " ".join(item.text for item in glyphs(PAPER, *slots, role=role))


def furnished(one: object, **facts: object) -> tuple[str, list[str]]:
    """What a slot prints, and the codes of what is said of it."""
    given_ = loaded({"试验": template(one)}, page(1, "试验"))  # type: ignore[arg-type]
    paper = replace(PAPER, **facts)  # type: ignore[arg-type]
    made = compose(replace(given_, issue=replace(given_.issue, paper=paper)), NEWSPRINT)
    words = [
        item.text
        for block in made.edition.pages[0].blocks
        for item in block.items
        if isinstance(item, Glyphs)
    ]
    return " ".join(words), [d.code for d in made.diagnostics]


def test_furniture_follows_the_manner_of_its_template() -> None:
    """Marks in mid-cell, and no gap between Han and figures, where the template says so."""
    slots = slot("报眉", (1, 2), content="folio"), slot("栏题", (3, 5), content="banner")
    spec = replace(page(1, "试验"), section="山，水3版", banner=Banner("山，水3版", ""))
    widths = []
    for manner in (Manner(), Manner(gap=0), Manner(centred=True)):
        design = replace(template(*slots), manner=manner)
        made = compose(loaded({"试验": design}, spec), NEWSPRINT)
        found = [
            item
            for block in made.edition.pages[0].blocks
            if block.role in ("folio", "banner")
            for item in block.items
            if isinstance(item, Glyphs) and item.text == "山，水3版"
        ]
        assert len(found) == 2
        widths.append([[(x - item.x[0]) * 1000 // item.size for x in item.x] for item in found])
    usual, tight, centred = widths
    for one, other, third in zip(usual, tight, centred, strict=True):
        # 山 ， 水 3 版: a quarter of an em less before the figure, half of it less behind.
        assert one[3] - other[3] in range(249, 252)
        assert one[4] - other[4] in range(498, 503)
        assert third[1] - one[1] > 150


@pytest.mark.parametrize(
    ("date", "term"),
    # Days on which any almanac has a term, and days beside them.
    [
        ("2024-02-04", "立春"),
        ("2024-02-05", ""),
        ("2025-12-21", "冬至"),
        ("2026-04-05", "清明"),
        ("2026-10-08", "寒露"),
        ("2026-10-18", ""),
        ("2026-10-23", "霜降"),
    ],
)
def test_a_solar_term_is_told_on_its_day_alone(date: str, term: str) -> None:
    paper = replace(PAPER, date=dt.date.fromisoformat(date), lunar=True)
    assert solar_term(dt.date.fromisoformat(date)) == term
    assert day(paper).split("\u3000")[3:] == ([term] if term else [])


@pytest.mark.parametrize(("number", "right"), [(2, False), (3, True), (8, False), (1, True)])
def test_the_number_stands_at_the_outer_edge_where_that_is_asked(number: int, right: bool) -> None:
    made = folio(number, outside=True)
    first, rest = made[0], facts(made)
    assert first.text == f"{number:02d}"
    assert (first.x[0] > max(one.x[-1] for one in rest)) is right
    inside = folio(number, outside=False)
    assert inside[0].x[0] < min(one.x[0] for one in facts(inside))


def test_the_facts_of_a_folio_are_read_from_the_left_at_either_end() -> None:
    for outside in (False, True):
        read = facts(folio(3, outside=outside))
        assert [one.x[0] for one in read] == sorted(one.x[0] for one in read)
        assert read[0].text == "云岭日报"


def test_the_halves_of_a_spread_have_their_numbers_at_both_outer_edges() -> None:
    left, right = slot("左", (1, 2), (1, 3), "folio"), slot("右", (1, 2), (4, 6), "folio")
    spread = replace(template(left, right), fold=mm(24), outside=True)
    blocks = compose(loaded({"试验": spread}, page(4, "试验")), NEWSPRINT).edition.pages[0].blocks
    first, second = (block.items for block in blocks if block.role == "folio")
    assert first[0].x[0] == min(item.x[0] for item in first)  # type: ignore[union-attr]
    assert second[0].x[0] == max(item.x[0] for item in second)  # type: ignore[union-attr]


def folio(number: int, *, outside: bool) -> list[Glyphs]:
    sheet = replace(template(slot("报眉", (1, 2), content="folio")), outside=outside)
    made = compose(loaded({"试验": sheet}, page(number, "试验")), NEWSPRINT).edition.pages[0]
    return [i for b in made.blocks if b.role == "folio" for i in b.items if isinstance(i, Glyphs)]


def facts(items: list[Glyphs]) -> list[Glyphs]:
    """Those in the smallest type: all but the number and the section."""
    return [one for one in items if one.size == min(i.size for i in items)]


@pytest.mark.parametrize(
    ("section", "words", "folio", "shown"),
    [
        ("特刊", "云岭秋行", True, 1),
        ("要闻", "云岭秋行", True, 1),
        ("特刊", "云岭秋行", False, 1),
        # A strip of nothing but its tag keeps it.
        ("特刊", "", True, 2),
    ],
)
def test_a_tag_that_the_folio_says_is_said_once(
    section: str, words: str, folio: bool, shown: int
) -> None:
    slots = [slot("栏题", (3, 5), content="banner")]
    slots += [slot("报眉", (1, 2), content="folio")] if folio else []
    spec = replace(page(1, "试验"), section=section, banner=Banner(words, "特刊"))
    made = compose(loaded({"试验": template(*slots)}, spec), NEWSPRINT)
    items = [item for block in made.edition.pages[0].blocks for item in block.items]
    assert [one.text for one in items if isinstance(one, Glyphs)].count("特刊") == shown
    assert "furniture-overset" not in [d.code for d in made.diagnostics]
