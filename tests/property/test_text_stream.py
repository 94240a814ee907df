"""Laws of edition-2: texts stand on the pages character for character, paragraphs cover every part."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.edition.codec import dumps, hash_of, loads
from presslayout.edition.earlier import earlier
from presslayout.edition.page import Block, Glyphs, parted
from presslayout.edition.roles import MARKER, ParagraphKind
from presslayout.flow.compose import compose
from presslayout.issue.copy.blocks import lines_of, read_markdown
from presslayout.issue.issue import FactBox, Jump, Paragraph
from presslayout.issue.template import Ordinals
from presslayout.issue.yaml.tree import SourceText
from tests import kit, stream

HAN = "山水林田湖草沙云岭县护路人清晨走过石桥看见雾从谷底升起来"
words = st.lists(
    st.one_of(
        st.text(HAN, min_size=1, max_size=30),
        st.sampled_from(
            ["，", "。", "“早”", "——", "NASA", "3.5%", "10～25℃", "𠮷", " ", "\u200b", "{岭|lǐng}"]
        ),
    ),
    min_size=1,
    max_size=18,
).map(lambda pieces: "山" + "".join(pieces) + "河")
lists = st.lists(words, min_size=1, max_size=5)
TABLE = "| 乡镇 | 公里 |\n|---|---:|\n| 石门乡 | 12.5 |\n| 龙潭坪 | |"
SPANNED = (
    ((1, 1), (2, 1), "乡镇"),
    ((1, 2), (1, 2), "公里"),
    ((2, 2), (1, 1), "去年"),
    ((2, 3), (1, 1), "今年"),
)
blocks = st.one_of(
    words,
    words,
    words.map(lambda text: f"## {text[:12]}"),
    lists.map(lambda items: "\n".join(f"- {item}" for item in items)),
    lists.map(lambda items: "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))),
    st.just(TABLE),
    words.map(lambda text: f"\u3000\u3000\u3000\u3000\u3000\u3000{text[:8]}"),
)
bodies = st.lists(blocks, min_size=1, max_size=9).map("\n\n".join)
FILES = tuple(
    f"images/{name}.jpg" for name in ("seeding_by_Clements_Engelhardt", "life_by_Aitzol_Berasategi")
)


def read(text: str, *, spanned: bool = False) -> tuple[Paragraph, ...]:
    body = list(read_markdown(lines_of(text), SourceText("A.md", tuple(text.split("\n")))).body)
    for cell, covers, said in SPANNED if spanned else ():
        at = body[-1].offset + len(body[-1].text) + 1
        body.append(Paragraph(ParagraphKind.CELL, said, at, cell=cell, covers=covers))
    return tuple(body)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    bodies,
    bodies,
    st.sampled_from(["", "figures", "circled"]),
    st.sampled_from(["", "vertical"]),
    st.booleans(),
    st.sampled_from(["", "接着走", "山水之间"]),
)
def test_what_stands_on_the_pages_is_what_the_parts_say(
    body: str, boxed: str, form: str, way: str, goes_on: bool, onward: str
) -> None:
    box = FactBox("数说", read(boxed), None, "", None, 6350, None, kit.HERE)
    slot = replace(kit.slot("头条", (1, 30), vertical=bool(way)), ordinals=Ordinals(form, form))
    there = replace(slot, name="二条")
    jump = Jump(2, "二条", onward, kit.HERE) if goes_on else None
    tale = kit.story(
        "A", "头条", body=read(body, spanned=goes_on), factboxes=(box,), jump=jump, kicker="山乡", deck="一步一步",
        pullquotes=("山不会说话，水会。",), photos=(kit.photo(FILES[0], 1),),
    )  # fmt: skip
    templates = {"a": kit.template(slot), "b": kit.template(there)}
    made = compose(kit.loaded(templates, kit.page(1, "a", tale), kit.page(2, "b")), kit.NEWSPRINT)
    records = [story for page in made.pages for story in page.stories]
    left = {one.id: one.overset.text for one in records}
    assert stream.astray(made.edition, left) == []
    kinds = {p.kind for p in tale.body}
    told = {p.kind for p in dict(made.edition.articles[0].paragraphs).get("body", ())}
    assert told == kinds
    data = dumps(made.edition)
    assert loads(data) == made.edition
    assert dumps(loads(data)) == data
    for page in made.edition.pages:
        before = earlier(page)
        glyphs = [
            sorted((g, x) for b in one.blocks for i in b.items if isinstance(i, Glyphs)
                   for g, x in zip(i.ids, i.x if len(i.x) > 1 else i.x * len(i.ids), strict=True))
            for one in (page, before)
        ]  # fmt: skip
        assert glyphs[0] == glyphs[1]
        assert not [b for b in before.blocks if MARKER in b.id or b.part.startswith("jump")]
        assert earlier(before) is before


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=8).filter(any),
    st.integers(-1, 30),
    st.booleans(),
)
def test_a_run_cut_in_two_says_what_it_said(spans: list[int], at: int, same: bool) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(sum(spans)))
    ids = tuple(range(1, len(spans) + 1))
    if spans[0] == 0:
        return
    run = Glyphs("song", 9, ids, (5,) if same else ids, (0,), text, tuple(spans), 3)
    before, behind = parted(run, at)
    pieces = [one for one in (before, behind) if one is not None]
    assert sum((one.ids for one in pieces), ()) == ids
    said = "".join(one.text for one in pieces)
    # What no glyph behind the cut stands for goes with nothing.
    assert text.startswith(said)
    assert said == text or behind is None
    if before is not None and at > run.offset:
        assert before.text == text[: at - run.offset]
    for one in pieces:
        assert sum(one.spans or (1,) * len(one.ids)) == len(one.text)
        assert text[one.offset - 3 :].startswith(one.text)


@pytest.fixture(scope="module")
def sound() -> object:
    tale = kit.story("A", "头条", body=read("山里有路。\n\n- 一条\n- 两条\n\n路通了。"))
    return compose(
        kit.loaded({"t": kit.template(kit.slot("头条", (1, 30)))}, kit.page(1, "t", tale)),
        kit.NEWSPRINT,
    ).edition


@pytest.mark.parametrize("fault", ["lost", "twice", "other", "gap", "unmarked", "stray"])
def test_the_law_can_fail(sound: object, fault: str) -> None:
    edition = sound
    assert stream.astray(edition) == []  # type: ignore[arg-type]
    (page,), (article,) = edition.pages, edition.articles  # type: ignore[attr-defined]
    body = next(b for b in page.blocks if b.part == "body")
    run = body.items[0]
    blocks_ = list(page.blocks)
    at = blocks_.index(body)
    if fault == "lost":
        blocks_[at] = replace(body, items=body.items[1:])
    elif fault == "twice":
        blocks_[at] = replace(body, items=(run, *body.items))
    elif fault == "other":
        blocks_[at] = replace(body, items=(replace(run, text="河" * len(run.text)),))
    elif fault == "unmarked":
        blocks_ = [b for b in blocks_ if MARKER not in b.id]
    elif fault == "stray":
        blocks_.append(Block("A/deck", body.role, (run,), "A", "deck"))
    else:
        listed = dict(article.paragraphs)
        listed["body"] = listed["body"][1:]
        article = replace(article, paragraphs=tuple(listed.items()))
    wrong = replace(
        edition,  # type: ignore[type-var]
        pages=(replace(page, blocks=tuple(blocks_)),),
        articles=(article,),
    )
    assert stream.astray(wrong)
    assert hash_of(page) == hash_of(replace(page, section="别的", editors=("某某",)))


def test_kinds_cells_and_markers_are_told() -> None:
    text = "山里有路。\n\n## 路\n\n1. 一条\n2. 两条"
    tale = kit.story("A", "头条", body=read(text, spanned=True))
    design = kit.template(
        replace(kit.slot("头条", (1, 40)), ordinals=Ordinals("figures", "circled"))
    )
    made = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    body = dict(made.edition.articles[0].paragraphs)["body"]
    assert [(p.kind, p.marker) for p in body[:4]] == [
        (ParagraphKind.PARAGRAPH, ""),
        (ParagraphKind.SUBHEAD, "01"),
        (ParagraphKind.ITEM, "①"),
        (ParagraphKind.ITEM, "②"),
    ]
    assert [(p.cell, p.covers) for p in body[4:]] == [
        ((1, 1), (2, 1)),
        ((1, 2), (1, 2)),
        ((2, 2), (1, 1)),
        ((2, 3), (1, 1)),
    ]
