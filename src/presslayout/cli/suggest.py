"""`suggest` and `pick`: layouts of a page to choose from, and one of them pinned in the spec."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli.arguments import UsageError
from presslayout.cli.voice import relative
from presslayout.newsroom import reports
from presslayout.newsroom.options import PRESS, Options

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.edition.record import PageRecord
    from presslayout.flow.arrange.choice import Choice
    from presslayout.newsroom.pick import Locks, Picked

MOST = 24


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Draw the contact sheet and say what is on it."""
    from presslayout.newsroom.suggest import suggest

    number = _number(arguments.page, "--page") if arguments.page is not None else None
    most = _number(arguments.count, "--count", most=MOST) if arguments.count else None
    where = Path(arguments.out) if arguments.out else None
    progress = voice.progress("排版试排", "trying layouts")
    try:
        made = suggest(Path(arguments.issue), number, most, where, _options(arguments), progress)
    finally:
        # What goes wrong is told on a terminal without a bar.
        if progress is not None:
            progress(1, 1)
    if voice.json:
        layouts = [
            {"page": one.page, **_plain(at, choice, page)}
            for one in made.offered
            for at, (choice, page) in enumerate(zip(one.choices, one.pages, strict=True), 1)
        ]
        told = reports.diagnostics(made.diagnostics)
        voice.object({"layouts": layouts, "held_over": list(made.held_over), "diagnostics": told})
        return messages.OK
    voice.diagnostics(made.diagnostics)
    for one in made.offered:
        named = Text(f"第{one.page}版 ", f"page {one.page}, ") if number is None else Text("", "")
        for at, choice in enumerate(one.choices, 1):
            zh = "；".join(reason.zh for reason in choice.reasons)
            en = "; ".join(reason.en for reason in choice.reasons)
            voice.say(
                f"{named.zh}{at}  {choice.score} 分  {zh}",
                f"{named.en}{at}  score {choice.score}  {en}",
            )
    files = "、".join(relative(file) for file in made.files)
    command = f"presslayout pick {arguments.issue}"
    if number is None:
        voice.say(
            f"小样 {files}；各版都定下第 1 种：{command}；以后换一版：{command} --page N --layout K",
            f"contact sheet {files}; pin layout 1 of every page: {command}; then for one page: "
            f"{command} --page N --layout K",
        )
        return messages.OK
    voice.say(
        f"小样 {files}；定下第 K 种：{command} --page {number} --layout K",
        f"contact sheet {files}; pin layout K: {command} --page {number} --layout K",
    )
    return messages.OK


def pick(arguments: argparse.Namespace, voice: Voice) -> int:
    """Pin a layout, lock what is to stay, release what is not; without a page pin all pages."""
    from presslayout.newsroom.pick import Locks, pick_all
    from presslayout.newsroom.pick import pick as pin

    locks = Locks(tuple(arguments.lock), tuple(arguments.unlock))
    asks = arguments.layout is not None or bool(locks.hold or locks.release)
    if (arguments.page is None) == asks:
        raise UsageError(
            Text(
                "写 --page N 和 --layout K（或 --lock、--unlock）定一版，或都不写，各版一起定",
                "give --page N with --layout K, --lock or --unlock for one page, or none of them "
                "for all",
            )
        )
    options = _options(arguments)
    if arguments.page is None:
        made, which = pick_all(Path(arguments.issue), options), 1
    else:
        which = None
        if arguments.layout is not None:
            which = _number(arguments.layout, "--layout", most=MOST)
        number = _number(arguments.page, "--page")
        made = pin(Path(arguments.issue), number, which, options, locks)
    file = relative(made.file)
    if voice.json:
        voice.object(_told(arguments, made, which, locks))
        return messages.OK
    for number, _ in made.choices:
        voice.say(
            f"第{number}版定为第 {which} 种排法，写进了 {file}",
            f"page {number} is pinned to layout {which} in {file}",
        )
    if made.held_over:
        voice.say(
            f"留到下一期：{'、'.join(made.held_over)}", f"held over: {', '.join(made.held_over)}"
        )
    for names, zh, en in ((locks.hold, "锁定", "locked"), (locks.release, "放开", "released")):
        if names:
            voice.say(
                f"第{arguments.page}版{zh}了 {'、'.join(names)}，写进了 {file}",
                f"page {arguments.page}: {en} {', '.join(names)} in {file}",
            )
    return messages.OK


def _told(
    arguments: argparse.Namespace, made: Picked, which: int | None, locks: Locks
) -> dict[str, Any]:
    """What `pick --json` prints: of one page its stories, of all pages a list of them."""
    pages = [
        {
            "page": number,
            "layout": which,
            "stories": [
                {"id": name, "rows": list(slot.rows), "columns": list(slot.columns)}
                for name, slot in choice.slots
            ],
        }
        for number, choice in made.choices
    ]
    if arguments.page is None:
        return {"pages": pages, "held_over": list(made.held_over), "diagnostics": []}
    bare: dict[str, Any] = {"page": int(arguments.page), "layout": which, "stories": []}
    changed = {"locked": list(locks.hold), "unlocked": list(locks.release)}
    return {**(pages[0] if pages else bare), **changed, "diagnostics": []}


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
    told = reports.page(page)
    return {
        "number": number,
        "score": choice.score,
        "idea": choice.idea,
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
