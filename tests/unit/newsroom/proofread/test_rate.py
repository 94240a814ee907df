"""The error rate: the worked example of the method, and each of its rules."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from presslayout.base.diagnostics import Span, SpecError
from presslayout.base.geometry import Box
from presslayout.base.units import mm
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
        (error("标点", counts=Decimal("0.1")), "0.1"),
    ],
)
def test_what_an_error_counts(one: Logged, counts: str) -> None:
    assert counted(one) == [Decimal(counts)]


def test_the_same_error_counts_three_times_and_another_goes_on() -> None:
    assert counted(*[error("错字", "凌")] * 5, error("错字", "侠")) == [1, 1, 1, 0, 0, 1]
    assert counted(*[error("错字")] * 5) == [1] * 5


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
        "差错:\n  - {类: 标点}\n",
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
