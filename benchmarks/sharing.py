"""Waiting stories shared out among four pages and laid out: how long it takes, how well it fits.

    python benchmarks/sharing.py [--issues 12] [--stories 20]

Issues are made from the sample's sentences, the same every time: so many stories over four pages of
three sections, their copy from four fifths of what the pages hold to six.  Times are CPU.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests import kit  # noqa: E402
from tests.golden import choosing  # noqa: E402

if TYPE_CHECKING:
    from presslayout.issue.workspace import Loaded

from presslayout.base.memory import Memory  # noqa: E402
from presslayout.flow.arrange.allot import allotted  # noqa: E402
from presslayout.flow.arrange.choose import arranged  # noqa: E402
from presslayout.flow.compose import compose  # noqa: E402
from presslayout.issue.issue import Waiting  # noqa: E402
from presslayout.issue.load import templates  # noqa: E402
from presslayout.issue.read_fonts import read_families  # noqa: E402
from presslayout.issue.reading import Reading  # noqa: E402

PAGES = (
    ("要闻", "四开-头版"),
    ("要闻", "四开-头条加三稿"),
    ("经济", "四开-评论"),
    ("文化", "四开-头条加三稿"),
)
SECTIONS = ("要闻", "要闻", "经济", "文化", "")
PHOTOS = sorted(p.name for p in (kit.ROOT / "images").glob("*.jpg"))
# Characters that the four pages hold beside heads and photos: with more, lines are left over.
WHOLE = 12_000


def issue(number: int, count: int, share: float) -> Loaded:
    """An issue whose stories hold a share of what its pages hold."""
    rnd = random.Random(number)  # noqa: S311  (the same issues every time)
    sizes = [rnd.uniform(0.35, 1) ** 2 for _ in range(count)]
    whole = WHOLE * share / sum(sizes)
    waiting = []
    for n, size in enumerate(sorted(sizes, reverse=True)):
        texts: list[str] = []
        while sum(map(len, texts)) < size * whole:
            texts.append(
                "".join(rnd.choice(choosing.sentences()) for _ in range(rnd.randint(2, 4)))
            )
        photos = (kit.photo(f"images/{PHOTOS[n % len(PHOTOS)]}"),) if n < len(PHOTOS) else ()
        heads = [given.headline for _, tales in choosing.SETS.values() for given in tales]
        story = kit.story(f"S{n}", "", *texts, headline=heads[n % len(heads)], photos=photos)
        section = SECTIONS[n % len(SECTIONS)]
        waiting.append(Waiting(replace(story, slot=None, weight=100 - 3 * n), section))
    designs = {t.name: t for t in templates(choosing.LAYOUT)}
    pages = (
        replace(kit.page(n, design), section=section)
        for n, (section, design) in enumerate(PAGES, 1)
    )
    loaded = replace(
        kit.loaded({name: designs[name] for _, name in PAGES}, *pages),
        families=dict(read_families(Reading(choosing.LAYOUT))),
        workspace=choosing.LAYOUT,
    )
    return replace(loaded, issue=replace(loaded.issue, waiting=tuple(waiting)))


def main() -> None:
    """Print a line an issue, then the middle of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=12)
    parser.add_argument("--stories", type=int, default=20)
    wanted = parser.parse_args()
    print("share  shared out  laid out  lines over  on pages  lines white  worst page")
    shared, laid = [], []
    for number in range(wanted.issues):
        share = 0.8 + 0.4 * number / max(wanted.issues - 1, 1)
        loaded, memory = issue(number, wanted.stories, share), Memory()
        begun = time.process_time()
        allotted(loaded, kit.NEWSPRINT, None, memory)
        middle = time.process_time()
        done = arranged(loaded, kit.NEWSPRINT, None, memory)
        ended = time.process_time()
        pages = compose(done, kit.NEWSPRINT).pages
        over = [sum(s.overset.lines for s in page.stories) for page in pages]
        white = [sum(s.underset_lines for s in page.stories) for page in pages]
        shared.append(middle - begun)
        laid.append(ended - middle)
        print(
            f"{share:5.2f}  {shared[-1]:8.2f} s  {laid[-1]:6.1f} s  {sum(over):10}  "
            f"{sum(o > 0 for o in over):8}  {sum(white):11}  {max(white):10}"
        )
    print(f"middle {statistics.median(shared):.2f} s, {statistics.median(laid):.1f} s")


if __name__ == "__main__":
    main()
