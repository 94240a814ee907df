"""Headlines of a usual length in the templates that are shipped: their sizes hold them."""

from __future__ import annotations

from presslayout.base.values import replace
from presslayout.flow.compose import compose
from presslayout.issue.load import templates
from presslayout.issue.read_fonts import read_families
from presslayout.issue.reading import Reading
from tests import kit
from tests.golden.choosing import LAYOUT

FIVE = "守山的日子"
TEXT = "他在山里走了二十年，认得每一条沟，也认得每一棵老树。"


def test_a_lead_of_every_template_holds_a_headline_of_five_characters() -> None:
    families = dict(read_families(Reading(LAYOUT)))
    missed, tried = [], 0
    for design in templates(LAYOUT):
        slots = [one for one in design.slots if one.content == "story"]
        if not (slots and design.body.families):
            continue
        tried += 1
        tale = kit.story("S", slots[0].name, *[TEXT * 3] * 6, headline=FIVE)
        plain = kit.loaded({"t": design}, kit.page(1, "t", tale))
        loaded = replace(plain, families=families, workspace=LAYOUT)
        found = compose(loaded, kit.NEWSPRINT).diagnostics
        missed += [design.name for one in found if one.code == "headline-overset"]
    assert tried > 20
    assert missed == []


def test_the_lead_of_the_notices_holds_who_gives_it_and_what_it_is() -> None:
    families = dict(read_families(Reading(LAYOUT)))
    [design] = [one for one in templates(LAYOUT) if one.name == "四开-公告"]
    headline = "沅岭县自然资源局国有土地使用权挂牌出让公告"
    tale = kit.story("S", "头条", *[TEXT * 3] * 6, headline=headline)
    loaded = replace(
        kit.loaded({"t": design}, kit.page(1, "t", tale)), families=families, workspace=LAYOUT
    )
    codes = [one.code for one in compose(loaded, kit.NEWSPRINT).diagnostics]
    assert "headline-overset" not in codes
