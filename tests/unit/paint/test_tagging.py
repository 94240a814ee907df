"""The structure of pages: what belongs to what, in which order, whatever page it stands on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.paint.conftest import Desk, opened, operators

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.edition.page import (
    Article,
    ArticleParagraph,
    Block,
    Glyphs,
    Page,
    Shape,
    rectangle,
)
from presslayout.edition.roles import ParagraphKind, Role
from presslayout.paint.elements import Element, ElementLeaf, Tagging
from presslayout.paint.pdf import paint
from presslayout.paint.profiles import PROFILES
from presslayout.paint.tagging import tagging
from presslayout.preflight import inspect

if TYPE_CHECKING:
    from collections.abc import Iterator

CELL, ITEM, SUBHEAD, PLAIN = (
    ParagraphKind.CELL,
    ParagraphKind.ITEM,
    ParagraphKind.SUBHEAD,
    ParagraphKind.PARAGRAPH,
)
RULE = Shape(rectangle(Box(pt(20), pt(20), pt(90), 3000)), fill=None)


@dataclass
class Copy:
    """A story under way: paragraphs of its body, and blocks of pages that show them."""

    desk: Desk
    name: str = "A"
    headline: str = "山水"
    texts: list[str] = field(default_factory=list)
    told: list[ArticleParagraph] = field(default_factory=list)
    y: float = 60

    def say(self, text: str, kind: ParagraphKind = PLAIN, **facts: Any) -> list[Glyphs]:
        start = sum(len(one) + 1 for one in self.texts)
        self.told.append(ArticleParagraph(kind, start, len(text), **facts))
        self.texts.append(text)
        made = []
        for at in range(0, len(text), 6):
            self.y += 13
            made.append(self.desk.run(text[at : at + 6], y=self.y, offset=start + at))
        return made

    def body(self, *items: Any, part: str = "body", role: Role = Role.BODY) -> Block:
        return Block(f"{self.name}/{part}", role, items, self.name, part)

    def head(self, part: str = "headline", text: str = "") -> Block:
        run = self.desk.run(text or self.headline, y=40)
        return self.body(run, part=part, role=Role.HEADLINE)

    def marker(self, text: str, number: int = 1) -> Block:
        run = self.desk.run(text, x=20, y=self.y + 13)
        return Block(f"{self.name}/marker-{number}", Role.MARK, (run,), self.name)

    @property
    def article(self) -> Article:
        parts = [("headline", self.headline)] if self.headline else []
        told = tuple(self.told)
        return Article(
            self.name,
            (*parts, ("body", "\n".join(self.texts))),
            (),
            (("body", told),) if told else (),
        )


def made(desk: Desk, *pages: tuple[Block, ...], stories: tuple[Copy, ...]) -> Any:
    shown = [
        replace(desk.page(), number=at, label=f"{at:02}", blocks=blocks)
        for at, blocks in enumerate(pages, 1)
    ]
    edition = desk.edition(*shown)
    return replace(edition, articles=tuple(one.article for one in stories))


def outline(element: Element, tags: Tagging) -> list[Any]:
    """An element as its kind and, nested, what it holds: elements, or the words of its content."""
    kids: list[Any] = []
    number = [[m for m in page if b"MCID" in m.operator] for page in tags.pages]
    for kid in element.kids:
        if isinstance(kid, ElementLeaf):
            items = number[kid.page][kid.number].items
            kids.append("".join(i.text for i in items if isinstance(i, Glyphs)))
        else:
            kids.append(outline(kid, tags))
    return [element.kind, *kids]


def told(edition: Any) -> list[Any]:
    tags = tagging(edition)
    return outline(tags.document, tags)


def judged(desk: Desk, edition: Any) -> list[str]:
    data = paint(edition, PROFILES["a2a"], desk.supplies(edition))
    return [d.code for d in inspect(data, "a2a", "a2a").diagnostics]


def test_a_story_has_its_head_subheads_and_paragraphs_and_rules_are_artifacts(desk: Desk) -> None:
    copy = Copy(desk)
    items = [*copy.say("云岭有雪"), RULE, *copy.say("上山", SUBHEAD), *copy.say("一条沟一个守山人")]
    ruled = Block("1/rule", Role.RULE, (RULE,), artifact=True)
    folio = Block("1/folio", Role.FOLIO, (desk.run("云岭日报"),))
    edition = made(desk, (folio, ruled, copy.head(), copy.body(*items)), stories=(copy,))
    art = ["Art", ["H1", "山水"], ["P", "云岭有雪"], ["H2", "上山"], ["P", "一条沟一个守山人"]]
    assert told(edition) == ["Document", ["Sect", art]]
    operators_ = [m.operator for m in tagging(edition).pages[0]]
    assert operators_[:2] == [b"/Artifact<</Type/Pagination>>BDC", b"/Artifact BMC"]
    assert operators_.count(b"/Artifact BMC") == 2
    assert judged(desk, edition) == []


def test_a_story_that_goes_on_is_one_and_its_parted_paragraph_too(desk: Desk) -> None:
    copy, other = Copy(desk), Copy(desk, "B", "人")
    first = copy.say("云岭有雪山有水上山下山")
    to = Block("A/jump-to", Role.JUMP, (desk.run("下转第二版"),), "A")
    origin = Block("A/jump-from", Role.JUMP, (desk.run("上接第一版"),), "A")
    one = (copy.head(), copy.body(first[0]), to)
    rest = copy.say("山人")
    more = other.say("一条沟")
    two = (
        other.head(),
        other.body(*more),
        copy.head("jump-headline", "雪"),
        origin,
        copy.body(first[1], *rest),
    )
    edition = made(desk, one, two, stories=(copy, other))
    assert told(edition) == [
        "Document",
        [
            "Sect",
            [
                "Art",
                ["H1", "山水"],
                ["P", "云岭有雪山有", "水上山下山"],
                ["H2", "雪"],
                ["P", "山人"],
            ],
        ],
        ["Sect", ["Art", ["H1", "人"], ["P", "一条沟"]]],
    ]
    assert judged(desk, edition) == []


def test_items_have_their_markers_and_numbers_of_subheads_stand_in_them(desk: Desk) -> None:
    copy = Copy(desk)
    blocks = [copy.head(), copy.marker("一"), copy.body(*copy.say("上山", SUBHEAD, marker="一"))]
    for at, text in enumerate(("云岭", "有雪有水有山人"), 2):
        blocks += [copy.marker("1", at), copy.body(*copy.say(text, ITEM, marker="1"))]
    blocks.append(copy.body(*copy.say("一条沟")))
    blocks += [copy.marker("2", 9), copy.body(*copy.say("守山", ITEM, marker="2"))]
    edition = made(desk, tuple(blocks), stories=(copy,))
    rows = [["LI", ["Lbl", "1"], ["LBody", text]] for text in ("云岭", "有雪有水有山人")]
    assert told(edition)[1][1][2:] == [
        ["H2", ["Span", "一"], "上山"],
        ["L", *rows],
        ["P", "一条沟"],
        ["L", ["LI", ["Lbl", "2"], ["LBody", "守山"]]],
    ]
    assert judged(desk, edition) == []


def test_a_table_is_whole_with_its_spans_and_the_cells_that_say_nothing(desk: Desk) -> None:
    copy = Copy(desk)
    given = [
        ("云", (1, 1), (2, 1)),
        ("岭", (1, 2), (1, 2)),
        ("山", (2, 2), (1, 1)),
        ("水", (2, 3), (1, 1)),
        ("一", (3, 1), (1, 1)),
        ("人", (3, 3), (1, 1)),
        ("雪", (4, 1), (1, 3)),
    ]
    items = [
        run
        for text, cell, covers in given
        for run in copy.say(text, CELL, cell=cell, covers=covers)
    ]
    edition = made(desk, (copy.head(), copy.body(*items)), stories=(copy,))
    table = told(edition)[1][1][2]
    assert table == [
        "Table",
        ["TR", ["TH", "云"], ["TH", "岭"]],
        ["TR", ["TH", "山"], ["TH", "水"]],
        ["TR", ["TD", "一"], ["TD"], ["TD", "人"]],
        ["TR", ["TD", "雪"]],
    ]
    assert judged(desk, edition) == []


def test_a_picture_says_what_it_shows_and_is_one_with_its_words(desk: Desk) -> None:
    copy = Copy(desk)
    drawn = Shape(rectangle(Box(pt(30), pt(300), pt(90), pt(60))), fill=None)
    figure = Block("A/graphic-1", Role.GRAPHIC, (drawn,), "A", "graphic-1", alt="一年多 一年少")
    edition = made(desk, (copy.head(), figure), stories=(copy,))
    shown = tagging(edition).document.kids[0]
    assert isinstance(shown, Element)
    element = shown.kids[0]
    assert isinstance(element, Element)
    made_ = element.kids[1]
    assert isinstance(made_, Element)
    assert (made_.kind, made_.alt, made_.place) == ("Figure", "一年多 一年少", (0, drawn.extent))
    with opened(paint(edition, PROFILES["a2a"], desk.supplies(edition))) as pdf:
        said = [e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and "/Alt" in e]
        assert [str(e.Alt) for e in said] == ["一年多 一年少"]
        # The trim's foot is the sheet's: y is turned over.
        assert [round(float(n)) for n in said[0].A.BBox] == [30, 746, 120, 806]


def test_a_head_that_comes_last_stands_first(desk: Desk) -> None:
    copy = Copy(desk)
    blocks = (copy.body(*copy.say("上山", SUBHEAD), *copy.say("云岭")), copy.head())
    edition = made(desk, blocks, stories=(copy,))
    assert told(edition)[1][1] == ["Art", ["H1", "山水"], ["H2", "上山"], ["P", "云岭"]]
    assert judged(desk, edition) == []


def test_a_story_without_a_head_has_subheads_of_the_first_level(desk: Desk) -> None:
    copy = Copy(desk, headline="")
    blocks = (copy.body(*copy.say("上山", SUBHEAD), *copy.say("云岭")),)
    edition = made(desk, blocks, stories=(copy,))
    assert told(edition)[1][1] == ["Art", ["H1", "上山"], ["P", "云岭"]]
    assert judged(desk, edition) == []


def test_an_edition_of_before_has_a_paragraph_a_part(desk: Desk) -> None:
    copy = Copy(desk)
    items = [*copy.say("云岭"), *copy.say("有雪")]
    edition = made(desk, (copy.head(), copy.body(*items)), stories=(copy,))
    edition = replace(
        edition, articles=tuple(replace(one, paragraphs=()) for one in edition.articles)
    )
    assert told(edition)[1][1] == ["Art", ["H1", "山水"], ["P", "云岭有雪"]]
    assert judged(desk, edition) == []


@pytest.mark.parametrize("vertical", [False, True])
def test_a_reading_stands_beside_its_base(desk: Desk, vertical: bool) -> None:
    copy = Copy(desk)
    (line,) = copy.say("一条沟守山人")
    (other,) = copy.say("云岭有雪")
    over = [desk.run("gou", x=40 + 18 + 1, y=line.y[0] / 12700 - 10, face="latin", size=pt(4.5))]
    over.append(desk.run("yun ling", x=41, y=other.y[0] / 12700 - 10, face="latin", size=pt(4.5)))
    if vertical:
        line, other = (_stood(one, pt(90 - 20 * n)) for n, one in enumerate((line, other)))
        over = [_lain(one, pt(100 - 20 * n)) for n, one in enumerate(over)]
    ruby = Block("A/ruby", Role.MARK, tuple(over), "A")
    edition = made(desk, (copy.head(), copy.body(line, other), ruby), stories=(copy,))
    assert told(edition)[1][1][2:] == [
        ["P", "一条", ["Ruby", ["RB", "沟"], ["RT", "gou"]], "守山人"],
        ["P", ["Ruby", ["RB", "云岭"], ["RT", "yun ling"]], "有雪"],
    ]
    assert judged(desk, edition) == []


def _stood(run: Glyphs, x: int) -> Glyphs:
    """A line of Han as a column."""
    return replace(run, x=(x,), y=tuple(one + pt(8) for one in run.x))


def _lain(run: Glyphs, x: int) -> Glyphs:
    return replace(run, x=(x,), y=run.x, turn=90)


def test_a_reading_that_stands_over_nothing_is_not_lost(desk: Desk) -> None:
    copy = Copy(desk)
    ruby = Block("A/ruby", Role.MARK, (desk.run("gou", y=700, face="latin"),), "A")
    edition = made(desk, (copy.head(), copy.body(*copy.say("云岭")), ruby), stories=(copy,))
    assert told(edition)[1][1][2:] == [["P", "云岭"], ["Readings", "gou"]]
    assert judged(desk, edition) == []


def test_what_an_untagged_file_draws_is_drawn_alike(desk: Desk) -> None:
    copy = Copy(desk)
    items = [*copy.say("云岭有雪山有水"), RULE, *copy.say("上山", SUBHEAD)]
    edition = made(desk, (copy.head(), copy.body(*items)), stories=(copy,))

    def drawn(standard: str) -> list[bytes]:
        data = paint(edition, PROFILES[standard], desk.supplies(edition))
        return [bytes(o[1][0]) for o in operators(data) if o[0] == "Tj"]

    assert drawn("a2a") == drawn("a2u")
    with opened(paint(edition, PROFILES["a2u"], desk.supplies(edition))) as pdf:
        assert "/StructTreeRoot" not in pdf.Root


def test_the_file_leads_its_reader(desk: Desk) -> None:
    copy = Copy(desk)
    edition = made(desk, (copy.head(), copy.body(*copy.say("云岭"))), stories=(copy,))
    with opened(paint(edition, PROFILES["a2a"], desk.supplies(edition))) as pdf:
        with pdf.open_outline() as marks:
            assert [(m.title, [c.title for c in m.children]) for m in marks.root] == [
                ("01", ["山水"])
            ]
        assert str(pdf.Root.PageLabels.Nums[1].P) == "01"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.pages[0].obj.Tabs == "/S"


class Unset(Desk):
    """Text whose glyphs are of no face, which takes no time to set."""

    def run(self, text: str, x: float = 40, y: float = 100, **changes: Any) -> Glyphs:
        xs = tuple(pt(x) + pt(9) * at for at in range(len(text)))
        run = Glyphs("song", pt(9), tuple(range(len(text))), xs, (pt(y),), text)
        return replace(run, **changes)


@given(st.data())
def test_every_item_is_in_one_piece_of_marked_content_and_in_its_order(data: st.DataObject) -> None:
    desk = Unset(b"")
    copy = Copy(desk)
    kinds = st.sampled_from(list(ParagraphKind))
    blocks: list[Block] = []
    for row, kind in enumerate(data.draw(st.lists(kinds, max_size=7)), 1):
        cell = (row, 1) if kind is CELL else (0, 0)
        text = data.draw(st.text("云岭有雪", min_size=1, max_size=14))
        blocks.append(copy.body(*copy.say(text, kind, cell=cell)))
    whole = [item for block in blocks for item in block.items]
    if data.draw(st.booleans()):
        blocks = [copy.body(*whole)]
    cut = data.draw(st.integers(0, len(blocks)))
    edition = made(desk, tuple(blocks[:cut]), tuple(blocks[cut:]), stories=(copy,))
    tags = tagging(edition)
    drawn = [i for page in tags.pages for m in page for i in m.items]
    assert "".join(i.text for i in drawn if isinstance(i, Glyphs)) == "".join(copy.texts)
    leaves = list(_leaves(tags.document))
    assert len(set(leaves)) == len(leaves) == sum(len(page) for page in tags.pages)
    said = _words(told(edition))
    assert said == "".join(copy.texts)


def _leaves(element: Element) -> Iterator[ElementLeaf]:
    for kid in element.kids:
        if isinstance(kid, ElementLeaf):
            yield kid
        else:
            yield from _leaves(kid)


def _words(nested: list[Any]) -> str:
    return "".join(one if isinstance(one, str) else _words(one) for one in nested[1:])


def test_pages_of_no_content_have_no_section(desk: Desk) -> None:
    edition = made(desk, (), (Block("2/folio", Role.FOLIO, (desk.run("云"),)),), stories=())
    assert told(edition) == ["Document"]
    assert isinstance(edition.pages[0], Page)


def test_a_table_without_end_is_paragraphs(desk: Desk) -> None:
    copy = Copy(desk)
    first = copy.say("云", CELL, cell=(1, 1), covers=(10**9, 10**9))
    edition = made(desk, (copy.head(), copy.body(*first)), stories=(copy,))
    assert told(edition)[1][1] == ["Art", ["H1", "山水"], ["P", "云"]]
    assert judged(desk, edition) == []


def test_cells_in_one_place_are_not_lost(desk: Desk) -> None:
    copy = Copy(desk)
    items = [
        *copy.say("云", CELL, cell=(1, 1), covers=(2, 2)),
        *copy.say("岭", CELL, cell=(1, 2)),
        *copy.say("山", CELL, cell=(2, 1)),
    ]
    edition = made(desk, (copy.head(), copy.body(*items)), stories=(copy,))
    assert _words(told(edition)) == "山水云岭山"
    assert judged(desk, edition) == []
