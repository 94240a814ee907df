"""docs/books/JSON.md names every key that the program prints and writes, and none that it does not."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests import arrivals, bags, shelved
from tests.doors import run
from tests.kit import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOOK = ROOT / "docs" / "books" / "JSON.md"
ISSUE, OUT = "issue/期", "out/期/issue"
# Keys under these are the caller's own words: versions, ids, names.
OWN = frozenset(
    "versions timings_ms pages[].boxes_mm stories[].texts stories[].paragraphs stories[].parts press "
    "blocks bound files texts read folders".split()
)
# What a command prints, by the words that make it print it; later ones need what earlier ones made.
ASKED = {
    "init": ("init", "."),
    "check": ("check", ISSUE),
    "explain": ("explain", ISSUE, "A"),
    "explain-code": ("explain", "overset"),
    "report": ("build", ISSUE, "--press", "ours", "--no-verify"),
    "preflight": ("preflight", f"{OUT}/press.pdf", "--sarif", "x.sarif"),
    "new-key": ("sign", "--new-key", "甲"),
    "sign": ("sign", ISSUE, "--page", "3", "--round", "三校", "--by", "甲"),
    "verify": ("verify", f"{OUT}/press.pdf", ISSUE),
    "plates": ("plates", ISSUE, "--dpi", "36"),
    "suggest": ("suggest", "free.yaml", "--page", "3", "--count", "1"),
    "pick": ("pick", "free.yaml", "--page", "3", "--layout", "1"),
    "lines": ("lines", f"{ISSUE}/A.txt", "--cells", "13"),
    "rate": ("rate", "log.yaml", ISSUE),
    "layouts": ("layouts",),
    "fonts": ("fonts",),
    "fonts-has": ("fonts", "--has", "䶮"),
    "fmt": ("fmt", ISSUE, "--check"),
    "import": ("import", f"{ISSUE}/来稿.docx", "--yes", "-o", "out/来稿"),
    "new": ("new", "2026-10-19", "--from", ISSUE),
    "doctor": ("doctor",),
    "help": ("help", "overset"),
    "help-topics": ("help",),
    "completion": ("completion", "bash"),
    "diff": ("diff", f"{OUT}/edition.json", "free.yaml"),
    "batch": ("batch", "broken.yaml", f"{ISSUE}/issue.yaml", "--for", "proof"),
    "marks": ("marks", f"{ISSUE}/批注.json", ISSUE),
    "site": ("site", "bags", "-o", "web"),
    "shelf": ("shelf", "add", "old/bag", "--to", "old/架"),
    "find": ("find", "文字", "--shelf", "old/架"),
    "verify-kept": ("verify", "old/架", "--all", "--render"),
}
# Files that those runs leave behind.
FILES = {
    "edition": f"{OUT}/edition.json",
    "dispatch": f"{OUT}/delivery/传版单.json",
    "sarif": "x.sarif",
    "sign-offs": f"{ISSUE}/签样.jsonl",
    "manifest": "out/batch.jsonl",
}
# What is told beside the object of a command, and what is written by it without being asked for.
BESIDE = ("batch-event", "comments")
LOG = "差错:\n  - {版次: 3, 稿件: A, 部位: 主题, 类: 错字, 错: 凌, 正: 岭}\n"
# A page as small as may be, with everything on it that an object tells of.
TEMPLATE = """\
名称: 小页
样式: 报纸
开本: {成品: 130mm x 150mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt}
版心: {宽: 35字, 高: 29行}
分栏: {基本栏: 3, 每栏: 11字, 栏空: 1字}
区块:
  报眉: {行: 1-2, 栏: 1-3, 内容: 报眉}
  头条: {行: 3-29, 栏: 1-3, 内容: 稿件}
标题: {主题: {字体: 标题宋, 字号: [20pt, 30pt], 最多行: 1}}
"""
SPEC = """\
报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 4}
版面:
  - 版次: 3
    版名: 特刊
    模板: 小页
    责任编辑: 顾长川
    稿件:
      - 编号: A
        PLACE
        主题: 守山的日子
        正文: issue/期/A.txt
        图片: [{文件: images/a.jpg, 说明: 远山。, 摄影: 甲}]
"""
BODY = "云岭县护路人罗长庚2026年走过石桥，看见雾从谷底慢慢升起来，沿着山脊散开。"


def documented() -> dict[str, dict[str, bool]]:
    """The paths of every object, each with whether it is always there."""
    told: dict[str, dict[str, bool]] = {}
    title = ""
    for line in BOOK.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            title = line[3:]
            told[title] = {}
        elif row := re.match(r"\| `([^`]+?)(\??)` \|", line):
            assert row[1] not in told[title], f"{title}: {row[1]} stands there twice"
            told[title][row[1]] = not row[2]
    return told


def paths(value: Any, path: str = "") -> Iterator[str]:
    """The paths of an object's leaves; an empty list and null are leaves."""
    if isinstance(value, dict) and (value or path in OWN):
        for key, inner in value.items():
            name = "*" if path in OWN else key
            yield from paths(inner, f"{path}.{name}" if path else name)
        if not value:
            yield f"{path}.*"
    elif isinstance(value, list) and value:
        for inner in value:
            yield from paths(inner, f"{path}[]")
    else:
        yield f"{path}[]" if isinstance(value, list) else path


def covers(told: str, path: str) -> bool:
    """Whether a documented path is the real one, holds it, or is inside what is empty there."""
    return path == told or bool(re.match(rf"{re.escape(told)}[.\[]", path))


def desk(root: Path) -> None:
    """What the commands ask for beside the sample."""
    from presslayout.newsroom.marks import kept
    from presslayout.newsroom.marks.found_places import Comment

    profile = (root / "layout/press/newsprint.yaml").read_text(encoding="utf-8")
    (root / "layout/press/ours.yaml").write_text(
        profile.replace("名称: newsprint", "名称: ours")
        + "\n标记: {}\n交付: {}\n网屏: {线数: 100lpi}\n",
        encoding="utf-8",
    )
    shelved.issue(root / "old" / "bag", "文字")
    (root / "broken.yaml").write_text("报纸: {报名: 云岭日报}\n", encoding="utf-8")
    (root / "log.yaml").write_text(LOG, encoding="utf-8")
    (root / "layout/小页.yaml").write_text(TEMPLATE, encoding="utf-8")
    (root / ISSUE).mkdir()
    (root / ISSUE / "来稿.docx").write_bytes(arrivals.reportage())
    (root / ISSUE / "A.txt").write_text("\n".join([BODY] * 14), encoding="utf-8")
    (root / ISSUE / "issue.yaml").write_text(SPEC.replace("PLACE", "位置: 头条"), encoding="utf-8")
    (root / "free.yaml").write_text(
        SPEC.replace("PLACE", "分量: 9").replace("守山", "守林"), encoding="utf-8"
    )
    harmed = bags.daily(root / "bags", ["2026-10-17", "2026-10-18"])[0]
    (harmed / "data" / "edition.json").write_bytes(b"")
    noise = Image.effect_noise((600, 400), 60).convert("RGB")
    noise.save(root / "images/a.jpg", quality=60)
    mark = Comment(3, "replace", "A", "headline", 0, 2, "守山", "守林", "甲")
    (root / ISSUE / kept.FILE).write_text(
        kept.dumps(kept.added((), mark, "守山的日子")), encoding="utf-8"
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Any]]]:
    """What every command printed, and what it wrote."""
    root = tmp_path_factory.mktemp("books") / "报"
    root.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESSLAYOUT_KEYS", str(root.parent / "keys"))
        made: dict[str, list[Any]] = {}
        for name, words in ASKED.items():
            told = run(root, *words, "--json")
            assert told.exit not in (2, 70), f"{words}: {told.err}"
            *events, last = map(json.loads, told.out.splitlines())
            made[name] = [last]
            if events:
                made[f"{name}-event"] = events
            if name == "init":
                desk(root)
        for name, file in FILES.items():
            text = (root / file).read_text(encoding="utf-8")
            made[name] = (
                [json.loads(line) for line in text.splitlines()]
                if (file.endswith("jsonl"))
                else [json.loads(text)]
            )
        kept = (root / ISSUE / "批注.json").read_text(encoding="utf-8")
        made["comments"] = [json.loads(kept)]
        yield made
    shutil.rmtree(root)


@pytest.mark.parametrize("name", [*ASKED, *FILES, *BESIDE])
def test_every_key_that_is_printed_or_written_is_in_the_book(
    name: str, printed: dict[str, list[Any]]
) -> None:
    told = documented()[name]
    beside = documented()["diagnostics"]
    seen = {path for value in printed[name] for path in paths(value)}
    found = {path for path in seen if path.startswith("diagnostics[]")}
    lost = {
        path for path in seen - found if not any(covers(t, path) or covers(path, t) for t in told)
    }
    assert not lost
    assert {path.removeprefix("diagnostics[].") for path in found} - set(beside) <= {
        "diagnostics[]",
        "boxes_mm[]",
        "boxes_mm[][]",
    }


@pytest.mark.parametrize("name", [*ASKED, *FILES, *BESIDE])
def test_every_key_in_the_book_is_printed_or_written(
    name: str, printed: dict[str, list[Any]]
) -> None:
    seen = {path for value in printed[name] for path in paths(value)}
    always = [path for path, there in documented()[name].items() if there]
    assert [told for told in always if not any(covers(told, path) for path in seen)] == []


def test_every_object_of_a_command_has_its_findings(printed: dict[str, list[Any]]) -> None:
    assert [name for name in ASKED if "diagnostics" not in printed[name][-1]] == []


def test_every_object_of_the_book_is_tried() -> None:
    # The preview serves until it is interrupted; its one key is its tests' own.
    assert set(documented()) - {"diagnostics", "preview"} == {*ASKED, *FILES, *BESIDE}
