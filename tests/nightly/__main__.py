"""What machines try at night: `python make.py nightly`, or a part of it by its name.

Nothing here is collected by the daily suite.  A failing input is written below out/nightly, named for
its door, its number and the law that did not hold; the same number makes it again.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.kit import ROOT
from tests.nightly import entries, ground, kills, places, states, trying

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of the minutes: half for doors, a third for kills, the rest for odd machines.
SHARES = {"doors": 0.5, "kills": 0.35, "states": 0.15}
# What differs by machine is looked at with commands that are quick and of every kind.
STATED = ("build proof", "build press", "new", "fmt", "sign", "import", "site")
_SHOWN = 6


def main() -> int:
    """The exit code: 1 when a law did not hold."""
    asked = _asked()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    parts = asked.part or list(SHARES)
    whole = sum(SHARES[part] for part in parts)
    broken = 0
    kills.prepared()
    with _made() as made:
        for part in parts:
            seconds = asked.minutes * 60 * SHARES[part] / whole
            broken += {"doors": _doors, "kills": _kills, "states": _states}[part](
                asked, made, seconds
            )
    return 1 if broken else 0


@contextmanager
def _made() -> Iterator[Path]:
    with places.folder() as place:
        home = place / "甲"
        home.mkdir()
        ground.made(home)
        yield home


def _doors(asked: argparse.Namespace, made: Path, seconds: float) -> int:
    """Time is shared out evenly: what a door leaves of its share is the next ones'."""
    chosen = [entries.BY_NAME[name] for name in asked.door] or list(entries.ENTRIES)
    numbers = range(asked.first, asked.first + asked.inputs)
    end, broken = time.monotonic() + seconds, 0
    _say(f"{'door':<16}{'tried':>8}{'found':>7}{'s':>8}{'slowest':>9}  exit codes")
    for at, entry in enumerate(chosen):
        now = time.monotonic()
        score = trying.run(entry, made, numbers, now + max(0.0, end - now) / (len(chosen) - at))
        codes = " ".join(f"{code}:{count}" for code, count in sorted(score.codes.items()))
        _say(
            f"{entry.name:<16}{score.tried:>8}{len(score.found):>7}{score.seconds:>8.1f}"
            f"{score.slowest:>9.2f}  {codes}"
        )
        for one in score.found:
            trying.kept(entry, made, one, asked.out)
        for one in score.found[:_SHOWN]:
            _say(f"    {one.entry}-{one.number}-{one.law}: {one.said[-160:]!r}")
        broken += len(score.found)
    return broken


def _kills(asked: argparse.Namespace, made: Path, seconds: float) -> int:
    chosen = [kills.BY_NAME[name] for name in asked.deed] or list(kills.DEEDS)
    end, broken = time.monotonic() + seconds, 0
    _say(
        f"{'killed':<16}{'points':>8}{'found':>7}{'s':>8}{'missed':>8}{'done':>6}{'whole':>7}  kinds"
    )
    for at, deed in enumerate(chosen):
        now = time.monotonic()
        until = now + max(0.0, end - now) / (len(chosen) - at)
        done = kills.tried(deed, made, asked.kills, until)
        kinds = " ".join(f"{kind}:{count}" for kind, count in sorted(done.kinds.items()))
        _say(
            f"{deed.name:<16}{done.tried:>8}{len(done.found):>7}{done.seconds:>8.1f}"
            f"{done.missed:>8}{done.finished:>6}{done.runs:>7}  {kinds}"
        )
        for points, said in done.found[:_SHOWN]:
            _say(f"    {', '.join(f'{point.kind} {point.at:g}' for point in points)}: {said}")
        broken += len(done.found)
    return broken


def _states(asked: argparse.Namespace, made: Path, seconds: float) -> int:
    deeds = tuple(kills.BY_NAME[name] for name in asked.deed or STATED)
    until = time.monotonic() + seconds
    with places.folder(made) as place:
        machines = [
            state
            for state in states.states(place)
            if not asked.machine or any(word in state.name for word in asked.machine)
        ]
        stood = states.tried(machines, deeds, made, until)
    _say(f"{'machine':<28}{'tried':>6}{'found':>7}{'s':>8}")
    for state, one in zip(machines, stood, strict=True):
        _say(f"{state.name:<28}{one.tried:>6}{len(one.found):>7}{one.seconds:>8.1f}")
        for name, said in one.found[:_SHOWN]:
            _say(f"    {name}: {said}")
    return sum(len(one.found) for one in stood)


def _say(words: str) -> None:
    """A line for whoever reads the log in the morning."""
    sys.stdout.write(words + "\n")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python make.py nightly", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="for everything together")
    parser.add_argument("--part", action="append", default=[], choices=[*SHARES])
    parser.add_argument("--door", action="append", default=[], choices=[*entries.BY_NAME])
    parser.add_argument("--inputs", type=int, default=10**9, help="at most so many a door")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--deed", action="append", default=[], choices=[*kills.BY_NAME])
    parser.add_argument("--machine", action="append", default=[], help="a word of its name")
    parser.add_argument("--kills", type=int, default=200, help="at most so many points a command")
    parser.add_argument("--out", type=Path, default=ROOT / "out/nightly")
    return parser.parse_args()


if __name__ == "__main__":
    if not hasattr(os, "fork"):
        sys.exit("what is tried at night needs a system that forks")
    sys.exit(main())
