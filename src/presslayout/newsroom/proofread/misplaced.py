"""Words that are right in themselves and wrong where they stand: 截止10月底, 向公交公司反应过两次."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = "[0-9今昨本去上目当前日]"
_LOOKED_AT = "将|要|会|应|须|再|进行|认真|仔细|细致|逐一|逐个|逐项|全面|定期|安全|卫生|身体|质量|反复|例行|接受"
# The offices that are called so, and what they do.
_OFFICE = "院|官|长|机关|建议|监督|人员|干警|工作|公益|室|部|系统|业务|权|日报|事业|队伍|环节|制度|改革|理论|职能|为民|开放"
_ACCOUNT = "网站|网址|网页|账[号户]|帐[号户]|邮箱|官网|密码|客户端|微信|支付宝|后台|主页|小程序"
# 过敏反应, 作出反应, 市场反应.
_NO_NOUN = "(?<![敏良激理学链锁副毒炎化核快慢无有的烈种起出何作做类等场面体极即速性应生物感])"
# Where a word stands, it, and the one that is meant.
_ROWS = (
    (rf"(?:[，。；：、（）“\n]|\A)(?P<wrong>截止)(?=到?{_DAY})(?!日期|时间)", "截止", "截至"),
    (
        rf"(?:向|给|跟)[^，。；！？“”]{{1,14}}{_NO_NOUN}(?P<wrong>反应)(?=过|了|情况|问题|意见|诉求|说|，)",
        "反应",
        "反映",
    ),
    (
        rf"(?:问题|情况|意见|诉求|呼声)[^，。；！？“”]{{0,4}}向[^，。；！？“”]{{1,10}}{_NO_NOUN}(?P<wrong>反应)(?!堆|式|器)",
        "反应",
        "反映",
    ),
    (
        r"(?:群众|村民|居民|市民|读者|业主|用户|乘客|家长)(?:多次|集中|普遍|来信|来电|强烈|经常)?(?P<wrong>反应)(?=的(?:问题|情况|意见)|，)",
        "反应",
        "反映",
    ),
    (rf"(?:{_LOOKED_AT})(?P<wrong>检察)(?!{_OFFICE}|[，。；、])", "检察", "检查"),
    (rf"(?<!台风)(?P<wrong>登陆)(?=[^，。；、！？“”陆]{{0,8}}(?:{_ACCOUNT}))", "登陆", "登录"),
    (
        r"(?<![活所产])(?P<wrong>必需)(?=[核遵服坚确保提完认严立马及][\u4e00-\u9fff])(?!品)",
        "必需",
        "必须",
    ),
    (r"(?P<wrong>淌)(?:着)?水(?:过(?:河|溪|马路|街|桥|去|来)|前行|而过)", "淌", "蹚"),
    (
        r"(?<![大小气对现形景印想图表抽迹意万牛幻假天征好])(?P<wrong>象)(?![征形])(?=[^，。；、！？“”]{1,8}(?:一样|似的|一般)[，。；地的])",
        "象",
        "像",
    ),
)
_FOUND = tuple((regex(pattern), wrong, right) for pattern, wrong, right in _ROWS)


def misplaced(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Where a word stands that another one is meant by, it, and the other."""
    for pattern, wrong, right in _FOUND:
        if wrong in text:
            for match in pattern.finditer(text):
                yield match.start("wrong"), (wrong, right)
