"""导读 and 天眉 as they are written: pages that exist, a slot that prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.issue.load import load
from tests.unit.issue.sample import changed, faults, line_of, workspace

if TYPE_CHECKING:
    from pathlib import Path

AFTER = "    责任编辑: 待定\n"
INDEX = "    导读: [{版次: 4, 标题: 望云垭, 文字: 看山}]\n"


def written(*lines: str) -> str:
    return changed((AFTER, AFTER + "".join(lines)))


def test_both_are_read_in_both_languages(tmp_path: Path) -> None:
    text = written(INDEX, "    skybox: [{page: 4, title: 望云垭, file: images/a1.jpg}]\n")
    page = load(workspace(tmp_path, text)).issue.pages[0]
    (one,) = page.index
    assert (one.page, one.title, one.text) == (4, "望云垭", "看山")
    (other,) = page.skybox
    assert (other.page, other.file, other.focus) == (4, "images/a1.jpg", (500, 500))
    assert [file for file, _ in page.files] == ["images/a1.jpg"]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("unknown-page", "    导读: [{版次: 9, 标题: 望云垭}]\n"),
        ("unknown-page", "    天眉: [{版次: 0, 标题: 望云垭}]\n"),
        ("missing-key", "    导读: [{版次: 4}]\n"),
        ("unknown-key", "    导读: [{版次: 4, 标题: 望云垭, 图片: images/a1.jpg}]\n"),
        ("missing-picture", "    天眉: [{版次: 4, 标题: 望云垭, 图片: images/no.jpg}]\n"),
        ("bad-value", "    天眉: [" + "{版次: 4, 标题: 望云垭}, " * 5 + "]\n"),
    ],
)
def test_what_leads_nowhere_is_refused_where_it_stands(
    tmp_path: Path, code: str, lines: str
) -> None:
    text = written(lines)
    found = [d for d in faults(tmp_path, text) if d.code == code]
    assert found
    assert found[0].span is not None
    assert found[0].span.line == line_of(text, lines.strip())


def test_a_page_of_the_day_that_is_in_another_file_is_believed(tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path, written("    导读: [{版次: 1, 标题: 要闻}]\n")))
    assert loaded.issue.pages[0].index[0].page == 1


def test_one_that_leads_to_its_own_page_or_has_no_slot_is_told(tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path, written("    导读: [{版次: 3, 标题: 要闻}]\n")))
    assert {"refer-here", "not-printed"} <= {d.code for d in loaded.diagnostics}
