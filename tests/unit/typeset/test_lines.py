from __future__ import annotations

import pytest

from presslayout.base.units import pt
from presslayout.edition.ink import RED
from presslayout.typeset.lines import laid_out, place, variants
from tests.unit.typeset.desk import BODY, SIZE, SONG, best, lines, set_lines, shaped


def test_what_cannot_be_pulled_in_takes_its_character_down() -> None:
    assert lines("中文排版很讲究，行首不放点号。", 7) == ["中文排版很讲", "究，行首不放", "点号。"]


def test_marks_give_way_before_a_line_is_opened() -> None:
    assert lines("他说：“今天就去，不等了。”", 6) == ["他说：“今天就", "去，不等了。”"]


def test_an_opening_mark_never_ends_a_line() -> None:
    assert lines("我们读了《红楼梦》", 5) == ["我们读了", "《红楼梦》"]


def test_a_dash_is_never_split() -> None:
    assert lines("这件事——后来没人再提。", 6) == ["这件事——后", "来没人再提。"]


@pytest.mark.parametrize("end", ["", "。"])
def test_the_last_line_has_two_characters(end: str) -> None:
    assert lines(f"今天天气很好我们一起去公园{end}", 12) == ["今天天气很好我们一起去", f"公园{end}"]


def test_a_line_end_mark_takes_half_an_em() -> None:
    text = "一二三四五六七八九十，一二"
    assert lines(text, 11) == ["一二三四五六七八九十，", "一二"]
    assert set_lines(text, 11)[1][0].natural_width == 10500


def test_pauses_are_pulled_in() -> None:
    text = "出席的有甲、乙、丙、丁、戊、己、庚、辛"
    assert lines(text, 11) == ["出席的有甲、乙、丙、丁、", "戊、己、庚、辛"]


def test_nested_brackets_close_up() -> None:
    text = "（〔中〕医、〔中〕药）"
    assert lines(text, 9) == [text]
    assert set_lines(text, 9)[1][0].natural_width == 9000


def test_an_indented_bracket_is_trimmed_too() -> None:
    text = "《新生》的出版之期接近了……"
    made, found = set_lines(text, 8, 2)
    cells = laid_out(made, found[0])
    assert cells[0] == ("《", 2000, 500)
    assert cells[1][:2] == ("新", 2500)


def test_an_interpunct_never_begins_a_line() -> None:
    for measure in range(3, 12):
        found = lines("爱新觉罗·溥仪、约翰·穆勒等人", measure)
        assert not any(line[0] in "·、" for line in found)


def test_a_dash_may_begin_a_line_only_where_nothing_better_is() -> None:
    found = lines("字字字字字字字字——字字字字字字字字", 8, 1.5)
    assert found == ["字字字字字字", "字字——字字字字", "字字字字"]


def test_both_gaps_of_a_western_run_are_alike() -> None:
    made, found = set_lines("第1回成段", 3)
    (_, first, wide), (_, second, narrow), (_, third, _) = laid_out(made, found[0])
    assert abs((second - first - wide) - (third - second - narrow)) <= 1
    assert found[0].width == 3000


def test_the_han_latin_gap_is_filled_before_han_are_opened() -> None:
    _, found = set_lines("第1回我们成段写很多字", 5)
    assert found[0].han_gap == 0
    assert found[0].slack > 0


def test_a_han_gap_is_what_each_gap_got() -> None:
    _, found = set_lines("中文排版很讲究，行首不放点号。", 7)
    assert found[0].han_gap == 200


def test_marks_give_in_their_order() -> None:
    # Half an em is lacking: the bracket gives it, the pause and the stop keep theirs.
    made, found = set_lines("一，“二三。四五六七八九”", 8)
    assert found[0].natural_width == 8500
    cells = {text: advance for text, _, advance in laid_out(made, found[0])}
    assert (cells["“"], cells["，"], cells["。"]) == (500, 500, 1000)


def test_every_justified_line_ends_at_its_measure() -> None:
    text = "今年以来，全县133个单位在6月中旬之前，全部高标准完成了4轮专题学习研讨。" * 3
    made, found = set_lines(text, 18, 2)
    for line in found[:-1]:
        assert line.width == 18000
        _, left, advance = laid_out(made, line)[-1]
        assert left + advance == 18000


def test_positions_are_running_totals() -> None:
    text = "今年以来，全县133个单位在6月中旬之前，全部高标准完成了4轮专题学习研讨。" * 3
    made, found = set_lines(text, 18, 2)
    for line in found[:-1]:
        last = place(made, line, 0, 0)[-1]
        cells = laid_out(made, line)
        assert abs(last.x[-1] - (cells[-1][1] * SIZE // 1000)) <= SIZE // 100 + SIZE // 2


def test_glyphs_stand_at_the_measure_and_keep_their_text() -> None:
    made, found = set_lines("《红楼梦》是一部书。", 20)
    (run,) = place(made, found[0], pt(10), pt(20), ink=RED, offset=40)
    assert run.text == "《红楼梦》是一部书。"
    assert (run.offset, run.ink, run.y, run.size) == (40, RED, (pt(20),), SIZE)
    # The bracket's ink is in the right half of its glyph: trimmed by half an em at the edge.
    assert run.x[0] == pt(10) - SIZE // 2
    assert run.x[1] == pt(10) + SIZE // 2
    assert run.spans == ()


def test_what_does_not_print_stays_behind_the_glyph_before_it() -> None:
    text = "中文\u200b AB\u2060c\u202e\u0007。 "
    made, found = set_lines(text, 20)
    runs = place(made, found[0], 0, 0)
    assert "".join(run.text for run in runs) == text
    ids = [gid for run in runs for gid in run.ids]
    assert len(ids) == len("中文ABc。")
    assert sum(sum(run.spans) for run in runs) == len(text)


def test_a_word_wider_than_the_measure_is_hyphenated() -> None:
    text = "说antidisestablishmentarianism好"
    _, found = set_lines(text, 8)
    assert any(line.hyphen for line in found)
    assert all(line.width <= 8000 for line in found)
    for line in found:
        if line.hyphen:
            assert line.text_end - 1 >= 2
            assert len(text) - 1 - line.text_end >= 3


def test_an_added_hyphen_is_drawn_but_is_no_text() -> None:
    made, found = set_lines("说antidisestablishmentarianism好", 8)
    line = next(line for line in found if line.hyphen)
    run = place(made, line, 0, 0)[-1]
    assert run.spans[-1] == 0
    assert not run.text.endswith("-")


def test_a_soft_hyphen_shows_only_where_the_line_ends() -> None:
    text = "我们inter\u00adnational再说"
    _, found = set_lines(text, 5.5)
    assert [line.hyphen for line in found][:1] == [True]
    _, found = set_lines(text, 20)
    assert not found[0].hyphen


def test_a_url_breaks_after_its_own_marks() -> None:
    found = lines("见https://example.org/newsroom/2025/07/18/press与别处", 10)
    assert all(not line.endswith(("https:", "https:/")) for line in found)
    assert any(line.endswith("/") for line in found)


def test_a_compound_breaks_at_its_hyphen_alone() -> None:
    text = "采用out-of-the-box方案"
    for measure in range(5, 10):
        _, found = set_lines(text, measure)
        assert not any(line.hyphen for line in found)


def test_a_line_feed_ends_a_line_naturally() -> None:
    text = "床前明月光\n疑是地上霜\n举头望明月"
    made, found = set_lines(text, 12)
    assert [text[a.text_start : a.text_end] for a in found] == [
        "床前明月光\n",
        "疑是地上霜\n",
        "举头望明月",
    ]
    assert all(line.width == 5000 and line.last for line in found)
    assert made.line_feeds == {5, 10}


def test_a_hanging_mark_stands_outside() -> None:
    text = "第二天我起得非常，午饭之后，出去看了朋友。"
    _, found = set_lines(text, 7.5, hang=True)
    assert all(line.width <= 7500 for line in found)
    hung = [line for line in found if line.hung]
    assert all(text[line.text_end - 1] in "，。" for line in hung)


def test_an_empty_text_is_one_line_without_glyphs() -> None:
    made = shaped("")
    (found,) = variants(made, 10_000, indent=2000)
    assert len(found.lines) == 1
    assert place(made, found.lines[0], 0, 0) == ()


def test_blanks_alone_keep_their_text() -> None:
    made, found = set_lines(" \u200b", 10)
    assert "".join(run.text for run in place(made, found[0], 0, 0)) == " \u200b"


def test_variants_come_by_number_of_lines_and_the_best_is_cheapest() -> None:
    text = "县委书记带头强化理论学习，做到先学一步、学深一层，多次深入基层一线，统筹调度。" * 3
    found = variants(shaped(text), 12_000, indent=2000)
    counts = [len(variant.lines) for variant in found]
    assert counts == sorted(set(counts))
    chosen = best(found)
    assert sum(variant.cost == chosen.cost for variant in found) == 1
    assert all(abs(count - len(chosen.lines)) <= 1 for count in counts)


def test_gaps_past_an_eighth_are_opened_only_where_no_break_gives_less() -> None:
    text = "会议强调，要坚持以人民为中心的发展思想，把实事办好、把好事办实，让群众看得见。" * 4
    made = shaped(text)
    for variant in variants(made, 12_000, indent=2000):
        assert all(line.han_gap <= 120 for line in variant.lines)


def test_an_indent_never_pushes_past_the_edge() -> None:
    _, found = set_lines("——这是", 3, 1.5)
    assert all(line.width <= 3000 for line in found)


def test_the_body_stands_on_the_em_square() -> None:
    assert (SONG.ascent, SONG.descent) == (880, 120)
    assert shaped("国").ascent == BODY.size * 880 // 1000


def test_a_soft_hyphen_before_the_first_character_makes_no_line_of_its_own() -> None:
    made = shaped("\xad10～25℃")
    for variant in variants(made, 4000, indent=2000):
        assert all(line.end > line.start for line in variant.lines)
        assert all(line.width <= 4000 for line in variant.lines)


@pytest.mark.parametrize("text", ["）》”’」』】。" * 300, "。" * 1500, "1234567890" * 200])
def test_a_wide_measure_of_breaks_that_are_all_dear_is_set(text: str) -> None:
    """Every place is a last resort: not all of them are weighed, and none is lost or overfull."""
    made = shaped(text)
    for setting in variants(made, 499_000, indent=0):
        assert "".join(text[a.text_start : a.text_end] for a in setting.lines) == text
        assert all(line.width <= 499_000 for line in setting.lines)
