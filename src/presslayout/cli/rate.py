"""`rate`: the error rate of an issue from a log of errors, by the published method."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli.arguments import UsageError, page_numbers
from presslayout.newsroom import build
from presslayout.newsroom.options import PRESS, Options

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.proofread.rate import Counted


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Tell what each error counts, and the rate."""
    from presslayout.issue.load import workspace
    from presslayout.issue.read_rate import read_log, read_method
    from presslayout.newsroom.proofread.rate import checked_chars, rate

    log, issue = Path(arguments.file), Path(arguments.issue)
    options = Options(
        press=arguments.press or PRESS,
        pages=page_numbers(arguments.pages) if arguments.pages is not None else None,
        cache=Cache.open(),
    )
    loaded, composition = build.composed(issue, options)
    method = read_method(workspace(issue.absolute()))
    errors = read_log(log.absolute(), loaded.workspace, method)
    if options.pages is not None:
        errors = tuple(e for e in errors if e.page is None or e.page in options.pages)
    chars = checked_chars(composition.pages, loaded.templates, method)
    if arguments.chars:
        chars = _chars(arguments.chars)
    found = rate(errors, chars, method)
    if voice.json:
        voice.object(
            {
                "errors": float(found.errors),
                "chars": found.chars,
                "rate_per_10000": round(float(found.rate), 4),
                "limit_per_10000": float(method.limit),
                "passes": found.passes,
                "basis": method.basis,
                "counted": [_plain(one) for one in found.counted],
                "diagnostics": [],
            }
        )
        return messages.OK
    for one in found.counted:
        error = one.error
        page = f"第{error.page}版 " if error.page is not None else ""
        what = (f"“{error.wrong}”" if error.wrong else "") + (
            f"→“{error.right}”" if error.right else ""
        )
        voice.print(f"{one.counts:g}\t{page}{error.story} {error.part} {error.kind} {what}")
    verdict = Text("合格", "passes") if found.passes else Text("不合格", "does not pass")
    voice.say(
        f"差错 {found.errors:g} 个，检查 {found.chars} 字，差错率 {found.rate:.2f}/万"
        f"（{method.limit:g}/万 以内合格）：{verdict.zh}",
        f"{found.errors:g} errors in {found.chars} characters, {found.rate:.2f} in 10,000 "
        f"({method.limit:g} allowed): {verdict.en}",
    )
    voice.say(f"依据：{method.basis}", f"by: {method.basis}")
    return messages.OK


def _chars(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise UsageError(
            Text("--chars 要写检查总字数", "--chars takes the number of characters checked")
        )
    return int(text)


def _plain(one: Counted) -> dict[str, Any]:
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
