"""What is kept from build to build never shows: the same bytes and findings with it and without.

Five pages, so that they are shared out over processes: a story that goes on, one that is too long, a
photo, findings of every stage.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.desk import ROOT, Desk, copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = 5
HEAD = """\
报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 8}
版面:
"""
PAGE = """\
  - 版次: {n}
    版名: 特刊
    模板: 四开-双稿特刊
    责任编辑: 顾长川
    栏题: {{文字: 云岭秋行, 角标: 特刊}}
    稿件:
      - 编号: A{n}
        位置: 头条
        主题: 守山的日子{n}
        署名: 本报记者 沈禾青
        正文: A{n}.txt
{photo}      - 编号: B{n}
        位置: 二条
        主题: 树下长桌
        署名: 本报记者 陆一鸣
        正文: B{n}.txt
"""
PHOTO = """\
        图片: [{文件: images/a.jpg, 说明: 山里的秋天。, 摄影: 某某, 栏数: 2, 位置: 右上}]
"""


@pytest.fixture
def paper(tmp_path: Path) -> Desk:
    """An issue of five pages, and a cache of its own."""
    desk = Desk(tmp_path / "工作区", tmp_path / "cache")
    issue = desk.spec.parent
    issue.mkdir(parents=True)
    (desk.root / "layout").mkdir()
    (desk.root / "images").mkdir()
    shutil.copy(min((ROOT / "images").glob("*.jpg")), desk.root / "images" / "a.jpg")
    spec = [HEAD]
    for n in range(1, PAGES + 1):
        spec.append(PAGE.format(n=n, photo=PHOTO if n == 2 else ""))
        (issue / f"A{n}.txt").write_text(copy(1300 + 40 * n), "utf-8")
        (issue / f"B{n}.txt").write_text(copy(900) + "“没有收尾的引号。\n", "utf-8")
    desk.spec.write_text("".join(spec), "utf-8")
    return desk


def delivered(desk: Desk, target: str = "press", *more: str, **environment: str) -> dict[str, Any]:
    """All that a build leaves, bytes and what it says; its times left out."""
    ran = desk.run("build", "issue/期", "--for", target, "--json", *more, **environment)
    files: dict[str, Any] = {"exit": ran.exit}
    for path in sorted(desk.out.rglob("*")):
        older = path.is_relative_to(desk.out / "previous")
        if path.is_file() and not older and not path.name.startswith("."):
            data = path.read_bytes()
            if path.name == "report.json":
                told = json.loads(data)
                told.pop("timings_ms", None)
                files["report"] = told
            else:
                files[path.relative_to(desk.out).as_posix()] = data
    return files


def bare(desk: Desk, target: str = "press") -> dict[str, Any]:
    """As one process makes it that keeps nothing."""
    made = delivered(desk, target, "--no-cache", PRESSLAYOUT_PROCESSES="1")
    shutil.rmtree(desk.out)
    return made


def states(cache: Path) -> Iterator[str]:
    """A cache in every state that one may be found in, as the tests go on."""
    shutil.rmtree(cache, ignore_errors=True)
    yield "empty"
    yield "full"
    for number, path in enumerate(sorted(cache.glob("*/*"))):
        data = path.read_bytes()
        path.write_bytes((b"", data[: len(data) // 2], data[:-1] + b"?", b"\x80\x04N.")[number % 4])
    yield "garbled"
    for path in sorted(cache.glob("*/*"))[::2]:
        path.unlink()
    yield "trimmed"


@pytest.mark.parametrize("target", ["press", "proof", "archive"])
def test_kept_or_made_anew_by_any_number_of_processes(paper: Desk, target: str) -> None:
    wanted = bare(paper, target)
    assert wanted["exit"] == 0
    assert wanted["report"]["diagnostics"]
    for count, state in zip(("1", "2", "4", "2"), states(paper.cache), strict=True):
        found = delivered(paper, target, PRESSLAYOUT_PROCESSES=count)
        assert found == wanted, (count, state)


def test_an_edit_gives_what_a_build_of_it_alone_gives(paper: Desk) -> None:
    delivered(paper)
    story = paper.spec.parent / "A3.txt"
    story.write_text(story.read_text("utf-8").replace("石桥", "木桥", 1), "utf-8")
    paper.spec.write_text(paper.spec.read_text("utf-8").replace("版面:\n", "\n\n版面:\n"), "utf-8")
    edited = delivered(paper)
    assert edited == bare(paper)
    assert "木桥" in edited["edition.json"].decode()


def test_a_file_that_stands_there_is_used_only_as_it_was_made(paper: Desk) -> None:
    wanted = delivered(paper)
    for spoiled in (b"", wanted["press.pdf"][:-1], wanted["press.pdf"] + b"\n"):
        (paper.out / "press.pdf").write_bytes(spoiled)
        assert delivered(paper) == wanted
    (paper.out / "press.pdf").unlink()
    assert delivered(paper) == wanted
    # Another press makes another file of the same pages.
    other = delivered(paper, "press", "--press", "coated")
    assert other["press.pdf"] != wanted["press.pdf"]
    assert delivered(paper) == wanted


def test_an_archive_that_stands_there_is_used_only_for_the_very_same_issue(paper: Desk) -> None:
    wanted = delivered(paper, "archive")
    kept = paper.out / "archive" / "data" / "archive.pdf"
    kept.write_bytes(kept.read_bytes()[:-1])
    assert delivered(paper, "archive") == wanted
    # No page shows it: the metadata alone are others.
    paper.spec.write_text(
        paper.spec.read_text("utf-8").replace("总期号", "更正次数: 1, 总期号", 1), "utf-8"
    )
    again = delivered(paper, "archive")
    assert again["archive/data/archive.pdf"] != wanted["archive/data/archive.pdf"]
    assert again == bare(paper, "archive")


def test_a_picture_that_changed_is_not_taken_for_the_one_before(paper: Desk) -> None:
    first = delivered(paper)
    others = sorted((ROOT / "images").glob("*.jpg"))
    shutil.copy(others[1], paper.root / "images" / "a.jpg")
    second = delivered(paper)
    assert second["press.pdf"] != first["press.pdf"]
    assert second == bare(paper)


def test_two_builds_at_once_share_a_cache(paper: Desk, tmp_path: Path) -> None:
    wanted = bare(paper)
    words = ["build", "issue/期", "--json"]
    running = [paper.start(*words, "-o", str(tmp_path / f"out-{n}")) for n in range(3)]
    for process in running:
        process.communicate(timeout=100)
        assert process.returncode == 0
    for n in range(3):
        for name in ("press.pdf", "edition.json"):
            assert (tmp_path / f"out-{n}" / name).read_bytes() == wanted[name]


@pytest.mark.parametrize("after", [0.15, 0.3, 0.45])
def test_a_build_that_was_killed_leaves_a_cache_that_can_be_used(paper: Desk, after: float) -> None:
    wanted = bare(paper)
    killed = paper.start("build", "issue/期", "--json")
    # The moment is what is tried.
    time.sleep(after)
    killed.kill()
    killed.communicate()
    assert delivered(paper) == wanted


def test_a_killed_build_leaves_no_process(paper: Desk) -> None:
    mark = f"{os.getpid()}-{time.monotonic_ns()}"
    for after in (0.2, 0.35):
        killed = paper.start("build", "issue/期", "--no-cache", PRESSLAYOUT_MARK=mark)
        time.sleep(after)
        killed.kill()
        killed.communicate()
    end = time.monotonic() + 60
    while running := _running(mark):
        assert time.monotonic() < end, running
        time.sleep(0.05)


def _running(mark: str) -> list[int]:
    """The processes that have this mark in their environment."""
    found = subprocess.run(["ps", "-eo", "pid="], capture_output=True, text=True, check=True)
    marked = []
    for number in map(int, found.stdout.split()):
        try:
            with open(f"/proc/{number}/environ", "rb") as stream:  # noqa: PTH123
                if mark.encode() in stream.read():
                    marked.append(number)
        except OSError:
            continue
    return marked
