"""What a press asks of single objects, a row for each demand: type, lines, colours, pictures.

A demand that many objects of a page break is told once, with how many, the worst, and where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import to_pt
from presslayout.base.values import frozen
from presslayout.edition.limits import MANY_INKS, RULE
from presslayout.preflight.checks.known_places import NOTHING, KnownPlaces
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import TooMuchError, damage
from presslayout.preflight.pdf.entries import dictionary, whole
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.matrix import holds
from presslayout.preflight.pdf.opened_file import odd_operators, unfinished
from presslayout.preflight.pdf.painted import FILL, IMAGE, MASK, SHADING, STROKE, TEXT, Painted
from presslayout.preflight.pdf.samples import entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.press import Press
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.pdf_page import PdfPage
    from presslayout.preflight.pdf.pdfobject import PdfObject

_ROUNDING_PT = 0.0015
_ROUNDING_INK = 0.0005
# Black with less of it than this is grey (GWG 2015, 4.15 speaks of black text).
_DARK = 0.85
# Faces whose hairlines fill in when reversed, by their names; and those that are heavy enough.
_THIN = ("song", "ming", "serif", "kai", "times", "宋", "明朝", "楷")
_HEAVY = ("bold", "heavy", "black", "sans", "大标宋", "粗")
# A stem this thick, in thousandths of an em, is that of a black face, whatever it is called.
_HEAVY_STEM = 190
_SERIF = 2
# What is cut off a letter's box by less is only its side bearing.
_CUT_PT = 1.5
# GWG 2015, 4.26: images of so few pixels are no pictures.
_NO_PICTURE = 16
# An image finer than so many times what is advised only takes time.
_WASTED = 4
_LARGE = 100_000
# What it takes to hold an object against a rule (see bulk.Meter).
_LOOK = 500


@frozen
class Yardstick:
    """What objects are held against."""

    press: Press
    limits: Tolerances
    sheet: PdfPage


@frozen
class Rule:
    """One demand: which objects break it, and how that is told.

    `zh`, `en` know {count} and {worst}; the worst is the least of `measure`, or the most.
    """

    code: str
    broken: Callable[[Painted, Yardstick], bool]
    zh: str
    en: str
    hint: tuple[str, str]
    measure: Callable[[Painted], float] = lambda one: one.size
    most: bool = False
    # Whether it asks where an object stands; all others say the same of text that is alike.
    placed: bool = False


def objects(
    opened: OpenedFile, press: Press, limits: Tolerances, known: KnownPlaces = NOTHING
) -> Iterator[Diagnostic]:
    """Every rule's findings on every page, those that are known left out."""
    for number, sheet in opened.numbered():
        if sheet.odd and not opened.readings[number - 1].odd:
            yield odd_operators(sheet.odd, number)
        try:
            yield from list(_page(Yardstick(press, limits, sheet), number, known))
        except TooMuchError:
            if sheet.meter.is_files:
                # The whole file's work is done, which is told once.
                return
            yield unfinished(number)


def _page(condition: Yardstick, number: int, known: KnownPlaces) -> Iterator[Diagnostic]:
    inside = condition.sheet.inside()
    condition.sheet.meter.spend(len(inside) * len(RULES) * _LOOK)
    unread: dict[int, Painted] = {}
    examples = _examples(inside)
    for rule in RULES:
        asked: dict[int, Painted] = {}
        if not rule.placed and not _wrong(rule, examples, condition, asked) and not asked:
            continue
        wrong = _wrong(rule, inside, condition, unread)
        wrong = [one for one in wrong if not known.tells(number, rule.code, one.box)]
        if not wrong:
            continue
        worst = (max if rule.most else min)(rule.measure(one) for one in wrong)
        words = {"count": len(wrong), "worst": f"{worst:.4g}"}
        yield finding(
            rule.code,
            rule.zh.format(**words),
            rule.en.format(**words),
            page=number,
            hint=rule.hint,
            at=[one.box for one in wrong],
        )
    if unread:
        yield finding(
            "broken-content",
            f"有 {len(unread)} 个对象读不懂，没有查完",
            f"objects that cannot be understood were not judged to the end ({len(unread)})",
            page=number,
            hint=("重新导出", "export it again"),
            at=[one.box for one in unread.values()],
        )


def _wrong(
    rule: Rule, inside: Sequence[Painted], condition: Yardstick, unread: dict[int, Painted]
) -> list[Painted]:
    """The objects that break a rule; those that no rule can read are noted as unread."""
    found, faults = [], damage()
    for at, one in enumerate(inside):
        try:
            if rule.broken(one, condition):
                found.append(one)
        except TooMuchError:
            raise
        except faults:
            unread[at] = one
    return found


def _examples(inside: Sequence[Painted]) -> list[Painted]:
    """One of each kind of text, and all else: a page has hundreds of lines, and few kinds."""
    kinds: dict[tuple[object, ...], Painted] = {}
    rest = []
    for one in inside:
        if one.kind != TEXT:
            rest.append(one)
            continue
        kind = (
            # What is the very same needs no comparing; the objects keep it alive.
            id(one.colour),
            id(one.font),
            one.size,
            one.overprint,
            one.overprint_mode,
            one.visible,
            not one.text.strip(),
        )
        kinds.setdefault(kind, one)
    return [*kinds.values(), *rest]


def _lies_over(one: Painted) -> bool:
    """Whether what is beneath stays where an object lays nothing down (ISO 32000-1, 8.6.7)."""
    return one.overprint and (one.overprint_mode == 1 or one.colour.space.name != "DeviceCMYK")


def _is_text(one: Painted) -> bool:
    return one.kind == TEXT and one.visible and bool(one.text.strip())


def _is_rule(one: Painted) -> bool:
    if one.kind == STROKE:
        return True
    long = max(one.box[2] - one.box[0], one.box[3] - one.box[1])
    return one.kind == FILL and one.size < to_pt(RULE) < long


def _black_type(one: Painted, to: Yardstick) -> bool:
    small = one.size <= to_pt(to.limits.overprinting_type) + _ROUNDING_PT
    return _is_text(one) and small and one.colour.is_black and not _lies_over(one)


def _black_line(one: Painted, to: Yardstick) -> bool:
    thin = one.size <= to_pt(to.limits.overprinting_line) + _ROUNDING_PT
    return _is_rule(one) and thin and one.colour.is_black and not _lies_over(one)


def _white_over(one: Painted, _to: Yardstick) -> bool:
    drawn = one.visible and one.kind in (TEXT, FILL, STROKE, MASK)
    # DeviceGray white is no ink of nothing: it takes the others away (ISO 32000-1, 11.7.4.3).
    named = one.colour.space.name in ("DeviceCMYK", "Separation", "DeviceN")
    return drawn and named and one.colour.is_white and _lies_over(one)


def _gray_over(one: Painted, _to: Yardstick) -> bool:
    gray = one.colour.space.families[:1] in (("DeviceGray",), ("CalGray",), ("ICCBased/1",))
    drawn = one.visible and one.kind in (TEXT, FILL, STROKE, MASK)
    return drawn and gray and one.overprint and not one.colour.is_white


def _moded(one: Painted, _to: Yardstick) -> bool:
    """An ink of nothing is one of DeviceCMYK alone (ISO 32000-1, 8.6.7)."""
    return one.overprint and one.overprint_mode == 1 and one.space.families[:1] == ("ICCBased/4",)


def _rich_black(one: Painted, to: Yardstick) -> bool:
    small = one.size < to_pt(to.limits.rich_black_type) - _ROUNDING_PT
    dark = one.colour.inks.get("K", 0.0) >= _DARK and len(one.colour.used) > 1
    return _is_text(one) and small and dark


def _colourful(one: Painted, to: Yardstick) -> bool:
    small = one.size < to_pt(to.limits.small_colour_type) - _ROUNDING_PT
    return _is_text(one) and small and len(one.colour.used) >= MANY_INKS


def _reversed(one: Painted, to: Yardstick) -> bool:
    small = one.size < to_pt(to.limits.reversed_type) - _ROUNDING_PT
    return _is_text(one) and small and one.colour.is_white


def _thin_reversed(one: Painted, to: Yardstick) -> bool:
    small = one.size < to_pt(to.limits.reversed_thin_type) - _ROUNDING_PT
    thin = _is_text(one) and small and one.colour.is_white and _has_thin_strokes(one.font)
    return thin and not _reversed(one, to)


def _has_thin_strokes(font: PdfObject | None) -> bool:
    """Whether a face is one of thin strokes, as its name says, or its flags (serif) and stem."""
    if font is None:
        return False
    name = texts.of(font.get("/BaseFont", "")).lower()
    if any(word in name for word in _HEAVY):
        return False
    inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    descriptor = dictionary(inner.get("/FontDescriptor"))
    if whole(descriptor.get("/StemV")) >= _HEAVY_STEM:
        return False
    flags = whole(descriptor.get("/Flags"))
    return bool(flags & _SERIF) or any(word in name for word in _THIN)


def _screened(one: Painted, to: Yardstick) -> bool:
    small = one.size < to_pt(to.limits.tinted_type) - _ROUNDING_PT
    shares = one.colour.inks.values()
    return _is_text(one) and small and 0 < max(shares, default=0.0) < _DARK


def _hairline(one: Painted, to: Yardstick) -> bool:
    inked = _is_rule(one) and bool(one.colour.inks)
    return inked and one.size < to_pt(to.limits.thin_rule) - _ROUNDING_PT


def _thin(one: Painted, to: Yardstick) -> bool:
    """Wide enough for one ink, not for several or for none."""
    if not _is_rule(one) or not one.colour.inks or len(one.colour.used) == 1:
        return False
    thin = one.size < to_pt(to.limits.thin_colour_rule) - _ROUNDING_PT
    return thin and not _hairline(one, to)


def _heavy(one: Painted, to: Yardstick) -> bool:
    drawn = one.visible and one.kind in (TEXT, FILL, STROKE, MASK, SHADING)
    return drawn and _total(one) > to.press.ink_limit / 100 + _ROUNDING_INK


def _total(one: Painted) -> float:
    """The ink of a colour, or of the heaviest that a shading runs through."""
    if one.shading is None:
        return one.colour.total
    return max((colour.total for colour in one.shading.colours), default=0.0)


def _registration(one: Painted, _to: Yardstick) -> bool:
    drawn = one.visible and one.kind in (TEXT, FILL, STROKE, MASK)
    return drawn and one.colour.space.spots == ("All",) and one.colour.total > 0


def _faint(one: Painted, to: Yardstick) -> bool:
    drawn = one.visible and one.kind in (TEXT, FILL, STROKE, MASK)
    first = to.limits.first_dot_percent / 100
    return drawn and any(0 < share < first for share in one.colour.inks.values())


def _font_name(one: Painted) -> str:
    return texts.of(one.font.get("/BaseFont", "")) if one.font is not None else ""


def _courier(one: Painted, _to: Yardstick) -> bool:
    return _is_text(one) and "courier" in _font_name(one).lower()


def _type3(one: Painted, _to: Yardstick) -> bool:
    kind = one.font.get("/Subtype") if one.font is not None else None
    return _is_text(one) and texts.of(kind) == "/Type3"


def _unseen(one: Painted, _to: Yardstick) -> bool:
    return one.kind == TEXT and not one.visible and bool(one.text.strip())


def _cut_off(one: Painted, to: Yardstick) -> bool:
    return _is_text(one) and not holds(to.sheet.trim, one.box, _CUT_PT)


def _pixels(one: Painted) -> int:
    entries: PdfObject = one.image.obj
    width, height = entry(entries, "/Width", "/W"), entry(entries, "/Height", "/H")
    return whole(width) * whole(height)


def _is_line_art(one: Painted) -> bool:
    entries: PdfObject = one.image.obj
    return one.kind == MASK or whole(entry(entries, "/BitsPerComponent", "/BPC"), 8) == 1


def is_picture(one: Painted) -> bool:
    """Whether an object is a picture with tones, large enough to be one (GWG 2015, 4.26)."""
    return one.kind == IMAGE and _pixels(one) > _NO_PICTURE and not _is_line_art(one)


def is_line_art(one: Painted) -> bool:
    """Whether an object is a picture of two tones (GWG 2015, 4.27)."""
    return one.kind in (IMAGE, MASK) and _pixels(one) > _NO_PICTURE and _is_line_art(one)


def _wasted(one: Painted, to: Yardstick) -> bool:
    fine = is_picture(one) and one.ppi > _WASTED * to.press.ppi_warning
    return fine and _pixels(one) > _LARGE


RULES: tuple[Rule, ...] = (
    Rule(
        "black-overprint",
        _black_type,
        "{count} 处黑字没有叠印（最小 {worst}pt）",
        "black type does not overprint (places: {count}; the smallest {worst} pt)",
        ("黑字设为叠印", "let black type overprint"),
    ),
    Rule(
        "black-line-overprint",
        _black_line,
        "{count} 条黑线没有叠印（最细 {worst}pt）",
        "black rules do not overprint (rules: {count}; the thinnest {worst} pt)",
        ("黑色细线设为叠印", "let thin black rules overprint"),
    ),
    Rule(
        "white-overprint",
        _white_over,
        "{count} 处白色设了叠印，印出来会消失",
        "white overprints and will vanish (places: {count})",
        ("去掉白色的叠印", "switch overprint off for white"),
    ),
    Rule(
        "gray-overprint",
        _gray_over,
        "{count} 处灰度颜色设了叠印，各家 RIP 处理不同",
        "DeviceGray overprints, and RIPs differ on what that means (places: {count})",
        ("改用 CMYK 的黑，或去掉叠印", "use the black of CMYK, or switch overprint off"),
    ),
    Rule(
        "overprint-mode",
        _moded,
        "{count} 处带特性文件的四色设了 OPM 1 叠印，各家 RIP 处理不同",
        "ICCBased CMYK overprints with OPM 1, and RIPs differ on that (places: {count})",
        ("改用 DeviceCMYK，或去掉叠印", "use DeviceCMYK, or switch overprint off"),
    ),
    Rule(
        "rich-black-text",
        _rich_black,
        "{count} 处黑字混有别的墨（最小 {worst}pt）",
        "black type holds other inks (places: {count}; the smallest {worst} pt)",
        ("黑字只用黑墨：0 0 0 100", "set black type in black alone: 0 0 0 100"),
    ),
    Rule(
        "small-colour-type",
        _colourful,
        "{count} 处小字用了三色以上（最小 {worst}pt）",
        "small type in three inks or more (places: {count}; the smallest {worst} pt)",
        ("用一种墨，或放大", "use one ink, or larger type"),
    ),
    Rule(
        "small-reversed-type",
        _reversed,
        "{count} 处反白字太小（最小 {worst}pt）",
        "white type is too small (places: {count}; the smallest {worst} pt)",
        ("放大，或不反白", "use larger type, or do not reverse it"),
    ),
    Rule(
        "thin-reversed-type",
        _thin_reversed,
        "{count} 处反白字是细笔画的字体（最小 {worst}pt），细画会被墨糊住",
        "white type of thin strokes, which fill in (places: {count}; the smallest {worst} pt)",
        ("换黑体，或放大", "use a sans face, or larger type"),
    ),
    Rule(
        "small-tinted-type",
        _screened,
        "{count} 处小字是加网的浅色（最小 {worst}pt），笔画会断成网点",
        "small type in a tint breaks into dots (places: {count}; the smallest {worst} pt)",
        ("用实地颜色，或放大", "use a solid colour, or larger type"),
    ),
    Rule(
        "hairline",
        _hairline,
        "{count} 条线细得印不住（最细 {worst}pt）",
        "rules are too thin to stay on the plate (rules: {count}; the thinnest {worst} pt)",
        ("加粗", "make them heavier"),
    ),
    Rule(
        "thin-rule",
        _thin,
        "{count} 条多色线、反白线太细（最细 {worst}pt）",
        "rules of several inks, or reversed, are too thin (rules: {count}; the thinnest {worst} pt)",
        ("加粗，或只用一种墨", "make them heavier, or use one ink"),
    ),
    Rule(
        "object-ink",
        _heavy,
        "{count} 处颜色的总墨量超过上限（最高 {worst}%）",
        "colours are above the ink limit (objects: {count}; the heaviest {worst} %)",
        ("改用墨量小一些的颜色", "choose colours of less ink"),
        measure=lambda one: _total(one) * 100,
        most=True,
    ),
    Rule(
        "registration-colour",
        _registration,
        "{count} 处用了套准色（All），每块版上都会印",
        "objects in the registration colour (All) print on every plate (objects: {count})",
        ("改成 CMYK 的黑", "use the black of CMYK"),
    ),
    Rule(
        "faint-tint",
        _faint,
        "{count} 处平网太浅，网点印不出来",
        "tints are too light for their dots to print (tints: {count})",
        ("改成白，或加深", "use white, or a heavier tint"),
    ),
    Rule(
        "courier-font",
        _courier,
        "{count} 处文字用了 Courier，多半是原来的字体丢了",
        "type in Courier: mostly a sign that a font was missing (places: {count})",
        ("装上原来的字体后重新导出", "install the font that was meant and export again"),
    ),
    Rule(
        "type3-font",
        _type3,
        "{count} 处文字用了 Type 3 字体，印出来可能发粗",
        "type in a Type 3 font may print coarse (places: {count})",
        ("用 TrueType 或 OpenType 字体", "use TrueType or OpenType fonts"),
    ),
    Rule(
        "invisible-text",
        _unseen,
        "{count} 处文字看不见（渲染方式 3）",
        "text is invisible, rendering mode 3 (places: {count})",
        ("确认是识别用的文字层", "make sure that they are a layer of recognised text"),
    ),
    Rule(
        "text-at-trim",
        _cut_off,
        "{count} 处文字会被裁刀切到",
        "text is cut by the trim (places: {count})",
        ("把文字移进版心", "move text into the type area"),
        placed=True,
    ),
    Rule(
        "excess-resolution",
        _wasted,
        "{count} 张图片的精度远超所需（最高 {worst} ppi）",
        "pictures are far finer than needed (pictures: {count}; the finest {worst} ppi)",
        ("导出时降到建议值的两倍", "downsample to twice what is advised"),
        measure=lambda one: one.ppi,
        most=True,
    ),
)
