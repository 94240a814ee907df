"""The ledger of an import: of every file what became of it, to the last word that is not set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.issue.copy.ledger import NAMES, Omitted
from presslayout.newsroom.importing import drafts
from presslayout.newsroom.importing.stories import GUESS, PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.newsroom.importing.arrivals import Arrival
    from presslayout.newsroom.importing.caption_sheets import CaptionSheet
    from presslayout.newsroom.importing.drafts import Draft, Readings
    from presslayout.newsroom.importing.plan import Plan
    from presslayout.newsroom.importing.stories import ImportedStory

_HEAD = """\
# 来稿账

每个文件收成了什么，哪些字移作标题、署名、说明，哪些没有排。原件照旧，图片一个字节不改。
"""


def account(plan: Plan, choices: Mapping[int, str], stories: Sequence[ImportedStory]) -> str:
    """The ledger as a file that people read."""
    rows = [_HEAD]
    waiting = list(stories)
    for number, item in enumerate(plan.items):
        chosen = choices.get(number)
        count = {GUESS: len(item.guessed), PLAIN: 1}.get(chosen or "", 0)
        own, waiting = waiting[:count], waiting[count:]
        rows += [f"## {item.name}", "", *_item(item, own, is_chosen=bool(chosen))]
        if item.sheet is not None and chosen == GUESS:
            rows += _sheet(item.sheet, stories)
        rows.append("")
    loose = _unused(plan, stories)
    if loose:
        rows += ["## 没有收", ""]
        rows += [f"- {one.name}　{one.size} 字节　sha256 {one.sha256}" for one in loose]
        rows.append("")
    return "\n".join(rows).rstrip("\n") + "\n"


def _sheet(sheet: CaptionSheet, stories: Sequence[ImportedStory]) -> Iterator[str]:
    """Of each line of a file of captions where it went, as it was typed."""
    held = {shot.sha256: (name, shot) for story in stories for name, shot in story.photos}
    for one in sheet.headings:
        yield f"- 没有排（说明的标题，第 {one.line} 行）：{one.text}"
    for one in sheet.captions:
        name, shot = held.get(one.sha256, ("", None))
        if shot is None:
            yield f"- 没有排（第 {one.line} 行，图片 {one.name} 没有收）：{one.text}"
        elif shot.caption != one.caption:
            yield f"- 没有排（第 {one.line} 行，图片 {name} 另有说明）：{one.text}"
        else:
            yield f"- 移作说明，图片 {name}（第 {one.line} 行）：{one.text}"
    for one in sheet.unplaced:
        yield f"- 没有排（第 {one.line} 行，没有归到图片）：{one.text}"


def _unused(plan: Plan, stories: Sequence[ImportedStory]) -> list[Arrival]:
    """Files that came and are in no story."""
    used = {shot.sha256 for story in stories for _, shot in story.photos}
    left = {one.name: one for one in plan.left}
    left |= {one.name: one for one in plan.pictures if one.sha256 not in used}
    return list(left.values())


def _item(item: Readings, stories: Sequence[ImportedStory], *, is_chosen: bool) -> Iterator[str]:
    manuscript = item.manuscript
    if manuscript is not None:
        yield f"- sha256 {manuscript.arrival.sha256}，{manuscript.arrival.size} 字节"
    if not is_chosen:
        yield "- 没有接受，没有写"
        return
    for story in stories:
        yield from _story(story)
    if manuscript is not None:
        taken = not item.remote and any(story.photos for story in stories)
        for entry in manuscript.entries:
            if taken and entry.kind is Omitted.PICTURE:
                continue
            words = " ".join(entry.words.split())
            name = NAMES[entry.kind].zh
            yield f"- 没有排（{name}，第 {entry.line} 行）" + (f"：{words}" if words else "")
    for target in item.remote:
        yield f"- 图片不在来稿里：{target[:200]}"


def _story(story: ImportedStory) -> Iterator[str]:
    draft = story.draft
    count = len("".join(draft.body.split()))
    what = f"正文 {story.file}，{count} 字" if story.file else "没有正文"
    yield f"- 收成 {story.id}《{story.headline}》：{what}，图 {len(story.photos)} 张"
    yield from _parts(draft)
    for name, shot in story.photos:
        said = shot.caption or "待定"
        by = f"　摄影 {shot.credit}" if shot.credit else ""
        alt = f"　替代文字 {shot.alt}" if shot.alt else ""
        yield f"- 图片 {name}（{shot.source or '文中'}，sha256 {shot.sha256}）：{said}{by}{alt}"


def _parts(draft: Draft) -> Iterator[str]:
    for guess, words in draft.parts:
        yield f"- 移作{drafts.NAMES[guess]}：{words}"
    for words in draft.subheads:
        yield f"- 作小标题：{words}"
    for end, start in draft.joins:
        yield f"- 接排：…{end}｜{start}…"
    for target, caption in draft.missing:
        yield f"- 移作说明，图片不在来稿里（{target}）：{caption}"
    for words in draft.about:
        yield f"- 没有排（稿件的话）：{words}"
