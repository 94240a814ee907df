"""What a press profile asks of the plant's files: marks, delivery, screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import SpecError, Text, ordered
from presslayout.edition.plant import (
    EACH,
    EXAMPLE,
    WHOLE,
    WORDS,
    Dispatch,
    Marks,
    Plant,
    Screens,
    file_name,
    unknown,
)
from presslayout.issue.read_press import press_file

if TYPE_CHECKING:
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.workspace import Workspace


def load_plant(workspace: Workspace, name: str) -> Plant:
    """What the press profile of a name asks for beside the standard; SpecError when it is wrong."""
    found = press_file(workspace, name)
    marks = found.row.row("marks")
    delivery = found.row.row("delivery")
    screens = found.row.row("screens")
    plant = Plant(
        marks=_marks(marks) if marks else None,
        dispatch=_dispatch(delivery, found.reading) if delivery else None,
        screens=Screens(*(screens.words(key) for key in ("ruling", "angles", "dot")))
        if screens
        else Screens(),
    )
    if found.reading.findings.failed:
        raise SpecError(ordered(found.reading.findings.found))
    return plant


def _marks(row: Row) -> Marks:
    """All of them but fold marks, unless the profile says otherwise."""
    plain = Marks()
    asked = {
        name: row.yes(name) if row.has(name) else getattr(plain, name)
        for name in ("crop", "fold", "registration", "bar", "slug")
    }
    distance = row.length("distance")
    return Marks(**asked, distance=plain.distance if distance is None else distance)


def _dispatch(row: Row, reading: Reading) -> Dispatch:
    each = row.choice("files") != "whole"
    pattern = row.words("name") or (EACH if each else WHOLE)
    try:
        wrong = unknown(pattern)
        file_name(pattern, EXAMPLE, (1, 2))
    except ValueError:
        wrong = (pattern,)
    if wrong:
        listed = "、".join(f"{{{word}}}" for word in WORDS)
        reading.findings.error(
            "bad-value",
            Text(
                f"文件名的写法不对：{'、'.join(wrong)}",
                f"this is no pattern of file names: {', '.join(wrong)}",
            ),
            row.place("name"),
            Text(
                f"可用 {listed}，以 .pdf 结尾，不带文件夹，如 {EACH}",
                f"use {', '.join(f'{{{word}}}' for word in WORDS.values())}, end with .pdf and "
                "name no folder, such as {paper}{date:%Y%m%d}-{page:02}.pdf",
            ),
        )
    nested = row.choice("folding") != "single"
    return Dispatch(each=each, imposed=row.yes("imposed"), name=pattern, nested=nested)
