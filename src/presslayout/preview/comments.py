"""Comments made on the page: asked for by subject, kept beside the issue, shown as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import PresslayoutError, Text
from presslayout.base.values import field, mutable, replace
from presslayout.newsroom import pointing
from presslayout.newsroom.edits import RefusedError
from presslayout.newsroom.marks import kept
from presslayout.newsroom.marks.annotation import CommentKind
from presslayout.newsroom.marks.found_places import Comment
from presslayout.preview import subjects
from presslayout.preview.links import source
from presslayout.preview.pointing import stretch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from presslayout.edition.page import Page
    from presslayout.preview.workbench import Good, Workbench

NAME_MOST = 60
# Steps that can be taken back, and replies to one comment.
STEPS, MOST_REPLIES = 200, 200
# Of an issue: more than all rounds of a paper make, and few enough to be told at every save.
MOST_COMMENTS = 2000
_Listed = tuple[kept.Kept, ...]


@mutable
class Notebook:
    """The comments of an issue and what was done with them here, the last step last."""

    bench: Workbench
    steps: list[tuple[_Listed, _Listed]] = field(default_factory=list)

    @property
    def file(self) -> Path:
        """Where the comments of the issue stand."""
        return self.bench.path.parent / kept.FILE

    def listed(self) -> list[dict[str, Any]]:
        """The comments, each with what became of it and where it is now; none where damaged."""
        good = self.bench.shown.good
        try:
            found = [*kept.read(self.file)]
        except kept.NotCommentsError:
            return []
        if good is None or not found:
            return []
        # What is about a page that is still being set is told when that is there.
        set_ = {article.id for article in good.composition.edition.articles}
        found = [
            one for one in found if one.mark.story in set_ or one.mark.page not in good.pending
        ]
        judged = kept.judged(found, good.composition.edition)
        return [_told(replace(one, mark=answer.mark), answer.status, answer.offset, good)
                for one, answer in zip(found, judged, strict=True)]  # fmt: skip

    def add(self, asked: dict[str, Any]) -> None:
        """One comment more; RefusedError when it is about nothing, or says nothing."""
        good = self.bench.shown.good
        kind, words = _words(asked, "kind"), _words(asked, "comment").strip()
        found = _subject(good, asked) if good is not None else None
        if (
            found is None
            or kind not in kept.KINDS
            or not (words or kind == CommentKind.DELETE)
            or not (found.whole or kind == CommentKind.NOTE)
            or len(words) > kept.MOST_WORDS
        ):
            raise RefusedError(Text("批注没有位置或没有话", "a comment needs a place and words"))
        mark = Comment(
            found.page, CommentKind(kind), found.story, found.part, found.offset, len(found.text),
            found.text, words, _author(asked), on=found.on,
        )  # fmt: skip

        def change(listed: _Listed) -> _Listed:
            if len(listed) >= MOST_COMMENTS:
                raise RefusedError(
                    Text(
                        "批注太多了，先去掉一些办完的",
                        "too many comments: take some away that are done",
                    )
                )
            return kept.added(listed, mark, found.whole, found.block)

        self._write(change)

    def remove(self, number: int) -> None:
        """One comment fewer."""
        self._write(lambda listed: tuple(one for one in listed if one.id != number))

    def reply(self, number: int, asked: dict[str, Any]) -> None:
        """Something said to a comment; RefusedError when it is nothing, or the comment is gone."""
        words, author = _words(asked, "comment").strip(), _author(asked)
        if not words or len(words) > kept.MOST_WORDS:
            raise RefusedError(Text("回复里没有话", "a reply needs words"))
        said = f"{author}：{words}" if author else words

        def change(listed: _Listed) -> _Listed:
            one = _one(listed, number)
            if len(one.mark.replies) >= MOST_REPLIES:
                raise RefusedError(Text("回复太多了，另写一条", "too many replies: write another"))
            return kept.answered(listed, number, said)

        self._write(change)

    def done(self, number: int) -> None:
        """A comment is done, whatever became of the words."""
        self._write(lambda listed: kept.done(listed, _one(listed, number).id))

    def again(self, number: int) -> None:
        """A comment is open again, about the copy as that is now."""
        good = self.bench.shown.good
        if good is not None:
            edition = good.composition.edition
            self._write(lambda listed: kept.again(listed, _one(listed, number).id, edition))

    def undo(self) -> None:
        """Take the last step back; RefusedError when the comments were changed elsewhere since."""
        if not self.steps:
            raise RefusedError(Text("没有可以撤销的", "there is nothing to undo"))
        before, after = self.steps[-1]

        def change(listed: _Listed) -> _Listed:
            if listed != after:
                self.steps.clear()
                raise RefusedError(
                    Text(
                        "批注在别处改过了，撤销会丢掉那些改动",
                        "the comments were changed elsewhere: undoing would lose that",
                    )
                )
            return before

        self._changed(change)
        self.steps.pop()

    def _write(self, change: Callable[[_Listed], _Listed]) -> None:
        """Change the comments and remember it."""
        steps: list[tuple[_Listed, _Listed]] = []

        def remembered(listed: _Listed) -> _Listed:
            made = change(listed)
            # Made again where somebody wrote in between: the last one counts.
            steps[:] = [(listed, made)] if made != listed else []
            return made

        self._changed(remembered)
        self.steps += steps
        del self.steps[:-STEPS]

    def _changed(self, change: Callable[[_Listed], _Listed]) -> None:
        try:
            kept.changed(self.file, change)
        except kept.NotCommentsError as cause:
            raise RefusedError(
                Text(
                    f"{kept.FILE} 坏了：改好或移走它再写",
                    f"{kept.FILE} is damaged: mend it or move it away first",
                )
            ) from cause
        except PresslayoutError as fault:
            raise RefusedError(fault.diagnostics[0].message) from fault


def _one(listed: _Listed, number: int) -> kept.Kept:
    for one in listed:
        if one.id == number:
            return one
    raise RefusedError(Text("这条批注已经不在了", "this comment is no longer there"))


def _subject(good: Good, asked: dict[str, Any]) -> subjects.CommentSubject | None:
    """What a comment is about; None for nothing."""
    number = asked.get("page")
    number = number if isinstance(number, int) and not isinstance(number, bool) else 0
    page = subjects.paper(good, number)
    story, part, block = (_words(asked, name) for name in ("story", "part", "block"))
    if page is None or (part and not story):
        return None
    texts = next((dict(a.texts) for a in good.composition.edition.articles if a.id == story), None)
    if story and part in (texts or {}):
        return _stretch(asked, number, story, (part, (texts or {})[part]))
    if "offset" in asked:
        # Characters of what has none.
        return None
    if not story:
        return _unwritten(page, block)
    if not any(True for _ in subjects.boxes(good, story, part, "", number)):
        return None
    return subjects.CommentSubject(number, story, part, on=part.partition("-")[0] or subjects.STORY)


def _unwritten(page: Page, block: str) -> subjects.CommentSubject | None:
    """A piece of furniture, or the page as a whole."""
    found = pointing.block(page, block)
    if found is None:
        return subjects.CommentSubject(page.number, on=subjects.PAGE) if not block else None
    said = pointing.words(found)[: kept.MOST_WORDS]
    return subjects.CommentSubject(page.number, block=block, on=found.role.value, text=said)


def _stretch(
    asked: dict[str, Any], number: int, story: str, named: tuple[str, str]
) -> subjects.CommentSubject | None:
    """Characters of a part.

    Where other words stand there by now than were marked, the nearest that are the same are meant.
    """
    part, whole = named
    offset, length, text = asked.get("offset"), asked.get("length"), _words(asked, "text")
    if (
        not isinstance(offset, int)
        or not isinstance(length, int)
        or not 0 <= offset <= offset + length
    ):
        return None
    if text and whole[offset : offset + length] != text:
        places = [at for at in range(len(whole)) if whole.startswith(text, at)]
        if not places:
            raise RefusedError(
                Text(
                    "批的这几个字已经改掉了：话还留着，重新选一处",
                    "the words that were marked are gone: what you wrote is kept, mark others",
                )
            )
        offset, length = min((abs(at - offset), at) for at in places)[1], len(text)
    if offset + length > len(whole):
        return None
    said = whole[offset : offset + length]
    return subjects.CommentSubject(
        number, story, part, "", part.partition("-")[0], said, offset, whole
    )


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
        "replies": list(mark.replies),
        "on": mark.on,
        "block": one.block,
        "status": status,
        "name": "",
        "places": [],
        "source": None,
    }
    tale = next((s for p in good.loaded.issue.pages for s in p.stories if s.id == mark.story), None)
    if tale is not None:
        told["name"] = tale.headline or tale.id
    if not one.is_worded:
        places = subjects.boxes(good, mark.story, mark.part, one.block, mark.page or 0)
        span = tale and tale.span_of(mark.part)
        return told | {
            "places": places,
            "source": source(span, good.loaded.workspace) if span else None,
        }
    if tale is None or offset is None:
        return told
    length = max(mark.length, 1)
    return told | {
        "places": stretch(good, mark.story, mark.part, offset, length),
        "source": source(tale.stretch(mark.part, offset, length), good.loaded.workspace),
    }


def _author(asked: dict[str, Any]) -> str:
    return _words(asked, "author").strip()[:NAME_MOST]


def _words(asked: dict[str, Any], name: str) -> str:
    """What was written, "" for nothing; ValueError for what is no text that a file can hold."""
    value = asked.get(name, "")
    if not isinstance(value, str):
        raise ValueError(name)  # noqa: TRY004  one kind of answer for all that is malformed
    value.encode()
    return value
