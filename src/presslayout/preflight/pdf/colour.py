"""Which families of colour a colour space rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.preflight.pdf import texts

if TYPE_CHECKING:
    from presslayout.preflight.pdf.pdfobject import PdfObject

DEVICE = {
    "/DeviceGray": "DeviceGray",
    "/G": "DeviceGray",
    "/DeviceRGB": "DeviceRGB",
    "/RGB": "DeviceRGB",
    "/DeviceCMYK": "DeviceCMYK",
    "/CMYK": "DeviceCMYK",
    "/Pattern": "Pattern",
}
_CHAIN = 8


def families(space: PdfObject | None, resources: PdfObject | None) -> tuple[str, ...]:
    """The families from the space itself down to what it rests on, `ICCBased` with its size.

    `Separation` and `DeviceN` are followed by their alternates, `Indexed` by its base.
    """
    found: list[str] = []
    for _ in range(_CHAIN):
        following = _step(space, resources, found)
        if following is None:
            break
        space = following
    else:
        found.append("unknown")
    return tuple(found)


def icc(space: PdfObject | None, resources: PdfObject | None) -> PdfObject | None:
    """The profile stream of an ICCBased space, None for any other."""
    import pikepdf

    named = _named(space, resources)
    if named is not None:
        space = named
    if isinstance(space, pikepdf.Array) and len(space) > 1 and texts.of(space[0]) == "/ICCBased":
        return space[1]
    return None


def _step(
    space: PdfObject | None, resources: PdfObject | None, found: list[str]
) -> PdfObject | None:
    """Note the family of `space` and return what it rests on."""
    import pikepdf

    if isinstance(space, pikepdf.Name):
        name = texts.of(space)
        # Of a thousand pictures each in a device's colours nobody looks it up.
        named = _named(space, resources) if name not in DEVICE else None
        if named is not None:
            return named
        found.append(DEVICE.get(name, name.removeprefix("/")))
        return None
    if not isinstance(space, pikepdf.Array) or not len(space):
        found.append("unknown")
        return None
    kind = texts.bare(space[0])
    if kind == "I":
        kind = "Indexed"
    if kind == "ICCBased" and len(space) > 1:
        found.append(f"ICCBased/{space[1].get('/N', '?')}")
        return None
    found.append(DEVICE.get(f"/{kind}", kind))
    at = {"Indexed": 1, "Pattern": 1, "Separation": 2, "DeviceN": 2}.get(kind)
    if at is None or len(space) <= at:
        return None
    following: PdfObject = space[at]
    return following


def _named(space: PdfObject | None, resources: PdfObject | None) -> PdfObject | None:
    import pikepdf

    if resources is None or not isinstance(space, pikepdf.Name):
        return None
    spaces = resources.get("/ColorSpace")
    if not isinstance(spaces, pikepdf.Dictionary):
        return None
    return spaces.get(space)
