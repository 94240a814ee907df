"""What the parts of a story are called on paper, in the order in which they are read."""

from __future__ import annotations

PARTS = {
    "rubric": "栏头",
    "kicker": "引题",
    "headline": "主题",
    "deck": "副题",
    "byline": "署名",
    "body": "正文",
    "pullquote": "提要",
    "photo": "图",
    "caption": "说明",
    "credit": "摄影",
}
