"""A proofreader's whole round: what is typed wrong is found, spoken of, corrected, signed and counted."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.desk import ROOT, SAMPLE, Desk
from tests.e2e.previewed import browser, previewed, until
from tests.e2e.test_preview import act, press, settle, turn
from tests.e2e.test_preview_desk import MARKED, click, js, look, many, one, tab
from tests.marked import READERS, Ask, annotated
from tests.ports import own_port

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.desk import Ran
    from tests.e2e.previewed import Preview

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ISSUE = f"issue/{SAMPLE.name}"
# Where, what stood there, what somebody typed, and what is told of it.
FAULTS = (
    ("稿件/A.md", "把水壶灌满", "把把水壶灌满", "doubled-word"),
    ("稿件/A.md", "两间屋。", "两间屋，名声不径而走。", "wrong-word"),
    ("稿件/A.md", "罗长庚也有", "罗长赓也有", "name-differs"),
    ("稿件/B.md", "11月8日，星期日", "11月8日，星期一", "wrong-weekday"),
    ("稿件/D.md", "直径1.1米", "直径1.1平方米", "unit-odd"),
    ("稿件/D.md", "也有脾气，", "也有脾气,", "half-width-mark"),
    ("issue.yaml", "罗长庚养的", "罗长康养的", "name-not-in-body"),
)
# What the proofreader marks on paper; the last two are for people.
ASKED = (
    Ask("delete", "把", 0),
    Ask("replace", "不径而走", 0, "不胫而走"),
    Ask("replace", "罗长赓", 0, "罗长庚"),
    Ask("insert", "石门村的老皂角树", 0, "双河乡"),
    Ask("highlight", "一户一根管", 0, "核户数", reply="核过"),
    Ask("stamp", "", 0, "Approved"),
)
WRITTEN = {
    "稿件/A.md": (("把把", "把"), ("不径而走", "不胫而走"), ("罗长赓", "罗长庚")),
    "稿件/B.md": (("石门村的老皂角树", "双河乡石门村的老皂角树"),),
}


@pytest.fixture
def desk(tmp_path: Path, warm: Path) -> Desk:
    made = Desk(tmp_path / "w", warm)
    made.root.mkdir()
    for name in ("layout", "images", "issue"):
        shutil.copytree(ROOT / name, made.root / name)
    for file, right, wrong, _ in FAULTS:
        edit(made, right, wrong, file)
    return made


def edit(desk: Desk, old: str, new: str, file: str) -> None:
    path = desk.root / ISSUE / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def told(desk: Desk, verb: str, *words: str, code: int = 0) -> Any:
    made = desk.run(verb, *words, "--json")
    assert made.exit == code, made.err
    return made.json


def test_a_round_from_the_live_page_to_the_rate(desk: Desk, tmp_path: Path) -> None:
    assert desk.run("build", ISSUE, "-o", "before").exit == 0
    with browser() as driver:
        spoken_of(desk, driver, tmp_path)
    returned(desk)
    after(desk)
    signed(desk)
    counted(desk)


# ── on the live page


def spoken_of(desk: Desk, driver: Any, looked: Path) -> None:
    with previewed(desk, ISSUE, port=str(own_port())) as preview:
        look(driver, preview)
        found_at_their_places(preview, driver)
        comments(preview, driver)
        url = preview.url
        for dark in (False, True):
            scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
            assert driver.save_screenshot(str(looked / f"live-{'dark' if dark else 'light'}.png"))
    until(lambda: js(driver, "return document.getElementById('live').dataset.state") == "lost")
    with previewed(desk, ISSUE, port="") as again:
        assert again.url == url
        until(lambda: js(driver, "return document.getElementById('live').dataset.state") == "live")
        # What was done before is still the issue's, and the tab goes on with it.
        until(lambda: len(many(driver, "#list [data-comment]")) == 3)
        assert [c["status"] for c in again.state()["comments"]] == ["done", "open", "open"]


def pressed(driver: Any, code: str) -> bool:
    """Go to the first finding of a code."""
    row = next(e for e in many(driver, "#list .finding") if code in e.text)
    row.find_element("css selector", ".plain").click()
    return True


def found_at_their_places(preview: Preview, driver: Any) -> None:
    tab(driver, "diagnostics")
    codes = "return [...document.querySelectorAll('#list .finding .machine')].map((e) => e.textContent.trim())"
    until(lambda: {code for *_, code in FAULTS} <= set(js(driver, codes)))
    for code, words in (("wrong-word", "不径而走"), ("name-differs", "罗长赓")):
        until(lambda code=code: pressed(driver, code))
        left, top, right, bottom = until(lambda: js(driver, MARKED))[0]
        x, y = (left + right) / 2, (top + bottom) / 2
        there = preview.ask(f"at?page=3&x={x}&y={y}").json
        assert words in there["text"]
        assert right - left < 4 * len(words)


def comments(preview: Preview, driver: Any) -> None:
    """One on characters, one on a photo, one on furniture; the first answered, done, undone, done."""
    page = preview.state()["pages"][0]
    folio = next(t for t in preview.ask("things?page=3").json if t["kind"] == "furniture")
    left, top, right, bottom = page["photos"][0]["box_mm"]
    x, y = page["stories"][1]["bbox_mm"][:2]
    # Upon the words of a folio it is the folio that is meant.
    places = {
        "三样东西核一下": (x + 20, y + 60),
        "天太灰": ((left + right) / 2, (top + bottom) / 2),
        "版名用楷体": (folio["box_mm"][2] - 3, folio["box_mm"][3] - 2),
    }
    for words, place in places.items():
        settle(preview, driver)
        before = driver.find_element("id", "selection").text
        press(driver, 3, *place)
        until(
            lambda before=before: (
                driver.find_element("id", "selection").text != before
                and many(driver, "#selection [data-key=write]")
            )
        )
        act(driver, "comment")
        one(driver, "#selection textarea").send_keys(words)
        click(driver, "#selection .main")
        until(lambda words=words: words in [c["comment"] for c in preview.state()["comments"]])
    assert [c["on"] for c in preview.state()["comments"]] == ["body", "photo", "folio"]
    assert [len(c["places"]) for c in preview.state()["comments"]] == [1, 1, 1]
    card = "[data-comment='1']"
    until(lambda: one(driver, f"{card} [data-key=reply-1]").click() or True)
    one(driver, f"{card} textarea").send_keys("核过，三样")
    click(driver, f"{card} [data-key=reply-send-1]")
    until(lambda: many(driver, f"{card} .reply"))
    click(driver, f"{card} [data-key=turn-1]")
    until(lambda: many(driver, f"{card}.done"))
    act(driver, "undo")
    until(lambda: many(driver, f"{card}.open"))
    click(driver, f"{card} [data-key=turn-1]")
    until(lambda: many(driver, f"{card}.done"))
    assert turn(driver)


# ── on paper


def returned(desk: Desk) -> None:
    """A proof goes out on two papers; what comes back says the same, and is written once."""
    for paper in ("A3", "A4"):
        words = ("--for", "proof", "--round", "一校", "--paper", paper, "-o", paper)
        assert desk.run("build", ISSUE, *words).exit == 0
        pdf = (desk.root / paper / "proof.pdf").read_bytes()
        (desk.root / f"{paper}.pdf").write_bytes(annotated(pdf, READERS["acrobat"], ASKED))
    # Nobody has touched the copy: comments are all that the file has otherwise.
    verdict = desk.run("verify", "A4.pdf", ISSUE)
    assert verdict.exit == 6
    first, third, fourth = verdict.out.splitlines()
    assert first == f"只多了批注，共 {len(ASKED)} 条；版面和稿件单排出的一样"
    assert third == f"第3版：与稿件单排出的一样；有 {len(ASKED)} 条批注；没有签样"
    assert fourth == "第4版：与稿件单排出的一样；没有签样"
    wanted = {file: (desk.root / ISSUE / file).read_text("utf-8") for file in WRITTEN}
    for file, changes in WRITTEN.items():
        for old, new in changes:
            wanted[file] = wanted[file].replace(old, new, 1)
    on_a3 = told(desk, "marks", "A3.pdf", ISSUE)["marks"]
    assert [m["text"] for m in on_a3][1:3] == ["不径而走", "罗长赓"]
    assert told(desk, "marks", "A4.pdf", ISSUE, "--apply")["marks"] == on_a3
    assert wanted == {file: (desk.root / ISSUE / file).read_text("utf-8") for file in WRITTEN}
    assert [m["status"] for m in told(desk, "marks", "A4.pdf", ISSUE)["marks"]] == [
        *["done"] * 4, "moved", "open",
    ]  # fmt: skip
    # Those of the live page are listed by the same command, in words.
    listed = desk.run("marks", f"{ISSUE}/批注.json", ISSUE).out.splitlines()
    assert listed[0].startswith("1  第3版《树下长桌脚边事》正文 注 ")
    assert "[已改]" in listed[0]
    assert listed[1].startswith("2  第3版《守山的日子》图片（")
    assert "issue.yaml:26:" in listed[1]
    assert listed[2].startswith("3  第3版 报眉 注 ")


def after(desk: Desk) -> None:
    """What remains is told; what was looked at is accepted; what changed is said in words."""
    left = {code for *_, code in FAULTS} - {"doubled-word", "wrong-word", "name-differs"}
    assert {d["code"] for d in told(desk, "check", ISSUE)["diagnostics"]} & {c for *_, c in FAULTS} == left  # fmt: skip
    edit(desk, "罗长康", "罗长庚", "issue.yaml")
    edit(desk, "星期一，外出", "星期日，外出", "稿件/B.md")
    edit(desk, "也有脾气,", "也有脾气，", "稿件/D.md")
    spec = desk.root / ISSUE / "issue.yaml"
    accepted = "\n已核:\n  - {稿件: D, 文字: 直径1.1平方米, 谁: 唐小雨, 代码: unit-odd}\n"
    spec.write_text(spec.read_text("utf-8") + accepted, "utf-8")
    assert not [d for d in told(desk, "check", ISSUE)["diagnostics"] if d["severity"] != "info"]
    changes = told(desk, "diff", "before", ISSUE, "-o", "diff", code=6)["changes"]
    where = [change["where"] for change in changes]
    assert where[0]["zh"] == "第3版 头条《守山的日子》正文第1段"
    assert where[0]["en"] == "page 3, lead “守山的日子”, body, paragraph 1"
    assert len(changes) == len(FAULTS)
    assert {p.name for p in (desk.root / "diff").iterdir()} == {
        "diff.html",
        "diff.pdf",
        "diff.json",
    }


# ── signed, and counted


def signed(desk: Desk) -> None:
    for page in ("3", "4"):
        told(desk, "sign", ISSUE, "--page", page, "--round", "三校", "--by", "唐小雨")
    assert desk.run("build", ISSUE, "-o", "after").exit == 0
    assert [p["state"] for p in told(desk, "verify", "after/press.pdf", ISSUE)["pages"]] == ["sealed"] * 2  # fmt: skip
    edit(desk, "清晨6时", "清晨5时", "稿件/A.md")
    made: Ran = desk.run("verify", "after/press.pdf", ISSUE)
    assert made.exit == 6
    third, fourth = made.out.splitlines()
    assert "“5”→“6”" in third
    assert "三校签过，之后改了：《守山的日子》正文" in third
    assert fourth.startswith("第4版：与稿件单排出的一样；三校已封（唐小雨")


def counted(desk: Desk) -> None:
    row = "  - {{版次: 3, 稿件: A, 部位: 正文, 类: 错字, 错: {}, 正: 庚}}\n"
    (desk.root / "差错.yaml").write_text(f"差错:\n{row.format('赓')}", "utf-8")
    good = told(desk, "rate", "差错.yaml", ISSUE)
    assert (good["errors"], good["passes"]) == (1, True)
    rows = "".join(row.format(char) for char in "赓康更耕")
    (desk.root / "差错.yaml").write_text(f"差错:\n{rows}", "utf-8")
    bad = desk.run("rate", "差错.yaml", ISSUE)
    assert bad.exit == 7
    assert "不合格" in bad.out
