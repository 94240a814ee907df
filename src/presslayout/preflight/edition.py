"""What the press would refuse of an edition, before anything is painted.

Limits are the press profile's and the templates'; where no standard gives a number, the house's
own stand in `tolerances` with their source.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Severity, Text
from presslayout.base.errands import Errand, done
from presslayout.base.keeping import Keeping, digest
from presslayout.base.memory import Memory
from presslayout.base.units import to_mm, to_pt
from presslayout.base.values import Same, frozen, replace
from presslayout.edition.limits import MANY_INKS, TINT_PERMILLE, Limits, Tolerances
from presslayout.edition.locate import extent
from presslayout.edition.page import TOUCHING, Glyphs, Picture, Placed, Shape, inks, spots
from presslayout.edition.roles import Role
from presslayout.preflight.doubtful_pictures import doubtful_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from presslayout.base.cache import Cache
    from presslayout.base.geometry import Box
    from presslayout.base.source import Source
    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.page import Block, Item, Page
    from presslayout.edition.press import Press
    from presslayout.edition.record import Composition

# Solid enough to print as it is; what is lighter is screened into dots.
SOLID = 850
# Nobody sets a photo at less of its width, in per cent: that much smaller is no way out.
LEAST_SHRUNK = 20


def preflight(
    composition: Composition,
    limits: Mapping[int, Limits] | None = None,
    plant: Tolerances | None = None,
    memory: Memory | None = None,
    cache: Cache | None = None,
) -> tuple[Diagnostic, ...]:
    """All that the press would refuse or remark on.

    `limits` are the templates', by page; `plant` the press profile's, the house's own by default;
    `memory` and `cache` keep what was found on pages that have not changed.
    """
    memory = memory if memory is not None else Memory()
    press, plant = composition.edition.press, plant or Tolerances()
    found = [*_resolution(composition, limits or {}), *doubtful_pictures(composition)]
    found += _spots(composition, plant, memory)
    keeping = Keeping.at(cache)
    errands = []
    for page, record in zip(composition.edition.pages, composition.pages, strict=True):
        # Tolerances hold a mapping, so they stand in the key as they are spelled.  A face's key says
        # what it is, so the page's hash says how thin its strokes are.
        key = ("preflight", record.hash, press, repr(plant))
        name = digest(key, keeping.ground) if keeping is not None else ""
        errands.append(Errand(page, key, name))
    work = partial(_checked, press, plant, composition.sources)
    found += [d for told in done(work, errands, keeping, memory) for d in told]
    weights = [(d, plant.weight(d.code, d.severity)) for d in found]
    return tuple(replace(d, severity=weight) for d, weight in weights if weight is not None)


def _checked(
    press: Press, plant: Tolerances, sources: Mapping[str, Source], page: Page
) -> tuple[Diagnostic, ...]:
    """What is found on a page by itself."""
    found = (d for check in CHECKS for d in check(page, plant))
    return (*ink_sums(page, press), *found, *_thin_reversed(page, plant, sources))


def ink_sums(page: Page, press: Press) -> Iterator[Diagnostic]:
    """No text or shape in more ink than the paper takes (ISO 12647-3)."""
    for block in page.blocks:
        percent = max((ink.total for ink in _inks(block)), default=0) / 10
        if percent <= press.ink_advised:
            continue
        where = (block, _inked(block, lambda ink: ink.total / 10 > press.ink_advised))
        hint = ("改用墨量小一些的颜色", "choose a colour of less ink")
        if percent > press.ink_limit:
            message = (
                f"用墨 {percent:g}%，超过上限 {press.ink_limit}%",
                f"uses {percent:g} % of ink; the limit is {press.ink_limit} %",
            )
            yield _finding("ink-limit", ERROR, page, where, message, hint)
        else:
            message = (
                f"用墨 {percent:g}%，建议不超过 {press.ink_advised}%",
                f"uses {percent:g} % of ink; {press.ink_advised} % is advised",
            )
            yield _finding("ink-advised", WARNING, page, where, message, hint)


@frozen
class TypeRule:
    """A smallest size for type of one kind: `least` of the press, and what to say and do."""

    code: str
    applies: Callable[[Ink], bool]
    least: Callable[[Tolerances], Length]
    message: Text
    hint: Text


def _screened(ink: Ink) -> bool:
    return 0 < max(ink.shares, default=0) < SOLID


def _rich(ink: Ink) -> bool:
    return not ink.spot and ink.k >= SOLID and len(ink.shares) > 1


# What is too small by its colour; {} in a message is the size.
TYPE_RULES = (
    TypeRule(
        "small-colour-type",
        lambda ink: len(ink.shares) >= MANY_INKS and not _rich(ink),
        lambda least: least.small_colour_type,
        Text(
            "{}pt 的小字用了三色以上，套印不准会发虚",
            "{} pt type in three inks or more blurs off register",
        ),
        Text("用一种墨，或把字放大到 {}pt 以上", "use one ink, or {} pt and more"),
    ),
    TypeRule(
        "rich-black-text",
        _rich,
        lambda least: least.rich_black_type,
        Text(
            "{}pt 的黑字里加了别的墨，套印不准就有彩边",
            "{} pt black type holds other inks, which show as coloured edges off register",
        ),
        Text(
            "黑字只用 K100；富黑留给 {}pt 以上的大字",
            "use K100; keep rich black for {} pt and more",
        ),
    ),
    TypeRule(
        "small-reversed-type",
        lambda ink: not ink.total,
        lambda least: least.reversed_type,
        Text("反白字只有 {}pt，会被墨糊住", "white type of {} pt fills in"),
        Text("放大到 {}pt 以上，或不反白", "use {} pt and more, or do not reverse it"),
    ),
    TypeRule(
        "small-tinted-type",
        _screened,
        lambda least: least.tinted_type,
        Text(
            "{}pt 的字是加网的浅色，笔画会断成网点",
            "{} pt type in a tint is screened, and its strokes break into dots",
        ),
        Text("用实地颜色，或放大到 {}pt 以上", "use a solid colour, or {} pt and more"),
    ),
)


def small_type(page: Page, plant: Tolerances) -> Iterator[Diagnostic]:
    """No type too small for its colour (GWG 2015, 4.15 and 4.16; advertising specifications)."""
    for block in page.blocks:
        for rule in TYPE_RULES:
            least = rule.least(plant)
            small = [i for i in _texts(block) if i.size < least and rule.applies(i.ink)]
            if small:
                yield _too_small(rule, least, page, (block, small))


def _too_small(
    rule: TypeRule, least: Length, page: Page, small: tuple[Block, Sequence[Glyphs]]
) -> Diagnostic:
    size = min(run.size for run in small[1])
    here, wanted = f"{to_pt(size):g}", f"{to_pt(least):g}"
    return _finding(
        rule.code,
        WARNING,
        page,
        small,
        (rule.message.zh.format(here), rule.message.en.format(here)),
        (rule.hint.zh.format(wanted), rule.hint.en.format(wanted)),
    )


def thin_rules(page: Page, plant: Tolerances) -> Iterator[Diagnostic]:
    """No rule too thin to print, thinner still where inks must meet or ink closes in (GWG 4.17)."""
    one, several = plant.thin_rule, plant.thin_colour_rule
    for block in page.blocks:
        thin = [
            (width, limit, item)
            for width, ink, item in _rules(block)
            if width < (limit := one if len(ink.shares) == 1 else several)
        ]
        if not thin:
            continue
        width, limit, _ = min(thin, key=lambda rule: rule[0])
        refused = width < one
        yield _finding(
            "hairline" if refused else "thin-rule",
            ERROR if refused else WARNING,
            page,
            (block, [item for _, _, item in thin]),
            (
                f"线只有 {to_pt(width):.3g}pt 粗，至少要 {to_pt(limit):g}pt",
                f"a rule is {to_pt(width):.3g} pt thin; {to_pt(limit):g} pt is the least",
            ),
            ("加粗这条线", "make the rule heavier"),
        )


def faint_tints(page: Page, plant: Tolerances) -> Iterator[Diagnostic]:
    """No share of an ink below the smallest dot that prints."""
    least = plant.first_dot_percent * 10
    for block in page.blocks:
        faint = [v for ink in _inks(block) for v in ink.shares if v < least]
        if faint:
            yield _finding(
                "faint-tint",
                WARNING,
                page,
                (block, _inked(block, lambda ink: any(v < least for v in ink.shares))),
                (
                    f"有 {min(faint) / 10:g}% 的网点，小于 {least / 10:g}% 的印不出来",
                    f"holds a dot of {min(faint) / 10:g} %; below {least / 10:g} % none prints",
                ),
                ("加深这个颜色，或去掉这种墨", "make the colour heavier, or leave that ink out"),
            )


def tinted_text(page: Page, plant: Tolerances) -> Iterator[Diagnostic]:
    """Body text only on tints that leave it readable."""
    del plant
    tints: list[tuple[int, Box]] = []
    for block in page.blocks:
        for item in block.items:
            if isinstance(item, Shape) and item.fill is not None:
                if item.fill.total > TINT_PERMILLE:
                    tints.append((item.fill.total, item.extent))
                continue
            if not isinstance(item, Glyphs) or block.role != Role.BODY or not item.ids:
                continue
            under = [total for total, box in tints if _holds(box, item.x[0], item.y[0])]
            if under:
                yield _finding(
                    "tint-under-text",
                    WARNING,
                    page,
                    (block, [item]),
                    (
                        f"正文压在 {max(under) / 10:g}% 的底色上，最多 {TINT_PERMILLE / 10:g}%",
                        f"body text on a {max(under) / 10:g} % tint, above {TINT_PERMILLE / 10:g} %",
                    ),
                    ("把底色调浅", "make the tint lighter"),
                )
                break


SIDES = (("左", "left"), ("上", "top"), ("右", "right"), ("下", "bottom"))


def short_bleed(page: Page, plant: Tolerances) -> Iterator[Diagnostic]:
    """No art that meets the trim and ends before the bleed does (GWG 2015, 3.15)."""
    del plant
    for block in page.blocks if page.bleed else ():
        short = [(out, item) for item in block.items if (out := _short_sides(item, page))]
        if not short:
            continue
        at = sorted({side for out, _ in short for side in out})
        least = min(far for out, _ in short for far in out.values())
        zh, en = "、".join(SIDES[i][0] for i in at), ", ".join(SIDES[i][1] for i in at)
        asked, missing = to_mm(page.bleed), to_mm(page.bleed - max(least, 0))
        yield _finding(
            "short-bleed",
            WARNING,
            page,
            (block, [item for _, item in short]),
            (
                f"顶到裁切边（{zh}），要出血 {asked:g} mm，还差 {missing:.3g} mm",
                f"meets the trim ({en}); of {asked:g} mm bleed {missing:.3g} mm are missing",
            ),
            (
                "换成带出血的图，或把版位缩进版心，离开裁切边",
                "supply art that has its bleed, or keep the slot clear of the trim",
            ),
        )


def _short_sides(item: Item, page: Page) -> dict[int, Length]:
    """How far art reaches beyond each side of the trim that it meets and does not bleed over."""
    match item:
        case Picture() | Placed():
            box = item.box
        case Shape() if item.fill is not None and item.fill.total:
            box = item.extent
        case _:
            return {}
    outs = (-box.x, -box.y, box.right - page.width, box.bottom - page.height)
    return {i: out for i, out in enumerate(outs) if -TOUCHING <= out < page.bleed}


CHECKS: tuple[Callable[[Page, Tolerances], Iterator[Diagnostic]], ...] = (
    small_type,
    thin_rules,
    faint_tints,
    tinted_text,
    short_bleed,
)


def _thin_reversed(
    page: Page, plant: Tolerances, sources: Mapping[str, Source]
) -> Iterator[Diagnostic]:
    """No white Song or Kai whose hairlines close at their size."""
    from presslayout.assets.fonts import has_thin_strokes

    small, thin = plant.reversed_type, plant.reversed_thin_type
    for block in page.blocks:
        closing = [
            item
            for item in _texts(block)
            if not item.ink.total
            and small <= item.size < thin
            and (source := sources.get(item.face)) is not None
            and has_thin_strokes(source)
        ]
        if closing:
            yield _too_small(THIN_REVERSED, thin, page, (block, closing))


THIN_REVERSED = TypeRule(
    "thin-reversed-type",
    lambda ink: not ink.total,
    lambda least: least.reversed_thin_type,
    Text(
        "{}pt 的反白字是细笔画的字体，细画会被墨糊住",
        "{} pt white type has thin strokes, which fill in",
    ),
    Text("换黑体，或放大到 {}pt 以上", "use a sans face, or {} pt and more"),
)


def _spots(composition: Composition, plant: Tolerances, memory: Memory) -> Iterator[Diagnostic]:
    """No more spot plates than the press has units for (GWG 2015, 4.18-4.19)."""
    pages, most = composition.edition.pages, plant.spots
    own = [memory.of(("spots", Same(page)), partial(spots, (page,))) for page in pages]
    names = sorted(set().union(*own))
    if len(names) > most:
        yield Diagnostic(
            "spot-colour",
            ERROR,
            Text(
                f"用了 {len(names)} 个专色（{'、'.join(names)}），这台机器最多印 {most} 个",
                f"uses {len(names)} spot inks ({', '.join(names)}); this press prints {most}",
            ),
            hint=Text(
                "改用四色，或在印刷条件的「预检」里写「专色」",
                "use process inks, or write “spots” into the press profile's “preflight”",
            ),
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
            yield Diagnostic(
                "low-resolution",
                ERROR if refused else WARNING,
                Text(
                    f"第{page.number}版图片 {photo.file} 只有 {photo.ppi} ppi，"
                    f"{'至少要' if refused else '最好有'} {least} ppi",
                    f"photo {photo.file} on page {page.number} has {photo.ppi} ppi; "
                    f"{least} ppi {'is the least' if refused else 'is advised'}",
                ),
                hint=_sharper(width, photo.ppi * 100 // least),
                page=page.number,
                story=photo.story,
                boxes=(photo.box,),
                count=1,
            )


def _sharper(width: int, share: int) -> Text:
    """What makes a photo sharp enough whose crop is so many pixels wide: a larger file, or less width."""
    if share < LEAST_SHRUNK:
        return Text(
            f"换一张更大的图（裁切处现宽 {width} 像素）",
            f"use a larger file (the crop is {width} pixels wide)",
        )
    return Text(
        f"换一张更大的图（裁切处现宽 {width} 像素），或缩到现在的 {share}% 宽",
        f"use a larger file (the crop is {width} pixels wide), or set it {share} % as wide",
    )


def _finding(
    code: str,
    severity: Severity,
    page: Page,
    where: tuple[Block, Sequence[Item]],
    message: tuple[str, str],
    hint: tuple[str, str],
) -> Diagnostic:
    """A finding about items of a block."""
    block, items = where
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
        boxes=tuple(box for item in items if (box := extent([item])) is not None),
        count=len(items),
    )


def _texts(block: Block) -> Iterator[Glyphs]:
    return (item for item in block.items if isinstance(item, Glyphs))


def _inks(block: Block) -> Iterator[Ink]:
    return (ink for item in block.items for ink in inks(item))


def _inked(block: Block, wanted: Callable[[Ink], bool]) -> list[Item]:
    """The items that lay down an ink of a kind."""
    return [item for item in block.items if any(wanted(ink) for ink in inks(item))]


def _rules(block: Block) -> Iterator[tuple[Length, Ink, Shape]]:
    """Strokes, and fills so narrow that they are rules."""
    for item in block.items:
        if not isinstance(item, Shape):
            continue
        if item.stroke is not None:
            yield item.stroke.width, item.stroke.ink, item
        if item.fill is not None and item.is_rule:
            box = item.extent
            yield min(box.width, box.height), item.fill, item


def _holds(box: Box, x: Length, y: Length) -> bool:
    return box.x <= x <= box.right and box.y <= y <= box.bottom
