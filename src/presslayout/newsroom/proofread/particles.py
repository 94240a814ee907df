"""的, 地 and 得: where one of them stands for another by what is before and behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex, starts
from presslayout.newsroom.proofread.manners import manners
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic

# How something is done; before a verb it takes 地.
_MANNERS = (
    "认真|仔细|及时|不停|小心|高兴|激动|细心|耐心|悄悄|慢慢|渐渐|轻轻|静静|默默|深深|紧紧|牢牢|稳稳|狠狠|"
    "匆匆|偷偷|暗暗|不断|不住|一个劲|飞快|飞速|迅速|急忙|主动|自觉|积极|热情|亲切|郑重|严肃|严格|兴奋|"
    "愉快|愤怒|坚定|勇敢|顽强|努力|刻苦|勤奋|准确|有效|充分|合理|科学|妥善|稳妥|有序|有力|清楚|清晰|"
    "明确|坦率|诚恳|谦虚|谨慎|从容|熟练|灵活|巧妙|顺利|圆满|成功|突然|猛烈|拼命|满意|惊讶|惊奇|"
    "好奇|自豪|骄傲|幽默|风趣|动情|深情|关切|焦急|着急|急切|迫切|热烈|激烈|轻松|艰难|吃力|用力|使劲|"
    "随意|任意|一遍遍|一次次|一步步|一天天|一点点|无私|毫不犹豫|不由自主|目不转睛|源源不断|接二连三|"
    "详细|全面|深入|扎实|踏实|具体|客观|公正|平稳|安全|快速|缓慢|大声|小声|低声|高声|反复"
)
# What can be nothing but done.
_VERBS = (
    "说道|说起|说着|说：|说，|说。|说“|问道|答道|喊道|告诉|走进|走出|走来|走到|走向|走在|走着|走了|走(?![道廊向势])|跑(?![道步])|站在|坐在|坐着|躺在|"
    "蹲在|盯着|看着|望着|听着|笑着|等着|守着|跟着|做好|做到|抓好|办好|管好|用好|发到|送到|浇上|浇|流下|流出|"
    "流着|拉着|握着|捧着|抱着|拿起|拿出|放在|放进|打开|关上|写下|写道|询问|查看|察看|翻看|打量|驾驶|直播|"
    "巡查|观察着|观察鱼|回答道|离开|挥手|鼓掌|奔跑|奔向|冲向|冲进|扑向|爬上|爬到|跳起|跳进|举起|抬起|"
    "低下头|点点头|点头|摇头|摇了|拍着|拍了|推开|推进了|完成了|解决了|提高了|促进了|推动了|改善了|增强了|"
    "照顾着|照顾好|介绍起|介绍着|讲述着|讲解着|讲起|落实好|执行|履行好|开展好|服务好|记下|记住|记录下|数着|采摘|收割|"
    "擦去|擦着|洗着|洗净|剥开|剪下|挖出|挖着|种下|埋下|栽下|融入|投入到|参与到|加入到|"
    "把(?![握关手柄脉戏守酒])|将(?![来要])"
)
_HOW = regex(rf"(?:{_MANNERS})(的)(?:{_VERBS})", needs=starts(_VERBS, "的"))
_ADVERB_DE = regex(rf"(?:{_MANNERS})(得)(?:{_VERBS})", needs=starts(_VERBS, "得"))
# 高高兴兴, 来来回回: before a verb 地, behind one 得.
_REDOUBLED = regex(r"([\u4e00-\u9fff])\1([\u4e00-\u9fff])\2(得)(?=[\u4e00-\u9fff])", seldom=True)
_REDOUBLED_OF = regex(
    rf"([\u4e00-\u9fff])\1([\u4e00-\u9fff])\2(的)(?:{_VERBS})", needs=starts(_VERBS, "的")
)
_DOES = "跑|走|做|说|写|长|卖|教|吃|睡|打|唱|学|干|修|看|玩|来|磨|讲|飞|跳|起|变|算|问|听|想|管|抓|办|搞|烧|煮|炒|冻|晒|忙|累|急|气|热|冷|甜|高兴|激动|感动"
_END = "(?=[，。！？；、”]|$)"
# 磨的破了, 卖的快，: what comes of it.
_RESULT = regex(
    rf"(?:{_DOES})(的)(?!很[多少])(?=(?:很|非常|十分|特别|挺|格外|更|越来越)?(?:好|快|慢|破|早|晚|多|少|高|远|近|香|甜|响|美|细|稳|轻松|清楚|干净|热闹|认真|仔细|顺利|飞快|飞起|老高|精光|通红|笔直|稀烂|粉碎|湿透|满头大汗|气喘吁吁)(?:极了|多了)?{_END})"
)
_RESULT_WORDS = regex(
    rf"(?:{_DOES})(的)(?=顾不上|像|直(?:跺|跳|哭|掉|流|冒)|说不出|合不拢|睡不着|流下|喘不过|破了?(?:一|，|。)|满脸|满身|团团转|不得了|不可开交|入了?[神迷]|出了?神|着了?迷|津津有味)",
    needs="的顾 的像 的直 的说不 的合不 的睡不 的流 的喘 的破 的满 的团 的不 的入 的出 的着 的津".split(),
)
_VERY = regex(
    r"(?<=[\u4e00-\u9fff]{2})(的)(?=很[，。！？；])|(?<![多有是])(?<=[教修长跑走做说写卖吃讲打唱学干看来])(的)(?=(?!很[多少])(?:很|非常|十分|特别)[\u4e00-\u9fff]{1,2}[，。！？；])",
    seldom=True,
)
_GROUND = regex(
    r"(?<=[跑走做说写长卖教吃睡唱学修看玩讲])(地)(?=(?:很|非常|十分|太|更|越来越|挺)[\u4e00-\u9fff]{1,2}[，。！？；])",
    needs="地很 地非常 地十分 地太 地更 地越来越 地挺".split(),
)
# 扫的仔细，: what is done with care, and how.
_CAREFUL = regex(
    rf"(?<![所有要是这那])(?:扫|擦|洗|摆|切|画|绣|织|种|养|栽|剪|刻|备|查|记|拍|收拾|打扮|布置|安排|讲解|检查|准备)(的)(?=(?:很|特别|格外|更|越来越)?(?:仔细|认真|干净|清楚|整齐|漂亮|结实|周到|用心|匀称|精细|细致|齐整|地道){_END})",
    seldom=True,
)
# 闷的慌.
_UNEASY = regex(
    r"(?:闷|饿|累|憋|堵|急|热|渴|困|悬|吵|闲|气|难受|挤|愁|馋|冻|痒|晒|闹|空|烦|冷|疼|心里慌)(的)(?=慌(?![乱张忙]))",
    needs=("的慌",),
)
# 自发得来帮厨: what only tells how is no verb that 得 could follow.
_NO_DEED = regex(
    r"(?:自发|自愿|陆续|纷纷|悄悄|偷偷|默默|渐渐|缓缓|逐渐|不断)(得)(?![到分奖知以益逞出了手名罪救胜失意志票病])(?=[\u4e00-\u9fff])",
    needs=tuple(f"{one}得" for one in "发 愿 续 纷 悄 偷 默 渐 缓 断".split()),
)
_ROWS = (
    (_CAREFUL, "得"), (_UNEASY, "得"), (_NO_DEED, "地"),
    (_HOW, "地"), (_ADVERB_DE, "地"), (_REDOUBLED, "地"), (_REDOUBLED_OF, "地"),
    (_RESULT, "得"), (_RESULT_WORDS, "得"), (_VERY, "得"), (_GROUND, "得"),
)  # fmt: skip


# What makes a noun of the verb before it.
_NOUN_ENDS = frozenset("的者员法家机率")


def particles(told: StoryText) -> Iterator[Diagnostic]:
    """Every 的, 地 or 得 that should be another of them."""
    found: dict[int, str] = {}
    for pattern, right in _ROWS:
        for match in pattern.finditer(told.text):
            if not _goes_on(told.text, match):
                found.setdefault(_place(match), right)
    for place, right in manners(told.text):
        found.setdefault(place, right)
    for place, right in sorted(found.items()):
        begin, end = max(0, place - 2), place + 3
        yield warning(
            "particle", told, (place, 1),
            Text(
                f"“{told.text[begin:end]}”的“{told.text[place]}”应是“{right}”",
                f"{told.text[place]} in {told.text[begin:end]} should be {right}",
            ),
            Text(f"改成“{right}”", f"write {right}"),
        )  # fmt: skip


def _place(match: re.Match[str]) -> int:
    last = max(n for n in range(match.re.groups + 1) if match[n] is not None)
    return match.start(last)


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether what follows makes a noun of the verb: 认真的询问是, 仔细的查看后."""
    return text[match.end() : match.end() + 1] in _NOUN_ENDS
