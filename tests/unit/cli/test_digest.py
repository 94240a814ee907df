"""Findings as few lines as tell them all: laws, then what a person reads."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.diagnostics import (
    ERROR,
    INFO,
    WARNING,
    Diagnostic,
    Hearing,
    Paste,
    Severity,
    Span,
    Text,
)
from presslayout.base.values import replace
from presslayout.cli.cells import width, within
from presslayout.cli.digest import (
    AGAIN,
    ASIDE,
    MOST,
    WEIGHTS,
    WORDS,
    counted,
    digest,
    groups,
    rendered,
    told_once,
)

FEW, ALL = Hearing(), Hearing(whole=True)


def made(span: Span | None, severity: Severity = ERROR) -> Diagnostic:
    return Diagnostic(
        "unknown-slot", severity, Text("没有这个版位", "no such slot"), span, Text("改", "change")
    )


def said(found: list[Diagnostic], lang: str = "zh", telling: Hearing = FEW) -> list[str]:
    return [line.text for line in digest(found, lang, telling)]


def one(d: Diagnostic, lang: str = "zh") -> str:
    return "\n".join(line.text for line in rendered(d, lang))


# ── laws

CODES = (
    "overset",
    "widow",
    "loose-line",
    "dash-form",
    "pending",
    "no-room",
    "missing-glyph",
    "a-b",
)
FILES = ("issue/期/issue.yaml", "issue/期/稿件/甲.md", "issue/期/稿件/乙.md", "layout/头版.yaml")


@st.composite
def findings(draw: st.DrawFn) -> Diagnostic:
    n = draw(st.integers(1, 40))
    span = Span(draw(st.sampled_from(FILES)), n, draw(st.integers(1, 9)), 2, "一行稿件" * n)
    return Diagnostic(
        draw(st.sampled_from(CODES)),
        draw(st.sampled_from((INFO, WARNING, ERROR))),
        Text(f"第{n}处不对", f"place {n} is wrong"),
        draw(st.sampled_from((span, span, span, None))),
        draw(st.sampled_from((None, Text("改", "mend")))),
    )


def heads(lines: list[str], lang: str = "zh") -> list[tuple[str, str, int]]:
    """Severity's word, code and number of every group that is told."""
    words = "|".join(word.say(lang) for word in WORDS.values())
    pattern = re.compile(rf"(?:^|: )({words})\[([a-z-]+)\](?: ×(\d+))?")
    found = [m for line in lines if not line.startswith("  ") and (m := pattern.search(line))]
    return [(m[1], m[2], int(m[3] or 1)) for m in found]


@given(st.lists(findings(), max_size=120), st.sampled_from(("zh", "en")))
def test_every_error_is_seen_and_nobody_scrolls_for_it(found: list[Diagnostic], lang: str) -> None:
    lines = said(found, lang)
    assert len(lines) <= MOST + AGAIN + 1 < 60
    wrong = {d.code for d in found if d.severity is ERROR}
    screen = lines[-24:]
    assert wrong <= {code for word, code, _ in heads(lines, lang) if word == WORDS[ERROR].say(lang)}
    assert all(any(f"[{code}]" in line for line in screen) for code in wrong)
    if wrong:
        assert heads(lines, lang)[-1][0] == WORDS[ERROR].say(lang)


@given(st.lists(findings(), max_size=120))
def test_counts_add_up(found: list[Diagnostic]) -> None:
    once = told_once(found)
    lines = said(found)
    listed = Counter[str]()
    for _, code, n in heads(lines):
        listed[code] += n
    for line in lines:
        if line.startswith("没有列出"):
            for code, n in re.findall(r"([a-z-]+) ×(\d+)", line):
                listed[code] += int(n)
    if not any(line.startswith("另有") for line in lines):
        assert listed == Counter(d.code for d in once)
    assert not lines or lines[-1] == counted(once, "zh")
    assert sum(len(g.all) for g in groups(once, frozenset())) == len(once)
    table = said(found, telling=Hearing(stat=True))
    assert sum(int(line.split()[0]) for line in table[:-1]) == len(once)


@given(st.lists(findings(), max_size=60), st.sampled_from(("zh", "en")))
def test_who_wants_all_is_told_all(found: list[Diagnostic], lang: str) -> None:
    lines = said(found, lang, ALL)
    for d in found:
        place = f"{d.span.file}:{d.span.line}:{d.span.column}: " if d.span else ""
        head = f"{place}{WORDS[d.severity].say(lang)}[{d.code}]: {d.message.say(lang)}"
        assert head in lines


@given(st.lists(findings(), max_size=60), st.sampled_from(WEIGHTS))
def test_who_asks_for_one_severity_hears_of_no_other(
    found: list[Diagnostic], only: Severity
) -> None:
    lines = said(found, telling=Hearing(only=only))
    assert {word for word, _, _ in heads(lines)} <= {WORDS[only].zh}
    assert bool(lines) == any(d.severity is only for d in found)
    if only is INFO and len(lines) < MOST:
        # What is else counted alone is listed where somebody asks for it.
        assert {d.code for d in found if d.severity is INFO} == {
            code for _, code, _ in heads(lines)
        }


def test_hundreds_of_kinds_are_few_lines_all_the_same() -> None:
    found = [
        Diagnostic(f"kind-{'x' * n}", severity, Text(f"第{n}种", f"kind {n}"), Span(f"f{n}", n, 1), Text("改", "mend"))
        for n in range(1, 200)
        for severity in (INFO, WARNING)
    ]  # fmt: skip
    wrong = [made(Span("f", n, 1)) for n in range(1, 500)]
    lines = said([*found, *wrong])
    assert len(lines) < 60
    assert "错误[unknown-slot] ×499" in "".join(lines[-6:])
    assert sum(line.startswith("另有") for line in lines) == 1
    assert lines[-1] == "499 个错误，199 个警告，199 条提示"


# ── what is one


def test_alike_ones_of_a_file_are_one_with_the_places_that_follow() -> None:
    found = [made(Span("a.md", n, 3)) for n in (4, 9, 11, 30)]
    assert said(found) == [
        "a.md:4:3: 错误[unknown-slot] ×4（还有 9:3 11:3 …）: 没有这个版位",
        "  改法：改",
        "4 个错误",
    ]
    assert said(found, "en") == [
        "a.md:4:3: error[unknown-slot] ×4 (also 9:3 11:3 …): no such slot",
        "  hint: change",
        "4 errors",
    ]


def test_the_first_three_say_their_own_words_where_they_differ() -> None:
    found = [
        Diagnostic("overset", ERROR, Text(f"多出 {n} 字", f"{n} too many"), Span("a.yaml", n, 5))
        for n in (12, 20, 31, 44)
    ]
    assert said(found) == [
        "a.yaml:12:5: 错误[overset] ×4: 多出 12 字",
        "  20:5 多出 20 字",
        "  31:5 多出 31 字",
        "  另有 1 处（-v 全列）",
        "4 个错误",
    ]


def test_a_way_out_that_fits_one_place_alone_stands_with_that_place() -> None:
    ways = ("写 35%；不写由程序定", "写半角数字；不写由程序定", "写 35%；不写由程序定")
    found = [
        Diagnostic("bad-value", ERROR, Text(f"第{n}个不对", f"{n} is wrong"), Span("a.yaml", n, 5), Text(way, way))
        for n, way in enumerate(ways, 1)
    ]  # fmt: skip
    assert said(found) == [
        "a.yaml:1:5: 错误[bad-value] ×3: 第1个不对",
        "  改法：写 35%；不写由程序定",
        "  2:5 第2个不对 → 写半角数字",
        "  3:5 第3个不对",
        "3 个错误",
    ]


def test_what_is_found_twice_because_two_stories_have_one_copy_is_told_once() -> None:
    first = Diagnostic("widow", WARNING, Text("孤行", "a widow"), Span("a.md", 3, 1), story="A")
    assert said([first, replace(first, story="B")]) == ["a.md:3:1: 警告[widow]: 孤行", "1 个警告"]


def test_a_story_that_stands_twice_is_one_finding_and_not_one_a_sentence() -> None:
    def repeated(code: str, line: int, column: int) -> Diagnostic:
        return Diagnostic(code, WARNING, Text("写过了", "said before"), Span("乙.md", line, column))

    found = [
        d
        for line in (1, 3, 5)
        for d in (
            repeated("repeated-paragraph", line, 1),
            repeated("repeated-sentence", line, 1),
            repeated("repeated-sentence", line, 30),
        )
    ]
    assert said([*found, repeated("repeated-sentence", 9, 1)]) == [
        "乙.md:1:1: 警告[repeated-paragraph] ×3（还有 3:1 5:1）: 写过了",
        "乙.md:9:1: 警告[repeated-sentence]: 写过了",
        "没有列出：repeated-sentence ×6（-v 全列）",
        "10 个警告",
    ]


def test_what_the_imprint_lacks_is_one_finding_with_the_lines_to_paste() -> None:
    def lacks(zh: str, en: str) -> Diagnostic:
        line = Paste(Text("报纸", "paper"), Text(f"{zh}: 待定", f"{en}: 待定"))
        hint = Text(f"加「{zh}: …」", f"add {en}")
        span = Span("a.yaml", 1, 1, 2, "报纸:")
        return Diagnostic("form-error", WARNING, Text(f"没有{zh}", f"no {en}"), span, hint, paste=line)  # fmt: skip

    found = [lacks("主办", "sponsor"), lacks("定价", "price")]
    assert said(found) == [
        "a.yaml:1:1: 警告[form-error] ×2: 没有写 主办、定价",
        "    报纸:",
        "    ^^^^",
        "  改法：贴到「报纸」下面，换成实情：",
        "    主办: 待定",
        "    定价: 待定",
        "2 个警告",
    ]
    assert said(found[:1])[-2:] == ["  改法：加「主办: …」", "1 个警告"]
    assert "    sponsor: 待定" in said(found, "en")


@pytest.mark.parametrize("code", sorted(ASIDE))
def test_what_needs_nothing_done_is_counted_alone(code: str) -> None:
    found = [Diagnostic(code, INFO, Text("松", "loose"), Span("a.md", n, 1)) for n in (1, 2)]
    assert said(found) == [f"没有列出：{code} ×2（-v 全列）", "2 条提示"]
    assert said([replace(d, severity=WARNING) for d in found])[0].startswith("a.md:1:1: 警告")


def test_long_errors_are_told_again_in_a_closing_block_of_at_most_twelve_lines() -> None:
    found = [
        Diagnostic(
            f"code-{'x' * n}",
            ERROR,
            Text("这一处不对，要看一看" * 9, "this is wrong " * 12),
            Span("a.md", n, 1, 2, "正文" * 40),
            Text("改一改" * 20, "mend it"),
        )
        for n in range(1, 7)
    ]
    lines = said(found)
    start = lines.index("错误在这里：")
    block = lines[start:]
    assert len(block) <= 12
    assert [line.split()[0] for line in block[1:-1]] == [f"[{d.code}]" for d in found]
    assert all(width(line) <= 78 for line in block)
    assert block[-1] == "6 个错误"


def test_what_can_be_seen_at_once_is_not_told_again() -> None:
    assert "错误在这里：" not in said([made(Span("a.md", 1, 1, 2, "正文"))])


# ── what a person reads

MIXED = [
    Diagnostic(
        "unknown-template", ERROR,
        Text("layout/ 里没有版式「头板」，是不是「头版」？", "layout/ has no template “头板”; did you mean “头版”?"),
        Span("issue/期/issue.yaml", 5, 9, 2, "    模板: 头板"),
        Text("presslayout layouts 列出全部版式", "presslayout layouts lists all templates"),
    ),
    Diagnostic(
        "dash-form", INFO, Text("汉字之间只有一个“—”", "one — between Han"),
        Span("issue/期/稿件/甲.md", 7, 3, 1, "桑植—酉阳"), Text("破折号写成 ——", "write ——"),
    ),
    *(
        Diagnostic(
            "wrong-weekday", WARNING, Text(f"7月{n}日是星期四", f"7-{n} is a Thursday"),
            Span("issue/期/稿件/甲.md", n, 6, 3, f"　7月{n}日（星期三）"), Text("核对日期和星期", "check them"),
        )
        for n in (3, 8)
    ),
    Diagnostic("loose-line", INFO, Text("松", "loose"), Span("issue/期/稿件/甲.md", 2, 1)),
]  # fmt: skip

CHINESE = """\
issue/期/稿件/甲.md:7:3: 提示[dash-form]: 汉字之间只有一个“—”
    桑植—酉阳
        ^
  改法：破折号写成 ——
issue/期/稿件/甲.md:3:6: 警告[wrong-weekday] ×2: 7月3日是星期四
    7月3日（星期三）
          ^^^^^^
  8:6 7月8日是星期四
  改法：核对日期和星期
没有列出：loose-line ×1（-v 全列）
issue/期/issue.yaml:5:9: 错误[unknown-template]: layout/ 里没有版式「头板」，是不是「头版」？
    模板: 头板
          ^^^^
  改法：presslayout layouts 列出全部版式
1 个错误，2 个警告，2 条提示"""

ENGLISH = """\
issue/期/稿件/甲.md:7:3: info[dash-form]: one — between Han
    桑植—酉阳
        ^
  hint: write ——
issue/期/稿件/甲.md:3:6: warning[wrong-weekday] ×2: 7-3 is a Thursday
    7月3日（星期三）
          ^^^^^^
  8:6 7-8 is a Thursday
  hint: check them
not listed: loose-line ×1 (-v lists all)
issue/期/issue.yaml:5:9: error[unknown-template]: layout/ has no template “头板”; did you mean “头版”?
    模板: 头板
          ^^^^
  hint: presslayout layouts lists all templates
1 error, 2 warnings, 2 notes"""


@pytest.mark.parametrize(("lang", "golden"), [("zh", CHINESE), ("en", ENGLISH)])
def test_a_page_of_findings(lang: str, golden: str) -> None:
    assert "\n".join(said(MIXED, lang)) == golden


def test_codes_and_numbers_alone() -> None:
    assert said(MIXED, telling=Hearing(stat=True)) == [
        "1  提示  dash-form",
        "1  提示  loose-line",
        "2  警告  wrong-weekday",
        "1  错误  unknown-template",
        "1 个错误，2 个警告，2 条提示",
    ]
    assert said(MIXED, "en", Hearing(stat=True, only=WARNING)) == [
        "2  warning  wrong-weekday",
        "2 warnings",
    ]


def test_the_form_that_editors_jump_from() -> None:
    span = Span("issue/a.yaml", 14, 11, 2, "      位置: 头题")
    assert one(made(span)) == (
        "issue/a.yaml:14:11: 错误[unknown-slot]: 没有这个版位\n"
        "    位置: 头题\n"
        "          ^^^^\n"
        "  改法：改"
    )


def test_the_other_language() -> None:
    assert one(made(None, WARNING), "en") == "warning[unknown-slot]: no such slot\n  hint: change"


@pytest.mark.parametrize(
    ("excerpt", "column", "length"),
    [
        ("主题: 山水", 5, 2),
        ("a: b", 4, 1),
        ("\t键: 值", 2, 1),
        ("文" * 200 + "错" + "文" * 200, 201, 1),
    ],
)
def test_the_caret_stands_under_the_place(excerpt: str, column: int, length: int) -> None:
    lines = one(made(Span("f", 1, column, length, excerpt))).split("\n")
    shown, caret = lines[1], lines[2]
    place = excerpt[column - 1 : column - 1 + length]
    before = shown[: shown.index(place)]
    assert caret.index("^") == width(before)
    assert caret.count("^") == width(place)
    assert width(shown) < 90


def test_what_would_move_the_cursor_is_not_printed() -> None:
    span = Span("f\x1b[2J", 1, 1, 1, "a\x1b[2Jb\u202ec")
    bad = Diagnostic("a-b", ERROR, Text("\x1b[31m\n红", "\x1b"), span, Text("\x07响", "\x07"))
    for found in ([bad], [bad] * 5, [bad, *(replace(bad, code=f"c{n}") for n in range(40))]):
        for telling in (FEW, ALL, Hearing(stat=True)):
            text = "".join(said(found, telling=telling))
            assert not {"\x1b", "\u202e", "\x07", "\n"} & set(text)


def test_counts() -> None:
    found = [made(None), made(None), made(None, WARNING), made(None, INFO)]
    assert counted(found, "zh") == "2 个错误，1 个警告，1 条提示"
    assert counted(found, "en") == "2 errors, 1 warning, 1 note"


@given(st.text(), st.integers(2, 30))
def test_a_text_is_cut_to_the_cells_there_are(text: str, most: int) -> None:
    cut = within(text, most)
    assert width(cut) <= most
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


def test_errors_stand_behind_all_else_whatever_the_order_given() -> None:
    weights = [WEIGHTS.index(g.first.severity) for g in groups(MIXED, frozenset())]
    assert [w for w, _ in groupby(weights)] == sorted(set(weights))
