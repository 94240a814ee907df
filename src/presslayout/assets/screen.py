"""A part of a picture file as a browser shows it: upright, in sRGB, no larger than asked for."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

from presslayout.assets import turning
from presslayout.assets.decoding import opened, small
from presslayout.base import doors

Crop = tuple[int, int, int, int]


def cropped(data: bytes, crop: Crop, width: int) -> Image.Image | None:
    """The pixels inside `crop` of the upright picture, so many across at most.

    None where its colours are inks, which no browser shows as a page does; UnreadableError where
    it is damaged.
    """
    with opened(data) as image:
        whole = turning.upright_size(image)
        profile = image.info.get("icc_profile")
    left, top, right, bottom = crop
    wide = right - left
    if wide < 1 or bottom <= top:
        return None
    edge = -(-max(whole) * min(width, wide) // wide)
    picture = small(data, max(edge, 1))
    if picture.mode == "CMYK":
        return None
    across, down = picture.width / whole[0], picture.height / whole[1]
    box = (
        round(left * across),
        round(top * down),
        max(round(right * across), round(left * across) + 1),
        max(round(bottom * down), round(top * down) + 1),
    )
    return _in_srgb(picture.crop(box), profile)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    screen = ImageCms.createProfile("sRGB")
    if picture.mode == "LAB":
        profile_of = ImageCms.createProfile("LAB")
    elif profile and picture.mode in ("RGB", "L"):
        try:
            profile_of = ImageCms.ImageCmsProfile(io.BytesIO(profile))  # type: ignore[assignment]
        except doors.ICC.faults():
            return picture.convert("RGB")
    else:
        return picture.convert("RGB")
    try:
        shown = ImageCms.profileToProfile(picture, profile_of, screen, outputMode="RGB")
    except doors.ICC.faults():
        return picture.convert("RGB")
    assert shown is not None
    return shown
