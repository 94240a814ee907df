"""Marks of copy written as the paper writes them (GB/T 15834): asked for, shown, never silent."""

from __future__ import annotations

import re

from presslayout.base import filelines
from presslayout.base.patterns import regex
from presslayout.typeset.halfmarks import HAN, full_width

_DOTS = regex(
    rf"(?<=[{HAN}，。”’）》])(?:\.{{3,}}|。{{3,}}|．{{3,}}|(?<!…)(?:…|…{{3}}|…{{5,}})(?!…))"
)
_BESIDE = rf"{HAN}“”‘’（）《》，。！？；："
_DASH = regex(
    rf"(?<=[{_BESIDE}])(?:--+|－－+|––+|[―─]+)(?=[{_BESIDE}])|(?<!—)—{{3,}}(?!—)"
    rf"|(?<=[{HAN}，”’）》])—(?!—)(?<!——)(?=[{HAN}“‘（《])"
)
# The same pause twice; a pause that was left before the mark which took its place.
_SAME = regex("([，、；：])\\1+|(?<!。)(。)。(?!。)")
_LEFT = regex("、+(?=[，；：。！？])|，+(?=[；。！？])|；+(?=[。！？])")
_STRAIGHT = regex('"([^"“”\n]*)"')


def mended(text: str) -> str:
    """The text with its marks mended; letters, digits and line ends stay as they are.

    A straight quote without another half on its line stays, for somebody to look at.
    """
    text = "".join(_quoted(line) for line in filelines.with_ends(text))
    text = _DOTS.sub("……", text)
    text = _DASH.sub("——", text)
    text = full_width(text)
    text = _SAME.sub(lambda m: m[1] or m[2], text)
    return _LEFT.sub("", text)


def _quoted(line: str) -> str:
    if line.count('"') % 2 or not re.search(f"[{HAN}]", line):
        return line
    return _STRAIGHT.sub(lambda m: f"“{m[1]}”" if re.search(f"[{HAN}]", m[1]) else m[0], line)


def words(text: str) -> str:
    """What mending may not touch: letters, digits, Han, markup."""
    return re.sub(r"[ ,;:?!.()\"，。、；：？！（）“”…—－―─–．-]", "", text)
