"""Comments made on the page: asked for by place, kept beside the issue, shown as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import PresslayoutError, Text
from presslayout.newsroom.edits import RefusedError
from presslayout.newsroom.marks import kept
from presslayout.newsroom.marks.annotation import CommentKind
from presslayout.newsroom.marks.found_places import Comment
from presslayout.preview.pointing import stretch
from presslayout.preview.told import source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from presslayout.preview.workbench import Good, Workbench

NAME_MOST = 60


def file_of(bench: Workbench) -> Path:
    """Where the comments of an issue stand."""
    return bench.path.parent / kept.FILE


def listed(bench: Workbench) -> list[dict[str, Any]]:
    """The comments, each with what became of it and where it is now; none where they are damaged."""
    good = bench.shown.good
    try:
        found = [*kept.read(file_of(bench))]
    except kept.NotCommentsError:
        return []
    if good is None or not found:
        return []
    # What is about a page that is still being set is told when that is there.
    set_ = {article.id for article in good.composition.edition.articles}
    found = [one for one in found if one.mark.story in set_ or one.mark.page not in good.pending]
    judged = kept.judged(found, good.composition.edition)
    return [_told(one, answer.status, answer.offset, good)
            for one, answer in zip(found, judged, strict=True)]  # fmt: skip


def add(bench: Workbench, asked: dict[str, Any]) -> None:
    """One comment more; RefusedError when it is about nothing, or says nothing."""
    good = bench.shown.good
    story, part = _words(asked, "story"), _words(asked, "part")
    kind, words = _words(asked, "kind"), _words(asked, "comment").strip()
    offset, length = asked.get("offset"), asked.get("length")
    articles = good.composition.edition.articles if good is not None else ()
    whole = next((dict(a.texts).get(part) for a in articles if a.id == story), None)
    number = asked.get("page")
    number = number if isinstance(number, int) and not isinstance(number, bool) else 0
    if (
        good is None
        or whole is None
        or number not in {page.number for page in good.composition.edition.pages}
        or not isinstance(offset, int)
        or not isinstance(length, int)
        or not 0 <= offset <= offset + length <= len(whole)
        or kind not in kept.KINDS
        or not (words or kind == CommentKind.DELETE)
        or len(words) > kept.MOST_WORDS
    ):
        raise RefusedError(Text("批注没有位置或没有话", "a comment needs a place and words"))
    text = whole[offset : offset + length]
    author = _words(asked, "author").strip()[:NAME_MOST]
    mark = Comment(number, CommentKind(kind), story, part, offset, length, text, words, author)
    _write(bench, lambda found: kept.added(found, mark, whole))


def remove(bench: Workbench, number: int) -> None:
    """One comment fewer."""
    _write(bench, lambda found: tuple(one for one in found if one.id != number))


def _write(
    bench: Workbench, change: Callable[[tuple[kept.Kept, ...]], tuple[kept.Kept, ...]]
) -> None:
    try:
        kept.changed(file_of(bench), change)
    except kept.NotCommentsError as cause:
        raise RefusedError(
            Text(
                f"{kept.FILE} 坏了：改好或移走它再写",
                f"{kept.FILE} is damaged: mend it or move it away first",
            )
        ) from cause
    except PresslayoutError as fault:
        raise RefusedError(fault.diagnostics[0].message) from fault


def _told(one: kept.Kept, status: str, offset: int | None, good: Good) -> dict[str, Any]:
    mark = one.mark
    told: dict[str, Any] = {
        "id": one.id,
        "kind": mark.kind,
        "story": mark.story,
        "part": mark.part,
        "page": mark.page,
        "text": mark.text,
        "comment": mark.comment,
        "author": mark.author,
        "status": status,
        "places": [],
        "source": None,
    }
    tale = next((s for p in good.loaded.issue.pages for s in p.stories if s.id == mark.story), None)
    if tale is None or offset is None:
        return told
    length = max(mark.length, 1)
    return told | {
        "places": stretch(good, mark.story, mark.part, offset, length),
        "source": source(tale.stretch(mark.part, offset, length), good.loaded.workspace),
    }


def _words(asked: dict[str, Any], name: str) -> str:
    """What was written; ValueError for what no file can hold (a surrogate without its other half)."""
    value = asked.get(name, "")
    if not isinstance(value, str):
        return ""
    value.encode()
    return value
