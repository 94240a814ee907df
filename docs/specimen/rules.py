"""What the specimen shows: every rule with a wrong and a right setting, and the source of each.

`NOT_DRAWN` names the rules that no pair of settings can show, and what proves them instead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from panels import Body, Head

from presslayout.base.units import pt
from presslayout.typeset.manner import BANJIAO, KAIMING, PLAIN, Manner

MUST, SHOULD, STYLE = "必须", "应当", "自定"
WRONG_RIGHT = ("误", "正")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, or several that one pair shows: numbers, name, words, source, both settings."""

    ids: str
    level: str
    title: str
    text: str
    source: str
    wrong: Body | Head
    right: Body | Head
    labels: tuple[str, str] = WRONG_RIGHT


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the rule book."""

    title: str
    rules: tuple[Rule, ...]


def _cut(
    ids: str, level: str, title: str, text: str, source: str, copy: str, **how: object
) -> Rule:
    """The same copy cut by hand where a bar stands, and as the engine sets it."""
    wrong = Body(copy, hand=True, **how)  # type: ignore[arg-type]
    right = Body(copy.replace("|", "").replace("<", "").replace(">", ""), **how)  # type: ignore[arg-type]
    return Rule(ids, level, title, text, source, wrong, replace(right, filled=False))


START_END = Chapter("避头尾", (
    _cut("K1", MUST, "点号不在行首", "句号、逗号、顿号、问号、叹号、冒号、分号不排在行首。前面没有可以挤的标点，"
         "就把末一字推下来，这一行拉开。", "clreq 避头尾",
         "清晨的雾从谷底升起来了|{，}溪水声一路跟着他走。"),
    _cut("K1", MUST, "开引号、开括号不在行尾", "引号、括号、书名号的前一半和它括住的字在一起。", "clreq 避头尾",
         "守山人摊开本子念道：{“}|一户一管，十户一池。”大家都笑了。"),
    _cut("K1", MUST, "闭引号、闭括号不在行首", "后一半跟着它括住的字；挤得下就挤进来。", "clreq 避头尾",
         "村里的老人叫它“守山人|{”}，一叫就是二十年。"),
    _cut("K1", MUST, "间隔号不在行首", "外国人名里的间隔号连着前面的字。", "GB/T 15834—2011 5.1.7",
         "他最爱读的是克里斯蒂娜|{·}罗塞蒂的短诗，读了许多年。"),
    _cut("K2", MUST, "斜线不在行首行尾", "分隔号占半个字，两头都不能断。", "GB/T 15834—2011 5.1.9",
         "门口挂着一块木牌，写男|{／}女两个字，漆已经掉了。"),
    Rule("K3", SHOULD, "破折号尽量不在行首", "基本级允许，但记一笔代价；「排法」写「破折号避头: 是」就从不这样断。", "clreq 严格级",
         Body("他没有说话，转身就走了{——}后来没有人再提起。"),
         Body("他没有说话，转身就走了{——}后来没有人再提起。", manner=Manner(strict=True)), ("默认", "避头")),
    _cut("K4 U4", MUST, "单位符号跟着数字", "％、℃、°、‰ 跟在数字后，不排在行首。", "clreq 数字及其前后缀",
         "今年全县的林木覆盖率38|{％}，比去年又高了一成。"),
    _cut("K4 U4", MUST, "货币符号不在行尾", "￥、€ 和后面的数字在一起。", "clreq 数字及其前后缀",
         "修这条路每户人家凑了{￥}|500元，两年就修成了。"),
    _cut("K5 F1", MUST, "注码不在行首", "注码排小、升高，跟着它注的字。", "clreq 注码",
         "县志里说这条沟旧名白马|{①}，是有来历的地方。", marks=(("superior", "①", ""),)),
    Rule("F2", MUST, "上标、下标的数字", "10⁸、CO₂ 用字体自己的数字排小，升起或降下，跟着前面的字，不在行首；文字里还是原来的字符。", "本报的取法",
         Body("一共蓄水10{8}立方，少排CO{2}一成。", cells=12), Body("一共蓄水10{⁸}立方，少排CO{₂}一成。", cells=12)),
    Rule("§3 §6.5", SHOULD, "三个标点相连的例外", "窄栏里三个标点连在一起，挤不下又推不动时，宁可破一次例，也不把一行拉得太松；破了的每处都报。",
         "clreq 避头尾", Body("他说|（“好。{”）}|又走", cells=5, hand=True, filled=True),
         Body("他说（“好。{”）}又走", cells=5), ("拉散", "例外")),
))  # fmt: skip

WHOLE = Chapter("不可拆", (
    _cut("U1", MUST, "破折号不拆开", "占两格的一条线，不从中间断，字距拉开时里面也不拉。", "GB/T 15834—2011 5.1.4",
         "这件事他从来不肯说起{—|—}直到今年秋天才开口。"),
    _cut("U1 U2", MUST, "省略号不拆开", "六个点占两格；两个省略号连用占四格，单独成行。", "GB/T 15834—2011 5.1.5",
         "雾散了山、水、林、田{…|…}一样一样看得清楚了。"),
    _cut("U3", MUST, "数中不断", "小数点、千分撇、比号、时刻里面都不断。", "GB/T 15835",
         "去年全乡种树一共有{1,2|34.5}万株，成活九成以上。"),
    _cut("U5", MUST, "数和外文单位不分家", "中间有空格也一样。", "CY/T 154—2017 9.4",
         "从山脚到垭口要走{6.4|km}，他走了二十年，来回无数趟。"),
    _cut("U6", SHOULD, "数和年月日尽量不分", "记一笔代价；标题里一律不分。", "行业惯例",
         "这条石板路修通是在{2006|年}的秋天，老人们记得。"),
    _cut("U7", SHOULD, "数的范围尽量不断", "不得已只在连接号后断。", "GB/T 15834—2011 5.1.6",
         "这口池里的水温一直在{10|～25℃}之间，从来不结冰。"),
    _cut("U8", MUST, "代号、缩略语不断", "标准号、车次、缩写是一个整体，空格处也不断。", "CY/T 154—2017 9.4",
         "护林站执行的标准是{GB/|T 15834}，墙上贴着呢。"),
    _cut("U9 B3", MUST, "外文词不随处断", "只在音节处断；缩写、人名不断；连字符前至少两个字母，后面至少三个。", "CY/T 154—2017 9.1",
         "屏幕上写着{internati|onalization}几个字母，没人认得。"),
    _cut("U10", SHOULD, "两字的名字不断开", "名单里两个字的名字中间空一字，和三个字的齐，断行时还是一个名字。", "行业惯例",
         "罗长庚　沈禾青　{丁　|一}　彭秀岚　陆一鸣　何小沐"),
    _cut("U11 R1", MUST, "注了音的词不断", "一组字注一组音，断开就对不上了。", "clreq 行间注",
         "翻过这道山梁就是{龙潭|坪}，再往前是望云垭。", marks=(("ruby", "龙潭坪", "lóng tán píng"),)),
    _cut("U12", MUST, "职务后面的名字不断", "记者、通讯员后面紧跟着的名字，到标点、空格为止是一个整体。", "行业惯例",
         "县里传来消息（记者{许知|微}、实习生田禾）秋茶开园了。"),
    _cut("U13", SHOULD, "职务和第一个名字在一行", "空格照留，行断在名字之间；字距要松过半字时才断在职务后面。", "行业惯例",
         "本报云岭讯（{记者|许知微} 通讯员 陆一鸣）昨日，秋茶开园了。".replace("者|许", "者| 许")),
))  # fmt: skip

WIDTHS = Chapter("标点宽度", (
    Rule("W1", MUST, "两个标点相连占一个半字", "中间的空白让出半字：，“ 。” 》《 都是一个半字。括号始终贴着它括住的字。", "clreq 标点挤压",
         Body("他说{：“}来了{，”}我答{：“}是{。”}", cells=12, hand=True),
         Body("他说{：“}来了{，”}我答{：“}是{。”}", cells=12)),
    Rule("W2", MUST, "三个标点相连占两个字", "每多一个再加半字。", "clreq 标点挤压",
         Body("（他说：“走吧{。”）}", cells=12, hand=True), Body("（他说：“走吧{。”）}", cells=12)),
    Rule("W3", MUST, "空的括号不挤", "前括号后面紧跟后括号，中间的空白要留着。", "clreq 标点挤压",
         Body("在空着的{（<<）}里填上数字", cells=12, hand=True), Body("在空着的{（）}里填上数字", cells=12)),
    Rule("W5", MUST, "叹号问号叠用", "两个共占一个字，三个占两个字。", "GB/T 15834—2011 5.1.2",
         Body("真的吗{？>>！}他站住了{！>>！>>！}", cells=12, hand=True), Body("真的吗{？！}他站住了{！！！}", cells=12)),
    Rule("W6 H5", MUST, "破折号连成一线", "两段之间不留缝，旁边的括号不挤它。用连字符凑的，「标点改规范」可以排成破折号，来稿不动。",
         "GB/T 15834—2011 5.1.4", Body("走了{--}又回来{。。。}", cells=12, hand=True),
         Body("走了{--}又回来{。。。}", cells=12, manner=Manner(mend_marks=True))),
    Rule("§2", MUST, "间隔号占半个字", "不论字体里多宽，都居中排在半个字里；斜线、短横也是。", "GB/T 15834—2011 5.1.7",
         Body("约翰>{·}>穆勒，男>{／}>女", cells=12, hand=True), Body("约翰{·}穆勒，男{／}女", cells=12)),
    Rule("§5.1", STYLE, "全角与开明", "全角：标点各占一字，相连才挤。开明：句号、问号、叹号占一字，其余半字。", "clreq",
         Body("云，雾；山（水）。走吧！", cells=12),
         Body("云，雾；山（水）。走吧！", cells=12, manner=Manner(marks=KAIMING)), ("全角（默认）", "开明")),
    Rule("§5.1", STYLE, "半角与不挤", "半角：标点都占半字。原样：标点都占一字，从不挤。", "clreq",
         Body("云，雾；山（水）。走吧！", cells=12, manner=Manner(marks=BANJIAO)),
         Body("云，雾；山（水）。走吧！", cells=12, manner=Manner(marks=PLAIN)), ("半角", "原样")),
))  # fmt: skip

EDGES = Chapter("行末行首", (
    _cut("W7", MUST, "行末标点占半字", "行末的点号、后引号、后括号让出后面半字，右边才齐。", "GB/T 15834—2011 5.1.10",
         "林子里的雾还没有散{，}|他就背起水壶上山去了。", cells=10.5),
    _cut("W9", MUST, "行首括号切去左边半字", "左边才齐。", "clreq 行首",
         "守山人站起来慢慢地说：|{“}守好山，守好水。”"),
    Rule("W10", STYLE, "段首括号也切半字", "空两字以后，书名号后面的字在两个半字处。", "clreq 段首",
         Body("《山居志》出版的日子近了，都高兴。", indent=2, manner=Manner(trim_indented=False)),
         Body("《山居志》出版的日子近了，都高兴。", indent=2), ("不切", "切（默认）")),
    Rule("W8", STYLE, "标点悬挂", "一个逗号或句号悬到行外；只在挤不下时用，默认不用。", "clreq 悬挂",
         Body("第二天我起得非常早{，}午饭之后，出去看了朋友。", cells=9),
         Body("第二天我起得非常早{，}午饭之后，出去看了朋友。", cells=9, manner=Manner(hang=True)),
         ("不悬（默认）", "悬")),
))  # fmt: skip

FILLED = Chapter("挤推", (
    Rule("§6.4 R4 R5", SHOULD, "先挤进，后推出", "让出标点里的空白，把下一个字拉进来；挤不下才推出去、把这一行拉开。", "clreq 行内调整",
         Body("他说：“今天|{就}去，不等了。<<”", cells=6, hand=True, filled=True),
         Body("他说：“今天{就}去，不等了。”", cells=6)),
    Rule("§6.2", MUST, "汉字之间从不挤紧", "要让的只是标点里的空白，字和字不叠。", "clreq 紧排",
         Body("清晨的雾从谷底慢慢升起来|了，溪水声跟着他。", hand=True, filled=True),
         Body("清晨的雾从谷底慢慢升起来了，溪水声跟着他。")),
    Rule("X3", MUST, "空匀开，不堆在一处", "一行拉开时，字和字、字和标点之间都加一样多。", "clreq 拉伸",
         Body("中文排版很>>讲|究，行首不放点号。", cells=7, hand=True), Body("中文排版很讲究，行首不放点号。", cells=7)),
    Rule("X1 X2 R6", MUST, "先动西文的空，再动汉字", "拉开时先加词间空和中西间的空，词间到二分、中西间到 0.35 字为止，一行和邻行才匀；收紧时中西间的空可以到八分。", "clreq 行内调整",
         Body("用{GPS}测出这条沟的|长和宽都写进了本子里。", cells=11, hand=True, filled=True, manner=Manner(gap=0)),
         Body("用{GPS}测出这条沟的长和宽都写进了本子里。", cells=11)),
    Rule("R7", STYLE, "句号问号也让", "最后一步才挤句号、问号、叹号里的空；有的报纸从不挤。", "clreq 行内调整",
         Body("雨停了{。}他又走上山去了{。}雾从谷底升起来。路上没有别人。", manner=Manner(squeeze_stops=False)),
         Body("雨停了{。}他又走上山去了{。}雾从谷底升起来。路上没有别人。"), ("不挤", "挤（默认）")),
    Rule("R1 R2 R3", MUST, "让的次序", "行末标点、词间空、间隔号、括号引号、逗号顿号、中西间的空、句号，依次让；同一步各处让得一样多。", "clreq 行内调整",
         Body("他念完{“山、水、林、田{”}|，又念了一遍，记下了。", cells=11, hand=True, filled=True),
         Body("他念完{“}山、水、林、田{”}，又念了一遍，记下了。", cells=11)),
))  # fmt: skip

MIXED = Chapter("中西文与来稿", (
    Rule("A1 A3", MUST, "汉字与西文、数字之间空四分", "不是打出来的空格，是排出来的，默认四分之一字。", "clreq 中西间距",
         Body("有{312}条沟，{GPS}定了位", cells=12, hand=True, manner=Manner(gap=0)), Body("有{312}条沟，{GPS}定了位", cells=12)),
    Rule("A2", MUST, "标点旁边不空", "行首行尾、标点旁、括号里都不加。", "clreq 中西间距",
         Body("有>{GPS}>，也有>（{GIS}>）>。", cells=12, hand=True, manner=Manner(gap=0)), Body("有{GPS}，也有（{GIS}）。", cells=12)),
    Rule("A2", STYLE, "数字与年月日之间", "「数字单位空: 否」时不空。", "CSS Text 4",
         Body("{2026}年{10}月{18}日{6}时", cells=12), Body("{2026}年{10}月{18}日{6}时", cells=12, manner=Manner(unit_gap=False)), ("空（默认）", "不空")),
    Rule("A4", MUST, "一个西文词两边一样宽", "行拉开时，两边的空同进同退。", "typst-doc-cn #6062",
         Body("第>{1}回|成段", cells=3, hand=True, manner=Manner(gap=125)), Body("第{1}回成段", cells=3)),
    _cut("B1", SHOULD, "长词按音节断", "汉字间要拉到半个字以上才断词，断处加连字符。", "CY/T 154—2017 9.1",
         "请各位把{|infrastructure}这个词念三遍再走。"),
    _cut("B2", MUST, "复合词在自己的连字符处断", "不再添一个。", "CY/T 154—2017 9.3",
         "他们说的是{out-of-t|he-box}这种办法，一装就能用。"),
    _cut("B4", SHOULD, "驼峰处断开不加连字符", "拼起来的名字在大写字母前断。", "tiqian",
         "请把材料做成{PowerP|ointTemplate}再发到站里来。"),
    _cut("B5", MUST, "网址在斜线、点后断", "不加连字符，不在 :// 里断，也不为它把前一行拉散。", "tiqian",
         "县志的全文在{|https://example.org/xz/2026}，常看。", filled=True),
    Rule("B6 H3", STYLE, "汉字旁的半角标点", "照来稿排，但避头尾同全角；「半角标点改全角: 是」排成全角，来稿不动，check 逐处指出。", "clreq 中西混排",
         Body("他走了{,}又回来{.}真的吗{?}", cells=12, hand=True), Body("他走了{,}又回来{.}真的吗{?}", cells=12, manner=Manner(full_marks=True)), ("照来稿", "改全角")),
    Rule("H2", MUST, "来稿里的空格", "汉字与西文之间的，就是四分空，不再添；汉字之间的不排（「汉字间空格: 是」照排半字）。", "xeCJK",
         Body("用>> GPS >>测 一 测 水 位", cells=12, hand=True, manner=Manner(gap=0, han_space=True)), Body("用 GPS 测 一 测 水 位", cells=12)),
    Rule("H4 D3", STYLE, "全角的字母数字", "数字用半角；来稿是全角的，check 指出，「全角西文改半角: 是」排成半角。", "clreq",
         Body("{１２３４}米，{Ｇ５５}旁", cells=12), Body("{１２３４}米，{Ｇ５５}旁", cells=12, manner=Manner(half_latin=True)), ("照来稿", "改半角")),
    Rule("Q1", MUST, "弯引号随语言", "中文里的占一个字，用中文字体；整句外文里的、撇号是西文的。", "clreq 引号",
         Body("写着“>Let>’>>s go>”的旗", cells=12, hand=True), Body("写着“Let’s go”的旗", cells=12)),
))  # fmt: skip

PARAGRAPHS = Chapter("段落", (
    Rule("P1", MUST, "段首空两字", "每段都空，段间不另加空；每行十字以内的窄栏空一字。", "clreq 段首缩排",
         Body("清晨六点，护林员沿着石阶往上走，雾从谷底升起来。", indent=0), Body("清晨六点，护林员沿着石阶往上走，雾从谷底升起来。", indent=2)),
    _cut("P2", MUST, "单字不成行", "末行至少两个字，标点不算：挤上去，或者再带一个字下来。", "GB/T 15834—2011 5.1.11",
         "今天天气很好，我们一起|去看看山里的守林人一|{家}。", cells=11),
    _cut("P3", SHOULD, "末行不比段首的空还短", "末行宜有三个字以上，不然下一段的段首空就和它叠成一片白。", "行业惯例",
         "走上山，<<太阳出来以前，他|{要走}。", cells=11),
    Rule("P4", MUST, "诗一句一行，不拉齐", "整首居中，长句回行缩一字；落款靠右。", "行业惯例",
         Body("山高水长|云起石门旧|一灯如豆|照见归人", hand=True, filled=True, cells=11),
         Body("山高水长\n云起石门旧\n一灯如豆\n照见归人", cells=11, inset=3)),
    Rule("P5", MUST, "列表回行齐字", "项号站在段首空里，回行和正文的字对齐。", "clreq 凸排",
         Body("1. 每月巡两遍，走到哪里、看见什么，当天写在本子上。", hand=True, cells=12),
         Body("每月巡两遍，走到哪里、看见什么，当天写在本子上。", cells=12, inset=2, marker="1.")),
    Rule("P5", STYLE, "条文凸排", "写了凸排，条数凸在外面，条文对齐在一处。", "clreq 凸排",
         Body("第二条　进山不带火种，上坟不烧纸钱，改献鲜花。", cells=12, indent=2),
         Body("进山不带火种，上坟不烧纸钱，改献鲜花。", cells=12, inset=4, label="第二条　"), labels=("不写", "凸排：条文")),
    Rule("P5", STYLE, "对话凸排", "写了凸排，问、答和说话人的名字凸在外面。", "clreq 凸排",
         Body("答：石头是一块一块背上来的，修了三个冬天。", cells=12, indent=2),
         Body("石头是一块一块背上来的，修了三个冬天。", cells=12, inset=2, label="答："), labels=("不写", "凸排：对话")),
    Rule("P6", MUST, "名单成列，一名不拆", "一格四字，两字名拉开成三字；四字以上占几格算几格。稿件的字和空格不动。", "行业惯例",
         Body("何远松 谭广雨 {沈|云} 顾广青 邓玉 买{买|提}·艾力 唐知 石明沐", hand=True),
         Body("何远松 谭广雨 {沈 云} 顾广青 邓玉 {买买提}·艾力 唐知 石明沐", names=True)),
))  # fmt: skip

HEADLINES = Chapter("标题", (
    Rule("T1", MUST, "按词断行", "不拆词、人名、地名、数和短的引文。分词用词典，本报的专名写进 layout/词典。", "报纸编辑考核：不能割裂词义",
         Head("云岭县公|安局通报案情", lines=2, hand=True), Head("云岭县公安局通报案情", lines=2)),
    Rule("T2", MUST, "虚词不在行首，介词不在行尾", "的、了、着、过不起行；和、与、在、把、被不收行。", "报纸编辑考核",
         Head("全面做好护林防火|的若干意见", lines=2, hand=True), Head("全面做好护林防火的若干意见", lines=2)),
    Rule("T3", SHOULD, "几行长短相称", "末行不短于两字，也不短于最长一行的一半。", "行业惯例",
         Head("全县新增一批省级示范合作|社", size=15, lines=2, hand=True), Head("全县新增一批省级示范合作社", lines=2)),
    Rule("T4", SHOULD, "行末的逗号不排", "顿号、逗号、句号在标题行末不排出来，文字里还在；问号、叹号、引号照排。", "报纸编辑考核",
         Body("孩子们的暑假{，}|不该只有手机", cells=7, hand=True, heavy=True, size=pt(15), pitch=pt(19)),
         Head("孩子们的暑假，不该只有手机", size=15, lines=2)),
    Rule("T5", SHOULD, "字少的题拉开", "36 磅以下：两字空二字，三字空一字，四字、五字空半字，位置不够少空。36 磅起把地方留给字号：至多空一字、四分之三字、四分之一字。六字以上不空。", "报纸编辑考核",
         Head("守山", size=22, spaced=False), Head("守山", size=22)),
    Rule("T5", SHOULD, "五字题空半字", "和旁边四字的题相比才不显得小。", "本报的取法",
         Head("守山的日子", size=17, spaced=False), Head("守山的日子", size=15)),
    Rule("T6", SHOULD, "放不下依次用", "字距收紧至多 3%，换断法或加一行，再降字号，最小一号才收字宽到 95%，最后请编辑删字。不许压扁。", "行业惯例",
         Head("护林二十年的长路", size=20, condense=690), Head("护林二十年的长路", size=20)),
    Rule("T6", SHOULD, "两端齐的题", "差一点撑满的，字距放宽至多 10%，六至十二字至多 5%。", "行业惯例",
         Head("守山人的长日子", size=15.3, spaced=False), Head("守山人的长日子", size=15.3, filled=True), ("居中", "两端")),
    Rule("T7", SHOULD, "引题、副题小两号", "引题是主题的三分之一到五分之二，副题五分之二到一半，换一种字体。", "新民晚报版面 ABC",
         Head("守山的日子", size=15, spaced=False, others=(("云岭县二十年护林治水纪事", 12),)),
         Head("守山的日子", size=17, spaced=False, others=(("云岭县二十年护林治水纪事", 8),))),
    Rule("T8", MUST, "竖题里的数和外文", "两位数并成一格，长数一格一个，外文词躺下。", "clreq 直排",
         Body("2026年护林", cells=7, vertical=True, hand=True, heavy=True, size=pt(13), manner=Manner(unit_gap=False)), Head("2026年护林", size=13, lines=1, vertical=True, spaced=False)),
    Rule("T9", SHOULD, "题里的标点按字形收紧", "标题、引题、副题的字大，标点后面的半格成了窟窿：从标点的笔画到旁边的字留四分之一字，不少于半格，不多于一格。", "行业惯例",
         Head("下山，平安：一句老话", size=17, kerned=False), Head("下山，平安：一句老话", size=17)),
))  # fmt: skip

BESIDE = Chapter("行间标记", (
    Rule("E1", MUST, "着重点一字一点", "横排在字下，竖排在字右；标点、空格、西文不点。", "clreq 着重号",
         Body("要{久久为功}，不可{松懈}。", cells=12), Body("要{久久为功}，不可{松懈}。", cells=12, marks=(("dots", "久久为功", ""), ("dots", "松懈", ""))), ("无", "正")),
    Rule("E2", MUST, "专名号一名一线", "相邻两个名字之间断开；书名号用波浪线。", "clreq 专名号",
         Body("{云岭石门}两地，见{山居志}", cells=12, marks=(("name", "云岭石门", ""), ("title", "山居志", ""))),
         Body("{云岭石门}两地，见{山居志}", cells=12, marks=(("name", "云岭", ""), ("name", "石门", ""), ("title", "山居志", "")))),
    Rule("R1", MUST, "注音居中，不压邻字", "字号减半排在字上；拼音宽了字间加空，伸到旁边的字上不过四分之一字。", "clreq 行间注",
         Body("这里叫{垭}，那里叫{瀼}。", cells=12), Body("这里叫{垭}，那里叫{瀼}。", cells=12, marks=(("ruby", "垭", "yā"), ("ruby", "瀼", "ráng"))), ("无", "正")),
    Rule("G3", MUST, "行间要有半个字", "点和线在一边要半字，上下都有要八分之五；窄了报 line-gap，碰上了报 marks-touch，写明要多少行距。", "clreq 行间标点",
         Body("要{久久为功}，不可松|懈，守好这片{山林}。", cells=11, hand=False, pitch=pt(10.5), marks=(("dots", "久久为功", ""), ("dots", "不可松懈", ""))),
         Body("要{久久为功}，不可松懈，守好这片{山林}。", cells=11, marks=(("dots", "久久为功", ""), ("dots", "不可松懈", "")))),
))  # fmt: skip

VERTICAL = Chapter("竖排", (
    Rule("V1 V2", MUST, "竖排的数和外文", "两位数并成一格（纵中横），单个字母站着，四位数和词躺着。", "UAX #50；clreq 直排",
         Body("第{１２}号沟，{１９９８}年由{ＧＰＳ}测", cells=8, vertical=True, hand=True), Body("第{12}号沟，{1998}年由{GPS}测", cells=8, vertical=True, manner=Manner(unit_gap=False))),
    Rule("Q2 V3", MUST, "竖排的引号与点号", "外『』内「」；句号逗号在右上，冒号分号叹号问号在字下偏右、不挤。", "GB/T 15834—2011 5.2",
         Body("老人说：{“}走{‘}山|{’}路！{”}就笑了。", cells=8, vertical=True, hand=True), Body("老人说：{“}走{‘}山{’}路！{”}就笑了。", cells=8, vertical=True)),
    Rule("V4", MUST, "破折号、省略号顺着行", "浪纹、连接号也一样；间隔号居中。", "GB/T 15834—2011 5.2.2",
         Body("云{--}山{...}约翰{.}穆勒{~}好", cells=8, vertical=True, hand=True), Body("云{——}山{……}约翰{·}穆勒{～}好", cells=8, vertical=True)),
))  # fmt: skip

NUMERALS = Chapter("数字与引文", (
    Rule("D4", MUST, "〇 是汉字", "年份里的零用 〇（U+3007），不用圆圈、字母和数字；check 指出。", "GB/T 15835—2011",
         Body("二{○}二六年，二{0}二六年", cells=12), Body("二{〇}二六年", cells=12)),
    Rule("D1 D2", SHOULD, "数的范围和千分撇", "范围用浪纹，两头都写百分号；千分撇全文一致。程序只指出，不改。", "GB/T 15835—2011",
         Body("{5-10%}，{1,200}人，{3500}元", cells=13, size=pt(8)), Body("{5%～10%}，{1,200}人，{3,500}元", cells=13, size=pt(8)), WRONG_RIGHT),
    Rule("Q3 Q4", MUST, "并列的引号之间不用顿号", "中间没有别的字时。多段引文每段开头有前引号，末段才有后引号。程序只指出，不改。", "GB/T 15834—2011 4.5.3.5",
         Body("“山”{、}“水”和《林》{、}《田》", cells=12), Body("“山”“水”和《林》《田》", cells=12)),
))  # fmt: skip

TRADITIONAL = Chapter("传统字形", (
    Rule("R1", MUST, "注音符号站在字的右边", "横排时竖着写，占半个字，声调在末一个的右上，轻声在最上；每个字各注各的，可以在字间断行。", "clreq 行间注",
         Body("{山}上有{坪}，{坪}上有人", cells=12),
         Body("{山}上有{坪}，{坪}上有人", cells=12, marks=(("ruby", "山", "ㄕㄢ"), ("ruby", "坪", "ㄆㄧㄥˊ"))), ("无", "正")),
    Rule("Q5 W4", STYLE, "港台的点号居中", "「标点居中: 是」：点号在字格正中，只和括号相遇才各让四分之一字；标题里也是。", "clreq 标点位置",
         Body("山，水，林。田（湖）、草。", cells=12), Body("山，水，林。田（湖）、草。", cells=12, manner=Manner(centred=True)), ("大陆（默认）", "居中")),
    Rule("Q5", STYLE, "标题里的点号居中", "一个报一种，题文一致。", "clreq 标点位置",
         Head("高温了，你好吗？", size=15), Head("高温了，你好吗？", size=15, manner=Manner(centred=True)), ("大陆（默认）", "居中")),
))  # fmt: skip

CHAPTERS = (
    START_END,
    WHOLE,
    WIDTHS,
    EDGES,
    FILLED,
    MIXED,
    PARAGRAPHS,
    HEADLINES,
    BESIDE,
    VERTICAL,
    NUMERALS,
    TRADITIONAL,
)

# Rules that no pair of settings shows: what they say, and the tests that prove them.
NOT_DRAWN = {
    "H1": ("零宽字符不占位，只管能不能断", "test_lines.py"),
    "H6": ("控制字符不印出来，换行符断行", "test_runs.py"),
    "H7": ("合成的表情、带声调的字母是一个整体", "test_shape.py"),
    "H8": ("缺的字按后备字体逐字找，并且报告", "test_shape.py"),
    "U14": ("外国人名断在间隔号后面", "test_runs.py"),
    "G1": ("行长是字号的整数倍，余下的归栏空", "test_grid.py"),
    "G2": ("正文的基线都在全版的网格上", "test_story.py"),
    "G4": ("字号和号数", "test_cases.py"),
    "G5": ("汉字按字身框对齐，西文坐在自己的基线上", "test_lines.py"),
    "C1": ("段首行不单独在栏底，段末行不单独在栏顶", "test_fit.py"),
    "C2": ("小标题不在栏底，下面至少有两行", "test_fit.py"),
    "C3": ("一篇的各栏排齐，短的在最后", "test_fit.py"),
    "C4": ("词和网址不在栏末断开", "test_fit.py"),
    "C5": ("转版的两头各有一句，版次对得上", "test_story.py"),
    "C6": ("破栏后每栏的字数", "test_grid.py"),
    "F2": ("上标、下标用字体自己的数字，升高或降低", "test_figures.py"),
    "P7": ("首字占二到四行，旁边的行让整字，字一个不少", "test_dropcaps.py"),
    "P8": ("小标题、条目前的数悬着，一篇接着数，不算来稿的字", "test_ordinals.py"),
    "N1": ("版心按字和行算", "test_grid.py"),
    "N2": ("全版基本栏一样宽", "test_grid.py"),
    "N3": ("碰题扣分", "test_arrange.py"),
    "N4": ("通缝扣分", "test_arrange.py"),
    "N5": ("题区占整行", "test_story.py"),
    "N6": ("一稿一块，文字不跳过图片", "test_arrange.py"),
    "§17": ("全稿的验收数：孤字、松行、字距", "test_composition.py"),
}
