"""batch.jsonl: what was built, in a line an issue, for another run or another machine.

`presslayout/batch-1`: the issue's spec, its folder, the words of the command, the exit code, the
seconds, the versions of all that shapes the bytes, the files that were delivered with their SHA-256,
and what the issue was made of.  Lines are added as issues are done; a later one holds, and one that
was cut off is no line.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from presslayout.base import doors, messages
from presslayout.base.values import frozen
from presslayout.issue import sourcefile
from presslayout.issue.files import from_root
from presslayout.newsroom.batch.ingredients import Ingredients

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from presslayout.newsroom.batch.tasks import Done, Task

# A folder that a batch writes below, an output folder below it, the words of a command.
Key = tuple["Path", str, tuple[str, ...]]
NAME = "batch.jsonl"
FORMAT = "presslayout/batch-1"


@frozen
class NotedIssue:
    """An issue that was built well: by which versions, of what, and what was delivered."""

    versions: Mapping[str, str]
    ingredients: Ingredients
    files: tuple[tuple[str, str], ...]


def row(done: Done, versions: Mapping[str, str], ingredients: Ingredients | None) -> str:
    """The line of an issue; without its ingredients it can never be taken up again."""
    task = done.task
    made: dict[str, Any] = {
        "format": FORMAT,
        "issue": from_root(task.spec),
        "out": _place(task),
        "words": list(task.words),
        "exit": done.exit,
        "seconds": done.seconds,
        "processor_seconds": done.processor_seconds,
        "versions": dict(sorted(versions.items())),
        "files": dict(done.files),
    }
    if done.exit == messages.OK and ingredients is not None:
        made["read"] = dict(sorted(ingredients.files.items()))
        made["folders"] = dict(sorted(ingredients.folders.items()))
    return json.dumps(made, ensure_ascii=False)


def added(task: Task, line: str) -> None:
    """Add the line of a task; SpecError where it cannot be written."""
    with contextlib.suppress(OSError):
        # Whoever writes into it says why not.
        task.home.mkdir(parents=True, exist_ok=True)
    sourcefile.appended(task.home / NAME, [line])


def read(homes: Iterable[Path]) -> dict[Key, NotedIssue]:
    """What stands in the manifests of these folders, the last line of an issue and its command."""
    found: dict[Key, NotedIssue] = {}
    for home in dict.fromkeys(homes):
        try:
            data = doors.read(home / NAME)
        except OSError:
            continue
        for line in data.split(b"\n"):
            try:
                key, entry = _entry(json.loads(line))
            except doors.JSON.faults():
                continue
            if entry is None:
                found.pop((home, *key), None)
            else:
                found[home, *key] = entry
    return found


def key(task: Task) -> Key:
    """Under what a task's line is found."""
    return task.home, _place(task), task.words


def shortened(home: Path) -> None:
    """Leave out the lines that later ones replaced."""

    def last(data: bytes | None) -> bytes | None:
        lines: dict[object, bytes] = {}
        for line in (data or b"").split(b"\n"):
            try:
                plain = json.loads(line)
                place = str(plain["out"]), tuple(map(str, plain["words"]))
            except doors.JSON.faults():
                continue
            lines[place] = line
        return b"".join(
            line + b"\n" for _, line in sorted(lines.items(), key=lambda one: str(one[0]))
        )

    sourcefile.updated(home / NAME, last)


def _entry(plain: Any) -> tuple[tuple[str, tuple[str, ...]], NotedIssue | None]:
    """What a line says; no entry where the issue was not built, or of nobody knows what."""
    place = str(plain["out"]), tuple(map(str, plain["words"]))
    if plain["format"] != FORMAT or plain["exit"] != messages.OK or "read" not in plain:
        return place, None
    ingredients = Ingredients(_texts(plain["read"]), _texts(plain["folders"]))
    return place, NotedIssue(
        _texts(plain["versions"]), ingredients, tuple(_texts(plain["files"]).items())
    )


def _texts(plain: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in plain.items()}


def _place(task: Task) -> str:
    return task.out.relative_to(task.home).as_posix()
