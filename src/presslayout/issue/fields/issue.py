"""The keys of an issue: the paper and its pages."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import ALIGN, KIND
from presslayout.issue.fields.common import GROUND_KEY, MAY_BE_EMPTY_KEY, RULES_KEY
from presslayout.issue.fields.field import Record, key
from presslayout.issue.fields.places import PIN
from presslayout.issue.fields.proofreading import ACCEPTED
from presslayout.issue.fields.refers import REFERS
from presslayout.issue.fields.story import AD, FILLER, STORY, WAITING

# What a paper says of itself in its imprint (版权条), in the order in which it is printed.
IMPRINT = (
    key("authority", "主管", "words", "主管单位", "the authority in charge", also="主管单位"),
    key("sponsor", "主办", "words", "主办单位", "the sponsoring body", also="主办单位"),
    key("publisher", "出版", "words", "出版单位", "the publisher", also="出版单位"),
    key("address", "地址", "words", "出版单位的地址", "the publisher's address", also="社址"),
    key("postcode", "邮编", "words", "邮政编码", "postcode", also="邮政编码"),
    key("telephone", "电话", "words", "联系电话", "telephone", also="联系电话 phone tel"),
    key("email", "邮箱", "words", "电子邮箱", "e-mail", also="电子邮箱 mail"),
    key("website", "网址", "words", "网址", "web site", also="网站 url"),
    key("distribution", "发行", "words", "发行方式和单位", "who distributes it, and how"),
    key(
        "postal_code", "邮发代号", "words", "邮发代号", "the post's code of the paper", also="邮发"
    ),
    key("price", "定价", "words", "定价；号外写免费赠阅", "its price", also="零售价 售价 价格"),
    key("printer", "印刷", "words", "印刷单位", "the printing house", also="印刷单位 承印 印厂"),
    key("printer_address", "印刷地址", "words", "印刷单位的地址", "the printer's address"),
)


PAPER = Record(
    "paper",
    Text("报纸", "paper"),
    (
        key(
            "name",
            "报名",
            "words",
            "报纸的名字",
            "the paper's name",
            required=True,
            also="报纸名 名称 title",
        ),
        key(
            "pinyin",
            "拼音",
            "words",
            "报名的拼音，如 YUNLING RIBAO；写了就排在报头的报名下面",
            "the paper's name in letters, set under it in the masthead",
        ),
        key("cn", "刊号", "words", "国内统一连续出版物号，如 CN 53-0000", "the CN serial number"),
        key(
            "issn",
            "国际刊号",
            "words",
            "国际标准连续出版物号，如 ISSN 1000-0000；存档记下来，不排出来",
            "the ISSN; kept in the archive and not printed",
        ),
        key(
            "city",
            "出版地",
            "words",
            "在哪个城市出版；存档记下来，不排出来",
            "the city of publication; kept in the archive and not printed",
            also="城市 place",
        ),
        key(
            "date",
            "日期",
            "date",
            "出版日期，年-月-日，如 2026-10-18；未定写待定",
            "day of issue, year-month-day such as 2026-10-18, or tbd",
            required=True,
            also="出版日期 时间",
        ),
        key("serial", "总期号", "words", "总期号", "running number of the issue", also="期号 总期"),
        key(
            "pages_today",
            "今日版数",
            "count",
            "今天一共几版",
            "how many pages the day has",
            also="版数",
        ),
        key(
            "lunar",
            "农历",
            "yesno",
            "日期后面加排农历；不写不排",
            "print the day of the lunar calendar after the date",
        ),
        key(
            "kind",
            "期别",
            "choice",
            "增期或号外，排在报头；平常不写",
            "an extra or special issue, said in the masthead",
            choices=KIND,
        ),
        *IMPRINT,
        key(
            "require_signed",
            "付印须签样",
            "words",
            "付印前必须签过的校次，如 三校；不写就不要求",
            "the round that must be signed before press; absent: none",
        ),
        RULES_KEY,
    ),
)


BANNER = Record(
    "banner",
    Text("栏题", "banner"),
    (
        key("text", "文字", "words", "栏题的字", "the campaign words", also="标题 主题"),
        key("tag", "角标", "words", "另一头的角标，如 特刊", "the tag at the far end"),
    ),
)


ALIGN_KEY = key(
    "align",
    "排",
    "choice",
    "各题排在哪边，整版（整期）一样：引题、主题、副题、署名；不写照版式",
    "where the heads of the page, or of all pages, stand: kicker, headline, deck and byline; absent: "
    "as its template says",
    choices=ALIGN,
    also="题排 对齐",
)


PAGE = Record(
    "page",
    Text("版面", "page"),
    (
        key(
            "number",
            "版次",
            "integer",
            "第几版",
            "its number",
            required=True,
            also="版 版号 页码 page",
        ),
        key(
            "section",
            "版名",
            "words",
            "报眉上的版名，如 特刊",
            "the page's name in the folio",
            also="名称 版面名 title",
        ),
        key(
            "template",
            "模板",
            "words",
            "layout/ 里一个版式的名称",
            "a template in layout/",
            required=True,
            also="模版 样式",
        ),
        key(
            "layout",
            "版式",
            "list",
            "没有位置的稿件各排在哪些行、哪些栏；pick 写下的，没写到的由程序安排",
            "rows and columns of stories without a slot, as pick writes them; those that it does "
            "not name are placed",
            of=PIN,
            also="排法 pin pins",
        ),
        key(
            "accepts",
            "收稿",
            "names",
            "收「待排」里哪些版名的稿件；不写就收这一版版名的和没有版名的",
            "the sections of waiting stories that it takes; absent: its own, and those of none",
            also="收 接收 sections",
        ),
        key("editor", "责任编辑", "words", "责任编辑", "editor in charge", also="编辑 责编"),
        key(
            "designer",
            "视觉编辑",
            "words",
            "视觉编辑",
            "visual editor",
            also="美编 版式设计 设计 视觉",
        ),
        key("proofreader", "校对", "words", "校对", "proofreader", also="校对员 检校"),
        key(
            "banner",
            "栏题",
            "record",
            "栏题（通栏的宣传语）",
            "the campaign strip",
            of=BANNER,
            also="栏目 通栏题",
        ),
        *REFERS,
        GROUND_KEY,
        key(
            "stories",
            "稿件",
            "list",
            "这一版的稿件，一篇一项",
            "the page's stories, one entry each",
            of=STORY,
            also="文章 稿子 articles story",
        ),
        key(
            "ads", "广告", "list", "这一版的广告，一条一项", "the page's ads, one entry each", of=AD
        ),
        ALIGN_KEY,
        MAY_BE_EMPTY_KEY,
        key(
            "drop",
            "撤稿",
            "names",
            "县区版：底版这一版里不要的稿件，写编号",
            "of a variant: the ids of the base's stories that it leaves out",
        ),
        key(
            "replace",
            "整版替换",
            "yesno",
            "县区版：不用底版的这一版，全照这里写的",
            "of a variant: the page stands as it is written here, nothing of the base's",
            also="换版",
        ),
    ),
)


ISSUE = Record(
    "issue",
    Text("一期", "issue"),
    (
        key(
            "base",
            "底版",
            "words",
            "县区版：在哪一份稿件单上改，只写不同的地方",
            "of a variant: the issue that it differs from; only differences are written",
            also="底稿 基础版",
        ),
        key(
            "edition",
            "版本",
            "words",
            "县区版的名字，如 白石版",
            "the variant's name",
            also="县区版",
        ),
        key(
            "paper",
            "报纸",
            "record",
            "报名、刊号、日期等",
            "facts of the paper and its day",
            required=True,
            of=PAPER,
            also="报头",
        ),
        key(
            "pages",
            "版面",
            "list",
            "各版，一版一项",
            "the pages, one entry each",
            required=True,
            of=PAGE,
            also="版 页面 page",
        ),
        key(
            "waiting",
            "待排",
            "list",
            "还没有分到版的稿件，由程序按版名和分量分到各版",
            "stories without a page, shared out among the pages by section and weight",
            of=WAITING,
            also="待编 稿库 待发 pool",
        ),
        key("fillers", "补白", "list", "可用的补白", "fillers at hand", of=FILLER),
        ALIGN_KEY,
        key(
            "accepted",
            "已核",
            "list",
            "校对报过、有人核过没有错的；文字改了再报",
            "findings of the proofreader that somebody looked at; told again once the words change",
            of=ACCEPTED,
        ),
    ),
)
