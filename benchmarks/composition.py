"""Characters a second of composing copy, beside HarfBuzz shaping the same copy.

Shaped: every cluster's glyph found.  Prepared: classes, runs, cells, gaps, places and their sums.
Broken: the best settings of every paragraph in n-1, n and n+1 lines.

    python benchmarks/composition.py [COPY ...] [--chars 600000] [--cells 13]

COPY are text files; without any, the sample issue's.  They are repeated up to so many characters.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import uharfbuzz

from presslayout.assets.fonts import Family, open_face
from presslayout.base.units import pt
from presslayout.typeset.choice import FaceChoice
from presslayout.typeset.classes import classes
from presslayout.typeset.clusters import clusters, pieces_of
from presslayout.typeset.lines import variants
from presslayout.typeset.runs import contextual
from presslayout.typeset.shape import Font, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3

_Piece = TypeVar("_Piece")


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
        harfbuzz = _seconds(lambda text: _harfbuzz(face.hb_font, text), copy)
        shaped = _seconds(lambda clustered: _glyphs(font, *clustered), [*map(_clustered, copy)])
        prepared = _seconds(lambda text: shape(text, font), copy) - shaped
        broken = _seconds(
            lambda one: variants(one, measure, indent=2000), [shape(text, font) for text in copy]
        )
        both = prepared + broken
        print(
            f"{chars:7d} characters: shaped {chars / shaped / 1e6:.2f} M/s, "
            f"prepared {chars / prepared / 1e6:.2f} M/s, broken {chars / broken / 1e6:.2f} M/s; "
            f"prepared and broken {chars / both / 1e6:.2f} M/s, "
            f"all three {chars / (shaped + both) / 1e6:.2f} M/s; "
            f"HarfBuzz alone {chars / harfbuzz / 1e6:.2f} M/s, ratio {(shaped + both) / harfbuzz:.2f}"
        )


def _clustered(text: str) -> tuple[str, Sequence[int], str, list[str], dict[int, str]]:
    starts, kinds, unseen = clusters(text, contextual(text, classes(text)))
    return text, starts, kinds, pieces_of(text, starts, kinds, unseen), unseen


def _glyphs(
    font: Font,
    text: str,
    starts: Sequence[int],
    kinds: str,
    pieces: list[str],
    unseen: dict[int, str],
) -> None:
    """The glyph of every cluster: the part of `shape` that asks the face."""
    FaceChoice((font.faces, font.bold), text, starts, ()).glyphs(pieces, kinds, unseen)


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


def _seconds(work: Callable[[_Piece], object], pieces: Sequence[_Piece]) -> float:
    """The best of some rounds over all pieces, one after the other, in seconds of this process."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for piece in pieces:
            work(piece)
        best = min(best, time.process_time() - begun)
    return best


if __name__ == "__main__":
    main()
