"""Words that would be elements and scripts, wherever words are shown, looked at in a real browser."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from presslayout.newsroom.publishing import publish
from tests import bags
from tests.e2e.desk import PHOTO, Desk, copy
from tests.e2e.previewed import browser, previewed, until
from tests.e2e.test_preview import press, turn
from tests.e2e.test_site import HOSTILE, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# A name that a file may have where a slash is none of its letters.
NAME = "a<img src=x onerror=window.hit=1>b"
# What ran, what was made of words, and where a click would run words.
MADE = """
return [
  ...(window.hit ? ["ran"] : []),
  ...[...document.querySelectorAll("img[src='x'], svg[onload]")].map(e => e.outerHTML),
  ...[...document.querySelectorAll("b")].filter(e => e.textContent.includes("7*7"))
    .map(e => e.outerHTML),
  ...[...document.scripts].filter(e => /^\\s*window\\.hit/.test(e.textContent)).map(e => e.outerHTML),
  ...[...document.querySelectorAll("*")].filter(e =>
    [...e.attributes].some(a => /^on/i.test(a.name))).map(e => e.outerHTML.slice(0, 200)),
  ...[...document.querySelectorAll("[href], [src], [action]")].filter(e =>
    ["href", "src", "action"].some(n => /^\\s*javascript/i.test(e.getAttribute(n) || "")))
    .map(e => e.outerHTML.slice(0, 200)),
]
"""


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with browser() as made:
        yield made


def sound(driver: Any) -> None:
    assert driver.execute_script(MADE) == []
    # What a policy had to refuse was an element already.
    refused = [e["message"] for e in driver.get_log("browser") if "Security Policy" in e["message"]]
    assert refused == []


def hostile(desk: Desk, *, first: int = 0) -> None:
    """An issue that says it in its headline, byline, caption, editor, section, copy and names of files."""
    words = [json.dumps(text, ensure_ascii=False) for text in HOSTILE]
    (desk.root / "images").mkdir(parents=True, exist_ok=True)
    Image.effect_noise((900, 600), 60).convert("RGB").save(desk.root / f"images/{NAME}.jpg")
    photo = PHOTO.format(file=f"'images/{NAME}.jpg'", caption=words[first])
    body = f"{HOSTILE[first]}\n{copy(900)}" + "\n".join(HOSTILE) + "\n"
    desk.write(editor=words[0], headline=words[first + 1], photo=photo, body=body)
    text = desk.spec.read_text("utf-8")
    for old, new in (
        ("本报记者 沈禾青", words[1]),
        ("版名: 特刊", f"版名: {words[2]}"),
        ("文字: 云岭秋行", f"文字: {words[3]}"),
        ("角标: 特刊", f"角标: {words[4]}"),
        ("报名: 云岭日报", f"报名: {words[5]}"),
        ("正文: A.txt", f"正文: '{NAME}.txt'"),
    ):
        assert old in text
        text = text.replace(old, new)
    desk.spec.write_text(text, "utf-8")
    os.replace(desk.spec.parent / "A.txt", desk.spec.parent / f"{NAME}.txt")  # noqa: PTH105


def test_the_preview_shows_words_and_runs_none(desk: Desk, driver: Any) -> None:
    hostile(desk)
    with previewed(desk) as preview:
        for at, text in enumerate(HOSTILE):
            about = {"page": 3, "kind": "note", "comment": text, "author": HOSTILE[-1 - at]}
            made = preview.write("comments", about | ({"story": "A"} if at % 2 else {}))
            assert made.status == 200, made.body
        assert (
            preview.write("reply", {"id": 1, "comment": HOSTILE[1], "author": HOSTILE[0]}).status
            == 200
        )
        driver.get(preview.url)
        until(lambda: turn(driver) and driver.execute_script("return +stage.dataset.proof"))
        assert "onerror" in driver.execute_script("return document.body.textContent")
        sound(driver)
        acts = driver.execute_script(
            "return [...document.querySelectorAll('[data-act]')].map(e => e.dataset.act)"
        )
        for act in acts:
            # What is printed waits for a person.
            if act != "print":
                driver.execute_script(f"document.querySelector('[data-act={act}]').click()")
                sound(driver)
        driver.get(preview.url)
        until(lambda: turn(driver) and driver.execute_script("return +stage.dataset.proof"))
        for y in (45, 70, 100, 160, 230, 300):
            press(driver, 3, 60, y)
            sound(driver)
        assert preview.ask("search?words=%3Cimg").json
        # A save that goes wrong tells of the words that were wrong.
        text = desk.spec.read_text("utf-8")
        desk.spec.write_text(text.replace("位置: 头条", f"位置: {json.dumps(HOSTILE[1])}"), "utf-8")
        until(lambda: "onerror" in driver.find_element("id", "fault").text or turn(driver) > 1)
        sound(driver)


def test_a_report_of_changes_shows_words_and_runs_none(desk: Desk, driver: Any) -> None:
    hostile(desk)
    assert desk.run("build", "issue/期", "--for", "proof", "-o", "旧", "--no-verify").exit in (0, 3)
    hostile(desk, first=1)
    made = desk.run("diff", "旧", "issue/期", "-o", "差")
    assert made.exit == 6, made.err
    driver.get((desk.root / "差/diff.html").as_uri())
    assert "onerror" in driver.execute_script("return document.body.textContent")
    sound(driver)


def test_the_reading_site_shows_words_and_runs_none(tmp_path: Path, driver: Any) -> None:
    parts = ("headline", "kicker", "deck", "byline", "body", "photo")
    stories = {f"S{at}": dict.fromkeys(parts, text) for at, text in enumerate(HOSTILE)}
    for day, name in (("2026-10-18", HOSTILE[0]), ("2026-10-19", HOSTILE[1])):
        bag = bags.edition(day, stories, paper=name, section=name, variant=name)
        bags.bag(tmp_path / "bags" / day, bag)
    publish([tmp_path / "bags"], tmp_path / "web")
    pages = sorted((tmp_path / "web").rglob(PAGES))
    assert len(pages) > len(HOSTILE)
    for page in pages:
        driver.get(page.as_uri())
        sound(driver)
    # What is looked for is shown beside what is found.
    driver.get(f"{(tmp_path / 'web/index.html').as_uri()}#{HOSTILE[1]}")
    for field in driver.find_elements("css selector", "input[type=search]"):
        for text in HOSTILE[:2]:
            if field.is_displayed():
                field.clear()
                field.send_keys(text)
                sound(driver)
