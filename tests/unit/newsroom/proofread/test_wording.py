"""Words, particles, names and marks by their build: each construction wrong, and what looks like it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import kit

from presslayout.newsroom.proofread.house import styled
from presslayout.newsroom.proofread.hygiene import doctor
from presslayout.newsroom.proofread.lexicon import long_words, wrong_words
from presslayout.newsroom.proofread.names import names
from presslayout.newsroom.proofread.particles import particles
from presslayout.newsroom.proofread.repetition import repetitions
from presslayout.newsroom.proofread.story_texts import StoryText
from presslayout.newsroom.proofread.words import wrong_wording

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic


def told(text: str, name: str = "A") -> StoryText:
    return StoryText(1, kit.story(name, "头条", *text.split("\n")), "body", text)


def found(*texts: str) -> list[Diagnostic]:
    stories = [told(text, "ABCD"[number]) for number, text in enumerate(texts)]
    each = [d for one in stories for d in (*doctor(one), *wrong_wording(one), *particles(one))]
    return [*each, *names(stories, (), {}), *repetitions(stories, dictionary=True)]


WRONG = [
    # A long word with one character alike.
    ("孩子们踢了一场友宜赛。", "wrong-word"),
    ("这已经成了条件反设。", "wrong-word"),
    ("他是一名志原者。", "wrong-word"),
    # A phrase whose slip makes another word of its beginning.
    ("有的干部遇事故步自锋，不肯改。", "wrong-idiom"),
    # What somebody says in some way, what comes of it, and who somebody is.
    ("他乐呵呵的说，今年卖了好价钱。", "particle"),
    ("队员们跑的飞快，谁也不歇。", "particle"),
    ("大家听的入了神，谁也不走。", "particle"),
    ("他是个热心肠地人。", "particle"),
    ("她是位老实巴交地庄稼人。", "particle"),
    # A stretch said twice, a day said twice.
    ("工人128人，平均平均年龄52岁。", "doubled-word"),
    ("要等三天天，才能查到。", "doubled-word"),
    # A name from abroad, whatever stands in its midst.
    ("教练马尔科·佩特罗维奇来了。佩得罗维奇说，都不歇。", "name-differs"),
    ("本报讯（记者 费小满）截止11月14日，晚稻收了八成。", "wrong-word"),
    ("家具是志愿着抬上去的。", "wrong-word"),
    ("报名的有三、四千人。", "guess-form"),
    # Words of the list.
    ("请提前做好防冻措失。", "wrong-word"),
    ("司机题醒大家坐稳。", "wrong-word"),
    ("对以经批复的项目要抓紧。", "wrong-word"),
    ("按排座位的时候，大家都笑了。", "wrong-word"),
    # How something is done, by its form.
    ("她颤巍巍的放下碗。", "particle"),
    ("他一勺一勺的舀给孩子。", "particle"),
    ("球不慌不忙的颠了三下。", "particle"),
    ("面包车摇摇晃晃的开进了村口。", "particle"),
    ("有人轻轻的把门推开。", "particle"),
    ("他仔细的检查了一遍。", "particle"),
    ("大家不约而同的鼓起掌来。", "particle"),
    # What comes of it.
    ("老人笑的合不拢嘴。", "particle"),
    ("他把规矩立的足够正。", "particle"),
    ("她学的比谁都多。", "particle"),
    ("小腿冻的发紫。", "particle"),
    ("大家忙的不可开交。", "particle"),
    ("水面平静的像一面镜子。", "particle"),
    ("你细心的听，它就告诉你。", "particle"),
    ("会议要求认真的梳理每一段海塘的隐患。", "particle"),
    ("他急的直搓手。", "particle"),
    ("手机响的很勤。", "particle"),
    ("把好事办细－贴一张纸，并不费事。", "dash-form"),
    ("三季度运营运营简报发布了。", "doubled-word"),
    ("他说得马乎，大家听不明白。", "wrong-word"),
    # What a thing is.
    ("会场响起热烈地掌声。", "particle"),
    ("这就是我们地家乡。", "particle"),
    # Words twice.
    ("她听到听到响声就跑了过去。", "doubled-word"),
    ("我们我们采访过的那些人。", "doubled-word"),
    ("起火原因正在正在调查。", "doubled-word"),
    ("住户用视频用视频表了态。", "doubled-word"),
    ("第三句句，要把年轻人请进来。", "doubled-word"),
    ("他说了十几个年年头。", "doubled-word"),
    ("志愿者喊得他他红了脸。", "doubled-word"),
    ("他走走过的道岔有上百个。", "doubled-word"),
    # Names met with once.
    ("居民单淑琴接到电话。单淑芹事后说，心里明白。", "name-differs"),
    ("主任医师翁雪琪一天要答几十遍。“阳光最便宜，”翁雪棋说。", "name-differs"),
    ("团长甄咏霓是学徒出身。甄永霓起初看不惯。", "name-differs"),
    # From abroad: short, and turned.
    ("法国人克洛德·梅西耶来了。梅西那只提了一个要求。", "name-differs"),
    ("秘鲁厨师路易斯·门多萨出了主意。门多沙擦着汗说，好。", "name-differs"),
    ("学者埃里克·马尔多纳来了。马尔纳多说，树很高。", "name-differs"),
    ("选手切鲁约特撞线。基普鲁托·切鲁约特说，风大。切鲁约待又说，累。", "name-differs"),
    # Places.
    ("榕荫路、盐仓巷停水。盐仓港一带地势高。", "place-differs"),
    ("在红柳沟换热站新上机组。在红柳构换热站看到，水温正常。", "place-differs"),
    ("大洑镇是主产区。在大袱镇码头，船很多。", "place-differs"),
    # Sentences.
    ("读这样的文字，要慢。读这样的文字，要慢。故事很长。", "repeated-sentence"),
    (
        ("会上到场求职者430人，达成意向96人，其中男性54人、女性42人。他说好。"
        "到场求职者430人，达成意向的有96人，其中男性54人、女性42人。"),
        "repeated-sentence",
    ),
    (
        "加工厂今年换了新设备，每月用水由900吨降到300吨。他说好。加工厂今年换了新设备，每月用水大幅下降。",
        "repeated-sentence",
    ),
    # Marks.
    ("他说，耳朵会老，手不会，”。屋里静了。", "doubled-mark"),
    ("他说：“锅里的叫“这个”，好吃。”", "quote-place"),
    ("她的散文集“苦瓜记”近日出版。", "quote-place"),
    ("我们不怪他们..他说。", "ellipsis-form"),
    ("孩子们围了上来一一图书车到了。", "dash-form"),
    # A word that the dictionary holds together with another.
    ("新园座落在南渡街道。", "wrong-word"),
    ("白菜大部份已装车。", "wrong-word"),
    ("司机可拔打沿线的电话。", "wrong-word"),
    # Words that are wrong where they stand.
    ("截止10月底，全市办结1486项。", "wrong-word"),
    ("我向公交公司反应过两次。", "wrong-word"),
    ("各库还将检察闸门和启闭机。", "wrong-word"),
    ("对方要求他登陆一个网址操作。", "wrong-word"),
    ("旅客乘车前必需核对车票。", "wrong-word"),
    ("遇上雨天还得淌水过马路。", "wrong-word"),
    ("他待人象亲人一样。", "wrong-word"),
    # Particles: one by one, towards, behind a verb said twice, what can be done.
    ("他们把黄豆一捧一捧得装回袋子。", "particle"),
    ("孩子们一点一点的往前挪。", "particle"),
    ("籽粒灌浆灌的足，千粒重高。", "particle"),
    ("机器把杂质挑地干干净净。", "particle"),
    ("立山走的不快，没误过事。", "particle"),
    ("让木匠看得懂、用的上。", "particle"),
    ("你上心，它才长的壮。", "particle"),
    ("政府面临严峻地财政压力。", "particle"),
    # Words twice: before a verb, nouns behind 的, 因 and 请.
    ("装车的白菜白菜要码好。", "doubled-word"),
    ("防疫不能不能等出了事再跑。", "doubled-word"),
    ("他捐出五百元后悄然悄然离去。", "doubled-word"),
    ("斑马线正好正好对着右转车道。", "doubled-word"),
    ("有位师傅每每天收车以后来看书。", "doubled-word"),
    ("书屋八点关门，因因常有人不走，改到十点。", "doubled-word"),
    ("路面结冰，请请驾驶人减速。", "doubled-word"),
    # Names: both beyond doubt, names in 名, short of a character.
    ("站长祖大军正带人检查。“雪停路通，”祖大君说。", "name-differs"),
    ("泌尿外科主任樊启明做了手术。樊启名提醒，要就诊。", "name-differs"),
    ("总理玛尔塔·林德霍尔姆当天说，压力大。林德霍姆此前是行长。", "name-differs"),
    ("总统安德烈·科瓦列茨签字。分析人士认为，科瓦列兹起用新人。", "name-differs"),
    ("镇北的大山叫老帽山。车过了老冒山，要停一停。", "place-differs"),
    ("湾头遗址文物展开幕。湾头遗址在江边。观众在参观弯头遗址的陶器。", "place-differs"),
    # Stops.
    ("她总算睡了个、囫囵觉。", "doubled-mark"),
    ("希望有关部门派人来看一看，别让一块小小的站牌难住一条街的人，", "missing-stop"),
    ("有了这些水，小麦返青有了保障。“水要省着用，更要算着用”", "missing-stop"),
    ("“有七位老人不会用手机，”他说，“我不去，他们就听不到音信”。", "quote-place"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_what_is_written_wrong_is_told_with_why_in_both_languages(text: str, code: str) -> None:
    one = next(d for d in found(text) if d.code == code)
    assert one.message.zh != one.message.en
    assert one.hint is not None
    assert one.hint.en
    assert one.span is not None


RIGHT = [
    # What a name ends with goes on in the next word.
    "司机麻德胜开了十六年班车。",
    "望湖镇镇长冉春晖说，柳浪镇镇长来了。",
    "心中有说不出的骄傲，因为形势比人强。",
    "老周是个本地人，她是位外地姑娘，他是个生意人。",
    "再过三年年底通车，第三天天亮出发，每个月月底结账，他年年来。",
    "他笑眯眯的脸，乐呵呵的问候。",
    "研究研究，讨论讨论，平均下来，一平均就少。",
    "这是友谊赛，他是志愿者，中国话说得好，打进半决赛。",
    "大树以经年的常绿等着人。他可以经过这里。",
    "工厂加工厂里的零件，一部分已到北京。",
    "颤巍巍的手，一勺一勺的汤，不慌不忙的样子，高高兴兴的孩子。",
    "慢慢的时光里，轻轻的脚步声，仔细的检查，热烈的掌声。",
    "家家户户的门都开了，大大小小的走道都通了。",
    "打扮得漂漂亮亮的走来的人。",
    "红的发光，绿的也发光。他写的很多，我看的不少。",
    "我们地处山区，自己地里的菜。",
    "我们研究研究，一个一个来，好久好久，等着等着天亮了。",
    "一把锁锁住了门，聊聊天，散散步，招招手，一年年过去。",
    "他更反对对别人有害的做法，也可以以别的方式来。",
    "股价涨涨落落，走路蹒蹒跚跚，爆竹声声。",
    "1998年年底，1158个日日夜夜，口口声声说好。",
    "村民王小明说，好。村民王小红说，不好。",
    "名单：李士忠、李文治、李世忠、顾长青、王铁城、王铁成、周明。",
    "马丁·霍夫曼来了。霍夫曼说好。阿拉伯商人也来了。",
    "陕西省和山西省的代表来了，山西省代表先到。",
    "政府部门来了。好的，他说。好的，她说。",
    "他说：“锅里的叫‘这个’，好吃。”她写的散文集《苦瓜记》出版了。",
    "电影“百花奖”揭晓，他把礼物一一送给孩子。",
    "油在锅沿上响……等到肉馅入锅，大家都笑了。",
    "报名截止日期是11月底。台风登陆后，系统恢复。检察院将进行检察监督，他全面检察工作。",
    "他对药物有反应，居民反应过来，化学反应了一次。必需品要备足，汗水淌过脸颊。",
    "药会给患者造成不良反应，也会给孩子带来过敏反应，要向社会作出反应，给出的反应各有不同。生活必需确保供应。",
    "大象那边一样，小象走路的样子和大象一样。大象鼻子一样的滑梯，对象一般都在。班产也由4000套提高到1万套，年产也高。",
    "建设用地上，住地不远，场地干干净净。他买的书，用的上海产品，走的不是这条路。",
    "说的不错。他用的着实不多，一点一点的进步，严峻地说。",
    "文物展展出128件，书展展示新书。他每每天不亮就出门，萌得不要不要的。",
    "“不要不要！”她说。其原因因人而异，想请请你们。的确不能，不能。",
    "答复总是“再等等……”。他说，请等等……",
    "“我去，”他说，“别拦着。”他管这叫“水要省着用，更要算着用”。",
    "白日依山尽，\n黄河入海流。\n欲穷千里目，\n更上一层楼。",
    "中将将应邀访问，班主任任老师来了，这项工作主要要依靠群众，孩子们一道飘洋过海。",
    "国民要共渡经济难关，大家共渡难关。缺乏科学的认识和准确的把握。",
    "他同本·阿里总统会谈。突尼斯总统本·阿里说，好。",
    "看见那一刻的烟花，那一颗星也亮了。",
    "在文字字段里输入，位图图像另存，本份声明有效，出现在次版本里。",
    "种粮粮难收，种树树不长。塞莱莱·马列莱来访。",
    # Copy broken by lines.
    "他沿着河一直走，走了很远很远的路，天黑才走到，\n这是一行一断的稿子，每一行都断在逗号上，要接起来，\n不是少了句号，是断开了，\n最后才有。",
    "总理玛尔塔·林德霍尔姆当天来了。林德霍尔姆说好。",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_what_only_looks_so_is_left_alone(text: str) -> None:
    assert [(d.code, d.message.zh) for d in found(text)] == []


def test_a_name_is_compared_across_stories_where_it_is_sure() -> None:
    assert [d.code for d in found("作者程月棠说，好。", "本报作者程月堂说，粥好喝。")] == [
        "name-differs"
    ]
    assert found("程月棠来过。", "程月楼来过。") == []


def test_more_than_an_office_of_the_list_is_another_office() -> None:
    def titles(text: str) -> list[str]:
        return [d.code for d in styled(told(text), {"温如海": "副市长"})]

    assert titles("常务副市长温如海参加。") == ["name-title"]
    assert titles("副市长温如海参加。") == []


def test_no_word_is_in_the_list_of_wrong_ones_and_of_right_ones() -> None:
    wrong = {word: right for some in wrong_words().values() for word, right in some.items()}
    long = {word for some in long_words().first.values() for word in some}
    assert wrong.keys().isdisjoint(long)
    assert wrong.keys().isdisjoint(wrong.values())
    assert all(word != right for word, right in wrong.items())
