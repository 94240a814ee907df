"""What machines try at night: `python make.py nightly`, or a part of it by its name.

Nothing here is collected by the daily suite.  A failing input is written below out/nightly, named for
its door, its number and the law that did not hold; the same number makes it again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.nightly import entries, fuzz
from tests.kit import ROOT


def main() -> int:
    """The exit code: 1 when a law did not hold."""
    asked = _asked()
    broken = 0
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    numbers = range(asked.first, asked.first + asked.inputs)
    say(f"{'door':<16}{'tried':>8}{'found':>7}{'s':>8}{'slowest':>9}  exit codes")
    for name, score in fuzz.run(asked.door, asked.minutes, numbers, asked.out):
        codes = " ".join(f"{code}:{count}" for code, count in sorted(score.codes.items()))
        told = (score.tried, len(score.found), score.seconds, score.slowest)
        say(f"{name:<16}{told[0]:>8}{told[1]:>7}{told[2]:>8.1f}{told[3]:>9.2f}  {codes}")
        for one in score.found[:6]:
            say(f"    {one.entry}-{one.number}-{one.law}: {one.said[-160:]!r}")
        broken += len(score.found)
    return 1 if broken else 0


def say(words: str) -> None:
    """A line for whoever reads the log in the morning."""
    sys.stdout.write(words + "\n")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python make.py nightly", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="for all doors together")
    parser.add_argument("--inputs", type=int, default=10**9, help="at most so many a door")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--door", action="append", default=[], choices=[*entries.BY_NAME])
    parser.add_argument("--out", type=Path, default=ROOT / "out/nightly")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
