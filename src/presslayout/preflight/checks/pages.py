"""What a press asks of pages as a whole: their size and turn, their bleed, that they hold something."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from presslayout.base.units import to_mm, to_pt
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.entries import dictionary, whole
from presslayout.preflight.pdf.entries import number as number_in
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.matrix import boxed, cut, holds
from presslayout.preflight.pdf.painted import FILL, IMAGE, SHADING, Painted
from presslayout.preflight.pdf.pdf_page import corners

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.press import Press
    from presslayout.preflight.pdf.matrix import Corners
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.pdf_page import PdfPage

_MM = 72 / 25.4
# GWG 2015, 3.15 and 4.4: sizes agree to a tenth of a millimetre, as the boxes of exporters do.
_SAME_MM = 0.1
_ROUNDING_PT = 0.3
_RGB = 3


def sizes(opened: OpenedFile, press: Press, limits: Tolerances) -> Iterator[Diagnostic]:
    """All pages of one size (GWG 2015, 4.4), not enlarged, not turned, with no crop of their own."""
    del press, limits
    seen = [_size_mm(sheet) for sheet in opened.sheets]
    usual = Counter(seen).most_common(1)[0][0] if seen else (0.0, 0.0)
    for number, sheet in enumerate(opened.sheets, 1):
        page = sheet.page
        width, height = seen[number - 1]
        if abs(width - usual[0]) > _SAME_MM or abs(height - usual[1]) > _SAME_MM:
            yield finding(
                "page-sizes",
                f"这一页是 {width:g} × {height:g} mm，别的页是 {usual[0]:g} × {usual[1]:g} mm",
                f"the page is {width:g} by {height:g} mm, others {usual[0]:g} by {usual[1]:g} mm",
                page=number,
                hint=("分成几个文件，或统一开本", "split the file, or use one size"),
                at=[sheet.trim],
            )
        unit = number_in(page.get("/UserUnit"), 1.0)
        if unit != 1:
            yield finding(
                "user-unit",
                f"页面单位（UserUnit）是 {unit:g}，应为 1",
                f"the page's UserUnit is {unit:g}; it must be 1",
                page=number,
                hint=("按原大导出", "export at full size"),
            )
        media, crop = corners(page, "MediaBox"), corners(page, "CropBox")
        if media and crop and not holds(crop, media, _ROUNDING_PT):
            yield finding(
                "crop-box",
                "裁切框（CropBox）比页面框（MediaBox）小，有的流程会按它裁",
                "the CropBox is smaller than the MediaBox, and some workflows cut by it",
                page=number,
                hint=("去掉 CropBox", "leave the CropBox out"),
                at=[boxed(sheet.seen, crop)],
            )
        turn = whole(page.get("/Rotate")) % 360
        if turn:
            yield finding(
                "rotated-page",
                f"页面带有旋转（{turn}°），拼版时要当心",
                f"the page is turned by {turn} degrees, which imposition may miss",
                page=number,
            )


def contents(opened: OpenedFile, press: Press, limits: Tolerances) -> Iterator[Diagnostic]:
    """Something stands on every page (GWG 2015, 4.5), out into the bleed where it meets the edge."""
    del limits
    for number, sheet in opened.numbered():
        inside = sheet.inside()
        if not any(one.visible and not one.colour.is_white for one in inside):
            if sheet.trouble is None:
                yield finding(
                    "empty-page",
                    "这一页是空的",
                    "the page is empty",
                    page=number,
                    hint=("确认要不要这一页", "make sure that the page is wanted"),
                )
            continue
        live = _live(sheet)
        short = [
            one.box for one in inside if _falls_short(one, sheet.trim, live, to_pt(press.bleed))
        ]
        if short:
            yield finding(
                "short-bleed",
                f"{len(short)} 处图文顶到裁切边，出血却不足 {to_mm(press.bleed):g} mm",
                f"objects meet the edge with less than {to_mm(press.bleed):g} mm bleed ({len(short)})",
                page=number,
                hint=("把图文拉出裁切线", "let them reach beyond the trim"),
                at=short,
            )


def bleed_boxes(opened: OpenedFile, press: Press, limits: Tolerances) -> Iterator[Diagnostic]:
    """A BleedBox that says how far a page bleeds says as much as the press asks."""
    del limits
    if not press.bleed:
        return
    for number, sheet in opened.numbered():
        if corners(sheet.page, "BleedBox") is None:
            continue
        outs = _beyond(_live(sheet), sheet.trim)
        if min(outs) < to_pt(press.bleed) - _ROUNDING_PT:
            out, asked = max(min(outs), 0) / _MM, to_mm(press.bleed)
            yield finding(
                "bleed-box",
                f"出血框只比成品大 {out:.3g} mm，印刷条件要 {asked:g} mm",
                f"the BleedBox is larger than the trim by {out:.3g} mm; the press asks {asked:g} mm",
                page=number,
                hint=("导出时写明出血", "export it with its bleed"),
                at=[sheet.trim],
            )


def blending(opened: OpenedFile, press: Press, limits: Tolerances) -> Iterator[Diagnostic]:
    """Transparency is blended in the inks of the press (GWG 2015, 4.25)."""
    del press, limits
    for number, sheet in opened.numbered():
        reading = opened.readings[number - 1]
        groups = [sheet.page.get("/Group"), *(form.get("/Group") for form in reading.forms)]
        if any(_is_rgb(dictionary(group).get("/CS")) for group in groups):
            yield finding(
                "blend-space",
                "透明效果在 RGB 里混合，颜色会变",
                "transparency is blended in RGB, which changes colours",
                page=number,
                hint=("混合空间设为 CMYK", "set the blending space to CMYK"),
            )


def _is_rgb(space: Any) -> bool:
    import pikepdf

    if not isinstance(space, pikepdf.Array):
        return texts.of(space) == "/DeviceRGB"
    kind, *rest = [*space, None]
    if texts.of(kind) == "/ICCBased":
        return whole(dictionary(rest[0]).get("/N")) == _RGB
    return texts.of(kind) in ("/DeviceRGB", "/CalRGB")


def attachments(opened: OpenedFile, press: Press, limits: Tolerances) -> Iterator[Diagnostic]:
    """Nothing travels inside the file that is not printed."""
    del press, limits
    names = dictionary(opened.root.get("/Names"))
    if "/EmbeddedFiles" in names or "/Collection" in opened.root:
        yield finding(
            "attachment",
            "文件里夹带着附件",
            "the file carries attachments",
            hint=("去掉附件", "remove attachments"),
        )


def private(opened: OpenedFile, press: Press, limits: Tolerances) -> Iterator[Diagnostic]:
    """What other programs keep for themselves: page pieces, and thumbnails that may be old."""
    del press, limits
    for number, sheet in opened.numbered():
        kept = [key.removeprefix("/") for key in ("/PieceInfo", "/Thumb") if key in sheet.page.obj]
        if kept:
            names = "、".join(kept)
            yield finding(
                "private-data",
                f"页里带有别的软件的私有数据（{names}），不会印出来",
                f"the page carries data of other programs ({names.replace('、', ', ')}) that do not print",
                page=number,
                hint=("导出时不保留编辑功能和缩略图", "export without editing data and thumbnails"),
            )


def _size_mm(sheet: PdfPage) -> tuple[float, float]:
    _, _, width, height = sheet.trim
    return round(width / _MM, 1), round(height / _MM, 1)


def _falls_short(one: Painted, trim: Corners, live: Corners, bleed: float) -> bool:
    """Whether an area meets the trim, and what of it is kept ends before the bleed does."""
    if not bleed or one.kind not in (FILL, IMAGE, SHADING) or one.colour.is_white:
        return False
    meets, kept = _beyond(one.box, trim), _beyond(cut(one.box, live), trim)
    ends = bleed - _ROUNDING_PT
    return any(m >= -_ROUNDING_PT and k < ends for m, k in zip(meets, kept, strict=True))


def _live(sheet: PdfPage) -> Corners:
    """What is kept of a page when it is imposed: its bleed box, and no more than its sheet holds."""
    box = corners(sheet.page, "BleedBox")
    return cut(boxed(sheet.seen, box), sheet.media) if box else sheet.media


def _beyond(box: Corners, trim: Corners) -> tuple[float, float, float, float]:
    """How far a box reaches beyond each side of the trim."""
    return trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3]
