"""The pixels of a picture in a PDF as shares of ink, and what of it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.preflight.pdf.entries import whole
from presslayout.preflight.pdf.inks import PROCESS, Space, inks, plate
from presslayout.preflight.pdf.samples import entry, samples, stencil, unopened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from presslayout.preflight.pdf.pdfobject import PdfObject


_GRAY = Space(("DeviceGray",))
# Colour spaces of JPEG 2000 pictures that leave it to their data to say them.
_BY_COUNT = {1: _GRAY, 3: Space(("DeviceRGB",)), 4: Space(("DeviceCMYK",))}
_FULL = 255
_MASKING = ("/SMask", "/Mask")


def separated(planes: Sequence[Image], where: Space) -> dict[str, Image]:
    """The inks of a picture's components, 255 being full; ValueError where nobody can say."""
    from PIL import Image, ImageChops

    if where.components != len(planes) and not where.spots:
        where = _BY_COUNT.get(len(planes), where)
    own = where.families[0] if where.families else ""
    if where.components != len(planes):
        raise ValueError("a picture with too many or too few components")
    if own in ("DeviceCMYK", "ICCBased/4"):
        return dict(zip(PROCESS, planes, strict=True))
    if where.spots == ("All",):
        return dict.fromkeys(PROCESS, planes[0])
    if where.spots:
        pairs = zip(where.spots, planes, strict=True)
        return {plate(name): plane for name, plane in pairs if name != "None"}
    if own == "Indexed":
        entries = [inks(where, [index]) for index in range(256)]
        names = dict.fromkeys(name for listed in entries for name in listed)
        return {
            name: planes[0].point([round(listed.get(name, 0.0) * _FULL) for listed in entries])
            for name in names
        }
    # What is no ink is light; that of Lab is told by its first component.
    light = planes[:1] if len(planes) == 1 or own == "Lab" else planes
    if len(light) == 1:
        return {
            **dict.fromkeys(PROCESS[:3], Image.new("L", planes[0].size)),
            "K": ImageChops.invert(light[0]),
        }
    # All grey in black, as newsprint profiles separate.
    dark = [ImageChops.invert(plane) for plane in planes]
    black = ImageChops.darker(ImageChops.darker(dark[0], dark[1]), dark[2])
    return dict(zip(PROCESS, [*(ImageChops.subtract(c, black) for c in dark), black], strict=True))


def is_masked(entries: PdfObject) -> bool:
    """Whether not all of a picture shows."""
    return any(key in entries for key in _MASKING) or bool(whole(entries.get("/SMaskInData")))


def cover(image: Any, where: Space) -> Image | None:
    """What of a picture shows, 255 being all of it; None where nothing is masked."""
    import pikepdf
    from PIL import ImageChops

    soft, hard = image.obj.get("/SMask"), image.obj.get("/Mask")
    if isinstance(soft, pikepdf.Stream):
        return samples(unopened(soft), _GRAY).planes()[0]
    if isinstance(hard, pikepdf.Stream):
        return stencil(unopened(hard))
    if not isinstance(hard, pikepdf.Array):
        return None
    # Colours that lie between these do not show (ISO 32000-1, 8.9.6.4).
    ranges = [int(v) for v in hard]
    bits = min(int(entry(image.obj, "/BitsPerComponent", "/BPC", 8)), 8)
    scale = 1 if where.name == "Indexed" else _FULL // (2**bits - 1)
    hidden = None
    for low, high, plane in zip(ranges[::2], ranges[1::2], _undecoded(image, where), strict=False):
        table = [_FULL if low * scale <= value <= high * scale else 0 for value in range(256)]
        between = plane.point(table)
        hidden = between if hidden is None else ImageChops.darker(hidden, between)
    return None if hidden is None else ImageChops.invert(hidden)


def _undecoded(image: Any, where: Space) -> list[Image]:
    from presslayout.base.values import replace

    return replace(samples(image, where), decode=()).planes()
