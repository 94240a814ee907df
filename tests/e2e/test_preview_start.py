"""How the preview begins: an address at once, a page before the issue, the browser of the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.desk import Desk
from tests.e2e.previewed import browser, previewed, until
from tests.unit.preview.issues import issue

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 6


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Some pages, and nothing kept of them."""
    made = Desk(tmp_path / "工作区", tmp_path / "cache")
    issue(made.root, PAGES)
    return made


def test_where_no_window_can_be_opened_the_address_is_to_be_opened_by_hand(desk: Desk) -> None:
    for lang, words in (("zh", "请自己在浏览器里打开"), ("en", "by hand")):
        nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "BROWSER": ""}
        process = desk.start(
            "preview", "issue/期", "--port", "0", "--open", "--lang", lang, **nothing
        )
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            assert b"http://127.0.0.1:" in process.stdout.readline()
            said = [process.stderr.readline().decode() for _ in range(2)]
            assert words in said[-1]
        finally:
            process.terminate()
            process.communicate(timeout=60)


@pytest.mark.browser
def test_the_page_of_the_address_is_looked_at_from_the_beginning_on(desk: Desk) -> None:
    with previewed(desk, fresh=True) as preview, browser() as driver:
        driver.get(f"{preview.url}#4")

        def seen(script: str) -> Any:
            return driver.execute_script(f"return {script}")

        # The message for an issue without pages is never there, whatever there is to see yet.
        until(lambda: _never_empty(driver) and seen("stage.dataset.turn"))
        until(
            lambda: (
                _never_empty(driver)
                and len(seen("[...document.querySelectorAll('.sheet')]")) == PAGES
            )
        )
        until(lambda: seen("document.getElementById('live').dataset.state") == "live")
        assert seen("location.hash") == "#4"
        until(lambda: seen("document.getElementById('pages').value") == "4")
        top = (
            "document.querySelector(\".sheet[data-number='4']\").getBoundingClientRect().top"
            " - document.getElementById('stage').getBoundingClientRect().top"
        )
        until(lambda: 0 <= seen(top) < 60)
        # The address goes with the reader, and a reload stays with him.
        driver.execute_script("document.querySelector('[data-act=next]').click()")
        until(lambda: seen("location.hash") == "#5")
        driver.refresh()
        until(lambda: seen("document.getElementById('pages').value") == "5")
        assert seen("location.hash") == "#5"


@pytest.mark.browser
def test_without_a_page_in_the_address_the_first_is_looked_at(desk: Desk) -> None:
    with previewed(desk, fresh=True) as preview, browser() as driver:
        # All pages come at once.
        assert len(preview.state()["pages"]) == PAGES
        driver.get(preview.url)
        until(lambda: driver.execute_script("return stage.dataset.turn"))
        chosen = "return document.getElementById('pages').value"
        until(lambda: driver.execute_script(chosen) == "1")
        until(lambda: driver.execute_script("return location.hash") == "#1")
        assert driver.execute_script("return stage.scrollTop") < 30


def _never_empty(driver: Any) -> bool:
    assert not driver.find_element("id", "empty").is_displayed()
    return True
