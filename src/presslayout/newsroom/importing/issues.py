"""A whole issue of what arrived: the paper's facts, its pages, every story waiting to be shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.issue.copy.parts import Guess
from presslayout.issue.kinds import Content
from presslayout.issue.yaml.writing import lines
from presslayout.newsroom.importing.written import entry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from presslayout.issue.template import Template
    from presslayout.issue.workspace import Workspace
    from presslayout.newsroom.importing.stories import ImportedStory

PAGES = 4
_PENDING = "待定"
# Weights between these; the longest story has the most (a photo counts as so many characters).
_HEAVIEST, _LIGHTEST = 95, 20
_PHOTO = 400
_LEADING, _INSIDE = "要闻", "综合"


def spec(stories: Sequence[ImportedStory], lead: str, head: str) -> str:
    """The issue: `head` are its paper and pages; the stories wait to be shared out among them."""
    weights = _weights(stories)
    waiting = [entry(story, lead, {"分量": str(weights[story.id])}) for story in stories]
    strips = [
        f"# {story.id}：栏题 {{文字: {story.draft.part(Guess.BANNER)}, 角标: {story.draft.part(Guess.TAG)}}}，写到它所在的版"
        for story in stories
        if story.draft.part(Guess.BANNER)
    ]
    return "\n".join([head.rstrip("\n"), *strips, *lines({"待排": waiting})]) + "\n"


def blank(day: dt.date, workspace: Workspace, pages: int = PAGES) -> str:
    """The paper and pages of an issue of which nothing is known but its day."""
    front, inside, last = _templates(workspace)
    paper = {
        "报名": _PENDING,
        "刊号": _PENDING,
        "日期": day.isoformat(),
        "总期号": _PENDING,
        "今日版数": str(pages),
    }
    listed = [
        {
            "版次": str(number),
            "版名": _LEADING if number == 1 else _INSIDE,
            "模板": front if number == 1 else last if number == pages else inside,
            "责任编辑": _PENDING,
        }
        for number in range(1, pages + 1)
    ]
    return "\n".join(lines({"报纸": paper, "版面": listed})) + "\n"


def _templates(workspace: Workspace) -> tuple[str, str, str]:
    """A template with a masthead; of its size, with nearly as many stories, one for the pages inside, one with an imprint.

    The pages inside take the last one's place where no template has an imprint.
    """
    from presslayout.issue.load import templates

    known = sorted(templates(workspace), key=lambda one: one.name)
    fronts = [one for one in known if _count(one, Content.MASTHEAD)]
    front = min(fronts or known, key=lambda one: (one.width, -_count(one, Content.STORY)))
    like = [
        one
        for one in known
        if (one.width, one.height) == (front.width, front.height)
        and not one.fold
        and not any(slot.vertical for slot in one.slots)
    ]
    wanted = _count(front, Content.STORY)

    def nearest(*besides: Content) -> Template | None:
        held = {Content.FOLIO, Content.STORY, *besides}
        some = [one for one in like if {slot.content for slot in one.slots} == held]
        return min(some, key=lambda one: abs(_count(one, Content.STORY) - wanted), default=None)

    inside = nearest() or front
    last = nearest(Content.IMPRINT) or inside
    return front.name, inside.name, last.name


def _count(template: Template, content: Content) -> int:
    return sum(slot.content == content for slot in template.slots)


def _weights(stories: Sequence[ImportedStory]) -> dict[str, int]:
    """Ranks by length and pictures, from the heaviest down."""
    ranked = sorted(
        stories,
        key=lambda one: -(len("".join(one.draft.body.split())) + _PHOTO * len(one.photos)),
    )
    step = (_HEAVIEST - _LIGHTEST) // max(len(ranked) - 1, 1)
    return {one.id: _HEAVIEST - step * at for at, one in enumerate(ranked)}
