"""Two advertisements for the template gallery, drawn from the shipped photographs and faces."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
DPI = 300


def tea(path: Path, size_mm: tuple[float, float]) -> None:
    """A tea garden's advertisement: words on deep green, a strip of a photograph beside them."""
    wide, high = _pixels(size_mm)
    sheet = Image.new("RGB", (wide, high), (24, 62, 46))
    photo = _cropped("seeding_by_Clements_Engelhardt", (wide * 36 // 100, high), (0.3, 0.5))
    sheet.paste(photo, (wide - photo.width, 0))
    draw = ImageDraw.Draw(sheet)
    left = wide // 16
    draw.text(
        (left, high * 16 // 100), "白石溪", (240, 214, 140), _face("SmileySans-Oblique", high // 9)
    )
    draw.text(
        (left, high * 30 // 100),
        "秋茶开园",
        (255, 255, 255),
        _face("SmileySans-Oblique", high // 5),
    )
    small = _face("NotoSansSC-Regular", high // 19)
    for row, line in enumerate(
        ("海拔九百米，雾里长成", "十月十八日起，茶园开门迎客", "云岭县白石溪茶场")
    ):
        draw.text((left, high * (62 + 10 * row) // 100), line, (226, 236, 228), small)
    sheet.save(path, quality=92, dpi=(DPI, DPI))


def forest(path: Path, size_mm: tuple[float, float]) -> None:
    """A public-service advertisement: one sentence on a photograph of the mountains."""
    size = _pixels(size_mm)
    wide, high = size
    sheet = _cropped("picosdeeuropa_by_Aitzol_Berasategi", size, (0.5, 0.42))
    shade = Image.new("L", size, 0)
    ImageDraw.Draw(shade).rectangle((0, high * 62 // 100, wide, high), fill=150)
    sheet.paste(Image.new("RGB", size, (16, 34, 30)), (0, 0), shade)
    draw = ImageDraw.Draw(sheet)
    words = "守住一座山，就是守住一条河"
    face = _face("NotoSerifSC-Black", high // 7)
    draw.text((wide // 24, high * 67 // 100), words, (255, 255, 255), face)
    small = _face("NotoSansSC-Regular", high // 18)
    draw.text(
        (wide // 24, high * 88 // 100),
        "进山不带火，出山带走垃圾　云岭县林业站",
        (236, 240, 236),
        small,
    )
    sheet.save(path, quality=92, dpi=(DPI, DPI))


def _pixels(size_mm: tuple[float, float]) -> tuple[int, int]:
    return round(size_mm[0] * DPI / 25.4), round(size_mm[1] * DPI / 25.4)


def _face(stem: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(ROOT / "fonts" / f"{stem}.ttf", size)


def _cropped(stem: str, size: tuple[int, int], middle: tuple[float, float]) -> Image.Image:
    from PIL import ImageOps

    with Image.open(ROOT / "images" / f"{stem}.jpg") as photo:
        return ImageOps.fit(photo.convert("RGB"), size, centering=middle)
