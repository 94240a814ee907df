"""Which story stands in which slot of its page, and whether it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Span, Text
from presslayout.issue import fields
from presslayout.issue.kinds import BARE, Content
from presslayout.issue.nearest import nearest
from presslayout.issue.read_places import check_places

if TYPE_CHECKING:
    from presslayout.issue.issue import Photo, Story
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import Slot, Template

STORY_SLOTS = frozenset({Content.STORY, *BARE})
# What slots without text print of a story: the beginnings of its parts' names.
PRINTED = {Content.PICTURE: ("caption-", "credit-"), Content.GRAPHIC: ("graphic-",)}

_HOLDS = {
    Content.PICTURE: Text("图片和说明", "pictures and captions"),
    Content.GRAPHIC: Text("图表、大数字、时间轴", "charts, numerals and timelines"),
}


def check_slots(stories: tuple[Story, ...], template: Template, reading: Reading) -> None:
    """Every story stands in a slot for stories, alone, and finds there what it needs."""
    slots = {slot.name: slot for slot in template.slots}
    taken: dict[str, Story] = {}
    for story in stories:
        if story.slot is None:
            continue
        slot = slots.get(story.slot)
        place = story.span_of("slot")
        if slot is None:
            unknown_slot(story.slot, place, template, reading)
        elif slot.content not in STORY_SLOTS:
            wrong_kind(slot, place, template, reading)
        elif story.slot in taken:
            slot_taken(story.slot, taken[story.slot], story, place, reading)
        else:
            taken[story.slot] = story
            _check_content(story, slot, reading)
    made = [slot.name for slot in template.slots if slot.content == Content.STORY]
    for story in stories:
        # What is locked to rows and columns needs no slot of its own, but the looks of one.
        placed = made and story.lock is not None and story.lock.place is not None
        if story.slot is None and not placed and set(made) <= set(taken):
            _no_slot(story, template, reading)


def _check_content(story: Story, slot: Slot, reading: Reading) -> None:
    count = slot.split or slot.columns[1] - slot.columns[0] + 1
    findings = reading.findings
    if slot.content == Content.STORY:
        for photo in story.photos:
            if photo.columns is not None and photo.columns > count:
                findings.error(
                    "too-many-columns",
                    Text(
                        f"图片 {photo.file} 要占 {photo.columns} 栏，版位「{slot.name}」只有 {count} 栏",
                        f"{photo.file} spans {photo.columns} columns; slot “{slot.name}” has {count}",
                    ),
                    photo.span,
                    Text(f"「栏数」写 {count} 或更小", f"write {count} or less"),
                )
            _check_contour(photo, reading)
        check_places(story, slot, reading)
        return
    if not (story.photos if slot.content == Content.PICTURE else story.graphics):
        _lacks(story, slot, reading)
    own = PRINTED[Content(slot.content)]
    unprinted = [part for part, _ in story.texts if not part.startswith(own)]
    if slot.content == Content.GRAPHIC:
        _not_locked(story, slot, reading)
        unprinted += [f"photos-{photo.stem}" for photo in story.photos]
    if unprinted:
        zh = {f.name: f.zh for f in fields.STORY.fields}
        # A part is named after its field, but for what is one of several.
        zh |= {part: zh[field] for part, field in FIELDS.items()}
        parts = [p.partition("-")[0] for p in unprinted]
        named = "、".join(dict.fromkeys(zh[p] for p in parts))
        holds = _HOLDS[Content(slot.content)]
        findings.error(
            "not-printed",
            Text(
                f"版位「{slot.name}」只放{holds.zh}，稿件{story.id}的{named}会印不出来",
                f"slot “{slot.name}” holds {holds.en} only; {', '.join(parts)} of "
                f"story {story.id} would not be printed",
            ),
            story.span_of(unprinted[0]),
            Text(
                "文字另立一篇稿件，放进稿件版位", "make the text a story of its own in a story slot"
            ),
        )


# The fields of parts that are one of several.
FIELDS = {
    "factbox": "factboxes",
    "graphic": "charts",
    "sidenote": "sidenotes",
    "portrait": "portraits",
    "caption": "photos",
    "credit": "photos",
}


def _not_locked(story: Story, slot: Slot, reading: Reading) -> None:
    """Graphics share a slot of their own among them: none of them has rows and columns to keep."""
    for one in story.graphics:
        if one.lock is not None:
            reading.findings.error(
                "bad-value",
                Text(
                    f"版位「{slot.name}」由图表平分，图表「{one.title}」不能写「锁定」",
                    f"graphics share slot “{slot.name}” among them: graphic “{one.title}” cannot be "
                    "locked in it",
                ),
                one.lock.span,
                Text(
                    "删去「锁定」，锁定排在稿件里的图表",
                    "remove its lock: it is for a graphic inside a story",
                ),
            )


def _lacks(story: Story, slot: Slot, reading: Reading) -> None:
    """Tell of a story that has nothing to show in a slot of pictures or graphics."""
    picture = slot.content == Content.PICTURE
    zh, en = ("图片", "pictures") if picture else ("图表", "charts")
    reading.findings.error(
        "no-picture",
        Text(
            f"版位「{slot.name}」放{zh}，稿件{story.id}没有{zh}",
            f"slot “{slot.name}” holds {en}; story {story.id} has none",
        ),
        story.span_of("slot"),
        Text(
            f"加「{zh}:」，或换一个放稿件的版位",
            f"add “{'photos' if picture else en}:”, or take a slot for stories",
        ),
    )


def _check_contour(photo: Photo, reading: Reading) -> None:
    """Text runs round one picture that fitting may place, not round a group."""
    if not photo.contour or not (photo.members or photo.lock is not None):
        return
    reading.findings.error(
        "contour-not-here",
        Text(
            f"图片 {photo.file} 写了「轮廓」：组图和锁定的图，文字不能绕排",
            f"{photo.file} has a contour: text does not run round groups and what is locked",
        ),
        photo.span,
        Text(
            "删去「轮廓」；要绕排的那张不放在组里，另写一条「图片」",
            "remove contour, or take the cut-out out of the group and list it by itself",
        ),
    )


def _no_slot(story: Story, template: Template, reading: Reading) -> None:
    known = [s.name for s in template.slots if s.content in STORY_SLOTS]
    reading.findings.error(
        "no-slot",
        Text(f"稿件{story.id}没有「位置」", f"story {story.id} has no “slot”"),
        story.span,
        Text(
            f"加一行「位置: …」，可写：{'、'.join(known)}",
            f"add a line “slot: …”, one of: {', '.join(known)}",
        ),
    )


def unknown_slot(name: str, place: Span, template: Template, reading: Reading) -> None:
    """Tell of a slot that the template has not."""
    known = [s.name for s in template.slots if s.content in STORY_SLOTS]
    close = nearest(name, known)
    reading.findings.error(
        "unknown-slot",
        Text(
            f"版式「{template.name}」没有版位「{name}」"
            + (f"，是不是「{close}」？" if close else ""),
            f"template “{template.name}” has no slot “{name}”"
            + (f"; did you mean “{close}”?" if close else ""),
        ),
        place,
        Text(f"可用的版位：{'、'.join(known)}", f"known slots: {', '.join(known)}"),
    )


def wrong_kind(slot: Slot, place: Span, template: Template, reading: Reading) -> None:
    """Tell of a slot that holds no stories."""
    zh = next((zh for zh, en in fields.CONTENT if en == slot.content), slot.content)
    known = [s.name for s in template.slots if s.content in STORY_SLOTS]
    reading.findings.error(
        "slot-kind",
        Text(
            f"版位「{slot.name}」放{zh}，不放稿件", f"slot “{slot.name}” holds the {slot.content}"
        ),
        place,
        Text(f"放稿件和图片的版位：{'、'.join(known)}", f"slots for stories: {', '.join(known)}"),
    )


def slot_taken(name: str, first: Story, second: Story, place: Span, reading: Reading) -> None:
    """Tell of two stories in one slot."""
    reading.findings.error(
        "slot-taken",
        Text(
            f"稿件{_named(first, place)}和稿件{second.id}都要放进「{name}」",
            f"stories {_named(first, place)} and {second.id} both want slot “{name}”",
        ),
        place,
        Text("给其中一篇换一个版位", "give one of them another slot"),
    )


def _named(story: Story, place: Span) -> str:
    """A story's id, with its place where that is another file than the one spoken of."""
    own = story.span_of("slot")
    return story.id if own.file == place.file else f"{story.id}（{own.file}:{own.line}）"
