"""Draw the specimen of graphics: charts, big numerals and a timeline on one page.

    python docs/specimen/graphics.py    writes 图表标本.png

Needs pypdfium2 (the test extra has it).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from presslayout.newsroom.build import build
from presslayout.newsroom.options import Options

HERE = Path(__file__).resolve().parent
ISSUE = HERE / "图表" / "issue.yaml"
SHOT = HERE / "图表标本.png"
DPI, COLOURS = 90, 64


def made(folder: Path) -> Path:
    """The page for press; whoever calls says where."""
    build(ISSUE, folder, Options())
    return folder / "press.pdf"


def main() -> None:
    """The page as a picture for the docs."""
    import pypdfium2
    from PIL.Image import Palette

    with tempfile.TemporaryDirectory() as folder:
        page = pypdfium2.PdfDocument(made(Path(folder)))[0]
        drawn = page.render(scale=2 * DPI / 72).to_pil().convert("RGB").reduce(2)
    drawn.convert("P", palette=Palette.ADAPTIVE, colors=COLOURS).save(SHOT, optimize=True)


if __name__ == "__main__":
    main()
