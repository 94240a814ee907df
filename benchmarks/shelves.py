"""A shelf that grows to ten thousand pages and more: what a day costs on it, beside what it cost at first.

    python benchmarks/shelves.py [--pages 100,1000,10000] [--a-day 4] [--stories 4] [--long 600] [--text FILE]

Bags of `--a-day` pages with `--stories` of `--long` characters each are put on one shelf, up to each number of
pages.  There, as cold processes: one more issue is put and found (its words indexed on the way), a word is
looked for, and every file of the shelf is verified.  CPU and wall are of the process and its children,
peak is the largest of them; the growth is per issue.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "benchmarks")]

from find import pieces  # noqa: E402
from tests import bags  # noqa: E402

FIRST = dt.date(1996, 1, 1)
# What runs in a process of its own, so that its peak is its own.
MEASURED = """
import json, resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], capture_output=True)
wall, used = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, done.returncode,
                  (done.stderr or done.stdout).decode()[-400:]]))
"""


class Writer:
    """Issues whose stories are made of a newspaper's sentences, the same every time."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given, self.pieces = given, pieces(given.text)
        self.chance = random.Random(1)  # noqa: S311

    def story(self) -> str:
        """A text of the length asked for, in paragraphs."""
        text = ""
        while len(text) < self.given.long:
            text += self.chance.choice(self.pieces) + ("\n" if self.chance.random() < 0.2 else "")  # noqa: PLR2004
        return text.strip("\n")

    def issue(self, folder: Path, number: int) -> int:
        """The bag of a day; how many bytes of text it holds."""
        day = (FIRST + dt.timedelta(number)).isoformat()
        pages = []
        for page in range(self.given.a_day):
            names = [f"{chr(65 + page % 26)}{n}" for n in range(self.given.stories)]
            pages.append({
                name: {"headline": self.chance.choice(self.pieces)[:12], "body": self.story()}
                for name in names
            })  # fmt: skip
        bags.bag(folder / day, bags.edition(day, *pages))
        return sum(len(t.encode()) for p in pages for s in p.values() for t in s.values())


def timed(*words: str) -> tuple[float, float, float]:
    """Wall, CPU seconds and peak MB of one cold command; what fails ends the run."""
    command = [sys.executable, "-m", "presslayout", *words]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *command], capture_output=True, check=True
    )
    wall, cpu, peak, code, said = json.loads(done.stdout)
    if code != 0:
        sys.exit(f"{' '.join(words)} ended with {code}: {said}")
    return wall, cpu, peak


def grown(writer: Writer, home: Path, first: int, last: int) -> tuple[float, float, int]:
    """Issues from `first` to `last` put on the shelf, a hundred at a time: wall, CPU, bytes of text."""
    wall = cpu = 0.0
    size = 0
    for start in range(first, last, 100):
        waiting = home / "waiting"
        for number in range(start, min(start + 100, last)):
            size += writer.issue(waiting, number)
        took = timed("shelf", "add", str(waiting), "--to", str(home / "shelf"))
        wall, cpu = wall + took[0], cpu + took[1]
        shutil.rmtree(waiting)
    return wall, cpu, size


def row(name: str, took: tuple[float, ...], issues: int = 1) -> str:
    """A row of the table."""
    wall, cpu = took[0] / issues, took[1] / issues
    peak = f"{took[2]:.0f} MB" if len(took) > 2 else ""  # noqa: PLR2004
    return f"| {name} | {wall * 1000:.1f} ms | {cpu * 1000:.1f} ms | {peak} |"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", default="100,1000,10000")
    parser.add_argument("--a-day", type=int, default=4)
    parser.add_argument("--stories", type=int, default=4)
    parser.add_argument("--long", type=int, default=600)
    parser.add_argument("--text", default="", help="a text whose sentences stories are made of")
    given = parser.parse_args()
    writer, stands, size = Writer(given), 0, 0
    print("| at | wall | CPU | peak |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shelf = str(home / "shelf")
        for pages in map(int, given.pages.split(",")):
            issues = pages // given.a_day
            wall, cpu, text = grown(writer, home, stands, issues)
            print(row(f"{pages} pages: put, an issue", (wall, cpu), issues - stands))
            find = ("find", "--shelf", shelf, "--limit", "20")
            word = writer.story()[4:7].strip("\n。，") or "山"
            print(row("index, an issue", timed(*find, word), issues - stands))
            size, stands = size + text, issues
            size += writer.issue(home / "one", stands)
            stands += 1
            print(
                row("one more issue put", timed("shelf", "add", str(home / "one"), "--to", shelf))
            )
            shutil.rmtree(home / "one")
            print(row("one more issue found", timed(*find, word)))
            print(row("a word looked for", min(timed(*find, word) for _ in range(3))))
            print(row("the shelf verified, an issue", timed("verify", shelf, "--all"), stands))
            index = sum(p.stat().st_size for p in (home / "shelf").rglob("*.sqlite*"))
            print(
                f"| index {index / 1e6:.1f} MB, {index / size:.2f} of {size / 1e6:.1f} MB of text | | | |",
                flush=True,
            )


if __name__ == "__main__":
    main()
