"""The pictures of the tutorial and the cookbook, drawn by going their way.

    python docs/tutorial/pictures.py [--look DIR]

Every command of the pages is run in a workspace of its own, and where a comment `图：` stands, a page of
what was built is drawn: 900 pixels wide, or as wide as the comment says (`宽 450`), or a part of it
(`横 0-50 纵 60-100`, in hundredths).  Needs what the test extra brings.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.docs.page import Reader, follow  # noqa: E402
from tests.docs.shell import Shell  # noqa: E402

PAGES = ("docs/教程.md", "docs/菜谱.md")
WIDTH, COLOURS = 900, 256


def draw(reader: Reader, asked: str, page: Path, look: Path | None) -> None:
    """One picture: NAME FILE PAGE [宽 PIXELS] [横 FROM-TO] [纵 FROM-TO]."""
    name, source, number, *rest = asked.split()
    more = dict(zip(rest[::2], rest[1::2], strict=True))
    if (reader.shell.folder / source).is_dir():
        wrong, _ = reader.shell.run(f"presslayout archive {source} --no-verify -o out/图")
        assert wrong is None, wrong
        source = "out/图/archive/data/archive.pdf"
    sheet = pypdfium2.PdfDocument(reader.shell.folder / source)[int(number) - 1]
    width = int(more.get("宽", WIDTH))
    left, right = (int(one) / 100 for one in more.get("横", "0-100").split("-"))
    top, foot = (int(one) / 100 for one in more.get("纵", "0-100").split("-"))
    # Drawn larger and made smaller: fine lines stay.
    scale = 2 * width / (sheet.get_width() * (right - left))
    whole = sheet.render(scale=scale).to_pil().convert("RGB")
    wide, high = whole.size
    part = whole.crop((int(wide * left), int(high * top), int(wide * right), int(high * foot)))
    small = part.resize((width, part.height * width // part.width), Image.Resampling.LANCZOS)
    flat = small.quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE)
    target = (look or page.parent) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    flat.save(target, optimize=True)
    print(f"{target} {target.stat().st_size // 1024} KiB")


def main() -> int:
    """Go through the pages and draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--look", type=Path, help="write there, not beside the pages")
    look = parser.parse_args().look
    faults = []
    for name in PAGES:
        page = ROOT / name
        with tempfile.TemporaryDirectory() as folder:
            shell = Shell(Path(folder), Path(folder, "cache"), Path(folder))
            if name != PAGES[0]:
                shell.run("presslayout init 我的报纸\ncd 我的报纸")
            reader = Reader(shell, lambda who, asked, page=page: draw(who, asked, page, look))
            faults += follow(page, reader)
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
