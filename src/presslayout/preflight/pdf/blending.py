"""Blend modes in shares of ink: what a colour and what is beneath it give (ISO 32000-1, 11.3.5).

The formulas of the standard speak of light, which is what ink is not.  The four that take hue,
saturation and luminosity apart are laid as Normal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.preflight.pdf import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

    from presslayout.preflight.pdf.pdfobject import PdfObject


NORMAL = "Normal"


def mode_of(given: PdfObject) -> str:
    """The first blend mode of an entry /BM that we know."""
    import pikepdf

    names = list(given) if isinstance(given, pikepdf.Array) else [given]
    for name in names:
        plain = texts.bare(name)
        if plain in MODES or plain in (NORMAL, "Compatible"):
            return NORMAL if plain == "Compatible" else plain
    return NORMAL


def blended(mode: str, below: Image, above: Image) -> Image:
    """Two planes of ink in a mode that is not Normal."""
    return MODES[mode](below, above)


def _in_light(operation: str) -> Callable[[Image, Image], Image]:
    """One of Pillow's own, whose first picture is what is beneath."""

    def blend(below: Image, above: Image) -> Image:
        from PIL import ImageChops

        light = getattr(ImageChops, operation)(ImageChops.invert(below), ImageChops.invert(above))
        return ImageChops.invert(light)

    return blend


def _overlay(below: Image, above: Image) -> Image:
    return _in_light("hard_light")(above, below)


def _exclusion(below: Image, above: Image) -> Image:
    from PIL import ImageChops

    # b + s - 2bs, of light: screen(b, s) - multiply(b, s).
    b, s = ImageChops.invert(below), ImageChops.invert(above)
    light = ImageChops.subtract(ImageChops.screen(b, s), ImageChops.multiply(b, s))
    return ImageChops.invert(light)


def _dodged(below: Image, above: Image) -> Image:
    """ColorDodge: the light beneath by what the light above lacks, which is its ink."""
    return _divided(below, above, burn=False)


def _burned(below: Image, above: Image) -> Image:
    """ColorBurn: the ink beneath by the light above."""
    return _divided(below, above, burn=True)


def _divided(below: Image, above: Image, *, burn: bool) -> Image:
    from PIL import ImageChops, ImageMath

    share = below if burn else ImageChops.invert(below)
    by = ImageChops.invert(above) if burn else above
    found = ImageMath.lambda_eval(
        lambda given: given["convert"](
            given["min"](given["share"] * 255 / given["max"](given["by"], 1), 255), "L"
        ),
        share=share.convert("I"),
        by=by.convert("I"),
    )
    return found if burn else ImageChops.invert(found)


MODES: dict[str, Callable[[Image, Image], Image]] = {
    "Multiply": _in_light("multiply"),
    "Screen": _in_light("screen"),
    "Darken": _in_light("darker"),
    "Lighten": _in_light("lighter"),
    "Difference": _in_light("difference"),
    "HardLight": _in_light("hard_light"),
    "SoftLight": _in_light("soft_light"),
    "Overlay": _overlay,
    "Exclusion": _exclusion,
    "ColorDodge": _dodged,
    "ColorBurn": _burned,
}
