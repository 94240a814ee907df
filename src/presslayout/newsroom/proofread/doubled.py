"""Words doubled by a slip: one character, or as many as were typed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.manners import VERBS
from presslayout.newsroom.proofread.people import SURNAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words that stand once: 把把 and 对对 are meant behind 一, 反对对 and 可以以 are two words.
_PARTICLES = regex(
    r"(?<!目)的的(?!确|士)|了了(?![解不之断结此却然])|(?<!实实)在在|是是(?!非)|(?<!暖暖)和和(?!气|睦|平)|(?<![一二两])把把(?![关脉])|被被|"
    r"从从(?!容)|与与|她她|我我(?!们)|们们|着着(?!实|急|眼|力|手|火|重)|也也|就就|都都|他他(?!们)|你你(?!们)|它它(?!们)|这这|(?<!塔)那那|"
    r"(?<![何极尤如])其其|(?<![成作认以因行称视])为为(?!什)|(?<![一反针应相面绝配])对对(?![子联方手于双儿])|(?<![可所得予加难足给借用何])以以|"
    r"(?<![由对关属处至终大小等位])于于|(?<![方面走导])向向|(?<![自理经])由由|(?<![补供发交送])给给(?!予)|(?<![促即致迫大天指驱假])使使|"
    r"(?<![想要来得])请请(?![客教假示罪战命求])|(?<![\u4e00-\u9fff])因因(?!果)|每每(?=[天年月周次](?![刚一色气还不未寒冷黑亮]))|(?<![合兼吞])并并|(?<![然从因反进时])而而|(?<![不非])但但|或或|(?<![否原规一])则则|已已|(?<![归偿退返])还还(?![原款债清价给])|又又|"
    r"(?<!一)再再|(?<![即必终行上中少大])将将(?![军领士来])",
    needs=(
        "的的 了了 在在 是是 和和 把把 被被 从从 与与 她她 我我 们们 着着 也也 就就 都都 他他 你你 它它 这这 那那 其其 为为 对对 "
        "以以 于于 向向 由由 给给 使使 请请 因因 每每 并并 而而 但但 或或 则则 已已 还还 又又 再再 将将"
    ).split(),
)
# 第三句句, 十几个个: a measure behind a number that is not one.
_COUNTED = regex(
    r"(?:第[一二三四五六七八九十0-9]{1,3}|[二三四五六七八九十百千两几0-9])([个名位次吨亩米件句条项种只头张本届层幢栋辆艘座根块片首篇幅])\1(?![均平])"
)
# 等三天天，: 九月月底 and 第三天天亮 go on.
_DAYS = regex(r"[二三四五六七八九十百千两几半0-9]([天年月周])\1(?=[，。；！？、才]|\Z|\n)")
_YEARS = regex(
    r"[0-9二三四五六七八九十百几多两]个([\u4e00-\u9fff])\1(?=(?P<next>[\u4e00-\u9fff]))(?!(?P=next){2}|均)"
)
# 走走过, 滑滑着: what is tried a little is not said to have been done.
_HAVE_DONE = regex(r"(?!种)([\u4e00-\u9fff])\1(?=着|过(?![程场去来年节日滤渡重关夜冬]))")
# “真好看。”乐来福说说，: who has said it, and said twice.
_SAID = regex(
    r"”[^，。！？“”\n]{2,14}?(?<![来先再就要想你我们便都给跟能请和俩也还又该可会得没])(说)说(?=[，。：])",
    needs=("说说",),
)
_LONGER = regex(r"([\u4e00-\u9fff]{2,10})\1")
_TWO = 2
_TO = frozenset("来")
# 聊聊天, 散散步: what one does a little of; 大大提高, 常常说.
_OFTEN_DONE = frozenset(
    "锁踩看走聊散跑唱跳帮谈洗打握点摇招挥说讲想问听写读画练学玩坐站歇睡吃喝尝试查找数算称量比擦扫拖搓揉捏拍摸敲捶摆晒吹烤泡烫浇"
    "松紧动伸弯转逛遛溜串访见会碰聚叙劝哄逗亮露交搞做办管理教带陪送等猜评议翻抄背念刷梳剪修补缝织种养喂钓下上压压消停降出"
    "多大小好常早晚高满深轻慢快刚仅偏渐频纷连暗默偷悄匆稳牢紧狠远近久白单光空足整活死生硬明真实细缓徐略稍微"
)
_USUAL = frozenset("比较 常常 非常 特别 十分 真的 快点 慢点 不行 马上 赶快 赶紧".split())
_MAY_LEAD = frozenset(
    "人家天年日月时处个们地上下里中了的得着过一二三四五六七八九十百千万亿不大小多有无是在来去声"
)
# 文物展展出, 运动会会徽: what takes place, and a word that begins with its name.
_EVENTS = frozenset("展会赛")
_OFFICES = frozenset("长")
_TRIED = frozenset(
    "招手 招呼 度度假 聊聊天 散散步 跑跑步 帮帮忙 洗洗澡 唱唱歌 打打球 看看书 逛逛街 天天 年年 人人 家家 看看 说说 常常 刚刚 往往 渐渐 仅仅".split()
)
# 一个一个, 很久很久.
_OF_THINGS, _SOUNDS = frozenset("的张个"), frozenset("声")
_ONE_BY_ONE = frozenset(
    "一二三四五六七八九十几每很极好太越非真最更多半嘀滴叮咚哗轰咔咯呼噼乒砰扑哎哈嘿呵啦来快慢加谢对再别不左右前后上下"
)
_OPENING = frozenset("“‘「『")
# 萌得不要不要的; 装车的白菜白菜.
_SAID_SO, _OF = _OPENING | frozenset("得"), frozenset("的")
_SHOUTED = frozenset("，！。？…”’")
# 我们, 正在, 因为, 关于: said once.
_NEVER_TWICE = frozenset(("p", "c", "d"))
_ADVERBS = frozenset("正好 恰好 刚好 悄然 突然 忽然 居然 竟然 果然 依然 仍然 虽然 显然 当然 已然 毅然 欣然 骤然 猛然 陡然 "
    "立即 立刻 随即 当即 陆续 相继 逐步 逐渐 曾经 一直 一共 总共 至少 大约 几乎 尤其 甚至 反而 往往 直接 及时 共同".split())  # fmt: skip
_MODAL = frozenset("不能 不要 不会 不可 不准 不许 不得 不应 不该 没有 不再 不必 不敢 不用".split())
# 不要不要, 萌得不要不要的, 没有没有: said so, not written so.
_NO_VERB = frozenset("，。！？…”’、；：的吧啊呀嘛了 \n") | {""}
_PLACES = frozenset("省市县区乡镇村垭坪岭湾坝山江河溪湖港岛沟坳街路桥")
_NAMES = frozenset(("nr", "ns", "nt", "nz", "nrt", "nrfg"))
_DONE = frozenset("到完成在出起进入于为")
_FORMAL = frozenset(
    "我们 你们 他们 她们 它们 咱们 自己 大家 这些 那些 这里 那里 开放 召开 举行 举办 进行 开展 实现 建成 完成 通过 发现 成为 属于 获得 参加 表示 认为 要求 决议 决定 规定 工作 会议 项目 "
    "企业 群众 干部 记者 市民 村民 学生 老师 同志 代表 委员 政府 部门 单位 公司 学校 医院 社区 城市 农村 农民 居民 工程 建设 发展 "
    "提高 增加 减少 增长 下降 达到 超过 造成 导致 引起 产生 形成 具有 拥有 包括 涉及 覆盖 投入 启动 推进 推动 促进 加强 落实 "
    "问题 情况 措施 方案 计划 政策 制度 标准 报告 文件 资金 投资 产品 产业 市场 价格 收入 技术 质量 安全 生产 经济 社会 "
    "文化 生活 环境 时间 地点 人员 负责 主持 出席 指出 强调 透露 运营 经营 管理 服务 监督 检查 公布 发布 宣布 印发 出台 实施 执行 施行 适用 提供 提出 "
    "组织 数据 全市 全县 全省 全国 全年 同比 其中 可以 应当 必须 需要 已经 正在 将要 能够 继续 开始 结束 目前 今年 去年 平均 累计 预计 分别 左右 总计 共计 合计 主要 其他".split()
)
_DOUBLE = regex(r"([\u4e00-\u9fff])\1")
_AROUND = 8
# One-character words that may follow a word which ends in them.
_MAY = frozenset(
    "人家天年日月时处个们地上下里中了的得着过一二三四五六七八九十百千万亿不大小多对作会到流以将高部省市县区乡村社委"
)
# 大坝坝高, 桥桥长: the second begins a measure.
_MEASURED = tuple("高长宽深址体顶身底型价名龄")
# 班主任任老师: a surname and what somebody is called by it.
_ADDRESSED = regex(
    rf"[{SURNAMES}](?:老师|先生|女士|同志|书记|主任|校长|医生|师傅|经理|教授|院长|局长|阿姨|大爷|大妈|律师|警官|站长|所长|厂长)"
)
# 一位位图: a measure, and none where nothing is counted: 制表位位置, 位图图像.
_COUNTS = frozenset("一二三四五六七八九十百千两几多每这那各某0123456789")
# Words of trades that the dictionary has not.
_TERMS = frozenset(("字段", "图像"))
# Words that end as the next begins: 主要 and 要.
_WHOLE = frozenset(("主要要",))
_OF_EACH = frozenset("不难没·")
# 硬板板, 绿油油, 意浓浓.
_DESCRIBED = frozenset("硬软绿红黑白黄蓝亮香甜冷热胖瘦圆沉轻蓊意胖傻笑喜气")
_ONE = frozenset("一二三四五六七八九十几两每")


def doubled(text: str, *, dictionary: bool) -> Iterator[tuple[int, int]]:
    """Where something stands twice in a row, and how long it is; words by the dictionary if wanted."""
    places = {m.start(): 1 for m in _PARTICLES.finditer(text)}
    places |= {m.start(1): 1 for m in _COUNTED.finditer(text)}
    places |= {m.start(1): 1 for m in _DAYS.finditer(text)}
    places |= {m.start(): 1 for m in _HAVE_DONE.finditer(text) if m[1] in VERBS}
    places |= {m.start(1): 1 for m in _SAID.finditer(text)}
    if dictionary:
        for match in _DOUBLE.finditer(text):
            at = match.start()
            # 一支支, 实实在在.
            meant = (
                text[at - 1 : at] in _ONE
                or text[at] in (text[at - 1 : at], text[at + 2 : at + 3])
                or (at > 1 and text[at - 2] == text[at - 1])
                or text[at - 1 : at] in _DESCRIBED
                or text[at + 2 : at + 3] == text[at + 3 : at + 4] != ""
                or text[at] in _SOUNDS
                # 你来说说: to try it.
                or (text[at - 1 : at] in _TO and text[at] in _OFTEN_DONE)
            )
            if (
                at not in places
                and not meant
                and text[at : at + 3] not in _TRIED
                and (_slips(text, at) or _leads(text, at))
            ):
                places[at] = 1
        for match in _YEARS.finditer(text):
            if _word(match[1] + match["next"]):
                places[match.start(1)] = 1
        for match in _LONGER.finditer(text):
            at, length = match.start(), len(match[1])
            if any(at <= place < match.end() for place in places):
                continue
            if _before_verbs(text, at, length) or _again(text, at, length):
                places[at] = length
    yield from sorted(places.items())


def _slips(text: str, at: int) -> bool:
    """Whether a word ends where a character is doubled, and nothing begins with the second one."""
    import rjieba

    begin = max(0, at - _AROUND)
    if _ADDRESSED.match(text, at + 1) or text[at - 1 : at + 2] in _WHOLE:
        return False
    # 种树树不长; a name from abroad.
    if text[at + 2 : at + 3] in _OF_EACH or text[at + 1 : at + 3] in _TERMS:
        return False
    if text[at + 2 : at + 3] in _MEASURED or len(rjieba.cut(text[at + 1 : at + 3], hmm=False)) == 1:
        return False
    place, last = begin, ""
    for word in rjieba.cut(text[begin : at + 2 + _AROUND], hmm=False):
        if place == at + 1:
            return len(word) == 1 and len(last) > 1 and last[-2:-1] != last[-1] and word not in _MAY
        place, last = place + len(word), word
    return False


def _leads(text: str, at: int) -> bool:
    """Whether a word begins with the second of two, and the first is left over before it: 招招募."""
    import rjieba

    begin = max(0, at - _AROUND)
    place, before = begin, ("", "")
    words = rjieba.tag(text[begin : at + 3 + _AROUND], hmm=False)
    for number, (word, kind) in enumerate(words):
        if place == at and word == text[at] and number + 1 < len(words):
            follows, done = words[number + 1]
            if len(follows) < _TWO or follows in _TRIED or word in _MAY_LEAD | _EVENTS:
                return False
            # 望湖镇镇长: the dictionary takes 镇长 for a deed.
            if done == "v" and word not in _OFTEN_DONE and follows[-1] not in _OFFICES:
                return True
            counted = before[1] == "m" or (
                before[1] == "q" and text[at - len(before[0]) - 1 : at - len(before[0])] in _COUNTS
            )
            return done[:1] == "n" and (counted or before[0] in _OF_THINGS)
        place, before = place + len(word), (word, kind)
    return False


def _before_verbs(text: str, at: int, length: int) -> bool:
    """Whether 不能, 悄然 and what else stands before a verb stand twice there."""
    said, behind = text[at : at + length], text[at + 2 * length :][:1]
    if behind in _NO_VERB or text[at - 1 : at] in _SAID_SO:
        return False
    return said in _MODAL or said in _ADVERBS


def _again(text: str, at: int, length: int) -> bool:
    """Whether a stretch said twice is a slip: 听到听到, 我们我们, and not 研究研究, 一个一个."""
    import rjieba

    said = text[at : at + length]
    behind = text[at + 2 * length :]
    if behind.startswith(said) or text[max(0, at - length) : at] == said or said[0] in _ONE_BY_ONE:
        return False
    if text[at - 1 : at] in _OPENING and behind[:1] in _SHOUTED:
        return False
    words = rjieba.tag(said, hmm=False)
    if length > _TWO:
        return (
            len(words) > 1
            and not any(kind in _NAMES for _, kind in words)
            and said[-1] not in _PLACES
        )
    after = rjieba.cut(text[at + length : at + 2 * length + _AROUND], hmm=False)
    # 平均平均年龄: the dictionary joins the second to what follows.
    if (after[0] not in (said, said[0]) and said not in _FORMAL) or said in _USUAL:
        return False
    if len(words) == 1 and (
        words[0][1] in _NEVER_TWICE
        or said in _FORMAL
        or (words[0][1] == "n" and text[at - 1 : at] in _OF and behind[:1] not in _NO_VERB)
    ):
        return True
    return said[1] in _DONE


def _word(some: str) -> bool:
    import rjieba

    return len(rjieba.cut(some, hmm=False)) == 1
