"""`marks`: a proofreader's comments, where they stand in the copy, and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli import exits
from presslayout.newsroom import reports
from presslayout.newsroom.marks.answered import answered, applied
from presslayout.newsroom.marks.answers import Status
from presslayout.newsroom.options import PRESS, Options
from presslayout.newsroom.outputs import found

if TYPE_CHECKING:
    import argparse

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.cli.voice import Voice
    from presslayout.newsroom.marks.answered import Answer, Answered

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
    "refer": Text("在导读上", "on what leads to other pages"),
    "jump": Text("在转接语上", "on a jump line"),
    "margin": Text("在版边", "in the margin"),
    "elsewhere": Text("不在报纸的版上", "on no page of the paper"),
}


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """List the marks; with --apply write the simple ones that are open into the copy."""
    older = found(Path(arguments.old)) if arguments.old else None
    options = Options(press=arguments.press or PRESS, cache=Cache.open())
    made = answered(found(Path(arguments.file)), arguments.issue, older, options)
    if not voice.json:
        for number, one in enumerate(made.answers, 1):
            voice.say(f"{number}  {_told(one, 'zh')}", f"{number}  {_told(one, 'en')}")
        done = sum(one.judged.status == Status.DONE for one in made.answers)
        count = len(made.answers)
        voice.say(f"{count} 条，已改 {done} 条", f"{count} marks, {done} done")
    failed = _apply(made, voice) if arguments.apply else ()
    voice.diagnostics(failed)
    if voice.json:
        rows = [_plain(one) for one in made.answers]
        voice.object({"marks": rows, "diagnostics": reports.diagnostics(failed)})
    return exits.exit_code(failed)


def _told(answer: Answer, lang: str) -> str:
    one, span = answer.judged, answer.span
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
    why = answer.left if one.status != Status.DONE else ""
    if why in ("remark", ""):
        return f"{page} {kind} {text}{words}{by} [{status}] {place}"
    on = _ON.get(mark.on)
    said = _LEFT[why].say(lang)
    if why == "away" and on is not None:
        said = on.say(lang)
    return f"{page} {kind} {text}{words}{by} [{status}] {place} <{said}>"


def _apply(made: Answered, voice: Voice) -> tuple[Diagnostic, ...]:
    """Write what can be written; what could not be is told."""
    done = applied(made)
    voice.say(
        f"改了 {done.count} 处，{done.files} 个文件",
        f"{done.count} corrections made in {done.files} files",
    )
    return done.failed


def _plain(answer: Answer) -> dict[str, Any]:
    one, span = answer.judged, answer.span
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
        "left": answer.left or None,
    }
