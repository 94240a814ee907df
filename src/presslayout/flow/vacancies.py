"""What a page leaves empty: slots that nothing fills, and pages of nothing else.

A template or a page says where that is meant (可空).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Text
from presslayout.base.values import replace
from presslayout.edition.page import Note
from presslayout.flow.grid import panel
from presslayout.flow.slots import ADS
from presslayout.issue.kinds import BARE, Content
from presslayout.issue.lattice import AIR, range_box, uncovered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.flow.bench import Desk, Filled
    from presslayout.issue.template import Slot

# What readers buy the paper for; the rest is furniture.
CONTENT = frozenset({Content.STORY, *BARE, *ADS})
# Fewer rows that a layout leaves white part stories; so many are a hole (layout_rules.WHITE_ROWS).
LEAST_ROWS = 5
# Slots that print nothing when nobody gives them anything; an ad slot tells of itself.
FILLED: dict[str, Text] = {
    Content.STORY: Text("给一篇稿件写「位置: {}」", "give a story “slot: {}”"),
    Content.PICTURE: Text(
        "给一篇有图片的稿件写「位置: {}」", "give a story with photos “slot: {}”"
    ),
    Content.GRAPHIC: Text(
        "给一篇有图表的稿件写「位置: {}」", "give a story with charts “slot: {}”"
    ),
    Content.BANNER: Text(
        "在这一版写「栏题: {{文字: …}}」", "add “banner: {{text: …}}” to the page"
    ),
    Content.INDEX: Text(
        "在这一版写「导读: [{{版次: …, 标题: …}}]」",
        "add “index: [{{page: …, title: …}}]” to the page",
    ),
    Content.SKYBOX: Text(
        "在这一版写「天眉: [{{版次: …, 标题: …}}]」",
        "add “skybox: [{{page: …, title: …}}]” to the page",
    ),
    Content.WEATHER: Text(
        "在这一版写「天气: {{预报: [{{日: 今天, 天象: …}}]}}」",
        "add “weather: {{days: [{{day: today, sky: …}}]}}” to the page",
    ),
    Content.SECTION: Text("在这一版写「版名: …」", "add “section: …” to the page"),
    Content.IMPRINT: Text(
        "在「报纸」下写社址、电话、印刷等各项",
        "write the paper's address, telephone, printer and so on under “paper”",
    ),
}


def vacancies(
    desk: Desk, slots: Sequence[tuple[Slot, Filled]]
) -> tuple[tuple[Diagnostic, ...], tuple[Note, ...]]:
    """Errors of a page's empty slots, or of the page where all are, and notes for the proof."""
    if desk.page.may_be_empty:
        return (), ()
    own = desk.template.slots
    shown = {slot.name for slot, made in slots if _shows(slot, made)}
    shown |= {name for ad in desk.page.ads for name in ad.slots}
    meant = [slot.name for slot in own if slot.content in CONTENT]
    if meant and shown.isdisjoint(meant):
        return (_page_empty(desk),), ()
    empty = [
        slot
        for slot in own
        if slot.content in FILLED and slot.name not in shown and not slot.may_be_empty
    ]
    empty += [slot for slot in desk.template.given_up if _is_bare(slot, own)]
    found = (*(_slot_empty(slot, desk) for slot in empty), *_left_white(desk, empty))
    return found, tuple(Note(box, d.code, d.message.zh) for d in found for box in d.boxes)


def _is_bare(slot: Slot, own: Sequence[Slot]) -> bool:
    """Whether a page's own layout puts nothing at all where a slot of its template stood."""
    places = [place for one in own for place in one.ranges]
    return not slot.may_be_empty and not any(
        place.meets(mine) for place in places for mine in slot.ranges
    )


def _left_white(desk: Desk, empty: Sequence[Slot]) -> Iterator[Diagnostic]:
    """What else of the story area a page's own layout leaves to nobody, where it is worth a word."""
    if not desk.template.given_up:
        return
    told = [
        replace(place, rows=(place.rows[0] - AIR, place.rows[1] + AIR))
        for slot in empty
        for place in slot.ranges
    ]
    free = [place for slot in desk.template.given_up for place in slot.ranges]
    open_ = [
        place
        for place in uncovered(desk.template, least=LEAST_ROWS, edge=LEAST_ROWS)
        if not any(one.holds(place) for one in told) and any(one.meets(place) for one in free)
    ]
    if not open_:
        return
    number = desk.page.number
    zh, en = "；".join(one.told.zh for one in open_), "; ".join(one.told.en for one in open_)
    yield Diagnostic(
        "rows-uncovered",
        WARNING,
        Text(
            f"第{number}版定下的排法有的地方不给任何稿件，会印成白的：{zh}",
            f"page {number}: its layout gives {en} to no story: it prints white there",
        ),
        desk.page.held[0].span if desk.page.held else desk.page.span,
        Text(
            "把定下、锁定的稿件改大，或再给这一版稿件，或用 suggest 和 pick 重排",
            "make what is pinned or locked larger, give the page more stories, or have it laid out "
            "anew with suggest and pick",
        ),
        number,
        boxes=tuple(range_box(desk.template, place) for place in open_),
    )


def _shows(slot: Slot, made: Filled) -> bool:
    """Whether a filling prints anything of its own; words that found no room are told elsewhere."""
    if slot.content in ADS:
        return bool(made.photos)
    printed = any(block.items and not block.artifact for block in made.blocks)
    return printed or bool(made.photos or made.diagnostics) or made.story is not None


def _slot_empty(slot: Slot, desk: Desk) -> Diagnostic:
    number, template = desk.page.number, desk.template
    way = FILLED[slot.content]
    return Diagnostic(
        "slot-empty",
        ERROR,
        Text(
            f"第{number}版的版位「{slot.name}」是空的，会印成一块白",
            f"page {number}: nothing stands in slot {slot.name}, it would print as white",
        ),
        desk.page.span,
        Text(
            f"{way.zh.format(slot.name)}；本来就可以空的，在 {template.file} 的「{slot.name}」里，"
            "或只在这一版，写「可空: 是」",
            f"{way.en.format(slot.name)}; where it may be empty write “may_be_empty: yes” there in "
            f"{template.file}, or to this page alone",
        ),
        number,
        boxes=(panel(template, slot),),
    )


def _page_empty(desk: Desk) -> Diagnostic:
    number = desk.page.number
    return Diagnostic(
        "page-empty",
        ERROR,
        Text(
            f"第{number}版一篇稿件、一张图片、一个广告也没有",
            f"page {number} holds no story, no picture and no ad",
        ),
        desk.page.span,
        Text(
            "给这一版写「稿件:」或「广告:」，或从「版面」里删去这一版；真要空着，在这一版写「可空: 是」",
            "give it stories or ads, or take it out of “pages”; where it is to be empty, add "
            "“may_be_empty: yes” to it",
        ),
        number,
    )
