"""What a press asks of any PDF beyond its standard, each finding weighed as the press has it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING, Diagnostic
from presslayout.base.values import replace
from presslayout.preflight.checks import hidden, pages, rules, spots
from presslayout.preflight.checks.ceiling import doubtful, touching
from presslayout.preflight.checks.ink import InkSums, ink_sums, reach
from presslayout.preflight.checks.known_places import NOTHING, KnownPlaces
from presslayout.preflight.pdf.bulk import ENDLESS, charged, damage
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.opened_file import endless, left_off, sound, unfinished, unreadable
from presslayout.preflight.pdf.samples import is_bomb
from presslayout.preflight.pdf.scales import NONE, Scales

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from presslayout.base.cache import Cache
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.press import Press
    from presslayout.preflight.pdf.matrix import Corners
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.painted import Painted
    from presslayout.preflight.pdf.pdf_page import PdfPage

    Check = Callable[[OpenedFile, Press, Tolerances], Iterator[Diagnostic]]


# Plates have 256 tones: four of them may sum up to so much too much, in percent.
_GRAIN = 0.8


def pressed(
    opened: OpenedFile,
    press: Press,
    limits: Tolerances,
    inks: Sequence[InkSums | None],
    known: KnownPlaces = NOTHING,
) -> tuple[Diagnostic, ...]:
    """Every check of the press; `inks` are the sums of the pages, None where they cannot be told.

    What is `known` is not told again, unless it came out worse.
    """
    with charged(opened.work):
        found = [d for check in CHECKS for d in sound(partial(check, opened, press, limits))]
    found = [d for d in found if d.page is None or not known.tells(d.page, d.code)]
    return (*weighed(found, limits), *placed(opened, press, limits, inks, known))


def placed(
    opened: OpenedFile,
    press: Press,
    limits: Tolerances,
    inks: Sequence[InkSums | None],
    known: KnownPlaces = NOTHING,
) -> tuple[Diagnostic, ...]:
    """The checks of what is painted, which hold wherever a page is put."""
    found = list(troubles(opened))
    with charged(opened.work):
        for check in INSIDE:
            told = sound(partial(check, opened, press, limits))
            found += [d for d in told if not known.tells(None, d.code)]
        for look in OBJECTS:
            found += sound(partial(look, opened, press, limits, known))
    # What was found until then says whether one more is to be told.
    for one in inked(opened, press, inks, known, found):
        found.append(one)
    if any(sheet.is_left_off for sheet in opened.sheets) and not _has_told(opened, found):
        found.append(unfinished())
    return weighed(found, limits)


def inked(
    opened: OpenedFile,
    press: Press,
    inks: Sequence[InkSums | None],
    known: KnownPlaces,
    found: Iterable[Diagnostic] = (),
) -> Iterator[Diagnostic]:
    """What is told of the ink of each page, beside what was `found`."""
    for (number, sheet), sums in zip(opened.numbered(), inks, strict=True):
        if sums is not None:
            yield from _unknown(ink(number, sums, press), sums, known)
            yield from _unread(number, sums)
        elif sheet.trouble is None and sheet.drawing.is_files:
            if not _has_told(opened, found):
                yield left_off(number)
        elif sheet.trouble is None:
            yield from _unmeasured(number)
            if sheet.drawing.left < 0:
                yield unfinished(number)


def _has_told(opened: OpenedFile, found: Iterable[Diagnostic]) -> bool:
    """Whether it was told already that the file takes too much work."""
    return any(d.code == "too-complex" for d in (*opened.broken, *found))


def _unknown(
    found: Iterable[Diagnostic], sums: InkSums, known: KnownPlaces
) -> Iterator[Diagnostic]:
    for d in found:
        if not all(known.tells(d.page, d.code, box) for box in sums.heavy):
            yield d


def resolution(
    opened: OpenedFile, press: Press, limits: Tolerances, known: KnownPlaces = NOTHING
) -> Iterator[Diagnostic]:
    """No picture coarser than the press's limits (GWG 2015, 4.26 and 4.27)."""
    tones = (press.ppi_error, press.ppi_warning)
    edges = (limits.bitmap_error, limits.bitmap_warning)
    for number, sheet in opened.numbered():
        inside = sheet.inside()
        pictures = [one for one in inside if rules.is_picture(one)]
        yield from _coarse(number, pictures, tones, known)
        line_art = [one for one in inside if rules.is_line_art(one)]
        yield from _coarse(number, line_art, edges, known, line_art=True)


def _unread(number: int, sums: InkSums) -> Iterator[Diagnostic]:
    """No picture that cannot be read, whose ink nobody knows."""
    if sums.unread:
        yield finding(
            "unread-image",
            f"{len(sums.unread)} 张图片读不出来（损坏，或是 JBIG2），墨量里没有算",
            f"pictures could not be read, damaged or JBIG2, and lack in the ink ({len(sums.unread)})",
            page=number,
            severity=WARNING,
            hint=("打开原图检查后重新导出", "look at the pictures and export again"),
            at=sums.unread,
        )


def ink(number: int, sums: InkSums, press: Press) -> Iterator[Diagnostic]:
    """No square of the page in more ink than the paper takes (ISO 12647-3, GWG 2015, 4.22)."""
    hint = ("减少总墨量", "reduce the ink")
    if sums.max > press.ink_limit + _GRAIN:
        yield finding(
            "ink-limit",
            f"最重处用墨 {sums.max:g}%，超过上限 {press.ink_limit}%，超限的占版面 {sums.over:.2g}%",
            f"the heaviest spot takes {sums.max:g} % of ink; the limit is {press.ink_limit} %, "
            f"and {sums.over:.2g} % of the page is above it",
            page=number,
            hint=hint,
            at=sums.heavy,
        )
    elif sums.max > press.ink_advised + _GRAIN:
        yield finding(
            "ink-advised",
            f"最重处用墨 {sums.max:g}%，建议不超过 {press.ink_advised}%，"
            f"超过的占版面 {sums.over:.2g}%",
            f"the heaviest spot takes {sums.max:g} % of ink; {press.ink_advised} % is advised, "
            f"and {sums.over:.2g} % of the page is above it",
            page=number,
            hint=hint,
            severity=WARNING,
            at=sums.heavy,
        )


def bombs(opened: OpenedFile, press: Press, limits: Tolerances) -> Iterator[Diagnostic]:
    """No picture that unpacks to more than anybody can hold."""
    del press, limits
    for number, sheet in opened.numbered():
        huge = [o.box for o in sheet.painted if o.image is not None and is_bomb(o.image.obj)]
        if huge:
            yield finding(
                "huge-image",
                f"{len(huge)} 张图片大得打不开",
                f"pictures are too large to be unpacked ({len(huge)})",
                page=number,
                hint=("按版面尺寸重新取样", "resample them for the size they are printed"),
                at=huge,
            )


CHECKS: tuple[Check, ...] = (
    pages.sizes,
    pages.contents,
    pages.bleed_boxes,
    hidden.layers,
    pages.blending,
    pages.attachments,
    pages.private,
)
# What holds of a page that is placed on another, too.
INSIDE: tuple[Check, ...] = (spots.spots, bombs)
# Those that tell single objects, which may be known.
OBJECTS = (rules.objects, resolution)


def troubles(opened: OpenedFile) -> Iterator[Diagnostic]:
    """Pages whose painting cannot be followed though their words could be read."""
    told = {d.page for d in opened.broken}
    for number, sheet in opened.numbered():
        if sheet.trouble is None or number in told:
            continue
        if not isinstance(sheet.trouble, ENDLESS):
            yield unreadable(sheet.trouble, number)
        elif sheet.meter.left < 0 or isinstance(sheet.trouble, MemoryError):
            yield unfinished(number)
        elif not sheet.is_left_off:
            yield endless(number)
        else:
            if not _has_told(opened, ()):
                yield left_off(number)
            return


def measured(opened: OpenedFile, press: Press) -> tuple[InkSums | None, ...]:
    """The ink of every page: all that it paints, drawn."""
    return tuple(_sums(sheet, press, sheet.painted) for _, sheet in opened.numbered())


def suspected(
    opened: OpenedFile, press: Press, cache: Cache = NONE
) -> Callable[[], tuple[InkSums | None, ...]]:
    """The ink of every page where it may be too much: the rest is not drawn and counts nothing.

    What is too heavy comes out as `measured` has it.  Pictures begin to be unpacked now; the
    result waits for them.
    """
    ink = suspicion(opened, press, cache)
    return lambda: tuple(ink(sheet) for _, sheet in opened.numbered())


def suspicion(
    opened: OpenedFile, press: Press, cache: Cache = NONE
) -> Callable[[PdfPage], InkSums | None]:
    """The same of a page at a time; pictures of all pages begin to be unpacked now."""
    scales = Scales((sheet for _, sheet in opened.numbered()), cache)
    return partial(_suspected, press=press, scales=scales)


def _suspected(sheet: PdfPage, press: Press, scales: Scales) -> InkSums | None:
    try:
        boxes = doubtful(sheet, press.ink_advised + _GRAIN, scales)
    except damage():
        return None
    painted = touching(sheet.painted, boxes, reach(sheet.trim)) if boxes else ()
    return _sums(sheet, press, painted, boxes)


def _sums(
    sheet: PdfPage,
    press: Press,
    painted: Sequence[Painted],
    within: Sequence[Corners] | None = None,
) -> InkSums | None:
    if sheet.trouble is not None:
        return None
    try:
        limits = (press.ink_advised + _GRAIN, press.ink_limit + _GRAIN)
        return ink_sums(painted, sheet.trim, *limits, work=sheet.drawing, within=within)
    except damage():
        return None


def _unmeasured(number: int) -> Iterator[Diagnostic]:
    yield finding(
        "ink-unmeasured",
        "这一页的墨量算不出来",
        "the ink of the page cannot be told",
        page=number,
        severity=WARNING,
        hint=("栅格化复杂的图后重新导出", "rasterise complex graphics and export again"),
    )


def weighed(found: Iterable[Diagnostic], limits: Tolerances) -> tuple[Diagnostic, ...]:
    """The findings as the press weighs them, without what nobody wants to hear."""
    weighed = ((d, limits.weight(d.code, d.severity)) for d in found)
    return tuple(replace(d, severity=weight) for d, weight in weighed if weight is not None)


def _coarse(
    number: int,
    pictures: list[Painted],
    limits: tuple[int, int],
    known: KnownPlaces,
    *,
    line_art: bool = False,
) -> Iterator[Diagnostic]:
    error, warning = limits
    code = "bitmap-resolution" if line_art else "low-resolution"
    coarse = [
        one
        for one in pictures
        if one.ppi < error or (one.ppi < warning and not known.tells(number, code, one.box))
    ]
    if not coarse:
        return
    least = min(one.ppi for one in coarse)
    refused = least < error
    limit = error if refused else warning
    least_zh, least_en = ("至少要", "is the least") if refused else ("最好有", "is advised")
    what, kind = ("线条", "line-art pictures") if line_art else ("", "pictures")
    message = (
        f"有 {len(coarse)} 张{what}图片精度不够，最低 {least} ppi，{least_zh} {limit} ppi",
        f"{kind} are coarse ({len(coarse)}; the worst {least} ppi; {limit} ppi {least_en})",
    )
    hint = ("换大图或缩小版面尺寸", "use larger files or set them smaller")
    at = [one.box for one in coarse]
    # Each code stands here as a word of its own, which the codes' table is held against.
    made = finding("low-resolution", *message, page=number, hint=hint, at=at)
    if line_art:
        made = finding("bitmap-resolution", *message, page=number, hint=hint, at=at)
    yield made if refused else replace(made, severity=WARNING)
