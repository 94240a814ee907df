"""A house's own face, variable or damaged, from fonts.yaml to the file that the plant gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests import variable
from tests.e2e.desk import SENTENCE

if TYPE_CHECKING:
    from tests.e2e.desk import Desk

HEADLINE = "守山的日子"


def faced(desk: Desk, face: bytes, said: str, name: str = "报宋.ttf") -> None:
    """The display face of the workspace is this one, as fonts.yaml says."""
    (desk.root / "fonts").mkdir(exist_ok=True)
    variable.written(desk.root / "fonts" / name, face)
    text = f"标题宋: {{文件: {name}, 后备: [宋体]{said}}}\n"
    (desk.root / "fonts" / "fonts.yaml").write_text(text, encoding="utf-8")


def names(desk: Desk) -> set[str]:
    with pikepdf.open(desk.out / "press.pdf") as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        return {str(font.BaseFont).partition("+")[2] for font in fonts}


def test_a_variable_face_is_set_at_its_weight_and_painted_again_from_its_edition(
    desk: Desk,
) -> None:
    chars = HEADLINE + variable.CHARS
    face = variable.collection(variable.truetype(chars=chars), variable.cff2(chars=chars))
    more = ", 序号: 1"
    faced(desk, face, f", 字重: 700{more}")
    ran = desk.build()
    assert ran.exit == 0, ran.err
    assert any("700wght" in name for name in names(desk))
    first = (desk.out / "press.pdf").read_bytes()
    assert desk.build("press", "--no-cache").exit == 0
    assert (desk.out / "press.pdf").read_bytes() == first
    (desk.out / "edition.json").rename(desk.root / "旧.json")
    faced(desk, face, f", 字重: 300{more}")
    assert desk.build().exit == 0
    assert any("300wght" in name for name in names(desk))
    # What shows the old pages sets their faces where they stood.
    compared = desk.run("diff", "旧.json", "out/期", "-o", "out/比")
    assert compared.exit == 6, compared.err
    assert "wght700" in compared.out
    assert "wght300" in compared.out


def test_a_variable_face_of_no_weight_is_refused_with_what_to_do(desk: Desk) -> None:
    faced(desk, variable.truetype(chars=HEADLINE), "")
    ran = desk.build()
    assert ran.exit == 5
    (finding,) = [d for d in ran.json["diagnostics"] if d["severity"] == "error"]
    assert finding["code"] == "font-axes"
    assert "报宋.ttf" in finding["message"]
    assert "字重" in finding["hint"]
    assert "press.pdf" not in desk.delivered()


@pytest.mark.parametrize("target", ["press", "proof"])
def test_a_damaged_face_is_told_by_its_file_for_every_target(target: str, desk: Desk) -> None:
    whole = variable.truetype(axes=False, chars=HEADLINE + SENTENCE)
    faced(desk, whole[: len(whole) * 2 // 3], "")
    ran = desk.build(target)
    assert ran.exit == 5
    assert {d["code"] for d in ran.json["diagnostics"] if d["severity"] == "error"} == {
        "missing-font"
    }
    assert "报宋.ttf" in ran.err or "报宋.ttf" in ran.out
