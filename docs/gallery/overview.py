"""Every template on one sheet, at one scale: the picture of README.

    python docs/gallery/overview.py    writes docs/版式总览.png from layout/缩略图

`ROWS` says which pages hang side by side; a spread counts as two.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.Image import Dither, Quantize, Resampling

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "docs" / "版式总览.png"
SHOTS = ROOT / "layout" / "缩略图"
FONTS = ROOT / "fonts"
ROWS = (
    "四开-头版 四开-头版导读 四开-号外 四开-周刊首页 四开-副刊封面 四开-海报 四开-诗文 四开-通版画刊",
    "四开-双稿特刊 四开-双稿特刊-10.5 四开-头条加三稿 四开-人物 四开-肖像 四开-问答 四开-图片版 四开-跨版特刊",
    "四开-言论 四开-评论 四开-数据 四开-年度数字 四开-大事记 四开-名单 四开-公告 四开-竖排副刊 四开-末版 四开-末版四稿",
    "对开-头版 对开-要闻 对开-头条加三稿 对开-双稿特刊 对开-体育 对开-春节",
)
# Pixels of a tabloid's width, and what a page of other sizes is beside it, in per mille.
WIDE, SCALES = 168, {"四开": 1000, "对开": 1418}
MARGIN, GAP, CAPTION, HEAD = 36, 16, 34, 74
WALL, PAPER, EDGE, INK, GREY = "#e7e4dc", "#ffffff", "#bdb8ac", "#26231f", "#6d675d"
# An octree keeps the few bright strips that the many greys of text would crowd out.
COLOURS = 256
NUMBERS = "零一二三四五六七八九"


def sheet() -> Image.Image:
    """The sheet, drawn from the thumbnails."""
    rows = [[(name, *_small(name)) for name in row.split()] for row in ROWS]
    wide = max(sum(cell for _, _, cell in row) + GAP * (len(row) - 1) for row in rows)
    high = sum(max(page.height for _, page, _ in row) + CAPTION for row in rows)
    whole = Image.new("RGB", (wide + 2 * MARGIN, high + HEAD + 2 * MARGIN), WALL)
    draw = ImageDraw.Draw(whole)
    _titled(draw, whole.width - MARGIN)
    y = MARGIN + HEAD
    for row in rows:
        # What a row has left goes between its pages, all of them alike.
        left = wide - sum(cell for _, _, cell in row)
        tall = max(page.height for _, page, _ in row)
        x = MARGIN
        for number, (name, page, cell) in enumerate(row):
            x += cell
            at = x + left * number // max(len(row) - 1, 1) - page.width, y + tall - page.height
            draw.rectangle(
                (at[0] - 1, at[1] - 1, at[0] + page.width, at[1] + page.height), outline=EDGE
            )
            whole.paste(page, at)
            draw.text((at[0], y + tall + 5), name, fill=INK, font=_face("NotoSansSC-Regular", 12))
        y += tall + CAPTION
    return whole.quantize(COLOURS, Quantize.FASTOCTREE, dither=Dither.NONE)


def counted(number: int) -> str:
    """A number up to 99 as it is said: 三十一."""
    tens, ones = divmod(number, 10)
    said = NUMBERS[ones] if ones or not tens else ""
    return f"{NUMBERS[tens] if tens > 1 else ''}{'十' if tens else ''}{said}"


def _titled(draw: ImageDraw.ImageDraw, right: int) -> None:
    """How many there are, and of which sizes."""
    names = [name for row in ROWS for name in row.split()]
    sizes = Counter(name.split("-")[0] for name in names)
    title = f"{counted(len(names))}种版式"
    draw.text((MARGIN, MARGIN - 12), title, fill=INK, font=_face("NotoSerifSC-Black", 46))
    told = "　".join(f"{size} {number} 种" for size, number in sizes.items())
    face = _face("NotoSansSC-Regular", 15)
    at = (right, MARGIN + 34)
    draw.text(at, f"{told}　同一比例", fill=GREY, font=face, anchor="rs")
    draw.line((MARGIN, MARGIN + 50, right, MARGIN + 50), fill=INK, width=2)


def _small(name: str) -> tuple[Image.Image, int]:
    """A page at the scale of all, and the width of its place: a spread's is that of two pages."""
    with Image.open(SHOTS / f"{name}.png") as shot:
        page = shot.convert("RGB")
    pages = 1 + (page.width > page.height)
    wide = pages * (WIDE * SCALES[name.split("-", maxsplit=1)[0]] // 1000)
    small = page.resize((wide, page.height * wide // page.width), Resampling.LANCZOS)
    return small, wide + GAP * (pages - 1)


def _face(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)


def main() -> None:
    """Write the sheet."""
    sheet().save(SHEET, optimize=True)


if __name__ == "__main__":
    main()
