"""Answers that come late, or in another order than they were asked: nobody at the page is disturbed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.previewed import until
from tests.e2e.test_preview import act, press, settle, shows_all, turn
from tests.e2e.test_preview_desk import (
    CONTROL,
    DOWN,
    ENTER,
    ESCAPE,
    SHIFT,
    SLOW,
    begin,
    click,
    desk,
    driver,
    held,
    js,
    kept,
    keys,
    many,
    one,
    preview,
    second,
    tab,
    window,
    words_of,
    write,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.previewed import Preview

pytestmark = pytest.mark.browser
__all__ = ["desk", "driver", "preview", "window"]

ACTIVE = "return document.activeElement.dataset.key ?? document.activeElement.id"
FIELD = "return document.querySelector('#selection textarea')?.value"
# What of the answers is still on its way, by name; asked for until it is nothing.
WAY = "return window.way?.length ?? 0"


def slowly(window: Any, *names: str) -> None:
    """What is asked or sent under these names is answered when the answers are to come, from now on."""
    js(window, SLOW, list(names), 120_000)


def came(window: Any) -> None:
    """Let every slow answer come, and the page do with it what it does."""
    js(window, "window.free?.()")
    until(lambda: js(window, WAY) == 0)


def note(preview: Preview, words: str, at: int) -> None:
    """A comment made elsewhere, on six characters of the second story."""
    asked = {"page": 3, "story": "B", "part": "body", "kind": "note", "comment": words}
    assert preview.write("comments", asked | {"offset": at, "length": 6}).status == 200


# ── what is sent


def swap(window: Any, preview: Preview) -> None:
    first, other = (story["bbox_mm"] for story in preview.state()["pages"][0]["stories"])
    act(window, "boxes")
    press(window, 3, first[0] + 30, first[3] - 20, to=(other[0] + 60, other[1] + 40))
    act(window, "boxes")


def focus(window: Any, preview: Preview) -> None:
    left, top, right, bottom = preview.state()["pages"][0]["photos"][0]["box_mm"]
    press(window, 3, (left + right) / 2, (top + bottom) / 2)
    until(lambda: one(window, "#selection button.focus").send_keys(DOWN) or True)
    # It is sent a third of a second after the last key.
    until(lambda: js(window, "return window.asked.includes('focus')"))


def comment(window: Any, preview: Preview) -> None:
    press(window, 3, *second(preview))
    keys(window, "c")
    one(window, "#selection textarea").send_keys("另一处")
    click(window, "#selection .main")


def reply(window: Any, _: Preview) -> None:
    tab(window, "comments")
    click(window, "[data-key=reply-1]")
    one(window, "[data-key=reply-words-1]").send_keys("查过了")
    click(window, "[data-key=reply-send-1]")


def pressed(key: str) -> Callable[[Any, Preview], None]:
    def presses(window: Any, _: Preview) -> None:
        tab(window, "comments")
        click(window, f"[data-key={key}]")

    return presses


def again(window: Any, preview: Preview) -> None:
    preview.write("done", {"id": 1})
    tab(window, "comments")
    until(lambda: many(window, ".comment.done"))
    click(window, "[data-key=turn-1]")


def undo(window: Any, _: Preview) -> None:
    until(window.find_element("css selector", "[data-act=undo]").is_enabled)
    act(window, "undo")


SENT: dict[str, Callable[[Any, Preview], None]] = {
    "swap": swap, "focus": focus, "comments": comment, "reply": reply, "done": pressed("turn-1"),
    "again": again, "uncomment": pressed("remove-1"), "undo": undo,
}  # fmt: skip


@pytest.mark.parametrize("name", SENT)
def test_whoever_writes_on_is_not_disturbed_by_what_was_sent_before(
    preview: Preview, window: Any, name: str
) -> None:
    settle(preview, window)
    note(preview, "先前的", 40)
    settle(preview, window)
    slowly(window, name)
    SENT[name](window, preview)
    until(lambda: name in js(window, "return window.asked"))
    x, y = 3, 385
    press(window, 3, x, y)
    keys(window, "c")
    until(lambda: js(window, FIELD) == "" and "整版" in one(window, "#selection h2").text)
    keys(window, "还在写")
    came(window)
    shows_all(preview, window)
    assert js(window, ACTIVE) == "comment-words"
    keys(window, "这一条")
    assert js(window, FIELD) == "还在写这一条"
    held(window, CONTROL, ENTER)
    until(lambda: [c for c in kept(preview) if c["comment"] == "还在写这一条"])


def test_a_reply_that_is_being_written_is_not_closed_by_one_that_was_sent(
    preview: Preview, window: Any
) -> None:
    note(preview, "一", 10)
    note(preview, "二", 40)
    settle(preview, window)
    slowly(window, "reply")
    reply(window, preview)
    click(window, "[data-key=reply-2]")
    field = one(window, "[data-key=reply-words-2]")
    field.send_keys("还在")
    came(window)
    until(lambda: "查过了" in one(window, "[data-comment='1'] .reply").text)
    assert js(window, ACTIVE) == "reply-words-2"
    keys(window, "查")
    assert field.get_property("value") == "还在查"


def test_what_others_do_leaves_the_field_that_somebody_writes_in(
    preview: Preview, window: Any
) -> None:
    # Whoever composes Chinese would lose what he composes with the field.
    note(preview, "一", 10)
    settle(preview, window)
    tab(window, "comments")
    click(window, "[data-key=reply-1]")
    field = one(window, "[data-key=reply-words-1]")
    field.send_keys("查")
    note(preview, "二", 40)
    until(lambda: many(window, "[data-comment='2']"))
    now = turn(window)
    write(preview.desk, body="按步就班地走完了这一段路。\n")
    until(lambda: turn(window) > now)
    shows_all(preview, window)
    until(lambda: js(window, "return +stage.dataset.proof") >= preview.state()["turn"])
    field.send_keys("过")
    assert field.get_property("value") == "查过"
    tab(window, "search")
    search = one(window, "#q")
    search.send_keys("他走")
    js(
        window,
        "window.left = 0; document.getElementById('q').addEventListener('blur', () => { window.left++ })",
    )
    note(preview, "三", 50)
    shows_all(preview, window)
    assert js(window, "return window.left") == 0
    assert js(window, ACTIVE) == "q"


@pytest.mark.parametrize("kind", ["comment", "reply"])
def test_what_is_sent_twice_is_kept_once(preview: Preview, window: Any, kind: str) -> None:
    note(preview, "一", 10)
    settle(preview, window)
    slowly(window, "comments", "reply")
    if kind == "comment":
        begin(preview, window, "一次")
    else:
        tab(window, "comments")
        click(window, "[data-key=reply-1]")
        one(window, "[data-key=reply-words-1]").send_keys("一次")
    for _ in range(3):
        held(window, CONTROL, ENTER)
    came(window)
    shows_all(preview, window)
    assert [c["comment"] for c in kept(preview)] == ["一", "一次"][: 1 + (kind == "comment")]
    assert next(c["replies"] for c in preview.state()["comments"]) == ["一次"] * (kind == "reply")
    assert not many(window, "textarea")


def test_what_is_written_on_after_sending_stays(preview: Preview, window: Any) -> None:
    begin(preview, window, "先写的")
    slowly(window, "comments")
    held(window, CONTROL, ENTER)
    keys(window, "，还有")
    came(window)
    shows_all(preview, window)
    assert [c["comment"] for c in kept(preview)] == ["先写的"]
    assert js(window, FIELD) == "先写的，还有"
    assert js(window, ACTIVE) == "comment-words"
    held(window, CONTROL, ENTER)
    until(lambda: [c["comment"] for c in kept(preview)] == ["先写的", "先写的，还有"])
    until(lambda: not many(window, "#selection textarea"))


def test_whoever_has_gone_to_search_stays_there(preview: Preview, window: Any) -> None:
    begin(preview, window, "查实")
    slowly(window, "comments")
    held(window, CONTROL, ENTER)
    tab(window, "search")
    click(window, "#q")
    keys(window, "他走")
    came(window)
    shows_all(preview, window)
    assert js(window, ACTIVE) == "q"
    assert one(window, "#q").get_property("value") == "他走"
    # What was sent is no longer written.
    assert not many(window, "#selection textarea")


# ── what is asked


def test_what_is_chosen_meanwhile_stays_chosen(preview: Preview, window: Any) -> None:
    settle(preview, window)
    slowly(window, "at")
    tab(window, "stories")
    press(window, 3, *second(preview))
    click(window, ".card .plain")
    came(window)
    assert not many(window, "#selection blockquote")
    assert many(window, "#selection [data-key=swap]")
    # What is closed stays closed, what is pressed for it comes to nothing.
    slowly(window, "at")
    press(window, 3, *second(preview))
    keys(window, "c", ESCAPE)
    came(window)
    assert not one(window, "#selection").is_displayed()
    assert not many(window, "#selection textarea")


def test_keys_pressed_fast_lead_as_far_as_slow_ones(preview: Preview, window: Any) -> None:
    settle(preview, window)
    x, y = second(preview)
    led = []
    for fast in (False, True):
        if fast:
            slowly(window, "at", "between", "things")
        press(window, 3, x, y - 30)
        told = []
        for step in (["j"], ["j"], ["j"], [SHIFT, DOWN], [SHIFT, DOWN], ["]"], ["]"]):
            if len(step) > 1:
                held(window, *step)
            else:
                keys(window, *step)
            if not fast:
                shows_all(preview, window)
                told.append(words_of(window, "#selection"))
        came_or_quiet(window, fast=fast)
        led.append((words_of(window, "#selection"), told))
    assert len(set(led[0][1])) == len(led[0][1])
    assert led[0][0] == led[1][0]


def came_or_quiet(window: Any, *, fast: bool) -> None:
    """A chain of slow answers: each asks for the next."""
    if fast:
        came(window)
        quiet = "return performance.now() - window.last > 300 && !window.way.length"
        until(lambda: js(window, quiet))


def test_a_key_that_is_held_goes_no_further_than_the_page_follows(
    preview: Preview, window: Any
) -> None:
    settle(preview, window)
    x, y = second(preview)
    press(window, 3, x, y - 30)
    until(lambda: many(window, "#selection blockquote"))
    slowly(window, "at")
    for number in range(20):
        told = {"type": "keyDown", "key": "j", "text": "j", "autoRepeat": number > 0}
        window.execute_cdp_cmd("Input.dispatchKeyEvent", told)
    window.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyUp", "key": "j"})
    came(window)
    # One line further, and one more for each answer that came while the key was down.
    assert 1 <= js(window, "return window.asked.length") < 10


def test_enter_takes_what_was_written_and_not_what_was_found_before(
    preview: Preview, window: Any
) -> None:
    settle(preview, window)
    tab(window, "search")
    one(window, "#q").send_keys("他走")
    until(lambda: len(many(window, "#hits .hit")) > 1)
    # Whoever composes Chinese takes by it what he composes.
    composed = (
        "document.getElementById('q').dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'Enter', isComposing: true, bubbles: true }))"
    )
    js(window, composed)
    came(window)
    assert not one(window, "#selection").is_displayed()
    slowly(window, "search")
    one(window, "#q").clear()
    one(window, "#q").send_keys("再接再励", ENTER)
    came(window)
    until(lambda: [e.text for e in many(window, "#selection blockquote")] == ["再接再励"])


def test_a_focus_is_not_taken_out_of_the_hand(preview: Preview, window: Any) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    settle(preview, window)
    left, top, right, bottom = preview.state()["pages"][0]["photos"][0]["box_mm"]
    press(window, 3, (left + right) / 2, (top + bottom) / 2)
    until(lambda: js(window, "return document.querySelector('.whole img')?.naturalWidth"))
    settle(preview, window)
    slowly(window, "at")
    now, proof = turn(window), js(window, "return +stage.dataset.proof")
    write(preview.desk, headline="守水的日夜")
    until(lambda: turn(window) > now and "at" in js(window, "return window.asked"))

    def held() -> bool:
        # It is put anew once more where what is told of the page comes between.
        dot = one(window, "#selection button.focus")
        ActionChains(window).click_and_hold(dot).move_by_offset(40, 20).perform()
        return True

    until(held)
    came(window)
    until(lambda: js(window, "return +stage.dataset.proof") > proof)
    before = preview.desk.spec.read_text("utf-8")
    ActionChains(window).move_by_offset(20, 10).release().perform()
    until(lambda: preview.desk.spec.read_text("utf-8") != before)
    shows_all(preview, window)
    shown = "return document.querySelector('#selection button.focus').style.left"
    at = preview.state()["pages"][0]["photos"][0]["focus"][0]
    assert float(js(window, shown).rstrip("%")) == pytest.approx(at * 100, abs=0.2)
    assert at > 0.5


def test_what_cannot_be_asked_is_not_asked_for_ever(preview: Preview, window: Any) -> None:
    settle(preview, window)
    now = turn(window)
    write(preview.desk, headline="守水的日夜")
    until(lambda: turn(window) > now)
    settle(preview, window)
    # As while the preview is being started again.
    js(
        window,
        "const f = window.fetch; window.tries = 0; window.fetch = async (where, ...more) => {"
        "if (/^(changes|things)/.test(where)) { window.tries++; throw new TypeError('gone'); } return f(where, ...more); };"
        "window.back = () => { window.fetch = f; };",
    )
    act(window, "compare")
    keys(window, "]")
    until(lambda: js(window, "return window.tries") > 1)
    frames = "const go = arguments[0]; let n = 0; const on = () => ++n < 30 ? requestAnimationFrame(on) : go(); on();"
    window.execute_async_script(frames)
    assert js(window, "return window.tries") < 20
    js(window, "window.back()")
    keys(window, "]")
    until(lambda: many(window, "#selection .top"))
    act(window, "compare")
    act(window, "compare")
    until(lambda: many(window, ".sheet > .tints .tint"))
