"""Characters a second of preparing and breaking copy, beside HarfBuzz shaping the same copy.

    python benchmarks/composition.py [COPY ...] [--chars 600000] [--cells 13]

COPY are text files; without any, the sample issue's.  They are repeated up to so many characters.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import uharfbuzz

from presslayout.assets.fonts import Family, open_face
from presslayout.typeset.lines import variants
from presslayout.typeset.shape import Font, shape
from presslayout.units import pt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("copy", nargs="*", type=Path)
    parser.add_argument("--chars", type=int, default=600_000)
    parser.add_argument("--cells", type=int, default=13)
    asked = parser.parse_args()
    files = asked.copy or sorted((ROOT / "issue" / "2026-10-18" / "稿件").iterdir())
    rows = [row for file in files for row in file.read_text(encoding="utf-8").splitlines() if row]
    name = "NotoSerifSC-Regular.ttf"
    face = open_face(Family("宋体", ROOT / "fonts" / name, 0, name, (), "", "OFL 1.1"))
    font = Font((face,), (), pt(9))
    measure = asked.cells * 1000
    for share in (10, 1):
        copy = _repeated(rows, asked.chars // share)
        chars = sum(map(len, copy))
        harfbuzz = _seconds(lambda copy=copy: [_harfbuzz(face.hb_font, text) for text in copy])
        prepared = _seconds(lambda copy=copy: [shape(text, font) for text in copy])
        shaped = [shape(text, font) for text in copy]
        broken = _seconds(lambda s=shaped: [variants(one, measure, indent=2000) for one in s])
        both = prepared + broken
        print(
            f"{chars:7d} characters: prepared {chars / prepared / 1e6:.2f} M/s, "
            f"broken {chars / broken / 1e6:.2f} M/s, both {chars / both / 1e6:.2f} M/s; "
            f"HarfBuzz alone {chars / harfbuzz / 1e6:.2f} M/s, ratio {both / harfbuzz:.2f}"
        )


def _repeated(rows: Sequence[str], chars: int) -> list[str]:
    made: list[str] = []
    size = 0
    while size < chars:
        made.append(rows[len(made) % len(rows)])
        size += len(made[-1])
    return made


def _harfbuzz(font: uharfbuzz.Font, text: str) -> None:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)


def _seconds(work: Callable[[], object]) -> float:
    """The best of some rounds, in seconds of this process."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


if __name__ == "__main__":
    main()
