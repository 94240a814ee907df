"""Whatever is guessed of a file, each of its characters is in a part, in a story or told."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.arrivals import paragraph

from presslayout.issue.copy.blocks import lines_of, read_verse
from presslayout.issue.copy.parts import Guess
from presslayout.issue.yaml.tree import SourceText
from presslayout.newsroom.importing.drafts import NAMES, Readings, shown
from presslayout.newsroom.importing.plan import planned

PROSE = "清晨的雾从谷底慢慢升起来，沿着青冈岭的山脊散开，护林员罗长庚背着水壶往上走。"
LINES = st.sampled_from(
    [PROSE, PROSE + "他说：“走了二十年。", PROSE[:-6], "垒回去的石头。", "守山的日子", "一条沟的清水账", "特刊",
     "云岭县二十年护林综述", "——一个护林员的二十年", "本报记者 沈禾青", "文/本报记者 甲 图/乙", "彭秀岚", "张三　李四　王五　赵六",
     "问：累不累？", "山月照我窗", "一审：乙二", "发件人: 甲", "主题: 投稿", "", "", "1. 一项", "# 不是标题", "图为老皂角树。"]
)  # fmt: skip


def read(text: str, name: str) -> Readings | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        with planned([path], None) as plan:
            return plan.items[0]


def characters(text: str) -> Counter[str]:
    """Without blanks, and without the signs that markup adds."""
    return Counter(char for char in text if not char.isspace() and char not in "#\\")


@settings(max_examples=250, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=14).filter(any))
def test_no_character_is_lost_to_a_guess(rows: list[str]) -> None:
    text = "\n".join(rows)
    item = read(text, "稿.txt")
    assert item is not None
    assert characters(item.plain.body) == characters(text)
    told = Counter[str]()
    for draft in item.guessed:
        told += characters(draft.body)
        for words in (*(words for _, words in draft.parts), *draft.about):
            told += characters(words)
    assert told == characters(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=10).filter(any))
def test_the_same_file_is_guessed_the_same(rows: list[str]) -> None:
    text = "\n".join(rows)
    one, other = read(text, "稿.txt"), read(text, "稿.txt")
    assert one is not None
    assert other is not None
    assert shown(one.guessed) == shown(other.guessed)


def test_parts_stand_in_the_order_of_a_spec() -> None:
    item = read(
        f"云岭秋行\n特刊\n守山的日子\n云岭护林综述\n本报记者 沈禾青\n{PROSE}\n{PROSE}\n", "稿.txt"
    )
    assert item is not None
    assert [guess for guess, _ in item.guessed[0].parts] == [
        guess for guess in NAMES if item.guessed[0].part(guess)
    ]


def broken(text: str, width: int) -> list[str]:
    """A paragraph as a mail program breaks it: no mark begins a line."""
    rows = []
    while text:
        at = width
        while text[at : at + 1] in tuple("。，；：！？、”"):
            at += 1
        rows.append(text[:at])
        text = text[at:]
    return rows


@settings(max_examples=80, deadline=None)
@given(
    st.integers(8, 30),
    st.integers(0, 3),
    st.sampled_from(["", "　　"]),
    st.booleans(),
)
def test_a_line_of_a_broken_mail_is_no_subhead(
    width: int, seed: int, indent: str, parted: bool
) -> None:
    paragraphs = [indent + paragraph(seed + at) for at in range(3)]
    rows = ["守山的日子", "本报记者 沈禾青", ""]
    for one in paragraphs:
        rows += [*broken(one, width), *([""] if parted else [])]
    item = read("\n".join(rows), "稿.txt")
    assert item is not None
    assert [draft.subheads for draft in item.guessed] == [()]
    # Indents say where paragraphs begin, whatever their lines are.
    if indent:
        assert item.guessed[0].body.split("\n\n")[:3] == [one.strip() for one in paragraphs[:2]] + [
            paragraphs[2].strip() + "\n"
        ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "山月照着我的窗子",
                "一条沟里的水还在走",
                "他们把灯吹灭了",
                "石头垒回去",
                "雾散了。",
                "",
            ]
        ),
        min_size=6,
        max_size=20,
    )
)
def test_verse_is_not_joined(rows: list[str]) -> None:
    item = read("\n".join(["秋夜", *rows]), "诗.txt")
    assert item is not None
    told = "\n".join(draft.body for draft in item.guessed)
    assert [draft.joins for draft in item.guessed] == [()]
    assert all(row in told.split("\n") or row in str(item.guessed) for row in rows)


def page(head: str, body: str) -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def test_a_title_that_a_page_says_twice_is_set_once() -> None:
    prose = "".join(f"<p>{PROSE}</p>" for _ in range(2))
    told = "<p>2026年11月9日 来源：云岭新闻网 作者：彭秀岚</p>"
    for title in ("云岭新闻网-石门桥通车", "石门桥通车_云岭新闻网", "石门桥通车 - 云岭新闻网"):
        item = read(
            page(
                f"<title>{title}</title>",
                f"<p>首页 > 云岭新闻网</p><p>石门桥 通车</p>{told}{prose}",
            ),
            "桥.html",
        )
        assert item is not None
        (draft,) = item.guessed
        assert draft.part(Guess.HEADLINE) == "石门桥 通车"
        assert "通车" not in draft.body
        assert sorted(draft.about) == [
            "2026年11月9日 来源：云岭新闻网 作者：彭秀岚",
            "首页 > 云岭新闻网",
        ]
        assert [guess for guess, _ in draft.parts if guess is not Guess.ABOUT] == [Guess.HEADLINE]


def test_a_site_is_no_headline() -> None:
    item = read(
        page("<title>云岭新闻网</title>", f"<p>云岭新闻网</p><p>{PROSE}</p><p>{PROSE}</p>"),
        "桥.html",
    )
    assert item is not None
    assert item.guessed[0].body.count("青冈岭") == 2


def test_the_title_that_an_article_says_goes_before_one_that_is_none() -> None:
    article = f'<h1 id="activity-name">石门桥通车</h1><div id="js_content"><p>{PROSE}</p></div>'
    for head in (
        "<title>_</title>",
        "<title>石门桥通车，乡亲走上新桥面</title>",
        "<title></title>",
    ):
        item = read(page(head, article), "桥.html")
        assert item is not None
        assert item.guessed[0].part(Guess.HEADLINE) == "石门桥通车"


def test_who_edited_a_story_is_told_with_its_author_among_them() -> None:
    tail = "".join(
        f"<p>{row}</p>"
        for row in ("来源：云岭发布", "记者：彭秀岚", "编辑：罗长庚", "校对：卞苇", "- END -")
    )
    item = read(f'<div id="js_content"><p>{PROSE}</p><p>{PROSE}</p>{tail}</div>', "桥.html")
    assert item is not None
    (draft,) = item.guessed
    assert sorted(draft.about) == ["来源：云岭发布", "校对：卞苇", "编辑：罗长庚"]
    assert draft.body.rstrip().endswith("记者：彭秀岚")


def test_the_caption_of_a_picture_that_did_not_come_is_joined_to_no_paragraph() -> None:
    """It says who took the picture and has no stop: it was read as the beginning of what follows."""
    caption = "老街口的停车场。丁一 摄"
    page = (
        "<html><head><title>老街停车</title></head><body>"
        f"<p>{PROSE}</p><p><img src='https://a.example/x.jpg'></p><p>{caption}</p>"
        f"<p>{PROSE}</p></body></html>"
    )
    item = read(page, "稿.html")
    assert item is not None
    (draft,) = item.guessed
    assert draft.missing == (("https://a.example/x.jpg", caption),)
    assert "丁一" not in draft.body
    assert draft.body.split() == [PROSE, PROSE]


def test_the_stanzas_of_a_poem_come_through() -> None:
    item = read("守山\n\n山不说话，\n可它记着\n\n我把脚印\n还给石阶。\n", "诗.txt")
    assert item is not None
    (draft,) = item.guessed
    lines = lines_of(draft.body)
    poem = read_verse(lines, SourceText("", tuple(line.text for line in lines))).body
    kinds = [(p.text, p.kind) for p in poem]
    assert kinds == [
        ("守山", "verse"),
        ("山不说话，", "stanza"),
        ("可它记着", "verse"),
        ("我把脚印", "stanza"),
        ("还给石阶。", "verse"),
    ]
    # Prose stays as it is.
    assert read(f"{PROSE}\n\n{PROSE}\n{PROSE}\n", "稿.txt").plain.body.count("\n\n\n") == 0  # type: ignore[union-attr]
