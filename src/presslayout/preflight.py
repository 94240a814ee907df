"""What the press would refuse of an edition, before anything is painted.

Limits are the press profile's and the templates'; where no standard gives a number, the house's
own stand in `tolerances` with their source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from presslayout.diagnostics import ERROR, WARNING, Diagnostic, Severity, Text
from presslayout.page import Glyphs, Shape
from presslayout.tolerances import (
    MANY_INKS,
    REVERSED_TYPE,
    RULE,
    SMALL_COLOUR_TYPE,
    THIN_COLOUR_RULE,
    THIN_RULE,
    TINT_PERMILLE,
)
from presslayout.units import to_pt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from presslayout.page import Block, Ink, Page, Press
    from presslayout.record import Composition
    from presslayout.units import Length


@dataclass(frozen=True, slots=True)
class Limits:
    """Resolutions in ppi below which a picture is refused, and below which it is remarked on."""

    error: int
    warning: int


def preflight(
    composition: Composition, limits: Mapping[int, Limits] | None = None
) -> tuple[Diagnostic, ...]:
    """All that the press would refuse or remark on; `limits` are the templates', by page."""
    press = composition.edition.press
    found = [*_resolution(composition, limits or {}), *_doubtful_pictures(composition)]
    for page in composition.edition.pages:
        for check in CHECKS:
            found += check(page, press)
    return tuple(found)


def ink_sums(page: Page, press: Press) -> Iterator[Diagnostic]:
    """No text or shape in more ink than the paper takes (ISO 12647-3)."""
    for block in page.blocks:
        heaviest = max((ink.total for ink in _inks(block)), default=0)
        percent = heaviest / 10
        if percent > press.ink_limit:
            yield _finding(
                "ink-limit",
                ERROR,
                page,
                block,
                (
                    f"用墨 {percent:g}%，超过上限 {press.ink_limit}%",
                    f"uses {percent:g} % of ink; the limit is {press.ink_limit} %",
                ),
                ("改用墨量小一些的颜色", "choose a colour of less ink"),
            )
        elif percent > press.ink_advised:
            yield _finding(
                "ink-advised",
                WARNING,
                page,
                block,
                (
                    f"用墨 {percent:g}%，建议不超过 {press.ink_advised}%",
                    f"uses {percent:g} % of ink; {press.ink_advised} % is advised",
                ),
                ("改用墨量小一些的颜色", "choose a colour of less ink"),
            )


def small_colour_type(page: Page, press: Press) -> Iterator[Diagnostic]:
    """No small type in three or four inks (GWG 2015, 4.16)."""
    del press
    for block in page.blocks:
        sizes = [
            item.size
            for item in _texts(block)
            if item.size < SMALL_COLOUR_TYPE and _count(item.ink) >= MANY_INKS
        ]
        if sizes:
            yield _finding(
                "small-colour-type",
                WARNING,
                page,
                block,
                (
                    f"{to_pt(min(sizes)):g}pt 的小字用了三色以上，套印不准会发虚",
                    f"{to_pt(min(sizes)):g} pt type in three inks or more blurs off register",
                ),
                ("用一种墨，或把字放大到 12pt 以上", "use one ink, or 12 pt and more"),
            )


def reversed_type(page: Page, press: Press) -> Iterator[Diagnostic]:
    """No white type so small that ink fills it."""
    del press
    for block in page.blocks:
        sizes = [i.size for i in _texts(block) if i.size < REVERSED_TYPE and not i.ink.total]
        if sizes:
            yield _finding(
                "small-reversed-type",
                WARNING,
                page,
                block,
                (
                    f"反白字只有 {to_pt(min(sizes)):g}pt，会被墨糊住",
                    f"white type of {to_pt(min(sizes)):g} pt fills in",
                ),
                ("放大到 8pt 以上，或不反白", "use 8 pt and more, or do not reverse it"),
            )


def thin_rules(page: Page, press: Press) -> Iterator[Diagnostic]:
    """No rule too thin to print, thinner still where inks must meet."""
    del press
    for block in page.blocks:
        for width, ink in _rules(block):
            limit = THIN_COLOUR_RULE if _count(ink) > 1 else THIN_RULE
            if 0 <= width < limit and ink.total:
                yield _finding(
                    "thin-rule",
                    WARNING,
                    page,
                    block,
                    (
                        f"线只有 {to_pt(width):.3g}pt 粗，至少要 {to_pt(limit):g}pt",
                        f"a rule is {to_pt(width):.3g} pt thin; {to_pt(limit):g} pt is the least",
                    ),
                    ("加粗这条线", "make the rule heavier"),
                )
                break


def tinted_text(page: Page, press: Press) -> Iterator[Diagnostic]:
    """Body text only on tints that leave it readable."""
    del press
    tints: list[tuple[int, tuple[Length, Length, Length, Length]]] = []
    for block in page.blocks:
        for item in block.items:
            if isinstance(item, Shape) and item.fill is not None:
                if item.fill.total > TINT_PERMILLE:
                    tints.append((item.fill.total, _extent(item)))
                continue
            if not isinstance(item, Glyphs) or block.role != "body" or not item.ids:
                continue
            under = [total for total, box in tints if _holds(box, item.x[0], item.y[0])]
            if under:
                yield _finding(
                    "tint-under-text",
                    WARNING,
                    page,
                    block,
                    (
                        f"正文压在 {max(under) / 10:g}% 的底色上，最多 {TINT_PERMILLE / 10:g}%",
                        f"body text on a {max(under) / 10:g} % tint, above {TINT_PERMILLE / 10:g} %",
                    ),
                    ("把底色调浅", "make the tint lighter"),
                )
                break


CHECKS: tuple[Callable[[Page, Press], Iterator[Diagnostic]], ...] = (
    ink_sums,
    small_colour_type,
    reversed_type,
    thin_rules,
    tinted_text,
)


def _resolution(composition: Composition, limits: Mapping[int, Limits]) -> Iterator[Diagnostic]:
    """No picture coarser than the screen can hide (GWG 2015, 4.26)."""
    press = composition.edition.press
    house = Limits(press.ppi_error, press.ppi_warning)
    for page in composition.pages:
        limit = limits.get(page.number, house)
        for photo in page.photos:
            if photo.ppi is None or photo.ppi >= limit.warning:
                continue
            refused = photo.ppi < limit.error
            least = limit.error if refused else limit.warning
            width = photo.crop[2] - photo.crop[0]
            share = photo.ppi * 100 // least
            yield Diagnostic(
                "low-resolution",
                ERROR if refused else WARNING,
                Text(
                    f"第{page.number}版图片 {photo.file} 只有 {photo.ppi} ppi，"
                    f"{'至少要' if refused else '最好有'} {least} ppi",
                    f"photo {photo.file} on page {page.number} has {photo.ppi} ppi; "
                    f"{least} ppi {'is the least' if refused else 'is advised'}",
                ),
                hint=Text(
                    f"换一张更大的图（裁切处现宽 {width} 像素），或缩到现在的 {share}% 宽",
                    f"use a larger file (the crop is {width} pixels wide), "
                    f"or set it {share} % as wide",
                ),
                page=page.number,
                story=photo.story,
            )


def _doubtful_pictures(composition: Composition) -> Iterator[Diagnostic]:
    """No picture whose colours or frame had to be guessed without a word about it."""
    for page in composition.pages:
        for photo in page.photos:
            for word in photo.remarks:
                code, message, hint = REMARKS[word]
                yield Diagnostic(
                    code,
                    WARNING,
                    Text(
                        f"第{page.number}版图片 {photo.file} {message.zh}",
                        f"photo {photo.file} on page {page.number} {message.en}",
                    ),
                    hint=hint,
                    page=page.number,
                    story=photo.story,
                )


# What a picture's header said, by `Header.remarks`: code, message, hint.
REMARKS: dict[str, tuple[str, Text, Text]] = {
    "animated": (
        "animated-picture",
        Text("有好几帧，只印第一帧", "has several frames; the first one prints"),
        Text("把要印的那一帧另存为一张图", "save the frame that is to print as a file of its own"),
    ),
    "bad-profile": (
        "bad-picture-profile",
        Text(
            "的 ICC 特性文件损坏或不配这张图，按没有处理",
            "holds an ICC profile that is damaged or not for it; it is taken as having none",
        ),
        Text("用修图软件重新嵌入特性文件再存", "embed the right profile and save it again"),
    ),
    "no-profile": (
        "untagged-cmyk",
        Text(
            "是四色图，没有写明为哪种纸做的，按本报的纸处理",
            "is CMYK and does not say for which paper; it is taken as made for this one",
        ),
        Text("交 RGB 原图，或嵌入特性文件", "supply the RGB original, or embed its profile"),
    ),
    "adobe-rgb": (
        "assumed-srgb",
        Text(
            "是相机的 Adobe RGB 文件，却没有嵌入特性文件，按 sRGB 转色会偏灰",
            "is a camera's Adobe RGB file without its profile; taken as sRGB its colours are dull",
        ),
        Text("在修图软件里指定 Adobe RGB 并嵌入", "assign Adobe RGB to it and embed the profile"),
    ),
}


def _finding(
    code: str,
    severity: Severity,
    page: Page,
    block: Block,
    message: tuple[str, str],
    hint: tuple[str, str],
) -> Diagnostic:
    return Diagnostic(
        code,
        severity,
        Text(
            f"第{page.number}版「{block.id}」{message[0]}",
            f"page {page.number}, {block.id}: {message[1]}",
        ),
        hint=Text(*hint),
        page=page.number,
        story=block.story,
        part=block.part,
    )


def _texts(block: Block) -> Iterator[Glyphs]:
    return (item for item in block.items if isinstance(item, Glyphs))


def _inks(block: Block) -> Iterator[Ink]:
    for item in block.items:
        if isinstance(item, Glyphs):
            yield item.ink
        elif isinstance(item, Shape):
            if item.fill is not None:
                yield item.fill
            if item.stroke is not None:
                yield item.stroke.ink


def _count(ink: Ink) -> int:
    return sum(1 for part in (ink.c, ink.m, ink.y, ink.k) if part)


def _rules(block: Block) -> Iterator[tuple[Length, Ink]]:
    """Strokes, and fills so narrow that they are rules."""
    for item in block.items:
        if not isinstance(item, Shape):
            continue
        if item.stroke is not None:
            yield item.stroke.width, item.stroke.ink
        if item.fill is not None:
            left, top, right, bottom = _extent(item)
            narrow, wide = sorted((right - left, bottom - top))
            if narrow < RULE < wide:
                yield narrow, item.fill


def _extent(shape: Shape) -> tuple[Length, Length, Length, Length]:
    xs = [v for _, *numbers in shape.path for v in numbers[::2] if isinstance(v, int)]
    ys = [v for _, *numbers in shape.path for v in numbers[1::2] if isinstance(v, int)]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0, 0, 0, 0)


def _holds(box: tuple[Length, Length, Length, Length], x: Length, y: Length) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
