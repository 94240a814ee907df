"""What an issue still lacks before it may be printed: facts that are 待定, photos without caption.

A proof lists them; press and archive refuse them (SPEC §2, §3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.diagnostics import ERROR, Diagnostic, Text
from presslayout.spec.issue import PENDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.diagnostics import Span
    from presslayout.spec.issue import Issue, PageSpec, Paper, Story

_PAPER = {
    "name": ("报名", "the paper's name"),
    "cn": ("刊号", "the CN number"),
    "serial": ("总期号", "the serial number"),
    "pages_today": ("今日版数", "the number of pages"),
}
_PAGE = {
    "section": ("版名", "the section"),
    "editor": ("责任编辑", "the editor"),
    "designer": ("视觉编辑", "the designer"),
    "proofreader": ("校对", "the proofreader"),
}
_PARTS = {
    "kicker": ("引题", "the kicker"),
    "headline": ("主题", "the headline"),
    "deck": ("副题", "the deck"),
    "byline": ("署名", "the byline"),
    "body": ("正文", "the body"),
}


def unfinished(issue: Issue, pages: frozenset[int] | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is missing on these pages, as the press sees it."""
    found = list(_paper(issue.paper))
    for page in issue.pages:
        if pages is None or page.number in pages:
            found += _page(page)
            for story in page.stories:
                found += _story(story, page.number)
                found += _captions(story, page.number)
    return tuple(found)


def _paper(paper: Paper) -> Iterator[Diagnostic]:
    if paper.date is None:
        yield _pending(("日期", "the date"), paper.span)
    for name, words in _PAPER.items():
        if getattr(paper, name) == PENDING:
            yield _pending(words, paper.span)


def _page(page: PageSpec) -> Iterator[Diagnostic]:
    for name, words in _PAGE.items():
        if getattr(page, name) == PENDING:
            yield _pending(words, page.span, page.number)
    banner = page.banner
    if banner is not None and PENDING in (banner.text, banner.tag):
        yield _pending(("栏题", "the banner"), page.span, page.number)


def _story(story: Story, page: int) -> Iterator[Diagnostic]:
    for part, text in story.texts:
        if text != PENDING or part.startswith("caption-"):
            continue
        words = _PARTS.get(part)
        if part.startswith("pullquote"):
            words = ("提要", "the pull quote")
        if part.startswith("credit-"):
            words = ("摄影", "the photo credit")
        yield _pending(words or (part, part), story.span_of(part), page, story.id, part)
    if story.jump is not None and story.jump.headline == PENDING:
        yield _pending(("转版的题", "the jump's headline"), story.jump.span, page, story.id)


def _captions(story: Story, page: int) -> Iterator[Diagnostic]:
    for photo in story.photos:
        if photo.caption and photo.caption != PENDING:
            continue
        zh = "说明待定" if photo.caption else "没有说明"
        en = "has a caption that is 待定" if photo.caption else "has no caption"
        yield Diagnostic(
            "missing-caption",
            ERROR,
            Text(
                f"第{page}版稿件 {story.id} 的图片 {photo.file} {zh}",
                f"photo {photo.file} of story {story.id} on page {page} {en}",
            ),
            photo.span,
            Text("补上「说明」", "write its 说明 (caption)"),
            page,
            story.id,
            f"caption-{photo.stem}",
        )


def _pending(
    words: tuple[str, str],
    span: Span,
    page: int | None = None,
    story: str = "",
    part: str = "",
) -> Diagnostic:
    where_zh = f"第{page}版" if page else "报纸"
    where_en = f" on page {page}" if page else ""
    if story:
        where_zh, where_en = f"{where_zh}稿件 {story} ", f" of story {story}{where_en}"
    return Diagnostic(
        "pending",
        ERROR,
        Text(f"{where_zh}的{words[0]}还是“{PENDING}”", f"{words[1]}{where_en} is still 待定"),
        span,
        Text(f"付印前定下{words[0]}", f"settle {words[1]} before printing"),
        page,
        story,
        part,
    )
