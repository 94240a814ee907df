"""The preview in a real browser: what an editor does, and what is then on the screen."""

from __future__ import annotations

import difflib
import json
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import PHOTO, ROOT, Desk, copy
from tests.e2e.previewed import browser, previewed, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from tests.e2e.previewed import Preview


PICTURE = (
    PHOTO.format(file="images/远山.jpg", caption="远山") + "            焦点: [48%, 38%]  # 山脊\n"
)


# How long nothing new must come, and how many times as long as an answer takes.
QUIET_SECONDS, QUIET_ASKS = 0.4, 12
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Iterator[Preview]:
    desk = Desk(tmp_path_factory.mktemp("preview") / "工作区", warm)
    (desk.root / "images").mkdir(parents=True)
    shutil.copy(ROOT / "images" / "Picture_0B_by_freespace.jpg", desk.root / "images" / "远山.jpg")
    write(desk)
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


def write(desk: Desk, **facts: str) -> None:
    desk.write(photo=PICTURE, **{"body": copy(900), **facts})
    told = "".join(f"第{n}天他走到{n * 7}号界碑，记下{n * 13}棵新苗。" for n in range(10, 60))
    (desk.spec.parent / "B.txt").write_text(told + "\n", encoding="utf-8")


def turn(driver: Any) -> int:
    shown = driver.execute_script("return document.getElementById('stage').dataset.turn")
    return int(shown or 0)


def settle(preview: Preview, driver: Any) -> None:
    """Wait until every save so far is on the screen, the whole page."""
    act(driver, "fit")
    shows_all(preview, driver)


def shows_all(preview: Preview, driver: Any) -> None:
    """Wait until every save so far is on the screen; nothing is touched."""
    turns, since, slowest = 0, time.monotonic(), 0.0
    # That no save is still on its way is seen by none coming for a while, which is longer where
    # others are at work, too.
    while (quiet := time.monotonic() - since) < QUIET_SECONDS or quiet < slowest * QUIET_ASKS:
        began = time.monotonic()
        now = preview.state()["turn"]
        slowest = max(slowest, time.monotonic() - began)
        if now != turns:
            until(lambda n=now: turn(driver) >= n)
            turns, since = now, time.monotonic()
        time.sleep(0.1)


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
    write(preview.desk, body=copy(900).replace("清晨", "早晨", 1))
    until(lambda: turn(window) > now)
    assert shown(window) != tiles
    assert window.execute_script(place) == before
    assert "100" in window.find_element("id", "zoom").text


def test_a_broken_spec_keeps_the_page_and_says_where(preview: Preview, window: Any) -> None:
    shows_all(preview, window)
    good, now, tiles = preview.desk.spec.read_text("utf-8"), turn(window), shown(window)
    preview.desk.spec.write_text(good.replace("  - 版次: 3", "  - 版次：3"), encoding="utf-8")
    fault = window.find_element("id", "fault")
    until(fault.is_displayed)
    line = 1 + good[: good.index("版次: 3")].count("\n")
    # What is read while the file is being written may be told for a moment.
    until(lambda: f"issue/期/issue.yaml:{line}:" in fault.text)
    place = fault.find_element("css selector", ".source")
    assert place.get_attribute("href").startswith("vscode://file/")
    assert shown(window) == tiles
    preview.desk.spec.write_text(good, encoding="utf-8")
    until(lambda: turn(window) > now and not fault.is_displayed())


def press(
    driver: Any, page: int, x: float, y: float, *, to: tuple[float, float] | None = None
) -> None:
    """A click at a place of a page in millimetres, or a drag from there."""
    script = (
        "const b = document.querySelector(`.sheet[data-number='${arguments[0]}']`)"
        ".getBoundingClientRect(); const k = b.width / 275;"
        "return [b.left + arguments[1] * k, b.top + arguments[2] * k].map(Math.round)"
    )
    from selenium.webdriver.common.actions.action_builder import ActionBuilder

    actions = ActionBuilder(driver, duration=20)
    actions.pointer_action.move_to_location(*driver.execute_script(script, page, x, y))
    actions.pointer_action.pointer_down()
    if to is not None:
        actions.pointer_action.move_to_location(*driver.execute_script(script, page, *to))
    actions.pointer_action.pointer_up()
    actions.perform()


def act(driver: Any, name: str) -> None:
    until(lambda: driver.find_element("css selector", f"[data-act={name}]").click() or True)


def changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_a_click_on_a_line_finds_where_it_was_written(preview: Preview, window: Any) -> None:
    settle(preview, window)
    act(window, "fit")
    left, top, _, _ = preview.state()["pages"][0]["stories"][1]["bbox_mm"]
    # In the last rows of the second story nothing but its body stands.
    press(window, 3, left + 20, top + 80)
    selection = window.find_element("id", "selection")
    until(selection.is_displayed)
    line = until(lambda: selection.find_element("css selector", "blockquote").text)
    source = (
        "const a = document.querySelector('#selection .source'); return [a.textContent, a.href]"
    )
    told, href = window.execute_script(source)
    file, number, column = told.rsplit(":", 2)
    assert file == "issue/期/B.txt"
    written = (preview.desk.root / file).read_text("utf-8").splitlines()[int(number) - 1]
    at, length = int(column) - 1, len(line)
    assert line in written[max(at - length, 0) : at + length]
    assert href.endswith(f":{number}:{column}")


def test_lines_are_chosen_by_key(window: Any) -> None:
    window.execute_script("document.querySelector('.card .plain').click()")
    until(lambda: window.find_elements("css selector", "#selection h2"))
    stage = window.find_element("id", "stage")
    stage.send_keys("j")
    first = until(lambda: [e.text for e in window.find_elements("css selector", "blockquote")])
    stage.send_keys("j")
    until(lambda: [e.text for e in window.find_elements("css selector", "blockquote")] != first)
    stage.send_keys("\ue00c")
    until(lambda: not window.find_element("id", "selection").is_displayed())


def test_a_finding_is_shown_at_its_place(preview: Preview, window: Any) -> None:
    write(preview.desk, body=copy(5000))
    until(lambda: any(d["code"] == "overset" for d in preview.state()["diagnostics"]))
    until(lambda: turn(window) >= preview.state()["turn"])
    until(lambda: window.find_element("id", "tab-diagnostics").click() or True)
    place = (
        "const e = document.querySelector('.finding.error .source'); return e?.textContent ?? ''"
    )
    until(lambda: window.execute_script(place).startswith("issue/期/"))
    window.execute_script("document.querySelector('.finding.error button').click()")
    until(lambda: window.find_elements("css selector", ".over .marked"))
    until(lambda: window.find_element("id", "tab-stories").click() or True)
    until(lambda: any("字" in e.text for e in window.find_elements("css selector", ".chip.error")))
    write(preview.desk)
    until(lambda: not window.find_elements("css selector", ".chip.error"))


def test_a_focus_that_was_dragged_is_one_line_of_the_spec(preview: Preview, window: Any) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    settle(preview, window)
    before = preview.desk.spec.read_text("utf-8")
    photo = preview.state()["pages"][0]["photos"][0]
    left, top, right, bottom = photo["box_mm"]
    press(window, 3, (left + right) / 2, (top + bottom) / 2)
    until(lambda: window.find_elements("css selector", ".whole img"))
    until(lambda: window.execute_script("return document.querySelector('.whole img').naturalWidth"))
    # What is told of the copy is shown with the photo: it has come by then.
    until(lambda: window.execute_script("return +stage.dataset.proof") >= preview.state()["turn"])
    seen: list[Any] = []

    def stands() -> bool:
        # What is dragged before the photo has its place is left where it was.
        seen.append(window.find_element("css selector", "button.focus").rect)
        return len(seen) > 3 and seen[-1] == seen[-2] == seen[-3]

    until(stands)
    dot, now = window.find_element("css selector", "button.focus"), turn(window)
    ActionChains(window).click_and_hold(dot).move_by_offset(60, 30).release().perform()
    until(lambda: turn(window) > now)
    after = preview.desk.spec.read_text("utf-8")
    old, new = changed(before, after)
    assert old == "-             焦点: [48%, 38%]  # 山脊"
    assert new.startswith("+             焦点: [")
    assert new.endswith("]  # 山脊")
    focus = preview.state()["pages"][0]["photos"][0]["focus"]
    assert focus[0] > 0.5
    assert focus[1] > 0.4
    until(window.find_element("css selector", "[data-act=undo]").is_enabled)
    act(window, "undo")
    until(lambda: preview.desk.spec.read_text("utf-8") == before)


def test_two_stories_that_were_dragged_change_places(preview: Preview, window: Any) -> None:
    settle(preview, window)
    before, now = preview.desk.spec.read_text("utf-8"), preview.state()
    first, second = (story["bbox_mm"] for story in now["pages"][0]["stories"])
    act(window, "boxes")
    press(window, 3, first[0] + 30, first[3] - 20, to=(second[0] + 60, second[1] + 40))
    until(lambda: preview.desk.spec.read_text("utf-8") != before)
    assert changed(before, preview.desk.spec.read_text("utf-8")) == [
        "-         位置: 头条", "+         位置: 二条", "-         位置: 二条", "+         位置: 头条",
    ]  # fmt: skip
    until(window.find_element("css selector", "[data-act=undo]").is_enabled)
    act(window, "undo")
    until(lambda: preview.desk.spec.read_text("utf-8") == before)
    act(window, "boxes")


def test_an_edit_made_elsewhere_is_not_undone(preview: Preview) -> None:
    spec = preview.desk.spec
    before = spec.read_text("utf-8")
    assert preview.write("swap", {"story": "A", "other": "B"}).status == 200
    spec.write_text(spec.read_text("utf-8") + "# 编辑部\n", encoding="utf-8")
    refused = preview.write("undo", {})
    assert refused.status == 409
    assert refused.json["message"]
    assert spec.read_text("utf-8").endswith("# 编辑部\n")
    spec.write_text(before, encoding="utf-8")


def test_a_comment_is_kept_and_listed_with_the_marks(preview: Preview, window: Any) -> None:
    settle(preview, window)
    left, top, _, _ = preview.state()["pages"][0]["stories"][1]["bbox_mm"]
    press(window, 3, left + 20, top + 80)
    until(lambda: window.find_elements("css selector", "#selection blockquote"))
    line = until(lambda: window.find_element("css selector", "#selection blockquote").text)
    act(window, "comment")
    until(lambda: window.find_elements("css selector", "#selection textarea"))
    window.find_element("css selector", "#selection textarea").send_keys("这一句查实")
    until(lambda: window.find_element("css selector", "#selection .main").click() or True)
    until(lambda: window.find_elements("css selector", "[data-comment]"))
    assert window.find_elements("css selector", ".over .commented")
    kept = preview.desk.spec.parent / "批注.json"
    (one,) = json.loads(kept.read_bytes())["comments"]
    assert one["text"] == line
    listed = preview.desk.run("marks", str(kept), "issue/期", "--json").json["marks"]
    assert [(m["story"], m["comment"], m["status"]) for m in listed] == [
        ("B", "这一句查实", "open")
    ]
    copy_file = preview.desk.root / listed[0]["file"]
    text = copy_file.read_text("utf-8")
    rows = text.splitlines(keepends=True)
    row, at = listed[0]["line"] - 1, listed[0]["column"] + 1
    rows[row] = rows[row][:at] + "改" + rows[row][at + 1 :]
    copy_file.write_text("".join(rows), encoding="utf-8")
    done = preview.desk.run("marks", str(kept), "issue/期", "--json").json["marks"]
    assert done[0]["status"] == "done"
    until(lambda: window.find_elements("css selector", ".comment.done"))
    copy_file.write_text(text, encoding="utf-8")


def test_two_windows_see_one_save(preview: Preview, window: Any) -> None:
    settle(preview, window)
    first = window.current_window_handle
    window.switch_to.new_window("tab")
    window.get(preview.url)
    until(lambda: turn(window))
    now = preview.state()["turn"]
    write(preview.desk, headline="守山的日夜")
    until(lambda: turn(window) > now)
    # The files of a save are several, and seen one by one.
    until(lambda: preview.state()["pages"][0]["hash"] in shown(window))
    shows_all(preview, window)
    key = preview.state()["pages"][0]["hash"]
    assert key in shown(window)
    window.close()
    window.switch_to.window(first)
    until(lambda: key in shown(window))


def test_before_and_after_show_what_was_signed(preview: Preview, window: Any) -> None:
    settle(preview, window)
    signed = preview.state()["pages"][0]["hash"]
    words = ("--page", "3", "--round", "三校", "--by", "唐小雨")
    assert preview.desk.run("sign", "issue/期", *words).exit == 0
    write(preview.desk, headline="守水的日夜")
    until(lambda: preview.state()["pages"][0]["hash"] != signed)
    older = preview.state()["pages"][0]["older"]
    assert {"kind": "signed", "hash": signed, "round": "三校", "by": "唐小雨"} in older
    act(window, "compare")
    until(lambda: signed in window.execute_script(
        "return [...document.querySelectorAll('.older img')].map((i) => i.src).join()"))  # fmt: skip
    bar = until(lambda: window.find_element("css selector", ".cut"))
    bar.send_keys("\ue014")
    assert bar.get_attribute("aria-valuenow") == "52"
    act(window, "compare")


def test_plates_show_their_ink_alone(preview: Preview) -> None:
    import io

    from PIL import Image

    key = preview.state()["pages"][0]["hash"]

    def pixels(inks: str) -> Any:
        data = preview.ask(f"page/{key}/{inks}/300/0-0.png").body
        return Image.open(io.BytesIO(data)).convert("RGB")

    whole, black, cyan = pixels("cmyk"), pixels("k"), pixels("c")
    assert whole.size == black.size == cyan.size
    # Black alone is grey, cyan alone holds no red that paper does not.
    dots = [black.getpixel((x, y)) for x in range(black.width) for y in range(black.height)]
    assert all(max(p) - min(p) < 40 for p in dots)
    assert sum(p[0] < 100 for p in dots) > 500
    blue = [cyan.getpixel((x, y)) for x in range(cyan.width) for y in range(cyan.height)]
    assert all(r <= g + 8 and r <= b + 8 for r, g, b in blue)


def test_every_action_has_a_key_and_words_in_both_languages(window: Any) -> None:
    for _ in range(2):
        window.find_element("css selector", "body").send_keys("?")
        until(lambda: window.find_elements("css selector", "dialog[open] tr"))
        keys = window.execute_script(
            "return [...document.querySelectorAll('dialog tr')].map("
            "(row) => [row.querySelectorAll('kbd').length, row.lastChild.textContent])"
        )
        assert len(keys) > 15
        assert all(count and words for count, words in keys)
        until(lambda: window.find_element("css selector", "dialog button").click() or True)
        act(window, "language")
    nameless = window.execute_script(
        "return [...document.querySelectorAll('button, select, [role=tab], [role=slider]')].filter("
        "(el) => !el.textContent.trim() && !el.getAttribute('aria-label')).map((el) => el.outerHTML)"
    )
    assert nameless == []
