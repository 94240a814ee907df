"""The pixels of a picture in a PDF as shares of ink."""

from __future__ import annotations

import warnings
from typing import Any

from presslayout.verify.bulk import DECODED, TooMuchError, decoded
from presslayout.verify.inks import PROCESS

_BITS = 8


def is_bomb(entries: Any) -> bool:
    """Whether a picture says that it has more pixels than anybody should unpack."""
    width = int(entries.get("/Width", entries.get("/W", 0)))
    height = int(entries.get("/Height", entries.get("/H", 0)))
    bits = int(entries.get("/BitsPerComponent", entries.get("/BPC", _BITS)))
    return width * height * max(bits, 1) / _BITS > DECODED / len(PROCESS)


def channels(image: Any) -> dict[str, Any]:
    """A picture's inks, 255 being full; TooMuchError for what is no picture but a bomb."""
    from PIL import ImageChops

    pixels = _pixels(image)
    decode = [float(v) for v in image.obj.get("/Decode", image.obj.get("/D", []))]
    flipped = bool(decode) and decode[0] > decode[1]
    if pixels.mode == "CMYK":
        # Pillow turns every CMYK JPEG over, as Photoshop's are.
        jpeg = "/DCTDecode" in str(image.obj.get("/Filter", ""))
        wanted = pixels if flipped == jpeg else ImageChops.invert(pixels)
        return dict(zip(PROCESS, wanted.split(), strict=True))
    if pixels.mode in ("L", "1", "I", "F"):
        grey = pixels.convert("L")
        return {"K": grey if flipped else ImageChops.invert(grey)}
    # All grey in black, as newsprint profiles separate.
    dark = [ImageChops.invert(channel) for channel in pixels.convert("RGB").split()]
    black = ImageChops.darker(ImageChops.darker(dark[0], dark[1]), dark[2])
    return dict(zip(PROCESS, [*(ImageChops.subtract(c, black) for c in dark), black], strict=True))


def cover(image: Any) -> Any:
    """What of a picture shows, 255 being all of it; None where nothing is masked."""
    import pikepdf

    mask = image.obj.get("/SMask")
    if not isinstance(mask, pikepdf.Stream):
        return None
    return _pixels(pikepdf.PdfImage(mask)).convert("L")


def _pixels(image: Any) -> Any:
    import pikepdf

    if is_bomb(image.obj):
        raise TooMuchError
    if isinstance(image.obj, pikepdf.Stream):
        # JPEGs say their size themselves; only what is deflated can swell.
        decoded_names = str(image.obj.get("/Filter", ""))
        if "DCT" not in decoded_names and "JPX" not in decoded_names:
            decoded(image.obj)
    with warnings.catch_warnings():
        # Sixteen bits become eight, which is all that ink asks for.
        warnings.simplefilter("ignore")
        return image.as_pil_image(apply_decode_array=False, apply_mask=False)
