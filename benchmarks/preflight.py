"""CPU seconds that judging a PDF takes, and how far its ink lies from ghostscript's plates.

    python benchmarks/preflight.py FILE.pdf ... [--runs 3] [--dpi 288]

The mean ink of the first page is that of ghostscript's `tiffsep`, without which it is left out.
"Command" is `presslayout preflight FILE` as a process of its own, its start and imports included.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageStat

from presslayout.issue.read_press import press_profile
from presslayout.issue.workspace import Workspace
from presslayout.preflight import inspect
from presslayout.preflight.checks.conditions import measured, pressed

ROOT = Path(__file__).resolve().parents[1]
WORKSPACE = Workspace(ROOT, ROOT)
PRESS = press_profile(WORKSPACE, "newsprint").press
LIMITS = press_profile(WORKSPACE, "newsprint").limits


def main() -> None:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--dpi", type=int, default=288)
    asked = parser.parse_args()
    for path in asked.files:
        taken, pages, mean = [], 0, 0.0
        for _ in range(asked.runs):
            start = time.process_time()
            seen = inspect(path.read_bytes(), None, PRESS.standard)
            assert seen.opened is not None
            inks = measured(seen.opened, PRESS)
            pressed(seen.opened, PRESS, LIMITS, inks)
            taken.append(time.process_time() - start)
            pages, mean = len(inks), inks[0].mean if inks[0] is not None else 0.0
        theirs = plates(path, asked.dpi)
        whole = statistics.median(command(path) for _ in range(asked.runs))
        print(
            f"{path.name}: {pages} pages, {statistics.median(taken):.2f} s, "
            f"command {whole:.2f} s, {whole / max(pages, 1):.3f} s a page, "
            f"ink of page 1 {mean:.1f} %, ghostscript {theirs}"
        )


def command(path: Path) -> float:
    """CPU seconds of the whole command as a user's shell runs it, whatever it finds."""
    # Installed programs keep their bytecode; a setting of this shell must not take it away.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "presslayout", "preflight", str(path)],
        check=False,
        capture_output=True,
        env=env,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def plates(path: Path, dpi: int) -> str:
    """The mean ink of the first page as ghostscript separates it."""
    command = shutil.which("gs")
    if command is None:
        return "is not installed"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                command, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{dpi}",
                "-dLastPage=1", f"-sOutputFile={folder}/p.tif",
                "-c", "0 0 .setfilladjust2", "-f", str(path),
            ],
            check=True,
        )  # fmt: skip
        means = [
            ImageStat.Stat(Image.open(plate).convert("L")).mean[0]
            for plate in Path(folder).glob("p(*).tif")
        ]
    return f"{sum((255 - mean) / 2.55 for mean in means):.1f} %"


if __name__ == "__main__":
    main()
