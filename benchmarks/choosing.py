"""What choosing a layout takes, set by set and stage by stage.

    python benchmarks/choosing.py [--sets 两稿,八稿] [--runs 3] [--count 6]

*count*: what stories want, the ways to part the page, how they may be dressed; *set*: the ways set
for real; *score*: what an editor would say, and which look alike; *draw*: the pages composed, and
the contact sheet as PDF and PNG.  The reference of the same run is the best page composed once.
CPU seconds of one core, best of the runs; no cache.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests import kit  # noqa: E402
from tests.golden import choosing  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

from presslayout.base.cache import Cache  # noqa: E402
from presslayout.flow.arrange import choose, search  # noqa: E402
from presslayout.flow.compose import compose, desks  # noqa: E402
from presslayout.newsroom import suggest  # noqa: E402
from presslayout.newsroom.options import Options  # noqa: E402

STAGES = ("count", "set", "score", "draw")
# What each stage is, by module and function.
PARTS: tuple[tuple[str, Any, str], ...] = (
    ("count", search, "needs"),
    ("count", search, "ways"),
    ("count", search, "_dressed"),
    ("set", search, "trial"),
    ("set", search, "nearest"),
    ("score", search, "score"),
    ("score", choose, "offers"),
)


@contextmanager
def timed(spent: dict[str, float]) -> Iterator[None]:
    """Stages of the search are timed while this lasts."""
    own = [(module, name, getattr(module, name)) for _, module, name in PARTS]
    for stage, module, name in PARTS:
        setattr(module, name, clocked(getattr(module, name), stage, spent))
    try:
        yield
    finally:
        for module, name, function in own:
            setattr(module, name, function)


def clocked(
    function: Callable[..., Any], stage: str, spent: dict[str, float]
) -> Callable[..., Any]:
    """The function, its time added to a stage's."""

    @wraps(function)
    def run(*words: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return function(*words, **named)
        finally:
            spent[stage] += time.process_time() - begun

    return run


def measured(name: str, count: int) -> tuple[dict[str, float], float, float]:
    """Seconds by stage, all together, and the reference."""
    spent = dict.fromkeys(STAGES, 0.0)
    loaded = choosing.issue(name)
    page = loaded.issue.pages[0]
    begun = time.process_time()
    with timed(spent):
        found = choose.choices(loaded, page, desks(loaded, kit.NEWSPRINT)[1], count)
    drawing = time.process_time()
    made = [compose(choose.taking(loaded, page, one), kit.NEWSPRINT) for one in found]
    shown = [(one, "", at, c) for at, (one, c) in enumerate(zip(made, found, strict=True), 1)]
    sheet = suggest.drawn(loaded, shown, "第1版", Options(cache=Cache.disabled()))
    suggest.picture(sheet)
    spent["draw"] = time.process_time() - drawing
    whole = time.process_time() - begun
    once = time.process_time()
    compose(choose.taking(loaded, page, found[0]), kit.NEWSPRINT)
    return spent, whole, time.process_time() - once


def main() -> int:
    """Measure and print a table."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--sets", default=",".join(choosing.SETS | choosing.LONG))
    reading.add_argument("--runs", type=int, default=3)
    reading.add_argument("--count", type=int, default=6)
    asked = reading.parse_args()
    sys.stdout.write("| set | stories | " + " | ".join(STAGES) + " | all | one page | ratio |\n")
    for name in asked.sets.split(","):
        runs = [measured(name, asked.count) for _ in range(asked.runs)]
        spent, whole, once = min(runs, key=lambda run: run[1])
        told = " | ".join(f"{spent[stage]:.2f}" for stage in STAGES)
        count = len((choosing.SETS | choosing.LONG)[name][1])
        row = f"| {name} | {count} | {told} | {whole:.2f} s | {once:.3f} s | {whole / once:.0f} |\n"
        sys.stdout.write(row)
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
