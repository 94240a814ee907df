"""How the preview and the page of differences look: at any size, in both schemes and languages.

`pytest --regenerate` takes the pictures of the documentation, docs/preview.png and docs/diff.png.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.desk import ROOT, SAMPLE, Desk
from tests.e2e.previewed import browser, previewed, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.previewed import Preview

pytestmark = pytest.mark.browser
# Width, height, scale, dark and language of windows that must all be usable.
WINDOWS = {
    "light": (1440, 900, 1, False, "zh-CN"),
    "dark": (1440, 900, 1, True, "en-US"),
    # A window of 1440 × 900 at 200 %.
    "large": (720, 450, 2, False, "zh-CN"),
    "phone": (390, 780, 2, True, "en-US"),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("looks") / "云岭日报", warm)
    for name in ("layout", "images", f"issue/{SAMPLE.name}"):
        shutil.copytree(ROOT / name, desk.root / name)
    return desk


@pytest.fixture(scope="module")
def preview(sample: Desk) -> Iterator[Preview]:
    with previewed(sample, f"issue/{SAMPLE.name}", fresh=True) as served:
        yield served


def opened(driver: Any, preview: Preview) -> None:
    driver.get(preview.url)
    until(lambda: driver.execute_script("return document.getElementById('stage').dataset.turn"))


def drawn(driver: Any) -> None:
    """Wait until all faces and pictures are there, nothing moves, and the window shows them."""
    driver.execute_async_script(
        # What nobody has scrolled to is not fetched yet.
        "const seen = (i) => { const b = i.getBoundingClientRect(); return b.width && b.bottom > 0"
        " && b.top < innerHeight && b.right > 0 && b.left < innerWidth; };"
        "const done = arguments[0], shown = () => requestAnimationFrame(() =>"
        " requestAnimationFrame(done)); Promise.allSettled([document.fonts.ready,"
        " ...[...document.querySelectorAll('img, image')].filter(seen).map((i) => i.decode()),"
        " ...document.getAnimations().map((a) => a.finished)]).then(shown)"
    )


@pytest.mark.parametrize("name", WINDOWS)
def test_nothing_is_cut_off_in_any_window(preview: Preview, name: str) -> None:
    width, height, scale, dark, lang = WINDOWS[name]
    with browser(width, height, scale=scale, dark=dark, lang=lang) as driver:
        opened(driver, preview)
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width
        outside = driver.execute_script(
            "return [...document.querySelectorAll('.bar button, .bar select')].filter((el) => {"
            " const b = el.getBoundingClientRect(); return b.width && (b.left < 0 ||"
            " b.right > innerWidth); }).map((el) => el.dataset.act ?? el.id)"
        )
        assert outside == []
        stage = driver.execute_script(
            "const b = document.getElementById('stage').getBoundingClientRect();"
            "return [b.width, b.height]"
        )
        assert min(stage) > 200
        assert driver.execute_script("return document.documentElement.lang") == lang[:2].replace(
            "zh", "zh-CN"
        )
        ground = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, ground[4:-1].split(","))) < 300) == dark


def test_the_pictures_of_the_documentation(
    sample: Desk, preview: Preview, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    issue = f"issue/{SAMPLE.name}"
    assert sample.run("build", issue, "--for", "proof", "-o", "改前").exit == 0
    copy = sample.root / issue / "稿件" / "B.md"
    text = copy.read_text("utf-8")
    copy.write_text(text.replace("68岁", "69岁").replace("登记簿", "登记册", 1), encoding="utf-8")
    spec = sample.root / issue / "issue.yaml"
    spec.write_text(
        spec.read_text("utf-8")
        .replace("主题: 草甸轮着歇", "主题: 草甸要轮着歇")
        .replace("焦点: [50%, 42%]", "焦点: [50%, 90%]"),
        encoding="utf-8",
    )
    assert sample.run("diff", "改前", issue, "-o", "对照").exit == 6
    folder = ROOT / "docs" if pytestconfig.getoption("--regenerate") else tmp_path
    with browser() as driver:
        opened(driver, preview)
        photo = preview.state()["pages"][0]["photos"][0]
        left, top, right, bottom = photo["box_mm"]
        driver.execute_script(
            "const s = document.querySelector('.sheet'), b = s.getBoundingClientRect();"
            "const k = b.width / 275; s.dispatchEvent(new MouseEvent('click', {bubbles: true,"
            " clientX: b.left + arguments[0] * k, clientY: b.top + arguments[1] * k}))",
            (left + right) / 2,
            (top + bottom) / 2,
        )
        until(lambda: driver.execute_script(
            "const i = document.querySelector('.whole img'); return i && i.naturalWidth"))  # fmt: skip
        drawn(driver)
        driver.save_screenshot(str(folder / "preview.png"))
        driver.get((sample.root / "对照" / "diff.html").as_uri())
        rows = driver.find_elements("css selector", "ol li a")
        assert len(rows) == 4
        rows[1].click()
        mark = driver.switch_to.active_element.get_attribute("id") or driver.execute_script(
            "return location.hash.slice(1)"
        )
        assert driver.find_element("css selector", f"[id='{mark}']").tag_name == "a"
        assert len(driver.find_elements("css selector", "svg image")) == 4
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        assert wide <= 1440
        driver.execute_script("scrollTo(0, 0)")
        drawn(driver)
        driver.save_screenshot(str(folder / "diff.png"))
    assert all((folder / name).stat().st_size > 50_000 for name in ("preview.png", "diff.png"))
