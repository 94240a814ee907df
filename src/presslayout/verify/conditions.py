"""What a press asks of any PDF beyond its standard: condition, resolution, ink, small type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.diagnostics import WARNING, Diagnostic
from presslayout.verify.intent import condition, profile_bytes, sha256
from presslayout.verify.opened import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.page import Press
    from presslayout.verify.content import Reading, Shown
    from presslayout.verify.ink import InkSums
    from presslayout.verify.opened import Opened

# GWG 2015, 4.26: images of so few pixels are no pictures.
_NO_PICTURE = 16
_POINTS_PER_INCH = 72
# House values where the GWG gives none that is public (see preflight.py).
_SMALL_COLOUR_PT, _MANY_INKS = 12.0, 3
_REVERSED_PT = 8.0
_OVERPRINTING_PT = 24.0
_THIN_PT, _THIN_COLOUR_PT = 0.25, 0.5
_ROUNDING_PT = 0.001
_CMYK = 4


def expected_condition(opened: Opened, press: Press) -> Iterator[Diagnostic]:
    """The file was made for this press and no other."""
    named = condition(opened, "GTS_PDFX") or condition(opened, "GTS_PDFA1")
    if named and named != press.condition:
        yield finding(
            "wrong-condition",
            f"文件是为“{named}”做的，印刷条件 {press.name} 要“{press.condition}”",
            f'the file is made for "{named}"; {press.name} wants "{press.condition}"',
            hint=("换成这种印刷条件重新导出", "export it again for this printing condition"),
        )
        return
    data = profile_bytes(opened, "GTS_PDFX")
    if data is not None and press.profile_sha256 not in ("", sha256(data)):
        yield finding(
            "output-profile",
            f"嵌入的 ICC 特性文件不是 {press.name} 的 {press.profile}",
            f"the embedded ICC profile is not {press.profile} of {press.name}",
            severity=WARNING,
        )


def resolution(opened: Opened, press: Press) -> Iterator[Diagnostic]:
    """No picture coarser than the press's limits."""
    for number, _, reading in opened.pages():
        coarse = [ppi for ppi in _resolutions(reading) if ppi < press.ppi_warning]
        if not coarse:
            continue
        least = min(coarse)
        refused = least < press.ppi_error
        limit = press.ppi_error if refused else press.ppi_warning
        least_zh, least_en = ("至少要", "is the least") if refused else ("最好有", "is advised")
        message = (
            f"有 {len(coarse)} 张图片精度不够，最低 {least} ppi，{least_zh} {limit} ppi",
            f"{len(coarse)} coarse pictures, the worst {least} ppi; {limit} ppi {least_en}",
        )
        hint = ("换大图或缩小版面尺寸", "use larger files or set them smaller")
        if refused:
            yield finding("low-resolution", *message, page=number, hint=hint)
        else:
            yield finding("low-resolution", *message, page=number, hint=hint, severity=WARNING)


def ink(number: int, sums: InkSums, press: Press) -> Iterator[Diagnostic]:
    """No square of the page in more ink than the paper takes (ISO 12647-3, GWG 2015, 4.22)."""
    hint = ("减少总墨量", "reduce the ink")
    if sums.max > press.ink_limit:
        yield finding(
            "ink-limit",
            f"最重处用墨 {sums.max:g}%，超过上限 {press.ink_limit}%",
            f"the heaviest spot takes {sums.max:g} % of ink; the limit is {press.ink_limit} %",
            page=number,
            hint=hint,
        )
    elif sums.max > press.ink_advised:
        yield finding(
            "ink-advised",
            f"最重处用墨 {sums.max:g}%，建议不超过 {press.ink_advised}%",
            f"the heaviest spot takes {sums.max:g} % of ink; {press.ink_advised} % is advised",
            page=number,
            hint=hint,
            severity=WARNING,
        )


def type_and_lines(opened: Opened) -> Iterator[Diagnostic]:
    """Small type in one ink, white type and lines that hold, black type over what lies beneath."""
    for number, _, reading in opened.pages():
        visible = [s for s in reading.shown if s.visible and s.text.strip()]
        for code, size, zh, en in _type_faults(visible):
            yield finding(
                code,
                f"{zh}（最小 {size:.3g}pt）",
                f"{en} (the smallest is {size:.3g} pt)",
                page=number,
                severity=WARNING,
            )
        thin = [line.width for line in reading.lines if _too_thin(line.colour, line.width)]
        if thin:
            yield finding(
                "thin-rule",
                f"有 {len(thin)} 条线太细，最细 {min(thin):.3g}pt",
                f"{len(thin)} lines are too thin, the thinnest {min(thin):.3g} pt",
                page=number,
                severity=WARNING,
            )


def _resolutions(reading: Reading) -> Iterator[int]:
    for drawn in reading.images:
        width = int(drawn.image.get("/Width", drawn.image.get("/W", 0)))
        height = int(drawn.image.get("/Height", drawn.image.get("/H", 0)))
        bits = int(drawn.image.get("/BitsPerComponent", drawn.image.get("/BPC", 8)))
        if width * height <= _NO_PICTURE or drawn.families == ("mask",) or bits == 1:
            continue
        a, b, c, d, _, _ = drawn.matrix
        across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        if across and down:
            yield round(min(width / across, height / down) * _POINTS_PER_INCH)


def _type_faults(visible: list[Shown]) -> Iterator[tuple[str, float, str, str]]:
    colourful = [s.size for s in visible if s.size < _SMALL_COLOUR_PT and _inks(s) >= _MANY_INKS]
    if colourful:
        yield (
            "small-colour-type",
            min(colourful),
            "小字用了三色以上",
            "small type in three inks or more",
        )
    white = [s.size for s in visible if s.size < _REVERSED_PT and _is_white(s)]
    if white:
        yield "small-reversed-type", min(white), "反白字太小", "white type is too small"
    knocking = [s.size for s in visible if _is_black(s) and not s.overprint]
    small = [size for size in knocking if size <= _OVERPRINTING_PT]
    if small:
        yield "black-overprint", min(small), "黑字没有叠印", "black type does not overprint"


def _inks(shown: Shown) -> int:
    if shown.space == "DeviceCMYK" and len(shown.colour) == _CMYK:
        return sum(1 for v in shown.colour if v > 0)
    return _MANY_INKS if shown.space == "DeviceRGB" and any(shown.colour) else 1


def _is_white(shown: Shown) -> bool:
    if shown.space == "DeviceCMYK":
        return len(shown.colour) == _CMYK and not any(shown.colour)
    return shown.space == "DeviceGray" and shown.colour == (1.0,)


def _is_black(shown: Shown) -> bool:
    return shown.space == "DeviceCMYK" and shown.colour == (0.0, 0.0, 0.0, 1.0)


def _too_thin(colour: tuple[float, ...], width: float) -> bool:
    several = len(colour) == _CMYK and sum(1 for v in colour if v > 0) > 1
    return width < (_THIN_COLOUR_PT if several else _THIN_PT) - _ROUNDING_PT
