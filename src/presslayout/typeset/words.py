"""Where words begin: a library's dictionary, the trade's phrases, the house's own names (RULES T1).

The library takes a quarter of a second to load, so it is asked only for display text that has to
be broken, and what it said is kept in the cache.  The trade's phrases (trade.txt)
are read then too; words of the house go over both.
"""

from __future__ import annotations

import json
from dataclasses import field
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base.cache import Cache, key_of
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

LIBRARY = "rjieba"
# The phrases of the trade, by the month of their list: what the cache keeps is of one list.
PHRASES, DATED = "trade.txt", "2026-11"
PHRASE_LEAST, PHRASE_MOST = 3, 12
# One-character words that stand by themselves; any other two characters that the dictionary leaves
# side by side are a name that it does not know.
_ALONE = frozenset(
    "的地得了着过们吗呢吧之者和与及或在把被将从对向为以让使是有不也都就又还很更最再才只已未没"
    "我你他她它这那此其各每某上下中里内外前后间个名位年月日时元人家"
)
# The library knows the characters of the mainland: Traditional ones are looked up as these.
TRADITIONAL = (
    "們現經濟學場亞塊賬戶國來時個會對與這將後為說過還發開關問間門長東車馬書電話語請讓認識"
    "議論證記設許該試調談誰課計訊訓詞譯護讀變貝負財責買賣貴費資質賽贏軍輪輕轉載較輸農邊遠"
    "運達連進選遺鄉醫釋針鐵銀錢鋼錄鐘鎮陽陰陳陸際險難雙雜離雲響頁順須領頭題額願類顧風飛飯"
    "館驗體魚鳥鷄麗黃點黨齊龍龜萬兩嚴並業叢豐臨義樂習亂爭於虧從倉儀價眾優傳傷倫偽餘僅債儘"
    "蘭興養獸內冊寫凍淨準幾鳳憑凱擊劃劉則剛創別製劇勸辦務動勵勞勢勝區協單衛廠廳歷曆壓縣參"
    "號嘆嗎聽啟員嚇團園圍圖圓聖壞堅壇墳墊處備複復奪奮獎婦媽孫寧寶實審憲寬賓導壽層屬歲島峽"
    "嶺幣師帳帶幫廣莊慶庫應廟廢張彈強歸當徹徑憶懷態憐總戀惡懸驚懼慘憤懶戰戲擴掃揚擾撫拋搶"
    "報擔擬擁擇揮損換據擺攝敵數齋斷無舊曉暈暫術機殺權條楊極構槍標樣樹橋檢樓歐殘氣漢湯溝沒"
    "淚澤潔測濃湧潤漲漸漁溫灣濕滅燈靈災爐煉熱愛爺狀猶獨獲環產畫異療瘋盡監蓋盤礦碼確禮禍種"
    "積稱穩窮競筆築簡節糧級紀約紅純線組細終結給絡統絕維綱網緊緒續緩編緣縮織繼績繩繪羅罰聯"
    "聰職腦臉藝蘇藥虛蟲補裝觀規視覺覽觸訂討託訴診詢詳誤誠誌諾謀謝謹豬貢貨販貧購貸貿賀賦趙"
    "趨躍軌軟輔輛輯轟辭遊違適遷鄧鄰釘鈔銷鎖鏡閃閉閱闊隊隨隱靜韓預頻顆顏顯驅駐騙騰鬆鬥鬧鮮"
    "麥葉婭薩薦係裏裡週佔迴禦鬚麵檯臺颱鏈徵註採彙匯錶嚮範穀雋纔闆"
)
_SIMPLIFIED = (
    "们现经济学场亚块账户国来时个会对与这将后为说过还发开关问间门长东车马书电话语请让认识"
    "议论证记设许该试调谈谁课计讯训词译护读变贝负财责买卖贵费资质赛赢军轮轻转载较输农边远"
    "运达连进选遗乡医释针铁银钱钢录钟镇阳阴陈陆际险难双杂离云响页顺须领头题额愿类顾风飞饭"
    "馆验体鱼鸟鸡丽黄点党齐龙龟万两严并业丛丰临义乐习乱争于亏从仓仪价众优传伤伦伪余仅债尽"
    "兰兴养兽内册写冻净准几凤凭凯击划刘则刚创别制剧劝办务动励劳势胜区协单卫厂厅历历压县参"
    "号叹吗听启员吓团园围图圆圣坏坚坛坟垫处备复复夺奋奖妇妈孙宁宝实审宪宽宾导寿层属岁岛峡"
    "岭币师帐带帮广庄庆库应庙废张弹强归当彻径忆怀态怜总恋恶悬惊惧惨愤懒战戏扩扫扬扰抚抛抢"
    "报担拟拥择挥损换据摆摄敌数斋断无旧晓晕暂术机杀权条杨极构枪标样树桥检楼欧残气汉汤沟没"
    "泪泽洁测浓涌润涨渐渔温湾湿灭灯灵灾炉炼热爱爷状犹独获环产画异疗疯尽监盖盘矿码确礼祸种"
    "积称稳穷竞笔筑简节粮级纪约红纯线组细终结给络统绝维纲网紧绪续缓编缘缩织继绩绳绘罗罚联"
    "聪职脑脸艺苏药虚虫补装观规视觉览触订讨托诉诊询详误诚志诺谋谢谨猪贡货贩贫购贷贸贺赋赵"
    "趋跃轨软辅辆辑轰辞游违适迁邓邻钉钞销锁镜闪闭阅阔队随隐静韩预频颗颜显驱驻骗腾松斗闹鲜"
    "麦叶娅萨荐系里里周占回御须面台台台链征注采汇汇表向范谷隽才板"
)
# More common in a headline than anything that its characters might make otherwise.
_FREQUENCY = 100_000
_NAME = "n"
# Nothing longer is a word: what the library leaves whole beyond it has no words inside.
_LONGEST_WORD = 40
# A word is parted best where it falls into so few words (全国人民代表大会|常务委员会, 全国 人民|代表大会).
SEAM_MOST = 3


_LOOKED_UP = str.maketrans(TRADITIONAL, _SIMPLIFIED)


@frozen
class Words:
    """The words of one house; `house` are its own, in the order of its files."""

    # A list may have a million words, and whatever is fitted to a width is looked up by them.
    house: tuple[str, ...] = field(default=(), hash=False)
    cache: Cache = field(default_factory=Cache.disabled)

    def __call__(self, text: str) -> frozenset[int]:
        """The offsets at which a word or phrase begins, where a line may be broken before it."""
        return self._kept("words", text, lambda own: _outside(text, own))

    def within(self, text: str) -> frozenset[int]:
        """The offsets at which words begin, those inside the phrases of the trade too."""
        return self._kept("words within", text, lambda own: _starts(text, own))

    def parts(self, text: str) -> frozenset[int]:
        """The offsets at which words begin inside longer words: 全国人民|代表大会."""
        return self._kept("parts of words", text, lambda own: _parts(text, own))

    def seams(self, text: str) -> frozenset[int]:
        """Those of the parts that leave it in three words at most: 代表大会|常务委员会, not 代表|大会."""
        return self._kept("seams of words", text, lambda own: _parts(text, own, SEAM_MOST))

    def _kept(
        self, what: str, text: str, ask: Callable[[tuple[str, ...]], set[int]]
    ) -> frozenset[int]:
        # Only the words that the text holds can change where it is cut.
        own = tuple(held(self, text))
        key = key_of(what, text, version(), DATED, own)
        kept = self.cache.get(key)
        if kept is not None:
            return frozenset(json.loads(kept))
        found = sorted(ask(own))
        self.cache.put(key, json.dumps(found).encode("ascii"))
        return frozenset(found)


def held(words: Words, text: str) -> list[str]:
    """The words of the house that a text holds, in the order of its files."""
    places, lengths = _places(words)
    found = {
        text[at : at + length]
        for length in lengths
        for at in range(len(text) - length + 1)
        if text[at : at + length] in places
    }
    return sorted(found, key=places.__getitem__)


@lru_cache(maxsize=2)
def _places(words: Words) -> tuple[dict[str, int], tuple[int, ...]]:
    """Where each word of a house stands in its list, and the lengths that they have."""
    places = {word: number for number, word in reversed([*enumerate(words.house)])}
    return places, tuple(sorted({len(word) for word in places}))


@lru_cache(maxsize=1)
def version() -> str:
    """The version of the library, found out without loading it."""
    spec = find_spec(LIBRARY)
    if spec is None or spec.origin is None:
        return ""
    found = sorted(Path(spec.origin).parent.parent.glob(f"{LIBRARY}-*.dist-info"))
    return found[-1].name.removeprefix(f"{LIBRARY}-").removesuffix(".dist-info") if found else ""


@lru_cache(maxsize=4)
def _library(house: tuple[str, ...]) -> Any:
    made = import_module(LIBRARY).Jieba()
    for word in house:
        made.add_word(word.translate(_LOOKED_UP), _FREQUENCY, _NAME)
    return made


def _starts(text: str, house: tuple[str, ...]) -> set[int]:
    found: set[int] = set()
    at = 0
    before = ""
    for token in _tokens(text, house):
        if at and not _unknown_name(before, token):
            found.add(at)
        before = token
        at += len(token)
    return found - _in_house(text, house)


def _tokens(text: str, house: tuple[str, ...]) -> list[str]:
    tokens: list[str] = _library(house).cut(text.translate(_LOOKED_UP), True)  # noqa: FBT003
    return tokens


def _in_house(text: str, house: tuple[str, ...]) -> set[int]:
    """The offsets inside words of the house: one word, whatever the library made of its neighbours."""
    found: set[int] = set()
    for word in house:
        begin = text.find(word)
        while begin >= 0:
            found.update(range(begin + 1, begin + len(word)))
            begin = text.find(word, begin + 1)
    return found


def _unknown_name(before: str, after: str) -> bool:
    """Whether two tokens of one character each look like a name that was cut."""
    if len(before) != 1 or len(after) != 1 or not (before + after).isalpha():
        return False
    return before not in _ALONE and after not in _ALONE


@lru_cache(maxsize=1)
def phrases() -> frozenset[str]:
    """The fixed phrases of the trade."""
    lines = Path(__file__).with_name(PHRASES).read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _outside(text: str, house: tuple[str, ...]) -> set[int]:
    """Where words and phrases begin; none inside a phrase."""
    begins, inside, beside = _starts(text, house), set[int](), set[int]()
    known, looked_up = phrases(), text.translate(_LOOKED_UP)
    edges = begins | {0, len(text)}
    for at in range(len(text) - PHRASE_LEAST + 1):
        for length in range(min(PHRASE_MOST, len(text) - at), PHRASE_LEAST - 1, -1):
            # What begins and ends inside words is none: 发展中|国家.
            if looked_up[at : at + length] in known and (at in edges or at + length in edges):
                inside.update(range(at + 1, at + length))
                beside |= {at, at + length}
                break
    if beside <= edges:
        return begins - inside
    # The library may glue a phrase's end to what follows: 环境日有 is no word of it, 加工业 is one.
    first = 0
    for token in _tokens(text, house):
        last = first + len(token)
        if _library(house).has_word(token):
            beside.difference_update(range(first + 1, last))
        first = last
    return (begins | beside) - inside - _in_house(text, house) - {0, len(text)}


def _parts(text: str, house: tuple[str, ...], most: int = _LONGEST_WORD) -> set[int]:
    """Where a word of four characters or more falls into words of two or more, `most` of them."""
    looked_up, library = text.translate(_LOOKED_UP), _library(house)
    edges = sorted({0, *_starts(text, house), len(text)})
    found: set[int] = set()
    for first, last in pairwise(edges):
        word = looked_up[first:last]
        for at in range(2, min(len(word), _LONGEST_WORD) - 1):
            sides: list[str] = [
                *library.cut(word[:at], True),  # noqa: FBT003
                *library.cut(word[at:], True),  # noqa: FBT003
            ]
            if len(sides) <= most and min(map(len, sides)) > 1:
                found.add(first + at)
    return found
