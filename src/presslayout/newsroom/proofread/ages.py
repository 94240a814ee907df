"""Ages and anniversaries against years of birth and founding, over a whole story; years of service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import number_of
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    import datetime as dt
    import re
    from collections.abc import Container, Iterable, Iterator

    from presslayout.base.diagnostics import Diagnostic

_Y = r"(?<![0-9])(?P<y>(?:1[5-9]|20)[0-9]{2})年"
_DAY = r"(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
_N = r"(?P<n>[0-9]{1,3}|[一二两三四五六七八九十百]{1,4})"
# 1957年出生的庄阿福, 生于1957年, 1938年3月生于桐岭县.
_BORN = (
    regex(rf"{_Y}{_DAY}[^，。；、0-9]{{0,8}}?(?:出生|生于|诞生于|降生|生(?=[，。；）的人在]))"),
    regex(rf"(?:出生于|生于|诞生于)[^，。；、0-9]{{0,4}}{_Y}"),
)
_AGE = regex(
    rf"(?P<lead>享年|终年|现年|今年已经|今年已|今年刚满|今年刚|今年|如今已|如今|年已|现已)[^，。；0-9]{{0,2}}?{_N}(?:周)?岁(?![多以组下上])"
)
_DEAD = frozenset(("享年", "终年"))
# In the year so and so somebody of so many years.
_THEN = regex(rf"{_Y}{_DAY}，?(?:年仅|年方|刚满|时年|当时)?{_N}岁的?")
_THEN_TOO = regex(
    rf"{_Y}{_DAY}(?![^。；，]{{0,6}}(?:出生|生于))(?:[^。；0-9]{{1,12}}，(?:当时|那年|时年|才|只有|年仅|刚满|正好|他|她){{1,2}}[^，。；0-9]{{0,3}}|[^，。；0-9]{{1,12}}时，?(?:年仅|才|只有|已|刚)?){_N}岁"
)
# 当村干部28年，从1998年一直干到今天.
# 成立于2006年，今年是第20个年头.
_NTH = regex(
    rf"{_Y}[^。！？0-9]{{0,12}}，(?P<lead>)(?:今年|如今|现在)[^。，0-9]{{0,6}}第{_N}个年头"
)
_UNTIL = regex(
    rf"(?P<lead>){_N}年[^。！？0-9]{{0,8}}，从{_Y}[^。！？0-9]{{1,10}}(?:到|至)(?:今天|现在|今年|如今|目前)"
)
_FOUNDED = regex(
    rf"{_Y}{_DAY}[^，。；！？0-9]{{0,12}}?(?:成立|创办|创建|创立|建立|组建|始建|建校|建馆|建厂|建院|建社|建站|建团|建队|开馆|开园|开业|开张|开通|通车|创刊|结为|缔结|结成|"
    r"建成|投产|诞生|问世|首演|首办|开办|兴办|设立|落成|启用|挂牌|揭牌|建交|合并|改制|组成|落户|起步)"
)
_IN = regex(
    rf"(?:成立|创办|创建|创立|建立|组建|始建|建|创刊|结好|诞生|开办|开馆|开业|设立|落成)于{_Y}"
)
# 1986年，他带着十几名工友租下仓库，公司的前身就此诞生.
_BEGUN = regex(rf"{_Y}{_DAY}，[^。！？；]{{4,70}}?(?:就此|由此|随之|从此)(?:诞生|成立|起步|创立)")
_JUBILEE = regex(rf"(?P<of>[\u4e00-\u9fff“”《》、]{{0,14}}){_N}周年")
# Jubilees of all the world, which are not those of the story's own founding.
_GREAT = regex(
    r"建党|建国|建军|党|新中国|共和国|抗战|抗日|胜利|长征|改革|回归|辛亥|五四|起义|革命|解放|诞辰|逝世|生|结婚|题词|讲话|实施|颁布|发表|遇难|殉难|牺牲|去世|战争|世界|设[区市]|撤"
)
_SINCE = regex(
    rf"{_Y}{_DAY}(?P<what>(?:[^。！？；0-9]|(?<![0-9])[0-9]{{1,3}}(?![0-9年])){{1,48}}?)(?P<lead>到今年[^，。；0-9]{{0,4}}已(?:经有|经|有)?|今年(?:正好|恰好|整整|刚好|正是|恰是|整)|一[\u4e00-\u9fff]{{1,2}}就是|至今(?:已经|已)?(?:有|整整)?|距今(?:已经|已)?(?:有|整整)?|到现在(?:已经|已)?(?:有)?|已经?(?:整整|有)|已经?(?:平稳|安全|连续)?(?:运行|使用|服役|营业|运营|经营|开办|矗立|屹立|存在)了?|整整[\u4e00-\u9fff]{{0,2}}了)(?:近|将近|快)?{_N}(?:个)?(?P<unit>年|载|周年|春秋|寒暑|年头)(?![代级前初])"
)
_STARTED = regex(
    rf"{_Y}{_DAY}[^，。；0-9]{{0,12}}?(?:参加工作|参加革命|从医|从教|从艺|从警|入伍|参军|入党|毕业|分配|进入|进厂|进校|当上|当了|走上|调[入到]|来到|考入|任教|执教|上班|学艺|拜师|到[^，。；0-9]{{2,10}}工作)"
)
_LEFT = regex(
    rf"{_Y}{_DAY}[^，。；0-9]{{0,8}}?(?:退休|离休|离职|病退|退伍|转业|退役|离任|卸任|调离|离开|逝世|去世)"
)
_TENURE = regex(
    rf"(?P<lead>从事[^，。；0-9]{{2,8}}|(?:参加)?工作后?到退休前?的?|从[医教艺警军业政事](?:生涯|已|已有|工作)?|工龄|党龄|教龄|军龄|警龄|执教|任教|执业|行医|教书|站讲台|当兵|扎根[^，。；0-9]{{0,6}}|坚守[^，。；0-9]{{0,6}}|工作了?|干了|奋斗了?|服务了?|教了|守了|当了)(?P<about>近|将近|长达|已|已有|整整|达|了|共|满)*{_N}(?:个)?年(?![代级前初])"
)
# 从1996年开始写日记，30年从未间断.
_EVER = regex(
    rf"(?:从|自){_Y}{_DAY}[^。！？；0-9]{{1,20}}，(?P<lead>){_N}(?:个)?年(?=从未|从不|从没|不间断|不断|如一日|风雨无阻|来|里|坚持|不曾)"
)
# 今年11岁，5岁学棋，至今已有6年.
_TAUGHT = regex(
    r"今年(?:刚|已|才)?(?P<a>[0-9]{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?)岁，(?:从)?(?P<b>[0-9]{1,2}|[一二]?十?[一二三四五六七八九]|十)岁(?:那年)?(?:起|就|开始|便)*[^，。；0-9]{2,8}，"
    rf"(?P<lead>)(?:至今|到今天|如今|现在)?(?:已经|已)?(?:有|整整|[^，。；！？0-9]{{0,8}}了)?{_N}(?:个)?年(?![代级前初])"
)
_YEARS = regex(_Y)
# Somebody else than was born then.
_RELATIVE = regex(
    r"女儿|儿子|[孙外]孙|孙子|孙女|母亲|父亲|妻子|丈夫|老伴|哥哥|弟弟|姐姐|妹妹|爱人|徒弟|师傅"
)
_WEAK = ("工作", "干了", "奋斗", "服务", "教了", "守了", "当了")
_LEAST = 3
# More of them are a table, and every one would be held against every other.
_MOST = 1000
_MOST_AGE = 125


def ages(told: StoryText, today: dt.date, judged: Container[int]) -> Iterator[Diagnostic]:
    """Every age and anniversary that its years do not bear out; `judged` places are told elsewhere."""
    text = told.text
    for mark, finder, code in _FINDERS:
        # Most texts say nothing of the kind, and need no expression for it.
        if not 0 < text.count(mark) <= _MOST:
            continue
        for match, right, unit in finder(text, today.year):
            if match.start("n") in judged:
                continue
            words = match.group().lstrip("，。；、”》")
            start = match.end() - len(words)
            yield warning(
                code, told, (start, len(words)),
                Text(f"“{words}”：算来是{right}{unit}", f"{words}: it comes to {right}"),
                Text("核对日期和年数", "check the dates and the count"),
            )  # fmt: skip


Found = tuple["re.Match[str]", int, str]


def _number(words: str) -> int:
    worth = int(words) if words.isdigit() else number_of(words)
    return int(worth) if worth is not None else 0


def _taught(text: str, _: int) -> Iterator[Found]:
    """Since when somebody of so many years has learnt something: the one age less the other."""
    for match in _TAUGHT.finditer(text):
        years = _number(match["a"]) - _number(match["b"])
        if years > 0 and abs(_number(match["n"]) - years) > 1:
            yield match, years, "年"


def _sentence(text: str, start: int) -> tuple[int, int]:
    """The edges of the sentence that a place stands in."""
    first = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    ends = [end for mark in "。！？\n" if (end := text.find(mark, start)) >= 0]
    return first, min(ends, default=len(text))


def _births(text: str, first: int, last: int) -> set[int]:
    return {int(m["y"]) for born in _BORN for m in born.finditer(text, first, last)}


def _grown(text: str, year: int) -> Iterator[Found]:
    """享年, 今年…岁 against the one year of birth of the sentence, or of the story."""
    for match in _AGE.finditer(text):
        first, last = _sentence(text, match.start())
        births = _births(text, first, last)
        dead = match["lead"] in _DEAD
        if not births and dead:
            births = _births(text, 0, len(text))
        others = len(list(_AGE.finditer(text, first, last)))
        if len(births) != 1 or others != 1:
            continue
        (birth,) = births
        born = text.find(f"{birth}年", first if not dead else 0)
        if not dead and _RELATIVE.search(text, min(born, match.start()), match.end()):
            continue
        end = year
        if dead:
            years = [int(m["y"]) for m in _YEARS.finditer(text, first, match.start())]
            end = max([y for y in years if y != birth], default=year)
        right, said = end - birth, _number(match["n"])
        if said and 0 < right < _MOST_AGE and abs(right - said) > 1:
            yield match, right, "岁"


def _aged(text: str, year: int) -> Iterator[Found]:
    """1957年出生……1975年，18岁的他: an age in a year against the year of birth."""
    for match in (*_THEN.finditer(text), *_THEN_TOO.finditer(text)):
        first, last = _sentence(text, match.start())
        births = _births(text, first, last)
        if len(births) != 1:
            continue
        (birth,) = births
        right, said = int(match["y"]) - birth, _number(match["n"])
        if 0 < right < year - birth + 1 and said and abs(right - said) > 1:
            yield match, right, "岁"


def _both(text: str, year: int) -> Iterator[Found]:
    """1983年，20岁的他……今年73岁: two ages of one person in a paragraph."""
    for match in _AGE.finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        thens = [m for p in (_THEN, _THEN_TOO) for m in p.finditer(text, begin, match.start())]
        if len(thens) != 1 or match["lead"] in _DEAD or _births(text, begin, match.end()):
            continue
        right = year - int(thens[0]["y"]) + _number(thens[0]["n"])
        said = _number(match["n"])
        if abs(right - said) > 1 and slipped(said, right):
            yield match, right, "岁"


# 18岁下井，今年58岁，干了40年.
_CAREER = regex(
    r"(?P<a>[0-9]{1,2})岁(?:那年)?[^。！？；0-9]{1,12}，(?:今年|如今|现年)(?P<b>[0-9]{2})岁，[^。！？；，0-9]{0,8}(?P<n>[0-9]{2})年"
)


def _careers(text: str, year: int) -> Iterator[Found]:
    """Years at work between two ages."""
    del year
    for match in _CAREER.finditer(text):
        right = int(match["b"]) - int(match["a"])
        if right > 0 and abs(right - int(match["n"])) > 1:
            yield match, right, "年"


def _jubilees(text: str, year: int) -> Iterator[Found]:
    """N周年 against every year that the story tells; one founding at least must be told."""
    founded = [int(m["y"]) for pattern in (_FOUNDED, _IN, _BEGUN) for m in pattern.finditer(text)]
    if not founded:
        return
    years = {int(m["y"]) for m in _YEARS.finditer(text)}
    for match in _JUBILEE.finditer(text):
        said = _number(match["n"])
        near = text[max(0, match.start("n") - 14) : match.start("n")].rpartition("。")[2]
        if said < _LEAST or _GREAT.search(near):
            continue
        if any(abs(end - begun - said) <= 1 for begun in years for end in (year, *years)):
            continue
        right = min((year - begun for begun in founded), key=lambda count: abs(count - said))
        if right > 0:
            yield match, right, "周年"


def _lasting(text: str, year: int) -> Iterator[Found]:
    """1979年……一摆就是47年: until today, where no other year stands in the sentence."""
    for match in [m for pattern in (_SINCE, _EVER, _UNTIL, _NTH) for m in pattern.finditer(text)]:
        first, last = _sentence(text, match.start())
        years = {int(m["y"]) for m in _YEARS.finditer(text, first, last)}
        right, said = year - int(match["y"]), _number(match["n"])
        if len(years) != 1 or said < _LEAST or abs(right - said) <= 1:
            continue
        now = not match["lead"] or match["lead"].startswith(("至今", "距今", "到现在"))
        if now or slipped(said, right):
            yield match, right, "年"


def _served(text: str, year: int) -> Iterator[Found]:
    """Years of service against when it began, and ended or goes on."""
    for match in _TENURE.finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        starts = [int(m["y"]) for m in _STARTED.finditer(text, begin, match.start())]
        if not starts:
            continue
        ends = [int(m["y"]) for m in _LEFT.finditer(text, begin, match.end())]
        if not ends and match["lead"].startswith(_WEAK):
            continue
        ends.append(year)
        said = _number(match["n"])
        counts = [end - start for start in starts for end in ends if end > start]
        if said >= _LEAST and counts and not _any_near(counts, said):
            slips = [count for count in counts if slipped(said, count)]
            if slips:
                yield match, slips[-1], "年"


def _any_near(counts: Iterable[int], said: int) -> bool:
    return any(abs(count - said) <= 1 for count in counts)


def slipped(said: int, right: int) -> bool:
    """Whether one is the other with one digit wrong, or two changed about: a slip of the pen."""
    one, other = str(said), str(right)
    if len(one) != len(other):
        return False
    apart = sum(a != b for a, b in zip(one, other, strict=True))
    return apart == 1 or (apart == 2 and one == other[::-1])  # noqa: PLR2004


_FINDERS = (
    ("岁", _grown, "age-differs"),
    ("岁", _aged, "age-differs"),
    ("岁", _both, "age-differs"),
    ("岁", _careers, "span-differs"),
    ("岁", _taught, "span-differs"),
    ("周年", _jubilees, "age-differs"),
    ("年", _lasting, "age-differs"),
    ("年", _served, "span-differs"),
)
