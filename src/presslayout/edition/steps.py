"""What fitting may do to a story until its slot is level (SPEC §4, 合版顺序), and what it did."""

from __future__ import annotations

from enum import StrEnum

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen


class Step(StrEnum):
    """One way to level a slot; all but the two of the headline's letters are a template's to allow."""

    PICTURE_HEIGHT = "picture_height"
    PICTURE_POSITION = "picture_position"
    HEAD_ROWS = "head_rows"
    PARAGRAPH_LINES = "paragraph_lines"
    SUBHEAD_ROWS = "subhead_rows"
    HEAD_COLUMNS = "head_columns"
    BYLINE_END = "byline_end"
    PICTURE_COLUMNS = "picture_columns"
    DROP_OPTIONAL = "drop_optional"
    SLOT_ROWS = "slot_rows"
    COLUMN_WIDTH = "column_width"
    FILLER = "filler"
    HEAD_TRACKING = "head_tracking"
    HEAD_SCALE = "head_scale"


# How each is called in the words of the trade.
WORDS: dict[Step, str] = {
    Step.PICTURE_HEIGHT: "图片高度",
    Step.PICTURE_POSITION: "图片位置",
    Step.HEAD_ROWS: "题区行数",
    Step.PARAGRAPH_LINES: "段落增减行",
    Step.SUBHEAD_ROWS: "小标题占行",
    Step.HEAD_COLUMNS: "题区栏数",
    Step.BYLINE_END: "署名移文末",
    Step.PICTURE_COLUMNS: "图片栏数",
    Step.DROP_OPTIONAL: "删可删图片",
    Step.SLOT_ROWS: "版位行数",
    Step.COLUMN_WIDTH: "栏宽",
    Step.FILLER: "补白",
    Step.HEAD_TRACKING: "标题字距",
    Step.HEAD_SCALE: "标题字宽",
}
# What a template may name, in the order that holds where it names nothing.
ORDER = tuple(step for step in Step if step not in (Step.HEAD_TRACKING, Step.HEAD_SCALE))


@frozen
class Fitted:
    """A step as it was taken: on which photo, paragraph or filler ("" where it is plain), how far."""

    step: Step
    on: Text = Text("", "")
    by: Text = Text("", "")

    @property
    def text(self) -> Text:
        """The step in words, Chinese as report.json has it."""
        zh = (WORDS[self.step], self.on.zh, self.by.zh)
        en = (self.step.replace("_", " "), self.on.en, self.by.en)
        return Text(" ".join(filter(None, zh)), " ".join(filter(None, en)))


def alike(name: str) -> Text:
    """A name or a figure that reads alike in both languages."""
    return Text(name, name)


def rows(count: int, *, signed: bool = False) -> Text:
    """So many rows, with their sign where they are a change."""
    said = f"{count:+d}" if signed else f"{count}"
    return Text(f"{said}行", f"{said} rows")
