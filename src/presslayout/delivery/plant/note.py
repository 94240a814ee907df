"""The delivery note (传版单) as a sheet of A4: what a plant prints, pins up and ticks off.

Its words are text, so that a checksum can be copied from it.  Black alone: any printer has it.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from presslayout.base.units import mm, pt
from presslayout.delivery.plant.dispatch import pages_named
from presslayout.edition.ink import BLACK, Ink
from presslayout.edition.page import Block, Glyphs, Page, Shape, Stroke
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.delivery.plant.dispatch import Sent
    from presslayout.edition.page import Item
    from presslayout.edition.plant import Marks

# The key of the face in which the note is set.
FACE = "note"
WIDTH, HEIGHT = mm(210), mm(297)
LEFT, RIGHT = mm(18), mm(192)
TOP, FOOT = mm(20), mm(280)
TITLE, NAME, PLAIN, SMALL, FINE = pt(22), pt(13), pt("9.5"), pt(8), pt("6.5")
FACT, LINE, CELL, GAP = mm(7), mm("3.4"), mm("5.8"), mm("1.8")
LABEL = Ink(k=650)
TINT = Ink(k=80)
HEAVY, THIN = Stroke(BLACK, pt(1)), Stroke(Ink(k=400), pt("0.4"))
# So much of a checksum is compared by eye.
SHORT = 8
# Where the table's columns begin, and what stands at their heads.
COLUMNS = (
    (LEFT + mm(1), ""),
    (LEFT + mm(8), "文件"),
    (LEFT + mm(62), "版次"),
    (LEFT + mm(94), "成品（毫米）"),
    (LEFT + mm(118), "字节"),
    (LEFT + mm(138), "MD5"),
    (LEFT + mm(156), "SHA256"),
)
# Below, two facts stand on a line.
FINE_AT = (LEFT + mm(8), LEFT + mm(104))
MARKS = {"crop": "裁切线", "fold": "折线", "registration": "套准线", "bar": "色条", "slug": "标签"}


def sheets(rows: Sequence[dict[str, Any]], sent: Sent, letters: Lettering) -> tuple[Page, ...]:
    """The note on as many sheets as its files take: one, for what a day's paper has."""
    heading = [*_title(sent, letters), *_facts(rows, sent, letters)]
    below = TOP + mm(16) + FACT * ((len(_told(rows, sent)) + 1) // 2)
    parts: list[list[Item]] = []
    here, y = _heads(letters, below), below + CELL
    for number, row in enumerate(rows, 1):
        high = CELL + LINE * len(_fine(row)) + GAP
        if y + high > FOOT - mm(14):
            parts.append(here)
            here, y = _heads(letters, TOP + mm(18)), TOP + mm(18) + CELL
        here += _row(letters, number, row, sent, y)
        y += high
        here.append(_line(y, THIN))
    parts.append(here)
    return tuple(
        Page(
            at,
            str(at),
            "",
            WIDTH,
            HEIGHT,
            0,
            (
                Block(
                    f"{at}/note",
                    Role.BODY,
                    (
                        *(heading if at == 1 else _title(sent, letters)),
                        *items,
                        *_foot(letters, at, len(parts)),
                    ),
                ),
            ),
        )
        for at, items in enumerate(parts, 1)
    )


def _title(sent: Sent, letters: Lettering) -> Iterator[Item]:
    paper = sent.paper
    day = f"{paper.date:%Y年%m月%d日}" if paper.date else ""
    y = TOP + mm(8)
    yield from _words(letters, "传版单", LEFT, y, TITLE)
    whose = "　".join(word for word in (paper.name, day) if word)
    yield from _words(letters, whose, RIGHT - letters.width(whose, NAME), y, NAME)
    yield _line(TOP + mm(11), HEAVY)


def _told(rows: Sequence[dict[str, Any]], sent: Sent) -> list[tuple[str, str]]:
    """What holds of all files, by its name; two of them stand on a line."""
    paper, press, screens = sent.paper, sent.press, sent.screens
    screened = "，".join(word for word in (screens.ruling, screens.angles, screens.dot) if word)
    facts = [
        ("刊号", paper.cn),
        ("总期号", paper.serial),
        ("标准", sent.standard),
        ("印刷条件", press.condition),
        ("特性文件", press.profile),
        ("总墨量", f"最多 {press.ink_limit}%，建议 {press.ink_advised}%"),
        ("标记", _marks(sent.marks)),
        ("网屏", screened),
        ("文件", f"共 {len(rows)} 个"),
        ("留白", "、".join(f"第{n}版" for n in sent.missing)),
    ]
    return [(name, said) for name, said in facts if said]


def _marks(marks: Marks | None) -> str:
    if marks is None:
        return "无"
    return "、".join(name for key, name in MARKS.items() if getattr(marks, key)) or "无"


def _facts(rows: Sequence[dict[str, Any]], sent: Sent, letters: Lettering) -> Iterator[Item]:
    middle = (LEFT + RIGHT) // 2
    for at, (name, said) in enumerate(_told(rows, sent)):
        x, y = middle if at % 2 else LEFT, TOP + mm(18) + FACT * (at // 2)
        yield from _words(letters, name, x, y, SMALL, LABEL)
        room = middle - LEFT - mm(20)
        yield from _fitted(letters, said, (x + mm(18), y), PLAIN, room)


def _heads(letters: Lettering, y: Length) -> list[Item]:
    """The heads of the columns on a tint, from y down."""
    ground = _box(y, CELL)
    made: list[Item] = [Shape(ground, fill=TINT), _line(y, THIN), _line(y + CELL, THIN)]
    for x, name in COLUMNS:
        made += _words(letters, name, x, y + mm("4.2"), SMALL, LABEL)
    return made


def _row(
    letters: Lettering, number: int, row: dict[str, Any], sent: Sent, y: Length
) -> Iterator[Item]:
    wide, high = row["size_mm"]
    bleed = f" +{row['bleed_mm']:g}" if row["bleed_mm"] else ""
    said = (
        str(number),
        row["name"],
        pages_named(row["pages"], sent),
        f"{wide:g}×{high:g}{bleed}",
        str(row["bytes"]),
        row["md5"][:SHORT],
        row["sha256"][:SHORT],
    )
    ends = [x for x, _ in COLUMNS[1:]] + [RIGHT + mm(2)]
    base = y + mm("4.4")
    for (x, _), end, text in zip(COLUMNS, ends, said, strict=True):
        size = PLAIN if x == COLUMNS[1][0] else SMALL
        yield from _fitted(letters, text, (x, base), size, end - x - mm(2))
    for at, pair in enumerate(_fine(row), 1):
        for x, end, (name, text) in zip(FINE_AT, (FINE_AT[1], RIGHT + mm(2)), pair, strict=True):
            line = base + LINE * at + mm("0.4")
            yield from _words(letters, name, x, line, FINE, LABEL)
            room = end - x - mm(13)
            yield from _fitted(letters, text, (x + mm(11), line), FINE, room)


def _fine(row: dict[str, Any]) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """The lines below a file's own: its checksums whole, the hashes of its pages, who signed."""
    lines = [(("SHA256", row["sha256"]), ("MD5", row["md5"]))]
    for one, signed in zip_longest(row["hashes"], row["signed"], fillvalue=""):
        lines.append((("版面" if one else "", one), ("签样" if signed else "", signed)))
    return lines


def _foot(letters: Lettering, number: int, count: int) -> Iterator[Item]:
    """Where whoever receives the files ticks them off."""
    said = "收到后核对校验码：sha256sum -c SHA256SUMS，或 md5sum -c MD5SUMS"
    yield from _words(letters, said, LEFT, FOOT - mm(9), SMALL)
    for at, name in enumerate(("发送", "接收", "核对", "时间")):
        x = LEFT + at * mm(44)
        yield from _words(letters, name, x, FOOT, SMALL, LABEL)
        yield _line(FOOT + mm(1), THIN, x + mm(9), x + mm(40))
    if count > 1:
        said = f"{number}/{count}"
        yield from _words(letters, said, RIGHT - letters.width(said, SMALL), FOOT - mm(9), SMALL)


def _fitted(
    letters: Lettering, text: str, at: tuple[Length, Length], size: Length, room: Length
) -> Iterator[Item]:
    """Words as large as a room takes: smaller, where they are too long, and never cut."""
    wide = letters.width(text, size)
    yield from _words(letters, text, *at, size if wide <= room else size * room // wide)


def _words(
    letters: Lettering, text: str, x: Length, y: Length, size: Length, ink: Ink = BLACK
) -> Iterator[Item]:
    if text:
        ids, steps = letters.glyphs(text, size)
        yield Glyphs(FACE, size, ids, tuple(x + step for step in steps), (y,), text, ink=ink)


def _line(y: Length, stroke: Stroke, left: Length = LEFT, right: Length = RIGHT) -> Shape:
    return Shape((("M", left, y), ("L", right, y)), stroke=stroke)


def _box(y: Length, high: Length) -> tuple[tuple[str | Length, ...], ...]:
    return (
        ("M", LEFT, y),
        ("L", RIGHT, y),
        ("L", RIGHT, y + high),
        ("L", LEFT, y + high),
        ("Z",),
    )
