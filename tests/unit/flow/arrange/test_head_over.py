"""A lead's headline on its first photo: it takes no room, is read, and is pinned as it was offered."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
import yaml
from PIL import Image

from presslayout.base.values import replace
from presslayout.edition import codec
from presslayout.edition.ink import BLACK, WHITE
from presslayout.edition.page import Glyphs
from presslayout.edition.roles import Role
from presslayout.flow.arrange.choose import arranged, choices, taking
from presslayout.flow.arrange.dress import Billed, forms, shown
from presslayout.flow.arrange.idea import Idea
from presslayout.flow.arrange.offers import HEADED
from presslayout.flow.arrange.trial import LEAST_BELOW, Bench
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.issue.moving import pinned
from presslayout.issue.page_parts import Pin
from presslayout.issue.template import Dress
from presslayout.newsroom.build import load
from tests import kit
from tests.golden import choosing
from tests.golden.choosing import PATH, SEEDS, STREAM, TABLE, Given
from tests.unit.flow.test_inserts import composed

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.record import Composition
    from presslayout.flow.arrange.choice import Choice
    from presslayout.issue.workspace import Loaded

# Copy that fills a tabloid but for a quarter of it.
FULL = (
    Given("雪线上的灯", 1300, (SEEDS,), deck="望云垭护林点一年三百六十五天有人值守"),
    Given("送信的人改骑电瓶车", 900, (PATH,)),
)


@cache
def offered() -> tuple[Loaded, list[Choice]]:
    loaded = choosing.made("题在图上", "四开-双稿特刊", FULL)
    page = loaded.issue.pages[0]
    return loaded, choices(loaded, page, desks(loaded, kit.NEWSPRINT)[1], 6)


def posters() -> list[Choice]:
    """The offers whose lead has its headline on its photo."""
    return [one for one in offered()[1] if dict(one.slots)["S1"].head_over]


def page_of(choice: Choice) -> Composition:
    loaded, _ = offered()
    return compose(taking(loaded, loaded.issue.pages[0], choice), kit.NEWSPRINT)


@pytest.mark.slow
def test_one_offer_of_a_full_tabloid_has_a_photo_of_a_quarter_of_it() -> None:
    loaded, found = offered()
    template = loaded.templates[loaded.issue.pages[0].template]
    sheet = template.width * template.height
    assert len({one.idea for one in found}) == 6
    most = max(
        p.box.width * p.box.height * 1000 // sheet
        for one in found
        for p in page_of(one).pages[0].photos
    )
    assert most >= 260
    assert any(one.idea is Idea.POSTER for one in posters())
    # Whoever wants the headline on paper has a choice, too.
    assert len(posters()) <= HEADED


# Sets whose other ways promise more, and what the largest photo of one offer takes, in per mille.
FRONT = (
    Given("全县三百一十二条山沟都有了管护人", 620, (SEEDS,), kicker="林长制落地第三年"),
    Given("山货节下周开集", 450, (TABLE,)),
    Given("敬老院换了新锅炉", 380),
    Given("防火期提前半个月", 300),
    Given("今夜起降温八度", 180),
)
HARVEST = (
    Given("秋收过半看仓容", 1400, (SEEDS,), deck="二十一座粮仓腾空待收"),
    Given("烘干机排队到半夜", 1000, (TABLE,)),
    Given("种粮大户算成本", 760),
    Given("田埂上的保险员", 560),
    Given("秸秆不烧送去哪", 430, (PATH,)),
    Given("水稻新种试了三亩", 300),
    Given("粮价周报", 200),
)
# Its others have no room below all of the lead: they stand beside its text, right under the photo.
FISH = (
    Given(
        "桃花鱼洄游到上游第三座堰", 1100, (STREAM, PATH), deck="取样六年，第一次在石门桥以上见到"
    ),
    Given("堰坝留一道缺口", 650, (SEEDS,)),
    Given("河长换了新本子", 420),
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "template", "given", "share"),
    [
        ("头版乙", "四开-头版", FRONT, 260),
        ("对开七稿", "对开-要闻", HARVEST, 180),
        ("溪流", "四开-双稿特刊", FISH, 260),
    ],
)
def test_a_poster_that_copy_leaves_room_for_is_offered_whatever_others_promise(
    name: str, template: str, given: tuple[Given, ...], share: int
) -> None:
    loaded = choosing.made(name, template, given)
    page = loaded.issue.pages[0]
    design = loaded.templates[page.template]
    found = choices(loaded, page, desks(loaded, kit.NEWSPRINT)[1], 6)
    assert len({one.idea for one in found}) == 6
    pages = [compose(taking(loaded, page, one), kit.NEWSPRINT).pages[0] for one in found]
    assert not any(
        one.overset.lines or one.underset_lines for made in pages for one in made.stories
    )
    most = max(p.box.width * p.box.height for made in pages for p in made.photos)
    assert most * 1000 >= design.width * design.height * share


def test_a_headline_has_its_lines_by_what_its_photo_leaves_it_of_the_width() -> None:
    """One line of sixteen characters fits over five columns, and not within a photo over them."""
    loaded = choosing.made("行数", "四开-头版", FRONT)
    bench = Bench(loaded.issue.pages[0].stories, desks(loaded, kit.NEWSPRINT)[1])
    over = {
        columns: [form for form in bench.forms(0, columns) if form.head_over and not form.split]
        for columns in (4, 5, 6)
    }
    for columns, (form,) in over.items():
        assert bench.need(0, (66, columns), form) is not None


@pytest.mark.slow
def test_a_headline_on_a_photo_lies_within_it_is_read_and_its_page_is_level() -> None:
    assert posters()
    for one in posters():
        made = page_of(one)
        page, record = made.edition.pages[0], made.pages[0]
        assert not any(r.overset.lines or r.underset_lines for r in record.stories)
        assert "head-faint" not in {d.code for d in made.diagnostics}
        box = next(p.box for p in record.photos if p.story == "S1")
        em = 9 * 12_700
        for block in page.blocks:
            if block.story != "S1" or block.role not in {Role.HEADLINE, Role.DECK, Role.BYLINE}:
                continue
            for run in block.items:
                assert isinstance(run, Glyphs)
                inside = [box.y < y < box.bottom for y in run.y]
                if block.role is Role.BYLINE:
                    # Small type stands on paper.
                    assert not any(inside)
                else:
                    assert all(inside)
                    assert min(run.x) >= box.x + 2 * em
                    assert max(run.x) + run.size <= box.right - 2 * em


@pytest.mark.slow
def test_no_few_lines_lie_between_the_photo_and_what_its_story_bends_round() -> None:
    """None at all or six rows, beside the caption, the air below it and the blank row above a story."""
    bent = [one for one in posters() if dict(one.slots)["S1"].parts]
    for one in bent:
        made = page_of(one)
        slot = dict(one.slots)["S1"]
        photo = next(p.box for p in made.pages[0].photos if p.story == "S1")
        other = next(r.bbox for r in made.pages[0].stories if r.id == "S2")
        pitch = 13 * 12_700
        assert slot.parts
        lines = (other.y - photo.bottom) // pitch - 3
        assert lines == 0 or lines >= LEAST_BELOW


@pytest.mark.slow
def test_a_poster_that_is_pinned_is_the_page_that_was_offered() -> None:
    loaded, _ = offered()
    page = loaded.issue.pages[0]
    one = posters()[0]
    pins = tuple(
        Pin(name, s.rows, s.columns, kit.HERE, parts=s.parts,
            form=Dress(s.split, s.frame, s.head_side, s.photo_columns, s.head_over))
        for name, s in one.slots
    )  # fmt: skip
    text = pinned(
        f"版面:\n  - 版次: {page.number}\n    模板: 甲\n    稿件: []\n", page.number, pins
    )
    assert text is not None
    held = {row["编号"]: row for row in yaml.safe_load(text)["版面"][0]["版式"]}
    assert held["S1"]["题在图上"] is True or held["S1"]["题在图上"] == "是"
    assert "题在图上" not in held["S2"]
    again = replace(loaded.issue, pages=(replace(page, pinned=pins),))
    kept = compose(arranged(replace(loaded, issue=again), kit.NEWSPRINT), kit.NEWSPRINT)
    assert codec.dumps(kept.edition) == codec.dumps(page_of(one).edition)


def test_a_photo_that_the_editor_placed_or_sized_stays_as_it_is() -> None:
    free = kit.photo("a.jpg")
    tale = kit.story("A", "头条", "一。", headline="题", photos=(free,))
    over = shown(tale, head_over=True).photos[0]
    assert (over.at, over.as_shaped) == ("behind", True)
    assert shown(tale, head_over=False) == tale
    for said in ({"at": "top"}, {"columns": 2}, {"rows": 9}, {"spot": (1, 4)}, {"contour": True}):
        own = replace(tale, photos=(replace(free, **said),))
        assert shown(own, head_over=True) == own


@pytest.mark.parametrize(
    ("photo", "columns", "bears"),
    # Grass out of focus, and clouds that no gradient which leaves a photo darkens; too narrow a place.
    [(SEEDS, 6, True), (SEEDS, 3, False), (PATH, 6, False)],
)
def test_only_a_wide_photo_with_an_even_part_bears_a_headline(
    photo: tuple[str, str], columns: int, *, bears: bool
) -> None:
    loaded = choosing.made("题在图上", "四开-双稿特刊", (Given("雪线上的灯", 300, (photo,)),))
    page = loaded.issue.pages[0]
    desk = desks(loaded, kit.NEWSPRINT)[1]
    lead = Billed(page.stories[0], 0)
    assert any(form.head_over for form in forms(lead, columns, desk)) is bears
    lesser = Billed(page.stories[0], 1)
    assert not any(form.head_over for form in forms(lesser, columns, desk))


@pytest.mark.parametrize(("light", "ink"), [("#101820", WHITE), ("#f4f4ee", BLACK)])
def test_its_headline_is_white_or_black_as_is_read_better(
    tmp_path: Path, light: str, ink: object
) -> None:
    composed(tmp_path, "        图片: [{文件: a.jpg, 说明: 桥。}]", 20)
    Image.new("RGB", (3000, 2000), light).save(tmp_path / "issue" / "a.jpg")
    path = tmp_path / "issue" / "issue.yaml"
    text = path.read_text("utf-8")
    slotless = "\n".join(line for line in text.splitlines() if "位置: 头条" not in line)
    assert slotless != text
    page = next(line for line in slotless.splitlines() if "模板:" in line)
    indent = page[: len(page) - len(page.lstrip(" -"))].replace("-", " ")
    pin = f"{indent}版式: [{{编号: A, 行: 3-40, 栏: 1-4, 题在图上: 是}}]"
    path.write_text(slotless.replace(page, f"{page}\n{pin}"), "utf-8")
    made = compose(arranged(load(path), kit.NEWSPRINT), kit.NEWSPRINT)
    head = next(b for b in made.edition.pages[0].blocks if b.role is Role.HEADLINE)
    assert {item.ink for item in head.items if isinstance(item, Glyphs)} == {ink}
    assert made.pages[0].photos[0].box.height > 2 * head.items[0].size  # type: ignore[union-attr]
