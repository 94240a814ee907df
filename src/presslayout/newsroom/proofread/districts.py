"""Where places lie: a city in another province than its own, one village in two townships of a story."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from presslayout.base.diagnostics import Diagnostic

_CITIES = Path(__file__).parent / "cities.txt"
# 河北省邯郸市, 广西壮族自治区百色市: province and city side by side, both in full.
_PROVINCE = regex(
    r"(?P<province>[\u4e00-\u9fff]{2,3})(?:省|(?:壮族|回族|维吾尔)?自治区)(?P<city>[\u4e00-\u9fff]{2,4}?)(?P<end>市|地区|盟|(?:[\u4e00-\u9fff]{1,5}族)+自治州)",
    needs=("省", "自治区"),
)
# 柳林乡松树坪村.
_VILLAGE = regex(
    r"(?P<town>\w{2}(?:镇|乡|街道))(?P<village>\w{2,3}(?:村|社区))",
    needs=("镇", "乡", "街道"),
)
_EVERY = frozenset("各全某本该两几每多的个省市县区镇乡等和与及在")
_STOPS = "。！？\n"


def districts(told: StoryText) -> Iterator[Diagnostic]:
    """Every city that is told of a province which has none of the name; every village in two townships."""
    for match in _PROVINCE.finditer(told.text):
        own = _provinces().get(match["city"])
        province = next((p for p in _names() if match["province"].endswith(p)), "")
        if own and province and province not in own:
            begin = match.start("city") - len(match["province"] + "省")
            yield _said(
                told, (max(match.start(), begin), match.end("end")),
                Text(f"{match['city']}{match['end']}属{own[0]}，写成了{province}",
                     f"{match['city']} lies in {own[0]}, not in {province}"),
                Text("核对省名、市名", "check province and city"),
            )  # fmt: skip
    if told.part == "body":
        yield from _villages(told)


def _said(told: StoryText, place: tuple[int, int], message: Text, hint: Text) -> Diagnostic:
    return warning("place-differs", told, (place[0], place[1] - place[0]), message, hint)


def _villages(told: StoryText) -> Iterator[Diagnostic]:
    towns: dict[str, dict[str, list[re.Match[str]]]] = {}
    for match in _VILLAGE.finditer(told.text):
        if _EVERY.isdisjoint(match["village"][:-1] + match["town"][:-1]):
            towns.setdefault(match["village"], {}).setdefault(match["town"], []).append(match)
    for village, rows in towns.items():
        if len(rows) != 2:  # noqa: PLR2004
            continue
        usual, rare = sorted(rows, key=lambda town: (-len(rows[town]), rows[town][0].start()))
        match, other = rows[rare][0], rows[usual][0]
        first, last = sorted((match, other), key=lambda one: one.start())
        # Two villages of one name are told apart in one sentence.
        if len(rows[rare]) > 1 or not any(
            mark in told.text[first.end() : last.start()] for mark in _STOPS
        ):
            continue
        yield _said(
            told, match.span(),
            Text(f"{village}前面属{usual}，这里属{rare}", f"{village} is of {usual} before, of {rare} here"),
            Text("核对是哪个乡镇的；真有两个同名的，写进「已核」",
                 "check the township; if there are two, list it under accepted (已核)"),
        )  # fmt: skip


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    lines = _CITIES.read_text(encoding="utf-8").split("\n")
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))


def _names() -> tuple[str, ...]:
    return tuple(row[0] for row in _rows())


@cache
def _provinces() -> Mapping[str, tuple[str, ...]]:
    """The provinces that have a city of a name."""
    found: dict[str, tuple[str, ...]] = {}
    for province, *cities in _rows():
        for city in cities:
            found[city] = (*found.get(city, ()), province)
    return found
