"""How many generated pages end level: 200 pages, copy within 8 % of what each slot holds.

    python benchmarks/fitting.py [--pages 200] [--seed 1] [--away 8]

Every page takes one of the shipped templates; every story slot a story of the sample's sentences
cut to a length between 92 and 108 % of its slot's capacity (the middle of what `explain` says),
leads with up to two photos of other shapes.  Prints the share of pages on which every column of
every story ends level and nothing is left over, and why the others missed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests import kit  # noqa: E402

if TYPE_CHECKING:
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Template
    from presslayout.issue.workspace import Loaded

from presslayout.flow.compose import compose  # noqa: E402
from presslayout.flow.explain import slots  # noqa: E402
from presslayout.issue.load import templates, workspace  # noqa: E402

PHOTOS = sorted(f"images/{p.name}" for p in (ROOT / "images").glob("*.jpg"))
# The shortest paragraph, and the share of leads that have photos.
SHORTEST, WITH_PHOTOS = 12, 0.8
MISSES = ("overset", "underset")
HEADLINES = ("守山的日子", "树下长桌脚边事", "草甸轮着歇", "望云垭的石日晷", "一条沟的清水账")


def sentences() -> list[str]:
    """The sentences of the sample's copy."""
    found: list[str] = []
    for path in sorted((ROOT / "issue").rglob("*.md")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                found += [
                    s for s in re.findall(r"[^。]+。[”）]?", line) if s.count("“") == s.count("”")
                ]
    return found


def texts(rnd: random.Random, pool: list[str], count: int) -> list[str]:
    """Paragraphs of one to four sentences, so many characters in all."""
    made: list[str] = []
    left = count
    while left > 0:
        paragraph = "".join(rnd.choice(pool) for _ in range(rnd.randint(1, 4)))
        if len(paragraph) >= left:
            paragraph = paragraph[: max(left - 1, 1)].rstrip("，、；：“（《") + "。"
        made.append(paragraph)
        left -= len(paragraph)
    if len(made) > 1 and len(made[-1]) < SHORTEST:
        last = made.pop()
        made[-1] += last
    return made


def page(rnd: random.Random, design: Template, pool: list[str], away: int) -> tuple[Loaded, float]:
    """A page whose stories are as long as their slots hold, give or take `away` per cent."""
    own = [s for s in design.slots if s.content == "story"]
    tales: list[Story] = []
    for number, slot in enumerate(own):
        photos = ()
        if number == 0 and rnd.random() < WITH_PHOTOS:
            chosen = rnd.sample(PHOTOS, rnd.randint(1, 2))
            photos = tuple(kit.photo(file, None) for file in chosen)
        rows = (slot.rows[1] - slot.rows[0] + 1) * (slot.columns[1] - slot.columns[0] + 1)
        tales.append(
            kit.story(
                f"S{number}",
                slot.name,
                *texts(rnd, pool, max(rows * 8, 80)),
                headline=HEADLINES[number % len(HEADLINES)],
                photos=photos,
            )
        )
    pictures = [s for s in design.slots if s.content == "picture"]
    shown = [
        kit.story(f"P{n}", s.name, headline="", byline="", photos=(kit.photo(rnd.choice(PHOTOS)),))
        for n, s in enumerate(pictures)
    ]

    def loaded(stories: list[Story]) -> Loaded:
        found = kit.loaded({"t": design}, kit.page(1, "t", *stories, *shown))
        return replace(found, families=FAMILIES, workspace=WORKSPACE)

    told = {s.story: s.capacity for s in slots(loaded(tales), kit.NEWSPRINT) if s.story}
    if not told["S0"].most:
        # These photos have no room in this slot: an editor takes them out.
        tales[0] = replace(tales[0], photos=())
        told |= {s.story: s.capacity for s in slots(loaded(tales), kit.NEWSPRINT) if s.story}
    fitted = []
    for tale in tales:
        middle = (told[tale.id].least + told[tale.id].most) // 2
        count = middle * rnd.randint(100 - away, 100 + away) // 100
        body = kit.paragraphs(*texts(rnd, pool, max(count, 60)))
        fitted.append(replace(tale, body=body))
    begun = time.perf_counter()
    made = loaded(fitted)
    return made, begun


def main() -> None:
    """Set the pages and tell how they came out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--away", type=int, default=8)
    asked = parser.parse_args()
    rnd, pool = random.Random(asked.seed), sentences()  # noqa: S311  copy, not secrets
    designs = [t for t in templates(WORKSPACE) if t.body.families]
    level = 0
    missed: Counter[str] = Counter()
    spent = 0.0
    for number in range(asked.pages):
        design = designs[number % len(designs)]
        made, begun = page(rnd, design, pool, asked.away)
        found = compose(made, kit.NEWSPRINT)
        spent += time.perf_counter() - begun
        faults = [r for r in found.pages[0].stories if r.overset.lines or r.underset_lines]
        level += not faults
        for r in faults:
            said = [d for d in found.diagnostics if d.story == r.id and d.code in MISSES]
            hint = said[0].hint.zh.split("；")[0] if said and said[0].hint else ""
            miss = f"多 {r.overset.lines} 行" if r.overset.lines else f"缺 {r.underset_lines} 行"
            missed[f"{design.name}「{r.slot}」{miss}：{hint}"] += 1
    print(f"{level} of {asked.pages} pages level ({100 * level / asked.pages:.1f} %), "
          f"{1000 * spent / asked.pages:.0f} ms a page set")  # fmt: skip
    for fault, count in missed.most_common():
        print(f"  {count:3d}  {fault}")


WORKSPACE = workspace(ROOT / "layout")
FAMILIES = kit.FAMILIES


def _families() -> dict[str, object]:
    from presslayout.issue.read_fonts import read_families
    from presslayout.issue.reading import Reading

    return dict(read_families(Reading(WORKSPACE)))


if __name__ == "__main__":
    FAMILIES = _families()  # type: ignore[assignment]
    main()
