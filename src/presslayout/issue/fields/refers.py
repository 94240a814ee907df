"""The keys of what page one says beside its stories: 导读, 天眉, 天气."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.field import Record, key

_SAID = (
    key(
        "page",
        "版次",
        "integer",
        "在第几版；要是这一期有的版",
        "the page that it leads to, one of the day's",
        required=True,
        also="版 页码 number",
    ),
    key(
        "title",
        "标题",
        "words",
        "排得醒目的几个字",
        "its words in bold",
        required=True,
        also="主题 题",
    ),
    key(
        "text",
        "文字",
        "words",
        "标题下面的一句话，排一行",
        "one line below the title",
        also="一句话 提示",
    ),
)


INDEX = Record("index", Text("导读", "index"), _SAID)


SKYBOX = Record(
    "skybox",
    Text("天眉", "skybox"),
    (
        *_SAID,
        key("file", "图片", "words", "旁边的小图", "a thumbnail beside it", also="文件 图"),
        key("focus", "焦点", "focus", "小图裁切时留住的一点", "kept inside its crop"),
        key("alt", "替代文字", "words", "给看不见图的读者的话", "words for who cannot see it"),
    ),
)


WEATHER_DAY = Record(
    "weather_day",
    Text("天气的一天", "day of weather"),
    (
        key(
            "day",
            "日",
            "words",
            "今天、明天，或几日",
            "today, tomorrow, or which",
            required=True,
            also="日期 时间 天",
        ),
        key("sky", "天象", "words", "多云转晴", "what the sky is", required=True, also="天气 阴晴"),
        key("degrees", "气温", "words", "8～19℃", "from how many degrees to how many", also="温度"),
        key("wind", "风", "words", "北风二级", "the wind", also="风力"),
    ),
)


WEATHER = Record(
    "weather",
    Text("天气", "weather"),
    (
        key("place", "地点", "words", "哪里的天气", "where", also="地方 城市"),
        key(
            "days",
            "预报",
            "list",
            "一天一项",
            "one entry a day",
            required=True,
            of=WEATHER_DAY,
            also="各天 天",
        ),
    ),
)


REFERS = (
    key(
        "weather",
        "天气",
        "record",
        "天气：地点和一天一天的预报，排成一行或一块",
        "the weather: the place and the days, printed as a line or a box",
        of=WEATHER,
        also="气象 天气预报",
    ),
    key(
        "index",
        "导读",
        "list",
        "头版的导读：标题、一句话、在第几版，一项一条",
        "what page one lists of the paper: title, a line, the page, one entry each",
        of=INDEX,
        also="要目 目录 contents",
    ),
    key(
        "skybox",
        "天眉",
        "list",
        "报头上方的几条：小图、标题、在第几版，至多四条",
        "refers above the masthead: thumbnail, title, page; four at most",
        of=SKYBOX,
        also="天头 skyline",
    ),
)
