"""Parts of a story guessed by form: found where they are, and nothing guessed of what merely looks so."""

from __future__ import annotations

import pytest

from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy.blocks import lines_of, read_text
from presslayout.issue.copy.foreign import CopyPiece
from presslayout.issue.copy.parts import Guess, is_byline, tales
from presslayout.issue.yaml.tree import SourceText
from tests.kit import ROOT

PROSE = "清晨的雾从谷底慢慢升起来，沿着青冈岭的山脊散开，护林员罗长庚背着水壶往上走。"
SEED = ROOT.parent / "shared" / "seed"


def pieces(text: str) -> list[CopyPiece]:
    lines = lines_of(text)
    copy = read_text(lines, SourceText("", tuple(line.text for line in lines)))
    return [CopyPiece(p.kind, p.place(0)[0], text=p.text) for p in copy.body]


def guessed(*rows: str) -> list[dict[str, list[str]]]:
    """The parts of each story by their kind."""
    made = pieces("\n".join(rows))
    told = []
    for tale in tales(made):
        parts: dict[str, list[str]] = {}
        for at, guess in tale.parts:
            parts.setdefault(guess.value, []).append(made[at].text)
        told.append(parts)
    return told


@pytest.mark.parametrize("first", ["MIME-Version: 1.0", "X-Mailer: Foxmail 7", "Message-ID: <a@b>"])
def test_what_mail_programs_write_is_no_copy(first: str) -> None:
    mail = [first, "发件人: 甲 <a@example.com>", "Content-Type: text/plain"]
    [found] = guessed(*mail, "守山", "本报记者 甲一", PROSE)
    assert found["about"] == mail
    assert found["headline"] == ["守山"]


def test_a_headline_and_its_byline_stand_before_the_first_paragraph() -> None:
    assert guessed("守山的日子", "本报记者 沈禾青", PROSE, PROSE) == [
        {"headline": ["守山的日子"], "byline": ["本报记者 沈禾青"]}
    ]


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (("云岭县委部署秋冬护林", "把山守好", "二十万亩林地有了网格长"), "kicker headline deck"),
        (("守山的日子", "——云岭县二十年护林纪实"), "headline deck"),
        (("守山的日子", "云岭县二十年护林治水纪实"), "headline deck"),
        (("新春走基层", "雪夜护路人"), "kicker headline"),
        (("城东供水管网改造完工", "比原计划提前19天"), "headline deck"),
        (("山上通了环线公路了", "惠及五乡八万人"), "headline deck"),
        (("四十年治一条溪",), "headline"),
        (("二十年守一座山", "——云岭护林纪实"), "headline deck"),
        (("2026年全县秋粮又丰收",), "headline"),
        (("学史力行·办实事", "特刊", "守山", "云岭护林综述"), "banner tag headline deck"),
    ],
)
def test_lines_above_a_story_have_their_parts(rows: tuple[str, ...], parts: str) -> None:
    [found] = guessed(*rows, "本报记者 沈禾青", PROSE, PROSE)
    assert [name for name in found if name != "byline"] == parts.split()


@pytest.mark.parametrize(
    "line",
    ["本报讯（记者许知微）", "本报云岭10月19日讯 （记者 许知微 通讯员 何沐）", "（记者 许知微）"],
)
def test_a_dateline_on_a_line_of_its_own_is_a_byline(line: str) -> None:
    assert guessed("医保窗口搬进村部", line, PROSE, PROSE) == [
        {"headline": ["医保窗口搬进村部"], "byline": [line]}
    ]


@pytest.mark.parametrize(
    "line", ["2026年10月", "2026年10月18日于云岭", "二〇二六年秋", "86年10月3日", "2026-10-18"]
)
def test_a_day_is_no_headline(line: str) -> None:
    assert guessed(line, "本报记者 沈禾青", PROSE, PROSE) == [{}]


def test_counts_of_a_page_stand_behind_the_story_and_are_no_part_of_it() -> None:
    [found] = guessed(
        "山歌会", "本报记者 甲一", PROSE, PROSE, "编辑：苏木", "阅读 1024", "点赞 3万+"
    )
    assert found["about"] == ["编辑：苏木", "阅读 1024", "点赞 3万+"]
    [kept] = guessed("山歌会", "本报记者 甲一", PROSE, PROSE, "阅读 1024 页的书，他用了三年。")
    assert "about" not in kept


def test_an_essay_bears_its_author_alone() -> None:
    assert guessed("树下长桌", "彭秀岚", PROSE, PROSE) == [
        {"headline": ["树下长桌"], "byline": ["彭秀岚"]}
    ]


def test_short_lines_between_paragraphs_are_subheads() -> None:
    [found] = guessed(
        "守山的日子", "本报记者 甲一", PROSE, "一条沟的清水账", PROSE, "路修到了家门口", PROSE
    )
    assert found["subhead"] == ["一条沟的清水账", "路修到了家门口"]


NOTHING = {
    "an ordinary first paragraph": (PROSE, PROSE),
    "a short first sentence": ("天亮了。", PROSE),
    "a poem": ("山月", "照我窗", "不肯落", "照我窗前", "一树霜"),
    "a poem with marks": ("山月照窗，", "一夜清霜。", "不见归人，", "只闻犬吠。"),
    "names": ("张三　李四　王五　赵六", "钱七　孙八　周九　吴十", "郑一　冯二　陈三　褚四"),
    "names by unit": ("县委办公室", "张三　李四　王五", "县林业局", "赵六　钱七　孙八"),
    "questions and answers": ("问：林子怎么守？", "答：靠脚走。" + PROSE, "问：有多少人", "答：二十三个。" + PROSE),
    "a dialogue by names": ("记者：您走了多少年", "罗长庚：" + PROSE, "记者：累不累", "罗长庚：不累。"),
    "a telegram": ("新华社昆明10月18日电（记者 李明）" + PROSE, PROSE),
    "a paragraph that was cut": (PROSE, PROSE[:-1] + "，路过的人都停下来看他怎么把石头一块一块", "垒回去。", PROSE),
    "one line": ("守山的日子",),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_is_guessed_of(name: str) -> None:
    assert guessed(*NOTHING[name]) == [{}]


def test_short_lines_in_a_row_are_no_subheads() -> None:
    [found] = guessed("守山", "本报记者 甲一", PROSE, "山高路远", "水长天阔", "林深草密", PROSE)
    assert "subhead" not in found


def test_two_stories_in_a_file_are_told_apart_by_the_second_byline() -> None:
    told = guessed(
        "守山的日子",
        "本报记者 甲一",
        PROSE,
        PROSE,
        "",
        "",
        "树下长桌",
        "本报记者 乙二 通讯员 丙三",
        PROSE,
    )
    assert [one["headline"] for one in told] == [["守山的日子"], ["树下长桌"]]


def test_a_subhead_before_the_second_headline_stays_with_the_first_story() -> None:
    told = guessed(
        "守山",
        "本报记者 甲一",
        PROSE,
        "一条沟的账",
        PROSE,
        "",
        "",
        "树下长桌",
        "本报记者 乙二",
        PROSE,
    )
    assert told[0]["subhead"] == ["一条沟的账"]
    assert told[1]["headline"] == ["树下长桌"]


def test_headers_of_a_mail_and_lines_of_editors_are_about_the_file() -> None:
    [found] = guessed(
        "发件人: 甲 <a@example.com>", "收件人: 编辑部", "主题: 投稿", "", "守山", "本报通讯员 甲一",
        PROSE, PROSE, "一审：乙二", "联系电话：0870-1234567",
    )  # fmt: skip
    assert found["about"] == [
        "发件人: 甲 <a@example.com>", "收件人: 编辑部", "主题: 投稿", "一审：乙二", "联系电话：0870-1234567",
    ]  # fmt: skip
    assert found["headline"] == ["守山"]


@pytest.mark.parametrize(
    "line",
    ["文/本报记者 吴献党 图/通讯员 朱渊", "本报记者 沈禾青", "□ 彭秀岚", "本报全媒体记者 许知微 通讯员 魏　志",
     "记者 李明 摄影报道", "（本报记者 陆一鸣）", "作者：陈青山", "图文：许知微"],
)  # fmt: skip
def test_is_a_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    ["记者在现场看到，雾从谷底升起来。", "本报讯（记者 许知微）昨日", "图书馆里的灯", "文化下乡二十年",
     "记者手记", "通讯员培训班开班", "作者的话"],
)  # fmt: skip
def test_is_no_byline(line: str) -> None:
    assert not is_byline(line)


def test_a_table_behind_a_title_makes_it_the_headline() -> None:
    made = [
        CopyPiece(ParagraphKind.PARAGRAPH, 1, text="十月山货收购价"),
        CopyPiece(ParagraphKind.CELL, 2, cell=(1, 1), text="品名"),
        CopyPiece(ParagraphKind.CELL, 2, cell=(1, 2), text="每斤"),
    ]
    assert tales(made)[0].parts == ((0, Guess.HEADLINE),)


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed text is not here")
def test_the_seed_is_two_stories_with_their_parts_and_four_subheads() -> None:
    [path] = SEED.glob("*.txt")
    first, second = guessed(*path.read_text(encoding="utf-8").split("\n"))
    assert first["headline"] == ["坚持的力量"]
    assert first["deck"] == ["慈利县开展党史学习教育综述"]
    assert len(first["subhead"]) == 4
    assert second == {"headline": ["真抓实干看慈利"], "byline": ["本报记者 吴献党 通讯员 朱晓敏"]}


@pytest.mark.parametrize(
    "line",
    ["2026-11-09 10:32", "发布时间：2026年11月9日 来源：云岭发布 字号：大 中 小", "首页 > 要闻 > 正文",
     "您现在的位置：首页 » 新闻", "2026/11/9 09:05:11　作者：彭秀岚　浏览：1204"],
)  # fmt: skip
def test_what_a_site_sets_around_a_headline_is_about_the_file(line: str) -> None:
    for rows in (("石门桥通车", line), (line, "石门桥通车")):
        assert guessed(*rows, PROSE, PROSE) == [{"about": [line], "headline": ["石门桥通车"]}]


@pytest.mark.parametrize("line", ["2026-11-09", "首页的故事", "2026年11月9日，桥通车了"])
def test_a_day_alone_and_words_that_begin_alike_are_copy(line: str) -> None:
    assert all("about" not in tale for tale in guessed(line, PROSE, PROSE))


def test_a_headline_that_says_who_speaks_is_one_above_a_byline() -> None:
    assert guessed("气象台：本周末有雨夹雪", "本报记者 唐一苇", PROSE) == [
        {"headline": ["气象台：本周末有雨夹雪"], "byline": ["本报记者 唐一苇"]}
    ]
    # A conversation begins with who asks.
    assert guessed("问：山上冷不冷", "答：习惯了", PROSE) == [{}]


def test_a_story_without_a_headline_of_its_own_may_have_its_byline() -> None:
    assert guessed("本报记者 田雨禾", PROSE, PROSE) == [{"byline": ["本报记者 田雨禾"]}]


@pytest.mark.parametrize(
    "line", ["麻晓舟 摄影报道", "麻晓舟/文", "麻晓舟　文/图", "麻晓舟 田雨禾 摄影报道", "田静 供稿"]
)
def test_a_byline_may_begin_with_the_name(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize("line", ["冬日沅岭 摄影", "大山里的图文", "茶山 文"])
def test_what_is_no_name_before_a_craft_is_no_byline(line: str) -> None:
    assert not is_byline(line)


def test_the_book_that_is_reviewed_stands_below_the_headline() -> None:
    [found] = guessed("一座山城的十二种声音", "读《沅岭方言记》", "□ 向晚晴", PROSE)
    assert (found["headline"], found["deck"]) == (["一座山城的十二种声音"], ["读《沅岭方言记》"])


def test_who_edited_a_file_is_no_copy_in_brackets_either() -> None:
    line = "（责任编辑：石立新　审核：覃慧　电话：0745-0000000）"
    [found] = guessed("守山的日子", "本报记者 沈禾青", PROSE, line)
    assert found["about"] == [line]


def test_how_to_ask_is_copy_in_a_notice() -> None:
    contact = ("联系人：覃女士", "联系电话：0745-1234567")
    assert guessed("关于征集老照片的启事", PROSE, *contact) == [
        {"headline": ["关于征集老照片的启事"]}
    ]
    [story] = guessed("守山的日子", "本报记者 沈禾青", PROSE, *contact)
    assert sorted(story["about"]) == sorted(contact)
