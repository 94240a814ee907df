"""The night of a press group: county editions of four pages, with new photos, through `batch`.

    python benchmarks/night.py [PART ...] [--issues 30] [--jobs 1,2] [--cluster] [--tiny 300]

Editions are variants: of ten, one is the base and nine put a page of their own with a photo of their
own into it; one of the ten has stories without a slot.  Photos are made by code, of a camera's size.
Every run begins without a cache.  The parts:

night     so many editions with each number of jobs, and what 300 would take at that rate
caches    the same by two batches side by side, with one cache and with one each
overhead  24 issues by `build`, one by one, and by `batch --jobs 2`
resume    300 issues that nobody changed, beside 20,000 pictures that nobody shows
watch     the processor that a watch of these takes while nothing stirs, and when one issue is touched
cluster   (with --cluster) the night by 1, 2 and 4 worker processes on this machine

CPU is of the command and all that it waited for; busy is CPU by wall and jobs (of overhead, what the
machine's processors were not idle), in hand the share of
the wall in which whoever builds had an issue.  Peak is the largest process.  CPU stands where others
use the machine, and nearly so what was in hand; wall and busy want a quiet hour.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "presslayout")
GROUP, ALL, PICTURES = 10, 300, 20_000
PHOTO_SIZE, NOISE_SIZE = (5472, 3648), (684, 456)
# Clauses of as many characters: whatever their order, copy is as long.
CLAUSES = (
    "云岭县护路人清晨走过石桥",
    "看见雾从谷底慢慢升了起来",
    "山路修通以后年轻人回来了",
    "沿着山脊散开又落进了茶园",
    "守山老人把钥匙交给接班人",
    "秋天的桂花开满了门前小路",
)
HEAD = "报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: %d}\n版面:\n"
PAGE = (
    "  - {版次: %d, 版名: 特刊, 模板: 四开-双稿特刊, 责任编辑: 顾长川, 校对: 林一, "
    "栏题: {文字: 云岭秋行, 角标: 特刊}, 稿件: [%s]}\n"
)


@dataclass(frozen=True)
class Spent:
    """What a command took: seconds of all processors, seconds, the largest process in MB.

    `idle` are the seconds in which the machine's processors had nothing to do.
    """

    cpu: float
    wall: float
    peak: int
    code: int
    out: str
    idle: float = 0.0


def copy(name: str, characters: int) -> str:
    """Paragraphs of so many characters in all, other ones for every name."""
    rnd = random.Random(name)  # noqa: S311  (the same every time)
    sentence = len(CLAUSES[0]) + 1
    made = []
    for _ in range(max(1, characters // (sentence * 6))):
        order = rnd.sample(CLAUSES, len(CLAUSES))
        made.append("，".join(order) + "。")
    return "\n".join(made) + "\n"


def page(number: int, name: str, photo: str = "", *, free: bool = False) -> str:
    """A page of two stories; `free` ones have no slot."""
    slots = ("", "") if free else (", 位置: 头条", ", 位置: 二条")
    picture = (
        f", 图片: [{{文件: {photo}, 说明: 远山。, 摄影: 某某, 栏数: 2, 位置: 右上}}]"
        if photo
        else ""
    )
    first = f"{{编号: A{number}{slots[0]}, 主题: 守山的日子, 正文: {name}-A.txt{picture}}}"
    second = f"{{编号: B{number}{slots[1]}, 主题: 树下长桌, 正文: {name}-B.txt}}"
    return PAGE % (number, f"{first}, {second}")


def photo(path: Path, seed: int) -> None:
    """A photo as large as a camera's: clouds of grey over a slope of colour."""
    rnd = random.Random(seed)  # noqa: S311
    noise = Image.effect_noise(NOISE_SIZE, 60 + seed % 40).resize(
        PHOTO_SIZE, Image.Resampling.BICUBIC
    )
    slope = Image.linear_gradient("L").rotate(rnd.choice((0, 90, 180, 270))).resize(PHOTO_SIZE)
    Image.merge("RGB", (noise, slope, Image.blend(noise, slope, 0.5))).save(path, quality=88)


def editions(root: Path, count: int) -> None:
    """A workspace with so many editions."""
    (root / "layout").mkdir(parents=True)
    for number in range(count):
        group, one = divmod(number, GROUP)
        folder = root / "issue" / f"地区{group:02}"
        folder.mkdir(parents=True, exist_ok=True)
        name, picture = f"县{one}", f"县{one}.jpg"
        photo(folder / picture, number)
        for at in range(1, 5) if one == 0 else (3,):
            size = (1790, 900) if at == 3 else (2210, 900)  # noqa: PLR2004
            for part, characters in zip("AB", size, strict=True):
                text = copy(f"{group}-{one}-{at}-{part}", characters)
                (folder / f"{name}-{at}-{part}.txt").write_text(text, "utf-8")
        own = page(3, f"{name}-3", picture, free=one == GROUP - 1)
        if one:
            (folder / f"县{one}.yaml").write_text(
                f"底版: issue.yaml\n版本: 县{one}版\n版面:\n{own}", "utf-8"
            )
            continue
        pages = [page(at, f"{name}-{at}") for at in (1, 2)] + [own, page(4, f"{name}-4")]
        (folder / "issue.yaml").write_text(HEAD % 4 + "".join(pages), "utf-8")


def tiny(root: Path, count: int, pictures: int) -> None:
    """A workspace with so many issues of a page, and pictures that none shows."""
    (root / "layout").mkdir(parents=True)
    (root / "images").mkdir()
    for number in range(count):
        folder = root / "issue" / f"{number:03}"
        folder.mkdir(parents=True)
        (folder / "issue.yaml").write_text(HEAD % 1 + page(1, "a"), "utf-8")
        for part, characters in (("A", 2210), ("B", 900)):
            (folder / f"a-{part}.txt").write_text(copy(f"{number}{part}", characters), "utf-8")
    for number in range(pictures):
        (root / "images" / f"{number:05}.jpg").write_bytes(b"\xff\xd8%d" % number)


def run(words: Sequence[str], root: Path, cache: str = "cache") -> Spent:
    """Run a command in a workspace."""
    begun, rested = time.monotonic(), _idle()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(
            [*COMMAND, *words], cwd=root, env=environment(root, cache), stdout=out,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - begun
        out.seek(0)
        told = out.read().decode()
    code = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    return Spent(cpu, wall, used.ru_maxrss // 1024, code, told, _idle() - rested)


def _idle() -> float:
    """The seconds that the machine's processors had nothing to do since it began."""
    fields = Path("/proc/stat").read_text().split("\n")[0].split()
    return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")


def environment(root: Path, cache: str) -> dict[str, str]:
    """Of a run from the source beside this, with a cache of the workspace's own."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT / "src"), "PRESSLAYOUT_CACHE": str(root / cache)}


def anew(root: Path) -> None:
    """Nothing is kept of the run before."""
    for name in ("out", "cache", "cache-0", "cache-1"):
        shutil.rmtree(root / name, ignore_errors=True)


def batch(root: Path, jobs: int, *more: str) -> tuple[Spent, int]:
    """All issues of a workspace by `batch`, and how many came well out of it."""
    # A cluster has as many as it has workers.
    own = () if "--cluster" in more else ("--jobs", str(jobs))
    spent = run(("batch", "issue", *own, "--json", *more), root)
    told = json.loads(spent.out.splitlines()[-1])
    if told["failed"] or spent.code:
        sys.exit("failed: " + " ".join(one["issue"] for one in told["issues"] if not one["ok"]))
    return spent, int(told["done"])


def in_hand(spent: Spent, jobs: int) -> float:
    """The share of a batch's wall, for each that builds, in which it had an issue."""
    issues = json.loads(spent.out.splitlines()[-1])["issues"]
    return sum(float(one["seconds"]) for one in issues) / spent.wall / jobs


def night(root: Path, given: argparse.Namespace) -> None:
    """The editions with each number of jobs."""
    print(f"| jobs | issues | CPU | wall | busy | in hand | peak | {ALL} issues: CPU | wall |")
    print("|---|---|---|---|---|---|---|---|---|")
    for jobs in map(int, given.jobs.split(",")):
        anew(root)
        spent, done = batch(root, jobs)
        _night_row(str(jobs), jobs, done, spent)


def _night_row(name: str, jobs: int, done: int, spent: Spent) -> None:
    times = ALL / max(done, 1)
    print(
        f"| {name} | {done} | {spent.cpu:.1f} s | {spent.wall:.1f} s "
        f"| {spent.cpu / spent.wall / min(jobs, os.cpu_count() or 1):.0%} | {in_hand(spent, jobs):.0%} "
        f"| {spent.peak} MB "
        f"| {spent.cpu * times / 60:.1f} min | {spent.wall * times / 60:.1f} min |",
        flush=True,
    )


def caches(root: Path, given: argparse.Namespace) -> None:
    """Two batches side by side: a cache for both, and one each."""
    del given
    folders = sorted(p.name for p in (root / "issue").iterdir())
    halves = [[f"issue/{name}" for name in folders[at::2]] for at in (0, 1)]
    print("| caches | CPU of both | wall |")
    print("|---|---|---|")
    for name, own in (("one", ("cache", "cache")), ("one each", ("cache-0", "cache-1"))):
        anew(root)
        begun = time.monotonic()
        with ThreadPoolExecutor(2) as both:
            made = [
                both.submit(run, ("batch", *half, "--jobs", "1", "--json", "-o", f"out/{at}"), root, c)
                for at, (half, c) in enumerate(zip(halves, own, strict=True)) if half
            ]  # fmt: skip
        cpu = sum(one.result().cpu for one in made)
        print(f"| {name} | {cpu:.1f} s | {time.monotonic() - begun:.1f} s |", flush=True)


def overhead(root: Path, given: argparse.Namespace) -> None:
    """So many issues by `build`, one by one, and by `batch --jobs 2`."""
    del given
    specs = sorted((root / "issue").rglob("*.yaml"), key=lambda p: (p.parent, p.stem != "issue"))[
        :24
    ]
    names = [str(spec.relative_to(root)) for spec in specs]
    anew(root)
    single = [run(("build", name, "--for", "press", "--json"), root) for name in names]
    cpu, wall = sum(one.cpu for one in single), sum(one.wall for one in single)
    print("| way | issues | CPU | wall | busy | in hand | CPU beside `build` |")
    print("|---|---|---|---|---|---|---|")
    print(
        f"| build | {len(names)} | {cpu:.1f} s | {wall:.1f} s | {cpu / wall:.0%} | | |", flush=True
    )
    for jobs in (2, 3, 4):
        anew(root)
        spent = run(("batch", *names, "--jobs", str(jobs), "--json"), root)
        # What nobody waits for, as whoever reads back, counts here too.
        busy = 1 - spent.idle / spent.wall / (os.cpu_count() or 1)
        print(
            f"| batch --jobs {jobs} | {len(names)} | {spent.cpu:.1f} s | {spent.wall:.1f} s "
            f"| {busy:.0%} | {in_hand(spent, jobs):.0%} | {spent.cpu / cpu - 1:+.0%} |",
            flush=True,
        )


def resume(root: Path, given: argparse.Namespace) -> None:
    """Issues that nobody changed."""
    del given
    if not (root / "out" / "batch.jsonl").exists():
        first, done = batch(root, 2, "--for", "proof")
        print(f"built: {done} issues, CPU {first.cpu:.1f} s, wall {first.wall:.1f} s")
    for way in ("first", "again"):
        spent, done = batch(root, 2, "--for", "proof", "--resume")
        print(
            f"resumed, {way}: {done} issues, CPU {spent.cpu:.2f} s, wall {spent.wall:.2f} s",
            flush=True,
        )


@contextmanager
def watching(root: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A watch of a workspace's issues that knows them all."""
    process = subprocess.Popen(
        [*COMMAND, "batch", "--watch", "issue", "--for", "proof", "--json"],
        cwd=root, env=environment(root, "cache"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    wanted = len([*(root / "issue").iterdir()])
    known = 0
    while known < wanted:
        known += json.loads(process.stdout.readline())["event"] in {"kept", "done"}
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()


def watch(root: Path, given: argparse.Namespace) -> None:
    """The processor that watching takes."""
    with watching(root) as process:
        assert process.stdout is not None
        begun = _used(process.pid)
        time.sleep(given.idle)
        idle = _used(process.pid) - begun
        print(f"idle: {idle:.2f} s of CPU in {given.idle} s, {idle / given.idle:.2%}", flush=True)
        begun = _used(process.pid)
        next((root / "issue").iterdir()).joinpath("issue.yaml").touch()
        process.stdout.readline()
        print(f"an issue touched: {_used(process.pid) - begun:.2f} s of CPU", flush=True)


def _used(process: int) -> float:
    """The seconds of the processor that a process took, its children not counted."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cluster(root: Path, given: argparse.Namespace) -> None:
    """The editions by worker processes on this machine, through a scheduler of their own."""
    del given
    print(f"| workers | issues | CPU | wall | busy | in hand | peak | {ALL} issues: CPU | wall |")
    print("|---|---|---|---|---|---|---|---|---|")
    for count in (1, 2, 4):
        anew(root)
        with _workers(count, root) as address:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent, done = batch(root, count, "--cluster", address)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        whole = replace(spent, cpu=cpu, peak=after.ru_maxrss // 1024)
        _night_row(str(count), count, done, whole)


@contextmanager
def _workers(count: int, root: Path) -> Iterator[str]:
    """A scheduler on loopback and so many workers; its address."""
    env, place = environment(root, "cache"), root / "scheduler.json"
    place.unlink(missing_ok=True)
    run_ = (sys.executable, "-m", "distributed.cli.dask_scheduler")
    started = [
        subprocess.Popen(
            [*run_, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", place],
            env=env, stderr=subprocess.DEVNULL,
        )
    ]  # fmt: skip
    try:
        while not place.exists():
            time.sleep(0.1)
        worker = (sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", place)
        more = ("--nthreads", "1", "--no-dashboard", "--no-nanny")
        started += [
            subprocess.Popen([*worker, *more], env=env, cwd=root, stderr=subprocess.DEVNULL)
            for _ in range(count)
        ]
        yield str(json.loads(place.read_text())["address"])
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


# Each part, and the workspace that it needs.
PARTS = {
    "night": (night, editions),
    "caches": (caches, editions),
    "overhead": (overhead, editions),
    "resume": (resume, tiny),
    "watch": (watch, tiny),
    "cluster": (cluster, editions),
}


def main() -> None:
    """Print a table a part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--issues", type=int, default=30)
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument(
        "--tiny", type=int, default=ALL, help="issues of the parts resume and watch"
    )
    parser.add_argument("--pictures", type=int, default=PICTURES)
    parser.add_argument("--idle", type=int, default=60, help="seconds of the part watch")
    parser.add_argument("--cluster", action="store_true")
    parser.add_argument("--folder", type=Path, help="keep the workspaces there for the next run")
    given = parser.parse_args()
    wanted = given.parts or [name for name in PARTS if name != "cluster" or given.cluster]
    with tempfile.TemporaryDirectory() as spare:
        home = given.folder or Path(spare)
        for name in wanted:
            part, make = PARTS[name]
            root = home / make.__name__
            if not root.exists():
                if make is editions:
                    editions(root, given.issues)
                else:
                    tiny(root, given.tiny, given.pictures)
            print(f"\n## {name}\n")
            part(root, given)


if __name__ == "__main__":
    main()
