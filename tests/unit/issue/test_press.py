"""Press profiles by name, the workspace's own before those that ship."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.issue.load import workspace as find_workspace
from presslayout.issue.read_press import press_profile, presses
from tests.unit.issue.sample import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.workspace import Workspace


def put(root: Path, text: str) -> Workspace:
    made = find_workspace(workspace(root))
    (root / "layout/press").mkdir()
    (root / "layout/press/ours.yaml").write_text(text, encoding="utf-8")
    return made


OURS = """\
标准: PDF/X-4
特性文件: IFRA26S_TAC240.icc
印刷条件: IFRA26
总墨量: {建议: 230%, 上限: 240%}
图片: {最低精度: 100ppi, 提醒精度: 150ppi}
"""


def test_what_ships_is_found_from_any_workspace(tmp_path: Path) -> None:
    made = find_workspace(workspace(tmp_path))
    news = press_profile(made, "newsprint").press
    assert (news.standard, news.condition, news.ink_advised, news.ink_limit) == (
        "x1a",
        "IFRA26",
        220,
        240,
    )
    assert (news.ppi_error, news.ppi_warning, news.bleed) == (99, 149, 0)
    coated = press_profile(made, "coated").press
    assert (coated.standard, coated.condition, coated.ink_limit) == ("x4", "FOGRA39", 300)
    assert (coated.ppi_error, coated.ppi_warning, coated.bleed) == (149, 190, 3 * 36_000)
    data = press_profile(made, "newsprint").colours.press
    assert news.profile_sha256 == hashlib.sha256(data).hexdigest()
    assert presses(made) == ("coated", "newsprint")


def test_a_plant_may_bring_its_own(tmp_path: Path) -> None:
    press = press_profile(put(tmp_path, OURS), "ours").press
    assert (press.name, press.standard, press.ink_advised) == ("ours", "x4", 230)


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("newsprnt", ("", ""), "unknown-press"),
        ("../x", ("", ""), "unknown-press"),
        ("ours", ("IFRA26S_TAC240", "nowhere"), "missing-profile"),
        ("ours", ("IFRA26S_TAC240", "../../../x"), "outside-workspace"),
        ("ours", ("PDF/X-4", "PDF/X-9"), "bad-value"),
        ("ours", ("建议: 230%", "建议: 250%"), "bad-value"),
        ("ours", ("印刷条件: IFRA26\n", ""), "missing-key"),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, name: str, change: tuple[str, str], code: str
) -> None:
    made = put(tmp_path, OURS.replace(*change) if change[0] else OURS)
    with pytest.raises(SpecError) as caught:
        press_profile(made, name)
    assert code in {d.code for d in caught.value.diagnostics}


def test_what_is_wrong_with_a_part_is_told_to_whoever_asks_for_it(tmp_path: Path) -> None:
    wrong = OURS + '预检: {错误: [nothing]}\n交付: {文件名: "{无此词}.pdf"}\n'
    profile = press_profile(put(tmp_path, wrong), "ours")
    assert profile.press.ink_limit == 240
    assert profile.faults(judged=False, printed=False) == ()
    (limits,) = profile.faults(judged=True, printed=False)
    (plant,) = profile.faults(judged=False, printed=True)
    assert (limits.span, plant.span) != (None, None)
    assert profile.faults(judged=True, printed=True) == (limits, plant)
    for part in ("limits", "plant"):
        with pytest.raises(SpecError):
            getattr(profile, part)


def test_a_stock_may_have_a_family_stand_in_for_another(tmp_path: Path) -> None:
    made = find_workspace(workspace(tmp_path))
    assert press_profile(made, "newsprint").faces == ()
    assert press_profile(made, "coated").faces == (("宋体中等", "宋体"),)
    ours = put(tmp_path / "ours", OURS + "换字体: {楷体: {字体: [仿宋, 宋体]}}\n")
    assert press_profile(ours, "ours").faces == (("楷体", "仿宋"),)


@pytest.mark.parametrize("swap", ["{楷书: {字体: 宋体}}", "{楷体: {字体: 宋提}}"])
def test_both_families_are_known_ones(tmp_path: Path, swap: str) -> None:
    with pytest.raises(SpecError) as caught:
        press_profile(put(tmp_path, OURS + f"换字体: {swap}\n"), "ours")
    (found,) = caught.value.diagnostics
    assert found.code == "missing-font"
    assert found.span is not None
    assert found.span.file == "layout/press/ours.yaml"
