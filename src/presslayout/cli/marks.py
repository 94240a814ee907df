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
from presslayout.newsroom.wording import brief, called

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.cli.voice import Voice
    from presslayout.newsroom.marks.answered import Answer, Answered
    from presslayout.newsroom.marks.found_places import Comment

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

# The states of a review (ISO 32000-1, table 171).
_STATES = {
    "accepted": Text("接受", "accepted"),
    "rejected": Text("拒绝", "rejected"),
    "cancelled": Text("取消", "cancelled"),
    "completed": Text("完成", "completed"),
}
_PAGE = Text("第{}版", "page {}")
_PARAGRAPH = Text("第{}段第{}字", "paragraph {}, character {}")
_CHARACTER = Text("第{}字", "character {}")
_NAMED = Text("《{}》", "“{}”")
_STORY = Text(" 稿件{} ", "story {}")
_SPACE, _BETWEEN = Text(" ", ""), Text("", ", ")
# What belongs to no story, as the page calls it.
_FURNITURE = {
    "masthead": Text("报头", "masthead"),
    "banner": Text("栏题", "banner"),
    "folio": Text("报眉", "folio"),
    "imprint": Text("版权条", "imprint"),
    "ad": Text("广告", "advertisement"),
    "refer": Text("导读", "refer"),
    "weather": Text("天气", "weather"),
    "margin": Text("版边", "margin"),
    "page": Text("整版", "whole page"),
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
    "changed": Text("这一页的字和出样时不同", "the page says something else than the proof did"),
    "issue": Text("不是这一期的大样", "a proof of another issue"),
    "gone": Text("这一处没有了", "what it was about is gone"),
    "otherwise": Text(
        "改成了别的字，不是这里写的", "became something else than what is asked here"
    ),
    "rewritten": Text(
        "前后的字改过，看不准加在哪里", "the words round it were changed: its place is not certain"
    ),
    "alone": Text(
        "文件被别的软件重写过，要换上的字可能丢了",
        "the file was written anew, and the words to stand there may be lost",
    ),
    "refused": Text("审阅时没有同意", "refused in the review"),
    "answered": Text("有回复，还没有同意", "was answered, and not accepted yet"),
    "empty": Text("没有写改成什么", "does not say what is to stand there"),
    "loose": Text("框是斜的，或不在批注的位置", "its boxes are slanted or elsewhere"),
}
# What people call the annotations of a PDF, where the kind of a mark does not say it.
_CALLED = {
    "FreeText": Text("文本框", "text box"),
    "Ink": Text("手写", "ink"),
    "Stamp": Text("图章", "stamp"),
    "FileAttachment": Text("附件", "attachment"),
    "Square": Text("方框", "box"),
    "Circle": Text("圈", "circle"),
    "Line": Text("线", "line"),
    "Polygon": Text("框线", "polygon"),
    "PolyLine": Text("折线", "polyline"),
    "Underline": Text("下划线", "underline"),
    "Squiggly": Text("波浪线", "squiggly line"),
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
        names = {story.id: story.headline.replace("\n", " ") for story in made.loaded.issue.stories}
        for number, one in enumerate(made.answers, 1):
            zh, en = _told(one, names, "zh"), _told(one, names, "en")
            voice.say(f"{number}  {zh}", f"{number}  {en}")
        done = sum(one.judged.status == Status.DONE for one in made.answers)
        count = len(made.answers)
        voice.say(f"{count} 条，已改 {done} 条", f"{count} marks, {done} done")
    failed = (*made.told, *(_apply(made, voice) if arguments.apply else ()))
    voice.diagnostics(failed)
    if voice.json:
        rows = [_plain(one) for one in made.answers]
        voice.object({"marks": rows, "diagnostics": reports.diagnostics(failed)})
    return exits.exit_code(failed)


def _told(answer: Answer, names: Mapping[str, str], lang: str) -> str:
    one, span = answer.judged, answer.span
    mark = one.mark
    place = f"{span.file}:{span.line}:{span.column}" if span else "—"
    text = f" “{brief(mark.text)}”" if mark.text else ""
    words = f" → {mark.comment}" if mark.comment else ""
    by = f"（{mark.author}）" if mark.author else ""
    kind, status = _kind(mark, lang), _NAMES[one.status].say(lang)
    page = _where(mark, names, lang)
    by += "".join(f" ↳{reply}" for reply in mark.replies)
    state = _STATES.get(mark.review)
    by += f" ⟨{state.say(lang) if state else mark.review}⟩" if mark.review else ""
    why = one.became if one.status == Status.DONE else answer.left
    if why in ("remark", ""):
        return f"{page} {kind}{text}{words}{by} [{status}] {place}"
    on = _ON.get(mark.on)
    said = _LEFT[why].say(lang)
    if why == "away" and on is not None:
        said = on.say(lang)
    return f"{page} {kind}{text}{words}{by} [{status}] {place} <{said}>"


def _where(mark: Comment, names: Mapping[str, str], lang: str) -> str:
    """The page, the story, the part, the paragraph and the character, as `diff` names them."""
    said = [] if mark.page is None else [_PAGE.say(lang).format(mark.page)]
    if mark.story:
        name = names.get(mark.story)
        head = _NAMED.say(lang).format(name) if name else _STORY.say(lang).format(mark.story)
        said += [head, called(mark.part).say(lang)]
    elif mark.on in _FURNITURE:
        said += [_SPACE.say(lang) + _FURNITURE[mark.on].say(lang)]
    if mark.paragraph and mark.part == "body":
        said.append(_PARAGRAPH.say(lang).format(mark.paragraph, mark.character))
    elif mark.character:
        said.append(_CHARACTER.say(lang).format(mark.character))
    return _BETWEEN.say(lang).join(said) or "—"


def _kind(mark: Comment, lang: str) -> str:
    called = _CALLED.get(mark.subtype)
    kind = _NAMES[mark.kind].say(lang)
    return f"{kind}·{called.say(lang)}" if called is not None else kind


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
        "annotation": mark.subtype or None,
        "paragraph": mark.paragraph or None,
        "character": mark.character or None,
    }
