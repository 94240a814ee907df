"""The keys of what stands on a page: stories, fact boxes, fillers, advertisements."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import BOX_FORM, FORM, LABEL
from presslayout.issue.fields.common import FRAME_KEY, TINT_KEY
from presslayout.issue.fields.field import Record, key
from presslayout.issue.fields.photos import GRAPHICS, PHOTO, PLACE_KEY
from presslayout.issue.fields.places import LOCK_INSIDE_KEY, LOCK_KEY, OPTIONAL_KEY
from presslayout.issue.fields.portraits import FACE_KEY, PORTRAITS_KEY

FACTBOX = Record(
    "factbox",
    Text("资料框", "fact box"),
    (
        key("title", "标题", "words", "资料框的标题", "its title", also="主题"),
        key(
            "body",
            "文字",
            "body",
            "「文字: |」下面写文字，或写一个稿件文件名（.md .txt .docx .html）",
            "text after “body: |”, or the name of a copy file (.md .txt .docx .html)",
            required=True,
            also="正文 text",
        ),
        key(
            "form",
            "体裁",
            "choice",
            "名单：姓名成列，一名不拆；不写是文章",
            "roll: names in even cells, none in two lines; absent: prose",
            choices=BOX_FORM,
        ),
        key("columns", "栏数", "count", "占几栏", "how many columns it spans"),
        LOCK_INSIDE_KEY,
        PLACE_KEY,
        OPTIONAL_KEY,
        FRAME_KEY,
        TINT_KEY,
    ),
)


JUMP = Record(
    "jump",
    Text("转版", "jump"),
    (
        key(
            "page",
            "版次",
            "integer",
            "转到第几版",
            "the page it goes on",
            required=True,
            also="版 number",
        ),
        key(
            "slot",
            "位置",
            "words",
            "转到哪个版位",
            "the slot it goes on in",
            required=True,
            also="版位 区块",
        ),
        key(
            "headline",
            "题",
            "words",
            "在那一版的标题",
            "the headline that it bears there",
            also="标题 主题 title",
        ),
    ),
)


STORY = Record(
    "story",
    Text("稿件", "story"),
    (
        key(
            "id",
            "编号",
            "words",
            "稿件编号，一期之内不重；汉字、字母、数字、- 和 _",
            "unique in the issue; letters, digits, Han, - and _",
            required=True,
            also="稿号 序号 number no",
        ),
        key(
            "slot",
            "位置",
            "words",
            "版式里的版位；不写由程序按分量安排",
            "a slot of the template; absent: placed by weight",
            also="版位 区块 position",
        ),
        key(
            "weight",
            "分量",
            "integer",
            "没有位置的稿件按它排先后，大的优先",
            "rank of a story without a slot; more comes first",
            also="权重 等级",
        ),
        key(
            "form",
            "体裁",
            "choice",
            "诗：一行一句，空行分节，整首居中；名单：姓名成列，一名不拆；不写是文章",
            "verse: one verse a line, empty lines part stanzas, centred as a block; roll: names in "
            "even cells, none in two lines; absent: prose",
            choices=FORM,
        ),
        key(
            "rubric",
            "栏头",
            "words",
            "栏头：标题上面的小字，如 记者手记，上有一道粗线",
            "the small line above the head, under a bar: what the column is called",
            also="栏目名 小栏目 overline",
        ),
        key(
            "kicker",
            "引题",
            "words",
            "引题（眉题）",
            "the line above the headline",
            also="眉题 肩题 小题 eyebrow",
        ),
        key(
            "headline",
            "主题",
            "words",
            "主标题",
            "the headline",
            also="标题 主标题 大标题 正题 题目 正标题 title heading",
        ),
        key(
            "deck",
            "副题",
            "words",
            "副题",
            "the line below the headline",
            also="副标题 subtitle subhead standfirst",
        ),
        key(
            "byline",
            "署名",
            "words",
            "署名，照排",
            "the byline, set as written",
            also="作者 记者 author by",
        ),
        key(
            "body",
            "正文",
            "body",
            "稿件文件（.md .txt .docx .html），或另起一行写的文字本身（正文: |）",
            "a copy file (.md .txt .docx .html), or the text itself on lines of its own (body: |)",
            also="内容 文本 稿件 文件 text content copy",
        ),
        key(
            "factboxes",
            "资料框",
            "list",
            "排在稿件里的资料框：标题、文字，加框或底色",
            "boxes of facts inside the story: a title, text, a frame or a tint",
            of=FACTBOX,
            also="链接 背景资料 factbox",
        ),
        *GRAPHICS,
        key(
            "pullquote",
            "提要",
            "texts",
            "提要：一段，或一列",
            "a pull quote, or a list of them",
            also="摘要 导读 引语 quote",
        ),
        key(
            "may_drop_quotes",
            "提要可删",
            "yesno",
            "排不下时可以撤掉提要",
            "pull quotes may be dropped where space is short",
            also="提要可省",
        ),
        key(
            "photos",
            "图片",
            "list",
            "图片，一张一项",
            "photographs, one entry each",
            of=PHOTO,
            also="图 照片 配图 images pictures photo",
        ),
        PORTRAITS_KEY,
        FACE_KEY,
        key(
            "sidenotes",
            "侧注",
            "texts",
            "正文右边半栏宽的注：一条，或一列",
            "notes in half a column at the right of the text: one, or a list of them",
            also="边注 旁注 注",
        ),
        key(
            "jump",
            "转版",
            "chain",
            "转到别的版接排；再转的写成一列，按先后",
            "where the story goes on; a list where it goes on from there, in order",
            of=JUMP,
            also="转接 下转",
        ),
        key(
            "style", "样式", "words", "layout/styles/ 里的名字，如 加框", "a name in layout/styles"
        ),
        LOCK_KEY,
    ),
)


# A story that waits for a page has no slot yet, nor another page to go on on.
WAITING = Record(
    "waiting",
    Text("待排稿件", "waiting story"),
    (
        *(f for f in STORY.fields if f.name not in ("slot", "jump")),
        key(
            "section",
            "版名",
            "words",
            "属于哪个版，如 要闻；不写的哪一版都行",
            "the section it belongs to; absent: any page",
            also="版组 栏目 类别",
        ),
        key(
            "page",
            "版次",
            "integer",
            "最好排在第几版；排不下才排到别的版",
            "the page it had best stand on; where that is full, another",
            also="版 number",
        ),
        key(
            "may_hold",
            "可留",
            "yesno",
            "排不下时可以留到下一期",
            "may be held over where space is short",
            also="可缓 可压 hold",
        ),
    ),
)


FILLER = Record(
    "filler",
    Text("补白", "filler"),
    (
        key("id", "编号", "words", "补白编号", "its id", required=True),
        key("text", "文字", "words", "补白的文字", "its words"),
        key("file", "文件", "words", "补白的文件", "a file with its words"),
        key(
            "rows",
            "行",
            "integer",
            "至少占几行，连上面隔开的一行；不写由程序数",
            "rows that it takes at least, the one of air above it counted; absent: as its text needs",
        ),
    ),
)


AD = Record(
    "ad",
    Text("广告", "ad"),
    (
        key(
            "slot",
            "位置",
            "names",
            "版式里放广告或公益广告的版位；一条广告占几个相连的版位，写成一列",
            "a slot for ads or public-service ads, or a list of neighbouring ones for one ad",
            required=True,
            also="版位 区块",
        ),
        key(
            "file",
            "文件",
            "words",
            "广告文件：PDF、SVG 或图片，尺寸要和版位一样",
            "the ad: PDF, SVG or picture, as large as its slot",
            required=True,
            also="图片 路径 path",
        ),
        key(
            "label",
            "标注",
            "choice",
            "“广告”二字：加排在右上角（不写就是），还是文件里自带",
            "the word 广告: drawn at the top right (the default), or in the file already",
            choices=LABEL,
        ),
        key(
            "scale",
            "缩放",
            "yesno",
            "尺寸不合时按比例缩放放进去；不写是不许",
            "whether an ad of another size is scaled to its slot",
            also="缩小 fit",
        ),
        key("alt", "替代文字", "words", "给看不见图的读者的话", "words for who cannot see it"),
    ),
)
