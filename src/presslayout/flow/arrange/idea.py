"""What a page is at a glance: one idea that an editor would name, told from its sketch.

Six are looked for first; where a set of stories cannot carry one of them, the best page of another
idea takes its place.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presslayout.flow.arrange.sketch import Patch, Thumbnail

# Shares of the stories' area, in per mille: a poster's photo; a tall picture; a picture that has
# weight; the smaller of two in contrast, and by how much the larger exceeds it.
POSTER, TALL, WEIGHTY, SMALLER, CONTRAST = 450, 80, 110, 14, 2450
# One with its headline on it is a poster from so much on: nothing else stands over the copy.
POSTER_HEADED = 300
# A block takes so much of the area to be one half of a contrast.
HALF = 220
# Columns over which a quote breaks the grey; stories side by side that make a row of briefs.
QUOTED, BRIEFS = 3, 3
# A sidebar goes down so much of the page in a third of its columns; a headline stands like a picture
# at so many times the next.
DOWN, LOUD = 900, 3000
# Blocks answer each other across the page's middle whose edges are so many rows apart at most; so many
# pairs of them make a page symmetrical.
ANSWERING, PAIRS = 3, 2


class Idea(StrEnum):
    """What a page is at a glance, the six that are looked for first before the others."""

    POSTER = "poster"
    TALL = "tall"
    CONTRAST = "contrast"
    QUOTE = "quote"
    BOXED = "boxed"
    MODULAR = "modular"
    PANORAMA = "panorama"
    BENT = "bent"
    RESET = "reset"
    UPRIGHT = "upright"
    SIDEBAR = "sidebar"
    BASE = "base"
    BRIEFS = "briefs"
    HEADLINE = "headline"
    PICTURE = "picture"
    HALVES = "halves"
    SYMMETRY = "symmetry"


# Those of which a contact sheet has one each wherever the stories carry them.
WANTED = (Idea.POSTER, Idea.TALL, Idea.CONTRAST, Idea.QUOTE, Idea.BOXED, Idea.MODULAR)

Names = tuple[str, ...]


@frozen
class Saying:
    """An idea: its name, whether a page shows it, and what an editor says of a page that does."""

    name: Text
    shows: Callable[[Thumbnail], bool]
    says: Callable[[Thumbnail, Names], Text]


def ideas(page: Thumbnail) -> tuple[Idea, ...]:
    """The ideas that a page shows, in the order of the enumeration."""
    return tuple(idea for idea in Idea if KINDS[idea].shows(page))


def _poster(page: Thumbnail) -> bool:
    found = page.pictures
    if not found:
        return False
    shown, _ = found[0]
    return shown.under and shown.share >= (POSTER_HEADED if shown.headed else POSTER)


def _says_poster(page: Thumbnail, names: Names) -> Text:
    shown, block = page.pictures[0]
    share, name = shown.share // 10, names[block.story]
    if shown.headed:
        return Text(
            f"海报：{name} 的题印在图上，图占 {share}%，远看是一张招贴",
            f"a poster: the headline of {name} stands on its photo, which takes {share} %",
        )
    return Text(
        f"海报：{name} 的图占 {share}%，远看只有这张图，文字收成脚下一条",
        f"a poster: the photo of {name} takes {share} %, its copy a band at the foot",
    )


def _tall(page: Thumbnail) -> bool:
    found = page.pictures
    return bool(found) and found[0][0].tall and found[0][0].share >= TALL


def _says_tall(page: Thumbnail, names: Names) -> Text:
    _, block = page.pictures[0]
    name = names[block.story]
    return Text(
        f"竖图配文：{name} 的图立在文字旁边，目光从上走到下",
        f"text with a tall picture: that of {name} stands beside it and leads the eye down",
    )


def _contrast(page: Thumbnail) -> bool:
    found = page.pictures
    if len(found) < 2:  # noqa: PLR2004
        return False
    one, other = found[0][0], found[1][0]
    large = one.share >= WEIGHTY or one.share >= CONTRAST * 2 * other.share // 1000
    return large and other.share >= SMALLER and one.share * 1000 >= other.share * CONTRAST


def _says_contrast(page: Thumbnail, names: Names) -> Text:
    (one, block), (other, below) = page.pictures[:2]
    times = one.share / max(other.share, 1)
    if block is below:
        return Text(
            f"大小对比：{names[block.story]} 的大图是小图的 {times:.1f} 倍，一扬一抑",
            f"contrast: one photo of {names[block.story]} is {times:.1f} times the other, one loud "
            "and one quiet",
        )
    return Text(
        f"大小对比：{names[block.story]} 的图是 {names[below.story]} 的 {times:.1f} 倍，一扬一抑",
        f"contrast: the photo of {names[block.story]} is {times:.1f} times that of "
        f"{names[below.story]}, one loud and one quiet",
    )


def _quote(page: Thumbnail) -> bool:
    return any(block.quoted and block.columns >= QUOTED for block in page.blocks)


def _says_quote(page: Thumbnail, names: Names) -> Text:
    name, *_ = [names[b.story] for b in page.blocks if b.quoted and b.columns >= QUOTED]
    return Text(
        f"引语破栏：{name} 的提要在文字里开一扇窗",
        f"columns with a pull quote: it opens a window in the text of {name}",
    )


def _boxed(page: Thumbnail) -> bool:
    return any(block.framed for block in page.blocks)


def _says_boxed(page: Thumbnail, names: Names) -> Text:
    block, *_ = [block for block in page.blocks if block.framed]
    what = "二条" if block.story == 1 else "小稿"
    what_en = "the second story" if block.story == 1 else "a lesser story"
    return Text(
        f"{what}加框：{names[block.story]} 自成一块，和头条分出主次",
        f"{what_en} in a box: {names[block.story]} stands by itself and leaves the lead its rank",
    )


def _modular(page: Thumbnail) -> bool:
    return len(page.blocks) > 1 and all(block.plain or block.quoted for block in page.blocks)


def _says_modular(page: Thumbnail, _: Names) -> Text:
    count = len(page.blocks)
    return Text(
        f"规整模块：{count} 块方方正正，一块一稿，找得快",
        f"modular: {count} clean rectangles, one to a story, quick to find",
    )


def _panorama(page: Thumbnail) -> bool:
    found = page.pictures
    return bool(found) and found[0][0].across >= page.columns > 1 and not _poster(page)


def _says_panorama(page: Thumbnail, names: Names) -> Text:
    _, block = page.pictures[0]
    return Text(
        f"通栏大图：{names[block.story]} 的图从左拉到右，把版面分成上下两层",
        f"a panorama: the photo of {names[block.story]} runs from edge to edge and parts the page",
    )


def _bent(page: Thumbnail) -> bool:
    return any(block.bent for block in page.blocks)


def _says_bent(page: Thumbnail, names: Names) -> Text:
    name, *_ = [names[block.story] for block in page.blocks if block.bent]
    return Text(
        f"环抱：{name} 拐弯把小稿搂在怀里，版面咬得紧",
        f"embrace: {name} bends round a lesser story and locks the page together",
    )


def _reset(page: Thumbnail) -> bool:
    return any(block.reset for block in page.blocks)


def _says_reset(page: Thumbnail, names: Names) -> Text:
    name, *_ = [names[block.story] for block in page.blocks if block.reset]
    return Text(
        f"宽栏头条：{name} 破栏，字行放长，读起来从容",
        f"a wide measure: {name} is reset in longer lines and reads at ease",
    )


def _upright(page: Thumbnail) -> bool:
    return any(block.upright for block in page.blocks)


def _says_upright(page: Thumbnail, names: Names) -> Text:
    name, *_ = [names[block.story] for block in page.blocks if block.upright]
    return Text(
        f"竖题点睛：{name} 的题立起来，横题里有了一竖",
        f"an upright headline: that of {name} stands among those that lie",
    )


def _side(page: Thumbnail) -> Patch | None:
    return next(
        (
            block
            for block in page.blocks
            if block.story
            and block.columns * 3 <= page.columns
            and block.rows * 1000 >= page.rows * DOWN
        ),
        None,
    )


def _says_sidebar(page: Thumbnail, names: Names) -> Text:
    block = _side(page)
    assert block is not None
    return Text(
        f"侧栏：{names[block.story]} 从头走到脚，旁边整块留给头条",
        f"a sidebar: {names[block.story]} goes from head to foot and leaves the rest to the lead",
    )


def _foot(page: Thumbnail) -> Patch | None:
    return next(
        (
            block
            for block in page.blocks
            if block.story and block.columns == page.columns and block.row + block.rows == page.rows
        ),
        None,
    )


def _says_base(page: Thumbnail, names: Names) -> Text:
    block = _foot(page)
    assert block is not None
    return Text(
        f"通栏垫底：{names[block.story]} 横在版脚，上面的稿件坐得稳",
        f"a base: {names[block.story]} lies across the foot, and what is above it rests on it",
    )


def _briefs(page: Thumbnail) -> list[Patch]:
    level: dict[tuple[int, int], list[Patch]] = {}
    for block in page.blocks:
        if block.story:
            level.setdefault((block.row, block.rows), []).append(block)
    return max(level.values(), key=len, default=[])


def _says_briefs(page: Thumbnail, names: Names) -> Text:
    found = sorted(_briefs(page), key=lambda block: block.column)
    listed = [names[block.story] for block in found]
    return Text(
        f"一排小稿：{'、'.join(listed)} 齐头并肩，像一条集纳",
        f"a row of briefs: {', '.join(listed)} stand shoulder to shoulder",
    )


def _loud(page: Thumbnail) -> bool:
    lead, *others = page.blocks
    after = max((block.headline for block in others), default=0)
    return bool(after) and lead.headline * 1000 >= after * LOUD


def _says_headline(page: Thumbnail, names: Names) -> Text:
    lead, *others = page.blocks
    times = lead.headline / max(block.headline for block in others)
    return Text(
        f"大题当图：{names[lead.story]} 的题是别的 {times:.1f} 倍，一眼只看见它",
        f"the headline as picture: that of {names[lead.story]} is {times:.1f} times any other",
    )


def _picture(page: Thumbnail) -> bool:
    found = page.pictures
    return bool(found) and found[0][0].share >= WEIGHTY


def _says_picture(page: Thumbnail, names: Names) -> Text:
    shown, block = page.pictures[0]
    return Text(
        f"大图领读：{names[block.story]} 的图占 {shown.share // 10}%，先看图后读文",
        f"a picture to lead: that of {names[block.story]} takes {shown.share // 10} % and is seen "
        "first",
    )


def _half(page: Thumbnail) -> tuple[Patch, Patch] | None:
    """The lead and a story beside it that is about as large."""
    lead, *others = page.blocks
    for block in others:
        beside = block.row < lead.row + lead.rows and lead.row < block.row + block.rows
        if beside and min(block.cells, lead.cells) * 1000 >= HALF * page.cells:
            return lead, block
    return None


def _says_halves(page: Thumbnail, names: Names) -> Text:
    found = _half(page)
    assert found is not None
    one, other = (names[block.story] for block in found)
    return Text(
        f"左右对开：{one} 和 {other} 并肩而立，一版两个重心",
        f"two halves: {one} and {other} stand side by side, a page with two weights",
    )


def _symmetry(page: Thumbnail) -> bool:
    """Whether every block stands in the middle, or has one that answers it on the other side."""
    sides = _sides(page)
    paired = len(sides) >= 2 * PAIRS and not _bent(page)
    return paired and all(any(_answers(one, other, page) for other in sides) for one in sides)


def _sides(page: Thumbnail) -> list[Patch]:
    """The blocks that do not stand in the middle."""
    return [block for block in page.blocks if block.column != _turned(block, page)]


def _turned(block: Patch, page: Thumbnail) -> int:
    """The first column of a block in the mirror."""
    return page.columns - block.column - block.columns


def _answers(one: Patch, other: Patch, page: Thumbnail) -> bool:
    """Whether two blocks stand alike on the two sides of a page."""
    foot = abs(one.row + one.rows - other.row - other.rows)
    level = max(abs(one.row - other.row), foot) <= ANSWERING
    return level and (_turned(one, page), one.columns) == (other.column, other.columns)


def _says_symmetry(page: Thumbnail, _: Names) -> Text:
    count = len(_sides(page)) // 2
    return Text(
        f"左右对称：两边各 {count} 块，一样宽、差不多高，版面端正",
        f"symmetry: {count} blocks on either side, equally wide and about as high, keep the page calm",
    )


KINDS: Mapping[Idea, Saying] = {
    Idea.POSTER: Saying(Text("海报", "poster"), _poster, _says_poster),
    Idea.TALL: Saying(Text("竖图配文", "text with a tall picture"), _tall, _says_tall),
    Idea.CONTRAST: Saying(Text("大小对比", "contrast"), _contrast, _says_contrast),
    Idea.QUOTE: Saying(Text("引语破栏", "columns with a pull quote"), _quote, _says_quote),
    Idea.BOXED: Saying(Text("加框", "a boxed story"), _boxed, _says_boxed),
    Idea.MODULAR: Saying(Text("规整模块", "modular"), _modular, _says_modular),
    Idea.PANORAMA: Saying(Text("通栏大图", "panorama"), _panorama, _says_panorama),
    Idea.BENT: Saying(Text("环抱", "embrace"), _bent, _says_bent),
    Idea.RESET: Saying(Text("宽栏头条", "wide measure"), _reset, _says_reset),
    Idea.UPRIGHT: Saying(Text("竖题点睛", "upright headline"), _upright, _says_upright),
    Idea.SIDEBAR: Saying(Text("侧栏", "sidebar"), lambda p: _side(p) is not None, _says_sidebar),
    Idea.BASE: Saying(Text("通栏垫底", "base"), lambda p: _foot(p) is not None, _says_base),
    Idea.BRIEFS: Saying(
        Text("一排小稿", "row of briefs"), lambda p: len(_briefs(p)) >= BRIEFS, _says_briefs
    ),
    Idea.HEADLINE: Saying(Text("大题当图", "headline as picture"), _loud, _says_headline),
    Idea.PICTURE: Saying(Text("大图领读", "picture to lead"), _picture, _says_picture),
    Idea.HALVES: Saying(
        Text("左右对开", "two halves"), lambda p: _half(p) is not None, _says_halves
    ),
    Idea.SYMMETRY: Saying(Text("左右对称", "symmetry"), _symmetry, _says_symmetry),
}
