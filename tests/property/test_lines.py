"""Laws of setting: nothing is lost, every justified line is its measure, the same comes twice."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from presslayout.flow.body import BodyFonts, text_block
from presslayout.issue.copy.blocks import lines_of, read_markdown, read_text
from presslayout.issue.issue import Paragraph
from presslayout.issue.yaml.tree import SourceText
from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.lines import laid_out, place, variants
from presslayout.typeset.manner import MARKS, Manner
from presslayout.typeset.shape import Font, Look, shape
from tests.unit.typeset.desk import BODY, KAI, SIZE, SMILEY, SONG

PIECES = (
    "，", "。", "、", "；", "：", "？", "！", "“", "”", "‘", "’", "（", "）", "《", "》", "·", "—",
    "——", "……", "～", "/", "％", "℃", "￥", "①", "々", "\u3000", " ", "\u200b", "\u00ad", "\u2060",
    "\u00a0", "\n", "\x07", "\u202e", "2025年", "1,234.5", "10～25℃", "NASA", "GB/T 15834",
    "out-of-the-box", "https://example.org/a/b?c=d", "antidisestablishmentarianism", "don’t",
    "👨\u200d👩\u200d👧", "🇨🇳", "e\u0301", "office", "\ue000", "\u0301",
)  # fmt: skip
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF), min_size=1, max_size=12)
TEXTS = st.lists(st.one_of(HAN, HAN, st.sampled_from(PIECES)), max_size=24).map("".join)
ANYTHING = st.text(max_size=40)
FONTS = st.sampled_from([BODY, Font((KAI, SONG), (), SIZE), Font((SMILEY, SONG), (), SIZE)])
MANNERS = st.builds(
    Manner,
    marks=st.sampled_from(MARKS),
    gap=st.sampled_from([0, 125, 250]),
    unit_gap=st.booleans(),
    grid=st.booleans(),
    hang=st.booleans(),
    squeeze_stops=st.booleans(),
    trim_indented=st.booleans(),
    centred=st.booleans(),
    strict=st.booleans(),
    han_space=st.booleans(),
    full_marks=st.booleans(),
    half_latin=st.booleans(),
    mend_marks=st.booleans(),
)
MEASURES = st.integers(4, 30).map(lambda n: n * 500 + 2000)


@settings(deadline=None, max_examples=120)
@given(st.one_of(TEXTS, ANYTHING), FONTS, MEASURES, st.sampled_from([0, 1000, 2000]), MANNERS)
@example("\n", Font((SONG,), (), SIZE), 4000, 0, Manner())
def test_nothing_is_lost(text: str, font: Font, measure: int, indent: int, manner: Manner) -> None:
    made = shape(text, replace(font, manner=manner))
    for variant in variants(made, measure, indent=indent):
        assert "".join(text[a.text_start : a.text_end] for a in variant.lines) == text
        for line in variant.lines:
            runs = place(made, line, 1000, 2000, offset=5)
            assert "".join(run.text for run in runs) == text[line.text_start : line.text_end]
            at = line.text_start + 5
            for run in runs:
                assert run.offset == at
                assert sum(run.spans or [1] * len(run.ids)) == len(run.text)
                assert len(run.x) == len(run.ids)
                at += len(run.text)


@settings(deadline=None, max_examples=120)
@given(TEXTS, FONTS, MEASURES, st.sampled_from([0, 1000, 2000]), MANNERS)
def test_every_justified_line_is_its_measure(
    text: str, font: Font, measure: int, indent: int, manner: Manner
) -> None:
    made = shape(text, replace(font, manner=replace(manner, grid=False)))
    for variant in variants(made, measure, indent=indent):
        for line in variant.lines:
            cells = laid_out(made, line)
            hyphen = line.width - cells[-1][1] - cells[-1][2] if cells else 0
            assert hyphen == -line.hung or line.hyphen
            if line.last or line.end - line.start == 1:
                continue
            gaps = sum(made.opened[line.start + 1 : line.end])
            # A line is left short only where no gap, or none under two ems, could fill it.
            assert line.width == measure or measure - line.width > 2000 * gaps


@settings(deadline=None, max_examples=120)
@given(TEXTS, st.integers(4, 20), st.sampled_from([0, 2000]), MANNERS)
@example("1,234.5——一", 4, 0, Manner())
@example("1,234.5🇨🇳一", 4, 0, Manner())
@example("1,234.5“一", 4, 0, Manner(marks="kaiming"))
def test_han_stand_on_the_em_grid_where_a_paper_wants_it(
    text: str, ems: int, indent: int, manner: Manner
) -> None:
    made = shape(text, replace(BODY, manner=replace(manner, grid=True)))
    for variant in variants(made, ems * 1000, indent=indent):
        for line in variant.lines:
            cells = laid_out(made, line)
            if any(word in made.kinds[line.start : line.end] for word in "WdoctsaqhQVAU"):
                continue
            if line.start and made.breaks[line.start] >= FORBIDDEN:
                # A run longer than the measure was parted where nothing may be.
                continue
            han = [x for text, x, _ in cells if "\u4e00" <= text[:1] <= "\u4fff"]
            assert all(x % 1000 == 0 for x in han)


@settings(deadline=None, max_examples=60)
@given(TEXTS, MEASURES)
def test_variants_differ_by_their_number_of_lines(text: str, measure: int) -> None:
    made = shape(text, BODY)
    found = variants(made, measure, indent=2000)
    counts = [len(variant.lines) for variant in found]
    assert counts == list(range(counts[0], counts[0] + len(counts)))
    best = min(found, key=lambda variant: variant.cost)
    assert len(found) <= 3
    assert all(abs(count - len(best.lines)) <= 1 for count in counts)


@settings(deadline=None, max_examples=40)
@given(TEXTS, MEASURES)
def test_the_same_comes_twice(text: str, measure: int) -> None:
    first, second = shape(text, BODY), shape(text, BODY)
    assert variants(first, measure) == variants(second, measure)


@settings(deadline=None, max_examples=60)
@given(TEXTS, MEASURES)
def test_clusters_keep_to_the_rules_wherever_a_line_can_hold_them(text: str, measure: int) -> None:
    made = shape(text, BODY)
    best = min(variants(made, measure), key=lambda variant: variant.cost)
    for line in best.lines:
        assert made.ids[line.start] >= 0 if line.end > line.start else True
        assert line.width <= measure or line.end - line.start == 1


@settings(deadline=None, max_examples=60)
@given(TEXTS, MEASURES, st.data())
def test_how_emphasis_is_stored_changes_no_line(
    text: str, measure: int, data: st.DataObject
) -> None:
    """One bold stretch, or the same in pieces: a paragraph knows no runs, only characters."""
    first = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(first, len(text)))
    cuts = sorted(data.draw(st.lists(st.integers(first, stop), max_size=3)))
    ends = [first, *cuts, stop]
    pieces = tuple((a, b - a) for a, b in pairwise(ends) if b > a)
    whole = shape(text, BODY, Look(bold=((first, stop - first),) if stop > first else ()))
    parted = shape(text, BODY, Look(bold=pieces))
    assert variants(whole, measure) == variants(parted, measure)


@settings(deadline=None, max_examples=60)
@given(st.lists(HAN, min_size=2, max_size=6), MEASURES)
def test_what_does_not_print_changes_no_line(words: list[str], measure: int) -> None:
    """A control character between two Han: the arrays are stored otherwise, the lines are not."""
    plain = variants(shape("".join(words), BODY), measure)
    marked = variants(shape("\x07".join(words), BODY), measure)
    assert [v.cost for v in plain] == [v.cost for v in marked]
    assert [[line[:2] + line[4:] for line in v.lines] for v in plain] == [
        [line[:2] + line[4:] for line in v.lines] for v in marked
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(HAN, min_size=1, max_size=6))
def test_copy_wrapped_in_its_file_is_the_same_paragraph(words: list[str]) -> None:
    source = SourceText("a.md", tuple(words))
    (wrapped,) = read_markdown(lines_of("\n".join(words)), source).body
    (straight,) = read_text(lines_of("".join(words)), SourceText("a.txt", ("".join(words),))).body
    assert wrapped.text == straight.text == "".join(words)


@settings(deadline=None, max_examples=60)
@given(TEXTS.filter(str.strip), st.integers(6, 24), MANNERS)
def test_so_many_lines_asked_are_so_many_lines_got(text: str, ems: int, manner: Manner) -> None:
    """Fitting asks only for numbers of lines that a paragraph offers, and each is what it says."""
    font = replace(BODY, manner=manner)
    fonts = BodyFonts(font, ems * 1000, 2000, ems * SIZE)
    block = text_block(Paragraph("paragraph", text, 0), fonts)
    offered = [rows for rows, _ in block.piece.options]
    assert len(set(offered)) == len(offered) <= 3
    for rows in range(max(min(offered) - 2, 1), max(offered) + 3):
        if rows in offered:
            assert len(block.lines(rows)) == rows
        else:
            with pytest.raises(LookupError):
                block.lines(rows)
