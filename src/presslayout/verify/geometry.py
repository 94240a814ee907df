"""Page boxes, and what may stand outside the page (ISO 15930-4, 6.8 and 6.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.verify.opened import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.diagnostics import Diagnostic
    from presslayout.verify.opened import Opened
    from presslayout.verify.standards import Standard

Corners = tuple[float, float, float, float]
# Boxes that are said to meet may differ by rounding (GWG 2015, 3.15: three decimals for paths).
_ROUNDING_PT = 0.002
_MM = 72 / 25.4
_UNSEEN = ("/Popup", "/TrapNet")
# ISO 19005-2, 6.3.1: what an annotation may be.
_FORBIDDEN_ANNOTATIONS = frozenset({"/Sound", "/Movie", "/Screen", "/3D"})
_HIDDEN_FLAGS, _PRINT_FLAG = 1 + 2 + 32 + 256, 4


def boxes(opened: Opened, standard: Standard) -> Iterator[Diagnostic]:
    """Trim or art box on every page, inside bleed, crop and media box."""
    if not standard.printing:
        return
    for number, page, _ in opened.pages():
        trim, art = corners(page, "TrimBox"), corners(page, "ArtBox")
        if (trim is None) == (art is None):
            yield finding(
                "page-boxes",
                "没有成品框（TrimBox）" if trim is None else "成品框和作品框只能有一个",
                "no TrimBox" if trim is None else "TrimBox and ArtBox exclude each other",
                page=number,
                hint=("导出时写明成品尺寸", "say the trimmed size when exporting"),
            )
            continue
        page_box = trim or art
        media = corners(page, "MediaBox")
        bleed = corners(page, "BleedBox") or page_box
        crop = corners(page, "CropBox") or media
        if media is None or page_box is None:
            yield finding("page-boxes", "没有页面框（MediaBox）", "no MediaBox", page=number)
            continue
        nested = (
            ("TrimBox", page_box, "BleedBox", bleed),
            ("TrimBox", page_box, "CropBox", crop),
            ("BleedBox", bleed, "MediaBox", media),
            ("CropBox", crop, "MediaBox", media),
        )
        for inner_name, inner, outer_name, outer in nested:
            if inner and outer and not _inside(inner, outer):
                yield finding(
                    "page-boxes",
                    f"{inner_name} 超出了 {outer_name}",
                    f"{inner_name} reaches beyond {outer_name}",
                    page=number,
                )


def remarks(opened: Opened, standard: Standard) -> Iterator[Diagnostic]:
    """Nothing laid over the page that may or may not be printed."""
    for number, page, _ in opened.pages():
        if "/AA" in page.obj:
            yield finding("action", "页面带有动作", "the page carries actions", page=number)
        live = corners(page, "BleedBox") or corners(page, "TrimBox") or corners(page, "MediaBox")
        for note in page.get("/Annots", []):
            check = _printing_note if standard.printing else _archive_note
            yield from check(note, live, number)


def corners(page: Any, name: str) -> Corners | None:
    """A box's corners, lower left first."""
    value = page.get(f"/{name}")
    if value is None or len(value) != 4:  # noqa: PLR2004  two corners
        return None
    x0, y0, x1, y1 = (float(v) for v in value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def boxes_mm(page: Any) -> dict[str, list[float]]:
    """Every box that the page has, in millimetres."""
    found = {}
    for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"):
        box = corners(page, name)
        if box is not None and (name != "CropBox" or "/CropBox" in page.obj):
            found[name] = [round(v / _MM, 3) for v in box]
    return found


def _printing_note(note: Any, live: Corners | None, number: int) -> Iterator[Diagnostic]:
    kind = str(note.get("/Subtype", ""))
    if "/A" in note or "/AA" in note:
        yield finding("action", "批注带有动作", "an annotation carries an action", page=number)
    if kind in _UNSEEN or live is None:
        return
    box = corners(note, "Rect")
    if box is None or _overlaps(box, live):
        yield finding(
            "annotation",
            f"版面上有批注（{kind.removeprefix('/')}）",
            f"an annotation ({kind.removeprefix('/')}) lies on the page",
            page=number,
            hint=("删去批注后重新导出", "delete annotations and export again"),
        )


def _archive_note(note: Any, _live: Corners | None, number: int) -> Iterator[Diagnostic]:
    kind = str(note.get("/Subtype", ""))
    if kind in _FORBIDDEN_ANNOTATIONS or "/AA" in note:
        yield finding(
            "annotation",
            f"存档文件不能有这种批注（{kind.removeprefix('/')}）",
            f"an archive file must not hold an annotation of this kind ({kind.removeprefix('/')})",
            page=number,
        )
    flags = int(note.get("/F", 0))
    if kind != "/Popup" and (flags & _HIDDEN_FLAGS or not flags & _PRINT_FLAG):
        yield finding(
            "annotation",
            "批注被藏起来，或者不打印",
            "an annotation is hidden or does not print",
            page=number,
        )


def _inside(inner: Corners, outer: Corners) -> bool:
    return (
        inner[0] >= outer[0] - _ROUNDING_PT
        and inner[1] >= outer[1] - _ROUNDING_PT
        and inner[2] <= outer[2] + _ROUNDING_PT
        and inner[3] <= outer[3] + _ROUNDING_PT
    )


def _overlaps(one: Corners, other: Corners) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
