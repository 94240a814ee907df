"""Commands from a cold start, beside the libraries that they load and, if asked, another tree.

    python benchmarks/cold.py [--against TREE] [--runs 15]

The reference is a Python that imports reportlab, HarfBuzz and YAML and ends.  TREE is another
checkout of this repository, an older one say: its commands run in turn with ours.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = Path("issue") / "2026-10-18"
LIBRARIES = "import reportlab.pdfgen.canvas, uharfbuzz, yaml"
CHARS = 3000
# The first runs fill the caches of the system and of the program.
WARM = 2
# Each tree delivers into a folder of its own: what another has just delivered there is other work.
OUT = "OUT"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    asked = parser.parse_args()
    trees = {"here": ROOT} | ({"there": asked.against.resolve()} if asked.against else {})
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.md"
        copy.write_text(_copy(), encoding="utf-8")
        jobs = {
            "libraries alone": ("-c", LIBRARIES),
            "lines": ("-m", "presslayout", "lines", str(copy), "--cells", "13"),
            "lines --json": ("-m", "presslayout", "lines", str(copy), "--cells", "13", "--json"),
            "build, one page": (
                *("-m", "presslayout", "build", str(SAMPLE)),
                *("--for", "proof", "--pages", "4", "-o", OUT),
            ),
            "press, one page": (
                *("-m", "presslayout", "build", str(SAMPLE)),
                *("--for", "press", "--pages", "4", "-o", OUT),
            ),
            "build, two pages": (
                *("-m", "presslayout", "build", str(SAMPLE)),
                *("--for", "press", "-o", OUT),
            ),
        }
        times: dict[tuple[str, str], list[float]] = {(j, t): [] for j in jobs for t in trees}
        for turn in range(WARM + asked.runs):
            for (job, tree), found in times.items():
                spent = _seconds(jobs[job], trees[tree], Path(folder) / tree)
                if turn >= WARM:
                    found.append(spent)
    reference = statistics.median(times["libraries alone", "here"])
    for (job, tree), found in times.items():
        middle = statistics.median(found)
        print(
            f"{job:18s} {tree:6s} median {middle:.3f} s, {min(found):.3f}-{max(found):.3f}, "
            f"ratio {middle / reference:.2f}"
        )


def _copy() -> str:
    files = sorted((ROOT / SAMPLE / "稿件").iterdir())
    return "".join(file.read_text(encoding="utf-8") for file in files)[:CHARS]


def _seconds(words: tuple[str, ...], tree: Path, own: Path) -> float:
    """How long a tree's command takes; what it keeps and delivers lies in a folder of its own."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"PYTHONPATH": str(tree / "src"), "PRESSLAYOUT_CACHE": str(own / "cache")}
    words = tuple(str(own / "out") if word == OUT else word for word in words)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, *words], cwd=tree, env=environment, check=True, capture_output=True
    )
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
