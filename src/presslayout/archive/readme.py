"""The README of a bag, in two languages, for whoever opens it when this program is forgotten."""

from __future__ import annotations

import textwrap
import unicodedata
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING

from presslayout.archive.readme_rows import (
    ATTACHED,
    CHECKING,
    EDITION,
    ENCODINGS,
    LAWS,
    OTHER,
    ROWS,
)
from presslayout.archive.story_text import picture_name
from presslayout.base.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.archive.readme_rows import ReadmeRow
    from presslayout.edition.page import Asset, Edition

README = "README.txt"
# What a terminal of before all windows shows in a line; a Han character takes two places.
_WIDE, _DEEP = 78, 4
# What may not begin a line.
_CLOSING = frozenset("，。；：、？！”’）》」』….,;:!?)")
_UNTOLD = Text("没有写明", "not told")
_HEADS = (
    (Text("一、这是什么", "1. What this is"), Text("二、里面有什么", "2. What it holds")),
    (Text("三、edition.json 怎样读", "3. How edition.json is read"),),
    (Text("四、怎样核对", "4. How it is tried"), Text("五、总成立的话", "5. What always holds")),
    (Text("六、字体和图片的许可", "6. Licences of faces and pictures"),),
)


def readme(edition: Edition, names: Iterable[str], *, attached: bool = False) -> bytes:
    """What these files, by their path below data/, are and how each is read.

    `attached` says that the PDF holds the sources, too.
    """
    found = sorted({*names, README})
    title = f"{edition.paper} {edition.date}"
    lines = [title, "=" * _width(title), "", "English follows the Chinese.", ""]
    for lang in ("zh", "en"):
        lines += _told(edition, found, lang, attached=attached)
    return ("\n".join(lines).rstrip() + "\n").encode()


def kinds(names: Sequence[str]) -> list[tuple[ReadmeRow | None, int]]:
    """The rows that have files among these, with how many; last, with None, those that no row names."""
    counts: dict[ReadmeRow | None, int] = {}
    for name in names:
        row = next((row for row in ROWS if fnmatchcase(name, row.pattern)), None)
        counts[row] = counts.get(row, 0) + 1
    return [(row, counts[row]) for row in (*ROWS, None) if row in counts]


def _told(edition: Edition, names: Sequence[str], lang: str, *, attached: bool) -> Iterator[str]:
    (what, holds), (reads,), (tries, laws), (licences,) = _HEADS

    def head(said: Text) -> Iterator[str]:
        yield from ("", said.say(lang), "-" * _width(said.say(lang)))

    def points(rows: Iterable[Text]) -> Iterator[str]:
        for said in rows:
            first, *rest = wrapped(said.say(lang), _WIDE - _DEEP)
            yield f"  * {first}"
            yield from (f"    {line}" for line in rest)

    yield from head(what)
    yield from wrapped(_introduction(edition).say(lang), _WIDE)
    yield ""
    yield from points(ENCODINGS)
    yield from head(holds)
    for row, count in kinds(names):
        pattern = row.pattern if row is not None else "*"
        many = Text(f"（{count} 个文件）", f" ({count} files)").say(lang) if "*" in pattern else ""
        yield f"data/{pattern}{many}"
        said = row.said if row is not None else OTHER
        yield from (f"    {line}" for line in wrapped(said.say(lang), _WIDE - _DEEP))
    if attached:
        yield from wrapped(ATTACHED.say(lang), _WIDE)
    yield from head(reads)
    yield from points(EDITION)
    yield from head(tries)
    yield from points(CHECKING)
    yield from head(laws)
    yield from points(LAWS)
    yield from head(licences)
    yield from _licences(edition.assets, names, lang)
    yield ""


def _introduction(edition: Edition) -> Text:
    facts = edition.facts
    zh = [f"《{edition.paper}》{edition.date} 的存档，由 {edition.engine} 制作。"]
    en = [f"The archive of {edition.paper}, {edition.date}, made by {edition.engine}."]
    for value, label in (
        (facts.variant, Text("版本", "Variant")),
        (facts.cn, Text("国内统一连续出版物号", "Title number")),
        (facts.issn, Text("ISSN", "ISSN")),
        (facts.serial, Text("总期号", "Serial number")),
        (facts.publisher, Text("出版", "Publisher")),
        (facts.sponsor, Text("主办", "Sponsor")),
        (facts.city, Text("出版地", "City")),
    ):
        if value:
            zh.append(f"{label.zh}：{value}。")
            en.append(f"  {label.en}: {value}.")
    zh.append(
        f"共 {len(edition.pages)} 版。读这些文件用不着那个程序：每一种都是公开的格式，下面写着怎样读。"
    )
    en.append(
        f"  {len(edition.pages)} pages.  None of these files needs that program: each is of an open form, "
        "and how it is read stands below."
    )
    return Text("".join(zh), "".join(en))


def _licences(assets: Sequence[Asset], names: Sequence[str], lang: str) -> Iterator[str]:
    """Each face and picture with what is known of who may use it."""
    used = sorted(assets, key=lambda asset: (asset.kind, asset.file, asset.key))
    seen: set[tuple[str, str]] = set()
    for asset in used:
        if (asset.file, asset.sha256) in seen:
            continue
        seen.add((asset.file, asset.sha256))
        kept = f"pictures/{picture_name(asset.file)}"
        name = f"data/{kept}" if asset.kind != "face" and kept in names else asset.file
        known = [one for one in (asset.licence, asset.rights, asset.source) if one]
        yield f"  * {name}"
        yield f"    {'; '.join(known) or _UNTOLD.say(lang)}"
        yield f"    SHA-256 {asset.sha256}"
    told = Text(
        "不以 data/ 开头的文件不在包里：用到的字形和广告图嵌在版面文件里，SHA-256 说明是哪一份文件。"
        "图片说明和署名在稿件里。",
        "What does not begin with data/ is no file of the bag: the glyphs and art in use are inside the files of the "
        "pages, and the SHA-256 tells which file they are from.  Captions and credits stand in the stories.",
    )
    yield from wrapped(told.say(lang), _WIDE)


def wrapped(text: str, wide: int) -> list[str]:
    """Lines of at most so many places: between Han characters anywhere, else at blanks."""
    if not any(map(_is_wide, text)):
        return textwrap.wrap(text, wide, break_long_words=False, break_on_hyphens=False)
    lines, line, filled = [], "", 0
    for word in _words(text):
        if line and filled + _width(word.rstrip()) > wide:
            lines.append(line.rstrip())
            line = word.lstrip()
            filled = _width(line)
        else:
            line += word
            filled += _width(word)
    return [*lines, line.rstrip()]


def _words(text: str) -> Iterator[str]:
    """What no line parts: a wide character, what is narrow up to a blank, closing marks behind either."""
    word = ""
    ends = False
    for char in text:
        wide = _is_wide(char)
        if word and (wide or ends) and char not in _CLOSING:
            yield word
            word = ""
        word += char
        ends = wide or char == " "
    if word:
        yield word


def _width(text: str) -> int:
    return len(text) + sum(map(_is_wide, text))


@cache
def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
