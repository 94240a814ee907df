"""`rate`: the error rate of an issue from a log of errors, by the published method."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli.arguments import UsageError, page_numbers
from presslayout.newsroom.options import PRESS, Options
from presslayout.newsroom.rating import rated

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.proofread.rate import Counted
    from presslayout.newsroom.rating import Rated


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Tell what each error counts, and the rate."""
    options = Options(
        press=arguments.press or PRESS,
        pages=page_numbers(arguments.pages) if arguments.pages is not None else None,
        cache=Cache.open(),
    )
    chars = _chars(arguments.chars) if arguments.chars else None
    found = rated(Path(arguments.file), Path(arguments.issue), options, chars)
    if voice.json:
        voice.object(_plain(found))
    else:
        _told(found, voice)
    return messages.OK if found.rate.passes else messages.FAILED


def _chars(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise UsageError(
            Text("--chars 要写检查总字数", "--chars takes the number of characters checked")
        )
    return int(text)


def _told(found: Rated, voice: Voice) -> None:
    rate, method = found.rate, found.method
    for one in rate.counted:
        voice.print(_line(one).say(voice.lang))
    verdict = Text("合格", "passes") if rate.passes else Text("不合格", "does not pass")
    voice.say(
        f"差错 {rate.errors:g} 个，检查 {rate.chars} 字，差错率 {rate.rate:.2f}/万"
        f"（{method.limit:g}/万 以内合格）：{verdict.zh}",
        f"{rate.errors:g} errors in {rate.chars} characters, {rate.rate:.2f} in 10,000 "
        f"({method.limit:g} allowed): {verdict.en}",
    )
    voice.say(f"依据：{method.basis}", f"by: {method.basis}")
    doubtful = _unverified(found)
    if doubtful:
        voice.say(
            f"数目没有对过原文的类：{'、'.join(doubtful)}；对过以后，在工作区的 layout/rate/ 里写「核对: 是」",
            f"kinds whose numbers nobody has read in the document: {', '.join(doubtful)}; once read, "
            "write 核对: 是 in layout/rate/ of the workspace",
        )


def _unverified(found: Rated) -> list[str]:
    """The kinds that the log counts by numbers that were not read in the document."""
    kinds = found.method.kinds
    used = dict.fromkeys(one.error.kind for one in found.rate.counted if one.error.counts is None)
    return [kind for kind in used if not kinds[kind].verified]


def _line(one: Counted) -> Text:
    """What an error counts, and where and what it is, in the words of the log."""
    error = one.error
    what = f"“{error.wrong}”" if error.wrong else ""
    what += f"→“{error.right}”" if error.right else ""
    said = [word for word in (error.story, error.part, error.kind, what) if word]
    zh = [f"第{error.page}版", *said] if error.page is not None else said
    en = [f"page {error.page}", *said] if error.page is not None else said
    return Text(f"{one.counts:g}\t{' '.join(zh)}", f"{one.counts:g}\t{' '.join(en)}")


def _plain(found: Rated) -> dict[str, Any]:
    rate, method = found.rate, found.method
    return {
        "errors": float(rate.errors),
        "chars": rate.chars,
        "rate_per_10000": round(float(rate.rate), 4),
        "limit_per_10000": float(method.limit),
        "passes": rate.passes,
        "basis": method.basis,
        "unverified": _unverified(found),
        "counted": [_counted(one) for one in rate.counted],
        "diagnostics": [],
    }


def _counted(one: Counted) -> dict[str, Any]:
    error = one.error
    return {
        "page": error.page,
        "story": error.story or None,
        "part": error.part or None,
        "kind": error.kind,
        "wrong": error.wrong,
        "right": error.right,
        "counts": float(one.counts),
        "file": error.span.file,
        "line": error.span.line,
        "column": error.span.column,
    }
