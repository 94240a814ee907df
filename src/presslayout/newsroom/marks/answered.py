"""What became of a proofreader's comments: read from a proof or the preview's file, and applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, SpecError, Text
from presslayout.base.values import frozen, replace
from presslayout.issue.copy import formats
from presslayout.issue.files import meant_by
from presslayout.newsroom import build, pdfnames
from presslayout.newsroom.marks.annotation import NO_PAGE, CommentKind
from presslayout.newsroom.marks.answers import Status
from presslayout.newsroom.marks.applied import Correction, corrected, left
from presslayout.newsroom.opened import no_edition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from presslayout.base.diagnostics import Span
    from presslayout.edition.page import Edition, Page
    from presslayout.issue.issue import Story
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.marks.answers import Judged
    from presslayout.newsroom.marks.comments import Commented
    from presslayout.newsroom.options import Options


# Its marks are told and none is written.
_OTHER = "marks-of-another-issue"


@frozen
class Answer:
    """A comment as the copy answers it, where its text was written, and why it is left to people.

    `span` None: it stands on nothing that was written, or that is gone.  `left` "" where it is
    simple enough to be written into the copy.
    """

    judged: Judged
    span: Span | None
    left: str


@frozen
class Answered:
    """The comments of a file in their order, and the issue whose copy answers them.

    `told` is what the file may have that no program can read.
    """

    loaded: Loaded
    answers: tuple[Answer, ...]
    told: tuple[Diagnostic, ...] = ()


@frozen
class Applied:
    """How many corrections were made in how many files, and which were not."""

    count: int
    files: int
    failed: tuple[Diagnostic, ...]


def answered(file: Path, issue: str, older: Path | None, options: Options) -> Answered:
    """The comments on a proof (PDF), or of the preview (JSON).

    `older` names the edition.json that the proof shows.  SpecError where the file holds no comments
    of ours, or no edition is its own.
    """
    loaded, composition = build.composed(issue, options)
    told: tuple[Diagnostic, ...] = ()
    other = False
    if file.suffix == ".json":
        listed = _kept(file, composition.edition)
    else:
        listed, told = _of_pdf(file, older, composition.edition, loaded)
        other = any(one.code == _OTHER for one in told)
    answers = tuple(
        Answer(j, _span(j, loaded), left(j.mark) or _unsure(j, other=other)) for j in listed
    )
    return Answered(loaded, answers, told)


def _unsure(one: Judged, *, other: bool) -> str:
    """Why a mark that says in full what is to be written is left, by what became of the copy."""
    if one.status == Status.DONE:
        return one.became
    if other:
        return "issue"
    # The words round its place were written anew: nobody knows where it is.
    return "" if one.stretches else "rewritten"


def applied(made: Answered) -> Applied:
    """Write the simple corrections that are open into the copy."""
    from presslayout.issue.sourcefile import replaced

    loaded = made.loaded
    wanted = [_correction(one.judged) for one in made.answers if _simple(one)]
    done = corrected(loaded, wanted)
    for path, (old, new) in done.files.items():
        replaced(path, new, old)
    stories = {story.id: story for story in loaded.issue.stories}
    failed = tuple(_not_applied(one, stories.get(one.story)) for one in done.failed)
    return Applied(len(wanted) - len(failed), len(done.files), failed)


def _simple(one: Answer) -> bool:
    return one.judged.status != Status.DONE and bool(one.judged.stretches) and not one.left


def _correction(one: Judged) -> Correction:
    mark = one.mark
    return Correction(
        mark.story,
        mark.part,
        one.stretches,
        "" if mark.kind == CommentKind.DELETE else mark.comment,
    )


def _of_pdf(
    file: Path, older: Path | None, new: Edition, loaded: Loaded
) -> tuple[list[Judged], tuple[Diagnostic, ...]]:
    """The comments of a proof, judged against the edition that it shows; what was drawn into it."""
    from presslayout.newsroom.marks import register
    from presslayout.newsroom.marks.answers import judged
    from presslayout.newsroom.marks.found_places import marks

    data, commented = _comments(file)
    names = commented.names
    carried = None if older else _loaded(commented.edition)
    stored = _stored(older or file.parent / "edition.json")
    if older is not None and stored is None:
        raise no_edition(older.name)
    # A file that has lost its names is taken at its own word or the user's, and else at its pages'.
    sure = older is not None or carried is not None
    known = [e for e in (carried, stored, new) if e]
    old = next((e for e in known if (not names and sure) or names & pdfnames.names(e)), None)
    named = old is not None
    if old is None:
        asked = [stored] if older is not None and stored is not None else known
        old = next((e for e in asked if _says(data, _shown(commented, e, loaded))), None)
    if old is None:
        raise _other_edition(file)
    pages = _shown(commented, old, loaded)
    wanted = {comment.index for comment in commented.comments}
    lying = register.lays(data, pages, wanted) if wanted else {}
    found = register.laid(commented, pages, lying)
    if not named and not commented.related:
        found = [replace(comment, alone=True) for comment in found]
    listed = list(judged(old, new, marks(old, found, pages)))
    strange = () if older is not None else _other_issue(file, old, new)
    return listed, (*strange, *_drawn_in(file, commented, named=named))


def _other_issue(file: Path, old: Edition, new: Edition) -> tuple[Diagnostic, ...]:
    """That a proof is of another paper or day: stories of one id have nothing to do with each other."""
    theirs, ours = (old.paper, old.date), (new.paper, new.date)
    if theirs == ours:
        return ()
    said, own = (" ".join(one for one in pair if one) for pair in (theirs, ours))
    return (
        Diagnostic(
            _OTHER,
            WARNING,
            Text(
                f"{file.name} 是 {said} 的大样，不是 {own} 的：只列出来，一处也不写",
                f"{file.name} is a proof of {said}, not of {own}: its marks are told and none is written",
            ),
            hint=Text(
                "换成这一期的大样；确是这一期、出样后改了报名或日期的，用 --old 指定出样时的 edition.json",
                "name a proof of this issue; if its name or day was changed since, name the edition.json "
                "of that proof with --old",
            ),
        ),
    )


def _shown(commented: Commented, edition: Edition, loaded: Loaded) -> tuple[Page, ...]:
    """The pages that a file shows first: those of the paper, or galleys."""
    return _galleys(commented.subject, edition, loaded) or edition.pages


def _says(data: bytes, pages: Sequence[Page]) -> bool:
    """Whether a file's pages are these, to the last character, as far as it has them."""
    from presslayout.newsroom.marks import register

    found = register.lays(data, pages)
    return bool(found) and all(lay.whole for lay in found.values())


def _drawn_in(file: Path, commented: Commented, *, named: bool) -> Iterator[Diagnostic]:
    """That comments may have become a part of the pages, where nothing rules it out."""
    if commented.drawn is not None:
        where = [n + 1 for n, place in enumerate(commented.drawn) if place == NO_PAGE]
    elif (commented.edition and named) or commented.noted:
        # An old proof that says nothing of its pages, or one whose notes are still notes.
        where = []
    else:
        where = list(range(1, len(commented.corners) + 1))
    if where:
        listed = "、".join(map(str, where))
        english = ", ".join(map(str, where))
        yield Diagnostic(
            "marks-drawn-in",
            WARNING,
            Text(
                f"{file.name} 第 {listed} 页画的和出样时不同：批注可能已经并进版面，那样的读不出来",
                f"{file.name}, page {english}: draws something else than the proof did; comments "
                "may have become a part of the page, and those cannot be read",
            ),
            hint=Text(
                "请校对存带批注的 PDF（不要拼合、打印成 PDF），或对着这几页逐条看",
                "ask for the PDF with its comments (not flattened, not printed to PDF), or go "
                "through these pages by eye",
            ),
        )


def _kept(file: Path, new: Edition) -> list[Judged]:
    """The comments that were made in the preview."""
    from presslayout.newsroom.marks import kept

    if not file.is_file():
        raise _no_comments(file)
    try:
        return list(kept.judged(kept.read(file), new))
    except kept.NotCommentsError as cause:
        raise _no_comments(file) from cause


def _no_comments(file: Path) -> SpecError:
    return SpecError(
        [
            Diagnostic(
                "not-comments",
                ERROR,
                Text(
                    f"{file.name} 不是预览里写的批注",
                    f"{file.name} holds no comments of the preview",
                ),
                hint=Text(
                    "预览的批注在稿件单旁边的 批注.json",
                    "those of the preview stand in 批注.json beside the spec",
                ),
            )
        ]
    )


def _comments(file: Path) -> tuple[bytes, Commented]:
    from presslayout.newsroom.marks.comments import NotAPdfError, comments

    try:
        data = doors.read(file)
        return data, comments(data)
    except (OSError, NotAPdfError) as cause:
        meant = meant_by(file)
        raise SpecError(
            [
                Diagnostic(
                    "not-a-pdf",
                    ERROR,
                    Text(
                        f"{file.name} 读不到，或不是能读的 PDF{meant.zh}",
                        f"{file.name} cannot be read, or is no readable PDF{meant.en}",
                    ),
                    hint=Text(
                        "指定校对批注过的大样；有打开密码的先去掉密码",
                        "name the proof with the comments; take its password off first",
                    ),
                )
            ]
        ) from cause


def _galleys(words: str, old: Edition, loaded: Loaded) -> tuple[Page, ...]:
    """The galleys that the file shows, made again; none where it shows pages."""
    from presslayout.newsroom.galley import galleys
    from presslayout.newsroom.proofing import galley_types
    from presslayout.overlay.page_remarks import Occasion, subject

    told = subject(words)
    if told is None or not told.galley:
        return ()
    occasion = Occasion(old.paper, old.date, told.round)
    return galleys(old.articles, galley_types(loaded), occasion, told.galley)


def _stored(path: Path) -> Edition | None:
    """The edition in a file; None where there is none."""
    try:
        return _loaded(doors.read(path))
    except OSError:
        return None


def _loaded(data: bytes) -> Edition | None:
    """The edition that these bytes are, if they are one."""
    from presslayout.edition import codec

    try:
        return codec.loads(data)
    except ValueError:
        return None


def _other_edition(file: Path) -> SpecError:
    return SpecError(
        [
            Diagnostic(
                "other-edition",
                ERROR,
                Text(
                    f"{file.name} 里没有出样时的版面，旁边的 edition.json 和现在的稿件也不是那一次的",
                    f"{file.name} carries no edition, and neither the edition.json beside it nor "
                    "the copy as it is are its own",
                ),
                hint=Text(
                    "用 --old 指定出这份大样时的 edition.json",
                    "name the edition.json of that proof with --old",
                ),
            )
        ]
    )


def _span(one: Judged, loaded: Loaded) -> Span | None:
    """Where the marked text was written, as the copy is now."""
    mark = one.mark
    story = next((s for s in loaded.issue.stories if s.id == mark.story), None)
    if story is None:
        return None
    if not mark.text and mark.part.partition("-")[0] in ("", "photo"):
        # A picture, or the story as a whole.
        return story.span_of(mark.part)
    if one.offset is None:
        return None
    return story.stretch(mark.part, one.offset, max(mark.length, 1))


def _not_applied(one: Correction, story: Story | None) -> Diagnostic:
    at, old = one.stretches[0]
    span = story.stretch(one.part, at, max(len(old), 1)) if story is not None else None
    said, way = _REFUSED
    if span is not None and formats.foreign(span.file):
        said = Text(
            f"{span.file} 不是打出来的字，程序不改它",
            f"{span.file} is a document or a page, into which nothing is written",
        )
        way = Text(
            "在 Word 或网页的原稿里改，或存成 .md 再改",
            "correct it where it was written, or save it as .md",
        )
    return Diagnostic(
        "mark-not-applied",
        ERROR,
        Text(
            f"“{old}”→“{one.new}” 没有改：{said.zh}",
            f"“{old}” → “{one.new}” was not made: {said.en}",
        ),
        span,
        way,
    )


_REFUSED = (
    Text(
        "稿件这一处不是这几个字，写进去会变成别的意思，或两处改动相碰",
        "the copy does not say so here, it would mean something else there, or two corrections touch",
    ),
    Text("在稿件里自己改", "correct the copy yourself"),
)
