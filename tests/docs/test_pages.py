"""Every page of the manuals, followed to its end in a workspace of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.docs import page as pages
from tests.docs import specs
from tests.docs.shell import ROOT, Shell

if TYPE_CHECKING:
    from tests.docs.page import Reader

pytest.importorskip("sybil")
MANUALS = sorted(
    path.relative_to(ROOT).as_posix()
    for place in ("docs/*.md", "docs/en/*.md", "README*.md")
    for path in ROOT.glob(place)
)
# Those that begin with nothing: their first command makes the workspace.
BARE = (
    "docs/教程.md",
    "docs/en/tutorial.md",
    "README.md",
    "README.en.md",
    "docs/index.md",
    "docs/en/index.md",
)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def reader(page: str, folder: Path, cache: Path) -> Reader:
    """Somebody who sits down before a page."""
    made = Shell(folder, cache, folder)
    if page not in BARE:
        assert made.run("presslayout init 我的报纸\ncd 我的报纸")[0] is None
    return pages.Reader(made)


@pytest.mark.parametrize("page", MANUALS)
def test_a_page_does_what_it_says(
    page: str, tmp_path: Path, cache: Path, request: pytest.FixtureRequest
) -> None:
    who = reader(page, tmp_path, cache)
    faults = pages.follow(ROOT / page, who)
    if request.config.getoption("--regenerate"):
        (ROOT / page).write_text(pages.rewritten(ROOT / page, who), "utf-8", newline="\n")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("page", MANUALS)
def test_every_block_says_what_it_is(page: str) -> None:
    """A block without a language is a drawing or a piece of copy: no command hides in it."""
    for block in pages.blocks(ROOT / page):
        assert block.language in (*pages.RUN, *pages.SHOWN, *pages.ALONE), block
        if not block.language:
            assert not block.text.lstrip("$ ").startswith("presslayout "), block


WRONG = {
    "```sh\npresslayout check nothing.yaml\n```": "exit",
    "```sh\nfrobnicate\n```": "exit 127",
    "```sh\nmake nothing\n```": "exit 1",
    "```sh\npresslayout preview issue/2026-10-18 --loud\n```": "exit 2",
    "```sh\npresslayout check issue/2026-10-18  # 退出码 3\n```": "exit 0 and not 3",
    "```sh\npresslayout explain overset\n```\n\n```text\n排不下\n```": "printed was",
    "```yaml\n报纸: {报名: 云岭日报, 报铭: 云岭}\n```": "no file has these keys",
    "```yaml\n头条: {行: 6-53, 拦: 1-6, 内容: 稿件}\n```": "no file has these keys",
    "```yaml\n版面:\n- {版次: 3, 版名: 特刊, 模板: 没有}\n```": "unknown",
    "```yaml\n报纸: [\n```": "no YAML",
    "<!-- 图：a.png out/没有.pdf 1 -->": "not there",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_on_a_page_is_told(text: str, tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"# 试\n\n{text}\n", "utf-8")
    (fault,) = pages.follow(path, reader("page", tmp_path, cache))
    assert fault.startswith("page.md:")
    assert WRONG[text] in fault


def test_lines_take_the_place_of_those_of_their_keys() -> None:
    text = "- 编号: A\n  主题: 甲\n- 编号: B\n  主题: 乙\n"
    assert pages.edited(text, "主题: 丙\n", "编号: B") == text.replace("乙", "丙")


def test_lines_left_out_are_any_lines_and_times_are_any_times() -> None:
    assert pages.alike("一\n……\n三，用时 2.0 秒\n", "一\n二\n二\n三，用时 0.4 秒\n")
    assert not pages.alike("一\n……\n四\n", "一\n二\n三\n")
    assert not pages.alike("一\n三\n", "一\n二\n三\n")


def test_every_key_of_the_tables_is_known() -> None:
    for record in specs.records():
        assert specs.fits({f.zh: "…" for f in record.fields}, record)
        assert not specs.fits({"没有这个键": "…"}, record)
