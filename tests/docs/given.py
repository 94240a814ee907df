"""Files that a page's reader gets from others: copy, photographs, a proof with comments on it."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _word(folder: Path, name: str) -> None:
    """A story as a reporter sends it."""
    from tests.arrivals import reportage

    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(reportage())


def _arrivals(folder: Path, name: str) -> None:
    """A folder of a day's copy."""
    from tests.arrivals import folder as filled

    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    filled(folder / name)


def _marked(folder: Path, name: str, proof: str, words: str, said: str) -> None:
    """A proof on which a proofreader has put one word for another."""
    from tests.marked import READERS, Ask, annotated

    pdf = (folder / proof).read_bytes()
    made = annotated(pdf, READERS["acrobat"], (Ask("replace", words, 0, said),))
    (folder / name).write_bytes(made)


def _photo(folder: Path, *names: str) -> None:
    """Photographs of these names."""
    source = next(iter(sorted((folder / "images").glob("*.jpg"))))
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, folder / name)


def _copy(folder: Path, *names: str) -> None:
    """Stories of these names, some four hundred characters each."""
    whole = (folder / "issue/2026-10-18/稿件/B.md").read_text("utf-8")
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("\n".join(whole.splitlines()[:9]) + "\n", "utf-8")


def _pdf(folder: Path, name: str, width: str, height: str) -> None:
    """A page of an advertiser, of so many millimetres."""
    from reportlab.lib.colors import CMYKColor
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    size = float(width) * mm, float(height) * mm
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    canvas.setFillColor(CMYKColor(0.1, 0.02, 0.4, 0))
    canvas.rect(0, 0, *size, stroke=0, fill=1)
    canvas.setFillColor(CMYKColor(0.6, 0.1, 0.9, 0))
    canvas.circle(size[0] / 2, size[1] / 2, min(size) / 3, stroke=0, fill=1)
    canvas.save()


def _changed(folder: Path, name: str, old: str, new: str) -> None:
    """Words of a file changed by somebody."""
    path = folder / name
    before = path.read_text("utf-8")
    assert old in before, f"{name} has no {old}"
    path.write_text(before.replace(old, new.replace("\\n", "\n"), 1), "utf-8", newline="\n")


def _free(folder: Path, name: str) -> None:
    """An issue whose stories have no slots."""
    path = folder / name
    rows = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(r for r in rows if not r.startswith("        位置: ") and "转版" not in r), "utf-8"
    )


def _kept(folder: Path, name: str) -> None:
    """A folder under git, with one revision before the last."""
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b.c")
    for words in (
        "init -q",
        "add -A issue layout",
        "commit -q -m 1",
        "commit -q --allow-empty -m 2",
    ):
        subprocess.run([*git, *words.split()], cwd=folder / name, check=True)


GIVEN: dict[str, Callable[..., None]] = {
    "来稿": _word,
    "来稿夹": _arrivals,
    "批注": _marked,
    "照片": _photo,
    "稿件": _copy,
    "广告": _pdf,
    "改稿": _changed,
    "无位置": _free,
    "仓库": _kept,
}
