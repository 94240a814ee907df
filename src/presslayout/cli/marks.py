"""`marks`: a proofreader's comments, where they stand in the copy, and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.cli import exits
from presslayout.newsroom import build
from presslayout.newsroom.opened import no_edition
from presslayout.newsroom.options import PRESS, Options
from presslayout.newsroom.outputs import found

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from presslayout.base.diagnostics import Span
    from presslayout.cli.voice import Voice
    from presslayout.edition.page import Edition, Page
    from presslayout.issue.issue import Story
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.marks.applied import Correction
    from presslayout.newsroom.marks.comments import Commented
    from presslayout.newsroom.marks.judged import Judged

_NAMES = {
    "delete": Text("删", "delete"),
    "replace": Text("改", "replace"),
    "insert": Text("加", "insert"),
    "note": Text("注", "note"),
    "highlight": Text("标", "highlight"),
    "open": Text("未改", "open"),
    "done": Text("已改", "done"),
    "moved": Text("未改，挪了地方", "open, moved"),
}

# Why a mark is left to people.
_LEFT = {
    "words": Text("附言留给人看", "its words are for people"),
    "long": Text("写不成几个字", "no few words"),
    "away": Text("不在字上", "on no words"),
    "between": Text("看不准是哪几个字", "which characters is not certain"),
    "lines": Text("一个框跨了几行", "one box over several lines"),
    "several": Text("跨着几样东西", "over several texts"),
    "drawn": Text("压着的不是稿件里的字", "what it covers is not the copy's own"),
    "split": Text("几处分开的字改成一处，看不准", "separate stretches cannot be one replacement"),
    "loose": Text("框是斜的，或不在批注的位置", "its boxes are slanted or elsewhere"),
}
# What a mark stands on that is no text of a story.
_ON = {
    "photo": Text("在图片上", "on a picture"),
    "folio": Text("在报眉上", "on the folio line"),
    "banner": Text("在栏题上", "on the banner"),
    "jump": Text("在转接语上", "on a jump line"),
    "margin": Text("在版边", "in the margin"),
    "elsewhere": Text("不在报纸的版上", "on no page of the paper"),
}


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """List the marks; with --apply write the simple ones that are open into the copy."""
    file = found(Path(arguments.file))
    options = Options(press=arguments.press or PRESS, cache=Cache.open())
    loaded, composition = build.composed(arguments.issue, options)
    if file.suffix == ".json":
        listed = _kept(file, composition.edition)
    else:
        older = found(Path(arguments.old)) if arguments.old else None
        listed = _of_pdf(file, older, composition.edition, loaded)
    spans = [_span(one, loaded) for one in listed]
    if not voice.json:
        for number, (one, span) in enumerate(zip(listed, spans, strict=True), 1):
            voice.say(f"{number}  {_told(one, span, 'zh')}", f"{number}  {_told(one, span, 'en')}")
        done = sum(one.status == "done" for one in listed)
        voice.say(f"{len(listed)} 条，已改 {done} 条", f"{len(listed)} marks, {done} done")
    failed = _apply(listed, loaded, voice) if arguments.apply else []
    voice.diagnostics(failed)
    if voice.json:
        from presslayout.delivery.report import diagnostics

        rows = [_plain(one, span) for one, span in zip(listed, spans, strict=True)]
        voice.object({"marks": rows, "diagnostics": diagnostics(failed)})
    return exits.exit_code(failed)


def _of_pdf(file: Path, older: Path | None, new: Edition, loaded: Loaded) -> list[Judged]:
    """The comments of a proof, judged against the edition that it shows."""
    from presslayout.newsroom.marks.judged import judged
    from presslayout.newsroom.marks.placed import marks

    commented = _comments(file)
    names = commented.names
    carried = None if older else _loaded(commented.edition)
    stored = _stored(older or file.parent / "edition.json")
    if older is not None and stored is None:
        raise no_edition(older.name)
    # A file that has lost its names is taken at its own word or the user's, and at nothing else.
    sure = older is not None or carried is not None
    known = (carried, stored, new)
    old = next((e for e in known if e and ((not names and sure) or names & _ids(e))), None)
    if old is None:
        raise _other_edition(file)
    galleys = _galleys(commented.subject, old, loaded)
    return list(judged(old, new, marks(old, commented.comments, galleys)))


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


def _comments(file: Path) -> Commented:
    from presslayout.newsroom.marks.comments import NotAPdfError, comments

    try:
        return comments(doors.read(file))
    except (OSError, NotAPdfError) as cause:
        raise SpecError(
            [
                Diagnostic(
                    "not-a-pdf",
                    ERROR,
                    Text(
                        f"{file.name} 读不到，或不是能读的 PDF",
                        f"{file.name} cannot be read, or is no readable PDF",
                    ),
                    hint=Text("指定校对批注过的大样", "name the proof with the comments"),
                )
            ]
        ) from cause


def _galleys(words: str, old: Edition, loaded: Loaded) -> tuple[Page, ...]:
    """The galleys that the file shows, made again; none where it shows pages."""
    from presslayout.newsroom.galley import galleys
    from presslayout.newsroom.proofing import galley_types
    from presslayout.overlay.values import Occasion, subject

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


def _ids(edition: Edition) -> set[str]:
    """The names that PDFs of an edition bear, whatever a reader has added to them since."""
    from presslayout.edition.codec import hash_of
    from presslayout.paint.pdf_meta import identity
    from presslayout.paint.profiles import profile_of

    hashes = tuple(hash_of(page) for page in edition.pages)
    wanted = ("plain", edition.press.standard)
    return {identity(edition, profile_of(name), hashes).ids[0].hex() for name in wanted}


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
    if story is None or one.offset is None:
        return None
    return story.stretch(mark.part, one.offset, max(mark.length, 1))


def _told(one: Judged, span: Span | None, lang: str) -> str:
    from presslayout.newsroom.marks.applied import left

    mark = one.mark
    place = f"{span.file}:{span.line}:{span.column}" if span else "—"
    text = f"“{mark.text}”" if mark.text else ""
    words = f" → {mark.comment}" if mark.comment else ""
    by = f"（{mark.author}）" if mark.author else ""
    kind, status = _NAMES[mark.kind].say(lang), _NAMES[one.status].say(lang)
    page = f"第{mark.page}版" if lang == "zh" else f"page {mark.page}"
    page = page if mark.page is not None else "—"
    by += "".join(f" ↳{reply}" for reply in mark.replies)
    by += f" ⟨{mark.review}⟩" if mark.review else ""
    why = left(mark) if one.status != "done" else ""
    if why in ("remark", ""):
        return f"{page} {kind} {text}{words}{by} [{status}] {place}"
    on = _ON.get(mark.on)
    said = _LEFT[why].say(lang)
    if why == "away" and on is not None:
        said = on.say(lang)
    return f"{page} {kind} {text}{words}{by} [{status}] {place} <{said}>"


def _apply(listed: Sequence[Judged], loaded: Loaded, voice: Voice) -> list[Diagnostic]:
    """Write what can be written; what could not be is told."""
    from presslayout.issue.sourcefile import replaced
    from presslayout.newsroom.marks.applied import Correction, corrected, left
    from presslayout.newsroom.marks.comments import CommentKind

    wanted = [
        Correction(
            one.mark.story,
            one.mark.part,
            one.stretches,
            "" if one.mark.kind == CommentKind.DELETE else one.mark.comment,
        )
        for one in listed
        if one.status != "done" and one.stretches and not left(one.mark)
    ]
    made = corrected(loaded, wanted)
    for path, (old, new) in made.files.items():
        replaced(path, new, old)
    count = len(wanted) - len(made.failed)
    voice.say(
        f"改了 {count} 处，{len(made.files)} 个文件",
        f"{count} corrections made in {len(made.files)} files",
    )
    stories = {story.id: story for story in loaded.issue.stories}
    return [_not_applied(one, stories.get(one.story)) for one in made.failed]


def _not_applied(one: Correction, story: Story | None) -> Diagnostic:
    at, old = one.stretches[0]
    return Diagnostic(
        "mark-not-applied",
        ERROR,
        Text(
            f"“{old}”→“{one.new}” 没有改：稿件这一处不是这几个字，写进去会变成别的意思，"
            "或两处改动相碰",
            f"“{old}” → “{one.new}” was not made: the copy does not say so here, it would mean "
            "something else there, or two corrections touch",
        ),
        story.stretch(one.part, at, max(len(old), 1)) if story is not None else None,
        Text("在稿件里自己改", "correct the copy yourself"),
    )


def _plain(one: Judged, span: Span | None) -> dict[str, Any]:
    from presslayout.newsroom.marks.applied import left

    mark = one.mark
    return {
        "page": mark.page,
        "kind": mark.kind,
        "story": mark.story or None,
        "part": mark.part or None,
        "offset": mark.offset,
        "length": mark.length,
        "text": mark.text,
        "comment": mark.comment,
        "author": mark.author,
        "replies": list(mark.replies),
        "review": mark.review or None,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "status": one.status,
        "on": mark.on or mark.part or None,
        "ranges": [list(stretch) for stretch in mark.stretches] if mark.story else [],
        "left": left(mark) or None,
    }
