"""Legal form and continuity: what is missed, how many errors it counts, when nothing is said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.kit import HERE, NEWSPRINT, ROOT, heads, loaded, page, slot, story, template

from presslayout.base.diagnostics import SpecError
from presslayout.flow.compose import compose
from presslayout.issue.ad import Ad
from presslayout.issue.kinds import IssueKind
from presslayout.issue.read_form import read_form
from presslayout.issue.workspace import Workspace
from presslayout.newsroom.proofread.continuity import continuity
from presslayout.newsroom.proofread.form import IMPRINT as IMPRINT_RULES
from presslayout.newsroom.proofread.form import FormVerdict, form

if TYPE_CHECKING:
    from pathlib import Path

RULES = read_form(Workspace(ROOT, ROOT))
IMPRINT = (
    ("authority", "中共云岭县委"),
    ("sponsor", "云岭县融媒体中心"),
    ("publisher", "云岭日报社"),
    ("address", "云岭县望云路8号"),
    ("telephone", "0000-0000000"),
    ("postal_code", "63-000"),
    ("price", "1.00元"),
    ("printer", "云岭印务"),
    ("printer_address", "云岭县工业园"),
)
FRONT = (
    slot("报头", (1, 9), content="masthead"),
    slot("头条", (11, 40), display=heads(20, 26)),
    slot("版权条", (70, 72), content="imprint"),
)


def verdict(*slots: object, number: int = 1, **facts: object) -> FormVerdict | None:
    given = loaded(
        {"试验": template(*(slots or FRONT))},  # type: ignore[arg-type]
        page(number, "试验", story("A", "头条", "山。"))
        if len(slots) != 1
        else page(number, "试验"),
    )
    paper = replace(given.issue.paper, pages_today="1", imprint=IMPRINT)
    issue = replace(given.issue, paper=replace(paper, **facts))  # type: ignore[arg-type]
    made = compose(replace(given, issue=issue), NEWSPRINT)
    return form(issue, made.edition.pages, RULES)


def broken(*slots: object, **facts: object) -> dict[str, int]:
    found = verdict(*slots, **facts)
    assert found is not None
    return {breach.rule: count for breach, count in found.breaches}


def test_a_complete_page_one_has_no_error() -> None:
    assert broken() == {}


def test_a_missing_number_counts_as_the_rules_say() -> None:
    assert broken(cn="") == {"刊号": 4}


def test_a_misspelt_number_is_told() -> None:
    assert broken(cn="53-0000") == {"刊号写法": 1}


def test_a_head_as_large_as_the_name_counts_four() -> None:
    large = (FRONT[0], slot("头条", (11, 40), display=heads(80, 90)), FRONT[2])
    assert broken(*large) == {"报名大小": 4}


def test_no_masthead_is_no_name() -> None:
    found = broken(slot("报眉", (1, 2), content="folio"))
    assert found["报名"] == 4


@pytest.mark.parametrize("name", ["authority", "sponsor", "publisher", "printer", "price"])
def test_each_fact_of_the_imprint_is_missed(name: str) -> None:
    rest = tuple(pair for pair in IMPRINT if pair[0] != name)
    assert sum(broken(imprint=rest).values()) == 1


def test_what_is_said_and_printed_nowhere_asks_for_the_slot_that_prints_it() -> None:
    facts = {rule for rule, *_ in IMPRINT_RULES}
    found = verdict(*FRONT[:2])
    assert found is not None
    hints = {breach.rule: breach.hint for breach, _ in found.breaches}
    assert facts <= hints.keys()
    # A masthead would not print them: the hint names no slot but the one that does.
    for rule in facts:
        assert "版权条" in hints[rule].zh
        assert "content: imprint" in hints[rule].en
        assert "报头" not in hints[rule].zh + hints[rule].en
    assert broken(*FRONT) == {}
    # The template that it names has one.
    (named,) = {name for hint in hints.values() for name in re.findall(r"四开-\w+", hint.zh)}
    assert "内容: 版权条" in (ROOT / "layout" / f"{named}.yaml").read_text("utf-8")


def test_one_way_to_reach_the_paper_is_enough() -> None:
    rest = tuple(p for p in IMPRINT if p[0] != "telephone")
    assert "联系方式" in broken(imprint=rest)
    assert broken(imprint=(*rest, ("email", "a@b.cn"))) == {}


def test_the_imprint_is_not_missed_while_pages_are_missing() -> None:
    assert broken(pages_today="4", imprint=()) == {}


def test_nothing_is_said_without_page_one() -> None:
    assert verdict(number=3) is None


def test_a_special_issue_says_that_it_is_free() -> None:
    assert broken(kind=IssueKind.SPECIAL) == {"免费赠阅": 1}


def test_more_errors_than_the_limit_fail_the_issue() -> None:
    found = verdict(cn="")
    assert found is not None
    assert found.errors == 4
    assert [d.code for d in found.found] == ["form-error", "form-failed"]


def test_a_page_without_its_number_is_told() -> None:
    nine = slot("报头", (1, 9), content="masthead")
    assert "版序" not in broken(nine)
    assert broken(slot("版权条", (70, 72), content="imprint"))["版序"] == 1


def test_the_rules_of_the_workspace_win(tmp_path: Path) -> None:
    folder = tmp_path / "layout" / "form"
    folder.mkdir(parents=True)
    text = "名称: 本地\n依据: 本地\n施行: 2030-01-01\n合格: 1\n规则: {刊号: {差错数: 2}}\n"
    (folder / "2030.yaml").write_text(text, encoding="utf-8")
    rules = read_form(Workspace(tmp_path, ROOT))
    assert rules is not None
    assert (rules.limit, rules.rules["刊号"].errors) == (1, 2)


def test_a_fault_in_the_rules_has_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "layout" / "form"
    folder.mkdir(parents=True)
    (folder / "2030.yaml").write_text("名称: 本地\n依据: 本地\n合各: 1\n", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        read_form(Workspace(tmp_path, ROOT))
    assert ("unknown-key", 3) in [(d.code, d.span.line) for d in caught.value.diagnostics if d.span]


def said(root: Path, other: str) -> list[str]:
    """What is told of number 6128 of 2026-10-18 beside another issue."""
    folder = root / "issue" / "x"
    folder.mkdir(parents=True)
    (folder / "issue.yaml").write_text(other, encoding="utf-8")
    issue = loaded({"试验": template()}, page(1, "试验")).issue
    issue = replace(issue, file="issue/own/issue.yaml", paper=replace(issue.paper, span=HERE))
    return [d.message.zh for d in continuity(issue, Workspace(root, ROOT))]


OTHER = "报纸:\n  报名: {}\n  日期: {}\n  总期号: {}\n  今日版数: {}\n版面:\n  - 版次: 1\n"


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (("云岭日报", "2026-10-17", "6127", "4"), 0),
        (("云岭日报", "2026-10-17", "6128", "4"), 1),
        (("云岭日报", "2026-10-17", "6120", "4"), 1),
        (("云岭日报", "2026-10-19", "6100", "4"), 0),
        (("望云晚报", "2026-10-17", "77", "4"), 0),
        (("云岭日报", "2026-10-18", "6128", "4"), 0),
        (("云岭日报", "2026-10-18", "6127", "8"), 2),
        (("云岭日报", "待定", "待定", "待定"), 0),
        (("云岭日报", "2026-10-18", "待定", "tbd"), 0),
    ],
)
def test_the_serial_number_goes_on(tmp_path: Path, other: tuple[str, ...], count: int) -> None:
    assert len(said(tmp_path, OTHER.format(*other))) == count


def test_facts_on_one_line_are_those_of_a_block(tmp_path: Path) -> None:
    other = "报纸: {报名: 云岭日报, 日期: 2026-10-17, 总期号: 6120, 今日版数: 4}\n版面: []\n"
    assert len(said(tmp_path, other)) == 1


def test_a_broken_file_beside_the_issue_does_no_harm(tmp_path: Path) -> None:
    assert said(tmp_path, "报纸: {{{\n日期: 2026-10-17\n\x00\xff") == []


def test_an_extra_issue_says_so_in_its_masthead() -> None:
    assert "期别" not in broken(kind=IssueKind.EXTRA)
    assert broken(slot("版权条", (70, 72), content="imprint"), kind=IssueKind.EXTRA)["期别"] == 1


def test_an_ad_that_does_not_say_what_it_is_counts(tmp_path: Path) -> None:
    """One that bears its own label counts only where its words were read and lack it."""
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
        encoding="utf-8",
    )
    own = Ad("底广告", "a.svg", True, True, "", HERE)
    given = loaded(
        {"试验": template(slot("底广告", (60, 76), content="ad"))},
        replace(page(1, "试验"), ads=(own,)),
    )
    made = compose(replace(given, workspace=Workspace(tmp_path, ROOT)), NEWSPRINT)
    for mute, told in (((), 0), (((1, own),), 1)):
        found = form(given.issue, made.edition.pages, RULES, mute)
        assert found is not None
        assert [b.rule for b, _ in found.breaches].count("广告") == told


def test_what_people_judge_is_named_and_never_counted() -> None:
    found = verdict()
    assert found is not None
    assert "批准名称" in found.by_hand
    assert not {b.rule for b, _ in found.breaches} & set(found.by_hand)


def test_every_rule_is_judged_by_a_check_or_by_people() -> None:
    source = (ROOT / "src/presslayout/newsroom/proofread/form.py").read_text(encoding="utf-8")
    assert RULES is not None
    for name, rule in RULES.rules.items():
        assert rule.by_hand is not (f'"{name}"' in source), name
