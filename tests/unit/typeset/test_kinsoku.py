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


def test_a_note_mark_stays_with_its_word_and_a_list_number_with_its_item() -> None:
    assert not may_break("治水①的", 2)
    assert may_break("一；①加强", 2)
    assert not may_break("一；①加强", 3)


def test_no_line_begins_with_what_may_not() -> None:
    for case in cases("line_start_forbidden"):
        if "strict only" in str(case.get("uax14", {}).get("forbidden_at_line_start")):
            continue  # small kana: RULES K4 forbids them at level strict only
        if case["char"] == "‐":
            continue  # forbidden at CSS level strict only
        found = lines(case["test"]["input"], case["test"]["width_em"])
        assert not any(line.startswith(case["char"]) for line in found[1:]), case["id"]


def test_no_line_ends_with_what_may_not() -> None:
    for case in cases("line_end_forbidden"):
        found = lines(case["test"]["input"], case["test"]["width_em"])
        assert not any(line.rstrip().endswith(case["char"]) for line in found[:-1]), case["id"]


def test_breaks_are_no_looser_than_unicode_allows() -> None:
    """Where RULES is looser, or a class that Chinese does not use differs, the case is named."""
    for case in cases("linebreak_ucd"):
        text = case["text"]
        kana = any(0x3040 <= ord(c) < 0x3100 or c in "·…" for c in text)
        if kana or not text.isprintable() or set(text) & set('\u3000—々"“”\u302a'):
            continue
        made = shaped(text)
        allowed = case["breaks_allowed_before_index"]
        looser = [
            at
            for at, cost in zip(made.starts, made.breaks, strict=False)
            if at and cost < FORBIDDEN and at not in allowed
        ]
        assert not looser, case["id"]
