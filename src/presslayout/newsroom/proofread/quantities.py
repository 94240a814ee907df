"""Quantities of a text: what is counted or measured, by what it is worth in its base unit."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.newsroom.proofread.numerals import han

if TYPE_CHECKING:
    import re


class Dimension(StrEnum):
    """What a unit measures; what is counted has its own word for one."""

    LENGTH = "长度"
    AREA = "面积"
    VOLUME = "体积"
    MASS = "重量"
    MONEY = "钱数"
    TIME = "时间"
    HEAT = "温度"
    SHARE = "百分数"
    POINTS = "百分点"
    ENERGY = "电量"
    POWER = "功率"


_UNITS: dict[Dimension, dict[str, str]] = {
    Dimension.LENGTH: {
        "毫米": "0.001", "厘米": "0.01", "分米": "0.1", "米": "1", "公里": "1000", "千米": "1000",
        "里": "500", "华里": "500", "海里": "1852",
        "微米": "0.000001",
    },
    Dimension.AREA: {
        "平方米": "1", "平方公里": "1000000", "平方千米": "1000000", "公顷": "10000", "亩": "666.6667",
        "平方厘米": "0.0001", "平方毫米": "0.000001", "平方": "1",
    },
    Dimension.VOLUME: {"立方米": "1", "升": "0.001", "毫升": "0.000001", "立方厘米": "0.000001", "方": "1"},
    Dimension.MASS: {"微克": "0.000000001", "毫克": "0.000001", "克": "0.001", "千克": "1", "公斤": "1", "斤": "0.5", "吨": "1000"},
    Dimension.MONEY: {"元": "1", "块钱": "1", "角": "0.1", "元钱": "1"},
    Dimension.TIME: {
        "秒": "1", "分钟": "60", "小时": "3600", "个小时": "3600", "天": "86400", "昼夜": "86400",
        "个月": "2592000", "周年": "31536000",
    },
    Dimension.HEAT: {"℃": "1", "摄氏度": "1"},
    Dimension.SHARE: {"%": "1", "％": "1", "‰": "0.1", "成": "10"},
    Dimension.POINTS: {"个百分点": "1"},
    Dimension.ENERGY: {"千瓦时": "1", "度电": "1", "兆瓦时": "1000"},
    Dimension.POWER: {"兆瓦": "1000", "千瓦": "1"},
}  # fmt: skip
UNITS = {
    unit: (dimension, Decimal(worth))
    for dimension, units in _UNITS.items()
    for unit, worth in units.items()
}
# Words for one of what is counted.
_COUNTS = (
    "标箱|标准箱|批次|人份|户次|人次|辆次|架次|班次|个人|人|名|位|户|家|个|辆|台|部|座|条|只|头|株|棵|箱|件|幅|册|本|支|队|间|所|处|口|场|次|项|种|批|艘|架|匹|"
    "尾|张|片|块|套|份|枚|颗|根|车|盏|页|期|届|步|票|站|节|段|层|道|单|笔|起|例|床|球|粒|首|万千瓦|吨公里|枪|注|篇|门|桩|对|双|桶|袋|瓶|盒|筐|垛|班|列|趟|幢|栋|盆|顶|面|"
    "把|副|杯|碗|盘|类|字|分|球|棒|羽|筒|捆|串|孔|眼|桌|宗|卷|剂|针|席|餐|缸|坛|罐|扎|束|枝|朵|窝|车次|列次|床位"
)
_MYRIADS = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "百万": 1_000_000, "千万": 10_000_000,
            "万亿": 10**12, "余万": 10_000, "多万": 10_000, "多亿": 10**8, "余亿": 10**8}  # fmt: skip
_DIGITS: dict[str, int | Decimal] = {
    **{c: n for n, c in enumerate("零一二三四五六七八九")},
    "两": 2,
    "十": 10,
    "半": Decimal("0.5"),
}
# Figures longer than that count nothing.
_LONGEST = 18
_ALL = "|".join(sorted(UNITS, key=len, reverse=True))
_QUANTITY = regex(
    r"(?P<about>大约|约合|(?<![节签制公条契特])约|近|将近|接近|超过|逾|超|不足|不到|至少|几乎)?"
    r"(?:(?<![0-9.,A-Za-z])(?P<figures>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?P<myriad>百万|千万|万亿|余万|多万|余亿|多亿|[万亿]|[百千](?![米克瓦伏帕卡赫]))?"
    r"|(?<![第初几数十百千万亿零〇一二两三四五六七八九])(?P<han>[一二两三四五六七八九十百千万亿零〇]+|(?<!个)半))"
    rf"(?P<more>多|余|来)?(?P<half>个半(?=小时))?(?P<unit>{_ALL}|{_COUNTS})(?<!里(?=[亚拉]))"
    # 一块五, 一米二: the tenths as people say them.
    rf"(?P<tenths>(?<=[块米吨斤])[一二三四五六七八九](?![十百千万亿一二三四五六七八九]|{_ALL}|{_COUNTS})(?P<cents>[毛角][一二三四五六七八九]?)?)?"
)
_SPOKEN_MONEY = "块"


@frozen
class Quantity:
    """A number with its unit: what it measures, what it is worth there, where it stands."""

    text: str
    start: int
    end: int
    number: Decimal
    unit: str
    dimension: str
    worth: Decimal
    about: bool

    def same_kind(self, other: Quantity) -> bool:
        """Whether the two can be added and compared."""
        return self.dimension == other.dimension


def quantities(text: str, begin: int = 0) -> list[Quantity]:
    """Every quantity, in the order of the text; places are counted from `begin`."""
    return [made for m in _QUANTITY.finditer(text) if (made := _made(m, begin)) is not None]


def number_of(words: str) -> Decimal | None:
    """What a numeral in Han is worth, one of a single character as well."""
    if len(words) == 1:
        return Decimal(_DIGITS[words]) if words in _DIGITS else None
    worth = han(words)
    return Decimal(worth) if worth is not None else None


def _made(match: re.Match[str], begin: int) -> Quantity | None:
    unit = match["unit"]
    myriad = match["myriad"] or ""
    if match["figures"] and len(match["figures"]) > _LONGEST:
        return None
    if match["figures"]:
        number: Decimal | None = Decimal(match["figures"].replace(",", "")) * _MYRIADS[myriad]
    else:
        number = number_of(match["han"])
    if number is None:
        return None
    number += Decimal("0.5") if match["half"] else 0
    if match["tenths"]:
        number += Decimal(_DIGITS[match["tenths"][0]]) / 10
        unit = "元" if unit == _SPOKEN_MONEY else unit
    dimension, worth = UNITS.get(unit, (unit, Decimal(1)))
    about = bool(match["about"] or match["more"] or match["cents"]) or myriad[:1] in ("余", "多")
    return Quantity(
        match.group(), begin + match.start(), begin + match.end(), number, unit, str(dimension),
        number * worth, about,
    )  # fmt: skip


def differs(one: Decimal, other: Decimal, *, about: bool = False) -> bool:
    """Whether two worths are further apart than rounding makes them."""
    much = max(abs(one), abs(other))
    return abs(one - other) > much * (Decimal("0.15") if about else Decimal("0.02"))


def plain(number: Decimal) -> str:
    """A number as people write it, two places behind the point at most."""
    rounded = number.quantize(Decimal("0.01"))
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
