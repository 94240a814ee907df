"""排版结果.txt: what became of an issue, in plain words, for the colleague who put it there.

It lies in the issue's output folder while something is the matter, and is gone when all is well.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, Text
from presslayout.issue import sourcefile
from presslayout.issue.files import from_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.newsroom.batch.builders import Ran
    from presslayout.newsroom.batch.tasks import Task

NAME = "排版结果.txt"
# Whoever mends the first hundred will be told of the others.
MOST = 100


def failed(task: Task, ran: Ran, lang: str, *, again: bool = False) -> None:
    """Say why an issue was not delivered; `again` where it is tried again as it is.

    SpecError where the file cannot be written.
    """
    found = faults(ran.told)
    name = from_root(task.spec)
    lines = [Text(f"没有排成：{name}", f"Not built: {name}"), Text("", "")]
    for one in found[:MOST]:
        lines += _fault(one)
    if len(found) > MOST:
        rest = len(found) - MOST
        lines.append(Text(f"还有 {rest} 处，见 report.json", f"{rest} more: see report.json"))
    if not found:
        lines += _unsaid(ran)
    lines.append(Text("", ""))
    if again:
        lines.append(
            Text(
                "不是稿件的错，过一会儿自动再排，不用管它。",
                "The copy is not to blame: it is tried again after a while by itself.",
            )
        )
    else:
        lines.append(
            Text(
                "改好、存盘，几秒钟后自动重排。排成了，这个文件就没有了。",
                "Mend it and save: it is built again within seconds. This file goes when all is well.",
            )
        )
    _write(task, lines, lang)


def lacking(task: Task, missing: Sequence[str], lang: str) -> None:
    """Say which files an issue waits for; SpecError where the file cannot be written."""
    name = from_root(task.spec)
    lines = [
        Text(f"还没有排：{name}", f"Not built yet: {name}"),
        Text("稿件单里写了，文件夹里还没有：", "The spec names these, and they are not there yet:"),
        *(Text(f"    {one}", f"    {one}") for one in missing[:MOST]),
        Text("", ""),
        Text(
            "放进来就排。一直不来，过一会儿照现有的排，缺什么再说。",
            "It is built when they come. If they do not, it is built as it is after a while.",
        ),
    ]
    _write(task, lines, lang)


def withdrawn(task: Task) -> None:
    """All is well, or nobody asks any more."""
    with contextlib.suppress(OSError):
        (task.out / NAME).unlink()


def stands(task: Task) -> bool:
    """Whether it is there to be read."""
    return (task.out / NAME).is_file()


def faults(told: bytes) -> list[dict[str, Any]]:
    """The errors that a build told, as its report lists them."""
    try:
        found = json.loads(told)["diagnostics"]
        return [dict(one) for one in found if one["severity"] == ERROR.value]
    except doors.JSON.faults():
        return []


def _fault(one: dict[str, Any]) -> Iterator[Text]:
    """A fault and what to do about it."""
    at = ":".join(str(one[key]) for key in ("file", "line", "column") if one.get(key))
    lead = f"{at}: " if at else ""
    page = one.get("page")
    on = Text(f"第{page}版 ", f"page {page}: ") if page and not at else Text("", "")
    zh, en = str(one.get("message", "")), str(one.get("message_en", ""))
    yield Text(f"{lead}{on.zh}{zh}", f"{lead}{on.en}{en}")
    if one.get("hint"):
        yield Text(f"    改法：{one['hint']}", f"    hint: {one.get('hint_en', '')}")


def _unsaid(ran: Ran) -> Iterator[Text]:
    """What is known of a build that told nothing."""
    yield Text(
        f"排这一期的程序没有做完就停了（退出码 {ran.exit}）。",
        f"The program that built it ended before it was done (exit {ran.exit}).",
    )
    for line in ran.said.strip().split("\n")[-MOST:]:
        yield Text(line, line)


def _write(task: Task, lines: Iterable[Text], lang: str) -> None:
    with contextlib.suppress(OSError):
        # Whoever writes into it says why not.
        task.out.mkdir(parents=True, exist_ok=True)
    text = "".join(line.say(lang).rstrip() + "\n" for line in lines)
    # Editors on Windows take a text without this sign for one of another encoding.
    sourcefile.written(task.out / NAME, b"\xef\xbb\xbf" + text.encode("utf-8", "replace"))
