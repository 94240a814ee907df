"""The delivery note as a sheet: all that the note says, inside its margins, on as few as it takes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from tests.kit import NEWSPRINT, ROOT

from presslayout.assets.outlines import Lettering, lettering
from presslayout.base.source import Source
from presslayout.base.units import mm
from presslayout.delivery.plant.dispatch import Sent
from presslayout.delivery.plant.note import LEFT, RIGHT, sheets
from presslayout.edition.page import Glyphs
from presslayout.edition.plant import Marks, PaperFacts, Screens

if TYPE_CHECKING:
    from presslayout.edition.page import Page

PAPER = PaperFacts("云岭日报", "CN 53-0000", dt.date(2026, 10, 18), "6128", {1: "要闻"})


@pytest.fixture(scope="module")
def letters() -> Lettering:
    return lettering(Source(ROOT / "fonts" / "NotoSansSC-Regular.ttf"))


def sent(**facts: Any) -> Sent:
    return Sent(PAPER, NEWSPRINT, "PDF/X-1a:2003", {}, {}, **facts)


def row(
    number: int, name: str = "20261018-{:02}.pdf", signed: str = "三校 沈禾青"
) -> dict[str, Any]:
    return {
        "name": name.format(number),
        "pages": [number],
        "size_mm": [275, 390],
        "bleed_mm": 3,
        "bytes": 1_200_034,
        "md5": f"{number:032x}",
        "sha256": f"{number:064x}",
        "hashes": [f"{number + 100:064x}"],
        "signed": [signed],
    }


def said(page: Page) -> list[Glyphs]:
    return [i for block in page.blocks for i in block.items if isinstance(i, Glyphs)]


def test_everything_of_a_file_is_on_its_sheet(letters: Lettering) -> None:
    (page,) = sheets([row(1)], sent(marks=Marks(fold=True), screens=Screens("100lpi")), letters)
    words = {run.text for run in said(page)}
    one = row(1)
    assert words >= {
        "传版单", "云岭日报　2026年10月18日", "CN 53-0000", "6128", "PDF/X-1a:2003", "IFRA26", "100lpi",
        "裁切线、折线、套准线、色条、标签", "共 1 个", one["name"], "第1版（要闻）", "275×390 +3",
        "1200034", one["md5"], one["md5"][:8], one["sha256"], one["sha256"][:8], one["hashes"][0],
        "三校 沈禾青",
    }  # fmt: skip


def test_what_is_left_out_is_named_and_no_marks_are_none(letters: Lettering) -> None:
    (page,) = sheets([row(1)], sent(missing=(2, 3)), letters)
    words = [run.text for run in said(page)]
    assert words[words.index("留白") + 1] == "第2版、第3版"
    assert words[words.index("标记") + 1] == "无"


@pytest.mark.parametrize(("files", "count"), [(1, 1), (12, 1), (14, 2), (40, 3)])
def test_a_days_files_fit_one_sheet(files: int, count: int, letters: Lettering) -> None:
    pages = sheets([row(n) for n in range(1, files + 1)], sent(), letters)
    assert len(pages) == count
    names = [run.text for page in pages for run in said(page) if run.text.endswith(".pdf")]
    assert names == [row(n)["name"] for n in range(1, files + 1)]


def test_long_names_are_set_smaller_and_never_cut(letters: Lettering) -> None:
    long = row(1, name="云岭日报" * 15 + "-{:02}.pdf", signed="三校 " + "沈禾青" * 20)
    for page in sheets([long], sent(), letters):
        runs = said(page)
        assert {long["name"], long["signed"][0]} <= {run.text for run in runs}
        for run in runs:
            end = run.x[-1] + letters.width(run.text[-1], run.size)
            assert LEFT <= run.x[0] < end <= RIGHT + mm("0.2"), run.text
            assert mm(15) < run.y[0] < page.height - mm(10)
