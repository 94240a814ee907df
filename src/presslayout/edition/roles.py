"""What stands on a page by its part in the paper, and what copy is made of."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a block is to a reader; the second half stands on proofs and beside pages alone."""

    MASTHEAD = "masthead"
    BANNER = "banner"
    FOLIO = "folio"
    IMPRINT = "imprint"
    AD = "ad"
    AD_LABEL = "ad-label"
    RUBRIC = "rubric"
    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    BODY = "body"
    RULE = "rule"
    PHOTO = "photo"
    CAPTION = "caption"
    CREDIT = "credit"
    PULLQUOTE = "pullquote"
    FACTBOX = "factbox"
    PORTRAIT = "portrait"
    SIDENOTE = "sidenote"
    GRAPHIC = "graphic"
    MARK = "mark"
    REFER = "refer"
    WEATHER = "weather"
    JUMP = "jump"
    GALLEY = "galley"
    LINE_NUMBERS = "line-numbers"
    WATERMARK = "watermark"
    MARGINS = "margins"
    LABELS = "labels"
    RESOLUTIONS = "resolutions"
    FAULTS = "faults"
    OVERSET = "overset"
    CHECKLIST = "checklist"
    CHANGED = "changed"
    CHANGES = "changes"
    LABEL = "label"


class ParagraphKind(StrEnum):
    """What a paragraph of copy is.

    A stanza is the verse that begins one, a signature 署名 or 题记, a roll the names of one unit.
    """

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    ITEM = "item"
    CELL = "cell"
    SIGNATURE = "signature"
    VERSE = "verse"
    STANZA = "stanza"
    ROLL = "roll"


# What the ids of blocks hold whose words are no copy: a marker's, and that of 摄 behind a credit.
MARKER, WORD = "/marker-", "/word"
# What stands behind the name of whoever took a photograph.
CREDIT_WORD = "摄"
# The part that is the headline of a story where it goes on.
JUMP_HEAD = "jump-headline"


def jump_head(number: int) -> str:
    """The part that is the headline where a story goes on for the first, second … time."""
    return JUMP_HEAD if number == 1 else f"{JUMP_HEAD}-{number}"


class MarkupKind(StrEnum):
    """What sets a stretch of copy apart: 着重 dots, 专名号 name, 书名号 title, 上标 and 下标."""

    BOLD = "bold"
    DOTS = "dots"
    RUBY = "ruby"
    NAME = "name"
    TITLE = "title"
    SUPERIOR = "superior"
    INFERIOR = "inferior"
