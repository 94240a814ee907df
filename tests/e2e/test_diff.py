"""`diff` between builds, specs and git revisions."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.e2e.desk import ROOT, SAMPLE, Desk
from tests.tools import needs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sample(tmp_path: Path, warm: Path) -> Desk:
    desk = Desk(tmp_path / "w", warm)
    desk.root.mkdir()
    assert desk.run("init", ".").exit == 0
    assert (desk.root / "issue" / SAMPLE.name).is_dir()
    return desk


def edit(desk: Desk, old: str, new: str, file: str = "稿件/A.md") -> None:
    path = desk.root / "issue" / SAMPLE.name / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_build_and_the_spec_as_it_is_now(sample: Desk) -> None:
    issue = f"issue/{SAMPLE.name}"
    assert sample.run("build", issue, "--for", "proof", "-o", "old").exit == 0
    assert sample.run("diff", "old", issue).exit == 0
    edit(sample, "清晨", "早晨")
    made = sample.run("diff", "old", issue, "--json", "-o", "out")
    assert made.exit == 6
    (change,) = made.json["changes"]
    assert change["where"]["zh"] == "第3版 头条《守山的日子》正文第1段"
    assert change["where"]["en"] == "page 3, lead “守山的日子”, body, paragraph 1"
    assert change["place"] == f"{issue}/稿件/A.md:1"
    assert (change["kind"], change["story"], change["part"]) == ("text", "A", "body")
    assert (change["old"], change["new"]) == ("清", "早")
    assert change["page"] == 3
    left, top, right, bottom = change["bbox_mm"]
    assert 0 < left < right < 275
    assert 0 < top < bottom < 390
    assert json.loads((sample.root / "out" / "diff.json").read_text("utf-8"))["changes"] == [change]
    assert "早" in (sample.root / "out" / "diff.html").read_text("utf-8")
    with pikepdf.open(sample.root / "out" / "diff.pdf") as pdf:
        assert len(pdf.pages) == 2


def test_two_folders_need_no_workspace(sample: Desk, tmp_path: Path) -> None:
    issue = f"issue/{SAMPLE.name}"
    sample.run("build", issue, "--for", "proof", "-o", "old")
    edit(sample, "主题: 树下长桌脚边事", "主题: 树下长桌身边事", "issue.yaml")
    sample.run("build", issue, "--for", "proof", "-o", "new")
    for name in ("old", "new"):
        shutil.copytree(sample.root / name, tmp_path / "elsewhere" / name)
    made = sample.run("diff", *(str(tmp_path / "elsewhere" / n) for n in ("old", "new")), "--json")
    assert made.exit == 6
    assert [(c["part"], c["old"], c["new"]) for c in made.json["changes"]] == [
        ("headline", "脚", "身")
    ]


@needs("git")
def test_a_git_revision(sample: Desk) -> None:
    def git(*words: str) -> None:
        own = ("-c", "user.name=编辑", "-c", "user.email=e@example.org")
        subprocess.run(["git", *own, *words], cwd=sample.root, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "一校")
    edit(sample, "清晨", "早晨")
    issue = f"issue/{SAMPLE.name}"
    made = sample.run("diff", f"HEAD:{issue}", issue, "--json")
    assert made.exit == 6
    assert [(c["old"], c["new"]) for c in made.json["changes"]] == [("清", "早")]
    # What git does not keep is as it is now: large pictures are often left out of it.
    git("rm", "-rqf", "--cached", "images")
    git("commit", "-qm", "图片另存")
    assert sample.run("diff", f"HEAD:{issue}", issue, "--json").exit == 6
    assert sample.run("diff", f"--output=x:{issue}", issue).exit == 2


@needs("git")
def test_what_git_cannot_give_is_explained_in_both_languages(sample: Desk) -> None:
    def git(*words: str) -> None:
        own = ("-c", "user.name=编辑", "-c", "user.email=e@example.org")
        subprocess.run(["git", *own, *words], cwd=sample.root, check=True, capture_output=True)

    issue = f"issue/{SAMPLE.name}"

    def refused(name: str, code: str, *said: str) -> None:
        for lang, words in zip(("zh", "en"), (said[:2], said[2:]), strict=True):
            ran = sample.run("--lang", lang, "diff", name, issue)
            assert ran.exit == 1
            word = {"zh": "错误", "en": "error"}[lang]
            assert f"{word}[{code}]" in ran.err
            assert all(word in ran.err for word in words), ran.err

    head = f"HEAD:{issue}"
    refused(head, "no-repository", "不在 git 仓库里", "git init", "no repository", "git init")
    git("init", "-q")
    refused(head, "no-revision", "还没有提交过", "git commit", "ever committed", "git commit")
    git("add", "layout")
    git("commit", "-qm", "版式")
    refused(head, "not-in-revision", "那时还没有", "还没有提交过", "there is no", "never committed")
    git("add", ".")
    git("commit", "-qm", "一校")
    refused(f"HEAD~1:{issue}", "not-in-revision", "那时还没有", "一校", "there is no", "一校")
    refused(
        f"三校:{issue}", "no-revision", "没有 三校 这个版本", "一校", "no revision 三校", "一校"
    )
    refused("HEAD:issue/x", "not-in-revision", "issue/x", "核对路径", "issue/x", "check the path")
    ran = sample.run("diff", head, issue, PATH="/nowhere")
    assert ran.exit == 1
    assert "错误[no-git]" in ran.err


ADS = """\
  - 版次: 2
    版名: 末版
    模板: 四开-末版
    责任编辑: 顾长川
    广告: [{位置: 广告, 文件: images/秋茶.png, 缩放: 是}]
    稿件:
      - {编号: K, 位置: 二条, 主题: 过桥要慢, 正文: 稿件/K.md}
"""
BRIDGE = "石桥第{}次加固，县里请人在桥头立了一块慢字牌，过桥的车都停一停。"


def drawn(desk: Desk, name: str, colour: tuple[int, int, int]) -> None:
    from PIL import Image

    Image.new("RGB", (700, 500), colour).save(desk.root / "images" / name)


@pytest.fixture
def pair(sample: Desk) -> Desk:
    """A day as it was built yesterday in `old`, and all that an evening does to it since."""
    issue = sample.root / "issue" / SAMPLE.name
    edit(sample, "版面:\n", "版面:\n" + ADS, "issue.yaml")
    paragraphs = [BRIDGE.format(n) for n in "一二三四五六"]
    (issue / "稿件" / "K.md").write_text("\n\n".join(paragraphs), encoding="utf-8")
    drawn(sample, "秋茶.png", (200, 180, 40))
    assert sample.run("build", str(issue), "--for", "proof", "-o", "old").exit == 0
    edit(sample, "清晨", "早晨")
    edit(sample, "61双", "62双")
    copy = (issue / "稿件" / "A.md").read_text("utf-8")
    lost = next(p for p in copy.split("\n\n") if p.startswith("罗长庚守17号沟"))
    edit(sample, f"{lost}\n\n", "")
    edit(sample, "树下长桌脚边事", "树下长桌身边事", "issue.yaml")
    edit(sample, "friends_by_Aitzol", "life_by_Aitzol", "issue.yaml")
    edit(sample, "题: 接沟人", "题: 接沟的人", "issue.yaml")
    edit(sample, "日期: 2026-10-18", "日期: 2026-10-25", "issue.yaml")
    edit(
        sample, "位置: 头条\n        主题: 望云垭", "位置: 二条\n        主题: 望云垭", "issue.yaml"
    )
    edit(sample, "位置: 二条\n        主题: 草甸", "位置: 头条\n        主题: 草甸", "issue.yaml")
    moved = [paragraphs[0], *paragraphs[2:], paragraphs[1]]
    (issue / "稿件" / "K.md").write_text("\n\n".join(moved), encoding="utf-8")
    drawn(sample, "秋茶.png", (30, 120, 90))
    return sample


GOLDEN = ROOT / "tests" / "golden" / "比较.txt"


@pytest.mark.slow
def test_an_editor_reads_what_an_evening_did(pair: Desk, pytestconfig: pytest.Config) -> None:
    issue = f"issue/{SAMPLE.name}"
    made = pair.run("diff", "old", issue, "-o", "out")
    assert made.exit == 6, made.err
    english = pair.run("--lang", "en", "diff", "old", issue)
    text = f"{made.out}\n{english.out}"
    if pytestconfig.getoption("--regenerate"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text("utf-8")
    listed = json.loads((pair.root / "out" / "diff.json").read_text("utf-8"))["changes"]
    page = (pair.root / "out" / "diff.html").read_text("utf-8")
    # The list and the three pages; all of them drawn on both sides, what was overwritten too.
    with pikepdf.open(pair.root / "out" / "diff.pdf") as pdf:
        assert len(pdf.pages) == 4
        assert {round(float(p.mediabox[2]) / 72 * 25.4) for p in pdf.pages} == {420}
    assert page.count("<image ") == 6
    assert all(f'id="c{n}"' in page for n in range(1, len(listed) + 1))
    assert "秋茶.png" in made.err
    again = pair.run("diff", "old", issue, "-o", "again")
    assert again.exit == 6
    for name in ("diff.json", "diff.html", "diff.pdf"):
        assert (pair.root / "out" / name).read_bytes() == (pair.root / "again" / name).read_bytes()


def colours(page: str) -> list[tuple[int, int, int]]:
    """The middle of the advertisement on page 2, before and now."""
    import base64
    import io
    import re

    from PIL import Image

    found = []
    for data in re.findall('data:image/jpeg;base64,([^"]+)', page)[:2]:
        image = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
        at = image.width * 3 // 4, image.height * 60 // 100
        pixel = image.getpixel(at)
        assert isinstance(pixel, tuple)
        found.append((int(pixel[0]), int(pixel[1]), int(pixel[2])))
    return found


@pytest.mark.slow
def test_what_was_overwritten_is_shown_by_the_old_pdf_and_without_one_by_a_box(pair: Desk) -> None:
    issue = f"issue/{SAMPLE.name}"
    assert pair.run("diff", "old", issue, "-o", "out").exit == 6
    before, now = colours((pair.root / "out" / "diff.html").read_text("utf-8"))
    assert before[0] > 2 * before[2]
    assert now[1] > 2 * now[0]
    (pair.root / "old" / "proof.pdf").unlink()
    made = pair.run("diff", "old", issue, "-o", "out")
    assert "drawn-without" in made.err
    empty, now = colours((pair.root / "out" / "diff.html").read_text("utf-8"))
    assert min(empty) > 200
    assert now[1] > 2 * now[0]


@pytest.mark.browser
@pytest.mark.slow
def test_a_report_is_walked_filtered_enlarged_and_read_in_both_languages(pair: Desk) -> None:
    from tests.axe import violations
    from tests.e2e.previewed import browser, until

    issue = f"issue/{SAMPLE.name}"
    count = len(pair.run("diff", "old", issue, "--json", "-o", "out").json["changes"])
    address = (pair.root / "out" / "diff.html").as_uri()
    with browser() as driver:
        driver.get(address)
        assert violations(driver) == []
        body = driver.find_element("css selector", "body")
        at = driver.find_element("id", "at")
        shown = "return [...document.querySelectorAll('ol li')].filter(e => e.offsetParent).length"
        now = "return document.querySelector('ol li.now').id"
        body.send_keys("n")
        assert driver.execute_script(now) == "c1"
        body.send_keys("jn")
        assert at.text == f"3 / {count}"
        body.send_keys("p")
        assert driver.execute_script(now) == "c2"
        assert driver.execute_script(
            "const b = document.querySelector('svg a.now rect').getBoundingClientRect();"
            "return b.width > 0"
        )
        wide = "return document.querySelector('svg').getBoundingClientRect().width"
        once = driver.execute_script(wide)
        body.send_keys("+")
        assert driver.execute_script(wide) == pytest.approx(2 * once, rel=0.05)
        # What is walked to stands in its window, however large the page is.
        body.send_keys("n")
        until(lambda: driver.execute_script(
            "const e = document.querySelector('svg a.now[id^=n]'), v = e.closest('.view');"
            "const a = v.getBoundingClientRect(), b = e.firstChild.getBoundingClientRect();"
            "return b.left >= a.left - 1 && b.right <= a.right + 1 && b.top >= a.top - 1 &&"
            " b.bottom <= a.bottom + 1 && b.top >= 0 && b.bottom <= innerHeight"))  # fmt: skip
        driver.find_element("css selector", "label:has(#show-text)").click()
        assert 0 < driver.execute_script(shown) < count
        driver.find_element("css selector", "label:has(#show-text)").click()
        assert driver.execute_script(shown) == count
        driver.find_element("css selector", "label:has(#en)").click()
        assert f"{count} differences" in driver.find_element("css selector", "h1").text
        assert driver.execute_script("return document.documentElement.lang") == "en"
        assert driver.get_log("browser") == []
    for dark in (False, True):
        with browser(390, 844, dark=dark) as driver:
            driver.get(address)
            assert driver.execute_script("return document.documentElement.scrollWidth") <= 390
            ground = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
            assert (sum(map(int, ground[4:-1].split(","))) < 300) == dark
            button = driver.find_element("css selector", "[data-step='1']")
            button.click()
            box = button.rect
            assert box["height"] >= 24
            assert driver.find_element("id", "at").text == f"1 / {count}"
            assert violations(driver) == []


@pytest.mark.parametrize("content", [b"{}", b"[]", b"\xff\xfe", b'{"format": "other"}', b"null"])
def test_what_is_no_edition_is_refused(sample: Desk, content: bytes) -> None:
    (sample.root / "x.json").write_bytes(content)
    made = sample.run("diff", "x.json", "x.json")
    assert made.exit == 1
    assert "not-an-edition" in made.err
    assert sample.run("diff", "nowhere", "x.json").exit in {1, 5}
