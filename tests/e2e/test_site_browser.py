"""The reading site in a real browser, from a folder: by mouse, touch and key, by day and by night."""

from __future__ import annotations

import http.server
import threading
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from presslayout.newsroom.publishing import publish
from tests import bags
from tests.axe import violations
from tests.e2e.previewed import browser, until
from tests.e2e.test_site import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser
FIRST = "html/2026-10/18/nbs.D530000_01.htm"
OLDEST = "html/2026-09/30/nbs.D530000_01.htm"
SECOND = "html/2026-10/18/nbs.D530000_02.htm"
STORY = "html/2026-10/18/content_D530000_01_01.htm"
POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'"
BODY = "走了二十年，走坏六十一双胶鞋。" * 12
INSIDE = """
const [polygon] = arguments, box = polygon.getBoundingClientRect();
polygon.scrollIntoView({block: "center"});
const now = polygon.getBoundingClientRect();
return [now.left + now.width / 2, now.top + now.height / 2];
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("site")
    bags.daily(home / "bags", ["2026-09-30", "2026-10-17", "2026-10-19"])
    front = {
        "A": {
            "kicker": "云岭故事",
            "headline": "守山的日子",
            "byline": "本报记者",
            "body": BODY,
            "photo": "一座山",
        },
        "B": {"headline": "树下长桌", "body": "桌上有三样东西。\n" + BODY},
        "C": {"body": "没有标题的短讯。"},
    }
    bags.bag(
        home / "bags" / "x",
        bags.edition(
            "2026-10-18",
            front,
            {"A": {"body": "接着说。"}, "D": {"headline": "河水", "body": BODY}},
        ),
    )
    publish([home / "bags"], home / "web")
    return home / "web"


@pytest.fixture(scope="module")
def window(site: Path) -> Iterator[Any]:
    del site
    with browser() as driver:
        yield driver
        grave = [e["message"] for e in driver.get_log("browser") if e["level"] == "SEVERE"]
        assert not grave


def go(driver: Any, site: Path, path: str) -> None:
    driver.get(f"file://{quote(str(site))}/{path}")


def at(driver: Any) -> str:
    return str(driver.current_url).partition("#")[0].rpartition("/web/")[2]


def is_read(driver: Any) -> bool:
    """Whether the page hears keys by now."""
    return bool(driver.execute_script("return document.readyState") == "complete")


def touching(driver: Any, *points: tuple[float, float]) -> None:
    """A finger set down at the first point, led over the others and lifted."""

    def send(kind: str, spots: list[tuple[float, float]]) -> None:
        told = [{"x": x, "y": y} for x, y in spots]
        driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    send("touchStart", [points[0]])
    for point in points[1:]:
        send("touchMove", [point])
    send("touchEnd", [])


@pytest.mark.parametrize("page", [FIRST, SECOND])
@pytest.mark.parametrize("way", ["mouse", "touch", "key", "zoomed"])
def test_every_outline_leads_to_its_story(window: Any, site: Path, page: str, way: str) -> None:
    from selenium.webdriver.common.keys import Keys

    touch = way == "touch"
    window.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": touch})
    go(window, site, page)
    count = len(window.find_elements("css selector", ".zones polygon"))
    assert count >= 3
    for number in range(count):
        go(window, site, page)
        if way == "zoomed":
            window.find_element("css selector", "[data-do=in]").click()
        polygon = window.find_elements("css selector", ".zones polygon")[number]
        link = polygon.find_element("xpath", "..")
        wanted = window.execute_script("return arguments[0].href.baseVal", link).rpartition("/")[2]
        x, y = window.execute_script(INSIDE, polygon)
        if way == "key":
            window.execute_script("arguments[0].focus()", link)
            link.send_keys(Keys.ENTER)
        elif touch:
            touching(window, (x, y))
        else:
            for kind in ("mousePressed", "mouseReleased"):
                told = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
                window.execute_cdp_cmd("Input.dispatchMouseEvent", told)
        until(lambda w=wanted: at(window).endswith(w))
    window.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def test_keys_and_strokes_turn_pages_and_stories(window: Any, site: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    go(window, site, FIRST)
    body = window.find_element("tag name", "body")
    body.send_keys(Keys.ARROW_RIGHT)
    until(lambda: is_read(window) and at(window) == SECOND)
    window.find_element("tag name", "body").send_keys(Keys.ARROW_LEFT)
    until(lambda: is_read(window) and at(window) == FIRST)
    window.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    go(window, site, STORY)
    touching(window, (900, 600), (700, 605), (500, 608))
    until(lambda: is_read(window) and at(window).endswith("_01_02.htm"))
    window.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
    window.find_element("tag name", "body").send_keys("/")
    until(lambda: at(window).startswith("search.html"))


def test_the_old_map_goes_along_with_the_picture(window: Any, site: Path) -> None:
    go(window, site, FIRST)
    until(lambda: window.execute_script("return document.querySelector('#sheet-picture').complete"))
    share = """
const area = document.querySelector("map area"), picture = document.querySelector("#sheet-picture");
const polygon = document.querySelector(".zones polygon").getBoundingClientRect();
const box = picture.getBoundingClientRect();
return [Number(area.coords.split(",")[0]), polygon.left - box.left];
"""
    for step in ("", "in"):
        if step:
            window.find_element("css selector", "[data-do=in]").click()
        known, drawn = window.execute_script(share)
        assert abs(known - drawn) <= 3


def test_words_are_found_from_a_folder_and_nothing_else_is(window: Any, site: Path) -> None:
    for words, count in (
        ("守山的日子", 1),
        ("石桥", 3),
        ("石", 3),
        ("云岭县 早晨", 3),
        ("山岭", 0),
        ("三样东西", 1),
    ):
        go(window, site, f"search.html?q={quote(words)}")
        until(lambda: window.find_element("id", "told").text[-1:] in ("篇", "”"))
        hits = window.find_elements("css selector", "#hits li")
        assert len(hits) == count, words
        for hit in hits:
            marked = {one.text for one in hit.find_elements("tag name", "mark")}
            assert marked <= set(words.split())
            assert marked
    link = window.find_element("css selector", "#hits a")
    link.click()
    until(lambda: "content_" in at(window))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_wrong(site: Path, width: int, *, dark: bool) -> None:
    with browser(width, 844, dark=dark) as driver:
        for path in (
            "index.html",
            FIRST,
            OLDEST,
            STORY,
            "calendar.html",
            f"search.html?q={quote('石桥')}",
        ):
            go(driver, site, path)
            if "search" in path:
                until(lambda: driver.find_elements("css selector", "#hits li"))
            assert violations(driver) == [], path
            over = driver.execute_script(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert over <= 0, path


def test_light_and_size_of_type_are_kept(window: Any, site: Path) -> None:
    go(window, site, STORY)
    size = "return getComputedStyle(document.querySelector('#ozoom')).fontSize"
    before = float(window.execute_script(size)[:-2])
    window.find_element("css selector", "[data-do=larger]").click()
    window.find_element("css selector", "[data-do=theme]").click()
    theme = window.execute_script("return document.documentElement.dataset.theme")
    go(window, site, STORY)
    assert float(window.execute_script(size)[:-2]) > before
    assert window.execute_script("return document.documentElement.dataset.theme") == theme
    window.find_element("css selector", "[data-do=theme]").click()
    window.find_element("css selector", "[data-do=smaller]").click()


def test_a_page_grows_and_shows_its_finest_picture(window: Any, site: Path) -> None:
    go(window, site, FIRST)
    for _ in range(3):
        window.find_element("css selector", "[data-do=in]").click()
    assert window.find_element("id", "scale").text == "300%"
    shown = "return document.querySelector('#sheet-picture').currentSrc"
    until(lambda: "-2000." in window.execute_script(shown))
    window.find_element("tag name", "body").send_keys("0")
    until(lambda: window.find_element("id", "scale").text == "100%")


def test_hostile_words_run_nothing(tmp_path: Path) -> None:
    stories = {f"S{n}": dict.fromkeys(("kicker", "headline", "deck", "byline", "body", "photo"), text)
               for n, text in enumerate(HOSTILE)}  # fmt: skip
    bags.bag(
        tmp_path / "b",
        bags.edition(
            "2026-10-18", stories, paper=HOSTILE[0], section=HOSTILE[1], variant=HOSTILE[2]
        ),
    )
    web = tmp_path / "web"
    publish([tmp_path / "b"], web)
    with browser() as driver:
        pages = [p for p in sorted(web.rglob("*.htm*")) if ".presslayout-site" not in p.parts]
        for page in (
            *pages,
            web / f"search.html?q={quote('hit')}",
            web / f"search.html?q={quote(HOSTILE[0])}",
        ):
            driver.get(f"file://{quote(str(page), safe='/?=%')}")
            if "?q=" in page.name:
                until(lambda: driver.find_elements("css selector", "#hits li"))
            assert driver.execute_script("return window.hit") is None, page
            assert (
                driver.execute_script(
                    "return document.querySelectorAll('[onerror],[onload]').length"
                )
                == 0
            )


def test_a_strict_policy_stops_nothing(site: Path) -> None:
    class Strict(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with browser() as driver:
            root = f"http://127.0.0.1:{server.server_port}/"
            for path in ("index.html", FIRST, STORY, "calendar.html"):
                driver.get(root + path)
                if path == FIRST:
                    driver.find_element("css selector", "[data-do=in]").click()
            driver.get(f"{root}search.html?q={quote('石桥')}")
            until(lambda: driver.find_elements("css selector", "#hits li"))
            assert [e for e in driver.get_log("browser") if "favicon" not in e["message"]] == []
    finally:
        server.shutdown()
        server.server_close()
