"""Words looked for in years of stories: how long it takes, how large the index is, what is found.

    python benchmarks/find.py [--stories 20000] [--words 200] [--text FILE]

Stories of 812 characters are made of the sentences of FILE, or of words drawn as newspapers draw them (a
few often, most seldom), thirty a day, each character with its place.  What is found is held against plain
search in the texts.  Times are CPU, warm, and of the whole: how many stories answer, and the first twenty places
with their boxes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import statistics
import sys
import tempfile
import time
from itertools import accumulate, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from presslayout.archive.identity import IssueIdentity  # noqa: E402
from presslayout.archive.index import SqliteIndex  # noqa: E402
from presslayout.archive.indexed import StoryWords  # noqa: E402
from presslayout.archive.placing import PlacedLine  # noqa: E402
from presslayout.archive.query import IndexEntry, asked  # noqa: E402
from presslayout.newsroom.finding import hits_of  # noqa: E402

LONG, A_DAY, LINE, ROWS, SHOWN = 812, 30, 17, 60, 20
FIRST = dt.date(1996, 1, 1)


def pieces(text: str) -> list[str]:
    """What stories are made of: sentences, or words of their own frequency."""
    if text:
        found = re.split(r"(?<=[。！？\n])", Path(text).read_text("utf-8"))
        return [one.strip() for one in found if 5 < len(one) < 200]  # noqa: PLR2004
    chance = random.Random(7)  # noqa: S311  (the same stories every time)
    han = [chr(0x4E00 + n) for n in range(3500)]
    lexicon = [
        "".join(chance.choices(han, k=chance.choice((1, 2, 2, 2, 3)))) for _ in range(40_000)
    ]
    weights = list(accumulate(1 / (n + 3) for n in range(len(lexicon))))
    return [
        "".join(chance.choices(lexicon, cum_weights=weights, k=12)) + "。" for _ in range(60_000)
    ]


def stories(count: int, text: str) -> list[str]:
    """So many of them, the same every time."""
    chance, found = random.Random(1), pieces(text)  # noqa: S311
    made = []
    for _ in range(count):
        story = ""
        while len(story) < LONG:
            story += chance.choice(found)
        made.append(story)
    return made


def places(text: str) -> tuple[PlacedLine, ...]:
    """A column of lines, each character in its cell."""
    found = []
    for row, at in enumerate(range(0, len(text), LINE)):
        left = 400 + row // ROWS * 1300
        many = min(LINE, len(text) - at)
        xs = tuple(left + round(n * 63.5) for n in range(many))
        found.append(PlacedLine(0, 1, at, 64, xs, (1000 + row % ROWS * 97,)))
    return tuple(found)


def filled(path: Path, texts: list[str]) -> float:
    """An index of these, a day after the other; CPU seconds."""
    start = time.process_time()
    with SqliteIndex(path, writing=True) as index:
        for at in range(0, len(texts), A_DAY):
            day = (FIRST + dt.timedelta(at // A_DAY)).isoformat()
            own = texts[at : at + A_DAY]
            entry = IndexEntry(IssueIdentity("云岭日报", "", day), f"issues/云岭日报/{day}", 1, day)
            told = (
                StoryWords(f"S{at + n}", (("body", one),), places(one)) for n, one in enumerate(own)
            )
            index.add(entry, told)
        index.settle()
        index.tidy()
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=200, help="of each length, one to six")
    parser.add_argument("--text", default="", help="a text whose sentences stories are made of")
    asked_for = parser.parse_args()
    texts = stories(asked_for.stories, asked_for.text)
    size = sum(len(one.encode()) for one in texts)
    chance = random.Random(3)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.sqlite"
        cpu = filled(path, texts)
        large = path.stat().st_size
        print(f"{len(texts)} stories, {size / 1e6:.1f} MB of text; index {large / 1e6:.1f} MB "
              f"({large / size:.2f} x), {cpu:.1f} s CPU")  # fmt: skip
        print("length  words  recall  precision   median ms      95 %       max")
        with SqliteIndex(path, writing=False) as index:
            for length in range(1, 7):
                row(index, texts, length, asked_for.words, chance)


def row(
    index: SqliteIndex, texts: list[str], length: int, count: int, chance: random.Random
) -> None:
    """Words of one length."""
    words: set[str] = set()
    while len(words) < count:
        text = chance.choice(texts)
        at = chance.randrange(len(text) - length)
        word = text[at : at + length]
        if not any(char.isspace() for char in word) and word == word.lower():
            words.add(word)
    times, hit, told, true = [], 0, 0, 0
    for word in sorted(words):
        query = asked(word)
        low = [one.lower() for one in texts] if word != word.upper() else texts
        wanted = {f"S{n}" for n, one in enumerate(low) if word in one}
        found = {match.story.story for match in islice(index.matches(query), 0, None)} if len(wanted) < 300 else None  # noqa: PLR2004  # fmt: skip
        # Of what stands nearly everywhere the count is held against plain search.
        many = index.count(query)
        hit += len(wanted & found) if found is not None else min(many, len(wanted))
        told, true = told + many, true + len(wanted)
        start = time.process_time()
        index.count(query)
        list(
            islice((hit for match in index.matches(query) for hit in hits_of(match, query)), SHOWN)
        )
        times.append((time.process_time() - start) * 1000)
    times.sort()
    print(f"{length:6} {len(words):6} {hit / true:7.4f} {hit / told:10.4f} {statistics.median(times):11.2f} "
          f"{times[len(times) * 95 // 100]:9.2f} {times[-1]:9.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
