"""的, 地 and 得 by the build of a phrase: how something is done before a verb, what comes of it behind one.

Manner is known by its form (高高兴兴, 慢吞吞, 一勺一勺, 不慌不忙) or from a list, the verb by what
hangs on it (走过, 接住, 放到), so that neither has to be in a list with the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_HAN = r"[\u4e00-\u9fff]"
_END = r"(?=[，。！？；、：”…—]|\Z|\n)"
_TAKING, _RESULTS_IN = frozenset("把将"), "得"
_BEFORE_VERBS = _TAKING | frozenset("往向朝")
# What makes a noun of the verb before it.
_OF_IT = frozenset("的者处得")
# Forms that say how; the nouns among them stand below.
_FORMS = (
    rf"(?P<a>{_HAN})(?P=a)(?P<b>{_HAN})(?P=b)|一(?P<c>{_HAN})一(?P=c)|一(?P<d>{_HAN}{{1,2}})又一(?P=d)|"
    rf"一(?P<e>{_HAN})(?P=e)|不{_HAN}不{_HAN}|半{_HAN}半{_HAN}|{_HAN}来{_HAN}去|(?!一)(?P<f>{_HAN})(?!(?P=f))(?P<g>{_HAN})(?P=g)"
)
_NOUNS = frozenset(
    "家家户户 方方面面 大大小小 形形色色 男男女女 老老少少 花花草草 山山水水 年年岁岁 日日夜夜 点点滴滴 瓶瓶罐罐 坛坛罐罐 "
    "风风雨雨 子子孙孙 世世代代 上上下下 里里外外 前前后后 左左右右 多多少少 条条块块 家长里短 是是非非 星星点点 不大不小 不多不少 "
    "不三不四 不男不女 不中不西 半新半旧 上来下去 花花绿绿 坑坑洼洼 密密麻麻 一个个 一座座 一条条 一件件 一张张 一本本 一间间 一栋栋 "
    "一排排 一片片 一户户 一对对 一幅幅 一封封 一项项 一代代 一颗颗 一块块 一根根 一朵朵 一群群 一批批 一串串 一堆堆 一幢幢 一家家 "
    "一辆辆 一艘艘 一台台 一只只 一篇篇 一首首 一道道 一股股 一阵阵 一层层 一份份 一束束 一双双 一位位 一名名 一桩桩 一盏盏 一棵棵".split()
)
_WORDS = (
    "慢慢|轻轻|静静|默默|深深|紧紧|牢牢|稳稳|狠狠|匆匆|偷偷|暗暗|悄悄|渐渐|缓缓|徐徐|纷纷|频频|连连|死死|远远|高高|重重|"
    "呆呆|痴痴|淡淡|苦苦|久久|微微|细细|好好|早早|快快|统统|隐隐|冷冷|猛猛|生生|单单|满满|斜斜|弯弯|直直|活活|"
    "小心翼翼|目不转睛|毫不犹豫|不由自主|情不自禁|迫不及待|自言自语|不约而同|不厌其烦|如饥似渴|源源不断|接二连三|"
    "争先恐后|兴高采烈|兴致勃勃|依依不舍|恋恋不舍|聚精会神|全神贯注|若无其事|理直气壮|大摇大摆|蹑手蹑脚|手忙脚乱|"
    "有条不紊|自然而然|三三两两|一五一十|一笔一画|一字一句|一瘸一拐|一动不动|一声不吭|一言不发|头也不回|心满意足|语重心长|"
    "义无反顾|奋不顾身|斩钉截铁|异口同声|绘声绘色|滔滔不绝|津津有味|意味深长|气喘吁吁|气急败坏|怒气冲冲|理所当然|无可奈何|"
    "无微不至|苦口婆心|设身处地|大张旗鼓|轻而易举|随随便便|马不停蹄|夜以继日|日复一日|年复一年|一个劲儿|冷不防|不住|不停|"
    "小心|认真|仔细|高兴|激动|细心|耐心|欢快|飞快|急忙|热情|亲切|郑重|严肃|兴奋|愉快|愤怒|勇敢|顽强|努力|刻苦|坦率|诚恳|"
    "谨慎|从容|熟练|灵活|巧妙|顺利|突然|猛烈|拼命|惊讶|惊奇|好奇|自豪|骄傲|风趣|动情|深情|关切|焦急|着急|急切|迫切|热烈|"
    "轻松|吃力|用力|使劲|随意|任意|无私|迅速|快速|缓慢|大声|小声|低声|高声|反复|敏捷|利索|麻利|爽快|痛快|干脆|果断|固执|"
    "倔强|调皮|害羞|腼腆|慌张|慌忙|匆忙|急促|急速|悠闲|悠然|安静|平静|镇定|沉着|冷静|温柔|慈祥|和蔼|礼貌|客气|尴尬|无奈|"
    "疑惑|失望|沮丧|伤心|难过|委屈|羞涩|得意|满意|欣慰|感激|虔诚|恭敬|庄重|专注|专心|用心|细致|精心|如实|及时|按时|准时|"
    "逐步|逐渐|逐一|逐个|陆续|相继|准确|娴熟|笨拙|艰难|顽皮|机警|警觉|警惕|贪婪|疯狂|放心|安心|尽情|不断|主动|自觉|幽默|"
    "坚决|坚定|蹒跚|踉跄|呜呜|哗哗|哈哈|呵呵|嘿嘿|嘻嘻|咯咯|扑通|哗啦|呼呼|嗖嗖|咚咚|滴答|叮当|吱呀|轰隆|噼啪|笑眯眯"
)
# What hangs on a verb of one character: its end, its way, its object's place.
_ENDS = (
    "了|着|过(?!程|去的)|到|出|进(?!度|程|口|步)|起|上(?!午|级|海)|下(?!午|级|属)|回|住(?!房|户|址|宅)|开(?!发|始)|完|去|来(?!源|自)|在|"
    "向|往|给(?!予)|成(?!本|绩|果|就|员)|直|满|倒|掉|走|紧|平|好|清|稳|破|断|遍"
)
VERBS = frozenset(
    "走跑跳站坐躺蹲跪爬飞游冲奔闯挤钻滑滚摔跌倒靠拿提拎举抬扛背抱搂捧端握抓攥捏抠挠摸拍打敲砸捶推拉拽扯拖拔插装放搁摆"
    "摊铺盖贴挂吊系绑捆缠绕解拆撕剪切砍劈削刨挖掘埋填堆垒砌扫擦抹洗刷涮泡煮炒炸烤煎蒸炖熬搅拌揉搓卷折叠翻掀揭剥摘采"
    "拾捡挑选递送交还借换分发扔丢抛投撒洒泼浇喷吹吐吞咽嚼咬啃舔吸喝吃尝闻嗅听看望瞧盯瞪瞄瞅瞥读念背写画抄记算数说讲"
    "喊叫嚷吼唱哼笑哭问答骂夸劝逗哄教学练做干忙等守跟追赶逃躲藏找寻查翻找攀登踩踏踢迈跨退转绕拐穿脱戴披裹系扣摇晃颤抖"
    "点低仰伸缩弯挺挥招握牵扶搀架撑顶托驶驾骑划开关锁合闭睁眨流淌滴渗漂浮沉升落降移挪搬运收割种栽接传射颠舀倚凑钓捞"
)
# The same in a class of characters.
_VERB = "".join(sorted(VERBS))
_MANNER = rf"(?P<how>{_FORMS}|{_WORDS})"
_HOW = regex(
    rf"{_MANNER}(?P<de>[的得])(?=(?P<does>把(?![握关手柄脉戏守酒]){_HAN}|将{_HAN}(?!来)|[{_VERB}](?:{_ENDS})|[往向朝][前后上下里外回左右东西南北][{_VERB}]))",
    seldom=True,
)
# 一捧一捧得装回, 一勺一勺得喂: behind what is counted one by one nothing but 地 stands.
_ONE_BY_ONE = regex(
    rf"一(?P<c>{_HAN})一(?P=c)(?P<de>得)(?=[{_VERB}]{_HAN})", needs=[f"得{one}" for one in _VERB]
)
# What is never said of a thing takes 地 before any verb.
_ONLY_HOW = regex(
    r"(?:慢慢|悄悄|渐渐|纷纷|缓缓|偷偷|连连|频频|不约而同|不由自主|情不自禁|毫不犹豫|争先恐后|一遍又一遍|一次又一次|一遍遍|一次次|一个劲儿?|"
    r"三三两两|一五一十|逐一|逐个|陆续|相继|急忙|连忙|慌忙)(?P<de>的)(?=(?P<does>[\u4e00-\u9fff]{2}))",
    seldom=True,
)
# 仔细的检查了一遍: a verb of two characters whose end shows that it is done.
_DONE = regex(
    rf"(?:{_WORDS}|(?P<a>{_HAN})(?P=a)(?P<b>{_HAN})(?P=b))(?P<de>的)"
    rf"(?=(?P<does>{_HAN}{{2}})(?:了(?!解)|着|过(?!程)|起来|下去|一遍|一番|一下))",
    seldom=True,
)
# 认真的梳理每一段, 细心的听，: what the verb is done to, or nothing.
_DONE_TO = regex(
    rf"(?:{_WORDS})(?P<de>的)(?=(?P<does>{_HAN}{{2}})(?:每[一个]|这[一个些]|那[一个些]|各[个项]|自己的))",
    needs=(
        "每一",
        "每个",
        "这一",
        "这个",
        "这些",
        "那一",
        "那个",
        "那些",
        "各个",
        "各项",
        "自己的",
    ),
    seldom=True,
)
_SO = "听看想写读画学练干等走跑讲问教"
_DOES_SO = regex(
    rf"(?:{_WORDS})(?P<de>的)(?=(?P<does>[{_SO}]){_END})", needs=[f"的{one}" for one in _SO]
)
# What a person does with so much feeling that something comes of it.
_FEELS = (
    "笑|哭|累|吓|急|气|冻|饿|渴|乐|疼|痛|忙|晒|烫|熏|羞|惊|愁|困|热|冷|喊|跑|说|吵|闹|打|堵|挤|骂|追|高兴|激动|感动|紧张|"
    "兴奋|疲惫|害怕|难受|心疼|后悔"
)
_DOES = (
    "跑|走|做|写|长|卖|教|吃|睡|打|唱|学|干|修|玩|磨|讲|飞|跳|变|算|问|听|想|管|抓|办|搞|烧|煮|炒|冻|晒|忙|累|急|气|热|冷|甜|"
    "响|转|立|站|坐|摆|铺|刷|洗|扫|擦|切|剪|画|织|缝|绣|练|演|弹|拉|踢|投|游|骑|开|种|养|住|过|活|笑|哭|饿|冻|吓|气|来|起|晒|照|"
    "收拾|打扮|布置|安排|准备|照顾|发展|表现|介绍|解释|设计|打理|管理|装扮|恢复|进展|运行|配合|处理|回答|适应|保存|保护"
)
_DEGREES = "很|非常|十分|特别|格外|相当|比较|挺|更|更加|越来越|足够|这么|那么|如此|极其|异常|太"
_GOOD = (
    "好|快|慢|早|晚|多|少|高|低|远|近|香|甜|响|美|细|稳|轻|重|深|浅|大|小|长|短|厚|薄|正|直|平|圆|满|紧|松|熟|透|净|旺|火|久|"
    "不错|飞快|轻松|清楚|干净|热闹|认真|仔细|顺利|开心|高兴|漂亮|整齐|辛苦|及时|到位|精彩|成功|愉快|满意|热情|详细|出色|用心|"
    "周到|勤|欢|舒服|踏实|红火|自然|合理|明显|严重|激烈|突然"
)
_TURNS = "紫|抖|烫|亮|白|黑|红|慌|麻|酸|青|蓝|黄|疯|狂|颤|软|胀|毛|愁|僵|直|腻|冷|热"
_STATES = "红|青|冷|黑|白|亮|烫|热|急|饿|累|困|疼|痛|酸|气|甜|香|辣|瘦|冻|吓|笑|羞|肿|涨|憋|晒|激动"
# What comes of it: 合不拢嘴, 发紫, 比谁都多, 足够正, 前仰后合.
_COMES = "合|说|睁|抬|直|喘|停|站|睡|吃|走|喝|动|坐|迈|张|抽|看|认|听|受|顶|顾|收|下"
_ALL_OVER = (
    "前仰后合|手舞足蹈|热泪盈眶|泪流满面|满头大汗|气喘吁吁|不可开交|焦头烂额|团团转|直跺脚|直掉泪|直打转|直哆嗦|直咧嘴|直冒汗|"
    "瑟瑟发抖|浑身发抖|哇哇大哭|眼泪直流|红了(?:眼|脸)|满脸通红|不知所措|目瞪口呆|死去活来|喘不过气|不得了|要命|要死|够呛|"
    "说不出话|晕头转向|头昏眼花|筋疲力尽|魂不附体|一塌糊涂|热火朝天"
)
_THAN = "谁|什么|以前|过去|别人|从前|平时|原来|任何人|往年|去年"
_RESULT = tuple(
    regex(row, seldom=True)
    for row in (
        rf"(?:{_FEELS})(?P<de>的)(?=(?:{_COMES})不(?:拢|出|开|起|过|下|稳|着|动|了|住|上|清|到|来))",
        # 急的直搓手.
        rf"(?:{_FEELS})(?P<de>的)(?=直[{_VERB}哆嗦咧冒发])",
        rf"(?<={_HAN})(?:{_STATES})(?P<de>的)(?=发(?:{_TURNS}){_END})",
        rf"(?<={_HAN})(?:{_DOES})(?P<de>[的地])(?=比(?:{_THAN})(?:都|还|更)?{_HAN}{{1,2}}{_END})",
        (
            rf"(?<={_HAN})(?<![的些有是样])(?:{_DOES})(?P<de>[的地])"
            rf"(?=(?:{_DEGREES})(?!很?[多少])(?:{_GOOD})(?:了|些|呢|啊)?{_END})"
        ),
        rf"(?<={_HAN})(?:{_FEELS})(?P<de>[的地])(?=(?:{_ALL_OVER}){_END})",
        # 灌浆灌的足: a verb said again behind what it is done to.
        rf"(?P<v>[{_VERB}灌办上结发授育包管施打种养教]){_HAN}(?P=v)(?P<de>[的地])(?=(?:{_DEGREES})?不?(?:{_GOOD}|足|壮|牢|实|准|勤|齐|好){_END})",
        # 把杂质挑地干干净净.
        rf"(?:把|被|将|给)[^，。；！？]{{1,10}}[{_VERB}洗扫擦收办管理整理打扮收拾照顾](?P<de>地)(?=(?P<x>{_HAN})(?P=x)(?P<y>{_HAN})(?P=y){_END})",
        # 走的不快, 长的不高.
        (
            r"(?<![所有要是])(?:走|跑|长|写|做|干|唱|跳|飞|游|骑|开|学|教|睡|吃|过|起|来|住|听|看|卖|扫|洗|种|修|烧|炒|画)(?P<de>的)"
            rf"(?=不(?:快|慢|稳|远|齐|顺|香|够好|太好|太顺|紧|牢|深|匀|踏实|轻松|容易|安稳){_END})"
        ),
        # 用的上, 买的起: what can be done.
        rf"(?<![所有些样])(?:用(?P<de>的)(?=[上着]{_END})|[买吃住养供雇租请赔](?P<de1>的)(?=起{_END})|[坐站沉扛顶靠守憋熬稳管](?P<de2>的)(?=住{_END}))",
        rf"(?<![所有些样])(?:[信靠说](?P<de>的)(?=过去?{_END})|[看听读弄搞](?P<de1>的)(?=[懂清]{_END})|[走跑拿搬扛抬提](?P<de2>的)(?=动{_END}))",
        # 它才长的壮: a plant, a child.
        rf"(?:才|就|也|都|又|还)(?:长|养|喂|种|炼|练)(?P<de>的)(?=(?:{_DEGREES})?(?:壮|旺|足|实|结实|茁壮){_END})",
    )
)
# 鲜艳的像昨天才印的, 平静的像一碗水: a likeness is what something comes to.
_LIKE = regex(
    rf"(?P<what>{_HAN}{{2}})(?P<de>[的地])(?=像(?![素框章片册样])[^，。！？；]{{2,12}}(?:一样|一般|似的|的|水|花|镜子|海|画|歌|冰|雪|火|铁|纸){_END})",
    needs=("的像", "地像"),
)
# What can be said of a thing alone, never done so.
_OF = "美丽|优美|丰富|巨大|灿烂|宽阔|崭新|古老|陡峭|优秀|伟大|可爱|贫穷|富饶|肥沃|宽敞|甜美|蔚蓝|皎洁|茂密|肥美|雪白|金黄|碧绿|火红|湛蓝"
_THINGS = (
    "掌声|笑容|笑脸|眼神|目光|声音|态度|精神|风景|景色|环境|气氛|基础|意义|天空|阳光|微笑|土地|家乡|山村|校园|花朵|歌声|文化|"
    "历史|传统|河水|湖水|月光|大海|草原|森林|果实|画面|身影|脚步|泪水|汗水|面孔|脸庞|手艺|城市|乡村|街道|大桥|楼房|教室|孩子|老人"
)
_MATTERS = "压力|形势|局面|任务|困难|问题|后果|成绩|成果|效果|成效|条件|基础|实力|资源|经验|氛围|关系|矛盾|负担|代价|潜力|优势"
_OF_THINGS = regex(
    rf"(?:{_OF}|热烈|亲切|甜蜜|温暖|深情|坚定|坚毅|慈祥|关切|惊讶|期待|严肃|认真|"
    rf"严峻|沉重|艰巨|复杂|尖锐|雄厚|紧迫|稳固|热情|激昂|欢快|悠扬|清脆|响亮|沙哑|熟悉|陌生|良好|扎实|美好|浓厚|宝贵)(?P<de>[地得])(?=(?:{_THINGS}))"
    rf"|(?:严峻|沉重|艰巨|雄厚|紧迫|尖锐|突出|巨大|丰富|优异|显著|宝贵|良好|浓厚)(?P<de1>[地得])(?=(?:{_HAN}{{2}})?(?:{_MATTERS}))",
    seldom=True,
)
_OURS = regex(
    r"(?:我们|你们|他们|她们|咱们|人们|孩子们|乡亲们|群众|大家)(?P<de>地)(?=(?:生活|家乡|工作|孩子|心|手|脸|努力|身影|笑容|眼睛|"
    r"故事|学校|家园|生命|需求|诉求|利益|困难|问题|心愿|声音|日子|房子|收入)(?!里))"
)


# 笑眯眯的说，: who speaks so.
_SAYS_SO = regex(
    rf"(?!一)(?P<f>{_HAN})(?!(?P=f))(?P<g>{_HAN})(?P=g)(?P<de>的)(?=[说问喊答唱]{_END})",
    needs=[f"的{one}" for one in "说问喊答唱"],
)
# 是个热心肠地人: 本地人 and 当地人 have one character before it.
_SOMEBODY = regex(
    rf"(?:是|成了|有)一?[个位名]{_HAN}{{2,5}}(?<![当本外内各异此某土山平园林草])(?P<de>地)(?=(?:{_HAN}{{0,2}}人|孩子|姑娘|小伙子|老人|汉子|干部|老师){_END})",
    needs=("是", "成了", "有"),
    seldom=True,
)


def manners(text: str) -> Iterator[tuple[int, str]]:
    """Where a 的, 地 or 得 is wrong, and the right one."""
    for pattern, right, holds in _ROWS:
        for match in pattern.finditer(text):
            if holds(text, match):
                yield _at(match), right


def _at(match: re.Match[str]) -> int:
    """Where the 的, 地 or 得 stands of which a pattern speaks."""
    return max(match.start(name) for name in match.re.groupindex if name.startswith("de"))


def _manner(text: str, match: re.Match[str]) -> bool:
    """Whether it is how something is done, and what is done is no part of a noun."""
    how, begin = match["how"], match.start()
    if how in _NOUNS or text[begin - 1 : begin] == _RESULTS_IN:
        return False
    if match["does"][0] not in VERBS and match["does"][0] not in _BEFORE_VERBS:
        return False
    end = match.end("does")
    if match["de"] == _RESULTS_IN and match["does"][0] not in _TAKING:
        return False
    return text[end : end + 1] not in _OF_IT


def _verb(word: str) -> bool:
    import rjieba

    tagged = rjieba.tag(word, hmm=False)
    return len(tagged) == 1 and tagged[0][1] in ("v", "vn")


def _state(word: str) -> bool:
    import rjieba

    tagged = rjieba.tag(word, hmm=False)
    return len(tagged) == 1 and tagged[0][1] in ("a", "an", "ad", "z", "i")


def _done(text: str, match: re.Match[str]) -> bool:
    """Whether two characters are a verb, and no noun is told of by it."""
    behind = match.end() + len(match["does"])
    return _verb(match["does"]) and text[behind : behind + 1] not in _OF_IT


def _likened(_: str, match: re.Match[str]) -> bool:
    return _state(match["what"])


def _always(_: str, __: re.Match[str]) -> bool:
    return True


# A pattern, the character that belongs there, and what else must hold.
_ROWS = (
    (_HOW, "地", _manner),
    (_ONE_BY_ONE, "地", _always),
    (_ONLY_HOW, "地", _done),
    (_DONE, "地", _done),
    (_DONE_TO, "地", _done),
    (_DOES_SO, "地", _always),
    (_SAYS_SO, "地", _always),
    (_SOMEBODY, "的", _always),
    *((pattern, "得", _always) for pattern in _RESULT),
    (_LIKE, "得", _likened),
    (_OF_THINGS, "的", _always),
    (_OURS, "的", _always),
)
