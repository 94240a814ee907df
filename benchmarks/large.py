"""Inputs larger than any paper's, each at a size and at twice that size: CPU seconds, peak, ratio.

    python benchmarks/large.py [NAME ...] [--limit 60]

Every build is a proof in a process of its own, without verification, in a workspace made for it.  A
ratio of 2 is linear; the start of the program, a third of a second, makes it less.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
SENTENCE = (
    "山路修通以后，村里的年轻人陆续回来了。他们说，路通了，心也就通了。去年秋天，守山的老人把钥匙交给了"
    "接班的年轻人，自己在门前种了一排桂花树。"
)
HEAD = "报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: %d}\n版面:\n"
PHOTO = "images/sunset_by_Aitzol_Berasategi.jpg"


def text(count: int) -> str:
    """So many characters."""
    return (SENTENCE * (count // len(SENTENCE) + 1))[:count]


def paragraphs(count: int) -> str:
    """So many characters in paragraphs of 150."""
    whole = text(count)
    return "\n\n".join(whole[at : at + 150] for at in range(0, count, 150)) + "\n"


def page(number: int, *stories: str) -> str:
    """A page of the spec."""
    names = f"  - {{版次: {number}, 版名: 特刊, 模板: 四开-双稿特刊-10.5, 责任编辑: 甲, 稿件: ["
    return names + ", ".join(stories) + "]}\n"


def story(name: str, slot: str = "", headline: str = "守山的日子", more: str = "") -> str:
    """A story of the spec."""
    place = f", 位置: {slot}" if slot else ""
    return f"{{编号: {name}{place}, 主题: '{headline}', 正文: {name[0]}.md{more}}}"


def lead(copy: str, **facts: str) -> dict[str, str]:
    """An issue of one page, its lead of this copy."""
    spec = HEAD % 4 + page(1, story("A", "头条", **facts), story("B", "二条"))
    return {"issue.yaml": spec, "A.md": copy + "\n", "B.md": paragraphs(1500)}


def pages(count: int, first: str = "") -> dict[str, str]:
    """An issue of so many pages; `first` goes to the first story."""
    made = [
        page(n, story(f"A{n}", "头条", more=first if n == 1 else ""), story(f"B{n}", "二条"))
        for n in range(1, count + 1)
    ]
    return {
        "issue.yaml": HEAD % count + "".join(made),
        "A.md": paragraphs(1300),
        "B.md": paragraphs(900),
    }


def jumps(count: int) -> dict[str, str]:
    """A story that goes on over so many pages."""
    onward = ", ".join(f"{{版次: {n}, 位置: 头条}}" for n in range(2, count + 1))
    first = story("A", "头条", more=f", 转版: [{onward}]")
    made = [page(1, first, story("B1", "二条"))]
    made += [page(n, story(f"B{n}", "二条")) for n in range(2, count + 1)]
    return {
        "issue.yaml": HEAD % count + "".join(made),
        "A.md": paragraphs(1400 * count),
        "B.md": paragraphs(900),
    }


def waiting(count: int) -> dict[str, str]:
    """So many stories without a slot on one page."""
    spec = HEAD % 4 + page(1, *(story(f"W{n}", headline=f"山乡新路第{n}号") for n in range(count)))
    return {"issue.yaml": spec, "W.md": paragraphs(300)}


def words(count: int) -> dict[str, str]:
    """A list of so many words of the house."""
    listed = ("".join(chr(0x4E00 + n // 700**j % 700) for j in range(3)) for n in range(count))
    return lead(paragraphs(1500)) | {"../../layout/词典/长.txt": "\n".join(listed) + "\n"}


# What is built at which size, and at twice that.
CASES: dict[str, tuple[int, Callable[[int], dict[str, str]]]] = {
    "characters": (50_000, lambda n: lead(paragraphs(n))),
    "characters of one paragraph": (50_000, lambda n: lead(text(n))),
    "marks": (50_000, lambda n: lead(("，。！“”《》——……" * n)[:n])),
    "letters without a blank": (20_000, lambda n: lead("a" * n)),
    "characters with dots": (20_000, lambda n: lead("山*路*" * (n // 2))),
    "readings": (10_000, lambda n: lead("{山|shān}路" * n)),
    "subheads": (1_000, lambda n: lead("## 山路修通\n\n年轻人回来了。\n\n" * n)),
    "list items": (2_000, lambda n: lead("- 山路修通以后\n" * n)),
    "table rows": (2_000, lambda n: lead("| 甲 | 乙 |\n| --- | --- |\n" + "| 山 | 3 |\n" * n)),
    "pull quotes": (1_000, lambda n: lead("山路修通以后。\n\n> 路通了\n\n" * n)),
    "characters of a headline": (8_000, lambda n: lead(paragraphs(1500), headline=text(n))),
    "words of the house": (200_000, words),
    "lines of comment": (50_000, lambda n: _commented(lead(paragraphs(1500)), n)),
    "pages": (50, pages),
    "pages of a jump": (50, jumps),
    "stories without a slot": (20, waiting),
}


def _commented(files: dict[str, str], count: int) -> dict[str, str]:
    return files | {"issue.yaml": files["issue.yaml"] + "# 山路修通以后\n" * count}


def measured(files: dict[str, str], root: Path, limit: int) -> tuple[float, int, str]:
    """CPU seconds, peak in MB, and how the build ended."""
    folder = root / "issue" / "large"
    folder.mkdir(parents=True)
    for name, said in files.items():
        (folder / name).write_text(said, "utf-8")
    kept = os.environ | {
        "PYTHONPATH": str(ROOT / "src"), "PRESSLAYOUT_CACHE": str(root / "cache"),
    }  # fmt: skip
    with (root / "said").open("w", encoding="utf-8") as said_:
        child = subprocess.Popen(
            [sys.executable, "-m", "presslayout", "build", str(folder / "issue.yaml"),
             "--for", "proof", "-o", str(root / "out"), "--lang", "en"],
            env=kept, stdout=said_, stderr=said_,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)),  # noqa: PLW1509
        )  # fmt: skip
        _, ended, used = os.wait4(child.pid, 0)
    for name in files:
        (folder / name).unlink()
    shutil.rmtree(folder)
    codes = re.findall(r"error\[([a-z-]+)\]", (root / "said").read_text("utf-8"))
    told = f"exit {os.waitstatus_to_exitcode(ended)} {' '.join(sorted(set(codes)))}"
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, told


def main() -> None:
    """Print a line an input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--limit", type=int, default=60, help="CPU seconds a build")
    asked = parser.parse_args()
    print("| input | size | CPU | at twice the size | ratio | peak | ended |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "workspace"
        made = [sys.executable, "-m", "presslayout", "init", str(root)]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        subprocess.run(made, env=environment, check=True, capture_output=True)
        for name in asked.names or CASES:
            size, make = CASES[name]
            one, _, _ = measured(make(size), root, asked.limit)
            two, peak, told = measured(make(2 * size), root, asked.limit)
            print(
                f"| {name} | {size} | {one:.2f} s | {two:.2f} s | {two / one:.2f} | {peak} MB "
                f"| {told} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
