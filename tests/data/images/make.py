"""The three test pictures, made from the shipped photographs.

Run from the repository root: python tests/data/images/make.py
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
PHOTOS = HERE.parents[2] / "images"
QUALITY = 80
ORIENTATION = 0x0112
TURN_RIGHT_TO_SHOW = 6


def make() -> None:
    """Write grey.jpg, turned.jpg and small.jpg beside this file."""
    grey = Image.open(PHOTOS / "life_by_Aitzol_Berasategi.jpg").convert("L")
    grey.thumbnail((780, 780), Image.Resampling.LANCZOS)
    grey.save(HERE / "grey.jpg", quality=QUALITY)

    upright = Image.open(PHOTOS / "friends_by_Aitzol_Berasategi.jpg").convert("RGB")
    upright.thumbnail((900, 900), Image.Resampling.LANCZOS)
    exif = Image.Exif()
    exif[ORIENTATION] = TURN_RIGHT_TO_SHOW
    # Stored lying on its left side: a reader turns it a quarter clockwise.
    upright.transpose(Image.Transpose.ROTATE_90).save(
        HERE / "turned.jpg", quality=QUALITY, exif=exif
    )

    small = Image.open(PHOTOS / "aitzgorri_by_Aitzol_Berasategi.jpg").convert("RGB")
    small.resize((240, 160), Image.Resampling.LANCZOS).save(HERE / "small.jpg", quality=QUALITY)


if __name__ == "__main__":
    make()
