"""Draw the specimen of every rule of Chinese composition, wrong beside right, with our own engine.

    python docs/specimen/make.py [-o DIR]    writes 排版规则标本.pdf, two of its pages as PNG, pages.json

The right settings are the engine's own.  PNG needs pypdfium2 (the test extra has it).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from panels import Faces
from rules import CHAPTERS, NOT_DRAWN
from sheet import Types, sheets

from presslayout.assets.fonts import chain
from presslayout.base.units import pt
from presslayout.base.version import ENGINE
from presslayout.edition.codec import hash_of
from presslayout.edition.page import Asset, Edition, Page
from presslayout.edition.press import Press
from presslayout.issue.read_fonts import read_families
from presslayout.issue.reading import Reading
from presslayout.issue.workspace import Workspace
from presslayout.newsroom.build import versions
from presslayout.paint.pdf import Supplies, paint
from presslayout.paint.profiles import PLAIN
from presslayout.typeset.shape import Font
from presslayout.typeset.words import Words

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAME = "排版规则标本"
PREFACE = (
    "每条规则左边是错的排法，右边是对的。对的都由 presslayout 排出，错的是关掉规则或用手摆的；底色标出要看的地方，"
    "细线是行的两边，上面的短线是字格。编号见规则手册：K 避头尾，U 不可拆，W 标点宽度，R、X 挤和推，A、B 中西文，H 来稿，"
    "P 段落，T 标题，E、F、G 行间，V 竖排，Q 引号，D 数字。“必须”的错一处都不许有，“应当”的尽量做到并报数，"
    "“自定”的各报可选，写在版式的「排法」里。"
)
PROFILE = "layout/press/IFRA26S_TAC220.icc"
# What the docs show of it.
SHOTS = (1, 5)
DPI = 110


def faces_used() -> tuple[Types, Faces]:
    """The faces of the sheets, and those of the settings on them."""
    families = read_families(Reading(Workspace(ROOT, ROOT)))
    types = Types(
        *(chain(families, (name,)) for name in ("宋体", "楷体", "黑体", "粗黑", "标题宋"))
    )
    used = Faces(
        Font(types.song, types.bold, pt(9)),
        Font(types.title, (), pt(9)),
        Font(types.kai, (), pt(9)),
        Words(("云岭县",)),
    )
    return types, used


def specimen() -> tuple[list[Page], bytes]:
    """The sheets, and the PDF of them."""
    types, used = faces_used()
    pages = sheets(CHAPTERS, NOT_DRAWN, types, used, PREFACE)
    every = (types.song, types.kai, types.hei, types.bold, types.title)
    known = {face.key: face for faces in every for face in faces}
    icc = (ROOT / PROFILE).read_bytes()
    assets = tuple(Asset(f.key, "face", f.file, f.sha256, f.licence) for f in known.values())
    edition = Edition("中文报纸排版规则标本", "", ENGINE, tuple(pages), (), assets, _press(icc))
    sources = {face.key: face.source for face in known.values()}
    hashes = tuple(hash_of(page) for page in pages)
    return pages, paint(edition, PLAIN, Supplies(sources, {}, icc, hashes))


def _press(icc: bytes) -> Press:
    """The paper that the colours are meant for: newsprint, which a screen can show."""
    return Press(
        name="specimen",
        standard="",
        profile=PROFILE,
        profile_sha256=hashlib.sha256(icc).hexdigest(),
        condition="IFRA26",
        ink_advised=220,
        ink_limit=240,
        ppi_error=0,
        ppi_warning=0,
        bleed=0,
    )


def main() -> None:
    """Write the specimen into a folder."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("-o", dest="folder", type=Path, default=HERE)
    asked.add_argument("--no-png", action="store_true")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    pages, data = specimen()
    (given.folder / f"{NAME}.pdf").write_bytes(data)
    told = {"versions": versions(), "pages": [hash_of(page) for page in pages]}
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    (given.folder / "pages.json").write_text(text, encoding="utf-8")
    if not given.no_png:
        _draw(data, given.folder)
    print(f"{len(pages)} pages")


def _draw(data: bytes, folder: Path) -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    for number in SHOTS:
        picture = document[number - 1].render(scale=DPI / 72).to_pil()
        picture.quantize(64).save(folder / f"{NAME}-{number}.png", optimize=True)


if __name__ == "__main__":
    main()
