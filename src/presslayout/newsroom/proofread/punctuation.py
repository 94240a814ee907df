"""Marks that look wrong, a row each: where, and what to tell (GB/T 15834, GB/T 15835, RULES H3–H5).

Nothing is mended here; what a paper may have drawn otherwise is `typeset/renditions`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.diagnostics import INFO, WARNING, Severity, Text
from presslayout.base.patterns import regex
from presslayout.typeset.halfmarks import FULL, HAN, half_marks
from presslayout.typeset.renditions import (
    DOTS,
    FULL_LATIN,
    HYPHENS,
    LONE_DASH,
    POINTS,
    TILDE,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    Said = Callable[[re.Match[str]], tuple[Text, Text]]

_BLANKS = regex(rf"(?<=[{HAN}，。、；：！？”）》]) {{2,}}|(?<=\S)[ \u3000]{{3,}}(?=\S)|\t")
# Any two pauses or stops in a row but ？！ and the like; a half-width one may be among them.
_TWICE = regex(
    "(?<!。)。。(?!。)|[，、；：][，、；：]+|[，、；：][。！？]|[。！？][，、；：]|[！？]。|。[！？]"
    "|[，、；：。！？][,;]|[,;][，、；：。！？]|[，、；：][”’][，。；]|[。！？][”’]?[，、；：](?=[”’])"
)
# A pause in the midst of what goes on: 睡了个、囫囵觉, 打了场、漂亮仗.
_BROKEN = regex(rf"(?<=[了着过][个只条把张场顿口])[、，；](?=[{HAN}]{{2}})", seldom=True)
# A paragraph that ends with a pause, or with a saying of its own that has no stop.
_UNENDED = regex(rf"(?<=[{HAN}”）0-9])[，、](?=\n|\Z)")
_OWN_SAYING = regex(
    r"[。！？]“[^“”。！？…\n]{4,200}，[^“”。！？…\n]{1,200}[^“”。！？…—\n]”(?=\n|\Z)|(?:说|道|表示)[，：]“[^“”\n]{8,300}[^“”。！？…—\n]”(?=\n|\Z)"
)
# The second half of a saying that is told in two takes its stop within the marks.
_TWO_HALVES = regex(
    "[，！？]”[^“”。！？；\n]{0,24}(?:说|道|表示|回忆|感慨|坦言|笑称)，“[^“”\n]{6,300}[^“”。！？…\n]”。"
)
# A saying of its own behind 说： takes its stop within the marks (GB/T 15834, annex B).
_WHOLE_SAYING = regex(
    r"(?<=[说道答问喊])：“[^“”\n]{2,300}[^“”。！？…—\n]”。(?=\n|\Z)", needs=("”。",)
)
# .. and ·· for an ellipsis; 一一 for a dash between two sayings.
_TWO_DOTS = regex(
    rf"(?<=[{HAN}，。！？”])(?:\.\.|··|、、、+|，，，+)(?=[{HAN}“”]|\Z|\n)",
    needs=("..", "··", "、、、", "，，，"),
)
_ONES = regex(rf"(?<=[{HAN}][{HAN}”])一一(?=[{HAN}]{{2,8}}[，。了])", needs=("一一",))
_HELD = regex("[把将对向给就]")
_ENDED = frozenset("了来着上下里去”")
# A quotation inside one takes single marks (GB/T 15834 4.8.3.2).
_INNER = regex("“[^“”\n]*(“)[^“”\n]{1,20}”[^“”\n]*”")
_WORKS = "散文集|小说集|诗集|长篇小说|中篇小说|短篇小说|专著|电影|影片|电视剧|纪录片|话剧|舞剧|歌剧|诗歌|新书|画册|歌曲"
_QUOTED_WORK = regex(
    rf"(?:{_WORKS})(“[^“”\n]{{0,11}}[^“”\n奖杯节周赛展]”)(?!奖|节|周|季|月|年|展|赛|工程|计划|活动|系列|频道|栏目|大|精品|创作|研讨|座谈|和|与|及|、)"
)
# Ranges of numbers take ～ or —, not a hyphen (GB/T 15834 4.13); codes and dates look otherwise.
_RANGE = regex(
    rf"(?<![0-9A-Za-z-])(?!0[0-9]{{2,3}}[-－–][0-9]{{3,8}}(?![0-9.]))([0-9]+(?:\.[0-9]+)?[%％℃]?)[-－–]([0-9]+(?:\.[0-9]+)?[%％℃]?)(?=[{HAN}%％℃])"
)
# GB/T 15835: per cent, 万 and 亿 stand behind both numbers of a range.
_HALF_RANGE = regex(
    r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)([～~—]|-(?![0-9]+[％%]))([0-9]+(?:\.[0-9]+)?)([％%万亿]|千(?=[元人名斤亩公多余]))"
)
_DATE_DOTS = regex(r"(?<![0-9./A-Za-z])(?:19|20)[0-9]{2}[./-][0-9]{1,2}[./-][0-9]{1,2}(?![0-9])")
_ETC = regex(
    r"(?:……|\.{3,}|…)等(?![到待候我你他她它着一下会不])|(?<![再先就请要得只还别快您你])等等(?:……|…)"
)
_QUOTES = regex(rf'(?<=[{HAN}])"|"(?=[{HAN}])', needs=('"',))
# GB/T 15834 4.5.3.5: quotations or titles in a row need no 、 between them.
_LISTED = regex("(?<=[”》])、(?=[“《])")
# Figures and Han in one number: 二〇二6年, 4千5百元, 六千2百, 一百零6, 百分之30, 11月十六日.
_HAN_DIGIT = "一二两三四五六七八九"
_MIXED = regex(
    "[一二三四五六七八九〇]{1,3}[0-9]{1,3}(?=年)|(?<![0-9])[12][0-9]{0,2}[一二三四五六七八九〇]{1,3}(?=年)"
    # 米 克 瓦 and their kin take 千 for themselves; 第3百货 is a name.
    r"|(?<![0-9.第A-Za-z’'-])[0-9]+(?:\.[0-9]+)?(?:万[0-9]+)?[十百千](?![米克瓦伏帕卡赫乏周佳货度家兆字])(?:[0-9]+[十百千]?)*(?:余|多)?[万亿]?[个名人元]?"
    f"|[{_HAN_DIGIT}十百千]*[{_HAN_DIGIT}][百千万][零〇]?[0-9]+[十百千万]?"
    f"|(?<![{_HAN_DIGIT}十百千万第周月])[{_HAN_DIGIT}]?十[0-9](?=[个名人户家岁位元斤亩项件台条辆场次座例只头株天])"
    rf"|百分之[0-9]+(?:\.[0-9]+)?|(?<![0-9.])[0-9]+分之[{_HAN_DIGIT}十百]+|[{_HAN_DIGIT}十百]+分之[0-9]+"
    f"|(?<![0-9])[0-9]{{1,2}}月[{_HAN_DIGIT}十]{{1,3}}日|(?<![{_HAN_DIGIT}十])[{_HAN_DIGIT}十]{{1,2}}月[0-9]{{1,2}}日"
    f"|(?<![0-9])[0-9]{{1,2}}[时点][{_HAN_DIGIT}十]{{2,3}}分(?!钟)"
)
_ZERO = regex("(?<=[一二三四五六七八九〇])[○◯0０Oo零](?=[一二三四五六七八九〇○◯0０Oo零年])")

# 约 and 左右 say the same twice, as 近 and 多 do; 最多 and 以上 say two things.
_NUMBER = r"[0-9]+(?:\.[0-9]+)?(?:[百千万亿]+|[余多][万亿])?"
_SOME = rf"(?:{_NUMBER}[^，。；、：0-9（）]{{0,3}}(?:至|到|～|~|-|—))?{_NUMBER}"
# 不足1000万元扩大到2亿多元 are two numbers.
_ONE = rf"{_NUMBER}(?:[至到～~—-]{_NUMBER})?"
_TWICE_ABOUT = regex(
    r"[0-9][百千万亿]?(?:多余|余多)(?![的地力粮下兵辜])|[0-9](?:多|余)[万亿][^，。；、0-9]{0,3}(?:左右|上下)"
    r"|[0-9][万亿](?:多|余)[^，。；、0-9]{0,3}(?:左右|上下)"
    rf"|(?:大约|(?<![节合签预特制公条契邀相赴履大])约|(?<![附最接])近(?!年)|将近|接近){_SOME}(?:(?:多|余)(?![年月日])|[^，。；、0-9近（）]{{0,4}}(?:左右|上下|以上|以下)(?![学级]))"
    rf"|(?:大约|(?<![节合签预特制公条契邀相赴履大])约)(?:近|将近|接近|大概|超过|超|逾){_SOME}"
    rf"|(?:超过|超|逾|不足|不到){_ONE}(?:余|多)(?=[名个人户家位件台辆只头场次项种处座所条亩公吨米元])"
    rf"|(?:已|已经|了|达|长达)近{_SOME}多(?=年)"
    rf"|(?:超过|超|逾|突破|高达|不足|不到|至少|最少|起码|最多|至多){_SOME}[^，。；、0-9（）]{{0,4}}(?:左右|上下)"
    r"|(?<![0-9.A-Za-z第])[0-9]+(?:\.[0-9]+)?[—～~－-][0-9]+(?:\.[0-9]+)?[百千万亿]?(?:多|余)(?=[个名户人元家亩吨斤公件台条辆场次座株只头位项])"
    rf"|(?:最多|至多|不超过|不到|不足){_SOME}[^，。；、0-9（）]{{0,4}}以上|(?:至少|最少|不少于|不低于|起码){_SOME}[^，。；、0-9（）]{{0,4}}以[下内]"
)
_NEXT_FIGURES, _NEXT_HAN = (
    "|".join(f"{one}、{other}" for one, other in itertools.pairwise(row))
    for row in ("123456789", "一二三四五六七八九")
)
# GB/T 15835 4.1.3: neighbouring numbers that estimate stand in Han, without 、; 三、四年级 are two.
_GUESS = regex(
    rf"(?<![0-9、.A-Za-z第])(?:{_NEXT_FIGURES})(?=[十百千万]?(?:[个天次岁里户家元头只遍趟斤倍成]|名[^的。，、]|人|年(?![级代])|公里|小时|分钟)(?![、和]))"
    rf"|(?<![第初周、{_HAN_DIGIT}十])(?:{_NEXT_HAN})"
    r"(?=[十百千万]*(?:个(?!方面)|次(?!会|产|全)|天|岁|名[^的。，、]|位(?![间次])|里(?!面)|户|遍|趟|斤|公里|小时|分钟|米|元|亩|倍|成|(?<=[百千万])[人只头株棵亩]|年(?![级生代制前]|[，、和的]))(?![、和]))"
)
# GB/T 15835: a year has four digits.
_SHORT_YEAR = regex(r"(?<![0-9.])[0-9]{2}年(?=[0-9]{1,2}月)")
_LONE_HYPHEN = regex(rf"(?<=[{HAN}”])[-－](?=[{HAN}“])", needs=("-", "－"))
# 铺回去的 -- 这样: a dash with blanks round it.
_APART = regex(
    rf"(?<=[{HAN}”，]) +(?:-{{0,2}}- |[–—]?[–—] |－?－ ) *(?=[{HAN}“])",
    needs=("- ", "– ", "— ", "－ "),
)
# GB/T 15834 4.4 and its annex: an ordinal word takes a comma.
_ORDINAL = regex(r"(?:第[一二三四五六七八九十]|首先|其次|再次|最后)(、)(?!第)")


class Wrong(NamedTuple):
    """One kind of slip: its code, how grave it is, where it stands, what is said of it."""

    code: str
    severity: Severity
    find: Callable[[str], Iterator[re.Match[str]]]
    say: Said


_ANY = regex(".")
_LAST_TWO, _STOPS = regex(".."), regex("[，。！？“]")
# Shorter paragraphs may be verse.
_PARAGRAPH = 24
# Where more paragraphs have no stop, it is the lines that end there.
_FEW = 2


def _halves(text: str) -> Iterator[re.Match[str]]:
    for mark in half_marks(text):
        if found := _ANY.match(text, mark.at):
            yield found


def _ones(text: str) -> Iterator[re.Match[str]]:
    """一一 that stands for a dash: what follows is no verb that 一一 says the manner of."""
    for match in _ONES.finditer(text):
        import rjieba

        behind = rjieba.tag(text[match.end() : match.end() + 8], hmm=False)
        before = rjieba.tag(text[max(0, match.start() - 6) : match.start()], hmm=False)
        # 把问题一一对应: a verb takes 一一 where its object is told before.
        named = (
            before[-1][1][:1] == "n" and len(behind) > 1 and behind[0][1] in ("n", "ns", "r", "t")
        )
        held = _HELD.search(text, max(0, match.start() - 12), match.start())
        if (text[match.start() - 1] in _ENDED and behind[0][1][:1] in ("n", "r")) or (
            named and held is None
        ):
            yield match


def _unended(text: str) -> Iterator[re.Match[str]]:
    """Where a paragraph of prose has no stop; lines of verse, and of copy broken by lines, are left."""
    found: list[re.Match[str]] = []
    for pattern in (_UNENDED, _OWN_SAYING):
        for match in pattern.finditer(text):
            paragraph = text[text.rfind("\n", 0, match.end() - 1) + 1 : match.end()]
            if len(paragraph) >= _PARAGRAPH and len(_STOPS.findall(paragraph)) > 1:
                found += _ANY.finditer(text, match.end() - 1, match.end())
    if max(len(found), len(_UNENDED.findall(text))) <= _FEW:
        yield from found


# A paragraph of several clauses that ends with nothing, where all the others of the copy end with a stop.
_BARE_END = regex(rf"(?<=[{HAN}])(?=\n|\Z)")
_ENDS = frozenset("。！？…”’）》：—")
# What follows a stop in a few words is who has written or drawn it, not the end of a sentence.
_TAIL = regex(rf"，[{HAN}“”、0-9]+，[{HAN}“”、0-9]{{4,}}\Z")
_OTHERS = 2


def _bare_ends(text: str) -> Iterator[re.Match[str]]:
    """Where the one paragraph without a stop ends."""
    found = [m.end() for m in _BARE_END.finditer(text)]
    prose = []
    for end in found:
        paragraph = text[text.rfind("\n", 0, end) + 1 : end]
        if len(paragraph) >= _PARAGRAPH and _TAIL.search(paragraph):
            prose.append(end)
    if len(prose) != 1:
        return
    rest = [row for row in text.split("\n") if len(row) >= _PARAGRAPH]
    ended = [row for row in rest if row[-1] in _ENDS]
    if len(ended) >= _OTHERS and len(ended) == len(rest) - 1:
        yield from _ANY.finditer(text, prose[0] - 1, prose[0])


def _halves_of_saying(text: str) -> Iterator[re.Match[str]]:
    for match in (*_TWO_HALVES.finditer(text), *_WHOLE_SAYING.finditer(text)):
        yield from _LAST_TWO.finditer(text, match.end() - 2, match.end())


def _half(m: re.Match[str]) -> tuple[Text, Text]:
    full = FULL[m[0]]
    return (
        Text(f"半角“{m[0]}”跟着汉字", f"a half-width {m[0]} beside Han"),
        Text(f"改成“{full}”", f"write {full}"),
    )


def _range(m: re.Match[str]) -> tuple[Text, Text]:
    right = f"{m[1]}～{m[2]}"
    return (
        Text(f"数值范围用了短横：{m[0]}", f"a range with a hyphen: {m[0]}"),
        Text(f"写成 {right}（GB/T 15834—2011 4.13.3.3）",
             f"write {right} (GB/T 15834—2011 4.13.3.3)"),
    )  # fmt: skip


def _half_range(m: re.Match[str]) -> tuple[Text, Text]:
    right = f"{m[1]}{m[4]}{m[2]}{m[3]}{m[4]}"
    return (
        Text(f"范围的前一个数没有“{m[4]}”：{m[0]}",
             f"the first number of a range lacks its {m[4]}: {m[0]}"),
        Text(f"写成 {right}（GB/T 15835—2011）", f"write {right} (GB/T 15835—2011)"),
    )  # fmt: skip


def _other_form(right: str) -> Said:
    return lambda m: (
        Text(f"“{m[0]}”（U+{ord(m[0]):04X}）不是规范的写法",
             f"{m[0]} (U+{ord(m[0]):04X}) is not the standard's mark"),
        Text(f"写成 {right}（U+{ord(right):04X}）", f"write {right} (U+{ord(right):04X})"),
    )  # fmt: skip


def _about(zh: str, en: str, hint_zh: str, hint_en: str) -> Said:
    """The same words wherever it stands; {} is what was found."""
    return lambda m: (Text(zh.format(m[0]), en.format(m[0])), Text(hint_zh, hint_en))


# In the order in which they are told.
WRONG = (
    Wrong("half-width-mark", WARNING, _halves, _half),
    Wrong("odd-blanks", INFO, _BLANKS.finditer, _about(
        "连着几个空格或制表符", "several blanks or a tab", "删到一个以内", "leave one at most")),
    Wrong("doubled-mark", WARNING, _TWICE.finditer, _about(
        "点号连用：{}", "marks in a row: {}", "留一个", "keep one")),
    Wrong("doubled-mark", WARNING, _BROKEN.finditer, _about(
        "话没有断，多了一个“{}”", "a {} where the words go on", "删去", "leave it out")),
    Wrong("missing-stop", WARNING, _unended, _about(
        "一段话到“{}”就完了，没有句末点号", "a paragraph ends at {} without a stop",
        "补上句号、问号或叹号", "end it with 。, ？ or ！")),
    Wrong("missing-stop", WARNING, _bare_ends, _about(
        "一段话到“{}”就完了，别的段落都有句末点号", "a paragraph ends at {} without a stop, and all others have one",
        "补上句号、问号或叹号", "end it with 。, ？ or ！")),
    Wrong("quote-place", WARNING, _halves_of_saying, _about(
        "独立成句的引语，句号在引号外：{}", "the stop of a saying that is a sentence stands outside: {}",
        "写成 。”（GB/T 15834—2011 附录 B）", "write 。” (GB/T 15834—2011, annex B)")),
    Wrong("range-hyphen", INFO, _RANGE.finditer, _range),
    Wrong("range-unit", INFO, _HALF_RANGE.finditer, _half_range),
    Wrong("date-form", INFO, _DATE_DOTS.finditer, _about(
        "正文里的日期：{}", "a date in running text: {}",
        "写成 年 月 日（GB/T 15835—2011）", "write 年, 月 and 日 (GB/T 15835—2011)")),
    Wrong("zero-form", INFO, _ZERO.finditer, _about(
        "汉字数字里的零写成了“{}”", "a zero among Han numerals: {}",
        "写成 〇（U+3007，GB/T 15835—2011）", "write 〇 (U+3007, GB/T 15835—2011)")),
    Wrong("mixed-numerals", WARNING, _MIXED.finditer, _about(
        "一个数里又有汉字又有阿拉伯数字：{}", "figures and Han in one number: {}",
        "全用汉字或全用阿拉伯数字（GB/T 15835—2011）", "write figures or Han (GB/T 15835—2011)")),
    Wrong("ellipsis-and-etc", WARNING, _ETC.finditer, _about(
        "省略号和“等”不能同用", "an ellipsis and 等 say the same twice", "留一个", "keep one")),
    Wrong("ellipsis-form", WARNING, DOTS.finditer, _about(
        "省略号写成了“{}”", "an ellipsis written {}", "写成 ……", "write ……")),
    Wrong("ellipsis-form", WARNING, _TWO_DOTS.finditer, _about(
        "省略号写成了“{}”", "an ellipsis written {}", "写成 ……", "write ……")),
    Wrong("dash-form", INFO, _ones, _about(
        "破折号像是写成了两个“一”：{}", "a dash that looks like two 一: {}", "写成 ——", "write ——")),
    Wrong("quote-place", WARNING, _INNER.finditer, _about(
        "引号里面又用了双引号：{}", "double quotes inside double quotes: {}",
        "里面的改成 ‘ ’（GB/T 15834—2011 4.8.3.2）", "write ‘ ’ inside (GB/T 15834—2011 4.8.3.2)")),
    Wrong("quote-place", INFO, _QUOTED_WORK.finditer, _about(
        "作品名用了引号：{}", "the title of a work in quotes: {}",
        "写成《》（GB/T 15834—2011 4.15）", "write 《》 (GB/T 15834—2011 4.15)")),
    Wrong("dash-form", INFO, HYPHENS.finditer, _about(
        "破折号写成了“{}”", "a dash written {}", "破折号写成 ——", "write ——")),
    Wrong("dash-form", INFO, _APART.finditer, _about(
        "破折号写成了“{}”", "a dash written {}", "写成 ——，前后不空", "write ——, without blanks")),
    Wrong("dash-form", INFO, _LONE_HYPHEN.finditer, _about(
        "汉字之间用了短横：{}", "a hyphen between Han: {}",
        "破折号写成 ——，起止写成 —", "write ——, or — between two places")),
    Wrong("dash-form", INFO, LONE_DASH.finditer, _about(
        "汉字之间只有一个“{}”", "a single {} between Han",
        "破折号写成 ——；起止（北京—上海）照原样", "write ——; between two places one is right")),
    Wrong("mark-form", INFO, POINTS.finditer, _other_form("·")),
    Wrong("mark-form", INFO, TILDE.finditer, _other_form("～")),
    Wrong("full-width-latin", INFO, FULL_LATIN.finditer, _about(
        "全角的字母或数字：{}", "full-width letters or digits: {}",
        "改成半角，或在「排法」里写「全角西文改半角: 是」",
        "write them half width, or let the manner of the template draw them so")),
    Wrong("pause-between-marks", INFO, _LISTED.finditer, _about(
        "并列的引号或书名号之间用了{}", "{} between quotations or titles in a row",
        "中间没有别的字就不用（GB/T 15834—2011 4.5.3.5）",
        "none is needed where nothing stands between (GB/T 15834—2011 4.5.3.5)")),
    Wrong("straight-quote", WARNING, _QUOTES.finditer, _about(
        "汉字旁用了直引号", "a straight quote beside Han", "改成 “ 或 ”", "write “ or ”")),
    Wrong("twice-about", WARNING, _TWICE_ABOUT.finditer, _about(
        "约数说了两遍，或说得相反：{}", "an estimate said twice, or against itself: {}", "留一个", "keep one")),
    Wrong("guess-form", INFO, _GUESS.finditer, _about(
        "约数写成了“{}”", "an estimate written {}",
        "写成汉字，中间不加顿号，如 三四（GB/T 15835—2011）",
        "write it in Han without 、, such as 三四 (GB/T 15835—2011)")),
    Wrong("short-year", INFO, _SHORT_YEAR.finditer, _about(
        "年份写了两位：{}", "a year of two digits: {}",
        "写四位（GB/T 15835—2011）", "write four (GB/T 15835—2011)")),
    Wrong("ordinal-mark", INFO, _ORDINAL.finditer, _about(
        "“{}”后面的顿号", "the 、 behind {}",
        "次序词后面用逗号（GB/T 15834—2011）", "an ordinal takes ， (GB/T 15834—2011)")),
)  # fmt: skip
