"""The facts of an issue that nobody knows yet: 待定, and photos without a caption.

A proof lists them; press and archive refuse them (SPEC §2, §3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING, Diagnostic, Span, Text
from presslayout.issue import fields
from presslayout.issue.paper import PENDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.issue.fields import Record
    from presslayout.issue.issue import Issue, PageSpec, Photo, Story
    from presslayout.issue.paper import Paper


def pending(issue: Issue) -> tuple[Diagnostic, ...]:
    """Every open fact of an issue, as warnings `pending` and `missing-caption`."""
    return (*_paper(issue.paper), *(d for page in issue.pages for d in _page(page)))


def _paper(paper: Paper) -> Iterator[Diagnostic]:
    values = {"name": paper.name, "cn": paper.cn, "serial": paper.serial}
    values |= {"date": PENDING if paper.date is None else "", "pages_today": paper.pages_today}
    for name, value in (*values.items(), *paper.imprint):
        if value == PENDING:
            yield _open(fields.PAPER, name, paper.span_of(name))


def _page(page: PageSpec) -> Iterator[Diagnostic]:
    spans = dict(page.spans)
    values = {n: getattr(page, n) for n in ("section", "editor", "designer", "proofreader")}
    if page.banner is not None:
        values["banner"] = PENDING if PENDING in {page.banner.text, page.banner.tag} else ""
    for name, value in values.items():
        if value == PENDING:
            yield _open(fields.PAGE, name, spans.get(name, page.span), page.number)
    for story in page.stories:
        yield from _story(story, page.number)


def _story(story: Story, page: int) -> Iterator[Diagnostic]:
    for part, text in story.texts:
        if part.startswith(("caption-", "credit-")) or text != PENDING:
            continue
        yield _open(fields.STORY, part.partition("-")[0], story.span_of(part), page, story.id, part)
    for jump in story.jumps:
        if jump.headline == PENDING:
            yield _open(fields.JUMP, "headline", jump.span, page, story.id)
    for photo in story.photos:
        if photo.credit == PENDING:
            part = f"credit-{photo.stem}"
            yield _open(fields.PHOTO, "credit", story.span_of(part), page, story.id, part)
        if photo.caption == PENDING or not (photo.caption or photo.decorative):
            yield _uncaptioned(photo, story, page)


def _open(
    record: Record, name: str, span: Span, page: int | None = None, story: str = "", part: str = ""
) -> Diagnostic:
    zh = record.field(name).zh
    whose = Text(f"稿件{story}的" if story else "", f" of story {story}" if story else "")
    return Diagnostic(
        "pending",
        WARNING,
        Text(f"{whose.zh}「{zh}」还是待定", f"“{name}”{whose.en} is still to be decided"),
        span,
        Text("付印和存档前写上", "write it before press and archive"),
        page,
        story,
        part,
    )


def _uncaptioned(photo: Photo, story: Story, page: int) -> Diagnostic:
    part = f"caption-{photo.stem}"
    state = Text("（待定）", " (to be decided)") if photo.caption else Text("", "")
    return Diagnostic(
        "missing-caption",
        WARNING,
        Text(
            f"稿件{story.id}的图片 {photo.file} 没有说明{state.zh}。付印必须有图片说明",
            f"photo {photo.file} of story {story.id} has no caption{state.en}; press needs one",
        ),
        dict(story.spans).get(part, photo.span),
        Text("加「说明: …」", "add “caption: …”"),
        page,
        story.id,
        part,
    )
