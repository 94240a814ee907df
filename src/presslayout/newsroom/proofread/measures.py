"""Units that cannot be: what is measured against its attribute, the same said in two units."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import UNITS, Dimension, differs, plain, quantities
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.proofread.quantities import Quantity

_LINK = "(?:约|约为|达|达到|达了|为|有|只有|仅|仅有|不足|近|超过|逾|到|高达|长达|共|是|扩大到|增至|增加到|已达|突破)*"
_ATTRIBUTES = (
    (Dimension.LENGTH, ("全长|总长|长度|高度|身高|坝高|塔高|楼高|海拔|宽度|深度|水深|行程|里程|能见度|距离|直径|"
     "(?<=[\u4e00-\u9fff])(?<![成增延生最特时擅])长|(?<![提最比年新拔])高|(?<![放加拓])宽|(?<![加纵])深")),
    (Dimension.AREA, "面积|占地"),
    (Dimension.VOLUME, "库容|蓄水量"),
    (Dimension.HEAT, "气温|水温|体温|低温|高温"),
    (Dimension.SHARE, "桥隧比|(?<=[\u4e00-\u9fff])(?<![频功汇效速])率"),
)  # fmt: skip
_MEASURED = (Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.HEAT, Dimension.SHARE)
_ENDS = tuple((dimension, regex(rf"(?:{words}){_LINK}\Z")) for dimension, words in _ATTRIBUTES)
_BACK = 12
_PAIR = regex(
    r"(?:[\u4e00-\u9fff]{0,2}[（(](?:约合|约|合|折合|即|相当于|大约)?|，?(?:约合|折合|合|相当于))\Z"
)
# A share may well be measured in points, and a length be grown by a part of it.
_FITS = {Dimension.SHARE: {Dimension.SHARE, Dimension.POINTS}}


def measures(told: StoryText) -> Iterator[Diagnostic]:
    """Quantities whose unit does not fit, and pairs that are not the same."""
    found = quantities(told.text)
    for one in found:
        yield from _unit(told, one)
    for one, other in itertools.pairwise(found):
        yield from _pair(told, one, other)


def _unit(told: StoryText, one: Quantity) -> Iterator[Diagnostic]:
    if one.unit not in UNITS or one.dimension not in _MEASURED:
        return
    before = told.text[max(0, one.start - _BACK) : one.start]
    for dimension, pattern in _ENDS:
        match = pattern.search(before)
        if match is None:
            continue
        if one.dimension in _FITS.get(dimension, {dimension}) or one.dimension == Dimension.SHARE:
            return
        yield warning(
            "unit-odd", told, (one.start, one.end - one.start),
            Text(
                f"“{match.group()}{one.text}”：{dimension}不用“{one.unit}”",
                f"{match.group()}{one.text}: {one.unit} does not measure that",
            ),
            Text("核对数字和单位", "check number and unit"),
        )  # fmt: skip
        return


def _pair(told: StoryText, one: Quantity, other: Quantity) -> Iterator[Diagnostic]:
    between = told.text[one.end : other.start]
    about = other.text[:1] == "约" or "约" in between
    joined = between + (other.text[:2] if other.text.startswith("约合") else "")
    joins = _PAIR.fullmatch(between) or (joined != between and _PAIR.fullmatch(joined))
    same = one.dimension == other.dimension and one.unit in UNITS and one.unit != other.unit
    if not joins or not same or one.dimension in (Dimension.TIME, Dimension.SHARE):
        return
    if not differs(one.worth, other.worth, about=about or one.about):
        return
    right = one.worth / UNITS[other.unit][1]
    yield warning(
        "conversion-differs", told, (one.start, other.end - one.start),
        Text(
            f"{one.text}是{plain(right)}{other.unit}，写成了{other.text}",
            f"{one.text} is {plain(right)} {other.unit}, not {other.text}",
        ),
        Text("核对换算", "check the conversion"),
    )  # fmt: skip
