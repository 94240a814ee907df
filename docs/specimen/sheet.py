"""The sheets of the specimen: A4, two rules beside each other, each wrong at the left and right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panels import Faces, Panel, panel, shifted

from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.edition.ink import BLACK, Ink
from presslayout.edition.page import Block, Page, Shape, Stroke, rectangle
from presslayout.typeset import headline
from presslayout.typeset.lines import place, variants
from presslayout.typeset.shape import Font, shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rules import Chapter, Rule

    from presslayout.assets.fonts import Face
    from presslayout.base.units import Length
    from presslayout.edition.page import Item

WIDTH, HEIGHT = mm(210), mm(297)
LEFT, RIGHT, TOP, FOOT = mm(17), mm(193), mm(19), mm(281)
GUTTER = mm(8)
CARD = (RIGHT - LEFT - GUTTER) // 2
PANEL_GAP = mm(3)
PANEL = (CARD - PANEL_GAP) // 2
RED, GREY, PALE = Ink(m=1000, y=1000), Ink(k=650), Ink(k=45)
HAIR = Stroke(Ink(k=400), pt("0.3"))
ROW_GAP, CHAPTER_GAP = mm("5.5"), mm(5)


@dataclass(frozen=True, slots=True)
class Types:
    """The faces of the sheets by what they say."""

    song: tuple[Face, ...]
    kai: tuple[Face, ...]
    hei: tuple[Face, ...]
    bold: tuple[Face, ...]
    title: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One rule as it is drawn: its items from its own corner, and its height."""

    items: tuple[Item, ...]
    height: Length


def sheets(
    chapters: Sequence[Chapter],
    rest: Mapping[str, tuple[str, str]],
    types: Types,
    faces: Faces,
    preface: str,
) -> list[Page]:
    """Every chapter, sheet after sheet, and the rules that `rest` names at the end."""
    pages: list[list[Item]] = []
    items, y = _opening(types, preface)
    for number, chapter in enumerate(chapters, 1):
        cards = [card(rule, types, faces) for rule in chapter.rules]
        rows = [cards[n : n + 2] for n in range(0, len(cards), 2)]
        heading = mm(10)
        for at, row in enumerate(rows):
            high = max(one.height for one in row)
            needed = high + (heading + CHAPTER_GAP if at == 0 else 0)
            if y + needed > FOOT:
                pages.append(items)
                items, y = [], TOP
            if at == 0:
                y += CHAPTER_GAP if y > TOP else 0
                items += _heading(number, chapter.title, types, y)
                y += heading
            for place_, one in enumerate(row):
                x = LEFT + place_ * (CARD + GUTTER)
                items += [shifted(item, x, y) for item in one.items]
            y += high + ROW_GAP
    if y + mm(60) > FOOT:
        pages.append(items)
        items, y = [], TOP
    items += _rest(rest, types, y + (CHAPTER_GAP if y > TOP else 0))
    pages.append(items)
    return [_page(n, made, types, len(pages)) for n, made in enumerate(pages, 1)]


def card(rule: Rule, types: Types, faces: Faces) -> Card:
    """A rule: its number, what it says and where it comes from, and both settings."""
    ids = _word(rule.ids, types.bold, 9, RED, 0, pt(9))
    name = _word(rule.title, types.bold, 9, BLACK, ids[1] + pt(6), pt(9))
    level = _word(rule.level, types.kai, 7.5, GREY, name[1] + pt(6), pt("8.6"))
    items: list[Item] = [*ids[0], *name[0], *level[0]]
    source = _word(rule.source, types.kai, 7, GREY, 0, pt("8.6"))
    if level[1] + pt(8) + source[1] < CARD:
        items += [shifted(item, CARD - source[1], 0) for item in source[0]]
        y = pt(13)
    else:
        items += [shifted(item, 0, pt(11)) for item in source[0]]
        y = pt(24)
    told, deep = paragraph(rule.text, types.song, 7.5, 11, CARD)
    items += [shifted(item, 0, y) for item in told]
    y += deep + pt(5)
    wrong = panel(rule.wrong, faces, PANEL, wrong=rule.labels[0] == "误")
    right = panel(rule.right, faces, PANEL, wrong=False)
    high = max(wrong.height, right.height)
    for number, (label, one) in enumerate(zip(rule.labels, (wrong, right), strict=True)):
        x = number * (PANEL + PANEL_GAP)
        items += [shifted(item, x, y) for item in _framed(label, one, types, high)]
    return Card(tuple(items), y + high + pt(12))


def paragraph(
    text: str, font: tuple[Face, ...], size: float, pitch: float, width: Length
) -> tuple[list[Item], Length]:
    """Small text in lines, from its upper left corner, and how deep it is."""
    shaped = shape(text, Font(font, (), pt(size)))
    cells = width * 1000 // pt(size)
    best = min(variants(shaped, cells), key=lambda v: (v.cost, len(v.lines)))
    items: list[Item] = []
    for number, line in enumerate(best.lines):
        items += place(shaped, line, 0, number * pt(pitch) + shaped.ascent)
    return items, len(best.lines) * pt(pitch)


def _word(
    text: str, font: tuple[Face, ...], size: float, ink: Ink, x: Length, baseline: Length
) -> tuple[list[Item], Length]:
    """A label on one line from x on, and where it ends."""
    made = headline.fit(
        text, font, width=CARD * 2, smallest=pt(size), largest=pt(size), max_lines=1,
        display=headline.LABEL,
    )  # fmt: skip
    assert made is not None
    items = headline.place_heading(made, x, (baseline,), made.width, align="start", ink=ink)
    return list(items), x + made.width


def _framed(label: str, one: Panel, types: Types, high: Length) -> list[Item]:
    """A setting under its label: what is wrong under a red bar, what is right under a black one."""
    ink = {"误": RED, "正": BLACK}.get(label, GREY)
    bar = Box(0, 0, PANEL, pt("0.9"))
    word = _word(label, types.bold, 7, ink, 0, pt("8.4"))[0]
    lead = pt("9.6")
    back = Shape(rectangle(Box(0, lead, PANEL, high + pt(2))), fill=PALE)
    top = lead + pt(1)
    return [
        Shape(rectangle(bar), fill=ink),
        back,
        *word,
        *(shifted(item, 0, top) for item in one.items),
    ]


def _heading(number: int, title: str, types: Types, y: Length) -> list[Item]:
    made: list[Item] = []
    end = LEFT - pt(9)
    if number:
        made, end = _word(_NUMERALS[number], types.title, 17, RED, LEFT, y + pt(17))
    name, stop = _word(title, types.title, 17, BLACK, end + pt(9), y + pt(17))
    line = y + pt("11.5")
    rule = Shape((("M", stop + pt(10), line), ("L", RIGHT, line)), stroke=HAIR)
    return [*made, *name, rule]


_NUMERALS = ("", *"一二三四五六七八九十", "十一", "十二")


def _rest(rules: Mapping[str, tuple[str, str]], types: Types, y: Length) -> list[Item]:
    """The rules that are not drawn, in two columns: number, what it says, what proves it."""
    items = _heading(0, "画不出来的规则", types, y)
    top = y + mm(10)
    half = -(-len(rules) // 2)
    for n, (name, (told, proof)) in enumerate(rules.items()):
        x = LEFT + n // half * (CARD + GUTTER)
        base = top + n % half * pt(13) + pt(9)
        items += _word(name, types.bold, 8, RED, x, base)[0]
        items += _word(told, types.song, 8, BLACK, x + pt(24), base)[0]
        made, end = _word(proof, types.kai, 7, GREY, 0, base)
        items += [shifted(item, x + CARD - end, 0) for item in made]
    return items


def _opening(types: Types, preface: str) -> tuple[list[Item], Length]:
    """The title of the first sheet and what the reader is told of it."""
    y = TOP
    items = [Shape(rectangle(Box(LEFT, y, RIGHT - LEFT, pt(5))), fill=RED)]
    made = headline.fit(
        "中文报纸排版规则标本", types.title, width=RIGHT - LEFT, smallest=pt(30), largest=pt(38),
        max_lines=1,
    )  # fmt: skip
    assert made is not None
    y += mm(8)
    items += headline.place_heading(made, LEFT, (y + made.ascent,), RIGHT - LEFT, align="start")
    y += made.size + mm(4)
    told, deep = paragraph(preface, types.song, 9, 14.5, RIGHT - LEFT)
    items += [shifted(item, LEFT, y) for item in told]
    return items, y + deep


def _page(number: int, items: list[Item], types: Types, count: int) -> Page:
    base = HEIGHT - mm(8)
    left = _word("中文报纸排版规则标本", types.hei, 7, GREY, LEFT, base)[0]
    made, end = _word(f"{number} / {count}", types.hei, 7, GREY, 0, base)
    line = Shape((("M", LEFT, base - mm(4)), ("L", RIGHT, base - mm(4))), stroke=HAIR)
    foot = [line, *left, *(shifted(item, RIGHT - end, 0) for item in made)]
    blocks = (
        Block(f"S{number}/body", "body", tuple(items), f"S{number}", "body"),
        Block(f"{number}/foot", "folio", tuple(foot), artifact=True),
    )
    return Page(number, str(number), "specimen", WIDTH, HEIGHT, 0, blocks)
