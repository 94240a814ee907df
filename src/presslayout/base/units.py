"""Lengths as whole numbers.  Knows no page and no typeface.

A `Length` is an int in EMU: 1 pt = 12 700, 1 mm = 36 000, 1 级 = 9 000, each exact.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from presslayout.base.patterns import regex

Length = Annotated[int, "EMU"]

EMU_PER_PT = 12_700
EMU_PER_MM = 36_000
EMU_PER_JI = 9_000

# DTP sizes of the trade's 号 names in points (SPEC §2).
HAO: dict[str, str] = {
    "初号": "42",
    "小初": "36",
    "一号": "26",
    "小一": "24",
    "二号": "22",
    "小二": "18",
    "三号": "16",
    "小三": "15",
    "四号": "14",
    "小四": "12",
    "五号": "10.5",
    "小五": "9",
    "六号": "7.5",
    "小六": "6.5",
    "七号": "5.5",
}

_NUMBER = regex(r"([+-]?\d+(?:\.\d+)?)\s*(pt|mm|级|字|em|行|ln|%|ppi)?\Z")


def pt(value: str | float) -> Length:
    """Points as a Length; a string keeps every decimal."""
    return _whole(Fraction(str(value)) * EMU_PER_PT)


def mm(value: str | float) -> Length:
    """Millimetres as a Length; a string keeps every decimal."""
    return _whole(Fraction(str(value)) * EMU_PER_MM)


def to_pt(length: Length) -> float:
    """A Length in points, for painters and reports."""
    return length / EMU_PER_PT


def to_mm(length: Length) -> float:
    """A Length in millimetres rounded to a micrometre, for reports."""
    return round(length / EMU_PER_MM, 3)


def parse(text: str, *, em: Length | None = None, line: Length | None = None) -> Length | None:
    """The Length that `text` says (`9pt`, `2字`, `1行`, `3mm`, `16级`, `小五`), or None.

    `em` and `line` give 字 and 行 their size; without them these units are not understood.
    """
    text = text.strip()
    size = text.removesuffix("号") if text.startswith("小") else text
    if size in HAO:
        return pt(HAO[size])
    match = _NUMBER.match(text)
    if not match:
        return None
    number, unit = Fraction(match[1]), match[2]
    scale = {
        "pt": EMU_PER_PT,
        "mm": EMU_PER_MM,
        "级": EMU_PER_JI,
        "字": em,
        "em": em,
        "行": line,
        "ln": line,
    }.get(unit or "")
    if unit is None and number == 0:
        return 0
    return None if scale is None else _whole(number * scale)


def quantity(text: str) -> tuple[Fraction, str] | None:
    """A number and its unit ("" when it has none), or None when `text` is neither."""
    match = _NUMBER.match(text.strip())
    return (Fraction(match[1]), match[2] or "") if match else None


def _whole(value: Fraction) -> Length:
    return round(value)


# Sheets that printers hold (ISO 216), upright: width and height.
PAPERS = {
    "A2": (mm(420), mm(594)),
    "A3": (mm(297), mm(420)),
    "A4": (mm(210), mm(297)),
}
