"""Variants built with their base: shared pages are the same file, whoever they are printed for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.memory import Memory
from presslayout.flow.slots import jumped
from presslayout.newsroom import build
from tests.e2e.desk import ROOT, Desk, copy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presslayout.flow.bench import Desk as Work
    from presslayout.flow.bench import Filled
    from presslayout.flow.telling import Telling
    from presslayout.issue.template import Slot

SPEC = """\
报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 4}
版面:
  - 版次: 2
    模板: 四开-双稿特刊
    可空: 是
    责任编辑: 顾长川
    稿件: [{编号: A, 位置: 头条, 主题: 守山的日子, 正文: A.txt}]
  - 版次: 3
    模板: 四开-双稿特刊
    可空: 是
    责任编辑: 顾长川
    稿件: [{编号: B, 位置: 头条, 主题: 树下长桌, 正文: A.txt}]
"""
VARIANT = (
    "底版: issue.yaml\n版本: 白石版\n版面:\n  - 版次: 3\n    稿件: [{编号: B, 主题: 白石长桌}]\n"
)


@pytest.fixture
def county(tmp_path: Path, warm: Path) -> Desk:
    desk = Desk(tmp_path, warm)
    desk.spec.parent.mkdir(parents=True)
    press = tmp_path / "layout" / "press"
    press.mkdir(parents=True)
    own = (ROOT / "layout" / "press" / "newsprint.yaml").read_text(encoding="utf-8")
    (press / "plant.yaml").write_text(f"{own}交付: {{文件: 每版}}\n", encoding="utf-8")
    (desk.spec.parent / "A.txt").write_text(copy(1200), encoding="utf-8")
    desk.spec.write_text(SPEC, encoding="utf-8")
    (desk.spec.parent / "白石版.yaml").write_text(VARIANT, encoding="utf-8")
    return desk


def test_shared_pages_are_byte_equal_and_the_others_are_not(county: Desk) -> None:
    ran = county.build("press", "--variants", "--press", "plant", "--no-verify")
    assert ran.exit == 0, ran.err
    (told,) = ran.json["variants"]
    assert told["issue"] == "issue/期/白石版.yaml"
    base, own = (county.root / "out" / "期" / name / "delivery" for name in ("issue", "白石版"))
    files = {path.name for path in base.glob("2026*.pdf")}
    assert files == {"20261018-02.pdf", "20261018-03.pdf"}
    assert (base / "20261018-02.pdf").read_bytes() == (own / "20261018-02.pdf").read_bytes()
    assert (base / "20261018-03.pdf").read_bytes() != (own / "20261018-03.pdf").read_bytes()


def test_a_variant_that_fails_says_so_and_leaves_the_base_delivered(county: Desk) -> None:
    broken = VARIANT.replace("编号: B", "编号: Z")
    (county.spec.parent / "白石版.yaml").write_text(broken, encoding="utf-8")
    ran = county.build("press", "--variants", "--no-verify")
    assert ran.exit == 1
    assert "白石版.yaml" in ran.err
    assert (county.root / "out" / "期" / "issue" / "press.pdf").is_file()
    assert not (county.root / "out" / "期" / "白石版").exists()


def test_a_shared_page_is_set_once_though_its_story_goes_on_on_a_changed_one(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    jump = "转版: {版次: 3, 位置: 二条, 题: 守山}"
    spec = SPEC.replace("正文: A.txt}", f"正文: A.txt, {jump}}}", 1).replace(
        "正文: A.txt}]\n", "正文: 短.txt}]\n"
    )
    county.spec.write_text(spec, encoding="utf-8")
    (county.spec.parent / "A.txt").write_text(copy(5200), encoding="utf-8")
    (county.spec.parent / "短.txt").write_text(copy(900), encoding="utf-8")
    own = VARIANT.replace("版次: 3\n", "版次: 3\n    责任编辑: 沈禾青\n")
    variant = county.spec.parent / "白石版.yaml"
    variant.write_text(own, encoding="utf-8")
    made: list[int] = []
    fill = jumped.fill_jumps

    def counted(hops: Sequence[tuple[Slot, Telling, Work]]) -> tuple[Filled, ...]:
        made.append(len(hops))
        return fill(hops)

    monkeypatch.setattr(jumped, "fill_jumps", counted)
    memory = Memory()
    first, other = (
        build.compose(build.load(path), memory=memory).pages for path in (county.spec, variant)
    )
    assert made == [2]
    assert first[0].hash == other[0].hash
    assert first[1].hash != other[1].hash


def test_two_days_variants_of_one_name_never_meet(county: Desk) -> None:
    import shutil

    next_day = county.spec.parent.parent / "次日"
    shutil.copytree(county.spec.parent, next_day)
    ran = county.run("batch", "issue", "--json", "--no-cache")
    assert ran.exit == 0, ran.err
    assert len(ran.last["issues"]) == 4
    names = [f"{day}/{name}" for day in ("期", "次日") for name in ("issue", "白石版")]
    assert all((county.root / "out" / name / "press.pdf").is_file() for name in names)


def test_another_issue_in_the_same_folder_is_put_aside(county: Desk) -> None:
    for name, number in (("issue.yaml", 0), ("白石版.yaml", 1)):
        ran = county.run("build", f"issue/期/{name}", "-o", "o", "--no-verify")
        assert ran.exit == 0, ran.err
        assert (county.root / "o" / "previous" / "press.pdf").is_file() is bool(number)
