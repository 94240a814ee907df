"""A difference in an editor's words: whole numbers, folios cut round what differs, both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import kit

from presslayout.edition.changes import changes
from presslayout.edition.changewords import Told, block_called, told
from presslayout.edition.ink import BLACK, Ink
from presslayout.edition.page import (
    Article,
    Asset,
    Block,
    Box,
    Edition,
    Glyphs,
    Page,
    Picture,
    Shape,
    rectangle,
)
from presslayout.edition.roles import Role
from presslayout.edition.sides import ComparedEdition

FOLIO = "03特刊云岭日报2026年10月18日　星期日责任编辑：顾长川视觉编辑：何沐校对：唐小雨"


def run(text: str, x: int = 0, **facts: object) -> Glyphs:
    made = Glyphs(
        "宋体", kit.EM, tuple(range(len(text))), tuple(x + n * kit.EM for n in range(len(text))),
        (0,), text,
    )  # fmt: skip
    return replace(made, **facts)  # type: ignore[arg-type]


def paper(*blocks: Block, texts: dict[str, str] | None = None, number: int = 3) -> Edition:
    page = Page(number, "03", "t", 1000 * kit.EM, 1000 * kit.EM, 0, blocks)
    articles = (Article("A", tuple(sorted(texts.items()))),) if texts else ()
    assets = (Asset("a", "picture", "广告/茶.pdf", ""), Asset("b", "picture", "广告/林.pdf", ""))
    return Edition("报", "", "", (page,), articles, assets, kit.NEWSPRINT)


def said(old: Edition, new: Edition) -> list[Told]:
    sides = ComparedEdition("旧", old), ComparedEdition("新", new, {(3, "A"): "头条"})
    return [told(change, *sides) for change in changes(old, new)]


def marked(one: Told) -> str:
    return "".join(
        {"": "{}", "del": "[{}]", "ins": "<{}>"}[p.mark].format(p.text) for p in one.pieces
    )


def body(text: str) -> Edition:
    block = Block("A/body", Role.BODY, (run(text.replace("\n", "　")),), "A", "body")
    return paper(block, texts={"body": text, "headline": "守山的日子"})


@pytest.mark.parametrize(
    ("old", "new", "what", "en", "shown"),
    [
        ("走坏61双鞋。", "走坏62双鞋。", "改字", "reworded", "走坏[61]<62>双鞋。"),
        ("走坏6双鞋。", "走坏61双鞋。", "改字", "reworded", "走坏[6]<61>双鞋。"),
        ("占38.4%。", "占38.5%。", "改字", "reworded", "占[38.4]<38.5>%。"),
        ("清晨六点。", "清晨点。", "少了 1 字", "1 character lost", "清晨[六]点。"),
        ("清晨点。", "清晨六点。", "加了 1 字", "1 character added", "清晨<六>点。"),
        (
            "甲说。\n乙说。",
            "甲说。乙说。",
            "两段接成一段",
            "two paragraphs joined",
            "甲说。[\n]乙说。",
        ),
    ],
)
def test_words_are_shown_in_their_text_and_numbers_whole(
    old: str, new: str, what: str, en: str, shown: str
) -> None:
    (one,) = said(body(old), body(new))
    assert (one.what.zh, one.what.en, marked(one)) == (what, en, shown)
    assert one.where.zh == "第3版 头条《守山的日子》正文第1段"
    assert one.where.en == "page 3, lead “守山的日子”, body, paragraph 1"


def folio(text: str, **facts: object) -> Edition:
    return paper(Block("3/报眉", Role.FOLIO, (run(text, **facts),)))


def test_a_folio_is_cut_round_what_differs() -> None:
    (one,) = said(folio(FOLIO), folio(FOLIO.replace("18日", "25日").replace("唐小雨", "沈禾青")))
    assert one.where.zh == "第3版 报眉"
    assert one.where.en == "page 3, folio"
    shown = marked(one)
    assert "[18]<25>" in shown
    assert "[唐小雨]<沈禾青>" in shown
    assert len(shown) < len(FOLIO) + 20


def test_what_became_of_furniture_is_said() -> None:
    def ad(key: str, x: int = 0) -> Edition:
        item = Picture(key, Box(x, 0, 50 * kit.EM, 50 * kit.EM), (0, 0, 9, 9))
        return paper(Block("3/广告", Role.AD, (item,)))

    def rule(ink: Ink) -> Edition:
        return paper(Block("3/栏题", Role.BANNER, (Shape(rectangle(Box(0, 0, 9, 9)), fill=ink),)))

    def whats(old: Edition, new: Edition) -> list[str]:
        return [f"{one.where.zh} {one.what.zh}" for one in said(old, new)]

    assert whats(ad("a"), ad("b")) == ["第3版 广告 换图 茶.pdf → 林.pdf"]
    assert whats(ad("a"), ad("a", 20 * kit.EM)) == ["第3版 广告 右移 64 毫米"]
    assert whats(ad("a"), paper()) == ["第3版 广告 撤下"]
    assert whats(paper(), ad("a")) == ["第3版 广告 新加"]
    assert whats(rule(BLACK), rule(Ink(c=500))) == ["第3版 栏题 线、底色或位置变了"]
    bigger = folio(FOLIO, ink=Ink(c=1000))
    assert whats(folio(FOLIO), bigger) == ["第3版 报眉 颜色 黑 → C100"]
    other = paper(number=4)
    assert whats(paper(), other) == ["第3版 这一版撤了", "第4版 多了这一版"]


WORDS = st.text("山水6a.\n“<&", max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["body", "headline", "factbox-1", "caption-x", "odd"]), WORDS),
    st.dictionaries(st.sampled_from(["body", "headline", "factbox-1", "caption-x", "odd"]), WORDS),
    WORDS,
    WORDS,
)
def test_every_difference_has_words_in_both_languages(
    before: dict[str, str], after: dict[str, str], one: str, other: str
) -> None:
    old = replace(folio(one), articles=(Article("A", tuple(before.items())),))
    new = replace(folio(other), articles=(Article("A", tuple(after.items())),))
    for each in said(old, new):
        assert each.where.zh
        assert each.where.en
        assert each.what.zh
        assert each.what.en
    full = {part: text for part, text in before.items() if text}
    same = {part: text for part, text in after.items() if text}
    assert bool(said(old, new)) == (full != same or one != other)


def test_a_story_on_another_page_takes_its_photos_along_and_is_one_change() -> None:
    def on(number: int) -> Edition:
        photo = Picture("a", Box(number * 90 * kit.EM, 0, 50 * kit.EM, 50 * kit.EM), (0, 0, 9, 9))
        blocks = (
            Block("A/body", Role.BODY, (run("清晨六点。", number * kit.EM),), "A", "body"),
            Block("A/photo-茶", Role.PHOTO, (photo,), "A", "photo-茶"),
        )
        made = paper(*blocks, texts={"body": "清晨六点。", "headline": "守山"}, number=number)
        empty = paper(number=7 - number).pages
        return replace(made, pages=tuple(sorted((*made.pages, *empty), key=lambda p: p.number)))

    (one,) = said(on(3), on(4))
    assert one.where.zh == "第4版 《守山》"
    assert one.what.zh == "从第3版挪到第4版"
    assert one.what.en == "moved from page 3 to page 4"


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("A/credit-桥/word", "《守山》摄影（桥）"),
        ("A/marker-2", "《守山》序号（2）"),
        ("A/factbox-1/marker-2", "《守山》序号（2）"),
        ("A/jump-headline", "《守山》转版题"),
        ("A/jump-headline-2", "《守山》转版题（2）"),
    ],
)
def test_blocks_of_the_paper_s_own_words_have_names(block: str, said: str) -> None:
    assert block_called(block, {"A": "守山"}).zh == said
