"""Plates by ghostscript, as a RIP makes them: any PDF, overprint and spot inks as they are."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from presslayout.base import filelines
from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, Text
from presslayout.base.patterns import regex
from presslayout.delivery.plates.plate_set import PROCESS, PlateSet, PlateSheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

PROGRAMS = ("gs", "gswin64c", "gswin32c")
# Drawn at twice the size and averaged, so that edges keep their share of ink.
FINE = 2
SECONDS_A_PAGE = 60
SECONDS = 120
_NAMES = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}
_FILE = regex(r"page([0-9]+)\((.+)\)\.tif\Z", re.DOTALL)


def program() -> str | None:
    """The ghostscript of this machine, None where there is none."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def version(command: str) -> str:
    """Its version, for those who compare."""
    done = subprocess.run([command, "--version"], capture_output=True, check=False, timeout=30)  # noqa: S603
    return f"ghostscript {done.stdout.decode('ascii', 'replace').strip()}".strip()


def plates(command: str, pdf: bytes, dpi: int, numbers: Sequence[int] | None = None) -> PlateSet:
    """The plates of every page inside its trim box; `numbers` are what the pages are called.

    DeliveryError `not-separated` when ghostscript cannot draw the file.
    """
    with tempfile.TemporaryDirectory(prefix="presslayout-") as name:
        folder = Path(name)
        (folder / "in.pdf").write_bytes(pdf)
        words = [
            "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-dUseTrimBox",
            f"-r{dpi * FINE}", f"-dDownScaleFactor={FINE}",
            "-sOutputFile=page%d.tif", "in.pdf",
        ]  # fmt: skip
        seconds = SECONDS + SECONDS_A_PAGE * len(numbers or ())
        try:
            done = subprocess.run(  # noqa: S603
                [command, *words], cwd=folder, capture_output=True, check=False, timeout=seconds
            )
        except (OSError, subprocess.TimeoutExpired) as cause:
            raise DeliveryError([_failed(str(cause))]) from cause
        found = _read(folder)
        if done.returncode or not found:
            said = (done.stderr + done.stdout).decode("utf-8", "replace").strip()
            raise DeliveryError([_failed(filelines.lines(said)[-1])])
    sheets = [
        PlateSheet(numbers[page - 1] if numbers else page, dpi, _in_order(inks))
        for page, inks in sorted(found.items())
    ]
    return PlateSet(tuple(sheets), version(command))


def _read(folder: Path) -> dict[int, dict[str, Image]]:
    from PIL import Image, ImageChops

    found: dict[int, dict[str, Image.Image]] = {}
    for file in sorted(folder.glob("page*.tif")):
        match = _FILE.match(file.name)
        if match is None:
            continue
        ink = unquote(match[2])
        with Image.open(file) as plate:
            found.setdefault(int(match[1]), {})[_NAMES.get(ink, ink)] = ImageChops.invert(
                plate.convert("L")
            )
    return found


def _in_order(inks: dict[str, Image]) -> dict[str, Image]:
    """Process inks first, then spots by name."""
    names = [*PROCESS, *sorted(set(inks) - set(PROCESS))]
    return {name: inks[name] for name in names if name in inks}


def _failed(said: str) -> Diagnostic:
    return Diagnostic(
        "not-separated",
        ERROR,
        Text(
            f"ghostscript 画不出这份文件的色版：{said}",
            f"ghostscript cannot separate this file: {said}",
        ),
        hint=Text(
            "先运行 presslayout preflight 查这份文件", "run presslayout preflight on it first"
        ),
    )
