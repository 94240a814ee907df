"""The documentation as a site: no link leads nowhere, and Chinese words are found from a folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.previewed import browser
from tests.kit import ROOT
from tests.waiting import until

ZENSICAL = Path(sys.executable).with_name("zensical")
# The field to search in and what was found stand in a tree of their own.
FIELD = """
const inside = () => [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean);
const field = () => inside().map((one) => one.querySelector("input")).find(Boolean);
const found = () =>
  inside().flatMap((one) => [...one.querySelectorAll("ol, ul")]).map((one) => one.textContent).join();
"""
pytestmark = pytest.mark.skipif(not ZENSICAL.is_file(), reason="zensical is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that no two workers write one folder."""
    top = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "docs", top / "docs")
    for path in (ROOT / "make.py", ROOT / "pyproject.toml", *ROOT.glob("mkdocs*.yml")):
        shutil.copy2(path, top)
    (top / ".venv").symlink_to(sys.prefix)
    done = subprocess.run(
        [sys.executable, "make.py", "docs"],
        cwd=top,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return top / "out" / "docs"


def test_every_page_is_led_to_and_every_name_leads_to_a_page(site: Path) -> None:
    written = {
        path.relative_to(ROOT / "docs").with_suffix("") for path in ROOT.glob("docs/**/*.md")
    }
    made = {path.relative_to(site).with_suffix("") for path in site.rglob("*.html")}
    assert written - made == set()
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    own = {f"{page}.md" for page in written if page.parts[0] != "en"}
    # The gallery and the specimen are pictures with notes for whoever draws them.
    assert {name for name in own if not name.startswith(("gallery/", "specimen/"))} == {
        line.rpartition(": ")[2] for line in config.splitlines() if line.endswith(".md")
    }


@pytest.mark.browser
def test_words_of_two_and_three_characters_are_found_from_a_folder(site: Path) -> None:
    words = (
        "转版 焦点 避头尾 县区版 签样 补字 拼版 差错率 合版 题衬 来稿 大样 预检 专色 叠印".split()
    )
    with browser(1200, 900) as driver:
        driver.get((site / "index.html").as_uri())
        driver.find_element("css selector", ".md-search__button").click()
        until(lambda: driver.execute_script(f"{FIELD} return !!field()"))
        for word in words:
            driver.execute_script(
                f"{FIELD} const f = field(); f.focus(); f.value = arguments[0];"
                "f.dispatchEvent(new InputEvent('input', {bubbles: true}))",
                word,
            )
            until(lambda word=word: word in driver.execute_script(f"{FIELD} return found()"))


def test_a_page_asks_nothing_of_a_network(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "fonts.googleapis" not in text
        assert 'src="http' not in text
        assert '<link rel="stylesheet" href="http' not in text
