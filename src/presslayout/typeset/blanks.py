"""What a blank between two Han stands for: a gap between names, the inside of a name, a slip (H2, U10).

A blank of a whole cell, or of several characters, was typed on purpose.  A single space was so where
names and posts stand in a row, in a line without a sentence, inside brackets; in running prose it
came along with copied text and is nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.patterns import regex
from presslayout.typeset import classes as cl

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = f"[{cl.HAN}{cl.REPEAT}{cl.POINT}]"
_BLANK = f"[{cl.BLANK}{cl.SPACE}{cl.TIED_SPACE}]"
_WORD = regex(f"({_BLANK}*)({_NAME}+)")
_SENTENCE = regex("[，。！？；]")
_OPENERS, _CLOSERS = "（(〔[【", "）)〕]】"
# The longest name without a point in it; the longest that a list of names holds; a short phrase.
_NAME_MOST, _LISTED_MOST, _SHORT = 4, 6, 4
_LIST_LEAST = 3
# How far off the brackets of a row are looked for.
_REACH = 60

# What people are in a newspaper, before their names or behind them.
_POSTS = (
    "记者 通讯员 特约记者 实习生 见习生 摄影 摄像 编辑 责编 美编 校对 检校 版式 设计 制图 绘图 插图 漫画 "
    "撰文 撰稿 作者 译者 编译 翻译 供图 供稿 口述 整理 采写 采访 报道 策划 统筹 监制 审校 审核 审读 值班 "
    "主编 总编 编委 编审 执笔 导演 编剧 主演 演员 制片 主持 主持人 嘉宾 讲述人 领队 教练 裁判 队长 队员 "
    "书记 省长 市长 县长 区长 州长 镇长 乡长 村长 局长 厅长 部长 处长 科长 院长 校长 园长 所长 站长 行长 "
    "主任 主席 会长 理事长 秘书长 秘书 委员 委员长 常委 代表 组长 组员 成员 班长 队长 社长 台长 馆长 "
    "董事长 总经理 经理 厂长 总裁 总监 总工程师 工程师 教授 研究员 讲师 老师 医生 医师 护士 护士长 律师 "
    "法官 检察官 审判长 审判员 书记员 民警 警官 辅警 战士 将军 院士 博士 同志 先生 女士 支书 村医 护林员"
)
# Whom a reporter names behind these words, close to the name's first character (村民田 甜).
_PEOPLE = (
    "村民 居民 市民 农民 牧民 渔民 游客 乘客 顾客 读者 观众 网友 学生 同学 家长 职工 工人 员工 邻居 店主 老板 个体户 "
    "农户 种粮大户 大户 户主 司机 志愿者 青年 老人 老伴 妻子 丈夫 儿子 女儿 父亲 母亲 党员 干部 专家 选手 球员 作家 画家 诗人"
)
# What people do behind their names, and who does it without one.
_SAYS = regex(
    "说|道|介绍|告诉|表示|认为|坦言|回忆|笑着|笑了|也笑|感叹|指出|强调|等人|主持|出席|参加|陪同|宣布|致辞|讲话"
)
# What stands before the first of several names (出席的有王 明、李 强).
_COUNTS = ("的有", "还有", "分别有", "分别是", "分别为", "包括", "以及")
_NOBODY = frozenset("我你他她它您咱谁人们大这那有")
# One character that says who took a picture or wrote the words, alone between blanks.
_CREDITS = frozenset("摄文图绘译编审辑记")
# Before whom did it.
_BY = frozenset("由")
# The same in a word.
_DONE = ("摄", "拍摄", "采写", "供图", "供稿", "提供", "报道", "撰文", "制图")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅"
    "盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇"
    "邢裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾甘厉"
    "祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申"
    "扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡"
    "步都耿满弘匡国寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾沙养鞠须丰巢关蒯相查后"
    "荆红游竺权逯盖益桓公付肖覃闫涂代佟苟占丛岳海门喇朴洛尧仝楚佘鹿冶"
)
# What joins two names.
_AND = frozenset("和与及跟同暨")
# Common words begin with these oftener than names do: a space before them proves nothing.
_DOUBTFUL = frozenset(
    "水云华花方时平明成安常于元和经解应家全公国关相后红代都东空能通别有向连那强高海门满"
)
_COMPOUND = frozenset(
    "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 轩辕 东方 独孤 南宫 端木 司空 呼延 "
    "闻人 澹台 公冶 申屠 太史 仲孙 钟离 鲜于 闾丘 西门 百里 东郭 万俟 买买提 阿卜杜 次仁".split()
)
# Those of them that are surnames alone.
COMPOUND_SURNAMES = _COMPOUND - {"买买提", "阿卜杜", "次仁"}


class Gaps(NamedTuple):
    """Blanks between Han by the offset of what stands behind them.

    `kept` are gaps, `dropped` are nothing in running text; `tied` are places inside names, where no
    line ends; `close` are names behind their posts, which a line parts unwillingly (U13).
    """

    kept: frozenset[int]
    dropped: tuple[int, ...]
    tied: tuple[int, ...]
    close: tuple[int, ...] = ()


NO_GAPS = Gaps(frozenset(), (), ())


@cache
def _known_posts() -> frozenset[str]:
    return frozenset(_POSTS.split())


def is_post(word: str) -> bool:
    """Whether a word is what someone is and no name: 记者, 组长."""
    return word in _known_posts()


def gaps(text: str, raw: str) -> Gaps:
    """The blanks between Han of one text and its classes."""
    if not (cl.SPACE in raw or cl.BLANK in raw or cl.TIED_SPACE in raw):
        return NO_GAPS
    return _gaps(text, raw)


class _Row(NamedTuple):
    """Words between blanks: where they stand, what they are, the classes of what parts them."""

    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    blanks: tuple[str, ...]


# Asked for the breaks of a text and for its widths.
@lru_cache(maxsize=8)
def _gaps(text: str, raw: str) -> Gaps:
    kept: set[int] = set()
    dropped: list[int] = []
    tied: list[int] = []
    close: list[int] = []
    plain = _SENTENCE.search(text) is None
    for row in _rows(text, raw):
        pairs = _pairs(row)
        enclosed = _enclosed(text, row)
        meant = _meant(row, pairs, enclosed=enclosed, plain=plain)
        for number, (one, other) in enumerate(pairwise(row.spans)):
            if meant[number]:
                kept.add(other[0])
            elif cl.BLANK not in row.blanks[number]:
                dropped.append(one[1])
            if number in pairs:
                tied += range(one[1], other[0] + 1)
            elif meant[number] and _heads_name(row, number):
                close.append(other[0])
        tied += _within_names(row, meant, alone=enclosed or plain)
    return Gaps(frozenset(kept), tuple(dropped), tuple(tied), tuple(close))


def _rows(text: str, raw: str) -> Iterator[_Row]:
    """Every stretch of Han with blanks in it."""
    found: list[tuple[tuple[int, int], str]] = []
    end = -1
    for match in (*_WORD.finditer(raw), None):
        if match is None or match.start() != end or not match[1]:
            if len(found) > 1:
                spans = tuple(span for span, _ in found)
                words = tuple(text[a:b] for a, b in spans)
                yield _Row(spans, words, tuple(blank for _, blank in found[1:]))
            found = []
        if match is not None:
            found.append((match.span(2), match[1]))
            end = match.end()


def _pairs(row: _Row) -> set[int]:
    """The blanks inside a name: behind a surname of one character that stands apart (RULES U10)."""
    listed, named = _is_list(row), _named(row.words)
    found: set[int] = set()
    for number, (one, other) in enumerate(pairwise(row.words)):
        if number - 1 in found:
            continue
        wide = cl.BLANK in row.blanks[number]
        if one in COMPOUND_SURNAMES and len(other) == 1:
            # 欧阳 修: a word of its own, and a given name.
            parted = not listed or wide
        elif len(one) == len(other) == 1:
            parted = wide or (one in _SURNAMES and number in named)
        elif listed or one[-1] not in _SURNAMES:
            # In a list a name of one character stands beside others (安　阿惹).
            parted = False
        elif len(one) == 1:
            # 王　强说 or 王 强等: what follows the name runs on.
            last = number + 2 == len(row.words)
            if number and _post_before(row.words[number - 1]):
                parted = last
            else:
                first = number == 0 or number - 2 in found
                parted = first and last and (wide or one not in _DOUBTFUL)
        else:
            # 县长魏　志: the surname stands close behind what comes before.
            parted = wide or _post_before(one[:-1]) or _named_there(one, other)
        if parted:
            found.add(number)
    return found


def _named_there(one: str, other: str) -> bool:
    """Whether a blank stands in a name that people or what they do show for one: 村民田|甜, 田|甜说."""
    if one[-1] not in _SURNAMES or other[0] in _NOBODY:
        return False
    if any(one.endswith(word, 0, -1) for word in _PEOPLE.split()):
        return True
    if one[-1] in _DOUBTFUL:
        return False
    counted = len(other) == 1 and one.endswith(_COUNTS, 0, -1)
    return counted or _SAYS.match(other, 1) is not None


def _named(words: tuple[str, ...]) -> set[int]:
    """Where single characters are names (王 强 李 刚), and not a word typed apart (测 一 测)."""
    found: set[int] = set()
    first = 0
    for number, word in enumerate((*words, "")):
        if len(word) == 1 and word not in _AND:
            continue
        run = words[first:number]
        if len(run) % 2 and run[-1] in _CREDITS:
            # 魏 志 摄: who took the picture.
            run = run[:-1]
        sure = len(run) == 2 or all(one in _SURNAMES - _DOUBTFUL for one in run[::2])  # noqa: PLR2004
        if len(run) % 2 == 0 and sure:
            found.update(range(first, first + len(run)))
        first = number + 1
    return found


def _is_list(row: _Row) -> bool:
    """Whether a row is nothing but names by blanks of whole cells."""
    wide = all(cl.BLANK in blank for blank in row.blanks)
    return len(row.words) >= _LIST_LEAST and max(map(len, row.words)) <= _LISTED_MOST and wide


def _heads_name(row: _Row, number: int) -> bool:
    """Whether a post stands before a blank, and behind it what is no other post."""
    return _post_before(row.words[number]) and not _post_behind(row.words[number + 1])


def _within_names(row: _Row, meant: list[bool], *, alone: bool) -> Iterator[int]:
    """The places inside the names of a row that no line parts.

    Where a row stands `alone`, in brackets or a line without a sentence, what follows a post is a
    name, with a surname that is known or without one (古丽娜尔).
    """
    listed = _is_list(row)
    for number, (first, last) in enumerate(row.spans):
        beside = any(meant[max(number - 1, 0) : number + 1])
        headed = alone and number > 0 and last - first <= _LISTED_MOST
        headed = headed and _heads_name(row, number - 1)
        if listed or (beside and (headed or is_name(row.words[number]))):
            yield from range(first + 1, last)


def _meant(row: _Row, pairs: set[int], *, enclosed: bool, plain: bool) -> list[bool]:
    """Whether each blank of a row was typed for a gap."""
    words, count = row.words, len(row.blanks)
    single = all(len(word) == 1 for word in words)
    least = 2 if enclosed else _SHORT
    if (enclosed or plain) and not single and (count > 1 or min(map(len, words)) >= least):
        return [True] * count
    known = [is_name(_without_post(word)) for word in words]
    made = []
    for n, blank in enumerate(row.blanks):
        left, right = words[n], words[n + 1]
        begins = known[n + 1] or _begins_name(right)
        made.append(
            len(blank) > 1
            or blank == cl.BLANK
            or not pairs.isdisjoint((n - 1, n, n + 1))
            or (known[n] and (begins or _does(right) or _post_behind(right)))
            or (left[-1] in _BY and known[n + 1])
            or (left in _CREDITS and begins)
            or (_post_before(left) and (begins or len(right) <= _SHORT))
            or (_post_behind(right) and len(left) <= _SHORT)
        )
    if any(made) and len(words) >= _LIST_LEAST:
        made = [kept or known[n] or known[n + 1] for n, kept in enumerate(made)]
    if row.spans[0][0] == 0 and (_ITEM.fullmatch(words[0]) or words[0] in ("问", "答")):
        made[0] = True
    return made


_ITEM = regex(
    "第[一二三四五六七八九十百零〇]+[条章节款项编届回集版讲课]|附[则录]|[一二三四五六七八九十]+"
)


def _does(word: str) -> bool:
    """Whether a word is what someone did for the paper: 摄, 拍摄, 采写."""
    return word in _CREDITS or word.startswith(_DONE)


def _enclosed(text: str, row: _Row) -> bool:
    """Whether a row stands in brackets without a sentence in them."""
    start, end = row.spans[0][0], row.spans[-1][1]
    before, behind = text[max(start - _REACH, 0) : start], text[end : end + _REACH]
    opener = max(before.rfind(mark) for mark in _OPENERS)
    closers = [at for mark in _CLOSERS if (at := behind.find(mark)) >= 0]
    if opener < 0 or not closers or any(mark in before[opener:] for mark in _CLOSERS):
        return False
    return not _SENTENCE.search(before[opener:] + behind[: min(closers)])


def is_name(word: str) -> bool:
    """Whether a word between blanks looks like a person's name."""
    if "·" in word:
        return True
    if not 1 < len(word) <= _NAME_MOST:
        return False
    compound = word[:2] in _COMPOUND or word[:3] in _COMPOUND
    return compound or (word[0] in _SURNAMES - _DOUBTFUL and len(word) < _NAME_MOST)


def surnamed(word: str) -> bool:
    """Whether a word could be a name where a name is looked for: any surname begins it."""
    return is_name(word) or (word[0] in _SURNAMES and 1 < len(word) < _NAME_MOST)


def _begins_name(word: str) -> bool:
    return word[0] in _SURNAMES - _DOUBTFUL or word[:2] in _COMPOUND


@lru_cache(maxsize=1)
def _posts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A post that ends a word, and one that begins it."""
    listed = "|".join(sorted(_known_posts(), key=lambda post: (-len(post), post)))
    return re.compile(f"(?:{listed})\\Z"), re.compile(
        f"(?:本报|特约|见习|实习|副|常务|总)*(?:{listed})"
    )


def _post_before(word: str) -> bool:
    """Whether a post ends here, and a name may follow."""
    return _posts()[0].search(word) is not None


def _post_behind(word: str) -> bool:
    """Whether a post begins here, and a name may have stood before."""
    return _posts()[1].match(word) is not None


def _without_post(word: str) -> str:
    """记者许知微 is a name with its post."""
    found = _posts()[1].match(word)
    return word[found.end() :] if found else word


def begins_name(text: str) -> bool:
    """Whether a text begins with a surname, common words among them."""
    return text[:1] in _SURNAMES or text[:2] in _COMPOUND
