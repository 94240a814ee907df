"""Press profiles by name, the workspace's own before those that ship."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.issue.load import workspace as find_workspace
from presslayout.issue.read_press import load_press, press_profile_path, presses
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
    news = load_press(made, "newsprint")
    assert (news.standard, news.condition, news.ink_advised, news.ink_limit) == (
        "x1a",
        "IFRA26",
        220,
        240,
    )
    assert (news.ppi_error, news.ppi_warning, news.bleed) == (99, 149, 0)
    coated = load_press(made, "coated")
    assert (coated.standard, coated.condition, coated.ink_limit) == ("x4", "FOGRA39", 300)
    assert (coated.ppi_error, coated.ppi_warning, coated.bleed) == (149, 190, 3 * 36_000)
    data = press_profile_path(made, "newsprint").read_bytes()
    assert news.profile_sha256 == hashlib.sha256(data).hexdigest()
    assert presses(made) == ("coated", "newsprint")


def test_a_plant_may_bring_its_own(tmp_path: Path) -> None:
    press = load_press(put(tmp_path, OURS), "ours")
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
        load_press(made, name)
    assert code in {d.code for d in caught.value.diagnostics}
