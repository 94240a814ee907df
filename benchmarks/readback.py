"""CPU milliseconds a page that reading a finished file back takes, beside pikepdf parsing its content.

    python benchmarks/readback.py [--pages 16,100] [--runs 5] [--against TREE]

Makes an issue of so many pages of two stories each, builds it for press and keeps what the build
asks its verifier; then a process of its own answers that again and again, collecting as the
verifier does.  The reference of the same run opens the same bytes with pikepdf and takes every
operator and operand of every page into its hands.  `--against` asks another checkout too, in turn.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]


def issue(pages: int) -> dict[str, str]:
    """An issue of so many pages, two stories and a photograph on each."""
    import large

    made = [
        f"  - 版次: {n}\n    版名: 特刊\n    模板: 四开-双稿特刊-10.5\n    责任编辑: 甲\n"
        "    栏题: {文字: 守山, 角标: 特刊}\n    稿件:\n"
        f"      - {{编号: A{n}, 位置: 头条, 主题: 守山的日子, 署名: 甲, 正文: A.md, 图片: ["
        f"{{文件: {large.PHOTO}, 说明: 山。, 摄影: 甲, 栏数: 2, 位置: 上}}]}}\n"
        f"      - {{编号: B{n}, 位置: 二条, 主题: 一条沟的清水账, 署名: 甲, 正文: B.md}}\n"
        for n in range(1, pages + 1)
    ]
    return {
        "issue.yaml": large.HEAD % pages + "".join(made),
        "A.md": large.paragraphs(1300),
        "B.md": large.paragraphs(900),
    }


def question(pages: int, root: Path) -> Path:
    """What a build of so many pages asks its verifier, put into a file."""
    from presslayout.newsroom.build import build
    from presslayout.newsroom.options import Options
    from presslayout.preflight.worker import Verifier

    folder = root / "issue" / f"of-{pages}"
    folder.mkdir(parents=True)
    for name, said in issue(pages).items():
        (folder / name).write_text(said, "utf-8")
    kept = root / f"{pages}.pickle"
    ask = Verifier.ask

    def noted(self: Verifier, path: Path, *given: object) -> Callable[[], object]:
        kept.write_bytes(pickle.dumps((path.read_bytes(), *given)))
        return ask(self, path, *given)

    Verifier.ask = noted
    build(folder / "issue.yaml", root / "out" / str(pages), Options(target="press"))
    Verifier.ask = ask
    return kept


def measured(kept: Path, runs: int) -> None:
    """Print CPU seconds of reading back and of the reference, the medians of some runs."""
    from presslayout.preflight import worker
    from presslayout.preflight.judging import read_back

    asked = pickle.loads(kept.read_bytes())  # noqa: S301  our own
    if young := getattr(worker, "YOUNG", 0):
        gc.freeze()
        gc.set_threshold(young)
    times: dict[str, list[float]] = {"ours": [], "pikepdf": []}
    for _ in range(runs + 1):
        for name, work in (
            ("ours", lambda: read_back(*asked)),
            ("pikepdf", lambda: parsed(asked[0])),
        ):
            start = time.process_time()
            work()
            times[name].append(time.process_time() - start)
    print(*(statistics.median(taken[1:]) for taken in times.values()))


def parsed(data: bytes) -> int:
    """How many operands the pages of a file have, each taken into the hand."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sum(
            len([*instruction.operands]) + len(str(instruction.operator))
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page)
        )


def answered(tree: Path, kept: Path, runs: int) -> tuple[float, float]:
    """The same by a new process of a checkout."""
    command = [sys.executable, __file__, "--answer", str(kept), "--runs", str(runs)]
    environment = os.environ | {"PYTHONPATH": str(tree / "src")}
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    ours, theirs = map(float, told.stdout.split())
    return ours, theirs


def main() -> None:
    """Print a line for each number of pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", default="16,100")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.answer:
        measured(given.answer, given.runs)
        return
    sys.path[:0] = [str(ROOT / "src")]
    print("| pages | of | CPU a page | pikepdf parsing | ratio |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "workspace"
        os.environ["PRESSLAYOUT_CACHE"] = str(Path(folder) / "cache")
        made = [sys.executable, "-m", "presslayout", "init", str(root)]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        subprocess.run(made, env=environment, check=True, capture_output=True)
        for pages in map(int, given.pages.split(",")):
            kept = question(pages, root)
            for tree in (ROOT, *([given.against] if given.against else [])):
                ours, theirs = answered(tree, kept, given.runs)
                print(
                    f"| {pages} | {tree.name} | {ours / pages * 1000:.1f} ms "
                    f"| {theirs / pages * 1000:.1f} ms | {ours / theirs:.1f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
