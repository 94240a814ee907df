"""The same newspaper pages set by presslayout and by Typst, in turn: ratios of wall, CPU, memory.

    python benchmarks/peers.py INPUTS [--jobs J1,J16,J100] [--runs 5] [--typst PYTHON] [--growth]

INPUTS is a folder with JOB/job.json, JOB/job.typ and img/ as the peers' harness writes it
(`gen.py J1 J16 J100`), PYTHON an interpreter that has Typst.  Each job becomes an issue in a workspace of
its own.  In every round both programs run as cold processes, one after the other, presslayout in five
ways: from an empty cache (first), with pictures converted but every page another one (anew: the
issue's number is), after nothing changed (again), after one word and after one character of a story.
With `--growth` only presslayout runs, anew, on issues of more and more pages.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEMPLATE = "四开-双稿特刊-10.5"
TYPST = "import sys,typst; typst.compile(sys.argv[1], output=sys.argv[2], root=sys.argv[3])"


def quoted(text: str) -> str:
    """A YAML scalar that keeps every character."""
    return json.dumps(text, ensure_ascii=False)


def issue(inputs: Path, job: str, workspace: Path) -> Path:
    """The job as an issue: two stories and two photos a page."""
    pages = json.loads((inputs / job / "job.json").read_text(encoding="utf-8"))["pages"]
    folder = workspace / "issue" / job
    (folder / "稿件").mkdir(parents=True)
    (workspace / "layout").mkdir(exist_ok=True)
    images = workspace / "images"
    if not images.exists():
        shutil.copytree(inputs / "img", images)
    lines = [
        "报纸: {报名: 慈利新闻, 刊号: CN 00-0000, 日期: 2021-07-01, 总期号: 1}",
        "版面:",
    ]
    for number, page in enumerate(pages, 1):
        main = "\n\n".join(("## " if kind == "sub" else "") + text for kind, text in page["main"])
        (folder / "稿件" / f"A{number}.md").write_text(main + "\n", encoding="utf-8")
        box = "\n\n".join(page["box"]["paras"])
        (folder / "稿件" / f"B{number}.md").write_text(box + "\n", encoding="utf-8")
        one, two = page["photos"]
        lines += [
            f"  - 版次: {number}",
            f"    版名: {quoted(page['flag'])}",
            f"    模板: {TEMPLATE}",
            f"    栏题: {{文字: {quoted(page['kicker'])}, 角标: {quoted(page['flag'])}}}",
            "    稿件:",
            f"      - 编号: A{number}",
            "        位置: 头条",
            f"        主题: {quoted(page['headline'])}",
            f"        副题: {quoted(page['deck'])}",
            f"        署名: {quoted(page['byline'])}",
            f"        正文: 稿件/A{number}.md",
            "        图片:",
            *photo(one, 2, "上"),
            *photo(two, 1, "下"),
            f"      - 编号: B{number}",
            "        位置: 二条",
            f"        主题: {quoted(page['box']['headline'])}",
            f"        署名: {quoted(page['box']['byline'])}",
            f"        正文: 稿件/B{number}.md",
        ]
    spec = folder / "issue.yaml"
    spec.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return spec


def photo(plain: dict[str, str], columns: int, at: str) -> list[str]:
    """One photo of the job; its credit stands at the end of the caption."""
    caption, _, credit = plain["cap"].rpartition("。")
    return [
        f"          - 文件: images/{plain['file']}",
        f"            说明: {quoted(caption + '。')}",
        f"            摄影: {quoted(credit.replace('摄', '').strip('　 ') or '朱渊')}",
        f"            栏数: {columns}",
        f"            位置: {at}",
    ]


def timed(command: list[str], env: dict[str, str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MB of one cold process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(0.005)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, 3):
        sys.exit(f"{command[:3]} ended with {process.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, peak


def memory(pid: int) -> float:
    """PSS of a process tree in MB, now."""
    total = 0
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            total += int(rollup.split("Pss:")[1].split()[0])
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, IndexError, ValueError):
            continue
    return total / 1024


# The ways in which a job is built in a round, in this order: each begins as the one before it left off.
WAYS = ("first", "anew", "again", "word", "character")
WORD, CHARACTER = ("全心全意", "一心一意"), ("的", "之")
GROWTH = "J1,J4,J16,J64,J100,J400"
Row = tuple[float, float, float]


def changed(spec: Path, way: str, round_: int) -> None:
    """The issue as it stands before a build of a way."""
    copy = spec.parent / "稿件" / "A1.md"
    if way == "anew":
        text = re.sub(r"总期号: \d+", f"总期号: {round_ + 2}", spec.read_text("utf-8"))
        spec.write_text(text, "utf-8")
    if way in ("word", "character"):
        pair = WORD if way == "word" else CHARACTER
        text = copy.read_text("utf-8")
        old, new = pair if pair[0] in text else pair[::-1]
        if old not in text:
            old, new = text[40:42], text[41] + text[40]
        copy.write_text(text.replace(old, new, 1), "utf-8")


def rounds(
    job: str, work: Path, given: argparse.Namespace, ways: tuple[str, ...]
) -> dict[str, list[Row]]:
    """Every way and Typst, in turn, so many times."""
    inputs = given.inputs.resolve()
    # Installed programs keep their bytecode; a setting of this shell must not take it away.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["PRESSLAYOUT_CACHE"] = str(work / "cache")
    spec = issue(inputs, job, work / "workspace")
    ours = [sys.executable, "-m", "presslayout", "build", str(spec), "-o", str(work / job)]
    ours += given.options.split()
    typst = [given.typst, "-c", TYPST, str(inputs / job / "job.typ")]
    typst += [str(work / f"{job}.pdf"), str(inputs)]
    found: dict[str, list[Row]] = {way: [] for way in ways}
    for round_ in range(given.runs + 1):
        for way in ways:
            changed(spec, way, round_)
            if way == "first":
                shutil.rmtree(work / "cache", ignore_errors=True)
            row = timed(typst if way == "typst" else ours, env)
            # Files that were just written are looked at again for a while: no editor is that quick.
            time.sleep(given.rest)
            if round_:
                found[way].append(row)
    return found


def middle(rows: list[Row]) -> Row:
    """Medians of wall, CPU and peak."""
    wall, cpu, peak = (statistics.median(row[i] for row in rows) for i in range(3))
    return wall, cpu, peak


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", type=Path)
    parser.add_argument("--jobs", default="")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--typst", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--rest", type=float, default=0.2, help="seconds between two builds")
    parser.add_argument("--options", default="", help="further options for presslayout build")
    given = parser.parse_args()
    ways = ("anew",) if given.growth else (*WAYS, "typst")
    print("| job | way | wall | CPU | peak | wall / Typst | CPU | peak | wall / first |")
    print("|---|---|---|---|---|---|---|---|---|")
    for job in (given.jobs or (GROWTH if given.growth else "J1,J16,J100")).split(","):
        with tempfile.TemporaryDirectory() as folder:
            found = {w: middle(r) for w, r in rounds(job, Path(folder), given, ways).items()}
        peer, first = found.get("typst"), found.get("first")
        for way, row in found.items():
            beside = [f"{a / b:.2f}" for a, b in zip(row, peer, strict=True)] if peer else [""] * 3
            own = f"{row[0] / first[0]:.2f}" if first and way != "typst" else ""
            cells = (
                job,
                way,
                f"{row[0]:.3f} s",
                f"{row[1]:.3f} s",
                f"{row[2]:.0f} MB",
                *beside,
                own,
            )
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
