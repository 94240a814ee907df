"""The error rate: the worked example of the method, and each of its rules."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.diagnostics import Span, SpecError
from presslayout.base.geometry import Box
from presslayout.base.units import mm
from presslayout.base.values import replace
from presslayout.edition.record import PageRecord, PhotoRecord
from presslayout.issue.load import templates
from presslayout.issue.read_rate import Logged, read_log, read_method
from presslayout.issue.workspace import Workspace
from presslayout.newsroom.proofread.rate import checked_chars, rate

ROOT = Path(__file__).resolve().parents[4]
PLACE = Workspace(ROOT, ROOT)
METHOD = read_method(PLACE)


def error(kind: str, wrong: str = "", **more: object) -> Logged:
    facts = {
        "page": 3,
        "story": "A",
        "part": "正文",
        "chars": 1,
        "important": False,
        "counts": None,
    }
    facts |= more
    return Logged(kind=kind, wrong=wrong, right="", span=Span("log.yaml", 1, 1), **facts)  # type: ignore[arg-type]


def counted(*log: Logged) -> list[Decimal]:
    return [one.counts for one in rate(log, 20_000, METHOD).counted]


def test_the_worked_example_of_the_method() -> None:
    found = rate([error("错字", "守"), error("漏字", "山")], 20_000, METHOD)
    assert (found.errors, found.rate, found.passes) == (2, 1, True)


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (error("错字"), "1"),
        (error("错字", chars=2), "2"),
        (error("漏字", chars=5), "2"),
        (error("多字", chars=6), "4"),
        (error("倒字", chars=3), "1"),
        (error("数字", chars=8), "1"),
        (error("事实"), "1"),
        (error("外文", chars=12), "1"),
        (error("数字用法"), "0.1"),
        (error("错字", part="主题"), "2"),
        (error("错字", part="报眉", chars=3), "4"),
        (error("事实", important=True), "2"),
        (error("标点", counts=Decimal("0.3")), "0.3"),
        (error("标点"), "0.1"),
        (error("标点", part="主题"), "0.1"),
        (error("标点", part="主题", important=True), "0.2"),
        (error("格式", part="副题"), "0.1"),
        (error("拼音", part="引题"), "2"),
        (error("繁体", part="小标题"), "1"),
        (error("科学符号"), "0.5"),
        (error("家规", part="主题", counts=Decimal("0.5")), "1"),
    ],
)
def test_what_an_error_counts(one: Logged, counts: str) -> None:
    assert counted(one) == [Decimal(counts)]


def test_the_same_error_counts_three_times_and_another_goes_on() -> None:
    assert counted(*[error("错字", "凌")] * 5, error("错字", "侠")) == [1, 1, 1, 0, 0, 1]
    assert counted(*[error("错字")] * 5) == [1] * 5


def test_marks_and_form_count_wherever_they_repeat() -> None:
    assert counted(*[error("标点", "，")] * 5) == [Decimal("0.1")] * 5
    assert counted(*[error("格式", "空行")] * 5) == [Decimal("0.1")] * 5


LOGGED = st.builds(
    error,
    st.sampled_from([*METHOD.kinds]),
    st.sampled_from(["", "凌", "侠"]),
    part=st.sampled_from(["正文", "主题", "报眉"]),
    chars=st.integers(1, 9),
    important=st.booleans(),
)


@given(
    st.lists(LOGGED, max_size=12).flatmap(lambda log: st.tuples(st.just(log), st.permutations(log)))
)
def test_the_rate_hangs_on_no_order_of_the_log(logs: tuple[list[Logged], list[Logged]]) -> None:
    one, other = (rate(log, 20_000, METHOD) for log in logs)
    assert one.errors == other.errors


@given(st.lists(LOGGED, max_size=12), LOGGED)
def test_one_more_error_never_counts_for_less(log: list[Logged], more: Logged) -> None:
    assert rate([*log, more], 20_000, METHOD).errors >= rate(log, 20_000, METHOD).errors


def test_every_kind_says_where_it_is_written_and_whether_it_was_read_there() -> None:
    """What of the document was compared word for word is known by name; the rest is told."""
    read = {
        "错字", "别字", "多字", "漏字", "倒字", "数字", "事实", "知识", "逻辑", "语法",
        "数字用法", "外文", "音标",
    }  # fmt: skip
    assert {name for name, kind in METHOD.kinds.items() if kind.verified} == read
    assert {name for name, kind in METHOD.kinds.items() if not kind.words} == {
        "标点", "科学符号", "标注", "格式", "字体字号", "转行",
    }  # fmt: skip
    assert (METHOD.photos, METHOD.decorative) == (80, 30)


def test_a_kind_counts_to_its_most() -> None:
    assert sum(counted(*[error("数字用法", str(n)) for n in range(30)])) == 1


def test_what_passes() -> None:
    log = [error("错字", str(n)) for n in range(6)]
    assert rate(log, 20_000, METHOD).passes
    assert not rate([*log, error("数字用法")], 20_000, METHOD).passes


def test_photos_count_at_their_share() -> None:
    known = {t.name: t for t in templates(PLACE)}
    template = known["四开-双稿特刊"]
    bare = PageRecord(3, template.name, "", 0, 0, (), ())
    whole = checked_chars([bare], known, METHOD)
    assert whole == 77 * 76
    photo = PhotoRecord("a", "A", Box(0, 0, mm(100), mm(80)), 300, (0,) * 4, (9, 9))
    shown = PageRecord(3, template.name, "", 0, 0, (), (photo,))
    cells = 100 * 80 / (9 / 72 * 25.4 * 13 / 72 * 25.4)
    assert whole - checked_chars([shown], known, METHOD) == int(cells * 0.2)
    dressed = checked_chars([shown], known, METHOD, frozenset({("A", "a")}))
    assert whole - dressed == int(cells * 0.7)
    # An advertisement or a masthead is read: it counts in full.
    house = replace(shown, photos=(replace(photo, story=""),))
    assert checked_chars([house], known, METHOD) == whole
    slot = replace(template.slots[0], content="ornament", file="a")
    ornate = {template.name: replace(template, slots=(*template.slots, slot))}
    assert whole - checked_chars([house], ornate, METHOD) == int(cells * 0.7)


def test_a_log_is_read_with_places(tmp_path: Path) -> None:
    (tmp_path / "layout").mkdir()
    path = tmp_path / "log.yaml"
    path.write_text(
        "差错:\n  - {版次: 3, 类: 错字, 错: 凌, 正: 岭, 部位: 主题}\n  - {kind: 标点, counts: 0.1}\n",
        "utf-8",
    )
    place = Workspace(tmp_path, ROOT)
    first, second = read_log(path, place, METHOD)
    assert (first.page, first.kind, first.wrong, first.right, first.part) == (
        3,
        "错字",
        "凌",
        "岭",
        "主题",
    )
    assert second.counts == Decimal("0.1")
    for bad in (
        "差错:\n  - {类: 没有这类}\n",
        "差错:\n  - {类: 错字, 计: x}\n",
        "差错:\n  - {}\n",
        "错: 1\n",
        "",
        "差错: [\n",
    ):
        path.write_text(bad, "utf-8")
        with pytest.raises(SpecError) as raised:
            read_log(path, place, METHOD)
        assert all(d.span is not None for d in raised.value.diagnostics)
