"""Editions of every format that was ever written, each kept as a file that nothing later may drop.

`tests/data/edition-1.json` was written by the last program that wrote `presslayout/edition-1`,
`edition-2.json` is the same issue as `presslayout/edition-2` has it, with all that this format can say.
"""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests import kit, stream

from presslayout.assets.outlines import lettering
from presslayout.base.cache import Cache
from presslayout.base.source import Source, source_of
from presslayout.edition import codec
from presslayout.edition.changes import changes
from presslayout.edition.codec import READ, dumps, hash_of, loads
from presslayout.edition.earlier import earlier
from presslayout.edition.page import IssueFacts
from presslayout.edition.roles import JUMP_HEAD
from presslayout.newsroom import plain, same, signing
from presslayout.newsroom.galley import galleys
from presslayout.newsroom.marks import kept
from presslayout.newsroom.marks.annotation import CommentKind
from presslayout.newsroom.marks.found_places import Comment
from presslayout.newsroom.marks.ground import ground
from presslayout.newsroom.opened import read_edition
from presslayout.newsroom.proofing import galley_types
from presslayout.newsroom.signing import Signer
from presslayout.overlay.numbers import line_numbers
from presslayout.overlay.page_remarks import Occasion

if TYPE_CHECKING:
    from presslayout.edition.page import Edition

DATA = Path(__file__).resolve().parents[2] / "data"
FILES = {name: DATA / f"{name.rpartition('/')[2]}.json" for name in READ}
FIRST, SECOND = READ
PHOTO = "images/seeding_by_Clements_Engelhardt.jpg"


def bytes_of(name: str) -> bytes:
    return FILES[name].read_bytes()


def edition(name: str) -> Edition:
    return loads(bytes_of(name))


@pytest.mark.parametrize("name", READ)
def test_an_edition_of_every_format_is_read_with_its_hashes(name: str) -> None:
    told = json.loads(bytes_of(name))
    assert told["format"] == name
    found = read_edition(FILES[name])
    assert [hash_of(page) for page in found.pages] == [page["hash"] for page in told["pages"]]
    assert [page.number for page in found.pages] == [1, 2]
    assert {article.id for article in found.articles} == {"A", "B"}


def test_an_edition_of_before_is_written_again_as_the_same_pages() -> None:
    old = edition(FIRST)
    again = dumps(old)
    assert json.loads(again)["format"] == SECOND
    assert loads(again) == old
    was, now = json.loads(bytes_of(FIRST)), json.loads(again)
    assert was["pages"] == now["pages"]
    assert was["stories"] == now["stories"]
    assert was["press"] == now["press"]
    # All that is new is what nobody said.
    assert [{k: v for k, v in one.items() if v} for one in now["assets"]] == [
        {k: v for k, v in one.items() if v} for one in was["assets"]
    ]


def test_the_second_format_says_all_that_it_can() -> None:
    data = bytes_of(SECOND)
    found = loads(data)
    assert dumps(found) == data
    assert stream.astray(found) == []
    assert all(found.facts.__getattribute__(one) for one in IssueFacts.__slots__)
    assert found.pages[0].section
    assert found.pages[0].editors == ("甲", "乙")
    assert [(a.rights, a.source) for a in found.assets if a.kind == "picture"] == [
        ("© 某某", "新华社")
    ]
    paragraphs = [p for a in found.articles for _, listed in a.paragraphs for p in listed]
    assert {p.kind for p in paragraphs} == {"paragraph", "subhead", "item", "cell", "signature"}
    assert {p.marker for p in paragraphs if p.marker} == {"01", "①", "②", "•"}
    assert (3, 2) in {p.cell for p in paragraphs}


def test_the_pages_of_both_are_the_same_but_for_blocks_of_their_own() -> None:
    for was, now in zip(edition(FIRST).pages, edition(SECOND).pages, strict=True):
        assert hash_of(earlier(now)) == hash_of(was)
        assert hash_of(now) != hash_of(was)
        assert earlier(was) is was


def test_no_difference_is_told_between_both() -> None:
    old, new = edition(FIRST), edition(SECOND)
    assert changes(old, new) == ()
    assert changes(new, old) == ()


@pytest.mark.parametrize("name", READ)
def test_a_jump_head_that_is_called_otherwise_is_told_once(name: str) -> None:
    old, new = edition(name), edition(SECOND)
    pages = []
    for page in new.pages:
        blocks = [
            replace(b, items=(replace(b.items[0], text="接着来"),))  # type: ignore[type-var]
            if b.part == JUMP_HEAD
            else b
            for b in page.blocks
        ]
        pages.append(replace(page, blocks=tuple(blocks)))
    articles = tuple(
        replace(a, texts=tuple((p, "接着来" if p == JUMP_HEAD else t) for p, t in a.texts))
        for a in new.articles
    )
    (found,) = changes(old, replace(new, pages=tuple(pages), articles=articles))
    assert (found.part, found.old, found.new, found.page) == (JUMP_HEAD, "接着走", "接着来", 2)


def test_what_was_signed_stays_signed() -> None:
    old, new = edition(FIRST), edition(SECOND)
    made = tuple(signing.sign(page, old, Signer("三校", "甲")) for page in old.pages)
    known = signing.Signoffs(made, ())
    for page in new.pages:
        assert signing.standing(page, new, known).signed is not None
        moved = replace(page, width=page.width + 1)
        assert signing.standing(moved, new, known).signed is None
    page = new.pages[1]
    blocks = tuple(
        replace(b, items=b.items[:-1]) if b.part == JUMP_HEAD else b for b in page.blocks
    )
    told = signing.standing(replace(page, blocks=blocks), new, known)
    assert told.changed == ("A/headline",)


@pytest.mark.parametrize("name", READ)
def test_verify_holds_every_format_against_the_issue(name: str) -> None:
    now = edition(SECOND)
    compared = list(same._of_edition(bytes_of(name), FILES[name], now, signing.Signoffs()))
    assert [(one.same, one.blocks, one.texts) for one in compared] == [(True, (), ())] * 2
    wrong = bytes_of(name).replace("雨停了".encode(), "雪停了".encode())
    found = list(same._of_edition(wrong, FILES[name], now, signing.Signoffs()))
    assert [one.same for one in found] == [True, False]
    assert found[1].blocks == ("B/body",)
    assert ("雨", "雪") in found[1].texts or ("雪", "雨") in found[1].texts


@pytest.mark.parametrize("name", READ)
def test_every_format_is_proofread_commented_and_drawn(name: str) -> None:
    found = edition(name)
    types = galley_types(kit.loaded({}))
    drawn = galleys(found.articles, types, Occasion("报", "2026-10-18", "三校"), "all")
    words = "".join(
        item.text
        for page in drawn
        for block in page.blocks
        for item in block.items
        if hasattr(item, "text")
    )
    for article in found.articles:
        for _, text in article.texts:
            assert "".join(text.split()) in "".join(words.split())
    own = {(c.story, c.part) for row in ground(found, found.pages[1]).rows for c in row.cells}
    assert ("A", JUMP_HEAD if name == SECOND else "headline") in own
    mark = Comment(2, CommentKind.REPLACE, "A", "body", 0, 2, "山里", "山中", "甲")
    text = dict(found.articles[0].texts)["body"]
    (one,) = kept.judged((kept.Kept(1, mark, text),), found)
    assert one.status == "open"
    letters = lettering(Source(kit.ROOT / next(a.file for a in found.assets if a.kind == "face")))
    assert list(line_numbers(found.pages[0], letters))


@pytest.mark.parametrize("name", READ)
def test_every_format_is_painted(name: str) -> None:
    from pypdfium2 import PdfDocument

    found = edition(name)
    sources = {a.key: source_of(a.key, kit.ROOT / a.file) for a in found.assets}
    data = plain.pdf(found, sources, kit.loaded({}).workspace, Cache.disabled())
    document = PdfDocument(BytesIO(data))
    text = ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    assert "接着走" in text[1]
    assert "摄" in text[0]
    if name == SECOND:
        # A marker comes before what it marks, and not behind the body.
        assert text[0].index("①") < text[0].index("先把草割了") < text[0].index("②")


LIES = {
    "facts": lambda e: e["issue"].update(cn="CN 11-0000"),
    "no facts": lambda e: e.pop("issue"),
    "section": lambda e: e["pages"][0].update(section="别的"),
    "editors": lambda e: e["pages"][0].update(editors=["丁"]),
    "rights": lambda e: [a.update(rights="© 别人") for a in e["assets"] if a["kind"] == "picture"],
    "licence": lambda e: e["assets"][0].update(licence="没有"),
    "kind": lambda e: e["stories"][1]["paragraphs"]["body"][0].__setitem__(0, "item"),
    "length": lambda e: e["stories"][1]["paragraphs"]["body"][0].__setitem__(2, 3),
    "cell": lambda e: e["stories"][1]["paragraphs"]["body"][0].__setitem__(4, 3),
    "no paragraphs": lambda e: e["stories"][1].pop("paragraphs"),
    "jump": lambda e: e["stories"][0]["texts"].update({JUMP_HEAD: "接着来"}),
    "format": lambda e: e.update(format=FIRST),
}


@pytest.mark.parametrize("lie", LIES)
def test_verify_finds_every_lie_of_what_no_page_shows(lie: str) -> None:
    told = json.loads(bytes_of(SECOND))
    LIES[lie](told)
    found = list(
        same._of_edition(codec.canonical(told), FILES[SECOND], edition(SECOND), signing.Signoffs())
    )
    assert not all(one.same for one in found)


def test_nothing_else_is_read() -> None:
    whole = json.loads(bytes_of(SECOND))
    for wrong in ("presslayout/edition-3", "edition-2", "", None, 2):
        with pytest.raises(ValueError, match="none of"):
            loads(codec.canonical(whole | {"format": wrong}))


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["paragraph", 0, 48, "", 0, 0, 1, 0]],
        [["paragraph", 0, 48, "", -1, 0, 1, 1]],
        [["paragraph", 0, 48, None, 0, 0, 1, 1]],
        [["paragraph", 0, 48, "", 0, 0, 1]],
        [["heading", 0, 48, "", 0, 0, 1, 1]],
        [["paragraph", 0, 24, "", 0, 0, 1, 1], ["paragraph", 26, 22, "", 0, 0, 1, 1]],
        [["paragraph", 1, 47, "", 0, 0, 1, 1]],
        [["paragraph", 0, 48, "", 0, 0, 1, 1], ["paragraph", 48, 0, "", 0, 0, 1, 1]],
        [["paragraph", 0, -1, "", 0, 0, 1, 1], ["paragraph", 0, 48, "", 0, 0, 1, 1]],
        [["paragraph", 0, 48.0, "", 0, 0, 1, 1]],
        {"body": 1},
        "body",
        None,
        7,
    ],
)
def test_what_are_no_paragraphs_is_refused(rows: Any) -> None:
    plain_ = json.loads(bytes_of(SECOND))
    story = next(one for one in plain_["stories"] if one["id"] == "B")
    assert len(story["texts"]["body"]) == 48
    story["paragraphs"]["body"] = rows
    with pytest.raises(ValueError, match="none of"):
        loads(codec.canonical(plain_))


@pytest.mark.parametrize(
    "change",
    [
        {"issue": {"cn": 1}},
        {"issue": {"unheard": "a"}},
        {"issue": []},
        {"issue": {"cn": "\ud800"}},
    ],
)
def test_facts_that_are_none_are_refused(change: dict[str, Any]) -> None:
    data = json.dumps(json.loads(bytes_of(SECOND)) | change).encode()
    with pytest.raises(ValueError, match="none of"):
        loads(data)


def test_no_fact_of_a_page_shapes_its_hash() -> None:
    page = edition(SECOND).pages[0]
    other = replace(page, section="别的", editors=("丁",), notes=())
    assert hash_of(other) == hash_of(page)
