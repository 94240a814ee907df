"""A reading site of many issues: how long all take, one more, and none.

    python -m benchmarks.site [--issues 1000] [--spec issue/2026-10-18] [--blank]

The issues are one real archive, its days and words changed, so that each is opened, drawn and
written as its own.  Blank ones, their pictures tiny, show what it
costs beside its pictures.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import bags

from presslayout.archive.site import images
from presslayout.newsroom.publishing import publish

TINY = (8, 16, 24)
FIRST = dt.date(2023, 1, 1)


def cloned(bag: Path, folder: Path, day: str) -> None:
    """The bag as that of another day."""
    shutil.copytree(
        bag, folder, ignore=shutil.ignore_patterns("sources", "stories", "alto", "*.xml")
    )
    plain = json.loads((bag / "data" / "edition.json").read_bytes())
    plain["date"] = day
    for story in plain["stories"]:
        for part, text in story["texts"].items():
            if part == "headline":
                story["texts"][part] = f"{day}{text}"
                story.get("paragraphs", {}).pop(part, None)
    data = json.dumps(plain, ensure_ascii=False).encode()
    (folder / "data" / "edition.json").write_bytes(data)
    rows = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted((folder / "data").rglob("*"))
        if path.is_file()
    ]
    (folder / "manifest-sha256.txt").write_text("".join(rows), encoding="utf-8")


def timed(name: str, home: Path) -> None:
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    began = time.perf_counter()
    made = publish([home / "bags"], home / "web").grown
    wall = time.perf_counter() - began
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(
        b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime
        for a, b in zip(before, after, strict=True)
    )
    print(f"{name}: {wall:.2f} s wall, {cpu:.2f} s CPU, {made.issues} issues, {made.written} files")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=1000)
    parser.add_argument("--spec", default="issue/2026-10-18")
    parser.add_argument("--pages", default="3")
    parser.add_argument(
        "--blank", action="store_true", help="issues of two pages that show nothing"
    )
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        days = [(FIRST + dt.timedelta(days=n)).isoformat() for n in range(wanted.issues + 1)]
        if wanted.blank:
            images.WIDTHS = TINY
            bags.daily(home / "bags", days[:-1])
            timed("all", home)
            timed("again", home)
            bags.daily(home / "bags", days[-1:])
            timed("one more", home)
            return
        words = ["archive", wanted.spec, "--pages", wanted.pages, "-o", str(home / "one")]
        done = subprocess.run([sys.executable, "-m", "presslayout", *words], check=False)
        bag = home / "one" / "archive"
        assert bag.is_dir(), done
        for day in days[:-1]:
            cloned(bag, home / "bags" / day, day)
        timed("all", home)
        timed("again", home)
        cloned(bag, home / "bags" / days[-1], days[-1])
        timed("one more", home)
        size = sum(p.stat().st_size for p in (home / "web").rglob("*") if p.is_file())
        print(f"{size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
