"""`import`: copy as it arrives, its parts guessed and shown; written is what was accepted."""

from __future__ import annotations

import datetime as dt
import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.diagnostics import Text
from presslayout.base.values import as_dict
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.cli.cells import visible
from presslayout.cli.voice import relative
from presslayout.newsroom import reports

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.importing.drafts import Readings
    from presslayout.newsroom.importing.order import ImportOrder
    from presslayout.newsroom.importing.plan import Plan
    from presslayout.newsroom.importing.written import WrittenFiles

_ANSWERS = {"y": "guess", "yes": "guess", "是": "guess", "p": "plain", "原": "plain"}
_COLOURS = (("+++", "bold"), ("---", "bold"), ("@@", "cyan"), ("+", "green"), ("-", "red"))


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Read, show what is guessed, ask, write."""
    from presslayout.newsroom.importing.order import made, ordered, write
    from presslayout.newsroom.importing.plan import planned

    if arguments.base and not arguments.day:
        raise UsageError(Text("--from 要和 --issue 一起用", "--from goes with --issue"))
    paths = [Path(name) for name in arguments.files]
    order = ordered(paths, arguments.out, day(arguments.day), arguments.base)
    with planned(paths, order.workspace.root if order.workspace else None) as plan:
        choices = _chosen(plan, arguments, voice)
        result = made(plan, choices, order)
        found = [*plan.found, *result.found]
        if choices:
            write(result, order)
        voice.diagnostics(found)
        code = exits.exit_code(found)
        if not choices and not code:
            code = messages.DIFFERENT
        if voice.json:
            told = _told(plan, result, order, choices)
            voice.object({**told, "diagnostics": reports.diagnostics(found)})
        else:
            _summed(result, order, choices, voice)
    return code


def day(text: str | None) -> dt.date | None:
    """The day that was typed; UsageError where it is none."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            Text(f"日期看不懂“{text}”，写成 2026-10-19", f'"{text}" is no day; write 2026-10-19')
        ) from None


def _chosen(plan: Plan, arguments: argparse.Namespace, voice: Voice) -> dict[int, str]:
    """Of each file its guess or its plain reading; on a terminal whoever sits there is asked."""
    asking = not (arguments.yes or arguments.plain or voice.json) and sys.stdin.isatty()
    choices: dict[int, str] = {}
    for number, item in enumerate(plan.items):
        if not (voice.json or voice.telling.quiet):
            # Who has decided wants no more than what became of each file; the ledger has every word.
            decided = (arguments.yes or arguments.plain) and not voice.telling.whole
            _brief(item, voice, plain=arguments.plain) if decided else show(item, voice)
        if arguments.plain:
            choices[number] = "plain"
        elif arguments.yes:
            choices[number] = "guess"
        elif asking and (answer := _asked(item, voice)):
            choices[number] = answer
    return choices


def show(item: Readings, voice: Voice) -> None:
    """How a file would change from its plain reading to the guess, in colours on a terminal."""
    lines = [visible(line) for line in difference(item)]
    if not lines:
        voice.say(f"{item.name}：照原样，没有猜的", f"{item.name}: as it stands, nothing guessed")
        return
    if not sys.stdout.isatty():
        for line in lines:
            voice.print(line)
        return
    from rich.console import Console
    from rich.text import Text as Rich

    console = Console(highlight=False)
    for line in lines:
        style = next((look for sign, look in _COLOURS if line.startswith(sign)), "")
        console.print(Rich(line, style=style))


def _brief(item: Readings, voice: Voice, *, plain: bool) -> None:
    """One line of a file: the parts that were found in it, or that it is taken in as it stands."""
    if plain or not item.differs:
        voice.say(f"{item.name}：照原样", f"{item.name}: as it stands")
        return
    from presslayout.newsroom.importing.drafts import NAMES

    told = []
    if item.sheet is not None:
        count = len(item.sheet.captions)
        told.append(Text(f"{count} 条图片说明，归到图片", f"{count} captions, given to photos"))
    for draft in item.guessed:
        counted = (
            ("小标题", "subheads", len(draft.subheads)),
            ("接排", "joined", len(draft.joins)),
            ("图片", "photos", len(draft.shots)),
            ("不排", "left out", len(draft.about)),
        )
        zh = [NAMES[part] for part, _ in draft.parts] + [f"{w} {n}" for w, _, n in counted if n]
        en = [str(part) for part, _ in draft.parts] + [f"{w} {n}" for _, w, n in counted if n]
        told.append(Text("、".join(zh) or "正文", ", ".join(en) or "body"))
    voice.say(
        f"{item.name}：{'；'.join(one.zh for one in told)}",
        f"{item.name}: {'; '.join(one.en for one in told)}",
    )


def difference(item: Readings) -> list[str]:
    """The unified difference of a file's two readings."""
    from presslayout.newsroom.importing.drafts import shown, shown_captions

    old, new = shown((item.plain,)), shown(item.guessed)
    new = new if item.sheet is None else shown_captions(item.sheet)
    return list(unified_diff(old, new, item.name, item.name, lineterm="", n=1))


def _asked(item: Readings, voice: Voice) -> str:
    voice.aside(
        f"{item.name}：照这样收吗？ y 收，p 照原样收，n 不收",
        f"{item.name}: take it in so? y yes, p as it stands, n no",
    )
    try:
        answer = input().strip().lower()
    except EOFError:
        return ""
    return _ANSWERS.get(answer, "")


def _told(
    plan: Plan, result: WrittenFiles, order: ImportOrder, choices: dict[int, str]
) -> dict[str, Any]:
    """What was written; where nothing was, the stories that `--yes` would write."""
    from presslayout.newsroom.importing.left_out import left_out
    from presslayout.newsroom.importing.order import made

    stories = (
        result if choices else made(plan, dict.fromkeys(range(len(plan.items)), "guess"), order)
    ).stories
    return {
        "written": bool(choices),
        "folder": relative(order.folder),
        "files": sorted(result.files) if choices else [],
        "items": [
            {"file": item.name, "diff": difference(item), "stories": len(item.guessed)}
            for item in plan.items
        ],
        "stories": [
            {
                "id": story.id,
                "file": story.file,
                "source": story.source,
                "parts": {str(guess): words for guess, words in story.draft.parts},
                "body": story.file,
                "subheads": list(story.draft.subheads),
                "joined": [list(pair) for pair in story.draft.joins],
                "photos": [
                    {"file": name, "caption": shot.caption, "credit": shot.credit}
                    for name, shot in story.photos
                ],
                "left_out": [as_dict(one) for one in left],
            }
            for story, left in zip(stories, left_out(plan, stories), strict=True)
        ],
    }


def _summed(
    result: WrittenFiles, order: ImportOrder, choices: Sequence[int] | dict[int, str], voice: Voice
) -> None:
    if not choices:
        voice.say(
            "什么也没有写：加 --yes 照这样收，--plain 照原样收",
            "nothing was written: --yes takes it in so, --plain as it stands",
        )
        return
    where = relative(order.folder)
    count, photos = len(result.stories), sum(len(one.photos) for one in result.stories)
    ledger = f"{where}/{result.ledger}"
    voice.say(
        f"收到 {where}/：{count} 篇稿件，{photos} 张图片，账在 {ledger}",
        f"written to {where}/: {count} stories, {photos} photos, the ledger in {ledger}",
    )
    if order.day is not None:
        voice.say(
            f"试排 presslayout build {where} --for proof",
            f"try presslayout build {where} --for proof",
        )
        return
    if not voice.telling.quiet:
        voice.print(result.block.rstrip("\n"))
