from __future__ import annotations

from itertools import product

import pytest

from presslayout.base.units import pt
from presslayout.typeset.headcount import in_cells
from presslayout.typeset.headline import STEP, Display, Heading, fit, place_heading
from presslayout.typeset.manner import Manner
from presslayout.typeset.words import Words
from tests.unit.typeset.desk import SMILEY, SONG


def heading(text: str, ems: float, *, lines: int = 1, spaced: bool = True) -> Heading:
    """A headline between 10 and 40 pt in a width of so many ems of 10 pt."""
    found = fit(
        text,
        (SONG,),
        width=round(pt(10) * ems),
        smallest=pt(10),
        largest=pt(40),
        max_lines=lines,
        display=Display(spaced=spaced),
    )
    assert found is not None
    return found


def broken(text: str, ems: float, lines: int = 2) -> list[str]:
    return [text[a.text_start : a.text_end] for a in heading(text, ems, lines=lines).lines]


def test_the_largest_size_that_fits() -> None:
    found = heading("坚持的力量与担当", 40)
    assert found.size == pt(40)
    assert (found.tracking, found.condense) == (0, 1000)


def test_letter_space_gives_before_the_face_is_condensed() -> None:
    found = heading("坚持的力量与担当", 31.5)
    assert found.size == pt(40)
    assert -30 <= found.tracking < 0
    assert found.condense == 1000


def test_size_gives_way_before_the_face_is_condensed() -> None:
    smaller = heading("坚持的力量与担当", 29)
    assert smaller.size < pt(40)
    assert (pt(40) - smaller.size) % STEP == 0
    assert smaller.condense == 1000


def test_what_the_smallest_size_does_not_hold_is_condensed_by_a_twentieth() -> None:
    found = heading("坚持的力量与担当", 7.5)
    assert found.size == pt(10)
    assert (found.tracking, 950 <= found.condense < 1000) == (-30, True)
    assert (
        fit("坚持的力量与担当", (SONG,), width=pt(72), smallest=pt(10), largest=pt(40), max_lines=1)
        is None
    )


def test_a_label_is_neither_tightened_nor_condensed() -> None:
    plain = Display(spaced=False, pressed=False)
    sizes = {"smallest": pt(10), "largest": pt(10), "max_lines": 1}
    text = "坚持的力量与担当"
    assert fit(text, (SONG,), width=pt(79), display=plain, **sizes) is None
    found = fit(text, (SONG,), width=pt(80), display=plain, **sizes)
    assert found is not None
    assert (found.tracking, found.condense) == (0, 1000)


def test_a_long_headline_takes_two_lines_and_a_short_one_does_not() -> None:
    lead = {"smallest": pt(30), "largest": pt(84), "max_lines": 2}
    long = fit(
        "全县干部群众同心协力二十年如一日守护青山绿水换来沟沟岔岔清水长流",
        (SONG,),
        width=pt(693),
        **lead,
    )
    assert long is not None
    assert (len(long.lines), long.size >= pt(36)) == (2, True)
    short = fit("守山护林二十年换来水长流", (SONG,), width=pt(693), **lead)
    assert short is not None
    assert len(short.lines) == 1


def test_no_line_is_wider_than_its_width() -> None:
    for ems in range(11, 40):
        found = heading("永澧县公安局通报“7·12”刑事案件侦破情况", ems, lines=2)
        assert found.width <= pt(10) * ems


def test_what_does_not_fit_is_none() -> None:
    assert (
        fit("坚持的力量", (SONG,), width=pt(30), smallest=pt(10), largest=pt(20), max_lines=1)
        is None
    )


def test_fewer_lines_win_where_the_size_is_the_same() -> None:
    assert len(heading("治水新篇章", 30, lines=2).lines) == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("孩子们的暑假，不该只有手机和空调", ["孩子们的暑假，", "不该只有手机和空调"]),
        (
            "人民群众的获得感、幸福感、安全感更加充实",
            ["人民群众的获得感、", "幸福感、安全感更加充实"],
        ),
        ("和谐医患关系从一句“您好”开始", ["和谐医患关系", "从一句“您好”开始"]),
        ("永澧县公安局通报“7·12”刑事案件侦破情况", ["永澧县公安局通报", "“7·12”刑事案件侦破情况"]),
    ],
)
def test_lines_end_at_marks_and_words(text: str, lines: list[str]) -> None:
    assert broken(text, 28) == lines


def test_quotations_numbers_and_latin_stay_whole() -> None:
    text = "我县新增1500家国家级“小巨人”企业走进RCEP博览会"
    for ems in range(12, 36):
        edges = {line.text_end for line in heading(text, ems, lines=3).lines}
        for run in ("1500家", "“小巨人”", "RCEP"):
            at = text.index(run)
            assert not any(at < edge < at + len(run) for edge in edges)


def test_no_line_begins_or_ends_with_a_word_of_relation() -> None:
    text = "关于做好今年城乡居民的基本医疗保险参保和缴费工作的通知"
    for ems in range(12, 36):
        found = broken(text, ems, 3)
        assert not any(line[0] in "的了着过" for line in found[1:])
        assert not any(line[-1] in "和与在被" for line in found[:-1])


def test_a_pause_at_a_line_end_is_not_drawn_but_kept() -> None:
    text = "孩子们的暑假，不该只有手机和空调"
    found = heading(text, 28, lines=2)
    assert found.dropped == ((6, "，"),)
    runs = place_heading(found, 0, (pt(40), pt(80)), pt(280))
    assert "".join(run.text for run in runs) == text
    assert sum(len(run.ids) for run in runs) == len(text) - 1


def test_end_marks_stay() -> None:
    assert heading("高温津贴，你领到了吗？", 44).dropped == ()
    assert heading("治水要久久为功。", 44).dropped == ((7, "。"),)


@pytest.mark.parametrize(
    ("text", "tracking"),
    [("坚持", 2000), ("治水篇", 1000), ("山乡新路", 500), ("守山的日子", 500), ("守山人的日子", 0)],
)
def test_short_headlines_are_opened(text: str, tracking: int) -> None:
    found = fit(text, (SONG,), width=pt(300), smallest=pt(10), largest=pt(30), max_lines=1)
    assert found is not None
    assert found.tracking == tracking
    assert heading(text, 40, spaced=False).tracking == 0


@pytest.mark.parametrize(
    ("text", "tracking"),
    [("坚持", 1000), ("治水篇", 750), ("山乡新路", 250), ("守山的日子", 250), ("守山人的日子", 0)],
)
def test_large_headlines_are_opened_less(text: str, tracking: int) -> None:
    assert heading(text, 40).tracking == tracking


def test_alignment() -> None:
    found = heading("治水新篇章", 30)
    x = pt(7)
    room = pt(300) - found.width
    for align, shift in (("start", 0), ("center", room // 2), ("end", room)):
        (run,) = place_heading(found, x, (pt(40),), pt(300), align=align, offset=3)
        assert run.x[0] == x + shift
        assert (run.offset, run.y) == (3, (pt(40),))


def test_condensed_lines_end_at_their_width() -> None:
    found = heading("坚持的力量与担当", 7.5)
    (run,) = place_heading(found, 0, (pt(40),), pt(75), align="start")
    assert run.condense == found.condense
    last = run.x[-1] + found.size * found.condense // 1000
    assert abs(last - found.width) < pt(1) // 20


def test_a_narrow_face_counts_its_own_cells() -> None:
    found = fit(
        "山乡新路在脚下", (SMILEY,), width=pt(224), smallest=pt(40), largest=pt(40), max_lines=1
    )
    assert found is not None
    assert found.width == pt(224)
    assert found.ascent > 0


def test_display_text_of_one_character() -> None:
    assert heading("水", 10).width == pt(40)


def test_short_headlines_are_opened_less_where_there_is_less_room() -> None:
    assert [heading("坚持", ems).tracking for ems in (12, 10.5, 8)] == [1000, 500, 0]


def filled(text: str, ems: float) -> Heading:
    found = fit(
        text,
        (SONG,),
        width=round(pt(10) * ems),
        smallest=pt(10),
        largest=pt(10),
        max_lines=2,
        display=Display(filled=True),
    )
    assert found is not None
    return found


def test_lines_that_lack_a_little_of_their_width_are_opened_to_it() -> None:
    found = filled("守山人的长日子", 7.2)
    assert (found.tracking, found.width) == (33, pt(10) * 72 // 10 - pt(10) * 2 // 1000)
    # Six to twelve characters by 5 % at most, longer ones by 10 % (PAGES, RULES T6).
    assert filled("守山人的长日子", 7.4).tracking == 0
    assert filled("守山人的长日子和树下的长桌", 14).tracking == 83
    assert filled("守山人的长日子和树下的长桌", 14.3).tracking == 0


def test_another_break_is_taken_where_the_best_costs_more_than_a_step_of_size() -> None:
    # After the mark it reads best, but the second line is three times as long as the first.
    text = "新山乡，守护一片老林子又一年"
    found = fit(text, (SONG,), width=pt(324), smallest=pt(10), largest=pt(32), max_lines=2)
    assert found is not None
    assert [line.text_end - line.text_start for line in found.lines] == [4, 10]
    found = heading(text, 24, lines=2)
    assert found.size > pt(34)
    assert {line.text_end - line.text_start for line in found.lines} == {7}


def test_the_last_line_is_never_much_shorter_than_the_longest() -> None:
    for text in ("我县新增一批省级示范合作社，农户增收", "山乡新路通到了家门口，好"):
        for ems in range(12, 40, 3):
            lines = broken(text, ems, 3)
            if len(lines) > 1:
                assert len(lines[-1]) >= max(2, 0.35 * max(map(len, lines)))


STUBBED = (
    "炒茶的手", "明日有小雨", "溪口的青石", "草甸轮着歇", "我县新增一批省级示范合作社，农户增收",
    "客运明日恢复", "石门桥限行三天", "云岭县2026年冬季封山育林公告", "修鞋摊有了固定位", "望云垭",
)  # fmt: skip


@pytest.mark.parametrize("words", [None, Words()])
@pytest.mark.parametrize("text", STUBBED)
def test_no_stub_stands_where_fewer_lines_hold_the_headline(text: str, words: Words | None) -> None:
    """RULES T3: no character alone on a line, no last line under half of the longest."""
    tried = 0
    for ems, (least, most) in product(range(4, 40), ((14, 22), (24, 36), (36, 84))):

        def made(
            lines: int, *, ems: int = ems, sizes: tuple[int, int] = (least, most)
        ) -> Heading | None:
            return fit(
                text,
                (SONG,),
                width=pt(9 * ems),
                smallest=pt(sizes[0]),
                largest=pt(sizes[1]),
                max_lines=lines,
                display=Display(words=words),
            )

        found = made(3)
        if found is None or len(found.lines) == 1 or made(len(found.lines) - 1) is None:
            continue
        tried += 1
        shown = [text[a.text_start : a.text_end] for a in found.lines]
        assert min(sum(map(str.isalnum, line)) for line in shown) > 1, shown
        assert 2 * found.lines[-1].width >= max(line.width for line in found.lines), shown
    assert tried or len(text) < 5


def test_centred_marks_stand_in_the_middle_of_their_cell() -> None:
    text = "高温津贴，你领到了吗？"
    for centred in (False, True):
        found = fit(
            text,
            (SONG,),
            width=pt(800),
            smallest=pt(40),
            largest=pt(40),
            max_lines=1,
            display=Display(manner=Manner(centred=centred)),
        )
        assert found is not None
        (run,) = place_heading(found, 0, (pt(40),), pt(800), align="start")
        comma = run.text.index("，")
        left, right = SONG.ink(run.ids[comma])
        middle = (run.x[comma] * 1000 // pt(40) + (left + right) // 2) % 1000
        assert (abs(middle - 500) <= 2) == centred


def test_every_headline_has_the_same_limits() -> None:
    for text in ("坚持的力量与担当", "守山的日子", "全县新增一批省级示范合作社"):
        for ems in range(13, 50):
            found = heading(text, ems)
            assert -30 <= found.tracking <= 500
            assert 900 <= found.condense <= 1000
            assert found.tracking == -30 or found.condense == 1000


def test_gaps_beside_digits_give_way_before_anything_else_does() -> None:
    text = "全县返乡创业人员达2086人"
    wide, close = heading(text, 60), heading(text, 49.5)
    assert any(wide.shaped.auto)
    # At the same size, neither letter-spaced nor condensed.
    assert not any(close.shaped.auto)
    assert (close.size, close.tracking, close.condense) == (pt(40), 0, 1000)
    assert not any(heading("全县返乡创业人员达若干人", 40).shaped.auto)


def test_a_headline_that_fits_but_for_its_gaps_is_set() -> None:
    for lines in (3, 4):
        tried = in_cells("2025年下半年返乡创业人员达2086人", (SONG,), 6000, lines, Words())
        assert tried is not None
        assert tried.fits
        assert [line for line, _, _ in tried.lines] == ["2025年下半年", "返乡创业人员", "达2086人"]
        for line, width, cells in tried.lines:
            assert width <= 6000
            assert "".join(cell for cell, _, _ in cells) == line
            assert cells[-1][1] + cells[-1][2] <= width + 10


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("纪念五·四运动一百零七周年大会召开", ("五·四", "一百零七周年")),
        ("两千三百万株果苗送到农户手中", ("两千三百万",)),
        ("地铁十二号线的士司机爱心车队出发", ("十二号线",)),
        ("铁路网站将于12月5日起调整起售时间", ("12月5日",)),
        ("全城9时18分拉响防空警报", ("9时18分",)),
        ("“互联网+医疗”走进山村卫生室", ("网+",)),
        ("天问-3号探测器飞向火星", ("问-3号",)),
        ("’90后村支书的“新农经”", ("’90后",)),
    ],
)
def test_no_width_parts_a_number_or_a_date(text: str, whole: tuple[str, ...]) -> None:
    for cells, lines in product(range(5, len(text)), (2, 3, 4)):
        made = in_cells(text, (SONG,), cells * 1000, lines, Words())
        if made is not None and made.fits:
            set_lines = [line for line, *_ in made.lines]
            assert all(any(one in line for line in set_lines) for one in whole), set_lines
