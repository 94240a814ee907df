"""Marks of copy written as the paper writes them (GB/T 15834): asked for, shown, never silent."""

from __future__ import annotations

import re

from presslayout import filelines

HAN = "\u3400-\u9fff"
_BESIDE = f"[{HAN}，。；：？！、“”‘’（）《》…—]"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = re.compile(rf"(?<={_BESIDE})[,;:?!](?![0-9A-Za-z/])[ ]?")
_STOP = re.compile(rf"(?<=[{HAN}”’）》])\.(?=[{HAN}“‘（《”’）》]|\s*$)", re.MULTILINE)
_ROUND = re.compile(rf"\(([^()（）\n]*[{HAN}][^()（）\n]*)\)")
_DOTS = re.compile(rf"(?<=[{HAN}，。”’）》])(?:\.{{3,}}|。{{3,}}|…(?!…)(?<!……))")
_DASH = re.compile(rf"(?<=[{HAN}，”’）》])(?:--+|－－+|—(?!—)(?<!——))(?=[{HAN}“‘（《])")
_STRAIGHT = re.compile('"([^"“”\n]*)"')


def mended(text: str) -> str:
    """The text with its marks mended; letters, digits and line ends stay as they are.

    A straight quote without another half on its line stays, for somebody to look at.
    """
    text = _ROUND.sub(lambda m: f"（{m[1]}）", text)
    text = "".join(_quoted(line) for line in filelines.with_ends(text))
    text = _DOTS.sub("……", text)
    text = _DASH.sub("——", text)
    text = _HALF.sub(lambda m: _WIDE[m[0][0]], text)
    return _STOP.sub("。", text)


def _quoted(line: str) -> str:
    if line.count('"') % 2 or not re.search(f"[{HAN}]", line):
        return line
    return _STRAIGHT.sub(lambda m: f"“{m[1]}”" if re.search(f"[{HAN}]", m[1]) else m[0], line)


def words(text: str) -> str:
    """What mending may not touch: letters, digits, Han, markup."""
    return re.sub(r"[ ,;:?!.()\"，。；：？！（）“”…—－-]", "", text)
