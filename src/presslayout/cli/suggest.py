"""`suggest` and `pick`: layouts of a page to choose from, and one of them pinned in the spec."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout import messages, report
from presslayout.cache import Cache
from presslayout.cli.arguments import UsageError
from presslayout.cli.voice import relative
from presslayout.diagnostics import Text
from presslayout.options import PRESS, Options

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.flow.arrange.choose import Choice
    from presslayout.record import PageRecord

MOST = 24


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Draw the contact sheet and say what is on it."""
    from presslayout.suggest import suggest

    made = suggest(
        Path(arguments.issue),
        _number(arguments.page, "--page"),
        _number(arguments.count, "--count", most=MOST),
        Path(arguments.out) if arguments.out else None,
        _options(arguments),
        voice.progress("排版试排", "trying layouts"),
    )
    if voice.json:
        pairs = zip(made.choices, made.pages, strict=True)
        layouts = [_plain(n, choice, page) for n, (choice, page) in enumerate(pairs, 1)]
        voice.object({"layouts": layouts, "diagnostics": []})
        return messages.OK
    for number, choice in enumerate(made.choices, 1):
        zh = "；".join(reason.zh for reason in choice.reasons)
        en = "; ".join(reason.en for reason in choice.reasons)
        voice.say(f"{number}  {choice.score} 分  {zh}", f"{number}  score {choice.score}  {en}")
    files = "、".join(relative(file) for file in made.files)
    page = arguments.page
    voice.say(
        f"小样 {files}；定下第 K 种：presslayout pick {arguments.issue} --page {page} --layout K",
        f"contact sheet {files}; pin layout K: presslayout pick {arguments.issue} --page {page} "
        "--layout K",
    )
    return messages.OK


def pick(arguments: argparse.Namespace, voice: Voice) -> int:
    """Pin a layout, lock what is to stay, release what is not."""
    from presslayout.pick import Locks
    from presslayout.pick import pick as pin

    locks = Locks(tuple(arguments.lock), tuple(arguments.unlock))
    which = None
    if arguments.layout is not None:
        which = _number(arguments.layout, "--layout", most=MOST)
    elif not (locks.hold or locks.release):
        raise UsageError(
            Text(
                "写 --layout K 定下一种排法，或 --lock、--unlock 锁定、放开稿件和图片",
                "give --layout K to pin a layout, or --lock, --unlock for stories and photos",
            )
        )
    number = _number(arguments.page, "--page")
    made = pin(Path(arguments.issue), number, which, _options(arguments), locks)
    file = relative(made.file)
    if voice.json:
        slots = [
            {"id": name, "rows": list(slot.rows), "columns": list(slot.columns)}
            for name, slot in (made.choice.slots if made.choice is not None else ())
        ]
        told: dict[str, Any] = {"page": number, "layout": which, "stories": slots}
        told |= {"locked": list(locks.hold), "unlocked": list(locks.release)}
        voice.object({**told, "diagnostics": []})
        return messages.OK
    if which is not None:
        voice.say(
            f"第{number}版定为第 {which} 种排法，写进了 {file}",
            f"page {number} is pinned to layout {which} in {file}",
        )
    for names, zh, en in ((locks.hold, "锁定", "locked"), (locks.release, "放开", "released")):
        if names:
            voice.say(
                f"第{number}版{zh}了 {'、'.join(names)}，写进了 {file}",
                f"page {number}: {en} {', '.join(names)} in {file}",
            )
    return messages.OK


def _options(arguments: argparse.Namespace) -> Options:
    cache = Cache.disabled() if arguments.no_cache else Cache.open()
    return Options(press=arguments.press or PRESS, cache=cache)


def _number(text: str, name: str, *, most: int = 9999) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= most:
        return int(text)
    raise UsageError(
        Text(
            f"{name} 要写 1 到 {most} 的整数，这里是“{text}”",
            f"{name} takes a whole number from 1 to {most}, not {text}",
        )
    )


def _plain(number: int, choice: Choice, page: PageRecord) -> dict[str, Any]:
    told = report.page(page)
    return {
        "number": number,
        "score": choice.score,
        "stories": [
            {
                "id": story["id"],
                "boxes_mm": story["boxes_mm"],
                "headline_pt": story["headline"]["size_pt"],
            }
            for story in told["stories"]
        ],
        "photos": [{"file": p["file"], "bbox_mm": p["bbox_mm"]} for p in told["photos"]],
        "reasons": [reason.zh for reason in choice.reasons],
    }
