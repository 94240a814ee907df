"""Pages that a person can read: every line of a tiny issue, in millimetres and plain Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import kit

from presslayout.base.units import to_mm, to_pt
from presslayout.edition.page import Block, Glyphs, Page, Picture, Shape
from presslayout.flow.compose import compose
from presslayout.issue.issue import Jump

HERE = Path(__file__).parent
SENTENCES = (
    "10月12日清晨6时，罗长庚把水壶灌满，沿青冈岭东坡的石阶往上走。",
    "从山脚到垭口6.4公里，他走了20年，走坏61双胶鞋，写满47本巡山日志。",
    "“林子好了，水就好了。”他说。2006年，云岭县的森林覆盖率是38.4%；去年底再量，到了67.2%。",
)


def dump(page: Page) -> str:
    """One line of text a line: x, y, face and size, then what it says."""
    rows = [f"{page.label}  {to_mm(page.width):g} × {to_mm(page.height):g}  {page.template}"]
    for block in page.blocks:
        rows.append(f"{page.label}/{block.id}  [{block.role}]{'  artifact' * block.artifact}")
        rows += _lines(block)
    return "\n".join(rows) + "\n"


def _lines(block: Block) -> list[str]:
    rows: list[str] = []
    last: tuple[int, str] | None = None
    for item in block.items:
        match item:
            case Glyphs():
                name = f"{item.face.rpartition('-')[0]}/{to_pt(item.size):g}"
                if last == (item.y[0], name):
                    rows[-1] += item.text
                    continue
                last = (item.y[0], name)
                rows.append(
                    f"  {to_mm(item.x[0]):8.3f} {to_mm(item.y[0]):8.3f}  {name}  {item.text}"
                )
            case Picture():
                box = [f"{to_mm(n):.3f}" for n in (item.box.x, item.box.y, item.box.width)]
                rows.append(f"  {' '.join(box)} × {to_mm(item.box.height):.3f}  crop {item.crop}")
            case Shape():
                ends = [f"{to_mm(int(n)):.3f}" for part in item.path for n in part[1:]]
                rows.append(f"  shape {' '.join(ends)}")
    return rows


@pytest.mark.parametrize("name", ["短讯", "转版"])
def test_page(name: str, request: pytest.FixtureRequest) -> None:
    if name == "短讯":
        design = kit.template(
            kit.slot("报眉", (1, 2), content="folio"),
            kit.slot("头条", (4, 20), split=3, frame=6350, byline_at="end"),
        )
        tale = kit.story("A", "头条", SENTENCES[0] + SENTENCES[1], "## 山上走得勤", *SENTENCES)
        found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    else:
        first = kit.template(kit.slot("头条", (1, 12), (1, 4)))
        second = kit.template(kit.slot("二条", (60, 76), (5, 6)))
        jump = Jump(2, "二条", "接沟人", kit.HERE)
        tale = kit.story("A", "头条", *[s * 3 for s in SENTENCES], SENTENCES[0] * 4, jump=jump)
        found = compose(
            kit.loaded({"a": first, "b": second}, kit.page(1, "a", tale), kit.page(2, "b")),
            kit.NEWSPRINT,
        )
    shown = "\n".join(dump(page) for page in found.edition.pages)
    kept = HERE / f"{name}.txt"
    if request.config.getoption("--regenerate"):
        kept.write_text(shown, encoding="utf-8")
    assert shown == kept.read_text(encoding="utf-8")
