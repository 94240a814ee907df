"""Stories as text and Markdown."""

from __future__ import annotations

from pathlib import Path

from presslayout.archive.material import ArchivedPassage, ArchivedStory, Emphasis, Photograph
from presslayout.archive.story_text import markdown, text

STORY = ArchivedStory(
    id="A",
    kicker="引题",
    headline="守山的日子",
    deck="",
    byline="沈禾青",
    body=(
        ArchivedPassage("paragraph", "第一段。"),
        ArchivedPassage("subhead", "小标题"),
        ArchivedPassage(
            "paragraph",
            "字重音注音。",
            (
                Emphasis("bold", 0, 3),
                Emphasis("dots", 1, 1),
                Emphasis("ruby", 3, 1, "zhù"),
            ),
        ),
        ArchivedPassage("item", "一项"),
    ),
    pullquotes=("一句话",),
    photos=(Photograph("images/a 1.jpg", Path("a.jpg"), "说明。", "某某", ""),),
)


def test_text_holds_the_body_as_the_edition_has_it() -> None:
    body = "\n".join(p.text for p in STORY.body)
    assert text(STORY) == f"引题\n守山的日子\n沈禾青\n\n{body}\n\n一句话\n\n说明。（某某）\n"


def test_markdown_writes_marks_as_copy_does() -> None:
    assert markdown(STORY) == (
        "引题\n\n# 守山的日子\n\n沈禾青\n\n第一段。\n\n## 小标题\n\n"
        "**字*重*音**{注|zhù}音。\n\n- 一项\n\n> 一句话\n\n"
        "![说明。](../pictures/a 1.jpg)\n\n说明。（某某）\n"
    )
