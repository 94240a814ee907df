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


def channels(image: Any, least: tuple[int, int] | None = None) -> dict[str, Any]:
    """A picture's inks, 255 being full; TooMuchError for what is no picture but a bomb."""
    return separated(opened(image, least), image.obj)


def separated(pixels: Any, entries: Any) -> dict[str, Any]:
    """The inks of an opened picture with these entries."""
    from PIL import ImageChops

    decode = [float(v) for v in entries.get("/Decode", entries.get("/D", []))]
    flipped = bool(decode) and decode[0] > decode[1]
    if pixels.mode == "CMYK":
        # Pillow turns every CMYK JPEG over, as Photoshop's are.
        jpeg = "/DCTDecode" in str(entries.get("/Filter", ""))
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
    return opened(pikepdf.PdfImage(mask)).convert("L")


def opened(image: Any, least: tuple[int, int] | None = None) -> Any:
    """A picture's samples as they stand in the file; TooMuchError for a bomb.

    JPEGs are unpacked when somebody looks at them, and no finer than it takes to have `least`.
    """
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
        made = image.as_pil_image(apply_decode_array=False, apply_mask=False)
    if least is not None and made.format == "JPEG":
        made.draft(made.mode, least)
    return made
