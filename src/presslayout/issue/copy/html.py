"""Copy from a web page: what a browser shows is set, what it hides is told.

The page is parsed within limits and walked (`web`); `del` and `ins` are tracked changes.
"""

from __future__ import annotations

import re
from itertools import accumulate

from presslayout.base import doors, filelines
from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import replace
from presslayout.issue.copy.foreign import Read, UnreadableCopyError, hold_size, hold_tags
from presslayout.issue.copy.web.junk import judge
from presslayout.issue.copy.web.page import HEADINGS, gathered, with_captions

MOST_ATTRIBUTES = 1_000
# A tag from its first letter to its end, whatever its quotes hold, and a comment (HTML, 13.2.5).
_TAG = regex(
    r"<!--.*?(?:-->|\Z)|<[a-zA-Z](?:[^\s/>]*)((?:[^>\"'=]+|=\s*(?:\"[^\"]*\"|'[^']*')?|[\"'])*)",
    re.DOTALL,
)
_QUOTED = regex(r"=\s*(?:\"[^\"]*\"|'[^']*')")
# What the clipboard of Windows writes before a page (CF_HTML).
_CLIPBOARD = regex(r"\s*Version:[0-9.]+\s+(?:[A-Za-z]+:[^\n<]*\n)+(?=\s*<)")


def read_html(text: str, junk: str = "") -> Read:
    """The paragraphs of a page in their order; UnreadableCopyError when there is no page.

    `junk` is the house's list of lines that advertise (`web.junk`).
    """
    from lxml import html

    # HTML knows one end of a line, and its parser counts by it.
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if clipboard := _CLIPBOARD.match(text):
        text = "\n" * clipboard[0].count("\n") + text[clipboard.end() :]
    hold_tags(text.count("<"))
    # The parser compares every attribute of a tag with all before it.
    if any(_attributes(tag[1] or "") > MOST_ATTRIBUTES for tag in _TAG.finditer(text)):
        raise UnreadableCopyError(
            Text("有的标签属性多得没有道理", "a tag has more attributes than make sense")
        )
    try:
        root = html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8"))
    except doors.HTML.faults() as cause:
        raise UnreadableCopyError(Text("里面没有文字", "it holds no text")) from cause
    hold_size(root, HEADINGS | {"p", "li", "td", "th", "div", "br"})
    page = gathered(root, judge(junk))
    blocks = [block for block in page.blocks if not block.empty]
    rows = [len(filelines.lines(row)) for row in text.split("\n")]
    begun = list(accumulate(rows, initial=1))

    def line(parsed: int) -> int:
        """A line as everywhere, from one of the parser."""
        return begun[min(max(parsed, 1), len(rows)) - 1]

    entries = [replace(one, line=line(one.line)) for one in page.entries()]
    return Read(
        tuple(replace(piece, line=line(piece.line)) for piece in (b.piece() for b in blocks)),
        tuple(replace(one, line=line(one.line)) for one in page.remarks),
        tuple(sorted(entries, key=lambda one: one.line)),
        tuple(replace(one, line=line(one.line)) for one in with_captions(page, blocks)),
        tuple(page.said),
    )


def _attributes(told: str) -> int:
    """How many attributes a tag has at most, with values or without."""
    if len(told) < MOST_ATTRIBUTES:
        return 0
    return len(_QUOTED.sub("= ", told).replace("/", " ").split())
