"""People of a text: names behind a title or before what somebody says, by all surnames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# The surnames of the 百家姓 and others in use; the double ones.
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马"
    "苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁"
    "毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡"
    "凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲封芮羿储靳"
    "汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿"
    "白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别"
    "庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融"
    "冷訾辛阚那简饶空曾沙养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公付肖佟佘仝亓栗迟矫郇眭仉隋牟尉郤岳谌裔闫邸苑代鄢庹覃冼展练过种"
)
DOUBLE = (
    "欧阳|司马|上官|诸葛|夏侯|司徒|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|轩辕|东方|南宫|西门|独孤|端木|百里|呼延|"
    "闻人|澹台|公冶|宗政|濮阳|淳于|单于|太叔|申屠|钟离|鲜于|闾丘|司空|颛孙|仲孙|公羊|赫连|拓跋|万俟|第五|左丘|羊舌|司寇"
)
_DOUBLE = frozenset(DOUBLE.split("|"))
# Surnames that are common words as well; those that hardly ever are.
_RISKY = frozenset(
    "和时于向国党路当别相应都后从查经安高全常车包双管能单元家展盖益过种水田金万石方成何程宣布通连解强明平广易东巩农温游计施章祖红支空曾养公付池居终满文越边冀桂贡贺谈习白干从云"
)
_PARTS = 2
_GIVEN = r"[\u4e00-\u9fff]"
_OFFICES = (
    "总书记|书记|主席|主任|总理|部长|委员|代表|秘书长|经理|总裁|董事长|理事长|局长|县长|市长|省长|镇长|乡长|村长|区长|州长|"
    "处长|科长|队长|站长|场长|院长|校长|社长|所长|会长|厅长|司长|组长|班长|厂长|馆长|行长|台长|园长|馆员|支队长|大队长|负责人|"
    "总工程师|工程师|调解员|评委|教授|博士|医生|护士|护士长|记者|通讯员|专家|老师|教师|教练|讲师|村民|市民|居民|农民|果农|蜂农|"
    "村医|石匠|木匠|铁匠|画家|作家|歌手|摄影师|老艄公|主播|摊主|店主|团长|连长|排长|司机|骑手|演员|导演|学员|学生|艄公"
)
# Any word that ends as what people are does.
POSTS = rf"(?:{_OFFICES}|[\u4e00-\u9fff](?:长|员|师|匠|工|手|人|农|生|官|家|警))"
_VERBS = (
    "说|告诉|介绍|表示|认为|指出|回忆|记得|笑|答|问|坦言|强调|透露|谈到|解释|还|今年|提醒|承诺|算账|称|常说|给|讲|清晨|每天|领着|"
    "带着|蹲在|守着|捧着|站在|坐在|走进|教书|巡的|在|是|有|和|也|每|从|守|都|就|又|要|把|被|对|向|到|用|出席|陪同|主持|致辞|参加|的"
)
_NEXT = rf"(?=$|[^\u4e00-\u9fff]|{_VERBS})"
_NAME = rf"(?P<name>(?:{DOUBLE}){_GIVEN}{{1,2}}?|[{SURNAMES}]{_GIVEN}{{1,2}}?)"
_TITLED = regex(rf"(?P<post>(?:[\u4e00-\u9fff]{{0,6}}?副)?{POSTS}){_NAME}{_NEXT}")
_SPEAKING = regex(
    rf"(?:(?<=[。！？，；：“”\n（、…—])|\A){_NAME}(?=说|告诉|介绍|表示|认为|指出|回忆道|笑着|坦言|强调|透露|还说|今年[0-9一二三四五六七八九])"
)
_NEVER = frozenset("的了和与及或们都就等为被")
_WORDS = frozenset(
    "关于 由于 对于 于是 和平 安全 强调 高度 高兴 明确 成功 成立 经济 经过 连续 连接 通过 应该 应当 能够 都是 时间 都有 相关 相信 "
    "方面 向前 向上 从此 从前 从事 满意 满足 解决 利用 国家 国内 文化 文明 东西 广大 红色 平均 平时 平安 全国 全县 全市 全体 全部 "
    "单位 计划 常年 常常 常委 常务 水平 水利 山区 车间 车上 双方 包括 包装 管理 马上 安排 安装 温暖 别人 后来 后面 过去 过程 种植 "
    "种类 时代 方便 那里 那些 简单 干部 干净 公司 公里 公共 花了 花费 白天 左右 石头 元旦 空间 家里 家庭 家乡 万元 万人 查看 查询 "
    "须要 养老 游客 丰收 关心 关系 关键 权利 盖了 益处 展开 展示 展现 展览 练习".split()
)


# No name ends in these.
_NO_ENDS = frozenset("着者员长")


@frozen
class Person:
    """A name, where it stands, and the title before it."""

    name: str
    at: int
    post: str = ""


def firm_surnames() -> str:
    """The surnames that hardly ever are another word."""
    return "".join(char for char in SURNAMES if char not in _RISKY)


def people(text: str) -> tuple[Person, ...]:
    """Everybody whom a text names so that there is no doubt, in its order, each place once."""
    found: dict[int, Person] = {}
    for match in _TITLED.finditer(text):
        if (person := _person(match, match["post"])) is not None:
            found.setdefault(person.at, person)
    for match in _SPEAKING.finditer(text):
        if (person := _person(match, "")) is not None:
            found.setdefault(person.at, person)
    return tuple(found[at] for at in sorted(found))


def _person(match: re.Match[str], post: str) -> Person | None:
    name = match["name"]
    if name[:2] in _WORDS or not _NEVER.isdisjoint(name[1:]) or name[-1] in _NO_ENDS:
        return None
    return Person(name, match.start("name"), post)


def likely(name: str) -> bool:
    """Whether no common word is in a name: 时指出, 和企业, 山西省 are none."""
    import rjieba

    if name[:2] in _DOUBLE:
        return True
    words = rjieba.tag(name, hmm=False)
    return all(len(word) == 1 or kind.startswith("nr") or kind == "nz" for word, kind in words) or (
        name[0] not in _RISKY
        and len(words) == _PARTS
        and words[1][1] in ("a", "n", "nz", "v", "i", "b", "z", "d", "t")
    )


def titled(text: str, name: str) -> Iterator[tuple[int, str]]:
    """The offices right before a name, wherever it stands."""
    at = text.find(name)
    while at >= 0:
        office = _OFFICE.search(text[max(0, at - 10) : at])
        if office is not None:
            yield at, office.group()
        at = text.find(name, at + 1)


_OFFICE = regex(
    r"(?:副|党组)?(?:总书记|书记|主席|主任|部长|秘书长|总经理|经理|总裁|董事长|理事长|局长|县长|市长|省长|镇长|乡长|区长|州长|处长|科长|"
    r"队长|站长|场长|院长|校长|社长|所长|会长|厅长|司长|组长|厂长|馆长|行长|台长|园长|护士长|调解员|成员|支队长|大队长|会计|出纳|文书|连长)\Z"
)
