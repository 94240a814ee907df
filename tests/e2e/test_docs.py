"""The documentation as a site: no link leads nowhere, and Chinese words are found from a folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.e2e.previewed import browser
from tests.kit import ROOT
from tests.waiting import until

ZENSICAL = Path(sys.executable).with_name("zensical")
LANGUAGE = re.compile(r'<a href="([^"]+)" hreflang="(\w+)"')
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
    # Older than any environment: nothing is to be installed into the one that runs these tests.
    os.utime(top / "pyproject.toml", (0, 0))
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
    own = {f"{page}.md" for page in written if page.parts[0] != "en"}
    # The gallery and the specimen are pictures with notes for whoever draws them.
    assert {name for name in own if not name.startswith(("gallery/", "specimen/"))} == led(
        "mkdocs.yml"
    )
    assert {f"{page}.md" for page in written} - own == {
        f"en/{name}" for name in led("mkdocs.en.yml")
    }


def led(config: str) -> set[str]:
    """The pages to which a site leads."""
    lines = (ROOT / config).read_text("utf-8").splitlines()
    return {line.rpartition(": ")[2] for line in lines if line.endswith(".md")}


def test_each_language_leads_to_the_other_from_any_page(site: Path) -> None:
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue
        links = dict(LANGUAGE.findall(page.read_text("utf-8")))
        found = {(page.parent / to).resolve(): tongue for to, tongue in links.items()}
        assert found == {site / "index.html": "zh", site / "en" / "index.html": "en"}, page


def test_pictures_that_both_languages_show_are_found(site: Path) -> None:
    for page in (site / "en").glob("*.html"):
        for name in re.findall(r'<img src="(\.\./[^"]+)"', page.read_text("utf-8")):
            assert (page.parent / unquote(name)).is_file(), (page, name)


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
