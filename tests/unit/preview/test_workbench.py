"""Setting again after an edit: as a cold build would, and only what the edit touches."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from presslayout.base.cache import Cache
from presslayout.delivery.products import painted
from presslayout.edition import codec
from presslayout.flow.slots import story
from presslayout.newsroom import build
from presslayout.newsroom.options import Options
from presslayout.preview.painted_pages import PaintedPages
from presslayout.preview.workbench import Workbench
from tests.kit import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.flow.telling import Telling
    from presslayout.issue.template import Slot


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    for name in ("issue", "layout", "images"):
        shutil.copytree(ROOT / name, tmp_path / name)
    path = tmp_path / "issue" / "2026-10-18" / "issue.yaml"
    return Workbench(path, Options(cache=Cache(tmp_path / "cache")))


def edit(bench: Workbench, name: str, old: str, new: str) -> None:
    path = bench.path.parent / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


EDITS = (
    ("稿件/B.md", "早", "晚"),
    ("issue.yaml", "主题: 草甸轮着歇", "主题: 草甸轮着歇吧"),
    ("issue.yaml", "焦点: [48%, 38%]", "焦点: [20%, 60%]"),
    ("issue.yaml", "责任编辑: 顾长川", "责任编辑: 顾川"),
    ("稿件/A.md", "。", "，而且一直如此。"),
    ("../../layout/四开-双稿特刊.yaml", "破栏: 4, 标题", "破栏: 3, 标题"),
)


@pytest.mark.slow
def test_after_any_edit_the_pages_are_those_of_a_cold_build(bench: Workbench) -> None:
    assert bench.turn().good is not None
    for name, old, new in EDITS:
        edit(bench, name, old, new)
        warm = bench.turn()
        assert warm.good is not None, warm.fault
        loaded, cold = build.composed(bench.path, bench.options)
        assert codec.dumps(warm.good.composition.edition) == codec.dumps(cold.edition), name
        assert warm.good.composition.pages == cold.pages
        assert warm.good.found == build.order(loaded, cold, bench.options, build.Stopwatch()).found


def test_a_page_is_painted_as_build_paints_it_alone(bench: Workbench) -> None:
    bench.turn()
    edit(bench, *EDITS[0])
    good = bench.turn().good
    assert good is not None
    sheets = PaintedPages()
    sheets.add(good.painting)
    for record in good.composition.pages:
        options = Options(cache=bench.options.cache, pages=frozenset({record.number}))
        loaded, cold = build.composed(bench.path, options)
        painting = build.painting(loaded, cold, options)
        assert sheets.pdf(record.hash) == painted(painting, painting.standard)


def test_an_edit_sets_only_the_story_that_it_touches(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.turn()
    filled: list[str] = []
    fill = story.fill

    def told(slot: Slot, telling: Telling, *rest: Any) -> Any:
        filled.append(telling.story.id)
        return fill(slot, telling, *rest)

    monkeypatch.setattr(story, "fill", told)
    edit(bench, *EDITS[0])
    assert bench.turn().fault == ()
    # A page that is not level is tried with other places, too.
    assert set(filled) == {"B"}
    filled.clear()
    edit(bench, "稿件/B.md", EDITS[0][2], EDITS[0][1])
    assert bench.turn().fault == ()
    assert filled == []


def test_what_cannot_be_read_leaves_the_last_good_state(bench: Workbench) -> None:
    good = bench.turn().good
    edit(bench, "issue.yaml", "版次: 3", "版次：3")
    shown = bench.turn()
    assert shown.good is good
    assert shown.fault[0].span is not None
    edit(bench, "issue.yaml", "版次：3", "版次: 3")
    assert bench.turn().fault == ()


def test_a_fault_of_ours_does_not_end_the_preview(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = bench.turn().good
    monkeypatch.setattr(build, "compose", lambda *_, **__: 1 / 0)
    shown = bench.turn()
    assert shown.good is good
    assert [d.code for d in shown.fault] == ["internal"]


def test_a_build_loads_nothing_of_the_preview() -> None:
    heavy = "starlette", "uvicorn", "watchfiles", "anyio", "presslayout.preview"
    code = f"import presslayout.cli.build, presslayout.cli.preview, sys; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
