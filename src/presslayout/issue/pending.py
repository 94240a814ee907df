"""The facts of an issue that nobody knows yet: 待定, and photos without a caption.

A proof lists them; press and archive refuse them (SPEC §2, §3).  What waits for a page and what
somebody has accepted are no facts of this issue's pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING, Diagnostic, Span, Text
from presslayout.issue import fields
from presslayout.issue.convert import PENDING_WORDS
from presslayout.issue.paper import PENDING, OpenPlace
from presslayout.issue.yaml.tree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.issue.fields import Field, Record
    from presslayout.issue.issue import Issue, PageSpec, Photo, Story
    from presslayout.issue.paper import Paper
    from presslayout.issue.yaml.tree import Node


# The kinds of value that may be 待定; of the others it is a fault.
_KINDS = frozenset(("words", "body", "texts", "count", "rows", "date"))
# Names of things that are there: of none it is unknown what it is.
_NAMED = frozenset(("template", "slot", "style", "file", "id", "base", "edition", "require_signed"))
# What is told with its story and page, and what is none of these pages.
_ELSEWHERE = frozenset(("waiting", "accepted", "banner", "jump"))


def pending(issue: Issue) -> tuple[Diagnostic, ...]:
    """Every open fact of an issue, as warnings `pending` and `missing-caption`."""
    found = (*_paper(issue.paper), *(d for page in issue.pages for d in _page(page)))
    told = {_at(d.span) for d in found}
    standing = {page.number for page in issue.pages} | {None}
    more = (
        _said(one.key, one.span, one.page, one.story)
        for one in issue.open
        if _at(one.span) not in told and one.page in standing
    )
    return (*found, *more)


def _at(span: Span | None) -> tuple[str, int, int]:
    return ("", 0, 0) if span is None else (span.file, span.line, span.column)


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
    return _said(Text(record.field(name).zh, name), span, page, story, part)


def _said(
    key: Text, span: Span, page: int | None = None, story: str = "", part: str = ""
) -> Diagnostic:
    whose = Text(f"稿件{story}的" if story else "", f" of story {story}" if story else "")
    return Diagnostic(
        "pending",
        WARNING,
        Text(f"{whose.zh}「{key.zh}」还是待定", f"“{key.en}”{whose.en} is still to be decided"),
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


def open_places(node: Node) -> tuple[OpenPlace, ...]:
    """The places of an issue's tree in an order that no order of keys changes."""
    return tuple(_below(fields.ISSUE, node, None, ""))


def _below(record: Record, node: Node, page: int | None, story: str) -> Iterator[OpenPlace]:
    if not isinstance(node, Mapping):
        return
    known = record.names()
    held: dict[str, Node] = {}
    for key, value in node.pairs:
        if (found := known.get(key.text)) is not None:
            held.setdefault(found.name, value)
    if record is fields.PAGE:
        page = _number(held.get("number"))
    elif record is fields.STORY:
        story = _text(held.get("id"))
    for wanted in record.fields:
        if wanted.name in held and wanted.name not in _ELSEWHERE:
            yield from _of(wanted, held[wanted.name], page, story)


def _of(wanted: Field, node: Node, page: int | None, story: str) -> Iterator[OpenPlace]:
    for one in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(one, Scalar):
            open_ = one.text.strip() in PENDING_WORDS
            if open_ and wanted.kind in _KINDS and wanted.name not in _NAMED:
                yield OpenPlace(Text(wanted.zh, wanted.name), one.span, page, story)
        elif wanted.of is not None:
            yield from _below(wanted.of, one, page, story)


def _number(node: Node | None) -> int | None:
    text = _text(node)
    return int(text) if text.isdecimal() else None


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""
