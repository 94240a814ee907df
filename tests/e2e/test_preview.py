"""The preview in a real browser: what an editor does, and what is then on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import Desk, copy
from tests.e2e.previewed import browser, previewed, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from tests.e2e.previewed import Preview


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Iterator[Preview]:
    desk = Desk(tmp_path_factory.mktemp("preview") / "工作区", warm)
    desk.write()
    with previewed(desk) as served:
        yield served


@pytest.fixture(scope="module")
def window(preview: Preview) -> Iterator[Any]:
    with browser() as driver:
        driver.get(preview.url)
        until(lambda: turn(driver))
        yield driver
        grave = [entry["message"] for entry in driver.get_log("browser")
                 if entry["level"] == "SEVERE"]  # fmt: skip
        assert not grave


def turn(driver: Any) -> int:
    shown = driver.execute_script("return document.getElementById('stage').dataset.turn")
    return int(shown or 0)


def shown(driver: Any, number: int = 3) -> str:
    """The addresses of the tiles of a page."""
    tiles = driver.execute_script(
        "return [...document.querySelectorAll(`[data-number='${arguments[0]}'] .layer img`)]"
        ".map((i) => i.src)",
        number,
    )
    return " ".join(tiles)


def test_a_save_shows_and_keeps_zoom_and_place(preview: Preview, window: Any) -> None:
    window.execute_script("document.querySelector('[data-act=natural]').click()")
    until(lambda: "100" in window.find_element("id", "zoom").text)
    window.execute_script("document.getElementById('stage').scrollTo(120, 340)")
    place = "const s = document.getElementById('stage'); return [s.scrollLeft, s.scrollTop]"
    before, tiles, now = window.execute_script(place), shown(window), turn(window)
    preview.desk.write(body=copy(1500).replace("清晨", "早晨", 1))
    until(lambda: turn(window) > now)
    assert shown(window) != tiles
    assert window.execute_script(place) == before
    assert "100" in window.find_element("id", "zoom").text


def test_a_broken_spec_keeps_the_page_and_says_where(preview: Preview, window: Any) -> None:
    good, now, tiles = preview.desk.spec.read_text("utf-8"), turn(window), shown(window)
    preview.desk.spec.write_text(good.replace("  - 版次: 3", "  - 版次：3"), encoding="utf-8")
    fault = window.find_element("id", "fault")
    until(fault.is_displayed)
    line = 1 + good[: good.index("版次: 3")].count("\n")
    place = fault.find_element("css selector", ".source")
    assert place.text.startswith(f"issue/期/issue.yaml:{line}:")
    assert place.get_attribute("href").startswith("vscode://file/")
    assert shown(window) == tiles
    preview.desk.spec.write_text(good, encoding="utf-8")
    until(lambda: turn(window) > now and not fault.is_displayed())
