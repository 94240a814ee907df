"""Shares that do not come out: a part of a whole in per cent, the shares of one whole together."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import (
    Dimension,
    Quantity,
    number_of,
    plain,
    quantities,
)
from presslayout.newsroom.proofread.sums import MOST, SENTENCE, in_unit, pairs, told_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.proofread.story_texts import StoryText
    from presslayout.newsroom.proofread.sums import Row

_SHARE = regex(r"占(?:比)?(?P<words>[^，。；0-9]{0,8})\Z")
# 1996年占14.8%，1997年占15.1%: shares of several years are no parts of one whole.
_OF_A_YEAR = regex(r"[0-9年季月](?:年|季度|月)?占(?:比)?\Z")
_RATE = regex(r"(?P<label>[\u4e00-\u9fff]{1,4})率(?:为|达|达到|是|达成|只有|仅|仅为|高达)?\Z")
_ABOUT = frozenset(("以上", "左右", "以下", "上下"))
_OTHERS = regex(r"其他|其它|其余")
_CLAUSE = regex(r"[，。；]")
# 其余7%没有表态.
_REST = regex(r"(?:其他|其它|其余)[^，。；0-9]{0,8}\Z")
_BY = regex(r"按[^，。；]{1,10}(?:分|看|划分)|其中|分为|方面")
_FOREIGN = regex(r"美元|欧元|日元|英镑|港元|马克|法郎|卢布")
# 老人自付60%，即9元.
_SAYS = regex(r"[，（](?:即|也就是|合|约合|计|折合|相当于)\Z")
# 报到率: whoever is to come, whoever came.
_DUE = regex(r"(?:应|计划|预计|核定|设计|报名|发放|发出|收到)[^，。；0-9]{0,6}\Z")
_DONE = regex(r"(?:实|到|完成|收回|回收|有效|办结|成交|参加|成|核销)[^，。；0-9]{0,6}\Z")
POINT = Decimal(1)
# What a share in words is counted in, and how near it comes.
FRACTION, _NEARLY = "分之", Decimal(4)
_LEAST = 2
# 60%用于助学.
# What stands behind it is one of a run, which is added up by itself.
_EACH = "分别占"
_SPENT, _WHOSE = "用于", "的占"
# A rate stands so near to what it is the rate of.
_BESIDE = 8
_HUNDRED, _MUCH, _LITTLE = Decimal(100), Decimal(130), Decimal(80)
_OVER = Decimal("0.6")
_ALIKE = Decimal("0.05")


def shares(told: StoryText) -> Iterator[Diagnostic]:
    """Every share that does not come out."""
    seen: set[int] = set()
    for sentence in SENTENCE.finditer(told.text):
        words, begin = sentence.group(), sentence.start()
        found = _found(words)
        for row in _shares(words, found):
            seen.add(begin + row[0].start)
            yield told_sum(told, "share-differs", begin, row)
    for begin, words in pairs(told.text):
        found = _found(words)
        for number, one in enumerate(found) if "；" in words and "其中" in words else ():
            listed = _listed(words, found, number) if one.dimension == Dimension.SHARE else None
            if listed is not None and begin + one.start not in seen:
                seen.add(begin + one.start)
                yield told_sum(told, "share-differs", begin, listed)
        first = words.find("。") + 1 or words.find("\n") + 1
        for number, one in enumerate(found):
            if one.dimension != Dimension.SHARE or begin + one.start in seen or one.start < first:
                continue
            across = _across(words, found, number, first)
            if across is not None:
                seen.add(begin + one.start)
                yield told_sum(told, "share-differs", begin, across)


def _found(words: str) -> list[Quantity]:
    if _FOREIGN.search(words):
        return []
    found = [*quantities(words), *_fractions(words)]
    found.sort(key=lambda one: one.start)
    return found if _LEAST <= len(found) <= MOST else []


def _has_rest(words: str, listed: Sequence[Quantity]) -> bool:
    """Whether one of the shares is that of all the others: only then are they a whole."""
    starts = [one.start for one in listed]
    for match in _OTHERS.finditer(words):
        clause = _CLAUSE.search(words, match.end())
        end = clause.start() if clause is not None else len(words)
        if any(match.end() <= start < end for start in starts):
            return True
    return False


# 占总投资的一半, 占全年的三分之二: what is told without a figure.
_FRACTION = regex(
    r"占(?:总|全|计划|应)[^，。；0-9]{1,8}的(?P<f>一半|(?P<down>[二三四五六七八九十])分之(?P<up>[一二三四五六七八九]))(?![多强弱以左上])",
    needs=("一半", "分之"),
)


def _fractions(words: str) -> Iterator[Quantity]:
    """Shares in words, as quantities in per cent."""
    for match in _FRACTION.finditer(words):
        up, down = number_of(match["up"] or "一"), number_of(match["down"] or "二")
        if up is not None and down is not None and up < down:
            worth = _HUNDRED * up / down
            yield Quantity(
                match["f"], match.start("f"), match.end("f"), worth, FRACTION, Dimension.SHARE, worth,
                about=False,
            )  # fmt: skip


def _shares(words: str, found: Sequence[Quantity]) -> Iterator[Row]:
    listed: list[Quantity] = []
    for number, one in enumerate(found):
        if one.dimension != Dimension.SHARE or one.about or words[one.end : one.end + 2] in _ABOUT:
            continue
        before = words[max(0, one.start - 14) : one.start]
        share, rate = _SHARE.search(before), _RATE.search(before)
        spent = words[one.end : one.end + 2] == _SPENT
        yearly = _OF_A_YEAR.search(before) is not None or before.endswith(_EACH)
        rest = one.unit != FRACTION and listed and _REST.search(before) is not None
        if (
            spent
            or rest
            or (
                one.unit != FRACTION
                and share is not None
                and share["words"] in ("", "股", "比")
                and not yearly
            )
        ):
            listed.append(one)
        row = _product(words, found, number) or _of_plan(words, found, number)
        if row is None and (share is not None or rate is not None):
            row = _of_whole(words, found, number, rate["label"] if rate else "")
        if row is not None:
            yield row
    run = _respectively(words, found) if len(listed) < _LEAST else []
    listed = run or listed
    total = sum((one.worth for one in listed), Decimal(0))
    exact = len(listed) >= _LEAST and bool(
        (_OTHERS.search(words) if run else _has_rest(words, listed)) or "一、二、三" in words or "三次产业" in words
    )  # fmt: skip
    least = _LEAST if _two(words, listed) else _LEAST + 1
    over = len(listed) >= least and total > _HUNDRED + _OVER
    if (over and total < _MUCH) or (exact and total > _LITTLE and abs(total - _HUNDRED) > POINT):
        # Which of them is wrong nobody knows; the last, unless it is too small to be.
        off = total - _HUNDRED
        one = listed[-1] if listed[-1].worth > off else max(listed, key=lambda each: each.worth)
        why = Text(
            f"各项占比相加是{plain(total)}%；别的都对的话",
            f"the shares together are {plain(total)}%; if the others are right",
        )
        yield one, plain(one.worth - off) + "%", why


# 三次产业分别占12.2%、45.1%和42.7%.
_SECTORS = regex(r"(?:三次产业|[一二三]产|产业)[^。；0-9]{0,12}分别占\Z")
_RESPECTIVELY = regex(r"(?:占比|比重|比例|构成|结构|占)[^。；0-9]{0,10}分别(?:为|是|占|达)?\Z")


def _respectively(words: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The shares of one list: 比重分别为18%、42%和40%."""
    cents = [one for one in found if one.dimension == Dimension.SHARE]
    for number, one in enumerate(cents):
        before = words[max(0, one.start - 24) : one.start]
        if not (_RESPECTIVELY.search(before) or _SECTORS.search(before)):
            continue
        run = [one]
        for other in cents[number + 1 :]:
            if words[run[-1].end : other.start] not in ("、", "和", "，", "、和"):
                break
            run.append(other)
        return run if len(run) > _LEAST else []
    return []


# One and all the rest.
_ALL = (("男", "女"), ("甲", "乙"), ("城镇", "农村"), ("线上", "线下"), ("省内", "省外"), ("城市", "农村"),
        ("市内", "市外"), ("公办", "民办"), ("已婚", "未婚"), ("进口", "国产"), ("赞成", "反对"),
        ("自有", "托管"), ("自筹", "贷款"), ("国有", "民营"), ("内销", "出口"), ("内销", "外销"), ("机械", "人工"), ("自产", "外购"),
        ("自有", "租"), ("新车", "二手车"), ("本科", "专科"), ("旱地", "水田"), ("玉米", "其他"))  # fmt: skip


def _two(words: str, listed: Sequence[Quantity]) -> bool:
    """Whether two shares side by side are of one whole, parted by one mark: 按学历分."""
    if len(listed) != _LEAST:
        return False
    by = _BY.search(words[max(0, listed[0].start - 30) : listed[0].start])
    gap = words[listed[0].end : listed[1].start]
    told = words[max(0, listed[0].start - _BESIDE) : listed[0].start], gap
    other = any(a in told[0] and b in told[1] for pair in _ALL for a, b in (pair, pair[::-1]))
    ordered = by is not None and "按" in by.group()
    # 自有的占45%，托管的占65%.
    whose = told[0].endswith(_WHOSE) and gap.endswith(_WHOSE)
    return (ordered or other or whose) and len(gap) <= _BESIDE * (3 if other or whose else 2)


def _product(words: str, found: Sequence[Quantity], number: int) -> Row | None:
    """So much per cent, that is so much, of the one whole before: 成本15元，自付60%，即9元."""
    said = found[number]
    part = found[number + 1] if number + 1 < len(found) else None
    if part is None or not _SAYS.search(words[said.end : part.start]) or part.about:
        return None
    wholes = [q for q in found[:number] if q.dimension == part.dimension]
    if len(wholes) != 1 or wholes[0].about:
        return None
    right = wholes[0].worth * said.worth / _HUNDRED
    if abs(right - part.worth) <= max(right, part.worth) * _ALIKE:
        return None
    return (
        part,
        in_unit(right, part),
        Text(f"{wholes[0].text}的{said.text}", f"{wholes[0].text} at {said.text}"),
    )


def _of_whole(words: str, found: Sequence[Quantity], number: int, label: str) -> Row | None:
    """A share against the part and the whole that stand beside it."""
    said = found[number]
    counted = [
        one
        for one in found
        if one.dimension not in (Dimension.SHARE, Dimension.TIME, Dimension.POINTS)
    ]
    before = [one for one in counted if one.end <= said.start]
    if not before:
        return None
    part = before[-1]
    due = _due(words, before)
    near = not label or set(label) & set(words[max(0, part.start - 6) : part.start]) or due
    if not near or (label and said.start - part.end > _BESIDE):
        return None
    wholes = [
        one for one in counted
        if one is not part and alike(one, part) and one.worth > part.worth
    ]  # fmt: skip
    if len(wholes) != 1 and len(before) > 1 and label:
        wholes = [before[-2]] if before[-2] in wholes else []
    if len(wholes) > 1:
        wholes = [one for one in wholes if one.start < part.start][:1] if "其中" in words else []
    if len(wholes) != 1 or wholes[0].about or part.about:
        return None
    whole = wholes[0]
    gap = words[min(whole.end, part.end) : max(whole.start, part.start)]
    linked = (
        label
        or _only(words, counted, part, said)
        or "其中" in gap
        or "中的" in gap
        or ("全" in gap and "总数" in words)
        or _named(words, whole, said)
    )
    return _compared(said, part, whole) if linked else None


_NAMED = regex(r"占(?:了)?(?P<what>(?!全)[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,6}的\Z")
_LABEL = 10


def _named(words: str, whole: Quantity, said: Quantity) -> bool:
    """Whether a share says of what it is, and a quantity is told so: 进场求职者2140人，占进场人数的20%."""
    match = _NAMED.search(words, max(0, said.start - _LABEL), said.start)
    return match is not None and match["what"] in words[max(0, whole.start - _LABEL) : whole.start]


def _listed(words: str, found: Sequence[Quantity], number: int) -> Row | None:
    """A share of the whole that a list opens with: 共31亿元，其中城镇21亿元，占70%；乡村9亿元，占40%."""
    said = found[number]
    part = found[number - 1] if number else None
    if (
        part is None
        or part.about
        or said.about
        or not _BARE.fullmatch(words[part.end : said.start])
    ):
        return None
    opened = words.rfind("其中", 0, part.start)
    stop = words.rfind("。", 0, part.start)
    if opened <= stop:
        return None
    wholes = [q for q in found if stop < q.start and q.end <= opened and alike(q, part)]
    inner = [q for q in found if opened < q.start and q.end <= said.start and alike(q, part)]
    if len(wholes) != 1 or wholes[0].about or sum(q.worth for q in inner) > wholes[0].worth * _FULL:
        return None
    return _compared(said, part, wholes[0])


_BARE = regex(r"[^，。；0-9]{0,3}，(?:约)?占(?:比)?")
_FULL = Decimal("1.02")


def _of_plan(words: str, found: Sequence[Quantity], number: int) -> Row | None:
    """完成投资45亿元，占年计划60亿元的75%: the whole between the part and the share."""
    said = found[number]
    if number < _LEAST or words[found[number - 1].end : said.start] != "的":
        return None
    part, whole = found[number - 2], found[number - 1]
    gap = words[part.end : whole.start]
    if not alike(part, whole) or not _PLAN.fullmatch(gap) or part.about or whole.about:
        return None
    return _compared(said, part, whole)


_PLAN = regex(r"[^，。；]{0,6}，?(?:约|只|仅|已)?(?:占|为|是|相当于|完成)[^，。；0-9]{0,10}")
_PEOPLE = frozenset("人 名 位 个人".split())


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two count the same things."""
    return one.dimension == other.dimension or {one.unit, other.unit} <= _PEOPLE


def _only(words: str, counted: Sequence[Quantity], part: Quantity, said: Quantity) -> bool:
    """Whether a part and what it is done of are the only two: 1200户，已脱贫960户，占80%."""
    kin = [one for one in counted if alike(one, part)]
    near = said.start - part.end <= 4 or _OF_ALL.fullmatch(words[part.end : said.start])  # noqa: PLR2004
    if len(kin) != _LEAST or len(counted) != _LEAST or not near:
        return False
    return _DONE_OF.search(words[kin[0].end : part.start]) is not None


# 已收13.5万亩，占总面积的83.3%.
_OF_ALL = regex(r"，(?:约)?占(?:总|全|应|计划)[^，。；0-9]{1,6}的")
_DONE_OF = regex(r"已|完成|成功|通过|合格|达标|获|实现|中|里|签约|就业|录取|用于|其")


def _due(words: str, before: Sequence[Quantity]) -> bool:
    """Whether the last two are who was to come and who came."""
    if len(before) < _LEAST:
        return False
    one, other = before[-2:]
    return bool(
        _DUE.search(words[max(0, one.start - 10) : one.start])
        and _DONE.search(words[one.end : other.start])
    )


def _across(words: str, found: Sequence[Quantity], number: int, first: int) -> Row | None:
    """A share of a whole in the sentence before: 会员300人。其中学生120人，占40%."""
    said = found[number]
    if not _SHARE.search(words[max(0, said.start - 14) : said.start]) or said.about:
        return None
    parts = [q for q in found[:number] if q.start > first and q.dimension not in _NO_PART]
    if len(parts) != 1 or parts[0].about:
        return None
    part = parts[0]
    wholes = [q for q in found if q.end <= first and q.dimension == part.dimension]
    if len(wholes) != 1 or wholes[0].about or wholes[0].worth <= part.worth:
        return None
    between = words[wholes[0].end : part.start]
    named = "其中" in between or "全" in words[said.start - 8 : said.start] or "总" in between
    return _compared(said, part, wholes[0]) if named else None


_NO_PART = frozenset((Dimension.SHARE, Dimension.TIME, Dimension.POINTS))


def _compared(said: Quantity, part: Quantity, whole: Quantity) -> Row | None:
    if not whole.worth:
        return None
    right = part.worth / whole.worth * _HUNDRED
    slack = POINT if said.number % 1 == 0 else POINT / 4
    if part.number % 1 or whole.number % 1:
        # Rounded figures: 1.2亿 of 3.6亿.
        slack = max(POINT, right * Decimal("0.03"))
    if said.unit == FRACTION:
        slack = _NEARLY
    if abs(right - said.worth) <= slack:
        return None
    cent = plain(right.quantize(Decimal("0.1"))) + "%"
    return said, cent, Text(f"{part.text}占{whole.text}", f"{part.text} of {whole.text}")
