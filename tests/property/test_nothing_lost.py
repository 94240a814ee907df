"""No character of the copy is ever lost: what is set and what is overset make the story."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.edition.page import Glyphs
from presslayout.flow.compose import compose
from presslayout.flow.telling import chars
from tests import kit

HAN = "山水林田湖草沙云岭县护路人清晨走过石桥看见雾从谷底升起来"
MARKS = "，。、；：！？“”‘’（）《》——……·"
LATIN = ["NASA", "GB/T 15834", "3.5", "60%", "1,200", "5G", "km", "don't", "2026", "10～25℃"]
ODD = ["\u200b", "\u2060", " ", "\u3000", "𠮷", "é", "①", "㎡", "\u00ad"]

piece = st.one_of(
    st.text(HAN, min_size=1, max_size=30),
    st.sampled_from(list(MARKS)),
    st.sampled_from(LATIN),
    st.sampled_from(ODD),
)
paragraph = (
    st.lists(piece, min_size=1, max_size=25)
    .map("".join)
    .filter(lambda t: t.strip("\u200b\u2060\u00ad \u3000") and t == t.strip())
)
SUBHEADS = st.just("## 山高水长好地方")
copy = st.lists(st.one_of(paragraph, paragraph, paragraph, SUBHEADS), min_size=1, max_size=14)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    copy,
    st.integers(10, 40),
    st.sampled_from([None, 2, 3, 4, 5]),
    st.booleans(),
    st.sampled_from(["", "", "vertical", "left", "right"]),
)
def test_set_and_overset_make_the_story(
    texts: list[str],
    rows: int,
    split: int | None,
    framed: bool,
    way: str,
) -> None:
    vertical = way == "vertical"
    design = kit.template(
        kit.slot(
            "头条",
            (1, rows),
            split=None if vertical else split,
            frame=6350 if framed else 0,
            vertical=vertical,
            head_side="" if vertical else way,
        ),
        rows=76,
    )
    tale = kit.story("A", "头条", *texts)
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    record = found.pages[0].stories[0]
    whole = "\n".join(p.text for p in tale.body)
    assert record.chars_source == chars(whole)
    assert record.chars_source == record.chars_set + record.overset.chars
    shown = kit.body_text(found.edition.pages[0], "A")
    assert (shown + record.overset.text).replace("\n", "") == whole.replace("\n", "")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(copy, st.integers(12, 30), st.sampled_from([2, 3, 4]))
def test_every_glyph_stays_in_its_slot(texts: list[str], rows: int, split: int) -> None:
    design = kit.template(kit.slot("头条", (1, rows), split=split), rows=76)
    found = compose(
        kit.loaded({"t": design}, kit.page(1, "t", kit.story("A", "头条", *texts))), kit.NEWSPRINT
    )
    box = found.pages[0].stories[0].bbox
    for block in found.edition.pages[0].blocks:
        if block.id != "A/body":
            continue
        for item in block.items:
            assert isinstance(item, Glyphs)
            assert min(item.x) >= box.x - item.size
            assert max(item.x) < box.right
            assert box.y < item.y[0] < box.bottom + kit.PITCH


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(copy, st.integers(8, 20))
def test_one_more_row_never_means_more_overset(texts: list[str], rows: int) -> None:
    left = []
    for more in (0, 1):
        design = kit.template(kit.slot("头条", (1, rows + more), split=4), rows=76)
        tale = kit.story("A", "头条", *texts)
        found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
        left.append(found.pages[0].stories[0].overset.chars)
    assert left[1] <= left[0]
