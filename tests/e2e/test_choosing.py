"""`suggest`, `pick` and `explain` as an editor calls them."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pikepdf
import pytest
import yaml
from PIL import Image

from tests.e2e.desk import Desk, Ran

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

SPEC = """\
报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128}
版面:
  - 版次: 3   # 第三版
    版名: 特刊
    模板: 四开-头条加三稿
    责任编辑: 顾长川
    稿件:
      - 编号: A
        主题: 守山的日子
        署名: 本报记者 沈禾青
        正文: A.md
        图片: [{文件: images/aitzgorri_by_Aitzol_Berasategi.jpg, 说明: 远山。, 摄影: 甲}]
      - 编号: B
        主题: 树下长桌脚边事
        正文: B.md
        图片: [{文件: images/friends_by_Aitzol_Berasategi.jpg, 说明: 大山和小溪。, 摄影: 乙}]
      - {编号: C, 主题: 一条沟的清水账, 正文: C.md}
"""
SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"


def run(folder: Path, *words: str) -> Ran:
    """A command run where the workspace of an issue lies."""
    root = folder.parents[1]
    return Desk(root, root.parent / "cache").run(*words)


@pytest.fixture
def issue(tmp_path: Path, warm: Path) -> Path:
    folder = tmp_path / "w" / "issue" / "选"
    (tmp_path / "w").mkdir()
    (tmp_path / "cache").symlink_to(warm)
    assert run(folder, "init", ".").exit == 0
    folder.mkdir()
    (folder / "issue.yaml").write_text(SPEC, encoding="utf-8")
    for name, count in (("A", 12), ("B", 8), ("C", 6)):
        text = "\n\n".join(SENTENCE * (3 + n % 2) for n in range(count))
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_a_contact_sheet_and_its_ranking(issue: Path, tmp_path: Path) -> None:
    made = run(issue, "suggest", str(issue), "--page", "3", "--json", "-o", str(tmp_path / "o"))
    assert made.exit == 0, made.err
    told = made.json
    layouts = told["layouts"]
    assert [one["number"] for one in layouts] == list(range(1, len(layouts) + 1))
    assert len(layouts) == 6
    scores = [one["score"] for one in layouts]
    assert scores == sorted(scores, reverse=True)
    for one in layouts:
        assert sorted(story["id"] for story in one["stories"]) == ["A", "B", "C"]
        assert all(len(box) == 4 for story in one["stories"] for box in story["boxes_mm"])
        assert one["reasons"]
    with pikepdf.open(tmp_path / "o" / "suggest.pdf") as pdf:
        assert len(pdf.pages) == 1
    with Image.open(tmp_path / "o" / "suggest.png") as image:
        assert image.width > 1500


def test_the_same_sheet_every_time(issue: Path, tmp_path: Path) -> None:
    # As it is kept, by whoever found it, and found anew.
    for name, *anew in (("a",), ("b", "--no-cache")):
        run(issue, "suggest", str(issue), "--page", "3", *anew, "-o", str(tmp_path / name))
    for file in ("suggest.pdf", "suggest.png"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_a_picked_layout_is_built(issue: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "o")
    suggested = run(issue, "suggest", str(issue), "--page", "3", "--json", "-o", out).json
    assert run(issue, "pick", str(issue), "--page", "3", "--layout", "2").exit == 0
    text = (issue / "issue.yaml").read_text(encoding="utf-8")
    added = [line for line in text.splitlines() if line not in SPEC.splitlines()]
    assert len(added) == 1
    assert [pin["编号"] for pin in yaml.safe_load(added[0])["版式"]] == ["A", "B", "C"]
    built = run(issue, "build", str(issue), "--for", "proof", "--json", "-o", out)
    told = built.json
    boxes = {s["id"]: s["boxes_mm"] for s in told["pages"][0]["stories"]}
    assert boxes == {s["id"]: s["boxes_mm"] for s in suggested["layouts"][1]["stories"]}
    (pinned,) = (d for d in told["diagnostics"] if d["code"] == "arranged")
    # What was pinned is no longer asked to be pinned.
    assert "不用改" in pinned["hint"]


def placed(folder: Path, out: Path) -> dict[str, list[float]]:
    """The boxes of stories and photos as a proof has them."""
    told = run(folder, "build", str(folder), "--for", "proof", "--json", "-o", str(out)).json
    page = told["pages"][0]
    boxes = {story["id"]: story["bbox_mm"] for story in page["stories"]}
    return boxes | {photo["file"]: photo["bbox_mm"] for photo in page["photos"]}


def test_what_is_locked_stays_while_the_copy_changes(issue: Path, tmp_path: Path) -> None:
    spec, photo = issue / "issue.yaml", "images/friends_by_Aitzol_Berasategi.jpg"
    words = ("--page", "3", "--lock", "B/friends_by_Aitzol_Berasategi", "--lock", "A")
    made = run(issue, "pick", str(issue), *words, "--json")
    assert made.exit == 0, made.err
    text = spec.read_text(encoding="utf-8")
    added = [line for line in text.splitlines() if line not in SPEC.splitlines()]
    # A, B, and the line that holds B's photo.
    assert len(added) == 3
    assert all("锁定: {" in line for line in added)
    before = placed(issue, tmp_path / "o")
    for name, count in (("A", 15), ("B", 5), ("C", 9)):
        copy = "\n\n".join(SENTENCE * (2 + n % 3) for n in range(count))
        (issue / f"{name}.md").write_text(copy, encoding="utf-8")
    after = placed(issue, tmp_path / "o")
    assert {key: after[key] for key in ("A", "B", photo)} == {
        key: before[key] for key in ("A", "B", photo)
    }
    words = ("--unlock", "A", "--unlock", "B", "--unlock", "B/friends_by_Aitzol_Berasategi")
    assert run(issue, "pick", str(issue), "--page", "3", *words).exit == 0
    assert spec.read_text(encoding="utf-8") == SPEC


def test_a_pick_goes_round_what_is_locked(issue: Path) -> None:
    assert run(issue, "pick", str(issue), "--page", "3", "--layout", "1", "--lock", "C").exit == 0
    text = (issue / "issue.yaml").read_text(encoding="utf-8")
    pins = {pin["编号"]: pin for pin in yaml.safe_load(text)["版面"][0]["版式"]}
    assert "锁定: 是" in text
    assert run(issue, "pick", str(issue), "--page", "3", "--layout", "2").exit == 0
    again = yaml.safe_load((issue / "issue.yaml").read_text(encoding="utf-8"))["版面"][0]["版式"]
    others = {pin["编号"]: pin for pin in again}
    assert others["C"] == pins["C"]
    assert others["A"] != pins["A"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("pick", "{}", "--page", "3"), "usage"),
        (
            ("pick", "{}", "--page", "3", "--lock", "A/aitzgori_by_Aitzol_Berasategi"),
            "nothing-to-lock",
        ),
        (("suggest", "{}", "--page", "9"), "no-such-page"),
        (("pick", "{}", "--page", "3", "--layout", "0"), "usage"),
        (("explain", "{}", "Z"), "usage"),
    ],
)
def test_what_cannot_be_done_is_said(issue: Path, words: tuple[str, ...], code: str) -> None:
    before = (issue / "issue.yaml").read_bytes()
    made = run(issue, *(word.format(issue) for word in words), "--lang", "en")
    assert made.exit == 2
    assert f"[{code}]" in made.err
    assert (issue / "issue.yaml").read_bytes() == before


def test_a_layout_that_is_not_there_is_not_pinned(issue: Path) -> None:
    alone = SPEC[: SPEC.index("      - 编号: B")]
    (issue / "issue.yaml").write_text(alone, encoding="utf-8")
    made = run(issue, "pick", str(issue), "--page", "3", "--layout", "24")
    assert made.exit == 2
    assert "[no-such-layout]" in made.err
    assert (issue / "issue.yaml").read_text(encoding="utf-8") == alone


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("版式: [{编号: A, 行: 4-76, 栏: 1-6}]", "", "no-room-left"),
        ("版式: [{编号: X, 行: 4-40, 栏: 1-6}]", "", "pin-story"),
        (
            (
                "版式: [{编号: A, 行: 4-40, 栏: 1-6}, {编号: B, 行: 30-60, 栏: 1-3}, "
                "{编号: C, 行: 62-76, 栏: 1-6}]"
            ),
            "",
            "slots-overlap",
        ),
        (
            (
                "版式: [{编号: A, 行: 4-40, 栏: 1-7}, {编号: B, 行: 42-60, 栏: 1-3}, "
                "{编号: C, 行: 62-76, 栏: 1-6}]"
            ),
            "",
            "slot-off-page",
        ),
    ],
)
def test_a_pinned_layout_that_cannot_be_is_told(issue: Path, old: str, new: str, code: str) -> None:
    text = SPEC.replace("    责任编辑: 顾长川\n", f"    {old}{new}\n")
    (issue / "issue.yaml").write_text(text, encoding="utf-8")
    made = run(issue, "check", str(issue))
    assert made.exit == 1
    assert f"[{code}]" in made.err


def test_explain_tells_slots_and_stories(issue: Path) -> None:
    made = run(issue, "explain", str(issue.parent / "2026-10-18"), "--json")
    assert made.exit == 0, made.err
    told = made.json
    for slot in told["slots"]:
        assert slot["chars_min"] <= slot["chars_max"]
        if slot["story"] in {"B", "D", "E"}:
            assert slot["chars_min"] <= slot["chars"] <= slot["chars_max"]
    assert {story["id"] for story in told["stories"]} >= {"A", "B"}
    assert all(story["why"] for story in told["stories"])
    one = run(issue, "explain", str(issue.parent / "2026-10-18"), "B", "--json").json
    assert [story["id"] for story in one["stories"]] == ["B"]
    origin = next(o for o in one["stories"][0]["looks"] if o["key"] == "标题.主题.字体")
    assert origin["value"] == "标题宋"
    assert origin["level"] == "shared style"
    assert (origin["file"], origin["line"] > 0) == ("layout/styles/报纸.yaml", True)
    assert run(issue, "explain", "overset").exit == 0


def test_explain_says_why_a_chosen_page_is_so_and_what_the_next_lacked(issue: Path) -> None:
    told = run(issue, "explain", str(issue), "--json", "--lang", "zh").json
    why = {story["id"]: story["why"] for story in told["stories"]}
    assert all(any(line.startswith("程序排的：") for line in lines) for lines in why.values())
    assert any(line.startswith("第二名 ") and "分" in line for line in why["A"])
    assert not any(line.startswith("第二名 ") for line in why["B"])
    assert run(issue, "pick", str(issue), "--page", "3", "--layout", "1").exit == 0
    pinned = run(issue, "explain", str(issue), "--json", "--lang", "zh").json
    assert not any("程序排的" in line for story in pinned["stories"] for line in story["why"])


def on_a_terminal(folder: Path, *words: str) -> tuple[int, str, str]:
    """A command whose messages go to a terminal: exit code, stdout, what the terminal got."""
    root = folder.parents[1]
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "presslayout", *words]
    own = {**os.environ, "PRESSLAYOUT_CACHE": str(root.parent / "cache"), "TERM": "xterm"}
    started = subprocess.Popen(
        command, cwd=root, env=own, stdout=subprocess.PIPE, stderr=terminal, text=True
    )
    os.close(terminal)
    shown = bytearray()
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(master)
    out, _ = started.communicate()
    return started.returncode, out, shown.decode("utf-8", "replace")


def test_a_bar_on_a_terminal_and_none_elsewhere(issue: Path, tmp_path: Path) -> None:
    # What is kept takes no time that a bar could show.
    (tmp_path / "cache").unlink()
    words = ("suggest", str(issue), "--page", "3", "--json", "-o", str(tmp_path / "o"))
    code, out, shown = on_a_terminal(issue, *words)
    assert code == 0
    assert len(json.loads(out)["layouts"]) == 6
    counted = [(int(a), int(b)) for a, b in re.findall(r"(\d+)/(\d+)", shown)]
    steps = [a * 100 // b for a, b in counted]
    assert len(set(steps)) > 2
    assert steps == sorted(steps)
    # The bar goes when it is full: the cursor is shown again and the line is wiped.
    assert shown.rstrip().endswith(("\x1b[?25h", "\x1b[2K"))
    assert not run(issue, *words).err


def test_what_goes_wrong_is_told_below_the_bar(issue: Path) -> None:
    code, _, shown = on_a_terminal(issue, "suggest", str(issue), "--page", "9", "--lang", "en")
    assert code == 2
    assert "[no-such-page]" in shown
    assert shown.index("[no-such-page]") > shown.rindex("\x1b[?25h")
