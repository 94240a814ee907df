"""How even body text stands: pitch of Han, gaps beside digits, marks squeezed inside lines.

    python benchmarks/texture.py [COPY ...] [--cells 13 18] [--worst 0]

The pages of all templates with their sample copy, the sample issue, then COPY (text files) set
by paragraph at so many cells.  Read from what stands on the pages, in thousandths of an em:

pitch     from one Han to the next, a line's mean: its mean, 95th percentile and greatest of all
          lines, and how many lines stand over 1.15 em
gaps      between Han and the digit or letter behind it: the share of 0.38 em and more, and of
          pairs of lines in a row whose gaps differ by 0.15 em and more
squeezed  lines in which a pause before Han has 0.55 em or less, and those in which any is under 0.95
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "docs" / "gallery"))
import gallery  # noqa: E402

from presslayout.assets.fonts import Family, open_face  # noqa: E402
from presslayout.base.units import pt  # noqa: E402
from presslayout.edition.page import Glyphs  # noqa: E402
from presslayout.edition.roles import Role  # noqa: E402
from presslayout.newsroom.build import compose, load  # noqa: E402
from presslayout.typeset.lines import place, variants  # noqa: E402
from presslayout.typeset.shape import Font, shape  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.edition.page import Page

PAUSES = "，、；："
WIDE_GAP, UNEVEN, LOOSE, HALF, SQUEEZED = 380, 150, 1150, 550, 950


class Cell(NamedTuple):
    """One character of a line and where it stands, in thousandths of its size."""

    text: str
    at: int


class Measured(NamedTuple):
    """One line: the pitch of its Han, its gaps before digits and letters, its narrowest pause."""

    text: str
    pitch: int
    gaps: tuple[int, ...]
    pause: int


def main() -> None:
    """Print a row for each page and copy, then one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("copy", nargs="*", type=Path)
    parser.add_argument("--cells", type=int, nargs="*", default=[13, 18])
    parser.add_argument("--worst", type=int, default=0, help="the loosest lines of each, so many")
    told = parser.parse_args()
    print(
        "                      lines  pitch  p95   most  >1.15  gaps ≥.38  uneven  half  squeezed"
    )
    everything: list[list[Measured]] = []
    for name, blocks in _sets(told.copy, told.cells):
        everything += blocks
        print(_row(name, blocks))
        loosest = sorted((line for block in blocks for line in block), key=lambda m: -m.pitch)
        for line in loosest[: told.worst]:
            print(f"    {line.pitch:5d}  {line.text}")
    print(_row("all", everything))


def _sets(
    files: Sequence[Path], cells: Sequence[int]
) -> Iterator[tuple[str, list[list[Measured]]]]:
    gallery.WORK.mkdir(parents=True, exist_ok=True)
    for name in gallery.pages():
        if name != "报纸":
            made = compose(load(gallery.issue(name, gallery.noted(name)))).edition
            yield name, [*_of_pages(made.pages)]
    sample = compose(load(ROOT / "issue" / "2026-10-18"))
    yield "sample", [*_of_pages(sample.edition.pages)]
    name = "NotoSerifSC-Regular.ttf"
    face = open_face(Family("宋体", ROOT / "fonts" / name, 0, name, (), "", "OFL 1.1"))
    font = Font((face,), (), pt(9))
    for number in cells:
        for file in files:
            rows = [row for row in file.read_text(encoding="utf-8").splitlines() if row.strip()]
            blocks = [[*_of_paragraph(row, font, number * 1000)] for row in rows]
            yield f"{file.stem[:14]} {number}", blocks


def _of_pages(pages: Iterable[Page]) -> Iterator[list[Measured]]:
    for page in pages:
        for block in page.blocks:
            if block.role is Role.BODY:
                runs = [one for one in block.items if isinstance(one, Glyphs) and not one.turn]
                if runs and len({run.x for run in runs}) > 1:
                    yield [*_lines(runs)]


def _of_paragraph(text: str, font: Font, measure: int) -> Iterator[Measured]:
    shaped = shape(text, font)
    best = min(variants(shaped, measure, indent=2000), key=lambda v: (v.cost, len(v.lines)))
    for number, line in enumerate(best.lines):
        yield from _lines(place(shaped, line, 0, number * font.size * 2))


def _lines(runs: Sequence[Glyphs]) -> Iterator[Measured]:
    """The lines of a block: runs go on in one while they stand on its baseline."""
    sizes = Counter(size for run in runs for size in (run.size,) * len(run.ids))
    size = sizes.most_common(1)[0][0]
    cells: list[Cell] = []
    baseline = end = None
    for run in runs:
        if len(run.y) > 1 or not run.text or run.size != size:
            continue
        if baseline is None or run.y[0] != baseline or run.x[0] < (end or 0):
            yield from _measured(cells)
            cells, baseline = [], run.y[0]
        end = run.x[-1]
        spans = run.spans or (1,) * len(run.ids)
        taken = 0
        for x, span in zip(run.x, spans, strict=True):
            cells.append(Cell(run.text[taken : taken + span], x * 1000 // size))
            taken += span
    yield from _measured(cells)


def _measured(cells: Sequence[Cell]) -> Iterator[Measured]:
    pitches, gaps, pauses = [], [], []
    for one, other in pairwise(cells):
        apart = other.at - one.at
        if _han(one.text) and _han(other.text):
            pitches.append(apart)
        elif _han(one.text) and other.text.isascii() and other.text.isalnum():
            gaps.append(apart - 1000)
        elif one.text in PAUSES and one.text and _han(other.text):
            pauses.append(apart)
    if pitches:
        text = "".join(cell.text for cell in cells)
        mean = sum(pitches) // len(pitches)
        yield Measured(text, mean, tuple(gaps), min(pauses, default=1000))


def _han(text: str) -> bool:
    return "\u4e00" <= text[:1] <= "\u9fff"


def _row(name: str, blocks: Sequence[Sequence[Measured]]) -> str:
    lines = [line for block in blocks for line in block]
    pitches = sorted(line.pitch for line in lines) or [1000]
    gaps = [gap for line in lines for gap in line.gaps] or [0]
    pairs = [
        abs(max(one.gaps) - max(other.gaps))
        for block in blocks
        for one, other in pairwise(block)
        if one.gaps and other.gaps
    ] or [0]
    count = max(len(lines), 1)
    wide = _share(sum(gap >= WIDE_GAP for gap in gaps), len(gaps))
    uneven = _share(sum(pair >= UNEVEN for pair in pairs), len(pairs))
    half = _share(sum(line.pause <= HALF for line in lines), count)
    squeezed = _share(sum(line.pause < SQUEEZED for line in lines), count)
    loose = sum(pitch > LOOSE for pitch in pitches)
    return (
        f"{name:<18.18s} {len(lines):7d} {sum(pitches) // len(pitches):6d} "
        f"{pitches[len(pitches) * 95 // 100]:5d} {pitches[-1]:6d} {loose:6d} "
        f"{wide:>10s} {uneven:>7s} {half:>6s} {squeezed:>6s}"
    )


def _share(some: int, count: int) -> str:
    return f"{100 * some / count:.1f} %"


if __name__ == "__main__":
    main()
