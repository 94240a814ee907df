"""Where a story goes on: jumps from page to page, and whether a reader can follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import replace
from presslayout.issue.issue import Jump
from presslayout.issue.kinds import Content
from presslayout.issue.read_standing import slot_taken, unknown_slot, wrong_kind
from presslayout.issue.read_style import UNSUITED, unsuited

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.issue.issue import PageSpec, Story
    from presslayout.issue.read_template import Designed
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import Template

# A story that runs through a whole thick paper; each jump is carried on inside the one before.
MOST_JUMPS = 120


def read_jump(row: Row) -> Jump | None:
    """Where a story's row lets it go on, each jump carrying the next; None where it ends here."""
    made: list[Jump] = []
    for found in row.chain("jump"):
        page, slot, headline = found.integer("page"), found.words("slot"), found.words("headline")
        if page is None or not slot:
            return None
        named = found.place("headline") if headline else None
        made.append(Jump(page, slot.strip(), headline, found.place("page"), named=named))
    if len(made) > MOST_JUMPS:
        row.findings.error(
            "too-many-jumps",
            Text(
                f"这一篇转了 {len(made)} 次，最多 {MOST_JUMPS} 次",
                f"the story goes on {len(made)} times; {MOST_JUMPS} at most",
            ),
            made[MOST_JUMPS].span,
            Text("删去多余的「转版」，或分成几篇", "remove jumps, or make it several stories"),
        )
        return None
    last: Jump | None = None
    for jump in reversed(made):
        last = replace(jump, onward=last)
    return last


def check_jumps(
    pages: tuple[PageSpec, ...], drawn: dict[str, Designed | None], reading: Reading
) -> None:
    """Every jump leads to a page that is here, and to a slot there that nobody else takes."""
    by_number = {page.number: page for page in pages}
    taken = {(p.number, s.slot): s for p in pages for s in p.stories if s.slot}
    for page in pages:
        for story in page.stories:
            visited = [page.number]
            for jump in story.jumps:
                _check_way(story, visited, jump, reading)
                visited.append(jump.page)
                target = by_number.get(jump.page)
                design = drawn.get(target.template) if target else None
                if target is None:
                    _no_page(story, jump, by_number, reading)
                    continue
                if design is None:
                    continue
                _check_target(story, jump, design.template, reading)
                other = taken.get((jump.page, jump.slot))
                if other is not None:
                    slot_taken(jump.slot, other, story, jump.span, reading)
                taken[(jump.page, jump.slot)] = story


def jumping_to(number: int, pages: tuple[PageSpec, ...]) -> list[str]:
    """The slots of a page where stories of others go on."""
    jumps = [jump for page in pages for story in page.stories for jump in story.jumps]
    return [jump.slot for jump in jumps if jump.page == number]


def _no_page(story: Story, jump: Jump, known: Iterable[int], reading: Reading) -> None:
    listed = "、".join(map(str, known))
    reading.findings.error(
        "unknown-page",
        Text(
            f"稿件{story.id}转到第{jump.page}版，这份文件里没有这一版",
            f"story {story.id} goes on on page {jump.page}, which is not here",
        ),
        jump.span,
        Text(f"这里有：第 {listed} 版", f"pages here: {listed}"),
    )


def _check_way(story: Story, visited: list[int], jump: Jump, reading: Reading) -> None:
    """A jump leads to a page where the story has not been, and readers turn pages forwards."""
    before = visited[-1]
    if jump.page > before:
        return
    here = jump.page in visited
    note = reading.findings.error if here else reading.findings.warn
    note(
        "jump-here" if here else "jump-back",
        Text(
            f"稿件{story.id}从第{before}版转回第{jump.page}版" + ("，那里已经有它" if here else ""),
            f"story {story.id} goes from page {before} back to page {jump.page}"
            + (", where it stands already" if here else ""),
        ),
        jump.span,
        Text("转到后面的版", "let it go on on a later page"),
    )


def _check_target(story: Story, jump: Jump, template: Template, reading: Reading) -> None:
    slot = next((s for s in template.slots if s.name == jump.slot), None)
    if slot is None:
        unknown_slot(jump.slot, jump.span, template, reading)
    elif slot.content != Content.STORY:
        wrong_kind(slot, jump.span, template, reading)
    elif "body" not in dict(story.spans):
        reading.findings.error(
            "empty-copy",
            Text(f"稿件{story.id}没有正文，不能转版", f"story {story.id} has no body to go on"),
            jump.span,
            Text("删去「转版」", "delete “jump”"),
        )
    elif story.style is not None:
        where = Text(f"第{jump.page}版「{slot.name}」", f"slot {slot.name} of page {jump.page}")
        why = unsuited(story.style, slot, template, where)
        if why is not None:
            reading.findings.error("bad-value", why, jump.span, UNSUITED)
