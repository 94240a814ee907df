"""From the command to the first page, and from a save to new pixels, in a browser.

    python benchmarks/preview.py [--edits 50] [--starts 7] [--pages 2,16,48]

The sample, and issues of as many pages as asked for, each page the sample's two stories.  The
largest of these is begun with nothing kept, again and again: the clock runs from the start of the
command until the browser has put up the page that it asks for, and until all pages are set.  Every
edit changes one character of a story: the clock runs from the moment the file is written until the
new pixels are up; beside it stands what of that the engine took.  Wants chromium, chromium-driver
and selenium.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = "issue/2026-10-18"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
PAGE = """\
  - 版次: {n}
    版名: 特刊
    模板: 四开-双稿特刊
    责任编辑: 顾长川
    栏题: {{文字: 云岭秋行, 角标: 特刊}}
    稿件:
      - 编号: A{n}
        位置: 头条
        主题: 守山的日子
        副题: 云岭县二十年护林治水纪事
        署名: 文/本报记者 沈禾青
        正文: A{n}.md
        图片:
          - 文件: images/{photo}
            说明: 去年深秋，龙潭坪林场的落叶松黄了半面坡。
            摄影: 某某
            栏数: 2
            位置: 右上
      - 编号: B{n}
        位置: 二条
        主题: 树下长桌脚边事
        署名: 本报记者 陆一鸣
        正文: B{n}.md
"""


def main() -> None:
    """Print a row an issue."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--pages", default="2,16,48")
    asked = parser.parse_args()
    counts = sorted(map(int, asked.pages.split(",")))
    with tempfile.TemporaryDirectory(prefix="presslayout-") as folder:
        root = Path(folder)
        # What an earlier run has set is not set here.
        os.environ["PRESSLAYOUT_CACHE"] = str(root / "cache")
        issues = {count: _made(root / str(count), count) for count in counts}
        for number in (1, counts[-1] // 2):
            _begun(issues[counts[-1]], counts[-1], number, asked.starts)
        _row("the sample, 2 pages", _sample(root / "s"), "稿件/B.md", asked.edits)
        shown = {n: _row(f"{n} pages", issues[n], "A1.md", asked.edits) for n in counts}
        engine = {n: _engine(issues[n]) for n in counts}
        for n in counts:
            print(
                f"{n} pages, set and painted again in this process's own time: {engine[n]:.1f} ms"
            )
        few, many = counts[0], counts[-1]
        print(f"{many} pages : {few} pages, save to pixels {shown[many] / shown[few]:.2f}, "
              f"own time {engine[many] / engine[few]:.2f}")  # fmt: skip


def _begun(issue: Path, count: int, number: int, starts: int) -> None:
    """How long the first look at a page takes, with nothing kept."""
    address, first, whole = [], [], []
    with _browser() as driver:
        for _ in range(starts):
            driver.get("about:blank")
            with tempfile.TemporaryDirectory(prefix="presslayout-") as cache:
                begun = time.time() * 1000
                with _served(issue, cache) as url:
                    address.append(time.time() * 1000 - begun)
                    driver.get(f"{url}#{number}")
                    first.append(_shown(driver, 1) - begun)
                    pending = "return window.presslayout.pending"
                    while driver.execute_script(pending):
                        time.sleep(0.02)
                    whole.append(time.time() * 1000 - begun)
    middle = [statistics.median(times) for times in (address, first, whole)]
    print(f"{count} pages, nothing kept, page {number} asked for: address {middle[0]:.0f} ms, that page "
          f"shown {middle[1]:.0f} ms, all pages {middle[2]:.0f} ms ({starts} starts)", flush=True)  # fmt: skip


def _engine(issue: Path) -> float:
    """Milliseconds of processor time from an edit to the PDF of its page, without any browser."""
    from presslayout.newsroom.options import Options
    from presslayout.preview.painted_pages import PaintedPages
    from presslayout.preview.workbench import Workbench

    bench, sheets, times = Workbench(issue / "issue.yaml", Options()), PaintedPages(), []
    # Facts of files that were just written are not kept yet.
    time.sleep(2.5)
    for number in range(1000, 1025):
        _edit(issue / "A1.md", number)
        begun = time.process_time()
        good = bench.turn().good
        assert good is not None
        sheets.add(good.painting)
        sheets.pdf(good.composition.pages[0].hash)
        times.append((time.process_time() - begun) * 1000)
    return statistics.median(times[5:])


def _row(name: str, issue: Path, story: str, edits: int) -> float:
    copy = issue / story
    with _served(issue) as url, _browser() as driver:
        driver.get(url)
        _shown(driver, 1)
        while driver.execute_script("return window.presslayout.pending"):
            time.sleep(0.02)
        times, engine = [], []
        # The first edits warm what a newsroom has warm all evening.
        for number in range(edits + 5):
            time.sleep(0.3)
            turn = _turn(driver)
            begun = _edit(copy, number)
            ended = _shown(driver, turn + 1)
            if number >= 5:  # noqa: PLR2004
                times.append(ended - begun)
                engine.append(
                    float(driver.execute_script("return window.presslayout.timings_ms.total"))
                )
    times.sort()
    median, high = statistics.median(times), times[len(times) * 95 // 100]
    print(f"{name}: save to pixels {median:.0f} ms, 95 % within {high:.0f} ms, "
          f"of that setting {statistics.median(engine):.0f} ms ({edits} edits)", flush=True)  # fmt: skip
    return median


def _edit(copy: Path, number: int) -> float:
    """One character changed; when, in milliseconds of the machine's clock."""
    text = copy.read_text(encoding="utf-8")
    places = [i for i, char in enumerate(text) if "一" <= char <= "龥"]
    at = places[(len(places) // 3 + 11 * number) % len(places)]
    spare = copy.with_name(f".{copy.name}.new")
    spare.write_text(text[:at] + "山水林田"[number % 4] + text[at + 1 :], encoding="utf-8")
    spare.replace(copy)
    return time.time() * 1000


def _turn(driver: Any) -> int:
    return int(driver.execute_script("return document.getElementById('stage').dataset.turn") or 0)


def _shown(driver: Any, turn: int) -> float:
    """When the pixels of a turn stood on the screen."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if _turn(driver) >= turn:
            stamp = driver.execute_script("return document.getElementById('stage').dataset.shown")
            return float(stamp)
        time.sleep(0.01)
    raise SystemExit("the browser shows nothing new")


def _sample(root: Path) -> Path:
    for name in ("layout", "images"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / SAMPLE, root / SAMPLE)
    return root / SAMPLE


def _made(root: Path, count: int) -> Path:
    """An issue of so many pages, each with the sample's first two stories."""
    for name in ("layout", "images"):
        shutil.copytree(ROOT / name, root / name)
    issue = root / "issue" / "期"
    issue.mkdir(parents=True)
    photos = sorted(path.name for path in (root / "images").glob("*.jpg"))
    paper = "报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128"
    spec = [f"报纸: {{{paper}, 今日版数: {count}}}\n版面:\n"]
    for n in range(1, count + 1):
        spec.append(PAGE.format(n=n, photo=photos[n % len(photos)]))
        for name in "AB":
            text = (ROOT / SAMPLE / "稿件" / f"{name}.md").read_text(encoding="utf-8")
            (issue / f"{name}{n}.md").write_text(text, encoding="utf-8")
    (issue / "issue.yaml").write_text("".join(spec), encoding="utf-8")
    return issue


@contextmanager
def _served(issue: Path, cache: str = "") -> Iterator[str]:
    words = [sys.executable, "-m", "presslayout", "preview", str(issue), "--port", "0", "--json"]
    kept = {"PRESSLAYOUT_CACHE": cache} if cache else {}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, env={**os.environ, **kept})
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def _browser() -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    with tempfile.TemporaryDirectory(prefix="presslayout-", ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or "chromium"
        for flag in (*FLAGS, f"--user-data-dir={profile}", "--window-size=1440,900"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        try:
            yield driver
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
