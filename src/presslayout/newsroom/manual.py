"""The documentation as it is installed with the program: pages by topic, sections by their heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen, replace
from presslayout.issue.files import packaged_root
from presslayout.issue.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Where pages lie below docs/, in the order in which they are listed.
_FOLDERS = (".", "books", "profiles")
# The site's first page, which only leads to the others.
_FRONT = "index.md"
# What whoever types no Chinese asks for.
_ENGLISH = {
    "稿件与版式": "layout",
    "来稿": "copy",
    "校对": "proofreading",
    "预览": "preview-page",
    "颜色与图片": "pictures",
    "预检": "press-checks",
    "传版": "dispatch",
    "存档手册": "archiving",
    "查找": "finding",
    "数字报": "reading-site",
    "从Python": "python",
    "发行": "releases",
    "威胁模型": "threats",
    "运行": "operating",
    "集群": "cluster",
    "从别处来": "coming-from",
    "教程": "tutorial",
    "菜谱": "cookbook",
    "问题": "questions",
}
_HEADING = regex(r"^(#{1,4}) +(.+?)\s*$", re.MULTILINE)
_FENCED = regex(r"^(?:```|~~~).*?^(?:```|~~~)\s*$", re.MULTILINE | re.DOTALL)
_ANCHOR = regex(r"^<a id=.*?</a>\n", re.MULTILINE)


@frozen
class ManualPage:
    """A page: its topic in Chinese, the topic in English ("" where it has none), title and text."""

    topic: str
    english: str
    title: str
    text: str


@frozen
class ManualSection:
    """A section of a page under one heading, with whatever stands below it."""

    topic: str
    heading: str
    text: str


def pages() -> tuple[ManualPage, ...]:
    """All pages, those for users first."""
    root = packaged_root() / "docs"
    return tuple(
        _page(path)
        for folder in _FOLDERS
        for path in sorted((root / folder).glob("*.md"))
        if path.name != _FRONT
    )


def page(topic: str, lang: str = "zh") -> ManualPage | None:
    """The page on a topic that is named in either language, None where there is none.

    In English where `lang` is "en" and there is an English page.
    """
    asked = topic.casefold()
    found = next((one for one in pages() if asked in _names(one)), None)
    if lang != "en":
        return found
    name = (found.english or found.topic) if found is not None else asked
    for path in (packaged_root() / "docs" / "en").glob("*.md"):
        if path.stem == name and path.name != _FRONT:
            own = _page(path)
            return replace(own, topic=found.topic, english=found.english) if found else own
    return found


def sections(word: str) -> tuple[ManualSection, ...]:
    """The sections of all pages that have a word in their heading, none inside another of them."""
    return tuple(found for one in pages() for found in _sections(one, word.casefold()))


def passages(word: str) -> tuple[ManualSection, ...]:
    """The paragraphs and rows of tables of all pages that hold a word, under their headings."""
    asked = word.casefold()
    found: list[ManualSection] = []
    for one in pages():
        if asked in one.text.casefold():
            heading = one.title
            for block in _blocks(one.text):
                head = _HEADING.fullmatch(block)
                if head:
                    heading = head[2]
                elif asked in block.casefold():
                    found.append(ManualSection(one.topic, heading, block + "\n"))
    return tuple(found)


def meant(topic: str) -> str:
    """The topic that was probably meant, or ""."""
    return nearest(topic, {name for one in pages() for name in (one.topic, one.english) if name})


def _names(one: ManualPage) -> tuple[str, ...]:
    return tuple(name.casefold() for name in (one.topic, one.english) if name)


def _page(path: Path) -> ManualPage:
    text = _ANCHOR.sub("", path.read_text("utf-8"))
    title = _HEADING.search(text)
    return ManualPage(
        path.stem, _ENGLISH.get(path.stem, ""), title[2] if title else path.stem, text
    )


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs, blocks of code and headings one by one; of tables each row."""
    for block in re.split(r"\n{2,}", text):
        if block.startswith("|"):
            yield from block.split("\n")
        else:
            yield block.strip()


def _sections(one: ManualPage, word: str) -> Iterator[ManualSection]:
    # What looks like a heading inside a block of code is a comment there.
    fenced = [found.span() for found in _FENCED.finditer(one.text)]
    heads = [
        head
        for head in _HEADING.finditer(one.text)
        if not any(start <= head.start() < end for start, end in fenced)
    ]
    last = 0
    for at, head in enumerate(heads):
        if head.start() < last or len(head[1]) == 1 or word not in head[2].casefold():
            continue
        after = (later.start() for later in heads[at + 1 :] if len(later[1]) <= len(head[1]))
        last = next(after, len(one.text))
        yield ManualSection(one.topic, head[2], one.text[head.start() : last].rstrip() + "\n")
