"""The contact sheets of the sample sets as small grey pictures, and how two of them are compared.

python -m tests.golden.sheets        draws them all anew; look at them before taking them over
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageChops, ImageStat
from tests import kit, shared
from tests.golden import choosing

from presslayout.base.cache import Cache
from presslayout.base.memory import Memory
from presslayout.flow.arrange.choose import choices, taking
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.newsroom.options import Options
from presslayout.newsroom.suggest import drawn

if TYPE_CHECKING:
    from presslayout.edition.record import Composition
    from presslayout.flow.arrange.choice import Choice
    from presslayout.issue.workspace import Loaded

HERE = Path(__file__).parent
SETS = ("两稿", "三稿", "要闻", "头版", "经济", "八稿")
COUNT = 6
# A sheet so fine still shows every headline; in 16 greys it takes less than 150 kB.
DPI, GREYS = 44, 16
# Blocks of a size that holds about one headline in one column.
BLOCK = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """How two pictures differ, in greys of 255: all over, and in the block that differs most."""

    mean: float
    block: float


@cache
def layouts(name: str) -> tuple[Loaded, list[Choice], list[Composition]]:
    """The layouts of a set, and the pages that they give; found once for all that is tested."""
    return shared.value(f"layouts-{name}", lambda: found(name))


def found(name: str) -> tuple[Loaded, list[Choice], list[Composition]]:
    """The same, found anew."""
    loaded = choosing.issue(name)
    page, kept = loaded.issue.pages[0], Memory()
    best = choices(loaded, page, desks(loaded, kit.NEWSPRINT, memory=kept)[1], COUNT)
    # What its photos show is the same on all of them.
    pages = [compose(taking(loaded, page, one), kit.NEWSPRINT, memory=kept) for one in best]
    return loaded, best, pages


def picture(loaded: Loaded, best: list[Choice], composed: list[Composition]) -> bytes:
    """The contact sheet of a set as a PNG of few greys."""
    shown = [
        (page, "", at, one) for at, (page, one) in enumerate(zip(composed, best, strict=True), 1)
    ]
    data = drawn(loaded, shown, "第1版", Options(cache=Cache.disabled()))
    document = pypdfium2.PdfDocument(data)
    image = document[0].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    stream = BytesIO()
    image.quantize(GREYS).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def golden(name: str) -> Path:
    """Where the picture of a set is kept."""
    return HERE / f"小样-{name}.png"


def difference(one: bytes, other: bytes) -> Difference:
    """How two pictures differ; of different sizes they differ in everything."""
    a, b = (Image.open(BytesIO(data)).convert("L") for data in (one, other))
    if a.size != b.size:
        return Difference(255.0, 255.0)
    away = ImageChops.difference(a, b)
    size = -(-a.width // BLOCK), -(-a.height // BLOCK)
    blocks = away.resize(size, Image.Resampling.BOX)
    return Difference(ImageStat.Stat(away).mean[0], float(blocks.getextrema()[1]))


def main() -> None:
    """Draw every picture anew."""
    for name in SETS:
        golden(name).write_bytes(picture(*found(name)))


if __name__ == "__main__":
    main()
