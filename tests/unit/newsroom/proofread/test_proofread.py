"""What a proofreader is told of copy, and what is left alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests import kit

from presslayout.edition.roles import ParagraphKind
from presslayout.issue.issue import Paragraph
from presslayout.newsroom.proofread.consistency import consistency
from presslayout.newsroom.proofread.facts import facts
from presslayout.newsroom.proofread.headlines import heads
from presslayout.newsroom.proofread.house import read_people, read_terms, styled, terms
from presslayout.newsroom.proofread.hygiene import doctor
from presslayout.newsroom.proofread.numerals import han, values
from presslayout.newsroom.proofread.story_texts import StoryText, texts

if TYPE_CHECKING:
    from presslayout.issue.issue import Story


def told(text: str, part: str = "body") -> StoryText:
    return StoryText(1, kit.story("A", "头条", *text.split("\n")), part, text)


def test_blanks_between_names_of_a_list_are_not_odd() -> None:
    text = "张三  李四　　　王五\n赵六\t孙七"
    tale = kit.story("A", "头条", body=(Paragraph(ParagraphKind.ROLL, text, 0),))
    assert list(doctor(StoryText(1, tale, "body", text))) == []
    assert "odd-blanks" in codes("张三  李四")


def codes(text: str) -> list[str]:
    return [d.code for d in doctor(told(text))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("他走了,又回来。", "half-width-mark"),
        ("真的吗?", "half-width-mark"),
        ("村里(东头)有井。", "half-width-mark"),
        ("门口,73岁的人。", "half-width-mark"),
        ("他说“好”.", "half-width-mark"),
        ("山、；水。", "doubled-mark"),
        ("好吗？，他问。", "doubled-mark"),
        ("他走了，,又回来。", "doubled-mark"),
        ("走了——————又回来", "dash-form"),
        ("走了──又回来", "dash-form"),
        ("走了………", "ellipsis-form"),
        ("走了  又回来。", "odd-blanks"),
        ("甲\t乙", "odd-blanks"),
        ("他说，，走了。", "doubled-mark"),
        ("他走了，。", "doubled-mark"),
        ("气温10-25℃之间。", "range-hyphen"),
        ("共5-8人。", "range-hyphen"),
        ("于2026.10.18开工。", "date-form"),
        ("山、水、林……等。", "ellipsis-and-etc"),
        ("他走了...", "ellipsis-form"),
        ("他走了。。", "doubled-mark"),
        ("他走了。。。", "ellipsis-form"),
        ("走了--又回来", "dash-form"),
        ("走了—又回来", "dash-form"),
        ("约500人左右到场。", "twice-about"),
        ("近300多人。", "twice-about"),
        ("来了3、4个人。", "guess-form"),
        ("98年5月开工。", "short-year"),
        ("第一、要快。", "ordinal-mark"),
        ("约翰•穆勒", "mark-form"),
        ("5~8人", "mark-form"),
        ("共１２人", "full-width-latin"),
        ("“一”、“二”", "pause-between-marks"),
        ("《山》、《水》", "pause-between-marks"),
        ("增长5～10%。", "range-unit"),
        ("二○二六年", "zero-form"),
        ("三0一室", "zero-form"),
        ("共1,200人，用去3500元。", "mixed-grouping"),
        ('他说"好"。', "straight-quote"),
        ("山⽔之间", "odd-character"),
        ("山\uf9dd之间", "odd-character"),
        ("这里的老人们都说山上的國家公园" + "是好的" * 3, "traditional-character"),
    ],
)
def test_what_looks_wrong_is_told(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "3.5公里，1,200人，22:30开会，GB/T 15834—2011，5～8人。",
        "他说：“走吧。”——没有人动……",
        "NASA (US) 的 e-mail: a@b.cn, www.example.org/?a=1。",
        "电话0744-1234567，邮编427200，航班MU5-2。",
        "A-B两队。",
        "增长5%～10%，二〇二六年，共1,200人，2026年建于1998年，编号427200号。",
        "共1,200人，地图的比例是1∶50000，另一幅是1：100000。",
        "“山”和“水”，《山》与《水》。",
        "京—沪铁路上，1998—2026年。",
        "《山·水》（节选）、“一”“二”。",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_one_traditional_character_of_a_short_head_is_a_slip() -> None:
    assert codes("旧米厂变成縣档案馆") == ["traditional-character"]
    assert codes("龍年") == []


def test_the_one_paragraph_without_a_stop_is_told() -> None:
    rows = [f"第{n}天，村民们把渠里的泥一担一担挑上岸，再铺到田里去。" for n in "一二三"]
    ends = "要把好事办好，要从冬修做起，一桩一桩记账，一桩一桩销账"
    assert codes("\n".join([*rows, ends])) == ["missing-stop"]
    assert codes("\n".join([*rows, ends + "。"])) == []
    # Two of them are lines of a list, a few words behind a stop a signature.
    assert codes("\n".join([*rows, ends, ends])) == []
    assert codes("\n".join([*rows, f"{ends}。望湖镇 村民来信"])) == []
    assert codes(ends) == []


def test_a_traditional_text_is_meant_to_be_one() -> None:
    assert "traditional-character" not in codes("這個國家的經濟發展與環境問題")


def test_a_finding_has_its_place() -> None:
    (found,) = doctor(told("第一段。\n他走了,又回来。"))
    assert (found.story, found.part, found.page) == ("A", "body", 1)
    assert found.span is not None


def kinds(text: str, part: str = "body") -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for fact in facts(told(text, part), ("龙潭坪", "罗长庚")):
        assert text[fact.offset : fact.offset + len(fact.text)] == fact.text
        made.setdefault(fact.kind, []).append(fact.text)
    return made


def test_facts_of_a_sentence() -> None:
    found = kinds("2026年10月18日，慈利县石门村村民覃玉芝在县林业站说：“修了6.4公里路。”")
    assert found["date"] == ["2026年10月18日"]
    assert found["name"] == ["覃玉芝"]
    assert found["number"] == ["6.4公里"]
    assert found["quotation"] == ["修了6.4公里路。"]
    assert {"慈利县", "石门村"} <= set(found["place"])
    assert any("林业站" in one for one in found["organisation"])


def test_house_words_are_facts() -> None:
    found = kinds("罗长庚守着龙潭坪。")
    assert found["name"] == ["罗长庚"]
    assert found["place"] == ["龙潭坪"]


def test_bylines_name_people() -> None:
    assert kinds("文/本报记者 沈禾青 图/通讯员 彭秀岚", "byline")["name"] == ["沈禾青", "彭秀岚"]


def found(*stories: Story, year: int = 2026) -> list[tuple[str, str]]:
    issue = kit.loaded({"t": kit.template()}, kit.page(1, "t", *stories)).issue
    issue = replace(issue, paper=replace(issue.paper, date=dt.date(year, 10, 18)))
    listed = list(texts(issue))
    claims = [fact for one in listed for fact in facts(one)]
    both = (*consistency(issue, listed, claims), *heads(listed, claims))
    return [(d.code, d.part) for d in both]


def test_a_weekday_that_is_wrong() -> None:
    assert found(kit.story("A", "x", "10月18日（星期日）开会。")) == []
    assert found(kit.story("A", "x", "10月18日（星期六）开会。")) == [("wrong-weekday", "body")]
    assert found(kit.story("A", "x", "2025年10月18日星期六。")) == []
    assert found(kit.story("A", "x", "2月30日星期一。")) == [("no-such-day", "body")]


def test_a_day_that_no_calendar_has() -> None:
    for day in ("2026年2月30日", "6月31日", "13月1日", "2025年2月29日"):
        assert found(kit.story("A", "x", f"定在{day}开会。")) == [("no-such-day", "body")]
    for day in ("2028年2月29日", "2月29日", "12月31日", "农历2月30日"):
        assert found(kit.story("A", "x", f"定在{day}开会。")) == []


def test_a_name_that_differs_in_one_character() -> None:
    text = "护林员罗长庚说，好。护林员罗长庚说，走。护林员罗长更说，回。"
    assert found(kit.story("A", "x", text)) == [("name-differs", "body")]
    assert found(kit.story("A", "x", text.replace("更", "庚"))) == []


@pytest.mark.parametrize("mark", ["。……", "——", "。", "：“"])
def test_whoever_speaks_behind_a_mark_is_named(mark: str) -> None:
    text = f"县交通局局长苗启昀说，旧船跑了二十七年{mark}苗启均介绍，新船更稳。"
    assert ("name-differs", "body") in found(kit.story("A", "x", text))


def test_a_number_of_the_headline_that_the_body_lacks() -> None:
    assert found(kit.story("A", "x", "修了12座桥。", headline="12座桥")) == []
    assert found(kit.story("A", "x", "修了11座桥。", headline="12座桥")) == [
        ("number-not-in-body", "headline")
    ]
    assert found(kit.story("A", "x", "修了112座桥。", headline="12座桥")) == [
        ("number-not-in-body", "headline")
    ]


def test_what_stands_twice() -> None:
    text = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
    one, other = kit.story("A", "x", text), kit.story("B", "y", "短。", text)
    assert found(one, other) == [("repeated-paragraph", "body")]
    assert found(kit.story("A", "x", text, text)) == [("repeated-paragraph", "body")]
    photo = kit.photo("images/a.jpg")
    pair = [kit.story(n, n, "一。", photos=(photo,)) for n in "AB"]
    assert [code for code, _ in found(*pair)] == ["repeated-photo"]
    assert found(one) == []


def test_terms_of_the_house(tmp_path: Path) -> None:
    folder = tmp_path / "layout" / "用语"
    folder.mkdir(parents=True)
    (folder / "提法.txt").write_text(
        "# 注\n残废人=残疾人\n部门=有关部门\n最佳=\n没有等号\n", "utf-8"
    )
    known = read_terms(tmp_path)
    assert [(t.wrong, t.right) for t in known] == [
        ("残废人", "残疾人"), ("部门", "有关部门"), ("最佳", ""),
    ]  # fmt: skip
    said = [
        (d.code, d.hint.zh if d.hint else "")
        for d in terms(told("残废人找有关部门评最佳。"), known)
    ]
    assert said == [("house-term", "改成“残疾人”"), ("house-term", "删去或换个说法")]


def test_the_seed_shows_its_cuts_and_nothing_absurd() -> None:
    from presslayout.issue.copy.blocks import lines_of, read_text
    from presslayout.issue.copy.damage import damage
    from presslayout.issue.yaml.tree import SourceText

    shared = Path(__file__).resolve().parents[5] / "shared" / "seed"
    files = sorted(shared.glob("*.txt"))
    if not files:
        pytest.skip(f"{shared} is not here")
    text = files[0].read_text("utf-8")
    copy = read_text(lines_of(text), SourceText("seed.txt", tuple(text.split("\n"))))
    broken = [
        (d.code, d.span.line)
        for d in damage(copy, SourceText("seed.txt", tuple(text.split("\n"))), "A")
        if d.span
    ]
    assert [code for code, _ in broken].count("paragraph-cut") == 3
    assert [code for code, _ in broken].count("unbalanced-quotes") >= 1
    whole = "\n".join(p.text for p in copy.body)
    story = kit.story("A", "头条", *(p.text for p in copy.body))
    assert list(doctor(StoryText(1, story, "body", whole))) == []
    assert [d.code for d in consistency(
        kit.loaded({"t": kit.template()}, kit.page(1, "t", story)).issue,
        [StoryText(1, story, "body", whole)],
        facts(StoryText(1, story, "body", whole)),
    )] == []  # fmt: skip


@pytest.mark.parametrize(
    ("headline", "code"),
    [
        ("此处标题", "leftover-words"),
        ("标题待定", "leftover-words"),
        ("时间：待定", "leftover-words"),
        ("待定，另告", "leftover-words"),
        ("××村修路", "leftover-words"),
        ("○○村修路", "leftover-words"),
        ("林×××修路", "leftover-words"),
        ("尚有一席待定", None),
        ("允许还有“待定”，", None),
        ("经理林××受审", None),
        ("债券至二○○三年到期", None),
        ("XX村修路", "leftover-words"),
        ("吴显党的坚持", "name-not-in-body"),
        ("罗长庚守山", "name-not-in-body"),
        ("“守山的日子", "unbalanced-quotes"),
        ("二十座桥", "number-written-otherwise"),
        ("21座桥", "number-not-in-body"),
        ("20座桥", None),
        ("吴献党的坚持", None),
        ("吴家的路", None),
        ("《守山》的日子", None),
    ],
)
def test_heads_against_the_text(headline: str, code: str | None) -> None:
    body = "护林员吴献党说，修了20座桥。护林员吴献党说，还要修。吴家村有路。"
    house = ("罗长庚",)
    issue = kit.loaded(
        {"t": kit.template()}, kit.page(1, "t", kit.story("A", "x", body, headline=headline))
    ).issue
    listed = list(texts(issue))
    claims = [fact for one in listed for fact in facts(one, house)]
    assert {d.code for d in heads(listed, claims)} == ({code} if code else set())


@pytest.mark.parametrize(
    ("words", "worth"),
    [
        ("二十", 20), ("十二", 12), ("一百零三", 103), ("三千五百", 3500), ("两万三千", 23000),
        ("十万", 100_000), ("一亿二千万", 120_000_000), ("三三", None), ("万一", None), ("二〇二六", None),
        ("十百", None),
    ],
)  # fmt: skip
def test_numbers_in_han(words: str, worth: int | None) -> None:
    assert han(words) == worth


def test_one_number_in_two_ways_is_worth_the_same() -> None:
    for one, other in (("2万", "20,000"), ("60%", "60％"), ("二十", "20"), ("1.5亿", "150000000")):
        assert values(one)[0][0] == values(other)[0][0]
    assert values("A4纸和第二十") == []


def test_names_that_stand_in_rolls_alone_are_two_people_unless_they_look_alike() -> None:
    def told(body: str) -> list[str]:
        story = kit.story("A", "x", body)
        one = StoryText(1, story, "body", body)
        issue = kit.loaded({"t": kit.template()}, kit.page(1, "t", story)).issue
        return [d.code for d in consistency(issue, [one], facts(one))]

    roll = "副委员长王光英、程思远、布赫到场。夫人王光美、林佳楣、陈兰也来了。"
    assert told(roll) == []
    assert told("慰问先进个人代表时说，好。全国政协代表更要讲，好。") == []
    assert told(roll.replace("王光美、", "王光美说，好，")) == ["name-differs"]
    assert told(roll.replace("王光美", "王光应")) == ["name-differs"]


def test_people_have_their_titles_and_their_order(tmp_path: Path) -> None:
    folder = tmp_path / "layout" / "称谓"
    folder.mkdir(parents=True)
    (folder / "县.txt").write_text("# 次序\n高靖生=县委书记\n李云=县长\n王岭=\n", "utf-8")
    people = read_people(tmp_path)
    assert list(people) == ["高靖生", "李云", "王岭"]

    def says(text: str) -> list[str]:
        return [d.code for d in styled(told(text), people)]

    assert says("县委书记高靖生、县长李云到会。") == []
    assert says("县长高靖生到会。") == ["name-title"]
    assert says("县长李云、县委书记高靖生到会。") == ["name-order"]
    assert says("李云、王岭到会。后来，高靖生也来了。") == []
    assert says("高靖生说，好。李云说，好。") == []
    assert list(styled(told("县长高靖生"), {})) == []
