"""The desk in the browser: what is found is seen, what is written stays, what is asked is done."""

from __future__ import annotations

import base64
import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.axe import violations
from tests.e2e.desk import ROOT, Desk, copy
from tests.e2e.previewed import browser, previewed, until
from tests.e2e.test_preview import PICTURE, act, press, settle, shows_all, turn
from tests.ports import own_port
from tests.unit.preview.issues import issue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.previewed import Preview

pytestmark = pytest.mark.browser
FAULTY = "县里共有12人，其中男5人，女9人。再接再励，大家继续走。"
ESCAPE, TAB, ENTER, CONTROL, DOWN, RIGHT, SHIFT = (
    "\ue00c", "\ue004", "\ue007", "\ue009", "\ue015", "\ue014", "\ue008",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, warm: Path) -> Desk:
    made = Desk(tmp_path / "工作区", warm)
    (made.root / "images").mkdir(parents=True)
    shutil.copy(ROOT / "images" / "Picture_0B_by_freespace.jpg", made.root / "images" / "远山.jpg")
    write(made)
    return made


@pytest.fixture
def preview(desk: Desk) -> Iterator[Preview]:
    with previewed(desk) as served:
        yield served


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with browser() as made:
        yield made


@pytest.fixture
def window(preview: Preview, driver: Any) -> Any:
    look(driver, preview)
    return driver


def write(desk: Desk, **facts: str) -> None:
    told = "".join(f"第{n}天他走到{n * 7}号界碑，记下{n * 13}棵新苗。" for n in range(10, 60))
    desk.write(**{"photo": PICTURE, "body": f"{FAULTY}\n{copy(900)}", **facts})
    (desk.spec.parent / "B.txt").write_text(told + "\n", encoding="utf-8")


def look(driver: Any, preview: Preview) -> None:
    """The page, every page set and read."""
    driver.get(preview.url)
    until(lambda: turn(driver) and js(driver, "return +stage.dataset.proof"))


def js(driver: Any, script: str, *values: Any) -> Any:
    return driver.execute_script(script, *values)


def click(driver: Any, css: str) -> None:
    """Click on what stands there, also where the page has just put it anew."""
    until(lambda: one(driver, css).click() or True)


def choose(driver: Any, css: str, value: str) -> None:
    """Choose of a list what has this value, also where the page has just put the list anew."""
    from selenium.webdriver.support.select import Select

    def chosen() -> bool:
        Select(one(driver, css)).select_by_value(value)
        return True

    until(chosen)


def words_of(driver: Any, css: str) -> str:
    """The words of what stands there, also where the page has just put it anew."""
    (words,) = until(lambda: [one(driver, css).text])
    return str(words)


def many(driver: Any, selector: str) -> list[Any]:
    return list(driver.find_elements("css selector", selector))


def one(driver: Any, selector: str) -> Any:
    return until(lambda: next(iter(many(driver, selector)), None))


def keys(driver: Any, *pressed: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    chain = ActionChains(driver)
    for each in pressed:
        chain.send_keys(each)
    chain.perform()


def held(driver: Any, key: str, *pressed: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    chain = ActionChains(driver).key_down(key)
    for each in pressed:
        chain.send_keys(each)
    chain.key_up(key).perform()


def tab(driver: Any, name: str) -> None:
    until(lambda: one(driver, f"#tab-{name}").click() or True)


def second(preview: Preview) -> tuple[float, float]:
    """A place in the body of the second story."""
    left, top, _, _ = preview.state()["pages"][0]["stories"][1]["bbox_mm"]
    return left + 20, top + 80


def kept(preview: Preview) -> list[dict[str, Any]]:
    file = preview.desk.spec.parent / "批注.json"
    return list(json.loads(file.read_bytes())["comments"]) if file.is_file() else []


# ── (1) what is found


def test_what_a_proofreader_finds_is_seen_at_its_place_and_in_the_list(window: Any) -> None:
    tab(window, "diagnostics")
    codes = "return [...document.querySelectorAll('#list .finding .machine')].map((e) => e.textContent.trim())"
    until(lambda: {"wrong-word", "sum-differs"} <= set(js(window, codes)))
    groups = "return [...document.querySelectorAll('#list .kin > summary strong')].map((e) => e.textContent)"
    assert {"错词", "合计"} <= set(js(window, groups))
    assert len(many(window, ".over .found")) >= 2

    def shows() -> bool:
        rows = many(window, "#list .finding .plain")
        next(e for e in rows if "再接再励" in e.text).click()
        return True

    until(shows)
    box = until(lambda: js(window, MARKED))
    left, top, right, bottom = box[0]
    # The characters, and no more than those.
    assert 10 < right - left < 16
    assert bottom - top < 5
    # At its place it is told, too.
    press(window, 3, (left + right) / 2, (top + bottom) / 2)
    until(lambda: any("再接再励" in e.text for e in many(window, "#selection .finding")))


MARKED = (
    "return [...document.querySelectorAll('.over > .marked')].map((r) => ['x','y','width','height']"
    ".map((n) => r[n].baseVal.value)).map(([x, y, w, h]) => [x, y, x + w, y + h])"
)


def test_a_fault_that_is_mended_goes_and_one_that_is_made_comes(
    preview: Preview, window: Any
) -> None:
    tab(window, "diagnostics")
    until(lambda: "再接再励" in one(window, "#list").text)
    write(preview.desk, body=f"按步就班地走完了这一段路。\n{copy(900)}")
    until(lambda: "按步就班" in one(window, "#list").text)
    assert "再接再励" not in words_of(window, "#list")
    # The files of a save are several: what is told of the last is told of all.
    until(lambda: preview.state()["proof"]["turn"] == preview.state()["turn"])


def test_findings_are_filtered_by_severity_kind_and_page(window: Any) -> None:
    tab(window, "diagnostics")
    until(lambda: many(window, "#list .finding.warning"))
    click(window, ".filter.warning")
    until(lambda: not many(window, "#list .finding.warning") and not many(window, ".found.warning"))
    assert one(window, ".filter.warning").get_attribute("aria-pressed") == "false"
    # The focus stays on what was pressed.
    assert js(window, "return document.activeElement.dataset.key") == "filter-warning"
    window.refresh()
    until(lambda: js(window, "return +stage.dataset.proof"))
    tab(window, "diagnostics")
    assert not many(window, "#list .finding.warning")
    click(window, ".filter.warning")
    choose(window, "[data-key=filter-kind]", "layout")
    until(lambda: not any("再接再励" in e.text for e in many(window, "#list .finding")))
    choose(window, "[data-key=filter-kind]", "")
    until(lambda: any("再接再励" in e.text for e in many(window, "#list .finding")))
    click(window, "[data-key=filter-here]")
    until(lambda: one(window, "[data-key=filter-here]").is_selected())
    assert many(window, "#list .finding")


def test_what_found_no_room_is_seen_on_the_page_and_can_be_read(
    preview: Preview, window: Any
) -> None:
    write(preview.desk, body=copy(5000))
    until(lambda: many(window, ".over .overset text"))
    shows_all(preview, window)
    said = js(window, "return document.querySelector('.over .overset text').textContent")
    left = preview.state()["pages"][0]["stories"][0]["overset"]
    assert said == f"多 {left['lines']} 行 {left['chars']} 字"
    tab(window, "stories")
    click(window, ".left summary")
    assert until(lambda: one(window, ".left p").text)[:10] == left["text"].strip()[:10]


def test_an_error_takes_no_room_of_the_page(preview: Preview, window: Any) -> None:
    size = "const b = stage.getBoundingClientRect(); return [b.left, b.top, b.width, b.height, stage.scrollTop]"
    settle(preview, window)
    before, good = js(window, size), preview.desk.spec.read_text("utf-8")
    preview.desk.spec.write_text(good.replace("  - 版次: 3", "  - 版次：3"), encoding="utf-8")
    fault = window.find_element("id", "fault")
    until(fault.is_displayed)
    assert js(window, size) == before
    until(lambda: one(window, "#fault [data-key=fold]").click() or True)
    until(lambda: not many(window, "#fault .finding"))
    assert fault.rect["height"] < 60
    assert js(window, "return document.activeElement.dataset.key") == "fold"
    preview.desk.spec.write_text(good, encoding="utf-8")
    until(lambda: not fault.is_displayed())


# ── (2) what is written


def begin(preview: Preview, window: Any, words: str) -> None:
    """Somebody begins to write about a line."""
    settle(preview, window)
    press(window, 3, *second(preview))
    until(lambda: many(window, "#selection blockquote"))
    act(window, "comment")
    one(window, "#selection textarea").send_keys(words)


def test_a_draft_outlives_a_reload_another_selection_and_a_restart(desk: Desk, driver: Any) -> None:
    words = "这个数查过没有"
    with previewed(desk, port=str(own_port())) as preview:
        look(driver, preview)
        begin(preview, driver, words)
        line = words_of(driver, "#selection blockquote")
        driver.refresh()
        field = "return document.querySelector('#selection textarea')?.value"
        until(lambda: js(driver, field) == words)
        assert words_of(driver, "#selection blockquote") == line
        # Something else is selected: the draft waits among the comments.
        photo = preview.state()["pages"][0]["photos"][0]["box_mm"]
        press(driver, 3, (photo[0] + photo[2]) / 2, (photo[1] + photo[3]) / 2)
        until(lambda: many(driver, ".whole img"))
        assert not many(driver, "#selection textarea")
        tab(driver, "comments")
        assert words in words_of(driver, ".comment.draft")
        url = preview.url
    until(lambda: js(driver, "return document.getElementById('live').dataset.state") == "lost")
    with previewed(desk, port="") as again:
        assert again.url == url
        until(lambda: js(driver, "return document.getElementById('live').dataset.state") == "live")
        driver.refresh()
        until(lambda: turn(driver))
        tab(driver, "comments")
        click(driver, ".comment.draft .plain")
        until(lambda: js(driver, field) == words)
        click(driver, "#selection .main")
        until(lambda: kept(again))
        assert [(c["comment"], c["text"]) for c in kept(again)] == [(words, line)]
        until(lambda: not many(driver, ".comment.draft"))


def test_what_cannot_be_sent_stays_in_the_field(preview: Preview, window: Any) -> None:
    begin(preview, window, "留着")
    (preview.desk.spec.parent / "批注.json").write_text("不是批注", encoding="utf-8")
    click(window, "#selection .main")
    until(lambda: "坏了" in one(window, "#toast").text)
    assert js(window, "return document.querySelector('#selection textarea').value") == "留着"
    (preview.desk.spec.parent / "批注.json").unlink()
    click(window, "#selection .main")
    until(lambda: kept(preview))


def test_a_draft_finds_its_words_where_they_are_by_then(preview: Preview, window: Any) -> None:
    begin(preview, window, "查")
    line = words_of(window, "#selection blockquote")
    file = preview.desk.spec.parent / "B.txt"
    now = turn(window)
    file.write_text("新加的一句。" + file.read_text("utf-8"), encoding="utf-8")
    until(lambda: turn(window) > now)
    click(window, "#selection .main")
    until(lambda: kept(preview))
    assert kept(preview)[0]["text"] == line
    body = file.read_text("utf-8").strip()
    assert body[kept(preview)[0]["offset"] :].startswith(line)


def test_two_windows_see_one_draft(preview: Preview, window: Any) -> None:
    first = window.current_window_handle
    window.switch_to.new_window("tab")
    try:
        look(window, preview)
        tab(window, "comments")
        other = window.current_window_handle
        window.switch_to.window(first)
        begin(preview, window, "两边")
        window.switch_to.window(other)
        until(lambda: "两边" in one(window, "#list").text)
        window.close()
    finally:
        window.switch_to.window(first)


def test_characters_across_lines_are_marked_by_dragging(preview: Preview, window: Any) -> None:
    settle(preview, window)
    x, y = second(preview)
    press(window, 3, x, y, to=(x + 12, y + 9.2))
    until(lambda: next((e.text for e in many(window, "#selection blockquote")), ""))
    body = (preview.desk.spec.parent / "B.txt").read_text("utf-8")
    until(lambda: len(many(window, ".over .marked")) >= 2)
    text = words_of(window, "#selection blockquote")
    assert text in body
    assert len(text) > 20
    act(window, "comment")
    one(window, "#selection textarea").send_keys("这一段")
    click(window, "#selection .main")
    until(lambda: kept(preview))
    assert kept(preview)[0]["text"] == text


def comment_on(window: Any, preview: Preview, x: float, y: float, words: str) -> None:
    """A click, the key and the words, as fast as somebody can who does not wait for the page."""
    press(window, 3, x, y)
    keys(window, "c")
    until(lambda: [e for e in many(window, "#selection textarea") if not e.get_property("value")])
    one(window, "#selection textarea").send_keys(words)
    click(window, "#selection .main")
    until(lambda: any(c["comment"] == words for c in kept(preview)))


# What the page asks or sends under some names takes so many milliseconds, or until it is freed.
# `asked` are the names so far, `way` those whose answers the page has not done with yet, `last` is
# when the last of them came.
SLOW = """
const fetched = window.fetch, [names, most] = arguments;
let free = null;
const freed = new Promise((go) => { free = go; });
Object.assign(window, { asked: [], way: [], last: performance.now(), free });
window.fetch = async (where, ...more) => {
  const name = String(where).split("?")[0];
  if (!names.includes(name)) return fetched(where, ...more);
  asked.push(name);
  way.push(name);
  try {
    const answer = await fetched(where, ...more);
    await Promise.race([freed, new Promise((go) => setTimeout(go, most))]);
    return answer;
  } finally {
    setTimeout(() => { way.splice(way.indexOf(name), 1); last = performance.now(); }, 50);
  }
};
"""


def test_an_answer_that_comes_late_takes_nothing_from_who_has_gone_on(
    preview: Preview, window: Any
) -> None:
    settle(preview, window)
    js(window, SLOW, ["comments", "at"], 600)
    x, y = second(preview)
    comment_on(window, preview, x, y, "先写的")
    comment_on(window, preview, x, y + 9.2, "接着写的")
    comment_on(window, preview, 3, 385, "整版")
    told = {c["comment"]: c for c in kept(preview)}
    assert told["先写的"]["offset"] < told["接着写的"]["offset"]
    assert told["整版"]["stands_on"] == "page"
    until(lambda: not many(window, "#selection textarea"))
    assert not many(window, ".comment.draft")


def test_a_photo_a_story_furniture_and_the_page_take_comments(
    preview: Preview, window: Any
) -> None:
    settle(preview, window)
    page = preview.state()["pages"][0]
    left, top, right, bottom = page["photos"][0]["box_mm"]
    comment_on(window, preview, (left + right) / 2, (top + bottom) / 2, "换一张")
    settle(preview, window)
    things = preview.ask("things?page=3").json
    furniture = next(t for t in things if t["kind"] == "furniture" and t["on"] == "folio")
    x, y = ((furniture["box_mm"][n] + furniture["box_mm"][n + 2]) / 2 for n in (0, 1))
    comment_on(window, preview, x, y, "版名不对")
    settle(preview, window)
    comment_on(window, preview, 3, 385, "整版太挤")
    settle(preview, window)
    tab(window, "stories")
    click(window, ".card .plain")
    act(window, "comment")
    one(window, "#selection textarea").send_keys("这篇压到五百字")
    click(window, "#selection .main")
    until(lambda: len(preview.state()["comments"]) == 4)
    told = {c["comment"]: c for c in preview.state()["comments"]}
    assert told["换一张"]["part"].startswith("photo-")
    assert told["版名不对"]["block"] == furniture["block"]
    assert told["这篇压到五百字"]["story"] == "A"
    assert told["整版太挤"]["on"] == "page"
    assert all(c["status"] == "open" and c["places"] for c in told.values())
    # The marks' own list has them, too.
    file = preview.desk.spec.parent / "批注.json"
    marks = preview.desk.run("marks", str(file), "issue/期", "--json").json["marks"]
    assert {m["comment"]: m["status"] for m in marks} == dict.fromkeys(told, "open")


def test_a_comment_is_answered_done_opened_again_and_all_of_it_undone(
    preview: Preview, window: Any
) -> None:
    begin(preview, window, "查实")
    click(window, "#selection .main")
    card = "[data-comment='1']"
    until(lambda: one(window, f"{card} [data-key=reply-1]").click() or True)
    one(window, f"{card} textarea").send_keys("查过了，")
    window.refresh()
    until(lambda: turn(window))
    tab(window, "comments")
    until(lambda: one(window, f"{card} [data-key=reply-1]").click() or True)
    field = one(window, f"{card} textarea")
    assert field.get_attribute("value") == "查过了，"
    field.send_keys("无误")
    click(window, f"{card} [data-key=reply-send-1]")
    until(lambda: "查过了，无误" in one(window, f"{card} .reply").text)
    click(window, f"{card} [data-key=turn-1]")
    until(lambda: many(window, f"{card}.done"))
    # The key that was pressed says what can be done now, and has the focus.
    assert js(window, "return document.activeElement.dataset.key") == "turn-1"
    click(window, f"{card} [data-key=turn-1]")
    until(lambda: many(window, f"{card}.open"))
    click(window, f"{card} [data-key=turn-1]")
    until(lambda: many(window, f"{card}.done"))
    for status in ("open", "done", "open"):
        until(window.find_element("css selector", "[data-act=undo]").is_enabled)
        act(window, "undo")
        until(lambda status=status: many(window, f"{card}.{status}"))
    act(window, "undo")
    until(lambda: not many(window, f"{card} .reply"))
    until(lambda: one(window, f"{card} [data-key=remove-1]").click() or True)
    until(lambda: not many(window, card))
    act(window, "undo")
    until(lambda: many(window, card))


# ── (3) the address


@pytest.mark.parametrize("gone", ["stopped", "another"])
def test_an_old_tab_comes_back_by_itself(desk: Desk, driver: Any, gone: str) -> None:
    with previewed(desk, port=str(own_port())) as preview:
        look(driver, preview)
        url, port = preview.url, preview.port
    until(lambda: js(driver, "return document.getElementById('live').dataset.state") == "lost")
    if gone == "another":
        refused(driver, port)
    write(desk, headline="守水的日夜")
    with previewed(desk, port="") as again:
        assert again.url == url
        key = again.state()["pages"][0]["hash"]
        tiles = "return [...document.querySelectorAll('.layer img')].map((i) => i.src).join()"
        until(lambda: key in js(driver, tiles))


def refused(driver: Any, port: int) -> None:
    """For a while somebody else has the port, who knows no such page: the stream ends for good."""
    import http.server
    import threading

    heard = threading.Event()

    class Stranger(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404)
            heard.set()

        def log_message(self, *_: Any) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Stranger) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert heard.wait(60)
        server.shutdown()
    assert js(driver, "return document.getElementById('live').dataset.state") == "lost"


# ── (4) a swap that cannot be set


def test_a_swap_that_cannot_be_set_is_refused_before_it_is_written(
    preview: Preview, window: Any
) -> None:
    # The second slot has two columns, the lead's photo needs three.
    name = "四开-双稿特刊.yaml"
    template = (ROOT / "layout" / name).read_text("utf-8")
    first, second_, rest = template.partition("  二条: ")
    narrow = rest.replace("破栏: 4", "破栏: 2", 1)
    (preview.desk.root / "layout" / name).write_text(first + second_ + narrow, encoding="utf-8")
    write(preview.desk, photo=PICTURE.replace("栏数: 2", "栏数: 3"))
    settle(preview, window)
    assert not preview.state()["fault"]
    before, now = preview.desk.spec.read_bytes(), preview.state()["turn"]
    tab(window, "stories")
    click(window, ".card .plain")
    choose(window, "[data-key=swap]", "B")
    until(lambda: "没有写" in one(window, "#toast").text)
    assert "3 栏" in words_of(window, "#toast")
    assert preview.desk.spec.read_bytes() == before
    state = preview.state()
    assert (state["turn"], state["fault"], state["undo"]) == (now, [], 0)
    # One that can be set is written as ever.
    write(preview.desk)
    settle(preview, window)
    assert preview.write("swap", {"story": "A", "other": "B"}).status == 200
    assert preview.desk.spec.read_bytes() != before


# ── (5) the panel and the search


def test_the_story_panel_follows_the_page(tmp_path: Path, driver: Any) -> None:
    desk = Desk(tmp_path / "工作区", tmp_path / "cache")
    issue(desk.root, 6)
    with previewed(desk) as preview:
        look(driver, preview)
        until(lambda: len(many(driver, ".sheet")) == 6)
        there = (
            "const l = list.getBoundingClientRect(), h = document.querySelector(`#list h2[data-page='${arguments[0]}']`)"
            ".getBoundingClientRect(); return h.top >= l.top - 1 && h.bottom <= l.bottom"
        )
        for number in (4, 6, 1):
            driver.execute_script("location.hash = `#${arguments[0]}`", number)
            until(lambda n=number: js(driver, there, n))
            until(
                lambda n=number: (
                    js(driver, "return document.querySelector('.card[data-here]').dataset.page")
                    == str(n)
                )
            )


def test_words_are_found_in_the_copy_and_shown_at_their_place(
    preview: Preview, window: Any
) -> None:
    settle(preview, window)
    one(window, "#stage").send_keys("/")
    until(lambda: js(window, "return document.activeElement.id") == "q")
    keys(window, "再接再励")
    # What was asked before the last character was typed is found, too.
    until(lambda: words_of(window, "#hits mark") == "再接再励")
    assert len(many(window, "#hits .hit")) == 1
    keys(window, ENTER)
    until(lambda: [e.text for e in many(window, "#selection blockquote")] == ["再接再励"])
    until(lambda: many(window, ".over .marked"))
    field = one(window, "#q")
    field.clear()
    field.send_keys("没有这几个字")
    until(lambda: "没有找到" in one(window, "#hits").text)


# ── (6) before and after


def test_what_changed_is_tinted_on_both_sides(preview: Preview, window: Any) -> None:
    settle(preview, window)
    now = turn(window)
    write(preview.desk, body=f"{FAULTY}\n{copy(900)}".replace("清晨", "傍晚", 1))
    until(lambda: turn(window) > now)
    shows_all(preview, window)
    act(window, "compare")
    until(
        lambda: (
            many(window, ".sheet > .tints .tint.text") and many(window, ".older .tints .tint.text")
        )
    )
    assert (
        js(window, "return document.querySelector('[data-key=differences]').textContent")
        == "1 处不同"
    )
    width = js(window, "return document.querySelector('.sheet > .tints .tint').width.baseVal.value")
    assert 4 < width < 9
    click(window, "[data-key=differences]")
    until(lambda: many(window, ".over .marked"))
    act(window, "compare")
    until(lambda: not many(window, ".tint"))


# ── (7) printing


def test_printing_prints_the_pages_and_nothing_else(tmp_path: Path, driver: Any) -> None:
    import pypdfium2

    desk = Desk(tmp_path / "工作区", tmp_path / "cache")
    issue(desk.root, 3)
    with previewed(desk) as preview:
        look(driver, preview)
        until(lambda: len(many(driver, "#print .printed")) == 3)
        js(
            driver,
            "window.print = () => { window.printed = [...document.querySelectorAll('#print img')].every((i) => i.complete && i.naturalWidth) }",
        )
        held(driver, CONTROL, "p")
        assert until(lambda: js(driver, "return window.printed"))
        data = driver.execute_cdp_cmd(
            "Page.printToPDF", {"printBackground": True, "paperWidth": 8.27, "paperHeight": 11.69}
        )
        pdf = pypdfium2.PdfDocument(io.BytesIO(base64.b64decode(data["data"])))
        assert len(pdf) == 3
        for page in pdf:
            image = page.render(scale=1).to_pil().convert("L")
            assert sum(image.histogram()[:100]) > 3000
            assert "提示" not in page.get_textpage().get_text_range()


# ── (8) English


def test_the_english_page_is_english(preview: Preview, window: Any) -> None:
    settle(preview, window)
    begin(preview, window, "words")
    act(window, "language")
    try:
        # What is being written waits among the comments.
        tab(window, "comments")
        until(lambda: many(window, ".comment.draft"))
        assert js(window, CHINESE) == []
        click(window, "#selection .main")
        until(lambda: many(window, "[data-comment]") and not many(window, "textarea"))
        assert js(window, "return document.documentElement.lang") == "en"
        for name in ("stories", "diagnostics", "comments", "search"):
            tab(window, name)
            assert js(window, CHINESE) == [], name
        one(window, "#q").send_keys("他走到")
        until(lambda: many(window, ".hit"))
        assert js(window, CHINESE) == []
        for action in ("plates", "compare", "grid", "boxes"):
            act(window, action)
        assert js(window, CHINESE) == []
        for action in ("plates", "compare", "grid", "boxes"):
            act(window, action)
        one(window, "#stage").send_keys("?")
        until(lambda: many(window, "dialog[open] tr"))
        assert js(window, CHINESE) == []
        click(window, "dialog button")
    finally:
        act(window, "language")


# Words and labels with Han in them that are ours: the paper's own are marked as Chinese, and what
# a message quotes of it or names by it stands in the message.
CHINESE = """
const han = /[\\u3400-\\u9fff\\u3000-\\u303f\\uff00-\\uffef]/, found = [];
const own = "[lang=zh-CN], .source, #title, #issue, #language, #pages, .words, .advice, .reply, .slot, title, #where, .thumb";
for (const el of document.querySelectorAll("body *")) {
  if (el.closest(own) || el.closest("#print, script")) continue;
  if (!el.getClientRects().length) continue;
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    const value = el.getAttribute(name);
    if (value && han.test(value.replace("远山", "")) && !el.closest(".pixels, .whole, .sheet")) found.push(name + ": " + value);
  }
  for (const node of el.childNodes) {
    if (node.nodeType === 3 && han.test(node.data.replace("远山", "")) && !el.closest(".quiet")) found.push(node.data);
  }
}
return found;
"""


# ── (9) room, focus, keys, axe


@pytest.mark.parametrize(("width", "height"), [(720, 450), (683, 384), (640, 512)])
def test_at_200_percent_the_page_has_room(
    preview: Preview, driver: Any, width: int, height: int
) -> None:
    shape = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
    try:
        look(driver, preview)
        box = js(driver, "const b = stage.getBoundingClientRect(); return [b.width, b.height]")
        assert box[0] >= width * 0.6
        assert box[1] >= height * 0.65
        # Everything can be reached: nothing is cut off that cannot be scrolled to.
        assert js(driver, "return document.documentElement.scrollWidth <= innerWidth")
        assert js(
            driver,
            "const b = document.querySelector('.bar'); return b.scrollHeight <= b.clientHeight + 1",
        )
    finally:
        wide = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", wide)


def test_a_whole_round_by_keyboard_alone(preview: Preview, window: Any) -> None:
    settle(preview, window)
    one(window, "#stage").send_keys("n")
    active = "return document.activeElement.dataset.key ?? document.activeElement.id"
    until(lambda: str(js(window, active)).startswith("finding-"))
    assert many(window, ".over .marked")
    keys(window, "v")
    assert js(window, active) == "stage"
    keys(window, "]")
    until(lambda: many(window, "#selection .top"))
    for _ in range(12):
        before = words_of(window, "#selection")
        keys(window, "j")
        until(lambda said=before: one(window, "#selection").text != said)
        if "第 2 段" in words_of(window, "#selection h2"):
            break
    before = words_of(window, "#selection blockquote")
    held(window, SHIFT, DOWN)
    until(lambda: len(one(window, "#selection blockquote").text) > len(before) + 5)
    wide = words_of(window, "#selection blockquote")
    held(window, SHIFT, RIGHT)
    until(lambda: len(one(window, "#selection blockquote").text) == len(wide) + 1)
    keys(window, "c")
    until(lambda: js(window, active) == "comment-words")
    keys(window, "这两行改短")
    held(window, CONTROL, ENTER)
    until(lambda: kept(preview))
    assert kept(preview)[0]["text"] == until(lambda: one(window, "#selection blockquote").text)
    until(lambda: js(window, active) == "stage")
    keys(window, "i")
    until(lambda: js(window, active) == "tab-comments")
    # What was sent is in the list as soon as the page has been told of it.
    until(lambda: many(window, "[data-key=turn-1]"))
    for _ in range(12):
        keys(window, TAB)
        if js(window, active) == "turn-1":
            break
    assert js(window, active) == "turn-1"
    keys(window, ENTER)
    until(lambda: many(window, ".comment.done"))
    assert js(window, active) == "turn-1"
    held(window, CONTROL, "z")
    until(lambda: many(window, ".comment.open"))
    keys(window, "v", ESCAPE)
    until(lambda: not window.find_element("id", "selection").is_displayed())


def test_wherever_the_tab_key_leads_the_focus_is_seen(preview: Preview, window: Any) -> None:
    settle(preview, window)
    js(window, "document.activeElement.blur()")
    seen = set()
    for _ in range(60):
        keys(window, TAB)
        told = js(window, FOCUS)
        if told is None:
            continue
        name, outline, inside = told
        assert outline, name
        assert inside, name
        seen.add(name)
    assert len(seen) > 20


FOCUS = """
const el = document.activeElement;
if (!el || el === document.body) return null;
const style = getComputedStyle(el), box = el.getBoundingClientRect();
const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
return [el.outerHTML.slice(0, 90), drawn, box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight];
"""


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_wrong(preview: Preview, driver: Any, *, dark: bool) -> None:
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    try:
        look(driver, preview)
        begin(preview, driver, "查实")
        assert violations(driver) == []
        click(driver, "#selection .main")
        until(lambda: many(driver, "[data-comment]"))
        for name in ("stories", "diagnostics", "comments", "search"):
            tab(driver, name)
            assert violations(driver) == [], name
        write(preview.desk, body=copy(5000))
        until(lambda: many(driver, ".over .overset"))
        for action in ("plates", "compare"):
            act(driver, action)
        until(lambda: many(driver, ".cut"))
        tab(driver, "stories")
        assert violations(driver) == []
        for action in ("plates", "compare"):
            act(driver, action)
        preview.desk.spec.write_text("报纸: [", encoding="utf-8")
        until(driver.find_element("id", "fault").is_displayed)
        assert violations(driver) == []
        one(driver, "#stage").send_keys("?")
        until(lambda: many(driver, "dialog[open] tr"))
        assert violations(driver) == []
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
