"""What an edition says beside its pages: facts of issue and page, rights of pictures, names of parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from presslayout.edition.codec import hash_of
from presslayout.edition.page import Glyphs, IssueFacts
from presslayout.edition.roles import JUMP_HEAD, jump_head
from presslayout.flow.compose import compose
from presslayout.issue.issue import Jump
from presslayout.issue.paper import PENDING, CountyEdition
from tests import kit, stream

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他，谁也没有说话。"
PHOTO = "images/seeding_by_Clements_Engelhardt.jpg"


def loaded(editor: str = "甲", **facts: object) -> object:
    tale = kit.story("A", "头条", SENTENCE * 3, photos=(kit.photo(PHOTO, 1),))
    page = replace(kit.page(1, "t", tale), editor=editor)
    found = kit.loaded({"t": kit.template(kit.slot("头条", (1, 40)))}, page)
    paper = replace(found.issue.paper, **facts)  # type: ignore[arg-type]
    return replace(found, issue=replace(found.issue, paper=paper))


def edition(editor: str = "甲", **facts: object) -> object:
    return compose(loaded(editor, **facts), kit.NEWSPRINT).edition  # type: ignore[arg-type]


def test_what_the_paper_says_of_itself_is_told() -> None:
    imprint = (
        ("sponsor", "云岭县委"),
        ("publisher", "云岭日报社"),
        ("price", "1元"),
        ("email", "a@b"),
    )
    made = edition(imprint=imprint, issn="ISSN 1000-0000", city="云岭")
    assert made.facts == IssueFacts(  # type: ignore[attr-defined]
        cn="CN 53-0000",
        issn="ISSN 1000-0000",
        serial="6128",
        publisher="云岭日报社",
        sponsor="云岭县委",
        city="云岭",
        price="1元",
    )


def test_what_is_open_is_not_told() -> None:
    made = edition(PENDING, serial=PENDING, cn="")
    assert made.facts == IssueFacts()  # type: ignore[attr-defined]
    assert made.pages[0].editors == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("said", "name"), [("白石版", "白石版"), ("", "试验")])
def test_a_variant_has_its_name(said: str, name: str) -> None:
    found = loaded()
    variant = CountyEdition("issue/试验.yaml", said, ())
    issue = replace(found.issue, variant=variant)  # type: ignore[attr-defined]
    made = compose(replace(found, issue=issue), kit.NEWSPRINT).edition  # type: ignore[type-var]
    assert made.facts.variant == name


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("", ()),
        ("顾长川", ("顾长川",)),
        ("顾长川、沈禾青", ("顾长川", "沈禾青")),
        ("顾长川 沈禾青", ("顾长川", "沈禾青")),
        ("张\u3000三、李  四", ("张三", "李四")),
        ("张 三 李 四 顾长川", ("张三", "李四", "顾长川")),
        ("Ann Lee, Bo Li", ("Ann Lee", "Bo Li")),
        ("、，", ()),
    ],
)
def test_editors_are_named_one_by_one(said: str, names: tuple[str, ...]) -> None:
    assert edition(said).pages[0].editors == names  # type: ignore[attr-defined]


def test_facts_of_a_page_shape_no_hash() -> None:
    one, other = (edition(name).pages[0] for name in ("甲", "乙"))  # type: ignore[attr-defined]
    assert one.editors != other.editors
    # No folio prints them here.
    assert hash_of(one) == hash_of(other)


def test_the_editor_s_word_on_rights_goes_before_the_file_s() -> None:
    found = loaded()
    (page,) = found.issue.pages  # type: ignore[attr-defined]
    (tale,) = page.stories
    photo = replace(tale.photos[0], rights="© 某某")
    story = replace(tale, photos=(photo,))
    issue = replace(found.issue, pages=(replace(page, stories=(story,)),))  # type: ignore[attr-defined]
    made = compose(replace(found, issue=issue), kit.NEWSPRINT).edition  # type: ignore[type-var]
    (asset,) = (one for one in made.assets if one.kind == "picture")
    assert (asset.rights, asset.source) == ("© 某某", "")
    plain = edition()
    (asset,) = (one for one in plain.assets if one.kind == "picture")  # type: ignore[attr-defined]
    assert asset.rights == ""
    assert hash_of(made.pages[0]) == hash_of(plain.pages[0])  # type: ignore[attr-defined]


@pytest.mark.parametrize("named", [("接着走", "走到了"), ("", ""), ("接着走", "")])
def test_a_headline_is_another_part_wherever_a_story_goes_on(named: tuple[str, str]) -> None:
    last = Jump(3, "三条", named[1], kit.HERE)
    jump = Jump(2, "二条", named[0], kit.HERE, onward=last)
    tale = kit.story("A", "头条", *[SENTENCE * 4] * 20, jump=jump)
    small = [kit.slot(name, (1, 24), (1, 4)) for name in ("头条", "二条")]
    designs = {
        "a": kit.template(small[0]),
        "b": kit.template(small[1]),
        "c": kit.template(kit.slot("三条", (1, 76))),
    }
    pages = (kit.page(1, "a", tale), kit.page(2, "b"), kit.page(3, "c"))
    made = compose(kit.loaded(designs, *pages), kit.NEWSPRINT).edition
    texts = dict(made.articles[0].texts)
    assert texts["headline"] == tale.headline
    assert texts[JUMP_HEAD] == (named[0] or tale.headline)
    assert texts[jump_head(2)] == (named[1] or tale.headline)
    assert stream.astray(made) == []
    shown = [
        (page.number, block.id, "".join(i.text for i in block.items if isinstance(i, Glyphs)))
        for page in made.pages
        for block in page.blocks
        if block.role == "headline"
    ]
    assert shown == [
        (1, "A/headline", tale.headline),
        (2, "A/jump-headline", named[0] or tale.headline),
        (3, "A/jump-headline-2", named[1] or tale.headline),
    ]
