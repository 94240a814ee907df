"""What an archive of an issue costs beside its press build: cold processes, in turn, paired.

    python benchmarks/archiving.py [--spec issue/2026-10-18] [--pages 3] [--runs 7] [--extras]

In every round the same pages are built for the press and archived, each with a cache of its own in the
same state, the one first in even rounds and the other in odd ones: from an empty cache (first), with a
character of every story another one (anew), and after nothing changed (again).  `--extras` archives with
`--ofd`, `--site`, `--a3` and all of them besides.  The ratios are medians of those of each round.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WAYS = ("first", "anew", "again")
EXTRAS = {
    "archive --ofd": ("--ofd",),
    "archive --site": ("--site",),
    "archive --a3": ("--a3",),
    "archive, all": ("--ofd", "--site", "--a3"),
}
# Wall and CPU seconds of one cold process and its children.
Row = tuple[float, float]


def commands(*, extras: bool) -> dict[str, tuple[str, ...]]:
    """What is built, by the name it is printed with; the press first."""
    made = {"press": ("build", "--for", "press"), "archive": ("archive",)}
    if extras:
        made |= {name: ("archive", *words) for name, words in EXTRAS.items()}
    return made


def workspace(spec: Path, folder: Path) -> Path:
    """The issue in a workspace of its own, whose copy may be changed."""
    (folder / "layout").mkdir(parents=True)
    shutil.copytree(ROOT / "images", folder / "images")
    return Path(shutil.copytree(spec, folder / "issue" / spec.name))


def changed(issue: Path, number: int) -> None:
    """A character that no story had before, in place of the second of each."""
    for story in sorted((issue / "稿件").glob("*.md")):
        text = story.read_text("utf-8")
        story.write_text(f"{text[0]}{chr(0x4E00 + 7 * number)}{text[2:]}", "utf-8")


def timed(words: list[str], env: dict[str, str]) -> Row:
    """One cold process, and whoever it started."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(words, capture_output=True, env=env, check=False)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 3):
        sys.exit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr.decode()}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rounds(given: argparse.Namespace, home: Path) -> dict[str, dict[str, list[Row]]]:
    """Each way of each command, in turn, so many times."""
    issue = workspace(given.spec.resolve(), home / "work")
    made = commands(extras=given.extras)
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    found: dict[str, dict[str, list[Row]]] = {way: {n: [] for n in made} for way in WAYS}
    for number in range(given.runs + 1):
        for way in WAYS:
            if way == "anew":
                changed(issue, number + 1)
            order = list(made.items())[:: 1 if number % 2 else -1]
            for name, words in order:
                cache = home / "cache" / name
                if way == "first":
                    shutil.rmtree(cache, ignore_errors=True)
                command = [sys.executable, "-m", "presslayout", words[0], str(issue), *words[1:]]
                command += ["--pages", given.pages] if given.pages else []
                command += ["-o", str(home / "out" / name)]
                row = timed(command, env | {"PRESSLAYOUT_CACHE": str(cache)})
                # Files that were just written are looked at again for a while.
                time.sleep(given.rest)
                if number:
                    found[way][name].append(row)
    return found


def printed(found: dict[str, dict[str, list[Row]]]) -> None:
    """A table: medians, and the medians of what each round's archive took beside its press build."""
    print("| way | made | wall | CPU | wall / press | CPU / press |")
    print("|---|---|---|---|---|---|")
    for way, rows in found.items():
        for name, own in rows.items():
            wall, cpu = (statistics.median(row[i] for row in own) for i in (0, 1))
            pairs = list(zip(own, rows["press"], strict=True))
            beside = [statistics.median(a[i] / b[i] for a, b in pairs) for i in (0, 1)]
            print(
                f"| {way} | {name} | {wall:.3f} s | {cpu:.3f} s | {beside[0]:.2f} | {beside[1]:.2f} |"
            )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spec", type=Path, default=ROOT / "issue" / "2026-10-18")
    parser.add_argument("--pages", default="3", help="as of build; empty for all")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--rest", type=float, default=0.2, help="seconds between two builds")
    parser.add_argument("--extras", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        printed(rounds(given, home))


if __name__ == "__main__":
    main()
